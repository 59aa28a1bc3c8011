"""What does an answer say? Rows as Kolada writes them -> rows as we keep them; what is not understood is told."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from malkollen.kolada.errors import KoladaError, KoladaProblem, shown
from malkollen.national import GENDERS, NATION

# What the status of a row without a value means. A status that is not here is never guessed.
_STATES = {
    "Missing": "missing",
    "Privacy": "secret",
    "Not applicable": "not_applicable",
    "": "missing",
}
# The id becomes a file's name: small and capital letters are one to some systems, and words like CON are no names there.
_ID = re.compile(r"[A-Z]{0,2}[0-9]{1,18}")
_AREA_CODE = re.compile(r"[0-9]{4}")
_LONGEST_TITLE = 1000
# What steers a terminal, or turns the direction of a text.
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_YEARS = range(1900, 2101)
# A hundred times all kronor of all municipalities; the differences of what is larger would be infinite at last.
_LARGEST = 1e15
_MUNICIPALITY = "K"

Key = tuple[str, int, str]
State = tuple[str, float | None]


@dataclass
class Fetched:
    """What was fetched of one series: by area, year and gender the state and value, or None where it was deleted."""

    values: dict[Key, State | None] = field(default_factory=dict)
    problem: KoladaProblem | None = None


def _told(value: Any) -> str:
    return "inget" if value is None else shown(value)


def _refused(kind: str, row: Any, name: str, allowed: tuple[str, ...]) -> KoladaError:
    found = row.get(name) if isinstance(row, dict) else row
    row_id = row.get("id") if isinstance(row, dict) else None
    ids = (shown(row_id),) if isinstance(row_id, str) else ()
    return KoladaError(
        KoladaProblem(
            code=kind, national_kpi_ids=ids, field=name, found=_told(found), allowed=allowed
        )
    )


def _identity(
    kind: str, row: Any, pattern: re.Pattern[str] = _ID, example: str = "N00000"
) -> tuple[str, str]:
    """Return a row's id and title; raise KoladaError where it has none."""
    if not isinstance(row, dict):
        raise _refused(kind, row, "id", (example,))
    row_id, title = row.get("id"), row.get("title")
    if not isinstance(row_id, str) or pattern.fullmatch(row_id) is None:
        raise _refused(kind, row, "id", (example,))
    line = " ".join(_STEERING.sub("", title).split()) if isinstance(title, str) else ""
    if not 0 < len(line) <= _LONGEST_TITLE:
        raise _refused(kind, row, "title", ("text",))
    return row_id, line


def _day(row: Mapping[str, Any], name: str) -> date | None:
    value = row.get(name)
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(value[:10])
    except (TypeError, ValueError) as error:
        raise _refused("catalogue", row, name, ("2026-06-29",)) from error


def _text(row: Mapping[str, Any], name: str) -> str | None:
    value = row.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise _refused("catalogue", row, name, ("text",))
    return _STEERING.sub("", value)


def _yes_or_no(row: Mapping[str, Any], name: str) -> bool:
    value = row.get(name)
    if not isinstance(value, int) or value not in (0, 1):
        raise _refused("catalogue", row, name, ("true", "false"))
    return bool(value)


def read_kpis(rows: Iterable[Any], day: date) -> list[dict[str, Any]]:
    """Return the catalogue, in order of id; raise KoladaError where a row is not understood."""
    found = {}
    for row in rows:
        kpi_id, title = _identity("catalogue", row)
        found[kpi_id] = {
            "national_kpi_id": kpi_id,
            "title": title,
            "description": _text(row, "description"),
            "is_divided_by_gender": _yes_or_no(row, "is_divided_by_gender"),
            "municipality_type": _text(row, "municipality_type"),
            "operating_area": _text(row, "operating_area"),
            "perspective": _text(row, "perspective"),
            "publication_date": _day(row, "publication_date"),
            "preliminary_publication_date": _day(row, "prel_publication_date"),
            "publication_period": _text(row, "publ_period"),
            "fetched_on": day,
        }
    return [found[kpi_id] for kpi_id in sorted(found)]


def read_areas(rows: Iterable[Any], day: date) -> list[dict[str, Any]]:
    """Return municipalities, regions and the nation, in order of code; raise KoladaError where a row is not understood."""
    found = {}
    for row in rows:
        code, area = _identity("areas", row, _AREA_CODE, "0180")
        if row.get("type") not in ("K", "L"):
            raise _refused("areas", row, "type", ("K", "L"))
        found[code] = {
            "area_code": code,
            "area": area,
            "area_type": row["type"],
            "fetched_on": day,
        }
    return [found[code] for code in sorted(found)]


def kept_areas(areas: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the areas that series are kept of, name by code: the municipalities and the nation."""
    return {
        row["area_code"]: row["area"]
        for row in areas
        if row["area_type"] == _MUNICIPALITY or row["area_code"] == NATION
    }


def read_groups(rows: Iterable[Any], day: date) -> list[dict[str, Any]]:
    """Return one row per group and member, in order; raise KoladaError where a row is not understood."""
    found = {}
    for row in rows:
        group_id, title = _identity("groups", row)
        members = row.get("members")
        if not isinstance(members, list):
            raise _refused("groups", row, "members", ("[…]",))
        for member in members:
            code = member.get("member_id") if isinstance(member, dict) else None
            if not isinstance(code, str) or not code:
                raise _refused("groups", row, "members", ("member_id",))
            found[(group_id, code)] = {
                "group_id": group_id,
                "title": title,
                "member_code": code,
                "fetched_on": day,
            }
    return [found[key] for key in sorted(found)]


class _NotUnderstoodError(Exception):
    """A value is not understood; holds what is wrong with it."""

    def __init__(self, name: str, found: Any, allowed: tuple[str, ...]) -> None:
        self.name, self.found, self.allowed = name, found, allowed


def _gender(cell: Mapping[str, Any]) -> str:
    letter = cell.get("gender")
    if letter not in GENDERS:
        raise _NotUnderstoodError("gender", letter, GENDERS)
    return GENDERS[GENDERS.index(letter)]


def _state(cell: Mapping[str, Any]) -> State | None:
    """Return what a cell says: None where it was deleted."""
    is_deleted = cell.get("isdeleted")
    if not isinstance(is_deleted, bool):
        raise _NotUnderstoodError("isdeleted", is_deleted, ("true", "false"))
    if is_deleted:
        return None
    if "value" not in cell:
        raise _NotUnderstoodError("value", None, ("12.3", "null"))
    value, status = cell["value"], cell.get("status")
    if not isinstance(status, str) or status not in _STATES:
        raise _NotUnderstoodError("status", status, tuple(f"”{one}”" for one in _STATES))
    if value is None:
        return _STATES[status], None
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= _LARGEST:
        raise _NotUnderstoodError("value", value, ("12.3", "null"))
    if status != "":
        # A value that is said to be secret or missing is one or the other; we do not choose.
        raise _NotUnderstoodError("status", status, ("””",))
    return "value", float(value)


def _keep(fetched: Fetched, key: Key, state: State | None) -> None:
    """Keep a cell. One that stands twice must say the same; a deleted one gives way to a value in its place."""
    before = fetched.values.get(key)
    if before is not None and state is not None and before != state:
        raise _NotUnderstoodError("value", f"{before[1]} / {state[1]}", ("12.3",))
    fetched.values[key] = before if state is None else state


@dataclass(frozen=True)
class ValueReader:
    """Reads rows of values into the series that were asked for. `areas` are those kept; rows of others are left out."""

    areas: Mapping[str, str]
    series: Mapping[str, Fetched]

    def read(self, rows: Iterable[Any]) -> int:
        """Read a page's rows and return how many values were kept.

        What is not understood stops its series, which then holds the problem. Raises KoladaError where a row cannot be
        told to be of a series.
        """
        codes = {code: code for code in self.areas}
        return sum(self._read_row(row, codes) for row in rows)

    def _read_row(self, row: Any, codes: Mapping[str, str]) -> int:
        kpi_id = row.get("kpi") if isinstance(row, dict) else None
        if not isinstance(kpi_id, str) or kpi_id not in self.series:
            ids = tuple(self.series)
            raise KoladaError(
                KoladaProblem(
                    code="value",
                    national_kpi_ids=ids,
                    field="kpi",
                    found=_told(kpi_id),
                    allowed=ids,
                )
            )
        fetched = self.series[kpi_id]
        if fetched.problem is not None:
            return 0
        try:
            return self._read_cells(fetched, codes, row)
        except _NotUnderstoodError as error:
            area, year = row.get("municipality"), row.get("period")
            fetched.problem = KoladaProblem(
                code="value",
                national_kpi_ids=(kpi_id,),
                area_code=area if isinstance(area, str) else None,
                year=year if isinstance(year, int) else None,
                field=error.name,
                found=_told(error.found),
                allowed=error.allowed,
            )
            return 0

    @staticmethod
    def _read_cells(fetched: Fetched, codes: Mapping[str, str], row: Mapping[str, Any]) -> int:
        area, year, cells = (row.get(name) for name in ("municipality", "period", "values"))
        if not isinstance(area, str):
            raise _NotUnderstoodError("municipality", area, ("0180",))
        if area not in codes:
            return 0
        if isinstance(year, bool) or not isinstance(year, int) or year not in _YEARS:
            raise _NotUnderstoodError("period", year, ("2023",))
        if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
            raise _NotUnderstoodError("values", cells, ("[…]",))
        for cell in cells:
            # One text for each area in all the keys, not one for each row.
            _keep(fetched, (codes[area], year, _gender(cell)), _state(cell))
        return len(cells)
