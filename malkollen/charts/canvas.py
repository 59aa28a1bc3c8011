"""What all figures share: the one way to build them, and rows that carry their label above the bar.

Labels stand above their bars, not in the margin: a goal's name of twelve words leaves no room for a bar beside it on
a phone. To place text and bars exactly, the vertical axis of such a figure counts pixels from the top.
"""

import html
import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from malkollen.charts.palette import INK, RULE
from malkollen.words.language import ENGLISH, SWEDISH, _, spoken

_CONFIG = {
    "displayModeBar": False,
    "doubleClick": False,
    "responsive": True,
    "scrollZoom": False,
    "showTips": False,
}

_BETWEEN_ENTRIES = "\u2003"

# Between a number's whole and its decimals, and between its thousands.
_SEPARATORS = {SWEDISH: ", ", ENGLISH: ".,"}

FONT = '"Source Sans", sans-serif'
LINE_HEIGHT = 19
LEGEND_ROW = 23
# Characters that fit a screen 390 px wide: beside another text, and alone.
SHARED_WIDTH = 34
FULL_WIDTH = 48

Part = dict[str, Any]


def config() -> Part:
    """Return what st.plotly_chart takes as `config`, in the language that is spoken."""
    return {**_CONFIG, "locale": spoken()}


def draw(data: list[Part], layout: Part) -> go.Figure:
    """Build a figure from plain traces and a layout that must name its height in pixels.

    Validation is left out: it costs twenty times what the figure does.
    """
    shared: Part = {
        "template": {},
        "autosize": True,
        "dragmode": False,
        "hovermode": "closest",
        "font": {"family": FONT, "size": 14, "color": INK},
        "hoverlabel": {"align": "left", "font": {"family": FONT, "size": 14}},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "separators": _SEPARATORS[spoken()],
        "showlegend": False,
        "margin": {"l": 2, "r": 2, "t": 4, "b": 4},
    }
    if layout.get("showlegend"):
        # Plotly gives each entry the room it would take at the usual indentation; a space at its end keeps the next apart.
        data = [{**trace, "name": f"{trace['name']}{_BETWEEN_ENTRIES}"} for trace in data]
    return go.Figure({"data": data, "layout": {**shared, **layout}}, _validate=False)


def draw_nothing() -> go.Figure:
    """Draw the figure of a table without anything to show: it says that there is nothing."""
    hidden = {"visible": False, "fixedrange": True, "range": [0, 1]}
    return draw(
        [],
        {
            "height": 80,
            "xaxis": hidden,
            "yaxis": hidden,
            "annotations": [note(0, 0.5, _("Inga uppgifter"), yref="paper", yanchor="middle")],
        },
    )


def plain(text: object) -> str:
    """Return a text from the data so that Plotly shows it to the letter, also `<a href=…>`."""
    return html.escape(str(text), quote=False)


def wrapped(text: object, width: int) -> list[str]:
    """Break a text from the data into lines of at most `width` characters, each to be shown to the letter."""
    lines = textwrap.wrap(str(text), width)
    return [plain(line) for line in lines] or [""]


def note(x: float, y: float, text: str, **how: object) -> Part:
    """Return a text at `x` (0 to 1 of the figure's width) and `y` (on the vertical axis)."""
    return {
        "x": x,
        "y": y,
        "xref": "paper",
        "yref": "y",
        "xanchor": "left",
        "yanchor": "top",
        "align": "left",
        "borderpad": 0,
        "showarrow": False,
        "text": text,
        **how,
    }


@dataclass(frozen=True)
class Rows:
    """Where each row's label begins and where the middle of its bar is, in pixels from the top."""

    tops: list[float]
    centres: list[float]
    height: float


def place_rows(line_counts: Sequence[int], thickness: float, gap: float = 16) -> Rows:
    """Place rows under each other: each its lines of label, a bar `thickness` pixels thick, and a gap."""
    tops: list[float] = []
    centres: list[float] = []
    position = 0.0
    for line_count in line_counts:
        tops.append(position)
        bar_top = position + line_count * LINE_HEIGHT + 4
        centres.append(bar_top + thickness / 2)
        position = bar_top + thickness + gap
    return Rows(tops, centres, position)


def pixel_axis(height: float) -> Part:
    """Return the vertical axis that counts pixels from the top."""
    return {"visible": False, "fixedrange": True, "range": [height, 0]}


def legend_height(entry_count: int) -> int:
    """Return the room that a legend takes at its narrowest: two entries abreast."""
    return math.ceil(entry_count / 2) * LEGEND_ROW + 8


def legend(y: float, yanchor: str) -> Part:
    """Return a legend that lies across the figure and cannot be clicked away."""
    return {
        "orientation": "h",
        "x": 0,
        "xanchor": "left",
        "y": y,
        "yanchor": yanchor,
        "traceorder": "normal",
        "itemclick": False,
        "itemdoubleclick": False,
        # The room is set aside by legend_height; less than this and Plotly gives it a scroll bar.
        "maxheight": 400,
        "bgcolor": "rgba(0,0,0,0)",
        # Plotly sets its squares in from the edge that the bars begin at.
        "indentation": -12,
    }


def bars(
    lengths: Sequence[float | None], centres: Sequence[float], thickness: float, colour: str
) -> Part:
    """Return horizontal bars from zero; null leaves the bar out."""
    return {
        "type": "bar",
        "orientation": "h",
        "x": list(lengths),
        "y": list(centres),
        "width": [thickness] * len(lengths),
        "marker": {"color": colour},
        "hoverinfo": "skip",
    }


def year_axis(years: Sequence[int]) -> Part:
    """Return the horizontal axis of years in rising order, at most five of them named, the last one always."""
    named = years[::-1][:: math.ceil(len(years) / 5)][::-1]
    return {
        "fixedrange": True,
        "range": [years[0] - 0.5, years[-1] + 0.5],
        "tickvals": list(named),
        "ticktext": [str(year) for year in named],
        "showgrid": False,
        "zeroline": False,
    }


def value_axis(low: float, high: float) -> Part:
    """Return the vertical axis of a line chart, in the values' unit."""
    return {
        "fixedrange": True,
        "automargin": True,
        "range": [low, high],
        "nticks": 6,
        "tickformat": ",~f",
        "gridcolor": RULE,
        "zeroline": False,
    }


def padded_range(values: Sequence[float]) -> tuple[float, float]:
    """Return the ends of a line chart's axis: a little past the values, and not below zero where none of them is."""
    low, high = min(values), max(values)
    pad = (high - low) * 0.18 or abs(high) * 0.25 or 1.0
    return (max(low - pad, 0.0) if low >= 0 else low - pad), high + pad


def spread(
    middles: Sequence[float], heights: Sequence[float], ceiling: float = math.inf
) -> list[float]:
    """Move labels just enough that none lies on another nor, as far as there is room, reaches above the ceiling.

    Middles, heights and ceiling in pixels from the bottom, in any order; returns where the middles came.
    """
    moved = list(middles)
    order = sorted(range(len(moved)), key=lambda place: moved[place])
    for below, above in pairwise(order):
        apart = (heights[below] + heights[above]) / 2
        moved[above] = max(moved[above], moved[below] + apart)
    limit = ceiling
    for place in reversed(order):
        moved[place] = min(moved[place], limit - heights[place] / 2)
        limit = moved[place] - heights[place] / 2
    return moved
