"""What is wrong with the record? Each problem says where, what was found and what would be allowed."""

from collections.abc import Iterable
from dataclasses import dataclass

_LONGEST_LIST = 20


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where, what was found, what would be allowed. `page` is a sheet of a workbook."""

    file: str
    code: str
    line: int | None = None
    column: str | None = None
    found: str | None = None
    allowed: tuple[str, ...] = ()
    page: str | None = None


def shortened(allowed: Iterable[object]) -> tuple[str, ...]:
    """Return what is allowed, sorted; of a long list the first twenty and an ellipsis."""
    shown = sorted(str(value) for value in allowed)
    return tuple(shown) if len(shown) <= _LONGEST_LIST else (*shown[:_LONGEST_LIST], "…")


def not_utf8(file: str, error: UnicodeDecodeError) -> Problem:
    """Return the problem of a file that is not UTF-8: the line and the byte where that shows."""
    line = error.object[: error.start].count(b"\n") + 1
    return Problem(file, "not_utf8", line=line, found=f"0x{error.object[error.start]:02x}")


class RecordError(Exception):
    """The record cannot be read or does not fit together; `problems` holds every reason found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems."""
        self.problems = tuple(problems)
        super().__init__("; ".join(str(problem) for problem in self.problems))
