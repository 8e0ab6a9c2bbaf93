"""Teaching a machine: from texts with wanted scores to weights. Needs scipy (in the group ``dev``)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from polden.kit.meaning.machine import BUCKETS, Floats, Machine, Mix, Texts


def kernel(one: Texts, other: Texts, mix: Mix) -> Floats:
    """The kernel of two sets of texts (n × m)."""
    near: Floats = np.exp(-mix.width * (2 - 2 * (one.vectors.astype(np.float64) @ other.vectors.T.astype(np.float64))))
    shared = (piece_matrix(one) @ piece_matrix(other).T).toarray()
    found: Floats = near + mix.pieces * shared
    if one.traits.size:
        found += mix.traits * (one.traits.astype(np.float64) @ other.traits.T.astype(np.float64))
    return found


def piece_matrix(texts: Texts) -> Any:
    """The texts' pieces as a sparse matrix (n × BUCKETS)."""
    from scipy.sparse import csr_matrix

    starts = np.cumsum([0, *(len(buckets) for buckets, _ in texts.pieces)])
    columns = np.concatenate([buckets % BUCKETS for buckets, _ in texts.pieces])
    values = np.concatenate([values for _, values in texts.pieces])
    matrix = csr_matrix((values, columns, starts), (len(texts), BUCKETS))
    matrix.sum_duplicates()
    return matrix.astype(np.float64)


def solve(known: Floats, wanted: Floats, mix: Mix, weights: NDArray[np.float64] | None = None) -> Floats:
    """Duals for a kernel (n × n) and wanted scores (n × L); a text of weight w counts as w texts."""
    weights = np.ones(len(known)) if weights is None else weights
    return np.asarray(np.linalg.solve(known + mix.ridge * np.diag(1 / weights), wanted), np.float64)


def machine_of(texts: Texts, duals: Floats, mix: Mix, mean: Floats) -> Machine:
    """The machine that duals (n × L) make of the texts they belong to."""
    primal = mix.pieces * (piece_matrix(texts).T @ duals)
    scales = np.maximum(np.abs(primal).max(axis=0), 1e-9) / 127
    return Machine(
        texts.vectors,
        duals.astype(np.float32),
        np.rint(primal / scales).astype(np.int8),
        scales.astype(np.float32),
        (mix.traits * (texts.traits.T.astype(np.float64) @ duals)).astype(np.float32),
        mean.astype(np.float32),
        mix.width,
    )


def logistic(inputs: Floats, truths: Floats) -> tuple[float, float]:
    """Slope and offset of the logistic curve that best turns inputs into chances (Platt 1999), by Newton's method."""
    design = np.stack([inputs, np.ones_like(inputs)], axis=1)
    weights = np.zeros(2)
    for _ in range(50):
        belief = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (truths - belief) - 1e-3 * weights
        curvature = (design * (belief * (1 - belief))[:, None]).T @ design + 1e-3 * np.eye(2)
        change = np.linalg.solve(curvature, gradient)
        weights += change
        if np.abs(change).max() < 1e-8:
            break
    return float(weights[0]), float(weights[1])
