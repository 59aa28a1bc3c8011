"""A document's folder: what is read, what is refused and how it is told, what is written."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from malkollen.locations import DOCUMENTS
from malkollen.problems import Problem, RecordError
from malkollen.record import (
    GOAL_LEVELS,
    MEASURES,
    OPERATORS,
    ActivityRow,
    BudgetRow,
    Card,
    Document,
    GoalRow,
    KpiRow,
    Occasion,
    PrintedDate,
    StatedTotalRow,
    card_lines,
    read_document,
    write_document,
)

NAME = "provby-namnden-2022"

CARD = f"""\
municipality_code = "0580"
title = "Uppföljning"
body = "Nämnden"
kind = "follow_up"
year = 2022

[original]
file_name = "uppfoljning.pdf"
sha256 = "{"0a" * 32}"

[taken_in]
by = "Målkollen"
on = 2026-11-22
reader = "hand"

[[occasions]]
number = 1
label = "Delår"
as_of_date = 2022-08-31
is_as_of_stated = true

[[occasions]]
number = 2
label = "Bokslut"
is_as_of_stated = false
"""
GOALS = """\
goal_id;parent_goal_id;level;level_text;title;occasion;assessment_text;place_section;place_row
g1;;goal;Mål;Fler behöriga lärare;;;Mål;1
g2;g1;sub_goal;Delmål;Lärare i matematik;2;uppnått;Mål;2
"""
ACTIVITIES = """\
activity_id;same_as_activity_id;goal_id;kind;title;committees_text;committees;occasion;status_text;deferral_kind;deferral_told_by;deferral_to_text;place_section;place_row
a1;;g1;aktivitet;Anställa lärare;BiN;BiN;1;Pågår;;;;Mål;3
a1;;g1;aktivitet;Anställa lärare;BiN;BiN;2;Genomfört;;;;Mål;4
a2;a1;g2;aktivitet;Anställa lärare;;;1;;within_year;mark;december;Mål;5
a2;a1;g2;aktivitet;Anställa lärare;;;2;;;;;Mål;6
"""
KPIS = """\
kpi_code;kind;name;goal_id;activity_id;operator;value;value_text;year;place_section;place_row
behoriga;target;Behöriga lärare;g1;a1;>=;65;minst 65 procent;2022;Mål;7
behoriga;listing;Behöriga lärare;;;;;;;Mål;8
"""
BUDGET = """\
unit;line;line_text;year;amount_tkr;place_section;place_row
Skolan;cost;Kostnader;2022;100;Budget;9
Skolan;cost;Kostnader;2021;90.5;Budget;10
"""
STATED_TOTALS = """\
measure;goal_id;value;value_text;is_listed;place_section;place_row
activities;g1;1;en aktivitet;yes;Mål;11
"""
FILES = {
    "card.toml": CARD,
    "goals.csv": GOALS,
    "activities.csv": ACTIVITIES,
    "kpis.csv": KPIS,
    "budget.csv": BUDGET,
    "stated_totals.csv": STATED_TOTALS,
}


def folder(above: Path, name: str = NAME, **changed: str | bytes | None) -> Path:
    """Write a document's folder, with some of its files other than usual, or left out where None.

    A file is named as its stem: `goals="…"`.
    """
    path = above / name
    path.mkdir()
    for file, usual in FILES.items():
        content = changed.get(file.partition(".")[0], usual)
        if content is not None:
            (path / file).write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def problems_of(path: Path) -> list[Problem]:
    """Return what stops a folder from being read; nothing where it can be."""
    try:
        read_document(path)
    except RecordError as error:
        return list(error.problems)
    return []


def at(file: str, code: str, **parts: Any) -> Problem:
    """Return a problem in a file of the usual folder."""
    return Problem(f"{NAME}/{file}", code, **parts)


FULL = Document(
    document_id="full-namnd-2022",
    card=Card(
        municipality_code="0580",
        title='Uppföljning "2022" \\ del 1',
        body="Nämnden",
        kind="follow_up",
        year=2022,
        term_start_year=2019,
        term_end_year=2022,
        diary_number="BiN 2022-1",
        published_at="https://example.org/u.pdf",
        supersedes="full-namnd-2021",
        original_file_name="u.pdf",
        original_sha256="ab" * 32,
        taken_in_by="Målkollen",
        taken_in_on=date(2026, 11, 22),
        reader="hand",
        occasions=(
            Occasion(
                number=1, label="Delår", as_of_date=date(2022, 8, 31), is_as_of_stated=True,
                as_of_note=None,
            ),
            Occasion(
                number=2, label="Bokslut", as_of_date=date(2022, 12, 31), is_as_of_stated=False,
                as_of_note="Satt till årets\nutgång.",
            ),
        ),
        printed_dates=(
            PrintedDate(date=date(2022, 9, 1), place_row=None),
            PrintedDate(date=date(2023, 1, 9), place_row=36),
        ),
    ),
    goals=(
        (
            2,
            GoalRow(
                goal_id="g1", parent_goal_id=None, level="goal", level_text=None,
                title="Fler behöriga", place_section=None, place_row=None,
            ),
        ),
        (
            3,
            GoalRow(
                goal_id="g2", parent_goal_id="g1", level="sub_goal", level_text="Delmål",
                number="1.1", title="Matematik; och NO", wording="Två\nrader, med komma",
                is_prioritised=True, occasion=2, assessment_text="uppnått", place_section="Mål › A",
                place_page="3", place_row=12,
            ),
        ),
    ),
    activities=(
        (
            2,
            ActivityRow(
                activity_id="a1", goal_id="g2", kind="aktivitet", title="=Anställa",
                wording='Säg "hej"', priority_text="Högt", committees_text="BiN och BoU",
                committees=("BiN", "BoU"), start_text="jan", start_date=date(2022, 1, 1),
                due_text="juni", due_date=date(2022, 6, 30), carried_over_from_year=2021,
                carried_over_text="Kvarstår från 2021", occasion=1, status_text="Pågår",
                status="on_plan", deferral_kind="to_later_year", deferral_told_by="mark",
                deferral_from_text="juni", deferral_from_date=date(2022, 6, 30),
                deferral_to_text="2023", deferral_to_date=date(2023, 12, 31),
                deferral_reasons=("staffing", "pandemic"), comment="En\nkommentar",
                place_section="Mål › A", place_page="4", place_row=20,
            ),
        ),
        (
            # The row before holds a line end.
            4,
            ActivityRow(
                activity_id="a1", goal_id="g2", kind="aktivitet", title="=Anställa",
                wording='Säg "hej"', priority_text="Högt", committees_text="BiN och BoU",
                committees=("BiN", "BoU"), start_text="jan", start_date=date(2022, 1, 1),
                due_text="juni", due_date=date(2022, 6, 30), carried_over_from_year=2021,
                carried_over_text="Kvarstår från 2021", occasion=2, status_text=None,
                place_section="Mål › A", place_row=None,
            ),
        ),
    ),
    kpis=(
        (
            2,
            KpiRow(
                kpi_code="behoriga", kind="outcome", name="Behöriga", goal_id="g2",
                activity_id="a1", operator="<", value=0.1, value_high=30.67, value_text="under",
                year=2022, period_text="läsåret 2021/22", gender="K", breakdown_text="unga, alla",
                frequency_text="3 gånger", reports_per_year=3, place_section="Mål",
                place_page="Blad 1", place_row=30,
            ),
        ),
        (
            3,
            KpiRow(
                kpi_code="behoriga", kind="listing", name="Behöriga", operator=None, value=None,
                value_text=None, year=None, place_section=None, place_row=None,
            ),
        ),
    ),
    budget=(
        (
            2,
            BudgetRow(
                unit="Skolan", line="net_cost", line_text="Netto", year=2022, amount_tkr=-12345.678,
                place_section="Budget", place_page="9", place_row=1,
            ),
        ),
    ),
    stated_totals=(
        (
            2,
            StatedTotalRow(
                measure="goals", level="sub_goal", goal_id="g1", value=1.0, value_text="ett delmål",
                is_listed=True, place_section="Mål", place_page="1", place_row=2,
            ),
        ),
    ),
)  # fmt: skip


def test_a_full_document_is_written_and_reads_back_the_same(tmp_path: Path) -> None:
    """Every field of the card and every column of every table come back, each row with the line that it stands on."""
    path = tmp_path / FULL.document_id
    write_document(path, FULL)

    assert read_document(path) == FULL
    assert sorted(file.name for file in path.iterdir()) == [
        "activities.csv", "budget.csv", "card.toml", "goals.csv", "kpis.csv", "stated_totals.csv",
    ]  # fmt: skip


def test_a_document_written_over_another_leaves_nothing_of_it(tmp_path: Path) -> None:
    """A table that the new document does not have goes away."""
    path = tmp_path / FULL.document_id
    bare = replace(
        FULL, activities=(), kpis=(), budget=(), stated_totals=(),
        card=replace(
            FULL.card, printed_dates=(), term_start_year=None, term_end_year=None,
            diary_number=None, published_at=None, supersedes=None,
        ),
    )  # fmt: skip
    write_document(path, FULL)
    write_document(path, bare)

    assert read_document(path) == bare
    assert sorted(file.name for file in path.iterdir()) == ["card.toml", "goals.csv"]


@pytest.mark.parametrize("name", sorted(path.name for path in DOCUMENTS.iterdir() if path.is_dir()))
def test_each_document_of_the_record_is_written_and_reads_back_the_same(
    tmp_path: Path, name: str
) -> None:
    """The five real folders lose nothing by being read and written."""
    document = read_document(DOCUMENTS / name)
    write_document(tmp_path / name, document)

    assert read_document(tmp_path / name) == document


def test_the_usual_folder_of_these_tests_is_right(tmp_path: Path) -> None:
    """What the tests below change is all that is wrong with it; each table's rows are read."""
    document = read_document(folder(tmp_path))

    assert [line for line, _ in document.activities] == [2, 3, 4, 5]
    assert [len(rows) for rows in (document.goals, document.kpis, document.budget)] == [2, 2, 2]
    assert document.card.occasions[1] == Occasion(
        number=2, label="Bokslut", as_of_date=None, is_as_of_stated=False, as_of_note=None
    )


def test_tables_without_rows_may_be_left_out(tmp_path: Path) -> None:
    """A card alone is a document."""
    path = folder(tmp_path, goals=None, activities=None, kpis=None, budget=None, stated_totals=None)
    document = read_document(path)

    assert (document.goals, document.activities, document.kpis) == ((), (), ())
    assert (document.budget, document.stated_totals) == ((), ())


def test_a_card_from_windows_is_read(tmp_path: Path) -> None:
    """A byte order mark and CR LF make no difference; an empty text is a field left out."""
    written = ("\ufeff" + CARD.replace("year =", 'diary_number = ""\nyear =')).replace("\n", "\r\n")
    (tmp_path / "other").mkdir()

    assert (
        read_document(folder(tmp_path, card=written)).card
        == read_document(folder(tmp_path / "other")).card
    )


def test_a_folder_without_card_says_so(tmp_path: Path) -> None:
    """The card is the one file that must be there."""
    assert problems_of(folder(tmp_path, card=None)) == [at("card.toml", "missing_file")]


def test_a_file_that_the_format_does_not_know_is_refused(tmp_path: Path) -> None:
    """A misspelt table would otherwise be silently left out; what the system hides is passed over."""
    path = folder(tmp_path)
    (path / "Goals.csv.txt").write_text("x")
    (path / ".DS_Store").write_text("x")
    (path / "bilder").mkdir()
    known = (
        "activities.csv", "budget.csv", "card.toml", "goals.csv", "kpis.csv", "stated_totals.csv",
    )  # fmt: skip

    assert problems_of(path) == [
        at("Goals.csv.txt", "unknown_file", found="Goals.csv.txt", allowed=known),
        at("bilder", "unknown_file", found="bilder", allowed=known),
    ]


@pytest.mark.parametrize("name", ["Täby-2022", "taby 2022", "taby_2022", "-taby", "taby--2022"])
def test_a_folder_is_named_by_letters_digits_and_hyphens(tmp_path: Path, name: str) -> None:
    """The folder's name is the id, which stands in addresses."""
    assert problems_of(folder(tmp_path, name)) == [
        Problem(name, "not_allowed", column="id", found=name, allowed=("a-z, 0-9, -",))
    ]


CARD_FIELDS = (
    "municipality_code", "title", "body", "kind", "year", "term_start_year", "term_end_year",
    "diary_number", "published_at", "supersedes", "original", "taken_in", "occasions",
    "printed_dates",
)  # fmt: skip
YEARS = ("1990–2100",)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('title = "Uppföljning"\n', "", {"code": "missing_field", "column": "title"}),
        (
            'title = "Uppföljning"', 'title = " "',
            {"code": "missing_field", "column": "title"},
        ),
        (
            'title = "Uppföljning"', "title = 2022",
            {"code": "not_text", "line": 2, "column": "title", "found": "2022"},
        ),
        (
            'body = "Nämnden"', 'body = "Nämnden"\nnamnd = "BiN"',
            {"code": "unknown_field", "line": 4, "found": "namnd", "allowed": CARD_FIELDS},
        ),
        (
            '"0580"', '"580"',
            {
                "code": "not_allowed", "line": 1, "column": "municipality_code", "found": "580",
                "allowed": ("0180",),
            },
        ),
        (
            '"0580"', "580",
            {"code": "not_text", "line": 1, "column": "municipality_code", "found": "580"},
        ),
        (
            '"follow_up"', '"report"',
            {
                "code": "not_allowed", "line": 4, "column": "kind", "found": "report",
                "allowed": ("plan", "follow_up"),
            },
        ),
        (
            "year = 2022", 'year = "2022"',
            {"code": "not_integer", "line": 5, "column": "year", "found": "2022"},
        ),
        (
            "year = 2022", "year = true",
            {"code": "not_integer", "line": 5, "column": "year", "found": "True"},
        ),
        (
            "year = 2022", "year = 202",
            {"code": "not_allowed", "line": 5, "column": "year", "found": "202", "allowed": YEARS},
        ),
        (
            "year = 2022", "year = 2022\nterm_start_year = 2019\nterm_end_year = 2101",
            {
                "code": "not_allowed", "line": 7, "column": "term_end_year", "found": "2101",
                "allowed": YEARS,
            },
        ),
        (
            "year = 2022", "year = 2022\nterm_start_year = 2022\nterm_end_year = 2019",
            {
                "code": "not_allowed", "line": 7, "column": "term_end_year", "found": "2019",
                "allowed": ("2022–2100",),
            },
        ),
        (
            "0a" * 32, "0A" * 32,
            {
                "code": "not_allowed", "line": 9, "column": "original.sha256", "found": "0A" * 32,
                "allowed": ("[0-9a-f]{64}",),
            },
        ),
        (
            'file_name = "uppfoljning.pdf"\n', "",
            {"code": "missing_field", "line": 7, "column": "original.file_name"},
        ),
        (
            "on = 2026-11-22", 'on = "2026-11-22"',
            {"code": "not_date", "line": 13, "column": "taken_in.on", "found": "2026-11-22"},
        ),
        (
            "on = 2026-11-22", "on = 2026-11-22T12:00:00",
            {
                "code": "not_date", "line": 13, "column": "taken_in.on",
                "found": "2026-11-22 12:00:00",
            },
        ),
        (
            'reader = "hand"', 'reader = "hand"\nversion = 2',
            {
                "code": "unknown_field", "line": 15, "found": "taken_in.version",
                "allowed": ("by", "on", "reader"),
            },
        ),
        (
            "number = 2", "number = 3",
            {
                "code": "not_allowed", "line": 16, "column": "occasions.number", "found": "1, 3",
                "allowed": ("1, 2, …",),
            },
        ),
        (
            'label = "Bokslut"\n', "",
            {"code": "missing_field", "line": 22, "column": "occasions.label"},
        ),
        (
            "is_as_of_stated = false", 'is_as_of_stated = "nej"',
            {
                "code": "not_true_or_false", "line": 25, "column": "occasions.is_as_of_stated",
                "found": "nej",
            },
        ),
        (
            "as_of_date = 2022-08-31\n", "",
            {"code": "missing_field", "line": 16, "column": "occasions.as_of_date"},
        ),
        (
            "is_as_of_stated = false", "is_as_of_stated = false\nas_of_date = 2022-12-31",
            {"code": "missing_field", "line": 22, "column": "occasions.as_of_note"},
        ),
    ],
)  # fmt: skip
def test_a_wrong_card_says_which_field_and_what_it_may_hold(
    tmp_path: Path, old: str, new: str, problem: dict[str, Any]
) -> None:
    """Line, field, value and what is allowed; what is missing is told by the block that lacks it."""
    assert CARD.count(old) >= 1
    path = folder(tmp_path, card=CARD.replace(old, new, 1))

    assert problems_of(path) == [at("card.toml", **problem)]


@pytest.mark.parametrize(
    ("block", "written", "shown"),
    [
        ("original", 'original = "uppfoljning.pdf"', "[original]"),
        ("occasions", 'occasions = ["Delår", "Bokslut"]', "[[occasions]]"),
        ("printed_dates", "printed_dates = [2022-01-01]", "[[printed_dates]]"),
    ],
)
def test_a_part_of_the_card_that_is_not_a_block_says_so(
    tmp_path: Path, block: str, written: str, shown: str
) -> None:
    """A list of names where blocks should stand is told, not stumbled over."""
    card = CARD
    if block == "original":
        card = CARD.replace(CARD[CARD.index("[original]") : CARD.index("[taken_in]")], "")
    if block == "occasions":
        card = CARD[: CARD.index("[[occasions]]")]
    path = folder(tmp_path, card=f"{written}\n{card}")
    [problem] = problems_of(path)

    assert (problem.code, problem.line, problem.column, problem.allowed) == (
        "not_allowed", 1, block, (shown,),
    )  # fmt: skip


def test_a_card_without_occasions_says_so(tmp_path: Path) -> None:
    """A plan too has one occasion: the moment of the plan."""
    card = "occasions = []\n" + CARD[: CARD.index("[[occasions]]")]

    assert problems_of(folder(tmp_path, card=card)) == [
        at("card.toml", "not_allowed", column="occasions.number", found="", allowed=("1, 2, …",))
    ]


def test_a_date_printed_twice_is_told(tmp_path: Path) -> None:
    """Each date printed on the document stands once; a row is a whole number."""
    printed = "[[printed_dates]]\ndate = 2022-09-01\n"

    assert problems_of(folder(tmp_path, card=f"{CARD}{printed}{printed}")) == [
        at("card.toml", "duplicate", line=29, column="printed_dates.date", found="2022-09-01")
    ]


def test_a_card_that_is_not_toml_or_not_utf8_says_where(tmp_path: Path) -> None:
    """The line of the first byte that is not UTF-8; the reader's own words for what is not TOML."""
    (tmp_path / "latin").mkdir()

    assert problems_of(folder(tmp_path / "latin", card=CARD.encode("latin-1"))) == [
        at("card.toml", "not_utf8", line=2, found="0xf6")
    ]
    assert problems_of(folder(tmp_path, card=CARD.replace("year = 2022", "year = i fjol"))) == [
        at("card.toml", "not_toml", found="Invalid value (at line 5, column 8)")
    ]


def test_the_lines_of_a_card_are_found(tmp_path: Path) -> None:
    """Fields by name, blocks by number."""
    lines = card_lines(folder(tmp_path) / "card.toml")

    assert {name: lines[name] for name in ("title", "original", "original.sha256", "occasions.1")} == {
        "title": 2, "original": 7, "original.sha256": 9, "occasions.1": 22,
    }  # fmt: skip
    assert lines["occasions.1.label"] == 24


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        # Goals
        (
            "goals", "g2;g1;sub_goal;Delmål;Lärare i matematik;2;uppnått;Mål;2\n",
            "g2;g1;sub_goal;Delmål;Lärare;2;uppnått;Mål;2\ng2;g1;goal;Mål;Lärare;;;Mål;2\n",
            {"code": "duplicate", "line": 4, "column": "goal_id", "found": "g2"},
        ),
        (
            "goals", "g2;g1;", "g2;g7;",
            {
                "code": "unknown_value", "line": 3, "column": "parent_goal_id", "found": "g7",
                "allowed": ("g1",),
            },
        ),
        (
            "goals", "g2;g1;", "g2;g2;",
            {
                "code": "unknown_value", "line": 3, "column": "parent_goal_id", "found": "g2",
                "allowed": ("g1",),
            },
        ),
        (
            "goals", "g1;;", "g1;g2;",
            {
                "code": "unknown_value", "line": 2, "column": "parent_goal_id", "found": "g2",
                "allowed": (),
            },
        ),
        (
            "goals", "sub_goal", "delmål",
            {
                "code": "not_allowed", "line": 3, "column": "level", "found": "delmål",
                "allowed": GOAL_LEVELS,
            },
        ),
        (
            "goals", "2;uppnått", "3;uppnått",
            {
                "code": "unknown_value", "line": 3, "column": "occasion", "found": "3",
                "allowed": ("1", "2"),
            },
        ),
        (
            "goals", "2;uppnått", "3;",
            {
                "code": "unknown_value", "line": 3, "column": "occasion", "found": "3",
                "allowed": ("1", "2"),
            },
        ),
        (
            "goals", "2;uppnått", ";uppnått",
            {"code": "missing_value", "line": 3, "column": "occasion", "found": ""},
        ),
        # Activities
        (
            "activities", "a2;a1;g2;aktivitet;Anställa lärare;;;2", "a2;a1;g2;aktivitet;Anställa lärare;;;1",
            [
                {"code": "duplicate", "line": 5, "column": "activity_id", "found": "a2, 1"},
                {
                    "code": "missing_occasion", "column": "occasion", "found": "a2",
                    "allowed": ("2",),
                },
            ],
        ),
        (
            "activities", "a2;a1;g2;aktivitet;Anställa lärare;;;2;;;;;Mål;6\n", "",
            {"code": "missing_occasion", "column": "occasion", "found": "a2", "allowed": ("2",)},
        ),
        (
            "activities", "BiN;BiN;2;Genomfört", "BiN;BiN;3;Genomfört",
            [
                {
                    "code": "unknown_value", "line": 3, "column": "occasion", "found": "3",
                    "allowed": ("1", "2"),
                },
                {
                    "code": "missing_occasion", "column": "occasion", "found": "a1",
                    "allowed": ("2",),
                },
            ],
        ),
        (
            "activities", "lärare;BiN;BiN;2", "lärare;BoU;BoU, BiN;2",
            [
                {
                    "code": "disagrees", "line": 3, "column": "committees_text", "found": "BoU",
                    "allowed": ("BiN",),
                },
                {
                    "code": "disagrees", "line": 3, "column": "committees", "found": "BoU, BiN",
                    "allowed": ("BiN",),
                },
            ],
        ),
        (
            "activities", "a1;;g1;aktivitet;Anställa lärare;BiN;BiN;2", "a1;;g1;aktivitet;Anställa rektor;BiN;BiN;2",
            {
                "code": "disagrees", "line": 3, "column": "title", "found": "Anställa rektor",
                "allowed": ("Anställa lärare",),
            },
        ),
        (
            "activities", "within_year;mark", "within_year;",
            {
                "code": "only_one_of_two", "line": 4, "column": "deferral_kind",
                "found": "deferral_told_by",
            },
        ),
        (
            "activities", "within_year;mark", ";mark",
            {
                "code": "only_one_of_two", "line": 4, "column": "deferral_kind",
                "found": "deferral_told_by",
            },
        ),
        (
            "activities", "within_year;mark", ";",
            {"code": "missing_value", "line": 4, "column": "deferral_kind", "found": ""},
        ),
        # Key figures
        (
            "kpis", "g1;a1;", "g9;a1;",
            {
                "code": "unknown_value", "line": 2, "column": "goal_id", "found": "g9",
                "allowed": ("g1", "g2"),
            },
        ),
        (
            "kpis", "g1;a1;", "g1;a9;",
            {
                "code": "unknown_value", "line": 2, "column": "activity_id", "found": "a9",
                "allowed": ("a1", "a2"),
            },
        ),
        (
            "kpis", ";>=;65;minst 65 procent;2022;", ";;;;;",
            [
                {"code": "missing_value", "line": 2, "column": name, "found": ""}
                for name in ("operator", "value", "value_text", "year")
            ],
        ),
        (
            "kpis", ">=", "≥",
            {
                "code": "not_allowed", "line": 2, "column": "operator", "found": "≥",
                "allowed": OPERATORS,
            },
        ),
        # Budget and stated totals
        (
            "budget", "2021;90.5", "2022;90.5",
            {"code": "duplicate", "line": 3, "column": "unit", "found": "Skolan, cost, 2022"},
        ),
        (
            "budget", "90.5", "90,5",
            {"code": "not_number", "line": 3, "column": "amount_tkr", "found": "90,5"},
        ),
        (
            "stated_totals", "activities;g1", "activities;g9",
            {
                "code": "unknown_value", "line": 2, "column": "goal_id", "found": "g9",
                "allowed": ("g1", "g2"),
            },
        ),
        (
            "stated_totals", "activities;g1", "insatser;g1",
            {
                "code": "not_allowed", "line": 2, "column": "measure", "found": "insatser",
                "allowed": MEASURES,
            },
        ),
    ],
)  # fmt: skip
def test_rows_that_do_not_fit_together_are_told(
    tmp_path: Path, file: str, old: str, new: str, problem: Any
) -> None:
    """Each rule of the record: file, line, column, what was found and what is allowed."""
    usual = FILES[f"{file}.csv"]
    assert usual.count(old) == 1
    expected = problem if isinstance(problem, list) else [problem]
    path = folder(tmp_path, **{file: usual.replace(old, new)})

    assert problems_of(path) == [at(f"{file}.csv", **one) for one in expected]


@pytest.mark.parametrize(
    ("same_as", "code", "allowed"),
    [
        ("a9", "unknown_value", ("a1", "a2", "a3")),
        ("a3", "unknown_value", ("a1", "a2", "a3")),
        ("a4", "unknown_value", ("a1", "a2", "a3")),
        ("a2", "not_first_listing", ()),
    ],
    ids=["nowhere", "itself", "further down", "a repeated listing"],
)
def test_a_repeated_activity_points_to_its_first_listing(
    tmp_path: Path, same_as: str, code: str, allowed: tuple[str, ...]
) -> None:
    """The first listing stands above and repeats nothing itself."""
    row = "{0};{1};g1;aktivitet;Anställa lärare;;;{2};;;;;Mål;7\n"
    more = "".join(row.format("a3", same_as, number) for number in (1, 2))
    more += "".join(row.format("a4", "", number) for number in (1, 2))
    path = folder(tmp_path, activities=ACTIVITIES + more)

    assert problems_of(path) == [
        at(
            "activities.csv", code, line=line, column="same_as_activity_id", found=same_as,
            allowed=allowed,
        )
        for line in (6, 7)
    ]  # fmt: skip


def test_goals_in_a_circle_are_told(tmp_path: Path) -> None:
    """A goal stands below its parent, so a circle shows where it closes."""
    circle = "goal_id;parent_goal_id;level;level_text;title;place_section;place_row\n" + "".join(
        f"{goal};{parent};goal;Mål;Mål;;\n" for goal, parent in (("g1", "g2"), ("g2", "g1"))
    )

    assert problems_of(folder(tmp_path, goals=circle)) == [
        at("goals.csv", "unknown_value", line=2, column="parent_goal_id", found="g2")
    ]


def test_a_long_list_of_what_is_allowed_ends_in_an_ellipsis(tmp_path: Path) -> None:
    """The first twenty and a sign that there are more."""
    goals = GOALS + "".join(f"h{i:02};;goal;Mål;Mål;;;;\n" for i in range(30))
    path = folder(tmp_path, goals=goals, stated_totals=STATED_TOTALS.replace(";g1;", ";g9;"))
    first = ("g1", "g2", *(f"h{i:02}" for i in range(18)))

    assert problems_of(path) == [
        at(
            "stated_totals.csv", "unknown_value", line=2, column="goal_id", found="g9",
            allowed=(*first, "…"),
        )
    ]  # fmt: skip


def test_what_points_into_a_table_that_cannot_be_read_is_not_blamed(tmp_path: Path) -> None:
    """One wrong goal does not make every activity, key figure and total wrong too."""
    path = folder(tmp_path, goals=GOALS.replace(";sub_goal;", ";delmål;"))

    assert problems_of(path) == [
        at("goals.csv", "not_allowed", line=3, column="level", found="delmål", allowed=GOAL_LEVELS)
    ]


def test_everything_wrong_in_a_folder_is_told_at_once(tmp_path: Path) -> None:
    """Card and tables are all read before the folder is refused."""
    path = folder(
        tmp_path,
        card=CARD.replace('kind = "follow_up"\n', ""),
        goals=GOALS.replace("g1;;goal;Mål;Fler behöriga lärare;", "g1;;goal;Mål;;"),
        budget="unit,line\n",
    )
    columns = (
        "unit", "line", "line_text", "year", "amount_tkr", "place_section", "place_page",
        "place_row",
    )  # fmt: skip

    assert problems_of(path) == [
        at("card.toml", "missing_field", column="kind"),
        at("goals.csv", "missing_value", line=2, column="title", found=""),
        *(
            at("budget.csv", "missing_column", line=1, column=name, allowed=columns)
            for name in ("line_text", "year", "amount_tkr", "place_section", "place_row")
        ),
    ]


def test_two_wrong_fields_of_a_card_are_both_told(tmp_path: Path) -> None:
    """A block that is no block does not hide what is missing beside it."""
    card = CARD[: CARD.index("[original]")].replace('body = "Nämnden"\n', "")
    card += 'original = 1\ntaken_in = 2\noccasions = ["Delår"]\n'

    assert problems_of(folder(tmp_path, card=card)) == [
        at("card.toml", "missing_field", column="body"),
        at("card.toml", "not_allowed", line=6, column="original", found="1", allowed=("[original]",)),
        at("card.toml", "not_allowed", line=7, column="taken_in", found="2", allowed=("[taken_in]",)),
        at(
            "card.toml", "not_allowed", line=8, column="occasions", found="['Delår']",
            allowed=("[[occasions]]",),
        ),
    ]  # fmt: skip
