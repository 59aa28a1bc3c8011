"""How does it leave? A table in, the bytes of a file out."""

import csv
import io
from datetime import date
from typing import Any

import pyarrow as pa
from pyarrow import csv as arrow_csv
from pyarrow import parquet

# A spreadsheet reads a cell that begins so as a formula, and runs it.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe first where it would."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _cell(value: Any) -> str:
    """Write a cell as Swedish Excel reads it: decimals with comma, dates as 2022-08-31, empty for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
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
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(name) for name in table.column_names])
    for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
        writer.writerow([_cell(value) for value in row])
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
