"""What stops a document on its way in is said in Swedish, whichever room told it."""

import re
from pathlib import Path

import pytest

from malkollen import intake
from malkollen.problems import Problem
from malkollen.words import intake as words
from malkollen.words.language import speaking

ROOM = Path(intake.__file__).parent


def test_every_problem_that_the_intake_tells_has_a_sentence() -> None:
    """One that stands in the code and not among the words would be an error where an error is told."""
    code = "".join(path.read_text("utf-8") for path in ROOM.glob("*.py"))
    told = set(re.findall(r'Problem\([^()"]*(?:"[a-z]*", )?"([a-z_]{4,})"', code))
    told |= set(re.findall(r'return "([a-z_]+)"', code))

    assert {"busy", "too_slow", "newer_published", "changed_file", "no_such_status"} <= told
    for one in told:
        assert words.problem(Problem("fil.pdf", one, found="x", allowed=("y",))).endswith(".")


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (Problem("a.pdf", "busy"), "Någon annan läser in ett dokument just nu. "),
        (Problem("a.pdf", "missing_file"), "Filen ”a.pdf” finns inte."),
        (Problem("a.csv", "empty_file"), "Filen ”a.csv” är tom."),
        (Problem("x/card.toml", "missing_file"), "x/card.toml: filen saknas."),
        (Problem("x/a.csv", "duplicate", line=3, column="id", found="7"), "x/a.csv, rad 3: "),
    ],
)
def test_each_room_has_its_own_words(problem: Problem, sentence: str) -> None:
    """The file that is read, the reading, and the record."""
    assert words.problem(problem).startswith(sentence)


def test_what_is_stored_is_swedish_whatever_is_spoken() -> None:
    """Whoever gave no name is called so in the page's language, and by the same word in the record."""
    assert words.taker(words.UNNAMED_PERSON) == "okänd"
    with speaking("en"):
        assert words.UNNAMED_PERSON == "okänd"
        assert words.taker(words.UNNAMED_PERSON) == "unknown"
        assert words.taker("Karin") == "Karin"
