from __future__ import annotations

from itertools import product

import pytest

from polden.core.words import LANGUAGES
from polden.features.talk.answering import recognised, say
from polden.features.talk.service import TalkRoom, UnknownChoice
from polden.kit.meaning.recogniser import Recognition
from tests.talk.casts import MARK

RANKED = (("N01", 0.8), ("N05", 0.4), ("S01", 0.3), ("N02", 0.2))


def found(confidence: float, ranked: tuple[tuple[str, float], ...] = RANKED) -> Recognition:
    return Recognition(ranked, confidence, 0.5)


def test_what_is_sure_enough_is_named_with_the_two_next_best() -> None:
    named = recognised("some words", lambda text: found(0.9), ["N01", "N05", "S01", "N02"])
    assert (named.label, named.confidence, named.alternatives) == ("N01", 0.9, RANKED[1:3])


def test_what_is_not_is_left_open_and_the_nearest_are_offered() -> None:
    named = recognised("some words", lambda text: found(0.3), ["N01", "N05", "S01", "N02"])
    assert (named.label, named.alternatives) == (None, RANKED[:3])


def test_a_position_that_left_the_pack_is_not_named() -> None:
    named = recognised("some words", lambda text: found(0.9), ["N05", "N02"])
    assert named.label is None
    assert named.alternatives == (RANKED[1], RANKED[3])
    assert recognised("some words", lambda text: found(0.9), []).alternatives == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_can_be_said_to_everybody(room: TalkRoom, language: str) -> None:
    said = 0
    for name in room.library.position_ids:
        answer = room.library.draft(name)
        if answer is None:
            continue
        for value, speaker, listener in product([None, *answer.variants], ("f", "m"), ("f", "m")):
            spoken = say(answer, name, language, value=value, speaker=speaker, listener=listener)  # type: ignore[arg-type]
            parts = (spoken.shared, spoken.story, spoken.argument, spoken.question)
            assert all(part.text and not MARK.search(part.text) for part in parts), (name, value)
            assert len({claim.id for claim in spoken.claims}) == len(spoken.claims)
            said += 1
    assert said > 300


def test_a_variant_keeps_the_story_and_changes_the_rest(room: TalkRoom) -> None:
    name = next(name for name in room.library.position_ids if (found := room.library.answer(name)) and found.variants)
    answer = room.library.answer(name)
    assert answer is not None
    value = next(iter(answer.variants))
    plain = say(answer, name, "ru", speaker="f", listener="f")
    varied = say(answer, name, "ru", value=value, speaker="f", listener="f")
    assert varied.story == plain.story
    assert varied.shared != plain.shared
    with pytest.raises(KeyError):
        say(answer, name, "ru", value="no such value", speaker="f", listener="f")


def test_every_ready_answer_names_the_source_of_each_claim(room: TalkRoom) -> None:
    for name in room.library.position_ids:
        answer = room.library.answer(name)
        for claim in answer.claims if answer else ():
            source = claim.source
            assert all((source.publisher, source.title, source.url, source.date)), (name, claim.id)


def test_the_position_itself_is_recognised(room: TalkRoom) -> None:
    names = room.library.position_ids
    right = sum(
        room.recognise(room.library.position(name).text[language]).label == name
        for name in names
        for language in LANGUAGES
    )
    assert right >= 0.95 * 2 * len(names)


def test_a_cake_is_no_position(room: TalkRoom) -> None:
    for text in (
        "Испекла сегодня пирог с вишней",
        "I baked a cherry pie for the neighbours today",
        "",
        "   ",
        "?!",
        "😀",
    ):
        assert room.recognise(text).label is None
        assert len(room.recognise(text).alternatives) == 3


def test_an_unknown_position_has_no_answer(room: TalkRoom) -> None:
    with pytest.raises(UnknownChoice):
        room.answer_to("X99")
