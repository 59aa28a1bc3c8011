"""How it is said where a document stands: goals in short, for who cannot see their bars."""

import pytest

from malkollen.words import status
from malkollen.words.language import speaking


def goal(title: str, completed: int, reported: int) -> dict[str, object]:
    """Return what is counted under a goal."""
    return {"title": title, "completed_count": completed, "reported_count": reported}


@pytest.mark.parametrize(
    ("goals", "said"),
    [
        (
            [goal("Samhälle", 0, 7), goal("Ekonomi", 3, 12)],
            "Samhälle: 0 av 7 genomförda; Ekonomi: 3 av 12.",
        ),
        ([goal("Samhälle", 1, 1)], "Samhälle: 1 av 1 genomförd."),
        (
            [goal("Vision", 0, 0), goal("Ekonomi", 3, 12), goal("Miljö", 1, 2)],
            "Vision: ingen status rapporterad; Ekonomi: 3 av 12 genomförda; Miljö: 1 av 2.",
        ),
        ([goal("Vision", 0, 0)], "Vision: ingen status rapporterad."),
    ],
)
def test_goals_in_short(goals: list[dict[str, object]], said: str) -> None:
    """What is counted is said once; a goal without a reported status has no zero."""
    assert status.goals_in_short(goals) == said


def test_many_goals_in_short() -> None:
    """The first twelve, and how many more there are, in both languages."""
    goals = [goal(f"Mål {number}", 1, 2) for number in range(15)]
    assert status.goals_in_short(goals).endswith("; Mål 11: 1 av 2; och 3 till.")
    with speaking("en"):
        assert status.goals_in_short(goals).endswith("; Mål 11: 1 of 2; and 3 more.")
