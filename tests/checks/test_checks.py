"""Spec tests of the checks: a document that disagrees with itself in, the findings out."""

import pytest
from small_database import Row, SmallDatabase

from malkollen.locations import CHECKS
from malkollen.questions import read_questions

COLUMNS = (
    "document_id",
    "activity_id",
    "goal_id",
    "subject_text",
    "found_text",
    "expected_text",
    "place_section",
    "place_page",
    "place_row",
)


def check(database: SmallDatabase, name: str) -> list[Row]:
    """Answer one check."""
    return database.answer(CHECKS / f"{name}.sql")


def finding(*values: str | int | None) -> Row:
    """Return a finding of the document of these tests, all of whose rows stand in one section and on one page.

    Takes activity id, goal id, subject, found, expected and the row in the original.
    """
    return dict(zip(COLUMNS, ("doc", *values[:5], "Avsnitt", "3", values[5]), strict=True))


@pytest.mark.parametrize("name", sorted(read_questions(CHECKS)))
def test_every_check_has_the_shape_of_a_finding(empty_database: SmallDatabase, name: str) -> None:
    """A check has a severity and no parameters, answers with the columns of a finding, and finds nothing in nothing."""
    question = read_questions(CHECKS)[name]
    empty_database.prepare()
    answer = empty_database.connection.cursor().sql(question.sql).to_arrow_table()

    assert question.severity in ("contradiction", "gap", "hint")
    assert question.parameters == ()
    assert tuple(answer.column_names) == COLUMNS
    assert answer.to_pylist() == []


@pytest.fixture
def database(small_database: SmallDatabase) -> SmallDatabase:
    """A document with two goals and a heading, two occasions and two committees."""
    small_database.given(
        occasion="""
            document_id | occasion_number | label    | as_of_date | is_as_of_stated
            doc         | 2               | Bokslut  | 2022-12-31 | true
        """,
        goal="""
            goal_id | document_id | parent_goal_id | sort_order | level    | title  | is_prioritised
            doc/g2  | doc         | doc/g1         | 2          | sub_goal | Mål 2  | false
            doc/h   | doc         |                | 3          | heading  | Rubrik | false
        """,
        committee="""
            committee_id | municipality_code | committee_code | committee
            0580-BiN     | 0580              | BiN            | Bildningsnämnden
            0580-BoU     | 0580              | BoU            | Barn- och ungdomsnämnden
        """,
    )
    return small_database


def test_a_stated_total_that_is_listed_and_counts_differently_is_found(
    database: SmallDatabase,
) -> None:
    """What agrees, what is not listed and what cannot be counted is not found; a frame may differ by its rounding."""
    database.given(
        goal_assessment="""
            goal_id | document_id | occasion_number | assessment_text | assessment_code
            doc/g2  | doc         | 2               | uppnått         | met
        """,
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id | sort_order | title
            a           | a                    | doc         | doc/g2  | 1          | A
            b           | b                    | doc         | doc/h   | 2          | B
        """,
        deferral="""
            activity_id | occasion_number | kind          | told_by | is_marked
            a           | 1               | within_year   | mark    | true
            a           | 2               | to_later_year | mark    | true
            b           | 1               | within_year   | comment | false
        """,
        budget_line="""
            document_id | unit | line     | year | amount_tkr
            doc         | A    | net_cost | 2022 | 30671
            doc         | A    | net_cost | 2021 | 500
            doc         | A    | cost     | 2022 | 700
        """,
        stated_total="""
            stated_total_id | document_id | measure                | level    | goal_id | value | value_text | is_listed | place_section | place_page | place_row
            doc/01          | doc         | goals                  |          |         | 2     | två mål    | true      | Avsnitt       | 3          | 1
            doc/02          | doc         | goals                  |          |         | 3     | tre mål    | true      | Avsnitt       | 3          | 2
            doc/03          | doc         | goals                  |          |         | 17    | 17 mål     | false     | Avsnitt       | 3          | 3
            doc/04          | doc         | goals                  | sub_goal | doc/g1  | 2     | två delmål | true      | Avsnitt       | 3          | 4
            doc/05          | doc         | goals_met              |          |         | 1     | ett        | true      | Avsnitt       | 3          | 5
            doc/06          | doc         | goals_not_met          |          |         | 1     | ett        | true      | Avsnitt       | 3          | 6
            doc/07          | doc         | activities             |          | doc/g1  | 2     | två        | true      | Avsnitt       | 3          | 7
            doc/08          | doc         | deferred_within_year   |          |         | 1     | en         | true      | Avsnitt       | 3          | 8
            doc/09          | doc         | deferred_to_later_year |          |         | 1     | en         | true      | Avsnitt       | 3          | 9
            doc/10          | doc         | net_cost_frame         |          |         | 30670 | 30,67 mkr  | true      | Avsnitt       | 3          | 10
            doc/11          | doc         | net_cost_frame         |          |         | 30670 | 30670 tkr  | true      | Avsnitt       | 3          | 11
            doc/12          | doc         | investment_frame       |          |         | 300   | 0,30 mkr   | true      | Avsnitt       | 3          | 12
        """,
    )

    assert check(database, "stated_total_differs") == [
        finding(None, None, "goals", "2", "3", 2),
        finding(None, "doc/g1", "goals", "1", "2", 4),
        finding(None, None, "goals_not_met", "0", "1", 6),
        finding(None, "doc/g1", "activities", "1", "2", 7),
        finding(None, None, "deferred_within_year", "0", "1", 8),
        finding(None, None, "net_cost_frame", "30671", "30670", 11),
    ]


def test_the_check_and_the_question_agree_on_what_differs(database: SmallDatabase) -> None:
    """Whatever the question says does not agree, the check finds."""
    database.given(
        stated_total="""
            stated_total_id | document_id | measure        | value | value_text | is_listed | place_row
            doc/1           | doc         | goals          | 2     | två mål    | true      | 1
            doc/2           | doc         | goals          | 3     | tre mål    | true      | 2
            doc/3           | doc         | activities     | 1     | en         | true      | 3
            doc/4           | doc         | net_cost_frame | 10    | 10 tkr     | true      | 4
        """
    )

    differing = [row for row in database.ask("stated_totals") if row["agrees"] is False]

    assert [row["place_row"] for row in check(database, "stated_total_differs")] == [2, 3]
    assert [row["place_row"] for row in differing] == [2, 3]


def test_stated_parts_must_add_up_to_the_stated_goals(database: SmallDatabase) -> None:
    """Only three stated parts of the same level and goal can be summed."""
    database.given(
        stated_total="""
            stated_total_id | document_id | measure          | level    | goal_id | value | value_text | is_listed | place_section | place_page | place_row
            doc/01          | doc         | goals            | goal     |         | 17    | 17 mål     | false     | Avsnitt       | 3          | 1
            doc/02          | doc         | goals_met        | goal     |         | 7     | 7          | false     | Avsnitt       | 3          | 1
            doc/03          | doc         | goals_partly_met | goal     |         | 6     | 6          | false     | Avsnitt       | 3          | 1
            doc/04          | doc         | goals_not_met    | goal     |         | 4     | 4          | false     | Avsnitt       | 3          | 1
            doc/05          | doc         | goals            |          |         | 5     | 5 mål      | false     | Avsnitt       | 3          | 2
            doc/06          | doc         | goals_met        |          |         | 1     | 1          | false     | Avsnitt       | 3          | 2
            doc/07          | doc         | goals_partly_met |          |         | 2     | 2          | false     | Avsnitt       | 3          | 2
            doc/08          | doc         | goals_not_met    |          |         | 3     | 3          | false     | Avsnitt       | 3          | 2
            doc/09          | doc         | goals            | sub_goal |         | 9     | 9 mål      | false     | Avsnitt       | 3          | 3
            doc/10          | doc         | goals_met        | sub_goal |         | 1     | 1          | false     | Avsnitt       | 3          | 3
            doc/11          | doc         | goals_not_met    | sub_goal |         | 1     | 1          | false     | Avsnitt       | 3          | 3
        """
    )

    assert check(database, "stated_parts_differ") == [finding(None, None, "goals", "6", "5", 2)]


def test_an_activity_with_two_statuses_is_found_once_for_each_occasion(
    database: SmallDatabase,
) -> None:
    """Each status is told once, as written; two words for one status and two occasions do not disagree."""
    database.given(
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id | sort_order | title | place_section | place_page | place_row
            a1          | a1                   | doc         | doc/g1  | 1          | A     | Avsnitt       | 3          | 11
            a2          | a1                   | doc         | doc/g2  | 2          | A     | Avsnitt       | 3          | 12
            a3          | a1                   | doc         | doc/g2  | 3          | A     | Avsnitt       | 3          | 13
            b1          | b1                   | doc         | doc/g1  | 4          | B     | Avsnitt       | 3          | 14
            b2          | b1                   | doc         | doc/g2  | 5          | B     | Avsnitt       | 3          | 15
            c1          | c1                   | doc         | doc/g1  | 6          | C     | Avsnitt       | 3          | 16
            c2          | c1                   | doc         | doc/g2  | 7          | C     | Avsnitt       | 3          | 17
        """,
        status_report="""
            activity_id | document_id | occasion_number | status_text | status_code
            a1          | doc         | 1               | Pågående    | in_progress
            a2          | doc         | 1               | Pågår       | in_progress
            a3          | doc         | 1               | Genomfört   | completed
            a1          | doc         | 2               | Genomfört   | completed
            a2          | doc         | 2               | Pausad      | paused
            a3          | doc         | 2               | Genomfört   | completed
            b1          | doc         | 1               | Pågående    | in_progress
            b2          | doc         | 1               | Pågår       | in_progress
            b1          | doc         | 2               | Klart       | completed
            b2          | doc         | 2               | Genomfört   | completed
            c1          | doc         | 2               | Klart       | completed
            c2          | doc         | 2               |             | not_reported
        """,
    )

    assert check(database, "same_activity_two_statuses") == [
        finding("a3", "doc/g2", "A", "Pågående / Genomfört", "Pågående", 13),
        finding("a2", "doc/g2", "A", "Genomfört / Pausad", "Genomfört", 12),
        finding("c2", "doc/g2", "C", "Klart / Ej rapporterad", "Klart", 17),
    ]


def test_an_activity_with_two_ends_is_found(database: SmallDatabase) -> None:
    """The same end in other words agrees, and a listing without end contradicts nothing."""
    database.given(
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id | sort_order | title | due_text | due_date   | place_section | place_page | place_row
            a1          | a1                   | doc         | doc/g1  | 1          | A     | December | 2022-12-31 | Avsnitt       | 3          | 11
            a2          | a1                   | doc         | doc/g2  | 2          | A     | Augusti  | 2022-08-31 | Avsnitt       | 3          | 12
            a3          | a1                   | doc         | doc/g2  | 3          | A     | Aug      | 2022-08-31 | Avsnitt       | 3          | 13
            b1          | b1                   | doc         | doc/g1  | 4          | B     | December | 2022-12-31 | Avsnitt       | 3          | 14
            b2          | b1                   | doc         | doc/g2  | 5          | B     | 31 dec   | 2022-12-31 | Avsnitt       | 3          | 15
            b3          | b1                   | doc         | doc/g2  | 6          | B     |          |            | Avsnitt       | 3          | 16
        """
    )

    assert check(database, "same_activity_two_due_dates") == [
        finding("a2", "doc/g2", "A", "December / Augusti", "December", 12)
    ]


def test_an_activity_of_other_committees_or_another_carry_over_is_found(
    database: SmallDatabase,
) -> None:
    """Each listing is held against the first; one that names no committee contradicts nothing."""
    database.given(
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id | sort_order | title | carried_over_from_year | place_section | place_page | place_row
            a1          | a1                   | doc         | doc/g1  | 1          | A     |                        | Avsnitt       | 3          | 11
            a2          | a1                   | doc         | doc/g2  | 2          | A     | 2021                   | Avsnitt       | 3          | 12
            a3          | a1                   | doc         | doc/g2  | 3          | A     |                        | Avsnitt       | 3          | 13
            b1          | b1                   | doc         | doc/g1  | 4          | B     | 2021                   | Avsnitt       | 3          | 14
            b2          | b1                   | doc         | doc/g2  | 5          | B     | 2021                   | Avsnitt       | 3          | 15
        """,
        activity_committee="""
            activity_id | committee_id
            a1          | 0580-BoU
            a1          | 0580-BiN
            a2          | 0580-BiN
            b1          | 0580-BiN
            b1          | 0580-BoU
            b2          | 0580-BoU
            b2          | 0580-BiN
        """,
    )

    assert check(database, "same_activity_two_committees") == [
        finding("a2", "doc/g2", "A", "BiN", "BiN, BoU", 12)
    ]
    assert check(database, "same_activity_two_carry_overs") == [
        finding("a2", "doc/g2", "A", "2021", "", 12)
    ]


def test_a_deferral_told_but_not_marked_is_found_once(database: SmallDatabase) -> None:
    """The last telling counts; what is marked at any occasion is not found."""
    database.given(
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id | sort_order | title | due_text | due_date   | place_section | place_page | place_row
            told        | told                 | doc         | doc/g1  | 1          | A     | Augusti  | 2022-08-31 | Avsnitt       | 3          | 11
            unknown     | unknown              | doc         | doc/g1  | 2          | B     |          |            | Avsnitt       | 3          | 12
            marked      | marked               | doc         | doc/g1  | 3          | C     |          |            | Avsnitt       | 3          | 13
        """,
        deferral="""
            activity_id | occasion_number | kind          | told_by | is_marked | to_text | to_date
            told        | 1               | within_year   | comment | false     | ht-22   | 2022-12-31
            told        | 2               | to_later_year | comment | false     | vt-23   | 2023-06-30
            unknown     | 1               | date_unknown  | comment | false     |         |
            marked      | 1               | within_year   | comment | false     | ht-22   | 2022-12-31
            marked      | 2               | within_year   | mark    | true      |         |
        """,
    )

    assert check(database, "deferral_told_not_marked") == [
        finding("told", "doc/g1", "A", "vt-23", "Augusti", 11),
        finding("unknown", "doc/g1", "B", "date_unknown", "", 12),
    ]


def test_a_budget_that_does_not_add_up_is_found(database: SmallDatabase) -> None:
    """Each unit and year is summed for itself; one without revenue cannot be; a decimal is no error."""
    database.given(
        budget_line="""
            document_id | sort_order | unit   | line     | year | amount_tkr | place_section | place_page | place_row
            doc         | 1          | Staben | revenue  | 2022 | 300        | Avsnitt       | 3          | 1
            doc         | 2          | Staben | cost     | 2022 | 4562       | Avsnitt       | 3          | 1
            doc         | 3          | Staben | net_cost | 2022 | 4262       | Avsnitt       | 3          | 1
            doc         | 4          | Staben | revenue  | 2021 | 1000       | Avsnitt       | 3          | 2
            doc         | 5          | Staben | cost     | 2021 | 22692      | Avsnitt       | 3          | 2
            doc         | 6          | Staben | net_cost | 2021 | 21629      | Avsnitt       | 3          | 2
            doc         | 7          | Ama    | net_cost | 2022 | 10         | Avsnitt       | 3          | 3
            doc         | 8          | Skolan | revenue  | 2022 | 0.1        | Avsnitt       | 3          | 4
            doc         | 9          | Skolan | cost     | 2022 | 0.3        | Avsnitt       | 3          | 4
            doc         | 10         | Skolan | net_cost | 2022 | 0.2        | Avsnitt       | 3          | 4
        """
    )

    assert check(database, "budget_sum_wrong") == [
        finding(None, None, "Staben 2021", "21629", "21692", 2)
    ]


@pytest.mark.parametrize(
    ("term_start_year", "activity_ids", "expected"),
    [(None, ["older", "year_before"], "2022"), (2021, ["older"], "2021")],
)
def test_an_end_before_the_documents_first_year_is_found(
    database: SmallDatabase, term_start_year: int | None, activity_ids: list[str], expected: str
) -> None:
    """The first year is that of the term, else the reporting year; its first day is not before it."""
    database.given(
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id | sort_order | title | due_text | due_date   | place_section | place_page | place_row
            older       | older                | doc         | doc/g1  | 1          | A     | Juni 18  | 2018-06-30 | Avsnitt       | 3          | 11
            year_before | year_before          | doc         | doc/g1  | 2          | A     |          | 2021-12-31 | Avsnitt       | 3          | 12
            first_day   | first_day            | doc         | doc/g1  | 3          | A     |          | 2022-01-01 | Avsnitt       | 3          | 13
            no_end      | no_end               | doc         | doc/g1  | 4          | A     |          |            | Avsnitt       | 3          | 14
        """
    )
    database.connection.execute("update document set term_start_year = ?", [term_start_year])

    rows = check(database, "date_before_document_year")

    assert rows[0] == finding("older", "doc/g1", "A", "Juni 18", expected, 11)
    assert [row["activity_id"] for row in rows] == activity_ids


def test_a_printed_date_that_cannot_be_right_is_found(database: SmallDatabase) -> None:
    """Before the as-of date, or before another printed date; a plan may be older than its year."""
    database.given(
        document="""
            document_id | municipality_code | title | kind      | year
            plan        | 0580              | Plan  | plan      | 2023
            open        | 0580              | Öppen | follow_up | 2022
            right       | 0580              | Rätt  | follow_up | 2022
        """,
        occasion="""
            document_id | occasion_number | label | as_of_date | is_as_of_stated
            plan        | 1               | Plan  | 2023-01-01 | true
            open        | 1               | Nu    |            | false
            right       | 1               | Nu    | 2022-12-31 | true
        """,
        printed_date="""
            document_id | printed_date | place_row
            doc         | 2022-01-23   | 4
            doc         | 2023-01-23   | 36
            plan        | 2022-10-13   | 1
            plan        | 2022-11-13   | 2
            open        | 2022-03-01   | 5
            open        | 2022-04-01   | 6
            right       | 2022-12-31   | 7
        """,
    )

    assert check(database, "printed_date_before_as_of") == [
        dict(zip(COLUMNS, values, strict=True))
        for values in [
            ("doc", None, None, "Uppföljning", "2022-01-23", "2022-12-31", None, None, 4),
            ("open", None, None, "Öppen", "2022-03-01", "2022-04-01", None, None, 5),
        ]
    ]


def test_a_follow_ups_activity_without_status_is_found(database: SmallDatabase) -> None:
    """Only the last occasion counts; a plan or a proposal is not expected to tell."""
    database.given(
        document="""
            document_id | municipality_code | title | kind | year
            plan        | 0580              | Plan  | plan | 2023
        """,
        occasion="""
            document_id | occasion_number | label | is_as_of_stated
            plan        | 1               | Plan  | false
        """,
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id | sort_order | kind          | title | place_section | place_page | place_row
            silent      | silent               | doc         | doc/g1  | 1          | aktivitet     | A     | Avsnitt       | 3          | 11
            late        | late                 | doc         | doc/g1  | 2          | aktivitet     | B     | Avsnitt       | 3          | 12
            word        | word                 | doc         | doc/g1  | 3          | aktivitet     | C     | Avsnitt       | 3          | 13
            proposed    | proposed             | doc         | doc/g1  | 4          | möjlig åtgärd | E     | Avsnitt       | 3          | 15
            planned     | planned              | plan        | doc/g1  | 1          | aktivitet     | D     | Avsnitt       | 3          | 14
        """,
        status_report="""
            activity_id | document_id | occasion_number | status_text | status_code
            silent      | doc         | 1               | Pågående    | in_progress
            silent      | doc         | 2               |             | not_reported
            late        | doc         | 1               |             | not_reported
            late        | doc         | 2               | Klart       | completed
            word        | doc         | 2               | Ej aktuell  | not_reported
            proposed    | doc         | 2               |             | not_reported
            planned     | plan        | 1               |             | not_reported
        """,
    )

    assert check(database, "follow_up_without_status") == [
        finding("silent", "doc/g1", "A", "", "Bokslut", 11),
        finding("word", "doc/g1", "C", "Ej aktuell", "Bokslut", 13),
    ]


def test_goals_stated_but_not_named_are_found(database: SmallDatabase) -> None:
    """Seventeen stated and two named is a gap; what is listed, or named in full, is none; headings are no goals."""
    database.given(
        stated_total="""
            stated_total_id | document_id | measure   | level    | goal_id | value | value_text | is_listed | place_section | place_page | place_row
            doc/1           | doc         | goals     |          |         | 17    | 17 mål     | false     | Avsnitt       | 3          | 61
            doc/2           | doc         | goals     | sub_goal |         | 1     | ett        | false     | Avsnitt       | 3          | 62
            doc/3           | doc         | goals     |          |         | 9     | nio        | true      | Avsnitt       | 3          | 63
            doc/4           | doc         | goals_met |          |         | 7     | sju        | false     | Avsnitt       | 3          | 64
            doc/5           | doc         | goals     | sub_goal | doc/g2  | 1     | ett        | false     | Avsnitt       | 3          | 65
        """
    )

    assert check(database, "goals_not_listed") == [
        finding(None, None, "goals", "2", "17", 61),
        finding(None, "doc/g2", "goals", "0", "1", 65),
    ]


def test_a_row_repeated_under_the_same_goal_is_found(database: SmallDatabase) -> None:
    """The same activity under two goals is no repetition; a third time is told too."""
    database.given(
        activity="""
            activity_id | distinct_activity_id | document_id | goal_id | sort_order | title | place_section | place_page | place_row
            a1          | a1                   | doc         | doc/g1  | 1          | A     | Avsnitt       | 3          | 11
            a2          | a1                   | doc         | doc/g2  | 2          | A     | Avsnitt       | 3          | 12
            a3          | a1                   | doc         | doc/g1  | 3          | A     | Avsnitt       | 3          | 13
            a4          | a1                   | doc         | doc/g1  | 4          | A     | Avsnitt       | 3          | 14
        """
    )

    assert check(database, "repeated_row") == [
        finding("a3", "doc/g1", "A", "2", "1", 13),
        finding("a4", "doc/g1", "A", "3", "1", 14),
    ]
