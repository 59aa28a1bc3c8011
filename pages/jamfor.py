"""Jämför: how do two to five documents stand side by side, and where does the comparison limp?"""

from collections.abc import Callable, Sequence

import pyarrow as pa
import streamlit as st

from malkollen import charts, frame, words
from malkollen.frame import Row
from malkollen.words import national

MOST = 5
FAR_APART_YEARS = 2
# A longer table is folded after so many rows.
UNFOLDED_LIMIT = 12


def choose_documents() -> list[Row]:
    """Show the choice of documents; the first choice is the newest of each municipality that reports statuses."""
    documents = frame.current_documents()
    options = {f"{row['municipality']}: {frame.document_label(row)}": row for row in documents}
    reporting = [
        label for label, row in options.items() if row["is_newest"] and row["reported_count"]
    ]
    chosen = st.multiselect(
        "Dokument, två till fem",
        list(options),
        default=reporting[:MOST],
        key="med",
        bind="query-params",
        max_selections=MOST,
        placeholder="Välj dokument",
    )
    # In the order of all lists, whatever the order of choosing.
    return [row for label, row in options.items() if label in chosen]


def named(documents: Sequence[Row]) -> dict[str, str]:
    """Name each document as shortly as tells it from the others, by its id."""
    municipalities = [row["municipality"] for row in documents]
    years = [(row["municipality"], row["year"]) for row in documents]
    names = {}
    for row in documents:
        name = f"{row['municipality']} {row['year']}"
        if years.count((row["municipality"], row["year"])) > 1:
            name = f"{row['municipality']}, {frame.document_label(row)}"
        elif municipalities.count(row["municipality"]) == 1:
            name = row["municipality"]
        names[row["document_id"]] = name
    return names


def completion_sentence(compared: Sequence[Row]) -> str:
    """Say how much each has completed, most first, and who reports nothing."""
    reported = sorted(
        (row for row in compared if row["reported_count"]), key=lambda row: -row["completion_share"]
    )
    parts = [
        f"{row['name']} {words.percent(row['completion_share'])} av {words.number(row['reported_count'])}"
        for row in reported
    ]
    sentences = []
    if reported:
        first = reported[0]
        parts[0] = (
            f"{first['name']} har genomfört {words.percent(first['completion_share'])} av "
            f"{words.count(first['reported_count'], 'aktivitet', 'aktiviteter')}"
        )
        sentences.append(f"{words.listed(parts)}.")
    silent = [row["name"] for row in compared if not row["reported_count"]]
    if silent:
        sentences.append(f"{words.listed(silent)} rapporterar ingen status på aktiviteter.")
    return " ".join(sentences)


def kind_caveats(compared: Sequence[Row]) -> list[str]:
    """Say which documents are plans and which give no statuses."""
    texts = [
        f"{row['name']} är en plan: den lovar men berättar inte hur det gick."
        for row in compared
        if row["is_plan"]
    ]
    texts += [
        f"{row['name']} anger ingen status på sina aktiviteter: där finns inget att räkna."
        for row in compared
        if row["has_no_status"] and not row["is_plan"]
    ]
    return texts


def span(row: Row) -> str:
    """Say what years a document's promises are for."""
    if row["is_term"]:
        return f"{row['term_start_year']}–{row['term_end_year']}"
    return str(row["year"])


def time_caveats(compared: Sequence[Row]) -> list[str]:
    """Say where years, spans and dates differ, and which dates were inferred."""
    texts = []
    years = [row["year"] for row in compared]
    if max(years) - min(years) >= FAR_APART_YEARS:
        apart = words.count(max(years) - min(years), "år", "år")
        texts.append(
            f"Dokumenten är från olika tid: {apart} skiljer {min(years)} från {max(years)}."
        )
    if len({row["is_term"] for row in compared}) > 1:
        spans = words.listed([f"{row['name']} {span(row)}" for row in compared])
        texts.append(f"Löftena gäller olika lång tid: {spans}.")
    dated = [row for row in compared if row["as_of_date"] is not None]
    if len({(row["as_of_date"].month, row["as_of_date"].day) for row in dated}) > 1:
        dates = words.listed(
            [f"{row['name']} per {words.date_text(row['as_of_date'])}" for row in dated]
        )
        texts.append(f"Året har hunnit olika långt: {dates}.")
    inferred = [row for row in compared if row["is_as_of_inferred"]]
    if inferred:
        dates = words.listed(
            [f"{row['name']} {words.date_text(row['as_of_date'])}" for row in inferred]
        )
        texts.append(f"Datumet är uppskattat, dokumentet anger inget: {dates}.")
    if len({row["occasion_count"] for row in compared}) > 1:
        occasions = words.listed(
            [
                f"{row['name']} {words.count(row['occasion_count'], 'tillfälle', 'tillfällen')}"
                for row in compared
            ]
        )
        texts.append(f"Olika många uppföljningar, den sista jämförs: {occasions}.")
    return texts


def scale_caveats(compared: Sequence[Row], scales: Sequence[Row]) -> list[str]:
    """Say where statuses are set on different scales, and where a zero may mean that nothing is told."""
    reported = [row for row in compared if row["reported_count"]]
    used = {
        row["document_id"]: [
            scale for scale in scales if scale["document_id"] == row["document_id"]
        ]
        for row in reported
    }
    texts = []
    if len({frozenset(scale["status_code"] for scale in one) for one in used.values()}) > 1:
        scale_texts = [
            f"{row['name']} ({', '.join(scale['status_text'] for scale in used[row['document_id']])})"
            for row in reported
        ]
        texts.append(f"Status sätts med olika ord: {words.listed(scale_texts)}.")
    without_behind = [
        row["name"]
        for row in reported
        if not any(scale["family_code"] == "behind" for scale in used[row["document_id"]])
    ]
    if without_behind:
        texts.append(
            f"{words.listed(without_behind)} använder inget ord för att ligga efter plan: noll kan "
            "betyda att det inte redovisas."
        )
    marks = [row for row in reported if row["deferred_count"]]
    if marks and len(marks) < len(reported):
        unmarked = [row for row in reported if not row["deferred_count"]]
        text = (
            f"{words.listed([row['name'] for row in unmarked])} märker ingen aktivitet som framflyttad: "
            "noll kan betyda att det inte redovisas."
        )
        for row in unmarked:
            if row["told_count"]:
                text += f" {row['name']} nämner {words.number(row['told_count'])} i kommentarer."
        texts.append(text)
    return texts


def subject_caveats(compared: Sequence[Row], *, is_distinct: bool) -> list[str]:
    """Say where the documents are about different things, or count differently."""
    texts = []
    if len({row["body"] for row in compared}) > 1:
        bodies = words.listed([f"{row['name']} {row['body']}" for row in compared])
        texts.append(f"Olika verksamheter: {bodies}.")
    if len({row["skr_group"] for row in compared}) > 1:
        groups = words.listed([f"{row['name']} {row['skr_group'].lower()}" for row in compared])
        texts.append(f"Olika slags kommuner enligt SKR: {groups}.")
    repeated = [row for row in compared if row["listed_count"] > row["distinct_activity_count"]]
    if repeated and not is_distinct:
        counts = words.listed(
            [
                f"{row['name']} {words.number(row['listed_count'])} rader för "
                f"{words.number(row['distinct_activity_count'])} olika"
                for row in repeated
            ]
        )
        texts.append(f"En aktivitet kan stå under flera mål och räknas då flera gånger: {counts}.")
    return texts


def show_caveats(compared: Sequence[Row], scales: Sequence[Row], *, is_distinct: bool) -> None:
    """Show where the comparison limps."""
    st.header("Där jämförelsen haltar")
    texts = [
        *kind_caveats(compared),
        *time_caveats(compared),
        *scale_caveats(compared, scales),
        *subject_caveats(compared, is_distinct=is_distinct),
    ]
    if not texts:
        st.write("Inget i dokumentens form skiljer dem åt.")
        return
    lines = []
    for text in texts:
        subject, explanation = text.split(":", 1)
        lines.append(f"- **{frame.escaped(subject)}:**{frame.escaped(explanation)}")
    st.markdown("\n".join(lines))


def reported_only(row: Row, text: str) -> str:
    """Return a figure about statuses, or say that none are reported: that is no zero."""
    return "ej rapporterat" if row["has_no_status"] else text


def overdue_text(row: Row) -> str:
    """Say how many are past their end, or that the document gives no ends: that is no zero."""
    return words.number(row["overdue_count"]) if row["due_date_share"] else "inga slutdatum anges"


MEASURES: dict[str, Callable[[Row], str]] = {
    "Organ": lambda row: row["body"],
    "Slag": lambda row: words.DOCUMENT_KINDS[row["kind"]],
    "Gäller": span,
    "Läget": words.as_of,
    "Tillfällen": lambda row: words.number(row["occasion_count"]),
    "Aktiviteter": lambda row: words.number(row["activity_count"]),
    "Utan rapporterad status": lambda row: words.number(row["not_reported_count"]),
    "Genomförda": lambda row: reported_only(row, words.number(row["completed_count"])),
    "Andel genomförda": lambda row: reported_only(row, words.percent(row["completion_share"])),
    "Efter plan": lambda row: reported_only(row, words.number(row["behind_count"])),
    "Andel efter plan": lambda row: reported_only(row, words.percent(row["behind_share"])),
    "Framflyttade": lambda row: reported_only(row, words.number(row["deferred_count"])),
    "Andel framflyttade": lambda row: reported_only(row, words.percent(row["deferred_share"])),
    "Framflyttning nämns bara i kommentar": lambda row: reported_only(
        row, words.number(row["told_count"])
    ),
    "Slutdatum har passerat": lambda row: reported_only(row, overdue_text(row)),
    "Mål": lambda row: words.number(row["goal_count"]),
    "Mål i siffror": lambda row: words.number(row["target_count"]),
    "Utfall i siffror": lambda row: words.number(row["outcome_count"]),
    "Anmärkningar på dokumentet": lambda row: words.number(row["finding_count"]),
    "Kommungrupp (SKR)": lambda row: row["skr_group"],
}


def show_bars(heading: str, compared: Sequence[Row], measure: str) -> None:
    """Show one share as a bar per document."""
    st.header(heading)
    shown = [
        {"name": row["name"], measure: None if row["has_no_status"] else row[measure]}
        for row in compared
    ]
    parts = [
        f"{row['name']} "
        + ("ej rapporterat" if row[measure] is None else words.percent(row[measure]))
        for row in shown
    ]
    frame.chart(
        charts.comparison_bars(pa.Table.from_pylist(shown), measure, "name", is_share=True),
        key=measure,
        summary=f"{heading}: {words.listed(parts)}.",
    )


def show_kpis(documents: Sequence[Row]) -> None:
    """Show the key figures of the documents' municipalities: what all have for one year, then what is missing."""
    codes = dict.fromkeys(row["municipality_code"] for row in documents)
    st.header("Nyckeltal")
    if len(codes) < 2:
        st.write("Dokumenten är från samma kommun, så nyckeltalen har inget att jämföras med.")
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
        frame.wide_table(compared[:UNFOLDED_LIMIT])
    if compared[UNFOLDED_LIMIT:]:
        rest = words.count(len(compared[UNFOLDED_LIMIT:]), "nyckeltal", "nyckeltal")
        with st.expander(f"Visa {rest} till som alla har"):
            frame.wide_table(compared[UNFOLDED_LIMIT:])
    if apart:
        with st.expander(national.apart_label(apart)):
            frame.wide_table(national.shared_rows(apart))
    if rows:
        st.markdown("\n".join(f"- {frame.escaped(text)}" for text in national.SHARED_CAVEATS))
        st.caption(frame.escaped(national.TWO_SOURCES).replace("\\: ", ": "))


def show_comparison(documents: Sequence[Row], *, is_distinct: bool) -> None:
    """Show the chosen documents side by side."""
    ids = ",".join(row["document_id"] for row in documents)
    unit = "distinct" if is_distinct else "listed"
    names = named(documents)
    held = {row["document_id"]: row for row in documents}
    due_date_shares = {row["document_id"]: row["due_date_share"] for row in frame.rows("coverage")}
    compared = [
        {
            **row,
            "name": names[row["document_id"]],
            "occasion_count": held[row["document_id"]]["occasion_count"],
            "due_date_share": due_date_shares[row["document_id"]],
            "listed_count": held[row["document_id"]]["activity_count"],
        }
        for row in frame.rows("side_by_side", document_ids=ids, unit=unit)
    ]
    frame.lead(completion_sentence(compared))
    counts = frame.asked("family_counts", document_ids=ids, unit=unit)
    st.header("Hur aktiviteterna delar sig")
    frame.chart(
        charts.comparison_statuses(counts),
        key="lagen",
        summary="Hur aktiviteterna delar sig på lägen, en stapel per dokument på samma skala.",
        shown=[
            {
                "Dokument": names[row["document_id"]],
                "Läge": row["family"],
                "Antal": row["activity_count"],
                "Andel": words.percent(row["activity_share"]),
            }
            for row in counts.to_pylist()
            if row["activity_count"]
        ],
    )
    frame.source(documents)
    left, right = st.columns(2, gap="large")
    with left:
        show_bars("Andel genomförda", compared, "completion_share")
    with right:
        show_bars("Andel framflyttade", compared, "deferred_share")
    show_caveats(compared, frame.rows("status_scales", document_ids=ids), is_distinct=is_distinct)
    st.header("Allt sida vid sida")
    frame.wide_table(
        [
            {"Mått": measure, **{row["name"]: tell(row) for row in compared}}
            for measure, tell in MEASURES.items()
        ]
    )
    frame.source(documents)
    show_kpis(documents)
    for row in documents:
        frame.link(
            "lage",
            frame.escaped(f"{row['municipality']}: {frame.document_label(row)} →"),
            **frame.document_parameters(row),
        )


chosen = choose_documents()
counts_once = st.toggle("Räkna varje aktivitet en gång", key="en_gang", bind="query-params")
if len(chosen) < 2:
    frame.lead("Välj minst två dokument, så visas de sida vid sida.")
else:
    show_comparison(chosen, is_distinct=counts_once)
