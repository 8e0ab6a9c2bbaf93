"""The manual is held to the code: every setting and every command is described."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest

from polden.cli import main
from polden.settings import SettingError, Settings, read_settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_described() -> None:
    for item in fields(Settings):
        assert f"| `POLDEN_{item.name.upper()}` | {item.metadata['help']} |" in README


@pytest.mark.parametrize("name", sorted(set(main.commands) - {"serve", "settings"}))
def test_every_command_is_described(name: str) -> None:
    assert f"polden {name}" in README


def test_every_link_inside_the_project_leads_somewhere() -> None:
    for file in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", file.read_text(encoding="utf-8")):
            assert (file.parent / target).exists(), f"{file.name}: {target}"


def test_commands_have_help() -> None:
    assert isinstance(main, click.Group)
    assert all(command.help for command in main.commands.values())


def test_settings_name_what_is_wrong() -> None:
    with pytest.raises(SettingError, match="POLDEN_PORT is “many”; it takes a number"):
        read_settings({"POLDEN_PORT": "many"})
    with pytest.raises(SettingError, match="POLDEN_PROT is no setting"):
        read_settings({"POLDEN_PROT": "1"})
    assert read_settings({"POLDEN_PORT": "9000"}).port == 9000
