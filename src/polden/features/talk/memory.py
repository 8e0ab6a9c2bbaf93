"""What a loved one remembers of a talk: small, plain, and enough to go on from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from polden.core.words import word_list


class Ended(StrEnum):
    """How a talk ended, if it did."""

    NOT = ""
    GOODBYE = "goodbye"
    HUNG_UP = "hung_up"
    SAFETY = "safety"


@dataclass(frozen=True)
class Memory:
    """What has been said and is still in the air.

    ``said`` holds the marks (see ``mark_of``) of lines that were spoken; ``topics`` how far each topic of their life has
    been told; ``worry`` how many of the worry's lines have been told (``hinted`` when it only showed).
    """

    position: str
    said: frozenset[int] = frozenset()
    topics: Mapping[str, int] = field(default_factory=dict)
    topic: str = ""
    hinted: bool = False
    worry: int = 0
    heard: int = 0
    promised: bool = False
    permitted: bool = False
    warned: bool = False
    curious: int = -1
    quiet: int = 0
    ended: Ended = Ended.NOT

    def spoke(self, template: str) -> Memory:
        """The memory after a line was spoken."""
        return replace(self, said=self.said | {mark_of(template)})

    def has_said(self, template: str) -> bool:
        """Whether a line was spoken already."""
        return mark_of(template) in self.said


def mark_of(template: str) -> int:
    """A small number by which a line is remembered."""
    return int.from_bytes(hashlib.blake2b(template.encode(), digest_size=4).digest())


def same_question(text: str, earlier: Sequence[str]) -> bool:
    """Whether a question of three or more words was asked before in nearly the same words."""
    words = set(word_list(text))
    if "?" not in text or len(words) < 3:
        return False
    return any("?" in other and _overlap(words, set(word_list(other))) >= 0.75 for other in earlier)


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, len(one | other))
