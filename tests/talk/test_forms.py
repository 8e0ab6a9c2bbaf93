"""Whatever is typed or pasted is read, answered kindly, and never an exception."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polden.core.chance import pick_number
from polden.core.words import Language
from polden.features.talk.acts import Act
from polden.features.talk.reading.forms import LONGEST, form_of, language_of, sentences_of
from polden.features.talk.reading.values import Form
from polden.features.talk.service import TalkRoom
from tests.talk.casts import setup

PASTED = bytes(pick_number(f"byte {number}", 256) for number in range(400)).decode("latin-1")
"""A picture opened as text."""

FORMS = {
    Form.EMPTY: ["", " ", "\n\t \r\n", "\u00a0\u2003"],
    Form.WORDLESS: ["😀😀😀", "👍", "!!!", "???", "…", "42", "12:30", "❤️‍🔥 🙏🏽", ":-)", "+7 000", "—"],
    Form.FOREIGN: [
        "Не знаю, чи варто про це говорити, але мені дуже боляче і я хочу її почути",
        "Я цябе вельмі люблю, мама, і хачу каб ты была шчаслівая і жывая",
        "Ich weiß nicht, warum du das glaubst, aber ich höre dir gern zu",
        "Je ne sais pas pourquoi tu penses que ta voix ne compte pas du tout",
        "No sé por qué piensas que tu voto no decide nada en este país",
        "Мајко, не знам зашто тако мислиш, али волим те и хоћу да те чујем",
        "Ne znam zašto tako misliš, ali volim te i želim da te čujem",
        "你为什么这么想",
        "なぜそう思うの？",
        "لماذا تعتقد ذلك",
        "למה את חושבת ככה",
        "რატომ ფიქრობ ასე",
    ],
    Form.GARBLED: [
        PASTED,
        "\x00\x01\x02PNG\x1a\x00\x00IHDR",
        "<script>alert(1)</script>",
        "привет <img src=x onerror=alert(1)>",
        "<iframe src='//example.org'></iframe>",
        "javascript:alert(1)",
        "1; SELECT * FROM users WHERE 1=1",
        "asdfghjkl qwrtpsdfg zxcvbnm",
        "фывапролдж йцукнгшщз ячсмтьб",
        "ааааааааааааааааааааа",
        "hhhhhhhhhhhh",
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA",
        "���� ���� ����",
    ],
    Form.ENDLESS: ["слово " * 17_000, "a" * 100_000, "😀" * 100_000, "\x00" * 100_000, "слово " * 700],
    Form.WORDS: [
        "да",
        "ok",
        "Мам?",
        "Why?",
        "Привет 😀",
        "ахахахах",
        "хахаха ну ты даёшь",
        "Ну ёлки-палки!",
        "privet mama kak dela",
        "почему ты так думаешь",
        "How's Aunt Ružica?",
        "What did José say about the café?",
        "Мы в Niš едем завтра, мам",
        "взгляд, встреча, контрстратегия",
        "Здравствуй, здравствуй! Вскрыл встряхнул?",
        "2 < 3, мам, и 5 > 4",
        "Я читал 'War and Peace' в школе",
        "мам, я в Тбилиси, тут всё дорого: хлеб 2 лари",
        "rhythms of life",
        "hmm",
        "э",
        "Ага-ага",
        "Мама мыла раму. " * 200,
    ],
}
CASES = [
    pytest.param(form, text, id=f"{form}-{number}")
    for form, texts in FORMS.items()
    for number, text in enumerate(texts)
]


@pytest.mark.parametrize(("form", "text"), CASES)
def test_the_form_is_seen(form: Form, text: str) -> None:
    assert form_of(text) is form


@pytest.mark.parametrize(("form", "text"), CASES)
def test_every_form_gets_an_answer_and_a_note(room: TalkRoom, form: Form, text: str) -> None:
    talk = room.begin(setup("sister", "N01"))
    after = room.say(talk, text)
    if form is Form.EMPTY:
        assert after is talk
        return
    assert after.last_reply
    assert after.last_reply != talk.opening
    assert after.turns[0].feedback.notes
    if form is not Form.WORDS:
        assert after.turns[0].acts == (Act.OTHER,)
        assert after.state.guard <= talk.state.guard


@pytest.mark.parametrize(("form", "text"), CASES)
def test_every_form_is_coached_and_recognised(room: TalkRoom, form: Form, text: str) -> None:
    coached = room.coach("Мой голос ничего не решает", text)
    assert coached.feedback.notes
    assert 0 <= room.recognise(text).confidence <= 1


@pytest.mark.parametrize(
    "text",
    [
        "." * 2000 + " мама мыла раму " + "." * 1500,
        "😀" * 900 + "слова" + "😀" * 900,
        "\n" * 1800 + "why" + "\n" * 1800,
    ],
)
def test_words_in_the_middle_of_nothing_are_no_trap(room: TalkRoom, text: str) -> None:
    assert room.reader.read(text, "Что?").acts


@given(st.text(max_size=400), st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(room: TalkRoom, text: str, partner: str) -> None:
    reading = room.reader.read(text, partner)
    assert 0 <= reading.toxicity <= 1
    assert -1 <= reading.score <= 1
    assert 0 <= reading.uptake <= 1
    assert bool(reading.acts) == (reading.form is not Form.EMPTY)


@given(st.text(alphabet=string.ascii_letters + "абвгдеёжзийклмнопрстуфхцчшщъыьэюя .,!?\n", max_size=300))
@settings(max_examples=150, deadline=None)
def test_reading_is_the_same_every_time(room: TalkRoom, text: str) -> None:
    assert room.reader.read(text, "Что?") == room.reader.read(text, "Что?")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Почему ты так думаешь?", "ru"),
        ("Why do you think so?", "en"),
        ("ok", "en"),
        ("Я смотрел YouTube", "ru"),
        ("I said «да»", "en"),
        ("How's Aunt Ružica?", "en"),
        ("123", None),
        ("", None),
        ("Чому ти так думаєш?", None),
    ],
)
def test_the_language_is_seen(text: str, language: Language | None) -> None:
    assert language_of(text) == language


def test_sentences_keep_their_signs() -> None:
    assert sentences_of("Мам, привет! Как ты?.. Я скучаю") == ["Мам, привет!", "Как ты?..", "Я скучаю"]
    assert sentences_of("Он сказал: «Нет!» И ушёл.") == ["Он сказал: «Нет!»", "И ушёл."]
    assert sentences_of("Раз\nдва\n\n!!!") == ["Раз", "два"]
    assert sentences_of("…") == []


@given(st.text(max_size=2 * LONGEST))
def test_there_are_at_most_forty_sentences_and_no_word_is_lost(text: str) -> None:
    found = sentences_of(text)
    assert len(found) <= 40
    assert [letter for letter in "".join(found) if letter.isalnum()] == [letter for letter in text if letter.isalnum()]
