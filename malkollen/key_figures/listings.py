"""Which key figures do documents say that they follow, and how often?"""

from itertools import groupby
from operator import itemgetter

import streamlit as st

from malkollen import frame
from malkollen.frame import Choice
from malkollen.key_figures.shared import Documents
from malkollen.words import kpis
from malkollen.words.language import _


def show_listings(choice: Choice, documents: Documents, kpi_code: str | None = None) -> None:
    """Show the key figures that documents say they will follow, and how often."""
    listings = [
        row
        for row in frame.rows("kpi_listings")
        if row["document_id"] in documents
        and choice.municipality in (None, row["municipality"])
        and kpi_code in (None, row["kpi_code"])
    ]
    if not listings:
        return
    st.header(_("Nyckeltal som dokumenten säger sig följa"))
    counted = frame.rows(
        "kpi_frequencies", kpi_code=kpi_code, municipality_code=choice.municipality_code
    )
    say = kpis.followed_sentence if kpi_code else kpis.frequency_sentence
    for _code, own in groupby(counted, key=itemgetter("municipality_code")):
        st.write(frame.escaped(say(list(own))))
    with st.expander(_("Visa nyckeltalen"), expanded=len(listings) == 1):
        is_one = choice.municipality is not None
        frame.wide_table(kpis.listing_rows(listings, is_one_municipality=is_one))
    frame.source([documents[one] for one in dict.fromkeys(row["document_id"] for row in listings)])
