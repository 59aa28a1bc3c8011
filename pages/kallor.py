"""Källor: which documents are behind the figures, what is wrong with them, and how does one take the data away?"""

from collections import Counter
from collections.abc import Sequence
from functools import partial

import streamlit as st

from malkollen import export, frame, words
from malkollen.frame import Choice, Row
from malkollen.store import read_table

ALL_CHECKS = "Alla kontroller"
SHORT_HASH = 12
FIRST_TABLE = "document"


def answer_sentence(choice: Choice, findings: Sequence[Row]) -> str:
    """Say how many documents there are, from when, and how many findings the checks made."""
    documents = choice.documents
    years = sorted({row["year"] for row in documents})
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    municipalities = list(dict.fromkeys(row["municipality"] for row in documents))
    if len(documents) == 1:
        what = f"{documents[0]['title']}, {documents[0]['municipality']} {span}"
    elif len(municipalities) == 1:
        what = f"{words.count(len(documents), 'dokument', 'dokument')} från {municipalities[0]}, {span}"
    else:
        what = (
            f"{words.count(len(documents), 'dokument', 'dokument')} från "
            f"{words.count(len(municipalities), 'kommun', 'kommuner')}, {span}"
        )
    if not findings:
        return f"{what}. Kontrollerna fann inget att anmärka på."
    counted = Counter(row["severity"] for row in findings)
    parts = [
        words.count(counted[severity], one, many)
        for severity, (one, many) in words.SEVERITY_COUNTS.items()
        if counted[severity]
    ]
    total = words.count(len(findings), "anmärkning", "anmärkningar")
    return f"{what}. Kontrollerna fann {total}: {words.listed(parts)}."


def occasion_text(occasion: Row) -> str:
    """Say when an occasion was, with its reserve."""
    text = f"{occasion['label']} ({words.as_of(occasion)})"
    return f"{text}. {occasion['as_of_note']}" if occasion["as_of_note"] else text


def card(document: Row) -> list[Row]:
    """Return a document's card as fields and values."""
    term = None
    if document["term_start_year"] is not None and document["term_end_year"] is not None:
        term = f"{document['term_start_year']}–{document['term_end_year']}"
    occasions = frame.rows("occasions", document_id=document["document_id"])
    fields = {
        "Titel": document["title"],
        "Kommun": document["municipality"],
        "Organ": document["body"],
        "Slag": words.DOCUMENT_KINDS[document["kind"]],
        "År": str(document["year"]),
        "Löftena gäller": term,
        "Uppföljningstillfällen": "; ".join(occasion_text(row) for row in occasions),
        "Diarienummer": document["diary_number"] or "anges inte",
        "Publicerat på": document["published_at"] or "okänt",
        "Originalets fil": document["original_file_name"],
        "Originalets SHA-256": f"{document['original_sha256'][:SHORT_HASH]}…",
        "Inläst av": document["taken_in_by"],
        "Inläst den": words.date_text(document["taken_in_on"]),
        "Inläst med": words.READERS.get(document["reader"], document["reader"]),
        "Ersätter": document["supersedes_document_id"],
    }
    return [{"Fält": name, "Uppgift": value} for name, value in fields.items() if value]


def show_documents(choice: Choice) -> None:
    """Show each document's card."""
    st.header("Dokument")
    for row in choice.documents:
        label = frame.escaped(f"{row['municipality']}: {row['title']}")
        with st.expander(label, expanded=len(choice.documents) == 1):
            frame.table(card(row))
            frame.link("lage", "Läget enligt dokumentet →", **frame.document_parameters(row))


def show_older(choice: Choice) -> None:
    """Show the versions that a newer one has replaced; each can be read as it was."""
    older = frame.older_versions(choice.municipality_code)
    if choice.document is not None and choice.document["is_superseded"]:
        st.write("Det här är en äldre version; en nyare har ersatt den.")
        return
    if not older:
        return
    with st.expander(f"Äldre versioner ({len(older)})"):
        st.write(
            "De har ersatts av en nyare version och räknas inte med, men går att läsa som de var."
        )
        for row in older:
            name = f"{row['municipality']}: {row['title']}, {row['year']} ({words.as_of(row)})"
            frame.link("lage", f"{frame.escaped(name)} →", **frame.document_parameters(row))


def show_findings(findings: Sequence[Row]) -> None:
    """Show where the documents disagree with themselves or leave something out, one kind of finding at a time or all."""
    st.header("Anmärkningar")
    st.write(
        "Varje dokument prövas mot sig självt. En anmärkning säger vad som står i dokumentet, "
        "inte vem som har fel."
    )
    if not findings:
        st.write("Inga anmärkningar.")
        return
    counts = Counter(row["check_name"] for row in findings)
    labels = {words.CHECKS[name]: name for name in words.CHECKS if name in counts}
    chosen = st.selectbox("Kontroll", [ALL_CHECKS, *labels], key="kontroll", bind="query-params")
    shown = [row for row in findings if chosen not in labels or row["check_name"] == labels[chosen]]
    is_narrowed = chosen in labels or len({row["document_id"] for row in shown}) == 1
    if not is_narrowed:
        frame.wide_table([{"Fann": label, "Antal": counts[name]} for label, name in labels.items()])
    with st.expander(
        words.sentence(words.count(len(shown), "anmärkning", "anmärkningar")), expanded=is_narrowed
    ):
        frame.wide_table(
            [
                {
                    "Anmärkning": words.finding(row),
                    "Slag": words.SEVERITIES[row["severity"]],
                    "Dokument": f"{row['municipality']} {row['year']}",
                    "Plats": words.place(row),
                }
                for row in shown
            ]
        )


def share_or_none(row: Row, name: str) -> str:
    """Write a share of the activities, or say that there are none."""
    return "inga aktiviteter" if row[name] is None else words.percent(row[name])


def show_coverage(choice: Choice) -> None:
    """Show how much each document tells."""
    ids = {row["document_id"] for row in choice.documents}
    told = [row for row in frame.rows("coverage") if row["document_id"] in ids]
    st.header("Vad dokumenten berättar")
    frame.wide_table(
        [
            {
                "Dokument": f"{row['municipality']} {row['year']}",
                "Mål": row["goal_count"],
                "Aktiviteter": row["activity_count"],
                "Med status": share_or_none(row, "reported_share"),
                "Med slutdatum": share_or_none(row, "due_date_share"),
                "Med nämnd": share_or_none(row, "committee_share"),
                "Omdömen om mål": row["goal_assessment_count"],
                "Mål i siffror": row["target_count"],
                "Utfall": row["outcome_count"],
                "Nyckeltal att följa": row["kpi_listing_count"],
                "Budgetrader": row["budget_line_count"],
                "Egna summor": row["stated_total_count"],
            }
            for row in told
        ]
    )
    frame.source(choice.documents)


def show_columns(columns: Sequence[Row], *, with_table: bool) -> None:
    """Show columns of the data dictionary."""
    frame.wide_table(
        [
            {
                "Kolumn": f"{row['table_name']}.{row['column_name']}"
                if with_table
                else row["column_name"],
                "Typ": row["data_type"],
                "Betydelse": row["column_comment"],
            }
            for row in columns
        ]
    )


def file_of_table(name: str, kind: str) -> bytes:
    """Return a whole table as the bytes of a file."""
    table = read_table(name)
    return export.table_to_csv(table) if kind == "csv" else export.table_to_parquet(table)


def show_tables() -> None:
    """Show the data dictionary, searchable, and each table for download."""
    dictionary = [row for row in frame.rows("data_dictionary") if row["table_name"] in words.TABLES]
    names = {f"{label} ({name})": name for name, label in words.TABLES.items()}
    st.header("Data att ladda ner")
    st.write(
        "Databasens tabeller, med alla kommuner. CSV är för program: komma mellan cellerna, UTF-8, "
        "decimalpunkt. Rader för Excel laddas ner från Aktiviteter. Samma tabeller finns som "
        "[öppna data](/data/) under fasta adresser, även som JSON."
    )
    chosen = st.selectbox(
        "Tabell",
        list(names),
        index=list(names.values()).index(FIRST_TABLE),
        key="tabell",
        bind="query-params",
    )
    name = names[chosen]
    columns = [row for row in dictionary if row["table_name"] == name]
    with st.container(horizontal=True):
        st.download_button(
            "Ladda ner CSV",
            # Made at the click: a page view costs no table.
            partial(file_of_table, name, "csv"),
            file_name=f"malkollen-{name}.csv",
            mime="text/csv",
            key="csv",
            on_click="ignore",
        )
        st.download_button(
            "Ladda ner Parquet",
            partial(file_of_table, name, "parquet"),
            file_name=f"malkollen-{name}.parquet",
            mime="application/vnd.apache.parquet",
            key="parquet",
            on_click="ignore",
        )
    st.header("Datalexikon")
    st.write("Beskrivningarna är databasens egna och på engelska.")
    searched = st.text_input("Sök bland alla tabeller och kolumner", key="sok", bind="query-params")
    if searched and searched.strip():
        word = searched.strip().casefold()
        found = [
            row
            for row in dictionary
            if any(
                word in str(row[column]).casefold()
                for column in ("table_name", "table_comment", "column_name", "column_comment")
            )
            or word in words.TABLES[row["table_name"]].casefold()
        ]
        st.caption(f"{words.count(len(found), 'kolumn', 'kolumner')}.")
        show_columns(found, with_table=True)
    else:
        st.write(frame.escaped(f"{chosen}: {columns[0]['table_comment']}."))
        with st.expander(f"Visa {words.count(len(columns), 'kolumn', 'kolumner')}"):
            show_columns(columns, with_table=False)


def show_reference() -> None:
    """Show where the reference tables' facts come from."""
    st.header("Referenstabellernas källor")
    with st.expander("Visa källorna"):
        frame.wide_table(
            [
                {
                    "Tabell": words.REFERENCE_TABLES.get(row["table_name"], row["table_name"]),
                    "Källa": row["source"],
                    "Villkor": row["licence"],
                    "Hämtad": words.date_text(row["retrieved_on"]),
                }
                for row in frame.rows("reference_sources")
            ]
        )


choice = frame.choice()
chosen_ids = {row["document_id"] for row in choice.documents}
# The heaviest first; within the same weight in the order of the documents.
found = sorted(
    (row for row in frame.rows("findings") if row["document_id"] in chosen_ids),
    key=lambda row: list(words.SEVERITIES).index(row["severity"]),
)
frame.lead(answer_sentence(choice, found))
show_documents(choice)
show_older(choice)
if frame.may_take_in():
    frame.link("las_in", "Läs in ett dokument →")
frame.link("kolada", "Vad som är hämtat från Kolada →")
show_findings(found)
show_coverage(choice)
show_tables()
show_reference()
