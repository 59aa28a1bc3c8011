"""Which words are known? Headings of columns, statuses, verdicts, committees, municipalities: all of them data."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from malkollen.problems import RecordError
from malkollen.reference import (
    AssessmentWord,
    Committee,
    CommitteeWord,
    FigureWord,
    HeaderWord,
    Municipality,
    Phrase,
    StatusWord,
)
from malkollen.tables import read_table
from malkollen.understanding.figure_words import FigureWords
from malkollen.understanding.phrases import PhraseBook

_SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """Return a text as words are looked up: composed letters, lower case, single spaces."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip().lower()


@dataclass(frozen=True)
class Header:
    """What a word at the head of a column stands for."""

    field: str
    level: str | None = None
    kind: str | None = None


@dataclass(frozen=True)
class Vocabulary:
    """All words that documents are understood by. Keys are folded (`fold`)."""

    headers: dict[str, Header]
    statuses: dict[str, str]
    assessments: dict[str, tuple[str, bool]]
    municipalities: dict[str, str]
    committees: dict[str, dict[str, str]]
    committee_names: dict[str, dict[str, str]]
    phrases: PhraseBook = field(default_factory=lambda: PhraseBook(()))
    figures: FigureWords = field(default_factory=lambda: FigureWords(()))


_TABLES: dict[str, type] = {
    "header_words": HeaderWord,
    "status_words": StatusWord,
    "assessment_words": AssessmentWord,
    "municipalities": Municipality,
    "committees": Committee,
    "committee_words": CommitteeWord,
    "phrases": Phrase,
    "figure_words": FigureWord,
}


def _rows(folders: Iterable[Path], name: str) -> list[Any]:
    found: list[Any] = []
    for folder in folders:
        path = folder / f"{name}.csv"
        if path.is_file():
            rows: list[tuple[int, Any]]
            rows, problems = read_table(path, _TABLES[name], f"reference/{name}.csv")
            if problems:
                raise RecordError(problems)
            found += [row for _, row in rows]
    return found


def read_vocabulary(folders: Sequence[Path]) -> Vocabulary:
    """Read the words from folders of reference tables; a later folder's word goes before an earlier one's.

    Raises RecordError where a table cannot be read.
    """
    committees: dict[str, dict[str, str]] = {}
    names: dict[str, dict[str, str]] = {}
    for row in _rows(folders, "committees"):
        committees.setdefault(row.municipality_code, {})[fold(row.committee)] = row.committee_code
        names.setdefault(row.municipality_code, {})[row.committee_code] = row.committee
    for row in _rows(folders, "committee_words"):
        committees.setdefault(row.municipality_code, {})[fold(row.committee_word)] = (
            row.committee_code
        )
    return Vocabulary(
        headers={
            fold(row.header_word): Header(row.field, row.level, row.kind)
            for row in _rows(folders, "header_words")
        },
        statuses={fold(row.status_word): row.status_code for row in _rows(folders, "status_words")},
        assessments={
            fold(row.assessment_word): (row.assessment_code, row.is_forecast)
            for row in _rows(folders, "assessment_words")
        },
        municipalities={
            row.municipality: row.municipality_code for row in _rows(folders, "municipalities")
        },
        committees=committees,
        committee_names=names,
        phrases=PhraseBook(tuple(_rows(folders, "phrases"))),
        figures=FigureWords(tuple(_rows(folders, "figure_words"))),
    )
