"""The same without JavaScript, and with the keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import Visit
from tests.e2e.visitor import INSULT, KIND, SAID

pytestmark = pytest.mark.browser


def test_a_whole_talk_without_javascript(visit: Visit) -> None:
    visitor = visit(script=False, phone=True)
    page = visitor.page
    visitor.begin()
    visitor.say(KIND["ru"])
    visitor.say(INSULT["ru"])
    assert page.locator(".mine").count() == 2
    newest, now = visitor.newest.bounding_box(), page.locator("#now").bounding_box()
    assert newest
    assert now
    assert 0 <= newest["y"] < now["y"]
    visitor.press("back")
    visitor.wait_for_turns(1)
    assert page.locator("#message").input_value() == INSULT["ru"]
    visitor.press("hint")
    assert page.locator("#hint .example").is_visible()
    visitor.press("end")
    assert page.locator(".debrief .counts").is_visible()
    with page.expect_download():
        page.locator(".debrief .primary").click()
    page.locator(".debrief button[formaction*=resume]").click()
    visitor.wait_for_turns(1)
    page.locator("[data-forget]").click()
    assert visitor.path == "/ru/"


def test_answers_and_drills_without_javascript(visit: Visit) -> None:
    visitor = visit(script=False)
    page = visitor.page
    visitor.go("/answer")
    page.locator("#text").fill(SAID["ru"])
    page.locator(".ask .primary").click()
    assert page.locator("#result").is_visible()
    visitor.go("/drill/spot-01")
    page.locator("input[type=checkbox]").first.check()
    page.locator(".drill .primary").click()
    assert page.locator("#verdict").is_visible()
    assert page.locator("input[type=checkbox]").first.is_checked()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there, and be able to see it."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("name => document.activeElement.matches(name)", selector):
            break
    else:
        raise AssertionError(f"the keyboard does not reach {selector}")
    style = "getComputedStyle(document.activeElement)"
    outline = page.evaluate(f"parseFloat({style}.outlineWidth) * ({style}.outlineStyle !== 'none')")
    around = page.evaluate("Boolean(document.activeElement.closest('label:has(:focus-visible)'))")
    assert outline >= 2 or around, f"the focus on {selector} cannot be seen"


def test_the_keyboard_alone_is_enough(visit: Visit) -> None:
    visitor = visit()
    page, keys = visitor.page, visitor.page.keyboard
    visitor.go("/")
    keys.press("Tab")
    assert page.evaluate("document.activeElement.matches('.skip')")
    tab_to(page, ".door.main")
    keys.press("Enter")
    page.locator(".people").wait_for()
    tab_to(page, ".person[href*=mother]")
    keys.press("Enter")
    page.locator(".subject").wait_for()
    tab_to(page, "input[name=gender]")
    keys.press("ArrowRight")
    tab_to(page, "input[name=position]")
    keys.press("ArrowDown")
    tab_to(page, ".begin button")
    keys.press("Enter")
    page.locator("#message").wait_for()
    assert page.evaluate("document.activeElement.id") == "message"
    keys.type("Мам, как ты?")
    keys.press("Shift+Enter")
    keys.type("Что нового?")
    keys.press("Enter")
    visitor.wait_for_turns(1)
    assert page.locator(".mine > p").inner_text() == "Мам, как ты?\nЧто нового?"
    assert page.evaluate("document.activeElement.id") == "message"
    tab_to(page, "button[formaction*='/hint#']")
    keys.press("Space")
    page.locator("#hint").wait_for()
    tab_to(page, "button[formaction*='/end#']")
    keys.press("Enter")
    page.locator(".debrief h1:focus").wait_for()
