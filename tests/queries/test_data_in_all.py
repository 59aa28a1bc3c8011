"""Spec tests of the questions about the documents themselves: findings, coverage, dictionary, totals."""

import pytest
from small_database import SmallDatabase


@pytest.fixture
def several_documents(small_database: SmallDatabase) -> SmallDatabase:
    """Three municipalities: one with a document, one with a document and the one it superseded, one with none."""
    small_database.given(
        municipality="""
            municipality_code | municipality | county_code | county    | skr_group_code | skr_group
            0125              | Ekerö        | 01          | Stockholm | G2             | Pendlingskommun
            2039              | Älvdalen     | 20          | Dalarna   | G3             | Landsbygd
            0114              | Årjäng       | 17          | Värmland  | G3             | Landsbygd
        """,
        document="""
            document_id | municipality_code | title  | kind      | year | supersedes_document_id
            eke-1       | 0125              | Utkast | follow_up | 2019 |
            eke-2       | 0125              | Slutlig | follow_up | 2020 | eke-1
        """,
    )
    return small_database


FINDINGS = """
    finding_id | check_name    | severity      | document_id | activity_id | goal_id | subject_text | found_text | expected_text | place_section | place_page | place_row
    1          | budget_sum    | contradiction | doc         |             |         | Staben       | 4262       | 4000          | Budget        | 17         | 240
    2          | told          | hint          | doc         | a           | doc/g1  | A            | 2023       | Juni          |               |            | 1
    3          | without       | gap           | doc         | b           | doc/g1  | B            |            | Bokslut       |               |            | 2
    4          | budget_sum    | contradiction | doc         |             |         | Ama          | 1          | 2             |               |            | 100
    5          | told          | hint          | eke-2       |             |         | C            | x          | y             |               |            |
"""


def test_findings_stand_with_contradictions_first(several_documents: SmallDatabase) -> None:
    """By municipality in Swedish order, then contradiction, gap, hint, then the place in the document."""
    several_documents.given(finding=FINDINGS)

    rows = several_documents.ask("findings")

    assert [row["finding_id"] for row in rows] == [5, 4, 1, 3, 2]
    assert rows[2] == {
        "finding_id": 1,
        "check_name": "budget_sum",
        "severity": "contradiction",
        "document_id": "doc",
        "municipality_code": "0580",
        "municipality": "Linköping",
        "document_title": "Uppföljning",
        "year": 2022,
        "activity_id": None,
        "goal_id": None,
        "subject_text": "Staben",
        "found_text": "4262",
        "expected_text": "4000",
        "place_section": "Budget",
        "place_page": "17",
        "place_row": 240,
    }


@pytest.mark.parametrize(
    ("parameters", "finding_ids"),
    [
        ({"document_id": "eke-2"}, [5]),
        ({"check_name": "told"}, [5, 2]),
        ({"severity": "gap"}, [3]),
        ({"document_id": "eke-2", "severity": "gap"}, []),
    ],
)
def test_findings_are_filtered(
    several_documents: SmallDatabase, parameters: dict[str, str], finding_ids: list[int]
) -> None:
    """Filters narrow each other."""
    several_documents.given(finding=FINDINGS)

    rows = several_documents.ask("findings", **parameters)

    assert [row["finding_id"] for row in rows] == finding_ids


def test_findings_are_counted_by_document_and_check(several_documents: SmallDatabase) -> None:
    """Two wrong sums in one document are one row of two; a document without findings has no row."""
    several_documents.given(finding=FINDINGS)

    rows = several_documents.ask("finding_counts")

    ekero = {
        "document_id": "eke-2",
        "municipality_code": "0125",
        "municipality": "Ekerö",
        "document_title": "Slutlig",
        "year": 2020,
    }
    linkoping = {
        "document_id": "doc",
        "municipality_code": "0580",
        "municipality": "Linköping",
        "document_title": "Uppföljning",
        "year": 2022,
    }
    assert rows == [
        ekero | {"check_name": "told", "severity": "hint", "finding_count": 1},
        linkoping | {"check_name": "budget_sum", "severity": "contradiction", "finding_count": 2},
        linkoping | {"check_name": "without", "severity": "gap", "finding_count": 1},
        linkoping | {"check_name": "told", "severity": "hint", "finding_count": 1},
    ]


def test_coverage_says_which_parts_a_document_has(several_documents: SmallDatabase) -> None:
    """Shares are of all listed activities; a document without any has none; an activity of two committees is one."""
    several_documents.given(
        goal="""
            goal_id | document_id | parent_goal_id | sort_order | level   | title  | is_prioritised
            doc/g2  | doc         | doc/g1         | 2          | goal    | Mål 2  | false
            doc/h   | doc         |                | 3          | heading | Rubrik | false
        """,
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id | sort_order | title | due_date
            a           | a                    | doc         | doc/g1  | 1          | A     | 2022-12-31
            b           | b                    | doc         | doc/g2  | 2          | B     |
            c           | c                    | doc         | doc/g2  | 3          | C     | 2022-12-31
            d           | d                    | doc         | doc/g2  | 4          | D     | 2022-12-31
        """,
        committee="""
            committee_id | municipality_code | committee_code | committee
            0580-BiN     | 0580              | BiN            | Bildningsnämnden
            0580-BoU     | 0580              | BoU            | Barn- och ungdomsnämnden
        """,
        activity_committee="""
            activity_id | committee_id
            a           | 0580-BiN
            a           | 0580-BoU
            b           | 0580-BiN
        """,
        status_report="""
            activity_id | document_id | occasion_number | status_code
            a           | doc         | 1               | completed
            b           | doc         | 1               | not_reported
            c           | doc         | 1               | not_reported
            d           | doc         | 1               | not_reported
        """,
        deferral="""
            activity_id | occasion_number | kind        | told_by | is_marked
            a           | 1               | within_year | mark    | true
        """,
        goal_assessment="""
            goal_id | document_id | occasion_number | assessment_text | assessment_code
            doc/g1  | doc         | 1               | uppnått         | met
        """,
        target="""
            target_id | document_id | kpi_code
            doc/1     | doc         | a
            doc/2     | doc         | a
        """,
        budget_line="""
            document_id | unit | line | year
            eke-2       | A    | cost | 2020
        """,
        stated_total="""
            stated_total_id | document_id | measure | value | value_text | is_listed
            eke-2/1         | eke-2       | goals   | 17    | 17 mål     | false
        """,
    )

    rows = several_documents.ask("coverage")

    assert [row["document_id"] for row in rows] == ["eke-2", "eke-1", "doc"]
    assert rows[0] == {
        "document_id": "eke-2",
        "municipality_code": "0125",
        "municipality": "Ekerö",
        "title": "Slutlig",
        "kind": "follow_up",
        "year": 2020,
        "occasion_count": 0,
        "goal_count": 0,
        "activity_count": 0,
        "deferral_count": 0,
        "goal_assessment_count": 0,
        "kpi_listing_count": 0,
        "target_count": 0,
        "outcome_count": 0,
        "budget_line_count": 1,
        "stated_total_count": 1,
        "reported_share": None,
        "due_date_share": None,
        "committee_share": None,
        "deep_goal_share": None,
        "has_statuses": False,
        "has_assessments": False,
        "has_targets": False,
        "has_outcomes": False,
        "has_budget": True,
        "has_stated_totals": True,
    }
    assert rows[2] == {
        "document_id": "doc",
        "municipality_code": "0580",
        "municipality": "Linköping",
        "title": "Uppföljning",
        "kind": "follow_up",
        "year": 2022,
        "occasion_count": 1,
        "goal_count": 2,
        "activity_count": 4,
        "deferral_count": 1,
        "goal_assessment_count": 1,
        "kpi_listing_count": 0,
        "target_count": 2,
        "outcome_count": 0,
        "budget_line_count": 0,
        "stated_total_count": 0,
        "reported_share": 1 / 4,
        "due_date_share": 3 / 4,
        "committee_share": 2 / 4,
        "deep_goal_share": 3 / 4,
        "has_statuses": True,
        "has_assessments": True,
        "has_targets": True,
        "has_outcomes": False,
        "has_budget": False,
        "has_stated_totals": False,
    }


def test_the_dictionary_tells_tables_and_columns_in_their_order(
    empty_database: SmallDatabase,
) -> None:
    """Each column stands in the table's order with its type and comment; other schemas are not told of."""
    empty_database.connection.execute("comment on table assessment_word is 'Words'")
    empty_database.connection.execute("comment on column assessment_word.note is 'Where met'")

    rows = empty_database.ask("data_dictionary")

    assert [row for row in rows if row["table_name"] == "assessment_word"] == [
        {
            "table_name": "assessment_word",
            "table_comment": "Words",
            "sort_order": sort_order,
            "column_name": name,
            "data_type": "varchar",
            "column_comment": comment,
        }
        for sort_order, name, comment in [
            (1, "assessment_word", None),
            (2, "assessment_code", None),
            (3, "note", "Where met"),
        ]
    ]
    tables = [row["table_name"] for row in rows]
    assert tables == sorted(tables)


def test_municipalities_stand_in_swedish_order(several_documents: SmallDatabase) -> None:
    """Å stands before Ä, both last; both of Ekerö's documents count."""
    rows = several_documents.ask("municipalities")

    assert rows[0] == {
        "municipality_code": "0125",
        "municipality": "Ekerö",
        "county_code": "01",
        "county": "Stockholm",
        "skr_group_code": "G2",
        "skr_group": "Pendlingskommun",
        "document_count": 2,
    }
    assert [(row["municipality"], row["document_count"]) for row in rows] == [
        ("Ekerö", 2),
        ("Linköping", 1),
        ("Årjäng", 0),
        ("Älvdalen", 0),
    ]


@pytest.mark.parametrize(
    ("has_document", "names"), [(True, ["Ekerö", "Linköping"]), (False, ["Årjäng", "Älvdalen"])]
)
def test_municipalities_with_and_without_documents(
    several_documents: SmallDatabase, *, has_document: bool, names: list[str]
) -> None:
    """The two answers share no municipality and leave none out."""
    rows = several_documents.ask("municipalities", has_document=has_document)

    assert [row["municipality"] for row in rows] == names


def test_the_summary_leaves_out_what_was_superseded(several_documents: SmallDatabase) -> None:
    """A superseded draft and all that stands in it is not counted twice; headings are no goals."""
    several_documents.given(
        goal="""
            goal_id  | document_id | sort_order | level   | title  | is_prioritised
            doc/h    | doc         | 2          | heading | Rubrik | false
            eke-1/g1 | eke-1       | 1          | goal    | Mål 1  | false
        """,
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id  | sort_order | title
            a           | a                    | doc         | doc/g1   | 1          | A
            a_again     | a                    | doc         | doc/h    | 2          | A
            old         | old                  | eke-1       | eke-1/g1 | 1          | B
        """,
        target="""
            target_id | document_id | kpi_code
            doc/1     | doc         | a
            eke-1/1   | eke-1       | a
        """,
        outcome="""
            outcome_id | document_id | kpi_code
            eke-2/1    | eke-2       | a
            eke-2/2    | eke-2       | a
        """,
        finding="""
            finding_id | check_name | severity | document_id
            1          | x          | hint     | doc
            2          | x          | hint     | doc
            3          | x          | hint     | eke-2
            4          | x          | hint     | eke-1
        """,
    )

    assert several_documents.ask("data_summary") == [
        {
            "municipality_count": 2,
            "document_count": 2,
            "activity_count": 2,
            "distinct_activity_count": 1,
            "goal_count": 1,
            "target_count": 1,
            "outcome_count": 2,
            "finding_count": 3,
            "first_year": 2020,
            "last_year": 2022,
        }
    ]


def test_an_empty_database_is_summed_up_as_empty(empty_database: SmallDatabase) -> None:
    """No document is zero of everything, and no years."""
    rows = empty_database.ask("data_summary")

    assert [
        (row["document_count"], row["activity_count"], row["first_year"], row["last_year"])
        for row in rows
    ] == [(0, 0, None, None)]
