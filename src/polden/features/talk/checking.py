"""What `polden pack check` refuses: every complaint names file, line and mend.

The models in ``content`` say what each file may hold; here stands what must hold between files, and how much is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from polden.core.words import LANGUAGES, word_list
from polden.features.talk.acts import LEVELS, Ask
from polden.features.talk.content import (
    Answer,
    Exercise,
    Help,
    PackInfo,
    Part,
    Person,
    PersonLines,
    Position,
    PositionLines,
    Reactions,
)
from polden.features.talk.library import Library
from polden.features.talk.training import RECOGNITION, sayings_of
from polden.kit.drawings import what_is_wrong
from polden.kit.meaning.recogniser import taught_mark
from polden.kit.packs import Problem, Source, Where, parse, read_yaml

M = TypeVar("M", bound=BaseModel)

LEAST_WORDINGS = 10
LEAST_LINES = 9
NEEDED_KINDS = (Ask.WHY, Ask.HOW_KNOW, Ask.FEEL, Ask.WANT, Ask.EXAMPLE, Ask.FACT, Ask.STORY, Ask.REFLECTION)
LEAST_IN_LISTS = {"greetings": 4, "topics": 8, "curious": 5, "dodges": 6}
LEAST_REACTIONS = {
    "insult": 5, "contempt": 4, "blame": 5, "command": 4, "advice": 4, "lecture": 4, "loaded_question": 4,
    "topic_change": 3, "asked_twice": 4, "promise_broken": 3, "short": 4, "long": 3, "unclear": 4, "silence": 5,
    "warning": 4, "ends": 4, "returns": 3, "cornered": 5, "softening": 4, "hardening": 4,
}  # fmt: skip
LEAST_BY_LEVEL = 3
LEAST_TOPIC_ASKS, LEAST_TOPIC_LINES = 5, 4

_MARK = re.compile(r"\{([^{}]*)\}")
_GOOD_MARK = re.compile(r"(?:[su]:[^|{}]*\|[^|{}]*|dear)")


def check_pack(root: Path) -> list[Problem]:
    """Everything that is wrong with the pack in a folder, in the order of files and lines; empty when all is well."""
    return sorted(set(_Check(root).run()))


class _Check:
    """One walk through a pack."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.positions = self._folders("positions")
        self.people = self._folders("people")

    def _folders(self, name: str) -> list[str]:
        folder = self.root / name
        return sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []

    def run(self) -> list[Problem]:
        info = self._load("pack.yaml", PackInfo)
        if info is None:
            return self.problems
        pack, _ = info
        self._load("help.yaml", Help)
        for name in self.positions:
            self._position(name, pack)
            self._answer(name, pack)
            for language in LANGUAGES:
                self._position_lines(f"positions/{name}/lines.{language}.yaml")
        for name in self.people:
            self._person(name, pack)
        for path in sorted((self.root / "exercises").glob("*.yaml")):
            self._exercise(f"exercises/{path.name}")
        if not self.problems:
            self._taught()
        return self.problems

    def _taught(self) -> None:
        """Whether recognition was taught the wordings as they stand."""
        library, file = Library(self.root), self.root / RECOGNITION
        if not file.is_file():
            self.problems.append(Problem(RECOGNITION, 1, "recognition was not taught yet", "run “polden pack train”"))
        elif taught_mark(file) != sayings_of(library).mark:
            self.problems.append(Problem(RECOGNITION, 1, "the wordings have changed since", "run “polden pack train”"))

    def _load(self, file: str, model: type[M]) -> tuple[M, Source] | None:
        source = read_yaml(self.root, file)
        if isinstance(source, Problem):
            self.problems.append(source)
            return None
        parsed = parse(model, source)
        if isinstance(parsed, list):
            self.problems += parsed
            return None
        self._marks(source)
        return parsed, source

    def _say(self, source: Source, where: Where, what: str, mend: str) -> None:
        self.problems.append(Problem(source.file, source.line(where), what, mend))

    def _known(self, source: Source, where: Where, name: str, known: Sequence[str], what: str) -> None:
        if name not in known:
            self._say(source, where, f"there is no {what} “{name}”", f"use one of: {', '.join(known)}")

    def _enough(self, source: Source, where: Where, found: int, least: int) -> None:
        if found < least:
            path = ".".join(map(str, where))
            self._say(source, where, f"{path} has {found}, {least} are needed", f"write {least - found} more")

    def _different(self, source: Source, texts: Sequence[tuple[Where, str]]) -> None:
        seen: dict[str, Where] = {}
        for where, text in texts:
            key = " ".join(word_list(text)) or text
            if key in seen:
                line = source.line(seen[key])
                self._say(source, where, f"says the same as line {line}: “{text}”", "say it differently or remove it")
            seen.setdefault(key, where)

    def _marks(self, source: Source) -> None:
        for where, text in _texts(source.data, ()):
            for mark in _MARK.findall(text):
                if not _GOOD_MARK.fullmatch(mark):
                    self._say(source, where, f"“{{{mark}}}” is no mark", "use {s:он|она}, {u:он|она} or {dear}")

    def _same_id(self, source: Source, found: str, name: str) -> None:
        if found != name:
            self._say(source, ("id",), f"id “{found}” is not the name of its folder", f"write “id: {name}”")

    def _position(self, name: str, pack: PackInfo) -> None:
        loaded = self._load(f"positions/{name}/position.yaml", Position)
        if loaded is None:
            return
        position, source = loaded
        self._same_id(source, position.id, name)
        self._known(source, ("group",), position.group, list(pack.groups), "group")
        self._known(source, ("theme",), position.theme, list(pack.themes), "theme")
        for index, other in enumerate(position.moves_to):
            self._known(source, ("moves_to", index), other, self.positions, "position")
        for index, reference in enumerate(position.references):
            self._known(source, ("references", index), reference, list(pack.references), "reference")
        if position.prevalence and not position.references:
            self._say(source, ("prevalence",), "a prevalence without a source", "add the source under “references:”")
        for language in LANGUAGES:
            self._enough(source, ("wordings", language), len(position.wordings[language]), LEAST_WORDINGS)
            both = [
                ((kind, language, index), text)
                for kind, texts in (("wordings", position.wordings), ("opposites", position.opposites))
                for index, text in enumerate(texts[language])
            ]
            self._different(source, both)

    def _answer(self, name: str, pack: PackInfo) -> None:
        if not (self.root / f"positions/{name}/answer.yaml").is_file():
            return
        loaded = self._load(f"positions/{name}/answer.yaml", Answer)
        if loaded is None:
            return
        answer, source = loaded
        for index, claim in enumerate(answer.claims):
            if answer.status == "ready" and not claim.source.date:
                self._say(source, ("claims", index), f"claim “{claim.id}” has no date", "add the source's date")
        for value, variant in answer.variants.items():
            self._known(source, ("variants", value), value, list(pack.values), "value")
            self._figures(source, ("variants", value, "argument"), variant.argument)
        self._figures(source, ("story",), answer.story)
        self._figures(source, ("argument",), answer.argument)
        if answer.status == "ready" and not answer.argument.claims + answer.story.claims and answer.claims:
            self._say(source, ("claims",), "claims are listed but neither story nor argument uses them", "name them")

    def _figures(self, source: Source, where: Where, part: Part) -> None:
        if not part.claims and any(character.isdigit() for character in part.ru + part.en):
            path = ".".join(map(str, where))
            self._say(source, where, f"{path} gives a figure without a claim", "name its claim under “claims:”")

    def _position_lines(self, file: str) -> None:
        loaded = self._load(file, PositionLines)
        if loaded is None:
            return
        lines, source = loaded
        self._enough(source, ("opening",), len(lines.opening), 4)
        texts: list[tuple[Where, str]] = [(("opening", index), text) for index, text in enumerate(lines.opening)]
        for level in LEVELS:
            at_level = lines.at(level)
            self._enough(source, (level.value,), len(at_level), LEAST_LINES)
            kinds = {kind for line in at_level for kind in line.for_}
            for kind in NEEDED_KINDS:
                if kind not in kinds:
                    what = f"no line at “{level}” answers “{kind}”"
                    self._say(source, (level.value,), what, f"write one with “for: [{kind}]”")
            texts += [((level.value, index), line.say) for index, line in enumerate(at_level)]
        self._different(source, texts)

    def _person(self, name: str, pack: PackInfo) -> None:
        loaded = self._load(f"people/{name}/person.yaml", Person)
        if loaded is None:
            return
        person, source = loaded
        self._same_id(source, person.id, name)
        for index, value in enumerate(person.values):
            self._known(source, ("values", index), value, list(pack.values), "value")
        for index, position in enumerate(person.believes):
            self._known(source, ("believes", index), position, self.positions, "position")
        portrait = self.root / f"people/{name}/portrait.svg"
        wrong = what_is_wrong(portrait.read_text(encoding="utf-8")) if portrait.is_file() else ""
        if wrong:
            mend = "use plain shapes with fill and stroke only"
            self.problems.append(Problem(f"people/{name}/portrait.svg", 1, wrong, mend))
        for language in LANGUAGES:
            self._person_lines(f"people/{name}/lines.{language}.yaml", person)

    def _person_lines(self, file: str, person: Person) -> None:
        loaded = self._load(file, PersonLines)
        if loaded is None:
            return
        lines, source = loaded
        for name, least in LEAST_IN_LISTS.items():
            self._enough(source, (name,), len(getattr(lines, name)), least)
        for index, topic in enumerate(lines.topics):
            self._enough(source, ("topics", index, "asks"), len(topic.asks), LEAST_TOPIC_ASKS)
            self._enough(source, ("topics", index, "lines"), len(topic.lines), LEAST_TOPIC_LINES)
        for trigger in person.triggers:
            if trigger.id not in lines.triggers:
                self._say(source, ("triggers",), f"nothing is said to the trigger “{trigger.id}”", "write two lines")
        self._enough(source, ("worry", "hint"), len(lines.worry.hint), 3)
        self._enough(source, ("worry", "tell"), len(lines.worry.tell), 3)
        self._enough(source, ("worry", "after"), len(lines.worry.after), 3)
        for name in Reactions.model_fields:
            if name in LEAST_REACTIONS:
                found = lines.reactions.to(name, LEVELS[0])
                self._enough(source, ("reactions", name), len(found), LEAST_REACTIONS[name])
                continue
            for level in LEVELS:
                found = lines.reactions.to(name, level)
                self._enough(source, ("reactions", name, level.value), len(found), LEAST_BY_LEVEL)
        spoken = [(where, text) for where, text in _texts(source.data, ()) if not {"asks", "endearments"} & set(where)]
        self._different(source, spoken)

    def _exercise(self, file: str) -> None:
        loaded = self._load(file, Exercise)
        if loaded is None:
            return
        exercise, source = loaded
        self._same_id(source, exercise.id, Path(file).stem)
        if exercise.person is not None:
            self._known(source, ("person",), exercise.person, self.people, "person")


def _texts(data: object, where: Where) -> Iterator[tuple[Where, str]]:
    if isinstance(data, str):
        yield where, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, (*where, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, (*where, index))
