"""Spec tests of key figures: what is listed, what should be reached, what was."""

import pytest
from small_database import Row, SmallDatabase

KPIS = """
    kpi_code                         | kpi                    | unit    | direction | nearest_kolada_id | definition_gap | source | is_national
    food_waste                       | Matsvinn               | gram    | lower     | N1                | Annat mått.    | x | false
    rank                             | Öppna jämförelser      | plats   | lower     |                   |                | x | false
    sfi_hours_to_grade_c             | SFI-timmar till C      | timmar  | lower     |                   |                | x | false
    sfi_hours_to_grade_d             | SFI-timmar till D      | timmar  | lower     |                   |                | x | false
    labour_market_self_support_share | Egen försörjning       | procent | higher    |                   |                | x | false
    months_to_self_support           | Månader på Ama         | månader | lower     |                   |                | x | false
    sfi_dropout_share                | SFI-avbrott            | procent | lower     |                   |                | x | false
    sfi_study_plan_goals_met_share   | SFI-studieplan         | procent | higher    |                   |                | x | false
    unused                           | Används ej             | antal   | none      |                   |                | x | false
"""


@pytest.fixture
def kpi_database(small_database: SmallDatabase) -> SmallDatabase:
    """Two municipalities, one superseded document, and a catalogue of key figures."""
    small_database.given(
        kpi=KPIS,
        municipality="""
            municipality_code | municipality
            0126              | Huddinge
        """,
        document="""
            document_id | municipality_code | title | kind      | year | supersedes_document_id
            old         | 0126              | Förra | follow_up | 2018 |
            hud         | 0126              | Nya   | follow_up | 2018 | old
        """,
    )
    return small_database


@pytest.mark.parametrize(
    ("target", "outcome", "is_met", "distance"),
    [
        ((">=", 65, None), ("=", 65, None), True, 0),
        ((">=", 65, None), ("=", 60, None), False, -5),
        ((">", 75, None), ("=", 75, None), False, 0),
        ((">", 75, None), ("=", 80, None), True, 5),
        (("<=", 35, None), ("=", 29, None), True, 6),
        (("<=", 35, None), ("=", 36, None), False, -1),
        (("<", 35, None), ("=", 35, None), False, 0),
        (("=", 2, None), ("=", 2, None), True, 0),
        (("=", 2, None), ("=", 3, None), False, -1),
        # A bound settles the target only where every value within it does.
        (("<=", 7, None), ("<", 7, None), True, None),
        (("<", 7, None), ("<", 7, None), True, None),
        (("<", 7, None), ("<=", 7, None), None, None),
        (("<=", 5, None), ("<=", 30, None), None, None),
        (("<=", 5, None), (">", 5, None), False, None),
        (("<=", 5, None), (">=", 5, None), None, None),
        ((">=", 7, None), ("<", 7, None), False, None),
        ((">=", 7, None), ("<=", 7, None), None, None),
        ((">=", 50, None), (">", 60, None), True, None),
        (("=", 5, None), ("<", 5, None), False, None),
        # A band is met within its ends; a range settles it where it lies wholly inside or outside.
        (("=", 10, 20), ("=", 20, None), True, 0),
        (("=", 10, 20), ("=", 23, None), False, -3),
        (("=", 10, 20), ("=", 6, None), False, -4),
        ((">=", 25, None), ("=", 20, 30), None, None),
        ((">=", 20, None), ("=", 20, 30), True, None),
        (("<=", 15, None), ("=", 20, 30), False, None),
    ],
)
def test_a_target_is_met_where_the_whole_outcome_lies_within_it(
    kpi_database: SmallDatabase,
    *,
    target: tuple[str, float, float | None],
    outcome: tuple[str, float, float | None],
    is_met: bool | None,
    distance: float | None,
) -> None:
    """Distance is signed so that plus is better, by the target's operator; a bound has none."""
    for table, (operator, value, value_high) in (("target", target), ("outcome", outcome)):
        kpi_database.connection.execute(
            f"""
            insert into {table}
            ({table}_id, document_id, kpi_code, operator, value, value_high, year, gender)
            values ('doc/1', 'doc', 'food_waste', ?, ?, ?, 2022, 'T')
            """,
            [operator, value, value_high],
        )

    rows = kpi_database.ask("kpi_results")

    assert [(row["is_met"], row["distance"]) for row in rows] == [(is_met, distance)]


@pytest.fixture
def measured_database(kpi_database: SmallDatabase) -> SmallDatabase:
    """Targets and outcomes that meet, and those that stand alone by year, gender or municipality."""
    kpi_database.given(
        target="""
            target_id | document_id | sort_order | kpi_code                         | name   | operator | value | value_text | year | period_text | gender | place_section | place_page | place_row
            hud/1     | hud         | 1          | food_waste                       | Svinn  | <=       | 35    | 35 gram    | 2018 | per dag     | T      | Mål           | 2          | 83
            doc/1     | doc         | 1          | food_waste                       | Svinn  | <=       | 30    | 30 gram    | 2018 |             | T      |               |            |
            doc/2     | doc         | 2          | sfi_hours_to_grade_c             | C      | <=       | 300   | 300        | 2022 |             | T      |               |            |
            doc/3     | doc         | 3          | labour_market_self_support_share | Egen   | >=       | 65    | 65         | 2022 |             | K      |               |            |
            doc/4     | doc         | 4          | months_to_self_support           | Mån    | <=       | 6     | 6          | 2022 |             | T      |               |            |
            old/1     | old         | 1          | food_waste                       | Svinn  | <=       | 99    | 99         | 2018 |             | T      |               |            |
        """,
        outcome="""
            outcome_id | document_id | sort_order | kpi_code                         | name   | operator | value | value_text | year | period_text | gender | place_section | place_page | place_row
            hud/2      | hud         | 2          | food_waste                       | Svinn  | =        | 34    | 34 gram    | 2017 |             | T      |               |            |
            hud/3      | hud         | 3          | food_waste                       | Svinn  | =        | 29    | 29 gram    | 2018 | våren       | T      | Mål           | 3          | 84
            hud/4      | hud         | 4          | food_waste                       | Svinn  | =        | 31    | 31 gram    | 2018 | hösten      | T      |               |            |
            doc/5      | doc         | 5          | labour_market_self_support_share | Egen   | =        | 70    | 70         | 2022 |             | M      |               |            |
            doc/6      | doc         | 6          | sfi_hours_to_grade_d             | D      | =        | 200   | 200        | 2021 |             | T      |               |            |
        """,
    )
    return kpi_database


def test_targets_and_outcomes_meet_on_municipality_year_and_gender(
    measured_database: SmallDatabase,
) -> None:
    """What has no counterpart stays a row; two outcomes of a year are two pairs; superseded targets are gone."""
    rows = measured_database.ask("kpi_results")

    assert [
        (
            row["kpi_code"],
            row["municipality"],
            row["year"],
            row["gender"],
            row["target_id"],
            row["outcome_id"],
            row["has_target"],
            row["has_outcome"],
            row["is_met"],
        )
        for row in rows
    ] == [
        (
            "labour_market_self_support_share",
            "Linköping",
            2022,
            "K",
            "doc/3",
            None,
            True,
            False,
            None,
        ),
        (
            "labour_market_self_support_share",
            "Linköping",
            2022,
            "M",
            None,
            "doc/5",
            False,
            True,
            None,
        ),
        ("food_waste", "Huddinge", 2017, "T", None, "hud/2", False, True, None),
        ("food_waste", "Huddinge", 2018, "T", "hud/1", "hud/3", True, True, True),
        ("food_waste", "Huddinge", 2018, "T", "hud/1", "hud/4", True, True, True),
        ("food_waste", "Linköping", 2018, "T", "doc/1", None, True, False, None),
        ("months_to_self_support", "Linköping", 2022, "T", "doc/4", None, True, False, None),
        ("sfi_hours_to_grade_c", "Linköping", 2022, "T", "doc/2", None, True, False, None),
        ("sfi_hours_to_grade_d", "Linköping", 2021, "T", None, "doc/6", False, True, None),
    ]


def test_a_result_carries_both_places(measured_database: SmallDatabase) -> None:
    """The row says what was aimed at, what was reached, and where both stand."""
    rows = measured_database.ask(
        "kpi_results", kpi_code="food_waste", municipality_code="0126", year=2018
    )

    assert len(rows) == 2
    assert rows[0] == {
        "kpi_code": "food_waste",
        "kpi": "Matsvinn",
        "unit": "gram",
        "direction": "lower",
        "municipality_code": "0126",
        "municipality": "Huddinge",
        "year": 2018,
        "gender": "T",
        "target_id": "hud/1",
        "target_name": "Svinn",
        "target_operator": "<=",
        "target_value": 35.0,
        "target_value_high": None,
        "target_value_text": "35 gram",
        "target_period_text": "per dag",
        "outcome_id": "hud/3",
        "outcome_name": "Svinn",
        "outcome_operator": "=",
        "outcome_value": 29.0,
        "outcome_value_high": None,
        "outcome_value_text": "29 gram",
        "outcome_period_text": "våren",
        "is_met": True,
        "distance": 6.0,
        "has_target": True,
        "has_outcome": True,
        "target_document_id": "hud",
        "target_place_section": "Mål",
        "target_place_page": "2",
        "target_place_row": 83,
        "target_sheet_id": None,
        "target_source": None,
        "outcome_document_id": "hud",
        "outcome_place_section": "Mål",
        "outcome_place_page": "3",
        "outcome_place_row": 84,
        "outcome_sheet_id": None,
        "outcome_source": None,
    }


def _of_results(row: Row) -> Row:
    own = ("grade", "listing_document_id")
    return {name: value for name, value in row.items() if name not in own}


def test_a_target_counts_once_however_many_outcomes_it_has(
    measured_database: SmallDatabase,
) -> None:
    """Reached where all its outcomes reach it; missed by one is missed, unless by one that settles nothing."""
    measured_database.given(
        target="""
            target_id | document_id | sort_order | kpi_code | name | operator | value | value_text | year | gender
            hud/5     | hud         | 5          | rank     | Rang | <=       | 50    | 50         | 2018 | T
            hud/6     | hud         | 6          | rank     | Rang | <=       | 50    | 50         | 2019 | T
        """,
        outcome="""
            outcome_id | document_id | sort_order | kpi_code | name | operator | value | value_text | year | gender
            hud/7      | hud         | 7          | rank     | Rang | =        | 40    | 40         | 2018 | T
            hud/8      | hud         | 8          | rank     | Rang | =        | 60    | 60         | 2018 | T
            hud/9      | hud         | 9          | rank     | Rang | =        | 40    | 40         | 2019 | T
            hud/10     | hud         | 10         | rank     | Rang | <        | 60    | 60         | 2019 | T
        """,
    )
    names = (
        "target_count", "met_count", "not_met_count", "undecided_count", "without_outcome_count",
        "outcome_count", "without_target_count",
    )  # fmt: skip

    def counts(municipality_code: str | None) -> list[Row]:
        return measured_database.ask("target_counts", municipality_code=municipality_code)

    assert counts("0126") == [dict(zip(names, (3, 1, 1, 1, 0, 7, 1), strict=True))]
    assert counts("0580") == [dict(zip(names, (4, 0, 0, 0, 4, 2, 2), strict=True))]
    assert counts(None) == [dict(zip(names, (7, 1, 1, 1, 4, 9, 3), strict=True))]
    assert counts("0114") == [dict(zip(names, (0, 0, 0, 0, 0, 0, 0), strict=True))]


def test_why_targets_have_no_outcome_is_counted(measured_database: SmallDatabase) -> None:
    """A plan tells none, a later year is not followed up yet, a sheet may leave it out, a follow-up may be silent."""
    measured_database.given(
        document="""
            document_id | municipality_code | title | kind | year
            plan        | 0580              | Plan  | plan | 2022
        """,
        target="""
            target_id | document_id | sort_order | kpi_code | name | operator | value | value_text | year | gender
            plan/1    | plan        | 1          | rank     | Rang | <=       | 50    | 50         | 2020 | T
            plan/2    | plan        | 2          | rank     | Rang | <=       | 40    | 40         | 2030 | T
            hud/5     | hud         | 5          | rank     | Rang | <=       | 50    | 50         | 2019 | T
            hud/6     | hud         | 6          | rank     | Rang | <=       | 40    | 40         | 2020 | T
        """,
        figure_sheet="""
            sheet_id | title | taken_in_on
            a        | Egna  | 2026-03-01
        """,
        own_figure="""
            own_figure_id | sheet_id | sort_order | kpi_code   | municipality_code | year | gender | target_operator | target_value
            a/1           | a        | 1          | food_waste | 0126              | 2016 | T      | <=              | 50
        """,
    )
    names = ("municipality", "reason", "target_year", "document_year", "target_count")

    def reasons(**parameters: str) -> list[tuple[object, ...]]:
        rows = measured_database.ask("missing_outcomes", **parameters)
        return [tuple(row[name] for name in names) for row in rows]

    assert reasons() == [
        ("Huddinge", "later_year", 2019, 2018, 1),
        ("Huddinge", "later_year", 2020, 2018, 1),
        ("Huddinge", "sheet", None, None, 1),
        ("Linköping", "plan", None, None, 2),
        ("Linköping", "silent", None, None, 4),
    ]
    assert reasons(municipality_code="0580", kpi_code="rank") == [
        ("Linköping", "plan", None, None, 2)
    ]


def test_sfi_is_told_by_all_its_key_figures(measured_database: SmallDatabase) -> None:
    """The same rows as kpi_results gives, with the grade; last the key figures that are only listed, by the newest document."""
    measured_database.given(
        document="""
            document_id | municipality_code | title | kind      | year
            hud_2020    | 0126              | Ny    | follow_up | 2020
        """,
        target="""
            target_id | document_id | sort_order | kpi_code                       | operator | value | year | gender
            doc/7     | doc         | 7          | sfi_study_plan_goals_met_share | >=       | 75    | 2022 | T
        """,
        kpi_listing="""
            kpi_listing_id | document_id | sort_order | kpi_code
            doc/20         | doc         | 20         | sfi_hours_to_grade_c
            hud/20         | hud         | 20         | sfi_dropout_share
            old/20         | old         | 20         | sfi_hours_to_grade_c
            hud_2020/20    | hud_2020    | 20         | sfi_dropout_share
        """,
    )
    *told, listed = measured_database.ask("sfi_results")

    assert [(row["grade"], row["listing_document_id"]) for row in told] == [
        (None, None),
        ("C", None),
        ("D", None),
    ]
    assert [_of_results(row) for row in told] == [
        row for row in measured_database.ask("kpi_results") if row["kpi_code"].startswith("sfi_")
    ]
    assert {name: value for name, value in listed.items() if value is not None} == {
        "kpi_code": "sfi_dropout_share",
        "kpi": "SFI-avbrott",
        "unit": "procent",
        "direction": "lower",
        "municipality_code": "0126",
        "municipality": "Huddinge",
        "year": 2020,
        "gender": "T",
        "has_target": False,
        "has_outcome": False,
        "listing_document_id": "hud_2020",
    }
    assert measured_database.ask("sfi_results", municipality_code="0126") == [listed]


def test_self_support_shares_are_shares_only(measured_database: SmallDatabase) -> None:
    """The same rows as kpi_results gives; months until self-support are no share."""
    rows = measured_database.ask("self_support_shares", municipality_code="0580")

    assert rows == measured_database.ask("kpi_results", kpi_code="labour_market_self_support_share")
    assert len(rows) == 2


def test_kpis_count_their_uses_by_municipality(measured_database: SmallDatabase) -> None:
    """Only key figures in use are there, in Swedish order; a listing counts for its document's year."""
    measured_database.given(
        kpi_listing="""
            kpi_listing_id | document_id | kpi_code
            doc/9          | doc         | food_waste
            doc/10         | doc         | rank
        """
    )

    rows = measured_database.ask("kpis")

    assert rows[1] == {
        "kpi_code": "food_waste",
        "kpi": "Matsvinn",
        "unit": "gram",
        "direction": "lower",
        "is_national": False,
        "nearest_kolada_id": "N1",
        "definition_gap": "Annat mått.",
        "listing_count": 1,
        "target_count": 2,
        "outcome_count": 3,
        "municipality_count": 2,
        "first_year": 2017,
        "last_year": 2022,
        "kpi_count": 6,
        "near_count": 1,
    }
    assert [(row["kpi_code"], row["first_year"], row["last_year"]) for row in rows] == [
        ("labour_market_self_support_share", 2022, 2022),
        ("food_waste", 2017, 2022),
        ("months_to_self_support", 2022, 2022),
        ("sfi_hours_to_grade_c", 2022, 2022),
        ("sfi_hours_to_grade_d", 2021, 2021),
        ("rank", 2022, 2022),
    ]


def test_who_has_a_key_figure(measured_database: SmallDatabase) -> None:
    """By a listing, a target or an outcome, each municipality once; a superseded document is no reason."""
    measured_database.given(
        kpi_listing="""
            kpi_listing_id | document_id | kpi_code
            hud/9          | hud         | rank
            doc/9          | doc         | food_waste
            old/9          | old         | unused
        """
    )

    def having(kpi_code: str) -> list[str]:
        rows = measured_database.ask("kpi_municipalities", kpi_code=kpi_code)
        return [row["municipality"] for row in rows]

    assert having("food_waste") == ["Huddinge", "Linköping"]
    assert having("rank") == ["Huddinge"]
    assert having("sfi_hours_to_grade_d") == ["Linköping"]
    assert having("unused") == []


def test_kpis_of_chosen_municipalities(measured_database: SmallDatabase) -> None:
    """Several codes are one parameter, and only what those municipalities use is counted."""
    huddinge = measured_database.ask("kpis", municipality_codes="0126,0184")

    assert [
        (row["kpi_code"], row["target_count"], row["outcome_count"], row["municipality_count"])
        for row in huddinge
    ] == [("food_waste", 1, 3, 1)]
    assert [(row["kpi_count"], row["near_count"]) for row in huddinge] == [(1, 1)]
    assert measured_database.ask("kpis", municipality_codes="") == []


def test_listings_say_how_often_they_are_reported(kpi_database: SmallDatabase) -> None:
    """Listings stand in document order, with the goal or activity they belong to where there is one."""
    kpi_database.given(
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id | sort_order | title
            a           | a                    | doc         | doc/g1  | 1          | A
        """,
        kpi_listing="""
            kpi_listing_id | document_id | sort_order | kpi_code   | goal_id | activity_id | name  | breakdown_text | frequency_text     | reports_per_year | place_section | place_page | place_row
            doc/10         | doc         | 10         | rank       |         | a           | Rang  |                |                    |                  |               |            |
            doc/9          | doc         | 9          | food_waste | doc/g1  |             | Svinn | per skola      | 3 gånger per år    | 3                | Nyckeltal     | 7          | 220
            hud/1          | hud         | 1          | rank       |         |             | Rang  |                |                    |                  |               |            |
        """,
    )

    rows = kpi_database.ask("kpi_listings", document_id="doc")

    assert rows == [
        {
            "kpi_listing_id": "doc/9",
            "document_id": "doc",
            "municipality_code": "0580",
            "municipality": "Linköping",
            "year": 2022,
            "kpi_code": "food_waste",
            "kpi": "Matsvinn",
            "unit": "gram",
            "direction": "lower",
            "name": "Svinn",
            "goal_id": "doc/g1",
            "goal_title": "Mål 1",
            "activity_id": None,
            "activity_title": None,
            "breakdown_text": "per skola",
            "frequency_text": "3 gånger per år",
            "reports_per_year": 3,
            "place_section": "Nyckeltal",
            "place_page": "7",
            "place_row": 220,
        },
        {
            "kpi_listing_id": "doc/10",
            "document_id": "doc",
            "municipality_code": "0580",
            "municipality": "Linköping",
            "year": 2022,
            "kpi_code": "rank",
            "kpi": "Öppna jämförelser",
            "unit": "plats",
            "direction": "lower",
            "name": "Rang",
            "goal_id": None,
            "goal_title": None,
            "activity_id": "a",
            "activity_title": "A",
            "breakdown_text": None,
            "frequency_text": None,
            "reports_per_year": None,
            "place_section": None,
            "place_page": None,
            "place_row": None,
        },
    ]
    assert len(kpi_database.ask("kpi_listings")) == 3


def test_the_same_times_a_year_are_one_frequency(kpi_database: SmallDatabase) -> None:
    """Words differ, the number holds; words without a number stand alone, and what is superseded is not counted."""
    kpi_database.given(
        kpi_listing="""
            kpi_listing_id | document_id | kpi_code   | frequency_text   | reports_per_year
            doc/1          | doc         | rank       | 1 gång per år    | 1
            doc/2          | doc         | food_waste | 1 gånger per år  | 1
            doc/3          | doc         | food_waste | varje år         | 1
            doc/4          | doc         | food_waste | 3 gånger per år  | 3
            doc/5          | doc         | rank       | vid behov        |
            doc/6          | doc         | rank       |                  |
            hud/1          | hud         | rank       | varje år         | 1
            old/1          | old         | rank       | varje år         | 1
        """
    )
    names = ("municipality", "reports_per_year", "frequency_text", "listing_count", "municipality_listing_count")  # fmt: skip

    def frequencies(**parameters: str) -> list[tuple[object, ...]]:
        rows = kpi_database.ask("kpi_frequencies", **parameters)
        return [tuple(row[name] for name in names) for row in rows]

    assert frequencies() == [
        ("Huddinge", 1, None, 1, 1),
        ("Linköping", 1, None, 3, 6),
        ("Linköping", 3, None, 1, 6),
        ("Linköping", None, "vid behov", 1, 6),
        ("Linköping", None, None, 1, 6),
    ]
    assert frequencies(municipality_code="0580", kpi_code="food_waste") == [
        ("Linköping", 1, None, 2, 3),
        ("Linköping", 3, None, 1, 3),
    ]


SHEETS = """
    sheet_id | title | taken_in_on
    a        | Nya   | 2026-03-01
    b        | Äldre | 2026-02-01
    c        | Samma | 2026-03-01
"""


def test_sheets_give_targets_and_outcomes(kpi_database: SmallDatabase) -> None:
    """One row of a sheet is target, outcome or both; a band is met within its ends; the source is the sheet's."""
    kpi_database.given(
        figure_sheet=SHEETS,
        own_figure="""
            own_figure_id | sheet_id | sort_order | kpi_code             | municipality_code | year | gender | outcome_value | target_operator | target_value | target_value_high | source   | place_page | place_row
            a/1           | a        | 1          | food_waste           | 0126              | 2024 | T      | 29            | <=              | 35           |                   | Köket    | Blad1      | 2
            a/2           | a        | 2          | food_waste           | 0126              | 2025 | T      |               | <=              | 30           |                   | Nämnden  | Blad1      | 3
            a/3           | a        | 3          | sfi_hours_to_grade_c | 0126              | 2024 | K      | 320           |                 |              |                   | SFI      | Blad1      | 4
            a/4           | a        | 4          | rank                 | 0126              | 2024 | T      | 23            | =               | 10           | 20                | Rankning | Blad1      | 5
        """,
    )

    rows = kpi_database.ask("kpi_results", municipality_code="0126")

    assert [
        (
            row["kpi_code"], row["year"], row["gender"], row["target_value"], row["outcome_value"],
            row["outcome_operator"], row["is_met"], row["distance"],
        )
        for row in rows
    ] == [
        ("food_waste", 2024, "T", 35, 29, "=", True, 6),
        ("food_waste", 2025, "T", 30, None, None, None, None),
        ("sfi_hours_to_grade_c", 2024, "K", None, 320, "=", None, None),
        ("rank", 2024, "T", 10, 23, "=", False, -3),
    ]  # fmt: skip
    assert [
        (
            row["target_id"], row["target_name"], row["target_sheet_id"], row["target_source"],
            row["target_place_page"], row["target_place_row"], row["target_document_id"],
            row["outcome_id"], row["outcome_sheet_id"], row["outcome_source"], row["outcome_place_row"],
        )
        for row in rows[:1]
    ] == [("a/1", "Matsvinn", "a", "Köket", "Blad1", 2, None, "a/1", "a", "Köket", 2)]  # fmt: skip


def test_the_newest_sheet_that_has_a_figure_holds(kpi_database: SmallDatabase) -> None:
    """By day, then by id; target and outcome each for itself, so that one sheet may hold targets and one outcomes."""
    kpi_database.given(
        figure_sheet=SHEETS,
        own_figure="""
            own_figure_id | sheet_id | sort_order | kpi_code   | municipality_code | year | gender | outcome_value | target_operator | target_value
            a/1           | a        | 1          | food_waste | 0126              | 2024 | T      | 30            |                 |
            b/1           | b        | 1          | food_waste | 0126              | 2024 | T      | 40            | <=              | 35
            c/1           | c        | 1          | food_waste | 0126              | 2024 | T      | 31            |                 |
            b/2           | b        | 2          | food_waste | 0126              | 2023 | T      | 50            |                 |
            a/2           | a        | 2          | food_waste | 0580              | 2024 | T      | 60            |                 |
        """,
    )

    rows = kpi_database.ask("kpi_results")

    assert [
        (row["municipality"], row["year"], row["target_id"], row["outcome_id"], row["is_met"])
        for row in rows
    ] == [
        ("Huddinge", 2023, None, "b/2", None),
        ("Huddinge", 2024, "b/1", "c/1", True),
        ("Linköping", 2024, None, "a/2", None),
    ]
    counts = kpi_database.ask("kpis")
    assert [
        (row["target_count"], row["outcome_count"], row["municipality_count"]) for row in counts
    ] == [(1, 3, 2)]


def test_what_document_and_sheet_say_are_two_pairs(kpi_database: SmallDatabase) -> None:
    """Neither hides the other, and the target is missed where one of them misses it."""
    kpi_database.given(
        target="""
            target_id | document_id | sort_order | kpi_code   | name  | operator | value | value_text | year | gender
            hud/1     | hud         | 1          | food_waste | Svinn | <=       | 35    | 35 gram    | 2018 | T
        """,
        outcome="""
            outcome_id | document_id | sort_order | kpi_code   | name  | operator | value | value_text | year | gender
            hud/2      | hud         | 2          | food_waste | Svinn | =        | 29    | 29 gram    | 2018 | T
        """,
        figure_sheet=SHEETS,
        own_figure="""
            own_figure_id | sheet_id | sort_order | kpi_code   | municipality_code | year | gender | outcome_value
            a/1           | a        | 1          | food_waste | 0126              | 2018 | T      | 36
        """,
    )

    rows = kpi_database.ask("kpi_results")

    assert [
        (row["target_id"], row["outcome_id"], row["is_met"], row["outcome_sheet_id"])
        for row in rows
    ] == [("hud/1", "hud/2", True, None), ("hud/1", "a/1", False, "a")]
    counts = kpi_database.ask("target_counts", municipality_code="0126")[0]
    assert (counts["target_count"], counts["not_met_count"], counts["outcome_count"]) == (1, 1, 2)


def test_the_outcome_of_a_national_key_figure_is_its_national_value(
    kpi_database: SmallDatabase,
) -> None:
    """For the same municipality, year and gender as a target, and only there; never of the nearest measure."""
    kpi_database.given(
        kpi="""
            kpi_code | kpi          | unit    | direction | is_national | source
            N15428   | Behöriga     | procent | higher    | true        | x
        """,
        national_kpi="""
            national_kpi_id | title              | unit    | direction
            N15428          | Behöriga, andel (%) | procent | higher
            N1              | Svinn i Kolada     | gram    | lower
        """,
        national_value="""
            national_kpi_id | area_code | year | gender | state   | value
            N15428          | 0580      | 2023 | T      | value   | 88
            N15428          | 0580      | 2023 | K      | value   | 91
            N15428          | 0580      | 2022 | T      | value   | 87
            N15428          | 0126      | 2023 | T      | value   | 70
            N15428          | 0580      | 2024 | T      | secret  |
            N1              | 0580      | 2023 | T      | value   | 20
        """,
        target="""
            target_id | document_id | sort_order | kpi_code | name     | operator | value | value_text | year | gender
            doc/1     | doc         | 1          | N15428   | Behöriga | >=       | 90    | 90 %       | 2023 | T
        """,
        figure_sheet=SHEETS,
        own_figure="""
            own_figure_id | sheet_id | sort_order | kpi_code   | municipality_code | year | gender | target_operator | target_value
            a/1           | a        | 1          | N15428     | 0580              | 2023 | K      | >=              | 90
            a/2           | a        | 2          | N15428     | 0580              | 2024 | T      | >=              | 90
            a/3           | a        | 3          | food_waste | 0580              | 2023 | T      | <=              | 30
        """,
    )

    rows = kpi_database.ask("kpi_results")

    assert [
        (
            row["kpi_code"], row["year"], row["gender"], row["outcome_id"], row["outcome_value"],
            row["is_met"], row["distance"], row["outcome_source"],
        )
        for row in rows
    ] == [
        ("N15428", 2023, "T", "Kolada/N15428/0580/2023/T", 88, False, -2, "Kolada"),
        ("N15428", 2023, "K", "Kolada/N15428/0580/2023/K", 91, True, 1, "Kolada"),
        ("N15428", 2024, "T", None, None, None, None, None),
        ("food_waste", 2023, "T", None, None, None, None, None),
    ]  # fmt: skip
