"""Jämför through the app's script, on the record that comes with Målkollen."""

import html
import json
import re
from itertools import combinations
from urllib.parse import unquote_plus

import pytest
from screen import bodies, headings, lead, open_page, plain, texts, wide_table, wide_tables
from streamlit.testing.v1 import AppTest

from malkollen import frame

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
    """Nothing chosen: the newest documents with statuses; the answer says that the most completed comes first."""
    app = open_page("jamfor")
    assert app.multiselect(key="med").value == [IDS[HUDDINGE], IDS[LINKOPING], IDS[TABY]]
    assert lead(app) == (
        "Huddinge har genomfört störst andel, 93 % av 30 aktiviteter, följt av Täby 23 % av 22 och Linköping 19 % "
        "av 115."
    )


def test_documents_stand_in_the_order_they_were_chosen() -> None:
    """Pictures, caveats, tables, sources and links follow it; only the answer goes by how much is completed."""
    app = open_page("jamfor", med=[TABY, LINKOPING, HUDDINGE])
    assert lead(app).startswith("Huddinge har genomfört störst andel")
    assert summaries(app) == [
        (
            "Täby 2020: 5 genomförda, 17 pågår; "
            "Linköping 2022: 22 genomförda, 76 pågår, 2 efter plan, 15 ej påbörjade; "
            "Huddinge 2018: 28 genomförda, 2 efter plan."
        ),
        "Andel genomförda: Täby 23 %, Linköping 19 % och Huddinge 93 %.",
        "Andel framflyttade: Täby ingen märkt, Linköping 17 % och Huddinge ingen märkt.",
    ]
    bars = [
        [note["text"] for note in json.loads(chart.proto.spec)["layout"]["annotations"][::2]]
        for chart in app.get("plotly_chart")
    ]
    assert bars == [
        ["Täby 2020", "Linköping 2022", "Huddinge 2018"],
        ["Täby", "Linköping", "Huddinge"],
        ["Täby", "Linköping", "Huddinge"],
    ]
    assert list(wide_table(app, "Mått")[0]) == ["Mått", "Täby", "Linköping", "Huddinge"]
    assert all(
        list(table[0])[1:-1] == ["Täby", "Linköping", "Huddinge"]
        for table in wide_tables(app, "Nyckeltal")
    )
    said = texts(app)
    for told in (
        "Täby Gymnasie- och näringslivsnämnden, Linköping Utbildningsförvaltningen och Huddinge Gymnasienämnden.",
        "Täby (Avslutad enligt plan, Pågående enligt plan), Linköping (",
        "Källa: Återrapportering av alliansuppdrag för Täby",
    ):
        assert told in said
    ways_on = [link.proto.label for link in app.get("page_link")]
    assert [plain(label) for label in ways_on if ": " in label] == [TABY, LINKOPING, HUDDINGE]


def summaries(app: AppTest) -> list[str]:
    """Return what is said of each picture to who does not see it."""
    return [plain(chart.proto.alt) for chart in app.get("plotly_chart")]


def test_both_shares_are_drawn_on_one_scale() -> None:
    """A bar of 93 % is as long beside one of 17 % as the figures say, from nothing to all."""
    _statuses, *shares = open_page("jamfor").get("plotly_chart")
    axes = [json.loads(chart.proto.spec)["layout"]["xaxis"] for chart in shares]
    assert [axis["range"] for axis in axes] == [[0, 1.0], [0, 1.0]]


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
    assert table["Framflyttade"] == {"Huddinge": "ingen märkt", "Linköping": "18"}


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


def test_the_answer_says_in_how_many_points_the_comparison_limps() -> None:
    """The way to them stands beside the answer, and the points stand in groups by what they are about."""
    said = texts(open_page("jamfor", med=[HUDDINGE, LINKOPING], en_gang="true"))
    assert "[Jämförelsen haltar på 7 punkter: läs vilka innan du drar slutsatser.](#haltar)" in said
    assert said.count("\n- **") == 7
    groups = ("### Vad som jämförs", "### Vilken tid det gäller", "### Hur det räknas")
    assert [said.index(group) for group in groups] == sorted(said.index(group) for group in groups)


def links(body: str) -> list[str]:
    """Return the addresses that a table's cells lead to, as they are read."""
    return [unquote_plus(html.unescape(one)) for one in re.findall(r'href="([^"]+)"', body)]


def test_an_amount_leads_to_its_rows() -> None:
    """Each amount of activities, goals, targets and findings; counted once, the rows of activities are others."""
    shown = next(
        body for body in bodies(open_page("jamfor", med=[HUDDINGE, LINKOPING])) if "Mått" in body
    )
    of_huddinge = "kommun=Huddinge&dokument=Gymnasienämnden 2018"
    of_linkoping = "kommun=Linköping&dokument=Utbildningsförvaltningen 2022"
    moved = "framflyttad=inom året&framflyttad=till senare år&framflyttad=datum anges inte"
    both = [
        f"aktiviteter?{of_huddinge}",
        f"aktiviteter?{of_linkoping}",
        f"aktiviteter?{of_huddinge}&lage=Genomfört",
        f"aktiviteter?{of_linkoping}&lage=Genomfört",
        f"aktiviteter?{of_huddinge}&lage=Efter plan",
        f"aktiviteter?{of_linkoping}&lage=Efter plan",
        f"aktiviteter?{of_linkoping}&{moved}",
        f"aktiviteter?{of_huddinge}&framflyttad=bara nämnd i kommentar",
        f"aktiviteter?{of_linkoping}&framflyttad=bara nämnd i kommentar",
        f"aktiviteter?{of_linkoping}&forsenad=true",
    ]
    other = [
        f"mal?{of_huddinge}",
        f"mal?{of_linkoping}",
        "nyckeltal?kommun=Huddinge",
        "nyckeltal?kommun=Linköping",
        "nyckeltal?kommun=Huddinge",
        f"kallor?{of_huddinge}",
        f"kallor?{of_linkoping}",
    ]
    assert links(shown) == both + other
    assert lead(
        open_page(
            "aktiviteter",
            kommun="Linköping",
            dokument="Utbildningsförvaltningen 2022",
            framflyttad=["inom året", "till senare år", "datum anges inte"],
        )
    ).startswith("20 av 115 aktiviteter passar filtren")
    once = open_page("jamfor", med=[HUDDINGE, LINKOPING], en_gang="true")
    shown = next(body for body in bodies(once) if "Mått" in body)
    assert links(shown) == other


def test_two_documents_of_one_body_and_year_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan and its follow-up are named by their titles, in the choice and over their columns."""
    documents = frame.current_documents()
    twin = documents[1] | {"document_id": documents[2]["document_id"], "title": "Planen"}
    monkeypatch.setattr("malkollen.frame.current_documents", lambda: [documents[1], twin])
    # What names are shared is looked up once for each version of the data.
    monkeypatch.setattr(frame, "_shared_names", frame._shared_names.__wrapped__)
    app = open_page("jamfor")
    follow_up = documents[1]["title"]
    assert app.multiselect(key="med").options == [
        f"{HUDDINGE} ({follow_up})",
        f"{HUDDINGE} (Planen)",
    ]
    assert list(wide_table(app, "Mått")[0]) == [
        "Mått",
        f"Huddinge, Gymnasienämnden 2018 ({follow_up})",
        "Huddinge, Gymnasienämnden 2018 (Planen)",
    ]


# In English ---------------------------------------------------------------------------


def test_all_five_in_english() -> None:
    """The answer, the headings, the table and every caveat; what the documents say stays in Swedish."""
    app = open_page("jamfor", med=ALL, lang="en")
    assert lead(app) == (
        "Huddinge has completed the largest share, 93% of 30 activities, followed by Täby 23% of 22 and Linköping 19% of "
        "115. "
        "Ekerö and Solna report no status of activities."
    )
    assert headings(app) == [
        "Activities by status",
        "Share completed",
        "Share deferred",
        "Limits of this comparison",
        "Everything side by side",
        "Key figures",
        "Status in each document",
    ]
    table = wide_table(app, "Measure")
    assert list(table[0]) == ["Measure", "Ekerö", "Huddinge", "Linköping", "Solna", "Täby"]
    assert {row["Measure"]: row["Huddinge"] for row in table} == {
        "Body": "Gymnasienämnden",
        "Kind": "follow-up",
        "Covers": "2018",
        "Status date": "as of 31 December 2018",
        "Occasions": "3",
        "Activities": "30",
        "Without a reported status": "0",
        "Completed": "28",
        "Share completed": "93%",
        "Behind plan": "2",
        "Share behind plan": "7%",
        "Deferred": "none marked",
        "Share deferred": "none marked",
        "Deferral only mentioned in a comment": "5",
        "End date has passed": "no end dates are given",
        "Goals": "26",
        "Targets": "4",
        "Outcomes in figures": "6",
        "Issues in the document": "6",
        "Group of municipalities (SKR)": "Commuting municipality near a large city",
    }
    assert table[7]["Solna"] == "not reported"
    said = texts(app)
    for caveat in (
        "[The comparison has 13 limitations: read them before drawing conclusions.](#haltar)",
        "**Solna is a plan:** it makes promises but does not say how things went.",
        "**Ekerö gives no status for its activities:** there is nothing to count.",
        "**The documents cover different years:** 12 years lie between 2010 and 2022.",
        "**The date is an estimate, the document gives none:** Ekerö 31 December 2020 and Täby 31 December 2020.",
        "Huddinge 3 occasions",
        "**Täby has no status for being behind plan:** zero may mean that it is not reported.",
        "**Huddinge and Täby mark no activity as deferred:** deferrals may exist without being marked. Huddinge mentions 5",
        "Linköping medium-sized town",
        "Linköping 115 rows for 93 different ones",
    ):
        assert caveat in said


def test_what_is_chosen_stays_chosen_in_the_other_language() -> None:
    """Documents are chosen by their ids."""
    app = open_page("jamfor")
    app.multiselect(key="med").set_value([IDS[SOLNA], IDS[TABY]]).run()
    app.button(key="annat-sprak").click().run()
    assert app.multiselect(key="med").value == [IDS[SOLNA], IDS[TABY]]
    assert (
        lead(app)
        == "Täby has completed 23% of 22 activities. Solna reports no status of activities."
    )
