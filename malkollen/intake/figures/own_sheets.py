"""Where does a sheet end up? Among the own figures of the user's own record, one sheet for each title."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from malkollen.figures import FigureCard, Sheet, read_sheet, read_sheets, write_sheet
from malkollen.intake.errors import IntakeError
from malkollen.intake.figures.sheet import FoundSheet
from malkollen.intake.own_folder import changing, keep_original, staging, stamp
from malkollen.intake.texts import folded, one_line, slug
from malkollen.locations import figures_folder, own_folder
from malkollen.problems import Problem, RecordError
from malkollen.words.intake import UNNAMED_PERSON

# Beneath the folder of removed documents, and not among them.
_REMOVED = Path("removed") / "figures"
_FIGURES = "figures"

Move = tuple[Path, Path]


@dataclass(frozen=True, kw_only=True)
class Published:
    """What was published: the sheet, the one that it replaced, how many rows."""

    sheet_id: str
    supersedes: str | None
    row_count: int


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A sheet of the own record. `removed_at` is None for one that is in it, else when it was taken away."""

    sheet_id: str
    title: str
    original_file_name: str
    row_count: int
    taken_in_by: str
    taken_in_on: date
    removed_at: str | None = None


def _prepared(figures: Path) -> AbstractContextManager[Callable[[], Any]]:
    """Make the database ready with the sheets in a folder, as `malkollen.build.prepared` says."""
    # The database's library is loaded when something is published: the process that only reads a file must not have it.
    from malkollen.build import prepared  # noqa: PLC0415

    return prepared(figures=figures)


def _put(moves: Sequence[Move], switch: Callable[[], Any]) -> None:
    """Move folders, the first of which decides, and then switch the database; where that fails, move them back."""
    done: list[Move] = []
    try:
        for source, target in moves:
            target.parent.mkdir(parents=True, exist_ok=True)
            source.rename(target)
            done.append((source, target))
        switch()
    except BaseException:
        for source, target in reversed(done):
            target.rename(source)
        raise


@contextmanager
def _changing() -> Iterator[tuple[Path, Path]]:
    """Hold the own record for changes; yield its folder and one to make things ready in."""
    with changing() as folder, staging(folder) as made_ready:
        kept = folder / _FIGURES
        in_force = {sheet.sheet_id for sheet in read_sheets(kept)}
        for path in kept.iterdir() if kept.is_dir() else ():
            # A process that was killed between the two moves of a replacement left the older one.
            if path.is_dir() and path.name not in in_force:
                _put([_away(folder, path.name)], lambda: None)
        yield folder, made_ready


def _staged(folder: Path, made_ready: Path, without: str | None) -> Path:
    """Return a copy of the sheets to make changes in, without one of them."""
    copy = made_ready / _FIGURES
    copy.mkdir()
    for sheet in read_sheets(folder / _FIGURES):
        if sheet.sheet_id != without:
            shutil.copytree(folder / _FIGURES / sheet.sheet_id, copy / sheet.sheet_id)
    return copy


def _removed(folder: Path) -> list[tuple[str, str, Path]]:
    """Return what was taken away: id, time and folder, in order."""
    place = folder / _REMOVED
    parts = [(*path.name.rpartition("-")[::2], path) for path in place.glob("*-*")]
    return sorted(parts)


def _away(folder: Path, sheet_id: str) -> Move:
    return folder / _FIGURES / sheet_id, folder / _REMOVED / f"{sheet_id}-{stamp()}"


def _alike(title: str, sheets: Sequence[Sheet]) -> Sheet | None:
    return next((one for one in sheets if folded(one.card.title) == folded(title)), None)


def _new_id(title: str, folder: Path) -> str:
    """Return an id of the title that no sheet has or had."""
    kept = folder / _FIGURES
    taken = {path.name for path in kept.iterdir()} if kept.is_dir() else set()
    taken |= {name for name, _, _ in _removed(folder)}
    stem = slug(title) or "blad"
    tries = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
    return next(one for one in tries if one not in taken)


def replaced_by(title: str) -> Listed | None:
    """Return the sheet that one of that title would replace; raises IntakeError where the sheets cannot be read."""
    try:
        found = _alike(title, read_sheets(figures_folder()))
    except RecordError as error:
        raise IntakeError(*error.problems) from error
    return None if found is None else _listed(found)


def add(
    found: FoundSheet, *, taken_in_by: str, title: str | None = None, today: date | None = None
) -> Published:
    """Publish a sheet into the own record and rebuild the database: whole or not at all.

    `title` is what the sheet is called, the file's name where it is left out; a sheet of that title is replaced, and lies
    among those removed. Raises IntakeError with every problem, and nothing has changed: rows that must be mended, a file
    that has changed since it was read, a record that does not fit together, another who adds.
    """
    name = one_line(Path(found.file_name).stem if title is None else title) or ""
    if not folded(name):
        raise IntakeError(Problem(found.file_name, "untitled"))
    if found.problems:
        raise IntakeError(*found.problems)
    with _changing() as (folder, made_ready):
        older = _alike(name, read_sheets(folder / _FIGURES))
        supersedes = None if older is None else older.sheet_id
        sheet = Sheet(
            sheet_id=_new_id(name, folder),
            card=FigureCard(
                title=name,
                original_file_name=found.file_name,
                original_sha256=found.sha256,
                taken_in_by=one_line(taken_in_by) or UNNAMED_PERSON,
                taken_in_on=today or date.today(),
                supersedes=supersedes,
            ),
            rows=tuple((line, one.row) for line, one in enumerate(found.rows, start=2)),
        )
        figures = _staged(folder, made_ready, without=supersedes)
        write_sheet(figures / sheet.sheet_id, sheet)
        keep_original(found, folder, made_ready)
        # The new one says which it is in the place of, so with it alone the record is whole.
        moves = [(figures / sheet.sheet_id, folder / _FIGURES / sheet.sheet_id)]
        if supersedes is not None:
            moves.append(_away(folder, supersedes))
        with _prepared(figures) as switch:
            _put(moves, switch)
    return Published(
        sheet_id=sheet.sheet_id, supersedes=sheet.card.supersedes, row_count=len(sheet.rows)
    )


def remove(sheet_id: str) -> None:
    """Take a sheet out of the own record, to a place that `restore` brings it back from, and rebuild.

    Raises IntakeError where the own record has no such sheet.
    """
    with _changing() as (folder, made_ready):
        if sheet_id not in {one.sheet_id for one in read_sheets(folder / _FIGURES)}:
            raise IntakeError(Problem(sheet_id, "unknown_sheet", found=sheet_id))
        with _prepared(_staged(folder, made_ready, without=sheet_id)) as switch:
            _put([_away(folder, sheet_id)], switch)


def restore(sheet_id: str) -> None:
    """Bring back the latest removed sheet of that id, and rebuild; raise IntakeError where there is none.

    Raises IntakeError too where another sheet of its title is in the record.
    """
    with _changing() as (folder, made_ready):
        found = [path for name, _, path in _removed(folder) if name == sheet_id]
        if not found:
            raise IntakeError(Problem(sheet_id, "sheet_not_removed", found=sheet_id))
        instead = _alike(read_sheet(found[-1]).card.title, read_sheets(folder / _FIGURES))
        if instead is not None:
            raise IntakeError(
                Problem(sheet_id, "title_taken", found=sheet_id, allowed=(instead.sheet_id,))
            )
        figures = _staged(folder, made_ready, without=None)
        shutil.copytree(found[-1], figures / sheet_id)
        with _prepared(figures) as switch:
            _put([(found[-1], folder / _FIGURES / sheet_id)], switch)


def _listed(sheet: Sheet, sheet_id: str | None = None, removed_at: str | None = None) -> Listed:
    card = sheet.card
    return Listed(
        sheet_id=sheet_id or sheet.sheet_id,
        title=card.title,
        original_file_name=card.original_file_name,
        row_count=len(sheet.rows),
        taken_in_by=card.taken_in_by,
        taken_in_on=card.taken_in_on,
        removed_at=removed_at,
    )


def listed(*, with_removed: bool = False) -> tuple[Listed, ...]:
    """Return the sheets of the own record, by id; with those taken away last, where asked for.

    Raises IntakeError where one of them cannot be read.
    """
    try:
        found = [_listed(sheet) for sheet in read_sheets(figures_folder())]
        if with_removed:
            found += [
                _listed(read_sheet(path), name, when) for name, when, path in _removed(own_folder())
            ]
    except RecordError as error:
        raise IntakeError(*error.problems) from error
    return tuple(found)
