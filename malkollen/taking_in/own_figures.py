"""How does a sheet of own figures come in, and which are there?"""

from functools import partial
from typing import Any

import streamlit as st

from malkollen import frame, intake, words
from malkollen.intake import figures
from malkollen.taking_in.shared import bullets, change_record, show_errors
from malkollen.words import figures as figure_words
from malkollen.words import intake as intake_words
from malkollen.words import taking_in
from malkollen.words.language import _

# Where a visit keeps the sheet that it is taking in.
_SHEET = "las_in_sheet"
_PUBLISHED = "las_in_sheet_published"
_COUNT = "las_in_sheet_count"

# A sheet's rows and errors are shown to be recognised; whoever keeps more has the sheet itself.
_MOST_ROWS = 200


def _forget_sheet() -> None:
    """Leave the sheet, and let the next one be chosen."""
    sheet: tuple[intake.Upload, Any] | None = st.session_state.pop(_SHEET, None)
    if sheet is not None:
        sheet[0].forget()
    st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1


def _choose_sheet() -> None:
    """Show the field for a sheet of own figures, and read what was put there."""
    number = st.session_state.get(_COUNT, 0)
    uploaded = st.file_uploader(_(figure_words.FILE), key=f"las_in_sheet_file_{number}")
    if uploaded is None:
        return
    _forget_sheet()
    st.session_state.pop(_PUBLISHED, None)
    upload = intake.keep_file(number, uploaded.name, uploaded.getvalue())
    found: figures.FoundSheet | intake.IntakeError
    try:
        with st.spinner(_(figure_words.READS)):
            found = figures.read_file(upload.path, file_name=upload.file_name)
    except intake.IntakeError as error:
        found = error
    st.session_state[_SHEET] = (upload, found)
    st.rerun()


def _show_sheet(found: figures.FoundSheet) -> None:
    """Show the rows that were found in a sheet, and what must be mended in it."""
    st.write(figure_words.found_line(len(found.rows), len(found.problems)))
    problems = figure_words.problem_lines(found.problems)
    bullets([*problems[:_MOST_ROWS], *figure_words.more(len(problems) - _MOST_ROWS)])
    bullets([figure_words.note(note.code, note.found) for note in found.notes])
    if not found.problems:
        headings = figure_words.row_headings()
        rows = [figure_words.row_cells(one) for one in found.rows[:_MOST_ROWS]]
        frame.wide_table([dict(zip(headings, cells, strict=True)) for cells in rows])
        for told in (
            *figure_words.more(len(found.rows) - _MOST_ROWS),
            *figure_words.reserves(found.assumed_count, found.small_share_count),
        ):
            st.caption(told)


def _show_publishing(found: figures.FoundSheet, number: int) -> None:
    """Ask what the sheet is called, and publish it."""
    title = st.text_input(
        _(figure_words.TITLE),
        value=figure_words.usual_title(found.file_name),
        key=f"las_in_sheet_title_{number}",
        max_chars=120,
    )
    by = st.text_input(_(taking_in.BY), key="las_in_sheet_by", max_chars=80)
    older = figures.replaced_by(title)
    if older is not None:
        st.info(frame.escaped(figure_words.replaces(older)))
    if st.button(_("Publicera bladet"), type="primary", key=f"las_in_sheet_publish_{number}"):
        change_record(lambda: _publish(found, title, by), _("Publicerar …"))


def _publish(found: figures.FoundSheet, title: str, by: str) -> None:
    """Publish the sheet, and leave it."""
    st.session_state[_PUBLISHED] = figures.add(
        found, title=title, taken_in_by=by.strip() or intake_words.UNNAMED_PERSON
    )
    _forget_sheet()


def _take_back(sheet_id: str, older: str | None = None) -> None:
    """Take a sheet away, and bring back the one that it replaced where that is named."""
    st.session_state.pop(_PUBLISHED, None)
    figures.remove(sheet_id)
    if older is not None:
        figures.restore(older)


def _show_published(published: figures.Published) -> None:
    """Say what was published in this visit, to be undone."""
    st.success(frame.escaped(figure_words.published(published.sheet_id, published.row_count)))
    if st.button(_("Ångra publiceringen av bladet"), key="las_in_sheet_undo"):
        change_record(partial(_take_back, published.sheet_id, published.supersedes), _("Ångrar …"))


def _show_upload() -> None:
    """Show the sheet that is taken in, or the field for one and what was just published."""
    sheet = st.session_state.get(_SHEET)
    if sheet is None:
        published: figures.Published | None = st.session_state.get(_PUBLISHED)
        if published is not None:
            _show_published(published)
        _choose_sheet()
        return
    upload, found = sheet
    if isinstance(found, intake.IntakeError):
        show_errors(found)
    else:
        _show_sheet(found)
        if not found.problems:
            _show_publishing(found, upload.number)
    st.button(
        _("Välj ett annat blad"), key=f"las_in_sheet_over_{upload.number}", on_click=_forget_sheet
    )


def _show_own_sheets() -> None:
    """Show the sheets that were taken in, to be taken away, and those taken away, to be brought back."""
    found = figures.listed(with_removed=True)
    for one in found:
        if one.removed_at is None:
            with st.container(border=True):
                st.write(frame.escaped(figure_words.listed_line(one)))
                if st.button(_("Ta bort bladet"), key=f"las_in_sheet_remove_{one.sheet_id}"):
                    change_record(partial(_take_back, one.sheet_id), _("Tar bort …"))
    latest = {one.sheet_id: one for one in found if one.removed_at is not None}
    if latest:
        label = _("Borttagna blad ({number})").format(number=words.number(len(latest)))
        with st.expander(label):
            for one in latest.values():
                st.write(frame.escaped(figure_words.listed_line(one)))
                if st.button(_("Återställ bladet"), key=f"las_in_sheet_restore_{one.sheet_id}"):
                    change_record(partial(figures.restore, one.sheet_id), _("Återställer …"))


def show_figures() -> None:
    """Show the way in for own figures: a sheet and what was found in it, then what is there."""
    st.header(_(figure_words.SUBJECT))
    st.write(figure_words.start())
    try:
        _show_upload()
        _show_own_sheets()
    except intake.IntakeError as error:
        show_errors(error)
