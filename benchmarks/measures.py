"""Measures, by their textbook definitions, and reading of the tables that they are taken on."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

DATA = Path(__file__).parent / "data"


def table(file: Path) -> list[dict[str, str]]:
    """The rows of a TSV without quoting."""
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def auc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The area under the ROC curve: the chance that a positive scores above a negative, ties counting half."""
    ranked = sorted([(score, True) for score in positive] + [(score, False) for score in negative])
    total, at = 0.0, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        mean_rank = (at + 1 + end) / 2
        total += mean_rank * sum(is_positive for _, is_positive in ranked[at:end])
        at = end
    count = len(positive)
    return (total - count * (count + 1) / 2) / (count * len(negative))


def f1(found: Iterable[bool], wanted: Iterable[bool]) -> float:
    """The harmonic mean of precision and recall; 0 where nothing is found and nothing wanted."""
    pairs = list(zip(found, wanted, strict=True))
    hits = sum(a and b for a, b in pairs)
    both = sum(a for a, _ in pairs) + sum(b for _, b in pairs)
    return 2 * hits / both if both else 0.0


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def verdict(name: str, value: float, limit: float, *, most: bool = False) -> bool:
    """Print a number beside its limit; whether it holds."""
    holds = value <= limit if most else value >= limit
    print(f"{'ok  ' if holds else 'MISS'} {name:<64} {value:8.3f}   {'≤' if most else '≥'} {limit:g}")
    return holds
