"""Jämför: how do two to five documents stand side by side, and where does the comparison limp?"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import pyarrow as pa
import streamlit as st

from malkollen import charts, frame, words
from malkollen.export import tables
from malkollen.frame import Row
from malkollen.words import comparing, national, status, taking_out
from malkollen.words.comparing import Caveat
from malkollen.words.language import _, known, ngettext, pgettext

MOST = 5
# A longer table is folded after so many rows.
UNFOLDED_LIMIT = 12

# Where on the page the caveats stand.
CAVEATS = "haltar"

# What a document has of a measure, where that leads to the rows behind it.
Tell = Callable[[Row], str | frame.Link]


def document_labels(documents: Sequence[Row]) -> dict[str, str]:
    """Name each document with its municipality, by its id."""
    return {
        row["document_id"]: f"{row['municipality']}: {frame.document_label(row)}"
        for row in documents
    }


def choose_documents(documents: Sequence[Row], labels: Mapping[str, str]) -> list[Row]:
    """Show the choice of documents; the first choice is the newest of each municipality that reports statuses."""
    reporting = [
        row["document_id"] for row in documents if row["is_newest"] and row["reported_count"]
    ]
    chosen = st.multiselect(
        _("Dokument, två till fem"),
        list(labels),
        default=reporting[:MOST],
        format_func=labels.__getitem__,
        key="med",
        bind="query-params",
        max_selections=MOST,
        placeholder=_("Välj dokument"),
    )
    # In the order of choosing, which is the order of every picture and table.
    by_id = {row["document_id"]: row for row in documents}
    return [by_id[document_id] for document_id in chosen]


def named(documents: Sequence[Row], labels: Mapping[str, str]) -> dict[str, str]:
    """Name each document as shortly as tells it from the others, by its id."""
    municipalities = [row["municipality"] for row in documents]
    years = [(row["municipality"], row["year"]) for row in documents]
    names = {}
    for row in documents:
        name = f"{row['municipality']} {row['year']}"
        if years.count((row["municipality"], row["year"])) > 1:
            name = labels[row["document_id"]].replace(": ", ", ", 1)
        elif municipalities.count(row["municipality"]) == 1:
            name = row["municipality"]
        names[row["document_id"]] = name
    return names


def bar_names(compared: Sequence[Row]) -> dict[str, str]:
    """Name each document with its year, as the bars are, by its id."""
    return {
        row["document_id"]: row["name"]
        if str(row["year"]) in row["name"]
        else f"{row['name']} {row['year']}"
        for row in compared
    }


def completion(row: Row) -> dict[str, str]:
    """Return what is said of how much a document has completed, by the names in the sentences."""
    return {
        "name": row["name"],
        "share": words.percent(row["completion_share"]),
        "activities": words.count(row["reported_count"], "aktivitet", "aktiviteter"),
    }


def one_of_several(row: Row) -> str:
    """Say how much a document has completed, after another one of which all is said."""
    return _("{name} {share} av {amount}").format(
        name=row["name"],
        share=words.percent(row["completion_share"]),
        amount=words.number(row["reported_count"]),
    )


def completion_sentence(compared: Sequence[Row]) -> str:
    """Say how much each has completed, and who reports nothing; most first where one has the most."""
    reported = [row for row in compared if row["reported_count"]]
    ordered = sorted(reported, key=lambda row: -row["completion_share"])
    sentences = []
    if len(ordered) > 1 and ordered[0]["completion_share"] > ordered[1]["completion_share"]:
        sentences.append(
            _(
                "{name} har genomfört störst andel, {share} av {activities}, följt av {others}."
            ).format(
                **completion(ordered[0]),
                others=words.listed([one_of_several(row) for row in ordered[1:]]),
            )
        )
    elif reported:
        first = _("{name} har genomfört {share} av {activities}").format(**completion(reported[0]))
        others = [one_of_several(row) for row in reported[1:]]
        sentences.append(f"{words.listed([first, *others])}.")
    silent = [row["name"] for row in compared if not row["reported_count"]]
    if silent:
        sentences.append(
            ngettext(
                "{names} rapporterar ingen status på aktiviteter.",
                "{names} rapporterar ingen status på aktiviteter.",
                len(silent),
            ).format(names=words.listed(silent))
        )
    return " ".join(sentences)


def show_caveat_count(caveats: Mapping[str, Sequence[Caveat]]) -> None:
    """Say, beside the answer, that the comparison limps, with the way to where it does."""
    points = comparing.points(caveats)
    if points:
        told = _("Jämförelsen haltar på {points}: läs vilka innan du drar slutsatser.").format(
            points=points
        )
        st.markdown(f"[{frame.escaped(told)}](#{CAVEATS})")


def show_caveats(caveats: Mapping[str, Sequence[Caveat]]) -> None:
    """Show where the comparison limps, beside each other by what they are about."""
    st.header(_("Där jämförelsen haltar"), anchor=CAVEATS)
    groups = {about: group for about, group in caveats.items() if group}
    if not groups:
        st.write(_("Inget i dokumentens form skiljer dem åt."))
        return
    for column, (about, group) in zip(
        st.columns(len(groups), gap="large"), groups.items(), strict=True
    ):
        lines = [
            f"- **{frame.escaped(subject)}:** {frame.escaped(explanation)}"
            for subject, explanation in group
        ]
        column.markdown("\n".join([f"### {about}", "", *lines]))


def reported_only(row: Row, text: str) -> str:
    """Return a figure about statuses, or say that none are reported: that is no zero."""
    return _("ej rapporterat") if row["has_no_status"] else text


def deferred_only(row: Row, text: str) -> str:
    """Return a figure about deferrals, or say that the document marks none: that is no zero either."""
    return reported_only(row, text if row["has_deferral_marks"] else _("ingen märkt"))


def counted(name: str, kind: str) -> Tell:
    """Return how an amount of activities is told: as a way to exactly those rows, where these are what is counted.

    `kind` is one of `words.activity_filters`.
    """

    def tell(row: Row) -> str | frame.Link:
        text = words.number(row[name])
        if kind not in ("listed", "not_reported"):
            text = reported_only(row, text)
            if row["has_no_status"]:
                return text
        if not row[name] or row["is_distinct"]:
            return text
        return frame.linked(text, "aktiviteter", **row["here"], **words.activity_filters(kind))

    return tell


def targeted(name: str) -> Tell:
    """Return how an amount of targets or outcomes is told: as a way to the municipality's key figures."""

    def tell(row: Row) -> str | frame.Link:
        text = words.number(row[name])
        return frame.linked(text, "nyckeltal", kommun=row["municipality"]) if row[name] else text

    return tell


def deferred(row: Row) -> str | frame.Link:
    """Say how many are deferred, as a way to them, or that the document marks none."""
    if not row["has_deferral_marks"]:
        return deferred_only(row, "")
    return counted("deferred_count", "deferred")(row)


def deferred_share(row: Row) -> str:
    """Say how large a share is deferred, or that the document marks none."""
    return deferred_only(row, words.percent(row["deferred_share"]))


def completion_share(row: Row) -> str:
    """Say how large a share is completed, or that nothing is reported."""
    return reported_only(row, words.percent(row["completion_share"]))


def goals(row: Row) -> str | frame.Link:
    """Say how many goals a document has, as a way to them."""
    text = words.number(row["goal_count"])
    return frame.linked(text, "mal", **row["here"]) if row["goal_count"] else text


def overdue(row: Row) -> str | frame.Link:
    """Say how many are past their end, or that the document gives no ends: that is no zero."""
    if not row["due_date_share"]:
        return reported_only(row, _("inga slutdatum anges"))
    return counted("overdue_count", "overdue")(row)


def findings(row: Row) -> str | frame.Link:
    """Say how many findings there are on a document, as a way to them."""
    text = words.number(row["finding_count"])
    return frame.linked(text, "kallor", **row["here"]) if row["finding_count"] else text


MEASURES: dict[str, Tell] = {
    _("Organ"): lambda row: row["body"],
    _("Slag"): lambda row: words.DOCUMENT_KINDS[row["kind"]],
    _("Gäller"): comparing.span,
    pgettext("date", "Läget"): words.as_of,
    _("Tillfällen"): lambda row: words.number(row["occasion_count"]),
    _("Aktiviteter"): counted("activity_count", "listed"),
    _("Utan rapporterad status"): counted("not_reported_count", "not_reported"),
    _("Genomförda"): counted("completed_count", "completed"),
    _("Andel genomförda"): completion_share,
    known("family", "Efter plan"): counted("behind_count", "behind"),
    _("Andel efter plan"): lambda row: reported_only(row, words.percent(row["behind_share"])),
    _("Framflyttade"): deferred,
    _("Andel framflyttade"): deferred_share,
    _("Framflyttning nämns bara i kommentar"): counted("told_count", "deferral_told"),
    _("Slutdatum har passerat"): overdue,
    _("Mål"): goals,
    _("Mål i siffror"): targeted("target_count"),
    _("Utfall i siffror"): targeted("outcome_count"),
    _("Anmärkningar på dokumentet"): findings,
    _("Kommungrupp (SKR)"): lambda row: known("skr_group", row["skr_group"]),
}


def show_bars(
    heading: str,
    compared: Sequence[Row],
    measure: str,
    tell: Callable[[Row], str],
    documents: Sequence[Row],
) -> None:
    """Show one share as a bar per document; where there is none, why."""
    st.header(heading)
    told = {row["name"]: tell(row) for row in compared}
    shown = [
        {
            "name": row["name"],
            measure: None if row["has_no_status"] else row[measure],
            "absence": told[row["name"]],
        }
        for row in compared
    ]
    parts = words.listed([f"{name} {share}" for name, share in told.items()])
    frame.chart(
        charts.comparison_bars(pa.Table.from_pylist(shown), measure, "name", is_share=True),
        key=measure,
        summary=f"{heading}: {parts}.",
        picture=frame.picture_of(heading, documents),
        shown=[{_("Dokument"): name, heading: share} for name, share in told.items()],
    )


def show_kpis(documents: Sequence[Row]) -> None:
    """Show the key figures of the documents' municipalities: what all have for one year, then what is missing."""
    codes = dict.fromkeys(row["municipality_code"] for row in documents)
    st.header(_("Nyckeltal"))
    if len(codes) < 2:
        st.write(_("Dokumenten är från samma kommun, så nyckeltalen har inget att jämföras med."))
        return
    rows = frame.rows("shared_kpis", municipality_codes=",".join(codes))
    shared = [row for row in rows if row["has_all"]]
    apart = [row for row in rows if not row["has_all"]]
    st.write(frame.escaped(national.shared_sentence(rows)))
    measures = frame.rows("national_kpis")
    for told in (
        national.shared_years_sentence(rows),
        national.retired_sentence(measures, {row["kpi_code"] for row in rows}),
    ):
        if told:
            st.write(frame.escaped(told))
    compared = national.shared_rows(shared)
    if compared:
        frame.wide_table(compared[:UNFOLDED_LIMIT], is_side_by_side=True)
    if compared[UNFOLDED_LIMIT:]:
        rest = words.count(len(compared[UNFOLDED_LIMIT:]), "nyckeltal", "nyckeltal")
        with st.expander(_("Visa {amount} till som alla har").format(amount=rest)):
            frame.wide_table(compared[UNFOLDED_LIMIT:], is_side_by_side=True)
    if apart:
        with st.expander(national.apart_label(apart)):
            frame.wide_table(national.shared_rows(apart), is_side_by_side=True)
    if rows:
        st.markdown("\n".join(f"- {frame.escaped(_(text))}" for text in national.SHARED_CAVEATS))
        frame.show_source(national.two_sources(_("Fjärdedelar")))


def offer_workbook(
    documents: Sequence[Row],
    labels: Mapping[str, str],
    compared: Sequence[Row],
    caveats: Mapping[str, Sequence[Caveat]],
    *,
    is_distinct: bool,
) -> None:
    """Show the button that gives the documents side by side as a workbook, with where the comparison limps."""
    named_fully = [labels[row["document_id"]] for row in documents]
    frame.offer_workbook(
        taking_out.Taken(
            title=_("Jämför: {documents}").format(
                documents=", ".join(row["name"] for row in compared)
            ),
            grain=_("ett mått, med dokumenten i kolumner bredvid varandra"),
            scope=[
                (_("Dokument"), "; ".join(named_fully)),
                (_("Räkna varje aktivitet en gång"), _("Ja") if is_distinct else _("Nej")),
                *taking_out.as_of_dates(documents),
            ],
            row_count=tables.MEASURE_COUNT,
            sources=taking_out.document_sources(documents),
            definitions=(
                "completion_share",
                *(() if is_distinct else ("listed",)),
                "deferred",
                "overdue",
            ),
            statuses=frame.rows("statuses"),
            remarks=[caveat for group in caveats.values() for caveat in group],
        ),
        partial(tables.comparison, compared),
        file_name=taking_out.file_name(
            _("Jämför"),
            _("räknade en gång var") if is_distinct else None,
            *dict.fromkeys(row["municipality"] for row in documents),
            kind="xlsx",
        ),
    )


def show_comparison(
    documents: Sequence[Row], labels: Mapping[str, str], *, is_distinct: bool
) -> None:
    """Show the chosen documents side by side."""
    ids = ",".join(row["document_id"] for row in documents)
    unit = "distinct" if is_distinct else "listed"
    names = named(documents, labels)
    held = {row["document_id"]: row for row in documents}
    due_date_shares = {row["document_id"]: row["due_date_share"] for row in frame.rows("coverage")}
    compared = [
        {
            **row,
            "name": names[row["document_id"]],
            "occasion_count": held[row["document_id"]]["occasion_count"],
            "due_date_share": due_date_shares[row["document_id"]],
            "listed_count": held[row["document_id"]]["activity_count"],
            "is_distinct": is_distinct,
            "here": frame.document_parameters(held[row["document_id"]]),
        }
        for row in frame.rows("side_by_side", document_ids=ids, unit=unit)
    ]
    scales = frame.rows("status_scales", document_ids=ids)
    caveats = comparing.caveats(compared, scales, is_distinct=is_distinct)
    frame.lead(completion_sentence(compared))
    show_caveat_count(caveats)
    counts = frame.asked("family_counts", document_ids=ids, unit=unit)
    bars = bar_names(compared)
    st.header(_("Hur aktiviteterna delar sig"))
    frame.chart(
        charts.comparison_statuses(counts),
        key="lagen",
        summary=status.groups_in_words(
            [{**row, "name": bars[row["document_id"]]} for row in counts.to_pylist()],
            "name",
            "document_id",
        ),
        picture=frame.picture_of(_("Hur aktiviteterna delar sig"), documents),
        shown=[
            {
                _("Dokument"): names[row["document_id"]],
                _("Läge"): known("family", row["family"]),
                _("Antal"): row["activity_count"],
                _("Andel"): words.percent(row["activity_share"]),
            }
            for row in counts.to_pylist()
            if row["activity_count"]
        ],
    )
    frame.source(documents)
    frame.explained(
        {
            "andel-genomforda": _("Andel genomförda"),
            "en-gang-var": _("Räknade en gång var"),
            "framflyttad": _("Framflyttad"),
        }
    )
    left, right = st.columns(2, gap="large")
    with left:
        show_bars(_("Andel genomförda"), compared, "completion_share", completion_share, documents)
    with right:
        show_bars(_("Andel framflyttade"), compared, "deferred_share", deferred_share, documents)
    show_caveats(caveats)
    st.header(_("Allt sida vid sida"))
    frame.wide_table(
        [
            {_("Mått"): measure, **{row["name"]: tell(row) for row in compared}}
            for measure, tell in MEASURES.items()
        ],
        is_side_by_side=True,
    )
    frame.source(documents)
    offer_workbook(documents, labels, compared, caveats, is_distinct=is_distinct)
    show_kpis(documents)
    with st.container(key="vidare"):
        st.header(_("Läget i varje dokument"))
        for row in documents:
            frame.link(
                "lage",
                frame.escaped(labels[row["document_id"]]),
                **frame.document_parameters(row),
            )


current = frame.current_documents()
labels = document_labels(current)
chosen = choose_documents(current, labels)
frame.name_view(med=[labels[row["document_id"]] for row in chosen])
counts_once = st.toggle(_("Räkna varje aktivitet en gång"), key="en_gang", bind="query-params")
if len(chosen) < 2:
    frame.lead(_("Välj minst två dokument, så visas de sida vid sida."))
else:
    show_comparison(chosen, labels, is_distinct=counts_once)
