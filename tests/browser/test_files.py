"""What leaves by the browser: a chart as a picture and as numbers, the view's address, the page on paper."""

import csv
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from server import Server
from whole_page import wait_until_drawn

# So many times at most a page is printed anew.
_PRINTS = 3

pytestmark = pytest.mark.browser


def downloaded(visitor: Any, button: str) -> Path:
    """Press a button under the page's first chart and return the file that comes, by its own name."""
    with visitor.page.expect_download() as coming:
        visitor.page.get_by_role("button", name=button).first.click()
    return Path(coming.value.path()).rename(
        Path(coming.value.path()).with_name(coming.value.suggested_filename)
    )


def without_blanks(text: str) -> str:
    """Return a text without spaces, line breaks and hyphens at them: paper breaks its lines elsewhere."""
    return re.sub(r"[\s\u00a0\u00ad\ufffe-]", "", text)


def sheets_of(paper: pypdfium2.PdfDocument) -> list[str]:
    """Return what each sheet says."""
    return [sheet.get_textpage().get_text_range() for sheet in paper]


def printed(page: Page) -> pypdfium2.PdfDocument:
    """Print a page, as often as it takes for two prints in a row to read the same.

    On a busy machine Chromium has once written paper on which one letter of the font said nothing: every word with a b
    was missing, and no other.
    """
    paper = pypdfium2.PdfDocument(page.pdf(format="A4"))
    for _ in range(_PRINTS):
        again = pypdfium2.PdfDocument(page.pdf(format="A4"))
        if sheets_of(again) == sheets_of(paper):
            break
        paper = again
    return paper


@pytest.fixture
def at_status(visitor: Any) -> Any:
    """A visitor who looks at how Linköping's activities stand, with the chart's table unfolded."""
    visitor.open("/lage?kommun=Linköping")
    # Drawn, the last chart too, and ready to be taken: nothing moves away under a click.
    wait_until_drawn(visitor.page)
    visitor.unfold("Visa som tabell")
    expect(visitor.page.get_by_text("19 av 88 genomförda")).to_be_visible()
    expect(visitor.page.get_by_role("button", name="Bild (SVG)").first).to_be_visible()
    return visitor


def test_a_chart_leaves_as_pictures_and_as_numbers(at_status: Any) -> None:
    """The drawing and the picture are what stands on the screen with its sentence; the numbers are the table's."""
    drawing = downloaded(at_status, "Bild (SVG)")
    picture = downloaded(at_status, "Bild (PNG)")
    numbers = downloaded(at_status, "Siffrorna (CSV)")

    assert [path.name for path in (drawing, picture, numbers)] == [
        f"malkollen-linkoping-laget-utbildningsforvaltningen-2022.{kind}"
        for kind in ("svg", "png", "csv")
    ]
    texts = [text.strip() for text in ET.parse(drawing).getroot().itertext() if text.strip()]  # noqa: S314 - our own
    assert {"22", "76", "Genomfört 22", "Pågår 76"} <= set(texts)
    assert "Genomfört 22, pågår 76, efter plan 2 och ej påbörjat 15." in texts
    # Whose it is stands over it, and where it comes from under it: the picture may come to lie anywhere.
    assert texts[1:3] == ["Läget", "Linköping, Utbildningsförvaltningen 2022"]
    assert "Källa: Uppföljning av Utbildningsförvaltningens verksamhetsplan" in " ".join(texts)
    assert texts[-1].startswith("Målkollen, http://127.0.0.1")
    with Image.open(picture) as image:
        wide, high = image.size
        colours = {colour for _, colour in image.convert("RGB").getcolors(maxcolors=1 << 20) or []}
    # Two dots per pixel; the families' colours are there.
    assert (wide > 1600, high > 200) == (True, True)
    assert {(0x12, 0x3F, 0x6D), (0xC2, 0x57, 0x0C)} <= colours
    rows = csv.reader(io.StringIO(numbers.read_text(encoding="utf-8-sig")), delimiter=";")
    assert list(rows)[:3] == [
        ["Läge", "Antal", "Andel av alla"],
        ["Genomfört", "22", "19\u00a0%"],
        ["Pågår", "76", "66\u00a0%"],
    ]


def test_what_is_written_in_a_picture_fits_it_in_another_font(
    at_status: Any, visit: Callable[..., Any], server: Server
) -> None:
    """Who opens the drawing elsewhere has not the page's font, but one with wider letters."""
    drawing = downloaded(at_status, "Bild (SVG)").read_text(encoding="utf-8")
    reader = visit(server).page
    reader.set_content(drawing.replace("Source Sans", "No Such Font").replace("Arial", "No Such"))
    svg = reader.locator("svg").first
    ends = svg.locator("> text").evaluate_all(
        "lines => lines.map(line => line.getBBox().x + line.getBBox().width)"
    )
    assert len(ends) > 3
    assert max(ends) <= float(svg.get_attribute("width") or 0)


def test_the_address_of_the_view_is_copied(visit: Callable[..., Any], server: Server) -> None:
    """The button puts the address on the clipboard, says so, and then is itself again."""
    visitor = visit(server)
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.open("/jamfor")
    visitor.page.get_by_role("button", name="Kopiera länk till vyn").click()

    expect(visitor.page.get_by_role("button", name="Länken är kopierad")).to_be_visible()
    copied = visitor.page.evaluate("navigator.clipboard.readText()")
    # What stands there as at first is named, for the first will be another tomorrow.
    assert copied.startswith(f"{server.url}/jamfor?med=Huddinge%3A+Gymnasien%C3%A4mnden+2018&med=")
    expect(visitor.page.get_by_role("button", name="Kopiera länk till vyn")).to_be_visible()


def test_a_page_on_paper_is_whole_and_says_what_is_chosen(at_status: Any) -> None:
    """What is chosen, the answer, charts with their numbers and sources are there; the menu and the buttons are not."""
    text = "\n".join(sheets_of(printed(at_status.page)))

    wanted = (
        "Linköping", "Utbildningsförvaltningen 2022", "22 av 115 aktiviteter är genomförda", "76",
        "Medborgare", "Bildningsnämnden", "19 av 88 genomförda", "Källa: Uppföljning",
        "Utskrivet ur Målkollen",
    )  # fmt: skip
    assert [part for part in wanted if part not in text] == [], text
    unwanted = ("Nyckeltal", "English", "Kopiera länk", "Bild (PNG)")
    assert [part for part in unwanted if part in text] == []


def test_rows_that_are_folded_away_stand_on_paper(visitor: Any) -> None:
    """A table that goes on in a fold is whole on paper; the fold of a picture's numbers is not there while it is folded."""
    visitor.open("/nyckeltal?kommun=Solna")
    page = visitor.page
    wait_until_drawn(page)
    text = without_blanks("".join(sheets_of(printed(page))))

    hidden = page.locator("details:not([open]):not(:has(.files)) .wide th[scope=row]")
    assert hidden.count() > 20
    assert [one for one in hidden.all_text_contents() if without_blanks(one) not in text] == []
    # What a click would do is not said there, only what the fold holds.
    assert "Skillnaderna" in text
    assert [
        part
        for part in ("Laddanerbilden", "Visaskillnaderna", "HämtapåsidanKolada")
        if part in text
    ] == []


def test_all_activities_stand_on_paper(visitor: Any) -> None:
    """In place of the grid, of which a sheet would have five rows cut at the right; fields with nothing in them are not there."""
    page = visitor.page
    visitor.open("/aktiviteter?kommun=Linköping&lage=Ej+påbörjat")
    wait_until_drawn(page)
    rows = page.locator(".st-key-enkel-tabell th[scope=row]").all_text_contents()
    text = without_blanks("".join(sheets_of(printed(page))))

    assert len(rows) == 15
    assert [row for row in rows if without_blanks(row) not in text] == []
    assert "Filter:LägeEjpåbörjat" in text
    assert [part for part in ("Tillexempel", "Väljhär") if part in text] == []


def largest_hole(sheet: Any) -> float:
    """Return the largest distance between two lines of a sheet, in points."""
    text = sheet.get_textpage()
    rects = [text.get_rect(index) for index in range(text.count_rects())]
    lines = sorted(((top, foot) for _left, foot, _right, top in rects), reverse=True)
    return float(max(above[1] - below[0] for above, below in pairwise(lines)))


PRINTED = (
    "/aktiviteter?kommun=Linköping",
    "/jamfor?med=Huddinge%3A+Gymnasienämnden+2018&med=Linköping%3A+Utbildningsförvaltningen+2022",
    "/karta",
    "/mal?kommun=Linköping",
    "/nyckeltal?kommun=Solna",
)
# What a screen asks for and paper cannot be asked.
ASKED = (
    "Visa30rader", "enkeltabell", "Sortera", "Väljkommuner", "Ettmål", "Somegetblad", "rensafiltren", "Lägetivarjedokument",
)  # fmt: skip


@pytest.mark.parametrize("address", PRINTED)
def test_paper_has_neither_holes_nor_questions(visitor: Any, address: str) -> None:
    """No sheet is empty or begins with a hole, no heading is left behind at a foot, and nothing asks for a click."""
    page = visitor.page
    visitor.open(address)
    wait_until_drawn(page)
    headings = [without_blanks(one) for one in page.locator("h2").all_text_contents()]
    paper = printed(page)
    sheets = [without_blanks(text) for text in sheets_of(paper)]

    assert [question for question in ASKED if question in "".join(sheets)] == []
    assert [len(sheet) > 60 for sheet in sheets] == [True] * len(sheets)
    assert [heading for sheet in sheets for heading in headings if sheet.endswith(heading)] == []
    assert largest_hole(paper[0]) < (400 if address == "/karta" else 120)
    # The foot of the map's page does not lie alone on a second sheet.
    assert address != "/karta" or len(sheets) == 1


def test_a_chart_drawn_for_a_phone_grows_to_the_sheet(
    visit: Callable[..., Any], server: Server
) -> None:
    """A third of the sheet would be all that it takes as it was drawn."""
    visitor = visit(server, width=390)
    page = visitor.page
    visitor.open("/lage?kommun=Linköping")
    wait_until_drawn(page)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    # As wide as a sheet between its margins.
    page.set_viewport_size({"width": 688, "height": 1000})
    share = page.locator("svg.main-svg").first.evaluate(
        "layer => layer.getBoundingClientRect().width / innerWidth"
    )
    assert share > 0.6


def test_what_changes_is_said_to_who_listens(visitor: Any) -> None:
    """A new answer stands in the status of the page; another page begins at its heading."""
    page = visitor.page
    visitor.open("/aktiviteter?kommun=Täby")
    status = page.get_by_role("status").and_(page.locator("#malkollen-status"))
    expect(status).to_be_empty()
    page.get_by_role("textbox", name="Sök i titel och mål").fill("skola")
    page.keyboard.press("Enter")
    expect(status).to_contain_text("av 22 aktiviteter")

    page.get_by_role("link", name="Jämför", exact=True).first.click()
    visitor.see_page("Jämför")
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_the_keyboard_goes_on_from_the_answer_when_its_button_is_gone(visitor: Any) -> None:
    """Who clears the filters by keyboard has lost the button, not their place."""
    page = visitor.page
    visitor.open("/aktiviteter?lage=Efter+plan")
    # The page sees what is pressed once its foot is there.
    wait_until_drawn(page)
    page.get_by_role("button", name="Rensa filtren").press("Enter")

    answer = page.locator("p.lead")
    expect(answer).to_contain_text("Alla 115 aktiviteter visas")
    expect(answer).to_be_focused()


def test_the_menu_of_a_phone_is_not_there_while_it_is_folded_away(
    visit: Callable[..., Any], server: Server
) -> None:
    """Neither for the keyboard nor for a screen reader; unfolded it is."""
    visitor = visit(server, width=390)
    visitor.open("/lage")
    page = visitor.page
    menu = page.get_by_test_id("stSidebar")
    expect(menu).to_be_hidden()
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(menu.get_by_role("link", name="Start", exact=True)).to_be_visible()
