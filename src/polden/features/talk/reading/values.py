"""What reading a message yields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from polden.core.words import Language
from polden.features.talk.acts import CLOSING, Act, Ask

Vector = NDArray[np.float32]
INSULTING = 0.5
"""Toxicity from which a message counts as an insult, threat or contempt aimed at the partner."""


UNDOUBTED = 0.8
"""Toxicity from which it does so even where no act closes the door."""
_CLOSING = CLOSING - {Act.ADVICE, Act.LOADED_QUESTION}


class Form(StrEnum):
    """Whether a message can be read at all."""

    WORDS = "words"
    EMPTY = "empty"
    WORDLESS = "wordless"  # only emoji, punctuation or digits
    FOREIGN = "foreign"  # words, but in no language that we read
    GARBLED = "garbled"  # a binary paste, markup, keys hit at random
    ENDLESS = "endless"  # longer than anybody would say


class Signal(StrEnum):
    """Small things that a loved one notices beside the acts."""

    APOLOGY = "apology"
    THANKS = "thanks"
    PROMISE = "promise"  # "I won't argue, I'll just listen"
    GREETING = "greeting"
    SHORT = "short"  # a word or two
    LONG = "long"


class Danger(StrEnum):
    """Words that stop the game."""

    SELF_HARM = "self_harm"
    VIOLENCE = "violence"
    PANIC = "panic"


@dataclass(frozen=True)
class Reading:
    """A message, read.

    ``acts`` maps each act found to how surely it was found (0.5 … 1); ``where`` to the part of the text that shows it.
    ``toxicity`` is 0 … 1, ``score`` −1 … 1 (how far it opens or closes the door), ``uptake`` 0 … 1 (how far the message
    takes up what was just said). ``vector`` is its meaning, of unit length, or None when it has no words; ``parts`` are
    its sentences with theirs, empty when there is but one.
    """

    text: str
    language: Language | None
    form: Form = Form.WORDS
    acts: Mapping[Act, float] = field(default_factory=dict)
    where: Mapping[Act, str] = field(default_factory=dict)
    toxicity: float = 0.0
    score: float = 0.0
    uptake: float = 0.0
    ask: Ask | None = None
    quotes: bool = False
    signals: frozenset[Signal] = frozenset()
    danger: Danger | None = None
    vector: Vector | None = field(default=None, compare=False, repr=False)
    parts: tuple[tuple[str, Vector], ...] = field(default=(), compare=False, repr=False)

    def does(self, *acts: Act) -> bool:
        """Whether the message does any of the acts."""
        return any(act in self.acts for act in acts)

    @property
    def insults(self) -> bool:
        """Whether the partner takes it for an insult, a threat or contempt.

        Where no act closes the door, it has to be beyond doubt: to be hung up on for "it's not your fault" spoils a practice
        more than a hidden barb that goes unnoticed.
        """
        if self.does(Act.INSULT, Act.CONTEMPT):
            return True
        return self.toxicity >= (INSULTING if self.does(*_CLOSING) else UNDOUBTED)
