"""Words that stop the game, and the many that only sound like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polden.features.talk.reading.danger import danger_in
from polden.features.talk.reading.values import Danger
from polden.features.talk.service import TalkRoom

SELF_HARM = """\
Я больше не хочу жить.
Не хочу жить, мам.
Мне незачем жить
Я устал жить.
Хочется просто не просыпаться
Лучше бы я умерла
Лучше бы меня не было
лучше бы я вообще не родился
Я думаю о самоубийстве.
У меня мысли о суициде
Я хочу покончить с собой.
Я решила покончить жизнь самоубийством
Я сегодня порезала себе руки
режу себя, когда совсем плохо
Наглотаюсь таблеток, и всё.
Без меня вам всем будет лучше
Я выйду в окно
Я повешусь, честно
Убью себя, и никому не будет дела
Жить больше не хочется.
Не вижу смысла жить дальше
Я не хочу больше жить
сил нет жить
I want to die.
I just want to kill myself
I don't want to live anymore
I don't want to be here anymore.
There's no point in living
I've been thinking about suicide
I feel suicidal
You'd all be better off without me
I wish I was never born
I wish I were dead
I've been cutting myself again
I'm going to end it all tonight
I can't go on like this anymore
I'm thinking of ending my life
I don't see any reason to live
sometimes I think about hurting myself""".splitlines()
VIOLENCE = """\
Муж меня бьёт.
Он меня вчера избил
Отец снова ударил меня
Он меня душил
Меня избивает муж
Меня бьют дома
Брат ударил маму
Он бьёт детей
Меня изнасиловали
Он держит меня взаперти
Боюсь, что он меня убьёт
Он угрожает меня убить
Он грозится убить меня и детей
Я его сегодня зарежу
Я тебя убью
Отчим на меня руку поднимает
Он поднимает на меня руку
Он кидается на меня с ножом
Мой парень меня толкнул и ударил
My husband hits me
He beat me last night
My dad beats my mum
She threatened to kill me
He choked me yesterday
My stepfather hit my brother
I'm afraid he'll kill me
I was raped
He locked me in the flat
I'm going to kill him
I'll kill you
My boyfriend pushed me and punched me in the face
He hits the kids
My partner is abusing me""".splitlines()
PANIC = """\
У меня паническая атака
Кажется, у меня паническая атака, не могу дышать
Я задыхаюсь, мне страшно
Не могу дышать
Мне нечем дышать
Меня всю трясёт, не могу остановиться
Кажется, я умираю, сердце выскочит
Кажется, я схожу с ума
I'm having a panic attack
I can't breathe
I think I'm having a panic attack right now
I'm hyperventilating
I feel like I'm going to faint
My heart is racing and I can't calm down""".splitlines()

HARMLESS = """\
Убил бы за кофе
Убила бы за чашку кофе сейчас
Умираю со смеху
Я просто умерла со смеху
Умираю, хочу спать
Умираю от голода, что на ужин?
Чуть не умер от стыда
Меня мама убьёт, если узнает
Меня жена убьёт
Ты меня убьёшь, но я опять забыл позвонить
Начальник меня убьёт за этот отчёт
Я тебя убью, если ты опять забудешь про хлеб, ха-ха
Убиваю время в очереди
Надо убить пару часов до поезда
Устала до смерти, но рада тебя слышать
Смертельно устал на работе
Умереть не встать, какие цены!
Сдохнуть можно от этой жары
Скука смертная, хоть вешайся
Я скорее повешусь, чем пойду голосовать
Лучше повеситься, чем смотреть эти новости
Путин убивает людей
Россия бьёт по городам ракетами
Наши солдаты гибнут каждый день
Они убили моего одноклассника на фронте
Его убили под Бахмутом
Дядя погиб на войне
Сколько ещё людей убьют?
Если мобилизуют, его там убьют
Боюсь, что его убьют на этой войне
Бабушка умерла в прошлом году
Дедушка умер, и я не успел приехать
Страна сходит с ума
Экономика задыхается от санкций
Я задыхаюсь от этой пропаганды
Народ устал жить в страхе
Я устала жить на два дома
Не хочу жить в такой стране
Хочу жить спокойно
Я не хочу жить за границей всю жизнь
Нет смысла жить прошлым
Хочу умереть на родине, когда состарюсь
Бьёт рекорды этот доллар
Сердце бьётся чаще, когда звонишь
Полиция избивает людей на митингах
Их избили на митинге
Политическое самоубийство — идти на такие выборы
Это самоубийство для страны
Цены бьют по карману
Телевизор бьёт по мозгам
Порезала палец, когда чистила рыбу
Режу хлеб, подожди
Он бьёт на жалость
Паника на рынке из-за курса
В магазинах паника, гречку скупают
Без паники, мам, всё хорошо
Мне без тебя плохо
Без меня ты справишься, я знаю
Он убил во мне всякое желание спорить
Мне хочется исчезнуть на пару недель на море
Тебя там не бьют на работе, надеюсь?
Ударил палец об стол
Дышать нечем в этом городе от смога
I could kill for a coffee
I could just murder a pizza
My mum will kill me if she finds out
Mum's going to kill me
You'll kill me, but I forgot again
This heat is killing me
My feet are killing me
I'm dying to hear from you
I nearly died laughing
I'm dead tired today
I died of embarrassment
Just killing time in the queue
I'd rather die than vote for him
The war kills people every day
They killed my classmate at the front
Putin is killing our people
Police beat people at the rally
Russia hits cities with missiles
If he's drafted they will kill him there
I'm afraid he'll be killed in this war
Grandma died last year
I don't want to live abroad forever
I don't want to live in a country like that
There's no point in living in the past
Voting there is political suicide
It would be suicide for the economy
The news is giving me a heart attack
You can't breathe freely there any more
No need to panic
There was panic buying again
Prices hit us hard
He hit the nail on the head
We beat them at football
She beats me at chess every time
He slapped a sticker on my car
Sanctions are choking the economy
I cut my finger while cooking
I'm better off without television
It hits me that you're far away
I can't go on holiday this year
I can't go on arguing like this
Don't beat yourself up
Assisted suicide should be legal
changing leader now is suicide
Нас бьют, а мы ещё и промеж себя грызёмся
its 32 degrees here i cant breathe
Меня в двадцать первом на митинге избили омоновцы""".splitlines()


@pytest.mark.parametrize("text", SELF_HARM)
def test_words_of_self_harm_are_found(text: str) -> None:
    assert danger_in(text) is Danger.SELF_HARM


@pytest.mark.parametrize("text", VIOLENCE)
def test_words_of_violence_at_home_are_found(text: str) -> None:
    assert danger_in(text) is Danger.VIOLENCE


@pytest.mark.parametrize("text", PANIC)
def test_words_of_panic_are_found(text: str) -> None:
    assert danger_in(text) is Danger.PANIC


@pytest.mark.parametrize("text", HARMLESS)
def test_words_that_only_sound_like_it_are_not(text: str) -> None:
    assert danger_in(text) is None


@pytest.mark.parametrize("text", [SELF_HARM[0], VIOLENCE[0], PANIC[0], "I want to die."])
def test_neither_case_nor_what_stands_around_hides_them(text: str) -> None:
    kind = danger_in(text)
    for changed in (
        text.upper(),
        f"Привет. {text} Прости.",
        text.replace(" ", "\n  "),
        text.replace("ё", "е"),
        f"«{text}»",
    ):
        assert danger_in(changed) is kind


def test_a_harmless_phrase_does_not_hide_an_earnest_one() -> None:
    assert danger_in("Убила бы за кофе. А вообще я больше не хочу жить.") is Danger.SELF_HARM
    assert danger_in("I could kill for a coffee. He beat me last night.") is Danger.VIOLENCE


def test_nothing_that_the_first_pack_says_or_suggests_stops_the_game(room: TalkRoom) -> None:
    """Wordings, answers and examples are things that people say in such talks every day."""
    library, found = room.library, []
    for name in library.position_ids:
        position, practice = library.position(name), library.draft(name)
        for language in ("ru", "en"):
            texts = [*position.wordings[language], *position.opposites[language], position.text[language]]
            if practice:
                given_examples = practice.practice
                texts += [
                    *given_examples.reflect[language],
                    *given_examples.ask[language],
                    *given_examples.share[language],
                ]
            found += [(name, text) for text in texts if danger_in(text)]
    assert not found


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at(text: str) -> None:
    assert danger_in(text) in {None, *Danger}
