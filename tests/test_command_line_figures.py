"""The command line's way in for own figures: add, list, remove, restore, and what each says when something is wrong."""

from pathlib import Path

import pytest

from malkollen.__main__ import main

Output = pytest.CaptureFixture[str]

SHEET = "Nyckeltal;Kommun;År;Utfall;Mål;Källa\nSjukfrånvaro;Solna;{year};4,5;5;Bokslut\n"


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An own record and a database that no other test sees."""
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path / "own"))
    monkeypatch.setenv("MALKOLLEN_DATABASE", str(tmp_path / "database"))
    return tmp_path / "own"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A sheet with one row that is right."""
    path = tmp_path / "mål.csv"
    path.write_text(SHEET.format(year=2024), encoding="utf-8")
    return path


def test_a_sheet_is_added_listed_removed_and_restored(sheet: Path, capsys: Output) -> None:
    """Each says what it did; what was assumed is told before."""
    name = ["--title", "Solnas mål", "--by", "Karin"]
    assert main(["figures", "list"]) == 0
    assert capsys.readouterr().out == "Inga egna nyckeltal har lästs in.\n"

    assert main(["figures", "add", str(sheet), *name]) == 0
    heading, row, assumed, published = capsys.readouterr().out.splitlines()
    assert heading.split() == ["Rad", "Nyckeltal", "Kommun", "År", "Kön", "Utfall", "Mål", "Källa"]
    assert row.split("  ")[0] == "2"
    assert "högst 5\u00a0% (antaget)" in row
    assert assumed.startswith("1\u00a0mål saknar villkor.")
    assert published == "Publicerade solnas-mal: 1\u00a0rad."

    assert main(["figures", "add", str(sheet), *name]) == 0
    assert "Ersätter solnas-mal," in capsys.readouterr().out
    assert main(["figures", "remove", "solnas-mal-2"]) == 0
    assert main(["figures", "restore", "solnas-mal"]) == 0
    capsys.readouterr()

    assert main(["figures", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "solnas-mal"
    assert lines[1].startswith("  Solnas mål: 1\u00a0rad, inläst av Karin ")
    assert lines[2] == "solnas-mal-2 (borttaget)"


def test_what_is_wrong_is_told_by_row_and_nothing_is_published(
    sheet: Path, own: Path, capsys: Output
) -> None:
    """Every error at once, on the stream for errors."""
    sheet.write_text(SHEET.format(year=24).replace("4,5", "få"), encoding="utf-8")

    assert main(["figures", "add", str(sheet)]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert [line.partition(":")[0] for line in output.err.splitlines()] == [
        "2\u00a0fel att rätta i bladet. Inget publiceras förrän de är rättade.",
        "mål.csv, rad 2, kolumnen År",
        "mål.csv, rad 2, kolumnen Utfall",
    ]
    assert main(["figures", "remove", "nej"]) == 1
    assert capsys.readouterr().err == "Bladet ”nej” finns inte bland de egna.\n"
    assert not (own / "figures").exists()
