"""What does each column of a table hold? Told by its header first, by what stands in it second, never by its position."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from malkollen.understanding.statuses import read_assessment, read_status
from malkollen.understanding.vocabulary import Vocabulary, fold

_FOOTNOTE = re.compile(r"[*†¹²³]+")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_UNIT = re.compile(r"\(([^)]{1,20})\)")
_OCCASION = re.compile(
    r"\b(?:delårsrapport|delårsbokslut|delår|tertial|kvartal|kv|t|q|d)\s?\.?\s?[1-4]\b"
    r"|\b(?:årsbokslut|helårsbokslut|bokslut|helår|årsrapport|delårsrapport|delårsbokslut|halvår|delår|våren|hösten)\b"
    r"|\b(?:per\s+)?(?:den\s+)?(?:[0-3]?\d\s+)?(?:januari|februari|mars|april|maj|juni|juli|augusti"
    r"|september|oktober|november|december)\b"
    r"|\b(?:19|20)\d{2}-\d{2}(?:-\d{2})?\b|\b\d{6}\b|\b[0-3]?\d\s+(?:jan|feb|mars|apr|maj|jun|jul|aug|sept?|okt|nov|dec)\b"
)
_GENDERS = {
    "kvinnor": "K", "kvinna": "K", "flickor": "K", "flicka": "K", "k": "K",
    "män": "M", "man": "M", "pojkar": "M", "pojke": "M", "m": "M",
    "totalt": "T", "total": "T", "alla": "T", "tot": "T",
}  # fmt: skip
_DATE_LIKE = re.compile(
    r"\b(?:(?:19|20)\d{2}|jan|feb|mars|apr|maj|jun|jul|aug|sep|okt|nov|dec|ht|vt|kv|kvartal|våren|hösten|löpande"
    r"|tertial|[tq][1-4]|halvår|årsskiftet)",
    re.IGNORECASE,
)
_NUMBER_LIKE = re.compile(
    r"[<>≥≤]?\s*[-–−]?\s*\d[\d\s.,]*\s*(?:%|[a-zåäö/]{0,12})\*?", re.IGNORECASE
)
_COMPOUNDED = ("nyckeltal", "indikatorer", "indikator")
_YES_NO = frozenset({"ja", "nej", "delvis", "ja/nej"})
_LONGEST_HEADER = 70
_ROW_SHARE = 0.6


@dataclass(frozen=True, kw_only=True)
class Column:
    """What a column was taken for.

    `field` is one of the fields of `header_words.csv`, or `assessment`, or None. `label` is what a status or a verdict
    column says of its occasion.
    """

    header: str
    field: str | None = None
    level: str | None = None
    kind: str | None = None
    label: str | None = None
    year: int | None = None
    gender: str | None = None
    unit: str | None = None
    is_exact: bool = True
    told_by: str = "header"


def _strip(text: str) -> str:
    bare = _FOOTNOTE.sub("", text.replace("\u00ad", "")).strip()
    return fold(bare).strip(" :.-–")


def _known(bare: str, vocabulary: Vocabulary) -> str | None:
    """Return the header word that a text is, hyphens of a narrow column aside."""
    for candidate in (bare, bare.replace("- ", ""), bare.replace(" ", ""), bare.replace("/ ", "/")):
        if candidate in vocabulary.headers:
            return candidate
    # "Personalnyckeltal", "Kvalitetsindikatorer": a compound is what its last part is.
    return next((word for word in _COMPOUNDED if bare.endswith(word) and " " not in bare), None)


def read_header(text: str, vocabulary: Vocabulary) -> Column:
    """Return what a header cell says; `field` is None where no word of it is known.

    Takes years, occasions, units in parentheses and genders out of the text, then looks for the longest known word.
    """
    header = " ".join(text.split())
    bare = _strip(text)
    if (whole := _known(bare, vocabulary)) is not None:
        known = vocabulary.headers[whole]
        return Column(header=header, field=known.field, level=known.level, kind=known.kind)
    # "T1 (30 april)": what stands in parentheses is a unit unless it tells when.
    units = [
        one for one in _UNIT.findall(bare) if not _OCCASION.search(one) and not _YEAR.search(one)
    ]
    rest = bare
    for unit in units:
        rest = rest.replace(f"({unit})", " ")
    rest = rest.replace("(", " ").replace(")", " ")
    occasions = [match.group().strip() for match in _OCCASION.finditer(rest)]
    rest = _OCCASION.sub(" ", rest)
    years = [int(year) for year in _YEAR.findall(bare)]
    rest = _YEAR.sub(" ", rest)
    words = [word for word in re.split(r"[\s,:]+", rest) if word not in ("", "-", "–", "per", "år")]
    genders = [gender for word in words if (gender := _gender(word)) is not None]
    words = [word for word in words if _gender(word) is None]
    column = Column(
        header=header,
        label=_label(occasions, years),
        year=years[-1] if years else None,
        gender=genders[0] if len(genders) == 1 else None,
        unit=units[0] if units else None,
    )
    if not words:
        return _without_words(column, has_occasion=bool(occasions), has_gender=bool(genders))
    return _longest(column, words, vocabulary)


def _gender(word: str) -> str | None:
    """Return the gender that a word names, or two words for one ("Kvinnor/flickor")."""
    found = {_GENDERS.get(part) for part in word.split("/")}
    return found.pop() if len(found) == 1 else None


def _label(occasions: Sequence[str], years: Sequence[int]) -> str | None:
    if occasions:
        text = " ".join(occasions)
        year = "" if not years or str(years[-1]) in text else f" {years[-1]}"
        return f"{text}{year}"
    return str(years[-1]) if years else None


def _without_words(column: Column, *, has_occasion: bool, has_gender: bool) -> Column:
    """Return what a header is that says only when or for whom."""
    if has_gender:
        return replace(column, field="value")
    if has_occasion or column.year is not None:
        return replace(column, field="value" if not has_occasion else "occasion")
    return column


def _longest(column: Column, words: list[str], vocabulary: Vocabulary) -> Column:
    # "Tid Start", "Tid Slut": the lower of two header rows divides what the upper one says.
    last = vocabulary.headers.get(words[-1])
    first = vocabulary.headers.get(words[0])
    if (
        last
        and first
        and len(words) == 2
        and first.field == "due"
        and last.field in ("start", "due")
    ):
        return replace(column, field=last.field)
    for length in range(len(words), 0, -1):
        for start in (0, len(words) - length):
            found = _known(" ".join(words[start : start + length]), vocabulary)
            if found is not None:
                known = vocabulary.headers[found]
                return replace(
                    column,
                    field=known.field,
                    level=known.level,
                    kind=known.kind,
                    is_exact=length == len(words),
                )
    return column


def read_header_row(texts: Sequence[str], vocabulary: Vocabulary) -> tuple[Column, ...] | None:
    """Return the columns that a row heads, or None where the row is not a header.

    A header's cells are short, mostly known words, of at least two kinds, and at least one of them is a known word
    and nothing else.
    """
    filled = [text for text in texts if text.strip()]
    if len(filled) < 2 or any(len(" ".join(text.split())) > _LONGEST_HEADER for text in filled):
        return None
    columns = tuple(read_header(text, vocabulary) for text in texts)
    known = [column for column in columns if column.field is not None]
    # A cell that ends as a sentence heads nothing.
    exact = [column for column in known if column.is_exact and not column.header.endswith(".")]
    # A verdict or a status in a row of data may be a header's word too ("Genomfört", "Klart").
    telling = [
        column
        for column in exact
        if fold(column.header) not in vocabulary.statuses
        and fold(column.header) not in vocabulary.assessments
        and column.field not in ("value", "occasion")
    ]
    if not {column.field for column in telling} - {"comment", "number", "ignored"}:
        return None
    fields = {column.field for column in telling}
    names_all = (
        len(fields) > 1
        and fields & {"activity", "goal", "kpi"}
        and fields & {"status", "judgement", "outcome"}
    )
    if not telling or len(known) < 2 or len(known) / len(filled) < (0.3 if names_all else 0.5):
        return None
    loose = sum(len(column.header.split()) > 4 for column in known if not column.is_exact)
    if loose > len(exact) or len({column.field for column in known}) < 2:
        return None
    return columns


def is_lower_header_row(texts: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Say whether a row beneath a header row divides its columns (years, genders, start and end) and holds no data."""
    filled = [text for text in texts if text.strip()]
    if not filled or any(len(text) > 30 for text in filled):
        return False
    columns = [read_header(text, vocabulary) for text in filled]
    dividing = [
        column
        for column in columns
        if column.field in ("value", "occasion")
        or (
            column.field is not None
            and column.is_exact
            and fold(column.header) not in vocabulary.statuses
        )
    ]
    return len(dividing) == len(filled)


def join_headers(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Return the texts of two header rows, column by column; the upper one's text holds until the next."""
    joined = []
    above = ""
    for index in range(max(len(upper), len(lower))):
        top = upper[index].strip() if index < len(upper) else ""
        bottom = lower[index].strip() if index < len(lower) else ""
        above = top or above
        shown = top if not bottom else above
        joined.append(" ".join(part for part in dict.fromkeys((shown, bottom)) if part))
    return joined


@dataclass(frozen=True, kw_only=True)
class _Shares:
    """How much of a column's filled cells look like what."""

    count: int
    status: float
    assessment: float
    yes_no: float
    date: float
    number: float
    committee: float
    length: float


def _shares(texts: Sequence[str], vocabulary: Vocabulary, committees: dict[str, str]) -> _Shares:
    filled = [text for text in texts if text.strip()]
    count = len(filled) or 1

    def share(test: Callable[[str], bool]) -> float:
        return sum(1 for text in filled if test(text)) / count

    return _Shares(
        count=len(filled),
        status=share(lambda text: read_status(text, vocabulary).code is not None),
        assessment=share(lambda text: read_assessment(text, vocabulary).code is not None),
        yes_no=share(lambda text: fold(text) in _YES_NO),
        date=share(lambda text: len(text) < 60 and _DATE_LIKE.search(text) is not None),
        number=share(lambda text: _NUMBER_LIKE.fullmatch(text.strip()) is not None),
        committee=share(lambda text: _is_committee(text, committees)),
        length=sum(len(text) for text in filled) / count,
    )


def _is_committee(text: str, committees: dict[str, str]) -> bool:
    parts = [fold(part) for part in re.split(r"[,;/\n]| och ", text) if part.strip()]
    return bool(parts) and all(
        part in committees or part.endswith(("nämnden", "nämnd", "styrelsen")) for part in parts
    )


def resolve_columns(
    columns: Sequence[Column],
    cells: Sequence[Sequence[str]],
    vocabulary: Vocabulary,
    committees: dict[str, str],
) -> tuple[Column, ...]:
    """Return the columns with what their header leaves open settled by the other columns and by what stands in them.

    `cells` is the texts of the rows beneath. Where a header is unknown, what most cells look like decides; what
    nothing decides stays None.
    """
    shares = [
        _shares([row[index] for row in cells if index < len(row)], vocabulary, committees)
        for index in range(len(columns))
    ]
    resolved = [_by_content(column, share) for column, share in zip(columns, shares, strict=True)]
    resolved = _by_context(resolved, shares)
    resolved = _one_activity(resolved, shares)
    if _is_loose(resolved, cells):
        return tuple(replace(column, field=None) for column in resolved)
    return tuple(_statuses_or_assessments(resolved, shares))


def _is_loose(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> bool:
    """Say whether cells without any header are no table of activities: too few of them, or no status among them."""
    if any(column.header for column in columns):
        return False
    return len(cells) < 3 or not any(column.field == "status" for column in columns)


def _by_content(column: Column, share: _Shares) -> Column:
    """Settle a header that is unknown, or whose word means one thing over dates and another over statuses."""
    says_status = share.status + share.yes_no >= _ROW_SHARE
    if column.field in ("due", "start") and share.count and share.date < 0.3 and says_status:
        return replace(column, field="status", told_by="content")
    if (
        column.field == "status"
        and share.date >= _ROW_SHARE
        and share.status < 0.3
        and share.yes_no < 0.3
    ):
        return replace(column, field="due", told_by="content")
    if column.field is not None or share.count == 0:
        return column
    for field, found in (
        ("status", share.status),
        ("judgement", share.assessment),
        ("committee", share.committee),
    ):
        if found >= _ROW_SHARE:
            return replace(column, field=field, told_by="content")
    if share.date >= _ROW_SHARE and share.length < 40:
        return replace(column, field="due", told_by="content")
    return column


def _by_context(columns: Sequence[Column], shares: Sequence[_Shares]) -> list[Column]:
    """Settle the words that mean one thing beside a key figure and another beside an activity."""
    fields = {column.field for column in columns}
    has_activity = "activity" in fields
    has_numbers = any(
        column.field in ("outcome", "value", "target", "outcome_previous") and share.number > 0.4
        for column, share in zip(columns, shares, strict=True)
    )
    is_about_kpis = (
        bool(fields & {"kpi", "unit"})
        or (bool(fields & {"outcome", "target"}) and not has_activity)
        or (has_numbers and not has_activity)
    )
    beside = _Beside(has_activity, is_about_kpis)
    return [
        replace(column, field=_field_beside(column, share, beside, is_first=index == 0))
        for index, (column, share) in enumerate(zip(columns, shares, strict=True))
    ]


@dataclass(frozen=True)
class _Beside:
    """What the other columns of a table are about."""

    has_activity: bool
    is_about_kpis: bool


def _field_beside(column: Column, share: _Shares, beside: _Beside, *, is_first: bool) -> str | None:
    """Return what a column holds beside the others of its table."""
    field = column.field
    if field == "goal" and column.level == "goal" and beside.is_about_kpis and not is_first:
        is_target = fold(column.header).startswith("mål") and (share.number >= 0.4 or column.year)
        return "target" if is_target else field
    if field in ("value", "occasion"):
        return _field_of_occasion(share, beside)
    if field == "result":
        return "outcome" if beside.is_about_kpis and share.length < 30 else "comment"
    is_told = field == "trend" and share.length > 40
    is_words = field == "target" and not beside.is_about_kpis and share.number < 0.3
    return "comment" if beside.has_activity and (is_told or is_words) else field


def _field_of_occasion(share: _Shares, beside: _Beside) -> str | None:
    """Return what a column holds whose header says only when: a status, a verdict or a figure."""
    if share.status >= 0.5 or (beside.has_activity and share.number < 0.5):
        return "status"
    if share.assessment >= 0.5:
        return "judgement"
    return "outcome" if beside.is_about_kpis or share.number >= 0.5 else None


def _one_activity(columns: Sequence[Column], shares: Sequence[_Shares]) -> list[Column]:
    """Leave one column of activities: of two, the left is what the right carries out; of none, the unknown long one."""
    columns = list(columns)
    places = [index for index, column in enumerate(columns) if column.field == "activity"]
    for index in places[:-1]:
        columns[index] = replace(columns[index], field="goal", level="assignment")
    fields = {column.field for column in columns}
    if places or not fields & {"status", "due", "start_and_due", "committee"}:
        return columns
    if fields & {"kpi", "outcome", "target"}:
        return columns
    unknown = [
        index
        for index, column in enumerate(columns)
        if column.field is None and shares[index].length > 15
    ]
    goals = [index for index, column in enumerate(columns) if column.field == "goal"]
    if unknown:
        best = max(unknown, key=lambda index: shares[index].length)
        columns[best] = replace(columns[best], field="activity", told_by="content")
    elif (
        goals
        and "status" in fields
        and any(
            column.field == "status" and share.status > 0.5
            for column, share in zip(columns, shares, strict=True)
        )
        and len(goals) > 1
    ):
        columns[goals[-1]] = replace(columns[goals[-1]], field="activity", told_by="content")
    return columns


def _statuses_or_assessments(columns: Sequence[Column], shares: Sequence[_Shares]) -> list[Column]:
    """Settle whose verdict a column is: an activity's status or a goal's assessment."""
    fields = {column.field for column in columns}
    has_activity = "activity" in fields
    settled = []
    for column, share in zip(columns, shares, strict=True):
        field = column.field
        if field == "judgement":
            is_status = (
                has_activity
                and "status" not in fields
                and share.status + share.yes_no > share.assessment
            )
            field = "status" if is_status else "assessment"
        elif field == "status" and not has_activity:
            field = "assessment" if fields & {"goal", "kpi"} else None
        settled.append(replace(column, field=field))
    return _own_verdicts(settled)


def _own_verdicts(columns: Sequence[Column]) -> list[Column]:
    """Leave out verdicts told only by content where a header names one: those beside it are parts of it, or others'."""
    if not any(column.field == "assessment" and column.told_by == "header" for column in columns):
        return list(columns)
    return [
        replace(column, field=None)
        if column.field == "assessment" and column.told_by == "content"
        else column
        for column in columns
    ]


def looks_like(text: str, column: Column, vocabulary: Vocabulary) -> float:
    """Return how much a cell looks like what a column holds: 1 where it does, -1 where it looks like something else."""
    is_status = read_status(text, vocabulary).code is not None
    is_date = len(text) < 60 and _DATE_LIKE.search(text) is not None
    is_number = _NUMBER_LIKE.fullmatch(text.strip()) is not None
    is_committee = len(text) < 20 and _is_committee(text, {})
    field = column.field
    likeness = 0.0
    if field in ("status", "assessment", "judgement"):
        likeness = 2.0 if is_status else -1.0 if len(text) > 25 or is_date else 0.0
    elif field in ("due", "start", "start_and_due", "year"):
        likeness = 2.0 if is_date else -1.0
    elif field in ("target", "outcome", "outcome_previous", "value", "comparison"):
        likeness = 1.0 if is_number else -1.0
    elif field in ("committee", "unit", "number", "gender"):
        is_short = len(text) <= 20 or is_committee
        likeness = -1.0 if is_status or len(text) > 60 else 1.0 if is_short else 0.0
    elif field in ("activity", "comment", "goal", "kpi"):
        # A long text is an activity or a comment before it is a goal.
        longest = 80 if field != "goal" else 100
        likeness = -1.0 if is_status or is_number else min(len(text), 80) / longest
    return likeness
