"""A sync: what is asked for, what is written, what a fault in one place does to the others."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from small_kolada import (
    AREAS,
    DAY,
    GROUPS,
    HASTY,
    Fault,
    Handler,
    Kolada,
    Row,
    Run,
    cell,
    kpi,
    row,
    rows,
    serving,
    values,
)

from malkollen.kolada.errors import KoladaError
from malkollen.kolada.held import listed, remove
from malkollen.kolada.progress import Progress
from malkollen.locations import ROOT
from malkollen.national import read_card, series_path

NEXT = date(2026, 12, 1)
LATER = date(2026, 12, 15)
RECORDED = ROOT.parent / "shared" / "reference" / "kolada"


@pytest.fixture
def kolada() -> Iterator[Kolada]:
    """A Kolada with two measures in two municipalities, and one of regions alone."""
    held = [
        row("N1", "0160", 2021, cell("K", 1.0), cell("T", 2.0), cell("M", 3.0)),
        row("N1", "0180", 2021, cell("T", 4.0)),
        row("N1", "0180", 1970, cell("T", 0.5)),
        row("N1", "0001", 2021, cell("T", 9.0)),
        row("N2", "0160", 2022, cell("T", None, "Privacy")),
        row("N2", "0000", 2022, cell("T", 7.0)),
    ]
    kpis = [kpi("N1"), kpi("N2"), kpi("N3", municipality_type="L")]
    with serving(Kolada(kpis=kpis, rows=held)) as served:
        yield served


def test_what_is_fetched_is_kept(kolada: Kolada, run: Run, own: Path) -> None:
    """Catalogue, areas and groups whole; of the values those of municipalities and the nation."""
    report = run(kolada, "N1", "N2")

    assert values(own, "N1") == {
        ("0160", 2021, "K"): ("value", 1.0),
        ("0160", 2021, "M"): ("value", 3.0),
        ("0160", 2021, "T"): ("value", 2.0),
        ("0180", 1970, "T"): ("value", 0.5),
        ("0180", 2021, "T"): ("value", 4.0),
    }
    assert values(own, "N2") == {
        ("0000", 2022, "T"): ("value", 7.0),
        ("0160", 2022, "T"): ("secret", None),
    }
    counts = {
        name: pq.read_table(own / f"{name}.parquet").num_rows
        for name in ("kpis", "areas", "groups")
    }
    assert counts == {"kpis": 3, "areas": len(AREAS), "groups": len(GROUPS)}
    card = read_card(series_path(own, "N1"))
    assert (card.title, card.fetched_on, card.has_all_areas, card.state) == (
        "Mått N1, andel (%)", DAY, True, "current",
    )  # fmt: skip
    assert (report.fetched, report.value_count, report.problems) == (["N1", "N2"], 7, [])


@pytest.mark.skipif(not RECORDED.is_dir(), reason="the recorded bodies are not here")
def test_a_recorded_body_is_read(run: Run, own: Path) -> None:
    """N21704 of 2023 as Kolada sent it: three genders, in another order for each municipality."""
    body = json.loads((RECORDED / "v3_data_N21704_2023.json").read_text(encoding="utf-8"))["values"]
    areas = json.loads((RECORDED / "v3_municipality_trimmed.json").read_text(encoding="utf-8"))
    catalogue = json.loads(
        (RECORDED / "catalogue_kpi_selected_2026-03.json").read_text(encoding="utf-8")
    )
    groups = json.loads(
        (RECORDED / "catalogue_groups_selected_2026-03.json").read_text(encoding="utf-8")
    )
    kpis = [*(one for one in catalogue if one["id"] != "N21704"), kpi("N21704")]
    with serving(Kolada(kpis=kpis, rows=body, areas=areas, groups=groups)) as served:
        run(served, "N21704")

    found = values(own, "N21704")
    assert [found["0180", 2023, gender][1] for gender in "TKM"] == [21.88749, 25.688929, 15.778849]
    assert [found["0580", 2023, gender][1] for gender in "TKM"] == [6.067015, 7.221589, 4.434292]
    assert len(found) == 15
    assert pq.read_table(own / "kpis.parquet").num_rows == len(kpis)
    assert len({one["group_id"] for one in pq.read_table(own / "groups.parquet").to_pylist()}) == 81


def test_no_list_is_longer_than_the_api_takes(run: Run, own: Path) -> None:
    """Sixty measures over sixty years, and thirty municipalities."""
    ids = [f"N{number}" for number in range(60)]
    areas: list[Row] = [
        {"id": f"{number:04}", "title": f"K{number}", "type": "K"} for number in range(1, 31)
    ]
    held = [row(one, "0030", 2020, cell("T", 1.0)) for one in ids]
    with serving(Kolada(kpis=[kpi(one) for one in ids], rows=held, areas=areas)) as served:
        everything = run(served, *ids)
        some = run(served, *ids, municipality_codes=tuple(one["id"] for one in areas))

    # The server refuses longer ones.
    assert (everything.problems, some.problems) == ([], [])
    assert len(everything.fetched) == len(some.fetched) == 60
    assert values(own, "N59") == {("0030", 2020, "T"): ("value", 1.0)}


def test_without_ids_those_of_the_catalogue_and_those_held_are_fetched(
    kolada: Kolada, run: Run
) -> None:
    """An id that our own catalogue names and Kolada has not is told, and is no error."""
    run(kolada, "N2")
    report = run(kolada, catalogue_ids=("N1", "N3", "N9"))

    assert sorted(report.fetched) == ["N1", "N2"]
    assert (report.not_in_kolada, report.problems) == (["N3", "N9"], [])


def test_all_are_those_of_municipalities(kolada: Kolada, run: Run) -> None:
    """Also those of municipalities and regions alike."""
    kolada.kpis.append(kpi("N4", municipality_type="A"))

    assert run(kolada, is_all=True).fetched == ["N1", "N2", "N4"]


def test_an_id_that_is_not_there_is_told(kolada: Kolada, run: Run) -> None:
    """And the others are fetched."""
    report = run(kolada, "N1", "N3", "N9")

    assert report.fetched == ["N1"]
    assert [(one.code, one.national_kpi_ids) for one in report.problems] == [
        ("of_regions", ("N3",)), ("unknown_kpi", ("N9",)),
    ]  # fmt: skip


def test_the_second_time_changes_are_asked_for(kolada: Kolada, run: Run, own: Path) -> None:
    """From the day of the first; a revision, a deletion and what is new, the others as they were."""
    run(kolada, "N1")
    kolada.changes["2026-11-20"] = [
        row("N1", "0180", 2021, cell("T", 4.5)),
        row("N1", "0160", 2021, cell("K", None, isdeleted=True)),
        row("N1", "0160", 2022, cell("T", 8.0)),
    ]
    kolada.asked.clear()
    report = run(kolada, "N1", day=NEXT)

    assert {path.partition("from_date=")[2] for path in kolada.paths()} == {"2026-11-01"}
    assert rows(own, "N1") == [
        ("0180", 1970, "T", "value", 0.5, DAY, None),
        ("0160", 2021, "K", "value", 1.0, DAY, NEXT),
        ("0160", 2021, "M", "value", 3.0, DAY, None),
        ("0160", 2021, "T", "value", 2.0, DAY, None),
        ("0180", 2021, "T", "value", 4.0, DAY, NEXT),
        ("0180", 2021, "T", "value", 4.5, NEXT, None),
        ("0160", 2022, "T", "value", 8.0, NEXT, None),
    ]
    assert (report.value_count, report.replaced_count) == (2, 2)
    assert read_card(series_path(own, "N1")).fetched_on == NEXT


def test_since_goes_before_the_day_of_the_last(kolada: Kolada, run: Run, own: Path) -> None:
    """A new series is fetched whole all the same; a day after the last leaves the series' own day, for there is a gap."""
    run(kolada, "N1")
    kolada.asked.clear()
    run(kolada, "N1", "N2", day=NEXT, since=date(2026, 11, 15))
    asked = {(path.split("/")[4], path.partition("from_date=")[2]) for path in kolada.paths()}

    assert asked == {("N1", "2026-11-15"), ("N2", "")}
    assert read_card(series_path(own, "N1")).fetched_on == DAY
    assert read_card(series_path(own, "N2")).fetched_on == NEXT

    run(kolada, "N1", day=NEXT, since=date(2026, 10, 1))
    assert read_card(series_path(own, "N1")).fetched_on == NEXT


def test_chosen_municipalities_may_be_named(kolada: Kolada, run: Run, own: Path) -> None:
    """Nothing can be said of all of them then."""
    run(kolada, "N1", municipality_codes=("täby",))

    assert {key[0] for key in values(own, "N1")} == {"0160"}
    assert not read_card(series_path(own, "N1")).has_all_areas
    assert kolada.paths() == ["/v3/data/kpi/N1/municipality/0160?per_page=5000"]


def test_an_unknown_municipality_is_refused(kolada: Kolada, run: Run) -> None:
    """A region is none."""
    with pytest.raises(KoladaError) as caught:
        run(kolada, "N1", municipality_codes=("0160", "0001", "Atlantis"))

    assert [(one.code, one.found) for one in caught.value.problems] == [
        ("unknown_area", "0001"), ("unknown_area", "Atlantis"),
    ]  # fmt: skip
    assert kolada.paths() == []


def test_a_wider_scope_is_fetched_whole(kolada: Kolada, run: Run, own: Path) -> None:
    """Another municipality, then all; what was deleted in between is gone, and what is equal kept."""
    run(kolada, "N1", municipality_codes=("0160",))
    kolada.asked.clear()
    run(kolada, "N1", day=NEXT, municipality_codes=("0160", "0180"))
    assert not any("from_date" in path for path in kolada.paths())

    kolada.rows = [one for one in kolada.rows if one["period"] != 1970]
    kolada.asked.clear()
    run(kolada, "N1", day=LATER)

    assert not any("from_date" in path for path in kolada.paths())
    assert read_card(series_path(own, "N1")).has_all_areas
    assert [one for one in rows(own, "N1") if one[1] == 1970] == [
        ("0180", 1970, "T", "value", 0.5, NEXT, LATER)
    ]
    assert ("0160", 2021, "T", "value", 2.0, DAY, None) in rows(own, "N1")


def test_chosen_municipalities_do_not_make_a_whole_series_less(
    kolada: Kolada, run: Run, own: Path
) -> None:
    """It has all still, and its day stays: the others may have changed since."""
    run(kolada, "N1")
    kolada.changes["2026-11-20"] = [
        row("N1", area, 2021, cell("T", 8.0)) for area in ("0160", "0180")
    ]
    run(kolada, "N1", day=NEXT, municipality_codes=("0160",))
    card = read_card(series_path(own, "N1"))

    assert (card.has_all_areas, card.fetched_on) == (True, DAY)
    assert values(own, "N1")["0180", 2021, "T"] == ("value", 4.0)

    run(kolada, "N1", day=LATER)
    assert values(own, "N1")["0180", 2021, "T"] == ("value", 8.0)


def test_fewer_chosen_than_before_leave_the_day(kolada: Kolada, run: Run, own: Path) -> None:
    """Only where all that is held was asked for does it move on."""
    run(kolada, "N1", municipality_codes=("0160", "0180"))
    run(kolada, "N1", day=NEXT, municipality_codes=("0160",))
    assert read_card(series_path(own, "N1")).fetched_on == DAY

    run(kolada, "N1", day=NEXT, municipality_codes=("0160", "0180"))
    assert read_card(series_path(own, "N1")).fetched_on == NEXT


def test_a_changed_title_stops_a_series_and_no_other(kolada: Kolada, run: Run, own: Path) -> None:
    """Its values stay as they were, and it is not asked for, now or later."""
    run(kolada, "N1", "N2")
    before = rows(own, "N1")
    kolada.kpis[0] = kpi("N1", "Mått N1, antal")
    kolada.asked.clear()
    reports = [run(kolada, "N1", "N2", day=day) for day in (NEXT, LATER)]

    assert [[card.national_kpi_id for card in one.stopped] for one in reports] == [["N1"], ["N1"]]
    assert [one.fetched for one in reports] == [["N2"], ["N2"]]
    assert not any("N1" in path for path in kolada.paths())
    assert rows(own, "N1") == before
    card = read_card(series_path(own, "N1"))
    assert (card.state, card.title, card.fetched_on) == ("stopped", "Mått N1, andel (%)", DAY)


def test_what_ended_is_kept(kolada: Kolada, run: Run, own: Path) -> None:
    """With a last year it is fetched still; out of the catalogue it is not."""
    run(kolada, "N1", "N2")
    kolada.kpis[:2] = [kpi("N1", "Mått N1, andel (%) (-2021)")]
    kolada.changes["2026-11-20"] = [row("N1", "0180", 2021, cell("T", 5.0))]
    kolada.asked.clear()
    report = run(kolada, day=NEXT)

    assert [card.national_kpi_id for card in report.retired] == ["N1", "N2"]
    assert report.fetched == ["N1"]
    assert values(own, "N1")["0180", 2021, "T"] == ("value", 5.0)
    assert len(values(own, "N2")) == 2
    assert not any("N2" in path for path in kolada.paths())
    assert run(kolada, day=LATER).retired == []


@pytest.mark.parametrize("name", ["kpis", "areas", "groups"])
def test_a_catalogue_cut_off_changes_nothing(
    kolada: Kolada, run: Run, own: Path, name: str
) -> None:
    """It would otherwise end every series that it leaves out."""
    run(kolada, "N1", "N2")
    setattr(kolada, name, getattr(kolada, name)[: 0 if name == "groups" else 1])
    before = {path: path.read_bytes() for path in own.rglob("*.parquet")}
    with pytest.raises(KoladaError) as caught:
        run(kolada, day=NEXT)

    assert [one.code for one in caught.value.problems] == ["shrunk"]
    assert {path: path.read_bytes() for path in own.rglob("*.parquet")} == before


def test_one_value_that_is_not_understood_stops_its_series_alone(
    kolada: Kolada, run: Run, own: Path
) -> None:
    """It is as it was; the others go on, and the next sync tries again."""
    run(kolada, "N1", "N2")
    before = rows(own, "N1"), read_card(series_path(own, "N1"))
    wrong = [
        row("N1", "0180", 2021, cell("T", 4.5)),
        row("N1", "0180", 2022, cell("T", 1.0, "Odd")),
    ]
    kolada.changes["2026-11-20"] = [*wrong, row("N2", "0160", 2022, cell("T", 6.0))]
    report = run(kolada, day=NEXT)
    problem = report.problems[0]

    assert (problem.national_kpi_ids, problem.area_code, problem.year, problem.found) == (
        ("N1",), "0180", 2022, "Odd",
    )  # fmt: skip
    assert (rows(own, "N1"), read_card(series_path(own, "N1"))) == before
    assert values(own, "N2")["0160", 2022, "T"] == ("value", 6.0)

    kolada.changes["2026-11-20"] = wrong[:1]
    assert run(kolada, day=LATER).problems == []
    assert values(own, "N1")["0180", 2021, "T"] == ("value", 4.5)


def test_a_series_that_comes_back_empty_is_left_as_it_was(
    kolada: Kolada, run: Run, own: Path
) -> None:
    """Where all of it was asked for, no value at all is more likely a fault."""
    run(kolada, "N1", municipality_codes=("0160", "0180"))
    before = rows(own, "N1")
    kolada.rows = []
    report = run(kolada, "N1", day=NEXT)

    assert [one.code for one in report.problems] == ["emptied"]
    assert rows(own, "N1") == before


def many(count: int) -> Kolada:
    """Return a Kolada with a value for each of many measures."""
    ids = [f"N{number:03}" for number in range(count)]
    return Kolada(
        kpis=[kpi(one) for one in ids],
        rows=[row(one, "0180", 2020, cell("T", float(place))) for place, one in enumerate(ids)],
    )


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (lambda handler: handler.send(404, b"{}"), "status"),
        (lambda handler: handler.send(500, b"{}"), "status"),
        (lambda handler: handler.send(200, b"<html>"), "not_json"),
        (lambda handler: handler.send(200, b'{"values": [{"measure": "N1"}]}'), "value"),
    ],
)
def test_one_that_makes_its_batch_fail_is_found(
    run: Run, own: Path, answer: object, code: str
) -> None:
    """The others of the batch are fetched without it."""
    with serving(many(60)) as served:
        served.faults.append(Fault("N030", 99, answer))  # type: ignore[arg-type]
        report = run(served, is_all=True)

    assert [(one.code, one.national_kpi_ids) for one in report.problems] == [(code, ("N030",))]
    assert {path.stem for path in (own / "series").iterdir()} == set(report.fetched)
    assert len(report.fetched) == 59


def test_a_batch_without_an_answer_loses_nothing_of_the_others(run: Run, own: Path) -> None:
    """The same sync again fetches what was left, and no more."""
    with serving(many(60)) as served:
        served.faults.append(Fault("N025", HASTY.tries, Handler.hang_up))
        first = run(served, is_all=True)
        held = {path.stem for path in (own / "series").iterdir()}
        served.asked.clear()
        second = run(served, is_all=True)

    assert [(one.code, len(one.national_kpi_ids)) for one in first.problems] == [("no_answer", 25)]
    assert len(held) == 35
    assert (len(second.fetched), len(second.done_before), second.problems) == (25, 35, [])
    assert not any("N000" in path for path in served.paths())
    assert {path.stem for path in (own / "series").iterdir()} == {one["id"] for one in served.kpis}
    assert not (own / "sync.json").exists()


@pytest.mark.parametrize(
    ("answer", "code"),
    [(Handler.hang_up, "no_answer"), (lambda handler: handler.send(404, b"{}"), "status")],
)
def test_a_service_that_went_away_is_not_asked_for_ever(
    run: Run, answer: object, code: str
) -> None:
    """After a few failures in a row the rest is told as not fetched."""
    with serving(many(130)) as served:
        served.faults.append(Fault("/data/", 99, answer))  # type: ignore[arg-type]
        report = run(served, is_all=True)

    assert [one.code for one in report.problems] == [*[code] * 4, "given_up"]
    assert len([one for problem in report.problems for one in problem.national_kpi_ids]) == 130
    assert len(served.paths()) <= 4 * HASTY.tries


def test_a_catalogue_that_does_not_come_changes_nothing(
    kolada: Kolada, run: Run, own: Path
) -> None:
    """All three lists, or none of them."""
    kolada.faults.append(Fault("/municipality_groups", 99, lambda handler: handler.send(500, b"")))
    with pytest.raises(KoladaError):
        run(kolada, "N1")

    assert not list(own.rglob("*.parquet"))


def test_a_sync_broken_off_goes_on_where_it_was(run: Run, own: Path, tmp_path: Path) -> None:
    """The same tables in the end as of one that was not; another wish or another day begins anew."""

    def snapshot() -> dict[str, tuple[object, bytes | None]]:
        tables = {path.name: pq.read_table(path) for path in own.rglob("*.parquet")}
        return {
            name: (one.to_pylist(), (one.schema.metadata or {}).get(b"malkollen"))
            for name, one in tables.items()
        }

    with serving(many(60)) as served:
        run(served, is_all=True)
        whole = snapshot()
        shutil.move(own, tmp_path / "whole")

        def stop(now: Progress) -> None:
            if now.done == 50:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            run(served, is_all=True, tell=stop)
        assert len(list((own / "series").iterdir())) == 50
        served.asked.clear()
        report = run(served, is_all=True)

    assert (len(report.fetched), len(report.done_before)) == (10, 50)
    assert snapshot() == whole


def test_progress_is_told(kolada: Kolada, run: Run, told: list[Progress]) -> None:
    """Series done of all, values so far; nothing goes backwards."""
    run(kolada, "N1", "N2")

    assert told[0].phase == "catalogue"
    assert (told[-1].phase, told[-1].done, told[-1].total, told[-1].values) == ("values", 2, 2, 7)
    assert [(now.done, now.values) for now in told] == sorted(
        (now.done, now.values) for now in told
    )


def test_a_file_that_is_none_of_ours_is_told(kolada: Kolada, run: Run, own: Path) -> None:
    """It is left as it is, and the others are fetched."""
    run(kolada, "N1", "N2")
    series_path(own, "N1").write_bytes(b"PAR1?")
    report = run(kolada, day=NEXT)

    assert [(one.code, one.national_kpi_ids) for one in report.problems] == [
        ("unreadable", ("N1",))
    ]
    assert report.fetched == ["N2"]
    assert series_path(own, "N1").read_bytes() == b"PAR1?"


def test_a_day_to_come_is_no_day_to_go_on_from(kolada: Kolada, run: Run, own: Path) -> None:
    """The clock was wrong when the series was fetched: it is fetched whole, and has a true day again."""
    run(kolada, "N1", day=NEXT)
    kolada.asked.clear()

    run(kolada, "N1", day=DAY)

    assert not [path for path in kolada.paths() if "from_date" in path]
    assert read_card(series_path(own, "N1")).fetched_on == DAY


def broken(path: Path) -> None:
    """Spoil the values, and leave the card."""
    content = bytearray(path.read_bytes())
    content[4:200] = bytes(196)
    path.write_bytes(content)


def without_a_column(path: Path) -> None:
    """Write it again without a column."""
    pq.write_table(pq.read_table(path).drop_columns(["state"]), path)


def under_another_name(path: Path) -> None:
    """Let its card lead out of the folder."""
    held = pq.read_table(path)
    card = held.schema.metadata[b"malkollen"].replace(b'"N1"', b'"../../../N1"')
    pq.write_table(held.replace_schema_metadata({b"malkollen": card}), path)


@pytest.mark.parametrize("spoil", [broken, without_a_column, under_another_name])
def test_a_series_that_is_spoilt_leaves_the_others_alone(
    kolada: Kolada, run: Run, own: Path, spoil: Callable[[Path], None]
) -> None:
    """It is told by its id, and can be taken away."""
    run(kolada, "N1", "N2")
    spoil(series_path(own, "N1"))

    report = run(kolada, "N1", "N2", day=NEXT)

    assert [(one.code, one.national_kpi_ids) for one in report.problems] == [
        ("unreadable", ("N1",))
    ]
    assert report.fetched == ["N2"]
    assert listed(own)[1] == tuple(report.problems)
    remove(own, "N1")
