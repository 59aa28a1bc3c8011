"""What do we know beforehand? Municipalities, statuses and their words, committees, key figures, reasons."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from malkollen.problems import Problem, RecordError, shortened
from malkollen.tables import column, optional_column, read_table


@dataclass(frozen=True, kw_only=True)
class Municipality:
    """One of the 290."""

    municipality_code: str
    municipality: str
    county_code: str
    county: str
    skr_group_code: str
    skr_group: str


@dataclass(frozen=True, kw_only=True)
class StatusFamily:
    """A family of statuses."""

    family_code: str
    family: str
    family_en: str
    sort_order: int


@dataclass(frozen=True, kw_only=True)
class Status:
    """A status of the common vocabulary."""

    status_code: str
    family_code: str
    status: str
    status_en: str
    sort_order: int


@dataclass(frozen=True, kw_only=True)
class StatusWord:
    """A word for a status, as documents write it."""

    status_word: str
    status_code: str
    note: str | None


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """A verdict on a goal."""

    assessment_code: str
    assessment: str
    assessment_en: str
    sort_order: int


@dataclass(frozen=True, kw_only=True)
class AssessmentWord:
    """A word for a verdict on a goal, as documents write it."""

    assessment_word: str
    assessment_code: str
    note: str | None


@dataclass(frozen=True, kw_only=True)
class Committee:
    """A committee of a municipality."""

    municipality_code: str
    committee_code: str
    committee: str
    source_document_id: str | None


@dataclass(frozen=True, kw_only=True)
class CommitteeWord:
    """A way to write a committee."""

    municipality_code: str
    committee_word: str
    committee_code: str


@dataclass(frozen=True, kw_only=True)
class Reason:
    """A category of reason for a deferral."""

    reason_code: str
    reason: str
    reason_en: str
    sort_order: int


@dataclass(frozen=True, kw_only=True)
class Kpi:
    """A key figure of the catalogue."""

    kpi_code: str
    kpi: str
    unit: str
    direction: str = column(allowed=("higher", "lower", "band", "none"))
    nearest_kolada_id: str | None = optional_column()
    definition_gap: str | None = optional_column()
    source: str


@dataclass(frozen=True, kw_only=True)
class ReferenceSource:
    """Where the facts of a reference table come from."""

    table_name: str
    source: str
    licence: str
    retrieved_on: date | None


@dataclass(frozen=True, kw_only=True)
class Reference:
    """All reference tables."""

    municipalities: tuple[Municipality, ...]
    status_families: tuple[StatusFamily, ...]
    statuses: tuple[Status, ...]
    status_words: tuple[StatusWord, ...]
    assessments: tuple[Assessment, ...]
    assessment_words: tuple[AssessmentWord, ...]
    committees: tuple[Committee, ...]
    committee_words: tuple[CommitteeWord, ...]
    reasons: tuple[Reason, ...]
    kpis: tuple[Kpi, ...]
    sources: tuple[ReferenceSource, ...]


# Per table: its record, and the columns that no two rows may share, alone or together.
_TABLES: dict[str, tuple[type, tuple[tuple[str, ...], ...]]] = {
    "municipalities": (Municipality, (("municipality_code",),)),
    "status_families": (StatusFamily, (("family_code",), ("sort_order",))),
    "statuses": (Status, (("status_code",), ("sort_order",))),
    "status_words": (StatusWord, (("status_word",),)),
    "assessments": (Assessment, (("assessment_code",), ("sort_order",))),
    "assessment_words": (AssessmentWord, (("assessment_word",),)),
    "committees": (Committee, (("municipality_code", "committee_code"),)),
    "committee_words": (CommitteeWord, (("municipality_code", "committee_word"),)),
    "reasons": (Reason, (("reason_code",), ("sort_order",))),
    "kpis": (Kpi, (("kpi_code",),)),
    "sources": (ReferenceSource, (("table_name",),)),
}

# Columns that must name a row of another table.
_POINTERS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("statuses", ("family_code",), "status_families"),
    ("status_words", ("status_code",), "statuses"),
    ("assessment_words", ("assessment_code",), "assessments"),
    ("committees", ("municipality_code",), "municipalities"),
    ("committee_words", ("municipality_code", "committee_code"), "committees"),
)

# Columns whose values have a form, and an example of it.
_PATTERNS = (
    ("municipalities", "municipality_code", re.compile(r"[0-9]{4}"), "0180"),
    ("municipalities", "county_code", re.compile(r"[0-9]{2}"), "01"),
)

# Columns that documents' words are looked up in, whatever their case.
_LOWER_CASE = (("status_words", "status_word"), ("assessment_words", "assessment_word"))

Lines = dict[str, list[tuple[int, Any]]]


def _file(name: str) -> str:
    return f"reference/{name}.csv"


def _values(row: Any, columns: tuple[str, ...]) -> str:
    return " ".join(str(getattr(row, column)) for column in columns)


def _check_keys(lines: Lines) -> Iterator[Problem]:
    for name, rows in lines.items():
        for key in _TABLES[name][1]:
            seen: set[str] = set()
            for line, row in rows:
                value = _values(row, key)
                if value in seen:
                    yield Problem(_file(name), "duplicate", line=line, column=key[-1], found=value)
                seen.add(value)


def _check_pointers(lines: Lines) -> Iterator[Problem]:
    for name, columns, target in _POINTERS:
        known = {_values(row, columns) for _, row in lines.get(target, [])}
        for line, row in lines.get(name, []):
            value = _values(row, columns)
            # A table that could not be read would make every pointer into it look wrong.
            if known and value not in known:
                yield Problem(
                    _file(name), "unknown_value", line=line, column=columns[-1], found=value,
                    allowed=shortened(known),
                )  # fmt: skip


def _check_forms(lines: Lines) -> Iterator[Problem]:
    for name, column_name, pattern, example in _PATTERNS:
        for line, row in lines.get(name, []):
            value = getattr(row, column_name)
            if pattern.fullmatch(value) is None:
                yield Problem(
                    _file(name), "not_allowed", line=line, column=column_name, found=value,
                    allowed=(example,),
                )  # fmt: skip
    for name, column_name in _LOWER_CASE:
        for line, row in lines.get(name, []):
            value = getattr(row, column_name)
            if value != value.lower():
                yield Problem(
                    _file(name), "not_allowed", line=line, column=column_name, found=value,
                    allowed=(value.lower(),),
                )  # fmt: skip


def _check_sources(lines: Lines) -> Iterator[Problem]:
    """Yield the tables that say no source, and the sources of tables that are not there."""
    if "sources" not in lines:
        return
    named = {row.table_name for _, row in lines["sources"]}
    for line, row in lines["sources"]:
        if row.table_name not in _TABLES:
            yield Problem(
                _file("sources"), "unknown_value", line=line, column="table_name",
                found=row.table_name, allowed=shortened(_TABLES),
            )  # fmt: skip
    for name in _TABLES:
        if name not in named:
            yield Problem(_file("sources"), "missing_source", column="table_name", found=name)


def read_reference(folder: Path) -> Reference:
    """Read and check the reference tables; raise RecordError with every problem found."""
    problems: list[Problem] = []
    lines: Lines = {}
    for name, (record, _) in _TABLES.items():
        path = folder / f"{name}.csv"
        if not path.is_file():
            problems.append(Problem(_file(name), "missing_file"))
            continue
        rows: list[tuple[int, Any]]
        rows, found = read_table(path, record, _file(name))
        problems += found
        if not found:
            lines[name] = rows
    for check in (_check_keys, _check_pointers, _check_forms, _check_sources):
        problems += check(lines)
    if problems:
        raise RecordError(problems)
    return Reference(**{name: tuple(row for _, row in lines[name]) for name in _TABLES})
