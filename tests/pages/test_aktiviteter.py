"""Aktiviteter through the app's script, on the record that comes with Målkollen."""

import csv
import re
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest
import screen
from screen import buttons, headings, ways, wide_table, wide_tables
from streamlit.testing.v1 import AppTest

from malkollen import store
from malkollen.build import build
from malkollen.locations import DOCUMENTS, ROOT

pytestmark = pytest.mark.usefixtures("built_database")

LINKOPING = "linkoping-utbildningsforvaltningen-2022"


def open_aktiviteter(**parameters: str | list[str]) -> AppTest:
    """Run the page with parameters in its address."""
    app = AppTest.from_file(str(ROOT / "malkollen" / "app.py"), default_timeout=30)
    app.switch_page("../pages/aktiviteter.py")
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def plain(text: str) -> str:
    """Return a text as it is read: without escapes and hard spaces."""
    return re.sub(r"\\(.)", r"\1", text).replace("\u00a0", " ")


def lead(app: AppTest) -> str:
    """Return the page's first sentence."""
    body = next(element.proto.body for element in app.main if element.type == "html")
    return plain(re.sub(r"<[^>]+>", "", body))


def captions(app: AppTest) -> list[str]:
    """Return the captions of the page."""
    return [plain(caption.value) for caption in app.caption]


def texts(app: AppTest) -> str:
    """Return all running text of the page."""
    return "\n".join(plain(text.value) for text in app.markdown)


def table_of(app: AppTest, column: str) -> list[dict[str, str]]:
    """Return the first table of activities that has a column."""
    return next(rows for rows in wide_tables(app, "Aktivitet") if column in rows[0])


@pytest.mark.parametrize(
    ("municipality", "expected"),
    [
        (
            "Linköping",
            (
                "Alla 115 aktiviteter visas: 22 är genomförda, 2 är efter plan, 20 är framflyttade och 2 är "
                "försenade. 115 rader är 93 olika aktiviteter."
            ),
        ),
        ("Huddinge", "Alla 30 aktiviteter visas: 28 är genomförda och 2 är efter plan."),
        ("Täby", "Alla 22 aktiviteter visas: 5 är genomförda."),
        (
            "Ekerö",
            "Alla 24 aktiviteter visas: ingen har rapporterad status. 24 rader är 23 olika aktiviteter.",
        ),
        (
            "Solna",
            "Alla 80 aktiviteter visas: ingen har rapporterad status. 80 rader är 79 olika aktiviteter.",
        ),
    ],
)
def test_first_sentence_counts_the_rows(municipality: str, expected: str) -> None:
    """The first sentence says how many activities are shown and how they stand; so many are in the table."""
    app = open_aktiviteter(kommun=municipality)
    assert lead(app) == expected
    assert len(app.dataframe[0].value) == int(expected.split()[1])


def test_plan_is_told_as_a_plan() -> None:
    """Solna's document reports no outcome, and the page says why."""
    assert "Dokumentet är en plan: inget utfall är rapporterat." in texts(
        open_aktiviteter(kommun="Solna")
    )


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("namnd", "Bildningsnämnden", 88),
        ("mal", "Hög kunskap med skolor i framkant", 51),
        ("lage", "Pågår", 76),
        ("lage", ["Genomfört", "Efter plan"], 24),
        ("status", "Pausad", 2),
        ("framflyttad", "inom året", 9),
        ("framflyttad", "till senare år", 11),
        ("framflyttad", ["inom året", "till senare år"], 20),
        ("framflyttad", "bara nämnd i kommentar", 6),
        ("skal", "Pandemin", 6),
        ("kvarstar", "2021", 22),
        ("forsenad", "true", 2),
        ("motsagd", "true", 4),
        ("slag", "aktivitet", 115),
        ("sok", "AKTIV hela livet", 2),
    ],
)
def test_address_filters(name: str, value: str | list[str], expected: int) -> None:
    """Each filter in the address leaves the rows that the document has of it."""
    app = open_aktiviteter(kommun="Linköping", **{name: value})
    assert lead(app).startswith(f"{expected} av 115 aktiviteter passar filtren")
    assert len(app.dataframe[0].value) == expected
    button = app.download_button(key="ladda-ner")
    assert plain(button.label) == f"Ladda ner {expected} rader som CSV"


def test_filters_narrow_one_another() -> None:
    """Two filters leave what passes both, and the fold says how many are chosen, without opening."""
    app = open_aktiviteter(namnd="Bildningsnämnden", framflyttad="inom året")
    assert lead(app) == (
        "4 av 115 aktiviteter passar filtren: 1 är genomförd och 4 är framflyttade."
    )
    fold = next(block for block in app.expander if block.label.startswith("Filter"))
    assert plain(fold.label) == "Filter (2 valda)"
    assert not fold.proto.expanded


def filters_in_use(app: AppTest) -> list[str]:
    """Return the line that says which filters are in use."""
    return [
        plain(text.value)
        for text in app.markdown
        if text.value.startswith(("Filter: ", "Filters: "))
    ]


def test_what_is_chosen_stands_under_the_answer() -> None:
    """Every filter in use is named with its values, in the order of the fields; a switch by its name alone."""
    app = open_aktiviteter(
        sok="skolplikt*",
        mal="Hög kunskap med skolor i framkant",
        namnd="Bildningsnämnden",
        lage=["Pågår", "Efter plan"],
        motsagd="true",
    )
    assert filters_in_use(app) == [
        (
            "Filter: Sök i titel och mål **skolplikt*** · Mål **Hög kunskap med skolor i framkant** · "
            "Nämnd **Bildningsnämnden** · Läge **Pågår; Efter plan** · "
            "**Bara med olika status på olika ställen**"
        )
    ]


def test_filters_start_folded() -> None:
    """Without any choice the filters are folded away, and there is nothing to clear."""
    app = open_aktiviteter()
    fold = next(block for block in app.expander if block.label == "Filter")
    assert not fold.proto.expanded
    assert filters_in_use(app) == []
    assert "rensa" not in buttons(app)


def test_all_filters_are_cleared_at_once() -> None:
    """The button empties every field, the search and the goal too; all activities are back, the choice of document stays."""
    app = open_aktiviteter(
        kommun="Linköping", sok="skola", mal="Medborgare", lage="Pågår", forsenad="true"
    )
    app.button(key="rensa").click().run()
    assert not app.exception
    assert lead(app).startswith("Alla 115 aktiviteter visas")
    assert filters_in_use(app) == []
    assert (app.text_input(key="sok").value, app.selectbox(key="mal").value) == ("", None)
    assert (app.multiselect(key="lage").value, app.checkbox(key="forsenad").value) == ([], False)
    assert app.selectbox(key="kommun").value == "Linköping"


def test_the_year_is_cleared_too() -> None:
    """It is a filter only over all documents."""
    app = open_aktiviteter(kommun="Alla kommuner", ar="2020")
    assert filters_in_use(app) == ["Filter: År **2020**"]
    app.button(key="rensa").click().run()
    assert lead(app).startswith("Alla 271 aktiviteter visas")


def test_values_carry_counts() -> None:
    """Beside a filter stands how many activities each value gives, whatever the filter itself holds."""
    shown = captions(open_aktiviteter(lage="Efter plan"))
    assert "Genomfört 22 · Pågår 76 · Efter plan 2 · Ej påbörjat 15" in shown
    assert "Pausad 2" in shown
    assert "inom året 9 · till senare år 11 · bara nämnd i kommentar 6" in captions(
        open_aktiviteter()
    )


def test_filter_by_hand_is_the_same_as_by_address() -> None:
    """A choice in the field gives what the address gives."""
    app = open_aktiviteter()
    app.multiselect(key="framflyttad").set_value(["to_later_year"]).run()
    assert not app.exception
    assert lead(app).startswith("11 av 115 aktiviteter passar filtren")


def test_what_is_no_longer_offered_is_forgotten() -> None:
    """Another municipality has not the same committees and goals; they are dropped, the common vocabulary stays."""
    app = open_aktiviteter(namnd="Bildningsnämnden", mal="Medborgare", lage="Pågår")
    app.selectbox(key="kommun").set_value("Täby").run()
    assert not app.exception
    assert lead(app) == "17 av 22 aktiviteter passar filtren."
    fold = next(block for block in app.expander if block.label.startswith("Filter"))
    assert plain(fold.label) == "Filter (1 vald)"


def test_year_filters_all_municipalities() -> None:
    """Over all municipalities a year can be chosen, and each row says whose it is."""
    app = open_aktiviteter(kommun="Alla kommuner", ar="2020")
    assert lead(app).startswith("46 av 271 aktiviteter passar filtren")
    assert set(app.dataframe[0].value["Kommun"]) == {"Täby", "Ekerö"}
    assert "Kommun" not in open_aktiviteter(kommun="Täby").dataframe[0].value


def test_nothing_found_is_explained() -> None:
    """Where no activity passes, a sentence says so and there is no table."""
    app = open_aktiviteter(kommun="Linköping", lage="Genomfört", forsenad="true")
    assert lead(app) == "Ingen av 115 aktiviteter passar filtren."
    assert "Ta bort något filter" in texts(app)
    assert not app.dataframe
    assert not app.get("download_button")


def test_chosen_activity_shows_its_other_listing_and_what_contradicts() -> None:
    """An activity listed twice with two statuses shows both, with the document's words and places, and the finding."""
    app = open_aktiviteter(aktivitet=f"{LINKOPING}/a036")
    assert 'programmet "Aktiv hela livet"' in plain(app.header[0].value)
    assert wide_table(app, "Tillfälle") == [
        {
            "Tillfälle": "per den 31 augusti",
            "Per": "31 augusti 2022",
            "Dokumentets ord": "Genomfört",
            "Status": "Genomförd",
        }
    ]
    other = wide_table(app, "Under")
    assert [(row["Dokumentets ord"], row["Status"]) for row in other] == [("Kvarstår", "Kvarstår")]
    assert "rad 70" in other[0]["Plats"]
    assert "har olika status på olika ställen: Kvarstår / Genomfört" in texts(app)
    assert "Står i dokumentet: Förvaltningens verksamhet och utveckling" in screen.texts(app)
    assert "Aktiviteten hör inte till raderna ovan." not in captions(app)


def test_chosen_activity_shows_every_occasion() -> None:
    """Huddinge's document reports three times; a deferral told only in a comment says so."""
    app = open_aktiviteter(aktivitet="huddinge-gymnasienamnden-2018/a002")
    assert [row["Dokumentets ord"] for row in wide_table(app, "Tillfälle")] == [
        "Enligt plan",
        "Enligt plan",
        "Genomfört",
    ]
    assert "nämns bara i kommentaren" in texts(app)
    # It is Linköping's rows that are shown.
    assert "Aktiviteten hör inte till raderna ovan." in captions(app)


def test_choice_by_name_takes_the_place_of_the_one_in_the_address() -> None:
    """The field chooses the same as a row of the table."""
    app = open_aktiviteter(kommun="Linköping", aktivitet=f"{LINKOPING}/a036")
    field = app.selectbox(key="vald")
    assert field.value == f"{LINKOPING}/a036"
    field.set_value(f"{LINKOPING}/a001").run()
    assert not app.exception
    assert "motverka segregation" in app.header[0].value


def test_unknown_activity_is_told() -> None:
    """An address that names no activity is answered with a sentence."""
    app = open_aktiviteter(aktivitet="nowhere/a1")
    assert "Det finns ingen aktivitet" in app.info[0].value


def test_the_grid_begins_with_what_matters_most() -> None:
    """A narrow screen shows the number in the list, the way in and the title; what no row has anything in is left out."""
    first = ["Nr", "Visa", "Aktivitet", "Status", "Slut", "Framflyttad", "Skäl", "Nämnd"]
    columns = {
        name: list(app.dataframe[0].value.columns)
        for name, app in {
            "Linköping": open_aktiviteter(kommun="Linköping"),
            "late": open_aktiviteter(kommun="Linköping", forsenad="true"),
            "Täby": open_aktiviteter(kommun="Täby"),
            "all": open_aktiviteter(kommun="Alla kommuner"),
        }.items()
    }
    assert columns == {
        "Linköping": [*first, "Kvarstår från", "Dagar över", "Mål"],
        "late": [*first[:6], "Nämnd", "Kvarstår från", "Dagar över", "Mål"],
        "Täby": ["Nr", "Visa", "Aktivitet", "Status", "Slut", "Nämnd", "Mål"],
        "all": [
            *first[:4], "Kommun", "Dokument", *first[4:], "Kvarstår från", "Dagar över", "Mål",
        ],
    }  # fmt: skip


def test_the_plain_table_has_the_grids_columns() -> None:
    """What a phone reads is the same, an end as a date in words."""
    app = open_aktiviteter(kommun="Linköping", forsenad="true")
    grid, (first, second) = app.dataframe[0].value, wide_table(app, "Aktivitet")
    assert ["Nr", "Visa", *first] == ["Nr", "Visa", *second] == list(grid.columns)
    assert (first["Slut"], first["Dagar över"]) == ("30 juni 2022", "62")


def test_a_plain_table_is_whole() -> None:
    """Paper has what the table has, and the page says that all are shown: every row of all documents is there."""
    app = open_aktiviteter(kommun="Alla kommuner")
    assert len(wide_table(app, "Aktivitet")) == 271
    assert buttons(app) == []


def test_deferrals_without_an_earlier_end_are_no_picture() -> None:
    """There is nothing to draw from; the table stands unfolded, with where each is told, and the sentence says why."""
    app = open_aktiviteter(kommun="Linköping")
    assert headings(app) == ["Framflyttningar"]
    assert (
        "26 framflyttningar: 20 märkta i dokumentet, 6 nämnda bara i en kommentar. "
        "Det tidigare slutet anges inte för någon av dem."
    ) in texts(app)
    assert not app.get("plotly_chart")
    rows = table_of(app, "Nytt slut")
    assert len(rows) == 26
    assert list(rows[0])[:4] == ["Aktivitet", "Nytt slut", "Skäl", "Nämnd"]
    assert rows[0] == {
        "Aktivitet": "Följa upp varje barns utveckling utifrån kartläggningsmaterial i matematik",
        "Nytt slut": "2023",
        "Skäl": "Pandemin, Omformulerad",
        "Hur det sägs": "står i datumkolumnen",
        "Nämnd": "BoU",
        "Plats": "rad 65",
        "Mål": "Medborgare › Hög kunskap med skolor i framkant › Maximalt lärande",
    }
    assert headings(open_aktiviteter(kommun="Täby")) == []


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        (
            {"kommun": "Linköping"},
            (
                "Vanligaste skälen till framflyttning: pandemin 6, omformulerad 5, ingår i annan aktivitet 5. "
                "10 saknar angivet skäl. En aktivitet kan ha flera skäl. Till 26 framflyttningar, varav 6 bara nämns i en kommentar"
            ),
        ),
        (
            {"kommun": "Linköping", "skal": "Pandemin", "framflyttad": "till senare år"},
            (
                "Skäl till framflyttning: pandemin 5, ingår i annan aktivitet 3, omformulerad 1. "
                "En aktivitet kan ha flera skäl. Till 5 framflyttningar"
            ),
        ),
        ({"kommun": "Täby"}, None),
    ],
)
def test_the_answer_says_why_ends_were_moved(
    parameters: dict[str, str], expected: str | None
) -> None:
    """The rows shown are counted, by a filter on the reason too, with the way down; nothing where no end was moved."""
    told = [
        re.sub(r"\[(.*?)\]\(#framflyttningar\)", r"\1", line)
        for line in texts(open_aktiviteter(**parameters)).splitlines()
        if "#framflyttningar" in line
    ]
    assert told == ([expected] if expected else [])


def test_who_asks_what_was_moved_reads_that_first() -> None:
    """With a filter on it the moved ends stand above the rows, once; without, below."""
    asked = open_aktiviteter(kommun="Linköping", framflyttad="till senare år")
    assert headings(asked) == ["Framflyttningar", "Aktiviteterna"]
    assert list(wide_tables(asked, "Aktivitet")[0][0])[1] == "Nytt slut"
    assert list(wide_tables(open_aktiviteter(kommun="Linköping"), "Aktivitet")[0][0])[1] == "Status"


def test_each_committees_rows_are_a_link_away() -> None:
    """Committees of the rows shown, each with its count and what else narrows; none where one is chosen, or is alone."""
    narrowed = {"kommun": "Linköping", "framflyttad": "till senare år"}
    app = open_aktiviteter(**narrowed)
    links = {text: way for text, way in ways(app).items() if "(Bi" in text or "(Bo" in text}
    assert list(links) == ["Barn- och ungdomsnämnden (BoU) 7", "Bildningsnämnden (BiN) 9"]
    page, parameters = links["Bildningsnämnden (BiN) 9"]
    assert (page, parameters["framflyttad"], parameters["namnd"]) == (
        "aktiviteter",
        ["till senare år"],
        ["Bildningsnämnden"],
    )
    chosen = open_aktiviteter(**{name: values[0] for name, values in parameters.items()})
    assert lead(chosen).startswith("9 av 115 aktiviteter passar filtren")
    assert lead(chosen).endswith("9 rader är 7 olika aktiviteter.")
    for other in (chosen, open_aktiviteter(kommun="Täby")):
        assert not [text for text in ways(other) if "(" in text]


def test_an_open_history_is_closed_by_its_button() -> None:
    """The field is empty again, and the address says nothing of the activity."""
    app = open_aktiviteter(kommun="Linköping", aktivitet=f"{LINKOPING}/a036")
    app.button(key="stang-aktiviteten").click().run()
    assert not app.exception
    assert app.selectbox(key="vald").value is None
    assert "aktivitet" not in app.query_params
    assert headings(app) == ["Framflyttningar"]


@pytest.mark.parametrize(
    ("language", "value"), [("sv", "to a later year"), ("en", "till senare år")]
)
def test_an_address_may_name_a_choice_in_the_other_language(language: str, value: str) -> None:
    """Whoever changes only the language in an address keeps the filter."""
    app = open_aktiviteter(kommun="Linköping", framflyttad=value, lang=language)
    assert app.multiselect(key="framflyttad").value == ["to_later_year"]
    assert "11" in lead(app)
    # And the address is one that can be passed on.
    said = {"sv": "till senare år", "en": "to a later year"}
    assert app.query_params["framflyttad"] == said[language]


def test_the_open_activitys_button_closes_it() -> None:
    """Every other one's opens."""
    app = open_aktiviteter(kommun="Linköping", aktivitet=f"{LINKOPING}/a002")
    assert list(app.dataframe[0].value["Visa"][:3]) == ["Visa", "Stäng", "Visa"]


def test_a_moved_end_leads_to_its_activitys_history() -> None:
    """With the same filters, and to the place on the page where the history begins."""
    app = open_aktiviteter(
        kommun="Linköping", namnd="Bildningsnämnden", framflyttad="till senare år"
    )
    title = (
        "Utvärdera differentierad undervisningstid för elever på SFI samt tidsättning av delkurser"
    )
    page, given = ways(app)[title]
    assert (page, given["namnd"], given["framflyttad"]) == (
        "aktiviteter",
        ["Bildningsnämnden"],
        ["till senare år"],
    )
    given["aktivitet"] = [given["aktivitet"][0].removesuffix("#historien")]
    opened = open_aktiviteter(**{name: values[0] for name, values in given.items()})
    assert "historien" in [one.proto.anchor for one in opened.header]
    assert "Aktiviteten hör inte till raderna ovan." not in captions(opened)


def test_what_only_comments_tell_is_a_way_on_from_what_is_marked() -> None:
    """Who asks for marked ends is told that comments mention more; who asks for those, or for none, has no such way."""
    app = open_aktiviteter(
        kommun="Linköping", namnd="Bildningsnämnden", framflyttad="till senare år"
    )
    _page, parameters = ways(app)["4 framflyttningar nämns bara i kommentarer"]
    assert parameters["framflyttad"] == ["bara nämnd i kommentar"]
    asked = open_aktiviteter(**{name: values[0] for name, values in parameters.items()})
    assert lead(asked).startswith("4 av 115 aktiviteter passar filtren")
    for other in (asked, open_aktiviteter(kommun="Linköping")):
        assert not [text for text in ways(other) if "nämns bara" in text]


def test_rows_of_one_activity_are_told_as_that() -> None:
    """Two rows are the same activity, not one different."""
    assert lead(open_aktiviteter(kommun="Linköping", status="Pausad")).endswith(
        "2 rader är samma aktivitet."
    )


def test_deferrals_of_several_documents_say_whose_they_are() -> None:
    """A row's number means nothing without its document."""
    rows = table_of(open_aktiviteter(kommun="Alla kommuner"), "Nytt slut")
    assert {(row["Kommun"], row["Dokument"]) for row in rows} == {
        ("Huddinge", "Gymnasienämnden 2018"),
        ("Linköping", "Utbildningsförvaltningen 2022"),
    }


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        (
            {"kommun": "Linköping", "framflyttad": "inom året"},
            "9 framflyttningar, alla märkta i dokumentet. Det tidigare slutet anges inte för någon av dem.",
        ),
        (
            {"kommun": "Huddinge"},
            "5 framflyttningar, alla nämnda bara i en kommentar. Det tidigare slutet anges inte för någon av dem.",
        ),
        (
            {"kommun": "Linköping", "framflyttad": "inom året", "lage": "Genomfört"},
            "1 framflyttning, märkt i dokumentet. Det tidigare slutet anges inte.",
        ),
        (
            {"kommun": "Linköping", "framflyttad": "within the year", "lang": "en"},
            "9 deferrals, all marked in the document. The earlier end is not given for any of them.",
        ),
        (
            {"kommun": "Linköping", "lang": "en"},
            (
                "26 deferrals: 20 marked in the document, 6 mentioned only in a comment. "
                "The earlier end is not given for any of them."
            ),
        ),
    ],
)
def test_deferrals_are_told_without_what_there_is_none_of(
    parameters: dict[str, str], expected: str
) -> None:
    """Only what the rows shown have is counted."""
    assert expected in texts(open_aktiviteter(**parameters)).splitlines()


Earlier = Callable[[int], None]


@pytest.fixture
def earlier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Earlier:
    """Return what builds Linköping's document with so many deferrals that say from when they were moved; 26 are its own."""

    def build_with(amount: int) -> None:
        folder = tmp_path / "documents" / LINKOPING
        copytree(DOCUMENTS / LINKOPING, folder)
        path = folder / "activities.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        moved = [row for row in rows if row["deferral_kind"]]
        more = [
            {**moved[0], "activity_id": f"b{number:03}", "title": f"Tillagd {number}"}
            for number in range(amount - len(moved))
        ]
        rows += more
        for row in [*moved, *more][:amount]:
            row["deferral_from_text"], row["deferral_from_date"] = "Mars", "2022-03-31"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [*rows[0], "deferral_from_text", "deferral_from_date"])
            writer.writeheader()
            writer.writerows(rows)
        monkeypatch.setenv("MALKOLLEN_DATABASE", str(tmp_path / "database"))
        build(tmp_path / "documents")

    return build_with


def test_a_very_long_plain_table_is_read_by_and_by(earlier: Earlier) -> None:
    """300 rows, said above them with where all are, and so many more at each asking; other filters begin anew."""
    earlier(250)
    app = open_aktiviteter()
    (more,) = [button for button in app.button if "rader till" in button.label]
    assert plain(more.label) == "Visa 39 rader till"
    assert len(wide_table(app, "Aktivitet")) == 300
    (fold,) = [one for one in app.expander if "enkel tabell" in one.label]
    first, *others = fold.children.values()
    assert first.type == "caption"
    assert (
        plain(fold.caption[0].value)
        == "300 av 339 rader visas; alla finns i filerna för Excel och CSV."
    )
    assert [one.type for one in others] == ["html", "button"]

    more.click().run()
    assert len(wide_table(app, "Aktivitet")) == 339
    assert buttons(app) == []

    app.text_input(key="sok").set_value("e").run()
    assert len(wide_table(app, "Aktivitet")) == 300


def test_deferrals_with_an_earlier_end_are_drawn(earlier: Earlier) -> None:
    """The picture has those that have one, and says how many that is; the table behind it has all."""
    earlier(3)
    app = open_aktiviteter()
    assert headings(app) == ["Framflyttningar, från tidigare till nytt slut"]
    assert texts(app).endswith(
        "Det tidigare slutet anges inte för 23 av dem. Bilden visar 3 av dem, tabellen alla."
    )
    assert len(app.get("plotly_chart")) == 1
    shown = table_of(app, "Tidigare slut")
    assert (len(shown), [row["Tidigare slut"] for row in shown[:4]]) == (26, ["Mars"] * 3 + ["–"])


def test_a_tall_picture_of_deferrals_waits_until_it_is_asked_for(earlier: Earlier) -> None:
    """All are known: nothing is said of those that are not."""
    earlier(26)
    app = open_aktiviteter()
    assert texts(app).endswith("6 nämnda bara i en kommentar.")
    assert not app.get("plotly_chart")
    assert "Visa bilden" in [fold.label for fold in app.expander]
    app.session_state["bild"] = True
    app.run()
    assert len(app.get("plotly_chart")) == 1


def test_too_many_deferrals_for_a_picture_are_a_table(earlier: Earlier) -> None:
    """What a picture holds is said, with what helps; the table has them all."""
    earlier(61)
    app = open_aktiviteter()
    assert headings(app) == ["Framflyttningar"]
    assert texts(app).endswith("En bild rymmer högst 60: filtrera, så ritas de här.")
    assert not app.get("plotly_chart")
    assert len(table_of(app, "Tidigare slut")) == 61


@pytest.mark.parametrize("index", range(5))
def test_every_activity_of_every_document_opens(index: int) -> None:
    """The first and last activity of each document show their history and source."""
    document = store.ask("documents").to_pylist()[index]
    activities = store.ask("activities", document_ids=document["document_id"]).to_pylist()
    for activity in (activities[0], activities[-1]):
        app = open_aktiviteter(kommun=document["municipality"], aktivitet=activity["activity_id"])
        assert plain(app.header[0].value) == activity["title"]
        assert sum(text.startswith(f"Källa: {document['title']}") for text in captions(app)) >= 2
