"""The model server as it is met in practice: a real server on loopback, good, late, broken and lying."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polden.app import create_app
from polden.channels.terminal import Terminal
from polden.core.words import Language
from polden.features.talk.conversation import Setup, Talk
from polden.features.talk.memory import Ended
from polden.features.talk.reading.values import Danger
from polden.features.talk.rewording import MOST_AT_ONCE, ModelServer, NoAnswer, RewordingRoom, rewording_for
from polden.features.talk.service import TalkRoom
from polden.settings import SettingError, Settings
from tests.asgi import Visitor
from tests.talk.model_servers import FakeModel, completion, model_server, unused_port

LATEST = 3.5
LINES: dict[Language, str] = {
    "ru": "Капля в море. Море не заметит.",
    "en": "A drop in the ocean. The ocean won't notice.",
}
REWORDED: dict[Language, str] = {
    "ru": "Море одной капли не заметит, сынок.",
    "en": "One drop in an ocean, and the ocean will never notice.",
}
SAID: dict[Language, str] = {
    "ru": "Почему тебе кажется, что это напрасно?",
    "en": "Why do you feel that it is useless?",
}


@pytest.fixture
def model() -> Iterator[FakeModel]:
    with model_server() as running:
        yield running


@pytest.fixture(scope="module")
def talks(room: TalkRoom) -> dict[Language, Talk]:
    """A talk of one message in each language, whose newest line is known."""
    found: dict[Language, Talk] = {}
    for language, line in LINES.items():
        talk = room.say(room.begin(Setup("mother", "N01", language, "m", "s")), SAID[language])
        found[language] = with_line(talk, line)
    return found


def with_line(talk: Talk, line: str | None) -> Talk:
    return replace(talk, turns=(*talk.turns[:-1], replace(talk.turns[-1], reply=line)))


def rewording(room: TalkRoom, url: str, **options: str) -> RewordingRoom:
    found = rewording_for(room, Settings(model_url=url, model_name="small", **options))  # type: ignore[arg-type]
    assert found is not None
    return found


def timed(reword: RewordingRoom, talk: Talk) -> Talk:
    """The talk after rewording, which must not have taken longer than anybody may wait."""
    begun = time.monotonic()
    after = reword(talk)
    assert time.monotonic() - begun < LATEST
    return after


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_good_answer_stands_in_for_the_line_and_changes_nothing_else(
    room: TalkRoom, talks: dict[Language, Talk], model: FakeModel, language: Language
) -> None:
    model.says = REWORDED[language]
    before = talks[language]
    after = timed(rewording(room, model.url), before)
    assert after.last_reply == REWORDED[language]
    assert with_line(after, LINES[language]) == before


@pytest.mark.parametrize("wrapped", ["«{}»", '"{}"', "  {}\n", "<think>Hm, a drop.\n\nYes.</think>\n{}"])
def test_what_models_put_around_an_answer_is_taken_off(
    room: TalkRoom, talks: dict[Language, Talk], model: FakeModel, wrapped: str
) -> None:
    model.says = wrapped.format(REWORDED["ru"])
    assert rewording(room, model.url)(talks["ru"]).last_reply == REWORDED["ru"]


@pytest.mark.parametrize(
    "behaviour", ["slow", "trickle", "trickle_headers", "endless", "error", "elsewhere", "hangs_up"]
)
def test_a_server_that_is_late_or_broken_leaves_the_line(
    room: TalkRoom, talks: dict[Language, Talk], model: FakeModel, behaviour: str
) -> None:
    model.says, model.behaviour = REWORDED["ru"], behaviour
    assert timed(rewording(room, model.url), talks["ru"]) is talks["ru"]
    assert len(model.asked) == 1


BROKEN = {
    "nothing": b" ",
    "no JSON": b"<html>busy</html>",
    "other JSON": b'{"choices": []}',
    "a list": b"[1, 2]",
    "no content": completion(None),
    "content in parts": completion([{"type": "text", "text": REWORDED["ru"]}]),
    "cut off": completion(REWORDED["ru"], finish="length"),
    "deep": b"[" * 60_000,
    "not UTF-8": b'{"choices": [{"message": {"content": "\xff\xfe"}}]}',
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN.keys())
def test_an_answer_that_is_no_completion_leaves_the_line(
    room: TalkRoom, talks: dict[Language, Talk], model: FakeModel, body: bytes
) -> None:
    model.body = body
    assert timed(rewording(room, model.url), talks["ru"]) is talks["ru"]


LIES: list[tuple[Language, str]] = [
    ("ru", ""),
    ("ru", "   \n "),
    ("ru", "…"),
    ("ru", "Капля."),
    ("ru", "Капля в море. Море не заметит. " * 4),
    ("ru", "A drop in the ocean. It won't notice."),
    ("ru", "Крапля в морі. Море її не помітить."),
    ("ru", "大海中的一滴水，大海不会注意到。没有人会注意到的。"),
    ("ru", "Капля в океане 海. Море не заметит."),
    ("ru", "Мама: Капля в море. Море не заметит."),
    ("ru", "Капля в море. Сын: Неправда, мама!"),
    ("ru", "— Капля в море. — Море не заметит."),
    ("ru", "Капля в море.\nМоре не заметит."),
    ("ru", "Капля в море. Море 84 капли не заметит."),
    ("ru", "Две капли в море. Море не заметит."),
    ("ru", "Капля в море. Путин не заметит."),
    ("ru", "Капля в Байкале. Море не заметит."),
    ("ru", "США — капля в море. Море не заметит."),
    ("ru", "Капля в море. Море заметит."),
    ("ru", "Капля в море? Море не заметит."),
    ("ru", "Наверное, не стоит всё-таки сдаваться."),
    ("ru", "Капля в море. Соседи нас не пощадят."),
    ("ru", "Капля в море, дура, море не заметит."),
    ("ru", "Не хочу больше жить, я капля в море."),
    ("ru", "Вот вариант: капля в море, не заметит."),
    ("ru", "**Капля в море.** Море не заметит."),
    ("ru", "Капля в море. <b>Море</b> не заметит."),
    ("ru", "Капля в море \u202e не заметит её."),
    ("ru", "Капля в море 🌊. Море не заметит."),
    ("ru", SAID["ru"]),
    ("ru", "Перепиши одну реплику тренировочного разговора."),
    ("en", "Капля в море. Море её не заметит."),
    ("en", "Ein Tropfen im Ozean. Das merkt der Ozean nicht."),
    ("en", "You: a drop in the ocean. It won't notice."),
    ("en", "A drop in the ocean. Moscow won't notice."),
    ("en", "A drop in an ocean of millions. It won't notice."),
    ("en", "You idiot, a drop in the ocean won't be noticed."),
    ("en", "As an AI I cannot reword this line, sorry."),
    ("en", "A drop in the ocean. The West won't notice."),
]


@pytest.mark.parametrize(("language", "answer"), LIES)
def test_an_answer_that_is_not_the_line_in_other_words_leaves_the_line(
    room: TalkRoom, talks: dict[Language, Talk], model: FakeModel, language: Language, answer: str
) -> None:
    model.says = answer
    assert timed(rewording(room, model.url), talks[language]) is talks[language]


def test_a_number_and_a_name_of_the_line_may_stay_and_no_number_may_go(
    room: TalkRoom, talks: dict[Language, Talk], model: FakeModel
) -> None:
    line = with_line(talks["ru"], "Восемьдесят четыре, наверное. А Зоя Фёдоровна сверху платит 300 рублей.")
    model.says = "Наверное, восемьдесят четыре. А Зоя Фёдоровна сверху 300 рублей платит."
    assert rewording(room, model.url)(line).last_reply == model.says
    model.says = "Ну допустим, восемьдесят четыре. А платит Зоя Фёдоровна сама за одну себя рублями."
    assert rewording(room, model.url)(line) is line


def test_nobody_listens(room: TalkRoom, talks: dict[Language, Talk]) -> None:
    reword = rewording(room, f"http://127.0.0.1:{unused_port()}/v1")
    assert timed(reword, talks["ru"]) is talks["ru"]


def test_an_address_that_cannot_be_found(room: TalkRoom, talks: dict[Language, Talk]) -> None:
    assert timed(rewording(room, "http://nowhere.invalid/v1"), talks["ru"]) is talks["ru"]


def test_a_shorter_wait_can_be_set_and_a_longer_one_not(
    room: TalkRoom, talks: dict[Language, Talk], model: FakeModel
) -> None:
    model.behaviour = "slow"
    begun = time.monotonic()
    found = rewording_for(room, Settings(model_url=model.url, model_timeout=0.2))
    assert found is not None
    assert found(talks["ru"]) is talks["ru"]
    assert time.monotonic() - begun < 1
    for seconds in (60.0, float("inf"), float("nan")):
        patient = rewording_for(room, Settings(model_url=model.url, model_timeout=seconds))
        assert patient is not None
        assert timed(patient, talks["ru"]) is talks["ru"]


def test_more_people_than_places_get_their_line_at_once(
    room: TalkRoom, talks: dict[Language, Talk], model: FakeModel
) -> None:
    model.behaviour = "slow"
    reword = rewording(room, model.url)
    with ThreadPoolExecutor(MOST_AT_ONCE + 4) as people:
        begun = time.monotonic()
        assert all(after is talks["ru"] for after in people.map(reword, [talks["ru"]] * (MOST_AT_ONCE + 4)))
        assert time.monotonic() - begun < LATEST + 0.5
    assert len(model.asked) <= MOST_AT_ONCE


# --- what is sent -----------------------------------------------------------------------------------------------------


def test_it_is_sent_the_line_the_manner_the_level_and_the_last_words_and_nothing_private(
    room: TalkRoom, talks: dict[Language, Talk], model: FakeModel
) -> None:
    model.says = REWORDED["ru"]
    rewording(room, model.url, model_key="letmein")(talks["ru"])
    asked = model.asked[0]
    sent = json.dumps(asked["messages"], ensure_ascii=False)
    mother = room.library.person("mother")
    assert asked["model"] == "small"
    assert asked["stream"] is False
    assert model.headers[0]["Authorization"] == "Bearer letmein"
    for wanted in (LINES["ru"], SAID["ru"], mother.speech["ru"], "мама", "сын"):
        assert wanted in sent
    for unwanted in (mother.worry["ru"], mother.story["ru"]):
        assert unwanted not in sent


def test_only_the_last_exchanges_are_sent(room: TalkRoom, talks: dict[Language, Talk], model: FakeModel) -> None:
    talk = talks["ru"]
    turns = [replace(talk.turns[0], user=f"сообщение {number}", reply=f"ответ {number}") for number in range(9)]
    rewording(room, model.url)(replace(talk, turns=tuple(turns)))
    sent = json.dumps(model.asked[0]["messages"], ensure_ascii=False)
    assert [number for number in range(9) if f"сообщение {number}" in sent] == [6, 7, 8]


@pytest.mark.parametrize("stop", ["safety", "nothing said", "called again", "no turn"])
def test_nothing_is_sent_when_there_is_no_line_to_reword(
    room: TalkRoom, talks: dict[Language, Talk], model: FakeModel, stop: str
) -> None:
    talk = talks["ru"]
    last = talk.turns[-1]
    stopped = {
        "safety": replace(last, reply=None, danger=Danger.PANIC, memory=replace(last.memory, ended=Ended.SAFETY)),
        "nothing said": replace(last, reply=None),
        "called again": replace(last, user="", returned=True),
    }
    talk = replace(talk, turns=(stopped[stop],) if stop in stopped else ())
    assert rewording(room, model.url)(talk) is talk
    assert not model.asked


def test_a_message_of_danger_is_not_sent_with_a_later_one(
    room: TalkRoom, talks: dict[Language, Talk], model: FakeModel
) -> None:
    talk = talks["ru"]
    danger = replace(talk.turns[0], user="мне очень плохо", reply=None, danger=Danger.SELF_HARM)
    rewording(room, model.url)(replace(talk, turns=(danger, talk.turns[0])))
    assert "мне очень плохо" not in json.dumps(model.asked, ensure_ascii=False)


def test_the_same_talk_asks_the_same(room: TalkRoom, talks: dict[Language, Talk], model: FakeModel) -> None:
    for _ in range(2):
        rewording(room, model.url)(talks["ru"])
    assert model.asked[0] == model.asked[1]


# --- what always holds ------------------------------------------------------------------------------------------------

_PIECES = [
    "Капля",
    "капля",
    "в море",
    "Море",
    "не",
    "заметит",
    ".",
    ",",
    "?",
    "84",
    "Путин",
    "сынок",
    "дура",
    "\n",
    "Мама:",
]
answers = st.text(max_size=80) | st.lists(st.sampled_from(_PIECES), max_size=9).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(answer=answers | st.none())
def test_whatever_it_answers_only_the_words_of_the_newest_reply_change(
    room: TalkRoom, talks: dict[Language, Talk], answer: str | None
) -> None:
    def server(messages: Sequence[dict[str, str]], *, tokens: int, seed: int) -> str:
        if answer is None:
            raise NoAnswer("nothing")
        return answer

    ready = rewording(room, "http://127.0.0.1:9/v1")
    ready.rewording._server = server
    before = talks["ru"]
    after = ready(before)
    assert with_line(after, LINES["ru"]) == before
    assert after.last_reply.strip()
    assert (after.state, after.turns[-1].memory, after.turns[-1].feedback) == (
        before.state,
        before.turns[-1].memory,
        before.turns[-1].feedback,
    )


@pytest.mark.parametrize("behaviour", ["answer", "error", "hangs_up"])
def test_nothing_of_a_talk_is_logged(
    room: TalkRoom, talks: dict[Language, Talk], model: FakeModel, caplog: pytest.LogCaptureFixture, behaviour: str
) -> None:
    model.says, model.behaviour = "Капля в море. Путин не заметит.", behaviour
    reword = rewording(room, model.url, model_key="letmein")
    with caplog.at_level(logging.INFO):
        for _ in range(3):
            reword(talks["ru"])
    told = [record.getMessage() for record in caplog.records]
    assert len([line for line in told if "built-in line stands" in line]) == 1
    for secret in ("Капля", "Путин", "напрасно", "letmein", "127.0.0.1"):
        assert not any(secret in line for line in told)


def test_the_key_is_not_shown() -> None:
    assert "letmein" not in repr(ModelServer("http://127.0.0.1/v1", "small", "letmein"))


# --- how it is set up and shown ---------------------------------------------------------------------------------------


def test_without_an_address_there_is_no_rewording(room: TalkRoom) -> None:
    assert rewording_for(room, Settings()) is None


@pytest.mark.parametrize("url", ["127.0.0.1:8080", "ftp://a/v1", "http://", "/v1", "http://[::1", "model"])
def test_a_useless_address_is_named(room: TalkRoom, url: str) -> None:
    with pytest.raises(SettingError, match="POLDEN_MODEL_URL"):
        rewording_for(room, Settings(model_url=url))


@pytest.mark.parametrize(
    ("url", "elsewhere"),
    [
        ("http://127.0.0.1:8080/v1", False),
        ("http://localhost:11434/v1", False),
        ("http://[::1]:8080/v1", False),
        ("http://10.0.0.7:8000/v1", True),
        ("https://models.example.org/v1", True),
    ],
)
def test_it_knows_whether_messages_leave_the_machine(room: TalkRoom, url: str, elsewhere: bool) -> None:
    assert rewording(room, url).elsewhere is elsewhere


HERE = {"en": "a language model on this server rewords their lines", "ru": "языковая модель на этом сервере"}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_page_says_so_when_it_is_on_and_only_then(model: FakeModel, language: Language) -> None:
    begun = {"person": "mother", "position": "N01", "gender": "m", "seed": "s"}
    quiet = Visitor(create_app(Settings(), warm=False)).post(f"/{language}/talk/begin", begun)
    assert HERE[language] not in quiet.text
    told = Visitor(create_app(Settings(model_url=model.url), warm=False)).post(f"/{language}/talk/begin", begun)
    assert HERE[language] in told.text
    away = Visitor(create_app(Settings(model_url="http://10.0.0.7/v1"), warm=False)).post(
        f"/{language}/talk/begin", begun
    )
    assert HERE[language] not in away.text
    assert {"en": "your latest messages go there", "ru": "ваши последние сообщения"}[language] in away.text


def test_a_message_on_the_page_is_answered_in_other_words_or_in_the_pack_s(room: TalkRoom, model: FakeModel) -> None:
    built_in = room.say(room.begin(Setup("mother", "N01", "ru", "m", "s")), SAID["ru"]).last_reply
    visitor = Visitor(create_app(Settings(model_url=model.url, secret="s"), warm=False))
    page = visitor.post("/ru/talk/begin", {"person": "mother", "position": "N01", "gender": "m", "seed": "s"})
    parcel = page.text.partition('name="talk" value="')[2].partition('"')[0]
    model.says = "Да, " + built_in[0].lower() + built_in[1:]
    said = visitor.post("/ru/talk/say", {"talk": parcel, "message": SAID["ru"]})
    assert model.says in said.text
    model.behaviour = "error"
    said = visitor.post("/ru/talk/say", {"talk": parcel, "message": SAID["ru"]})
    assert built_in in said.text


def test_a_talk_that_takes_no_more_messages_is_not_sent_again(model: FakeModel) -> None:
    visitor = Visitor(create_app(Settings(model_url=model.url, secret="s"), warm=False))
    page = visitor.post("/ru/talk/begin", {"person": "mother", "position": "N01", "gender": "m", "seed": "s"})
    for message in ("Мне пора, пока, целую, до завтра!", "Алло?"):
        parcel = page.text.partition('name="talk" value="')[2].partition('"')[0]
        page = visitor.post("/ru/talk/say", {"talk": parcel, "message": message})
    assert len(model.asked) == 1


def test_the_terminal_uses_it_and_says_so(
    room: TalkRoom, model: FakeModel, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    built_in = room.say(room.begin(Setup("mother", "N01", "ru", "m", "s")), SAID["ru"]).last_reply
    model.says = "Да, " + built_in[0].lower() + built_in[1:]
    typed = iter([SAID["ru"], "/quit"])
    terminal = Terminal(room, "ru", reword=rewording(room, model.url))
    monkeypatch.setattr(terminal, "_read", lambda: next(typed))
    terminal.talk("mother", "N01", "m", "s")
    shown = " ".join(capsys.readouterr().out.split())
    assert "языковая модель" in shown
    assert " ".join(model.says.split()) in shown
