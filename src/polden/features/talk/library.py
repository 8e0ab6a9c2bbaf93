"""A pack's folder as values: each file is read when it is first needed, and once.

Everything but this module and ``checking`` gets plain values and does not know that there are files.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from polden.core.words import Language
from polden.features.talk.content import (
    Answer,
    Exercise,
    Help,
    Others,
    PackInfo,
    Person,
    PersonLines,
    Position,
    PositionLines,
)
from polden.kit.drawings import what_is_wrong
from polden.kit.packs import PackError, Problem, Source, parse, read_yaml

M = TypeVar("M", bound=BaseModel)


class Library:
    """One pack. Raises PackError, with file and line, when a file that is asked for does not fit."""

    def __init__(self, root: Path) -> None:
        if not (root / "pack.yaml").is_file():
            raise PackError(
                [Problem("pack.yaml", 1, f"there is no pack in {root.name}", "name a folder with pack.yaml")]
            )
        self.root = root
        self._read = lru_cache(maxsize=None)(self._read_file)
        self._drawn = lru_cache(maxsize=None)(self._read_drawing)
        self._named = lru_cache(maxsize=None)(self._list_folders)

    def _read_file(self, file: str, model: type[BaseModel]) -> BaseModel:
        source = read_yaml(self.root, file)
        if isinstance(source, Problem):
            raise PackError([source])
        parsed = parse(model, source)
        if isinstance(parsed, list):
            raise PackError(parsed)
        return parsed

    def read(self, file: str, model: type[M]) -> M:
        """A file of the pack as a model; read once, then remembered."""
        found = self._read(file, model)
        assert isinstance(found, model)  # noqa: S101 - for the type checker
        return found

    def source(self, file: str) -> Source | Problem:
        """A file as it stands, for those who look for lines and not only for values."""
        return read_yaml(self.root, file)

    def _list_folders(self, name: str) -> tuple[str, ...]:
        folder = self.root / name
        return tuple(sorted(path.name for path in folder.iterdir() if path.is_dir())) if folder.is_dir() else ()

    @cached_property
    def info(self) -> PackInfo:
        """Title, values, groups and themes."""
        return self.read("pack.yaml", PackInfo)

    @cached_property
    def position_ids(self) -> list[str]:
        """Positions in the order of their groups in pack.yaml, then of their ids."""
        groups = list(self.info.groups)
        return sorted(self._named("positions"), key=lambda name: (groups.index(self.position(name).group), name))

    @cached_property
    def person_ids(self) -> list[str]:
        """Loved ones, those at home first, the older first."""
        return sorted(
            self._named("people"), key=lambda name: (self.person(name).lives == "abroad", -self.person(name).age)
        )

    @cached_property
    def exercises(self) -> list[Exercise]:
        """All drills, by file name."""
        folder = self.root / "exercises"
        files = sorted(path.name for path in folder.glob("*.yaml")) if folder.is_dir() else []
        return [self.read(f"exercises/{name}", Exercise) for name in files]

    @cached_property
    def help(self) -> Help:
        """Where people find help, by country."""
        return self.read("help.yaml", Help)

    @cached_property
    def others(self) -> dict[Language, list[str]]:
        """Sentences of such talks that mean none of the positions (others.yaml), by language."""
        if not (self.root / "others.yaml").is_file():
            return {}
        return self.read("others.yaml", Others).by_language

    def position(self, name: str) -> Position:
        """A position; KeyError when the pack has none of that id."""
        if name not in self._named("positions"):
            raise KeyError(name)
        return self.read(f"positions/{name}/position.yaml", Position)

    def answer(self, name: str) -> Answer | None:
        """The answer to a position, or None while it is a draft or not yet written."""
        found = self.draft(name)
        return found if found is not None and found.status == "ready" else None

    def draft(self, name: str) -> Answer | None:
        """The answer to a position, drafts included."""
        if not (self.root / "positions" / name / "answer.yaml").is_file():
            return None
        return self.read(f"positions/{name}/answer.yaml", Answer)

    def position_lines(self, name: str, language: Language) -> PositionLines:
        """What somebody who holds a position says."""
        return self.read(f"positions/{name}/lines.{language}.yaml", PositionLines)

    def person(self, name: str) -> Person:
        """A loved one; KeyError when the pack has none of that id."""
        if name not in self._named("people"):
            raise KeyError(name)
        return self.read(f"people/{name}/person.yaml", Person)

    def person_lines(self, name: str, language: Language) -> PersonLines:
        """How a loved one speaks."""
        return self.read(f"people/{name}/lines.{language}.yaml", PersonLines)

    def picture(self, name: str) -> str:
        """A loved one's portrait (people/ID/portrait.svg); an empty text where there is none that may be shown."""
        return self._drawn(name)

    def _read_drawing(self, name: str) -> str:
        file = self.root / "people" / name / "portrait.svg"
        drawing = file.read_text(encoding="utf-8") if file.is_file() else ""
        return "" if drawing and what_is_wrong(drawing) else drawing

    def page(self, name: str, language: Language) -> str:
        """A Markdown page of the pack, or an empty text."""
        file = self.root / "pages" / f"{name}.{language}.md"
        return file.read_text(encoding="utf-8") if file.is_file() else ""
