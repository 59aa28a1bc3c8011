"""How do we say where activities stand?"""

from typing import Any

from malkollen.words import status


def rows(*groups: tuple[str, str, dict[str, int]]) -> list[dict[str, Any]]:
    """A row per group and family, as the questions give them."""
    return [
        {"goal_id": key, "title": title, "family": family, "activity_count": count}
        for key, title, families in groups
        for family, count in families.items()
    ]


def test_each_group_says_its_families() -> None:
    """Families without activities are left out; two goals of one name stay two."""
    counts = rows(
        ("1", "Samhälle", {"Genomfört": 0, "Pågår": 6, "Ej påbörjat": 1}),
        ("2", "Skola", {"Genomfört": 2}),
        ("3", "Skola", {"Pågår": 1200}),
    )

    assert status.groups_in_words(counts, "title", "goal_id") == (
        "Samhälle: pågår 6 och ej påbörjat 1; Skola: genomfört 2; Skola: pågår 1\u00a0200."
    )


def test_of_many_groups_the_first_are_said() -> None:
    """A text of hundreds of goals would never be heard to its end."""
    counts = rows(*((str(place), f"M{place}", {"Pågår": 1}) for place in range(1, 15)))

    told = status.groups_in_words(counts, "title", "goal_id")

    assert told.endswith("M12: pågår 1; och 2 till.")
