"""What becomes of a series when it is fetched again? Values kept, revised or taken away; titles that changed; the end of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa

from malkollen.kolada.bodies import Key, State
from malkollen.national import LAST_YEAR, VALUES, SeriesCard, last_year
from malkollen.words import kolada as kolada_words


def no_values() -> pa.Table:
    """Return a series without values."""
    return VALUES.empty_table()


def _without_last_year(title: str) -> str:
    return LAST_YEAR.sub("", " ".join(title.split()))


def judged(card: SeriesCard, title: str | None, today: date) -> SeriesCard:
    """Return the card as it stands after the catalogue says a title, or None where it has the id no longer.

    A changed title stops the series, for the unit and what is measured stand in the title alone; that a last year was
    added does not.
    """
    if card.state == "stopped":
        return card
    if title is None:
        if card.state == "retired":
            return card
        return replace(card, state="retired", state_note=kolada_words.left_catalogue(today))
    if _without_last_year(title) != _without_last_year(card.title):
        note = kolada_words.title_changed(card.title, title, today)
        return replace(card, state="stopped", state_note=note)
    ended = last_year(title)
    if ended is None:
        return replace(card, title=title, state="current", state_note=None)
    note = kolada_words.LAST_YEAR.format(year=ended)
    return replace(card, title=title, state="retired", state_note=note)


def in_force(values: pa.Table) -> dict[Key, tuple[int, State]]:
    """Return the values in force by area, year and gender, each with its row and what it says."""
    names = ("area_code", "year", "gender", "state", "value", "replaced_on")
    columns = zip(*(values.column(name).to_pylist() for name in names), strict=True)
    return {
        (area, year, gender): (row, (state, value))
        for row, (area, year, gender, state, value, replaced_on) in enumerate(columns)
        if replaced_on is None
    }


def _new_rows(kpi_id: str, states: Mapping[Key, State], today: date) -> pa.Table:
    columns: dict[str, list[Any]] = {
        "national_kpi_id": [kpi_id] * len(states),
        "area_code": [area for area, _, _ in states],
        "year": [year for _, year, _ in states],
        "gender": [gender for _, _, gender in states],
        "state": [state for state, _ in states.values()],
        "value": [value for _, value in states.values()],
        "fetched_on": [today] * len(states),
        "replaced_on": [None] * len(states),
    }
    return pa.table(columns, schema=VALUES)


def merged(
    kpi_id: str,
    held: pa.Table,
    fetched: Mapping[Key, State | None],
    today: date,
    *,
    whole_areas: frozenset[str] = frozenset(),
) -> tuple[pa.Table, int, int]:
    """Return a series' values after a fetch, how many values are new, and how many were replaced by them or taken away.

    An equal value keeps its row. Another one, or a deletion, gives the row the day of replacement. Of `whole_areas` all
    that there is was fetched, so a value in force there that did not come is gone too.
    """
    current = in_force(held)
    gone = {key for key in current if key[0] in whole_areas and key not in fetched}
    new = {
        key: state
        for key, state in fetched.items()
        if state is not None and (key not in current or current[key][1] != state)
    }
    gone |= {key for key, state in fetched.items() if state is None and key in current}
    replaced = {current[key][0] for key in (*gone, *new) if key in current}
    if not replaced and not new:
        return held, 0, 0
    days = [
        today if row in replaced else day
        for row, day in enumerate(held.column("replaced_on").to_pylist())
    ]
    place = held.schema.get_field_index("replaced_on")
    kept = held.set_column(place, VALUES.field("replaced_on"), pa.array(days, pa.date32()))
    table = pa.concat_tables([kept.cast(VALUES), _new_rows(kpi_id, new, today)])
    return table, len(new), len(replaced)
