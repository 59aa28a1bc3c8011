"""What does a reader hand over? Headings, paragraphs and tables in order, each with the place where it stood."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where a block or a row stood.

    `page` is the page's number or the sheet's name, where the format has them. `row` is the line in a text file, the
    row in a sheet, else the number of the row or paragraph on its page (or in the document, where pages are not
    known), counted from 1.
    """

    page: str | None = None
    row: int | None = None


@dataclass(frozen=True)
class Run:
    """A stretch of text set in one way."""

    text: str
    is_bold: bool = False
    is_italic: bool = False


@dataclass(frozen=True)
class Line:
    """A line of text as its author ended it: a paragraph, an item of a list, what stands before a line break.

    `bullet` is 0 for running text, 1 for an item of a list, 2 for an item within an item. The marker itself is not
    part of the text.
    """

    runs: tuple[Run, ...]
    bullet: int = 0

    @property
    def text(self) -> str:
        """The text of all runs."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Cell:
    """A cell of a table.

    `is_merged` says that a merged cell covers this one: its lines are those of the cell at its upper left corner.
    `fill` is the background's colour as six hexadecimal digits, where it has one that is not white.
    """

    lines: tuple[Line, ...] = ()
    is_merged: bool = False
    fill: str | None = None

    @property
    def text(self) -> str:
        """The lines, separated by line feeds."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading; level 1 is the highest."""

    line: Line
    level: int
    spot: Spot

    @property
    def text(self) -> str:
        """The heading's text."""
        return self.line.text


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph of running text, or an item of a list."""

    line: Line
    spot: Spot

    @property
    def text(self) -> str:
        """The paragraph's text."""
        return self.line.text


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a table."""

    cells: tuple[Cell, ...]
    spot: Spot


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table as it stands on one page or in one piece: its rows, header rows among them."""

    rows: tuple[Row, ...]

    @property
    def spot(self) -> Spot:
        """Where the table begins."""
        return self.rows[0].spot


Block = Heading | Paragraph | Table


@dataclass(frozen=True, kw_only=True)
class Note:
    """What a reader could not read or took away: a hidden sheet, a formula without a stored value.

    `code` is one of `words.READER_NOTES`; `found` is the sheet's name, the formula, …
    """

    code: str
    spot: Spot
    found: str | None = None


@dataclass(frozen=True, kw_only=True)
class Content:
    """All that a reader found in a file.

    `reader` names the reader (`text`, `html`, `csv`, `xlsx`, `docx`, `pdf`). `properties` holds what the file says
    about itself (`title`, `created`), which is a hint and no more.
    """

    reader: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()


def plain(text: str, bullet: int = 0) -> Line:
    """Return a line set in one way."""
    return Line((Run(text),) if text else (), bullet)


def cell(*texts: str) -> Cell:
    """Return a cell of plain lines."""
    return Cell(tuple(plain(text) for text in texts if text))


def row(texts: Iterable[str], spot: Spot) -> Row:
    """Return a row of plain cells; a line feed in a text ends a line."""
    return Row(cells=tuple(cell(*text.split("\n")) for text in texts), spot=spot)
