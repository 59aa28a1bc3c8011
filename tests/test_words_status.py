"""How do we say where activities stand?"""

from typing import Any

from malkollen.words import status


def rows(*groups: tuple[str, str, dict[str, int]]) -> list[dict[str, Any]]:
    """A row per group and family, as the questions give them."""
    return [
        {"goal_id": key, "title": title, "family_code": family, "activity_count": count}
        for key, title, families in groups
        for family, count in families.items()
    ]


def test_each_group_says_its_families() -> None:
    """Families without activities are left out, groups without any are not; two goals of one name stay two."""
    counts = rows(
        ("1", "Samhälle", {"completed": 0, "in_progress": 6, "not_begun": 1}),
        ("2", "Skola", {"completed": 2}),
        ("3", "Skola", {"in_progress": 1200}),
        ("4", "Tom", {"completed": 0}),
    )

    assert status.groups_in_words(counts, "title", "goal_id") == (
        "Samhälle: 6\u00a0pågår, 1\u00a0ej påbörjad; Skola: 2\u00a0genomförda; Skola: 1\u00a0200\u00a0pågår; Tom: inga aktiviteter."
    )


def test_of_many_groups_the_first_are_said() -> None:
    """A text of hundreds of goals would never be heard to its end."""
    counts = rows(*((str(place), f"M{place}", {"in_progress": 1}) for place in range(1, 15)))

    told = status.groups_in_words(counts, "title", "goal_id")

    assert told.endswith("M12: 1\u00a0pågår; och 2 till.")
