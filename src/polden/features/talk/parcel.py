"""A talk as plain values for a page to carry, and back. Short keys: every turn travels both ways."""

from __future__ import annotations

from typing import Any

from polden.core.words import as_language
from polden.features.talk.acts import Act
from polden.features.talk.coach import Feedback, Note, Tone
from polden.features.talk.conversation import Setup, Talk, Turn
from polden.features.talk.memory import Ended, Memory
from polden.features.talk.mind import State
from polden.features.talk.reading.values import Danger

VERSION = 1


class OldParcel(Exception):
    """A parcel of another version of the program; its talk cannot go on."""


def packed(talk: Talk) -> list[Any]:
    """The talk as lists, numbers and texts. Only the newest memory travels in full; a talk replays for older ones."""
    setup = talk.setup
    return [
        VERSION,
        [setup.person, setup.position, setup.language, setup.user_gender, setup.seed],
        talk.opening,
        _state(talk.start),
        _memory(talk.memory),
        [_turn(turn) for turn in talk.turns],
        _memory(talk.turns[-1].memory) if talk.turns else [],
        [[index, list(texts)] for index, texts in talk.tried],
    ]


def unpacked(value: Any) -> Talk:
    """The talk again. Raises OldParcel for a parcel of another version."""
    if not isinstance(value, list) or not value or value[0] != VERSION:
        raise OldParcel
    _, setup, opening, start, memory, turns, last, tried = value
    person, position, language, gender, seed = setup
    kept = _read_memory(last) if turns else _read_memory(memory)
    return Talk(
        Setup(person, position, as_language(language), "f" if gender == "f" else "m", seed),
        opening,
        State(*start),
        _read_memory(memory),
        tuple(_read_turn(turn, kept) for turn in turns),
        tuple((index, tuple(texts)) for index, texts in tried),
    )


def _state(state: State) -> list[float]:
    return [state.trust, state.guard, state.heat, state.openness]


def _memory(memory: Memory) -> list[Any]:
    return [
        memory.position,
        sorted(memory.said),
        dict(memory.topics),
        memory.topic,
        [memory.hinted, memory.promised, memory.permitted, memory.warned],
        [memory.worry, memory.heard, memory.curious, memory.quiet],
        memory.ended.value,
    ]


def _read_memory(value: list[Any]) -> Memory:
    position, said, topics, topic, flags, counts, ended = value
    return Memory(
        position,
        frozenset(said),
        topics,
        topic,
        hinted=flags[0],
        promised=flags[1],
        permitted=flags[2],
        warned=flags[3],
        worry=counts[0],
        heard=counts[1],
        curious=counts[2],
        quiet=counts[3],
        ended=Ended(ended),
    )


def _turn(turn: Turn) -> list[Any]:
    feedback = turn.feedback
    return [
        turn.user,
        turn.reply,
        _state(turn.state),
        {act.value: turn.where.get(act, "") for act in turn.acts},
        [turn.score, turn.toxicity, feedback.change],
        [[note.tone.value, note.act, note.text] for note in feedback.notes],
        feedback.try_instead,
        turn.danger.value if turn.danger else "",
        turn.returned,
    ]


def _read_turn(value: list[Any], memory: Memory) -> Turn:
    user, reply, state, acts, numbers, notes, instead, danger, returned = value
    return Turn(
        user,
        reply,
        State(*state),
        memory,
        tuple(Act(act) for act in acts),
        {Act(act): text for act, text in acts.items() if text},
        numbers[0],
        numbers[1],
        Feedback(tuple(Note(Tone(tone), act, text) for tone, act, text in notes), instead, numbers[2]),
        Danger(danger) if danger else None,
        returned,
    )
