"""Spec tests of the overview questions: documents side by side, and what is worth a look."""

from datetime import date

import pytest
from small_database import SmallDatabase


@pytest.fixture
def mixed_database(small_database: SmallDatabase) -> SmallDatabase:
    """A follow-up with activities of all sorts beside a plan without activities."""
    small_database.given(
        municipality="""
            municipality_code | municipality | skr_group
            0184              | Solna        | Pendlingskommun nära storstad
        """,
        document="""
            document_id | municipality_code | title | body | kind | year | term_start_year | term_end_year
            plan        | 0184              | Plan  | KN   | plan | 2010 | 2010            | 2013
        """,
        occasion="""
            document_id | occasion_number | label     | as_of_date | is_as_of_stated
            plan        | 1               | Plan 2010 | 2009-12-31 | false
        """,
        goal="""
            goal_id | document_id | sort_order | level   | title  | is_prioritised
            doc/h   | doc         | 2          | heading | Rubrik | false
        """,
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id | sort_order | title | due_date
            done        | done                 | doc         | doc/g1  | 1          | A     |
            done_too    | done                 | doc         | doc/h   | 2          | A     |
            late        | late                 | doc         | doc/g1  | 3          | B     | 2022-06-30
            paused      | paused               | doc         | doc/g1  | 4          | C     |
            silent      | silent               | doc         | doc/g1  | 5          | D     | 2022-06-30
        """,
        status_report="""
            activity_id | document_id | occasion_number | status_code
            done        | doc         | 1               | completed
            done_too    | doc         | 1               | in_progress
            late        | doc         | 1               | in_progress
            paused      | doc         | 1               | paused
            silent      | doc         | 1               | not_reported
        """,
        deferral="""
            activity_id | occasion_number | kind          | told_by | is_marked
            done        | 1               | within_year   | mark    | true
            late        | 1               | date_unknown  | comment | false
            paused      | 1               | to_later_year | mark    | true
        """,
        target="""
            target_id | document_id | kpi_code
            plan/1    | plan        | a
            plan/2    | plan        | b
        """,
        outcome="""
            outcome_id | document_id | kpi_code
            doc/1      | doc         | a
        """,
        finding="""
            finding_id | check_name | severity | document_id
            1          | x          | hint     | doc
            2          | y          | gap      | doc
            3          | x          | hint     | plan
        """,
    )
    return small_database


def test_documents_are_counted_together(mixed_database: SmallDatabase) -> None:
    """A plan without statuses adds a municipality and no counts; an activity of two listings counts as listed."""
    mixed_database.given(
        document="""
            document_id | municipality_code | title | body | kind      | year
            second      | 0580              | Till  | BUF  | follow_up | 2021
        """,
        occasion="""
            document_id | occasion_number | label | as_of_date
            second      | 1               | Ett   | 2021-04-30
            second      | 2               | Två   | 2021-08-31
        """,
        goal="""
            goal_id   | document_id | sort_order | level | title | is_prioritised
            second/g1 | second      | 1          | goal  | Mål   | false
        """,
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id   | sort_order | title
            second_a    | second_a             | second      | second/g1 | 1          | A
            second_b    | second_b             | second      | second/g1 | 2          | B
        """,
        status_report="""
            activity_id | document_id | occasion_number | status_code
            second_a    | second      | 1               | completed
            second_b    | second      | 1               | completed
            second_a    | second      | 2               | completed
            second_b    | second      | 2               | in_progress
        """,
    )

    def asked(document_ids: str) -> list[dict[str, int]]:
        return mixed_database.ask("completion_in_all", document_ids=document_ids)

    assert asked("plan,doc,second") == [
        {"municipality_count": 2, "reported_count": 6, "completed_count": 2}
    ]
    assert asked("plan") == [{"municipality_count": 1, "reported_count": 0, "completed_count": 0}]


def test_documents_stand_side_by_side_in_the_order_asked(mixed_database: SmallDatabase) -> None:
    """Shares are empty for a plan without statuses, and the flags say where the comparison limps."""
    rows = mixed_database.ask("side_by_side", document_ids="plan,doc")

    assert rows == [
        {
            "document_id": "plan",
            "municipality_code": "0184",
            "municipality": "Solna",
            "skr_group": "Pendlingskommun nära storstad",
            "title": "Plan",
            "body": "KN",
            "kind": "plan",
            "year": 2010,
            "years_apart": 12,
            "term_start_year": 2010,
            "term_end_year": 2013,
            "label": "Plan 2010",
            "as_of_date": date(2009, 12, 31),
            "is_as_of_stated": False,
            "activity_count": 0,
            "distinct_activity_count": 0,
            "reported_count": 0,
            "not_reported_count": 0,
            "completed_count": 0,
            "completion_share": None,
            "distinct_completion_share": None,
            "deferred_count": 0,
            "deferred_share": None,
            "told_count": 0,
            "behind_count": 0,
            "behind_share": None,
            "overdue_count": 0,
            "finding_count": 1,
            "goal_count": 0,
            "target_count": 2,
            "outcome_count": 0,
            "is_plan": True,
            "is_term": True,
            "is_as_of_inferred": True,
            "has_no_status": True,
            "has_deferral_marks": False,
        },
        {
            "document_id": "doc",
            "municipality_code": "0580",
            "municipality": "Linköping",
            "skr_group": "Större stad",
            "title": "Uppföljning",
            "body": "BUF",
            "kind": "follow_up",
            "year": 2022,
            "years_apart": 12,
            "term_start_year": None,
            "term_end_year": None,
            "label": "31 augusti",
            "as_of_date": date(2022, 8, 31),
            "is_as_of_stated": True,
            "activity_count": 5,
            "distinct_activity_count": 4,
            "reported_count": 4,
            "not_reported_count": 1,
            "completed_count": 1,
            "completion_share": 1 / 4,
            "distinct_completion_share": 0.0,
            "deferred_count": 2,
            "deferred_share": 2 / 5,
            "told_count": 1,
            "behind_count": 1,
            "behind_share": 1 / 4,
            "overdue_count": 1,
            "finding_count": 2,
            "goal_count": 1,
            "target_count": 0,
            "outcome_count": 1,
            "is_plan": False,
            "is_term": False,
            "is_as_of_inferred": False,
            "has_no_status": False,
            "has_deferral_marks": True,
        },
    ]


def test_a_document_that_marks_no_deferral_is_not_one_with_none(
    mixed_database: SmallDatabase,
) -> None:
    """Told only in a comment is not marked; a stated amount says that deferrals are told of, and then nothing is a zero."""
    mixed_database.given(
        document="""
            document_id | municipality_code | title | kind      | year
            silent      | 0580              | Tyst  | follow_up | 2021
            stating     | 0580              | Summa | follow_up | 2021
        """,
        occasion="""
            document_id | occasion_number | label | as_of_date
            silent      | 1               | Ett   | 2021-04-30
            stating     | 1               | Ett   | 2021-04-30
        """,
        goal="""
            goal_id    | document_id | sort_order | level | title | is_prioritised
            silent/g1  | silent      | 1          | goal  | Mål   | false
            stating/g1 | stating     | 1          | goal  | Mål   | false
        """,
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id    | sort_order | title
            silent_a    | silent_a             | silent      | silent/g1  | 1          | A
            stating_a   | stating_a            | stating     | stating/g1 | 1          | A
        """,
        status_report="""
            activity_id | document_id | occasion_number | status_code
            silent_a    | silent      | 1               | in_progress
            stating_a   | stating     | 1               | in_progress
        """,
        deferral="""
            activity_id | occasion_number | kind         | told_by | is_marked
            silent_a    | 1               | date_unknown | comment | false
        """,
        stated_total="""
            stated_total_id | document_id | measure              | value | value_text | is_listed
            stating/1       | stating     | deferred_within_year | 0     | 0          | false
        """,
    )

    rows = mixed_database.ask("side_by_side", document_ids="silent,stating")

    names = ("document_id", "deferred_count", "deferred_share", "has_deferral_marks", "told_count")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("silent", 0, None, False, 1),
        ("stating", 0, 0.0, True, 0),
    ]


def test_no_document_asked_for_is_no_row(mixed_database: SmallDatabase) -> None:
    """An empty list is not every document, and a part of a name is no document."""
    assert mixed_database.ask("side_by_side", document_ids="") == []
    assert mixed_database.ask("side_by_side", document_ids="do") == []


def test_only_the_last_occasion_is_compared(mixed_database: SmallDatabase) -> None:
    """What was completed at the first occasion only is not completed now."""
    mixed_database.given(
        occasion="""
            document_id | occasion_number | label    | as_of_date | is_as_of_stated
            doc         | 2               | Bokslut  |            | false
        """,
        status_report="""
            activity_id | document_id | occasion_number | status_code
            done        | doc         | 2               | paused
            done_too    | doc         | 2               | paused
        """,
    )

    rows = mixed_database.ask("side_by_side", document_ids="doc")

    assert [
        (
            row["label"],
            row["as_of_date"],
            row["is_as_of_inferred"],
            row["completion_share"],
            row["behind_share"],
        )
        for row in rows
    ] == [("Bokslut", None, False, 0.0, 1.0)]


def test_attention_counts_each_kind_also_where_there_is_none(mixed_database: SmallDatabase) -> None:
    """Paused is a part of behind, a contradictory activity counts once, and told is apart from deferred."""
    rows = mixed_database.ask("attention", document_id="doc")

    assert rows == [
        {
            "kind": kind,
            "sort_order": sort_order,
            "item_count": count,
            # The contradictory activity stands in two rows.
            "row_count": 2 if kind == "contradictory" else count,
        }
        for kind, sort_order, count in [
            ("behind", 1, 1),
            ("overdue", 2, 1),
            ("paused", 3, 1),
            ("contradictory", 4, 1),
            ("deferred_within_year", 5, 1),
            ("deferred_to_later_year", 6, 1),
            ("deferred_date_unknown", 7, 0),
            ("deferral_told", 8, 1),
            ("not_reported", 9, 1),
            ("findings", 10, 2),
        ]
    ]


def test_a_plan_is_not_blamed_for_reporting_nothing(mixed_database: SmallDatabase) -> None:
    """A plan has no row for what is not reported; a document that does not exist has no row at all."""
    kinds = [row["kind"] for row in mixed_database.ask("attention", document_id="plan")]

    assert "not_reported" not in kinds
    assert len(kinds) == 9
    assert mixed_database.ask("attention", document_id="none") == []
