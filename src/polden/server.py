"""Serving the application on this machine: uvicorn, without a log of requests, and the browser opened when it is up."""

from __future__ import annotations

import logging
import socket
import threading
import webbrowser

import click
import uvicorn

from polden.app import create_app
from polden.settings import Settings


class _Server(uvicorn.Server):
    """Says where it listens once it does."""

    def __init__(self, config: uvicorn.Config, address: str, browser: bool) -> None:
        super().__init__(config)
        self._address, self._browser = address, browser

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.should_exit:
            return
        click.echo(f"Polden · {self._address}   (Ctrl+C ends it)")
        if self._browser:
            threading.Thread(target=_open_browser, args=(self._address,), daemon=True).start()


def _open_browser(address: str) -> None:
    try:
        webbrowser.open(address)
    except webbrowser.Error:
        click.echo("Open that address in your browser.")


def run(settings: Settings, *, browser: bool) -> None:
    """Serve until interrupted. Raises OSError when the port is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((settings.host, settings.port))
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    config = uvicorn.Config(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        access_log=False,
        log_level="warning",
        server_header=False,
    )
    address = f"http://{'127.0.0.1' if settings.host in {'0.0.0.0', '::'} else settings.host}:{settings.port}/"  # noqa: S104
    _Server(config, address, browser).run()
