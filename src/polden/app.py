"""The composition root: settings → pack, rooms, pages → one ASGI application."""

from __future__ import annotations

import logging
import secrets
import threading
from pathlib import Path

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from polden.core.words import as_language
from polden.features.talk import web as talk_web
from polden.features.talk.service import TalkRoom
from polden.kit.language import preferred
from polden.kit.pages import STATIC, Pages, with_headers
from polden.settings import Settings

log = logging.getLogger("polden")


def create_app(settings: Settings, *, warm: bool = True) -> FastAPI:
    """The whole application. With ``warm`` the slow parts load in the background while the first pages are served."""
    room = TalkRoom(settings.pack_folder)
    pages = Pages(Path(talk_web.__file__).parent / "templates")
    app = FastAPI(title="Polden", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.room = room
    secret = settings.secret or secrets.token_urlsafe(32)
    talk = talk_web.TalkPages(room, pages, secret, settings.country, _reword(room, settings))
    app.include_router(talk.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")

    @app.get("/", include_in_schema=False)
    async def root(request: Request) -> Response:
        return RedirectResponse(f"/{preferred(request.headers.get('accept-language', ''))}/", 303)

    @app.get("/health", include_in_schema=False)
    async def health() -> Response:
        return PlainTextResponse("ok")

    @app.exception_handler(HTTPException)
    async def missing(request: Request, error: HTTPException) -> Response:
        language = as_language(request.url.path.strip("/").split("/")[0])
        return pages.page(request, "missing.html", language, error.status_code, info=room.library.info)

    app.add_middleware(BaseHTTPMiddleware, dispatch=with_headers)
    if warm:
        threading.Thread(target=room.warm_up, name="warm-up", daemon=True).start()
    return app


def _reword(room: TalkRoom, settings: Settings) -> talk_web.Reword | None:
    if not settings.model_url:
        return None
    from polden.features.talk.rewording import rewording_for

    return rewording_for(room, settings)
