"""Going back, safety, and whole talks with the real reader."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polden.core.words import Language
from polden.features.talk.acts import Act
from polden.features.talk.conversation import Setup, Stage, Talk, begin, call_again, go_back, replay, step
from polden.features.talk.memory import Ended
from polden.features.talk.reading.values import Danger, Reading
from polden.features.talk.service import TalkRoom, UnknownChoice
from tests.talk.casts import MARK, replies, scripted, setup
from tests.talk.readings import readings, said

RUSSIAN = """\
Привет, мам! Как ты там, как спина?
А что врач сказал?
Слушай, я всё думаю про наш прошлый разговор.
Почему ты думаешь, что от тебя ничего не зависит?
То есть тебе кажется, что всё решили без тебя.
И тебе обидно, что тебя никто не спросил.
Понимаю. Мне тоже бывает так.
А когда ты последний раз ходила голосовать?
Расскажи, как это было.
Можно я расскажу, как у меня было?
Я в прошлом году стояла в очереди на участок, и рядом бабушка держала термос. Я до сих пор её вспоминаю.
По данным наблюдателей, в 2024 году на некоторых участках были очереди до вечера.
Тебе надо меньше смотреть телевизор.
Ну сколько можно, ты же взрослый человек!
Прости, погорячилась.
Я просто хочу тебя услышать.
А чего ты больше всего боишься?
Похоже, ты боишься не за себя, а за нас.
Мне тоже страшно.
Ага.
Ну да.
А что бы ты хотела, чтобы изменилось?
Если бы от тебя зависело, что бы ты сделала первым делом?
Ты всегда умела держать дом, когда всем было плохо.
Мы с тобой обе хотим, чтобы никто не умирал.
Откуда ты это знаешь?
А по телевизору об этом что говорят?
А соседи что говорят?
Разве ты не видишь, что нас обманывают?
Посмотри вокруг!
Ладно, давай о другом. Что на даче?
А огурцы посадили?
Ты вчера сказала, что устала. От чего?
Спасибо, что рассказала.
Я слышу, как тебе одиноко.
А папа что думает?
Как бы он это сказал?
Что для тебя самое важное в этом?
Я тебя люблю.
Давай завтра ещё поговорим про это?""".splitlines()
ENGLISH = """\
Hi! How have you been, really?
What did the doctor say?
I keep thinking about what you said last time.
Why do you think nothing depends on you?
So it feels as if it was all decided without you.
It sounds like you're hurt that nobody asked you.
I understand. I feel like that too sometimes.
When was the last time you voted?
Tell me what it was like.
Can I tell you how it was for me?
Last year I stood in line at the embassy for six hours, and an old woman shared her tea with me. I still think of her.
According to observers there were queues until the evening in 2024.
You should watch less television.
You never listen to me!
Sorry, I shouldn't have said that.
I just want to listen.
What are you most afraid of?
It seems you're afraid for us and not for yourself.
I'm scared too.
Yeah.
Right.
What would you like to be different?
If it were up to you, what would you do first?
You have always held us together when it was hard.
We both want nobody to die.
How do you know that?
What do they say about it on TV?
And what do the neighbours say?
Don't you see that they are lying to us?
Just look around!
Anyway, how is the garden?
Did you plant the cucumbers?
Yesterday you said you were tired. What of?
Thank you for telling me.
I hear how lonely it gets.
What does everybody else at home think?
How would they put it?
What matters most to you in this?
I love you.
Shall we talk about it more tomorrow?""".splitlines()


@pytest.mark.parametrize(
    ("person", "position", "language", "messages"),
    [
        ("mother", "N01", "ru", RUSSIAN),
        ("father", "S01", "ru", RUSSIAN),
        ("grandmother", "S26", "ru", RUSSIAN[::-1]),
        ("colleague", "N05", "ru", RUSSIAN),
        ("sister", "N01", "en", ENGLISH),
        ("brother_in_law", "S25", "en", ENGLISH),
        ("friend_abroad", "N01", "en", ENGLISH[::-1]),
    ],
)
def test_forty_real_messages_bring_nothing_twice(
    room: TalkRoom, person: str, position: str, language: Language, messages: Sequence[str]
) -> None:
    talk = room.begin(Setup(person, position, language, "f", "real"))
    for message in messages:
        talk = room.again(talk) if talk.ended else talk
        talk = room.say(talk, message)
    said = replies(talk)
    assert len([turn for turn in talk.turns if turn.user]) == 40
    assert len(set(said)) == len(said)
    assert all(line.strip() and not MARK.search(line) for line in said)
    assert all(turn.feedback.notes for turn in talk.turns if turn.user)


def test_the_same_seed_and_messages_give_the_same_talk_with_the_real_reader(room: TalkRoom) -> None:
    one, other = (replay(setup(), RUSSIAN[:12], room.stage(setup())) for _ in range(2))
    assert one == other


def test_an_empty_message_changes_nothing(room: TalkRoom) -> None:
    talk = room.begin(setup())
    assert room.say(talk, " \n\t ") is talk


def test_an_unknown_person_or_position_is_refused(room: TalkRoom) -> None:
    for person, position in (("nobody", "N01"), ("mother", "X99"), ("", ""), ("../mother", "N01")):
        with pytest.raises(UnknownChoice):
            room.begin(setup(person, position))


# --- going back -------------------------------------------------------------------------------------------------------


@given(st.lists(readings, min_size=1, max_size=14), st.integers(0, 13))
@settings(max_examples=40, deadline=None)
def test_going_back_is_replaying(room: TalkRoom, messages: list[Reading], index: int) -> None:
    table = {f"message {number}": reading for number, reading in enumerate(messages)}
    stage = scripted(room, setup(), table)
    talk = called(setup(), list(table), stage)
    back = go_back(talk, index, stage)
    if index >= len(talk.turns):
        assert back is talk
        return
    assert back.turns == talk.turns[:index]
    assert (back.opening, back.start, back.memory) == (talk.opening, talk.start, talk.memory)
    assert back.tried == ((index, tuple(turn.user for turn in talk.turns[index:] if turn.user)),)


def called(chosen: Setup, messages: Sequence[str], stage: Stage) -> Talk:
    """A talk in which they are called again whenever they have hung up."""
    talk = begin(chosen, stage.cast)
    for message in messages:
        talk = step(call_again(talk, stage), message, stage)
    return talk


def test_a_message_tried_differently_leads_elsewhere_and_the_first_try_is_kept(room: TalkRoom) -> None:
    table = {
        "why": said(Act.OPEN_QUESTION),
        "bad": said(Act.BLAME),
        "worse": said(Act.COMMAND),
        "good": said(Act.FEELING),
    }
    stage = scripted(room, setup(), table)
    talk = replay(setup(), ["why", "bad", "worse"], stage)
    again = step(go_back(talk, 1, stage), "good", stage)
    assert again.state.guard < talk.turns[1].state.guard
    assert again.tried == ((1, ("bad", "worse")),)
    assert [turn.user for turn in again.turns] == ["why", "good"]


@pytest.mark.parametrize("index", [-1, 2, 10**9])
def test_going_back_to_nowhere_changes_nothing(room: TalkRoom, index: int) -> None:
    talk = room.say(room.say(room.begin(setup()), "Привет!"), "Как ты?")
    assert room.back(talk, index) is talk


# --- safety -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("message", "danger"),
    [
        ("Я больше не хочу жить.", Danger.SELF_HARM),
        ("Муж меня вчера избил.", Danger.VIOLENCE),
        ("У меня паническая атака, не могу дышать", Danger.PANIC),
        ("I want to kill myself", Danger.SELF_HARM),
    ],
)
def test_words_of_danger_stop_the_game(room: TalkRoom, message: str, danger: Danger) -> None:
    before = room.say(room.begin(setup()), "Как ты, мам?")
    talk = room.say(before, message)
    assert talk.ended is Ended.SAFETY
    assert talk.turns[-1].reply is None
    assert talk.turns[-1].danger is danger
    assert talk.state == before.state
    assert room.say(talk, "Алло?") is talk
    assert room.again(talk) is talk
    assert room.back(talk, 1).turns == before.turns
