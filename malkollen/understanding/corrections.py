"""What did whoever takes the document in put right? Applied last, so that nothing read goes over it."""

from dataclasses import replace
from datetime import date
from typing import Any

from malkollen.understanding.reading import Corrections, FieldCorrection, ReadActivity, Reading

_TEXTS = frozenset(
    {"title", "due_text", "start_text", "committees_text", "details", "priority_text"}
)
_DATES = frozenset({"due_date", "start_date"})


def correct(reading: Reading, corrections: Corrections) -> Reading:
    """Return the reading with single fields corrected and what is no activity left out."""
    changes: dict[str, list[FieldCorrection]] = {}
    for one in corrections.fields:
        changes.setdefault(one.subject, []).append(one)
    activities = tuple(
        _changed(activity, changes.get(activity.activity_id, []))
        for activity in reading.activities
        if activity.activity_id not in corrections.left_out
    )
    left = {activity.activity_id for activity in activities}
    corrected = {(one.subject, one.field) for one in corrections.fields}
    return replace(
        reading,
        activities=tuple(
            activity
            if activity.same_as_activity_id in left
            else replace(activity, same_as_activity_id=None)
            for activity in activities
        ),
        doubts=tuple(
            doubt
            for doubt in reading.doubts
            if (doubt.subject, doubt.field) not in corrected
            and doubt.subject not in corrections.left_out
        ),
    )


def _changed(activity: ReadActivity, changes: list[FieldCorrection]) -> ReadActivity:
    for one in changes:
        value = one.value.strip() or None
        if one.field in _DATES:
            day: Any = date.fromisoformat(value) if value else None
            activity = replace(activity, **{one.field: day})
        elif one.field == "committees":
            parts = tuple(part.strip() for part in (value or "").split(",") if part.strip())
            activity = replace(activity, committees=parts)
        elif one.field in _TEXTS:
            text: Any = value or (activity.title if one.field == "title" else None)
            activity = replace(activity, **{one.field: text})
        elif one.field == "status":
            last = replace(activity.reports[-1], status=value)
            activity = replace(activity, reports=(*activity.reports[:-1], last))
        elif one.field == "deferral" and value is None:
            activity = replace(activity, deferral=None)
    return activity
