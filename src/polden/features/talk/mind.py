"""The loved one's mind: an explicit inner state that moves by published rules.

The state is better when trust and openness are higher and guard and heat are lower. Every rule is monotone in that
order and in the kindness of the message: a better state and a kinder message never lead to a worse state. That one
property gives most of what must always hold (swapping a message for a kinder one never makes anybody more guarded).

The numbers are our own judgement, guided by the directions and the order of effects in docs/method.md; they are not
estimates of how real people change. ``docs/method.md`` prints the table below; a test keeps it so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from polden.features.talk.acts import STORIES, Act, Ask, Level
from polden.features.talk.content import Moves
from polden.features.talk.reading.values import Reading, Signal


@dataclass(frozen=True)
class State:
    """How a loved one is inside, each from 0 to 1."""

    trust: float
    guard: float
    heat: float
    openness: float

    def at_least_as_good_as(self, other: State) -> bool:
        """Whether it is no worse than another state in any respect."""
        return (
            self.trust >= other.trust
            and self.openness >= other.openness
            and self.guard <= other.guard
            and self.heat <= other.heat
        )


@dataclass(frozen=True)
class Push:
    """What a message does to somebody: ``warm`` and ``story`` open, ``cold`` closes; all 0 or more."""

    warm: float = 0.0
    story: float = 0.0
    cold: float = 0.0

    def at_least_as_kind_as(self, other: Push) -> bool:
        """Whether it is no less kind than another push in any respect."""
        return self.warm >= other.warm and self.story >= other.story and self.cold <= other.cold


WARMTH: Mapping[Act, float] = MappingProxyType(
    {
        Act.COMPLEX_REFLECTION: 0.9,
        Act.SIMPLE_REFLECTION: 0.6,
        Act.ACKNOWLEDGEMENT: 0.6,
        Act.COMMON_GROUND: 0.6,
        Act.OPEN_QUESTION: 0.55,
        Act.AFFIRMATION: 0.5,
        Act.PERMISSION: 0.45,
        Act.FEELING: 0.35,
        Act.GOODBYE: 0.15,
        Act.CLOSED_QUESTION: 0.15,
    }
)
STORY: Mapping[Act, float] = MappingProxyType({Act.OWN_STORY: 1.0, Act.OTHER_STORY: 0.6})
COLD: Mapping[Act, float] = MappingProxyType(
    {
        Act.INSULT: 1.5,
        Act.CONTEMPT: 1.2,
        Act.BLAME: 0.8,
        Act.COMMAND: 0.7,
        Act.LECTURE: 0.6,
        Act.LOADED_QUESTION: 0.5,
        Act.ADVICE: 0.45,
        Act.TOPIC_CHANGE: 0.15,
        Act.FACT: 0.1,
    }
)
SIGNALS: Mapping[Signal, float] = MappingProxyType({Signal.APOLOGY: 0.6, Signal.THANKS: 0.2})
MOST_WARMTH = 1.6
"""However many kind things one message holds, it opens no further than this."""
UPTAKE = 0.25
ASKED_TWICE, BROKEN_PROMISE = 0.15, 0.5
MOST_OPENING = 0.07
"""Openness gained in one turn, at most: nobody is converted in three messages."""


def push_of(reading: Reading, *, touched: float = 0.0, asked_twice: bool = False, broke_promise: bool = False) -> Push:
    """What a message does to the one who hears it.

    ``touched`` is the heat of a personal trigger that it touched (0 when none). A message that insults opens nothing,
    whatever else it holds.
    """
    cold = sum(COLD.get(act, 0.0) for act in reading.acts)
    beside = touched * 4 + ASKED_TWICE * asked_twice + BROKEN_PROMISE * broke_promise
    if reading.insults:
        return Push(cold=max(cold, COLD[Act.INSULT]) + beside)
    warm = sum(WARMTH.get(act, 0.0) for act in reading.acts)
    warm += sum(SIGNALS.get(signal, 0.0) for signal in reading.signals)
    warm += UPTAKE * reading.uptake
    story = max((STORY[act] for act in STORIES if act in reading.acts), default=0.0)
    return Push(min(MOST_WARMTH, warm), story, cold + beside)


def moved(state: State, push: Push, moves: Moves) -> State:
    """The state after a message.

    A story warms in proportion to the trust that is there already (a story told before trust works less than after).
    Heat fades by itself; while it lasts it halves, at most, what kindness does.
    """
    good = moves.warms * (push.warm + state.trust * push.story)
    hurt = moves.bristles * push.cold
    reach = 1 - 0.5 * state.heat
    heat = _share(state.heat * (1 - 0.2 * moves.cools) + 0.26 * hurt - 0.10 * good)
    guard = _share(state.guard + 0.14 * hurt - 0.075 * good * reach)
    trust = _share(state.trust + 0.06 * good * reach - 0.12 * hurt)
    opening = min(MOST_OPENING, 0.14 * good * trust * (1 - guard) * (1 - heat))
    return State(trust, guard, heat, _share(state.openness + opening - 0.08 * hurt))


def level_of(state: State) -> Level:
    """How open they are, in one of four words; a better state never gives a lower level."""
    if state.guard >= 0.62 or state.heat >= 0.6:
        return Level.CLOSED
    if state.openness >= 0.6 and state.guard <= 0.35 and state.heat <= 0.35:
        return Level.OPEN
    if state.openness >= 0.3 and state.guard <= 0.5:
        return Level.LISTENING
    return Level.GUARDED


def feels_heard(state: State, reading: Reading) -> bool:
    """Whether a private worry may be told now: trust is there, and the last message heard them."""
    return state.trust >= 0.65 and state.guard <= 0.45 and state.heat <= 0.35 and hears(reading)


def hears(reading: Reading) -> bool:
    """Whether a message stays with them: it reflects, acknowledges, feels with them, or asks how it is for them."""
    if reading.does(Act.FACT, Act.PERMISSION, Act.CLOSED_QUESTION) or reading.insults:
        return False
    with_them = reading.does(
        Act.COMPLEX_REFLECTION, Act.SIMPLE_REFLECTION, Act.ACKNOWLEDGEMENT, Act.FEELING, Act.AFFIRMATION
    )
    return with_them or reading.ask in {Ask.FEEL, Ask.WANT, Ask.EXAMPLE}


def calling_again(state: State) -> State:
    """The state when the user calls again after a quarrel: the heat has gone, most of the guard has stayed."""
    return State(state.trust, max(0.0, state.guard - 0.1), state.heat * 0.3, state.openness)


def _share(number: float) -> float:
    return min(1.0, max(0.0, number))
