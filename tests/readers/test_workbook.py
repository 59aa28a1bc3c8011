"""Does a workbook come out as the rows that it shows?"""

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color

from malkollen.blocks import Content, Heading, Paragraph, Table
from malkollen.readers import workbook
from malkollen.readers.limits import ReadError


def _saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _read(book: Any) -> Content:
    return workbook.read(_saved(book), "a.xlsx")


def _rows(content: Content) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in block.rows]
        for block in content.blocks
        if isinstance(block, Table)
    ]


def _sheet(rows: list[list[Any]], title: str = "Aktiviteter") -> tuple[Any, Any]:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return book, sheet


def test_sheet_name_title_and_table_are_told_apart() -> None:
    """Sheet name title and table are told apart."""
    book, sheet = _sheet(
        [
            ["Uppföljning 2023"],
            ["Per den 31 augusti"],
            ["Mål", "Aktivitet", "Status"],
            ["Trygghet", "Rusta lekplats", "Klart"],
        ]
    )
    sheet["A1"].font = Font(bold=True, size=16)
    content = _read(book)
    assert [(type(one), one.text) for one in content.blocks if not isinstance(one, Table)] == [
        (Heading, "Aktiviteter"),
        (Heading, "Uppföljning 2023"),
        (Paragraph, "Per den 31 augusti"),
    ]
    assert _rows(content) == [
        [["Mål", "Aktivitet", "Status"], ["Trygghet", "Rusta lekplats", "Klart"]]
    ]
    table = content.blocks[-1]
    assert isinstance(table, Table)
    assert (table.rows[1].spot.page, table.rows[1].spot.row) == ("Aktiviteter", 4)


def test_name_that_the_program_gave_is_no_heading() -> None:
    """Name that the program gave is no heading."""
    book, _ = _sheet([["a", "b"], ["c", "d"]], title="Blad1")
    assert [type(one) for one in _read(book).blocks] == [Table]


def test_merged_cells_are_filled_and_blank_rows_split() -> None:
    """Merged cells are filled and blank rows split."""
    book, sheet = _sheet(
        [
            ["Mål", "Tid", None, "Status"],
            [None, "Start", "Slut", None],
            ["Trygghet", "2022", "2023", "Klart"],
            [None, "2022", "2024", "Pågår"],
            ["Kulturskolan", None, None, None],
            ["Klimat", "2021", "2022", "Klart"],
            [],
            ["Nyckeltal", "Utfall"],
            ["Nöjda", "65"],
        ]
    )
    for spread in ("A1:A2", "B1:C1", "D1:D2", "A3:A4", "A5:D5"):
        sheet.merge_cells(spread)
    content = _read(book)
    assert _rows(content) == [
        [
            ["Mål", "Tid", "Tid", "Status"],
            ["Mål", "Start", "Slut", "Status"],
            ["Trygghet", "2022", "2023", "Klart"],
            ["Trygghet", "2022", "2024", "Pågår"],
            ["Kulturskolan"] * 4,
            ["Klimat", "2021", "2022", "Klart"],
        ],
        [["Nyckeltal", "Utfall"], ["Nöjda", "65"]],
    ]
    table = next(one for one in content.blocks if isinstance(one, Table))
    assert [cell.is_merged for cell in table.rows[3].cells] == [True, False, False, False]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.65, "0%", "65 %"),
        (0.655, "0.0%", "65,5 %"),
        (117 / 133, "0%", "88 %"),
        (1234567, "# ##0", "1234567"),
        (82.6, "General", "82,6"),
        (0.1 + 0.2, "General", "0,3"),
        (-0.9, "0.0", "-0,9"),
        (60290.0, "0", "60290"),
        (12.5, '0.0 "tkr"', "12,5 tkr"),
        (True, "General", "Ja"),
        (datetime(2022, 12, 31), "yyyy-mm-dd", "2022-12-31"),
        (date(2022, 12, 1), "mmm-yy", "december 2022"),
        (date(2022, 1, 1), "yyyy", "2022"),
        ("2022-12-31", "@", "2022-12-31"),
        ("sko\u00adla\u00a0A\u200b", "General", "skola A"),
    ],
)
def test_values_are_text_as_shown(value: object, number_format: str, text: str) -> None:
    """Values are text as shown."""
    book, sheet = _sheet([["Namn", "Värde"], ["a", value]])
    sheet["B2"].number_format = number_format
    assert _rows(_read(book))[0][1][1] == text


def test_date_that_may_have_been_a_fraction_is_noted() -> None:
    """Date that may have been a fraction is noted."""
    book, sheet = _sheet([["Mått", "Utfall"], ["Andel", datetime(2023, 10, 7)]])
    sheet["B2"].number_format = "d/m"
    content = _read(book)
    assert [(note.code, note.spot.row) for note in content.notes] == [("date_in_number_column", 2)]
    assert _rows(content)[0][1][1] == "2023-10-07"


def test_what_is_hidden_is_not_read_and_told() -> None:
    """What is hidden is not read and told."""
    book, sheet = _sheet(
        [["Aktivitet", "Internt", "Status"], ["A", "x", "Klart"], ["B", "y", "Pågår"]]
    )
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    secret = book.create_sheet("Arbetsblad")
    secret.append(["Hemligt"])
    secret.sheet_state = "hidden"
    content = _read(book)
    assert {(note.code, note.found) for note in content.notes} == {
        ("hidden_rows", "1"),
        ("hidden_columns", "B"),
        ("hidden_sheet", "Arbetsblad"),
    }
    assert _rows(content) == [[["Aktivitet", "", "Status"], ["A", "", "Klart"]]]


def test_formula_without_value_is_empty_and_told() -> None:
    """Formula without value is empty and told."""
    book, _ = _sheet([["Antal", "Summa"], [1, "=A2+1"]])
    content = _read(book)
    assert [(note.code, note.found) for note in content.notes] == [
        ("formula_without_value", "B2: =A2+1")
    ]
    assert _rows(content) == [[["Antal", "Summa"], ["1", ""]]]


def test_colours_and_lines_of_a_cell() -> None:
    """Colours and lines of a cell."""
    book, sheet = _sheet([["Mål", "Bedömning"], ["Arbeta med:\n• Lekplats\n○ Gunga", None]])
    sheet["B2"].fill = PatternFill("solid", fgColor="FF00B050")
    sheet["B1"].fill = PatternFill("solid", fgColor=Color(theme=4, tint=0.0))
    content = _read(book)
    table = next(one for one in content.blocks if isinstance(one, Table))
    assert [(line.text, line.bullet) for line in table.rows[1].cells[0].lines] == [
        ("Arbeta med:", 0),
        ("Lekplats", 1),
        ("Gunga", 2),
    ]
    assert table.rows[1].cells[1].fill == "00B050"
    assert table.rows[0].cells[1].fill == "4F81BD"


def test_used_range_far_beyond_the_data_is_trimmed() -> None:
    """Used range far beyond the data is trimmed."""
    book, sheet = _sheet([["a", "b"], ["c", "d"]], title="Blad1")
    sheet["XFD1048576"].font = Font(bold=True)
    assert _rows(_read(book)) == [[["a", "b"], ["c", "d"]]]


def _with_part(data: bytes, part: str, change: Any) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for one in old.infolist():
            content = old.read(one)
            new.writestr(one.filename, change(content) if one.filename == part else content)
    return out.getvalue()


def _problem(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        workbook.read(data, "a.xlsx")
    return caught.value.problem.code


def test_hostile_workbooks_are_told() -> None:
    """Hostile workbooks are told."""
    book, _ = _sheet([["a", "b"]])
    data = _saved(book)
    sheet = "xl/worksheets/sheet1.xml"
    merged = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    bomb = _with_part(data, sheet, lambda one: one.replace(b"</worksheet>", b" " * 250_000_000))
    assert _problem(bomb) == "too_large_unpacked"
    assert (
        _problem(_with_part(data, sheet, lambda one: one.replace(b"</worksheet>", merged)))
        == "too_many_cells"
    )
    entity = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet'
    assert (
        _problem(_with_part(data, sheet, lambda one: one.replace(b"<worksheet", entity)))
        == "damaged"
    )
    assert _problem(data[:-40]) == "damaged"
    assert _problem(b"PK\x03\x04") == "damaged"
    encrypted = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert _problem(encrypted) == "password"
    assert _problem(_saved(openpyxl.Workbook())) == "nothing_to_read"


def test_ten_thousand_columns_are_told() -> None:
    """Ten thousand columns are told."""
    book, _ = _sheet([["x"] * 10_000, ["y"] * 10_000])
    assert _problem(_saved(book)) == "too_wide"


@settings(max_examples=60)
@given(st.integers(0, 6000), st.binary(min_size=1, max_size=40))
def test_changed_bytes_end_in_content_or_a_told_error(place: int, change: bytes) -> None:
    """Changed bytes end in content or a told error."""
    book, _ = _sheet([["Mål", "Status"], ["Trygghet", "Klart"]])
    data = _saved(book)
    place %= len(data)
    with suppress(ReadError):
        assert workbook.read(data[:place] + change + data[place + len(change) :], "a.xlsx").blocks
