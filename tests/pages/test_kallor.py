"""Källor through the app's script, on the record that comes with Målkollen."""

import pytest
from screen import bodies, headings, lead, open_page, texts, wide_table

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
    card = {row["Fält"]: row["Uppgift"] for row in wide_table(app, "Fält")}
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


def test_each_kind_of_finding_leads_to_its_own() -> None:
    """Counted by kind, the heaviest first; the address is this page's own with the kind chosen."""
    app = open_page("kallor")
    rows = wide_table(app, "Fann")
    findings = store.ask("findings").to_pylist()
    order = list(words.SEVERITIES)
    findings.sort(key=lambda row: order.index(row["severity"]))
    kinds = dict.fromkeys((row["check_name"], row["severity"]) for row in findings)
    assert [(row["Fann"], row["Slag"]) for row in rows] == [
        (words.CHECKS[name], words.SEVERITIES[severity]) for name, severity in kinds
    ]
    assert sum(int(row["Antal"]) for row in rows) == len(findings)
    shown = next(body for body in bodies(app) if ">Fann<" in body)
    assert 'href="kallor?kontroll=Budgetrad+g%C3%A5r+inte+ihop"' in shown


# In English ---------------------------------------------------------------------------


def test_the_page_in_english() -> None:
    """The answer, headings, tables, and the way to the open data in English; what documents say stays in Swedish."""
    findings = store.ask("findings").to_pylist()
    counts = [sum(row["severity"] == one for row in findings) for one in words.SEVERITY_COUNTS]
    app = open_page("kallor", lang="en")
    assert lead(app) == (
        f"5 documents from 5 municipalities, 2010–2022. The checks found {len(findings)} issues: "
        f"{counts[0]} contradictions, {counts[1]} gaps and {counts[2]} things worth a look."
    )
    assert headings(app) == [
        "Documents",
        "Issues",
        "What the documents contain",
        "Data to download",
        "Data dictionary",
        "Sources of the reference tables",
    ]
    assert list(wide_table(app, "Found")[0]) == ["Found", "Kind", "Number"]
    assert list(wide_table(app, "Issue")[0]) == ["Issue", "Kind", "Document", "Place"]
    assert wide_table(app, "Document")[2] == {
        "Document": "Linköping 2022",
        "Goals": "47",
        "Activities": "115",
        "With status": "100%",
        "With end date": "100%",
        "With committee": "100%",
        "Assessments of goals": "0",
        "Targets": "1",
        "Outcomes": "0",
        "Key figures to track": "0",
        "Budget lines": "0",
        "Own totals": "2",
    }
    assert list(wide_table(app, "Column")[0]) == ["Column", "Type", "Meaning"]
    assert list(wide_table(app, "Table")[0]) == ["Table", "Source", "Terms", "Retrieved"]
    assert "[open data](/data/?lang=en)" in texts(app)


def test_one_document_in_english() -> None:
    """Its card, under one document's heading; its findings do not say which document they are of."""
    app = open_page("kallor", kommun="Linköping", lang="en")
    card = {row["Field"]: row["Value"] for row in wide_table(app, "Field")}
    assert headings(app)[0] == "Document"
    assert (card["Kind"], card["Reference number"], card["Imported with"]) == (
        "follow-up",
        "not given",
        "by script and by hand",
    )
    assert list(wide_table(app, "Issue")[0]) == ["Issue", "Kind", "Place"]
    assert lead(open_page("kallor", kommun="Täby", lang="en")).endswith(
        "Täby 2020. The checks found no issues."
    )


def test_a_check_and_a_table_stay_chosen_in_the_other_language() -> None:
    """They are chosen by their names in the data; an address holds what the page calls them."""
    app = open_page(
        "kallor", kontroll="Budgetrad går inte ihop", tabell="Budgetrader (budget_line)"
    )
    assert (app.selectbox(key="kontroll").value, app.selectbox(key="tabell").value) == (
        "budget_sum_wrong",
        "budget_line",
    )
    app.button(key="annat-sprak").click().run()
    assert (app.selectbox(key="kontroll").value, app.selectbox(key="tabell").value) == (
        "budget_sum_wrong",
        "budget_line",
    )
    assert [row["Issue"][:23] for row in wide_table(app, "Issue")] == ["Solna Vuxenutbildning 2"]
