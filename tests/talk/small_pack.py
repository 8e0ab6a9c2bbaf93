"""A tiny pack about tea, right in everything, for tests that break one thing in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import yaml

from polden.core.words import LANGUAGES
from polden.features.talk.acts import LEVELS
from polden.features.talk.checking import LEAST_REACTIONS, NEEDED_KINDS
from polden.features.talk.content import Reactions
from polden.features.talk.library import Library
from polden.features.talk.training import RECOGNITION, sayings_of


def both(text: str) -> dict[str, str]:
    return {"ru": f"{text} по-русски", "en": f"{text} in English"}


def several(text: str, count: int) -> list[str]:
    return [f"{text} {'abcdefghijklmnopqrstuvwxyz'[number]}" for number in range(count)]


def many(text: str, count: int) -> dict[str, list[str]]:
    return {language: several(f"{text} {language}", count) for language in LANGUAGES}


def part(text: str, *claims: str) -> dict[str, Any]:
    return {**both(text), **({"claims": list(claims)} if claims else {})}


PACK = {
    "id": "tea",
    "title": both("Tea"),
    "tagline": both("About tea"),
    "values": {"family": both("family"), "order": both("order")},
    "groups": {"T": both("tea")},
    "themes": {"taste": both("taste")},
    "references": {"TEA": {"publisher": "Tea weekly", "url": "https://example.org/tea", "date": "2020"}},
}
HELP = {
    "countries": [
        {
            "code": "INT",
            "emergency": "112",
            "name": both("everywhere"),
            "lines": [
                {
                    "for": ["panic"],
                    "name": both("A line"),
                    "phone": "100",
                    "source": {
                        "publisher": "p",
                        "title": "t",
                        "url": "https://example.org",
                        "date": "2024-01",
                    },
                    "confidence": "high",
                }
            ],
        }
    ]
}
POSITION = {
    "id": "T1",
    "group": "T",
    "theme": "taste",
    "lives": ["home"],
    "text": both("Tea is bitter"),
    "need": both("sweetness"),
    "evidence": "P",
    "prevalence": both("half of all"),
    "references": ["TEA"],
    "moves_to": ["T1"],
    "wordings": many("wording", 10),
    "opposites": many("opposite", 2),
}
ANSWER = {
    "status": "ready",
    "reviewed": "2026-01-02",
    "claims": [
        {
            "id": "c1",
            "kind": "fact",
            "concedes": True,
            "text": both("Some tea is bitter"),
            "source": {"publisher": "p", "title": "t", "url": "https://example.org", "date": "2024-01-02"},
            "read": "full",
            "confidence": "high",
        }
    ],
    "shared": part("We both drink it"),
    "story": part("A friend drank it", "c1"),
    "argument": part("It can be sweet"),
    "question": part("What do you like?"),
    "variants": {"family": {"shared": part("s"), "argument": part("a"), "question": part("q")}},
    "practice": {"reflect": many("reflect", 3), "ask": many("ask", 3), "share": many("share", 1)},
}
EXERCISE = {
    "id": "open-01",
    "kind": "open_question",
    "person": "aunt",
    "partner": both("Tea is bitter"),
    "task": both("Ask"),
    "wants": ["open_question"],
    "examples": many("example", 2),
    "why": both("because"),
}
PERSON = {
    "id": "aunt",
    "gender": "f",
    "age": 60,
    "lives": "home",
    "name": both("Ann"),
    "relation": both("aunt"),
    "user_is": {"m": both("nephew"), "f": both("niece")},
    "portrait": both("portrait"),
    "story": both("story"),
    "worry": both("worry"),
    "speech": both("speech"),
    "values": ["family"],
    "believes": ["T1"],
    "start": {"trust": 0.4, "guard": 0.5, "heat": 0.1, "openness": 0.2},
    "triggers": [{"id": "sugar", "about": both("sugar"), "to": many("sweet", 2), "heat": 0.1}],
}


def position_lines() -> dict[str, Any]:
    kinds = [["any"], *([kind.value] for kind in NEEDED_KINDS)]
    at_levels = {
        level.value: [{"say": f"line at {level} for {kind[0]}", "for": list(kind), "to": ["why so"]} for kind in kinds]
        for level in LEVELS
    }
    return {"opening": several("opening", 4), **at_levels}


def person_lines() -> dict[str, Any]:
    def reaction(name: str) -> list[str] | dict[str, list[str]]:
        if name in LEAST_REACTIONS:
            return several(f"reaction {name}", LEAST_REACTIONS[name])
        return {level.value: several(f"reaction {name} {level}", 3) for level in LEVELS}

    names = several("topic", 8)
    return {
        "endearments": {"m": ["dear boy"], "f": ["dear girl"]},
        "greetings": several("greeting", 4),
        "topics": [
            {
                "id": name.replace(" ", "_"),
                "asks": several(f"ask {name}", 5),
                "lines": several(f"tell {name}", 4),
            }
            for name in names
        ],
        "curious": [{"say": f"asks {name}", "after": several(f"hears {name}", 2)} for name in names[:5]],
        "dodges": several("dodge", 6),
        "triggers": {"sugar": several("hurt", 2)},
        "worry": {"hint": several("hint", 3), "tell": several("tell", 3), "after": several("after", 3)},
        "reactions": {name: reaction(name) for name in Reactions.model_fields},
    }


def written(root: Path) -> Path:
    """The pack in a folder; every text on a line of its own. Of its recognition only the mark is there."""
    files = {
        "pack.yaml": PACK,
        "help.yaml": HELP,
        "exercises/open-01.yaml": EXERCISE,
        "positions/T1/position.yaml": POSITION,
        "positions/T1/answer.yaml": ANSWER,
        "people/aunt/person.yaml": PERSON,
        **{f"positions/T1/lines.{language}.yaml": position_lines() for language in LANGUAGES},
        **{f"people/aunt/lines.{language}.yaml": person_lines() for language in LANGUAGES},
    }
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10_000)
        (root / name).write_text(text, encoding="utf-8")
    np.savez(root / RECOGNITION, mark=np.array(sayings_of(Library(root)).mark))
    return root
