"""What do we keep? A document's folder: read it, check it, write it.

docs/record.md describes the folder field by field.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

import tomli_w

from malkollen.problems import Problem, RecordError, not_utf8, shortened
from malkollen.tables import (
    cell_text,
    column,
    optional_column,
    read_table,
    write_table,
)

GOAL_LEVELS = (
    "goal_area", "goal", "committee_goal", "sub_goal", "effect_goal", "assignment",
    "improvement_area", "heading",
)  # fmt: skip
OPERATORS = (">=", ">", "<=", "<", "=")
MEASURES = (
    "goals", "goals_met", "goals_partly_met", "goals_not_met", "activities",
    "deferred_within_year", "deferred_to_later_year", "net_cost_frame", "investment_frame",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """When statuses were reported."""

    number: int
    label: str
    as_of_date: date | None
    is_as_of_stated: bool
    as_of_note: str | None


@dataclass(frozen=True, kw_only=True)
class PrintedDate:
    """A date printed on the document itself."""

    date: date
    place_row: int | None


@dataclass(frozen=True, kw_only=True)
class Card:
    """What a document is."""

    municipality_code: str
    title: str
    body: str
    kind: str
    year: int
    term_start_year: int | None
    term_end_year: int | None
    diary_number: str | None
    published_at: str | None
    supersedes: str | None
    original_file_name: str
    original_sha256: str
    taken_in_by: str
    taken_in_on: date
    reader: str
    occasions: tuple[Occasion, ...]
    printed_dates: tuple[PrintedDate, ...]


@dataclass(frozen=True, kw_only=True)
class GoalRow:
    """A line of goals.csv."""

    goal_id: str
    parent_goal_id: str | None
    level: str = column(allowed=GOAL_LEVELS)
    level_text: str | None
    number: str | None = optional_column()
    title: str
    wording: str | None = optional_column()
    is_prioritised: bool = optional_column(default=False)
    occasion: int | None = optional_column()
    assessment_text: str | None = optional_column()
    place_section: str | None
    place_page: str | None = optional_column()
    place_row: int | None


@dataclass(frozen=True, kw_only=True)
class ActivityRow:
    """A line of activities.csv: an activity as listed, at one occasion."""

    activity_id: str
    same_as_activity_id: str | None = optional_column()
    goal_id: str
    kind: str
    title: str
    wording: str | None = optional_column()
    priority_text: str | None = optional_column()
    committees_text: str | None
    committees: tuple[str, ...]
    start_text: str | None = optional_column()
    start_date: date | None = optional_column()
    due_text: str | None = optional_column()
    due_date: date | None = optional_column()
    carried_over_from_year: int | None = optional_column()
    carried_over_text: str | None = optional_column()
    occasion: int
    status_text: str | None
    status: str | None = optional_column()
    deferral_kind: str | None = optional_column(
        allowed=("within_year", "to_later_year", "date_unknown")
    )
    deferral_told_by: str | None = optional_column(
        allowed=("mark", "date_column", "title", "comment")
    )
    deferral_from_text: str | None = optional_column()
    deferral_from_date: date | None = optional_column()
    deferral_to_text: str | None = optional_column()
    deferral_to_date: date | None = optional_column()
    deferral_reasons: tuple[str, ...] = optional_column(default=())
    comment: str | None = optional_column()
    place_section: str | None
    place_page: str | None = optional_column()
    place_row: int | None


@dataclass(frozen=True, kw_only=True)
class KpiRow:
    """A line of kpis.csv: a key figure listed, a target or an outcome."""

    kpi_code: str
    kind: str = column(allowed=("listing", "target", "outcome"))
    name: str
    goal_id: str | None = optional_column()
    activity_id: str | None = optional_column()
    operator: str | None = column(allowed=OPERATORS)
    value: float | None
    value_high: float | None = optional_column()
    value_text: str | None
    year: int | None
    period_text: str | None = optional_column()
    gender: str | None = optional_column(allowed=("T", "K", "M"))
    breakdown_text: str | None = optional_column()
    frequency_text: str | None = optional_column()
    reports_per_year: int | None = optional_column()
    place_section: str | None
    place_page: str | None = optional_column()
    place_row: int | None


@dataclass(frozen=True, kw_only=True)
class BudgetRow:
    """A line of budget.csv."""

    unit: str
    line: str = column(allowed=("revenue", "cost", "net_cost"))
    line_text: str
    year: int
    amount_tkr: float
    place_section: str | None
    place_page: str | None = optional_column()
    place_row: int | None


@dataclass(frozen=True, kw_only=True)
class StatedTotalRow:
    """A line of stated_totals.csv."""

    measure: str = column(allowed=MEASURES)
    level: str | None = optional_column(allowed=GOAL_LEVELS)
    goal_id: str | None = optional_column()
    value: float
    value_text: str
    is_listed: bool
    place_section: str | None
    place_page: str | None = optional_column()
    place_row: int | None


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document of the record: its card and its tables, each row with the line that it stood on."""

    document_id: str
    card: Card
    goals: tuple[tuple[int, GoalRow], ...]
    activities: tuple[tuple[int, ActivityRow], ...]
    kpis: tuple[tuple[int, KpiRow], ...]
    budget: tuple[tuple[int, BudgetRow], ...]
    stated_totals: tuple[tuple[int, StatedTotalRow], ...]


_TABLES: dict[str, type] = {
    "goals": GoalRow,
    "activities": ActivityRow,
    "kpis": KpiRow,
    "budget": BudgetRow,
    "stated_totals": StatedTotalRow,
}

# What may differ between an activity's rows: what belongs to the occasion.
_OF_THE_OCCASION = frozenset(
    {
        "occasion", "status_text", "status", "comment", "deferral_kind", "deferral_told_by",
        "deferral_from_text", "deferral_from_date", "deferral_to_text", "deferral_to_date",
        "deferral_reasons", "place_page", "place_row",
    }
)  # fmt: skip

_CARD_FIELDS: dict[str, tuple[type, bool]] = {
    "municipality_code": (str, True),
    "title": (str, True),
    "body": (str, True),
    "kind": (str, True),
    "year": (int, True),
    "term_start_year": (int, False),
    "term_end_year": (int, False),
    "diary_number": (str, False),
    "published_at": (str, False),
    "supersedes": (str, False),
    "original": (dict, True),
    "taken_in": (dict, True),
    "occasions": (list, True),
    "printed_dates": (list, False),
}
_CARD_PARTS: dict[str, dict[str, tuple[type, bool]]] = {
    "original": {"file_name": (str, True), "sha256": (str, True)},
    "taken_in": {"by": (str, True), "on": (date, True), "reader": (str, True)},
    "occasions": {
        "number": (int, True),
        "label": (str, True),
        "as_of_date": (date, False),
        "is_as_of_stated": (bool, True),
        "as_of_note": (str, False),
    },
    "printed_dates": {"date": (date, True), "place_row": (int, False)},
}
_YEAR = (r"199[0-9]|20[0-9]{2}|2100", ("1990–2100",))
# What a field's value must look like, and how that is told.
_CARD_PATTERNS: dict[str, tuple[str, tuple[str, ...]]] = {
    "municipality_code": (r"[0-9]{4}", ("0180",)),
    "kind": (r"plan|follow_up", ("plan", "follow_up")),
    "year": _YEAR,
    "term_start_year": _YEAR,
    "term_end_year": _YEAR,
    "original.sha256": (r"[0-9a-f]{64}", ("[0-9a-f]{64}",)),
    "printed_dates.place_row": (r"[0-9]{1,9}", ("1, 2, …",)),
}
_KIND_CODES: dict[type, tuple[str, tuple[str, ...]]] = {
    str: ("not_text", ()),
    int: ("not_integer", ()),
    bool: ("not_true_or_false", ()),
    date: ("not_date", ()),
}

_HEADER = re.compile(r"\s*(?P<brackets>\[\[?)\s*(?P<name>[A-Za-z0-9_-]+)\s*\]")
_FIELD = re.compile(r"\s*(?P<name>[A-Za-z0-9_-]+)\s*=")

DOCUMENT_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def card_lines(path: Path) -> dict[str, int]:
    """Return the line that each field of a card stands on, and each block begins on.

    The names: `title`, `original`, `original.sha256`, `occasions.0`, `occasions.0.label`.
    """
    lines: dict[str, int] = {}
    block = ""
    block_counts: Counter[str] = Counter()
    text = path.read_bytes().decode("utf-8-sig", errors="replace")
    for line, content in enumerate(text.split("\n"), start=1):
        if (header := _HEADER.match(content)) is not None:
            block = header["name"]
            if header["brackets"] == "[[":
                block_counts[block] += 1
                block = f"{block}.{block_counts[block] - 1}"
            lines[block] = line
        elif (field := _FIELD.match(content)) is not None:
            lines.setdefault(f"{block}.{field['name']}" if block else field["name"], line)
    return lines


def _check_fields(
    file: str,
    found: dict[str, Any],
    shape: dict[str, tuple[type, bool]],
    lines: dict[str, int],
    block: str = "",
) -> list[Problem]:
    """Return what is wrong with the fields of a card, or of the block of it named as `card_lines` does."""
    place = f"{block}." if block else ""
    prefix = re.sub(r"[0-9]+\.", "", place)
    problems = [
        Problem(
            file, "unknown_field", line=lines.get(place + name), found=prefix + name,
            allowed=tuple(shape),
        )
        for name in found
        if name not in shape
    ]  # fmt: skip
    for name, (kind, is_required) in shape.items():
        value = found.get(name)
        label = prefix + name
        line = lines.get(place + name)
        if value is None:
            if is_required:
                problems.append(Problem(file, "missing_field", line=lines.get(block), column=label))
        elif not _is_of_kind(value, kind):
            # A part of the card is written as a block of its own.
            header = f"[{label}]" if kind is dict else f"[[{label}]]"
            code, allowed = _KIND_CODES.get(kind, ("not_allowed", (header,)))
            problems.append(
                Problem(file, code, line=line, column=label, found=str(value), allowed=allowed)
            )
        elif label in _CARD_PATTERNS and not re.fullmatch(_CARD_PATTERNS[label][0], str(value)):
            problems.append(
                Problem(
                    file, "not_allowed", line=line, column=label, found=str(value),
                    allowed=_CARD_PATTERNS[label][1],
                )
            )  # fmt: skip
    return problems


def _is_of_kind(value: Any, kind: type) -> bool:
    if kind is list:
        return isinstance(value, list) and all(isinstance(block, dict) for block in value)
    # To Python, true is a whole number and a point in time is a date.
    if (kind is int and isinstance(value, bool)) or (kind is date and isinstance(value, datetime)):
        return False
    return isinstance(value, kind)


def _without_blanks(content: Any) -> Any:
    """Return what a card holds without its empty texts, which say no more than a field left out."""
    if isinstance(content, dict):
        return {
            name: _without_blanks(value)
            for name, value in content.items()
            if not (isinstance(value, str) and not value.strip())
        }
    return [_without_blanks(part) for part in content] if isinstance(content, list) else content


def _check_card(file: str, found: dict[str, Any], lines: dict[str, int]) -> list[Problem]:
    """Return what is wrong between the fields of a card, each of which is right by itself."""
    problems = []
    numbers = [block["number"] for block in found["occasions"]]
    if numbers != list(range(1, len(numbers) + 1)) or not numbers:
        shown = ", ".join(str(number) for number in numbers)
        problems.append(
            Problem(
                file, "not_allowed", line=lines.get("occasions.0"), column="occasions.number",
                found=shown, allowed=("1, 2, …",),
            )
        )  # fmt: skip
    for number, block in enumerate(found["occasions"]):
        # A date is stated, or inferred from something that the note names.
        is_inferred = not block["is_as_of_stated"] and "as_of_date" in block
        needed = "as_of_note" if is_inferred else "as_of_date"
        if needed not in block and (is_inferred or block["is_as_of_stated"]):
            problems.append(
                Problem(
                    file, "missing_field", line=lines.get(f"occasions.{number}"),
                    column=f"occasions.{needed}",
                )
            )  # fmt: skip
    start, end = found.get("term_start_year"), found.get("term_end_year")
    if start is not None and end is not None and end < start:
        problems.append(
            Problem(
                file, "not_allowed", line=lines.get("term_end_year"), column="term_end_year",
                found=str(end), allowed=(f"{start}–2100",),
            )
        )  # fmt: skip
    dates = [block["date"] for block in found.get("printed_dates", [])]
    problems += [
        Problem(
            file, "duplicate", line=lines.get(f"printed_dates.{number}.date"),
            column="printed_dates.date", found=str(day),
        )
        for number, day in enumerate(dates)
        if day in dates[:number]
    ]  # fmt: skip
    return problems


def _read_card(path: Path, file: str) -> tuple[Card | None, list[Problem]]:
    if not path.is_file():
        return None, [Problem(file, "missing_file")]
    try:
        found = _without_blanks(tomllib.loads(path.read_bytes().decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        return None, [not_utf8(file, error)]
    except tomllib.TOMLDecodeError as error:
        return None, [Problem(file, "not_toml", found=str(error))]
    lines = card_lines(path)
    problems = _check_fields(file, found, _CARD_FIELDS, lines)
    for part in ("original", "taken_in"):
        if isinstance(found.get(part), dict):
            problems += _check_fields(file, found[part], _CARD_PARTS[part], lines, part)
    for part in ("occasions", "printed_dates"):
        blocks = found.get(part)
        for number, block in enumerate(blocks if _is_of_kind(blocks, list) else []):
            problems += _check_fields(file, block, _CARD_PARTS[part], lines, f"{part}.{number}")
    problems = problems or _check_card(file, found, lines)
    if problems:
        return None, problems
    return (
        Card(
            municipality_code=found["municipality_code"],
            title=found["title"],
            body=found["body"],
            kind=found["kind"],
            year=found["year"],
            term_start_year=found.get("term_start_year"),
            term_end_year=found.get("term_end_year"),
            diary_number=found.get("diary_number"),
            published_at=found.get("published_at"),
            supersedes=found.get("supersedes"),
            original_file_name=found["original"]["file_name"],
            original_sha256=found["original"]["sha256"],
            taken_in_by=found["taken_in"]["by"],
            taken_in_on=found["taken_in"]["on"],
            reader=found["taken_in"]["reader"],
            occasions=tuple(
                Occasion(
                    number=block["number"],
                    label=block["label"],
                    as_of_date=block.get("as_of_date"),
                    is_as_of_stated=block["is_as_of_stated"],
                    as_of_note=block.get("as_of_note"),
                )
                for block in found["occasions"]
            ),
            printed_dates=tuple(
                PrintedDate(date=block["date"], place_row=block.get("place_row"))
                for block in found.get("printed_dates", [])
            ),
        ),
        [],
    )


def _check_goals(
    file: str, goals: Iterable[tuple[int, GoalRow]], occasions: set[int]
) -> list[Problem]:
    problems: list[Problem] = []
    seen: set[str] = set()
    for line, goal in goals:
        if goal.goal_id in seen:
            problems.append(
                Problem(file, "duplicate", line=line, column="goal_id", found=goal.goal_id)
            )
        # A parent stands above its children, so the tree can hold no circle.
        if goal.parent_goal_id is not None and goal.parent_goal_id not in seen:
            problems.append(_unknown(file, line, "parent_goal_id", goal.parent_goal_id, seen))
        seen.add(goal.goal_id)
        if goal.occasion is None:
            if goal.assessment_text is not None:
                problems.append(
                    Problem(file, "missing_value", line=line, column="occasion", found="")
                )
        elif goal.occasion not in occasions:
            problems.append(_unknown(file, line, "occasion", goal.occasion, occasions))
    return problems


def _unknown(file: str, line: int, column_name: str, found: Any, allowed: Iterable[Any]) -> Problem:
    return Problem(
        file, "unknown_value", line=line, column=column_name, found=str(found),
        allowed=shortened(allowed),
    )  # fmt: skip


def _check_deferral(file: str, line: int, row: ActivityRow) -> list[Problem]:
    """Return what does not fit together in a row's deferral columns."""
    if (row.deferral_kind is None) != (row.deferral_told_by is None):
        return [
            Problem(
                file, "only_one_of_two", line=line, column="deferral_kind",
                found="deferral_told_by",
            )
        ]  # fmt: skip
    details = (
        row.deferral_from_text,
        row.deferral_from_date,
        row.deferral_to_text,
        row.deferral_to_date,
        row.deferral_reasons,
    )
    if row.deferral_kind is None and any(details):
        return [Problem(file, "missing_value", line=line, column="deferral_kind", found="")]
    return []


def _check_listing(
    file: str, line: int, row: ActivityRow, first_rows: dict[str, ActivityRow]
) -> list[Problem]:
    """Return what contradicts the activity's first row, or the listing that it says it repeats."""
    first = first_rows[row.activity_id]
    problems = [
        Problem(
            file, "disagrees", line=line, column=one.name, found=cell_text(getattr(row, one.name)),
            allowed=(cell_text(getattr(first, one.name)),),
        )
        for one in fields(ActivityRow)
        if one.name not in _OF_THE_OCCASION and getattr(first, one.name) != getattr(row, one.name)
    ]  # fmt: skip
    original = row.same_as_activity_id
    if original is not None and (original not in first_rows or original == row.activity_id):
        problems.append(_unknown(file, line, "same_as_activity_id", original, first_rows))
    elif original is not None and first_rows[original].same_as_activity_id is not None:
        problems.append(
            Problem(
                file, "not_first_listing", line=line, column="same_as_activity_id", found=original
            )
        )
    return problems


def _check_activities(
    file: str, rows: Iterable[tuple[int, ActivityRow]], goals: set[str], occasions: set[int]
) -> list[Problem]:
    problems: list[Problem] = []
    first_rows: dict[str, ActivityRow] = {}
    reported: dict[str, set[int]] = {}
    for line, row in rows:
        if row.goal_id not in goals:
            problems.append(_unknown(file, line, "goal_id", row.goal_id, goals))
        if row.occasion not in occasions:
            problems.append(_unknown(file, line, "occasion", row.occasion, occasions))
        first_rows.setdefault(row.activity_id, row)
        seen = reported.setdefault(row.activity_id, set())
        if row.occasion in seen:
            found = f"{row.activity_id}, {row.occasion}"
            problems.append(
                Problem(file, "duplicate", line=line, column="activity_id", found=found)
            )
        seen.add(row.occasion)
        problems += _check_deferral(file, line, row)
        problems += _check_listing(file, line, row, first_rows)
    problems += [
        Problem(
            file, "missing_occasion", column="occasion", found=activity_id,
            allowed=tuple(str(number) for number in sorted(occasions - seen)),
        )
        for activity_id, seen in reported.items()
        if occasions - seen
    ]  # fmt: skip
    return problems


def _check_kpis(
    file: str, rows: Iterable[tuple[int, KpiRow]], goals: set[str], activities: set[str]
) -> list[Problem]:
    problems = []
    for line, row in rows:
        if row.kind != "listing":
            problems += [
                Problem(file, "missing_value", line=line, column=name, found="")
                for name in ("operator", "value", "value_text", "year")
                if getattr(row, name) is None
            ]
        if row.goal_id is not None and row.goal_id not in goals:
            problems.append(_unknown(file, line, "goal_id", row.goal_id, goals))
        if row.activity_id is not None and row.activity_id not in activities:
            problems.append(_unknown(file, line, "activity_id", row.activity_id, activities))
    return problems


def read_document(folder: Path) -> Document:
    """Read and check a document's folder; raise RecordError with every problem found."""
    name = folder.name
    card, problems = _read_card(folder / "card.toml", f"{name}/card.toml")
    if DOCUMENT_ID.fullmatch(name) is None:
        problems.append(
            Problem(name, "not_allowed", column="id", found=name, allowed=("a-z, 0-9, -",))
        )
    known = {"card.toml"} | {f"{table}.csv" for table in _TABLES}
    problems += [
        Problem(
            f"{name}/{path.name}", "unknown_file", found=path.name, allowed=tuple(sorted(known))
        )
        for path in sorted(folder.iterdir())
        if path.name not in known and not path.name.startswith(".")
    ]
    lines: dict[str, list[tuple[int, Any]]] = {}
    unread: set[str] = set()
    for table, record in _TABLES.items():
        path = folder / f"{table}.csv"
        lines[table] = []
        if path.is_file():
            lines[table], found = read_table(path, record, f"{name}/{table}.csv")
            problems += found
            if found:
                unread.add(table)
    occasions = {occasion.number for occasion in card.occasions} if card else set()
    goals = {goal.goal_id for _, goal in lines["goals"]}
    activities = {row.activity_id for _, row in lines["activities"]}
    # A table that could not be read would make every pointer into it look wrong.
    if card is not None and "goals" not in unread:
        problems += _check_goals(f"{name}/goals.csv", lines["goals"], occasions)
        if "activities" not in unread:
            problems += _check_activities(
                f"{name}/activities.csv", lines["activities"], goals, occasions
            )
            problems += _check_kpis(f"{name}/kpis.csv", lines["kpis"], goals, activities)
        problems += [
            _unknown(f"{name}/stated_totals.csv", line, "goal_id", row.goal_id, goals)
            for line, row in lines["stated_totals"]
            if row.goal_id is not None and row.goal_id not in goals
        ]
        seen: set[tuple[str, str, int]] = set()
        for line, row in lines["budget"]:
            key = (row.unit, row.line, row.year)
            if key in seen:
                shown = ", ".join(str(part) for part in key)
                problems.append(
                    Problem(
                        f"{name}/budget.csv", "duplicate", line=line, column="unit", found=shown
                    )
                )
            seen.add(key)
    if problems or card is None:
        raise RecordError(problems)
    return Document(
        document_id=name, card=card, **{table: tuple(rows) for table, rows in lines.items()}
    )


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def write_document(folder: Path, document: Document) -> None:
    """Write a document as a folder that `read_document` reads back to the same document."""
    folder.mkdir(parents=True, exist_ok=True)
    card = document.card
    content = _without_empty(
        {
            "municipality_code": card.municipality_code,
            "title": card.title,
            "body": card.body,
            "kind": card.kind,
            "year": card.year,
            "term_start_year": card.term_start_year,
            "term_end_year": card.term_end_year,
            "diary_number": card.diary_number,
            "published_at": card.published_at,
            "supersedes": card.supersedes,
            "original": {"file_name": card.original_file_name, "sha256": card.original_sha256},
            "taken_in": {"by": card.taken_in_by, "on": card.taken_in_on, "reader": card.reader},
            "occasions": [_without_empty(vars(occasion)) for occasion in card.occasions],
            "printed_dates": [_without_empty(vars(printed)) for printed in card.printed_dates]
            or None,
        }
    )
    (folder / "card.toml").write_text(tomli_w.dumps(content), encoding="utf-8")
    for table, record in _TABLES.items():
        rows = [row for _, row in getattr(document, table)]
        if rows:
            write_table(folder / f"{table}.csv", record, rows)
        else:  # what an earlier writing left there is not this document's
            (folder / f"{table}.csv").unlink(missing_ok=True)
