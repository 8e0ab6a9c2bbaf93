"""The shapes that other programs rely on: `polden answer`, `polden coach` and `polden talk`. They must not change."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from polden import cli
from polden.features.talk.service import TalkRoom

ACTS = [
    "open_question",
    "closed_question",
    "leading_or_rhetorical_question",
    "simple_reflection",
    "complex_reflection",
    "affirmation",
    "acknowledgement",
    "own_story",
    "other_story",
    "permission_ask",
    "fact_claim",
    "advice_without_permission",
    "command",
    "label_or_insult",
    "contempt_or_sarcasm",
    "blame_you_statement",
    "lecture",
    "agreement_common_ground",
    "feeling_statement",
    "topic_change",
    "goodbye",
    "other",
]
TEXTS = [
    "Мой голос ничего не решает",
    "My vote decides nothing",
    "",
    "   ",
    'Он сказал: "всё решено", и «точка»',
    "it's \"quoted\" 'twice'",
    "x" * 100_000,
    "😀😀",
    "<script>alert(1)</script>",
    "\ufeffпривет",
    "a\rb",
    "\u2028новая\u2028строка\x85\x0b\x0c",
    "\x00\x01",
    "Испекла пирог с вишней",
    "🇷🇸 1,5 % ; ; ;",
]

Polden = Callable[..., Result]


@pytest.fixture
def polden(room: TalkRoom, monkeypatch: pytest.MonkeyPatch) -> Polden:
    monkeypatch.setattr(cli, "_room", lambda: room)
    runner = CliRunner()

    def run(*arguments: str | Path, input: str | None = None) -> Result:
        return runner.invoke(cli.main, list(map(str, arguments)), input=input, catch_exceptions=False)

    return run


def printed(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def rows(file: Path) -> list[list[str]]:
    text = file.read_bytes().decode("utf-8")
    assert text.endswith("\n")
    assert "\r" not in text
    return [line.split("\t") for line in text[:-1].split("\n")]


def is_share(value: Any, least: float = 0) -> bool:
    return isinstance(value, int | float) and least <= value <= 1


# --- answer -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"), [("Мой голос ничего не решает", "ru"), ("My vote decides nothing", "en")]
)
def test_answer_gives_the_position_and_the_four_parts(polden: Polden, text: str, language: str) -> None:
    found = printed(polden("answer", "--json", text))
    assert list(found) == ["language", "position", "alternatives", "answer"]
    assert found["language"] == language
    assert list(found["position"]) == ["id", "text", "confidence"]
    assert found["position"]["id"] == "N01"
    assert is_share(found["position"]["confidence"])
    assert len(found["alternatives"]) == 2
    assert all(list(item) == ["id", "confidence"] and is_share(item["confidence"]) for item in found["alternatives"])
    assert list(found["answer"]) == ["shared", "story", "argument", "claims", "question"]
    assert all(
        isinstance(found["answer"][name], str) and found["answer"][name]
        for name in ("shared", "story", "argument", "question")
    )
    for claim in found["answer"]["claims"]:
        assert {"text", "source"} <= set(claim)
        assert {"publisher", "title", "url", "date"} == set(claim["source"])


def test_answer_says_null_when_nothing_fits(polden: Polden) -> None:
    found = printed(polden("answer", "--json", "Испекла сегодня пирог с вишней"))
    assert (found["position"], found["answer"]) == (None, None)
    assert len(found["alternatives"]) == 3


def test_answer_takes_a_language_a_value_and_standard_input(polden: Polden, room: TalkRoom) -> None:
    text = "Мой голос ничего не решает"
    plain = printed(polden("answer", "--json", text))
    assert printed(polden("answer", "--json", "--language", "en", text))["language"] == "en"
    found = room.answer_to("N01")
    assert found is not None
    varied = printed(polden("answer", "--json", "--value", next(iter(found.variants)), text))
    assert varied["answer"]["shared"] != plain["answer"]["shared"]
    assert printed(polden("answer", "--json", "--value", "no such value", text)) == plain
    assert printed(polden("answer", "--json", input=text)) == plain


def test_answer_writes_a_row_for_each_row(polden: Polden, tmp_path: Path, room: TalkRoom) -> None:
    table, out = tmp_path / "in.tsv", tmp_path / "out.tsv"
    table.write_bytes(("text\n" + "".join(f"{text}\n" for text in TEXTS)).encode())
    assert polden("answer", "--batch", table, "--out", out).exit_code == 0
    head, *found = rows(out)
    assert head == ["position", "confidence", "second", "third"]
    assert len(found) == len(TEXTS)
    ids = set(room.library.position_ids)
    for position, confidence, second, third in found:
        assert position in {"", *ids}
        assert is_share(float(confidence))
        assert {second, third} <= ids
        assert len({position, second, third}) == 3
    assert [row[0] for row in found[:4]] == ["N01", "N01", "", ""]


# --- coach ------------------------------------------------------------------------------------------------------------


def test_coach_gives_acts_toxicity_score_and_what_to_try(polden: Polden) -> None:
    found = printed(polden("coach", "--json", "--partner", "Да что мой голос решает.", "Ты дура, тебя зазомбировали!"))
    assert list(found) == ["language", "acts", "toxicity", "score", "openness_change", "notes", "try_instead"]
    assert found["language"] == "ru"
    assert found["acts"]
    assert set(found["acts"]) <= set(ACTS)
    assert found["toxicity"] >= 0.5
    assert is_share(found["score"], -1)
    assert found["score"] < 0
    assert is_share(found["openness_change"], -1)
    assert found["openness_change"] < 0
    assert found["notes"]
    assert all(isinstance(note, str) and note for note in found["notes"])
    assert isinstance(found["try_instead"], str)
    assert found["try_instead"]


def test_coach_knows_kindness_and_needs_no_partner(polden: Polden) -> None:
    kind = printed(polden("coach", "--json", "--partner", "My vote decides nothing.",
                          "It sounds like you feel nobody asked you. What was it like for you?"))  # fmt: skip
    assert kind["language"] == "en"
    assert kind["toxicity"] < 0.5
    assert kind["score"] > 0
    assert kind["openness_change"] > 0
    assert printed(polden("coach", "--json", "Как ты?"))["language"] == "ru"


def test_coach_says_null_for_a_language_that_it_does_not_read(polden: Polden) -> None:
    assert printed(polden("coach", "--json", "😀"))["language"] is None


def test_coach_writes_a_row_for_each_row(polden: Polden, tmp_path: Path) -> None:
    table, out = tmp_path / "in.tsv", tmp_path / "out.tsv"
    pairs = [(partner, text) for partner in ("", "Мой голос ничего не решает") for text in TEXTS]
    table.write_bytes(
        ("partner_says\tuser_says\n" + "".join(f"{partner}\t{text}\n" for partner, text in pairs)).encode()
    )
    assert polden("coach", "--batch", table, "--out", out).exit_code == 0
    head, *found = rows(out)
    assert head == ["acts", "toxicity", "score"]
    assert len(found) == len(pairs)
    for acts, toxicity, score in found:
        assert set(acts.split(";")) <= {"", *ACTS}
        assert is_share(float(toxicity))
        assert is_share(float(score), -1)


def test_the_names_of_acts_are_those_agreed() -> None:
    from polden.features.talk.acts import Act

    assert [act.value for act in Act] == ACTS


# --- tables as people make them ---------------------------------------------------------------------------------------


def batch(polden: Polden, tmp_path: Path, content: bytes, command: str = "coach") -> list[list[str]]:
    (tmp_path / "in.tsv").write_bytes(content)
    result = polden(command, "--batch", tmp_path / "in.tsv", "--out", tmp_path / "out.tsv")
    assert result.exit_code == 0, result.output
    return rows(tmp_path / "out.tsv")[1:]


def test_byte_order_mark_crlf_other_columns_and_a_missing_last_newline(polden: Polden, tmp_path: Path) -> None:
    plain = batch(
        polden,
        tmp_path,
        "partner_says\tuser_says\nДа что голос.\tКак ты?\nНу и что\tЧто ты чувствуешь?\n".encode(),
    )
    marked = "\ufeffn\tuser_says\tpartner_says\r\n1\tКак ты?\tДа что голос.\r\n2\tЧто ты чувствуешь?\tНу и что"
    assert batch(polden, tmp_path, marked.encode()) == plain


def test_rows_with_too_few_or_too_many_cells_are_rows(polden: Polden, tmp_path: Path) -> None:
    content = "partner_says\tuser_says\n\nonly one\na\tb\tc\td\n\t\n\tКак ты?\n"
    assert len(batch(polden, tmp_path, content.encode())) == 5


def test_quotes_are_letters(polden: Polden, tmp_path: Path) -> None:
    content = 'text\n"Мой голос\nничего не решает"\n"""\n'
    assert len(batch(polden, tmp_path, content.encode(), "answer")) == 3


def test_a_table_of_a_heading_gives_a_heading(polden: Polden, tmp_path: Path) -> None:
    assert batch(polden, tmp_path, b"text\n", "answer") == []
    assert batch(polden, tmp_path, b"text", "answer") == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "there is no column"),
        (b"words\nhello\n", "there is no column"),
        ("text\nпривет\n".encode("cp1251"), "cannot be read"),
        (None, "cannot be read"),
    ],
)
def test_a_table_that_cannot_be_used_is_named_in_a_sentence(
    polden: Polden, tmp_path: Path, content: bytes | None, says: str
) -> None:
    table, out = tmp_path / "in.tsv", tmp_path / "out.tsv"
    if content is not None:
        table.write_bytes(content)
    result = polden("answer", "--batch", table, "--out", out)
    assert result.exit_code == 1
    assert says in result.stderr
    assert "in.tsv" in result.stderr
    assert not out.exists()


def test_a_table_needs_somewhere_to_go(polden: Polden, tmp_path: Path) -> None:
    (tmp_path / "in.tsv").write_text("text\nhello\n")
    assert "--out" in polden("answer", "--batch", tmp_path / "in.tsv").stderr
    nowhere = polden("answer", "--batch", tmp_path / "in.tsv", "--out", tmp_path / "no" / "out.tsv")
    assert nowhere.exit_code == 1
    assert "cannot be written" in nowhere.stderr


def test_no_text_is_answered_with_how_to_give_one(polden: Polden) -> None:
    for command in ("answer", "coach"):
        result = polden(command, "--json", "  ")
        assert result.exit_code == 1
        assert "between quotes" in result.stderr


# --- talk -------------------------------------------------------------------------------------------------------------

SCRIPT = "Как ты, мам?\n\nПохоже, тебе обидно, что тебя не спросили.\nТы дура!\n"


def played(polden: Polden, tmp_path: Path, script: str, *options: str) -> Any:
    (tmp_path / "script.txt").write_text(script, encoding="utf-8")
    return printed(polden("talk", "--script", tmp_path / "script.txt", "--json", *options))


def test_talk_prints_each_turn_with_the_inner_state(polden: Polden, tmp_path: Path) -> None:
    options = ("--person", "father", "--position", "S01", "--seed", "7", "--language", "ru")
    found = played(polden, tmp_path, SCRIPT, *options)
    assert {"person": "father", "position": "S01", "language": "ru"}.items() <= found.items()
    assert found["opening"]
    assert found["ended"] in {"", "hung_up", "goodbye", "safety"}
    assert [turn["user"] for turn in found["turns"]] == [line for line in SCRIPT.splitlines() if line]
    for turn in found["turns"]:
        assert {
            "user",
            "reply",
            "acts",
            "toxicity",
            "score",
            "state",
            "level",
            "notes",
            "try_instead",
        } <= set(turn)
        assert list(turn["state"]) == ["trust", "guard", "heat", "openness"]
        assert all(is_share(value) for value in turn["state"].values())
        assert turn["level"] in {"closed", "guarded", "listening", "open"}
        assert set(turn["acts"]) <= set(ACTS)
    assert found == played(polden, tmp_path, SCRIPT, *options)
    assert found != played(polden, tmp_path, SCRIPT, *options[:5], "8", *options[6:])


def test_talk_speaks_the_language_of_the_script(polden: Polden, tmp_path: Path) -> None:
    assert played(polden, tmp_path, "How are you, really?\n")["language"] == "en"
    assert played(polden, tmp_path, "Как ты?\n")["language"] == "ru"
    assert played(polden, tmp_path, "")["turns"] == []


def test_talk_stops_for_safety(polden: Polden, tmp_path: Path) -> None:
    found = played(polden, tmp_path, "Я больше не хочу жить\nАлло?\n")
    assert found["ended"] == "safety"
    assert [(turn["reply"], turn["danger"]) for turn in found["turns"]] == [(None, "self_harm")]


def test_talk_names_what_there_is_when_asked_for_what_there_is_not(polden: Polden, tmp_path: Path) -> None:
    (tmp_path / "script.txt").write_text("Привет\n", encoding="utf-8")
    for options in (("--person", "nobody"), ("--position", "X99")):
        result = polden("talk", "--script", tmp_path / "script.txt", "--json", *options)
        assert result.exit_code == 1
        assert "mother" in result.stderr
    assert "cannot be read" in polden("talk", "--script", tmp_path / "no.txt", "--json").stderr


def test_talk_without_json_reads_as_a_talk(polden: Polden, tmp_path: Path) -> None:
    (tmp_path / "script.txt").write_text(SCRIPT, encoding="utf-8")
    lines = polden("talk", "--script", tmp_path / "script.txt", "--person", "mother").stdout.splitlines()
    assert [line[0] for line in lines] == list("<><><><")


# --- whole processes --------------------------------------------------------------------------------------------------


def process(*arguments: str | bytes | Path, hash_seed: str = "1") -> Any:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "polden", *arguments],
        capture_output=True,
        env=environment,
        check=False,
        timeout=120,
    )


def test_two_processes_play_the_same_talk(tmp_path: Path) -> None:
    """The order of sets differs between processes; what they say does not."""
    script = tmp_path / "script.txt"
    script.write_text(
        "Прости, мам, спасибо, обещаю слушать. Как ты?\nПочему ты так думаешь?\nРасскажи про дачу.\n",
        encoding="utf-8",
    )
    runs = [process("talk", "--script", script, "--json", "--seed", "1", hash_seed=seed) for seed in ("1", "2")]
    assert runs[0].returncode == 0, runs[0].stderr
    assert len(json.loads(runs[0].stdout)["turns"]) == 3
    assert runs[0].stdout == runs[1].stdout


def test_bytes_that_are_no_text_get_an_answer_all_the_same() -> None:
    found = process("answer", "--json", b"\xff\xfe\xd0")
    assert found.returncode in {0, 1}
    assert b"Traceback" not in found.stderr
