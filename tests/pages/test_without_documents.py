"""Every page on a record without documents, as it is before the first is taken in."""

from pathlib import Path

import pytest
from screen import headings, lead, open_page, texts, wide_table

from malkollen.build import build


@pytest.fixture
def empty_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database of a record that has its reference tables and nothing more."""
    monkeypatch.setenv("MALKOLLEN_DATABASE", str(tmp_path / "database"))
    (tmp_path / "documents").mkdir()
    build(tmp_path / "documents")


@pytest.mark.usefixtures("empty_record")
@pytest.mark.parametrize("page", ["lage", "aktiviteter", "nyckeltal", "mal", "kallor"])
def test_a_page_about_documents_says_that_there_are_none(page: str) -> None:
    """No choice is offered where there is nothing to choose."""
    app = open_page(page)

    assert [info.value for info in app.info] == ["Inget dokument är inläst än."]
    assert list(app.selectbox) == []


@pytest.mark.usefixtures("empty_record")
def test_the_start_page_says_that_there_are_none() -> None:
    """Start still says what can be asked, and what came along of national values; no question and no table."""
    app = open_page("start")

    assert [info.value for info in app.info] == ["Inget dokument är inläst än."]
    assert headings(app) == ["Vad är nytt"]
    assert wide_table(app, "Dokument") == []


@pytest.mark.usefixtures("empty_record")
def test_how_we_count_needs_no_example() -> None:
    """Without documents each measure is still defined, and says that nothing here gives an example."""
    app = open_page("sa_raknar_vi")

    said = texts(app)
    assert said.count("Exempel saknas:") == 13
    assert "Exempel:" not in said


@pytest.mark.usefixtures("empty_record")
def test_the_comparison_asks_for_documents() -> None:
    """Jämför chooses its documents itself."""
    assert lead(open_page("jamfor")) == "Välj minst två dokument, så visas de sida vid sida."
