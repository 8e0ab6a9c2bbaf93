from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polden.core.words import LANGUAGES, Language
from polden.features.talk.acts import Act
from polden.features.talk.hints import hint_for
from polden.features.talk.reading.values import Reading
from polden.features.talk.service import TalkRoom
from polden.features.talk.wording import wording
from tests.talk.casts import MARK, played, setup
from tests.talk.readings import readings, said

WARM = [Act.COMPLEX_REFLECTION, Act.ACKNOWLEDGEMENT]


@given(st.lists(readings, max_size=12), st.sampled_from(LANGUAGES))
@settings(max_examples=40, deadline=None)
def test_there_is_always_a_hint_with_an_example(room: TalkRoom, messages: list[Reading], language: Language) -> None:
    hint = room.hint(played(room, setup(language=language), messages))
    assert hint.why
    assert hint.example
    assert not MARK.search(hint.example)


@pytest.mark.parametrize(
    ("messages", "kind"),
    [
        ([], "reflect"),
        ([[Act.OPEN_QUESTION]], "reflect"),
        ([[Act.INSULT]], "repair"),
        ([[Act.BLAME]], "repair"),
        ([[Act.SIMPLE_REFLECTION]], "permission"),
        ([WARM] * 6, "share"),
        ([WARM] * 6 + [[Act.OWN_STORY], WARM], "ask"),
    ],
)
def test_the_hint_follows_from_how_the_talk_stands(room: TalkRoom, messages: list[list[Act]], kind: str) -> None:
    assert room.hint(played(room, setup(), [said(*acts) for acts in messages])).kind == kind


def test_the_same_turn_gives_the_same_hint_and_another_turn_another(room: TalkRoom) -> None:
    hints = [room.hint(played(room, setup(), [said(Act.FACT)] * count)) for count in range(8)]
    assert hints[3] == room.hint(played(room, setup(), [said(Act.FACT)] * 3))
    assert len({hint.example for hint in hints}) > 3


def test_without_the_packs_examples_there_are_general_ones(room: TalkRoom) -> None:
    hint = hint_for(room.begin(setup()), None, wording("ru"))
    assert hint.example in wording("ru").examples[hint.kind]
