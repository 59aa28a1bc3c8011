"""Does every page open whole: on a wide screen and a phone, and straight from a link?"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

# The first page's address is the app's own.
PAGES = {
    "/": "Läget",
    "/aktiviteter": "Aktiviteter",
    "/jamfor": "Jämför",
    "/nyckeltal": "Nyckeltal",
    "/mal": "Mål",
    "/kallor": "Källor",
    # Shown to whoever sits at the machine that serves, as these tests do.
    "/las_in": "Läs in",
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


# Källor has no chart; Aktiviteter draws its own at once where there are few deferrals.
@pytest.mark.parametrize(
    "address",
    ["/", "/aktiviteter?framflyttad=till+senare+%C3%A5r", "/jamfor", "/nyckeltal", "/mal"],
)
def test_every_chart_has_a_name_and_a_table(visitor: Any, address: str) -> None:
    """Every chart says in text what it shows, and its numbers stand in a table after it on the page."""
    page = visitor.page

    visitor.open(address)

    charts = page.get_by_test_id("stPlotlyChart")
    expect(charts.first).to_be_visible()
    expect(page.get_by_role("main").get_by_text("Källa").last).to_be_visible()
    for chart in charts.all():
        figure = chart.get_by_role("figure").or_(chart.and_(page.get_by_role("figure")))
        expect(figure).to_have_accessible_name(re.compile(r"\w+ \w+"))
        assert chart.evaluate(
            """chart => [...document.querySelectorAll('summary, table')].some(element =>
                (element.tagName === 'TABLE' || element.textContent.includes('Visa som tabell'))
                && chart.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)"""
        )
