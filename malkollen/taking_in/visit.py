"""What is this visit taking in? Where that is kept, and what a correction does to it."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from malkollen import intake

UPLOAD = "las_in_upload"
PUBLISHED = "las_in_published"
_COUNT = "las_in_count"
# The document that the visitor was asked whether to take away.
ASKED = "las_in_asked"


def begun() -> intake.Upload | None:
    """Return the file that this visit is taking in, if any."""
    upload: intake.Upload | None = st.session_state.get(UPLOAD)
    return upload


def an_upload() -> intake.Upload:
    """Return the file that this visit is taking in; there is one wherever a correction is made."""
    upload: intake.Upload = st.session_state[UPLOAD]
    return upload


def upload_number() -> int:
    """Return how many files this visit has left so far."""
    number: int = st.session_state.get(_COUNT, 0)
    return number


def widget(name: object) -> str:
    """Name a widget of the file that is taken in."""
    return f"las_in_{an_upload().number}_{name}"


def forget_upload() -> None:
    """Leave the file, and let the next one be chosen."""
    upload: intake.Upload | None = st.session_state.pop(UPLOAD, None)
    if upload is not None:
        upload.forget()
    st.session_state[_COUNT] = upload_number() + 1


def enter(name: str, key: str) -> None:
    """Keep what was typed or chosen in a field of the document."""
    an_upload().enter(name, st.session_state.get(key) or "")


def correct(change: Callable[[intake.Corrected], intake.Corrected]) -> None:
    """Keep a correction, and let the file be read with it."""
    upload = an_upload()
    upload.correct(change(upload.corrected))


def correct_as_chosen(
    key: str, change: Callable[[intake.Corrected, Any], intake.Corrected]
) -> None:
    """Keep a correction that was chosen in a list."""
    chosen = st.session_state.get(key)
    correct(lambda corrected: change(corrected, chosen))
