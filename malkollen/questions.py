"""What does a SQL file ask? Its head says: question, grain, parameters."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from malkollen import words

TYPES = ("text", "integer", "date", "boolean")

_PARAMETER = re.compile(
    r"^\$(?P<name>[a-z_]+) \((?P<type>[a-z]+)(?P<optional>, optional)?\): (?P<meaning>.+)$"
)


class QuestionError(Exception):
    """A SQL file whose head does not follow the form, or a question that cannot be asked so; says why in Swedish."""


@dataclass(frozen=True)
class Parameter:
    """One `$parameter` of a question."""

    name: str
    type: str
    is_optional: bool
    meaning: str


@dataclass(frozen=True)
class Question:
    """One SQL file: what it asks, what a row of the answer is, what it takes."""

    name: str
    question: str
    grain: str
    severity: str | None
    parameters: tuple[Parameter, ...]
    sql: str


def _head_lines(text: str) -> list[str]:
    """Return the comment lines at the top, with continued lines (indented by three spaces) joined."""
    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        content = line[2:]
        if content.startswith("   ") and lines:
            lines[-1] += " " + content.strip()
        else:
            lines.append(content.strip())
    return lines


@lru_cache(maxsize=256)
def _read(path: Path, modified_at: int) -> Question:
    text = path.read_text(encoding="utf-8")
    lines = _head_lines(text)
    if not lines or not lines[0].endswith("?"):
        raise QuestionError(words.question_error("no_question", name=path.name))
    if len(lines) < 2 or not lines[1].startswith("One row per "):
        raise QuestionError(words.question_error("no_grain", name=path.name))
    severity = None
    parameters = []
    for line in lines[2:]:
        if line.startswith("Severity: "):
            severity = line.removeprefix("Severity: ")
            continue
        match = _PARAMETER.match(line)
        if match is None or match["type"] not in TYPES:
            raise QuestionError(words.question_error("not_a_head_line", name=path.name, line=line))
        parameters.append(
            Parameter(match["name"], match["type"], match["optional"] is not None, match["meaning"])
        )
    return Question(path.stem, lines[0], lines[1], severity, tuple(parameters), text)


def read_question(path: Path) -> Question:
    """Read one SQL file's head; raise QuestionError where it does not follow the form."""
    return _read(path, path.stat().st_mtime_ns)


def read_questions(folder: Path) -> dict[str, Question]:
    """Read every SQL file of a folder, by name, in alphabetical order."""
    return {path.stem: read_question(path) for path in sorted(folder.glob("*.sql"))}
