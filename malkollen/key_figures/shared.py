"""What do the views share? Tables that fold, lists of sentences, source lines and files to take along."""

from collections.abc import Callable, Sequence

import streamlit as st

from malkollen import frame, words
from malkollen.frame import Row
from malkollen.words.language import _

# Documents in force by their id.
Documents = dict[str, Row]

# National values are asked for by area; this one is of the nation, which is shown wherever it is held.
NATION = "0000"
MOST_COMPARED = 5
# What follows a longer table is not to be far away.
_UNFOLDED_LIMIT = 12


def show_rows(rows: Sequence[Row]) -> None:
    """Show a table whose rows after the first dozen are folded."""
    frame.wide_table(rows[:_UNFOLDED_LIMIT])
    rest = rows[_UNFOLDED_LIMIT:]
    if rest:
        folded = words.count(len(rest), "rad", "rader")
        with st.expander(_("Visa {rows} till").format(rows=folded)):
            frame.wide_table(rest)


def show_bullet_list(texts: Sequence[str]) -> None:
    """Show sentences as a list."""
    if texts:
        st.markdown("\n".join(f"- {frame.escaped(text)}" for text in texts))


def show_source(text: str) -> None:
    """Show a source line."""
    # A colon before a blank is no markup, and reads best as it is.
    st.caption(frame.escaped(text).replace("\\: ", ": "))


def show_download(label: str, file_name: str, made: Callable[[], bytes]) -> None:
    """Show a button that gives a file, made at the click: a page view costs none."""
    st.download_button(
        label,
        data=made,
        file_name=file_name,
        mime="text/csv"
        if file_name.endswith("csv")
        else "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        on_click="ignore",
        key=file_name,
    )
