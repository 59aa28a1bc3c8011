"""Tables become figures that say what the tables say, without colour too."""

import json
from datetime import date
from itertools import combinations
from typing import Any

import plotly.graph_objects as go
import pyarrow as pa
import pytest

from malkollen import charts
from malkollen.charts import palette
from malkollen.words.language import ENGLISH, speaking

FAMILIES = {
    "completed": "Genomfört",
    "in_progress": "Pågår",
    "behind": "Efter plan",
    "not_begun": "Ej påbörjat",
    "dropped": "Utgår",
    "not_reported": "Ej rapporterat",
}
HOSTILE = "<a href='https://example.org'>här</a> & nu"
HARMLESS = "&lt;a href='https://example.org'&gt;här&lt;/a&gt; &amp; nu"

# How the eye sees linear red, green and blue without one kind of cone (Machado, Oliveira and Fernandes 2009, severity 1).
EYES = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def family_counts(**counts: int) -> list[dict[str, Any]]:
    """Return one row per family, also those that hold none."""
    total = sum(counts.values())
    return [
        {
            "family_code": code,
            "family": family,
            "sort_order": place,
            "activity_count": counts.get(code, 0),
            "activity_share": counts.get(code, 0) / total if total else None,
        }
        for place, (code, family) in enumerate(FAMILIES.items(), start=1)
    ]


def table(rows: list[dict[str, Any]]) -> pa.Table:
    """Return rows as an Arrow table."""
    return pa.Table.from_pylist(rows)


def parts(figure: go.Figure) -> tuple[list[Any], dict[str, Any]]:
    """Return a figure's traces, by their names without the space that keeps a legend's entries apart, and its layout."""
    drawn = json.loads(figure.to_json())
    for trace in drawn["data"]:
        if "name" in trace:
            trace["name"] = trace["name"].rstrip("\u2003")
    return drawn["data"], drawn["layout"]


def texts(figure: go.Figure) -> list[str]:
    """Return the texts written in a figure."""
    return [note["text"] for note in parts(figure)[1].get("annotations", [])]


def lab(colour: str, eye: str) -> tuple[float, float, float]:
    """Return where a colour lies in CIELAB (D65) for an eye."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    ]
    seen = [
        min(max(sum(a * b for a, b in zip(row, linear, strict=True)), 0.0), 1.0)
        for row in EYES[eye]
    ]
    to_xyz = ((0.4338, 0.3762, 0.1899), (0.2126, 0.7152, 0.0722), (0.0177, 0.1095, 0.8728))
    x, y, z = (sum(a * b for a, b in zip(row, seen, strict=True)) for row in to_xyz)
    fx, fy, fz = (
        value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in (x, y, z)
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


class TestPalette:
    """Colours can be told apart and read."""

    def test_contrast_to_white(self) -> None:
        """Every family, by its colour or its outline, stands at least 3:1 against the page."""
        drawn = {**palette.FAMILY_COLOURS, **palette.FAMILY_OUTLINES}

        assert {
            code: colour
            for code, colour in drawn.items()
            if palette.contrast(colour, palette.WHITE) < 3
        } == {}

    def test_contrast_of_text(self) -> None:
        """Numbers in segments, and names in a municipality's colour, are readable at 4.5:1."""
        backgrounds = list(palette.FAMILY_COLOURS.values())
        on_segments = [palette.contrast(palette.text_on(colour), colour) for colour in backgrounds]
        on_page = [
            palette.contrast(colour, palette.WHITE)
            for colour in (*palette.MUNICIPALITY_COLOURS, palette.QUIET)
        ]

        assert min(on_segments + on_page) >= 4.5

    def test_known_contrast(self) -> None:
        """The contrast is WCAG's: black on white is 21, #767676 on white just above 4.5."""
        assert round(palette.contrast("#000000", "#ffffff"), 6) == 21
        assert round(palette.contrast("#767676", "#ffffff"), 2) == 4.54

    @pytest.mark.parametrize("eye", EYES)
    @pytest.mark.parametrize(
        "colours", [tuple(palette.FAMILY_COLOURS.values()), palette.MUNICIPALITY_COLOURS]
    )
    def test_colours_apart(self, colours: tuple[str, ...], eye: str) -> None:
        """No two colours look alike, also to the colour-blind."""
        distances = {
            (one, other): sum(
                (a - b) ** 2 for a, b in zip(lab(one, eye), lab(other, eye), strict=True)
            )
            ** 0.5
            for one, other in combinations(colours, 2)
        }

        assert {pair: apart for pair, apart in distances.items() if apart < 15} == {}

    def test_families_without_colour(self) -> None:
        """Without colour, two families are told apart by pattern, or as greys at least 3:1 from each other."""
        alike = [
            (one, other)
            for one, other in combinations(palette.FAMILY_COLOURS, 2)
            if palette.FAMILY_PATTERNS.get(one, ("",))[0]
            == palette.FAMILY_PATTERNS.get(other, ("",))[0]
            and palette.contrast(palette.FAMILY_COLOURS[one], palette.FAMILY_COLOURS[other]) < 3
        ]

        assert alike == []

    def test_symbols_differ(self) -> None:
        """Each municipality has a symbol of its own."""
        assert len(set(palette.MUNICIPALITY_SYMBOLS)) == len(palette.MUNICIPALITY_COLOURS) == 5


class TestStatusBar:
    """One bar of all activities."""

    def test_segments(self) -> None:
        """Segments follow the vocabulary, carry word and number, and empty families are left out."""
        rows = family_counts(completed=22, in_progress=76, behind=2, not_begun=15)
        traces, layout = parts(charts.status_bar(table(rows[::-1])))

        assert [
            (trace["name"], trace["x"], trace["text"], trace["marker"]["color"]) for trace in traces
        ] == [
            ("Genomfört 22", [22], ["22"], "#123f6d"),
            ("Pågår 76", [76], ["76"], "#4f8fc4"),
            ("Efter plan 2", [2], ["2"], "#c2570c"),
            ("Ej påbörjat 15", [15], ["15"], "#8d8168"),
        ]
        assert traces[1]["hovertext"] == ["Pågår: 76 (66\u00a0%)"]
        assert layout["showlegend"] is True
        assert layout["xaxis"]["range"] == [0, 115]

    def test_gaps_and_patterns(self) -> None:
        """White lines part the segments; what is not going as planned is hatched; not reported is dotted and outlined."""
        counts = family_counts(
            completed=1, in_progress=1, behind=1, not_begun=1, dropped=1, not_reported=1
        )
        traces, _ = parts(charts.status_bar(table(counts)))
        completed, in_progress, *others = (trace["marker"] for trace in traces)
        *_others, not_reported = others

        assert completed["line"] == {"color": "#ffffff", "width": 2}
        assert "pattern" not in {**completed, **in_progress}
        assert [marker["pattern"]["shape"] for marker in others] == ["/", ".", "\\", "."]
        assert not_reported["color"] == "#ffffff"
        assert not_reported["line"]["color"] == "#767676"

    def test_no_activities(self) -> None:
        """Families that all hold nothing are an empty figure, not an empty bar."""
        assert texts(charts.status_bar(table(family_counts()))) == ["Inga uppgifter"]

    def test_nothing_moves(self) -> None:
        """A finger that scrolls the page neither drags nor zooms the figure."""
        _, layout = parts(charts.status_bar(table(family_counts(completed=1))))

        assert layout["dragmode"] is False
        assert layout["xaxis"]["fixedrange"] is True
        assert layout["yaxis"]["fixedrange"] is True
        assert charts.config()["displayModeBar"] is False


class TestStatusBars:
    """One bar per goal or committee."""

    def goals(self, *titled: tuple[str, str | None, dict[str, int]]) -> pa.Table:
        """Return family counts of goals: id, title, counts."""
        return table(
            [
                {"goal_id": goal_id, "title": title, **row, "family_sort_order": row["sort_order"]}
                for goal_id, title, counts in titled
                for row in family_counts(**counts)
            ]
        )

    def test_counts(self) -> None:
        """Bars lie in order of appearance on one scale, each with its name and what is completed."""
        goals = self.goals(
            ("g2", "Verksamhet", {"completed": 2, "in_progress": 8}),
            ("g1", "Ekonomi", {"in_progress": 4}),
        )
        figure = charts.status_bars(goals, "title", key="goal_id")
        traces, layout = parts(figure)

        assert texts(figure) == [
            "Verksamhet",
            "2 av 10 genomförda",
            "Ekonomi",
            "0 av 4 genomförda",
        ]
        assert [(trace["name"], trace["x"]) for trace in traces] == [
            ("Genomfört", [2, None]),
            ("Pågår", [8, 4]),
        ]
        assert layout["xaxis"]["range"] == [0, 10]
        assert traces[0]["y"][0] < traces[0]["y"][1]

    def test_shares(self) -> None:
        """As shares, every bar that has activities is as long, and the numbers stay counts."""
        goals = self.goals(
            ("g1", "A", {"completed": 2, "in_progress": 6}), ("g2", "B", {"in_progress": 4})
        )
        traces, layout = parts(charts.status_bars(goals, "title", key="goal_id", as_share=True))

        assert [(trace["x"], trace["text"]) for trace in traces] == [
            ([0.25, None], ["2", ""]),
            ([0.75, 1.0], ["6", "4"]),
        ]
        assert layout["xaxis"]["range"] == [0, 1.0]

    def test_not_reported(self) -> None:
        """Activities without status are told beside the completed, never counted as undone."""
        goals = self.goals(
            ("g1", "A", {"completed": 2, "in_progress": 1, "not_reported": 7}),
            ("g2", "B", {"not_reported": 3}),
            ("g3", "C", {}),
        )

        assert texts(charts.status_bars(goals, "title", key="goal_id"))[1::2] == [
            "2 av 3 genomförda<br>7 ej rapporterade",
            "ej rapporterat",
            "inga aktiviteter",
        ]

    def test_same_title(self) -> None:
        """Two goals of one title are two bars where the key tells them apart."""
        goals = self.goals(("g1", "Övrigt", {"completed": 1}), ("g2", "Övrigt", {"completed": 2}))

        assert parts(charts.status_bars(goals, "title", key="goal_id"))[0][0]["x"] == [1, 2]

    def test_labels(self) -> None:
        """Markup in a label shows to the letter, long labels break, a missing one is said to be missing."""
        goals = self.goals(
            ("g1", HOSTILE, {"completed": 1}),
            ("g2", "Samverkan med berörda nämnder och näringslivet i hela länet", {"completed": 1}),
            ("g3", None, {"completed": 1}),
        )

        hostile, long, missing = texts(charts.status_bars(goals, "title", key="goal_id"))[::2]
        assert hostile.replace("<br>", " ") == HARMLESS
        assert long == "Samverkan med berörda nämnder och<br>näringslivet i hela länet"
        assert missing == "anges inte"


def test_comparison_statuses() -> None:
    """Documents share the scale 0 to 100 %; the title tells two of the same municipality and year apart."""
    rows = [
        {"document_id": key, "municipality": name, "year": 2020, "title": title, **row}
        for key, name, title, counts in (
            ("a", "Täby", "Bokslut", {"completed": 5, "in_progress": 15}),
            ("b", "Ekerö", "Plan", {"not_reported": 24}),
            ("c", "Täby", "Delår", {"in_progress": 1}),
        )
        for row in family_counts(**counts)
    ]
    figure = charts.comparison_statuses(table(rows))
    traces, layout = parts(figure)

    assert texts(figure)[::2] == ["Täby 2020, Bokslut", "Ekerö 2020", "Täby 2020, Delår"]
    assert layout["xaxis"]["range"] == [0, 1.0]
    assert [(trace["name"], trace["x"]) for trace in traces] == [
        ("Genomfört", [0.25, None, None]),
        ("Pågår", [0.75, None, 1.0]),
        ("Ej rapporterat", [None, 1.0, None]),
    ]


class TestStatusFlow:
    """Flows between occasions."""

    def flow(self, *rows: tuple[int, str, str, int]) -> pa.Table:
        """Return flows: occasion before, status before, status after, count."""
        statuses = {
            "on_plan": ("Pågår enligt plan", 3, "in_progress"),
            "completed": ("Genomförd", 1, "completed"),
            "not_reported": ("Ej rapporterad", 13, "not_reported"),
        }
        return table(
            [
                {
                    "previous_occasion_number": number,
                    "previous_label": f"Delår {number}",
                    "previous_status_code": before,
                    "previous_status": statuses[before][0],
                    "previous_status_sort_order": statuses[before][1],
                    "previous_family_code": statuses[before][2],
                    "occasion_number": number + 1,
                    "label": f"Delår {number + 1}",
                    "status_code": after,
                    "status": statuses[after][0],
                    "status_sort_order": statuses[after][1],
                    "family_code": statuses[after][2],
                    "activity_count": count,
                }
                for number, before, after, count in rows
            ]
        )

    def test_flow(self) -> None:
        """Nodes say status and number, in the vocabulary's order within each occasion; links join them."""
        flow = self.flow(
            (1, "on_plan", "on_plan", 25),
            (1, "on_plan", "completed", 5),
            (2, "on_plan", "completed", 25),
            (2, "completed", "completed", 5),
        )
        figure = charts.status_flow(flow)
        [sankey], _ = parts(figure)

        assert texts(figure) == ["<b>Delår 1</b>", "<b>Delår 2</b>", "<b>Delår 3</b>"]
        assert [label.replace("<br>", " ") for label in sankey["node"]["label"]] == [
            "Pågår enligt plan 30",
            "Genomförd 5",
            "Pågår enligt plan 25",
            "Genomförd 30",
        ]
        assert sankey["node"]["color"] == ["#4f8fc4", "#123f6d", "#4f8fc4", "#123f6d"]
        assert list(
            zip(
                sankey["link"]["source"],
                sankey["link"]["target"],
                sankey["link"]["value"],
                strict=True,
            )
        ) == [(0, 2, 25), (0, 1, 5), (2, 3, 25), (1, 3, 5)]
        assert sankey["node"]["y"][1] < sankey["node"]["y"][2]

    def test_not_reported_is_seen(self) -> None:
        """What comes from no status flows in the outline's grey, for white would not be seen."""
        [sankey], _ = parts(charts.status_flow(self.flow((1, "not_reported", "completed", 2))))

        assert sankey["link"]["color"] == ["rgba(118,118,118,0.3)"]


JUNE, DECEMBER = date(2022, 6, 30), date(2022, 12, 31)


class TestDeferralTimeline:
    """Each deferral from the earlier end to the new one."""

    def deferral(self, **given: Any) -> dict[str, Any]:
        """Return one deferral; what is not given is unknown."""
        return {
            "title": "Handlingsplan",
            "from_text": None,
            "from_date": None,
            "to_text": None,
            "to_date": None,
            "kind": "within_year",
            "is_marked": True,
            "as_of_date": date(2022, 8, 31),
            **given,
        }

    def drawn(self, **given: Any) -> tuple[dict[str, Any], dict[str, Any], list[str]]:
        """Return a deferral's traces by name, layout and texts."""
        figure = charts.deferral_timeline(table([self.deferral(**given)]))
        traces, layout = parts(figure)
        return {trace["name"]: trace for trace in traces}, layout, texts(figure)

    def test_from_to(self) -> None:
        """A deferral known at both ends is a line between them, told in the document's words."""
        traces, _, written = self.drawn(
            from_text="juni",
            from_date=date(2022, 6, 30),
            to_text="Förskjuts till 2023*",
            to_date=date(2023, 12, 31),
            kind="to_later_year",
        )

        assert list(traces) == ["Flyttad från och till", "Tidigare slut", "Nytt slut senare år"]
        assert traces["Flyttad från och till"]["x"] == ["2022-06-30", "2023-12-31", None]
        assert traces["Nytt slut senare år"]["x"] == ["2023-12-31"]
        assert traces["Nytt slut senare år"]["marker"]["color"] == "#c2570c"
        assert "Från: juni. Till: Förskjuts till 2023*" in written[0]

    def test_one_without_an_earlier_end_is_left_out(self) -> None:
        """There is nothing to draw it from: the table beside the picture has it; alone it is no picture at all."""
        rows = [
            self.deferral(title="Vet båda", from_date=JUNE, to_date=DECEMBER),
            self.deferral(title="Vet bara det nya", to_date=DECEMBER),
            self.deferral(title="Vet inget", kind="date_unknown", as_of_date=None),
        ]
        traces, _ = parts(charts.deferral_timeline(table(rows)))

        assert [(trace["name"], trace["x"]) for trace in traces] == [
            ("Flyttad från och till", ["2022-06-30", "2022-12-31", None]),
            ("Tidigare slut", ["2022-06-30"]),
            ("Nytt slut inom året", ["2022-12-31"]),
        ]
        assert texts(charts.deferral_timeline(table(rows[:1]))) == texts(
            charts.deferral_timeline(table(rows))
        )
        assert texts(charts.deferral_timeline(table(rows[1:]))) == ["Inga uppgifter"]

    def test_only_in_a_comment(self) -> None:
        """What is told only in a comment has an open marker, and says so in legend and label."""
        traces, _, written = self.drawn(from_date=JUNE, to_date=DECEMBER, is_marked=False)

        marker = traces["Nytt slut inom året, bara i kommentar"]["marker"]
        assert (marker["color"], marker["line"]["color"]) == ("#ffffff", "#4f8fc4")
        assert "(bara i kommentar)" in written[0]

    def test_no_new_date(self) -> None:
        """Where no new end is given, the row says so at the right edge and has only the earlier one's marker."""
        traces, layout, written = self.drawn(kind="date_unknown", from_date=JUNE)

        assert list(traces) == ["Tidigare slut"]
        assert "Från: 30\u00a0juni\u00a02022. Nytt datum anges inte" in written[0]
        assert "nytt datum anges inte" in written
        assert [shape["x0"] for shape in layout["shapes"]] == ["2022-08-31"]
        assert "per 31\u00a0augusti\u00a02022" in written

    def test_without_a_date_of_the_document(self) -> None:
        """The line of the day that the statuses hold for is left out where the document has none."""
        _, layout, _ = self.drawn(from_date=JUNE, to_date=DECEMBER, as_of_date=None)

        assert layout["shapes"] == []

    def test_ticks(self) -> None:
        """The axis is marked at ends of months, which deadlines fall on, at most five."""
        _, layout, _ = self.drawn(from_date=date(2022, 6, 30), to_date=date(2023, 12, 31))

        assert layout["xaxis"]["tickvals"] == [
            "2022-06-30",
            "2022-12-31",
            "2023-06-30",
            "2023-12-31",
        ]
        assert layout["xaxis"]["ticktext"][1] == "dec<br>2022"

    def test_title_to_the_letter(self) -> None:
        """Markup in a title or in the document's own date text is shown, not followed."""
        _, _, written = self.drawn(
            title=HOSTILE, from_date=JUNE, to_text="<b>2023</b>", to_date=date(2023, 12, 31)
        )

        assert HARMLESS in written[0]
        assert "Till: &lt;b&gt;2023&lt;/b&gt;" in written[0]


class TestComparisonBars:
    """One measure side by side."""

    def test_null_and_zero(self) -> None:
        """What is not reported is said in words; zero is a number."""
        rows = table(
            [
                {"municipality": "Täby", "share": 0.25},
                {"municipality": "Ekerö", "share": None},
                {"municipality": "Solna", "share": 0.0},
            ]
        )
        figure = charts.comparison_bars(rows, "share", "municipality", is_share=True)
        [bars], layout = parts(figure)

        assert bars["x"] == [0.25, None, 0.0]
        assert texts(figure) == [
            "Täby",
            "25\u00a0%",
            "Ekerö",
            "ej rapporterat",
            "Solna",
            "0\u00a0%",
        ]
        assert layout["xaxis"]["range"] == [0, 1.0]
        # Where the rows say why there is none, that stands in its place.
        told = [{**row, "absence": "ingen märkt"} for row in rows.to_pylist()]
        said = texts(charts.comparison_bars(table(told), "share", "municipality", is_share=True))
        assert said[1::2] == ["25\u00a0%", "ingen märkt", "0\u00a0%"]
        # Behind what is reported lies the whole, the same for any share.
        grounds = [shape for shape in layout["shapes"] if shape["type"] == "rect"]
        assert [(shape["x0"], shape["x1"]) for shape in grounds] == [(0, 1)] * 2

    def test_counts(self) -> None:
        """Counts share a scale from zero to the largest, and no whole is drawn behind them."""
        rows = table([{"name": HOSTILE, "n": 1200}, {"name": "B", "n": 80}])
        figure = charts.comparison_bars(rows, "n", "name", is_share=False)

        assert parts(figure)[1]["xaxis"]["range"] == [0, 1200]
        assert [shape["type"] for shape in parts(figure)[1]["shapes"]] == ["line"]
        assert texts(figure) == [HARMLESS, "1\u00a0200", "B", "80"]


def result(**given: Any) -> dict[str, Any]:
    """Return one row of target and outcome: at most 35 grams, 29 measured."""
    return {
        "kpi": "Matsvinn",
        "municipality": "Huddinge",
        "unit": "gram",
        "direction": "lower",
        "year": 2018,
        "gender": "T",
        "target_operator": "<=",
        "target_value": 35.0,
        "target_value_high": None,
        "outcome_operator": "=",
        "outcome_value": 29.0,
        "outcome_value_high": None,
        "is_met": True,
        **given,
    }


NO_OUTCOME: dict[str, Any] = {
    "outcome_operator": None,
    "outcome_value": None,
    "is_met": None,
}
NO_TARGET: dict[str, Any] = {"target_operator": None, "target_value": None, "is_met": None}


class TestKpiBullet:
    """Outcomes against targets."""

    def good_side(self, **given: Any) -> list[tuple[float, float]]:
        """Return the shaded stretches, from and to, 0 to 1 of the scale."""
        shapes = parts(charts.kpi_bullet(table([result(**given)])))[1]["shapes"]
        return [
            (shape["x0"], shape["x1"])
            for shape in shapes
            if shape["fillcolor"] == palette.GOOD_SIDE
        ]

    def test_outcome_against_target(self) -> None:
        """The outcome is a bar from zero, the target a line, on a scale that ends at a round number."""
        figure = charts.kpi_bullet(table([result()]))
        [outcome, target], _ = parts(figure)

        assert texts(figure)[1:] == ["0", "40"]
        assert "Mål 2018: högst 35\u00a0gram · utfall 29\u00a0gram · nått" in texts(figure)[0]
        assert (outcome["base"], outcome["x"]) == ([0.0], [29 / 40])
        assert target["x"] == [35 / 40]

    def test_missed(self) -> None:
        """A target that was not reached says so in words and changes colour."""
        figure = charts.kpi_bullet(table([result(outcome_value=38.0, is_met=False)]))

        assert "· inte nått" in texts(figure)[0].replace("<br>", " ")
        assert parts(figure)[0][0]["marker"]["color"] == ["#c2570c"]

    def test_no_outcome(self) -> None:
        """A target without outcome stays, with its line and the words for it."""
        figure = charts.kpi_bullet(table([result(**NO_OUTCOME)]))
        [outcome, target], _ = parts(figure)

        assert "inget utfall rapporterat" in texts(figure)[0].replace("<br>", " ")
        assert (outcome["x"], target["x"]) == ([], [35 / 40])

    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            ({}, [(0.0, 35 / 40)]),
            ({"target_operator": ">="}, [(35 / 40, 1.0)]),
            ({"target_operator": "=", "direction": "higher"}, [(35 / 40, 1.0)]),
            ({"target_operator": "=", "direction": "none"}, []),
            ({"target_operator": "=", "target_value_high": 36.0}, [(35 / 40, 36 / 40)]),
            ({"unit": "procent"}, [(0.0, 0.35)]),
        ],
    )
    def test_good_side(self, given: dict[str, Any], expected: list[tuple[float, float]]) -> None:
        """The side that the target asks for is shaded; its operator decides, else the key figure's direction."""
        assert self.good_side(**given) == expected

    @pytest.mark.parametrize(
        ("given", "stretch"),
        [
            ({"outcome_operator": "<", "outcome_value": 20.0}, (0.0, 20 / 40)),
            ({"outcome_operator": ">", "outcome_value": 20.0}, (20 / 40, 20 / 40)),
            ({"outcome_value": 20.0, "outcome_value_high": 30.0}, (20 / 40, 10 / 40)),
        ],
    )
    def test_bound_or_range(self, given: dict[str, Any], stretch: tuple[float, float]) -> None:
        """An outcome known only as a bound or a range is an outlined stretch, not a bar to a point."""
        outcome = parts(charts.kpi_bullet(table([result(**given)])))[0][0]

        assert (outcome["base"][0], outcome["x"][0]) == stretch
        assert outcome["marker"]["color"] == ["#ffffff"]

    def test_names(self) -> None:
        """The municipality is named where there are several, the gender where the row is not about all."""
        figure = charts.kpi_bullet(
            table([result(gender="K"), result(municipality="Täby", kpi=HOSTILE)])
        )

        assert texts(figure)[0].startswith("Huddinge: Matsvinn, kvinnor<br>")
        assert f"Täby: {HARMLESS}" in texts(figure)[3].replace("<br>", " ")

    def test_only_outcomes(self) -> None:
        """Outcomes without a target have nothing to be held against."""
        assert texts(charts.kpi_bullet(table([result(**NO_TARGET)]))) == ["Inga uppgifter"]


class TestKpiTrend:
    """Outcomes year by year."""

    def test_lines(self) -> None:
        """Several years make a line per municipality, told apart by symbol and name."""
        rows = [
            result(year=year, municipality=name, outcome_value=value, **NO_TARGET)
            for name, year, value in (
                ("Huddinge", 2018, 29.0),
                ("Huddinge", 2017, 34.0),
                ("Täby", 2018, 31.0),
            )
        ]
        figure = charts.kpi_trend(table(rows))
        [huddinge, taby], layout = parts(figure)

        assert (huddinge["mode"], huddinge["x"], huddinge["y"]) == (
            "lines+markers",
            [2017, 2018],
            [34.0, 29.0],
        )
        assert (taby["mode"], taby["y"]) == ("markers", [31.0])
        assert huddinge["marker"]["symbol"] != taby["marker"]["symbol"]
        assert layout["xaxis"]["ticktext"] == ["2017", "2018"]
        assert texts(figure) == ["Huddinge 29", "Täby 31", "gram"]

    def test_target(self) -> None:
        """A target is a dashed line across its year; without any outcome the figure says so."""
        figure = charts.kpi_trend(table([result(**NO_OUTCOME)]))
        [target], _ = parts(figure)

        assert (target["x"], target["y"]) == ([2017.6, 2018.4, None], [35.0, 35.0, None])
        assert target["line"]["dash"] == "dash"
        assert texts(figure) == ["Huddinge, mål<br>högst 35", "gram", "inget utfall rapporterat"]

    def test_two_outcomes_in_a_year(self) -> None:
        """Two outcomes of one year are two points, for no line leads from one to the other."""
        rows = [result(outcome_value=1.0, **NO_TARGET), result(outcome_value=3.0, **NO_TARGET)]
        [points], _ = parts(charts.kpi_trend(table(rows)))

        assert (points["mode"], points["y"]) == ("markers", [1.0, 3.0])

    def test_labels_do_not_collide(self) -> None:
        """Names of municipalities that end at the same value stand above each other."""
        rows = [result(municipality=name, **NO_TARGET) for name in ("Täby", "Solna", "Ekerö")]
        notes = parts(charts.kpi_trend(table(rows)))[1]["annotations"][:3]

        assert [note["yshift"] for note in notes] == [0, 19, 38]


def test_budget_bars() -> None:
    """Only net costs are drawn, per unit and year, the amounts written out."""
    rows = [
        {"unit": unit, "line": line, "year": year, "amount_tkr": amount}
        for unit, line, year, amount in (
            ("Staben", "cost", 2010, 9000.0),
            ("Staben", "net_cost", 2010, 4262.0),
            ("Staben", "net_cost", 2009, 4100.0),
            ("Integration", "net_cost", 2010, 0.0),
        )
    ]
    figure = charts.budget_bars(table(rows))
    traces, _ = parts(figure)

    assert texts(figure) == [
        "Staben",
        "Integration",
        "2009: 4\u00a0100\u00a0tkr",
        "2010: 4\u00a0262\u00a0tkr",
        "2010: 0\u00a0tkr",
    ]
    assert [trace["x"] for trace in traces] == [[4100.0], [4262.0, 0.0]]
    with speaking(ENGLISH):
        said = charts.budget_bars(table(rows))
    assert [text.replace("\u00a0", " ") for text in texts(said)[2:]] == [
        "2009: SEK 4,100 thousand",
        "2010: SEK 4,262 thousand",
        "2010: SEK 0 thousand",
    ]
    # What is said is longer, so the bars leave more room.
    assert said.layout.margin.r > figure.layout.margin.r > 100


@pytest.mark.parametrize(
    "drawn",
    [
        lambda: charts.status_bar(pa.table({})),
        lambda: charts.status_bars(pa.table({}), "title"),
        lambda: charts.status_flow(pa.table({})),
        lambda: charts.deferral_timeline(pa.table({})),
        lambda: charts.comparison_bars(pa.table({}), "share", "municipality", is_share=True),
        lambda: charts.comparison_statuses(pa.table({})),
        lambda: charts.kpi_bullet(pa.table({})),
        lambda: charts.kpi_trend(pa.table({})),
        lambda: charts.budget_bars(pa.table({})),
    ],
)
def test_empty_table(drawn: Any) -> None:
    """A table without rows is a figure that says 'Inga uppgifter'."""
    assert texts(drawn()) == ["Inga uppgifter"]


def test_every_figure_is_valid() -> None:
    """What is built without validation is what Plotly would have accepted."""
    rows = table(family_counts(completed=1, dropped=2, not_reported=1))
    deferral = TestDeferralTimeline().deferral(from_date=JUNE, to_date=DECEMBER)
    flow = TestStatusFlow().flow((1, "on_plan", "completed", 2))
    bars = table([{"n": 1, "name": "A"}])
    budget = table([{"unit": "A", "line": "net_cost", "year": 2010, "amount_tkr": 1.0}])
    for figure in (
        charts.status_bar(rows),
        charts.status_bars(rows, "family"),
        charts.deferral_timeline(table([deferral])),
        charts.status_flow(flow),
        charts.comparison_bars(bars, "n", "name", is_share=False),
        charts.kpi_bullet(table([result()])),
        charts.kpi_trend(table([result()])),
        charts.budget_bars(budget),
        charts.budget_bars(pa.table({})),
    ):
        go.Figure(figure.to_dict())
