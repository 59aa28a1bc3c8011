"""A sheet of own figures as it is kept: what is read, what is refused and how it is told, what is written."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from malkollen.figures import FigureCard, FigureRow, Sheet, read_sheet, read_sheets, write_sheet
from malkollen.locations import ROOT
from malkollen.problems import Problem, RecordError
from malkollen.tables import column_names
from malkollen.words import figures as words

NAME = "solna-mal"
CARD = f"""\
title = "Solnas mål"

[original]
file_name = "mål.xlsx"
sha256 = "{"0a" * 32}"

[taken_in]
by = "Karin"
on = 2026-11-22
"""
FIGURES = """\
kpi_code;municipality_code;year;gender;outcome_value;target_operator;target_value;target_value_high;source;place_page;place_row
sfi_hours_to_grade_c;0184;2010;T;;<=;300;;Verksamhetsplan;Blad1;2
N15428;0184;2024;K;88.5;=;85;90;Bokslut;Blad1;3
"""


def write(folder: Path, *, name: str = NAME, card: str = CARD, figures: str = FIGURES) -> Path:
    """Write a sheet's folder as a person would, and return it."""
    path = folder / name
    path.mkdir()
    (path / "card.toml").write_text(card, encoding="utf-8")
    (path / "figures.csv").write_text(figures, encoding="utf-8")
    return path


def problems_of(folder: Path) -> list[Problem]:
    """Return what stops the sheets of a folder from being read."""
    with pytest.raises(RecordError) as caught:
        read_sheets(folder)
    return list(caught.value.problems)


def test_a_sheet_is_read_as_it_stands(tmp_path: Path) -> None:
    """A target alone, and an outcome with a band; an empty cell is None and never zero."""
    write(tmp_path)
    card = FigureCard(
        title="Solnas mål", original_file_name="mål.xlsx", original_sha256="0a" * 32,
        taken_in_by="Karin", taken_in_on=date(2026, 11, 22),
    )  # fmt: skip
    target = FigureRow(
        kpi_code="sfi_hours_to_grade_c", municipality_code="0184", year=2010, gender="T",
        outcome_value=None, target_operator="<=", target_value=300.0, source="Verksamhetsplan",
        place_page="Blad1", place_row=2,
    )  # fmt: skip
    band = FigureRow(
        kpi_code="N15428", municipality_code="0184", year=2024, gender="K", outcome_value=88.5,
        target_operator="=", target_value=85.0, target_value_high=90.0, source="Bokslut",
        place_page="Blad1", place_row=3,
    )  # fmt: skip

    assert read_sheets(tmp_path) == (
        Sheet(sheet_id=NAME, card=card, rows=((2, target), (3, band))),
    )


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    """With the sheet that it is in the place of, and numbers to their last figure."""
    sheet = read_sheet(write(tmp_path))
    line, row = sheet.rows[0]
    sheet = replace(
        sheet,
        card=replace(sheet.card, title='Mål "2010"', supersedes="solna-forra"),
        rows=((line, replace(row, target_value=1 / 3, source='a;b,"c"')), sheet.rows[1]),
    )
    write_sheet(tmp_path / "kept" / NAME, sheet)

    assert read_sheet(tmp_path / "kept" / NAME) == sheet


def test_no_folder_holds_no_sheets(tmp_path: Path) -> None:
    """As long as nobody has taken in any."""
    assert read_sheets(tmp_path / "figures") == ()


def test_a_sheet_that_another_is_in_the_place_of_is_left_out(tmp_path: Path) -> None:
    """Also where they lie in two folders."""
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    new.mkdir()
    write(old)
    write(new, name="solna-mal-2", card=f'supersedes = "{NAME}"\n{CARD}')

    assert [one.sheet_id for one in read_sheets(old, new)] == ["solna-mal-2"]


def test_every_row_that_does_not_fit_is_told(tmp_path: Path) -> None:
    """All at once, each with its line."""
    head = FIGURES.splitlines()[0]
    rows = [
        "a;184;1989;T;1;;;;s;;2",
        "a;0184;2010;T;;;;;s;;3",
        "a;0184;2011;T;1;>=;;;s;;4",
        "a;0184;2012;T;1;=;5;3;s;;5",
        "a;0184;2013;T;1;>=;3;5;s;;6",
        "a;0184;2013;T;2;;;;s;;7",
        "a;0184;2014;X;2;;;;;;8",
    ]
    write(tmp_path, figures="\n".join([head, *rows]))
    found = {(one.line, one.code, one.column, one.found) for one in problems_of(tmp_path)}

    assert found == {
        (2, "not_allowed", "municipality_code", "184"),
        (2, "not_allowed", "year", "1989"),
        (3, "missing_value", "outcome_value", ""),
        (4, "only_one_of_two", "target_value", "target_operator"),
        (5, "not_allowed", "target_value_high", "3.0"),
        (6, "not_allowed", "target_operator", ">="),
        (7, "duplicate", "kpi_code", "a, 0184, 2013, T"),
        (8, "not_allowed", "gender", "X"),
        (8, "missing_value", "source", ""),
    }


@pytest.mark.parametrize(
    ("card", "problem"),
    [
        (CARD.replace("0a", "zz"), ("not_allowed", 5, "original.sha256")),
        (CARD.replace("2026-11-22", '"igår"'), ("not_allowed", 9, "taken_in.on")),
        (CARD.replace('title = "Solnas mål"', ""), ("missing_field", None, "title")),
        (CARD.replace('"Solnas mål"', '" "'), ("not_allowed", 1, "title")),
        (CARD + "hour = 3\n", ("unknown_field", 10, None)),
        ("title = ", ("not_toml", None, None)),
    ],
)
def test_a_card_that_is_wrong_is_told(
    tmp_path: Path, card: str, problem: tuple[str, int | None, str | None]
) -> None:
    """With the field, and its line where it has one."""
    write(tmp_path, card=card)
    (one,) = problems_of(tmp_path)

    assert (one.file, one.code, one.line, one.column) == (f"{NAME}/card.toml", *problem)


def test_every_sheet_with_a_problem_is_told(tmp_path: Path) -> None:
    """A file that does not belong, a table that is missing, a name that is no id."""
    write(tmp_path, name="Blad_1")
    second = write(tmp_path, name="blad-2")
    (second / "figures.csv").rename(second / "figures.xlsx")

    assert {(one.file, one.code) for one in problems_of(tmp_path)} == {
        ("Blad_1", "not_allowed"),
        ("blad-2/figures.xlsx", "unknown_file"),
        ("blad-2/figures.csv", "missing_file"),
    }


def test_the_page_on_own_figures_describes_columns_and_headings() -> None:
    """Exactly the columns that the code reads, in its order, and every heading by both its names."""
    page = (ROOT / "docs" / "figures.md").read_text(encoding="utf-8")
    headings = [f"| {heading} | {name} |" for name, heading in words.HEADINGS.items()]
    kept = page.split("## What is kept", 1)[1]
    described = re.findall(r"^\| `(\w+)` \|", kept, re.MULTILINE)

    assert [line for line in headings if line not in page] == []
    assert described == list(column_names(FigureRow))
