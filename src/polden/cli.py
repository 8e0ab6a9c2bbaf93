"""The command line. Without a command it serves the pages and opens the browser."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import click

from polden.channels import batch, terminal
from polden.core.words import as_language
from polden.features.talk.conversation import Talk
from polden.features.talk.reading.forms import language_of
from polden.features.talk.service import TalkRoom
from polden.settings import SettingError, Settings, read_settings, settings_table


class _Kind(click.Group):
    """Says in one sentence what is wrong, without a trace."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except SettingError as error:
            raise click.ClickException(str(error)) from None
        except BrokenPipeError:
            sys.exit(0)


def _settings() -> Settings:
    return read_settings()


def _language(given: str | None) -> str:
    spoken = given or os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "en"
    return as_language(spoken)


language_option = click.option(
    "--language", "-l", type=click.Choice(["ru", "en"]), help="the language; without it the terminal's"
)


@click.group(cls=_Kind, invoke_without_command=True)
@click.version_option(package_name="polden")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Practise a hard, kind conversation with somebody you love.

    Without a command: serve the pages on this machine and open the browser.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(serve, browser=True)


@main.command()
@click.option("--browser/--no-browser", default=False, help="open the start page in the browser")
def serve(browser: bool) -> None:
    """Serve the pages."""
    from polden.server import run

    try:
        run(_settings(), browser=browser)
    except OSError as error:
        raise click.ClickException(f"{error.strerror or error}: choose another port with POLDEN_PORT") from None


@main.command()
@click.option("--person", "-p", help="who to talk to, e.g. mother; without it you choose")
@click.option("--position", "-s", help="what about, e.g. N01; without it you choose")
@language_option
@click.option("--gender", type=click.Choice(["f", "m"]), default=None, help="how they address you")
@click.option("--seed", default="", help="the same seed and messages give the same talk")
@click.option("--script", type=click.Path(path_type=Path), help="play the messages of a file, a line each")
@click.option("--json", "as_json", is_flag=True, help="with --script: print each turn with the inner state")
def talk(
    person: str | None,
    position: str | None,
    language: str | None,
    gender: str | None,
    seed: str,
    script: Path | None,
    as_json: bool,
) -> None:
    """Practise a talk in the terminal."""
    room = _room()
    spoken = as_language(_language(language))
    if script is not None:
        messages = _lines(script)
        batch.play(room, messages, person, position, language, gender, seed, as_json)
    else:
        terminal.Terminal(room, spoken, reword=_reword(room)).talk(person, position, gender, seed)


@main.command()
@click.argument("text", required=False)
@language_option
@click.option("--value", help="answer somebody for whom this comes first, e.g. family")
@click.option("--json", "as_json", is_flag=True, help="print JSON")
@click.option("--batch", "table", type=click.Path(path_type=Path), help="a TSV file with a column “text”")
@click.option("--out", type=click.Path(path_type=Path), help="where the batch's TSV is written")
def answer(
    text: str | None, language: str | None, value: str | None, as_json: bool, table: Path | None, out: Path | None
) -> None:
    """What to answer to something a relative said."""
    room = _room()
    if table is not None:
        batch.answer_table(room, table, _out(out))
        return
    said = _text(text)
    if as_json:
        batch.answer_json(room, said, language, value)
    else:
        terminal.Terminal(room, as_language(language or language_of(said) or _language(None))).answer(said, value)


@main.command()
@click.argument("text", required=False)
@click.option("--partner", default="", help="what they had said before")
@language_option
@click.option("--json", "as_json", is_flag=True, help="print JSON")
@click.option("--batch", "table", type=click.Path(path_type=Path), help="a TSV file: partner_says, user_says")
@click.option("--out", type=click.Path(path_type=Path), help="where the batch's TSV is written")
def coach(
    text: str | None, partner: str, language: str | None, as_json: bool, table: Path | None, out: Path | None
) -> None:
    """What a message of yours would do."""
    room = _room()
    if table is not None:
        batch.coach_table(room, table, _out(out))
        return
    said = _text(text)
    if as_json:
        batch.coach_json(room, _readable(partner), said, language)
    else:
        terminal.Terminal(room, as_language(_language(language))).coach(_readable(partner), said)


@main.command()
@click.argument("name", required=False)
@language_option
def drill(name: str | None, language: str | None) -> None:
    """Two-minute exercises, checked on the spot."""
    terminal.Terminal(_room(), as_language(_language(language))).drill(name)


@main.group()
def pack() -> None:
    """Work on a campaign's content."""


@pack.command("check")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
def pack_check(folder: Path | None) -> None:
    """Everything that is wrong with a pack, with file, line and mend."""
    from polden.features.talk.checking import check_pack

    root = folder or _settings().pack_folder
    problems = check_pack(root)
    for problem in problems:
        click.echo(f"{root / problem.file}:{problem.line}: {problem.what}\n    → {problem.mend}")
    if problems:
        raise click.ClickException(f"{len(problems)} things to mend")
    click.echo(f"{root}: all well")


@pack.command("train")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
def pack_train(folder: Path | None) -> None:
    """Learn to recognise a pack's positions from its wordings; needed after wordings or lines have changed."""
    from polden.features.talk.training import train_pack

    train_pack(folder or _settings().pack_folder, click.echo)


@main.command()
def settings() -> None:
    """Every setting, its value and what it is for."""
    click.echo(settings_table(_settings()))


def _room() -> TalkRoom:
    from polden.kit.packs import PackError

    try:
        return TalkRoom(_settings().pack_folder)
    except PackError as error:
        raise click.ClickException(str(error)) from None


def _reword(room: TalkRoom) -> Callable[[Talk], Talk] | None:
    """What rewords their lines, where a model server is set."""
    settings = _settings()
    if not settings.model_url:
        return None
    from polden.features.talk.rewording import rewording_for

    return rewording_for(room, settings)


def _text(text: str | None) -> str:
    if text is None and not sys.stdin.isatty():
        text = sys.stdin.read()
    if text is None or not text.strip():
        raise click.ClickException('write the text between quotes, e.g. polden answer "Мой голос ничего не решает"')
    return _readable(text)


def _readable(text: str) -> str:
    """The text with a mark in place of bytes that a terminal passed on and that are no letters."""
    return text.encode("utf-8", "replace").decode()


def _lines(file: Path) -> list[str]:
    try:
        return [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{file} cannot be read: {error}") from None


def _out(out: Path | None) -> Path:
    if out is None:
        raise click.ClickException("name the file to write with --out")
    return out
