"""What rows does a document make, and what rows the reference tables?"""

from collections.abc import Iterator, Sequence
from typing import Any

from malkollen.figures import Sheet
from malkollen.record import ActivityRow, Document
from malkollen.reference import Reference

Rows = list[dict[str, Any]]


def reference_rows(reference: Reference) -> Iterator[tuple[str, Rows]]:
    """Yield each reference table with its rows, in the order in which they refer to one another."""
    yield "municipality", [vars(row) for row in reference.municipalities]
    yield "status_family", [vars(row) for row in reference.status_families]
    yield "status", [vars(row) for row in reference.statuses]
    yield "status_word", [vars(row) for row in reference.status_words]
    yield "assessment", [vars(row) for row in reference.assessments]
    yield "assessment_word", [vars(row) for row in reference.assessment_words]
    yield "reason", [vars(row) for row in reference.reasons]
    yield "kpi", [{**vars(row), "is_national": False} for row in reference.kpis]
    yield "reference_source", [vars(row) for row in reference.sources]
    yield (
        "committee",
        [
            {
                "committee_id": f"{row.municipality_code}-{row.committee_code}",
                "municipality_code": row.municipality_code,
                "committee_code": row.committee_code,
                "committee": row.committee,
            }
            for row in reference.committees
        ],
    )


def sheet_rows(sheets: Sequence[Sheet]) -> Iterator[tuple[str, Rows]]:
    """Yield the tables of own figures with their rows."""
    yield (
        "figure_sheet",
        [
            {
                "sheet_id": sheet.sheet_id,
                "title": sheet.card.title,
                "original_file_name": sheet.card.original_file_name,
                "original_sha256": sheet.card.original_sha256,
                "taken_in_by": sheet.card.taken_in_by,
                "taken_in_on": sheet.card.taken_in_on,
            }
            for sheet in sheets
        ],
    )
    yield (
        "own_figure",
        [
            {
                "own_figure_id": f"{sheet.sheet_id}/{order}",
                "sheet_id": sheet.sheet_id,
                "sort_order": order,
                **vars(row),
            }
            for sheet in sheets
            for order, (_, row) in enumerate(sheet.rows, start=1)
        ],
    )


def _place(row: Any) -> dict[str, Any]:
    return {
        "place_section": row.place_section,
        "place_page": row.place_page,
        "place_row": row.place_row,
    }


def _document_row(document: Document) -> dict[str, Any]:
    card = document.card
    names = (
        "municipality_code", "title", "body", "kind", "year", "term_start_year", "term_end_year",
        "diary_number", "published_at", "original_file_name", "original_sha256", "taken_in_by",
        "taken_in_on", "reader",
    )  # fmt: skip
    return {
        "document_id": document.document_id,
        "supersedes_document_id": card.supersedes,
        **{name: getattr(card, name) for name in names},
    }


def _status_code(row: ActivityRow, crosswalk: dict[str, str]) -> str:
    if row.status is not None:
        return row.status
    return "not_reported" if row.status_text is None else crosswalk[row.status_text.lower()]


def _goal_rows(document: Document, crosswalk: dict[str, str]) -> Iterator[tuple[str, Rows]]:
    prefix = document.document_id
    goals = []
    assessments = []
    for order, (_, row) in enumerate(document.goals, start=1):
        goals.append(
            {
                "goal_id": f"{prefix}/{row.goal_id}",
                "document_id": prefix,
                "parent_goal_id": row.parent_goal_id and f"{prefix}/{row.parent_goal_id}",
                "sort_order": order,
                "level": row.level,
                "level_text": row.level_text,
                "goal_number": row.number,
                "title": row.title,
                "wording": row.wording,
                "is_prioritised": row.is_prioritised,
                **_place(row),
            }
        )
        if row.assessment_text is not None:
            assessments.append(
                {
                    "goal_id": f"{prefix}/{row.goal_id}",
                    "document_id": prefix,
                    "occasion_number": row.occasion,
                    "assessment_text": row.assessment_text,
                    "assessment_code": crosswalk[row.assessment_text.lower()],
                }
            )
    # A foreign key to the same table wants the parents there before their children come.
    depths: dict[str, int] = {}
    for goal in goals:
        parent = goal["parent_goal_id"]
        depths[goal["goal_id"]] = 0 if parent is None else depths[parent] + 1
    for depth in range(max(depths.values(), default=-1) + 1):
        yield "goal", [goal for goal in goals if depths[goal["goal_id"]] == depth]
    yield "goal_assessment", assessments


def _activity_rows(document: Document, crosswalk: dict[str, str]) -> Iterator[tuple[str, Rows]]:
    prefix = document.document_id
    code = document.card.municipality_code
    first_rows: dict[str, ActivityRow] = {}
    for _, row in document.activities:
        first_rows.setdefault(row.activity_id, row)
    yield (
        "activity",
        [
            {
                "activity_id": f"{prefix}/{row.activity_id}",
                "distinct_activity_id": f"{prefix}/{row.same_as_activity_id or row.activity_id}",
                "document_id": prefix,
                "goal_id": f"{prefix}/{row.goal_id}",
                "sort_order": order,
                **{
                    name: getattr(row, name)
                    for name in (
                        "kind", "title", "wording", "priority_text", "committees_text",
                        "start_text", "start_date", "due_text", "due_date",
                        "carried_over_from_year", "carried_over_text",
                    )
                },
                **_place(row),
            }
            for order, row in enumerate(first_rows.values(), start=1)
        ],
    )  # fmt: skip
    yield (
        "activity_committee",
        [
            {"activity_id": f"{prefix}/{row.activity_id}", "committee_id": f"{code}-{committee}"}
            for row in first_rows.values()
            for committee in dict.fromkeys(row.committees)
        ],
    )
    yield (
        "status_report",
        [
            {
                "activity_id": f"{prefix}/{row.activity_id}",
                "document_id": prefix,
                "occasion_number": row.occasion,
                "status_text": row.status_text,
                "status_code": _status_code(row, crosswalk),
                "comment": row.comment,
            }
            for _, row in document.activities
        ],
    )
    deferred = [row for _, row in document.activities if row.deferral_kind is not None]
    yield (
        "deferral",
        [
            {
                "activity_id": f"{prefix}/{row.activity_id}",
                "occasion_number": row.occasion,
                "kind": row.deferral_kind,
                "told_by": row.deferral_told_by,
                "is_marked": row.deferral_told_by != "comment",
                "from_text": row.deferral_from_text,
                "from_date": row.deferral_from_date,
                "to_text": row.deferral_to_text,
                "to_date": row.deferral_to_date,
            }
            for row in deferred
        ],
    )
    yield (
        "deferral_reason",
        [
            {
                "activity_id": f"{prefix}/{row.activity_id}",
                "occasion_number": row.occasion,
                "reason_code": reason,
                "sort_order": order,
            }
            for row in deferred
            for order, reason in enumerate(dict.fromkeys(row.deferral_reasons), start=1)
        ],
    )


def _kpi_rows(document: Document) -> Iterator[tuple[str, Rows]]:
    prefix = document.document_id
    tables: dict[str, Rows] = {"kpi_listing": [], "target": [], "outcome": []}
    for order, (_, row) in enumerate(document.kpis, start=1):
        shared = {
            "document_id": prefix,
            "sort_order": order,
            "kpi_code": row.kpi_code,
            "goal_id": row.goal_id and f"{prefix}/{row.goal_id}",
            "activity_id": row.activity_id and f"{prefix}/{row.activity_id}",
            "name": row.name,
            **_place(row),
        }
        if row.kind == "listing":
            tables["kpi_listing"].append(
                {
                    "kpi_listing_id": f"{prefix}/{order}",
                    **shared,
                    "breakdown_text": row.breakdown_text,
                    "frequency_text": row.frequency_text,
                    "reports_per_year": row.reports_per_year,
                }
            )
            continue
        tables[row.kind].append(
            {
                f"{row.kind}_id": f"{prefix}/{order}",
                **shared,
                "operator": row.operator,
                "value": row.value,
                "value_high": row.value_high,
                "value_text": row.value_text,
                "year": row.year,
                # The group that an outcome is for narrows it as a period does.
                "period_text": ", ".join(filter(None, (row.breakdown_text, row.period_text)))
                or None,
                "gender": row.gender or "T",
            }
        )
    yield from tables.items()


def document_rows(document: Document, reference: Reference) -> Iterator[tuple[str, Rows]]:
    """Yield each table that a document adds to, with its rows, in the order in which they refer to one another."""
    prefix = document.document_id
    yield "document", [_document_row(document)]
    yield (
        "occasion",
        [
            {
                "document_id": prefix,
                "occasion_number": occasion.number,
                "label": occasion.label,
                "as_of_date": occasion.as_of_date,
                "is_as_of_stated": occasion.is_as_of_stated,
                "as_of_note": occasion.as_of_note,
            }
            for occasion in document.card.occasions
        ],
    )
    yield (
        "printed_date",
        [
            {"document_id": prefix, "printed_date": printed.date, "place_row": printed.place_row}
            for printed in document.card.printed_dates
        ],
    )
    assessments = {row.assessment_word: row.assessment_code for row in reference.assessment_words}
    statuses = {row.status_word: row.status_code for row in reference.status_words}
    yield from _goal_rows(document, assessments)
    yield from _activity_rows(document, statuses)
    yield from _kpi_rows(document)
    yield (
        "budget_line",
        [
            {
                "document_id": prefix,
                "sort_order": order,
                "unit": row.unit,
                "line": row.line,
                "line_text": row.line_text,
                "year": row.year,
                "amount_tkr": row.amount_tkr,
                **_place(row),
            }
            for order, (_, row) in enumerate(document.budget, start=1)
        ],
    )
    yield (
        "stated_total",
        [
            {
                "stated_total_id": f"{prefix}/{order}",
                "document_id": prefix,
                "measure": row.measure,
                "level": row.level,
                "goal_id": row.goal_id and f"{prefix}/{row.goal_id}",
                "value": row.value,
                "value_text": row.value_text,
                "is_listed": row.is_listed,
                **_place(row),
            }
            for order, (_, row) in enumerate(document.stated_totals, start=1)
        ],
    )
