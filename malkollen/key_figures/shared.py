"""What do the views share? Tables that fold, lists of sentences, source lines and files to take along."""

from collections.abc import Callable, Sequence

import streamlit as st

from malkollen import frame, words
from malkollen.frame import Row
from malkollen.words import national
from malkollen.words.language import N_, Spoken, _

# Documents in force by their id.
Documents = dict[str, Row]

# National values are asked for by area; this one is of the nation, which is shown wherever it is held.
NATION = "0000"
MOST_COMPARED = 5
# What follows a longer table is not to be far away.
_UNFOLDED_LIMIT = 12
# Where Så räknar vi says what they mean.
TARGETS = "mal-i-siffror"
PEERS = "liknande-kommuner"
_MEASURES = Spoken(
    {
        TARGETS: N_("Mål i siffror: uppnått, och avståndet dit"),
        PEERS: N_("Kvartiler, liknande kommuner och plats"),
    }
)


def _as_they_are(rows: Sequence[Row]) -> Sequence[Row]:
    return rows


def show_rows(
    rows: Sequence[Row], laid_out: Callable[[Sequence[Row]], Sequence[Row]] = _as_they_are
) -> None:
    """Show a table whose rows after the first dozen are folded; each part is laid out by itself."""
    frame.wide_table(laid_out(rows[:_UNFOLDED_LIMIT]))
    rest = rows[_UNFOLDED_LIMIT:]
    if rest:
        folded = words.count(len(rest), "rad", "rader")
        with st.expander(_("Visa {rows} till").format(rows=folded)):
            frame.wide_table(laid_out(rest))


def show_text(*texts: str) -> None:
    """Show sentences as one paragraph; nothing where none says anything."""
    told = " ".join(text for text in texts if text)
    if told:
        st.write(frame.escaped(told))


def explain(*anchors: str) -> None:
    """Show the ways to how measures of key figures are counted, by where each stands on Så räknar vi."""
    frame.explained({anchor: _MEASURES[anchor] for anchor in anchors})


def show_bullet_list(texts: Sequence[str]) -> None:
    """Show sentences as a list."""
    if texts:
        st.markdown("\n".join(f"- {frame.escaped(text)}" for text in texts))


def measure_source(measure: Row, computed: str) -> str:
    """Write the source of Kolada's values, and beside it what is computed from them."""
    return f"{national.raw_source(measure)} {national.computed_figures(computed)}"


def picture_of_measure(measure: Row, series: Sequence[Row], source: str) -> frame.Picture:
    """Return what a picture of a national key figure needs around it; `series` are the values that it shows."""
    areas = list(dict.fromkeys(row["area"] for row in series))
    named = (measure["national_kpi_id"], *areas[:MOST_COMPARED], measure["title"])
    return frame.Picture(measure["title"], words.listed(areas), source, named)


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
