from __future__ import annotations

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from polden.core.words import LANGUAGES
from polden.kit.language import LOCALE, catalogue, preferred

TRIES = ("%(num)s earlier try", "%(num)s earlier tries")


@pytest.mark.parametrize(
    ("number", "same_as"),
    [(1, 1), (21, 1), (101, 1), (2, 2), (4, 2), (22, 2), (5, 5), (0, 5), (11, 5), (12, 5), (14, 5), (111, 5)],
)
def test_russian_has_three_plural_forms(number: int, same_as: int) -> None:
    say = catalogue("ru").ngettext
    assert say(*TRIES, number) == say(*TRIES, same_as)
    assert len({say(*TRIES, one) for one in (1, 2, 5)}) == 3


@pytest.mark.parametrize(("number", "form"), [(1, TRIES[0]), (0, TRIES[1]), (2, TRIES[1]), (21, TRIES[1])])
def test_english_has_two(number: int, form: str) -> None:
    assert catalogue("en").ngettext(*TRIES, number) == form


def test_what_is_not_translated_is_shown_in_english() -> None:
    assert catalogue("ru").gettext("No such message, surely") == "No such message, surely"
    assert catalogue("ru").ngettext("one pear", "%(num)s pears", 3) == "%(num)s pears"


def test_every_translation_keeps_the_places_of_its_message() -> None:
    with (LOCALE / "ru" / "LC_MESSAGES" / "polden.po").open("rb") as stream:
        found = read_po(stream, locale="ru")
    wrong = {message.id: problems for message in found if (problems := list(message.check(found)))}
    assert not wrong


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("ru", "ru"),
        ("ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("en-US,en;q=0.9,ru;q=0.8", "en"),
        ("en;q=0.5,ru;q=0.7", "ru"),
        ("ru; q=0.9, en; q=0.3", "ru"),
        ("ru; q=0.1, en; q=0.3", "en"),
        ("sr,ru;q=0.5", "ru"),
        ("de-DE,de;q=0.9", "en"),
        ("*", "en"),
        ("", "en"),
        ("ru;q=0", "en"),
        ("ru;q=nonsense,en;q=0.1", "en"),
        (",,;q=1,", "en"),
    ],
)
def test_the_browsers_wish_is_met(header: str, language: str) -> None:
    assert preferred(header) == language


@given(st.text(max_size=300))
def test_any_header_gives_a_language(header: str) -> None:
    assert preferred(header) in LANGUAGES
