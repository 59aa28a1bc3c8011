"""Läget through the app's script, on the record that comes with Målkollen."""

import re

import pytest
from screen import lead as screen_lead
from screen import open_page, ways
from streamlit.testing.v1 import AppTest

from malkollen.build import BuildReport
from malkollen.locations import ROOT

pytestmark = pytest.mark.usefixtures("built_database")


def open_lage(**parameters: str) -> AppTest:
    """Run the page with parameters in its address."""
    app = AppTest.from_file(str(ROOT / "malkollen" / "app.py"), default_timeout=30)
    app.switch_page("../pages/lage.py")
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def lead(app: AppTest) -> str:
    """Return the page's first sentence."""
    body = next(element.proto.body for element in app.main if element.type == "html")
    return re.sub(r"<[^>]+>", "", body).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("municipality", "expected"),
    [
        (
            "Linköping",
            "22 av 115 aktiviteter är genomförda (19 %). 20 är framflyttade, 2 har passerat sitt slutdatum.",
        ),
        (
            "Huddinge",
            (
                "28 av 30 aktiviteter är genomförda (93 %). Ingen är märkt som framflyttad men 5 flyttas "
                "enligt kommentarer, inga slutdatum anges."
            ),
        ),
        (
            "Täby",
            (
                "5 av 22 aktiviteter är genomförda (23 %). Ingen är märkt som framflyttad, ingen har "
                "passerat sitt slutdatum."
            ),
        ),
        (
            "Solna",
            (
                "Solnas dokument är en plan: inget utfall är rapporterat. Den lovar 80 aktiviteter och "
                "sätter 16 mål i siffror."
            ),
        ),
    ],
)
def test_first_sentence_says_where_the_document_stands(municipality: str, expected: str) -> None:
    """The first sentence holds the document's own figures."""
    assert lead(open_lage(kommun=municipality)) == expected


def test_goals_known_as_counts_are_told_as_the_document_tells_them() -> None:
    """Ekerö says 17 goals, 7 met, 6 partly and 4 not, and gives no activity a status."""
    sentence = lead(open_lage(kommun="Ekerö"))

    assert sentence.startswith(
        "Enligt dokumentet är 7 av 17 mål uppnådda, 6 delvis uppnådda och 4 ej uppnådda; bara 3 av dem "
        "namnges."
    )
    assert sentence.endswith("men anger ingen status för dem.")


def test_what_needs_attention_says_how_many_rows_its_list_has() -> None:
    """Two activities with two statuses each stand in four rows, which is what the link shows; one row each needs no word."""
    links = [link.proto.label.replace("\u00a0", " ") for link in open_lage().get("page_link")]

    assert "2 aktiviteter har olika status på olika ställen, på 4 rader" in links
    assert "11 aktiviteter är framflyttade till ett senare år" in links


def test_newest_document_comes_first() -> None:
    """Without a choice, the newest document of all is shown."""
    app = open_lage()

    assert [box.value for box in app.selectbox] == [
        "Linköping",
        "linkoping-utbildningsforvaltningen-2022",
    ]


def test_all_municipalities_stand_side_by_side() -> None:
    """All five at once: those that report, and those that do not, by name."""
    app = open_lage(kommun="Alla kommuner")

    assert lead(app) == (
        "5 kommuner: 55 av 167 aktiviteter med rapporterad status är genomförda, enligt Huddinge, "
        "Linköping och Täby. Ekerö och Solna rapporterar ingen status på aktiviteter."
    )


def test_changes_since_the_last_occasion_are_told_where_there_were_several() -> None:
    """Huddinge reported three times: 26 activities changed from the second to the third, one backwards."""
    app = open_lage(kommun="Huddinge")
    texts = [element.value.replace("\u00a0", " ") for element in app.markdown]

    assert (
        "26 aktiviteter har fått en annan status sedan Delår 2: 25 har kommit längre och 1 har backat."
        in texts
    )


def test_nothing_is_said_of_changes_where_there_was_one_occasion() -> None:
    """Täby reported once, so there is nothing to compare with."""
    assert not any("ändrats" in element.value for element in open_lage(kommun="Täby").header)


def test_every_figure_has_its_source(built_database: BuildReport) -> None:
    """The source line names title, municipality and date, and says when the date is inferred."""
    assert built_database.row_counts["document"] == 5
    captions = [
        element.value.replace("\u00a0", " ") for element in open_lage(kommun="Täby").caption
    ]

    assert (
        "Källa: Återrapportering av alliansuppdrag för Täby, Täby, per 31 december 2020 (datum uppskattat)."
        in captions
    )


def test_a_document_can_be_taken_along_as_pdf() -> None:
    """The button is there for one document, under its own name, and not for all municipalities at once."""
    (button,) = open_lage(kommun="Linköping").get("download_button")

    assert button.proto.label == "Ladda ner som PDF"
    assert not open_lage(kommun="Alla kommuner").get("download_button")


@pytest.mark.parametrize(
    ("kommun", "lang"), [("Linköping", "sv"), ("Huddinge", "en"), ("Solna", "sv")]
)
def test_each_family_leads_to_as_many_activities_as_it_says(kommun: str, lang: str) -> None:
    """From the figure to the rows behind it, and no others, in either language."""
    led = {
        text: parameters
        for text, (page, parameters) in ways(open_page("lage", kommun=kommun, lang=lang)).items()
        if page == "aktiviteter"
    }

    assert led
    for text, parameters in led.items():
        amount = text.split()[-1]
        assert screen_lead(open_page("aktiviteter", **parameters)).split()[0] == amount
