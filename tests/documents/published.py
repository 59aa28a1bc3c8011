"""Documents as municipalities publish them, made up for the tests, and what a careful reader finds in each.

A document in text lies in its folder as it is. Workbooks, Word documents and PDF are made here, cell by cell, so that
what stands in them can be read in the repository. README.md says what `expected.json` holds and how it is compared.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, TableStyle
from reportlab.platypus import Table as PlatypusTable

HERE = Path(__file__).parent

Found = dict[str, Any]
Maker = Callable[[Path], Path]


class PublishedDocument(NamedTuple):
    """A document: its name, what writes or finds its file (given a folder to write in), and what stands in it."""

    name: str
    path: Maker
    expected: Found


def documents() -> list[PublishedDocument]:
    """Return all documents, by name."""
    return [
        PublishedDocument(folder.name, _maker(folder), _expected(folder))
        for folder in sorted(HERE.iterdir())
        if (folder / "expected.json").is_file()
    ]


def _expected(folder: Path) -> Found:
    expected: Found = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return expected


def _maker(folder: Path) -> Maker:
    if folder.name in MADE:
        file_name, make = MADE[folder.name]

        def made(home: Path) -> Path:
            path = home / file_name
            make(path)
            return path

        return made
    (file,) = (path for path in folder.iterdir() if path.name != "expected.json")
    return lambda _: file


# Workbooks


def _write_rows(sheet: Worksheet, rows: list[list[Any]]) -> None:
    for number, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            if value is not None:
                sheet.cell(number, column, value)


def make_workbook_two_header_rows(path: Path) -> None:
    """Write a workbook whose table has two header rows, merged goals and group rows; one sheet is hidden."""
    book = openpyxl.Workbook()
    about = book.active
    assert about is not None
    about.title = "Läs mig"
    _write_rows(
        about,
        [
            ["Uppföljning av aktiviteter 2024 (påhittat)"],
            ["Piteå kommun"],
            ["Läget per den 31 december 2024"],
        ],
    )
    sheet = book.create_sheet("Aktiviteter")
    _write_rows(
        sheet,
        [
            ["Uppföljning av aktiviteter 2024 (påhittat)"],
            [],
            ["Nämndmål", "Aktivitet", "Nämnd", "Tid", None, "Status", None, "Kommentar"],
            [None, None, None, "Start", "Slut", "Delår 31 augusti", "Bokslut", None],
            ["Utbildning"],
            [
                "Fler elever når målen",
                "Införa tvålärarsystem i årskurs 4–6",
                "BUN",
                date(2024, 1, 8),
                date(2024, 6, 14),
                "Klart",
                "Genomfört",
                None,
            ],
            [
                None,
                "Ordna lovskola på jullovet",
                "BUN",
                date(2024, 12, 20),
                date(2025, 1, 7),
                "Ej påbörjat",
                "Enligt plan",
                "Avslutas i januari.",
            ],
            [
                None,
                "Ta fram en plan för studiehandledning",
                "BUN, AN",
                date(2024, 2, 1),
                date(2024, 10, 31),
                "Enligt plan",
                "Avviker från plan",
                None,
            ],
            ["Kultur och fritid"],
            [
                "Fler rör på sig",
                "Belysa skidspåret vid Lindbäcksstadion",
                "KFN",
                date(2024, 4, 1),
                "november*",
                "Avviker från plan",
                "Genomfört",
                None,
            ],
            [
                None,
                "Kartlägga spontanidrottsytor",
                "KFN",
                date(2024, 5, 1),
                date(2024, 12, 31),
                "Enligt plan",
                "Genomfört",
                None,
            ],
            ["Antal aktiviteter", 5],
            [],
            ["* Aktiviteten har fått ett nytt slutdatum under året."],
        ],
    )
    for merged in ("D3:E3", "F3:G3", "A3:A4", "B3:B4", "C3:C4", "H3:H4"):
        sheet.merge_cells(merged)
    for merged in ("A5:H5", "A9:H9", "A6:A8", "A10:A11"):
        sheet.merge_cells(merged)
    for row in (6, 7, 8, 10, 11):
        for column in (4, 5):
            sheet.cell(row, column).number_format = "yyyy-mm-dd"
        sheet.cell(row, 7).fill = PatternFill("solid", fgColor="FF92D050")
    hidden = book.create_sheet("Listor")
    _write_rows(hidden, [["Aktivitet", "Status"], ["Exempel på aktivitet", "Genomfört"]])
    hidden.sheet_state = "hidden"
    book.save(path)


def make_workbook_key_figures(path: Path) -> None:
    """Write a workbook of key figures by sex: shares kept as fractions, group rows, two sheets."""
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "Förskola och skola"
    _key_figure_sheet(
        first,
        [
            ["Förskola"],
            ["Föräldrar som är nöjda med förskolan", "%", 0.9, 0.87, 0.88, 0.86, 0.85],
            ["Grundskola"],
            ["Elever i åk 9 behöriga till yrkesprogram", "%", 0.92, 0.894, 0.911, 0.878, 0.855],
        ],
        shares={5, 7},
    )
    second = book.create_sheet("Personal")
    _key_figure_sheet(
        second,
        [
            ["Genomsnittlig pensionsålder", "år", None, 64.8, 65.1, 64.3, 64.5],
            ["Långtidsfrisk personal", "%", 0.45, 0.385, 0.352, 0.467, None],
        ],
        shares={5},
    )
    book.save(path)


def _key_figure_sheet(sheet: Worksheet, rows: list[list[Any]], shares: set[int]) -> None:
    header: list[list[Any]] = [
        ["Nybro kommun – nyckeltal 2024 (påhittat)"],
        ["Nyckeltal", "Enhet", "Mål 2024", "Utfall 2024", None, None, "Riket 2024"],
        [None, None, None, "Totalt", "Kvinnor", "Män", None],
    ]
    _write_rows(sheet, [*header, *rows])
    for merged in ("D2:F2", "A2:A3", "B2:B3", "C2:C3", "G2:G3"):
        sheet.merge_cells(merged)
    for row in shares:
        for column in range(3, 8):
            sheet.cell(row, column).number_format = "0.0%"


def make_workbook_sheet_per_committee(path: Path) -> None:
    """Write a workbook with a sheet for each committee: empty rows within, an own status word, one status missing."""
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "Kommunstyrelsen"
    header: list[Any] = [
        "Övergripande mål",
        "Uppdrag",
        "Beräknas klart",
        "Läge augusti 2023",
        "Notering",
    ]
    title = "Kalix kommun: uppdrag, läget per 31 augusti 2023 (påhittat)"
    _write_rows(
        first,
        [
            [title],
            [],
            header,
            ["Delaktiga medborgare", "Införa medborgarbudget i byarna", date(2023, 11, 30), "Påbörjad ", None],
            ["Delaktiga medborgare", "Sända fullmäktige på webben", date(2023, 5, 15), "Slutförd", None],
            [],
            ["Hållbar tillväxt", "Ta fram markanvisningspolicy", "15 december", None, None],
        ],
    )  # fmt: skip
    first.cell(400, 30).number_format = "0.00"
    second = book.create_sheet("Utbildningsnämnden")
    _write_rows(
        second,
        [
            [title],
            [],
            header,
            ["Delaktiga medborgare", "Bjuda in elevråden till nämnden", date(2023, 6, 9), "Genomförd", "Två möten har hållits."],
            ["Hållbar tillväxt", "Starta teknikcollege", "våren 2024", "Behöver diskuteras", None],
        ],
    )  # fmt: skip
    book.save(path)


# Word documents. What python-docx hands out is typed in part only.


def _word(title: str) -> Any:
    document = docx.Document()
    document.add_heading(title, level=1)
    return document


def _word_table(document: Any, rows: list[list[str]]) -> Any:
    table = document.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    for texts in rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, texts, strict=True):
            cell.text = text
    return table


def _comment_row(table: Any, text: str) -> None:
    cells = table.add_row().cells
    cells[0].merge(cells[-1]).text = text


def make_word_comment_rows(path: Path) -> None:
    """Write a document with goals as headings and each comment in a merged row beneath its assignment."""
    document = _word("Uppföljning av nämndens uppdrag 2024 (påhittat)")
    document.sections[0].header.paragraphs[0].text = "Ljusdals kommun\tDiarienummer UN 2024/58"
    document.add_paragraph("Utbildningsnämnden följer upp sina uppdrag per den 31 augusti 2024.")
    header = ["Uppdrag", "Ansvarig", "Slutdatum", "Status"]
    document.add_heading("Trygga skolor", level=2)
    table = _word_table(document, [header])
    for texts, comment in (
        (
            ["Införa trygghetsvärdar på högstadiet", "UN", "2024-06-30", "Genomfört"],
            "Kommentar: Två värdar är anställda.",
        ),
        (
            [
                "Revidera planen mot kränkande behandling",
                "UN",
                "Senareläggs till 2024-11-30",
                "Påbörjat",
            ],
            "Kommentar: Elevråden ska höras först.",
        ),
        (["Se över rastytornas utformning", "UN, TN", "31 december 2024", "Ej påbörjat"], None),
    ):
        cells = table.add_row().cells
        for cell, text in zip(cells, texts, strict=True):
            cell.text = text
        if comment:
            _comment_row(table, comment)
    document.add_heading("Uppdrag från tidigare år", level=2)
    table = _word_table(
        document,
        [
            header,
            ["Digitalisera elevakterna", "UN", "Framflyttad till hösten 2025", "Försenat"],
            ["Samordna skolskjutsarna med grannkommunerna", "TN", "Q4", "Avbrutet"],
        ],
    )
    _comment_row(table, "Kommentar: Grannkommunerna har tackat nej.")
    document.add_paragraph(
        "Status anges som Ej påbörjat, Påbörjat, Försenat, Genomfört eller Avbrutet."
    )
    document.save(str(path))


def _bulleted(document: Any, cell: Any, texts: list[str]) -> None:
    cell.paragraphs[0].text = texts[0]
    cell.paragraphs[0].style = document.styles["List Bullet"]
    for text in texts[1:]:
        cell.add_paragraph(text, style="List Bullet")


def make_word_several_in_a_cell(path: Path) -> None:
    """Write a document whose goal column is merged downwards and whose cells hold a list of activities."""
    document = _word("Verksamhetsuppföljning april 2025 (påhittat)")
    document.add_paragraph("Sala kommun, vård- och omsorgsnämnden")
    document.add_paragraph(
        "Tabellen visar läget per den 30 april 2025. Varje punkt är en aktivitet; "
        "nämnd, tid och status gäller för alla punkter i rutan."
    )
    table = _word_table(document, [["Inriktningsmål", "Aktiviteter", "Nämnd", "Klart", "Status"]])
    rows = [
        ("God vård", ["Införa fast omsorgskontakt", "Utbilda i förflyttningsteknik"], "2025-12-31", "Pågår enligt plan"),
        ("", ["Starta ett demensteam"], "2025-03-31", "Klar"),
        ("Trygg hemgång", ["Pröva digital tillsyn nattetid", "Ta fram en hemgångsrutin", "Bjuda in anhöriga till samtal"], "ht-25", "Ej påbörjade"),
    ]  # fmt: skip
    for goal, activities, due, status in rows:
        cells = table.add_row().cells
        cells[0].text, cells[2].text, cells[3].text, cells[4].text = goal, "VON", due, status
        _bulleted(document, cells[1], activities)
    for row, kind in ((1, "restart"), (2, "continue")):
        merge = OxmlElement("w:vMerge")
        merge.set(qn("w:val"), kind)
        table.rows[row].cells[0]._tc.get_or_add_tcPr().append(merge)
    document.save(str(path))


# PDF


def _header_and_footer(canvas: Canvas, template: SimpleDocTemplate) -> None:
    canvas.saveState()
    canvas.setFont("Helvetica", 8)
    canvas.drawString(20 * mm, 285 * mm, "Bollnäs kommun")
    canvas.drawRightString(190 * mm, 285 * mm, "Dnr KS 2024/117")
    canvas.drawString(20 * mm, 10 * mm, "Stadshuset, 821 80 Bollnäs")
    canvas.drawRightString(190 * mm, 10 * mm, f"Sida {template.page}")
    canvas.restoreState()


LONG_COMMENT = (
    "Arbetet inleddes i februari med en förstudie som visade att behoven skiljer sig mycket mellan bygderna. "
    "Styrgruppen beslutade därför att dela upp arbetet i tre steg. Det första steget är klart och har redovisats "
    "för nämnden. Det andra steget omfattar samråd med byalag, föreningar och företag på åtta orter, och under "
    "hösten hölls de fem första mötena. Synpunkterna handlar främst om service, bredband och gång- och cykelvägar. "
    "Det tredje steget är att skriva"
)
REST_OF_THE_COMMENT = "fram programmet och att pröva det mot kommunens översiktsplan."


def make_pdf_over_pages(path: Path) -> None:
    """Write a ruled table over several pages: the header repeats, and a row breaks over the page."""
    styles = getSampleStyleSheet()
    cell = styles["BodyText"].clone("cell", fontSize=9, leading=11)
    header = ["Mål", "Åtagande", "Nämnd", "Slutfört", "Status", "Kommentar"]
    pages = [
        [
            ["Hela kommunen ska leva", "Bygga gång- och cykelväg till Arbrå", "SBN", "December", "Pågår", "Etapp 1 är klar."],
            ["", "Ge driftstöd till bygdegårdar", "KFN", "Juni", "Genomfört", ""],
            ["", "Rusta badplatsen vid Vevlingen", "SBN", "Juli*", "Genomfört", "Bryggan levererades sent."],
            ["", "Ta fram ett landsbygdsprogram", "KS", "November", "Pågår", LONG_COMMENT],
        ],
        [
            ["", "", "", "", "", REST_OF_THE_COMMENT],
            ["", "Inrätta ett servicekontor i Kilafors", "KS", "2024-09-30", "Ej påbörjat", ""],
            ["Fler i arbete", "Erbjuda språkpraktik", "AN", "Löpande", "Pågår löpande", ""],
            ["", "Starta yrkesutbildning", "AN, UN", "Flyttas till", "Kvarstår", "Kvarstår eftersom"],
        ],
        [
            ["", "med industrin", "", "2025", "", "lärare saknas."],
            ["", "Samordna feriejobben", "AN", "Augusti", "Slutfört", ""],
            ["", "Utvärdera jobbspåren", "AN", "December", "Ej påbörjat", "Görs efter årsskiftet."],
        ],
    ]  # fmt: skip
    widths = [26 * mm, 40 * mm, 18 * mm, 24 * mm, 23 * mm, 44 * mm]
    ruled = TableStyle(
        [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    )
    flowing: list[Any] = []
    for rows in pages:
        texts = [[Paragraph(text, cell) for text in row] for row in [header, *rows]]
        flowing += [PlatypusTable(texts, colWidths=widths, style=ruled), PageBreak()]
    template = SimpleDocTemplate(
        str(path),
        pagesize=A4,
        topMargin=25 * mm,
        bottomMargin=25 * mm,
        leftMargin=17 * mm,
        rightMargin=17 * mm,
        invariant=1,
    )
    template.build(
        [
            Paragraph("Uppföljning av åtaganden 2024 (påhittat)", styles["Title"]),
            Paragraph("Bollnäs kommun, per den 31 augusti 2024", styles["BodyText"]),
            Paragraph(
                "En asterisk efter månaden visar att åtagandet har senarelagts inom året.",
                styles["BodyText"],
            ),
            Spacer(1, 5 * mm),
            *flowing,
        ],
        onFirstPage=_header_and_footer,
        onLaterPages=_header_and_footer,
    )


def make_pdf_without_lines(path: Path) -> None:
    """Write a table without ruling lines, with cells of several lines, below headings that are the goals."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    lefts = [20 * mm, 85 * mm, 105 * mm, 135 * mm]
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(20 * mm, 275 * mm, "Uppföljning av insatser 2023 (påhittat)")
    canvas.setFont("Helvetica", 10)
    canvas.drawString(20 * mm, 266 * mm, "Timrå kommun, årsuppföljning per den 31 december 2023")
    height = 254 * mm
    header = ["Insats", "Nämnd", "Tidplan", "Status"]
    for goal, rows in (
        (
            "Mål 1: En kommun där barn mår bra",
            [
                [["Utöka öppettiderna på", "familjecentralen"], ["SN"], ["Mars"], ["Genomförd"]],
                [["Införa simskola i förskoleklass"], ["KTN"], ["ht-23"], ["Delvis genomförd"]],
                [["Erbjuda frukost på två av", "kommunens högstadieskolor"], ["BUN"], ["2023-08-15"], ["Inte genomförd"]],
            ],
        ),
        (
            "Mål 2: En kommun med ordning och reda",
            [
                [["Införa e-arkiv"], ["KS"], ["T3"], ["Påbörjad"]],
                [["Se över delegations-", "ordningen"], ["KS"], ["April"], ["Genomförd"]],
                [["Ta fram en plan för gallring"], ["KS, SN"], ["Oktober"], ["Ej påbörjad"]],
            ],
        ),
    ):  # fmt: skip
        canvas.setFont("Helvetica-Bold", 13)
        canvas.drawString(lefts[0], height, goal)
        height -= 9 * mm
        canvas.setFont("Helvetica-Bold", 10)
        for left, text in zip(lefts, header, strict=True):
            canvas.drawString(left, height, text)
        canvas.setFont("Helvetica", 10)
        for cells in rows:
            height -= 8 * mm
            for left, lines in zip(lefts, cells, strict=True):
                for number, text in enumerate(lines):
                    canvas.drawString(left, height - number * 4.5 * mm, text)
            height -= (max(len(lines) for lines in cells) - 1) * 4.5 * mm
        height -= 14 * mm
    canvas.save()


def make_pdf_prose(path: Path) -> None:
    """Write a follow-up in running text: counts of goals, targets and outcomes in sentences, no activity."""
    styles = getSampleStyleSheet()
    text = [
        ("Title", "Måluppföljning 2023 (påhittat)"),
        ("BodyText", "Hjo kommun, kommunstyrelsen"),
        ("Heading1", "1. Sammanfattning"),
        (
            "BodyText",
            (
                "Av totalt 26 mål uppnås 22. Tre mål uppnås delvis och ett mål uppnås inte. "
                "Bedömningen avser läget per den 31 december 2023."
            ),
        ),
        ("Heading1", "2. Trygghet och omsorg"),
        (
            "BodyText",
            "Minst 90 procent av brukarna ska vara nöjda med hemtjänsten. Utfallet är 86 procent.",
        ),
        (
            "BodyText",
            "Väntetiden till särskilt boende ska inte överstiga 60 dagar. Utfallet är 52 dagar.",
        ),
        ("Heading1", "3. Skola"),
        (
            "BodyText",
            (
                "Läsförståelsen är ett prioriterat område. Skolorna har arbetat med gemensam högläsning och med stöd i "
                "mindre grupp. Frånvaroutredning görs när en elev har mer än 20 procents frånvaro."
            ),
        ),
    ]
    template = SimpleDocTemplate(str(path), pagesize=A4, invariant=1)
    template.build([Paragraph(words, styles[style]) for style, words in text])


MADE: dict[str, tuple[str, Callable[[Path], None]]] = {
    "workbook-two-header-rows": ("aktiviteter.xlsx", make_workbook_two_header_rows),
    "workbook-sheet-per-committee": ("uppdrag.xlsx", make_workbook_sheet_per_committee),
    "workbook-key-figures": ("nyckeltal.xlsx", make_workbook_key_figures),
    "word-comment-rows": ("uppdrag.docx", make_word_comment_rows),
    "word-several-in-a-cell": ("verksamhetsuppfoljning.docx", make_word_several_in_a_cell),
    "pdf-over-pages": ("ataganden.pdf", make_pdf_over_pages),
    "pdf-without-lines": ("insatser.pdf", make_pdf_without_lines),
    "pdf-prose": ("maluppfoljning.pdf", make_pdf_prose),
}


# What was found, held against what was expected


def differences(expected: Found, found: Found) -> list[str]:
    """Return what does not agree, one sentence each; only the fields that `expected` holds are compared."""
    partial = set(expected.get("partial", ()))
    return [
        *_fields_that_differ("document", expected.get("document", {}), found["document"]),
        *_ordered_differences("activities", expected, found, _activity_differences),
        *_ordered_differences("assessments", expected, found, _field_differences),
        *(
            sentence
            for name in ("kpis", "budget", "stated_totals")
            if name in expected
            for sentence in _unordered_differences(
                name, expected[name], found[name], is_partial=name in partial
            )
        ),
        *_doubt_differences(expected.get("doubts", []), found["doubts"]),
    ]


def _ordered_differences(
    name: str,
    expected: Found,
    found: Found,
    differences_of: Callable[[str, Found, Found], list[str]],
) -> list[str]:
    if name not in expected:
        return []
    wanted, given = expected[name], found[name]
    if len(wanted) != len(given):
        labels = [label for label in map(_label, given) if label not in set(map(_label, wanted))]
        lacking = [label for label in map(_label, wanted) if label not in set(map(_label, given))]
        return [
            f"{name}: {len(wanted)} expected, {len(given)} found; not expected {labels}, not found {lacking}"
        ]
    return [
        sentence
        for want, have in zip(wanted, given, strict=True)
        for sentence in differences_of(f"{name}: {_label(want)}", want, have)
    ]


def _label(item: Found) -> str:
    path = item.get("goal_path") or [""]
    return _text(item.get("title") or path[-1])


def _activity_differences(label: str, expected: Found, found: Found) -> list[str]:
    sentences = _field_differences(label, expected, found)
    for want in expected["reports"]:
        have = next(
            (report for report in found["reports"] if report["occasion"] == want["occasion"]), None
        )
        sentences += _report_differences(f"{label}, occasion {want['occasion']}", want, have)
    if len(found["reports"]) > len(expected["reports"]):
        sentences.append(f"{label}: {len(found['reports'])} reports found")
    return sentences


def _report_differences(label: str, expected: Found, found: Found | None) -> list[str]:
    if expected["status_text"] is None:
        # That nothing is reported may be told as an empty report or as none.
        text = (found or {}).get("status_text")
        status = (found or {}).get("status")
        is_empty = not text and status in {None, "not_reported"}
        return [] if is_empty else [f"{label}: no status expected, found {text!r} ({status})"]
    if found is None:
        return [f"{label}: no report"]
    return _field_differences(label, expected, found)


def _field_differences(label: str, expected: Found, found: Found) -> list[str]:
    plain = {
        name: value for name, value in expected.items() if name not in {"reports", "goal_path"}
    }
    counted = {"committee_count": len(found.get("committees") or ()), **found}
    sentences = _fields_that_differ(label, plain, counted)
    if "goal_path" in expected and not _is_below(expected["goal_path"], found["goal_path"]):
        sentences.append(
            f"{label}: goal_path expected {expected['goal_path']}, found {found['goal_path']}"
        )
    return sentences


def _fields_that_differ(label: str, expected: Found, found: Found) -> list[str]:
    return [
        f"{label}: {name} expected {want!r}, found {found.get(name)!r}"
        for name, want in expected.items()
        if not _agrees(want, found.get(name), name)
    ]


def _agrees(want: Any, have: Any, name: str) -> bool:
    if isinstance(want, dict):
        if "any" in want:
            return any(_agrees(each, have, name) for each in want["any"])
        return isinstance(have, dict) and not _fields_that_differ(name, want, have)
    return bool(_comparable(want, name) == _comparable(have, name))


def _comparable(value: Any, name: str) -> Any:
    """Return a value as it is compared: spaces do not count, nor whether a percentage is written as a sign."""
    if isinstance(value, list):
        return [_comparable(each, name) for each in value]
    if isinstance(value, float):
        return round(value, 9)
    if isinstance(value, str):
        text = _text(value)
        return {"%": "procent"}.get(text, text.casefold()) if name == "unit" else text or None
    return value


def _is_below(expected: list[str], found: list[str]) -> bool:
    """Return whether the goals come in this order, the last one last; headings may stand among them."""
    wanted = [_goal(title) for title in expected]
    given = [_goal(title) for title in found]
    if not given or not wanted or wanted[-1] != given[-1]:
        return False
    rest = iter(given)
    return all(title in rest for title in wanted)


def _goal(title: str) -> str:
    """Return a goal's title without the word for its level and its number ("Mål 1: …")."""
    return re.sub(r"^(?:(?:\w+\s+){0,2}[\w.]+\s*:\s*|[\d.]+\s+)(?=\S)", "", _text(title))


def _unordered_differences(
    name: str, expected: list[Found], found: list[Found], *, is_partial: bool
) -> list[str]:
    left = list(found)
    sentences = []
    for want in expected:
        match = next((have for have in left if _is_same_item(want, have)), None)
        if match is None:
            sentences.append(f"{name}: not found {want}")
        else:
            left.remove(match)
    if left and not is_partial:
        sentences += [f"{name}: not expected {item}" for item in left]
    return sentences


def _is_same_item(want: Found, have: Found) -> bool:
    rest = {name: value for name, value in want.items() if name != "name"}
    is_named = _text(want.get("name", "")).casefold() in _text(have.get("name") or "").casefold()
    return is_named and not _fields_that_differ("", rest, have)


def _doubt_differences(expected: list[Found], found: list[Found]) -> list[str]:
    told = [_text(doubt.get("found") or "").casefold() for doubt in found]
    return [
        f"doubts: none about {doubt['found']!r} ({doubt['about']})"
        for doubt in expected
        if "found" in doubt
        and not any(_text(doubt["found"]).casefold() in found_text for found_text in told)
    ]


def _text(text: Any) -> str:
    """Return the text with single plain spaces; letters stay as they were composed."""
    return " ".join(str(text).split())


def is_composed(found: Found) -> bool:
    """Return whether all letters found are composed ones (å, not a and a ring)."""
    text = json.dumps(found, ensure_ascii=False)
    return unicodedata.is_normalized("NFC", text)
