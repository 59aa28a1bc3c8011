"""What becomes of a series: values kept, revised, taken away; its title changed, its end."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from malkollen.kolada.bodies import Key, State
from malkollen.kolada.series import in_force, judged, merged, no_values
from malkollen.national import SeriesCard

DAY = date(2026, 11, 1)
NEXT = date(2026, 12, 1)
CARD = SeriesCard(
    national_kpi_id="N1", title="Brott, antal/1000 inv", fetched_on=DAY, has_all_areas=True
)
OLD: dict[Key, State | None] = {
    ("0180", 2021, "T"): ("value", 1.0),
    ("0180", 2022, "T"): ("missing", None),
    ("0160", 2021, "T"): ("value", 3.0),
}


def rows(fetched: dict[Key, State | None], *whole_areas: str) -> list[tuple[object, ...]]:
    """Return area, year, state, value, fetched on and replaced on, after OLD was fetched and then something else."""
    held, _, _ = merged("N1", no_values(), OLD, DAY)
    table, _, _ = merged("N1", held, fetched, NEXT, whole_areas=frozenset(whole_areas))
    names = ("area_code", "year", "state", "value", "fetched_on", "replaced_on")
    return sorted(
        (tuple(row[name] for name in names) for row in table.to_pylist()),
        key=lambda row: (row[0], row[1], row[4]),
    )


UNCHANGED = [
    ("0160", 2021, "value", 3.0, DAY, None),
    ("0180", 2021, "value", 1.0, DAY, None),
    ("0180", 2022, "missing", None, DAY, None),
]


def test_equal_values_keep_their_rows() -> None:
    """And the day when they were first seen."""
    assert rows(OLD) == UNCHANGED


def test_a_revised_value_is_kept_beside_the_new() -> None:
    """With the day when it was replaced; a value in place of none is a revision too."""
    changed: dict[Key, State | None] = {
        ("0180", 2021, "T"): ("value", 1.5),
        ("0180", 2022, "T"): ("value", 2.0),
    }

    assert rows(changed) == [
        UNCHANGED[0],
        ("0180", 2021, "value", 1.0, DAY, NEXT),
        ("0180", 2021, "value", 1.5, NEXT, None),
        ("0180", 2022, "missing", None, DAY, NEXT),
        ("0180", 2022, "value", 2.0, NEXT, None),
    ]


def test_a_deleted_value_is_replaced_by_none() -> None:
    """One that was never held leaves no trace."""
    assert rows({("0180", 2021, "T"): None, ("0180", 1999, "T"): None}) == [
        UNCHANGED[0],
        ("0180", 2021, "value", 1.0, DAY, NEXT),
        UNCHANGED[2],
    ]


def test_where_all_was_fetched_what_did_not_come_is_gone() -> None:
    """But only in the areas that were asked for."""
    assert rows({("0180", 2022, "T"): ("missing", None)}, "0180") == [
        UNCHANGED[0],
        ("0180", 2021, "value", 1.0, DAY, NEXT),
        UNCHANGED[2],
    ]


KEYS = some.tuples(
    some.sampled_from(["0180", "0160"]), some.integers(2020, 2022), some.sampled_from("TK")
)
STATES = some.none() | some.sampled_from(["missing", "secret"]).map(lambda state: (state, None)) | some.floats(
    0, 3
).map(lambda value: ("value", value))  # fmt: skip


@given(some.lists(some.dictionaries(KEYS, STATES), max_size=5))
def test_the_values_in_force_are_the_latest(fetches: list[dict[Key, State | None]]) -> None:
    """After any fetches; each place has one at most, and no row is ever lost."""
    table, expected = no_values(), {}
    for number, fetched in enumerate(fetches):
        before = table.num_rows
        table, new, replaced = merged("N1", table, fetched, DAY + timedelta(number))
        expected.update(fetched)
        assert table.num_rows == before + new
        assert replaced <= before
        again, *amounts = merged("N1", table, fetched, DAY + timedelta(number))
        assert again.equals(table)
        assert amounts == [0, 0]
    current = {key: state for key, (_, state) in in_force(table).items()}

    assert current == {key: state for key, state in expected.items() if state is not None}
    assert table.column("replaced_on").null_count == len(current)


def test_a_changed_title_stops_the_series() -> None:
    """The unit stands in the title alone; the person who looks at it sees both."""
    stopped = judged(CARD, "Brott, antal/100 000 inv", NEXT)

    assert stopped.state == "stopped"
    assert stopped.title == CARD.title
    assert "antal/1000 inv" in (stopped.state_note or "")
    assert "antal/100 000 inv" in (stopped.state_note or "")


def test_a_stopped_series_stays_so() -> None:
    """Until a person has looked at it, whatever the catalogue says."""
    stopped = judged(CARD, "Annat", NEXT)

    assert [judged(stopped, title, NEXT) for title in (None, "Annat", CARD.title)] == [stopped] * 3


@pytest.mark.parametrize("ending", [" (-2020)", " (- 2020)", "(-2020)"])
def test_a_last_year_retires_the_series(ending: str) -> None:
    """It is the same measure, and says its end."""
    retired = judged(CARD, CARD.title + ending, NEXT)

    assert (retired.state, retired.title) == ("retired", CARD.title + ending)
    assert "2020" in (retired.state_note or "")
    assert judged(retired, CARD.title, NEXT) == CARD


def test_a_year_elsewhere_in_the_title_is_no_end() -> None:
    """Such a title has changed."""
    assert judged(CARD, "Brott (-2020), antal/1000 inv", NEXT).state == "stopped"


def test_what_left_the_catalogue_is_retired() -> None:
    """With the day when that was first seen."""
    retired = judged(CARD, None, NEXT)

    assert retired == replace(CARD, state="retired", state_note=retired.state_note)
    assert "1\u00a0december\u00a02026" in (retired.state_note or "")
    assert judged(retired, None, NEXT + timedelta(30)) == retired
    assert judged(retired, CARD.title, NEXT) == CARD
