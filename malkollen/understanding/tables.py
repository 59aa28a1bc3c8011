"""Which rows belong together? Pieces of a table joined over page breaks, repeated headers and lost columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, combinations

from malkollen.blocks import Block, Cell, Heading, Line, Paragraph, Row, Run, Spot, Table
from malkollen.understanding.columns import (
    Column,
    is_lower_header_row,
    join_headers,
    looks_like,
    read_header_row,
    resolve_columns,
)
from malkollen.understanding.furniture import is_furniture
from malkollen.understanding.reading import ColumnCorrection
from malkollen.understanding.vocabulary import Vocabulary, fold

EMPTY = Cell()
# More columns than these are never tried against fewer cells; the ways to choose grow fast.
_MOST_COLUMNS = 14
_MOST_LOST = 4


@dataclass(frozen=True, kw_only=True)
class JoinedRow:
    """A row of a joined table, its cells under the table's columns.

    `is_first` says that it is the first after a break: of a page, or of a piece. `spans` says that one text runs over
    the whole row.
    """

    cells: tuple[Cell, ...]
    spot: Spot
    is_first: bool = False
    spans: bool = False

    def text(self, index: int) -> str:
        """Return the text of a column's cell."""
        return self.cells[index].text if index < len(self.cells) else ""


@dataclass(frozen=True, kw_only=True)
class JoinedTable:
    """A table joined over its pieces. `section` holds the headings it stands under, highest first."""

    table_id: str
    columns: tuple[Column, ...]
    rows: tuple[JoinedRow, ...]
    section: tuple[Heading, ...]
    spot: Spot

    def indexes(self, *fields: str) -> list[int]:
        """Return the places of the columns of some fields."""
        return [index for index, column in enumerate(self.columns) if column.field in fields]


@dataclass(frozen=True, kw_only=True)
class Text:
    """A paragraph and the headings that it stands under."""

    paragraph: Paragraph
    section: tuple[Heading, ...]


@dataclass(frozen=True, kw_only=True)
class Title:
    """A heading and those above it, itself last."""

    section: tuple[Heading, ...]


Part = JoinedTable | Text | Title


@dataclass
class _Open:
    """A table that rows are still being added to."""

    section: tuple[Heading, ...]
    header: tuple[str, ...]
    columns: tuple[Column, ...]
    spot: Spot
    rows: list["_Held"]


@dataclass(frozen=True)
class _Held:
    """A row of an open table. `places` is where its cells stand, where its own header told; `piece` which piece it is of."""

    row: Row
    is_first: bool
    piece: int
    places: tuple[int, ...] | None


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row.cells]


def _is_empty(row: Row) -> bool:
    return not any(
        text.strip() or cell.fill for text, cell in zip(_texts(row), row.cells, strict=True)
    )


def is_contents(table: Table) -> bool:
    """Say whether a table is lines of a table of contents: a text and a page number each."""
    rows = [[text for text in _texts(row) if text.strip()] for row in table.rows]
    if any(len(texts) != 2 for texts in rows) or not rows:
        return False
    numbers = [texts[1].strip() for texts in rows]
    if not all(number.isdigit() and len(number) < 4 for number in numbers):
        return False
    pages = [int(number) for number in numbers]
    return pages == sorted(pages) and not any(text[0].strip().isdigit() for text in rows)


def _spans(row: Row) -> bool:
    """Say whether one merged text fills the whole row."""
    filled = [cell for cell in row.cells if cell.text.strip()]
    if len(row.cells) < 3 or len({cell.text for cell in filled}) != 1:
        return False
    return sum(cell.is_merged for cell in filled) >= len(row.cells) - 2 and len(filled) >= 3


def _under(section: tuple[Heading, ...], heading: Heading) -> tuple[Heading, ...]:
    """Return the headings that hold once a new one has come."""
    return (*(above for above in section if above.level < heading.level), heading)


def _best_places(
    rows: Sequence[Row], columns: Sequence[Column], width: int, vocabulary: Vocabulary
) -> tuple[int, ...]:
    """Return the columns that rows of fewer cells stand under: the choice whose cells look most like their columns."""
    count = len(columns)
    if width >= count or count > _MOST_COLUMNS or count - width > _MOST_LOST:
        return tuple(range(min(width, count)))
    best, best_score = tuple(range(width)), float("-inf")
    for places in combinations(range(count), width):
        score = sum(
            looks_like(text, columns[place], vocabulary)
            for row in rows
            for text, place in zip(_texts(row), places, strict=False)
            if text.strip()
        )
        # Of equals, the one that lost its first columns: those are what a page break takes.
        score += 0.001 * sum(places)
        if score > best_score:
            best, best_score = places, score
    return best


def _piece_places(
    rows: Sequence[Row], columns: Sequence[Column], vocabulary: Vocabulary
) -> tuple[int, ...]:
    """Return the columns that the rows of one piece stand under.

    The widest rows decide: a shorter one beside them has only lost its empty last cells.
    """
    width = max(len(row.cells) for row in rows)
    widest = [row for row in rows if len(row.cells) == width]
    return _best_places(widest, columns, width, vocabulary)


def _align(row: Row, places: Sequence[int], count: int) -> tuple[Cell, ...]:
    cells = [EMPTY] * count
    for cell, place in zip(row.cells, places, strict=False):
        cells[place] = cell
    # What stands beyond the last column belongs to it.
    for cell in row.cells[len(places) :]:
        if cell.text.strip() and cells:
            cells[-1] = replace(cells[-1], lines=(*cells[-1].lines, *cell.lines))
    return tuple(cells)


def _close(
    table: _Open, number: int, vocabulary: Vocabulary, committees: dict[str, str],
    corrections: Sequence[ColumnCorrection],
) -> JoinedTable:  # fmt: skip
    """Align a table's rows with its columns and settle what the columns hold."""
    count = len(table.columns)
    full = [
        _texts(held.row)
        for held in table.rows
        if len(held.row.cells) == count and held.places is None
    ]
    full = full or [_texts(held.row) for held in table.rows if held.places is None]
    table_id = f"t{number:02d}"
    columns = resolve_columns(table.columns, full, vocabulary, committees)
    columns = _corrected(table_id, columns, corrections)
    pieces: dict[int, list[Row]] = {}
    for held in table.rows:
        pieces.setdefault(held.piece, []).append(held.row)
    places = {piece: _piece_places(rows, columns, vocabulary) for piece, rows in pieces.items()}
    rows = tuple(
        JoinedRow(
            cells=_align(held.row, held.places or places[held.piece], count),
            spot=held.row.spot,
            is_first=held.is_first,
            spans=_spans(held.row),
        )
        for held in table.rows
    )
    return JoinedTable(
        table_id=table_id, columns=columns, rows=rows, section=table.section, spot=table.spot
    )


def _corrected(
    table_id: str, columns: tuple[Column, ...], corrections: Sequence[ColumnCorrection]
) -> tuple[Column, ...]:
    changed = {one.column: one.field for one in corrections if one.table_id == table_id}
    return tuple(
        replace(column, field=changed[index], told_by="correction") if index in changed else column
        for index, column in enumerate(columns)
    )


class _Joiner:
    """Walks the blocks and keeps which headings hold and which table is open."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        committees: dict[str, str],
        corrections: Sequence[ColumnCorrection],
    ) -> None:
        self.vocabulary = vocabulary
        self.committees = committees
        self.corrections = corrections
        self.parts: list[Part] = []
        self.section: tuple[Heading, ...] = ()
        self.open: _Open | None = None
        self.last: _Open | None = None
        self.waiting: list[Heading | Paragraph] = []
        self.number = 0
        self.piece = 0
        self.places: tuple[int, ...] | None = None
        self.wrapped = 0

    def close(self) -> None:
        if self.open is not None and self.open.rows:
            self.number += 1
            self.parts.append(
                _close(self.open, self.number, self.vocabulary, self.committees, self.corrections)
            )
        if self.open is not None:
            self.last = self.open
        self.open = None

    def let_go(self) -> None:
        """Take in the headings and paragraphs that stood after the open table: it does not go on beyond them."""
        if self.waiting:
            self.close()
        for block in self.waiting:
            if isinstance(block, Heading):
                self.section = _under(self.section, block)
                self.parts.append(Title(section=self.section))
            else:
                self.parts.append(Text(paragraph=block, section=self.section))
        self.waiting = []

    def between(self, block: Heading | Paragraph) -> None:
        """Keep a heading or paragraph until it shows whether the open table goes on after it."""
        if isinstance(block, Paragraph) and not self.waiting and self._wraps(block):
            return
        self.waiting.append(block)
        if self.open is None:
            self.let_go()

    def _wraps(self, block: Paragraph) -> bool:
        """Add a line directly beneath a row to the row's last cell, whose text it goes on with; say whether it did."""
        if self.open is None or not self.open.rows:
            return False
        held = self.open.rows[-1]
        filled = [index for index, cell in enumerate(held.row.cells) if cell.text.strip()]
        line = (held.row.spot.row or 0) + self.wrapped + 1
        if not filled or block.spot.row != line or not block.text[:1].islower():
            return False
        last = held.row.cells[filled[-1]]
        joined = replace(
            last, lines=(*last.lines[:-1], Line((*last.lines[-1].runs, Run(" "), *block.line.runs)))
        )
        cells = (*held.row.cells[: filled[-1]], joined, *held.row.cells[filled[-1] + 1 :])
        self.open.rows[-1] = replace(held, row=replace(held.row, cells=cells))
        self.wrapped += 1
        return True

    def table(self, table: Table) -> None:
        if is_contents(table):
            return
        self.piece += 1
        rows = [row for row in table.rows if not _is_empty(row) and not is_furniture(row)]
        index = 0
        is_first = True
        # The widest row from each one on.
        widths = list(accumulate((len(row.cells) for row in reversed(rows)), max))[::-1]
        while index < len(rows):
            taken = self._header(rows, index)
            if taken:
                index += taken
                is_first = True
                continue
            self._row(rows[index], is_first=is_first, width=widths[index])
            is_first = False
            index += 1

    def _header(self, rows: Sequence[Row], index: int) -> int:
        """Take a header row, and one beneath that divides it; return how many rows it was."""
        texts = _texts(rows[index])
        columns = None if _spans(rows[index]) else read_header_row(texts, self.vocabulary)
        taken = 1
        below = _texts(rows[index + 1]) if index + 1 < len(rows) else []
        if (
            below
            and is_lower_header_row(below, self.vocabulary)
            and any(text.strip() for text in texts)
        ):
            joined = join_headers(texts, below)
            both = read_header_row(joined, self.vocabulary)
            if both is not None and (columns is not None or len(both) > 2):
                texts, columns, taken = joined, both, 2
        if columns is None:
            return 0
        header = tuple(fold(text) for text in texts)
        has_heading = any(isinstance(block, Heading) for block in self.waiting)
        if self.open is not None and not has_heading and self._repeats(header):
            self._forget_furniture()
            return taken
        self.let_go()
        self.close()
        self.open = _Open(self.section, header, columns, rows[index].spot, [])
        self.places = None
        return taken

    def _repeats(self, header: tuple[str, ...]) -> bool:
        """Say whether a header is the open table's own again, all of it or without columns that a page break took."""
        known = list(self.open.header) if self.open is not None else []
        if list(header) == known:
            self.places = None
            return True
        if len(header) < 3 or len(header) < len(known) - 2 or not set(header) < set(known):
            return False
        self.places = tuple(known.index(text) for text in header)
        return self.places == tuple(sorted(self.places))

    def _has_heading(self) -> bool:
        """Say whether a heading that matters stands between the pieces of the open table.

        A table that names the goals itself needs none: what stands between its pieces is a page's header.
        """
        return any(isinstance(block, Heading) for block in self.waiting) and not (
            self.open is not None and any(column.field == "goal" for column in self.open.columns)
        )

    def _forget_furniture(self) -> None:
        """Leave out what stands between two pieces of one table: page headers, addresses, dates."""
        for block in self.waiting:
            if isinstance(block, Paragraph):
                self.parts.append(Text(paragraph=block, section=self.section))
        self.waiting = []

    def _row(self, row: Row, *, is_first: bool, width: int) -> None:
        if self.waiting:
            if self.open is not None and self._goes_on(width) and not self._has_heading():
                self._forget_furniture()
            else:
                self.let_go()
        elif is_first and not self._goes_on(width):
            self.close()
        if self.open is None:
            self.places = None
        if self.open is None:
            self.open = self._headless(row, width)
        self.open.rows.append(_Held(row, is_first, self.piece, self.places))
        self.wrapped = 0

    def _goes_on(self, width: int) -> bool:
        """Say whether rows without a header, the widest of this many cells, can be more of the open table."""
        if self.open is None:
            return False
        count = len(self.open.columns)
        return count - 2 <= width <= count + 1 and width > max(1, count / 2)

    def _headless(self, row: Row, width: int) -> _Open:
        """Open a table that has no header of its own: under the columns of the last one, where it fits them."""
        if self.last is not None and len(self.last.columns) - 1 <= width <= len(self.last.columns):
            columns = self.last.columns
        else:
            columns = tuple(Column(header="", told_by="content") for _ in range(width))
        return _Open(self.section, (), columns, row.spot, [])


def join_tables(
    blocks: Iterable[Block],
    vocabulary: Vocabulary,
    committees: dict[str, str],
    corrections: Sequence[ColumnCorrection] = (),
) -> tuple[Part, ...]:
    """Return the blocks in order with each table joined over its pieces, under the headings that hold there.

    `committees` is the folded names of the municipality's committees.
    """
    joiner = _Joiner(vocabulary, committees, corrections)
    for block in blocks:
        if isinstance(block, Table):
            joiner.table(block)
        else:
            joiner.between(block)
    joiner.let_go()
    joiner.close()
    return tuple(joiner.parts)
