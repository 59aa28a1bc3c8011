"""What are the values of a national measure over the years, of areas and of the whole country?"""

from collections.abc import Sequence

import pyarrow as pa

from malkollen import charts, frame
from malkollen.frame import Row
from malkollen.key_figures.shared import NATION
from malkollen.words import national
from malkollen.words.language import known


def areas_in_order(rows: Sequence[Row], codes: Sequence[str]) -> list[Row]:
    """Return values of areas in the order of their codes, the nation last and by its name in the spoken language."""
    order = {code: place for place, code in enumerate([*codes, NATION])}
    named = [row | {"area": known("area", row["area"])} for row in rows]
    return sorted(named, key=lambda row: (order[row["area_code"]], row["year"]))


def series_of(measure_id: str, codes: Sequence[str], gender: str = "T") -> list[Row]:
    """Return the values of areas over the years; no codes give the nation alone, where it is held."""
    rows = frame.rows(
        "national_series",
        national_kpi_id=measure_id,
        municipality_codes=",".join(codes) or NATION,
        gender=gender,
    )
    return areas_in_order(rows, codes)


def band_of(measure_id: str, gender: str = "T") -> list[Row]:
    """Return the country's quartiles over the years in which enough municipalities have a value."""
    return national.bands(frame.rows("national_band", national_kpi_id=measure_id, gender=gender))


def breaks_of(measure: Row) -> list[Row]:
    """Return the years from which a measure is another."""
    return frame.rows("national_breaks", national_kpi_id=measure["national_kpi_id"])


def trend(measure: Row, series: Sequence[Row], targets: Sequence[Row] = ()) -> charts.Figure:
    """Draw a national key figure over the years; targets are those set for this very measure, never a near one."""
    return charts.national_trend(
        pa.Table.from_pylist(list(series)),
        pa.Table.from_pylist(band_of(measure["national_kpi_id"])),
        unit=measure["unit"],
        targets=targets,
        breaks=breaks_of(measure),
    )
