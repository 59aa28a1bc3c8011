"""What does a text say? Headings, lists, paragraphs and tables out of bare text and Markdown."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from malkollen.blocks import Block, Content, Heading, Note, Paragraph, Row, Spot, Table
from malkollen.readers.characters import LOST, decoded
from malkollen.readers.inline import cell_of, line_of, lines_of
from malkollen.readers.limits import check_count, check_line, check_width
from malkollen.readers.titles import TextLine, with_titles

_MARKDOWN_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(\S.*?)[ \t]*#*[ \t]*$")
_RULE = re.compile(r"\s*([-*_=~])(?:\s?\1){2,}\s*$")
_FENCE = re.compile(r"\s*(```|~~~)[\w-]*\s*$")
_ITEM = re.compile(
    r"(?P<indent>\s*)(?:(?P<glyph>[•▪■●‣◦○□➢\uf0b7\uf0a7])\s*|(?P<dash>[-–—*+o])(?:\s+)"
    r"|(?P<number>\d{1,2}[.)]|[a-z]\))\s+)(?P<text>\S.*)$"
)
_NUMBER_ONLY = re.compile(r"[\d\s.,:%/()+–—-]*$")
_ALIGNMENT = re.compile(r"\s*:?-+:?\s*$")
_GRID_RULE = re.compile(r"\s*\+(?:[-=:]{2,}\+)+\s*$")
_DASHES = re.compile(r"[\s-]*$")
_PIPE = re.compile(r"(?<!\\)\|")
_SECOND_GLYPHS = "○◦"
_LONGEST_QUOTED = 60  # lines in one quoted cell; more is a quotation mark that was never closed
_LONGEST_LIST = 200  # items of which each has a tab after its marker; more are a table
_LONG_LINE = 40  # a shorter line was not broken for want of room


def read(data: bytes, name: str) -> Content:
    """Read a text (.txt, .md): bytes to blocks.

    `Spot.row` is the line in the file, `Spot.page` the page where form feeds divide it. A row of tabs or of pipes is a
    table's; a blank line ends the table. Raises ReadError.
    """
    text = _without_comments(decoded(data, name))
    lines = tuple(_lines(text, name))
    blocks = with_titles(tuple(_blocks(lines, name)), has_marked=_has_markdown_headings(lines))
    lost = text.count(LOST)
    notes = (Note(code="characters_lost", spot=Spot(), found=str(lost)),) if lost else ()
    return Content(reader="text", blocks=blocks, notes=notes)


def _without_comments(text: str) -> str:
    """Return text without comments in the way of HTML; its lines keep their numbers."""
    if "<!--" not in text:
        return text
    parts: list[str] = []
    position = 0
    while (start := text.find("<!--", position)) >= 0:
        end = text.find("-->", start)
        if end < 0:
            break
        parts.extend((text[position:start], "\n" * text.count("\n", start, end)))
        position = end + 3
    return "".join((*parts, text[position:]))


def _lines(text: str, name: str) -> Iterator[TextLine]:
    has_pages = "\f" in text
    page = 1
    for number, whole in enumerate(text.split("\n"), start=1):
        check_line(whole, name, number)
        check_count(number, name)
        for part_number, part in enumerate(whole.split("\f")):
            page += part_number > 0
            begins_page = part_number > 0
            spot = Spot(page=str(page) if has_pages else None, row=number)
            yield TextLine(part.rstrip(" "), spot, begins_page=begins_page)


def _has_markdown_headings(lines: Sequence[TextLine]) -> bool:
    return any(_MARKDOWN_HEADING.match(line.text) for line in lines)


def _blocks(lines: Sequence[TextLine], name: str) -> Iterator[Block | TextLine]:
    """Yield blocks; a line that stands alone comes as it is, for whoever tells titles from paragraphs."""
    position = 0
    markers = _Markers()
    markup_ends = [place for place, line in enumerate(lines) if "</table" in line.text.lower()]
    while position < len(lines):
        line = lines[position]
        stop = _table_end(lines, position)
        if not line.text.strip():
            stop = position + 1
        elif stop > position:
            markers.clear()
            yield from _table(lines[position:stop], name)
        elif line.text.lstrip()[:6].lower() == "<table":
            markers.clear()
            found = bisect_left(markup_ends, position)
            stop = (markup_ends[found] if found < len(markup_ends) else position) + 1
            yield from _markup(lines[position:stop], name)
        elif _RULE.match(line.text) or _FENCE.match(line.text):
            stop = position + 1
        elif match := _MARKDOWN_HEADING.match(line.text):
            markers.clear()
            stop = position + 1
            yield _heading(match.group(2), len(match.group(1)), line.spot)
        else:
            stop = _text_end(lines, position)
            yield from _prose(lines, position, stop, markers)
        position = stop


def _heading(text: str, level: int, spot: Spot) -> Heading:
    return Heading(line=line_of(text), level=level, spot=spot)


# Tables


def _table_end(lines: Sequence[TextLine], start: int) -> int:
    """Return where the table that begins here ends; `start` itself where none does."""
    if _is_pipe_row(lines, start):
        return _pipe_end(lines, start)
    stop = start
    is_list = True
    while stop < len(lines) and _is_tab_row(lines[stop].text, has_row_above=stop > start):
        if stop > start and lines[stop].begins_page:
            break
        is_list = is_list and stop - start < _LONGEST_LIST and _is_marked_by_tab(lines[stop].text)
        stop = _quoted_end(lines, stop)
    return start if is_list else stop


def _is_tab_row(text: str, *, has_row_above: bool) -> bool:
    # A tab before a text that has no other is an indentation, unless it continues a row.
    if not text.strip():
        return False
    return "\t" in (text if has_row_above else text.lstrip("\t ")) or text.startswith("\t\t")


def _is_marked_by_tab(text: str) -> bool:
    """Tell whether the only tab of a line stands between an item's marker and its text."""
    match = _ITEM.match(text)
    is_numbered = re.match(r"\s*\d+(\.\d+)*\.?\t", text) is not None
    return text.strip().count("\t") == 1 and (
        is_numbered or (match is not None and "\t" in text[: match.start("text")])
    )


def _quoted_end(lines: Sequence[TextLine], start: int) -> int:
    """Return the line after a row, which goes on while a cell that begins with a quotation mark is open."""
    text = lines[start].text
    if not _has_open_quote(text):
        return start + 1
    for stop in range(start + 1, min(start + _LONGEST_QUOTED, len(lines))):
        if lines[stop].text.count('"') % 2:
            return stop + 1
    return start + 1


def _has_open_quote(text: str) -> bool:
    return '"' in text and any(
        part.lstrip(" ").startswith('"') and part.count('"') % 2 for part in text.split("\t")
    )


def _table(lines: Sequence[TextLine], name: str) -> Iterator[Block]:
    rows: list[Row] = []
    for spot, texts in _pipe_rows(lines) if _is_pipe_row(lines, 0) else _tab_rows(lines):
        check_width(len(texts), name, spot.row)
        is_rule = all(_DASHES.match(text) for text in texts) and any("--" in text for text in texts)
        cells = () if is_rule else tuple(cell_of(text) for text in texts)
        if any(cell.lines for cell in cells):
            rows.append(Row(cells=cells, spot=spot))
    if rows:
        yield Table(rows=tuple(rows))


def _markup(lines: Sequence[TextLine], name: str) -> Iterator[Block]:
    # Imported here: bare texts, the most, do not need the parser.
    from malkollen.readers.markup import read_markup  # noqa: PLC0415

    starts = [line.spot for line in lines for _ in range(line.text.lower().count("<tr"))]
    for block in read_markup("\n".join(line.text for line in lines), name).blocks:
        if not isinstance(block, Table):
            yield replace(block, spot=lines[0].spot)
            continue
        # Rows that a table within the table has given up leave more starts than rows.
        spots = starts if len(starts) == len(block.rows) else [lines[0].spot] * len(block.rows)
        yield Table(
            rows=tuple(replace(row, spot=spot) for row, spot in zip(block.rows, spots, strict=True))
        )


def _tab_rows(lines: Sequence[TextLine]) -> Iterator[tuple[Spot, list[str]]]:
    position = 0
    while position < len(lines):
        stop = _quoted_end(lines, position)
        whole = "\n".join(line.text for line in lines[position:stop])
        yield lines[position].spot, [_unquoted(part) for part in whole.split("\t")]
        position = stop


def _unquoted(text: str) -> str:
    inner = text.strip(" ")
    if len(inner) < 2 or inner[0] != '"' or inner[-1] != '"':
        return text
    bare = inner[1:-1].replace('""', "")
    return text if '"' in bare else inner[1:-1].replace('""', '"')


def _is_pipe_row(lines: Sequence[TextLine], position: int) -> bool:
    text = lines[position].text.strip()
    if _GRID_RULE.match(text):
        return position + 1 < len(lines) and lines[position + 1].text.strip().startswith("|")
    if "\t" in text or "|" not in text:
        return False
    if text.startswith("|"):
        return len(_PIPE.findall(text)) > 1
    return position + 1 < len(lines) and _is_alignment(lines[position + 1].text)


def _is_alignment(text: str) -> bool:
    return "|" in text and all(
        _ALIGNMENT.match(part) for part in text.strip().strip("|").split("|")
    )


def _pipe_end(lines: Sequence[TextLine], start: int) -> int:
    stop = start + 1
    while stop < len(lines) and not lines[stop].begins_page:
        text = lines[stop].text
        if not (_PIPE.search(text) or _GRID_RULE.match(text)):
            break
        stop += 1
    return stop


def _pipe_rows(lines: Sequence[TextLine]) -> Iterator[tuple[Spot, list[str]]]:
    has_grid = any(_GRID_RULE.match(line.text) for line in lines)
    open_row: tuple[Spot, list[str]] | None = None
    for line in lines:
        if _GRID_RULE.match(line.text) or _is_alignment(line.text):
            if open_row:
                yield open_row
            open_row = None
            continue
        texts = _pipe_cells(line.text)
        if not has_grid:
            yield line.spot, texts
        elif open_row and len(open_row[1]) == len(texts):
            both = zip(open_row[1], texts, strict=True)
            open_row = (
                open_row[0],
                [" ".join((*above.split(), *text.split())) for above, text in both],
            )
        else:
            if open_row:
                yield open_row
            open_row = line.spot, texts
    if open_row:
        yield open_row


def _pipe_cells(text: str) -> list[str]:
    inner = text.strip().removeprefix("|")
    parts = _PIPE.split(inner)
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    return [part.strip().replace("\\|", "|") for part in parts]


# Lists and paragraphs


@dataclass(frozen=True)
class _Marker:
    indent: int
    glyph: str


class _Markers:
    """The markers of the items that are open, the outermost first."""

    def __init__(self) -> None:
        self._open: list[_Marker] = []

    def clear(self) -> None:
        self._open = []

    def level(self, indent: int, glyph: str, *, begins: bool) -> int:
        """Return the level of an item: 1, or 2 within another. `begins` says that a blank line is above it."""
        found = _Marker(indent, glyph)
        while self._open and self._open[-1].indent > indent:
            self._open.pop()
        # After a blank line another marker at the same place begins a list of its own; dashes go on below bullets.
        if begins and found not in self._open and glyph not in "-–—○◦":
            self._open = [one for one in self._open if one.indent < indent]
        if found in self._open:
            del self._open[self._open.index(found) + 1 :]
        else:
            self._open.append(found)
        return 2 if glyph in _SECOND_GLYPHS else min(len(self._open), 2)


def _text_end(lines: Sequence[TextLine], start: int) -> int:
    """Return where the lines that adjoin this one end: at a blank line, a page, a table, a heading."""
    stop = start + 1
    while (
        stop < len(lines)
        and lines[stop].text.strip()
        and not lines[stop].begins_page
        and not _MARKDOWN_HEADING.match(lines[stop].text)
        and not _FENCE.match(lines[stop].text)
        and (_RULE.match(lines[stop].text) or _table_end(lines, stop) == stop)
    ):
        stop += 1
    return stop


def _prose(
    lines: Sequence[TextLine], start: int, stop: int, markers: _Markers
) -> Iterator[Block | TextLine]:
    adjoining = [replace(line, text=_unindented_quote(line.text)) for line in lines[start:stop]]
    if len(adjoining) == 2 and (rule := _RULE.match(adjoining[1].text)) and rule.group(1) in "=-":
        markers.clear()
        yield _heading(
            adjoining[0].text.strip(), 1 if rule.group(1) == "=" else 2, adjoining[0].spot
        )
        return
    adjoining = [line for line in adjoining if not _RULE.match(line.text)]
    stands_alone = len(adjoining) == 1
    has_stars = _has_stars(lines, start, stop)
    for place, line in enumerate(_unwrapped(adjoining, has_stars=has_stars)):
        item = _item(line.text, stands_alone=stands_alone, has_stars=has_stars)
        if item:
            indent = len(item.group("indent").expandtabs(4))
            level = markers.level(indent, _glyph(item), begins=place == 0)
            yield Paragraph(line=line_of(item.group("text"), level), spot=line.spot)
        elif stands_alone:
            markers.clear()
            yield replace(line, text=line.text.strip(), is_alone=True)
        else:
            markers.clear()
            yield from _paragraphs(line)


def _unindented_quote(text: str) -> str:
    return re.sub(r"^ {0,3}(?:> ?)+", "", text)


def _has_stars(lines: Sequence[TextLine], start: int, stop: int) -> bool:
    """Tell whether stars mark items here: a star that stands alone is a footnote's."""
    above = next(
        (line.text for line in reversed(lines[max(0, start - 5) : start]) if line.text), ""
    )
    below = next((line.text for line in lines[stop : stop + 5] if line.text), "")
    starred = [line.text for line in lines[start:stop] if line.text.lstrip().startswith("* ")]
    neighbours = [text for text in (above, below) if text.lstrip().startswith("* ")]
    return len(starred) + len(neighbours) > 1


def _item(text: str, *, stands_alone: bool, has_stars: bool) -> re.Match[str] | None:
    match = _ITEM.match(text)
    if match is None or _NUMBER_ONLY.match(match.group("text")):
        return None
    # A number before a line of its own is a heading's or a goal's, not an item's.
    if match.group("number") and stands_alone:
        return None
    if match.group("dash") == "*" and not has_stars:
        return None
    return match


def _glyph(item: re.Match[str]) -> str:
    if item.group("number"):
        return "1" if item.group("number")[0].isdigit() else "a"
    return "○" if item.group("dash") == "o" else (item.group("dash") or item.group("glyph"))


def _unwrapped(lines: Sequence[TextLine], *, has_stars: bool) -> Iterator[TextLine]:
    """Yield lines with those joined that were broken for want of room."""
    is_column = _is_column(lines, has_stars=has_stars)
    held: TextLine | None = None
    last = ""
    for line in lines:
        begins_item = _item(line.text, stands_alone=False, has_stars=has_stars) is not None
        if held is not None and not begins_item and (is_column or _goes_on(last, line.text)):
            held = replace(held, text=_joined(held.text, line.text.strip()))
        else:
            if held is not None:
                yield held
            held = line
        last = line.text
    if held is not None:
        yield held


def _is_column(lines: Sequence[TextLine], *, has_stars: bool) -> bool:
    """Tell whether lines are a paragraph broken at one width: all but its last are about equally long."""
    lengths = [len(line.text) for line in lines]
    if len(lengths) < 3 or not 50 <= max(lengths) <= 130:
        return False
    if any(_item(line.text, stands_alone=False, has_stars=has_stars) for line in lines[1:]):
        return False
    ended = sum(line.text.endswith((".", "!", "?", ":")) for line in lines[:-1])
    return min(lengths[:-1]) >= 0.75 * max(lengths) and ended * 2 < len(lines)


def _goes_on(above: str, text: str) -> bool:
    stripped = text.strip()
    return (
        len(above.strip()) >= _LONG_LINE
        and not above.rstrip().endswith((".", ":", ";", "!", "?"))
        and stripped[:1].islower()
    )


def _joined(above: str, text: str) -> str:
    # A hyphen at a line's end divides a word, unless it stands for the end of a compound: "grund- och …".
    if re.search(r"[^\W\d_]-$", above) and not re.match(
        r"(och|eller|samt|respektive|till)\b", text
    ):
        return above[:-1] + text if text[:1].islower() else above + text
    return f"{above} {text}"


def _paragraphs(line: TextLine) -> Iterator[Block]:
    for one in lines_of(line.text.strip()):
        yield Paragraph(line=one, spot=line.spot)
