"""Spec tests of the search over goals and activities: small tables in, answers out."""

import pytest
from small_database import SmallDatabase


@pytest.fixture
def searchable(small_database: SmallDatabase) -> SmallDatabase:
    """Goals and activities with letters, accents and signs that a careless search gets wrong."""
    small_database.given(
        municipality="""
            municipality_code | municipality
            1880              | Örebro
        """,
        document="""
            document_id | municipality_code | title  | body | kind | year | supersedes_document_id
            ore_old     | 1880              | Gammal | B    | plan | 2020 |
            ore         | 1880              | Plan   | B    | plan | 2021 | ore_old
        """,
        occasion="""
            document_id | occasion_number | label | is_as_of_stated
            ore         | 1               | Plan  | false
            ore_old     | 1               | Plan  | false
        """,
        goal="""
            goal_id    | document_id | parent_goal_id | sort_order | level    | title        | wording       | is_prioritised | place_row
            doc/g2     | doc         | doc/g1         | 2          | sub_goal | Trygga idéer | Lugn i skolan | false          | 5
            ore/g1     | ore         |                | 1          | goal     | TRYGGA vägar |               | false          | 6
            ore_old/g1 | ore_old     |                | 1          | goal     | Trygga gator |               | false          | 7
        """,
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id | sort_order | kind | title      | place_row
            a           | a                    | doc         | doc/g2  | 1          | akt  | Ångra 5 %  | 8
            b           | b                    | ore         | ore/g1  | 1          | akt  | Angöring_x | 9
            c           | c                    | doc         | doc/g1  | 2          | akt  | Otrygga    | 10
        """,
        status_report="""
            activity_id | document_id | occasion_number | status_code
            a           | doc         | 1               | completed
            b           | ore         | 1               | not_reported
            c           | doc         | 1               | completed
        """,
    )
    return small_database


def test_a_hit_tells_where_it_stands(searchable: SmallDatabase) -> None:
    """One row with the document, the path from the top and the place."""
    assert searchable.ask("search", search_text="lugn i SKOLAN") == [
        {
            "result_kind": "goal",
            "result_id": "doc/g2",
            "title": "Trygga idéer",
            "document_id": "doc",
            "municipality_code": "0580",
            "municipality": "Linköping",
            "document_title": "Uppföljning",
            "year": 2022,
            "goal_id": "doc/g2",
            "goal_path": "Mål 1 › Trygga idéer",
            "place_section": None,
            "place_page": None,
            "place_row": 5,
        }
    ]


@pytest.mark.parametrize(
    ("search_text", "result_ids"),
    [
        ("trygga", ["doc/g2", "ore/g1", "a", "c", "b"]),
        (" Trygga ", ["doc/g2", "ore/g1", "a", "c", "b"]),
        ("idéer", ["doc/g2", "a"]),
        ("ideer", ["doc/g2", "a"]),
        ("ång", ["a"]),
        ("ang", ["b"]),
        ("%", ["a"]),
        ("_", ["b"]),
        ("gator", []),
        ("skolan lugn", []),
        ("", []),
        ("  ", []),
    ],
)
def test_search_as_a_swede_expects(
    searchable: SmallDatabase, search_text: str, result_ids: list[str]
) -> None:
    """Whatever the case; é is an e but å is no a; signs mean themselves; replaced documents and empty texts give none."""
    assert [
        row["result_id"] for row in searchable.ask("search", search_text=search_text)
    ] == result_ids
