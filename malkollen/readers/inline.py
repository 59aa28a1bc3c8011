"""How is a text marked within itself? Tags, Markdown's stars and bullets become lines and runs."""

import html
import re
from collections.abc import Iterator

from malkollen.blocks import Cell, Line, Run
from malkollen.readers.characters import composed

_TAG = re.compile(
    r"<(/?)(p|div|br|hr|b|strong|i|em|ul|ol|li|u|s|sup|sub|span|font|a|small|big|mark|center|"
    r"h[1-6]|dl|dt|dd|tr|td|th|table|tbody|thead|blockquote|pre|code)(?=[\s/>])([^<>]{0,1000})>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_BREAKING = frozenset(
    ["p", "div", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "tr", "blockquote"]
)
_EMPHASIS = re.compile(
    r"(?<![\w*])\*\*(?=[^\s*])([^*\n]{1,2000})(?<!\s)\*\*(?!\w)"
    r"|(?<![\w_])__(?=[^\s_])([^_\n]{1,2000})(?<!\s)__(?![\w_])"
    r"|(?<![\w*])\*(?=[^\s*])([^*\n]{1,500})(?<!\s)\*(?![\w*])"
    r"|(?<![\w_])_(?=[^\s_])([^_\n]{1,500})(?<!\s)_(?![\w_])"
)
_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\((?:[^()\s]{1,500})(?: \"[^\"\n]{0,200}\")?\)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
_BLANKS = re.compile(r"[^\S\n]+")
# A bullet within running text stands between blanks; the last is the one of Word's symbol font.
_BULLET = re.compile(r"(?:(?<=\s)|^)([•▪‣◦○\uf0b7\uf0a7])(?=\s)\s*")
_SECOND = "◦○"
# Without any of these a text is one line set in one way.
_MARKS = re.compile("[<&*_•▪‣◦○\uf0b7\uf0a7\n\\\\]|\\]\\(")
_EMPTY = Cell()
_DASH_ITEM = re.compile(r"[-–*]\s+(?=[^\W\d_])")


class LineMaker:
    """Gathers stretches of text into lines."""

    def __init__(self) -> None:
        self._made: list[Line] = []
        self._runs: list[Run] = []
        self._bullet = 0

    def add(self, text: str, *, is_bold: bool = False, is_italic: bool = False) -> None:
        """Add a stretch of text; a line feed in it ends the line."""
        first, *others = text.split("\n")
        self._add(first, is_bold=is_bold, is_italic=is_italic)
        for other in others:
            self.end(self._bullet)
            self._add(other, is_bold=is_bold, is_italic=is_italic)

    def end(self, bullet: int = 0) -> None:
        """End the line; the next one has this bullet."""
        runs = joined(self._runs)
        if runs:
            self._made.append(Line(runs, min(self._bullet, 2)))
        self._runs = []
        self._bullet = bullet

    def lines(self) -> tuple[Line, ...]:
        """Return the lines made, without the empty ones."""
        self.end()
        return tuple(self._made)

    def _add(self, text: str, *, is_bold: bool, is_italic: bool) -> None:
        if text:
            self._runs.append(Run(text, is_bold, is_italic))


def joined(runs: list[Run]) -> tuple[Run, ...]:
    """Return runs with those set alike joined and blanks trimmed."""
    kept: list[Run] = []
    for run in runs:
        text = _BLANKS.sub(" ", run.text)
        if not kept or kept[-1].text.endswith(" "):
            text = text.lstrip(" ")
        # A blank is set in no way of its own.
        if kept and (not text.strip() or _are_alike(kept[-1], run)):
            kept[-1] = Run(kept[-1].text + text, kept[-1].is_bold, kept[-1].is_italic)
        elif text:
            kept.append(Run(text, run.is_bold, run.is_italic))
    if kept:
        last = kept[-1]
        kept[-1] = Run(last.text.rstrip(" "), last.is_bold, last.is_italic)
    return tuple(kept)


def _are_alike(one: Run, other: Run) -> bool:
    return (one.is_bold, one.is_italic) == (other.is_bold, other.is_italic)


def cell_of(text: str) -> Cell:
    """Return a cell whose text may hold tags, entities, stars and bullets."""
    if _MARKS.search(text):
        return Cell(lines_of(text))
    bare = _BLANKS.sub(" ", text).strip()
    return Cell((Line((Run(bare),)),)) if bare else _EMPTY


def line_of(text: str, bullet: int = 0) -> Line:
    """Return running text as one line, whatever breaks it holds."""
    parts = lines_of(text)
    runs: list[Run] = []
    for part in parts:
        runs.extend((*part.runs, Run(" ")))
    return Line(joined(runs), bullet)


def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of a text that may hold tags (often unclosed), entities, stars and bullets."""
    if "<" not in text and "&" not in text:
        return _unmarked(text)
    maker = LineMaker()
    state = _Tags(has_list="<ul" in text.lower() or "•" in text)
    for piece, closing, tag in _pieces(text):
        for part, is_bold, is_italic, bullet in _stretches(unescaped(piece), state):
            if bullet is not None:
                maker.end(bullet)
            maker.add(
                part, is_bold=is_bold or state.bold > 0, is_italic=is_italic or state.italic > 0
            )
        if tag:
            state.follow(tag, maker, is_closing=bool(closing))
    return maker.lines()


def unescaped(text: str) -> str:
    """Return text with its entities as characters."""
    if "&" not in text:
        return text
    return composed(_ENTITY.sub(lambda match: html.unescape(match.group()), text))


class _Tags:
    """Which tags are open."""

    def __init__(self, *, has_list: bool) -> None:
        self.bold = 0
        self.italic = 0
        self.depth = 0
        self.has_list = has_list

    def follow(self, tag: str, maker: LineMaker, *, is_closing: bool) -> None:
        step = -1 if is_closing else 1
        if tag in {"b", "strong"}:
            self.bold = max(0, self.bold + step)
        elif tag in {"i", "em"}:
            self.italic = max(0, self.italic + step)
        elif tag in {"ul", "ol"}:
            self.depth = max(0, self.depth + step)
            maker.end(min(self.depth, 2))
        elif tag == "li":
            maker.end(0 if is_closing else max(1, min(self.depth, 2)))
        elif tag in _BREAKING:
            maker.end(min(self.depth, 2))
            # Tags that were never closed end with their paragraph.
            if tag == "p":
                self.bold = self.italic = 0
        elif tag in {"td", "th"}:
            maker.add(" ")


def _pieces(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield each stretch of text with the tag that ends it: closing slash and name, empty at the end."""
    position = 0
    for match in _TAG.finditer(text):
        yield text[position : match.start()], match.group(1), match.group(2).lower()
        position = match.end()
    yield text[position:], "", ""


def _unmarked(text: str) -> tuple[Line, ...]:
    """Return the lines of a text without tags."""
    maker = LineMaker()
    state = _Tags(has_list="•" in text)
    for number, one in enumerate(text.split("\n")):
        stripped = one.strip()
        marker = _DASH_ITEM.match(stripped) if "\n" in text else None
        if number or marker:
            maker.end(1 if marker else 0)
        shown = stripped[marker.end() :] if marker else stripped
        for part, is_bold, is_italic, bullet in _stretches(shown, state):
            if bullet is not None:
                maker.end(bullet)
            maker.add(part, is_bold=is_bold, is_italic=is_italic)
    return maker.lines()


def _stretches(text: str, state: _Tags) -> Iterator[tuple[str, bool, bool, int | None]]:
    """Yield stretches of text: bold, italic, and the bullet that begins there, None within a line."""
    position = 0
    bullet: int | None = None
    for match in _BULLET.finditer(text):
        # A lone ring is a symbol, a status perhaps, where nothing else makes a list.
        if match.group(1) == "○" and not state.has_list:
            continue
        yield from _emphasised(text[position : match.start()], bullet)
        bullet = 2 if match.group(1) in _SECOND else max(1, min(state.depth, 2))
        bullet = 1 if match.group(1) not in _SECOND and bullet < 2 else bullet
        position = match.end()
    yield from _emphasised(text[position:], bullet)


def _emphasised(text: str, bullet: int | None) -> Iterator[tuple[str, bool, bool, int | None]]:
    text = _LINK.sub(r"\1", text) if "](" in text else text
    position = 0
    if "*" in text or "_" in text:
        for match in _EMPHASIS.finditer(text):
            yield plain_text(text[position : match.start()]), False, False, bullet
            is_bold = match.lastindex in {1, 2}
            yield plain_text(match.group(match.lastindex or 0)), is_bold, not is_bold, None
            position = match.end()
            bullet = None
    yield plain_text(text[position:]), False, False, bullet


def plain_text(text: str) -> str:
    """Return text without the backslashes that keep Markdown's signs from being read as such."""
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text
