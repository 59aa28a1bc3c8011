"""Nyckeltal: did each key figure reach its target, what is followed, and what does it cost?"""

from collections import Counter
from collections.abc import Sequence

import pyarrow as pa
import streamlit as st

from malkollen import charts, frame, words
from malkollen.frame import Choice, Row

ALL_KPIS = "Alla nyckeltal"
# A longer table is folded, so that what follows is not far away.
UNFOLDED_LIMIT = 12

Documents = dict[str, Row]


def choose_kpi(kpis: Sequence[Row]) -> Row | None:
    """Show the choice of one key figure or all."""
    options = {row["kpi"]: row for row in kpis}
    chosen = st.selectbox("Nyckeltal", [ALL_KPIS, *options], key="nyckeltal", bind="query-params")
    return options.get(chosen)


def target_text(row: Row) -> str:
    """Write a target: minst 65 %."""
    if not row["has_target"]:
        return "inget mål satt"
    return words.bounded(
        row["target_operator"], row["target_value"], row["target_value_high"], row["unit"]
    )


def outcome_text(row: Row) -> str:
    """Write an outcome: 29 gram per portion."""
    if not row["has_outcome"]:
        return "ej rapporterat"
    return words.bounded(
        row["outcome_operator"], row["outcome_value"], row["outcome_value_high"], row["unit"]
    )


def verdict(row: Row) -> str:
    """Say whether the target was reached."""
    if not row["has_target"]:
        return "inget mål"
    if not row["has_outcome"]:
        return "inget utfall"
    return {True: "uppnått", False: "ej uppnått", None: "går inte att avgöra"}[row["is_met"]]


def result_text(row: Row) -> str:
    """Say whose outcome it is, for what year, and how it stands to its target."""
    where = row["municipality"]
    if not row["has_outcome"]:
        return f"{where} har målet {target_text(row)} {row['year']}, inget utfall rapporterat"
    text = f"{where} {outcome_text(row)} {row['year']}"
    if not row["has_target"]:
        named = f" ({row['outcome_period_text']})" if row["outcome_period_text"] else ""
        return f"{text}{named}, inget mål satt"
    return f"{text}, målet är {target_text(row)}: {verdict(row)}"


def result_sentence(row: Row) -> str:
    """Say how one key figure's outcome stands to its target."""
    return f"{row['kpi']}: {result_text(row)}."


def counts_sentence(where: str, counts: Row) -> str:
    """Say how many targets there are and how many were reached."""
    if not counts["target_count"]:
        told = words.count(counts["outcome_count"], "utfall rapporterat", "utfall rapporterade")
        return f"{where}: inga mål i siffror, {told}."
    text = f"{where}: {words.count(counts['target_count'], 'mål i siffror', 'mål i siffror')}"
    if counts["without_outcome_count"] == counts["target_count"]:
        text += (
            ", inget av dem har ett rapporterat utfall"
            if counts["target_count"] > 1
            else ", utan rapporterat utfall"
        )
    else:
        parts = [
            words.count(amount, one, many)
            for amount, one, many in (
                (counts["met_count"], "uppnått", "uppnådda"),
                (counts["not_met_count"], "ej uppnått", "ej uppnådda"),
                (counts["undecided_count"], "går inte att avgöra", "går inte att avgöra"),
                (
                    counts["without_outcome_count"],
                    "utan rapporterat utfall",
                    "utan rapporterat utfall",
                ),
            )
            if amount
        ]
        text += f", {words.listed(parts)}"
    if counts["without_target_count"]:
        without = words.count(counts["without_target_count"], "utfall", "utfall")
        text += f"; dessutom {without} utan mål"
    return f"{text}."


def show_answer(choice: Choice, kpi: Row | None, results: Sequence[Row]) -> None:
    """Show the page's first sentence."""
    if kpi is not None:
        if not results:
            where = f" av {choice.municipality}" if choice.municipality else ""
            frame.lead(f"{kpi['kpi']}: varken mål eller utfall är angivet i siffror{where}.")
            return
        newest_first = sorted(results, key=lambda row: -row["year"])
        texts = "; ".join(result_text(row) for row in newest_first)
        direction = words.sentence(words.DIRECTIONS[kpi["direction"]])
        frame.lead(f"{kpi['kpi']}: {texts}. {direction}.")
        return
    if not results:
        frame.lead(f"{choice.municipality or 'Dokumenten'}: varken mål eller utfall i siffror.")
        return
    decided = [row for row in results if row["is_met"] is not None]
    counts = frame.rows("target_counts", municipality_code=choice.municipality_code)[0]
    text = counts_sentence(choice.municipality or frame.ALL_MUNICIPALITIES, counts)
    frame.lead(" ".join([text, *(result_sentence(row) for row in decided[:2])]))


def sources(results: Sequence[Row], documents: Documents) -> list[Row]:
    """Return the documents behind the results."""
    ids = dict.fromkeys(
        row[name]
        for row in results
        for name in ("target_document_id", "outcome_document_id")
        if row[name]
    )
    return [documents[document_id] for document_id in ids]


def show_bullets(results: Sequence[Row], documents: Documents, *, is_narrowed: bool) -> None:
    """Show each target with its outcome; where nothing is chosen, only those that have an outcome."""
    targets = [row for row in results if row["has_target"]]
    shown = targets if is_narrowed else [row for row in targets if row["has_outcome"]]
    if not shown:
        return
    st.subheader("Mål mot utfall")
    frame.chart(
        charts.kpi_bullet(pa.Table.from_pylist(shown)),
        key="mal_mot_utfall",
        summary=" ".join(result_sentence(row) for row in shown),
    )
    if len(shown) < len(targets):
        hidden = words.count(len(targets) - len(shown), "mål", "mål")
        st.caption(f"{hidden} utan utfall ritas när en kommun är vald; alla står i tabellen.")
    frame.source(sources(shown, documents))


def show_trends(results: Sequence[Row], documents: Documents) -> None:
    """Show the key figures that have outcomes for several years."""
    by_kpi: dict[str, list[Row]] = {}
    for row in results:
        by_kpi.setdefault(row["kpi_code"], []).append(row)
    several = {
        code: rows
        for code, rows in by_kpi.items()
        if len({row["year"] for row in rows if row["has_outcome"]}) > 1
    }
    if several:
        st.subheader("Utvecklingen")
    for code, rows in several.items():
        values = [f"{outcome_text(row)} {row['year']}" for row in rows if row["has_outcome"]]
        st.write(
            frame.escaped(
                f"{rows[0]['kpi']}, {words.DIRECTIONS[rows[0]['direction']]}: {words.listed(values)}."
            )
        )
        frame.chart(
            charts.kpi_trend(pa.Table.from_pylist(rows)),
            key=f"utveckling_{code}",
            summary=f"{rows[0]['kpi']}: {words.listed(values)}.",
        )
        frame.source(sources(rows, documents))


def period(row: Row, side: str) -> str:
    """Write the year, with the narrower period that the document names."""
    named = row[f"{side}_period_text"]
    return f"{row['year']}, {named}" if named else str(row["year"])


def place_of(row: Row, side: str) -> str:
    """Say where in the document a target or an outcome stands."""
    return words.place(
        {name: row[f"{side}_{name}"] for name in ("place_section", "place_page", "place_row")}
    )


def show_table(results: Sequence[Row], documents: Documents) -> None:
    """Show every target and outcome with its verdict, distance and place."""
    if not results:
        return
    st.subheader("Alla mål och utfall")
    rows = []
    for row in results:
        side = "outcome" if row["has_outcome"] else "target"
        rows.append(
            {
                "Nyckeltal": f"{row['municipality']}: {row['kpi']}"
                + ("" if row["gender"] == "T" else f", {words.GENDERS[row['gender']]}"),
                "År": period(row, side),
                "Mål": target_text(row),
                "Utfall": outcome_text(row),
                "Uppnått": verdict(row),
                "Avstånd": words.signed(row["distance"]),
                "Riktning": words.DIRECTIONS[row["direction"]],
                "Plats": place_of(row, side),
            }
        )
    if len(rows) > UNFOLDED_LIMIT:
        with st.expander(f"Visa {words.count(len(rows), 'rad', 'rader')}"):
            frame.wide_table(rows)
    else:
        frame.wide_table(rows)
    st.caption("Avståndet är i nyckeltalets egen enhet; plus är bättre än målet.")
    frame.source(sources(results, documents))


def missing_reason(row: Row, documents: Documents) -> str:
    """Say why a target has no outcome."""
    document = documents[row["target_document_id"]]
    if document["kind"] == "plan":
        return "dokumentet är en plan, den berättar inga utfall"
    if row["year"] > document["year"]:
        return f"målet gäller {row['year']}, dokumentet följer upp {document['year']}"
    return "dokumentet berättar inget utfall"


def show_missing(results: Sequence[Row], documents: Documents) -> None:
    """Show why outcomes are not known."""
    missing = Counter(
        (row["municipality"], missing_reason(row, documents))
        for row in results
        if row["has_target"] and not row["has_outcome"]
    )
    if not missing:
        return
    st.subheader("Varför utfall saknas")
    st.markdown(
        "\n".join(
            f"- {frame.escaped(municipality)}, {words.count(count, 'mål', 'mål')}: {reason}."
            for (municipality, reason), count in missing.items()
        )
    )


def show_named(municipality_code: str | None) -> None:
    """Show the hours of SFI and the shares who support themselves, which many ask for."""
    results = [
        *frame.rows("sfi_hours_per_grade", municipality_code=municipality_code),
        *frame.rows("self_support_shares", municipality_code=municipality_code),
    ]
    if not results:
        return
    st.subheader("SFI-timmar och egen försörjning")
    st.markdown(
        "\n".join(
            f"- {frame.escaped(result_sentence(row))} {words.sentence(words.DIRECTIONS[row['direction']])}."
            for row in results
        )
    )


def frequency_sentence(municipality: str, listings: Sequence[Row]) -> str:
    """Say how many key figures a municipality follows, and how often."""
    often = Counter(row["frequency_text"] for row in listings if row["frequency_text"])
    parts = [f"”{text}” ({words.number(count)})" for text, count in often.most_common()]
    text = f"{municipality} säger sig följa {words.count(len(listings), 'nyckeltal', 'nyckeltal')}"
    return f"{text}. Så ofta redovisas de: {words.listed(parts)}." if parts else f"{text}."


def show_listings(listings: Sequence[Row], documents: Documents) -> None:
    """Show the key figures that documents say they will follow, and how often."""
    if not listings:
        return
    st.subheader("Nyckeltal som dokumenten säger sig följa")
    for municipality in dict.fromkeys(row["municipality"] for row in listings):
        own = [row for row in listings if row["municipality"] == municipality]
        st.write(frame.escaped(frequency_sentence(municipality, own)))
    with st.expander("Visa nyckeltalen", expanded=len(listings) == 1):
        frame.wide_table(
            [
                {
                    "Nyckeltal": f"{row['municipality']}: {row['name']}",
                    "Redovisas": row["frequency_text"],
                    "Uppdelning": row["breakdown_text"],
                    "Mål": row["goal_title"],
                    "Plats": words.place(row),
                }
                for row in listings
            ]
        )
    frame.source([documents[one] for one in dict.fromkeys(row["document_id"] for row in listings)])


def national_sentence(kpi: Row) -> str:
    """Say what the nearest national measure is and how it differs."""
    nearest = kpi["nearest_kolada_id"]
    start = (
        f"Närmaste nationella mått är {nearest} i Kolada." if nearest else "Inget nationellt mått."
    )
    return f"{start} {kpi['definition_gap'] or ''}".strip()


def show_national(kpis: Sequence[Row], chosen: Row | None) -> None:
    """Show the nearest national measures and how their definitions differ."""
    st.subheader("Nationella mått")
    if chosen is not None:
        st.write(frame.escaped(national_sentence(chosen)))
        return
    near = [row for row in kpis if row["nearest_kolada_id"]]
    of_all = words.count(len(kpis), "nyckeltal", "nyckeltal")
    st.write(
        f"{words.number(len(near))} av {of_all} har ett närliggande mått i Kolada. Inget är definierat "
        "precis likadant."
        if near
        else f"Inget av {of_all} har ett närliggande mått i Kolada."
    )
    with st.expander("Visa skillnaderna"):
        frame.wide_table(
            [
                {
                    "Nyckeltal": row["kpi"],
                    "I Kolada": row["nearest_kolada_id"] or "inget",
                    "Skillnad": row["definition_gap"],
                }
                for row in kpis
            ]
        )


def budget_sentence(document: Row, years: Sequence[Row]) -> str:
    """Say what the units cost in all, and whether that is the stated frame."""
    totals = words.listed(
        [f"{words.number(row['net_cost_tkr'])}{words.SPACE}tkr {row['year']}" for row in years]
    )
    units = words.count(max(row["unit_count"] for row in years), "enhet", "enheter")
    texts = [
        f"{document['body']} i {document['municipality']}: nettokostnaden för {units} är {totals}."
    ]
    for row in years:
        if row["stated_tkr"] is None:
            continue
        frame_text = f"ramen som dokumentet anger för {row['year']}, {row['value_text']}"
        texts.append(
            f"Summan stämmer med {frame_text}."
            if row["agrees"]
            else f"Summan skiljer {words.signed(row['difference'])} tkr från {frame_text}."
        )
    return " ".join(texts)


def budget_rows(lines: Sequence[Row]) -> list[Row]:
    """Lay out a budget as one row per unit and line, with a column per year."""
    years = sorted({row["year"] for row in lines})
    held: dict[tuple[str, str], dict[int, Row]] = {}
    for row in lines:
        held.setdefault((row["unit"], row["line"]), {})[row["year"]] = row
    laid_out = []
    for (unit, line), by_year in held.items():
        cells: Row = {"Enhet och rad (tkr)": f"{unit}: {words.BUDGET_LINES[line].lower()}"}
        for year in years:
            cell = by_year.get(year)
            amount = "–" if cell is None else words.number(cell["amount_tkr"])
            is_wrong = cell is not None and cell["is_sum_right"] is False
            cells[str(year)] = f"{amount}, går inte ihop" if is_wrong else amount
        last = by_year[max(by_year)]
        change = words.signed(last["change_tkr"])
        if last["change_share"]:
            change += f" ({words.percent(last['change_share'])})"
        laid_out.append({**cells, "Förändring": change, "Plats": words.place(last)})
    return laid_out


def show_budget(document: Row) -> None:
    """Show a document's budget: units by year, change, the sum against the frame, and what does not add up."""
    document_id = document["document_id"]
    lines = frame.asked("budget_lines", document_id=document_id)
    sentence = budget_sentence(document, frame.rows("budget_frame", document_id=document_id))
    st.subheader("Budget")
    st.write(frame.escaped(sentence))
    for row in frame.rows("findings", document_id=document_id, check_name="budget_sum_wrong"):
        st.warning(
            frame.escaped(f"{words.finding(row)} ({words.place(row)})"), icon=":material/warning:"
        )
    frame.chart(
        charts.budget_bars(lines),
        key=f"budget_{document_id}",
        summary=f"Nettokostnad per enhet och år. {sentence}",
    )
    frame.wide_table(budget_rows(lines.to_pylist()))
    frame.source([document])


choice = frame.choice()
municipality, code, own = choice.municipality, choice.municipality_code, choice.documents
# All key figures whatever the municipality, so that a chosen one stays when the municipality changes.
kpi = choose_kpi(frame.rows("kpis"))
own_kpis = frame.rows("kpis", municipality_codes=code)
kpi_code = kpi["kpi_code"] if kpi else None
all_results = frame.rows("kpi_results", municipality_code=code, kpi_code=kpi_code)
documents_by_id = {row["document_id"]: row for row in frame.current_documents()}
show_answer(choice, kpi, all_results)
show_bullets(all_results, documents_by_id, is_narrowed=bool(municipality or kpi))
show_trends(all_results, documents_by_id)
if kpi is None:
    show_named(code)
show_missing(all_results, documents_by_id)
show_listings(
    [
        row
        for row in frame.rows("kpi_listings")
        if row["document_id"] in documents_by_id
        and municipality in (None, row["municipality"])
        and kpi_code in (None, row["kpi_code"])
    ],
    documents_by_id,
)
if own_kpis:
    show_national(own_kpis, kpi)
if kpi is None:
    for document in own:
        if document["budget_line_count"]:
            show_budget(document)
show_table(all_results, documents_by_id)
