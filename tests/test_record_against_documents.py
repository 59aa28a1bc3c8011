"""Is the record true to the documents? The five records, held against the originals where those are at hand.

A check takes a document of the record and its original, and returns what does not agree, one sentence each. What the
checks look for they find in the original by its own form (tables, pages, bullets), never by what the record says.
"""

import calendar
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache, cached_property
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pytest

from malkollen.locations import DOCUMENTS, ROOT
from malkollen.record import ActivityRow, Document, GoalRow, KpiRow, StatedTotalRow, read_document

ORIGINALS = ROOT.parent / "shared" / "documents"

EKERO = "ekero-barn-och-utbildning-2020"
HUDDINGE = "huddinge-gymnasienamnden-2018"
LINKOPING = "linkoping-utbildningsforvaltningen-2022"
SOLNA = "solna-kompetensnamnden-2010"
TABY = "taby-alliansuppdrag-2020"
ALL = (EKERO, HUDDINGE, LINKOPING, SOLNA, TABY)

MOST_WORDS_IN_A_TITLE = 14
MOST_WORDS_IN_A_RUN = 14
# In running text a title's key terms stand within a paragraph; a spot somewhat wider than the closest is as good.
MOST_CHARACTERS_FOR_A_TITLE = 700
MORE_CHARACTERS_FOR_A_SPOT = 20


@pytest.fixture(scope="module")
def originals() -> Path:
    """The folder of the original documents; without it nothing here can be held against them."""
    if not ORIGINALS.is_dir():
        pytest.skip(
            "the original documents are not at hand: no ../shared/documents beside the repository"
        )
    return ORIGINALS


# The original, as text


TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"[^\W_]+")
# PDF text breaks words at line ends and keeps the hyphen, also where the line has been joined again: "lång-tids".
BREAK_IN_WORD = re.compile(r"(?<=\w)-\s*(?=\w)")


def plain(text: str) -> str:
    """Return the text without tags, in lower case, with single spaces."""
    return " ".join(TAG.sub(" ", text).lower().split())


def words(text: str) -> list[str]:
    """Return the text's words in lower case."""
    return WORD.findall(plain(text))


def key_terms(label: str) -> list[str]:
    """Return the words of four letters or more."""
    return [word for word in words(label) if len(word) >= 4]


def missing_terms(label: str, text: str) -> list[str]:
    """Return the key terms of the label that the text does not hold, broken words counted as held."""
    held = set(words(text)) | set(words(BREAK_IN_WORD.sub("", text)))
    return [term for term in key_terms(label) if term not in held]


@dataclass(frozen=True)
class SourceRow:
    """A row of a table in the original: where it stands and what its cells say; None where the form has no such cell."""

    line: int
    text: str
    statuses: tuple[str, ...]
    start: str | None = None
    due: str | None = None
    committees: str | None = None
    priority: str | None = None
    goals: tuple[str, ...] | None = None
    is_bullet: bool = False


@dataclass(frozen=True)
class Original:
    """A document as published, as text."""

    document_id: str
    content: bytes

    @cached_property
    def lines(self) -> list[str]:
        """Its lines, line 1 at index 1."""
        return ["", *self.content.decode("utf-8").split("\n")]

    @cached_property
    def text(self) -> str:
        """The whole of it as plain text."""
        return plain(" ".join(self.lines))

    @cached_property
    def runs(self) -> set[tuple[str, ...]]:
        """Every run of words that is too long to be carried over."""
        length = MOST_WORDS_IN_A_RUN + 1
        found = words(self.text)
        return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}

    def place(self, line: int | None) -> str:
        """Return the row, bullet or paragraph that begins at the line, with what a page break moved to a later line.

        What goes on after a page break comes after an empty line and begins in lower case or with a parenthesis.
        """
        if line is None or not 1 <= line < len(self.lines):
            return ""
        parts = [self.lines[line]]
        while True:
            after = line + 1
            while after < len(self.lines) and not self.lines[after].strip():
                after += 1
            if after == line + 1 or after >= len(self.lines):
                return " ".join(parts)
            beginning = TAG.sub(" ", self.lines[after]).strip()[:1]
            if not (beginning.islower() or beginning == "("):
                return " ".join(parts)
            parts.append(self.lines[after])
            line = after

    @cached_property
    def rows(self) -> tuple[SourceRow, ...]:
        """The rows of its tables that have a status; empty for a document in running text."""
        find = {LINKOPING: linkoping_rows, HUDDINGE: huddinge_rows, TABY: taby_rows}
        return tuple(find[self.document_id](self)) if self.document_id in find else ()


def cells(line: str) -> list[str]:
    """Return the line's cells."""
    return [cell.strip() for cell in line.split("\t")]


LINKOPING_COMMITTEES = re.compile(r"(?i)(BiN|BoU)((, | och )(BiN|BoU))?")


def linkoping_rows(original: Original) -> Iterator[SourceRow]:
    """Every line with a committee and a date or status beside it; the goal's column is gone after a page break."""
    for line, content in enumerate(original.lines):
        found = cells(content)
        at = next((i for i, cell in enumerate(found) if LINKOPING_COMMITTEES.fullmatch(cell)), None)
        if at is None or not (found[at + 1] or found[at + 2]):
            continue
        rest = original.place(line).removeprefix(original.lines[line])
        yield SourceRow(
            line=line,
            text=f"{found[at - 1]} {rest.strip()}",
            statuses=(found[at + 2],),
            due=found[at + 1],
            committees=found[at],
            is_bullet=found[at - 1].startswith("<ul"),
        )


def huddinge_rows(original: Original) -> Iterator[SourceRow]:
    """Every line that begins with a goal and has three status cells."""
    for line, content in enumerate(original.lines):
        found = cells(content)
        if len(found) < 7 or found[0] in ("", "Mål"):
            continue
        yield SourceRow(
            line=line,
            text=found[3],
            statuses=tuple(found[4:7]),
            priority=found[2],
            goals=(found[0], *re.split(r" : ", found[1])),
        )


def taby_rows(original: Original) -> Iterator[SourceRow]:
    """Every line of three cells with dates or a status; a comment in a row of its own has neither."""
    heading = ""
    for line, content in enumerate(original.lines):
        if content.startswith("##"):
            heading = content.strip("# ")
        found = [TAG.sub("", cell).strip() for cell in cells(content)]
        if len(found) != 3 or found[2] == "Status" or not (found[1] or found[2]):
            continue
        dates = re.findall(r"\d{4}-\d\d-\d\d", found[1])
        bold = re.search(r"<b>(.*?)</b>", content)
        yield SourceRow(
            line=line,
            text=bold.group(1) if bold else "",
            statuses=(" ".join(re.findall(r"[^\W\d_]+", found[2])),),
            start=dates[0] if dates else "",
            due=dates[-1] if dates else "",
            goals=(heading,),
        )


# The record, row by row


@dataclass(frozen=True)
class Activity:
    """An activity of the record with its rows, one per occasion."""

    first: ActivityRow
    rows: tuple[ActivityRow, ...]


def activities(document: Document) -> list[Activity]:
    """Return the document's activities in order."""
    found = []
    for _, rows in groupby(
        (row for _, row in document.activities), key=lambda row: row.activity_id
    ):
        listed = tuple(rows)
        found.append(Activity(listed[0], listed))
    return found


def all_rows(document: Document) -> Iterator[tuple[str, Any]]:
    """Return every row of every table with a name to call it by."""
    for table in ("goals", "activities", "kpis", "budget", "stated_totals"):
        for line, row in getattr(document, table):
            yield f"{table}.csv line {line}", row


MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip


def last_day(text: str, year: int) -> date | None:
    """Return the last day of the month, quarter, half-year or year that a text names; None where it names none."""
    named = plain(text)
    if iso := re.search(r"\d{4}-\d\d-\d\d", named):
        return date.fromisoformat(iso.group())
    if named.startswith("inför"):
        return None
    stated = re.search(r"\b20\d\d\b", named)
    short = re.search(r"\b[hv]t-(\d\d)\b", named)
    year_named = int(stated.group()) if stated else 2000 + int(short.group(1)) if short else None
    months = [number for number, month in enumerate(MONTHS, 1) if re.search(rf"\b{month}\b", named)]
    if months:
        month = months[-1]
    elif year_named is None:
        return None
    elif "första kvartalet" in named:
        month = 3
    else:
        month = 6 if re.search(r"\b(våren|vt)\b", named) else 12
    found = year_named or year
    return date(found, month, calendar.monthrange(found, month)[1])


NUMBER_WORDS = {
    "en": 1,
    "två": 2,
    "tre": 3,
    "fyra": 4,
    "fem": 5,
    "sex": 6,
    "nio": 9,
    "elva": 11,
    "alla": 100,
}
BOUNDS = (("minst", ">="), ("överstig", "<="), ("bland de", "<="), ("över ", ">"), ("under ", "<"))


def numbers(text: str) -> list[float]:
    """Return the numbers of a text, in figures or in words: shares of ten in percent, millions in thousands."""
    named = plain(text)
    found = [float(number.replace(",", ".")) for number in re.findall(r"\d+(?:,\d+)?", named)]
    found += [float(NUMBER_WORDS[word]) for word in words(named) if word in NUMBER_WORDS]
    factor = 1000 if "mkr" in named else 10 if "av tio" in named else 1
    return [round(number * factor, 6) for number in found]


# The checks: what does not agree


def problems_with_the_card(document: Document, original: Original) -> list[str]:
    """The card's hash is the file's, and what it quotes stands in the document."""
    problems = []
    if document.card.original_sha256 != hashlib.sha256(original.content).hexdigest():
        problems.append("the card's sha256 is not that of the original")
    if plain(document.card.title) not in original.text:
        problems.append(f"the card's title is not in the original: {document.card.title}")
    number = document.card.diary_number
    if number is not None and plain(number) not in original.text:
        problems.append(f"the card's diary number is not in the original: {number}")
    for printed in document.card.printed_dates:
        place = original.place(printed.place_row)
        if str(printed.date) not in place and f"{printed.date:%y%m%d}" not in place:
            problems.append(f"printed date {printed.date} is not at line {printed.place_row}")
    return problems


def problems_with_places(document: Document, original: Original) -> list[str]:
    """Every row names a line that has text, under headings that stand above it, on the page where that line lies."""
    above: dict[int, str] = {}
    problems = []
    for name, row in all_rows(document):
        place = original.place(row.place_row)
        if not place.strip():
            problems.append(f"{name}: nothing stands at line {row.place_row}")
            continue
        if row.place_row not in above:
            above[row.place_row] = plain(" ".join(original.lines[: row.place_row + 1]))
        problems += [
            f"{name}: no heading above line {row.place_row} says {heading}"
            for heading in (row.place_section or "").split(" › ")
            if plain(heading) not in above[row.place_row]
        ]
        page = re.search(r" (\d+)$", original.lines[row.place_row].strip())
        if document.document_id == SOLNA and (page is None or page.group(1) != row.place_page):
            problems.append(f"{name}: line {row.place_row} is not page {row.place_page}")
    return problems


def problems_with_order(document: Document, original: Original) -> list[str]:
    """The order of the rows is the order of the document: by line, and by position on a page of running text."""
    problems = []
    for table in ("goals", "activities", "kpis", "budget", "stated_totals"):
        rows = [row for _, row in getattr(document, table)]
        if table == "goals" and document.document_id == SOLNA:
            continue
        for before, after in pairwise(rows):
            if after.place_row < before.place_row:
                problems.append(
                    f"{table}.csv: line {after.place_row} comes after {before.place_row}"
                )
    if document.document_id == SOLNA:
        page, reached = 0, 0
        for row in (each.first for each in activities(document)):
            if row.place_row != page:
                page, reached = row.place_row or 0, 0
            if row.kind == "kontrollmoment":  # the control plan's columns are mixed up in the text
                continue
            starts = [
                start
                for start, _ in title_spots(row.title, original.place(page))
                if start >= reached
            ]
            if not starts:
                problems.append(
                    f"{row.activity_id} stands before the activity above it on page {row.place_page}"
                )
            reached = min(starts, default=reached)
    return problems


@cache
def title_spots(title: str, text: str) -> tuple[tuple[int, int], ...]:
    """Return where the title's key terms stand together in their order: the spots about as close as the closest."""
    standing = [(match.group(), match.start(), match.end()) for match in WORD.finditer(plain(text))]
    terms = key_terms(title)
    spots = []
    for first, (word, start, _) in enumerate(standing):
        at, end = first, start
        for term in terms if word == terms[0] else ():
            while at < len(standing) and standing[at][0] != term:
                at += 1
            if at == len(standing):
                break
            end = standing[at][2]
            at += 1
        else:
            if word == terms[0]:
                spots.append((start, end))
    widest = MORE_CHARACTERS_FOR_A_SPOT + min((end - start for start, end in spots), default=0)
    return tuple((start, end) for start, end in spots if end - start <= widest)


def problems_with_activities(document: Document, original: Original) -> list[str]:
    """Every activity stands where it says: its key terms and carry-over, and each occasion's status."""
    by_line = {row.line: row for row in original.rows}
    problems = []
    for each in activities(document):
        first = each.first
        name = f"{first.activity_id} (line {first.place_row})"
        source = by_line.get(first.place_row or 0)
        if original.rows and source is None:
            problems.append(f"{name}: no activity row of the original begins there")
            continue
        found = [*differences_from_place(each, source, original)]
        if source is not None:
            found += differences_from_cells(each, source)
            found += differences_in_goals(each.first, source, document)
        problems += [f"{name}: {problem}" for problem in found]
    return problems


def differences_from_place(
    each: Activity, source: SourceRow | None, original: Original
) -> Iterator[str]:
    """Return where an activity differs from what stands at its place, in a table or in running text."""
    first = each.first
    place = original.place(first.place_row)
    text = source.text if source else place
    if missing := missing_terms(first.title, text):
        yield f"the row does not say {', '.join(missing)}"
    for quoted in (first.carried_over_text, first.committees_text):
        if quoted is not None and plain(quoted) not in plain(place):
            yield f"the row does not say {quoted}"
    carried = re.search(r"kvarstår från (20\d\d)", plain(text))
    if first.carried_over_from_year != (int(carried.group(1)) if carried else None):
        yield f"carried over from {first.carried_over_from_year}, not as the row says"
    if source is None and any(row.status_text is not None for row in each.rows):
        yield "a status, where the document gives none"
    if original.document_id == SOLNA and first.kind != "kontrollmoment":
        spots = title_spots(first.title, place)
        if not any(end - start <= MOST_CHARACTERS_FOR_A_TITLE for start, end in spots):
            yield f"the title's words do not stand together: {first.title}"


def differences_from_cells(each: Activity, source: SourceRow) -> Iterator[str]:
    """Return where an activity differs from its row's statuses, dates, committees and priority."""
    first = each.first
    statuses = tuple(row.status_text or "" for row in each.rows)
    if statuses != source.statuses:
        yield f"status {statuses}, not {source.statuses}"
    for name in ("start", "due", "committees"):
        kept, stated = getattr(first, f"{name}_text"), getattr(source, name)
        if stated is not None and (kept or "") != stated:
            yield f"{name} {kept}, not {stated}"
    if source.committees is not None:
        codes = re.findall("bin|bou", source.committees.lower())
        if [code.lower() for code in first.committees] != codes:
            yield f"committee codes {first.committees}, not those of {source.committees}"
    if source.priority is not None:
        missing = missing_terms(first.priority_text or "", source.priority)
        if missing or bool(first.priority_text) != bool(source.priority):
            yield f"priority {first.priority_text}, not {source.priority}"


def differences_in_goals(
    first: ActivityRow, source: SourceRow, document: Document
) -> Iterator[str]:
    """Return where an activity stands under another goal than its row does."""
    path = goal_path(document, first.goal_id)
    if source.goals is not None and (
        len(path) != len(source.goals)
        or any(
            missing_terms(goal.title, text) for goal, text in zip(path, source.goals, strict=True)
        )
    ):
        yield f"under {[goal.title for goal in path]}, not {source.goals}"
    if document.document_id == LINKOPING:
        goals = [goal for _, goal in document.goals if (goal.place_row or 0) <= source.line]
        if not goals or goals[-1].goal_id != first.goal_id:
            yield f"under {first.goal_id}, not the goal above it"
        elif (goals[-1].level == "assignment") != source.is_bullet:
            yield "bullets stand under assignments and no other row does"


def goal_path(document: Document, goal_id: str) -> list[GoalRow]:
    """Return the goal with all above it, the top first."""
    goals = {goal.goal_id: goal for _, goal in document.goals}
    path: list[GoalRow] = []
    wanted: str | None = goal_id
    while wanted in goals:
        path.insert(0, goals[wanted])
        wanted = goals[wanted].parent_goal_id
    return path


def problems_with_dates(document: Document, original: Original) -> list[str]:
    """Every date as written stands in its row, and the date beside it is the last day of what is written."""
    year = document.card.year
    problems = []
    for _, row in document.activities:
        name = f"{row.activity_id} (line {row.place_row})"
        place = plain(original.place(row.place_row))
        written = (
            (row.due_text, row.due_date),
            (row.deferral_from_text, row.deferral_from_date),
            (row.deferral_to_text, row.deferral_to_date),
        )
        problems += [
            f"{name}: the row does not say {text}"
            for text in (row.start_text, *(text for text, _ in written))
            if text is not None and plain(text) not in place
        ]
        problems += [
            f"{name}: {text} is not {day}"
            for text, day in written
            if day != (last_day(text, year) if text else None)
        ]
    return problems


def problems_with_deferrals(document: Document, original: Original) -> list[str]:
    """An asterisk is a marked deferral and nothing else is; one told in a comment goes beyond its date."""
    by_line = {row.line: row for row in original.rows}
    problems = []
    for _, row in document.activities:
        source = by_line.get(row.place_row or 0)
        due = (source.due if source else None) or ""
        wanted: tuple[str | None, str | None] = (None, None)
        if "*" in due:
            is_moved_on = due.startswith("Förskjuts")
            wanted = ("to_later_year", "date_column") if is_moved_on else ("within_year", "mark")
        elif row.deferral_told_by == "comment":
            ends = row.deferral_to_date
            is_later_year = ends is not None and ends.year > document.card.year
            kind = "to_later_year" if is_later_year else "within_year" if ends else "date_unknown"
            wanted = (kind, "comment")
            if ends is not None and row.due_date is not None and ends <= row.due_date:
                problems.append(f"{row.activity_id}: {ends} is no later than {row.due_date}")
        if (row.deferral_kind, row.deferral_told_by) != wanted:
            problems.append(
                f"{row.activity_id} (line {row.place_row}): deferral {row.deferral_kind}, "
                f"{row.deferral_told_by}, not {wanted}; the date says {due}"
            )
    return problems


def problems_with_goals(document: Document, original: Original) -> list[str]:
    """Every goal stands where it says, with its number and its verdict."""
    problems = []
    for _, goal in document.goals:
        name = f"{goal.goal_id} (line {goal.place_row})"
        place = original.place(goal.place_row)
        # Headings that group what stands below may be named after the chapter and the section together.
        text = f"{place} {goal.place_section}" if goal.level == "heading" else place
        if missing := missing_terms(goal.title, text):
            problems.append(f"{name}: the place does not say {', '.join(missing)}")
        if goal.assessment_text is not None and plain(goal.assessment_text) not in plain(place):
            problems.append(f"{name}: the place does not say {goal.assessment_text}")
        # Goals that the text names before the list that numbers them have their number from the list.
        if goal.number is not None and not re.search(
            rf"(?m)^(Mål )?{goal.number}[.:]", original_lines(original)
        ):
            problems.append(f"{name}: nothing is numbered {goal.number}")
    return problems


def original_lines(original: Original) -> str:
    """Return the original's lines as one text."""
    return "\n".join(original.lines)


def problems_with_key_figures(document: Document, original: Original) -> list[str]:
    """Every key figure, target, outcome and stated total stands where it says, and its value is the one in its words."""
    rows: list[tuple[str, KpiRow | StatedTotalRow]] = []
    rows += [(f"kpis.csv line {line}", row) for line, row in document.kpis]
    rows += [(f"stated_totals.csv line {line}", total) for line, total in document.stated_totals]
    problems = []
    for name, row in rows:
        place = original.place(row.place_row)
        quoted = [row.value_text]
        if isinstance(row, KpiRow):
            quoted += [row.frequency_text, row.period_text]
            if missing := missing_terms(f"{row.name} {row.breakdown_text or ''}", place):
                problems.append(f"{name}: the place does not say {', '.join(missing)}")
            stated_year = re.search(r"\b20\d\d\b", row.value_text or "")
            if stated_year and int(stated_year.group()) != row.year:
                problems.append(f"{name}: {row.value_text} is not of {row.year}")
            bound = next(
                (sign for word, sign in BOUNDS if word in f"{plain(row.value_text or '')} "), None
            )
            if bound is not None and row.operator != bound:
                problems.append(f"{name}: {row.operator}, the words say {row.value_text}")
            if row.frequency_text is not None and numbers(row.frequency_text)[:1] != [
                row.reports_per_year
            ]:
                problems.append(
                    f"{name}: {row.reports_per_year} a year, the words say {row.frequency_text}"
                )
        problems += [
            f"{name}: the place does not say {text}"
            for text in quoted
            if text is not None and plain(text) not in plain(place)
        ]
        if row.value is not None and row.value not in numbers(row.value_text or ""):
            problems.append(f"{name}: {row.value:g} is not in {row.value_text}")
    return problems


def problems_with_same_activities(document: Document, original: Original) -> list[str]:
    """Rows of the same wording are one activity listed again, and no others are."""
    if not original.rows:
        return []
    by_line = {row.line: row for row in original.rows}
    found = []
    for each in activities(document):
        source = by_line.get(each.first.place_row or 0)
        said = words(re.sub(r"(?i)kvarstår från 20\d\d", " ", source.text)) if source else []
        found.append((each.first, said))
    problems = []
    for at, (row, said) in enumerate(found):
        # A row that was cut at the end still says the same; so does one with a word more inside.
        first = next(
            (other for other, before in found[:at] if is_same_wording(said, before)),
            None,
        )
        wanted = (first.same_as_activity_id or first.activity_id) if first else None
        if row.same_as_activity_id != wanted:
            problems.append(
                f"{row.activity_id} is listed as {row.same_as_activity_id}, by wording {wanted}"
            )
        elif first is not None and row.title != first.title:
            problems.append(f"{row.activity_id} has another title than {first.activity_id}")
    return problems


def is_same_wording(one: list[str], other: list[str]) -> bool:
    """Return whether two wordings are the same, or one is the other with its end cut off."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= 8 and long[: len(short)] == short)


def problems_with_missing_rows(document: Document, original: Original) -> list[str]:
    """Nothing in the document that looks like a row of the record is missing from it, and nothing is claimed twice."""
    problems = []
    if original.rows:
        claimed = Counter(each.first.place_row for each in activities(document))
        problems += [
            f"line {source.line} is claimed by {claimed[source.line]} activities"
            for source in original.rows
            if claimed[source.line] != 1
        ]
        for occasion in range(len(original.rows[0].statuses)):
            stated = Counter(source.statuses[occasion] for source in original.rows)
            kept = Counter(
                row.status_text for _, row in document.activities if row.occasion == occasion + 1
            )
            if stated != kept:
                problems.append(f"statuses at occasion {occasion + 1}: {kept}, not {stated}")
        marks = sum("*" in (source.due or "") for source in original.rows)
        kept_marks = sum(
            row.deferral_told_by in ("mark", "date_column") for _, row in document.activities
        )
        if marks != kept_marks:
            problems.append(f"{kept_marks} marked deferrals, not {marks}")
        carried = sum("kvarstår från" in plain(source.text) for source in original.rows)
        kept_carried = sum(
            each.first.carried_over_text is not None for each in activities(document)
        )
        if carried != kept_carried:
            problems.append(f"{kept_carried} carry-overs, not {carried}")
    return problems + list(MISSING_ROWS[document.document_id](document, original))


def differing_counts(name: str, kept: Counter[Any], stated: Counter[Any]) -> Iterator[str]:
    """Return a sentence for each thing that is kept more or less often than it is stated."""
    for key in sorted(set(kept) | set(stated), key=str):
        if kept[key] != stated[key]:
            yield f"{name} {key}: {kept[key]} in the record, {stated[key]} in the original"


def missing_in_linkoping(document: Document, original: Original) -> Iterator[str]:
    """Every heading, committee goal and assignment is a goal of its level; every percentage is a target."""
    stated: Counter[Any] = Counter()
    lines = original.lines
    for line, content in enumerate(lines):
        found = cells(content)
        at = next((i for i, cell in enumerate(found) if LINKOPING_COMMITTEES.fullmatch(cell)), None)
        if content.startswith("Kommunövergripande mål: "):
            stated["goal", line] += 1
            if re.fullmatch(r"\w+", lines[line - 2]):
                stated["goal_area", line - 2] += 1
        if at == 2 and found[0] and found[at + 2]:
            stated["committee_goal", line] += 1
        if any(
            TAG.sub("", cell).startswith(("Strategiskt utv", "Strategiska utv")) for cell in found
        ):
            stated["assignment", line] += 1
    kept = Counter((goal.level, goal.place_row) for _, goal in document.goals)
    yield from differing_counts("goal", kept, stated)
    order = ("goal_area", "goal", "committee_goal", "assignment")
    above: list[GoalRow] = []
    for _, goal in document.goals:
        above = [one for one in above if order.index(one.level) < order.index(goal.level)]
        if goal.parent_goal_id != (above[-1].goal_id if above else None):
            yield f"{goal.goal_id} is under {goal.parent_goal_id}, not the goal above it"
        above.append(goal)
    percentages = Counter(re.findall(r"(\d+) ?(?:%|procent)", original.text))
    targets = Counter(f"{row.value:g}" for _, row in document.kpis if row.kind == "target")
    yield from differing_counts("target", targets, percentages)


def missing_in_huddinge(document: Document, original: Original) -> Iterator[str]:
    """Every goal and sub-goal is a goal, once; every figure with its unit is a target or outcome."""
    kept = iter([goal for _, goal in document.goals])
    seen: dict[tuple[str, ...], str] = {}
    for source in original.rows:
        for length in range(1, len(source.goals or ()) + 1):
            path = (source.goals or ())[:length]
            if path in seen:
                continue
            goal = next(kept, None)
            if goal is None or missing_terms(goal.title, path[-1]) or goal.place_row != source.line:
                yield f"goal {' › '.join(path)} at line {source.line} is not where it should be in goals.csv"
                return
            if goal.parent_goal_id != seen.get(path[:-1]) or (goal.level == "goal") != (
                length == 1
            ):
                yield f"{goal.goal_id} is a {goal.level} under {goal.parent_goal_id}"
            seen[path] = goal.goal_id
    if (left := next(kept, None)) is not None:
        yield f"{left.goal_id} is no goal of the original"
    measured = set(re.findall(r"(\d+) (?:gram|procent|platser)", original.text))
    figures = {f"{row.value:g}" for _, row in document.kpis}
    yield from (f"figure {number} is not in kpis.csv" for number in sorted(measured - figures))


def missing_in_taby(document: Document, original: Original) -> Iterator[str]:
    """Every heading but the document's own is a goal; every count of people is an outcome, a rank a target."""
    headings = [line for line, content in enumerate(original.lines) if content.startswith("##")][1:]
    kept = Counter(goal.place_row for _, goal in document.goals)
    yield from differing_counts("goal at line", kept, Counter(headings))
    counted = re.findall(r"(\d+) (?:elever|chefer|matchningar)", original.text)
    outcomes = Counter(f"{row.value:g}" for _, row in document.kpis if row.kind == "outcome")
    yield from differing_counts("outcome", outcomes, Counter(counted))
    ranks = len(re.findall(r"bland de \w+ mest", original.text))
    targets = sum(row.kind == "target" for _, row in document.kpis)
    if ranks != targets:
        yield f"{targets} targets, not {ranks}"


SOLNA_HEADINGS = re.compile(
    r"(Effektmål|Nyckeltal:?|Aktivitet(?:er)?|Övergripande arbete|Övergripande nyckeltal|Inriktningsmål|"
    r"Uppföljning(?= [DUSA])|Framtid|Budget(?= \(tkr\))) (?=[A-ZÅÄÖ0-9])"
)
SOLNA_FIRST_PLAN = 218  # page 6: before it come the year, the city's goals and the organisation
SOLNA_LAST_ITEMS = 242  # page 18: after it come how work is led, and the control plan
# Under a heading of activities each paragraph begins with a label of up to three words: "Individuella samtal."
SOLNA_LABEL = re.compile(r"(?:(?<=\. )|^)[A-ZÅÄÖ][a-zåäö]+(?: [a-zåäö]+){0,2}\. ")
# Elsewhere the bullets are lost in the text; these are the words that an item begins with, read page by page. Two
# sentences inside items begin with "Att" as well.
SOLNA_BEGINNING = re.compile(
    r"\b(?:Att (?!skriva|utveckla goda)|Utveckla|Genomföra|Kvalitetssäkra|Styra och|Utforma utb|Följa upp utb|"
    # Arbetsmarknadsavdelningen
    r"Den metod|Personalen ska|Arbetet med att|Dessutom fortsätter|Med den målgrupp|Avdelningen arbetar|Ett nytt fokus|"
    r"Arbetet med företagskontakter|Via personalmöten|Personalen har|Vid ett par|"
    # Integrationsenheten
    r"En modell för|Enheten arbetar|Migrationsverkets 26|Verksamhetschefen för|"
    # Solna Vuxenutbildning
    r"Regelbundna kontakter|Tillsynsbesök hos|Kontinuerligt utveckla|I antagningsarbetet|Den individuella studieplanen|"
    r"Under 2010 kommer Solna|I samarbete med|Vuxenutbildningskansliet ska|Utbildningskansliets personal|"
    r"Utbildningen för de|"
    # Staben
    r"Samverkan med leverantörer och uppf|Metod vid ny|Utveckling av e|Informationshantering på|Flyktingmottagande, kons|"
    r"Förvaltningen har dessutom|Kontakten och|Ett CSR|Fler företag och|Förvaltningen kommer eventuellt|"
    r"Integrationspolicyn ska|Teamaktiviteter|Under hösten 2009|Arbetsplatsträffar)"
)
SOLNA_FREQUENCY = re.compile(r"redovisas ((\d+) gång(?:er)? per år)")
SOLNA_AMOUNTS = r"(\d{1,3}(?: \d{3})*) (\d{1,3}(?: \d{3})*)"
SOLNA_BUDGET = re.compile(
    rf"Budget (?:\(tkr\)|för) (.+?) (?:\(tkr\) )?(20\d\d) (20\d\d) Intäkter {SOLNA_AMOUNTS} "
    rf"Kostnader {SOLNA_AMOUNTS} Nettokostnader {SOLNA_AMOUNTS}"
)
SOLNA_PROCESSES = (
    "Verksamhetsmål", "Ekonomiska mål", "Utvärdering", "Internkontroll", "Omvärldsbevakning",
    "Återrapportering av nämndbeslut",
)  # fmt: skip


@dataclass(frozen=True)
class SolnaSection:
    """What stands under a heading on a page."""

    line: int
    heading: str
    start: int
    text: str

    @property
    def span(self) -> range:
        """The positions on the page."""
        return range(self.start, self.start + len(self.text))

    @property
    def is_effect_goal(self) -> bool:
        """Whether it begins with an effect goal."""
        return self.heading == "Effektmål" and self.start > 0


def solna_sections(original: Original) -> Iterator[SolnaSection]:
    """Return the sections of the units' plans, pages 6 to 20; what goes on over a page break is a section per page."""
    heading = ""
    for line, content in enumerate(original.lines):
        if line < SOLNA_FIRST_PLAN or not content.strip():
            continue
        if re.match(r"\d\.", content):  # a chapter begins
            heading = ""
        marks = [
            (0, heading),
            *((mark.end(), mark.group(1)) for mark in SOLNA_HEADINGS.finditer(content)),
        ]
        for (start, name), following in zip(marks, [*marks[1:], (len(content), "")], strict=True):
            yield SolnaSection(line, name, start, content[start : following[0]])
            heading = name


def solna_items(original: Original) -> Iterator[tuple[int, int, int]]:
    """Return line, start and end of each item that is an activity; it ends where the next begins or the page ends."""
    for line, sections in groupby(solna_sections(original), key=lambda section: section.line):
        begins: set[int] = set()
        for section in sections:
            if section.heading.startswith("Aktivitet"):
                begins |= {
                    section.start + mark.start() for mark in SOLNA_LABEL.finditer(section.text)
                }
            if section.heading not in ("Effektmål", "Uppföljning", "Framtid"):
                begins |= {
                    section.start + mark.start() for mark in SOLNA_BEGINNING.finditer(section.text)
                }
        if line <= SOLNA_LAST_ITEMS:
            yield from (
                (line, *pair) for pair in pairwise([*sorted(begins), len(original.lines[line])])
            )


def misplaced_in_solna(document: Document, original: Original) -> Iterator[str]:
    """Effect goals stand under the committee goal named last; activities under the effect goal named last."""
    goals = [goal for _, goal in document.goals if goal.level == "effect_goal"]
    titles = {goal.goal_id: goal.title for _, goal in document.goals}
    for goal in goals:
        above = " ".join(original.lines[SOLNA_FIRST_PLAN : (goal.place_row or 0) + 1])
        named = above[above.rfind("Inriktningsmål") :][:250]
        if missing_terms(titles.get(goal.parent_goal_id or "", "(inget mål)"), named):
            yield f"{goal.goal_id} is under {goal.parent_goal_id}, not the committee goal named last"
    told = Counter(section.line for section in solna_sections(original) if section.is_effect_goal)
    taken: Counter[int] = Counter()
    current: list[GoalRow] = []
    for section in solna_sections(original):
        if section.is_effect_goal:
            of_page = [goal for goal in goals if goal.place_row == section.line]
            # Page 18 has three effect goals under one heading; its activities serve them all.
            count = 1 if told[section.line] == len(of_page) else len(of_page)
            current = of_page[taken[section.line] :][:count]
            taken[section.line] += count
        elif not section.heading:
            current = []
        elif section.heading.startswith("Aktivitet") and current:
            wanted = current[0].goal_id if len(current) == 1 else current[0].parent_goal_id
            for row in (each.first for each in activities(document)):
                spots = title_spots(row.title, original.place(section.line))
                is_here = row.place_row == section.line and len(spots) == 1
                if is_here and spots[0][0] in section.span and row.goal_id != wanted:
                    yield f"{row.activity_id} is under {row.goal_id}, not {wanted}"


def missing_in_solna(document: Document, original: Original) -> Iterator[str]:
    """Every goal of the city, frequency, figure of an effect goal, item, budget table and process is claimed."""
    yield from missing_city_goals_in_solna(document, original)
    yield from misplaced_in_solna(document, original)
    yield from missing_listings_in_solna(document, original)
    yield from missing_targets_in_solna(document, original)
    yield from missing_items_in_solna(document, original)
    yield from missing_budget_in_solna(document, original)


def missing_city_goals_in_solna(document: Document, original: Original) -> Iterator[str]:
    """Every area of page 2 is a goal area, every sentence under it a goal."""
    page = original_lines(original)
    said = page[page.index("Inriktningsmål Ekonomisk tillväxt:") : page.index("(Från Budget 2010")]
    stated = Counter(
        goal_area=len(re.findall(r"[A-ZÅÄÖ][a-zåäö ]+:", said)), goal=len(re.findall(r"\. ", said))
    )
    kept = Counter(goal.level for _, goal in document.goals if goal.level in stated)
    yield from differing_counts("level", kept, stated)


def missing_listings_in_solna(document: Document, original: Original) -> Iterator[str]:
    """Every "redovisas n gånger per år" is a row, in order, named by the words before it."""
    wanted: list[tuple[str, str]] = []
    for content in original.lines[SOLNA_FIRST_PLAN:]:
        before = 0
        for match in SOLNA_FREQUENCY.finditer(content):
            wanted.append((match.group(1), content[before : match.start()]))
            before = match.end()
    listed = [row for _, row in document.kpis if row.frequency_text is not None]
    if len(listed) != len(wanted):
        yield f"{len(listed)} rows with a frequency, not {len(wanted)}"
    for row, (frequency, said) in zip(listed, wanted, strict=False):
        if row.frequency_text != frequency or missing_terms(row.name, said):
            yield f"{row.name} ({row.frequency_text}) is not what stands there: {frequency}"
            break


def missing_targets_in_solna(document: Document, original: Original) -> Iterator[str]:
    """Every heading of effect goals has its goal, every figure under it is a target, in order."""
    stated: list[float | None] = []
    goals: Counter[int | None] = Counter()
    for section in solna_sections(original):
        if section.is_effect_goal:
            figures = SOLNA_FREQUENCY.sub("", section.text)
            stated += map(float, re.findall(r"(\d+) (?:procent|timmar|nya)", figures))
            stated += [100.0] * len(re.findall(r"^Alla ", figures))
            goals[section.line] += 1
    kept = [row.value for _, row in document.kpis if row.kind == "target"]
    if kept != stated:
        yield f"targets {kept}, not {stated}"
    levels = [goal.place_row for _, goal in document.goals if goal.level == "effect_goal"]
    for line, count in (goals - Counter(levels)).items():
        yield f"line {line} has {count} more effect goals"


def missing_items_in_solna(document: Document, original: Original) -> Iterator[str]:
    """Every item of the units' plans is an activity, and so is every process of the control plan."""
    listed = [each.first for each in activities(document)]
    planned = [row for row in listed if row.kind != "kontrollmoment"]
    spots = [
        (row.place_row, start)
        for row in planned
        for start, _ in title_spots(row.title, original.place(row.place_row))
    ]
    items = list(solna_items(original))
    for line, start, end in items:
        # The spots are counted in plain text, which on these pages is as long as the page itself.
        if not any(place == line and start <= spot < end for place, spot in spots):
            said = original.lines[line][start : start + 40]
            yield f"what begins with {said} at line {line} is not in the record"
    if len(planned) != len(items):
        yield f"{len(planned)} activities, not {len(items)}"
    controls = [row.title for row in listed if row.kind == "kontrollmoment"]
    named = Counter(
        process for title in controls for process in SOLNA_PROCESSES if title.startswith(process)
    )
    stated = Counter(process for process in SOLNA_PROCESSES if process in original_lines(original))
    yield from differing_counts("process", named, stated)
    if len(controls) != len(SOLNA_PROCESSES):
        yield f"{len(controls)} processes, not {len(SOLNA_PROCESSES)}"


def missing_budget_in_solna(document: Document, original: Original) -> Iterator[str]:
    """Every budget table is six lines: revenue, cost and net cost of two years."""
    stated: Counter[Any] = Counter()
    for line, content in enumerate(original.lines):
        for match in SOLNA_BUDGET.finditer(content):
            years = match.groups()[1:3]
            amounts = [int(amount.replace(" ", "")) for amount in match.groups()[3:]]
            for at, name in enumerate(("Intäkter", "Kostnader", "Nettokostnader")):
                for year, amount in zip(years, amounts[2 * at : 2 * at + 2], strict=True):
                    stated[line, name, int(year), amount] += 1
    kept = Counter(
        (row.place_row, row.line_text, row.year, int(row.amount_tkr)) for _, row in document.budget
    )
    yield from differing_counts("budget line", kept, stated)
    for _, row in document.budget:
        if missing := missing_terms(row.unit, original.place(row.place_row)):
            yield f"no unit at line {row.place_row} is called {', '.join(missing)}"


EKERO_FIRST_EFFORT = 174  # chapter 10: above it efforts are bullets, from here on they are told of


def missing_in_ekero(document: Document, original: Original) -> Iterator[str]:
    """Every numbered goal, quoted goal, listed bullet, told effort and total is claimed by exactly one row."""
    yield from missing_goals_in_ekero(document, original)
    yield from missing_efforts_in_ekero(document, original)
    totals = r"totalt \d+ mål|\d+ mål (?:ej|delvis|uppnåtts)|(?:fyra|tre)(?: prioriterade)? förbättringsområden"
    stated = len(re.findall(totals, original_lines(original)))
    if stated != len(document.stated_totals):
        yield f"{len(document.stated_totals)} stated totals, not {stated}"


def missing_goals_in_ekero(document: Document, original: Original) -> Iterator[str]:
    """Every "Mål n" is a goal with that number, every goal quoted as met has that verdict."""
    of_council = [goal for _, goal in document.goals if goal.level_text == "Kommunalt mål"]
    kept = Counter(goal.number for goal in of_council if goal.number)
    numbered = re.findall(r"(?m)^Mål (\d+)[.:]", original_lines(original))
    yield from differing_counts("Mål", kept, Counter(numbered))
    met = next(content for content in original.lines if "mål uppnåtts" in content)
    named = re.findall("”(.+?)”", met)
    verdicts = [goal for _, goal in document.goals if goal.assessment_text is not None]
    if len(named) != len(verdicts):
        yield f"{len(verdicts)} goals have a verdict, not {len(named)}"
    for goal, quote in zip(verdicts, named, strict=False):
        if missing_terms(goal.title, quote):
            yield f"{goal.goal_id} is not {quote[:40]}"


def missing_efforts_in_ekero(document: Document, original: Original) -> Iterator[str]:
    """Every bullet but those that list sources is one row; every effort told of in the plan is an activity."""
    listed = Counter(each.first.place_row for each in activities(document))
    claimed = Counter(goal.place_row for _, goal in document.goals) + listed
    heading = ""
    for line, content in enumerate(original.lines):
        if re.match(r"\d+\. ", content) or re.fullmatch(r"[A-ZÅÄÖ][^.:,]+", content):
            heading = content
        is_item = re.match(r" ?- |\d\. .*(samverkan|förvaltning)", content)
        if is_item and heading != "Underlag" and claimed[line] != 1:
            yield f"line {line} is claimed by {claimed[line]} rows"
    efforts = re.compile(
        r"\bsatsning(en)? (på|för|att)\b|en viktig aktivitet|system införs|inplaneras|ses över|en översyn"
    )
    for line in range(EKERO_FIRST_EFFORT, len(original.lines)):
        told = sum(1 for _ in efforts.finditer(original.lines[line].lower()))
        if told != listed[line]:
            yield f"line {line} tells of {told} efforts, the record lists {listed[line]}"


MISSING_ROWS: dict[str, Callable[[Document, Original], Iterator[str]]] = {
    EKERO: missing_in_ekero,
    HUDDINGE: missing_in_huddinge,
    LINKOPING: missing_in_linkoping,
    SOLNA: missing_in_solna,
    TABY: missing_in_taby,
}


def problems_with_prose(document: Document, original: Original) -> list[str]:
    """The record carries facts: short titles, no wordings, no comments, no long run of the document's own words."""
    problems = []
    for name, row in all_rows(document):
        for one in fields(row):
            value = getattr(row, one.name)
            if not isinstance(value, str):
                continue
            if one.name in ("wording", "comment"):
                problems.append(f"{name}: a {one.name}")
            if one.name in ("title", "name") and len(value.split()) > MOST_WORDS_IN_A_TITLE:
                problems.append(f"{name}: a title of {len(value.split())} words")
            said = words(value)
            length = MOST_WORDS_IN_A_RUN + 1
            if any(
                tuple(said[i : i + length]) in original.runs for i in range(len(said) - length + 1)
            ):
                problems.append(f"{name}: {one.name} carries a passage of the original")
    return problems


Check = Callable[[Document, Original], list[str]]
CHECKS: tuple[Check, ...] = (
    problems_with_the_card,
    problems_with_places,
    problems_with_order,
    problems_with_activities,
    problems_with_dates,
    problems_with_deferrals,
    problems_with_goals,
    problems_with_key_figures,
    problems_with_same_activities,
    problems_with_missing_rows,
    problems_with_prose,
)


@cache
def read_record(document_id: str) -> Document:
    """Read a document of the record, once."""
    return read_document(DOCUMENTS / document_id)


@cache
def read_original(folder: Path, document_id: str) -> Original:
    """Read an original, once."""
    return Original(document_id, (folder / f"{document_id}.txt").read_bytes())


@pytest.mark.parametrize("document_id", ALL)
@pytest.mark.parametrize(
    "check", CHECKS, ids=lambda check: check.__name__.removeprefix("problems_with_")
)
def test_record_agrees_with_document(document_id: str, check: Check, originals: Path) -> None:
    """The record says what the document says."""
    assert check(read_record(document_id), read_original(originals, document_id)) == []


# The checks can fail: a record that is wrong in one cell is told


Change = Callable[[Document], Document]


def with_rows(document: Document, table: str, rows: Iterable[Any]) -> Document:
    """Return the document with other rows in one of its tables."""
    changed: dict[str, Any] = {table: tuple(rows)}
    return replace(document, **changed)


def without(table: str, number: int) -> Change:
    """Leave out a row."""

    def change(document: Document) -> Document:
        rows = getattr(document, table)
        return with_rows(document, table, rows[:number] + rows[number + 1 :])

    return change


def with_cells(table: str, number: int, /, **values: Any) -> Change:
    """Write other values in a row."""

    def change(document: Document) -> Document:
        rows = list(getattr(document, table))
        line, row = rows[number]
        rows[number] = (line, replace(row, **values))
        return with_rows(document, table, rows)

    return change


def swapped(table: str, number: int) -> Change:
    """Let a row change places with the next."""

    def change(document: Document) -> Document:
        rows = list(getattr(document, table))
        rows[number : number + 2] = rows[number + 1], rows[number]
        return with_rows(document, table, rows)

    return change


def with_card(**values: Any) -> Change:
    """Write other values on the card."""
    return lambda document: replace(document, card=replace(document.card, **values))


PASSAGE = (
    "Aktiviteter med en asterisk efter månaden under slutdatum har blivit framflyttade i förhållande "
    "till verksamhetsplanen från oktober 2021"
)
MISTAKES: tuple[tuple[str, Check, Change], ...] = (
    (TABY, problems_with_the_card, with_card(original_sha256="0" * 64)),
    (HUDDINGE, problems_with_the_card, with_card(diary_number="GAN-2018/1")),
    (LINKOPING, problems_with_places, with_cells("activities", 0, place_section="Kommunövergripande mål: Hållbar ekonomi")),
    (SOLNA, problems_with_places, with_cells("activities", 0, place_page="7")),
    (LINKOPING, problems_with_order, swapped("activities", 10)),
    (SOLNA, problems_with_order, swapped("activities", 4)),
    (EKERO, problems_with_activities, with_cells("activities", 0, title="Skolrobot AV1")),
    (EKERO, problems_with_activities, with_cells("activities", 0, status_text="Pågår")),
    (HUDDINGE, problems_with_activities, with_cells("activities", 1, status_text="Klart")),
    (HUDDINGE, problems_with_activities, with_cells("activities", 3, priority_text=None)),
    (LINKOPING, problems_with_activities, with_cells("activities", 0, status_text="Kvarstår")),
    (LINKOPING, problems_with_activities, with_cells("activities", 0, due_text="Juni")),
    (LINKOPING, problems_with_activities, with_cells("activities", 0, committees=("BiN",))),
    (LINKOPING, problems_with_activities, with_cells("activities", 0, committees_text="BiN, BoU")),
    (LINKOPING, problems_with_activities, with_cells("activities", 7, goal_id="g07")),
    (LINKOPING, problems_with_activities, with_cells("activities", 10, carried_over_from_year=2020)),
    (SOLNA, problems_with_activities, with_cells("activities", 0, title="Solnamodellen: näringslivet")),
    (TABY, problems_with_activities, with_cells("activities", 0, due_text="2021-12-31")),
    (TABY, problems_with_activities, with_cells("activities", 0, goal_id="g02")),
    (LINKOPING, problems_with_deferrals, with_cells("activities", 17, deferral_told_by=None)),
    (LINKOPING, problems_with_deferrals, with_cells("activities", 17, deferral_kind="to_later_year")),
    (LINKOPING, problems_with_deferrals, with_cells("activities", 0, deferral_told_by="mark")),
    (LINKOPING, problems_with_dates, with_cells("activities", 0, due_date=date(2022, 6, 30))),
    (LINKOPING, problems_with_dates, with_cells("activities", 62, deferral_to_text="november")),
    (SOLNA, problems_with_goals, with_cells("goals", 20, title="Ama: revision")),
    (EKERO, problems_with_goals, with_cells("goals", 5, assessment_text="helt uppnått")),
    (EKERO, problems_with_goals, with_cells("goals", 5, number="99")),
    (HUDDINGE, problems_with_key_figures, with_cells("kpis", 5, value=29.0)),
    (HUDDINGE, problems_with_key_figures, with_cells("kpis", 5, year=2018)),
    (SOLNA, problems_with_key_figures, with_cells("kpis", 0, operator=">")),
    (SOLNA, problems_with_key_figures, with_cells("kpis", 1, reports_per_year=1)),
    (EKERO, problems_with_key_figures, with_cells("stated_totals", 1, value=18.0)),
    (LINKOPING, problems_with_same_activities, with_cells("activities", 16, same_as_activity_id=None)),
    (LINKOPING, problems_with_same_activities, with_cells("activities", 5, same_as_activity_id="a005")),
    (EKERO, problems_with_missing_rows, without("activities", 5)),
    (EKERO, problems_with_missing_rows, without("activities", 18)),
    (EKERO, problems_with_missing_rows, without("goals", 54)),
    (EKERO, problems_with_missing_rows, without("stated_totals", 3)),
    (HUDDINGE, problems_with_missing_rows, without("activities", 8)),
    (HUDDINGE, problems_with_missing_rows, without("goals", 4)),
    (HUDDINGE, problems_with_missing_rows, without("kpis", 6)),
    (LINKOPING, problems_with_missing_rows, without("activities", 100)),
    (LINKOPING, problems_with_missing_rows, without("goals", 4)),
    (LINKOPING, problems_with_missing_rows, with_cells("goals", 17, parent_goal_id="g09")),
    (LINKOPING, problems_with_missing_rows, without("kpis", 0)),
    (SOLNA, problems_with_missing_rows, without("goals", 2)),
    (SOLNA, problems_with_missing_rows, with_cells("goals", 24, parent_goal_id="g16")),
    (SOLNA, problems_with_missing_rows, with_cells("activities", 15, goal_id="g19")),
    (SOLNA, problems_with_missing_rows, without("kpis", 4)),
    (SOLNA, problems_with_missing_rows, without("kpis", 35)),
    (SOLNA, problems_with_missing_rows, without("activities", 8)),
    (SOLNA, problems_with_missing_rows, with_cells("budget", 15, amount_tkr=22629.0)),
    (SOLNA, problems_with_missing_rows, without("activities", 46)),
    (SOLNA, problems_with_missing_rows, without("activities", 79)),
    (TABY, problems_with_missing_rows, without("activities", 20)),
    (TABY, problems_with_missing_rows, without("goals", 2)),
    (TABY, problems_with_missing_rows, without("kpis", 6)),
    (TABY, problems_with_prose, with_cells("activities", 0, comment="Rapporteras årligen.")),
    (TABY, problems_with_prose, with_cells("goals", 0, title=" ".join(["ord"] * 15))),
    (LINKOPING, problems_with_prose, with_cells("goals", 0, level_text=PASSAGE)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("document_id", "check", "change"),
    MISTAKES,
    ids=[
        f"{at}-{one.split('-')[0]}-{check.__name__[14:]}"
        for at, (one, check, _) in enumerate(MISTAKES)
    ],
)
def test_mistake_is_told(document_id: str, check: Check, change: Change, originals: Path) -> None:
    """A record with one mistake in it gives at least one problem."""
    record, original = read_record(document_id), read_original(originals, document_id)
    assert set(check(change(record), original)) > set(check(record, original))
