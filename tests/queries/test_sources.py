"""Spec test of the reference tables' sources."""

from datetime import date

from small_database import SmallDatabase


def test_each_reference_table_tells_its_source(empty_database: SmallDatabase) -> None:
    """One row per table, by name, with source, terms and day."""
    empty_database.given(
        reference_source="""
            table_name     | source | licence | retrieved_on
            statuses       | own    | MIT     |
            municipalities | SCB    | CC0     | 2026-03-23
        """
    )
    assert empty_database.ask("reference_sources") == [
        {
            "table_name": "municipalities",
            "source": "SCB",
            "licence": "CC0",
            "retrieved_on": date(2026, 3, 23),
        },
        {"table_name": "statuses", "source": "own", "licence": "MIT", "retrieved_on": None},
    ]
