"""Does every page open straight from a link, also with a choice made?"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect
from server import ROOT
from whole_page import CHARTS, FOOT, expect_told_charts, expect_whole, wait_until_drawn

pytestmark = pytest.mark.browser

# The first page's address is the app's own.
IN_MENU = {
    "/": "Start",
    "/lage": "Läget",
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
AT_FOOT = {
    "/sa_raknar_vi": "Så räknar vi",
    "/nytt": "Vad är nytt",
    "/tillganglighet": "Tillgänglighet",
}
PAGES = {**IN_MENU, **AT_FOOT}

SCHOOL = "Elever i åk 9 som är behöriga till yrkesprogram, hemkommun, andel (%) (N15428)"

# What a page shows once something is chosen, which is another page to whoever reads it.
CHOSEN = {
    "deferrals": "/aktiviteter?" + urlencode({"framflyttad": "till senare år"}),
    "a-municipality": "/nyckeltal?kommun=Solna",
    "an-own-key-figure": "/nyckeltal?"
    + urlencode({"kommun": "Huddinge", "nyckeltal": "Matsvinn per portion vid skollunch"}),
    "a-national-measure": "/nyckeltal?" + urlencode({"kommun": "Huddinge", "nyckeltal": SCHOOL}),
    "women-and-men": "/nyckeltal?"
    + urlencode({"kommun": "Huddinge", "nyckeltal": SCHOOL, "per_kon": "Kvinnor och män"}),
    "a-county": "/karta?" + urlencode({"matt": SCHOOL, "lan": "Stockholms län"}),
}


@pytest.mark.parametrize("address", CHOSEN.values(), ids=list(CHOSEN))
def test_a_page_opens_whole_with_a_choice_made(visitor: Any, address: str) -> None:
    """What an address chooses fits a wide screen and a phone, its charts are told, no two headings share an address."""
    page = visitor.page

    visitor.open(address)

    wait_until_drawn(page)
    # Moved ends of which only the new one is known are a table.
    shown = page.locator(f"{CHARTS}, table.wide").filter(visible=True)
    expect(shown.first).to_be_visible()
    expect_whole(page)
    expect_told_charts(page)
    page.set_viewport_size({"width": 390, "height": 900})
    expect_whole(page)
    anchors = page.get_by_role("heading").evaluate_all(
        "headings => headings.map(heading => heading.id).filter(id => id)"
    )
    assert sorted(anchors) == sorted(set(anchors))


def test_no_page_is_left_out() -> None:
    """The pages visited here and in the tests of accessibility are those that there are."""
    files = {path.stem for path in (ROOT / "pages").glob("*.py")}

    assert {address.strip("/") or "start" for address in PAGES} == files


# The first page, one like all others, one that may be hidden from a visitor, and one that the menu never shows.
@pytest.mark.parametrize("address", ["/", "/lage", "/las_in", "/tillganglighet"])
def test_a_deep_link_to_a_fresh_server_goes_through_the_frame(
    own_server: Any, visit: Callable[..., Any], address: str
) -> None:
    """The first visit to a server may be to any page: menu and foot are there, not the page alone."""
    visitor = visit(own_server.server)

    visitor.open(address)

    visitor.see_page(PAGES[address])
    expect_whole(visitor.page)
    menu = visitor.page.get_by_role("navigation")
    for name in IN_MENU.values():
        expect(menu.get_by_role("link", name=name, exact=True)).to_be_visible()
    foot = visitor.page.locator(FOOT)
    for name in AT_FOOT.values():
        expect(foot.get_by_role("link", name=name, exact=True)).to_be_visible()


@pytest.mark.parametrize(
    ("old", "title"),
    [("/?kommun=Huddinge", "Läget"), ("/lage?kommun=Huddinge", "Läget"), ("/start", "Start")],
)
def test_an_old_address_opens_its_page(visitor: Any, old: str, title: str) -> None:
    """Läget once stood at the app's own address; what is in the address is chosen there still."""
    visitor.open(old)

    visitor.see_page(title)
    expect_whole(visitor.page)
    if "kommun" in old:
        expect(visitor.page.get_by_role("combobox", name="Kommun")).to_have_value("Huddinge")


def test_a_link_to_one_measure_shows_it(visitor: Any) -> None:
    """An address with a measure's own part opens the page there, although it is drawn after it is opened."""
    visitor.open("/sa_raknar_vi#forsenad")

    expect(visitor.page.get_by_role("heading", name="Försenad")).to_be_in_viewport()
