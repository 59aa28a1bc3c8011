"""Nyckeltal of the nation through the app's script, on constructed values of all areas and an own target."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from screen import headings, lead, open_page, remarks, texts, wide_table

from malkollen.build import build
from malkollen.national import VALUES, SeriesCard, write_series

UNEMPLOYED = "N03920"
INHABITANTS = "N01951"
TITLE = "Arbetslösa av befolkningen, 18-65 år, andel (%)"
INHABITANTS_TITLE = "Invånare totalt, antal"
FETCHED = date(2026, 11, 1)

# By year and gender, then by area; a text is a state instead of a value.
Values = dict[tuple[int, str], dict[str, float | str]]

# Constructed. Five of those like Täby have a value in 2024, one is secret and one was not reported.
UNEMPLOYMENT: Values = {
    (2022, "T"): {"0160": 3.0, "0162": 2.0, "0182": 3.0, "0184": 4.0, "0000": 7.0},
    (2023, "T"): {"0160": 2.5, "0126": 6.2, "0000": 6.8},
    (2024, "T"): {
        "0160": 2.0, "0162": 1.0, "0182": 2.0, "0184": 3.0, "0186": 4.0, "1233": 5.0, "1262": "secret",
        "1481": "missing", "0126": 6.0, "0000": 6.5,
    },
    (2024, "K"): {"0160": 1.8},
    (2024, "M"): {"0160": 2.2},
    (2025, "T"): {"0160": "secret", "0126": 5.5},
}  # fmt: skip
OWN_FIGURES = """kpi_code,municipality_code,year,gender,outcome_value,target_operator,target_value,target_value_high,source,place_page,place_row
N03920,0160,2024,T,,<=,1.5,,Nämndens plan,,2
N03920,0160,2023,T,,<=,3,,Nämndens plan,,3
"""
CARD = """title = "Egna mål"

[original]
file_name = "mal.csv"
sha256 = "0000000000000000000000000000000000000000000000000000000000000000"

[taken_in]
by = "Karin"
on = 2026-11-02
"""


def series(national_kpi_id: str, values: Values) -> list[dict[str, object]]:
    """Return the rows of a series; a text is a state instead of a value."""
    return [
        {
            "national_kpi_id": national_kpi_id,
            "area_code": area,
            "year": year,
            "gender": gender,
            "state": value if isinstance(value, str) else "value",
            "value": None if isinstance(value, str) else value,
            "fetched_on": FETCHED,
            "replaced_on": None,
        }
        for (year, gender), areas in values.items()
        for area, value in areas.items()
    ]


def write_own_record(own: Path) -> None:
    """Write two series, one of them revised and one stopped, and a sheet with an own target."""
    revised = series(UNEMPLOYED, {(2024, "T"): {"0160": 2.1}})[0] | {
        "replaced_on": date(2026, 11, 9)
    }
    for card, rows in (
        (
            SeriesCard(
                national_kpi_id=UNEMPLOYED, title=TITLE, fetched_on=FETCHED, has_all_areas=True
            ),
            [*series(UNEMPLOYED, UNEMPLOYMENT), revised],
        ),
        (
            SeriesCard(
                national_kpi_id=INHABITANTS,
                title=INHABITANTS_TITLE,
                fetched_on=FETCHED,
                has_all_areas=True,
                state="stopped",
                state_note="Titeln är nu ”Invånare, 1000-tal”.",
            ),
            series(
                INHABITANTS, {(2024, "T"): {"0160": 74000.0, "0126": 113000.0, "0184": 85000.0}}
            ),
        ),
    ):
        write_series(own / "kolada", card, pa.Table.from_pylist(rows, schema=VALUES))
    sheet = own / "figures" / "egna-mal"
    sheet.mkdir(parents=True)
    (sheet / "card.toml").write_text(CARD, encoding="utf-8")
    (sheet / "figures.csv").write_text(OWN_FIGURES, encoding="utf-8")


@pytest.fixture(scope="module")
def fetched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the record with what was fetched, and the own record beside it."""
    folder = tmp_path_factory.mktemp("fetched")
    write_own_record(folder / "own")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MALKOLLEN_DATABASE", str(folder / "database"))
        patch.setenv("MALKOLLEN_DATA", str(folder / "own"))
        build()
    return folder


@pytest.fixture(autouse=True)
def used(fetched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pages show that database."""
    monkeypatch.setenv("MALKOLLEN_DATABASE", str(fetched / "database"))
    monkeypatch.setenv("MALKOLLEN_DATA", str(fetched / "own"))


def test_a_municipality_is_told_with_change_place_and_peers() -> None:
    """Lower unemployment is better: second of seven in the country, among the best of those like Täby."""
    app = open_page("nyckeltal", kommun="Täby", nyckeltal=UNEMPLOYED)
    assert app.selectbox(key="nyckeltal").value == f"{TITLE} ({UNEMPLOYED})"
    assert lead(app) == f"{TITLE}: Täby 2,0 % 2024."
    said = texts(app)
    assert said.startswith(
        "Ner 0,5 procentenheter på ett år. Täbys värde för 2025 är sekretessbelagt, det gäller för få personer. Plats 2 "
        "av 7 kommuner 2024, där 1 är bäst. Lägre är bättre."
    )
    assert (
        "Liknande kommuner arbetsmarknad, Täby, 2024 (5 kommuner med värde) har medianen 3,0 % 2024: "
        "Täby ligger i nivå med den bästa fjärdedelen av dem, plats 2 av 6 med Täby inräknad."
    ) in said
    assert (
        "Medianen för 7 kommuner är 3,0 % 2024; hälften av dem ligger mellan 2,0 % och 4,5 %."
        in said
    )


def test_years_are_rows_and_states_are_words() -> None:
    """The newest first; secret is no zero, and what is not held is another word."""
    app = open_page("nyckeltal", kommun="Täby", nyckeltal=TITLE, kommuner=["Huddinge"])
    rows = {row["År"]: row for row in wide_table(app, "År")}
    assert list(rows) == ["2025", "2024", "2023", "2022"]
    assert {name: rows["2025"][name] for name in ("Täby", "Huddinge", "Riket")} == {
        "Täby": "sekretess",
        "Huddinge": "5,5 %",
        "Riket": "ingen uppgift",
    }
    assert rows["2024"] == {
        "År": "2024",
        "Täby": "2,0 %",
        "Huddinge": "6,0 %",
        "Riket": "6,5 %",
        "Plats i landet, Täby": "2 av 7",
        "Liknande, median, Täby": "3,0 %",
        "Bland liknande, Täby": "bästa fjärdedelen",
        "Alla, median": "3,0 %",
        "Hälften av alla": "2,0–4,5 %",
    }
    members = {row["Kommun"]: row["Värde"] for row in wide_table(app, "Kommun")}
    assert len(members) == 7
    assert members["Solna"] == "ingen uppgift"


def test_breaks_revisions_and_sources_are_told() -> None:
    """Raw values have Kolada as their source, what is computed from them has not."""
    app = open_page("nyckeltal", kommun="Täby", nyckeltal=UNEMPLOYED)
    said = texts(app)
    assert "Tidsseriebrott 2023: Åldersgruppen är 18–65 år, tidigare 18–64 år." in said
    assert (
        "1 värde har ändrats i Kolada sedan det första gången hämtades, senast 9 november 2026."
        in said
    )
    assert "Källa: Kolada, N03920, hämtat 1 november 2026." in said
    assert (
        "Källa: Kolada, N03920, hämtat 1 november 2026. Medianer, kvartiler, platser och förändringar: egen beräkning "
        "på uppgifter från Kolada."
    ) in said
    assert wide_table(app, "Kommun och år") == [
        {
            "Kommun och år": "Täby 2024",
            "Före": "2,1 %",
            "Efter": "2,0 %",
            "Ändrat": "9 november 2026",
        }
    ]


def test_an_own_target_for_a_national_measure_is_held_against_its_value() -> None:
    """Täby promised at most 1,5 % and has 2 %; the year before it kept what it promised."""
    app = open_page("nyckeltal", kommun="Täby", nyckeltal=UNEMPLOYED)
    said = texts(app)
    assert "Eget mål: Täby 2 % 2024, målet är högst 1,5 %: ej uppnått." in said
    assert "Källa: egna uppgifter (Nämndens plan); Kolada. Mot målet: egen beräkning" in said
    results = {row["År"]: row for row in wide_table(app, "Nyckeltal")}
    assert {year: row["Avstånd"] for year, row in results.items()} == {
        "2023": "+0,5",
        "2024": "−0,5",
    }
    assert results["2024"]["Plats"] == "mål: eget blad, rad 2; utfall: Kolada"


def test_what_was_missed_is_told_before_what_was_met() -> None:
    """Under the first sentence the failure is named first, though it is the newer."""
    app = open_page("nyckeltal", kommun="Täby")
    assert "1 uppnått, 1 ej uppnått" in lead(app)
    missed, met = texts(app).splitlines()[:2]
    assert missed.startswith("- ")
    assert "2024, målet är högst 1,5 %: ej uppnått" in missed
    assert "2023, målet är högst 3 %: uppnått" in met


def test_a_near_measure_never_decides() -> None:
    """Solna's own unemployment stands without outcome; the near measure is shown with the gap, no target against it."""
    app = open_page("nyckeltal", kommun="Solna", nyckeltal="Arbetslöshet i kommunen")
    said = texts(app)
    assert lead(app).startswith("Arbetslöshet i kommunen: varken mål eller utfall är angivet")
    assert (
        f"Närmaste nationella mått är ”{TITLE}” (N03920) i Kolada. Kolada mäter arbetslösa" in said
    )
    assert "I Kolada: Solna 3,0 % 2024." in said
    assert "Mål mot utfall" not in headings(app)


def test_women_and_men_are_told_apart() -> None:
    """By letter: women 1,8, men 2,2."""
    app = open_page("nyckeltal", kommun="Täby", nyckeltal=UNEMPLOYED, per_kon="Kvinnor och män")
    assert "Täby: kvinnor 1,8 % 2024 och män 2,2 % 2024." in texts(app)
    assert wide_table(app, "År") == [{"År": "2024", "Kvinnor": "1,8 %", "Män": "2,2 %"}]


def test_the_country_answers_where_no_municipality_is_chosen() -> None:
    """The median of the latest year that most have; those with documents and values are compared."""
    app = open_page("nyckeltal", nyckeltal=UNEMPLOYED)
    assert lead(app) == (f"{TITLE}: Medianen för 7 kommuner är 3,0 % 2024.")
    assert texts(app).startswith(
        "Hälften av kommunerna ligger mellan 2,0 % och 4,5 %. Lägre är bättre."
    )
    assert app.multiselect(key="kommuner").value == ["Huddinge", "Solna", "Täby"]


def test_a_count_without_direction_is_only_high_or_low() -> None:
    """More inhabitants are neither better nor worse; a stopped series waits for a person."""
    app = open_page("nyckeltal", kommun="Täby", nyckeltal=INHABITANTS)
    assert lead(app) == f"{INHABITANTS_TITLE}: Täby 74 000 år 2024."
    assert texts(app).startswith(
        "Plats 3 av 3 kommuner 2024, där 1 är högst. Varken högre eller lägre är bättre i sig."
    )
    assert remarks(app) == [
        "Serien är stoppad tills någon har tittat på den: Titeln är nu ”Invånare, 1000-tal”."
    ]
    assert not app.warning


def test_worst_first_with_both_scales() -> None:
    """The missed own target leads, and its place among those like it stands beside it in its own words."""
    app = open_page("nyckeltal", kommun="Täby")
    assert "Alla nyckeltal, värst först" in headings(app)
    first = wide_table(app, "Nyckeltal")[0]
    assert first == {
        "Nyckeltal": TITLE,
        "Eget mål": "högst 1,5 % (2024)",
        "Utfall": "2 % (2024)",
        "Mot eget mål": "ej uppnått",
        "Bland liknande kommuner": "bästa fjärdedelen (2,0 % 2024, median 3,0 %)",
        "Enhet, riktning, redovisning": "procent; lägre är bättre; årsvis i Kolada",
    }


def test_women_and_men_stay_chosen_when_the_language_changes() -> None:
    """The address names the choice in the language that is spoken; old addresses are Swedish."""
    app = open_page("nyckeltal", kommun="Täby", nyckeltal=UNEMPLOYED, per_kon="Kvinnor och män")
    app.button(key="annat-sprak").click().run()
    assert "Täby: women 1.8% in 2024 and men 2.2% in 2024." in texts(app)
    assert wide_table(app, "Year") == [{"Year": "2024", "Women": "1.8%", "Men": "2.2%"}]
    asked = open_page(
        "nyckeltal", kommun="Täby", nyckeltal=UNEMPLOYED, per_kon="Women and men", lang="en"
    )
    assert "Täby: women 1.8% in 2024 and men 2.2% in 2024." in texts(asked)


def test_a_national_key_figure_is_told_in_english() -> None:
    """The whole first sentence, where it stands, those like it, and the columns of its years."""
    app = open_page("nyckeltal", kommun="Täby", nyckeltal=UNEMPLOYED, lang="en")
    assert lead(app) == f"{TITLE}: Täby 2.0% in 2024."
    said = texts(app)
    assert said.startswith(
        "Down 0.5 percentage points over one year. Täby’s value for 2025 is confidential: it concerns too few people. "
        "Rank 2 of 7 municipalities in 2024, where 1 is best. Lower is better."
    )
    assert (
        "The group “Liknande kommuner arbetsmarknad, Täby, 2024” (5 municipalities with a value) has a median of 3.0% "
        "in 2024: Täby is in the best quarter of them, rank 2 of 6 with Täby counted in."
    ) in said
    assert "Own target: Täby 2% in 2024, the target is at most 1.5%: not met." in said
    rows = {row["Year"]: row for row in wide_table(app, "Year")}
    assert rows["2024"] == {
        "Year": "2024",
        "Täby": "2.0%",
        "Sweden": "6.5%",
        "Rank in the country, Täby": "2 of 7",
        "Similar, median, Täby": "3.0%",
        "Among similar, Täby": "best quarter",
        "All, median": "3.0%",
        "Half of all": "2.0–4.5%",
    }
