"""RUSSE-2022 detoxification: toxic or not, and false alarms on civil text.

The set is not part of the project: name a TSV with ``toxic_comment`` and ``neutral_comment1`` …. With ``--folds`` the file
is the training split: the weights are then learnt anew on four fifths and measured on the fifth, five times over.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.measures import DATA, auc, f1, table, verdict
from polden.features.talk.reading.reader import Reader
from polden.features.talk.reading.values import INSULTING
from polden.kit.meaning.encoder import Encoder


def rows_of(file: Path) -> list[dict[str, str]]:
    """The rows that have a toxic text and a neutral one."""
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in rows if row["toxic_comment"] and row["neutral_comment1"]]


def texts_of(rows: list[dict[str, str]]) -> tuple[list[str], list[bool]]:
    """Every text with whether it is toxic."""
    texts: list[str] = []
    truths: list[bool] = []
    for row in rows:
        neutral = [row[name] for name in ("neutral_comment1", "neutral_comment2", "neutral_comment3") if row.get(name)]
        texts += [row["toxic_comment"], *neutral]
        truths += [True, *[False] * len(neutral)]
    return texts, truths


def by_folds(file: Path) -> tuple[list[float], list[bool]]:
    """Toxicity of every text of the training split by weights that had not seen it: the linear part learnt anew."""
    from training.train_reading import Lesson

    rows = rows_of(file)
    fold = np.random.default_rng(0).integers(0, 5, len(rows))
    scores: list[float] = []
    truths: list[bool] = []
    for number in range(5):
        with tempfile.TemporaryDirectory() as folder:
            kept = Path(folder) / "seen.tsv"
            with kept.open("w", encoding="utf-8", newline="") as stream:
                names = list(rows[0])
                stream.write("\t".join(names) + "\n")
                for row, at in zip(rows, fold, strict=True):
                    if at != number:
                        stream.write("\t".join(row[name] or "" for name in names) + "\n")
            _, score = Lesson(kept).coarse()
        texts, wanted = texts_of([row for row, at in zip(rows, fold, strict=True) if at == number])
        scores += [1 / (1 + float(np.exp(-value))) for value in score(texts)]
        truths += wanted
    return scores, truths


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--russe", type=Path, required=True)
    parser.add_argument("--folds", action="store_true")
    given = parser.parse_args()
    reader = Reader(Encoder())
    if given.folds:
        scores, truths = by_folds(given.russe)
    else:
        texts, truths = texts_of(rows_of(given.russe))
        scores = [reader.read(text, "").toxicity for text in texts]
    civil = [
        row["text"] for row in table(DATA / "toxicity-test.tsv") if row["label"] == "civil" and row["lang"] == "ru"
    ]
    alarms = np.mean([reader.read(text, "").toxicity >= INSULTING for text in civil])
    toxic = [score for score, truth in zip(scores, truths, strict=True) if truth]
    neutral = [score for score, truth in zip(scores, truths, strict=True) if not truth]
    results = [
        verdict(f"F1 ({len(scores)} texts)", f1([score >= INSULTING for score in scores], truths), 0.92),
        verdict("AUC", auc(toxic, neutral), 0.98),
        verdict(f"false alarms on civil text ({len(civil)} texts)", float(alarms), 0.01, most=True),
    ]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
