"""What is a visit taking in? A file in a folder of its own, what was said and corrected of it, what was found."""

import re
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from malkollen.intake.corrected import (
    ActivityKey,
    Corrected,
    by_place,
    to_corrections,
)
from malkollen.intake.entered import given
from malkollen.intake.errors import IntakeError
from malkollen.intake.watch import FoundFile, Watch, read_file
from malkollen.problems import Problem
from malkollen.understanding.reading import Corrections, ReadActivity
from malkollen.words.intake import UNNAMED_FILE

_LONGEST_NAME = 120


@dataclass
class Upload:
    """A file on its way in, changed as the visit goes on.

    `entered` holds the fields of the document as typed, by the names of `Given`. `found` is the reading with all that was
    corrected, `plain` the one without corrections of single activities. `is_stale` says that it must be read again;
    `version` tells the readings apart. `problems` is why it could not be read.
    """

    number: int
    folder: tempfile.TemporaryDirectory[str]
    path: Path
    file_name: str
    entered: dict[str, str] = field(default_factory=dict)
    corrected: Corrected = field(default_factory=Corrected)
    shown: ActivityKey | None = None
    plain: FoundFile | None = None
    found: FoundFile | None = None
    problems: tuple[Problem, ...] = ()
    is_stopped: bool = False
    is_stale: bool = True
    version: int = 0

    def enter(self, name: str, value: str) -> None:
        """Keep what was typed in a field of the document; emptied, the document is to tell it itself."""
        self.entered.pop(name, None)
        if value.strip():
            self.entered[name] = value.strip()
        self.read_again()

    def correct(self, corrected: Corrected) -> None:
        """Keep what was corrected."""
        self.corrected = corrected
        self.read_again()

    def read_again(self) -> None:
        """Note that the file must be read again."""
        self.is_stale = True
        self.is_stopped = False

    def stop(self) -> None:
        """Note that the reading shall stop; the run that reads ends by itself."""
        self.is_stopped = True

    def read(self, watch: Watch) -> None:
        """Read the file with all that was entered and corrected; what goes wrong is kept in `problems`."""
        try:
            plain = self._read(self.corrected.structure, watch)
            corrections = to_corrections(self.corrected, plain.reading.activities)
            is_plain = corrections == self.corrected.structure
            self.found = plain if is_plain else self._read(corrections, watch)
            self.plain = plain
            self.problems = ()
        except IntakeError as error:
            self.problems = error.problems
        self.is_stale = False
        self.version += 1

    def result(self) -> FoundFile:
        """Return what was found; raise IntakeError with why the file could not be read."""
        if self.found is None or self.problems:
            raise IntakeError(*self.problems)
        return self.found

    def _read(self, corrections: Corrections, watch: Watch) -> FoundFile:
        return read_file(
            self.path, given(self.entered), corrections, file_name=self.file_name, watch=watch
        )

    def activities(self) -> dict[ActivityKey, ReadActivity]:
        """Return every activity that was read with its corrections, those left out among them."""
        if self.plain is None or self.found is None:
            return {}
        corrected = {one.activity_id: one for one in self.found.reading.activities}
        return {
            key: corrected.get(one.activity_id, one)
            for key, one in by_place(self.plain.reading.activities).items()
        }

    def forget(self) -> None:
        """Take the file away."""
        shutil.rmtree(self.folder.name, ignore_errors=True)


def file_label(name: str) -> str:
    """Return a file's name as it is shown and kept: the last part of a path, without control characters."""
    last = re.split(r"[\\/]", name)[-1]
    shown = "".join(letter for letter in last if letter.isprintable()).strip()
    return shown[-_LONGEST_NAME:] or UNNAMED_FILE


def keep_file(number: int, name: str, content: bytes) -> Upload:
    """Put a file in a folder of its own, which goes away with the visit, under a name of ours."""
    folder = tempfile.TemporaryDirectory(prefix="malkollen-")
    suffix = re.sub(r"[^a-z0-9]", "", Path(name).suffix.lower())[:8]
    path = Path(folder.name) / f"original.{suffix or 'bin'}"
    path.write_bytes(content)
    return Upload(number=number, folder=folder, path=path, file_name=file_label(name))
