"""Whose document is it, for which year, as of which day? Read where the document tells; a doubt where it does not."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from malkollen.blocks import Block, Content, Heading, Paragraph, Table
from malkollen.understanding.columns import read_header_row
from malkollen.understanding.dates import read_dates
from malkollen.understanding.phrases import PhraseBook
from malkollen.understanding.reading import Doubt, Given, Place, PrintedDate
from malkollen.understanding.vocabulary import Vocabulary, fold

_YEAR = re.compile(r"(?<![\d/.:-])((?:199|20[0-4])\d)(?![\d/]|[.:]\d)")
# "2019–22" needs its dash: with a hyphen it is a number in a diary.
_TERM = re.compile(r"(?<![\d/-])((?:199|20[0-4])\d)\s*(?:[-–]\s*(20[0-4]\d)|–\s*(\d{2}))(?![\d-])")
_AS_OF = re.compile(
    r"\b(?:per|läget|statusen|till och med|t\.?\s?o\.?\s?m\.?|avstämning(?:sdatum)?|uppföljt|uppföljning|följts upp|status)(?!\w)\s*:?\s*"
    r"(?:den\s+)?(?=(?P<rest>.{4,40}))",
    re.IGNORECASE,
)
_DIARY = re.compile(
    r"(?:\b(?:dnr|diarienummer|diarienr|diarie-?nr|ärendenummer|beteckning)\.?\s*:?\s*\n?\s*)"
    r"(?P<number>[A-ZÅÄÖ]{1,5}[- ]?(?:\d|/)[\w/.:-]*|\d[\w/.:-]{3,}|[A-ZÅÄÖ]{2,5} \d{4}[/:.-][\w/.:-]+)",
    re.IGNORECASE,
)
_BARE_DIARY = re.compile(r"\b[A-ZÅÄÖ]{2,5}[- ]?(?:19|20)\d{2}[/:-]\d[\d.:-]*\b")
_COMMITTEE = re.compile(
    r"\b(?P<name>[A-ZÅÄÖ][a-zåäö]*(?:-(?=\s))?(?:(?:,?\s(?:och\s)?)[a-zåäö]+-(?=\s|,))*(?:\s(?:och|samt)\s)?[a-zåäö]*"
    r"(?:nämnden|kommunstyrelsen|kommunfullmäktige)|[A-ZÅÄÖ][a-zåäö]+a\snämnden)\b|\b(?P<caps>[A-ZÅÄÖ][A-ZÅÄÖ -]{0,60}NÄMNDEN)\b"
)
_DEPARTMENT = re.compile(
    r"\b(?P<name>[A-ZÅÄÖ][a-zåäö]*(?:-(?=\s))?(?:\s(?:och|samt)\s[a-zåäö]+)?[a-zåäö]*(?:förvaltningen|kontoret))s?\b"
    r"|\b(?P<caps>[A-ZÅÄÖ][A-ZÅÄÖ -]{0,60}(?:FÖRVALTNINGEN|KONTORET))\b"
)
# Names of municipalities that are words too: never known by the bare name alone.
_OF_COMMITTEE = re.compile(
    r"(?:\bför|\bav|[–,-])\s+(?P<name>[a-zåäö]+(?:-(?=\s))?(?:,?\s(?:och\s|samt\s)?[a-zåäö]+-?){0,3}?[a-zåäö]*(?:nämnden|styrelsen))\b"
)
_HEAD_BLOCKS = 12
_TELLS_STATE = re.compile(r"uppfölj|läge|status|avstäm|halvår|tertial", re.IGNORECASE)
_NAMED_YEAR = re.compile(
    r"(?:uppföljning|plan|bokslut|rapport|redovisning|berättelse|budget|uppdrag|mål|år)\w*(?:\s+(?:och|för|av|år)\s*\w*)*\s+"
    r"(?:den\s+\d+\s+\w+\s+)?(?:år\s+)?((?:199|20[0-4])\d)(?!\s*[-–]\s*\d{2})",
    re.IGNORECASE,
)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_SAYS_WHEN = ("per", "läget", "statusen", "till", "t", "avst")
_FEW = 0.5
_LONGEST_TITLE = 160


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What the document is, as far as it tells, and what is not certain of it.

    `as_of_date` is the one that was given, where one was; `told_as_of_date` the one that the head of the document states,
    whatever was given.
    """

    municipality_code: str | None
    municipality: str | None
    title: str | None
    title_heading: Heading | None
    body: str | None
    body_code: str | None
    kind: str
    year: int | None
    term: tuple[int, int] | None
    diary_number: str | None
    as_of_date: date | None
    is_as_of_given: bool
    told_as_of_date: date | None
    as_of_text: str | None
    is_as_of_stated: bool
    as_of_note: str | None
    printed_dates: tuple[PrintedDate, ...]
    doubts: tuple[Doubt, ...]


def texts_of(blocks: Iterable[Block]) -> list[str]:
    """Return the text of every heading, paragraph and cell, in order."""
    texts = []
    for block in blocks:
        if isinstance(block, Table):
            texts += [
                cell.text
                for row in block.rows
                for cell in row.cells
                if cell.text and not cell.is_merged
            ]
        else:
            texts.append(block.text)
    return texts


def find_municipality(
    head: Sequence[str], texts: Sequence[str], vocabulary: Vocabulary
) -> list[tuple[str, float]]:
    """Return the municipalities that a document may be of with their weight, heaviest first.

    "Solna stad", "HUDDINGE KOMMUN" and "Täby kommuns" weigh most, more so at the head of the document; a bare name
    only where such a form, or the head, holds it too.
    """
    whole = "\n".join(texts)
    top = "\n".join(head)
    lower = whole.lower()
    forms: dict[str, list[str]] = {}
    for phrase in vocabulary.phrases.phrases:
        if phrase.kind == "municipality_form":
            forms.setdefault(phrase.code or "", []).append(phrase.phrase)
    weights: Counter[str] = Counter()
    for name in vocabulary.municipalities:
        if not any(one.lower() in lower for one in [name, *forms.get(name, [])]):
            continue
        own = "|".join(map(re.escape, [name, *forms.get(name, [])]))
        form = re.compile(
            rf"(?<!\w)(?:{own})s?\s+(?:kommun|stad)(?:s|en|ens)?(?!\w)", re.IGNORECASE
        )
        strong = len(form.findall(whole))
        # Capitals are set on a document's own name, not on others'.
        at_head = len(form.findall(top)) + 4 * len(
            re.findall(rf"(?<!\w){re.escape(name.upper())}S?\s+(?:KOMMUN|STAD)", whole)
        )
        bare = len(re.findall(rf"(?<![\w-]){re.escape(name)}s?(?![\w-])", whole))
        in_head = len(re.findall(rf"(?<![\w-]){re.escape(name)}s?(?![\w-])", top))
        if strong or in_head:
            weights[name] = 3 * strong + 6 * at_head + (bare if strong else 0) + 2 * in_head
    # "Ale" in "Uppsala": whole words only; "Upplands-Bro" holds no "Bro". A longer name takes the shorter one's place.
    for name in list(weights):
        longer = [
            other
            for other in weights
            if name != other and re.search(rf"(?<!\w){name}(?!\w)", other)
        ]
        if longer:
            weights[name] -= max(weights[other] for other in longer)
    return [(name, weight) for name, weight in weights.most_common() if weight > 0]


def _title(blocks: Sequence[Block], content: Content) -> tuple[str | None, Heading | None]:
    """Return the document's title, and the heading that it is."""
    for block in blocks[:_HEAD_BLOCKS]:
        if isinstance(block, Heading) and not (content.reader == "xlsx" and block.level == 1):
            return " ".join(block.text.split()), block
        if isinstance(block, Table):
            break
    headings = [block for block in blocks if isinstance(block, Heading)]
    if (
        content.reader != "xlsx"
        and headings
        and headings[0].level == min(one.level for one in headings)
    ):
        only = [one for one in headings if one.level == headings[0].level]
        if len(only) == 1:
            return " ".join(headings[0].text.split()), headings[0]
    named = dict(content.properties).get("title")
    if named:
        return named, None
    for block in blocks[:_HEAD_BLOCKS]:
        if isinstance(block, Paragraph) and 8 < len(block.text) < 150:
            return " ".join(block.text.split()), None
    return None, None


def _names_other(title: str, name: str | None, vocabulary: Vocabulary) -> bool:
    """Say whether a text names another municipality than the document's: then it is no title of its own."""
    named = re.findall(r"([A-ZÅÄÖ][\wåäö-]+?)s?\s+(?:kommun|stad)(?!\w)", title)
    return any(other in vocabulary.municipalities and other != name for other in named)


def _title_in_text(
    texts: Sequence[str], name: str | None, title: str | None, head: list[str]
) -> tuple[str | None, list[str]]:
    """Return the title that follows the municipality's name in capitals in a text without line breaks, and the head it makes."""
    if name is None:
        return title, head
    form = re.compile(
        rf"(?<!\w){re.escape(name.upper())}S?\s+(?:KOMMUN|STAD)\s+(?P<rest>.{{10,200}})", re.DOTALL
    )
    for text in texts:
        match = form.search(text)
        if match is not None:
            rest = match["rest"]
            year = _YEAR.search(rest)
            found = rest[: year.end()] if year is not None else rest[:80]
            return " ".join(found.split()), [found, rest]
    return title, head


def _years(text: str) -> list[int]:
    return [int(year) for year in _YEAR.findall(text)]


def find_year(
    title: str | None, head: Sequence[str], headers: Sequence[str], texts: Sequence[str]
) -> tuple[int | None, bool]:
    """Return the reporting year and whether the document states it.

    The title's year beside the word for the follow-up or plan; else the one at the head of the document; else the
    latest in the headers of its tables; else the year that its texts speak of most, which is inferred.
    """
    told = _year_at_head(title or "", head)
    if told is None:
        told = max((year for text in headers for year in _years(text)), default=None)
    if told is not None:
        return told, True
    # Dates of plans speak of when something begins and ends, not of the year that is followed up.
    counted = Counter(
        year for text in texts for year in _years(_ISO.sub(" ", _TERM.sub(" ", text)))
    )
    if not counted:
        return None, False
    return counted.most_common(1)[0][0], False


def _year_at_head(title: str, head: Sequence[str]) -> int | None:
    """Return the year in the title, or beside a word for the follow-up or plan at the head of the document."""
    for text in [title, *head]:
        near = _NAMED_YEAR.search(text)
        years = _years(_TERM.sub(" ", text)) if text == title else []
        if near is not None or years:
            return int(near.group(1)) if near is not None else years[0]
    for text in head:
        spans = [
            span for match in _AS_OF.finditer(text) for span in read_dates(match["rest"], None)
        ]
        if spans:
            return spans[0].last.year
    term = _TERM.search(title)
    return int(term.group(1)) if term is not None else None


def _headers(blocks: Sequence[Block], vocabulary: Vocabulary) -> list[str]:
    """Return the texts of the header rows that begin the document's tables."""
    rows = [block.rows[0] for block in blocks if isinstance(block, Table)]
    texts = [[cell.text for cell in row.cells] for row in rows]
    return [text for row in texts if read_header_row(row, vocabulary) is not None for text in row]


def find_as_of(texts: Sequence[str], year: int | None) -> tuple[date | None, str | None]:
    """Return the day that statuses are told for, and the words that say it ("per den 31 augusti")."""
    for text in texts:
        for match in _AS_OF.finditer(text[:2000]):
            spans = read_dates(match["rest"], year)
            is_said = match.group().lower().startswith(_SAYS_WHEN)
            is_near = bool(spans) and spans[0].at <= 6 and spans[0].precision in ("day", "month")
            if is_near and is_said:
                shown = text[match.start() : match.start("rest") + spans[0].until]
                return spans[0].last, " ".join(shown.split())
    return None, None


def _committee_in(title: str) -> str | None:
    """Return the one committee that a title names; in small letters only after a word that leads to it."""
    names = [_matched(match) for match in _COMMITTEE.finditer(title)]
    if len({fold(name) for name in names}) == 1:
        return _spelt(names[0])
    led = _OF_COMMITTEE.search(title)
    return led["name"][:1].upper() + led["name"][1:] if led is not None else None


def _find_body(
    head: Sequence[str], texts: Sequence[str], diary: str | None, committees: dict[str, str],
    names: dict[str, str],
) -> tuple[str | None, str | None]:  # fmt: skip
    """Return the body whose document it is, and the code of its committee."""
    code = None
    if diary is not None:
        prefix = fold(re.split(r"[-/ \d]", diary, maxsplit=1)[0])
        code = committees.get(prefix)
    top = "\n".join(head)
    named = _committee_in(head[0] if head else "")
    if named is not None:
        return named, committees.get(fold(named), code)
    found = [_matched(match) for match in _COMMITTEE.finditer(top)]
    departments = [_matched(match) for match in _DEPARTMENT.finditer(top)]
    known = [name for name in found if fold(name) in committees]
    if code is None and len({fold(name) for name in known}) == 1:
        code = committees[fold(known[0])]
    if code is None and not found:
        mentioned = Counter(
            committees[word]
            for text in texts
            for word in (fold(_matched(match)) for match in _COMMITTEE.finditer(text))
            if word in committees
        )
        if mentioned:
            code = mentioned.most_common(1)[0][0]
    if code is not None and (len(set(found)) <= 1):
        return names.get(code), code
    if departments and len({fold(name) for name in found}) != 1:
        found = departments
    return (_spelt(found[0]) if found else None), code


def _matched(match: re.Match[str]) -> str:
    return " ".join((match["name"] or match["caps"]).split())


def _spelt(name: str) -> str:
    return name.capitalize() if name.isupper() else name


def _find_diary(texts: Sequence[str]) -> str | None:
    """Return the diary number: the one that is labelled so; else the only one there is. Others' may be cited."""
    labelled = [match["number"].rstrip(".,;)") for match in _DIARY.finditer("\n".join(texts))]
    labelled = [number for number in labelled if any(sign.isdigit() for sign in number)]
    found = labelled or [match.group() for match in _BARE_DIARY.finditer("\n".join(texts[:40]))]
    return found[0] if len(set(found)) == 1 else None


def _printed_dates(blocks: Sequence[Block]) -> tuple[PrintedDate, ...]:
    """Return the dates that stand alone in a line of their own."""
    dates: dict[date, PrintedDate] = {}
    for block in blocks:
        if isinstance(block, Paragraph | Heading) and re.fullmatch(
            r"(?:datum\s*:?\s*)?(?:19|20)\d{2}-\d{2}-\d{2}", block.text.strip(), re.IGNORECASE
        ):
            spans = read_dates(block.text, None)
            if spans:
                place = Place(page=block.spot.page, row=block.spot.row)
                dates.setdefault(spans[0].last, PrintedDate(date=spans[0].last, place=place))
    return tuple(dates.values())


def _kind(title: str | None, head: Sequence[str], phrases: PhraseBook, *, has_reports: bool) -> str:
    """Return whether the document is a plan or follows one up: its statuses tell, else its title."""
    if has_reports:
        return "follow_up"
    for text in [title or "", *head]:
        if any(
            word in text.lower()
            for word in ("uppfölj", "redovis", "bokslut", "delår", "återrapport", "utvärder")
        ):
            return "follow_up"
        if phrases.find("plan_title", text) or re.search(r"(?:plan|budget)\b", text, re.IGNORECASE):
            return "plan"
    return "plan"


def _closing_day(texts: Sequence[str], year: int) -> tuple[date, str] | None:
    """Return the day that the name of an occasion implies."""
    for word, month, day in (
        ("årsbokslut", 12, 31), ("bokslut", 12, 31), ("årsredovisning", 12, 31), ("helår", 12, 31),
        ("verksamhetsberättelse", 12, 31), ("delårsrapport 2", 8, 31), ("delår 2", 8, 31),
        ("tertial 2", 8, 31), ("tertialrapport 2", 8, 31), ("tertial 1", 4, 30), ("delår 1", 4, 30),
        ("tertial 3", 12, 31),
    ):  # fmt: skip
        if any(word in text.lower() for text in texts):
            return date(year, month, day), word
    return None


def identify(
    content: Content, vocabulary: Vocabulary, given: Given, *, has_reports: bool
) -> Identity:
    """Return what a document is. What `given` says goes before what the document says."""
    blocks = content.blocks
    texts = texts_of(blocks)
    title, heading = _title(blocks, content)
    head = [block.text for block in blocks[:_HEAD_BLOCKS] if not isinstance(block, Table)]
    head = [text[:400] for text in head]
    doubts: list[Doubt] = []
    code, name = _municipality(given, head, texts, vocabulary, doubts)
    if (
        heading is None
        and given.title is None
        and (title is None or len(title) > _LONGEST_TITLE or _names_other(title, name, vocabulary))
    ):
        title, head = _title_in_text(texts, name, title, head)
    year, is_stated = (
        (given.year, True)
        if given.year
        else find_year(title, head, _headers(blocks, vocabulary), texts)
    )
    if year is None:
        doubts.append(Doubt(code="no_year", place=Place(), field="year"))
    elif not is_stated:
        doubts.append(Doubt(code="year_inferred", place=Place(), field="year", found=str(year)))
    committees = vocabulary.committees.get(code or "", {})
    names = vocabulary.committee_names.get(code or "", {})
    diary = _find_diary(texts)
    body, body_code = _find_body([title or "", *head], texts, diary, committees, names)
    if given.body is not None:
        body, body_code = given.body, committees.get(fold(given.body), body_code)
    if body is None:
        doubts.append(Doubt(code="no_body", place=Place(), field="body"))
    kind = given.kind or _kind(title, head, vocabulary.phrases, has_reports=has_reports)
    told, told_text = _stated_as_of([title or "", *head], texts, year, kind)
    as_of, as_of_text, stated, note = (
        (given.as_of_date, None, True, None)
        if given.as_of_date is not None
        else (told, told_text, True, None)
        if told is not None
        else _implied_as_of([title or "", *head], year, kind)
    )
    if as_of is not None and not stated:
        doubts.append(Doubt(code="as_of_inferred", place=Place(), field="as_of_date", found=note))
    elif as_of is None and kind == "follow_up":
        doubts.append(Doubt(code="no_as_of_date", place=Place(), field="as_of_date"))
    term = next(
        (
            (int(match.group(1)), _full(match.group(1), match.group(2) or match.group(3)))
            for text in [title or "", *head]
            for match in _TERM.finditer(text)
        ),
        None,
    )
    return Identity(
        municipality_code=code, municipality=name, title=given.title or title, title_heading=heading,
        body=body, body_code=body_code, kind=kind, year=year,
        term=term if term is not None and term[0] < term[1] else None, diary_number=diary,
        as_of_date=as_of, is_as_of_given=given.as_of_date is not None, told_as_of_date=told, as_of_text=as_of_text, is_as_of_stated=stated, as_of_note=note,
        printed_dates=_printed_dates(blocks), doubts=tuple(doubts),
    )  # fmt: skip


def _full(first: str, last: str) -> int:
    return int(last) if len(last) == 4 else int(first[:2] + last)


def _municipality(
    given: Given,
    head: Sequence[str],
    texts: Sequence[str],
    vocabulary: Vocabulary,
    doubts: list[Doubt],
) -> tuple[str | None, str | None]:
    if given.municipality_code is not None:
        names = [
            name
            for name, code in vocabulary.municipalities.items()
            if code == given.municipality_code
        ]
        return given.municipality_code, names[0] if names else None
    found = find_municipality(head, texts, vocabulary)
    if not found:
        doubts.append(Doubt(code="no_municipality", place=Place(), field="municipality"))
        return None, None
    (name, weight), others = found[0], found[1:]
    near = tuple(other for other, one in others if one >= _FEW * weight)
    if near:
        doubts.append(
            Doubt(
                code="several_municipalities",
                place=Place(),
                field="municipality",
                found=name,
                candidates=(name, *near),
            )
        )
    return vocabulary.municipalities[name], name


def _stated_as_of(
    head: Sequence[str], texts: Sequence[str], year: int | None, kind: str
) -> tuple[date | None, str | None]:
    """Return the day that the document states its statuses for, and the words that say it."""
    day, words = find_as_of(head, year)
    if day is None:
        day, words = find_as_of([text for text in texts if "uppfölj" in text.lower()], year)
    if day is not None or year is None or kind == "plan":
        return day, words
    days = [
        span
        for text in head
        if text is head[0] or _TELLS_STATE.search(text)
        for span in read_dates(text, year)
        if span.precision == "day" and span.has_year
    ]
    return (days[-1].last, days[-1].text.strip()) if days else (None, None)


def _implied_as_of(
    head: Sequence[str], year: int | None, kind: str
) -> tuple[date | None, str | None, bool, str | None]:
    """Return the last day of the period of a follow-up that states none, and the word that it was inferred from."""
    if year is None or kind == "plan":
        return None, None, False, None
    closing = _closing_day(head, year)
    if closing is not None:
        return closing[0], closing[1], False, closing[1]
    return date(year, 12, 31), None, False, None
