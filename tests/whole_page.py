"""Is a page whole? What a browser test of any page looks for: no error, its language, no sideways scroll, told charts."""

import re

from playwright.sync_api import Page, expect

# Whatever draws figures: Plotly's charts and the drawings of our own.
CHARTS = "[data-testid=stPlotlyChart], .country-map"
FOOT = ".st-key-sidfot"


def wait_until_drawn(page: Page) -> None:
    """Wait until the script has run to its end and nothing is on its way: the foot is drawn last, charts when loaded."""
    expect(page.locator(FOOT).get_by_role("link").last).to_be_visible()
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)


def expect_no_sideways_scroll(page: Page) -> None:
    """Expect a page that fits its window's width."""
    page.wait_for_function(
        """() => [document.documentElement, ...document.querySelectorAll('[data-testid=stMain]')]
            .every(element => element.scrollWidth <= element.clientWidth)"""
    )


def expect_whole(page: Page, language: str = "sv") -> None:
    """Expect a page without error, in its language, that does not scroll sideways."""
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_test_id("stAlertContentError")).to_have_count(0)
    expect(page.get_by_text("Page not found")).to_have_count(0)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect_no_sideways_scroll(page)


def expect_told_charts(page: Page) -> None:
    """Expect every chart to say in text what it shows, and its numbers in a table, or in a fold, after it on the page."""
    for chart in page.locator(CHARTS).all():
        figure = (
            chart.get_by_role("figure")
            .or_(chart.and_(page.get_by_role("figure")))
            .or_(chart.locator(":scope > svg[role=img]"))
        )
        expect(figure).to_have_accessible_name(re.compile(r"\w+ \w+"))
        assert chart.evaluate(
            """chart => [...document.querySelectorAll('summary, table')].some(element =>
                (element.tagName === 'TABLE' || /Visa som tabell|Show as table/.test(element.textContent))
                && chart.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)"""
        )
