"""What a reading becomes in the record: short labels, full wordings, new committees and key figures, nothing invented."""

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from readings import TEXTS, publishable
from small_reading import ACTIVITY, DOCUMENT, GOAL, KIRUNA, KPI, PLACE, READING, found_file

from malkollen.intake import blocking
from malkollen.intake.own_folder import add_rows
from malkollen.intake.review import Publishing, Reviewed, to_document
from malkollen.intake.texts import cleaned, label, one_line, slug
from malkollen.intake.watch import FoundFile
from malkollen.locations import DOCUMENTS, REFERENCE
from malkollen.record import Document, read_document, write_document
from malkollen.reference import read_reference
from malkollen.tables import read_table, write_table
from malkollen.understanding.reading import (
    Corrections,
    Doubt,
    Place,
    ReadAssessment,
    ReadDeferral,
    Reading,
    ReadOccasion,
    Report,
)

REFERENCE_TABLES = read_reference(REFERENCE)
LONG = "Att under året ta fram en plan för hur skolorna ska arbeta med frånvaro och trygghet"


def reviewed(reading: Reading, older: Document | None = None, sha256: str = "0" * 64) -> Reviewed:
    """Return what a reading becomes."""
    found = FoundFile(
        path=Path("x.pdf"), file_name="x.pdf", sha256=sha256, reader="pdf", reading=reading,
        source=(), notes=(), corrections=Corrections(),
    )  # fmt: skip
    publishing = Publishing(
        document_id="x-1", older=older, taken_in_by="Karin", taken_in_on=date(2023, 10, 2)
    )
    return to_document(found, REFERENCE_TABLES, publishing)


def activity_row(**changes: Any) -> Any:
    """Return the first row of the small reading's activity with changes."""
    reading = replace(READING, activities=(replace(ACTIVITY, **changes),))
    return reviewed(reading).document.activities[0][1]


def test_a_small_reading_lacks_nothing() -> None:
    """Nothing is blocking."""
    assert blocking(READING) == ()


def test_what_blocks_is_told_once_each() -> None:
    """A word without a status, however many rows use it and whatever its case, with what it may mean."""
    place = Place(section="A", page="2", row=3)
    words = [
        Report(occasion=1, status_text=text, status=None, comment=None)
        for text in ("Rullar på", "RULLAR PÅ", "Haltar")
    ]
    activities = tuple(replace(ACTIVITY, place=place, reports=(word,)) for word in words)
    doubt = Doubt(code="unknown_status", place=place, found="Rullar på", candidates=("on_plan",))
    found = blocking(replace(READING, activities=activities, doubts=(doubt,)))

    assert [(one.code, one.found, one.candidates, one.place) for one in found] == [
        ("unknown_status", "Rullar på", ("on_plan",), place),
        ("unknown_status", "Haltar", (), place),
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"municipality_code": None}, "no_municipality"),
        ({"body": " "}, "no_body"),
        ({"year": None}, "no_year"),
        ({"year": 1066}, "no_year"),
    ],
)
def test_a_document_that_does_not_say_what_it_is_blocks(changes: dict[str, Any], code: str) -> None:
    """Municipality, body, year within reason."""
    found = blocking(replace(READING, document=replace(DOCUMENT, **changes)))

    assert [one.code for one in found] == [code]


def test_a_reading_of_nothing_blocks() -> None:
    """There is nothing to publish."""
    assert [one.code for one in blocking(Reading(document=DOCUMENT))] == ["nothing_found"]


def test_a_long_wording_is_cut_to_a_label_and_kept_whole() -> None:
    """Twelve words; a short one stands once."""
    long, short = activity_row(title=LONG), activity_row(title="Kort titel")

    assert long.title == "Att under året ta fram en plan för hur skolorna ska arbeta …"
    assert long.wording == LONG
    assert (short.title, short.wording) == ("Kort titel", None)
    beneath = activity_row(title="Kort titel", details="första\nandra")
    assert (beneath.title, beneath.wording) == ("Kort titel", "Kort titel\nförsta\nandra")


def test_a_status_keeps_its_word_and_its_code_only_where_the_word_does_not_say_it() -> None:
    """The crosswalk's answer needs no code; a symbol before the word does."""
    report = replace(ACTIVITY.reports[0], status_text="▶ Genomförd")
    known, other = activity_row(), activity_row(reports=(report,))

    assert (known.status_text, known.status) == ("Genomförd", None)
    assert (other.status_text, other.status) == ("▶ Genomförd", "completed")


def test_each_occasion_has_its_row_and_the_last_the_deferral() -> None:
    """Where an occasion has no report, nothing is reported; reasons that no table knows are no reasons."""
    occasions = tuple(
        ReadOccasion(number=number, label=f"Delår {number}", as_of_date=None, is_as_of_stated=False)
        for number in (3, 7)
    )
    activity = replace(
        ACTIVITY,
        deferral=ReadDeferral(kind="date_unknown", told_by="title", reasons=("staffing", "x")),
        reports=(replace(ACTIVITY.reports[0], occasion=3),),
    )
    document = reviewed(
        replace(READING, document=replace(DOCUMENT, occasions=occasions), activities=(activity,))
    ).document

    assert [
        (row.occasion, row.status_text, row.comment, row.deferral_kind, row.deferral_reasons)
        for _, row in document.activities
    ] == [
        (1, "Genomförd", "Två nya.", None, ()),
        (2, None, None, "date_unknown", ("staffing",)),
    ]


def test_a_committee_is_named_as_it_stands_alone() -> None:
    """New ones go to the own tables with the ways they are written; known ones do not."""
    activities = (
        replace(ACTIVITY, committees=("BN", "SN"), committees_text="BN/SN"),
        replace(ACTIVITY, activity_id="a2", committees=("BN",), committees_text="Barnnämnden"),
    )
    additions = reviewed(replace(READING, activities=activities)).additions
    huddinge = replace(DOCUMENT, municipality_code="0126")
    known = replace(ACTIVITY, committees=("GAN",), committees_text="Gymnasienämnden")

    assert [(row.committee_code, row.committee) for row in additions.committees] == [
        ("BN", "Barnnämnden"), ("SN", "SN"),
    ]  # fmt: skip
    assert [(row.committee_word, row.committee_code) for row in additions.committee_words] == [
        ("Barnnämnden", "BN"), ("BN", "BN"), ("SN", "SN"),
    ]  # fmt: skip
    assert reviewed(Reading(document=huddinge, activities=(known,))).additions.committees == ()


def test_a_key_figure_is_known_by_name_and_unit() -> None:
    """The catalogue's keeps its code, another unit is another figure, and without a unit that is said."""
    known = REFERENCE_TABLES.kpis[0]
    kpis = (
        replace(KPI, name=known.kpi.upper(), unit=known.unit),
        KPI,
        replace(KPI, name="Sjukfrånvaro", unit="dagar", operator="<="),
        replace(KPI, name="Köer", unit=None, kind="listing", operator=None, value=None),
    )
    found = reviewed(replace(READING, kpis=kpis))

    assert [row.kpi_code for _, row in found.document.kpis] == [
        known.kpi_code, "trygga_elever", "sjukfranvaro", "koer",
    ]  # fmt: skip
    assert [(row.kpi, row.unit, row.direction) for row in found.additions.kpis] == [
        ("Trygga elever", "procent", "higher"),
        ("Sjukfrånvaro", "dagar", "lower"),
        ("Köer", "okänd enhet", "none"),
    ]


def test_two_units_of_one_name_are_two_figures() -> None:
    """The second is named by its unit as well."""
    kpis = (replace(KPI, unit="procent"), replace(KPI, unit="antal"))

    assert [row.kpi_code for _, row in reviewed(replace(READING, kpis=kpis)).document.kpis] == [
        "trygga_elever", "trygga_elever_antal",
    ]  # fmt: skip


def test_a_newer_version_keeps_the_codes_of_the_older() -> None:
    """By the name that the document gives the figure."""
    older = read_document(DOCUMENTS / "solna-kompetensnamnden-2010")
    name, code = older.kpis[0][1].name, older.kpis[0][1].kpi_code
    found = reviewed(replace(READING, kpis=(replace(KPI, name=name, unit="bitar"),)), older)

    assert found.document.kpis[0][1].kpi_code == code
    assert found.document.card.supersedes == older.document_id
    assert found.additions.kpis == ()


def test_a_figure_of_the_same_file_keeps_the_code_of_the_one_in_its_place() -> None:
    """Its value there must be the only one alike; in another file a place says nothing."""
    older = read_document(DOCUMENTS / "huddinge-gymnasienamnden-2018")
    row = next(row for _, row in older.kpis if row.kpi_code == "food_waste_per_portion")
    place = Place(section=None, page=None, row=row.place_row)
    kpi = replace(
        KPI, name="Matsvinn", kind=row.kind, operator=row.operator, value=row.value, place=place
    )
    once, twice = replace(READING, kpis=(kpi,)), replace(READING, kpis=(kpi, kpi))
    same = older.card.original_sha256

    assert [
        [one.kpi_code for _, one in reviewed(reading, older, sha256).document.kpis]
        for reading, sha256 in ((once, same), (once, "1" * 64), (twice, same))
    ] == [["food_waste_per_portion"], ["matsvinn"], ["matsvinn", "matsvinn"]]


def test_a_target_without_a_number_is_listed() -> None:
    """That it shall increase says which way is better, but sets no level."""
    kpi = replace(KPI, operator=None, value=None, text="ska öka", direction="increase")
    found = reviewed(replace(READING, kpis=(kpi,)))

    assert (found.document.kpis[0][1].kind, found.document.kpis[0][1].value) == ("listing", None)
    assert found.additions.kpis[0].direction == "higher"


def test_a_verdict_stands_with_its_goal_where_its_word_is_understood() -> None:
    """The last one; a word that no table holds is learnt where it was understood, else left out."""

    def verdict(occasion: int, text: str, code: str | None) -> ReadAssessment:
        return ReadAssessment(
            goal_id="g1", goal_path=GOAL.path, occasion=occasion, assessment_text=text,
            assessment=code, is_forecast=False, place=PLACE,
        )  # fmt: skip

    learnt = reviewed(replace(READING, assessments=(verdict(1, "Nästan Framme", "partly_met"),)))
    unknown = reviewed(replace(READING, assessments=(verdict(1, "Nästan Framme", None),)))

    assert learnt.document.goals[0][1].assessment_text == "Nästan Framme"
    assert [row.assessment_word for row in learnt.additions.assessment_words] == ["nästan framme"]
    assert unknown.document.goals[0][1].assessment_text is None


def test_a_document_without_occasions_gets_one_that_says_so() -> None:
    """The record wants one; no date is made up."""
    card = reviewed(replace(READING, document=replace(DOCUMENT, occasions=()))).document.card

    assert [(one.number, one.as_of_date, one.is_as_of_stated) for one in card.occasions] == [
        (1, None, False)
    ]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=150)
@given(publishable())
def test_whatever_is_read_is_written_and_read_back_the_same(reading: Reading) -> None:
    """The document, and the rows of the reference tables: no text breaks a file or is lost on the way."""
    found = reviewed(reading)
    with tempfile.TemporaryDirectory() as folder:
        write_document(Path(folder) / "x-1", found.document)
        assert read_document(Path(folder) / "x-1") == found.document
        add_rows(Path(folder), found.additions)
        read_reference(REFERENCE, Path(folder))
        for path in Path(folder).glob("*.csv"):
            rows = getattr(found.additions, path.stem)
            lines, problems = read_table(path, type(rows[0]), path.name)
            assert (tuple(row for _, row in lines), problems) == (rows, [])


@given(TEXTS)
def test_texts_for_the_record_are_as_the_record_reads_them(text: str) -> None:
    """Nothing around them, nothing that no file can hold; an id is made of few signs."""
    for written in (cleaned(text), one_line(text), label(text)):
        assert written is None or (written == written.strip() and written.encode("utf-8"))
    assert "\n" not in (one_line(text) or "")
    assert set(slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_control_characters_are_no_text() -> None:
    """Neither a sheet nor a page can show them; a line's end of any kind is a line feed."""
    assert cleaned(" a\x00b\x1b[31mc\ud800\r\nd\re ") == "ab[31mc\nd\ne"
    assert cleaned("\x00 ") is None


def test_a_formula_stays_a_text(tmp_path: Path) -> None:
    """In the record it is what the document says; the export makes it harmless."""
    row = activity_row(title="=1+1", committees_text="@SUM(A1)")

    assert (row.title, row.committees_text) == ("=1+1", "@SUM(A1)")
    write_table(tmp_path / "a.csv", type(row), [row])
    assert read_table(tmp_path / "a.csv", type(row), "a.csv")[0][0][1] == row


def test_the_small_reading_is_of_the_file(tmp_path: Path) -> None:
    """Name and hash of the original stand on the card."""
    found = found_file(tmp_path / "uppföljning.txt")
    publishing = Publishing(
        document_id="x-1", older=None, taken_in_by=" ", taken_in_on=date(2023, 10, 2)
    )
    card = to_document(found, REFERENCE_TABLES, publishing).document.card

    assert card.municipality_code == KIRUNA
    assert (card.original_file_name, card.original_sha256) == ("uppföljning.txt", found.sha256)
    assert (card.taken_in_by, card.reader, card.diary_number) == ("okänd", "text", "BN 2023/17")
