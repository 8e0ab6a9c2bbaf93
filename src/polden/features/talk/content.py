"""Talk's part of a pack, as models: what an editor may write, and what is refused.

Format and style: docs/pack-format.md.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from polden.core.words import LANGUAGES, Language
from polden.features.talk.acts import Act, Ask, Level

Id = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$")]
Text = Annotated[str, Field(min_length=1)]


def _in_all_languages(value: dict[Language, Any]) -> dict[Language, Any]:
    for language in LANGUAGES:
        if not value.get(language):
            raise ValueError(f"“{language}” is missing or empty; write it in that language too")
    return value


Said = Annotated[dict[Language, Text], AfterValidator(_in_all_languages)]
Phrases = Annotated[dict[Language, list[Text]], AfterValidator(_in_all_languages)]
Some = Annotated[list[Text], Field(min_length=1)]
Date = Annotated[str, BeforeValidator(str), Field(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")]


class Strict(BaseModel):
    """A model that refuses keys that it does not know, so that a misspelt one is found."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Reference(Strict):
    """Where a prevalence or a wording was read."""

    publisher: Text
    title: Text = "–"
    url: Text
    date: Date = ""


class PackInfo(Strict):
    """pack.yaml."""

    id: Id
    title: Said
    tagline: Said
    notice: Said | None = None
    country: str = Field(default="INT", pattern=r"^([A-Z]{2}|INT)$")
    values: dict[Id, Said]
    groups: dict[Id, Said]
    themes: dict[Id, Said]
    levels: dict[Level, Said] = {}
    references: dict[Id, Reference] = {}


class Position(Strict):
    """positions/ID/position.yaml: something that people say and mean."""

    id: Id
    group: Id
    theme: Id
    lives: Annotated[list[Literal["home", "abroad"]], Field(min_length=1)]
    text: Said
    need: Said
    evidence: str = Field(pattern=r"^[MPQWD](\+[MPQWD])*$")
    prevalence: Said | None = None
    references: list[Id] = []
    moves_to: list[Id]
    wordings: Phrases
    opposites: Phrases


class ClaimSource(Strict):
    """Who published a claim, where and when."""

    publisher: Text
    title: Text
    url: Text
    date: Date


class Claim(Strict):
    """A fact or a true story, with its source."""

    id: Id
    kind: Literal["fact", "story"]
    concedes: bool
    text: Said
    source: ClaimSource
    read: Literal["full", "excerpt"]
    confidence: Literal["high", "medium", "low"]
    note: Said | None = None


class Part(Strict):
    """A part of an answer, with the claims that it rests on."""

    ru: Text
    en: Text
    claims: list[Id] = []

    def said(self, language: Language) -> str:
        """The text in a language."""
        return self.ru if language == "ru" else self.en


class Variant(Strict):
    """An answer to somebody for whom one value comes first."""

    shared: Part
    argument: Part
    question: Part


class Practice(Strict):
    """What a user may say: for hints and for the coach."""

    reflect: Phrases
    ask: Phrases
    share: Phrases


class Answer(Strict):
    """positions/ID/answer.yaml."""

    status: Literal["ready", "draft"]
    reviewed: dt.date
    claims: list[Claim] = []
    shared: Part
    story: Part
    argument: Part
    question: Part
    variants: dict[Id, Variant] = {}
    practice: Practice

    @model_validator(mode="after")
    def _claims_exist(self) -> Answer:
        known = {claim.id for claim in self.claims}
        parts = [self.shared, self.story, self.argument, self.question]
        for variant in self.variants.values():
            parts += [variant.shared, variant.argument, variant.question]
        for wanted in (claim for part in parts for claim in part.claims):
            if wanted not in known:
                raise ValueError(f"claim “{wanted}” is used but not listed under claims; add it with its source")
        return self


class Line(Strict):
    """Something a loved one can say, and what it answers."""

    say: Text
    for_: Annotated[list[Ask], Field(alias="for", min_length=1)]
    to: list[Text] = []


class PositionLines(Strict):
    """positions/ID/lines.LANG.yaml."""

    opening: Some
    closed: list[Line]
    guarded: list[Line]
    listening: list[Line]
    open: list[Line]

    def at(self, level: Level) -> list[Line]:
        """The lines for a level of openness."""
        lines: list[Line] = getattr(self, level.value)
        return lines


Share = Annotated[float, Field(ge=0, le=1)]
Factor = Annotated[float, Field(ge=0.6, le=1.5)]


class Start(Strict):
    """The inner state with which a talk begins, each from 0 to 1."""

    trust: Share
    guard: Share
    heat: Share
    openness: Annotated[float, Field(ge=0, le=0.35)]


class Moves(Strict):
    """How a person differs from the published rules."""

    warms: Factor = 1.0
    bristles: Factor = 1.0
    cools: Factor = 1.0
    ends_at: Annotated[float, Field(ge=0.6, le=0.95)] = 0.85


class Trigger(Strict):
    """Words that hurt this person in particular."""

    id: Id
    about: Said
    to: Phrases
    heat: Annotated[float, Field(ge=0, le=0.3)]


class Person(Strict):
    """people/ID/person.yaml: a loved one, made up."""

    id: Id
    gender: Literal["f", "m"]
    age: Annotated[int, Field(ge=16, le=110)]
    lives: Literal["home", "abroad"]
    name: Said
    relation: Said
    user_is: dict[Literal["m", "f"], Said]
    portrait: Said
    story: Said
    worry: Said
    speech: Said
    values: Annotated[list[Id], Field(min_length=1)]
    believes: Annotated[list[Id], Field(min_length=1)]
    start: Start
    moves: Moves = Moves()
    triggers: list[Trigger] = []


class Topic(Strict):
    """A part of a person's life, told in order when asked about."""

    id: Id
    asks: Some
    lines: Some
    near_worry: bool = False


class Curious(Strict):
    """What a person asks the user, and what they say to the answer."""

    say: Text
    after: Some


class Worry(Strict):
    """How the private worry shows, is told, and is left."""

    hint: Some
    tell: Some
    after: Some


class ByLevel(Strict):
    """Short reactions, by level of openness."""

    closed: Some
    guarded: Some
    listening: Some
    open: Some

    def at(self, level: Level) -> list[str]:
        """The reactions for a level."""
        lines: list[str] = getattr(self, level.value)
        return lines


class Reactions(Strict):
    """Short openers in a person's voice, by what the user did."""

    insult: Some
    contempt: Some
    blame: Some
    command: Some
    advice: Some
    lecture: Some
    loaded_question: Some
    topic_change: Some
    asked_twice: Some
    promise_broken: Some
    short: Some
    long: Some
    unclear: Some
    silence: Some
    warning: Some
    ends: Some
    returns: Some
    cornered: Some
    softening: Some
    hardening: Some
    fact: ByLevel
    open_question: ByLevel
    closed_question: ByLevel
    reflection: ByLevel
    complex_reflection: ByLevel
    affirmation: ByLevel
    acknowledgement: ByLevel
    common_ground: ByLevel
    own_story: ByLevel
    other_story: ByLevel
    feeling: ByLevel
    permission: ByLevel
    apology: ByLevel
    thanks: ByLevel
    goodbye: ByLevel
    quoted: ByLevel

    def to(self, name: str, level: Level) -> list[str]:
        """The reactions of a name, those of the level where levels differ."""
        found: ByLevel | list[str] = getattr(self, name)
        return found.at(level) if isinstance(found, ByLevel) else found


class PersonLines(Strict):
    """people/ID/lines.LANG.yaml."""

    endearments: dict[Literal["m", "f"], Some]
    greetings: Some
    topics: list[Topic]
    curious: list[Curious]
    dodges: Some
    triggers: dict[Id, Some] = {}
    worry: Worry
    reactions: Reactions


class Option(Strict):
    """One thing to choose in a *spot* exercise."""

    text: Said
    closes: bool
    why: Said


class Exercise(Strict):
    """exercises/ID.yaml: a drill of about two minutes."""

    id: Id
    kind: Literal["open_question", "reflection", "affirmation", "permission", "own_story", "spot"]
    minutes: Annotated[int, Field(ge=1, le=10)] = 2
    person: Id | None = None
    partner: Said
    task: Said
    statement: Said | None = None
    wants: list[Act] = []
    avoid: list[Act] = []
    examples: Phrases | None = None
    why: Said
    options: list[Option] = []

    @model_validator(mode="after")
    def _can_be_checked(self) -> Exercise:
        if self.kind == "spot":
            if not any(option.closes for option in self.options) or all(option.closes for option in self.options):
                raise ValueError("a spot exercise needs options of which some close the door and some do not")
        elif not self.wants or self.examples is None:
            raise ValueError("this exercise needs “wants:” (acts) and “examples:”")
        return self


class HelpLine(Strict):
    """Somebody who helps, with the source of the number."""

    for_: Annotated[list[Literal["self_harm", "violence", "panic"]], Field(alias="for", min_length=1)]
    name: Said
    phone: Text | None = None
    url: Text | None = None
    hours: Said | None = None
    languages: list[str] = []
    source: ClaimSource
    confidence: Literal["high", "medium", "low"]


class HelpCountry(Strict):
    """Help in one country."""

    code: str = Field(pattern=r"^([A-Z]{2}|INT)$")
    name: Said
    emergency: str
    lines: list[HelpLine] = []


class Help(Strict):
    """help.yaml."""

    countries: Annotated[list[HelpCountry], Field(min_length=1)]


class Others(Strict):
    """others.yaml: sentences of such talks that mean none of the positions."""

    ru: Some
    en: Some

    @property
    def by_language(self) -> dict[Language, list[str]]:
        """The sentences by language."""
        return {"ru": self.ru, "en": self.en}
