"""Spec tests of what changed between a document's occasions."""

from datetime import date

import pytest
from small_database import SmallDatabase


@pytest.fixture
def three_occasions(small_database: SmallDatabase) -> SmallDatabase:
    """Three occasions; activities that go forward, back and nowhere, and statuses that come and go."""
    small_database.given(
        occasion="""
            document_id | occasion_number | label    | as_of_date | is_as_of_stated
            doc         | 2               | Delår 2  |            | false
            doc         | 3               | Bokslut  | 2022-12-31 | true
        """,
        committee="""
            committee_id | municipality_code | committee_code | committee
            0580-BiN     | 0580              | BiN            | Bildningsnämnden
        """,
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id | sort_order | title | place_row
            done        | done                 | doc         | doc/g1  | 1          | A     | 11
            slips       | slips                | doc         | doc/g1  | 2          | B     | 12
            comes       | comes                | doc         | doc/g1  | 3          | C     | 13
        """,
        activity_committee="""
            activity_id | committee_id
            done        | 0580-BiN
        """,
        status_report="""
            activity_id | document_id | occasion_number | status_text       | status_code
            done        | doc         | 1               | Enligt plan       | on_plan
            done        | doc         | 2               | Klart             | completed
            done        | doc         | 3               | Genomfört         | completed
            slips       | doc         | 1               | Enligt plan       | on_plan
            slips       | doc         | 2               | Avviker från plan | deviating
            slips       | doc         | 3               |                   | not_reported
            comes       | doc         | 1               |                   | not_reported
            comes       | doc         | 2               | Klart             | completed
            comes       | doc         | 3               | Avviker från plan | deviating
        """,
    )
    return small_database


def test_each_occasion_is_compared_with_the_one_before(three_occasions: SmallDatabase) -> None:
    """The first occasion has no row; another word for the same status is no change; silence is no step back."""
    rows = three_occasions.ask("status_changes")

    assert [
        (row["activity_id"], row["occasion_number"], row["direction"], row["is_changed"])
        for row in rows
    ] == [
        ("done", 2, "forward", True),
        ("slips", 2, "back", True),
        ("comes", 2, "reported", True),
        ("done", 3, "none", False),
        ("slips", 3, "not_reported", True),
        ("comes", 3, "back", True),
    ]


def test_each_row_counts_its_occasion(three_occasions: SmallDatabase) -> None:
    """How many changed, came further and fell back since the occasion before, also where only some rows are asked for."""
    rows = three_occasions.ask("status_changes", is_changed=True)

    assert {
        (row["occasion_number"], row["changed_count"], row["forward_count"], row["back_count"])
        for row in rows
    } == {(2, 3, 1, 1), (3, 2, 0, 1)}


def test_a_change_carries_both_statuses_as_written(three_occasions: SmallDatabase) -> None:
    """The row holds the word, status and family before and after, and where the activity stands."""
    rows = three_occasions.ask(
        "status_changes", document_id="doc", occasion_number=3, is_changed=False
    )

    assert rows == [
        {
            "activity_id": "done",
            "distinct_activity_id": "done",
            "document_id": "doc",
            "municipality_code": "0580",
            "municipality": "Linköping",
            "goal_id": "doc/g1",
            "goal_path": "Mål 1",
            "title": "A",
            "committees": "BiN",
            "previous_occasion_number": 2,
            "previous_label": "Delår 2",
            "previous_status_text": "Klart",
            "previous_status_code": "completed",
            "previous_status": "Genomförd",
            "previous_family_code": "completed",
            "previous_family": "Genomfört",
            "occasion_number": 3,
            "label": "Bokslut",
            "as_of_date": date(2022, 12, 31),
            "status_text": "Genomfört",
            "status_code": "completed",
            "status": "Genomförd",
            "family_code": "completed",
            "family": "Genomfört",
            "direction": "none",
            "is_changed": False,
            "changed_count": 2,
            "forward_count": 0,
            "back_count": 1,
            "place_section": None,
            "place_page": None,
            "place_row": 11,
        }
    ]


def test_changes_of_another_document_are_not_told(three_occasions: SmallDatabase) -> None:
    """A document with one occasion, or none, has no changes."""
    assert three_occasions.ask("status_changes", document_id="other") == []


def test_flows_count_changed_and_unchanged(three_occasions: SmallDatabase) -> None:
    """Each pair of occasions has its own flows, in the order of the statuses before and after."""
    rows = three_occasions.ask("status_flows", document_id="doc")

    assert rows[0] == {
        "previous_occasion_number": 1,
        "previous_label": "31 augusti",
        "previous_status_code": "on_plan",
        "previous_status": "Pågår enligt plan",
        "previous_status_sort_order": 3,
        "previous_family_code": "in_progress",
        "previous_family": "Pågår",
        "occasion_number": 2,
        "label": "Delår 2",
        "status_code": "completed",
        "status": "Genomförd",
        "status_sort_order": 1,
        "family_code": "completed",
        "family": "Genomfört",
        "is_changed": True,
        "activity_count": 1,
    }
    assert [
        (
            row["occasion_number"],
            row["previous_status_code"],
            row["status_code"],
            row["is_changed"],
            row["activity_count"],
        )
        for row in rows
    ] == [
        (2, "on_plan", "completed", True, 1),
        (2, "on_plan", "deviating", True, 1),
        (2, "not_reported", "completed", True, 1),
        (3, "completed", "completed", False, 1),
        (3, "completed", "deviating", True, 1),
        (3, "deviating", "not_reported", True, 1),
    ]


def test_flows_add_up_activities_that_went_the_same_way(three_occasions: SmallDatabase) -> None:
    """Two activities with the same statuses are one flow of two."""
    three_occasions.given(
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id | sort_order | title
            too         | too                  | doc         | doc/g1  | 4          | D
        """,
        status_report="""
            activity_id | document_id | occasion_number | status_text | status_code
            too         | doc         | 2               | Genomfört   | completed
            too         | doc         | 3               | Genomfört   | completed
        """,
    )

    rows = three_occasions.ask("status_flows", document_id="doc")

    assert [row["activity_count"] for row in rows] == [1, 1, 1, 2, 1, 1]
