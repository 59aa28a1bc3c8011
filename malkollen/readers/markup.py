"""What does a web page say? Headings, lists, paragraphs and tables out of HTML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from lxml import etree, html

from malkollen.blocks import (
    Block,
    Cell,
    Content,
    Heading,
    Line,
    Note,
    Paragraph,
    Row,
    Run,
    Spot,
    Table,
)
from malkollen.readers.characters import composed, decoded
from malkollen.readers.limits import (
    MOST_BLOCKS,
    MOST_LINE_CHARACTERS,
    MOST_MARKUP_CHARACTERS,
    check_count,
    check_width,
    refusal,
)
from malkollen.readers.lines import line as line_of_runs

_UNREAD = frozenset({
    "script", "style", "nav", "noscript", "template", "head", "iframe", "object", "embed",
    "video", "audio", "canvas", "map", "button", "select", "option", "textarea", "datalist",
    "dialog", "meta", "link", "base",
})  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup",
    "hr", "html", "legend", "main", "p", "pre", "search", "section", "summary",
})  # fmt: skip
_SETTING = frozenset({"b", "strong", "th", "i", "em", "cite", "sup", "pre", "ul", "ol", "menu"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*([^;]{1,80})", re.IGNORECASE)
_HEX = re.compile(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})")
_WORD = re.compile(r"[a-zA-Z]+")
_COLOURS = {
    "red": "ff0000", "darkred": "8b0000", "crimson": "dc143c", "salmon": "fa8072", "tomato": "ff6347",
    "green": "008000", "lime": "00ff00", "limegreen": "32cd32", "lightgreen": "90ee90",
    "darkgreen": "006400", "yellowgreen": "9acd32", "seagreen": "2e8b57", "yellow": "ffff00",
    "gold": "ffd700", "orange": "ffa500", "darkorange": "ff8c00", "khaki": "f0e68c",
    "lightyellow": "ffffe0", "gray": "808080", "grey": "808080", "lightgray": "d3d3d3",
    "lightgrey": "d3d3d3", "silver": "c0c0c0", "black": "000000", "blue": "0000ff",
    "lightblue": "add8e6", "purple": "800080", "pink": "ffc0cb", "white": "ffffff",
}  # fmt: skip
_WHITE = "ffffff"
# A raised digit is a footnote's or an exponent's, not part of the number before it.
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_PICTURE_DATA = re.compile(r"data:[\w/+.-]{1,100};base64,[A-Za-z0-9+/=\s]+")
_FILE_NAME = re.compile(r"\.(?:png|jpe?g|gif|svg|webp)$", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_NOT_WORDS = re.compile(r"[\W_]+")
_TOO_DEEP = "Excessive depth"
_DEEPEST = 200
_MADE = ("dcterms.created", "dc.date", "dcterms.issued", "article:published_time", "date")


@dataclass(frozen=True)
class _Setting:
    """How text is set where one stands."""

    is_bold: bool = False
    is_italic: bool = False
    is_raised: bool = False
    is_kept: bool = False  # line breaks count (pre)
    depth: int = 0  # of lists


def read(data: bytes, name: str) -> Content:
    """Read a web page (.html): bytes to blocks.

    `Spot.row` counts paragraphs, headings and table rows from 1. Spanning cells stand in every place they cover. What
    is hidden, scripts and menus are left out; a picture is its alternative text. Raises ReadError.
    """
    return read_markup(decoded(data, name), name)


def read_markup(text: str, name: str) -> Content:
    """Read HTML that is decoded. Raises ReadError."""
    text = _PICTURE_DATA.sub("", text)
    if len(text) > MOST_MARKUP_CHARACTERS:
        raise refusal("too_large", name)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        page = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise refusal("nothing_to_read", name) from error
    if any(_TOO_DEEP in entry.message for entry in parser.error_log):
        raise refusal("too_nested", name)
    reader = _Page(name)
    reader.walk(page, _Setting())
    reader.end_line()
    notes: tuple[Note, ...] = ()
    if reader.pictures:
        notes = (Note(code="image_without_text", spot=Spot(), found=str(reader.pictures)),)
    return Content(
        reader="html", blocks=tuple(reader.blocks), notes=notes, properties=tuple(_properties(page))
    )


def _properties(page: Any) -> Iterator[tuple[str, str]]:
    title = page.findtext(".//title")
    if title and title.strip():
        yield "title", _BLANKS.sub(" ", composed(title)).strip()
    for meta in page.iter("meta"):
        label = (meta.get("name") or meta.get("property") or "").lower()
        if label in _MADE and meta.get("content"):
            yield "created", meta.get("content")
            return


class _Lines:
    """Gathers the text of an element, nested elements with it, into lines."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.pictures = 0
        self._nesting = 0
        self._runs: list[Run] = []
        self._length = 0
        self._bullet = 0
        self._made: list[Line] = []

    def lines(self) -> tuple[Line, ...]:
        """Return the lines gathered."""
        self.end_line()
        return tuple(self._made)

    def walk(self, element: Any, setting: _Setting) -> None:
        """Gather an element's text, with what stands between and after its children."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNREAD or _is_hidden(element):
            return
        self.enter(element, tag, _set(element, tag, setting))

    def enter(self, element: Any, tag: str, setting: _Setting) -> None:
        """Gather what an element that is read holds."""
        if tag in {"img", "svg", "input", "area"}:
            self._picture(element, tag, setting)
        elif tag == "br":
            self.end_line(self._bullet)
        elif tag == "li":
            self.end_line(max(1, min(setting.depth, 2)))
            self.inside(element, setting)
            self.end_line()
        elif tag in _BLOCKS or tag in _HEADINGS or tag in {"ul", "ol", "menu", "table", "tr"}:
            # The first paragraph of an item is the item.
            keeps_bullet = self._bullet and not self._runs
            self.end_line(self._bullet if keeps_bullet else 0)
            self.inside(element, setting)
            self.end_line()
        elif tag in {"td", "th"}:
            self.inside(element, setting)
            self.add(" ", setting)
        else:
            self.inside(element, setting)

    def inside(self, element: Any, setting: _Setting) -> None:
        """Gather an element's own text and its children."""
        self._nesting += 1
        if self._nesting > _DEEPEST:
            raise refusal("too_nested", self.name)
        self.add(element.text, setting)
        for child in element:
            self.walk(child, setting)
            self.add(child.tail, setting)
        self._nesting -= 1

    def add(self, text: str | None, setting: _Setting) -> None:
        """Add a stretch of text."""
        if not text:
            return
        shown = composed(text)
        if setting.is_kept and "\n" in shown:
            for part in shown.split("\n"):
                self._run(part, setting)
                self.end_line(self._bullet)
            return
        self._run(_BLANKS.sub(" ", shown), setting)

    def _run(self, text: str, setting: _Setting) -> None:
        if text:
            raised = text.translate(_RAISED) if setting.is_raised else text
            self._runs.append(Run(raised, setting.is_bold, setting.is_italic))
            self._length += len(raised)
            if self._length > MOST_LINE_CHARACTERS:
                raise refusal(
                    "too_long_line", self.name, self._length, allowed=MOST_LINE_CHARACTERS
                )

    def end_line(self, bullet: int = 0) -> None:
        """End the line; the next one has this bullet."""
        if self._runs:
            made = line_of_runs(self._runs, self._bullet)
            self._runs = []
            self._length = 0
            if made.runs:
                self.made(made)
        self._bullet = bullet

    def made(self, line: Line) -> None:
        """Keep a line."""
        self._made.append(line)

    def _picture(self, element: Any, tag: str, setting: _Setting) -> None:
        if tag == "input":
            if (element.get("type") or "").lower() in {"checkbox", "radio"}:
                self.add("☑ " if element.get("checked") is not None else "☐ ", setting)
            return
        text = _alternative(element, tag)
        if not text:
            is_decoration = element.get("alt") == "" or element.get("aria-hidden") == "true"
            self.pictures += tag == "img" and not is_decoration
        elif not _is_told_beside(text, element):
            self.add(f" {text} ", setting)


class _Page(_Lines):
    """Gathers a page into blocks."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.blocks: list[Block] = []
        self._row = 0
        self._cell_count = 0

    def made(self, line: Line) -> None:
        """Make a line of text outside of tables a paragraph."""
        self._keep(Paragraph(line=line, spot=self._next()))

    def enter(self, element: Any, tag: str, setting: _Setting) -> None:
        """Gather what an element holds: headings and tables as blocks of their own."""
        if tag in _HEADINGS:
            self.end_line()
            self._heading(element, _HEADINGS[tag], setting)
        elif tag == "table" and not _is_layout(element):
            self.end_line()
            self._table(element, setting)
        elif tag in {"td", "th"}:
            self.end_line()
            self.inside(element, setting)
            self.end_line()
        else:
            super().enter(element, tag, setting)

    def _next(self) -> Spot:
        self._row += 1
        return Spot(row=self._row)

    def _keep(self, block: Block) -> None:
        self.blocks.append(block)
        if len(self.blocks) > MOST_BLOCKS:
            raise refusal("too_many_cells", self.name, allowed=MOST_BLOCKS)

    def _heading(self, element: Any, level: int, setting: _Setting) -> None:
        lines = self._lines_of(element, setting)
        runs = [run for line in lines for run in (*line.runs, Run(" "))]
        title = line_of_runs(runs)
        if title.runs:
            self._keep(Heading(line=title, level=level, spot=self._next()))

    def _lines_of(self, element: Any, setting: _Setting) -> tuple[Line, ...]:
        inner = _Lines(self.name)
        inner.inside(element, replace(setting, depth=0) if setting.depth else setting)
        lines = inner.lines()
        self.pictures += inner.pictures
        return lines

    def _table(self, table: Any, setting: _Setting) -> None:
        for caption in table.iterchildren("caption"):
            self.walk(caption, setting)
            self.end_line()
        rows: list[Row] = []
        spanning: dict[int, tuple[Cell, int]] = {}
        for element in _own_rows(table):
            cells = self._cells(element, spanning, setting)
            self._cell_count += len(cells)
            check_count(self._cell_count, self.name)
            if any(cell.lines or cell.fill for cell in cells):
                rows.append(Row(cells=cells, spot=self._next()))
        if rows:
            width = max(len(row.cells) for row in rows)
            check_count(width * len(rows), self.name)
            self._keep(Table(rows=tuple(_widened(row, width) for row in rows)))

    def _cells(
        self, row: Any, spanning: dict[int, tuple[Cell, int]], setting: _Setting
    ) -> tuple[Cell, ...]:
        """Return a row's cells, those that span down from above among them; note those that span on."""
        cells: list[Cell] = []

        def put(cell: Cell, row_count: int) -> None:
            if row_count > 1:
                spanning[len(cells)] = replace(cell, is_merged=True), row_count - 1
            cells.append(cell)
            check_width(len(cells), self.name)

        def put_spanning() -> None:
            while len(cells) in spanning:
                cell, left = spanning.pop(len(cells))
                put(cell, left)

        for element in row.iterchildren("td", "th"):
            if _is_hidden(element):
                continue
            put_spanning()
            lines = self._lines_of(element, _set(element, element.tag, setting))
            cell = Cell(lines, fill=_fill(element, row))
            row_count = _span(element, "rowspan")
            for place in range(_span(element, "colspan")):
                put_spanning()
                put(replace(cell, is_merged=True) if place else cell, row_count)
        while len(cells) <= max(spanning, default=-1):
            put_spanning()
            if len(cells) <= max(spanning, default=-1):
                put(Cell(), 1)
        return tuple(cells)


def _widened(row: Row, width: int) -> Row:
    if len(row.cells) == width:
        return row
    return replace(row, cells=(*row.cells, *(Cell(),) * (width - len(row.cells))))


def _set(element: Any, tag: str, setting: _Setting) -> _Setting:
    style = element.get("style") or ""
    if not style and tag not in _SETTING and not setting.is_raised:
        return setting
    return _Setting(
        is_bold=setting.is_bold or tag in {"b", "strong", "th"} or bool(_BOLD.search(style)),
        is_italic=setting.is_italic or tag in {"i", "em", "cite"} or bool(_ITALIC.search(style)),
        is_raised=tag == "sup",
        is_kept=setting.is_kept or tag == "pre",
        depth=setting.depth + (tag in {"ul", "ol", "menu"}),
    )


def _is_hidden(element: Any) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("role") == "navigation"
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _alternative(element: Any, tag: str) -> str:
    """Return the text that stands for a picture, empty where there is none."""
    if element.get("aria-hidden") == "true":
        return ""
    found = element.get("alt") or element.get("aria-label") or element.get("title")
    if not found and tag == "svg":
        found = next((one.text for one in element.iter("title")), None)
    text = _BLANKS.sub(" ", composed(found or "")).strip()
    return "" if _FILE_NAME.search(text) else text


def _is_told_beside(text: str, element: Any) -> bool:
    """Tell whether a picture's alternative text also stands as text beside it."""
    around = element.getparent()
    while around is not None and around.tag in {
        "a",
        "span",
        "b",
        "strong",
        "i",
        "em",
        "figure",
        "picture",
    }:
        around = around.getparent()
    if around is None:
        return False
    beside = " ".join(islice(around.itertext(), 40))[:2_000]
    return f" {_bare(text)} " in f" {_bare(beside)} "


def _bare(text: str) -> str:
    return _NOT_WORDS.sub(" ", composed(text).casefold()).strip()


def _is_layout(table: Any) -> bool:
    """Tell whether a table only arranges what stands on the page."""
    if table.get("role") in {"presentation", "none"}:
        return True
    rows = list(islice(_own_rows(table), 200))
    widest = max((sum(1 for _ in row.iterchildren("td", "th")) for row in rows), default=0)
    if len(rows) <= 1 and widest <= 1:
        return True
    has_table = next(table.iterdescendants("table"), None) is not None
    return has_table and (len(rows) <= 1 or widest <= 2)


def _own_rows(table: Any) -> Iterator[Any]:
    for child in table.iterchildren("tr", "thead", "tbody", "tfoot"):
        if _is_hidden(child):
            continue
        if child.tag == "tr":
            yield child
        else:
            yield from (row for row in child.iterchildren("tr") if not _is_hidden(row))


def _span(element: Any, attribute: str) -> int:
    text = (element.get(attribute) or "1").strip()
    if not text.isdecimal() or len(text) > 6:
        return 1
    count = int(text)
    # Nought spans to the end of the table; the rows that are there are the limit.
    return 100_000 if count == 0 and attribute == "rowspan" else max(count, 1)


def _fill(*elements: Any) -> str | None:
    """Return the background of the first element that has one, None where that is white."""
    for element in elements:
        style = _BACKGROUND.search(element.get("style") or "")
        colour = _colour(style.group(1)) if style else None
        if colour := colour or _colour(element.get("bgcolor") or ""):
            return None if colour == _WHITE else colour
    return None


def _colour(text: str) -> str | None:
    """Return a colour of a style sheet as six hexadecimal digits, None for one that is not known."""
    if match := _HEX.search(text):
        digits = match.group(1).lower()
        return digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    if match := _RGB.search(text):
        return "".join(f"{min(int(part), 255):02x}" for part in match.groups())
    word = _WORD.search(text)
    return _COLOURS.get(word.group().lower()) if word else None
