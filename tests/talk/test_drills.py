from __future__ import annotations

import pytest

from polden.core.words import LANGUAGES, Language
from polden.features.talk.acts import Act
from polden.features.talk.content import Exercise
from polden.features.talk.drills import check, check_spotted
from polden.features.talk.library import Library
from polden.features.talk.reading.values import Form
from polden.features.talk.service import TalkRoom, UnknownChoice
from tests.conftest import NOON
from tests.talk.readings import said

WRITTEN = {item.id: item for item in Library(NOON).exercises if item.kind != "spot"}
SPOTS = [item for item in Library(NOON).exercises if item.kind == "spot"]
EXAMPLES = [
    pytest.param(item, language, text, id=f"{item.id}-{language}-{number}")
    for item in WRITTEN.values()
    for language in LANGUAGES
    for number, text in enumerate(item.examples[language] if item.examples else ())
]


@pytest.mark.parametrize(("exercise", "language", "text"), EXAMPLES)
def test_every_example_passes_its_own_exercise(
    room: TalkRoom, exercise: Exercise, language: Language, text: str
) -> None:
    checked = room.check(exercise, text, language)
    assert checked.passed, f"missing {checked.missing}, closing {checked.closing}"


@pytest.mark.parametrize("exercise", [pytest.param(item, id=item.id) for item in WRITTEN.values() if item.statement])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_clumsy_sentence_does_not_pass(room: TalkRoom, exercise: Exercise, language: Language) -> None:
    assert exercise.statement is not None
    assert not room.check(exercise, exercise.statement[language], language).passed


def test_one_of_the_wanted_acts_is_enough_and_nothing_may_close_the_door() -> None:
    exercise = WRITTEN["open-01"].model_copy(
        update={"wants": [Act.OPEN_QUESTION, Act.SIMPLE_REFLECTION], "avoid": [Act.FACT]}
    )
    assert check(exercise, said(Act.OPEN_QUESTION)).passed
    assert check(exercise, said(Act.SIMPLE_REFLECTION, Act.FEELING)).passed
    missed = check(exercise, said(Act.FEELING))
    assert (missed.passed, missed.found, missed.missing) == (
        False,
        (),
        (Act.OPEN_QUESTION, Act.SIMPLE_REFLECTION),
    )
    for act in (Act.FACT, Act.BLAME, Act.ADVICE):
        closed = check(exercise, said(Act.OPEN_QUESTION, act))
        assert (closed.passed, closed.closing) == (False, (act,))
    unread = check(exercise, said(Act.OPEN_QUESTION, form=Form.GARBLED))
    assert not unread.passed
    assert not unread.readable


@pytest.mark.parametrize("exercise", [pytest.param(item, id=item.id) for item in SPOTS])
def test_what_closes_the_door_is_spotted(exercise: Exercise) -> None:
    closing = [index for index, option in enumerate(exercise.options) if option.closes]
    opening = [index for index, option in enumerate(exercise.options) if not option.closes]
    assert check_spotted(exercise, closing).passed
    assert check_spotted(exercise, [*closing, 99, -1]).passed
    assert check_spotted(exercise, []).overlooked == tuple(closing)
    wrong = check_spotted(exercise, opening[:1])
    assert (wrong.passed, wrong.right, wrong.wrong) == (False, (), tuple(opening[:1]))


def test_every_kind_has_exercises_and_an_unknown_one_is_refused(room: TalkRoom) -> None:
    kinds = {item.kind for item in room.library.exercises}
    assert kinds == {"open_question", "reflection", "affirmation", "permission", "own_story", "spot"}
    assert room.exercise("open-01").id == "open-01"
    with pytest.raises(UnknownChoice):
        room.exercise("no-such-drill")
