"""Vad är nytt: what has come into the data, and when?"""

import streamlit as st

from malkollen import frame
from malkollen.frame import Row
from malkollen.words import news
from malkollen.words.language import _

# What is older is folded: national values can be fetched every night.
UNFOLDED_LIMIT = 30


def address(row: Row) -> str | None:
    """Return where to look at what came in."""
    if row["kind"] == "sheet":
        return frame.address("nyckeltal")
    if row["kind"] == "national":
        return frame.address("karta")
    # What a newer version has replaced is told from it by its id.
    named = {**row, "document_id": row["item_id"]}
    return frame.address("lage", **frame.document_parameters(named))


def show(rows: list[Row]) -> None:
    """Show what came in, each a link to where it is seen."""
    frame.wide_table(news.cells(rows), [address(row) for row in rows])


found = frame.rows("data_news")
if found:
    frame.lead(news.latest_sentence(found))
    st.write(
        _(
            "Det här har kommit in i databasen, det senaste först. Det som har tagits bort igen står inte här."
        )
    )
    show(found[:UNFOLDED_LIMIT])
    if len(found) > UNFOLDED_LIMIT:
        with st.expander(_("Äldre ({count})").format(count=len(found) - UNFOLDED_LIMIT)):
            show(found[UNFOLDED_LIMIT:])
else:
    frame.lead(_("Inget har kommit in i databasen än."))
