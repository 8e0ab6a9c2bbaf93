"""RUSSE-2022 detoxification: toxic or not, and false alarms on civil text.

The set is not part of the project: name a TSV with ``toxic_comment`` and ``neutral_comment1`` …. With ``--held-out``
the file is the training split: the weights are then learnt anew from four fifths of it and measured on the fifth.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measures import DATA, auc, f1, table, verdict
from polden.features.talk.reading.judge import WEIGHTS, Judge
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


def unseen(file: Path) -> tuple[list[float], list[bool]]:
    """Toxicity of a fifth of the training split, by the whole path, with weights learnt from the other four fifths."""
    from training.train_reading import Lesson

    rows = rows_of(file)
    held = np.random.default_rng(0).integers(0, 5, len(rows)) == 0
    with tempfile.TemporaryDirectory() as folder:
        kept, weights = Path(folder) / "seen.tsv", Path(folder) / "weights.npz"
        names = ["toxic_comment", "neutral_comment1", "neutral_comment2", "neutral_comment3"]
        seen = [row for row, out in zip(rows, held, strict=True) if not out]
        lines = ["\t".join(names), *("\t".join(row[name] or "" for name in names) for row in seen)]
        kept.write_text("\n".join(lines) + "\n", encoding="utf-8")
        with np.load(WEIGHTS) as shipped:
            arrays: dict[str, Any] = {**shipped, **Lesson(kept).toxicity()}
        np.savez(weights, **arrays)
        reader = Reader(Encoder(), Judge(weights))
        texts, truths = texts_of([row for row, out in zip(rows, held, strict=True) if out])
        return [reader.read(text, "").toxicity for text in texts], truths


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--russe", type=Path, required=True)
    parser.add_argument("--held-out", action="store_true")
    given = parser.parse_args()
    reader = Reader(Encoder())
    if given.held_out:
        scores, truths = unseen(given.russe)
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
