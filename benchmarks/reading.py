"""How fast is each format read? Pages a second, beside the bare parser library on the same bytes in the same run.

    python -m benchmarks.reading [--rounds 3]

The files are made in the run out of synthetic rows: a goal, an activity, a committee, an end, a status and a comment of
up to seventy words. A page is what such rows take on paper, counted on the PDF. Prints one table in Markdown
(docs/benchmarks.md holds one): the least time of the rounds, since what else the machine does only adds to it.
"""

import argparse
import csv
import io
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import openpyxl
import pdfplumber
from docx.table import Table as WordTable
from lxml import html
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate
from reportlab.platypus import Table as PaperTable

from benchmarks.machine import describe_machine
from malkollen import readers
from malkollen.intake.watch import Watch, read_file
from malkollen.locations import REFERENCE
from malkollen.understanding import understand
from malkollen.understanding.reading import Given
from malkollen.understanding.vocabulary import Vocabulary, read_vocabulary

TITLE = "Uppföljning av verksamhetsplan 2022"
HEADER = ("Mål", "Aktivitet", "Nämnd", "Slutdatum", "Status", "Kommentar")
PAPER_ROWS = 150
SHEET_ROWS = 600
_LIBRARIES = ("pdfplumber", "python-docx", "openpyxl", "lxml")
_STATUSES = ("Genomfört", "Pågående enligt plan", "Avviker från plan", "Ej påbörjad", "Kvarstår")
_MONTHS = ("mars", "juni", "augusti", "oktober", "december")
_WORDS = (
    "skolor", "elever", "samverkan", "fortsätter", "under", "hösten", "arbetet", "plan", "stöd", "personal",
    "uppföljning", "lokaler", "utbildning", "resultat", "genom", "samtal", "med", "flera", "enheter", "rutiner",
)  # fmt: skip
_GIVEN = Given(municipality_code="0580", body="Utbildningsnämnden", year=2022)

# Tells the most memory that the process has held, which no one can ask of it once it has ended.
_TELLS_MEMORY = """
import pathlib, sys
from malkollen.intake.apart import main
main()
status = pathlib.Path("/proc/self/status")
if status.is_file():
    held = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    pathlib.Path(sys.argv[1]).write_text(held.split()[1])
"""


@dataclass(frozen=True)
class Subject:
    """A file to be read: its name and bytes, how many rows it holds, and the bare parser that it is compared with."""

    label: str
    name: str
    data: bytes
    row_count: int
    library: str
    parse: Callable[[bytes], object]


@dataclass
class Times:
    """The seconds of each round."""

    parsed: list[float]
    read: list[float]
    understood: list[float]
    apart: list[float]
    memory_mb: float | None = None


def synthetic_rows(count: int) -> list[tuple[str, ...]]:
    """Return rows of a follow-up, the same ones each time; ten activities to a goal."""
    chance = random.Random(1)  # noqa: S311  # nothing is kept secret by it

    def some_words(fewest: int, most: int) -> str:
        words = chance.choices(_WORDS, k=chance.randint(fewest, most))
        return " ".join(words).capitalize()

    return [
        (
            f"Mål {number // 10 + 1}: Fler når målen",
            f"Insats {number + 1}: {some_words(4, 14)}",
            chance.choice(("UN", "BUN", "UN, BUN")),
            chance.choice(_MONTHS),
            chance.choice(_STATUSES),
            f"{some_words(0, 70)}." if chance.random() < 0.8 else "",
        )
        for number in range(count)
    ]


def _as_pdf(rows: Sequence[Sequence[str]], *, is_ruled: bool) -> bytes:
    style = getSampleStyleSheet()["BodyText"].clone("cell", fontSize=8, leading=10)
    cells = [[Paragraph(escape(text), style) for text in row] for row in (HEADER, *rows)]
    widths = [width * mm for width in (28, 42, 16, 20, 24, 50)]
    lines = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if is_ruled else []
    table = PaperTable(
        cells, widths, repeatRows=1, style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *lines]
    )
    made = io.BytesIO()
    SimpleDocTemplate(made, pagesize=A4, invariant=True).build([Paragraph(TITLE, style), table])
    return made.getvalue()


def _as_docx(rows: Sequence[Sequence[str]]) -> bytes:
    document = docx.Document()
    document.add_heading(TITLE, 1)
    table = document.add_table(rows=len(rows) + 1, cols=len(HEADER))
    for row, texts in zip(table.rows, (HEADER, *rows), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _as_xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Aktiviteter")
    for texts in (HEADER, *rows):
        sheet.append(texts)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _as_html(rows: Sequence[Sequence[str]]) -> bytes:
    lines = "\n".join(
        "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in texts) + "</tr>"
        for texts in (HEADER, *rows)
    )
    page = f"<html><head><meta charset='utf-8'></head><body><h1>{TITLE}</h1><table>{lines}</table></body></html>"
    return page.encode()


def _as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    made = io.StringIO()
    csv.writer(made, delimiter=";").writerows((HEADER, *rows))
    return made.getvalue().encode()


def _as_text(rows: Sequence[Sequence[str]]) -> bytes:
    return "\n".join([TITLE, "", *("\t".join(texts) for texts in (HEADER, *rows))]).encode()


def _parse_pdf(data: bytes) -> object:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return [(page.extract_tables(), page.extract_text()) for page in document.pages]


def _parse_docx(data: bytes) -> object:
    found: list[object] = []
    for one in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(one, WordTable):
            found += [[cell.text for cell in row.cells] for row in one.rows]
        else:
            found.append(one.text)
    return found


def _parse_xlsx(data: bytes) -> object:
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]


def _parse_html(data: bytes) -> object:
    page = html.document_fromstring(data)
    return [[cell.text_content() for cell in row] for row in page.iter("tr")]


def _parse_csv(data: bytes) -> object:
    return list(csv.reader(io.StringIO(data.decode()), delimiter=";"))


def _parse_text(data: bytes) -> object:
    return [line.split("\t") for line in data.decode().splitlines()]


def subjects() -> list[Subject]:
    """Make the files."""
    paper, sheet = synthetic_rows(PAPER_ROWS), synthetic_rows(SHEET_ROWS)
    ruled, bare = _as_pdf(paper, is_ruled=True), _as_pdf(paper, is_ruled=False)
    parses_pdf = "pdfplumber: extract_tables, extract_text"
    return [
        Subject("PDF, ruled", "a.pdf", ruled, PAPER_ROWS, parses_pdf, _parse_pdf),
        Subject("PDF, no lines", "b.pdf", bare, PAPER_ROWS, parses_pdf, _parse_pdf),
        Subject(
            "Word",
            "c.docx",
            _as_docx(sheet),
            SHEET_ROWS,
            "python-docx: each cell's text",
            _parse_docx,
        ),
        Subject(
            "Excel",
            "d.xlsx",
            _as_xlsx(sheet),
            SHEET_ROWS,
            "openpyxl: each cell's value",
            _parse_xlsx,
        ),
        Subject(
            "web page",
            "e.html",
            _as_html(sheet),
            SHEET_ROWS,
            "lxml.html: each cell's text",
            _parse_html,
        ),
        Subject("CSV", "f.csv", _as_csv(sheet), SHEET_ROWS, "csv.reader", _parse_csv),
        Subject("text", "g.txt", _as_text(sheet), SHEET_ROWS, "splitlines, split", _parse_text),
    ]


def _seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _understand(subject: Subject, vocabulary: Vocabulary) -> None:
    reading = understand(readers.read_bytes(subject.data, subject.name), _GIVEN, vocabulary)
    found = len(reading.activities)
    if found != subject.row_count:
        # A fast reading of something else is no result.
        print(f"{subject.label}: {found} activities of {subject.row_count} rows", file=sys.stderr)


def _read_apart(subject: Subject, folder: Path) -> float | None:
    """Read a file as the product does, in a process of its own; return the most memory it held, in MB."""
    path, told = folder / subject.name, folder / "memory"
    path.write_bytes(subject.data)
    told.unlink(missing_ok=True)
    command = (sys.executable, "-B", "-c", _TELLS_MEMORY, str(told))
    read_file(path, _GIVEN, watch=Watch(command=command))
    return int(told.read_text(encoding="ascii")) / 1024 if told.is_file() else None


def measure(found: Sequence[Subject], rounds: int) -> dict[str, Times]:
    """Return the times of each file; the files take turns, so that a busy moment does not fall on one alone."""
    vocabulary = read_vocabulary([REFERENCE])
    times = {subject.label: Times([], [], [], []) for subject in found}
    with tempfile.TemporaryDirectory() as home:
        for _ in range(rounds):
            for one in found:
                taken = times[one.label]
                taken.parsed.append(_seconds(lambda one=one: one.parse(one.data)))  # type: ignore[misc]
                taken.read.append(_seconds(lambda one=one: readers.read_bytes(one.data, one.name)))  # type: ignore[misc]
                taken.understood.append(_seconds(lambda one=one: _understand(one, vocabulary)))  # type: ignore[misc]
                started = time.perf_counter()
                taken.memory_mb = _read_apart(one, Path(home))
                taken.apart.append(time.perf_counter() - started)
    return times


def page_count(subject: Subject) -> int:
    """Return how many pages a PDF has."""
    with pdfplumber.open(io.BytesIO(subject.data)) as document:
        return len(document.pages)


def main() -> None:
    """Make, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    found = subjects()
    rows_a_page = PAPER_ROWS / page_count(found[0])
    times = measure(found, rounds)
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    print(
        f"{describe_machine()}, {libraries}; least of {rounds} rounds; {rows_a_page:.1f} rows a page"
    )
    print()
    print(
        "| file | rows | bare library | bare, pages/s | blocks, pages/s | times bare | understood, pages/s "
        "| times bare | process of its own | most memory |"
    )
    print(f"| --- | ---: | --- |{' ---: |' * 7}")
    for one in found:
        taken = times[one.label]
        parsed, read, understood = min(taken.parsed), min(taken.read), min(taken.understood)
        pages = one.row_count / rows_a_page
        memory = "–" if taken.memory_mb is None else f"{taken.memory_mb:.0f} MB"
        print(
            f"| {one.label} | {one.row_count} | {one.library} | {pages / parsed:,.1f} | {pages / read:,.1f} "
            f"| {read / parsed:.1f} | {pages / understood:,.1f} | {understood / parsed:.1f} "
            f"| {min(taken.apart):.1f} s | {memory} |"
        )


if __name__ == "__main__":
    main()
