"""One server and one browser for all; a fresh visitor for each test, who must have met no error and no stranger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.serving import NoChromium, chromium, served
from tests.e2e.visitor import Visitor

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
Visit = Callable[..., Visitor]


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the pages are served."""
    with served(country="RS") as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; its absence fails the test."""
    with sync_playwright() as playwright:
        try:
            found = chromium(playwright)
        except NoChromium as error:
            pytest.fail(str(error), pytrace=False)
        yield found
        found.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Make visitors: ``visit(language="ru", phone=False, script=True)``."""
    visitors: list[Visitor] = []

    def make(language: str = "ru", *, phone: bool = False, script: bool = True, **options: Any) -> Visitor:
        screen = PHONE if phone else DESKTOP
        context = browser.new_context(
            **{**screen, "java_script_enabled": script, "reduced_motion": "reduce", **options}
        )
        context.set_default_timeout(30_000)
        visitor = Visitor(context.new_page(), address, language)
        visitor.watch()
        visitors.append(visitor)
        return visitor

    yield make
    for visitor in visitors:
        visitor.page.context.close()
        assert visitor.elsewhere == [], "a page asked somebody else's server"
        assert visitor.errors == [], "the browser reported an error"
