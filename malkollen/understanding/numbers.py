"""Which number does a text give? Swedish numbers as cells and sentences write them; a missing one is never zero."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

NUMBER_WORDS = {
    "noll": 0, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9, "tio": 10,
    "elva": 11, "tolv": 12, "tretton": 13, "fjorton": 14, "femton": 15, "sexton": 16, "sjutton": 17, "arton": 18,
    "nitton": 19, "tjugo": 20, "trettio": 30, "fyrtio": 40, "femtio": 50, "sextio": 60, "sjuttio": 70, "åttio": 80,
    "nittio": 90, "hundra": 100,
}  # fmt: skip
# What a cell may say instead of a number.
MISSING = frozenset(
    {
        "", "-", "–", "—", "−", ".", "..", "...", "…", "*", "?", "x", "i.u.", "iu", "e.m.", "em", "n/a", "na", "null",
        "uppgift saknas", "uppgifter saknas", "uppg saknas", "uppg. saknas", "saknas", "data saknas", "värde saknas",
        "ingen uppgift", "ingen mätning", "ingen mätning har genomförts", "ej mätt", "mäts ej", "inte mätt",
        "mäts inte", "mättes ej", "ej aktuellt", "ej tillgängligt", "ej tillämpligt", "ej relevant", "inget värde",
        "inget utfall", "ännu ej klart", "ej klart", "kommer senare", "redovisas senare", "nytt mått", "ny mätning",
    }
)  # fmt: skip

_BLANK = r"[ \xa0\u2009\u202f]"
_DIGITS = (
    rf"(?:\d{{1,3}}(?:{_BLANK}\d{{3}})+(?!\d)(?:,\d+)?"  # 34 550
    r"|\d{1,3}(?:\.\d{3})+(?![\d.])(?:,\d+)?"  # 39.623
    r"|\d{1,3}(?:,\d{3}){2,}(?!\d)(?:\.\d+)?"  # 1,234,567
    r"|\d+(?:[.,]\d+)?)"
)
_SIGN = rf"(?:[-–−+]{_BLANK}?)"
_PERCENT = rf"(?:{_BLANK}*%|{_BLANK}+(?:procent|proc\.?)(?![\wåäö]))"
_APPROXIMATE = (
    r"(?:cirka|ca\.?|c:a|drygt|knappt|omkring|ungefär|runt|nästan|uppskattningsvis|närmare)"
)
_BOUND = (
    r"(?:>=|<=|≥|≤|=>|=<|>|<|minst|lägst|högst|max(?:imalt)?|min(?:imum)?|upp\s+till|under|över|mer\s+än|fler\s+än"
    r"|mindre\s+än|färre\s+än|lägre\s+än|högre\s+än)"
)
# Units that stand before their value: an index, a place in a ranking, a grade, kronor.
_UNIT_BEFORE = r"(?:nöjd-kund-index|nki|nmi|nbi|nri|hme|mmi|index|rank(?:ing)?|rang|plats|placering|betyg|poäng|antal|kr|sek|tkr|mkr|mnkr)"
_OPERATORS = {
    ">=": ">=", "=>": ">=", "≥": ">=", "minst": ">=", "lägst": ">=", "min": ">=", "minimum": ">=",
    "<=": "<=", "=<": "<=", "≤": "<=", "högst": "<=", "max": "<=", "maximalt": "<=", "upp till": "<=",
    ">": ">", "över": ">", "mer än": ">", "fler än": ">", "högre än": ">",
    "<": "<", "under": "<", "mindre än": "<", "färre än": "<", "lägre än": "<",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number as a text gives it.

    `value_high` is the upper end of a range. `part` and `whole` are those of a fraction ("7/10", "117 av 133"); a
    fraction alone has its part as value. `previous` stands in parentheses after the number, `year` is glued to it.
    `operator` is a bound written with it. `unit` is what follows, as written; `%` and `procent` make `is_percent`.
    `at` and `until` are its place in the text.
    """

    value: float
    value_high: float | None = None
    is_percent: bool = False
    unit: str | None = None
    operator: str | None = None
    is_approximate: bool = False
    part: float | None = None
    whole: float | None = None
    previous: float | None = None
    year: int | None = None
    text: str = ""
    at: int = 0
    until: int = 0


def value_of(text: str) -> float | None:
    """Return the value of digits as written, with sign, thousands and decimal comma; None for anything else."""
    compact = re.sub(rf"{_BLANK}+", "", text.strip())
    is_negative = compact[:1] in {"-", "–", "−"}
    digits = compact.lstrip("-–−+")
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", digits):
        digits = digits.replace(".", "")
    elif re.fullmatch(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?", digits):
        digits = digits.replace(",", "")
    digits = digits.replace(",", ".")
    if not re.fullmatch(r"\d{1,15}(?:\.\d+)?", digits):
        return None
    return -float(digits) if is_negative else float(digits)


def is_missing(text: str) -> bool:
    """Return whether a cell says that there is no value: a dash, two dots, "uppgift saknas", nothing."""
    return re.sub(r"[\s\xa0]+", " ", text).strip().lower().strip(
        "()*"
    ).strip() in MISSING or not text.strip(" \xa0*()")


_CELL = re.compile(
    rf"""
    (?:(?P<label>(?:mål|målvärde|utfall|resultat|värde)\b)\s*:?\s*)?
    (?:(?P<unit_before>{_UNIT_BEFORE})(?![\wåäö])\s*:?\s*)?
    (?:(?P<bound>{_BOUND})\s*)?
    (?:(?P<approximate>{_APPROXIMATE}|~|≈)\s*)?
    (?P<number>{_SIGN}?{_DIGITS}|(?P<word>{"|".join(sorted(NUMBER_WORDS, key=len, reverse=True))})(?![\wåäö]))
    (?:{_PERCENT})?
    (?:\s*(?:[-–—]|till|och)\s*(?P<high>{_DIGITS}))?
    (?:\s*(?:/|\bav\b)\s*(?P<whole>{_DIGITS}))?
    (?P<percent>{_PERCENT})?
    (?P<footnote>\s?\*+|[¹²³⁴⁵⁶⁷⁸⁹]+|\s?\d?\))?
    (?:\s*(?P<unit>[^\W\d_][^\d()*;]{{0,40}}(?:/14\ dagar)?[²³]?))?
    (?:\s*\((?P<parenthesis>[^()]*)\))?
    (?:\s*[,;]?\s*(?P<year>(?:19|20)\d\d))?
    \s*[*.]*
    """,
    re.VERBOSE | re.IGNORECASE,
)


def _parenthesis(text: str | None) -> dict[str, float | int | None]:
    """Return what stands in parentheses after a number: a fraction's parts, a year, or the previous value."""
    if not text:
        return {}
    fraction = re.fullmatch(rf"\s*({_DIGITS})\s*(?:av|/)\s*({_DIGITS})\s*\S*\s*", text)
    if fraction:
        return {"part": value_of(fraction[1]), "whole": value_of(fraction[2])}
    if re.fullmatch(r"\s*(?:år\s+)?(?:19|20)\d\d\s*", text):
        return {"year": int(text.split()[-1])}
    previous = re.fullmatch(rf"\s*({_SIGN}?{_DIGITS})(?:{_PERCENT})?\s*", text)
    return {"previous": value_of(previous[1])} if previous else {}


def read_number(text: str) -> Number | None:
    """Return the number that a cell holds, None where it holds none, or more than one reading would do.

    A cell may carry a bound, "cirka", a unit, a footnote's mark, a fraction or last year's value in parentheses.
    A mark for a missing value gives None, never zero. Text with another number in it gives None.
    """
    cell = re.sub(r"[\s\xa0\u2009\u202f]+", " ", text).strip()
    if len(cell) > 100 or is_missing(cell):
        return None
    glued = re.fullmatch(rf"(.*?%|.*?\d(?:,\d+)?{_BLANK}+(?:st|tkr|mkr|kr))((?:19|20)\d\d)", cell)
    year = int(glued[2]) if glued else None
    match = _CELL.fullmatch(glued[1] if glued else cell)
    if match is None:
        return None
    word = match["word"]
    value = NUMBER_WORDS[word.lower()] if word else value_of(match["number"])
    if value is None:
        return None
    high = value_of(match["high"]) if match["high"] else None
    whole = value_of(match["whole"]) if match["whole"] else None
    is_year = (
        re.fullmatch(r"(?:19|20)\d\d", match["number"] or "") is not None and match["unit"] is None
    )
    if match["bound"] and is_year and match["bound"].lower().endswith("än"):
        # "Fler än 2023": more than in that year.
        return None
    if (high is not None and high <= value) or (whole is not None and whole < value):
        return None
    is_percent = (
        "%" in cell.split("(")[0]
        or re.search(r"\bproc(?:ent\b|\.)", cell.split("(")[0]) is not None
    )
    found: dict[str, float | int | None] = {
        "year": year or (int(match["year"]) if match["year"] else None)
    }
    if whole is not None:
        found |= {"part": float(value), "whole": whole}
    found |= _parenthesis(match["parenthesis"])
    unit = (match["unit"] or match["unit_before"] or "").strip(" .,") or None
    bound = re.sub(r"\s+", " ", match["bound"].lower()) if match["bound"] else None
    return Number(
        value=float(value),
        value_high=high,
        is_percent=is_percent,
        unit=unit or ("%" if is_percent else None),
        operator=_OPERATORS[bound] if bound else None,
        is_approximate=match["approximate"] is not None,
        part=found.get("part"),
        whole=found.get("whole"),
        previous=found.get("previous"),
        year=None if found.get("year") is None else int(found["year"] or 0),
        text=cell,
        at=0,
        until=len(text),
    )


_WORDS = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_IN_TEXT = re.compile(
    rf"""
    (?<![\w§/.:,])(?<!\d[-–])(?<![^\W\d]-)(?!\d{{4}}-\d\d-\d\d)
    (?:
      (?P<number>(?:(?<=[\s(])[-−](?=\d))?{_DIGITS})
      (?:(?:\s?(?P<percent_first>%|procent\b))?(?:[-–—]|\s[-–—]\s)(?P<high>{_DIGITS})(?![\d-]))?
      (?:(?:/|\s+av\s+)(?P<whole>\d+)(?![\d/]|,\d))?
      | (?P<word>{_WORDS})(?:\s+till\s+(?P<word_high>{_WORDS}))?(?![\wåäö-])
        (?:\s+av\s+(?P<word_whole>{_WORDS})(?![\wåäö-]))?
    )
    (?P<percent>\s?%|[ \xa0]+procent(?![\wåäö]))?
    (?!\d|:\w|\.\d|\s?§|[-–]?(?:[^\W\d_]))
    """,
    re.VERBOSE | re.IGNORECASE,
)


def _word_number(match: re.Match[str]) -> tuple[float, float | None, float | None]:
    def value(name: str) -> float | None:
        return float(NUMBER_WORDS[match[name].lower()]) if match[name] else None

    return value("word") or 0.0, value("word_high"), value("word_whole")


def numbers_in(text: str) -> Iterator[Number]:
    """Yield the numbers of running text with their places, digits and words ("elva"; not "en" and "ett").

    Numbers glued to letters ("Q2", "GAN-2019"), of laws and diaries ("2014:458") and times are left out; years are
    not: what a number counts is for the reader of the sentence to tell.
    """
    for match in _IN_TEXT.finditer(text):
        value: float | None
        if match["word"]:
            value, high, whole = _word_number(match)
        else:
            value = value_of(match["number"])
            high = value_of(match["high"]) if match["high"] else None
            whole = value_of(match["whole"]) if match["whole"] else None
        if value is None:
            continue
        is_percent = bool(match["percent"] or match["percent_first"])
        yield Number(
            value=value,
            value_high=high if high is not None and high > value else None,
            is_percent=is_percent,
            unit="%" if is_percent else None,
            part=value if whole is not None else None,
            whole=whole,
            text=match[0],
            at=match.start(),
            until=match.end(),
        )
