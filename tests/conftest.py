"""What many tests share: the room with the real pack is loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import FastAPI

from polden.app import create_app
from polden.features.talk.service import TalkRoom
from polden.settings import Settings

ROOT = Path(__file__).parents[1]
NOON = ROOT / "packs" / "noon"


@pytest.fixture(scope="session")
def noon() -> Path:
    """The folder of the first pack."""
    return NOON


@pytest.fixture(scope="session")
def app() -> FastAPI:
    """The application with the first pack; its room is loaded once for all tests."""
    return create_app(Settings(secret="a secret for tests", country="RS"), warm=False)


@pytest.fixture(scope="session")
def room(app: FastAPI) -> TalkRoom:
    """Talk with the first pack, and with the weights that ship."""
    found: TalkRoom = app.state.room
    return found
