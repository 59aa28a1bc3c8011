"""Small tables drawn as text in, answers out: the real schema with only the rows that a test names."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from malkollen.build import PREPARED_TABLES
from malkollen.locations import PREPARED, QUERIES, SCHEMA
from malkollen.questions import read_question
from malkollen.store import check_parameters

Row = dict[str, Any]


def read_drawn_table(drawing: str) -> list[Row]:
    """Read a table drawn as text: a line of names, then lines of values, cells parted by |.

    An empty cell is null; the database casts what is left to the column's type.
    """
    lines = [line.strip() for line in drawing.strip().splitlines()]
    names = [name.strip() for name in lines[0].split("|")]
    rows = []
    for line in lines[1:]:
        cells = [cell.strip() for cell in line.split("|")]
        assert len(cells) == len(names), f"{len(cells)} cells under {len(names)} names: {line}"
        rows.append({name: cell or None for name, cell in zip(names, cells, strict=True)})
    return rows


@cache
def _loose_database() -> duckdb.DuckDBPyConnection:
    """Make the schema's tables without their constraints, once for all tests, and begin what the first test does."""
    with duckdb.connect() as strict:
        strict.execute(SCHEMA.read_text(encoding="utf-8"))
        tables = strict.execute(
            """
            select table_name, string_agg(column_name || ' ' || data_type, ', ' order by column_index)
            from duckdb_columns() where not internal group by table_name
            """
        ).fetchall()
    # For a handful of rows, threads and optimising cost more than they give.
    connection = duckdb.connect(config={"threads": 1})
    connection.execute("pragma disable_optimizer")
    connection.execute("".join(f"create table {name} ({columns});" for name, columns in tables))
    connection.begin()
    return connection


@cache
def _prepared_for(text: str) -> tuple[str, ...]:
    """Return the prepared tables that a question reads, and those that they read, each after what it reads."""
    named = {name for name in PREPARED_TABLES if re.search(rf"\b{name}\b", text)}
    for name in reversed(PREPARED_TABLES):
        if name in named:
            named.update(_prepared_for(_prepared_sql(name).replace(name, "")))
    return tuple(name for name in PREPARED_TABLES if name in named)


@cache
def _prepared_sql(name: str) -> str:
    return (PREPARED / f"{name}.sql").read_text(encoding="utf-8")


class SmallDatabase:
    """The real schema without its constraints, holding only the rows that a test names.

    `given(table=drawing)` fills tables; `ask(name, **parameters)` prepares what the build would and answers.
    """

    def __init__(self) -> None:
        self.connection = _loose_database()
        # Whatever the test before did, it did within a transaction.
        self.connection.rollback()
        self.connection.begin()

    def given(self, **tables: str) -> None:
        """Fill tables from drawings; columns that are not drawn are null."""
        for table, drawing in tables.items():
            rows = read_drawn_table(drawing)
            marks = ", ".join("?" for _ in rows[0])
            self.connection.execute(
                f"insert into {table} ({', '.join(rows[0])}) values "
                + ", ".join(f"({marks})" for _ in rows),
                [value for row in rows for value in row.values()],
            )

    def prepare(self, names: tuple[str, ...] = PREPARED_TABLES) -> None:
        """Fill the prepared tables, as the build does, where the test did not draw them."""
        for name in names:
            if not self.connection.execute(f"select 1 from {name} limit 1").fetchall():
                self.connection.execute(f"insert into {name} {_prepared_sql(name)}")

    def answer(self, path: Path, **parameters: Any) -> list[Row]:
        """Answer the question in a SQL file."""
        question = read_question(path)
        self.prepare(_prepared_for(question.sql))
        complete = check_parameters(question, parameters)
        answer = self.connection.sql(question.sql, params=complete or None)
        rows: list[Row] = answer.to_arrow_table().to_pylist()
        return rows

    def ask(self, name: str, **parameters: Any) -> list[Row]:
        """Answer a question of `queries/`."""
        return self.answer(QUERIES / f"{name}.sql", **parameters)
