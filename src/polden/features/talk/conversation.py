"""A practice talk: from one state and one message to the next. Pure: the same seed and messages give the same talk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from polden.core.chance import pick
from polden.core.words import Language
from polden.features.talk.acts import CLOSING, QUESTIONS, REFLECTIONS, Act, Level
from polden.features.talk.coach import NOTHING_SAID, Feedback, feedback_on, open_now
from polden.features.talk.content import Practice
from polden.features.talk.marks import Gender, filled
from polden.features.talk.memory import Ended, Memory, same_question
from polden.features.talk.mind import State, calling_again, level_of, moved, push_of
from polden.features.talk.reading.values import Danger, Form, Reading, Signal
from polden.features.talk.speech import NEAR_TRIGGER, Cast, Moment, Spoken, speak
from polden.features.talk.wording import Wording

MOST_TURNS = 200


@dataclass(frozen=True)
class Setup:
    """What the user chose: whom they talk to, about what, in which language, and how they are to be addressed."""

    person: str
    position: str
    language: Language
    user_gender: Gender
    seed: str


@dataclass(frozen=True)
class Turn:
    """One message and what came of it. ``reply`` is None where the game stopped for safety."""

    user: str
    reply: str | None
    state: State
    memory: Memory
    acts: tuple[Act, ...] = ()
    where: dict[Act, str] = field(default_factory=dict)
    score: float = 0.0
    toxicity: float = 0.0
    feedback: Feedback = NOTHING_SAID
    danger: Danger | None = None
    returned: bool = False

    @property
    def level(self) -> Level:
        """How open they were after this message."""
        return level_of(self.state)


@dataclass(frozen=True)
class Talk:
    """A talk so far. ``tried`` holds the messages of branches that were left by going back, oldest first."""

    setup: Setup
    opening: str
    start: State
    memory: Memory
    turns: tuple[Turn, ...] = ()
    tried: tuple[tuple[int, tuple[str, ...]], ...] = ()

    @property
    def state(self) -> State:
        """How the loved one is now."""
        return self.turns[-1].state if self.turns else self.start

    @property
    def ended(self) -> Ended:
        """Whether and how it ended."""
        return self.turns[-1].memory.ended if self.turns else Ended.NOT

    @property
    def last_reply(self) -> str:
        """What the loved one said last."""
        return next((turn.reply for turn in reversed(self.turns) if turn.reply), self.opening)

    @property
    def path(self) -> tuple[float, ...]:
        """Openness at the start and after each message, 0 … 1: the line of the picture."""
        return (open_now(self.start), *(open_now(turn.state) for turn in self.turns))


@dataclass(frozen=True)
class Stage:
    """What a talk needs around it: who speaks and what there is to say, how messages are read, and what the coach says.

    ``read`` reads a message after what the partner said; ``raises`` names the position that a reading speaks to, or "";
    ``practice`` gives a position's examples.
    """

    cast: Cast
    read: Callable[[str, str], Reading]
    raises: Callable[[Reading], str]
    practice: Callable[[str], Practice | None]
    wording: Wording


def begin(setup: Setup, cast: Cast) -> Talk:
    """A new talk: they pick up, say hello and bring up the subject."""
    start = cast.person.start
    state = State(start.trust, start.guard, start.heat, start.openness)
    greeting = pick(setup.seed + "greeting", cast.lines.greetings)
    opening = pick(setup.seed + "opening", cast.positions[setup.position].opening)
    memory = Memory(setup.position).spoke(greeting).spoke(opening)
    return Talk(setup, _voiced(setup, cast, (greeting, opening), 0), state, memory)


def step(talk: Talk, message: str, stage: Stage) -> Talk:
    """The talk after one more message. A talk that has ended takes no more; ``call_again`` first."""
    if talk.ended or len(talk.turns) >= MOST_TURNS:
        return talk
    reading = _story_allowed(stage.read(message, talk.last_reply), talk)
    if reading.form is Form.EMPTY:
        return talk
    memory = talk.turns[-1].memory if talk.turns else talk.memory
    if reading.danger is not None:
        stopped = Turn(
            message,
            None,
            talk.state,
            replace(memory, ended=Ended.SAFETY),
            danger=reading.danger,
            toxicity=reading.toxicity,
        )
        return replace(talk, turns=(*talk.turns, stopped))
    return replace(talk, turns=(*talk.turns, _turn(talk, memory, message, reading, stage)))


def _turn(talk: Talk, memory: Memory, message: str, reading: Reading, stage: Stage) -> Turn:
    setup, cast = talk.setup, stage.cast
    seed = f"{setup.seed}/{len(talk.turns)}/"
    touched = _touched(reading, cast, setup.language)
    twice = same_question(message, [turn.user for turn in talk.turns[-6:]])
    broke = memory.promised and reading.does(Act.LECTURE, Act.COMMAND, Act.INSULT, Act.CONTEMPT, Act.BLAME)
    heat = next((trigger.heat for trigger in cast.person.triggers if trigger.id == touched), 0.0)
    push = push_of(reading, touched=heat, asked_twice=twice, broke_promise=broke)
    after = moved(talk.state, push, cast.person.moves)
    promised = Signal.PROMISE in reading.signals or (memory.promised and not broke)
    moment = Moment(
        cast,
        reading,
        talk.state,
        after,
        replace(memory, promised=promised, permitted=False),
        seed,
        trigger=touched,
        asked_twice=twice,
        broke_promise=broke,
        raises=stage.raises(reading) if reading.does(*QUESTIONS, Act.FACT) else "",
        home=setup.position,
    )
    spoken: Spoken = speak(moment)
    trigger = next((trigger for trigger in cast.person.triggers if trigger.id == touched), None)
    feedback = feedback_on(
        reading,
        talk.state,
        after,
        wording=stage.wording,
        practice=stage.practice(memory.position),
        language=setup.language,
        seed=setup.seed,
        asked_twice=twice,
        broke_promise=broke,
        touched=trigger.about[setup.language] if trigger else "",
        about_life=bool(spoken.memory.topic) and "?" in message,
        earlier=[note.act for turn in talk.turns for note in turn.feedback.notes],
    )
    return Turn(
        message,
        _voiced(setup, cast, spoken.parts, len(talk.turns) + 1),
        after,
        spoken.memory,
        tuple(reading.acts),
        dict(reading.where),
        reading.score,
        reading.toxicity,
        replace(
            feedback, try_instead=filled(feedback.try_instead, speaker=setup.user_gender, listener=cast.person.gender)
        ),
    )


def go_back(talk: Talk, index: int, stage: Stage) -> Talk:
    """The talk as it was before message ``index`` (from 0), for trying that one differently; the old branch is kept.

    It is played again from the start, so a page need carry only the newest memory. What they said stays said: a reply that
    was reworded is kept.
    """
    if not 0 <= index < len(talk.turns):
        return talk
    left = tuple(turn.user for turn in talk.turns[index:] if turn.user)
    again = begin(talk.setup, stage.cast)
    for turn in talk.turns[:index]:
        again = call_again(again, stage) if turn.returned else step(again, turn.user, stage)
        again = replace(again, turns=(*again.turns[:-1], replace(again.turns[-1], reply=turn.reply)))
    return replace(again, tried=(*talk.tried, (index, left)))


def call_again(talk: Talk, stage: Stage) -> Talk:
    """After they hung up or said goodbye: the user calls once more, and they answer."""
    if talk.ended not in {Ended.HUNG_UP, Ended.GOODBYE}:
        return talk
    last = talk.turns[-1]
    lines = stage.cast.lines.reactions.returns if talk.ended is Ended.HUNG_UP else stage.cast.lines.greetings
    unsaid = [line for line in lines if not last.memory.has_said(line)] or lines
    line = pick(f"{talk.setup.seed}/again/{len(talk.turns)}", unsaid)
    memory = replace(last.memory.spoke(line), ended=Ended.NOT, warned=False)
    reply = _voiced(talk.setup, stage.cast, (line,), len(talk.turns))
    turn = Turn("", reply, calling_again(last.state), memory, returned=True)
    return replace(talk, turns=(*talk.turns, turn))


def replay(setup: Setup, messages: Sequence[str], stage: Stage) -> Talk:
    """A whole talk from its messages."""
    talk = begin(setup, stage.cast)
    for message in messages:
        talk = step(talk, message, stage)
    return talk


def _story_allowed(reading: Reading, talk: Talk) -> Reading:
    """They were asked whether they would hear something and said yes: what comes, if nothing else, is that story."""
    allowed = bool(talk.turns) and talk.turns[-1].memory.permitted
    if (
        not allowed
        or set(reading.acts) != {Act.OTHER}
        or Signal.SHORT in reading.signals
        or reading.form is not Form.WORDS
    ):
        return reading
    return replace(reading, acts={Act.OWN_STORY: 0.5}, where={Act.OWN_STORY: reading.text})


def _touched(reading: Reading, cast: Cast, language: Language) -> str:
    """The sore spot that a message touches, by its id, or an empty text. To name it with sympathy does not touch it."""
    kind = Signal.APOLOGY in reading.signals or reading.does(Act.ACKNOWLEDGEMENT, Act.AFFIRMATION, *REFLECTIONS)
    if kind and not reading.does(*CLOSING) and not reading.insults:
        return ""
    vectors = [reading.vector, *(vector for _, vector in reading.parts)] if reading.vector is not None else []
    best, name = NEAR_TRIGGER, ""
    for trigger in cast.person.triggers:
        near = max((max(cast.nearness(vector, trigger.to[language])) for vector in vectors), default=0.0)
        if near >= best:
            best, name = near, trigger.id
    return name


def _voiced(setup: Setup, cast: Cast, parts: Sequence[str], number: int) -> str:
    """Lines of the pack as this person says them to this user."""
    dear = pick(f"{setup.seed}/dear/{number}", cast.lines.endearments[setup.user_gender])
    said = (filled(part, speaker=cast.person.gender, listener=setup.user_gender, dear=dear) for part in parts)
    return " ".join(said)
