"""From a cold start to the first page, and the memory of the process after a talk."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

from benchmarks.measures import verdict


def main() -> None:
    """Start the server as the README does, wait for the start page, play a few turns, and look at the process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "POLDEN_PORT": str(port)}
    began = time.perf_counter()
    server = subprocess.Popen([sys.executable, "-m", "polden", "serve"], env=environment)
    try:
        base = f"http://127.0.0.1:{port}"
        first = _first_page(base, began)
        _talk(base)
        memory = _memory(server.pid)
    finally:
        server.terminate()
        server.wait()
    results = [
        verdict("first page from a cold start, s", first, 4, most=True),
        verdict("memory of the process after a talk (peak), MB", memory, 500, most=True),
    ]
    sys.exit(0 if all(results) else 1)


def _first_page(base: str, began: float) -> float:
    while time.perf_counter() - began < 60:
        try:
            with urllib.request.urlopen(f"{base}/ru/", timeout=5) as answer:
                answer.read()
                return time.perf_counter() - began
        except OSError:
            time.sleep(0.02)
    raise TimeoutError("no page within a minute")


def _talk(base: str) -> None:
    page = _post(f"{base}/ru/talk/begin", {"person": "mother", "position": "S26", "gender": "f", "seed": "start"})
    for message in ("Как ты себя чувствуешь?", "Похоже, тебе тревожно.", "Почему ты так думаешь?"):
        parcel = page.split('name="talk" value="')[1].split('"')[0]
        page = _post(f"{base}/ru/talk/say", {"talk": parcel, "message": message})
    _post(f"{base}/ru/answer", {"text": "да что мой голос, всё равно нарисуют"})


def _post(address: str, fields: dict[str, str]) -> str:
    data = urllib.parse.urlencode(fields).encode()
    with urllib.request.urlopen(address, data, timeout=60) as answer:
        return str(answer.read().decode())


def _memory(process: int) -> float:
    """Peak resident memory in MB."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("this system does not say how much memory a process uses")


if __name__ == "__main__":
    main()
