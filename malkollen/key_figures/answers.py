"""What is the answer of one national measure, for a municipality or for the country, and with what reservations?"""

from collections.abc import Sequence

import streamlit as st

from malkollen import frame
from malkollen.frame import Row
from malkollen.key_figures.series import band_of, series_of
from malkollen.key_figures.shared import show_bullet_list, show_text
from malkollen.words import national


def country_band(measure: Row, year: int | None) -> Row | None:
    """Return the country's median and quartiles of a year; without one, of the latest that most municipalities have."""
    measure_id = measure["national_kpi_id"]
    if year is None:
        year = frame.rows("national_ranking", national_kpi_id=measure_id)[0]["year"]
    return next((row for row in band_of(measure_id) if row["year"] == year), None)


def show_country_answer(measure: Row) -> None:
    """Show the answer of a national key figure where no municipality is chosen: the country's median, then its quartiles."""
    everyone = len(frame.rows("municipalities"))
    few = (
        national.few_ranked_sentence(measure["municipality_count"], everyone)
        if measure["has_all_areas"]
        else national.few_held_sentence(measure)
    )
    band, unit = country_band(measure, None), measure["unit"]
    direction = national.direction_sentence(measure["direction"])
    if band is None:
        frame.lead(f"{measure['title']}: {few}")
        show_text(direction)
    else:
        frame.lead(f"{measure['title']}: {national.median_sentence(band, unit)}")
        show_text(national.half_sentence(band, unit), direction)
        show_text(few)
    if not measure["has_all_areas"]:
        frame.offer_fetching()


def places_of(measure: Row, code: str) -> list[Row]:
    """Return a municipality's place in the country by year; none where not all municipalities' values are held."""
    return frame.rows(
        "national_places", national_kpi_id=measure["national_kpi_id"], municipality_code=code
    )


def show_municipality_answer(
    municipality: str, code: str, measure: Row, peers: Sequence[Row]
) -> None:
    """Show the answer of a municipality's national key figure: its value, then its place, those like it, all."""
    unit = measure["unit"]
    held = series_of(measure["national_kpi_id"], [code])
    series = [row for row in held if row["area_code"] == code]
    latest = national.latest_value(series)
    year = latest["year"] if latest else None
    answer = national.municipality_sentence(municipality, series, unit)
    frame.lead(f"{measure['title']}: {answer}")
    places = [row for row in places_of(measure, code) if row["year"] == year]
    show_text(
        national.change_sentence(series, unit),
        national.absence_sentence(municipality, series) if latest else "",
        national.ranking_sentence(measure, places),
        national.direction_sentence(measure["direction"]),
    )
    beside = next((row for row in peers if row["year"] == year), None)
    show_text(
        national.peers_sentence(municipality, beside, unit),
        national.band_sentence(country_band(measure, year), unit),
    )
    if not measure["has_all_areas"]:
        st.caption(frame.escaped(national.few_held_sentence(measure)))
        frame.offer_fetching()
    show_few_ranked(measure, year)


def show_few_ranked(measure: Row, year: int | None) -> None:
    """Say that places and median of a year are among few, where fewer than half of the country has a value."""
    if not measure["has_all_areas"]:
        return
    counted = [
        row["area_count"] for row in band_of(measure["national_kpi_id"]) if row["year"] == year
    ]
    # A year without a band has fewer values than the measure has municipalities.
    amount = max(counted, default=measure["municipality_count"])
    told = national.few_ranked_sentence(amount, len(frame.rows("municipalities")))
    show_text(told)


def show_reservations(measure: Row, breaks: Sequence[Row]) -> None:
    """Show what a reader must know before the values are compared: the series' state, its breaks, its revisions."""
    state = national.state_sentence(measure)
    if state is not None:
        frame.remark(state)
    told = national.break_sentences(breaks)
    revised = national.revision_sentence(measure)
    if revised is not None:
        told.append(revised)
    show_bullet_list(told)
