"""What the export writes as a sheet of own figures, the intake reads as the same figures, and nothing runs."""

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from malkollen.export import figures_csv, figures_xlsx
from malkollen.figures import FigureRow
from malkollen.intake.figures.apart import content_lines
from malkollen.intake.figures.known import known_names
from malkollen.intake.figures.rows import FigureLine, FoundRow, read_rows
from malkollen.locations import REFERENCE
from malkollen.problems import Problem
from malkollen.readers import read_bytes
from malkollen.reference import read_reference
from malkollen.understanding.as_json import from_values

REFERENCES = read_reference(REFERENCE)
KNOWN = known_names(REFERENCES)
KPIS = sorted(KNOWN.kpis)
AREAS = sorted(KNOWN.municipalities)

TYPES = {
    "kpi_code": pa.string(), "kpi": pa.string(), "municipality": pa.string(), "year": pa.int32(),
    "gender": pa.string(), "has_target": pa.bool_(), "target_operator": pa.string(),
    "target_value": pa.float64(), "target_value_high": pa.float64(),
    "outcome_operator": pa.string(), "outcome_value": pa.float64(),
    "outcome_value_high": pa.float64(),
    **{
        f"{kind}_{name}": pa.int32() if name == "place_row" else pa.string()
        for kind in ("target", "outcome")
        for name in ("document_id", "sheet_id", "source", "place_section", "place_page", "place_row")
    },
}  # fmt: skip


def results(*rows: dict[str, Any]) -> pa.Table:
    """Return rows as the question `kpi_results` answers, what is not given empty."""
    return pa.Table.from_pylist(
        [{name: row.get(name) for name in TYPES} for row in rows], pa.schema(TYPES)
    )


def result(row: FigureRow) -> dict[str, Any]:
    """Return a kept row as the question `kpi_results` gives it."""
    has_target, has_outcome = row.target_value is not None, row.outcome_value is not None
    return {
        "kpi_code": row.kpi_code,
        "kpi": KNOWN.kpis[row.kpi_code].kpi,
        "municipality": KNOWN.municipalities[row.municipality_code],
        "year": row.year,
        "gender": row.gender,
        "has_target": has_target,
        "target_operator": row.target_operator,
        "target_value": row.target_value,
        "target_value_high": row.target_value_high,
        "target_sheet_id": "mal" if has_target else None,
        "target_source": row.source if has_target else None,
        "outcome_operator": "=" if has_outcome else None,
        "outcome_value": row.outcome_value,
        "outcome_sheet_id": "mal" if has_outcome else None,
        "outcome_source": row.source if has_outcome else None,
    }


def read(content: bytes, name: str) -> tuple[tuple[FoundRow, ...], tuple[Problem, ...]]:
    """Return what the intake finds in a file."""
    lines = [from_values(one, FigureLine) for one in content_lines(read_bytes(content, name))]
    return read_rows(lines, name, KNOWN)


def kept(content: bytes, name: str) -> list[FigureRow]:
    """Return the rows of a file that nothing is wrong with, wherever they stood."""
    found, problems = read(content, name)
    assert problems == ()
    return [replace(one.row, place_page=None, place_row=0) for one in found]


# As many figures as a spreadsheet keeps.
NUMBERS = st.builds(
    lambda whole, decimals: whole / 10**decimals + 0.0,
    st.integers(-(10**11), 10**11),
    st.integers(0, 4),
)
# Without the signs that a reader of separated values takes for markup: * _ < & \ and bullets.
SOURCES = st.text(alphabet="aÅöz01 =+-@'\";,.|%()›＝＋", min_size=1).map(
    lambda text: " ".join(text.split())
)


@st.composite
def figure_rows(draw: st.DrawFn) -> FigureRow:
    """A row as the intake keeps it: outcome, target or both."""
    outcome = draw(st.none() | NUMBERS)
    target = draw(NUMBERS if outcome is None else st.none() | NUMBERS)
    is_band = target is not None and draw(st.booleans())
    operator = draw(st.sampled_from([">=", ">", "<=", "<", "="]))
    return FigureRow(
        kpi_code=draw(st.sampled_from(KPIS)),
        municipality_code=draw(st.sampled_from(AREAS)),
        year=draw(st.integers(1990, 2100)),
        gender=draw(st.sampled_from("TKM")),
        outcome_value=outcome,
        target_operator=None if target is None else "=" if is_band else operator,
        target_value=target,
        target_value_high=(target or 0.0) + 0.5 if is_band else None,
        source=draw(SOURCES.filter(bool)),
        place_row=0,
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(figure_rows(), min_size=1, max_size=8, unique_by=lambda row: row.key))
def test_what_is_exported_is_read_as_the_same(rows: list[FigureRow]) -> None:
    """As CSV and as a workbook, whatever the rows."""
    table = results(*map(result, rows))

    assert kept(figures_csv(table), "mal.csv") == rows
    assert kept(figures_xlsx(table), "mal.xlsx") == rows


SOURCE_ROW = FigureRow(
    kpi_code="sick_leave_share", municipality_code="0184", year=2024, gender="T",
    outcome_value=-4.5, target_operator="<", target_value=300.0, target_value_high=None,
    source="=1+1", place_row=0,
)  # fmt: skip


def test_the_sheet_is_as_a_controller_keeps_it() -> None:
    """Swedish headings and words, decimals with comma, no formula."""
    assert figures_csv(results(result(SOURCE_ROW))).decode("utf-8-sig").splitlines() == [
        "Nyckeltal;Kommun;År;Kön;Utfall;Mål;Villkor;Källa",
        "Sjukfrånvaro;Solna;2024;totalt;-4,5;300;mindre än;'=1+1",
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "'=", "''+"])
def test_no_text_of_a_workbook_is_run(start: str) -> None:
    """Its cells are texts and numbers; what looks guarded already comes back as it was."""
    row = replace(SOURCE_ROW, source=f"{start}HYPERLINK(1) _x0041_")
    content = figures_xlsx(results(result(row)))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None

    assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n"}
    assert kept(content, "mal.xlsx") == [row]


def test_a_figure_of_several_sources_is_one_row() -> None:
    """A document and a sheet that say the same are paired four times over by the question."""
    document = {
        f"{kind}_{name}": value
        for kind in ("target", "outcome")
        for name, value in (("document_id", "plan-2024"), ("place_row", 7))
    }
    sheet = result(SOURCE_ROW)
    both = {**sheet, **document}
    both |= {f"{kind}_{name}": None for kind in ("target", "outcome") for name in ("sheet_id", "source")}  # fmt: skip
    (found,) = kept(figures_csv(results(both, sheet)), "mal.csv")

    assert found == replace(SOURCE_ROW, source="plan-2024, rad 7; =1+1")


def test_targets_that_differ_are_rows_for_a_person_to_settle() -> None:
    """None is chosen; read again, the second is told as a repetition."""
    other = replace(SOURCE_ROW, target_value=200.0)
    found, problems = read(figures_csv(results(result(SOURCE_ROW), result(other))), "mal.csv")

    assert [one.row.target_value for one in found] == [300.0, 200.0]
    assert [one.code for one in problems] == ["repeated_figure"]


@pytest.mark.parametrize(
    "change",
    [
        {"outcome_operator": "<"},
        {"outcome_value_high": 9.0},
        {"outcome_sheet_id": None, "outcome_source": "Kolada"},
    ],
)
def test_an_outcome_that_no_sheet_can_hold_is_left_out(change: dict[str, Any]) -> None:
    """A bound, a range, and what Kolada says itself; the target stays, and a row with nothing else goes."""
    row = {**result(SOURCE_ROW), **change}
    alone = {**row, "year": 2025, "has_target": False, "target_value": None}

    assert kept(figures_csv(results(row, alone)), "mal.csv") == [
        replace(SOURCE_ROW, outcome_value=None)
    ]


def test_two_key_figures_of_one_name_are_written_by_their_codes() -> None:
    """The name would not say which."""
    other = {**result(SOURCE_ROW), "kpi_code": "N00090"}
    text = figures_csv(results(result(SOURCE_ROW), other)).decode("utf-8-sig")

    assert [line.partition(";")[0] for line in text.splitlines()[1:]] == [
        "sick_leave_share",
        "N00090",
    ]
