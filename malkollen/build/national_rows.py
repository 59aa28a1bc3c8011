"""What rows do the nation's measures make? What comes with Målkollen, and over it what has been fetched."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from malkollen.national import SeriesCard, last_year, read_cards, unit_of
from malkollen.problems import Problem, RecordError
from malkollen.reference import NationalKpi, Reference
from malkollen.words import SERIES_ENDED

Rows = list[dict[str, Any]]

_KOLADA = "Kolada"
_EVERY_TOPIC = "övergripande"
# "Liknande kommuner grundskola, Ekerö, 2024", "Liknande kommuner, övergripande, Ekerö, 2025".
_LIKE = re.compile(r"Liknande kommuner,? (?P<topic>[^,]+), (?P<municipality>.+), (?P<year>\d{4})")


@dataclass(frozen=True)
class Fetched:
    """What lies in the user's own record: the cards of the series, the catalogue and the groups by id."""

    cards: tuple[SeriesCard, ...]
    catalogue: dict[str, dict[str, Any]]
    groups: dict[str, dict[str, Any]]

    @property
    def with_all_areas(self) -> frozenset[str]:
        """The key figures whose values of all municipalities are held."""
        return frozenset(card.national_kpi_id for card in self.cards if card.has_all_areas)


def read_fetched(folder: Path) -> Fetched:
    """Read what has been fetched, all but the values; raises RecordError where a file is none of ours."""
    try:
        cards = read_cards(folder)
        catalogue = _rows(folder / "kpis.parquet")
        members = _rows(folder / "groups.parquet")
    except (OSError, ValueError, KeyError) as error:
        # pyarrow's own errors are among these.
        raise RecordError([Problem("kolada", "not_readable", found=str(error))]) from error
    groups: dict[str, dict[str, Any]] = {}
    for row in members:
        group = groups.setdefault(row["group_id"], {**row, "members": []})
        group["members"].append(row["member_code"])
    return Fetched(cards, {row["national_kpi_id"]: row for row in catalogue}, groups)


def _rows(path: Path) -> Rows:
    rows: Rows = pq.read_table(path).to_pylist() if path.is_file() else []
    return rows


def _retrieved_on(reference: Reference, table: str) -> date:
    """Return the day when a reference table was fetched, from the table of sources."""
    found = {row.table_name: row.retrieved_on for row in reference.sources}.get(table)
    if found is None:
        raise RecordError([Problem("reference/sources.csv", "missing_source", found=table)])
    return found


def _shipped_source(reference: Reference) -> str:
    """Return how the values that come with Målkollen are named as a source."""
    licence = {row.table_name: row.licence for row in reference.sources}["national_values"]
    return f"{_KOLADA}; {licence.split(';')[0]}"


def _kpi_row(
    known: NationalKpi | None,
    card: SeriesCard | None,
    listed: dict[str, Any],
    topics: dict[str, str],
) -> dict[str, Any]:
    """Return what is said of a key figure, whether it was fetched or only comes along."""
    title = card.title if card else known.title if known else listed["title"]
    area = listed.get("operating_area") or (known.operating_area if known else None)
    ended = last_year(title)
    return {
        "title": title,
        "unit": unit_of(title),
        "direction": known.direction if known else "unknown",
        "topic": known.topic if known else topics.get(area or "", _EVERY_TOPIC),
        "definition": (known.definition if known else None) or listed.get("description"),
        "operating_area": area,
        "is_divided_by_gender": listed.get(
            "is_divided_by_gender", known.is_divided_by_gender if known else False
        ),
        "next_publication_date": listed.get("publication_date"),
        "next_publication_period": listed.get("publication_period"),
        "state": card.state if card else "current" if ended is None else "retired",
        "state_note": card.state_note if card else ended and SERIES_ENDED.format(year=ended),
    }


def _kpi_rows(reference: Reference, fetched: Fetched, named: frozenset[str]) -> Rows:
    known = {row.national_kpi_id: row for row in reference.national_kpis}
    cards = {card.national_kpi_id: card for card in fetched.cards}
    topics = {row.operating_area: row.topic for row in reference.national_topics}
    shipped: dict[str, date] = {}
    for row in reference.national_values:
        held = shipped.get(row.national_kpi_id, row.fetched_on)
        shipped[row.national_kpi_id] = max(held, row.fetched_on)
    catalogue_day = _retrieved_on(reference, "national_kpis")
    rows = []
    for one in sorted({*known, *cards, *(named & fetched.catalogue.keys())}):
        card = cards.get(one)
        rows.append(
            {
                "national_kpi_id": one,
                **_kpi_row(known.get(one), card, fetched.catalogue.get(one, {}), topics),
                "is_fetched": card is not None,
                "has_all_areas": card is not None and card.has_all_areas,
                "source": _shipped_source(reference) if not card and one in shipped else _KOLADA,
                "fetched_on": card.fetched_on if card else shipped.get(one, catalogue_day),
            }
        )
    return rows


def _catalogue_rows(kpis: Rows) -> Rows:
    """Return the national key figures as key figures of the catalogue, so that a target can be set for one."""
    return [
        {
            "kpi_code": row["national_kpi_id"],
            "kpi": row["title"],
            "unit": row["unit"],
            "direction": row["direction"],
            "reports_per_year": None,
            "nearest_kolada_id": row["national_kpi_id"],
            "definition_gap": None,
            "is_national": True,
            "source": _KOLADA,
        }
        for row in kpis
    ]


def _group_rows(reference: Reference, fetched: Fetched) -> tuple[Rows, Rows]:
    """Return the groups of like municipalities and their members; where any were fetched, only those."""
    codes = {row.municipality: row.municipality_code for row in reference.municipalities}
    known = frozenset(codes.values())
    shipped_on = _retrieved_on(reference, "national_groups")
    given = [
        (group_id, group["title"], group["members"], group["fetched_on"])
        for group_id, group in sorted(fetched.groups.items())
    ] or [(row.group_id, row.title, row.members, shipped_on) for row in reference.national_groups]
    groups: Rows = []
    members: Rows = []
    for group_id, title, codes_in_it, day in given:
        like = _LIKE.fullmatch(title.strip())
        if like is None or like["municipality"] not in codes:
            continue
        groups.append(
            {
                "group_id": group_id,
                "title": title,
                "topic": like["topic"],
                "municipality_code": codes[like["municipality"]],
                "year": int(like["year"]),
                "source": _KOLADA,
                "fetched_on": day,
            }
        )
        members += [
            {"group_id": group_id, "municipality_code": code}
            for code in dict.fromkeys(codes_in_it)
            if code in known
        ]
    return groups, members


def _summary_rows(reference: Reference, fetched: Fetched, groups: Rows) -> Rows:
    """Return the summaries that came counted, of key figures whose values are not all held.

    One of a group is left out where the group is another by now: its title holds its year.
    """
    shipped = {row.group_id: row.title for row in reference.national_groups}
    valid = {row["group_id"] for row in groups if shipped.get(row["group_id"]) == row["title"]}
    source = _shipped_source(reference)
    return [
        {**vars(row), "source": source}
        for row in reference.national_summaries
        if row.national_kpi_id not in fetched.with_all_areas
        and (row.group_id == "all" or row.group_id in valid)
    ]


def _value_rows(reference: Reference, fetched: Fetched) -> Rows:
    """Return the values that come along, of key figures that have not been fetched."""
    cards = {card.national_kpi_id for card in fetched.cards}
    return [
        {
            "national_kpi_id": row.national_kpi_id,
            "area_code": row.municipality_code,
            "year": row.year,
            "gender": row.gender,
            "state": "value",
            "value": row.value,
            "fetched_on": row.fetched_on,
        }
        for row in reference.national_values
        if row.national_kpi_id not in cards
    ]


def _break_rows(reference: Reference, fetched: Fetched) -> Rows:
    return [
        vars(row)
        for row in reference.national_series_breaks
        # A series begun anew holds nothing from before its definition changed.
        if row.national_kpi_id
        not in {card.national_kpi_id for card in fetched.cards if card.begun_anew_on}
    ]


def national_rows(
    reference: Reference, fetched: Fetched, named: frozenset[str]
) -> Iterator[tuple[str, Rows]]:
    """Yield each national table with its rows, all but the values that were fetched.

    `named` are the key figures that sheets of own figures name: one in Kolada's catalogue is there without values too.
    """
    kpis = _kpi_rows(reference, fetched, named)
    groups, members = _group_rows(reference, fetched)
    yield "national_kpi", kpis
    yield "kpi", _catalogue_rows(kpis)
    yield "national_series_break", _break_rows(reference, fetched)
    yield "national_group", groups
    yield "national_group_member", members
    yield "national_summary_fact", _summary_rows(reference, fetched, groups)
    yield "national_value", _value_rows(reference, fetched)


def fetched_values(folder: Path, fetched: Fetched) -> Iterator[pa.Table]:
    """Yield the values of each series held, also those replaced, as `national.VALUES`, in order of id."""
    for card in fetched.cards:
        yield pq.read_table(folder / "series" / f"{card.national_kpi_id}.parquet")
