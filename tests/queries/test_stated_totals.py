"""Spec tests of the questions that hold a document's stated totals and verdicts against its rows."""

from datetime import date

import pytest
from small_database import SmallDatabase

ASSESSMENTS = """
    assessment_code | assessment     | sort_order
    met             | Uppnått        | 1
    partly_met      | Delvis uppnått | 2
    not_met         | Ej uppnått     | 3
    not_assessed    | Ej bedömt      | 4
"""


@pytest.fixture
def stating_database(small_database: SmallDatabase) -> SmallDatabase:
    """A document with a heading, goals at two levels, verdicts, activities, a budget and stated totals."""
    small_database.given(
        assessment=ASSESSMENTS,
        goal="""
            goal_id | document_id | parent_goal_id | sort_order | level    | title    | goal_number | is_prioritised | place_row
            doc/h   | doc         |                | 2          | heading  | Rubrik   |             | false          |
            doc/s1  | doc         | doc/g1         | 3          | sub_goal | Delmål 1 | 1.1         | true           | 31
            doc/s2  | doc         | doc/g1         | 4          | sub_goal | Delmål 2 | 1.2         | false          | 32
        """,
        goal_assessment="""
            goal_id | document_id | occasion_number | assessment_text | assessment_code
            doc/s2  | doc         | 1               | uppnått         | met
            doc/s1  | doc         | 1               | uppnåtts        | met
        """,
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id | sort_order | title
            a           | a                    | doc         | doc/s1  | 1          | A
            b           | b                    | doc         | doc/h   | 2          | B
        """,
        status_report="""
            activity_id | document_id | occasion_number | status_code
            a           | doc         | 1               | completed
            b           | doc         | 1               | completed
        """,
        deferral="""
            activity_id | occasion_number | kind        | told_by | is_marked
            a           | 1               | within_year | comment | false
            b           | 1               | within_year | mark    | true
        """,
        budget_line="""
            document_id | sort_order | unit | line     | line_text     | year | amount_tkr
            doc         | 1          | A    | net_cost | Nettokostnad  | 2022 | 4780
            doc         | 2          | B    | net_cost | Nettokostnad  | 2022 | 25891
            doc         | 3          | A    | net_cost | Nettokostnad  | 2021 | 999
            doc         | 4          | A    | cost     | Kostnad       | 2022 | 5000
        """,
        stated_total="""
            stated_total_id | document_id | measure              | level    | goal_id | value | value_text | is_listed | place_row
            doc/01          | doc         | goals                |          |         | 3     | tre mål    | true      | 1
            doc/02          | doc         | goals                | sub_goal | doc/s1  | 1     | ett delmål | true      | 2
            doc/03          | doc         | goals_met            | sub_goal |         | 7     | 7 uppnådda | false     | 3
            doc/04          | doc         | goals_met            |          | doc/g1  | 2     | 2 uppnådda | true      | 4
            doc/05          | doc         | goals_partly_met     |          |         | 0     | inga       | true      | 5
            doc/06          | doc         | activities           |          | doc/g1  | 1     | en         | true      | 6
            doc/07          | doc         | deferred_within_year |          |         | 2     | två        | true      | 7
            doc/08          | doc         | net_cost_frame       |          |         | 30670 | 30,67 mkr  | true      | 8
            doc/09          | doc         | investment_frame     |          |         | 300   | 0,30 mkr   | true      | 9
            doc/10          | doc         | goals                | sub_goal |         | 17    | 17 delmål  | false     | 10
        """,
    )
    return small_database


def test_stated_totals_are_counted_where_the_document_lists_them(
    stating_database: SmallDatabase,
) -> None:
    """Headings are no goals, a goal is not under itself, and what is told only in a comment is not deferred."""
    rows = stating_database.ask("stated_totals", document_id="doc")

    assert [
        (
            row["stated_total_id"],
            row["measure"],
            row["value"],
            row["counted_value"],
            row["difference"],
            row["agrees"],
        )
        for row in rows
    ] == [
        ("doc/01", "goals", 3.0, 3.0, 0.0, True),
        ("doc/02", "goals", 1.0, 0.0, -1.0, False),
        ("doc/03", "goals_met", 7.0, None, None, None),
        ("doc/04", "goals_met", 2.0, 2.0, 0.0, True),
        ("doc/05", "goals_partly_met", 0.0, 0.0, 0.0, True),
        ("doc/06", "activities", 1.0, 1.0, 0.0, True),
        ("doc/07", "deferred_within_year", 2.0, 1.0, -1.0, False),
        ("doc/08", "net_cost_frame", 30670.0, 30671.0, 1.0, True),
        ("doc/09", "investment_frame", 300.0, None, None, None),
        ("doc/10", "goals", 17.0, None, None, None),
    ]
    assert rows[1] == {
        "stated_total_id": "doc/02",
        "document_id": "doc",
        "municipality": "Linköping",
        "measure": "goals",
        "level": "sub_goal",
        "goal_id": "doc/s1",
        "goal_title": "Delmål 1",
        "value": 1.0,
        "value_text": "ett delmål",
        "is_listed": True,
        "counted_value": 0.0,
        "difference": -1.0,
        "agrees": False,
        "place_section": None,
        "place_page": None,
        "place_row": 2,
    }


@pytest.mark.parametrize(
    ("value", "value_text", "agrees"),
    [
        (30670, "30,67 mkr", True),
        (30675, "30,675 miljoner kronor", False),
        (30700, "30,7 mkr", True),
        (30600, "30,6 mkr", False),
        (31000, "31 miljoner", True),
        (30670, "30 670 tkr", False),
        (30671, "30 671 tkr", True),
        (30676, "30,68 mkr", False),
    ],
)
def test_a_frame_agrees_when_the_sum_rounds_to_it(
    stating_database: SmallDatabase, *, value: int, value_text: str, agrees: bool
) -> None:
    """The last decimal that is written says how much a frame in millions may differ; thousands not at all."""
    stating_database.connection.execute(
        "update stated_total set value = ?, value_text = ? where measure = 'net_cost_frame'",
        [value, value_text],
    )

    totals = stating_database.ask("stated_totals")
    frames = stating_database.ask("budget_frame", document_id="doc")

    assert [row["agrees"] for row in totals if row["measure"] == "net_cost_frame"] == [agrees]
    assert [row["agrees"] for row in frames] == [None, agrees]


def test_the_frame_is_the_document_years(stating_database: SmallDatabase) -> None:
    """Only net costs are summed, and only the document's own year has a stated frame."""
    rows = stating_database.ask("budget_frame", document_id="doc")

    assert rows == [
        {
            "year": 2021,
            "unit_count": 1,
            "net_cost_tkr": 999.0,
            "stated_tkr": None,
            "value_text": None,
            "difference": None,
            "agrees": None,
            "place_section": None,
            "place_page": None,
            "place_row": None,
        },
        {
            "year": 2022,
            "unit_count": 2,
            "net_cost_tkr": 30671.0,
            "stated_tkr": 30670.0,
            "value_text": "30,67 mkr",
            "difference": 1.0,
            "agrees": True,
            "place_section": None,
            "place_page": None,
            "place_row": 8,
        },
    ]


def test_a_frame_told_twice_or_without_lines_is_one_row(stating_database: SmallDatabase) -> None:
    """The first telling is the frame; without budget lines nothing agrees or differs."""
    stating_database.given(
        stated_total="""
            stated_total_id | document_id | measure        | value | value_text | is_listed | place_row
            doc/00          | doc         | net_cost_frame | 31000 | 31 mkr     | true      | 99
        """
    )
    stating_database.connection.execute("delete from budget_line")

    rows = stating_database.ask("budget_frame", document_id="doc")

    assert [
        (row["year"], row["unit_count"], row["net_cost_tkr"], row["stated_tkr"], row["agrees"])
        for row in rows
    ] == [(2022, 0, None, 30670.0, None)]


def test_verdicts_are_named_and_stated(stating_database: SmallDatabase) -> None:
    """Two goals are named as met where the document states seven of seventeen; nothing stated is not zero."""
    stating_database.given(
        stated_total="""
            stated_total_id | document_id | measure   | level     | goal_id | value | value_text | is_listed | place_row
            doc/11          | doc         | goals     | goal_area |         | 40    | 40 områden | false     | 11
            doc/12          | doc         | goals_met |           | doc/g1  | 9     | 9 uppnådda | false     | 12
        """
    )

    rows = stating_database.ask("goal_assessments")

    assert rows == [
        {
            "document_id": "doc",
            "municipality_code": "0580",
            "municipality": "Linköping",
            "assessment_code": code,
            "assessment": assessment,
            "sort_order": sort_order,
            "named_count": named,
            "stated_count": stated,
            "value_text": text,
            "stated_goal_count": 17,
            "place_section": None,
            "place_page": None,
            "place_row": place_row,
        }
        for code, assessment, sort_order, named, stated, text, place_row in [
            ("met", "Uppnått", 1, 2, 7, "7 uppnådda", 3),
            ("partly_met", "Delvis uppnått", 2, 0, 0, "inga", 5),
            ("not_met", "Ej uppnått", 3, 0, None, None, None),
            ("not_assessed", "Ej bedömt", 4, 0, None, None, None),
        ]
    ]


def test_a_document_without_verdicts_has_no_rows(small_database: SmallDatabase) -> None:
    """A document that judges no goal is not shown as one whose goals are all unmet."""
    small_database.given(assessment=ASSESSMENTS)

    assert small_database.ask("goal_assessments") == []
    assert small_database.ask("goal_assessment_rows", document_id="doc") == []


def test_the_goals_with_a_verdict_stand_in_document_order(stating_database: SmallDatabase) -> None:
    """Goals with the same verdict keep the document's order, each with its path."""
    rows = stating_database.ask("goal_assessment_rows", document_id="doc")

    assert rows == [
        {
            "goal_id": goal_id,
            "document_id": "doc",
            "municipality": "Linköping",
            "level": "sub_goal",
            "level_text": None,
            "goal_number": number,
            "title": title,
            "goal_path": f"Mål 1 › {title}",
            "is_prioritised": is_prioritised,
            "occasion_number": 1,
            "label": "31 augusti",
            "as_of_date": date(2022, 8, 31),
            "assessment_text": text,
            "assessment_code": "met",
            "assessment": "Uppnått",
            "place_section": None,
            "place_page": None,
            "place_row": place_row,
        }
        for goal_id, number, title, is_prioritised, text, place_row in [
            ("doc/s1", "1.1", "Delmål 1", True, "uppnåtts", 31),
            ("doc/s2", "1.2", "Delmål 2", False, "uppnått", 32),
        ]
    ]
