"""How do we show what was found in a document? As rows of tables and lines of text."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from malkollen import words
from malkollen.understanding.reading import (
    Doubt,
    Place,
    ReadActivity,
    ReadColumn,
    ReadDocument,
    Reading,
    ReadKpi,
    ReadTable,
)
from malkollen.words import intake, reading, taking_in
from malkollen.words.language import _, pgettext

Row = dict[str, Any]


def _where(place: Place, reader: str) -> str:
    """Say on which page or sheet and row something stood."""
    return taking_in.place(replace(place, section=None), reader)


def doubt_line(one: Doubt, reader: str) -> str:
    """Say what is uncertain and where it stands."""
    where = taking_in.place(one.place, reader)
    text = reading.doubt(one)
    return f"{text} ({where})" if where else text


def occasions_line(document: ReadDocument) -> str:
    """Name the occasions with their dates, where there are several."""
    if len(document.occasions) < 2:
        return ""
    return "; ".join(
        f"{one.label} ({words.date_text(one.as_of_date)})" for one in document.occasions
    )


@dataclass(frozen=True, kw_only=True)
class TableGroup:
    """Tables with the same headers, which mean the same. `is_lost` says that nothing was found in them nor elsewhere."""

    heading: str
    table_ids: tuple[str, ...]
    columns: tuple[ReadColumn, ...]
    is_lost: bool


def table_groups(found: Reading, reader: str) -> list[TableGroup]:
    """Return the tables in groups of the same headers; one without headers is a group of its own."""
    groups: dict[Any, list[ReadTable]] = {}
    for table in found.tables:
        headers = tuple(column.header for column in table.columns)
        groups.setdefault(headers if any(headers) else table.table_id, []).append(table)
    return [
        TableGroup(
            heading=taking_in.columns_heading(
                len(group),
                sum(table.row_count for table in group),
                sum(table.activity_count for table in group),
                taking_in.short(taking_in.place(group[0].place, reader)) if len(groups) > 1 else "",
            ),
            table_ids=tuple(table.table_id for table in group),
            columns=group[0].columns,
            is_lost=not (found.activities or any(table.activity_count for table in group)),
        )
        for group in groups.values()
    ]


def edited_values(one: ReadActivity) -> Row:
    """Return an activity's fields that can be corrected, as they are shown; the status by its code."""
    return {
        "title": one.title,
        "status": one.reports[-1].status if one.reports else None,
        "due_date": one.due_date,
        "committees": ", ".join(one.committees),
        "due_text": one.due_text or "",
    }


def _written_status(one: ReadActivity) -> str:
    """Write an activity's statuses as they stand, one after the other."""
    return " / ".join(" ".join((report.status_text or "–").split()) for report in one.reports)


def editor_rows(activities: Iterable[tuple[ReadActivity, bool]], reader: str) -> list[Row]:
    """Return activities, each with whether it was left out, as rows by the names of `taking_in.EDITOR`."""
    return [
        {
            "number": number,
            **edited_values(one),
            "is_none": is_none,
            "status_text": _written_status(one),
            "goal": one.goal_path[-1] if one.goal_path else "",
            "place": _where(one.place, reader),
        }
        for number, (one, is_none) in enumerate(activities, start=1)
    ]


def activity_labels(
    activities: Iterable[ReadActivity], unsure: Collection[str | None]
) -> list[str]:
    """Return what each activity is called in a list; `unsure` are the ids of those that something is uncertain of."""
    labels = []
    for number, one in enumerate(activities, start=1):
        label = f"{number}. {taking_in.short(one.title)}"
        is_unsure = one.activity_id in unsure
        labels.append(_("{activity} (osäker)").format(activity=label) if is_unsure else label)
    return labels


def goal_rows(found: Reading) -> list[Row]:
    """Return the goals with the document's own verdict."""
    verdicts = {one.goal_id: one.assessment_text for one in found.assessments}
    counts = Counter(one.goal_id for one in found.activities)
    return [
        {
            pgettext("column", "Mål"): " › ".join(goal.path),
            _("Slag"): words.GOAL_LEVELS.get(goal.level, goal.level),
            _("Aktiviteter"): counts[goal.goal_id],
            _("Bedömning"): verdicts.get(goal.goal_id),
        }
        for goal in found.goals
    ]


def _kpi_value(one: ReadKpi) -> str:
    if one.value is None:
        return "–"
    return words.bounded(one.operator or "=", one.value, one.value_high, one.unit or "")


def kpi_rows(found: Reading, reader: str) -> list[Row]:
    """Return the key figures as they were read."""
    return [
        {
            pgettext("column", "Nyckeltal"): one.name,
            _("Slag"): intake.KPI_KINDS.get(one.kind, one.kind),
            _("Värde"): _kpi_value(one),
            _("Avser"): one.period or (str(one.year) if one.year else None),
            _("Kön"): words.GENDERS.get(one.gender, one.gender),
            _("Står som"): one.text,
            _("Plats"): _where(one.place, reader),
        }
        for one in found.kpis
    ]


def budget_rows(found: Reading) -> list[Row]:
    """Return the budget's lines."""
    return [
        {
            pgettext("budget", "Rad"): f"{one.unit}: {one.line_text}",
            _("År"): str(one.year),
            _("Tusen kronor"): one.amount_tkr,
        }
        for one in found.budget
    ]


def _agreement(stated: float, counted: float | None) -> str:
    if counted is None:
        return _("går inte att räkna")
    return _("ja") if counted == stated else _("nej")


def total_rows(found: Reading, reader: str) -> list[Row]:
    """Return the totals that the document states beside what was counted."""
    titles = {goal.goal_id: goal.title for goal in found.goals}
    return [
        {
            _("Summa"): words.sentence(words.MEASURES.get(one.measure, one.measure))
            + (f", {titles[one.goal_id]}" if one.goal_id in titles else ""),
            _("Dokumentet anger"): one.value,
            _("Avläsningen ger"): one.counted,
            _("Stämmer"): _agreement(one.value, one.counted),
            _("Plats"): _where(one.place, reader),
        }
        for one in found.stated_totals
    ]


class _Own(Protocol):
    @property
    def municipality_code(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def year(self) -> int: ...
    @property
    def as_of_date(self) -> date | None: ...
    @property
    def taken_in_by(self) -> str: ...
    @property
    def taken_in_on(self) -> date: ...


def own_line(one: _Own, municipalities: Mapping[str, str]) -> str:
    """Write a document that was taken in on a line; `municipalities` has their names by code."""
    parts = [
        municipalities.get(one.municipality_code, one.municipality_code), one.body, str(one.year),
    ]  # fmt: skip
    if one.as_of_date is not None:
        parts.append(_("per {date}").format(date=words.date_text(one.as_of_date)))
    return _("{title} ({document}), inläst {date} av {name}").format(
        title=one.title,
        document=", ".join(parts),
        date=words.date_text(one.taken_in_on),
        name=intake.taker(one.taken_in_by),
    )
