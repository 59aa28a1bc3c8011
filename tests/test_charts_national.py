"""National measures become figures and a map that say what the tables say, without colour too."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any
from xml.etree import ElementTree as ET

import plotly.graph_objects as go
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_charts import EYES, HARMLESS, HOSTILE, lab, parts, table, texts

from malkollen import charts
from malkollen.charts import canvas, palette
from malkollen.locations import REFERENCE
from malkollen.words.language import ENGLISH, speaking

SOLNA, TABY, NATION = ("0184", "Solna"), ("0160", "Täby"), ("0000", "Riket")


def distance(one: str, other: str, eye: str) -> float:
    """Return how far apart two colours lie in CIELAB for an eye."""
    pairs = zip(lab(one, eye), lab(other, eye), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def series(
    area: tuple[str, str],
    values: dict[int, float | str],
    *,
    gender: str = "T",
    first_after_break: Sequence[int] = (),
    note: str | None = None,
) -> list[dict[str, Any]]:
    """Return one area's rows: a number is a value, a word its state."""
    return [
        {
            "area_code": area[0],
            "area": area[1],
            "gender": gender,
            "year": year,
            "state": value if isinstance(value, str) else "value",
            "value": None if isinstance(value, str) else value,
            "is_first_after_break": year in first_after_break,
            "break_note": note if year in first_after_break else None,
        }
        for year, value in values.items()
    ]


def band(
    values: dict[int, tuple[float, float, float]], *, first_after_break: Sequence[int] = ()
) -> pa.Table:
    """Return the lower quartile, the median and the upper quartile of each year."""
    return table(
        [
            {
                "year": year,
                "lower_quartile": lower,
                "median": median,
                "upper_quartile": upper,
                "is_first_after_break": year in first_after_break,
                "break_note": None,
            }
            for year, (lower, median, upper) in values.items()
        ]
    )


def target(**given: Any) -> dict[str, Any]:
    """Return a target: Solna at least 65."""
    return {
        "municipality": "Solna",
        "year": 2020,
        "target_operator": ">=",
        "target_value": 65.0,
        "target_value_high": None,
        **given,
    }


NO_BAND = pa.table({})
MUNICIPALITY_CODES = [
    line.partition(",")[0]
    for line in (REFERENCE / "municipalities.csv").read_text(encoding="utf-8").splitlines()[1:]
]


class TestPositions:
    """The colours of a place among others."""

    @pytest.mark.parametrize(
        "scale", [("best", "middle", "worst"), ("high", "between", "low")], ids=["good", "neutral"]
    )
    @pytest.mark.parametrize("eye", EYES)
    def test_apart(self, scale: tuple[str, ...], eye: str) -> None:
        """The three of a scale differ to every eye, and none looks like a target met or not met."""
        colours = [palette.POSITION_COLOURS[key] for key in scale]
        own = [palette.FAMILY_COLOURS[family] for family in ("completed", "behind")]
        pairs = [*combinations(colours, 2), *((one, other) for one in colours for other in own)]

        assert {pair: distance(*pair, eye) for pair in pairs if distance(*pair, eye) < 15} == {}

    def test_contrast(self) -> None:
        """Every colour of a place, and the mark of an area without value, is seen at 3:1 against the page."""
        drawn = {**palette.POSITION_COLOURS, "state": palette.STATE_MARK}

        assert {
            key: colour
            for key, colour in drawn.items()
            if palette.contrast(colour, palette.WHITE) < 3
        } == {}

    @pytest.mark.parametrize("scale", [("best", "middle", "worst"), ("high", "between", "low")])
    def test_without_colour(self, scale: tuple[str, ...]) -> None:
        """Symbol and pattern tell the three of a scale apart, and patterns the states without value."""
        assert len({palette.POSITION_SYMBOLS[key] for key in scale}) == 3
        assert len({palette.POSITION_PATTERNS.get(key) for key in scale}) == 3
        assert len(set(palette.STATE_PATTERNS.values())) == len(palette.STATE_PATTERNS)


class TestNationalTrend:
    """One measure over the years."""

    def drawn(
        self, rows: list[dict[str, Any]], around: pa.Table = NO_BAND, **how: Any
    ) -> tuple[dict[str, dict[str, Any]], dict[str, Any], list[str]]:
        """Return the traces by name, the layout and the texts."""
        figure = charts.national_trend(table(rows), around, unit="procent", **how)
        traces, layout = parts(figure)
        return {trace["name"]: trace for trace in traces}, layout, texts(figure)

    def test_lines(self) -> None:
        """Each municipality has a line of its own, the nation a dotted one in ink; names stand at their ends."""
        traces, layout, written = self.drawn(
            [
                *series(NATION, {2019: 70.0, 2020: 71.0}),
                *series(SOLNA, {2019: 66.0, 2020: 65.26}),
                *series(TABY, {2019: 90.0, 2020: 91.0}),
            ]
        )

        assert [traces[name]["y"] for name in ("Solna", "Täby", "Riket")] == [
            [66.0, 65.26],
            [90.0, 91.0],
            [70.0, 71.0],
        ]
        assert traces["Riket"]["line"] == {"color": palette.INK, "width": 2.5, "dash": "dot"}
        assert len({trace["marker"]["symbol"] for trace in traces.values()}) == 3
        assert len({trace["line"]["color"] for trace in traces.values()}) == 3
        assert written == ["Solna 65,3", "Täby 91,0", "Riket 71,0", "procent"]
        assert layout["xaxis"]["ticktext"] == ["2019", "2020"]

    def test_a_gap_is_no_zero(self) -> None:
        """Where a value is missing or secret the line parts, and a hollow mark at the bottom says why."""
        traces, layout, written = self.drawn(
            series(SOLNA, {2017: 66.0, 2018: "missing", 2019: "secret", 2020: 65.0})
        )
        marks = traces["Solna, inget värde"]

        assert (traces["Solna"]["x"], traces["Solna"]["y"]) == (
            [2017, None, 2020],
            [66.0, None, 65.0],
        )
        assert marks["x"] == [2018, 2019]
        assert marks["marker"]["color"] == palette.WHITE
        assert marks["hovertext"] == ["Solna 2018: saknas", "Solna 2019: sekretess"]
        assert layout["yaxis"]["range"][0] < marks["y"][0] < 65.0
        assert "Ihåliga märken: saknas och sekretess." in written

    def test_a_year_of_others_is_a_gap(self) -> None:
        """A line does not cross a year that others have; years that nobody has part no line."""
        traces, _, _ = self.drawn(
            [
                *series(SOLNA, {2015: 1.0, 2019: 2.0}),
                *series(TABY, {2015: 1.0, 2017: 2.0, 2019: 3.0}),
            ]
        )

        assert traces["Solna"]["x"] == [2015, None, 2019]
        assert traces["Täby"]["x"] == [2015, 2017, 2019]

    def test_nothing_but_gaps(self) -> None:
        """An area without a single value beside the others keeps its marks and has no line's end to name."""
        traces, _, written = self.drawn(
            [*series(SOLNA, {2020: "secret"}), *series(TABY, {2020: 5.0})]
        )

        assert traces["Solna"]["y"] == []
        assert traces["Solna, inget värde"]["x"] == [2020]
        assert written[:2] == ["Täby 5,0", "procent"]

    def test_break(self) -> None:
        """No line and no band crosses a series break; it is marked, and what changed stands below."""
        traces, layout, written = self.drawn(
            series(SOLNA, {2017: 66.0, 2018: 60.0, 2019: 61.0}, first_after_break=[2018]),
            band(
                {2017: (60.0, 70.0, 80.0), 2018: (50.0, 60.0, 70.0), 2019: (51.0, 61.0, 71.0)},
                first_after_break=[2018],
            ),
            breaks=[{"year": 2018, "note": "Okänd bakgrund räknas inte"}],
        )

        assert traces["Solna"]["x"] == [2017, None, 2018, 2019]
        assert traces["Hälften av kommunerna"]["x"] == [
            *(2016.7, 2017.3, 2017.3, 2016.7, None),
            *(2018, 2019, 2019, 2018, None),
        ]
        assert [shape["x0"] for shape in layout["shapes"]] == [2017.5]
        assert "ny mätning" in written
        assert "2018: Okänd bakgrund räknas inte" in written

    def test_break_told_by_the_rows(self) -> None:
        """A break in a year without values parts the years around it; the rows' own note is told."""
        rows = series(SOLNA, {2017: 66.0, 2019: 61.0}, first_after_break=[2019], note="Ny enkät")
        traces, _, written = self.drawn(rows)
        between, _, _ = self.drawn(
            series(SOLNA, {2017: 66.0, 2019: 61.0}), breaks=[{"year": 2018, "note": "Ny enkät"}]
        )

        assert traces["Solna"]["x"] == between["Solna"]["x"] == [2017, None, 2019]
        assert "2019: Ny enkät" in written

    def test_breaks_close_to_each_other(self) -> None:
        """Every break has its line; the word stands only where it does not lie on another."""
        years = range(2015, 2020)
        _, layout, written = self.drawn(
            series(SOLNA, dict.fromkeys(years, 1.0), first_after_break=[2016, 2017])
        )

        assert len(layout["shapes"]) == 2
        assert written.count("ny mätning") == 1

    def test_band(self) -> None:
        """The area goes along the lower quartile and back along the upper; it and the median are named in words."""
        traces, _, written = self.drawn(
            series(SOLNA, {2019: 66.0, 2020: 65.0}),
            band({2019: (60.0, 70.0, 80.0), 2020: (61.0, 71.0, 81.0)}),
        )
        area = traces["Hälften av kommunerna"]

        assert (area["x"], area["y"]) == (
            [2019, 2020, 2020, 2019, None],
            [60.0, 61.0, 81.0, 80.0, None],
        )
        assert (area["fill"], area["fillcolor"]) == ("toself", palette.BAND)
        assert traces["Medianen"]["y"] == [70.0, 71.0, None]
        assert "Medianen 71,0" in written
        assert any("Hälften av kommunerna ligger i bandet." in text for text in written)

    def test_only_the_band(self) -> None:
        """Where no municipality is chosen the band stands alone."""
        figure = charts.national_trend(
            pa.table({}), band({2019: (60.0, 70.0, 80.0)}), unit="procent"
        )

        assert texts(figure)[:2] == ["Medianen 70,0", "procent"]

    def test_target(self) -> None:
        """A target is a dashed line across its year in its municipality's colour, in words with its year."""
        traces, _, written = self.drawn(
            series(SOLNA, {2019: 60.0, 2020: 61.0, 2021: 62.0}),
            targets=[target(), target(year=2019, target_value=64.0)],
        )
        dashed = traces["Solna, mål"]

        assert dashed["x"] == [2018.6, 2019.4, None, 2019.6, 2020.4, None]
        assert dashed["y"] == [64.0, 64.0, None, 65.0, 65.0, None]
        assert dashed["line"] == {
            "color": palette.MUNICIPALITY_COLOURS[0],
            "width": 2,
            "dash": "dash",
        }
        assert "Solna, mål<br>minst 65 (2020)" in written

    def test_target_of_another_year(self) -> None:
        """A target for a year to come has its place on the axis, and a range is two lines."""
        traces, layout, _ = self.drawn(
            series(SOLNA, {2020: 61.0}), targets=[target(year=2022, target_value_high=70.0)]
        )

        assert traces["Solna, mål"]["y"] == [65.0, 65.0, None, 70.0, 70.0, None]
        assert layout["xaxis"]["range"] == [2019.5, 2022.5]

    def test_line_that_ends_early(self) -> None:
        """A line that ends before the others says its year."""
        _, _, written = self.drawn(
            [*series(SOLNA, {2018: 5.0}), *series(TABY, {2018: 6.0, 2019: 9.0})]
        )

        assert written[:2] == ["Solna 5,0<br>(2018)", "Täby 9,0"]

    def test_names_do_not_collide(self) -> None:
        """Names of lines that end at one value stand above each other, and none above the figure."""
        rows = [
            row
            for number in range(5)
            for row in series((f"000{number + 1}", f"Kommun {number}"), {2019: 1.0, 2020: 99.0})
        ]
        figure = charts.national_trend(table(rows), NO_BAND, unit="procent")
        shifts = sorted(note["yshift"] for note in parts(figure)[1]["annotations"][:5])

        assert [high - low for low, high in pairwise(shifts)] == [19] * 4
        assert max(shifts) < 80

    def test_to_the_letter(self) -> None:
        """Markup in a name, a unit or a note is shown, not followed."""
        rows = series(("0001", HOSTILE), {2018: 5.0, 2019: "secret"}, first_after_break=[2019])
        figure = charts.national_trend(
            table(rows), NO_BAND, unit=HOSTILE, breaks=[{"year": 2019, "note": HOSTILE}]
        )

        assert "<a" not in json.dumps(parts(figure), ensure_ascii=False)
        assert HARMLESS in texts(figure)


@given(
    held=st.dictionaries(
        st.integers(1990, 2030),
        st.one_of(st.floats(-1e9, 1e9), st.sampled_from(["missing", "secret", "not_applicable"])),
        min_size=1,
        max_size=30,
    ),
    breaks=st.sets(st.integers(1985, 2035), max_size=4),
)
def test_whatever_is_held(held: dict[int, float | str], breaks: set[int]) -> None:
    """Every value is drawn once and no other; no stretch of line crosses a break or a year without value."""
    figure = charts.national_trend(
        table(series(SOLNA, held)),
        NO_BAND,
        unit="antal",
        breaks=[{"year": year, "note": "Ny"} for year in sorted(breaks)],
    )
    values = {year: value for year, value in held.items() if not isinstance(value, str)}
    if not values:
        assert texts(figure) == ["Inga uppgifter"]
        return
    traces = {trace["name"]: trace for trace in parts(figure)[0]}
    line = traces["Solna"]
    drawn = dict(zip(line["x"], line["y"], strict=True))

    assert {year: value for year, value in drawn.items() if year is not None} == values
    for before, after in pairwise(line["x"]):
        if before is not None and after is not None:
            assert not any(before < year <= after for year in breaks)
            assert not any(before < year < after for year in held)
    absent = set(held) - set(values)
    assert set(traces.get("Solna, inget värde", {"x": []})["x"]) == absent


@given(
    labels=st.lists(st.tuples(st.floats(0, 280), st.sampled_from([19.0, 38.0])), max_size=7),
)
def test_labels_have_room(labels: list[tuple[float, float]]) -> None:
    """However close lines end, no label lies on another, and none reaches above the ceiling."""
    heights = [height for _, height in labels]
    moved = canvas.spread([middle for middle, _ in labels], heights, 300.0)

    edges = sorted(
        (to - height / 2, to + height / 2) for to, height in zip(moved, heights, strict=True)
    )
    assert all(top <= bottom + 1e-6 for (_, top), (bottom, _) in pairwise(edges))
    assert all(top <= 300.0 + 1e-6 for _, top in edges)


def test_national_genders() -> None:
    """Women and men have a colour, a symbol and a dash of their own, and are named."""
    rows = [
        *series(SOLNA, {2019: 60.0, 2020: 61.0}, gender="K"),
        *series(SOLNA, {2019: 50.0, 2020: 51.0}, gender="M"),
    ]
    figure = charts.national_genders(table(rows), unit="procent")
    women, men = parts(figure)[0]

    assert (women["name"], women["y"], men["name"]) == ("Kvinnor", [60.0, 61.0], "Män")
    assert women["line"]["dash"] != men["line"]["dash"]
    assert women["marker"]["symbol"] != men["marker"]["symbol"]
    assert distance(women["line"]["color"], men["line"]["color"], "deutan") > 15
    assert texts(figure) == ["Kvinnor 61,0", "Män 51,0", "procent"]


def place(**given: Any) -> dict[str, Any]:
    """Return one key figure among like municipalities: 76 where half lie between 70 and 80."""
    return {
        "kpi": "Behöriga",
        "unit": "procent",
        "direction": "higher",
        "year": 2023,
        "value": 76.0,
        "position": "middle",
        "peer_lower_quartile": 70.0,
        "peer_median": 74.0,
        "peer_upper_quartile": 80.0,
        **given,
    }


class TestPeersPosition:
    """Where values lie among like municipalities."""

    def test_place(self) -> None:
        """The value is a mark on a scale where the half between the quartiles is shaded and the median a line."""
        figure = charts.peers_position(table([place()]))
        [mark], layout = parts(figure)
        scale, half, median = layout["shapes"]

        assert "76,0\u00a0% 2023 · i den mellersta hälften" in texts(figure)[0]
        with speaking(ENGLISH):
            assert "76.0% in 2023 · in the middle half" in texts(
                charts.peers_position(table([place()]))
            )[0].replace("<br>", " ")
        bare = texts(charts.peers_position(table([place(unit="antal", value=168714.0)])))[0]
        assert "168\u00a0714 år 2023" in bare
        assert "har 70,0–80,0\u00a0%" in texts(figure)[0].replace("<br>", " ")
        assert (scale["x0"], scale["x1"]) == (0, 1)
        # The scale goes half the distance between the quartiles beyond them: 65 to 85.
        assert (half["x0"], half["x1"], median["x0"]) == (0.25, 0.75, 0.45)
        assert mark["x"] == [0.55]

    @pytest.mark.parametrize(
        ("direction", "mark", "ends"),
        [
            ("higher", 0.55, ["sämre", "bättre"]),
            ("lower", 0.45, ["sämre", "bättre"]),
            ("none", 0.55, ["lägre", "högre"]),
            ("band", 0.55, ["lägre", "högre"]),
        ],
    )
    def test_the_better_end_is_to_the_right(
        self, direction: str, mark: float, ends: list[str]
    ) -> None:
        """Where lower is better the scale is turned; where nothing is better its ends say only lower and higher."""
        figure = charts.peers_position(table([place(direction=direction)]))

        assert parts(figure)[0][0]["x"] == [pytest.approx(mark)]
        assert texts(figure)[1:] == ends

    def test_marks_differ(self) -> None:
        """Each place has colour, symbol and word of its own; without a direction none is coloured as good."""
        rows = [
            place(position="best", value=90.0),
            place(position="worst", value=60.0),
            place(position="middle", direction="none"),
        ]
        figure = charts.peers_position(table(rows))
        marks = {trace["name"]: trace["marker"] for trace in parts(figure)[0]}

        assert {name: mark["color"] for name, mark in marks.items()} == {
            name: palette.POSITION_COLOURS[name] for name in ("best", "worst", "between")
        }
        assert len({mark["symbol"] for mark in marks.values()}) == 3
        assert "i den bästa fjärdedelen" in texts(figure)[0]
        assert "i den sämsta fjärdedelen" in texts(figure)[3]

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"value": None, "position": None}, "inget värde 2023"),
            ({"value": None, "position": None, "year": None}, "inget värde hämtat"),
            (
                {
                    "peer_lower_quartile": None,
                    "peer_median": None,
                    "peer_upper_quartile": None,
                    "position": None,
                },
                "76,0\u00a0% 2023 · liknande kommuners värden är inte hämtade",
            ),
        ],
    )
    def test_no_place(self, given: dict[str, Any], words: str) -> None:
        """What has no value, or no peers to be held against, says so and has no scale."""
        figure = charts.peers_position(table([place(**given), place()]))

        assert words in texts(figure)[0].replace("<br>", " ")
        assert len(parts(figure)[0][0]["x"]) == 1

    def test_all_alike(self) -> None:
        """A municipality like all its peers stands in the middle of its scale."""
        alike = {"peer_lower_quartile": 76.0, "peer_median": 76.0, "peer_upper_quartile": 76.0}

        assert parts(charts.peers_position(table([place(**alike)])))[0][0]["x"] == [0.5]


def ranked(code: str, name: str, position: str | None, **given: Any) -> dict[str, Any]:
    """Return one municipality's row of a ranking; without a position it has no value unless given."""
    return {
        "municipality_code": code,
        "municipality": name,
        "year": 2023,
        "state": "value" if position else None,
        "value": 50.0 if position else None,
        "rank": 2 if position else None,
        "rank_count": 3 if position else None,
        "position": position,
        "is_fetched": True,
        **given,
    }


MAP = {"unit": "procent", "direction": "higher"}
SVG = "{http://www.w3.org/2000/svg}"


def tree_of(markup: str | bytes) -> ET.Element:
    """Read markup as a tree; fail where a text of the data has broken out of its place."""
    return ET.fromstring(markup)  # noqa: S314 - written here, and without entities


@dataclass(frozen=True)
class SeenMap:
    """What is seen of a map: its legend, and its SVG as a tree."""

    legend: list[str]
    svg: ET.Element

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in pixels."""
        _, _, width, height = self.svg.attrib["viewBox"].split()
        return float(width), float(height)

    @property
    def areas(self) -> dict[str, str]:
        """Each area's kind by what a pointer over it says."""
        return {
            str(path.findtext("title")): group.attrib["class"]
            for group in self.svg.iterfind("g/g[@fill]")
            for path in group.iterfind("path")
        }

    @property
    def paths(self) -> dict[str, str]:
        """Each area's path by the name of its municipality."""
        return {
            str(path.findtext("title")).partition(" 2023")[0]: path.attrib["d"]
            for path in self.svg.iterfind("g/g[@fill]/path")
        }

    def fill(self, kind: str) -> tuple[str, str | None]:
        """Return the ground and the mark's shape of a kind."""
        given = self.svg.findall(f"g/g[@class='{kind}']")[0].attrib["fill"]
        if not given.startswith("url("):
            return given, None
        [drawn] = [one for one in self.svg.iter("pattern") if given == f"url(#{one.attrib['id']})"]
        ground, mark = drawn
        return ground.attrib["fill"], mark.attrib.get("d", mark.tag)

    @property
    def names(self) -> dict[str, tuple[float, float, str]]:
        """Each name written on the map, with its place and which end of it stands there."""
        return {
            str(text.text): (
                float(text.attrib["x"]),
                float(text.attrib["y"]),
                text.attrib["text-anchor"],
            )
            for text in self.svg.iterfind("g/g[@class='chosen']/text")
        }


def seen_map(*rows: dict[str, Any], **how: Any) -> SeenMap:
    """Draw a map and read its markup."""
    drawn = charts.country_map(table(list(rows)), **{**MAP, **how})
    tree = tree_of(drawn.markup)
    svg = tree.find("svg")
    assert svg is not None
    return SeenMap(["".join(entry.itertext()) for entry in tree.iterfind("ul/li")], svg)


def corners(path: str) -> list[tuple[float, float]]:
    """Return where a path's rings begin, in pixels."""
    number = r"(-?[\d.]+)"
    return [(float(x), float(y)) for x, y in re.findall(rf"M{number} ?{number}", path)]


class TestCountryMap:
    """The municipalities of the country, filled by place."""

    def test_whole_country(self) -> None:
        """All 290 municipalities are drawn, north up, as tall as the country is beside its width, and slim."""
        rows = [ranked(code, code, "middle") for code in MUNICIPALITY_CODES]
        seen = seen_map(*rows, chosen=("2584", "1286", "1486", "2583"))
        width, height = seen.size

        assert len(rows) == 290
        assert seen.legend == ["mellersta hälften 290"]
        assert len(seen.areas) == 290
        assert all(path.startswith("M") and path.endswith("z") for path in seen.paths.values())
        # From Treriksröset to Smygehuk are about 1570 km, the land's width about 650 km.
        assert height == 760
        assert 300 < width < 350
        kiruna, ystad, stromstad, haparanda = (
            corners(seen.paths[code])[0] for code in ("2584", "1286", "1486", "2583")
        )
        assert kiruna[1] < haparanda[1] < stromstad[1] < ystad[1]
        assert stromstad[0] < ystad[0] < haparanda[0]
        markup = charts.country_map(table(rows), **MAP).markup
        assert len(markup.encode()) < 120_000

    def test_classes(self) -> None:
        """Each place is a class named in words with its count, none told by colour alone."""
        seen = seen_map(
            ranked("0184", "Solna", "best"),
            ranked("0160", "Täby", "best"),
            ranked("0126", "Huddinge", "middle"),
            ranked("0125", "Ekerö", "worst"),
        )

        assert seen.legend == ["bästa fjärdedelen 2", "mellersta hälften 1", "sämsta fjärdedelen 1"]
        assert list(seen.areas.values()) == ["best", "best", "middle", "worst"]
        best, middle, worst = (seen.fill(kind) for kind in ("best", "middle", "worst"))
        assert best == (palette.POSITION_COLOURS["best"], "circle")
        assert middle == (palette.POSITION_COLOURS["middle"], None)
        assert worst[0] == palette.POSITION_COLOURS["worst"]
        assert worst[1] not in (None, "circle")

    def test_without_direction(self) -> None:
        """High and low have colours of their own, which say nothing of good and bad."""
        seen = seen_map(
            ranked("0184", "Solna", "high"),
            ranked("0160", "Täby", "middle"),
            ranked("0126", "Huddinge", "low"),
            direction="none",
        )

        assert seen.legend == [
            "högsta fjärdedelen 1",
            "mellersta hälften 1",
            "lägsta fjärdedelen 1",
        ]
        for kind in ("high", "between", "low"):
            assert seen.fill(kind)[0] == palette.POSITION_COLOURS[kind]

    def test_no_value(self) -> None:
        """Secret, missing, not applicable, not held and not fetched are five classes in white, with words and patterns."""
        seen = seen_map(
            ranked("0184", "Solna", None, state="secret"),
            ranked("0160", "Täby", None, state="missing"),
            ranked("0126", "Huddinge", None, state="not_applicable"),
            ranked("0125", "Ekerö", None),
            ranked("1880", "Örebro", None, is_fetched=False),
            ranked("0580", "Linköping", None, state="value", value=5.0),
        )

        assert seen.legend == [
            "har värde, utan plats 1",
            "sekretess 1",
            "ej tillämpligt 1",
            "saknas 1",
            "ingen uppgift 1",
            "inte hämtad 1",
        ]
        assert seen.fill("value") == (palette.MEDIAN, None)
        white = [seen.fill(kind) for kind in palette.STATE_PATTERNS]
        assert {ground for ground, _ in white} == {palette.WHITE}
        assert len({shape for _, shape in white}) == 5

    def test_hover(self) -> None:
        """Each municipality says its name, value and place where a pointer is over it."""
        seen = seen_map(
            ranked("0184", HOSTILE, "best"), ranked("0160", "Täby", None, state="secret")
        )

        assert list(seen.areas) == [
            f"{HOSTILE} 2023: 50,0\u00a0%\nplats 2 av 3\nbästa fjärdedelen",
            "Täby 2023: sekretess",
        ]

    def test_in_words(self) -> None:
        """To a screen reader the map is one image, and what it says is its summary."""
        svg = seen_map(ranked("0184", "Solna", "best"), summary=f'Karta: "{HOSTILE}"').svg

        assert (svg.attrib["role"], svg.attrib["aria-label"]) == ("img", f'Karta: "{HOSTILE}"')
        # One picture: its areas are nothing apart to a screen reader.
        assert [group.attrib for group in svg.iterfind("g")] == [{"aria-hidden": "true"}]

    def test_chosen(self) -> None:
        """Those chosen are outlined and named."""
        rows = [ranked(code, name, "middle") for code, name in (SOLNA, TABY, ("0180", HOSTILE))]
        seen = seen_map(*rows, chosen=("0184", "0180", "9999"))

        assert set(seen.names) == {"Solna", HOSTILE}
        inked = seen.svg.findall(f"g/g[@class='chosen']/path[@stroke='{palette.INK}']")
        assert inked[0].attrib["d"] == seen.paths["Solna"] + seen.paths[HOSTILE]
        # What is drawn over the areas does not keep a pointer from them.
        assert seen.svg.findall("g/g[@class='chosen']")[0].attrib["pointer-events"] == "none"

    @given(chosen=st.sets(st.sampled_from(MUNICIPALITY_CODES), max_size=60))
    def test_names_are_apart_and_within(self, chosen: set[str]) -> None:
        """However many are chosen, no name lies on another or reaches out of the map; as many as have room are named."""
        rows = [ranked(code, f"Kommun {code}", "middle") for code in MUNICIPALITY_CODES]
        seen = seen_map(*rows, chosen=sorted(chosen))
        width, height = seen.size
        baselines = sorted(y for _, y, _ in seen.names.values())

        assert len(seen.names) == min(len(chosen), 38)
        assert all(below - above > 19.8 for above, below in pairwise(baselines))
        assert all(14 <= y <= height for y in baselines)
        # Eleven letters of 14 px; the narrow ones of the page's font are at most 7 px on average.
        assert all(
            x + 11 * 7 <= width if end == "start" else x >= 11 * 7
            for x, _, end in seen.names.values()
        )

    def test_part_of_the_country(self) -> None:
        """A few municipalities fill the map, with finer boundaries than in a map of all."""
        alone = seen_map(ranked("0188", "Norrtälje", "best"))
        everyone = [ranked(code, code, "best") for code in MUNICIPALITY_CODES]

        assert max(alone.size[0] / 350, alone.size[1] / 760) == pytest.approx(1, abs=0.01)
        assert len(alone.paths["Norrtälje"]) > 2 * len(seen_map(*everyone).paths["0188"])

    def test_point_on_the_mainland(self) -> None:
        """The line to Norrtälje's name begins on its mainland, not on an island in the south or east."""
        seen = seen_map(ranked("0188", "Norrtälje", "best"), chosen=["0188"])
        line = seen.svg.findall("g/g[@class='chosen']/path")[-1]
        width, height = seen.size
        [(x, y)] = corners(line.attrib["d"])

        assert x < 0.7 * width
        assert y < 0.7 * height

    def test_unknown_municipalities(self) -> None:
        """A code that the map does not know is left out."""
        seen = seen_map(ranked("9999", "Ingenstans", "best"), ranked("0184", "Solna", "best"))

        assert seen.legend == ["bästa fjärdedelen 1"]

    @pytest.mark.parametrize(
        "ranking", [pa.table({}), table([ranked("9999", "Ingenstans", "best")])]
    )
    def test_nothing_to_draw(self, ranking: pa.Table) -> None:
        """Without a municipality that the map knows it says so."""
        assert charts.country_map(ranking, **MAP).markup == "<p>Inga uppgifter</p>"

    def test_nothing_from_elsewhere(self) -> None:
        """The markup names no address, runs no script and moves nothing."""
        markup = charts.country_map(
            table([ranked("0184", "Solna", "best")]), **MAP, chosen=["0184"], summary="Karta"
        ).markup

        for word in ("http", "//", "href", "src", "import", "script", "animat", "transition"):
            assert word not in markup

    @given(name=st.text(max_size=40), around=st.text(max_size=80))
    def test_any_text(self, name: str, around: str) -> None:
        """Whatever a text holds, the markup stays whole, with no element more."""
        row = table([ranked("0184", name, "best")])
        plain_row = table([ranked("0184", "Solna", "best")])

        def tags(tree: ET.Element) -> list[str]:
            return [one.tag for one in tree.iter() if one.tag != f"{SVG}text"]

        markup, plain_markup = (
            charts.country_map(one, **MAP, chosen=["0184"], summary=around).markup
            for one in (row, plain_row)
        )
        assert tags(tree_of(markup)) == tags(tree_of(plain_markup))


@pytest.mark.parametrize(
    "drawn",
    [
        lambda: charts.national_trend(NO_BAND, NO_BAND, unit="procent"),
        lambda: charts.national_trend(
            table(series(SOLNA, {2020: "missing"})), NO_BAND, unit="procent"
        ),
        lambda: charts.national_genders(NO_BAND, unit="procent"),
        lambda: charts.peers_position(NO_BAND),
    ],
)
def test_nothing_to_draw(drawn: Any) -> None:
    """A table without values is a figure that says 'Inga uppgifter'."""
    assert texts(drawn()) == ["Inga uppgifter"]


def test_every_figure_is_valid() -> None:
    """What is built without validation is what Plotly would have accepted."""
    rows = table(
        series(SOLNA, {2018: 1.0, 2019: "secret", 2020: 2.0}, first_after_break=[2020], note="Ny")
    )
    around = band({2018: (1.0, 2.0, 3.0), 2020: (1.0, 2.0, 3.0)})
    for figure in (
        charts.national_trend(rows, around, unit="procent", targets=[target()]),
        charts.national_genders(rows, unit="procent"),
        charts.peers_position(table([place(), place(position="best")])),
    ):
        go.Figure(figure.to_dict())
