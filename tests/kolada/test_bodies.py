"""What answers say: gender by letter, three ways to have no value, and nothing that is guessed."""

import random
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from small_kolada import DAY, Row, cell, kpi, row

from malkollen.kolada.bodies import (
    Fetched,
    ValueReader,
    kept_areas,
    read_areas,
    read_groups,
    read_kpis,
)
from malkollen.kolada.errors import KoladaError, KoladaProblem

AREAS = {"0000": "Riket", "0180": "Stockholm"}


def read(*rows: Any) -> Fetched:
    """Return what rows say of N1."""
    fetched = Fetched()
    ValueReader(AREAS, {"N1": fetched}).read(rows)
    return fetched


def without(held: Mapping[str, Any], name: str) -> Row:
    """Return a row without a field."""
    return {key: value for key, value in held.items() if key != name}


def test_gender_is_told_by_its_letter() -> None:
    """In whatever order the three stand."""
    cells = [cell("T", 1.0), cell("K", 2.0), cell("M", 3.0)]
    said = {("0180", 2023, "T"): 1.0, ("0180", 2023, "K"): 2.0, ("0180", 2023, "M"): 3.0}

    for seed in range(6):
        shuffled = random.Random(seed).sample(cells, 3)  # noqa: S311
        found = read(row("N1", "0180", 2023, *shuffled)).values
        assert {key: state[1] for key, state in found.items() if state} == said


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("Missing", "missing"),
        ("Privacy", "secret"),
        ("Not applicable", "not_applicable"),
        ("", "missing"),
    ],
)
def test_without_a_value_there_are_three_states(status: str, state: str) -> None:
    """None of them is zero."""
    fetched = read(row("N1", "0180", 2023, cell("T", None, status)))

    assert fetched == Fetched(values={("0180", 2023, "T"): (state, None)})


def test_zero_is_a_value() -> None:
    """And a whole number is a number."""
    assert read(row("N1", "0180", 2023, cell("T", 0))).values == {
        ("0180", 2023, "T"): ("value", 0.0)
    }


def test_what_is_deleted_has_no_state() -> None:
    """Whatever else the row says; a value in the same place goes before it."""
    gone = cell("T", 5.0, "Odd", isdeleted=True)

    assert read(row("N1", "0180", 2023, gone)).values == {("0180", 2023, "T"): None}
    for cells in ((gone, cell("T", 6.0)), (cell("T", 6.0), gone)):
        assert read(row("N1", "0180", 2023, *cells)).values == {("0180", 2023, "T"): ("value", 6.0)}


def test_other_areas_are_left_out() -> None:
    """Regions and groups come with every answer; what they say is not read."""
    found = read(row("N1", "0001", 2023, cell("X", "?")), row("N1", "G33612", 2023, cell("T", 1.0)))

    assert found == Fetched()


@pytest.mark.parametrize(
    ("bad", "name", "found"),
    [
        (row("N1", "0180", 2023, cell("T", 1.0, "Preliminary")), "status", "Preliminary"),
        (row("N1", "0180", 2023, cell("T", None, "missing")), "status", "missing"),
        (row("N1", "0180", 2023, cell("T", 1.0, "Privacy")), "status", "Privacy"),
        (row("N1", "0180", 2023, without(cell("T", 1.0), "status")), "status", "inget"),
        (row("N1", "0180", 2023, cell("F", 1.0)), "gender", "F"),
        (row("N1", "0180", 2023, cell("t", 1.0)), "gender", "t"),
        (row("N1", "0180", 2023, cell(["T"], 1.0)), "gender", "['T']"),  # type: ignore[arg-type]
        (row("N1", "0180", 2023, without(cell("T", 1.0), "gender")), "gender", "inget"),
        (row("N1", "0180", 2023, cell("T", "12,5")), "value", "12,5"),
        (row("N1", "0180", 2023, cell("T", "12.5")), "value", "12.5"),
        (row("N1", "0180", 2023, cell("T", value=True)), "value", "True"),
        (row("N1", "0180", 2023, cell("T", float("inf"))), "value", "inf"),
        (row("N1", "0180", 2023, without(cell("T", 1.0), "value")), "value", "inget"),
        (row("N1", "0180", 2023, without(cell("T", 1.0), "isdeleted")), "isdeleted", "inget"),
        (row("N1", "0180", 2023, cell("T", 1.0), cell("T", 2.0)), "value", "1.0 / 2.0"),
        (without(row("N1", "0180", 2023), "values"), "values", "inget"),
        ({**row("N1", "0180", 2023), "values": [1]}, "values", "[1]"),
        ({**row("N1", "0180", 2023), "period": "2023"}, "period", "2023"),
        ({**row("N1", "0180", 2023), "period": 23}, "period", "23"),
        ({**row("N1", "0180", 2023), "municipality": 180}, "municipality", "180"),
    ],
)  # fmt: skip
def test_what_is_not_understood_stops_its_series(bad: Row, name: str, found: str) -> None:
    """The problem names key figure, area, year, what was found and what would be allowed."""
    problem = read(bad).problem

    assert problem is not None
    assert (problem.national_kpi_ids, problem.field, problem.found) == (("N1",), name, found)
    assert problem.area_code == (None if name == "municipality" else "0180")
    assert problem.year == {"2023": None, "23": 23}.get(found if name == "period" else "", 2023)
    assert problem.allowed


def test_only_the_first_thing_wrong_is_told() -> None:
    """A status renamed would otherwise be told 290 times."""
    rows = [row("N1", "0180", year, cell("T", 1.0, f"S{year}")) for year in (2021, 2022)]

    problem = read(*rows).problem
    assert problem is not None
    assert problem.found == "S2021"


@pytest.mark.parametrize("bad", [row("N2", "0180", 2023), {}, [], None, "N1", {"kpi": ["N1"]}])
def test_a_row_of_no_series_asked_for_is_refused(bad: Any) -> None:
    """Then the whole answer is in doubt."""
    with pytest.raises(KoladaError):
        read(bad)


WILD = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=5)
    | some.sampled_from(["T", "N1", "0180", "Missing", ""]),
    lambda inner: some.lists(inner, max_size=3)
    | some.dictionaries(
        some.sampled_from(["values", "kpi", "period", "municipality", "gender", "status", "value", "isdeleted"]),
        inner,
    ),
    max_leaves=20,
)  # fmt: skip


@given(WILD)
def test_wild_rows_are_read_or_told(wild: Any) -> None:
    """Nothing but a value of a known state ever comes out."""
    try:
        fetched = read(wild, row("N1", "0180", 2023, wild) if isinstance(wild, dict) else wild)
    except KoladaError:
        return
    for (area, _, gender), state in fetched.values.items():
        assert (area in AREAS, gender in "TKM") == (True, True)
        assert state is None or (state[0] == "value") == (state[1] is not None)


def test_the_catalogue_is_read() -> None:
    """In order of id; a row that came twice stands once."""
    (first, second) = read_kpis(
        [
            kpi("N2", "B  (%)"),
            kpi("N1", prel_publication_date="2026-01-02T00:00:00"),
            kpi("N2", "B  (%)"),
        ],
        DAY,
    )

    assert (first["national_kpi_id"], second["national_kpi_id"]) == ("N1", "N2")
    assert second["title"] == "B (%)"
    assert str(first["preliminary_publication_date"]) == "2026-01-02"
    assert str(first["publication_date"]) == "2026-06-29"
    assert first["publication_period"] == "2025"


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"id": None}, "id"),
        ({"id": "../N1"}, "id"),
        ({"title": " "}, "title"),
        ({"title": 7}, "title"),
        ({"is_divided_by_gender": "yes"}, "is_divided_by_gender"),
        ({"is_divided_by_gender": None}, "is_divided_by_gender"),
        ({"publication_date": "snart"}, "publication_date"),
        ({"publication_date": 20260629}, "publication_date"),
        ({"operating_area": ["a"]}, "operating_area"),
    ],
)
def test_a_catalogue_that_is_not_understood_is_refused(changes: Row, name: str) -> None:
    """With the field that it is about."""
    with pytest.raises(KoladaError) as caught:
        read_kpis([{**kpi("N1"), **changes}], DAY)

    assert [one.field for one in caught.value.problems] == [name]


def test_municipalities_and_the_nation_are_kept() -> None:
    """The nation is of the regions' type in Kolada."""
    areas = read_areas(
        [
            {"id": "0180", "title": "Stockholm", "type": "K"},
            {"id": "0001", "title": "Region Stockholm", "type": "L"},
            {"id": "0000", "title": "Riket", "type": "L"},
        ],
        DAY,
    )

    assert [one["area_code"] for one in areas] == ["0000", "0001", "0180"]
    assert kept_areas(areas) == AREAS


@pytest.mark.parametrize(
    "bad", [{"id": "0180", "title": "Stockholm", "type": "X"}, {"id": 180}, None]
)
def test_an_area_that_is_not_understood_is_refused(bad: Any) -> None:
    """A type that is new could be anything."""
    with pytest.raises(KoladaError) as caught:
        read_areas([bad], DAY)

    assert [one.code for one in caught.value.problems] == ["areas"]


def test_groups_are_read_by_member() -> None:
    """One row for each."""
    members = [
        {"member_id": "0180", "member_title": "B"},
        {"member_id": "0160", "member_title": "A"},
    ]
    found = read_groups([{"id": "G1", "title": "Liknande", "members": members}], DAY)

    assert [(one["group_id"], one["title"], one["member_code"]) for one in found] == [
        ("G1", "Liknande", "0160"), ("G1", "Liknande", "0180"),
    ]  # fmt: skip


@pytest.mark.parametrize("members", [None, {}, [1], [{}], [{"member_id": 180}]])
def test_a_group_that_is_not_understood_is_refused(members: Any) -> None:
    """A group without its members would be compared with too few."""
    with pytest.raises(KoladaError) as caught:
        read_groups([{"id": "G1", "title": "Liknande", "members": members}], DAY)

    assert caught.value.problems[0] == KoladaProblem(
        code="groups", national_kpi_ids=("G1",), field="members",
        found="inget" if members is None else str(members), allowed=caught.value.problems[0].allowed,
    )  # fmt: skip


def nested(depth: int) -> Any:
    """Return lists in lists."""
    held: Any = []
    for _ in range(depth):
        held = [held]
    return held


@pytest.mark.parametrize(
    "found", [nested(1010), "x" * 1_000_000, "\x1b[2J\u202e"], ids=["nested", "long", "steering"]
)
def test_what_was_found_is_told_shortly(found: Any) -> None:
    """It reaches a terminal, a page and a file."""
    held = read(row("N1", "0180", 2023, cell("T", None, found))).problem

    assert held is not None
    assert held.found is not None
    assert len(held.found) < 100
    assert held.found.isprintable()


@pytest.mark.parametrize("value", [1.7e308, -1.7e308, 1e16, 10**18])
def test_a_value_without_bounds_is_refused(value: float) -> None:
    """The difference of two of them would be infinite."""
    held = read(row("N1", "0180", 2023, cell("T", value))).problem

    assert held is not None
    assert held.field == "value"


@pytest.mark.parametrize("kpi_id", ["../../x", "N1;drop", "N1\n", "n1", "CON", "all", "N" * 21, ""])
def test_an_id_that_is_no_name_of_a_file_is_refused(kpi_id: str) -> None:
    """On any system: n1 and N1 are one file to some, CON none."""
    with pytest.raises(KoladaError):
        read_kpis([kpi(kpi_id, "Mått")], DAY)


@pytest.mark.parametrize("code", ["X1", "180", "01800", "٠١٨٠"])
def test_an_area_is_known_by_four_digits(code: str) -> None:
    """The database takes no other, and would never be built again."""
    with pytest.raises(KoladaError):
        read_areas([{"id": code, "title": "Hej", "type": "K"}], DAY)


def test_a_title_does_not_steer_a_terminal() -> None:
    """Nor turn the direction of the text around it."""
    (held,) = read_kpis([kpi("N1", "Mått\x1b[2J \u202eom\n hem")], DAY)

    assert held["title"] == "Mått[2J om hem"


def test_a_title_without_end_is_refused() -> None:
    """A page could not show it."""
    with pytest.raises(KoladaError):
        read_kpis([kpi("N1", "x" * 1001)], DAY)
