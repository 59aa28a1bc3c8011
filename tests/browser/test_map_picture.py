"""The map of the country in a real browser: one picture to a screen reader, and one to take away."""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from malkollen.charts import palette

pytestmark = pytest.mark.browser


def rgb(colour: str) -> tuple[int, ...]:
    """Return a colour written as #rrggbb as a picture holds it."""
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


@pytest.fixture
def at_map(visitor: Any) -> Any:
    """A visitor who looks at the map."""
    visitor.open("/karta")
    expect(visitor.page.get_by_role("button", name="Bild (PNG)")).to_be_visible()
    return visitor


def test_the_map_leaves_as_a_picture(at_map: Any) -> None:
    """The areas with their colour, the outlines in ink, and the key above them, not the key's first square alone."""
    with at_map.page.expect_download() as coming:
        at_map.page.get_by_role("button", name="Bild (PNG)").click()

    assert coming.value.suggested_filename == "malkollen-karta-n15428-2024.png"
    with Image.open(Path(coming.value.path())) as image:
        wide, high = image.size
        drawn = image.convert("RGB")
        colours = Counter(
            {colour: amount for amount, colour in drawn.getcolors(maxcolors=1 << 20) or []}
        )
        key = drawn.crop((0, 0, wide, 240))
    # Two dots per pixel: a map as it stands on the screen, with words above and under it.
    assert (wide > 600, high > 1200) == (True, True)
    assert colours[rgb(palette.MEDIAN)] > 500
    assert colours[rgb(palette.INK)] > 500
    assert rgb(palette.MEDIAN) in {colour for _, colour in key.getcolors(maxcolors=1 << 20) or []}


def test_the_map_leaves_as_a_drawing(at_map: Any) -> None:
    """It stands alone: what it shows, its key, the names, where it comes from and where it was taken, each pattern with it."""
    with at_map.page.expect_download() as coming:
        at_map.page.get_by_role("button", name="Bild (SVG)").click()

    assert coming.value.suggested_filename == "malkollen-karta-n15428-2024.svg"
    drawing = Path(coming.value.path()).read_text(encoding="utf-8")
    said = " ".join(text.strip() for text in ET.fromstring(drawing).itertext())  # noqa: S314 - our own
    for part in ("N15428", "har värde, utan plats 5", "Linköping", "Gränser: SCB", "/karta?"):
        assert part in said
    patterns = set(re.findall(r"url\(#([^)]+)\)", drawing))
    assert patterns <= set(re.findall(r'<pattern[^>]* id="([^"]+)"', drawing))


def test_the_map_is_one_picture_to_a_screen_reader(at_map: Any) -> None:
    """It has a name and nothing within; who points at an area still reads its value."""
    page = at_map.page
    session = page.context.new_cdp_session(page)
    session.send("Accessibility.enable")
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    roles = Counter(node["role"]["value"] for node in nodes if not node["ignored"])

    drawn = page.get_by_role("img", name="karta över landet")
    expect(drawn).to_have_count(1)
    assert [role for role in roles if role.startswith("graphics")] == []
    assert drawn.locator("path > title").count() == 290
    expect(drawn.locator("path > title").filter(has_text="Linköping")).to_have_text(
        "Linköping 2024: 81,8 %"
    )
