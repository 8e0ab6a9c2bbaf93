"""A learner over sentences: kernel ridge regression (Saunders, Gammerman & Vovk 1998) from texts to several scores.

The kernel is a sum of three: nearness in meaning (Gaussian, on sentence vectors), shared pieces of words (linear, on hashed
n-grams), which see what the vectors do not (names, idioms, whether something is denied), and shared traits (linear, on
whatever else is known of a text, scaled to at most unit length). The two linear parts fold into plain weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from polden.kit.meaning.encoder import Matrix
from polden.kit.meaning.grams import grams_of

BUCKETS = 1 << 15
Floats = NDArray[np.float64]
Pieces = tuple[NDArray[np.int32], NDArray[np.float32]]
"""A text's hashed pieces: buckets and weights, as ``grams.grams_of`` gives them."""


@dataclass(frozen=True)
class Mix:
    """How much each part of the kernel counts. ``width`` is that of the Gaussian, exp(−width · |a − b|²)."""

    width: float
    pieces: float
    traits: float
    ridge: float


@dataclass(frozen=True)
class Texts:
    """n texts as a machine sees them: vectors (n × 512), pieces (buckets and weights each), traits (n × T, may be n × 0)."""

    vectors: Matrix
    pieces: Sequence[Pieces]
    traits: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.pieces)


def texts_of(texts: Sequence[str], vectors: Matrix, traits: NDArray[np.float32] | None = None) -> Texts:
    """Texts with their vectors; ``traits`` are scaled to at most unit length here."""
    return texts_with([grams_of(text) for text in texts], vectors, traits)


def texts_with(pieces: Sequence[Pieces], vectors: Matrix, traits: NDArray[np.float32] | None = None) -> Texts:
    """The same for texts whose pieces are known already."""
    found = np.zeros((len(pieces), 0), np.float32) if traits is None else traits.astype(np.float32)
    length = np.sqrt(1 + (found**2).sum(axis=1, keepdims=True)) if found.size else np.ones((len(pieces), 1), np.float32)
    return Texts(vectors, pieces, (found / length).astype(np.float32))


@dataclass(frozen=True)
class Machine:
    """What was learnt from n texts for L scores. ``duals`` is n × L; ``pieces`` BUCKETS × L and ``traits`` T × L."""

    vectors: Matrix
    duals: NDArray[np.float32]
    pieces: NDArray[np.int8]
    piece_scales: NDArray[np.float32]
    traits: NDArray[np.float32]
    mean: NDArray[np.float32]
    width: float

    def scores(self, texts: Texts) -> NDArray[np.float32]:
        """The scores of texts (n × L): about what was given for texts like them."""
        near = np.exp(-self.width * (2 - 2 * (texts.vectors @ self.vectors.T)))
        found = near @ self.duals + self.mean
        for row, (buckets, values) in enumerate(texts.pieces):
            found[row] += (values @ self.pieces[buckets % BUCKETS].astype(np.float32)) * self.piece_scales
        if self.traits.size:
            found += texts.traits @ self.traits
        return np.asarray(found, np.float32)

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """The machine as named arrays for a file; the vectors in eight bits a number."""
        scales = np.maximum(np.abs(self.vectors).max(axis=1), 1e-9) / 127
        return {
            f"{name}_vectors": np.rint(self.vectors / scales[:, None]).astype(np.int8),
            f"{name}_scales": scales.astype(np.float32),
            f"{name}_duals": self.duals.astype(np.float16),
            f"{name}_pieces": self.pieces,
            f"{name}_piece_scales": self.piece_scales,
            f"{name}_traits": self.traits.astype(np.float16),
            f"{name}_mean": self.mean,
            f"{name}_width": np.array(self.width),
        }

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]], name: str) -> Machine:
        """The machine of that name in a file's arrays."""
        vectors = arrays[f"{name}_vectors"].astype(np.float32) * arrays[f"{name}_scales"][:, None]
        return cls(
            vectors,
            arrays[f"{name}_duals"].astype(np.float32),
            arrays[f"{name}_pieces"],
            arrays[f"{name}_piece_scales"],
            arrays[f"{name}_traits"].astype(np.float32),
            arrays[f"{name}_mean"],
            float(arrays[f"{name}_width"]),
        )
