"""What is drawn as SVG text rather than by Plotly: a drawing needs no script, and so opens at once."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from malkollen.charts.palette import INK, WHITE

# An island smaller than this, in tenths of a pixel, is not seen.
_SEEN_TENTHS = 6
# What no XML may hold, not even escaped, so that one such character would make a file that no program opens.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Drawing:
    """A drawing as markup to be put into a page as it stands: every text of the data in it is escaped."""

    markup: str


@dataclass(frozen=True)
class Fill:
    """How an area is filled: its ground, its edge, and the shape of a pattern in its mark; no shape is no pattern."""

    ground: str
    edge: str
    shape: str
    mark: str


def escaped(text: object) -> str:
    """Return a text so that it is read to the letter, also in an attribute."""
    return html.escape(_NOT_IN_XML.sub("\ufffd", str(text)))


def _tile(fill: Fill) -> tuple[int, str]:
    """Return the side of a pattern's tile in pixels, and what is drawn on it."""
    if fill.shape == ".":
        # Dots far apart leave a colour its weight; on white they may stand closer.
        side, radius = (5, 1.0) if fill.ground == WHITE else (8, 1.55)
        return side, f'<circle cx="{side / 2}" cy="{side / 2}" r="{radius}" fill="{fill.mark}"/>'
    # A diagonal that fits the next tile begins and ends outside its own. Close together, lines show in the smallest area.
    rising, falling = "M-1 1 1-1M-1 6 6-1M4 6 6 4", "M-1-1 6 6M-1 4 1 6M4-1 6 1"
    lines = {"/": rising, "x": rising + falling, "-": "M0 2.5H5"}[fill.shape]
    return 5, f'<path d="{lines}" stroke="{fill.mark}" stroke-width="0.9"/>'


def pattern(name: str, fill: Fill) -> str:
    """Return the definition of a fill's pattern, to be referred to by its name."""
    side, drawn = _tile(fill)
    return (
        f'<pattern id="{name}" patternUnits="userSpaceOnUse" width="{side}" height="{side}">'
        f'<rect width="{side}" height="{side}" fill="{fill.ground}"/>{drawn}</pattern>'
    )


def _step(across: int, down: int) -> str:
    """Write a step of so many tenths as short as SVG reads it: 1.5-2."""
    x, y = (f"{tenths / 10:.1f}".removesuffix(".0") for tenths in (across, down))
    return f"{x}{y}" if y.startswith("-") else f"{x} {y}"


def outline(rings: Sequence[Any]) -> str:
    """Return closed lines as a path's text, to a tenth of a pixel; each ring an array of x and y.

    Rings too small to be seen are left out, but for the largest.
    """
    written: list[str] = []
    tenths = [np.rint(ring * 10).astype(int) for ring in rings]
    extents = [int(np.ptp(ring, axis=0).max()) for ring in tenths]
    for ring, extent in zip(tenths, extents, strict=True):
        if extent < _SEEN_TENTHS and extent < max(extents):
            continue
        points = ring.tolist()
        steps = [
            _step(to[0] - start[0], to[1] - start[1])
            for start, to in pairwise(points[:-1])
            if to != start
        ]
        written.append(f"M{_step(*points[0])}l{' '.join(steps)}z" if steps else "")
    return "".join(written).replace(" -", "-")


def words_at(x: float, y: float, text: object, *, size: int = 14, **how: str) -> str:
    """Return a line of text at a point, in pixels; `how` is further attributes, underscores for hyphens."""
    given = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in how.items())
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{INK}"{given}>{escaped(text)}</text>'
