"""How much must a first visitor fetch before a page is of use? Bytes and requests beside an empty Streamlit page's.

PYTHONPATH=tests python -m benchmarks.weight
"""

from contextlib import ExitStack
from dataclasses import dataclass

from browser import chromium_flags, find_chromium
from playwright.sync_api import Browser, sync_playwright
from server import running_server

from benchmarks.machine import describe_machine
from benchmarks.pages import EMPTY, IS_QUIET, PAGES, WATCH

# What a visitor came for: the sentence with the answer; on the empty page its title.
_USEFUL = "p.lead, h1:has-text('Tom sida')"


@dataclass
class Fetched:
    """What has come so far, as the net counts it: compressed where the server compresses."""

    request_count: int = 0
    byte_count: int = 0

    def cells(self, base: "Fetched") -> str:
        """Write both as cells of a table, the bytes with their ratio to another page's."""
        ratio = self.byte_count / base.byte_count
        return f"{self.request_count} | {self.byte_count / 1000:,.0f} kB ({ratio:.1f}x)"


def visit(browser: Browser, address: str) -> tuple[Fetched, Fetched]:
    """Open an address with nothing in the cache; return what had come at the answer, and at the last element."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE")
    page = context.new_page()
    page.add_init_script(WATCH)
    now = Fetched()
    net = context.new_cdp_session(page)
    net.send("Network.enable")

    def count_bytes(event: dict[str, int]) -> None:
        now.byte_count += int(event["encodedDataLength"])

    def count_request(_event: object) -> None:
        now.request_count += 1

    net.on("Network.requestWillBeSent", count_request)
    net.on("Network.loadingFinished", count_bytes)
    page.goto(address, wait_until="commit")
    page.locator(_USEFUL).first.wait_for(timeout=60_000)
    useful = Fetched(now.request_count, now.byte_count)
    page.wait_for_function(IS_QUIET)
    context.close()
    return useful, now


def main() -> None:
    """Measure and print."""
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("no Chromium here: python tests/browser.py says how to get one")
    with ExitStack() as stack:
        app = stack.enter_context(running_server())
        empty = stack.enter_context(running_server("benchmarks/empty_page.py"))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=[flag for flag in chromium_flags() if flag != "--headless"],
        )
        fetched = {EMPTY.name: visit(browser, empty.url)}
        for one in PAGES:
            fetched[one.name] = visit(browser, f"{app.url}/{one.address}")
        browser.close()
    print(describe_machine())
    print("\n| page | requests to the answer | bytes | requests in all | bytes |")
    print("| --- | --- | --- | --- | --- |")
    base = fetched[EMPTY.name]
    for name, (useful, whole) in fetched.items():
        print(f"| {name} | {useful.cells(base[0])} | {whole.cells(base[1])} |")


if __name__ == "__main__":
    main()
