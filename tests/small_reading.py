"""A small reading to publish, as the intake gets it."""

from datetime import date
from pathlib import Path

from malkollen.intake import FoundFile
from malkollen.intake.watch import hash_of
from malkollen.understanding.reading import (
    Corrections,
    Place,
    ReadActivity,
    ReadDocument,
    ReadGoal,
    Reading,
    ReadKpi,
    ReadOccasion,
    Report,
)

# A municipality that no document of the record is about.
KIRUNA = "2584"
PLACE = Place(section="Skola", page=None, row=7)

DOCUMENT = ReadDocument(
    municipality_code=KIRUNA,
    municipality="Kiruna",
    title="Uppföljning 2023",
    body="Barnnämnden",
    kind="follow_up",
    year=2023,
    term_start_year=None,
    term_end_year=None,
    diary_number="BN 2023/17",
    occasions=(
        ReadOccasion(number=1, label="Delår", as_of_date=date(2023, 8, 31), is_as_of_stated=True),
    ),
)
GOAL = ReadGoal(
    goal_id="g1", parent_goal_id=None, path=("Trygg skola",), level="goal", level_text="Mål",
    number=None, title="Trygg skola", wording=None, is_prioritised=False, place=PLACE,
)  # fmt: skip
ACTIVITY = ReadActivity(
    activity_id="a1", same_as_activity_id=None, goal_id="g1", goal_path=("Trygg skola",),
    kind="aktivitet", title="Anställa fler kuratorer", priority_text=None, committees_text="BN",
    committees=("BN",), start_text=None, start_date=None, due_text="Juni",
    due_date=date(2023, 6, 30), carried_over_from=None, carried_over_text=None, deferral=None,
    reports=(Report(occasion=1, status_text="Genomförd", status="completed", comment="Två nya."),),
    place=PLACE,
)  # fmt: skip
KPI = ReadKpi(
    name="Trygga elever", kind="target", operator=">=", value=90.0, value_high=None,
    unit="procent", year=2023, period=None, gender="T", text="minst 90 procent", direction=None,
    breakdown=None, frequency=None, reports_per_year=None, goal_id="g1", activity_id=None,
    place=PLACE,
)  # fmt: skip
READING = Reading(document=DOCUMENT, goals=(GOAL,), activities=(ACTIVITY,), kpis=(KPI,))


def found_file(
    path: Path, reading: Reading = READING, corrections: Corrections | None = None
) -> FoundFile:
    """Return a reading as if it had been made of the file at `path`, which is written where it is missing."""
    if not path.exists():
        path.write_text("Barnnämndens uppföljning", encoding="utf-8")
    return FoundFile(
        path=path,
        file_name=path.name,
        sha256=hash_of(path),
        reader="text",
        reading=reading,
        source=(),
        notes=(),
        corrections=corrections or Corrections(),
    )
