"""Which of a set of labelled sayings a text means, and how sure that is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from polden.kit.meaning.encoder import Encoder, Vector
from polden.kit.meaning.machine import Floats, Machine, Mix, texts_of

MIX = Mix(width=1.5, pieces=0.8, traits=0.0, ridge=0.1)
AGAINST = 0.5
"""How much it counts against a label that the text sounds like what is said against it."""
ANSWERING = 1.5
FOLDS = 5
NAMED = 6
"""How many labels a recognition names."""


@dataclass(frozen=True)
class Recognition:
    """Labels from the likeliest on, each with its score (0 … 1).

    ``confidence`` (0 … 1) says how sure it is that the first label is meant at all; below ``threshold`` nothing fits.
    """

    ranked: tuple[tuple[str, float], ...]
    confidence: float
    threshold: float

    @property
    def label(self) -> str | None:
        """The label that is meant, or None when nothing fits."""
        return self.ranked[0][0] if self.ranked and self.confidence >= self.threshold else None


@dataclass(frozen=True)
class Recogniser:
    """Recognises what a text means. Safe to share between threads.

    ``slope`` and ``offset`` turn the best score into a confidence; ``mark`` tells which sayings were learnt.
    """

    encoder: Encoder
    labels: tuple[str, ...]
    machine: Machine
    slope: float
    offset: float
    threshold: float
    mark: str

    def recognise(self, text: str, vector: Vector | None = None) -> Recognition:
        """What a text means; ``vector`` is its meaning where it is known already."""
        meaning = self.encoder.encode_one(text) if vector is None else vector
        scores, against = np.split(self.machine.scores(texts_of([text], meaning[None, :]))[0], 2)
        order = np.argsort(-scores)[:NAMED]
        margin = float(scores[order[0]] - AGAINST * against[order[0]])
        confidence = 1 / (1 + float(np.exp(-(self.slope * margin + self.offset))))
        ranked = tuple((self.labels[index], float(np.clip(scores[index], 0, 1))) for index in order.tolist())
        return Recognition(ranked, confidence, self.threshold)

    def save(self, file: Path) -> None:
        """Write what was learnt to one file."""
        arrays: dict[str, Any] = self.machine.arrays("labels")
        arrays["labels"], arrays["mark"] = np.array(self.labels), np.array(self.mark)
        arrays["numbers"] = np.array([self.slope, self.offset, self.threshold])
        np.savez_compressed(file, **arrays)

    @classmethod
    def load(cls, file: Path, encoder: Encoder) -> Recogniser:
        """Read it again. Raises OSError when the file is not there."""
        with np.load(file) as data:
            slope, offset, threshold = (float(number) for number in data["numbers"])
            labels = tuple(str(label) for label in data["labels"])
            return cls(encoder, labels, Machine.of(data, "labels"), slope, offset, threshold, str(data["mark"]))


def taught_mark(file: Path) -> str:
    """The mark of the sayings that a saved recogniser was taught."""
    with np.load(file) as data:
        return str(data["mark"])


@dataclass(frozen=True)
class Sayings:
    """What a recogniser is taught: what is said for each label, what is said against it, and what means none of them."""

    of: Mapping[str, Sequence[str]]
    against: Mapping[str, Sequence[str]]
    others: Sequence[str]

    @property
    def mark(self) -> str:
        """A mark by which one sees whether a recogniser was taught these sayings."""
        digest = hashlib.blake2b(digest_size=12)
        for table in (self.of, self.against):
            for label in sorted(table):
                digest.update("\0".join([label, *sorted(table[label]), ""]).encode())
        digest.update("\0".join(sorted(self.others)).encode())
        return digest.hexdigest()


def taught(sayings: Sayings, encoder: Encoder) -> Recogniser:
    """A recogniser taught from sayings. Takes about half a minute for 6,000 of them."""
    from polden.kit.meaning.learning import kernel, machine_of, solve

    labels = sorted(sayings.of)
    rows = [(text, index, -1) for index, label in enumerate(labels) for text in sayings.of[label]]
    rows += [(text, -1, index) for index, label in enumerate(labels) for text in sayings.against.get(label, ())]
    rows += [(text, -1, -1) for text in sayings.others]
    said = [text for text, _, _ in rows]
    meant, denied = np.array([row[1] for row in rows]), np.array([row[2] for row in rows])
    texts = texts_of(said, encoder.encode(said))
    known = kernel(texts, texts, MIX)
    wanted = np.concatenate([_columns(meant, len(labels)), _columns(denied, len(labels))], axis=1)
    slope, offset, threshold = _confidence(known, wanted, meant)
    machine = machine_of(texts, solve(known, wanted, MIX), MIX, np.zeros(wanted.shape[1]))
    return Recogniser(encoder, tuple(labels), machine, slope, offset, threshold, sayings.mark)


def _columns(which: NDArray[np.int64], count: int) -> Floats:
    """One column a label, 1 where it is the row's (−1: none)."""
    found = np.zeros((len(which), count))
    found[which >= 0, which[which >= 0]] = 1
    return found


def _confidence(known: Floats, wanted: Floats, meant: NDArray[np.int64]) -> tuple[float, float, float]:
    """Slope, offset and threshold of the confidence, from sayings scored by weights that had not seen them.

    1 where the first label is right, 0 where it is wrong or nothing fits. The threshold is where the share of sayings that
    pass, counted ANSWERING times, and the share of others that are refused are largest together (a weighted Youden index):
    a needless refusal costs a user more than a wrong guess with two others beside it.
    """
    from polden.kit.meaning.learning import logistic, solve

    count, labels = len(meant), wanted.shape[1] // 2
    fold = np.random.default_rng(0).integers(0, FOLDS, count)
    margin, right = np.zeros(count), np.zeros(count)
    for number in range(FOLDS):
        seen, unseen = fold != number, fold == number
        scores = known[np.ix_(unseen, seen)] @ solve(known[np.ix_(seen, seen)], wanted[seen], MIX)
        first = scores[:, :labels].argmax(axis=1)
        row = np.arange(len(first))
        margin[unseen] = scores[row, first] - AGAINST * scores[row, labels + first]
        right[unseen] = (first == meant[unseen]) & (meant[unseen] >= 0)
    slope, offset = logistic(margin, right)
    belief = 1 / (1 + np.exp(-(slope * margin + offset)))
    thresholds = np.linspace(0.05, 0.95, 91)
    fits = meant >= 0
    worth = [float(ANSWERING * np.mean(belief[fits] >= level) + np.mean(belief[~fits] < level)) for level in thresholds]
    return slope, offset, float(thresholds[int(np.argmax(worth))])
