"""What many tests share: the room with the real pack is loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from polden.features.talk.service import TalkRoom

ROOT = Path(__file__).parents[1]
NOON = ROOT / "packs" / "noon"


@pytest.fixture(scope="session")
def noon() -> Path:
    """The folder of the first pack."""
    return NOON


@pytest.fixture(scope="session")
def room() -> TalkRoom:
    """Talk with the first pack, and with the weights that ship."""
    return TalkRoom(NOON)
