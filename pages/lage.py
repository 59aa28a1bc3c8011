"""Läget: where does a document stand, what needs attention, what changed?"""

from dataclasses import dataclass

import pyarrow as pa
import streamlit as st

from malkollen import charts, frame, words
from malkollen.frame import Choice, Row
from malkollen.words import status
from malkollen.words.language import _, known, ngettext, pgettext


def rows_behind(row: Row, document: Row, **group: str | None) -> frame.Link | int:
    """Return a family's count as a cell that leads to its activities; a count of none leads nowhere."""
    count: int = row["activity_count"]
    if not count:
        return count
    family = known("family", row["family"])
    here = frame.document_parameters(document)
    return frame.linked(count, "aktiviteter", **here, lage=family, **group)


def status_table(counts: list[Row], document: Row) -> list[Row]:
    """Return the families with counts and shares as a table's rows, each count with the way to its activities."""
    return [
        {
            _("Läge"): known("family", row["family"]),
            _("Antal"): rows_behind(row, document),
            _("Andel av alla"): words.percent(row["activity_share"]),
        }
        for row in counts
    ]


@dataclass(frozen=True)
class Grouping:
    """What activities are grouped by: the words for it, the column that tells groups apart, and its filter on Aktiviteter."""

    heading: str
    name: str
    column: str
    filter: str


def show_groups(by: Grouping, counts: list[Row], document: Row) -> None:
    """Show how the statuses divide within each goal or committee.

    Rows carry `label`, and `group`: what the filter on Aktiviteter calls it, or nothing where it has no name there.
    """
    st.header(by.heading)
    frame.chart(
        charts.status_bars(pa.Table.from_pylist(counts), "label", key=by.column),
        key=by.filter,
        summary=f"{by.heading}. {status.groups_in_words(counts, 'label', by.column)}",
        picture=frame.picture_of(by.heading, [document]),
        shown=[
            {
                by.name: row["label"],
                _("Läge"): known("family", row["family"]),
                _("Antal"): rows_behind(row, document, **{by.filter: row["group"]})
                if row["group"]
                else row["activity_count"],
            }
            for row in counts
            if row["activity_count"]
        ],
    )


def show_attention(choice: Choice) -> None:
    """Show what is worth a look, each line a link to exactly those rows."""
    document = choice.document
    if document is None:
        return
    st.header(_("Att titta på"))
    items = [
        row
        for row in frame.rows("attention", document_id=document["document_id"])
        if row["item_count"]
    ]
    if not items:
        st.write(_("Inget i dokumentet sticker ut."))
    here = frame.document_parameters(document)
    with st.container(key="att-titta-pa"):
        for row in items:
            label = status.attention_line(row)
            if row["kind"] == "findings":
                frame.link("kallor", label, **here)
            else:
                frame.link("aktiviteter", label, **here, **words.activity_filters(row["kind"]))


def show_changes(document: Row) -> None:
    """Show what changed since the occasion before, where there is one."""
    if document["occasion_count"] < 2:
        return
    changes = frame.rows(
        "status_changes",
        document_id=document["document_id"],
        occasion_number=document["last_occasion_number"],
        is_changed=True,
    )
    st.header(_("Vad har ändrats sedan förra tillfället?"))
    st.write(status.changes_sentence(changes))
    flows = frame.asked("status_flows", document_id=document["document_id"])
    frame.chart(
        charts.status_flow(flows),
        key="floden",
        summary=_(
            "Status vid {occasions} i följd, med hur många aktiviteter som gått från den ena till den andra."
        ).format(occasions=words.count(document["occasion_count"], "tillfälle", "tillfällen")),
        picture=frame.picture_of(_("Vad har ändrats sedan förra tillfället?"), [document]),
        shown=[
            {
                _("Från"): f"{row['previous_label']}: {known('status', row['previous_status'])}",
                _("Till"): f"{row['label']}: {known('status', row['status'])}",
                _("Antal"): row["activity_count"],
            }
            for row in flows.to_pylist()
        ],
    )
    frame.source([document])
    backwards = [row for row in changes if row["direction"] == "back"]
    if backwards:
        st.write(_("Har backat:"))
        frame.wide_table(
            [
                {
                    _("Aktivitet"): row["title"],
                    _("Före"): known("status", row["previous_status"]),
                    _("Nu"): known("status", row["status"]),
                    _("Plats"): words.place(row),
                }
                for row in backwards
            ]
        )


def show_document(choice: Choice, document: Row) -> None:
    """Show where one document stands."""
    document_id = document["document_id"]
    told = next(row for row in frame.rows("coverage") if row["document_id"] == document_id)
    summary = {
        **frame.rows("side_by_side", document_ids=document_id)[0],
        "due_date_share": told["due_date_share"],
    }
    verdicts = frame.rows("goal_assessments", document_id=document_id)
    frame.lead(status.answer(summary, verdicts))
    counts = frame.asked("family_counts", document_ids=document_id)
    frame.chart(
        charts.status_bar(counts),
        key="laget",
        summary=status.families_in_words(counts.to_pylist()),
        picture=frame.picture_of(_("Läget"), [document]),
        shown=status_table(counts.to_pylist(), document),
        behind=[
            frame.linked(
                f"{known('family', row['family'])} {words.number(row['activity_count'])}",
                "aktiviteter",
                **frame.document_parameters(document),
                lage=known("family", row["family"]),
            )
            for row in counts.to_pylist()
            if row["activity_count"]
        ],
    )
    scales = frame.rows("status_scales", document_ids=document_id)
    for remark in (status.words_sentence(scales), status.repeated_sentence(summary)):
        if remark:
            st.caption(frame.escaped(remark))
    frame.source([document])
    if document["as_of_note"]:
        frame.note(document["as_of_note"])
    frame.explained(
        {
            "andel-genomforda": _("Andel genomförda"),
            "framflyttad": _("Framflyttad"),
            "forsenad": _("Försenad"),
            "statusar": _("Statusar"),
        }
    )
    frame.offer_report(document)
    left, right = st.columns([2, 3], gap="large")
    with left:
        show_attention(choice)
    with right:
        names = {
            goal_id: label
            for label, goal_id in words.goal_labels(
                frame.rows("goals", document_id=document_id)
            ).items()
        }
        goals = [
            {**row, "label": row["title"], "group": names[row["goal_id"]]}
            for row in frame.rows("goal_family_counts", document_id=document_id)
            if row["goal_activity_count"]
        ]
        show_groups(
            Grouping(_("Per mål"), pgettext("column", "Mål"), "goal_id", "mal"), goals, document
        )
        frame.source([document])
        frame.link("mal", _("Hela målträdet"), **frame.document_parameters(document))
        committees = [
            {
                **row,
                "label": row["committee"] or _("Ingen nämnd angiven"),
                "group": row["committee"],
            }
            for row in frame.rows("committee_family_counts", document_id=document_id)
            if row["committee_activity_count"]
        ]
        if len({row["committee_id"] for row in committees}) > 1:
            show_groups(
                Grouping(_("Per nämnd"), _("Nämnd"), "committee_id", "namnd"), committees, document
            )
            frame.source([document])
            st.caption(_("En aktivitet som två nämnder delar räknas hos båda."))
    show_changes(document)


def show_all(choice: Choice) -> None:
    """Show all municipalities' newest documents, small and side by side."""
    newest = [row for row in choice.documents if row["is_newest"]]
    documents = {row["document_id"]: row for row in newest}
    ids = ",".join(row["document_id"] for row in newest)
    compared = frame.rows("side_by_side", document_ids=ids)
    reported = [row for row in compared if row["reported_count"]]
    (together,) = frame.rows("completion_in_all", document_ids=ids)
    silent = [row["municipality"] for row in compared if not row["reported_count"]]
    sentences = [
        ngettext(
            "{municipalities}: {completed} av {activities} med rapporterad status är genomförd, enligt {names}.",
            "{municipalities}: {completed} av {activities} med rapporterad status är genomförda, enligt {names}.",
            together["completed_count"],
        ).format(
            municipalities=words.count(together["municipality_count"], "kommun", "kommuner"),
            completed=words.number(together["completed_count"]),
            activities=words.count(together["reported_count"], "aktivitet", "aktiviteter"),
            names=words.listed([row["municipality"] for row in reported]),
        )
    ]
    if silent:
        sentences.append(
            ngettext(
                "{names} rapporterar ingen status på aktiviteter.",
                "{names} rapporterar ingen status på aktiviteter.",
                len(silent),
            ).format(names=words.listed(silent))
        )
    frame.lead(" ".join(sentences))
    counts = frame.asked("family_counts", document_ids=ids)
    frame.chart(
        charts.comparison_statuses(counts),
        key="alla",
        summary=status.groups_in_words(
            [{**row, "name": f"{row['municipality']} {row['year']}"} for row in counts.to_pylist()],
            "name",
            "document_id",
        ),
        picture=frame.picture_of(_("Läget"), newest),
        shown=[
            {
                _("Kommun"): frame.linked(
                    row["municipality"],
                    "lage",
                    **frame.document_parameters(documents[row["document_id"]]),
                ),
                _("År"): str(row["year"]),
                _("Läge"): known("family", row["family"]),
                _("Antal"): rows_behind(row, documents[row["document_id"]]),
            }
            for row in counts.to_pylist()
            if row["activity_count"]
        ],
    )
    frame.source(newest)
    with st.container(key="olika-dokument"):
        frame.link(
            "jamfor",
            _("Dokumenten är av olika slag, år och längd: se i Jämför var jämförelsen haltar"),
        )


choice = frame.choice()
if choice.document is None:
    show_all(choice)
else:
    show_document(choice, choice.document)
