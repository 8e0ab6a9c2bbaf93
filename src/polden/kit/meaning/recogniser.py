"""Which of a set of labelled sayings a text means, and how sure that is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from polden.kit.meaning.encoder import Encoder, Vector
from polden.kit.meaning.machine import Floats, Machine, Mix, texts_of

MIX = Mix(width=1.5, pieces=0.8, traits=0.0, ridge=0.1)
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
        scores = self.machine.scores(texts_of([text], meaning[None, :]))[0]
        order = np.argsort(-scores)[:NAMED]
        confidence = 1 / (1 + float(np.exp(-(self.slope * float(scores[order[0]]) + self.offset))))
        ranked = tuple((self.labels[index], float(np.clip(scores[index], 0, 1))) for index in order.tolist())
        return Recognition(ranked, confidence, self.threshold)

    def save(self, file: Path) -> None:
        """Write what was learnt to one file."""
        numbers = np.array([self.slope, self.offset, self.threshold])
        np.savez_compressed(
            file, labels=np.array(self.labels), numbers=numbers, mark=np.array(self.mark), **self.machine.arrays("labels")
        )

    @classmethod
    def load(cls, file: Path, encoder: Encoder) -> Recogniser:
        """Read it again. Raises OSError when the file is not there."""
        with np.load(file) as data:
            slope, offset, threshold = (float(number) for number in data["numbers"])
            labels = tuple(str(label) for label in data["labels"])
            return cls(encoder, labels, Machine.of(data, "labels"), slope, offset, threshold, str(data["mark"]))


def mark_of_sayings(sayings: Mapping[str, Sequence[str]], others: Sequence[str]) -> str:
    """A mark by which one sees whether a recogniser was taught these sayings."""
    digest = hashlib.blake2b(digest_size=12)
    for label in sorted(sayings):
        digest.update("\0".join([label, *sorted(sayings[label]), ""]).encode())
    digest.update("\0".join(sorted(others)).encode())
    return digest.hexdigest()


def taught(sayings: Mapping[str, Sequence[str]], others: Sequence[str], encoder: Encoder) -> Recogniser:
    """A recogniser of labels, taught from their sayings and from others that mean none of them."""
    from polden.kit.meaning.learning import kernel, machine_of, solve

    labels = sorted(sayings)
    said = [text for label in labels for text in sayings[label]] + list(others)
    which = np.array([index for index, label in enumerate(labels) for _ in sayings[label]] + [-1] * len(others))
    texts = texts_of(said, encoder.encode(said))
    known = kernel(texts, texts, MIX)
    wanted = np.zeros((len(said), len(labels)))
    wanted[which >= 0, which[which >= 0]] = 1
    slope, offset, threshold = _confidence(known, wanted, which)
    machine = machine_of(texts, solve(known, wanted, MIX), MIX, np.zeros(len(labels)))
    return Recogniser(encoder, tuple(labels), machine, slope, offset, threshold, mark_of_sayings(sayings, others))


def _confidence(known: Floats, wanted: Floats, which: NDArray[np.int64]) -> tuple[float, float, float]:
    """Slope, offset and threshold of the confidence, from sayings scored by weights that had not seen them.

    1 where the first label is right, 0 where it is wrong or nothing fits. The threshold is where right and wrong refusals
    of sayings balance (the largest Youden index).
    """
    from polden.kit.meaning.learning import logistic, solve

    count = len(which)
    fold = np.random.default_rng(0).integers(0, FOLDS, count)
    best, right = np.zeros(count), np.zeros(count)
    for number in range(FOLDS):
        seen, unseen = fold != number, fold == number
        scores = known[np.ix_(unseen, seen)] @ solve(known[np.ix_(seen, seen)], wanted[seen], MIX)
        best[unseen] = scores.max(axis=1)
        right[unseen] = (scores.argmax(axis=1) == which[unseen]) & (which[unseen] >= 0)
    slope, offset = logistic(best, right)
    belief = 1 / (1 + np.exp(-(slope * best + offset)))
    thresholds = np.linspace(0.05, 0.95, 91)
    fits = which >= 0
    youden = [float(np.mean(belief[fits] >= level) + np.mean(belief[~fits] < level)) for level in thresholds]
    return slope, offset, float(thresholds[int(np.argmax(youden))])
