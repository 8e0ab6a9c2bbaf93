"""A second campaign on another subject: no code knows what a campaign is about."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from polden.core.words import LANGUAGES, Language
from polden.features.talk.conversation import Setup
from polden.features.talk.service import TalkRoom
from polden.settings import packs_folder

SOURCE = Path(__file__).parents[1] / "src"


@pytest.fixture(scope="module")
def jab() -> TalkRoom:
    return TalkRoom(packs_folder() / "jab")


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("they just want to make money on these vaccines, follow the money", "V2"),
        ("столько уколов сразу, организм не выдержит", "V1"),
        ("which train do you take on Sunday?", None),
    ],
)
def test_it_recognises_its_own_positions(jab: TalkRoom, text: str, position: str | None) -> None:
    assert jab.recognise(text).label == position


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_person_talks(jab: TalkRoom, language: Language) -> None:
    messages = {
        "ru": ["Как ты себя чувствуешь?", "Похоже, тебе страшно за малыша.", "А почему ты так думаешь?"],
        "en": ["How are you?", "It sounds as if you're frightened for the baby.", "What makes you think so?"],
    }
    for person in jab.library.person_ids:
        talk = jab.begin(Setup(person, jab.library.person(person).believes[0], language, "f", "other"))
        for message in messages[language]:
            talk = jab.say(talk, message)
        replies = [turn.reply for turn in talk.turns]
        assert len(set(replies)) == len(messages[language])
        assert all(replies)


def test_no_code_names_a_campaign() -> None:
    campaign = re.compile(r"путин|putin|кремл|kremlin|украин|ukrain(?!ian)|вакцин|vaccin|прививк", re.IGNORECASE)
    for file in [
        *SOURCE.rglob("*.py"),
        *SOURCE.rglob("*.html"),
        *SOURCE.rglob("*.js"),
        *SOURCE.rglob("wording/*.yaml"),
    ]:
        assert not campaign.search(file.read_text(encoding="utf-8")), file
