"""Which tables are there, and what stands in them? The database's own account of itself, and its rows in pieces."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pyarrow as pa

from malkollen import store, words

# Who took a sheet of own figures in stands on no page, so it is not given away here either.
WITHHELD = frozenset({("figure_sheet", "taken_in_by")})

# Enough to be fast, few enough that a visitor costs little memory.
BATCH_ROWS = 10_000

_ALLOWED_VALUES = re.compile(r"CHECK\(\(\"?(?P<column>\w+)\"? IN \((?P<values>'.*')\)\)\)")
_PATTERN = re.compile(r"CHECK\(regexp_full_match\(\"?(?P<column>\w+)\"?, '(?P<pattern>[^']*)'\)\)")
_BETWEEN = re.compile(
    r"CHECK\(\(\"?(?P<column>\w+)\"? BETWEEN (?P<minimum>\d+) AND (?P<maximum>\d+)\)\)"
)
_AT_LEAST = re.compile(r"CHECK\(\(\"?(?P<column>\w+)\"? >= (?P<minimum>\d+)\)\)")

_CONSTRAINTS = """
    select
        table_name,
        constraint_type,
        constraint_text,
        constraint_column_names,
        referenced_table,
        referenced_column_names
    from duckdb_constraints()
    order by table_name, constraint_index
"""


@dataclass(frozen=True)
class Column:
    """A column: its name, the database's type, what it means, and what its values are held to."""

    name: str
    type: str
    meaning: str
    is_required: bool = False
    is_unique: bool = False
    allowed: tuple[str, ...] = ()
    pattern: str | None = None
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True)
class ForeignKey:
    """Columns whose values are those of other columns, in the same table or another."""

    columns: tuple[str, ...]
    table: str
    table_columns: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table: its name, what a row of it is, how many there are, its columns and keys."""

    name: str
    meaning: str
    row_count: int
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...] = ()
    unique_keys: tuple[tuple[str, ...], ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()

    @property
    def title(self) -> str:
        """What the pages call it."""
        return words.TABLES.get(self.name, self.name)


@dataclass
class _Constraints:
    """What the schema demands of one table."""

    required: set[str]
    primary_key: tuple[str, ...]
    unique_keys: list[tuple[str, ...]]
    foreign_keys: list[ForeignKey]
    checks: list[str]


def _rows(sql: str) -> list[tuple[Any, ...]]:
    """Ask the database in use for a few rows."""
    # The store alone opens the database.
    with store.open_cursor() as cursor:
        found: list[tuple[Any, ...]] = cursor.sql(sql).fetchall()
        return found


def _read_constraints() -> dict[str, _Constraints]:
    """Return what the schema demands of each table that it demands something of."""
    found: dict[str, _Constraints] = {}
    for table, kind, text, columns, other, other_columns in _rows(_CONSTRAINTS):
        one = found.setdefault(table, _Constraints(set(), (), [], [], []))
        match kind:
            case "NOT NULL":
                one.required |= set(columns)
            case "PRIMARY KEY":
                one.primary_key = tuple(columns)
            case "UNIQUE":
                one.unique_keys.append(tuple(columns))
            case "FOREIGN KEY":
                one.foreign_keys.append(ForeignKey(tuple(columns), other, tuple(other_columns)))
            case "CHECK":
                one.checks.append(text)
    return found


def _held_to(checks: list[str], column: str) -> dict[str, object]:
    """Return what a table's checks demand of one column, as fields of `Column`; a check across columns says nothing here."""
    demands: dict[str, object] = {}
    for check in checks:
        for form in (_ALLOWED_VALUES, _PATTERN, _BETWEEN, _AT_LEAST):
            match = form.fullmatch(check)
            if match is None or match["column"] != column:
                continue
            parts = match.groupdict()
            if "values" in parts:
                texts = re.findall(r"'((?:[^']|'')*)'", parts["values"])
                demands["allowed"] = tuple(text.replace("''", "'") for text in texts)
            if "pattern" in parts:
                demands["pattern"] = parts["pattern"]
            demands |= {name: int(parts[name]) for name in ("minimum", "maximum") if name in parts}
    return demands


def _columns(rows: list[dict[str, str]], constraints: _Constraints) -> tuple[Column, ...]:
    return tuple(
        Column(
            name=row["column_name"],
            type=row["data_type"],
            meaning=row["column_comment"] or "",
            is_required=row["column_name"] in constraints.required,
            is_unique=(row["column_name"],) in constraints.unique_keys,
            **_held_to(constraints.checks, row["column_name"]),  # type: ignore[arg-type]
        )
        for row in rows
        if (row["table_name"], row["column_name"]) not in WITHHELD
    )


@lru_cache(maxsize=2)
def _tables(version: str) -> tuple[Table, ...]:
    # A version's database never changes, so its account of itself is read once.
    by_table: dict[str, list[dict[str, str]]] = {}
    for row in store.ask("data_dictionary").to_pylist():
        by_table.setdefault(row["table_name"], []).append(row)
    constraints = _read_constraints()
    tables = []
    for name, rows in sorted(by_table.items()):
        demanded = constraints.get(name, _Constraints(set(), (), [], [], []))
        ((row_count,),) = _rows(f'select count(*) from "{name}"')
        tables.append(
            Table(
                name=name,
                meaning=rows[0]["table_comment"] or "",
                row_count=row_count,
                columns=_columns(rows, demanded),
                primary_key=demanded.primary_key,
                unique_keys=tuple(key for key in demanded.unique_keys if len(key) > 1),
                foreign_keys=tuple(demanded.foreign_keys),
            )
        )
    return tuple(tables)


def all_tables() -> tuple[Table, ...]:
    """Return every table of the database in use, in order of name; raise NoDatabaseError where none is built."""
    return _tables(store.data_version())


def batches(table: Table, batch_rows: int = BATCH_ROWS) -> Iterator[pa.RecordBatch]:
    """Yield a table's rows in the database's order, at most `batch_rows` at a time; without rows, one empty batch.

    The table must be one of `all_tables()`: its name goes into the question.
    """
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    with store.open_cursor() as cursor:
        reader = cursor.sql(f'select {names} from "{table.name}"').to_arrow_reader(batch_rows)
        is_empty = True
        for batch in reader:
            is_empty = False
            yield batch
        if is_empty:
            yield pa.RecordBatch.from_pylist([], schema=reader.schema)
