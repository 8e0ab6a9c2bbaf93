"""Phrases whose vectors are wanted again and again: read from a file made beforehand, encoded when they are new.

The file holds, for each phrase, a mark of its text and its vector in eight bits a number (error of a cosine < 0.01).
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from polden.kit.meaning.encoder import DIMENSIONS, Encoder, Matrix, Vector


def mark_of(phrase: str) -> int:
    """A 64-bit mark of a phrase's text."""
    return int.from_bytes(hashlib.blake2b(phrase.encode(), digest_size=8).digest())


class Phrasebook:
    """Vectors of phrases, kept in memory. Safe to share between threads."""

    def __init__(self, encoder: Encoder, file: Path | None = None) -> None:
        self._encoder = encoder
        self._rows: dict[int, int] = {}
        self._stored: NDArray[np.int8] = np.zeros((0, DIMENSIONS), np.int8)
        self._scales: NDArray[np.float32] = np.zeros(0, np.float32)
        self._fresh: dict[int, Vector] = {}
        self._groups: dict[tuple[str, ...], Matrix] = {}
        self._lock = threading.Lock()
        if file is not None and file.is_file():
            with np.load(file) as data:
                self._stored, self._scales = data["vectors"], data["scales"]
                self._rows = {int(mark): row for row, mark in enumerate(data["marks"])}

    def nearness(self, vector: Vector, phrases: Sequence[str]) -> list[float]:
        """The cosine of each phrase with a vector, −1 … 1."""
        return [float(near) for near in self._matrix(tuple(phrases)) @ vector]

    def _matrix(self, phrases: tuple[str, ...]) -> Matrix:
        found = self._groups.get(phrases)
        if found is None:
            found = self._gather(phrases)
            with self._lock:
                if len(self._groups) > 4000:
                    self._groups.clear()
                self._groups[phrases] = found
        return found

    def _gather(self, phrases: tuple[str, ...]) -> Matrix:
        marks = [mark_of(phrase) for phrase in phrases]
        missing = [index for index, mark in enumerate(marks) if mark not in self._rows and mark not in self._fresh]
        if missing:
            vectors = self._encoder.encode([phrases[index] for index in missing])
            with self._lock:
                self._fresh.update(zip((marks[index] for index in missing), vectors, strict=True))
        return np.stack([self._vector(mark) for mark in marks]) if marks else np.zeros((0, DIMENSIONS), np.float32)

    def _vector(self, mark: int) -> Vector:
        if mark in self._fresh:
            return self._fresh[mark]
        row = self._rows[mark]
        vector: Vector = self._stored[row].astype(np.float32) * self._scales[row]
        return vector


def store_phrases(phrases: Sequence[str], encoder: Encoder, file: Path) -> None:
    """Write the vectors of phrases to a file for ``Phrasebook``."""
    different = sorted(set(phrases))
    rows = encoder.encode(different)
    scales = np.maximum(np.abs(rows).max(axis=1, initial=1e-9), 1e-9) / 127
    vectors = np.rint(rows / scales[:, None]).astype(np.int8)
    marks = np.array([mark_of(phrase) for phrase in different], np.uint64)
    np.savez_compressed(file, marks=marks, vectors=vectors, scales=scales.astype(np.float32))
