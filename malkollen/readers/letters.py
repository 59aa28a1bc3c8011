"""How do letters on a page become words, lines and text? From where they stand; a PDF knows nothing else."""

import itertools
import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from malkollen.blocks import Line, Run
from malkollen.readers import lines

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)
# The bullet of the old Windows fonts, which has no name there.
_BULLETS = frozenset({"(cid:127)", "(cid:149)"})
_NO_GLYPH = re.compile(r"\(cid:\d+\)")
# After a hyphen at a line's end these tell that the hyphen stands for a word's other half: "barn- och ungdom".
_AND = frozenset({"och", "eller", "samt", "respektive", "till", "men"})
# A blank in a tightly set line is no less than this share of the letters' size.
_BLANK = 0.17


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands: points from the page's upper left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    is_bold: bool
    is_italic: bool


@dataclass(frozen=True, slots=True)
class Visual:
    """Words side by side on a page, left to right."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words, separated by blanks."""
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        """Where the first word begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where the last word ends."""
        return self.words[-1].x1

    @property
    def top(self) -> float:
        """The top of the highest word."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """The bottom of the lowest word."""
        return max(word.bottom for word in self.words)

    @property
    def size(self) -> float:
        """The size of the largest letters."""
        return max(word.size for word in self.words)

    @property
    def is_bold(self) -> bool:
        """Whether all its words are bold."""
        return all(word.is_bold for word in self.words)


def visuals(letters: Iterable[dict[str, Any]]) -> list[Visual]:
    """Return the visual lines that letters (pdfplumber's) make, from the top down."""
    ordered = sorted(letters, key=lambda one: (one["top"] + one["bottom"]) / 2)
    rows: list[list[dict[str, Any]]] = []
    middle = -1e9
    for letter in ordered:
        at = (letter["top"] + letter["bottom"]) / 2
        if not rows or at - middle > 0.4 * max(letter["size"], 4):
            rows.append([])
            middle = at
        rows[-1].append(letter)
    made = (Visual(tuple(_words(row))) for row in rows)
    return [one for one in made if one.words]


def _words(row: list[dict[str, Any]]) -> Iterable[Word]:
    row.sort(key=lambda one: one["x0"])
    current: list[dict[str, Any]] = []
    seen: set[tuple[str, int, int]] = set()
    for letter in row:
        key = (letter["text"], round(letter["x0"]), round(letter["top"]))
        if key in seen:  # a program without a bold font prints letters twice
            continue
        seen.add(key)
        is_blank = not letter["text"].strip()
        if current and (is_blank or letter["x0"] - current[-1]["x1"] > _BLANK * letter["size"]):
            yield _word(current)
            current = []
        if not is_blank:
            current.append(letter)
    if current:
        yield _word(current)


def _word(letters: Sequence[dict[str, Any]]) -> Word:
    font = letters[0]["fontname"] or ""
    return Word(
        text="".join(_shown(letter) for letter in letters),
        x0=letters[0]["x0"],
        x1=letters[-1]["x1"],
        top=min(letter["top"] for letter in letters),
        bottom=max(letter["bottom"] for letter in letters),
        size=max(letter["size"] for letter in letters),
        is_bold=_BOLD.search(font) is not None,
        is_italic=_ITALIC.search(font) is not None,
    )


def _shown(letter: dict[str, Any]) -> str:
    text, font = letter["text"], letter["fontname"]
    if len(text) == 1 and (lines.is_picture_font(font) or "\uf000" <= text <= "\uf0ff"):
        return lines.pictured(ord(text), font)
    return "•" if text in _BULLETS else _NO_GLYPH.sub(lines.UNREADABLE, text)


def is_unreadable(letter: dict[str, Any]) -> bool:
    """Tell whether a letter has a picture and no meaning in the file."""
    return lines.UNREADABLE in _shown(letter)


def known_words(all_lines: Iterable[Visual]) -> frozenset[str]:
    """Return the words that stand whole within lines: what is cut at a line's end is judged by them."""
    return frozenset(
        word.text.strip(".,:;()").lower() for one in all_lines for word in one.words[1:-1]
    )


def segments(one: Visual, share: float) -> list[Visual]:
    """Return the parts of a visual line between wide gaps; `share` is of the letters' size."""
    parts: list[list[Word]] = [[one.words[0]]]
    for before, word in zip(one.words, one.words[1:], strict=False):
        if word.x0 - before.x1 > share * max(word.size, before.size):
            parts.append([])
        parts[-1].append(word)
    return [Visual(tuple(part)) for part in parts]


def text_lines(
    rows: Sequence[Visual],
    right: float,
    known: AbstractSet[str],
    sides: tuple[float, float] | None = None,
) -> tuple[Line, ...]:
    """Return the lines that an author wrote, joined from visual ones that end before `right`.

    An item's marker begins a line, as does a wide gap, or a word that would have fitted on the line before. `sides` are
    the left and right side of the cell that the text stands in.
    """
    if not rows:
        return ()
    gaps = [after.top - before.top for before, after in itertools.pairwise(rows)]
    usual = min((gap for gap in gaps if gap > 0), default=0)
    groups: list[list[Visual]] = [[rows[0]]]
    for gap, before, after in zip(gaps, rows, rows[1:], strict=False):
        is_new = (
            lines.marker(after.text) is not None
            or gap > 1.45 * usual
            or _would_have_fitted(before, after, right)
        )
        if is_new:
            groups.append([])
        groups[-1].append(after)
    indents = sorted({round(group[0].x0) for group in groups if lines.marker(group[0].text)})
    return tuple(_line(group, known, sides, indents) for group in groups)


def _would_have_fitted(before: Visual, after: Visual, right: float) -> bool:
    if before.text.endswith("-") or not before.words:
        return False
    word = after.words[0]
    return right - before.x1 > (word.x1 - word.x0) + 0.6 * word.size


def _line(
    group: Sequence[Visual],
    known: AbstractSet[str],
    sides: tuple[float, float] | None,
    indents: Sequence[int],
) -> Line:
    runs: list[Run] = []
    for place, one in enumerate(group):
        if place:
            glue, is_hyphen_dropped = _join(group[place - 1], one, known, sides)
            if is_hyphen_dropped and runs:
                runs[-1] = Run(runs[-1].text[:-1], runs[-1].is_bold, runs[-1].is_italic)
            if glue and runs:
                runs[-1] = Run(runs[-1].text + glue, runs[-1].is_bold, runs[-1].is_italic)
        last = len(one.words) - 1
        runs.extend(
            Run(word.text + (" " if at < last else ""), word.is_bold, word.is_italic)
            for at, word in enumerate(one.words)
        )
    made = lines.line(runs)
    is_inner = made.bullet == 1 and indents and group[0].x0 > indents[0] + 8
    return Line(made.runs, 2) if is_inner else made


def _join(
    before: Visual, after: Visual, known: AbstractSet[str], sides: tuple[float, float] | None
) -> tuple[str, bool]:
    """Return what stands between two visual lines of one line, and whether the hyphen before it is taken away."""
    last, first = before.words[-1].text, after.words[0].text
    if last.endswith("\u00ad"):
        return "", True
    if re.search(r"\w[-\u2010]$", last):
        head = last[:-1]
        if first.lower() in _AND:
            return " ", False
        is_kept = (
            not first[0].islower()
            or not head[-1].islower()
            or len(head) <= 2
            or f"{last}{first}".strip(".,:;()").lower() in known
        )
        return "", not is_kept
    if sides is not None and _is_cut(before, after, sides, known):
        return "", False
    return " ", False


def _is_cut(
    before: Visual, after: Visual, sides: tuple[float, float], known: AbstractSet[str]
) -> bool:
    """Tell whether a word too long for its cell goes on in the next line without a hyphen."""
    first, last = after.words[0].text, before.words[-1].text
    left, right = sides
    is_full = right - (before.x0 - left) - before.x1 < 0.6 * before.size
    if len(before.words) > 1 or not is_full or not first[0].islower() or not last[-1].isalpha():
        return False
    if f"{last}{first}".strip(".,:;()").lower() in known:
        return True
    is_word_each = last.lower() in known and first.strip(".,:;()").lower() in known
    return not is_word_each and first.lower() not in _AND
