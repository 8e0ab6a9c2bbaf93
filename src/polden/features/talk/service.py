"""The room's use cases: one place that knows the pack, the reader and the recogniser, and hands plain values to the rest.

Nothing here writes to disk, and nothing that a person said is kept after the call.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from polden.core.words import Language
from polden.features.talk import answering, debrief, drills
from polden.features.talk.coach import Feedback, feedback_on
from polden.features.talk.content import Answer, Exercise, Moves, PositionLines, Practice
from polden.features.talk.conversation import Setup, Stage, Talk, begin, call_again, go_back, step
from polden.features.talk.hints import Hint, hint_for
from polden.features.talk.library import Library
from polden.features.talk.marks import filled
from polden.features.talk.mind import State, moved, push_of
from polden.features.talk.reading.reader import Reader
from polden.features.talk.reading.values import Reading
from polden.features.talk.speech import Cast
from polden.features.talk.training import PHRASES, RECOGNITION
from polden.features.talk.wording import wording
from polden.kit.meaning.encoder import Encoder
from polden.kit.meaning.phrases import Phrasebook
from polden.kit.meaning.recogniser import Recogniser

RAISES_AT = 0.7
"""Confidence from which a user's message counts as bringing up another position."""
ORDINARY = State(trust=0.4, guard=0.5, heat=0.1, openness=0.2)
"""Somebody in the middle: for judging a single message without a talk around it."""


class UnknownChoice(Exception):
    """A person or position that the pack does not have."""


@dataclass(frozen=True)
class Coached:
    """A single message, read and judged."""

    reading: Reading
    feedback: Feedback
    openness_change: float


class TalkRoom:
    """Talk, with one pack. Safe to share between threads."""

    def __init__(self, pack: Path) -> None:
        self.library = Library(pack)
        self.encoder = Encoder()
        self._cast = lru_cache(maxsize=512)(self._gather)

    @cached_property
    def reader(self) -> Reader:
        """Reads messages; loads its weights at first use."""
        return Reader(self.encoder)

    @cached_property
    def phrases(self) -> Phrasebook:
        """Vectors of the pack's phrases."""
        return Phrasebook(self.encoder, self.library.root / PHRASES)

    @cached_property
    def recogniser(self) -> Recogniser:
        """Recognises the pack's positions."""
        return Recogniser.load(self.library.root / RECOGNITION, self.encoder)

    def warm_up(self) -> None:
        """Load everything that the first message would otherwise wait for."""
        self.reader.read("Как ты? How are you?", "")
        self.recogniser.recognise("война war")

    # --- practise -----------------------------------------------------------------------------------------------------

    def stage(self, setup: Setup) -> Stage:
        """What a talk needs around it. Raises UnknownChoice."""
        cast = self._cast(setup.person, setup.position, setup.language)
        return Stage(cast, self.reader.read, self._raises, self._practice, wording(setup.language))

    def _gather(self, person_id: str, position: str, language: Language) -> Cast:
        library = self.library
        if person_id not in library.person_ids or position not in library.position_ids:
            raise UnknownChoice(f"{person_id}, {position}")
        person = library.person(person_id)
        fitting = [name for name in library.position_ids if person.lives in library.position(name).lives]
        names = list(dict.fromkeys([position, *fitting]))
        moves = {name: [to for to in library.position(name).moves_to if to in names] for name in names}
        lines = library.person_lines(person_id, language)
        return Cast(person, lines, _Lines(library, names, language), moves, self.phrases.nearness)

    def begin(self, setup: Setup) -> Talk:
        """A new talk. Raises UnknownChoice."""
        return begin(setup, self.stage(setup).cast)

    def say(self, talk: Talk, message: str) -> Talk:
        """The talk after one more message."""
        return step(talk, message, self.stage(talk.setup))

    def back(self, talk: Talk, index: int) -> Talk:
        """The talk before message ``index``."""
        return go_back(talk, index, self.stage(talk.setup))

    def again(self, talk: Talk) -> Talk:
        """The talk after calling once more."""
        return call_again(talk, self.stage(talk.setup))

    def hint(self, talk: Talk) -> Hint:
        """What one could say now."""
        return hint_for(
            talk,
            self._practice(_subject(talk)),
            wording(talk.setup.language),
            self.library.person(talk.setup.person).gender,
        )

    def debrief(self, talk: Talk) -> debrief.Debrief:
        """The look back."""
        return debrief.debrief(talk)

    def _practice(self, position: str) -> Practice | None:
        found = self.library.draft(position) if position in self.library.position_ids else None
        return found.practice if found else None

    def _raises(self, reading: Reading) -> str:
        if reading.vector is None:
            return ""
        found = self.recogniser.recognise(reading.text, reading.vector)
        return found.label or "" if found.confidence >= RAISES_AT else ""

    # --- answer -------------------------------------------------------------------------------------------------------

    def recognise(self, text: str) -> answering.Recognised:
        """The position that a relative's words mean."""
        return answering.recognised(text, self.recogniser.recognise, self.library.position_ids)

    def answer_to(self, position: str) -> Answer | None:
        """The answer to a position, or None while there is none. Raises UnknownChoice."""
        if position not in self.library.position_ids:
            raise UnknownChoice(position)
        return self.library.answer(position)

    # --- coach and drill ----------------------------------------------------------------------------------------------

    def coach(self, partner: str, text: str, language: Language | None = None) -> Coached:
        """What a single message would do to somebody in the middle."""
        reading = self.reader.read(text, partner)
        spoken: Language = language or reading.language or "en"
        after = moved(ORDINARY, push_of(reading), Moves())
        position = self.recognise(partner).label if partner else None
        feedback = feedback_on(
            reading,
            ORDINARY,
            after,
            wording=wording(spoken),
            practice=self._practice(position) if position else None,
            language=spoken,
            seed=text,
        )
        said = filled(feedback.try_instead, speaker="f", listener="f")
        return Coached(reading, replace(feedback, try_instead=said), feedback.change)

    def exercise(self, name: str) -> Exercise:
        """A drill. Raises UnknownChoice."""
        for exercise in self.library.exercises:
            if exercise.id == name:
                return exercise
        raise UnknownChoice(name)

    def check(self, exercise: Exercise, text: str, language: Language) -> drills.Checked:
        """A written answer to a drill, checked."""
        return drills.check(exercise, self.reader.read(text, exercise.partner[language]))


class _Lines(Mapping[str, PositionLines]):
    """Lines of positions, read when they are first spoken."""

    def __init__(self, library: Library, names: Sequence[str], language: Language) -> None:
        self._library, self._names, self._language = library, names, language

    def __getitem__(self, name: str) -> PositionLines:
        if name not in self._names:
            raise KeyError(name)
        return self._library.position_lines(name, self._language)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _subject(talk: Talk) -> str:
    return (talk.turns[-1].memory if talk.turns else talk.memory).position
