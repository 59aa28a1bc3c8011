"""Was the end moved? Told by a mark with its legend, by the date column, by the title; a comment only hints."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from malkollen.understanding.dates import Span, read_dates
from malkollen.understanding.phrases import Found, PhraseBook
from malkollen.understanding.reading import ReadDeferral

_SIGN = r"(?:[*+#¤^]{1,3}|[†‡§])"
_MARK = re.compile(rf"(?<=\w)\s?(?P<mark>{_SIGN})(?!\w)|^\s*(?P<lone>{_SIGN})(?=\s*\w)")
# A sign that is named and not set.
_NAMED_SIGNS = {
    "asterisk": "*",
    "stjärna": "*",
    "plustecken": "+",
    "kors": "†",
    "paragraftecken": "§",
}
_ARROW = re.compile(r"→|->|=>|⇒")
_MOVED = re.compile(
    r"framflytt|flyttat?s?\s+fram|försk[ju]{1,2}[tj]?[iu]?ts|förskj|senarel|skjut(?:it|en|na)?s?\s+(?:fram|upp)|uppskj"
    r"|(?:slutdatum|tidplan|datum)\w*\s+(?:har\s+)?(?:ändrats|flyttats|skjutits|reviderats)"
    r"|(?:nytt|senare)\s+(?:slut)?datum|ändra[dt]e?\s+(?:slutdatum|tidplan|datum)|ny\s+tidplan",
    re.IGNORECASE,
)
_NOTE = re.compile(
    rf"\b(?:asterisk|stjärna|plustecken|kors)|(?:^|\s|\(){_SIGN}\s*\)?\s*(?:=|:|–|-)?\s*\w|märkta? med|markera",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Legend:
    """Which marks the document says stand for a moved end."""

    marks: frozenset[str]


def read_legend(texts: Iterable[str]) -> Legend:
    """Return the marks that sentences of a document explain as a moved end.

    A sentence explains a mark where it names it ("asterisk", "*") and tells of moving in the same breath.
    """
    marks: set[str] = set()
    for text in texts:
        for sentence in re.split(r"(?<=[.!?])\s+", text):
            if _NOTE.search(sentence) is None or _MOVED.search(sentence) is None:
                continue
            signs = re.findall(_SIGN, sentence)
            named = [sign for word, sign in _NAMED_SIGNS.items() if word in sentence.lower()]
            marks.update(signs or named[:1])
    return Legend(frozenset(marks))


def mark_in(text: str) -> str | None:
    """Return the mark after a date, such as an asterisk."""
    match = _MARK.search(text)
    return (match["mark"] or match["lone"]) if match is not None else None


def _kind(to: date | None, year: int | None) -> str:
    if to is None or year is None:
        return "date_unknown"
    return "to_later_year" if to.year > year else "within_year"


def _after(text: str, found: Found, year: int | None) -> tuple[str | None, date | None]:
    """Return the words and the day that a phrase of moving is followed by."""
    rest = re.split(r"[.;\n]", text[found.end :], maxsplit=1)[0]
    if (
        "till" in found.text.lower()
        or "datum" in found.text.lower()
        or "tidplan" in found.text.lower()
    ):
        spans = read_dates(rest, year)
    else:
        spans = tuple(span for span in read_dates(rest, year) if span.at < 25)
    if not spans:
        return None, None
    return spans[0].text.strip(" *†‡+#¤^§"), spans[0].last


def _reasons(comment: str, phrases: PhraseBook) -> tuple[str, ...]:
    codes = [found.phrase.code for found in phrases.all_of("reason", comment) if found.phrase.code]
    return tuple(dict.fromkeys(codes))


def read_deferral(  # noqa: PLR0913  # all places that may tell of it
    *, due_text: str | None, due_date: date | None, title_note: str | None, comment: str | None,
    year: int | None, legend: Legend, phrases: PhraseBook,
) -> ReadDeferral | None:  # fmt: skip
    """Return the moved end of an activity, or None.

    `title_note` is what stands with the title besides its wording. Looks at the date column first, then at the
    title, then at the comment; what only the comment tells is `told_by` comment: a hint, shown as such.
    """
    reasons = _reasons(comment or "", phrases)
    if due_text:
        found = phrases.find("deferral", due_text)
        if found is not None:
            to_text, to_date = _after(due_text, found, year)
            former = read_dates(due_text[: found.start], year)
            return ReadDeferral(
                kind=_kind(to_date, year), told_by="date_column", to_text=to_text, to_date=to_date,
                from_text=former[0].text.strip() if former else None,
                from_date=former[0].last if former else None, reasons=reasons,
            )  # fmt: skip
        earlier, _, later = _ARROW.sub("→", due_text, count=1).partition("→")
        spans, moved = read_dates(earlier, year), read_dates(later, year)
        if spans and moved and moved[-1].last > spans[-1].last:
            return ReadDeferral(
                kind=_kind(moved[-1].last, year), told_by="date_column", to_text=moved[-1].text.strip(),
                to_date=moved[-1].last, from_text=spans[-1].text.strip(), from_date=spans[-1].last,
                reasons=reasons,
            )  # fmt: skip
        mark = mark_in(due_text)
        if mark is not None and mark in legend.marks:
            return ReadDeferral(
                kind=_kind(due_date, year), told_by="mark", to_text=due_text.strip(" *†‡+#¤^§"),
                to_date=due_date, reasons=reasons,
            )  # fmt: skip
    if title_note and (found := phrases.find("deferral", title_note)) is not None:
        to_text, to_date = _after(title_note, found, year)
        # "Ny tidplan för bibliotekets flytt" is an activity; only a new date makes it a moved one.
        if to_date is not None:
            return ReadDeferral(
                kind=_kind(to_date, year), told_by="title", to_text=to_text, to_date=to_date,
                reasons=reasons,
            )  # fmt: skip
    return _hint(comment, due_date, year, phrases, reasons) if comment else None


def _hint(
    comment: str, due: date | None, year: int | None, phrases: PhraseBook, reasons: tuple[str, ...]
) -> ReadDeferral | None:
    """Return the moved end that a comment tells of: in words for moving, or by an end later than the one planned."""
    found = phrases.find("deferral_hint", comment)
    if found is not None:
        to_text, to_date = _after(comment, found, year)
        if to_date is None or due is None or to_date > due:
            return ReadDeferral(
                kind=_kind(to_date, year),
                told_by="comment",
                to_text=to_text,
                to_date=to_date,
                reasons=reasons,
            )
    later = _later_end(comment, due, year)
    if later is None:
        return None
    return ReadDeferral(
        kind=_kind(later.last, year), told_by="comment", to_text=later.text.strip(), to_date=later.last,
        reasons=reasons,
    )  # fmt: skip


_PLANNED = re.compile(
    r"\b(?:planeras|beräknas|förväntas|kommer(?:\s+att)?|ska|målet att|blir|väntas|avses|slutförs|genomförs)\b",
    re.IGNORECASE,
)


_REMAINS = re.compile(
    r"\b(?:beräknas|planeras|förväntas)\s+(?:\w+\s+){0,3}(?:färdig|klar|slutför|genomför)|\båterstår\b"
    r"|\bbehöver\s+(?:\w+\s+){0,2}(?:genomföras|slutföras)|\bska\s+(?:\w+\s+){0,2}(?:genomföra|slutföra)"
    r"|\bfortsätta\s+(?:att\s+)?(?:implementera|genomföra|införa)s?",
    re.IGNORECASE,
)


def _later_end(comment: str, due: date | None, year: int | None) -> Span | None:
    """Return an end that a comment plans after the one of the plan, its year written out.

    Where the plan names no end, its year's last day is it, and only words for what remains to be done count.
    """
    if due is None and year is None:
        return None
    planned = _PLANNED if due is not None else _REMAINS
    due = due or date(year or 1, 12, 31)
    for sentence in re.split(r"(?<=[.!?])\s+|\n", comment):
        if planned.search(sentence) is None:
            continue
        for span in read_dates(sentence, year):
            if span.last > due and span.has_year:
                return span
    return None
