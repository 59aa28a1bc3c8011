"""What do the pages look like? Pictures of every page, in both languages, wide and narrow, for the README and for whoever reviews a change."""

import io
import sys
from itertools import product
from pathlib import Path
from urllib.parse import urlencode

from browser import chromium_flags, find_chromium
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright
from server import ROOT, running_server

from malkollen.words.language import LANGUAGES, SWEDISH

PICTURES = ROOT / "docs" / "screenshots"
START = ROOT / "docs" / "start.png"

# Each picture's name, and the address that shows it.
ADDRESSES = {
    "start": "",
    "lage": "lage",
    "aktiviteter": "aktiviteter",
    "jamfor": "jamfor",
    "nyckeltal": "nyckeltal",
    "nyckeltal-kommun": "nyckeltal?kommun=Solna",
    "nyckeltal-matt": "nyckeltal?"
    + urlencode(
        {
            "kommun": "Huddinge",
            "nyckeltal": "Elever i åk 9 som är behöriga till yrkesprogram, hemkommun, andel (%) (N15428)",
        }
    ),
    "karta": "karta",
    "mal": "mal",
    "kallor": "kallor",
    "las-in": "las_in",
    "kolada": "kolada",
    "sa-raknar-vi": "sa_raknar_vi",
    "nytt": "nytt",
    "tillganglighet": "tillganglighet",
}
WIDTHS = (1280, 390)
WINDOW_HEIGHT = 900
# Taller than this nobody looks, and the file grows.
LARGEST_HEIGHT = 2200
COLOURS = 128


def wait_until_drawn(page: Page) -> None:
    """Wait until the script has run and no chart, table or font is still on its way."""
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    # The foot is drawn last.
    expect(page.locator(".st-key-sidfot").get_by_role("link").last).to_be_visible()
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")


def take_picture(browser: Browser, url: str, width: int) -> Image.Image:
    """Take a picture of a whole page, as a picture with few colours."""
    page = browser.new_page(viewport={"width": width, "height": WINDOW_HEIGHT}, locale="sv-SE")
    page.goto(url)
    wait_until_drawn(page)
    # The page scrolls inside its window, so the window is made as tall as the page.
    height = page.get_by_test_id("stMain").evaluate("element => element.scrollHeight")
    page.set_viewport_size(
        {"width": width, "height": min(max(height, WINDOW_HEIGHT), LARGEST_HEIGHT)}
    )
    wait_until_drawn(page)
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
    page.close()
    # The statuses' colours cover little and must come through as they are.
    return picture.convert("RGB").quantize(
        COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
    )


def save(picture: Image.Image, path: Path) -> None:
    """Save a picture and say how large it became."""
    picture.save(path, optimize=True)
    print(
        f"{path.relative_to(ROOT)}: {picture.width} x {picture.height}, {path.stat().st_size // 1024} kB"
    )


def main() -> int:
    """Take all pictures; return 1 where there is no browser."""
    chromium = find_chromium()
    if chromium is None:
        print("No Chromium here: python tests/browser.py says how to get one.", file=sys.stderr)
        return 1
    expect.set_options(timeout=30_000)
    for language in LANGUAGES:
        (PICTURES / language).mkdir(parents=True, exist_ok=True)
    flags = [flag for flag in chromium_flags() if flag != "--headless"]
    with running_server() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        for language, (name, address) in product(LANGUAGES, ADDRESSES.items()):
            mark = "&" if "?" in address else "?"
            for width in WIDTHS:
                url = f"{server.url}/{address}{mark}lang={language}"
                picture = take_picture(browser, url, width)
                save(picture, PICTURES / language / f"{name}-{width}.png")
                if (name, language, width) == ("lage", SWEDISH, WIDTHS[0]):
                    save(picture, START)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
