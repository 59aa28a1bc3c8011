"""Which points tell what was promised and what came of it? A label for each, and the status word first in the latter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from malkollen.blocks import Block, Cell, Heading, Line, Paragraph, Row, Run, Table, cell, plain
from malkollen.understanding.label_lines import label_field
from malkollen.understanding.statuses import read_status
from malkollen.understanding.vocabulary import Vocabulary

_LABELLED = re.compile(r"^(?P<label>[A-ZÅÄÖ][\w åäöÅÄÖ/-]{2,40}?)\s*:\s*(?P<value>.*)$", re.DOTALL)
_NUMBER = re.compile(r"^(?:punkt\s+)?\d{1,3}\s*[.):]?\s+(?=[A-ZÅÄÖ])", re.IGNORECASE)
_FIELDS = ("comment", "result", "outcome", "status", "judgement")
# One point alone is a sentence that happens to begin so.
_FEWEST = 2


@dataclass(frozen=True, kw_only=True)
class _Point:
    """A point: its heading where it has one, what was promised, what came of it, more text, and the place after it."""

    heading: Heading | None
    promise: str | None
    outcome: str
    rest: tuple[str, ...]
    block: Block
    until: int


def with_points(blocks: Sequence[Block], vocabulary: Vocabulary) -> tuple[Block, ...]:
    """Return the blocks with points that follow on each other as tables of activity, status and comment.

    A point is a heading or a promise after its label, then a label and what came of it, which begins with a status.
    """
    made: list[Block] = []
    index = 0
    while index < len(blocks):
        points: list[_Point] = []
        until = index
        while (point := _point(blocks, until, vocabulary)) is not None:
            points.append(point)
            until = point.until
        if len(points) >= _FEWEST:
            made.append(_table(points))
            index = until
        else:
            made.append(blocks[index])
            index += 1
    return tuple(made)


def _labelled(
    blocks: Sequence[Block], place: int, fields: Sequence[str], vocabulary: Vocabulary
) -> tuple[str, int] | None:
    """Return what follows a label of some fields, in its own block or the next, and the place after it."""
    block = blocks[place] if place < len(blocks) else None
    if not isinstance(block, Paragraph):
        return None
    text = _NUMBER.sub("", block.text.strip())
    match = _LABELLED.match(text)
    label, value = (match["label"], match["value"].strip()) if match is not None else (text, "")
    if label_field(label, vocabulary) not in fields:
        return None
    if value:
        return value, place + 1
    following = blocks[place + 1] if place + 1 < len(blocks) else None
    return (following.text.strip(), place + 2) if isinstance(following, Paragraph) else None


def _point(blocks: Sequence[Block], place: int, vocabulary: Vocabulary) -> _Point | None:
    """Return the point that begins at a place."""
    begin = blocks[place] if place < len(blocks) else None
    if begin is None:
        return None
    heading = begin if isinstance(begin, Heading) else None
    at = place + 1 if heading is not None else place
    promise = _labelled(blocks, at, ("activity",), vocabulary)
    # Without a label for what was promised, a heading with one comment is any section of any report.
    if promise is None:
        return None
    outcome = _labelled(blocks, promise[1], _FIELDS, vocabulary)
    verdict = read_status(outcome[0], vocabulary) if outcome is not None else None
    if outcome is None or verdict is None or verdict.code is None:
        return None
    told = outcome[0] if verdict.rest else outcome[0].rstrip(".")
    until = outcome[1]
    rest: list[str] = []
    while until < len(blocks) and _is_told_on(blocks, until, vocabulary):
        rest.append(blocks[until].text.strip())  # type: ignore[union-attr]  # a paragraph
        until += 1
    return _Point(
        heading=heading,
        promise=promise[0],
        outcome=told,
        rest=tuple(rest),
        block=begin,
        until=until,
    )


def _is_told_on(blocks: Sequence[Block], place: int, vocabulary: Vocabulary) -> bool:
    """Say whether a paragraph goes on with what came of a point: another point follows it."""
    block = blocks[place]
    if (
        not isinstance(block, Paragraph)
        or _labelled(blocks, place, ("activity", *_FIELDS), vocabulary) is not None
    ):
        return False
    following = place + 1
    if following >= len(blocks):
        return False
    if isinstance(blocks[following], Heading):
        following += 1
    return _labelled(blocks, following, ("activity",), vocabulary) is not None


def _title(point: _Point) -> Cell:
    """Return the cell of a point's own words: its heading in bold, with the promise beneath it."""
    if point.heading is None:
        return cell(point.promise or "")
    title = _NUMBER.sub("", " ".join(point.heading.text.split()))
    lines = [Line((Run(title, is_bold=True),))]
    if point.promise:
        # An item of a list beneath the title is its details.
        lines.append(plain(point.promise, 1))
    return Cell(tuple(lines))


def _table(points: Sequence[_Point]) -> Table:
    head = Row(cells=(cell("Åtgärd"), cell("Status"), cell("Kommentar")), spot=points[0].block.spot)
    rows = [
        Row(cells=(_title(point), cell(point.outcome), cell(*point.rest)), spot=point.block.spot)
        for point in points
    ]
    return Table(rows=(head, *rows))
