"""What does a PDF say? Its tables by their rulings or by their columns, the text around them as headings and paragraphs.

pdfplumber gives letters, rulings and colours with their places; how they make rows and lines is ours, because a cell's
text over pages, a table without rulings and a heading are in no PDF library.
"""

import io
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

from malkollen.blocks import Block, Cell, Content, Heading, Line, Note, Paragraph, Row, Spot, Table
from malkollen.readers import aligned, letters, lines, rulings
from malkollen.readers.letters import Visual
from malkollen.readers.limits import ReadError, check_count, check_width, checked, refusal

# The longest municipal annual reports have some three hundred pages.
MOST_PAGES = 600
MOST_LETTERS_A_PAGE = 60_000

# How far from the page's edge, in points, a page's header and footer reach.
_HEADER, _FOOTER = 100, 85
_PAGE_NUMBER = re.compile(
    r"(?:sida|sid\.?)?\s*[-–]?\s*\d{1,4}\s*[-–]?(?:\s*\(\s*\d+\s*\)|\s*(?:av|/)\s*\d+)?",
    re.IGNORECASE,
)
_LONGEST_HEADING = 160


@dataclass(frozen=True)
class _Ruled:
    """A table within rulings: its grid, and each cell's lines and colour."""

    grid: rulings.Grid
    cells: tuple[tuple[Visual, ...], ...]
    fills: tuple[str | None, ...]

    @property
    def top(self) -> float:
        return self.grid.ys[0]

    @property
    def text(self) -> str:
        return " ".join(one.text for cell in self.cells for one in cell)


@dataclass(frozen=True)
class _Page:
    number: int
    height: float
    text: tuple[Visual, ...]
    tables: tuple[_Ruled, ...]
    rules: tuple[float, ...]
    has_text: bool
    unreadable: int


@dataclass
class _Style:
    """How the document's running text is set, and which larger sizes its headings have."""

    size: float
    is_bold: bool
    known: AbstractSet[str]
    sizes: list[tuple[float, bool]] = field(default_factory=list)


def read(data: bytes, name: str) -> Content:
    """Return a PDF's headings, paragraphs and tables by page; what repeats at the pages' edges once, at the start.

    Raises ReadError: `password`, `damaged`, `scanned`, `nothing_to_read`, and those for too much.
    """
    try:
        with pdfplumber.open(io.BytesIO(data), unicode_norm="NFC") as document:
            _check_pages(len(document.pages), name)
            pages = [_page(page, name) for page in document.pages]
            properties = _properties(document.metadata)
            has_pictures = not any(page.has_text for page in pages) and bool(pages)
    except Exception as error:
        raise _told(error, name) from error
    if has_pictures:
        raise refusal("scanned", name)
    notes = [
        Note(code="page_without_text", spot=Spot(page=str(page.number)))
        for page in pages
        if not page.has_text
    ]
    notes.extend(
        Note(code="characters_lost", spot=Spot(page=str(page.number)), found=str(page.unreadable))
        for page in pages
        if page.unreadable
    )
    content = Content(
        reader="pdf", blocks=tuple(_blocks(pages, name)), notes=tuple(notes), properties=properties
    )
    return checked(content, name)


def _check_pages(count: int, name: str) -> None:
    if count > MOST_PAGES:
        raise refusal("too_many_pages", name, count, allowed=MOST_PAGES)


def _told(error: Exception, name: str) -> Exception:
    """Return the error to tell: a password is known by what the library says underneath."""
    if isinstance(error, ReadError):
        return error
    causes = (error, error.__cause__, error.__context__, *error.args)
    if any(isinstance(one, PDFPasswordIncorrect | PDFEncryptionError) for one in causes):
        return refusal("password", name)
    return refusal("damaged", name)


def _properties(metadata: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    found = []
    title = lines.cleaned(str(metadata.get("Title") or "")).strip()
    if title:
        found.append(("title", title))
    if created := re.match(r"D:(\d{4})(\d\d)(\d\d)", str(metadata.get("CreationDate") or "")):
        found.append(("created", "-".join(created.groups())))
    return tuple(found)


# ---- a page's letters and rulings ----


def _page(page: Any, name: str) -> _Page:
    """Return what stands on a page, and let go of what the library keeps of it."""
    if len(page.chars) > MOST_LETTERS_A_PAGE:
        raise refusal("too_large_unpacked", name)
    upright = [one for one in page.chars if one["upright"] and one["size"] >= 2]
    edges = rulings.edges(page)
    grids = rulings.grids(edges)
    outside, within = _parted(upright, grids)
    fills = [rect for rect in page.rects if rect.get("fill") and not _is_page(rect, page)]
    tables = tuple(
        _Ruled(
            grid=grid,
            cells=tuple(tuple(letters.visuals(inner)) for inner in cells),
            fills=tuple(rulings.fill_at(fills, box) for box in grid.boxes),
        )
        for grid, cells in zip(grids, within, strict=True)
    )
    tables = tuple(table for table in tables if any(table.cells))
    made = _Page(
        number=page.page_number,
        height=float(page.height),
        text=tuple(letters.visuals(outside)),
        tables=tables,
        rules=_rules(edges, tables, float(page.width)),
        has_text=any(one["text"].strip() for one in upright),
        unreadable=sum(letters.is_unreadable(one) for one in upright),
    )
    page.close()
    return made


def _is_page(rect: dict[str, Any], page: Any) -> bool:
    return bool(rect["width"] > 0.9 * page.width and rect["height"] > 0.9 * page.height)


def _parted(
    upright: Sequence[dict[str, Any]], grids: Sequence[rulings.Grid]
) -> tuple[list[dict[str, Any]], list[list[list[dict[str, Any]]]]]:
    """Return the letters outside of all tables, and those in each table's cells."""
    within: list[list[list[dict[str, Any]]]] = [[[] for _ in grid.boxes] for grid in grids]
    outside = []
    for letter in upright:
        x, y = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
        for grid, cells in zip(grids, within, strict=True):
            number = grid.cell_at(x, y)
            if number is not None:
                cells[number].append(letter)
                break
        else:
            outside.append(letter)
    return outside, within


def _rules(
    edges: Sequence[dict[str, Any]], tables: Sequence[_Ruled], width: float
) -> tuple[float, ...]:
    """Return the heights of the rulings across the page that no table has."""
    heights = {
        round(float(edge["top"]), 1)
        for edge in edges
        if edge["orientation"] == "h" and edge["x1"] - edge["x0"] > 0.35 * width
    }
    inside = [
        (table.grid.ys[0] - rulings.NEAR, table.grid.ys[-1] + rulings.NEAR) for table in tables
    ]
    return tuple(
        height
        for height in sorted(heights)
        if not any(top <= height <= bottom for top, bottom in inside)
    )


# ---- what repeats at the pages' edges ----


def _blocks(pages: Sequence[_Page], name: str) -> Iterator[Block]:
    repeated = _repeated(pages)
    bare = [_without(page, repeated) for page in pages]
    style = _style(bare)
    yield from _running(pages, repeated, style)
    carried: tuple[aligned.Corridor, ...] | None = None
    cell_count = 0
    made: list[tuple[_Page, list[aligned.Aligned]]] = []
    for page in bare:
        found = aligned.tables(page.text, page.rules, carried)
        is_open = bool(found) and found[-1].end == len(page.text)
        carried = found[-1].corridors if is_open else None
        made.append((page, found))
    style.sizes = _heading_sizes(made, style)
    for page, found in made:
        for block in _page_blocks(page, found, style, name):
            if isinstance(block, Table):
                cell_count += sum(len(row.cells) for row in block.rows)
                check_count(cell_count, name)
            yield block


def _key(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _edge_lines(page: _Page) -> Iterator[tuple[str, Visual]]:
    for at, one in enumerate(page.text):
        is_above = one.top < _HEADER and not aligned.is_header(page.text, at, _HEADER + 20)
        if is_above or one.bottom > page.height - _FOOTER:
            side = "above" if is_above else "below"
            yield f"{side} {_key(one.text)}", one


def _edge_tables(page: _Page) -> Iterator[tuple[str, _Ruled]]:
    for one in page.tables:
        if one.grid.ys[-1] < 1.5 * _HEADER or one.top > page.height - _FOOTER:
            yield f"table {_key(one.text)}", one


def _repeated(pages: Sequence[_Page]) -> frozenset[str]:
    """Return the keys of lines and small tables that stand at the edge of most pages."""
    counts = Counter(
        key
        for page in pages
        for key in {key for key, _ in (*_edge_lines(page), *_edge_tables(page))}
    )
    least = max(2, 0.45 * len(pages))
    return frozenset(key for key, count in counts.items() if count >= least)


def _without(page: _Page, repeated: AbstractSet[str]) -> _Page:
    edge = {one: key for key, one in _edge_lines(page)}
    left = tuple(
        one
        for one in page.text
        if one not in edge or (edge[one] not in repeated and not _PAGE_NUMBER.fullmatch(one.text))
    )
    dropped = [one for key, one in _edge_tables(page) if key in repeated]
    kept = tuple(one for one in page.tables if not any(one is other for other in dropped))
    return replace(page, text=left, tables=kept)


def _running(
    pages: Sequence[_Page], repeated: AbstractSet[str], style: _Style
) -> Iterator[Paragraph]:
    """Yield what repeats at the edges of pages once, where it first stood."""
    seen: set[str] = set()
    for page in pages:
        found = [
            (key, [one for cell in table.cells for one in cell])
            for key, table in _edge_tables(page)
        ]
        found.extend((key, [one]) for key, one in _edge_lines(page))
        new = [inner for key, group in found if key in repeated - seen for inner in group]
        seen.update(key for key, _ in found)
        kept = [one for one in new if not _PAGE_NUMBER.fullmatch(one.text)]
        for row, one in enumerate(kept, start=1):
            made = letters.text_lines([one], one.x1, style.known)[0]
            yield Paragraph(line=Line(made.runs), spot=Spot(page=str(page.number), row=row))


# ---- how the text is set ----


def _style(pages: Sequence[_Page]) -> _Style:
    all_lines = [
        one
        for page in pages
        for one in (
            *page.text,
            *(line for table in page.tables for cell in table.cells for line in cell),
        )
    ]
    outside = [one for page in pages for one in page.text]
    counts: Counter[float] = Counter()
    bold = 0
    total = 0
    for one in outside or all_lines:
        for word in one.words:
            counts[round(word.size * 2) / 2] += len(word.text)
            bold += len(word.text) * word.is_bold
            total += len(word.text)
    size = counts.most_common(1)[0][0] if counts else 10.0
    return _Style(size, bold > 0.6 * total, letters.known_words(all_lines))


def _is_heading_like(one: Visual, style: _Style) -> bool:
    text = one.text
    is_set_off = one.size >= 1.08 * style.size + 0.3 or (
        one.is_bold and not style.is_bold and one.size >= style.size - 0.6
    )
    return (
        is_set_off
        and len(text) <= _LONGEST_HEADING
        and any(letter.isalpha() for letter in text)
        and not (text.endswith((".", ",", ";")) and one.size < 1.3 * style.size)
        and lines.marker(text) is None
    )


def _setting(one: Visual) -> tuple[float, bool]:
    return (round(one.size * 2) / 2, one.is_bold)


def _heading_sizes(
    pages: Sequence[tuple[_Page, Sequence[aligned.Aligned]]], style: _Style
) -> list[tuple[float, bool]]:
    """Return how headings are set, the highest first: by size, bold before not."""
    found = {
        _setting(one)
        for page, tables in pages
        for at, one in enumerate(page.text)
        if not any(table.start <= at < table.end for table in tables)
        and _is_heading_like(one, style)
    }
    return sorted(found, reverse=True)


# ---- a page's blocks in order ----


def _page_blocks(
    page: _Page, found: Sequence[aligned.Aligned], style: _Style, name: str
) -> Iterator[Block]:
    items: list[tuple[float, list[Visual] | _Ruled | aligned.Aligned]] = []
    starts = {table.start: table for table in found}
    tops = sorted(table.top for table in page.tables)
    at = 0
    piece: list[Visual] = []
    while at < len(page.text):
        one = page.text[at]
        is_parted = piece and any(piece[-1].top < top < one.top for top in tops)
        if piece and (is_parted or at in starts):
            items.append((piece[0].top, piece))
            piece = []
        if at in starts:
            items.append((one.top, starts[at]))
            at = starts[at].end
            continue
        piece.append(one)
        at += 1
    if piece:
        items.append((piece[0].top, piece))
    items.extend((table.top, table) for table in page.tables)
    row = 0
    right = max((one.x1 for one in page.text), default=0.0)
    for _, item in sorted(items, key=lambda pair: pair[0]):
        blocks = list(_item_blocks(page.number, row, item, right, style, name))
        row += sum(len(one.rows) if isinstance(one, Table) else 1 for one in blocks)
        yield from blocks


def _item_blocks(  # noqa: PLR0913, PLR0917
    page: int,
    row: int,
    item: list[Visual] | _Ruled | aligned.Aligned,
    right: float,
    style: _Style,
    name: str,
) -> Iterator[Block]:
    if isinstance(item, list):
        yield from _text_blocks(page, row, item, right, style)
        return
    rows = _ruled_rows(item, style) if isinstance(item, _Ruled) else _aligned_rows(item, style)
    rows = [cells for cells in rows if any(cell.lines for cell in cells)]
    if not rows:
        return
    check_width(len(rows[0]), name)
    yield Table(
        rows=tuple(
            Row(cells=tuple(cells), spot=Spot(page=str(page), row=row + place))
            for place, cells in enumerate(rows, start=1)
        )
    )


def _ruled_rows(table: _Ruled, style: _Style) -> list[list[Cell]]:
    grid = table.grid
    firsts: dict[int, Cell] = {}
    rows = []
    for covering in grid.covering:
        cells = []
        for number in covering:
            if number is None:
                cells.append(Cell())
            elif number in firsts:
                cells.append(replace(firsts[number], is_merged=True))
            else:
                firsts[number] = _ruled_cell(table, number, style)
                cells.append(firsts[number])
        rows.append(cells)
    return _without_slivers(rows, grid)


def _without_slivers(rows: list[list[Cell]], grid: rulings.Grid) -> list[list[Cell]]:
    """Return rows without the columns that are only the space between two borders."""
    kept = [
        column
        for column in range(len(grid.xs) - 1)
        if grid.xs[column + 1] - grid.xs[column] > 6
        or any(row[column].lines and not row[column].is_merged for row in rows)
    ]
    return [[row[column] for column in kept] for row in rows]


def _ruled_cell(table: _Ruled, number: int, style: _Style) -> Cell:
    left, _, side, _ = table.grid.boxes[number]
    rows = table.cells[number]
    # How far text reaches in this column tells where its lines are full.
    reach = max(
        (
            one.x1
            for box, cell in zip(table.grid.boxes, table.cells, strict=True)
            if abs(box[2] - side) < rulings.NEAR
            for one in cell
        ),
        default=side,
    )
    padding = max(1.0, min((one.x0 for one in rows), default=left) - left)
    right = min(reach, side - min(padding, 8.0))
    made = letters.text_lines(rows, right, style.known, (left, side))
    return Cell(tuple(one for one in made if one.runs), fill=table.fills[number])


def _aligned_rows(table: aligned.Aligned, style: _Style) -> list[list[Cell]]:
    rows = []
    for row in table.rows:
        if len(row) == 1:
            first = Cell(letters.text_lines(row[0], table.rights[-1], style.known))
            merged = replace(first, is_merged=True)
            rows.append([first, *[merged] * (len(table.rights) - 1)])
            continue
        cells = [
            Cell(letters.text_lines(cell, right, style.known))
            for cell, right in zip(row, table.rights, strict=True)
        ]
        rows.append(cells)
    return rows


# ---- text outside of tables ----


def _text_blocks(
    page: int, row: int, rows: Sequence[Visual], right: float, style: _Style
) -> Iterator[Heading | Paragraph]:
    indent = min(one.x0 for one in rows)
    for group in _groups(rows, right, style):
        setting = _setting(group[0])
        is_heading = setting in style.sizes and all(_is_heading_like(one, style) for one in group)
        # Which lines belong together is settled: none is to be parted again.
        for made in letters.text_lines(group, -math.inf, style.known):
            if not made.runs:
                continue
            row += 1
            spot = Spot(page=str(page), row=row)
            if is_heading:
                level = min(9, 1 + style.sizes.index(setting))
                yield Heading(line=Line(made.runs), level=level, spot=spot)
                continue
            is_inner = made.bullet == 1 and group[0].x0 > indent + 45
            yield Paragraph(line=replace(made, bullet=2) if is_inner else made, spot=spot)


def _groups(rows: Sequence[Visual], right: float, style: _Style) -> list[list[Visual]]:
    """Return the visual lines that make a paragraph or a heading each."""
    groups: list[list[Visual]] = []
    for before, one in pairwise([None, *rows]):
        if one is None:
            continue
        if before is None or _begins_paragraph(before, one, right, style, groups[-1][0]):
            groups.append([])
        groups[-1].append(one)
    return groups


def _begins_paragraph(
    before: Visual, one: Visual, right: float, style: _Style, first: Visual
) -> bool:
    if lines.marker(one.text) or _setting(before)[0] != _setting(one)[0]:
        return True
    were_heading, are_heading = _is_heading_like(before, style), _is_heading_like(one, style)
    gap = one.top - before.bottom
    if were_heading != are_heading or gap > 0.75 * one.size:
        return True
    room = right - before.x1
    word = one.words[0]
    would_have_fitted = room > (word.x1 - word.x0) + word.size
    if are_heading:
        return would_have_fitted and one.text[0].isupper()
    is_outdented = lines.marker(first.text) is not None and one.x0 < first.x0 + 3
    return is_outdented or (
        would_have_fitted and (before.text.endswith((".", ":", "?", "!")) or one.text[0].isupper())
    )
