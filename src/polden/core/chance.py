"""Chance that is passed in: the same seed and the same words give the same choice.

Not for secrets; a talk must be repeatable, not unguessable.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def pick_number(seed: str, below: int) -> int:
    """A number in ``0 … below - 1``, evenly spread over seeds. Raises ValueError for ``below < 1``."""
    if below < 1:
        raise ValueError("there is nothing to pick from")
    digest = hashlib.blake2b(seed.encode(), digest_size=8).digest()
    return int.from_bytes(digest) % below


def pick(seed: str, options: Sequence[T]) -> T:
    """One of the options. Raises ValueError when there is none."""
    return options[pick_number(seed, len(options))]
