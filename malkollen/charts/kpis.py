"""Did a key figure reach its target, and where is it heading?"""

import math
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
import pyarrow as pa

from malkollen import words
from malkollen.charts import canvas, palette
from malkollen.words.language import _, known, pgettext

Row = dict[str, Any]

_MET = palette.FAMILY_COLOURS["completed"]
_NOT_MET = palette.FAMILY_COLOURS["behind"]


def _ends(row: Row, side: str) -> list[float]:
    """Return the one or two numbers of a target or an outcome; none where there is none."""
    return [row[name] for name in (f"{side}_value", f"{side}_value_high") if row[name] is not None]


def _said(row: Row, side: str) -> str | None:
    """Write a target or an outcome in words; None where there is none."""
    if row[f"{side}_value"] is None:
        return None
    return words.bounded(
        row[f"{side}_operator"], row[f"{side}_value"], row[f"{side}_value_high"], row["unit"]
    )


def _name(row: Row, *, with_municipality: bool) -> str:
    """Name a key figure's row by what tells it apart from the others."""
    name = str(row["kpi"])
    if with_municipality:
        name = f"{row['municipality']}: {name}"
    return name if row["gender"] == "T" else f"{name}, {words.GENDERS[row['gender']]}"


def _verdict(row: Row) -> str:
    """Say target, outcome and whether it was met, with the year."""
    outcome = _said(row, "outcome")
    parts = [
        _("Mål {year}: {target}").format(year=row["year"], target=_said(row, "target")),
        _("utfall {outcome}").format(outcome=outcome) if outcome else _("inget utfall rapporterat"),
    ]
    if row["is_met"] is not None:
        parts.append(_("nått") if row["is_met"] else _("inte nått"))
    return " · ".join(parts)


def _round_end(value: float) -> float:
    """Return a round number a little beyond the value, for the end of a scale."""
    beyond = value * 1.1
    power = 10.0 ** math.floor(math.log10(beyond))
    return next(step * power for step in (1, 2, 3, 4, 5, 6, 8, 10) if step * power >= beyond)


def _scale(row: Row) -> tuple[float, float]:
    """Return the ends of a key figure's own scale: 0 to 100 for a percentage, else zero to a round number past its values."""
    values = [*_ends(row, "target"), *_ends(row, "outcome")]
    low, high = min([0.0, *values]), max([0.0, *values])
    if row["unit"] == "procent" and low >= 0 and high <= 100:
        return 0.0, 100.0
    return (-_round_end(-low) if low < 0 else 0.0), (_round_end(high) if high > 0 else 1.0)


def _good_side(row: Row) -> tuple[float, float] | None:
    """Return where on its scale the outcome should be; the target's operator tells, else the key figure's direction."""
    target = _ends(row, "target")
    low, high = _scale(row)
    if len(target) > 1:
        return target[0], target[1]
    operator = row["target_operator"]
    if operator in (">=", ">") or (operator == "=" and row["direction"] == "higher"):
        return target[0], high
    if operator in ("<=", "<") or (operator == "=" and row["direction"] == "lower"):
        return low, target[0]
    return None


def _box(start: float, end: float, centre: float, thickness: float, colour: str) -> canvas.Part:
    return {
        "type": "rect",
        "layer": "below",
        "x0": start,
        "x1": end,
        "y0": centre - thickness / 2,
        "y1": centre + thickness / 2,
        "fillcolor": colour,
        "line": {"width": 0},
    }


def _outcome_stretch(row: Row) -> tuple[float, float, bool] | None:
    """Return from where to where the outcome's bar goes, and whether its end is exactly known."""
    outcome = _ends(row, "outcome")
    low, high = _scale(row)
    if not outcome:
        return None
    if len(outcome) > 1:
        return outcome[0], outcome[1], False
    if row["outcome_operator"] in (">=", ">"):
        return outcome[0], high, False
    if row["outcome_operator"] in ("<=", "<"):
        return low, outcome[0], False
    return 0.0, outcome[0], True


def kpi_bullet(results: pa.Table) -> go.Figure:
    """Draw each target and its outcome, each on a scale of its own.

    Columns: kpi, municipality, unit, direction, year, gender, target_operator, target_value, target_value_high,
    outcome_operator, outcome_value, outcome_value_high, is_met. The side that the target asks for is shaded, the target a
    line, the outcome a bar from zero; an outcome known only as a bound or a range is an outlined stretch. A target without
    outcome says 'inget utfall rapporterat'; an outcome without target is left to the table, for it has nothing to be held
    against. The municipality is named only where there are several.
    """
    rows = [row for row in results.to_pylist() if row["target_value"] is not None]
    if not rows:
        return canvas.draw_nothing()
    thickness = 22
    has_several = len({row["municipality"] for row in rows}) > 1
    names = [
        canvas.wrapped(_name(row, with_municipality=has_several), canvas.FULL_WIDTH) for row in rows
    ]
    verdicts = [canvas.wrapped(_verdict(row), canvas.FULL_WIDTH) for row in rows]
    placed = canvas.place_rows(
        [len(name) + len(verdict) for name, verdict in zip(names, verdicts, strict=True)],
        thickness,
        gap=36,
    )
    shapes: list[canvas.Part] = []
    notes: list[canvas.Part] = []
    outcomes: list[canvas.Part] = []
    targets: list[tuple[float, float, str]] = []
    for row, name, verdict, top, centre in zip(
        rows, names, verdicts, placed.tops, placed.centres, strict=True
    ):
        low, high = _scale(row)
        hover = "<br>".join(verdict)
        notes.append(
            canvas.note(
                0,
                top,
                f'{"<br>".join(name)}<br><span style="color:{palette.QUIET}">{hover}</span>',
            )
        )
        for value, place, anchor in ((low, 0, "left"), (high, 1, "right")):
            notes.append(
                canvas.note(
                    place,
                    centre + thickness / 2 + 2,
                    words.percent(value / 100) if row["unit"] == "procent" else words.number(value),
                    xanchor=anchor,
                    font={"size": 12, "color": palette.QUIET},
                )
            )
        shapes.append(_box(0, 1, centre, thickness, palette.SCALE))
        good = _good_side(row)
        if good:
            start, end = (_along(value, low, high) for value in good)
            shapes.append(_box(start, end, centre, thickness, palette.GOOD_SIDE))
        targets += [(_along(value, low, high), centre, hover) for value in _ends(row, "target")]
        stretch = _outcome_stretch(row)
        if stretch:
            start, end = (_along(value, low, high) for value in stretch[:2])
            colour = _NOT_MET if row["is_met"] is False else _MET
            outcomes.append(
                {
                    "base": start,
                    "x": end - start,
                    "y": centre,
                    "color": colour if stretch[2] else palette.WHITE,
                    "outline": colour,
                    "hover": hover,
                }
            )
    outcome_bars = canvas.bars(
        [bar["x"] for bar in outcomes], [bar["y"] for bar in outcomes], 10, palette.WHITE
    ) | {
        "name": _("Utfall"),
        "base": [bar["base"] for bar in outcomes],
        "marker": {
            "color": [bar["color"] for bar in outcomes],
            "line": {"color": [bar["outline"] for bar in outcomes], "width": 2},
        },
        "hovertext": [bar["hover"] for bar in outcomes],
        "hoverinfo": "text",
    }
    lines = {
        "type": "scatter",
        "mode": "markers",
        "name": pgettext("target", "Mål"),
        "x": [x for x, _, _ in targets],
        "y": [y for _, y, _ in targets],
        "marker": {
            "symbol": "line-ns",
            # Plotly draws this symbol 1.4 times its size.
            "size": (thickness + 6) / 1.4,
            "line": {"color": palette.INK, "width": 3},
        },
        "hovertext": [text for _, _, text in targets],
        "hoverinfo": "text",
        "cliponaxis": False,
    }
    return canvas.draw(
        [outcome_bars, lines],
        {
            "height": placed.height + 8,
            "margin": {"l": 4, "r": 4, "t": 4, "b": 4},
            "xaxis": {"visible": False, "fixedrange": True, "range": [0, 1]},
            "yaxis": canvas.pixel_axis(placed.height),
            "shapes": shapes,
            "annotations": notes,
        },
    )


def _along(value: float, low: float, high: float) -> float:
    """Return where on a scale from `low` to `high` a value lies, 0 to 1."""
    return (value - low) / (high - low)


def kpi_trend(results: pa.Table) -> go.Figure:
    """Draw one key figure's outcomes year by year, a line per municipality, with the targets as dashed lines.

    Columns: municipality, unit, year, gender, target_operator, target_value, target_value_high, outcome_operator,
    outcome_value, outcome_value_high; all rows of one key figure. One year gives points; so do several outcomes of the
    same year. Each municipality has its colour and symbol, in order of appearance, and its name and last value at the
    right edge.
    """
    rows = results.to_pylist()
    values = [value for row in rows for side in ("target", "outcome") for value in _ends(row, side)]
    if not values:
        return canvas.draw_nothing()
    series: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        series.setdefault((row["municipality"], row["gender"]), []).append(row)
    traces: list[canvas.Part] = []
    # Height on the axis, lines of text, colour.
    labels: list[tuple[float, list[str], str]] = []
    for place, ((municipality, gender), listed) in enumerate(series.items()):
        colour = palette.MUNICIPALITY_COLOURS[place % len(palette.MUNICIPALITY_COLOURS)]
        symbol = palette.MUNICIPALITY_SYMBOLS[place % len(palette.MUNICIPALITY_SYMBOLS)]
        name = municipality if gender == "T" else f"{municipality}, {words.GENDERS[gender]}"
        for side, line in (("outcome", _outcome_line), ("target", _target_lines)):
            told = _once(listed, side)
            if not told:
                continue
            traces.append(line(name, told, colour, symbol))
            # The unit stands at the axis.
            last = _said({**told[-1], "unit": "antal"}, side)
            text = f"{name} {last}" if side == "outcome" else _target_of(name, last)
            labels.append((_ends(told[-1], side)[-1], canvas.wrapped(text, 15), colour))
    plot_height, top_margin, bottom_margin = 260.0, 40, 34
    low, high = canvas.padded_range(values)
    scale = plot_height / (high - low)
    middles = [(value - low) * scale for value, _, _ in labels]
    moved = canvas.spread(middles, [len(lines) * canvas.LINE_HEIGHT for _, lines, _ in labels])
    notes = [
        canvas.note(
            1,
            value,
            "<br>".join(lines),
            yanchor="middle",
            xshift=8,
            yshift=to - middle,
            font={"color": colour},
        )
        for (value, lines, colour), middle, to in zip(labels, middles, moved, strict=True)
    ]
    notes.append(
        canvas.note(
            0,
            1,
            canvas.plain(known("unit", rows[0]["unit"])),
            yref="paper",
            yanchor="bottom",
            yshift=12,
            font={"color": palette.QUIET},
        )
    )
    if all(row["outcome_value"] is None for row in rows):
        notes.append(
            canvas.note(
                1,
                1,
                _("inget utfall rapporterat"),
                yref="paper",
                xanchor="right",
                yanchor="bottom",
                yshift=12,
            )
        )
    years = sorted({row["year"] for row in rows})
    longest = max(len(line) for _, lines, _ in labels for line in lines)
    return canvas.draw(
        traces,
        {
            "height": plot_height + top_margin + bottom_margin,
            "margin": {"l": 2, "r": longest * 7 + 16, "t": top_margin, "b": bottom_margin},
            "xaxis": canvas.year_axis(years),
            "yaxis": canvas.value_axis(low, high),
            "annotations": notes,
        },
    )


def _target_of(name: str, target: str | None) -> str:
    return _("{name}, mål {target}").format(name=name, target=target)


def _outcome_line(name: str, rows: Sequence[Row], colour: str, symbol: str) -> canvas.Part:
    """Return the outcomes as a line through the years, or as points where they are not one a year."""
    years = [row["year"] for row in rows]
    is_line = 1 < len(years) == len(set(years))
    return {
        "type": "scatter",
        "mode": "lines+markers" if is_line else "markers",
        "name": canvas.plain(name),
        "x": years,
        "y": [row["outcome_value"] for row in rows],
        "line": {"color": colour, "width": 2.5},
        "marker": {"color": colour, "symbol": symbol, "size": 11},
        "hovertext": [
            canvas.plain(f"{name} {row['year']}: {_said(row, 'outcome')}") for row in rows
        ],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _once(rows: Sequence[Row], side: str) -> list[Row]:
    """Return the rows that hold a target or an outcome, by year; one that pairs with several stands in several rows."""
    held: dict[tuple[int, str | None], Row] = {}
    for row in rows:
        said = _said(row, side)
        if said is not None:
            held.setdefault((row["year"], said), row)
    return sorted(held.values(), key=lambda row: row["year"])


def _target_lines(name: str, rows: Sequence[Row], colour: str, _symbol: str) -> canvas.Part:
    """Return a dashed line across each year that has a target; two lines where it is a range."""
    lines = [(row, end) for row in rows for end in _ends(row, "target")]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": canvas.plain(_("{name}, mål").format(name=name)),
        "x": [x for row, _ in lines for x in (row["year"] - 0.4, row["year"] + 0.4, None)],
        "y": [y for _, end in lines for y in (end, end, None)],
        "line": {"color": colour, "width": 2, "dash": "dash"},
        "hovertext": [
            canvas.plain(_target_of(name, f"{row['year']}: {_said(row, 'target')}"))
            for row, _ in lines
            for _ in range(3)
        ],
        "hoverinfo": "text",
    }
