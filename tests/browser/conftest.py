"""What the browser tests share: the real app on a server of its own, and a visitor in a real Chromium."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from browser import chromium_flags, find_chromium, is_ci
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
from server import Server, running_server

from malkollen.build import BuildReport

# On a busy machine the first visit to a server takes seconds.
_PATIENCE_MS = 30_000
_MOMENT_MS = 3_000
_TIMES_TO_TRY = 5

# On a deep link Streamlit asks for these beside the page before it asks for them at the root.
_STREAMLITS_OWN_404 = ("/_stcore/host-config", "/_stcore/health")


def _is_ours(message: ConsoleMessage) -> bool:
    """Say whether a line in the browser's console is an error that Streamlit does not make by itself."""
    if message.type != "error":
        return False
    address = message.location["url"]
    return not ("404" in message.text and address.endswith(_STREAMLITS_OWN_404))


class Visitor:
    """Someone with a browser at the app: a page, the server's address, and the errors in the page's console."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.console: list[str] = []
        page.on("console", self._take_message)
        page.on("pageerror", lambda error: self.console.append(str(error)))

    def _take_message(self, message: ConsoleMessage) -> None:
        if _is_ours(message):
            self.console.append(f"{message.text} ({message.location['url']})")

    def open(self, address: str) -> None:
        """Open an address of the app and wait until the page is there."""
        self.page.goto(self.url + address)
        self.see_page()

    def see_page(self, heading: str | None = None) -> None:
        """Wait until a page is there and its script has run to the end."""
        # An argument of None would match no heading at all.
        level_one = self.page.get_by_role("heading", level=1)
        if heading is None:
            expect(level_one.first).to_be_visible()
        else:
            expect(level_one.first).to_contain_text(heading)
        app = self.page.get_by_test_id("stApp")
        expect(app).to_have_attribute("data-test-script-state", "notRunning")

    def choose(self, label: str, option: str) -> None:
        """Choose an option in a list, as a visitor does: open it, click the option, close it if it stays open."""
        self.open_list(label)
        self.page.get_by_role("option", name=option, exact=True).click()
        self.close_list()

    def open_list(self, label: str) -> None:
        """Open a list; once more where the page was still drawing itself and closed it again."""
        for _ in range(_TIMES_TO_TRY):
            self.page.get_by_role("combobox", name=label, exact=True).click()
            try:
                self.page.get_by_role("option").first.wait_for(timeout=_MOMENT_MS)
            except PlaywrightTimeoutError:
                continue
            return
        expect(self.page.get_by_role("option").first).to_be_visible()

    def close_list(self) -> None:
        """Close a list of several choices, which stays open until told."""
        if self.page.get_by_role("listbox").is_visible():
            self.page.keyboard.press("Escape")
        expect(self.page.get_by_role("listbox")).to_have_count(0)

    def unfold(self, label: str) -> None:
        """Unfold the first fold of this label."""
        self.page.locator("summary").filter(has_text=label).first.click()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A Chromium without a window; where there is none, tests are skipped, but fail where CI runs them."""
    path = find_chromium()
    if path is None:
        reason = "no Chromium here: python tests/browser.py says how to get one"
        if is_ci():
            pytest.fail(reason)
        pytest.skip(reason)
    expect.set_options(timeout=_PATIENCE_MS)
    with sync_playwright() as playwright:
        flags = [flag for flag in chromium_flags() if flag != "--headless"]
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def copy_database(
    built_database: BuildReport, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], Path]:
    """A function that puts a copy of the built database in a folder of its own and returns the folder."""

    def copy() -> Path:
        folder = tmp_path_factory.mktemp("served")
        return Path(shutil.copytree(built_database.path.parent, folder / "database"))

    return copy


@pytest.fixture(scope="session")
def server(chromium: Browser, copy_database: Callable[[], Path]) -> Iterator[Server]:
    """The real app on the real record, one server for all tests that change nothing."""
    with running_server(variables={"MALKOLLEN_DATABASE": str(copy_database())}) as running:
        yield running


@dataclass(frozen=True)
class OwnServer:
    """A server of a test's own, and the folder of its database."""

    server: Server
    database: Path


@pytest.fixture
def own_server(chromium: Browser, copy_database: Callable[[], Path]) -> Iterator[OwnServer]:
    """A server that nobody has visited, on a database that the test may change."""
    folder = copy_database()
    with running_server(variables={"MALKOLLEN_DATABASE": str(folder)}) as running:
        yield OwnServer(running, folder)


@pytest.fixture(scope="session")
def profile(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser profile with a cache of its own, so that Streamlit's scripts are fetched once a server."""
    context = chromium.new_context(locale="sv-SE")
    context.set_default_timeout(_PATIENCE_MS)
    yield context
    context.close()


@contextmanager
def _visits(profile: BrowserContext) -> Iterator[Callable[..., Visitor]]:
    visitors: list[Visitor] = []

    def bring(to: Server, width: int = 1280, height: int = 900) -> Visitor:
        page = profile.new_page()
        page.set_viewport_size({"width": width, "height": height})
        visitor = Visitor(page, to.url)
        visitors.append(visitor)
        return visitor

    yield bring
    for visitor in visitors:
        visitor.page.close()
    assert [line for visitor in visitors for line in visitor.console] == []


@pytest.fixture(scope="session")
def visits(profile: BrowserContext) -> Callable[[], AbstractContextManager[Callable[..., Visitor]]]:
    """What `visit` is to one test, to a fixture that several share: a block at whose end the consoles must hold no error."""
    return partial(_visits, profile)


@pytest.fixture
def visit(
    visits: Callable[[], AbstractContextManager[Callable[..., Visitor]]],
) -> Iterator[Callable[..., Visitor]]:
    """A function that brings a visitor to a server; at the end their consoles must hold no error of ours.

    Each visitor is a tab and thus a session of its own on the server.
    """
    with visits() as bring:
        yield bring


@pytest.fixture
def visitor(visit: Callable[..., Visitor], server: Server) -> Visitor:
    """A visitor with a wide screen at the server that tests share."""
    return visit(server)
