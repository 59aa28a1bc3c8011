"""How does it leave for Excel? Tables and texts in, the bytes of a workbook out."""

import io
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from malkollen.words import taking_out
from malkollen.words.language import _


@dataclass(frozen=True)
class Share:
    """A cell that is a share (0 to 1), shown as a percentage."""

    value: float


Cell = str | int | float | bool | date | datetime | Share | None


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook: its name, and its columns by their headings, all equally long."""

    name: str
    columns: Mapping[str, Sequence[Cell]]


@dataclass(frozen=True)
class About:
    """The first sheet: what was taken out, in parts with a heading, each of names and values; and when."""

    title: str
    parts: Sequence[tuple[str, Sequence[tuple[str, Cell]]]]
    taken_out_at: datetime


# What Excel takes in one cell, counted as UTF-16 does; and in one sheet under its headings.
MOST_TEXT = 32_767
MOST_ROWS = 1_048_575
_CUT = " […]"
_MOST_HEADING = 200
_MOST_SHEET_NAME = 31
# A whole number beyond this loses its last figures in Excel.
_LARGEST_WHOLE = 10**15
# Excel takes 1900 for a leap year, so an earlier date would be another day.
_FIRST_DAY = date(1900, 3, 1)
_FIRST_TABLE_ROW = 1

_LINE_ENDS = re.compile(r"\r\n?")
# What XML has no place for, and half a pair of code units that is no character.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REPLACEMENT = "\ufffd"
# What a spreadsheet reads as a formula as soon as someone edits the cell; a sign alone is none.
_FORMULA_START = re.compile(r"\s*[=+\-@＝＋－＠]\s*\S")
# What looks like a character by its number, and what xlsxwriter would write as markup.
_CODE = re.compile(r"_x[0-9A-Fa-f]{4}_")
_MARKUP = ("<r>", "</r>")
_BAD_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")

_NARROWEST, _WIDEST = 9, 60
# The button that filters stands on the heading.
_FILTER_BUTTON = 4
_DATE_WIDTH = 12
_ABOUT_WIDTHS = (34, 100)
_A4 = 9

_FORMATS: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True},
    # As text also where someone edits the cell.
    "guarded": {"text_wrap": True, "quote_prefix": True},
    "date": {"num_format": "yyyy-mm-dd"},
    "time": {"num_format": "yyyy-mm-dd hh:mm"},
    "share": {"num_format": "0%"},
    "number": {"num_format": "General"},
    "heading": {"bold": True, "text_wrap": True},
    "title": {"bold": True, "font_size": 16},
    "part": {"bold": True, "font_size": 12, "bottom": 1},
}


def _units(text: str) -> int:
    """Return how long a text is to Excel."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def _is_too_long(text: str) -> bool:
    """Say whether a text is longer than a cell holds; a short one is not counted letter by letter."""
    return len(text) > MOST_TEXT // 2 and _units(text) > MOST_TEXT


def _cut(text: str, most: int) -> str:
    """Return as much of the start as fits."""
    while _units(text) > most:
        text = text[: len(text) - max(1, (_units(text) - most) // 2)]
    return text


def cell_text(text: str) -> str:
    """Return a text as a cell holds it: as it is, but for what Excel cannot hold.

    Line ends become line feeds; a character that XML forbids, or half of one, becomes �; a text longer than 32,767 units
    of UTF-16 is cut and ends with […].
    """
    held = _FORBIDDEN.sub(_REPLACEMENT, _LINE_ENDS.sub("\n", text))
    return _cut(held, MOST_TEXT - len(_CUT)) + _CUT if _is_too_long(held) else held


def _one_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(_FORBIDDEN.sub(_REPLACEMENT, text).split())


def _unlike(name: str, taken: Iterable[str], most: int) -> str:
    """Return a name that differs from those taken also where no case is told apart, by a number after it."""
    folded = {one.casefold() for one in taken}
    told, number = name, 1
    while told.casefold() in folded:
        number += 1
        told = f"{_cut(name, most - len(f' ({number})'))} ({number})"
    return told


def headings(names: Iterable[str]) -> list[str]:
    """Return the headings of a table's columns: on one line, none empty, no two alike.

    A table's heading stands in two places of the file, which must say the same: angles and what looks like a
    character's number are written otherwise.
    """
    found: list[str] = []
    for name in names:
        line = _CODE.sub("_", _one_line(name)).replace("<", "‹").replace(">", "›")
        found.append(_unlike(_cut(line, _MOST_HEADING) or "–", found, _MOST_HEADING))
    return found


def sheet_names(names: Iterable[str]) -> list[str]:
    """Return the names of sheets as Excel takes them: at most 31 units, without brackets, colons, slashes and such."""
    found: list[str] = []
    for name in names:
        line = _one_line(_BAD_IN_SHEET_NAME.sub(" ", name)).strip("' ")
        # Excel keeps this name for itself.
        line = "–" if line.casefold() in {"", "history"} else line
        found.append(_unlike(_cut(line, _MOST_SHEET_NAME).rstrip("' "), found, _MOST_SHEET_NAME))
    return found


class _Writer:
    """Writes cells to the sheets of one workbook, and counts what had to be changed."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._formats: dict[str, Format] = {
            name: book.add_format({"valign": "top", **properties})
            for name, properties in _FORMATS.items()
        }
        self.changed: Counter[str] = Counter()

    def format(self, name: str) -> Format:
        """Return a format of `_FORMATS`."""
        return self._formats[name]

    def text(self, sheet: Worksheet, place: tuple[int, int], text: str, kind: str = "text") -> None:
        """Write a text, which stays one whatever it looks like."""
        held = cell_text(text)
        self.changed["replaced"] += bool(_FORBIDDEN.search(text))
        self.changed["cut"] += _is_too_long(_LINE_ENDS.sub("\n", text))
        if kind == "text" and _FORMULA_START.match(held):
            kind = "guarded"
        form = self._formats[kind]
        if _CODE.search(held) or (held.startswith(_MARKUP[0]) and held.endswith(_MARKUP[1])):
            # Between two runs a number or markup is only characters.
            first, second, rest = held[:1], held[1:2], held[2:]
            runs = [first, second, *(run for run in re.split(r"(?<=_x)", rest) if run)]
            sheet.write_rich_string(*place, *runs, form)
        elif held:
            sheet.write_string(*place, held, form)

    def cell(self, sheet: Worksheet, place: tuple[int, int], value: Cell) -> None:
        """Write a cell by its type; nothing where there is no value."""
        match value:
            case None:
                pass
            case bool():
                self.text(sheet, place, _("Ja") if value else _("Nej"))
            case datetime():
                sheet.write_datetime(*place, value.replace(tzinfo=None), self._formats["time"])
            case date() if value >= _FIRST_DAY:
                sheet.write_datetime(*place, value, self._formats["date"])
            case int() if abs(value) < _LARGEST_WHOLE:
                sheet.write_number(*place, value, self._formats["number"])
            case float():
                if math.isfinite(value):
                    sheet.write_number(*place, value, self._formats["number"])
            case Share():
                sheet.write_number(*place, value.value, self._formats["share"])
            case _:
                self.text(sheet, place, str(value))


def _width(heading: str, cells: Sequence[Cell]) -> int:
    """Return how wide a column must be to be read: as its longest line, within bounds."""
    longest = max((len(word) for word in heading.split()), default=0) + _FILTER_BUTTON
    for cell in cells:
        if isinstance(cell, date):
            longest = max(longest, _DATE_WIDTH)
        elif isinstance(cell, str):
            longest = max(longest, *(len(line) + 1 for line in cell.split("\n")))
    return min(max(longest, _NARROWEST), _WIDEST)


def _write_sheet(writer: _Writer, sheet: Worksheet, name: str, held: Sheet) -> None:
    """Write a table with its filter buttons; without rows only its headings."""
    columns = list(held.columns.values())
    lengths = {len(cells) for cells in columns}
    if len(lengths) > 1 or max(lengths, default=0) > MOST_ROWS:
        raise ValueError(f"columns of {sorted(lengths)} cells are no sheet")
    (row_count,) = lengths or {0}
    named = headings(held.columns)
    for number, (heading, cells) in enumerate(zip(named, columns, strict=True)):
        sheet.set_column(number, number, _width(heading, cells))
        sheet.write_string(0, number, heading, writer.format("heading"))
        for row, cell in enumerate(cells, start=_FIRST_TABLE_ROW):
            writer.cell(sheet, (row, number), cell)
    if row_count and columns:
        sheet.add_table(
            0,
            0,
            row_count,
            len(columns) - 1,
            {
                "columns": [
                    {"header": heading, "header_format": writer.format("heading")}
                    for heading in named
                ],
                # Black on white and grey: read by every eye and every printer.
                "style": "Table Style Light 1",
                "title": name,
            },
        )
    sheet.freeze_panes(_FIRST_TABLE_ROW, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()


def _write_about(writer: _Writer, sheet: Worksheet, about: About) -> None:
    """Write the title and the parts, a line for each name and value."""
    for number, width in enumerate(_ABOUT_WIDTHS):
        sheet.set_column(number, number, width)
    writer.text(sheet, (0, 0), about.title, "title")
    row = 2
    changed = taking_out.changed_lines(writer.changed["replaced"], writer.changed["cut"])
    for heading, lines in (*about.parts, *changed):
        writer.text(sheet, (row, 0), heading, "part")
        sheet.write_blank(row, 1, None, writer.format("part"))
        for name, value in lines:
            row += 1
            writer.text(sheet, (row, 0), name, "heading")
            writer.cell(sheet, (row, 1), value)
        row += 2


def _set_up_print(sheet: Worksheet, title: str) -> None:
    """Fit a sheet to the width of a page, with title and page number below."""
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    # A single ampersand would be a command.
    told = _cut(_one_line(title), 100).replace("&", "&&")
    pages = _("Sida {page} av {pages}").format(page="&P", pages="&N")
    sheet.set_footer(f"&L{told}&R{pages}")


def workbook(about: About, sheets: Sequence[Sheet]) -> bytes:
    """Write tables as a workbook in the language spoken, with what they are on a sheet before them.

    Numbers and dates are such, true and false words; a text is a text, never a formula or a link. How a text that Excel
    cannot hold is changed says `cell_text`, and the first sheet how many were.
    """
    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        created = about.taken_out_at.replace(tzinfo=None)
        book.set_properties(
            {"title": _one_line(about.title), "author": "Målkollen", "created": created}
        )
        writer = _Writer(book)
        names = sheet_names([_(taking_out.ABOUT_SHEET), *(held.name for held in sheets)])
        first, *others = [book.add_worksheet(name) for name in names]
        for sheet, name, held in zip(others, names[1:], sheets, strict=True):
            _write_sheet(writer, sheet, name, held)
        # Last, for it says what had to be changed on the others.
        _write_about(writer, first, about)
        for sheet in (first, *others):
            _set_up_print(sheet, about.title)
    return target.getvalue()


def columns_of(rows: Sequence[Mapping[str, Cell]]) -> dict[str, list[Cell]]:
    """Return rows as columns by their headings, which all rows share."""
    return {name: [row[name] for row in rows] for name in (rows[0] if rows else ())}
