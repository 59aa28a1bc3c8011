"""Does what is written agree with what is? Heads of queries, the record's description, the data dictionary, the README."""

import ast
import re
import shlex
from dataclasses import MISSING, fields
from pathlib import Path

import pytest

from malkollen.__main__ import _parse, _read_parameters
from malkollen.export import data_dictionary
from malkollen.locations import CHECKS, PREPARED, QUERIES, ROOT
from malkollen.questions import read_question
from malkollen.record import _CARD_FIELDS, _CARD_PARTS, _TABLES
from malkollen.store import ask
from malkollen.tables import column_names

DICTIONARY = ROOT / "docs" / "data-dictionary.md"
RECORD = ROOT / "docs" / "record.md"
README = ROOT / "README.md"

_COMMENT = re.compile(r"--[^\n]*")
_STRING = re.compile(r"'(?:[^']|'')*'")


def used_parameters(sql: str) -> set[str]:
    """Return the names of the $parameters that a query uses outside comments and texts."""
    return set(re.findall(r"\$([a-z_]+)", _STRING.sub("''", _COMMENT.sub("", sql))))


@pytest.mark.parametrize(
    "path",
    sorted([*QUERIES.glob("*.sql"), *CHECKS.glob("*.sql"), *PREPARED.glob("*.sql")]),
    ids=lambda path: f"{path.parent.name}/{path.stem}",
)
def test_the_head_of_a_query_matches_the_query(path: Path) -> None:
    """One question, one grain, and exactly the parameters that the query uses, each once."""
    question = read_question(path)
    declared = [parameter.name for parameter in question.parameters]
    # Up to the first line that is not a comment.
    head = re.match(r"(?:--[^\n]*\n)*", question.sql)
    assert head is not None

    assert sum(line.endswith("?") for line in head[0].splitlines()) == 1
    assert question.grain.endswith(".")
    assert sorted(declared) == sorted(used_parameters(question.sql))
    assert (question.severity is not None) == (path.parent == CHECKS)


def test_parameters_in_comments_and_texts_are_not_used() -> None:
    """What the test above counts."""
    assert used_parameters("select $a, 'it''s $b' -- $c\nwhere x = $d::text") == {"a", "d"}


def asked_in(folder: Path) -> set[str]:
    """Return the names of the questions that the tests of a folder ask: every text that is one, in their code."""
    names = {path.stem for path in QUERIES.glob("*.sql")}
    return {
        node.value
        for path in folder.rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in names
    }


def test_every_query_has_a_spec_test() -> None:
    """Small tables in, the answer out: no question's arithmetic stands untested."""
    names = {path.stem for path in QUERIES.glob("*.sql")}

    assert names - asked_in(ROOT / "tests" / "queries") == set()


def described(heading: str) -> dict[str, tuple[bool, str]]:
    """Return what a section of docs/record.md says of each column: whether it is optional, and its description.

    The line of the three columns of the place stands for what the page says of them in a table of their own.
    """
    text = RECORD.read_text(encoding="utf-8")
    section = text.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    columns: dict[str, tuple[bool, str]] = {}
    for line in section.splitlines():
        if not line.startswith("| `"):
            continue
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        names, meaning = re.findall(r"`([^`]+)`", cells[0]), " | ".join(cells[1:])
        if "place_section" in names and len(names) == 3:
            columns |= described("How the tables are written")
            continue
        for name in names:
            columns[name] = ("*optional*" in meaning, meaning)
    return columns


@pytest.mark.parametrize("table", list(_TABLES))
def test_the_page_on_the_record_describes_each_table(table: str) -> None:
    """Exactly the columns that the code reads, in its order, optional where they may be left out, with what they may hold."""
    record = _TABLES[table]
    page = described(f"{table}.csv")
    optional = {one.name: one.default is not MISSING for one in fields(record)}
    missing = [
        (one.name, value)
        for one in fields(record)
        for value in one.metadata.get("allowed", ())
        if f"`{value}`" not in page[one.name][1] and one.name != "level"
    ]

    assert tuple(page) == column_names(record)
    assert {name: is_optional for name, (is_optional, _) in page.items()} == optional
    assert [one for one in missing if one[0] != "gender"] == []


def test_the_page_on_the_record_names_every_level_and_gender() -> None:
    """The two lists that the page writes in its own way: levels once, genders with their meaning."""
    levels = described("goals.csv")["level"][1]
    allowed = next(one for one in fields(_TABLES["goals"]) if one.name == "level")
    genders = described("kpis.csv")["gender"][1]

    assert set(re.findall(r"`([a-z_]+)`", levels)) == set(allowed.metadata["allowed"])
    assert set(re.findall(r"`([A-Z])`", genders)) == {"T", "K", "M"}


def test_the_page_on_the_record_describes_the_card() -> None:
    """Every field and block, optional where the code does not need it; the fields of each block in its line."""
    page = described("card.toml")
    blocks = {name.strip("[]"): one for name, one in page.items() if name.startswith("[")}
    plain = {name: one[0] for name, one in page.items() if not name.startswith("[")}

    assert plain == {
        name: not is_required
        for name, (_, is_required) in _CARD_FIELDS.items()
        if name not in _CARD_PARTS
    }
    assert {
        name: set(re.findall(r"`([a-z_0-9]+)`", meaning)) & set(_CARD_PARTS[name])
        for name, (_, meaning) in blocks.items()
    } == {name: set(shape) for name, shape in _CARD_PARTS.items()}


@pytest.mark.usefixtures("built_database")
def test_the_data_dictionary_is_that_of_the_schema() -> None:
    """The page is written by `python -m malkollen dictionary`; after a change of the schema it is written again."""
    assert DICTIONARY.read_text(encoding="utf-8") == data_dictionary(ask("data_dictionary"))


@pytest.mark.usefixtures("built_database")
def test_every_table_and_column_has_a_comment() -> None:
    """Nothing in the database is left unexplained."""
    rows = ask("data_dictionary").to_pylist()

    assert len(rows) > 100
    assert [
        (row["table_name"], row["column_name"])
        for row in rows
        if not row["table_comment"] or not row["column_comment"]
    ] == []


def code_lines(page: Path) -> list[str]:
    """Return the lines of the code blocks of a page, fenced or indented, without their comments."""
    text = page.read_text(encoding="utf-8")
    fenced = "\n".join(re.findall(r"^```[a-z]*\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL))
    indented = "\n".join(re.findall(r"^    (\S.*)$", text, flags=re.MULTILINE))
    lines = [line.split(" #")[0].strip() for line in f"{fenced}\n{indented}".splitlines()]
    return [line.removeprefix("$ ") for line in lines if line]


def test_every_make_command_in_the_readme_is_in_the_makefile() -> None:
    """Both commands of a newcomer, and whatever else the page names."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)\b", "\n".join(code_lines(README))))
    named |= set(re.findall(r"`make ([a-z]+)[^`]*`", README.read_text(encoding="utf-8")))

    assert named >= {"run", "test"}
    assert named - targets == set()


def test_every_command_of_malkollen_in_the_readme_can_be_parsed() -> None:
    """Command, question and parameters exist; lines with a word in capitals stand for the form of a command."""
    text = README.read_text(encoding="utf-8")
    inline = re.findall(r"`((?:[^`\s]*python[^`\s]*) -m malkollen[^`]*)`", text)
    lines = [line for line in [*code_lines(README), *inline] if " -m malkollen" in line]
    commands = [line.split(" -m malkollen", 1)[1].split("|")[0].split(">")[0] for line in lines]
    concrete = [
        command for command in commands if not re.search(r"\b[A-Z]{3,}\b|…|\.\.\.", command)
    ]

    assert "build" in [command.strip() for command in concrete]
    for command in concrete:
        parsed = _parse(shlex.split(command))
        if getattr(parsed, "name", None) is not None:
            _read_parameters(parsed.name, parsed.parameters)
