"""Spec tests of the prepared tables: base tables in, prepared rows out."""

from small_database import SmallDatabase


def test_overdue_is_only_what_is_past_its_end_and_open(small_database: SmallDatabase) -> None:
    """Overdue: the end has passed at the as-of date; never for completed, ongoing, cancelled or not reported."""
    small_database.given(
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id | sort_order | kind      | title | due_date
            late        | late                 | doc         | doc/g1  | 1          | aktivitet | A     | 2022-06-30
            same_day    | same_day             | doc         | doc/g1  | 2          | aktivitet | B     | 2022-08-31
            done        | done                 | doc         | doc/g1  | 3          | aktivitet | C     | 2022-06-30
            ongoing     | ongoing              | doc         | doc/g1  | 4          | aktivitet | D     | 2022-06-30
            cancelled   | cancelled            | doc         | doc/g1  | 5          | aktivitet | E     | 2022-06-30
            silent      | silent               | doc         | doc/g1  | 6          | aktivitet | F     | 2022-06-30
            no_end      | no_end               | doc         | doc/g1  | 7          | aktivitet | G     |
        """,
        status_report="""
            activity_id | document_id | occasion_number | status_code
            late        | doc         | 1               | in_progress
            same_day    | doc         | 1               | in_progress
            done        | doc         | 1               | completed
            ongoing     | doc         | 1               | ongoing
            cancelled   | doc         | 1               | cancelled
            silent      | doc         | 1               | not_reported
            no_end      | doc         | 1               | in_progress
        """,
    )
    small_database.prepare()

    overdue = small_database.connection.execute(
        "select activity_id, overdue_days from activity_current where is_overdue"
    ).fetchall()

    assert overdue == [("late", 62)]


def test_distinct_counts_an_activity_once_with_its_least_advanced_status(
    small_database: SmallDatabase,
) -> None:
    """Two listings of one activity, completed and in progress, are one activity in progress."""
    small_database.given(
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id | sort_order | kind      | title
            a           | a                    | doc         | doc/g1  | 1          | aktivitet | A
            a_again     | a                    | doc         | doc/g1  | 2          | aktivitet | A
            b           | b                    | doc         | doc/g1  | 3          | aktivitet | B
            c           | c                    | doc         | doc/g1  | 4          | aktivitet | C
        """,
        status_report="""
            activity_id | document_id | occasion_number | status_code
            a           | doc         | 1               | completed
            a_again     | doc         | 1               | in_progress
            b           | doc         | 1               | completed
            c           | doc         | 1               | not_reported
        """,
    )
    small_database.prepare()

    completion = small_database.connection.execute(
        """
        select unit, activity_count, reported_count, not_reported_count, completed_count, completion_share
        from document_completion order by unit desc
        """
    ).fetchall()

    assert completion == [
        ("listed", 4, 3, 1, 2, 2 / 3),
        ("distinct", 3, 2, 1, 1, 1 / 2),
    ]


def test_search_text_drops_accents_but_keeps_the_swedish_letters(
    small_database: SmallDatabase,
) -> None:
    """É becomes e; å, ä and ö stay letters of their own."""
    small_database.given(
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id | sort_order | kind      | title
            a           | a                    | doc         | doc/g1  | 1          | aktivitet | Idéer för ÅTERBRUK på café
        """,
        status_report="""
            activity_id | document_id | occasion_number | status_code
            a           | doc         | 1               | completed
        """,
    )
    small_database.prepare()

    text = small_database.connection.execute("select search_text from activity_current").fetchall()

    assert text == [("ideer för återbruk på cafe   mål 1",)]
