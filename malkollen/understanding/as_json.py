"""How is a reading handed over? As JSON with fixed names, and back.

The names are those of `reading.py`; docs/reading.md describes them. What is added for whoever reads the JSON alone:
`document.as_of_date` (the last occasion's), `occasion_label` with each report, and a `sentence` in Swedish with each
doubt. Dates are texts (2022-08-31), what the document does not say is null, lists are in the order of the document.
"""

import types
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from malkollen.understanding.reading import Reading
from malkollen.words import reading as words

FORMAT_VERSION = 1

Value = TypeVar("Value")


def to_values(one: Any) -> Any:
    """Return a frozen record, or a tuple of them, as what JSON can hold: objects, lists, texts, numbers, null."""
    if is_dataclass(one):
        return {field.name: to_values(getattr(one, field.name)) for field in fields(one)}
    if isinstance(one, tuple):
        return [to_values(part) for part in one]
    return one.isoformat() if isinstance(one, date) else one


@lru_cache(maxsize=64)
def _hints(record: Any) -> dict[str, Any]:
    return get_type_hints(record)


def _read_list(value: Any, parts: tuple[Any, ...]) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise ValueError(f"not a list: {value!r}")  # noqa: TRY004  # one error for all of JSON
    if parts[-1] is Ellipsis:
        return tuple(_read(one, parts[0]) for one in value)
    return tuple(_read(one, part) for one, part in zip(value, parts, strict=True))


def _read_one(value: Any, kind: type) -> Any:
    if kind is date and isinstance(value, str):
        return date.fromisoformat(value)
    # To Python, true is a whole number.
    if isinstance(value, bool) and kind is not bool:
        raise ValueError(f"not {kind.__name__}: {value!r}")
    if kind is float and isinstance(value, int):
        return float(value)
    if not isinstance(value, kind):
        raise ValueError(f"not {kind.__name__}: {value!r}")  # noqa: TRY004
    return value


def _read(value: Any, hint: Any) -> Any:
    """Return what stands in JSON as what a record's type asks for; raise ValueError where it is something else."""
    if get_origin(hint) in (Union, types.UnionType):
        kind = next(part for part in get_args(hint) if part is not type(None))
        return None if value is None else _read(value, kind)
    if get_origin(hint) is tuple:
        return _read_list(value, get_args(hint))
    read: Any = from_values if is_dataclass(hint) else _read_one
    return read(value, hint)


def from_values(value: Any, record: type[Value]) -> Value:
    """Return the record that `to_values` made an object of.

    Fields that the record does not have are passed over, so that what is added for a reader of the JSON does not hinder.
    Raises ValueError for anything else.
    """
    if not isinstance(value, dict):
        raise ValueError(f"not an object: {value!r}")  # noqa: TRY004  # one error for all of JSON
    hints = _hints(record)  # type: ignore[arg-type]  # a class is hashable
    try:
        return record(**{name: _read(value[name], hints[name]) for name in hints if name in value})
    except TypeError as error:
        raise ValueError(str(error)) from error


def to_json(reading: Reading) -> dict[str, Any]:
    """Return a reading as an object that `json.dumps` writes; the module's head says what is in it."""
    found: dict[str, Any] = {"format_version": FORMAT_VERSION, **to_values(reading)}
    occasions = reading.document.occasions
    labels = {occasion.number: occasion.label for occasion in occasions}
    found["document"]["as_of_date"] = to_values(occasions[-1].as_of_date) if occasions else None
    for activity in found["activities"]:
        for report in activity["reports"]:
            report["occasion_label"] = labels.get(report["occasion"])
    for shown, doubt in zip(found["doubts"], reading.doubts, strict=True):
        shown["sentence"] = words.doubt(doubt)
    return found


def from_json(found: dict[str, Any]) -> Reading:
    """Return the reading that `to_json` wrote; raise ValueError for another version or anything else."""
    if found.get("format_version") != FORMAT_VERSION:
        raise ValueError(f"not version {FORMAT_VERSION}: {found.get('format_version')!r}")
    return from_values(found, Reading)
