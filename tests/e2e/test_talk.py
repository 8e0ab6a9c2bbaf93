"""A whole talk: said, tried differently, hinted at, looked back on, saved, reloaded, forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.conftest import Visit
from tests.e2e.visitor import INSULT, KIND, LONG_WORD, PAIN, Visitor

pytestmark = pytest.mark.browser


def in_sight(visitor: Visitor) -> bool:
    """Whether the newest line stands between the head and the field to write in, wholly or as much as fits."""
    return bool(
        visitor.page.evaluate(
            """() => {
              const box = (name) => document.querySelector(name).getBoundingClientRect();
              const newest = box("#newest"), head = box(".talk-head"), now = box("#now");
              return newest.bottom <= now.top + 1 && (newest.top >= head.bottom - 1 || newest.height > now.top - head.bottom);
            }"""
        )
    )


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_talk_from_the_first_word_to_the_saved_file(visit: Visit, tmp_path: Path, language: str) -> None:
    visitor = visit(language)
    page = visitor.page
    visitor.begin()
    visitor.say(KIND[language])
    assert page.locator(".mine > p").inner_text() == KIND[language]
    assert page.locator(".mine .note p.helped").count() >= 1
    visitor.say(INSULT[language])
    assert page.locator(".mine").last.locator(".note p.closed").is_visible()
    assert page.locator(".note[open]").count() == 1

    visitor.press("back")
    visitor.wait_for_turns(1)
    assert page.locator("#message").input_value() == INSULT[language]
    page.locator(".tried summary").click()
    assert INSULT[language] in page.locator(".tried").inner_text()

    page.locator("#message").fill("")
    visitor.press("hint")
    assert page.locator("#hint .example").inner_text()
    visitor.say(KIND[language])

    visitor.press("end")
    page.locator(".debrief h1").wait_for()
    assert page.locator(".debrief svg.picture").is_visible()
    with page.expect_download() as waited:
        page.locator(".debrief .primary").click()
    file = tmp_path / waited.value.suggested_filename
    waited.value.save_as(file)
    text = file.read_text(encoding="utf-8")
    assert file.name == "polden.html"
    assert text.count(f"<p>{KIND[language].replace(chr(39), '&#39;')}</p>") == 2
    assert "<svg" in text
    assert "<script" not in text
    assert "http://127.0.0.1" not in text


def test_the_saved_file_stands_alone(visit: Visit, tmp_path: Path) -> None:
    visitor = visit()
    visitor.begin()
    visitor.say(LONG_WORD)
    visitor.press("end")
    with visitor.page.expect_download() as waited:
        visitor.page.locator(".debrief .primary").click()
    waited.value.save_as(tmp_path / "polden.html")
    alone = visitor.page.context.new_page()
    asked: list[str] = []
    alone.on("request", lambda request: asked.append(request.url))
    alone.set_viewport_size({"width": 360, "height": 740})
    alone.goto((tmp_path / "polden.html").as_uri())
    assert alone.evaluate("document.documentElement.scrollWidth") <= 360
    assert len(asked) == 1


def test_the_newest_reply_stays_in_sight_on_a_phone(visit: Visit) -> None:
    visitor = visit(phone=True)
    visitor.begin()
    for message in (KIND["ru"], INSULT["ru"], "Прости. " + KIND["ru"] * 4, LONG_WORD, "Да", KIND["ru"]):
        visitor.say(message)
        visitor.page.wait_for_timeout(60)
        assert in_sight(visitor), message


def test_the_compose_area_leaves_the_phone_to_the_talk(visit: Visit) -> None:
    visitor = visit(phone=True)
    visitor.begin()
    heights = [visitor.page.locator(name).bounding_box() for name in (".now", ".talk-head")]
    assert sum(box["height"] for box in heights if box) <= 740 * 0.27


def test_reload_brings_the_talk_back_and_forgetting_removes_it(visit: Visit) -> None:
    visitor = visit()
    page = visitor.page
    visitor.begin()
    visitor.say(KIND["ru"])
    said = visitor.newest.inner_text()
    page.reload()
    visitor.wait_for_turns(1)
    assert visitor.newest.inner_text() == said
    visitor.say(INSULT["ru"])

    visitor.go("/drill")
    page.go_back()
    visitor.wait_for_turns(2)

    visitor.go("/talk")
    page.locator("#resume button").click()
    visitor.wait_for_turns(2)

    assert visitor.kept
    page.locator("[data-forget]").click()
    page.locator(".hero").wait_for()
    assert not visitor.kept
    visitor.go("/talk")
    assert page.locator("#resume").is_hidden()
    page.go_back()
    assert KIND["ru"] not in page.content()


def test_nothing_is_kept_by_cookies_and_nothing_stands_in_an_address(visit: Visit) -> None:
    visitor = visit()
    addresses: list[str] = []
    visitor.page.on("request", lambda request: addresses.append(request.url))
    visitor.begin()
    visitor.say("сокровенное")
    assert visitor.page.context.cookies() == []
    assert not any("%D1%81%D0%BE%D0%BA" in address or "сокр" in address for address in addresses)


def test_pain_stops_the_game_and_shows_where_help_is(visit: Visit) -> None:
    visitor = visit()
    visitor.begin()
    visitor.say(PAIN["ru"])
    stop = visitor.page.locator(".stop")
    assert stop.is_visible()
    assert stop.locator("a[href^='tel:']").first.is_visible()
    assert visitor.page.locator("#message").count() == 0
    visitor.press("back")
    visitor.wait_for_turns(0)
    assert visitor.page.locator("#message").input_value() == PAIN["ru"]


def test_a_server_that_does_not_answer_loses_no_word(visit: Visit) -> None:
    visitor = visit()
    visitor.begin()
    visitor.page.route("**/talk/say", lambda route: route.abort())
    visitor.page.locator("#message").fill(KIND["ru"])
    visitor.press("say")
    visitor.page.locator("#unreached").wait_for()
    assert visitor.page.locator("#message").input_value() == KIND["ru"]
    visitor.page.unroute("**/talk/say")
    visitor.errors.clear()
    visitor.press("say")
    visitor.wait_for_turns(1)


def test_after_goodbye_one_can_call_again(visit: Visit) -> None:
    visitor = visit()
    visitor.begin()
    for turn in range(12):
        if not visitor.page.locator("#message").count():
            break
        visitor.say(INSULT["ru"] + "!" * turn)
    turns = visitor.turns
    visitor.press("again")
    visitor.wait_for_turns(turns + 1)
    assert visitor.page.locator("#message").is_visible()
