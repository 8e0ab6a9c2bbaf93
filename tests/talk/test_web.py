"""The pages, as a browser without script sees them."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polden.app import create_app
from polden.core.words import LANGUAGES
from polden.features.talk.parcel import packed
from polden.features.talk.service import TalkRoom
from polden.kit.pages import HEADERS
from polden.kit.sealing import Sealer
from polden.settings import Settings
from tests.asgi import Visitor
from tests.talk.casts import setup

PAGES = ["/", "/talk", "/talk?person=mother", "/talk?person=nobody", "/talk?person=mother&position=S01", "/answer", "/answer/N01",
         "/answer/N01?value=family", "/answer/N01?value=nonsense", "/positions", "/drill", "/drill/open-01", "/drill/spot-01",
         "/about", "/help"]  # fmt: skip
SENDS = ["begin", "say", "back", "again", "hint", "end", "resume", "save"]
TYPED = 'Мам, <b>слышишь</b>? & «я» "тут"'
LOADS = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "object": "data", "image": "href", "use": "href",
         "video": "src", "audio": "src", "form": "action", "button": "formaction"}  # fmt: skip


class _Loaded(HTMLParser):
    """Everything that a page asks for by itself or sends itself to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given_attrs = dict(attrs)
        names = [LOADS[tag]] if tag in LOADS else []
        names += ["hx-get", "hx-post", "srcset", "poster", "background", "style"]
        self.found += [value for name in names if (value := given_attrs.get(name))]


def loaded(page: str) -> list[str]:
    reader = _Loaded()
    reader.feed(page)
    return reader.found


@pytest.fixture(scope="module")
def visitor(app: FastAPI) -> Visitor:
    return Visitor(app)


@pytest.fixture(scope="module")
def parcel(visitor: Visitor) -> str:
    page = visitor.post("/ru/talk/begin", {"person": "mother", "position": "N01", "gender": "f", "seed": "web"})
    assert page.status_code == 200
    return carried(page)


def carried(page: httpx.Response) -> str:
    found = re.search(r'name="talk" value="([^"]+)"', page.text)
    assert found, page.text[:500]
    return unescape(found[1])


def typed_in(page: httpx.Response) -> str:
    found = re.search(r"<textarea[^>]*>(.*?)</textarea>", page.text, re.S)
    assert found
    return unescape(found[1])


def safe(page: httpx.Response) -> None:
    """What every page keeps to."""
    assert {name: page.headers[name] for name in HEADERS} == HEADERS
    assert page.headers["cache-control"] == "no-store"
    assert "set-cookie" not in page.headers
    assert [address for address in loaded(page.text) if not re.match(r"/(?!/)|#|\?", address)] == []
    assert not re.search(r"@import|url\(\s*['\"]?(?:https?:)?//", page.text)


# --- pages without a talk ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_in_both_languages(visitor: Visitor, language: str, path: str) -> None:
    page = visitor.get(f"/{language}{path}")
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.text
    assert "<title>" in page.text
    assert page.text.count("<h1") == 1
    safe(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_inside_leads_somewhere(visitor: Visitor, language: str) -> None:
    found: set[str] = set()
    for path in PAGES:
        text = visitor.get(f"/{language}{path}").text
        found |= {unescape(address).partition("#")[0] for address in re.findall(r'<a [^>]*href="(/[^"]*)"', text)}
    assert len(found) > 60
    wrong = [address for address in sorted(found - {""}) if visitor.get(address).status_code != 200]
    assert not wrong


def test_the_first_page_follows_the_browsers_language(visitor: Visitor) -> None:
    assert visitor.get("/", Accept_Language="ru-RU,ru;q=0.9").headers["location"] == "/ru/"
    assert visitor.get("/", Accept_Language="de").headers["location"] == "/en/"
    assert visitor.get("/health").text == "ok"


@pytest.mark.parametrize(
    "path",
    ["/nowhere", "/ru/nowhere", "/en/answer/X99", "/ru/drill/no-such", "/de/", "/ru/answer/..%2F..%2Fpack", "/static/nothing.css",
     "/static/../app.py", "/static/%2e%2e/app.py", "/ru/%00", "/docs", "/openapi.json", "/ru/drill/<script>"],
)  # fmt: skip
def test_what_is_not_here_is_said_kindly(visitor: Visitor, path: str) -> None:
    page = visitor.get(path)
    assert page.status_code == 404
    assert "<script>" not in page.text.replace('<script src="/static', "")
    safe(page)


def test_static_files_are_served_with_their_marks(visitor: Visitor) -> None:
    addresses = [address for address in loaded(visitor.get("/ru/").text) if address.startswith("/static/")]
    assert len(addresses) >= 4
    for address in addresses:
        file = visitor.get(address)
        assert file.status_code == 200
        assert "immutable" in file.headers["cache-control"]
        if address.partition("?")[0].endswith(".css"):
            assert not re.search(r"@import|https?://", file.text)


# --- a talk -----------------------------------------------------------------------------------------------------------


def test_a_talk_is_carried_by_its_page(visitor: Visitor, parcel: str) -> None:
    first = visitor.post("/ru/talk/say", {"talk": parcel, "message": TYPED})
    assert first.status_code == 200
    assert "Мам, &lt;b&gt;слышишь&lt;/b&gt;?" in first.text
    second = visitor.post("/ru/talk/say", {"talk": carried(first), "message": "А почему ты так думаешь?"})
    assert second.text.count('class="line mine"') == 2
    assert second.text.count('class="line theirs"') == 3
    for page in (first, second):
        safe(page)


def test_a_script_on_the_page_gets_the_talk_alone(visitor: Visitor, parcel: str) -> None:
    part = visitor.ask(
        "POST", "/ru/talk/say", fields={"talk": parcel, "message": "Как ты?"}, headers={"HX-Request": "true"}
    )
    assert "<html" not in part.text
    assert 'id="talk"' in part.text


def test_going_back_puts_the_message_into_the_field(visitor: Visitor, parcel: str) -> None:
    said = visitor.post("/ru/talk/say", {"talk": parcel, "message": TYPED})
    back = visitor.post("/ru/talk/back", {"talk": carried(said), "turn": "0"})
    assert typed_in(back) == TYPED
    assert back.text.count('class="line mine"') == 0
    assert 'class="tried"' in back.text


def test_a_hint_keeps_what_was_typed(visitor: Visitor, parcel: str) -> None:
    page = visitor.post("/ru/talk/hint", {"talk": parcel, "message": TYPED})
    assert page.status_code == 200
    assert typed_in(page) == TYPED
    safe(page)


@pytest.mark.parametrize("message", ["", "  \n\t"])
def test_an_empty_message_is_met_with_a_word(visitor: Visitor, parcel: str, message: str) -> None:
    page = visitor.post("/ru/talk/say", {"talk": parcel, "message": message})
    assert page.status_code == 200
    assert 'role="alert"' in page.text
    assert page.text.count('class="line mine"') == 0


def test_a_message_that_is_too_long_comes_back_to_be_shortened(visitor: Visitor, parcel: str) -> None:
    page = visitor.post("/ru/talk/say", {"talk": parcel, "message": "слово " * 20_000})
    assert page.status_code == 200
    assert 'role="alert"' in page.text
    assert typed_in(page).strip() == ("слово " * 20_000)[:4000].strip()


@pytest.mark.parametrize(
    "message",
    [
        "😀😀",
        "<script>alert(1)</script>",
        "Я не знаю, чому ти так думаєш, мамо",
        "\x00\x01\x02PNG",
        "asdfghjkl",
        "...",
    ],
)
def test_odd_messages_are_answered(visitor: Visitor, parcel: str, message: str) -> None:
    page = visitor.post("/ru/talk/say", {"talk": parcel, "message": message})
    assert page.status_code == 200
    assert page.text.count('class="line mine"') == 1
    assert "<script>alert" not in page.text
    safe(page)


def test_a_talk_goes_on_in_the_other_languages_pages(visitor: Visitor, parcel: str) -> None:
    assert visitor.post("/en/talk/resume", {"talk": parcel}).status_code == 200


def test_words_of_danger_show_help_and_can_be_taken_back(visitor: Visitor, parcel: str) -> None:
    page = visitor.post("/ru/talk/say", {"talk": parcel, "message": "Я больше не хочу жить"})
    assert 'class="stop"' in page.text
    assert "112" in page.text
    assert page.text.index("Сербия") < page.text.index("Грузия")
    back = visitor.post("/ru/talk/back", {"talk": carried(page), "turn": "0"})
    assert 'class="stop"' not in back.text


def test_looking_back_and_saving(visitor: Visitor, parcel: str) -> None:
    said = visitor.post("/ru/talk/say", {"talk": parcel, "message": "Похоже, тебе обидно, что тебя не спросили?"})
    end = visitor.post("/ru/talk/end", {"talk": carried(said)})
    assert end.status_code == 200
    assert "<svg" in end.text
    safe(end)
    saved = visitor.post("/ru/talk/save", {"talk": carried(end)})
    assert saved.headers["content-disposition"].startswith("attachment")
    assert "тебя не спросили" in saved.text
    assert not loaded(saved.text) or all(address.startswith(("/ru/", "#")) for address in loaded(saved.text))
    assert "<script" not in saved.text


def test_hanging_up_and_calling_again(visitor: Visitor, parcel: str) -> None:
    page_parcel, page = parcel, None
    for _ in range(8):
        page = visitor.post("/ru/talk/say", {"talk": page_parcel, "message": "Ты дура и идиотка, замолчи!"})
        page_parcel = carried(page)
        if 'class="over"' in page.text:
            break
    assert page is not None
    assert 'class="over"' in page.text
    again = visitor.post("/ru/talk/again", {"talk": page_parcel})
    assert "<textarea" in again.text


# --- bad parcels and bad fields ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("send", [name for name in SENDS if name != "begin"])
@pytest.mark.parametrize("bad", ["", "nonsense", "a.b.c", "й" * 100, "A" * 500_000, "\x00"])
def test_a_bad_parcel_is_met_kindly_and_what_was_typed_is_shown(visitor: Visitor, send: str, bad: str) -> None:
    page = visitor.post(f"/ru/talk/{send}", {"talk": bad, "message": TYPED, "turn": "0"})
    assert page.status_code == 200
    assert 'class="lost"' in page.text
    if send == "say":
        assert "слышишь" in page.text
    safe(page)


def test_a_parcel_of_another_server_version_or_pack_is_refused(visitor: Visitor, room: TalkRoom) -> None:
    ours = Sealer("a secret for tests", "talk")
    good = packed(room.begin(setup()))
    assert 'class="lost"' not in visitor.post("/ru/talk/resume", {"talk": ours.seal(good)}).text
    strange = [
        Sealer("another secret", "talk").seal(good),
        ours.seal([0, *good[1:]]),
        ours.seal([good[0], ["nobody", *good[1][1:]], *good[2:]]),
        ours.seal(good[:3]),
        ours.seal({"a": 1}),
    ]
    for one in strange:
        page = visitor.post("/ru/talk/resume", {"talk": one})
        assert page.status_code == 200
        assert 'class="lost"' in page.text


def test_two_servers_with_one_secret_share_a_talk(noon: object, parcel: str) -> None:
    other = Visitor(create_app(Settings(secret="a secret for tests"), warm=False))
    assert 'class="lost"' not in other.post("/ru/talk/resume", {"talk": parcel}).text
    stranger = Visitor(create_app(Settings(), warm=False))
    assert 'class="lost"' in stranger.post("/ru/talk/resume", {"talk": parcel}).text


@pytest.mark.parametrize("turn", ["", "x", "-1", "7", "9" * 5000, "٣", "²", "0.5"])
def test_an_odd_turn_changes_nothing(visitor: Visitor, parcel: str, turn: str) -> None:
    said = visitor.post("/ru/talk/say", {"talk": parcel, "message": "Как ты?"})
    page = visitor.post("/ru/talk/back", {"talk": carried(said), "turn": turn})
    assert page.status_code == 200
    assert page.text.count('class="line mine"') == 1


@pytest.mark.parametrize(
    "fields",
    [{}, {"person": "mother"}, {"person": "nobody", "position": "N01"}, {"person": "mother", "position": "X99"},
     {"person": "../mother", "position": "N01"}, {"person": ["mother", "father"], "position": ["N01", "S01"]}],
)  # fmt: skip
def test_an_odd_beginning_leads_to_choosing_or_to_a_talk(visitor: Visitor, fields: dict[str, str | list[str]]) -> None:
    page = visitor.post("/ru/talk/begin", fields)
    assert page.status_code in {200, 422}
    assert page.status_code == 200 or 'role="alert"' in page.text
    safe(page)


@pytest.mark.parametrize("send", SENDS)
def test_a_talks_address_opened_without_its_talk_leads_to_choosing(visitor: Visitor, send: str) -> None:
    page = visitor.get(f"/ru/talk/{send}")
    assert (page.status_code, page.headers["location"]) == (303, "/ru/talk")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xfe\x00%zz=%", "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
        (b"talk=1", ""),
        (b"no boundary", "multipart/form-data"),
        (b"--b\r\nbroken", "multipart/form-data; boundary=b"),
        (
            b'--b\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nx\r\n--b--\r\n',
            "multipart/form-data; boundary=b",
        ),
        (b"&".join(b"a%d=1" % number for number in range(500)), "application/x-www-form-urlencoded"),
    ],
)
@pytest.mark.parametrize("path", ["/ru/talk/say", "/ru/answer", "/ru/drill/open-01", "/ru/talk/begin"])
def test_a_body_that_is_no_form_is_never_an_exception(visitor: Visitor, path: str, content: bytes, kind: str) -> None:
    page = visitor.ask("POST", path, content=content, headers={"Content-Type": kind})
    assert page.status_code in {200, 400, 422}
    safe(page)


@given(st.dictionaries(st.sampled_from(["talk", "message", "turn", "person", "position", "gender", "seed", "text", "chosen", "value"]),
                       st.text(max_size=60), max_size=6),
       st.sampled_from([*(f"/ru/talk/{name}" for name in SENDS), "/en/answer", "/ru/drill/open-01", "/en/drill/spot-01"]))  # fmt: skip
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_fields_get_a_page(visitor: Visitor, fields: dict[str, str], path: str) -> None:
    assert visitor.post(path, fields).status_code in {200, 422}


# --- answer and drill -------------------------------------------------------------------------------------------------


def test_what_they_said_is_answered_and_stays_in_the_field(visitor: Visitor) -> None:
    page = visitor.post("/ru/answer", {"text": "Мой голос ничего не решает"})
    assert typed_in(page) == "Мой голос ничего не решает"
    assert 'class="answer"' in page.text
    assert 'rel="noreferrer' in page.text
    safe(page)


def test_what_it_does_not_know_it_says(visitor: Visitor) -> None:
    page = visitor.post("/en/answer", {"text": "I baked a cherry pie today"})
    assert "I do not know this one." in page.text
    assert page.text.count('class="choice"') == 3


def test_another_position_can_be_chosen(visitor: Visitor) -> None:
    page = visitor.post("/ru/answer", {"text": TYPED, "position": "S01", "value": "family"})
    assert 'class="answer"' in page.text
    assert typed_in(page) == TYPED
    assert visitor.post("/ru/answer", {"text": TYPED, "position": "X99", "value": "x"}).status_code == 200


@pytest.mark.parametrize(("text", "kept"), [("", ""), (" \n", ""), ("ж" * 100_000, "ж" * 4000)])
def test_too_little_and_too_much_is_met_with_a_word(visitor: Visitor, text: str, kept: str) -> None:
    for path in ("/ru/answer", "/ru/drill/open-01"):
        page = visitor.post(path, {"text": text})
        assert page.status_code == 200
        assert 'role="alert"' in page.text
        assert typed_in(page).strip() == kept


def test_danger_in_what_was_pasted_leads_to_help(visitor: Visitor) -> None:
    page = visitor.post("/en/answer", {"text": "I want to kill myself"})
    assert page.status_code == 200
    assert 'class="answer"' not in page.text
    assert "112" in page.text


def test_a_drill_keeps_what_was_typed_and_says_what_it_found(visitor: Visitor) -> None:
    page = visitor.post("/ru/drill/open-01", {"text": TYPED})
    assert typed_in(page) == TYPED
    assert 'role="status"' in page.text
    safe(page)


@pytest.mark.parametrize("chosen", [[], ["0"], ["0", "1", "2"], ["99"], ["x", "-1"], ["9" * 5000]])
def test_a_spot_drill_is_checked(visitor: Visitor, chosen: list[str]) -> None:
    page = visitor.post("/ru/drill/spot-01", {"chosen": chosen})
    assert page.status_code == 200
    assert 'role="status"' in page.text
