"""Marks in lines: grammatical gender of speaker and listener, and what they call each other."""

from __future__ import annotations

import re
from typing import Literal

Gender = Literal["f", "m"]
_MARK = re.compile(r"\{(?:([su]):([^|{}]*)\|([^|{}]*)|(dear))\}")


def filled(text: str, *, speaker: Gender, listener: Gender, dear: str = "") -> str:
    """The line as spoken: ``{s:…|…}`` by the speaker's gender, ``{u:…|…}`` by the listener's, ``{dear}`` as given."""

    def spoken(found: re.Match[str]) -> str:
        if found[4]:
            return dear
        gender = speaker if found[1] == "s" else listener
        return found[2] if gender == "m" else found[3]

    text = _MARK.sub(spoken, text)
    return text[:1].upper() + text[1:] if dear and text.startswith(dear) else text
