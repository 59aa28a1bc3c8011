"""Web pages: tables with spanning cells, icons with alternative texts, lists, and what is hidden."""

from malkollen.blocks import Block, Heading, Table
from malkollen.readers.markup import read


def _read(text: str) -> tuple[Block, ...]:
    return read(text.encode(), "a.html").blocks


def _told(block: Block) -> object:
    if isinstance(block, Table):
        return [[cell.text for cell in row.cells] for row in block.rows]
    if isinstance(block, Heading):
        return block.level, block.text
    return "•" * block.line.bullet + block.text


def _blocks(text: str) -> list[object]:
    return [_told(block) for block in _read(text)]


def test_headings_paragraphs_and_lists() -> None:
    """Headings, paragraphs, breaks and nested lists come in order."""
    assert _blocks(
        "<html><head><title>T</title></head><body><h1>Upp<br>följning</h1>löst<p>En <b>fet</b>\n rad<br>ny rad"
        "<ul><li>A<ul><li>B</ul><li><p>C</p><p>mer</p></ul><h3>Tre</h3><div>m<sup>2</sup>&nbsp;x</div>"
    ) == [
        (1, "Upp följning"), "löst", "En fet rad", "ny rad", "•A", "••B", "•C", "mer", (3, "Tre"), "m² x",
    ]  # fmt: skip


def test_what_is_not_shown_is_left_out() -> None:
    """Menus, scripts and hidden elements leave nothing."""
    assert _blocks(
        "<nav>Meny</nav><script>x()</script><style>p{}</style><p hidden>a</p><p style='display: none'>b</p>"
        "<table><tr style='display:none'><td>c<tr><td>d<td>e</table><!-- f --><p>g"
    ) == [[["d", "e"]], "g"]


def test_spanning_cells_stand_wherever_they_reach() -> None:
    """Row and column spans are filled in and marked as merged."""
    (table,) = _read(
        "<table><thead><tr><th rowspan=2>Mål<th colspan=2>Status<tr><th>d1<th>d2</thead>"
        "<tr><td rowspan=0>A<td>x<td>y<tr><td>z</table>"
    )
    assert isinstance(table, Table)
    assert _told(table) == [
        ["Mål", "Status", "Status"],
        ["Mål", "d1", "d2"],
        ["A", "x", "y"],
        ["A", "z", ""],
    ]
    assert [[cell.is_merged for cell in row.cells] for row in table.rows] == [
        [False, False, True], [True, False, False], [False, False, False], [True, False, False],
    ]  # fmt: skip
    assert table.rows[0].cells[0].lines[0].runs[0].is_bold
    assert [row.spot.row for row in table.rows] == [1, 2, 3, 4]


def test_an_icon_is_its_alternative_text_once() -> None:
    """Alternative text counts, but not beside the same text."""
    assert _blocks(
        "<table><tr><td><img alt='Når målet'><td><span><img alt='Målet kan uppnås'></span> Målet kan uppnås"
        "<td><img alt='' src=a><td><svg aria-label='Ned'></svg><td><img alt='a.png'><td>Nejlikan <img alt='Nej'>"
        "</table>"
    ) == [[["Når målet", "Målet kan uppnås", "", "Ned", "", "Nejlikan Nej"]]]
    content = read(b"<p>a<img src=x><img alt=''></p>", "a.html")
    assert [(note.code, note.found) for note in content.notes] == [("image_without_text", "1")]


def test_backgrounds() -> None:
    """A cell's background is its own or its row's, white is none."""
    (table,) = _read(
        "<table><tr bgcolor=yellow><td style='background:#0F0'>a<td bgcolor=white>b<td>c"
        "<td style='background-color: rgb(255, 0, 16)'><td style='background: url(x)'>d</table>"
    )
    assert isinstance(table, Table)
    assert [cell.fill for cell in table.rows[0].cells] == [
        "00ff00",
        None,
        "ffff00",
        "ff0010",
        "ffff00",
    ]


def test_tables_within_tables() -> None:
    """A table that only arranges dissolves; one in a cell becomes the cell's lines."""
    inner = "<table><tr><td>a<td>b<tr><td>c<td>d</table>"
    assert _blocks(f"<table><tr><td>meny<td><h2>H</h2>{inner}</table>") == [
        "meny", (2, "H"), [["a", "b"], ["c", "d"]],
    ]  # fmt: skip
    assert _blocks(f"<table><tr><td>1<td>2<td>{inner}<tr><td>3<td>4<td>5</table>") == [
        [["1", "2", "a b\nc d"], ["3", "4", "5"]]
    ]


def test_cells_hold_lines_and_bullets() -> None:
    """Paragraphs and items in a cell are lines with bullets."""
    (table,) = _read("<table><tr><td><p>x</p><ul><li>a<ul><li>b</ul></ul>• c<br>d<td>2</table>")
    assert isinstance(table, Table)
    assert [(line.bullet, line.text) for line in table.rows[0].cells[0].lines] == [
        (0, "x"), (1, "a"), (2, "b"), (1, "c"), (0, "d"),
    ]  # fmt: skip


def test_properties() -> None:
    """The title and the date come along as hints."""
    content = read(
        b"<title> A \n B</title><meta name='dcterms.created' content='2022-01-02'><p>x", "a.html"
    )
    assert content.properties == (("title", "A B"), ("created", "2022-01-02"))


def test_markup_in_a_text_stays_text() -> None:
    """Escaped markup is text."""
    assert _blocks("<p>&lt;script&gt;x()&lt;/script&gt;</p>") == ["<script>x()</script>"]
