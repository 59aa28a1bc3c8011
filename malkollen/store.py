"""What was asked? A named question and its parameters in, an Arrow table out."""

import difflib
import threading
from datetime import date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from malkollen import words
from malkollen.locations import QUERIES, READING, database_folder
from malkollen.questions import Question, QuestionError, read_question, read_questions

Value = str | int | bool | date | None

_PYTHON_TYPES: dict[str, type] = {"text": str, "integer": int, "date": date, "boolean": bool}
# The database's whole numbers have 32 bits, so nine digits always fit.
_LARGEST_INTEGER = 999_999_999

_lock = threading.Lock()
_open: dict[Path, duckdb.DuckDBPyConnection] = {}


class NoDatabaseError(Exception):
    """No database has been built yet."""


def questions() -> dict[str, Question]:
    """Return every question that can be asked, by name."""
    return read_questions(QUERIES)


def data_version() -> str:
    """Return the name of the database in use; it changes with every rebuild.

    Raises NoDatabaseError where none has been built.
    """
    folder = database_folder()
    try:
        name = (folder / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise NoDatabaseError(words.NO_DATABASE) from error
    if not (folder / name).is_file():
        raise NoDatabaseError(words.NO_DATABASE)
    return name


def database_path() -> Path:
    """Return the file of the database in use."""
    return database_folder() / data_version()


def open_cursor() -> duckdb.DuckDBPyConnection:
    """Return a cursor of its own on the database in use, opening it after a rebuild.

    A process that reopens a path gets the old instance back, so each build has a file name of its own. A connection
    shared by threads fails under load; a cursor per question does not.
    """
    path = database_path()
    with _lock:
        connection = _open.get(path)
        if connection is None:
            connection = duckdb.connect(str(path), read_only=True, config=dict(READING))
            _open[path] = connection
            # Let go, not closed: closing fails the questions that still run on it. With the last of them its file closes.
            for old in list(_open)[:-1]:
                del _open[old]
        return connection.cursor()


def _is_of_type(value: Value, name: str) -> bool:
    """Say whether a value is of a parameter's type; to Python, true is a whole number and a point in time is a date."""
    if isinstance(value, bool):
        return name == "boolean"
    if isinstance(value, int):
        return name == "integer" and abs(value) <= _LARGEST_INTEGER
    return isinstance(value, _PYTHON_TYPES[name]) and not isinstance(value, datetime)


def check_parameters(question: Question, given: dict[str, Value]) -> dict[str, Value]:
    """Return the parameters with those left out as None; raise QuestionError where they do not fit the question."""
    known = {parameter.name: parameter for parameter in question.parameters}
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise QuestionError(
            words.question_error(
                "unknown_parameter", name=question.name, parameter=unknown, known=known
            )
        )
    complete: dict[str, Value] = {}
    for name, parameter in known.items():
        value = given.get(name)
        if value is None and not parameter.is_optional:
            raise QuestionError(
                words.question_error(
                    "missing_parameter", name=question.name, parameter=name,
                    meaning=parameter.meaning,
                )
            )  # fmt: skip
        if value is not None and not _is_of_type(value, parameter.type):
            raise QuestionError(
                words.question_error(
                    "wrong_type", parameter=name, value=str(value),
                    type=words.PARAMETER_TYPES[parameter.type],
                )
            )  # fmt: skip
        complete[name] = value
    return complete


def find_question(name: str) -> Question:
    """Return one question; raise QuestionError where there is none of that name."""
    path = QUERIES / f"{name}.sql"
    if not name.isidentifier() or not path.is_file():
        near = difflib.get_close_matches(name, sorted(questions()), n=3, cutoff=0.0)
        raise QuestionError(words.question_error("unknown_question", name=name, known=near))
    return read_question(path)


def ask(name: str, **parameters: Value) -> pa.Table:
    """Answer one question.

    `name` is a file in `queries/`; the file's head says what the answer's rows are. Raises QuestionError where the
    name or a parameter does not fit, NoDatabaseError where nothing is built.
    """
    question = find_question(name)
    complete = check_parameters(question, parameters)
    with open_cursor() as cursor:
        answer: pa.Table = cursor.sql(question.sql, params=complete or None).to_arrow_table()
        return answer


def read_table(name: str) -> pa.Table:
    """Return a whole table of the database, for downloads; raise QuestionError where there is none of that name."""
    with open_cursor() as cursor:
        names = sorted(
            row[0] for row in cursor.sql("select table_name from duckdb_tables()").fetchall()
        )
        if name not in names:
            raise QuestionError(words.question_error("unknown_table", name=name, known=names))
        table: pa.Table = cursor.sql(f'select * from "{name}"').to_arrow_table()
        return table
