"""What did a visit say about the document? Fields as typed, used where they can be."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from malkollen.understanding.reading import Given, ReadDocument

_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def parsed_year(text: str) -> int | None:
    """Return a year as typed, None where it is none that a document can be about."""
    year = int(text) if re.fullmatch(r"[0-9]{4}", text) else 0
    return year if _FIRST_YEAR <= year <= _LAST_YEAR else None


def parsed_date(text: str) -> date | None:
    """Return a date as typed, 2024-08-31; None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


_PARSED: Mapping[str, Callable[[str], object]] = {"year": parsed_year, "as_of_date": parsed_date}


def is_usable(name: str, text: str) -> bool:
    """Say whether what was typed in a field can be used."""
    return name not in _PARSED or _PARSED[name](text) is not None


def given(entered: Mapping[str, str]) -> Given:
    """Return what was typed about the document, by the names of `Given`, where it can be used."""
    return Given(
        municipality_code=entered.get("municipality_code"),
        body=entered.get("body"),
        year=parsed_year(entered.get("year", "")),
        as_of_date=parsed_date(entered.get("as_of_date", "")),
        title=entered.get("title"),
        kind=entered.get("kind"),
    )


def as_typed(document: ReadDocument) -> dict[str, str]:
    """Return the document's fields as they were read, written as they are typed."""
    day = document.occasions[-1].as_of_date if document.occasions else None
    return {
        "body": document.body or "",
        "year": str(document.year or ""),
        "as_of_date": day.isoformat() if day else "",
        "title": " ".join((document.title or "").split()),
    }
