"""The command line: sync, list, resume, remove, and what each says when something is wrong."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_kolada import Fault, Kolada, cell, kpi, row, serving, values

from malkollen.__main__ import main
from malkollen.kolada.folder import changing
from malkollen.kolada.progress import read_progress
from malkollen.problems import Problem, RecordError

Output = pytest.CaptureFixture[str]


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was built, in place of the database."""
    built: list[str] = []
    for module in ("commands", "deciding"):
        monkeypatch.setattr(f"malkollen.kolada.{module}.build", lambda: built.append("database"))
    return built


@pytest.fixture
def kolada(builds: list[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Kolada]:
    """A Kolada with two measures, at the address that is configured."""
    held = [row("N1", "0180", 2021, cell("T", 4.0)), row("N2", "0160", 2022, cell("T", 5.0))]
    with serving(Kolada(kpis=[kpi("N1"), kpi("N2")], rows=held)) as served:
        monkeypatch.setenv("MALKOLLEN_KOLADA", served.address)
        yield served


def test_a_sync_tells_what_it_does(
    kolada: Kolada, own: Path, builds: list[str], capsys: Output
) -> None:
    """How far it has come beside, what was done at the end; the database is built."""
    code = main(["kolada", "sync", "--kpi", "N1", "--kpi", "N2"])
    said = capsys.readouterr()
    progress = read_progress(own)

    assert (code, builds) == (0, ["database"])
    assert (
        said.out
        == "2\u00a0nyckeltal hämtades, 2\u00a0nya värden och 0\u00a0värden ändrades eller togs bort.\n"
    )
    lines = said.err.splitlines()
    assert lines[0] == "Hämtar katalog, kommuner och grupper."
    assert "Hämtar värden: 2 av 2\u00a0nyckeltal, 2\u00a0värden hittills." in lines
    assert lines[-2:] == ["Bygger databasen.", "Klart."]
    assert progress is not None
    assert (progress.phase, progress.done, progress.total, progress.values) == ("done", 2, 2, 2)
    assert progress.ended_at is not None


def test_without_ids_the_catalogue_says_which(kolada: Kolada, capsys: Output) -> None:
    """Those that our own key figures name as nearest in Kolada."""
    kolada.kpis = [kpi("N15428"), kpi("N1")]

    assert main(["kolada", "sync"]) == 0
    assert capsys.readouterr().out.startswith("1\u00a0nyckeltal hämtades")
    assert any("/kpi/N15428/" in path for path in kolada.paths())


def test_what_is_wrong_is_told_and_the_rest_kept(kolada: Kolada, own: Path, capsys: Output) -> None:
    """Key figure, area, year, what was found and what would be allowed; the exit code says it too."""
    kolada.rows.append(row("N1", "0160", 2020, cell("T", 1.0, "Odd")))
    code = main(["kolada", "sync", "--kpi", "N1", "--kpi", "N2"])
    said = capsys.readouterr()
    progress = read_progress(own)

    assert code == 1
    sentence = "Ett värde går inte att läsa: N1, 0160, 2020: status är ”Odd” (tillåtet: ”Missing”,"
    assert sentence in said.err
    assert "N1 är som förut." in said.err
    assert set(values(own, "N2")) == {("0160", 2022, "T")}
    assert progress is not None
    assert progress.phase == "done"
    assert progress.problems[0].startswith(sentence)


def test_a_stopped_series_is_told_and_resumed(
    kolada: Kolada, own: Path, builds: list[str], capsys: Output
) -> None:
    """With both titles, and what a person can do."""
    assert main(["kolada", "sync", "--kpi", "N1"]) == 0
    kolada.kpis[0] = kpi("N1", "Mått N1, antal")
    capsys.readouterr()

    assert main(["kolada", "sync"]) == 0
    said = capsys.readouterr().out
    assert "N1 är stoppad: Titeln var ”Mått N1, andel (%)” och är ”Mått N1, antal”" in said
    assert "kolada resume N1 --as same" in said
    assert main(["kolada", "list"]) == 0
    listed = capsys.readouterr().out
    assert re.search(
        r"^N1  Mått N1, andel \(%\)\n  1\u00a0värde · alla kommuner · hämtad den .* · stoppad$",
        listed,
        re.MULTILINE,
    )

    assert main(["kolada", "resume", "N1", "--as", "same"]) == 0
    assert main(["kolada", "resume", "N1", "--as", "new"]) == 1
    resumed = capsys.readouterr()
    assert "med titeln ”Mått N1, antal”" in resumed.out
    assert resumed.err == "Serien N1 är inte stoppad.\n"
    assert len(builds) == 3


def test_a_series_is_removed(kolada: Kolada, own: Path, builds: list[str], capsys: Output) -> None:
    """To where it can be brought back from."""
    main(["kolada", "sync", "--kpi", "N1"])

    assert main(["kolada", "remove", "N1"]) == 0
    assert main(["kolada", "remove", "N1"]) == 1
    assert main(["kolada", "list"]) == 0
    said = capsys.readouterr()
    assert said.err.endswith("Det finns ingen hämtad serie N1.\n")
    assert said.out.endswith("Inga nyckeltal är hämtade från Kolada.\n")
    assert len(list((own / "removed").iterdir())) == 1
    assert len(builds) == 2


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (["--address", "kolada"], "Adressen ”kolada” går inte att använda."),
        (["--address", "http://127.0.0.1:1/v3"], "Inget svar från http://127.0.0.1:1/v3/kpi"),
        (["--since", "igår"], "Datumet ”igår” måste skrivas som 2026-01-31."),
        (["--municipality", "Atlantis"], "Kolada har ingen kommun ”Atlantis”."),
        (["--kpi", "N9"], "Kolada har inget nyckeltal N9."),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    kolada: Kolada, given: list[str], sentence: str, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And no traceback."""
    monkeypatch.setattr("urllib3.util.retry.time.sleep", lambda _: None)

    assert main(["kolada", "sync", *given]) == 1
    assert sentence in capsys.readouterr().err


def test_a_catalogue_that_fails_is_told_to_the_page_too(
    kolada: Kolada, own: Path, capsys: Output
) -> None:
    """Its progress says that it has ended, and why."""
    kolada.faults.append(Fault("/kpi", 9, lambda handler: handler.send(404, b"{}")))

    assert main(["kolada", "sync"]) == 1
    progress = read_progress(own)
    assert progress is not None
    assert (progress.phase, progress.ended_at is None) == ("failed", False)
    assert "svarade med fel 404" in progress.problems[0]
    assert progress.problems[0] in capsys.readouterr().err


def test_a_disk_that_is_full_is_a_sentence(
    kolada: Kolada, own: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was whole is kept, nothing half written is left, and the same command goes on."""
    main(["kolada", "sync", "--kpi", "N1"])
    before = values(own, "N1")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("malkollen.national.os.replace", full)
        assert main(["kolada", "sync"]) == 1
    said = capsys.readouterr().err
    assert "Mappen för nyckeltalen går inte att skriva i" in said
    assert "Traceback" not in said
    assert values(own, "N1") == before
    assert not list(own.rglob("*.new"))


def test_two_do_not_change_it_at_once(
    kolada: Kolada, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second is told who is at it."""
    monkeypatch.setattr("malkollen.kolada.folder._WAIT_SECONDS", 0.0)
    with changing():
        assert main(["kolada", "sync"]) == 1

    assert "redan av en annan process (" in capsys.readouterr().err
    assert kolada.asked == []


def test_a_record_that_does_not_fit_together_leaves_the_values_fetched(
    kolada: Kolada, own: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said that the database was not built, and why."""

    def broken() -> None:
        raise RecordError([Problem("doc", "missing_file")])

    monkeypatch.setattr("malkollen.kolada.commands.build", broken)
    assert main(["kolada", "sync", "--kpi", "N1"]) == 1
    said = capsys.readouterr()
    progress = read_progress(own)

    assert "1\u00a0nyckeltal hämtades" in said.out
    assert "databasen byggdes inte" in said.err
    assert len(values(own, "N1")) == 1
    assert progress is not None
    assert progress.phase == "failed"


def test_a_database_that_cannot_be_made_is_a_sentence(
    kolada: Kolada, own: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    """A disk that is full when the database is written leaves the values fetched, and the page is told."""

    def fail() -> None:
        raise RecordError(
            [Problem("database", "not_loaded", found="Could not write file: File too large")]
        )

    monkeypatch.setattr("malkollen.kolada.commands.build", fail)

    assert main(["kolada", "sync", "--kpi", "N1"]) == 1
    assert "Could not write file: File too large" in capsys.readouterr().err
    assert values(own, "N1")
    progress = read_progress(own)
    assert progress is not None
    assert progress.phase == "failed"
