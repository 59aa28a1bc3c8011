"""A sync as a process of its own: started, looked at, stopped, killed, started again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from small_kolada import DAY, Kolada, Run, cell, kpi, row, serving

from malkollen.kolada import running
from malkollen.kolada.errors import KoladaError
from malkollen.locations import ROOT

_SECONDS = 30.0

# A whole sync in a process of its own, on the day that is told: the day of the clock may end before it is done.
_SYNC = """
import sys
from datetime import date
from malkollen.kolada.folder import changing
from malkollen.kolada.sync import Wish, sync

address, day = sys.argv[1:]
with changing() as folder:
    sync(folder, Wish(address=address, is_all=True), lambda told: None, today=date.fromisoformat(day))
"""


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so; fail where that does not come."""
    deadline = time.monotonic() + _SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.02)


@pytest.fixture
def kolada(monkeypatch: pytest.MonkeyPatch) -> Iterator[Kolada]:
    """A Kolada with three batches of measures, a page for each row."""
    ids = [f"N{number:03}" for number in range(60)]
    held = [row(one, "0180", 2020, cell("T", float(place))) for place, one in enumerate(ids)]
    with serving(Kolada(kpis=[kpi(one) for one in ids], rows=held)) as served:
        monkeypatch.setenv("MALKOLLEN_KOLADA", served.address)
        yield served


@pytest.fixture
def held_back(kolada: Kolada) -> Kolada:
    """The same, which does not answer for the last batch until `pause_seconds` is none."""
    answer = kolada.by_kpi

    def by_kpi() -> object:
        while kolada.pause_seconds and "N059" in kolada.asked[-1]:
            time.sleep(0.01)
        return answer()

    kolada.by_kpi = by_kpi  # type: ignore[method-assign,assignment]
    kolada.pause_seconds = 0.001
    return kolada


def tables(folder: Path) -> dict[str, object]:
    """Return all rows and cards of what is held."""
    return {
        path.name: (table.to_pylist(), (table.schema.metadata or {}).get(b"malkollen"))
        for path in sorted(folder.rglob("*.parquet"))
        for table in [pq.read_table(path)]
    }


def test_killed_and_started_again_it_ends_the_same(
    held_back: Kolada, run: Run, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the same tables as a sync that nobody disturbed, and without asking again for what was done."""
    killed = subprocess.Popen(
        [sys.executable, "-c", _SYNC, held_back.address, DAY.isoformat()],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until(lambda: any("N059" in path for path in held_back.asked))
    killed.kill()
    killed.wait()
    held_back.pause_seconds = 0.0
    assert len(list((own / "series").iterdir())) == 50
    assert not running.is_running()

    held_back.asked.clear()
    report = run(held_back, is_all=True)
    assert (len(report.fetched), len(report.done_before)) == (10, 50)
    assert not any("N000" in path for path in held_back.paths())

    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path / "undisturbed"))
    run(held_back, is_all=True)
    assert tables(own) == tables(tmp_path / "undisturbed" / "kolada")


def test_a_page_starts_it_looks_at_it_and_stops_it(held_back: Kolada, own: Path) -> None:
    """One at a time; what was done is kept, and its progress says that it did not end by itself."""
    assert (running.progress(), running.is_running(), running.stop()) == (None, False, False)
    pid = running.start(is_all=True)
    try:
        assert running.is_running()
        with pytest.raises(KoladaError) as caught:
            running.start()
        assert [(one.code, one.found) for one in caught.value.problems] == [("busy", str(pid))]
        until(lambda: (now := running.progress()) is not None and now.done == 50)
        now = running.progress()
        assert now is not None
        assert (now.pid, now.phase, now.total, now.values) == (pid, "values", 60, 50)

        assert running.stop()
        until(lambda: not running.is_running())
    finally:
        held_back.pause_seconds = 0.0
        if running.is_running():
            os.kill(pid, signal.SIGKILL)
    last = running.progress()
    assert last is not None
    assert (last.phase, last.ended_at) == ("values", None)
    assert len(list((own / "series").iterdir())) == 50


def test_a_sync_that_fails_at_once_has_told_why(
    kolada: Kolada, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page finds it in the progress."""
    monkeypatch.setenv("MALKOLLEN_KOLADA", "kolada")
    running.start(("N1",), ("0180",), since=date(2026, 1, 1))
    until(lambda: (now := running.progress()) is not None and now.ended_at is not None)
    now = running.progress()

    assert now is not None
    assert now.phase == "failed"
    assert "Adressen ”kolada”" in now.problems[0]


def test_a_folder_that_cannot_be_written_is_told(own: Path) -> None:
    """Nothing is started."""
    own.parent.mkdir(parents=True)
    own.write_text("en fil", encoding="utf-8")
    with pytest.raises(KoladaError) as caught:
        running.start()

    assert [one.code for one in caught.value.problems] == ["folder"]
