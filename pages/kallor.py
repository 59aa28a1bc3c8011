"""Källor: which documents are behind the figures, what is wrong with them, and how does one take the data away?"""

from collections import Counter
from collections.abc import Sequence
from functools import partial

import streamlit as st

from malkollen import export, frame, words
from malkollen.frame import Choice, Row
from malkollen.store import read_table
from malkollen.words import taking_out
from malkollen.words.language import SWEDISH, English, Verbatim, _, pgettext, spoken

# What the choice of check holds where none is left out.
ALL_CHECKS = "*"
SHORT_HASH = 12
FIRST_TABLE = "document"


def document_name(row: Row) -> str:
    """Name a document as shortly as a table wants it; it is not broken over lines."""
    return f"{row['municipality']}{words.SPACE}{row['year']}"


def answer_sentence(choice: Choice, findings: Sequence[Row]) -> str:
    """Say how many documents there are, from when, and how many findings the checks made."""
    documents = choice.documents
    years = sorted({row["year"] for row in documents})
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    municipalities = list(dict.fromkeys(row["municipality"] for row in documents))
    if len(documents) == 1:
        what = f"{documents[0]['title']}, {documents[0]['municipality']} {span}."
    else:
        where = (
            municipalities[0]
            if len(municipalities) == 1
            else words.count(len(municipalities), "kommun", "kommuner")
        )
        what = _("{documents} från {municipalities}, {years}.").format(
            documents=words.count(len(documents), "dokument", "dokument"),
            municipalities=where,
            years=span,
        )
    if not findings:
        return " ".join([what, _("Kontrollerna fann inget att anmärka på.")])
    counted = Counter(row["severity"] for row in findings)
    parts = [
        words.count(counted[severity], one, many)
        for severity, (one, many) in words.SEVERITY_COUNTS.items()
        if counted[severity]
    ]
    told = _("Kontrollerna fann {findings}: {parts}.").format(
        findings=words.count(len(findings), "anmärkning", "anmärkningar"),
        parts=words.listed(parts),
    )
    return f"{what} {told}"


def card(document: Row) -> list[Row]:
    """Return a document's card as fields and values."""
    term = None
    if document["term_start_year"] is not None and document["term_end_year"] is not None:
        term = f"{document['term_start_year']}–{document['term_end_year']}"
    occasions = frame.rows("occasions", document_id=document["document_id"])
    fields = {
        _("Titel"): document["title"],
        _("Kommun"): document["municipality"],
        _("Organ"): document["body"],
        _("Slag"): words.DOCUMENT_KINDS[document["kind"]],
        _("År"): str(document["year"]),
        _("Löftena gäller"): term,
        _("Uppföljningstillfällen"): "; ".join(
            f"{row['label']} ({words.as_of(row)})" for row in occasions
        ),
        _("Om tillfällenas datum"): Verbatim(
            " ".join(row["as_of_note"] for row in occasions if row["as_of_note"])
        ),
        _("Diarienummer"): document["diary_number"] or _("anges inte"),
        _("Publicerat på"): document["published_at"] or _("okänt"),
        _("Originalets fil"): document["original_file_name"],
        _("Originalets SHA-256"): f"{document['original_sha256'][:SHORT_HASH]}…",
        _("Inläst av"): document["taken_in_by"],
        _("Inläst den"): words.date_text(document["taken_in_on"]),
        _("Inläst med"): words.READERS.get(document["reader"], document["reader"]),
        _("Ersätter"): document["supersedes_document_id"],
    }
    return [{_("Fält"): name, _("Uppgift"): value} for name, value in fields.items() if value]


def show_documents(choice: Choice) -> None:
    """Show each document's card."""
    is_alone = len(choice.documents) == 1
    st.header(_("Dokument") if is_alone else pgettext("table", "Dokument"))
    for row in choice.documents:
        label = frame.escaped(f"{row['municipality']}: {row['title']}")
        with st.expander(label, expanded=is_alone):
            frame.wide_table(card(row))
            frame.link("lage", _("Läget enligt dokumentet"), **frame.document_parameters(row))
    st.caption(
        _(
            "I dokumenten som följer med är namnen på mål och aktiviteter kortade och ligger nära dokumentets egna ord; "
            "avsnitt, sida och rad säger var de står."
        )
    )


def show_older(choice: Choice) -> None:
    """Show the versions that a newer one has replaced; each can be read as it was."""
    older = frame.older_versions(choice.municipality_code)
    if choice.document is not None and choice.document["is_superseded"]:
        st.write(_("Det här är en äldre version; en nyare har ersatt den."))
        return
    if not older:
        return
    label = _("Äldre versioner ({amount})").format(amount=words.number(len(older)))
    with st.expander(label, key="aldre-versioner"):
        st.write(
            _(
                "De har ersatts av en nyare version och räknas inte med, men går att läsa som de var."
            )
        )
        for row in older:
            name = f"{row['municipality']}: {row['title']}, {row['year']} ({words.as_of(row)})"
            frame.link("lage", frame.escaped(name), **frame.document_parameters(row))


def show_findings(choice: Choice, findings: Sequence[Row]) -> None:
    """Show where the documents disagree with themselves or leave something out, one kind of finding at a time or all."""
    st.header(_("Anmärkningar"))
    st.write(
        _(
            "Varje dokument prövas mot sig självt. En anmärkning säger vad som står i dokumentet, "
            "inte vem som har fel."
        )
    )
    if not findings:
        st.write(_("Inga anmärkningar."))
        return
    found_by = {row["check_name"] for row in findings}
    made = [name for name in words.CHECKS if name in found_by]
    chosen = st.selectbox(
        _("Kontroll"),
        [ALL_CHECKS, *made],
        format_func=lambda name: _("Alla kontroller") if name == ALL_CHECKS else words.CHECKS[name],
        key="kontroll",
        bind="query-params",
    )
    shown = [row for row in findings if chosen not in made or row["check_name"] == chosen]
    is_narrowed = chosen in made or len({row["document_id"] for row in shown}) == 1
    if not is_narrowed:
        here = {"kommun": choice.municipality}
        if choice.municipality is not None:
            here["dokument"] = _("Alla dokument")
        # The findings come the heaviest first, and so do their kinds.
        kinds = Counter((row["check_name"], row["severity"]) for row in findings)
        frame.wide_table(
            [
                {
                    _("Fann"): words.CHECKS[name],
                    _("Slag"): words.SEVERITIES[severity],
                    _("Antal"): frame.linked(amount, "kallor", **here, kontroll=words.CHECKS[name]),
                }
                for (name, severity), amount in kinds.items()
            ]
        )
    with st.expander(
        words.sentence(words.count(len(shown), "anmärkning", "anmärkningar")), expanded=is_narrowed
    ):
        frame.wide_table(
            [
                {
                    _("Anmärkning"): words.finding(row),
                    _("Slag"): words.SEVERITIES[row["severity"]],
                    # Of one document alone nobody asks which.
                    **({} if choice.document else {_("Dokument"): document_name(row)}),
                    _("Plats"): words.place(row),
                }
                for row in shown
            ]
        )


def share_or_none(row: Row, name: str) -> str:
    """Write a share of the activities, or say that there are none."""
    return _("inga aktiviteter") if row[name] is None else words.percent(row[name])


def show_coverage(choice: Choice) -> None:
    """Show how much each document tells."""
    ids = {row["document_id"] for row in choice.documents}
    told = [row for row in frame.rows("coverage") if row["document_id"] in ids]
    st.header(_("Vad dokumenten berättar"))
    frame.wide_table(
        [
            {
                _("Dokument"): document_name(row),
                _("Mål"): row["goal_count"],
                _("Aktiviteter"): row["activity_count"],
                _("Med status"): share_or_none(row, "reported_share"),
                _("Med slutdatum"): share_or_none(row, "due_date_share"),
                _("Med nämnd"): share_or_none(row, "committee_share"),
                _("Omdömen om mål"): row["goal_assessment_count"],
                _("Mål i siffror"): row["target_count"],
                pgettext("table", "Utfall"): row["outcome_count"],
                _("Nyckeltal att följa"): row["kpi_listing_count"],
                _("Budgetrader"): row["budget_line_count"],
                _("Egna summor"): row["stated_total_count"],
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
                _("Kolumn"): f"{row['table_name']}.{row['column_name']}"
                if with_table
                else row["column_name"],
                _("Typ"): row["data_type"],
                _("Betydelse"): English(row["column_comment"]),
            }
            for row in columns
        ]
    )


def table_label(name: str) -> str:
    """Name a table as people call it, and as the database does."""
    return f"{words.TABLES[name]} ({name})"


def file_of_table(name: str, kind: str) -> bytes:
    """Return a whole table as the bytes of a file."""
    table = read_table(name)
    return export.table_to_csv(table) if kind == "csv" else export.table_to_parquet(table)


def show_tables() -> None:
    """Show the data dictionary, searchable, and each table for download."""
    dictionary = [row for row in frame.rows("data_dictionary") if row["table_name"] in words.TABLES]
    names = list(words.TABLES)
    st.header(_("Data att ladda ner"))
    st.write(
        _(
            "Databasens tabeller, med alla kommuner. CSV är för program: komma mellan cellerna, UTF-8, "
            "decimalpunkt. En text som ett kalkylprogram skulle köra som formel får en apostrof först. Rader för Excel "
            "laddas ner från Aktiviteter. Samma tabeller finns som [öppna data]({address}) under fasta adresser, även "
            "som JSON."
        ).format(address="/data/" if spoken() == SWEDISH else f"/data/?lang={spoken()}")
    )
    name = st.selectbox(
        _("Tabell"),
        names,
        index=names.index(FIRST_TABLE),
        format_func=table_label,
        key="tabell",
        bind="query-params",
    )
    columns = [row for row in dictionary if row["table_name"] == name]
    with st.container(horizontal=True):
        st.download_button(
            _("Ladda ner CSV"),
            # Made at the click: a page view costs no table.
            partial(file_of_table, name, "csv"),
            file_name=taking_out.file_name(name, kind="csv"),
            mime="text/csv",
            key="csv",
            on_click="ignore",
        )
        st.download_button(
            _("Ladda ner Parquet"),
            partial(file_of_table, name, "parquet"),
            file_name=taking_out.file_name(name, kind="parquet"),
            mime="application/vnd.apache.parquet",
            key="parquet",
            on_click="ignore",
        )
    st.header(_("Datalexikon"))
    st.write(_("Beskrivningarna är databasens egna och på engelska."))
    searched = st.text_input(
        _("Sök bland alla tabeller och kolumner"), key="sok", bind="query-params"
    )
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
        st.write(frame.escaped(table_label(name)))
        frame.note(English(f"{columns[0]['table_comment']}."))
        with st.expander(
            _("Visa {columns}").format(columns=words.count(len(columns), "kolumn", "kolumner"))
        ):
            show_columns(columns, with_table=False)


def show_reference() -> None:
    """Show where the reference tables' facts come from."""
    st.header(_("Referenstabellernas källor"))
    with st.expander(_("Visa källorna")):
        frame.wide_table(
            [
                {
                    _("Tabell"): words.REFERENCE_TABLES.get(row["table_name"], row["table_name"]),
                    _("Källa"): English(row["source"]),
                    pgettext("licence", "Villkor"): English(row["licence"]),
                    _("Hämtad"): words.date_text(row["retrieved_on"]),
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
    frame.link("las_in", _("Läs in ett dokument"))
frame.link("kolada", _("Vad som är hämtat från Kolada"))
show_findings(choice, found)
show_coverage(choice)
show_tables()
show_reference()
