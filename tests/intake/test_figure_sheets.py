"""A controller's sheet on its way in: read apart, published whole or not at all, replaced, taken away and brought back."""

import io
import multiprocessing
import os
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from malkollen import build as building
from malkollen.build import build
from malkollen.figures import FigureCard, read_sheets
from malkollen.intake import IntakeError, figures
from malkollen.intake.figures import own_sheets
from malkollen.intake.watch import hash_of
from malkollen.problems import Problem, RecordError
from malkollen.store import data_version, read_table

TODAY = date(2026, 11, 22)
HEADINGS = ("Nyckeltal", "Kommun", "År", "Utfall", "Mål", "Källa")
SHEET = ";".join(HEADINGS) + "\nSjukfrånvaro;Håbo;2024;{outcome};5;Årsredovisning\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A sheet with one row that is right."""
    path = tmp_path / "Håbos mål.csv"
    path.write_text(SHEET.format(outcome="4,5"), encoding="utf-8")
    return path


def workbook(path: Path, *rows: tuple[Any, ...]) -> Any:
    """Write rows under the headings as a workbook, and return the workbook to change and save again."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (HEADINGS, *rows):
        book.active.append(row)
    book.save(path)
    return book


def refused(path: Path) -> list[tuple[str, int | None]]:
    """Return why a file cannot be read, or what is wrong with its rows: code and row."""
    try:
        problems = figures.read_file(path).problems
    except IntakeError as error:
        problems = error.problems
    return [(one.code, one.line) for one in problems]


def outcomes() -> dict[str, float]:
    """Return the outcomes of the database by sheet."""
    return {row["sheet_id"]: row["outcome_value"] for row in read_table("own_figure").to_pylist()}


def publish(path: Path, outcome: str, **named: str) -> figures.Published:
    """Write the sheet with another outcome and publish it."""
    path.write_text(SHEET.format(outcome=outcome), encoding="utf-8")
    return figures.add(figures.read_file(path), taken_in_by="Karin", today=TODAY, **named)


def files(folder: Path) -> dict[str, bytes]:
    """Return what an own record holds, by path; the lock says nothing."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_separated_values_are_read_in_the_usual_encodings(sheet: Path, encoding: str) -> None:
    """With or without a mark, and as older Excel writes."""
    sheet.write_bytes(SHEET.format(outcome="4,5").encode(encoding))
    found = figures.read_file(sheet, file_name="mål.csv")
    (one,) = found.rows

    assert (found.file_name, found.sha256, found.problems) == ("mål.csv", hash_of(sheet), ())
    assert (one.municipality, one.row.source, one.row.outcome_value, one.row.place_row) == (
        "Håbo", "Årsredovisning", 4.5, 2,
    )  # fmt: skip
    assert found.assumed_count == 1


@pytest.mark.usefixtures("own")
def test_a_workbook_is_read_as_it_shows(tmp_path: Path) -> None:
    """A share that is formatted as procent, numbers as numbers; a hidden row is not read, and that is told."""
    path = tmp_path / "mål.xlsx"
    book = workbook(
        path,
        ("Sjukfrånvaro", "Håbo", 2024, 0.045, 5, "Bokslut"),
        ("Sjukfrånvaro", "Håbo", 2025, 6.5, "3–5", "Bokslut"),
        ("Sjukfrånvaro", "Håbo", 2026, 7, None, "Bokslut"),
    )
    book.active["D2"].number_format = "0.0%"
    book.active.row_dimensions[4].hidden = True
    book.save(path)
    found = figures.read_file(path)

    assert found.problems == ()
    assert [(one.row.outcome_value, one.row.target_value_high) for one in found.rows] == [
        (4.5, None), (6.5, 5.0),
    ]  # fmt: skip
    assert [(one.row.place_page, one.row.place_row) for one in found.rows] == [
        ("Sheet", 2), ("Sheet", 3),
    ]  # fmt: skip
    assert [one.code for one in found.notes] == ["hidden_rows"]


@pytest.mark.usefixtures("own")
def test_a_share_below_one_procent_is_pointed_out(sheet: Path) -> None:
    """It may be right, so it stops nothing."""
    sheet.write_text(SHEET.format(outcome="0,045"), encoding="utf-8")
    found = figures.read_file(sheet)

    assert (found.small_share_count, found.problems) == (1, ())


def test_what_was_fetched_and_cannot_be_read_is_told(own: Path, sheet: Path) -> None:
    """A file among the nation's measures that is none of ours."""
    broken = own / "kolada" / "series" / "N15428.parquet"
    broken.parent.mkdir(parents=True)
    broken.write_text("x", encoding="utf-8")

    assert refused(sheet) == [("not_readable", None)]


@pytest.mark.usefixtures("own")
def test_a_formula_without_its_value_is_no_empty_cell(tmp_path: Path) -> None:
    """A target would be lost without a word."""
    path = tmp_path / "mål.xlsx"
    workbook(path, ("Sjukfrånvaro", "Håbo", 2024, 4.5, "=2+3", "Bokslut"))

    assert refused(path) == [("formula_without_value", 2)]


@pytest.mark.usefixtures("own")
def test_what_is_no_sheet_is_told(tmp_path: Path) -> None:
    """Another kind of document, a file that is broken, one that is not there."""
    text = tmp_path / "mål.md"
    text.write_text("# Mål\n\nSjukfrånvaron ska minska.\n", encoding="utf-8")
    broken = tmp_path / "mål.xlsx"
    book = io.BytesIO()
    openpyxl.Workbook().save(book)
    broken.write_bytes(book.getvalue()[:-300])

    assert refused(text) == [("not_a_sheet", None)]
    assert refused(broken) == [("damaged", None)]
    assert refused(tmp_path / "nej.csv") == [("missing_file", None)]


def test_a_sheet_is_published_with_its_original(own: Path, sheet: Path) -> None:
    """In the record and in the database; nothing is left for the next build to do."""
    published = publish(sheet, "4,5")
    (kept,) = read_sheets(own / "figures")

    assert published == figures.Published(sheet_id="habos-mal", supersedes=None, row_count=1)
    assert kept.card == FigureCard(
        title="Håbos mål", original_file_name="Håbos mål.csv", original_sha256=hash_of(sheet),
        taken_in_by="Karin", taken_in_on=TODAY,
    )  # fmt: skip
    assert (own / "originals" / f"{hash_of(sheet)}.csv").read_bytes() == sheet.read_bytes()
    assert outcomes() == {"habos-mal": 4.5}
    assert not build().is_new


def test_a_sheet_of_the_same_title_is_replaced_and_can_come_back(own: Path, sheet: Path) -> None:
    """The older lies among those removed, and comes back when its place is free."""
    publish(sheet, "4,5")
    published = publish(sheet, "6", title=" HÅBOS  mål ")

    assert (published.sheet_id, published.supersedes) == ("habos-mal-2", "habos-mal")
    assert outcomes() == {"habos-mal-2": 6.0}
    assert not build().is_new
    assert [(one.sheet_id, one.removed_at is None) for one in figures.listed(with_removed=True)] == [
        ("habos-mal-2", True), ("habos-mal", False),
    ]  # fmt: skip
    assert figures.replaced_by("Håbos mål") == figures.listed()[0]

    with pytest.raises(IntakeError) as caught:
        figures.restore("habos-mal")
    assert caught.value.problems == (
        Problem("habos-mal", "title_taken", found="habos-mal", allowed=("habos-mal-2",)),
    )
    figures.remove("habos-mal-2")
    assert outcomes() == {}
    figures.restore("habos-mal")
    assert outcomes() == {"habos-mal": 4.5}
    assert not list(own.glob("staging-*"))


@pytest.mark.usefixtures("own")
def test_what_is_not_there_cannot_be_taken_away_or_brought_back() -> None:
    """It is told by its id."""
    for change, code in ((figures.remove, "unknown_sheet"), (figures.restore, "sheet_not_removed")):
        with pytest.raises(IntakeError) as caught:
            change("nej")
        assert caught.value.problems == (Problem("nej", code, found="nej"),)


def test_nothing_is_published_while_there_is_an_error(own: Path, sheet: Path) -> None:
    """Nor of a file that has changed since it was read, nor without a name."""
    wrong = figures.read_file(sheet.rename(sheet.with_name("a.csv")))
    sheet.write_text(SHEET.format(outcome="många"), encoding="utf-8")
    told = figures.read_file(sheet)
    wrong.path.write_text("x", encoding="utf-8")
    for found, title, code in (
        (told, None, "not_a_number"), (wrong, None, "changed_file"), (told, " – ", "untitled"),
    ):  # fmt: skip
        with pytest.raises(IntakeError) as caught:
            figures.add(found, taken_in_by="Karin", title=title)
        assert [one.code for one in caught.value.problems] == [code]

    assert files(own) == {}


@pytest.mark.parametrize("step", ["_make", "_switch"])
def test_a_failed_replacement_leaves_all_as_it_was(
    own: Path, sheet: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the database cannot be made or cannot be put in place; originals alone mean nothing."""

    def fail(*_: Any, **__: Any) -> Any:
        raise RecordError([Problem("x", "missing_file")])

    publish(sheet, "4,5")
    before = (
        {name: held for name, held in files(own).items() if not name.startswith("originals")},
        data_version(),
    )
    monkeypatch.setattr(building, step, fail)
    with pytest.raises(IntakeError):
        publish(sheet, "6")

    assert before == (
        {name: held for name, held in files(own).items() if not name.startswith("originals")},
        data_version(),
    )


def _replace_and_die(path: str, step: str) -> None:
    """Replace the sheet, and end as if killed when the step begins."""

    def die(*_: Any, **__: Any) -> Any:
        os._exit(9)

    put = own_sheets._put
    if step == "_put":
        # Of the two moves, only the first.
        setattr(own_sheets, step, lambda moves, _: put(moves[:1], die))
    else:
        setattr(building if hasattr(building, step) else own_sheets, step, die)
    publish(Path(path), "6")


@pytest.mark.parametrize(
    ("step", "is_in"),
    [("write_sheet", False), ("_make", False), ("_put", True), ("_switch", True)],
)
def test_a_killed_replacement_leaves_the_old_or_the_new(
    own: Path, sheet: Path, step: str, *, is_in: bool
) -> None:
    """Never both and never none; the next change cleans up."""
    publish(sheet, "4,5")
    process = multiprocessing.get_context("fork").Process(
        target=_replace_and_die, args=(str(sheet), step)
    )
    process.start()
    process.join()
    build()

    assert process.exitcode == 9
    assert outcomes() == ({"habos-mal-2": 6.0} if is_in else {"habos-mal": 4.5})
    figures.remove("habos-mal-2" if is_in else "habos-mal")
    assert outcomes() == {}
    assert not list((own / "figures").iterdir())
    assert not list(own.glob("staging-*"))
