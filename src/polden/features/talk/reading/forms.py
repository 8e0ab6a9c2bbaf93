"""Whether a message can be read, in which language it is, and its sentences."""

from __future__ import annotations

import re
import unicodedata

from polden.core.words import Language, word_list
from polden.features.talk.reading.values import Form

LONGEST = 4000
"""Characters: about a quarter of an hour of talking at once."""
_CYRILLIC = re.compile(r"[а-яё]", re.I)
_NOT_RUSSIAN = re.compile(r"[іїєґўјљњћђџқғүұөәһ]", re.I)
_NEIGHBOURS = re.compile(
    r"\b(?:чому|що|ти|ви|це|мені|тобі|його|вона|вони|але|чи|від|дуже|немає|дякую|привіт|будь|гэта|вельмі|цябе|мяне|табе|"
    r"што|зашто|шта|није|али|волим|сам|си|смо)\b",
    re.I,
)
_LATIN = re.compile(r"[a-z]", re.I)
_OUR_LETTERS = re.compile(r"[a-zа-яё]", re.I)
_MARKUP = re.compile(r"<\s*/?\s*(?:script|iframe|style|html|img|svg|body|div)\b|javascript:|\bSELECT\b.+\bFROM\b", re.I)
_SENTENCE = re.compile(r"[^.!?…\n]+(?:[.!?…]+[)\"»”']*|\n|$)")
_COMMON_ENGLISH = frozenset(
    [
        "the",
        "a",
        "an",
        "i",
        "you",
        "we",
        "they",
        "he",
        "she",
        "it",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "do",
        "does",
        "did",
        "have",
        "has",
        "had",
        "not",
        "no",
        "yes",
        "and",
        "or",
        "but",
        "if",
        "that",
        "this",
        "what",
        "why",
        "how",
        "when",
        "who",
        "where",
        "there",
        "here",
        "of",
        "to",
        "in",
        "on",
        "for",
        "with",
        "about",
        "from",
        "at",
        "my",
        "your",
        "our",
        "their",
        "me",
        "him",
        "her",
        "us",
        "them",
        "can",
        "could",
        "would",
        "should",
        "will",
        "just",
        "so",
        "know",
        "think",
        "feel",
        "want",
        "like",
        "love",
        "mum",
        "mom",
        "dad",
        "ok",
        "okay",
        "hi",
        "hello",
        "thanks",
        "sorry",
        "don't",
        "it's",
        "i'm",
        "you're",
        "that's",
        "what's",
    ]
)
_LAUGH = re.compile(r"^(?:ха|хе|хи|ah|ha|he|lol|аха)+х?$", re.I)
_VOWELS = re.compile(r"[аеёиоуыэюяaeiouy]", re.I)


def form_of(text: str) -> Form:
    """Whether the text is words that we can read."""
    if not text.strip():
        return Form.EMPTY
    if len(text) > LONGEST:
        return Form.ENDLESS
    if _unprintable(text) > 0.05 or _MARKUP.search(text):
        return Form.GARBLED
    words = word_list(text)
    if not words:
        return Form.WORDLESS if _pronounceable(text) else Form.FOREIGN
    if _is_gibberish(words):
        return Form.GARBLED
    return Form.WORDS if language_of(text) is not None else Form.FOREIGN


def language_of(text: str) -> Language | None:
    """Russian, English, or None for anything else. A short Latin text counts as English unless it clearly is not."""
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    letters = sum(character.isalpha() for character in text)
    if letters == 0:
        return None
    words = word_list(text)
    if cyrillic >= latin and cyrillic:
        return None if _is_a_neighbours(text, letters) or cyrillic < 0.5 * letters else "ru"
    if latin < 0.5 * letters:
        return None
    known = sum(word.replace("’", "'").removesuffix("'s") in _COMMON_ENGLISH for word in words) / len(words)
    accents = sum(character.isalpha() and not character.isascii() for character in text) - cyrillic
    odd = accents > 0.05 * letters and known < 0.25
    return None if odd or (len(words) >= 6 and known < 0.1) else "en"


def _is_a_neighbours(text: str, letters: int) -> bool:
    """Ukrainian, Belarusian or Serbian: more than a name in it, or a name beside such words."""
    foreign = len(_NOT_RUSSIAN.findall(text))
    return foreign > max(1, 0.03 * letters) or (foreign > 0 and _NEIGHBOURS.search(text) is not None)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, each with its closing sign; at most forty, the rest stays with the last."""
    found = [part.strip() for part in _SENTENCE.findall(text)]
    found = [part for part in found if any(character.isalnum() for character in part)]
    return [*found[:39], " ".join(found[39:])] if len(found) > 40 else found


def _unprintable(text: str) -> float:
    odd = sum(
        unicodedata.category(character) in {"Cc", "Cn", "Co", "Cs"} and character not in "\n\r\t" for character in text
    )
    return (odd + text.count("�")) / len(text)


def _pronounceable(text: str) -> bool:
    return not any(character.isalpha() for character in text)


def _is_gibberish(words: list[str]) -> bool:
    """Keys hit at random: most letters in long words without vowels or with runs of consonants."""
    letters = sum(map(len, words))
    odd = sum(len(word) for word in words if not _LAUGH.match(word) and _looks_random(word))
    return letters >= 5 and odd / letters > 0.6


def _looks_random(word: str) -> bool:
    if len(word) < 5 or not _OUR_LETTERS.search(word):
        return False
    vowels = len(_VOWELS.findall(word))
    repeated = len(set(word)) <= max(2, len(word) // 8)
    consonants = max((len(run) for run in re.split(_VOWELS, word)), default=0)
    return vowels == 0 or consonants >= 6 or repeated or len(word) > 35
