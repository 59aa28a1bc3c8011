"""Spec tests of the goal tree with statuses rolled up: small tables in, answers out."""

from typing import Any

from small_database import SmallDatabase

TREE = {
    "goal": """
        goal_id | document_id | parent_goal_id | sort_order | level    | title   | is_prioritised | place_row
        doc/g2  | doc         | doc/g1         | 2          | sub_goal | Delmål  | true           | 20
        doc/g3  | doc         | doc/g2         | 3          | sub_goal | Under   | false          | 30
        doc/g4  | doc         |                | 4          | goal     | Mål 2   | false          | 40
        doc/g5  | doc         | doc/g4         | 5          | sub_goal | Tyst    | false          | 50
    """,
    "activity": """
        activity_id | distinct_activity_id | document_id | goal_id | sort_order | kind | title | due_date
        a           | a                    | doc         | doc/g1  | 1          | akt  | A     |
        b           | b                    | doc         | doc/g2  | 2          | akt  | B     | 2022-08-30
        c           | c                    | doc         | doc/g3  | 3          | akt  | C     |
        d           | d                    | doc         | doc/g3  | 4          | akt  | D     |
        e           | e                    | doc         | doc/g5  | 5          | akt  | E     |
    """,
    "status_report": """
        activity_id | document_id | occasion_number | status_code
        a           | doc         | 1               | completed
        b           | doc         | 1               | deviating
        c           | doc         | 1               | completed
        d           | doc         | 1               | not_reported
        e           | doc         | 1               | not_reported
    """,
    "deferral": """
        activity_id | occasion_number | kind        | told_by | is_marked
        b           | 1               | within_year | mark    | true
        c           | 1               | within_year | comment | false
    """,
    "target": """
        target_id | document_id | goal_id | activity_id
        t1        | doc         | doc/g2  |
        t2        | doc         |         | c
        t3        | doc         |         |
    """,
    "assessment": """
        assessment_code | assessment | sort_order
        met             | Uppnått    | 1
    """,
    "goal_assessment": """
        goal_id | document_id | occasion_number | assessment_text | assessment_code
        doc/g4  | doc         | 1               | uppfyllt        | met
    """,
}


def columns(rows: list[dict[str, Any]], names: str) -> list[tuple[Any, ...]]:
    """Return the named columns of each row."""
    return [tuple(row[name] for name in names.split()) for row in rows]


def test_goals_roll_up_all_that_stands_under_them(small_database: SmallDatabase) -> None:
    """Own activities and those of every level below; a deferral told only in a comment does not count."""
    small_database.given(**TREE)

    answer = small_database.ask("goals", document_id="doc")

    assert columns(
        answer,
        "goal_id parent_goal_id depth own_activity_count activity_count reported_count completed_count"
        " completion_share behind_count deferred_count overdue_count target_count",
    ) == [
        ("doc/g1", None, 0, 1, 4, 3, 2, 2 / 3, 1, 1, 1, 2),
        ("doc/g2", "doc/g1", 1, 1, 3, 2, 1, 0.5, 1, 1, 1, 2),
        ("doc/g3", "doc/g2", 2, 2, 2, 1, 1, 1.0, 0, 0, 0, 1),
        ("doc/g4", None, 0, 0, 1, 0, 0, None, 0, 0, 0, 0),
        ("doc/g5", "doc/g4", 1, 1, 1, 0, 0, None, 0, 0, 0, 0),
    ]
    assert columns(
        answer, "level title is_prioritised assessment_code assessment assessment_text place_row"
    ) == [
        ("goal", "Mål 1", False, None, None, None, None),
        ("sub_goal", "Delmål", True, None, None, None, 20),
        ("sub_goal", "Under", False, None, None, None, 30),
        ("goal", "Mål 2", False, "met", "Uppnått", "uppfyllt", 40),
        ("sub_goal", "Tyst", False, None, None, None, 50),
    ]


def test_goals_without_activities_are_listed(small_database: SmallDatabase) -> None:
    """A goal that nothing stands under has zeros and no share."""
    answer = small_database.ask("goals", document_id="doc")

    assert columns(answer, "goal_id activity_count reported_count completion_share") == [
        ("doc/g1", 0, 0, None)
    ]
    assert small_database.ask("goals", document_id="other") == []


def test_goals_stand_under_their_own_wherever_the_document_has_them(
    small_database: SmallDatabase,
) -> None:
    """A document may name its goals first and what stands under each of them far down, after headings of its own."""
    small_database.given(
        goal="""
            goal_id | document_id | parent_goal_id | sort_order | level       | title     | is_prioritised
            doc/g2  | doc         |                | 2          | goal        | Andra     | false
            doc/g3  | doc         | doc/g1         | 3          | effect_goal | Under ett | false
            doc/g4  | doc         |                | 4          | heading     | Rubrik    | false
            doc/g5  | doc         | doc/g2         | 5          | effect_goal | Under två | false
            doc/g6  | doc         | doc/g1         | 6          | effect_goal | Under ett | false
        """
    )

    answer = small_database.ask("goals", document_id="doc")
    assert columns(answer, "goal_id depth") == [
        ("doc/g1", 0), ("doc/g3", 1), ("doc/g6", 1), ("doc/g2", 0), ("doc/g5", 1), ("doc/g4", 0),
    ]  # fmt: skip


def test_goal_family_counts_of_the_top_goals(small_database: SmallDatabase) -> None:
    """The top goals, each with all six families of what stands at or under it."""
    small_database.given(**TREE)

    answer = small_database.ask("goal_family_counts", document_id="doc")

    assert columns(answer, "goal_id family_code activity_count") == [
        ("doc/g1", "completed", 2),
        ("doc/g1", "in_progress", 0),
        ("doc/g1", "behind", 1),
        ("doc/g1", "not_begun", 0),
        ("doc/g1", "dropped", 0),
        ("doc/g1", "not_reported", 1),
        ("doc/g4", "completed", 0),
        ("doc/g4", "in_progress", 0),
        ("doc/g4", "behind", 0),
        ("doc/g4", "not_begun", 0),
        ("doc/g4", "dropped", 0),
        ("doc/g4", "not_reported", 1),
    ]
    assert columns(
        answer[::6],
        "title sort_order goal_activity_count completed_count reported_count completion_share deferred_count",
    ) == [("Mål 1", 1, 4, 2, 3, 2 / 3, 1), ("Mål 2", 4, 1, 0, 0, None, 0)]


def test_goal_family_counts_under_a_parent_or_of_a_level(small_database: SmallDatabase) -> None:
    """Children are those right under; a level is taken from the whole tree, or from under the parent."""
    small_database.given(**TREE)

    def goals(**parameters: str) -> list[tuple[Any, ...]]:
        answer = small_database.ask("goal_family_counts", document_id="doc", **parameters)
        return columns(answer[::6], "goal_id goal_activity_count")

    assert goals(parent_goal_id="doc/g1") == [("doc/g2", 3)]
    assert goals(level="sub_goal") == [("doc/g2", 3), ("doc/g3", 2), ("doc/g5", 1)]
    assert goals(level="sub_goal", parent_goal_id="doc/g2") == [("doc/g3", 2)]
    assert goals(parent_goal_id="doc/g3") == []


def test_goal_detail_tells_one_goal_with_its_path(small_database: SmallDatabase) -> None:
    """The path runs from the top to the goal; counts include what stands below, not what stands beside."""
    small_database.given(
        **TREE,
        outcome="""
            outcome_id | document_id | goal_id | activity_id
            o1         | doc         |         | d
            o2         | doc         | doc/g4  |
        """,
        kpi_listing="""
            kpi_listing_id | document_id | goal_id
            k1             | doc         | doc/g1
        """,
    )

    answer = small_database.ask("goal_detail", goal_id="doc/g2")

    assert columns(
        answer,
        "goal_id municipality document_title year label goal_path depth child_goal_count goal_count"
        " own_activity_count activity_count reported_count completed_count completion_share behind_count"
        " deferred_count overdue_count target_count outcome_count kpi_listing_count place_row",
    ) == [
        (
            *("doc/g2", "Linköping", "Uppföljning", 2022, "31 augusti", "Mål 1 › Delmål", 1, 1, 1),
            *(1, 3, 2, 1, 0.5, 1, 1, 1, 2, 1, 0, 20),
        )
    ]


def test_goal_detail_of_a_silent_goal(small_database: SmallDatabase) -> None:
    """A goal that nothing stands under is one row of zeros; a goal that does not exist is none."""
    answer = small_database.ask("goal_detail", goal_id="doc/g1")

    assert columns(
        answer, "goal_path child_goal_count activity_count completion_share target_count"
    ) == [("Mål 1", 0, 0, None, 0)]
    assert small_database.ask("goal_detail", goal_id="doc/g9") == []
