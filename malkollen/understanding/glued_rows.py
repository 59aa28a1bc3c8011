"""Which lines are rows of key figures whose columns are lost? Numbers side by side, or a value glued to its year."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from malkollen.blocks import Block, Heading, Paragraph, Row, Table, row
from malkollen.understanding.columns import read_header
from malkollen.understanding.dates import MONTHS
from malkollen.understanding.label_lines import label_field
from malkollen.understanding.numbers import is_missing, read_number, value_of
from malkollen.understanding.vocabulary import Vocabulary

_VALUES = ("target", "outcome", "outcome_previous", "value", "comparison")
_NAMES = ("kpi", "goal", "activity")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_LONGEST_LINE = 200
_FEWEST_VALUES = 2
_MOST_VALUES = 12
_MOST_WAYS = 2000
# Values of one key figure are of one size: a reading with a value ten times another stands only where no other does,
# and it is no rival unless its values are less than a hundred times apart.
_ALIKE = 10
_UNLIKE = 100

_TOKEN = re.compile(r"[-–−]?\d+(?:[.,]\d+)?\s?%?|[-–—−]|\.\.|%")
_DASHES = ("-", "–", "−", "—")


def with_glued_rows(blocks: Sequence[Block], vocabulary: Vocabulary) -> tuple[Block, ...]:
    """Return the blocks with lines of a name and numbers beneath a line of column headings as tables.

    The count of the headings must settle where one number ends and the next begins; a row that it does not settle
    stays a paragraph, and the table goes on after it.
    """
    made: list[Block] = []
    index = 0
    while index < len(blocks):
        headers = _headers(blocks[index], vocabulary)
        pieces, until = (
            _rows_beneath(blocks, index, headers, vocabulary) if headers else ([], index)
        )
        made += pieces or [blocks[index]]
        index = until if pieces else index + 1
    return tuple(made)


def _headers(block: Block, vocabulary: Vocabulary) -> list[str]:
    """Return the column headings that a line consists of: a word for what is measured, then words for values."""
    if isinstance(block, Table) or len(block.text) > _LONGEST_LINE or block.line.bullet:
        return []
    tokens = block.text.split()
    first = [
        size for size in (4, 3, 2, 1) if label_field(" ".join(tokens[:size]), vocabulary) in _NAMES
    ]
    if not first:
        return []
    at = min(first[0], len(tokens))
    headers = [" ".join(tokens[:at])]
    while at < len(tokens):
        size = next(
            (size for size in (4, 3, 2, 1) if _is_value_header(tokens[at : at + size], vocabulary)),
            0,
        )
        if not size:
            return []
        headers.append(" ".join(tokens[at : at + size]))
        at += size
    return headers if _FEWEST_VALUES < len(headers) <= _MOST_VALUES else []


def _is_value_header(tokens: Sequence[str], vocabulary: Vocabulary) -> bool:
    column = read_header(" ".join(tokens), vocabulary)
    if not column.is_exact:
        return False
    # "Budget 2023 Utfall 2023" is two headings: a year ends one.
    ends = [index for index, token in enumerate(tokens) if _YEAR.fullmatch(token)]
    return column.field in _VALUES and (not ends or ends == [len(tokens) - 1])


def _rows_beneath(
    blocks: Sequence[Block], index: int, headers: Sequence[str], vocabulary: Vocabulary
) -> tuple[list[Block], int]:
    """Return the table beneath a line of headings in its pieces, and the place after it; no pieces without a row."""
    head = row(headers, blocks[index].spot)
    pieces: list[Block] = []
    rows: list[Row] = []
    place, until, has_rows = index + 1, index + 1, False
    while place < len(blocks):
        block = blocks[place]
        if isinstance(block, Table) or len(block.text) > _LONGEST_LINE:
            break
        cells = glued_cells(block.text, len(headers) - 1, vocabulary)
        if cells is not None:
            rows.append(row(cells, block.spot))
            has_rows, until = True, place + 1
        elif _has_numbers(block.text):
            pieces += [*_table(head, rows), block]
            rows = []
        elif _is_group(blocks, place, len(headers) - 1, vocabulary):
            rows.append(row([block.text.strip(), *[""] * (len(headers) - 1)], block.spot))
        else:
            break
        place += 1
    pieces += _table(head, rows)
    # What is left unread at the end belongs to the text after the table.
    while pieces and not isinstance(pieces[-1], Table):
        pieces.pop()
    return (pieces, until) if has_rows else ([], index)


def _table(head: Row, rows: Sequence[Row]) -> list[Block]:
    return [Table(rows=(head, *rows))] if rows else []


def _has_numbers(text: str) -> bool:
    return len(_tail(text)[1]) > 1


def _is_group(blocks: Sequence[Block], place: int, count: int, vocabulary: Vocabulary) -> bool:
    """Say whether a line without numbers names the rows that follow it at once."""
    text = blocks[place].text.strip()  # type: ignore[union-attr]  # not a table
    following = blocks[place + 1] if place + 1 < len(blocks) else None
    if (
        isinstance(following, Table)
        or following is None
        or len(text) > _LONGEST_LINE / 2
        or text.endswith((".", ":"))
    ):
        return False
    return (
        not any(sign.isdigit() for sign in text)
        and glued_cells(following.text, count, vocabulary) is not None
    )


def _tail(text: str) -> tuple[str, list[str]]:
    """Return what stands before the numbers at the end of a line, and those as groups of digits and dashes."""
    tokens = text.split()
    start = len(tokens)
    while start and _TOKEN.fullmatch(tokens[start - 1]):
        start -= 1
    return " ".join(tokens[:start]), tokens[start:]


def glued_cells(text: str, count: int, vocabulary: Vocabulary) -> tuple[str, ...] | None:
    """Return a line's name and its `count` values as written; None where they cannot be told apart in one way only.

    A dash is a minus or a missing value, whichever makes the count.
    """
    name, tokens = _tail(text)
    if name and tokens and vocabulary.figures.pattern("label").fullmatch(name.split()[-1]):
        name, tokens = f"{name} {tokens[0]}", tokens[1:]
    if name and tokens[:1] == ["%"]:
        name, tokens = f"{name} %", tokens[1:]
    if not any(sign.isalpha() for sign in name) or not count <= len(tokens) <= 4 * count:
        return None
    ways = list(_ways(tuple(tokens), count))
    if len(ways) != 1:
        ways = _of_one_size(ways)
    return (name, *ways[0]) if len(ways) == 1 else None


def _ways(tokens: tuple[str, ...], count: int) -> Iterator[tuple[str, ...]]:
    """Yield the ways to read groups of digits and dashes as so many values, up to a limit."""
    yield from islice(_cut(tokens, count), _MOST_WAYS)


def _cut(tokens: tuple[str, ...], count: int) -> Iterator[tuple[str, ...]]:
    if count == 0:
        if not tokens:
            yield ()
        return
    for size in range(1, len(tokens) - count + 2):
        if _is_value(tokens[:size]) and _fits(tokens[size:], count - 1):
            for rest in _cut(tokens[size:], count - 1):
                yield (" ".join(tokens[:size]), *rest)


@lru_cache(maxsize=4096)
def _fits(tokens: tuple[str, ...], count: int) -> bool:
    """Say whether groups can be read as so many values at all, so that no dead end is walked twice."""
    if count == 0:
        return not tokens
    return any(
        _is_value(tokens[:size]) and _fits(tokens[size:], count - 1)
        for size in range(1, len(tokens) - count + 2)
    )


def _is_value(tokens: tuple[str, ...]) -> bool:
    """Say whether groups together write one value: digits in groups of three, a sign before or percent after them."""
    if len(tokens) == 1 and is_missing(tokens[0]):
        return True
    groups = list(tokens)
    if groups[0] in _DASHES and len(groups) > 1:
        groups = groups[1:]
    if groups[-1] == "%" and len(groups) > 1:
        groups = groups[:-1]
    groups[0] = groups[0].lstrip("-–−")
    groups[-1] = groups[-1].rstrip("%").strip()
    if len(groups) == 1:
        return re.fullmatch(r"(?:0|[1-9]\d{0,11})(?:[.,]\d+)?", groups[0]) is not None
    starts_well = re.fullmatch(r"[1-9]\d{0,2}", groups[0]) is not None
    goes_on = all(re.fullmatch(r"\d{3}", group) for group in groups[1:-1])
    return starts_well and goes_on and re.fullmatch(r"\d{3}(?:,\d+)?", groups[-1]) is not None


def _spread(way: Sequence[str]) -> float:
    """Return how many times the greatest value of a row is its least, zeros and missing ones aside."""
    values = [abs(value_of(text.rstrip("% ")) or 0) for text in way if not is_missing(text)]
    sizes = [value for value in values if value]
    return max(sizes) / min(sizes) if sizes else 1.0


def _of_one_size(ways: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the one way whose values are of one size, where every other makes some a hundred times others."""
    alike = [way for way in ways if _spread(way) < _ALIKE]
    others = [way for way in ways if _ALIKE <= _spread(way) < _UNLIKE]
    return [] if len(alike) != 1 or others else alike


def with_dated_values(blocks: Sequence[Block], vocabulary: Vocabulary) -> tuple[Block, ...]:
    """Return the blocks with a key figure's name and the value with its year beneath it ("88 %2020") as tables.

    The year must be glued to the value, or the two stand under a word for key figures.
    """
    made: list[Block] = []
    heading: Heading | None = None
    for block in blocks:
        if isinstance(block, Heading):
            heading = block
        near = [
            one for one in (heading, *made[-2:-1]) if one is not None and not isinstance(one, Table)
        ]
        is_listed = any(label_field(one.text, vocabulary) == "kpi" for one in near)
        year = _year_of(block, is_listed=is_listed)
        name = made[-1] if made else None
        if year is None or not _is_name(name, vocabulary):
            made.append(block)
            continue
        made[-1] = Table(
            rows=(
                row(("Indikator", f"Utfall {year}"), name.spot),  # type: ignore[union-attr]  # a name is a block
                row((name.text.strip(), block.text.strip()), block.spot),  # type: ignore[union-attr]
            )
        )
    return tuple(made)


def _year_of(block: Block, *, is_listed: bool) -> int | None:
    """Return the year of a line that holds a value and its year and nothing else."""
    if not isinstance(block, Paragraph) or len(block.text) > 60:
        return None
    text = block.text.strip()
    number = read_number(text)
    if number is None or number.year is None or (number.unit or "").split(" ")[0].lower() in MONTHS:
        return None
    is_glued = re.search(r"[^\s\d(](?:19|20)\d{2}$", text) is not None
    return number.year if number.unit and (is_glued or is_listed) else None


def _is_name(block: Block | None, vocabulary: Vocabulary) -> bool:
    if block is None or isinstance(block, Table):
        return False
    text = block.text.strip()
    is_caption = label_field(text, vocabulary) is not None
    return 0 < len(text) <= _LONGEST_LINE and not text.endswith((".", ":")) and not is_caption
