"""When were statuses reported? The occasions that columns and titles name, in the order of time."""

import re
from collections.abc import Sequence
from datetime import date

from malkollen.understanding.dates import read_dates
from malkollen.understanding.identity import Identity
from malkollen.understanding.reading import Doubt, Place, ReadActivity, ReadOccasion
from malkollen.understanding.tables import JoinedTable
from malkollen.understanding.vocabulary import fold


def read_occasions(
    labels: Sequence[str], identity: Identity, activities: Sequence[ReadActivity]
) -> tuple[ReadOccasion, ...]:
    """Return the occasions that statuses were reported at; the last one is the document's own."""
    count = max(
        [1, len(labels), *(report.occasion for one in activities for report in one.reports)]
    )
    occasions = []
    for number in range(1, count + 1):
        label = labels[number - 1] if number <= len(labels) else ""
        own = day = _day_of(label, identity.year)
        is_last = number == count
        # What whoever takes the document in says goes before what a column is called.
        if is_last and (day is None or identity.is_as_of_given):
            day = identity.as_of_date
        is_stated = own is not None or (day is not None and identity.is_as_of_stated)
        shown = (
            label[:1].upper() + label[1:] if label else identity.as_of_text or identity.title or "–"
        )
        occasions.append(
            ReadOccasion(
                number=number, label=shown, as_of_date=day, is_as_of_stated=is_stated,
                as_of_note=None if is_stated else identity.as_of_note,
            )
        )  # fmt: skip
    return tuple(occasions)


def differing_date(labels: Sequence[str], identity: Identity) -> Doubt | None:
    """Return that the document states another day than the one that was given for it, where it does."""
    own = _day_of(labels[-1], identity.year) if labels else None
    told = own or identity.told_as_of_date
    if not identity.is_as_of_given or identity.as_of_date is None or told is None:
        return None
    if told == identity.as_of_date:
        return None
    return Doubt(
        code="as_of_differs",
        place=Place(),
        field="as_of_date",
        found=told.isoformat(),
        candidates=(identity.as_of_date.isoformat(),),
    )


_IN_YEAR = (
    (r"\b(?:bokslut|årsbokslut|helår|helårsbokslut|årsrapport|årsredovisning)\b", 12),
    (r"\b(?:delår\w*|tertial|t)\s?\.?\s?1\b", 4), (r"\b(?:delår\w*|tertial|t)\s?\.?\s?2\b", 8),
    (r"\b(?:delår\w*|tertial|t)\s?\.?\s?3\b", 12), (r"\b(?:q|kv|kvartal)\s?\.?\s?1\b", 3),
    (r"\b(?:q|kv|kvartal)\s?\.?\s?2\b", 6), (r"\b(?:q|kv|kvartal)\s?\.?\s?3\b", 9),
    (r"\b(?:q|kv|kvartal)\s?\.?\s?4\b", 12), (r"\b(?:delår\w*|halvår)\b", 7), (r"\bvår", 6), (r"\bhöst", 11),
)  # fmt: skip


def in_time_order(table: JoinedTable) -> list[int]:
    """Return the status columns of a table from the first occasion to the last; as they stand where that is not told."""
    columns = table.indexes("status")
    keys = [_when(table.columns[index].label or table.columns[index].header) for index in columns]
    if len(columns) < 2 or any(key is None for key in keys):
        return columns
    return [
        index
        for _, index in sorted(zip(keys, columns, strict=True), key=lambda pair: pair[0] or (0, 0))
    ]


def _when(label: str) -> tuple[int, int] | None:
    """Return the year and the month that an occasion's label means; year 0 where it names none."""
    text = fold(label)
    found = re.search(r"(?:19|20)\d{2}", text)
    year = int(found.group()) if found is not None else 0
    spans = [span for span in read_dates(text, year or 2000) if span.precision in ("day", "month")]
    if spans:
        return year, spans[-1].last.month
    month = next((month for pattern, month in _IN_YEAR if re.search(pattern, text)), None)
    if month is None:
        return (year, 0) if year else None
    return year, month


def _day_of(label: str, year: int | None) -> date | None:
    """Return the day in an occasion's own label ("per 31 augusti"), not one that its name implies."""
    spans = [span for span in read_dates(label, year) if span.precision in ("day", "month")]
    return spans[-1].last if spans else None
