"""The national figures that come with Målkollen are those of their source, to the last decimal."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from malkollen.locations import REFERENCE, ROOT
from malkollen.reference import Reference, read_reference

STORED = ROOT.parent / "shared" / "reference"
FETCHES = {"didreport-2023-09-12": "2023-09-12", "didreport-2024-12-12": "2024-12-12"}
FIVE = frozenset({"0125", "0126", "0160", "0184", "0580"})

Key = tuple[str, str, int, str]


@pytest.fixture(scope="module")
def reference() -> Reference:
    """The reference tables that come with Målkollen."""
    return read_reference(REFERENCE)


@pytest.fixture(scope="module")
def stored() -> dict[Key, tuple[str, str]]:
    """Every municipality's stored value of the two measures as written, with the day of its fetch."""
    path = STORED / "kpi_values.csv"
    if not path.is_file():
        pytest.skip("the stored values are not at hand: no ../shared/reference/kpi_values.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (row["kpi_id"], row["municipality_code"], int(row["year"]), row["gender"]): (
                row["value"],
                FETCHES[row["source"]],
            )
            for row in csv.DictReader(file)
            if row["kpi_id"] in ("N15428", "N17461")
            and row["source"] in FETCHES
            and row["municipality_code"].isdigit()
        }


def written(name: str) -> list[dict[str, str]]:
    """Return a reference table's rows as written."""
    with (Path(REFERENCE) / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def quantile(values: list[float], share: float) -> float:
    """Return a quantile, linear between the two nearest."""
    place = (len(values) - 1) * share
    below = int(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (place - below)


def test_the_values_are_those_of_the_five_and_all_of_them(
    stored: dict[Key, tuple[str, str]],
) -> None:
    """Every stored value of the five municipalities, as written there, and no other."""
    held = {
        (
            row["national_kpi_id"],
            row["municipality_code"],
            int(row["year"]),
            row["gender"],
        ): (row["value"], row["fetched_on"])
        for row in written("national_values")
    }

    assert held == {key: value for key, value in stored.items() if key[1] in FIVE}


def test_the_summaries_are_counted_from_the_stored_values(
    stored: dict[Key, tuple[str, str]], reference: Reference
) -> None:
    """Quartiles of all municipalities and of each group of like ones, counted here in another way."""
    members = {row.group_id: frozenset(row.members) for row in reference.national_groups}
    lying: dict[tuple[str, int, str], dict[str, float]] = defaultdict(dict)
    for (kpi, municipality, year, gender), (value, _) in stored.items():
        lying[kpi, year, gender][municipality] = float(value)

    assert reference.national_summaries
    for row in reference.national_summaries:
        everyone = lying[row.national_kpi_id, row.year, row.gender]
        values = sorted(
            value
            for municipality, value in everyone.items()
            if row.group_id == "all" or municipality in members[row.group_id]
        )
        assert row.area_count == len(values), row
        for share, found in (
            (0.25, row.lower_quartile),
            (0.5, row.median),
            (0.75, row.upper_quartile),
        ):
            # Six decimals are written.
            assert found == pytest.approx(quantile(values, share), abs=6e-7), row


def test_what_is_known_of_kolada_is_as_its_catalogue_says(reference: Reference) -> None:
    """Ids, titles, areas and the members of the groups."""
    catalogue = STORED / "kolada" / "catalogue_kpi_2026-03.csv"
    groups = STORED / "kolada" / "catalogue_municipality_groups_2026-03.csv"
    if not (catalogue.is_file() and groups.is_file()):
        pytest.skip("Kolada's catalogue is not at hand in ../shared/reference/kolada")
    with catalogue.open(encoding="utf-8", newline="") as file:
        kpis = {row["id"]: row for row in csv.DictReader(file)}
    members = defaultdict(set)
    titles = {}
    with groups.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            members[row["group_id"]].add(row["member_id"])
            titles[row["group_id"]] = row["group_title"]

    for one in reference.national_kpis:
        listed = kpis[one.national_kpi_id]
        assert one.title == listed["title"].strip()
        assert one.operating_area == listed["operating_area"]
        assert one.is_divided_by_gender == (listed["is_divided_by_gender"] == "True")
    for group in reference.national_groups:
        assert (group.title, set(group.members)) == (
            titles[group.group_id],
            members[group.group_id],
        )


@pytest.mark.parametrize(
    ("direction", "kpis"),
    [
        ("lower", ("N00090", "N03920", "U50128", "N18952")),
        ("higher", ("N15428", "N17461", "N18946", "N00971")),
        ("none", ("N40008", "N01986")),
    ],
)
def test_the_direction_is_the_one_a_citizen_expects(
    reference: Reference, direction: str, kpis: tuple[str, ...]
) -> None:
    """Sick leave, unemployment, food waste and broken-off courses fall to the better; what people cost is neither."""
    found = {row.national_kpi_id: row.direction for row in reference.national_kpis}
    assert {found[one] for one in kpis} == {direction}


def test_own_key_figures_have_the_direction_that_their_words_promise(reference: Reference) -> None:
    """Hours to an SFI grade, food waste, sick leave and unemployment: lower is better. Self-support: higher."""
    found = {row.kpi_code: row.direction for row in reference.kpis}
    falling = (
        "sfi_hours_to_grade_c", "sfi_hours_to_grade_d", "food_waste_per_portion", "sick_leave_share",
        "unemployment_municipality", "unemployment_county", "unemployment_nation",
    )  # fmt: skip
    assert {found[one] for one in falling} == {"lower"}
    assert found["labour_market_self_support_share"] == "higher"
