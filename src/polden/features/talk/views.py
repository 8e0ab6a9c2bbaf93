"""What the pages show, as plain values: texts in the page's language, nothing left to decide in a template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup

from polden.core.chance import pick
from polden.core.words import Language
from polden.features.talk import answering, drills
from polden.features.talk.coach import Feedback
from polden.features.talk.content import Claim, Exercise, HelpCountry
from polden.features.talk.conversation import Talk
from polden.features.talk.debrief import Debrief
from polden.features.talk.library import Library
from polden.features.talk.marks import Gender
from polden.features.talk.memory import Ended
from polden.features.talk.reading.values import Danger
from polden.features.talk.service import TalkRoom
from polden.features.talk.wording import wording
from polden.kit.language import Catalogue
from polden.kit.pages import STATIC
from polden.kit.pictures import line_picture

_MARKDOWN = MarkdownIt("commonmark", {"html": False})


@dataclass(frozen=True)
class ShownPerson:
    """A loved one, for a card."""

    id: str
    name: str
    relation: str
    age: int
    lives: str
    portrait: str
    picture: Markup
    user_is: dict[str, str]


@dataclass(frozen=True)
class ShownPosition:
    """A position, for a list."""

    id: str
    text: str
    need: str
    theme: str
    evidence: str
    prevalence: str
    ready: bool


@dataclass(frozen=True)
class ShownTurn:
    """One message, the reply and the coach's notes. ``opens`` is openness after it, 0 … 1."""

    index: int
    user: str
    reply: str | None
    feedback: Feedback
    opens: float
    acts: tuple[str, ...]
    returned: bool
    last: bool


@dataclass(frozen=True)
class ShownTalk:
    """A talk, for a page."""

    person: ShownPerson
    position: ShownPosition
    gender: Gender
    seed: str
    opening: str
    turns: tuple[ShownTurn, ...]
    opens: float
    level: str
    path: tuple[float, ...]
    ended: str
    danger: Danger | None
    tried: tuple[tuple[int, tuple[str, ...]], ...]
    can_call: bool


def markdown(text: str) -> Markup:
    """A pack's Markdown as HTML; raw HTML in it is shown as text."""
    return Markup(_MARKDOWN.render(text))  # noqa: S704 - html is off in the renderer


def person(library: Library, name: str, language: Language) -> ShownPerson:
    """A loved one."""
    found = library.person(name)
    return ShownPerson(
        name,
        found.name[language],
        found.relation[language],
        found.age,
        found.lives,
        found.portrait[language],
        Markup(library.picture(name)),  # noqa: S704 - plain shapes only: kit.drawings
        {gender: texts[language] for gender, texts in found.user_is.items()},
    )


def people(library: Library, language: Language) -> list[ShownPerson]:
    """All loved ones."""
    return [person(library, name, language) for name in library.person_ids]


def position(library: Library, name: str, language: Language) -> ShownPosition:
    """A position."""
    found = library.position(name)
    return ShownPosition(
        name,
        found.text[language],
        found.need[language],
        library.info.themes[found.theme][language],
        found.evidence,
        found.prevalence[language] if found.prevalence else "",
        library.answer(name) is not None,
    )


def subjects(library: Library, person_id: str, language: Language) -> dict[str, list[ShownPosition]]:
    """What a talk can be about: what suits the person first, then the rest by group. Keys are headings, "" the first."""
    if person_id not in library.person_ids:
        return {}
    chosen = library.person(person_id)
    first = [name for name in chosen.believes if name in library.position_ids]
    found = {"": [position(library, name, language) for name in first]}
    for name in library.position_ids:
        item = library.position(name)
        if name not in first and chosen.lives in item.lives:
            heading = library.info.groups[item.group][language]
            found.setdefault(heading, []).append(position(library, name, language))
    return found


def groups(library: Library, language: Language) -> list[tuple[str, list[ShownPosition]]]:
    """All positions under the headings of their groups."""
    found: dict[str, list[ShownPosition]] = {}
    for name in library.position_ids:
        heading = library.info.groups[library.position(name).group][language]
        found.setdefault(heading, []).append(position(library, name, language))
    return list(found.items())


def talk(library: Library, given: Talk) -> ShownTalk:
    """A talk."""
    path, language = given.path, given.setup.language
    memory = given.turns[-1].memory if given.turns else given.memory
    turns = tuple(
        ShownTurn(
            index,
            turn.user,
            turn.reply,
            turn.feedback,
            path[index + 1],
            tuple(turn.acts),
            turn.returned,
            index == len(given.turns) - 1,
        )
        for index, turn in enumerate(given.turns)
    )
    last = given.turns[-1] if given.turns else None
    return ShownTalk(
        person(library, given.setup.person, language),
        position(library, memory.position, language),
        given.setup.user_gender,
        given.setup.seed,
        given.opening,
        turns,
        path[-1],
        last.level.value if last else "",
        path,
        given.ended.value,
        last.danger if last else None,
        given.tried,
        given.ended in {Ended.HUNG_UP, Ended.GOODBYE},
    )


def help_lines(library: Library, language: Language, first: str) -> list[dict[str, Any]]:
    """Where help is, by country; the country of the setting first, the entry for everywhere last."""

    def rank(country: HelpCountry) -> tuple[bool, bool, str]:
        return country.code != (first or "INT"), country.code == "INT", country.name[language]

    return [
        {
            "code": country.code,
            "name": country.name[language],
            "emergency": country.emergency,
            "lines": [
                {
                    "name": line.name[language],
                    "phone": line.phone,
                    "url": line.url,
                    "hours": line.hours[language] if line.hours else "",
                    "languages": ", ".join(line.languages),
                    "for": line.for_,
                    "source": line.source,
                    "confidence": line.confidence,
                }
                for line in country.lines
            ],
        }
        for country in sorted(library.help.countries, key=rank)
    ]


def openness_picture(given: Talk, found: Debrief, words: Catalogue) -> Markup:
    """The line of the loved one's openness over the talk."""
    say = words.gettext
    marks: dict[int, str] = {}
    if found.turning is not None:
        marks[found.turning] = say("turning point")
    if found.best is not None:
        marks[found.best + 1] = say("best moment")
    numbers = ", ".join(f"{value:.0%}" for value in found.path)
    return line_picture(
        found.path,
        title=say("Openness over the talk"),
        describe=say("After each message: %(numbers)s") % {"numbers": numbers},
        low=say("closed"),
        high=say("open"),
        marks=marks,
    )


def exercises(library: Library, language: Language) -> dict[str, list[dict[str, Any]]]:
    """The exercises by kind."""
    found: dict[str, list[dict[str, Any]]] = {}
    for item in library.exercises:
        found.setdefault(item.kind, []).append(exercise(library, item, language))
    return found


def exercise(library: Library, item: Exercise, language: Language) -> dict[str, Any]:
    """One exercise."""
    same = [other.id for other in library.exercises if other.kind == item.kind]
    every = [other.id for other in library.exercises]
    after = (same + every)[(same + every).index(item.id) + 1 :]
    return {
        "id": item.id,
        "kind": item.kind,
        "minutes": item.minutes,
        "person": person(library, item.person, language) if item.person else None,
        "partner": item.partner[language],
        "task": item.task[language],
        "statement": item.statement[language] if item.statement else "",
        "examples": item.examples[language] if item.examples else [],
        "why": item.why[language],
        "options": [(option.text[language], option.closes, option.why[language]) for option in item.options],
        "next": next((name for name in after if name != item.id), None),
    }


def exercise_for(library: Library, kind: str, language: Language) -> dict[str, Any] | None:
    """The first exercise of a kind."""
    return next((exercise(library, item, language) for item in library.exercises if item.kind == kind), None)


def spotted(item: Exercise, chosen: Sequence[int]) -> drills.Spotted:
    """A *spot* exercise, checked."""
    return drills.check_spotted(item, chosen)


def story(library: Library, given: Talk, found: Debrief) -> dict[str, str]:
    """Their life in a paragraph; the worry only once it was told."""
    someone, language = library.person(given.setup.person), given.setup.language
    return {"story": someone.story[language], "worry": someone.worry[language] if found.worry_told else ""}


def why_practise(kind: str, language: Language) -> str:
    """Why this exercise."""
    return wording(language).exercise_for[kind][0]


def why_turned(found: Debrief, language: Language, seed: str) -> str:
    """What the turning point was."""
    words = wording(language)
    return pick(seed, words.turning_up if found.turned_up else words.turning_down) if found.turning is not None else ""


def answer(
    room: TalkRoom, name: str, language: Language, value: str | None, speaker: Gender = "f", listener: Gender = "f"
) -> dict[str, Any]:
    """An answer in four parts with its sources, or the position alone while the answer is a draft."""
    library = room.library
    shown: dict[str, Any] = {
        "position": position(library, name, language),
        "value": value,
        "values": [],
        "said": None,
        "claims": [],
    }
    found = library.answer(name)
    if found is None:
        return shown
    value = value if value in found.variants else None
    said = answering.say(found, name, language, value=value, speaker=speaker, listener=listener)
    return {
        **shown,
        "value": value,
        "values": [(key, library.info.values[key][language]) for key in library.info.values if key in found.variants],
        "said": said,
        "claims": [claim_view(claim, language) for claim in said.claims],
        "reviewed": found.reviewed.isoformat(),
        "references": [
            {"publisher": item.publisher, "title": item.title, "url": item.url, "date": item.date}
            for item in (library.info.references[key] for key in library.position(name).references)
        ],
    }


def claim_view(claim: Claim, language: Language) -> dict[str, Any]:
    """A claim with its source."""
    return {
        "id": claim.id,
        "kind": claim.kind,
        "concedes": claim.concedes,
        "text": claim.text[language],
        "source": claim.source.model_dump(),
        "read": claim.read,
        "confidence": claim.confidence,
        "note": claim.note[language] if claim.note else "",
    }


def saved_style() -> Markup:
    """The style that a saved file carries in itself."""
    return Markup((STATIC / "saved.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file
