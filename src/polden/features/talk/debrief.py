"""Looking back on a talk: the counts that the field uses, the best moment, the turning point, one exercise.

The counts follow the summary scores of MITI 4.2.1 (Moyers, Manuel & Ernst 2014): reflections to questions, and complex
reflections among all reflections. They describe a practice talk; they are no grade.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from polden.features.talk.acts import STORIES, Act
from polden.features.talk.conversation import Talk, Turn
from polden.features.talk.memory import Ended

LEAST_CHANGE = 0.02
"""A change of openness smaller than this is no moment to speak of."""


@dataclass(frozen=True)
class Counts:
    """How often each thing was done, in messages."""

    messages: int
    open_questions: int
    closed_questions: int
    loaded_questions: int
    simple_reflections: int
    complex_reflections: int
    affirmations: int
    stories: int
    asked_leave: int
    labels: int
    lectures: int
    advice: int

    @property
    def reflections(self) -> int:
        """Simple and complex ones."""
        return self.simple_reflections + self.complex_reflections

    @property
    def questions(self) -> int:
        """Open, closed and loaded ones."""
        return self.open_questions + self.closed_questions + self.loaded_questions

    @property
    def reflections_to_questions(self) -> float | None:
        """MITI's R:Q; None when nothing was asked. MITI's thresholds: 1 is fair, 2 is good."""
        return self.reflections / self.questions if self.questions else None

    @property
    def complex_share(self) -> float | None:
        """MITI's share of complex reflections, 0 … 1; None when nothing was reflected. 0.4 is fair, 0.5 is good."""
        return self.complex_reflections / self.reflections if self.reflections else None


@dataclass(frozen=True)
class Debrief:
    """What a talk was. ``best`` and ``turning`` are indexes of turns, or None; ``path`` is openness, 0 … 1."""

    counts: Counts
    path: tuple[float, ...]
    best: int | None
    turning: int | None
    turned_up: bool
    worry_told: bool
    practise: str
    ended: Ended


def debrief(talk: Talk) -> Debrief:
    """The look back on a talk, however short."""
    path = talk.path
    changes = [now - before for before, now in pairwise(path)]
    said = [index for index, turn in enumerate(talk.turns) if turn.user]
    best = max(said, key=lambda index: changes[index], default=None)
    if best is not None and changes[best] < LEAST_CHANGE:
        best = None
    turning = _turning(path, said)
    counts = count(talk.turns)
    memory = talk.turns[-1].memory if talk.turns else talk.memory
    return Debrief(
        counts,
        path,
        best,
        turning,
        turned_up=turning is not None and path[-1] > path[turning],
        worry_told=memory.worry > 0,
        practise=_practise(counts),
        ended=talk.ended,
    )


def count(turns: tuple[Turn, ...]) -> Counts:
    """The acts of a talk, counted by message."""
    spoken = [turn for turn in turns if turn.user]
    tally = Counter(act for turn in spoken for act in turn.acts)
    return Counts(
        messages=len(spoken),
        open_questions=tally[Act.OPEN_QUESTION],
        closed_questions=tally[Act.CLOSED_QUESTION],
        loaded_questions=tally[Act.LOADED_QUESTION],
        simple_reflections=tally[Act.SIMPLE_REFLECTION],
        complex_reflections=tally[Act.COMPLEX_REFLECTION],
        affirmations=tally[Act.AFFIRMATION] + tally[Act.ACKNOWLEDGEMENT],
        stories=sum(1 for turn in spoken if STORIES & set(turn.acts)),
        asked_leave=tally[Act.PERMISSION],
        labels=tally[Act.INSULT] + tally[Act.CONTEMPT] + tally[Act.BLAME],
        lectures=tally[Act.LECTURE],
        advice=tally[Act.ADVICE] + tally[Act.COMMAND],
    )


def _turning(path: tuple[float, ...], said: list[int]) -> int | None:
    """The message after which the course of the talk differed most from the course before it.

    For every message, the mean change per message before it is held against the mean change from it on.
    """
    best, gap = None, LEAST_CHANGE
    for index in said:
        if index < 2 or index >= len(path) - 2:
            continue
        before = (path[index] - path[0]) / index
        after = (path[-1] - path[index]) / (len(path) - 1 - index)
        if abs(after - before) > gap:
            best, gap = index, abs(after - before)
    return best


def _practise(counts: Counts) -> str:
    """The kind of exercise that would help most next time."""
    if counts.labels:
        return "spot"
    if counts.advice or counts.lectures:
        return "permission"
    if counts.reflections == 0 or (counts.reflections_to_questions or 1) < 0.5:
        return "reflection"
    if counts.loaded_questions or counts.open_questions <= counts.closed_questions:
        return "open_question"
    if counts.stories == 0:
        return "own_story"
    return "affirmation" if counts.affirmations == 0 else "reflection"
