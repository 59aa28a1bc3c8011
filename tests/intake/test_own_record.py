"""The way in: published whole or not at all, newer versions, taken away and brought back."""

import multiprocessing
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_reading import ACTIVITY, DOCUMENT, KIRUNA, READING, found_file

from malkollen import build as building
from malkollen.build import build
from malkollen.intake import IntakeError, add, listed, own_record, propose, remove, restore
from malkollen.intake.own_folder import changing
from malkollen.intake.watch import hash_of
from malkollen.locations import DOCUMENTS
from malkollen.problems import Problem, RecordError
from malkollen.record import read_document
from malkollen.store import ask, data_version, read_table
from malkollen.understanding.reading import Corrections, Reading, ReadOccasion, Report

KIRUNA_ID = "kiruna-barnnamnden-2023"
TODAY = date(2023, 10, 2)
HUDDINGE = "huddinge-gymnasienamnden-2018"


def later(day: date) -> Reading:
    """Return the reading as of another day."""
    occasion = ReadOccasion(number=1, label="Bokslut", as_of_date=day, is_as_of_stated=True)
    return replace(READING, document=replace(DOCUMENT, occasions=(occasion,)))


def published_ids() -> list[str]:
    """Return the documents of the database that are not superseded, of Kiruna."""
    rows = ask("documents", municipality_code=KIRUNA).to_pylist()
    return [row["document_id"] for row in rows if not row["is_superseded"]]


def files(folder: Path) -> dict[str, bytes]:
    """Return what an own record holds, by path; the lock says nothing."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def codes(error: pytest.ExceptionInfo[IntakeError]) -> list[str]:
    """Return the codes of an error's problems."""
    return [problem.code for problem in error.value.problems]


def test_a_published_document_stands_beside_the_others(own: Path, original: Path) -> None:
    """In the record, in the database, its original kept; what it brings stands in the own reference tables."""
    published = add(found_file(original), taken_in_by="Karin", today=TODAY)
    document = read_document(own / "documents" / KIRUNA_ID)
    committees = {
        row["committee_id"]: row["committee"] for row in read_table("committee").to_pylist()
    }
    kpis = {row["kpi_code"]: row for row in read_table("kpi").to_pylist()}

    assert (published.document_id, published.supersedes) == (KIRUNA_ID, None)
    assert (published.goal_count, published.activity_count, published.kpi_count) == (1, 1, 1)
    assert (published.new_committees, published.new_kpis) == (("BN",), ("Trygga elever",))
    assert published_ids() == [KIRUNA_ID]
    assert (document.card.taken_in_by, document.card.taken_in_on) == ("Karin", TODAY)
    assert document.activities[0][1].comment == "Två nya."
    assert committees[f"{KIRUNA}-BN"] == "BN"
    assert (kpis["trygga_elever"]["unit"], kpis["trygga_elever"]["direction"]) == (
        "procent",
        "higher",
    )
    assert (own / "originals" / f"{hash_of(original)}.txt").read_bytes() == original.read_bytes()
    assert len(ask("documents").to_pylist()) == 6


def test_the_database_is_that_of_a_build_of_the_same_record(own: Path, original: Path) -> None:
    """Nothing is left to do for the next build."""
    add(found_file(original), taken_in_by="Karin")

    assert own.is_dir()
    assert not build().is_new


def test_a_second_document_adds_to_the_reference_tables(own: Path, tmp_path: Path) -> None:
    """What the first brought stays, and is not brought again."""
    add(found_file(tmp_path / "a.txt"), taken_in_by="Karin")
    other = replace(READING, document=replace(DOCUMENT, body="Skolnämnden"))
    activity = replace(ACTIVITY, committees=("BN", "SN"), committees_text="BN och SN")
    published = add(
        found_file(tmp_path / "b.txt", replace(other, activities=(activity,))), taken_in_by="Karin"
    )

    assert (published.new_committees, published.new_kpis) == (("SN",), ())
    assert (own / "reference" / "committees.csv").read_text("utf-8").splitlines() == [
        "municipality_code,committee_code,committee,source_document_id",
        f"{KIRUNA},BN,BN,{KIRUNA_ID}",
        f"{KIRUNA},SN,SN,kiruna-skolnamnden-2023",
    ]


def test_a_newer_version_supersedes_the_older_which_stays(own: Path, original: Path) -> None:
    """The older stays readable; the newer is named by its date."""
    add(found_file(original), taken_in_by="Karin")
    found = found_file(original, later(date(2023, 12, 31)))
    proposal = propose(found)
    published = add(found, taken_in_by="Karin")
    states = {
        row["document_id"]: row["is_superseded"]
        for row in ask("documents", municipality_code=KIRUNA).to_pylist()
    }

    assert (proposal.supersedes, proposal.is_older) == (KIRUNA_ID, False)
    assert published.document_id == f"{KIRUNA_ID}-per-2023-12-31"
    assert published.supersedes == KIRUNA_ID
    assert states == {KIRUNA_ID: True, f"{KIRUNA_ID}-per-2023-12-31": False}
    assert [one.document_id for one in listed()] == sorted(states)
    assert own.is_dir()


def test_an_older_version_is_not_put_above_a_newer(own: Path, original: Path) -> None:
    """It is told, unless whoever takes it in says what it replaces."""
    add(found_file(original), taken_in_by="Karin")
    before = files(own)
    found = found_file(original, later(date(2023, 4, 30)))
    assert propose(found).is_older

    with pytest.raises(IntakeError) as caught:
        add(found, taken_in_by="Karin")
    assert codes(caught) == ["newer_published"]
    assert files(own) == before
    assert add(found, taken_in_by="Karin", supersedes="").supersedes is None
    assert len(published_ids()) == 2


def test_an_original_of_the_record_takes_the_place_of_what_came_with_it(
    own: Path, original: Path
) -> None:
    """Same municipality, committee, year and kind, however the committee is written."""
    card = read_document(DOCUMENTS / HUDDINGE).card
    document = replace(
        DOCUMENT, municipality_code=card.municipality_code, body="GAN", year=card.year,
        occasions=(replace(DOCUMENT.occasions[0], as_of_date=date(2018, 12, 31)),),
    )  # fmt: skip
    published = add(found_file(original, replace(READING, document=document)), taken_in_by="Karin")
    states = {row["document_id"]: row["is_superseded"] for row in ask("documents").to_pylist()}

    assert own.is_dir()
    assert published.supersedes == HUDDINGE
    assert [name for name, is_superseded in states.items() if is_superseded] == [HUDDINGE]


def test_another_document_of_the_year_may_be_named_as_replaced(own: Path, original: Path) -> None:
    """It is offered as a candidate; one that is not there is told."""
    add(found_file(original), taken_in_by="Karin")
    other = replace(READING, document=replace(DOCUMENT, body="Barn- och skolnämnden"))
    found = found_file(original.with_name("annan.txt"), other)
    original.with_name("annan.txt").write_text("annan", encoding="utf-8")
    found = found_file(original.with_name("annan.txt"), other)
    proposal = propose(found)

    assert (proposal.supersedes, proposal.candidates) == (None, (KIRUNA_ID,))
    with pytest.raises(IntakeError) as caught:
        add(found, taken_in_by="Karin", supersedes="finns-inte")
    assert codes(caught) == ["unknown_superseded"]
    assert add(found, taken_in_by="Karin", supersedes=KIRUNA_ID).supersedes == KIRUNA_ID
    assert own.is_dir()


def test_what_is_not_decided_is_not_published(own: Path, original: Path) -> None:
    """Municipality, body, year and a status word: all told at once, and nothing is there afterwards."""
    report = Report(occasion=1, status_text="Rullar på", status=None, comment=None)
    reading = Reading(
        document=replace(DOCUMENT, municipality_code=None, body=None, year=None),
        goals=READING.goals,
        activities=(replace(ACTIVITY, reports=(report,)),),
    )
    found = found_file(original, reading)
    with pytest.raises(IntakeError) as caught:
        add(found, taken_in_by="Karin")

    assert propose(found).document_id is None
    assert codes(caught) == ["no_municipality", "no_body", "no_year", "unknown_status"]
    assert caught.value.problems[-1].found == "Rullar på"
    assert files(own) == {}


def test_a_decided_word_is_known_from_then_on(own: Path, original: Path) -> None:
    """It stands in the own reference tables, and its rows need no code of their own."""
    report = Report(occasion=1, status_text="Rullar på", status="in_progress", comment=None)
    found = found_file(
        original,
        replace(READING, activities=(replace(ACTIVITY, reports=(report,)),)),
        Corrections(status_words=(("rullar på", "in_progress"),)),
    )
    published = add(found, taken_in_by="Karin")
    row = read_document(own / "documents" / KIRUNA_ID).activities[0][1]

    assert published.new_status_words == ("rullar på",)
    assert (row.status_text, row.status) == ("Rullar på", None)
    assert (own / "reference" / "status_words.csv").read_text("utf-8").splitlines()[1] == (
        f"rullar på,in_progress,bestämt när {KIRUNA_ID} lästes in"
    )


def test_what_does_not_exist_is_told(own: Path, original: Path) -> None:
    """A municipality's code, and a status, that no table knows."""
    found = found_file(
        original,
        replace(READING, document=replace(DOCUMENT, municipality_code="9999")),
        Corrections(status_words=(("rullar på", "rolling"),)),
    )
    with pytest.raises(IntakeError) as caught:
        add(found, taken_in_by="Karin")

    assert codes(caught) == ["unknown_municipality", "no_such_status"]
    assert files(own) == {}


def test_a_file_that_changed_since_it_was_read_is_not_published(own: Path, original: Path) -> None:
    """The original that is kept is the one that was read."""
    found = found_file(original)
    original.write_text("något annat", encoding="utf-8")
    with pytest.raises(IntakeError) as caught:
        add(found, taken_in_by="Karin")
    original.unlink()
    with pytest.raises(IntakeError) as missing:
        add(found, taken_in_by="Karin")

    assert (codes(caught), codes(missing)) == (["changed_file"], ["missing_file"])
    assert files(own) == {}


def test_a_record_that_does_not_build_is_left_as_it_was(
    own: Path, original: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Problems of the record are told as they are; record and database stay."""
    before = build().path.name
    goal = replace(READING.goals[0], parent_goal_id="g9")
    with pytest.raises(IntakeError) as caught:
        add(found_file(original, replace(READING, goals=(goal,))), taken_in_by="Karin")

    assert [(one.code, one.column, one.found) for one in caught.value.problems] == [
        ("unknown_value", "parent_goal_id", "g9")
    ]
    assert not (own / "documents" / KIRUNA_ID).exists()
    assert data_version() == before

    def fail(*_: Any) -> Any:
        raise RecordError([Problem("x", "duplicate")])

    monkeypatch.setattr(building, "_switch", fail)
    with pytest.raises(IntakeError):
        add(found_file(original), taken_in_by="Karin")
    assert (listed(), data_version()) == ((), before)


def test_a_removed_document_comes_back(own: Path, original: Path) -> None:
    """Gone from the pages, kept aside, and back as it was; its committee stays known."""
    add(found_file(original), taken_in_by="Karin")
    before = files(own / "documents")
    remove(KIRUNA_ID)

    assert published_ids() == []
    assert [(one.document_id, one.removed_at is None) for one in listed(with_removed=True)] == [
        (KIRUNA_ID, False)
    ]
    assert listed() == ()
    restore(KIRUNA_ID)
    assert published_ids() == [KIRUNA_ID]
    assert files(own / "documents") == before


def test_a_superseded_document_cannot_be_taken_from_under_its_newer(
    own: Path, original: Path
) -> None:
    """The newer goes first; then the older is current again."""
    add(found_file(original), taken_in_by="Karin")
    newer = add(found_file(original, later(date(2023, 12, 31))), taken_in_by="Karin").document_id
    with pytest.raises(IntakeError) as caught:
        remove(KIRUNA_ID)
    remove(newer)

    assert [(one.code, one.allowed) for one in caught.value.problems] == [
        ("superseded_by", (newer,))
    ]
    assert published_ids() == [KIRUNA_ID]
    assert own.is_dir()


def test_what_was_replaced_meanwhile_does_not_come_back_beside_it(
    own: Path, original: Path
) -> None:
    """The same document would count twice."""
    add(found_file(original), taken_in_by="Karin")
    remove(KIRUNA_ID)
    instead = add(found_file(original), taken_in_by="Karin").document_id
    with pytest.raises(IntakeError) as caught:
        restore(KIRUNA_ID)

    # The id of what was removed is not used again.
    assert instead == f"{KIRUNA_ID}-per-2023-08-31"
    assert codes(caught) == ["published_already"]
    assert published_ids() == [instead]
    assert own.is_dir()


@pytest.mark.parametrize(("undo", "code"), [(remove, "unknown_document"), (restore, "not_removed")])
@pytest.mark.parametrize("name", ["finns-inte", "../documents", HUDDINGE, ""])
def test_what_is_not_there_is_told(
    own: Path, undo: Callable[[str], None], code: str, name: str
) -> None:
    """Nor is any other folder touched: neither one above, nor one that came with Målkollen."""
    with pytest.raises(IntakeError) as caught:
        undo(name)

    assert codes(caught) == [code]
    assert files(own) == {}


def test_one_at_a_time(own: Path) -> None:
    """Whoever waits too long is told."""
    with changing(), pytest.raises(IntakeError) as caught, changing(wait_seconds=0.1):
        pass

    assert codes(caught) == ["busy"]
    assert own.is_dir()


def _add_and_die(path: str, step: str) -> None:
    """Add a document, and end as if killed when the step begins."""

    def die(*_: Any, **__: Any) -> Any:
        os._exit(9)

    place = building if hasattr(building, step) else own_record
    setattr(place, step, die)
    add(found_file(Path(path)), taken_in_by="Karin")


@pytest.mark.parametrize(
    ("step", "is_in"),
    [("write_document", False), ("_make", False), ("put_reference", False), ("_switch", True)],
)
def test_a_killed_add_leaves_the_old_or_the_new(
    own: Path, original: Path, step: str, *, is_in: bool
) -> None:
    """Never a half: the next build finds one or the other, and the next change cleans up."""
    build()
    process = multiprocessing.get_context("fork").Process(
        target=_add_and_die, args=(str(original), step)
    )
    process.start()
    process.join()
    build()

    assert process.exitcode == 9
    assert published_ids() == ([KIRUNA_ID] if is_in else [])
    with changing():
        assert not list(own.glob("staging-*"))
    published = add(found_file(original), taken_in_by="Karin")
    assert published.document_id == (f"{KIRUNA_ID}-per-2023-08-31" if is_in else KIRUNA_ID)


def test_a_broken_own_document_is_told(own: Path, original: Path) -> None:
    """Whoever edits by hand is told of the file, and the database stays."""
    add(found_file(original), taken_in_by="Karin")
    before = data_version()
    shutil.copyfile(original, own / "documents" / KIRUNA_ID / "card.toml")
    with pytest.raises(IntakeError) as caught:
        listed()

    assert [(one.file, one.code) for one in caught.value.problems] == [
        (f"{KIRUNA_ID}/card.toml", "not_toml")
    ]
    with pytest.raises(RecordError):
        build()
    assert data_version() == before
