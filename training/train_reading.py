"""Teach the program to read: acts, preference, what is aimed at the partner, what is coarse.

    uv run python training/train_reading.py --russe FILE

``--russe`` names the training split of RUSSE-2022 detoxification (a TSV with ``toxic_comment`` and
``neutral_comment1`` … ``3``), which is not part of the project; docs/decisions/0003 says why its weights are, and its
texts are not. Everything else lies beside this file and was written for it. Takes about three minutes.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.linear_model import LogisticRegression

from polden.core.words import LANGUAGES
from polden.features.talk.acts import Act
from polden.features.talk.library import Library
from polden.features.talk.reading.forms import sentences_of
from polden.features.talk.reading.judge import ACTS, MEANING_WEIGHT, WEIGHTS, aimed_traits, message_texts
from polden.features.talk.reading.traits import traits_of
from polden.kit.meaning.encoder import Encoder
from polden.kit.meaning.grams import BUCKETS, grams_of
from polden.kit.meaning.learning import kernel, logistic, machine_of, solve
from polden.kit.meaning.machine import Floats, Machine, Mix, Texts, texts_of
from polden.settings import packs_folder

HERE = Path(__file__).parent
ACTS_MIX = Mix(width=0.7, pieces=0.8, traits=1.0, ridge=0.3)
PREFERENCE_MIX = Mix(width=0.7, pieces=0.5, traits=1.0, ridge=1.0)
AIMED_MIX = Mix(width=1.5, pieces=0.8, traits=1.0, ridge=0.5)
FOLDS = 5
INDEX = {act.value: number for number, act in enumerate(ACTS)}


def read_jsonl(pattern: str) -> list[dict[str, Any]]:
    """The messages of all files of a name, each once."""
    rows = [json.loads(line) for file in sorted(HERE.glob(pattern)) for line in file.read_text("utf-8").splitlines()]
    return list({json.dumps(row, sort_keys=True): row for row in rows}.values())


def read_tsv(pattern: str) -> list[dict[str, str]]:
    """The rows of all tables of a name."""
    rows: list[dict[str, str]] = []
    for file in sorted(HERE.glob(pattern)):
        with file.open(encoding="utf-8", newline="") as stream:
            rows += csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
    return rows


def whole_of(message: dict[str, Any]) -> str:
    """A message's text."""
    return " ".join(part for part, _ in message["parts"])


def acts_wanted(acts: Sequence[str]) -> Floats:
    """Acts as a row of zeros and ones; “other” only where nothing else is."""
    row = np.zeros(len(ACTS))
    row[[INDEX[act] for act in acts]] = 1
    if row.sum() > 1:
        row[INDEX[Act.OTHER]] = 0
    return row


class Lesson:
    """What there is to learn from, encoded once."""

    def __init__(self, russe: Path) -> None:
        self.encoder = Encoder()
        self.messages = read_jsonl("acts-*.jsonl")
        self.pairs = read_jsonl("pairs-*.jsonl")
        self.aimed = read_tsv("aimed*.tsv")
        self.coarse_texts, self.coarse_truths = self._russe(russe)

    def _russe(self, file: Path) -> tuple[list[str], NDArray[np.int64]]:
        texts: list[str] = []
        truths: list[int] = []
        with file.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                neutral = [
                    row[f"neutral_comment{number}"] for number in (1, 2, 3) if row.get(f"neutral_comment{number}")
                ]
                if row["toxic_comment"] and neutral:
                    texts += [row["toxic_comment"], *neutral]
                    truths += [1, *([0] * len(neutral))]
        return texts, np.array(truths)

    # --- acts ---------------------------------------------------------------------------------------------------------

    def act_examples(self, messages: Sequence[dict[str, Any]]) -> tuple[Texts, Floats]:
        """Parts, and whole messages of several parts, with their acts."""
        said: list[tuple[str, str, bool, bool]] = []
        wanted: list[Floats] = []
        for message in messages:
            parts = message["parts"]
            for number, (text, acts) in enumerate(parts):
                said.append((text, message["partner"], number == 0, number == len(parts) - 1))
                wanted.append(acts_wanted(acts))
            if len(parts) > 1:
                said.append((whole_of(message), message["partner"], True, True))
                wanted.append(acts_wanted([act for _, acts in parts for act in acts]))
        return self._texts(said), np.array(wanted)

    def _texts(self, said: Sequence[tuple[str, str, bool, bool]]) -> Texts:
        vectors = self.encoder.encode([text for text, *_ in said])
        before = self.encoder.encode([partner for _, partner, *_ in said])
        traits = np.concatenate(
            [
                traits_of([text], vectors[row : row + 1], partner, before[row], first=[first], last=[last])
                for row, (text, partner, first, last) in enumerate(said)
            ]
        )
        return texts_of([text for text, *_ in said], vectors, traits)

    def message(self, text: str, partner: str) -> Texts:
        """A message as the judge sees it: the whole, then its sentences."""
        sentences = sentences_of(text)
        vectors = self.encoder.encode([text, *sentences, partner])
        return message_texts(text, sentences, partner, vectors[0], vectors[1:-1], vectors[-1])

    def acts(self) -> tuple[Machine, Floats]:
        """The machine for acts, and the border of each act, chosen on messages that the weights had not seen."""
        fold = np.random.default_rng(0).integers(0, FOLDS, len(self.messages))
        believed: list[Floats] = []
        truths: list[Floats] = []
        for number in range(FOLDS):
            machine = self._act_machine([row for row, at in zip(self.messages, fold, strict=True) if at != number])
            for row in (row for row, at in zip(self.messages, fold, strict=True) if at == number):
                scores = machine.scores(self.message(whole_of(row), row["partner"]))
                believed.append((scores[0] + (scores[1:] if len(scores) > 1 else scores).max(axis=0)) / 2)
                truths.append(acts_wanted([act for _, acts in row["parts"] for act in acts]))
        return self._act_machine(self.messages), _borders(np.array(believed), np.array(truths))

    def _act_machine(self, messages: Sequence[dict[str, Any]]) -> Machine:
        texts, wanted = self.act_examples(messages)
        mean = wanted.mean(axis=0)
        return machine_of(texts, solve(kernel(texts, texts, ACTS_MIX), wanted - mean, ACTS_MIX), ACTS_MIX, mean)

    # --- preference ---------------------------------------------------------------------------------------------------

    def preference(self) -> tuple[Machine, float]:
        """The machine whose score is higher for the better reply of a pair, and the slope to −1 … 1.

        Learnt on differences: the kernel of two pairs is k(b, b') − k(b, w') − k(w, b') + k(w, w').
        """
        better = self._texts([(pair["better"], pair["partner"], True, True) for pair in self.pairs])
        worse = self._texts([(pair["worse"], pair["partner"], True, True) for pair in self.pairs])
        both = Texts(
            np.concatenate([better.vectors, worse.vectors]),
            [*better.pieces, *worse.pieces],
            np.concatenate([better.traits, worse.traits]),
        )
        count = len(self.pairs)
        known = kernel(both, both, PREFERENCE_MIX)
        sign = np.concatenate([np.eye(count), -np.eye(count)])
        duals = sign @ solve(sign.T @ known @ sign, np.ones((count, 1)), PREFERENCE_MIX)
        machine = machine_of(both, duals, PREFERENCE_MIX, np.zeros(1))
        spread = float(np.std(machine.scores(both)))
        return machine, 1 / max(spread, 1e-6)

    # --- toxicity -----------------------------------------------------------------------------------------------------

    def coarse(self) -> tuple[dict[str, NDArray[Any]], Any]:
        """The linear score for coarse Russian, and a function that gives it for texts."""
        arrays, _ = self._linear("coarse", self.coarse_texts, self.coarse_truths, np.ones(len(self.coarse_texts)))
        pieces, meaning, offset = arrays["coarse_pieces"], arrays["coarse_meaning"], float(arrays["coarse_offset"])

        def score(texts: Sequence[str]) -> Floats:
            found: Floats = _pieces(texts) @ pieces + self.encoder.encode(texts) @ meaning * MEANING_WEIGHT + offset
            russian = np.array([any("а" <= letter <= "я" for letter in text.lower()) for text in texts])
            return np.where(russian, found, 0.0)

        return arrays, score

    def _linear(
        self, name: str, texts: Sequence[str], truths: NDArray[np.int64], weights: Floats
    ) -> tuple[dict[str, NDArray[Any]], Any]:
        """Logistic regression on pieces scaled by their log-count ratio (Wang & Manning 2012) and on the vector."""
        pieces = _pieces(texts)
        common = np.asarray((pieces > 0).sum(axis=0)).ravel() > 1
        weighted = diags(weights) @ pieces
        for_it = np.asarray(weighted[truths == 1].sum(axis=0)).ravel() + 0.1
        against = np.asarray(weighted[truths == 0].sum(axis=0)).ravel() + 0.1
        ratio = np.log((for_it / for_it.sum()) / (against / against.sum())) * common
        design = hstack([pieces @ diags(ratio), self.encoder.encode(texts) * MEANING_WEIGHT]).tocsr()
        model = LogisticRegression(C=20, max_iter=500, class_weight="balanced").fit(
            design, truths, sample_weight=weights
        )
        found = model.coef_[0]
        arrays = {
            f"{name}_pieces": (found[:BUCKETS] * ratio).astype(np.float16),
            f"{name}_meaning": found[BUCKETS:].astype(np.float16),
            f"{name}_offset": np.array(model.intercept_[0]),
        }
        return arrays, model

    def toxicity(self) -> dict[str, NDArray[Any]]:
        """The machine for what is aimed at the partner, its curve, and the linear scores beside it."""
        arrays, coarse = self.coarse()
        said = [row["user_says"] for row in self.aimed]
        wanted = [float(row["label"] in {"insult", "threat", "contempt"}) for row in self.aimed]
        said += [whole_of(row) for row in self.messages]
        wanted += [
            float(row["toxicity"] or any(Act.INSULT in acts for _, acts in row["parts"])) for row in self.messages
        ]
        said += [pair["better"] for pair in self.pairs] + _everyday_questions()
        wanted += [0.0] * (len(said) - len(wanted))
        weights = np.array([2.0] * len(self.aimed) + [1.0] * (len(said) - len(self.aimed)))
        scores = coarse(said)
        traits = np.stack([aimed_traits(text, score) for text, score in zip(said, scores, strict=True)])
        texts = texts_of(said, self.encoder.encode(said), traits)
        target = np.array(wanted)[:, None]
        known = kernel(texts, texts, AIMED_MIX)
        mean = np.array([0.3])
        arrays |= machine_of(texts, solve(known, target - mean, AIMED_MIX, weights), AIMED_MIX, mean).arrays("aimed")
        arrays["aimed_curve"] = _aimed_curve(known, target, mean, weights, len(self.aimed))
        arrays |= self._swearing()
        return arrays

    def _swearing(self) -> dict[str, NDArray[Any]]:
        """What swears at nobody, told from everything else, coarse comments included."""
        rng = np.random.default_rng(0)
        coarse = rng.permutation(np.flatnonzero(self.coarse_truths == 1))[:3000]
        neutral = rng.permutation(np.flatnonzero(self.coarse_truths == 0))[:500]
        texts = [row["user_says"] for row in self.aimed] + [self.coarse_texts[at] for at in (*coarse, *neutral)]
        truths = np.array([int(row["label"] == "swearing") for row in self.aimed] + [0] * (len(coarse) + len(neutral)))
        arrays, _ = self._linear("swearing", texts, truths, np.ones(len(texts)))
        arrays["swearing_border"] = np.array(-0.5)
        return arrays


def _everyday_questions() -> list[str]:
    """How people ask after each other: a third of what the first pack's loved ones are asked about. None of it is meant ill."""
    library = Library(packs_folder() / "noon")
    asks = [
        ask
        for name in library.person_ids
        for language in LANGUAGES
        for topic in library.person_lines(name, language).topics
        for ask in topic.asks
    ]
    return asks[::3]


def _pieces(texts: Sequence[str]) -> Any:
    found = [grams_of(text) for text in texts]
    starts = np.cumsum([0, *(len(buckets) for buckets, _ in found)])
    columns = np.concatenate([buckets for buckets, _ in found])
    return csr_matrix((np.concatenate([values for _, values in found]), columns, starts), (len(texts), BUCKETS))


def _borders(believed: Floats, truths: Floats) -> Floats:
    """For each act the border with the best F1, drawn half-way to the common best one: single borders are noisy."""
    levels = np.linspace(0.15, 0.6, 46)

    def best(columns: NDArray[np.int64]) -> float:
        def mean_f1(level: float) -> float:
            found = believed[:, columns] > level
            hits = (found * truths[:, columns]).sum(axis=0)
            return float((2 * hits / np.maximum(1, found.sum(axis=0) + truths[:, columns].sum(axis=0))).mean())

        return float(max(levels, key=mean_f1))

    common = best(np.arange(truths.shape[1]))
    found = np.array([(best(np.array([column])) + common) / 2 for column in range(truths.shape[1])])
    print(f"common border {common:.2f}; out-of-fold F1 {_f1(believed > found, truths):.3f}")
    return found


def _f1(found: NDArray[np.bool_], truths: Floats) -> float:
    hits = (found * truths).sum(axis=0)
    return float((2 * hits / np.maximum(1, found.sum(axis=0) + truths.sum(axis=0))).mean())


def _aimed_curve(known: Floats, target: Floats, mean: Floats, weights: Floats, count: int) -> Floats:
    """Slope and border of the toxicity: the border lets 6 % of what is not aimed pass, on texts not seen."""
    fold = np.random.default_rng(0).integers(0, FOLDS, len(target))
    scores = np.zeros(len(target))
    for number in range(FOLDS):
        seen, unseen = fold != number, fold == number
        duals = solve(known[np.ix_(seen, seen)], target[seen] - mean, AIMED_MIX, weights[seen])
        scores[unseen] = (known[np.ix_(unseen, seen)] @ duals + mean)[:, 0]
    slope, _ = logistic(scores[:count], target[:count, 0])
    border = float(np.quantile(scores[:count][target[:count, 0] == 0], 0.94))
    found = float(np.mean(scores[:count][target[:count, 0] == 1] > border))
    print(f"aimed: border {border:.3f}, out-of-fold found {found:.3f} at 6 % false alarms")
    return np.array([slope, border])


def main() -> None:
    """Teach everything and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--russe", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    lesson = Lesson(given.russe)
    acts, borders = lesson.acts()
    preference, slope = lesson.preference()
    arrays: dict[str, Any] = acts.arrays("acts") | preference.arrays("preference") | lesson.toxicity()
    arrays |= {"acts_borders": borders, "preference_slope": np.array(slope)}
    np.savez_compressed(given.out, **arrays)
    print(f"{given.out}: {given.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
