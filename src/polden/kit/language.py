"""The interface's words in the user's language, from Babel's message catalogues.

English is the source; ``locale/LANG/LC_MESSAGES/polden.po`` holds the others and is read as it is, so that a translator
sees a change without a build.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po
from babel.plural import PluralRule

from polden.core.words import LANGUAGES, Language, as_language

LOCALE = Path(__file__).parents[1] / "locale"
_RUSSIAN = PluralRule(
    {
        "one": "n mod 10 is 1 and n mod 100 is not 11",
        "few": "n mod 10 in 2..4 and n mod 100 not in 12..14",
    }
)


class Catalogue:
    """One language's messages. A message that is not translated is shown in English."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._messages: dict[str, str | tuple[str, ...]] = {}
        file = LOCALE / language / "LC_MESSAGES" / "polden.po"
        if file.is_file():
            with file.open("rb") as stream:
                for message in read_po(stream, locale=language):
                    if message.id and message.string and not message.fuzzy:
                        key = message.id[0] if isinstance(message.id, tuple | list) else message.id
                        string = message.string
                        self._messages[key] = tuple(string) if isinstance(string, tuple | list) else string

    def gettext(self, text: str) -> str:
        """The message in this language."""
        found = self._messages.get(text, text)
        return found if isinstance(found, str) else found[0]

    def ngettext(self, one: str, many: str, number: int) -> str:
        """The message for a number of things."""
        found = self._messages.get(one)
        if isinstance(found, tuple) and self.language == "ru":
            return found[{"one": 0, "few": 1}.get(_RUSSIAN(number), 2)]
        return one if number == 1 else many


@lru_cache
def catalogue(language: Language) -> Catalogue:
    """The messages of a language, read once."""
    return Catalogue(language)


def preferred(header: str, default: Language = "en") -> Language:
    """The language that a browser asks for (its ``Accept-Language``), among those that we speak."""
    best, weight = default, 0.0
    for item in header.split(",")[:20]:
        code, _, quality = "".join(item.split()).partition(";q=")
        try:
            found = float(quality) if quality else 1.0
        except ValueError:
            continue
        if code and as_language(code, default) in LANGUAGES and found > weight and code[:2].lower() in LANGUAGES:
            best, weight = as_language(code, default), found
    return best
