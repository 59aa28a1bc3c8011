"""How is a file read safely? In a process of its own, stopped when it takes too long or too much memory."""

import hashlib
import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from malkollen.blocks import Note
from malkollen.intake.errors import IntakeError
from malkollen.locations import ROOT, reference_folders
from malkollen.problems import Problem
from malkollen.understanding.as_json import from_json, from_values, to_values
from malkollen.understanding.reading import Corrections, Given, Reading

_COMMAND = (sys.executable, "-B", "-m", "malkollen.intake.apart")
# What a process needs of its surroundings to start; it shall see nothing else of them.
_SURROUNDINGS = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG", "LC_ALL")
_POLL_SECONDS = 0.02
# The longest follow-ups give a few megabytes; an answer longer than this is none.
_LONGEST_ANSWER_BYTES = 200_000_000
_LONGEST_COMPLAINT_BYTES = 20_000
# The signal XCPU, as a process's return code tells it.
_OUT_OF_TIME = -24


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What reading one file may take.

    `memory_bytes` is what the process may hold in memory, `address_space_bytes` what it may ask for, which is more:
    libraries reserve what they never touch. Where the system cannot tell (Windows), only the time is limited.
    """

    seconds: float = 60.0
    memory_bytes: int = 500_000_000
    address_space_bytes: int = 1_000_000_000


# A PDF of a few hundred pages takes a minute to read; of any other format only what is meant to hold us up does.
READING_LIMITS = Limits()
SHORT_READING_LIMITS = Limits(seconds=20.0)


@dataclass(frozen=True, kw_only=True)
class Watch:
    """How a reading is watched.

    `on_stage` is told `reads` and `understands` as they begin, in the thread of the caller. `is_cancelled` is asked
    several times a second, and ends the reading when it answers yes. `command` starts the process that reads.
    """

    limits: Limits = READING_LIMITS
    on_stage: Callable[[str], None] | None = None
    is_cancelled: Callable[[], bool] | None = None
    command: Sequence[str] = _COMMAND


_USUAL = Watch()
_NONE_GIVEN = Given()
_UNCORRECTED = Corrections()


@dataclass(frozen=True, kw_only=True)
class SourceLine:
    """A line of the original as a reader saw it, to show beside what was understood.

    `kind` is `heading`, `text` or `row`; the cells of a row are parted by tabs.
    """

    kind: str
    text: str
    page: str | None
    row: int | None


@dataclass(frozen=True, kw_only=True)
class FoundFile:
    """A file as read: its name and hash, which reader read it, what was understood of it.

    `path` is where the file lay; it must still lie there, unchanged, when it is added. `corrections` are those that
    the reading was made with.
    """

    path: Path
    file_name: str
    sha256: str
    reader: str
    reading: Reading
    source: tuple[SourceLine, ...]
    notes: tuple[Note, ...]
    corrections: Corrections


def _is_pdf(path: Path) -> bool:
    """Say whether a file begins as a PDF does; one that cannot be opened is told of by its reader."""
    try:
        with path.open("rb") as file:
            return b"%PDF" in file.read(1024)
    except OSError:
        return False


def hash_of(path: Path) -> str:
    """Return a file's sha256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _held_bytes(process_id: int) -> int:
    """Return what a process holds in memory, as far as the system tells."""
    try:
        pages = Path(f"/proc/{process_id}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):  # no such system, or the process has just ended
        return 0


class _Answers:
    """The lines that the process has written so far."""

    def __init__(self, file: IO[bytes], on_stage: Callable[[str], None] | None) -> None:
        self._file = file
        self._on_stage = on_stage
        self._rest = b""
        self._read_to = 0
        self.last: dict[str, Any] = {}

    def take(self) -> None:
        """Take the lines that have come since last time."""
        self._file.seek(self._read_to)
        written = self._file.read()
        self._read_to += len(written)
        *lines, self._rest = (self._rest + written).split(b"\n")
        for line in lines:
            answer = json.loads(line)
            if "stage" not in answer:
                self.last = answer
            elif self._on_stage is not None:
                self._on_stage(answer["stage"])

    @property
    def is_too_long(self) -> bool:
        """Whether more has come than any document gives."""
        return self._read_to > _LONGEST_ANSWER_BYTES


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(_POLL_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return True


def _watch(process: subprocess.Popen[bytes], answers: _Answers, watch: Watch) -> str | None:
    """Wait for the process to end; return the code of the problem where it must be stopped."""
    deadline = time.monotonic() + watch.limits.seconds
    while not _has_ended(process):
        answers.take()
        if watch.is_cancelled is not None and watch.is_cancelled():
            return "cancelled"
        if time.monotonic() > deadline:
            return "too_slow"
        if _held_bytes(process.pid) > watch.limits.memory_bytes or answers.is_too_long:
            return "too_much_memory"
    answers.take()
    return None


def _complaint(file: IO[bytes]) -> str:
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _LONGEST_COMPLAINT_BYTES))
    return file.read().decode("utf-8", errors="replace").strip()


def _run(request: dict[str, Any], name: str, watch: Watch) -> dict[str, Any]:
    """Start the process, watch it, and return its answer; raise IntakeError where it gives none."""
    with (
        tempfile.TemporaryFile() as question,
        tempfile.TemporaryFile() as answer,
        tempfile.TemporaryFile() as complaint,
    ):
        question.write(json.dumps(request).encode())
        question.seek(0)
        surroundings = {key: os.environ[key] for key in _SURROUNDINGS if key in os.environ}
        # The command is our own; what is to be read reaches it as data.
        process = subprocess.Popen(  # noqa: S603
            watch.command, cwd=ROOT, env=surroundings, stdin=question, stdout=answer,
            stderr=complaint, start_new_session=True,
        )  # fmt: skip
        answers = _Answers(answer, watch.on_stage)
        try:
            code = _watch(process, answers, watch)
        finally:
            process.kill()
            process.wait()
        if told := _complaint(complaint):
            logging.getLogger("malkollen").warning("reading %s: %s", name, told)
    if code is None and not answers.last:
        # Ended by the system, which stops a process that has had its processor time.
        code = "too_slow" if process.returncode == _OUT_OF_TIME else "reading_failed"
    if code is not None:
        raise IntakeError(Problem(name, code))
    if (found := answers.last.get("problem")) is not None:
        problem = from_values(found, Problem)
        is_of_file = problem.file == Path(request["path"]).name
        raise IntakeError(replace(problem, file=name) if is_of_file else problem)
    return answers.last


def ask_apart(path: Path, name: str, asked: dict[str, Any], watch: Watch) -> dict[str, Any]:
    """Let a process of its own read a file, and return its answer to what is asked; nothing of the file runs here.

    `name` is what the problems call the file. Raises IntakeError: no such file, a file that no reader reads, too long, too
    much memory, cancelled.
    """
    if not path.is_file():
        raise IntakeError(Problem(name, "not_a_file" if path.exists() else "missing_file"))
    if watch.limits is READING_LIMITS and not _is_pdf(path):
        watch = replace(watch, limits=SHORT_READING_LIMITS)
    request = {
        "path": str(path.absolute()),
        **asked,
        "seconds": watch.limits.seconds,
        "address_space_bytes": watch.limits.address_space_bytes,
    }
    return _run(request, name, watch)


def read_file(
    path: Path,
    given: Given = _NONE_GIVEN,
    corrections: Corrections = _UNCORRECTED,
    *,
    file_name: str | None = None,
    watch: Watch = _USUAL,
) -> FoundFile:
    """Read and understand a file in a process of its own; nothing is published and nothing of it runs here.

    `file_name` is the name to keep, where the file lies under another one. Raises IntakeError: no such file, a file that
    no reader reads, too long, too much memory, cancelled.
    """
    name = file_name or path.name or str(path)
    asked = {
        "given": to_values(given),
        "corrections": to_values(corrections),
        "reference": [str(folder) for folder in reference_folders()],
    }
    answer = ask_apart(path, name, asked, watch)
    return FoundFile(
        path=path,
        file_name=name,
        sha256=hash_of(path),
        reader=answer["reader"],
        reading=from_json(answer["reading"]),
        source=tuple(from_values(line, SourceLine) for line in answer["source"]),
        notes=tuple(from_values(note, Note) for note in answer["notes"]),
        corrections=corrections,
    )
