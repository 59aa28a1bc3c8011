"""What do a document's units cost, and does it add up?"""

import streamlit as st

from malkollen import charts, frame, words
from malkollen.frame import Row
from malkollen.words import budget
from malkollen.words.language import _


def show_budget(document: Row) -> None:
    """Show a document's budget: units by year, change, the sum against the frame, and what does not add up."""
    document_id = document["document_id"]
    lines = frame.asked("budget_lines", document_id=document_id)
    sentence = budget.sentence(document, frame.rows("budget_frame", document_id=document_id))
    st.header(_("Budget"))
    st.write(frame.escaped(sentence))
    for row in frame.rows("findings", document_id=document_id, check_name="budget_sum_wrong"):
        frame.remark(f"{words.finding(row)} ({words.place(row)})")
    frame.chart(
        charts.budget_bars(lines),
        key=f"budget_{document_id}",
        summary=" ".join([_("Nettokostnad per enhet och år."), sentence]),
        picture=frame.picture_of(_("Budget"), [document]),
    )
    frame.wide_table(budget.rows(lines.to_pylist()))
    frame.source([document])
