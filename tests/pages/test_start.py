"""Start through the app's script, on the record that comes with Målkollen."""

import shutil
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from screen import headings, lead, open_page, plain, texts, ways, wide_table
from streamlit.testing.v1 import AppTest

from malkollen.build import build
from malkollen.locations import DOCUMENTS


def links(app: AppTest) -> dict[str, tuple[str, dict[str, list[str]]]]:
    """Return the page's links by their text: which page, and with which parameters."""
    return {
        plain(link.proto.label).replace("**", ""): (
            link.proto.page,
            parse_qs(link.proto.query_string.lstrip("?")),
        )
        for link in app.get("page_link")
    }


@pytest.mark.usefixtures("built_database")
def test_four_questions_are_answered_from_the_data() -> None:
    """The latest statuses, the latest deferrals, two others side by side, and the most targets: each with its answer."""
    app = open_page("start")

    assert headings(app) == ["Frågor att börja med", "Kommuner och dokument", "Vad är nytt"]
    assert [label for label in links(app) if label.endswith("?")] == [
        "Var står Linköping?",
        "Vilka aktiviteter är framflyttade till ett senare år, och varför?",
        "Hur står Täby bredvid Huddinge?",
        "Nås Solnas mål i siffror?",
    ]
    assert texts(app).splitlines()[1:5] == [
        "22 av 115 aktiviteter är genomförda (19 %) per 31 augusti 2022.",
        "11 aktiviteter i Linköping per 31 augusti 2022. Skäl till framflyttning: pandemin 5, omformulerad 5, ingår i annan aktivitet 5. En aktivitet kan ha flera skäl.",
        "Täby har genomfört 5 av 22 (23 %) per 31 december 2020 (datum uppskattat) och Huddinge har genomfört 28 av 30 (93 %) per 31 december 2018. Jämförelsen haltar på 7 punkter.",
        "Solna: 16 mål i siffror, inget av dem har ett rapporterat utfall.",
    ]


@pytest.mark.usefixtures("built_database")
def test_a_question_leads_to_its_whole_answer() -> None:
    """Each link chooses what its answer is about, and the one about deferrals shows as many rows as the answer says."""
    to = links(open_page("start"))

    linkoping = {"kommun": ["Linköping"], "dokument": ["Utbildningsförvaltningen 2022"]}
    assert to["Var står Linköping?"] == ("lage", linkoping)
    assert to["Hur står Täby bredvid Huddinge?"] == (
        "jamfor",
        {"med": ["Täby: Gymnasie- och näringslivsnämnden 2020", "Huddinge: Gymnasienämnden 2018"]},
    )
    assert to["Nås Solnas mål i siffror?"] == ("nyckeltal", {"kommun": ["Solna"]})
    page, parameters = to["Vilka aktiviteter är framflyttade till ett senare år, och varför?"]
    narrowed = {**linkoping, "framflyttad": ["till senare år"]}
    assert (page, parameters) == ("aktiviteter", narrowed)
    assert ways(open_page("start"))["Bildningsnämnden (BiN) 9"] == (
        "aktiviteter",
        {**narrowed, "namnd": ["Bildningsnämnden"]},
    )
    assert lead(open_page(page, **parameters)).startswith("11 av 115 aktiviteter passar filtren")


@pytest.mark.usefixtures("built_database")
def test_every_document_is_listed_with_its_date() -> None:
    """Five documents, by municipality, each with what its statuses hold for."""
    rows = wide_table(open_page("start"), "Dokument")

    assert [(row["Dokument"], row["Slag"], row["Läget gäller"]) for row in rows] == [
        ("Ekerö: Barn- och utbildningsförvaltningen 2020", "Uppföljning", "Per 31 december 2020 (datum uppskattat)"),
        ("Huddinge: Gymnasienämnden 2018", "Uppföljning", "Per 31 december 2018"),
        ("Linköping: Utbildningsförvaltningen 2022", "Uppföljning", "Per 31 augusti 2022"),
        ("Solna: Kompetensnämnden 2010", "Plan", "Utan angivet datum"),
        ("Täby: Gymnasie- och näringslivsnämnden 2020", "Uppföljning", "Per 31 december 2020 (datum uppskattat)"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kept", "questions"),
    [
        (["solna"], ["Nås Solnas mål i siffror?"]),
        (["ekero"], []),
        (["taby"], ["Var står Täby?", "Nås Täbys mål i siffror?"]),
        (
            ["taby", "huddinge"],
            [
                "Var står Täby?",
                "Hur står Täby bredvid Huddinge?",
                "Nås Huddinges mål i siffror?",
            ],
        ),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) and value else "none",
)
def test_only_what_the_data_can_answer_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: list[str], questions: list[str]
) -> None:
    """With fewer documents there are fewer questions, and never one without an answer."""
    monkeypatch.setenv("MALKOLLEN_DATABASE", str(tmp_path / "database"))
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path / "own"))
    record = tmp_path / "documents"
    for folder in DOCUMENTS.iterdir():
        if folder.name.split("-")[0] in kept:
            shutil.copytree(folder, record / folder.name)
    build(record)

    app = open_page("start")

    assert [label for label in links(app) if label.endswith("?")] == questions
