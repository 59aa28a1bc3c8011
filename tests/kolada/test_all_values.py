"""All values that were once copied from Kolada, loaded through a sync and compared cell by cell."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_kolada import Row, Run, Value, kpi, serve_values, values

from malkollen.locations import ROOT

REFERENCE = ROOT.parent / "shared" / "reference"

pytestmark = pytest.mark.skipif(
    not (REFERENCE / "kpi_values.csv").is_file(),
    reason="the values copied from Kolada are not here",
)

STATES = {"Missing": "missing", "Privacy": "secret", "": "missing"}


def table(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a file."""
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def copied() -> list[Value]:
    """Return every value and every cell without one, as Kolada sends them."""
    present = [
        (row["kpi_id"], row["municipality_code"], int(row["year"]), row["gender"], float(row["value"]), "")
        for row in table("kpi_values.csv")
    ]  # fmt: skip
    empty = [
        (row["kpi_id"], row["municipality_code"], int(row["year"]), row["gender"], None, row["status"])
        for row in table("kpi_missing.csv")
    ]  # fmt: skip
    return [*present, *empty]


def copied_kpis(ids: set[str]) -> list[Row]:
    """Return the catalogue's rows of some key figures, with the latest title known."""
    titles = {
        row["kpi_id"]: row["title_2026_03"] or row["title_2023_03"]
        for row in table("kpi_coverage.csv")
    }
    return [kpi(one, titles.get(one) or None) for one in sorted(ids)]


def test_every_value_arrives(run: Run, own: Path) -> None:
    """88,807 values and 394 without one: each of a municipality or the nation is there, of groups and regions none."""
    sent = copied()
    areas: list[Row] = json.loads(
        (REFERENCE / "kolada/catalogue_municipality_2026-03.json").read_text(encoding="utf-8")
    )
    kept = {row["id"] for row in areas if row["type"] == "K" or row["id"] == "0000"}
    ids = {row[0] for row in sent}
    expected = {
        (kpi_id, area, year, gender): ("value" if value is not None else STATES[status], value)
        for kpi_id, area, year, gender, value, status in sent
        if area in kept
    }

    with serve_values(sent, copied_kpis(ids), areas=areas) as kolada:
        report = run(kolada, *ids)
    arrived = {(one, *key): state for one in ids for key, state in values(own, one).items()}

    assert len(sent) == 88_807 + 394
    assert arrived == expected
    assert report.value_count == len(expected)
    assert report.problems == []
