"""What must hold of every mind, tried on generated states, messages and whole talks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polden.features.talk.acts import LEVELS, STORIES, Act, Ask, Level
from polden.features.talk.content import Moves, Start
from polden.features.talk.library import Library
from polden.features.talk.mind import (
    ASKED_TWICE,
    BROKEN_PROMISE,
    COLD,
    MOST_OPENING,
    MOST_WARMTH,
    SIGNALS,
    STORY,
    WARMTH,
    Push,
    State,
    calling_again,
    feels_heard,
    hears,
    level_of,
    moved,
    push_of,
)
from polden.features.talk.reading.values import Reading, Signal
from polden.features.talk.service import TalkRoom
from tests.talk.readings import better, insults, kinder, moves, pushes, readings, said, states

touches = st.sampled_from([0.0, 0.1, 0.3])


def path(state: State, steps: Sequence[Push], person: Moves) -> list[State]:
    found = [state]
    for push in steps:
        found.append(moved(found[-1], push, person))
    return found


# --- a kinder message never closes ------------------------------------------------------------------------------------


@given(st.data(), readings, touches, st.booleans(), st.booleans())
def test_a_message_said_more_kindly_pushes_more_kindly(
    data: st.DataObject, reading: Reading, touched: float, twice: bool, broke: bool
) -> None:
    kind = data.draw(kinder(reading))
    harsh = push_of(reading, touched=touched, asked_twice=twice, broke_promise=broke)
    assert push_of(kind).at_least_as_kind_as(push_of(reading))
    assert push_of(kind, touched=touched, asked_twice=twice, broke_promise=broke).at_least_as_kind_as(harsh)


@given(st.data(), states, pushes, moves)
def test_a_better_state_and_a_kinder_message_never_lead_to_a_worse_state(
    data: st.DataObject, state: State, push: Push, person: Moves
) -> None:
    good = data.draw(better(state))
    kind = Push(
        data.draw(st.floats(push.warm, 2)),
        data.draw(st.floats(push.story, 1)),
        data.draw(st.floats(0, push.cold)),
    )
    assert moved(good, kind, person).at_least_as_good_as(moved(state, push, person))


@given(st.data(), states, st.lists(readings, min_size=1, max_size=12), moves)
def test_swapping_a_message_for_a_kinder_one_never_makes_them_more_guarded_at_any_later_turn(
    data: st.DataObject, start: State, messages: list[Reading], person: Moves
) -> None:
    at = data.draw(st.integers(0, len(messages) - 1))
    kind = [*messages[:at], data.draw(kinder(messages[at])), *messages[at + 1 :]]
    harsh_path = path(start, [push_of(reading) for reading in messages], person)
    kind_path = path(start, [push_of(reading) for reading in kind], person)
    for one, other in zip(kind_path, harsh_path, strict=True):
        assert one.at_least_as_good_as(other)
        assert LEVELS.index(level_of(one)) >= LEVELS.index(level_of(other))


# --- an insult never warms --------------------------------------------------------------------------------------------


@given(states, insults, touches, moves)
def test_an_insult_never_warms(state: State, insult: Reading, touched: float, person: Moves) -> None:
    """Guard never falls, trust and openness never rise; heat is above what would be left of it after silence."""
    after = moved(state, push_of(insult, touched=touched), person)
    silent = moved(state, Push(), person)
    assert after.guard >= state.guard
    assert after.trust <= state.trust
    assert after.openness <= state.openness
    assert after.heat == 1 or after.heat > silent.heat


@given(insults)
def test_a_message_that_insults_opens_nothing_whatever_else_it_holds(insult: Reading) -> None:
    push = push_of(insult)
    assert (push.warm, push.story) == (0, 0)
    assert push.cold >= min(COLD[Act.INSULT], COLD[Act.CONTEMPT])


@given(states, insults)
def test_no_loved_one_of_the_first_pack_is_cooler_after_an_insult(
    room: TalkRoom, state: State, insult: Reading
) -> None:
    library: Library = room.library
    for name in library.person_ids:
        assert moved(state, push_of(insult), library.person(name).moves).heat >= state.heat


# --- stories, conversions, repair -------------------------------------------------------------------------------------


@given(
    st.floats(0, 0.9),
    st.floats(0.05, 1),
    st.floats(0.4, 1),
    st.floats(0, 0.95),
    st.floats(0, 0.5),
    st.sampled_from(sorted(STORY)),
    moves,
)
def test_a_story_told_before_trust_works_less_than_after(
    trust: float, more: float, guard: float, heat: float, openness: float, story: Act, person: Moves
) -> None:
    """What the story itself adds, everything else being equal."""

    def gain(trusted: float) -> State:
        state = State(trusted, guard, heat, openness)
        without, told = moved(state, Push(), person), moved(state, push_of(said(story)), person)
        return State(0, without.guard - told.guard, without.heat - told.heat, told.openness - without.openness)

    before, after = gain(trust), gain(min(1.0, trust + more))
    assert after.guard > before.guard
    assert after.heat >= before.heat - 1e-12
    assert after.openness >= before.openness - 1e-12


def test_a_story_without_any_trust_does_nothing() -> None:
    stranger = State(0, 0.7, 0.2, 0.1)
    assert moved(stranger, push_of(said(Act.OWN_STORY)), Moves()) == moved(stranger, Push(), Moves())


starts = st.builds(
    Start, trust=st.floats(0, 1), guard=st.floats(0, 1), heat=st.floats(0, 1), openness=st.floats(0, 0.35)
)


@given(starts, st.lists(readings, min_size=3, max_size=3), moves)
def test_nobody_is_converted_in_three_messages(start: Start, messages: list[Reading], person: Moves) -> None:
    begun = State(start.trust, start.guard, start.heat, start.openness)
    assert Level.OPEN not in map(level_of, path(begun, [push_of(reading) for reading in messages], person))


def test_not_even_by_the_kindest_messages_that_there_can_be() -> None:
    """By the first property no start and no messages do better than these."""
    best = State(trust=1, guard=0, heat=0, openness=0.35)
    levels = [level_of(state) for state in path(best, [Push(MOST_WARMTH, 1, 0)] * 4, Moves(warms=1.5))]
    assert levels == [Level.LISTENING] * 4 + [Level.OPEN]


@given(states, pushes, moves)
def test_openness_grows_by_no_more_than_a_little_a_turn(state: State, push: Push, person: Moves) -> None:
    assert moved(state, push, person).openness <= state.openness + MOST_OPENING + 1e-12


KIND = [
    said(Act.COMPLEX_REFLECTION),
    said(Act.OPEN_QUESTION, signals=frozenset({Signal.APOLOGY})),
    said(Act.ACKNOWLEDGEMENT, Act.FEELING),
]


@given(states, moves)
def test_any_state_can_be_repaired_by_thirty_kind_messages(state: State, person: Moves) -> None:
    levels = [level_of(one) for one in path(state, [push_of(KIND[turn % 3]) for turn in range(30)], person)]
    assert {Level.LISTENING, Level.OPEN} & set(levels)
    assert levels[-1] in {Level.LISTENING, Level.OPEN}


# --- levels and limits ------------------------------------------------------------------------------------------------


@given(st.data(), states)
def test_a_better_state_never_has_a_lower_level(data: st.DataObject, state: State) -> None:
    good = data.draw(better(state))
    assert LEVELS.index(level_of(good)) >= LEVELS.index(level_of(state))


@pytest.mark.parametrize(
    ("state", "level"),
    [
        (State(1, 0.62, 0, 1), Level.CLOSED),
        (State(1, 0, 0.6, 1), Level.CLOSED),
        (State(0, 0.61, 0.59, 1), Level.GUARDED),
        (State(0, 0.5, 0.59, 0.3), Level.LISTENING),
        (State(0, 0.5, 0, 0.29), Level.GUARDED),
        (State(0, 0.35, 0.35, 0.6), Level.OPEN),
        (State(0, 0.36, 0.35, 0.6), Level.LISTENING),
    ],
)
def test_where_the_levels_meet(state: State, level: Level) -> None:
    assert level_of(state) is level


@given(states, pushes, moves)
def test_every_part_of_a_state_stays_between_nought_and_one(state: State, push: Push, person: Moves) -> None:
    after = moved(state, push, person)
    assert all(0 <= part <= 1 for part in (after.trust, after.guard, after.heat, after.openness))


@given(states, moves)
def test_heat_fades_by_itself_and_nothing_else_changes(state: State, person: Moves) -> None:
    after = moved(state, Push(), person)
    assert after == replace(state, heat=after.heat)
    assert after.heat <= state.heat


@given(st.data(), states)
def test_calling_again_cools_and_keeps_the_order_of_states(data: st.DataObject, state: State) -> None:
    again = calling_again(state)
    assert again.at_least_as_good_as(state)
    assert (again.trust, again.openness) == (state.trust, state.openness)
    assert calling_again(data.draw(better(state))).at_least_as_good_as(again)


def test_the_order_of_acts_and_what_comes_beside_them() -> None:
    assert push_of(said(Act.OTHER)) == Push()
    assert push_of(said(Act.OPEN_QUESTION), asked_twice=True).cold == ASKED_TWICE
    assert push_of(said(Act.OTHER), broke_promise=True).cold == BROKEN_PROMISE
    assert push_of(said(Act.OWN_STORY, Act.OTHER_STORY)).story == STORY[Act.OWN_STORY]
    assert push_of(said(Act.OTHER, toxicity=0.8)).cold == push_of(said(Act.INSULT)).cold
    assert push_of(said(*WARMTH)).warm == MOST_WARMTH
    assert WARMTH[Act.COMPLEX_REFLECTION] == max(WARMTH.values())
    assert WARMTH[Act.OPEN_QUESTION] > WARMTH[Act.CLOSED_QUESTION]


def test_every_number_of_the_rules_is_for_a_known_act_once() -> None:
    assert not set(WARMTH) & set(COLD)
    assert not (set(WARMTH) | set(COLD)) & STORIES
    assert set(Act) - set(WARMTH) - set(COLD) - set(STORY) == {Act.OTHER}
    assert set(SIGNALS) <= set(Signal)


# --- being heard ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", [Act.COMPLEX_REFLECTION, Act.SIMPLE_REFLECTION, Act.ACKNOWLEDGEMENT, Act.FEELING])
def test_a_message_that_stays_with_them_hears(act: Act) -> None:
    assert hears(said(act))
    assert not hears(said(act, Act.FACT))
    assert not hears(said(act, toxicity=0.8))


def test_asking_how_it_is_for_them_hears_and_asking_for_proof_does_not() -> None:
    assert hears(said(Act.OPEN_QUESTION, ask=Ask.FEEL))
    assert not hears(said(Act.OPEN_QUESTION, ask=Ask.HOW_KNOW))
    assert not hears(said(Act.OTHER))


@given(states, readings)
def test_nobody_feels_heard_without_trust(state: State, reading: Reading) -> None:
    if feels_heard(state, reading):
        assert state.trust >= 0.65
        assert hears(reading)
