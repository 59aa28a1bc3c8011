"""Totals that a document states about itself."""

from pathlib import Path

import pytest

from malkollen.reference import FigureWord
from malkollen.tables import read_table
from malkollen.understanding.figure_words import FigureWords
from malkollen.understanding.totals import stated_totals

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
WORDS = FigureWords(
    tuple(
        row
        for _, row in read_table(REFERENCE / "figure_words.csv", FigureWord, "figure_words.csv")[0]
    )
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Nio aktiviteter har senarelagts under 2022 och elva aktiviteter har förskjutits till 2023.",
            [("deferred_within_year", 9), ("deferred_to_later_year", 11)],
        ),
        (
            "Nämnden har beslutat om totalt 17 mål. Av dessa har 4 mål ej uppnåtts, 6 mål delvis uppnåtts och 7 mål uppnåtts.",
            [("goals", 17), ("goals_not_met", 4), ("goals_partly_met", 6), ("goals_met", 7)],
        ),
        (
            "Av totalt 26 mål uppnås 22. Av 37 uppdrag nås 34. Av prioriterade områden nås 5 av 6",
            [("goals", 26), ("goals_met", 22), ("activities", 37)],
        ),
        (
            "Elva helt uppfyllda, åtta delvis, fyra inte",
            [("goals_met", 11), ("goals_partly_met", 8), ("goals_not_met", 4)],
        ),
        ("22 av 26 mål uppnås.", [("goals_met", 22), ("goals", 26)]),
        ("Visionen har preciserats i fyra prioriterade målområden; tillväxt och miljö.", [("goals", 4)]),
        ("Planen omfattar totalt 24 aktiviteter, varav 15 är genomförda.", [("activities", 24)]),
        (
            "Beslutet är en ram för löpande driftskostnader på 30,67 mkr samt en ram för investeringar på 300 tkr.",
            [("net_cost_frame", 30670), ("investment_frame", 300)],
        ),
        (
            "Av 26 mål uppnås 22, tre delvis och ett inte.",
            [("goals", 26), ("goals_met", 22), ("goals_partly_met", 3), ("goals_not_met", 1)],
        ),
        (
            "Av fem målområden bedöms fyra ha uppnåtts. Ett målområde har delvis uppnåtts.",
            [("goals", 5), ("goals_met", 4), ("goals_partly_met", 1)],
        ),
        (
            "Två åtgärder har flyttats fram inom 2022 och en till 2023.",
            [("deferred_within_year", 2), ("deferred_to_later_year", 1)],
        ),
        (
            "Nio aktiviteter har senarelagts inom året och elva till 2023.",
            [("deferred_within_year", 9), ("deferred_to_later_year", 11)],
        ),
        ("Ett mål uppnås när alla hjälps åt.", []),
        ("Nämnden har ett mål för varje område.", []),
        ("Två mål är viktigare än andra.", []),
        ("Nettokostnader 4 780 Inriktningsmål Fler har arbete", []),
        ("Tolv elever har slutat.", []),
        ("Tre aktiviteter har senarelagts.", []),
    ],
)  # fmt: skip
def test_totals_have_their_measure_and_value(text: str, expected: list[tuple[str, float]]) -> None:
    """Totals have their measure and value."""
    found = stated_totals(text, 2022, WORDS)
    assert [(total.measure, total.value) for total in found] == expected
    assert all(total.text in text for total in found)
