"""How does one key figure of the documents stand, and which national measure is nearest to it?"""

from collections.abc import Sequence

import streamlit as st

from malkollen import frame
from malkollen.frame import Choice, Row
from malkollen.key_figures.listings import show_listings
from malkollen.key_figures.results import show_missing, show_results, show_targets, show_trends
from malkollen.key_figures.series import series_of, trend
from malkollen.key_figures.shared import (
    MOST_COMPARED,
    PEERS,
    Documents,
    explain,
    measure_source,
    picture_of_measure,
    show_text,
)
from malkollen.words import kpis, national
from malkollen.words.language import _


def show_nearest(choice: Choice, kpi: Row, measures: Sequence[Row]) -> None:
    """Show the nearest national measure, which has another definition: no target is held against it."""
    st.header(_("Närmaste nationella mått"))
    measure = next(
        (row for row in measures if row["national_kpi_id"] == kpi["nearest_kolada_id"]), None
    )
    st.write(frame.escaped(kpis.nearest_sentence(kpi, measure["title"] if measure else None)))
    if measure is None:
        return
    if not measure["has_values"]:
        st.write(_(national.NOT_FETCHED))
        frame.offer_fetching()
        return
    codes = dict.fromkeys(row["municipality_code"] for row in choice.documents)
    series = series_of(measure["national_kpi_id"], list(codes)[:MOST_COMPARED])
    told = national.compared_sentence(series, list(codes), measure["unit"])
    st.write(frame.escaped(_("I Kolada: {values}").format(values=told)))
    source = measure_source(measure, _("Median och kvartiler"))
    frame.chart(
        trend(measure, series),
        key="narmaste",
        summary=f"{measure['title']}: {told}",
        picture=picture_of_measure(measure, series, source),
    )
    frame.show_source(source)
    explain(PEERS)
    frame.link(
        "nyckeltal",
        _("Mer om det nationella måttet"),
        kommun=choice.municipality,
        nyckeltal=national.label(measure),
    )


def show_who_has_it(choice: Choice, kpi: Row) -> None:
    """Show the ways to the municipalities that have a key figure, where the one chosen has no figures of it."""
    others = [
        row["municipality"]
        for row in frame.rows("kpi_municipalities", kpi_code=kpi["kpi_code"])
        if row["municipality"] != choice.municipality
    ]
    if others:
        frame.show_ways(
            _("Nyckeltalet finns hos:"),
            [frame.linked(name, "nyckeltal", kommun=name, nyckeltal=kpi["kpi"]) for name in others],
        )


def show_own_kpi(choice: Choice, kpi: Row, measures: Sequence[Row], documents: Documents) -> None:
    """Show one key figure of the documents, and beside it the nearest national measure."""
    code = choice.municipality_code
    asked = {"kpi_code": kpi["kpi_code"], "municipality_code": code}
    results = frame.rows("kpi_results", **asked)
    newest, rest = kpis.results_sentences(kpi, results, choice.municipality)
    frame.lead(newest)
    if not results:
        show_who_has_it(choice, kpi)
    if choice.municipality:
        show_text(rest, kpis.missing_sentence(frame.rows("missing_outcomes", **asked)))
    else:
        show_text(rest)
        show_missing(**asked)
    show_targets(results, documents, is_narrowed=True)
    show_trends(results, documents)
    show_listings(choice, documents, kpi["kpi_code"])
    show_nearest(choice, kpi, measures)
    show_results(results, documents, **asked)
