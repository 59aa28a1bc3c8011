"""The original beside what was understood of it: which lines, and nothing of it as markup."""

from hypothesis import given
from hypothesis import strategies as some

from malkollen.intake import SourceLine
from malkollen.intake.source_text import excerpt, line_stretches, lines_html, row_places


def lines(count: int, page: str | None = "1") -> list[SourceLine]:
    """Return rows of a table from 1."""
    return [
        SourceLine(kind="row", text=f"Rad\t{row}", page=page, row=row)
        for row in range(1, count + 1)
    ]


def test_an_excerpt_runs_to_where_the_next_activity_begins() -> None:
    """Three lines before, its own, and the next one's first; on the first page it begins at the first line."""
    source = lines(30)
    around = excerpt(source, ("1", 10, 0), [("1", 2, 0), ("1", 10, 0), ("1", 10, 1), ("1", 12, 0)])
    assert around is not None
    assert [line.row for line in around.lines] == [7, 8, 9, 10, 11, 12]
    assert [around.lines[number].row for number in sorted(around.own)] == [10, 11]

    first = excerpt(source, ("1", 1, 0), [("1", 1, 0)])
    assert first is not None
    assert [line.row for line in first.lines] == list(range(1, 14))
    assert min(first.own) == 0


def test_an_excerpt_ends_at_the_heading_of_the_next_sheet() -> None:
    """A heading within its own page is part of it, and so is a row that goes on over the page."""
    heading = SourceLine(kind="heading", text="Tekniska nämnden", page="2", row=1)
    own = SourceLine(kind="heading", text="Nuläge", page="1", row=None)
    source = [*lines(2), own, *lines(1, "2"), heading, *lines(5, "3")]
    around = excerpt(source, ("1", 2, 0), [("3", 4, 0)])
    assert around is not None
    assert [around.lines[number].text for number in sorted(around.own)] == [
        "Rad\t2", "Nuläge", "Rad\t1",
    ]  # fmt: skip


def test_without_a_place_there_is_no_excerpt() -> None:
    """A row that no line has, or another page's."""
    assert excerpt(lines(5), ("1", 9, 0), []) is None
    assert excerpt(lines(5), ("2", 1, 0), []) is None


def test_the_rows_of_an_excerpt_can_be_chosen() -> None:
    """Headings and text are no rows to divide."""
    heading = SourceLine(kind="heading", text="Mål", page="1", row=4)
    assert row_places([heading, *lines(2)]) == {("1", 1): "Rad\t1", ("1", 2): "Rad\t2"}


def test_a_long_source_is_shown_in_stretches() -> None:
    """Every line once; the last stretch is as long as what is left."""
    assert line_stretches(201) == [(0, 100), (100, 200), (200, 201)]
    assert line_stretches(0) == []


@given(text=some.text(alphabet="<>&\"'/abimg=\t", min_size=1))
def test_nothing_of_the_original_is_markup(text: str) -> None:
    """Between our own tags stands no other."""
    line = SourceLine(kind="text", text=text, page=text, row=1)
    html = lines_html([line], "xlsx").split("</style>")[1]
    ours = ("<div", "<span", "</div", "</span")
    assert all(part.startswith(tuple(tag[1:] for tag in ours)) for part in html.split("<")[1:])


def test_pages_are_named_and_an_activitys_own_lines_pointed_out() -> None:
    """Once where each begins; a workbook's are sheets."""
    html = lines_html([*lines(2), *lines(1, "2")], "pdf", frozenset({1}))
    assert html.count("Sida 1") == html.count("Sida 2") == 1
    assert html.count(" shown") == 1
    assert "Bladet Plan" in lines_html(lines(1, "Plan"), "xlsx")
