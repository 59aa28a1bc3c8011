"""Does a Word document come out as its text and its rows?"""

import io
import zipfile
from contextlib import suppress
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from malkollen.blocks import Content, Heading, Paragraph, Table
from malkollen.readers import word
from malkollen.readers.limits import ReadError

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _read(document: Any) -> Content:
    return word.read(_saved(document), "a.docx")


def _body(markup: str) -> Content:
    """Read a document whose body is the markup."""
    document = docx.Document()
    body = document.element.body
    wrapped = parse_xml(f"<w:body {_NAMESPACE}>{markup}</w:body>")
    for place, child in enumerate(list(wrapped)):
        body.insert(place, child)
    return _read(document)


def _rows(content: Content) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in block.rows]
        for block in content.blocks
        if isinstance(block, Table)
    ]


def _texts(content: Content) -> list[tuple[str, int, str]]:
    return [
        ("h", one.level, one.text) if isinstance(one, Heading) else ("p", one.line.bullet, one.text)
        for one in content.blocks
        if isinstance(one, Heading | Paragraph)
    ]


def test_headings_text_and_tables_in_order() -> None:
    """Headings text and tables in order."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Solbergs kommun\tKS 2023/114"
    document.sections[0].footer.paragraphs[0].text = "2 (14)"
    document.add_heading("Uppföljning 2023", level=0)
    document.add_heading("Trygghet", level=1)
    document.add_paragraph("Målet är nästan nått.")
    document.add_paragraph("Rusta lekplats", style="List Bullet")
    document.add_paragraph("Gunga", style="List Bullet 2")
    table = document.add_table(rows=2, cols=2)
    for place, text in enumerate(["Aktivitet", "Status", "Rusta", "Klart"]):
        table.cell(place // 2, place % 2).text = text
    document.add_paragraph("Efteråt")
    content = _read(document)
    assert _texts(content) == [
        ("p", 0, "Solbergs kommun KS 2023/114"),
        ("h", 1, "Uppföljning 2023"),
        ("h", 1, "Trygghet"),
        ("p", 0, "Målet är nästan nått."),
        ("p", 1, "Rusta lekplats"),
        ("p", 2, "Gunga"),
        ("p", 0, "Efteråt"),
    ]
    assert _rows(content) == [[["Aktivitet", "Status"], ["Rusta", "Klart"]]]
    assert isinstance(content.blocks[-2], Table)
    assert content.blocks[-2].rows[1].spot.row == 8


def test_merged_cells_are_filled_over_rows_and_columns() -> None:
    """Merged cells are filled over rows and columns."""
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for place, text in enumerate(
        ["Mål", "Tid", "", "Trygghet", "2022", "2023", "", "2023", "2024"]
    ):
        table.cell(place // 3, place % 3).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    content = _read(document)
    assert _rows(content) == [
        [["Mål", "Tid", "Tid"], ["Trygghet", "2022", "2023"], ["Trygghet", "2023", "2024"]]
    ]
    block = content.blocks[0]
    assert isinstance(block, Table)
    assert [[cell.is_merged for cell in row.cells] for row in block.rows] == [
        [False, False, True],
        [False, False, False],
        [True, False, False],
    ]


def test_tracked_changes_hidden_text_and_placeholders() -> None:
    """Tracked changes hidden text and placeholders."""
    content = _body(
        "<w:p><w:r><w:t>Status: </w:t></w:r>"
        "<w:del><w:r><w:delText>Pågår</w:delText><w:t>Pågår</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>Klart</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>dolt</w:t></w:r>"
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Klicka här</w:t></w:r>"
        "</w:sdtContent></w:sdt></w:p>"
    )
    assert _texts(content) == [("p", 0, "Status: Klart")]


def test_check_boxes_and_symbols() -> None:
    """Check boxes and symbols."""
    box = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="{}"/>'
        "</w:checkBox></w:ffData></w:fldChar></w:r>"
    )
    content = _body(
        f"<w:p>{box.format(1)}<w:r><w:t> Ja </w:t></w:r>{box.format(0)}<w:r><w:t> Nej</w:t></w:r></w:p>"
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>'
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F021"/></w:r></w:p>'
        '<w:p><w:r><w:sym w:font="Arial" w:char="D800"/></w:r></w:p>'
    )
    assert [text for _, _, text in _texts(content)] == ["☒ Ja ☐ Nej", "✓", "\ufffd", "\ufffd"]
    assert [(note.code, note.spot.row) for note in content.notes] == [
        ("unknown_symbol", 3),
        ("unknown_symbol", 4),
    ]


def test_table_in_a_content_control_and_a_table_in_a_cell() -> None:
    """Table in a content control and a table in a cell."""
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    inner = f"<w:tbl><w:tr>{cell.format('B')}{cell.format('C')}</w:tr></w:tbl>"
    outer = (
        f"<w:tbl><w:tr>{cell.format('A')}<w:tc><w:tcPr><w:shd w:fill='00b050'/></w:tcPr>"
        f"{inner}<w:p/></w:tc></w:tr></w:tbl>"
    )
    content = _body(f"<w:sdt><w:sdtContent>{outer}</w:sdtContent></w:sdt>")
    assert _rows(content) == [[["A", "B\nC"]]]
    assert isinstance(content.blocks[0], Table)
    assert content.blocks[0].rows[0].cells[1].fill == "00B050"


def test_table_that_only_holds_another_in_place() -> None:
    """Table that only holds another in place."""
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    inner = f"<w:tbl><w:tr>{cell.format('A')}{cell.format('B')}</w:tr></w:tbl>"
    content = _body(f"<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>")
    assert _rows(content) == [[["A", "B"]]]


def test_rows_with_columns_before_them() -> None:
    """Rows with columns before them."""
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    content = _body(
        f"<w:tbl><w:tr>{cell.format('A')}{cell.format('B')}</w:tr>"
        f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{cell.format('C')}</w:tr></w:tbl>"
    )
    assert _rows(content) == [[["A", "B"], ["", "C"]]]


def test_bold_lone_lines_are_headings_below_those_of_styles() -> None:
    """Bold lone lines are headings below those of styles."""
    document = docx.Document()
    document.add_heading("Mål", level=1)
    document.add_paragraph().add_run("Trygghet i skolan").bold = True
    paragraph = document.add_paragraph()
    paragraph.add_run("Kommentar: ").bold = True
    paragraph.add_run("går bra")
    large = document.add_paragraph().add_run("Klimat")
    large.font.size = Pt(18)
    assert _texts(_read(document)) == [
        ("h", 1, "Mål"),
        ("h", 3, "Trygghet i skolan"),
        ("p", 0, "Kommentar: går bra"),
        ("h", 2, "Klimat"),
    ]


def test_lines_bullets_and_runs_of_a_cell() -> None:
    """Lines bullets and runs of a cell."""
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    paragraph = table.cell(0, 0).paragraphs[0]
    paragraph.add_run("Arbeta med").bold = True
    paragraph.add_run(" detta:\n• Lekplats")
    table.cell(0, 0).add_paragraph("○ Gunga")
    table.cell(0, 1).text = "* framflyttad"
    content = _read(document)
    assert isinstance(content.blocks[0], Table)
    first, second = content.blocks[0].rows[0].cells
    assert [(line.text, line.bullet) for line in first.lines] == [
        ("Arbeta med detta:", 0),
        ("Lekplats", 1),
        ("Gunga", 2),
    ]
    assert [run.is_bold for run in first.lines[0].runs] == [True, False]
    assert second.text == "* framflyttad"


def _problem(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        word.read(data, "a.docx")
    return caught.value.problem.code


def _with_body(change: Any) -> bytes:
    out = io.BytesIO()
    data = io.BytesIO(_saved(docx.Document()))
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(out, "w", 8) as new:
        for one in old.infolist():
            content = old.read(one)
            new.writestr(
                one.filename, change(content) if one.filename == "word/document.xml" else content
            )
    return out.getvalue()


def test_hostile_documents_are_told() -> None:
    """Hostile documents are told."""
    assert _problem(_saved(docx.Document())) == "nothing_to_read"
    assert _problem(b"PK\x03\x04rubbish") == "damaged"
    assert _problem(_with_body(lambda one: one + b" " * 300_000_000)) == "too_large_unpacked"
    entity = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document'
    assert _problem(_with_body(lambda one: one.replace(b"<w:document", entity))) == "damaged"
    table, row, cell = b"<w:tbl>", b"<w:tr>", b"<w:tc>"
    deep = (table + row + cell) * 5_000
    assert (
        _problem(_with_body(lambda one: one.replace(b"<w:body>", b"<w:body>" + deep))) == "damaged"
    )
    wide = b"<w:tbl><w:tr>" + b"<w:tc><w:p/></w:tc>" * 10_000 + b"</w:tr></w:tbl>"
    assert (
        _problem(_with_body(lambda one: one.replace(b"<w:body>", b"<w:body>" + wide))) == "too_wide"
    )


@settings(max_examples=60)
@given(st.integers(0, 40_000), st.binary(min_size=1, max_size=40))
def test_changed_bytes_end_in_content_or_a_told_error(place: int, change: bytes) -> None:
    """Changed bytes end in content or a told error."""
    document = docx.Document()
    document.add_paragraph("Klart")
    data = _saved(document)
    place %= len(data)
    with suppress(ReadError):
        assert word.read(data[:place] + change + data[place + len(change) :], "a.docx").blocks
