"""A sheet row by row: what each cell may say, what is told of it otherwise, and nothing guessed."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import TEXTS

from malkollen.figures import FigureCard, FigureRow, Sheet, read_sheet, write_sheet
from malkollen.intake.figures.cells import (
    CellError,
    Target,
    read_gender,
    read_number,
    read_operator,
    read_target,
    unguarded,
)
from malkollen.intake.figures.known import Known, KnownKpi, known_names
from malkollen.intake.figures.rows import FigureLine, FoundRow, read_rows
from malkollen.locations import REFERENCE
from malkollen.problems import Problem
from malkollen.reference import read_reference

HEADINGS = ("Nyckeltal", "Kommun", "År", "Kön", "Utfall", "Mål", "Villkor", "Källa")
REFERENCES = read_reference(REFERENCE)
FETCHED = KnownKpi("N99999", "Nämndens eget mått, andel (%)", "procent", "none")


@pytest.fixture(scope="module")
def known() -> Known:
    """What a sheet may name, with a national key figure that has been fetched."""
    return known_names(REFERENCES, [FETCHED])


def lines(*rows: tuple[str, ...], page: str | None = None) -> list[FigureLine]:
    """Return rows as a reader hands them over, from the first row of a sheet."""
    return [
        FigureLine(cells=cells, is_row=True, page=page, row=number)
        for number, cells in enumerate(rows, start=1)
    ]


def read(known: Known, *rows: tuple[str, ...]) -> tuple[FoundRow, ...]:
    """Return the rows of a sheet that nothing is wrong with."""
    found, problems = read_rows(lines(*rows), "mål.csv", known)
    assert problems == ()
    return found


def told(known: Known, *rows: tuple[str, ...]) -> list[tuple[int | None, str, str | None]]:
    """Return what is wrong with a sheet: row, code and column."""
    _, problems = read_rows(lines(*rows), "mål.csv", known)
    return [(one.line, one.code, one.column) for one in problems]


def row(**cells: str) -> tuple[str, ...]:
    """Return a row that is right but for the cells given, by their headings."""
    usual = {"Nyckeltal": "Sjukfrånvaro", "Kommun": "Solna", "År": "2024", "Källa": "Bokslut"}
    return tuple({**usual, **cells}.get(heading, "") for heading in HEADINGS)


def test_a_row_is_kept_as_it_is_meant(known: Known) -> None:
    """Name or code, any case, empty gender, assumed operator, thousands, procent, a band."""
    found = read(
        known,
        HEADINGS,
        ("sfi-TIMMAR till betyg c", "solna", "2024", "", "12 345,6", "300", "", "Bokslut, s. 4"),
        ("sick_leave_share", "126", "2025", "Kvinnor", "-5 %", "3–5 %", "", "=1+1"),
        ("n15428", "Huddinge kommun", "2024", "m", "", "85", ">", "Plan"),
        ("Nämndens eget mått, andel (%)", "0184", "1990", "T", "", "-3--1", "mellan", "Plan"),
    )

    assert [one.row for one in found] == [
        FigureRow(
            kpi_code="sfi_hours_to_grade_c", municipality_code="0184", year=2024, gender="T",
            outcome_value=12345.6, target_operator="<=", target_value=300.0, target_value_high=None,
            source="Bokslut, s. 4", place_page=None, place_row=2,
        ),
        FigureRow(
            kpi_code="sick_leave_share", municipality_code="0126", year=2025, gender="K",
            outcome_value=-5.0, target_operator="=", target_value=3.0, target_value_high=5.0,
            source="=1+1", place_page=None, place_row=3,
        ),
        FigureRow(
            kpi_code="N15428", municipality_code="0126", year=2024, gender="M",
            outcome_value=None, target_operator=">", target_value=85.0, target_value_high=None,
            source="Plan", place_page=None, place_row=4,
        ),
        FigureRow(
            kpi_code="N99999", municipality_code="0184", year=1990, gender="T",
            outcome_value=None, target_operator="=", target_value=-3.0, target_value_high=-1.0,
            source="Plan", place_page=None, place_row=5,
        ),
    ]  # fmt: skip
    assert [one.is_operator_assumed for one in found] == [True, False, False, False]
    assert (found[0].kpi, found[0].unit, found[0].municipality) == (
        "SFI-timmar till betyg C",
        "timmar",
        "Solna",
    )


def test_columns_stand_in_any_order_by_either_name(known: Known) -> None:
    """Those that are not needed may be left out; what stands above the headings is passed over."""
    found = read(
        known,
        ("Nämndens nyckeltal", "", "", "", ""),
        ("source", "VALUE", "Kommun", " kpi ", "year"),
        ("Bokslut", "4,5", "Täby", "Sjukfrånvaro", "2024"),
    )

    assert [(one.row.outcome_value, one.row.gender, one.row.place_row) for one in found] == [
        (4.5, "T", 3)
    ]


def test_each_sheet_of_a_workbook_has_its_headings(known: Known) -> None:
    """One without any, an instruction, is not read; the rows say which sheet they stood in."""
    help_page = FigureLine(cells=("Fyll i det andra bladet",), is_row=False, page="Hjälp", row=1)
    sheets = [
        help_page,
        *lines(HEADINGS, row(Utfall="4"), page="2024"),
        *lines(HEADINGS[:-3] + HEADINGS[-1:], (*row(Utfall="5", År="2025")[:5], "x"), page="2025"),
    ]
    found, problems = read_rows(sheets, "mål.xlsx", known)

    assert problems == ()
    assert [(one.row.place_page, one.row.outcome_value) for one in found] == [
        ("2024", 4.0), ("2025", 5.0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"Nyckeltal": ""}, "empty_cell", "Nyckeltal"),
        ({"Nyckeltal": "Sjukfrånvaron"}, "unknown_kpi", "Nyckeltal"),
        ({"Kommun": ""}, "empty_cell", "Kommun"),
        ({"Kommun": "Solnna"}, "unknown_area", "Kommun"),
        ({"Kommun": "9999"}, "unknown_area", "Kommun"),
        ({"År": "1989"}, "not_a_year", "År"),
        ({"År": "2024-12-31"}, "not_a_year", "År"),
        ({"Kön": "kvinna"}, "not_a_gender", "Kön"),
        ({"Källa": ""}, "empty_cell", "Källa"),
        ({"Källa": "\x01"}, "empty_cell", "Källa"),
        ({"Utfall": ""}, "no_figure_in_row", None),
        ({"Utfall": "cirka 4"}, "not_a_number", "Utfall"),
        ({"Utfall": "-"}, "not_a_number", "Utfall"),
        ({"Utfall": "3–5"}, "not_a_number", "Utfall"),
        ({"Utfall": "1" + 110 * " 000"}, "not_a_number", "Utfall"),
        ({"Mål": "3–1" + 110 * " 000"}, "not_a_target", "Mål"),
        ({"Utfall": "1.234"}, "point_in_number", "Utfall"),
        ({"Nyckeltal": "SFI-timmar till betyg C", "Utfall": "4 %"}, "percent_of_other_unit", "Utfall"),
        ({"Mål": "högst 5"}, "not_a_target", "Mål"),
        ({"Mål": "5–3"}, "band_turned", "Mål"),
        ({"Villkor": "minst"}, "operator_without_target", "Villkor"),
        ({"Mål": "5", "Villkor": "ungefär"}, "unknown_operator", "Villkor"),
        ({"Mål": "5", "Villkor": "mellan"}, "band_needed", "Villkor"),
        ({"Mål": "3–5", "Villkor": "minst"}, "no_band_needed", "Villkor"),
        ({"Nyckeltal": "N99999", "Mål": "5"}, "operator_needed", "Villkor"),
    ],
)  # fmt: skip
def test_a_cell_that_is_wrong_is_told(
    known: Known, cells: dict[str, str], code: str, column: str | None
) -> None:
    """By row and column, and it alone."""
    assert told(known, HEADINGS, row(**{"Utfall": "4", **cells})) == [(2, code, column)]


def test_everything_wrong_is_told_at_once(known: Known) -> None:
    """With what was found, what would be allowed, and the nearest names."""
    found, problems = read_rows(
        lines(
            ("Nyckeltal", "municipality", "År", "Utfall", "Mål", "", "Källa"),
            ("SFI-timmar", "Solnna", "24", "4", "", "", ""),
            ("Sjukfrånvaro", "Solna", "2024", "många", "", "extra", "Bokslut"),
            ("Sjukfrånvaro", "Solna", "2024", "5", "", "", "Bokslut"),
            ("Sjukfrånvaro", "0184", "2024", "6", "", "", "Bokslut"),
        ),
        "mål.csv",
        known,
    )

    assert [one.row.outcome_value for one in found] == [5.0, 6.0]
    assert [(one.line, one.code, one.column, one.found) for one in problems] == [
        (2, "unknown_kpi", "Nyckeltal", "SFI-timmar"),
        (2, "unknown_area", "municipality", "Solnna"),
        (2, "not_a_year", "År", "24"),
        (2, "empty_cell", "Källa", ""),
        (3, "without_heading", None, "extra"),
        (3, "not_a_number", "Utfall", "många"),
        (5, "repeated_figure", None, "Sjukfrånvaro, Solna, 2024"),
    ]
    assert set(problems[0].allowed) >= {"SFI-timmar till betyg C", "SFI-timmar till betyg D"}
    assert problems[1].allowed[0] == "Solna"
    assert problems[-1].allowed == ("T", "4")


def test_a_name_of_two_key_figures_must_be_its_code(known: Known) -> None:
    """Which of them would it be?"""
    twin = KnownKpi("sick_leave_days", "Sjukfrånvaro", "dagar", "lower")
    twins = known_names(REFERENCES, [twin])
    _, problems = read_rows(lines(HEADINGS, row(Utfall="4")), "mål.csv", twins)

    assert [(one.code, one.allowed) for one in problems] == [
        ("several_kpis", ("sick_leave_days", "sick_leave_share"))
    ]
    assert told(twins, HEADINGS, row(Nyckeltal="sick_leave_days", Utfall="4")) == []
    assert told(known, HEADINGS, row(Utfall="4")) == []


def test_many_unknown_names_are_told_without_the_nearest(known: Known) -> None:
    """To look for what is near takes time, and a whole column of them is another mistake."""
    _, problems = read_rows(
        lines(HEADINGS, *(row(Nyckeltal=f"nej {number}", Utfall="4") for number in range(25))),
        "mål.csv",
        known,
    )

    assert len(problems) == 25
    assert [bool(one.allowed) for one in problems[20:]] == [False] * 5


@pytest.mark.parametrize(
    ("headings", "codes"),
    [
        ((*HEADINGS, "Nämnd"), [("unknown_heading", None, "Nämnd")]),
        ((*HEADINGS, "mål"), [("repeated_heading", "Mål", "Mål")]),
        (HEADINGS[:-1], [("missing_heading", "Källa", "")]),
        ((*HEADINGS[:4], "Källa"), [("missing_value_heading", None, "")]),
    ],
)
def test_headings_that_are_wrong_are_told_and_no_rows(
    known: Known, headings: tuple[str, ...], codes: list[tuple[str, str | None, str]]
) -> None:
    """A column with another meaning would be read wrongly."""
    found, problems = read_rows(lines(headings, row(Utfall="x")), "mål.csv", known)

    assert found == ()
    assert [(one.code, one.column, one.found) for one in problems] == codes


def test_a_file_without_headings_or_rows_is_told(known: Known) -> None:
    """Once each."""
    assert told(known, row(Utfall="4")) == [(None, "no_headings", None)]
    assert told(known, HEADINGS) == [(None, "no_figures", None)]


def test_a_text_among_the_rows_is_told(known: Known) -> None:
    """A reader takes a lone text for no row of the table; it may be half a row."""
    stray = FigureLine(cells=("Kommentar",), is_row=False, page="Blad1", row=4)
    _, problems = read_rows(
        [*lines(HEADINGS, row(Utfall="4"), page="Blad1"), stray], "mål.xlsx", known
    )

    assert problems == (
        Problem("mål.xlsx", "outside_table", line=4, found="Kommentar", page="Blad1"),
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("300", 300.0),
        ("12\u00a0345,6", 12345.6),
        ("1 234 567", 1234567.0),
        ("12.5", 12.5),
        ("0.125", 0.125),
        ("1,234", 1.234),
        ("−2,5", -2.5),
        ("-0", 0.0),
        ("65 %", 65.0),
        ("65procent", 65.0),
    ],
)
def test_numbers_are_read_as_swedes_write_them(text: str, value: float) -> None:
    """And only so; a zero has no sign."""
    assert str(read_number(text, "procent")) == str(value)


@pytest.mark.parametrize(
    "text",
    ["", "12 34", "1 2345", "1,2,3", "1.234.567", "1.234,5", "5%%", "+5", "1e3", "٣", "inf", "0x1f", "5 st"],
)  # fmt: skip
def test_what_is_no_number_is_none(text: str) -> None:
    """Nor is half of one."""
    with pytest.raises(CellError, match="not_a_number"):
        read_number(text, "procent")


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("3-5", Target(3.0, 5.0)),
        ("3 – 5,5 %", Target(3.0, 5.5)),
        ("3 %–5 %", Target(3.0, 5.0)),
        ("-3–-1", Target(-3.0, -1.0)),
        ("-3", Target(-3.0)),
        ("1 000—2 000", Target(1000.0, 2000.0)),
    ],
)
def test_targets_may_be_bands(text: str, target: Target) -> None:
    """Whatever dash stands between."""
    assert read_target(text, "procent") == target


@pytest.mark.parametrize(
    ("text", "direction", "operator"),
    [
        ("", "higher", ">="),
        ("", "lower", "<="),
        ("minst", "lower", ">="),
        ("Mer än", "none", ">"),
        ("≤", "none", "<="),
        ("mindre än", "none", "<"),
        ("lika med", "band", "="),
        ("=", "band", "="),
    ],
)
def test_operators_are_words_or_signs(text: str, direction: str, operator: str) -> None:
    """What stands there goes before the key figure's direction."""
    assert read_operator(text, Target(5.0), "Mått", direction) == operator


def test_a_band_needs_no_direction() -> None:
    """Its ends say all."""
    assert read_operator("", Target(3.0, 5.0), "Mått", "none") == "="


def test_genders_are_letters_or_words() -> None:
    """In any case."""
    assert [read_gender(text) for text in ("", "t", "Totalt", "K", "kvinnor", "m", "MÄN")] == [
        "T", "T", "T", "K", "K", "M", "M",
    ]  # fmt: skip


WILD = known_names(REFERENCES, [FETCHED])
# What a sheet may hold by mistake, and what it is meant to hold.
CELLS = st.one_of(
    TEXTS,
    st.sampled_from(["", "Sjukfrånvaro", "Solna", "2024", "K", "4,5", "3–5", "minst", "N99999", "%", "-"]),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=10), min_size=1, max_size=5))
def test_whatever_stands_in_a_sheet_is_kept_or_told(rows: list[list[str]]) -> None:
    """Each row one or the other, and what is kept can be written and read."""
    found, problems = read_rows(lines(HEADINGS, *map(tuple, rows)), "mål.csv", WILD)
    kept, told = {one.row.place_row for one in found}, {one.line for one in problems}
    card = FigureCard(
        title="Mål", original_file_name="mål.csv", original_sha256="0a" * 32, taken_in_by="Karin",
        taken_in_on=date(2026, 11, 22),
    )  # fmt: skip
    sheet = Sheet(
        sheet_id="mal",
        card=card,
        rows=tuple(
            (line, one.row)
            for line, one in enumerate(found, start=2)
            if one.row.place_row not in told
        ),
    )

    assert kept | told == set(range(2, len(rows) + 2))
    with TemporaryDirectory() as folder:
        write_sheet(Path(folder) / "mal", sheet)
        assert read_sheet(Path(folder) / "mal") == sheet


def test_the_guard_of_an_export_is_taken_off() -> None:
    """One apostrophe, and only before what a spreadsheet would run."""
    assert [unguarded(text) for text in ("'=1", "''=1", "'s mål", " a\n b ", "=1")] == [
        "=1", "'=1", "'s mål", "a b", "=1",
    ]  # fmt: skip


def test_of_a_cell_without_end_the_beginning_is_told(known: Known) -> None:
    """A page and a terminal show every problem."""
    _, problems = read_rows(
        lines(HEADINGS, row(Nyckeltal="x" * 100_000, Utfall="4")), "mål.csv", known
    )

    assert [(one.code, one.found) for one in problems] == [("unknown_kpi", 120 * "x" + "…")]
