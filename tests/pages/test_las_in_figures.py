"""Own figures on Läs in through the app's script: from a sheet to the record, replaced, and undone again."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from screen import open_page, plain, texts, wide_table
from streamlit.testing.v1 import AppTest

from malkollen.build import BuildReport
from malkollen.store import read_table

SHEET = "Nyckeltal;Kommun;År;Utfall;Mål;Källa\nSjukfrånvaro;Solna;2024;{outcome};5;Bokslut\n"


@pytest.fixture(autouse=True)
def own(built_database: BuildReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An own record and a database that no other test sees, and a visitor who may take in."""
    shutil.copytree(built_database.path.parent, tmp_path / "database")
    monkeypatch.setenv("MALKOLLEN_DATABASE", str(tmp_path / "database"))
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path / "own"))
    monkeypatch.setenv("MALKOLLEN_INTAKE", "on")
    return tmp_path / "own"


def put(app: AppTest, outcome: str, name: str = "mål.csv") -> None:
    """Put a sheet in its field."""
    (field,) = [one for one in app.file_uploader if "egna nyckeltal" in one.label]
    field.upload(name, SHEET.format(outcome=outcome).encode()).run()
    assert not app.exception


def press(app: AppTest, label: str) -> None:
    """Press the button of a label."""
    (found,) = [one for one in app.button if one.label == label]
    found.click().run()
    assert not app.exception


def labels(app: AppTest) -> list[str]:
    """Return the labels of all buttons."""
    return [one.label for one in app.button]


def outcomes() -> list[Any]:
    """Return the outcomes of all own figures."""
    return [row["outcome_value"] for row in read_table("own_figure").to_pylist()]


def test_a_sheet_is_shown_published_replaced_and_undone() -> None:
    """What was assumed is told before; undone, the sheet that was replaced is back."""
    app = open_page("las_in")
    put(app, "4,5")
    assert "1 mål saknar villkor." in texts(app)
    (title,) = [one for one in app.text_input if one.label == "Bladets namn"]
    assert title.value == "mål"
    title.set_value("Solnas mål").run()
    press(app, "Publicera bladet")
    assert outcomes() == [4.5]
    assert "Publicerade solnas-mal: 1 rad." in plain(app.success[0].value)

    put(app, "6", "Solnas mål.csv")
    assert "Ersätter bladet med samma namn." in plain(app.info[0].value)
    press(app, "Publicera bladet")
    assert outcomes() == [6.0]
    press(app, "Ångra publiceringen av bladet")
    assert outcomes() == [4.5]
    press(app, "Ta bort bladet")
    assert outcomes() == []
    assert labels(app).count("Återställ bladet") == 2


def test_a_sheet_with_errors_tells_them_and_cannot_be_published() -> None:
    """Row by row; another can be chosen."""
    app = open_page("las_in")
    put(app, "få")

    assert "mål.csv, rad 2, kolumnen Utfall: ”få” är inget tal." in texts(app)
    assert "Publicera bladet" not in labels(app)
    press(app, "Välj ett annat blad")
    put(app, "4,5", "mål.md")
    assert [plain(one.value) for one in app.error] == [
        "”mål.md” är ingen tabell. Egna nyckeltal läses ur CSV eller Excel (.xlsx)."
    ]


def test_errors_of_a_sheet_are_told_in_english() -> None:
    """The words that the sheet itself takes stay Swedish."""
    app = open_page("las_in", lang="en")
    (field,) = [one for one in app.file_uploader if "own key figures" in one.label]
    row = "Sjukfrånvaro;Solna;2024;{gender};{outcome};5;Bokslut\n"
    lines = row.format(gender="x", outcome="1.234") + 2 * row.format(gender="K", outcome="4")
    heading = "Nyckeltal;Kommun;År;Kön;Utfall;Mål;Källa\n"
    field.upload("mål.csv", (heading + lines).encode()).run()

    assert not app.exception
    assert "3 errors to correct in the sheet. Nothing is published until that is done." in texts(
        app
    )
    assert (
        "- mål.csv, row 2, column Kön: “x” must be T, K, M, totalt, kvinnor, män or empty.\n"
        "- mål.csv, row 2, column Utfall: “1.234” can be read in two ways. Write 1 234 or 1,234.\n"
        "- mål.csv, row 4: Sjukfrånvaro, Solna, 2024, women is already in row 3."
    ) in texts(app)


def test_a_sheet_is_shown_and_published_in_english() -> None:
    """Its rows under English headings, with numbers as the English write them."""
    app = open_page("las_in", lang="en")
    (field,) = [one for one in app.file_uploader if "own key figures" in one.label]
    field.upload("mål.csv", SHEET.format(outcome="4,5").encode()).run()

    assert wide_table(app, "Row") == [
        {
            "Row": "2", "Key figure": "Sjukfrånvaro", "Municipality": "Solna", "Year": "2024",
            "Gender": "total", "Outcome": "4.5%", "Target": "at most 5% (assumed)", "Source": "Bokslut",
        }
    ]  # fmt: skip
    assert "1 target has no condition." in texts(app)
    press(app, "Publish the sheet")
    assert [plain(one.value) for one in app.success] == ["Published mal: 1 row."]
    press(app, "Undo the publishing of the sheet")
    assert outcomes() == []
    assert "Restore the sheet" in labels(app)
