"""Where do municipalities stand by a national measure, over the years and among others?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import plotly.graph_objects as go
import pyarrow as pa

from malkollen import words
from malkollen.charts import canvas, palette
from malkollen.words import national
from malkollen.words.language import _, known

Row = dict[str, Any]

_NATION = "0000"
_PLOT_HEIGHT = 280.0
_TOP_MARGIN = 42
# Below the plot: the years, and each line of what stands under them.
_YEARS_HEIGHT = 34
# Inside the plot: room for a row of marks of values that are not there.
_MARKS_ROW = 16.0
_LABEL_WIDTH = 15


@dataclass(frozen=True)
class _Line:
    """One line through the years: its name, its rows by year and how it is drawn."""

    name: str
    rows: Mapping[int, Row]
    colour: str
    symbol: str
    dash: str


@dataclass(frozen=True)
class _Years:
    """The years on the axis, and those from which values are not comparable with the years before."""

    shown: tuple[int, ...]
    breaks: Mapping[int, str | None]

    def stretches(self, held: Mapping[int, Any]) -> list[list[int]]:
        """Part the years held where a year lies between that is not held, and before each break."""
        parted: list[list[int]] = []
        open_ended = False
        for year in self.shown:
            if year not in held:
                open_ended = False
                continue
            if not open_ended or year in self.breaks:
                parted.append([])
            parted[-1].append(year)
            open_ended = True
        return parted


def _years(
    rows: Sequence[Row], targets: Sequence[Mapping[str, Any]], breaks: Sequence[Mapping[str, Any]]
) -> _Years:
    shown = sorted({row["year"] for row in (*rows, *targets)})
    told: dict[int, str | None] = {
        row["year"]: row.get("break_note") for row in rows if row["is_first_after_break"]
    }
    told |= {row["year"]: row["note"] for row in breaks}
    return _Years(
        tuple(shown),
        # A break that lies in a year without values parts the years around it.
        {
            next(year for year in shown if year >= broken): note
            for broken, note in sorted(told.items())
            if shown[0] < broken <= shown[-1]
        },
    )


def _labelled(line: _Line, year: int, unit: str) -> str:
    """Say what a line has in a year: 'Solna 2019: 65 %', 'Solna 2019: sekretess'."""
    row = line.rows[year]
    value = (
        national.value_text(row["value"], unit)
        if row["value"] is not None
        else national.STATES[row["state"]]
    )
    return canvas.plain(f"{line.name} {year}: {value}")


def _line_trace(line: _Line, years: _Years, unit: str) -> canvas.Part:
    """Return a line through the years that have a value, parted where one has none and at breaks."""
    held = {year: row for year, row in line.rows.items() if row["value"] is not None}
    places = [place for part in years.stretches(held) for place in (*part, None)][:-1]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": canvas.plain(line.name),
        "x": places,
        "y": [None if place is None else held[place]["value"] for place in places],
        "line": {"color": line.colour, "width": 2.5, "dash": line.dash},
        "marker": {
            "color": line.colour,
            "symbol": line.symbol,
            # Many years stand close on a narrow screen.
            "size": 10 if len(years.shown) <= 12 else 7,
        },
        "hovertext": ["" if place is None else _labelled(line, place, unit) for place in places],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _absent(line: _Line) -> list[int]:
    """Return the years that are told to have no value."""
    return sorted(year for year, row in line.rows.items() if row["value"] is None)


def _marks_trace(line: _Line, height: float, unit: str) -> canvas.Part:
    """Return hollow marks, all at one height, in the years without a value: they are no zeros."""
    years = _absent(line)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": canvas.plain(_("{name}, inget värde").format(name=line.name)),
        "x": years,
        "y": [height] * len(years),
        "marker": {
            "color": palette.WHITE,
            "symbol": line.symbol,
            "size": 8,
            "line": {"color": line.colour, "width": 1.5},
        },
        "hovertext": [_labelled(line, year, unit) for year in years],
        "hoverinfo": "text",
    }


def _widened(part: Sequence[int]) -> list[float]:
    """Return the years of a stretch; a single year as a short stretch, for a line needs two ends."""
    return [part[0] - 0.3, part[0] + 0.3] if len(part) == 1 else list(part)


def _band_traces(band: Mapping[int, Row], years: _Years) -> list[canvas.Part]:
    """Return the area between the quartiles and the line of the median."""
    area_x: list[float | None] = []
    area_y: list[float | None] = []
    median_x: list[float | None] = []
    median_y: list[float | None] = []
    for part in years.stretches(band):
        along = _widened(part)
        rows = [band[year] for year in part] * (2 if len(part) == 1 else 1)
        area_x += [*along, *reversed(along), None]
        area_y += [row["lower_quartile"] for row in rows]
        area_y += [*(row["upper_quartile"] for row in reversed(rows)), None]
        median_x += [*along, None]
        median_y += [*(row["median"] for row in rows), None]
    shared = {"type": "scatter", "mode": "lines", "hoverinfo": "skip"}
    return [
        {
            **shared,
            "name": _("Hälften av kommunerna"),
            "x": area_x,
            "y": area_y,
            "fill": "toself",
            "fillcolor": palette.BAND,
            "line": {"color": palette.BAND_EDGE, "width": 1},
        },
        {
            **shared,
            "name": _("Medianen"),
            "x": median_x,
            "y": median_y,
            "line": {"color": palette.MEDIAN, "width": 1.5},
        },
    ]


@dataclass(frozen=True)
class _Label:
    """A text at the right edge: where its line ends, what it says, in which colour."""

    value: float
    text: str
    colour: str


def _ended(text: str, year: int, years: _Years) -> str:
    """Name the year where a line ends before the others."""
    return text if year == years.shown[-1] else f"{text} ({year})"


def _line_labels(lines: Sequence[_Line], years: _Years, unit: str) -> list[_Label]:
    labels = []
    for line in lines:
        held = [year for year, row in line.rows.items() if row["value"] is not None]
        if not held:
            continue
        value = line.rows[max(held)]["value"]
        text = _ended(f"{line.name} {national.number_text(value, unit)}", max(held), years)
        labels.append(_Label(value, text, line.colour))
    return labels


def _median_label(band: Mapping[int, Row], years: _Years, unit: str) -> list[_Label]:
    if not band:
        return []
    last = max(band)
    median = band[last]["median"]
    return [
        _Label(
            median,
            _ended(" ".join([_("Medianen"), national.number_text(median, unit)]), last, years),
            palette.MEDIAN,
        )
    ]


def _target_ends(row: Mapping[str, Any]) -> list[float]:
    ends = (row["target_value"], row["target_value_high"])
    return [value for value in ends if value is not None]


def _target_text(row: Mapping[str, Any], unit: str) -> str:
    bounds = words.bounded(
        row["target_operator"], row["target_value"], row["target_value_high"], unit
    )
    return _("{name}, mål {target}").format(name=row["municipality"], target=bounds)


def _target_parts(
    targets: Sequence[Mapping[str, Any]], colours: Mapping[str, str], years: _Years, unit: str
) -> tuple[list[canvas.Part], list[_Label]]:
    """Return a dashed line across each year with a target, and each municipality's latest target in words."""
    traces: list[canvas.Part] = []
    labels: list[_Label] = []
    by_municipality: dict[str, list[Mapping[str, Any]]] = {}
    for row in sorted(targets, key=lambda row: row["year"]):
        by_municipality.setdefault(row["municipality"], []).append(row)
    for name, rows in by_municipality.items():
        colour = colours.get(name, palette.INK)
        drawn = [(row, end) for row in rows for end in _target_ends(row)]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": canvas.plain(_("{name}, mål").format(name=name)),
                "x": [x for row, _ in drawn for x in (row["year"] - 0.4, row["year"] + 0.4, None)],
                "y": [y for _, end in drawn for y in (end, end, None)],
                "line": {"color": colour, "width": 2, "dash": "dash"},
                "hovertext": [
                    canvas.plain(f"{_target_text(row, unit)} ({row['year']})")
                    for row, _ in drawn
                    for _ in range(3)
                ],
                "hoverinfo": "text",
            }
        )
        text = _ended(_target_text(rows[-1], "antal"), rows[-1]["year"], years)
        labels.append(_Label(_target_ends(rows[-1])[-1], text, colour))
    return traces, labels


def _label_notes(labels: Sequence[_Label], low: float, high: float) -> list[canvas.Part]:
    """Place the texts at the right edge beside where their lines end, none on another."""
    scale = _PLOT_HEIGHT / (high - low)
    texts = [canvas.wrapped(label.text, _LABEL_WIDTH) for label in labels]
    middles = [(label.value - low) * scale for label in labels]
    heights = [len(lines) * canvas.LINE_HEIGHT for lines in texts]
    moved = canvas.spread(middles, heights, _PLOT_HEIGHT + _TOP_MARGIN / 2)
    return [
        canvas.note(
            1,
            label.value,
            "<br>".join(lines),
            yanchor="middle",
            xshift=8,
            yshift=to - middle,
            font={"color": label.colour},
        )
        for label, lines, middle, to in zip(labels, texts, middles, moved, strict=True)
    ]


def _along_years(year: float, years: _Years) -> float:
    """Return where a year lies on the axis, 0 to 1."""
    return (year - years.shown[0] + 0.5) / (years.shown[-1] - years.shown[0] + 1)


def _break_parts(years: _Years) -> tuple[list[canvas.Part], list[canvas.Part]]:
    """Return a vertical line before each first year of a new way to measure, and a short word at those with room."""
    shapes: list[canvas.Part] = []
    notes: list[canvas.Part] = []
    taken = 0.0
    for before, year in pairwise(years.shown):
        if year not in years.breaks:
            continue
        middle = (before + year) / 2
        place = _along_years(middle, years)
        shapes.append(
            {
                "type": "line",
                "yref": "paper",
                "x0": middle,
                "x1": middle,
                "y0": 0,
                "y1": 1,
                "line": {"color": palette.QUIET, "width": 1, "dash": "dash"},
            }
        )
        anchor = "left" if place < 0.3 else "right" if place > 0.7 else "center"
        # On a narrow screen the word takes a third of the plot.
        start = place - {"left": 0.0, "center": 0.2, "right": 0.4}[anchor]
        if start < taken:
            continue
        taken = start + 0.4
        notes.append(
            canvas.note(
                middle,
                1,
                _("ny mätning"),
                xref="x",
                yref="paper",
                xanchor=anchor,
                yanchor="bottom",
                yshift=1,
                font={"size": 12, "color": palette.QUIET},
            )
        )
    return shapes, notes


def _caption(band: Mapping[int, Row], lines: Sequence[_Line], years: _Years) -> list[str]:
    """Say in words what the area, the hollow marks and the breaks are, a line each."""
    told: list[str] = []
    if band:
        mark = f'<span style="color:{palette.BAND}">■</span>'
        told.append(" ".join([mark, _("Hälften av kommunerna ligger i bandet.")]))
    absent = {line.rows[year]["state"] for line in lines for year in _absent(line)}
    if absent:
        states = words.listed([text for state, text in national.STATES.items() if state in absent])
        told.append(canvas.plain(_("Ihåliga märken: {states}.").format(states=states)))
    for year, note in years.breaks.items():
        text = note or _("nytt sätt att mäta, går inte att jämföra med åren före")
        told += canvas.wrapped(f"{year}: {text}", canvas.FULL_WIDTH)
    return told


def _caption_notes(told: Sequence[str]) -> list[canvas.Part]:
    return [
        canvas.note(
            0,
            0,
            text,
            yref="paper",
            yshift=-_YEARS_HEIGHT - place * canvas.LINE_HEIGHT,
            font={"size": 13, "color": palette.QUIET},
        )
        for place, text in enumerate(told)
    ]


def _draw(
    lines: Sequence[_Line],
    band: Mapping[int, Row],
    targets: Sequence[Mapping[str, Any]],
    breaks: Sequence[Mapping[str, Any]],
    unit: str,
) -> go.Figure:
    """Draw lines, band and targets over the years."""
    rows = [row for line in lines for row in line.rows.values()]
    values = [row["value"] for row in rows if row["value"] is not None]
    values += [row[name] for row in band.values() for name in ("lower_quartile", "upper_quartile")]
    values += [end for row in targets for end in _target_ends(row)]
    if not values:
        return canvas.draw_nothing()
    years = _years([*rows, *band.values()], targets, breaks)
    low, high = canvas.padded_range(values)
    marked = [line for line in lines if _absent(line)]
    step = (high - low) / (_PLOT_HEIGHT - len(marked) * _MARKS_ROW) * _MARKS_ROW
    bottom = low - step * len(marked)

    colours = {line.name: line.colour for line in lines}
    target_traces, target_labels = _target_parts(targets, colours, years, unit)
    labels = [*_line_labels(lines, years, unit), *_median_label(band, years, unit), *target_labels]
    shapes, break_notes = _break_parts(years)
    told = _caption(band, lines, years)
    unit_note = canvas.note(
        0,
        1,
        canvas.plain(known("unit", unit)),
        yref="paper",
        yanchor="bottom",
        yshift=20,
        font={"color": palette.QUIET},
    )
    longest = max(
        len(line) for label in labels for line in canvas.wrapped(label.text, _LABEL_WIDTH)
    )
    caption_height = len(told) * canvas.LINE_HEIGHT
    return canvas.draw(
        [
            *(_band_traces(band, years) if band else []),
            *target_traces,
            *(_line_trace(line, years, unit) for line in lines),
            *(
                _marks_trace(line, bottom + step * (place + 0.5), unit)
                for place, line in enumerate(marked)
            ),
        ],
        {
            "height": _PLOT_HEIGHT + _TOP_MARGIN + _YEARS_HEIGHT + caption_height,
            "margin": {
                "l": 2,
                "r": longest * 7 + 16,
                "t": _TOP_MARGIN,
                "b": _YEARS_HEIGHT + caption_height,
            },
            "xaxis": canvas.year_axis(years.shown),
            "yaxis": canvas.value_axis(bottom, high),
            "shapes": shapes,
            "annotations": [
                *_label_notes(labels, bottom, high),
                unit_note,
                *break_notes,
                *_caption_notes(told),
            ],
        },
    )


def _by_area(series: pa.Table) -> list[tuple[Row, dict[int, Row]]]:
    """Return each area's and gender's first row and its rows by year, in order of appearance."""
    found: dict[tuple[str, str], dict[int, Row]] = {}
    for row in series.to_pylist():
        found.setdefault((row["area_code"], row["gender"]), {})[row["year"]] = row
    return [(next(iter(rows.values())), rows) for rows in found.values()]


def national_trend(
    series: pa.Table,
    band: pa.Table,
    *,
    unit: str,
    targets: Sequence[Mapping[str, Any]] = (),
    breaks: Sequence[Mapping[str, Any]] = (),
) -> go.Figure:
    """Draw one national measure over the years: a line per municipality and the nation, before the band of all.

    `series` has area_code, area, gender, year, state, value and is_first_after_break, of one gender; `band` has year,
    lower_quartile, median, upper_quartile and is_first_after_break; `targets` municipality, year, target_operator,
    target_value and target_value_high, all of this same measure; `breaks` year and note (else break_note of series and
    band tells what changed). `unit` is that of all values. No line crosses a break or a year without value, which has a
    hollow mark at the bottom instead.
    """
    areas = _by_area(series)
    municipalities = [(first, rows) for first, rows in areas if first["area_code"] != _NATION]
    lines = [
        _Line(
            first["area"],
            rows,
            palette.MUNICIPALITY_COLOURS[place % len(palette.MUNICIPALITY_COLOURS)],
            palette.MUNICIPALITY_SYMBOLS[place % len(palette.MUNICIPALITY_SYMBOLS)],
            "solid",
        )
        for place, (first, rows) in enumerate(municipalities)
    ]
    lines += [
        _Line(first["area"], rows, palette.INK, "cross", "dot")
        for first, rows in areas
        if first["area_code"] == _NATION
    ]
    return _draw(lines, {row["year"]: row for row in band.to_pylist()}, targets, breaks, unit)


def national_genders(
    series: pa.Table, *, unit: str, breaks: Sequence[Mapping[str, Any]] = ()
) -> go.Figure:
    """Draw one area's values for women and men over the years, and for all where they are given.

    The columns are those of `series` in `national_trend`, of one area and several genders.
    """
    lines = []
    for first, rows in _by_area(series):
        colour, symbol, dash = palette.GENDER_MARKS[first["gender"]]
        name = words.sentence(words.GENDERS[first["gender"]])
        lines.append(_Line(name, rows, colour, symbol, dash))
    return _draw(lines, {}, (), breaks, unit)


def position_key(position: str, direction: str) -> str:
    """Return the palette's name of a place: without a good end, the half between is another than between best and worst."""
    return "between" if position == "middle" and not national.has_direction(direction) else position


def _has_place(row: Row) -> bool:
    return row["value"] is not None and row["peer_lower_quartile"] is not None


def _place_text(row: Row) -> str:
    """Say a value, its place among the like municipalities, and where half of them lie."""
    if row["value"] is None:
        if row["year"]:
            return _("inget värde {year}").format(year=row["year"])
        return _("inget värde hämtat")
    parts = [national.dated(row["value"], row["unit"], row["year"])]
    if not _has_place(row):
        return " · ".join([*parts, _("liknande kommuners värden är inte hämtade")])
    if row["position"] is not None:
        parts.append(_("i den {position}").format(position=national.POSITIONS[row["position"]]))
    low = national.number_text(row["peer_lower_quartile"], row["unit"])
    high = national.value_text(row["peer_upper_quartile"], row["unit"])
    parts.append(_("hälften av de liknande har {low}–{high}").format(low=low, high=high))
    return " · ".join(parts)


def _place_scale(row: Row) -> tuple[float, float]:
    """Return the ends of a row's own scale, the better one last where there is one."""
    lower, upper = row["peer_lower_quartile"], row["peer_upper_quartile"]
    pad = max(upper - lower, abs(row["value"] - row["peer_median"])) * 0.5 or 1.0
    low, high = min(lower, row["value"]) - pad, max(upper, row["value"]) + pad
    return (high, low) if row["direction"] == "lower" else (low, high)


def _ends_text(direction: str) -> tuple[str, str]:
    if national.has_direction(direction):
        return _("sämre"), _("bättre")
    return _("lägre"), _("högre")


def _place_shapes(row: Row, centre: float, thickness: float) -> list[canvas.Part]:
    """Return the scale, the half between the peers' quartiles, and their median as a line."""
    start, end = _place_scale(row)
    boxes = [(0.0, 1.0, palette.SCALE, 0)]
    quartiles = sorted(
        (row[name] - start) / (end - start)
        for name in ("peer_lower_quartile", "peer_upper_quartile")
    )
    boxes.append((quartiles[0], quartiles[1], palette.BAND, 1))
    median = (row["peer_median"] - start) / (end - start)
    shapes: list[canvas.Part] = [
        {
            "type": "rect",
            "layer": "below",
            "x0": left,
            "x1": right,
            "y0": centre - thickness / 2,
            "y1": centre + thickness / 2,
            "fillcolor": colour,
            "line": {"color": palette.BAND_EDGE, "width": edge},
        }
        for left, right, colour, edge in boxes
    ]
    shapes.append(
        {
            "type": "line",
            "layer": "below",
            "x0": median,
            "x1": median,
            "y0": centre - thickness / 2,
            "y1": centre + thickness / 2,
            "line": {"color": palette.MEDIAN, "width": 2},
        }
    )
    return shapes


def _place_traces(placed: Sequence[tuple[Row, float]]) -> list[canvas.Part]:
    """Return the values as marks, a trace for each place, so that each has its colour and symbol."""

    def kind(one: tuple[Row, float]) -> str:
        row, _ = one
        return position_key(row["position"] or "middle", row["direction"])

    traces = []
    for key, group in groupby(sorted(placed, key=kind), key=kind):
        several = list(group)
        ends = [_place_scale(row) for row, _ in several]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": key,
                "x": [
                    (row["value"] - start) / (end - start)
                    for (row, _), (start, end) in zip(several, ends, strict=True)
                ],
                "y": [centre for _, centre in several],
                "marker": {
                    "color": palette.POSITION_COLOURS[key],
                    "symbol": palette.POSITION_SYMBOLS[key],
                    "size": 15,
                    # Against the shaded half, which the middle place always lies on, its colour alone is too pale.
                    "line": {"color": palette.INK, "width": 1.5},
                },
                "hovertext": [canvas.plain(_place_text(row)) for row, _ in several],
                "hoverinfo": "text",
                "cliponaxis": False,
            }
        )
    return traces


def peers_position(rows: pa.Table) -> go.Figure:
    """Draw where one municipality's values lie among like municipalities, a row and a scale for each key figure.

    Columns: kpi, unit, direction, year, value, position, peer_lower_quartile, peer_median, peer_upper_quartile. The
    better end is to the right, also where lower is better; without a direction the higher is, and nothing is coloured as
    good. A row without value or without the peers' quartiles says so and has no scale.
    """
    listed = rows.to_pylist()
    if not listed:
        return canvas.draw_nothing()
    thickness = 16
    labels = [
        (
            canvas.wrapped(row["kpi"], canvas.FULL_WIDTH),
            canvas.wrapped(_place_text(row), canvas.FULL_WIDTH),
        )
        for row in listed
    ]
    placed = canvas.place_rows([len(name) + len(text) for name, text in labels], thickness, gap=36)
    notes: list[canvas.Part] = []
    shapes: list[canvas.Part] = []
    drawn: list[tuple[Row, float]] = []
    for row, (name, text), top, centre in zip(
        listed, labels, placed.tops, placed.centres, strict=True
    ):
        quiet = f'<span style="color:{palette.QUIET}">{"<br>".join(text)}</span>'
        notes.append(canvas.note(0, top, f"{'<br>'.join(name)}<br>{quiet}"))
        if not _has_place(row):
            continue
        drawn.append((row, centre))
        shapes += _place_shapes(row, centre, thickness)
        for end, place, anchor in zip(
            _ends_text(row["direction"]), (0, 1), ("left", "right"), strict=True
        ):
            notes.append(
                canvas.note(
                    place,
                    centre + thickness / 2 + 2,
                    end,
                    xanchor=anchor,
                    font={"size": 12, "color": palette.QUIET},
                )
            )
    return canvas.draw(
        _place_traces(drawn),
        {
            "height": placed.height + 8,
            "margin": {"l": 4, "r": 4, "t": 4, "b": 4},
            "xaxis": {"visible": False, "fixedrange": True, "range": [0, 1]},
            "yaxis": canvas.pixel_axis(placed.height),
            "shapes": shapes,
            "annotations": notes,
        },
    )
