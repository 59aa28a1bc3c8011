"""Points of what was promised and what came of it."""

from small_blocks import VOCABULARY, blocks, shown

from malkollen.understanding.points import with_points

HEAD = ["Åtgärd", "Status", "Kommentar"]


def test_points_under_headings_are_rows() -> None:
    """Points under headings are rows, with the status first in what came of them."""
    found = with_points(
        blocks(
            "## 1. Fler träd", "Så står det: Vi ska plantera hundra träd.", "Så blev det: Genomfört.",
            "## 2. Ny simhall", "Så står det: En simhall ska byggas.", "Så blev det: Påbörjat. Marken är köpt.",
        ),
        VOCABULARY,
    )  # fmt: skip
    assert shown(found) == [
        [
            HEAD,
            ["Fler träd\nVi ska plantera hundra träd.", "Genomfört", ""],
            ["Ny simhall\nEn simhall ska byggas.", "Påbörjat. Marken är köpt.", ""],
        ]
    ]


def test_points_without_headings_bear_the_promise() -> None:
    """Points without headings bear the promise; labels may stand alone."""
    found = with_points(
        blocks("1. Så står det: Plantera träd.", "Så blev det:", "Genomfört", "2. Så står det: Bygga hus.", "Så blev det: Utgår"),
        VOCABULARY,
    )  # fmt: skip
    assert shown(found) == [
        [HEAD, ["Plantera träd.", "Genomfört", ""], ["Bygga hus.", "Utgår", ""]]
    ]


def test_an_outcome_without_a_status_is_no_point() -> None:
    """What came of it must begin with a known status; one point alone is a sentence."""
    lines = blocks(
        "Så står det: A ska bli B.",
        "Så blev det: Vi får se.",
        "Så står det: C.",
        "Så blev det: Genomfört",
    )
    assert with_points(lines, VOCABULARY) == lines
