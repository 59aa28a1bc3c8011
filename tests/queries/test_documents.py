"""Spec tests of the questions about documents and their occasions: small tables in, answers out."""

from datetime import date
from typing import Any

from small_database import SmallDatabase


def columns(rows: list[dict[str, Any]], names: str) -> list[tuple[Any, ...]]:
    """Return the named columns of each row."""
    return [tuple(row[name] for name in names.split()) for row in rows]


def test_documents_count_what_each_holds(small_database: SmallDatabase) -> None:
    """Headings are no goals, a second listing is no second activity, and a silent one is not reported."""
    small_database.given(
        goal="""
            goal_id | document_id | parent_goal_id | sort_order | level   | title | is_prioritised
            doc/g2  | doc         |                | 2          | heading | Rubrik | false
        """,
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id | sort_order | kind      | title
            a           | a                    | doc         | doc/g1  | 1          | aktivitet | A
            a_again     | a                    | doc         | doc/g2  | 2          | aktivitet | A
            b           | b                    | doc         | doc/g1  | 3          | aktivitet | B
        """,
        status_report="""
            activity_id | document_id | occasion_number | status_code
            a           | doc         | 1               | completed
            a_again     | doc         | 1               | completed
            b           | doc         | 1               | not_reported
        """,
        target="""
            target_id | document_id
            t1        | doc
            t2        | doc
        """,
        outcome="""
            outcome_id | document_id
            o1         | doc
        """,
        kpi_listing="""
            kpi_listing_id | document_id
            k1             | doc
        """,
        budget_line="""
            document_id | unit   | line | year
            doc         | Enhet  | cost | 2022
        """,
        finding="""
            finding_id | document_id
            1          | doc
        """,
    )

    assert small_database.ask("documents") == [
        {
            "document_id": "doc",
            "municipality_code": "0580",
            "municipality": "Linköping",
            "title": "Uppföljning",
            "body": "BUF",
            "kind": "follow_up",
            "year": 2022,
            "term_start_year": None,
            "term_end_year": None,
            "diary_number": None,
            "published_at": None,
            "original_file_name": None,
            "original_sha256": None,
            "taken_in_by": None,
            "taken_in_on": None,
            "reader": None,
            "supersedes_document_id": None,
            "is_superseded": False,
            "is_newest": True,
            "last_occasion_number": 1,
            "last_occasion_label": "31 augusti",
            "as_of_date": date(2022, 8, 31),
            "is_as_of_stated": True,
            "as_of_note": None,
            "occasion_count": 1,
            "goal_count": 1,
            "activity_count": 3,
            "distinct_activity_count": 2,
            "reported_count": 2,
            "target_count": 2,
            "outcome_count": 1,
            "kpi_listing_count": 1,
            "budget_line_count": 1,
            "finding_count": 1,
        }
    ]


SEVERAL_DOCUMENTS = {
    "municipality": """
        municipality_code | municipality
        1880              | Örebro
        0160              | Täby
        0125              | Åmål
    """,
    "document": """
        document_id | municipality_code | title | body | kind      | year | supersedes_document_id
        ore_early   | 1880              | D     | B    | follow_up | 2022 |
        ore_late    | 1880              | D     | B    | follow_up | 2022 |
        ore_dateless| 1880              | D     | B    | plan      | 2022 |
        ore_old     | 1880              | D     | B    | follow_up | 2020 |
        tab_first   | 0160              | D     | B    | follow_up | 2023 |
        tab_second  | 0160              | D     | B    | follow_up | 2023 | tab_first
        ama_b       | 0125              | D     | B    | plan      | 2022 |
        ama_a       | 0125              | D     | B    | plan      | 2022 |
    """,
    "occasion": """
        document_id  | occasion_number | label   | as_of_date | is_as_of_stated
        ore_early    | 1               | Delår   | 2022-04-30 | true
        ore_late     | 1               | Delår 1 | 2022-02-28 | true
        ore_late     | 2               | Delår 2 | 2022-08-31 | true
        ore_dateless | 1               | Plan    |            | false
        ore_old      | 1               | Bokslut | 2020-12-31 | true
        tab_first    | 1               | Bokslut | 2023-12-31 | true
        tab_second   | 1               | Bokslut | 2023-12-31 | true
        ama_b        | 1               | Plan    |            | false
    """,
}


def test_the_newest_is_the_latest_that_no_other_replaces(empty_database: SmallDatabase) -> None:
    """By year, then as-of date (unknown ones last), then id; Å and Ö come last; no occasion is no error."""
    empty_database.given(**SEVERAL_DOCUMENTS)

    answer = empty_database.ask("documents")

    assert columns(
        answer, "document_id is_superseded is_newest last_occasion_number occasion_count"
    ) == [
        ("tab_first", True, False, 1, 1),
        ("tab_second", False, True, 1, 1),
        ("ama_a", False, True, None, 0),
        ("ama_b", False, False, 1, 1),
        ("ore_late", False, True, 2, 2),
        ("ore_early", False, False, 1, 1),
        ("ore_dateless", False, False, 1, 1),
        ("ore_old", False, False, 1, 1),
    ]


def test_documents_of_one_municipality(empty_database: SmallDatabase) -> None:
    """Only the municipality asked for; one without documents has none."""
    empty_database.given(**SEVERAL_DOCUMENTS)

    assert columns(empty_database.ask("documents", municipality_code="0125"), "document_id") == [
        ("ama_a",),
        ("ama_b",),
    ]
    assert empty_database.ask("documents", municipality_code="0001") == []


TWO_OCCASIONS = {
    "occasion": """
        document_id | occasion_number | label   | as_of_date | is_as_of_stated | as_of_note
        doc         | 2               | Bokslut |            | false           | okänt
    """,
    "activity": """
        activity_id | distinct_activity_id | document_id | goal_id | sort_order | kind      | title
        a           | a                    | doc         | doc/g1  | 1          | aktivitet | A
        a_again     | a                    | doc         | doc/g1  | 2          | aktivitet | A
    """,
    "status_report": """
        activity_id | document_id | occasion_number | status_code
        a           | doc         | 1               | not_reported
        a_again     | doc         | 1               | not_reported
        a           | doc         | 2               | completed
        a_again     | doc         | 2               | in_progress
    """,
}


def test_occasions_count_what_was_reported_at_each(small_database: SmallDatabase) -> None:
    """In their order, also where nothing was reported or the date is not known."""
    small_database.given(**TWO_OCCASIONS)

    assert small_database.ask("occasions", document_id="doc") == [
        {
            "document_id": "doc",
            "occasion_number": 1,
            "label": "31 augusti",
            "as_of_date": date(2022, 8, 31),
            "is_as_of_stated": True,
            "as_of_note": None,
            "activity_count": 2,
            "reported_count": 0,
        },
        {
            "document_id": "doc",
            "occasion_number": 2,
            "label": "Bokslut",
            "as_of_date": None,
            "is_as_of_stated": False,
            "as_of_note": "okänt",
            "activity_count": 2,
            "reported_count": 2,
        },
    ]


def test_occasions_of_a_document_without_activities(small_database: SmallDatabase) -> None:
    """The occasion is there, with zero activities."""
    answer = small_database.ask("occasions", document_id="doc")

    assert columns(answer, "occasion_number activity_count reported_count") == [(1, 0, 0)]


def test_completion_by_occasion_and_unit(small_database: SmallDatabase) -> None:
    """Listed before distinct; a share of nothing reported is empty, never zero."""
    small_database.given(**TWO_OCCASIONS)

    answer = small_database.ask("completion")

    assert columns(
        answer,
        "municipality title label occasion_number unit activity_count reported_count"
        " not_reported_count completed_count completion_share",
    ) == [
        ("Linköping", "Uppföljning", "31 augusti", 1, "listed", 2, 0, 2, 0, None),
        ("Linköping", "Uppföljning", "31 augusti", 1, "distinct", 1, 0, 1, 0, None),
        ("Linköping", "Uppföljning", "Bokslut", 2, "listed", 2, 2, 0, 1, 0.5),
        ("Linköping", "Uppföljning", "Bokslut", 2, "distinct", 1, 1, 0, 0, 0.0),
    ]


def test_completion_of_the_documents_and_unit_asked_for(small_database: SmallDatabase) -> None:
    """A replaced document is told of only where it is named; an id is never a part of another."""
    small_database.given(
        **TWO_OCCASIONS,
        document="""
            document_id | municipality_code | title | body | kind      | year | supersedes_document_id
            doc2        | 0580              | Ny    | BUF  | follow_up | 2022 | doc
        """,
    )

    assert small_database.ask("completion") == []
    assert small_database.ask("completion", document_ids="doc2") == []
    answer = small_database.ask("completion", document_ids="doc2,doc", unit="distinct")
    assert columns(answer, "document_id occasion_number unit") == [
        ("doc", 1, "distinct"),
        ("doc", 2, "distinct"),
    ]
