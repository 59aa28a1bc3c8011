"""What a person does with the series held: decide about one that was stopped, take one away."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from small_kolada import DAY, Kolada, Run, cell, kpi, row, rows, serving, values

from malkollen.kolada.errors import KoladaError
from malkollen.kolada.held import listed, remove, resume
from malkollen.national import read_card, series_path

NEXT = date(2026, 12, 1)
LATER = date(2026, 12, 15)
BEFORE, AFTER = "Brott, antal/1000 inv", "Brott, antal/100 000 inv"


@pytest.fixture
def kolada(run: Run) -> Iterator[Kolada]:
    """A Kolada where the unit of a series that is held was changed, and the series stopped for that."""
    served = Kolada(kpis=[kpi("N1", BEFORE)], rows=[row("N1", "0180", 2021, cell("T", 5.0))])
    with serving(served):
        run(served, "N1")
        served.kpis[0] = kpi("N1", AFTER)
        served.rows = [row("N1", "0180", 2021, cell("T", 500.0))]
        served.changes["2026-11-20"] = [row("N1", "0180", 2022, cell("T", 6.0))]
        run(served, "N1", day=NEXT)
        yield served


def test_the_same_goes_on(kolada: Kolada, run: Run, own: Path) -> None:
    """Under its new title; what changed while it was stopped is asked for."""
    card = resume(own, "N1", is_same=True, today=NEXT)
    run(kolada, day=LATER)

    assert (card.state, card.title, card.state_note, card.begun_anew_on) == (
        "current",
        AFTER,
        None,
        None,
    )
    assert rows(own, "N1") == [
        ("0180", 2021, "T", "value", 5.0, DAY, None),
        ("0180", 2022, "T", "value", 6.0, LATER, None),
    ]


def test_another_begins_anew(kolada: Kolada, run: Run, own: Path) -> None:
    """Without the values so far, which are put away; all of it is fetched."""
    card = resume(own, "N1", is_same=False, today=NEXT)
    (put_away,) = (own / "replaced").iterdir()
    run(kolada, day=LATER)

    assert (card.state, card.title, card.begun_anew_on) == ("current", AFTER, NEXT)
    assert read_card(put_away).title == BEFORE
    assert rows(own, "N1") == [("0180", 2021, "T", "value", 500.0, LATER, None)]
    assert read_card(series_path(own, "N1")).begun_anew_on == NEXT


@pytest.mark.parametrize("is_same", [True, False])
def test_only_what_is_stopped_is_resumed(kolada: Kolada, own: Path, is_same: bool) -> None:  # noqa: FBT001
    """One that goes on, and one that is not held, are told."""
    resume(own, "N1", is_same=True)
    before = values(own, "N1")
    for kpi_id, code in (("N1", "not_stopped"), ("N2", "not_held"), ("../kpis", "not_held")):
        with pytest.raises(KoladaError) as caught:
            resume(own, kpi_id, is_same=is_same)
        assert [(one.code, one.national_kpi_ids) for one in caught.value.problems] == [
            (code, (kpi_id,))
        ]

    assert values(own, "N1") == before


def test_one_that_the_catalogue_no_longer_has_is_not_resumed(
    kolada: Kolada, run: Run, own: Path
) -> None:
    """There is no title to go on under."""
    kolada.kpis[0] = kpi("N2")
    run(kolada, day=LATER)
    with pytest.raises(KoladaError) as caught:
        resume(own, "N1", is_same=True)

    assert [one.code for one in caught.value.problems] == ["no_title"]


def test_what_is_removed_can_be_put_back(kolada: Kolada, own: Path) -> None:
    """The file is kept; a series that is not held is told."""
    before = values(own, "N1")
    place = remove(own, "N1")
    with pytest.raises(KoladaError):
        remove(own, "N1")
    assert listed(own) == ((), ())

    place.rename(series_path(own, "N1"))
    assert values(own, "N1") == before


def test_what_is_held_is_listed(kolada: Kolada, own: Path) -> None:
    """With its values in force; a file that cannot be read is told."""
    series_path(own, "N0").write_text("inget", encoding="utf-8")
    ((card, count),), problems = listed(own)

    assert (card.national_kpi_id, card.state, count) == ("N1", "stopped", 1)
    assert [(one.code, one.national_kpi_ids) for one in problems] == [("unreadable", ("N0",))]
