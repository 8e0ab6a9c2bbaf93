"""Drawings are put into the page as they are, so only plain shapes may be in them."""

from __future__ import annotations

import pytest

from polden.kit.drawings import what_is_wrong
from polden.settings import packs_folder

GOOD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g transform="rotate(3)"><circle cx="4" cy="4" r="3" fill="#aaa"/></g></svg>'


def test_plain_shapes_pass() -> None:
    assert what_is_wrong(GOOD) == ""


@pytest.mark.parametrize(
    "bad",
    [
        GOOD.replace("<circle", "<script"),
        GOOD.replace('r="3"', 'onload="alert(1)"'),
        GOOD.replace("#aaa", "url(https://example.org/x)"),
        GOOD.replace('fill="#aaa"', 'style="fill:red"'),
        GOOD.replace("<g ", '<image href="x" /><g '),
        '<!DOCTYPE svg [<!ENTITY a "b">]>' + GOOD,
        GOOD[:-3],
        GOOD.replace("</svg>", " " * 30_000 + "</svg>"),
    ],
)
def test_anything_else_is_refused(bad: str) -> None:
    assert what_is_wrong(bad)


def test_the_portraits_that_come_along_may_be_shown() -> None:
    for file in packs_folder().glob("*/people/*/portrait.svg"):
        assert what_is_wrong(file.read_text(encoding="utf-8")) == "", file
