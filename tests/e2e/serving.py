"""A real server in its own process, and Debian's Chromium."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60
"""Seconds that a server may take to answer."""


class CannotServe(Exception):
    """The server did not come up; the message holds what it said."""


class NoChromium(Exception):
    """There is no browser; the message says how to get one."""


def chromium(playwright: Playwright) -> Browser:
    """The browser. Raises NoChromium."""
    if not CHROMIUM.is_file():
        raise NoChromium(
            f"Chromium is not at {CHROMIUM}: install it (apt-get install chromium) or set CHROMIUM to its path"
        )
    return playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)


@contextmanager
def served(**settings: str) -> Iterator[str]:
    """The address of a server that is up, without the last slash. Raises CannotServe."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("POLDEN_")}
    environment |= {f"POLDEN_{name.upper()}": value for name, value in settings.items()}
    command = [sys.executable, "-c", "from polden.cli import main; main()", "serve", "--no-browser"]
    server = subprocess.Popen(
        command,
        env=environment | {"POLDEN_PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(server, address)
        yield address
    finally:
        server.terminate()
        server.communicate(timeout=10)


def _wait(server: subprocess.Popen[str], address: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            raise CannotServe(server.stdout.read() if server.stdout else "")
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise CannotServe(f"no answer within {PATIENCE} seconds")
