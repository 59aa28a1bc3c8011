"""Nyckeltal through the app's script, on the record that comes with Målkollen."""

import pytest
from screen import bodies, headings, lead, open_page, remarks, texts, ways, wide_table, wide_tables
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
            (
                "Alla kommuner: 22 mål i siffror, 2 uppnådda och 20 utan rapporterat utfall; dessutom 12 utfall "
                "utan mål."
            ),
        ),
        ("Solna", "Solna: 16 mål i siffror, inget av dem har ett rapporterat utfall."),
        (
            "Huddinge",
            (
                "Huddinge: 4 mål i siffror, 2 uppnådda och 2 utan rapporterat utfall; dessutom 4 utfall utan mål."
            ),
        ),
        ("Ekerö", "Ekerö: inga mål i siffror, 2 utfall rapporterade."),
        ("Täby", "Täby: 1 mål i siffror, utan rapporterat utfall; dessutom 6 utfall utan mål."),
        ("Linköping", "Linköping: 1 mål i siffror, utan rapporterat utfall."),
    ],
)
def test_the_first_sentence_counts_targets(municipality: str, expected: str) -> None:
    """How many targets there are, how many were met, and how many have no outcome; the rest is ordinary text."""
    assert lead(open_page("nyckeltal", kommun=municipality)) == expected


def test_one_key_figure_is_told_against_its_target() -> None:
    """Huddinge's food waste in two years, the newest first, with the target and the direction in words."""
    app = open_page("nyckeltal", nyckeltal=FOOD_WASTE)
    assert lead(app) == (
        "Matsvinn per portion vid skollunch: Huddinge 29 gram per portion 2018, målet är högst "
        "35 gram per portion: uppnått. Lägre är bättre."
    )
    assert texts(app).startswith("Huddinge 34 gram per portion 2017, inget mål satt.")
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
        (
            "Solna, 16 mål: dokumentet är en plan, den berättar inga utfall. Om målen nåddes går inte att veta ur "
            "planen."
        ),
        "Huddinge, 2 mål: målen gäller 2019, dokumentet följer upp 2018.",
        "Linköping, 1 mål: dokumentet berättar inget utfall.",
        "Täby, 1 mål: målet gäller 2022, dokumentet följer upp 2020.",
    ):
        assert reason in said


def test_whether_solnas_sfi_targets_were_met_is_answered_first() -> None:
    """Right under the first sentence: the document is a plan, said once, then the targets, before any table."""
    app = open_page("nyckeltal", kommun="Solna")
    why = (
        "Varför utfall saknas: dokumentet är en plan, den berättar inga utfall. Om målen nåddes går inte att veta ur "
        "planen."
    )
    assert texts(app).startswith(
        f"{why}\n- SFI-studerande som uppnår målen i studieplanen: Solna har målet minst 75 % 2010, inget utfall "
        "rapporterat. Högre är bättre.\n- SFI-timmar till betyg C: Solna har målet högst 300 timmar 2010"
    )
    assert (
        "Avbrott inom SFI efter påbörjad kurs: Solna säger sig följa det 2010, inget mål satt och inget utfall "
        "rapporterat."
    ) in texts(app)
    assert texts(app).count("den berättar inga utfall") == 1
    assert headings(app)[:2] == ["SFI och egen försörjning", "Alla nyckeltal"]
    assert headings(open_page("nyckeltal"))[0] == "SFI och egen försörjning"
    one = open_page("nyckeltal", kommun="Solna", nyckeltal="SFI-timmar till betyg C")
    assert lead(one) == (
        "SFI-timmar till betyg C: Solna har målet högst 300 timmar 2010, inget utfall rapporterat. Lägre är bättre."
    )
    assert texts(one).startswith(
        "Varför utfall saknas: dokumentet är en plan, den berättar inga utfall. Om målet nåddes går "
        "inte att veta ur planen."
    )
    assert "Solna säger sig följa nyckeltalet: 1 gång per år." in texts(one)


def test_what_nothing_is_told_of_has_no_column() -> None:
    """Solna tells no outcomes and Ekerö no targets: no row says so once more."""
    solna, ekero = (open_page("nyckeltal", kommun=name) for name in ("Solna", "Ekerö"))
    assert [list(wide_tables(app, "Nyckeltal")[0][0]) for app in (solna, ekero)] == [
        ["Nyckeltal", "Eget mål", "Bland liknande kommuner", "Enhet, riktning, redovisning"],
        ["Nyckeltal", "Utfall", "Bland liknande kommuner", "Enhet, riktning, redovisning"],
    ]
    assert [list(wide_tables(app, "Nyckeltal")[-1][0]) for app in (solna, ekero)] == [
        ["Nyckeltal", "År", "Mål", "Riktning", "Plats"],
        ["Nyckeltal", "År", "Utfall", "Riktning", "Plats"],
    ]
    # What is folded has a value of the nation, so there the outcome is told.
    folded = wide_tables(solna, "Nyckeltal")[1]
    assert folded[-1]["Utfall"] == "77,7 % (2024)"


def test_measures_are_explained_where_they_stand() -> None:
    """From a municipality's table, its places among peers and a national measure to how each is counted."""
    explained = (
        "Mål i siffror: uppnått, och avståndet dit",
        "Kvartiler, liknande kommuner och plats",
    )
    assert set(explained) <= set(ways(open_page("nyckeltal", kommun="Solna")))
    of_nation = ways(open_page("nyckeltal", kommun="Ekerö", nyckeltal="N17461"))
    assert explained[1] in of_nation


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
    """Solna says it will follow 33 key figures; 1 gång and 1 gånger per år are one frequency."""
    app = open_page("nyckeltal", kommun="Solna")
    assert (
        "Solna säger sig följa 33 nyckeltal. Så ofta redovisas de: 3 gånger per år (16) · 2 gånger per år (9) · 1 gång "
        "per år (8)."
    ) in texts(app)
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
    (told,) = remarks(app)
    assert told.startswith("Solna Vuxenutbildning 2009: nettokostnaden står som 21 629 tkr men")
    assert not app.warning
    lines = {row["Enhet och rad (tkr)"]: row for row in wide_table(app, "Enhet och rad (tkr)")}
    assert len(lines) == 12
    wrong = lines["Solna Vuxenutbildning: nettokostnader"]
    assert (wrong["2009"], wrong["2010"]) == ("21 629", "21 629")
    grown = lines["Solna Vuxenutbildning: intäkter"]
    assert (grown["Förändring"], grown["Förändring i procent"]) == ("+1 500", "+150 %")
    assert {name: row["Anmärkning"] for name, row in lines.items() if row["Anmärkning"] != "–"} == {
        "Solna Vuxenutbildning: nettokostnader": "2009 går inte ihop"
    }
    assert "Budget" not in headings(open_page("nyckeltal", kommun="Täby"))


def test_a_key_figure_that_the_municipality_does_not_have_says_so() -> None:
    """The choice stays when the municipality changes, and who has the key figure is a way on."""
    app = open_page("nyckeltal", kommun="Täby", nyckeltal=FOOD_WASTE)
    assert lead(app) == f"{FOOD_WASTE}: varken mål eller utfall är angivet i siffror av Täby."
    assert wide_table(app, "Nyckeltal") == []
    assert ways(app)["Huddinge"] == (
        "nyckeltal",
        {"kommun": ["Huddinge"], "nyckeltal": [FOOD_WASTE]},
    )
    assert any("Nyckeltalet finns hos:" in body for body in bodies(app))
    for has_it in (
        open_page("nyckeltal", kommun="Huddinge", nyckeltal=FOOD_WASTE),
        open_page("nyckeltal", kommun="Solna", nyckeltal="Avbrott inom SFI efter påbörjad kurs"),
    ):
        assert not any("finns hos" in body for body in bodies(has_it))


def test_a_municipalitys_own_key_figures_are_offered_first() -> None:
    """Those with figures before those that are only followed; then national ones with values, then what others have."""
    offered = open_page("nyckeltal", kommun="Huddinge").selectbox(key="nyckeltal").options
    assert offered[0] == "Alla nyckeltal"
    own = {row["kpi"] for row in store.ask("kpis", municipality_codes="0126").to_pylist()}
    assert set(offered[1 : 1 + len(own)]) == own
    assert [name[-8:] for name in offered[1 + len(own) : 3 + len(own)]] == ["(N15428)", "(N17461)"]
    solna = open_page("nyckeltal", kommun="Solna").selectbox(key="nyckeltal").options
    assert solna.index("SFI-timmar till betyg C") < solna.index(
        "Avbrott inom SFI efter påbörjad kurs"
    )


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
    # Of those with a target none has an outcome, as the sentences above say: nothing is held against anything.
    assert not [row for row in told.values() if "Mot eget mål" in row]
    assert "”Mot eget mål”" not in texts(app)
    hours = told["SFI-timmar till betyg C"]
    assert hours == {
        "Nyckeltal": "SFI-timmar till betyg C",
        "Eget mål": "högst 300 timmar (2010)",
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
    assert school["Bland liknande kommuner"] == "mellersta hälften (75,4 % 2024, median 70,0 %)"
    assert (
        "Källa: Kolada. Fjärdedelar, medianer och kvartiler: egen beräkning på uppgifter från Kolada."
    ) in texts(app)


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("nyckeltal", {"kommun": "Huddinge"}),
        ("nyckeltal", {"kommun": "Huddinge", "nyckeltal": "N17461"}),
        ("nyckeltal", {"nyckeltal": "N17461"}),
        ("jamfor", {}),
    ],
)
def test_no_source_line_promises_what_is_not_counted(page: str, asked: dict[str, str]) -> None:
    """The values of five municipalities come along, so none has a place in the country."""
    lines = [
        line for line in texts(open_page(page, **asked)).splitlines() if "egen beräkning" in line
    ]
    assert lines
    assert [line for line in lines if "platser" in line.lower()] == []


def test_an_outcome_of_a_part_is_told_as_that() -> None:
    """Täby's 19 pupils are of some programmes, and 9 more are of another: neither is all of them."""
    told = {
        row["Nyckeltal"]: row for row in municipality_table(open_page("nyckeltal", kommun="Täby"))
    }
    assert told["Elever som arbetar med Ung Företagsamhet"]["Utfall"] == (
        "19 (2020, andra högskoleförberedande program; 1 utfall till)"
    )
    rows = wide_tables(open_page("nyckeltal", kommun="Täby"), "Nyckeltal")[-1]
    periods = {row["Utfall"]: row["År"] for row in rows if "Ung Företagsamhet" in row["Nyckeltal"]}
    assert "restaurang- och livsmedelsprogrammet" in periods["9"]
    compared = open_page(
        "jamfor",
        med=["Täby: Gymnasie- och näringslivsnämnden 2020", "Huddinge: Gymnasienämnden 2018"],
    )
    assert "19 (2020, andra högskoleförberedande program; 1 utfall till)" in str(
        wide_tables(compared, "Nyckeltal")
    )


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
    ("parameters", "expected", "then"),
    [
        (
            {"kommun": "Solna"},
            "Solna: 16 targets, none of them has a reported outcome.",
            (
                "Why outcomes are missing: the document is a plan and reports no outcomes. Whether the targets were met "
                "cannot be known from the plan."
            ),
        ),
        (
            {"kommun": "Huddinge", "nyckeltal": FOOD_WASTE},
            (
                "Matsvinn per portion vid skollunch: Huddinge 29 grams per portion in 2018, the target is at most 35 "
                "grams per portion: met. Lower is better."
            ),
            "Huddinge 34 grams per portion in 2017, no target set.\n",
        ),
        (
            {"kommun": "Huddinge", "nyckeltal": EXAMINED},
            f"{EXAMINED}: Huddinge 75.4% in 2024.",
            (
                "Up 1.1 percentage points over one year and up 4.6 over three years. Higher is better."
            ),
        ),
        (
            {"kommun": "Täby", "nyckeltal": FOOD_WASTE},
            f"{FOOD_WASTE}: neither target nor outcome is given in figures by Täby.",
            "The nearest national measure is",
        ),
    ],
)
def test_the_first_sentence_is_said_in_english(
    parameters: dict[str, str], expected: str, then: str
) -> None:
    """Names of key figures stay as they are; all around them is English, and what follows is ordinary text."""
    app = open_page("nyckeltal", lang="en", **parameters)
    assert lead(app) == expected
    assert texts(app).startswith(then)


def test_tables_are_english_but_for_what_is_data() -> None:
    """Headings, units, verdicts and how often; the key figure's name is the document's."""
    app = open_page("nyckeltal", kommun="Solna", lang="en")
    told = [row for table in wide_tables(app, "Key figure") for row in table]
    hours = next(row for row in told if row["Key figure"] == "SFI-timmar till betyg C")
    assert hours == {
        "Key figure": "SFI-timmar till betyg C",
        "Own target": "at most 300 hours (2010)",
        "Among similar municipalities": "no national measure",
        "Unit, direction, reporting": "hours; lower is better; once a year",
    }
    assert (
        "Solna says it tracks 33 key figures. How often they are reported: 3 times a year (16) · twice a year (9) · "
        "once a year (8)." in texts(app)
    )


def test_all_key_figures_stay_chosen_when_the_language_changes() -> None:
    """The choice of all has a label in each language, and is one choice."""
    app = open_page("nyckeltal", kommun="Solna", nyckeltal="Alla nyckeltal")
    assert app.selectbox(key="nyckeltal").options[0] == "Alla nyckeltal"
    app.button(key="annat-sprak").click().run()
    assert app.selectbox(key="nyckeltal").options[0] == "All key figures"
    assert lead(app) == "Solna: 16 targets, none of them has a reported outcome."
    assert open_page("nyckeltal", nyckeltal="All key figures", lang="en")
