"""The command line's way in: read, add, remove, restore, list, and what each says when something is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from malkollen.__main__ import main
from malkollen.locations import ROOT

Output = pytest.CaptureFixture[str]

TABLE = """Barnnämnden
Uppföljning per den 31 augusti 2023

Aktivitet\tAnsvarig nämnd\tSlutdatum\tStatus
Anställa fler kuratorer\tBN\tJuni\tGenomfört
Rusta skolgården\tBN\tDecember\t{status}
"""
GIVEN = ["--municipality", "Kiruna", "--body", "Barnnämnden", "--year", "2023"]
KIRUNA = "kiruna-barnnamnden-2023"


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An own record and a database that no other test sees."""
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path / "own"))
    monkeypatch.setenv("MALKOLLEN_DATABASE", str(tmp_path / "database"))
    return tmp_path / "own"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A small follow-up whose words are all known."""
    path = tmp_path / "bokslut.txt"
    path.write_text(TABLE.format(status="Pågående"), encoding="utf-8")
    return path


@pytest.fixture
def undecided(tmp_path: Path) -> Path:
    """A small follow-up with a word that no table knows."""
    path = tmp_path / "oklart.txt"
    path.write_text(TABLE.format(status="Rullar på"), encoding="utf-8")
    return path


def test_read_shows_what_was_found_and_publishes_nothing(
    document: Path, own: Path, capsys: Output
) -> None:
    """The document, its activities beneath each other, counts."""
    assert main(["read", str(document), *GIVEN]) == 0
    lines = capsys.readouterr().out.splitlines()
    row = next(line for line in lines if line.startswith("Anställa"))

    assert any("Kiruna · Barnnämnden · uppföljning · 2023" in line for line in lines)
    assert row.split() == ["Anställa", "fler", "kuratorer", "BN", "Juni", "Genomfört"]
    assert any("2\u00a0aktiviteter" in line for line in lines)
    assert not own.exists()


def test_read_writes_json(document: Path, capsys: Output) -> None:
    """All that was understood, by fixed names."""
    assert main(["read", str(document), *GIVEN, "--as-of", "2023-08-31", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)

    assert found["format_version"] == 1
    assert found["document"]["municipality_code"] == "2584"
    assert found["document"]["as_of_date"] == "2023-08-31"
    assert [one["reports"][0]["status"] for one in found["activities"]] == [
        "completed", "in_progress",
    ]  # fmt: skip


def test_a_date_that_is_given_goes_before_the_documents(
    own: Path, tmp_path: Path, capsys: Output
) -> None:
    """The command says that the document says otherwise, and so does what is published."""
    document = tmp_path / "bokslut.txt"
    text = TABLE.format(status="Pågående").replace("Status\n", "Status per den 31 augusti\n")
    document.write_text(text, encoding="utf-8")

    assert main(["add", str(document), *GIVEN, "--as-of", "2023-12-31", "--yes"]) == 0
    out = capsys.readouterr().out
    assert "  Tillfälle 1: Per den 31 augusti (31 december 2023)" in out.replace("\u00a0", " ")
    assert (
        "  Dokumentet säger att statusen gäller per 2023-08-31. Datumet som har angetts, 2023-12-31, används i stället."
    ) in out
    card = (own / "documents" / KIRUNA / "card.toml").read_text(encoding="utf-8")
    assert "as_of_date = 2023-12-31" in card
    assert (
        'as_of_note = "Datumet är angett vid inläsningen; dokumentet säger 2023-08-31."'
    ) in card


def test_the_kind_of_document_can_be_told(document: Path, capsys: Output) -> None:
    """It goes before what the document says; another word is told with those that there are."""
    assert main(["read", str(document), *GIVEN, "--kind", "plan", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["document"]["kind"] == "plan"

    with pytest.raises(SystemExit):
        main(["read", str(document), "--kind", "budget"])
    assert "follow_up" in capsys.readouterr().err


def test_add_remove_restore_and_list(document: Path, capsys: Output) -> None:
    """Published, listed, taken away, brought back; each says what it did."""
    assert main(["list"]) == 0
    assert capsys.readouterr().out == "Inget dokument har lästs in.\n"
    assert main(["add", str(document), *GIVEN, "--yes"]) == 0
    assert f"Publicerade {KIRUNA}: " in capsys.readouterr().out
    assert main(["list"]) == 0
    assert capsys.readouterr().out.startswith(f"{KIRUNA}\n")
    assert main(["remove", KIRUNA]) == 0
    assert capsys.readouterr().out.startswith(f"Tog bort {KIRUNA}.")
    assert main(["list"]) == 0
    assert capsys.readouterr().out.startswith(f"{KIRUNA} (borttaget)\n")
    assert main(["restore", KIRUNA]) == 0
    assert capsys.readouterr().out == f"Återställde {KIRUNA}.\n"


def test_add_refuses_what_is_not_decided(undecided: Path, own: Path, capsys: Output) -> None:
    """Each thing in a sentence; decided on the command line, it is published."""
    assert main(["add", str(undecided), "--year", "2023", "--yes"]) == 1
    errors = capsys.readouterr().err
    assert "Dokumentet säger inte vilken kommun det gäller." in errors
    assert "”Rullar på” är ingen känd status" in errors
    assert not own.exists()

    decided = ["--status", "rullar på=in_progress"]
    assert main(["add", str(undecided), *GIVEN, *decided, "--yes"]) == 0
    assert "Nya ord för status: rullar på." in capsys.readouterr().out


@pytest.mark.parametrize(("answer", "code"), [("ja", 0), ("n", 1), ("", 1)])
def test_add_asks_first(
    document: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output, answer: str, code: int
) -> None:
    """Anything but yes publishes nothing."""
    monkeypatch.setattr("builtins.input", lambda _: answer)

    assert main(["add", str(document), *GIVEN]) == code
    assert ("Inget publicerades.\n" in capsys.readouterr().err) == (code == 1)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["read", "saknas.pdf"], "Filen ”saknas.pdf” finns inte."),
        (["read", "."], "”.” är ingen fil."),
        (["read", "x", "--municipality", "Ankeborg"], "Kommunen ”Ankeborg” finns inte. "),
        (["read", "x", "--year", "i fjol"], "Året ”i fjol” måste vara fyra siffror "),
        (["read", "x", "--as-of", "31/8"], "Datumet ”31/8” måste skrivas som 2022-08-31."),
        (["add", "x", "--status", "rullar"], "”rullar” måste skrivas som ord=kod"),
        (["remove", "x"], "Dokumentet ”x” finns inte bland dem som har lästs in."),
        (["restore", "x"], "Dokumentet ”x” finns inte bland de borttagna."),
    ],
)
def test_what_is_wrong_is_told_in_one_swedish_sentence(
    capsys: Output, arguments: list[str], message: str
) -> None:
    """On standard error, with exit code 1; nothing on standard output."""
    assert main(arguments) == 1
    output = capsys.readouterr()

    assert output.err.startswith(message)
    assert (output.out, output.err.count("\n")) == ("", 1)


def test_a_record_that_cannot_be_written_is_told(
    document: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    """Reading needs none."""
    monkeypatch.setenv("MALKOLLEN_DATA", str(document))

    assert main(["read", str(document), *GIVEN]) == 0
    assert main(["add", str(document), *GIVEN, "--yes"]) == 1
    assert capsys.readouterr().err.startswith("Mappen för egna dokument går inte att skriva i: ")


def test_the_commands_run_as_a_program(document: Path) -> None:
    """Errors without a traceback, answers in UTF-8."""
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    runs = [
        subprocess.run(
            [sys.executable, "-m", "malkollen", "read", path, *GIVEN],
            cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False,
        )
        for path in (str(document), "saknas.pdf")
    ]  # fmt: skip

    assert [run.returncode for run in runs] == [0, 1]
    assert "Barnnämnden" in runs[0].stdout
    assert runs[1].stderr == "Filen ”saknas.pdf” finns inte.\n"
