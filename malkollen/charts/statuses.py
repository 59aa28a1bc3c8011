"""How do the statuses stand, and how did they change?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
import pyarrow as pa

from malkollen import words
from malkollen.charts import canvas, palette
from malkollen.words.language import _, known, ngettext

Row = dict[str, Any]


@dataclass(frozen=True)
class _Group:
    """One bar: its label's lines and how many activities each family holds."""

    lines: list[str]
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def completion(self) -> list[str]:
        """Say how many are completed of those that have a status; those without are told beside it."""
        missing = self.counts.get("not_reported", 0)
        reported = self.total - missing
        if not reported:
            return [_("ej rapporterat")] if missing else [_("inga aktiviteter")]
        completed = self.counts.get("completed", 0)
        lines = [
            ngettext(
                "{completed} av {reported} genomförd",
                "{completed} av {reported} genomförda",
                completed,
            ).format(completed=words.number(completed), reported=words.number(reported))
        ]
        if missing:
            lines.append(
                ngettext("{amount} ej rapporterade", "{amount} ej rapporterade", missing).format(
                    amount=words.number(missing)
                )
            )
        return lines


def _families(rows: Sequence[Row]) -> dict[str, str]:
    """Return the families that hold any activity, code to name, in the vocabulary's order."""
    order = "family_sort_order" if rows and "family_sort_order" in rows[0] else "sort_order"
    held = sorted((row for row in rows if row["activity_count"]), key=lambda row: row[order])
    return {row["family_code"]: known("family", row["family"]) for row in held}


def _halo(colour: str) -> str:
    """Return the shadow that keeps a number clear of the pattern around it."""
    return ", ".join(f"{x}px {y}px 3px {colour}" for x in (-4, 0, 4) for y in (-4, 0, 4))


def _segments(family_code: str, name: str, lengths: Sequence[float | None]) -> canvas.Part:
    """Return one family's segments, without place and text."""
    colour = palette.FAMILY_COLOURS[family_code]
    outline = palette.FAMILY_OUTLINES.get(family_code)
    marker: canvas.Part = {
        "color": colour,
        # The white line is the gap between segments.
        "line": {"color": outline or palette.WHITE, "width": 1.5 if outline else 2},
    }
    if family_code in palette.FAMILY_PATTERNS:
        shape, drawn = palette.FAMILY_PATTERNS[family_code]
        marker["pattern"] = {
            "shape": shape,
            "fgcolor": drawn,
            "bgcolor": colour,
            "fillmode": "replace",
            "size": 8,
            "solidity": 0.12,
        }
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "x": list(lengths),
        "marker": marker,
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "inside",
        # On a pattern the number gets a halo in the segment's own colour.
        "textfont": {
            "color": palette.text_on(colour),
            "size": 14,
            "shadow": "none" if family_code not in palette.FAMILY_PATTERNS else _halo(colour),
        },
        "hoverinfo": "text",
    }


def _stack(
    groups: Sequence[_Group],
    families: dict[str, str],
    rows: canvas.Rows,
    thickness: float,
    *,
    as_share: bool,
) -> list[canvas.Part]:
    """Return one trace per family over all groups."""
    traces = []
    for code, family in families.items():
        counts = [group.counts.get(code, 0) for group in groups]
        lengths = [
            (count / group.total if as_share else count) if count else None
            for count, group in zip(counts, groups, strict=True)
        ]
        traces.append(
            {
                **_segments(code, canvas.plain(family), lengths),
                "y": rows.centres,
                "width": [thickness] * len(groups),
                "text": [words.number(count) if count else "" for count in counts],
                "hovertext": [
                    _("{family}: {amount} av {total} ({share})").format(
                        family=canvas.plain(family),
                        amount=words.number(count),
                        total=words.number(group.total),
                        share=words.percent(count / group.total),
                    )
                    if count
                    else ""
                    for count, group in zip(counts, groups, strict=True)
                ],
            }
        )
    return traces


def _draw_groups(
    groups: Sequence[_Group], families: dict[str, str], *, as_share: bool
) -> go.Figure:
    """Draw one bar per group under its label, with the families' key above them all."""
    if not groups:
        return canvas.draw_nothing()
    thickness = 26
    rows = canvas.place_rows(
        [max(len(group.lines), len(group.completion)) for group in groups], thickness
    )
    notes = []
    for top, group in zip(rows.tops, groups, strict=True):
        notes.append(canvas.note(0, top, "<br>".join(group.lines)))
        notes.append(
            canvas.note(
                1,
                top,
                "<br>".join(group.completion),
                xanchor="right",
                align="right",
                font={"color": palette.QUIET},
            )
        )
    longest = 1.0 if as_share else max(1, *(group.total for group in groups))
    key_height = canvas.legend_height(len(families)) if families else 0
    return canvas.draw(
        _stack(groups, families, rows, thickness, as_share=as_share),
        {
            "height": rows.height + key_height + 8,
            "margin": {"l": 2, "r": 2, "t": key_height + 4, "b": 4},
            "barmode": "stack",
            "uniformtext": {"mode": "hide", "minsize": 11},
            "xaxis": {"visible": False, "fixedrange": True, "range": [0, longest]},
            "yaxis": canvas.pixel_axis(rows.height),
            "annotations": notes,
            "showlegend": True,
            "legend": canvas.legend(1 + 8 / rows.height, "bottom"),
        },
    )


def _grouped(rows: Sequence[Row], key: str, label_lines: dict[Any, list[str]]) -> list[_Group]:
    """Gather the families of each key, in order of appearance."""
    counts: dict[Any, dict[str, int]] = {value: {} for value in label_lines}
    for row in rows:
        held = counts[row[key]]
        held[row["family_code"]] = held.get(row["family_code"], 0) + row["activity_count"]
    return [_Group(label_lines[value], held) for value, held in counts.items()]


def status_bar(family_counts: pa.Table) -> go.Figure:
    """Draw one bar of all activities, a segment per family, with word and number beneath.

    Columns: family_code, family, sort_order, activity_count, activity_share (of all listed).
    """
    rows = sorted(
        (row for row in family_counts.to_pylist() if row["activity_count"]),
        key=lambda row: row["sort_order"],
    )
    if not rows:
        return canvas.draw_nothing()
    thickness = 48
    traces = []
    for row in rows:
        number = words.number(row["activity_count"])
        family = canvas.plain(known("family", row["family"]))
        traces.append(
            {
                **_segments(row["family_code"], f"{family} {number}", [row["activity_count"]]),
                "y": [thickness / 2],
                "width": [thickness],
                "text": [number],
                "hovertext": [f"{family}: {number} ({words.percent(row['activity_share'])})"],
            }
        )
    key_height = canvas.legend_height(len(rows))
    return canvas.draw(
        traces,
        {
            "height": thickness + key_height + 8,
            "margin": {"l": 2, "r": 2, "t": 2, "b": key_height + 6},
            "barmode": "stack",
            "uniformtext": {"mode": "hide", "minsize": 12},
            "xaxis": {
                "visible": False,
                "fixedrange": True,
                "range": [0, sum(row["activity_count"] for row in rows)],
            },
            "yaxis": canvas.pixel_axis(thickness),
            "showlegend": True,
            "legend": canvas.legend(-6 / thickness, "top"),
        },
    )


def status_bars(
    counts: pa.Table, label: str, *, key: str | None = None, as_share: bool = False
) -> go.Figure:
    """Draw one stacked bar per goal, committee or the like, under its name and 'x of n completed'.

    Columns: `label` (the name shown), `key` (what tells two of the same name apart; `label` where left out), family_code,
    family, family_sort_order or sort_order, activity_count. n counts those with a reported status; those without are
    told beside it. Bars lie in order of appearance, on one scale: activities, or with `as_share` 0 to 100 % of each.
    """
    rows = counts.to_pylist()
    key = key or label
    lines = {
        row[key]: canvas.wrapped(
            _("anges inte") if row[label] is None else row[label], canvas.SHARED_WIDTH
        )
        for row in rows
    }
    return _draw_groups(_grouped(rows, key, lines), _families(rows), as_share=as_share)


def comparison_statuses(family_counts: pa.Table) -> go.Figure:
    """Draw one bar of 0 to 100 % per document, municipalities side by side.

    Columns: document_id, municipality, year, title, family_code, family, sort_order, activity_count. The title is shown
    only where a municipality has two documents of the same year.
    """
    rows = family_counts.to_pylist()
    names = {row["document_id"]: f"{row['municipality']} {row['year']}" for row in rows}
    titles = {row["document_id"]: row["title"] for row in rows}
    shown = list(names.values())
    lines = {
        document_id: canvas.wrapped(
            name if shown.count(name) == 1 else f"{name}, {titles[document_id]}",
            canvas.SHARED_WIDTH,
        )
        for document_id, name in names.items()
    }
    return _draw_groups(_grouped(rows, "document_id", lines), _families(rows), as_share=True)


def status_flow(status_flows: pa.Table) -> go.Figure:
    """Draw how activities went from status to status between consecutive occasions.

    Columns: occasion_number, label, status_code, status, status_sort_order and family_code, each also with previous_
    before it, and activity_count.
    """
    rows = [row for row in status_flows.to_pylist() if row["activity_count"]]
    if not rows:
        return canvas.draw_nothing()
    labels: dict[int, str] = {}
    names: dict[tuple[int, str], str] = {}
    order: dict[tuple[int, str], int] = {}
    colours: dict[tuple[int, str], str] = {}
    sent: dict[tuple[int, str], int] = {}
    received: dict[tuple[int, str], int] = {}
    for row in rows:
        count = row["activity_count"]
        start = (row["previous_occasion_number"], row["previous_status_code"])
        end = (row["occasion_number"], row["status_code"])
        labels[start[0]], labels[end[0]] = row["previous_label"], row["label"]
        names[start] = known("status", row["previous_status"])
        names[end] = known("status", row["status"])
        order[start], order[end] = row["previous_status_sort_order"], row["status_sort_order"]
        colours[start] = palette.FAMILY_COLOURS[row["previous_family_code"]]
        colours[end] = palette.FAMILY_COLOURS[row["family_code"]]
        sent[start] = sent.get(start, 0) + count
        received[end] = received.get(end, 0) + count
    counts = {node: max(sent.get(node, 0), received.get(node, 0)) for node in names}
    occasions = sorted(labels)
    columns = {
        occasion: sorted((node for node in names if node[0] == occasion), key=order.__getitem__)
        for occasion in occasions
    }
    # Each node's middle, as Plotly would place it: one scale for all columns, set by the fullest.
    height, pad = 340.0, 34.0
    scale = min(
        (height - pad * (len(column) - 1)) / sum(counts[node] for node in column)
        for column in columns.values()
    )
    nodes: list[tuple[int, str]] = []
    across: list[float] = []
    down: list[float] = []
    for place, occasion in enumerate(occasions):
        top = 0.0
        for node in columns[occasion]:
            nodes.append(node)
            # Plotly takes 0 for "not given".
            across.append(min(max(place / (len(occasions) - 1), 0.001), 0.999))
            down.append((top + counts[node] * scale / 2) / height)
            top += counts[node] * scale + pad
    index = {node: position for position, node in enumerate(nodes)}
    starts = [(row["previous_occasion_number"], row["previous_status_code"]) for row in rows]
    ends = [(row["occasion_number"], row["status_code"]) for row in rows]
    heading_lines = [canvas.wrapped(labels[occasion], 12) for occasion in occasions]
    top_margin = max(map(len, heading_lines)) * canvas.LINE_HEIGHT + 12
    anchors = ["left", *["center"] * (len(occasions) - 2), "right"]
    sankey = {
        "type": "sankey",
        "arrangement": "fixed",
        "node": {
            "label": [
                "<br>".join(canvas.wrapped(f"{names[node]} {words.number(counts[node])}", 13))
                for node in nodes
            ],
            "color": [colours[node] for node in nodes],
            "line": {"color": "#767676", "width": 1},
            "x": across,
            "y": down,
            "pad": pad,
            "thickness": 16,
            "hoverinfo": "none",
        },
        "link": {
            "source": [index[start] for start in starts],
            "target": [index[end] for end in ends],
            "value": [row["activity_count"] for row in rows],
            "color": [
                # What has no status is white, which no link can be seen in.
                palette.transparent(
                    palette.FAMILY_OUTLINES.get(row["previous_family_code"], colours[start]),
                    0.3,
                )
                for row, start in zip(rows, starts, strict=True)
            ],
            "customdata": [
                f"{canvas.plain(names[start])} → {canvas.plain(names[end])}: "
                f"{words.number(row['activity_count'])}"
                for row, start, end in zip(rows, starts, ends, strict=True)
            ],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        "textfont": {"size": 14, "color": palette.INK, "shadow": "auto"},
    }
    return canvas.draw(
        [sankey],
        {
            "height": height + top_margin + 16,
            # The outer nodes reach half their thickness past the edge.
            "margin": {"l": 9, "r": 9, "t": top_margin, "b": 14},
            "annotations": [
                canvas.note(
                    place / (len(occasions) - 1),
                    1,
                    "<br>".join(f"<b>{line}</b>" for line in lines),
                    yref="paper",
                    xanchor=anchor,
                    yanchor="bottom",
                    align=anchor,
                    xshift={"left": -8, "center": 0, "right": 8}[anchor],
                    yshift=8,
                )
                for place, (lines, anchor) in enumerate(zip(heading_lines, anchors, strict=True))
            ],
        },
    )
