"""Spec tests of the counts by status and family: small tables in, answers out."""

from typing import Any

from small_database import SmallDatabase

FAMILIES = ("completed", "in_progress", "behind", "not_begun", "dropped", "not_reported")

LISTED = {
    "activity": """
        activity_id | distinct_activity_id | document_id | goal_id | sort_order | kind      | title
        a           | a                    | doc         | doc/g1  | 1          | aktivitet | A
        b           | b                    | doc         | doc/g1  | 2          | aktivitet | B
        c           | c                    | doc         | doc/g1  | 3          | aktivitet | C
        d           | d                    | doc         | doc/g1  | 4          | aktivitet | D
    """,
    "occasion": """
        document_id | occasion_number | label   | is_as_of_stated
        doc         | 2               | Bokslut | false
    """,
    "status_report": """
        activity_id | document_id | occasion_number | status_code
        a           | doc         | 1               | not_reported
        b           | doc         | 1               | not_reported
        c           | doc         | 1               | not_reported
        d           | doc         | 1               | not_reported
        a           | doc         | 2               | completed
        b           | doc         | 2               | completed_with_deviation
        c           | doc         | 2               | paused
        d           | doc         | 2               | not_reported
    """,
}


def columns(rows: list[dict[str, Any]], names: str) -> list[tuple[Any, ...]]:
    """Return the named columns of each row."""
    return [tuple(row[name] for name in names.split()) for row in rows]


def by_family(rows: list[dict[str, Any]], column: str) -> dict[str, Any]:
    """Return one column's values by family, in the order of the rows."""
    return {row["family_code"]: row[column] for row in rows}


def test_status_counts_are_of_the_last_occasion(small_database: SmallDatabase) -> None:
    """Only statuses that occur; shares are of all listed, also those not reported."""
    small_database.given(**LISTED)

    answer = small_database.ask("status_counts")

    assert columns(
        answer,
        "document_id occasion_number status status_code family sort_order activity_count activity_share",
    ) == [
        ("doc", 2, "Genomförd", "completed", "Genomfört", 1, 1, 0.25),
        ("doc", 2, "Genomförd med avvikelse", "completed_with_deviation", "Genomfört", 2, 1, 0.25),
        ("doc", 2, "Pausad", "paused", "Efter plan", 7, 1, 0.25),
        ("doc", 2, "Ej rapporterad", "not_reported", "Ej rapporterat", 13, 1, 0.25),
    ]


def test_status_counts_of_an_earlier_occasion(small_database: SmallDatabase) -> None:
    """The occasion asked for; one that the document does not have gives nothing."""
    small_database.given(**LISTED)

    first = small_database.ask("status_counts", document_id="doc", occasion_number=1)

    assert columns(first, "occasion_number label status_code activity_count activity_share") == [
        (1, "31 augusti", "not_reported", 4, 1.0)
    ]
    assert small_database.ask("status_counts", occasion_number=3) == []
    assert small_database.ask("status_counts", document_id="other") == []


def test_family_counts_hold_all_six(small_database: SmallDatabase) -> None:
    """Zeros included; the reported share leaves out those not reported, which have none themselves."""
    small_database.given(**LISTED)

    answer = small_database.ask("family_counts")

    assert columns(
        answer,
        "municipality year label family_code sort_order activity_count activity_share reported_share",
    ) == [
        ("Linköping", 2022, "Bokslut", "completed", 1, 2, 0.5, 2 / 3),
        ("Linköping", 2022, "Bokslut", "in_progress", 2, 0, 0.0, 0.0),
        ("Linköping", 2022, "Bokslut", "behind", 3, 1, 0.25, 1 / 3),
        ("Linköping", 2022, "Bokslut", "not_begun", 4, 0, 0.0, 0.0),
        ("Linköping", 2022, "Bokslut", "dropped", 5, 0, 0.0, 0.0),
        ("Linköping", 2022, "Bokslut", "not_reported", 6, 1, 0.25, None),
    ]


def test_family_counts_where_nothing_is_reported(small_database: SmallDatabase) -> None:
    """Shares of the reported are empty, not zero."""
    small_database.given(**LISTED)

    answer = small_database.ask("family_counts", document_ids="doc", occasion_number=1)

    assert by_family(answer, "reported_share") == dict.fromkeys(FAMILIES)
    assert by_family(answer, "activity_share") == dict.fromkeys(FAMILIES, 0.0) | {
        "not_reported": 1.0
    }


def test_family_counts_of_a_document_without_activities(small_database: SmallDatabase) -> None:
    """Six rows of zero, without shares."""
    answer = small_database.ask("family_counts")

    assert by_family(answer, "activity_count") == dict.fromkeys(FAMILIES, 0)
    assert by_family(answer, "activity_share") == dict.fromkeys(FAMILIES)


def test_family_counts_of_a_replaced_document(small_database: SmallDatabase) -> None:
    """A document that another replaces is told of only where it is named."""
    small_database.given(
        document="""
            document_id | municipality_code | title | body | kind      | year | supersedes_document_id
            doc2        | 0580              | Ny    | BUF  | follow_up | 2022 | doc
        """
    )

    assert small_database.ask("family_counts") == []
    assert small_database.ask("status_counts") == []
    assert len(small_database.ask("family_counts", document_ids="doc2,doc")) == 6


def test_family_counts_come_in_the_order_asked(small_database: SmallDatabase) -> None:
    """As the other questions of documents side by side; where none is asked for, by municipality and year."""
    small_database.given(
        municipality="""
            municipality_code | municipality
            0184              | Solna
        """,
        document="""
            document_id | municipality_code | title | body | kind | year
            doc1        | 0580              | Ny    | BUF  | plan | 2023
            solna       | 0184              | Plan  | KN   | plan | 2010
        """,
        occasion="""
            document_id | occasion_number | label | as_of_date | is_as_of_stated
            doc1        | 1               | Plan  |            | false
            solna       | 1               | Plan  |            | false
        """,
    )

    def order(**parameters: str) -> list[str]:
        return [row["document_id"] for row in small_database.ask("family_counts", **parameters)][
            ::6
        ]

    assert order(document_ids="solna,doc,doc1") == ["solna", "doc", "doc1"]
    assert order(document_ids="doc,solna") == ["doc", "solna"]
    assert order() == ["doc1", "doc", "solna"]


def test_family_counts_over_occasions(small_database: SmallDatabase) -> None:
    """Every occasion in its order, with all six families."""
    small_database.given(**LISTED)

    answer = small_database.ask("family_counts_over_occasions", document_id="doc")

    assert columns(
        answer, "occasion_number label family_code activity_count activity_share reported_share"
    ) == [
        (1, "31 augusti", "completed", 0, 0.0, None),
        (1, "31 augusti", "in_progress", 0, 0.0, None),
        (1, "31 augusti", "behind", 0, 0.0, None),
        (1, "31 augusti", "not_begun", 0, 0.0, None),
        (1, "31 augusti", "dropped", 0, 0.0, None),
        (1, "31 augusti", "not_reported", 4, 1.0, None),
        (2, "Bokslut", "completed", 2, 0.5, 2 / 3),
        (2, "Bokslut", "in_progress", 0, 0.0, 0.0),
        (2, "Bokslut", "behind", 1, 0.25, 1 / 3),
        (2, "Bokslut", "not_begun", 0, 0.0, 0.0),
        (2, "Bokslut", "dropped", 0, 0.0, 0.0),
        (2, "Bokslut", "not_reported", 1, 0.25, None),
    ]


def test_a_committee_counts_what_it_shares(small_database: SmallDatabase) -> None:
    """An activity of two committees counts for each; those that name none are a row of their own, last."""
    small_database.given(
        **LISTED,
        committee="""
            committee_id | municipality_code | committee_code | committee
            0580-Ö       | 0580              | Ö              | Östra nämnden
            0580-B       | 0580              | B              | Bildningsnämnden
            0580-X       | 0580              | X              | Utan aktiviteter
        """,
        activity_committee="""
            activity_id | committee_id
            a           | 0580-Ö
            a           | 0580-B
            c           | 0580-B
        """,
        deferral="""
            activity_id | occasion_number | kind        | told_by | is_marked
            a           | 2               | within_year | mark    | true
            c           | 2               | within_year | comment | false
        """,
    )

    answer = small_database.ask("committee_family_counts", document_id="doc")

    assert columns(
        answer[::6], "committee_id committee_code committee family_code activity_count"
    ) == [
        ("0580-B", "B", "Bildningsnämnden", "completed", 1),
        ("0580-Ö", "Ö", "Östra nämnden", "completed", 1),
        (None, None, None, "completed", 1),
    ]
    assert columns(
        answer[::6],
        "committee_activity_count completed_count reported_count completion_share deferred_count",
    ) == [(2, 1, 2, 0.5, 1), (1, 1, 1, 1.0, 1), (2, 1, 1, 1.0, 0)]
    assert columns(answer, "family_code activity_count")[:6] == [
        ("completed", 1),
        ("in_progress", 0),
        ("behind", 1),
        ("not_begun", 0),
        ("dropped", 0),
        ("not_reported", 0),
    ]
    assert by_family(answer[12:], "activity_count") == dict.fromkeys(FAMILIES, 0) | {
        "completed": 1,
        "not_reported": 1,
    }
