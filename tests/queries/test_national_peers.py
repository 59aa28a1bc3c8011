"""Spec tests of a municipality beside those like it."""

import pytest
from small_database import SmallDatabase
from small_national import given_values, picked


@pytest.fixture
def peer_database(small_database: SmallDatabase) -> SmallDatabase:
    """Linköping with four like it in school, other four in general, and an older group."""
    small_database.given(
        municipality="""
            municipality_code | municipality
            0114              | Upplands
            0126              | Huddinge
            0160              | Täby
            0180              | Stockholm
            1880              | Örebro
        """,
        national_kpi="""
            national_kpi_id | title        | unit    | direction | topic        | is_divided_by_gender | state   | is_fetched | has_all_areas
            N1              | Behöriga     | procent | higher    | grundskola   | true                 | current | true       | true
            N2              | Arbetslöshet | procent | lower     | arbetsliv    | false                | current | true       | true
            N3              | Invånare     | antal   | none      | grundskola   | false                | current | true       | true
            N4              | Kommer räknat | procent | higher   | grundskola   | true                 | current | false      | false
        """,
        national_group="""
            group_id | title                              | topic        | municipality_code | year
            G1       | Liknande grundskola, Linköping, 2023 | grundskola   | 0580              | 2023
            G2       | Liknande grundskola, Linköping, 2024 | grundskola   | 0580              | 2024
            G3       | Liknande, Linköping, 2025          | övergripande | 0580              | 2025
            G4       | Liknande grundskola, Täby, 2025    | grundskola   | 0160              | 2025
        """,
        national_group_member="""
            group_id | municipality_code
            G1       | 1880
            G2       | 0114
            G2       | 0126
            G2       | 0160
            G2       | 0180
            G3       | 0126
            G3       | 0160
            G3       | 1880
            G4       | 0580
        """,
    )
    return small_database


GROUP = ("group_id", "group_title", "group_year", "member_count")
AGAINST = (
    "year", "value", "member_value_count", "peer_lower_quartile", "peer_median",
    "peer_upper_quartile", "difference", "position", "rank_among_peers", "rank_count",
)  # fmt: skip


def test_peers_are_the_latest_group_in_the_topic(peer_database: SmallDatabase) -> None:
    """The general group only where the topic has none; the title says which year's."""
    for kpi in ("N1", "N2"):
        given_values(peer_database, kpi, 2020, {"0580": 1})

    school = peer_database.ask("national_peers", national_kpi_id="N1", municipality_code="0580")
    work = peer_database.ask("national_peers", national_kpi_id="N2", municipality_code="0580")

    assert picked(school, *GROUP) == [("G2", "Liknande grundskola, Linköping, 2024", 2024, 4)]
    assert picked(work, *GROUP) == [("G3", "Liknande, Linköping, 2025", 2025, 3)]


def test_a_municipality_stands_against_the_quartiles_of_its_peers(
    peer_database: SmallDatabase,
) -> None:
    """It is itself not among them, others are not either; the rank counts it in."""
    given_values(
        peer_database, "N1", 2020,
        {"0000": 99, "0580": 70, "0114": 60, "0126": 70, "0160": 80, "0180": 90, "1880": 1},
    )  # fmt: skip
    given_values(
        peer_database, "N1", 2021,
        {"0580": 82.5, "0114": 60, "0126": 70, "0160": 80, "0180": 90},
    )  # fmt: skip
    given_values(
        peer_database, "N1", 2022,
        {"0580": 60, "0114": 60, "0126": 70, "0160": 80, "0180": 90},
    )  # fmt: skip

    rows = peer_database.ask("national_peers", national_kpi_id="N1", municipality_code="0580")

    assert picked(rows, *AGAINST) == [
        (2020, 70, 4, 67.5, 75, 82.5, -5, "middle", 3, 5),
        (2021, 82.5, 4, 67.5, 75, 82.5, 7.5, "best", 2, 5),
        (2022, 60, 4, 67.5, 75, 82.5, -15, "worst", 4, 5),
    ]
    assert {row["is_counted_here"] for row in rows} == {True}


def test_less_unemployment_than_the_peers_is_a_plus(peer_database: SmallDatabase) -> None:
    """Where lower is better the difference, the position and the rank all turn."""
    given_values(peer_database, "N2", 2020, {"0580": 4, "0126": 6, "0160": 8, "1880": 10})
    given_values(peer_database, "N2", 2021, {"0580": 9, "0126": 6, "0160": 8, "1880": 10})

    rows = peer_database.ask("national_peers", national_kpi_id="N2", municipality_code="0580")

    assert picked(rows, *AGAINST) == [
        (2020, 4, 3, 7, 8, 9, 4, "best", 1, 4),
        (2021, 9, 3, 7, 8, 9, -1, "worst", 3, 4),
    ]


def test_without_direction_a_difference_is_only_a_difference(peer_database: SmallDatabase) -> None:
    """More than the median is plus, and it is high, not best."""
    given_values(peer_database, "N3", 2020, {"0580": 9, "0114": 6, "0126": 7, "0160": 8})
    given_values(peer_database, "N3", 2021, {"0580": 5, "0114": 6, "0126": 7, "0160": 8})

    rows = peer_database.ask("national_peers", national_kpi_id="N3", municipality_code="0580")

    assert picked(rows, "difference", "position", "rank_among_peers") == [
        (2, "high", 1),
        (-2, "low", 4),
    ]


def test_years_of_either_side_are_there(peer_database: SmallDatabase) -> None:
    """Peers without the municipality, it without them, it secret; beside fewer than three there is no position."""
    given_values(peer_database, "N1", 2018, {"0580": "missing"})
    given_values(peer_database, "N1", 2019, {"0580": 70})
    given_values(peer_database, "N1", 2020, {"0114": 60, "0126": "secret"})
    given_values(peer_database, "N1", 2021, {"0580": "secret", "0114": 60, "0126": 62, "0160": 64})
    given_values(peer_database, "N1", 2022, {"0580": 90, "0114": 60, "0126": 62})
    given_values(peer_database, "N1", 2023, {"1880": 1})

    rows = peer_database.ask("national_peers", national_kpi_id="N1", municipality_code="0580")

    assert picked(
        rows, "year", "state", "member_value_count", "peer_median", "difference", "position",
        "rank_among_peers", "rank_count",
    ) == [
        (2018, "missing", 0, None, None, None, None, None),
        (2019, "value", 0, None, None, None, None, None),
        (2020, None, 1, 60, None, None, None, None),
        (2021, "secret", 3, 62, None, None, None, None),
        (2022, "value", 2, 61, 29, None, 1, 3),
    ]  # fmt: skip


def test_where_not_all_are_held_the_peers_came_counted(peer_database: SmallDatabase) -> None:
    """The shipped figures of the group, not those of all and not those of another; without ranks. Where all are held, those are counted."""
    peer_database.given(
        national_summary_fact="""
            national_kpi_id | group_id | year | gender | area_count | lower_quartile | median | upper_quartile
            N4              | G2       | 2020 | T      | 7          | 70             | 80     | 90
            N4              | G2       | 2020 | K      | 7          | 71             | 81     | 91
            N4              | all      | 2020 | T      | 290        | 10             | 20     | 30
            N1              | G2       | 2020 | T      | 7          | 1              | 2      | 3
            N4              | G3       | 2020 | T      | 7          | 1              | 2      | 3
        """
    )
    given_values(peer_database, "N4", 2020, {"0580": 90, "0126": 1})
    given_values(peer_database, "N4", 2020, {"0580": 70}, "K")
    given_values(peer_database, "N1", 2020, {"0580": 70, "0126": 60})

    rows = peer_database.ask("national_peers", national_kpi_id="N4", municipality_code="0580")
    women = peer_database.ask(
        "national_peers", national_kpi_id="N4", municipality_code="0580", gender="K"
    )

    assert picked(rows, *AGAINST, "is_counted_here") == [
        (2020, 90, 7, 70, 80, 90, 10, "best", None, None, False)
    ]
    assert picked(women, "gender", "peer_median", "position") == [("K", 81, "worst")]
    held = peer_database.ask("national_peers", national_kpi_id="N1", municipality_code="0580")
    assert picked(held, "peer_median", "is_counted_here") == [(60, True)]


def test_a_municipality_without_a_group_stands_alone(peer_database: SmallDatabase) -> None:
    """Its own values are there, with no peers."""
    given_values(peer_database, "N1", 2020, {"0126": 70, "0580": 60})

    rows = peer_database.ask("national_peers", national_kpi_id="N1", municipality_code="0126")

    assert picked(rows, *GROUP, "value", "peer_median") == [(None, None, None, None, 70, None)]


def test_members_are_listed_with_what_they_have(peer_database: SmallDatabase) -> None:
    """In Swedish order; where nothing is held of one, it is there without state, and whether it was asked for."""
    given_values(peer_database, "N1", 2020, {"0114": 60, "0126": "secret", "1880": 9})
    given_values(peer_database, "N1", 2020, {"0160": 80}, "K")
    given_values(peer_database, "N1", 2019, {"0180": 50})

    rows = peer_database.ask(
        "national_peer_members", national_kpi_id="N1", municipality_code="0580", year=2020
    )

    assert picked(rows, "group_title", "municipality", "state", "value") == [
        ("Liknande grundskola, Linköping, 2024", "Huddinge", "secret", None),
        ("Liknande grundskola, Linköping, 2024", "Stockholm", None, None),
        ("Liknande grundskola, Linköping, 2024", "Täby", None, None),
        ("Liknande grundskola, Linköping, 2024", "Upplands", "value", 60),
    ]
    women = peer_database.ask(
        "national_peer_members", national_kpi_id="N1", municipality_code="0580", year=2020,
        gender="K",
    )  # fmt: skip
    assert [row["value"] for row in women] == [None, None, 80, None]
    assert all(row["is_fetched"] for row in rows)
    peer_database.connection.execute("update national_kpi set has_all_areas = false")
    peer_database.connection.execute("delete from national_value where area_code = '0160'")
    few = peer_database.ask(
        "national_peer_members", national_kpi_id="N1", municipality_code="0580", year=2020
    )
    # Stockholm has a value of another year.
    assert picked(few, "municipality", "is_fetched") == [
        ("Huddinge", True),
        ("Stockholm", True),
        ("Täby", False),
        ("Upplands", True),
    ]
