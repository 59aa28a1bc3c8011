"""Several folders, one record: rows added to the reference tables, documents beside those that come with Målkollen."""

import shutil
from pathlib import Path

import pytest

from malkollen.build import build
from malkollen.locations import DOCUMENTS, REFERENCE
from malkollen.problems import Problem, RecordError
from malkollen.reference import read_reference

HUDDINGE = "huddinge-gymnasienamnden-2018"
COMMITTEES = "municipality_code,committee_code,committee,source_document_id\n"


def write(folder: Path, name: str, text: str) -> Path:
    """Write a reference table of the user's own, and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def problems_of(folder: Path) -> list[Problem]:
    """Return what stops the tables from being read with those of a further folder."""
    with pytest.raises(RecordError) as caught:
        read_reference(REFERENCE, folder)
    return list(caught.value.problems)


def test_a_further_folder_adds_its_rows(tmp_path: Path) -> None:
    """After those that are there; a folder that is missing adds none."""
    own = write(tmp_path / "own" / "reference", "committees", f"{COMMITTEES}2584,BN,Barnnämnden,\n")
    before = read_reference(REFERENCE)
    after = read_reference(REFERENCE, own, tmp_path / "missing")

    assert after.committees[:-1] == before.committees
    assert after.committees[-1].committee == "Barnnämnden"
    assert after.kpis == before.kpis


def test_what_is_known_already_is_not_added_again(tmp_path: Path) -> None:
    """Whatever its source and note say."""
    own = write(
        tmp_path / "own" / "reference",
        "committees",
        f"{COMMITTEES}0126,GAN,Gymnasienämnden,another-document\n",
    )

    assert read_reference(REFERENCE, own).committees == read_reference(REFERENCE).committees


def test_a_row_that_contradicts_is_told_by_its_file_and_line(tmp_path: Path) -> None:
    """The product's word stands; the user's own table is what must be mended."""
    own = write(
        tmp_path / "own" / "reference",
        "status_words",
        "status_word,status_code,note\nklart,completed,same\nvilande,cancelled,other\n",
    )

    assert problems_of(own) == [
        Problem(
            "own/reference/status_words.csv", "duplicate", line=3, column="status_word",
            found="vilande",
        )
    ]  # fmt: skip


def test_a_row_that_points_nowhere_is_told_by_its_file(tmp_path: Path) -> None:
    """A committee of a municipality that does not exist."""
    own = write(tmp_path / "own" / "reference", "committees", f"{COMMITTEES}9999,BN,Barn,\n")
    (problem,) = problems_of(own)

    assert (problem.file, problem.line, problem.code, problem.found) == (
        "own/reference/committees.csv", 2, "unknown_value", "9999",
    )  # fmt: skip


def test_documents_of_several_folders_are_one_record(own: Path, tmp_path: Path) -> None:
    """Moved between folders, they are the same record: nothing to build."""
    first, second = tmp_path / "first", tmp_path / "second"
    shutil.copytree(DOCUMENTS, first)
    second.mkdir()
    before = build(first, REFERENCE)
    (first / HUDDINGE).rename(second / HUDDINGE)
    after = build((first, second), REFERENCE)

    assert not own.exists()
    assert before.row_counts["document"] == 5
    assert (after.path, after.is_new) == (before.path, False)


@pytest.mark.usefixtures("own")
def test_an_id_that_stands_in_two_folders_is_told(tmp_path: Path) -> None:
    """Which of them would it be?"""
    shutil.copytree(DOCUMENTS / HUDDINGE, tmp_path / "second" / HUDDINGE)
    with pytest.raises(RecordError) as caught:
        build((DOCUMENTS, tmp_path / "second"), REFERENCE)

    assert [(one.code, one.found) for one in caught.value.problems] == [("duplicate", HUDDINGE)]
