"""What the build makes of Kolada: what comes along, what was fetched over it, and how a broken file is told."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from malkollen.build import build
from malkollen.national import GROUPS, KPIS, VALUES, SeriesCard, write_series, write_table
from malkollen.problems import RecordError
from malkollen.store import read_table

DAY = date(2026, 11, 1)
LATER = date(2026, 11, 20)


def card(national_kpi_id: str = "N15428", **changed: Any) -> SeriesCard:
    """A series of all municipalities (constructed)."""
    given: dict[str, Any] = {
        "national_kpi_id": national_kpi_id,
        "title": "Elever i åk 9 som är behöriga till yrkesprogram, hemkommun, andel (%)",
        "fetched_on": DAY,
        "has_all_areas": True,
    }
    return SeriesCard(**(given | changed))


def values(*rows: tuple[Any, ...], kpi: str = "N15428") -> pa.Table:
    """Values (constructed): area, year, gender, state, value, and the day of replacement."""
    return pa.Table.from_pylist(
        [
            {
                "national_kpi_id": kpi,
                "area_code": area,
                "year": year,
                "gender": gender,
                "state": state,
                "value": value,
                "fetched_on": DAY,
                "replaced_on": rest[0] if rest else None,
            }
            for area, year, gender, state, value, *rest in rows
        ],
        schema=VALUES,
    )


def built(kolada: Path) -> dict[str, list[dict[str, Any]]]:
    """Build with what was fetched, and return the national tables."""
    build(kolada=kolada)
    names = (
        "national_kpi", "national_value", "national_revision", "national_group", "national_group_member",
        "national_summary_fact", "national_series_break", "kpi",
    )  # fmt: skip
    return {name: read_table(name).to_pylist() for name in names}


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders of the test's own; what was fetched lies in the one returned."""
    monkeypatch.setenv("MALKOLLEN_DATABASE", str(tmp_path / "database"))
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path / "own"))
    return tmp_path / "kolada"


def one(rows: list[dict[str, Any]], **key: Any) -> dict[str, Any]:
    """Return the one row with the key."""
    found = [row for row in rows if all(row[name] == value for name, value in key.items())]
    assert len(found) == 1
    return found[0]


def test_what_comes_along_is_there_before_anything_is_fetched(folders: Path) -> None:
    """The two measures have values of five municipalities and summaries; the others a definition and no value."""
    tables = built(folders)

    held = {row["national_kpi_id"] for row in tables["national_value"]}
    assert held == {"N15428", "N17461"}
    assert {row["area_code"] for row in tables["national_value"]} == {
        "0125",
        "0126",
        "0160",
        "0184",
        "0580",
    }
    school = one(tables["national_kpi"], national_kpi_id="N15428")
    assert (school["unit"], school["direction"], school["topic"]) == (
        "procent",
        "higher",
        "grundskola",
    )
    assert (school["is_fetched"], school["has_all_areas"]) == (False, False)
    assert school["source"] == "Kolada; CC BY 4.0 (RISE / pgmj)"
    assert school["fetched_on"] == date(2024, 12, 12)
    jobless = one(tables["national_kpi"], national_kpi_id="N03920")
    assert (jobless["direction"], jobless["source"]) == ("lower", "Kolada")
    assert "18–65" in jobless["definition"]
    ended = one(tables["national_kpi"], national_kpi_id="N18820")
    assert (ended["state"], ended["state_note"]) == (
        "retired",
        "Måttet följs inte längre; sista året är 2023.",
    )
    assert one(tables["kpi"], kpi_code="N15428")["is_national"]
    group = one(tables["national_group"], topic="grundskola", municipality_code="0184")
    assert (group["title"], group["year"]) == ("Liknande kommuner grundskola, Solna, 2024", 2024)
    general = one(tables["national_group"], topic="övergripande", municipality_code="0184")
    assert general["year"] == 2025


def test_what_was_fetched_takes_the_place_of_what_came_along(folders: Path) -> None:
    """Values in force, revisions apart, no summary that came counted; the other measure stays as it came."""
    write_series(
        folders,
        card(),
        values(
            ("0184", 2024, "T", "value", 90.0, LATER),
            ("0184", 2024, "T", "value", 91.5),
            ("0184", 2024, "K", "secret", None),
            ("0000", 2024, "T", "value", 85.25),
            ("0160", 2023, "T", "missing", None),
        ),
    )
    tables = built(folders)

    of_kpi = [row for row in tables["national_value"] if row["national_kpi_id"] == "N15428"]
    assert [
        (row["area_code"], row["year"], row["gender"], row["state"], row["value"]) for row in of_kpi
    ] == [
        ("0160", 2023, "T", "missing", None),
        ("0000", 2024, "T", "value", 85.25),
        ("0184", 2024, "K", "secret", None),
        ("0184", 2024, "T", "value", 91.5),
    ]
    assert tables["national_revision"] == [
        {
            "national_kpi_id": "N15428", "area_code": "0184", "year": 2024, "gender": "T",
            "old_state": "value", "old_value": 90.0, "fetched_on": DAY, "replaced_on": LATER,
        }
    ]  # fmt: skip
    assert {row["national_kpi_id"] for row in tables["national_summary_fact"]} == {"N17461"}
    kpi = one(tables["national_kpi"], national_kpi_id="N15428")
    assert (kpi["is_fetched"], kpi["source"], kpi["fetched_on"]) == (True, "Kolada", DAY)


def test_of_chosen_municipalities_nothing_is_said_about_all(folders: Path) -> None:
    """The summaries that came counted stay, for the values held are not enough to count them again."""
    write_series(folders, card(has_all_areas=False), values(("0184", 2024, "T", "value", 91.5)))
    tables = built(folders)

    assert "N15428" in {row["national_kpi_id"] for row in tables["national_summary_fact"]}
    assert not one(tables["national_kpi"], national_kpi_id="N15428")["has_all_areas"]


def test_nobody_has_judged_a_measure_that_is_unknown_to_us(folders: Path) -> None:
    """Its direction is unknown, its unit is read from its title, its area tells its group, and Kolada's words stand as its definition."""
    title = "Elever i grundskola, antal/1000 inv"
    write_series(folders, card("N99999", title=title), values(kpi="N99999"))
    described = {
        "national_kpi_id": "N99999",
        "title": title,
        "description": "Constructed.",
        "is_divided_by_gender": True,
        "operating_area": "Grundskola åk 0-9 inkl förskoleklass",
        "publication_date": date(2027, 2, 1),
        "publication_period": "2026",
        "fetched_on": DAY,
    }
    write_table(pa.Table.from_pylist([described], schema=KPIS), folders / "kpis.parquet", KPIS)
    kpi = one(built(folders)["national_kpi"], national_kpi_id="N99999")

    assert (kpi["direction"], kpi["unit"], kpi["topic"]) == (
        "unknown",
        "antal/1000 inv",
        "grundskola",
    )
    assert (kpi["definition"], kpi["next_publication_date"]) == ("Constructed.", date(2027, 2, 1))


def test_a_state_found_while_fetching_is_kept(folders: Path) -> None:
    """A stopped series keeps its values and says why; one begun anew has no break of before."""
    note = "Titeln har ändrats (constructed)."
    write_series(
        folders, card(state="stopped", state_note=note), values(("0184", 2024, "T", "value", 1.0))
    )
    write_series(
        folders, card("N17461", title="Ny, andel (%)", begun_anew_on=DAY), values(kpi="N17461")
    )
    tables = built(folders)

    kpi = one(tables["national_kpi"], national_kpi_id="N15428")
    assert (kpi["state"], kpi["state_note"]) == ("stopped", note)
    assert {row["national_kpi_id"] for row in tables["national_series_break"]} >= {
        "N15428",
        "N03920",
    }
    assert "N17461" not in {row["national_kpi_id"] for row in tables["national_series_break"]}


def test_groups_that_were_fetched_take_the_place_of_those_that_came_along(folders: Path) -> None:
    """A summary counted for the group of another year is left out; only groups of like municipalities are kept."""
    rows = [
        ("G36058", "Liknande kommuner grundskola, Solna, 2025", "0183"),
        ("G36058", "Liknande kommuner grundskola, Solna, 2025", "0163"),
        ("G36058", "Liknande kommuner grundskola, Solna, 2025", "9999"),
        ("G35896", "Liknande kommuner grundskola, Ekerö, 2024", "0115"),
        ("G2328", "Alla kommuner (ovägt medel)", "0114"),
        ("G1", "Liknande kommuner grundskola, Ingenstans, 2025", "0114"),
    ]
    table = pa.Table.from_pylist(
        [
            {"group_id": group, "title": title, "member_code": code, "fetched_on": DAY}
            for group, title, code in rows
        ],
        schema=GROUPS,
    )
    write_table(table, folders / "groups.parquet", GROUPS)
    tables = built(folders)

    assert {row["group_id"]: row["year"] for row in tables["national_group"]} == {
        "G36058": 2025,
        "G35896": 2024,
    }
    members = {
        (row["group_id"], row["municipality_code"]) for row in tables["national_group_member"]
    }
    assert members == {("G36058", "0183"), ("G36058", "0163"), ("G35896", "0115")}
    assert {row["group_id"] for row in tables["national_summary_fact"]} == {"all", "G35896"}


@pytest.mark.parametrize("name", ["series/N15428.parquet", "kpis.parquet", "groups.parquet"])
def test_a_broken_file_stops_the_build_and_leaves_the_database(folders: Path, name: str) -> None:
    """A file that is no Parquet is told as a problem of what was fetched."""
    before = build(kolada=folders).path
    (folders / name).parent.mkdir(parents=True, exist_ok=True)
    (folders / name).write_bytes(b"not parquet")

    with pytest.raises(RecordError) as caught:
        build(kolada=folders)

    (problem,) = caught.value.problems
    assert (problem.file, problem.code) == ("kolada", "not_readable")
    assert before.is_file()


def test_a_value_that_stands_twice_stops_the_build(folders: Path) -> None:
    """Two values in force for one area, year and gender."""
    twice = values(("0184", 2024, "T", "value", 1.0), ("0184", 2024, "T", "value", 2.0))
    write_series(folders, card(), twice)

    with pytest.raises(RecordError) as caught:
        build(kolada=folders)

    (problem,) = caught.value.problems
    assert (problem.code, problem.found) == ("duplicate", "N15428 0184 2024 T")


def test_a_series_under_another_name_stops_the_build(folders: Path) -> None:
    """The card inside says what it is; a file that was renamed by hand is told by its name."""
    write_series(folders, card(), values(("0184", 2024, "T", "value", 1.0)))
    series = folders / "series"
    (series / "N15428.parquet").rename(series / "N17461.parquet")

    with pytest.raises(RecordError) as caught:
        build(kolada=folders)

    (problem,) = caught.value.problems
    assert problem.code == "not_readable"
    assert "N17461.parquet" in str(problem.found)


def test_what_the_database_refuses_is_told_as_a_problem(folders: Path) -> None:
    """A value that no rule before the schema knows of; the database that was there stays."""
    before = build(kolada=folders).path
    write_series(folders, card(), values(("0184", 2024, "X", "value", 1.0)))

    with pytest.raises(RecordError) as caught:
        build(kolada=folders)

    (problem,) = caught.value.problems
    assert (problem.file, problem.code) == ("database", "not_loaded")
    assert before.is_file()
