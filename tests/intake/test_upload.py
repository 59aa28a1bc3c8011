"""A file on its way in: what was typed of it, when it is read, what is shown of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_reading import ACTIVITY, DOCUMENT, READING, found_file

from malkollen.intake import IntakeError, Watch
from malkollen.intake import upload as uploads
from malkollen.intake.corrected import Corrected, with_edits
from malkollen.intake.doubts import open_doubts, open_point_count, unsettled_words
from malkollen.intake.entered import as_typed, given, is_usable
from malkollen.intake.upload import Upload, file_label, keep_file
from malkollen.problems import Problem
from malkollen.understanding.corrections import correct
from malkollen.understanding.reading import Corrections, Doubt, Given, Place

KEY = (None, 7, 0)


@pytest.fixture
def upload() -> Iterator[Upload]:
    """A small file that was put there."""
    kept = keep_file(3, "C:\\Mina dokument\\Uppföljning 2023.TXT", b"Barnnamndens")
    yield kept
    kept.forget()


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[Corrections]:
    """The corrections that each reading is made with; the reading is a small one."""
    made: list[Corrections] = []

    def read_file(path: Path, _given: Given, corrections: Corrections, **_: Any) -> Any:
        made.append(corrections)
        return found_file(path, correct(READING, corrections), corrections)

    monkeypatch.setattr(uploads, "read_file", read_file)
    return made


def test_a_file_lies_under_a_name_of_ours_until_it_is_forgotten(upload: Upload) -> None:
    """Its own name is only shown."""
    assert upload.path.name == "original.txt"
    assert upload.path.read_bytes() == b"Barnnamndens"
    assert upload.file_name == "Uppföljning 2023.TXT"
    upload.forget()
    assert not upload.path.parent.exists()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("a\x00b\u202ec.pdf", "abc.pdf"),
        ("mapp/", "okänd fil"),
        ("x" * 200 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_shown_without_folders_and_control_characters(name: str, shown: str) -> None:
    """A name that nothing is left of is unknown; the end of a long one is what tells its kind."""
    assert file_label(name) == shown


def test_without_corrections_of_activities_it_is_read_once(
    upload: Upload, readings: list[Corrections]
) -> None:
    """Then it is not stale until something is entered or corrected."""
    upload.read(Watch())
    assert readings == [Corrections()]
    assert not upload.is_stale
    assert upload.result().reading == READING
    upload.enter("body", " Barnnämnden ")
    assert upload.is_stale
    assert upload.entered == {"body": "Barnnämnden"}
    upload.enter("body", " ")
    assert upload.entered == {}


def test_an_activity_left_out_is_still_shown(upload: Upload, readings: list[Corrections]) -> None:
    """It is read as it stands first, for its id, then with the correction; it can be taken in again."""
    upload.correct(with_edits(Corrected(), {KEY: {"is_none": True}}, ()))
    upload.read(Watch())

    assert [one.left_out for one in readings] == [(), ("a1",)]
    assert upload.result().reading.activities == ()
    assert upload.activities() == {KEY: ACTIVITY}


def test_a_corrected_activity_is_shown_corrected(
    upload: Upload, readings: list[Corrections]
) -> None:
    """Under the key that it had."""
    upload.correct(with_edits(Corrected(), {KEY: {"title": "Anställa två"}}, ()))
    upload.read(Watch())
    assert len(readings) == 2
    assert upload.activities()[KEY].title == "Anställa två"


def test_what_goes_wrong_is_kept_and_told(upload: Upload, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where an earlier reading went well; a stopped one is begun anew by a correction."""

    def fails(*_: Any, **__: Any) -> None:
        raise IntakeError(Problem("uppföljning.txt", "too_slow"))

    upload.found = found_file(upload.path)
    monkeypatch.setattr(uploads, "read_file", fails)
    upload.read(Watch())
    with pytest.raises(IntakeError, match="too_slow"):
        upload.result()
    upload.stop()
    upload.correct(Corrected())
    assert (upload.is_stale, upload.is_stopped) == (True, False)


def test_what_is_typed_is_used_where_it_can_be() -> None:
    """A year or a date that is none leaves the document to tell it."""
    typed = {"year": "24", "as_of_date": "31/8", "body": "BN", "kind": "plan"}
    assert given(typed) == Given(body="BN", kind="plan")
    assert given({"year": "2024", "as_of_date": "2024-08-31", "municipality_code": "2584"}) == (
        Given(year=2024, as_of_date=date(2024, 8, 31), municipality_code="2584")
    )
    assert [is_usable(name, text) for name, text in typed.items()] == [False, False, True, True]
    assert not is_usable("year", "1899")


def test_what_was_read_is_written_as_it_is_typed() -> None:
    """A title on one line, the last occasion's date; nothing where nothing was read."""
    assert as_typed(replace(DOCUMENT, title="Uppföljning\n2023")) == {
        "body": "Barnnämnden", "year": "2023", "as_of_date": "2023-08-31", "title": "Uppföljning 2023",
    }  # fmt: skip
    empty = replace(DOCUMENT, title=None, body=None, year=None, occasions=())
    assert set(as_typed(empty).values()) == {""}


def test_a_doubt_is_told_in_one_place(tmp_path: Path) -> None:
    """What blocks is not told again; words for a status have a list of their own, decided or not."""
    doubts = tuple(
        Doubt(code=code, place=Place(row=row))
        for row, code in enumerate(("row_joined", "no_year", "unknown_status", "row_joined"))
    )
    blocking = (
        doubts[1],
        Doubt(code="unknown_status", place=Place(), found="Rullar", candidates=("rullande",)),
    )
    reading = replace(READING, doubts=doubts)

    assert open_doubts(reading, blocking) == {"row_joined": [doubts[0], doubts[3]]}
    assert open_point_count(found_file(tmp_path / "x.txt", reading), blocking) == 4
    assert unsettled_words(Corrections(status_words=(("klar?", "completed"),)), blocking) == {
        "klar?": (), "rullar": ("rullande",),
    }  # fmt: skip
    lost = Doubt(code="no_activities", place=Place())
    nothing = Doubt(code="nothing_found", place=Place())
    assert open_doubts(replace(READING, doubts=(lost,)), ()) == {"no_activities": [lost]}
    assert open_doubts(replace(READING, doubts=(lost,)), (nothing,)) == {}
