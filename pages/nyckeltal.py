"""Nyckeltal: did each key figure reach its own target, and how does it stand among municipalities like it?"""

from collections.abc import Sequence

import streamlit as st

from malkollen import frame
from malkollen.frame import Row
from malkollen.key_figures.measure import show_national_kpi
from malkollen.key_figures.municipality import show_everything
from malkollen.key_figures.own import show_own_kpi
from malkollen.words import national
from malkollen.words.language import _, pgettext

# What a choice holds where no key figure is chosen: no key figure's name.
ALL_KPIS = "*"


def kpi_options(
    all_own: Sequence[Row], measures: Sequence[Row], municipality_code: str | None
) -> dict[str, Row]:
    """Return own and national key figures by the name they are chosen by.

    Those of the municipality that is chosen come first, else those with figures; then national ones with values, the
    other municipalities' own, and what has no values yet.
    """
    of_all = by_name(all_own)
    of_nation = {national.label(row): row for row in measures}
    with_values = {name: row for name, row in of_nation.items() if row["has_values"]}
    if municipality_code is None:
        return with_figures(of_all) | with_values | of_all | of_nation
    mine = by_name(frame.rows("kpis", municipality_codes=municipality_code))
    return with_figures(mine) | mine | with_values | with_figures(of_all) | of_all | of_nation


def by_name(own: Sequence[Row]) -> dict[str, Row]:
    """Return key figures of documents and own sheets by their name."""
    return {row["kpi"]: row for row in own if not row["is_national"]}


def with_figures(own: dict[str, Row]) -> dict[str, Row]:
    """Return the key figures that have a target or an outcome."""
    return {name: row for name, row in own.items() if row["target_count"] or row["outcome_count"]}


def is_named(measure: Row, given: str | None) -> bool:
    """Say whether a text is a national key figure's title or id."""
    return given is not None and given in (measure.get("title"), measure.get("national_kpi_id"))


def choose_kpi(options: dict[str, Row]) -> Row | None:
    """Show the choice of one key figure or all; an address may name a national one by its title or id alone."""
    given = st.query_params.get("nyckeltal")
    named = next((name for name, row in options.items() if is_named(row, given)), None)
    if named is not None:
        # Streamlit takes out of the address what is no option; the whole name is one, from the next run on.
        st.query_params["nyckeltal"] = named
        st.rerun()
    chosen = st.selectbox(
        pgettext("column", "Nyckeltal"),
        [ALL_KPIS, *options],
        format_func=lambda name: _("Alla nyckeltal") if name == ALL_KPIS else name,
        key="nyckeltal",
        bind="query-params",
    )
    return options.get(chosen)


choice = frame.choice()
documents_by_id = {row["document_id"]: row for row in frame.current_documents()}
measures = frame.rows("national_kpis")
# All key figures whatever the municipality, so that a chosen one stays when the municipality changes.
chosen = choose_kpi(kpi_options(frame.rows("kpis"), measures, choice.municipality_code))
if chosen is None:
    show_everything(choice, measures, documents_by_id)
elif "national_kpi_id" in chosen:
    show_national_kpi(choice, chosen, documents_by_id)
else:
    show_own_kpi(choice, chosen, measures, documents_by_id)
