"""What does a Word document (.docx) say? Its paragraphs and tables in the order of the text.

python-docx opens the package and knows the styles; the text is read from the elements themselves, because tables in
content controls, tracked changes, text boxes and symbols are out of the library's own reach.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from docx import Document

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
from malkollen.readers import lines
from malkollen.readers.limits import MOST_COLUMNS, check_count, check_width, checked, refusal
from malkollen.readers.office import package

LONGEST_HEADING = 200

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HEADING_STYLE = re.compile(r"(?:heading|rubrik|overskrift|otsikko)\s*(\d)", re.IGNORECASE)
_TITLE_STYLES = {"title": 1, "rubrik": 1, "subtitle": 2, "underrubrik": 2}
_CONTENTS_STYLE = re.compile(r"(?:toc|innehåll)\s*\d", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"(?:sida|sid\.?)?\s*\d+\s*(?:\(\s*\d+\s*\)|(?:av|/)\s*\d+)?", re.IGNORECASE
)
_SELF_MADE_ALT_TEXT = re.compile(
    r"automatiskt|automatically|^en bild som|^a picture|bild \d|picture \d", re.IGNORECASE
)
# What holds text that is not the document's: deleted, moved away, the older form of a drawing, a placeholder's hint.
_LEFT_OUT = {f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback", f"{_W}rPr", f"{_W}pPr", f"{_W}sdtPr"}
_TEXT_BOX = f"{_W}txbxContent"


@dataclass(frozen=True)
class _Style:
    """What a paragraph style says, with what it inherits."""

    name: str = ""
    outline: int | None = None
    bullet: int | None = None
    size: float | None = None
    is_bold: bool = False


@dataclass
class _Reading:
    """What is known of the document while it is walked through."""

    name: str
    styles: dict[str, _Style]
    default: _Style
    usual_size: float
    row: int = 0
    cells: int = 0
    notes: list[Note] = field(default_factory=list)
    lone: list[tuple[int, float]] = field(default_factory=list)

    def next_spot(self) -> Spot:
        self.row += 1
        return Spot(row=self.row)


def read(data: bytes, name: str) -> Content:
    """Return a document's page headers, paragraphs and tables. Pages are not known: rows number the whole document.

    Raises ReadError: `password`, `damaged`, `nothing_to_read`, and those for too much.
    """
    package(data, name)
    try:
        document = Document(io.BytesIO(data))
        body, roots = document.element.body, _header_roots(document)
        reading = _start(document, name)
    except Exception as error:  # a damaged package makes the library raise anything
        raise refusal("damaged", name) from error
    blocks = [*_header_blocks(reading, roots), *_blocks(reading, body)]
    content = Content(
        reader="docx",
        blocks=tuple(_ranked(reading, blocks)),
        notes=tuple(reading.notes),
        properties=_properties(document),
    )
    return checked(content, name)


def _properties(document: Any) -> tuple[tuple[str, str], ...]:
    found = []
    try:
        if document.core_properties.title:
            found.append(("title", lines.cleaned(document.core_properties.title)))
        if document.core_properties.created:
            found.append(("created", document.core_properties.created.date().isoformat()))
    except (
        ValueError,
        KeyError,
    ):  # properties are a hint; a file without them is read all the same
        return tuple(found)
    return tuple(found)


# ---- styles ----


def _start(document: Any, name: str) -> _Reading:
    elements = {one.get(f"{_W}styleId"): one for one in document.styles.element.iter(f"{_W}style")}
    size = document.styles.element.find(f"{_W}docDefaults//{_W}sz")
    plain = _Style(size=_half_points(size) or 10.0)
    styles = {key: _style(elements, key, plain) for key in elements if key}
    default = next(
        (
            styles[key]
            for key, one in elements.items()
            if one.get(f"{_W}type") == "paragraph" and one.get(f"{_W}default") in ("1", "true")
        ),
        plain,
    )
    return _Reading(name, styles, default, default.size or 10.0)


_LIST_STYLE = re.compile(
    r"(?:list (?:bullet|number)|punktlista|numrerad lista) (?P<level>[2-5])$", re.IGNORECASE
)


def _style(elements: dict[str, Any], key: str, plain: _Style, depth: int = 0) -> _Style:
    one = elements.get(key)
    if one is None or depth > 20:
        return plain
    based_on = one.find(f"{_W}basedOn")
    base = (
        plain if based_on is None else _style(elements, based_on.get(f"{_W}val"), plain, depth + 1)
    )
    named = one.find(f"{_W}name")
    properties, letters = one.find(f"{_W}pPr"), one.find(f"{_W}rPr")
    outline = _outline(properties)
    bullet = _list_level(properties)
    deeper = _LIST_STYLE.match("" if named is None else named.get(f"{_W}val", ""))
    if deeper is not None and (bullet is None or bullet == 1):
        # "List Bullet 2" is a level of its own, whatever its numbering says.
        bullet = int(deeper["level"])
    size = None if letters is None else _half_points(letters.find(f"{_W}sz"))
    return _Style(
        name="" if named is None else named.get(f"{_W}val", ""),
        outline=base.outline if outline is None else outline,
        bullet=base.bullet if bullet is None else bullet,
        size=size or base.size,
        is_bold=_is_on(letters, "b", base.is_bold),
    )


def _outline(properties: Any) -> int | None:
    found = None if properties is None else properties.find(f"{_W}outlineLvl")
    level = None if found is None else _number(found)
    return level + 1 if level is not None and level < 9 else None


def _list_level(properties: Any) -> int | None:
    """Return the level of a list's item, 0 where a list is switched off, None where nothing is said."""
    found = None if properties is None else properties.find(f"{_W}numPr")
    if found is None:
        return None
    number, level = found.find(f"{_W}numId"), found.find(f"{_W}ilvl")
    if number is not None and _number(number) == 0:
        return 0
    return 1 + ((_number(level) or 0) if level is not None else 0)


def _number(element: Any) -> int | None:
    value = element.get(f"{_W}val", "")
    return int(value) if re.fullmatch(r"-?\d{1,6}", value) else None


def _half_points(element: Any) -> float | None:
    number = None if element is None else _number(element)
    return number / 2 if number else None


def _is_on(letters: Any, what: str, inherited: bool) -> bool:  # noqa: FBT001
    found = None if letters is None else letters.find(f"{_W}{what}")
    return inherited if found is None else found.get(f"{_W}val", "1") not in ("0", "false", "none")


# ---- the text in order ----


def _children(element: Any) -> Iterator[Any]:
    """Yield paragraphs, tables, rows and cells, through whatever is wrapped around them."""
    for child in element:
        if child.tag in (f"{_W}p", f"{_W}tbl", f"{_W}tr", f"{_W}tc"):
            yield child
        elif child.tag == f"{_W}sdt":
            content = child.find(f"{_W}sdtContent")
            if content is not None:
                yield from _children(content)
        elif child.tag in (f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"):
            yield from _children(child)


def _blocks(reading: _Reading, container: Any) -> Iterator[Block]:
    for child in _children(container):
        if child.tag == f"{_W}p":
            yield from _paragraph_blocks(reading, child)
        elif child.tag == f"{_W}tbl":
            yield from _table_blocks(reading, child)


def _paragraph_blocks(reading: _Reading, paragraph: Any) -> Iterator[Block]:
    made = _paragraph_lines(reading, paragraph)
    style = _style_of(reading, paragraph)
    level = _heading_level(style, paragraph)
    if made and level is not None:
        runs = [run for one in made for run in (*one.runs, Run(" "))]
        spot = reading.next_spot()
        yield Heading(line=Line(lines.line(runs).runs), level=level, spot=spot)
    elif made:
        spot = reading.next_spot()
        if len(made) == 1 and not _CONTENTS_STYLE.match(style.name):
            _keep_lone(reading, paragraph, style, made[0])
        yield from (Paragraph(line=one, spot=spot) for one in made)
    for box in _text_boxes(paragraph):
        yield from _blocks(reading, box)


def _style_of(reading: _Reading, paragraph: Any) -> _Style:
    named = paragraph.find(f"{_W}pPr/{_W}pStyle")
    key = "" if named is None else named.get(f"{_W}val", "")
    return reading.styles.get(key, reading.default)


def _heading_level(style: _Style, paragraph: Any) -> int | None:
    if match := _HEADING_STYLE.match(style.name):
        return int(match[1])
    if style.name.lower() in _TITLE_STYLES:
        return _TITLE_STYLES[style.name.lower()]
    own = _outline(paragraph.find(f"{_W}pPr"))
    return style.outline if own is None else own


def _text_boxes(paragraph: Any) -> list[Any]:
    return [
        box
        for box in paragraph.iter(_TEXT_BOX)
        if not any(above.tag in (f"{_MC}Fallback", f"{_W}del") for above in box.iterancestors())
        and next(box.iterancestors(f"{_W}p"), None) is paragraph
    ]


def _paragraph_lines(reading: _Reading, paragraph: Any) -> list[Line]:
    """Return a paragraph's lines: one, or more where it has line breaks."""
    style = _style_of(reading, paragraph)
    own = _list_level(paragraph.find(f"{_W}pPr"))
    bullet = (style.bullet if own is None else own) or 0
    parts: list[list[Run]] = [[]]
    for run in _runs(reading, paragraph, style):
        first, *others = run.text.split("\n")
        parts[-1].append(Run(first, run.is_bold, run.is_italic))
        parts.extend([Run(other, run.is_bold, run.is_italic)] for other in others)
    made = [lines.line(part, bullet) for part in parts]
    return [one for one in made if one.runs]


def _runs(reading: _Reading, element: Any, style: _Style) -> Iterator[Run]:
    for child in element:
        if child.tag == f"{_W}r":
            yield from _run(reading, child, style)
        elif child.tag == f"{_W}sdt":
            if child.find(f"{_W}sdtPr/{_W}showingPlcHdr") is None:
                content = child.find(f"{_W}sdtContent")
                yield from () if content is None else _runs(reading, content, style)
        elif child.tag not in _LEFT_OUT:
            yield from _runs(reading, child, style)


def _run(reading: _Reading, run: Any, style: _Style) -> Iterator[Run]:
    letters = run.find(f"{_W}rPr")
    if _is_on(letters, "vanish", inherited=False):
        return
    named = None if letters is None else letters.find(f"{_W}rStyle")
    own = reading.styles.get(named.get(f"{_W}val", "")) if named is not None else None
    is_bold = _is_on(letters, "b", style.is_bold or (own is not None and own.is_bold))
    fonts = None if letters is None else letters.find(f"{_W}rFonts")
    font = None if fonts is None else fonts.get(f"{_W}ascii")
    text = "".join(_run_text(reading, run, font))
    if text:
        yield Run(text, is_bold, _is_on(letters, "i", inherited=False))


def _run_text(reading: _Reading, run: Any, font: str | None) -> Iterator[str]:
    for child in run:
        if child.tag == f"{_W}t":
            yield _readable(child.text or "", font)
        elif child.tag == f"{_W}tab":
            yield "\t"
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif child.tag == f"{_W}sym":
            yield _symbol(reading, child)
        elif child.tag == f"{_W}fldChar" and child.find(f"{_W}ffData/{_W}checkBox") is not None:
            yield _check_box(child.find(f"{_W}ffData/{_W}checkBox"))
        elif child.tag in (f"{_W}drawing", f"{_W}pict"):
            yield _alternative_text(child)


def _readable(text: str, font: str | None) -> str:
    if lines.is_picture_font(font):
        return "".join(
            letter if letter.isspace() else lines.pictured(ord(letter), font) for letter in text
        )
    return "".join(
        lines.pictured(ord(letter), font) if "\uf000" <= letter <= "\uf0ff" else letter
        for letter in text
    )


def _symbol(reading: _Reading, element: Any) -> str:
    font, code = element.get(f"{_W}font"), element.get(f"{_W}char", "")
    shown = lines.UNREADABLE
    if re.fullmatch(r"[0-9A-Fa-f]{1,5}", code):
        number = int(code, 16)
        is_picture = lines.is_picture_font(font) or 0xF000 <= number <= 0xF0FF
        # Half of a pair of code units is no character, and nothing could write it down.
        is_half = 0xD800 <= number <= 0xDFFF
        if not is_half:
            shown = lines.pictured(number, font) if is_picture else chr(number)
    if shown == lines.UNREADABLE:
        spot = Spot(row=reading.row + 1)
        reading.notes.append(Note(code="unknown_symbol", spot=spot, found=f"{font} {code}"))
    return shown


def _check_box(element: Any) -> str:
    checked = element.find(f"{_W}checked")
    if checked is None:
        checked = element.find(f"{_W}default")
    is_checked = checked is not None and checked.get(f"{_W}val", "1") not in ("0", "false")
    return "☒" if is_checked else "☐"


def _alternative_text(drawing: Any) -> str:
    """Return what a picture in a table's cell stands for: a status is often an icon with a text of its own."""
    if next(drawing.iterancestors(f"{_W}tc"), None) is None:
        return ""
    properties = next((one for one in drawing.iter() if one.tag.endswith("}docPr")), None)
    text = "" if properties is None else properties.get("descr", "").strip()
    return "" if len(text) > 60 or _SELF_MADE_ALT_TEXT.search(text) else text


# ---- headings that no style tells ----


def _keep_lone(reading: _Reading, paragraph: Any, style: _Style, made: Line) -> None:
    """Remember a short paragraph set larger or bolder than the text: it may be a heading."""
    text = made.text
    is_heading_like = (
        not made.bullet
        and len(text) <= LONGEST_HEADING // 2
        and not text.endswith((".", ",", ";", ":"))
        and any(letter.isalpha() for letter in text)
        and next(paragraph.iterancestors(_TEXT_BOX), None) is None
    )
    sizes = [_half_points(one) for one in paragraph.findall(f".//{_W}r/{_W}rPr/{_W}sz")]
    size = max([one for one in sizes if one], default=style.size or reading.usual_size)
    is_bold = all(run.is_bold for run in made.runs if run.text.strip())
    if is_heading_like and (is_bold or size >= reading.usual_size + 1.5):
        reading.lone.append((reading.row, size))


def _ranked(reading: _Reading, blocks: list[Block]) -> list[Block]:
    """Return the blocks with the lone lines as headings, below those that a style tells; the larger the higher."""
    below = max((one.level for one in blocks if isinstance(one, Heading)), default=0)
    lone = dict(reading.lone)
    sizes = sorted(set(lone.values()), reverse=True)
    return [
        Heading(
            line=Line(one.line.runs),
            level=min(9, below + 1 + sizes.index(lone[one.spot.row])),
            spot=one.spot,
        )
        if isinstance(one, Paragraph) and one.spot.row in lone
        else one
        for one in blocks
    ]


# ---- page headers ----


def _header_roots(document: Any) -> list[Any]:
    return [
        part._element  # noqa: SLF001
        for section in document.sections
        for part in (section.first_page_header, section.header, section.footer)
        if not part.is_linked_to_previous
    ]


def _header_blocks(reading: _Reading, roots: Sequence[Any]) -> Iterator[Paragraph]:
    """Yield each line of the page headers once: they may hold the municipality, the date and the diary number."""
    seen: set[str] = set()
    for root in roots:
        for paragraph in root.iter(f"{_W}p"):
            for one in _paragraph_lines(reading, paragraph):
                if one.text not in seen and not _PAGE_NUMBER.fullmatch(one.text):
                    seen.add(one.text)
                    yield Paragraph(line=one, spot=reading.next_spot())


# ---- tables ----


def _table_blocks(reading: _Reading, table: Any) -> Iterator[Block]:
    if _is_layout(table):
        for one in _children(table):
            for cell in _children(one):
                yield from _blocks(reading, cell)
        return
    rows = []
    above: list[Cell] = []
    for one in _children(table):
        if one.tag != f"{_W}tr" or one.find(f"{_W}trPr/{_W}del") is not None:
            continue
        above = _row_cells(reading, one, above)
        if any(cell.lines for cell in above):
            rows.append(Row(cells=tuple(above), spot=reading.next_spot()))
    if rows:
        width = max(len(row.cells) for row in rows)
        yield Table(
            rows=tuple(
                Row(cells=(*row.cells, *(Cell(),) * (width - len(row.cells))), spot=row.spot)
                for row in rows
            )
        )


def _is_layout(table: Any) -> bool:
    """Tell whether a table only holds others in place: one cell a row, and a table in one of them."""
    cells = [list(_children(one)) for one in _children(table) if one.tag == f"{_W}tr"]
    return all(len(row) == 1 for row in cells) and any(
        inner.tag == f"{_W}tbl" for row in cells for cell in row for inner in _children(cell)
    )


def _row_cells(reading: _Reading, row: Any, above: Sequence[Cell]) -> list[Cell]:
    before = row.find(f"{_W}trPr/{_W}gridBefore")
    made = [Cell()] * min((_number(before) or 0) if before is not None else 0, MOST_COLUMNS)
    for cell in _children(row):
        if cell.tag != f"{_W}tc":
            continue
        properties = cell.find(f"{_W}tcPr")
        span = 1 if properties is None else _span(properties)
        at = len(made)
        if _continues(properties) and at < len(above):
            first = Cell(above[at].lines, is_merged=True, fill=above[at].fill)
            made.append(first)
        else:
            first = Cell(tuple(_cell_lines(reading, cell)), fill=_fill(properties))
            made.append(first)
        made.extend([Cell(first.lines, is_merged=True, fill=first.fill)] * (span - 1))
        check_width(len(made), reading.name, reading.row + 1)
    reading.cells += len(made)
    check_count(reading.cells, reading.name)
    return made


def _span(properties: Any) -> int:
    found = properties.find(f"{_W}gridSpan")
    number = 1 if found is None else _number(found) or 1
    return max(1, min(number, MOST_COLUMNS + 1))


def _continues(properties: Any) -> bool:
    found = None if properties is None else properties.find(f"{_W}vMerge")
    return found is not None and found.get(f"{_W}val", "continue") == "continue"


def _fill(properties: Any) -> str | None:
    found = None if properties is None else properties.find(f"{_W}shd")
    fill = "" if found is None else found.get(f"{_W}fill", "").upper()
    return fill if re.fullmatch(r"[0-9A-F]{6}", fill) and fill != "FFFFFF" else None


def _cell_lines(reading: _Reading, cell: Any) -> Iterator[Line]:
    """Yield a cell's lines; of a table within it, a line for each paragraph of its cells."""
    for child in _children(cell):
        if child.tag == f"{_W}p":
            yield from _paragraph_lines(reading, child)
            for box in _text_boxes(child):
                yield from _cell_lines(reading, box)
        else:
            yield from _cell_lines(reading, child)
