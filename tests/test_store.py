"""What was asked, and what cannot be asked."""

import shutil
import threading
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from malkollen import store
from malkollen.build import BuildReport
from malkollen.questions import Parameter, Question, QuestionError
from malkollen.store import (
    NoDatabaseError,
    Value,
    ask,
    check_parameters,
    data_version,
    find_question,
    questions,
    read_table,
)

LINKOPING = "linkoping-utbildningsforvaltningen-2022"
QUESTION = Question(
    name="prov",
    question="What?",
    grain="One row per thing.",
    severity=None,
    parameters=(
        Parameter("name", "text", is_optional=False, meaning="the name"),
        Parameter("year", "integer", is_optional=True, meaning="the year"),
        Parameter("on", "date", is_optional=True, meaning="the day"),
        Parameter("is_all", "boolean", is_optional=True, meaning="all of them"),
    ),
    sql="select 1",
)


@pytest.mark.usefixtures("built_database")
def test_a_question_is_answered_as_an_arrow_table() -> None:
    """Columns with their types, rows in the question's order."""
    answer = ask("stated_totals", document_id=LINKOPING).select(["measure", "value", "is_listed"])

    assert answer.to_pydict() == {
        "measure": ["deferred_to_later_year", "deferred_within_year"],
        "value": [11.0, 9.0],
        "is_listed": [True, True],
    }


def test_parameters_left_out_are_null() -> None:
    """Every parameter of the question stands in what the database is given."""
    assert check_parameters(QUESTION, {"name": "x", "is_all": False}) == {
        "name": "x", "year": None, "on": None, "is_all": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "prov behöver parametern name: the name."),
        ({"name": None}, "prov behöver parametern name: the name."),
        (
            {"name": "x", "namn": "y", "ar": 2},
            "prov har inte parametern ar, namn; parametrar: name, year, on, is_all.",
        ),
        ({"name": 1}, "Parametern name är ”1”, men måste vara en text."),
        (
            {"name": "x", "year": "2022"},
            "Parametern year är ”2022”, men måste vara ett heltal med högst nio siffror.",
        ),
        (
            {"name": "x", "year": True},
            "Parametern year är ”True”, men måste vara ett heltal med högst nio siffror.",
        ),
        (
            {"name": "x", "year": 99_999_999_999},
            "Parametern year är ”99999999999”, men måste vara ett heltal med högst nio siffror.",
        ),
        (
            {"name": "x", "on": "2022-08-31"},
            "Parametern on är ”2022-08-31”, men måste vara ett datum (2022-08-31).",
        ),
        (
            {"name": "x", "on": datetime(2022, 8, 31)},
            "Parametern on är ”2022-08-31 00:00:00”, men måste vara ett datum (2022-08-31).",
        ),
        ({"name": "x", "is_all": 1}, "Parametern is_all är ”1”, men måste vara ja eller nej."),
    ],
)
def test_a_parameter_that_does_not_fit_is_told(given: dict[str, Any], message: str) -> None:
    """Missing, unknown or of another type: in Swedish, with what the question takes."""
    with pytest.raises(QuestionError) as caught:
        check_parameters(QUESTION, given)

    assert str(caught.value) == message


def test_every_type_of_parameter_is_taken() -> None:
    """Text, whole number, date, yes or no."""
    given: dict[str, Value] = {"name": "x", "year": 2022, "on": date(2022, 8, 31), "is_all": True}

    assert check_parameters(QUESTION, given) == given


@pytest.mark.parametrize("name", ["complétion", "../data/schema", "completion.sql", "", "a b"])
def test_an_unknown_question_names_those_nearest(name: str) -> None:
    """Nothing outside the folder of questions can be asked."""
    with pytest.raises(QuestionError) as caught:
        find_question(name)
    message = str(caught.value)
    near = message.partition("; närmast: ")[2].rstrip(".").split(", ")

    assert message.startswith(f"Frågan ”{name}” finns inte; närmast: ")
    assert len(near) == 3
    assert set(near) <= set(questions())


def test_a_misspelt_question_names_the_right_one_first() -> None:
    """The nearest is the one that was meant."""
    with pytest.raises(QuestionError, match="”completon” finns inte; närmast: completion, "):
        find_question("completon")


@pytest.mark.usefixtures("built_database")
def test_every_question_without_need_of_parameters_is_answered() -> None:
    """Each has at least one column and, on the real record, can be asked as it is."""
    names = [
        name
        for name, question in questions().items()
        if all(parameter.is_optional for parameter in question.parameters)
    ]

    assert names
    assert [name for name in names if ask(name).num_columns == 0] == []


@pytest.mark.usefixtures("built_database")
def test_a_whole_table_is_read_and_an_unknown_one_refused() -> None:
    """For downloads; a name goes nowhere but to a table."""
    assert read_table("municipality").num_rows == 290
    with pytest.raises(QuestionError, match=r"^Tabellen ”kommun” finns inte; tabeller: activity, "):
        read_table("kommun")
    with pytest.raises(QuestionError):
        read_table('municipality" limit 1; --')


def test_without_a_database_the_way_to_build_one_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty folder, no folder, and a pointer to a file that is gone."""
    message = "^Databasen är inte byggd än. Bygg den med: python -m malkollen build$"
    monkeypatch.setenv("MALKOLLEN_DATABASE", str(tmp_path / "nowhere"))
    with pytest.raises(NoDatabaseError, match=message):
        ask("completion")
    monkeypatch.setenv("MALKOLLEN_DATABASE", str(tmp_path))
    with pytest.raises(NoDatabaseError, match=message):
        data_version()
    (tmp_path / "current").write_text("malkollen_gone.duckdb\n")
    with pytest.raises(NoDatabaseError, match=message):
        read_table("municipality")


def test_the_version_is_the_name_of_the_database(built_database: BuildReport) -> None:
    """What is kept in memory under it is forgotten when the database is another."""
    assert data_version() == built_database.path.name


@pytest.mark.usefixtures("built_database")
@pytest.mark.parametrize(
    "sql",
    [
        "delete from activity",
        "create table own (a integer)",
        "copy (select 1) to 'out.csv'",
        "select * from read_csv('/etc/hostname')",
        "attach 'other.duckdb'",
        "install httpfs",
        "set enable_external_access = true",
    ],
)
def test_the_database_can_only_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sql: str
) -> None:
    """No writing, no other file, no extension, no way to allow them."""
    monkeypatch.chdir(tmp_path)
    with store.open_cursor() as cursor, pytest.raises(duckdb.Error):
        cursor.execute(sql)

    assert list(tmp_path.iterdir()) == []


def test_a_question_outlives_the_rebuilds_that_come_while_it_runs(
    built_database: BuildReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connections of earlier builds are let go, but not closed under whoever still reads."""
    monkeypatch.setenv("MALKOLLEN_DATABASE", str(tmp_path))

    def switch_to(name: str) -> None:
        shutil.copy(built_database.path, tmp_path / name)
        (tmp_path / "current").write_text(name)

    switch_to("first.duckdb")
    with store.open_cursor() as cursor:
        running = cursor.execute("select range from range(100000)")
        for name in ("second.duckdb", "third.duckdb", "fourth.duckdb"):
            switch_to(name)
            assert read_table("municipality").num_rows == 290

        assert len(running.fetchall()) == 100_000
        assert cursor.sql("select count(*) from municipality").fetchall() == [(290,)]
    assert [path.name for path in store._open] == ["fourth.duckdb"]


@pytest.mark.usefixtures("built_database")
def test_threads_ask_at_once() -> None:
    """Eight threads, forty questions each, get the answers that one would."""
    asked: list[tuple[str, dict[str, Any]]] = [
        ("completion", {}),
        ("stated_totals", {"document_id": LINKOPING}),
        ("search", {"search_text": "elever"}),
        ("municipalities", {}),
    ]
    expected = [ask(name, **parameters) for name, parameters in asked]
    wrong: list[object] = []

    def keep_asking() -> None:
        for _ in range(10):
            for (name, parameters), right in zip(asked, expected, strict=True):
                try:
                    if not ask(name, **parameters).equals(right):
                        wrong.append(name)
                except Exception as error:  # noqa: BLE001  # whatever goes wrong in a thread is the test's to tell
                    wrong.append(error)

    threads = [threading.Thread(target=keep_asking) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []
    assert [answer.num_rows > 0 for answer in expected] == [True] * 4
