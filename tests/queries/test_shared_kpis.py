"""Spec tests of the key figures that municipalities share, and of what is missing for the rest."""

from typing import Any

import pytest
from small_database import Row, SmallDatabase
from small_national import given_values, picked

BOTH = "0580,0126"


@pytest.fixture
def shared_database(small_database: SmallDatabase) -> SmallDatabase:
    """Linköping, Huddinge and Täby with a document each; own and national key figures without any figures."""
    small_database.given(
        municipality="""
            municipality_code | municipality
            0126              | Huddinge
            0160              | Täby
            0114              | Upplands
            1880              | Örebro
        """,
        document="""
            document_id | municipality_code | title | kind      | year
            hud         | 0126              | Hud   | follow_up | 2022
        """,
        kpi="""
            kpi_code   | kpi       | unit    | direction | is_national | source
            sfi_hours  | SFI       | timmar  | lower     | false       | x
            support    | Egen      | procent | higher    | false       | x
            N1         | Behöriga  | procent | higher    | true        | x
        """,
        national_kpi="""
            national_kpi_id | title            | unit    | direction | topic        | has_all_areas
            N1              | Behöriga (%)     | procent | higher    | övergripande | true
            N2              | Arbetslöshet (%) | procent | lower     | övergripande | true
            N3              | Invånare         | antal   | none      | övergripande | true
        """,
    )
    return small_database


def given_figures(
    database: SmallDatabase, table: str, *figures: tuple[str, str, str, float, int, str | None]
) -> None:
    """Fill targets or outcomes: document, key figure, operator, value, year, part of the year."""
    for order, (document_id, kpi_code, operator, value, year, period_text) in enumerate(figures, 1):
        database.connection.execute(
            f"""
            insert into {table}
            ({table}_id, document_id, sort_order, kpi_code, name, operator, value, value_text, year, period_text, gender)
            values (?, ?, ?, ?, 'x', ?, ?, ?, ?, ?, 'T')
            """,
            [
                f"{document_id}/{table}{order}", document_id, order, kpi_code, operator, value,
                f"{operator} {value}", year, period_text,
            ],
        )  # fmt: skip


def shared(database: SmallDatabase, codes: str = BOTH) -> list[Row]:
    """Ask for what municipalities share."""
    return database.ask("shared_kpis", municipality_codes=codes)


SHOWN = ("kpi_code", "municipality", "has_all", "year", "value", "missing_reason", "latest_year")


def test_the_year_is_the_latest_that_all_have(shared_database: SmallDatabase) -> None:
    """One side's newer value, or a secret one, does not hide the year in common; order is as asked."""
    given_values(shared_database, "N1", 2020, {"0580": 80, "0126": 70})
    given_values(shared_database, "N1", 2021, {"0580": 81, "0126": 73})
    given_values(shared_database, "N1", 2022, {"0580": 82, "0126": "secret"})

    assert picked(shared(shared_database), *SHOWN, "difference_to_best") == [
        ("N1", "Linköping", True, 2021, 81, None, 2022, 0),
        ("N1", "Huddinge", True, 2021, 73, None, 2021, -8),
    ]
    counts = [(row["shared_count"], row["apart_count"]) for row in shared(shared_database)]
    assert counts == [(1, 0), (1, 0)]
    assert [row["municipality"] for row in shared(shared_database, "0126,0580")] == [
        "Huddinge",
        "Linköping",
    ]


def test_the_best_is_the_lowest_where_lower_is_better(shared_database: SmallDatabase) -> None:
    """Of unemployment the least is best; where no direction is better there is no best."""
    given_values(shared_database, "N2", 2020, {"0580": 4, "0126": 6, "0160": 9})
    given_values(shared_database, "N3", 2020, {"0580": 4, "0126": 6, "0160": 9})

    assert picked(shared(shared_database, "0160,0126,0580"), "kpi", "value", "difference_to_best") == [
        ("Arbetslöshet (%)", 9, -5),
        ("Arbetslöshet (%)", 6, -2),
        ("Arbetslöshet (%)", 4, 0),
        ("Invånare", 9, None),
        ("Invånare", 6, None),
        ("Invånare", 4, None),
    ]  # fmt: skip


@pytest.mark.parametrize("state", ["secret", "missing", "not_applicable"])
def test_a_state_is_the_reason_that_nothing_is_shared(
    shared_database: SmallDatabase, state: str
) -> None:
    """The one with a value lacks nothing itself, so only the other has a reason."""
    given_values(shared_database, "N1", 2020, {"0580": 80, "0126": state})

    assert picked(shared(shared_database), *SHOWN, "state", "latest_value") == [
        ("N1", "Linköping", False, None, None, None, 2020, "value", 80),
        ("N1", "Huddinge", False, None, None, state, 2020, state, None),
    ]


def test_what_was_never_fetched_is_not_what_is_missing(shared_database: SmallDatabase) -> None:
    """Of a national key figure of which not all municipalities' values were asked for, nothing of one is known."""
    given_values(shared_database, "N1", 2020, {"0580": 80})
    reasons = []
    for has_all_areas in (True, False):
        shared_database.connection.execute(
            "update national_kpi set has_all_areas = ?", [has_all_areas]
        )
        reasons.append([row["missing_reason"] for row in shared(shared_database)])

    assert reasons == [[None, "not_held"], [None, "not_fetched"]]


def test_what_is_missing_is_said(shared_database: SmallDatabase) -> None:
    """Different years, only a target, or nothing at all; what can be compared comes first."""
    given_values(shared_database, "N3", 2020, {"0580": 1, "0126": 2})
    given_values(shared_database, "N1", 2020, {"0580": 80})
    given_values(shared_database, "N1", 2021, {"0126": 70})
    given_figures(shared_database, "outcome", ("doc", "sfi_hours", "=", 300, 2022, None))
    given_figures(
        shared_database, "target",
        ("hud", "sfi_hours", "<=", 250, 2023, None), ("hud", "support", ">=", 65, 2022, None),
    )  # fmt: skip

    assert picked(shared(shared_database), *SHOWN, "latest_value", "target_value") == [
        ("N3", "Linköping", True, 2020, 1, None, 2020, 1, None),
        ("N3", "Huddinge", True, 2020, 2, None, 2020, 2, None),
        ("N1", "Linköping", False, None, None, "no_common_year", 2020, 80, None),
        ("N1", "Huddinge", False, None, None, "no_common_year", 2021, 70, None),
        ("support", "Linköping", False, None, None, "not_held", None, None, None),
        ("support", "Huddinge", False, None, None, "only_target", None, None, 65),
        ("sfi_hours", "Linköping", False, None, None, None, 2022, 300, None),
        ("sfi_hours", "Huddinge", False, None, None, "only_target", None, None, 250),
    ]


def test_own_outcomes_are_compared_with_their_targets(shared_database: SmallDatabase) -> None:
    """The target of the common year, otherwise the latest, which that year does not judge."""
    given_figures(
        shared_database, "outcome",
        ("doc", "sfi_hours", "=", 290, 2022, None), ("hud", "sfi_hours", "=", 320, 2022, None),
        ("doc", "sfi_hours", "=", 310, 2023, None),
    )  # fmt: skip
    given_figures(
        shared_database, "target",
        ("doc", "sfi_hours", "<=", 280, 2023, None),
        ("hud", "sfi_hours", "<=", 330, 2022, None), ("hud", "sfi_hours", "<=", 250, 2023, None),
    )  # fmt: skip

    assert picked(
        shared(shared_database), "municipality", "year", "operator", "value", "value_text",
        "target_year", "target_operator", "target_value", "is_met", "difference_to_best",
    ) == [
        ("Linköping", 2022, "=", 290, "= 290", 2023, "<=", 280, None, 0),
        ("Huddinge", 2022, "=", 320, "= 320", 2022, "<=", 330, True, -30),
    ]  # fmt: skip


def test_a_bound_has_no_difference(shared_database: SmallDatabase) -> None:
    """An outcome that is only known to be below something is neither best nor worst; that of the whole year is shown."""
    given_figures(
        shared_database, "outcome",
        ("doc", "sfi_hours", "<", 290, 2022, None), ("hud", "sfi_hours", "=", 300, 2022, "våren"),
        ("hud", "sfi_hours", "=", 320, 2022, None),
    )  # fmt: skip

    assert picked(shared(shared_database), "operator", "value", "difference_to_best") == [
        ("<", 290, None),
        ("=", 320, None),
    ]


def given_peers(database: SmallDatabase) -> None:
    """Three municipalities like Linköping, none like Huddinge."""
    database.given(
        national_group="""
            group_id | title    | topic        | municipality_code | year
            G1       | Liknande | övergripande | 0580              | 2024
        """,
        national_group_member="""
            group_id | municipality_code
            G1       | 0114
            G1       | 0160
            G1       | 1880
        """,
    )


def test_a_position_is_of_the_year_shown(shared_database: SmallDatabase) -> None:
    """Against each one's own peers; who has none has no position."""
    given_peers(shared_database)
    given_values(
        shared_database, "N2", 2020, {"0580": 9, "0126": 5, "0114": 6, "0160": 7, "1880": 8}
    )
    given_values(shared_database, "N2", 2021, {"0580": 1, "0114": 6, "0160": 7, "1880": 8})

    assert picked(shared(shared_database), "municipality", "year", "peer_position") == [
        ("Linköping", 2020, "worst"),
        ("Huddinge", 2020, None),
    ]
    given_values(shared_database, "N3", 2021, {"0580": 1, "0114": 6, "0160": 7, "1880": 8})
    assert picked(shared(shared_database)[2:3], "latest_year", "peer_position") == [(2021, "low")]


def test_peers_are_the_latest_group_in_the_topic(shared_database: SmallDatabase) -> None:
    """Before the general one, and before an older one; the municipality's own."""
    given_peers(shared_database)
    shared_database.connection.execute("update national_kpi set topic = 'grundskola'")
    shared_database.given(
        national_group="""
            group_id | title  | topic      | municipality_code | year
            G2       | Skola  | grundskola | 0580              | 2023
            G3       | Skola  | grundskola | 0580              | 2022
            G4       | Skola  | grundskola | 0126              | 2024
        """,
        national_group_member="""
            group_id | municipality_code
            G2       | 0160
            G2       | 0180
            G2       | 1880
            G3       | 0114
            G4       | 0114
        """,
    )
    given_values(
        shared_database, "N1", 2020,
        {"0580": 5, "0126": 5, "0114": 9, "0160": 1, "0180": 2, "1880": 3},
    )  # fmt: skip

    assert picked(shared(shared_database), "municipality", "peer_position") == [
        ("Linköping", "best"),
        ("Huddinge", None),
    ]


def test_peers_that_came_counted_stand_in(shared_database: SmallDatabase) -> None:
    """Where the values of all are not held; where they are, what came counted is left aside."""
    given_peers(shared_database)
    shared_database.connection.execute(
        "update national_kpi set has_all_areas = false where national_kpi_id = 'N1'"
    )
    shared_database.given(
        national_summary_fact="""
            national_kpi_id | group_id | year | gender | area_count | lower_quartile | median | upper_quartile
            N1              | G1       | 2020 | T      | 7          | 70             | 80     | 90
            N1              | all      | 2020 | T      | 290        | 10             | 20     | 30
            N2              | G1       | 2020 | T      | 7          | 1              | 2      | 3
        """
    )
    for kpi in ("N1", "N2"):
        given_values(shared_database, kpi, 2020, {"0580": 60, "0114": 50, "0160": 60, "1880": 70})

    rows = [row for row in shared(shared_database) if row["municipality"] == "Linköping"]
    assert picked(rows, "kpi_code", "peer_position") == [("N2", "middle"), ("N1", "worst")]


def test_a_national_target_is_met_by_the_national_value(shared_database: SmallDatabase) -> None:
    """The value is there once, also where it is the outcome of a target."""
    given_values(shared_database, "N1", 2022, {"0580": 80, "0126": 70})
    given_figures(shared_database, "target", ("hud", "N1", ">=", 75, 2022, None))

    assert picked(shared(shared_database), *SHOWN, "is_met", "is_national") == [
        ("N1", "Linköping", True, 2022, 80, None, 2022, None, True),
        ("N1", "Huddinge", True, 2022, 70, None, 2022, False, True),
    ]


def test_all_of_five_have_to_have_it(shared_database: SmallDatabase) -> None:
    """One without a value parts the whole row; a municipality that is not there is not asked of."""
    codes = "0580,0126,0160,0114,1880"
    values: dict[str, Any] = dict.fromkeys(codes.split(","), 5)
    given_values(shared_database, "N1", 2022, values)
    given_values(shared_database, "N2", 2022, values | {"1880": "secret"})

    rows = shared(shared_database, codes)

    assert picked(rows, "kpi_code", "has_all") == [("N1", True)] * 5 + [("N2", False)] * 5
    assert [row["missing_reason"] for row in rows[5:]] == [None] * 4 + ["secret"]
    assert len(shared(shared_database, "0580,0126,9999")) == 4
