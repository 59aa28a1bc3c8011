"""What does the whole document say? Parts in order, each understood in its place, put together to one reading."""

from dataclasses import replace

from malkollen.blocks import Content
from malkollen.understanding.activities import Setting
from malkollen.understanding.corrections import correct
from malkollen.understanding.counting import with_counts
from malkollen.understanding.deferrals import read_legend
from malkollen.understanding.furniture import without_furniture
from malkollen.understanding.gathering import Gathering
from malkollen.understanding.grids import with_grids
from malkollen.understanding.identity import Identity, identify, texts_of
from malkollen.understanding.legends import read_status_legend
from malkollen.understanding.occasions import differing_date, read_occasions
from malkollen.understanding.reading import (
    Corrections,
    Doubt,
    Given,
    Place,
    ReadDocument,
    Reading,
)
from malkollen.understanding.running_text import gather_text
from malkollen.understanding.tables import JoinedTable, join_tables
from malkollen.understanding.vocabulary import Vocabulary


def understand(
    content: Content, given: Given, vocabulary: Vocabulary, corrections: Corrections | None = None
) -> Reading:
    """Return what a document says. What is not certain is among the reading's doubts; nothing is guessed."""
    corrections = corrections or Corrections()
    content = replace(content, blocks=with_grids(without_furniture(content.blocks), vocabulary))
    identity = identify(content, vocabulary, given, has_reports=False)
    committees = vocabulary.committees.get(identity.municipality_code or "", {})
    texts = texts_of(content.blocks)
    setting = Setting(
        vocabulary=vocabulary,
        year=identity.year,
        term_end_year=identity.term[1] if identity.term else None,
        legend=read_legend(texts),
        committees=committees,
        body_committee=identity.body_code,
        statuses=read_status_legend(texts, vocabulary) | dict(corrections.status_words),
    )
    parts = join_tables(content.blocks, vocabulary, committees, corrections.columns)
    whole = Gathering(setting, identity, corrections)
    whole.drop_headings(parts, is_sheets=content.reader == "xlsx")
    for part in parts:
        if isinstance(part, JoinedTable):
            whole.table(part)
    gather_text(whole, parts, has_tables=bool(whole.activities))
    whole.add_figures()
    has_reports = any(report.status_text for one in whole.activities for report in one.reports)
    # A plan gives the outcome of the year before.
    has_outcomes = any(
        kpi.kind == "outcome" and (kpi.year or 0) >= (identity.year or 0) for kpi in whole.kpis
    )
    has_reports = has_reports or has_outcomes or bool(whole.assessments)
    identity = identify(content, vocabulary, given, has_reports=has_reports)
    return correct(_reading(whole, identity), corrections)


def _reading(whole: Gathering, identity: Identity) -> Reading:
    totals, doubts = with_counts(whole.totals, whole.activities, whole.assessments)
    if (differs := differing_date(whole.labels, identity)) is not None:
        doubts = (differs, *doubts)
    if not (whole.activities or whole.assessments or whole.kpis):
        doubts = (*doubts, Doubt(code="no_activities", place=Place(), field="activities"))
    return Reading(
        document=ReadDocument(
            municipality_code=identity.municipality_code,
            municipality=identity.municipality,
            title=identity.title,
            body=identity.body,
            kind=identity.kind,
            year=identity.year,
            term_start_year=identity.term[0] if identity.term else None,
            term_end_year=identity.term[1] if identity.term else None,
            diary_number=identity.diary_number,
            occasions=read_occasions(whole.labels, identity, whole.activities),
            printed_dates=identity.printed_dates,
        ),
        goals=tuple(whole.tree.goals),
        activities=tuple(whole.activities),
        assessments=tuple(whole.assessments),
        kpis=tuple(whole.kpis),
        budget=tuple(whole.budget),
        stated_totals=totals,
        tables=tuple(whole.tables),
        doubts=(*whole.doubts, *doubts),
    )
