"""How large is it? One measure side by side, and budgets."""

from typing import Any

import plotly.graph_objects as go
import pyarrow as pa

from malkollen import words
from malkollen.charts import canvas, palette
from malkollen.words import budget as budget_words
from malkollen.words.language import _

Row = dict[str, Any]

_BAR = palette.FAMILY_COLOURS["completed"]
_EARLIER_BAR = palette.FAMILY_COLOURS["in_progress"]


def _zero_line(height: float) -> canvas.Part:
    return {
        "type": "line",
        "layer": "below",
        "x0": 0,
        "x1": 0,
        "y0": 0,
        "y1": height,
        "line": {"color": palette.RULE, "width": 1},
    }


def _whole(centre: float, thickness: float) -> canvas.Part:
    """Return the ground of a bar, as long as all."""
    return {
        "type": "rect",
        "layer": "below",
        "x0": 0,
        "x1": 1,
        "y0": centre - thickness / 2,
        "y1": centre + thickness / 2,
        "fillcolor": palette.SCALE,
        "line": {"width": 0},
    }


def comparison_bars(rows: pa.Table, measure: str, label: str, *, is_share: bool) -> go.Figure:
    """Draw one measure as a bar per municipality or document, all on one scale from zero.

    Columns: `label` (the name shown) and `measure` (a count, or with `is_share` a share of 0 to 1). The number stands at
    the bar's end; null is the text of the column `absence`, or 'ej rapporterat' without it, zero is the number 0 without a
    bar. Behind a share lies the whole, so that two such figures are seen to have one scale.
    """
    listed = rows.to_pylist()
    if not listed:
        return canvas.draw_nothing()
    thickness = 24
    labels = [
        canvas.wrapped(_("anges inte") if row[label] is None else row[label], canvas.FULL_WIDTH)
        for row in listed
    ]
    placed = canvas.place_rows([len(lines) for lines in labels], thickness, gap=12)
    values = [row[measure] for row in listed]
    show = words.percent if is_share else words.number
    told = [
        row.get("absence", _("ej rapporterat")) if row[measure] is None else show(row[measure])
        for row in listed
    ]
    longest = 1.0 if is_share else max([value for value in values if value is not None] + [1])
    notes = []
    for lines, top, centre, value, text in zip(
        labels, placed.tops, placed.centres, values, told, strict=True
    ):
        notes.append(canvas.note(0, top, "<br>".join(lines)))
        notes.append(
            canvas.note(
                value or 0,
                centre,
                text,
                xref="x",
                yanchor="middle",
                xshift=6,
                font={"color": palette.QUIET if value is None else palette.INK},
            )
        )
    return canvas.draw(
        [canvas.bars(values, placed.centres, thickness, _BAR)],
        {
            "height": placed.height + 8,
            # Room to the right of the longest bar for its number.
            "margin": {"l": 2, "r": 64, "t": 4, "b": 4},
            "xaxis": {
                "visible": False,
                "fixedrange": True,
                "range": [0, longest],
            },
            "yaxis": canvas.pixel_axis(placed.height),
            "shapes": [
                *(
                    _whole(centre, thickness)
                    for centre, value in zip(placed.centres, values, strict=True)
                    if is_share and value is not None
                ),
                _zero_line(placed.height),
            ],
            "annotations": notes,
        },
    )


def budget_bars(budget: pa.Table) -> go.Figure:
    """Draw each unit's net cost year by year, in thousands of kronor, on one scale from zero.

    Columns: unit, line, year, amount_tkr; document_id where units of several documents are given. Only the lines
    `net_cost` are drawn. Year and amount stand at the bar's end; the latest year is the darkest.
    """
    rows = [row for row in budget.to_pylist() if row["line"] == "net_cost"]
    if not rows:
        return canvas.draw_nothing()
    thickness, step = 22, 25
    units: dict[tuple[Any, str], list[Row]] = {}
    for row in rows:
        units.setdefault((row.get("document_id"), row["unit"]), []).append(row)
    latest = max(row["year"] for row in rows)
    labels = [canvas.wrapped(unit, canvas.FULL_WIDTH) for _, unit in units]
    notes: list[canvas.Part] = []
    drawn: list[tuple[Row, float]] = []
    position = 0.0
    for lines, listed in zip(labels, units.values(), strict=True):
        notes.append(canvas.note(0, position, "<br>".join(lines)))
        position += len(lines) * canvas.LINE_HEIGHT + 4
        for row in sorted(listed, key=lambda row: row["year"]):
            drawn.append((row, position + thickness / 2))
            position += step
        position += 14
    amounts = [row["amount_tkr"] for row in rows]
    said = [f"{row['year']}: {budget_words.amount_text(row['amount_tkr'])}" for row, _ in drawn]
    for (row, centre), text in zip(drawn, said, strict=True):
        notes.append(
            canvas.note(
                max(row["amount_tkr"], 0),
                centre,
                text,
                xref="x",
                yanchor="middle",
                xshift=6,
            )
        )
    traces = []
    for is_latest, colour in ((False, _EARLIER_BAR), (True, _BAR)):
        some = [(row, centre) for row, centre in drawn if (row["year"] == latest) == is_latest]
        if some:
            traces.append(
                canvas.bars(
                    [row["amount_tkr"] for row, _ in some],
                    [centre for _, centre in some],
                    thickness,
                    colour,
                )
            )
    return canvas.draw(
        traces,
        {
            "height": position + 8,
            # Room to the right of the longest bar for what is said of it.
            "margin": {"l": 2, "r": max(map(len, said)) * 7 + 16, "t": 4, "b": 4},
            "xaxis": {
                "visible": False,
                "fixedrange": True,
                "range": [min([0, *amounts]), max([1, *amounts])],
            },
            "yaxis": canvas.pixel_axis(position),
            "barmode": "overlay",
            "shapes": [_zero_line(position)],
            "annotations": notes,
        },
    )
