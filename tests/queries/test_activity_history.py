"""Spec tests of one activity's whole history: small tables in, answers out."""

from datetime import date
from typing import Any

import pytest
from small_database import SmallDatabase


def columns(rows: list[dict[str, Any]], names: str) -> list[tuple[Any, ...]]:
    """Return the named columns of each row."""
    return [tuple(row[name] for name in names.split()) for row in rows]


@pytest.fixture
def told_over_years(small_database: SmallDatabase) -> SmallDatabase:
    """An activity listed twice in 2022 with two occasions, and candidates for it in other documents."""
    small_database.given(
        municipality="""
            municipality_code | municipality
            0160              | Täby
        """,
        document="""
            document_id | municipality_code | title   | body | kind      | year | supersedes_document_id
            before      | 0580              | Förra   | BUF  | follow_up | 2021 |
            replaced    | 0580              | Utkast  | BUF  | follow_up | 2021 |
            replacing   | 0580              | Rättad  | BUF  | follow_up | 2021 | replaced
            elsewhere   | 0160              | Annan   | B    | follow_up | 2021 |
        """,
        occasion="""
            document_id | occasion_number | label   | as_of_date | is_as_of_stated
            doc         | 2               | Bokslut |            | false
            before      | 1               | Bokslut | 2021-12-31 | true
            replaced    | 1               | Bokslut | 2021-12-31 | true
            replacing   | 1               | Bokslut |            | true
            elsewhere   | 1               | Bokslut | 2021-12-31 | true
        """,
        goal="""
            goal_id      | document_id | parent_goal_id | sort_order | level | title | is_prioritised
            doc/g2       | doc         | doc/g1         | 2          | goal  | Under | false
            before/g1    | before      |                | 1          | goal  | Förut | false
            replaced/g1  | replaced    |                | 1          | goal  | Förut | false
            replacing/g1 | replacing   |                | 1          | goal  | Rättat | false
            elsewhere/g1 | elsewhere   |                | 1          | goal  | Annat | false
        """,
        activity="""
            activity_id  | distinct_activity_id | document_id | goal_id      | sort_order | kind | title     | wording    | due_date
            a            | a                    | doc         | doc/g1       | 1          | akt  | Åtgärd    |            | 2022-12-31
            a_again      | a                    | doc         | doc/g2       | 2          | akt  | Etikett   | Åtgärd två | 2022-12-31
            alike        | alike                | doc         | doc/g2       | 3          | akt  | Åtgärd    |            |
            old          | old                  | before      | before/g1    | 1          | akt  | ÅTGÄRD    |            | 2021-12-31
            old_again    | old_again            | before      | before/g1    | 2          | akt  | Annat     | åtgärd TVÅ |
            worded       | worded               | before      | before/g1    | 3          | akt  | Åtgärd    | Något helt |
            not_ours     | not_ours             | before      | before/g1    | 4          | akt  | Åtgärd    |            |
            draft        | draft                | replaced    | replaced/g1  | 1          | akt  | Åtgärd    |            |
            fixed        | fixed                | replacing   | replacing/g1 | 1          | akt  | Åtgärd    |            |
            foreign      | foreign              | elsewhere   | elsewhere/g1 | 1          | akt  | Åtgärd    |            |
        """,
        activity_committee="""
            activity_id | committee_id
            a           | 0580-BiN
            a           | 0580-BoU
            a_again     | 0580-BiN
            alike       | 0580-BiN
            old         | 0580-BoU
            old         | 0580-BiN
            old_again   | 0580-BiN
            worded      | 0580-BiN
            not_ours    | 0580-KN
            draft       | 0580-BiN
            fixed       | 0580-BiN
            foreign     | 0160-GNN
        """,
        status_report="""
            activity_id | document_id | occasion_number | status_text | status_code  | comment
            a           | doc         | 1               | Pågår       | in_progress  |
            a           | doc         | 2               | Klart       | completed    | Klart i mars
            a_again     | doc         | 1               | Pågår       | in_progress  |
            a_again     | doc         | 2               | Pausad      | paused       |
            alike       | doc         | 1               |             | not_reported |
            old         | before      | 1               | Kvarstår    | remaining    |
            old_again   | before      | 1               |             | not_reported |
            worded      | before      | 1               |             | not_reported |
            not_ours    | before      | 1               |             | not_reported |
            draft       | replaced    | 1               |             | not_reported |
            fixed       | replacing   | 1               |             | not_reported |
            foreign     | elsewhere   | 1               |             | not_reported |
        """,
        deferral="""
            activity_id | occasion_number | kind          | told_by | is_marked | from_text | from_date  | to_text | to_date
            old         | 1               | to_later_year | mark    | true      | 2021      | 2021-12-31 | 2022    | 2022-12-31
            a           | 2               | date_unknown  | comment | false     |           |            |         |
        """,
        deferral_reason="""
            activity_id | occasion_number | reason_code | sort_order
            old         | 1               | pandemic    | 1
        """,
        reason="""
            reason_code | reason   | sort_order
            pandemic    | Pandemin | 1
        """,
    )
    return small_database


def test_history_runs_over_listings_occasions_and_documents(told_over_years: SmallDatabase) -> None:
    """Same wording and a shared committee in the municipality's other documents; replaced ones are left out."""
    answer = told_over_years.ask("activity_history", activity_id="a")

    assert columns(
        answer,
        "document_id year occasion_number label as_of_date activity_id is_this_listing status goal_path",
    ) == [
        ("before", 2021, 1, "Bokslut", date(2021, 12, 31), "old", False, "Kvarstår", "Förut"),
        (
            "before",
            2021,
            1,
            "Bokslut",
            date(2021, 12, 31),
            "old_again",
            False,
            "Ej rapporterad",
            "Förut",
        ),
        ("replacing", 2021, 1, "Bokslut", None, "fixed", False, "Ej rapporterad", "Rättat"),
        ("doc", 2022, 1, "31 augusti", date(2022, 8, 31), "a", True, "Pågår", "Mål 1"),
        (
            "doc",
            2022,
            1,
            "31 augusti",
            date(2022, 8, 31),
            "a_again",
            False,
            "Pågår",
            "Mål 1 › Under",
        ),
        ("doc", 2022, 2, "Bokslut", None, "a", True, "Genomförd", "Mål 1"),
        ("doc", 2022, 2, "Bokslut", None, "a_again", False, "Pausad", "Mål 1 › Under"),
    ]


def test_history_keeps_each_occasions_own_deferral(told_over_years: SmallDatabase) -> None:
    """A deferral stands at the occasion that told of it, marked or only in a comment."""
    answer = told_over_years.ask("activity_history", activity_id="a")

    assert columns(
        answer,
        "activity_id occasion_number is_deferred is_deferral_told deferral_kind deferral_told_by"
        " deferral_from_text deferral_to_date slip_months reasons comment",
    ) == [
        (
            "old",
            1,
            True,
            False,
            "to_later_year",
            "mark",
            "2021",
            date(2022, 12, 31),
            12,
            "Pandemin",
            None,
        ),
        ("old_again", 1, False, False, None, None, None, None, None, None, None),
        ("fixed", 1, False, False, None, None, None, None, None, None, None),
        ("a", 1, False, False, None, None, None, None, None, None, None),
        ("a_again", 1, False, False, None, None, None, None, None, None, None),
        ("a", 2, False, True, "date_unknown", "comment", None, None, None, None, "Klart i mars"),
        ("a_again", 2, False, False, None, None, None, None, None, None, None),
    ]


def test_history_of_an_activity_that_stands_alone(told_over_years: SmallDatabase) -> None:
    """In a replaced document its own rows are told, with those of the document that replaced it."""
    assert columns(
        told_over_years.ask("activity_history", activity_id="foreign"), "activity_id"
    ) == [("foreign",)]
    assert ("draft",) in columns(
        told_over_years.ask("activity_history", activity_id="draft"), "activity_id"
    )
    assert told_over_years.ask("activity_history", activity_id="none") == []
