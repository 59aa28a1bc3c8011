"""How does text from an office document become lines? Cleaned characters, bullets, symbols of picture fonts."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby

from malkollen.blocks import Line, Run

# Characters that stand in a text without being seen: soft hyphen, zero-width spaces and joiners, byte order mark.
_UNSEEN: dict[int, str | None] = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
# Letters that a font draws together; a reader of words knows them apart.
_LIGATURES: dict[int, str | None] = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_BLANKS = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\u2028\u2029]")

FIRST_BULLETS = "•●▪■‣∙·\u2043\u25b8\u27a2\u2756\u25c6"
SECOND_BULLETS = "○◦▫"
_BULLET = re.compile(rf"^\s*(?:([{re.escape(FIRST_BULLETS)}])|([{SECOND_BULLETS}]))\s*(?=\S)")
# A dash or an o is an item's marker only with a blank after it; "- 0,9" and "– 40" are numbers.
_DASH = re.compile(r"^\s*[-–—](?:\t|\s+)(?=[^\W\d_])")
_SMALL_O = re.compile(r"^o(?:\t|\s{1,})(?=[A-ZÅÄÖ])")

# What the characters of the picture fonts show; the first 32 codes above F000 are the same characters again.
_PICTURES = {
    "wingdings": {
        0x4A: "😊", 0x4B: "😐", 0x4C: "😒", 0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x75: "◆",
        0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑",
        0xE2: "↓", 0xE8: "➔", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    },
    "wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0xA3: "☐", 0x97: "●"},
    "wingdings 3": {
        0x70: "▲", 0x71: "▼", 0x74: "◀", 0x75: "▶", 0x7D: "▶", 0x22: "↑", 0x23: "↓", 0x21: "→",
    },
    "symbol": {0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0xAE: "→", 0xAD: "↑", 0xAF: "↓", 0x2D: "−"},
}  # fmt: skip
UNREADABLE = "\ufffd"


def cleaned(text: str) -> str:
    """Return text with composed letters and plain blanks, without characters that are not seen; line feeds stay."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text
    text = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text).translate(_UNSEEN | _LIGATURES))
    return _BLANKS.sub(" ", _CONTROL.sub("", text))


def is_picture_font(font: str | None) -> bool:
    """Tell whether a font's characters are pictures."""
    return _picture_font(font) is not None


def pictured(code: int, font: str | None) -> str:
    """Return the character that a picture font shows for a code, UNREADABLE where that is not known."""
    pictures = _PICTURES[_picture_font(font) or "wingdings"]
    return pictures.get(code - 0xF000 if 0xF000 <= code <= 0xF0FF else code, UNREADABLE)


def _picture_font(font: str | None) -> str | None:
    name = (font or "").rpartition("+")[2].lower().replace("-", " ").removesuffix(" regular")
    name = re.sub(r"^wingdings(\d)$", r"wingdings \1", name.removesuffix("mt"))
    return name if name in _PICTURES else None


def line(runs: Iterable[Run], bullet: int = 0) -> Line:
    """Return a line of runs: runs set alike joined, blanks trimmed, a bullet's marker taken away and counted."""
    joined = _trimmed(
        [
            Run(cleaned("".join(run.text for run in same)).replace("\n", " "), *style)
            for style, same in groupby(runs, key=lambda run: (run.is_bold, run.is_italic))
        ]
    )
    text = "".join(run.text for run in joined)
    found = marker(text)
    if found:
        joined = _trimmed(_without_start(joined, found[0]))
        bullet = max(bullet, found[1])
    return Line(tuple(joined), bullet)


def marker(text: str) -> tuple[int, int] | None:
    """Return how long the bullet's marker at the start of a text is, and its level; None where there is none."""
    if match := _BULLET.match(text):
        return match.end(), 1 if match.group(1) else 2
    if match := _DASH.match(text):
        return match.end(), 1
    if match := _SMALL_O.match(text):
        return match.end(), 2
    return None


def lines(text: str, *, is_bold: bool = False, is_italic: bool = False) -> tuple[Line, ...]:
    """Return the lines of a text that is set in one way; empty ones are left out."""
    text = cleaned(text).strip()
    if text and "\n" not in text and marker(text) is None:
        return (Line((Run(text, is_bold, is_italic),)),)
    made = (line([Run(part, is_bold, is_italic)]) for part in text.split("\n"))
    return tuple(one for one in made if one.runs)


def _without_start(runs: Sequence[Run], count: int) -> list[Run]:
    left = []
    for run in runs:
        left.append(Run(run.text[count:], run.is_bold, run.is_italic))
        count = max(0, count - len(run.text))
    return left


def _trimmed(runs: list[Run]) -> list[Run]:
    """Return runs without blanks at the ends and without two blanks where runs meet."""
    kept: list[Run] = []
    for run in runs:
        text = run.text
        if not kept or kept[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if text:
            kept.append(Run(text, run.is_bold, run.is_italic))
    while kept and not kept[-1].text.rstrip(" "):
        kept.pop()
    if kept:
        last = kept[-1]
        kept[-1] = Run(last.text.rstrip(" "), last.is_bold, last.is_italic)
    return kept
