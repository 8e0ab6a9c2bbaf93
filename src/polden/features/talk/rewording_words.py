"""Numbers, names and negations in a line, so that a rewording can be held to them. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from polden.core.words import Language

_NUMBERS: Mapping[Language, Mapping[str, str]] = {
    "ru": {
        "2": r"дв(?:а|е|ух|ум|умя|ое|оих)|дважды|вдвое|вдвоем|вдвойне",
        "3": r"три|трех|трем|тремя|трое|троих|трижды|втрое|втроем",
        "4": r"четыр(?:е|ех|ем|ьмя)|четверо|вчетверо",
        "5": r"пят(?:ь|и|ью|еро|ерых)",
        "6": r"шест(?:ь|и|ью|еро)",
        "7": r"сем(?:ь|и|еро)",
        "8": r"вос(?:емь|ьми|емью)",
        "9": r"девят(?:ь|и|ью)",
        "10": r"десят(?:ь|и|ью|ок|ка|ки|ков|ками|еро)",
        "11": r"одиннадцат\w+",
        "12": r"двенадцат\w+|дюжин\w*",
        "13": r"тринадцат\w+",
        "14": r"четырнадцат\w+",
        "15": r"пятнадцат\w+",
        "16": r"шестнадцат\w+",
        "17": r"семнадцат\w+",
        "18": r"восемнадцат\w+",
        "19": r"девятнадцат\w+",
        "20": r"двадцат\w+",
        "30": r"тридцат\w+",
        "40": r"сорока?",
        "50": r"пят(?:ь|и)десят\w*",
        "60": r"шест(?:ь|и)десят\w*",
        "70": r"сем(?:ь|и)десят\w*",
        "80": r"вос(?:емь|ьми)десят\w*",
        "90": r"девяност\w+",
        "100": r"сто|ста|сотн\w+|сотен|сотк\w+",
        "200": r"двести|двухсот",
        "300": r"триста|трехсот",
        "400": r"четыреста|четырехсот",
        "500": r"пятьсот|пятисот",
        "600": r"шестьсот|шестисот",
        "700": r"семьсот|семисот",
        "800": r"восемьсот|восьмисот",
        "900": r"девятьсот|девятисот",
        "1000": r"тысяч\w*|тыщ\w*",
        "1000000": r"миллион\w*|млн",
        "1000000000": r"миллиард\w*|млрд|триллион\w*",
        "1/2": r"половин\w+|наполовину|вполовину",
        "3/2": r"полтор\w+",
        "1/3": r"трет(?:ь|и|ью)",
        "1/4": r"четверт(?:ь|и|ью)",
        "%": r"процент\w*|%",
    },
    "en": {
        "2": r"two|twice|doubl\w+|couple",
        "3": r"three|thrice|tripl\w+",
        "4": r"four",
        "5": r"five",
        "6": r"six",
        "7": r"seven",
        "8": r"eight",
        "9": r"nine",
        "10": r"ten|tens",
        "11": r"eleven",
        "12": r"twelve|dozens?",
        "13": r"thirteen",
        "14": r"fourteen",
        "15": r"fifteen",
        "16": r"sixteen",
        "17": r"seventeen",
        "18": r"eighteen",
        "19": r"nineteen",
        "20": r"twent\w+",
        "30": r"thirt(?:y|ies)",
        "40": r"fort(?:y|ies)",
        "50": r"fift(?:y|ies)",
        "60": r"sixt(?:y|ies)",
        "70": r"sevent(?:y|ies)",
        "80": r"eight(?:y|ies)",
        "90": r"ninet(?:y|ies)",
        "100": r"hundreds?",
        "1000": r"thousands?",
        "1000000": r"millions?",
        "1000000000": r"billions?|trillions?",
        "1/2": r"half|halves",
        "1/3": r"thirds?",
        "1/4": r"quarters?",
        "%": r"per ?cent|percent\w*|%",
    },
}
_NUMBER_PATTERNS = {
    language: {number: re.compile(rf"(?<!\w)(?:{pattern})(?!\w)") for number, pattern in patterns.items()}
    for language, patterns in _NUMBERS.items()
}
_NEGATION: Mapping[Language, re.Pattern[str]] = {
    "ru": re.compile(
        r"\b(?:не|ни|нет|нету|нельзя|невозможно|неправда|никто|никого|никому|никем|ничего|ничто|ничем|ничему|никак\w*|нигде|никуда"
        r"|никогда|ничей|ничь\w+|незачем|некого|некому|нечего|нечем|некогда|негде|некуда|без)\b"
    ),
    "en": re.compile(
        r"\b(?:not|no|never|nobody|no one|nothing|none|neither|nor|cannot|without|nowhere|hardly|barely)\b|n't\b"
    ),
}
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_BEGINS = re.compile(r"(?:^|[.!?…:]|[—–]|\s-|[«“„\"(])[\s«»“”\"'(]*$")
_BEFORE = 4
_PARTICLE = re.compile(r"-(?:то|ка|таки|нибудь|либо)$|'(?:s|d|ll|re|ve|m)$")
_ENGLISH_I = re.compile(r"^I(?:['’](?:m|ll|ve|d))?$")
STEM = 5


def numbers_in(text: str, language: Language) -> frozenset[str]:
    """Numbers in a text, in figures as they stand and in words as figures; "one" is left out, it is mostly no number."""
    said = _plain(text)
    words = {number for number, pattern in _NUMBER_PATTERNS[language].items() if pattern.search(said)}
    figures = re.findall(r"\d+(?:[.,:]\d+)*", said)
    return frozenset(words | set(figures))


def negations_in(text: str, language: Language) -> int:
    """How many words of negation a text has."""
    return len(_NEGATION[language].findall(_plain(text)))


def common_words(texts: Iterable[str]) -> frozenset[str]:
    """Stems of words that the texts write small, and hardly ever with a capital within a sentence: no names."""
    small: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for text in texts:
        for found in _WORD.finditer(text):
            if found[0][0].islower():
                small[_stem(found[0])] += 1
            elif not _begins_at(text, found.start()):
                names[_stem(found[0])] += 1
    return frozenset(stem for stem, count in small.items() if count > 20 * names[stem])


def strange_names(text: str, line: str, common: frozenset[str], language: Language) -> list[str]:
    """Words of ``text`` that look like names and are not in ``line``.

    A capital within a sentence makes a name; at its beginning, only one whose word is not ``common``.
    """
    known = [word.lower() for word in _WORD.findall(line)]
    return [
        found[0]
        for found in _WORD.finditer(text)
        if found[0][0].isupper()
        and not (language == "en" and _ENGLISH_I.match(found[0]))
        and not (_begins_at(text, found.start()) and _stem(found[0]) in common and not _is_abbreviation(found[0]))
        and not any(_same_name(found[0].lower(), word) for word in known)
    ]


def _begins_at(text: str, place: int) -> bool:
    """Whether a sentence or a quotation begins at a place, so that its capital says nothing."""
    before = text[max(0, place - _BEFORE) : place]
    return _BEGINS.search(before if place <= _BEFORE else "x" + before) is not None


def _is_abbreviation(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _same_name(one: str, other: str) -> bool:
    """Whether two words differ only in their endings, as a name in two cases does."""
    one, other = one.replace("ё", "е"), other.replace("ё", "е")
    shorter = min(len(one), len(other))
    kept = shorter - (1 if shorter <= 4 else 2)
    return one == other or (kept >= 2 and abs(len(one) - len(other)) <= 3 and one[:kept] == other[:kept])


def _stem(word: str) -> str:
    return _PARTICLE.sub("", word.lower().replace("ё", "е").replace("’", "'"))[:STEM]


def _plain(text: str) -> str:
    return text.lower().replace("ё", "е").replace("’", "'")
