"""What does it cost to hold the nation's values? A sync of them all, the build, and the pages beside an empty one.

PYTHONPATH=tests python -m benchmarks.national FOLDER [--rounds 7]

FOLDER holds values as they were copied from Kolada: kpi_values.csv (kpi_id, municipality_code, year, gender, value),
kpi_missing.csv (the same with status), and kpi_coverage.csv (kpi_id and title_2026_03). They are served on this machine
and fetched from there, as from Kolada.
"""

import argparse
import csv
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page
from small_kolada import Row, Value, kpi, serve_values

from benchmarks.machine import describe_machine
from benchmarks.pages import Measured, measure, print_table
from malkollen.locations import REFERENCE, ROOT
from malkollen.reference import read_reference
from malkollen.words import national

# A measure that most municipalities have for many years.
KPI = "N15428"


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_values(folder: Path) -> tuple[list[Value], list[Row]]:
    """Return the values as Kolada sends them, and their rows of the catalogue."""
    values: list[Value] = [
        (
            row["kpi_id"],
            row["municipality_code"],
            int(row["year"]),
            row["gender"],
            float(row["value"]),
            "",
        )
        for row in _rows(folder / "kpi_values.csv")
    ]
    values += [
        (
            row["kpi_id"],
            row["municipality_code"],
            int(row["year"]),
            row["gender"],
            None,
            row["status"],
        )
        for row in _rows(folder / "kpi_missing.csv")
    ]
    titles = {row["kpi_id"]: row["title_2026_03"] for row in _rows(folder / "kpi_coverage.csv")}
    return values, [kpi(one, titles.get(one) or None) for one in sorted({row[0] for row in values})]


def _areas() -> list[Row]:
    known = read_reference(REFERENCE).municipalities
    areas = [{"id": row.municipality_code, "title": row.municipality, "type": "K"} for row in known]
    return [*areas, {"id": "0000", "title": "Riket", "type": "L"}]


def fetch(values: list[Value], kpis: list[Row], variables: dict[str, str]) -> float:
    """Fetch them all from a server on this machine and build; return the seconds that took."""
    with serve_values(values, kpis, areas=_areas()) as kolada:
        started = time.perf_counter()
        subprocess.run(
            [
                sys.executable, "-m", "malkollen", "kolada", "sync", f"--address={kolada.address}",
                *(f"--kpi={row['id']}" for row in kpis),
            ],
            cwd=ROOT, env={**os.environ, **variables}, check=True,
        )  # fmt: skip
        return time.perf_counter() - started


def _choose_year(page: Page, option: str) -> None:
    page.get_by_role("combobox", name="År").click()
    page.get_by_role("option", name=option, exact=True).click()


def _choose_municipality(page: Page, option: str) -> None:
    page.get_by_role("combobox", name="Kommun").first.click()
    page.get_by_role("option", name=option, exact=True).click()


def main() -> None:
    """Fetch, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    values, kpis = read_values(arguments.folder)
    title = next(row["title"] for row in kpis if row["id"] == KPI)
    chosen = national.label({"title": title, "national_kpi_id": KPI})
    with TemporaryDirectory() as folder:
        variables = {
            "MALKOLLEN_DATA": f"{folder}/own", "MALKOLLEN_DATABASE": f"{folder}/database",
        }  # fmt: skip
        seconds = fetch(values, kpis, variables)
        pages = (
            Measured(
                "karta, all municipalities", "karta", _choose_year, ("2020", "2024"),
                {"matt": chosen},
            ),
            Measured(
                "nyckeltal, one key figure", "nyckeltal", _choose_municipality,
                parameters={"nyckeltal": chosen},
            ),
            Measured(
                "nyckeltal, one municipality", "nyckeltal", _choose_municipality,
                ("Linköping", "Huddinge"),
                parameters={"kommun": "Huddinge"},
            ),
        )  # fmt: skip
        _, later = measure(arguments.rounds, pages, variables)
    print(describe_machine())
    print(
        f"\n{title}: {len(values)} values of {len(kpis)} key figures fetched and built in {seconds:.1f} s\n"
    )
    print_table(later)


if __name__ == "__main__":
    main()
