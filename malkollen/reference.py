"""What do we know beforehand? Municipalities, statuses and their words, committees, key figures, reasons."""

import re
from collections.abc import Iterator, Sequence
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
    is_forecast: bool = optional_column(default=False)


@dataclass(frozen=True, kw_only=True)
class HeaderWord:
    """A word for a column, as documents head it; `level` and `kind` where it is a goal or an activity."""

    header_word: str
    field: str
    level: str | None
    kind: str | None
    note: str | None


DIRECTIONS = ("higher", "lower", "band", "none")
GENDERS = ("T", "K", "M")
PHRASE_KINDS = (
    "deferral", "deferral_hint", "carried_over", "carried_over_group", "comment_label", "sum_row",
    "mark_legend", "reason", "list_lead", "proposal_lead", "section_goal", "section_activity",
    "section_kpi", "section_end", "all_committees", "plan_title", "follow_up_title", "field_label",
    "municipality_form",
)  # fmt: skip
FIGURE_WORD_KINDS = (
    "operator", "operator_after", "target", "future", "outcome", "increase", "decrease", "rise", "fall", "measured",
    "listed", "lower_better", "rank", "unit", "time", "gender", "all", "capacity", "not_counted", "people",
    "allocation", "label", "reported", "frequency", "breakdown", "total_goals", "total_activities", "total_met",
    "total_partly_met", "total_not_met", "total_not_assessed", "total_completed", "total_deferred", "total_head",
    "index", "average", "net_cost_frame", "investment_frame", "budget_line", "budget_head", "money",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """A turn of phrase. `…` in it stands for up to six words, `{year}` for a year; `code` says more of what it means."""

    phrase: str
    kind: str = column(allowed=PHRASE_KINDS)
    code: str | None
    note: str | None


@dataclass(frozen=True, kw_only=True)
class FigureWord:
    """A word or turn of phrase, what it does to a number, and more of what it means."""

    figure_word: str
    kind: str = column(allowed=FIGURE_WORD_KINDS)
    code: str | None
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
    direction: str = column(allowed=DIRECTIONS)
    reports_per_year: int | None = optional_column()
    nearest_kolada_id: str | None = optional_column()
    definition_gap: str | None = optional_column()
    source: str


@dataclass(frozen=True, kw_only=True)
class NationalKpi:
    """A national key figure that we know the direction of, which Kolada does not say."""

    national_kpi_id: str
    title: str
    direction: str = column(allowed=DIRECTIONS)
    topic: str
    definition: str | None
    operating_area: str | None
    is_divided_by_gender: bool


@dataclass(frozen=True, kw_only=True)
class NationalTopic:
    """In which of Kolada's groups of like municipalities the key figures of an area are compared."""

    operating_area: str
    topic: str


@dataclass(frozen=True, kw_only=True)
class NationalSeriesBreak:
    """From what year a national key figure is measured in a new way."""

    national_kpi_id: str
    year: int
    note: str
    source: str


@dataclass(frozen=True, kw_only=True)
class NationalGroup:
    """A group of municipalities that Kolada finds like one municipality, which the title names."""

    group_id: str
    title: str
    members: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class NationalValue:
    """A value of a national key figure."""

    national_kpi_id: str
    municipality_code: str
    year: int
    gender: str = column(allowed=GENDERS)
    value: float
    fetched_on: date


@dataclass(frozen=True, kw_only=True)
class NationalSummary:
    """How the municipalities of a group, or `all`, lie in a year; counted by us from values that do not come along."""

    national_kpi_id: str
    group_id: str
    year: int
    gender: str = column(allowed=GENDERS)
    area_count: int
    lower_quartile: float
    median: float
    upper_quartile: float
    fetched_on: date


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
    national_kpis: tuple[NationalKpi, ...]
    national_topics: tuple[NationalTopic, ...]
    national_series_breaks: tuple[NationalSeriesBreak, ...]
    national_groups: tuple[NationalGroup, ...]
    national_values: tuple[NationalValue, ...]
    national_summaries: tuple[NationalSummary, ...]
    header_words: tuple[HeaderWord, ...]
    phrases: tuple[Phrase, ...]
    figure_words: tuple[FigureWord, ...]
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
    "national_kpis": (NationalKpi, (("national_kpi_id",),)),
    "national_topics": (NationalTopic, (("operating_area",),)),
    "national_series_breaks": (NationalSeriesBreak, (("national_kpi_id", "year"),)),
    "national_groups": (NationalGroup, (("group_id",),)),
    "national_values": (
        NationalValue,
        (("national_kpi_id", "municipality_code", "year", "gender"),),
    ),
    "national_summaries": (
        NationalSummary,
        (("national_kpi_id", "group_id", "year", "gender"),),
    ),
    "header_words": (HeaderWord, (("header_word",),)),
    "phrases": (Phrase, (("kind", "phrase"),)),
    "figure_words": (FigureWord, (("kind", "figure_word"),)),
    "sources": (ReferenceSource, (("table_name",),)),
}

# Columns that must name a row of another table, by the key of that one.
_POINTERS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("statuses", ("family_code",), "status_families"),
    ("status_words", ("status_code",), "statuses"),
    ("assessment_words", ("assessment_code",), "assessments"),
    ("committees", ("municipality_code",), "municipalities"),
    ("committee_words", ("municipality_code", "committee_code"), "committees"),
    ("kpis", ("nearest_kolada_id",), "national_kpis"),
    ("national_series_breaks", ("national_kpi_id",), "national_kpis"),
    ("national_values", ("national_kpi_id",), "national_kpis"),
    ("national_values", ("municipality_code",), "municipalities"),
    ("national_summaries", ("national_kpi_id",), "national_kpis"),
)

# Columns whose values have a form, and an example of it.
_PATTERNS = (
    ("municipalities", "municipality_code", re.compile(r"[0-9]{4}"), "0180"),
    ("municipalities", "county_code", re.compile(r"[0-9]{2}"), "01"),
)

# Columns that documents' words are looked up in, whatever their case.
_LOWER_CASE = (("status_words", "status_word"), ("assessment_words", "assessment_word"))

# What a row says besides what it means: two rows that differ only here do not contradict each other.
_REMARKS = frozenset({"note", "source", "source_document_id"})


@dataclass(frozen=True)
class _Line:
    """A row, with the file and the line that it stands on."""

    file: str
    line: int
    row: Any


Lines = dict[str, list[_Line]]


def _file(name: str, folder: Path | None = None) -> str:
    return (
        f"reference/{name}.csv" if folder is None else f"{folder.parent.name}/reference/{name}.csv"
    )


def _values(row: Any, columns: tuple[str, ...]) -> str:
    return " ".join(str(getattr(row, column)) for column in columns)


def _check_keys(lines: Lines) -> Iterator[Problem]:
    for name, rows in lines.items():
        for key in _TABLES[name][1]:
            seen: set[str] = set()
            for one in rows:
                value = _values(one.row, key)
                if value in seen:
                    yield Problem(one.file, "duplicate", line=one.line, column=key[-1], found=value)
                seen.add(value)


def _check_pointers(lines: Lines) -> Iterator[Problem]:
    for name, columns, target in _POINTERS:
        known = {_values(one.row, _TABLES[target][1][0]) for one in lines.get(target, [])}
        for one in lines.get(name, []):
            value = _values(one.row, columns)
            is_empty = all(getattr(one.row, column) is None for column in columns)
            # A table that could not be read would make every pointer into it look wrong.
            if known and not is_empty and value not in known:
                yield Problem(
                    one.file, "unknown_value", line=one.line, column=columns[-1], found=value,
                    allowed=shortened(known),
                )  # fmt: skip


def _check_forms(lines: Lines) -> Iterator[Problem]:
    for name, column_name, pattern, example in _PATTERNS:
        for one in lines.get(name, []):
            value = getattr(one.row, column_name)
            if pattern.fullmatch(value) is None:
                yield Problem(
                    one.file, "not_allowed", line=one.line, column=column_name, found=value,
                    allowed=(example,),
                )  # fmt: skip
    for name, column_name in _LOWER_CASE:
        for one in lines.get(name, []):
            value = getattr(one.row, column_name)
            if value != value.lower():
                yield Problem(
                    one.file, "not_allowed", line=one.line, column=column_name, found=value,
                    allowed=(value.lower(),),
                )  # fmt: skip


def _check_sources(lines: Lines) -> Iterator[Problem]:
    """Yield the tables that say no source, and the sources of tables that are not there."""
    if "sources" not in lines:
        return
    named = {one.row.table_name for one in lines["sources"]}
    for one in lines["sources"]:
        if one.row.table_name not in _TABLES:
            yield Problem(
                one.file, "unknown_value", line=one.line, column="table_name",
                found=one.row.table_name, allowed=shortened(_TABLES),
            )  # fmt: skip
    for name in _TABLES:
        if name not in named:
            yield Problem(_file("sources"), "missing_source", column="table_name", found=name)


def _meaning(row: Any) -> dict[str, Any]:
    return {name: value for name, value in vars(row).items() if name not in _REMARKS}


def _new(rows: list[_Line], known: list[_Line], key: tuple[str, ...]) -> list[_Line]:
    """Return a later folder's rows without those that say what is known already.

    One that contradicts it is kept: the check of keys tells of it.
    """
    meanings = {_values(one.row, key): _meaning(one.row) for one in known}
    return [one for one in rows if meanings.get(_values(one.row, key)) != _meaning(one.row)]


def _read_lines(name: str, folders: Sequence[Path]) -> tuple[list[_Line], list[Problem]]:
    """Return a table's rows in all folders, and what is wrong with them."""
    record, keys = _TABLES[name]
    lines: list[_Line] = []
    problems: list[Problem] = []
    for folder in folders:
        is_first = folder is folders[0]
        path = folder / f"{name}.csv"
        file = _file(name, None if is_first else folder)
        if path.is_file():
            rows: list[tuple[int, Any]]
            rows, found = read_table(path, record, file)
            problems += found
            read = [_Line(file, line, row) for line, row in rows]
            lines += read if is_first else _new(read, lines, keys[0])
        elif is_first:
            problems.append(Problem(file, "missing_file"))
    return lines, problems


def read_reference(*folders: Path) -> Reference:
    """Read and check the reference tables; raise RecordError with every problem found.

    The first folder holds all of them. Each further one may hold any, and adds its rows: it may not contradict a row
    that is there, and may itself be missing.
    """
    problems: list[Problem] = []
    lines: Lines = {}
    for name in _TABLES:
        found, wrong = _read_lines(name, folders)
        problems += wrong
        if not wrong:
            lines[name] = found
    for check in (_check_keys, _check_pointers, _check_forms, _check_sources):
        problems += check(lines)
    if problems:
        raise RecordError(problems)
    return Reference(**{name: tuple(one.row for one in lines[name]) for name in _TABLES})
