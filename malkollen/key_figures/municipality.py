"""How do all key figures of one municipality, or of all, stand?"""

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
import streamlit as st

from malkollen import charts, frame, words
from malkollen.frame import Choice, Row
from malkollen.key_figures.budget import show_budget
from malkollen.key_figures.listings import show_listings
from malkollen.key_figures.results import show_missing, show_results, show_targets, show_trends
from malkollen.key_figures.shared import (
    PEERS,
    TARGETS,
    Documents,
    explain,
    show_bullet_list,
    show_rows,
    show_text,
)
from malkollen.words import kpis, national
from malkollen.words.language import _

_CHART_LIMIT = 8
_DECIDED_LIMIT = 2


def show_counts(choice: Choice, results: Sequence[Row]) -> None:
    """Show the answer: how many targets and how many met; below it the first that are settled, and why others are not."""
    if not results:
        of_whom = choice.municipality or _("Dokumenten")
        frame.lead(_("{where}: varken mål eller utfall i siffror.").format(where=of_whom))
        return
    counts = frame.rows("target_counts", municipality_code=choice.municipality_code)[0]
    frame.lead(kpis.counts_sentence(choice.municipality or _("Alla kommuner"), counts))
    # What was missed before what was met, the newest of each first.
    decided = sorted(
        (row for row in results if row["is_met"] is not None),
        key=lambda row: (row["is_met"], -row["year"]),
    )
    show_bullet_list([kpis.result_sentence(row) for row in decided[:_DECIDED_LIMIT]])
    if choice.municipality:
        missing = frame.rows("missing_outcomes", municipality_code=choice.municipality_code)
        show_text(kpis.missing_sentence(missing))


def show_named(municipality_code: str | None, documents: Documents) -> None:
    """Show what became of SFI and the shares who support themselves, which many ask for."""
    results = [
        *frame.rows("sfi_results", municipality_code=municipality_code),
        *frame.rows("self_support_shares", municipality_code=municipality_code),
    ]
    if not results:
        return
    st.header(_("SFI och egen försörjning"))
    show_bullet_list(
        [
            f"{kpis.result_sentence(row)} {national.direction_sentence(row['direction'])}"
            for row in results
        ]
    )
    frame.show_source(kpis.source_line(results, documents))


def show_worst_first(rows: Sequence[Row], measures: Sequence[Row]) -> None:
    """Show all key figures of a municipality, each against its own target and, apart from it, among its peers."""
    st.header(_("Alla nyckeltal, värst först") if kpis.is_any_bad(rows) else _("Alla nyckeltal"))
    st.write(frame.escaped(kpis.concern_sentence(rows)))
    show_rows(rows, national.municipality_rows)
    has_targets = any(row["has_target"] for row in rows)
    remarks = [
        *([_(national.TWO_SCALES)] if national.has_verdicts(rows) else []),
        *([_(national.NEAREST)] if any(row["nearest_kolada_id"] for row in rows) else []),
    ]
    if remarks:
        st.caption(frame.escaped(" ".join(remarks)))
    retired = national.retired_sentence(measures, [row["kpi_code"] for row in rows])
    if retired:
        st.caption(frame.escaped(retired))
    frame.show_source(national.two_sources(_("Fjärdedelar och medianer")))
    explain(*([TARGETS] if has_targets else []), PEERS)


def show_among_peers(municipality: str, rows: Sequence[Row]) -> None:
    """Show where a municipality's key figures lie among those like it."""
    heading = _("Bland liknande kommuner")
    st.header(heading)
    show_text(national.place_sentence(rows))
    show_text(national.years_sentence(rows))
    placed = [national.placed_row(row) for row in rows if national.has_position(row)]
    if not placed:
        return
    computed = national.computed_figures(_("Fjärdedelar, medianer och kvartiler"))
    source = f"{_(national.RAW)} {computed}"
    picture = frame.Picture(heading, municipality, source, (municipality, heading))
    frame.chart(
        charts.peers_position(pa.Table.from_pylist(placed[:_CHART_LIMIT])),
        key="bland_liknande",
        summary=" ".join(national.placed_sentence(row) for row in placed[:_CHART_LIMIT]),
        picture=picture,
    )
    if len(placed) > _CHART_LIMIT:
        more = words.count(len(placed) - _CHART_LIMIT, "nyckeltal", "nyckeltal")
        with st.expander(_("Visa {kpis} till bland liknande kommuner").format(kpis=more)):
            frame.chart(
                charts.peers_position(pa.Table.from_pylist(placed[_CHART_LIMIT:])),
                key="bland_liknande_till",
                summary=" ".join(national.placed_sentence(row) for row in placed[_CHART_LIMIT:]),
                picture=replace(picture, named=(*picture.named, _("fortsättning"))),
            )
    with st.expander(_("Visa de liknande kommunernas kvartiler som tabell")):
        frame.wide_table([national.placed_cells(row) for row in placed])
    frame.show_source(source)
    explain(PEERS)


def show_moved(choice: Choice) -> None:
    """Show goals beside the key figures that should have moved, without saying that one caused the other."""
    rows = frame.rows("promised_and_moved", municipality_code=choice.municipality_code)
    if not rows:
        return
    st.header(_("Lovat – och rörde det sig?"))
    reported = [row for row in rows if row["reported_count"]]
    if not reported:
        st.write(_(national.NO_STATUS))
        return
    st.write(_(national.NO_CLAIM))
    show_rows(national.moved_rows(reported))
    frame.show_source(national.two_sources(_("Förändringar")))


def show_nearest_measures(municipality_code: str | None) -> None:
    """Show the nearest national measures of own key figures, and how their definitions differ."""
    catalogued = frame.rows("kpis", municipality_codes=municipality_code)
    own = [row for row in catalogued if not row["is_national"]]
    if not own:
        return
    st.header(_("Nationella mått"))
    told = kpis.nearest_counts_sentence(own[0]["kpi_count"], own[0]["near_count"])
    st.write(frame.escaped(told))
    with st.expander(_("Visa skillnaderna")):
        frame.wide_table(kpis.nearest_rows(own))


def show_everything(choice: Choice, measures: Sequence[Row], documents: Documents) -> None:
    """Show all key figures of one municipality, or of all."""
    code = choice.municipality_code
    results = frame.rows("kpi_results", municipality_code=code)
    show_counts(choice, results)
    show_named(code, documents)
    if code:
        rows = frame.rows("municipality_kpis", municipality_code=code)
        if rows:
            show_worst_first(rows, measures)
            show_among_peers(choice.municipality or "", rows)
    else:
        show_missing()
    show_targets(results, documents, is_narrowed=bool(code))
    show_trends(results, documents)
    if code:
        show_moved(choice)
    show_listings(choice, documents)
    show_nearest_measures(code)
    for document in choice.documents:
        if document["budget_line_count"]:
            show_budget(document)
    show_results(results, documents, municipality_code=code)
