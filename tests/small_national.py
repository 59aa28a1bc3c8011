"""National values of a few municipalities, for spec tests."""

from typing import Any

from small_database import Row, SmallDatabase


def given_values(
    database: SmallDatabase,
    national_kpi_id: str,
    year: int,
    values: dict[str, float | str],
    gender: str = "T",
) -> None:
    """Fill values of one year; a text is a state instead of a value."""
    for area_code, value in values.items():
        is_state = isinstance(value, str)
        database.connection.execute(
            "insert into national_value values (?, ?, ?, ?, ?, ?, '2026-11-01')",
            [
                national_kpi_id,
                area_code,
                year,
                gender,
                value if is_state else "value",
                None if is_state else value,
            ],
        )


def picked(rows: list[Row], *names: str) -> list[tuple[Any, ...]]:
    """Return the named columns of rows."""
    return [tuple(row[name] for name in names) for row in rows]
