"""Talks on the real pack with a made-up reader, and the shapes of what is said in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from polden.core.words import Language
from polden.features.talk.conversation import Setup, Stage, Talk, replay
from polden.features.talk.reading.values import Reading
from polden.features.talk.service import TalkRoom

MARK = re.compile(r"[{}|]")


def setup(person: str = "mother", position: str = "N01", language: Language = "ru", seed: str = "s") -> Setup:
    return Setup(person, position, language, "f", seed)


def scripted(room: TalkRoom, chosen: Setup, readings: Mapping[str, Reading]) -> Stage:
    """The pack's stage, where each message is read as the table says; nobody brings up another subject."""
    return replace(room.stage(chosen), read=lambda text, partner: readings[text], raises=lambda reading: "")


def played(room: TalkRoom, chosen: Setup, messages: Sequence[Reading]) -> Talk:
    """A talk of made-up readings; the n-th message is called “message n”."""
    table = {f"message {number}": replace(reading, text=f"message {number}") for number, reading in enumerate(messages)}
    return replay(chosen, list(table), scripted(room, chosen, table))


def replies(talk: Talk) -> list[str]:
    """Everything that the loved one said, the opening first."""
    return [talk.opening, *(turn.reply for turn in talk.turns if turn.reply is not None)]
