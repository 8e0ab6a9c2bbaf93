"""Reading a pack's YAML files so that every complaint can name file, line and mend.

Knows nothing about what a pack contains: features bring their own models.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

Where = tuple[str | int, ...]
M = TypeVar("M", bound=BaseModel)
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong in a pack: the file (relative to the pack), its line from 1, what, and how to mend it."""

    file: str
    line: int
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what} → {self.mend}"


@dataclass(frozen=True)
class Source:
    """One YAML file of a pack: its name, its content as plain values, and its text for finding lines."""

    file: str
    data: Any
    text: str

    def line(self, where: Where) -> int:
        """The line on which the value at a path of keys and indexes begins; that of its nearest parent if absent."""
        return _lines(self.text).get(_longest_known(_lines(self.text), where), 1)


class PackError(Exception):
    """A pack that cannot be used; ``problems`` says why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def read_yaml(root: Path, file: str) -> Source | Problem:
    """A file of the pack, or the problem that keeps it from being read."""
    try:
        text = (root / file).read_text(encoding="utf-8")
    except FileNotFoundError:
        return Problem(file, 1, "the file is missing", "create it; docs/pack-format.md shows how")
    except UnicodeDecodeError as error:
        return Problem(file, 1, f"not UTF-8 text (byte {error.start})", "save the file as UTF-8")
    try:
        return Source(file, yaml.load(text, Loader=_Loader), text)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return Problem(file, line, f"not valid YAML: {error.problem}", "put the text between double quotes")
    except yaml.YAMLError as error:
        return Problem(file, 1, f"not valid YAML: {error}", "remove the character that YAML does not allow")
    except ValueError as error:
        line, value = _impossible_date(yaml.compose(text, Loader=_Loader)) or (1, "a value")
        return Problem(file, line, f"{value}: {error}", "write a day that the calendar has, e.g. 2026-11-21")


def parse(model: type[M], source: Source) -> M | list[Problem]:
    """The file's content as a model, or every way in which it does not fit."""
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        return [
            Problem(
                source.file,
                source.line(tuple(found["loc"])),
                _say(tuple(found["loc"]), found["msg"]),
                _mend(found),
            )
            for found in error.errors()
        ]


def _say(where: Where, message: str) -> str:
    path = ".".join(map(str, where)) or "the file"
    return f"{path}: {message[0].lower()}{message[1:]}"


def _mend(found: Any) -> str:
    match found["type"]:
        case "missing":
            return f"add “{found['loc'][-1]}:”"
        case "extra_forbidden":
            return f"remove “{found['loc'][-1]}:” or correct its spelling"
        case "too_short":
            return "write more of them"
        case "string_too_short":
            return "write the text"
        case "value_error":
            return "change it as described"
        case _:
            return "see docs/pack-format.md"


def _impossible_date(node: yaml.Node | None) -> tuple[int, str] | None:
    """Line and text of the first date that the calendar does not have."""
    if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:timestamp":
        try:
            yaml.load(node.value, Loader=_Loader)  # noqa: S506 - a safe loader
        except ValueError:
            return node.start_mark.line + 1, str(node.value)
    inner = node.value if isinstance(node, yaml.CollectionNode) else ()
    parts = (part for item in inner for part in (item if isinstance(item, tuple) else (item,)))
    return next((found for part in parts if (found := _impossible_date(part))), None)


def _longest_known(lines: dict[Where, int], where: Where) -> Where:
    while where and where not in lines:
        where = where[:-1]
    return where


@lru_cache(maxsize=8)
def _lines(text: str) -> dict[Where, int]:
    found: dict[Where, int] = {}
    node = yaml.compose(text, Loader=_Loader)
    if node is not None:
        _walk(node, (), found)
    return found


def _walk(node: yaml.Node, where: Where, found: dict[Where, int]) -> None:
    found[where] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _walk(value, (*where, str(key.value)), found)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _walk(value, (*where, index), found)
