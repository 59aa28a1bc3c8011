"""What was found in a controller's sheet? Read in a process of its own, checked here."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from malkollen.blocks import Note
from malkollen.intake.errors import IntakeError
from malkollen.intake.figures.cells import PERCENT
from malkollen.intake.figures.known import read_known
from malkollen.intake.figures.rows import FigureLine, FoundRow, read_rows
from malkollen.intake.watch import SHORT_READING_LIMITS, Watch, ask_apart, hash_of
from malkollen.problems import Problem, RecordError
from malkollen.understanding.as_json import from_values

_COMMAND = (sys.executable, "-B", "-m", "malkollen.intake.figures.apart")
_READERS = frozenset({"csv", "xlsx"})
# What a reader tells that may have changed a figure.
_UNSURE = frozenset(
    {"formula_without_value", "date_in_number_column", "characters_lost", "quotes_unbalanced"}
)
_USUAL = Watch(limits=SHORT_READING_LIMITS)


@dataclass(frozen=True, kw_only=True)
class FoundSheet:
    """A sheet as read: its name and hash, the rows that can be kept, and all that must be mended first.

    `path` is where the file lay; it must still lie there, unchanged, when it is added. `notes` are what was not read
    (hidden rows); they stop nothing.
    """

    path: Path
    file_name: str
    sha256: str
    rows: tuple[FoundRow, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]

    @property
    def assumed_count(self) -> int:
        """How many targets got their operator from their key figure's direction."""
        return sum(row.is_operator_assumed for row in self.rows)

    @property
    def small_share_count(self) -> int:
        """How many rows hold less than one procent, which may be a share meant as 65 and written as 0,65."""
        return sum(
            one.unit == PERCENT
            and any(
                0 < abs(value or 0) < 1 for value in (one.row.outcome_value, one.row.target_value)
            )
            for one in self.rows
        )


def _unsure(name: str, notes: Iterable[Note]) -> list[Problem]:
    return [
        Problem(name, note.code, note.spot.row, found=note.found, page=note.spot.page)
        for note in notes
        if note.code in _UNSURE
    ]


def read_file(path: Path, *, file_name: str | None = None, watch: Watch = _USUAL) -> FoundSheet:
    """Read a sheet (CSV or Excel) in a process of its own and check every row; nothing is published.

    `file_name` is the name to keep, where the file lies under another one. Raises IntakeError where the file cannot be
    read at all, or the reference tables cannot; what is wrong with the rows is in the answer.
    """
    name = file_name or path.name or str(path)
    answer = ask_apart(path, name, {}, replace(watch, command=_COMMAND))
    if answer["reader"] not in _READERS:
        raise IntakeError(Problem(name, "not_a_sheet"))
    notes = tuple(from_values(note, Note) for note in answer["notes"])
    lines = [from_values(line, FigureLine) for line in answer["lines"]]
    try:
        rows, problems = read_rows(lines, name, read_known())
    except RecordError as error:
        raise IntakeError(*error.problems) from error
    return FoundSheet(
        path=path,
        file_name=name,
        sha256=hash_of(path),
        rows=rows,
        problems=(*_unsure(name, notes), *problems),
        notes=tuple(note for note in notes if note.code not in _UNSURE),
    )
