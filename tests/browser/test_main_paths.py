"""Does each visitor reach what they came for?"""

from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect
from whole_page import wait_until_drawn

pytestmark = pytest.mark.browser

DOCUMENTS = (
    "Täby: Gymnasie- och näringslivsnämnden 2020",
    "Linköping: Utbildningsförvaltningen 2022",
    "Huddinge: Gymnasienämnden 2018",
)


def test_a_politician_sees_where_a_municipality_stands(visitor: Any) -> None:
    """The overview answers in its first sentence and its bar; what needs attention is a link to those rows."""
    page = visitor.page
    visitor.open("/?kommun=Linköping")
    expect(page.get_by_text("22 av 115 aktiviteter är genomförda (19 %).")).to_be_visible()
    expect(page.get_by_role("figure", name="Genomfört 22, pågår 76")).to_be_visible()

    page.get_by_role("link", name="9 aktiviteter är framflyttade inom året").click()

    visitor.see_page("Aktiviteter")
    expect(page.get_by_text("9 av 115 aktiviteter passar filtren")).to_be_visible()
    visitor.unfold("Visa aktiviteterna som enkel tabell")
    rows = page.get_by_role("table").filter(has_text="Framflyttad").get_by_role("row")
    expect(rows.filter(has_text="inom året")).to_have_count(9)


def test_a_controller_reaches_the_history_of_a_deferred_activity(visitor: Any) -> None:
    """The deferred activities of one committee are two choices away, and one of them tells its history."""
    page = visitor.page
    visitor.open("/aktiviteter?kommun=Linköping")
    visitor.unfold("Filter")

    visitor.choose("Nämnd", "Bildningsnämnden")
    visitor.choose("Framflyttad", "inom året")

    expect(page.get_by_text("4 av 115 aktiviteter passar filtren: ")).to_be_visible()
    # The rows come after the sentence, and the list of their names with them.
    expect(page.get_by_role("button", name="Ladda ner 4 rader som Excel")).to_be_visible()
    visitor.see_page("Aktiviteter")
    visitor.open_list("En aktivitets historia")
    first = page.get_by_role("option").first
    title = first.inner_text().removeprefix("1. ")
    first.click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    history = page.get_by_role("table").filter(has_text="Tillfälle")
    expect(history.first).to_contain_text("31 augusti 2022")
    expect(page.get_by_text("Står i dokumentet:")).to_be_visible()
    page.wait_for_url("**aktivitet=**")


def test_a_row_is_opened_and_closed_by_its_button(visitor: Any) -> None:
    """The history comes into the window; the keyboard passing through the grid opens nothing, and its arrows move."""
    page = visitor.page
    visitor.open("/aktiviteter?kommun=Linköping")
    wait_until_drawn(page)
    grid = page.get_by_test_id("stDataFrame")
    close = page.get_by_role("button", name="Stäng aktiviteten")
    first = {"x": 80, "y": 80}
    grid.click(position=first)
    expect(close).to_be_in_viewport()
    page.wait_for_url("**aktivitet=**")
    grid.click(position=first)
    expect(close).to_have_count(0)

    visitor.open("/aktiviteter?kommun=Linköping")
    wait_until_drawn(page)
    page.get_by_label("Sök i titel och mål").focus()
    at = "document.activeElement.closest('[role=gridcell]')?.textContent"
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('canvas') !== null"):
            break
    # The grid hands the focus on to its first cell when it has drawn itself.
    page.wait_for_function(f"{at} === '1'")
    page.keyboard.press("ArrowDown")
    page.wait_for_function(f"{at} === '2'")
    page.keyboard.press("ArrowDown")
    page.wait_for_function(f"{at} === '3'")
    expect(close).to_have_count(0)


def test_a_moved_end_leads_to_its_history_and_back(visitor: Any) -> None:
    """The history is in the window, however late the page above it is drawn; Back leads to where one was."""
    page = visitor.page
    main = page.get_by_test_id("stMain")
    visitor.open("/aktiviteter?kommun=Linköping&namnd=Bildningsnämnden&framflyttad=till+senare+år")
    wait_until_drawn(page)
    link = page.get_by_role("link", name="Utveckla en rutin för kartläggning")
    link.scroll_into_view_if_needed()
    before = main.evaluate("element => element.scrollTop")
    link.click()
    expect(page.get_by_role("button", name="Stäng aktiviteten")).to_be_in_viewport()
    wait_until_drawn(page)
    heading = page.get_by_role("heading", name="Utveckla en rutin för kartläggning")
    expect(heading).to_be_in_viewport()
    # Who listens begins there too.
    expect(heading).to_be_focused()
    # Not behind the header.
    page.wait_for_function(
        "top => document.querySelector('.st-key-historien h2').getBoundingClientRect().top >= top",
        arg=60,
    )
    assert before > 0
    page.go_back()
    page.wait_for_function(
        "top => Math.abs(document.querySelector('[data-testid=stMain]').scrollTop - top) < 5",
        arg=before,
    )


def test_two_municipalities_are_put_side_by_side(visitor: Any) -> None:
    """Two documents are chosen by name; both stand in the sentence and in the table, with the caveats."""
    page = visitor.page
    visitor.open("/jamfor")
    page.get_by_role("button", name="Ta bort alla val").click()
    expect(page.get_by_text("Välj minst två dokument")).to_be_visible()

    field = page.get_by_role("combobox", name="Dokument, två till fem")
    for name in ("Linköping", "Huddinge"):
        field.fill(name)
        page.get_by_role("option").first.click()
        visitor.close_list()

    sentence = page.get_by_text("har genomfört")
    expect(sentence).to_contain_text("Linköping")
    expect(sentence).to_contain_text("Huddinge")
    side_by_side = page.get_by_role("table").filter(has_text="Andel genomförda")
    expect(side_by_side.get_by_role("columnheader", name="Linköping")).to_be_visible()
    expect(side_by_side.get_by_role("columnheader", name="Huddinge")).to_be_visible()
    expect(page.get_by_role("heading", name="Där jämförelsen haltar")).to_be_visible()


@pytest.mark.parametrize("amount", [2, 3])
def test_on_a_phone_documents_stand_beside_one_another(
    visit: Any, server: Any, amount: int
) -> None:
    """Short values stand on one line under their row's heading, each under its document's name; long ones in a list."""
    names = ["Täby", "Linköping", "Huddinge"][:amount]
    chosen = [one for one in DOCUMENTS if one.partition(":")[0] in names]
    visitor = visit(server, width=390)
    visitor.open(f"/jamfor?{urlencode({'med': chosen}, doseq=True)}")
    table = visitor.page.get_by_role("table").filter(has_text="Andel genomförda").last

    def places(row: str) -> list[tuple[float, float]]:
        cells = table.get_by_role("row", name=row).first.get_by_role("cell")
        expect(cells).to_have_count(amount)
        # All at one moment: what stands above them may still be on its way.
        boxes = cells.evaluate_all("all => all.map(one => one.getBoundingClientRect().toJSON())")
        return [(round(box["x"]), round(box["y"])) for box in boxes]

    for row in ("Aktiviteter", "Andel framflyttade", "Slutdatum har passerat"):
        lefts, tops = zip(*places(row), strict=True)
        if row == "Slutdatum har passerat" and amount > 2:
            assert len(set(lefts)) == 1
        else:
            assert (len(set(lefts)), len(set(tops))) == (amount, 1)


def test_the_keyboard_reaches_choices_and_links(visitor: Any) -> None:
    """Tab alone reaches the choice of municipality, and after it the first link of the page's answer."""
    page = visitor.page
    visitor.open("/?kommun=Linköping")
    wanted = [
        page.get_by_role("combobox", name="Kommun"),
        page.get_by_role("link", name="aktiviteter är efter plan"),
    ]
    expect(wanted[1]).to_be_visible()

    for target in wanted:
        for _ in range(40):
            page.keyboard.press("Tab")
            if target.evaluate("element => element === document.activeElement"):
                break
        expect(target).to_be_focused()

    page.keyboard.press("Enter")
    visitor.see_page("Aktiviteter")
    expect(page.get_by_text("2 av 115 aktiviteter passar filtren")).to_be_visible()


def test_a_key_figure_is_held_against_its_target(visitor: Any) -> None:
    """One key figure, chosen by name, answers with outcome, target and verdict, and says which way is better."""
    page = visitor.page
    visitor.open("/nyckeltal")

    page.get_by_role("combobox", name="Nyckeltal", exact=True).fill("Matsvinn per portion")
    page.get_by_role("option").first.click()

    answer = page.get_by_text("Matsvinn per portion vid skollunch: Huddinge")
    expect(answer.first).to_contain_text("gram per portion")
    expect(answer.first).to_contain_text("Lägre är bättre.")
    expect(page.get_by_role("figure", name="Matsvinn per portion").first).to_be_visible()
    page.wait_for_url("**nyckeltal=Matsvinn**")
