"""Separated values: delimiters, encodings, titles above the table, quotation marks."""

import pytest

from malkollen.blocks import Block, Heading, Table
from malkollen.readers.separated import is_separated, read


def _told(block: Block) -> object:
    if isinstance(block, Table):
        return [[cell.text for cell in row.cells] for row in block.rows]
    return (block.level, block.text) if isinstance(block, Heading) else block.text


def _blocks(text: str) -> list[object]:
    return [_told(block) for block in read(text.encode(), "a.csv").blocks]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_delimiters_and_encodings(delimiter: str, encoding: str) -> None:
    """All four delimiters in all encodings, with the others inside cells."""
    lines = [["Mål", "Aktivitet – vad", "Utfall"], ["Å", 'a; b, c | d "e"', "7"], ["", "x", "8"]]
    text = "\r\n".join(
        delimiter.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines
    )
    (table,) = read(text.encode(encoding), "a.csv").blocks
    assert _told(table) == lines


def test_decimal_commas_do_not_divide() -> None:
    """Decimal commas do not make the comma a delimiter."""
    assert _blocks("Mått;Utfall;Mål\na;95,4;96,1\nb;1,5;2,5\n") == [
        [["Mått", "Utfall", "Mål"], ["a", "95,4", "96,1"], ["b", "1,5", "2,5"]]
    ]


def test_titles_above_the_table_and_rows_at_their_lines() -> None:
    """Titles and labels stand apart; rows know their lines."""
    content = read(
        b'sep=;\nPlan 2022;;;;;\nKommun;Ale;;;;\n;;;;;\nA;B;C;"D\nE";;\n1;2;3;4;;\nGrupp;;;;;\n\nNot: x;;;;;\n',
        "a.csv",
    )
    assert [_told(block) for block in content.blocks] == [
        (1, "Plan 2022"),
        "Kommun: Ale",
        [["A", "B", "C", "D\nE"], ["1", "2", "3", "4"], ["Grupp", "", "", ""]],
        "Not: x",
    ]
    table = content.blocks[2]
    assert isinstance(table, Table)
    assert [row.spot.row for row in table.rows] == [5, 7, 8]


def test_empty_rows_divide_tables() -> None:
    """An empty row ends a table."""
    assert _blocks("A,B\n1,2\n,\nDelmål två,\nC,D\n3,4\n") == [
        [["A", "B"], ["1", "2"]], (2, "Delmål två"), [["C", "D"], ["3", "4"]],
    ]  # fmt: skip


def test_a_quotation_mark_that_is_never_closed() -> None:
    """An open quotation mark does not swallow the rest."""
    content = read(b'A;B\n"x;1\ny;2\nz;3\n', "a.csv")
    assert [_told(block) for block in content.blocks] == [
        [["A", "B"], ['"x', "1"], ["y", "2"], ["z", "3"]]
    ]
    assert [note.code for note in content.notes] == ["quotes_unbalanced"]


def test_a_formula_is_text() -> None:
    """What looks like a formula is text."""
    assert _blocks('A,B\n=1+1,"=HYPERLINK(""x"")"\n') == [[["A", "B"], ["=1+1", '=HYPERLINK("x")']]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a;b;c\n1;2;3\n4;5;6\n", True),
        ("sep=,\na,b\n1,2\n", True),
        ("Ett, två, tre.\nEn mening till.\nOch, så, vidare.\n", False),
        ("a;b;c\n", False),
        ("a\tb\tc\n1\t2\t3\n4\t5\t6\n", False),
    ],
)
def test_shape(text: str, expected: bool) -> None:  # noqa: FBT001
    """Separated values are told from prose."""
    assert is_separated(text) is expected
