from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import UndefinedError
from starlette.applications import Starlette
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from polden.kit.pages import HEADERS, STATIC, Pages, static_address, with_headers
from tests.asgi import Visitor


@pytest.fixture
def client(tmp_path: Path) -> Visitor:
    (tmp_path / "hello.html").write_text(
        "{% if part %}part{% else %}whole{% endif %} {{ name }} {{ other_languages }} {{ _('Hint') }}"
    )
    pages = Pages(tmp_path)

    async def hello(request: Request) -> Response:
        return pages.page(request, "hello.html", "ru", name=request.query_params.get("name", ""))

    async def static(request: Request) -> Response:
        return PlainTextResponse("a file")

    app = Starlette(routes=[Route("/ru/hello/{rest:path}", hello), Route("/static/file", static)])
    app.add_middleware(BaseHTTPMiddleware, dispatch=with_headers)
    return Visitor(app)


def test_every_answer_carries_the_security_headers(client: Visitor) -> None:
    for path in ("/ru/hello/x", "/static/file", "/nowhere"):
        found = client.get(path).headers
        assert {name: found[name] for name in HEADERS} == HEADERS


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert not {"http:", "https:", "*", "'unsafe-inline'", "'unsafe-eval'"} & set(policy.replace(";", " ").split())


def test_pages_are_kept_by_nobody_and_marked_files_for_ever(client: Visitor) -> None:
    assert client.get("/ru/hello/x").headers["cache-control"] == "no-store"
    assert client.get("/static/file").headers["cache-control"] == "no-store"
    assert "immutable" in client.get("/static/file?0123").headers["cache-control"]


def test_texts_are_escaped_and_in_the_pages_language(client: Visitor) -> None:
    text = client.get("/ru/hello/x?name=%3Cscript%3E").text
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert "Подсказка" in text


def test_a_page_knows_its_address_in_the_other_language(client: Visitor) -> None:
    assert "/en/hello/a/b" in client.get("/ru/hello/a/b").text


def test_a_script_on_the_page_gets_the_part_that_it_asks_for(client: Visitor) -> None:
    assert client.get("/ru/hello/x").text.startswith("whole")
    assert client.get("/ru/hello/x", HX_Request="true").text.startswith("part")


def test_a_forgotten_value_is_an_error_and_not_an_empty_place(tmp_path: Path) -> None:
    (tmp_path / "gap.html").write_text("{{ nobody }}")
    with pytest.raises(UndefinedError):
        Pages(tmp_path).render("gap.html", "en")


def test_a_static_address_changes_with_the_content() -> None:
    address = static_address("polden.css")
    path, _, mark = address.partition("?")
    assert (path, len(mark)) == ("/static/polden.css", 12)
    assert (STATIC / "polden.css").is_file()
    assert static_address("polden.js").partition("?")[2] != mark
    with pytest.raises(FileNotFoundError):
        static_address("nothing.css")
