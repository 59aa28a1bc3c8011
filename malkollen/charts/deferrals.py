"""From when to when were activities moved?"""

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go
import pyarrow as pa

from malkollen import words
from malkollen.charts import canvas, palette
from malkollen.words.language import N_, _

Row = dict[str, Any]

# Legend text, colour and symbol of the new date.
_KINDS = {
    "within_year": (N_("Nytt slut inom året"), "#4f8fc4", "circle"),
    "to_later_year": (N_("Nytt slut senare år"), "#c2570c", "diamond"),
    "date_unknown": (N_("Nytt slut"), "#123f6d", "square"),
}
_ROW_THICKNESS = 16


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _month_ends(first: date, last: date) -> list[date]:
    """Return at most five ends of months that part the time evenly; ends are what deadlines fall on."""
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    steps = [1, 2, 3, 6, *(12 * years for years in range(1, 100))]
    for step in steps:
        ends = [
            _month_end(month // 12, month % 12 + 1) for month in months if (month + 1) % step == 0
        ]
        ends = [end for end in ends if first <= end <= last]
        if len(ends) <= 5:
            return ends
    return [last]


def _anchor(place: float) -> str:
    """Return which end of a text to hang at `place` (0 to 1 across) so that it stays within the figure."""
    return "left" if place < 0.25 else "right" if place > 0.75 else "center"


def _from_to(row: Row) -> str:
    """Say from when to when, in the document's words where it has any."""
    before = row.get("from_text") or words.date_text(row["from_date"])
    after = row["to_text"] or (row["to_date"] and words.date_text(row["to_date"]))
    new = (
        _("Till: {date}").format(date=canvas.plain(after)) if after else _("Nytt datum anges inte")
    )
    text = _("Från: {date}").format(date=canvas.plain(before)) + f". {new}"
    return text if row["is_marked"] else _("{text} (bara i kommentar)").format(text=text)


def _traces(rows: Sequence[Row], centres: Sequence[float]) -> list[canvas.Part]:
    """Return the lines, the earlier dates and the new dates, each kind a trace with its word in the legend."""
    lines: list[tuple[date, date, float]] = []
    new: dict[tuple[str, bool], list[tuple[date, float, str]]] = {}
    for row, centre in zip(rows, centres, strict=True):
        if row["to_date"] is None:
            continue
        lines.append((row["from_date"], row["to_date"], centre))
        hover = _("Nytt slut: {date}").format(date=words.date_text(row["to_date"]))
        new.setdefault((row["kind"], row["is_marked"]), []).append((row["to_date"], centre, hover))

    traces: list[canvas.Part] = []
    if lines:
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": _("Flyttad från och till"),
                # One trace, its lines parted by gaps.
                "x": [day for start, end, _centre in lines for day in (start, end, None)],
                "y": [
                    height for _start, _end, centre in lines for height in (centre, centre, None)
                ],
                "line": {"color": palette.INK, "width": 2},
                "hoverinfo": "skip",
            }
        )
    traces.append(
        {
            "type": "scatter",
            "mode": "markers",
            "name": _("Tidigare slut"),
            "x": [row["from_date"] for row in rows],
            "y": list(centres),
            "marker": {
                "symbol": "line-ns",
                "size": 14,
                "line": {"color": palette.INK, "width": 2},
            },
            "hovertext": [
                _("Tidigare slut: {date}").format(date=words.date_text(row["from_date"]))
                for row in rows
            ],
            "hoverinfo": "text",
        }
    )
    for (kind, is_marked), points in sorted(
        new.items(), key=lambda item: (list(_KINDS).index(item[0][0]), not item[0][1])
    ):
        text, colour, symbol = _KINDS[kind]
        name = _(text)
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": name if is_marked else _("{kind}, bara i kommentar").format(kind=name),
                "x": [day for day, _centre, _hover in points],
                "y": [centre for _day, centre, _hover in points],
                "marker": {
                    "symbol": symbol,
                    "size": 13,
                    # Open markers: filled with the page's white, so that the line ends at the edge.
                    "color": colour if is_marked else palette.WHITE,
                    "line": {"color": colour, "width": 2.5},
                },
                "hovertext": [hover for _day, _centre, hover in points],
                "hoverinfo": "text",
            }
        )
    return traces


def deferral_timeline(deferrals: pa.Table) -> go.Figure:
    """Draw each deferral from the earlier end to the new one, under the activity's name.

    Columns: title, from_date, to_date (either may be null), to_text, kind, is_marked, as_of_date; from_text where the
    table has it. One without an earlier date is left out: there is nothing to draw it from. Without a new date the row
    says so at the right edge. One told only in a comment has an open marker.
    """
    rows = [row for row in deferrals.to_pylist() if row["from_date"] is not None]
    if not rows:
        return canvas.draw_nothing()
    labels = [canvas.wrapped(row["title"], canvas.FULL_WIDTH) for row in rows]
    details = [_from_to(row) for row in rows]
    placed = canvas.place_rows([len(lines) + 1 for lines in labels], _ROW_THICKNESS, gap=12)
    as_of_dates = sorted({row["as_of_date"] for row in rows if row["as_of_date"] is not None})
    days = as_of_dates + [
        row[name] for row in rows for name in ("from_date", "to_date") if row[name] is not None
    ]
    pad = max((max(days) - min(days)) / 8, timedelta(days=20))
    first, last = min(days) - pad, max(days) + pad
    ticks = _month_ends(first, last)
    notes = [
        canvas.note(
            0,
            top,
            f'{"<br>".join(lines)}<br><span style="color:{palette.QUIET}">{detail}</span>',
            # Keeps the calendar's lines from striking through the words.
            bgcolor=palette.WHITE,
        )
        for top, lines, detail in zip(placed.tops, labels, details, strict=True)
    ]
    notes += [
        canvas.note(
            1,
            centre,
            _("nytt datum anges inte"),
            xanchor="right",
            yanchor="middle",
            bgcolor=palette.WHITE,
        )
        for row, centre in zip(rows, placed.centres, strict=True)
        if row["to_date"] is None
    ]
    notes += [
        canvas.note(
            day,
            1,
            _("per {date}").format(date=words.date_text(day)),
            xref="x",
            yref="paper",
            xanchor=_anchor((day - first) / (last - first)),
            yanchor="bottom",
            yshift=4,
        )
        for day in as_of_dates
    ]
    traces = _traces(rows, placed.centres)
    top_margin, axis_height = 28, 44
    # The legend's words are long: one entry a line where the screen is narrow.
    key_height = len(traces) * canvas.LEGEND_ROW + 8
    return canvas.draw(
        traces,
        {
            "xaxis": {
                "type": "date",
                "fixedrange": True,
                "range": [first, last],
                "tickvals": ticks,
                "ticktext": [words.month_text(tick).replace(words.SPACE, "<br>") for tick in ticks],
                "gridcolor": palette.RULE,
                "zeroline": False,
                "ticks": "",
            },
            "yaxis": canvas.pixel_axis(placed.height),
            "shapes": [
                {
                    "type": "line",
                    "layer": "below",
                    "x0": day,
                    "x1": day,
                    "yref": "paper",
                    "y0": 0,
                    "y1": 1,
                    "line": {"color": palette.INK, "width": 1.5, "dash": "dash"},
                }
                for day in as_of_dates
            ],
            "annotations": notes,
            "showlegend": True,
            "legend": canvas.legend(-axis_height / placed.height, "top"),
            "margin": {"l": 2, "r": 2, "t": top_margin, "b": axis_height + key_height},
            "height": placed.height + top_margin + axis_height + key_height,
        },
    )
