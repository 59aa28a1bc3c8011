"""Källor through the app's script, on the record that comes with Målkollen."""

import pytest
from screen import lead, open_page, plain, texts, wide_table

from malkollen import store, words

pytestmark = pytest.mark.usefixtures("built_database")


def test_the_first_sentence_counts_documents_and_findings() -> None:
    """All documents first, with the findings by weight."""
    findings = store.ask("findings").to_pylist()
    contradictions = sum(row["severity"] == "contradiction" for row in findings)
    assert lead(open_page("kallor")).startswith(
        f"5 dokument från 5 kommuner, 2010–2022. Kontrollerna fann {len(findings)} anmärkningar: "
        f"{contradictions} motsägelser, "
    )


@pytest.mark.parametrize(
    ("municipality", "expected"),
    [
        (
            "Solna",
            "Verksamhetsplan och budget 2010, Solna 2010. Kontrollerna fann 3 anmärkningar: 3 motsägelser.",
        ),
        (
            "Täby",
            "Återrapportering av alliansuppdrag för Täby, Täby 2020. Kontrollerna fann inget att anmärka på.",
        ),
    ],
)
def test_one_municipality(municipality: str, expected: str) -> None:
    """A chosen municipality narrows documents and findings."""
    app = open_page("kallor", kommun=municipality)
    assert lead(app) == expected
    assert [fold.label for fold in app.expander][-1] == "Visa källorna"


def test_a_document_has_its_card() -> None:
    """Huddinge's card: three occasions with their reserve, the original's name and the start of its hash."""
    app = open_page("kallor", kommun="Huddinge")
    document = store.ask("documents", municipality_code="0126").to_pylist()[0]
    card = {
        plain(row["Fält"]): plain(row["Uppgift"]) for row in app.table[0].value.to_dict("records")
    }
    assert card["Organ"] == "Gymnasienämnden"
    assert card["Slag"] == "uppföljning"
    assert card["Uppföljningstillfällen"].startswith("Delår 1 (utan angivet datum)")
    assert "Bokslut (per 31 december 2018)" in card["Uppföljningstillfällen"]
    assert card["Originalets fil"] == document["original_file_name"]
    assert card["Originalets SHA-256"] == f"{document['original_sha256'][:12]}…"


def test_findings_are_sentences_the_heaviest_first() -> None:
    """Every finding is a sentence with its place; contradictions stand before gaps and hints."""
    rows = wide_table(open_page("kallor"), "Anmärkning")
    assert len(rows) == store.ask("findings").num_rows
    order = list(words.SEVERITIES.values())
    weights = [order.index(row["Slag"]) for row in rows]
    assert weights == sorted(weights)
    assert all(row["Plats"] for row in rows)


def test_findings_can_be_narrowed_to_one_check() -> None:
    """The line of Solna's budget that does not add up, alone."""
    label = words.CHECKS["budget_sum_wrong"]
    assert wide_table(open_page("kallor", kontroll=label), "Anmärkning") == [
        {
            "Anmärkning": (
                "Solna Vuxenutbildning 2009: nettokostnaden står som 21 629 tkr men kostnader minus "
                "intäkter är 21 692 tkr."
            ),
            "Slag": "motsägelse",
            "Dokument": "Solna 2010",
            "Plats": "6. Solna Vuxenutbildning › Budget (tkr) Vuxenutbildning, sida 13, rad 232",
        }
    ]


def test_coverage_says_what_each_document_tells() -> None:
    """Solna's plan has budget lines and key figures but no status."""
    rows = {row["Dokument"]: row for row in wide_table(open_page("kallor"), "Dokument")}
    assert rows["Solna 2010"]["Med status"] == "0 %"
    assert rows["Solna 2010"]["Budgetrader"] == "24"
    assert rows["Solna 2010"]["Nyckeltal att följa"] == "33"
    assert rows["Linköping 2022"]["Aktiviteter"] == "115"


def test_the_dictionary_is_shown_table_by_table_and_searched() -> None:
    """A chosen table shows its columns; a word shows the columns of all tables that it stands for."""
    app = open_page("kallor", tabell="Budgetrader (budget_line)")
    assert [row["Kolumn"] for row in wide_table(app, "Kolumn")] == [
        row["column_name"]
        for row in store.ask("data_dictionary").to_pylist()
        if row["table_name"] == "budget_line"
    ]
    found = [row["Kolumn"] for row in wide_table(open_page("kallor", sok="SHA-256"), "Kolumn")]
    assert found == ["document.original_sha256", "figure_sheet.original_sha256"]
    assert wide_table(open_page("kallor", sok="finns inte"), "Kolumn") == []


def test_every_table_can_be_downloaded() -> None:
    """Every table of the database is in the choice, none twice."""
    tables = {row["table_name"] for row in store.ask("data_dictionary").to_pylist()}
    assert set(words.TABLES) == tables
    options = open_page("kallor").selectbox(key="tabell").options
    assert len(set(options)) == len(tables)


def test_reference_tables_tell_their_source() -> None:
    """Each reference table has its source and terms, under a Swedish name."""
    rows = wide_table(open_page("kallor"), "Tabell")
    names = {row["table_name"] for row in store.ask("reference_sources").to_pylist()}
    assert names == set(words.REFERENCE_TABLES)
    assert len(rows) == len(names)
    assert all(row["Källa"] and row["Villkor"] for row in rows)


def test_the_page_says_what_kind_of_csv_it_gives() -> None:
    """The open CSV is for programs; who wants Excel is told where."""
    assert "komma mellan cellerna" in texts(open_page("kallor"))
