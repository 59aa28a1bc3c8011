"""From a published document to the pages, in a real browser, and undone again."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from documents.published import documents
from playwright.sync_api import Page, expect
from server import Server, running_server

pytestmark = pytest.mark.browser

DOCUMENTS = {one.name: one for one in documents()}


@pytest.fixture
def taking_in(chromium: Any, copy_database: Callable[[], Path], tmp_path: Path) -> Iterator[Server]:
    """A server with an own record that nobody else sees."""
    variables = {
        "MALKOLLEN_DATABASE": str(copy_database()),
        "MALKOLLEN_DATA": str(tmp_path / "own"),
    }
    with running_server(variables=variables) as running:
        yield running


def put_file(visitor: Any, path: Path) -> None:
    """Choose a file, as a visitor does, and wait for what was found in it."""
    visitor.open("/las_in")
    visitor.page.locator("input[type=file]").first.set_input_files(path)
    expect(visitor.page.get_by_text("Avläsningen fann")).to_be_visible()
    visitor.see_page("Läs in")


def fill(visitor: Any, label: str, text: str) -> None:
    """Fill a field, and wait until the document has been read again."""
    box = visitor.page.get_by_role("textbox", name=label, exact=True)
    box.fill(text)
    box.press("Tab")
    expect(box).to_have_value(text)
    visitor.see_page("Läs in")


def publish(page: Page) -> None:
    """Publish, and wait until it is told."""
    button = page.get_by_role("button", name="Publicera", exact=True)
    expect(button).to_be_enabled()
    button.click()
    expect(page.get_by_text(re.compile(r"är publicerat med .*aktivitet"))).to_be_visible()


def take_back(page: Page) -> None:
    """Take the document away, and wait until nothing is left to take away."""
    page.get_by_role("button", name="Ta bort", exact=True).click()
    page.get_by_role("button", name="Ja, ta bort", exact=True).click()
    expect(page.get_by_role("button", name="Återställ", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Ta bort", exact=True)).to_have_count(0)


def test_a_pdf_is_taken_in_shown_and_taken_back(
    visit: Callable[..., Any], taking_in: Server, tmp_path: Path
) -> None:
    """A table over two pages; the committee that it does not tell is filled in, then the other pages show it."""
    visitor = visit(taking_in)
    page = visitor.page
    put_file(visitor, DOCUMENTS["pdf-over-pages"].path(tmp_path))
    expect(page.get_by_text("Avläsningen fann 9 aktiviteter under 2 mål")).to_be_visible()

    fill(visitor, "Nämnd eller förvaltning", "Kommunstyrelsen")
    publish(page)
    page.get_by_role("main").get_by_role("link", name="Läget").click()

    visitor.see_page("Läget")
    expect(page.get_by_role("combobox", name="Kommun")).to_have_value("Bollnäs")
    expect(page.get_by_text(re.compile(r"av 9\saktiviteter är genomför"))).to_be_visible()

    page.get_by_role("link", name="Läs in", exact=True).click()
    visitor.see_page("Läs in")
    take_back(page)
    visitor.open("/aktiviteter")
    visitor.open_list("Kommun")
    expect(page.get_by_role("option", name="Täby", exact=True)).to_be_visible()
    expect(page.get_by_role("option", name="Bollnäs", exact=True)).to_have_count(0)


def test_a_workbook_is_corrected_and_taken_in_on_a_phone(
    visit: Callable[..., Any], taking_in: Server, tmp_path: Path
) -> None:
    """A word for a status that nobody knows is decided; published, it can be undone at once and brought back."""
    visitor = visit(taking_in, width=390)
    page = visitor.page
    put_file(visitor, DOCUMENTS["workbook-sheet-per-committee"].path(tmp_path))
    expect(page.get_by_role("button", name="Publicera", exact=True)).to_be_disabled()

    visitor.choose("”behöver diskuteras” betyder", "Pausad")
    publish(page)
    page.get_by_role("button", name="Ångra publiceringen").click()

    expect(page.get_by_role("button", name="Återställ", exact=True)).to_be_visible()
    page.get_by_role("button", name="Återställ", exact=True).click()
    expect(page.get_by_role("button", name="Ta bort", exact=True)).to_be_visible()
    visitor.open("/aktiviteter?kommun=Kalix")
    expect(page.get_by_text(re.compile(r"Alla 5\saktiviteter visas"))).to_be_visible()
    page.wait_for_function(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )


def test_the_buttons_for_files_are_named_in_the_language_spoken(
    visit: Callable[..., Any], taking_in: Server
) -> None:
    """As they are read out: nothing of Streamlit's own words is left, nor of the language before."""
    visitor = visit(taking_in)
    page = visitor.page
    visitor.open("/las_in")
    fields = page.get_by_test_id("stFileUploaderDropzone").locator("button, input")
    for language, name in ((None, "Välj fil"), ("English", "Choose file")):
        if language is not None:
            page.get_by_role("button", name=language, exact=True).click()
        for place in range(4):
            expect(fields.nth(place)).to_have_accessible_name(name)
    expect(fields).to_have_count(4)


def test_what_is_typed_stays_while_doubts_above_it_are_settled(
    taking_in: Server, visit: Callable[..., Any], tmp_path: Path
) -> None:
    """Each answer takes a line away above the fields; who types on in the next one at once loses nothing."""
    path = tmp_path / "prov.csv"
    path.write_text(
        "Mål;Aktivitet;Nämnd;Status;Slut\nTrygga skolor;Utbilda all personal;Skolnämnden;Klart;2025-06-30\n",
        encoding="utf-8",
    )
    visitor = visit(taking_in)
    page = visitor.page
    put_file(visitor, path)
    municipality = page.get_by_role("combobox", name="Kommun", exact=True)
    municipality.fill("Täby")
    page.get_by_role("option", name="Täby", exact=True).click()
    visitor.see_page("Läs in")
    expect(municipality).to_be_focused()
    page.get_by_role("textbox", name="Nämnd eller förvaltning", exact=True).focus()
    page.keyboard.type("Provnämnden")
    page.keyboard.press("Tab")
    page.keyboard.type("2019", delay=120)
    year = page.get_by_role("textbox", name="År", exact=True)
    visitor.see_page("Läs in")
    expect(year).to_be_focused()
    expect(year).to_have_value("2019")
