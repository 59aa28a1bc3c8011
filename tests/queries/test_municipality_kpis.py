"""Spec tests of one municipality's key figures: own targets beside national outcomes, worst first."""

import pytest
from small_database import Row, SmallDatabase
from small_national import given_values, picked


@pytest.fixture
def promise_database(small_database: SmallDatabase) -> SmallDatabase:
    """Linköping with three like it; own and national key figures; nothing promised or measured yet."""
    small_database.given(
        municipality="""
            municipality_code | municipality
            0114              | Upplands
            0126              | Huddinge
            0160              | Täby
        """,
        kpi="""
            kpi_code   | kpi          | unit    | direction | reports_per_year | nearest_kolada_id | definition_gap  | is_national | source
            sfi_hours  | SFI-timmar   | timmar  | lower     |                  |                   | Inget mått.     | false       | x
            food_waste | Matsvinn     | gram    | lower     | 2                | N5                | Annan mätning.  | false       | x
            support    | Försörjning  | procent | higher    |                  | N6                | Annan grupp.    | false       | x
            sick       | Sjukfrånvaro | procent | lower     |                  |                   |                 | false       | x
            months     | Månader      | månader | lower     |                  | N1                | Andel i Kolada. | false       | x
            N1         | Behöriga     | procent | higher    | 1                | N1                | Samma.          | true        | x
        """,
        national_kpi="""
            national_kpi_id | title              | unit    | direction | topic        | has_all_areas | is_fetched
            N1              | Behöriga (%)       | procent | higher    | övergripande | true          | true
            N2              | Arbetslöshet (%)   | procent | lower     | övergripande | true          | true
            N3              | Invånare           | antal   | none      | övergripande | true          | true
            N4              | Examen (%)         | procent | higher    | övergripande | false         | false
            N5              | Svinn, gymnasiet   | gram    | lower     | övergripande | true          | true
            N6              | Börjat arbeta (%)  | procent | higher    | övergripande | false         | false
        """,
        national_group="""
            group_id | title                     | topic        | municipality_code | year
            G1       | Liknande, Linköping, 2024 | övergripande | 0580              | 2024
            G0       | Liknande, Linköping, 2023 | övergripande | 0580              | 2023
        """,
        national_group_member="""
            group_id | municipality_code
            G1       | 0114
            G1       | 0126
            G1       | 0160
            G0       | 0160
        """,
    )
    return small_database


def given_target(
    database: SmallDatabase, kpi_code: str, operator: str, value: float, year: int
) -> None:
    """Set a target in the document."""
    database.connection.execute(
        """
        insert into target (target_id, document_id, sort_order, kpi_code, name, operator, value, value_text, year, gender)
        select 'doc/t' || count(*), 'doc', count(*), $1, 'x', $2, $3, $3::text, $4, 'T' from target
        """,
        [kpi_code, operator, value, year],
    )


def given_outcome(
    database: SmallDatabase, kpi_code: str, value: float, year: int, operator: str = "="
) -> None:
    """Tell an outcome in the document."""
    database.connection.execute(
        """
        insert into outcome (outcome_id, document_id, sort_order, kpi_code, name, operator, value, value_text, year, gender)
        select 'doc/o' || count(*), 'doc', count(*), $1, 'x', $2, $3, $3::text, $4, 'T' from outcome
        """,
        [kpi_code, operator, value, year],
    )


def ask(database: SmallDatabase) -> list[Row]:
    """Ask for Linköping's key figures."""
    return database.ask("municipality_kpis", municipality_code="0580")


def test_the_worst_comes_first(promise_database: SmallDatabase) -> None:
    """Missed by most of the target, worst among peers, then what is not settled, told or placed; at last what went well."""
    given_target(promise_database, "sfi_hours", "<=", 300, 2022)
    given_outcome(promise_database, "sfi_hours", 330, 2022)
    given_target(promise_database, "support", ">=", 65, 2022)
    given_outcome(promise_database, "support", 52, 2022)
    given_target(promise_database, "sick", "<=", 5, 2022)
    given_outcome(promise_database, "sick", 7, 2022, "<")
    given_target(promise_database, "food_waste", "<=", 35, 2022)
    given_outcome(promise_database, "food_waste", 29, 2022)
    given_target(promise_database, "months", "<=", 6, 2022)
    given_values(promise_database, "N1", 2022, {"0580": 90, "0114": 60, "0126": 70, "0160": 80})
    given_values(promise_database, "N2", 2022, {"0580": 9, "0114": 6, "0126": 7, "0160": 8})
    given_values(promise_database, "N3", 2022, {"0580": 7, "0114": 6, "0126": 7, "0160": 8})
    given_values(promise_database, "N4", 2022, {"0580": 9})
    given_values(promise_database, "N5", 2022, {"0580": 7.1, "0114": 6, "0126": 7, "0160": 8})
    promise_database.given(
        kpi_listing="""
            kpi_listing_id | document_id | sort_order | kpi_code | name | frequency_text
            doc/l1         | doc         | 1          | listed   | x    | årsvis
        """,
        kpi="""
            kpi_code | kpi      | unit  | direction | is_national | source
            listed   | Listat   | antal | none      | false       | x
            alone    | Ensamt   | antal | none      | false       | x
        """,
    )
    given_outcome(promise_database, "alone", 3, 2022)

    rows = ask(promise_database)

    assert picked(rows, "kpi_code", "concern", "concern_order") == [
        ("support", "missed", 1),
        ("sfi_hours", "missed", 1),
        ("N2", "worst", 2),
        ("sick", "unsettled", 3),
        ("months", "no_outcome", 4),
        ("listed", "no_figure", 5),
        ("N3", "no_position", 6),
        ("N4", "no_position", 6),
        ("alone", "no_target", 7),
        ("N5", "middle", 8),
        ("food_waste", "met", 9),
        ("N1", "best", 10),
    ]
    assert picked(rows[:2], "distance", "relative_distance") == [(-13, -0.2), (-30, -0.1)]


def test_a_near_measure_never_decides(promise_database: SmallDatabase) -> None:
    """The own target stays met where the nearest measure is among the worst, and open where it has no own outcome."""
    given_target(promise_database, "food_waste", "<=", 35, 2022)
    given_outcome(promise_database, "food_waste", 29, 2022)
    given_target(promise_database, "months", "<=", 6, 2022)
    given_values(promise_database, "N5", 2022, {"0580": 90, "0114": 6, "0126": 7, "0160": 8})
    given_values(promise_database, "N1", 2022, {"0580": 90, "0114": 60, "0126": 70, "0160": 80})

    rows = {row["kpi_code"]: row for row in ask(promise_database)}
    names = (
        "nearest_kolada_id", "nearest_title", "nearest_direction", "definition_gap", "nearest_year",
        "nearest_value", "nearest_peer_lower_quartile", "nearest_peer_median",
        "nearest_peer_upper_quartile", "nearest_difference", "nearest_position", "nearest_group_title", "nearest_group_year",
    )  # fmt: skip

    assert (rows["food_waste"]["is_met"], rows["food_waste"]["concern"]) == (True, "met")
    assert (rows["months"]["is_met"], rows["months"]["concern"]) == (None, "no_outcome")
    # Fewer months are better, but the share that Kolada measures should be high.
    assert picked([rows["months"], rows["food_waste"]], *names) == [
        ("N1", "Behöriga (%)", "higher", "Andel i Kolada.", 2022, 90, 65, 70, 75, 20, "best", "Liknande, Linköping, 2024", 2024),
        ("N5", "Svinn, gymnasiet", "lower", "Annan mätning.", 2022, 90, 6.5, 7, 7.5, -83, "worst", "Liknande, Linköping, 2024", 2024),
    ]  # fmt: skip
    assert picked([rows["months"]], "national_year", "national_value", "is_national") == [
        (None, None, False)
    ]


def test_a_national_key_figure_with_an_own_target_is_one_row(
    promise_database: SmallDatabase,
) -> None:
    """Target, national outcome and peers stand in the same row; a national key figure is not its own nearest."""
    given_target(promise_database, "N1", ">=", 95, 2021)
    given_values(promise_database, "N1", 2021, {"0580": 90})
    given_values(promise_database, "N1", 2022, {"0580": 91, "0114": 60, "0126": 70, "0160": 80})

    assert picked(
        ask(promise_database), "kpi_code", "kpi", "is_national", "own_year", "target_value",
        "outcome_value", "outcome_source", "is_met", "national_year", "national_value",
        "national_position", "national_change_1_year", "concern", "nearest_kolada_id",
        "definition_gap", "reports_per_year",
    ) == [
        ("N1", "Behöriga", True, 2021, 95, 90, "Kolada", False, 2022, 91, "best", 1, "missed", None, None, 1)
    ]  # fmt: skip


def test_the_latest_year_with_both_target_and_outcome_is_told(
    promise_database: SmallDatabase,
) -> None:
    """A later target waits for its outcome, and is said; of two outcomes of the year the one that misses is shown."""
    given_target(promise_database, "food_waste", "<=", 35, 2022)
    given_target(promise_database, "food_waste", "<=", 30, 2025)
    given_outcome(promise_database, "food_waste", 40, 2021)
    given_outcome(promise_database, "food_waste", 29, 2022)
    given_outcome(promise_database, "food_waste", 36, 2022, ">")

    assert picked(
        ask(promise_database), "own_year", "target_value", "outcome_value", "is_met",
        "latest_target_year", "has_target", "has_outcome",
    ) == [(2022, 35, 36, False, 2025, True, True)]  # fmt: skip


def test_values_that_are_none_do_not_hide_those_that_are(promise_database: SmallDatabase) -> None:
    """The latest year with a value, not the secret one after it; where there is none at all, the state is said."""
    given_values(promise_database, "N1", 2021, {"0580": 90})
    given_values(promise_database, "N1", 2022, {"0580": "secret"})
    given_values(promise_database, "N2", 2022, {"0580": "missing"})
    given_values(promise_database, "N5", 2022, {"0126": 5})

    assert picked(
        ask(promise_database), "kpi_code", "national_year", "national_state", "national_value"
    ) == [("N2", 2022, "missing", None), ("N1", 2021, "value", 90)]


def test_an_old_value_does_not_lead_the_worst(promise_database: SmallDatabase) -> None:
    """Over five years older than the newest it stands after the others of its concern, however bad; five years do not."""
    peers = {"0114": 50, "0126": 51, "0160": 52}
    given_values(promise_database, "N1", 2017, {"0580": 1, **peers})
    given_values(promise_database, "N2", 2022, {"0580": 60, **peers})
    assert picked(ask(promise_database), "kpi_code", "concern") == [
        ("N1", "worst"),
        ("N2", "worst"),
    ]

    given_values(promise_database, "N3", 2023, {"0580": 1})
    assert picked(ask(promise_database), "kpi_code", "concern") == [
        ("N2", "worst"), ("N1", "worst"), ("N3", "no_position"),
    ]  # fmt: skip


def test_changes_of_a_national_key_figure_stop_at_a_break(promise_database: SmallDatabase) -> None:
    """A break in between leaves the change over three years empty, and the one over a year whole."""
    for year, value in ((2019, 60), (2021, 80), (2022, 82)):
        given_values(promise_database, "N1", year, {"0580": value})
        given_values(promise_database, "N2", year, {"0580": value})
    promise_database.given(
        national_series_break="""
            national_kpi_id | year | note | source
            N1              | 2021 | Nytt | x
        """
    )

    rows = {row["kpi_code"]: row for row in ask(promise_database)}

    assert picked(
        [rows["N1"], rows["N2"]], "national_change_1_year", "national_change_3_years"
    ) == [(2, None), (2, 22)]


def test_peers_that_came_counted_are_used_where_not_all_are_held(
    promise_database: SmallDatabase,
) -> None:
    """Their median and quartiles place the municipality as those counted here would."""
    given_values(promise_database, "N4", 2022, {"0580": 60, "0114": 1})
    given_values(promise_database, "N1", 2022, {"0580": 70, "0114": 60})
    promise_database.given(
        national_summary_fact="""
            national_kpi_id | group_id | year | gender | area_count | lower_quartile | median | upper_quartile
            N4              | G1       | 2022 | T      | 7          | 70             | 80     | 90
            N4              | G1       | 2021 | T      | 7          | 10             | 20     | 30
            N1              | G1       | 2022 | T      | 7          | 10             | 20     | 30
            N4              | all      | 2022 | T      | 290        | 40             | 50     | 55
        """
    )

    assert picked(
        ask(promise_database), "kpi_code", "national_peer_lower_quartile", "national_peer_median",
        "national_peer_upper_quartile", "national_difference", "national_position",
        "national_is_counted_here", "concern",
    ) == [
        ("N4", 70, 80, 90, -20, "worst", False, "worst"),
        ("N1", 60, 60, 60, 10, None, True, "no_position"),
    ]  # fmt: skip


def test_peers_are_of_the_topic_before_the_general_ones(promise_database: SmallDatabase) -> None:
    """Also where the general group is of a later year; a key figure of another topic has the general one."""
    promise_database.connection.execute(
        "update national_kpi set topic = 'grundskola' where national_kpi_id = 'N1'"
    )
    promise_database.given(
        national_group="""
            group_id | title                         | topic      | municipality_code | year
            G2       | Liknande grundskola, Linköping | grundskola | 0580              | 2020
            G3       | Liknande grundskola, Täby     | grundskola | 0160              | 2025
        """,
        national_group_member="""
            group_id | municipality_code
            G2       | 0126
        """,
    )
    for kpi in ("N1", "N2"):
        given_values(promise_database, kpi, 2022, {"0580": 5, "0114": 6, "0126": 7, "0160": 8.5})

    rows = {row["kpi_code"]: row for row in ask(promise_database)}

    assert picked(
        [rows["N1"], rows["N2"]], "national_group_title", "national_group_year", "national_peer_median"
    ) == [
        ("Liknande grundskola, Linköping", 2020, 7),
        ("Liknande, Linköping, 2024", 2024, 7),
    ]  # fmt: skip
    assert picked([rows["N1"], rows["N2"]], "national_position") == [(None,), ("best",)]


def test_listings_say_how_often(promise_database: SmallDatabase) -> None:
    """The newest document in force speaks; where it has no number, the catalogue's stands."""
    promise_database.given(
        document="""
            document_id | municipality_code | title | kind | year | supersedes_document_id
            newer       | 0580              | Ny    | plan | 2024 |
            old         | 0580              | Äldst | plan | 2030 |
            newest      | 0580              | Äldst | plan | 2023 | old
        """,
        kpi_listing="""
            kpi_listing_id | document_id | sort_order | kpi_code   | name | frequency_text  | reports_per_year
            doc/1          | doc         | 1          | food_waste | x    | 4 gånger per år | 4
            newer/1        | newer       | 1          | food_waste | x    | löpande         |
            doc/2          | doc         | 2          | sick       | x    | 3 gånger per år | 3
            old/1          | old         | 1          | support    | x    | aldrig          |
        """,
    )

    assert picked(
        ask(promise_database), "kpi_code", "is_listed", "frequency_text", "reports_per_year",
        "has_target", "has_outcome",
    ) == [
        ("food_waste", True, "löpande", 2, False, False),
        ("sick", True, "3 gånger per år", 3, False, False),
    ]  # fmt: skip


def test_another_municipality_has_none_of_it(promise_database: SmallDatabase) -> None:
    """Targets, outcomes and values are each one's own."""
    given_target(promise_database, "food_waste", "<=", 35, 2022)
    given_values(promise_database, "N1", 2022, {"0580": 90})

    assert promise_database.ask("municipality_kpis", municipality_code="0126") == []


def test_concerns_and_places_are_counted(promise_database: SmallDatabase) -> None:
    """Every row carries the counts; places where no way is better are apart, and only placed values have an age."""
    peers = {"0114": 50, "0126": 51, "0160": 52}
    given_values(promise_database, "N1", 2022, {"0580": 60, **peers})
    given_values(promise_database, "N2", 2016, {"0580": 40, **peers})
    given_values(promise_database, "N3", 2017, {"0580": 51, **peers})
    given_values(promise_database, "N4", 2000, {"0580": 1})
    given_target(promise_database, "food_waste", "<=", 35, 2022)
    given_values(promise_database, "N5", 2022, {"0580": 40, **peers})

    assert picked(
        ask(promise_database), "kpi_code", "concern", "concern_count", "is_directed", "position_count",
    ) == [
        ("food_waste", "no_outcome", 1, True, 4),
        ("N3", "no_position", 2, False, 1),
        ("N4", "no_position", 2, True, 0),
        ("N1", "best", 3, True, 4),
        ("N5", "best", 3, True, 4),
        ("N2", "best", 3, True, 4),
    ]  # fmt: skip
    counts = {
        "kpi_count": 6, "placed_count": 5, "not_placed_count": 1, "first_placed_year": 2016,
        "last_placed_year": 2022, "old_placed_count": 1,
    }  # fmt: skip
    assert [{name: row[name] for name in counts} for row in ask(promise_database)] == [counts] * 6
