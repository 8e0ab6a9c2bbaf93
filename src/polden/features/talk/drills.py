"""Two-minute exercises, checked on the spot: from a written answer and its reading to what was found in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from polden.features.talk.acts import CLOSING, Act
from polden.features.talk.content import Exercise
from polden.features.talk.reading.values import Danger, Form, Reading

SURE = 0.65
"""How surely something has to close the door before a learner is told so: a good answer is not refused on a doubt."""
_BUT = re.compile(r"[,;.—–-]\s*(?:но|однако|только вот|but|however|though)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Checked:
    """What an answer to an exercise holds: the wanted acts found and missing, and those that close the door.

    ``undone``: a “but” takes back what was affirmed."""

    found: tuple[Act, ...]
    missing: tuple[Act, ...]
    closing: tuple[Act, ...]
    readable: bool
    undone: bool = False
    danger: Danger | None = None

    @property
    def passed(self) -> bool:
        """Whether the exercise is done."""
        return self.readable and bool(self.found) and not self.closing and not self.undone


def check(exercise: Exercise, reading: Reading) -> Checked:
    """The answer against what the exercise wants: any one of the wanted acts, and nothing that closes the door."""
    wanted = tuple(exercise.wants)
    avoid = set(exercise.avoid) | (CLOSING - set(wanted))
    found = tuple(act for act in wanted if reading.does(act))
    closing = tuple(act for act, share in reading.acts.items() if act in avoid and share >= SURE)
    readable = reading.form is Form.WORDS
    undone = exercise.kind == "affirmation" and bool(_BUT.search(reading.text))
    return Checked(found, () if found else wanted, closing, readable, undone, reading.danger)


@dataclass(frozen=True)
class Spotted:
    """What was chosen in a *spot* exercise: indexes of options rightly chosen, wrongly chosen and overlooked."""

    right: tuple[int, ...]
    wrong: tuple[int, ...]
    overlooked: tuple[int, ...]

    @property
    def passed(self) -> bool:
        """Whether everything that closes the door was found, and nothing else."""
        return not self.wrong and not self.overlooked


def check_spotted(exercise: Exercise, chosen: Sequence[int]) -> Spotted:
    """The options chosen as closing the door, against those that do."""
    closes = {index for index, option in enumerate(exercise.options) if option.closes}
    marked = set(chosen) & set(range(len(exercise.options)))
    return Spotted(tuple(sorted(closes & marked)), tuple(sorted(marked - closes)), tuple(sorted(closes - marked)))
