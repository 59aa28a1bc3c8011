"""Which documents were taken in here, and which were taken away?"""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from malkollen import frame, intake, words
from malkollen.taking_in.publishing import take_back
from malkollen.taking_in.shared import change_record, municipalities, show_errors
from malkollen.taking_in.visit import ASKED
from malkollen.words import found as found_words
from malkollen.words import taking_in
from malkollen.words.language import _


def _ask(document_id: str | None) -> None:
    """Note which document the visitor is asked about."""
    st.session_state[ASKED] = document_id


def _show_taken_in(one: intake.Listed, names: Mapping[str, str]) -> None:
    """Show one of the own documents, to be taken away."""
    key = one.document_id
    with st.container(border=True):
        st.write(frame.escaped(found_words.own_line(one, names)))
        if one.supersedes:
            st.caption(frame.escaped(taking_in.replaces(one.supersedes)))
        if st.session_state.get(ASKED) != key:
            st.button(_("Ta bort"), key=f"las_in_remove_{key}", on_click=_ask, args=(key,))
            return
        st.warning(frame.escaped(taking_in.ask_to_remove(one.title)))
        with st.container(horizontal=True):
            if st.button(_("Ja, ta bort"), key=f"las_in_yes_{key}", type="primary"):
                change_record(lambda: take_back(key), _("Tar bort …"))
            st.button(_("Nej"), key=f"las_in_no_{key}", on_click=_ask, args=(None,))


def _show_removed(found: Sequence[intake.Listed], names: Mapping[str, str]) -> None:
    """Show what was taken away, the latest of each document, to be brought back."""
    latest = {one.document_id: one for one in found}
    if not latest:
        return
    label = _("Borttagna dokument ({number})").format(number=words.number(len(latest)))
    with st.expander(label, expanded=True):
        for one in latest.values():
            st.write(frame.escaped(found_words.own_line(one, names)))
            if st.button(_("Återställ"), key=f"las_in_restore_{one.document_id}"):
                change_record(partial(intake.restore, one.document_id), _("Återställer …"))


def show_own() -> None:
    """Show the documents that were taken in here, and those taken away."""
    try:
        found = intake.listed(with_removed=True)
    except intake.IntakeError as error:
        show_errors(error)
        return
    st.header(_("Inlästa dokument"))
    names = municipalities()
    kept = [one for one in found if one.removed_at is None]
    if not kept:
        st.write(
            _("Inget dokument är inläst här. De som följer med Målkollen finns på sidan Källor.")
        )
    for one in kept:
        _show_taken_in(one, names)
    _show_removed([one for one in found if one.removed_at is not None], names)
