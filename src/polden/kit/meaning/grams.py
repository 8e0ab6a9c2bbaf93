"""Pieces of words as numbers: hashed character n-grams and word pairs, the same in training and in use."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from math import log, sqrt
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 18
SHORTEST, LONGEST = 2, 6
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")
_STRETCHED = re.compile(r"(.)\1{2,}")


def tokens_of(text: str) -> list[str]:
    """Words and signs in lower case; ``ё`` as ``е``, digits as ``0``, stretched letters shortened to two."""
    plain = _STRETCHED.sub(r"\1\1", text.lower().replace("ё", "е"))
    return _TOKEN.findall(re.sub(r"\d+", "0", plain))


def grams_of(text: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The buckets (sorted, different) that a text's pieces fall into, and their weights (length 1 together)."""
    tokens = tokens_of(text)
    counts: Counter[int] = Counter()
    for token in tokens:
        counts.update(_buckets_of(token))
    counts.update(crc32(f"{one}+{other}".encode()) % BUCKETS for one, other in pairwise(tokens))
    weights = {bucket: 1 + log(count) for bucket, count in counts.items()}
    buckets = np.array(sorted(weights), np.int32)
    values = np.array([weights[bucket] for bucket in buckets.tolist()], np.float32)
    length = sqrt(float(values @ values)) if len(values) else 1.0
    return buckets, values / np.float32(length)


@lru_cache(maxsize=20_000)
def _buckets_of(token: str) -> tuple[int, ...]:
    """The buckets of one word's pieces; kept, because people use the same words again and again."""
    padded = f" {token} "
    sizes = range(SHORTEST, LONGEST + 1)
    pieces = [padded[start : start + size] for size in sizes for start in range(len(padded) - size + 1)]
    return tuple(crc32(piece.encode()) % BUCKETS for piece in (f"={token}", *pieces))
