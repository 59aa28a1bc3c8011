"""Numbers of cells and of running text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malkollen.understanding.numbers import is_missing, numbers_in, read_number, value_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("95,4", 95.4), ("34 550", 34550), ("632\xa0700", 632700), ("632\u2009700", 632700), ("39.623", 39623),
        ("30.67", 30.67), ("0.300", 0.3), ("1 234,5", 1234.5), ("– 0,9", -0.9), ("−3", -3), ("-0,9", -0.9),
        ("78%", 78), ("99 %", 99), ("76,2*", 76.2), ("cirka 600", 600), ("drygt 40 st", 40), ("tolv", 12), ("nio", 9),
        ("0", 0), ("0,0", 0), ("Mål 135", 135), ("738 (666)", 738), ("148 815 SEK per antal invånare", 148815),
        ("7/10", 7), ("88 %2020", 88),
    ],
)  # fmt: skip
def test_a_cell_holds_a_number(text: str, value: float) -> None:
    """A cell holds a number."""
    number = read_number(text)
    assert number is not None
    assert number.value == pytest.approx(value)


@pytest.mark.parametrize(
    "text", ["", " ", "-", "–", "—", "..", "Uppgift saknas", "ingen mätning", "i.u.", "*", "\xa0"]
)
def test_a_missing_value_is_never_zero(text: str) -> None:
    """A missing value is never zero."""
    assert is_missing(text)
    assert read_number(text) is None


@pytest.mark.parametrize(
    "text", ["kv 3", "4 980 4 980", "SÖRF1", "72 % / 68 %", "mål", "2020: 85 %", "50-", "x" * 200]
)
def test_a_cell_with_something_else_holds_none(text: str) -> None:
    """A cell with something else holds none."""
    assert read_number(text) is None


def test_what_stands_with_a_number_is_kept_apart_from_it() -> None:
    """What stands with a number is kept apart from it."""
    fraction = read_number("88 % (117 av 133)")
    assert fraction is not None
    assert (fraction.is_percent, fraction.part, fraction.whole) == (True, 117, 133)
    span = read_number("95–97")
    assert span is not None
    assert (span.value, span.value_high) == (95, 97)
    glued = read_number("88 %2020")
    assert glued is not None
    assert (glued.value, glued.year, glued.is_percent) == (88, 2020, True)
    before = read_number("738 (666)")
    assert before is not None
    assert (before.value, before.previous) == (738, 666)
    bound = read_number("≥ 75 procent")
    assert bound is not None
    assert (bound.operator, bound.is_percent) == (">=", True)
    ten = read_number("7/10")
    assert ten is not None
    assert (ten.part, ten.whole) == (7, 10)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("NKI 74", 74, "NKI"),
        ("rank 59", 59, "rank"),
        ("Index: 81,2", 81.2, "Index"),
        ("kr 4 500", 4500, "kr"),
    ],
)
def test_a_unit_may_stand_before_its_value(text: str, value: float, unit: str) -> None:
    """A unit may stand before its value."""
    number = read_number(text)
    assert number is not None
    assert (number.value, number.unit) == (value, unit)


@pytest.mark.parametrize("text", ["Fler än 2023", "årskurs 9", "Högre än 2022"])
def test_a_year_to_compare_with_is_no_value(text: str) -> None:
    """A year to compare with and a number that names a thing are no values."""
    assert read_number(text) is None


def test_numbers_of_a_sentence_stand_where_they_say() -> None:
    """Numbers of a sentence stand where they say."""
    text = "Elva av 30,67 mkr, 18-24 år (SFS 2014:458), Q2, GAN-2019, två till tre av tio, 4 980 -3,5 %, 10 §, 2010-12-31"
    found = list(numbers_in(text))
    assert [(number.value, number.value_high) for number in found] == [
        (11, None), (30.67, None), (18, 24), (2, 3), (4980, None), (-3.5, None),
    ]  # fmt: skip
    assert all(text[number.at : number.until] == number.text for number in found)
    assert found[3].whole == 10


@given(st.integers(0, 10**9), st.sampled_from([" ", "\xa0", "\u2009"]))
def test_thousands_with_any_blank_are_read_back(value: int, blank: str) -> None:
    """Thousands with any blank are read back."""
    assert value_of(f"{value:,}".replace(",", blank)) == value


@given(st.text(max_size=60))
def test_any_text_gives_a_number_or_none(text: str) -> None:
    """Any text gives a number or none."""
    number = read_number(text)
    assert number is None or number.value_high is None or number.value_high > number.value
    for found in numbers_in(text):
        assert text[found.at : found.until] == found.text
