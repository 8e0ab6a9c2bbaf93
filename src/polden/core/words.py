"""A text in several languages, and plain operations on words that need no library."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, get_args

Language = Literal["ru", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

Texts = Mapping[str, str]
"""The same text by language code, e.g. ``{"ru": "…", "en": "…"}``."""

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def as_language(code: str, default: Language = "en") -> Language:
    """The language that a code such as ``ru`` or ``ru-RU`` names, else the default."""
    short = code.lower().replace("_", "-").split("-")[0]
    for language in LANGUAGES:
        if language == short:
            return language
    return default


def word_list(text: str) -> list[str]:
    """Words of a text in lower case, ``ё`` read as ``е``; digits and signs are left out."""
    return [word.replace("ё", "е") for word in _WORD.findall(text.lower())]


def stems_of(text: str) -> set[str]:
    """The beginnings of a text's longer words, by which forms of one word are known."""
    return {word[:5] for word in word_list(text) if len(word) > 3}
