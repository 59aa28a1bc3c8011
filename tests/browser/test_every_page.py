"""Does every page open whole: on a wide screen and a phone, and straight from a link?"""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect
from server import ROOT

pytestmark = pytest.mark.browser

# The first page's address is the app's own.
PAGES = {
    "/": "Läget",
    "/aktiviteter": "Aktiviteter",
    "/jamfor": "Jämför",
    "/nyckeltal": "Nyckeltal",
    "/karta": "Karta",
    "/mal": "Mål",
    "/kallor": "Källor",
    # Shown to whoever sits at the machine that serves, as these tests do.
    "/las_in": "Läs in",
    "/kolada": "Kolada",
}

SCHOOL = "Elever i åk 9 som är behöriga till yrkesprogram, hemkommun, andel (%) (N15428)"

# What a page shows once something is chosen, which is another page to whoever reads it.
CHOSEN = {
    "a-municipality": "/nyckeltal?kommun=Solna",
    "an-own-key-figure": "/nyckeltal?"
    + urlencode({"kommun": "Huddinge", "nyckeltal": "Matsvinn per portion vid skollunch"}),
    "a-national-measure": "/nyckeltal?" + urlencode({"kommun": "Huddinge", "nyckeltal": SCHOOL}),
    "women-and-men": "/nyckeltal?"
    + urlencode({"kommun": "Huddinge", "nyckeltal": SCHOOL, "per_kon": "Kvinnor och män"}),
    "a-county": "/karta?" + urlencode({"matt": SCHOOL, "lan": "Stockholms län"}),
}

every_page = pytest.mark.parametrize(
    ("address", "title"), PAGES.items(), ids=[address.strip("/") or "lage" for address in PAGES]
)


def expect_whole(page: Page) -> None:
    """Expect a page without error, in Swedish, that does not scroll sideways."""
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_text("Page not found")).to_have_count(0)
    expect(page.get_by_text("Något gick fel")).to_have_count(0)
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    page.wait_for_function(
        """() => [document.documentElement, ...document.querySelectorAll('[data-testid=stMain]')]
            .every(element => element.scrollWidth <= element.clientWidth)"""
    )


@every_page
@pytest.mark.parametrize("width", [1280, 390])
def test_a_page_opens_whole(
    visit: Callable[..., Any], server: Any, address: str, title: str, width: int
) -> None:
    """Every page opens without error and without sideways scroll, on a wide screen and a phone."""
    visitor = visit(server, width=width)

    visitor.open(address)

    visitor.see_page(title)
    expect_whole(visitor.page)
    assert visitor.page.title() == f"{title} – Målkollen"


@pytest.mark.parametrize("address", CHOSEN.values(), ids=list(CHOSEN))
@pytest.mark.parametrize("width", [1280, 390])
def test_a_page_opens_whole_with_a_choice_made(
    visit: Callable[..., Any], server: Any, address: str, width: int
) -> None:
    """What an address chooses fits a wide screen and a phone, and no two headings share an address."""
    visitor = visit(server, width=width)

    visitor.open(address)

    expect_whole(visitor.page)
    anchors = visitor.page.get_by_role("heading").evaluate_all(
        "headings => headings.map(heading => heading.id).filter(id => id)"
    )
    assert sorted(anchors) == sorted(set(anchors))


def test_no_page_is_left_out() -> None:
    """The pages visited here are those that there are."""
    files = {path.stem for path in (ROOT / "pages").glob("*.py")}

    assert {address.strip("/") or "lage" for address in PAGES} == files


@every_page
def test_a_deep_link_to_a_fresh_server_goes_through_the_frame(
    own_server: Any, visit: Callable[..., Any], address: str, title: str
) -> None:
    """The first visit to a server may be to any page: menu and choices are there, not the page alone."""
    visitor = visit(own_server.server)

    visitor.open(address)

    visitor.see_page(title)
    expect_whole(visitor.page)
    menu = visitor.page.get_by_role("navigation")
    for name in PAGES.values():
        expect(menu.get_by_role("link", name=name, exact=True)).to_be_visible()
    main = visitor.page.get_by_role("main")
    choice = main.get_by_role("combobox").or_(main.get_by_test_id("stFileUploader"))
    expect(choice.first).to_be_visible()


def test_the_first_page_opens_by_its_name_too(visitor: Any) -> None:
    """The first page opens at /lage as well, with the choices in the address."""
    visitor.open("/lage?kommun=Huddinge")

    visitor.see_page("Läget")
    expect_whole(visitor.page)
    expect(visitor.page.get_by_role("combobox", name="Kommun")).to_have_value("Huddinge")


# Källor and Kolada have no chart; Aktiviteter draws its own at once where there are few deferrals.
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/aktiviteter?framflyttad=till+senare+%C3%A5r",
        "/jamfor",
        "/nyckeltal",
        "/karta",
        "/mal",
        *(pytest.param(address, id=name) for name, address in CHOSEN.items()),
    ],
)
def test_every_chart_has_a_name_and_a_table(visitor: Any, address: str) -> None:
    """Every chart says in text what it shows, and its numbers stand in a table after it on the page."""
    page = visitor.page

    visitor.open(address)

    charts = page.get_by_test_id("stPlotlyChart").or_(page.locator(".country-map"))
    expect(charts.first).to_be_visible()
    # The last one of all may lie in a fold.
    sources = page.get_by_role("main").get_by_text("Källa").filter(visible=True)
    expect(sources.last).to_be_visible()
    for chart in charts.all():
        figure = (
            chart.get_by_role("figure")
            .or_(chart.and_(page.get_by_role("figure")))
            .or_(chart.locator(":scope > svg[role=img]"))
        )
        expect(figure).to_have_accessible_name(re.compile(r"\w+ \w+"))
        assert chart.evaluate(
            """chart => [...document.querySelectorAll('summary, table')].some(element =>
                (element.tagName === 'TABLE' || element.textContent.includes('Visa som tabell'))
                && chart.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)"""
        )
