"""How far has a sync come? A small file that a page reads while another process fetches."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from malkollen.kolada.folder import write_text
from malkollen.words.language import ENGLISH

PHASES = ("catalogue", "values", "building", "done", "failed")
_FILE = "progress.json"


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a sync has come: series done of all to fetch, values so far, when it began and ended, what went wrong.

    `problems` are sentences in Swedish, and the same in English. `ended_at` is None while it goes on, and where its process was stopped.
    """

    phase: str
    done: int = 0
    total: int = 0
    values: int = 0
    started_at: datetime
    ended_at: datetime | None = None
    pid: int
    problems: tuple[str, ...] = ()
    problems_in_english: tuple[str, ...] = ()

    def problems_in(self, language: str) -> tuple[str, ...]:
        """Return what went wrong in a language; in Swedish where it was told in no other."""
        is_told = language == ENGLISH and self.problems_in_english
        return self.problems_in_english if is_told else self.problems


Tell = Callable[[Progress], None]


def write_progress(folder: Path, progress: Progress) -> None:
    """Write it in one step."""
    text = json.dumps(asdict(progress), ensure_ascii=False, default=datetime.isoformat)
    write_text(folder / _FILE, text)


def read_progress(folder: Path) -> Progress | None:
    """Read it; None where no sync has been run, or the file is none of ours."""
    try:
        held = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        held["started_at"] = datetime.fromisoformat(held["started_at"])
        held["ended_at"] = held["ended_at"] and datetime.fromisoformat(held["ended_at"])
        for name in ("problems", "problems_in_english"):
            held[name] = tuple(held.get(name, ()))
        return Progress(**held)
    except (OSError, KeyError, TypeError, ValueError, RecursionError):
        return None
