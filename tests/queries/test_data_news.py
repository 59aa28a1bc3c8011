"""Spec tests of what has come into the data, and of the words for statuses: small tables in, answers out."""

from datetime import date

from small_database import SmallDatabase

COUNTS = ("activity_count", "figure_count", "kpi_count", "value_count", "revision_count")


def test_news_are_documents_sheets_and_days_of_fetching(small_database: SmallDatabase) -> None:
    """The latest day first; on one day documents before sheets before values; what replaces another is a version."""
    small_database.given(
        municipality="""
            municipality_code | municipality
            0160              | Täby
        """,
        document="""
            document_id | municipality_code | title  | body | kind | year | taken_in_on | supersedes_document_id
            täby        | 0160              | Ny     | B    | plan | 2021 | 2026-02-01  |
            täby-2      | 0160              | Nyare  | B    | plan | 2021 | 2026-02-02  | täby
            lost        | 0160              | Annan  | B    | plan | 2020 | 2026-02-02  | never-held
        """,
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id | sort_order | kind      | title
            a           | a                    | täby-2      | doc/g1  | 1          | aktivitet | A
        """,
        figure_sheet="""
            sheet_id | title | taken_in_on
            blad     | Mål   | 2026-02-02
            tomt     | Tomt  | 2026-01-01
        """,
        own_figure="""
            own_figure_id | sheet_id
            blad/1        | blad
            blad/2        | blad
        """,
        national_value="""
            national_kpi_id | area_code | year | state   | fetched_on
            N1              | 0160      | 2024 | value   | 2026-02-02
            N1              | 0580      | 2024 | missing | 2026-02-02
            N2              | 0580      | 2024 | value   | 2026-02-02
            N2              | 0580      | 2023 | value   | 2026-02-03
        """,
        national_revision="""
            national_kpi_id | area_code | year | replaced_on
            N2              | 0580      | 2023 | 2026-02-03
            N1              | 0580      | 2023 | 2026-02-04
        """,
    )

    found = [
        tuple(row[name] for name in ("news_date", "kind", "item_id", "is_superseded", *COUNTS))
        for row in small_database.ask("data_news")
        if row["item_id"] != "doc"
    ]

    assert found == [
        (date(2026, 2, 4), "national", None, None, None, None, 1, 0, 1),
        (date(2026, 2, 3), "national", None, None, None, None, 1, 1, 1),
        (date(2026, 2, 2), "version", "täby-2", False, 1, None, None, None, None),
        (date(2026, 2, 2), "document", "lost", False, 0, None, None, None, None),
        (date(2026, 2, 2), "sheet", "blad", None, None, 2, None, None, None),
        (date(2026, 2, 2), "national", None, None, None, None, 2, 3, 0),
        (date(2026, 2, 1), "document", "täby", True, 0, None, None, None, None),
        (date(2026, 1, 1), "sheet", "tomt", None, None, 0, None, None, None),
    ]


def test_a_document_in_the_news_is_named_and_dated(small_database: SmallDatabase) -> None:
    """What a link to a document needs: its municipality, body, year and date."""
    small_database.connection.execute("update document set taken_in_on = date '2026-02-01'")

    (row,) = small_database.ask("data_news")

    assert row == {
        "news_date": date(2026, 2, 1),
        "kind": "document",
        "item_id": "doc",
        "title": "Uppföljning",
        "municipality": "Linköping",
        "body": "BUF",
        "year": 2022,
        "as_of_date": date(2022, 8, 31),
        "is_as_of_stated": True,
        "is_superseded": False,
        "activity_count": 0,
        "figure_count": None,
        "kpi_count": None,
        "value_count": None,
        "revision_count": None,
    }


def test_nothing_is_no_news(empty_database: SmallDatabase) -> None:
    """A database without anything has no news."""
    assert empty_database.ask("data_news") == []


def test_each_status_has_its_words_in_the_order_of_statuses(small_database: SmallDatabase) -> None:
    """Words stand in the alphabet's order under their status; a status without words is there with none."""
    small_database.given(
        status_word="""
            status_word | status_code
            utgår       | cancelled
            klart       | completed
            avslutad    | completed
        """
    )

    found = [
        (row["family"], row["status_code"], row["status"], row["status_word"])
        for row in small_database.ask("status_words")
    ]

    assert len(found) == 14
    assert found[:3] == [
        ("Genomfört", "completed", "Genomförd", "avslutad"),
        ("Genomfört", "completed", "Genomförd", "klart"),
        ("Genomfört", "completed_with_deviation", "Genomförd med avvikelse", None),
    ]
    assert found[-2:] == [
        ("Utgår", "cancelled", "Utgår", "utgår"),
        ("Ej rapporterat", "not_reported", "Ej rapporterad", None),
    ]
