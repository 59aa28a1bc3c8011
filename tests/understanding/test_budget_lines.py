"""Budget lines out of glued text and out of tables."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from malkollen.reference import FigureWord
from malkollen.tables import read_table
from malkollen.understanding.budget import budget_lines, split_numbers, table_budget_lines
from malkollen.understanding.figure_words import FigureWords

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
WORDS = FigureWords(
    tuple(
        row
        for _, row in read_table(REFERENCE / "figure_words.csv", FigureWord, "figure_words.csv")[0]
    )
)


def test_glued_numbers_are_split_by_the_count_of_years() -> None:
    """Glued numbers are split by the count of years."""
    assert split_numbers("4 980 4 980", 2) == ((4980, 4980),)
    assert split_numbers("60 290 55 749 62 000 55 966", 4) == ((60290, 55749, 62000, 55966),)
    assert split_numbers("0 0", 2) == ((0, 0),)
    assert split_numbers("200 200", 1) == ((200200,),)
    assert split_numbers("980 98", 1) == ()
    assert len(split_numbers("1 200 300 400", 2)) == 3


def test_a_budget_in_running_text_gives_its_lines() -> None:
    """A budget in running text gives its lines."""
    lines, doubts = budget_lines(
        "Text före. Budget (tkr) Skola 2010 2009 Intäkter 200 200 Kostnader 4 980 4 980 Nettokostnader 4 780 4 780 Mål 5",
        WORDS,
    )
    assert doubts == ()
    assert [(line.line, line.year, line.amount_tkr) for line in lines] == [
        ("revenue", 2010, 200), ("revenue", 2009, 200), ("cost", 2010, 4980), ("cost", 2009, 4980),
        ("net_cost", 2010, 4780), ("net_cost", 2009, 4780),
    ]  # fmt: skip
    assert {line.unit for line in lines} == {"Skola"}


def test_sums_settle_numbers_that_can_be_split_in_several_ways() -> None:
    """Sums settle numbers that can be split in several ways."""
    lines, doubts = budget_lines(
        "Budget tkr 2022 2021 Intäkter 1 200 300 400 Kostnader 5 200 304 400 Nettokostnad 4 000 4 000",
        WORDS,
    )
    assert doubts == ()
    assert [line.amount_tkr for line in lines if line.line == "revenue"] == [1200, 300400]


def test_numbers_that_nothing_settles_are_a_doubt_with_the_ways_to_split_them() -> None:
    """Numbers that nothing settles are a doubt with the ways to split them."""
    lines, doubts = budget_lines("Budget tkr 2022 2021 Intäkter 1 200 300 400", WORDS)
    assert lines == ()
    assert [doubt.code for doubt in doubts] == ["glued_numbers"]
    assert doubts[0].candidates == ("1 | 200300400", "1200 | 300400", "1200300 | 400")


def test_a_sum_that_does_not_hold_is_told_with_its_year() -> None:
    """A sum that does not hold is told with its year."""
    lines, doubts = budget_lines(
        "Budget (mkr) 2022 2021 Intäkter 2 1 Kostnader 24 22 Nettokostnad 22 20", WORDS
    )
    assert [line.amount_tkr for line in lines if line.line == "cost"] == [24000, 22000]
    assert [(doubt.code, doubt.line_text) for doubt in doubts] == [("sum_differs", "2021")]


def test_a_table_gives_the_lines_of_its_budget_columns() -> None:
    """A table gives the lines of its budget columns."""
    lines, doubts = table_budget_lines(
        ["mkr", "Budget 2022", "Budget 2021", "Utfall 2021"],
        [
            ["Intäkter", "1,2", "–", "1"],
            ["Kostnader", "-5,2", "–5,1", "4"],
            ["Varav lokaler", "1", "1", "1"],
            [],
        ],
        WORDS,
    )
    assert doubts == ()
    assert [(line.line, line.year, line.amount_tkr, line.at) for line in lines] == [
        ("revenue", 2022, 1200, 0), ("cost", 2022, 5200, 1), ("cost", 2021, 5100, 1),
    ]  # fmt: skip


@given(st.lists(st.integers(0, 999_999), min_size=1, max_size=4))
def test_the_numbers_that_were_glued_are_among_the_ways_to_split_them(numbers: list[int]) -> None:
    """The numbers that were glued are among the ways to split them."""
    glued = " ".join(f"{number:,}".replace(",", " ") for number in numbers)
    assert tuple(map(float, numbers)) in split_numbers(glued, len(numbers))
