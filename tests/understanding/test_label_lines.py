"""Records of labels and values on lines of their own."""

from small_blocks import VOCABULARY, blocks, shown

from malkollen.understanding.label_lines import with_label_lines


def test_a_label_that_comes_again_begins_a_row() -> None:
    """A label that comes again begins a row; a missing label leaves its cell empty."""
    found = with_label_lines(
        blocks(
            "Inledning", "Åtgärd: Måla om", "Ansvarig: Teknisk nämnd", "Status: Pågår", "Kommentar: Halva är klart.",
            "Resten tas i vår.", "Åtgärd: Riva", "Status: Utgår", "Slutord.",
        ),
        VOCABULARY,
    )  # fmt: skip
    assert shown(found) == [
        "Inledning",
        [
            ["Åtgärd", "Ansvarig", "Status", "Kommentar"],
            ["Måla om", "Teknisk nämnd", "Pågår", "Halva är klart.\nResten tas i vår."],
            ["Riva", "", "Utgår", ""],
        ],
        "Slutord.",
    ]


def test_key_figures_are_records_too() -> None:
    """Key figures are records too."""
    found = with_label_lines(
        blocks("Indikator: Nöjda", "Målvärde: 90 %", "Utfall: 88 %"), VOCABULARY
    )
    assert shown(found) == [[["Indikator", "Målvärde", "Utfall"], ["Nöjda", "90 %", "88 %"]]]


def test_labels_that_tell_of_no_item_stay() -> None:
    """Labels without an activity or a key figure stay paragraphs."""
    lines = blocks(
        "Ansvarig: Kommunstyrelsen",
        "Status: Antagen",
        "Kommentar: Gäller tills vidare.",
        "Kommentar: Mer.",
    )
    assert with_label_lines(lines, VOCABULARY) == lines
