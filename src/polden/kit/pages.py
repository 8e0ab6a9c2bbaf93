"""Server-rendered pages: templates, the language of a page, security headers. Knows no feature."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from polden.core.words import LANGUAGES, Language
from polden.kit.language import Catalogue, catalogue

HERE = Path(__file__).parents[1]
STATIC = HERE / "static"
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}


class Pages:
    """Renders templates from the shared folder and from features' folders, in the language of the page."""

    def __init__(self, *folders: Path) -> None:
        self._by_language = {language: _environment([HERE / "templates", *folders], language) for language in LANGUAGES}

    def words(self, language: Language) -> Catalogue:
        """The interface's words."""
        return catalogue(language)

    def render(self, template: str, language: Language, **values: Any) -> str:
        """A template's text."""
        return self._by_language[language].get_template(template).render(language=language, **values)

    def page(
        self, request: Request, template: str, language: Language, status: int = 200, **values: Any
    ) -> HTMLResponse:
        """A whole page, or the part that a script on the page asks for."""
        part = request.headers.get("HX-Request") == "true"
        other = [(code, _in_language(request.url.path, code)) for code in LANGUAGES if code != language]
        text = self.render(template, language, part=part, path=request.url.path, other_languages=other, **values)
        return HTMLResponse(text, status)


def _environment(folders: list[Path], language: Language) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    words = catalogue(language)
    environment.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.globals["static"] = static_address
    return environment


def _in_language(path: str, language: Language) -> str:
    rest = path.lstrip("/").partition("/")[2] if path.split("/")[1:2] else ""
    return f"/{language}/{rest}"


@lru_cache(maxsize=256)
def static_address(file: str) -> str:
    """The address of a static file, with a mark of its content so that it may be kept for ever."""
    mark = hashlib.blake2b((STATIC / file).read_bytes(), digest_size=6).hexdigest()
    return f"/static/{file}?{mark}"


async def with_headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Every answer carries the security headers; pages are not kept by anybody, static files for ever."""
    response = await call_next(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    fixed = request.url.path.startswith("/static/") and request.url.query
    response.headers.setdefault("Cache-Control", "public, max-age=31536000, immutable" if fixed else "no-store")
    return response
