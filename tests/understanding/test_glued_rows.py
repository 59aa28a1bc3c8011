"""Rows of key figures whose columns are lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_blocks import VOCABULARY, blocks, shown, tables

from malkollen.understanding.glued_rows import glued_cells, with_dated_values, with_glued_rows

HEADER = "Prestationstal Utfall 2021 Budget 2022 Utfall 2022"


@pytest.mark.parametrize(
    ("text", "count", "cells"),
    [
        ("Antal elever 60 290 55 749 62 000 55 966", 4, ("Antal elever", "60 290", "55 749", "62 000", "55 966")),
        ("Kostnad, kr 103 290 105 749 108 000", 3, ("Kostnad, kr", "103 290", "105 749", "108 000")),
        ("Antal barn 1 004 988 995", 3, ("Antal barn", "1 004", "988", "995")),
        ("Förändring, % – 0,9 1,2 0,5", 3, ("Förändring, %", "– 0,9", "1,2", "0,5")),
        ("Placerade – 14 12", 3, ("Placerade", "–", "14", "12")),
        ("Behöriga lärare 71 % 72,5 % 80%", 3, ("Behöriga lärare", "71 %", "72,5 %", "80%")),
        ("Elever i årskurs 9 105 98 97", 3, ("Elever i årskurs 9", "105", "98", "97")),
    ],
)  # fmt: skip
def test_a_known_count_splits_numbers(text: str, count: int, cells: tuple[str, ...]) -> None:
    """A known count of columns splits the numbers as written."""
    assert glued_cells(text, count, VOCABULARY) == cells


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Antal elever 12 345 678", 2),
        ("Antal elever 14 12", 3),
        ("Antal elever 1 2 3 4 5", 3),
        ("14 12 15", 3),
        ("Antal elever", 3),
    ],
)
def test_what_the_count_does_not_settle_is_left(text: str, count: int) -> None:
    """What the count does not settle in one way only is left."""
    assert glued_cells(text, count, VOCABULARY) is None


def test_rows_beneath_a_line_of_headings_are_a_table() -> None:
    """Rows beneath a line of headings are a table, with the lines that name groups of them."""
    found = with_glued_rows(
        blocks("Inledning", HEADER, "Grundskola", "Elever 2 105 2 120 2 131", "Slutord."),
        VOCABULARY,
    )
    assert shown(found) == [
        "Inledning",
        [
            ["Prestationstal", "Utfall 2021", "Budget 2022", "Utfall 2022"],
            ["Grundskola", "", "", ""],
            ["Elever", "2 105", "2 120", "2 131"],
        ],
        "Slutord.",
    ]


def test_an_unread_row_stays_a_paragraph_between_two_pieces() -> None:
    """A row that the count does not settle stays a paragraph, and the table goes on after it."""
    found = with_glued_rows(
        blocks(HEADER, "Elever 1 2 3", "Platser 1 2 3 4 5", "Barn 4 5 6"), VOCABULARY
    )
    assert [row[0] for rows in tables(found) for row in rows[1:]] == ["Elever", "Barn"]
    assert "Platser 1 2 3 4 5" in shown(found)


@pytest.mark.parametrize(
    "line",
    ["Prestationstal", "Utfall 2021 Utfall 2022 Utfall 2023", "Mål och utfall 2022 för nämnden"],
)
def test_other_lines_are_no_headings(line: str) -> None:
    """A line that does not name what is measured and at least two values heads no rows."""
    lines = blocks(line, "Elever 1 2 3")
    assert with_glued_rows(lines, VOCABULARY) == lines


def test_a_value_glued_to_its_year_is_an_outcome() -> None:
    """A value glued to its year is an outcome of the name above it."""
    found = with_dated_values(
        blocks("# Indikator", "Resor med buss", "0,74 påstigande/inv.2019", "Trenden är positiv"),
        VOCABULARY,
    )
    assert shown(found) == [
        "Indikator",
        [["Indikator", "Utfall 2019"], ["Resor med buss", "0,74 påstigande/inv.2019"]],
        "Trenden är positiv",
    ]


@pytest.mark.parametrize("value", ["15 mars 2022", "2022", "88 %", "738 2022", "Beslut 2022"])
def test_dates_and_bare_numbers_are_no_outcomes(value: str) -> None:
    """A date, a year or a value without a year is no value with its year."""
    lines = blocks("Resor med buss", value)
    assert with_dated_values(lines, VOCABULARY) == lines


@given(st.text(alphabet="Ab 0123456789,–-%.", max_size=60), st.integers(1, 6))
def test_a_split_keeps_all_that_is_written(text: str, count: int) -> None:
    """A split has as many values as columns and keeps all that is written."""
    cells = glued_cells(text, count, VOCABULARY)
    assert cells is None or (len(cells) == count + 1 and " ".join(cells).split() == text.split())
