from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polden.features.talk.acts import Act
from polden.features.talk.conversation import Talk, begin, call_again, go_back, step
from polden.features.talk.parcel import VERSION, OldParcel, packed, unpacked
from polden.features.talk.reading.values import Reading
from polden.features.talk.service import TalkRoom
from polden.kit.sealing import Sealer
from tests.talk.casts import played, scripted, setup
from tests.talk.readings import readings, said


def travelled(talk: Talk) -> Talk:
    """The talk after a way through a page."""
    return unpacked(json.loads(json.dumps(packed(talk))))


def as_carried(talk: Talk) -> Talk:
    """Only the newest memory is carried; every turn has it."""
    if not talk.turns:
        return talk
    newest = talk.turns[-1].memory
    return replace(talk, turns=tuple(replace(turn, memory=newest) for turn in talk.turns))


def carried_acts(talk: Talk) -> Talk:
    """The place of an act is carried only where there is one."""
    return replace(
        talk,
        turns=tuple(
            replace(turn, where={act: text for act, text in turn.where.items() if text}) for turn in talk.turns
        ),
    )


@given(st.lists(readings, max_size=12))
@settings(max_examples=40, deadline=None)
def test_a_talk_comes_back_as_it_went(room: TalkRoom, messages: list[Reading]) -> None:
    talk = played(room, setup(), messages)
    assert travelled(talk) == carried_acts(as_carried(talk))


def test_so_does_a_talk_with_the_real_reader_a_quarrel_and_another_try(room: TalkRoom) -> None:
    talk = room.begin(setup())
    for message in (
        "Привет, мам!",
        "Похоже, тебе обидно.",
        "Ты дура!",
        "Дура!",
        "Сама дура!",
        "Замолчи, дура!",
    ):
        talk = room.say(room.again(talk), message)
    talk = room.say(room.back(room.again(talk), 2), "Прости.")
    assert talk.tried
    assert travelled(talk) == as_carried(talk)


def test_a_talk_that_was_stopped_comes_back_stopped(room: TalkRoom) -> None:
    talk = room.say(room.begin(setup()), "Я больше не хочу жить")
    assert travelled(talk) == talk
    assert travelled(talk).turns[-1].danger is not None


def test_going_on_after_the_way_is_going_on(room: TalkRoom) -> None:
    table = {
        "why": said(Act.OPEN_QUESTION),
        "so": said(Act.COMPLEX_REFLECTION),
        "bad": said(Act.INSULT, toxicity=0.9),
    }
    stage = scripted(room, setup(), table)
    here = there = begin(setup(), stage.cast)
    for message in ("why", "so", "why", "bad", "bad", "bad", "bad", "so"):
        here, there = (step(call_again(talk, stage), message, stage) for talk in (here, travelled(there)))
        assert as_carried(here) == as_carried(there)
    assert go_back(here, 2, stage) == go_back(travelled(there), 2, stage)


@pytest.mark.parametrize("value", [None, [], {}, "text", 7, [VERSION + 1], [VERSION - 1, "x"], ["1"]])
def test_another_version_is_refused(value: Any) -> None:
    with pytest.raises(OldParcel):
        unpacked(value)


def test_a_parcel_of_a_long_talk_stays_small(room: TalkRoom) -> None:
    """Two hundred messages of two hundred characters fit into a form that every server takes."""
    talk = begin(setup(), room.stage(setup()).cast)
    texts = [f"{number} " + "Похоже, тебе обидно, что тебя не спросили. " * 5 for number in range(200)]
    stage = scripted(room, setup(), dict.fromkeys(texts, said(Act.SIMPLE_REFLECTION, Act.OPEN_QUESTION)))
    for text in texts:
        talk = step(talk, text, stage)
    sealer = Sealer("a key for tests", "talk")
    parcel = sealer.seal(packed(talk))
    assert len(talk.turns) == 200
    assert len(parcel) < 100_000
    assert unpacked(sealer.open(parcel)) == carried_acts(as_carried(talk))
