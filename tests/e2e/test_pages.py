"""Every page in every state: narrow enough for a phone, accessible in light and dark, large enough to touch."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.conftest import Visit
from tests.e2e.visitor import Visitor, every_page

pytestmark = pytest.mark.browser
TOUCHED = "button, summary, .button, .brand, .top a, .links a, .pill, .subject-choice, .option label, .chip, .pills a, .kind a, .phone"


def axe_finds(page: Page, *rules: str) -> list[str]:
    """What axe-core finds wrong: rule, place."""
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = list(rules)
    found = Axe().run(page, options=options).response["violations"]
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


def checked(visitor: Visitor, *, narrow: bool) -> list[str]:
    """What is wrong on the way through all pages."""
    wrong, page = [], visitor.page
    for name in every_page(visitor):
        found = axe_finds(page)
        page.emulate_media(color_scheme="dark")
        found += [f"dark: {item}" for item in axe_finds(page, "color-contrast")]
        page.emulate_media(color_scheme="light")
        if narrow:
            found += too_small(page)
            width = page.evaluate("document.documentElement.scrollWidth")
            found += [f"is {width} px wide"] if width > 360 else []
        wrong += [f"{name}: {item}" for item in found]
    return wrong


def test_russian_pages_on_a_phone(visit: Visit) -> None:
    assert checked(visit("ru", phone=True), narrow=True) == []


def test_english_pages_on_a_desktop(visit: Visit) -> None:
    assert checked(visit("en"), narrow=False) == []


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
