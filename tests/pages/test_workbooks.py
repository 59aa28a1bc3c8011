"""The buttons that give what a page shows as a workbook, through the app's script; the workbooks opened with openpyxl."""

import csv
import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook, load_workbook
from screen import bodies, open_page, plain, texts, wide_table, wide_tables
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.testing.v1 import AppTest

from malkollen import store, words
from malkollen.locations import ROOT
from malkollen.words import taking_out
from malkollen.words.language import spoken

pytestmark = pytest.mark.usefixtures("built_database")

STOCKHOLM = ZoneInfo("Europe/Stockholm")
HUDDINGE = "Huddinge: Gymnasienämnden 2018"
NATIONAL = "malkollen-n15428-linkoping-elever-i-ak-9-som-ar-behoriga-till-yrkesprogram.xlsx"
LINKOPING = "Linköping: Utbildningsförvaltningen 2022"

Clicked = Callable[[str], bytes]


@pytest.fixture
def clicked(monkeypatch: pytest.MonkeyPatch) -> Clicked:
    """What a click on a download button gives, by the file's name.

    Made outside the page's run, where Swedish is spoken whatever the visitor speaks: as the server does it.
    """
    made: dict[str, Callable[[], bytes]] = {}
    kept = MediaFileManager.add_deferred

    def keep(self: MediaFileManager, data_callable: Any, *given: Any, **named: Any) -> str:
        file_name = named.get("file_name") or given[2]
        made[file_name] = data_callable
        return kept(self, data_callable, *given, **named)

    monkeypatch.setattr(MediaFileManager, "add_deferred", keep)

    def click(file_name: str) -> bytes:
        assert spoken() == "sv"
        return made[file_name]()

    return click


def opened(written: bytes) -> Workbook:
    """Open a workbook."""
    return load_workbook(io.BytesIO(written))


def rows_of(book: Workbook, index: int = 1) -> list[dict[str, Any]]:
    """Return a sheet's rows by their headings."""
    headings, *rows = book.worksheets[index].iter_rows(values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]


def column(book: Workbook, heading: str) -> list[Any]:
    """Return the cells under a heading."""
    return [row[heading] for row in rows_of(book)]


def about(book: Workbook) -> dict[str, list[tuple[Any, Any]]]:
    """Return the first sheet: the lines under each heading, the title's under none."""
    parts: dict[str, list[tuple[Any, Any]]] = {}
    [title], *lines = [
        [cell for cell in row if cell.value is not None] for row in book.worksheets[0].iter_rows()
    ]
    parts[str(title.value)] = []
    for line in lines:
        if len(line) == 1:
            parts[str(line[0].value)] = []
        elif line:
            parts[list(parts)[-1]].append((line[0].value, line[1].value))
    return parts


def button(app: AppTest, file_name: str) -> str:
    """Return the label of a download button."""
    return plain(app.download_button(key=file_name).label)


def visited(name: str, **parameters: str | list[str]) -> AppTest:
    """Run a page in a browser that says where it is and what its clock shows."""
    app = AppTest.from_file(str(ROOT / "malkollen" / "app.py"), default_timeout=30)
    app.context = {"url": f"https://malkollen.example.org/{name}", "timezone": "Europe/Stockholm"}
    app.switch_page(f"../pages/{name}.py")
    for parameter, value in parameters.items():
        app.query_params[parameter] = value
    app.run()
    assert not app.exception
    return app


def test_aktiviteter_gives_exactly_the_rows_shown(clicked: Clicked) -> None:
    """The filtered rows in the order of the screen, with types, the document's own words, and nothing else."""
    app = visited("aktiviteter", kommun="Linköping", framflyttad="till senare år")
    assert (
        button(app, "malkollen-linkoping-aktiviteter-urval-utbildningsforvaltningen-2022.xlsx")
        == "Ladda ner 11 rader som Excel"
    )
    book = opened(
        clicked("malkollen-linkoping-aktiviteter-urval-utbildningsforvaltningen-2022.xlsx")
    )
    assert book.sheetnames == ["Om uttaget", "Aktiviteter"]
    rows = rows_of(book)
    assert [row["Aktivitet"] for row in rows] == list(app.dataframe[0].value["Aktivitet"])
    document = "linkoping-utbildningsforvaltningen-2022"
    expected = store.ask("activities", document_ids=document, deferral_kinds="to_later_year")
    assert [row["Beteckning"] for row in rows] == expected["activity_id"].to_pylist()
    first = expected.to_pylist()[0]
    assert rows[0] == {
        "Kommun": "Linköping",
        "Dokument": first["document_title"],
        "År": 2022,
        "Per datum": datetime(2022, 8, 31),
        "Mål": first["goal_path"],
        "Slag": "aktivitet",
        "Aktivitet": first["title"],
        "Nämnd": first["committees"],
        "Slut (som det står)": first["due_text"],
        "Slutdatum": datetime.combine(first["due_date"], datetime.min.time()),
        "Status (som det står)": first["status_text"],
        "Status": first["status"],
        "Läge": first["family"],
        "Framflyttad": "till senare år",
        "Slut före flytten": first["deferral_from_text"],
        "Slut efter flytten": first["deferral_to_text"],
        "Skäl": first["reasons"],
        "Kvarstår från": first["carried_over_from_year"],
        "Försenad": "Nej",
        "Dagar över": first["overdue_days"],
        "Olika status på olika ställen": "Nej",
        "Plats i dokumentet": words.place(first),
        "Beteckning": first["activity_id"],
    }


FAMILIES = (
    "Varje status hör till ett läge. Genomfört: Genomförd, Genomförd med avvikelse; Pågår: Pågår enligt plan, Pågår, "
    "Pågår löpande; Efter plan: Avviker från plan, Pausad, Delvis genomförd, Ej genomförd; Ej påbörjat: Ej påbörjad, "
    "Kvarstår; Utgår: Utgår; Ej rapporterat: Ej rapporterad."
)
COMPLETION = (
    "Andel genomförda är genomförda aktiviteter delat med aktiviteter som har en rapporterad status. De utan status "
    "visas bredvid och räknas aldrig som ogjorda."
)
LISTED = "En aktivitet som står under flera mål räknas en gång för varje gång den står."
DEFERRED = (
    "Framflyttad är en aktivitet vars slut flyttats enligt dokumentets egen märkning. Nämns det bara i en kommentar "
    "visas det för sig."
)
OVERDUE = (
    "Försenad är en aktivitet vars slut har passerat vid dokumentets datum. Den som är genomförd, pågår löpande, utgår "
    "eller saknar rapporterad status räknas aldrig som försenad. En månad som slut räcker till sin sista dag."
)
CONTRADICTORY = (
    "Olika status på olika ställen har en aktivitet som står på flera rader i dokumentet med olika status. Den räknas "
    "en gång, och listan visar alla dess rader."
)
ADDRESS = (
    "https://malkollen.example.org/aktiviteter?kommun=Link%C3%B6ping&namnd=Bildningsn%C3%A4mnden&lage=Genomf%C3%B6rt&lage=P%C3%A5g%C3%A5r"
    "&framflyttad=inom+%C3%A5ret&framflyttad=bara+n%C3%A4mnd+i+kommentar&sok=e"
    "&dokument=Utbildningsf%C3%B6rvaltningen+2022"
)


def test_the_first_sheet_says_what_was_taken_out(clicked: Clicked) -> None:
    """Rows, filters in words, sources, version, address and definitions: the whole sheet."""
    visited(
        "aktiviteter",
        kommun="Linköping",
        namnd="Bildningsnämnden",
        lage=["Genomfört", "Pågår"],
        framflyttad=["inom året", "bara nämnd i kommentar"],
        sok="e",
    )
    told = about(
        opened(clicked("malkollen-linkoping-aktiviteter-urval-utbildningsforvaltningen-2022.xlsx"))
    )
    taken_out, version, address = told.pop("Uttaget")
    assert taken_out[0] == "Taget ur Målkollen"
    since = datetime.now(STOCKHOLM).replace(tzinfo=None) - taken_out[1]
    assert abs(since) < timedelta(minutes=5)
    assert version == ("Version av uppgifterna", store.data_version().removesuffix(".duckdb"))
    assert address == ("Sidans adress", ADDRESS)
    assert told == {
        "Aktiviteter: Linköping, Utbildningsförvaltningen 2022": [],
        "Raderna": [
            ("En rad är", "en aktivitet så som den står i dokumentet, med dess senaste status"),
            ("Kommun", "Linköping"),
            ("Dokument", "Utbildningsförvaltningen 2022"),
            ("Uppgifterna gäller", "per 31 augusti 2022"),
            ("Antal rader", 8),
            ("Antal utan filter", 115),
        ],
        "Filter": [
            ("Sök i titel och mål", "e"),
            ("Nämnd", "Bildningsnämnden"),
            ("Läge", "Genomfört; Pågår"),
            ("Framflyttad", "inom året; bara nämnd i kommentar"),
        ],
        "Källor": [
            (
                "Linköping",
                "Uppföljning av Utbildningsförvaltningens verksamhetsplan 2022 (2022), per 31 augusti 2022",
            )
        ],
        "Så räknar vi": [
            ("Läge", FAMILIES),
            ("Andel genomförda", COMPLETION),
            ("Rader", LISTED),
            ("Framflyttad", DEFERRED),
            ("Försenad", OVERDUE),
            ("Olika status på olika ställen", CONTRADICTORY),
        ],
    }


def test_the_first_sheet_in_english(clicked: Clicked) -> None:
    """The same in English: what is ours is translated, what is the documents' is not."""
    app = visited("aktiviteter", kommun="Täby", lang="en")
    assert (
        button(app, "malkollen-taby-activities-gymnasie-och-naringslivsnamnden-2020.xlsx")
        == "Download 22 rows as Excel"
    )
    book = opened(clicked("malkollen-taby-activities-gymnasie-och-naringslivsnamnden-2020.xlsx"))
    assert book.sheetnames == ["About", "Activities"]
    told = about(book)
    counted = told.pop("How we calculate")
    assert [name for name, _text in counted] == [
        "Status family", "Share completed", "Rows", "Deferred", "Overdue",
        "Conflicting statuses",
    ]  # fmt: skip
    assert counted[0][1] == (
        "Each status belongs to a status family. Completed: Completed, Completed with deviation; In progress: In progress "
        "on plan, In progress, Ongoing; Behind plan: Deviates from plan, Paused, Partly completed, Not completed; Not begun: "
        "Not started, Remaining; Dropped: Cancelled; Not reported: Not reported."
    )
    assert [name for name, _value in told.pop("Export")] == [
        "Exported from Målkollen", "Version of the data", "The page’s address",
    ]  # fmt: skip
    source = "Återrapportering av alliansuppdrag för Täby (2020), as of 31 December 2020 (date estimated)"
    assert told == {
        "Activities: Täby, Gymnasie- och näringslivsnämnden 2020": [],
        "The rows": [
            ("A row is", "an activity as listed in the document, with its latest status"),
            ("Municipality", "Täby"),
            ("Document", "Gymnasie- och näringslivsnämnden 2020"),
            ("The data are", "as of 31 December 2020 (date estimated)"),
            ("Number of rows", 22),
            ("Number without filters", 22),
        ],
        "Filters": [("No filters", "all rows are included")],
        "Sources": [("Täby", source)],
    }
    assert set(column(book, "Status")) <= {"Completed", "In progress on plan", "In progress"}
    assert column(book, "Overdue") == ["No"] * 22


def test_the_words_are_those_of_the_page() -> None:
    """Filters are called what the page calls them, and the figures explained as Så räknar vi explains them."""
    app = open_page("aktiviteter", kommun="Alla kommuner")
    labels = {one.label for one in (*app.multiselect, *app.checkbox, *app.text_input)}
    every = {parameter: "x" for parameter, _facet, _name in taking_out._FILTERS}
    every |= {"search_text": "x", **{parameter: "x" for parameter, _name in taking_out._SWITCHES}}
    assert {name for name, _value in taking_out.filters(every, [], [])} == labels
    said = texts(open_page("sa_raknar_vi"))
    assert [one for one in taking_out.DEFINITIONS.values() if one not in said] == []


def test_filters_name_goal_and_switches(clicked: Clicked) -> None:
    """A chosen goal is told by its title, a switch by yes; without filters it says so."""
    visited("aktiviteter", kommun="Linköping", mal="Medborgare", motsagd="true")
    told = about(
        opened(clicked("malkollen-linkoping-aktiviteter-urval-utbildningsforvaltningen-2022.xlsx"))
    )
    assert told["Filter"] == [
        ("Mål", "Medborgare"),
        ("Bara med olika status på olika ställen", "Ja"),
    ]
    visited("aktiviteter", kommun="Alla kommuner")
    book = opened(clicked("malkollen-aktiviteter.xlsx"))
    assert about(book)["Filter"] == [("Inga filter", "alla rader är med")]
    assert len(rows_of(book)) == 271
    assert len(about(book)["Källor"]) == 5


@pytest.mark.parametrize(
    ("page", "parameters", "file_names"),
    [
        (
            "aktiviteter",
            {"kommun": "Alla kommuner"},
            ("malkollen-aktiviteter.xlsx", "malkollen-activities.xlsx"),
        ),
        (
            "mal",
            {"kommun": "Ekerö"},
            (
                "malkollen-ekero-mal-barn-och-utbildningsforvaltningen-2020.xlsx",
                "malkollen-ekero-goals-barn-och-utbildningsforvaltningen-2020.xlsx",
            ),
        ),
        (
            "jamfor",
            {"med": [HUDDINGE, LINKOPING]},
            (
                "malkollen-jamfor-huddinge-linkoping.xlsx",
                "malkollen-compare-huddinge-linkoping.xlsx",
            ),
        ),
        ("nyckeltal", {}, ("malkollen-nyckeltal.xlsx", "malkollen-key-figures.xlsx")),
        (
            "nyckeltal",
            {"nyckeltal": "N15428"},
            ("malkollen-n15428-ekero-huddinge-linkoping-solna-taby-elever-i-ak-9-som-ar.xlsx",) * 2,
        ),
    ],
)
def test_both_languages_have_the_same_columns(
    clicked: Clicked, page: str, parameters: dict[str, Any], file_names: tuple[str, str]
) -> None:
    """No two columns come to share a heading in one of the languages, which would lose one of them."""
    shapes = []
    for language, file_name in zip(("sv", "en"), file_names, strict=True):
        visited(page, lang=language, **parameters)
        sheet = opened(clicked(file_name)).worksheets[1]
        shapes.append((sheet.max_row, sheet.max_column))
    assert shapes[0] == shapes[1]


def test_the_file_for_swedish_excel_has_headings_in_the_language_spoken(clicked: Clicked) -> None:
    """Its form stays Swedish: semicolons, decimal comma."""
    visited("aktiviteter", kommun="Täby", lang="en")
    first, second, *_ = (
        clicked("malkollen-taby-activities-gymnasie-och-naringslivsnamnden-2020.csv")
        .decode("utf-8-sig")
        .split("\r\n")
    )
    assert first.split(";")[:4] == ["Municipality", "Document", "Year", "As of"]
    assert second.split(";")[0] == "Täby"


def as_shown(cell: Any) -> str:
    """Write a cell as the page does."""
    if cell.number_format == "0%":
        return words.percent(cell.value).replace(words.SPACE, " ")
    return str(cell.value)


def test_jamfor_gives_what_stands_side_by_side(clicked: Clicked) -> None:
    """The rows of the page's table, numbers as numbers and shares unrounded; and where the comparison limps."""
    app = visited("jamfor", med=[HUDDINGE, LINKOPING])
    assert button(app, "malkollen-jamfor-huddinge-linkoping.xlsx") == "Ladda ner 20 rader som Excel"
    book = opened(clicked("malkollen-jamfor-huddinge-linkoping.xlsx"))
    headings, *rows = book.worksheets[1].iter_rows()
    names = [heading.value for heading in headings]
    assert [dict(zip(names, map(as_shown, row), strict=True)) for row in rows] == wide_table(
        app, "Mått"
    )
    shares = {row["Mått"]: row["Linköping"] for row in rows_of(book)}
    assert shares["Andel framflyttade"] == pytest.approx(20 / 115)
    told = about(book)
    assert told["Jämför: Huddinge, Linköping"] == []
    assert told["Raderna"] == [
        ("En rad är", "ett mått, med dokumenten i kolumner bredvid varandra"),
        ("Dokument", f"{HUDDINGE}; {LINKOPING}"),
        ("Räkna varje aktivitet en gång", "Nej"),
        ("Uppgifterna gäller", "per 31 december 2018; per 31 augusti 2022"),
        ("Antal rader", 20),
    ]
    assert ("Olika verksamheter", "Huddinge Gymnasienämnden och Linköping Utbildningsförvaltningen.") in (
        told["Där jämförelsen haltar"]
    )  # fmt: skip
    assert dict(told["Uttaget"])["Sidans adress"].endswith(
        "/jamfor?med=Huddinge%3A+Gymnasien%C3%A4mnden+2018&med=Link%C3%B6ping%3A+Utbildningsf%C3%B6rvaltningen+2022"
    )


def test_files_of_other_figures_have_other_names() -> None:
    """A part of the rows, each counted once, women and men: what differs is told by the name, where a CSV says no more."""
    once = visited("jamfor", med=[HUDDINGE, LINKOPING], en_gang="true")
    assert button(once, "malkollen-jamfor-raknade-en-gang-var-huddinge-linkoping.xlsx")
    apart = visited("nyckeltal", kommun="Linköping", nyckeltal="N15428", per_kon="Kvinnor och män")
    assert button(
        apart, "malkollen-n15428-linkoping-kvinnor-man-elever-i-ak-9-som-ar-behoriga-till.xlsx"
    )


def test_jamfor_says_what_is_not_reported(clicked: Clicked) -> None:
    """A plan has no status: that is a word in the cell, not a zero."""
    visited("jamfor", med=[HUDDINGE, "Solna: Kompetensnämnden 2010"])
    book = opened(clicked("malkollen-jamfor-huddinge-solna.xlsx"))
    by_measure = {row["Mått"]: row["Solna"] for row in rows_of(book)}
    assert by_measure["Genomförda"] == by_measure["Andel genomförda"] == "ej rapporterat"
    assert by_measure["Aktiviteter"] == 80


def test_mal_gives_the_goal_tree(clicked: Clicked) -> None:
    """Every goal in the order of the tree, with its counts as numbers."""
    app = visited("mal", kommun="Linköping")
    assert (
        button(app, "malkollen-linkoping-mal-utbildningsforvaltningen-2022.xlsx")
        == "Ladda ner 47 rader som Excel"
    )
    book = opened(clicked("malkollen-linkoping-mal-utbildningsforvaltningen-2022.xlsx"))
    rows = rows_of(book)
    # The picture's numbers stand in one before it.
    tables_of_goals = wide_tables(app, "Mål")
    shown = [row["Mål"].lstrip("\u2003› ") for row in tables_of_goals[-1]]
    assert [row["Mål"] for row in rows] == shown
    assert rows[1] == {
        "Nummer i dokumentet": None,
        "Mål": "Ett attraktivt och tryggt Linköping",
        "Under": "Samhälle",
        "Djup i trädet": 1,
        "Nivå": "Kommunövergripande mål",
        "Aktiviteter": 6,
        "Med rapporterad status": 6,
        "Genomförda": 0,
        "Andel genomförda": 0,
        "Efter plan": 0,
        "Framflyttade": 0,
        "Försenade": 0,
        "Målvärden": 0,
        "Plats i dokumentet": "Förvaltningens verksamhet och utveckling › Samhälle, rad 31",
    }
    assert "Filter" not in about(book)


def test_mal_says_what_is_not_reported(clicked: Clicked) -> None:
    """Under a goal whose activities have no status nothing is counted, and a goal without activities has none."""
    visited("mal", kommun="Ekerö")
    rows = rows_of(
        opened(clicked("malkollen-ekero-mal-barn-och-utbildningsforvaltningen-2020.xlsx"))
    )
    told = {(row["Aktiviteter"] > 0, row["Genomförda"], row["Försenade"]) for row in rows}
    assert told == {(True, "ej rapporterat", "ej rapporterat"), (False, None, None)}
    assert {row["Måluppfyllelse"] for row in rows} > {None}


def test_nyckeltal_gives_targets_and_outcomes(clicked: Clicked) -> None:
    """As the page's table, with numbers beside the texts; another file than the sheet that one can keep."""
    app = visited("nyckeltal", kommun="Täby")
    assert button(app, "malkollen-taby-nyckeltal.xlsx") == "Ladda ner 7 rader som Excel"
    book = opened(clicked("malkollen-taby-nyckeltal.xlsx"))
    shown = wide_tables(app, "Nyckeltal")[-1]
    rows = rows_of(book)
    assert [(row["Mål"], row["Utfall"]) for row in rows] == [
        (row["Mål"], row["Utfall"]) for row in shown
    ]
    # No row has both, so the page has no column for what no row can say.
    assert "Uppnått" not in shown[0]
    assert sorted(str(row["Uppnått"]) for row in rows) == [*["inget mål"] * 6, "inget utfall"]
    assert rows[0] == {
        "Kommun": "Täby",
        "Nyckeltal": "Chefer och medarbetare som genomfört Förenkla helt enkelt",
        "Kön": "alla",
        "Enhet": "antal",
        "År": 2020,
        "Period": None,
        "Mål": "inget mål satt",
        "Utfall": "150",
        "Uppnått": "inget mål",
        "Avstånd": None,
        "Mål, villkor": None,
        "Mål, tal": None,
        "Mål, högsta tal": None,
        "Utfall, villkor": "lika med",
        "Utfall, tal": 150,
        "Utfall, högsta tal": None,
        "Riktning": "högre är bättre",
        "Plats": "Jobb och företagande, rad 79",
    }
    assert ("Nyckeltal", "6 nyckeltal") in about(book)["Raderna"]
    assert [name for name, _told in about(book)["Så räknar vi"]] == [
        "Mål i siffror: uppnått, och avståndet dit"
    ]
    kept = opened(clicked("malkollen-taby-mal-och-utfall.xlsx"))
    assert "Om uttaget" not in kept.sheetnames


def test_a_bound_is_not_a_value(clicked: Clicked) -> None:
    """Huddinge's sick leave is under 7 %, its target at most 7 %: both are 7 in numbers, each with its condition."""
    visited("nyckeltal", kommun="Huddinge")
    rows = rows_of(opened(clicked("malkollen-huddinge-nyckeltal.xlsx")))
    (row,) = [row for row in rows if row["Nyckeltal"] == "Sjukfrånvaro"]
    assert (row["Mål, villkor"], row["Mål, tal"]) == ("högst", 7)
    assert (row["Utfall, villkor"], row["Utfall, tal"]) == ("under", 7)


def test_nyckeltal_gives_national_values(clicked: Clicked) -> None:
    """The values of the municipalities compared, year by year, with their source."""
    app = visited("nyckeltal", kommun="Linköping", nyckeltal="N15428")
    book = opened(clicked(NATIONAL))
    rows = rows_of(book)
    assert button(app, NATIONAL) == f"Ladda ner {len(rows)} rader som Excel"
    held = store.ask("national_series", national_kpi_id="N15428", municipality_codes="0580")
    own = [row for row in held.to_pylist() if row["area_code"] == "0580" and row["gender"] == "T"]
    assert [(row["År"], row["Värde"]) for row in rows if row["Kommunkod"] == "0580"] == [
        (row["year"], row["value"]) for row in own
    ]
    assert [name for name, _told in about(book)["Källor"]] == ["Värden", "Förändringar"]
    assert [name for name, _told in about(book)["Så räknar vi"]] == ["Förändring på ett och tre år"]
    told = dict(about(book)["Raderna"])
    # The page warns of the break, and so does what leaves it.
    (limit,) = about(book)["Där jämförelsen haltar"]
    assert limit[0] == "2012"
    assert "Åren före går inte att jämföra med åren efter." in str(limit[1])
    assert {row["År"] for row in rows if row["Tidsseriebrott"]} == {2012}
    assert str(told["Definition"]).startswith("Andel av eleverna i årskurs 9")
    assert told["Enhet"] == "procent"


def test_the_table_of_the_map_says_what_it_is_and_where_it_comes_from(clicked: Clicked) -> None:
    """Each row names its measure and its source, as the other files with Kolada's values do."""
    visited("karta")
    written = clicked("malkollen-karta-n15428-2024.csv").decode("utf-8-sig")
    (row, *rest) = csv.DictReader(io.StringIO(written), delimiter=";")
    assert len(rest) == 289
    assert row["Mått"] == "Elever i åk 9 som är behöriga till yrkesprogram, hemkommun, andel (%)"
    assert (row["Id i Kolada"], row["År"], row["Kön"]) == ("N15428", "2024", "alla")
    assert row["Källa"].startswith("Källa: Kolada, N15428, hämtat")


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_day_on_paper_is_the_visitors(zone: str) -> None:
    """Between these two it is never the same day, so one of them is not the server's."""
    before = words.date_text(datetime.now(ZoneInfo(zone)).date())
    app = AppTest.from_file(str(ROOT / "malkollen" / "app.py"), default_timeout=30)
    app.context = {"url": "https://malkollen.example.org/lage", "timezone": zone}
    app.switch_page("../pages/lage.py").run()
    after = words.date_text(datetime.now(ZoneInfo(zone)).date())
    (printed,) = [body for body in bodies(app) if "on-paper" in body]
    assert any(f"Utskrivet ur Målkollen {day}," in printed for day in (before, after))
