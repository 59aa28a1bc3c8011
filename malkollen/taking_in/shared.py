"""What do the parts of the page share? Lists to choose from, lines, errors, tables, and how the record is changed."""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from malkollen import frame, intake, words
from malkollen.frame import Row
from malkollen.store import read_table
from malkollen.taking_in.visit import ASKED
from malkollen.words import figures as figure_words
from malkollen.words import taking_in
from malkollen.words.language import _, known

# The field for a file tells how large one may be.
_LARGEST_FILE = "server.maxUploadSize"
# Streamlit's hint on what Enter does is English, and a field is used as soon as it is left.
_FIELD_STYLE = "<style>[data-testid=InputInstructions] { display: none; }</style>"


def style() -> None:
    """Say in the page's language what Streamlit says in English in its fields."""
    st.html(taking_in.file_style(st.get_option(_LARGEST_FILE)) + _FIELD_STYLE)


def choose(
    place: Any, label: str, options: Mapping[Any, str], shown: Any, key: str, **settings: Any
) -> None:
    """Show a list that always shows what was understood or chosen so far; `options` has names by code."""
    st.session_state[key] = shown
    place.selectbox(label, list(options), key=key, format_func=options.__getitem__, **settings)


def choose_among(label: str, options: Mapping[Any, str], first: Any, key: str) -> Any:
    """Show a list that begins with the first, and return what is chosen in it; `options` has names by code.

    What is chosen is set anew in each run: by itself, a list goes on showing a name in the language before.
    """
    chosen = st.session_state.get(key)
    choose(st, label, options, chosen if chosen in options else first, key)
    return st.session_state[key]


def bullets(lines: Sequence[str]) -> None:
    """Show lines of text, one beneath the other."""
    if lines:
        st.markdown("\n".join(f"- {frame.escaped(line)}" for line in lines))


def show_errors(error: intake.IntakeError) -> None:
    """Say what stands in the way."""
    for line in figure_words.problem_lines(error.problems):
        st.error(frame.escaped(line))


def folded_table(label: str, rows: Sequence[Row]) -> None:
    """Show a table under its name, where there is anything in it."""
    if rows:
        with st.expander(words.sentence(label)):
            frame.wide_table(rows)


def municipalities() -> dict[str, str]:
    """Return the names of the municipalities by their code."""
    return {row["municipality_code"]: row["municipality"] for row in frame.rows("municipalities")}


def status_names() -> Mapping[str, str]:
    """Return what the statuses are called by their code, in their order."""
    rows = sorted(read_table("status").to_pylist(), key=lambda row: row["sort_order"])
    return {row["status_code"]: known("status", row["status"]) for row in rows}


def change_record(change: Callable[[], None], label: str) -> None:
    """Change the own record and show the page anew; where that fails, say why."""
    try:
        with st.spinner(label):
            change()
    except intake.IntakeError as error:
        show_errors(error)
        return
    except Exception:
        logging.getLogger("malkollen").exception("the own record was not changed")
        st.error(_(taking_in.FAILED))
        return
    st.session_state.pop(ASKED, None)
    st.rerun()
