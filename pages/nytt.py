"""Vad är nytt: what has come into the data, and when?"""

import streamlit as st

from malkollen import frame
from malkollen.frame import Link, Row
from malkollen.words import news
from malkollen.words.language import _

# What is older is folded: national values can be fetched every night.
UNFOLDED_LIMIT = 30


def link(row: Row) -> Link:
    """Name what came in, as a link to where it is seen."""
    name = news.headline(row)
    if row["kind"] == "sheet":
        return frame.linked(name, "nyckeltal")
    if row["kind"] == "national":
        return frame.linked(name, "karta")
    # What a newer version has replaced is told from it by its id.
    document = {**row, "document_id": row["item_id"]}
    return frame.linked(name, "lage", **frame.document_parameters(document))


def show(rows: list[Row]) -> None:
    """Show what came in, each a link to where it is seen."""
    frame.wide_table([{_("Vad"): link(row), **news.cells(row)} for row in rows])


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
