"""Every page on a record without documents, as it is before the first is taken in."""

from pathlib import Path

import pytest
from screen import lead, open_page

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
def test_the_comparison_asks_for_documents() -> None:
    """Jämför chooses its documents itself."""
    assert lead(open_page("jamfor")) == "Välj minst två dokument, så visas de sida vid sida."
