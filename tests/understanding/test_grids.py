"""Headings with labels and values beneath, and which form goes before which."""

from small_blocks import VOCABULARY, blocks, tables

from malkollen.understanding.grids import with_grids


def test_a_status_beneath_a_heading_is_an_activity_or_a_goal_by_its_word() -> None:
    """A status beneath a heading makes it an activity; a word that only goals get makes it a goal."""
    found = with_grids(
        blocks(
            "# Bygga hus", "Status: Pågår", "Kommentar: Taket återstår.",
            "# Fler bostäder", "Status: Delvis uppfyllt", "Kommentar: Nära.",
        ),
        VOCABULARY,
    )  # fmt: skip
    assert tables(found) == [
        [["Åtgärd", "Status", "Kommentar"], ["Bygga hus", "Pågår", "Taket återstår."]],
        [["Mål", "Bedömning"], ["Fler bostäder", "Delvis uppfyllt"]],
    ]
