"""How much is read, and how is it told that something is not?"""

from collections.abc import Iterable
from dataclasses import replace

from malkollen.blocks import Block, Cell, Content, Table
from malkollen.problems import Problem

# Municipal reports with pictures reach 20 to 30 MB; beyond 50 MB it is not a report.
MOST_BYTES = 50_000_000
# Ten thousand printed pages of bare text.
MOST_TEXT_BYTES = 10_000_000
# A parsed web page takes up to fifty times its size in memory; pictures written into it are not counted.
MOST_MARKUP_CHARACTERS = 5_000_000
# Seven thousand activities, more than a whole municipality has, with twenty columns.
MOST_CELLS = 150_000
MOST_BLOCKS = 100_000
# The widest follow-up seen has twelve columns; key figures over years and groups reach a hundred.
MOST_COLUMNS = 500
# Fifty printed pages without a line break; the texts that lost all theirs stay below half of it.
MOST_LINE_CHARACTERS = 200_000


class ReadError(Exception):
    """A file cannot be read; `problem` says why (`words.reading.READ_PROBLEMS`)."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem."""
        self.problem = problem
        super().__init__(str(problem))


def refusal(
    code: str, name: str, found: object = None, *, allowed: object = None, line: int | None = None
) -> ReadError:
    """Return the error that tells why a file is not read."""
    return ReadError(
        Problem(
            name,
            code,
            line=line,
            found=None if found is None else str(found),
            allowed=() if allowed is None else (str(allowed),),
        )
    )


def check_width(count: int, name: str, line: int | None = None) -> None:
    """Raise ReadError for a row of more columns than are read."""
    if count > MOST_COLUMNS:
        raise refusal("too_wide", name, count, allowed=MOST_COLUMNS, line=line)


def check_line(text: str, name: str, line: int | None = None) -> None:
    """Raise ReadError for a line of more characters than are read."""
    if len(text) > MOST_LINE_CHARACTERS:
        raise refusal("too_long_line", name, len(text), allowed=MOST_LINE_CHARACTERS, line=line)


def check_count(count: int, name: str) -> None:
    """Raise ReadError for more cells or blocks in a file than are read."""
    if count > MOST_CELLS:
        raise refusal("too_many_cells", name, allowed=MOST_CELLS)


def checked(content: Content, name: str) -> Content:
    """Return content that is within the limits and not empty, without blocks that hold nothing.

    Raises ReadError: `nothing_to_read`, `too_many_cells`, `too_wide`, `too_long_line`.
    """
    content = replace(content, blocks=tuple(filter(_holds_something, content.blocks)))
    if not content.blocks:
        raise refusal("nothing_to_read", name)
    if len(content.blocks) > MOST_BLOCKS:
        raise refusal("too_many_cells", name, allowed=MOST_BLOCKS)
    cell_count = 0
    for block in content.blocks:
        cell_count += _check_block(block, name)
        check_count(cell_count, name)
    return content


def _holds_something(block: Block) -> bool:
    if isinstance(block, Table):
        return any(cell.lines or cell.fill for row in block.rows for cell in row.cells)
    return bool(block.text.strip())


def _check_block(block: Block, name: str) -> int:
    if not isinstance(block, Table):
        _check_lengths((Cell((block.line,)),), name, block.spot.row)
        return 0
    for row in block.rows:
        check_width(len(row.cells), name, row.spot.row)
        _check_lengths(row.cells, name, row.spot.row)
    return sum(len(row.cells) for row in block.rows)


def _check_lengths(cells: Iterable[Cell], name: str, line: int | None) -> None:
    for cell in cells:
        length = sum(len(run.text) for one in cell.lines for run in one.runs)
        if length > MOST_LINE_CHARACTERS:
            raise refusal("too_long_line", name, length, allowed=MOST_LINE_CHARACTERS, line=line)
