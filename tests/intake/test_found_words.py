"""What was found, as rows of tables and lines of text."""

from dataclasses import replace
from datetime import date

from small_reading import ACTIVITY, DOCUMENT, GOAL, KPI, READING

from malkollen.intake import Listed
from malkollen.understanding.reading import (
    Doubt,
    Place,
    ReadAssessment,
    ReadColumn,
    ReadStatedTotal,
    ReadTable,
)
from malkollen.words import SPACE, found, taking_in


def table(table_id: str, *headers: str, activity_count: int = 0) -> ReadTable:
    """A table of two rows."""
    return ReadTable(
        table_id=table_id, columns=tuple(ReadColumn(header=one, field=None) for one in headers),
        row_count=2, activity_count=activity_count, place=Place(section="Skola", page="3"),
    )  # fmt: skip


def test_tables_with_the_same_headers_are_one_group() -> None:
    """Those without headers are each their own; one where nothing was found in any is opened."""
    tables = (
        table("t1", "Aktivitet", "Status", activity_count=2), table("t2", "", ""),
        table("t3", "Aktivitet", "Status", activity_count=1), table("t4", "", ""),
    )  # fmt: skip

    groups = found.table_groups(replace(READING, tables=tables), "pdf")

    assert [one.table_ids for one in groups] == [("t1", "t3"), ("t2",), ("t4",)]
    assert groups[0].heading.replace(SPACE, " ") == (
        "2 tabeller med samma rubriker: 4 rader, 3 aktiviteter (Skola, sida 3)"
    )
    assert [one.is_lost for one in groups] == [False, False, False]
    (lost,) = found.table_groups(replace(READING, activities=(), tables=tables[1:2]), "pdf")
    assert lost.is_lost
    assert "sida" not in lost.heading


def test_an_activity_is_a_row_of_every_column() -> None:
    """The last occasion's status by its code, all of them as they stand, and the place without its section."""
    two = replace(ACTIVITY.reports[0], status_text="Pågår\nännu", status="in_progress")
    one = replace(ACTIVITY, reports=(*ACTIVITY.reports, two))

    (row, bare) = found.editor_rows(
        [(one, False), (replace(one, reports=(), goal_path=(), due_text=None), True)],
        "pdf",
    )

    assert list(row) == list(bare)
    assert set(row) == set(taking_in.EDITOR)
    assert (row["number"], row["status"], row["status_text"]) == (
        1,
        "in_progress",
        "Genomförd / Pågår ännu",
    )
    assert (row["goal"], row["place"], row["is_none"]) == ("Trygg skola", "rad 7", False)
    assert (bare["status"], bare["status_text"], bare["due_text"], bare["goal"]) == (
        None,
        "",
        "",
        "",
    )
    assert bare["is_none"]


def test_an_uncertain_activity_says_so_in_the_list() -> None:
    """Numbered, so that two of the same name are told apart."""
    other = replace(ACTIVITY, activity_id="a2", title="Rusta\nskolgården " + "x" * 100)
    assert found.activity_labels([ACTIVITY, other], {"a1", None}) == [
        "1. Anställa fler kuratorer (osäker)",
        f"2. Rusta skolgården {'x' * 72}…",
    ]


def test_rows_and_lines_of_the_source_are_named() -> None:
    """A row by its beginning, a stretch of lines by its numbers."""
    assert taking_in.row_label(2, "Rad\t2") == "rad 2: Rad 2"
    assert taking_in.lines_label(201, 201, 201) == "Rad 201–201 av 201"


def test_goals_show_their_verdict_and_how_much_stands_under_them() -> None:
    """None where the document gives none."""
    other = replace(GOAL, goal_id="g2", path=("Trygg skola", "Arbetsro"))
    verdict = ReadAssessment(
        goal_id="g2", goal_path=other.path, occasion=1, assessment_text="Delvis", assessment=None,
        is_forecast=False, place=Place(),
    )  # fmt: skip
    rows = found.goal_rows(replace(READING, goals=(GOAL, other), assessments=(verdict,)))
    assert [(row["Mål"], row["Aktiviteter"], row["Bedömning"]) for row in rows] == [
        ("Trygg skola", 1, None),
        ("Trygg skola › Arbetsro", 0, "Delvis"),
    ]


def test_a_key_figure_shows_its_number_and_its_words() -> None:
    """A dash where no number was read, never a zero."""
    listing = replace(KPI, kind="listing", operator=None, value=None, year=None, text=None)
    shown, bare = found.kpi_rows(replace(READING, kpis=(KPI, listing)), "pdf")
    assert shown["Värde"].replace(SPACE, " ") in {"minst 90 procent", "minst 90 %"}
    assert (shown["Avser"], shown["Står som"]) == ("2023", "minst 90 procent")
    assert (bare["Värde"], bare["Avser"]) == ("–", None)


def test_a_total_that_cannot_be_counted_does_not_differ() -> None:
    """The stated one stays beside what was counted."""
    totals = tuple(
        ReadStatedTotal(
            measure="activities", value=12.0, text="12 aktiviteter", level=None, goal_id="g1",
            counted=counted, place=Place(row=3),
        )
        for counted in (12.0, 11.0, None)
    )  # fmt: skip
    rows = found.total_rows(replace(READING, stated_totals=totals), "pdf")
    assert [row["Stämmer"] for row in rows] == ["ja", "nej", "går inte att räkna"]
    assert all(row["Summa"].endswith(", Trygg skola") for row in rows)


def test_a_doubt_says_where_it_stands() -> None:
    """Nothing is said of a place where it is the whole document."""
    assert found.doubt_line(
        Doubt(code="row_joined", place=Place(page="2", row=4)), "xlsx"
    ).endswith(" (bladet 2, rad 4)")
    assert not found.doubt_line(Doubt(code="no_year", place=Place()), "xlsx").endswith(")")


def test_occasions_are_named_where_there_are_several() -> None:
    """One alone is the document's own date."""
    second = replace(DOCUMENT.occasions[0], number=2, label="Bokslut", as_of_date=None)
    both = replace(DOCUMENT, occasions=(*DOCUMENT.occasions, second))
    assert found.occasions_line(DOCUMENT) == ""
    assert found.occasions_line(both).replace(SPACE, " ") == "Delår (31 augusti 2023); Bokslut (–)"


def test_an_own_document_on_a_line() -> None:
    """A municipality without a name shows its code, a plan no date."""
    one = Listed(
        document_id="x", municipality_code="2584", title="Plan", body="BN", kind="plan", year=2024,
        as_of_date=None, supersedes=None, taken_in_by="Karin", taken_in_on=date(2024, 2, 1),
    )  # fmt: skip
    line = found.own_line(one, {"2584": "Kiruna"}).replace(SPACE, " ")
    assert line == "Plan (Kiruna, BN, 2024), inläst 1 februari 2024 av Karin"
    later = replace(one, as_of_date=date(2024, 8, 31))
    assert "(2584, BN, 2024, per 31 augusti 2024)" in found.own_line(later, {}).replace(SPACE, " ")


def test_the_likeliest_document_to_replace_stands_first() -> None:
    """An older version of what is published is likelier to replace nothing."""
    newer = taking_in.replace_options("d1", ["d2"], is_older=False)
    older = taking_in.replace_options("d1", ["d2"], is_older=True)
    assert list(newer) == ["d1", "", "d2"]
    assert list(older) == ["", "d1", "d2"]
    assert list(taking_in.replace_options(None, [], is_older=False)) == [""]


def test_statuses_like_the_word_stand_first() -> None:
    """In the order of likeness, then their own."""
    codes = ["completed", "in_progress", "paused"]
    known = {"vilande": "paused", "pågående": "in_progress"}
    assert taking_in.nearest_first(codes, ["vilande", "okänt", "pågående"], known) == [
        "paused", "in_progress", "completed",
    ]  # fmt: skip
    assert taking_in.nearest_first(codes, [], known) == codes


def test_publishing_waits_for_decisions_and_for_what_is_not_used_yet() -> None:
    """Each with its sentence."""
    blocking = [Doubt(code="no_year", place=Place())]
    assert taking_in.waits_for(blocking, 2) == [
        "Ange vilket år dokumentet gäller.",
        "2 rättningar i tabellen är inte använda än.",
    ]
    assert taking_in.waits_for([], 0) == []
