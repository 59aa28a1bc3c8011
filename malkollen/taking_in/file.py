"""Which file is taken in, and how far has it come?"""

import time

import streamlit as st

from malkollen import intake, words
from malkollen.taking_in.shared import show_errors
from malkollen.taking_in.visit import PUBLISHED, UPLOAD, forget_upload, upload_number, widget
from malkollen.words import taking_in
from malkollen.words.language import _

_DRAW_SECONDS = 0.4


def choose_file() -> None:
    """Show the field for a file, and keep what was put there."""
    uploaded = st.file_uploader(_(taking_in.FILE), key=f"las_in_file_{upload_number()}")
    if uploaded is not None:
        content = uploaded.getvalue()
        forget_upload()
        st.session_state.pop(PUBLISHED, None)
        st.session_state[UPLOAD] = intake.keep_file(upload_number(), uploaded.name, content)
        st.rerun()


def read_it(upload: intake.Upload) -> None:
    """Read the file with all that was entered and corrected, and show how far it has come."""
    place = st.empty()
    with place.container():
        status = st.status(_(taking_in.BEGINS), expanded=True)
        status.button(_(taking_in.STOP), key=widget(f"stop{upload.version}"), on_click=upload.stop)
        clock = status.empty()
    began = drawn = time.monotonic()

    def is_cancelled() -> bool:
        # Drawing ends this run when the visitor has clicked, and with it the process that reads.
        nonlocal drawn
        if time.monotonic() - drawn > _DRAW_SECONDS:
            drawn = time.monotonic()
            clock.caption(words.count(int(drawn - began), "sekund", "sekunder"))
        return False

    upload.read(
        intake.Watch(
            on_stage=lambda stage: status.update(label=taking_in.STAGES[stage]),
            is_cancelled=is_cancelled,
        )
    )
    place.empty()


def start_over_button() -> None:
    """Let the visitor leave the file for another."""
    st.button(_(taking_in.START_OVER), key=widget("over"), on_click=forget_upload)


def show_unread(upload: intake.Upload, error: intake.IntakeError) -> None:
    """Show why a file could not be read, and what can be done."""
    show_errors(error)
    with st.container(horizontal=True):
        if upload.corrected != intake.Corrected():
            st.button(
                _(taking_in.WITHOUT_CORRECTIONS),
                key=widget("plain"),
                on_click=upload.correct,
                args=(intake.Corrected(),),
            )
        start_over_button()


def show_stopped(upload: intake.Upload) -> None:
    """Show that the reading was stopped."""
    st.info(_(taking_in.STOPPED))
    with st.container(horizontal=True):
        st.button(_(taking_in.READ_AGAIN), key=widget("again"), on_click=upload.read_again)
        start_over_button()
