from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polden.features.talk.acts import Act
from polden.features.talk.conversation import begin, call_again, step
from polden.features.talk.debrief import Counts, count, debrief
from polden.features.talk.memory import Ended
from polden.features.talk.reading.values import Reading
from polden.features.talk.service import TalkRoom
from tests.talk.casts import played, scripted, setup
from tests.talk.readings import readings, said


def counted(room: TalkRoom, *messages: Sequence[Act]) -> Counts:
    return count(played(room, setup(), [said(*acts) for acts in messages]).turns)


def test_acts_are_counted_by_message(room: TalkRoom) -> None:
    counts = counted(
        room,
        [Act.OPEN_QUESTION, Act.SIMPLE_REFLECTION],
        [Act.OPEN_QUESTION, Act.CLOSED_QUESTION],
        [Act.COMPLEX_REFLECTION, Act.ACKNOWLEDGEMENT],
        [Act.OWN_STORY, Act.OTHER_STORY, Act.PERMISSION],
        [Act.ADVICE, Act.COMMAND, Act.LECTURE],
    )
    assert counts == Counts(
        messages=5,
        open_questions=2,
        closed_questions=1,
        loaded_questions=0,
        simple_reflections=1,
        complex_reflections=1,
        affirmations=1,
        stories=1,
        asked_leave=1,
        labels=0,
        lectures=1,
        advice=2,
    )
    assert (counts.questions, counts.reflections) == (3, 2)


def test_the_two_ratios_of_miti(room: TalkRoom) -> None:
    counts = counted(room, [Act.OPEN_QUESTION], [Act.CLOSED_QUESTION], [Act.COMPLEX_REFLECTION], [Act.SIMPLE_REFLECTION],
                     [Act.SIMPLE_REFLECTION])  # fmt: skip
    assert counts.reflections_to_questions == pytest.approx(1.5)
    assert counts.complex_share == pytest.approx(1 / 3)


def test_ratios_of_nothing_are_nothing(room: TalkRoom) -> None:
    counts = counted(room, [Act.FACT])
    assert counts.reflections_to_questions is None
    assert counts.complex_share is None


def test_a_talk_without_a_message_can_be_looked_back_on(room: TalkRoom) -> None:
    found = room.debrief(room.begin(setup()))
    assert (found.counts.messages, len(found.path), found.best, found.turning) == (0, 1, None, None)


def test_the_best_moment_and_the_turning_point(room: TalkRoom) -> None:
    bad, good = said(Act.BLAME), said(Act.COMPLEX_REFLECTION, Act.ACKNOWLEDGEMENT)
    found = debrief(played(room, setup(), [bad, bad, bad, good, good, good, good]))
    assert found.best is not None
    assert found.best >= 3
    assert found.turning == 3
    assert found.turned_up
    worse = debrief(played(room, setup(), [good, good, good, bad, bad, bad]))
    assert worse.turning == 3
    assert not worse.turned_up


def test_a_flat_talk_has_neither(room: TalkRoom) -> None:
    found = debrief(played(room, setup("colleague", "N05"), [said(Act.OTHER)] * 6))
    assert found.best is None
    assert found.turning is None


@given(st.lists(readings, max_size=25))
@settings(max_examples=40, deadline=None)
def test_every_talk_can_be_looked_back_on(room: TalkRoom, messages: list[Reading]) -> None:
    talk = played(room, setup(), messages)
    found = debrief(talk)
    assert len(found.path) == len(talk.turns) + 1
    assert all(0 <= value <= 1 for value in found.path)
    assert found.best is None or 0 <= found.best < len(talk.turns)
    assert found.turning is None or 0 < found.turning < len(talk.turns)
    assert found.worry_told == any(turn.memory.worry for turn in talk.turns)
    assert any(exercise.kind == found.practise for exercise in room.library.exercises)


def test_a_call_after_a_quarrel_is_no_message(room: TalkRoom) -> None:
    stage = scripted(room, setup(), {"bad": said(Act.INSULT, toxicity=0.9), "good": said(Act.COMPLEX_REFLECTION)})
    talk = begin(setup(), stage.cast)
    messages = 0
    while not talk.ended:
        talk = step(talk, "bad", stage)
        messages += 1
    assert debrief(talk).ended is Ended.HUNG_UP
    talk = call_again(talk, stage)
    for _ in range(9):
        talk = step(talk, "good", stage)
    found = debrief(talk)
    assert found.counts.messages == messages + 9
    assert len(found.path) == messages + 1 + 9 + 1
    assert found.best is not None
    assert found.best > messages


@pytest.mark.parametrize(
    ("acts", "kind"),
    [
        ([Act.INSULT], "spot"),
        ([Act.BLAME, Act.ADVICE], "spot"),
        ([Act.ADVICE], "permission"),
        ([Act.LECTURE], "permission"),
        ([Act.OPEN_QUESTION], "reflection"),
        ([Act.SIMPLE_REFLECTION, Act.CLOSED_QUESTION], "open_question"),
        ([Act.SIMPLE_REFLECTION, Act.OPEN_QUESTION], "own_story"),
        ([Act.SIMPLE_REFLECTION, Act.OPEN_QUESTION, Act.OWN_STORY], "affirmation"),
    ],
)
def test_the_exercise_follows_from_the_counts(room: TalkRoom, acts: list[Act], kind: str) -> None:
    assert debrief(played(room, setup(), [said(*acts)])).practise == kind
