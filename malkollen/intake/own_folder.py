"""How is the user's own record kept? A folder of plain files that one process at a time changes.

documents/<id>/        what is published: folders of the record (docs/record.md)
reference/             what those documents brought that was not known, by table
originals/             the files that were read, named by their sha256
figures/<id>/          the sheets of own figures in force (docs/figures.md)
removed/<id>-<time>/   what was taken away, from where it comes back; sheets under removed/figures/
lock                   held by the process that changes something
staging-…/             what is being made ready; of no use once that process has ended
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from malkollen.intake.additions import Additions
from malkollen.intake.errors import IntakeError
from malkollen.intake.texts import slug
from malkollen.intake.watch import hash_of
from malkollen.locations import own_folder
from malkollen.lock import LockedError, take
from malkollen.problems import Problem, RecordError
from malkollen.reference import AssessmentWord, Committee, CommitteeWord, Kpi, StatusWord
from malkollen.tables import read_table, write_table

_WAIT_SECONDS = 20.0
_STAGING = "staging-"

# In the order that they are put in place: what is pointed to before what points.
_TABLES: dict[str, type] = {
    "committees": Committee,
    "committee_words": CommitteeWord,
    "kpis": Kpi,
    "status_words": StatusWord,
    "assessment_words": AssessmentWord,
}


@contextmanager
def changing(wait_seconds: float = _WAIT_SECONDS) -> Iterator[Path]:
    """Hold the own record for changes and yield its folder, free of what a killed process left half made.

    Raises IntakeError where another holds it, where the folder cannot be written, and for whatever makes a record
    unfit while it is held.
    """
    folder = own_folder()
    try:
        for name in ("documents", "reference", "originals", "removed"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        with (folder / "lock").open("ab") as file:
            try:
                take(file, wait_seconds)
            except LockedError as error:
                raise IntakeError(Problem("lock", "busy")) from error
            for left in folder.glob(f"{_STAGING}*"):
                shutil.rmtree(left)
            yield folder
    except RecordError as error:
        raise IntakeError(*error.problems) from error
    except OSError as error:
        raise IntakeError(Problem(folder.name, "record_folder", found=str(error))) from error


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """Yield a folder to make things ready in, on the same disk; it is gone afterwards."""
    path = folder / f"{_STAGING}{time.time_ns():x}"
    (path / "documents").mkdir(parents=True)
    shutil.copytree(folder / "reference", path / "reference")
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def stamp() -> str:
    """Return the time as the name of a removed document ends: 20261122t180131000001."""
    return datetime.now().strftime("%Y%m%dt%H%M%S%f")


def add_rows(reference: Path, additions: Additions) -> None:
    """Add rows to the tables of a reference folder; raise RecordError where a table there cannot be read."""
    for name, record in _TABLES.items():
        new = getattr(additions, name)
        path = reference / f"{name}.csv"
        known: list[Any] = []
        if new and path.is_file():
            rows: list[tuple[int, Any]]
            rows, problems = read_table(path, record, f"reference/{name}.csv")
            if problems:
                raise RecordError(problems)
            known = [row for _, row in rows]
        if new:
            write_table(path, record, [*known, *new])


def put_reference(source: Path, target: Path) -> None:
    """Put the tables of one reference folder in the place of another's, one at a time."""
    for name in _TABLES:
        if (source / f"{name}.csv").is_file():
            (source / f"{name}.csv").replace(target / f"{name}.csv")


class _ReadFile(Protocol):
    """A file as it was read: where it lay, what it is called, its hash then."""

    @property
    def path(self) -> Path: ...
    @property
    def file_name(self) -> str: ...
    @property
    def sha256(self) -> str: ...


def keep_original(found: _ReadFile, folder: Path, made_ready: Path) -> None:
    """Keep a copy of the file that was read; raise IntakeError where it is no longer that file."""
    copy = made_ready / "original"
    try:
        shutil.copyfile(found.path, copy)
    except FileNotFoundError as error:
        raise IntakeError(Problem(found.file_name, "missing_file")) from error
    if hash_of(copy) != found.sha256:
        raise IntakeError(Problem(found.file_name, "changed_file"))
    suffix = slug(Path(found.file_name).suffix)
    copy.replace(folder / "originals" / f"{found.sha256}{'.' if suffix else ''}{suffix}")
