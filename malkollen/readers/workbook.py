"""What does a workbook (.xlsx, .xlsm) say? Its sheets as tables, split where a row is blank.

openpyxl, not in its read-only mode, and not the much faster calamine: which cells are merged, which rows and sheets
are hidden, a number's format and a cell's colour decide what a follow-up says, and only this way gives them all.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles.colors import COLOR_INDEX, Color
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape

from malkollen.blocks import Block, Cell, Content, Heading, Note, Paragraph, Row, Spot, Table, plain
from malkollen.readers import lines
from malkollen.readers.limits import MOST_CELLS, check_count, check_width, checked, refusal
from malkollen.readers.office import package

MOST_CHARACTERS = 20_000_000
MOST_FORMULA_NOTES = 100

_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
_RANGE = re.compile(rb"<(?:\w+:)?(?:mergeCell|hyperlink|f)\b[^<>]{0,400}?\bref=[\"']([^\"']*)[\"']")
_REFERENCE = re.compile(rb"([A-Za-z]{1,3})(\d{1,7})(?::([A-Za-z]{1,3})(\d{1,7}))?")
_FORMULA_WITHOUT_VALUE = re.compile(
    rb"<(?:\w+:)?f\b[^<>]{0,400}(?:/>|>[^<]{0,9000}</(?:\w+:)?f>)\s{0,50}(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></|</(?:\w+:)?c>)"
)
# A name that the program gave says nothing.
_GIVEN_NAME = re.compile(r"(?:Blad|Sheet|Ark|Taul|Tabelle|Feuil)\s*\d+", re.IGNORECASE)
_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
    "oktober", "november", "december",
)  # fmt: skip
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_NOT_SHOWN = re.compile(r'\[[^\]]*\]|"[^"]*"|\\.|_.|\*.')


@dataclass(frozen=True)
class _Filled:
    """A cell that holds something, or is covered by a merged one that does."""

    cell: Cell
    is_first: bool
    size: float
    is_bold: bool
    span: int


@dataclass(frozen=True)
class _Look:
    """How cells of one style look; asking the library cell by cell takes longer than all else."""

    size: float
    is_bold: bool
    is_italic: bool
    picture_font: str | None
    fill: str | None
    number_format: str


_Grid = dict[int, dict[int, _Filled]]


def read(data: bytes, name: str) -> Content:
    """Return a workbook's visible sheets: each sheet's name as a heading, then its title lines and tables.

    Raises ReadError: `password`, `damaged`, `nothing_to_read`, and those for too much.
    """
    lacks_values = _check_sheets(data, name)
    book = _opened(data, name, values=True)
    formulas = _opened(data, name, values=False) if lacks_values else None
    theme = _theme_colours(book.loaded_theme)
    blocks: list[Block] = []
    notes: list[Note] = []
    characters = 0
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            notes.append(Note(code="hidden_sheet", spot=Spot(page=sheet.title), found=sheet.title))
            continue
        if formulas is not None:
            notes.extend(_formulas_without_value(sheet, formulas[sheet.title]))
        grid = _grid(sheet, theme, notes)
        characters += sum(len(filled.cell.text) for row in grid.values() for filled in row.values())
        if characters > MOST_CHARACTERS:
            raise refusal("too_large_unpacked", name)
        blocks.extend(_sheet_blocks(sheet.title, grid, name))
    content = Content(
        reader="xlsx", blocks=tuple(blocks), notes=tuple(notes), properties=_properties(book)
    )
    return checked(content, name)


def _check_sheets(data: bytes, name: str) -> bool:
    """Refuse sheets beyond the limits before the library builds them; tell whether formulas lack their values."""
    opened = package(data, name)
    cells = 0
    lacks_values = False
    for part in opened.infolist():
        if not re.search(r"(?i)worksheets/[^/]+\.xml$", part.filename):
            continue
        content = opened.read(part)
        cells += len(_CELL.findall(content)) + len(_ROW.findall(content))
        cells += sum(_area(found) for found in _RANGE.findall(content))
        if cells > MOST_CELLS:
            raise refusal("too_many_cells", name, allowed=MOST_CELLS)
        lacks_values = lacks_values or _FORMULA_WITHOUT_VALUE.search(content) is not None
    return lacks_values


def _area(reference: bytes) -> int:
    match = _REFERENCE.fullmatch(reference.replace(b"$", b""))
    if match is None or match[3] is None:
        return 1
    columns = abs(_column_number(match[3]) - _column_number(match[1])) + 1
    return columns * (abs(int(match[4]) - int(match[2])) + 1)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _opened(data: bytes, name: str, *, values: bool) -> Any:
    try:
        return load_workbook(io.BytesIO(data), data_only=values)
    except Exception as error:  # a damaged package makes the library raise anything
        raise refusal("damaged", name) from error


def _properties(book: Any) -> tuple[tuple[str, str], ...]:
    found = []
    if book.properties.title:
        found.append(("title", lines.cleaned(str(book.properties.title))))
    if book.properties.created:
        found.append(("created", book.properties.created.date().isoformat()))
    return tuple(found)


def _formulas_without_value(sheet: Any, formulas: Any) -> list[Note]:
    notes = []
    for (row, column), one in sorted(_cells(formulas).items()):
        if one.data_type == "f" and _cells(sheet)[row, column].value is None:
            text = str(getattr(one.value, "text", one.value))
            found = f"{get_column_letter(column)}{row}: {text}"
            spot = Spot(page=sheet.title, row=row)
            notes.append(Note(code="formula_without_value", spot=spot, found=found))
    return notes[:MOST_FORMULA_NOTES]


# ---- a sheet's cells ----


def _cells(sheet: Any) -> dict[tuple[int, int], Any]:
    """Return the cells that are there; going over the sheet's rows would make those that are not."""
    cells: dict[tuple[int, int], Any] = sheet._cells  # noqa: SLF001
    return cells


def _grid(sheet: Any, theme: Sequence[str], notes: list[Note]) -> _Grid:
    """Return what the visible cells hold, by row and column; merged cells filled."""
    hidden_rows = {row for row, what in sheet.row_dimensions.items() if what.hidden}
    hidden_columns = _hidden_columns(sheet)
    grid: _Grid = {}
    looks: dict[int, _Look] = {}
    held_rows: set[int] = set()
    held_columns: set[int] = set()
    for (row, column), one in _cells(sheet).items():
        if one.value is None:
            continue
        if row in hidden_rows or column in hidden_columns:
            held_rows |= {row} & hidden_rows
            held_columns |= {column} & hidden_columns
            continue
        look = looks.get(one.style_id) or looks.setdefault(one.style_id, _look(one, theme))
        text, code = _text(one.value, look)
        made = lines.lines(text, is_bold=look.is_bold, is_italic=look.is_italic)
        if code:
            spot = Spot(page=sheet.title, row=row)
            notes.append(Note(code=code, spot=spot, found=f"{one.coordinate}: {text}"))
        if made:
            cell = Cell(made, fill=look.fill)
            filled = _Filled(cell, is_first=True, size=look.size, is_bold=look.is_bold, span=1)
            grid.setdefault(row, {})[column] = filled
    for spread in sheet.merged_cells.ranges:
        _fill_merged(grid, spread, hidden_rows, hidden_columns)
    _fill_colours(grid, sheet, theme)
    notes.extend(_hidden_notes(sheet.title, held_rows, held_columns))
    return grid


def _hidden_columns(sheet: Any) -> set[int]:
    hidden: set[int] = set()
    for what in sheet.column_dimensions.values():
        if what.hidden:
            # The library keeps columns that are set alike as one, named after the first.
            hidden.update(range(what.min or what.index, min(what.max or 0, 16_384) + 1))
    return hidden


def _hidden_notes(sheet: str, rows: set[int], columns: set[int]) -> list[Note]:
    notes = []
    if rows:
        spot = Spot(page=sheet, row=min(rows))
        notes.append(Note(code="hidden_rows", spot=spot, found=str(len(rows))))
    if columns:
        found = ", ".join(get_column_letter(column) for column in sorted(columns)[:20])
        notes.append(Note(code="hidden_columns", spot=Spot(page=sheet), found=found))
    return notes


def _fill_merged(grid: _Grid, spread: Any, rows: set[int], columns: set[int]) -> None:
    first = grid.get(spread.min_row, {}).get(spread.min_col)
    if first is None:
        return
    span = spread.max_col - spread.min_col + 1
    covered = Cell(first.cell.lines, is_merged=True, fill=first.cell.fill)
    for row in range(spread.min_row, spread.max_row + 1):
        if row in rows:
            continue
        for column in range(spread.min_col, spread.max_col + 1):
            is_first = (row, column) == (spread.min_row, spread.min_col)
            if column not in columns:
                made = first.cell if is_first else covered
                filled = _Filled(made, is_first, first.size, first.is_bold, span)
                grid.setdefault(row, {})[column] = filled


def _fill_colours(grid: _Grid, sheet: Any, theme: Sequence[str]) -> None:
    """Add cells that hold a colour and no text, in the rows that hold something: a status may be a colour alone."""
    for (row, column), one in _cells(sheet).items():
        if row in grid and column not in grid[row] and one.value is None and one.has_style:
            fill = _fill(one.fill, theme)
            if fill:
                filled = _Filled(Cell(fill=fill), is_first=False, size=11, is_bold=False, span=1)
                grid[row][column] = filled


def _look(one: Any, theme: Sequence[str]) -> _Look:
    font = one.font
    return _Look(
        size=font.sz or 11,
        is_bold=bool(font.b),
        is_italic=bool(font.i),
        picture_font=font.name if lines.is_picture_font(font.name) else None,
        fill=_fill(one.fill, theme),
        number_format=str(one.number_format or "General"),
    )


# ---- a cell's text ----


def _text(value: Any, look: _Look) -> tuple[str, str | None]:
    """Return a cell's value as text, and the code of a note where the value is not certain."""
    if isinstance(value, bool):
        return ("Ja" if value else "Nej"), None
    if isinstance(value, datetime | date):
        return _date_text(value, look.number_format)
    if isinstance(value, time):
        return value.isoformat("minutes"), None
    if isinstance(value, int | float):
        return _number_text(value, look.number_format), None
    if look.picture_font:
        return "".join(lines.pictured(ord(one), look.picture_font) for one in str(value)), None
    return unescape(str(value)), None


def _date_text(value: date, number_format: str) -> tuple[str, str | None]:
    parts = _NOT_SHOWN.sub("", number_format.split(";", maxsplit=1)[0]).lower()
    if isinstance(value, datetime) and (value.hour or value.minute):
        return value.strftime("%Y-%m-%d %H:%M"), None
    day = value.date() if isinstance(value, datetime) else value
    if "d" in parts or "m" not in parts:
        is_bare_year = "y" in parts and "d" not in parts and "m" not in parts
        code = "date_in_number_column" if "d" in parts and "y" not in parts else None
        return (str(day.year) if is_bare_year else day.isoformat()), code
    # A month is shown: its first day would be more than the sheet says.
    month = _MONTHS[day.month - 1]
    return (f"{month} {day.year}" if "y" in parts else month), None


def _number_text(value: float, number_format: str) -> str:
    """Return a number as a Swede writes it, without separators of thousands, with the format's percent and unit.

    A number with an endless tail was computed, and is rounded as the sheet shows it; others stay as they were typed.
    """
    shown = number_format.split(";", maxsplit=1)[0]
    is_percent = "%" in _LITERAL.sub("", shown)
    try:
        number = Decimal(repr(value)) * (100 if is_percent else 1)
    except InvalidOperation:
        return str(value)
    if not number.is_finite():
        return ""
    placeholders = _NOT_SHOWN.sub("", shown)
    if isinstance(value, float) and len(number.normalize().as_tuple().digits) > 6:
        match = re.search(r"[0#?](?:\.([0#?]+))?[^0#?.]*$", placeholders)
        if match and re.search(r"[0#]", placeholders):
            places = len(match[1] or "")
            number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        else:
            number = Decimal(f"{number:.10g}")
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    before, after = _units(shown)
    return f"{before}{text.replace('.', ',')}{' %' if is_percent else ''}{after}".strip()


def _units(number_format: str) -> tuple[str, str]:
    """Return what a number's format writes before and after it: `0 "tkr"`."""
    digits = [match.start() for match in re.finditer(r"[0#?]", _blanked(number_format))]
    if not digits:
        return "", ""
    before = "".join(match[1] or "" for match in _LITERAL.finditer(number_format[: digits[0]]))
    after = "".join(match[1] or "" for match in _LITERAL.finditer(number_format[digits[-1] :]))
    return (f"{before.strip()} " if before.strip() else ""), (
        f" {after.strip()}" if after.strip() else ""
    )


def _blanked(number_format: str) -> str:
    return _NOT_SHOWN.sub(lambda match: " " * len(match[0]), number_format)


# ---- a cell's colour ----


def _theme_colours(theme: bytes | str | None) -> tuple[str, ...]:
    """Return the theme's colours in the order that cells number them."""
    text = theme.decode("utf-8", "replace") if isinstance(theme, bytes) else theme or ""
    found = dict(
        re.findall(
            r"<a:(dk1|lt1|dk2|lt2|accent[1-6])>\s*<a:\w+ (?:val=\"\w+\" lastClr|val)=\"(\w{6})\"",
            text,
        )
    )
    names = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)))
    return tuple(found.get(name, "") for name in names)


def _fill(fill: Any, theme: Sequence[str]) -> str | None:
    if getattr(fill, "patternType", None) != "solid":
        return None
    colour = _hexadecimal(fill.fgColor, theme)
    return None if colour is None or colour == "FFFFFF" else colour


def _hexadecimal(colour: Color, theme: Sequence[str]) -> str | None:
    if colour.type == "rgb" and re.fullmatch(r"[0-9A-Fa-f]{8}", str(colour.rgb)):
        return str(colour.rgb)[2:].upper()
    if colour.type == "theme" and colour.theme < len(theme) and theme[colour.theme]:
        return _tinted(theme[colour.theme], colour.tint or 0.0)
    if colour.type == "indexed" and colour.indexed < len(COLOR_INDEX):
        return str(COLOR_INDEX[colour.indexed])[2:].upper()
    return None


def _tinted(colour: str, tint: float) -> str:
    parts = [int(colour[at : at + 2], 16) for at in (0, 2, 4)]
    towards = 255 if tint > 0 else 0
    mixed = (round(part + (towards - part) * abs(tint)) for part in parts)
    return "".join(f"{max(0, min(255, part)):02X}" for part in mixed)


# ---- a sheet's blocks ----


def _sheet_blocks(sheet: str, grid: _Grid, name: str) -> list[Block]:
    pieces = list(_pieces(grid))
    if not pieces:
        return []
    sizes = _title_sizes(grid, pieces)
    blocks: list[Block] = []
    if not _GIVEN_NAME.fullmatch(sheet.strip()):
        first = Spot(page=sheet, row=pieces[0][0])
        blocks.append(Heading(line=plain(lines.cleaned(sheet).strip()), level=1, spot=first))
    for piece in pieces:
        titles, rows = _titles_and_rows(grid, piece)
        blocks.extend(_title(grid[row], Spot(page=sheet, row=row), sizes) for row in titles)
        if rows:
            blocks.append(_table(sheet, grid, rows, name))
    return blocks


def _pieces(grid: _Grid) -> Iterator[list[int]]:
    """Yield the rows between blank ones."""
    piece: list[int] = []
    for row in sorted(row for row, cells in grid.items() if _holds_text(cells)):
        if piece and row > piece[-1] + 1:
            yield piece
            piece = []
        piece.append(row)
    if piece:
        yield piece


def _holds_text(cells: Mapping[int, _Filled]) -> bool:
    return any(filled.cell.lines for filled in cells.values())


def _only_one(cells: Mapping[int, _Filled]) -> tuple[int, _Filled] | None:
    """Return the one cell of a row that holds text, its merged copies aside."""
    first = None
    for column, filled in sorted(cells.items()):
        if filled.cell.lines:
            if filled.is_first and first is None:
                first = (column, filled)
            elif filled.is_first or first is None or filled.cell.lines != first[1].cell.lines:
                return None
    return first


def _titles_and_rows(grid: _Grid, piece: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return the rows above a table that hold one cell each, and the table's."""
    left = min(column for row in piece for column in grid[row])
    right = max(column for row in piece for column in grid[row])
    titles: list[int] = []
    for place, row in enumerate(piece):
        only = _only_one(grid[row])
        if only is None:
            # A title merged over two rows covers the second one whole.
            if titles and not any(filled.is_first for filled in grid[row].values()):
                continue
            return titles, list(piece[place:])
        column, filled = only
        is_upper_header = column > left and (filled.span > 1 or len(filled.cell.text) < 25)
        if is_upper_header and right > left and place < len(piece) - 1:
            return titles, list(piece[place:])
        titles.append(row)
    return titles, []


def _title_sizes(grid: _Grid, pieces: Sequence[Sequence[int]]) -> list[float]:
    """Return the sizes of the letters that headings are set in, largest first."""
    sizes: dict[float, int] = {}
    for cells in grid.values():
        for filled in cells.values():
            sizes[filled.size] = sizes.get(filled.size, 0) + 1
    usual = max(sizes, key=lambda size: sizes[size])
    found = set()
    for piece in pieces:
        for row in _titles_and_rows(grid, piece)[0]:
            only = _only_one(grid[row])
            if only and (only[1].is_bold or only[1].size > usual):
                found.add(only[1].size)
    return sorted(found, reverse=True)


def _title(cells: Mapping[int, _Filled], spot: Spot, sizes: Sequence[float]) -> Heading | Paragraph:
    filled = next(filled for filled in cells.values() if filled.cell.lines)
    text = lines.line(
        [run for one in filled.cell.lines for run in (*one.runs, plain(" ").runs[0])],
        filled.cell.lines[0].bullet,
    )
    is_heading = filled.is_bold or (filled.size in sizes and filled.size > min(sizes))
    if is_heading and filled.size in sizes and len(text.text) <= 200:
        return Heading(line=text, level=2 + sizes.index(filled.size), spot=spot)
    return Paragraph(line=text, spot=spot)


def _table(sheet: str, grid: _Grid, rows: Sequence[int], name: str) -> Table:
    held = {
        column for row in rows for column, filled in grid[row].items() if filled.cell.lines
    } or {1}
    left, right = min(held), max(held)
    # A colour without a text counts only beside texts.
    columns = range(left, right + 1)
    check_width(len(columns), name, rows[0])
    check_count(len(columns) * len(rows), name)
    empty = Cell()
    return Table(
        rows=tuple(
            Row(
                cells=tuple(
                    grid[row][column].cell if column in grid[row] else empty for column in columns
                ),
                spot=Spot(page=sheet, row=row),
            )
            for row in rows
        )
    )
