"""What does an item of a table say? Its activities: wording, committees, dates, statuses, carry-over, deferral, comment."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from malkollen.blocks import Line
from malkollen.understanding.columns import Column
from malkollen.understanding.dates import read_dates, start_and_end
from malkollen.understanding.deferrals import Legend, mark_in, read_deferral
from malkollen.understanding.entries import Entry, main_column, split_comment
from malkollen.understanding.goals import tidy
from malkollen.understanding.phrases import PhraseBook
from malkollen.understanding.reading import Doubt, Place, ReadDeferral, Report
from malkollen.understanding.statuses import Verdict, near_words, read_status
from malkollen.understanding.tables import JoinedTable
from malkollen.understanding.vocabulary import Vocabulary, fold

_COMMITTEE_PARTS = re.compile(r"\s*[,;/\n|&+]\s*")
_LEFT_OVER = re.compile(r"\(\s*[.,;:]?\s*\)|\s+(?=[.,;:)])")
_YES = {"ja": "completed", "nej": "not_completed", "delvis": "partly_completed", "x": "completed"}


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What all rows of a document share."""

    vocabulary: Vocabulary
    year: int | None
    term_end_year: int | None
    legend: Legend
    committees: dict[str, str]
    body_committee: str | None
    statuses: dict[str, str]

    @property
    def phrases(self) -> PhraseBook:
        """The phrases of the vocabulary."""
        return self.vocabulary.phrases


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An activity before it has an id and its goals."""

    title: str
    details: str | None
    kind: str
    priority_text: str | None
    number: str | None
    committees_text: str | None
    committees: tuple[str, ...]
    start_text: str | None
    start_date: date | None
    due_text: str | None
    due_date: date | None
    carried_over_from: int | None
    carried_over_text: str | None
    deferral: ReadDeferral | None
    reports: tuple[Report, ...]
    doubts: tuple[Doubt, ...] = ()


def split_committees(text: str | None, known: dict[str, str]) -> tuple[str, ...]:
    """Return the committees in a cell: their codes where they are known, else as written.

    A name may hold "och" itself ("Barn- och ungdomsnämnden"), so two are only seen where both halves are known or
    short codes.
    """
    if not text:
        return ()
    found: list[str] = []
    for part in _COMMITTEE_PARTS.split(text.strip()):
        bare = part.strip(" .*")
        if bare:
            found += _one_or_two(bare, known)
    return tuple(dict.fromkeys(found))


def _one_or_two(text: str, known: dict[str, str]) -> list[str]:
    if fold(text) in known:
        return [known[fold(text)]]
    # After a whole name another one begins, whatever words it holds.
    names = re.split(r"(?<=nämnden|yrelsen|tningen|ontoret|bolaget)\s+(?:och|samt)\s+", text)
    if len(names) > 1:
        return [known.get(fold(name), " ".join(name.split())) for name in names]
    halves = re.split(r"\s+(?:och|samt)\s+", text)
    if len(halves) > 1 and all(
        fold(half) in known or _is_code(half) or _is_whole(half) for half in halves
    ):
        return [known.get(fold(half), half.strip()) for half in halves]
    return [" ".join(text.split())]


def _is_code(text: str) -> bool:
    return 1 < len(text) <= 5 and text[:1].isupper() and text.isalnum()


def _is_whole(text: str) -> bool:
    """Say whether a text is a whole name of a committee or department."""
    return re.search(
        r"(?:nämnden|nämnd|styrelsen|förvaltningen|kontoret|bolaget|avdelningen)$", text
    ) is not None and not text.rstrip().endswith("-")


def take_carry_over(text: str, phrases: PhraseBook) -> tuple[str, int | None, str | None]:
    """Return a text without the words that say which year it remains from, that year, and those words."""
    found = phrases.find("carried_over", text)
    if found is None:
        return text, None, None
    end = found.end
    # "(Kvarstår från Budget 2021 med plan för 2022-2024)": the rest of the parenthesis belongs to it.
    tail = re.match(r"\s*(?:med plan för \d{4}(?:\s*[-–]\s*\d{4})?)?\s*\)?\.?", text[end:])
    tail_end = end + (tail.end() if tail is not None else 0)
    start = found.start - 1 if text[: found.start].endswith("(") else found.start
    rest = f"{text[:start].rstrip()} {text[tail_end:].lstrip()}".strip(" :–-")
    return _LEFT_OVER.sub("", rest).strip(), found.year, tidy(text[found.start : end])


def _year_in(text: str | None) -> int | None:
    found = re.search(r"(?<!\d)((?:19|20)\d{2})(?!\d)", text or "")
    return int(found.group(1)) if found is not None else None


def _lines_text(lines: Sequence[Line]) -> str:
    return "\n".join(tidy(line.text) for line in lines if line.text.strip())


@dataclass
class _Words:
    """The lines of an item's own cell, told apart."""

    title: list[Line] = field(default_factory=list)
    details: list[Line] = field(default_factory=list)
    comment: list[Line] = field(default_factory=list)


def _tell_apart(lines: Sequence[Line], phrases: PhraseBook, *, keeps_all: bool) -> _Words:
    """Divide an item's own lines: its wording, what stands beneath it, and a comment that follows a label.

    `keeps_all` says that there is a column for comments, so that later paragraphs are no comment.
    """
    words = _Words()
    own, words.comment = split_comment([line for line in lines if line.text.strip()], phrases)
    for index, line in enumerate(own):
        if not index or (not words.details and _goes_on(words.title[-1], line)):
            words.title.append(line)
        elif line.bullet > words.title[0].bullet:
            words.details.append(line)
        elif _is_explained(words.title[0], line) and not keeps_all:
            words.comment.append(line)
        else:
            words.details.append(line)
    return words


def _goes_on(before: Line, line: Line) -> bool:
    """Say whether a line goes on with the sentence of the one before it: a narrow column broke it."""
    ended = before.text.rstrip().endswith((".", "!", "?", ":"))
    return not line.bullet and not ended and line.text.strip()[:1].islower()


def _is_explained(first: Line, line: Line) -> bool:
    """Say whether a line is set apart from the first one as text about it: not bold where that is."""
    return all(run.is_bold for run in first.runs) and not any(run.is_bold for run in line.runs)


def _several(lines: Sequence[Line], statuses: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the lines of each activity in a cell.

    Several items of a list are several activities where they have no line that leads them, or a status each.
    """
    filled = [line for line in lines if line.text.strip()]
    top = min((line.bullet for line in filled if line.bullet), default=0)
    starts = [index for index, line in enumerate(filled) if line.bullet == top and top]
    counts = {len([line for line in one if line.text.strip()]) for one in statuses}
    most = max(counts, default=1)
    if len(starts) > 1 and (starts[0] == 0 or most == len(starts)):
        head = filled[: starts[0]]
        parts = [
            filled[start:end] for start, end in zip(starts, [*starts[1:], len(filled)], strict=True)
        ]
        return parts if not head else [[*part] for part in parts]
    if not starts and most > 1 and most == len(filled):
        return [[line] for line in filled]
    return [filled]


def _part(lines: Sequence[Line], index: int, count: int) -> list[Line]:
    """Return what a cell says of one of several activities: its line, where there is one for each."""
    filled = [line for line in lines if line.text.strip()]
    return [filled[index]] if len(filled) == count > 1 else list(filled)


def drafts(
    entry: Entry, table: JoinedTable, setting: Setting, occasions: dict[int, int], place: Place
) -> Iterator[Draft]:
    """Yield the activities of an item.

    `occasions` names the occasion of each status column.
    """
    main = main_column(table)
    statuses = [entry.cells[index] for index in occasions]
    parts = _several(entry.cells[main], statuses)
    for number, lines in enumerate(parts):
        yield _draft(
            _Item(entry, table, setting, occasions, place, tuple(lines), number, len(parts))
        )


@dataclass(frozen=True)
class _Item:
    """One activity of an entry: its own lines, and which of the entry's activities it is."""

    entry: Entry
    table: JoinedTable
    setting: Setting
    occasions: dict[int, int]
    place: Place
    lines: tuple[Line, ...]
    number: int
    count: int

    def text(self, *fields: str) -> str | None:
        """Return what the columns of some fields say of it."""
        texts = [self.cell(index) for index in self.table.indexes(*fields)]
        return "\n".join(text for text in texts if text) or None

    def cell(self, index: int) -> str:
        """Return what a column's cell says of it."""
        return _lines_text(_part(self.entry.cells[index], self.number, self.count))


def _draft(item: _Item) -> Draft:
    entry, table, setting, place = item.entry, item.table, item.setting, item.place
    phrases = setting.phrases
    comments = table.indexes("comment")
    words = _tell_apart(item.lines, phrases, keeps_all=bool(comments))
    title = tidy(" ".join(line.text for line in words.title))
    title, carried_from, carried_text = take_carry_over(title, phrases)
    details, more_from, more_text = take_carry_over(_lines_text(words.details), phrases)
    comment_parts = [
        item.text("comment"), _lines_text(words.comment) or None, _lines_text(entry.comment_lines) or None,
    ]  # fmt: skip
    comment = "\n".join(part for part in comment_parts if part) or None
    doubts: list[Doubt] = [Doubt(code=code, place=place, field="row") for code in entry.doubts]
    start_text, start_date, due_text, due_date = _dates(item, doubts)
    reports = _reports(item, comment, doubts)
    deferral = read_deferral(
        due_text=due_text, due_date=due_date, title_note=title, comment=comment, year=setting.year,
        legend=setting.legend, phrases=phrases,
    )  # fmt: skip
    deferral = _settled(deferral, reports)
    mark = mark_in(due_text) if due_text else None
    if mark is not None and mark not in setting.legend.marks and deferral is None:
        doubts.append(Doubt(code="mark_without_legend", place=place, field="due", found=due_text))
    committees_text = item.text("committee")
    committees = split_committees(committees_text, setting.committees)
    if not committees and setting.body_committee is not None:
        committees = (setting.body_committee,)
    kinds = [table.columns[index].kind for index in table.indexes("activity")]
    return Draft(
        title=title, details=details or None, kind=(kinds[-1] if kinds else None) or "aktivitet",
        priority_text=item.text("priority"), number=item.text("number"), committees_text=committees_text,
        committees=committees, start_text=start_text, start_date=start_date, due_text=due_text,
        due_date=due_date, carried_over_from=carried_from or more_from or _year_in(item.text("carried_over")),
        carried_over_text=carried_text or more_text or item.text("carried_over"), deferral=deferral, reports=reports,
        doubts=tuple(doubts),
    )  # fmt: skip


def _settled(deferral: ReadDeferral | None, reports: Sequence[Report]) -> ReadDeferral | None:
    """Drop a hint that only plans something after the end of what is completed."""
    done = {"completed", "completed_with_deviation"}
    if (
        deferral is not None
        and deferral.told_by == "comment"
        and deferral.to_date is None
        and reports
        and reports[-1].status in done
    ):
        return None
    return deferral


def _dates(
    item: _Item, doubts: list[Doubt]
) -> tuple[str | None, date | None, str | None, date | None]:
    """Return the start and the end of an activity, each as written and as a day."""
    setting = item.setting
    both = item.text("start_and_due")
    start_text, due_text = item.text("start"), item.text("due")
    start_date = due_date = None
    if both:
        start_date, due_date = start_and_end(both, setting.year, setting.term_end_year)
        spans = read_dates(both, setting.year)
        if len(spans) == 2:
            start_text, due_text = spans[0].text.strip(), spans[1].text.strip()
            start_date, due_date = spans[0].first, spans[1].last
        else:
            due_text = both
    if start_text and start_date is None:
        spans = read_dates(start_text, setting.year)
        start_date = spans[0].first if spans else None
    if due_text and due_date is None:
        first, due_date = start_and_end(due_text, setting.year, setting.term_end_year)
        start_date = start_date or first
        if due_date is None and re.search(r"\d", due_text):
            doubts.append(
                Doubt(code="date_not_read", place=item.place, field="due_date", found=due_text)
            )
    return start_text, start_date, due_text, due_date


def _reports(item: _Item, comment: str | None, doubts: list[Doubt]) -> tuple[Report, ...]:
    """Return the status at each occasion; the comment is the last one's."""
    entry, table, setting, place = item.entry, item.table, item.setting, item.place
    reports = []
    last = max(item.occasions.values(), default=1)
    for index, occasion in item.occasions.items():
        text = item.cell(index)
        verdict = status_of(text, table.columns[index], setting)
        if verdict.is_sign_only or (verdict.text is None and entry.fills[index] is not None):
            found = verdict.text or f"#{entry.fills[index]}"
            doubts.append(
                Doubt(code="status_not_readable", place=place, field="status", found=found)
            )
            verdict = Verdict(verdict.text, None)
        elif verdict.code is None:
            doubts.append(
                Doubt(
                    code="unknown_status",
                    place=place,
                    field="status",
                    found=verdict.text,
                    candidates=near_words(verdict.text or "", setting.vocabulary.statuses),
                )
            )
        told = comment if occasion == last else None
        if verdict.rest:
            told = f"{verdict.rest}\n{told}" if told else verdict.rest
        reports.append(
            Report(occasion=occasion, status_text=verdict.text, status=verdict.code, comment=told)
        )
    if not reports:
        reports.append(Report(occasion=1, status_text=None, status="not_reported", comment=comment))
    return tuple(reports)


def status_of(text: str, column: Column, setting: Setting) -> Verdict:
    """Return the status that a cell holds under its column: the document's own legend first, then the crosswalk."""
    word = fold(text).strip(" *.")
    if word in setting.statuses:
        return Verdict(" ".join(text.split()), setting.statuses[word])
    if word in _YES and word not in setting.vocabulary.statuses:
        return Verdict(" ".join(text.split()), _YES[word])
    return read_status(text, setting.vocabulary)
