from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polden.core.words import LANGUAGES, as_language, word_list


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("ru", "ru"),
        ("RU", "ru"),
        ("ru-RU", "ru"),
        ("ru_RU.UTF-8", "ru"),
        ("en_GB", "en"),
        ("de", "en"),
        ("", "en"),
        ("C", "en"),
    ],
)
def test_a_code_names_its_language_or_the_default(code: str, language: str) -> None:
    assert as_language(code) == language


def test_the_default_is_the_callers() -> None:
    assert as_language("sr", default="ru") == "ru"


@given(st.text())
def test_any_code_gives_a_language_that_we_speak(code: str) -> None:
    assert as_language(code) in LANGUAGES


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ещё раз: я — не «ёлка»!", ["еще", "раз", "я", "не", "елка"]),
        ("It's what I don’t know", ["it's", "what", "i", "don’t", "know"]),
        ("кто-нибудь, где-то", ["кто-нибудь", "где-то"]),
        ("2024 год, 87%", ["год"]),
        ("snake_case", ["snake", "case"]),
        ("😀 !!! …", []),
        ("", []),
    ],
)
def test_words_are_lower_case_without_digits_and_signs(text: str, words: list[str]) -> None:
    assert word_list(text) == words
