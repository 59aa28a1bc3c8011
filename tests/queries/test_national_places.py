"""Spec tests of a municipality's place among all, year by year."""

from small_database import SmallDatabase

VALUES = """
    national_kpi_id | area_code | year | gender | state   | value | fetched_on
    N1              | 0114      | 2023 | T      | value   | 80    | 2026-11-01
    N1              | 0126      | 2023 | T      | value   | 90    | 2026-11-01
    N1              | 0160      | 2023 | T      | value   | 80    | 2026-11-01
    N1              | 1880      | 2023 | T      | value   | 70    | 2026-11-01
    N1              | 2580      | 2023 | T      | value   | 60    | 2026-11-01
    N1              | 0000      | 2023 | T      | value   | 99    | 2026-11-01
    N1              | 0160      | 2023 | K      | value   | 85    | 2026-11-01
    N1              | 0160      | 2024 | T      | secret  |       | 2026-11-01
    N1              | 0114      | 2024 | T      | value   | 81    | 2026-11-01
    N1              | 0160      | 2025 | T      | value   | 60    | 2026-11-01
    N1              | 0114      | 2025 | T      | missing |       | 2026-11-01
"""


def places(
    database: SmallDatabase, direction: str, *, has_all_areas: bool = True, **parameters: str
) -> list[tuple[int, int, int]]:
    """Return year, rank and number of ranked of Täby in a measure of a direction."""
    database.given(
        national_kpi=f"""
            national_kpi_id | title | unit    | direction   | has_all_areas
            N1              | Mått  | procent | {direction} | {has_all_areas}
        """,
        national_value=VALUES,
    )
    answer = database.ask(
        "national_places", national_kpi_id="N1", municipality_code="0160", **parameters
    )
    return [(row["year"], row["rank"], row["rank_count"]) for row in answer]


def test_equal_values_share_a_place(empty_database: SmallDatabase) -> None:
    """Two at 80 come after one at 90; a secret year has no place."""
    assert places(empty_database, "higher") == [(2023, 2, 5)]


def test_a_year_that_few_have_gives_no_place(empty_database: SmallDatabase) -> None:
    """In 2025 only Täby of five has a value: first of one would be no place in the country."""
    assert 2025 not in [year for year, _, _ in places(empty_database, "higher")]


def test_where_lower_is_better_the_lowest_is_first(empty_database: SmallDatabase) -> None:
    """60 and 70 lie before the two at 80; the nation is none of them."""
    assert places(empty_database, "lower")[0] == (2023, 3, 5)


def test_without_direction_the_highest_is_first(empty_database: SmallDatabase) -> None:
    """Counts of inhabitants are told from the largest."""
    assert places(empty_database, "none")[0] == (2023, 2, 5)


def test_women_are_ranked_among_women(empty_database: SmallDatabase) -> None:
    """Only one municipality has a value for women."""
    assert places(empty_database, "higher", gender="K") == [(2023, 1, 1)]


def test_no_place_where_not_all_were_asked_for(empty_database: SmallDatabase) -> None:
    """A place among a few would be none in the country."""
    assert places(empty_database, "higher", has_all_areas=False) == []
