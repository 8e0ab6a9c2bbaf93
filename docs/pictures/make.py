"""Make the README's pictures anew: ``uv run python docs/pictures/make.py``. Needs Chromium (see CONTRIBUTING)."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from tests.e2e.serving import chromium, served  # noqa: E402 - found from the checkout's root
from tests.e2e.visitor import Visitor  # noqa: E402

SEED = "noon"
MESSAGES = (
    "Hi Mum, it's me. How is your back?",
    "So it feels as if they decide without you, and your day in the queue changes nothing?",
)


def talk(browser: Browser, address: str) -> None:
    """A talk on a phone, after two messages."""
    page = browser.new_page(viewport={"width": 360, "height": 740}, has_touch=True, reduced_motion="reduce")
    visitor = Visitor(page, address, "en")
    visitor.go("/talk?person=mother&position=N01")
    page.locator("form.subject").evaluate(
        """(form, value) => {
          form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "seed", value }));
        }""",
        SEED,
    )
    page.locator(".begin button").click()
    for message in MESSAGES:
        visitor.say(message)
    page.wait_for_timeout(300)
    page.screenshot(path=HERE / "talk-phone.png")


def start(browser: Browser, address: str) -> None:
    """The start page on a desktop."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    Visitor(page, address, "en").go("/")
    page.screenshot(path=HERE / "start-desktop.png")


def main() -> None:
    """Serve, look, keep."""
    with served() as address, sync_playwright() as playwright:
        browser = chromium(playwright)
        talk(browser, address)
        start(browser, address)


if __name__ == "__main__":
    main()
