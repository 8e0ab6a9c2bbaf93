"""Every option once: name, default, help. `polden settings` shows them; the manual is held to this list by a test."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


class SettingError(Exception):
    """A setting that cannot be used; the message names it, what was found and the mend."""


def packs_folder() -> Path:
    """Where the packs that come with the program lie: inside the package, or beside the source in a checkout."""
    inside = HERE / "_packs"
    return inside if inside.is_dir() else HERE.parents[1] / "packs"


def _option(default: Any, help: str, secret: bool = False) -> Any:
    return field(default=default, metadata={"help": help, "secret": secret})


@dataclass(frozen=True)
class Settings:
    """The settings, each from the environment variable ``POLDEN_`` and its name in capitals."""

    pack: str = _option("noon", "the campaign: the name of a pack that comes with Polden, or the path of a folder")
    host: str = _option("127.0.0.1", "the address to listen on")
    port: int = _option(8012, "the port to listen on")
    country: str = _option("", "the country whose help lines are shown first, as two letters, e.g. RS")
    secret: str = _option(
        "", "the key that signs the talk a page carries; set it when several workers serve", secret=True
    )
    model_url: str = _option(
        "", "the address of an OpenAI-compatible server that may reword lines, e.g. http://127.0.0.1:8080/v1"
    )
    model_name: str = _option("default", "the model's name at that server")
    model_key: str = _option("", "the key for that server, if it wants one", secret=True)
    model_timeout: float = _option(3.0, "seconds to wait for that server before the built-in line is used (at most 3)")

    @property
    def pack_folder(self) -> Path:
        """The folder of the chosen pack."""
        named = packs_folder() / self.pack
        return named if (named / "pack.yaml").is_file() else Path(self.pack)


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings from the environment. Raises SettingError for a value of the wrong kind or an unknown name."""
    values = os.environ if environment is None else environment
    known = {f"POLDEN_{item.name.upper()}": item for item in fields(Settings)}
    for name in values:
        if name.startswith("POLDEN_") and name not in known:
            raise SettingError(f"{name} is no setting; “polden settings” lists them all")
    given: dict[str, Any] = {}
    for name, item in known.items():
        if name in values:
            kind: type[Any] = type(item.default)
            try:
                given[item.name] = kind(values[name])
            except ValueError:
                raise SettingError(f"{name} is “{values[name]}”; it takes a number, e.g. {item.default}") from None
    return Settings(**given)


def settings_table(settings: Settings) -> str:
    """The settings as lines: variable, value (secrets hidden), what it is for."""
    lines = []
    for item in fields(Settings):
        value = getattr(settings, item.name)
        shown = "(set)" if item.metadata["secret"] and value else str(value) or "–"
        lines.append(f"POLDEN_{item.name.upper():<14} {shown:<24} {item.metadata['help']}")
    return "\n".join(lines)
