"""What the tests share: small tables in, answers out."""

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest

from malkollen.build import PREPARED_TABLES, BuildReport, build
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


STATUS_FAMILIES = """
    family_code  | family          | family_en    | sort_order
    completed    | Genomfört       | Completed    | 1
    in_progress  | Pågår           | In progress  | 2
    behind       | Efter plan      | Behind plan  | 3
    not_begun    | Ej påbörjat     | Not begun    | 4
    dropped      | Utgår           | Dropped      | 5
    not_reported | Ej rapporterat  | Not reported | 6
"""

STATUSES = """
    status_code              | family_code  | status                    | sort_order
    completed                | completed    | Genomförd                 | 1
    completed_with_deviation | completed    | Genomförd med avvikelse   | 2
    on_plan                  | in_progress  | Pågår enligt plan         | 3
    in_progress              | in_progress  | Pågår                     | 4
    ongoing                  | in_progress  | Pågår löpande             | 5
    deviating                | behind       | Avviker från plan         | 6
    paused                   | behind       | Pausad                    | 7
    partly_completed         | behind       | Delvis genomförd          | 8
    not_completed            | behind       | Ej genomförd              | 9
    not_started              | not_begun    | Ej påbörjad               | 10
    remaining                | not_begun    | Kvarstår                  | 11
    cancelled                | dropped      | Utgår                     | 12
    not_reported             | not_reported | Ej rapporterad            | 13
"""


@pytest.fixture
def empty_database() -> SmallDatabase:
    """A database with the real schema and no rows at all."""
    return SmallDatabase()


@pytest.fixture
def small_database(empty_database: SmallDatabase) -> SmallDatabase:
    """A database that knows the statuses, one municipality, one document and one occasion."""
    empty_database.given(
        status_family=STATUS_FAMILIES,
        status=STATUSES,
        municipality="""
            municipality_code | municipality | county_code | county         | skr_group_code | skr_group
            0580              | Linköping    | 05          | Östergötlands  | G1             | Större stad
        """,
        document="""
            document_id | municipality_code | title       | body | kind      | year
            doc         | 0580              | Uppföljning | BUF  | follow_up | 2022
        """,
        occasion="""
            document_id | occasion_number | label      | as_of_date | is_as_of_stated
            doc         | 1               | 31 augusti | 2022-08-31 | true
        """,
        goal="""
            goal_id | document_id | parent_goal_id | sort_order | level | title | is_prioritised
            doc/g1  | doc         |                | 1          | goal  | Mål 1 | false
        """,
    )
    return empty_database


@pytest.fixture(scope="session")
def built_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuildReport]:
    """The database of the record that comes with Målkollen, in a folder of its own."""
    before = os.environ.get("MALKOLLEN_DATABASE")
    os.environ["MALKOLLEN_DATABASE"] = str(tmp_path_factory.mktemp("database"))
    yield build()
    if before is None:
        del os.environ["MALKOLLEN_DATABASE"]
    else:
        os.environ["MALKOLLEN_DATABASE"] = before
