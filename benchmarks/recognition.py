"""Recognition of positions on blind queries; and the bare encoder with one wording a position, in the same run."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

from benchmarks.measures import DATA, auc, table, verdict
from polden.core.words import LANGUAGES
from polden.features.talk.service import TalkRoom
from polden.settings import packs_folder


def measure(room: TalkRoom, file: Path) -> bool:
    """Print the numbers of one table with columns ``text`` and ``label`` (``none`` where nothing fits)."""
    rows = table(file)
    found = [room.recogniser.recognise(row["text"]) for row in rows]
    fits = [row["label"] != "none" for row in rows]
    meant = [(row["label"], item) for row, item, fit in zip(rows, found, fits, strict=True) if fit]
    first = np.mean([item.ranked[0][0] == label for label, item in meant])
    three = np.mean([label in [name for name, _ in item.ranked[:3]] for label, item in meant])
    yes = [item.confidence for item, fit in zip(found, fits, strict=True) if fit]
    no = [item.confidence for item, fit in zip(found, fits, strict=True) if not fit]
    decided = np.mean([(item.label or "none") == row["label"] for row, item in zip(rows, found, strict=True)])
    bare_first, bare_three, bare_auc = bare_encoder(room, rows)
    print(f"\n{file.name}: {len(yes)} queries, {len(no)} that fit nothing")
    print(f"     the bare encoder, one wording a position: {bare_first:.3f} / {bare_three:.3f}, AUC {bare_auc:.3f}")
    print(f"     right label, or rightly “I do not know this one”: {decided:.3f}")
    return all(
        [
            verdict("top-1", float(first), 0.75),
            verdict("top-3", float(three), 0.88),
            verdict("told apart from what fits nothing, AUC", auc(yes, no), 0.90),
        ]
    )


def bare_encoder(room: TalkRoom, rows: list[dict[str, str]]) -> tuple[float, float, float]:
    """Top-1, top-3 and AUC of nearest neighbours among the positions' own texts."""
    names = [name for name in room.library.position_ids for _ in LANGUAGES]
    texts = [room.library.position(name).text[language] for name in room.library.position_ids for language in LANGUAGES]
    near = room.encoder.encode([row["text"] for row in rows]) @ room.encoder.encode(texts).T
    first: list[bool] = []
    three: list[bool] = []
    yes: list[float] = []
    no: list[float] = []
    for row, scores in zip(rows, near, strict=True):
        order = list(dict.fromkeys(names[at] for at in np.argsort(-scores)))
        (no if row["label"] == "none" else yes).append(float(scores.max()))
        if row["label"] != "none":
            first.append(order[0] == row["label"])
            three.append(row["label"] in order[:3])
    return float(np.mean(first)), float(np.mean(three)), auc(yes, no)


def main() -> None:
    """Measure every table named, or those that come with the project."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", nargs="*", type=Path)
    parser.add_argument("--pack", type=Path, default=packs_folder() / "noon")
    given = parser.parse_args()
    room = TalkRoom(given.pack)
    tables = given.tables or [DATA / "positions-dev.tsv", DATA / "positions-test.tsv"]
    sys.exit(0 if all([measure(room, file) for file in tables]) else 1)


if __name__ == "__main__":
    main()
