"""Where are the tables on a page? By the lines drawn around their cells."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pdfplumber.table import (
    cells_to_tables,
    edges_to_intersections,
    intersections_to_cells,
    merge_edges,
)

# Two rulings nearer than this are one: programs draw borders for each cell.
NEAR = 3.0
# A page of a follow-up has a few hundred rulings; beyond this it is a map or a drawing.
MOST_EDGES = 4_000

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Grid:
    """A table's columns and rows by their rulings, and which cell covers which place.

    `xs` and `ys` are the rulings; `covering[row][column]` is the number of the cell in `boxes`, None for a hole.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]
    covering: tuple[tuple[int | None, ...], ...]

    @property
    def box(self) -> Box:
        """The table's outer sides: left, top, right, bottom."""
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_at(self, x: float, y: float) -> int | None:
        """Return the number of the cell at a point, None where there is none."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= row < len(self.covering) and 0 <= column < len(self.xs) - 1:
            return self.covering[row][column]
        return None


def edges(page: Any) -> list[dict[str, Any]]:
    """Return a page's rulings, those that lie on one line joined; none for a drawing."""
    whole = 0.9 * page.width
    found = [
        edge
        for edge in page.edges
        if edge["orientation"]  # none for a slanting line
        and not (
            edge["object_type"] == "rect_edge"
            and edge["orientation"] == "v"
            and edge["height"] > 0.97 * page.height
        )
        and not (
            edge["object_type"] == "rect_edge"
            and edge["orientation"] == "h"
            and edge["width"] > max(whole, 0.99 * page.width)
        )
    ]
    if len(found) > 5 * MOST_EDGES:
        return []
    merged = merge_edges(found, NEAR, NEAR, NEAR, NEAR)
    kept = [
        edge
        for edge in merged
        if (edge["x1"] - edge["x0"] if edge["orientation"] == "h" else edge["bottom"] - edge["top"])
        >= NEAR
    ]
    return kept if len(kept) <= MOST_EDGES else []


def grids(found: Sequence[dict[str, Any]]) -> list[Grid]:
    """Return the tables that rulings enclose: at least two columns and two cells."""
    ended = [*found, *_open_ends(found)]
    closed = merge_edges([*ended, *_open_sides(ended)], NEAR, NEAR, NEAR, NEAR)
    if not closed:
        return []
    crossings = edges_to_intersections(closed, NEAR, NEAR)
    if len(crossings) > 20_000:
        return []
    made = (_grid(cells) for cells in cells_to_tables(intersections_to_cells(crossings)))
    return [grid for grid in made if len(grid.xs) > 2]


def _open_ends(found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the missing upper and lower sides: a row that goes on over a page has none there."""
    across = [edge for edge in found if edge["orientation"] == "h"]
    upright = [edge for edge in found if edge["orientation"] == "v"]
    ends: list[dict[str, Any]] = []
    for side in ("top", "bottom"):
        for end in _ticks([one[side] for one in upright]):
            those = [one for one in upright if end - 1 <= one[side] <= end + NEAR]
            met = [
                edge
                for edge in across
                if any(
                    edge["x0"] - NEAR <= one["x0"] <= edge["x1"] + NEAR
                    and one["top"] - NEAR <= edge["top"] <= one["bottom"] + NEAR
                    for one in those
                )
            ]
            if len(those) < 2 and len(met) < 2:
                continue
            left = min(edge["x0"] for edge in (met or those))
            right = max(edge["x1"] for edge in (met or those))
            is_closed = any(
                abs(edge["top"] - end) <= NEAR
                and edge["x0"] <= left + NEAR
                and edge["x1"] >= right - NEAR
                for edge in across
            )
            if not is_closed and right - left > NEAR:
                ends.append(_level(left, right, end))
    return ends


def _open_sides(found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the outer sides of tables that have rulings between their columns and none around them."""
    across = [edge for edge in found if edge["orientation"] == "h"]
    upright = [edge for edge in found if edge["orientation"] == "v"]
    sides: list[dict[str, Any]] = []
    for left, right in {(round(one["x0"]), round(one["x1"])) for one in across}:
        inner = [one for one in upright if left + NEAR < one["x0"] < right - NEAR]
        if not inner:
            continue
        top = min(one["top"] for one in inner) - NEAR
        bottom = max(one["bottom"] for one in inner) + NEAR
        tops = [
            one["top"]
            for one in across
            if top <= one["top"] <= bottom
            and abs(one["x0"] - left) <= NEAR
            and abs(one["x1"] - right) <= NEAR
        ]
        if len(tops) < 2:
            continue
        sides.extend(
            _upright(x, min(tops), max(tops))
            for x in (left, right)
            if not any(abs(one["x0"] - x) <= NEAR for one in upright)
        )
    return sides


def _upright(x: float, top: float, bottom: float) -> dict[str, Any]:
    return {
        "object_type": "line", "orientation": "v", "x0": x, "x1": x, "top": top,
        "bottom": bottom, "width": 0, "height": bottom - top,
    }  # fmt: skip


def _level(left: float, right: float, y: float) -> dict[str, Any]:
    return {
        "object_type": "line", "orientation": "h", "x0": left, "x1": right, "top": y,
        "bottom": y, "width": right - left, "height": 0,
    }  # fmt: skip


def _grid(boxes: Sequence[Box]) -> Grid:
    xs = _ticks([side for box in boxes for side in (box[0], box[2])])
    ys = _ticks([side for box in boxes for side in (box[1], box[3])])
    covering: list[list[int | None]] = [[None] * (len(xs) - 1) for _ in ys[1:]]
    for number, box in enumerate(boxes):
        for row in range(_nearest(ys, box[1]), _nearest(ys, box[3])):
            for column in range(_nearest(xs, box[0]), _nearest(xs, box[2])):
                covering[row][column] = number
    return Grid(xs, ys, tuple(boxes), tuple(tuple(row) for row in covering))


def _ticks(sides: Sequence[float]) -> tuple[float, ...]:
    ticks: list[float] = []
    for side in sorted(sides):
        if not ticks or side - ticks[-1] > NEAR:
            ticks.append(side)
    return tuple(ticks)


def _nearest(ticks: Sequence[float], side: float) -> int:
    place = bisect_right(ticks, side + 0.01) - 1
    return max(place, 0)


def fill_at(rects: Sequence[dict[str, Any]], box: Box) -> str | None:
    """Return the colour behind a cell as six hexadecimal digits; None for white and for none."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    for rect in reversed(rects):
        is_behind = rect["x0"] <= x <= rect["x1"] and rect["top"] <= y <= rect["bottom"]
        # A small mark within the cell is no background.
        is_wide = rect["x1"] - rect["x0"] > 0.5 * (box[2] - box[0])
        if is_behind and is_wide:
            colour = hexadecimal(rect["non_stroking_color"])
            return None if colour == "FFFFFF" else colour
    return None


def hexadecimal(colour: Any) -> str | None:
    """Return a PDF's colour (grey, RGB or CMYK, each part 0 to 1) as six hexadecimal digits."""
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    if not all(isinstance(part, int | float) for part in parts):
        return None
    if len(parts) == 1:
        parts = tuple(parts) * 3
    elif len(parts) == 4:
        parts = tuple((1 - part) * (1 - parts[3]) for part in parts[:3])
    if len(parts) != 3:
        return None
    text = "".join(f"{max(0, min(255, round(part * 255))):02X}" for part in parts)
    return text if re.fullmatch(r"[0-9A-F]{6}", text) else None
