"""Does a running server follow its database, and say so in Swedish when it cannot read it?"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from malkollen.build import build
from malkollen.locations import DOCUMENTS

pytestmark = pytest.mark.browser

TITLE = "Uppföljning av Utbildningsförvaltningens verksamhetsplan 2022"


def test_an_open_page_follows_a_rebuild(
    own_server: Any, visit: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database built while a page is open is the one that answers the next click, without a restart."""
    visitor = visit(own_server.server)
    visitor.open("/?kommun=Linköping")
    expect(visitor.page.get_by_text(f"Källa: {TITLE}, Linköping").first).to_be_visible()

    record = shutil.copytree(DOCUMENTS, tmp_path / "documents")
    card = next(path for path in record.glob("*/card.toml") if TITLE in path.read_text("utf-8"))
    card.write_text(card.read_text("utf-8").replace(TITLE, f"{TITLE}, rättad"), "utf-8")
    monkeypatch.setenv("MALKOLLEN_DATABASE", str(own_server.database))
    build(documents=Path(record))
    menu = visitor.page.get_by_role("navigation")
    menu.get_by_role("link", name="Aktiviteter", exact=True).click()

    visitor.see_page("Aktiviteter")
    corrected = visitor.page.get_by_text(f"Källa: {TITLE}, rättad, Linköping").first
    expect(corrected).to_be_visible()


def test_a_broken_database_is_told_in_a_sentence(
    own_server: Any, visit: Callable[..., Any]
) -> None:
    """Where the database cannot be read or is not built, a visitor gets a Swedish sentence; mended, the page."""
    visitor = visit(own_server.server)
    alert = visitor.page.get_by_role("alert")
    pointer = own_server.database / "current"
    right = pointer.read_text("utf-8")

    (own_server.database / "broken.duckdb").write_text("not a database", "utf-8")
    pointer.write_text("broken.duckdb", "utf-8")
    visitor.open("/")
    expect(alert).to_contain_text("Något gick fel när sidan skulle visas.")
    expect(visitor.page.get_by_text("Traceback")).to_have_count(0)
    expect(visitor.page.get_by_text("broken.duckdb")).to_have_count(0)

    pointer.unlink()
    visitor.open("/")
    expect(alert).to_contain_text("Databasen är inte byggd än.")

    pointer.write_text(right, "utf-8")
    visitor.open("/?kommun=Linköping")
    expect(alert).to_have_count(0)
    expect(visitor.page.get_by_text("22 av 115 aktiviteter är genomförda")).to_be_visible()
    assert "broken.duckdb" in own_server.server.printed()
