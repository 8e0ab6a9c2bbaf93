"""Each kind of mistake in a pack is named with its file, its line and its mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from polden.features.talk.checking import check_pack
from polden.features.talk.library import Library
from polden.kit.packs import PackError
from tests.talk.small_pack import written

POSITION, ANSWER = "positions/T1/position.yaml", "positions/T1/answer.yaml"
LINES, PERSON, SPOKEN = "positions/T1/lines.ru.yaml", "people/aunt/person.yaml", "people/aunt/lines.en.yaml"
EXERCISE = "exercises/open-01.yaml"

MISTAKES = [
    # file, what stands there, what is written instead, the line that is named (by its text), what, mend
    ("pack.yaml", "tagline:\n", "colour: green\ntagline:\n", "colour: green", "colour: extra", "remove “colour:”"),
    ("pack.yaml", "  ru: Tea по-русски\n", "", "  en: Tea in English", "“ru” is missing", "change it as described"),
    ("pack.yaml", "id: tea\n", "id: tea time\n", "id: tea time", "id:", "docs/pack-format.md"),
    ("help.yaml", "  emergency: '112'\n", "", "- code: INT", "countries.0.emergency", "add “emergency:”"),
    ("help.yaml", "    - panic\n", "    - boredom\n", "    - boredom", "countries.0.lines.0.for.0", "docs/pack-format.md"),
    (POSITION, "id: T1\n", "id: T2\n", "id: T2", "is not the name of its folder", "write “id: T1”"),
    (POSITION, "group: T\n", "group: X\n", "group: X", "there is no group “X”", "use one of: T"),
    (POSITION, "theme: taste\n", "theme: smell\n", "theme: smell", "there is no theme “smell”", "use one of: taste"),
    (POSITION, "moves_to:\n- T1\n", "moves_to:\n- T9\n", "- T9", "there is no position “T9”", "use one of: T1"),
    (POSITION, "references:\n- TEA\n", "references:\n- TEE\n", "- TEE", "there is no reference “TEE”", "use one of: TEA"),
    (POSITION, "references:\n- TEA\n", "references: []\n", "  ru: half of all по-русски", "a prevalence without a source", "references"),
    (POSITION, "  - wording ru j\n", "", "  - wording ru a", "wordings.ru has 9, 10 are needed", "write 1 more"),
    (POSITION, "  - wording ru c\n", "  - Wording RU, b!\n", "  - Wording RU, b!", "says the same as line", "say it differently"),
    (POSITION, "  - opposite en a\n", "  - wording en a\n", "  - wording en a#2", "says the same as line", "say it differently"),
    (ANSWER, "  - c1\n", "  - c7\n", "status: ready", "claim “c7” is used but not listed", "change it as described"),
    (ANSWER, "date: '2024-01-02'", "date: ''", "- id: c1", "claim “c1” has no date", "add the source's date"),
    (ANSWER, "date: '2024-01-02'", "date: last year", "    date: last year", "claims.0.source.date", "docs/pack-format.md"),
    (ANSWER, "    publisher: p\n", "", "    title: t", "claims.0.source.publisher", "add “publisher:”"),
    (ANSWER, "variants:\n  family:\n", "variants:\n  love:\n", "    shared:", "there is no value “love”", "use one of: family"),
    (ANSWER, "It can be sweet in", "In 90 % it is sweet in", "  ru: It can be sweet по-русски", "argument gives a figure", "name its claim"),
    (ANSWER, "reviewed: '2026-01-02'", "reviewed: '2026-02-31'", "reviewed: '2026-02-31'", "reviewed", "docs/pack-format.md"),
    (LINES, "- opening d\n", "", "- opening a", "opening has 3, 4 are needed", "write 1 more"),
    (LINES, "for feel\n  for:\n  - feel\n", "for feel\n  for:\n  - want\n", "- say: line at closed for any", "no line at “closed” answers “feel”", "for: [feel]"),
    (LINES, "- say: line at open for fact\n", "- say: Line at open for... any\n", "- say: Line at open for... any", "says the same as line", "say it"),
    (LINES, "- opening a\n", "- opening {x:a|b}\n", "- opening {x:a|b}", "“{x:a|b}” is no mark", "use {s:"),
    (LINES, "- opening a\n", "- opening {s:a}\n", "- opening {s:a}", "“{s:a}” is no mark", "use {s:"),
    (PERSON, "id: aunt\n", "id: ant\n", "id: ant", "is not the name of its folder", "write “id: aunt”"),
    (PERSON, "values:\n- family\n", "values:\n- fame\n", "- fame", "there is no value “fame”", "use one of: family, order"),
    (PERSON, "believes:\n- T1\n", "believes:\n- T7\n", "- T7", "there is no position “T7”", "use one of: T1"),
    (PERSON, "openness: 0.2", "openness: 0.5", "  openness: 0.5", "start.openness", "docs/pack-format.md"),
    (PERSON, "gender: f\n", "gender: x\n", "gender: x", "gender", "docs/pack-format.md"),
    (SPOKEN, "- greeting d\n", "", "- greeting a", "greetings has 3, 4 are needed", "write 1 more"),
    (SPOKEN, "  - ask topic a e\n", "", "  - ask topic a a", "topics.0.asks has 4, 5 are needed", "write 1 more"),
    (SPOKEN, "  - tell topic b d\n", "", "  - tell topic b a", "topics.1.lines has 3, 4 are needed", "write 1 more"),
    (SPOKEN, "  sugar:\n", "  salt:\n", "  salt:", "nothing is said to the trigger “sugar”", "write two lines"),
    (SPOKEN, "  - hint c\n", "", "  - hint a", "worry.hint has 2, 3 are needed", "write 1 more"),
    (SPOKEN, "  - reaction insult e\n", "", "  - reaction insult a", "reactions.insult has 4, 5 are needed", "write 1 more"),
    (SPOKEN, "    - reaction fact open c\n", "", "    - reaction fact open a", "reactions.fact.open has 2, 3 are needed", "write 1 more"),
    (SPOKEN, "- dodge f\n", "- greeting, a.\n", "- greeting, a.", "says the same as line", "say it differently"),
    (EXERCISE, "id: open-01\n", "id: open-02\n", "id: open-02", "is not the name of its folder", "write “id: open-01”"),
    (EXERCISE, "person: aunt\n", "person: uncle\n", "person: uncle", "there is no person “uncle”", "use one of: aunt"),
    (EXERCISE, "wants:\n- open_question\n", "", "id: open-01", "this exercise needs “wants:”", "change it as described"),
    (EXERCISE, "- open_question\n", "- open_questions\n", "- open_questions", "wants.0", "docs/pack-format.md"),
    (EXERCISE, "kind: open_question\n", "kind: spot\n", "id: open-01", "a spot exercise needs options", "change it as described"),
]  # fmt: skip


@pytest.fixture
def tea(tmp_path: Path) -> Path:
    return written(tmp_path)


def test_a_right_pack_is_right(tea: Path) -> None:
    assert check_pack(tea) == []


@pytest.mark.parametrize(("file", "old", "new", "at", "what", "mend"), MISTAKES)
def test_a_mistake_is_named_with_line_and_mend(
    tea: Path, file: str, old: str, new: str, at: str, what: str, mend: str
) -> None:
    text = (tea / file).read_text(encoding="utf-8")
    assert old in text
    changed = text.replace(old, new, 1)
    (tea / file).write_text(changed, encoding="utf-8")
    problems = check_pack(tea)
    assert len(problems) == 1, problems
    assert problems[0].file == file
    assert what in problems[0].what
    assert mend in problems[0].mend
    assert problems[0].line == line_of(changed, at)


def line_of(text: str, at: str) -> int:
    """The number of the line; “…#2” is the second such line."""
    wanted, _, which = at.partition("#")
    numbers = [number for number, line in enumerate(text.splitlines(), 1) if line == wanted]
    return numbers[int(which or 1) - 1]


@pytest.mark.parametrize(
    ("file", "what"),
    [
        ("pack.yaml", "the file is missing"),
        ("help.yaml", "the file is missing"),
        ("positions/T1/position.yaml", "the file is missing"),
        ("positions/T1/lines.en.yaml", "the file is missing"),
        ("people/aunt/person.yaml", "the file is missing"),
        ("people/aunt/lines.ru.yaml", "the file is missing"),
    ],
)
def test_a_missing_file_is_named(tea: Path, file: str, what: str) -> None:
    (tea / file).unlink()
    assert (file, 1, what) in [(problem.file, problem.line, problem.what) for problem in check_pack(tea)]


def test_a_position_without_an_answer_is_not_yet_wrong(tea: Path) -> None:
    (tea / ANSWER).unlink()
    assert check_pack(tea) == []


def test_recognition_that_was_not_taught_the_wordings_is_named(tea: Path) -> None:
    path = tea / POSITION
    path.write_text(path.read_text(encoding="utf-8").replace("wording ru a", "worded ru a"), encoding="utf-8")
    assert [(problem.file, problem.mend) for problem in check_pack(tea)] == [
        ("recognition.npz", "run “polden pack train”")
    ]
    (tea / "recognition.npz").unlink()
    assert [problem.what for problem in check_pack(tea)] == ["recognition was not taught yet"]


@pytest.mark.parametrize(
    "inside",
    ["<script>1</script>", '<circle onclick="x()"/>', '<image href="https://example.org/a.png"/>', "<b"],
)
def test_a_portrait_that_is_more_than_a_drawing_is_refused(tea: Path, inside: str) -> None:
    (tea / "people/aunt/portrait.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>', encoding="utf-8"
    )
    assert [problem.file for problem in check_pack(tea)] == ["people/aunt/portrait.svg"]


def test_all_mistakes_are_named_at_once_in_the_order_of_files_and_lines(tea: Path) -> None:
    for file, old, new, *_ in (MISTAKES[5], MISTAKES[6], MISTAKES[26]):
        path = tea / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    problems = check_pack(tea)
    assert len(problems) == 3
    assert problems == sorted(problems)


def test_a_file_that_is_no_yaml_does_not_hide_the_others(tea: Path) -> None:
    (tea / POSITION).write_text('id: "T1\n', encoding="utf-8")
    (tea / PERSON).write_text(
        (tea / PERSON).read_text(encoding="utf-8").replace("gender: f", "gender: x"), encoding="utf-8"
    )
    assert [problem.file for problem in check_pack(tea)] == [PERSON, POSITION]


def test_the_library_reads_what_the_check_passes_and_refuses_what_is_no_pack(tea: Path, tmp_path: Path) -> None:
    library = Library(tea)
    assert (library.position_ids, library.person_ids) == (["T1"], ["aunt"])
    assert library.answer("T1") is not None
    with pytest.raises(KeyError):
        library.position("T9")
    with pytest.raises(PackError, match="there is no pack"):
        Library(tmp_path / "nothing")


def test_the_packs_that_ship_are_right(noon: Path) -> None:
    for pack in sorted(noon.parent.iterdir()):
        if (pack / "pack.yaml").is_file():
            assert check_pack(pack) == []
