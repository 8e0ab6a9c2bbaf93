"""Made-up readings of messages, for tests that need no reader."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from polden.features.talk.acts import STORIES, Act, Ask
from polden.features.talk.content import Moves
from polden.features.talk.mind import COLD, WARMTH, Push, State
from polden.features.talk.reading.values import INSULTING, Form, Reading, Signal

shares = st.floats(0, 1)
factors = st.floats(0.6, 1.5)
states = st.builds(State, trust=shares, guard=shares, heat=shares, openness=shares)
pushes = st.builds(Push, warm=st.floats(0, 1.6), story=shares, cold=st.floats(0, 8))
moves = st.builds(Moves, warms=factors, bristles=factors, cools=factors, ends_at=st.floats(0.6, 0.95))


def said(*acts: Act, text: str = "Слова", toxicity: float = 0.0, uptake: float = 0.0, ask: Ask | None = None,
         signals: frozenset[Signal] = frozenset(), form: Form = Form.WORDS) -> Reading:  # fmt: skip
    """A reading of a message that does these acts."""
    return Reading(
        text,
        "ru",
        form,
        dict.fromkeys(acts or (Act.OTHER,), 0.9),
        toxicity=toxicity,
        uptake=uptake,
        ask=ask,
        signals=signals,
    )


readings = st.builds(
    lambda acts, signals, toxicity, uptake, ask: said(
        *acts, toxicity=toxicity, uptake=uptake, ask=ask, signals=frozenset(signals)
    ),
    st.lists(st.sampled_from(list(Act)), min_size=1, max_size=6, unique=True),
    st.lists(st.sampled_from(list(Signal)), max_size=4, unique=True),
    st.sampled_from([0.0, 0.1, 0.4, 0.49, INSULTING, 0.9]),
    shares,
    st.none() | st.sampled_from(list(Ask)),
)
insults = st.builds(
    lambda reading, act, toxicity: replace(
        reading, acts={**reading.acts, **({act: 0.9} if act else {})}, toxicity=toxicity
    ),
    readings,
    st.none() | st.sampled_from([Act.INSULT, Act.CONTEMPT]),
    st.floats(INSULTING, 1),
).filter(lambda reading: reading.insults)


@st.composite
def kinder(draw: st.DrawFn, reading: Reading) -> Reading:
    """The same message said more kindly: some of what hurts left out, something kind added, taken up further."""
    left_out = draw(st.sets(st.sampled_from(sorted(COLD))))
    added = draw(st.lists(st.sampled_from(sorted([*WARMTH, *STORIES])), unique=True, max_size=3))
    kept = {act: share for act, share in reading.acts.items() if act not in left_out}
    return replace(
        reading,
        acts={**kept, **dict.fromkeys(added, 0.9)} or {Act.OTHER: 1.0},
        toxicity=draw(st.sampled_from([reading.toxicity, 0.0])),
        uptake=max(reading.uptake, draw(shares)),
        signals=reading.signals | draw(st.sampled_from([frozenset(), frozenset({Signal.APOLOGY})])),
    )


@st.composite
def better(draw: st.DrawFn, state: State) -> State:
    """A state that is at least as good."""
    return State(
        draw(st.floats(state.trust, 1)),
        draw(st.floats(0, state.guard)),
        draw(st.floats(0, state.heat)),
        draw(st.floats(state.openness, 1)),
    )
