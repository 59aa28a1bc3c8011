"""What do we keep of a sheet of own figures? A folder with a card and a table: read it, check it, write it.

docs/figures.md describes the folder and the sheets that it is made from.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import tomli_w

from malkollen.problems import Problem, RecordError, not_utf8
from malkollen.record import DOCUMENT_ID, OPERATORS, card_lines
from malkollen.tables import column, optional_column, read_table, write_table

GENDERS = ("T", "K", "M")
FIRST_YEAR = 1990
LAST_YEAR = 2100


@dataclass(frozen=True, kw_only=True)
class FigureCard:
    """What a sheet of own figures is. `supersedes` is the id of the sheet that it was put in the place of."""

    title: str
    original_file_name: str
    original_sha256: str
    taken_in_by: str
    taken_in_on: date
    supersedes: str | None = None


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """A line of figures.csv: outcome, target or both, of one key figure, municipality, year and gender.

    The values are in the key figure's unit, shares in procent. A target that is a band has the operator `=`, its lower end
    as value and `target_value_high`.
    """

    kpi_code: str
    municipality_code: str
    year: int
    gender: str = column(allowed=GENDERS)
    outcome_value: float | None
    target_operator: str | None = column(allowed=OPERATORS)
    target_value: float | None
    target_value_high: float | None = optional_column()
    source: str
    place_page: str | None = optional_column()
    place_row: int

    @property
    def key(self) -> tuple[str, str, int, str]:
        """What no two rows of a sheet may share."""
        return (self.kpi_code, self.municipality_code, self.year, self.gender)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet of own figures: its card and its rows, each with the line that it stood on."""

    sheet_id: str
    card: FigureCard
    rows: tuple[tuple[int, FigureRow], ...]


_FILES = ("card.toml", "figures.csv")
# Per field: its type, whether it must be there, what it must look like and how that is told.
_CARD_FIELDS: dict[str, tuple[type, bool, str, str]] = {
    "title": (str, True, r"(?s).*\S.*", ""),
    "original.file_name": (str, True, r"(?s).*\S.*", ""),
    "original.sha256": (str, True, r"[0-9a-f]{64}", "[0-9a-f]{64}"),
    "taken_in.by": (str, True, r"(?s).*\S.*", ""),
    "taken_in.on": (date, True, r".*", "2022-08-31"),
    "supersedes": (str, False, DOCUMENT_ID.pattern, "a-z, 0-9, -"),
}
_MUNICIPALITY_CODE = re.compile(r"[0-9]{4}")


def _flat(content: dict[str, Any]) -> dict[str, Any]:
    """Return a card's fields, those of a block named after it: `original.sha256`."""
    fields: dict[str, Any] = {}
    for name, value in content.items():
        if isinstance(value, dict):
            fields |= {f"{name}.{inner}": part for inner, part in value.items()}
        else:
            fields[name] = value
    return fields


def _check_fields(file: str, found: dict[str, Any], lines: dict[str, int]) -> list[Problem]:
    problems = [
        Problem(
            file, "unknown_field", line=lines.get(name), found=name, allowed=tuple(_CARD_FIELDS)
        )
        for name in found
        if name not in _CARD_FIELDS
    ]
    for name, (kind, is_required, pattern, example) in _CARD_FIELDS.items():
        value = found.get(name)
        # To Python, a point in time is a date.
        is_of_kind = isinstance(value, kind) and not isinstance(value, datetime)
        if value is None:
            if is_required:
                problems.append(Problem(file, "missing_field", column=name))
        elif not is_of_kind or re.fullmatch(pattern, str(value)) is None:
            problems.append(
                Problem(
                    file, "not_allowed", line=lines.get(name), column=name, found=str(value),
                    allowed=(example,) if example else (),
                )
            )  # fmt: skip
    return problems


def _read_card(path: Path, file: str) -> tuple[FigureCard | None, list[Problem]]:
    if not path.is_file():
        return None, [Problem(file, "missing_file")]
    try:
        found = _flat(tomllib.loads(path.read_bytes().decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        return None, [not_utf8(file, error)]
    except tomllib.TOMLDecodeError as error:
        return None, [Problem(file, "not_toml", found=str(error))]
    problems = _check_fields(file, found, card_lines(path))
    if problems:
        return None, problems
    return (
        FigureCard(
            title=found["title"],
            original_file_name=found["original.file_name"],
            original_sha256=found["original.sha256"],
            taken_in_by=found["taken_in.by"],
            taken_in_on=found["taken_in.on"],
            supersedes=found.get("supersedes"),
        ),
        [],
    )


def _check_row(file: str, line: int, row: FigureRow) -> list[Problem]:
    """Return what does not fit together in a row, each of whose cells is right by itself."""

    def wrong(code: str, column_name: str, found: object, *allowed: str) -> Problem:
        return Problem(file, code, line=line, column=column_name, found=str(found), allowed=allowed)

    problems = []
    if _MUNICIPALITY_CODE.fullmatch(row.municipality_code) is None:
        problems.append(wrong("not_allowed", "municipality_code", row.municipality_code, "0180"))
    if not FIRST_YEAR <= row.year <= LAST_YEAR:
        problems.append(wrong("not_allowed", "year", row.year, f"{FIRST_YEAR}–{LAST_YEAR}"))
    if row.outcome_value is None and row.target_value is None:
        problems.append(wrong("missing_value", "outcome_value", ""))
    if (row.target_value is None) != (row.target_operator is None):
        problems.append(wrong("only_one_of_two", "target_value", "target_operator"))
    if row.target_value_high is not None:
        if row.target_value is None or row.target_value > row.target_value_high:
            problems.append(wrong("not_allowed", "target_value_high", row.target_value_high))
        if row.target_operator not in (None, "="):
            problems.append(wrong("not_allowed", "target_operator", row.target_operator, "="))
    return problems


def _check_keys(file: str, rows: Iterable[tuple[int, FigureRow]]) -> list[Problem]:
    problems = []
    seen: set[tuple[str, str, int, str]] = set()
    for line, row in rows:
        if row.key in seen:
            found = ", ".join(str(part) for part in row.key)
            problems.append(Problem(file, "duplicate", line=line, column="kpi_code", found=found))
        seen.add(row.key)
    return problems


def read_sheet(folder: Path) -> Sheet:
    """Read and check the folder of a sheet; raise RecordError with every problem found.

    Whether its key figures and municipalities exist is not asked here.
    """
    name = folder.name
    card, problems = _read_card(folder / "card.toml", f"{name}/card.toml")
    if DOCUMENT_ID.fullmatch(name) is None:
        problems.append(
            Problem(name, "not_allowed", column="id", found=name, allowed=("a-z, 0-9, -",))
        )
    problems += [
        Problem(f"{name}/{path.name}", "unknown_file", found=path.name, allowed=_FILES)
        for path in sorted(folder.iterdir())
        if path.name not in _FILES and not path.name.startswith(".")
    ]
    file = f"{name}/figures.csv"
    rows: list[tuple[int, FigureRow]] = []
    if (folder / "figures.csv").is_file():
        rows, found = read_table(folder / "figures.csv", FigureRow, file)
        problems += found
        problems += [problem for line, row in rows for problem in _check_row(file, line, row)]
        problems += _check_keys(file, rows)
    else:
        problems.append(Problem(file, "missing_file"))
    if problems or card is None:
        raise RecordError(problems)
    return Sheet(sheet_id=name, card=card, rows=tuple(rows))


def read_sheets(*folders: Path) -> tuple[Sheet, ...]:
    """Read the sheets in some folders, by id, without those that another one is in the place of.

    A folder that is missing holds none. Raises RecordError with every problem of every sheet.
    """
    sheets: dict[str, Sheet] = {}
    problems: list[Problem] = []
    paths = [
        path
        for folder in folders
        if folder.is_dir()
        for path in folder.iterdir()
        if path.is_dir() and not path.name.startswith(".")
    ]
    for path in sorted(paths, key=lambda one: one.name):
        if path.name in sheets:
            problems.append(Problem(path.name, "duplicate", column="id", found=path.name))
        try:
            sheets[path.name] = read_sheet(path)
        except RecordError as error:
            problems += error.problems
    if problems:
        raise RecordError(problems)
    superseded = {sheet.card.supersedes for sheet in sheets.values()}
    return tuple(sheet for name, sheet in sheets.items() if name not in superseded)


def write_sheet(folder: Path, sheet: Sheet) -> None:
    """Write a sheet as a folder that `read_sheet` reads back to the same sheet, but for the lines."""
    folder.mkdir(parents=True, exist_ok=True)
    card = sheet.card
    content: dict[str, Any] = {"title": card.title}
    if card.supersedes is not None:
        content["supersedes"] = card.supersedes
    content["original"] = {"file_name": card.original_file_name, "sha256": card.original_sha256}
    content["taken_in"] = {"by": card.taken_in_by, "on": card.taken_in_on}
    (folder / "card.toml").write_text(tomli_w.dumps(content), encoding="utf-8")
    write_table(folder / "figures.csv", FigureRow, [row for _, row in sheet.rows])
