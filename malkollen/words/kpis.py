"""How do we say a key figure's targets and outcomes? What a municipality itself promised and reported, in Swedish."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from malkollen import words

Row = Mapping[str, Any]

# How urgent a key figure is: the concern of the question `municipality_kpis`.
CONCERNS = {
    "missed": "missar sitt eget mål",
    "worst": "hör till de sämsta bland liknande kommuner",
    "unsettled": "går inte att avgöra mot sitt mål",
    "no_outcome": "har eget mål men inget utfall",
    "no_figure": "följs utan siffror",
    "no_position": "har ett nationellt värde som inte går att kalla bra eller dåligt",
    "no_target": "har utfall men inget mål",
    "middle": "ligger i mitten bland liknande kommuner",
    "met": "når sitt eget mål",
    "best": "hör till de bästa bland liknande kommuner",
}

KOLADA = "Kolada"


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
    if row["gender"] != "T":
        where = f"{where}, {words.GENDERS[row['gender']]},"
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


def results_sentence(kpi: Row, results: Sequence[Row], municipality: str | None) -> str:
    """Say all of one key figure's results, the newest first, and which way is better."""
    if not results:
        where = f" av {municipality}" if municipality else ""
        return f"{kpi['kpi']}: varken mål eller utfall är angivet i siffror{where}."
    newest_first = sorted(results, key=lambda row: -row["year"])
    told = "; ".join(result_text(row) for row in newest_first)
    return f"{kpi['kpi']}: {told}. {words.sentence(words.DIRECTIONS[kpi['direction']])}."


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
        without_outcome = "utan rapporterat utfall"
        parts = [
            words.count(counts[name], one, many)
            for name, one, many in (
                ("met_count", "uppnått", "uppnådda"),
                ("not_met_count", "ej uppnått", "ej uppnådda"),
                ("undecided_count", "går inte att avgöra", "går inte att avgöra"),
                ("without_outcome_count", without_outcome, without_outcome),
            )
            if counts[name]
        ]
        text += f", {words.listed(parts)}"
    if counts["without_target_count"]:
        without = words.count(counts["without_target_count"], "utfall", "utfall")
        text += f"; dessutom {without} utan mål"
    return f"{text}."


def period(row: Row, side: str) -> str:
    """Write the year, with the narrower period that the document names."""
    named = row[f"{side}_period_text"]
    return f"{row['year']}, {named}" if named else str(row["year"])


def place_of(row: Row, side: str) -> str:
    """Say where a target or an outcome stands: in its document, in a sheet of own figures, or in Kolada."""
    if row[f"{side}_source"] == KOLADA:
        return KOLADA
    place = words.place(
        {name: row[f"{side}_{name}"] for name in ("place_section", "place_page", "place_row")}
    )
    return f"eget blad, {place}" if row[f"{side}_sheet_id"] else place


def places_of(row: Row) -> str:
    """Say where a result stands: the target's place too where it is another than the outcome's."""
    if not row["has_target"] or not row["has_outcome"]:
        return place_of(row, "outcome" if row["has_outcome"] else "target")
    target, outcome = place_of(row, "target"), place_of(row, "outcome")
    return outcome if target == outcome else f"mål: {target}; utfall: {outcome}"


def result_rows(results: Sequence[Row]) -> list[dict[str, str]]:
    """Lay out every target and outcome with its verdict, distance and place."""
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
                "Plats": places_of(row),
            }
        )
    return rows


def source_line(results: Sequence[Row], documents: Mapping[str, Row]) -> str:
    """Write the source of targets and outcomes: documents by their id, sheets of own figures, and Kolada."""
    ids, sheets, has_national = {}, {}, False
    for row in results:
        for side in ("target", "outcome"):
            document_id, source = row[f"{side}_document_id"], row[f"{side}_source"]
            if document_id in documents:
                ids[document_id] = documents[document_id]
            elif row[f"{side}_sheet_id"]:
                sheets[source] = f"egna uppgifter ({source})"
            has_national = has_national or source == KOLADA
    parts = [words.source_line([one])[len("Källa: ") : -1] for one in ids.values()]
    parts += sheets.values()
    parts += [KOLADA] if has_national else []
    line = f"Källa: {'; '.join(parts)}."
    # Kolada is not to be named as the source of what others compute.
    return f"{line} Mot målet: Egen beräkning på uppgifter från Kolada." if has_national else line


def missing_reason(row: Row, documents: Mapping[str, Row]) -> str:
    """Say why a target has no outcome."""
    document = documents.get(row["target_document_id"])
    if document is None:
        return "det egna bladet anger inget utfall"
    if document["kind"] == "plan":
        return "dokumentet är en plan, den berättar inga utfall"
    if row["year"] > document["year"]:
        return f"målet gäller {row['year']}, dokumentet följer upp {document['year']}"
    return "dokumentet berättar inget utfall"


def missing_sentences(results: Sequence[Row], documents: Mapping[str, Row]) -> list[str]:
    """Say for each municipality how many targets have no outcome, and why."""
    missing = Counter(
        (row["municipality"], missing_reason(row, documents))
        for row in results
        if row["has_target"] and not row["has_outcome"]
    )
    return [
        f"{municipality}, {words.count(amount, 'mål', 'mål')}: {reason}."
        for (municipality, reason), amount in missing.items()
    ]


def frequency_sentence(municipality: str, listings: Sequence[Row]) -> str:
    """Say how many key figures a municipality follows, and how often."""
    often = Counter(row["frequency_text"] for row in listings if row["frequency_text"])
    parts = [f"”{text}” ({words.number(amount)})" for text, amount in often.most_common()]
    text = f"{municipality} säger sig följa {words.count(len(listings), 'nyckeltal', 'nyckeltal')}"
    return f"{text}. Så ofta redovisas de: {words.listed(parts)}." if parts else f"{text}."


def listing_rows(listings: Sequence[Row]) -> list[dict[str, str | None]]:
    """Lay out the key figures that documents say they will follow."""
    return [
        {
            "Nyckeltal": f"{row['municipality']}: {row['name']}",
            "Redovisas": row["frequency_text"],
            "Uppdelning": row["breakdown_text"],
            "Mål": row["goal_title"],
            "Plats": words.place(row),
        }
        for row in listings
    ]


def nearest_rows(catalogued: Sequence[Row]) -> list[dict[str, str | None]]:
    """Lay out key figures with their nearest national measure and the gap in definition."""
    return [
        {
            "Nyckeltal": row["kpi"],
            "I Kolada": row["nearest_kolada_id"] or "inget",
            "Skillnad": row["definition_gap"],
        }
        for row in catalogued
    ]


def frequency(row: Row) -> str:
    """Say how often a key figure is reported: the document's own words, else the times a year."""
    text, times = row["frequency_text"], row["reports_per_year"]
    # The same words with the number bent right: a document may write 1 gånger.
    if text and text not in (f"{times} gång per år", f"{times} gånger per år"):
        return str(text)
    if times is None:
        return "hur ofta anges inte"
    return f"{words.count(times, 'gång', 'gånger')} per år"


def nearest_sentence(kpi: Row, title: str | None = None) -> str:
    """Say what the nearest national measure is and how it differs."""
    nearest = kpi["nearest_kolada_id"]
    named = f"”{title}” ({nearest})" if title else nearest
    start = (
        f"Närmaste nationella mått är {named} i Kolada." if nearest else "Inget nationellt mått."
    )
    return f"{start} {kpi['definition_gap'] or ''}".strip()


def concern_sentence(rows: Sequence[Row]) -> str:
    """Say how many key figures stand how, the worst first."""
    counted = Counter(row["concern"] for row in rows)
    told = [
        f"{words.number(counted[code])} {text}" for code, text in CONCERNS.items() if counted[code]
    ]
    number = words.count(len(rows), "nyckeltal", "nyckeltal")
    return f"{number}, värst först: {words.listed(told)}."


def nearest_counts_sentence(catalogued: Sequence[Row]) -> str:
    """Say how many key figures have a national measure near to them."""
    near = sum(bool(row["nearest_kolada_id"]) for row in catalogued)
    if len(catalogued) == 1:
        return f"Nyckeltalet har {'ett' if near else 'inget'} närliggande mått i Kolada."
    of_all = words.count(len(catalogued), "nyckeltal", "nyckeltal")
    if not near:
        return f"Inget av {of_all} har ett närliggande mått i Kolada."
    return (
        f"{words.number(near)} av {of_all} har ett närliggande mått i Kolada. Inget är definierat "
        "precis likadant."
    )
