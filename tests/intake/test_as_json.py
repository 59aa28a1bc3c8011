"""A reading as JSON: the names that others rely on, and back to the same reading."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from readings import anything
from small_reading import READING

from malkollen.understanding.as_json import from_json, from_values, to_json, to_values
from malkollen.understanding.reading import (
    ColumnCorrection,
    Corrections,
    Doubt,
    FieldCorrection,
    Given,
    Place,
    Reading,
)


def test_the_names_are_fixed() -> None:
    """Whoever reads the JSON relies on each of them."""
    found = to_json(READING)
    activity = found["activities"][0]

    assert list(found) == [
        "format_version", "document", "goals", "activities", "assessments", "kpis", "budget",
        "stated_totals", "tables", "doubts",
    ]  # fmt: skip
    assert found["format_version"] == 1
    assert set(activity) >= {
        "activity_id", "same_as_activity_id", "goal_id", "goal_path", "kind", "title",
        "priority_text", "committees_text", "committees", "start_text", "start_date", "due_text",
        "due_date", "carried_over_from", "carried_over_text", "deferral", "reports", "place",
    }  # fmt: skip
    assert activity["reports"] == [
        {
            "occasion": 1, "status_text": "Genomförd", "status": "completed",
            "comment": "Två nya.", "occasion_label": "Delår",
        }
    ]  # fmt: skip
    assert activity["place"] == {"section": "Skola", "page": None, "row": 7}
    assert (activity["due_date"], activity["deferral"]) == ("2023-06-30", None)
    assert found["document"]["as_of_date"] == "2023-08-31"
    assert {"kind", "operator", "value", "unit", "period", "gender", "place"} <= set(
        found["kpis"][0]
    )


def test_a_doubt_says_its_sentence() -> None:
    """In Swedish, beside its code."""
    doubt = Doubt(code="unknown_status", place=Place(), found="Rullar på")
    shown = to_json(replace(READING, doubts=(doubt,)))["doubts"][0]

    assert shown["code"] == "unknown_status"
    assert "”Rullar på”" in shown["sentence"]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=100)
@given(anything())
def test_a_reading_comes_back_as_it_was(reading: Reading) -> None:
    """Through text, whatever it holds."""
    assert from_json(json.loads(json.dumps(to_json(reading)))) == reading


def test_what_is_given_and_corrected_comes_back_as_it_was() -> None:
    """That is how it reaches the process that reads."""
    corrections = Corrections(
        columns=(ColumnCorrection(table_id="t1", column=2, field=None),),
        status_words=(("rullar på", "on_plan"),),
        rows_apart=((None, 3), ("2", 4)),
        fields=(FieldCorrection(subject="a1", field="due_date", value=""),),
    )

    assert from_values(json.loads(json.dumps(to_values(corrections))), Corrections) == corrections
    assert from_values({"year": 2022}, Given) == Given(year=2022)


@pytest.mark.parametrize(
    "wrong",
    [
        {"format_version": 2},
        {},
        {"format_version": 1},
        {"format_version": 1, "document": 7},
        {**to_json(READING), "goals": {}},
        {**to_json(READING), "goals": [7]},
        {**to_json(READING), "document": {**to_json(READING)["document"], "year": "2023"}},
        {**to_json(READING), "document": {**to_json(READING)["document"], "year": True}},
    ],
)
def test_anything_else_is_told(wrong: dict[str, Any]) -> None:
    """Another version, a missing part, a value of another type."""
    with pytest.raises(ValueError, match=r".+"):
        from_json(wrong)
