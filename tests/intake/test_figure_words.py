"""What stops a sheet is said in Swedish, whichever room told it."""

import re
from pathlib import Path

import pytest

from malkollen.intake import figures
from malkollen.intake.figures.sheet import _UNSURE
from malkollen.problems import Problem
from malkollen.words import figures as words
from malkollen.words.language import speaking

ROOM = Path(figures.__file__).parent


def test_every_problem_that_a_sheet_may_have_has_a_sentence() -> None:
    """One that stands in the code and not among the words would be an error where an error is told."""
    code = "".join(path.read_text("utf-8") for path in ROOM.glob("*.py"))
    told = set(re.findall(r'(?:tell|CellError)\(\s*"([a-z_]+)"', code))
    told |= set(re.findall(r'Problem\([^"]*(?:"[a-z]*", )?"([a-z_]{4,})"', code))
    told |= _UNSURE

    assert {"unknown_kpi", "repeated_figure", "not_a_sheet", "title_taken"} <= told
    for one in told:
        sentence = words.problem(Problem("mål.csv", one, line=3, column="Mål", found="x"))
        assert sentence.endswith(".")
        assert "None" not in sentence


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (
            Problem("a.xlsx", "not_a_year", 4, "År", "24", page="Mål"),
            "a.xlsx, bladet Mål, rad 4, kolumnen År: ”24” är inget år mellan 1990 och 2100.",
        ),
        (Problem("a.csv", "missing_file"), "Filen ”a.csv” finns inte."),
        (Problem("lock", "busy"), "Någon annan läser in ett dokument just nu."),
        (Problem("mal/figures.csv", "duplicate", 3, "kpi_code", "x"), "mal/figures.csv, rad 3: "),
    ],
)
def test_each_room_has_its_own_words(problem: Problem, sentence: str) -> None:
    """The cell, the file, the way in, and the record."""
    assert words.problem(problem).startswith(sentence)


def test_a_place_in_a_sheet_is_written_in_swedish_whatever_is_spoken() -> None:
    """A file that is written from the English page can be read by anyone."""
    row = {
        "target_source": None, "target_document_id": "solna-2010",
        "target_place_section": "Mål", "target_place_page": "3", "target_place_row": 7,
    }  # fmt: skip
    with speaking("en"):
        assert words.source_text(row, "target") == "solna-2010, Mål, sida 3, rad 7"
