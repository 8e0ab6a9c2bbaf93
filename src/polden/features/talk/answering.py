"""An answer to what a relative said: the position it means, and the four parts, in a language and for a value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from polden.core.words import Language
from polden.features.talk.content import Answer, Claim, Part
from polden.features.talk.marks import Gender, filled
from polden.features.talk.reading.danger import danger_in
from polden.features.talk.reading.forms import form_of
from polden.features.talk.reading.values import Danger, Form
from polden.kit.meaning.recogniser import Recognition


@dataclass(frozen=True)
class SaidPart:
    """One part of an answer as said, with the claims that it rests on."""

    text: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Said:
    """The four parts of an answer. ``claims`` are all that they rest on, in order, each once."""

    position: str
    value: str | None
    shared: SaidPart
    story: SaidPart
    argument: SaidPart
    question: SaidPart

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim of the answer, in the order of the parts."""
        parts = (self.shared, self.story, self.argument, self.question)
        return tuple({claim.id: claim for part in parts for claim in part.claims}.values())


def say(
    answer: Answer, position: str, language: Language, *, value: str | None = None, speaker: Gender, listener: Gender
) -> Said:
    """The answer in a language; with ``value``, to somebody for whom that comes first. KeyError if there is none."""
    variant = answer.variants[value] if value else answer
    by_id = {claim.id: claim for claim in answer.claims}

    def part(given: Part) -> SaidPart:
        text = filled(given.said(language), speaker=speaker, listener=listener)
        return SaidPart(text, tuple(by_id[name] for name in given.claims))

    return Said(
        position, value, part(variant.shared), part(answer.story), part(variant.argument), part(variant.question)
    )


@dataclass(frozen=True)
class Recognised:
    """What a text was taken for: the label meant (None: nothing fits) and the next best, with their confidence.

    Words of danger come before any argument: then nothing is meant, and ``danger`` says what was found. ``form`` says whether
    the text could be read at all.
    """

    label: str | None
    confidence: float
    alternatives: tuple[tuple[str, float], ...]
    form: Form = Form.WORDS
    danger: Danger | None = None

    @property
    def readable(self) -> bool:
        """Whether the text is words that can be taken for something."""
        return self.form in {Form.WORDS, Form.ENDLESS}


def recognised(text: str, recognise: Callable[[str], Recognition], known: Sequence[str]) -> Recognised:
    """The position that a text means and the two next best among the known ones."""
    form, danger = form_of(text), danger_in(text)
    found = recognise(text)
    ranked = [(name, share) for name, share in found.ranked if name in known]
    if not ranked:
        return Recognised(None, found.confidence, (), form, danger)
    readable = form in {Form.WORDS, Form.ENDLESS} and danger is None
    label = ranked[0][0] if found.label == ranked[0][0] and readable else None
    others = ranked[1:3] if label else ranked[:3]
    return Recognised(label, found.confidence if readable else 0.0, tuple(others), form, danger)
