"""Spec tests of goals whose activities are done, beside the key figure that should have moved."""

import pytest
from small_database import Row, SmallDatabase
from small_national import given_values, picked


@pytest.fixture
def moved_database(small_database: SmallDatabase) -> SmallDatabase:
    """A goal with a goal below it and four activities; three own key figures, two with a nearest measure."""
    small_database.connection.execute("delete from goal")
    small_database.given(
        goal="""
            goal_id | document_id | parent_goal_id | sort_order | level    | title   | is_prioritised
            doc/g1  | doc         |                | 1          | goal     | Jobb    | false
            doc/g2  | doc         | doc/g1         | 2          | sub_goal | Praktik | false
            doc/g3  | doc         |                | 3          | goal     | Skola   | false
        """,
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id | sort_order | title
            doc/a1      | doc/a1               | doc         | doc/g1  | 1          | A
            doc/a2      | doc/a2               | doc         | doc/g2  | 2          | B
            doc/a3      | doc/a3               | doc         | doc/g2  | 3          | C
            doc/a4      | doc/a4               | doc         | doc/g3  | 4          | D
        """,
        status_report="""
            activity_id | document_id | occasion_number | status_code
            doc/a1      | doc         | 1               | completed
            doc/a2      | doc         | 1               | completed_with_deviation
            doc/a3      | doc         | 1               | not_reported
            doc/a4      | doc         | 1               | in_progress
        """,
        kpi="""
            kpi_code | kpi          | unit    | direction | nearest_kolada_id | definition_gap | is_national | source
            jobless  | Arbetslöshet | procent | lower     | N2                | Annan ålder.   | false       | x
            months   | Månader      | månader | lower     | N1                | Andel.         | false       | x
            hours    | SFI-timmar   | timmar  | lower     |                   | Inget mått.    | false       | x
            N1       | Behöriga     | procent | higher    |                   |                | true        | x
        """,
        national_kpi="""
            national_kpi_id | title            | unit    | direction | has_all_areas
            N1              | Behöriga (%)     | procent | higher    | false
            N2              | Arbetslöshet (%) | procent | lower     | false
        """,
    )
    return small_database


def given_listing(database: SmallDatabase, kpi_code: str, goal_id: str = "doc/g1") -> None:
    """List a key figure under a goal."""
    database.given(
        kpi_listing=f"""
            kpi_listing_id | document_id | sort_order | kpi_code | goal_id | name
            doc/{kpi_code} | doc         | 1          | {kpi_code} | {goal_id} | x
        """
    )


def ask(database: SmallDatabase) -> list[Row]:
    """Ask for Linköping's goals."""
    return database.ask("promised_and_moved", municipality_code="0580")


MOVED = ("from_year", "to_year", "change", "moved")


def test_activities_below_the_goal_are_counted(moved_database: SmallDatabase) -> None:
    """Of the goals with a key figure, at or below the goal; one row for each key figure however it is named."""
    moved_database.given(
        kpi_listing="""
            kpi_listing_id | document_id | sort_order | kpi_code | goal_id | activity_id | name
            doc/1          | doc         | 1          | jobless  | doc/g1  |             | x
            doc/2          | doc         | 2          | hours    |         | doc/a3      | x
            doc/3          | doc         | 3          | hours    |         |             | x
        """,
        target="""
            target_id | document_id | sort_order | kpi_code | goal_id | name | operator | value | value_text | year | gender
            doc/4     | doc         | 4          | jobless  | doc/g1  | x    | <=       | 5     | högst 5    | 2022 | T
            doc/5     | doc         | 5          | jobless  | doc/g1  | x    | <=       | 6     | högst 6    | 2022 | K
            doc/6     | doc         | 6          | jobless  | doc/g1  | x    | <=       | 7     | högst 7    | 2021 | T
        """,
        outcome="""
            outcome_id | document_id | sort_order | kpi_code | goal_id | name | operator | value | value_text | year | gender
            doc/7      | doc         | 7          | jobless  | doc/g3  | x    | =        | 4     | 4          | 2022 | T
            doc/8      | doc         | 8          | jobless  |         | x    | =        | 6     | 6          | 2022 | T
        """,
    )

    assert picked(
        ask(moved_database), "goal_title", "activity_count", "reported_count", "completed_count",
        "kpi_code", "own_year", "own_gender", "target_value", "outcome_value", "is_met",
        "measure_id", "definition_gap",
    ) == [
        ("Jobb", 3, 2, 2, "jobless", 2022, "T", 5, 6, False, "N2", "Annan ålder."),
        ("Praktik", 2, 1, 1, "hours", None, None, None, None, None, None, "Inget mått."),
        ("Skola", 1, 1, 0, "jobless", 2022, "T", 5, 4, True, "N2", "Annan ålder."),
    ]  # fmt: skip


def test_the_values_lie_around_the_documents_year(moved_database: SmallDatabase) -> None:
    """From the year before to the latest of three years after; less unemployment is better."""
    given_listing(moved_database, "jobless")
    for year, value in ((2020, 9), (2021, 8), (2022, 7), (2023, 6.5), (2025, 6), (2026, 1)):
        given_values(moved_database, "N2", year, {"0580": value, "0126": 1})
    given_values(moved_database, "N2", 2024, {"0580": "missing"})

    rows = ask(moved_database)

    assert picked(
        rows, "value_1_year_before", "value_document_year", "value_1_year_after",
        "value_2_years_after", "value_3_years_after", *MOVED,
    ) == [(8, 7, 6.5, None, 6, 2021, 2025, -2, "better")]  # fmt: skip
    assert picked(rows, "measure_title", "measure_unit", "measure_direction") == [
        ("Arbetslöshet (%)", "procent", "lower")
    ]


def test_the_measures_own_direction_decides(moved_database: SmallDatabase) -> None:
    """Fewer months are better, but of the share that stands in for them more is."""
    given_listing(moved_database, "months")
    given_listing(moved_database, "N1")
    given_values(moved_database, "N1", 2021, {"0580": 50})
    given_values(moved_database, "N1", 2022, {"0580": 60})

    assert picked(ask(moved_database), "kpi_code", "is_national", "definition_gap", *MOVED) == [
        ("N1", True, None, 2021, 2022, 10, "better"),
        ("months", False, "Andel.", 2021, 2022, 10, "better"),
    ]


@pytest.mark.parametrize(
    ("values", "moved"),
    [
        ({2021: 5, 2022: 6}, (2021, 2022, 1, "worse")),
        ({2021: 5, 2022: 5}, (2021, 2022, 0, "unchanged")),
        ({2022: 5, 2024: 4}, (2022, 2024, -1, "better")),
        ({2021: 5}, (2021, None, None, None)),
        ({2022: 5}, (2022, 2022, None, None)),
        ({2023: 5, 2024: 4}, (None, 2024, None, None)),
        ({2019: 5, 2030: 4}, (None, None, None, None)),
    ],
    ids=[
        "worse",
        "alike",
        "from the year",
        "only before",
        "only the year",
        "only after",
        "far off",
    ],
)
def test_a_move_needs_a_value_on_either_side(
    moved_database: SmallDatabase,
    values: dict[int, float],
    moved: tuple[int | None, int | None, float | None, str | None],
) -> None:
    """Before, or in the document's year, and later than that."""
    given_listing(moved_database, "jobless")
    for year, value in values.items():
        given_values(moved_database, "N2", year, {"0580": value})

    assert picked(ask(moved_database), *MOVED) == [moved]


@pytest.mark.parametrize(
    ("year", "moved"),
    [(2021, "better"), (2022, None), (2023, None), (2024, "better")],
    ids=["before", "within", "at the end", "after"],
)
def test_nothing_moved_over_a_break(
    moved_database: SmallDatabase, year: int, moved: str | None
) -> None:
    """A break in the first year, or after the last, is none in between."""
    given_listing(moved_database, "jobless")
    given_values(moved_database, "N2", 2021, {"0580": 5})
    given_values(moved_database, "N2", 2023, {"0580": 4})
    moved_database.given(
        national_series_break=f"""
            national_kpi_id | year   | note | source
            N2              | {year} | Nytt | x
        """
    )

    assert [row["moved"] for row in ask(moved_database)] == [moved]


def test_without_direction_nothing_is_better(moved_database: SmallDatabase) -> None:
    """The change is told, the verdict is not."""
    moved_database.connection.execute("update national_kpi set direction = 'none'")
    given_listing(moved_database, "jobless")
    given_values(moved_database, "N2", 2021, {"0580": 5})
    given_values(moved_database, "N2", 2022, {"0580": 4})

    assert picked(ask(moved_database), "change", "moved") == [(-1, None)]


def test_a_municipality_has_only_its_own_goals(moved_database: SmallDatabase) -> None:
    """Left out, the municipality means all of them."""
    given_listing(moved_database, "jobless")
    assert len(ask(moved_database)) == 1
    assert moved_database.ask("promised_and_moved", municipality_code="0126") == []
    assert moved_database.ask("promised_and_moved") == ask(moved_database)


def test_a_goal_of_a_superseded_document_is_gone(moved_database: SmallDatabase) -> None:
    """Its key figure with it."""
    given_listing(moved_database, "jobless")
    moved_database.given(
        document="""
            document_id | municipality_code | title | kind      | year | supersedes_document_id
            newer       | 0580              | Ny    | follow_up | 2022 | doc
        """
    )

    assert ask(moved_database) == []
