"""A model server on loopback that behaves as it is told: well, badly, slowly or not at all."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class FakeModel:
    """What the server does: ``behaviour`` is a name below; ``says`` the content of a good answer. Keeps what it was asked."""

    says: str = ""
    behaviour: str = "answer"
    body: bytes = b""
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)


def completion(content: object, finish: str = "stop") -> bytes:
    """A chat completion as such servers send it."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": finish}
    return json.dumps({"object": "chat.completion", "choices": [choice]}).encode()


@contextmanager
def model_server() -> Iterator[FakeModel]:
    """The server, running while the block does."""
    model = FakeModel()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(model))
    model.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        model.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()


def unused_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _handler_of(model: FakeModel) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            model.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            model.headers.append(dict(self.headers))
            assert self.path == "/v1/chat/completions"
            try:
                getattr(self, model.behaviour)()
            except OSError:
                self.close_connection = True

        def answer(self) -> None:
            self._send(200, model.body or completion(model.says))

        def slow(self) -> None:
            model.stopped.wait(20)

        def trickle(self) -> None:
            body = completion(model.says)
            self._begin(200, len(body))
            self._drip(body)

        def trickle_headers(self) -> None:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            self._drip(b"X-Slow: " + b"a" * 1000)

        def endless(self) -> None:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
            while not model.stopped.is_set():
                self.wfile.write(b" " * 10_000)

        def error(self) -> None:
            self._send(500, b'{"error": "out of memory"}')

        def elsewhere(self) -> None:
            self.send_response(307)
            self.send_header("Location", f"{model.url}/chat/completions?again")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def hangs_up(self) -> None:
            self.close_connection = True

        def _begin(self, status: int, length: int) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(length))
            self.end_headers()

        def _send(self, status: int, body: bytes) -> None:
            self._begin(status, len(body))
            self.wfile.write(body)

        def _drip(self, body: bytes) -> None:
            for byte in body:
                self.wfile.write(bytes([byte]))
                if model.stopped.wait(0.2):
                    return

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler
