"""The coach: what a message did, in one or two sentences, with the reason; and one thing to try instead.

Chooses what to say from the acts and the change of state. The sentences stand in ``wording/LANG.yaml``; the examples
that it offers come from the pack. It never scolds: a note says what happened between two people and why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from polden.core.chance import pick_number
from polden.core.words import Language
from polden.features.talk.acts import QUESTIONS, REFLECTIONS, STORIES, Act
from polden.features.talk.content import Practice
from polden.features.talk.mind import State, level_of
from polden.features.talk.reading.cues import cues_in
from polden.features.talk.reading.values import Form, Reading, Signal
from polden.features.talk.wording import Wording

LONGEST_QUOTE = 60


class Tone(StrEnum):
    """What a note is about."""

    HELPED = "helped"
    CLOSED = "closed"
    NOTICED = "noticed"


@dataclass(frozen=True)
class Note:
    """One thing that the message did."""

    tone: Tone
    act: str
    text: str


@dataclass(frozen=True)
class Feedback:
    """What the coach says of one message. ``change`` is the change of openness, −1 … 1, as the picture shows it."""

    notes: tuple[Note, ...]
    try_instead: str
    change: float


NOTHING_SAID = Feedback((), "", 0.0)

_CLOSED_ORDER = (
    Act.BLAME,
    Act.COMMAND,
    Act.LECTURE,
    Act.LOADED_QUESTION,
    Act.ADVICE,
    Act.TOPIC_CHANGE,
)
_HELPED_ORDER = (
    Act.COMPLEX_REFLECTION,
    Act.OWN_STORY,
    Act.SIMPLE_REFLECTION,
    Act.OPEN_QUESTION,
    Act.ACKNOWLEDGEMENT,
    Act.COMMON_GROUND,
    Act.PERMISSION,
    Act.OTHER_STORY,
    Act.AFFIRMATION,
    Act.FEELING,
)


def feedback_on(
    reading: Reading,
    before: State,
    after: State,
    *,
    wording: Wording,
    practice: Practice | None,
    language: Language,
    seed: str,
    asked_twice: bool = False,
    broke_promise: bool = False,
    touched: str = "",
    about_life: bool = False,
    earlier: Sequence[str] = (),
) -> Feedback:
    """The notes on a message: at most one on what helped and one on what closed the door, or one of what was noticed.

    ``touched`` says, in words, which sore spot was touched (empty when none); ``practice`` holds the pack's examples
    for the subject; ``about_life`` says that they were asked about their life and told of it; ``earlier`` names the
    notes of the talk so far, so that a note is worded afresh while there are words.
    """
    notes: list[Note] = []
    closed = _closed(reading, asked_twice=asked_twice, broke_promise=broke_promise, touched=bool(touched))
    closed = "" if about_life and closed == Act.TOPIC_CHANGE else closed
    helped = "" if reading.insults else _helped(reading, before, about_life=about_life, asked_twice=asked_twice)
    if closed == "but" and helped == Act.ACKNOWLEDGEMENT:
        helped = ""  # what the "but" took back did not help
    if closed and helped and _place(reading, helped) == _place(reading, closed) != "":
        helped = ""  # one sentence is not praised and blamed at once
    if helped:
        notes.append(_note(Tone.HELPED, helped, wording.helped, reading, seed, earlier))
    if closed:
        notes.append(_note(Tone.CLOSED, closed, wording.closed, reading, seed, earlier, touched=touched))
    if not notes:
        notes.append(_note(Tone.NOTICED, _noticed(reading), wording.noticed, reading, seed, earlier))
    if level_of(after) != level_of(before):
        better = after.at_least_as_good_as(before) or after.openness > before.openness
        if helped or not better:  # a level is also crossed by mere waiting, and that is no merit
            texts = wording.level_up if better else wording.level_down
            notes.append(Note(Tone.NOTICED, "level", _turned(seed, texts, earlier.count("level"))))
    suggested = closed or ("" if helped or reading.does(Act.GOODBYE) else "nothing")
    try_instead = _try(suggested, wording, practice, language, seed, len(earlier))
    return Feedback(tuple(notes), try_instead, open_now(after) - open_now(before))


def open_now(state: State) -> float:
    """Openness as the picture shows it, 0 … 1: what lies open when guard and heat are taken off."""
    reach = state.openness * 0.6 + state.trust * 0.2 + (1 - state.guard) * 0.2
    return max(0.0, min(1.0, reach * (1 - 0.4 * state.heat)))


def _closed(reading: Reading, *, asked_twice: bool, broke_promise: bool, touched: bool) -> str:
    """What closed the door most, or nothing."""
    lonely_fact = reading.does(Act.FACT) and not reading.does(*QUESTIONS, *REFLECTIONS, *STORIES, Act.ACKNOWLEDGEMENT)
    found: dict[str, bool] = {
        Act.INSULT: reading.does(Act.INSULT) or (reading.insults and not reading.does(Act.CONTEMPT)),
        Act.CONTEMPT: reading.does(Act.CONTEMPT),
        "promise_broken": broke_promise,
        "trigger": touched,
        **{act: reading.does(act) for act in _CLOSED_ORDER},
        Act.TOPIC_CHANGE: reading.does(Act.TOPIC_CHANGE)
        and not reading.does(*QUESTIONS, *REFLECTIONS),  # asking after them is no flight
        "asked_twice": asked_twice,
        "but": "acknowledgement.but" in cues_in(reading.text),
        "fact_alone": lonely_fact,
    }
    return next((name for name, holds in found.items() if holds), "")


def _helped(reading: Reading, before: State, *, about_life: bool, asked_twice: bool) -> str:
    """What helped most, or nothing. The same question cannot both invite and corner, nor invite a second time."""
    if Signal.APOLOGY in reading.signals:
        return "apology"
    corners = reading.where.get(Act.LOADED_QUESTION, "") if reading.does(Act.LOADED_QUESTION) else ""
    invites = not asked_twice and (not corners or corners != reading.where.get(Act.OPEN_QUESTION))
    for act in _HELPED_ORDER:
        if not reading.does(act) or (act is Act.OPEN_QUESTION and not invites):
            continue
        if act is Act.OPEN_QUESTION and about_life:
            return "life"
        return "story_too_early" if act in STORIES and before.trust < 0.4 else act
    if about_life and not asked_twice:
        return "life"
    careful = reading.does(Act.FACT) and reading.does(Act.CLOSED_QUESTION) and not corners
    return "fact_with_care" if careful else ""


def _place(reading: Reading, name: str) -> str:
    """The part of the message that shows an act, or an empty text."""
    return next((part for act, part in reading.where.items() if act == name), "")


def _noticed(reading: Reading) -> str:
    if reading.form is not Form.WORDS:
        return reading.form.value
    if reading.does(Act.GOODBYE):
        return Act.GOODBYE
    for signal in (Signal.SHORT, Signal.LONG, Signal.GREETING, Signal.THANKS):
        if signal in reading.signals:
            return signal.value
    return Act.CLOSED_QUESTION if reading.does(Act.CLOSED_QUESTION) else "other"


def _note(
    tone: Tone,
    name: str,
    texts: Mapping[str, Sequence[str]],
    reading: Reading,
    seed: str,
    earlier: Sequence[str],
    touched: str = "",
) -> Note:
    text = _turned(seed + name, texts[name], earlier.count(name))
    act = next((act for act in reading.where if act == name), None)
    quote = _short(reading.where[act]) if act else _short(reading.text)
    return Note(tone, name, text.replace("{quote}", quote).replace("{touched}", touched))


def _try(
    name: str,
    wording: Wording,
    practice: Practice | None,
    language: Language,
    seed: str,
    number: int,
) -> str:
    if not name:
        return ""
    texts = wording.try_instead.get(name) or wording.try_instead["other"]
    text = _turned(seed + "try", texts, number)
    for mark in ("reflect", "ask", "share"):
        if "{" + mark + "}" in text:
            given = getattr(practice, mark)[language] if practice else wording.examples[mark]
            text = text.replace("{" + mark + "}", _turned(seed + mark, given, number // len(texts)))
    return text


def _turned(seed: str, texts: Sequence[str], number: int) -> str:
    """One of the texts: the seed says with which they begin, and then each comes once before any comes again."""
    return texts[(pick_number(seed, len(texts)) + number) % len(texts)]


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE].rsplit(" ", 1)[0] + "…"
