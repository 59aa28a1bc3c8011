"""Does the address say what a visitor looks at, from page to page and from visitor to visitor?"""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_municipality_is_kept_from_page_to_page(visitor: Any) -> None:
    """A municipality chosen on one page is the one that the others show."""
    page = visitor.page
    visitor.open("/lage")

    visitor.choose("Kommun", "Huddinge")

    for name in ("Aktiviteter", "Mål", "Läget"):
        page.get_by_role("navigation").get_by_role("link", name=name, exact=True).click()
        visitor.see_page(name)
        expect(page.get_by_role("combobox", name="Kommun")).to_have_value("Huddinge")


def test_the_address_shows_another_visitor_the_same(visit: Callable[..., Any], server: Any) -> None:
    """Whoever gets the address sees the same choices and the same answer, also on a first visit."""
    first = visit(server)
    first.open("/aktiviteter")
    first.choose("Kommun", "Huddinge")
    first.unfold("Filter")
    first.choose("Läge", "Efter plan")
    expect(first.page.get_by_text("Filter (1 vald)")).to_be_visible()
    first.see_page("Aktiviteter")
    answer = first.page.get_by_text("aktiviteter passar filtren").inner_text()
    address = first.page.url.removeprefix(server.url)

    second = visit(server)
    second.open(address)

    assert "kommun=Huddinge" in address
    assert "lage=Efter+plan" in address
    expect(second.page.get_by_text("aktiviteter passar filtren")).to_have_text(answer)
    expect(second.page.get_by_role("combobox", name="Kommun")).to_have_value("Huddinge")
    expect(second.page.get_by_text("Filter: Läge Efter plan")).to_be_visible()
    # The fields are folded, for the answer to be in sight; what is chosen in them is there.
    expect(second.page.get_by_role("combobox", name="Läge", exact=True)).not_to_be_visible()
    second.unfold("Filter")
    expect(second.page.get_by_role("button", name="Ta bort Efter plan")).to_be_visible()


def test_a_workbook_says_the_address_that_shows_its_rows(
    visit: Callable[..., Any], server: Any
) -> None:
    """What was chosen by hand stands in the workbook's address, and so does the language; it shows the same rows."""
    first = visit(server)
    first.open("/aktiviteter?lang=en")
    first.choose("Municipality", "Huddinge")
    first.see_page()
    with first.page.expect_download() as download:
        first.page.get_by_role("button", name="Download 30 rows as Excel").click()
    book: Any = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    told = {row[0]: row[1] for row in book["About"].iter_rows(max_col=2, values_only=True)}

    second = visit(server)
    second.open(told["The page’s address"].removeprefix(server.url))

    assert "kommun=Huddinge" in told["The page’s address"]
    assert book["Activities"].max_row == 31
    expect(second.page.get_by_role("combobox", name="Municipality")).to_have_value("Huddinge")
    expect(second.page.get_by_role("button", name="Download 30 rows as Excel")).to_be_visible()


def test_a_choice_that_does_not_exist_is_left_out(visitor: Any) -> None:
    """An address with a choice that no list offers shows the page as if nothing had been chosen."""
    visitor.open("/aktiviteter?kommun=Atlantis&lage=Försvunnen")

    expect(visitor.page.get_by_text("Alla 115 aktiviteter visas")).to_be_visible()
    expect(visitor.page.get_by_role("combobox", name="Kommun")).to_have_value("Linköping")


def test_clearing_the_filters_clears_the_address(visitor: Any) -> None:
    """One button under the answer takes away all that the address narrows by, and leaves the rest of it."""
    page = visitor.page
    visitor.open("/aktiviteter?kommun=Huddinge&lage=Efter+plan&sok=lärare&forsenad=true")

    page.get_by_role("button", name="Rensa filtren").click()

    expect(page.locator("p.lead")).to_contain_text("Alla 30 aktiviteter visas")
    expect(page).to_have_url(
        re.compile(r"/aktiviteter\?kommun=Huddinge&dokument=Gymnasien%C3%A4mnden\+2018$")
    )


def test_a_change_of_language_keeps_what_is_chosen(visitor: Any) -> None:
    """Filters from the address and by hand are said in the other language, in field and address, there and back."""
    page = visitor.page
    visitor.open("/aktiviteter?framflyttad=till+senare+år")
    visitor.unfold("Filter")
    visitor.choose("Läge", "Pågår")
    expect(page.get_by_text("5 av 115 aktiviteter passar filtren")).to_be_visible()

    for button, remove, labels, address in (
        (
            "English",
            "Remove",
            ("In progress", "to a later year"),
            "In+progress&framflyttad=to+a+later+year",
        ),
        (
            "Svenska",
            "Ta bort",
            ("Pågår", "till senare år"),
            "P%C3%A5g%C3%A5r&framflyttad=till+senare+%C3%A5r",
        ),
        (
            "English",
            "Remove",
            ("In progress", "to a later year"),
            "In+progress&framflyttad=to+a+later+year",
        ),
    ):
        page.get_by_role("button", name=button, exact=True).click()
        for label in labels:
            expect(page.get_by_role("button", name=f"{remove} {label}", exact=True)).to_be_visible()
        visitor.see_page("Activities" if button == "English" else "Aktiviteter")
        parameters = sorted(page.url.partition("?")[2].split("&"))
        where = ["kommun=Link%C3%B6ping", "dokument=Utbildningsf%C3%B6rvaltningen+2022"]
        spoken = ["lang=en"] * (button == "English")
        expected = sorted([*f"lage={address}".split("&"), *where, *spoken])
        assert parameters == expected

    page.reload()
    expect(page.get_by_text("5 of 115 activities match the filters")).to_be_visible()


def test_back_goes_one_step_for_each_thing_done(visitor: Any) -> None:
    """What is written into the address by itself is no step of its own; what the visitor chooses is."""
    visitor.open("/")
    page = visitor.page
    page.get_by_role("link", name="Var står Linköping?").click()
    visitor.see_page("Läget")
    page.go_back()
    visitor.see_page("Start")
    page.go_forward()
    visitor.see_page("Läget")
    expect(page.get_by_text("22 av 115 aktiviteter är genomförda")).to_be_visible()
    visitor.choose("Kommun", "Huddinge")
    expect(page.get_by_text("28 av 30 aktiviteter är genomförda")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("22 av 115 aktiviteter är genomförda")).to_be_visible()
    expect(page.get_by_role("combobox", name="Kommun")).to_have_value("Linköping")


def test_a_link_shows_what_it_says_whatever_was_chosen_before(visitor: Any) -> None:
    """Not the municipality looked at last, though it be the first one offered, nor filters of another link; the fields say so."""
    page = visitor.page
    visitor.open("/nyckeltal?kommun=Solna")
    menu = page.get_by_role("navigation", name="Sidor")
    menu.get_by_role("link", name="Start", exact=True).click()
    visitor.see_page("Start")
    page.get_by_role("link", name="Var står Linköping?").click()
    visitor.see_page("Läget")
    expect(page.get_by_text("22 av 115 aktiviteter är genomförda")).to_be_visible()

    page.get_by_role("link", name="2 aktiviteter är efter plan").click()
    visitor.see_page("Aktiviteter")
    menu.get_by_role("link", name="Läget", exact=True).click()
    visitor.see_page("Läget")
    page.get_by_role("link", name="9 aktiviteter är framflyttade inom året").click()
    visitor.see_page("Aktiviteter")
    expect(page.locator("p.lead")).to_contain_text("9 av 115 aktiviteter")

    visitor.choose("Kommun", "Huddinge")
    expect(page.get_by_role("combobox", name="Dokument")).to_have_value("Gymnasienämnden 2018")
    visitor.choose("Kommun", "Solna")
    expect(page.get_by_role("combobox", name="Dokument")).to_have_value("Kompetensnämnden 2010")


def test_an_address_may_be_written_in_another_language_than_is_spoken(visitor: Any) -> None:
    """Who adds the language by hand to a Swedish address sees what it says; a measure may be called by its id."""
    visitor.open("/aktiviteter?kommun=Alla+kommuner&lang=en")
    expect(visitor.page.get_by_text("All 271 activities are shown")).to_be_visible()

    visitor.open("/nyckeltal?kommun=Täby&nyckeltal=N17461")
    expect(visitor.page).to_have_url(re.compile(r"nyckeltal=Gymnasieelever.*N17461"))
    visitor.page.reload()
    expect(visitor.page.get_by_text("Gymnasieelever med examen inom 4 år").first).to_be_visible()
