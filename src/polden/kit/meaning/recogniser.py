"""Which of a set of labelled sayings a text means, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from polden.kit.meaning.encoder import Encoder, Vector


@dataclass(frozen=True)
class Recognition:
    """Labels from the likeliest on, each with its share of belief (0 … 1, the shares sum to at most 1).

    ``confidence`` (0 … 1) says how sure it is that the first label is meant at all; below ``threshold`` nothing fits.
    """

    ranked: tuple[tuple[str, float], ...]
    confidence: float
    threshold: float

    @property
    def label(self) -> str | None:
        """The label that is meant, or None when nothing fits."""
        return self.ranked[0][0] if self.ranked and self.confidence >= self.threshold else None


class Recogniser:
    def __init__(self, sayings, encoder: Encoder) -> None:
        self._encoder = encoder
        self._labels = list(sayings)
        rows = [(i, t) for i, l in enumerate(self._labels) for t in sayings[l]]
        self._of = np.array([i for i, _ in rows])
        self._m = encoder.encode([t for _, t in rows])

    @classmethod
    def of_pack(cls, library, encoder):
        s = {}
        for n in library.position_ids:
            p = library.position(n)
            s[n] = [t for l in ("ru", "en") for t in [p.text[l], *p.wordings[l][:4]]]
        return cls(s, encoder)

    def recognise(self, text: str, vector: Vector | None = None) -> Recognition:
        v = self._encoder.encode_one(text) if vector is None else vector
        near = self._m @ v
        best = [(self._labels[i], float(near[self._of == i].max())) for i in range(len(self._labels))]
        best.sort(key=lambda p: -p[1])
        return Recognition(tuple(best[:5]), best[0][1], 0.5)
