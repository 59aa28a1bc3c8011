"""Spec tests of budget lines and their change."""

from small_database import SmallDatabase


def test_budget_lines_change_from_the_year_before(small_database: SmallDatabase) -> None:
    """Change is against the same unit and line; from nothing there is no share; a wrong sum is told on the net cost."""
    small_database.given(
        budget_line="""
            document_id | sort_order | unit   | line     | line_text      | year | amount_tkr | place_section | place_page | place_row
            doc         | 1          | Staben | revenue  | Intäkter       | 2022 | 300        | Budget        | 17         | 240
            doc         | 2          | Staben | revenue  | Intäkter       | 2021 | 0          | Budget        | 17         | 240
            doc         | 3          | Staben | cost     | Kostnader      | 2022 | 4562       | Budget        | 17         | 240
            doc         | 4          | Staben | cost     | Kostnader      | 2021 | 4000       | Budget        | 17         | 240
            doc         | 5          | Staben | net_cost | Nettokostnader | 2022 | 4262       | Budget        | 17         | 240
            doc         | 6          | Staben | net_cost | Nettokostnader | 2021 | 4262       | Budget        | 17         | 240
            doc         | 7          | Ama    | net_cost | Nettokostnader | 2022 | 10         | Budget        | 17         | 241
        """
    )

    rows = small_database.ask("budget_lines", document_id="doc")

    columns = (
        "unit",
        "line",
        "line_text",
        "year",
        "amount_tkr",
        "previous_amount_tkr",
        "change_tkr",
        "change_share",
        "is_sum_right",
        "sort_order",
        "place_row",
    )
    assert rows == [
        dict(zip(columns, values, strict=True))
        | {
            "document_id": "doc",
            "municipality_code": "0580",
            "municipality": "Linköping",
            "place_section": "Budget",
            "place_page": "17",
        }
        for values in [
            ("Staben", "revenue", "Intäkter", 2022, 300, 0, 300, None, None, 1, 240),
            ("Staben", "revenue", "Intäkter", 2021, 0, None, None, None, None, 2, 240),
            ("Staben", "cost", "Kostnader", 2022, 4562, 4000, 562, 562 / 4000, None, 3, 240),
            ("Staben", "cost", "Kostnader", 2021, 4000, None, None, None, None, 4, 240),
            ("Staben", "net_cost", "Nettokostnader", 2022, 4262, 4262, 0, 0, True, 5, 240),
            ("Staben", "net_cost", "Nettokostnader", 2021, 4262, None, None, None, False, 6, 240),
            ("Ama", "net_cost", "Nettokostnader", 2022, 10, None, None, None, None, 7, 241),
        ]
    ]
