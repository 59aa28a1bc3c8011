"""What the head of a SQL file says, and heads that do not follow the form."""

from pathlib import Path

import pytest

from malkollen.questions import Parameter, Question, QuestionError, read_question, read_questions

SQL = """\
-- How many are there?
-- One row per kind, the largest first.
-- $kind (text, optional): only this kind; left out
--    means every kind
-- $year (integer): the year
-- $on (date): the day
-- $is_all (boolean, optional): also the small ones

-- A comment below the head is not of it: $nothing (text): x
select 1 as one -- $kind $year $on $is_all
"""


def written(folder: Path, text: str) -> Path:
    """Write a question's file."""
    path = folder / "how_many.sql"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_head_is_read(tmp_path: Path) -> None:
    """Question, grain, and each parameter with its type and meaning; a line indented by three spaces continues."""
    assert read_question(written(tmp_path, SQL)) == Question(
        name="how_many",
        question="How many are there?",
        grain="One row per kind, the largest first.",
        severity=None,
        parameters=(
            Parameter("kind", "text", True, "only this kind; left out means every kind"),  # noqa: FBT003
            Parameter("year", "integer", False, "the year"),  # noqa: FBT003
            Parameter("on", "date", False, "the day"),  # noqa: FBT003
            Parameter("is_all", "boolean", True, "also the small ones"),  # noqa: FBT003
        ),
        sql=SQL,
    )


def test_the_head_of_a_check_has_a_severity(tmp_path: Path) -> None:
    """A check says how grave what it finds is."""
    text = "-- What is wrong?\n-- One row per wrong thing.\n-- Severity: gap\nselect 1\n"

    assert read_question(written(tmp_path, text)).severity == "gap"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "how_many.sql: första raden måste vara en fråga som slutar med frågetecken."),
        (
            "select 1\n",
            "how_many.sql: första raden måste vara en fråga som slutar med frågetecken.",
        ),
        (
            "-- Counts things\n-- One row per thing.\n",
            "how_many.sql: första raden måste vara en fråga som slutar med frågetecken.",
        ),
        (
            "-- How many?\n-- A row per thing.\n",
            "how_many.sql: andra raden måste säga vad en rad i svaret är: One row per …",
        ),
        (
            "-- How many?\n",
            "how_many.sql: andra raden måste säga vad en rad i svaret är: One row per …",
        ),
        (
            "-- How many?\n-- One row per thing.\n-- $year: the year\n",
            "how_many.sql: inte en rad om en parameter: ”$year: the year”.",
        ),
        (
            "-- How many?\n-- One row per thing.\n-- $year (number): the year\n",
            "how_many.sql: inte en rad om en parameter: ”$year (number): the year”.",
        ),
        (
            "-- How many?\n-- One row per thing.\n-- Counts as listed.\n",
            "how_many.sql: inte en rad om en parameter: ”Counts as listed.”.",
        ),
    ],
    ids=["empty", "no head", "no question", "no grain", "only a question", "no type", "other type", "prose"],
)  # fmt: skip
def test_a_head_without_the_form_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """The file and the rule that it breaks are told."""
    with pytest.raises(QuestionError) as caught:
        read_question(written(tmp_path, text))

    assert str(caught.value) == message


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    """What was read is kept only as long as the file is the same."""
    path = written(tmp_path, SQL)
    before = read_question(path)
    path.write_text(SQL.replace("How many", "How few"), encoding="utf-8")
    path.touch()

    assert before.question == "How many are there?"
    assert read_question(path).question == "How few are there?"


def test_a_folder_of_questions_is_read_in_alphabetical_order(tmp_path: Path) -> None:
    """By name; what is not SQL is passed over."""
    for name in ("b.sql", "a.sql", "notes.txt"):
        (tmp_path / name).write_text(SQL, encoding="utf-8")

    assert list(read_questions(tmp_path)) == ["a", "b"]
