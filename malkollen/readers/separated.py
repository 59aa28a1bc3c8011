"""What does a file of separated values say? Its tables, and the titles above them."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from malkollen.blocks import Block, Content, Heading, Note, Paragraph, Row, Spot, Table
from malkollen.readers.characters import LOST, decoded
from malkollen.readers.inline import cell_of, line_of
from malkollen.readers.limits import (
    MOST_TEXT_BYTES,
    check_count,
    check_line,
    check_width,
    refusal,
)

DELIMITERS = ";\t,|"
_TOLD = re.compile(r"\s*\"?sep=(.)\"?\s*$", re.IGNORECASE)
_SAMPLE = 200  # records are enough to see what separates them
_MOST_LINES_IN_CELL = 200  # more is a quotation mark that was never closed
_LONGEST_TITLE = 120

Record = tuple[int, list[str]]


def read(data: bytes, name: str) -> Content:
    """Read separated values (.csv, .tsv): bytes to blocks.

    `Spot.row` is the line where a row begins. Lines above a table that are no rows of it become headings and
    paragraphs; an empty row ends a table. Raises ReadError.
    """
    text = decoded(data, name)
    lines = text.replace("\f", "\n").split("\n")
    for number, line in enumerate(lines, start=1):
        check_line(line, name, number)
    first = 0
    told = _TOLD.match(lines[0])
    if told:
        first = 1
    delimiter = told.group(1) if told else _delimiter(lines)
    records, is_balanced = _records(lines, first, delimiter, name)
    notes = [] if is_balanced else [Note(code="quotes_unbalanced", spot=Spot())]
    if lost := text.count(LOST):
        notes.append(Note(code="characters_lost", spot=Spot(), found=str(lost)))
    return Content(reader="csv", blocks=tuple(_blocks(records)), notes=tuple(notes))


def is_separated(text: str) -> bool:
    """Tell whether a text has the shape of separated values: nearly all lines of one width, three or more."""
    lines = [line for line in text.split("\n")[: _SAMPLE * 2] if line.strip()]
    if len(lines) < 3:
        return False
    if _TOLD.match(lines[0]):
        return True
    for delimiter in ";,":
        records = [record for _, record in _parsed(lines, 0, delimiter)]
        width, count = Counter(len(record) for record in records).most_common(1)[0]
        is_short = all(len(cell) < 300 for record in records for cell in record[:-1])
        if width >= 3 and count >= 0.9 * len(records) and count >= 3 and is_short:
            return True
    return False


def _delimiter(lines: Sequence[str]) -> str:
    """Return what separates the cells: what gives most records one and the same width of two or more."""
    sample = list(lines[: _SAMPLE * 2])
    scores = {delimiter: _score(sample, delimiter) for delimiter in DELIMITERS}
    return max(DELIMITERS, key=lambda delimiter: scores[delimiter])


def _score(lines: Sequence[str], delimiter: str) -> tuple[float, int]:
    widths = Counter(
        len(record) for _, record in _parsed(lines, 0, delimiter) if any(map(str.strip, record))
    )
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0.0, 0
    width, count = max(wide.items(), key=lambda one: (one[1], one[0]))
    return round(count / widths.total(), 1), width


def _records(
    lines: Sequence[str], first: int, delimiter: str, name: str
) -> tuple[list[Record], bool]:
    """Return records with the lines where they begin, and whether the quotation marks fit together."""
    for is_quoted in (True, False):
        records: list[Record] = []
        is_balanced = True
        cell_count = 0
        try:
            for number, record in _parsed(lines, first, delimiter, is_quoted=is_quoted):
                cell_count += len(record)
                check_count(cell_count, name)
                check_width(len(record), name, number)
                records.append((number, record))
                if any(cell.count("\n") > _MOST_LINES_IN_CELL for cell in record):
                    is_balanced = False
                    break
        except csv.Error:
            is_balanced = False
        if is_quoted and records and _ends_open(lines, records[-1]):
            is_balanced = False
        if is_balanced:
            return records, is_quoted
    raise refusal("damaged", name)


def _ends_open(lines: Sequence[str], last: Record) -> bool:
    """Tell whether a quotation mark that was never closed has swallowed the end of the file."""
    is_long = any("\n" in cell.rstrip("\n") for cell in last[1])
    return is_long and sum(line.count('"') for line in lines[last[0] - 1 :]) % 2 == 1


def _parsed(
    lines: Sequence[str], first: int, delimiter: str, *, is_quoted: bool = True
) -> Iterator[Record]:
    csv.field_size_limit(MOST_TEXT_BYTES)
    given = (f"{line}\n" for line in lines[first:])
    if is_quoted:
        reader = csv.reader(given, delimiter=delimiter)
    else:
        reader = csv.reader(given, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    begins = first + 1
    for record in reader:
        yield begins, record
        begins = first + reader.line_num + 1


def _blocks(records: Sequence[Record]) -> Iterator[Block]:
    is_first = True
    widest = max((len(_filled(record)) for _, record in records), default=0)
    is_reached = False
    for part in _parts(records):
        # Labels and values above the main table belong to it, whatever empty rows stand between.
        width = max(len(_filled(record)) for _, record in part) if is_reached else widest
        is_reached = is_reached or any(len(_filled(record)) == widest for _, record in part)
        start = next(
            (place for place, (_, record) in enumerate(part) if not _is_above(record, width)),
            len(part),
        )
        for number, record in part[:start]:
            yield _title(number, record, is_first=is_first)
            is_first = False
        if start < len(part):
            is_first = False
            yield _table(part[start:])


def _parts(records: Sequence[Record]) -> Iterator[list[Record]]:
    """Yield the records between empty ones."""
    part: list[Record] = []
    for number, record in records:
        if any(map(str.strip, record)):
            part.append((number, record))
        elif part:
            yield part
            part = []
    if part:
        yield part


def _filled(record: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in record if cell.strip()]


def _is_above(record: Sequence[str], width: int) -> bool:
    """Tell whether a record stands above the table: one cell, or a label and its value above a wide one."""
    count = len(_filled(record))
    return count == 1 or (count == 2 and width >= 4)


def _title(number: int, record: Sequence[str], *, is_first: bool) -> Block:
    filled = _filled(record)
    line = line_of(
        ": ".join((filled[0].removesuffix(":"), *filled[1:])) if filled[1:] else filled[0]
    )
    spot = Spot(row=number)
    is_sentence = line.text.endswith((".", ":", ";", ",")) or len(line.text) > _LONGEST_TITLE
    if is_sentence or len(filled) > 1 or ": " in line.text or not any(map(str.isalpha, line.text)):
        return Paragraph(line=line, spot=spot)
    return Heading(line=line, level=1 if is_first else 2, spot=spot)


def _table(records: Sequence[Record]) -> Table:
    # Sheets are often saved with columns to the right that hold nothing.
    width = max(
        place + 1 for _, record in records for place, cell in enumerate(record) if cell.strip()
    )
    rows = tuple(
        Row(
            cells=tuple(cell_of(cell) for cell in (*record, *[""] * (width - len(record)))[:width]),
            spot=Spot(row=number),
        )
        for number, record in records
    )
    return Table(rows=rows)
