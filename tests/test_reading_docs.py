"""Is docs/reading.md true? Fields, types, doubts, notes, words and scores held against the code."""

import ast
import csv
import re
import sys
import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from malkollen.intake.watch import READING_LIMITS
from malkollen.locations import DOCUMENTS, REFERENCE, ROOT
from malkollen.readers import limits, office, pdf, workbook
from malkollen.record import read_document
from malkollen.reference import FIGURE_WORD_KINDS, PHRASE_KINDS
from malkollen.understanding import reading
from malkollen.understanding.as_json import FORMAT_VERSION, to_json
from malkollen.words.reading import DOUBTS, READER_NOTES

PAGE = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
ORIGINALS = ROOT.parent / "shared" / "documents"

# What the page calls an object of the JSON, and the record that it is made of.
OBJECTS: dict[str, type] = {
    "document": reading.ReadDocument,
    "occasion": reading.ReadOccasion,
    "printed date": reading.PrintedDate,
    "place": reading.Place,
    "goal": reading.ReadGoal,
    "activity": reading.ReadActivity,
    "deferral": reading.ReadDeferral,
    "report": reading.Report,
    "assessment": reading.ReadAssessment,
    "kpi": reading.ReadKpi,
    "budget line": reading.ReadBudget,
    "stated total": reading.ReadStatedTotal,
    "table": reading.ReadTable,
    "column": reading.ReadColumn,
    "doubt": reading.Doubt,
}
# What the JSON adds to the records.
ADDED = {
    "document": {"as_of_date": "date or null"},
    "report": {"occasion_label": "text or null"},
    "doubt": {"sentence": "text"},
}
_PLAIN: dict[Any, str] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    date: "date",
}


def section(heading: str) -> str:
    """Return what stands under a heading, up to the next one of any level."""
    start = re.search(rf"^#+ {re.escape(heading)}$", PAGE, flags=re.MULTILINE)
    assert start is not None, heading
    return re.split(r"^#+ ", PAGE[start.end() :], maxsplit=1, flags=re.MULTILINE)[0]


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the rows in a section's table that begin with a name in code."""
    lines = [line for line in section(heading).splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def names(heading: str) -> list[str]:
    """Return the names in code in the first column of a section's table."""
    return [name for cells in rows(heading) for name in re.findall(r"`([^`]+)`", cells[0])]


def said(hint: Any) -> str:
    """Return how the page says a type."""
    if get_origin(hint) in (Union, types.UnionType):
        (kind,) = (one for one in get_args(hint) if one is not type(None))
        return f"{said(kind)} or null"
    if get_origin(hint) is tuple:
        return f"list of {said(get_args(hint)[0])}s"
    if is_dataclass(hint):
        return next(name for name, record in OBJECTS.items() if record is hint)
    return _PLAIN[hint]


@pytest.mark.parametrize("name", list(OBJECTS))
def test_each_object_of_the_json_is_described(name: str) -> None:
    """Exactly the fields that the code writes, in its order, each with its type and what it holds."""
    hints = get_type_hints(OBJECTS[name])
    written = {one.name: said(hints[one.name]) for one in fields(OBJECTS[name])}
    described = [cells[:2] for cells in rows(name)]

    assert described == [
        [f"`{one}`", kind] for one, kind in {**written, **ADDED.get(name, {})}.items()
    ]
    assert all(cells[2].strip(" |") for cells in rows(name))


def records_of(record: type) -> Iterator[type]:
    """Yield a record and those within it."""
    yield record
    for hint in get_type_hints(record).values():
        for part in [hint, *get_args(hint)]:
            if is_dataclass(part) and isinstance(part, type):
                yield from records_of(part)


def test_no_object_of_the_json_is_left_out() -> None:
    """A record that a reading holds and the page has no section for fails here."""
    assert set(records_of(reading.Reading)) - {reading.Reading} == set(OBJECTS.values())


def a_reading() -> reading.Reading:
    """Return a reading with an activity and a doubt."""
    place = reading.Place()
    occasion = reading.ReadOccasion(
        number=1, label="Helår", as_of_date=date(2022, 12, 31), is_as_of_stated=True
    )
    document = reading.ReadDocument(
        municipality_code=None, municipality=None, title=None, body=None, kind="plan", year=None,
        term_start_year=None, term_end_year=None, diary_number=None, occasions=(occasion,),
    )  # fmt: skip
    activity = reading.ReadActivity(
        activity_id="a001", same_as_activity_id=None, goal_id="g01", goal_path=(), kind="insats", title="Bygga",
        priority_text=None, committees_text=None, committees=(), start_text=None, start_date=None, due_text=None,
        due_date=None, carried_over_from=None, carried_over_text=None, deferral=None,
        reports=(reading.Report(occasion=1, status_text=None, status=None, comment=None),), place=place,
    )  # fmt: skip
    doubt = reading.Doubt(code="no_year", place=place)
    return reading.Reading(document=document, activities=(activity,), doubts=(doubt,))


def test_what_the_json_adds_is_what_the_page_says() -> None:
    """The fields beyond the records', and the names at the top, as they are written."""
    found = to_json(a_reading())
    shown = {"document": found["document"], "doubt": found["doubts"][0]}
    shown["report"] = found["activities"][0]["reports"][0]
    added = {
        name: set(one) - {field.name for field in fields(OBJECTS[name])}
        for name, one in shown.items()
    }

    assert added == {name: set(one) for name, one in ADDED.items()}
    assert re.findall(r'"(\w+)": [\d{\[]', section("The JSON")) == list(found)
    assert f"`format_version`, which is {FORMAT_VERSION}" in section("The JSON")


def codes_in(folder: str) -> set[str]:
    """Return the texts in the code of a room that are code words."""
    return {
        node.value
        for path in (ROOT / "malkollen" / folder).glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_doubt_is_described() -> None:
    """All codes, in the order of their words; those that no code raises yet are marked, and no others."""
    unraised = {
        cells[0].strip("`") for cells in rows("Doubts") if cells[1].startswith("*not told*")
    }

    assert names("Doubts") == list(DOUBTS)
    assert unraised == set(DOUBTS) - codes_in("understanding")


def raised(folder: str, record: str) -> set[str]:
    """Return the codes written out where a room makes a record of a name."""
    return {
        str(keyword.value.value)
        for path in (ROOT / "malkollen" / folder).glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == record
        for keyword in node.keywords
        if keyword.arg == "code" and isinstance(keyword.value, ast.Constant)
    }


def test_every_code_that_is_raised_has_words() -> None:
    """A doubt or a note without a sentence could not be shown."""
    doubts, notes = raised("understanding", "Doubt"), raised("readers", "Note")

    assert len(doubts) > 10
    assert len(notes) > 5
    assert doubts - set(DOUBTS) == set()
    assert notes - set(READER_NOTES) == set()


def test_every_note_of_a_reader_is_described() -> None:
    """All codes, in the order of their words."""
    assert names("What a reader leaves out") == list(READER_NOTES)


def test_the_words_that_can_be_taught_are_described() -> None:
    """Fields of columns, kinds of phrases and kinds of figure words: exactly those that there are."""
    with (REFERENCE / "header_words.csv").open(encoding="utf-8-sig", newline="") as file:
        known = {row["field"] for row in csv.DictReader(file)}

    assert sorted(names("A header word")) == sorted(known)
    assert sorted(names("A turn of phrase")) == sorted(PHRASE_KINDS)
    assert sorted(names("A word about a number")) == sorted(FIGURE_WORD_KINDS)


def test_the_limits_are_those_of_the_code() -> None:
    """Each number of the page is the constant's."""
    numbers = {
        limits.MOST_CELLS, limits.MOST_BLOCKS, limits.MOST_COLUMNS, limits.MOST_LINE_CHARACTERS,
        limits.MOST_MARKUP_CHARACTERS, pdf.MOST_PAGES, pdf.MOST_LETTERS_A_PAGE, workbook.MOST_CHARACTERS,
    }  # fmt: skip
    megabytes = {
        limits.MOST_BYTES, limits.MOST_TEXT_BYTES, office.MOST_UNPACKED, office.MOST_XML,
        READING_LIMITS.memory_bytes,
    }  # fmt: skip
    text = section("Limits").split("The last holds", 1)[0]
    told = {int(one.replace(",", "")) for one in re.findall(r"[\d,]*\d", text)}

    assert told == (
        numbers | {one // 1_000_000 for one in megabytes} | {int(READING_LIMITS.seconds)}
    )


def test_the_modules_that_the_page_names_exist() -> None:
    """A module that is renamed is renamed here too."""
    folders = ("readers", "understanding")
    there = {one.name for folder in folders for one in (ROOT / "malkollen" / folder).glob("*.py")}
    named = set(re.findall(r"`(\w+\.py)`", PAGE))

    assert len(named) > 15
    assert named - there == set()


def test_the_scores_are_what_the_command_prints(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The table is pasted from `python -m benchmarks.fidelity`; after a change in reading it is pasted again."""
    wanted = {read_document(one).card.original_file_name for one in DOCUMENTS.iterdir()}
    if not all((ORIGINALS / name).is_file() for name in wanted):
        pytest.skip("the originals are not at hand in ../shared/documents")
    from benchmarks import fidelity  # noqa: PLC0415  # only where there is something to compare

    monkeypatch.setattr(sys, "argv", ["fidelity", str(ORIGINALS)])
    assert fidelity.main() == 0
    printed = [line for line in capsys.readouterr().out.splitlines() if line.startswith("|")]
    shown = [line for line in section("How well it reads").splitlines() if line.startswith("|")]

    assert shown == printed
