"""Spec tests of counting each activity once, and of the words that documents use for statuses."""

import pytest
from small_database import SmallDatabase


@pytest.fixture
def repeated_database(small_database: SmallDatabase) -> SmallDatabase:
    """A document where two of three activities are listed twice."""
    small_database.given(
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id | sort_order | title | due_date
            a           | a                    | doc         | doc/g1  | 1          | A     |
            a2          | a                    | doc         | doc/g1  | 2          | A     | 2022-06-30
            b           | b                    | doc         | doc/g1  | 3          | B     |
            b2          | b                    | doc         | doc/g1  | 4          | B     |
            c           | c                    | doc         | doc/g1  | 5          | C     |
        """,
        status_report="""
            activity_id | document_id | occasion_number | status_text | status_code
            a           | doc         | 1               | Klart       | completed
            a2          | doc         | 1               | Pausad      | paused
            b           | doc         | 1               | Klart       | completed
            b2          | doc         | 1               |             | not_reported
            c           | doc         | 1               |             | not_reported
        """,
        deferral="""
            activity_id | occasion_number | kind          | told_by | is_marked
            a           | 1               | within_year   | comment | false
            a2          | 1               | to_later_year | mark    | true
            c           | 1               | date_unknown  | comment | false
        """,
    )
    return small_database


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        (None, [2, 0, 1, 0, 0, 2]),
        ("listed", [2, 0, 1, 0, 0, 2]),
        ("distinct", [1, 0, 1, 0, 0, 1]),
    ],
)
def test_families_count_each_activity_once_with_its_least_advanced_status(
    repeated_database: SmallDatabase, unit: str | None, expected: list[int]
) -> None:
    """A listing without a status decides only where no listing of the activity has one."""
    rows = repeated_database.ask("family_counts", document_ids="doc", unit=unit)
    assert [row["activity_count"] for row in rows] == expected


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        (None, (5, 3, 3, 2, 2, 2 / 3, 1, 2, 1, 1)),
        ("distinct", (3, 3, 2, 1, 1, 1 / 2, 1, 1, 1, 1)),
    ],
)
def test_side_by_side_counts_in_the_unit_asked_for(
    repeated_database: SmallDatabase, unit: str | None, expected: tuple[float, ...]
) -> None:
    """Counted as distinct, an activity is deferred or overdue where any listing is, and told only where none is marked."""
    row = repeated_database.ask("side_by_side", document_ids="doc", unit=unit)[0]
    assert (
        row["activity_count"],
        row["distinct_activity_count"],
        row["reported_count"],
        row["not_reported_count"],
        row["completed_count"],
        row["completion_share"],
        row["deferred_count"],
        row["told_count"],
        row["behind_count"],
        row["overdue_count"],
    ) == expected


def test_the_words_for_statuses_are_told_as_written(repeated_database: SmallDatabase) -> None:
    """Each word stands with the status it means; an empty status is no word."""
    rows = repeated_database.ask("status_scales", document_ids="doc")
    assert [(row["status_text"], row["status_code"], row["report_count"]) for row in rows] == [
        ("Klart", "completed", 2),
        ("Pausad", "paused", 1),
    ]


def test_words_come_in_the_order_asked(repeated_database: SmallDatabase) -> None:
    """Each document's words lie together, those of the document named first before the others."""
    repeated_database.given(
        document="""
            document_id | municipality_code | title | body | kind      | year
            later       | 0580              | Ny    | BUF  | follow_up | 2023
        """,
        occasion="""
            document_id | occasion_number | label | is_as_of_stated
            later       | 1               | Ny    | false
        """,
        goal="""
            goal_id  | document_id | sort_order | level | title | is_prioritised
            later/g1 | later       | 1          | goal  | Mål   | false
        """,
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id  | sort_order | title
            d           | d                    | later       | later/g1 | 1          | D
        """,
        status_report="""
            activity_id | document_id | occasion_number | status_text | status_code
            d           | later       | 1               | Färdigt     | completed
        """,
    )

    def order(document_ids: str) -> list[str]:
        rows = repeated_database.ask("status_scales", document_ids=document_ids)
        return [row["status_text"] for row in rows]

    assert order("doc,later") == ["Klart", "Pausad", "Färdigt"]
    assert order("later,doc") == ["Färdigt", "Klart", "Pausad"]


def test_no_document_asked_for_has_no_words(repeated_database: SmallDatabase) -> None:
    """A document that is not asked for is left out."""
    assert repeated_database.ask("status_scales", document_ids="other") == []
