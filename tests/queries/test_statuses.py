"""Spec test of the common vocabulary: small tables in, the answer out."""

from small_database import SmallDatabase


def test_statuses_come_with_their_family_in_order(empty_database: SmallDatabase) -> None:
    """The families' order comes first, then that of the statuses; the codes' alphabet says nothing."""
    empty_database.given(
        status_family="""
            family_code | family     | family_en   | sort_order
            z           | Genomfört  | Completed   | 1
            a           | Pågår      | In progress | 2
        """,
        status="""
            status_code | family_code | status       | status_en | sort_order
            p           | a           | Pågår        | Underway  | 1
            y           | z           | Med avvikelse | Deviating | 3
            x           | z           | Genomförd    | Completed | 2
        """,
    )
    rows = empty_database.ask("statuses")
    assert [tuple(row.values()) for row in rows] == [
        ("x", "Genomförd", "z", "Genomfört"),
        ("y", "Med avvikelse", "z", "Genomfört"),
        ("p", "Pågår", "a", "Pågår"),
    ]
