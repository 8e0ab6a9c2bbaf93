"""The published rules are the rules: docs/method.md is held to the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from polden.features.talk import mind
from polden.features.talk.acts import Act

METHOD = (Path(__file__).parents[2] / "docs" / "method.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("act", list(Act))
def test_every_act_stands_with_its_numbers(act: Act) -> None:
    numbers = [table.get(act, 0) for table in (mind.WARMTH, mind.STORY, mind.COLD)]
    if any(numbers):
        assert f"| `{act}` | " + " | ".join(str(number or "–") for number in numbers) + " |" in METHOD


def test_signals_and_limits_stand_there() -> None:
    for signal, warmth in mind.SIGNALS.items():
        assert f"| `{signal}` | {warmth} |" in METHOD
    for number in (mind.MOST_WARMTH, mind.UPTAKE, mind.ASKED_TWICE, mind.BROKEN_PROMISE, mind.MOST_OPENING):
        assert str(number) in METHOD
