"""What must be decided before a document can be published, and what does it become in the record?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, TypeVar

from malkollen.intake.additions import (
    Additions,
    code_list,
    kept_codes,
    kpi_codes,
    new_assessment_words,
    new_committees,
    new_status_words,
)
from malkollen.intake.texts import cleaned, label, one_line
from malkollen.intake.watch import FoundFile
from malkollen.record import (
    GOAL_LEVELS,
    MEASURES,
    ActivityRow,
    BudgetRow,
    Card,
    Document,
    GoalRow,
    KpiRow,
    Occasion,
    PrintedDate,
    StatedTotalRow,
)
from malkollen.reference import Reference
from malkollen.tables import cell_text
from malkollen.understanding.reading import (
    Doubt,
    Place,
    ReadActivity,
    ReadAssessment,
    ReadDeferral,
    ReadGoal,
    Reading,
    ReadKpi,
    Report,
)
from malkollen.words import intake as words

_FIRST_YEAR, _LAST_YEAR = 1990, 2100

Row = TypeVar("Row", GoalRow, ActivityRow, KpiRow, BudgetRow, StatedTotalRow)


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """What a reading becomes: a document of the record, and what it adds to the reference tables."""

    document: Document
    additions: Additions


@dataclass(frozen=True, kw_only=True)
class Publishing:
    """What is known when a document is published, besides the reading."""

    document_id: str
    older: Document | None
    taken_in_by: str
    taken_in_on: date


def _is_year(year: int | None) -> bool:
    return year is not None and _FIRST_YEAR <= year <= _LAST_YEAR


def _unknown_words(reading: Reading) -> tuple[Doubt, ...]:
    """Return every status word without a status as a doubt, once each, at its first place."""
    found: dict[str, Doubt] = {}
    candidates = {
        one.found.lower(): one.candidates for one in reading.doubts if one.found and one.candidates
    }
    for activity in reading.activities:
        for report in activity.reports:
            text = one_line(report.status_text)
            if text is not None and report.status is None:
                found.setdefault(
                    text.lower(),
                    Doubt(
                        code="unknown_status",
                        place=activity.place,
                        field="status",
                        subject=activity.activity_id,
                        found=text,
                        candidates=candidates.get(text.lower(), ()),
                    ),
                )
    return tuple(found.values())


def blocking(reading: Reading) -> tuple[Doubt, ...]:
    """Return what must be decided before a reading can be published, as doubts.

    A missing municipality, body or year (decided by `Given`) and every status word without a status, once each (decided
    by `Corrections.status_words`). Their codes: `no_municipality`, `no_body`, `no_year`, `nothing_found`,
    `unknown_status`; `malkollen.words.intake.INTAKE_PROBLEMS` has their sentences.
    """
    document = reading.document
    missing = (
        ("no_municipality", "municipality_code", document.municipality_code is None),
        ("no_body", "body", one_line(document.body) is None),
        ("no_year", "year", not _is_year(document.year)),
        (
            "nothing_found",
            None,
            not (reading.goals or reading.activities or reading.kpis or reading.stated_totals),
        ),
    )
    doubts = tuple(
        Doubt(code=code, place=Place(), field=field) for code, field, is_missing in missing
        if is_missing
    )  # fmt: skip
    return doubts + _unknown_words(reading)


def _place(place: Place) -> dict[str, Any]:
    return {
        "place_section": one_line(place.section),
        "place_page": one_line(place.page),
        "place_row": place.row,
    }


def _titled(text: str, details: str | None = None) -> dict[str, Any]:
    """Return a text as title and, where the title does not say it all, as wording with what stands beneath it."""
    title = label(text) or words.UNTITLED
    full = cleaned("\n".join(part for part in (cleaned(text), cleaned(details)) if part))
    return {"title": title, "wording": full if full != title else None}


def _numbered(rows: Iterable[Row]) -> tuple[tuple[int, Row], ...]:
    """Return rows with the lines that they will begin on in their file."""
    line = 2
    numbered = []
    for row in rows:
        numbered.append((line, row))
        line += 1 + sum(
            cell_text(getattr(row, one.name)).count("\n")
            for one in fields(row)
        )  # fmt: skip
    return tuple(numbered)


class _Occasions:
    """The document's occasions, numbered from 1, and the number that each has in the reading."""

    def __init__(self, reading: Reading) -> None:
        document = reading.document
        self.numbers = {
            one.number: number for number, one in enumerate(document.occasions, start=1)
        }
        notes = {one.number: one.as_of_note for one in document.occasions}
        for doubt in reading.doubts:
            # It is the last occasion's date that can be given.
            if doubt.code == "as_of_differs" and document.occasions:
                told = words.DIFFERING_DATE.format(day=doubt.found)
                notes[document.occasions[-1].number] = told
        self.rows = tuple(
            Occasion(
                number=self.numbers[one.number],
                label=one_line(one.label) or str(one.number),
                as_of_date=one.as_of_date,
                is_as_of_stated=one.is_as_of_stated and one.as_of_date is not None,
                as_of_note=self._note(one.as_of_date, notes[one.number], is_stated=one.is_as_of_stated),
            )
            for one in document.occasions
        ) or (
            Occasion(
                number=1, label=str(document.year), as_of_date=None, is_as_of_stated=False,
                as_of_note=words.NO_OCCASION,
            ),
        )  # fmt: skip

    @staticmethod
    def _note(day: date | None, note: str | None, *, is_stated: bool) -> str | None:
        """Return from what a date is inferred, which the record wants told."""
        return one_line(note) or (None if is_stated and day else words.INFERRED_DATE)


def _card(
    found: FoundFile, occasions: _Occasions, publishing: Publishing, supersedes: str | None
) -> Card:
    document = found.reading.document
    body = one_line(document.body) or ""
    start, end = document.term_start_year, document.term_end_year
    has_term = _is_year(start) and _is_year(end) and (start or 0) <= (end or 0)
    printed = {one.date: one.place.row for one in reversed(document.printed_dates)}
    return Card(
        municipality_code=document.municipality_code or "",
        title=one_line(document.title) or f"{body} {document.year}",
        body=body,
        kind=document.kind,
        year=document.year or 0,
        term_start_year=start if has_term else None,
        term_end_year=end if has_term else None,
        diary_number=one_line(document.diary_number),
        published_at=None,
        supersedes=supersedes,
        original_file_name=one_line(found.file_name) or words.UNNAMED_FILE,
        original_sha256=found.sha256,
        taken_in_by=one_line(publishing.taken_in_by) or words.UNNAMED_PERSON,
        taken_in_on=publishing.taken_in_on,
        reader=found.reader,
        occasions=occasions.rows,
        printed_dates=tuple(
            PrintedDate(date=day, place_row=printed[day]) for day in sorted(printed)
        ),
    )


def _goal_row(goal: ReadGoal, assessment: ReadAssessment | None, occasions: _Occasions) -> GoalRow:
    titled = _titled(goal.title)
    titled["wording"] = cleaned(goal.wording) or titled["wording"]
    return GoalRow(
        goal_id=goal.goal_id,
        parent_goal_id=goal.parent_goal_id,
        level=goal.level if goal.level in GOAL_LEVELS else "goal",
        level_text=one_line(goal.level_text),
        number=one_line(goal.number),
        **titled,
        is_prioritised=goal.is_prioritised,
        occasion=occasions.numbers.get(assessment.occasion) if assessment else None,
        assessment_text=one_line(assessment.assessment_text) if assessment else None,
        **_place(goal.place),
    )


def _verdicts(
    assessments: Sequence[ReadAssessment], codes: dict[str, str], occasions: _Occasions
) -> dict[str, ReadAssessment]:
    """Return each goal's last verdict that the tables understand as the reading does."""
    verdicts: dict[str, ReadAssessment] = {}
    for one in assessments:
        text = (one_line(one.assessment_text) or "").lower()
        is_known = one.assessment is not None and codes.get(text) == one.assessment
        before = verdicts.get(one.goal_id)
        is_later = before is None or one.occasion >= before.occasion
        if is_known and is_later and one.occasion in occasions.numbers:
            verdicts[one.goal_id] = one
    return verdicts


def _deferral(deferral: ReadDeferral | None, reasons: frozenset[str]) -> dict[str, Any]:
    if deferral is None:
        return {}
    return {
        "deferral_kind": deferral.kind,
        "deferral_told_by": deferral.told_by,
        "deferral_from_text": one_line(deferral.from_text),
        "deferral_from_date": deferral.from_date,
        "deferral_to_text": one_line(deferral.to_text),
        "deferral_to_date": deferral.to_date,
        "deferral_reasons": tuple(reason for reason in deferral.reasons if reason in reasons),
    }


def _status(report: Report | None, codes: dict[str, str]) -> dict[str, Any]:
    """Return a status as written, with its code where the word alone does not say it."""
    if report is None:
        return {"status_text": None, "status": None}
    text = one_line(report.status_text)
    said = "not_reported" if text is None else codes.get(text.lower())
    is_said = report.status is None or report.status == said
    return {"status_text": text, "status": None if is_said else report.status}


def _activity_rows(
    activity: ReadActivity, occasions: _Occasions, codes: dict[str, str], reasons: frozenset[str]
) -> list[ActivityRow]:
    """Return an activity's rows, one per occasion of the document; a deferral stands with the last."""
    reports = {occasions.numbers.get(report.occasion): report for report in activity.reports}
    row = ActivityRow(
        activity_id=activity.activity_id,
        same_as_activity_id=activity.same_as_activity_id,
        goal_id=activity.goal_id,
        kind=one_line(activity.kind) or words.ACTIVITY,
        **_titled(activity.title, activity.details),
        priority_text=one_line(activity.priority_text),
        committees_text=one_line(activity.committees_text),
        committees=code_list(activity.committees),
        start_text=one_line(activity.start_text),
        start_date=activity.start_date,
        due_text=one_line(activity.due_text),
        due_date=activity.due_date,
        carried_over_from_year=activity.carried_over_from,
        carried_over_text=one_line(activity.carried_over_text),
        occasion=0,
        status_text=None,
        **_place(activity.place),
    )
    rows = [
        replace(
            row,
            occasion=one.number,
            **_status(reports.get(one.number), codes),
            comment=cleaned(reports[one.number].comment) if one.number in reports else None,
        )
        for one in occasions.rows
    ]
    return [*rows[:-1], replace(rows[-1], **_deferral(activity.deferral, reasons))]


def _kpi_row(kpi: ReadKpi, code: str, year: int | None) -> KpiRow:
    """Return a key figure's row; a target without a number can only be listed."""
    has_value = kpi.kind != "listing" and kpi.value is not None
    text = one_line(kpi.text)
    if has_value and text is None:
        text = " ".join(part for part in (cell_text(kpi.value), one_line(kpi.unit)) if part)
    return KpiRow(
        kpi_code=code,
        kind=kpi.kind if has_value else "listing",
        name=label(kpi.name) or words.UNTITLED,
        goal_id=kpi.goal_id,
        activity_id=kpi.activity_id,
        operator=(kpi.operator or "=") if has_value else None,
        value=kpi.value if has_value else None,
        value_high=kpi.value_high if has_value else None,
        value_text=text,
        # A figure without a year of its own is of the year that the document reports.
        year=(kpi.year or year) if has_value else kpi.year,
        period_text=one_line(kpi.period),
        gender=kpi.gender if kpi.gender in ("K", "M") else None,
        breakdown_text=one_line(kpi.breakdown),
        frequency_text=one_line(kpi.frequency),
        reports_per_year=kpi.reports_per_year,
        **_place(kpi.place),
    )


def _budget_rows(reading: Reading) -> list[BudgetRow]:
    """Return the budget's rows; where a unit's line stands twice for a year, the first."""
    rows: dict[tuple[str, str, int], BudgetRow] = {}
    for one in reading.budget:
        unit = one_line(one.unit) or words.UNTITLED
        row = BudgetRow(
            unit=unit,
            line=one.line,
            line_text=one_line(one.line_text) or one.line,
            year=one.year,
            amount_tkr=one.amount_tkr,
            **_place(one.place),
        )
        rows.setdefault((unit, one.line, one.year), row)
    return list(rows.values())


def _total_rows(reading: Reading) -> list[StatedTotalRow]:
    return [
        StatedTotalRow(
            measure=one.measure,
            level=one.level if one.level in GOAL_LEVELS else None,
            goal_id=one.goal_id,
            value=one.value,
            value_text=one_line(one.text) or cell_text(one.value),
            is_listed=one.counted is not None,
            **_place(one.place),
        )
        for one in reading.stated_totals
        if one.measure in MEASURES
    ]


def to_document(found: FoundFile, reference: Reference, publishing: Publishing) -> Reviewed:
    """Return the document of the record that a reading becomes, and what it adds to the reference tables.

    The reading must have nothing that is blocking. Titles become short labels, with the full text as wording; comments
    are kept. A verdict whose word is not known is left out, as is a total of a measure that the record does not have.
    """
    reading = found.reading
    document_id = publishing.document_id
    decided = {word.strip().lower(): code for word, code in found.corrections.status_words}
    committees, committee_words = new_committees(
        reading, reference, reading.document.municipality_code or "", document_id
    )
    kept = kept_codes(reading, found.sha256, publishing.older)
    codes, kpis = kpi_codes(reading, reference, document_id, kept)
    additions = Additions(
        committees=committees,
        committee_words=committee_words,
        kpis=kpis,
        status_words=new_status_words(reading, reference, decided, document_id),
        assessment_words=new_assessment_words(reading.assessments, reference, document_id),
    )
    statuses = {
        row.status_word: row.status_code
        for row in (*reference.status_words, *additions.status_words)
    }
    verdict_words = {
        row.assessment_word: row.assessment_code
        for row in (*reference.assessment_words, *additions.assessment_words)
    }
    occasions = _Occasions(reading)
    verdicts = _verdicts(reading.assessments, verdict_words, occasions)
    reasons = frozenset(row.reason_code for row in reference.reasons)
    activities = [
        row
        for activity in reading.activities
        for row in _activity_rows(activity, occasions, statuses, reasons)
    ]
    older = publishing.older
    document = Document(
        document_id=document_id,
        card=_card(found, occasions, publishing, older.document_id if older else None),
        goals=_numbered(
            _goal_row(goal, verdicts.get(goal.goal_id), occasions) for goal in reading.goals
        ),
        activities=_numbered(activities),
        kpis=_numbered(
            _kpi_row(kpi, code, reading.document.year)
            for kpi, code in zip(reading.kpis, codes, strict=True)
        ),
        budget=_numbered(_budget_rows(reading)),
        stated_totals=_numbered(_total_rows(reading)),
    )
    return Reviewed(document=document, additions=additions)
