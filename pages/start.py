"""Start: what can be asked here, which documents are there, and what is new?"""

from dataclasses import dataclass, field
from datetime import date

import streamlit as st

from malkollen import frame, words
from malkollen.frame import Row
from malkollen.words import comparing, deferrals, kpis, news
from malkollen.words.language import Verbatim, _

# So many documents are read at a glance; Källor has all.
MOST_DOCUMENTS = 15
QUESTIONS_IN_ROW = 2
MOST_NEWS = 3


@dataclass(frozen=True)
class Asked:
    """A question with its answer as of now, and where the whole answer stands."""

    question: str
    answer: str
    page: str
    parameters: dict[str, str | list[str]]
    documents: list[Row] = field(default_factory=list)
    # What the answer counts, where it may be narrowed to a committee's part of it: the counts of each filter, and of all.
    counts: list[Row] = field(default_factory=list)
    totals: Row = field(default_factory=dict)


def named(document: Row) -> str:
    """Name a document with its municipality, as Jämför's choice has it."""
    return f"{document['municipality']}: {frame.document_label(document)}"


def newest_first(documents: list[Row]) -> list[Row]:
    """Return documents with those of the latest date first."""
    return sorted(
        documents,
        key=lambda row: (row["as_of_date"] or date(row["year"], 1, 1), row["document_id"]),
        reverse=True,
    )


def where_it_stands(reporting: list[Row]) -> Asked | None:
    """Ask where the municipality stands whose statuses are the latest."""
    if not reporting:
        return None
    document = reporting[0]
    (row,) = frame.rows("side_by_side", document_ids=document["document_id"])
    return Asked(
        question=_("Var står {municipality}?").format(municipality=document["municipality"]),
        answer=_("{completed} av {activities} är genomförda ({share}) {date}.").format(
            completed=words.number(row["completed_count"]),
            activities=words.count(row["reported_count"], "aktivitet", "aktiviteter"),
            share=words.percent(row["completion_share"]),
            date=words.as_of(document),
        ),
        page="lage",
        parameters={**frame.document_parameters(document)},
        documents=[document],
    )


def what_was_deferred(documents: list[Row]) -> Asked | None:
    """Ask what was deferred to a later year, and why, in the latest document that marks any."""
    marked = {
        row["document_id"]: row["marked_count"]
        for row in frame.rows("deferral_counts")
        if row["kind"] == "to_later_year" and row["marked_count"]
    }
    document = next((row for row in documents if row["document_id"] in marked), None)
    if document is None:
        return None
    filters = {"document_ids": document["document_id"], "deferral_kinds": "to_later_year"}
    counts = frame.rows("activity_filter_counts", **filters)
    (totals,) = frame.rows("activity_totals", **filters)
    answer = _("{activities} i {municipality} {date}.").format(
        activities=words.count(totals["activity_count"], "aktivitet", "aktiviteter"),
        municipality=document["municipality"],
        date=words.as_of(document),
    )
    return Asked(
        question=_("Vilka aktiviteter är framflyttade till ett senare år, och varför?"),
        answer=f"{answer} {deferrals.reasons_sentence(counts, totals)}",
        page="aktiviteter",
        parameters={
            **frame.document_parameters(document),
            **words.activity_filters("deferred_to_later_year"),
        },
        documents=[document],
        counts=counts,
        totals=totals,
    )


def two_beside_one_another(reporting: list[Row]) -> Asked | None:
    """Ask how two municipalities stand side by side: the latest two, other than the one asked about before."""
    latest: dict[str, Row] = {}
    for row in reporting:
        latest.setdefault(row["municipality_code"], row)
    pair = list(latest.values())[-2:] if len(latest) < 3 else list(latest.values())[1:3]
    if len(pair) < 2:
        return None
    ids = ",".join(row["document_id"] for row in pair)
    compared = [
        {
            **row,
            "name": row["municipality"],
            "occasion_count": document["occasion_count"],
            "listed_count": document["activity_count"],
            "date": words.as_of(document),
        }
        for row, document in zip(frame.rows("side_by_side", document_ids=ids), pair, strict=True)
    ]
    caveats = comparing.caveats(
        compared, frame.rows("status_scales", document_ids=ids), is_distinct=False
    )
    one, other = (
        _("{name} har genomfört {completed} av {reported} ({share}) {date}").format(
            name=row["name"],
            completed=words.number(row["completed_count"]),
            reported=words.number(row["reported_count"]),
            share=words.percent(row["completion_share"]),
            date=row["date"],
        )
        for row in compared
    )
    answer = f"{words.listed([one, other])}."
    points = comparing.points(caveats)
    if points:
        answer += " " + _("Jämförelsen haltar på {points}.").format(points=points)
    return Asked(
        question=_("Hur står {one} bredvid {other}?").format(
            one=pair[0]["municipality"], other=pair[1]["municipality"]
        ),
        answer=answer,
        page="jamfor",
        parameters={"med": [named(row) for row in pair]},
        documents=pair,
    )


def whether_targets_are_met(documents: list[Row]) -> Asked | None:
    """Ask whether the targets are met of the municipality whose document sets most of them."""
    document = max(documents, key=lambda row: row["target_count"], default=None)
    if document is None or not document["target_count"]:
        return None
    municipality = document["municipality"]
    (counts,) = frame.rows("target_counts", municipality_code=document["municipality_code"])
    return Asked(
        question=_("Nås {municipalities} mål i siffror?").format(
            municipalities=words.genitive(municipality)
        ),
        answer=kpis.counts_sentence(municipality, counts),
        page="nyckeltal",
        parameters={"kommun": municipality},
        documents=[document],
    )


def show_questions(documents: list[Row]) -> None:
    """Show questions that the data can answer, each with its answer and as a link to the rest."""
    reporting = [row for row in documents if row["reported_count"]]
    asked = [
        one
        for one in (
            where_it_stands(reporting),
            what_was_deferred(documents),
            two_beside_one_another(reporting),
            whether_targets_are_met(documents),
        )
        if one is not None
    ]
    if not asked:
        return
    st.header(_("Frågor att börja med"), anchor="fragor")
    with st.container(key="fragorna"):
        for first in range(0, len(asked), QUESTIONS_IN_ROW):
            columns = st.columns(QUESTIONS_IN_ROW)
            for one, column in zip(asked[first : first + QUESTIONS_IN_ROW], columns, strict=False):
                with column.container(border=True, height="stretch", gap="xsmall"):
                    frame.link(one.page, f"**{frame.escaped(one.question)}**", **one.parameters)
                    st.write(frame.escaped(one.answer))
                    if one.totals:
                        frame.committee_ways(one.counts, one.totals, **one.parameters)
    behind = {row["document_id"]: row for one in asked for row in one.documents}
    frame.source(list(behind.values()))


def show_documents(documents: list[Row]) -> None:
    """Show which documents there are, each a link to where it stands."""
    st.header(_("Kommuner och dokument"), anchor="dokument")
    shown = documents
    if len(documents) > MOST_DOCUMENTS:
        shown = newest_first(documents)[:MOST_DOCUMENTS]
        st.write(
            _("De {count} senaste av {all} dokument:").format(
                count=words.number(MOST_DOCUMENTS), all=words.number(len(documents))
            )
        )
    frame.wide_table(
        [
            {
                _("Dokument"): frame.linked(
                    Verbatim(named(row)), "lage", **frame.document_parameters(row)
                ),
                _("Slag"): words.sentence(words.DOCUMENT_KINDS[row["kind"]]),
                _("Läget gäller"): words.sentence(words.as_of(row)),
                _("Aktiviteter"): words.number(row["activity_count"]),
                _("Mål i siffror"): words.number(row["target_count"]),
            }
            for row in shown
        ]
    )
    frame.link("kallor", _("Alla dokument och vad de berättar"))


def show_news() -> None:
    """Show what came in last."""
    latest = frame.rows("data_news")[:MOST_NEWS]
    if not latest:
        return
    st.header(_("Vad är nytt"), anchor="nytt")
    st.markdown(
        "\n".join(
            f"- {words.date_text(row['news_date'])}: {frame.escaped(news.headline(row))} "
            f"({news.KINDS[row['kind']]}, {news.extent(row)})"
            for row in latest
        )
    )
    frame.link("nytt", _("Allt som är nytt"))


frame.lead(
    _(
        "Här kan du fråga vad svenska kommuner har lovat, vad de säger att det blev av det, och hur de "
        "står bredvid varandra."
    )
)
st.write(
    _(
        "Svaren kommer ur kommunernas egna planer och uppföljningar, och varje siffra går att följa "
        "till dokument, avsnitt och rad. Det som inte är rapporterat sägs rakt ut och räknas aldrig "
        "som noll."
    )
)
current = frame.current_documents()
if current:
    show_questions(newest_first(current))
    show_documents(current)
else:
    st.info(_("Inget dokument är inläst än."))
    if frame.may_take_in():
        frame.link("las_in", _("Läs in det första"))
show_news()
