"""What the loved ones of the real pack say, to made-up readings: nothing twice, nothing empty, nothing unfinished."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polden.core.chance import pick
from polden.core.words import LANGUAGES, Language
from polden.features.talk import conversation
from polden.features.talk.acts import LEVELS, Act, Ask, Level
from polden.features.talk.content import PersonLines
from polden.features.talk.conversation import Talk, begin, call_again, step
from polden.features.talk.memory import Ended
from polden.features.talk.mind import State
from polden.features.talk.reading.values import Form, Reading, Signal
from polden.features.talk.service import TalkRoom
from polden.features.talk.speech import Moment, Spoken, speak
from tests.conftest import NOON
from tests.talk.casts import MARK, played, replies, scripted, setup
from tests.talk.readings import readings, said

PEOPLE = sorted(folder.name for folder in (NOON / "people").iterdir() if folder.is_dir())
everybody = pytest.mark.parametrize("person", PEOPLE)
bilingual = pytest.mark.parametrize("language", LANGUAGES)
MAY_REPEAT = {"ends", "warning", "silence", "returns"}
"""Reactions that a talk of many quarrels may bring again, for somebody can hang up more often than there are ways to."""

ORDINARY = [
    *(said(Act.OPEN_QUESTION, ask=ask) for ask in Ask),
    *(
        said(act)
        for act in (
            Act.FACT,
            Act.COMPLEX_REFLECTION,
            Act.SIMPLE_REFLECTION,
            Act.CLOSED_QUESTION,
            Act.OWN_STORY,
        )
    ),
    *(
        said(act)
        for act in (
            Act.ACKNOWLEDGEMENT,
            Act.AFFIRMATION,
            Act.COMMON_GROUND,
            Act.PERMISSION,
            Act.FEELING,
            Act.OTHER,
        )
    ),
    *(said(act) for act in (Act.ADVICE, Act.OTHER_STORY, Act.LECTURE, Act.TOPIC_CHANGE)),
    *(said(Act.OTHER, signals=frozenset({signal})) for signal in Signal),
]


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The lines of each reply, as they stand in the pack."""
    found: list[tuple[str, ...]] = []

    def listen(moment: Moment) -> Spoken:
        said_now = speak(moment)
        found.append(said_now.parts)
        return said_now

    monkeypatch.setattr(conversation, "speak", listen)
    return found


def twice(spoken: Sequence[tuple[str, ...]]) -> set[str]:
    return {line for line, count in Counter(line for parts in spoken for line in parts).items() if count > 1}


def named(lines: PersonLines) -> Iterator[tuple[str, str]]:
    """Every reaction with its name."""
    for name in type(lines.reactions).model_fields:
        for level in LEVELS:
            yield from ((line, name) for line in lines.reactions.to(name, level))


# --- nothing twice, nothing empty, nothing unfinished -----------------------------------------------------------------


@everybody
@bilingual
@pytest.mark.parametrize("seed", ["a", "b", "c"])
def test_forty_messages_bring_no_line_twice(
    room: TalkRoom, spoken: list[tuple[str, ...]], person: str, language: Language, seed: str
) -> None:
    position = pick(seed + person, room.library.person(person).believes)
    messages = [pick(f"{seed}{person}{number}", ORDINARY) for number in range(40)]
    talk = played(room, setup(person, position, language, seed), messages)
    assert not twice(spoken)
    said_all = replies(talk)
    assert len(said_all) == len(talk.turns) + 1
    assert len(set(said_all)) == len(said_all)
    assert all(line.strip() and not MARK.search(line) for line in said_all)


@everybody
def test_the_same_message_forty_times_brings_no_line_twice(
    room: TalkRoom, spoken: list[tuple[str, ...]], person: str
) -> None:
    position = room.library.person(person).believes[0]
    for message in (*ORDINARY, said(Act.OTHER, form=Form.WORDLESS)):
        spoken.clear()
        played(room, setup(person, position), [message] * 40)
        assert not twice(spoken), message.acts


@given(
    st.sampled_from(PEOPLE),
    st.sampled_from(LANGUAGES),
    st.text(max_size=5),
    st.integers(0, 100),
    st.lists(readings, min_size=1, max_size=40),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_talk_brings_no_line_twice_until_they_hang_up(
    room: TalkRoom,
    spoken: list[tuple[str, ...]],
    person: str,
    language: Language,
    seed: str,
    about: int,
    messages: list[Reading],
) -> None:
    spoken.clear()
    believes = room.library.person(person).believes
    talk = played(room, setup(person, believes[about % len(believes)], language, seed), messages)
    assert not twice(spoken)
    assert all(spoken)
    assert all(line.strip() and not MARK.search(line) for line in replies(talk))


@everybody
def test_after_many_quarrels_only_the_ways_to_hang_up_come_again(
    room: TalkRoom, spoken: list[tuple[str, ...]], person: str
) -> None:
    chosen = setup(person, room.library.person(person).believes[0])
    insult = said(Act.INSULT, toxicity=0.9)
    stage = scripted(room, chosen, {"insult": insult})
    talk = begin(chosen, stage.cast)
    for _ in range(40):
        talk = step(call_again(talk, stage) if talk.ended else talk, "insult", stage)
    names = dict(named(stage.cast.lines))
    assert {names[line] for line in twice(spoken)} <= MAY_REPEAT


@everybody
@bilingual
def test_every_line_of_the_pack_is_filled_for_women_and_men(room: TalkRoom, person: str, language: Language) -> None:
    for gender in ("f", "m"):
        chosen = replace(setup(person, room.library.person(person).believes[0], language), user_gender=gender)
        stage = room.stage(chosen)
        for line, _ in named(stage.cast.lines):
            voiced = conversation._voiced(chosen, stage.cast, [line], 1)
            assert voiced
            assert not MARK.search(voiced)


# --- the same seed, the same talk -------------------------------------------------------------------------------------


@given(st.lists(readings, max_size=15), st.text(max_size=8))
@settings(max_examples=25, deadline=None)
def test_the_same_seed_and_messages_give_the_same_talk(room: TalkRoom, messages: list[Reading], seed: str) -> None:
    assert played(room, setup(seed=seed), messages) == played(room, setup(seed=seed), messages)


def test_another_seed_gives_another_talk(room: TalkRoom) -> None:
    talks = {tuple(replies(played(room, setup(seed=str(seed)), ORDINARY))) for seed in range(8)}
    assert len(talks) == 8


# --- how a talk ends --------------------------------------------------------------------------------------------------


@everybody
def test_at_high_heat_they_warn_and_then_hang_up(room: TalkRoom, person: str) -> None:
    chosen = setup(person, room.library.person(person).believes[0])
    talk = played(room, chosen, [said(Act.INSULT, Act.BLAME, toxicity=0.9)] * 10)
    assert talk.ended is Ended.HUNG_UP
    last = talk.turns[-1]
    assert last.state.heat >= room.library.person(person).moves.ends_at
    assert len(talk.turns) < 10
    reasons = room.library.person_lines(person, "ru").reactions
    assert any(_fits(line, last.reply or "") for line in reasons.ends)


@everybody
def test_nobody_hangs_up_on_kind_messages(room: TalkRoom, person: str) -> None:
    kind = [
        said(Act.COMPLEX_REFLECTION),
        said(Act.OPEN_QUESTION, ask=Ask.FEEL),
        said(Act.ACKNOWLEDGEMENT),
    ] * 13
    assert played(room, setup(person, room.library.person(person).believes[0]), kind).ended is Ended.NOT


@everybody
def test_they_answer_when_called_again_and_the_talk_can_be_mended(room: TalkRoom, person: str) -> None:
    chosen = setup(person, room.library.person(person).believes[0])
    table = {"bad": said(Act.INSULT, toxicity=0.9), "good": said(Act.COMPLEX_REFLECTION, Act.ACKNOWLEDGEMENT)}
    stage = scripted(room, chosen, table)
    quarrel = begin(chosen, stage.cast)
    while not quarrel.ended:
        quarrel = step(quarrel, "bad", stage)
    assert step(quarrel, "good", stage) is quarrel
    talk = call_again(quarrel, stage)
    assert talk.ended is Ended.NOT
    assert talk.turns[-1].returned
    assert talk.state.heat < quarrel.state.heat
    assert any(_fits(line, talk.last_reply) for line in stage.cast.lines.reactions.returns)
    for _ in range(30):
        talk = step(talk, "good", stage)
    assert talk.turns[-1].level in {Level.LISTENING, Level.OPEN}


def test_calling_somebody_who_has_not_hung_up_changes_nothing(room: TalkRoom) -> None:
    talk = played(room, setup(), [said(Act.FACT)])
    assert call_again(talk, room.stage(setup())) is talk


@everybody
def test_goodbye_is_answered_and_ends_the_talk_unless_it_asks_something(room: TalkRoom, person: str) -> None:
    chosen = setup(person, room.library.person(person).believes[0])
    assert played(room, chosen, [said(Act.GOODBYE)]).ended is Ended.GOODBYE
    assert played(room, chosen, [said(Act.GOODBYE, Act.OPEN_QUESTION)]).ended is Ended.NOT


def test_an_insult_and_goodbye_do_not_end_in_warmth(room: TalkRoom) -> None:
    talk = played(room, setup(), [said(Act.GOODBYE, Act.INSULT, toxicity=0.9)])
    assert talk.state.guard > talk.start.guard


# --- the worry --------------------------------------------------------------------------------------------------------


@everybody
@bilingual
def test_the_worry_shows_and_is_told_in_order_to_somebody_who_listens(
    room: TalkRoom, spoken: list[tuple[str, ...]], person: str, language: Language
) -> None:
    chosen = setup(person, room.library.person(person).believes[0], language)
    kind = [
        said(Act.COMPLEX_REFLECTION, Act.ACKNOWLEDGEMENT),
        said(Act.OPEN_QUESTION, Act.AFFIRMATION, ask=Ask.FEEL),
    ] * 15
    talk = played(room, chosen, kind)
    lines = room.library.person_lines(person, language).worry
    told = [line for parts in spoken for line in parts if line in {*lines.hint, *lines.tell, *lines.after}]
    assert told[0] in lines.hint
    assert [line for line in told if line in lines.tell] == lines.tell
    assert talk.turns[-1].memory.worry == len(lines.tell)


@given(st.sampled_from(PEOPLE), st.lists(readings, min_size=5, max_size=40))
@settings(max_examples=60, deadline=None)
def test_the_worry_is_told_only_after_trust(room: TalkRoom, person: str, messages: list[Reading]) -> None:
    talk = played(room, setup(person, room.library.person(person).believes[0]), messages)
    told = 0
    for turn in talk.turns:
        if told == 0 and turn.memory.worry:
            assert turn.state.trust >= 0.65
            assert turn.memory.hinted
        assert told <= turn.memory.worry <= told + 1
        told = turn.memory.worry


@everybody
def test_arguments_alone_never_bring_the_worry_out(room: TalkRoom, person: str) -> None:
    talk = played(
        room,
        setup(person, room.library.person(person).believes[0]),
        [said(Act.FACT), said(Act.CLOSED_QUESTION)] * 20,
    )
    assert talk.turns[-1].memory.worry == 0
    assert talk.turns[-1].level is not Level.OPEN


# --- what they notice -------------------------------------------------------------------------------------------------


def test_they_go_over_to_another_argument_when_cornered(room: TalkRoom) -> None:
    moves_to = room.library.position("N01").moves_to
    subjects = [
        turn.memory.position for turn in played(room, setup(), [said(Act.FACT, Act.CLOSED_QUESTION)] * 12).turns
    ]
    changed = [name for name in dict.fromkeys(subjects) if name != "N01"]
    assert changed
    assert changed[0] in moves_to


def test_they_follow_the_user_to_another_subject(room: TalkRoom) -> None:
    stage = scripted(room, setup(), {"and the war?": said(Act.OPEN_QUESTION)})
    stage = replace(stage, raises=lambda reading: "S01")
    talk = step(begin(setup(), stage.cast), "and the war?", stage)
    assert talk.turns[-1].memory.position == "S01"


def test_they_notice_a_broken_promise(room: TalkRoom) -> None:
    promise = said(Act.OTHER, signals=frozenset({Signal.PROMISE}))
    kept = played(room, setup(), [promise, said(Act.OPEN_QUESTION)])
    broken = played(room, setup(), [promise, said(Act.LECTURE)])
    alone = played(room, setup(), [said(Act.OTHER), said(Act.LECTURE)])
    reactions = room.library.person_lines("mother", "ru").reactions
    assert kept.turns[-1].memory.promised
    assert not broken.turns[-1].memory.promised
    assert any(_fits(line, broken.last_reply) for line in reactions.promise_broken)
    assert broken.state.guard > alone.state.guard


def test_they_notice_a_question_asked_twice(room: TalkRoom) -> None:
    question = said(Act.OPEN_QUESTION)
    talk = begin(setup(), room.stage(setup()).cast)
    texts = ["Почему ты так думаешь про выборы?", "А почему ты так думаешь про выборы?"]
    stage = scripted(room, setup(), dict.fromkeys(texts, question))
    once = step(talk, texts[0], stage)
    again = step(once, texts[1], stage)
    assert again.state.guard > step(once, "x", scripted(room, setup(), {"x": question})).state.guard
    assert any(note.act == "asked_twice" for note in again.turns[-1].feedback.notes)


def test_what_they_cannot_read_they_do_not_understand(room: TalkRoom) -> None:
    reactions = room.library.person_lines("mother", "ru").reactions
    for form in (Form.WORDLESS, Form.FOREIGN, Form.GARBLED, Form.ENDLESS):
        talk = played(room, setup(), [said(Act.OTHER, form=form)])
        assert any(_fits(line, talk.last_reply) for line in reactions.unclear)


def test_permission_is_refused_by_the_closed_and_given_by_the_open(room: TalkRoom) -> None:
    asked = said(Act.PERMISSION)
    closed = played(room, setup(), [*[said(Act.BLAME)] * 3, asked])
    assert closed.turns[-1].level is Level.CLOSED
    assert not closed.turns[-1].memory.permitted
    assert played(room, setup(), [*[said(Act.COMPLEX_REFLECTION)] * 3, asked]).turns[-1].memory.permitted


@everybody
@bilingual
def test_asked_about_their_life_they_answer_from_it(room: TalkRoom, person: str, language: Language) -> None:
    """The first way of asking about each topic brings its first line."""
    chosen = setup(person, room.library.person(person).believes[0], language)
    missed = []
    for topic in room.library.person_lines(person, language).topics:
        ask = topic.asks[0].rstrip("?. ") + "?"
        talk = room.say(room.begin(chosen), ask)
        if not _fits(topic.lines[0], talk.last_reply):
            missed.append((topic.id, ask, talk.last_reply))
    assert len(missed) <= 1, missed


def _fits(template: str, reply: str) -> bool:
    """Whether a reply holds a line: every piece of it between marks, in order."""
    pieces = [piece.strip(" ,.!?") for piece in _between(template)]
    at = 0
    for piece in pieces:
        found = reply.lower().find(piece.lower(), at)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def _between(template: str) -> list[str]:
    return [piece.partition("}")[2] if number else piece for number, piece in enumerate(template.split("{"))]


def test_the_state_of_a_talk_is_the_minds_alone(room: TalkRoom) -> None:
    """Whatever is said in answer, the inner state follows from the messages."""
    one, other = (played(room, setup(seed=seed), ORDINARY[:10]) for seed in ("a", "b"))
    assert [turn.state for turn in one.turns] == [turn.state for turn in other.turns]
    assert isinstance(one.state, State)


def test_a_talk_takes_no_more_than_two_hundred_messages(room: TalkRoom) -> None:
    talk: Talk = played(room, setup("grandmother"), [said(Act.OTHER)] * (conversation.MOST_TURNS + 5))
    assert len(talk.turns) == conversation.MOST_TURNS
