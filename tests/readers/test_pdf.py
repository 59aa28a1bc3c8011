"""Does a PDF come out as its rows, with rulings and without, over pages?"""

import io
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib import colors, pdfencrypt
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, SimpleDocTemplate, Spacer
from reportlab.platypus import Paragraph as Flow

from malkollen.blocks import Content, Heading, Paragraph, Table
from malkollen.readers import pdf
from malkollen.readers.limits import ReadError

_PLAIN = ParagraphStyle("plain", fontName="Helvetica", fontSize=9, leading=11)
_BOLD = ParagraphStyle("bold", parent=_PLAIN, fontName="Helvetica-Bold")
_LARGE = ParagraphStyle("large", parent=_BOLD, fontSize=16, leading=20)
_HEADER = ["Aktivitet", "Nämnd", "Slutfört", "Status", "Kommentar"]
_WIDTHS = (220, 60, 90, 70, 300)
_TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")
_JOINED = (
    "Det är viktigt att arbetet med de nationella målen blir genomförs inom barn- och "
    "ungdomsområdet i hela kommunen, barn- och elevhälsan samt KF-målen."
)
_STYLES: dict[str, Any] = {
    "grid": [_TOP, ("GRID", (0, 0), (-1, -1), 0.5, colors.black)],
    "rules below": [_TOP, ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black)],
    "no rulings": [_TOP],
}


def _activities(count: int) -> list[list[str]]:
    committees = ("BoU", "BiN", "BoU, BiN")
    ends = ("December", "Juni*", "2023-06-30", "Förskjuts till hösten 2023*")
    comment = "Arbetet med att utveckla samverkan mellan skola och socialtjänst fortsätter"
    return [
        [
            f"Aktivitet {number} om att stärka trygghet och studiero i skolan" * (1 + number % 2),
            committees[number % 3],
            ends[number % 4],
            ("Pågående", "Genomfört")[number % 2],
            " ".join([comment] * (number % 5)) + " ." if number % 5 else "",
        ]
        for number in range(1, count + 1)
    ]


def _built(flow: Sequence[Any], **options: Any) -> bytes:
    out = io.BytesIO()

    def running(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, document.pagesize[1] - 30, "Solbergs kommun")
        canvas.drawString(300, document.pagesize[1] - 30, "BUN 2023/114")
        canvas.drawString(60, 25, f"{document.page} (9)")

    SimpleDocTemplate(out, pagesize=landscape(A4), leftMargin=50, rightMargin=50, **options).build(
        list(flow), onFirstPage=running, onLaterPages=running
    )
    return out.getvalue()


def _table(rows: Sequence[Sequence[str]], style: Any, split: int = 0) -> Any:
    made = [
        [Flow(text, _BOLD if not place else _PLAIN) for text in row]
        for place, row in enumerate(rows)
    ]
    return LongTable(made, colWidths=_WIDTHS, repeatRows=1, style=style, splitInRow=split)


def _rows(content: Content) -> list[list[str]]:
    return [
        [cell.text for cell in row.cells]
        for block in content.blocks
        if isinstance(block, Table)
        for row in block.rows
    ]


def _texts(content: Content) -> list[tuple[str, str]]:
    return [
        ("h" if isinstance(one, Heading) else "p", one.text)
        for one in content.blocks
        if isinstance(one, Heading | Paragraph)
    ]


@pytest.mark.parametrize("style", _STYLES)
def test_rows_over_pages_come_out_whole(style: str) -> None:
    """Rows over pages come out whole."""
    activities = _activities(60)
    content = pdf.read(
        _built(
            [
                Flow("Uppföljning 2023", _LARGE),
                Spacer(1, 10),
                Flow("Uppföljningen avser det som nämnden har beslutat.", _PLAIN),
                Spacer(1, 20),
                _table([_HEADER, *activities], _STYLES[style]),
                Spacer(1, 30),
                Flow("Efter tabellen står en mening som går från kant till kant. " * 4, _PLAIN),
            ]
        ),
        "a.pdf",
    )
    rows = _rows(content)
    headers = [row for row in rows if row == _HEADER]
    assert [row for row in rows if row != _HEADER] == activities
    assert len(headers) == len([one for one in content.blocks if isinstance(one, Table)]) > 1
    assert [text[:20] for _, text in _texts(content)] == [
        "Solbergs kommun BUN ",
        "Uppföljning 2023",
        "Uppföljningen avser ",
        "Efter tabellen står ",
    ]
    assert _texts(content)[1][0] == "h"
    assert content.blocks[-1].spot.page == str(len(headers))


def test_row_broken_over_a_page_keeps_both_parts() -> None:
    """Row broken over a page keeps both parts."""
    long = " ".join(f"ord{number}" for number in range(500))
    style = [*_STYLES["grid"], ("BACKGROUND", (0, 0), (-1, 0), colors.lightblue)]
    activity = ["Aktivitet 1", "BiN", "Juni", "Klart", long]
    content = pdf.read(_built([_table([_HEADER, activity], style, split=1)]), "a.pdf")
    rows = [row for row in _rows(content) if row != _HEADER]
    assert [row[:4] for row in rows] == [["Aktivitet 1", "BiN", "Juni", "Klart"], [""] * 4]
    assert " ".join(row[4] for row in rows) == long


def test_merged_cells_and_colours() -> None:
    """Merged cells and colours."""
    rows = [["Mål", "Delmål", "Bedömning"], ["Trygghet", "Skola", ""], ["", "Fritid", "Nått"]]
    style: Any = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("SPAN", (0, 1), (0, 2)),
        ("BACKGROUND", (2, 1), (2, 1), colors.HexColor("#00b050")),
    ]
    content = pdf.read(_built([LongTable(rows, colWidths=(120, 120, 120), style=style)]), "a.pdf")
    assert _rows(content) == [
        ["Mål", "Delmål", "Bedömning"],
        ["Trygghet", "Skola", ""],
        ["Trygghet", "Fritid", "Nått"],
    ]
    table = next(one for one in content.blocks if isinstance(one, Table))
    assert table.rows[2].cells[0].is_merged
    assert [row.cells[2].fill for row in table.rows] == [None, "00B050", None]


def test_rulings_between_cells_alone_are_enough() -> None:
    """Rulings between cells alone are enough."""
    rows = [["Mål", "Status"], ["Trygghet", "Klart"], ["Klimat", "Pågår"]]
    style = [("INNERGRID", (0, 0), (-1, -1), 0.5, colors.black)]
    content = pdf.read(_built([LongTable(rows, colWidths=(150, 150), style=style)]), "a.pdf")
    assert _rows(content) == rows


def _drawn(texts: Sequence[tuple[float, float, str, str, float]], **options: Any) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, **options)
    for x, y, text, font, size in texts:
        canvas.setFont(font, size)
        canvas.drawString(x, y, text)
    canvas.save()
    return out.getvalue()


def test_hyphens_bullets_and_paragraphs() -> None:
    """Hyphens bullets and paragraphs."""
    texts = [
        "Det är viktigt att arbetet med de nationella målen blir genom-",
        "förs inom barn- och ungdomsområdet i hela kommunen, barn-",
        "och elevhälsan samt KF-",
        "målen.",
    ]
    data = _drawn(
        [
            *((70, 700 - 14 * place, text, "Helvetica", 11) for place, text in enumerate(texts)),
            (70, 600, "• Rusta lekplats", "Helvetica", 11),
            (70, 586, "• Bygga gunga vid sjön", "Helvetica", 11),
            (70, 640, "Trygghet", "Helvetica-Bold", 11),
        ]
    )
    content = pdf.read(data, "a.pdf")
    assert _texts(content) == [
        (
            "p",
            _JOINED,
        ),
        ("h", "Trygghet"),
        ("p", "Rusta lekplats"),
        ("p", "Bygga gunga vid sjön"),
    ]
    assert [one.line.bullet for one in content.blocks if isinstance(one, Paragraph)] == [0, 1, 1]


def _problem(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        pdf.read(data, "a.pdf")
    return caught.value.problem.code


def test_what_cannot_be_read_is_told() -> None:
    """What cannot be read is told."""
    text = [(70.0, 700.0, "Klart", "Helvetica", 11.0)]
    assert _problem(_drawn(text, encrypt=pdfencrypt.StandardEncryption("hemligt"))) == "password"
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.rect(50, 50, 300, 300, fill=1)
    canvas.save()
    assert _problem(out.getvalue()) == "scanned"
    assert _problem(b"%PDF-1.7\nrubbish") == "damaged"


def test_page_without_text_is_noted() -> None:
    """Page without text is noted."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.drawString(70, 700, "Klart")
    canvas.showPage()
    canvas.rect(50, 50, 300, 300, fill=1)
    canvas.save()
    content = pdf.read(out.getvalue(), "a.pdf")
    assert [(note.code, note.spot.page) for note in content.notes] == [("page_without_text", "2")]


@settings(max_examples=50)
@given(st.integers(0, 6_000), st.binary(min_size=1, max_size=40))
def test_changed_bytes_end_in_content_or_a_told_error(place: int, change: bytes) -> None:
    """Changed bytes end in content or a told error."""
    data = _drawn([(70, 700, "Klart", "Helvetica", 11)])
    place %= len(data)
    with suppress(ReadError):
        assert pdf.read(data[:place] + change + data[place + len(change) :], "a.pdf").blocks


def test_key_figures_in_columns_without_rulings() -> None:
    """Key figures in columns without rulings: numbers to the right, a name over two lines, a group, a gap."""
    rows = [
        ("Andel nöjda elever (%)", ("90", "87,5", "88")),
        ("Kostnad per elev, kr", ("120 000", "118 500", "121 300")),
        ("Kulturskolan", ("", "", "")),
        ("Antal elever", ("600", "", "612")),
        ("Andel behöriga lärare som har", ("80", "78", "79")),
        ("Sjukfrånvaro, %", ("7", "8,2", "– 0,9")),
    ]
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont("Helvetica-Bold", 10)
    canvas.drawString(60, 730, "Nyckeltal")
    for x, above, below in (
        (330, "Mål 2023", ""),
        (400, "Utfall", "2022"),
        (470, "Utfall", "2023"),
    ):
        canvas.drawRightString(x, 730, above)
        canvas.drawRightString(x, 718, below)
    canvas.setFont("Helvetica", 10)
    y = 700
    for name, numbers in rows:
        canvas.drawString(60, y, name)
        for x, number in zip((330, 400, 470), numbers, strict=True):
            canvas.drawRightString(x, y, number)
        y -= 14
        if name.endswith("har"):
            canvas.drawString(60, y + 2, "legitimation")
            y -= 12
    canvas.drawString(
        60, y - 20, "Siffrorna är preliminära och kan ändras när bokslutet är klart i mars."
    )
    canvas.save()
    content = pdf.read(out.getvalue(), "a.pdf")
    expected = [[name, *numbers] for name, numbers in rows]
    expected[4][0] += " legitimation"
    assert _rows(content) == [["Nyckeltal", "Mål 2023", "Utfall 2022", "Utfall 2023"], *expected]
    assert [text[:19] for _, text in _texts(content)] == ["Siffrorna är prelim"]


def test_slanting_lines_do_not_stop_the_reading() -> None:
    """Slanting lines, as in a chart, do not stop the reading."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.drawString(70, 700, "Klart")
    canvas.line(50, 50, 300, 333)
    canvas.save()
    assert _texts(pdf.read(out.getvalue(), "a.pdf")) == [("p", "Klart")]
