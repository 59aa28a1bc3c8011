"""What was found, in a few lines of text? For the command line, in Swedish."""

from collections.abc import Iterator, Sequence

from malkollen import words
from malkollen.intake.texts import one_line
from malkollen.intake.watch import FoundFile
from malkollen.understanding.reading import Place, ReadActivity, ReadDocument, Reading, ReadKpi
from malkollen.words import intake as intake_words
from malkollen.words import reading as reading_words

_WIDTHS = (58, 14, 20, 24)
_HEADINGS = ("Aktivitet", "Nämnd", "Slut", "Status")
_MISSING = "–"


def _cut(text: str | None, width: int) -> str:
    line = one_line(text) or _MISSING
    return line if len(line) <= width else f"{line[: width - 1]}…"


def _cells(cells: Sequence[str]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, _WIDTHS, strict=True)).rstrip()


def _document_lines(document: ReadDocument) -> Iterator[str]:
    named = (
        document.municipality or document.municipality_code,
        document.body,
        words.DOCUMENT_KINDS.get(document.kind, document.kind),
        str(document.year) if document.year else None,
    )
    yield f"{one_line(document.title) or intake_words.UNTITLED}"
    yield f"  {' · '.join(one_line(part) or _MISSING for part in named)}"
    for occasion in document.occasions:
        day = words.date_text(occasion.as_of_date)
        yield f"  {intake_words.OCCASION} {occasion.number}: {one_line(occasion.label)} ({day})"


def _activity_line(activity: ReadActivity) -> str:
    statuses = [report.status_text or _MISSING for report in activity.reports]
    return _cells(
        (
            _cut(activity.title, _WIDTHS[0]),
            _cut(", ".join(activity.committees) or activity.committees_text, _WIDTHS[1]),
            _cut(activity.due_text, _WIDTHS[2]),
            _cut(" / ".join(statuses), _WIDTHS[3]),
        )
    )


def _kpi_line(kpi: ReadKpi) -> str:
    kind = intake_words.KPI_KINDS.get(kpi.kind, kpi.kind)
    value = (
        ""
        if kpi.value is None
        else f" {words.bounded(kpi.operator or '=', kpi.value, kpi.value_high, kpi.unit or '')}"
    )
    year = f" ({kpi.year})" if kpi.year else ""
    return f"  {_cut(kpi.name, _WIDTHS[0])}: {kind}{value}{year}"


def _total_lines(reading: Reading) -> Iterator[str]:
    for total in reading.stated_totals:
        counted = _MISSING if total.counted is None else words.number(total.counted)
        name = words.MEASURES.get(total.measure, total.measure)
        yield f"  {name}: {intake_words.STATED} {words.number(total.value)}, {intake_words.COUNTED} {counted}"


def place_text(place: Place) -> str:
    """Say where something stood."""
    return words.place(
        {
            "place_section": one_line(place.section),
            "place_page": place.page,
            "place_row": place.row,
        }
    )


def _section(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield heading
        yield from lines


def summary(found: FoundFile) -> Iterator[str]:
    """Yield what was found in a file as lines: the document, activities, goals, key figures, totals, doubts."""
    reading = found.reading
    yield from _document_lines(reading.document)
    activities = [_activity_line(activity) for activity in reading.activities]
    rule = _cells([("-" * width) for width in _WIDTHS])
    yield from _section(_cells(_HEADINGS), [rule, *activities] if activities else [])
    yield ""
    yield words.listed(
        (
            words.count(len(reading.goals), "mål", "mål"),
            words.count(len(reading.activities), "aktivitet", "aktiviteter"),
            words.count(len(reading.kpis), "rad om nyckeltal", "rader om nyckeltal"),
            words.count(len(reading.budget), "budgetrad", "budgetrader"),
        )
    )
    yield from _section(intake_words.KPIS, [_kpi_line(kpi) for kpi in reading.kpis])
    yield from _section(intake_words.TOTALS, list(_total_lines(reading)))
    doubts = [
        f"  {reading_words.doubt(doubt)} ({place_text(doubt.place)})" for doubt in reading.doubts
    ]
    doubts += [f"  {reading_words.reader_note(note.code, note.found)}" for note in found.notes]
    yield from _section(intake_words.DOUBTS, doubts)
