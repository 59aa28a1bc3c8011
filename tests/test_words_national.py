"""How national values, places, changes and states are said in Swedish."""

import re
from datetime import date
from typing import Any

import pytest
from screen import plain

from malkollen import words
from malkollen.locations import QUERIES, SCHEMA
from malkollen.national import SERIES_STATES, VALUE_STATES
from malkollen.words import kpis, national

KPI: dict[str, Any] = {
    "national_kpi_id": "N1",
    "title": "Arbetslösa, andel (%)",
    "unit": "procent",
    "direction": "lower",
    "fetched_on": date(2026, 11, 1),
    "municipality_count": 5,
    "revision_count": 0,
    "last_revision_on": None,
    "state": "current",
    "state_note": None,
}


def read(text: str) -> str:
    """Return a text with ordinary spaces."""
    return text.replace(words.SPACE, " ")


def quoted(name: str, column: str) -> set[str]:
    """Return the codes that a question's case expression for a column can give."""
    sql = (QUERIES / f"{name}.sql").read_text(encoding="utf-8")
    case = re.search(rf"\bcase\b((?:(?!\bcase\b).)*)\bend as {column}\b", sql, re.DOTALL)
    assert case is not None
    return set(re.findall(r"(?:then|else)\s+'([a-z_]+)'", case[1]))


def test_every_code_is_said() -> None:
    """What a question or the record may give is never shown bare."""
    assert set(VALUE_STATES) == set(national.STATES)
    assert set(SERIES_STATES) == {"current", *national.SERIES_STATES}
    assert {"best", "middle", "worst", "high", "low"} == set(national.POSITIONS)
    concerns = quoted("municipality_kpis", "concern")
    assert concerns
    assert concerns | {"middle", "best"} == set(kpis.CONCERNS)
    assert quoted("missing_outcomes", "reason") == set(kpis.MISSING_OUTCOMES)
    reasons = quoted("shared_kpis", "missing_reason") | (set(VALUE_STATES) - {"value"})
    assert reasons == set(national.MISSING_REASONS)
    moved = quoted("promised_and_moved", "moved")
    assert moved <= set(national.MOVED)
    schema = SCHEMA.read_text(encoding="utf-8")
    directions = re.search(r"direction in \((.*?)\)", schema)
    assert directions is not None
    assert set(re.findall(r"'(\w+)'", directions[1])) == set(words.DIRECTIONS)


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (81.822999, "procent", "81,8 %"),
        (0.285, "procent", "0,29 %"),
        (0.05, "procent", "0,05 %"),
        (2.25, "procent", "2,3 %"),
        (75.0, "procent", "75,0 %"),
        (75.0, "antal", "75"),
        (0.4, "procent", "0,40 %"),
        (61234.5, "kr/inv", "61 235 kr/inv"),
        (3933.2, "antal/100 000 inv", "3 933 per 100 000 inv"),
        (168714.0, "antal", "168 714"),
        (-1.25, "procent", "−1,3 %"),
        (0.0, "procent", "0 %"),
        (None, "procent", "–"),
    ],
)
def test_a_value_is_rounded_as_it_is_read(value: float | None, unit: str, expected: str) -> None:
    """Whole from a thousand, one decimal from one, two below; half goes away from zero; nothing is a dash, not a zero.

    A percentage has its decimals also where they are zeros, as what stands above and below it has; a count has none.
    """
    assert read(national.value_text(value, unit)) == expected


@pytest.mark.parametrize(
    ("change", "unit", "expected"),
    [
        (-4.465, "procent", "ner 4,5 procentenheter"),
        (0.25, "procent", "upp 0,25 procentenheter"),
        (-1.0, "procent", "ner 1,0 procentenheter"),
        (1200.4, "kr/inv", "upp 1 200 kr/inv"),
        (0.001, "procent", "oförändrat"),
        (0.0, "antal", "oförändrat"),
        (None, "procent", "–"),
    ],
)
def test_a_change_is_up_or_down(change: float | None, unit: str, expected: str) -> None:
    """Up and down say nothing of better or worse; percentages change by percentage points."""
    assert read(national.change_text(change, unit)) == expected


def test_a_change_has_the_decimals_of_its_value() -> None:
    """From 90,2 to 90 is down 0,2: no finer than what stands beside it."""
    assert read(national.change_text(-0.218, "procent", 90.03)) == "ner 0,2 procentenheter"
    assert read(national.change_text(-0.218, "procent", 0.66)) == "ner 0,22 procentenheter"
    assert national.rounded(-12.4, 2500.0) == -12.0


@pytest.mark.parametrize(
    ("amount", "is_told"), [(26, True), (144, True), (145, False), (290, False)]
)
def test_a_place_among_few_is_told_as_that(amount: int, is_told: bool) -> None:  # noqa: FBT001
    """Fewer than half of 290 is not the country."""
    told = national.few_ranked_sentence(amount, 290)
    assert (told != "") == is_told
    if is_told:
        assert told.startswith(f"Bara {amount} av landets 290 kommuner har värden")


def test_a_median_of_two_is_none() -> None:
    """A year in which one or two have a value has no band to show."""
    rows = [{"year": year, "area_count": count} for year, count in ((2023, 2), (2024, 3))]
    assert [row["year"] for row in national.bands(rows)] == [2024]


def placed(direction: str, position: str | None, **counts: int) -> dict[str, Any]:
    """Return what the counts of places need of a row of the question `municipality_kpis`."""
    return {
        "is_national": True, "is_directed": direction != "none", "national_position": position, "position_count": 1,
        "not_placed_count": 0,
    } | counts  # fmt: skip


def test_places_without_direction_are_counted_apart() -> None:
    """The half between best and worst is not added to the half between most and least."""
    rows = [
        placed("lower", "middle", position_count=2, not_placed_count=1), placed("higher", "worst"),
        placed("none", "middle"), placed("higher", None), placed("lower", "middle", position_count=2),
    ]  # fmt: skip
    assert national.place_sentence(rows) == (
        "Bland liknande kommuner ligger 2 i den mellersta hälften och 1 i den sämsta fjärdedelen; av nyckeltal där "
        "varken högre eller lägre är bättre ligger 1 i den mellersta hälften; 1 går inte att placera."
    )
    assert national.place_sentence([placed("none", "high")]) == (
        "Av nyckeltal där varken högre eller lägre är bättre ligger 1 i den högsta fjärdedelen."
    )


def test_old_values_beside_new_ones_are_told() -> None:
    """Nothing is said of values of one year, nor where nothing is placed."""
    of_one = {"first_placed_year": 2024, "last_placed_year": 2024, "placed_count": 2, "old_placed_count": 0}  # fmt: skip
    assert national.years_sentence([placed("higher", "best", **of_one)]) == ""
    assert national.years_sentence([]) == ""
    counts = {"first_placed_year": 2011, "placed_count": 3, "old_placed_count": 1}
    rows = [placed("higher", "best", **(of_one | counts))]
    assert national.years_sentence(rows).startswith(
        "Värdena är från olika år, 2011 till 2024; 1 av 3 är mer än fem år äldre än det nyaste."
    )
    shared: list[dict[str, Any]] = [
        {"has_all": True, "year": 2010},
        {"has_all": True, "year": 2024},
        {"has_all": False},
    ]
    assert national.shared_years_sentence(shared).endswith("från 2010 till 2024.")
    assert national.shared_years_sentence(shared[1:]) == ""


def test_retired_measures_are_named() -> None:
    """Only those among the key figures that are shown."""
    retired = [KPI | {"national_kpi_id": code, "state": "retired"} for code in ("N2", "N3")]
    assert national.retired_sentence([KPI, *retired], ["N1", "N2"]) == (
        "Avslutade mått, som inte följs längre: Arbetslösa, andel (%) (N2)."
    )
    assert national.retired_sentence([KPI, *retired], ["N1"]) == ""


def test_a_bare_number_does_not_run_into_its_year() -> None:
    """A value without a unit has the word år between, and so has a unit that ends in an age."""
    assert read(national.dated(258700.0, "kr/inv 20+", 2018)) == "258 700 kr/inv 20+ år 2018"
    assert read(national.dated(168714.0, "antal", 2025)) == "168 714 år 2025"
    assert read(national.dated(75.7, "procent", 2024)) == "75,7 % 2024"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (None, "ingen uppgift"),
        ({"state": None, "value": None}, "ingen uppgift"),
        ({"state": None, "value": None, "is_fetched": True}, "ingen uppgift"),
        ({"state": None, "value": None, "is_fetched": False}, "inte hämtad"),
        ({"state": "secret", "value": None}, "sekretess"),
        ({"state": "missing", "value": None}, "saknas"),
        ({"state": "not_applicable", "value": None}, "ej tillämpligt"),
        ({"state": "value", "value": 0.0}, "0 %"),
    ],
)
def test_four_ways_of_having_no_value_are_four_words(
    row: dict[str, Any] | None, expected: str
) -> None:
    """None of them is a zero, and a zero is none of them."""
    assert read(national.held_text(row, "procent")) == expected


def value(year: int, state: str = "value", **columns: Any) -> dict[str, Any]:
    """Return a row of the question `national_series`."""
    given: dict[str, Any] = {"value": 2.0 if state == "value" else None}
    return {
        "year": year, "state": state, "area": "Täby", "area_code": "0160", "change_1_year": None,
        "change_3_years": None,
    } | given | columns  # fmt: skip


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        ([], ("Inget värde är hämtat för Täby.", "", "")),
        ([value(2024)], ("Täby 2,0 % 2024.", "", "")),
        (
            [value(2024, change_1_year=-0.5, change_3_years=1.0)],
            ("Täby 2,0 % 2024.", "Ner 0,5 procentenheter på ett år och upp 1,0 på tre år.", ""),
        ),
        (
            [value(2024, change_3_years=1.0)],
            ("Täby 2,0 % 2024.", "Upp 1,0 procentenheter på tre år.", ""),
        ),
        (
            [value(2024, "missing")],
            (
                "Täbys värde för 2024 är inte rapporterat.",
                "",
                "Täbys värde för 2024 är inte rapporterat.",
            ),
        ),
        (
            [value(2023), value(2024, "secret")],
            (
                "Täby 2,0 % 2023.",
                "",
                "Täbys värde för 2024 är sekretessbelagt, det gäller för få personer.",
            ),
        ),
    ],
)
def test_a_municipality_is_told_by_its_latest_value(
    series: list[dict[str, Any]], expected: tuple[str, str, str]
) -> None:
    """Then how it changed; a later year without value is said, and so is that nothing is held."""
    said = (
        national.municipality_sentence("Täby", series, "procent"),
        national.change_sentence(series, "procent"),
        national.absence_sentence("Täby", series),
    )
    assert tuple(read(text) for text in said) == expected


def peers(**columns: Any) -> dict[str, Any]:
    """Return a row of the question `national_peers`."""
    return {
        "year": 2024, "group_title": "Liknande kommuner arbetsmarknad, Täby, 2024", "member_value_count": 7,
        "peer_median": 3.0, "position": "middle", "rank_among_peers": None, "rank_count": None,
    } | columns  # fmt: skip


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (None, "Ingen grupp av liknande kommuner är känd för Täby."),
        (
            peers(peer_median=None, position=None),
            "För gruppen ”Liknande kommuner arbetsmarknad, Täby, 2024” är inga värden hämtade.",
        ),
        (
            peers(position=None, member_value_count=1),
            (
                "Bara 1 kommun i gruppen ”Liknande kommuner arbetsmarknad, Täby, 2024” har ett värde 2024: det är "
                "för få för en jämförelse."
            ),
        ),
        (
            peers(),
            (
                "Liknande kommuner arbetsmarknad, Täby, 2024 (7 kommuner med värde) har medianen 3,0 % 2024: Täby "
                "ligger i nivå med den mellersta hälften av dem."
            ),
        ),
        (
            peers(position="worst", rank_among_peers=8, rank_count=8),
            (
                "Liknande kommuner arbetsmarknad, Täby, 2024 (7 kommuner med värde) har medianen 3,0 % 2024: Täby "
                "ligger i nivå med den sämsta fjärdedelen av dem, plats 8 av 8 med Täby inräknad."
            ),
        ),
    ],
)
def test_peers_are_told_as_far_as_they_are_known(row: dict[str, Any] | None, expected: str) -> None:
    """No group, no values, too few for a place, a place, a rank."""
    assert read(national.peers_sentence("Täby", row, "procent")) == expected


@pytest.mark.parametrize(
    ("direction", "first"),
    [("lower", "bäst"), ("higher", "bäst"), ("none", "högst"), ("band", "högst")],
)
def test_a_place_says_what_the_first_is(direction: str, first: str) -> None:
    """Where neither more nor less is better, the first is only the highest."""
    places = [
        {"year": 2023, "rank": 1, "rank_count": 4},
        {"year": 2024, "rank": 120, "rank_count": 290},
    ]
    told = national.ranking_sentence(KPI | {"direction": direction}, places)
    assert read(told) == f"Plats 120 av 290 kommuner 2024, där 1 är {first}."
    assert national.ranking_sentence(KPI, []) == ""
    alone = [{"year": 2024, "rank": 1, "rank_count": 1}]
    assert national.ranking_sentence(KPI, alone) == ""


def test_a_source_is_kolada_only_for_what_is_koladas() -> None:
    """What is computed is our own, on Kolada's values."""
    assert read(national.raw_source(KPI)) == "Källa: Kolada, N1, hämtat 1 november 2026."
    assert read(national.computed_figures("Medianer")) == (
        "Medianer: egen beräkning på uppgifter från Kolada."
    )
    computed = read(national.computed_source(KPI))
    assert computed == "Egen beräkning på uppgifter från Kolada, N1, hämtat 1 november 2026."


def test_a_series_state_is_told_with_its_note() -> None:
    """Nothing is said of a current series."""
    assert national.state_sentence(KPI) is None
    retired = KPI | {
        "state": "retired",
        "state_note": "Måttet följs inte längre; sista året är 2020.",
    }
    assert national.state_sentence(retired) == (
        "Måttet är avslutat: Måttet följs inte längre; sista året är 2020."
    )
    assert national.state_sentence(KPI | {"state": "stopped"}) == (
        "Serien är stoppad tills någon har tittat på den."
    )


def test_revisions_are_counted_and_told_before_and_after() -> None:
    """A value that was taken away is not told as one that is missing."""
    assert national.revision_sentence(KPI) is None
    told = national.revision_sentence(
        KPI | {"revision_count": 2, "last_revision_on": date(2026, 11, 9)}
    )
    assert told is not None
    assert read(told) == (
        "2 värden har ändrats i Kolada sedan det första gången hämtades, senast 9 november 2026."
    )
    row = {
        "area": "Täby", "year": 2024, "gender": "K", "old_state": "value", "old_value": 2.1, "current_state": None,
        "current_value": None, "replaced_on": date(2026, 11, 9),
    }  # fmt: skip
    (shown,) = national.revision_rows([row], "procent")
    assert {name: read(text) for name, text in shown.items()} == {
        "Kommun och år": "Täby 2024, kvinnor",
        "Före": "2,1 %",
        "Efter": "borttaget",
        "Ändrat": "9 november 2026",
    }


def test_how_often_is_the_documents_words_first() -> None:
    """Else the times a year; else that it is not said."""
    row = {"frequency_text": "3 ggr/år", "reports_per_year": 3}
    assert kpis.frequency(row) == "3 ggr/år"
    once = {"frequency_text": "1 gånger per år", "reports_per_year": 1}
    assert read(kpis.frequency(once)) == "1 gång per år"
    assert read(kpis.frequency(row | {"frequency_text": None})) == "3 gånger per år"
    assert (
        kpis.frequency({"frequency_text": None, "reports_per_year": None}) == "hur ofta anges inte"
    )


def test_a_place_among_peers_is_told_with_the_figures_of_the_chart() -> None:
    """The chart's text alternative and the table beside it say value, year, place and the peers' half."""
    row = {
        "kpi": "Sjukfrånvaro", "unit": "procent", "year": 2024, "value": 7.25, "position": "worst",
        "peer_lower_quartile": 5.0, "peer_median": 6.0, "peer_upper_quartile": 6.5,
    }  # fmt: skip

    assert plain(national.placed_sentence(row)) == (
        "Sjukfrånvaro: 7,3 % 2024, sämsta fjärdedelen; hälften av de liknande har 5,0 % till 6,5 %."
    )
    assert plain(national.placed_cells(row)["De liknandes median"]) == "6,0 %"
