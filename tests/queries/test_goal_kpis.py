"""Spec tests of what is measured under a goal."""

from small_database import SmallDatabase

GOALS = """
    goal_id | document_id | parent_goal_id | sort_order | level    | title    | is_prioritised
    doc/g1  | doc         |                | 1          | goal     | Jobb     | false
    doc/g2  | doc         | doc/g1         | 2          | sub_goal | Praktik  | false
    doc/g3  | doc         |                | 3          | goal     | Ekonomi  | false
"""
COLUMNS = (
    "row_kind",
    "row_id",
    "name",
    "operator",
    "value",
    "year",
    "gender",
    "frequency_text",
    "goal_id",
    "goal_title",
    "activity_id",
    "activity_title",
)


def given_measures(database: SmallDatabase) -> None:
    """Two goals, one under the other, and a third, each with something measured."""
    database.connection.execute("delete from goal")
    database.given(
        goal=GOALS,
        activity="""
            activity_id | document_id | goal_id | sort_order | title
            doc/a1      | doc         | doc/g2  | 1          | Starta praktik
        """,
        kpi="""
            kpi_code | kpi     | unit    | direction
            jobs     | I jobb  | procent | higher
            cost     | Kostnad | tkr     | lower
        """,
        target="""
            target_id | document_id | sort_order | kpi_code | goal_id | activity_id | name        | operator | value | value_text | year | gender
            doc/10    | doc         | 10         | jobs     | doc/g1  |             | Andel i jobb | >=      | 65    | minst 65   | 2022 | T
            doc/2     | doc         | 2          | jobs     |         | doc/a1      | Platser     | >=       | 50    | minst 50   | 2022 | K
            doc/3     | doc         | 3          | cost     | doc/g3  |             | Kostnad     | <=       | 7     | högst 7    | 2022 | T
        """,
        outcome="""
            outcome_id | document_id | sort_order | kpi_code | goal_id | name         | operator | value | value_text | year | gender
            doc/4      | doc         | 4          | jobs     | doc/g2  | Andel i jobb | =        | 61.5  | 61,5       | 2022 | T
        """,
        kpi_listing="""
            kpi_listing_id | document_id | sort_order | kpi_code | activity_id | name         | frequency_text
            doc/1          | doc         | 1          | jobs     | doc/a1      | Andel i jobb | Årsvis
        """,
    )


def test_goal_gathers_what_is_measured_at_and_below_it(small_database: SmallDatabase) -> None:
    """Targets come first, then outcomes, then listed key figures; an activity's belong to its goal; other goals' do not."""
    given_measures(small_database)

    rows = small_database.ask("goal_kpis", goal_id="doc/g1")

    assert [tuple(row[name] for name in COLUMNS) for row in rows] == [
        ("target", "doc/2", "Platser", ">=", 50, 2022, "K", None, "doc/g2", "Praktik", "doc/a1", "Starta praktik"),
        ("target", "doc/10", "Andel i jobb", ">=", 65, 2022, "T", None, "doc/g1", "Jobb", None, None),
        ("outcome", "doc/4", "Andel i jobb", "=", 61.5, 2022, "T", None, "doc/g2", "Praktik", None, None),
        ("listing", "doc/1", "Andel i jobb", None, None, None, None, "Årsvis", "doc/g2", "Praktik", "doc/a1", "Starta praktik"),
    ]  # fmt: skip
    assert {(row["municipality"], row["kpi"], row["unit"], row["direction"]) for row in rows} == {
        ("Linköping", "I jobb", "procent", "higher")
    }


def test_goal_without_measures_has_no_rows(small_database: SmallDatabase) -> None:
    """What stands above a goal is not the goal's; a goal that nothing is measured for answers with nothing."""
    given_measures(small_database)
    small_database.connection.execute("delete from outcome where goal_id = 'doc/g2'")
    small_database.connection.execute("delete from target where activity_id is not null")
    small_database.connection.execute("delete from kpi_listing")

    assert small_database.ask("goal_kpis", goal_id="doc/g2") == []
