"""What a visit corrects stays with its activity, whatever ids the activities get."""

from dataclasses import replace
from datetime import date

import pytest
from small_reading import ACTIVITY

from malkollen.intake.corrected import (
    Corrected,
    by_place,
    edited_rows,
    to_corrections,
    with_column,
    with_edits,
    with_row,
    with_status_word,
    written,
)
from malkollen.understanding.reading import ColumnCorrection, FieldCorrection, Place, ReadActivity

CODES = ("completed", "in_progress")


def activity(activity_id: str, page: str | None, row: int | None) -> ReadActivity:
    """An activity that stands at a place."""
    return replace(ACTIVITY, activity_id=activity_id, place=Place(page=page, row=row))


def test_activities_in_one_row_are_told_apart() -> None:
    """The second of a row has a key of its own; a place without page or row is one too."""
    shown = [activity("a1", "1", 7), activity("a2", "1", 7), activity("a3", None, None)]
    assert list(by_place(shown)) == [("1", 7, 0), ("1", 7, 1), (None, None, 0)]


def test_corrections_follow_their_activity_to_its_new_id() -> None:
    """A row joined to another moves the ids up; what was corrected in row 9 stays with row 9."""
    corrected = with_edits(
        Corrected(), {("1", 9, 0): {"title": "Rätt"}, ("1", 7, 0): {"is_none": True}}, CODES
    )

    before = to_corrections(corrected, [activity(f"a{row}", "1", row) for row in (7, 8, 9)])
    after = to_corrections(corrected, [activity("a1", "1", 7), activity("a2", "1", 9)])
    gone = to_corrections(corrected, [activity("a1", "1", 8)])

    assert before.fields == (FieldCorrection(subject="a9", field="title", value="Rätt"),)
    assert before.left_out == ("a7",)
    assert after.fields == (FieldCorrection(subject="a2", field="title", value="Rätt"),)
    assert after.left_out == ("a1",)
    assert (gone.fields, gone.left_out) == ((), ())


def test_a_later_edit_replaces_an_earlier_and_leaves_the_record_before_it_alone() -> None:
    """Another field is added, the same one replaced; the number in the table is no field."""
    key = ("1", 7, 0)
    first = with_edits(Corrected(), {key: {"title": "Ett", "is_none": True}}, CODES)
    second = with_edits(
        first,
        {key: {"title": "Två", "status": "in_progress", "is_none": False, "number": 3}},
        CODES,
    )

    assert first.edits == {key: {"title": "Ett"}}
    assert first.left_out == {key}
    assert second.edits == {key: {"title": "Två", "status": "in_progress"}}
    assert second.left_out == frozenset()


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("title", "  Rusta ", "Rusta"),
        ("status", "completed", "completed"),
        ("status", "okänd", ""),
        ("status", None, ""),
        ("due_date", date(2024, 8, 31), "2024-08-31"),
        ("due_date", "2024-08-31T00:00:00.000Z", "2024-08-31"),
        ("due_date", None, ""),
    ],
)
def test_a_field_is_written_as_the_record_does(name: str, value: object, text: str) -> None:
    """A status by its code, a date as the browser sends it by its day."""
    assert written(name, value, CODES) == text


def test_a_word_is_decided_once_and_can_be_taken_back() -> None:
    """The last decision holds; other words stay."""
    corrected = with_status_word(Corrected(), "rullar", "in_progress")
    corrected = with_status_word(corrected, "klar", "completed")
    corrected = with_status_word(corrected, "rullar", "ongoing")
    assert dict(corrected.structure.status_words) == {"klar": "completed", "rullar": "ongoing"}
    assert with_status_word(corrected, "rullar", None).structure.status_words == (
        ("klar", "completed"),
    )


def test_a_column_means_the_same_in_every_table_that_has_it() -> None:
    """One correction for each table; the same column in another table is left alone."""
    corrected = with_column(Corrected(), ["t1", "t2"], 4, "comment")
    corrected = with_column(corrected, ["t2"], 4, None)
    assert corrected.structure.columns == (
        ColumnCorrection(table_id="t1", column=4, field="comment"),
        ColumnCorrection(table_id="t2", column=4, field=None),
    )


def test_a_row_begins_or_continues_never_both() -> None:
    """The later of the two holds; neither takes it back."""
    begins = with_row(Corrected(), ("1", 7), begins=True)
    continues = with_row(begins, ("1", 7), continues=True)
    assert (begins.structure.rows_apart, begins.structure.rows_joined) == ((("1", 7),), ())
    assert (continues.structure.rows_apart, continues.structure.rows_joined) == ((), (("1", 7),))
    assert with_row(continues, ("1", 7)) == Corrected()


def test_a_status_cannot_be_set_where_there_is_none() -> None:
    """An activity of a table without a status column keeps its other changes, and it is told."""
    shown = by_place([activity("a1", "1", 7), replace(activity("a2", "1", 8), reports=())])
    edited = {0: {"status": "Pågår"}, 1: {"status": "Pågår", "title": "Ny"}, 5: {"title": "Borta"}}

    changes, is_told = edited_rows(edited, shown)

    assert changes == {("1", 7, 0): {"status": "Pågår"}, ("1", 8, 0): {"title": "Ny"}}
    assert is_told
    assert edited_rows({1: {"status": "Pågår"}}, shown) == ({}, True)
    assert edited_rows({0: {"status": "Pågår"}}, shown)[1] is False
    assert edited[1] == {"status": "Pågår", "title": "Ny"}
