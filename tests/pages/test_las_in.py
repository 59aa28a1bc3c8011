"""Läs in through the app's script: from a file to the other pages, and undone again."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import streamlit
from screen import buttons, headings, lead, open_page, plain, texts
from streamlit.testing.v1 import AppTest

from malkollen import frame, words
from malkollen.build import BuildReport
from malkollen.words import reading as reading_words
from malkollen.words import taking_in
from malkollen.words.language import speaking

DOCUMENT = """# Uppföljning av aktiviteter 2024 (påhittat)

Kalix kommun, Utbildningsnämnden, per 31 augusti 2024

| Mål | Aktivitet | Ansvarig nämnd | Klart senast | Status |
| --- | --- | --- | --- | --- |
| Trygga skolor | Rusta *skolgården* i <b>Rolfs</b> | Utbildningsnämnden | december 2024 | Genomförd |
| Trygga skolor | Utbilda rastvärdar | Utbildningsnämnden | juni 2024 | Rullar på |
| Goda resultat | Starta läxstuga | Utbildningsnämnden | maj 2025 | Pågår |
"""
KNOWN = DOCUMENT.replace("Rullar på", "Pågår")


@pytest.fixture(autouse=True)
def own(built_database: BuildReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An own record and a database that no other test sees, and a visitor who may take in."""
    shutil.copytree(built_database.path.parent, tmp_path / "database")
    monkeypatch.setenv("MALKOLLEN_DATABASE", str(tmp_path / "database"))
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path / "own"))
    monkeypatch.setenv("MALKOLLEN_INTAKE", "on")
    return tmp_path / "own"


def upload(text: str | bytes, name: str = "uppföljning.md") -> AppTest:
    """Open the page and put a file there."""
    app = open_page("las_in")
    content = text.encode() if isinstance(text, str) else text
    app.file_uploader[0].upload(name, content).run()
    assert not app.exception
    return app


def button(app: AppTest, label: str) -> Any:
    """Return the button of a label."""
    (found,) = [one for one in app.button if one.label == label]
    return found


def labels(app: AppTest) -> list[str]:
    """Return the labels of all buttons."""
    return [one.label for one in app.button]


def field(app: AppTest, label: str) -> Any:
    """Return the field or list of a label."""
    (found,) = [one for one in (*app.text_input, *app.selectbox) if plain(one.label) == label]
    return found


def shown(app: AppTest, label: str) -> str:
    """Return what is shown as chosen in the list of a label."""
    found = field(app, label)
    return str(found.options[found.index])


def told(app: AppTest) -> str:
    """Return all that the page tells: running text, warnings and notices."""
    return "\n".join(
        [texts(app), *(plain(one.value) for one in (*app.success, *app.info, *app.error))]
    )


def test_a_visitor_who_may_not_is_told_how_it_is_turned_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Switched off, the address says so, and there is nothing to put a file in."""
    monkeypatch.setenv("MALKOLLEN_INTAKE", "off")

    app = open_page("las_in")

    assert "MALKOLLEN_INTAKE=on" in lead(app)
    assert list(app.file_uploader) == []
    assert buttons(app) == []


def test_what_was_begun_goes_no_further_once_it_is_switched_off(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The setting is asked at the click, not only when the page was opened."""
    app = upload(KNOWN)
    monkeypatch.setenv("MALKOLLEN_INTAKE", "off")

    button(app, "Publicera").click().run()

    assert "MALKOLLEN_INTAKE=on" in lead(app)
    assert not list(own.glob("documents/*"))


@pytest.mark.parametrize(
    ("headers", "address", "may"),
    [
        ({"Host": "localhost:8501"}, None, True),
        ({"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:8501"}, None, True),
        ({"Host": "[::1]:8501"}, None, True),
        ({"Host": "malkollen.example.se"}, None, False),
        ({}, None, False),
        ({"Host": "localhost:8501", "X-Forwarded-For": "192.0.2.1"}, None, False),
        ({"Host": "localhost:8501", "Forwarded": "for=192.0.2.1"}, None, False),
        ({"Host": "127.0.0.1:8501", "Origin": "https://malkollen.example.se"}, None, False),
        ({"Host": "localhost:8501"}, "192.0.2.1", False),
        ({"Host": "localhost.example.se:8501"}, None, False),
        ({"Host": "localhost:8501", "Origin": "null"}, None, False),
        ({"Host": "[::1"}, None, False),
    ],
)
def test_without_a_setting_only_this_machine_may(
    monkeypatch: pytest.MonkeyPatch, headers: dict[str, str], address: str | None, *, may: bool
) -> None:
    """The one at the machine may; whoever came another way may not, whatever they call themselves."""

    class Context:
        pass

    context: Any = Context()
    context.headers, context.ip_address = headers, address
    monkeypatch.delenv("MALKOLLEN_INTAKE")
    monkeypatch.setattr(streamlit, "context", context)
    monkeypatch.setattr(streamlit, "get_option", {"server.address": "127.0.0.1"}.get)
    assert frame.may_take_in() is may

    monkeypatch.setattr(streamlit, "get_option", {"server.address": "0.0.0.0"}.get)  # noqa: S104
    assert not frame.may_take_in()


@pytest.mark.parametrize(
    ("setting", "may"), [("on", True), ("ON", True), ("off", False), ("ja", False)]
)
def test_the_setting_decides(monkeypatch: pytest.MonkeyPatch, setting: str, *, may: bool) -> None:
    """What is neither on nor off is off."""
    monkeypatch.setenv("MALKOLLEN_INTAKE", setting)
    assert frame.may_take_in() is may


def test_the_first_sentence_says_what_was_found() -> None:
    """Activities, goals and what is to be decided are counted; the document's own fields are filled in."""
    app = upload(KNOWN)

    assert lead(app).startswith("Avläsningen fann 3 aktiviteter under 2 mål")
    assert shown(app, "Kommun") == "Kalix"
    assert field(app, "År").value == "2024"
    assert field(app, "Status per (datum)").value == "2024-08-31"
    assert {"Dokumentet", "Kolumner", "Aktiviteter", "Publicera"} <= set(headings(app))


def test_an_unknown_word_for_a_status_blocks_until_it_is_chosen() -> None:
    """The word is shown as it stands; chosen, the document can be published."""
    app = upload(DOCUMENT)
    assert button(app, "Publicera").disabled
    assert "”Rullar på” är ingen känd status" in told(app)

    field(app, "”rullar på” betyder").select("Pågår").run()

    assert not app.exception
    assert not button(app, "Publicera").disabled
    assert shown(app, "”rullar på” betyder") == "Pågår"


def test_a_missing_municipality_is_asked_for() -> None:
    """What the document does not tell stops it, until it is filled in."""
    app = upload(KNOWN.replace("Kalix kommun, ", ""))
    assert button(app, "Publicera").disabled
    assert "Välj vilken kommun dokumentet gäller." in told(app)

    field(app, "Kommun").select("Kalix").run()

    assert "Välj vilken kommun" not in told(app)


def test_a_date_that_is_none_is_told_and_not_used() -> None:
    """What was typed stays, with what is wrong with it."""
    app = upload(KNOWN)

    field(app, "Status per (datum)").set_value("31/8").run()

    assert "”31/8” är inget datum" in told(app)
    assert field(app, "Status per (datum)").value == "31/8"


def test_a_follow_up_can_be_told_to_be_a_plan_and_back() -> None:
    """What was read shows until another is chosen; emptied, the document tells it again."""
    app = upload(KNOWN)
    assert shown(app, "Slag") == "Uppföljning"

    field(app, "Slag").select("Plan").run()
    assert not app.exception
    assert shown(app, "Slag") == "Plan"

    field(app, "Slag").set_value(None).run()
    assert shown(app, "Slag") == "Uppföljning"


def test_a_column_can_be_given_another_meaning() -> None:
    """A status column that is no longer one leaves the activities without status."""
    app = upload(DOCUMENT)
    assert button(app, "Publicera").disabled

    field(app, "5. Status").select("kommentar").run()

    assert "Rullar på" not in told(app)
    assert shown(app, "5. Status") == "kommentar"


def test_an_activity_is_corrected_and_another_left_out() -> None:
    """Corrections stay with their activity, also when a row is joined to the one above and ids change."""
    app = upload(KNOWN)
    field(app, "Visa i källtexten").select("3. Starta läxstuga").run()
    (title,) = [one for one in app.text_area if one.label == "Aktivitet"]
    title.set_value("Starta två läxstugor")
    button(app, "Använd rättningarna").click().run()
    assert shown(app, "Visa i källtexten") == "3. Starta två läxstugor"

    field(app, "Visa i källtexten").select("2. Utbilda rastvärdar").run()
    button(app, "Hör till raden ovanför").click().run()

    assert not app.exception
    assert lead(app).startswith("Avläsningen fann 2 aktiviteter")
    options = field(app, "Visa i källtexten").options
    assert [one.split(". ")[1] for one in options][1].startswith("Starta två läxstugor")

    (none,) = [one for one in app.checkbox if one.label == "Ingen aktivitet"]
    none.check()
    button(app, "Använd rättningarna").click().run()
    assert lead(app).startswith("Avläsningen fann 1 aktivitet under")


def test_what_stands_in_the_document_is_no_markup() -> None:
    """Tags and signs of Markdown show as they stand."""
    app = upload(DOCUMENT.replace("Rullar på", "<img src=x> *på*"))

    bodies = [element.proto.body for element in app.main if element.type == "html"]
    assert not any("<img" in body or "<b>" in body for body in bodies)
    running = "".join(one.value for one in (*app.markdown, *app.warning))
    assert "\\<img" in running
    assert "<img" not in running.replace("\\<", "")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("tom.pdf", b"", "är tom"),
        ("bild.png", b"\x89PNG\r\n\x1a\n0000", "är en bild"),
        ("trasig.xlsx", b"PK\x03\x04 och sedan inget", "skadad"),
        ("../../<b>x</b>.bin", b"\x00\x01\x02\x03" * 50, "”b>.bin” är inte av ett slag"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(
    own: Path, name: str, content: bytes, sentence: str
) -> None:
    """No traceback, nothing changed, and a way to begin again."""
    app = upload(content, name)

    assert [sentence in plain(error.value) for error in app.error] == [True]
    assert not list(own.glob("documents/*"))
    button(app, taking_in.START_OVER).click().run()
    assert taking_in.FILE in [one.label for one in app.file_uploader]
    assert not app.error


def test_published_listed_taken_back_and_restored(own: Path) -> None:
    """From file to the other pages at once; undone, it is gone from them and can be brought back."""
    app = upload(KNOWN)
    if button(app, "Publicera").disabled:
        field(app, "Nämnd eller förvaltning").set_value("Utbildningsnämnden").run()
    field(app, "Ditt namn, som visas som den som läste in").set_value("Karin *K*").run()
    button(app, "Publicera").click().run()

    assert not app.exception
    assert not app.error
    assert "är publicerat med 2 mål och 3 aktiviteter" in told(app).replace(words.SPACE, " ")
    assert "av Karin *K*" in texts(app)
    assert [path.name for path in (own / "documents").iterdir()] == [
        "kalix-utbildningsnamnden-2024"
    ]
    assert "3 aktiviteter" in lead(open_page("lage", kommun="Kalix"))

    button(app, "Ta bort").click().run()
    assert "Ska ”" in texts(app)
    button(app, "Ja, ta bort").click().run()
    assert not list((own / "documents").iterdir())
    assert "Ta bort" not in labels(app)

    button(app, "Återställ").click().run()
    assert len(list((own / "documents").iterdir())) == 1
    assert "Ta bort" in labels(app)


def test_a_newer_version_replaces_the_older_which_stays_readable() -> None:
    """Källor shows the newer one, and the way to the older."""
    for text in (KNOWN, KNOWN.replace("31 augusti", "31 december").replace("Pågår", "Genomförd")):
        app = upload(text)
        field(app, "Nämnd eller förvaltning").set_value("Utbildningsnämnden").run()
        button(app, "Publicera").click().run()
        assert not app.error

    page = open_page("kallor", kommun="Kalix")
    assert "Äldre versioner (1)" in [one.label for one in page.expander]
    older = (
        "Utbildningsnämnden 2024, äldre version per 31 augusti 2024 (kalix-utbildningsnamnden-2024)"
    )
    assert older in field(page, "Dokument").options
    assert lead(open_page("lage", kommun="Kalix")).startswith("3 av 3 aktiviteter är genomförda")
    old = open_page("lage", kommun="Kalix", dokument=older)
    assert lead(old).startswith("1 av 3 aktiviteter är genomförd ")


def test_every_doubt_and_every_field_has_its_words() -> None:
    """What the reading can doubt has something to do about it; what a header can mean has a name."""
    assert set(taking_in.DOUBT_ACTIONS) == set(reading_words.DOUBTS)
    lines = Path("data/reference/header_words.csv").read_text(encoding="utf-8").splitlines()
    assert {line.split(",")[1] for line in lines[1:]} <= set(taking_in.FIELDS)
    assert len(set(taking_in.FIELDS.values())) == len(taking_in.FIELDS)


def open_in_english() -> AppTest:
    """Open the page in English."""
    return open_page("las_in", lang="en")


def put(app: AppTest, text: str | bytes, name: str = "uppföljning.md") -> None:
    """Put a file in the page's first field."""
    app.file_uploader[0].upload(name, text.encode() if isinstance(text, str) else text).run()
    assert not app.exception


def test_the_start_is_said_in_english() -> None:
    """The headings, the fields, and what there is; the sheet's own columns stay Swedish."""
    app = open_in_english()

    assert lead(app) == (
        "Import a follow-up or a plan just as the municipality published it: "
        "PDF, Word, Excel, CSV, web page or text."
    )
    assert headings(app) == ["Imported documents", "Own key figures"]
    assert [one.label for one in app.file_uploader] == [
        "Document to import (PDF, Word, Excel, CSV, web page or text)",
        "Sheet of own key figures (CSV or Excel)",
    ]
    assert "columns Nyckeltal, Kommun, År, Kön, Utfall, Mål, Villkor, Källa." in texts(app)


def test_a_document_and_its_doubts_are_told_in_english() -> None:
    """What was found, what must be decided and what is uncertain, around the document's own words."""
    app = open_in_english()
    put(app, DOCUMENT.replace("juni 2024", "juni 2024*"))

    assert lead(app) == "The reading found 3 activities under 2 goals and 2 points to decide."
    assert headings(app) == [
        "To decide", "The document", "Columns", "Activities", "Publish", "Imported documents",
    ]  # fmt: skip
    assert (
        "The date “juni 2024*” has a sign that the document does not explain; "
        "it does not count as deferred. (Uppföljning av aktiviteter 2024 (påhittat), row 8)"
    ) in texts(app)
    assert "Correct the end date under Activities if it is wrong." in texts(app)
    assert "The word “Rullar på” is no known status. Decide which status it is." in texts(app)
    assert shown(app, "Kind") == "Follow-up"
    assert shown(app, "4. Klart senast") == "end date"
    assert shown(app, "Is a row divided wrongly?").startswith("row 7: ")

    field(app, "“rullar på” means").select("In progress").run()

    assert field(app, "“rullar på” means").value == "in_progress"
    assert not button(app, "Publish").disabled


def test_what_was_chosen_stays_when_the_language_changes() -> None:
    """The choice holds a code: the word, the kind, the row and the status are the same in the other language."""
    app = upload(DOCUMENT)
    field(app, "”rullar på” betyder").select("Pausad").run()
    field(app, "Slag").select("Plan").run()
    field(app, "5. Status").select("används inte").run()
    row = field(app, "Är en rad fel uppdelad?")
    row.select(next(one for one in row.options if one.startswith("rad 8"))).run()

    button(app, "English").click().run()

    assert not app.exception
    assert shown(app, "Kind") == "Plan"
    assert shown(app, "Is a row divided wrongly?").startswith("row 8: ")
    assert shown(app, "5. Status") == "not used"
    field(app, "5. Status").select("status").run()
    assert shown(app, "“rullar på” means") == "Paused"


def test_a_file_that_cannot_be_read_is_told_in_english(own: Path) -> None:
    """And in Swedish again once that is chosen: what is kept of the error is its code."""
    app = open_in_english()
    put(app, b"PK\x03\x04 och sedan inget", "trasig.xlsx")

    assert [plain(one.value) for one in app.error] == [
        "The file “trasig.xlsx” is damaged and cannot be read. Fetch it anew."
    ]
    assert not list(own.glob("documents/*"))
    button(app, "Svenska").click().run()
    assert [plain(one.value) for one in app.error] == [
        "Filen ”trasig.xlsx” är skadad och går inte att läsa. Hämta den på nytt."
    ]


def test_published_and_undone_in_english(own: Path) -> None:
    """What lies in the record is as it would be from the Swedish page."""
    app = open_in_english()
    put(app, KNOWN)
    field(app, "Committee or department").set_value("Utbildningsnämnden").run()
    button(app, "Publish").click().run()

    assert not app.error
    (success,) = app.success
    assert plain(success.value) == (
        "“Uppföljning av aktiviteter 2024 (påhittat), Kalix 2024” has been published with "
        "2 goals and 3 activities. It now shows on the other pages."
    )
    (line,) = [one for one in texts(app).splitlines() if "imported on" in one]
    assert ", as of 31 August 2024), imported on " in line
    assert line.endswith(" by unknown")
    (card,) = own.glob("documents/*/card.toml")
    assert 'by = "okänd"' in card.read_text(encoding="utf-8")

    button(app, "Undo the publishing").click().run()

    assert not app.error
    assert not list((own / "documents").iterdir())
    assert "Removed documents (1)" in [one.label for one in app.expander]
    assert labels(app).count("Restore") == 1


def test_every_field_has_a_name_of_its_own_in_english() -> None:
    """Two that were called the same could not be told apart in the list."""
    with speaking("en"):
        assert len(set(taking_in.FIELDS.values())) == len(taking_in.FIELDS)
