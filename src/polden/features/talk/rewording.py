"""The optional model server, which may reword a loved one's newest line. Only the reply's words can change.

The address is an operator's choice (``POLDEN_MODEL_URL``); without it this module is not even loaded. Whatever the server
does, the talk goes on: an answer that is late, broken or not the same thing in other words is dropped, and the pack's
line stays. Nothing of a talk is logged, only each kind of failure once.
"""

from __future__ import annotations

import asyncio
import ipaddress
import json
import logging
import math
import ssl
import threading
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Protocol, TypeVar

import httpx

from polden.core.chance import pick_number
from polden.core.words import Language
from polden.features.talk.content import Person
from polden.features.talk.conversation import Talk
from polden.features.talk.reading.values import Reading
from polden.features.talk.rewording_prompt import messages_for, task_of
from polden.features.talk.rewording_rules import cleaned, refused_by_form, refused_by_meaning
from polden.features.talk.rewording_words import common_words
from polden.features.talk.service import TalkRoom
from polden.kit.meaning.encoder import Matrix
from polden.settings import SettingError, Settings

MOST_SECONDS = 3.0
"""However long the setting says to wait, nobody waits longer for a line."""
MOST_BYTES = 64_000
MOST_AT_ONCE = 8
"""Lines being reworded at the same time; who comes on top gets the built-in line at once, so that pages stay free."""
WARMTH = 0.7
T = TypeVar("T")
log = logging.getLogger("polden.rewording")


class NoAnswer(Exception):
    """The server gave no usable answer; the message names the kind of failure and nothing of the talk."""


class Server(Protocol):
    """Anything that answers chat messages."""

    def __call__(self, messages: Sequence[dict[str, str]], *, tokens: int, seed: int) -> str:
        """The answer's text, of at most so many tokens. Raises NoAnswer."""


@dataclass(frozen=True)
class ModelServer:
    """An OpenAI-compatible server: llama.cpp, Ollama, vLLM. Call it from a thread without a running event loop."""

    url: str
    name: str
    key: str = field(default="", repr=False)
    seconds: float = MOST_SECONDS

    def __call__(self, messages: Sequence[dict[str, str]], *, tokens: int, seed: int) -> str:
        """The answer's text. Raises NoAnswer, after ``seconds`` at the latest, also for a server that trickles."""
        body = {
            "model": self.name,
            "messages": list(messages),
            "temperature": WARMTH,
            "max_tokens": tokens,
            "seed": seed,
            "stream": False,
        }
        try:
            return _content_of(_finished(self._post(body)))
        except TimeoutError:
            raise NoAnswer("too slow") from None
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError) as error:
            raise NoAnswer(type(error).__name__) from None
        except (ValueError, TypeError, LookupError, RecursionError):
            raise NoAnswer("not the JSON of a chat completion") from None

    async def _post(self, body: dict[str, Any]) -> bytes:
        headers = {"Accept-Encoding": "identity", **({"Authorization": f"Bearer {self.key}"} if self.key else {})}
        address = self.url.rstrip("/") + "/chat/completions"
        async with (
            asyncio.timeout(self.seconds),
            httpx.AsyncClient(verify=_certificates(), trust_env=False, timeout=MOST_SECONDS) as client,
            client.stream("POST", address, json=body, headers=headers) as response,
        ):
            if response.status_code != 200:
                raise NoAnswer(f"status {response.status_code}")
            found = bytearray()
            async for part in response.aiter_raw():
                found += part
                if len(found) > MOST_BYTES:
                    raise NoAnswer("too much")
            return bytes(found)


def _content_of(body: bytes) -> str:
    choice = json.loads(body)["choices"][0]
    if choice.get("finish_reason") == "length":
        raise NoAnswer("cut off")
    content = choice["message"]["content"]
    if not isinstance(content, str):
        raise TypeError
    return content


def _finished(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end on a loop of its own. ``asyncio.run`` would wait at its end for a name server that hangs."""
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(work)
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


@lru_cache(maxsize=1)
def _certificates() -> ssl.SSLContext:
    return httpx.create_ssl_context()


class Rewording:
    """Rewords the newest line of a talk. Safe to share between threads.

    ``read`` reads a text, ``encode`` gives vectors of texts, ``common`` the words that are no names in what a person says
    about a position.
    """

    def __init__(
        self,
        server: Server,
        read: Callable[[str], Reading],
        encode: Callable[[Sequence[str]], Matrix],
        common: Callable[[str, str, Language], frozenset[str]],
    ) -> None:
        self._server, self._read, self._encode, self._common = server, read, encode, common
        self._places = threading.BoundedSemaphore(MOST_AT_ONCE)
        self._told: set[str] = set()

    def __call__(self, talk: Talk, person: Person) -> Talk:
        """The talk with the last turn's reply in other words, or as it was. Never raises for what the server does."""
        if not self._places.acquire(blocking=False):
            return talk
        try:
            return self._reworded(talk, person)
        except NoAnswer as failure:
            self._tell(str(failure))
            return talk
        finally:
            self._places.release()

    def _reworded(self, talk: Talk, person: Person) -> Talk:
        task = task_of(talk, person)
        if task is None:
            return talk
        seed = pick_number(f"{talk.setup.seed}/reword/{len(talk.turns)}", 2**31)
        text = cleaned(self._server(messages_for(task), tokens=len(task.line) + 40, seed=seed))
        last = talk.turns[-1]
        refusal = refused_by_form(text, task, self._common(person.id, last.memory.position, task.language))
        refusal = refusal or refused_by_meaning(self._read(text), self._read(task.line), self._encode)
        if refusal is not None:
            raise NoAnswer(f"answer refused, {refusal.value}")
        return replace(talk, turns=(*talk.turns[:-1], replace(last, reply=text)))

    def _tell(self, kind: str) -> None:
        if kind not in self._told:
            self._told.add(kind)
            log.warning("The model server did not help, the built-in line stands: %s (told once)", kind)


@dataclass(frozen=True)
class RewordingRoom:
    """Rewording with a pack: what the web and the terminal call. ``elsewhere``: the server is another machine."""

    rewording: Rewording
    room: TalkRoom
    elsewhere: bool

    def __call__(self, talk: Talk) -> Talk:
        """The talk with its newest line reworded, or as it was."""
        return self.rewording(talk, self.room.library.person(talk.setup.person))


def rewording_for(room: TalkRoom, settings: Settings) -> RewordingRoom | None:
    """Rewording as the settings ask for, or None when they name no server. Raises SettingError for a useless address."""
    if not settings.model_url:
        return None
    # httpx tells every request at INFO, which would be a diary of when somebody talks
    logging.getLogger("httpx").setLevel(logging.WARNING)
    seconds = settings.model_timeout if math.isfinite(settings.model_timeout) else MOST_SECONDS
    server = ModelServer(
        settings.model_url, settings.model_name, settings.model_key, min(MOST_SECONDS, max(0.0, seconds))
    )
    rewording = Rewording(server, room.reader.read, room.encoder.encode, _common_in(room))
    return RewordingRoom(rewording, room, _is_elsewhere(settings.model_url))


def _is_elsewhere(url: str) -> bool:
    try:
        address = httpx.URL(url)
    except (httpx.InvalidURL, ValueError):
        address = httpx.URL("")
    if address.scheme not in {"http", "https"} or not address.host:
        raise SettingError(f"POLDEN_MODEL_URL is “{url}”; it takes an address, e.g. http://127.0.0.1:8080/v1")
    try:
        return not ipaddress.ip_address(address.host).is_loopback
    except ValueError:
        return address.host != "localhost"


def _common_in(room: TalkRoom) -> Callable[[str, str, Language], frozenset[str]]:
    @lru_cache(maxsize=512)
    def common(person: str, position: str, language: Language) -> frozenset[str]:
        library = room.library
        lines = (library.person_lines(person, language), library.position_lines(position, language))
        said = [text for part in lines for text in _texts(part.model_dump())]
        wordings = [text for name in library.position_ids for text in library.position(name).wordings[language]]
        return common_words([*said, *wordings])

    return common


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for item in items for text in _texts(item)]
