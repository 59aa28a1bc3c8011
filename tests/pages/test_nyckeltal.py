"""Nyckeltal through the app's script, on the record that comes with Målkollen."""

import pytest
from screen import headings, lead, open_page, texts, wide_table, wide_tables
from streamlit.testing.v1 import AppTest

from malkollen import store

pytestmark = pytest.mark.usefixtures("built_database")

FOOD_WASTE = "Matsvinn per portion vid skollunch"


def municipality_table(app: AppTest) -> list[dict[str, str]]:
    """Return all key figures of a municipality, also those that are folded."""
    return [
        row
        for table in wide_tables(app, "Nyckeltal")
        for row in table
        if "Bland liknande kommuner" in row
    ]


@pytest.mark.parametrize(
    ("municipality", "expected"),
    [
        (
            "Alla kommuner",
            "Alla kommuner: 22 mål i siffror, 2 uppnådda och 20 utan rapporterat utfall; ",
        ),
        ("Solna", "Solna: 16 mål i siffror, inget av dem har ett rapporterat utfall."),
        ("Huddinge", "Huddinge: 4 mål i siffror, 2 uppnådda och 2 utan rapporterat utfall; "),
        ("Ekerö", "Ekerö: inga mål i siffror, 2 utfall rapporterade."),
        ("Täby", "Täby: 1 mål i siffror, utan rapporterat utfall; dessutom 6 utfall utan mål."),
        ("Linköping", "Linköping: 1 mål i siffror, utan rapporterat utfall."),
    ],
)
def test_the_first_sentence_counts_targets(municipality: str, expected: str) -> None:
    """How many targets there are, how many were met, and how many have no outcome."""
    assert lead(open_page("nyckeltal", kommun=municipality)).startswith(expected)


def test_one_key_figure_is_told_against_its_target() -> None:
    """Huddinge's food waste in two years, the newest first, with the target and the direction in words."""
    app = open_page("nyckeltal", nyckeltal=FOOD_WASTE)
    assert lead(app) == (
        "Matsvinn per portion vid skollunch: Huddinge 29 gram per portion 2018, målet är högst "
        "35 gram per portion: uppnått; Huddinge 34 gram per portion 2017, inget mål satt. "
        "Lägre är bättre."
    )
    assert [
        (row["År"], row["Mål"], row["Utfall"], row["Uppnått"], row["Avstånd"])
        for row in wide_table(app, "Nyckeltal")
    ] == [
        ("2017", "inget mål satt", "34 gram per portion", "inget mål", "–"),
        ("2018", "högst 35 gram per portion", "29 gram per portion", "uppnått", "+6"),
    ]
    assert (
        "Närmaste nationella mått är ”Måltidssvinn, gymnasieskola, gram/ätande” (U50128)"
        in texts(app)
    )
    assert "Inget utfall är hämtat." in texts(app)
    assert "python" not in texts(app)
    assert "Utvecklingen" in headings(app)


def test_a_bound_is_told_as_a_bound() -> None:
    """Huddinge's sick leave is known only as under 7 %: met, without a distance."""
    row = wide_table(open_page("nyckeltal", nyckeltal="Sjukfrånvaro"), "Nyckeltal")[0]
    assert (row["Mål"], row["Utfall"], row["Uppnått"], row["Avstånd"]) == (
        "högst 7 %",
        "under 7 %",
        "uppnått",
        "–",
    )


def test_missing_outcomes_are_explained() -> None:
    """A plan tells none, a target may be for a later year, and a follow-up may be silent."""
    said = texts(open_page("nyckeltal"))
    for reason in (
        "Solna, 16 mål: dokumentet är en plan, den berättar inga utfall.",
        "Huddinge, 2 mål: målet gäller 2019, dokumentet följer upp 2018.",
        "Linköping, 1 mål: dokumentet berättar inget utfall.",
        "Täby, 1 mål: målet gäller 2022, dokumentet följer upp 2020.",
    ):
        assert reason in said


def test_hours_of_sfi_and_self_support_are_named() -> None:
    """Solna's targets for SFI hours, where lower is better, and for self-support."""
    said = texts(open_page("nyckeltal", kommun="Solna"))
    assert (
        "SFI-timmar till betyg C: Solna har målet högst 300 timmar 2010, inget utfall rapporterat. "
        "Lägre är bättre."
    ) in said
    assert "gått till egen försörjning: Solna har målet minst 65 % 2010" in said
    assert "Självförsörjande flyktingar efter introduktion: Solna har målet minst 85 %" in said


def test_the_followed_key_figures_are_listed_with_frequency() -> None:
    """Solna says it will follow 33 key figures; the shares of each frequency are the document's own words."""
    app = open_page("nyckeltal", kommun="Solna")
    assert "Solna säger sig följa 33 nyckeltal." in texts(app)
    assert "”3 gånger per år” (16)" in texts(app)
    assert "Nyckeltal som dokumenten säger sig följa" in headings(app)
    assert "Nyckeltal som dokumenten säger sig följa" not in headings(
        open_page("nyckeltal", kommun="Täby")
    )


def test_the_budget_is_shown_with_what_does_not_add_up() -> None:
    """Solna's units sum to the stated frame; the net cost of one year does not follow from its lines."""
    app = open_page("nyckeltal", kommun="Solna")
    said = texts(app)
    assert (
        "Kompetensnämnden i Solna: nettokostnaden för 4 enheter är 30 671 tkr 2009 och 30 671 tkr "
        "2010. Summan stämmer med ramen som dokumentet anger för 2010, 30,67 mkr."
    ) in said
    assert "Solna Vuxenutbildning 2009: nettokostnaden står som 21 629 tkr men" in said
    lines = {row["Enhet och rad (tkr)"]: row for row in wide_table(app, "Enhet och rad (tkr)")}
    assert len(lines) == 12
    assert lines["Solna Vuxenutbildning: nettokostnader"]["2009"] == "21 629, går inte ihop"
    assert lines["Solna Vuxenutbildning: nettokostnader"]["2010"] == "21 629"
    assert lines["Solna Vuxenutbildning: intäkter"]["Förändring"] == "+1 500 (150 %)"
    assert [
        name for name, row in lines.items() if "går inte ihop" in row["2009"] + row["2010"]
    ] == ["Solna Vuxenutbildning: nettokostnader"]
    assert "Budget" not in headings(open_page("nyckeltal", kommun="Täby"))


def test_a_key_figure_that_the_municipality_does_not_have_says_so() -> None:
    """The choice stays when the municipality changes."""
    app = open_page("nyckeltal", kommun="Täby", nyckeltal=FOOD_WASTE)
    assert lead(app) == f"{FOOD_WASTE}: varken mål eller utfall är angivet i siffror av Täby."
    assert wide_table(app, "Nyckeltal") == []


def test_solnas_key_figures_are_all_visible() -> None:
    """Each target with its operator, each key figure with unit, direction and frequency; what is missing is said."""
    app = open_page("nyckeltal", kommun="Solna")
    told = {row["Nyckeltal"]: row for row in municipality_table(app)}
    listed = [
        row for row in store.ask("kpi_listings").to_pylist() if row["municipality"] == "Solna"
    ]
    assert len(listed) == 33
    assert {row["kpi"] for row in listed} <= set(told)
    assert sum(row["Eget mål"] != "inget mål satt" for row in told.values()) == 16
    hours = told["SFI-timmar till betyg C"]
    assert hours == {
        "Nyckeltal": "SFI-timmar till betyg C",
        "Eget mål": "högst 300 timmar (2010)",
        "Utfall": "ej rapporterat",
        "Mot eget mål": "inget utfall",
        "Bland liknande kommuner": "inget nationellt mått",
        "Enhet, riktning, redovisning": "timmar; lägre är bättre; 1 gång per år",
    }
    near = told["Arbetslöshet i kommunen"]
    assert near["Bland liknande kommuner"] == "närmaste mått N03920: inget utfall hämtat"


def test_the_two_scales_stand_apart() -> None:
    """Huddinge met its own target for food waste; among its peers it stands in Kolada's own measures only."""
    app = open_page("nyckeltal", kommun="Huddinge")
    told = {row["Nyckeltal"]: row for row in municipality_table(app)}
    waste = told["Matsvinn per portion vid skollunch"]
    assert (waste["Eget mål"], waste["Utfall"], waste["Mot eget mål"]) == (
        "högst 35 gram per portion (2018)",
        "29 gram per portion (2018)",
        "uppnått",
    )
    school = told["Gymnasieelever med examen inom 4 år, hemkommun, andel (%)"]
    assert school["Mot eget mål"] == "inget mål"
    assert school["Bland liknande kommuner"] == "mellersta hälften (75,4 % 2024, median 70 %)"
    assert "Egen beräkning på uppgifter från Kolada" in texts(app)


def test_what_was_promised_stands_beside_what_moved() -> None:
    """Goals with reported activities beside their key figures, without claiming cause; a plan has nothing to show."""
    app = open_page("nyckeltal", kommun="Huddinge")
    moved = {row["Nyckeltal"]: row for row in wide_table(app, "Mål")}
    waste = moved["Matsvinn per portion vid skollunch"]
    assert waste["Aktiviteter"] == "1 av 1 genomförda"
    assert waste["Mot eget mål"] == "uppnått"
    assert waste["Nationellt mått"] == "närmaste: U50128"
    assert "Det säger inte att det ena berodde på det andra." in texts(app)
    assert "Ingen status är rapporterad" in texts(open_page("nyckeltal", kommun="Solna"))


def test_every_key_figure_has_its_view() -> None:
    """No key figure, own or national, breaks the page, also those without any figure; those with figures come first."""
    app = open_page("nyckeltal")
    choice = app.selectbox(key="nyckeltal")
    own = store.ask("kpis").to_pylist()
    measures = store.ask("national_kpis").to_pylist()
    names = {row["kpi"]: row["kpi"] for row in own}
    names |= {f"{row['title']} ({row['national_kpi_id']})": row["title"] for row in measures}
    assert set(choice.options[1:]) == set(names)
    with_figures = [row["kpi"] for row in own if row["target_count"] or row["outcome_count"]]
    assert choice.options[1 : len(with_figures) + 1] == with_figures
    for option, name in names.items():
        app.selectbox(key="nyckeltal").select(option).run()
        assert not app.exception
        assert not app.error
        assert lead(app).startswith(f"{name}: ")


EXAMINED = "Gymnasieelever med examen inom 4 år, hemkommun, andel (%)"


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"kommun": "Solna"}, "Solna: 16 targets, none of them has a reported outcome."),
        (
            {"kommun": "Huddinge", "nyckeltal": FOOD_WASTE},
            (
                "Matsvinn per portion vid skollunch: Huddinge 29 grams per portion in 2018, the target is at most 35 "
                "grams per portion: met; Huddinge 34 grams per portion in 2017, no target set. Lower is better."
            ),
        ),
        (
            {"kommun": "Huddinge", "nyckeltal": EXAMINED},
            (
                f"{EXAMINED}: Huddinge 75.4% in 2024, up 1.1 percentage points over one year and up 4.6 over three "
                "years. Higher is better."
            ),
        ),
        (
            {"kommun": "Täby", "nyckeltal": FOOD_WASTE},
            f"{FOOD_WASTE}: neither target nor outcome is given in figures by Täby.",
        ),
    ],
)
def test_the_first_sentence_is_said_in_english(parameters: dict[str, str], expected: str) -> None:
    """Names of key figures stay as they are; all around them is English."""
    assert lead(open_page("nyckeltal", lang="en", **parameters)) == expected


def test_tables_are_english_but_for_what_is_data() -> None:
    """Headings, units, verdicts and how often; the key figure's name is the document's."""
    app = open_page("nyckeltal", kommun="Solna", lang="en")
    told = [row for table in wide_tables(app, "Key figure") for row in table]
    hours = next(row for row in told if row["Key figure"] == "SFI-timmar till betyg C")
    assert hours == {
        "Key figure": "SFI-timmar till betyg C",
        "Own target": "at most 300 hours (2010)",
        "Outcome": "not reported",
        "Against own target": "no outcome",
        "Among similar municipalities": "no national measure",
        "Unit, direction, reporting": "hours; lower is better; once a year",
    }
    assert (
        "Solna says it tracks 33 key figures. How often they are reported: “3 gånger per år” (16)"
        in texts(app)
    )


def test_all_key_figures_stay_chosen_when_the_language_changes() -> None:
    """The choice of all has a label in each language, and is one choice."""
    app = open_page("nyckeltal", kommun="Solna", nyckeltal="Alla nyckeltal")
    assert app.selectbox(key="nyckeltal").options[0] == "Alla nyckeltal"
    app.button(key="annat-sprak").click().run()
    assert app.selectbox(key="nyckeltal").options[0] == "All key figures"
    assert lead(app) == "Solna: 16 targets, none of them has a reported outcome."
    assert open_page("nyckeltal", nyckeltal="All key figures", lang="en")
