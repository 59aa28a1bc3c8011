"""Does the document agree with itself? The totals it states, beside what was read."""

from collections.abc import Sequence
from dataclasses import replace

from malkollen.understanding.reading import (
    Doubt,
    ReadActivity,
    ReadAssessment,
    ReadStatedTotal,
)

_VERDICTS = {"goals_met": "met", "goals_partly_met": "partly_met", "goals_not_met": "not_met"}
_DEFERRALS = {"deferred_within_year": "within_year", "deferred_to_later_year": "to_later_year"}


def _deferred(activities: Sequence[ReadActivity], kind: str) -> int | None:
    """Count what is marked or written as moved; what only a comment tells is no moved end. None where none is marked."""
    moved = [one.deferral for one in activities if one.deferral is not None]
    marked = [one for one in moved if one.told_by != "comment"]
    return sum(one.kind == kind for one in marked) if marked else None


def _judged(
    assessments: Sequence[ReadAssessment], code: str, goal_count: float | None
) -> int | None:
    """Count the goals with a verdict, at the last occasion; None where not all goals are listed with theirs."""
    last = max((one.occasion for one in assessments), default=1)
    of_last = [one for one in assessments if one.occasion == last]
    if not of_last or (goal_count is not None and len(of_last) != goal_count):
        return None
    return sum(one.assessment == code for one in of_last)


def with_counts(
    totals: Sequence[ReadStatedTotal],
    activities: Sequence[ReadActivity],
    assessments: Sequence[ReadAssessment],
) -> tuple[tuple[ReadStatedTotal, ...], tuple[Doubt, ...]]:
    """Return the stated totals with what was counted, and a doubt for each that differs.

    Only what the document lists can be counted: moved ends where some are marked, goals where each has its verdict.
    """
    goal_count = next((one.value for one in totals if one.measure == "goals"), None)
    counted = []
    doubts = []
    for one in totals:
        count = None
        if one.measure in _DEFERRALS:
            count = _deferred(activities, _DEFERRALS[one.measure])
        elif one.measure in _VERDICTS:
            count = _judged(assessments, _VERDICTS[one.measure], goal_count)
        counted.append(replace(one, counted=count))
        if count is not None and count != one.value:
            doubts.append(
                Doubt(
                    code="total_differs", place=one.place, field=one.measure, found=one.text,
                    candidates=(str(count),),
                )
            )  # fmt: skip
    return tuple(counted), tuple(doubts)
