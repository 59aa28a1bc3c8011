"""Is any document understood without an error, and does every reading say where it came from?"""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from malkollen.blocks import (
    Block,
    Cell,
    Content,
    Heading,
    Line,
    Paragraph,
    Run,
    Spot,
    Table,
    plain,
    row,
)
from malkollen.blocks import Row as BlockRow
from malkollen.locations import REFERENCE
from malkollen.understanding import understand
from malkollen.understanding.reading import (
    ColumnCorrection,
    Corrections,
    FieldCorrection,
    Given,
    Reading,
)
from malkollen.understanding.vocabulary import read_vocabulary

VOCABULARY = read_vocabulary((REFERENCE,))

# Words that documents are made of, so that chance makes tables, lists and sentences of them.
WORDS = st.sampled_from(
    [
        "Mål", "Nämndmål", "Aktivitet", "Nämnd", "Status", "Slutdatum", "Kommentar", "Indikator", "Utfall 2023",
        "Målvärde", "T1", "Helår", "2023", "Genomfört", "Pågår", "Försenad", "Grönt spår", "✓", "BUN", "KS och TN",
        "December*", "Förskjuts till hösten 2024*", "2023-01-01 2023-12-31", "kv 3", "Ta fram en plan",
        "Kommentar: Klart i maj.", "Minst 65 procent ska", "75,2 %", "–", "Summa", "• Första", "Effektmål", "Nyckeltal",
        "Aktiviteter", "redovisas 3 gånger per år", "Budget (tkr) 2023 2022 Intäkter 1 200 1 150", "Tio mål uppnås",
        "Kvarstår från 2022", "Täby kommun", "per den 31 augusti 2023", "* = framflyttad", "Strategiskt uppdrag: Öka",
        "(", "…", "\u00a0", "Mål 1 - Trygghet. Målet är uppfyllt", "Så blev det", "Åtgärdsstatus",
    ]
)  # fmt: skip
TEXTS = st.one_of(WORDS, st.lists(WORDS, max_size=6).map(" ".join), st.text(max_size=30))
SPOTS = st.builds(
    Spot, page=st.sampled_from([None, "1", "2"]), row=st.one_of(st.none(), st.integers(1, 99))
)
LINES = st.builds(
    lambda text, bullet, is_bold: Line((Run(text, is_bold=is_bold),) if text else (), bullet),
    TEXTS, st.integers(0, 2), st.booleans(),
)  # fmt: skip
CELLS = st.builds(
    Cell, st.lists(LINES, max_size=3).map(tuple), st.booleans(), st.sampled_from([None, "00ff00"])
)
ROWS = st.builds(BlockRow, cells=st.lists(CELLS, min_size=1, max_size=7).map(tuple), spot=SPOTS)
BLOCKS = st.one_of(
    st.builds(Heading, line=LINES, level=st.integers(1, 4), spot=SPOTS),
    st.builds(Paragraph, line=LINES, spot=SPOTS),
    st.builds(Table, rows=st.lists(ROWS, min_size=1, max_size=6).map(tuple)),
)


def read(*blocks: Block, corrections: Corrections | None = None) -> Reading:
    """Understand blocks of a document of 2023."""
    content = Content(reader="text", blocks=blocks)
    return understand(content, Given(municipality_code="0160", year=2023), VOCABULARY, corrections)


@given(
    st.lists(BLOCKS, max_size=8).map(tuple), st.sampled_from(["text", "xlsx", "pdf"]),
    st.sampled_from([Given(), Given(municipality_code="0580", year=2022, as_of_date=date(2022, 8, 31))]),
)  # fmt: skip
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_blocks_are_understood_and_what_is_found_hangs_together(
    blocks: tuple[Block, ...], reader: str, known: Given
) -> None:
    """No blocks make an error; every activity stands under a goal there is, with a report at an occasion there is."""
    reading = understand(Content(reader=reader, blocks=blocks), known, VOCABULARY)
    goals = {goal.goal_id: goal for goal in reading.goals}
    occasions = {occasion.number for occasion in reading.document.occasions}
    activities = {activity.activity_id for activity in reading.activities}
    for activity in reading.activities:
        assert activity.title
        assert goals[activity.goal_id].path == activity.goal_path
        assert {report.occasion for report in activity.reports} <= occasions
        assert activity.same_as_activity_id is None or activity.same_as_activity_id in activities
    assert {goal.parent_goal_id for goal in reading.goals} <= {None, *goals}
    assert {one.goal_id for one in reading.assessments} <= set(goals)


def test_a_corrected_column_is_read_as_what_it_is() -> None:
    """A column whose header says another thing than it holds is read as whoever takes the document in says."""
    table = Table(
        rows=(
            row(["Åtgärd", "Övrigt", "Status"], Spot(row=1)),
            row(["Bygga en bro", "Tekniska nämnden, juni", "Pågår"], Spot(row=2)),
        )
    )
    (table_id,) = [one.table_id for one in read(table).tables]
    corrected = read(
        table, corrections=Corrections(columns=(ColumnCorrection(table_id=table_id, column=1, field="comment"),))
    )  # fmt: skip
    assert [one.reports[0].comment for one in read(table).activities] == [None]
    assert [one.reports[0].comment for one in corrected.activities] == ["Tekniska nämnden, juni"]


def _three_rows() -> Table:
    return Table(
        rows=(
            row(["Aktivitet", "Nämnd", "Status"], Spot(row=1)),
            row(["Införa ett system för", "KS", "Pågår"], Spot(row=2)),
            row(["ärendehantering", "", ""], Spot(row=3)),
        )
    )


def test_a_row_wrongly_joined_is_divided_and_one_wrongly_divided_is_joined() -> None:
    """Rows are named by page and row, so that the correction holds whatever ids the activities get."""
    apart = read(_three_rows(), corrections=Corrections(rows_apart=((None, 3),)))
    assert [one.title for one in read(_three_rows()).activities] == [
        "Införa ett system för ärendehantering"
    ]
    assert [one.title for one in apart.activities] == ["Införa ett system för", "ärendehantering"]
    together = read(
        Table(
            rows=(
                row(["Aktivitet", "Nämnd", "Status"], Spot(row=1)),
                row(["Införa ett system.", "KS", "Pågår"], Spot(row=2)),
                row(["Även för ärenden.", "", "Pågår"], Spot(row=3)),
            )
        ),
        corrections=Corrections(rows_joined=((None, 3),)),
    )
    assert [one.title for one in together.activities] == ["Införa ett system. Även för ärenden."]


def test_a_status_word_that_was_decided_is_no_doubt_any_more() -> None:
    """An unknown word is a doubt with the nearest known words; decided, it is the status."""
    table = Table(
        rows=(
            row(["Aktivitet", "Status"], Spot(row=1)),
            row(["Bygga en bro", "På gång"], Spot(row=2)),
            row(["Riva en bro", "Klart"], Spot(row=3)),
        )
    )
    plainly = read(table)
    assert [one.found for one in plainly.doubts if one.code == "unknown_status"] == ["På gång"]
    assert plainly.activities[0].reports[0].status is None
    decided = read(table, corrections=Corrections(status_words=(("på gång", "in_progress"),)))
    assert decided.activities[0].reports[0].status == "in_progress"
    assert [one for one in decided.doubts if one.code == "unknown_status"] == []


def test_single_fields_are_corrected_last() -> None:
    """A date that could not be read is given; what is no activity is left out, and its doubts with it."""
    table = Table(
        rows=(
            row(["Aktivitet", "Klart", "Status"], Spot(row=1)),
            row(["Bygga en bro", "31 x 2023", "Pågår"], Spot(row=2)),
            row(["Se nedan", "", "Klart"], Spot(row=3)),
        )
    )
    first, second = read(table).activities
    corrections = Corrections(
        fields=(FieldCorrection(subject=first.activity_id, field="due_date", value="2023-10-31"),),
        left_out=(second.activity_id,),
    )
    reading = read(table, corrections=corrections)
    assert [(one.title, one.due_date) for one in reading.activities] == [
        ("Bygga en bro", date(2023, 10, 31))
    ]


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Uppföljning per den 31 augusti 2023", "Status"),
        ("Uppföljning", "Status per den 31 augusti"),
        ("Uppföljning per den 30 april 2023", "Status 31 augusti 2023"),
    ],
    ids=["heading", "column", "both"],
)
@pytest.mark.parametrize("given_day", [None, date(2023, 8, 31), date(2023, 12, 31)])
def test_a_day_that_is_given_goes_before_the_documents(
    heading: str, column: str, given_day: date | None
) -> None:
    """Whoever takes the document in knows better, whether title or column says another day; the difference is told."""
    content = Content(
        reader="text",
        blocks=(
            Paragraph(line=plain(heading), spot=Spot(row=1)),
            Table(
                rows=(
                    row(["Aktivitet", column], Spot(row=3)),
                    row(["Bygga en bro", "Pågår"], Spot(row=4)),
                )
            ),
        ),
    )
    known = Given(municipality_code="0160", year=2023, as_of_date=given_day)
    reading = understand(content, known, VOCABULARY)
    (occasion,) = reading.document.occasions
    told = [
        (one.field, one.found, one.candidates)
        for one in reading.doubts
        if one.code == "as_of_differs"
    ]
    assert (occasion.as_of_date, occasion.is_as_of_stated) == (given_day or date(2023, 8, 31), True)
    differs = given_day == date(2023, 12, 31)
    assert told == ([("as_of_date", "2023-08-31", ("2023-12-31",))] if differs else [])


def test_a_day_that_is_given_is_that_of_the_last_occasion() -> None:
    """Those before keep the days of their own columns."""
    table = Table(
        rows=(
            row(["Aktivitet", "Status 30 april", "Status 31 augusti"], Spot(row=1)),
            row(["Bygga en bro", "Pågår", "Klart"], Spot(row=2)),
        )
    )
    known = Given(municipality_code="0160", year=2023, as_of_date=date(2023, 9, 15))
    reading = understand(Content(reader="text", blocks=(table,)), known, VOCABULARY)
    assert [one.as_of_date for one in reading.document.occasions] == [
        date(2023, 4, 30),
        date(2023, 9, 15),
    ]


def test_a_stated_total_is_held_against_what_was_counted() -> None:
    """What the document says of itself is a doubt where its own rows say another thing."""
    reading = read(
        Paragraph(
            line=plain("Datum med asterisk är framflyttade. Två aktiviteter har senarelagts under 2023."),
            spot=Spot(row=1),
        ),
        Table(
            rows=(
                row(["Aktivitet", "Slutdatum", "Status"], Spot(row=3)),
                row(["Bygga en bro", "Juni*", "Pågår"], Spot(row=4)),
                row(["Riva en bro", "Maj", "Klart"], Spot(row=5)),
            )
        ),
    )  # fmt: skip
    assert [(one.measure, one.value, one.counted) for one in reading.stated_totals] == [
        ("deferred_within_year", 2, 1)
    ]
    assert [one.candidates for one in reading.doubts if one.code == "total_differs"] == [("1",)]
