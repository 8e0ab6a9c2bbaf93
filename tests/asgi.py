"""A browser without a window: asks an ASGI application in this process, and lets its exceptions through."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import httpx
from starlette.types import ASGIApp


class Visitor:
    """One visitor, who keeps no cookies between visits."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    def get(self, address: str, **headers: str) -> httpx.Response:
        """Open an address; header names with ``_`` for ``-``."""
        return self.ask("GET", address, headers=headers)

    def post(self, address: str, fields: Mapping[str, str | list[str]] | None = None, **headers: str) -> httpx.Response:
        """Send a form."""
        return self.ask("POST", address, fields=fields or {}, headers=headers)

    def ask(
        self,
        method: str,
        address: str,
        *,
        fields: Mapping[str, str | list[str]] | None = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Any request; redirects are shown and not followed."""
        named = {name.replace("_", "-"): value for name, value in (headers or {}).items()}

        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(app=self._app)
            async with httpx.AsyncClient(transport=transport, base_url="http://polden.test") as client:
                return await client.request(method, address, data=fields, content=content, headers=named)

        return asyncio.run(asked())
