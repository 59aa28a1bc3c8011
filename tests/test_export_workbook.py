"""How a table leaves as a workbook, read back with another library than the one that writes it."""

import io
import re
import zipfile
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from malkollen.export.workbook import (
    MOST_TEXT,
    About,
    Cell,
    Share,
    Sheet,
    cell_text,
    columns_of,
    headings,
    sheet_names,
    workbook,
)
from malkollen.words.language import speaking

TAKEN_OUT = datetime(2026, 11, 28, 20, 31)
ABOUT = About("Aktiviteter: Täby & Solna", [("Raderna", [("Antal rader", 2)])], TAKEN_OUT)


def opened(*sheets: Sheet, about: About = ABOUT) -> Workbook:
    """Write a workbook and open it."""
    return load_workbook(io.BytesIO(workbook(about, sheets)))


def cells(book: Workbook, name: str) -> list[list[Any]]:
    """Return a sheet's values row by row."""
    return [list(row) for row in book[name].iter_rows(values_only=True)]


def footer(sheet: Any) -> tuple[str, str]:
    """Return what stands to the left and right below each page."""
    return sheet.oddFooter.left.text, sheet.oddFooter.right.text


def parts_of(written: bytes) -> dict[str, bytes]:
    """Return the files that a workbook is made of."""
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read_back(text: str) -> Any:
    """Write a text in a cell and return what stands there."""
    return opened(Sheet("A", {"a": [text]}))["A"]["A2"].value


TABLE = Sheet(
    "Aktiviteter",
    {
        "Aktivitet": ["Åtgärda; genast", "=1+1", "Inget"],
        "Antal": [1234, -5, None],
        "Andel": [Share(0.1913), Share(0.0), None],
        "Avstånd": [0.25, float("nan"), None],
        "Slut": [date(2022, 12, 31), date(1899, 1, 1), None],
        "Försenad": [True, False, None],
    },
)


def test_cells_have_their_types() -> None:
    """Numbers are numbers and dates dates; what is true or false is a word; nothing is an empty cell."""
    book = opened(TABLE)
    assert book.sheetnames == ["Om uttaget", "Aktiviteter"]
    assert cells(book, "Aktiviteter") == [
        ["Aktivitet", "Antal", "Andel", "Avstånd", "Slut", "Försenad"],
        ["Åtgärda; genast", 1234, 0.1913, 0.25, datetime(2022, 12, 31), "Ja"],
        # Before 1900 Excel has no dates, so it is a text.
        ["=1+1", -5, 0, None, "1899-01-01", "Nej"],
        ["Inget", None, None, None, None, None],
    ]
    kinds = [[cell.data_type for cell in row] for row in book["Aktiviteter"].iter_rows(2, 3)]
    assert kinds == [["s", "n", "n", "n", "d", "s"], ["s", "n", "n", "n", "s", "s"]]
    formats = [cell.number_format for cell in book["Aktiviteter"][2]]
    assert formats == ["General", "General", "0%", "General", "yyyy-mm-dd", "General"]


def test_words_of_the_workbook_are_in_the_language_spoken() -> None:
    """The first sheet's name, true and false, and the footer follow the language; the data do not."""
    with speaking("en"):
        book = opened(TABLE)
    assert book.sheetnames == ["About", "Aktiviteter"]
    assert [row[5] for row in cells(book, "Aktiviteter")[1:]] == ["Yes", "No", None]
    assert footer(book["Aktiviteter"]) == ("Aktiviteter: Täby && Solna", "Page &P of &N")


def test_a_sheet_is_a_table_that_filters_and_prints() -> None:
    """The rows are one of Excel's tables with filter buttons; headings stay, on screen and on each page."""
    sheet = opened(TABLE)["Aktiviteter"]
    [table] = sheet.tables.values()
    assert table.ref == "A1:F4"
    assert table.autoFilter.ref == "A1:F4"
    assert [column.name for column in table.tableColumns] == list(TABLE.columns)
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    set_up: Any = sheet.sheet_properties.pageSetUpPr
    assert set_up.fitToPage
    # An ampersand is a command in a footer.
    assert footer(sheet) == ("Aktiviteter: Täby && Solna", "Sida &P av &N")


def test_columns_are_as_wide_as_their_texts_and_wrap() -> None:
    """A date has its width, a short text little, a long one no more than can be read, on several lines."""
    sheet = opened(Sheet("A", {"Slut": [date(2022, 12, 31)], "Nr": ["a"], "Titel": ["ord " * 50]}))[
        "A"
    ]
    widths = [round(sheet.column_dimensions[letter].width) for letter in "ABC"]
    assert widths == [13, 10, 61]
    assert sheet["C2"].alignment.wrap_text
    assert sheet["C2"].alignment.vertical == "top"


def test_properties_say_what_it_is() -> None:
    """Title, maker and time stand in the file's properties."""
    properties = opened(TABLE).properties
    assert properties.title == "Aktiviteter: Täby & Solna"
    assert properties.creator == "Målkollen"
    assert properties.created == TAKEN_OUT


def test_the_same_in_is_the_same_out() -> None:
    """Nothing in the file comes from the clock or by chance."""
    assert workbook(ABOUT, [TABLE]) == workbook(ABOUT, [TABLE])


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "\n=", "＝", "＋", "－", "＠"])
def test_a_text_never_runs(start: str) -> None:
    """A text that begins as a formula stays a text, now and where someone edits the cell."""
    text = f"{start}HYPERLINK(1)"
    written = workbook(ABOUT, [Sheet("A", {"a": [text]})])
    cell = load_workbook(io.BytesIO(written))["A"]["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    assert not any(b"<f>" in part for part in parts_of(written).values())


def test_what_openpyxl_saves_again_is_still_no_formula() -> None:
    """Whoever opens the workbook in a program of their own and saves it has texts as before."""
    target = io.BytesIO()
    opened(TABLE).save(target)
    cell = load_workbook(target)["Aktiviteter"]["A3"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_an_address_is_no_link() -> None:
    """A text that looks like a link is not made one: nobody has looked at where it leads."""
    written = workbook(ABOUT, [Sheet("A", {"a": ["https://example.org", "mailto:a@b.se"]})])
    assert not any(b"hyperlink" in part for part in parts_of(written).values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\x0bc\x1f", "a�b�c�"),
        ("a\ud800b\udfff", "a�b�"),
        ("\ufffe\uffff", "��"),
        ("a\r\nb\rc\nd\te", "a\nb\nc\nd\te"),
        ("  inledande och avslutande  ", "  inledande och avslutande  "),
        ("<r><t>x</t></r>", "<r><t>x</t></r>"),
        ("<r></r>", "<r></r>"),
        ("<r>&</r>", "<r>&</r>"),
        ("_x0041_", "_x0041_"),
        ("_x0041_x0042_", "_x0041_x0042_"),
        ("<r>_x0041_</r>", "<r>_x0041_</r>"),
        ("'citat", "'citat"),
        ("a\x85b\u2028c", "a\x85b\u2028c"),
        ("😀" * 16_383, "😀" * 16_383),
        ("a" * MOST_TEXT, "a" * MOST_TEXT),
        ("a" * 40_000, "a" * (MOST_TEXT - 4) + " […]"),
        # Counted as UTF-16 counts, and never cut in the middle of a character.
        ("😀" * 20_000, "😀" * 16_381 + " […]"),
        ("", None),
    ],
)
def test_evil_texts(text: str, expected: str | None) -> None:
    """A text comes back as it was, or changed in the way that is told."""
    assert read_back(text) == expected
    assert (cell_text(text) or None) == expected


def shown_by_excel(written: bytes, place: str) -> str:
    """Return a cell's text as the standard reads it: each run's numbers decoded, the runs joined."""
    parts = parts_of(written)
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    sheet = ET.fromstring(parts["xl/worksheets/sheet2.xml"])  # noqa: S314 - written by us
    strings = ET.fromstring(parts["xl/sharedStrings.xml"])  # noqa: S314 - written by us
    [cell] = [one for one in sheet.iter(f"{space}c") if one.get("r") == place]
    number = int(cell.findtext(f"{space}v") or "")
    return "".join(decoded(run.text or "") for run in strings[number].iter(f"{space}t"))


def decoded(text: str) -> str:
    """Decode the characters that are written by their number, from left to right."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match.group(1), 16)), text)


_PIECES = ["_x", "0041_", "005F_", "<r>", "</r>", "=", "\r", "\n", " ", "\x07", "&", "😀"]
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60) | st.lists(
    st.sampled_from(_PIECES), max_size=12
).map("".join)


@settings(deadline=None)
@given(ANY_TEXT)
@example("_x005F_x0041_")
@example("x005F_")
def test_any_text_in_is_the_same_text_out(text: str) -> None:
    """Whatever a document says stands in the cell, as `cell_text` tells, and nothing runs."""
    expected = cell_text(text)
    written = workbook(ABOUT, [Sheet("A", {"a": [text]})])
    cell = load_workbook(io.BytesIO(written))["A"]["A2"]
    if not expected:
        assert cell.value is None
        return
    assert cell.data_type == "s"
    assert shown_by_excel(written, "A2") == expected
    # openpyxl takes this piece away, also where it is no mark of a number.
    assert cell.value == expected.replace("x005F_", "")


@settings(deadline=None)
@given(st.lists(ANY_TEXT, max_size=5))
def test_headings_are_what_a_table_can_have(names: list[str]) -> None:
    """Whatever the columns are called, the table's headings and the cells under which they stand say the same."""
    named = headings(names)
    assert len({name.casefold() for name in named}) == len(names)
    if named:
        held = Sheet("A", dict(zip(named, [[1]] * len(named), strict=True)))
        sheet = opened(held)["A"]
        [table] = sheet.tables.values()
        assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[1]]


def test_headings_that_are_alike_are_told_apart() -> None:
    """Excel repairs a table with two equal headings, or an empty one, by throwing the table away."""
    assert headings(["Täby", "täby", "", "Täby", "två\nrader", "<r>a</r>", "_x0041_"]) == [
        "Täby", "täby (2)", "–", "Täby (3)", "två rader", "‹r›a‹/r›", "_",
    ]  # fmt: skip
    assert len(headings(["a" * 300])[0]) == 200


def test_sheet_names_are_valid() -> None:
    """Excel takes no sheet whose name is empty, long, taken, its own or with certain characters."""
    assert sheet_names(
        ["Mål", "mål", "a/b:c*?[d]\\e", "'citat'", "", "History", "x" * 40, "x" * 40]
    ) == [
        "Mål", "mål (2)", "a b c d e", "citat", "–", "– (2)", "x" * 31, "x" * 27 + " (2)",
    ]  # fmt: skip
    opened(Sheet("History", {"a": [1]}), Sheet("\ud800'", {"a": [1]}), Sheet("om uttaget", {}))


def test_changed_texts_are_told() -> None:
    """The first sheet says how many cells could not be held as they were, and how they were changed."""
    book = opened(Sheet("A", {"a": ["a\x00", "b\x00", "c" * 40_000, "d […]"]}))
    assert cells(book, "Om uttaget")[-3:] == [
        ["Texter som ändrats", None],
        ["2 celler", "hade tecken som Excel inte kan hålla; varje sådant tecken står som �"],
        ["1 cell", "hade längre text än Excel kan hålla; den är avkortad och slutar med […]"],
    ]


def test_a_sheet_without_rows_has_its_headings() -> None:
    """Excel has no table without rows, so there are only headings."""
    sheet = opened(Sheet("A", {"a": [], "b": []}))["A"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["a", "b"]]
    assert not sheet.tables
    assert cells(opened(Sheet("A", {})), "A") == []


def test_columns_of_unequal_length_are_refused() -> None:
    """A table whose columns do not end together would say what no one said."""
    with pytest.raises(ValueError, match="columns of"):
        workbook(ABOUT, [Sheet("A", {"a": [1], "b": []})])


def test_rows_become_columns() -> None:
    """Rows that share their headings become a column for each."""
    rows: list[dict[str, Cell]] = [{"a": 1, "b": "x"}, {"a": 2, "b": None}]
    assert columns_of(rows) == {"a": [1, 2], "b": ["x", None]}
    assert columns_of([]) == {}
