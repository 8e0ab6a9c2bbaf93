"""Programs as users: JSON and tables in, JSON and tables out. The shapes here are contracts; tests hold them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from polden.core.words import Language, as_language
from polden.features.talk import answering
from polden.features.talk.conversation import Setup, Turn
from polden.features.talk.reading.forms import language_of
from polden.features.talk.service import TalkRoom, UnknownChoice


def answer_json(room: TalkRoom, text: str, language: str | None, value: str | None) -> None:
    """``polden answer --json``."""
    spoken: Language = as_language(language) if language else language_of(text) or "en"
    found = room.recognise(text)
    answer = room.answer_to(found.label) if found.label else None
    shown = None
    if answer is not None and found.label is not None:
        chosen = value if value in answer.variants else None
        said = answering.say(answer, found.label, spoken, value=chosen, speaker="f", listener="f")
        shown = {
            "shared": said.shared.text,
            "story": said.story.text,
            "argument": said.argument.text,
            "claims": [
                {
                    "text": claim.text[spoken],
                    "source": claim.source.model_dump(),
                    "concedes": claim.concedes,
                    "confidence": claim.confidence,
                }
                for claim in said.claims
            ],
            "question": said.question.text,
        }
    position = None
    if found.label is not None:
        text_of = room.library.position(found.label).text[spoken]
        position = {"id": found.label, "text": text_of, "confidence": round(found.confidence, 4)}
    _print(
        {
            "language": spoken,
            "position": position,
            "alternatives": [{"id": name, "confidence": round(share, 4)} for name, share in found.alternatives],
            "answer": shown,
        }
    )


def answer_table(room: TalkRoom, table: Path, out: Path) -> None:
    """``polden answer --batch``: one row out for each row in."""
    rows: list[tuple[str, ...]] = [("position", "confidence", "second", "third")]
    for row in _rows(table, ("text",)):
        found = room.recognise(row["text"])
        others = [name for name, _ in found.alternatives]
        second, third = [*others, "", ""][:2]
        rows.append((found.label or "", f"{found.confidence:.4f}", second, third))
    _write(out, rows)


def coach_json(room: TalkRoom, partner: str, text: str, language: str | None) -> None:
    """``polden coach --json``."""
    coached = room.coach(partner, text, as_language(language) if language else None)
    reading, feedback = coached.reading, coached.feedback
    stopped = reading.danger is not None  # words of danger are no matter for a coach
    _print(
        {
            "language": reading.language,
            "acts": [act.value for act in reading.acts],
            "toxicity": round(reading.toxicity, 4),
            "score": round(reading.score, 4),
            "openness_change": 0.0 if stopped else round(coached.openness_change, 4),
            "notes": [] if stopped else [note.text for note in feedback.notes],
            "try_instead": "" if stopped else feedback.try_instead,
        }
    )


def coach_table(room: TalkRoom, table: Path, out: Path) -> None:
    """``polden coach --batch``: one row out for each row in."""
    rows: list[tuple[str, ...]] = [("acts", "toxicity", "score")]
    for row in _rows(table, ("partner_says", "user_says")):
        reading = room.reader.read(row["user_says"], row["partner_says"])
        acts = ";".join(act.value for act in reading.acts)
        rows.append((acts, f"{reading.toxicity:.4f}", f"{reading.score:.4f}"))
    _write(out, rows)


def play(
    room: TalkRoom,
    messages: Sequence[str],
    person: str | None,
    position: str | None,
    language: str | None,
    gender: str | None,
    seed: str,
    as_json: bool,
) -> None:
    """``polden talk --script``: a whole talk from its messages."""
    spoken: Language = as_language(language) if language else language_of(" ".join(messages)) or "en"
    who = person or room.library.person_ids[0]
    try:
        about = position or room.library.person(who).believes[0]
        talk = room.begin(Setup(who, about, spoken, "m" if gender == "m" else "f", seed or "script"))
    except (KeyError, UnknownChoice):
        raise click.ClickException(
            f"there is no such person or position; people: {', '.join(room.library.person_ids)}; "
            f"positions: {', '.join(room.library.position_ids)}"
        ) from None
    for message in messages:
        talk = room.say(talk, message)
    if as_json:
        start = {
            "trust": talk.start.trust,
            "guard": talk.start.guard,
            "heat": talk.start.heat,
            "openness": talk.start.openness,
        }
        _print({"person": who, "position": about, "language": spoken, "opening": talk.opening, "start": start,
                "turns": [_turn(turn) for turn in talk.turns], "ended": talk.ended.value})  # fmt: skip
        return
    click.echo(f"< {talk.opening}")
    for turn in talk.turns:
        click.echo(f"> {turn.user}\n< {turn.reply or '…'}")


def _turn(turn: Turn) -> dict[str, Any]:
    state = turn.state
    return {
        "user": turn.user,
        "reply": turn.reply,
        "acts": [act.value for act in turn.acts],
        "toxicity": round(turn.toxicity, 4),
        "score": round(turn.score, 4),
        "state": {
            "trust": round(state.trust, 4),
            "guard": round(state.guard, 4),
            "heat": round(state.heat, 4),
            "openness": round(state.openness, 4),
        },
        "level": turn.level.value,
        "position": turn.memory.position,
        "notes": [note.text for note in turn.feedback.notes],
        "try_instead": turn.feedback.try_instead,
        "danger": turn.danger.value if turn.danger else None,
        "ended": turn.memory.ended.value,
    }


def _print(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _rows(table: Path, wanted: Sequence[str]) -> Iterator[dict[str, str]]:
    """Rows of a TSV without quoting, as columns by name. A short row's missing cells are empty."""
    try:
        lines = table.read_bytes().decode("utf-8-sig").split("\n")  # a lone carriage return inside a cell ends no row
    except (OSError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{table} cannot be read: {error}") from None
    names = lines[0].rstrip("\r").split("\t")
    for name in wanted:
        if name not in names:
            raise click.ClickException(f"{table}, line 1: there is no column “{name}”; found: {', '.join(names)}")
    if lines[-1] == "":
        lines.pop()
    for line in lines[1:]:
        cells = line.rstrip("\r").split("\t")
        yield dict(zip(names, [*cells, *[""] * len(names)], strict=False))


def _write(out: Path, rows: Sequence[tuple[str, ...]]) -> None:
    text = "".join("\t".join(row) + "\n" for row in rows)
    try:
        partial = out.with_name(out.name + ".part")
        partial.write_text(text, encoding="utf-8")
        partial.replace(out)
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error}") from None
