"""How key figures are said in English: whole sentences of those whose word order, articles or plurals are not the Swedish."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from screen import plain

from malkollen.words import kpis, national
from malkollen.words.language import ENGLISH, speaking

Row = dict[str, Any]

GROUP = "Liknande kommuner arbetsmarknad, Täby, 2024"
KPI: Row = {"national_kpi_id": "N1", "title": "Arbetslösa", "direction": "lower", "fetched_on": date(2026, 11, 1)}  # fmt: skip


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Speak English for the while of a test."""
    with speaking(ENGLISH):
        yield


def result(**columns: Any) -> Row:
    """Return a row of the question `kpi_results`: food waste with target and outcome."""
    return {
        "municipality": "Huddinge", "kpi": "Matsvinn", "gender": "T", "year": 2018, "unit": "gram per portion",
        "direction": "lower", "has_target": True, "target_operator": "<=", "target_value": 35.0,
        "target_value_high": None, "has_outcome": True, "outcome_operator": "=", "outcome_value": 29.0,
        "outcome_value_high": None, "outcome_period_text": None, "is_met": True,
    } | columns  # fmt: skip


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            result(),
            "Matsvinn: Huddinge 29 grams per portion in 2018, the target is at most 35 grams per portion: met.",
        ),
        (
            result(gender="K", is_met=None),
            (
                "Matsvinn: Huddinge, women, 29 grams per portion in 2018, the target is at most 35 grams per portion: "
                "cannot be decided."
            ),
        ),
        (
            result(has_outcome=False),
            "Matsvinn: Huddinge has a target of at most 35 grams per portion for 2018, no outcome reported.",
        ),
        (
            result(has_target=False, outcome_period_text="under våren"),
            "Matsvinn: Huddinge 29 grams per portion in 2018 (under våren), no target set.",
        ),
        (
            result(unit="procent", is_met=False, target_value_high=40.0),
            "Matsvinn: Huddinge 29% in 2018, the target is 35–40%: not met.",
        ),
    ],
)
def test_an_outcome_is_told_against_its_target(row: Row, expected: str) -> None:
    """The year has its preposition; what a document itself calls a period stays in its language."""
    assert plain(kpis.result_sentence(row)) == expected


def counts(target: int, met: int, without_outcome: int, without_target: int) -> Row:
    """Return a row of the question `target_counts`."""
    return {
        "target_count": target, "outcome_count": met + without_target, "met_count": met, "not_met_count": 0,
        "undecided_count": 0, "without_outcome_count": without_outcome, "without_target_count": without_target,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            counts(22, 2, 20, 1),
            "Alla: 22 targets, 2 met and 20 without a reported outcome; also 1 outcome without a target.",
        ),
        (
            counts(1, 0, 1, 6),
            "Alla: 1 target, without a reported outcome; also 6 outcomes without a target.",
        ),
        (counts(16, 0, 16, 0), "Alla: 16 targets, none of them has a reported outcome."),
        (counts(0, 0, 0, 1), "Alla: no targets, 1 outcome reported."),
    ],
)
def test_targets_are_counted(row: Row, expected: str) -> None:
    """A target is no goal, and one is not many."""
    assert plain(kpis.counts_sentence("Alla", row)) == expected


def test_concerns_follow_their_number() -> None:
    """One misses, many miss."""
    rows = [
        {"concern": concern, "concern_count": amount, "kpi_count": 4}
        for concern, amount in (("missed", 1), ("met", 2), ("no_figure", 1), ("met", 2))
    ]
    assert plain(kpis.concern_sentence(rows)) == (
        "4 key figures, worst first: 1 misses its own target, 1 is tracked without figures and 2 meet their own "
        "targets."
    )


@pytest.mark.parametrize(
    ("near", "amount", "expected"),
    [
        (1, 1, "The key figure has a measure close to it in Kolada."),
        (0, 1, "The key figure has no measure close to it in Kolada."),
        (0, 3, "None of 3 key figures has a measure close to it in Kolada."),
        (
            1,
            3,
            "1 of 3 key figures has a measure close to it in Kolada. It is not defined in exactly the same way.",
        ),
        (
            2,
            3,
            "2 of 3 key figures have a measure close to them in Kolada. None is defined in exactly the same way.",
        ),
    ],
)
def test_near_measures_are_counted(near: int, amount: int, expected: str) -> None:
    """The verb follows how many have one, not of how many."""
    assert plain(kpis.nearest_counts_sentence(amount, near)) == expected


def test_why_outcomes_are_missing() -> None:
    """One reason stands alone, several have their counts; a plan leaves open whether its targets were met."""
    plan = {"municipality": "Solna", "reason": "plan", "target_count": 16, "target_year": None, "document_year": None}  # fmt: skip
    later = plan | {"reason": "later_year", "target_count": 1, "target_year": 2019, "document_year": 2018}  # fmt: skip

    assert plain(kpis.missing_sentence([plan])) == (
        "Why outcomes are missing: the document is a plan and reports no outcomes. Whether the targets were met cannot "
        "be known from the plan."
    )
    assert plain(kpis.missing_sentence([later, plan | {"target_count": 1}])) == (
        "Why outcomes are missing: the target is for 2019, the document follows up 2018 (1 target); the document is a "
        "plan and reports no outcomes (1 target). Whether the target was met cannot be known from the plan."
    )
    assert kpis.missing_sentence([]) == ""
    assert [plain(text) for text in kpis.missing_sentences([later])] == [
        "Solna, 1 target: the target is for 2019, the document follows up 2018."
    ]


def test_how_often_key_figures_are_reported() -> None:
    """Times a year are said in English; words without a number are the document's own."""
    rows: list[Row] = [
        {"municipality": "Solna", "reports_per_year": times, "frequency_text": text, "listing_count": amount,
         "municipality_listing_count": 9}
        for times, text, amount in ((3, None, 4), (1, None, 3), (None, "vid behov", 1), (None, None, 1))
    ]  # fmt: skip

    assert plain(kpis.frequency_sentence(rows)) == (
        "Solna says it tracks 9 key figures. How often they are reported: 3 times a year (4) · once a year (3) · "
        "“vid behov” (1)."
    )
    assert plain(kpis.followed_sentence(rows[1:2])) == (
        "Solna says it tracks this key figure: once a year."
    )


@pytest.mark.parametrize(
    ("text", "times", "expected"),
    [
        ("1 gånger per år", 1, "once a year"),
        (None, 3, "3 times a year"),
        (None, None, "how often is not given"),
        ("varje tertial", 3, "varje tertial"),
    ],
)
def test_how_often_a_key_figure_is_reported(
    text: str | None, times: int | None, expected: str
) -> None:
    """A number is said in English; the document's own words are its own."""
    assert plain(kpis.frequency({"frequency_text": text, "reports_per_year": times})) == expected


def value(year: int, state: str = "value", **columns: Any) -> Row:
    """Return a row of the question `national_series`."""
    given = {"value": 2.0 if state == "value" else None}
    return {"year": year, "state": state, "change_1_year": None, "change_3_years": None} | given | columns  # fmt: skip


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        ([], ("No value has been fetched for Täby.", "", "")),
        (
            [value(2024, change_1_year=-0.5, change_3_years=1.0)],
            (
                "Täby 2.0% in 2024.",
                "Down 0.5 percentage points over one year and up 1.0 over three years.",
                "",
            ),
        ),
        (
            [value(2024, change_3_years=1.0)],
            ("Täby 2.0% in 2024.", "Up 1.0 percentage points over three years.", ""),
        ),
        (
            [value(2023), value(2024, "secret")],
            (
                "Täby 2.0% in 2023.",
                "",
                "Täby’s value for 2024 is confidential: it concerns too few people.",
            ),
        ),
    ],
)
def test_a_municipality_is_told_by_its_latest_value(
    series: list[Row], expected: tuple[str, str, str]
) -> None:
    """A change is in percentage points; a later year without value is said."""
    said = (
        national.municipality_sentence("Täby", series, "procent"),
        national.change_sentence(series, "procent"),
        national.absence_sentence("Täby", series),
    )
    assert tuple(plain(text) for text in said) == expected


def peers(**columns: Any) -> Row:
    """Return a row of the question `national_peers`."""
    return {
        "year": 2024, "group_title": GROUP, "member_value_count": 7, "peer_median": 3.0, "position": "worst",
        "rank_among_peers": 8, "rank_count": 8,
    } | columns  # fmt: skip


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (None, "No group of similar municipalities is known for Täby."),
        (peers(peer_median=None), f"No values have been fetched for the group “{GROUP}”."),
        (
            peers(member_value_count=1),
            (
                f"Only 1 municipality in the group “{GROUP}” has a value for 2024: too few for a comparison."
            ),
        ),
        (
            peers(member_value_count=2),
            (
                f"Only 2 municipalities in the group “{GROUP}” have a value for 2024: too few for a comparison."
            ),
        ),
        (
            peers(),
            (
                f"The group “{GROUP}” (7 municipalities with a value) has a median of 3.0% in 2024: Täby is in "
                "the worst quarter of them, rank 8 of 8 with Täby counted in."
            ),
        ),
    ],
)
def test_peers_are_told_as_far_as_they_are_known(row: Row | None, expected: str) -> None:
    """The group's name is Kolada's own."""
    assert plain(national.peers_sentence("Täby", row, "procent")) == expected


def placed(direction: str, position: str | None, **counts: int) -> Row:
    """Return what the counts of places need of a row of the question `municipality_kpis`."""
    return {
        "is_national": True, "is_directed": direction != "none", "national_position": position, "position_count": 1,
    } | counts  # fmt: skip


def test_places_are_counted_and_old_values_told() -> None:
    """Each count has its own place; those without direction stand apart."""
    counts = {
        "placed_count": 3, "not_placed_count": 1, "first_placed_year": 2011, "last_placed_year": 2024,
        "old_placed_count": 1,
    }  # fmt: skip
    rows = [
        placed("lower", "middle", **counts), placed("higher", "worst", **counts), placed("none", "high", **counts),
        placed("higher", None, **counts),
    ]  # fmt: skip
    assert plain(national.place_sentence(rows)) == (
        "Among similar municipalities: 1 in the middle half and 1 in the worst quarter; of key figures where neither "
        "higher nor lower is better: 1 in the highest quarter; 1 cannot be placed."
    )
    assert plain(national.place_sentence([placed("none", "high", not_placed_count=0)])) == (
        "Of key figures where neither higher nor lower is better: 1 in the highest quarter."
    )
    assert plain(national.years_sentence(rows)) == (
        "The values are from different years, 2011 to 2024; 1 of 3 is more than five years older than the newest. "
        "The group of similar municipalities is the latest one, for older years too."
    )


@pytest.mark.parametrize(
    ("shared", "rest", "expected"),
    [
        (0, 1, "No key figure is available for all for the same year; 1 more is missing for some."),
        (1, 2, "All have 1 key figure for the same year; 2 more are missing for some."),
        (2, 0, "All have 2 key figures for the same year."),
    ],
)  # fmt: skip
def test_what_all_have_is_counted(shared: int, rest: int, expected: str) -> None:
    """Verbs follow both counts."""
    rows = [{"shared_count": shared, "apart_count": rest}] * (shared + rest)
    assert plain(national.shared_sentence(rows)) == expected


def test_country_and_place() -> None:
    """The median of all, a place among them, and too few of them."""
    row = {"area_count": 290, "year": 2024, "median": 3933.2, "lower_quartile": 3100.0, "upper_quartile": 4500.0}  # fmt: skip
    assert plain(national.band_sentence(row, "antal/100 000 inv")) == (
        "The median of 290 municipalities is 3,933 per 100,000 inhabitants in 2024; half of them lie between 3,100 per "
        "100,000 inhabitants and 4,500 per 100,000 inhabitants."
    )
    places = [{"year": 2024, "rank": 120, "rank_count": 290}]
    assert plain(national.ranking_sentence(KPI, places)) == (
        "Rank 120 of 290 municipalities in 2024, where 1 is best."
    )
    assert plain(national.few_ranked_sentence(1, 290)).startswith(
        "Only 1 of the country’s 290 municipalities has a value:"
    )
    assert plain(national.few_held_sentence(KPI | {"municipality_count": 1})) == (
        "The rank in the country cannot be calculated: only 1 municipality’s values have been fetched."
    )


def test_sources_and_revisions() -> None:
    """What is computed is our own, on Kolada's values; dates are written the English way."""
    assert plain(national.raw_source(KPI)) == "Source: Kolada, N1, fetched on 1 November 2026."
    assert plain(national.computed_source(KPI)) == (
        "Own calculation on data from Kolada, N1, fetched on 1 November 2026."
    )
    revised = KPI | {"revision_count": 1, "last_revision_on": date(2026, 11, 9)}
    assert plain(national.revision_sentence(revised) or "") == (
        "1 value has been changed in Kolada since first fetched, most recently on 9 November 2026."
    )
