"""What does a cell of a sheet say? A key figure, a municipality, a year, a gender, a number, a target, an operator."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from malkollen.words import figures as words

_BLANK = r"[ \u00a0\u2009\u202f]"
# No more than fifteen digits, spaced or not: more than a computer's number holds, and in the end infinite.
_DIGITS = rf"(?:[0-9]{{1,3}}(?:{_BLANK}[0-9]{{3}}){{1,4}}|[0-9]{{1,15}})(?:[.,][0-9]+)?"
_PERCENT = rf"(?:{_BLANK}*(?:%|procent))?"
_NUMBER = re.compile(rf"(?P<number>[-−–]?{_DIGITS})(?P<percent>{_PERCENT})", re.IGNORECASE)
_BAND = re.compile(
    rf"(?P<low>[-−–]?{_DIGITS})(?P<low_percent>{_PERCENT}){_BLANK}*[-–—]{_BLANK}*"
    rf"(?P<high>[-−]?{_DIGITS})(?P<percent>{_PERCENT})",
    re.IGNORECASE,
)
# 1.234 is a thousand and more to a Swede, and one and a quarter to an Englishman.
_AMBIGUOUS = re.compile(r"[-−–]?([1-9][0-9]{0,2})\.([0-9]{3})")
_YEAR = re.compile(r"199[0-9]|20[0-9]{2}|2100")
# What an export put before a text that a spreadsheet would have run.
_GUARDED = re.compile(r"'+[=+\-@＝＋－＠]")

GENDERS = {
    **{code.lower(): code for code in words.GENDERS},
    **{word: code for code, word in words.GENDERS.items()},
}
OPERATORS = {
    **{code: code for code in words.OPERATORS},
    **{word: code for code, word in words.OPERATORS.items()},
    "≥": ">=", "≤": "<=",
}  # fmt: skip
PERCENT = "procent"


class CellError(Exception):
    """A cell cannot be read: the code of the problem, and what would be allowed."""

    def __init__(self, code: str, *allowed: str, found: str | None = None) -> None:
        """Keep code, what was found where it is not the whole cell, and what would be allowed."""
        self.code = code
        self.allowed = allowed
        self.found = found
        super().__init__(code)


@dataclass(frozen=True)
class Target:
    """A target's value, and its upper end where it is a band."""

    value: float
    high: float | None = None


def unguarded(text: str) -> str:
    """Return a cell's text on one line, without the apostrophe that keeps a spreadsheet from running it."""
    line = " ".join(text.split())
    return line[1:] if _GUARDED.match(line) else line


def _value(text: str) -> float:
    """Return the value of digits as written; raises CellError where a point may mean two things."""
    ambiguous = _AMBIGUOUS.fullmatch(text)
    if ambiguous is not None:
        whole, part = ambiguous.groups()
        raise CellError("point_in_number", f"{whole} {part}", f"{whole},{part}", found=text)
    plain = re.sub(_BLANK, "", text).replace(",", ".").replace("−", "-").replace("–", "-")
    # Adding zero takes the sign off a zero.
    return float(plain) + 0.0


def _check_percent(percent: str, unit: str) -> None:
    if percent and unit != PERCENT:
        raise CellError("percent_of_other_unit", unit)


def read_number(text: str, unit: str) -> float:
    """Return the number of a cell, in the key figure's unit; raises CellError for anything else."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise CellError("not_a_number")
    _check_percent(match["percent"], unit)
    return _value(match["number"])


def read_target(text: str, unit: str) -> Target:
    """Return the target of a cell, a number or a band, in the key figure's unit; raises CellError for anything else."""
    band = _BAND.fullmatch(text)
    if band is None:
        try:
            return Target(read_number(text, unit))
        except CellError as error:
            if error.code == "not_a_number":
                raise CellError("not_a_target") from error
            raise
    _check_percent(band["percent"] or band["low_percent"], unit)
    low, high = _value(band["low"]), _value(band["high"])
    if low >= high:
        raise CellError("band_turned")
    return Target(low, high)


def read_year(text: str) -> int:
    """Return the year of a cell; raises CellError for anything else."""
    if _YEAR.fullmatch(text) is None:
        raise CellError("not_a_year")
    return int(text)


def read_gender(text: str) -> str:
    """Return the letter of a gender, T for an empty cell; raises CellError for anything else."""
    code = GENDERS.get(text.casefold(), None if text else "T")
    if code is None:
        raise CellError("not_a_gender", *words.GENDERS, *words.GENDERS.values())
    return code


_BY_DIRECTION: Mapping[str, str] = {"higher": ">=", "lower": "<="}


def read_operator(text: str, target: Target | None, kpi: str, direction: str) -> str | None:
    """Return how an outcome must stand to the target, None where there is no target.

    An empty cell is answered by the key figure's direction. Raises CellError where it does not tell, and where the word
    does not fit the target.
    """
    word = text.casefold()
    code = "=" if word == words.BAND else OPERATORS.get(word)
    if text and code is None:
        raise CellError("unknown_operator", *words.OPERATORS, *words.OPERATORS.values(), words.BAND)
    if target is None:
        if text:
            raise CellError("operator_without_target")
        return None
    if target.high is not None:
        if text and word != words.BAND:
            raise CellError("no_band_needed", words.BAND)
        return "="
    if word == words.BAND:
        raise CellError("band_needed")
    if code is None and direction not in _BY_DIRECTION:
        raise CellError("operator_needed", *words.OPERATORS.values(), found=kpi)
    return code or _BY_DIRECTION[direction]
