"""What do we keep of the nation's measures? Kolada's catalogue, groups and values, as Parquet in the user's own record.

    kpis.parquet         the catalogue: one row per national key figure
    areas.parquet        one row per municipality, region and the nation
    groups.parquet       one row per group and member
    series/N15428.parquet  all values ever fetched of one key figure, with its card in the file's own metadata

Each file is replaced in one step, and a series' card lies in the file of its values, so that a stop at any moment
leaves every series whole: as it was, or as it became.
"""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq

GENDERS = ("T", "K", "M")
# A value is there, was never reported, is kept secret since it is of so few, or has no meaning for the area.
VALUE_STATES = ("value", "missing", "secret", "not_applicable")
# A stopped series waits for a person; a retired one is in the catalogue no longer, or says its last year.
SERIES_STATES = ("current", "stopped", "retired")
NATION = "0000"


def _schema(*fields: "pa.Field[Any]") -> pa.Schema:
    return pa.schema(fields)


KPIS = _schema(
    pa.field("national_kpi_id", pa.string(), nullable=False),
    pa.field("title", pa.string(), nullable=False),
    pa.field("description", pa.string()),
    pa.field("is_divided_by_gender", pa.bool_(), nullable=False),
    pa.field("municipality_type", pa.string()),
    pa.field("operating_area", pa.string()),
    pa.field("perspective", pa.string()),
    pa.field("publication_date", pa.date32()),
    pa.field("preliminary_publication_date", pa.date32()),
    pa.field("publication_period", pa.string()),
    pa.field("fetched_on", pa.date32(), nullable=False),
)
AREAS = _schema(
    pa.field("area_code", pa.string(), nullable=False),
    pa.field("area", pa.string(), nullable=False),
    pa.field("area_type", pa.string(), nullable=False),
    pa.field("fetched_on", pa.date32(), nullable=False),
)
GROUPS = _schema(
    pa.field("group_id", pa.string(), nullable=False),
    pa.field("title", pa.string(), nullable=False),
    pa.field("member_code", pa.string(), nullable=False),
    pa.field("fetched_on", pa.date32(), nullable=False),
)
# Sorted by year, area, gender and when it was fetched. The value in force has no date of replacement; one that was
# revised or deleted keeps its row, with the date when we saw that.
VALUES = _schema(
    pa.field("national_kpi_id", pa.string(), nullable=False),
    pa.field("area_code", pa.string(), nullable=False),
    pa.field("year", pa.int32(), nullable=False),
    pa.field("gender", pa.string(), nullable=False),
    pa.field("state", pa.string(), nullable=False),
    pa.field("value", pa.float64()),
    pa.field("fetched_on", pa.date32(), nullable=False),
    pa.field("replaced_on", pa.date32()),
)

# Kolada ends the title of a key figure that is followed no longer with its last year: (-2020).
LAST_YEAR = re.compile(r"\s*\(-\s?((?:19|20)[0-9]{2})\)\s*$")
# What a title's last part begins with where it says a unit: kr/inv, antal/100 000 inv, gram/ätande, index (max = 100).
_UNIT = re.compile(
    r"(?:kr|tkr|miljoner|antal|index|kg|gram|ton|MWh|meter|dagar|år|medelvärde|genomsnitt|median|balanstal)\b.*",
    re.IGNORECASE,
)
_CARD = b"malkollen"
_VALUE_ORDER: list[tuple[str, Literal["ascending", "descending"]]] = [
    (name, "ascending") for name in ("year", "area_code", "gender", "fetched_on")
]


@dataclass(frozen=True, kw_only=True)
class SeriesCard:
    """What a series is, from when, and how it stands."""

    national_kpi_id: str
    title: str
    fetched_on: date
    # Whether all municipalities were asked for; otherwise nothing may be said of all of them.
    has_all_areas: bool
    state: str = "current"
    # What a person should know of the state: the title found, the last year, the day it left the catalogue.
    state_note: str | None = None
    # First day of a series begun anew under the same id, since its definition changed.
    begun_anew_on: date | None = None


def last_year(title: str) -> int | None:
    """Return the last year that a title says its key figure was followed, where it says one."""
    ended = LAST_YEAR.search(title)
    return int(ended[1]) if ended else None


def unit_of(title: str) -> str:
    """Return the unit that a title says, for Kolada says it nowhere else.

    A share is in `procent`; where no unit is said it is a `värde`.
    """
    said = LAST_YEAR.sub("", title)
    if "(%)" in said or "procent" in said.lower():
        return "procent"
    last = said.rsplit(", ", 1)[-1].strip()
    if _UNIT.fullmatch(last):
        return last
    return "index" if "index" in said.lower() else "värde"


def series_path(folder: Path, national_kpi_id: str) -> Path:
    """Return the file of a series."""
    return folder / "series" / f"{national_kpi_id}.parquet"


def _write(table: pa.Table, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    try:
        pq.write_table(table, new, compression="zstd")
        os.replace(new, path)
    except BaseException:
        # A disk that is full should not be filled by half a file.
        new.unlink(missing_ok=True)
        raise


def write_table(rows: pa.Table, path: Path, schema: pa.Schema) -> None:
    """Write the catalogue, the areas or the groups in one step; raises pa.ArrowInvalid where a column does not fit."""
    _write(rows.select(schema.names).cast(schema), path)


def write_series(folder: Path, card: SeriesCard, values: pa.Table) -> None:
    """Write a series and its card in one step; raises pa.ArrowInvalid where a column does not fit."""
    ordered = values.select(VALUES.names).cast(VALUES).sort_by(_VALUE_ORDER)
    text = json.dumps(asdict(card), ensure_ascii=False, default=date.isoformat, sort_keys=True)
    marked = ordered.replace_schema_metadata({_CARD: text.encode()})
    _write(marked, series_path(folder, card.national_kpi_id))


def _card(metadata: Mapping[bytes, bytes] | None, path: Path) -> SeriesCard:
    try:
        held: dict[str, Any] = json.loads((metadata or {})[_CARD])
        for name in ("fetched_on", "begun_anew_on"):
            held[name] = held[name] and date.fromisoformat(held[name])
        return SeriesCard(**held)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path.name} is not a series of Målkollen") from error


def read_card(path: Path) -> SeriesCard:
    """Read a series' card; raises ValueError, which names the file, where it is none of ours."""
    try:
        schema = pq.read_schema(path)
    except (OSError, ValueError) as error:
        # pyarrow's own errors are among these.
        raise ValueError(f"{path.name}: {error}") from error
    card = _card(schema.metadata, path)
    if set(VALUES.names) - set(schema.names):
        raise ValueError(f"{path.name} is not a series of Målkollen")
    return card


def read_series(folder: Path, national_kpi_id: str) -> tuple[SeriesCard, pa.Table] | None:
    """Read a series: its card and all its values, also those replaced; None where it is not held."""
    path = series_path(folder, national_kpi_id)
    if not path.is_file():
        return None
    table = pq.read_table(path)
    return _card(table.schema.metadata, path), table.replace_schema_metadata(None)


def read_cards(folder: Path) -> tuple[SeriesCard, ...]:
    """Read the cards of all series held, in order of id.

    Raises ValueError, which names the file, where one is none of ours or not the series that its name says.
    """
    cards = []
    for path in sorted((folder / "series").glob("*.parquet")):
        card = read_card(path)
        if path != series_path(folder, card.national_kpi_id):
            raise ValueError(f"{path.name} is the series of another key figure")
        cards.append(card)
    return tuple(cards)
