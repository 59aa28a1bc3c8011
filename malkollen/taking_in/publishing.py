"""What else was found, may it be published, and what was?"""

import streamlit as st

from malkollen import frame, intake, words
from malkollen.taking_in.file import start_over_button
from malkollen.taking_in.shared import bullets, change_record, choose_among, folded_table
from malkollen.taking_in.visit import PUBLISHED, forget_upload, widget
from malkollen.words import found as found_words
from malkollen.words import intake as intake_words
from malkollen.words import taking_in
from malkollen.words.language import _


def show_rest(found: intake.FoundFile) -> None:
    """Show the goals, key figures and budget as they were read, and the document's own totals against the counted."""
    reading = found.reading
    folded_table(words.count_goals(len(reading.goals)), found_words.goal_rows(reading))
    folded_table(
        words.count(len(reading.kpis), "uppgift om nyckeltal", "uppgifter om nyckeltal"),
        found_words.kpi_rows(reading, found.reader),
    )
    folded_table(
        words.count(len(reading.budget), "budgetrad", "budgetrader"),
        found_words.budget_rows(reading),
    )
    if reading.stated_totals:
        st.header(_("Dokumentets egna summor"))
        frame.wide_table(found_words.total_rows(reading, found.reader))


def _replaced(proposal: intake.Proposal) -> str | None:
    """Ask which document it replaces, where there is a choice; return its id, '' for none, None for the usual."""
    options = taking_in.replace_options(
        proposal.supersedes, proposal.candidates, is_older=proposal.is_older
    )
    if len(options) == 1:
        return None
    chosen: str = choose_among(_("Ersätter"), options, next(iter(options)), widget("replaces"))
    return chosen


def show_publishing(found: intake.FoundFile, proposal: intake.Proposal, pending: int) -> None:
    """Let the document be published, or say what stands in the way."""
    st.header(_("Publicera"))
    reasons = taking_in.waits_for(proposal.blocking, pending)
    supersedes: str | None = None
    if proposal.document_id is not None and not reasons:
        supersedes = _replaced(proposal)
        older = proposal.supersedes if supersedes is None else supersedes
        st.write(frame.escaped(taking_in.new_id(proposal.document_id, older)))
    by = st.text_input(_(taking_in.BY), key="las_in_by", max_chars=80)
    if reasons:
        st.write(_("Innan dokumentet kan publiceras:"))
        bullets(reasons)
    with st.container(horizontal=True):
        is_sent = st.button(
            _("Publicera"), type="primary", disabled=bool(reasons), key=widget("publish")
        )
        start_over_button()
    if is_sent:
        change_record(lambda: _publish(found, by or "", supersedes), _("Publicerar …"))


def _publish(found: intake.FoundFile, by: str, supersedes: str | None) -> None:
    """Publish the document, and leave the file."""
    st.session_state[PUBLISHED] = intake.add(
        found, taken_in_by=by.strip() or intake_words.UNNAMED_PERSON, supersedes=supersedes
    )
    forget_upload()


def take_back(document_id: str) -> None:
    """Undo a publishing."""
    intake.remove(document_id)
    published: intake.Published | None = st.session_state.get(PUBLISHED)
    if published is not None and published.document_id == document_id:
        del st.session_state[PUBLISHED]


def show_published() -> None:
    """Say what was published in this visit, with links to where it shows."""
    published: intake.Published | None = st.session_state.get(PUBLISHED)
    documents = {row["document_id"]: row for row in frame.rows("documents")}
    if published is None or published.document_id not in documents:
        return
    document = documents[published.document_id]
    title = f"{document['title']}, {document['municipality']} {document['year']}"
    st.success(
        frame.escaped(
            taking_in.published_sentence(
                title, published.goal_count, published.activity_count, published.kpi_count
            )
        )
    )
    for sentence, names in (
        (intake_words.NEW_COMMITTEES, published.new_committees),
        (intake_words.NEW_KPIS, published.new_kpis),
        (intake_words.NEW_STATUS_WORDS, published.new_status_words),
    ):
        for told in intake_words.new_names(sentence, names):
            st.caption(frame.escaped(told))
    parameters = frame.document_parameters(document)
    with st.container(horizontal=True):
        frame.link("lage", _("Läget"), **parameters)
        frame.link("mal", _("Mål"), **parameters)
        frame.link("kallor", _("Källor"), **parameters)
    if st.button(_("Ångra publiceringen"), key="las_in_undo"):
        change_record(lambda: take_back(published.document_id), _("Ångrar …"))
