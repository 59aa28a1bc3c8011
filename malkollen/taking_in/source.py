"""How does the original stand beside what was understood, and which of its rows are wrongly divided?"""

from collections.abc import Iterable, Mapping
from functools import partial

import streamlit as st

from malkollen import intake
from malkollen.taking_in.shared import choose_among
from malkollen.taking_in.visit import an_upload, correct, widget
from malkollen.words import taking_in
from malkollen.words.language import _


def show_source(
    found: intake.FoundFile, key: intake.ActivityKey, shown: Iterable[intake.ActivityKey]
) -> None:
    """Show the source around an activity, and let its rows be divided or joined."""
    around = intake.excerpt(found.source, key, shown)
    if around is None:
        st.write(_("Platsen går inte att visa."))
        return
    st.html(intake.lines_html(around.lines, found.reader, around.own))
    rows = intake.row_places(around.lines)
    if rows:
        _show_row_correction(rows, (key[0], key[1]))


def _show_row_correction(
    rows: Mapping[intake.RowPlace, str], own: tuple[str | None, int | None]
) -> None:
    """Let one of the rows begin an activity of its own, or belong to the row above."""
    upload = an_upload()
    labels = {place: taking_in.row_label(place[1], text) for place, text in rows.items()}
    place = choose_among(
        _("Är en rad fel uppdelad?"),
        labels,
        own if own in labels else next(iter(labels)),
        widget(f"row{upload.version}_{own[0]}_{own[1]}"),
    )
    begins = place in upload.corrected.structure.rows_apart
    continues = place in upload.corrected.structure.rows_joined
    with st.container(horizontal=True):
        st.button(
            taking_in.row_action(taking_in.ROW_BEGINS, is_set=begins),
            key=widget("rows_apart"),
            on_click=correct,
            args=(partial(intake.with_row, place=place, begins=not begins),),
        )
        st.button(
            taking_in.row_action(taking_in.ROW_CONTINUES, is_set=continues),
            key=widget("rows_joined"),
            on_click=correct,
            args=(partial(intake.with_row, place=place, continues=not continues),),
        )


def show_all_lines(found: intake.FoundFile) -> None:
    """Show the whole source, a stretch of lines at a time."""
    count = len(found.source)
    stretches = intake.line_stretches(count) or [(0, 0)]
    first, last = stretches[0]
    if len(stretches) > 1:
        labels = {one: taking_in.lines_label(one[0] + 1, one[1], count) for one in stretches}
        first, last = choose_among(_("Visa"), labels, stretches[0], widget("lines"))
    st.html(intake.lines_html(found.source[first:last], found.reader))
