"""Can everyone use the pages? Every page in both languages, wide and narrow: what axe-core sees, and what it does not."""

import itertools
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from server import ROOT, Server
from whole_page import CHARTS, expect_told_charts, expect_whole, wait_until_drawn

from malkollen.words.accessibility import SHORTCOMINGS, TESTED_WITH, WIDTHS
from malkollen.words.language import LANGUAGES
from malkollen.words.streamlit import SAYINGS

pytestmark = pytest.mark.browser

NAMES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
WITH_CHARTS = {"lage", "jamfor", "nyckeltal", "karta", "mal"}

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Each element that breaks a rule: the rule, how grave it is, the element, and which of the known places it is.
RUN_AXE = """async ([rules, known]) => {
    const answer = await axe.run({runOnly: rules, resultTypes: ['violations']});
    return answer.violations.flatMap(one => one.nodes.map(node => ({
        rule: one.id, impact: one.impact, html: node.html.slice(0, 200),
        known: known.findIndex(([rule, place]) => rule === one.id
            && document.querySelector(node.target[0])?.matches(place)),
    })));
}"""

CONTROLS = {
    "button", "checkbox", "combobox", "link", "listbox", "menuitem", "option", "radio", "searchbox", "slider",
    "spinbutton", "switch", "tab", "textbox",
}  # fmt: skip

# Says of the focused element how it and what is around it look: what shows where the keyboard is.
LOOKS = """element => {
    const looks = [];
    for (let one = element, steps = 0; one && steps < 5; one = one.parentElement, steps++) {
        const style = getComputedStyle(one);
        const outline = style.outlineStyle === 'none' ? '' : style.outlineWidth + style.outlineColor;
        looks.push([outline, style.boxShadow, style.borderColor, style.borderWidth].join(' '));
    }
    return looks.join('\\n');
}"""


@dataclass(frozen=True)
class Seen:
    """What one visit to a page in one language found."""

    name: str
    violations: list[dict[str, Any]]
    heading_levels: list[int]
    nameless_controls: list[str]
    shortcomings: frozenset[int]


def nameless_controls(page: Page) -> list[str]:
    """Return the roles of the controls that a screen reader could not name."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    controls = [node for node in nodes if not node["ignored"] and node["role"]["value"] in CONTROLS]
    # A page has a menu, a way to the other language and a foot: fewer means that the tree was not read.
    assert len(controls) > 5
    return [
        node["role"]["value"]
        for node in controls
        if not node.get("name", {}).get("value", "").strip()
    ]


def run_axe(page: Page) -> list[dict[str, Any]]:
    """Return what breaks a rule on a page as it is now."""
    page.evaluate(AXE)
    known = [[one.rule, one.found_by] for one in SHORTCOMINGS]
    found: list[dict[str, Any]] = page.evaluate(RUN_AXE, [RULES, known])
    return found


@pytest.fixture(
    scope="module",
    params=[(name, language) for name in NAMES for language in LANGUAGES],
    ids="-".join,
)
def seen(request: Any, visits: Callable[..., Any], server: Server) -> Seen:
    """One visit to a page in a language, seen wide and then narrow; it must be whole in both."""
    name, language = request.param
    violations: list[dict[str, Any]] = []
    nameless: list[str] = []
    with visits() as bring:
        visitor = bring(server)
        page: Page = visitor.page
        path = "" if name == "start" else name
        visitor.open(f"/{path}" if language == "sv" else f"/{path}?lang={language}")
        wait_until_drawn(page)
        if name in WITH_CHARTS:
            expect(page.locator(CHARTS).first).to_be_visible()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            expect_whole(page, language)
            violations += [{"width": width, **one} for one in run_axe(page)]
            nameless += nameless_controls(page)
        expect_told_charts(page)
        assert re.fullmatch(r".+ – Målkollen", page.title())
        levels = page.locator("h1, h2, h3, h4, h5, h6, [role=heading]").evaluate_all(
            "all => all.filter(one => one.checkVisibility()).map(one => Number(one.ariaLevel ?? one.tagName[1]))"
        )
        places = frozenset(
            number
            for number, one in enumerate(SHORTCOMINGS)
            if one.rule is None and page.locator(one.found_by).count()
        )
    by_axe = frozenset(one["known"] for one in violations if one["known"] >= 0)
    return Seen(name, violations, levels, nameless, places | by_axe)


@pytest.fixture(scope="module")
def found() -> set[int]:
    """The known shortcomings that some page has, by their number; filled while the pages are seen."""
    return set()


def test_axe_finds_nothing_but_what_the_statement_says(seen: Seen, found: set[int]) -> None:
    """No rule is broken, but where the accessibility statement says so."""
    found |= seen.shortcomings

    unknown = [one for one in seen.violations if one["known"] < 0]
    assert unknown == [], json.dumps(unknown, indent=1, ensure_ascii=False)


def test_headings_begin_with_one_and_skip_no_level(seen: Seen) -> None:
    """One heading of the first level, first of all; each other at most one level below the one before."""
    levels = seen.heading_levels

    assert levels[0] == 1
    assert levels.count(1) == 1
    pairs = itertools.pairwise(levels)
    assert [(before, after) for before, after in pairs if after > before + 1] == []


def test_every_control_has_a_name(seen: Seen) -> None:
    """What can be pressed, chosen or filled in is named, wide and narrow."""
    assert seen.nameless_controls == []


def test_the_statement_says_nothing_that_is_not_so(request: Any, found: set[int]) -> None:
    """Every shortcoming that the statement confesses is still found somewhere; one that is mended must go."""
    if not _are_all_run(request):
        pytest.skip("only some of the pages were visited")

    gone = [one.what for number, one in enumerate(SHORTCOMINGS) if number not in found]
    assert gone == []


def _are_all_run(request: Any) -> bool:
    name = test_axe_finds_nothing_but_what_the_statement_says.__name__
    chosen = [one for one in request.session.items if one.originalname == name]
    return len(chosen) == len(NAMES) * len(LANGUAGES)


def test_the_statement_names_the_axe_that_is_run() -> None:
    """The version in the statement is that of the file that the tests load."""
    version = re.search(r"axe v([\d.]+)", AXE)

    assert version is not None
    assert f"axe-core {version.group(1)}" == TESTED_WITH


def test_what_is_alike_is_told_apart_by_its_name(visitor: Any) -> None:
    """Three charts have a fold of the same words and a table each, two fields an arrow; who goes from one to the next hears which it is."""
    visitor.open("/lage")
    wait_until_drawn(visitor.page)
    tables = visitor.page.locator("main table")
    expect(tables.nth(2)).to_have_attribute("aria-label", "Per nämnd")

    folds = visitor.page.locator("main summary")
    names = [one.get_attribute("aria-label") for one in (*tables.all(), *folds.all())]
    assert names == [
        "Läget", "Per mål", "Per nämnd",
        "Visa som tabell: Läget", "Visa som tabell: Per mål", "Visa som tabell: Per nämnd",
    ]  # fmt: skip
    for field in ("Kommun", "Dokument"):
        expect(
            visitor.page.get_by_role("button", name=f"Öppna {field}", exact=True)
        ).to_be_visible()


@pytest.mark.parametrize(("language", "marked"), [("sv", 0), ("en", 5)])
def test_the_documents_own_words_are_swedish_on_an_english_page(
    visitor: Any, language: str, marked: int
) -> None:
    """A goal's title in a table is told to be Swedish where the page is not."""
    visitor.open(f"/lage?kommun=Linköping&lang={language}")
    wait_until_drawn(visitor.page)

    titles = visitor.page.locator("main th[scope=row] [lang=sv]")
    names = set(titles.all_text_contents())
    assert len(names & {"Samhälle", "Medborgare", "Ekonomi", "Verksamhet", "Medarbetare"}) == marked
    visitor.open(f"/?lang={language}")
    wait_until_drawn(visitor.page)
    assert visitor.page.locator("main th[scope=row] [lang=sv]").count() == marked


def test_streamlits_own_words_are_in_the_language_of_the_page(visitor: Any) -> None:
    """What Streamlit says in English by itself is said in Swedish, before it is seen; and in English after the change."""
    page = visitor.page
    visitor.open("/jamfor")
    wait_until_drawn(page)
    skip = page.get_by_test_id("stSkipToContent")
    expect(skip).to_have_text("Hoppa till innehållet")
    said = page.evaluate(
        "[...document.querySelectorAll('*')].flatMap(one => ['aria-label', 'title', 'alt', 'placeholder'].map(name => one.getAttribute(name)))"
    )
    assert {"Ta bort alla val", "Till startsidan"} <= set(said)
    assert set(said) & set(SAYINGS) - set(SAYINGS.values()) == set()

    page.get_by_role("combobox", name="Dokument, två till fem").fill("zzz")
    expect(page.get_by_text("Inget passar")).to_be_visible()
    expect(page.get_by_text("No results")).to_have_count(0)
    page.keyboard.press("Escape")

    visitor.open("/jamfor")
    page.get_by_role("button", name="English", exact=True).click()
    expect(skip).to_have_text("Skip to the content")
    expect(page.get_by_role("button", name="Clear all")).to_be_visible()
    page.get_by_role("button", name="Svenska", exact=True).click()
    expect(skip).to_have_text("Hoppa till innehållet")


def test_words_of_documents_stay_as_they_are(visitor: Any) -> None:
    """An option, a chosen value and a note that happen to say what Streamlit says are not said anew."""
    page = visitor.page
    visitor.open("/tillganglighet")
    wait_until_drawn(page)

    page.evaluate(
        """document.body.insertAdjacentHTML('beforeend', `<div id="words">
            <div role="option">Open</div><div role="option">Remove barriers</div>
            <div data-tag aria-label="Open"><span title="Open">Open</span><button aria-label="Remove Open"></button></div>
            <div data-testid="stTooltipContent">Range</div>
            <input aria-label="Remove barriers" placeholder="Open">
            <button aria-label="Open"></button></div>`)"""
    )
    # What Streamlit says there is said anew, and with that the rest has been gone through.
    expect(page.locator("#words > button")).to_have_attribute("aria-label", "Öppna")
    expect(page.locator("#words [data-tag] button")).to_have_attribute("aria-label", "Ta bort Open")
    assert page.locator("#words > div").all_text_contents() == [
        "Open", "Remove barriers", "Open", "Range",
    ]  # fmt: skip
    named = page.locator("#words :is([data-tag], span, input)").evaluate_all(
        "all => all.map(one => one.ariaLabel ?? one.title)"
    )
    assert named == ["Open", "Open", "Remove barriers"]
    expect(page.locator("#words input")).to_have_attribute("placeholder", "Open")


def test_what_changes_is_said_also_where_the_answer_does_not(visitor: Any) -> None:
    """Who listens hears what a choice changed: the heading and what is new under it, or the answer, also while a list is open."""
    page = visitor.page
    said = page.locator("#malkollen-status")
    visitor.open("/kallor")
    wait_until_drawn(page)
    visitor.open_list("Kontroll")
    # What is drawn late on a busy machine, while somebody already chooses, is nothing that they have changed.
    page.evaluate(
        """() => [...document.querySelectorAll("[data-testid=stMain] h2")]
            .find((heading) => heading.textContent.includes("Dokument"))
            .insertAdjacentHTML("afterend", "<p>Ritat sent</p>")"""
    )
    page.get_by_role("option").nth(1).click()
    expect(said).to_have_text(re.compile(r"^Ändrat: Anmärkningar: \d+\sanmärkning"))

    visitor.open("/jamfor")
    wait_until_drawn(page)
    field = page.get_by_role("combobox", name="Dokument, två till fem", exact=True)
    visitor.open_list("Dokument, två till fem")
    page.get_by_role("option").first.click()
    expect(said).to_have_text(re.compile("^Huddinge har genomfört störst andel"))
    expect(page.get_by_role("listbox")).to_be_visible()
    # What is hidden from who listens has no role there.
    expect(page.get_by_role("status").and_(said)).to_have_count(1)
    page.get_by_role("option").first.click()
    expect(page.get_by_text("Det går bara att välja 5. Ta bort något först.")).to_be_visible()
    visitor.close_list()
    # The button goes with the choice that it takes away.
    page.get_by_role("button", name="Ta bort alla val").focus()
    page.keyboard.press("Enter")
    expect(field).to_be_focused()


def test_the_keyboard_goes_on_where_a_button_was(visitor: Any) -> None:
    """A grid keeps the keyboard when it fills the screen, its search is named and Swedish, and a cleared filter leads to the answer."""
    page = visitor.page
    visitor.open("/aktiviteter?kommun=Linköping")
    wait_until_drawn(page)
    page.get_by_role("button", name="Helskärm").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Stäng helskärm")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Helskärm").first).to_be_focused()
    page.get_by_role("button", name="Sök: Aktiviteter").focus()
    page.keyboard.press("Enter")
    page.get_by_test_id("search-input").fill("skol")
    expect(page.get_by_test_id("search-result-area")).to_have_text("85 träffar")
    expect(page.get_by_test_id("search-input")).to_have_attribute("aria-label", "Sök")
    expect(page.locator("[data-testid=stDataFrame] [role=grid]")).to_have_attribute(
        "aria-label", "Aktiviteter som passar filtren"
    )

    page.get_by_role("textbox", name="Sök i titel och mål").fill("skol")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Rensa filtren").focus()
    page.keyboard.press("Enter")
    expect(page.locator("p.lead")).to_be_focused()


def test_what_is_closed_and_fetched_is_said_and_keeps_the_keyboard(visitor: Any) -> None:
    """An activity closed is named; a button that fetches a file, which is switched off meanwhile, has the keyboard after it too."""
    page = visitor.page
    said = page.locator("#malkollen-status")
    visitor.open("/aktiviteter?kommun=Täby")
    wait_until_drawn(page)
    visitor.open_list("En aktivitets historia")
    page.get_by_role("option").first.click()
    close = page.get_by_role("button", name="Stäng aktiviteten")
    expect(close).to_be_visible()
    title = page.locator(".st-key-historien h2").inner_text()
    wait_until_drawn(page)
    expect(said).to_have_text(re.compile(re.escape(title)))
    close.focus()
    page.keyboard.press("Enter")
    expect(said).to_have_text(f"Visas inte längre: {title}")

    wait_until_drawn(page)
    fetch = page.get_by_role("button", name="Ladda ner 22 rader som Excel")
    fetch.focus()
    with page.expect_download():
        page.keyboard.press("Enter")
    expect(said).to_have_text("Filen hämtas")
    expect(fetch).to_be_enabled()
    expect(fetch).to_be_focused()


def test_the_menu_of_a_narrow_window_gives_way_to_the_page(
    visit: Callable[..., Any], server: Server
) -> None:
    """It takes no focus to the page behind it, Esc folds it, and so does a link in it that is followed."""
    visitor = visit(server, width=390)
    page: Page = visitor.page
    visitor.open("/lage")
    wait_until_drawn(page)
    menu = page.get_by_test_id("stSidebar")
    unfold = page.get_by_role("button", name="Öppna menyn")

    unfold.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("data-collapsed", "false")
    page.keyboard.press("Shift+Tab")
    # Longer than what follows a change of the page waits.
    page.wait_for_timeout(1500)
    assert menu.evaluate("element => element.contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(menu).to_have_attribute("data-collapsed", "true")
    expect(unfold).to_be_focused()

    page.keyboard.press("Enter")
    menu.get_by_role("link", name="Mål", exact=True).focus()
    page.keyboard.press("Enter")
    visitor.see_page("Mål")
    expect(menu).to_have_attribute("data-collapsed", "true")
    expect(page.get_by_role("heading", level=1)).to_be_focused()


@pytest.mark.parametrize(("language", "more"), [("sv", "till"), ("en", "more")])
def test_the_way_to_the_other_language_covers_no_link(
    visitor: Any, language: str, more: str
) -> None:
    """In a window of any width the menu ends before it; what has no room is folded, in the language of the page."""
    page = visitor.page
    links = page.locator("[data-testid=stTopNav] :is(a, button)").filter(visible=True)
    button = page.locator(".st-key-annat-sprak button")
    for width in (800, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        visitor.open(f"/tillganglighet?lang={language}")
        wait_until_drawn(page)
        edges = links.evaluate_all(
            "all => all.filter(one => !one.closest('[inert]')).map(one => one.getBoundingClientRect().right)"
        )
        assert len(edges) > 5
        assert max(edges) <= button.bounding_box()["x"]
        folded = page.get_by_test_id("stTopNavSection").and_(links)
        assert [text.split()[1] for text in folded.all_text_contents()] == [more] * (width < 900)


def test_what_is_chosen_is_seen_in_colours_of_ones_own(visitor: Any) -> None:
    """Where the system's colours take shades and shadows away, a line is left at the chosen one and at the page one is on."""
    page = visitor.page
    page.emulate_media(forced_colors="active")
    visitor.open("/karta")
    wait_until_drawn(page)

    chosen = page.get_by_role("radio", checked=True).first
    expect(chosen).to_have_css("outline-style", "solid")
    expect(page.get_by_role("radio", checked=False).first).to_have_css("outline-style", "none")
    here = page.locator("[data-testid=stTopNavLink][aria-current=page]")
    expect(here).to_have_css("border-bottom-width", "3px")


def test_the_keyboard_alone_leads_from_the_start_page_to_an_answer(visitor: Any) -> None:
    """Tab reaches the first question, Enter opens it, and the answer's first sentence is there."""
    page = visitor.page
    visitor.open("/")
    wait_until_drawn(page)
    question = page.get_by_role("link", name="Var står Linköping?")

    for _ in range(40):
        page.keyboard.press("Tab")
        if question.evaluate("element => element === document.activeElement"):
            break
    expect(question).to_be_focused()
    page.keyboard.press("Enter")

    visitor.see_page("Läget")
    expect(page.get_by_text("22 av 115 aktiviteter är genomförda (19 %).")).to_be_visible()


@pytest.mark.parametrize("address", ["/lage", "/aktiviteter"])
def test_it_is_seen_where_the_keyboard_is(visitor: Any, address: str) -> None:
    """Whatever Tab reaches looks other than before: an outline, a shadow or a border, on itself or close around it."""
    page = visitor.page
    visitor.open(address)
    wait_until_drawn(page)

    unseen, reached = [], 0
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        reached += 1
        focused = page.evaluate_handle("document.activeElement").as_element()
        # A grid draws the mark itself.
        is_drawn = focused.evaluate("element => element.tagName === 'CANVAS'")
        look = focused.screenshot if is_drawn else partial(focused.evaluate, LOOKS)
        with_focus = look()
        focused.evaluate("element => element.blur()")
        page.wait_for_timeout(50)
        if look() == with_focus:
            unseen.append(focused.evaluate("element => element.cloneNode().outerHTML"))
    assert reached > 10
    assert unseen == []
