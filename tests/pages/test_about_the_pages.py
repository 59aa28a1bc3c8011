"""The pages about the pages, through the app's script: how we count, what is new, accessibility."""

import pytest
from screen import headings, lead, open_page, texts, ways, wide_table

from malkollen.words.accessibility import SHORTCOMINGS

pytestmark = pytest.mark.usefixtures("built_database")

SETTINGS = ("MALKOLLEN_RESPONSIBLE", "MALKOLLEN_CONTACT")


def test_each_measure_is_worked_out_on_what_is_held() -> None:
    """A measure's example is the figure that other pages show, and says which document it is of."""
    said = texts(open_page("sa_raknar_vi"))

    for example in (
        "Linköping, Utbildningsförvaltningen 2022: 22 genomförda delat med 115 med rapporterad status är 19 %.",
        "115 rader är 93 olika aktiviteter. Räknade en gång var är 18 av 93 genomförda (19 %); som de står är det 19 %.",
        "Linköping, Utbildningsförvaltningen 2022: 2 aktiviteter står på 4 rader med olika status.",
        "9 inom året, 11 till ett senare år och 0 utan nytt datum är 20 framflyttade av 115 (17 %).",
        "22 aktiviteter kvarstår från tidigare år.",
        "skulle vara klar 30 juni 2022 men har status pågår per 31 augusti 2022: 62 dagar för sent.",
        "från ”Delår 2” till ”Bokslut” fick 26 aktiviteter en annan status; 25 kom längre och 1 backade.",
        "Enligt dokumentet är 7 av 17 mål uppnådda",
        "målet är högst 35 gram per portion: uppnått. Avstånd till målet: +6 gram per portion.",
        "Linköping ligger i nivå med den sämsta fjärdedelen av dem.",
        "Ekerö 87,1 % 2024. Ner 4,2 procentenheter på ett år och ner 2,5 på tre år.",
        "Linköping, Utbildningsförvaltningen 2022: 12 anmärkningar.",
    ):
        assert example in said


def test_what_the_data_cannot_show_is_said() -> None:
    """No document here tells both dates of a deferral, so the slip has no example."""
    assert texts(open_page("sa_raknar_vi")).count("Exempel saknas:") == 1


def test_each_part_has_an_address_that_does_not_follow_the_language() -> None:
    """Links from other pages hold in both languages."""
    anchors = [
        [heading.proto.anchor for heading in open_page("sa_raknar_vi", lang=language).header]
        for language in ("sv", "en")
    ]

    assert anchors[0] == anchors[1]
    assert anchors[0] == [
        "andel-genomforda", "en-gang-var", "olika-status", "framflyttad", "flyttad-tid", "kvarstar", "forsenad", "andring",
        "omdome", "mal-i-siffror", "liknande-kommuner", "forandring", "anmarkning", "statusar", "tangentbord",
    ]  # fmt: skip


def test_every_status_is_shown_with_its_words() -> None:
    """Thirteen statuses in their order, each with its family and the words that documents use."""
    rows = wide_table(open_page("sa_raknar_vi"), "Status")

    assert len(rows) == 13
    assert (rows[0]["Status"], rows[0]["Läge"]) == ("Genomförd", "Genomfört")
    assert "slutförd" in rows[0]["Ord i dokumenten"].split(", ")
    assert (rows[-1]["Status"], rows[-1]["Läge"]) == ("Ej rapporterad", "Ej rapporterat")


def test_what_is_new_is_the_latest_first() -> None:
    """The five documents of one day, then what was fetched from Kolada."""
    app = open_page("nytt")

    assert lead(app) == "Senast, den 22 november 2026, kom 5 nya dokument."
    rows = wide_table(app, "Vad")
    assert [row["Vad"].split(":")[0] for row in rows] == [
        "Ekerö", "Huddinge", "Linköping", "Solna", "Täby", "Kolada", "Kolada",
    ]  # fmt: skip
    assert rows[2] == {
        "Vad": "Linköping: Uppföljning av Utbildningsförvaltningens verksamhetsplan 2022",
        "Slag": "Nytt dokument",
        "Datum": "22 november 2026",
        "Omfattning": "115 aktiviteter",
    }
    assert rows[5] == {
        "Vad": "Kolada: 2 nyckeltal",
        "Slag": "Värden från Kolada",
        "Datum": "12 december 2024",
        "Omfattning": "375 nya värden",
    }


def test_a_statement_without_responsible_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is set, nobody is named and the reader is told what is missing."""
    monkeypatch.delenv("MALKOLLEN_RESPONSIBLE", raising=False)
    monkeypatch.delenv("MALKOLLEN_CONTACT", raising=False)
    monkeypatch.setenv("MALKOLLEN_INTAKE", "on")
    app = open_page("tillganglighet")

    assert "Vem som är ansvarig för webbplatsen är inte angivet." in lead(app)
    assert "Innan det är gjort är den här redogörelsen inte fullständig." in texts(app)
    assert "har inte angett hur brister rapporteras" in texts(app)
    assert {name for name in SETTINGS if name in texts(app)} == set(SETTINGS)

    # What a setting is called is for who runs the server alone.
    monkeypatch.setenv("MALKOLLEN_INTAKE", "off")
    app = open_page("tillganglighet")
    assert "Vem som är ansvarig för webbplatsen är inte angivet." in lead(app)
    assert "har inte angett hur brister rapporteras" in texts(app)
    assert {name for name in SETTINGS if name in texts(app)} == set()


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("hjalp@kommunen.example", "[hjalp@kommunen.example](mailto:hjalp@kommunen.example)"),
        ("https://kommunen.example/fel", "[https://kommunen.example/fel](https://kommunen.example/fel)"),
        ("växeln, 0123-45 67 89", "växeln, 0123-45 67 89"),
    ],
)  # fmt: skip
def test_the_statement_names_who_is_responsible_and_how_to_report(
    monkeypatch: pytest.MonkeyPatch, contact: str, shown: str
) -> None:
    """The settings stand in the text; an address becomes a link."""
    monkeypatch.setenv("MALKOLLEN_RESPONSIBLE", "Exempels kommun")
    monkeypatch.setenv("MALKOLLEN_CONTACT", contact)
    app = open_page("tillganglighet")

    assert lead(app).startswith("Exempels kommun står bakom den här webbplatsen, Målkollen.")
    assert f"Hör av dig: {shown}." in texts(app)


def test_the_statement_holds_what_the_law_asks_for() -> None:
    """Degree of compliance, every known shortcoming, how and when it was tested, where to report, who supervises."""
    app = open_page("tillganglighet")

    assert "delvis förenlig med lagen om tillgänglighet till digital offentlig service" in lead(app)
    assert headings(app) == [
        "Så tillgängliga är sidorna", "Det som inte är tillgängligt", "Så har sidorna testats", "Rapportera brister",
        "Tillsyn",
    ]  # fmt: skip
    assert [row["Brist"] for row in wide_table(app, "Brist")] == [one.what for one in SHORTCOMINGS]
    said = texts(app)
    assert "Självskattning." in said
    assert "https://www.digg.se/tdosanmalan" in said


@pytest.mark.parametrize(
    ("page", "count"),
    [("lage", 4), ("aktiviteter", 5), ("jamfor", 3), ("nyckeltal", 1), ("karta", 2), ("mal", 3)],
)
def test_a_measure_is_explained_where_its_page_leads(page: str, count: int) -> None:
    """Each way to a definition ends at a heading of the same name, in the language of the page."""
    headers = {one.proto.anchor: one.value for one in open_page("sa_raknar_vi", lang="en").header}
    led = {
        given["lang"][0].removeprefix("en#"): text
        for text, (address, given) in ways(open_page(page, lang="en")).items()
        if address == "sa_raknar_vi"
    }

    assert len(led) == count
    assert led == {anchor: headers[anchor] for anchor in led}
