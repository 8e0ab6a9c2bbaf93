"""From a text to its reading. Same text and partner, same reading."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from polden.core.words import stems_of, word_list
from polden.features.talk.acts import CLOSING, HURTING, REFLECTIONS, STORIES, Act, Ask
from polden.features.talk.reading.cues import cues_in
from polden.features.talk.reading.danger import danger_in
from polden.features.talk.reading.forms import form_of, language_of, sentences_of
from polden.features.talk.reading.judge import Judge, Judged
from polden.features.talk.reading.signals import ask_in, quotes, signals_in
from polden.features.talk.reading.traits import persons_of
from polden.features.talk.reading.values import INSULTING, Form, Reading
from polden.kit.meaning.encoder import Encoder

FOUND = 0.5
HINTED, HALFHEARTED = 0.3, 0.6
DOUBTED = 0.3
SURE, KIND, CIVIL = 0.75, 0.8, 0.2
FEWEST_TOLD = 3
"""Words that it takes to reflect, to tell or to press."""
NEARLY_INSULTING = INSULTING - 0.01
WARM = REFLECTIONS | {Act.ACKNOWLEDGEMENT, Act.COMMON_GROUND, Act.FEELING, Act.OWN_STORY, Act.OPEN_QUESTION}
WORDY = REFLECTIONS | STORIES | {Act.FACT, Act.LECTURE, Act.ADVICE, Act.LOADED_QUESTION}
LONGEST_READ = 1500
"""Characters that are judged; of a longer message its beginning and end are."""


class Reader:
    """Reads messages with the weights that ship with the program. Safe to share between threads."""

    def __init__(self, encoder: Encoder, judge: Judge | None = None) -> None:
        self._encoder = encoder
        self._judge = judge or Judge()

    def read(self, text: str, partner: str = "") -> Reading:
        """What a message does, said in answer to ``partner`` (empty when nothing came before)."""
        form = form_of(text)
        if form is not Form.WORDS:
            danger = danger_in(text) if form in {Form.GARBLED, Form.FOREIGN} else None
            acts = {} if form is Form.EMPTY else {Act.OTHER: 1.0}
            return Reading(text, language_of(text), form, acts=acts, danger=danger)
        shortened = text if len(text) <= LONGEST_READ else text[: LONGEST_READ // 2] + "\n" + text[-LONGEST_READ // 2 :]
        sentences = sentences_of(shortened) or [shortened]
        parts_said = sentences if len(sentences) > 1 else []
        vectors = self._encoder.encode([shortened, *parts_said, *([partner] if partner else [])])
        whole, parts = vectors[0], vectors[1 : 1 + len(sentences)] if parts_said else vectors[:1]
        before = vectors[-1] if partner else np.zeros_like(whole)
        judged = self._judge.judge(shortened, sentences, partner, whole, parts, before)
        ask = ask_in(text)
        found = _undoubted(judged, len(word_list(text)))
        acts = _settled(found if set(found) - {Act.OTHER} else _hinted(judged, shortened) or found, judged.where)
        if ask is not None and set(acts) <= {Act.OTHER, Act.TOPIC_CHANGE}:
            acts = {Act.OPEN_QUESTION: FOUND, **{act: share for act, share in acts.items() if act is not Act.OTHER}}
        return Reading(
            text,
            language_of(text),
            acts=acts,
            where={act: judged.where[act] for act in acts if act in judged.where},
            toxicity=_toxicity(judged, acts, len(word_list(text))),
            score=judged.score,
            uptake=_uptake(text, partner, float(np.dot(whole, before))) if partner else 0.0,
            ask=ask,
            quotes=bool(partner) and quotes(text, partner),
            signals=signals_in(text),
            danger=danger_in(text),
            vector=whole,
            parts=tuple(zip(parts_said, parts, strict=False)),
        )


def _toxicity(judged: Judged, acts: Mapping[Act, float], words: int) -> float:
    """How toxic it is. A word or two ("lol") in which nothing closes must be worse than others to be an insult."""
    doubtful = words <= FEWEST_TOLD and judged.toxicity < SURE and not CLOSING & set(acts)
    return min(judged.toxicity, NEARLY_INSULTING) if doubtful else judged.toxicity


def _undoubted(judged: Judged, words: int) -> dict[Act, float]:
    """The acts found, without those that only one machine sees and those for which there are too few words.

    Where a hurt is found halfheartedly while the others find the message kind and civil, it is let pass: to be told that
    one mocked, when one only asked, spoils a practice more than a mild reproach that goes unnoticed.
    """
    civil = judged.score > KIND and judged.toxicity < CIVIL
    warm = any(judged.acts.get(act, 0.0) >= FOUND for act in WARM)  # a long, kind message is not a lecture
    return {
        act: share
        for act, share in judged.acts.items()
        if share >= FOUND
        and not (civil and share < SURE and act in HURTING)
        and not (act is Act.LECTURE and warm and judged.score > KIND)
        and not (judged.toxicity < DOUBTED and share < HALFHEARTED and act is Act.INSULT)
        and not (words < FEWEST_TOLD and (act in WORDY or (share < SURE and act in HURTING)))
    }


def _hinted(judged: Judged, text: str) -> dict[Act, float]:
    """Where nothing was found: the likeliest act that a cue names as well ("you should" is hardly ever nothing at all)."""
    cues = cues_in(text)
    named = {cue.split(".")[0] for cue in cues if cue != "closed_question.mark"} - {*HURTING}
    if "acknowledgement.but" in cues:
        named -= {Act.ACKNOWLEDGEMENT}
    likely = {act: share for act, share in judged.acts.items() if share >= HINTED and act in named}
    return dict([max(likely.items(), key=lambda pair: pair[1])]) if likely else {}


def _settled(acts: dict[Act, float], where: Mapping[Act, str]) -> dict[Act, float]:
    """The acts found. A sentence that hands back what was said, or asks how they feel, is no trap, whatever its tune.

    Nor is one that nobody is asked, in the middle of a story of one's own; and a long story by itself is no lecture.
    """
    trap = where.get(Act.LOADED_QUESTION, "")
    reflects = any(acts.get(act, 0.0) >= FOUND and where.get(act) == trap for act in REFLECTIONS)
    mused = Act.OWN_STORY in acts and not persons_of(trap)[0]
    invites = where.get(Act.OPEN_QUESTION) == trap and acts.get(Act.OPEN_QUESTION, 0.0) > acts.get(
        Act.LOADED_QUESTION, 0.0
    )
    invites = invites and not any(cue.startswith(Act.LOADED_QUESTION) for cue in cues_in(trap))
    short = len(word_list(trap)) < FEWEST_TOLD
    if Act.LOADED_QUESTION in acts and (reflects or mused or short or invites or ask_in(trap) is Ask.FEEL):
        acts = {act: share for act, share in acts.items() if act is not Act.LOADED_QUESTION}
        acts = acts if reflects or invites else {Act.CLOSED_QUESTION: FOUND, **acts}
    told = {where.get(act) for act in STORIES if act in acts}
    if Act.FACT not in acts and where.get(Act.LECTURE) in told:
        acts = {act: share for act, share in acts.items() if act is not Act.LECTURE}
    return acts or {Act.OTHER: 1.0}


def _uptake(text: str, partner: str, near: float) -> float:
    """How far a message takes up what was said before it, 0 … 1: shared word stems and nearness in meaning."""
    said, theirs = stems_of(text), stems_of(partner)
    shared = len(said & theirs) / max(1, min(len(said), len(theirs)))
    return min(1.0, max(0.0, 0.6 * shared + 0.6 * max(0.0, near - 0.2)))
