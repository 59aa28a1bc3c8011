"""Spec tests of the filterable list of activities and the counts beside its filters."""

from datetime import date
from typing import Any

import pytest
from small_database import SmallDatabase

from malkollen.locations import QUERIES
from malkollen.questions import Parameter, read_question

LISTED = {
    "municipality": """
        municipality_code | municipality
        1880              | Örebro
    """,
    "document": """
        document_id | municipality_code | title | body | kind | year | supersedes_document_id
        ore_old     | 1880              | Gammal | B   | plan | 2020 |
        ore         | 1880              | Plan  | B    | plan | 2021 | ore_old
    """,
    "occasion": """
        document_id | occasion_number | label | as_of_date | is_as_of_stated
        ore_old     | 1               | Plan  |            | false
        ore         | 1               | Plan  |            | false
    """,
    "goal": """
        goal_id    | document_id | parent_goal_id | sort_order | level    | title  | is_prioritised
        doc/g2     | doc         | doc/g1         | 2          | sub_goal | Delmål | false
        ore_old/g1 | ore_old     |                | 1          | goal     | Mål O  | false
        ore/g1     | ore         |                | 1          | goal     | Mål Ö  | false
    """,
    "committee": """
        committee_id | municipality_code | committee_code | committee
        0580-BoU     | 0580              | BoU            | Barn- och ungdomsnämnden
        0580-BiN     | 0580              | BiN            | Bildningsnämnden
    """,
    "activity": """
        activity_id | distinct_activity_id | document_id | goal_id    | sort_order | kind      | title        | due_date   | carried_over_from_year | place_row
        moved       | moved                | doc         | doc/g1     | 1          | aktivitet | Kafé 50 %    | 2022-12-31 | 2021                   | 7
        told        | told                 | doc         | doc/g2     | 2          | aktivitet | Åtgärd_1     | 2022-06-30 |                        | 8
        twice       | twice                | doc         | doc/g2     | 3          | uppdrag   | Språk        |            |                        | 9
        twice_again | twice                | doc         | doc/g1     | 4          | uppdrag   | Språk        |            |                        | 10
        plan        | plan                 | ore         | ore/g1     | 1          | insats    | Plan         |            |                        | 11
        old         | old                  | ore_old     | ore_old/g1 | 1          | insats    | Gammal plan  |            |                        | 12
    """,
    "activity_committee": """
        activity_id | committee_id
        moved       | 0580-BoU
        moved       | 0580-BiN
        told        | 0580-BiN
    """,
    "status_report": """
        activity_id | document_id | occasion_number | status_text | status_code
        moved       | doc         | 1               | Klart       | completed
        told        | doc         | 1               | Pågår       | in_progress
        twice       | doc         | 1               | Pausad      | paused
        twice_again | doc         | 1               | Pågår       | in_progress
        plan        | ore         | 1               |             | not_reported
        old         | ore_old     | 1               |             | not_reported
    """,
    "deferral": """
        activity_id | occasion_number | kind          | told_by     | is_marked | from_text | from_date  | to_text  | to_date
        moved       | 1               | within_year   | date_column | true      | juni      | 2022-06-30 | december | 2022-12-31
        told        | 1               | to_later_year | comment     | false     |           |            | 2023     | 2023-12-31
    """,
    "deferral_reason": """
        activity_id | occasion_number | reason_code | sort_order
        moved       | 1               | staffing    | 2
        moved       | 1               | pandemic    | 1
    """,
    "reason": """
        reason_code | reason    | sort_order
        pandemic    | Pandemin  | 1
        staffing    | Bemanning | 2
    """,
}


def columns(rows: list[dict[str, Any]], names: str) -> list[tuple[Any, ...]]:
    """Return the named columns of each row."""
    return [tuple(row[name] for name in names.split()) for row in rows]


@pytest.fixture
def listed(small_database: SmallDatabase) -> SmallDatabase:
    """A follow-up in Linköping, and in Örebro a plan that another plan replaced."""
    small_database.given(**LISTED)
    return small_database


def test_an_activity_carries_all_that_its_row_shows(listed: SmallDatabase) -> None:
    """Path from the top, committees in alphabetical order, reasons with the main one first, whole months moved."""
    answer = listed.ask("activities")

    assert answer[0] == {
        "activity_id": "moved",
        "distinct_activity_id": "moved",
        "document_id": "doc",
        "municipality_code": "0580",
        "municipality": "Linköping",
        "year": 2022,
        "document_title": "Uppföljning",
        "goal_id": "doc/g1",
        "goal_title": "Mål 1",
        "goal_path": "Mål 1",
        "kind": "aktivitet",
        "title": "Kafé 50 %",
        "wording": None,
        "priority_text": None,
        "committees": "BiN, BoU",
        "committees_text": None,
        "start_date": None,
        "due_text": None,
        "due_date": date(2022, 12, 31),
        "status_text": "Klart",
        "status_code": "completed",
        "status": "Genomförd",
        "status_sort_order": 1,
        "family_code": "completed",
        "family": "Genomfört",
        "is_deferred": True,
        "is_deferral_told": False,
        "deferral_kind": "within_year",
        "deferral_told_by": "date_column",
        "deferral_from_text": "juni",
        "deferral_from_date": date(2022, 6, 30),
        "deferral_to_text": "december",
        "deferral_to_date": date(2022, 12, 31),
        "slip_months": 6,
        "reasons": "Pandemin, Bemanning",
        "is_carried_over": True,
        "carried_over_from_year": 2021,
        "is_overdue": False,
        "overdue_days": None,
        "is_contradictory": False,
        "as_of_date": date(2022, 8, 31),
        "place_section": None,
        "place_page": None,
        "place_row": 7,
    }
    assert columns(
        answer,
        "activity_id goal_path committees is_deferred is_deferral_told slip_months reasons is_overdue overdue_days"
        " is_contradictory as_of_date",
    )[1:] == [
        (
            "told",
            "Mål 1 › Delmål",
            "BiN",
            False,
            True,
            None,
            None,
            True,
            62,
            False,
            date(2022, 8, 31),
        ),
        (
            "twice",
            "Mål 1 › Delmål",
            None,
            False,
            False,
            None,
            None,
            False,
            None,
            True,
            date(2022, 8, 31),
        ),
        (
            "twice_again",
            "Mål 1",
            None,
            False,
            False,
            None,
            None,
            False,
            None,
            True,
            date(2022, 8, 31),
        ),
        ("plan", "Mål Ö", None, False, False, None, None, False, None, False, None),
    ]


def test_a_month_that_is_not_whole_is_no_slip(small_database: SmallDatabase) -> None:
    """From 15 June to 14 August is one month; from 30 November to the last of February is three."""
    small_database.given(
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id | sort_order | kind | title
            a           | a                    | doc         | doc/g1  | 1          | akt  | A
            b           | b                    | doc         | doc/g1  | 2          | akt  | B
        """,
        status_report="""
            activity_id | document_id | occasion_number | status_code
            a           | doc         | 1               | on_plan
            b           | doc         | 1               | on_plan
        """,
        deferral="""
            activity_id | occasion_number | kind          | told_by | is_marked | from_date  | to_date
            a           | 1               | within_year   | mark    | true      | 2022-06-15 | 2022-08-14
            b           | 1               | to_later_year | mark    | true      | 2022-11-30 | 2023-02-28
        """,
    )

    answer = small_database.ask("activities")

    assert columns(answer, "activity_id slip_months") == [("a", 1), ("b", 3)]


def test_a_row_tells_of_the_last_marked_deferral(small_database: SmallDatabase) -> None:
    """A later one told only in a comment does not stand in for it."""
    small_database.given(
        occasion="""
            document_id | occasion_number | label | is_as_of_stated
            doc         | 2               | Två   | false
            doc         | 3               | Tre   | false
        """,
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id | sort_order | kind | title
            a           | a                    | doc         | doc/g1  | 1          | akt  | A
        """,
        status_report="""
            activity_id | document_id | occasion_number | status_code
            a           | doc         | 1               | on_plan
            a           | doc         | 2               | on_plan
            a           | doc         | 3               | on_plan
        """,
        deferral="""
            activity_id | occasion_number | kind          | told_by | is_marked
            a           | 1               | within_year   | mark    | true
            a           | 2               | date_unknown  | title   | true
            a           | 3               | to_later_year | comment | false
        """,
    )

    answer = small_database.ask("activities", deferral_kinds="date_unknown")

    assert columns(answer, "is_deferred is_deferral_told deferral_kind deferral_told_by") == [
        (True, False, "date_unknown", "title")
    ]
    assert small_database.ask("activities", deferral_kinds="within_year,to_later_year,told") == []


FILTERS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, ["moved", "told", "twice", "twice_again", "plan"]),
    ({"municipality_codes": "1880"}, ["plan"]),
    ({"municipality_codes": "1880,0580"}, ["moved", "told", "twice", "twice_again", "plan"]),
    ({"municipality_codes": "058"}, []),
    ({"document_ids": "ore"}, ["plan"]),
    ({"document_ids": "ore,ore_old"}, ["plan", "old"]),
    ({"years": "2021"}, ["plan"]),
    ({"committee_ids": "0580-BoU"}, ["moved"]),
    ({"committee_ids": "0580-BoU,0580-BiN"}, ["moved", "told"]),
    ({"goal_id": "doc/g1"}, ["moved", "told", "twice", "twice_again"]),
    ({"goal_id": "doc/g2"}, ["told", "twice"]),
    ({"status_codes": "in_progress"}, ["told", "twice_again"]),
    ({"family_codes": "behind,not_reported"}, ["twice", "plan"]),
    ({"deferral_kinds": "within_year"}, ["moved"]),
    ({"deferral_kinds": "to_later_year"}, []),
    ({"deferral_kinds": "within_year,told"}, ["moved", "told"]),
    ({"reason_codes": "staffing"}, ["moved"]),
    ({"carried_over_from_years": "2021"}, ["moved"]),
    ({"carried_over_from_years": "2020"}, []),
    ({"kinds": "uppdrag"}, ["twice", "twice_again"]),
    ({"is_deferred": True}, ["moved"]),
    ({"is_deferred": False}, ["told", "twice", "twice_again", "plan"]),
    ({"is_carried_over": True}, ["moved"]),
    ({"is_overdue": True}, ["told"]),
    ({"is_contradictory": True}, ["twice", "twice_again"]),
    ({"search_text": " KAFE "}, ["moved"]),
    ({"search_text": "kafé 50 %"}, ["moved"]),
    ({"search_text": "%"}, ["moved"]),
    ({"search_text": "_"}, ["told"]),
    ({"search_text": "åtgärd"}, ["told"]),
    ({"search_text": "atgard"}, []),
    ({"search_text": "delmål"}, ["told", "twice"]),
    ({"search_text": "  "}, ["moved", "told", "twice", "twice_again", "plan"]),
    ({"committee_ids": "0580-BiN", "is_overdue": True}, ["told"]),
    ({"municipality_codes": "1880", "is_overdue": True}, []),
]


@pytest.mark.parametrize(("filters", "activity_ids"), FILTERS)
def test_filters(listed: SmallDatabase, filters: dict[str, Any], activity_ids: list[str]) -> None:
    """Each filter narrows the list, several together do so each; a replaced document must be named."""
    assert [row["activity_id"] for row in listed.ask("activities", **filters)] == activity_ids


def test_filter_counts_leave_out_the_filters_own_choice(listed: SmallDatabase) -> None:
    """Beside each value stands what the other filters leave, zeros too; Å comes after B and Örebro after Linköping."""
    answer = listed.ask("activity_filter_counts", committee_ids="0580-BoU")

    assert columns(
        answer, "facet value_code value_label municipality document_id activity_count sort_order"
    ) == [
        ("municipality", "0580", "Linköping", "Linköping", None, 1, 1),
        ("municipality", "1880", "Örebro", "Örebro", None, 0, 2),
        ("document", "doc", "Uppföljning", "Linköping", "doc", 1, 1),
        ("document", "ore", "Plan", "Örebro", "ore", 0, 2),
        ("year", "2022", "2022", None, None, 1, 1),
        ("year", "2021", "2021", None, None, 0, 2),
        ("committee", "0580-BoU", "Barn- och ungdomsnämnden", "Linköping", None, 1, 1),
        ("committee", "0580-BiN", "Bildningsnämnden", "Linköping", None, 2, 2),
        ("goal", "doc/g1", "Mål 1", "Linköping", "doc", 1, 1),
        ("goal", "doc/g2", "Delmål", "Linköping", "doc", 0, 2),
        ("goal", "ore/g1", "Mål Ö", "Örebro", "ore", 0, 3),
        ("status", "completed", "Genomförd", None, None, 1, 1),
        ("status", "in_progress", "Pågår", None, None, 0, 2),
        ("status", "paused", "Pausad", None, None, 0, 3),
        ("status", "not_reported", "Ej rapporterad", None, None, 0, 4),
        ("family", "completed", "Genomfört", None, None, 1, 1),
        ("family", "in_progress", "Pågår", None, None, 0, 2),
        ("family", "behind", "Efter plan", None, None, 0, 3),
        ("family", "not_reported", "Ej rapporterat", None, None, 0, 4),
        ("deferral_kind", "within_year", "within_year", None, None, 1, 1),
        ("deferral_kind", "told", "told", None, None, 0, 2),
        ("reason", "pandemic", "Pandemin", None, None, 1, 1),
        ("reason", "staffing", "Bemanning", None, None, 1, 2),
        ("carried_over_from_year", "2021", "2021", None, None, 1, 1),
        ("kind", "aktivitet", "aktivitet", None, None, 1, 1),
        ("kind", "insats", "insats", None, None, 0, 2),
        ("kind", "uppdrag", "uppdrag", None, None, 0, 3),
        ("is_deferred", "true", "true", None, None, 1, 1),
        ("is_deferred", "false", "false", None, None, 0, 2),
        ("is_carried_over", "true", "true", None, None, 1, 1),
        ("is_carried_over", "false", "false", None, None, 0, 2),
        ("is_overdue", "true", "true", None, None, 0, 1),
        ("is_overdue", "false", "false", None, None, 1, 2),
        ("is_contradictory", "true", "true", None, None, 0, 1),
        ("is_contradictory", "false", "false", None, None, 1, 2),
    ]


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        ({"committee_ids": "0580-BoU"}, {"0580-BoU": 1, "0580-BiN": 1, "pandemic": 1, "staffing": 1}),
        ({"reason_codes": "pandemic"}, {"0580-BoU": 1, "0580-BiN": 1, "pandemic": 1, "staffing": 1}),
        ({"deferral_kinds": "told"}, {"0580-BoU": 0, "0580-BiN": 1, "pandemic": 0, "staffing": 0}),
    ],
)  # fmt: skip
def test_filter_counts_tell_what_the_rows_shown_have(
    listed: SmallDatabase, filters: dict[str, Any], shown: dict[str, int]
) -> None:
    """Beside what each value would give stands how many of the rows shown have it, by the filter's own choice too."""
    answer = listed.ask("activity_filter_counts", **filters)

    assert {
        row["value_code"]: row["shown_count"]
        for row in answer
        if row["facet"] in ("committee", "reason")
    } == shown


FACETS = {
    "municipality": "municipality_codes",
    "document": "document_ids",
    "year": "years",
    "committee": "committee_ids",
    "goal": "goal_id",
    "status": "status_codes",
    "family": "family_codes",
    "deferral_kind": "deferral_kinds",
    "reason": "reason_codes",
    "carried_over_from_year": "carried_over_from_years",
    "kind": "kinds",
}


def test_choosing_a_value_gives_as_many_activities_as_counted(listed: SmallDatabase) -> None:
    """The count beside a value is the length of the list once it is chosen, with the other filters on."""
    filters: dict[str, Any] = {
        "family_codes": "in_progress",
        "is_deferred": False,
        "search_text": "mål 1",
    }
    for row in listed.ask("activity_filter_counts", **filters):
        facet, value = row["facet"], row["value_code"]
        choice = {facet: value == "true"} if facet.startswith("is_") else {FACETS[facet]: value}
        found = listed.ask("activities", **(filters | choice))
        assert (facet, value, len(found)) == (facet, value, row["activity_count"])


@pytest.mark.parametrize(("filters", "activity_ids"), FILTERS)
def test_totals_are_of_the_rows_that_the_list_shows(
    listed: SmallDatabase, filters: dict[str, Any], activity_ids: list[str]
) -> None:
    """As many are counted as the same filters leave in the list, whichever filter it is."""
    (answer,) = listed.ask("activity_totals", **filters)
    assert answer["activity_count"] == len(activity_ids)


def test_totals_tell_how_the_rows_stand_and_of_their_moved_ends(listed: SmallDatabase) -> None:
    """Statuses, the late and the moved, those only told of among them; the total beside them knows no filter."""
    listed.given(
        occasion="""
            document_id | occasion_number | label | as_of_date | is_as_of_stated
            doc         | 0               | Förra |            | false
        """,
        deferral="""
            activity_id | occasion_number | kind         | told_by | is_marked | from_text | from_date | to_text | to_date
            told        | 0               | date_unknown | mark    | true      | i våras   |           |         |
        """,
        status_report="""
            activity_id | document_id | occasion_number | status_text | status_code
            told        | doc         | 0               | Pågår       | in_progress
        """,
    )
    names = (
        "listed_count activity_count distinct_activity_count completed_count behind_count deferred_count overdue_count"
        " not_reported_count shared_count without_reason_count deferral_count marked_deferral_count told_deferral_count without_start_count dated_start_count"
    )
    asked: dict[str, dict[str, Any]] = {
        "all": {},
        "linkoping": {"document_ids": "doc"},
        "late": {"document_ids": "doc", "is_overdue": True},
        "behind": {"document_ids": "doc", "family_codes": "behind"},
        "none": {"document_ids": "doc", "search_text": "finns inte"},
        "replaced": {"document_ids": "ore_old"},
        "unknown": {"document_ids": "nowhere"},
    }

    answers = {
        name: columns(listed.ask("activity_totals", **filters), names)
        for name, filters in asked.items()
    }

    # The moved end "i våras" is given, but as no day; "Språk" is listed twice.
    assert answers == {
        "all": [(5, 5, 4, 1, 1, 2, 1, 1, 1, 1, 3, 2, 1, 1, 1)],
        "linkoping": [(4, 4, 3, 1, 1, 2, 1, 0, 1, 1, 3, 2, 1, 1, 1)],
        "late": [(4, 1, 1, 0, 0, 1, 1, 0, 0, 1, 2, 1, 1, 1, 0)],
        "behind": [(4, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)],
        "none": [(4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)],
        "replaced": [(1, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0)],
        "unknown": [(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)],
    }


@pytest.mark.parametrize("name", ["activity_filter_counts", "activity_totals"])
def test_list_and_counts_filter_alike(name: str) -> None:
    """Parameters and filtering steps of the files are the same, word for word."""

    def shared(name: str) -> tuple[tuple[Parameter, ...], str]:
        path = QUERIES / f"{name}.sql"
        text = path.read_text(encoding="utf-8")
        steps = text[text.index("filter_choice (facet") : text.index("-- The steps ")]
        return read_question(path).parameters, steps

    assert shared("activities") == shared(name)
