"""Which lines of a bare text are headings? Those that stand alone, are short, and have something under them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from malkollen.blocks import Block, Heading, Line, Paragraph, Run, Spot, Table
from malkollen.readers.inline import line_of, lines_of

_LONGEST_TITLE = 110
_LONGEST_NUMBERED = 160
# More lines in a row, each of its own, are a list or a table with one cell per line.
_MOST_TITLES = 4
# Many such lines of which hardly one ends as a sentence are an enumeration: titles of other documents, a table's cells.
_SHORTEST_ENUMERATION = 12
_LONGEST_ENUMERATED = 250
_MOST_ENDED_SHARE = 0.15
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=[^\W\d_]|[”\"])")
# A word and its number: "Mål 8: …".
_LABELLED = re.compile(r"[^\W\d_]+ \d{1,2}(?:\.\d{1,2})*[.:)]? ")
_NAMED = re.compile(r"[^\W\d_][^:]{2,40}: \S")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_MONTH = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_DATE = re.compile(rf"\d{{1,2}}\.? (?:{_MONTH})\b", re.IGNORECASE)


@dataclass(frozen=True)
class TextLine:
    """A line of a text file. `is_alone` says that blank lines surround it."""

    text: str
    spot: Spot
    begins_page: bool = False
    is_alone: bool = False


def is_bold_line(line: Line) -> bool:
    """Tell whether all of a line is bold."""
    return bool(line.runs) and all(run.is_bold for run in line.runs)


def with_titles(found: Sequence[Block | TextLine], *, has_marked: bool) -> tuple[Block, ...]:
    """Return blocks with each line that stands alone as a heading or as a paragraph.

    Where the author marks headings (`has_marked`), only a line that is bold all through is taken for one more.
    """
    titles = _marked_titles(found) if has_marked else _plain_titles(found)
    levels = _Levels()
    blocks: list[Block] = []
    for position, one in enumerate(found):
        if not isinstance(one, TextLine):
            levels.see(one)
            blocks.append(one)
        elif position in titles:
            heading = Heading(
                line=_unset(line_of(one.text)), level=levels.level(one), spot=one.spot
            )
            blocks.append(heading)
        else:
            levels.see_text()
            blocks.extend(Paragraph(line=line, spot=one.spot) for line in lines_of(one.text))
    return tuple(blocks)


def _unset(line: Line) -> Line:
    """Return a heading's line; that all of it is bold says nothing more."""
    return Line((Run(line.text),)) if is_bold_line(line) else line


def _marked_titles(found: Sequence[Block | TextLine]) -> frozenset[int]:
    return frozenset(
        position
        for position, one in enumerate(found)
        if isinstance(one, TextLine) and _is_title(one.text) and is_bold_line(line_of(one.text))
    )


def _plain_titles(found: Sequence[Block | TextLine]) -> frozenset[int]:
    titles: set[int] = set()
    enumerated = _enumerated(found)
    for start, stop in _stretches(found):
        if start in enumerated or stop - 1 in enumerated:
            titles.update(_last_titles(found, start, stop))
            continue
        candidates = [
            position for position in range(start, stop) if _could_be_title(found[position])
        ]
        numbered = [position for position in candidates if _is_numbered(found[position])]
        if stop - start <= _MOST_TITLES or len(candidates) == 1 == stop - start:
            titles.update(candidates)
            continue
        titles.update(numbered if len(numbered) < stop - start else ())
        titles.update(_last_titles(found, start, stop))
    return frozenset(titles)


def _enumerated(found: Sequence[Block | TextLine]) -> frozenset[int]:
    """Return the places of lines in long enumerations, where no line is a heading of the next."""
    inside: set[int] = set()
    start = 0
    for stop in range(len(found) + 1):
        if stop < len(found) and _could_be_enumerated(found[stop]):
            continue
        ended = sum(
            isinstance(one, TextLine) and one.text.endswith((".", ":", ";", "!", "?"))
            for one in found[start:stop]
        )
        if stop - start >= _SHORTEST_ENUMERATION and ended <= _MOST_ENDED_SHARE * (stop - start):
            inside.update(range(start, stop))
        start = stop + 1
    return frozenset(inside)


def _could_be_enumerated(one: Block | TextLine) -> bool:
    if isinstance(one, TextLine):
        return len(one.text) <= _LONGEST_ENUMERATED
    return (
        isinstance(one, Paragraph) and not one.line.bullet and len(one.text) <= _LONGEST_ENUMERATED
    )


def _stretches(found: Sequence[Block | TextLine]) -> Iterator[tuple[int, int]]:
    """Yield where short lines of one kind follow each other without anything between."""
    start = 0
    while start < len(found):
        if not _is_short(found[start]):
            start += 1
            continue
        kind = _kind(found[start])
        stop = start + 1
        while stop < len(found) and _is_short(found[stop]) and _kind(found[stop]) == kind:
            stop += 1
        yield start, stop
        start = stop


def _last_titles(found: Sequence[Block | TextLine], start: int, stop: int) -> Iterator[int]:
    """Yield the lines at the end of many that are headings: those right above a table."""
    if stop == len(found) or not isinstance(found[stop], Table):
        return
    for position in range(stop - 1, max(start, stop - 3) - 1, -1):
        if not _could_be_title(found[position]):
            return
        yield position


def _is_short(one: Block | TextLine) -> bool:
    if isinstance(one, TextLine):
        return len(one.text) <= (_LONGEST_NUMBERED if _kind(one) else _LONGEST_TITLE) and not (
            len(one.text) > 60 and one.text.endswith(".")
        )
    return isinstance(one, Paragraph) and not one.line.bullet and len(one.text) <= 60


def _kind(one: Block | TextLine) -> str:
    if not isinstance(one, TextLine):
        return ""
    if _NUMBERED.match(one.text):
        return "numbered"
    return "labelled" if _LABELLED.match(one.text) else ""


def _is_numbered(one: Block | TextLine) -> bool:
    return _kind(one) == "numbered"


def _could_be_title(one: Block | TextLine) -> bool:
    return isinstance(one, TextLine) and _is_title(one.text)


def _is_title(text: str) -> bool:
    """Tell whether a line reads as a heading: short, with letters, begun as a sentence but not ended as one."""
    bare = text.strip('*_ ”"')
    longest = (
        _LONGEST_NUMBERED if _NUMBERED.match(bare) or _LABELLED.match(bare) else _LONGEST_TITLE
    )
    if not bare or len(bare) > longest or not _LETTERS.search(bare):
        return False
    if bare.endswith((".", ",", ";", ":", "?", "-", "–")) or "<" in bare or "@" in bare:
        return False
    if text.startswith(("*", "<")) and not text.endswith(("*", ">")):
        return False
    return bare[0].isupper() or bool(_NUMBERED.match(bare) and not _DATE.match(bare))


class _Levels:
    """Which level has a heading that nobody has given one?"""

    def __init__(self) -> None:
        self._base = 1  # of what stands above headings without a number
        self._last: int | None = None  # of the last heading without a number or name
        self._is_after_title = False
        self._is_in_front = True

    def see(self, one: Block) -> None:
        """Note a block that is no such heading."""
        if isinstance(one, Heading):
            self._base, self._last, self._is_after_title = one.level, None, False
            return
        self.see_text()

    def see_text(self) -> None:
        """Note that something stands under the headings so far."""
        self._is_after_title = False
        self._is_in_front = False

    def level(self, line: TextLine) -> int:
        """Return a heading's level: numbered by depth, capitals highest, "Name: …" below the others."""
        text = line.text.strip("*_ ")
        if match := _NUMBERED.match(text):
            self._base, self._last = match.group("number").count(".") + 1, None
            self._is_after_title = self._is_in_front = False
            return self._base
        if text.isupper():
            self._base, self._last, self._is_after_title = 1, None, False
            return 1
        plain = self._base + 1 if self._last is None else self._last
        if _NAMED.match(text) or _LABELLED.match(text):
            return min(plain + (self._last is not None), 9)
        # Of two headings in a row the second stands under the first, but not on a title page.
        if self._is_after_title and not self._is_in_front:
            plain += 1
        self._last, self._is_after_title = min(plain, 8), True
        return self._last
