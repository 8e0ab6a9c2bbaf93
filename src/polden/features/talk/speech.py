"""What a loved one says next.

The reply is put together from a short reaction in their own voice and a line with content: of the subject, of their
life, or of their worry. State, act, memory and meaning choose; nothing is said twice. Each chooser below looks at one
kind of moment and returns a reply or None; the first that returns one has the word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from polden.core.chance import pick, pick_number
from polden.core.words import stems_of
from polden.features.talk.acts import HURTING, LEVELS, QUESTIONS, REFLECTIONS, STORIES, Act, Ask, Level
from polden.features.talk.content import Line, Person, PersonLines, PositionLines, Topic
from polden.features.talk.memory import Ended, Memory
from polden.features.talk.mind import State, feels_heard, hears, level_of
from polden.features.talk.reading.traits import persons_of
from polden.features.talk.reading.values import Form, Reading, Signal, Vector

NEAR_TOPIC, NEARISH_TOPIC = 0.50, 0.40
NAMED, A_NAME = 0.1, 0.2
"""How much nearer a question is to a topic whose own words it names, and further when that is a proper name."""
NEAR_LINE, NEARISH_LINE = 0.55, 0.45
OFF_SUBJECT = 0.45
SAID_BEFORE_WORRY, FEW_WORDS = 10, 12
"""Nobody confides in the first minutes of a call: so many lines of theirs come first."""
NEAR_TRIGGER = 0.66
"""Openness gained from which somebody notices that they soften; a border is also crossed by mere waiting."""
A_PART = 0.03
"""One sentence of several must be nearer by this: the others are about something else."""
TOO_HOT = 0.97
_THEM = re.compile(
    r"\b(?:он|она|они|его|е[её]|их|ему|ей|им|ней|не[её]|него|них|he|she|they|him|her|them|his|their)\b", re.I
)
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
    """All that the next line depends on. ``seed`` differs from turn to turn; ``home`` is the subject of the talk."""

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
    home: str = ""

    @property
    def level(self) -> Level:
        """How open they are now."""
        return level_of(self.state)


@dataclass(frozen=True)
class Spoken:
    """Lines as written in the pack, in order, and the memory after them."""

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
    if memory.warned or (heat >= TOO_HOT and moment.reading.insults):
        return _say(moment, replace(memory, ended=Ended.HUNG_UP), _any(moment, _reactions(moment, "ends")))
    parts = _hurt_reaction(moment) + _any(moment, _reactions(moment, "warning"))
    return _say(moment, replace(memory, warned=True), parts)


def _says_goodbye(moment: Moment) -> Spoken | None:
    reading = moment.reading
    last = reading.parts[-1][0] if reading.parts else reading.text
    if not reading.does(Act.GOODBYE) or (reading.does(*QUESTIONS) and reading.where.get(Act.GOODBYE) != last):
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
    if not moment.reading.does(*HURTING, Act.LECTURE) and not moment.reading.insults and _tells_of_life(moment):
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
    if moment.memory.worry or not feels_heard(moment.state, moment.reading) or _asks_of_the_subject(moment):
        return None
    if len(moment.memory.said) < SAID_BEFORE_WORRY:
        return None
    opener = _reaction(moment)
    if not moment.memory.hinted:
        hint = _fresh(moment, moment.cast.lines.worry.hint)
        return _say(moment, replace(moment.memory, hinted=True), opener + hint)
    return _say(moment, replace(moment.memory, worry=1), (*opener, moment.cast.lines.worry.tell[0]))


def _asks_of_the_subject(moment: Moment) -> bool:
    """A question about the subject wants its answer, not a confidence."""
    asked = moment.reading.ask not in {None, Ask.FEEL}
    return asked or (moment.reading.does(*QUESTIONS) and _nearest_line(moment) >= NEAR_LINE)


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
    if moment.memory.topic and _points_back(moment):
        return None
    nearest = {topic.id: _nearness_of_topic(moment, topic) for topic in topics}
    best = max(nearest, key=lambda name: nearest[name])
    if nearest[best] < NEAR_TOPIC or nearest[best] <= _nearness_of_subject(moment):
        return None
    return _tells(moment, next(topic for topic in topics if topic.id == best))


def _goes_on_about_life(moment: Moment) -> Spoken | None:
    """They are telling of their life: a question or a word keeps them at it or at what it names, if not at the subject."""
    reading, memory = moment.reading, moment.memory
    asks = reading.does(*QUESTIONS) and (len(reading.parts) < 2 or "?" in reading.parts[-1][0])
    stays = (
        asks
        or Signal.SHORT in reading.signals
        or hears(reading)
        or (len(reading.text.split()) <= FEW_WORDS and _points_back(moment))
    )
    turned = reading.ask in {Ask.HOW_KNOW, Ask.WANT} or reading.does(*STORIES, Act.FACT, Act.PERMISSION)
    if not memory.topic or not stays or turned or moment.raises:
        return None
    near = {topic.id: _nearness_of_topic(moment, topic) for topic in moment.cast.lines.topics}
    least = 2 if _points_back(moment) else NEARISH_TOPIC
    best = max(near, key=lambda name: near[name] if name == memory.topic or near[name] >= least else -1)
    about_subject = _nearness_of_subject(moment)
    of_them = reading.does(*REFLECTIONS) or (reading.ask in {Ask.WHY, Ask.FEEL} and persons_of(reading.text)[0])
    if about_subject >= OFF_SUBJECT or (of_them and about_subject >= near[best]):
        return None
    return _tells(moment, next(topic for topic in moment.cast.lines.topics if topic.id == best))


def _points_back(moment: Moment) -> bool:
    """Whether a message speaks of somebody without a name: whoever they were just telling of."""
    topics, parts = moment.cast.lines.topics, [part for part, _ in _sentences(moment.reading)]
    others = [part for part in parts if not _THEM.search(part)]
    return len(others) < len(parts) and not any(_names(part, topic, topics) for part in others for topic in topics)


def _tells(moment: Moment, topic: Topic) -> Spoken | None:
    told = moment.memory.topics.get(topic.id, 0)
    if told >= len(topic.lines):
        return None
    memory = replace(moment.memory, topics={**moment.memory.topics, topic.id: told + 1}, topic=topic.id)
    turns = moment.reading.does(Act.TOPIC_CHANGE) and not moment.memory.topic and moment.memory.quiet > 0
    parts = (*(_fresh(moment, _reactions(moment, "topic_change")) if turns else ()), topic.lines[told])
    if topic.near_worry and told > 1 and not memory.hinted and moment.state.trust >= 0.5:
        return _say(moment, replace(memory, hinted=True), parts + _fresh(moment, moment.cast.lines.worry.hint))
    return _say(moment, memory, parts)


def _nearness_of_topic(moment: Moment, topic: Topic) -> float:
    """How near a message is to a topic: a question about it, alone or among other sentences, or going on about it."""
    reading, near = moment.reading, moment.cast.nearness
    going_on = topic.id == moment.memory.topic
    told = topic.lines[: moment.memory.topics.get(topic.id, 0) + going_on]
    phrases = [*topic.asks, *told]
    asked = [
        max(near(vector, phrases))
        + NAMED * (going_on or _names(part, topic, moment.cast.lines.topics))
        + A_NAME * _calls_by_name(part, topic)
        for part, vector in _sentences(reading)
        if "?" in part and part != reading.where.get(Act.PERMISSION)
    ]
    if reading.vector is not None and not reading.does(Act.FACT, Act.OTHER_STORY, Act.PERMISSION):
        named = NAMED * _names(reading.text, topic, moment.cast.lines.topics) + A_NAME * _calls_by_name(
            reading.text, topic
        )
        named = named if hears(reading) else 0.0
        whole = max(near(reading.vector, phrases)) + 0.05 * going_on + named
        asked.append(whole if reading.does(*QUESTIONS) else whole - 0.12 * (not going_on))
    return max(asked, default=0.0)


def _sentences(reading: Reading) -> tuple[tuple[str, Vector], ...]:
    """The sentences of a message with their meaning."""
    if reading.vector is None:
        return ()
    return reading.parts or ((reading.text, reading.vector),)


def _names(text: str, topic: Topic, topics: Sequence[Topic]) -> bool:
    """Whether a text names what only this topic is asked about: a child, a dog, a street."""
    asks = tuple(tuple(other.asks) for other in topics)
    return not _own_stems(asks)[asks.index(tuple(topic.asks))].isdisjoint(stems_of(text))


@lru_cache(maxsize=64)
def _own_stems(asks: tuple[tuple[str, ...], ...]) -> tuple[frozenset[str], ...]:
    """For each topic the stems that stand in its questions only."""
    stems = [{stem for ask in some for stem in stems_of(ask)} for some in asks]
    others = [set().union(*(stems[:index] + stems[index + 1 :])) for index in range(len(stems))]
    return tuple(frozenset(mine - theirs) for mine, theirs in zip(stems, others, strict=True))


def _calls_by_name(text: str, topic: Topic) -> bool:
    """Whether a text holds a proper name that the topic is asked about: a child, a husband, a cat."""
    return not _name_stems(tuple(topic.asks)).isdisjoint(stems_of(text))


@lru_cache(maxsize=1024)
def _name_stems(asks: tuple[str, ...]) -> frozenset[str]:
    """The stems of the proper names in a topic's questions."""
    names = {word for ask in asks for word in ask.split()[1:] if word[0].isupper()}
    return frozenset(stems_of(" ".join(names)))


def _hears_the_answer(moment: Moment) -> Spoken | None:
    """They asked something and the user answered: they take it up before they go on."""
    asked = moment.memory.curious
    heard = (*QUESTIONS, *REFLECTIONS, Act.ACKNOWLEDGEMENT, Act.COMMON_GROUND, Act.FACT, Act.PERMISSION)
    if asked < 0 or moment.reading.does(*heard) or _points_back(moment) or moment.reading.ask is not None:
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
    raised = moment.raises or _back_to(moment)
    if not raised or raised == moment.memory.position or raised not in moment.cast.positions:
        return None
    return _with_reaction(moment, _line_of(moment, raised, _kinds(moment.reading)))


def _back_to(moment: Moment) -> str:
    """The subject that the talk began with, where they have moved away from it and the user has not."""
    near = _nearness_of_subject(moment, moment.home) if moment.home in moment.cast.positions else 0.0
    return moment.home if near >= NEARISH_LINE and near > _nearness_of_subject(moment) else ""


def _fills_the_silence(moment: Moment) -> Spoken | None:
    """To a word or two they do not always argue on: now and then they remark on it and ask, or are silent too."""
    reading = moment.reading
    if Signal.SHORT not in reading.signals or reading.ask is not None or reading.does(*QUESTIONS, *REFLECTIONS):
        return None
    parts = _fresh(moment, _reactions(moment, "short"))
    if not parts or not _one_in(moment, 2):
        return None
    asked = _question(moment, replace(moment.memory, quiet=PAUSE_BETWEEN_QUESTIONS))
    silence = () if asked.parts else _fresh(moment, _reactions(moment, "silence"))
    return _say(moment, asked.memory, parts + asked.parts + silence)


def _answers(moment: Moment) -> Spoken | None:
    kinds = _kinds(moment.reading)
    if _is_cornered(moment):
        return _moves_away(moment) or _with_reaction(moment, _about_subject(moment, kinds))
    return _with_reaction(moment, _about_subject(moment, kinds)) or _warms_to(moment) or _moves_away(moment)


def _warms_to(moment: Moment) -> Spoken | None:
    """When the subject is talked out, a kind message gets its kind answer and perhaps a question, not another quarrel."""
    reading = moment.reading
    if not hears(reading) and not reading.does(Act.COMMON_GROUND, *STORIES):
        return None
    parts = _reaction(moment)
    asked = _question(moment, replace(moment.memory, quiet=PAUSE_BETWEEN_QUESTIONS))
    return _say(moment, asked.memory, parts + asked.parts) if parts else None


def _with_reaction(moment: Moment, line: Spoken | None) -> Spoken | None:
    if line is None:
        return None
    chance = 3 if _nearest_line(moment) >= NEAR_LINE else 5
    owed = moment.asked_twice or moment.reading.does(Act.FEELING, *STORIES)  # passing over these would be cold
    reaction = _reaction(moment) if owed or pick_number(moment.seed + "reaction", 6) < chance else ()
    question = _question(moment, line.memory)
    parts = reaction + line.parts + question.parts
    return _say(moment, question.memory, parts)


def _is_cornered(moment: Moment) -> bool:
    pressed = moment.reading.does(Act.FACT, Act.LOADED_QUESTION) and moment.level in {Level.CLOSED, Level.GUARDED}
    return pressed and _one_in(moment, 4)


def _moves_away(moment: Moment) -> Spoken | None:
    """As people do when cornered: they go over to another argument."""
    cast = moment.cast
    for other in cast.moves_to.get(moment.memory.position, ()):
        lines = cast.positions.get(other)
        if lines is None or any(moment.memory.has_said(text) for text in lines.opening):
            continue
        pressed = moment.reading.does(Act.FACT, Act.LOADED_QUESTION, Act.CLOSED_QUESTION)
        leads = _fresh(moment, cast.lines.reactions.cornered) if pressed else ()
        parts = leads + _fresh(moment, lines.opening)
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
        chosen = (
            _nearest(moment, unsaid, NEAR_LINE)
            or _of_kind(moment, unsaid, [kind for kind in kinds if kind is not Ask.ANY])
            or _nearest(moment, unsaid, NEARISH_LINE)
            or _of_kind(moment, unsaid, kinds)
        )
        if chosen is not None:
            return Spoken((chosen.say,), replace(moment.memory, position=position))
    return None


def _nearest(moment: Moment, lines: Sequence[Line], least: float) -> Line | None:
    scored = [(score, line) for score, line in zip(_scores(moment, lines), lines, strict=True) if score >= least]
    return max(scored, key=lambda pair: pair[0])[1] if scored else None


def _scores(moment: Moment, lines: Sequence[Line]) -> list[float]:
    """How near what was said, the whole or one sentence of it, is to what each line answers."""
    vector = moment.reading.vector
    phrases = [phrase for line in lines for phrase in line.to]
    if vector is None or not phrases:
        return [0.0] * len(lines)
    said = [moment.cast.nearness(vector, phrases)]
    said += [[near - A_PART for near in moment.cast.nearness(part, phrases)] for _, part in moment.reading.parts]
    near = iter(map(max, zip(*said, strict=True)))
    return [max((next(near) for _ in line.to), default=0.0) for line in lines]


def _nearness_of_subject(moment: Moment, subject: str = "") -> float:
    """How near what was said is to what anything of the subject answers, said already or not, at any level."""
    lines = [line for level in LEVELS for line in moment.cast.positions[subject or moment.memory.position].at(level)]
    return max(_scores(moment, lines), default=0.0)


def _nearest_line(moment: Moment) -> float:
    lines = moment.cast.positions[moment.memory.position].at(moment.level)
    return max(_scores(moment, [line for line in lines if not moment.memory.has_said(line.say)]), default=0.0)


def _of_kind(moment: Moment, lines: Sequence[Line], kinds: Sequence[Ask]) -> Line | None:
    """A line that answers one of the kinds, the best kind first; of those, one that answers nothing in particular."""
    for kind in kinds:
        fitting = [line for line in lines if kind in line.for_ and not _is_particular(line, kind)]
        if fitting:
            return pick(moment.seed + kind, [line for line in fitting if not line.to] or fitting)
    return None


_QUESTION_KINDS = frozenset({Ask.WHY, Ask.HOW_KNOW, Ask.FEEL, Ask.WANT, Ask.EXAMPLE})


def _is_particular(line: Line, kind: Ask) -> bool:
    """Whether a line answers one statement only ("that was in a study", "so you are afraid"), and should wait for it.

    A line for a kind of question answers any question of the kind.
    """
    return bool(line.to) and kind not in _QUESTION_KINDS


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
    if Signal.PROMISE in reading.signals:
        names.append("acknowledgement")
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
        grieving = moment.reading.does(Act.FEELING, Act.ACKNOWLEDGEMENT, *STORIES)
        return [] if grieving else ["softening"]
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
    _goes_on_about_life,
    _forgives,
    _permits,
    _tells_worry,
    _hears_the_answer,
    _follows_to_another_subject,
    _fills_the_silence,
    _answers,
)
