"""The report of a document as PDF: what it says, how it is tagged, and that no text of a document is run."""

import io
import re
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

import pdfplumber
import pyarrow as pa
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfminer.pdftypes import resolve1

from malkollen import frame, store
from malkollen.__main__ import main
from malkollen.charts import palette
from malkollen.export import paper
from malkollen.export.report import UnknownDocumentError, report, report_or_why
from malkollen.words.language import LANGUAGES, Verbatim, _, speaking

pytestmark = pytest.mark.usefixtures("built_database")

DAY = date(2026, 11, 28)
ADDRESS = "https://malkollen.example/lage?kommun=Ekerö"
EKERO = "ekero-barn-och-utbildning-2020"
HUDDINGE = "huddinge-gymnasienamnden-2018"
LINKOPING = "linkoping-utbildningsforvaltningen-2022"
SOLNA = "solna-kompetensnamnden-2010"
TABY = "taby-alliansuppdrag-2020"
# Points in 8.5 pt, the size of the appendix's first lines; below and above it stand footer and header.
SIZE, TOP, BOTTOM = 8.5, 66, 785


@cache
def made(document_id: str, language: str = "sv") -> bytes:
    """Return a document's report."""
    with speaking(language):
        return report(store.ask, document_id, day=DAY, data_version="v1.duckdb", address=ADDRESS)


def opened(pdf: bytes) -> pdfplumber.pdf.PDF:
    """Open a report."""
    return pdfplumber.open(io.BytesIO(pdf))


def joined(text: str) -> str:
    """Return a text without what a line's end may add or take away: blanks, hyphens and places to break."""
    return re.sub(r"[\s\u00a0\u00ad\u200b\ufffe-]+", "", text)


@cache
def pages(pdf: bytes) -> list[str]:
    """Return the text of each page, cell by cell as a browser's reader has it."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def said(pdf: bytes) -> str:
    """Return all text as one, to look for sentences in wherever their lines end."""
    return joined("".join(pages(pdf)))


@cache
def elements(pdf: bytes) -> list[dict[str, Any]]:
    """Return the elements of the structure that a screen reader reads, in its order."""
    found: list[dict[str, Any]] = []

    def walk(node: Any) -> None:
        node = resolve1(node)
        if isinstance(node, dict):
            if "S" in node:
                found.append(node)
            below = resolve1(node.get("K"))
            for one in below if isinstance(below, list) else [below]:
                walk(one)

    with opened(pdf) as document:
        walk(document.doc.catalog["StructTreeRoot"])
    return found


def tags(pdf: bytes) -> list[str]:
    """Return the kinds of the elements."""
    return [str(one["S"].name) for one in elements(pdf)]


def is_first_line(one: dict[str, Any]) -> bool:
    """Say whether a part of a page is a letter of a cell's first line in the appendix; heads are bold."""
    return (
        one["object_type"] == "char"
        and abs(one["size"] - SIZE) < 0.1
        and "Bold" not in one["fontname"]
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("document_id", [EKERO, HUDDINGE, LINKOPING, SOLNA, TABY])
def test_every_document_becomes_an_accessible_file(document_id: str, language: str) -> None:
    """The file claims PDF/UA-1 and holds language, title and structure; each figure has a text."""
    pdf = made(document_id, language)
    with opened(pdf) as document:
        catalogue = document.doc.catalog
        language_told = resolve1(catalogue["Lang"]).decode()
        shown = resolve1(catalogue["ViewerPreferences"])["DisplayDocTitle"]
        title = document.metadata["Title"]
    (row,) = (
        row for row in store.ask("documents").to_pylist() if row["document_id"] == document_id
    )

    assert b"pdfuaid:part>1<" in pdf
    assert language_told == {"sv": "sv-SE", "en": "en-GB"}[language]
    assert resolve1(catalogue["MarkInfo"])["Marked"] is True
    status = {"sv": "Läget enligt", "en": "Status according to"}[language]
    assert shown is True
    assert title == f"{status} {row['title']}, {row['municipality']} – Målkollen"
    figures = [one for one in elements(pdf) if one["S"].name == "Figure"]
    assert all(one.get("Alt") for one in figures)
    assert len(figures) == (0 if document_id in (EKERO, SOLNA) else 1)


@pytest.mark.parametrize(
    ("document_id", "expected"),
    [
        (
            LINKOPING,
            "22 av 115 aktiviteter är genomförda (19 %). 20 är framflyttade, 2 har passerat sitt slutdatum.",
        ),
        (
            HUDDINGE,
            (
                "28 av 30 aktiviteter är genomförda (93 %). Ingen är märkt som framflyttad men 5 flyttas enligt "
                "kommentarer, inga slutdatum anges."
            ),
        ),
        (
            SOLNA,
            (
                "Solnas dokument är en plan: inget utfall är rapporterat. Den lovar 80 aktiviteter och sätter 16 "
                "mål i siffror."
            ),
        ),
        (EKERO, "Ekerös dokument nämner 24 aktiviteter men anger ingen status för dem."),
    ],
)
def test_the_first_page_says_what_laget_says(document_id: str, expected: str) -> None:
    """The answer on paper is the sentence of the page."""
    assert joined(expected) in joined(pages(made(document_id))[0])


@pytest.mark.parametrize("document_id", [EKERO, HUDDINGE, LINKOPING, SOLNA])
def test_the_appendix_holds_every_activity_once_and_in_order(document_id: str) -> None:
    """The first column of the appendix is the titles, one after the other, and nothing else."""
    column = []
    with opened(made(document_id)) as document:
        for page in document.pages:
            heads = page.search("Nämnd Slut")
            if not heads:
                continue
            left = page.within_bbox((0, TOP, heads[0]["x0"], BOTTOM))
            shown = left.filter(is_first_line)
            column.append(shown.extract_text())
    titles = [row["title"] for row in store.ask("activities", document_ids=document_id).to_pylist()]

    assert joined("".join(column)) == joined("".join(titles))


def test_the_head_of_the_appendix_stands_on_each_of_its_pages() -> None:
    """The table of 115 activities runs over six pages, and each begins with the columns' names and the goal."""
    texts = pages(made(LINKOPING))
    first = next(number for number, text in enumerate(texts) if "Bilaga: alla aktiviteter" in text)
    head = "Aktivitet Nämnd Slut Status Framflyttad Plats\n"

    assert len(texts) - first == 6
    assert [text.count(head) for text in texts[first:]] == [1] * 6
    assert [text.split(head)[1].startswith(("Samhälle", "Medborgare", "Ekonomi", "Verksamhet", "Medarbetare"))
            for text in texts[first:]] == [True] * 6  # fmt: skip


@pytest.mark.parametrize(("language", "form"), [("sv", "Sida {} av {}"), ("en", "Page {} of {}")])
def test_each_page_has_its_number_and_says_what_it_belongs_to(language: str, form: str) -> None:
    """The footer counts pages; from the second on the header names municipality and document."""
    texts = pages(made(TABY, language))
    header = "Täby Återrapportering av alliansuppdrag för Täby"

    assert [
        text.endswith(form.format(number, len(texts))) for number, text in enumerate(texts, 1)
    ] == [True] * len(texts)
    assert [text.startswith(header) for text in texts] == [False] + [True] * (len(texts) - 1)


def test_tables_tell_their_heads_to_a_screen_reader() -> None:
    """Columns' names and goals are heads of columns; headings are headings, one title above them all."""
    found = elements(made(LINKOPING))
    scopes = set()
    for one in found:
        if one["S"].name == "TH":
            attributes = resolve1(one["A"])
            told = attributes if isinstance(attributes, list) else [attributes]
            scopes |= {
                str(resolve1(each).get("Scope")) for each in told if "Scope" in resolve1(each)
            }
    kinds = tags(made(LINKOPING))

    assert scopes == {"/'Column'"}
    assert {"Title", "H1", "P", "L", "Table", "THead", "TH", "TD", "Figure"} <= set(kinds)
    assert kinds.count("Title") == 1


def test_the_text_of_the_bar_says_its_figures() -> None:
    """Who does not see the bar is told what it shows."""
    (figure,) = (one for one in elements(made(LINKOPING)) if one["S"].name == "Figure")

    assert figure["Alt"].decode("utf-16").replace("\u00a0", " ") == (
        "Stapel över alla aktiviteter: Genomfört 22, pågår 76, efter plan 2 och ej påbörjat 15."
    )


def test_what_the_document_says_is_swedish_in_an_english_report() -> None:
    """Titles keep their language, so that they are read out and divided as Swedish."""
    languages = {
        resolve1(one["Lang"]).decode() for one in elements(made(SOLNA, "en")) if "Lang" in one
    }

    assert "sv-SE" in languages
    assert joined("Solna’s document is a plan: no outcome is reported.") in said(made(SOLNA, "en"))


def test_a_plan_has_no_part_that_waits_for_an_outcome() -> None:
    """Solna's plan is told as one: targets without outcome, and nothing about deferred or overdue."""
    text = said(made(SOLNA))

    assert joined("Inget utfall är rapporterat; tabellen säger vad dokumentet lovar") in text
    assert joined("Dokumentet anger 16 mål i siffror. Inget utfall är rapporterat.") in text
    for absent in ("Framflyttade aktiviteter", "Försenade aktiviteter", "Uppnått", "Så räknar vi"):
        assert joined(absent) not in text


def test_a_document_without_statuses_tells_its_verdicts_instead() -> None:
    """Ekerö's own verdicts stand there, and the many activities without status are one line."""
    text = said(made(EKERO))

    assert joined("Enligt dokumentet är 7 av 17 mål uppnådda, 6 delvis uppnådda") in text
    assert joined("21 anmärkningar gäller aktiviteter utan status; de står i bilagan.") in text
    assert joined("har ingen status") not in text


def test_what_changed_and_what_was_only_told_is_listed() -> None:
    """Huddinge has three occasions; the deferrals of its comments stand by themselves."""
    text = said(made(HUDDINGE))

    assert joined("26 aktiviteter har fått en annan status sedan Delår 2: 25 har kommit längre och 1 har backat.") in text  # fmt: skip
    assert joined("Nämns bara i en kommentar och räknas inte som framflyttade") in text
    assert joined("Tillfällen: Delår 1 (utan angivet datum); Delår 2") in text


def test_the_report_says_when_and_from_what_it_was_taken() -> None:
    """Date, version of the data and the address that shows the same; without an address nothing is said of one."""
    text = said(made(TABY))
    without = said(report(store.ask, TABY, day=DAY, data_version="v1.duckdb"))

    assert joined("Uttaget 28 november 2026 ur Målkollen, dataversion v1. Rapporten gäller") in text
    assert joined(f"Samma uppgifter på webben: {ADDRESS}") in text
    assert joined("Samma uppgifter på webben") not in without


def test_the_same_question_on_the_same_day_gives_the_same_file() -> None:
    """Nothing of the machine or the moment stands in a report."""
    again = report(store.ask, TABY, day=DAY, data_version="v1.duckdb", address=ADDRESS)

    assert again == made(TABY)


def test_an_unknown_document_is_told_with_those_that_there_are() -> None:
    """A wrong id names the right ones."""
    with pytest.raises(UnknownDocumentError, match="Dokumentet ”nix” finns inte; dokument: ekero"):
        report(store.ask, "nix", day=DAY, data_version="v1")


EVIL = [
    '#read("x") #panic() $a^2$ *b* _c_ @d <e> \\ f `g` = h // i /* j */ ~ -- [k] {l} "m" \'n\'',
    "#",
    "",
    "å" * 400,
    "https://exempel.se/" + "a" * 300,
    "rad 1\nrad 2\r\n\trad 3",
    "- punkt\n+ nummer\n/ term: ord",
    "a\u0000\u0007b\ud800c\ufffed\ue000e\ufefff",
]


def with_everywhere(text: str) -> paper.Paper:
    """Return a paper that has a text in every place that a text of a document can have."""
    own = Verbatim(text)
    segments = [paper.Segment(code, 1, "1", text) for code in palette.FAMILY_COLOURS]
    return paper.Paper(
        name=text,
        title=own,
        above_title=own,
        below_title=[own, text],
        header=(own, own),
        footer=text,
        page="Sida {page} av {pages}",
        blocks=[
            paper.Heading("Början"),
            paper.Lead(text),
            paper.Paragraph(own),
            paper.Paragraph(own, is_intro=True, is_quiet=True),
            paper.Bullets([own, text]),
            paper.Bar(segments, "Text till stapeln"),
            paper.Bars(("Mål", "Status", "Utfall"), [paper.Group(own, segments, [text])]),
            paper.Table(
                [paper.Column(own), paper.Column("Plats")],
                [paper.Rows([[own, [text, own]]], [own, text])],
            ),
            paper.Facts([("Namn", own)]),
            paper.Heading("Slutet"),
        ],
        made_on=DAY,
    )


@pytest.mark.parametrize("evil", EVIL)
def test_no_text_of_a_document_is_run_or_lost(evil: str) -> None:
    """Whatever a document says comes out as the text that it is; what has no shape is shown to be missing."""
    pdf = paper.write(with_everywhere(evil))
    text = said(pdf)

    assert b"pdfuaid:part>1<" in pdf
    assert text.count(joined(paper.printable(evil))) >= 5
    assert "Början" in text
    assert "Slutet" in text


def test_what_cannot_be_shown_is_replaced_and_long_words_may_break() -> None:
    """Control codes, halves of pairs, private characters and marks of a file's beginning have no shape."""
    assert paper.printable(EVIL[-1]) == "a\ufffd\ufffdb\ufffdc\ufffdd\ufffde\ufffdf"
    assert paper.printable("a\tb\nc") == "a b c"
    assert paper.printable("x" * 39) == "x" * 39
    assert paper.printable("x" * 50) == "\u200b".join([*["x" * 12] * 4, "x" * 2])
    # What somebody may search for stays whole: a file's name breaks at its hyphens, a version of the data fits a line.
    for told in ("linkoping-utbildningsforvaltningen-2022.txt", f"malkollen_{'0' * 16}_{'0' * 16}"):
        assert paper.printable(told) == told


def test_a_script_that_the_font_lacks_still_becomes_a_tagged_file() -> None:
    """The standard forbids characters that cannot be shown, so it is not claimed; all else is as it was."""
    pdf = paper.write(with_everywhere("学校 😀"))

    assert b"pdfuaid" not in pdf
    assert tags(pdf).count("Title") == 1
    assert "Slutet" in said(pdf)


@settings(max_examples=20)
@given(st.text(max_size=60))
def test_any_text_becomes_a_paper(text: str) -> None:
    """No text whatever stops a paper from being set to its end."""
    assert said(paper.write(with_everywhere(text))).count("Slutet") >= 1


@pytest.mark.parametrize(
    ("text", "limits", "message"),
    [
        (
            "Kort",
            paper.Limits(seconds=0.01),
            "Det tog för lång tid att göra hela rapporten.",
        ),
        (
            "lång " * 20_000,
            paper.Limits(address_space_bytes=150_000_000),
            "Det krävdes för mycket minne för att göra hela rapporten.",
        ),
    ],
    ids=["time", "memory"],
)
def test_a_paper_that_takes_too_much_is_stopped(
    text: str, limits: paper.Limits, message: str
) -> None:
    """The process that sets it ends, and the reason is a sentence."""
    with pytest.raises(paper.PaperError) as told:
        paper.write(with_everywhere(text), limits)
    assert str(told.value) == message


def test_a_paper_that_cannot_be_set_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What went wrong is in the log, not in the sentence."""
    template = tmp_path / "paper.typ"
    template.write_text("#panic()", encoding="utf-8")
    monkeypatch.setattr(paper, "TEMPLATE", template)
    with pytest.raises(paper.PaperError, match=r"^Rapporten gick inte att göra\. Orsaken finns i"):
        paper.write(with_everywhere("Text"))


@pytest.mark.parametrize(
    ("language", "why"),
    [
        (
            "sv",
            (
                "Det tog för lång tid att göra hela rapporten. Här är bara svaret. Aktiviteterna finns som kalkylblad på "
                "sidan Aktiviteter."
            ),
        ),
        (
            "en",
            (
                "It took too long to make the whole report. Here is only the answer. The activities are to be had as a "
                "workbook on the page Activities."
            ),
        ),
    ],
)
def test_whoever_clicks_gets_a_page_that_says_why(
    language: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the whole report cannot be made, the answer and the sources still can; the command says it plainly."""
    usual = paper.write

    def write(one: paper.Paper) -> bytes:
        is_long = len(one.blocks) > 20
        return usual(one, paper.Limits(seconds=0.01) if is_long else paper.USUAL_LIMITS)

    monkeypatch.setattr("malkollen.export.report.write", write)
    with speaking(language):
        pdf = report_or_why(
            store.ask, LINKOPING, day=DAY, data_version="v1.duckdb", address=ADDRESS
        )
    assert len(pages(pdf)) == 1
    assert joined(why) in said(pdf)
    assert joined({"sv": "22 av 115 aktiviteter", "en": "22 of 115 activities"}[language]) in said(
        pdf
    )


def test_the_command_says_why_there_is_no_report(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No file is written, and the sentence is on standard error."""
    slow = partial(paper.write, limits=paper.Limits(seconds=0.01))
    monkeypatch.setattr("malkollen.export.report.write", slow)
    file = tmp_path / "rapport.pdf"
    assert main(["report", TABY, "--output", str(file)]) == 1
    assert not file.exists()
    assert capsys.readouterr().err == "Det tog för lång tid att göra hela rapporten.\n"


def test_a_report_of_evil_texts_has_all_its_rows() -> None:
    """A document whose every title, goal, committee and end is code is as long as it was, and its code is text."""

    def ask(name: str, **parameters: Any) -> pa.Table:
        table = store.ask(name, **parameters)
        for column in ("title", "goal_path", "committees", "due_text", "label", "to_text", "body"):
            if column in table.column_names:
                texts = pa.array(["#x$*"] * len(table), pa.string())
                table = table.set_column(table.column_names.index(column), column, texts)
        return table

    text = said(report(ask, LINKOPING, day=DAY, data_version="v1"))

    assert text.count("#x$*") >= 3 * 115


def test_the_families_have_the_colours_of_the_pages() -> None:
    """The template holds the palette of the charts, so that paper and screen agree."""
    template = paper.TEMPLATE.read_text(encoding="utf-8")
    held = re.findall(r'^  (\w+): \(\s*colour: rgb\("(#\w{6})"\)', template, re.MULTILINE)

    assert dict(held) == palette.FAMILY_COLOURS


def test_a_file_is_made_in_the_language_of_its_button() -> None:
    """A click is answered outside the visit's run, where no language is spoken yet."""
    with speaking("en"):
        make = frame.at_click(lambda: _("Läget").encode())

    assert make() == b"Status"


def test_the_command_line_writes_the_same_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`report` writes the file in the language asked for, and says what is wrong with an id."""
    file = tmp_path / "rapport.pdf"

    assert main(["report", TABY, "--language", "en", "--output", str(file)]) == 0
    assert "Page 1 of" in pages(file.read_bytes())[0]
    assert main(["report", "nix", "--output", str(file)]) == 1
    assert "Dokumentet ”nix” finns inte" in capsys.readouterr().err
