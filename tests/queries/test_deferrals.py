"""Spec tests of the questions about moved end dates and passed ones."""

from datetime import date

import pytest
from small_database import SmallDatabase


@pytest.fixture
def deferring_database(small_database: SmallDatabase) -> SmallDatabase:
    """Two occasions; activities deferred, told of, deferred twice, and neither; an older document superseded."""
    small_database.given(
        document="""
            document_id | municipality_code | title  | body | kind      | year | supersedes_document_id
            old         | 0580              | Gammal | BUF  | follow_up | 2022 |
            new         | 0580              | Ny     | BUF  | follow_up | 2022 | old
            silent      | 0580              | Tyst   | BUF  | plan      | 2023 |
        """,
        occasion="""
            document_id | occasion_number | label       | as_of_date | is_as_of_stated
            doc         | 2               | 31 december | 2022-12-31 | true
            old         | 1               | Bokslut     | 2022-12-31 | true
        """,
        goal="""
            goal_id | document_id | parent_goal_id | sort_order | level          | title  | is_prioritised
            doc/g2  | doc         | doc/g1         | 2          | committee_goal | Mål 2  | false
            doc/g3  | doc         |                | 3          | goal           | Mål 3  | false
            old/g1  | old         |                | 1          | goal           | Mål 1  | false
        """,
        committee="""
            committee_id | municipality_code | committee_code | committee
            0580-BiN     | 0580              | BiN            | Bildningsnämnden
            0580-BoU     | 0580              | BoU            | Barn- och ungdomsnämnden
        """,
        reason="""
            reason_code | reason    | sort_order
            pandemic    | Pandemin  | 1
            staffing    | Bemanning | 2
        """,
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id | sort_order | title | due_text | due_date | carried_over_from_year | place_section | place_page | place_row
            later       | later                | doc         | doc/g2  | 1          | A     | 2023*    | 2023-12-31 | 2021                 | Samhälle      | 4          | 7
            within      | within               | doc         | doc/g1  | 2          | B     |          |          |                        |               |            |
            told        | told                 | doc         | doc/g1  | 3          | C     |          |          |                        |               |            |
            twice       | twice                | doc         | doc/g1  | 4          | D     |          |          |                        |               |            |
            kept        | kept                 | doc         | doc/g2  | 5          | E     |          |          |                        |               |            |
            old/a       | old/a                | old         | old/g1  | 1          | F     |          |          |                        |               |            |
        """,
        activity_committee="""
            activity_id | committee_id
            later       | 0580-BoU
            later       | 0580-BiN
            within      | 0580-BoU
            told        | 0580-BoU
            kept        | 0580-BoU
        """,
        status_report="""
            activity_id | document_id | occasion_number | status_text | status_code
            later       | doc         | 1               | Pågående    | in_progress
            later       | doc         | 2               | Genomfört   | completed
            within      | doc         | 1               | Pågående    | in_progress
            within      | doc         | 2               | Pågående    | in_progress
            told        | doc         | 1               | Kvarstår    | remaining
            told        | doc         | 2               | Kvarstår    | remaining
            twice       | doc         | 1               | Pausad      | paused
            twice       | doc         | 2               | Pausad      | paused
            kept        | doc         | 1               | Pågående    | in_progress
            kept        | doc         | 2               | Pågående    | in_progress
            old/a       | old         | 1               | Pågående    | in_progress
        """,
        deferral="""
            activity_id | occasion_number | kind          | told_by | is_marked | from_text | from_date  | to_text | to_date
            later       | 1               | to_later_year | mark    | true      | juni      | 2022-06-30 | 2023    | 2023-12-31
            within      | 1               | within_year   | mark    | true      | 31 aug    | 2022-08-31 | 15 sep  | 2022-09-15
            told        | 2               | date_unknown  | comment | false     |           |            |         |
            twice       | 1               | within_year   | mark    | true      | augusti   | 2022-08-31 | sept    | 2022-09-30
            twice       | 2               | to_later_year | mark    | true      | sept      | 2022-09-30 | 2023    |
            old/a       | 1               | within_year   | mark    | true      |           |            |         |
        """,
        deferral_reason="""
            activity_id | occasion_number | reason_code | sort_order
            later       | 1               | staffing    | 1
            later       | 1               | pandemic    | 2
        """,
    )
    return small_database


def test_a_deferral_carries_its_dates_reasons_and_the_status_when_it_was_told(
    deferring_database: SmallDatabase,
) -> None:
    """The main reason stands first, committees alphabetically, and the status is that of the telling occasion."""
    rows = deferring_database.ask("deferrals", committee_id="0580-BiN")

    assert rows == [
        {
            "activity_id": "later",
            "distinct_activity_id": "later",
            "document_id": "doc",
            "municipality_code": "0580",
            "municipality": "Linköping",
            "document_title": "Uppföljning",
            "year": 2022,
            "goal_id": "doc/g2",
            "goal_path": "Mål 1 › Mål 2",
            "title": "A",
            "committees": "BiN, BoU",
            "kind": "to_later_year",
            "told_by": "mark",
            "is_marked": True,
            "from_text": "juni",
            "from_date": date(2022, 6, 30),
            "to_text": "2023",
            "to_date": date(2023, 12, 31),
            "slip_months": 18,
            "reasons": "Bemanning, Pandemin",
            "carried_over_from_year": 2021,
            "occasion_number": 1,
            "label": "31 augusti",
            "as_of_date": date(2022, 8, 31),
            "status_text": "Pågående",
            "status_code": "in_progress",
            "status": "Pågår",
            "family_code": "in_progress",
            "family": "Pågår",
            "place_section": "Samhälle",
            "place_page": "4",
            "place_row": 7,
        }
    ]


def test_slip_counts_whole_months_and_only_between_two_known_dates(
    deferring_database: SmallDatabase,
) -> None:
    """31 August to 15 September is no whole month, to 30 September is one; superseded documents are left out."""
    rows = deferring_database.ask("deferrals")

    assert [(row["activity_id"], row["occasion_number"], row["slip_months"]) for row in rows] == [
        ("later", 1, 18),
        ("within", 1, 0),
        ("told", 2, None),
        ("twice", 1, 1),
        ("twice", 2, None),
    ]


@pytest.mark.parametrize(
    ("parameters", "activity_ids"),
    [
        ({"is_marked": False}, ["told"]),
        ({"is_marked": True, "document_ids": "doc"}, ["later", "within", "twice", "twice"]),
        ({"document_ids": "old,silent"}, ["old/a"]),
        ({"document_ids": ""}, []),
    ],
)
def test_deferrals_are_filtered(
    deferring_database: SmallDatabase, parameters: dict[str, str | bool], activity_ids: list[str]
) -> None:
    """Marked and told are kept apart; a superseded document answers only when it is named."""
    rows = deferring_database.ask("deferrals", **parameters)

    assert [row["activity_id"] for row in rows] == activity_ids


def test_an_activity_deferred_twice_counts_once_by_its_last_kind(
    deferring_database: SmallDatabase,
) -> None:
    """Two of five are deferred to a later year; what is told in a comment counts only where nothing is marked."""
    deferring_database.given(
        deferral="""
            activity_id | occasion_number | kind         | told_by | is_marked
            within      | 2               | date_unknown | comment | false
        """
    )

    rows = deferring_database.ask("deferral_counts", document_id="doc")

    assert rows == [
        {
            "document_id": "doc",
            "municipality": "Linköping",
            "kind": kind,
            "sort_order": sort_order,
            "marked_count": marked,
            "told_count": told,
            "activity_count": 5,
            "deferred_share": marked / 5,
        }
        for kind, sort_order, marked, told in [
            ("within_year", 1, 1, 0),
            ("to_later_year", 2, 2, 0),
            ("date_unknown", 3, 0, 1),
        ]
    ]


def test_a_document_without_activities_has_zero_deferrals_and_no_share(
    deferring_database: SmallDatabase,
) -> None:
    """Nothing divided by nothing is no share."""
    rows = deferring_database.ask("deferral_counts", document_id="silent")

    assert [
        (row["marked_count"], row["activity_count"], row["deferred_share"]) for row in rows
    ] == [
        (0, 0, None),
        (0, 0, None),
        (0, 0, None),
    ]


def test_a_shared_deferral_counts_for_each_committee(deferring_database: SmallDatabase) -> None:
    """One activity of two committees is on both tables; one without committee gets a row of its own, last."""
    rows = deferring_database.ask("deferral_by_committee", document_id="doc")

    columns = (
        "committee_id",
        "committee_code",
        "committee",
        "activity_count",
        "deferred_count",
        "within_year_count",
        "to_later_year_count",
        "date_unknown_count",
        "deferred_share",
        "told_count",
    )
    assert rows == [
        dict(zip(columns, values, strict=True))
        for values in [
            ("0580-BoU", "BoU", "Barn- och ungdomsnämnden", 4, 2, 1, 1, 0, 0.5, 1),
            ("0580-BiN", "BiN", "Bildningsnämnden", 1, 1, 0, 1, 0, 1.0, 0),
            (None, None, None, 1, 1, 0, 1, 0, 1.0, 0),
        ]
    ]


def test_deferrals_roll_up_to_the_goals_at_the_top(deferring_database: SmallDatabase) -> None:
    """Mål 1 counts what stands under Mål 2 too; a goal without activities has no share."""
    rows = deferring_database.ask("deferral_by_goal", document_id="doc")

    columns = (
        "goal_id",
        "title",
        "level",
        "level_text",
        "sort_order",
        "activity_count",
        "deferred_count",
        "within_year_count",
        "to_later_year_count",
        "date_unknown_count",
        "deferred_share",
        "told_count",
    )
    assert rows == [
        dict(zip(columns, values, strict=True))
        for values in [
            ("doc/g1", "Mål 1", "goal", None, 1, 5, 3, 1, 2, 0, 3 / 5, 1),
            ("doc/g3", "Mål 3", "goal", None, 3, 0, 0, 0, 0, 0, None, 0),
        ]
    ]


def test_deferrals_by_goal_at_a_named_level(deferring_database: SmallDatabase) -> None:
    """A level names goals anywhere in the tree."""
    rows = deferring_database.ask("deferral_by_goal", document_id="doc", level="committee_goal")

    assert [(row["goal_id"], row["activity_count"], row["deferred_count"]) for row in rows] == [
        ("doc/g2", 2, 1)
    ]


def test_stated_deferrals_stand_beside_the_marked_ones(deferring_database: SmallDatabase) -> None:
    """Ten stated and one marked differ by minus nine; under one goal only what stands there counts."""
    deferring_database.given(
        stated_total="""
            stated_total_id | document_id | measure                | goal_id | value | value_text     | is_listed | place_section | place_page | place_row
            doc/1           | doc         | deferred_within_year   |         | 10    | tio            | true      | Inledning     | 3          | 25
            doc/2           | doc         | deferred_to_later_year | doc/g2  | 1     | en             | true      | Inledning     | 3          | 26
            doc/3           | doc         | activities             |         | 5     | fem aktiviteter | true     | Inledning     | 3          | 27
        """
    )

    rows = deferring_database.ask("deferral_stated", document_id="doc")

    columns = (
        "stated_total_id",
        "measure",
        "goal_id",
        "value",
        "value_text",
        "counted_value",
        "difference",
        "agrees",
        "place_row",
    )
    assert rows == [
        dict(zip(columns, values, strict=True))
        | {
            "document_id": "doc",
            "municipality": "Linköping",
            "place_section": "Inledning",
            "place_page": "3",
        }
        for values in [
            ("doc/1", "deferred_within_year", None, 10.0, "tio", 1.0, -9.0, False, 25),
            ("doc/2", "deferred_to_later_year", "doc/g2", 1.0, "en", 1.0, 0.0, True, 26),
        ]
    ]


def test_overdue_lists_the_latest_first(deferring_database: SmallDatabase) -> None:
    """Most days over stand first; what is completed or ends on the as-of date is not there."""
    deferring_database.connection.execute(
        """
        update activity set due_date = case activity_id
            when 'later' then date '2022-01-01'
            when 'within' then date '2022-11-30'
            when 'told' then date '2022-12-01'
            when 'twice' then date '2022-12-31'
        end
        where activity_id in ('later', 'within', 'told', 'twice')
        """
    )

    rows = deferring_database.ask("overdue", document_ids="doc")

    assert rows[0] == {
        "activity_id": "within",
        "distinct_activity_id": "within",
        "document_id": "doc",
        "municipality_code": "0580",
        "municipality": "Linköping",
        "document_title": "Uppföljning",
        "year": 2022,
        "goal_id": "doc/g1",
        "goal_path": "Mål 1",
        "title": "B",
        "committees": "BoU",
        "due_text": None,
        "due_date": date(2022, 11, 30),
        "as_of_date": date(2022, 12, 31),
        "overdue_days": 31,
        "is_deferred": True,
        "status_text": "Pågående",
        "status_code": "in_progress",
        "status": "Pågår",
        "family_code": "in_progress",
        "family": "Pågår",
        "place_section": None,
        "place_page": None,
        "place_row": None,
    }
    assert [(row["activity_id"], row["overdue_days"]) for row in rows] == [
        ("within", 31),
        ("told", 30),
    ]


def test_overdue_leaves_out_superseded_documents_unless_named(
    deferring_database: SmallDatabase,
) -> None:
    """An old document's late activities are not late in the one that replaced it."""
    deferring_database.connection.execute(
        "update activity set due_date = date '2022-10-31' where activity_id = 'old/a'"
    )

    assert deferring_database.ask("overdue") == []
    assert [
        row["activity_id"] for row in deferring_database.ask("overdue", document_ids="old")
    ] == ["old/a"]
