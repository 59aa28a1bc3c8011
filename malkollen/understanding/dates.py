"""Which days does a text name? Days, months, quarters, terms, seasons and years, as Swedish documents write them.

A period stands for its first and its last day; the record takes the last day of a period named as the end.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

MONTHS = {
    "januari": 1, "februari": 2, "mars": 3, "april": 4, "maj": 5, "juni": 6, "juli": 7, "augusti": 8,
    "september": 9, "oktober": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "febr": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
    "sep": 9, "sept": 9, "okt": 10, "nov": 11, "dec": 12,
}  # fmt: skip
# First and last month; the winter runs into the next year.
SEASONS = {"vår": (1, 6), "sommar": (6, 8), "höst": (7, 12), "vinter": (12, 2)}
_ORDINALS = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4}

_MONTH = r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|febr?|jan|mar|apr|jun|jul|aug|sept?|okt|nov|dec)"
_YEAR = r"(?:19[5-9]\d|20\d\d)"
# A year after a period: "2022", "år 2022", "-22", "’22", "22" where nothing but a sign or the end follows.
_AND_YEAR = (
    rf"(?:[\s,]*(?:år\s+|av\s+)?(?P<year>{_YEAR})(?!\d)"
    r"|\s?[-–'’](?P<apostrophe>\d\d)(?![\d-])"
    r"|\s(?P<short>[12]\d)(?=\s*(?:$|[).,;*/–-])))?"
)
_ORDINAL = r"(?:första|andra|tredje|fjärde|[1-4]\s?(?::?[ae])|[1-4]|I{1,3}V?|IV)"
_BEFORE = r"(?<![\w])"
_AFTER = r"(?![\wåäö])"


@dataclass(frozen=True, kw_only=True)
class Span:
    """A day or a period that a text names.

    `first` and `last` are its first and last day. `has_year` says that the text itself gives the year. `role` is
    `start`, `end`, `before` (what comes before the span is over by it) or `former`, by the words before it; empty
    where they tell nothing. `at` and `until` are its place in the text.
    """

    first: date
    last: date
    text: str
    precision: str
    has_year: bool
    role: str = ""
    at: int = 0
    until: int = 0


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    end_year = year if last >= first else year + 1
    return date(year, first, 1), _month_end(end_year, last)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _year_of(match: re.Match[str], year: int | None) -> tuple[int | None, bool]:
    """Return the year that a match names, else the one given, and whether the text names it."""
    groups = match.groupdict()
    for name in ("year", "apostrophe", "short", "year_before"):
        if groups.get(name):
            return _full_year(groups[name]), True
    return year, False


def _ordinal(text: str) -> int:
    word = text.strip().lower()
    if word in _ORDINALS:
        return _ORDINALS[word]
    if word[0].isdigit():
        return int(word[0])
    return {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(word, 0)


_Days = tuple[date, date, str] | None


def _as_day(match: re.Match[str], year: int) -> _Days:
    month = match["month"].lower().rstrip(".")
    number = MONTHS[month] if month in MONTHS else int(month) if month.isdigit() else 0
    found = _day(year, number, int(match["day"])) if 1 <= number <= 12 else None
    if found is None:
        return None
    first = match.groupdict().get("first_day")
    return (_day(year, number, int(first)) or found if first else found), found, "day"


def _as_month(match: re.Match[str], year: int) -> _Days:
    month = match["month"].lower()
    number = int(month) if month.isdigit() else MONTHS[month]
    return (*_months(year, number, number), "month")


def _as_part(months: int, precision: str) -> Callable[[re.Match[str], int], _Days]:
    """Return a reading of the n-th part of a year, each part of so many months."""

    def part(match: re.Match[str], year: int) -> _Days:
        number = _ordinal(
            next(
                text
                for name, text in match.groupdict().items()
                if name.startswith("number") and text
            )
        )
        if not 1 <= number <= 12 // months:
            return None
        first = int(match.groupdict().get("from_part") or number)
        return (*_months(year, (min(first, number) - 1) * months + 1, number * months), precision)

    return part


def _as_term(match: re.Match[str], year: int) -> _Days:
    is_autumn = match["term"].lower().startswith("h")
    return (*_months(year, *((7, 12) if is_autumn else (1, 6))), "term")


def _as_season(match: re.Match[str], year: int) -> _Days:
    name = next(season for season in SEASONS if match["season"].lower().startswith(season))
    if name == "vinter" and match.groupdict().get("next_year") is None:
        # A winter lies in two years; one year does not tell which end is meant.
        return None
    return (*_months(year, *SEASONS[name]), "season")


def _as_year(match: re.Match[str], year: int) -> _Days:
    return date(year, 1, 1), date(year, 12, 31), "year"


def _as_years(match: re.Match[str], year: int) -> _Days:
    last = match["last_year"]
    end = int(last) if len(last) == 4 else year // 100 * 100 + int(last)
    if end <= year:
        return None
    is_school_year = end == year + 1 and (match["sign"] == "/" or bool(match["school"]))
    if is_school_year:
        return date(year, 7, 1), date(end, 6, 30), "school_year"
    return (date(year, 1, 1), date(end, 12, 31), "years") if match["sign"] != "/" else None


def _as_turn_of_year(match: re.Match[str], year: int) -> _Days:
    return date(year, 12, 31), date(year, 12, 31), "day"


def _as_week(match: re.Match[str], year: int) -> _Days:
    try:
        monday = date.fromisocalendar(year, int(match["week"]), 1)
    except ValueError:
        return None
    return monday, monday + timedelta(days=6), "week"


# In this order: what is longer and surer before what is shorter. Each text is read once.
_FORMS: tuple[tuple[str, Callable[[re.Match[str], int], _Days]], ...] = (
    (rf"{_BEFORE}(?P<year>{_YEAR})(?P<sign>[-.])(?P<month>[01]\d)(?P=sign)(?P<day>[0-3]\d)(?:[T ]\d\d:\d\d(?::\d\d)?)?(?!\d)", _as_day),
    (rf"{_BEFORE}(?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)", _as_day),
    (r"(?<![\w,.:/-])(?P<year>[0-4]\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?![\w,:])", _as_day),
    (
        rf"{_BEFORE}(?P<day>[0-3]?\d)\.\s?(?P<month>[01]?\d)\.\s?(?P<year>{_YEAR})(?!\d)",
        _as_day,
    ),
    (r"(?<![\w,.])(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.(?!\d)", _as_day),
    (r"(?<![\w,.])(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)(?=\s?[–-]\s?[0-3]?\d\.[01]?\d\.)", _as_day),
    (
        (rf"(?<![\w/,.:-])(?P<day>[0-3]?\d)\s?/\s?(?P<month>1[0-2]|0?[1-9])(?![\d/%])"
        rf"(?:\s?[-–,]?\s?(?P<year>{_YEAR})|[-–\s'’](?P<apostrophe>[12]\d)(?!\d))?(?![\d/])"),
        _as_day,
    ),
    (
        (rf"{_BEFORE}(?:den\s+)?(?:(?P<first_day>[0-3]?\d)\s?[–-]\s?)?(?P<day>[0-3]?\d)(?::?[ae])?\.?\s+"
        rf"(?P<month>{_MONTH})\b\.?{_AND_YEAR}"),
        _as_day,
    ),
    (rf"{_BEFORE}(?P<year>{_YEAR})-(?P<month>0[1-9]|1[0-2])(?![\d-])", _as_month),
    (rf"(?<![\w/,.:-])(?P<month>0?[1-9]|1[0-2])\s?/\s?(?P<year>{_YEAR})(?![\d/])", _as_month),
    (rf"{_BEFORE}årsskiftet(?:\s+(?P<year>{_YEAR}|\d\d)(?:\s?[/–-]\s?\d\d(?:\d\d)?)?)?(?!\d)", _as_turn_of_year),
    (
        (rf"{_BEFORE}(?:(?P<school>läsåret|läsår)\s+)?(?P<year>{_YEAR}|(?<=läsåret )\d\d|(?<=läsår )\d\d)"
        rf"\s?(?P<sign>[-–—/])\s?(?P<last_year>{_YEAR}|\d\d)(?![\d-])"),
        _as_years,
    ),
    (
        (rf"{_BEFORE}(?P<year_before>{_YEAR})?[,\s]*(?:(?:kv\.?|kvartal|Q)\s?(?:(?P<from_part>[1-3])\s?[–/-]\s?)?(?P<number>[1-4])(?!\d)"
        rf"|(?P<number_before>{_ORDINAL})\s+kvartalet){_AND_YEAR}{_AFTER}"),
        _as_part(3, "quarter"),
    ),
    (
        (rf"{_BEFORE}(?P<year_before>{_YEAR})?[,\s]*(?:(?:tertial|T)\s?(?:(?P<from_part>[12])\s?[–/-]\s?)?(?P<number>[1-3])(?!\d)"
        rf"|(?P<number_before>{_ORDINAL})\s+tertialet){_AND_YEAR}{_AFTER}"),
        _as_part(4, "tertial"),
    ),
    (
        (rf"{_BEFORE}(?:(?:halvår|H)\s?(?P<number>[12])(?!\d)|(?P<number_before>{_ORDINAL})\s+halvåret)"
        rf"{_AND_YEAR}{_AFTER}"),
        _as_part(6, "half_year"),
    ),
    (
        rf"{_BEFORE}(?P<term>höstterminen|vårterminen|hösttermin|vårtermin|[hv]\.?t\.?)(?:\s?(?P<short>\d\d)(?!\d))?"
        + _AND_YEAR.replace("P<short>", "P<short_after>")
        + _AFTER,
        _as_term,
    ),
    (
        rf"{_BEFORE}(?P<season>vintern|vinter)\s+(?P<year>{_YEAR})\s?[/–-]\s?(?P<next_year>\d\d(?:\d\d)?)(?!\d)",
        _as_season,
    ),
    (rf"{_BEFORE}(?P<season>våren|sommaren|hösten|vintern){_AND_YEAR}{_AFTER}", _as_season),
    (rf"{_BEFORE}(?P<season>vår|sommar|höst)(?=\s*[-–'’/\d*]|\s*$){_AND_YEAR}{_AFTER}", _as_season),
    (rf"{_BEFORE}(?:årets\s+slut|slutet\s+av\s+året|årets\s+utgång|utgången\s+av\s+året)", _as_turn_of_year),
    (
        rf"{_BEFORE}(?:vecka|v)\.?\s?(?P<week>[1-5]?\d)(?!\d)(?:[,\s]+(?P<year>{_YEAR})(?!\d))?",
        _as_week,
    ),
    (rf"{_BEFORE}(?P<month>{_MONTH})\b\.?{_AND_YEAR}{_AFTER}", _as_month),
    (
        rf"(?<![\w/:.,§-])(?P<year>{_YEAR})(?!\d|:\d|[,.]\d|/\d|\s?(?:%|kr\b|tkr|mkr|procent|st\b|elever|personer|timmar))",
        _as_year,
    ),
    (rf"(?<=\d[–-])(?P<year>{_YEAR})(?!\d|:\d)", _as_year),
)  # fmt: skip
_PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), reading) for pattern, reading in _FORMS)

# "T2" and "Q2" are written so; "t" and "v" before a number would be found in any running text.
_CASED = re.compile(r"[tqh]\s?\d|v\.?t|h\.?t")
# Short names of months are words of their own ("jul", "mar"): they need a day or a year, or to stand alone.
_SHORT_MONTH = re.compile(r"(?:jul|mar|jun|sep|dec|nov|okt|aug|apr|feb|jan)\.?")

# What the words just before a date make of it.
_ROLES = (
    ("former", re.compile(r"(?:tidigare|ursprungligen|ursprungligt|föregående|jämfört\s+med)\s*:?\s*$", re.IGNORECASE)),
    (
        "end",
        re.compile(
            r"(?:till\s+och\s+med|t\.?\s?o\.?\s?m\.?|till|senast|fram\s+till|klart?|färdigt?|slutförs|slutdatum|slut|deadline)"
            r"\s*:?\s*(?:under\s+|i\s+|den\s+|slutet\s+av\s+|utgången\s+av\s+)?$",
            re.IGNORECASE,
        ),
    ),
    ("before", re.compile(r"(?:före|innan)\s+(?:den\s+)?$", re.IGNORECASE)),
    (
        "start",
        re.compile(
            r"(?:från\s+och\s+med|fr\.?\s?o\.?\s?m\.?|f\.?r\.?o\.?m\.?|från|inför|inför\s+start|med\s+start|startar|starta|start"
            r"|påbörjas|påbörjades|påbörjat|börjar|inleds|efter|sedan|startdatum)"
            r"\s*:?\s*(?:under\s+|i\s+|den\s+|till\s+)?$",
            re.IGNORECASE,
        ),
    ),
)  # fmt: skip


def _role(text: str, at: int) -> str:
    before = re.sub(r"[\s\xa0]+", " ", text[max(0, at - 40) : at])
    return next((name for name, words in _ROLES if words.search(before)), "")


def _is_a_word(text: str, match: re.Match[str], reading: object) -> bool:
    """Return whether what looks like a date is a word of running text."""
    found = match[0].strip()
    if (
        _CASED.fullmatch(found)
        and not match.groupdict().get("year")
        and found != text.strip().strip("*")
    ):
        return True
    is_short = reading is _as_month and _SHORT_MONTH.fullmatch(found.lower()) is not None
    if is_short:
        around = (
            text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
        )
        return text.strip(" *.()") != found.strip(".") and not re.search(r"[-–/]", around)
    return False


def _found(text: str, year: int | None) -> Iterator[Span]:
    """Yield the dates of a text, surest forms first; no part of the text is read twice."""
    taken: list[tuple[int, int]] = []
    for pattern, reading in _PATTERNS:
        for match in pattern.finditer(text):
            at, until = match.span()
            if any(at < end and until > start for start, end in taken) or _is_a_word(
                text, match, reading
            ):
                continue
            named, has_year = _year_of(match, year)
            if named is None:
                # A period without a year, in a document without one, still covers its words.
                taken.append((at, until))
                continue
            days = reading(match, named)
            if days is None:
                if reading in {_as_day, _as_season}:
                    # "32 december" is no December either.
                    taken.append((at, until))
                continue
            taken.append((at, until))
            first, last, precision = days
            shown = match[0].strip(" ,.")
            yield Span(
                first=first, last=last, text=shown, precision=precision, has_year=has_year,
                role=_role(text, at), at=at, until=until,
            )  # fmt: skip


# Dates are read in the beginning of a longer text only: no cell or sentence is longer.
_LONGEST = 5000
_JOINED = re.compile(r"\s*(?:[–—/-]|\boch\b|\btill\b|,|\beller\b|\bsamt\b)\s*", re.IGNORECASE)


def _with_year(span: Span, year: int) -> Span:
    """Return a span moved to a year."""
    length = span.last.year - span.first.year
    first = _day(year, span.first.month, span.first.day) or date(year, span.first.month, 28)
    last_year = year + length
    last = (
        _month_end(last_year, span.last.month)
        if span.precision != "day"
        else _day(last_year, span.last.month, span.last.day) or date(last_year, span.last.month, 28)
    )
    return replace(span, first=first, last=last)


def _share_years(text: str, spans: list[Span]) -> list[Span]:
    """Give a period the year of the one that it is written together with: "maj–juni 2023", "1.1–31.12.2021"."""
    shared = list(spans)
    for index in range(len(shared) - 2, -1, -1):
        span, after = shared[index], shared[index + 1]
        between = text[span.until : after.at]
        if (
            span.has_year
            or not after.has_year
            or not _JOINED.fullmatch(between)
            or span.precision in {"year", "week"}
        ):
            continue
        year = after.first.year
        moved = _with_year(span, year)
        if moved.first > after.last:
            moved = _with_year(span, year - 1)
        shared[index] = replace(moved, has_year=True)
    return shared


def read_dates(text: str, year: int | None) -> tuple[Span, ...]:
    """Return the days and periods that a text names, in the order of the text.

    `year` is the document's: a month, quarter or season without a year of its own is of that year, and is left out
    where `year` is None. Words that name no time ("löpande", "under året") give nothing.
    """
    plain = text[:_LONGEST].replace("\xa0", " ")
    return tuple(_share_years(plain, sorted(_found(plain, year), key=lambda span: span.at)))


def _is_range(text: str, first: Span, second: Span) -> bool:
    between = text[first.until : second.at].strip()
    return bool(re.fullmatch(r"[–—-]|till(?: och med)?|t\.?o\.?m\.?|tom|", between, re.IGNORECASE))


_TERM_END = re.compile(
    r"mandatperiodens\s+slut|slutet\s+av\s+mandatperioden|mandatperioden\s+ut", re.IGNORECASE
)


def end_of(text: str, year: int | None, term_end_year: int | None = None) -> date | None:
    """Return the day that a text names as the end: the last day of the last period in it.

    None where it names no end: no date at all, or one that something starts at ("från hösten 2019").
    `term_end_year` is the last year of the document's term, which "mandatperiodens slut" means.
    """
    return start_and_end(text, year, term_end_year)[1]


def start_and_end(
    text: str, year: int | None, term_end_year: int | None = None
) -> tuple[date | None, date | None]:
    """Return the first and the last day that a text of one or two dates names.

    One date is the end, unless words before it make it the start. The first day of a range of years alone
    ("2019–2022") is the first day of its first year. `year` and `term_end_year` are the document's.
    """
    spans = [span for span in read_dates(text, year) if span.role != "former"]
    ends = [span for span in spans if span.role != "start"]
    start = None
    if (ends and spans[0].precision == "years") or (
        len(spans) > 1 and (spans[0].role == "start" or _is_range(text, spans[0], spans[1]))
    ):
        start = spans[0].first
    elif spans and not ends:
        # "inför start hösten 2019" is about something else's start.
        start = (
            spans[0].first
            if not re.search(r"\b(?:inför|efter|sedan)\b", text, re.IGNORECASE)
            else None
        )
    if not ends:
        is_term_end = term_end_year is not None and _TERM_END.search(text) is not None
        return start, date(term_end_year or 1, 12, 31) if is_term_end else None
    last = max(
        span.first - timedelta(days=1)
        if span.role == "before" and span.precision != "day"
        else span.last
        for span in ends
    )
    return start if start is not None and start <= last else None, last
