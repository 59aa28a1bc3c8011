"""The command line: what it prints, what it says when something is wrong, and with which exit code it ends."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from malkollen import __main__ as command_line
from malkollen.__main__ import main
from malkollen.build import BuildReport, build
from malkollen.locations import DOCUMENTS, REFERENCE, ROOT
from malkollen.questions import Parameter
from malkollen.store import questions

LINKOPING = "linkoping-utbildningsforvaltningen-2022"
STATED = ["ask", "stated_totals", "--document_id", LINKOPING]

Output = pytest.CaptureFixture[str]


@pytest.mark.usefixtures("built_database")
def test_ask_alone_lists_every_question(capsys: Output) -> None:
    """Name and question, one line each."""
    assert main(["ask"]) == 0
    lines = capsys.readouterr().out.splitlines()

    assert [line.split(maxsplit=1) for line in lines] == [
        [name, question.question] for name, question in questions().items()
    ]


@pytest.mark.usefixtures("built_database")
def test_an_answer_is_written_as_a_table(capsys: Output) -> None:
    """Headings, a line, and cells beneath each other; empty where there is nothing."""
    assert main(STATED) == 0
    lines = capsys.readouterr().out.splitlines()
    start = lines[0].index("measure")
    end = start + len("deferred_to_later_year")

    assert [line[start:end].rstrip() for line in lines] == [
        "measure", "-" * 22, "deferred_to_later_year", "deferred_within_year",
    ]  # fmt: skip
    assert "None" not in "".join(lines)


@pytest.mark.usefixtures("built_database")
def test_an_answer_is_written_as_csv(capsys: Output) -> None:
    """One heading line; whole numbers without decimals, yes and no as true and false, nothing for null."""
    assert main([*STATED, "--format", "csv"]) == 0
    lines = capsys.readouterr().out.splitlines()

    assert lines[0].startswith("stated_total_id,document_id,municipality,measure,")
    assert lines[1] == (
        f"{LINKOPING}/2,{LINKOPING},Linköping,deferred_to_later_year,,,,11,"
        "elva aktiviteter har förskjutits till 2023,true,11,0,true,"
        "Uppföljning av förvaltningens verksamhet och utveckling,,25"
    )


@pytest.mark.usefixtures("built_database")
def test_an_answer_is_written_as_json(capsys: Output) -> None:
    """A list of objects, in letters as they are, dates as texts."""
    assert main(["ask", "documents", "--format", "json"]) == 0
    output = capsys.readouterr().out
    rows = {row["document_id"]: row for row in json.loads(output)}

    assert "Linköping" in output
    assert len(rows) == 5
    assert rows[LINKOPING]["as_of_date"] == "2022-08-31"
    assert rows[LINKOPING]["is_as_of_stated"] is True
    assert rows[LINKOPING]["diary_number"] is None


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("text", "2022", "2022"),
        ("integer", "2022", 2022),
        ("integer", "-1", -1),
        ("date", "2022-08-31", date(2022, 8, 31)),
        ("boolean", "ja", True),
        ("boolean", "NEJ", False),
        ("boolean", "true", True),
        ("boolean", "no", False),
    ],
)
def test_a_parameter_is_read_as_the_question_types_it(kind: str, text: str, value: object) -> None:
    """The head of the question says what a text on the command line is."""
    parameter = Parameter("p", kind, is_optional=False, meaning="m")

    assert command_line._read_value(parameter, text) == value
    assert type(command_line._read_value(parameter, text)) is type(value)


@pytest.mark.usefixtures("built_database")
def test_a_value_may_stand_after_an_equals_sign(capsys: Output) -> None:
    """--parameter=value is --parameter value."""
    assert main(["ask", "stated_totals", f"--document_id={LINKOPING}", "--format=csv"]) == 0
    with_sign = capsys.readouterr().out
    assert main([*STATED, "--format", "csv"]) == 0

    assert with_sign == capsys.readouterr().out


@pytest.mark.usefixtures("built_database")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask", "completon"], "Frågan ”completon” finns inte; närmast: completion, "),
        (
            ["ask", "stated_totals", "--kommun", "x"],
            "stated_totals har inte parametern --kommun; parametrar: --document_id",
        ),
        (["ask", "stated_totals", "--document_id"], "Parametern --document_id saknar värde: "),
        (["ask", "stated_totals", LINKOPING], f"”{LINKOPING}” hör inte till kommandot."),
        (["ask", "search"], "search behöver parametern search_text: "),
        (["ask", "--all"], "”--all” hör inte till kommandot."),
    ],
    ids=["question", "parameter", "no value", "no flag", "missing", "no name"],
)  # fmt: skip
def test_what_is_asked_wrong_is_told_in_swedish(
    capsys: Output, arguments: list[str], message: str
) -> None:
    """On standard error, in one line, with exit code 1; nothing on standard output."""
    assert main(arguments) == 1
    output = capsys.readouterr()

    assert output.err.startswith(message)
    assert (output.out, output.err.count("\n")) == ("", 1)


@pytest.fixture
def a_question_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts one question in the place of all: `prov`, with a parameter `p` of the type named."""

    def write(kind: str) -> None:
        text = f"-- What?\n-- One row per thing.\n-- $p ({kind}): m\nselect $p as p\n"
        (tmp_path / "prov.sql").write_text(text, encoding="utf-8")

    monkeypatch.setattr("malkollen.store.QUERIES", tmp_path)
    return write


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("integer", "i fjol", "Parametern --p är ”i fjol”, men måste vara ett heltal med högst nio siffror."),
        (
            "date", "31 augusti",
            "Parametern --p är ”31 augusti”, men måste vara ett datum (2022-08-31).",
        ),
        ("boolean", "kanske", "Parametern --p är ”kanske”, men måste vara ja eller nej."),
    ],
)  # fmt: skip
def test_a_value_of_another_type_is_told(
    a_question_of: Callable[[str], None], capsys: Output, kind: str, text: str, message: str
) -> None:
    """What was written and what it must be."""
    a_question_of(kind)

    assert main(["ask", "prov", "--p", text]) == 1
    assert capsys.readouterr().err == f"{message}\n"


def test_without_a_database_each_command_says_how_to_build_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    """A sentence and exit code 1."""
    monkeypatch.setenv("MALKOLLEN_DATABASE", str(tmp_path))
    message = "Databasen är inte byggd än. Bygg den med: python -m malkollen build\n"

    assert [main(["ask", "completion"]), capsys.readouterr().err] == [1, message]
    assert [main(["dictionary"]), capsys.readouterr().err] == [1, message]


def test_build_tells_what_it_built_and_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    """Rows per table and findings per check; the second time, that there was nothing to do."""
    monkeypatch.setenv("MALKOLLEN_DATABASE", str(tmp_path))
    assert main(["build"]) == 0
    first = capsys.readouterr().out.splitlines()
    assert main(["build"]) == 0
    second = capsys.readouterr().out

    assert first[0].startswith("Byggde malkollen_")
    assert "  municipality            290" in first
    assert "  Budgetrad går inte ihop                                    1" in first
    assert second == f"Databasen är redan byggd av samma underlag: {first[0].split()[1]}\n"


def test_build_tells_what_is_wrong_with_the_record(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Output,
    built_database: BuildReport,
) -> None:
    """Every problem on a line: file, row, what was found, what is allowed; and that the old database is still there."""
    documents = Path(shutil.copytree(DOCUMENTS, tmp_path / "documents"))
    activities = documents / LINKOPING / "activities.csv"
    text = activities.read_text(encoding="utf-8")
    line = text[: text.index(",Pågående,")].count("\n") + 1
    activities.write_text(text.replace(",Pågående,", ",Pågåend,", 1), encoding="utf-8")
    (documents / "taby-alliansuppdrag-2020" / "card.toml").unlink()
    monkeypatch.setattr(
        command_line, "build", lambda force: build(documents, REFERENCE, force=force)
    )

    assert main(["build"]) == 1
    output = capsys.readouterr()
    nearest = "pågående, pågår, pågår löpande, pågående enligt plan, pågår enligt plan"
    assert output.out == ""
    assert output.err.splitlines() == [
        "Databasen byggdes inte; den som fanns är kvar. 2 fel:",
        f"  {LINKOPING}/activities.csv, rad {line}: ordet ”Pågåend” i ”status_text” är inte känt; närmast kända ord: {nearest}.",
        "  taby-alliansuppdrag-2020/card.toml: filen saknas.",
    ]
    assert built_database.path.is_file()


def run(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run the command line as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "malkollen", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_shell_gets_swedish_letters_and_no_traceback(built_database: BuildReport) -> None:
    """Also where the terminal says that it knows no more than ASCII."""
    environment = {
        "PYTHONIOENCODING": "ascii",
        "MALKOLLEN_DATABASE": str(built_database.path.parent),
    }
    wrong = run("ask", "ingen", **environment)
    right = run("ask", "municipalities", "--format", "csv", **environment)

    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert wrong.stderr.startswith("Frågan ”ingen” finns inte; närmast: ")
    assert "Traceback" not in wrong.stderr
    assert (right.returncode, right.stderr) == (0, "")
    assert "Linköping" in right.stdout


def test_a_reader_who_has_had_enough_is_no_error(built_database: BuildReport) -> None:
    """`ask … | head` ends quietly."""
    process = subprocess.Popen(
        [sys.executable, "-m", "malkollen", "ask", "activities", "--format", "json"],
        cwd=ROOT,
        env={**os.environ, "MALKOLLEN_DATABASE": str(built_database.path.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    complaint = process.stderr.read()
    process.stderr.close()

    assert process.wait() == 1
    assert complaint == b""
