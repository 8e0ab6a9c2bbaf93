from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import pytest
from pydantic import BaseModel, ConfigDict, Field

from polden.kit.packs import PackError, Problem, Source, parse, read_yaml


class Pear(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: Annotated[str, Field(min_length=1)]
    picked: dt.date
    tastes: Annotated[list[str], Field(min_length=2)]


class Basket(BaseModel):
    model_config = ConfigDict(extra="forbid")
    pears: list[Pear]


GOOD = """\
# a comment moves every line down
pears:
  - name: "Conference"
    picked: 2026-09-01
    tastes: ["sweet", "green"]
  - name: "Williams"
    picked: 2026-08-15
    tastes:
      - "sweet"
      - "soft"
"""


def source(tmp_path: Path, text: str) -> Source:
    (tmp_path / "basket.yaml").write_text(text, encoding="utf-8")
    found = read_yaml(tmp_path, "basket.yaml")
    assert isinstance(found, Source)
    return found


def problem(tmp_path: Path, content: bytes) -> Problem:
    (tmp_path / "basket.yaml").write_bytes(content)
    found = read_yaml(tmp_path, "basket.yaml")
    assert isinstance(found, Problem)
    assert found.file == "basket.yaml"
    assert found.mend
    return found


def test_a_good_file_becomes_a_model(tmp_path: Path) -> None:
    found = parse(Basket, source(tmp_path, GOOD))
    assert isinstance(found, Basket)
    assert [pear.name for pear in found.pears] == ["Conference", "Williams"]


@pytest.mark.parametrize(
    ("old", "new", "line", "what", "mend"),
    [
        ('"Williams"', '""', 6, "pears.1.name", "write the text"),
        ("    picked: 2026-08-15\n", "", 6, "pears.1.picked", "add “picked:”"),
        ('name: "Williams"', 'name: "Williams"\n    colour: "red"', 7, "pears.1.colour", "remove “colour:”"),
        ('["sweet", "green"]', '["sweet"]', 5, "pears.0.tastes", "write more"),
        ('["sweet", "green"]', '["sweet", 7]', 5, "pears.0.tastes.1", "docs/pack-format.md"),
        ('      - "soft"', "      - [1]", 10, "pears.1.tastes.1", "docs/pack-format.md"),
    ],
)
def test_what_does_not_fit_is_named_with_line_and_mend(
    tmp_path: Path, old: str, new: str, line: int, what: str, mend: str
) -> None:
    assert old in GOOD
    found = parse(Basket, source(tmp_path, GOOD.replace(old, new, 1)))
    assert isinstance(found, list)
    assert [(one.file, one.line) for one in found] == [("basket.yaml", line)]
    assert found[0].what.startswith(what)
    assert mend in found[0].mend


def test_every_problem_of_a_file_is_named_at_once(tmp_path: Path) -> None:
    found = parse(Basket, source(tmp_path, GOOD.replace('"Williams"', '""').replace('["sweet", "green"]', "[]")))
    assert isinstance(found, list)
    assert sorted(one.line for one in found) == [5, 6]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "- a list\n", "only words\n"])
def test_a_file_of_another_shape_is_refused_on_its_first_line(tmp_path: Path, text: str) -> None:
    found = parse(Basket, source(tmp_path, text))
    assert isinstance(found, list)
    assert [one.line for one in found] == [1]


def test_a_missing_file_says_how_to_begin(tmp_path: Path) -> None:
    found = read_yaml(tmp_path, "positions/N01/position.yaml")
    assert isinstance(found, Problem)
    assert str(found).startswith("positions/N01/position.yaml:1: the file is missing → create it")


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [
        (b'pears:\n  - name: "open\n', 3, "not valid YAML"),
        (b"pears:\n  - name: a: b\n", 2, "not valid YAML"),
        (b"pears:\n\t- name\n", 2, "not valid YAML"),
        (b"pears:\n  - picked: 2026-13-45\n", 2, "2026-13-45"),
        (b"pears: \x00\n", 1, "not valid YAML"),
        ("pears: груша\n".encode("cp1251"), 1, "not UTF-8"),
    ],
)
def test_what_cannot_be_read_is_a_problem_and_not_a_trace(tmp_path: Path, content: bytes, line: int, what: str) -> None:
    found = problem(tmp_path, content)
    assert found.line == line
    assert what in found.what


def test_the_line_of_something_absent_is_that_of_its_parent(tmp_path: Path) -> None:
    found = source(tmp_path, GOOD)
    assert found.line(("pears", 1, "tastes", 1)) == 10
    assert found.line(("pears", 1, "nothing", 4)) == 6
    assert found.line(("pears", 9)) == 3
    assert found.line(("nothing",)) == 2


def test_an_error_tells_all_its_problems() -> None:
    problems = [Problem("b.yaml", 2, "this", "that"), Problem("a.yaml", 1, "this", "that")]
    assert str(PackError(problems)) == "b.yaml:2: this → that\na.yaml:1: this → that"
    assert sorted(problems)[0].file == "a.yaml"
