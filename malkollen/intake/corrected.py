"""What has a visit put right so far? Activities are known by where they stand: ids change when rows are divided.

Every function returns a new record; `to_corrections` says it in the ids that the activities now have.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from malkollen.understanding.reading import (
    ColumnCorrection,
    Corrections,
    FieldCorrection,
    ReadActivity,
)

# Page and row, and which of the activities that stand there it is.
ActivityKey = tuple[str | None, int | None, int]
RowPlace = tuple[str | None, int]

# The fields of an activity that can be corrected.
EDITED_FIELDS = ("title", "status", "due_date", "committees", "due_text")
IS_NONE = "is_none"


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """What was corrected.

    `structure` holds what changes which activities there are: columns, words for a status, rows. `edits` holds fields of
    single activities, as the record writes them, and `left_out` the activities that are none.
    """

    structure: Corrections = field(default_factory=Corrections)
    edits: Mapping[ActivityKey, Mapping[str, str]] = field(default_factory=dict)
    left_out: frozenset[ActivityKey] = frozenset()


def by_place(activities: Iterable[ReadActivity]) -> dict[ActivityKey, ReadActivity]:
    """Return activities by where they stand, in their order."""
    counts: Counter[tuple[str | None, int | None]] = Counter()
    found = {}
    for one in activities:
        spot = (one.place.page, one.place.row)
        found[(*spot, counts[spot])] = one
        counts[spot] += 1
    return found


def with_status_word(corrected: Corrected, word: str, status_code: str | None) -> Corrected:
    """Return what was corrected, with what a word for a status means; None takes that back."""
    kept = [pair for pair in corrected.structure.status_words if pair[0] != word]
    if status_code is not None:
        kept.append((word, status_code))
    return replace(corrected, structure=replace(corrected.structure, status_words=tuple(kept)))


def with_column(
    corrected: Corrected, table_ids: Sequence[str], column: int, meaning: str | None
) -> Corrected:
    """Return what was corrected, with what a column means in each of the tables."""
    kept = [
        one
        for one in corrected.structure.columns
        if one.table_id not in table_ids or one.column != column
    ]
    kept += [ColumnCorrection(table_id=one, column=column, field=meaning) for one in table_ids]
    return replace(corrected, structure=replace(corrected.structure, columns=tuple(kept)))


def with_row(
    corrected: Corrected, place: RowPlace, *, begins: bool = False, continues: bool = False
) -> Corrected:
    """Return what was corrected, with a row that begins an activity or continues one; neither takes that back."""
    structure = corrected.structure
    apart = tuple(one for one in structure.rows_apart if one != place)
    joined = tuple(one for one in structure.rows_joined if one != place)
    return replace(
        corrected,
        structure=replace(
            structure,
            rows_apart=(*apart, place) if begins else apart,
            rows_joined=(*joined, place) if continues else joined,
        ),
    )


def written(name: str, value: Any, status_codes: Collection[str]) -> str:
    """Write a corrected field as the record does, '' for none and for a status that is not among the codes."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).strip()
    if name == "status":
        return text if text in status_codes else ""
    return text[:10] if name == "due_date" else text


def with_edits(
    corrected: Corrected,
    changes: Mapping[ActivityKey, Mapping[str, Any]],
    status_codes: Collection[str],
) -> Corrected:
    """Return what was corrected, with changed fields of activities; `is_none` leaves one out or takes it in again."""
    edits = {key: dict(fields) for key, fields in corrected.edits.items()}
    left_out = set(corrected.left_out)
    for key, changed in changes.items():
        for name, value in changed.items():
            if name == IS_NONE:
                (left_out.add if value else left_out.discard)(key)
            elif name in EDITED_FIELDS:
                edits.setdefault(key, {})[name] = written(name, value, status_codes)
    return replace(corrected, edits=edits, left_out=frozenset(left_out))


def to_corrections(corrected: Corrected, activities: Iterable[ReadActivity]) -> Corrections:
    """Return all that was corrected by the ids of the activities as read with `structure` alone.

    What was corrected of an activity that no longer stands where it stood is left out, and comes back with it.
    """
    ids = {key: one.activity_id for key, one in by_place(activities).items()}
    return replace(
        corrected.structure,
        fields=tuple(
            FieldCorrection(subject=ids[key], field=name, value=value)
            for key, changed in corrected.edits.items()
            if key in ids
            for name, value in changed.items()
        ),
        left_out=tuple(ids[key] for key in ids if key in corrected.left_out),
    )


def edited_rows(
    edited: Mapping[Any, Mapping[str, Any]], shown: Mapping[ActivityKey, ReadActivity]
) -> tuple[dict[ActivityKey, dict[str, Any]], bool]:
    """Return what was changed in a table of activities by activity, and whether a status was set that cannot be.

    `edited` has the changed fields by the row's number. An activity without reports, in a table without a status column,
    has no status to correct; that change is dropped.
    """
    keys = list(shown)
    changes = {keys[int(row)]: dict(one) for row, one in edited.items() if int(row) < len(keys)}
    without = [key for key, one in changes.items() if "status" in one and not shown[key].reports]
    for key in without:
        del changes[key]["status"]
    return {key: one for key, one in changes.items() if one}, bool(without)
