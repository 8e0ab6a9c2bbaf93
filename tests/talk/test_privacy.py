"""What a person says cannot be found afterwards: not in a file, a log, a cookie or an address.

A process of its own notes every file that it opens for writing, plays a talk, an answer and a drill with sentences that
occur nowhere else, and then looks for them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

MARKERS = [
    "zyrianka-marker-one",
    "ёжикмаркертри",
    "zyrianka-marker-four",
    "ёжикмаркерпять",
    "zyrianka-marker-six",
]

PLAYED = r"""
import io, json, logging, os, re, sys
from html import unescape

written, touched = set(), []

def watch(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        writes = (isinstance(mode, str) and set(mode) & set("wax+")) or (
            isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND))
        if writes and not isinstance(path, int):
            written.add(os.path.abspath(os.fsdecode(path)))
    elif event in {"sqlite3.connect", "shelve.open", "dbm.open", "socket.connect", "socket.sendto", "subprocess.Popen", "os.system"}:
        touched.append([event, repr(arguments)])

sys.addaudithook(watch)
log = io.StringIO()
logging.basicConfig(stream=log, level=logging.DEBUG)
logging.captureWarnings(True)

from polden.app import create_app
from polden.settings import Settings
from tests.asgi import Visitor

MARKERS = json.loads(sys.argv[1])
app = create_app(Settings(), warm=False)
visitor = Visitor(app)
pages = []

def carried(page):
    return unescape(re.search(r'name="talk" value="([^"]+)"', page.text)[1])

def send(path, fields):
    page = visitor.post(path, fields)
    pages.append(page)
    return page

page = send("/ru/talk/begin", {"person": "mother", "position": "N01", "gender": "f"})
for message in (f"Мам, {MARKERS[0]}, как ты?", f"Тебе обидно, {MARKERS[1]}?", f"Ты дура, {MARKERS[0]}!", "Я больше не хочу жить, " + MARKERS[1]):
    page = send("/ru/talk/say", {"talk": carried(page), "message": message})
page = send("/ru/talk/back", {"talk": carried(page), "turn": "1"})
page = send("/ru/talk/say", {"talk": carried(page), "message": MARKERS[0] * 900})
page = send("/ru/talk/hint", {"talk": carried(page), "message": MARKERS[1]})
send("/ru/talk/say", {"talk": "broken", "message": MARKERS[0]})
page = send("/ru/talk/end", {"talk": carried(page)})
send("/ru/talk/save", {"talk": carried(page)})
send("/en/answer", {"text": f"My vote decides nothing, {MARKERS[2]}"})
send("/en/answer", {"text": MARKERS[2] * 5000})
send("/ru/answer", {"text": f"Мой голос ничего не решает, {MARKERS[3]}", "position": "S01"})
send("/en/drill/open-01", {"text": f"What makes you think so, {MARKERS[4]}?"})
pages.append(visitor.ask("POST", "/ru/talk/say", content=b'--b\r\nContent-Disposition: form-data; name="message"\r\n\r\n' + MARKERS[0].encode() * 20_000
    + b"\r\n--b--\r\n", headers={"Content-Type": "multipart/form-data; boundary=b"}))
print(json.dumps({
    "written": sorted(written),
    "touched": touched,
    "log": log.getvalue(),
    "statuses": [page.status_code for page in pages],
    "headers": [[name, value] for page in pages for name, value in page.headers.items()],
    "addresses": [address for page in pages for address in re.findall(r'(?:href|src|action|formaction|hx-\w+)="([^"]*)"', page.text)],
    "methods": [method for page in pages for method in re.findall(r'<form[^>]*method="(\w+)"', page.text)],
    "shown": sum(marker in page.text for page in pages for marker in MARKERS),
}))
"""


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a process left behind that played a talk, with the texts of the files that it wrote."""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", PLAYED, json.dumps(MARKERS)],
        capture_output=True,
        cwd=root,
        check=False,
        timeout=120,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    found["log"] += done.stderr + "\n".join(done.stdout.splitlines()[:-1])
    return found


def test_the_talk_was_really_played(left: dict[str, Any]) -> None:
    assert set(left["statuses"]) == {200}
    assert left["shown"] >= 15


def test_no_file_that_was_written_holds_a_word_of_it(left: dict[str, Any]) -> None:
    for name in left["written"]:
        file = Path(name)
        content = file.read_bytes() if file.is_file() else b""
        assert not [marker for marker in MARKERS if marker.encode() in content], name


def test_nothing_but_compiled_code_is_written_at_all(left: dict[str, Any]) -> None:
    own = [name for name in left["written"] if "__pycache__" not in name and name not in {"/dev/null", "/dev/tty"}]
    assert own == []


def test_no_log_holds_a_word_of_it(left: dict[str, Any]) -> None:
    assert not [marker for marker in MARKERS if marker in left["log"]]


def test_no_other_program_or_machine_is_told(left: dict[str, Any]) -> None:
    assert left["touched"] == []


def test_no_cookie_is_set_and_no_header_repeats_it(left: dict[str, Any]) -> None:
    assert not [value for name, value in left["headers"] if name.lower() == "set-cookie"]
    assert not [value for _, value in left["headers"] if any(marker in value for marker in MARKERS)]


def test_no_address_holds_a_word_of_it_and_every_form_is_sent_in_the_body(left: dict[str, Any]) -> None:
    assert len(left["addresses"]) > 100
    assert not [address for address in left["addresses"] if any(marker in address for marker in MARKERS)]
    assert set(left["methods"]) == {"post"}
