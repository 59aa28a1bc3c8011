"""How does it leave? A table in, the bytes of a file out."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Any

import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv
from pyarrow import parquet

from malkollen.words import figures as figure_words
from malkollen.words.language import _

# A spreadsheet reads a cell that begins so as a formula, and runs it.
_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_FORMULA_STARTS = (*_SIGNS, "\t", "\r", "\n")
# A text that looks as if it had been made harmless already.
_GUARDED = re.compile(r"'+[=+\-@＝＋－＠]")
# How a workbook writes a character by its number; a text that only looks so must be told apart.
_CHARACTER_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_WIDTHS = {"Nyckeltal": 60, "Kommun": 18, "Villkor": 14, "Källa": 60}
_USUAL_WIDTH = 10


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe first where it would.

    A sign alone, as the operator of a target, is none.
    """
    is_formula = text.startswith(_FORMULA_STARTS) and text not in _SIGNS
    return f"'{text}" if is_formula else text


def _cell(value: Any) -> str:
    """Write a cell as Swedish Excel reads it: decimals with comma, dates as 2022-08-31, empty for null.

    Only yes and no are said in the language spoken: the form is Swedish whoever reads it.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    return harmless(str(value))


def swedish_csv(table: pa.Table) -> bytes:
    """Write a table as CSV that Swedish Excel opens right by a double click.

    Semicolon between cells, UTF-8 with byte order mark, lines ended by CR LF. The names of the columns are the headings.
    Numbers stay numbers; a text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
    headings = [harmless(name) for name in table.column_names]
    return _semicolon_separated([headings, *([_cell(value) for value in row] for row in rows)])


def _semicolon_separated(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def table_to_csv(table: pa.Table) -> bytes:
    """Write a table as CSV for programs (RFC 4180).

    Comma between cells, UTF-8 without byte order mark, decimals with point, dates as 2022-08-31, true and false; null is
    an empty cell, an empty text is "". People open it too, so a text that a spreadsheet would run as a formula gets an
    apostrophe in front; Parquet holds every text as it is.
    """
    target = io.BytesIO()
    for index, column in enumerate(table.columns):
        if pa.types.is_string(column.type):
            texts = [None if text is None else harmless(text) for text in column.to_pylist()]
            table = table.set_column(index, table.field(index), pa.array(texts, column.type))
    arrow_csv.write_csv(table, target, arrow_csv.WriteOptions(quoting_style="needed"))
    return target.getvalue()


def table_to_parquet(table: pa.Table) -> bytes:
    """Write a table as Parquet, with the types of its columns."""
    target = io.BytesIO()
    parquet.write_table(table, target)
    return target.getvalue()


def _sheet_text(text: str) -> str:
    """Return a text on one line that no spreadsheet runs, and that is told apart from one that was never guarded."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    line = " ".join(shown.split())
    return f"'{line}" if _GUARDED.match(line) else harmless(line)


def _number(value: float) -> str:
    """Return a number to its last figure, with decimal comma and without exponent."""
    return f"{Decimal(repr(value)):f}".removesuffix(".0").replace(".", ",")


def _target(row: Mapping[str, Any]) -> tuple[float | str, str] | None:
    """Return a row's target and its operator as a sheet holds them."""
    if not row["has_target"]:
        return None
    low, high = row["target_value"], row["target_value_high"]
    if high is not None:
        return _sheet_text(f"{_number(low)}–{_number(high)}"), figure_words.BAND
    return low, figure_words.OPERATORS[row["target_operator"]]


def _outcome(row: Mapping[str, Any]) -> float | None:
    """Return a row's outcome as a sheet holds it: what it was, as documents and sheets say.

    A bound or a range says within what it lay; what comes from Kolada comes from there anew.
    """
    is_own = row["outcome_document_id"] is not None or row["outcome_sheet_id"] is not None
    is_exact = row["outcome_operator"] == "=" and row["outcome_value_high"] is None
    value: float | None = row["outcome_value"] if is_own and is_exact else None
    return value


def _figure_rows(table: pa.Table) -> Iterator[list[Any]]:
    """Yield the rows of a sheet of own figures, from the answer of the question `kpi_results`.

    One per key figure, municipality, year and gender; more only where their targets or outcomes differ, which a person
    must settle.
    """
    rows = table.to_pylist()
    codes: dict[str, set[str]] = {}
    # Of each figure the targets and the outcomes, each with its sources: the question pairs all with all.
    figures: dict[tuple[Any, ...], tuple[dict[Any, list[str]], dict[Any, list[str]]]] = {}
    for row in rows:
        codes.setdefault(row["kpi"], set()).add(row["kpi_code"])
        key = (row["kpi_code"], row["kpi"], row["municipality"], row["year"], row["gender"])
        held = figures.setdefault(key, ({}, {}))
        for values, kind, value in zip(
            held, ("target", "outcome"), (_target(row), _outcome(row)), strict=True
        ):
            if value is not None:
                values.setdefault(value, []).append(figure_words.source_text(row, kind))
    for (kpi_code, kpi, municipality, year, gender), (targets, outcomes) in figures.items():
        for target, outcome in zip_longest(targets, outcomes):
            sources = dict.fromkeys([*targets.get(target, ()), *outcomes.get(outcome, ())])
            yield [
                _sheet_text(kpi if len(codes[kpi]) == 1 else kpi_code),
                _sheet_text(municipality),
                year,
                figure_words.GENDERS[gender],
                outcome,
                *(target or (None, None)),
                _sheet_text("; ".join(sources)),
            ]


def has_figures(table: pa.Table) -> bool:
    """Say whether any row of the answer of the question `kpi_results` has a place in the sheet of own figures."""
    return any(True for _row in _figure_rows(table))


def figures_csv(table: pa.Table) -> bytes:
    """Write the answer of the question `kpi_results` as the sheet that own figures are read from, as CSV.

    As `swedish_csv`, with the columns of `words.figures.HEADINGS`. An outcome that is only a bound or a range, or that is
    Kolada's own, has no place in such a sheet and is left out, and so is a row that holds nothing else.
    """
    rows = [
        ["" if cell is None else _number(cell) if isinstance(cell, float) else str(cell) for cell in row]
        for row in _figure_rows(table)
    ]  # fmt: skip
    return _semicolon_separated([list(figure_words.HEADINGS.values()), *rows])


def figures_xlsx(table: pa.Table) -> bytes:
    """Write the answer of the question `kpi_results` as the sheet that own figures are read from, as a workbook.

    As `figures_csv`; numbers are numbers, with all their decimals shown.
    """
    headings = list(figure_words.HEADINGS.values())
    target = io.BytesIO()
    with pd.ExcelWriter(target, engine="openpyxl") as writer:
        frame = pd.DataFrame(list(_figure_rows(table)), columns=headings, dtype=object)
        frame.to_excel(writer, sheet_name=figure_words.SHEET_NAME, index=False, freeze_panes=(1, 0))
        sheet = writer.sheets[figure_words.SHEET_NAME]
        for cells in sheet.iter_cols():
            width = _WIDTHS.get(cells[0].value, _USUAL_WIDTH)
            sheet.column_dimensions[cells[0].column_letter].width = width
            for cell in cells[1:]:
                if isinstance(cell.value, float):
                    decimals = len(_number(cell.value).partition(",")[2])
                    cell.number_format = f"0.{'0' * decimals}" if decimals else "0"
                elif isinstance(cell.value, str):
                    cell.value = _CHARACTER_CODE.sub("_x005F_", cell.value)
    return target.getvalue()


def data_dictionary(table: pa.Table) -> str:
    """Write the answer of the question `data_dictionary` as a page in Markdown: a table for each table of the database."""
    lines = [
        "# The data dictionary",
        "",
        "Every table and column of the database that `python -m malkollen build` makes, from the comments in",
        "`data/schema.sql`.",
        "This page is written by `python -m malkollen dictionary`; change the comments, not the page.",
    ]
    written = None
    for row in table.to_pylist():
        if row["table_name"] != written:
            written = row["table_name"]
            lines += ["", f"## {written}", "", f"{row['table_comment']}.", ""]
            lines += ["| column | type | what it holds |", "| --- | --- | --- |"]
        meaning = row["column_comment"].replace("|", "\\|")
        lines.append(f"| `{row['column_name']}` | {row['data_type']} | {meaning} |")
    return "\n".join(lines) + "\n"
