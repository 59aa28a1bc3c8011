"""Spec tests of national key figures: series, bands, rankings, revisions and breaks."""

from typing import Any

import pytest
from small_database import SmallDatabase
from small_national import given_values, picked

MUNICIPALITIES = """
    municipality_code | municipality | county_code | county     | skr_group_code | skr_group
    0114              | Upplands     | 01          | Stockholms | G2             | Pendling
    0126              | Huddinge     | 01          | Stockholms | G2             | Pendling
    0160              | Täby         | 01          | Stockholms | G2             | Pendling
    1880              | Örebro       | 18          | Örebro     | G1             | Större stad
"""
# Direction is what the traps are about: of SFI hours, food waste, sick leave and unemployment, less is better.
KPIS = """
    national_kpi_id | title        | unit    | direction | topic        | is_divided_by_gender | state   | is_fetched | has_all_areas | source | fetched_on
    N1              | Behöriga     | procent | higher    | grundskola   | true                 | current | true       | true          | Kolada | 2026-11-01
    N2              | Arbetslöshet | procent | lower     | övergripande | false                | current | true       | true          | Kolada | 2026-11-01
    N3              | Invånare     | antal   | none      | övergripande | false                | current | true       | true          | Kolada | 2026-11-01
    N4              | Ändå få      | procent | higher    | övergripande | true                 | current | false      | false         | Kolada | 2026-11-01
"""


@pytest.fixture
def national_database(small_database: SmallDatabase) -> SmallDatabase:
    """Five municipalities and four national key figures without values."""
    small_database.given(municipality=MUNICIPALITIES, national_kpi=KPIS)
    return small_database


SUMMARY = ("year", "area_count", "lower_quartile", "median", "upper_quartile", "is_counted_here")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([7], (1, 7, 7, 7)),
        ([4, 8], (2, 5, 6, 7)),
        ([4, 8, 10], (3, 6, 8, 9)),
        ([1, 1, 1, 9], (4, 1, 1, 3)),
    ],
    ids=["one", "two", "three", "ties"],
)
def test_quartiles_lie_between_values(
    national_database: SmallDatabase, values: list[float], expected: tuple[float, ...]
) -> None:
    """Where a quartile falls between two municipalities it is drawn between their values."""
    codes = ["0114", "0126", "0160", "0580"]
    given_values(national_database, "N1", 2020, dict(zip(codes, values, strict=False)))

    rows = national_database.ask("national_band", national_kpi_id="N1")

    assert picked(rows, *SUMMARY) == [(2020, *expected, True)]


def test_a_band_counts_municipalities_with_a_value_only(national_database: SmallDatabase) -> None:
    """The nation is no municipality; missing and secret are no zeros; genders are apart."""
    given_values(
        national_database, "N1", 2020,
        {"0000": 99, "0114": 80, "0126": "missing", "0160": "secret", "0580": 90, "1880": "not_applicable"},
    )  # fmt: skip
    given_values(national_database, "N1", 2020, {"0114": 10, "0160": 20}, "K")
    given_values(national_database, "N1", 2021, {"0126": "missing"})

    assert picked(national_database.ask("national_band", national_kpi_id="N1"), *SUMMARY) == [
        (2020, 2, 82.5, 85, 87.5, True)
    ]
    women = national_database.ask("national_band", national_kpi_id="N1", gender="K")
    assert picked(women, "gender", "median") == [("K", 15)]


def test_a_band_of_few_values_is_what_came_counted(national_database: SmallDatabase) -> None:
    """Where not all were asked for, the shipped figures stand in; where they were, those are counted instead."""
    facts = """
        national_kpi_id | group_id | year | gender | area_count | lower_quartile | median | upper_quartile
        N4              | all      | 2020 | T      | 290        | 70             | 80     | 90
        N4              | G9       | 2020 | T      | 7          | 1              | 2      | 3
        N1              | all      | 2020 | T      | 290        | 70             | 80     | 90
    """
    national_database.given(national_summary_fact=facts)
    given_values(national_database, "N4", 2020, {"0580": 50})
    given_values(national_database, "N1", 2020, {"0580": 50})

    assert picked(national_database.ask("national_band", national_kpi_id="N4"), *SUMMARY) == [
        (2020, 290, 70, 80, 90, False)
    ]
    assert picked(national_database.ask("national_band", national_kpi_id="N1"), *SUMMARY) == [
        (2020, 1, 50, 50, 50, True)
    ]


def test_a_year_of_few_municipalities_is_no_band_of_all(national_database: SmallDatabase) -> None:
    """Less than half as many as in the best covered year is left out; just half is not."""
    codes = ["0114", "0126", "0160", "0580"]
    given_values(national_database, "N1", 2018, {"0114": 70})
    given_values(national_database, "N1", 2019, {"0114": 70, "0126": 80})
    given_values(national_database, "N1", 2020, dict.fromkeys(codes, 80))

    rows = national_database.ask("national_band", national_kpi_id="N1")

    assert picked(rows, "year", "area_count") == [(2019, 2), (2020, 4)]


def test_national_kpis_say_what_is_held(national_database: SmallDatabase) -> None:
    """Years and counts are of values; the nation's value counts as a value and not as a municipality."""
    given_values(national_database, "N1", 2019, {"0000": 80, "0580": 81})
    given_values(national_database, "N1", 2021, {"0580": 82, "0126": 83})
    given_values(national_database, "N1", 2021, {"0580": 84}, "K")
    given_values(national_database, "N1", 2022, {"0580": "missing"})
    given_values(national_database, "N2", 2022, {"0580": "secret"})
    national_database.given(
        national_revision="""
            national_kpi_id | area_code | year | gender | old_state | old_value | fetched_on | replaced_on
            N1              | 0580      | 2021 | T      | value     | 70        | 2026-01-01 | 2026-02-01
            N1              | 0580      | 2021 | T      | value     | 71        | 2026-02-01 | 2026-03-01
        """
    )

    rows = national_database.ask("national_kpis")

    assert picked(
        rows, "national_kpi_id", "first_year", "last_year", "municipality_count", "value_count",
        "revision_count", "has_values",
    ) == [
        ("N1", 2019, 2021, 2, 5, 2, True),
        ("N2", None, None, 0, 0, 0, False),
        ("N3", None, None, 0, 0, 0, False),
        ("N4", None, None, 0, 0, 0, False),
    ]  # fmt: skip
    assert str(rows[0]["last_revision_on"]) == "2026-03-01"


@pytest.fixture
def series_database(national_database: SmallDatabase) -> SmallDatabase:
    """One series of two municipalities and the nation, with a hole, a break and revisions."""
    by_year: dict[int, dict[str, float | str]] = {
        2017: {"0000": 70.0, "0580": 60.0},
        2018: {"0580": 61.0},
        2019: {"0580": "missing", "0126": 50.0},
        2020: {"0000": 75.0, "0580": 64.0, "0126": 51.0},
        2021: {"0580": 90.0},
        2022: {"0580": 91.0, "0126": 88.0},
        2023: {"0580": "secret"},
        2024: {"0580": 95.0},
    }
    for year, values in by_year.items():
        given_values(national_database, "N1", year, values)
    given_values(national_database, "N1", 2024, {"0580": 94}, "K")
    national_database.given(
        national_series_break="""
            national_kpi_id | year | note             | source
            N1              | 2021 | Betygen ändrades | x
            N2              | 2018 | Annat            | x
        """,
        national_revision="""
            national_kpi_id | area_code | year | gender | old_state | old_value | fetched_on | replaced_on
            N1              | 0580      | 2020 | T      | value     | 63.5      | 2026-02-01 | 2026-03-01
            N1              | 0580      | 2020 | T      | missing   |           | 2026-01-01 | 2026-02-01
            N1              | 0580      | 2024 | K      | value     | 93        | 2026-01-01 | 2026-02-01
            N1              | 0126      | 2023 | T      | value     | 87        | 2026-01-01 | 2026-02-01
        """,
    )
    return national_database


def test_a_change_needs_both_years_and_no_break(series_database: SmallDatabase) -> None:
    """A missing year is no zero, and a change over a hole of one year is no change over one year."""
    rows = series_database.ask("national_series", national_kpi_id="N1", municipality_codes="0580")

    assert picked(
        rows, "area", "year", "state", "value", "change_1_year", "change_3_years",
        "is_first_after_break", "break_note",
    ) == [
        ("Linköping", 2017, "value", 60, None, None, False, None),
        ("Linköping", 2018, "value", 61, 1, None, False, None),
        ("Linköping", 2019, "missing", None, None, None, False, None),
        ("Linköping", 2020, "value", 64, None, 4, False, None),
        ("Linköping", 2021, "value", 90, None, None, True, "Betygen ändrades"),
        ("Linköping", 2022, "value", 91, 1, None, False, None),
        ("Linköping", 2023, "secret", None, None, None, False, None),
        ("Linköping", 2024, "value", 95, None, 5, False, None),
        ("Riket", 2017, "value", 70, None, None, False, None),
        ("Riket", 2020, "value", 75, None, 5, False, None),
    ]  # fmt: skip


def test_a_break_is_marked_where_the_series_goes_on(series_database: SmallDatabase) -> None:
    """An area without a value in the year of the break has its mark at the next year that it has; the band too."""
    rows = series_database.ask("national_series", national_kpi_id="N1", municipality_codes="0126")
    band = series_database.ask("national_band", national_kpi_id="N1")

    assert [row["year"] for row in rows if row["is_first_after_break"]] == [2022]
    assert picked([row for row in band if row["is_first_after_break"]], "year", "break_note") == [
        (2021, "Betygen ändrades")
    ]


def test_a_series_says_what_the_latest_revision_replaced(series_database: SmallDatabase) -> None:
    """Of two revisions of one value the latest is told, and only those of the gender asked for."""
    rows = series_database.ask("national_series", national_kpi_id="N1")
    women = series_database.ask("national_series", national_kpi_id="N1", gender="K")
    names = ("area_code", "year", "old_state", "old_value")

    assert picked([row for row in rows if row["is_revised"]], *names) == [
        ("0580", 2020, "value", 63.5)
    ]
    assert [row["area_code"] for row in rows] == ["0126"] * 3 + ["0580"] * 8 + ["0000"] * 2
    assert picked(women, *names, "value") == [("0580", 2024, "value", 93, 94)]


def test_revisions_stand_beside_what_is_in_force(series_database: SmallDatabase) -> None:
    """The latest first; what was taken away has nothing in force, what was no value has no difference."""
    rows = series_database.ask("national_revisions", national_kpi_id="N1")

    assert picked(
        rows, "area", "year", "gender", "old_state", "old_value", "current_state", "current_value",
        "difference",
    ) == [
        ("Linköping", 2020, "T", "value", 63.5, "value", 64, 0.5),
        ("Huddinge", 2023, "T", "value", 87, None, None, None),
        ("Linköping", 2024, "K", "value", 93, "value", 94, 1),
        ("Linköping", 2020, "T", "missing", None, "value", 64, None),
    ]  # fmt: skip
    assert series_database.ask("national_revisions") == rows
    assert series_database.ask("national_revisions", national_kpi_id="N2") == []


def test_breaks_of_one_key_figure(series_database: SmallDatabase) -> None:
    """In order of year, with what changed."""
    assert series_database.ask("national_breaks", national_kpi_id="N1") == [
        {"national_kpi_id": "N1", "year": 2021, "note": "Betygen ändrades", "source": "x"}
    ]


RANKED = ("municipality", "value", "rank", "position")


def test_most_is_first_where_higher_is_better(national_database: SmallDatabase) -> None:
    """Equal values share a rank, and the next rank is as many further down; who has no value is last, unranked."""
    given_values(
        national_database, "N1", 2020,
        {"0000": 99, "0114": 80, "0126": 90, "0160": 80, "0580": 70, "1880": "secret"},
    )  # fmt: skip

    rows = national_database.ask("national_ranking", national_kpi_id="N1")

    assert picked(rows, *RANKED, "state") == [
        ("Huddinge", 90, 1, "best", "value"),
        ("Täby", 80, 2, "middle", "value"),
        ("Upplands", 80, 2, "middle", "value"),
        ("Linköping", 70, 4, "worst", "value"),
        ("Örebro", None, None, None, "secret"),
    ]
    assert {(row["rank_count"], row["year"], row["gender"]) for row in rows[:4]} == {(4, 2020, "T")}
    assert all(row["is_fetched"] for row in rows)


def test_least_is_first_where_lower_is_better(national_database: SmallDatabase) -> None:
    """Of unemployment the lowest is the best, and the one without value comes last, not first."""
    given_values(national_database, "N2", 2020, {"0114": 9, "0126": 2, "0160": 5, "0580": 6})

    rows = national_database.ask("national_ranking", national_kpi_id="N2")

    assert picked(rows, *RANKED) == [
        ("Huddinge", 2, 1, "best"),
        ("Täby", 5, 2, "middle"),
        ("Linköping", 6, 3, "middle"),
        ("Upplands", 9, 4, "worst"),
        ("Örebro", None, None, None),
    ]


@pytest.mark.parametrize("direction", ["none", "band"])
def test_without_direction_nothing_is_good(
    national_database: SmallDatabase, direction: str
) -> None:
    """The highest comes first, and positions are only high, middle and low."""
    national_database.connection.execute(
        "update national_kpi set direction = ? where national_kpi_id = 'N3'", [direction]
    )
    given_values(national_database, "N3", 2020, {"0114": 9, "0126": 2, "0160": 5})

    rows = national_database.ask("national_ranking", national_kpi_id="N3")

    assert picked(rows[:3], *RANKED) == [
        ("Upplands", 9, 1, "high"),
        ("Täby", 5, 2, "middle"),
        ("Huddinge", 2, 3, "low"),
    ]


@pytest.mark.parametrize(
    ("values", "positions"),
    [
        ({"0114": 5}, [None]),
        ({"0114": 5, "0126": 9}, [None, None]),
        ({"0114": 5, "0126": 9, "0160": 7}, ["best", "middle", "worst"]),
        # What most have is neither good nor bad.
        ({"0114": 5, "0126": 5, "0160": 5}, ["middle"] * 3),
        ({"0114": 5, "0126": 5, "0160": 5, "0580": 5, "1880": 4}, ["middle"] * 4 + ["worst"]),
        ({"0114": 6, "0126": 5, "0160": 5, "0580": 5, "1880": 5}, ["best"] + ["middle"] * 4),
        # Several at the good quartile are all among the best.
        ({"0114": 5, "0126": 5, "0160": 5, "0580": 1, "1880": 2}, ["best"] * 3 + ["worst"] * 2),
    ],
    ids=["one", "two", "three", "alike", "one below", "one above", "many at the top"],
)
def test_positions_are_by_quartiles(
    national_database: SmallDatabase,
    values: dict[str, float | str],
    positions: list[str | None],
) -> None:
    """Fewer than three have no position, and where both quartiles are one value, that value is the middle."""
    given_values(national_database, "N1", 2020, values)

    rows = national_database.ask("national_ranking", national_kpi_id="N1")

    assert [row["position"] for row in rows if row["state"] == "value"] == positions


def test_the_year_left_out_is_one_that_many_have(national_database: SmallDatabase) -> None:
    """A year that has only begun to come in is passed over; half as many as in the best covered year is enough."""
    given_values(national_database, "N1", 2019, dict.fromkeys(["0114", "0126", "0160", "0580"], 1))
    given_values(national_database, "N1", 2020, {"0114": 2, "0126": 2, "0160": "missing"})
    given_values(national_database, "N1", 2021, {"0114": 3, "0126": "missing", "0160": "missing"})

    latest = national_database.ask("national_ranking", national_kpi_id="N1")
    asked = national_database.ask("national_ranking", national_kpi_id="N1", year=2021)
    later = national_database.ask("national_ranking", national_kpi_id="N1", year=2030)

    assert {row["year"] for row in latest} == {2020}
    assert picked(asked[:1], *RANKED, "year") == [("Upplands", 3, 1, None, 2021)]
    assert picked(later, "year", "state", "rank") == [(2030, None, None)] * 5


def test_changes_in_a_ranking_stop_at_a_break(national_database: SmallDatabase) -> None:
    """The year before is on the same side of the break, three years before is not."""
    national_database.given(
        national_series_break="""
            national_kpi_id | year | note | source
            N1              | 2019 | Nytt | x
        """
    )
    for year, value in ((2017, 60), (2018, 61), (2019, 80), (2020, 82), (2021, 85), (2022, 90)):
        given_values(national_database, "N1", year, {"0580": value})

    def changes(year: int) -> list[tuple[Any, ...]]:
        rows = national_database.ask("national_ranking", national_kpi_id="N1", year=year)
        return picked(rows[:1], "change_1_year", "change_3_years")

    assert changes(2018) == [(1, None)]
    assert changes(2019) == [(None, None)]
    assert changes(2020) == [(2, None)]
    assert changes(2021) == [(3, None)]
    assert changes(2022) == [(5, 10)]


def test_nothing_is_ranked_of_a_few(national_database: SmallDatabase) -> None:
    """Where not all were asked for, the values are there, without rank or position; who has any of any year was asked for."""
    given_values(national_database, "N4", 2020, {"0114": 80, "0126": 90, "0160": 70})
    given_values(national_database, "N4", 2019, {"0580": 60})

    rows = national_database.ask("national_ranking", national_kpi_id="N4")

    assert picked(rows, *RANKED, "rank_count", "is_counted", "is_fetched") == [
        ("Huddinge", 90, None, None, None, False, True),
        ("Täby", 70, None, None, None, False, True),
        ("Upplands", 80, None, None, None, False, True),
        ("Linköping", None, None, None, None, False, True),
        ("Örebro", None, None, None, None, False, False),
    ]


def test_a_key_figure_that_is_not_known_has_no_rows(national_database: SmallDatabase) -> None:
    """And one without values has every municipality, without a year."""
    assert national_database.ask("national_ranking", national_kpi_id="N9") == []
    assert national_database.ask("national_series", national_kpi_id="N9") == []
    rows = national_database.ask("national_ranking", national_kpi_id="N1")
    assert picked(rows, "year", "state", "rank") == [(None, None, None)] * 5
