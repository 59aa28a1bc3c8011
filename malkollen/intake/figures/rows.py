"""What does a sheet say, row by row? The headings found, every row read and checked, everything wrong told at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TypeVar

from malkollen.figures import FigureRow
from malkollen.intake.figures.cells import (
    CellError,
    read_gender,
    read_number,
    read_operator,
    read_target,
    read_year,
    unguarded,
)
from malkollen.intake.figures.known import Known, KnownKpi
from malkollen.intake.texts import one_line
from malkollen.problems import Problem
from malkollen.words import figures as words

Value = TypeVar("Value")

_FIELDS = {
    **{heading.casefold(): name for name, heading in words.HEADINGS.items()},
    **{name: name for name in words.HEADINGS},
}
_NEEDED = ("kpi", "municipality", "year", "source")
_VALUES = ("value", "target")
# Of a cell that cannot be read, its beginning is enough to find it by.
_SHOWN = 120


@dataclass(frozen=True, kw_only=True)
class FigureLine:
    """A line of the file as its reader saw it: a row of a table, or a text beside the tables."""

    cells: tuple[str, ...]
    is_row: bool
    page: str | None
    row: int | None


@dataclass(frozen=True, kw_only=True)
class FoundRow:
    """A row that can be kept, with what its codes stand for. `is_operator_assumed` where the sheet gave none."""

    row: FigureRow
    kpi: str
    unit: str
    municipality: str
    is_operator_assumed: bool


@dataclass
class _Told:
    """Where a row stands, its cells by column, and what is wrong with it so far."""

    file: str
    page: str | None
    line: int | None
    cells: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def tell(self, code: str, name: str | None, found: str, allowed: Sequence[str] = ()) -> None:
        """Note something wrong, in a column where it is of one."""
        column = name and self.headings.get(name, words.HEADINGS[name])
        beginning = found if len(found) <= _SHOWN else f"{found[:_SHOWN]}…"
        self.problems.append(
            Problem(self.file, code, self.line, column, beginning, tuple(allowed), self.page)
        )

    def text(self, name: str) -> str:
        """Return the text of a column's cell; empty where there is no such column."""
        return self.cells.get(name, "")

    def read(self, name: str, reader: Callable[[str], Value]) -> Value | None:
        """Return what a cell says, None where it cannot be read, which is then told."""
        try:
            return reader(self.text(name))
        except CellError as error:
            self.tell(error.code, name, error.found or self.text(name), error.allowed)
            return None

    def needed(self, name: str, reader: Callable[[str], Value]) -> Value | None:
        """Return what a cell that may not be empty says."""
        if self.text(name):
            return self.read(name, reader)
        self.tell("empty_cell", name, "")
        return None

    def given(self, name: str, reader: Callable[[str], Value]) -> Value | None:
        """Return what a cell says, None where it is empty."""
        return self.read(name, reader) if self.text(name) else None


def _field(cell: str) -> str | None:
    return _FIELDS.get(unguarded(cell).casefold())


def _is_heading(line: FigureLine) -> bool:
    """Say whether a line is the row of headings: the key figure's, and another one."""
    names = {_field(cell) for cell in line.cells} - {None}
    return line.is_row and "kpi" in names and len(names) > 1


def _check_headings(file: str, line: FigureLine) -> list[Problem]:
    told = _Told(file, line.page, line.row)
    names = [_field(cell) for cell in line.cells]
    for cell, name in zip(line.cells, names, strict=True):
        if name is None and cell.strip():
            told.tell("unknown_heading", None, unguarded(cell), tuple(words.HEADINGS.values()))
    for name in dict.fromkeys(name for name in names if name is not None):
        if names.count(name) > 1:
            told.tell("repeated_heading", name, words.HEADINGS[name])
    for name in _NEEDED:
        if name not in names:
            told.tell("missing_heading", name, "")
    if not set(names) & set(_VALUES):
        told.tell("missing_value_heading", None, "", [words.HEADINGS[name] for name in _VALUES])
    return told.problems


def _source(text: str) -> str:
    # A text of nothing but characters that no file may hold is as good as none.
    source = one_line(text)
    if source is None:
        raise CellError("empty_cell")
    return source


def _figure(told: _Told, known: Known, page: str | None) -> FoundRow | None:
    """Return a row as it is kept; None where something is wrong with it, which is then told."""
    kpi: KnownKpi | None = told.needed("kpi", known.kpi)
    municipality_code = told.needed("municipality", known.municipality_code)
    year = told.needed("year", read_year)
    gender = told.read("gender", read_gender)
    source = told.needed("source", _source)
    if not told.text("value") and not told.text("target"):
        told.tell("no_figure_in_row", None, "")
    # Without its key figure, a number has no unit and a target no direction.
    unit = "procent" if kpi is None else kpi.unit
    outcome = told.given("value", lambda text: read_number(text, unit))
    target = told.given("target", lambda text: read_target(text, unit))
    operator = None
    if kpi is not None and (target is not None or not told.text("target")):
        name, direction = kpi.kpi, kpi.direction
        operator = told.read("operator", lambda text: read_operator(text, target, name, direction))
    if (
        told.problems
        or kpi is None
        or municipality_code is None
        or year is None
        or gender is None
        or source is None
    ):
        return None
    return FoundRow(
        row=FigureRow(
            kpi_code=kpi.kpi_code,
            municipality_code=municipality_code,
            year=year,
            gender=gender,
            outcome_value=outcome,
            target_operator=operator,
            target_value=None if target is None else target.value,
            target_value_high=None if target is None else target.high,
            source=source,
            place_page=one_line(page),
            place_row=told.line or 0,
        ),
        kpi=kpi.kpi,
        unit=kpi.unit,
        municipality=known.municipalities[municipality_code],
        is_operator_assumed=target is not None
        and target.high is None
        and not told.text("operator"),
    )


def _read_line(
    line: FigureLine, heading: FigureLine, file: str, known: Known
) -> tuple[FoundRow | None, list[Problem]]:
    names = [_field(cell) for cell in heading.cells]
    texts = [unguarded(cell) for cell in line.cells]
    headings = {
        name: unguarded(cell)
        for name, cell in zip(names, heading.cells, strict=True)
        if name is not None
    }
    cells = {name: text for name, text in zip(names, texts, strict=False) if name is not None}
    told = _Told(file, line.page, line.row, cells, headings)
    if not line.is_row:
        told.tell("outside_table", None, texts[0])
        return None, told.problems
    strays = [text for name, text in zip(names, texts, strict=False) if name is None and text]
    for text in (*strays, *filter(None, texts[len(names) :])):
        told.tell("without_heading", None, text)
    return _figure(told, known, line.page), told.problems


def _check_keys(name: str, rows: Iterable[FoundRow]) -> list[Problem]:
    problems = []
    first: dict[tuple[str, str, int, str], tuple[str, ...]] = {}
    for one in rows:
        row = one.row
        page = () if row.place_page is None else (row.place_page,)
        if row.key in first:
            problems.append(
                Problem(
                    name, "repeated_figure", row.place_row, page=row.place_page,
                    found=f"{one.kpi}, {one.municipality}, {row.year}",
                    allowed=(row.gender, *first[row.key]),
                )
            )  # fmt: skip
        first.setdefault(row.key, (str(row.place_row), *page))
    return problems


def read_rows(
    lines: Iterable[FigureLine], name: str, known: Known
) -> tuple[tuple[FoundRow, ...], tuple[Problem, ...]]:
    """Return the rows of a file that can be kept, and everything that is wrong with the others.

    Each sheet of a workbook has headings of its own; one without is not read, unless none has any. What stands above the
    headings is passed over. `name` is what the problems call the file.
    """
    rows: list[FoundRow] = []
    problems: list[Problem] = []
    has_headings = has_lines = False
    for _page, group in groupby(lines, key=lambda line: line.page):
        held = list(group)
        start = next((at for at, line in enumerate(held) if _is_heading(line)), None)
        if start is None:
            continue
        has_headings = True
        wrong = _check_headings(name, held[start])
        problems += wrong
        for line in held[start + 1 :] if not wrong else ():
            has_lines = True
            found, told = _read_line(line, held[start], name, known)
            problems += told
            if found is not None:
                rows.append(found)
    if not has_headings:
        problems.append(Problem(name, "no_headings", allowed=tuple(words.HEADINGS.values())))
    elif not has_lines and not problems:
        problems.append(Problem(name, "no_figures"))
    problems += _check_keys(name, rows)
    problems.sort(key=lambda one: (one.page or "", one.line or 0))
    return tuple(rows), tuple(problems)
