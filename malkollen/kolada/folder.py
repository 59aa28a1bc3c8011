"""How is the folder of the nation's measures kept? One process at a time changes it, and what is done is remembered.

kpis.parquet, areas.parquet, groups.parquet, series/   what is held (malkollen.national)
replaced/, removed/                                    series begun anew, and series taken away
lock                                                   held by the process that changes something, with its id
sync.json                                              what a sync that has not come to its end was asked for, and has done
progress.json                                          how far the latest sync has come
"""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from malkollen.kolada.errors import KoladaError, KoladaProblem
from malkollen.locations import kolada_folder
from malkollen.lock import LockedError, take
from malkollen.national import VALUES, SeriesCard, read_card, read_series, series_path

# Longer than it takes a page to look whether the lock is held.
_WAIT_SECONDS = 2.0
_SYNC = "sync.json"


@contextmanager
def changing() -> Iterator[Path]:
    """Hold the folder for changes and yield it, free of what a killed process left half made.

    Raises KoladaError where another holds it, and where it cannot be written.
    """
    folder = kolada_folder()
    try:
        (folder / "series").mkdir(parents=True, exist_ok=True)
        path = folder / "lock"
        with path.open("a+b") as file:
            try:
                take(file, _WAIT_SECONDS)
            except LockedError as error:
                found = path.read_text(encoding="utf-8").strip()
                raise KoladaError(KoladaProblem(code="busy", found=found)) from error
            file.truncate(0)
            file.write(f"{os.getpid()}\n".encode())
            file.flush()
            for left in (*folder.glob("*.new"), *(folder / "series").glob("*.new")):
                left.unlink()
            yield folder
    except OSError as error:
        raise KoladaError(KoladaProblem(code="folder", found=str(error))) from error


def holder(folder: Path) -> int | None:
    """Return the id of the process that holds the folder; None where none does."""
    path = folder / "lock"
    try:
        with path.open("r+b") as file:
            try:
                take(file)
            except LockedError:
                text = path.read_text(encoding="utf-8").strip()
                return int(text) if text.isdecimal() else None
            return None
    except OSError:
        return None


def held_cards(folder: Path) -> tuple[dict[str, SeriesCard], tuple[KoladaProblem, ...]]:
    """Return the cards of all series held, by id, and the files that cannot be read."""
    cards, problems = {}, []
    for path in sorted((folder / "series").glob("*.parquet")):
        try:
            card = read_card(path)
        except (OSError, ValueError):
            card = None
        # A card under another's name is that of a copy, or was made to lead out of the folder.
        if card is None or card.national_kpi_id != path.stem:
            problems.append(_unreadable(path.stem))
        else:
            cards[path.stem] = card
    return cards, tuple(problems)


def held_series(folder: Path, national_kpi_id: str) -> tuple[SeriesCard, pa.Table] | None:
    """Return a series with all its values, None where it is not held; raise KoladaError where it cannot be read."""
    try:
        held = read_series(folder, national_kpi_id)
    except (OSError, ValueError) as error:
        # pyarrow's own errors are among these.
        raise KoladaError(_unreadable(national_kpi_id)) from error
    if held is not None and held[1].schema.names != VALUES.names:
        raise KoladaError(_unreadable(national_kpi_id))
    return held


def _unreadable(national_kpi_id: str) -> KoladaProblem:
    return KoladaProblem(code="unreadable", national_kpi_ids=(national_kpi_id,))


def put_away(folder: Path, national_kpi_id: str, place: str) -> Path:
    """Move a series' file to `replaced` or `removed`, under a name of its own, and return where it is."""
    stamp = datetime.now().strftime("%Y%m%dt%H%M%S%f")
    target = folder / place / f"{national_kpi_id}-{stamp}.parquet"
    target.parent.mkdir(parents=True, exist_ok=True)
    series_path(folder, national_kpi_id).rename(target)
    return target


def write_text(path: Path, text: str) -> None:
    """Write a small file in one step; nothing half written is left where that fails."""
    new = path.with_name(f"{path.name}.new")
    try:
        new.write_text(text, encoding="utf-8")
        os.replace(new, path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


@dataclass
class Journal:
    """What a sync was asked for on which day, and the series that it has done; kept until it has come to its end."""

    path: Path
    asked: dict[str, Any]
    done: set[str]

    def add(self, ids: Iterable[str]) -> None:
        """Remember series as done."""
        self.done.update(ids)
        write_text(self.path, json.dumps({"asked": self.asked, "done": sorted(self.done)}))

    def end(self) -> None:
        """Forget it all: the sync has come to its end."""
        self.path.unlink(missing_ok=True)


def open_journal(folder: Path, asked: dict[str, Any], today: date) -> Journal:
    """Return the journal of a sync: that of one broken off, where it was asked for the same on the same day."""
    path = folder / _SYNC
    asked = {**asked, "day": today.isoformat()}
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        done = set(held["done"]) if held["asked"] == asked else set()
    except (OSError, KeyError, TypeError, ValueError, RecursionError):
        done = set()
    return Journal(path, asked, done)
