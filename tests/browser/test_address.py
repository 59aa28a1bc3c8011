"""Does the address say what a visitor looks at, from page to page and from visitor to visitor?"""

from collections.abc import Callable
from typing import Any

import pytest
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
    expect(second.page.get_by_role("button", name="Remove Efter plan")).to_be_visible()


def test_a_choice_that_does_not_exist_is_left_out(visitor: Any) -> None:
    """An address with a choice that no list offers shows the page as if nothing had been chosen."""
    visitor.open("/aktiviteter?kommun=Atlantis&lage=Försvunnen")

    expect(visitor.page.get_by_text("Alla 115 aktiviteter visas")).to_be_visible()
    expect(visitor.page.get_by_role("combobox", name="Kommun")).to_have_value("Linköping")
