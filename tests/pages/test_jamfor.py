"""Jämför through the app's script, on the record that comes with Målkollen."""

from itertools import combinations

import pytest
from screen import headings, lead, open_page, texts, wide_table, wide_tables

pytestmark = pytest.mark.usefixtures("built_database")

EKERO = "Ekerö: Barn- och utbildningsförvaltningen 2020"
HUDDINGE = "Huddinge: Gymnasienämnden 2018"
LINKOPING = "Linköping: Utbildningsförvaltningen 2022"
SOLNA = "Solna: Kompetensnämnden 2010"
TABY = "Täby: Gymnasie- och näringslivsnämnden 2020"
ALL = [EKERO, HUDDINGE, LINKOPING, SOLNA, TABY]
IDS = {
    HUDDINGE: "huddinge-gymnasienamnden-2018",
    LINKOPING: "linkoping-utbildningsforvaltningen-2022",
    SOLNA: "solna-kompetensnamnden-2010",
    TABY: "taby-alliansuppdrag-2020",
}


def measures(*documents: str, **parameters: str) -> dict[str, dict[str, str]]:
    """Return the table of two or more documents, by measure."""
    app = open_page("jamfor", med=list(documents), **parameters)
    return {row.pop("Mått"): row for row in wide_table(app, "Mått")}


def test_the_first_view_compares_those_that_report_statuses() -> None:
    """Nothing chosen: the newest documents with statuses, the most completed first."""
    app = open_page("jamfor")
    assert app.multiselect(key="med").value == [IDS[HUDDINGE], IDS[LINKOPING], IDS[TABY]]
    assert lead(app) == (
        "Huddinge har genomfört 93 % av 30 aktiviteter, Täby 23 % av 22 och Linköping 19 % av 115."
    )


def test_all_five_stand_side_by_side() -> None:
    """Those that report no status are said so, in the sentence and in the table, never as zero."""
    app = open_page("jamfor", med=ALL)
    assert lead(app).endswith("Ekerö och Solna rapporterar ingen status på aktiviteter.")
    table = measures(*ALL)
    assert {name: table["Aktiviteter"][name] for name in ("Huddinge", "Linköping", "Täby")} == {
        "Huddinge": "30",
        "Linköping": "115",
        "Täby": "22",
    }
    assert table["Andel genomförda"] == {
        "Ekerö": "ej rapporterat",
        "Huddinge": "93 %",
        "Linköping": "19 %",
        "Solna": "ej rapporterat",
        "Täby": "23 %",
    }
    assert table["Framflyttade"]["Linköping"] == "20"
    assert table["Framflyttade"]["Solna"] == "ej rapporterat"
    assert table["Efter plan"]["Huddinge"] == "2"
    assert table["Slutdatum har passerat"]["Linköping"] == "2"
    assert table["Slutdatum har passerat"]["Huddinge"] == "inga slutdatum anges"
    assert table["Tillfällen"]["Huddinge"] == "3"
    assert table["Läget"] == {
        "Ekerö": "per 31 december 2020 (datum uppskattat)",
        "Huddinge": "per 31 december 2018",
        "Linköping": "per 31 augusti 2022",
        "Solna": "utan angivet datum",
        "Täby": "per 31 december 2020 (datum uppskattat)",
    }
    assert table["Slag"]["Solna"] == "plan"


def test_an_activity_can_be_counted_once() -> None:
    """Linköping lists 93 activities in 115 rows; counted once, 18 are completed and 18 deferred."""
    table = measures(HUDDINGE, LINKOPING, en_gang="true")
    assert table["Aktiviteter"] == {"Huddinge": "30", "Linköping": "93"}
    assert table["Genomförda"] == {"Huddinge": "28", "Linköping": "18"}
    assert table["Framflyttade"] == {"Huddinge": "0", "Linköping": "18"}


def test_the_caveats_say_where_the_comparison_limps() -> None:
    """Plan, silence, years, spans, dates, occasions, words and bodies: each is said of the documents it is true of."""
    said = texts(open_page("jamfor", med=ALL))
    for caveat in (
        "**Solna är en plan:** den lovar men berättar inte hur det gick.",
        "**Ekerö anger ingen status på sina aktiviteter:**",
        "**Dokumenten är från olika tid:** 12 år skiljer 2010 från 2022.",
        "Täby 2019–2022",
        "**Datumet är uppskattat, dokumentet anger inget:** Ekerö 31 december 2020 och Täby 31 december 2020.",
        "Huddinge 3 tillfällen",
        "Linköping (Genomfört, Pågående, Pågår, Pausad, Kvarstår)",
        "**Täby använder inget ord för att ligga efter plan:**",
        "Huddinge nämner ",
        "Solna Kompetensnämnden",
        "Linköping större stad",
        "Linköping 115 rader för 93 olika",
    ):
        assert caveat in said


def test_a_caveat_that_is_not_true_is_not_said() -> None:
    """Huddinge and Linköping are both follow-ups of one year with stated dates."""
    said = texts(open_page("jamfor", med=[HUDDINGE, LINKOPING], en_gang="true"))
    for caveat in (
        "är en plan",
        "uppskattat",
        "olika lång tid",
        "anger ingen status",
        "olika rader",
    ):
        assert caveat not in said


def test_key_figures_that_all_have_come_first() -> None:
    """The national measures of the same year, each with its place among its peers; then what some lack, in words."""
    app = open_page("jamfor", med=[HUDDINGE, LINKOPING])
    assert (
        "2 nyckeltal finns hos alla för samma år; 7 till finns inte hos alla för samma år."
        in texts(app)
    )
    shared, apart = wide_tables(app, "Nyckeltal")
    assert shared == [
        {
            "Nyckeltal": f"{title}, 2024",
            "Huddinge": huddinge,
            "Linköping": linkoping,
            "Riktning": "högre är bättre",
        }
        for title, huddinge, linkoping in (
            (
                "Elever i åk 9 som är behöriga till yrkesprogram, hemkommun, andel (%) (N15428)",
                "88,4 %, mellersta hälften av liknande",
                "81,8 %, sämsta fjärdedelen av liknande",
            ),
            (
                "Gymnasieelever med examen inom 4 år, hemkommun, andel (%) (N17461)",
                "75,4 %, mellersta hälften av liknande",
                "75,7 %, sämsta fjärdedelen av liknande",
            ),
        )
    ]
    told = {row["Nyckeltal"]: (row["Huddinge"], row["Linköping"]) for row in apart}
    assert told["Lokalernas andel av de totala kostnaderna"] == (
        "anges inte",
        "bara mål: högst 16 % (2022)",
    )
    assert told["Sjukfrånvaro"] == ("under 7 % (2018)", "anges inte")
    assert "samma namn betyder inte säkert samma sätt att mäta" in texts(app)


@pytest.mark.parametrize("chosen", [[], [IDS[SOLNA]]])
def test_fewer_than_two_is_told_what_to_do(chosen: list[str]) -> None:
    """With none or one chosen the page says what to do and shows nothing else."""
    app = open_page("jamfor")
    app.multiselect(key="med").set_value(chosen).run()
    assert lead(app) == "Välj minst två dokument, så visas de sida vid sida."
    assert headings(app) == []


@pytest.mark.parametrize("pair", list(combinations(ALL, 2)))
def test_any_two_can_be_compared(pair: tuple[str, str]) -> None:
    """Every pair shows its table, also two that report nothing."""
    table = measures(*pair)
    assert list(table["Organ"]) == [label.split(":")[0] for label in pair]
