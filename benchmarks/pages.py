"""How fast is each page beside an empty Streamlit page? Server and browser, in one run, a table of medians and ratios.

PYTHONPATH=tests python benchmarks/pages.py [--rounds 7]
"""

import argparse
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from browser import chromium_flags, find_chromium
from playwright.sync_api import BrowserContext, Page, sync_playwright
from server import Server, running_server

from benchmarks.machine import describe_machine
from benchmarks.session import open_session

# Two values of the choice that stands first on each page: the changes go back and forth between them.
MUNICIPALITIES = ("Huddinge", "Linköping")
SERVER_RUNS_PER_ROUND = 6

# Every placeholder filled, every chart drawn and nothing new for this long: the last element is there.
QUIET_MS = 700
# Chromium keeps a script compiled from its third visit on; before that, compiling is most of a page's time.
WARM_UP_ROUNDS = 3

# The page notes when an element was last added to the part that shows the answer, and when the visitor last clicked.
# What is drawn by moving or recolouring what is there (the fold of a list, the mark of a running script) is no answer.
WATCH = """
(() => {
    window.lastElement = 0;
    window.lastClick = 0;
    addEventListener('click', () => { window.lastClick = performance.now(); }, true);
    const isAnswer = node => {
        const element = node.nodeType === 1 ? node : node.parentElement;
        return Boolean(element && element.closest('[data-testid=stMain]'));
    };
    new MutationObserver(changes => {
        const isNew = changes.some(change =>
            change.type === 'characterData'
                ? isAnswer(change.target)
                : [...change.addedNodes].some(isAnswer));
        if (isNew) window.lastElement = performance.now();
    }).observe(document, { childList: true, characterData: true, subtree: true });
})()
"""
IS_QUIET = f"""() => {{
    const app = document.querySelector('[data-testid=stApp]');
    const isDrawn = chart => chart.querySelector('.main-svg');
    return app && app.dataset.testScriptState === 'notRunning' && document.querySelector('h1')
        && !document.querySelector('[data-testid=stSkeleton]')
        && [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(isDrawn)
        && window.lastElement > window.lastClick
        && performance.now() - window.lastElement > {QUIET_MS};
}}"""


@dataclass(frozen=True)
class Measured:
    """A page to measure: its name in the table, its address, and how a visitor changes its first choice."""

    name: str
    address: str
    change: Callable[[Page, str], None]
    # The two values of the choice, gone to and fro.
    options: tuple[str, str] = MUNICIPALITIES
    parameters: Mapping[str, str] = field(default_factory=dict)


def _choose_municipality(page: Page, option: str) -> None:
    page.get_by_role("combobox", name="Kommun").click()
    page.get_by_role("option", name=option, exact=True).click()


def _switch_counting(page: Page, option: str) -> None:
    page.get_by_text("Räkna varje aktivitet en gång").click()


PAGES = (
    Measured("lage", "lage", _choose_municipality),
    Measured("aktiviteter", "aktiviteter", _choose_municipality),
    Measured("jamfor", "jamfor", _switch_counting),
    Measured("nyckeltal", "nyckeltal", _choose_municipality),
    Measured("mal", "mal", _choose_municipality),
    Measured("kallor", "kallor", _choose_municipality),
)
EMPTY = Measured("empty page", "", _choose_municipality)


@dataclass
class Times:
    """A page's milliseconds, one value per run."""

    first_run: list[float]
    run: list[float]
    open: list[float]
    change: list[float]


def measure_server(server: Server, measured: Measured, times: Times) -> None:
    """Run a page in a session of its own: its first run, then some more."""
    with open_session(server.url) as session:
        ask = partial(session.run, measured.address, **measured.parameters)
        times.first_run.append(ask())
        times.run += [ask() for _ in range(SERVER_RUNS_PER_ROUND)]


def measure_browser(
    context: BrowserContext, server: Server, measured: Measured, times: Times
) -> None:
    """Open a page in a tab of its own, then change its first choice there and back."""
    page = context.new_page()
    page.goto(f"{server.url}/{measured.address}?{urlencode(measured.parameters)}")
    page.wait_for_function(IS_QUIET)
    times.open.append(page.evaluate("window.lastElement"))
    for option in measured.options:
        measured.change(page, option)
        page.wait_for_function(IS_QUIET)
        times.change.append(page.evaluate("window.lastElement - window.lastClick"))
    page.close()


def measure(
    rounds: int,
    pages: Sequence[Measured] = PAGES,
    variables: Mapping[str, str] | None = None,
) -> tuple[dict[str, Times], dict[str, Times]]:
    """Measure pages beside the empty one, in turn; return a first visit's times and those of the rounds, by name.

    `variables` are added to the environment of the app's server.
    """
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("no Chromium here: python tests/browser.py says how to get one")
    with ExitStack() as stack:
        app = stack.enter_context(running_server(variables=variables))
        empty = stack.enter_context(running_server("benchmarks/empty_page.py"))
        playwright = stack.enter_context(sync_playwright())
        # A visitor who has been here before: a profile on disk keeps scripts, also compiled.
        context = playwright.chromium.launch_persistent_context(
            stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True)),
            executable_path=chromium,
            args=[flag for flag in chromium_flags() if flag != "--headless"],
            viewport={"width": 1280, "height": 900},
            locale="sv-SE",
        )
        context.add_init_script(WATCH)
        visited = [(empty, EMPTY), *((app, one) for one in pages)]
        first: dict[str, Times] = {}
        later: dict[str, Times] = {}
        for number in range(1 - WARM_UP_ROUNDS, rounds + 1):
            for server, one in visited:
                times = Times([], [], [], [])
                if one.name not in first:
                    first[one.name] = times
                elif number > 0:
                    times = later.setdefault(one.name, times)
                measure_server(server, one, times)
                measure_browser(context, server, one, times)
            print(f"round {number} of {rounds} done", file=sys.stderr)
        context.close()
    return first, later


def print_table(measured: dict[str, Times]) -> None:
    """Print the medians in milliseconds, each with its ratio to the empty page's."""
    base = measured[EMPTY.name]
    print(
        "| page | first run, server | run, server | address to last element | change of a choice |"
    )
    print("| --- | --- | --- | --- | --- |")
    for name, times in measured.items():
        cells = [name]
        for time, decimals in (("first_run", 1), ("run", 1), ("open", 0), ("change", 0)):
            middle = statistics.median(getattr(times, time))
            ratio = middle / statistics.median(getattr(base, time))
            cells.append(f"{middle:.{decimals}f} ms ({ratio:.1f}x)")
        print(f"| {' | '.join(cells)} |")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    first, later = measure(rounds)
    print(f"{describe_machine()}")
    print(f"\nMedians of {rounds} rounds, scripts in the browser's cache:\n")
    print_table(later)
    print("\nA single first visit of all, nothing cached in server or browser:\n")
    print_table(first)


if __name__ == "__main__":
    main()
