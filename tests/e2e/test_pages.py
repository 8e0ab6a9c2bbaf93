"""Every page in every state: narrow enough for a phone, accessible in light and dark, large enough to touch."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.conftest import Visit
from tests.e2e.visitor import SAID, Visitor, every_page

pytestmark = pytest.mark.browser
TOUCHED = "button, summary, .button, .brand, .top a, .links a, .pill, .subject-choice, .option label, .chip, .pills a, .kind a, .phone"


def axe_finds(page: Page) -> list[str]:
    """What axe-core finds wrong: rule, place."""
    found = Axe().run(page).response["violations"]
    return [f"{item['id']}: {node['target']} {node['failureSummary']}" for item in found for node in item["nodes"]]


def too_small(page: Page) -> list[str]:
    """What is shown to be touched and is lower than 44 px."""
    small: list[str] = page.evaluate(
        """(names) => [...document.querySelectorAll(names)]
          .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
          .map((one) => `${one.tagName} ${one.innerText.slice(0, 30)} ${one.getBoundingClientRect().height}`)""",
        TOUCHED,
    )
    return small


def wrong(visitor: Visitor) -> list[str]:
    """What is wrong on the way through all pages; on a phone also what is too wide or too small."""
    found, page = [], visitor.page
    screen = (page.viewport_size or {"width": 0})["width"]
    narrow = screen <= 360
    for name in every_page(visitor):
        found += [f"{name}: {item}" for item in axe_finds(page) + (too_small(page) if narrow else [])]
        width = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{name}: {width} px wide"] if width > screen else []
    return found


def test_pages_on_a_phone_in_the_light(visit: Visit) -> None:
    assert wrong(visit("ru", phone=True, color_scheme="light")) == []


def test_pages_on_a_desktop_in_the_dark(visit: Visit) -> None:
    assert wrong(visit("en", color_scheme="dark")) == []


def test_an_answer_speaks_as_she_or_he_to_her_or_him(visit: Visit) -> None:
    visitor = visit("ru")
    visitor.go("/answer/N01")
    texts = {visitor.page.locator(".parts").inner_text()}
    for field, value in (("speaker", "m"), ("listener", "m"), ("speaker", "f")):
        visitor.page.locator(f".pills a[href*='{field}={value}']:not([aria-current])").last.click()
        assert visitor.page.locator(f".pills [aria-current][href*='{field}={value}']").count() >= 1
        texts.add(visitor.page.locator(".parts").inner_text())
    assert len(texts) == 4
    assert visitor.page.locator(".notice").is_visible()


def test_an_answer_to_pasted_words_keeps_them_through_every_choice(visit: Visit) -> None:
    visitor = visit("ru")
    page = visitor.page
    visitor.go("/answer")
    page.locator("#text").fill(SAID["ru"])
    page.locator(".ask .primary").click()
    texts = {page.locator(".parts").inner_text()}
    for field, value in (("listener", "m"), ("speaker", "m"), ("value", "family")):
        page.locator(f".pills button[name={field}][value={value}]").click()
        assert page.locator(f".pills button[name={field}][value={value}]").get_attribute("aria-pressed") == "true"
        assert page.locator(".pills [name=listener][value=m][aria-pressed=true]").count() == 1
        assert page.locator("#text").input_value() == SAID["ru"]
        texts.add(page.locator(".parts").inner_text())
    assert len(texts) == 4
