"""What the coach and the hints say, by language: texts beside the code, for editors to change."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field

from polden.core.words import Language

Some = Annotated[list[str], Field(min_length=1)]


class Wording(BaseModel):
    """One language's sentences. Keys are acts, signals and the few moments that ``coach`` names.

    Marks: ``{quote}`` the user's own words, ``{touched}`` the sore spot, ``{reflect}``, ``{ask}`` and ``{share}`` an
    example from the pack.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    helped: dict[str, Some]
    closed: dict[str, Some]
    noticed: dict[str, Some]
    level_up: Some
    level_down: Some
    try_instead: dict[str, Some]
    examples: dict[str, Some]
    hints: dict[str, Some]
    turning_up: Some
    turning_down: Some
    exercise_for: dict[str, Some]


@lru_cache
def wording(language: Language) -> Wording:
    """The sentences of a language."""
    text = (Path(__file__).parent / f"{language}.yaml").read_text(encoding="utf-8")
    return Wording.model_validate(yaml.safe_load(text))
