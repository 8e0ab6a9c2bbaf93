"""Somebody in the browser: what they do on the pages, in the words of the pages, and what they would notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, Request

KIND = {
    "ru": "Мам, ты столько лет всех тянешь на себе. Что сейчас тяжелее всего?",
    "en": "Mum, you've carried all of us for years. What is hardest for you just now?",
}
INSULT = {"ru": "Ты просто зомби, дура", "en": "You are a stupid zombie"}
PAIN = {"ru": "не хочу больше жить", "en": "I don't want to live any more"}
LONG_WORD = "оченьдлинноеслово" * 8
UNKNOWN = {"ru": "купи по дороге килограмм синих гвоздей", "en": "buy a kilo of blue nails on your way home"}
SAID = {"ru": "мой голос ничего не решает", "en": "my vote decides nothing"}
KINDS = ("open-01", "reflect-01", "affirm-01", "permission-01", "story-01", "spot-01")
PAGES = (
    "/",
    "/talk",
    "/talk?person=mother",
    "/answer",
    "/positions",
    "/answer/N01",
    "/drill",
    "/help",
    "/about",
    "/nowhere",
)


@dataclass
class Visitor:
    """A browser's page, the server's address and what went wrong on the way."""

    page: Page
    address: str
    language: str = "ru"
    elsewhere: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Note every request to somebody else's server and every error that the browser reports."""
        self.page.on("request", self._note_request)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self.address + "/", "data:", "blob:")):
            self.elsewhere.append(request.url)

    def _note_console(self, message: ConsoleMessage) -> None:
        missing = "404" in message.text and "/nowhere" in message.location.get("url", "")
        if message.type in {"error", "warning"} and not missing:
            self.errors.append(message.text)

    def go(self, path: str) -> None:
        """Open a page of this language."""
        self.page.goto(f"{self.address}/{self.language}{path}")

    def begin(self, person: str = "mother", position: str = "N01") -> None:
        """Start a talk."""
        self.go(f"/talk?person={person}&position={position}")
        self.page.locator(".begin button").click()
        self.page.locator("#message").wait_for()

    def say(self, message: str) -> None:
        """Send a message and wait for what follows."""
        before = self.turns
        self.page.locator("#message").fill(message)
        self.page.locator("[data-send]").click()
        self.wait_for_turns(before + 1)

    def press(self, name: str) -> None:
        """Press the talk's button that posts to this name."""
        self.page.locator(f"#talk button[formaction*='/{name}#']").last.click()

    def wait_for_turns(self, turns: int) -> None:
        """Until the page shows a talk of so many messages."""
        self.page.locator(f"#talk[data-turns='{turns}']").wait_for(state="attached")

    @property
    def turns(self) -> int:
        """How many messages the talk on the page has."""
        return int(self.page.locator("#talk").get_attribute("data-turns") or 0)

    @property
    def newest(self) -> Locator:
        """What was said last."""
        return self.page.locator("#newest")

    @property
    def path(self) -> str:
        """Where the browser says it is."""
        return urlsplit(self.page.url).path

    @property
    def kept(self) -> list[str]:
        """What the tab keeps, but for the address that htmx remembers."""
        kept: list[str] = self.page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
        return [name for name in kept if name != "htmx-current-path-for-history"]


def every_page(visitor: Visitor) -> Iterator[str]:
    """Walk through every page in every state, naming each once it stands."""
    for path in PAGES:
        visitor.go(path)
        yield path
    yield from _every_talk(visitor)
    yield from _every_answer(visitor)
    yield from _every_drill(visitor)


def _every_talk(visitor: Visitor) -> Iterator[str]:
    page, language = visitor.page, visitor.language
    visitor.begin()
    yield "a talk begins"
    visitor.say(KIND[language])
    visitor.say(f"{INSULT[language]} {LONG_WORD}")
    yield "a talk with notes"
    visitor.press("back")
    visitor.wait_for_turns(1)
    visitor.press("hint")
    page.locator("#hint").wait_for()
    yield "a talk with an earlier try and a hint"
    page.locator("#message").fill(" ")
    visitor.press("say")
    page.locator("#message-problem").wait_for()
    yield "an empty message"
    visitor.press("end")
    page.locator(".debrief").wait_for()
    yield "looking back"
    visitor.begin("father", "S01")
    visitor.say(PAIN[language])
    page.locator(".stop").wait_for()
    yield "the game is stopped"
    visitor.begin("father", "S01")
    for turn in range(12):
        if not page.locator("#message").count():
            break
        visitor.say(INSULT[language] + "!" * turn)
    page.locator(".over").wait_for()
    yield "they hang up"
    visitor.go("/talk")
    page.locator("#resume").wait_for()
    yield "a talk is open"
    visitor.begin()
    page.locator("#talk input[name=talk]").evaluate("field => { field.value = 'broken' }")
    page.locator("#message").fill("?")
    visitor.press("say")
    page.locator(".lost").wait_for()
    yield "a talk is lost"


def _every_answer(visitor: Visitor) -> Iterator[str]:
    for name, texts in (("answered", SAID), ("not known", UNKNOWN), ("help before answers", PAIN)):
        visitor.go("/answer")
        visitor.page.locator("#text").fill(texts[visitor.language])
        visitor.page.locator(".ask .primary").click()
        visitor.page.locator("#result, .help-country").first.wait_for()
        yield name


def _every_drill(visitor: Visitor) -> Iterator[str]:
    for kind in KINDS:
        visitor.go(f"/drill/{kind}")
        yield kind
        if kind.startswith("spot"):
            visitor.page.locator("input[type=checkbox]").first.check()
        else:
            visitor.page.locator("#text").fill(INSULT[visitor.language])
        visitor.page.locator(".drill .primary").click()
        visitor.page.locator("#verdict").wait_for()
        yield f"{kind}, checked"
