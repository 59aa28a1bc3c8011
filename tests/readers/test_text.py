"""Bare text and Markdown: headings, lists, paragraphs and tables, each at its line."""

from pathlib import Path

import pytest

from malkollen.blocks import Block, Content, Heading, Paragraph, Table
from malkollen.readers.text import read

DOCUMENTS = Path(__file__).parents[3] / "shared" / "documents"


def _read(text: str) -> Content:
    return read(text.encode(), "a.txt")


def _told(block: Block) -> object:
    if isinstance(block, Table):
        return [[cell.text for cell in row.cells] for row in block.rows]
    if isinstance(block, Heading):
        return block.level, block.text
    return "•" * block.line.bullet + block.text


def _blocks(text: str) -> list[object]:
    return [_told(block) for block in _read(text).blocks]


LONG = "Nämnden har under året arbetat med planen på ett sätt som beskrivs i bilagan och följs upp."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(encoding: str) -> None:
    """Letters are right whatever the encoding."""
    text = "Mål – uppföljning för nämndens åtaganden\tÅr\nGenomför översyn av läroplanen\t2022\n"
    (block,) = read(text.encode(encoding), "a.txt").blocks
    assert _told(block) == [
        ["Mål – uppföljning för nämndens åtaganden", "År"],
        ["Genomför översyn av läroplanen", "2022"],
    ]


def test_characters() -> None:
    """Letters are composed, blanks plain, unseen characters gone."""
    assert _blocks("A\u030atgärd gen\u00adom\u200bförs 12\u00a0345\u202ftkr ▶\ufe0f.\r\nAndra.\rTredje.") == [
        "Åtgärd genomförs 12 345 tkr ▶.", "Andra.", "Tredje.",
    ]  # fmt: skip


def test_a_damaged_letter_does_not_change_the_encoding() -> None:
    """One broken byte is told and the rest stays right."""
    content = read(("åäö " * 20).encode() + b"\xff slut.", "a.txt")
    assert "åäö" in content.blocks[0].text  # type: ignore[union-attr]
    assert [note.code for note in content.notes] == ["characters_lost"]


def test_marked_headings() -> None:
    """Markdown's headings, underlined ones and bold lines."""
    assert _blocks("# Plan\n\n### Mål **ett** ###\n\nRubrik\n------\n\nEn rad\n\n**Fet rad**\n\nText.") == [
        (1, "Plan"), (3, "Mål ett"), (2, "Rubrik"), "En rad", (3, "Fet rad"), "Text.",
    ]  # fmt: skip


def test_unmarked_headings() -> None:
    """Numbered headings by depth, others below them."""
    text = (
        f"1. Inledning\n\n{LONG}\n\n1.2 Bakgrund\n\n{LONG}\n\nStyrkor\n\n{LONG}\n\n2. Mål\n\n{LONG}"
    )
    assert [one for one in _blocks(text) if isinstance(one, tuple)] == [
        (1, "1. Inledning"), (2, "1.2 Bakgrund"), (3, "Styrkor"), (1, "2. Mål"),
    ]  # fmt: skip


def test_headings_above_tables_take_their_level_from_how_they_stand() -> None:
    """Headings in a row are nested; later ones return."""
    text = (
        f"Titel\n\n{LONG}\n\nFörvaltningen\n\nOmråde A\n\nMål för kommunen: Ett\n\na\tb\nc\td\n\n"
        "Mål för kommunen: Två\n\na\tb\n\nOmråde B\n\nMål för kommunen: Tre\n\na\tb\n"
    )
    assert [one for one in _blocks(text) if isinstance(one, tuple)] == [
        (2, "Titel"), (2, "Förvaltningen"), (3, "Område A"), (4, "Mål för kommunen: Ett"),
        (4, "Mål för kommunen: Två"), (3, "Område B"), (4, "Mål för kommunen: Tre"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "En mening.\n\nTill.",
        "Underlag:\n\nText.",
        "2022-08-31\n\n95,4",
        "från en annan sida\n\nslut.",
        "Indikator\n\nUtfall 2017\n\nUtfall 2018\n\nMål 2019\n\nSjukfrånvaro\n\n7,1\n\n6,8\n\n6",
        "Datum\n2019-01-23\n\nDiarienummer\nGAN-2019/10\n\nHandläggare\nEva Ek",
        "\n\n".join(f"Verksamhetsplan för enhet {number}" for number in range(30)),
        "14 mars 2021\n\nText.",
    ],
)
def test_what_is_no_heading(text: str) -> None:
    """Sentences, dates, labels, cells and enumerations are no headings."""
    assert not [block for block in _read(text).blocks if isinstance(block, Heading)]


def test_lists() -> None:
    """Markers and indentation make levels; footnotes and numbers are no items."""
    assert _blocks(
        "- **Ett**\n  - under\n- Två\n\n• Tre\n○ fyra\n\n1. Fem\n2) Sex\n\n* Fotnot till tabellen.\n\n– 0,9\n"
    ) == [
        "•Ett",
        "••under",
        "•Två",
        "•Tre",
        "••fyra",
        "•Fem",
        "•Sex",
        "* Fotnot till tabellen.",
        "– 0,9",
    ]


def test_items_marked_by_a_tab_are_no_table() -> None:
    """A tab after a marker does not make a table."""
    assert _blocks("•\tEtt\n•\tTvå\n\n1.\tTre\n2.\tFyra\n") == ["•Ett", "•Två", "•Tre", "•Fyra"]


def test_emphasis_is_a_run_and_lone_stars_stay() -> None:
    """Pairs of stars set text; lone stars are text."""
    (block,) = _read("Målet är **helt** *uppnått* men inte i juni* eller 76,2* än.").blocks
    assert isinstance(block, Paragraph)
    assert [(run.text, run.is_bold, run.is_italic) for run in block.line.runs] == [
        ("Målet är ", False, False), ("helt ", True, False), ("uppnått", False, True),
        (" men inte i juni* eller 76,2* än.", False, False),
    ]  # fmt: skip


def test_broken_lines_are_joined_and_lines_of_their_own_are_not() -> None:
    """Long broken lines are joined, short cells are not."""
    assert _blocks(
        "Planen beskriver hur nämnden arbetar med mål och upp-\nföljning av dem under året. Grund-\n"
    ) == ["Planen beskriver hur nämnden arbetar med mål och uppföljning av dem under året. Grund-"]
    assert _blocks("Utfall\n2018\nandel\nja\n") == ["Utfall", "2018", "andel", "ja"]


def test_tab_tables() -> None:
    """Rows of tabs with tags and entities; rules left out, other text ends the table."""
    content = _read(
        "Text.\n\nMål\tStatus\t\n\tKlart\t<b>x</b> &amp; y\n--\t---\t--\n\nA\tB\nText.\n"
    )
    tables = [block for block in content.blocks if isinstance(block, Table)]
    assert [_told(table) for table in tables] == [
        [["Mål", "Status", ""], ["", "Klart", "x & y"]],
        [["A", "B"]],
    ]
    assert [row.spot.row for table in tables for row in table.rows] == [3, 4, 7]
    assert _blocks("\tIndragen text utan fler tabbar.") == ["Indragen text utan fler tabbar."]


def test_a_quoted_cell_runs_over_lines() -> None:
    """A quoted cell goes on to its closing mark."""
    assert _blocks('A\t"första\nandra ""raden"""\tC\n"Citat" i text\tB\t"öppet\nD\tE\tF\n') == [
        [["A", 'första\nandra "raden"', "C"], ['"Citat" i text', "B", '"öppet'], ["D", "E", "F"]]
    ]


def test_pipe_tables() -> None:
    """Pipe and grid tables, with or without outer pipes."""
    assert _blocks(
        "| Mål | Status |\n|:--|--:|\n| a \\| b | - |\n| | **Klart** |\n\nA | B\n--|--\n1 | 2\n"
    ) == [
        [["Mål", "Status"], ["a | b", "-"], ["", "Klart"]],
        [["A", "B"], ["1", "2"]],
    ]
    assert _blocks("+---+---+\n| a | b |\n| c |   |\n+---+---+\n| d | e |\n+---+---+\n") == [
        [["a c", "b"], ["d", "e"]]
    ]


def test_a_table_written_as_html_within_a_text() -> None:
    """A table in HTML keeps its lines' numbers."""
    content = _read(
        "# A\n\n<table>\n<tr><td>x</td><td>y</td></tr>\n<tr><td>z</td></tr>\n</table>\n\nSlut."
    )
    table = content.blocks[1]
    assert isinstance(table, Table)
    assert _told(table) == [["x", "y"], ["z", ""]]
    assert [row.spot.row for row in table.rows] == [4, 5]


def test_tags_in_a_cell() -> None:
    """Tags become lines, runs and bullets, also where they are never closed."""
    (table,) = _read(
        "x\t<p><b>Uppdrag</b></p> <p><i>Kommentar</p> <p>Text <10 %</p>\n"
        'y\t<ul style="a"> • Ett två <ul> ○ Tre ○ Fyra\nz\t<ul> Fem\nw\t○ Ej påbörjad\n'
    ).blocks
    assert isinstance(table, Table)
    cells = [row.cells[1] for row in table.rows]
    assert [(line.text, line.runs[0].is_bold, line.runs[0].is_italic) for line in cells[0].lines] == [
        ("Uppdrag", True, False), ("Kommentar", False, True), ("Text <10 %", False, False),
    ]  # fmt: skip
    assert [[(line.bullet, line.text) for line in cell.lines] for cell in cells[1:]] == [
        [(1, "Ett två"), (2, "Tre"), (2, "Fyra")], [(1, "Fem")], [(0, "○ Ej påbörjad")],
    ]  # fmt: skip


def test_form_feeds_are_pages() -> None:
    """Form feeds number the pages and end tables."""
    content = _read("A\tB\n\fC\tD\n\nText.\f\n")
    assert [(block.spot.page, block.spot.row) for block in content.blocks] == [
        ("1", 1), ("2", 2), ("2", 4),
    ]  # fmt: skip


def test_comments_are_left_out_and_lines_keep_their_numbers() -> None:
    """Comments go, line numbers stay."""
    content = _read("A <!-- x\ny --> B.\n\nC. <!-- öppen\n")
    assert [(block.spot.row, _told(block)) for block in content.blocks][:2] == [
        (1, "A"), (2, "B."),
    ]  # fmt: skip


def _original(start: str) -> Content:
    paths = sorted(DOCUMENTS.glob(f"{start}*.txt"))
    if not paths:
        pytest.skip("the original documents are not here")
    return read(paths[0].read_bytes(), paths[0].name)


@pytest.mark.parametrize(
    ("start", "widths", "row_count", "heading_count"),
    [
        ("taby", {3}, 46, 8),
        ("huddinge", {8}, 33, 1),
        ("linkoping", {2, 5, 6, 7}, 156, 20),
        ("ekero", set(), 0, 32),
        ("solna", set(), 0, 0),
    ],
)
def test_the_originals(start: str, widths: set[int], row_count: int, heading_count: int) -> None:
    """The originals give as many rows and headings as they have."""
    blocks = _original(start).blocks
    rows = [row for block in blocks if isinstance(block, Table) for row in block.rows]
    assert {len(row.cells) for row in rows} == widths
    headings = [block for block in blocks if isinstance(block, Heading)]
    assert (len(rows), len(headings)) == (row_count, heading_count)
