"""What a loved one says next.

The reply is put together from a short reaction in their own voice and a line with content: of the subject, of their
life, or of their worry. State, act, memory and meaning choose; nothing is said twice. Each chooser below looks at one
kind of moment and returns a reply or None; the first that returns one has the word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from polden.core.chance import pick, pick_number
from polden.features.talk.acts import LEVELS, QUESTIONS, REFLECTIONS, STORIES, Act, Ask, Level
from polden.features.talk.content import Line, Person, PersonLines, PositionLines
from polden.features.talk.memory import Ended, Memory
from polden.features.talk.mind import State, feels_heard, hears, level_of
from polden.features.talk.reading.values import Form, Reading, Signal, Vector

NEAR_TOPIC = 0.50
NEAR_LINE = 0.55
NEAR_TRIGGER = 0.66
TOO_HOT = 0.97
PAUSE_BETWEEN_QUESTIONS = 4


class Nearness(Protocol):
    """How near phrases are in meaning to a message."""

    def __call__(self, vector: Vector, phrases: Sequence[str]) -> Sequence[float]:
        """Cosine of each phrase with the message, −1 … 1."""


@dataclass(frozen=True)
class Cast:
    """Who speaks, and what there is to say. ``positions`` holds the subject and those it may move to."""

    person: Person
    lines: PersonLines
    positions: Mapping[str, PositionLines]
    moves_to: Mapping[str, Sequence[str]]
    nearness: Nearness


@dataclass(frozen=True)
class Moment:
    """All that the next line depends on. ``seed`` differs from turn to turn."""

    cast: Cast
    reading: Reading
    before: State
    state: State
    memory: Memory
    seed: str
    trigger: str = ""
    asked_twice: bool = False
    broke_promise: bool = False
    raises: str = ""

    @property
    def level(self) -> Level:
        """How open they are now."""
        return level_of(self.state)


@dataclass(frozen=True)
class Spoken:
    """Lines as written in the pack, in order, and the memory after them. ``moved`` says that the subject changed."""

    parts: tuple[str, ...]
    memory: Memory


def speak(moment: Moment) -> Spoken:
    """What they say now. Never empty, and the same for the same moment."""
    for chooser in _CHOOSERS:
        spoken = chooser(moment)
        if spoken is not None:
            return spoken
    return _quietly(moment)


# --- moments that come before everything else -------------------------------------------------------------------------


def _not_understood(moment: Moment) -> Spoken | None:
    if moment.reading.form is Form.WORDS:
        return None
    parts = _fresh(moment, _reactions(moment, "unclear")) or _fresh(moment, _reactions(moment, "silence"))
    return _say(moment, moment.memory, parts)


def _hangs_up(moment: Moment) -> Spoken | None:
    heat = moment.state.heat
    if heat < moment.cast.person.moves.ends_at:
        return None
    memory = moment.memory
    if memory.warned or heat >= TOO_HOT:
        return _say(moment, replace(memory, ended=Ended.HUNG_UP), _any(moment, _reactions(moment, "ends")))
    parts = _hurt_reaction(moment) + _any(moment, _reactions(moment, "warning"))
    return _say(moment, replace(memory, warned=True), parts)


def _says_goodbye(moment: Moment) -> Spoken | None:
    if not moment.reading.does(Act.GOODBYE) or moment.reading.does(*QUESTIONS):
        return None
    memory = replace(moment.memory, ended=Ended.GOODBYE)
    return _say(moment, memory, _any(moment, _reactions(moment, "goodbye")))


def _triggered(moment: Moment) -> Spoken | None:
    if not moment.trigger:
        return None
    parts = _fresh(moment, moment.cast.lines.triggers.get(moment.trigger, []))
    return _say(moment, moment.memory, parts) if parts else None


_HURTS = (
    (Act.INSULT, "insult"),
    (Act.CONTEMPT, "contempt"),
    (Act.BLAME, "blame"),
    (Act.COMMAND, "command"),
    (Act.LECTURE, "lecture"),
    (Act.LOADED_QUESTION, "loaded_question"),
    (Act.ADVICE, "advice"),
)


def _hurt_reaction(moment: Moment) -> tuple[str, ...]:
    if moment.broke_promise:
        parts = _fresh(moment, _reactions(moment, "promise_broken"))
        if parts:
            return parts
    if moment.reading.insults and not moment.reading.does(Act.CONTEMPT):
        return _fresh(moment, _reactions(moment, "insult"))
    for act, name in _HURTS:
        if moment.reading.does(act):
            return _fresh(moment, _reactions(moment, name))
    return ()


def _hurt(moment: Moment) -> Spoken | None:
    reaction = _hurt_reaction(moment)
    if not reaction and not moment.reading.insults:
        return None
    if moment.reading.insults:
        closing = _fresh(moment, moment.cast.lines.reactions.silence if _one_in(moment, 3) else [])
        return _say(moment, moment.memory, reaction + closing or _any(moment, _reactions(moment, "silence")))
    line = _about_subject(moment, _kinds(moment.reading))
    if line is None:
        return _say(moment, moment.memory, reaction)
    return _say(moment, line.memory, reaction + line.parts)


# --- their life and their worry ---------------------------------------------------------------------------------------


def _goes_on_telling(moment: Moment) -> Spoken | None:
    """They have begun to tell their worry: they go on while the user stays with it, or says little."""
    tell = moment.cast.lines.worry.tell
    told = moment.memory.worry
    if not 0 < told < len(tell) or moment.state.guard > 0.6:
        return None
    stays = (
        hears(moment.reading)
        or Signal.SHORT in moment.reading.signals
        or moment.reading.does(Act.OPEN_QUESTION, Act.OTHER)
    )
    if not stays or moment.reading.ask in {Ask.WHY, Ask.HOW_KNOW}:
        return None
    return _say(moment, replace(moment.memory, worry=told + 1), (tell[told],))


def _tells_worry(moment: Moment) -> Spoken | None:
    if moment.memory.worry or not feels_heard(moment.state, moment.reading):
        return None
    opener = _fresh(moment, _reactions(moment, "complex_reflection"))
    if not moment.memory.hinted:
        hint = _fresh(moment, moment.cast.lines.worry.hint)
        return _say(moment, replace(moment.memory, hinted=True), opener + hint)
    return _say(moment, replace(moment.memory, worry=1), (*opener, moment.cast.lines.worry.tell[0]))


def _was_heard(moment: Moment) -> Spoken | None:
    memory = moment.memory
    if memory.worry == 0 or memory.worry < len(moment.cast.lines.worry.tell) or memory.heard >= 2:
        return None
    if not hears(moment.reading) or moment.reading.ask is not None:
        return None
    parts = _fresh(moment, moment.cast.lines.worry.after)
    return _say(moment, replace(memory, heard=memory.heard + 1), parts) if parts else None


def _tells_of_life(moment: Moment) -> Spoken | None:
    topics = moment.cast.lines.topics
    vector = moment.reading.vector
    if vector is None or moment.reading.does(Act.FACT, Act.OTHER_STORY):
        return None
    least = NEAR_TOPIC if moment.reading.does(*QUESTIONS) else NEAR_TOPIC + 0.12
    nearest = {topic.id: max(moment.cast.nearness(vector, topic.asks)) for topic in topics}
    if moment.memory.topic in nearest:
        nearest[moment.memory.topic] += 0.05
    best = max(nearest, key=lambda name: nearest[name])
    if nearest[best] < least or nearest[best] <= _nearest_line(moment):
        return None
    topic = next(topic for topic in topics if topic.id == best)
    told = moment.memory.topics.get(best, 0)
    if told >= len(topic.lines):
        return None
    memory = replace(moment.memory, topics={**moment.memory.topics, best: told + 1}, topic=best)
    parts = (topic.lines[told],)
    if topic.near_worry and told and not memory.hinted and moment.state.trust >= 0.5:
        return _say(moment, replace(memory, hinted=True), parts + _fresh(moment, moment.cast.lines.worry.hint))
    return _say(moment, memory, parts)


def _hears_the_answer(moment: Moment) -> Spoken | None:
    """They asked something and the user answered: they take it up before they go on."""
    asked = moment.memory.curious
    if asked < 0 or moment.reading.does(*QUESTIONS, *REFLECTIONS) or Signal.SHORT in moment.reading.signals:
        return None
    parts = _fresh(moment, moment.cast.lines.curious[asked].after)
    line = _about_subject(moment, (Ask.ANY,))
    if line is None or not parts:
        return None
    return _say(moment, line.memory, parts + line.parts)


# --- the subject ------------------------------------------------------------------------------------------------------


def _forgives(moment: Moment) -> Spoken | None:
    """An apology that is nothing but an apology gets its answer, and no argument after it."""
    reading = moment.reading
    if Signal.APOLOGY not in reading.signals or reading.does(*QUESTIONS, *STORIES, Act.FACT, *REFLECTIONS):
        return None
    parts = _fresh(moment, _reactions(moment, "apology"))
    return _say(moment, moment.memory, parts) if parts else None


def _permits(moment: Moment) -> Spoken | None:
    if not moment.reading.does(Act.PERMISSION) or moment.reading.does(*STORIES, Act.OPEN_QUESTION):
        return None
    granted = moment.level is not Level.CLOSED
    parts = _fresh(moment, _reactions(moment, "permission"))
    return _say(moment, replace(moment.memory, permitted=granted), parts) if parts else None


def _follows_to_another_subject(moment: Moment) -> Spoken | None:
    """The user has brought up another of the positions: they answer there."""
    raised = moment.raises
    if not raised or raised == moment.memory.position or raised not in moment.cast.positions:
        return None
    return _with_reaction(moment, _line_of(moment, raised, _kinds(moment.reading)))


def _answers(moment: Moment) -> Spoken | None:
    kinds = _kinds(moment.reading)
    if _is_cornered(moment):
        return _moves_away(moment) or _with_reaction(moment, _about_subject(moment, kinds))
    return _with_reaction(moment, _about_subject(moment, kinds)) or _moves_away(moment)


def _with_reaction(moment: Moment, line: Spoken | None) -> Spoken | None:
    if line is None:
        return None
    chance = 3 if _nearest_line(moment) >= NEAR_LINE else 5
    reaction = _reaction(moment) if pick_number(moment.seed + "reaction", 6) < chance else ()
    question = _question(moment, line.memory)
    parts = reaction + line.parts + question.parts
    return _say(moment, question.memory, parts)


def _is_cornered(moment: Moment) -> bool:
    pressed = moment.reading.does(Act.FACT, Act.CLOSED_QUESTION) and moment.level in {Level.CLOSED, Level.GUARDED}
    return pressed and _one_in(moment, 4)


def _moves_away(moment: Moment) -> Spoken | None:
    """As people do when cornered: they go over to another argument."""
    cast = moment.cast
    for other in cast.moves_to.get(moment.memory.position, ()):
        lines = cast.positions.get(other)
        if lines is None or any(moment.memory.has_said(text) for text in lines.opening):
            continue
        parts = _fresh(moment, cast.lines.reactions.cornered) + _fresh(moment, lines.opening)
        return _say(moment, replace(moment.memory, position=other), parts)
    return None


def _about_subject(moment: Moment, kinds: Sequence[Ask]) -> Spoken | None:
    return _line_of(moment, moment.memory.position, kinds)


def _line_of(moment: Moment, position: str, kinds: Sequence[Ask]) -> Spoken | None:
    """A line of a position: the nearest in meaning if one is near, else one that answers the act; at this level or nearby."""
    lines = moment.cast.positions.get(position)
    if lines is None:
        return None
    for level in _levels_near(moment.level):
        unsaid = [line for line in lines.at(level) if not moment.memory.has_said(line.say)]
        chosen = _nearest(moment, unsaid) or _of_kind(moment, unsaid, kinds)
        if chosen is not None:
            return Spoken((chosen.say,), replace(moment.memory, position=position))
    return None


def _nearest(moment: Moment, lines: Sequence[Line]) -> Line | None:
    scored = [(score, line) for score, line in zip(_scores(moment, lines), lines, strict=True) if score >= NEAR_LINE]
    return max(scored, key=lambda pair: pair[0])[1] if scored else None


def _scores(moment: Moment, lines: Sequence[Line]) -> list[float]:
    vector = moment.reading.vector
    if vector is None:
        return [0.0] * len(lines)
    phrases = [phrase for line in lines for phrase in line.to]
    near = iter(moment.cast.nearness(vector, phrases) if phrases else ())
    return [max((next(near) for _ in line.to), default=0.0) for line in lines]


def _nearest_line(moment: Moment) -> float:
    lines = moment.cast.positions[moment.memory.position].at(moment.level)
    return max(_scores(moment, [line for line in lines if not moment.memory.has_said(line.say)]), default=0.0)


def _of_kind(moment: Moment, lines: Sequence[Line], kinds: Sequence[Ask]) -> Line | None:
    """A line that answers one of the kinds; those that answer only something particular come last."""
    for wanted in (lambda line: not _is_particular(line), _is_particular):
        for kind in kinds:
            fitting = [line for line in lines if kind in line.for_ and wanted(line)]
            if fitting:
                return pick(moment.seed + kind, fitting)
    return None


def _is_particular(line: Line) -> bool:
    """Whether a line answers only one thing, and should wait until that is said."""
    return bool(line.to) and line.for_ == [Ask.ANY]


def _levels_near(level: Level) -> list[Level]:
    """This level, then the one below, then the one above: better somewhat too guarded than too open."""
    at = LEVELS.index(level)
    return [LEVELS[index] for index in (at, at - 1, at + 1) if 0 <= index < len(LEVELS)]


def _kinds(reading: Reading) -> tuple[Ask, ...]:
    """The kinds of line that can answer a message, best first; ``any`` comes last."""
    kinds: list[Ask] = []
    if reading.ask is not None:
        kinds.append(reading.ask)
    if reading.does(*REFLECTIONS) or (reading.does(Act.ACKNOWLEDGEMENT) and Signal.APOLOGY not in reading.signals):
        kinds.append(Ask.REFLECTION)
    if reading.does(*STORIES):
        kinds.append(Ask.STORY)
    if reading.does(Act.COMMON_GROUND):
        kinds.append(Ask.COMMON)
    if reading.does(Act.FACT, Act.LECTURE, Act.LOADED_QUESTION):
        kinds.append(Ask.FACT)
    return (*kinds, Ask.ANY)


# --- reactions and questions ------------------------------------------------------------------------------------------

_ORDER = (
    (Act.COMPLEX_REFLECTION, "complex_reflection"),
    (Act.SIMPLE_REFLECTION, "reflection"),
    (Act.OWN_STORY, "own_story"),
    (Act.OTHER_STORY, "other_story"),
    (Act.FEELING, "feeling"),
    (Act.ACKNOWLEDGEMENT, "acknowledgement"),
    (Act.COMMON_GROUND, "common_ground"),
    (Act.AFFIRMATION, "affirmation"),
    (Act.FACT, "fact"),
    (Act.OPEN_QUESTION, "open_question"),
    (Act.CLOSED_QUESTION, "closed_question"),
    (Act.TOPIC_CHANGE, "topic_change"),
)


def _reaction(moment: Moment) -> tuple[str, ...]:
    """A short reaction to what the message did, if there is a fresh one."""
    reading = moment.reading
    names: list[str] = []
    if moment.asked_twice:
        names.append("asked_twice")
    if Signal.APOLOGY in reading.signals:
        names.append("apology")
    if reading.quotes and not reading.does(*REFLECTIONS):
        names.append("quoted")
    names += _turning(moment)
    names += [name for act, name in _ORDER if reading.does(act)]
    if Signal.THANKS in reading.signals:
        names.append("thanks")
    if Signal.SHORT in reading.signals and not reading.does(*QUESTIONS):
        names.append("short")
    if Signal.LONG in reading.signals:
        names.append("long")
    for name in names:
        found = _fresh(moment, _reactions(moment, name))
        if found:
            return found
    return ()


def _turning(moment: Moment) -> list[str]:
    was, now = LEVELS.index(level_of(moment.before)), LEVELS.index(moment.level)
    if now > was:
        return ["softening"]
    return ["hardening"] if now < was else []


def _question(moment: Moment, memory: Memory) -> Spoken:
    """Now and then they ask something back, as relatives do."""
    curious = moment.cast.lines.curious
    unasked = [index for index, item in enumerate(curious) if not memory.has_said(item.say)]
    if (
        moment.level is Level.CLOSED
        or memory.quiet < PAUSE_BETWEEN_QUESTIONS
        or not unasked
        or moment.reading.does(*QUESTIONS)
    ):
        return Spoken((), memory)
    chosen = pick(moment.seed + "curious", unasked)
    return Spoken((curious[chosen].say,), replace(memory, curious=chosen, quiet=-1))


def _quietly(moment: Moment) -> Spoken:
    """When nothing else is left: they turn to something else, ask, or are silent."""
    lines = moment.cast.lines
    parts = _fresh(moment, lines.dodges) or _fresh(moment, [item.say for item in lines.curious])
    for topic in lines.topics:
        if parts:
            break
        parts = _fresh(moment, topic.lines)
    return _said(moment, moment.memory, parts or _any(moment, lines.reactions.silence))


def _reactions(moment: Moment, name: str) -> list[str]:
    return moment.cast.lines.reactions.to(name, moment.level)


def _fresh(moment: Moment, templates: Sequence[str]) -> tuple[str, ...]:
    """One of the templates that was not said yet, or nothing."""
    unsaid = [template for template in templates if not moment.memory.has_said(template)]
    return (pick(moment.seed + "fresh", unsaid),) if unsaid else ()


def _any(moment: Moment, templates: Sequence[str]) -> tuple[str, ...]:
    """One of the templates, a fresh one if there is one."""
    return _fresh(moment, templates) or (pick(moment.seed + "any", templates),)


def _one_in(moment: Moment, number: int) -> bool:
    return pick_number(moment.seed + "one in", number) == 0


def _say(moment: Moment, memory: Memory, parts: Sequence[str]) -> Spoken | None:
    return _said(moment, memory, parts) if parts else None


def _said(moment: Moment, memory: Memory, parts: Sequence[str]) -> Spoken:
    asked = memory.curious if memory.curious != moment.memory.curious else -1
    if memory.topic == moment.memory.topic and moment.memory.topics == memory.topics:
        memory = replace(memory, topic="")
    memory = replace(memory, curious=asked, quiet=memory.quiet + 1)
    for part in parts:
        memory = memory.spoke(part)
    return Spoken(tuple(parts), memory)


_CHOOSERS = (
    _not_understood,
    _hangs_up,
    _says_goodbye,
    _triggered,
    _hurt,
    _goes_on_telling,
    _was_heard,
    _tells_of_life,
    _forgives,
    _permits,
    _tells_worry,
    _hears_the_answer,
    _follows_to_another_subject,
    _answers,
)
