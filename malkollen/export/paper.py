"""How does a paper look? Headings, sentences, bars and tables in, an accessible PDF out (PDF/UA-1 where the fonts allow it).

The template `paper.typ` gets all text as data, never as markup: nothing that stands in a document is run as code. It is set
in a process of its own (`typesetter.py`), which is stopped when it takes too long or too much memory.
"""

import json
import logging
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from threading import Lock
from typing import Any

from malkollen.words.language import N_, SWEDISH, Verbatim, _, locale, spoken

# The longest reports take two seconds and a quarter of a gigabyte to set; several at once would take what all other visitors need.
_ONE_AT_A_TIME = Lock()
_TYPESETTER = (sys.executable, "-P", "-B", str(Path(__file__).with_name("typesetter.py")))
# What a process needs of its surroundings to start; it shall see nothing else of them.
_SURROUNDINGS = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG", "LC_ALL")
# The signal XCPU, as a process's return code tells it.
_OUT_OF_TIME = -24
_LONGEST_COMPLAINT = 2_000
TEMPLATE = Path(__file__).parent / "paper.typ"
# Of those that come with the program the one made for running text; fonts of the machine would make every machine's paper another.
FONTS = ("Libertinus Serif",)

# A word that no line holds, and how long its parts may be where it has to break. Between a file's hyphens it breaks by itself,
# and the version of the data fits a line: broken by us neither would be found by who searches for it.
_LONG_WORD = re.compile(r"[^\s-]{48,}")
_WORD_PART = re.compile(r"\S{12}(?=\S)")
_BREAK = "\u200b"
_REPLACEMENT = "\ufffd"
# Control codes, halves of pairs, private and unassigned characters, and marks of a file's beginning: none has a shape.
_SHAPELESS = {"Cc", "Cs", "Co", "Cn"}
_FORBIDDEN = "\ufeff"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What setting one paper may take; where the system cannot limit memory (Windows), only the time is limited."""

    seconds: float = 60.0
    address_space_bytes: int = 1_500_000_000


USUAL_LIMITS = Limits()

_TOO_SLOW = N_("Det tog för lång tid att göra hela rapporten.")
_TOO_LARGE = N_("Det krävdes för mycket minne för att göra hela rapporten.")
_FAILED = N_("Rapporten gick inte att göra. Orsaken finns i serverns logg.")


class PaperError(Exception):
    """A paper could not be set; the message says why, in the language spoken."""


# The lines of a cell: the first as its column's, the rest smaller.
Cell = str | Sequence[str]


@dataclass(frozen=True)
class Heading:
    """A heading; `starts_page` begins a new page with it."""

    text: str
    level: int = 1
    starts_page: bool = False


@dataclass(frozen=True)
class Lead:
    """The answer, larger than the rest."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text; `is_intro` keeps it on the page of what follows, `is_quiet` makes it smaller."""

    text: str
    is_intro: bool = False
    is_quiet: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list of points."""

    items: Sequence[str]


@dataclass(frozen=True)
class Segment:
    """A part of a bar: its family, how many, that number as written in it, and what is said of it below."""

    family_code: str
    amount: int
    number: str
    said: str


@dataclass(frozen=True)
class Bar:
    """One bar over the whole width with its key below; `alternative` says what it shows to who does not see it."""

    segments: Sequence[Segment]
    alternative: str


@dataclass(frozen=True)
class Group:
    """A name, its bar and what comes of it in words."""

    name: str
    segments: Sequence[Segment]
    result: Sequence[str]


@dataclass(frozen=True)
class Bars:
    """A bar for each name, as long as its activities are many; `columns` are the headings of name, bar and result."""

    columns: tuple[str, str, str]
    groups: Sequence[Group]


@dataclass(frozen=True)
class Column:
    """A column's heading and its share of the width."""

    name: str
    width: float = 1


@dataclass(frozen=True)
class Rows:
    """Rows under a heading within their table, or under none."""

    rows: Sequence[Sequence[Cell]]
    heading: Sequence[str] = ()


@dataclass(frozen=True)
class Table:
    """A table; its head stands on every page that it reaches, and so do the headings within it."""

    columns: Sequence[Column]
    parts: Sequence[Rows]
    is_small: bool = False


@dataclass(frozen=True)
class Facts:
    """Names and values, line by line."""

    lines: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Link:
    """An address with what it leads to."""

    text: str
    address: str


Block = Heading | Lead | Paragraph | Bullets | Bar | Bars | Table | Facts | Link


@dataclass(frozen=True)
class Paper:
    """A paper: its title, what stands above and below it, and what it says; `name` is what the file calls itself.

    `page` is how a page is numbered, with {page} and {pages} in it.
    """

    name: str
    title: Verbatim
    above_title: str
    below_title: Sequence[str]
    header: tuple[str, str]
    footer: str
    page: str
    blocks: Sequence[Block]
    made_on: date


def printable(text: str) -> str:
    """Return a text that can be set: characters without a shape are replaced, and a word longer than a line may break."""
    shown = "".join(
        " "
        if letter in "\n\r\t\v\f"
        else _REPLACEMENT
        if letter == _FORBIDDEN or unicodedata.category(letter) in _SHAPELESS
        else letter
        for letter in text
    )
    return _LONG_WORD.sub(lambda word: _WORD_PART.sub(rf"\g<0>{_BREAK}", word[0]), shown)


def _all_printable(told: Any) -> Any:
    """Make every text in what the template reads one that can be set; an address stays as it is."""
    if isinstance(told, str):
        return printable(told)
    if isinstance(told, Mapping):
        return {
            name: value if name == "address" else _all_printable(value)
            for name, value in told.items()
        }
    if isinstance(told, Sequence):
        return [_all_printable(one) for one in told]
    return told


def _text(text: str) -> dict[str, str]:
    """Return a text with its language."""
    if isinstance(text, Verbatim):
        return {"text": text, "lang": SWEDISH}
    return {"text": text, "lang": spoken()}


def _texts(texts: Sequence[str]) -> list[dict[str, str]]:
    return [_text(text) for text in texts]


def _cell(cell: Cell) -> list[dict[str, str]]:
    return _texts([cell]) if isinstance(cell, str) else _texts(cell)


def _segments(segments: Sequence[Segment]) -> list[dict[str, Any]]:
    return [asdict(segment) for segment in segments]


def _block(block: Block) -> dict[str, Any]:
    """Return a block as the template reads it."""
    told: dict[str, Any]
    match block:
        case Heading():
            told = asdict(block)
        case Lead() | Paragraph():
            told = {**asdict(block), "text": _text(block.text)}
        case Bullets():
            told = {"items": _texts(block.items)}
        case Bar():
            told = {"segments": _segments(block.segments), "alternative": block.alternative}
        case Bars():
            groups = [
                {
                    "name": _text(group.name),
                    "segments": _segments(group.segments),
                    "result": list(group.result),
                }
                for group in block.groups
            ]
            told = {"columns": list(block.columns), "groups": groups}
        case Table():
            told = {
                "columns": [
                    {"name": _text(column.name), "width": column.width} for column in block.columns
                ],
                "parts": [
                    {
                        "heading": _texts(part.heading),
                        "rows": [[_cell(cell) for cell in row] for row in part.rows],
                    }
                    for part in block.parts
                ],
                "is_small": block.is_small,
            }
        case Facts():
            told = {"lines": [{"name": name, "value": _text(value)} for name, value in block.lines]}
        case Link():
            told = {"text": _text(block.text), "address": block.address}
    return {"kind": type(block).__name__, **told}


def _set_apart(asked: Mapping[str, Any], limits: Limits) -> bytes:
    """Let a process of its own set a paper, and return the PDF; raise PaperError where there is none."""
    request = {**asked, **asdict(limits)}
    surroundings = {key: os.environ[key] for key in _SURROUNDINGS if key in os.environ}
    with _ONE_AT_A_TIME:
        try:
            # The command is our own; what is to be set reaches it as data.
            process = subprocess.run(  # noqa: S603
                _TYPESETTER, input=json.dumps(request).encode(), capture_output=True, env=surroundings,
                timeout=limits.seconds, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise PaperError(_(_TOO_SLOW)) from error
    if process.returncode == 0 and process.stdout:
        return process.stdout
    code = process.returncode
    told = process.stderr.decode("utf-8", errors="replace").strip()[:_LONGEST_COMPLAINT]
    logging.getLogger("malkollen").error("a paper was not set (%s): %s", code, told)
    # Where there is no memory left the process ends itself, or the system ends it.
    raise PaperError(_(_TOO_SLOW if code == _OUT_OF_TIME else _TOO_LARGE if code < 0 else _FAILED))


def write(paper: Paper, limits: Limits = USUAL_LIMITS) -> bytes:
    """Set a paper, in the language spoken; raise PaperError where that takes too long or too much memory."""
    language, region = locale().split("_")
    told = {
        "language": language,
        "region": region,
        "fonts": FONTS,
        # A file without a title is none that a screen reader can name.
        "title": _text(paper.title if paper.title.strip() else Verbatim("–")),
        "name": paper.name if paper.name.strip() else "–",
        "above_title": _text(paper.above_title),
        "below_title": _texts(paper.below_title),
        "header": _texts(paper.header),
        "footer": paper.footer,
        "page": paper.page,
        "blocks": [_block(block) for block in paper.blocks],
    }
    asked = {
        "template": str(TEMPLATE),
        "root": str(TEMPLATE.parent),
        "paper": json.dumps(_all_printable(told)),
        "made_at": datetime.combine(paper.made_on, time(), UTC).isoformat(),
    }
    return _set_apart(asked, limits)
