"""Which paragraphs are a table in disguise? One cell per line, or a label and its value under a heading per item."""

import re
from collections.abc import Sequence
from dataclasses import replace

from malkollen.blocks import Block, Cell, Heading, Line, Paragraph, Row, Run, Spot, Table, cell
from malkollen.understanding.columns import read_header
from malkollen.understanding.glued_rows import with_dated_values, with_glued_rows
from malkollen.understanding.label_lines import with_label_lines
from malkollen.understanding.numbers import is_missing, read_number
from malkollen.understanding.points import with_points
from malkollen.understanding.verdicts import with_verdicts
from malkollen.understanding.vocabulary import Vocabulary, fold

_LONGEST_CELL = 200
_FEWEST_HEADERS = 3
_LONGEST_LABEL = 70
_YEAR_ONLY = re.compile(r"(?:19|20)\d{2}")
_LABELLED = re.compile(r"^(?P<label>[A-ZÅÄÖ][\w åäöÅÄÖ/-]{1,40}):\s*(?P<value>.*)$", re.DOTALL)
_VALUES = ("target", "outcome", "outcome_previous", "value", "comparison", "occasion")


def with_grids(blocks: Sequence[Block], vocabulary: Vocabulary) -> tuple[Block, ...]:
    """Return the blocks with the tables that stand as paragraphs made tables.

    The forms, in the order they are tried: a run of header words, one per paragraph, followed by their cells, one per
    paragraph; lines of a name and numbers; a value glued to its year; points with what was promised and what came of
    it; records of labels and values; goals with their verdicts; headings with the same labels and values beneath.
    """
    found: Sequence[Block] = _per_line(blocks, vocabulary)
    for form in (
        with_glued_rows,
        with_dated_values,
        with_points,
        with_label_lines,
        with_verdicts,
        _labelled,
    ):
        found = form(found, vocabulary)
    return tuple(found)


def _per_line(blocks: Sequence[Block], vocabulary: Vocabulary) -> list[Block]:
    made: list[Block] = []
    index = 0
    while index < len(blocks):
        headers = _header_run(blocks, index, vocabulary)
        table, until = _grid(blocks, index, headers, vocabulary) if headers else (None, index)
        if table is not None:
            made.append(table)
            index = until
        else:
            made.append(blocks[index])
            index += 1
    return made


def _text(block: Block) -> str | None:
    """Return a block's text where it can be a cell."""
    if isinstance(block, Table) or len(block.text) > _LONGEST_CELL or block.line.bullet:
        return None
    return block.text.strip()


def _header_run(
    blocks: Sequence[Block], index: int, vocabulary: Vocabulary
) -> list[tuple[str, int]]:
    """Return the header words that follow on each other from a block, each with how many blocks it takes."""
    headers: list[tuple[str, int]] = []
    place = index
    while place < len(blocks):
        text = _text(blocks[place])
        if text is None or ":" in text:
            break
        if headers and _YEAR_ONLY.fullmatch(text) and _takes_year(headers[-1][0], vocabulary):
            headers[-1] = (f"{headers[-1][0]} {text}", headers[-1][1] + 1)
            place += 1
            continue
        column = read_header(text, vocabulary)
        is_value = column.field == "value" and headers
        if column.field is None or not (column.is_exact or is_value) or len(text.split()) > 5:
            break
        headers.append((text, 1))
        place += 1
    fields = [read_header(text, vocabulary).field for text, _ in headers]
    tells = {"kpi", "activity", "goal"} & set(fields)
    return headers if len(headers) >= _FEWEST_HEADERS and tells else []


def _takes_year(header: str, vocabulary: Vocabulary) -> bool:
    column = read_header(header, vocabulary)
    return column.field in _VALUES and column.year is None


def _grid(
    blocks: Sequence[Block], index: int, headers: Sequence[tuple[str, int]], vocabulary: Vocabulary
) -> tuple[Table | None, int]:
    """Return the table that follows a run of headers, and the place after it; None where no rows fit them."""
    columns = [read_header(text, vocabulary) for text, _ in headers]
    numeric = [column.field in _VALUES for column in columns]
    start = index + sum(count for _, count in headers)
    rows = [_row([text for text, _ in headers], blocks[index].spot)]
    place = start
    while place < len(blocks):
        cells, place_after = _next_row(blocks, place, numeric)
        if not cells:
            break
        # A value left out leaves the last places empty: which one it was, the text does not tell.
        padded = [*cells, *([""] * (len(columns) - len(cells)))]
        rows.append(_row(padded, blocks[place].spot))
        place = place_after
    return (Table(rows=tuple(rows)), place) if len(rows) > 1 else (None, index)


def _row(texts: Sequence[str], spot: Spot) -> Row:
    return Row(cells=tuple(cell(text) for text in texts), spot=spot)


def _next_row(
    blocks: Sequence[Block], place: int, numeric: Sequence[bool]
) -> tuple[list[str], int]:
    """Return the cells of the next row: a text, then values as long as they come; a cell left out shortens the row."""
    first = numeric.index(True) if True in numeric else len(numeric)
    texts: list[str] = []
    while len(texts) < len(numeric) and place < len(blocks):
        text = _text(blocks[place])
        if text is None:
            break
        is_value = _is_value(text)
        if len(texts) < first:
            is_left_out = bool(texts) and is_missing(text) and len(text) < 3
            if (is_value and not is_left_out) or (
                isinstance(blocks[place], Heading) and _LABELLED.match(text)
            ):
                break
        elif numeric[len(texts)] and not is_value:
            break
        texts.append(text)
        place += 1
    # A name without any value is no row: it is what comes after the table.
    return (
        (texts, place)
        if len(texts) > first or (first == len(numeric) and len(texts) == first)
        else ([], place)
    )


def _is_value(text: str) -> bool:
    if is_missing(text):
        return True
    return len(text) < 40 and read_number(text) is not None


def _labelled(blocks: Sequence[Block], vocabulary: Vocabulary) -> tuple[Block, ...]:
    """Return the blocks with the items that are told by labels and values as rows of a table."""
    made: list[Block] = []
    index = 0
    while index < len(blocks):
        item, until = _item(blocks, index, vocabulary)
        if item is None:
            made.append(blocks[index])
            index += 1
            continue
        items = [item]
        while until < len(blocks):
            following, after = _item(blocks, until, vocabulary)
            if following is None:
                break
            items.append(following)
            until = after
        made.append(_table_of(items))
        index = until
    return tuple(made)


def _item(
    blocks: Sequence[Block], index: int, vocabulary: Vocabulary
) -> tuple[tuple[Heading, dict[str, Line]] | None, int]:
    """Return a heading with the labels and values beneath it, where one of them is a status."""
    heading = blocks[index]
    if not isinstance(heading, Heading) or _is_caption(heading.text, vocabulary):
        return None, index
    values: dict[str, Line] = {}
    place = index + 1
    while place < len(blocks):
        label, value, taken = _pair(blocks, place, vocabulary)
        if label is None:
            break
        values.setdefault(label, value)
        place += taken
    fields = {read_header(label, vocabulary).field for label in values}
    return ((heading, values), place) if len(values) >= 2 and "status" in fields else (None, index)


def _is_caption(text: str, vocabulary: Vocabulary) -> bool:
    """Say whether a heading is a header word: it heads a column or a section, and names no item."""
    if len(text) > _LONGEST_LABEL:
        return False
    column = read_header(text, vocabulary)
    return column.is_exact and column.field is not None


def _pair(
    blocks: Sequence[Block], place: int, vocabulary: Vocabulary
) -> tuple[str | None, Line, int]:
    """Return a label, its value and how many blocks they take: "Status: Pågår", or a label and the line after it."""
    block = blocks[place]
    empty = Line(())
    if not isinstance(block, Paragraph):
        return None, empty, 0
    match = _LABELLED.match(block.text.strip())
    if match is not None and _is_label(match["label"], vocabulary) and match["value"].strip():
        return match["label"], Line((Run(match["value"].strip()),)), 1
    bare = block.text.strip().rstrip(":")
    following = blocks[place + 1] if place + 1 < len(blocks) else None
    if _is_label(bare, vocabulary) and isinstance(following, Paragraph):
        if not _is_label(following.text.strip().rstrip(":"), vocabulary):
            return bare, replace(following.line, bullet=0), 2
        return bare, empty, 1
    return None, empty, 0


def _is_label(text: str, vocabulary: Vocabulary) -> bool:
    if len(text) > _LONGEST_LABEL:
        return False
    column = read_header(text, vocabulary)
    if column.field in (None, "value", "occasion"):
        return False
    return column.is_exact and fold(text) not in vocabulary.statuses


def _table_of(items: Sequence[tuple[Heading, dict[str, Line]]]) -> Table:
    labels = list(dict.fromkeys(label for _, values in items for label in values))
    head = Row(cells=(cell("Åtgärd"), *(cell(label) for label in labels)), spot=items[0][0].spot)
    rows = [
        Row(
            cells=(
                Cell((heading.line,)),
                *(Cell((values.get(label, Line(())),)) for label in labels),
            ),
            spot=heading.spot,
        )
        for heading, values in items
    ]
    return Table(rows=(head, *rows))
