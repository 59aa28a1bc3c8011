"""One way to read and write a CSV table: a frozen record is its contract.

A record's fields are the columns; their types say what a cell may hold. `str | None` may be empty, `str` may not. A
field made with `optional_column()` may be missing from the file altogether.
"""

import csv
import io
import math
import re
import types
from collections.abc import Callable, Iterable
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from malkollen.problems import Problem, not_utf8

Record = TypeVar("Record")

_NEEDS_QUOTES = re.compile(r'[",\r\n]')
_YES_AND_NO = {"yes": True, "no": False, "": False}


def column(*, allowed: tuple[str, ...] = ()) -> Any:
    """Declare a column that must stand in the file, with the values that it may hold."""
    return field(metadata={"allowed": allowed})


def optional_column(*, allowed: tuple[str, ...] = (), default: Any = None) -> Any:
    """Declare a column that may be missing from the file."""
    return field(default=default, metadata={"allowed": allowed})


@dataclass(frozen=True)
class _Column:
    name: str
    type: type
    is_required: bool
    may_be_absent: bool
    allowed: tuple[str, ...]


@lru_cache(maxsize=64)
def _columns(record: Any) -> tuple[_Column, ...]:
    hints = get_type_hints(record)
    columns = []
    for one in fields(record):
        hint = hints[one.name]
        is_union = get_origin(hint) in (Union, types.UnionType)
        kind = next(part for part in get_args(hint) if part is not type(None)) if is_union else hint
        columns.append(
            _Column(
                name=one.name,
                type=tuple if get_origin(kind) is tuple else kind,
                is_required=not is_union and kind is not bool and get_origin(kind) is not tuple,
                may_be_absent=one.default is not MISSING,
                allowed=one.metadata.get("allowed", ()),
            )
        )
    return tuple(columns)


def column_names(record: type) -> tuple[str, ...]:
    """Return the names of a record's columns in order."""
    return tuple(one.name for one in _columns(record))


# Python reads more than the format allows: 1_000, full-width digits, 20220831, 2022-W35-3. The database's
# whole numbers have 32 bits, so nine digits always fit.
_INTEGER = re.compile(r"[+-]?[0-9]{1,9}")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _matched(text: str, pattern: re.Pattern[str]) -> str:
    if pattern.fullmatch(text) is None:
        raise ValueError(text)
    return text


def _read_integer(text: str) -> int:
    return int(_matched(text, _INTEGER))


def _read_number(text: str) -> float:
    value = float(_matched(text, _NUMBER))
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def _read_date(text: str) -> date:
    return date.fromisoformat(_matched(text, _DATE))


def _split_list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


_READERS: dict[type, tuple[Callable[[str], Any], str]] = {
    int: (_read_integer, "not_integer"),
    float: (_read_number, "not_number"),
    date: (_read_date, "not_date"),
    tuple: (_split_list, ""),
    str: (str, ""),
    bool: (_YES_AND_NO.__getitem__, "not_yes_or_no"),
}


def _read_cell(text: str, one: _Column) -> tuple[Any, str | None]:
    """Return the cell's value and, where it cannot be read, the code of the problem."""
    if text == "" and one.type not in (bool, tuple):
        return None, "missing_value" if one.is_required else None
    if one.allowed and text not in one.allowed:
        return None, "not_allowed"
    read, code = _READERS[one.type]
    try:
        return read(text), None
    except (ValueError, KeyError):
        return None, code


def read_table(
    path: Path, record: type[Record], file: str
) -> tuple[list[tuple[int, Record]], list[Problem]]:
    """Read a CSV file into (line, record) pairs and the problems found.

    `file` is what the problems call the file. The separator, comma or semicolon, is the one that the first line holds.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return [], [not_utf8(file, error)]
    first_line = re.split(r"[\r\n]", text, maxsplit=1)[0]
    separator = ";" if first_line.count(";") > first_line.count(",") else ","
    lines, broken = _split_lines(text, separator, file)
    if broken and not lines:
        return [], broken
    rows, problems = _read_rows(lines, record, file)
    return rows, problems + broken


def _split_lines(
    text: str, separator: str, file: str
) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """Return the cells of each row with the line that it begins on, as far as the text can be split."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[tuple[int, list[str]]] = []
    while True:
        first = reader.line_num + 1
        try:
            lines.append((first, next(reader)))
        except StopIteration:
            return lines, []
        except csv.Error as error:
            return lines, [Problem(file, "not_csv", line=first, found=str(error))]


def _read_rows(
    lines: list[tuple[int, list[str]]], record: type[Record], file: str
) -> tuple[list[tuple[int, Record]], list[Problem]]:
    columns = {one.name: one for one in _columns(record)}  # type: ignore[arg-type]  # a class is hashable
    header = [name.strip() for name in lines[0][1]] if lines else []
    problems = [
        Problem(file, "unknown_column", line=1, found=name, allowed=tuple(columns))
        for name in header
        if name not in columns
    ]
    problems += [
        Problem(file, "repeated_column", line=1, found=name)
        for name in sorted({name for name in header if header.count(name) > 1})
    ]
    problems += [
        Problem(file, "missing_column", line=1, column=name, allowed=tuple(columns))
        for name, one in columns.items()
        if name not in header and not one.may_be_absent
    ]
    if problems:
        return [], problems
    rows: list[tuple[int, Record]] = []
    for line, cells in lines[1:]:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            problems.append(
                Problem(
                    file, "wrong_cell_count", line=line, found=str(len(cells)),
                    allowed=(str(len(header)),),
                )
            )  # fmt: skip
            continue
        values: dict[str, Any] = {}
        wrong: list[Problem] = []
        for name, cell in zip(header, cells, strict=True):
            value, code = _read_cell(cell.strip(), columns[name])
            values[name] = value
            if code is not None:
                wrong.append(
                    Problem(
                        file, code, line=line, column=name, found=cell.strip(),
                        allowed=columns[name].allowed,
                    )
                )  # fmt: skip
        problems += wrong
        if not wrong:
            rows.append((line, record(**values)))
    return rows, problems


def cell_text(value: Any) -> str:
    """Return a value as a cell holds it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, float):
        # The shortest figures that read back to the same number, never with an exponent.
        text = f"{Decimal(repr(value)):f}"
        return text.removesuffix(".0")
    return str(value)


def _write_line(cells: Iterable[str]) -> str:
    # The csv module leaves a lone carriage return unquoted where lines end with a line feed.
    quoted = (
        '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell
        for cell in cells
    )
    return ",".join(quoted) + "\n"


def write_table(path: Path, record: type[Record], rows: Iterable[Record]) -> None:
    """Write records as a CSV file that `read_table` reads back to the same records.

    A cell is read without the white space around it, and the parts of a list end at their commas, so that is how
    texts must come. The separator is the comma.
    """
    names = column_names(record)
    lines = [_write_line(names)]
    lines += [_write_line(cell_text(getattr(row, name)) for name in names) for row in rows]
    path.write_text("".join(lines), encoding="utf-8", newline="")
