"""Läs in: what does a published document say, what is uncertain in it, and how does it come among the others?

Whoever may take in is asked of the frame at every run, before anything is read or changed. What a callback changes is
only what this visit has entered; the own record changes in the run itself, after that question.
"""

import streamlit as st

from malkollen import frame, intake
from malkollen.taking_in.activities import show_activities
from malkollen.taking_in.document import show_columns, show_document
from malkollen.taking_in.doubts import show_doubts
from malkollen.taking_in.file import choose_file, read_it, show_stopped, show_unread
from malkollen.taking_in.own_documents import show_own
from malkollen.taking_in.own_figures import show_figures
from malkollen.taking_in.publishing import show_published, show_publishing, show_rest
from malkollen.taking_in.shared import style
from malkollen.taking_in.visit import PUBLISHED, begun
from malkollen.words import taking_in
from malkollen.words.language import _


def show_start() -> None:
    """Show how to begin, or what was just published, and the field for a file."""
    if PUBLISHED not in st.session_state:
        frame.lead(_(taking_in.START))
        st.write(_(taking_in.STEPS))
    show_published()
    choose_file()


def show_found(found: intake.FoundFile, proposal: intake.Proposal) -> None:
    """Show what was found, the doubts first, to be corrected and published."""
    reading = found.reading
    frame.lead(
        taking_in.found_sentence(
            activities=len(reading.activities),
            goals=len(reading.goals),
            kpis=len(reading.kpis),
            open_points=intake.open_point_count(found, proposal.blocking),
        )
    )
    # Each part in a place of its own: where one above grows or shrinks, a field below keeps the keyboard and what is typed.
    with st.container(key="las-in-att-avgora"):
        show_doubts(found, proposal)
    with st.container(key="las-in-dokumentet"):
        show_document(found)
    with st.container(key="las-in-kolumnerna"):
        show_columns(found)
    pending = show_activities(found)
    show_rest(found)
    show_publishing(found, proposal, pending)


def show_upload(upload: intake.Upload) -> None:
    """Show the file that is taken in: read where it must be, then what was found or why nothing was."""
    if upload.is_stale and not upload.is_stopped:
        read_it(upload)
    if upload.is_stopped:
        show_stopped(upload)
        return
    try:
        found = upload.result()
        proposal = intake.propose(found)
    except intake.IntakeError as error:
        show_unread(upload, error)
        return
    show_found(found, proposal)


def show_page() -> None:
    """Show the way in: a file and what was found in it, then what is there."""
    style()
    upload = begun()
    if upload is None:
        show_start()
    else:
        show_upload(upload)
    show_own()
    if upload is None:
        show_figures()


if frame.may_take_in():
    show_page()
else:
    frame.lead(_(taking_in.SWITCHED_OFF))
