"""How do we say a key figure's targets and outcomes? What a municipality itself promised and reported, in Swedish and English."""

from collections.abc import Mapping, Sequence
from typing import Any

from malkollen import words
from malkollen.words.language import NN_, _, ngettext, pgettext

Row = Mapping[str, Any]

# How urgent a key figure is, one and many: the concern of the question `municipality_kpis`.
CONCERNS = {
    "missed": NN_("missar sitt eget mål", "missar sitt eget mål"),
    "worst": NN_(
        "hör till de sämsta bland liknande kommuner", "hör till de sämsta bland liknande kommuner"
    ),
    "unsettled": NN_("går inte att avgöra mot sitt mål", "går inte att avgöra mot sitt mål"),
    "no_outcome": NN_("har eget mål men inget utfall", "har eget mål men inget utfall"),
    "no_figure": NN_("följs utan siffror", "följs utan siffror"),
    "no_position": NN_(
        "har ett nationellt värde som inte går att kalla bra eller dåligt",
        "har ett nationellt värde som inte går att kalla bra eller dåligt",
    ),
    "no_target": NN_("har utfall men inget mål", "har utfall men inget mål"),
    "middle": NN_(
        "ligger i mitten bland liknande kommuner", "ligger i mitten bland liknande kommuner"
    ),
    "met": NN_("når sitt eget mål", "når sitt eget mål"),
    "best": NN_(
        "hör till de bästa bland liknande kommuner", "hör till de bästa bland liknande kommuner"
    ),
}

# Why targets have no outcome, one and many: the reason of the question `missing_outcomes`.
MISSING_OUTCOMES = {
    "plan": NN_(
        "dokumentet är en plan, den berättar inga utfall",
        "dokumentet är en plan, den berättar inga utfall",
    ),
    "later_year": NN_(
        "målet gäller {target_year}, dokumentet följer upp {document_year}",
        "målen gäller {target_year}, dokumentet följer upp {document_year}",
    ),
    "silent": NN_("dokumentet berättar inget utfall", "dokumentet berättar inga utfall"),
    "sheet": NN_("det egna bladet anger inget utfall", "det egna bladet anger inga utfall"),
}

KOLADA = "Kolada"


def target_text(row: Row) -> str:
    """Write a target: minst 65 %."""
    if not row["has_target"]:
        return _("inget mål satt")
    return words.bounded(
        row["target_operator"], row["target_value"], row["target_value_high"], row["unit"]
    )


def outcome_text(row: Row) -> str:
    """Write an outcome: 29 gram per portion."""
    if not row["has_outcome"]:
        return _("ej rapporterat")
    return words.bounded(
        row["outcome_operator"], row["outcome_value"], row["outcome_value_high"], row["unit"]
    )


def verdict(row: Row) -> str:
    """Say whether the target was reached."""
    if not row["has_target"]:
        return _("inget mål")
    if not row["has_outcome"]:
        return _("inget utfall")
    if row["is_met"] is None:
        return _("går inte att avgöra")
    return _("uppnått") if row["is_met"] else _("ej uppnått")


def result_text(row: Row) -> str:
    """Say whose outcome it is, for what year, and how it stands to its target."""
    where = row["municipality"]
    if row["gender"] != "T":
        where = f"{where}, {words.GENDERS[row['gender']]},"
    told = {
        "where": where,
        "target": target_text(row),
        "outcome": outcome_text(row),
        "year": row["year"],
        "verdict": verdict(row),
    }
    if not row["has_outcome"]:
        said = (
            _("{where} har målet {target} {year}, inget utfall rapporterat")
            if row["has_target"]
            else _(
                "{where} säger sig följa det {year}, inget mål satt och inget utfall rapporterat"
            )
        )
        return said.format(**told)
    if not row["has_target"]:
        if row["outcome_period_text"]:
            told["year"] = f"{row['year']} ({row['outcome_period_text']})"
        return _("{where} {outcome} {year}, inget mål satt").format(**told)
    return _("{where} {outcome} {year}, målet är {target}: {verdict}").format(**told)


def result_sentence(row: Row) -> str:
    """Say how one key figure's outcome stands to its target."""
    return f"{row['kpi']}: {result_text(row)}."


def results_sentences(
    kpi: Row, results: Sequence[Row], municipality: str | None
) -> tuple[str, str]:
    """Say each municipality's newest result of one key figure and which way is better, and apart from it the older ones."""
    if not results:
        text = (
            _("{kpi}: varken mål eller utfall är angivet i siffror av {municipality}.")
            if municipality
            else _("{kpi}: varken mål eller utfall är angivet i siffror.")
        )
        return text.format(kpi=kpi["kpi"], municipality=municipality), ""
    newest: dict[str, int] = {}
    for row in results:
        code = row["municipality_code"]
        newest[code] = max(row["year"], newest.get(code, row["year"]))
    newest_first = sorted(results, key=lambda row: -row["year"])
    told = [
        result_text(row) for row in newest_first if row["year"] == newest[row["municipality_code"]]
    ]
    older = [
        result_text(row) for row in newest_first if row["year"] < newest[row["municipality_code"]]
    ]
    direction = f"{words.sentence(words.DIRECTIONS[kpi['direction']])}."
    return (
        f"{kpi['kpi']}: {'; '.join(told)}. {direction}",
        f"{words.sentence('; '.join(older))}." if older else "",
    )


def count_targets(amount: int) -> str:
    """Write an amount of targets: 1 mål, 22 mål; in English no goals."""
    text = ngettext("{amount}{space}mål", "{amount}{space}mål", amount)
    return text.format(amount=words.number(amount), space=words.SPACE)


def counts_sentence(where: str, counts: Row) -> str:
    """Say how many targets there are and how many were reached."""
    if not counts["target_count"]:
        told = words.count(counts["outcome_count"], "utfall rapporterat", "utfall rapporterade")
        return _("{where}: inga mål i siffror, {outcomes}.").format(where=where, outcomes=told)
    text = f"{where}: {words.count(counts['target_count'], 'mål i siffror', 'mål i siffror')}"
    if counts["without_outcome_count"] == counts["target_count"]:
        none_told = (
            _("inget av dem har ett rapporterat utfall")
            if counts["target_count"] > 1
            else _("utan rapporterat utfall")
        )
        text += f", {none_told}"
    else:
        parts = [
            words.count(counts[name], *forms)
            for name, forms in (
                ("met_count", NN_("uppnått", "uppnådda")),
                ("not_met_count", NN_("ej uppnått", "ej uppnådda")),
                ("undecided_count", NN_("går inte att avgöra", "går inte att avgöra")),
                (
                    "without_outcome_count",
                    NN_("utan rapporterat utfall", "utan rapporterat utfall"),
                ),
            )
            if counts[name]
        ]
        text += f", {words.listed(parts)}"
    if counts["without_target_count"]:
        outcomes = words.count(counts["without_target_count"], "utfall", "utfall")
        without = _("dessutom {outcomes} utan mål").format(outcomes=outcomes)
        text += f"; {without}"
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
    return _("eget blad, {place}").format(place=place) if row[f"{side}_sheet_id"] else place


def places_of(row: Row) -> str:
    """Say where a result stands: the target's place too where it is another than the outcome's."""
    if not row["has_target"] or not row["has_outcome"]:
        return place_of(row, "outcome" if row["has_outcome"] else "target")
    target, outcome = place_of(row, "target"), place_of(row, "outcome")
    if target == outcome:
        return outcome
    return _("mål: {target}; utfall: {outcome}").format(target=target, outcome=outcome)


def is_any_judged(results: Sequence[Row]) -> bool:
    """Say whether any of the results has both target and outcome."""
    return any(row["has_target"] and row["has_outcome"] for row in results)


def result_rows(
    results: Sequence[Row], *, is_one_municipality: bool = False
) -> list[dict[str, str]]:
    """Lay out every target and outcome with its verdict, distance and place.

    A column in which no row has anything to say is left out, and so is the municipality's name where all are of one.
    """
    has_targets = any(row["has_target"] for row in results)
    has_outcomes = any(row["has_outcome"] for row in results)
    is_judged = is_any_judged(results)
    rows = []
    for row in results:
        name = row["kpi"] if is_one_municipality else f"{row['municipality']}: {row['kpi']}"
        cells = {
            pgettext("column", "Nyckeltal"): name
            + ("" if row["gender"] == "T" else f", {words.GENDERS[row['gender']]}"),
            _("År"): period(row, "outcome" if row["has_outcome"] else "target"),
        }
        if has_targets:
            cells[pgettext("target", "Mål")] = target_text(row)
        if has_outcomes:
            cells[_("Utfall")] = outcome_text(row)
        if is_judged:
            cells[_("Uppnått")] = verdict(row)
            cells[_("Avstånd")] = words.signed(row["distance"])
        rows.append(
            cells | {_("Riktning"): words.DIRECTIONS[row["direction"]], _("Plats"): places_of(row)}
        )
    return rows


def source_line(results: Sequence[Row], documents: Mapping[str, Row]) -> str:
    """Write the source of targets and outcomes: documents by their id, sheets of own figures, and Kolada.

    A key figure that is only listed, which has a row where the question says so, has the document that lists it.
    """
    ids, sheets, has_national = {}, {}, False
    for row in results:
        listed = row.get("listing_document_id")
        if listed is not None and listed in documents:
            ids[listed] = documents[listed]
        for side in ("target", "outcome"):
            document_id, source = row[f"{side}_document_id"], row[f"{side}_source"]
            if document_id in documents:
                ids[document_id] = documents[document_id]
            elif row[f"{side}_sheet_id"]:
                sheets[source] = _("egna uppgifter ({source})").format(source=source)
            has_national = has_national or source == KOLADA
    line = _("Källa: {documents}.")
    before, after = line.split("{documents}")
    parts = [
        words.source_line([one]).removeprefix(before).removesuffix(after) for one in ids.values()
    ]
    parts += sheets.values()
    parts += [KOLADA] if has_national else []
    line = line.format(documents="; ".join(parts))
    # Kolada is not to be named as the source of what others compute.
    computed = _("Mot målet: egen beräkning på uppgifter från Kolada.")
    return f"{line} {computed}" if has_national else line


def _missing_reason(row: Row) -> str:
    text = ngettext(*MISSING_OUTCOMES[row["reason"]], row["target_count"])
    return text.format(target_year=row["target_year"], document_year=row["document_year"])


def _unknown_from(row: Row) -> str:
    """Say that a plan does not tell whether its targets were met; nothing of another document."""
    if row["reason"] != "plan":
        return ""
    return ngettext(
        "Om målet nåddes går inte att veta ur planen.",
        "Om målen nåddes går inte att veta ur planen.",
        row["target_count"],
    )


def missing_sentences(missing: Sequence[Row]) -> list[str]:
    """Say for each municipality how many targets have no outcome, and why; rows of `missing_outcomes`."""
    told = []
    for row in missing:
        text = (
            f"{row['municipality']}, {count_targets(row['target_count'])}: {_missing_reason(row)}."
        )
        told.append(f"{text} {_unknown_from(row)}".strip())
    return told


def missing_sentence(missing: Sequence[Row]) -> str:
    """Say why one municipality's targets have no outcome, and that a plan alone does not tell whether they were met."""
    if not missing:
        return ""
    reasons = [
        _missing_reason(row)
        if len(missing) == 1
        else f"{_missing_reason(row)} ({count_targets(row['target_count'])})"
        for row in missing
    ]
    text = _("Varför utfall saknas: {reasons}.").format(reasons="; ".join(reasons))
    return " ".join([text, *filter(None, map(_unknown_from, missing))])


def _told_frequency(row: Row) -> str:
    """Say how often, the document's own words in quotation marks."""
    if row["frequency_text"]:
        return _("”{text}”").format(text=row["frequency_text"])
    return frequency(row)


def frequency_sentence(frequencies: Sequence[Row]) -> str:
    """Say how many key figures a municipality follows, and how often; its rows of `kpi_frequencies`."""
    parts = [
        _("{frequency} ({amount})").format(
            frequency=_told_frequency(row), amount=words.number(row["listing_count"])
        )
        for row in frequencies
        if row["frequency_text"] or row["reports_per_year"]
    ]
    one = frequencies[0]
    told = _("{municipality} säger sig följa {kpis}.").format(
        municipality=one["municipality"],
        kpis=words.count(one["municipality_listing_count"], "nyckeltal", "nyckeltal"),
    )
    if not parts:
        return told
    how_often = _("Så ofta redovisas de: {parts}.").format(parts=" · ".join(parts))
    return f"{told} {how_often}"


def followed_sentence(frequencies: Sequence[Row]) -> str:
    """Say that a municipality follows one key figure, and how often; its rows of `kpi_frequencies` for it."""
    return _("{municipality} säger sig följa nyckeltalet: {frequencies}.").format(
        municipality=frequencies[0]["municipality"],
        frequencies=words.listed([_told_frequency(row) for row in frequencies]),
    )


def listing_rows(
    listings: Sequence[Row], *, is_one_municipality: bool = False
) -> list[dict[str, str | None]]:
    """Lay out the key figures that documents say they will follow; all of one municipality are not named by it."""
    return [
        {
            pgettext("column", "Nyckeltal"): row["name"]
            if is_one_municipality
            else f"{row['municipality']}: {row['name']}",
            _("Redovisas"): row["frequency_text"],
            _("Uppdelning"): row["breakdown_text"],
            pgettext("column", "Mål"): row["goal_title"],
            _("Plats"): words.place(row),
        }
        for row in listings
    ]


def nearest_rows(catalogued: Sequence[Row]) -> list[dict[str, str | None]]:
    """Lay out key figures with their nearest national measure and the gap in definition."""
    return [
        {
            pgettext("column", "Nyckeltal"): row["kpi"],
            _("I Kolada"): row["nearest_kolada_id"] or _("inget"),
            _("Skillnad"): row["definition_gap"],
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
        return _("hur ofta anges inte")
    if times == 1:
        return _("1{space}gång per år").format(space=words.SPACE)
    if times == 2:
        return _("2{space}gånger per år").format(space=words.SPACE)
    return words.count(times, "gång per år", "gånger per år")


def nearest_sentence(kpi: Row, title: str | None = None) -> str:
    """Say what the nearest national measure is and how it differs."""
    nearest = kpi["nearest_kolada_id"]
    named = _("”{title}” ({kpi_id})").format(title=title, kpi_id=nearest) if title else nearest
    start = (
        _("Närmaste nationella mått är {measure} i Kolada.").format(measure=named)
        if nearest
        else _("Inget nationellt mått.")
    )
    return f"{start} {kpi['definition_gap'] or ''}".strip()


def is_any_bad(rows: Sequence[Row]) -> bool:
    """Say whether any key figure misses its target or is among the worst; rows of `municipality_kpis`."""
    return any(row["concern"] in ("missed", "worst") for row in rows)


def concern_sentence(rows: Sequence[Row]) -> str:
    """Say how many key figures stand how, the worst first where any is bad; rows of `municipality_kpis`."""
    counted = {row["concern"]: row["concern_count"] for row in rows}
    told = [
        f"{words.number(counted[code])} {ngettext(*forms, counted[code])}"
        for code, forms in CONCERNS.items()
        if code in counted
    ]
    number = words.count(rows[0]["kpi_count"], "nyckeltal", "nyckeltal")
    text = _("{kpis}, värst först: {parts}.") if is_any_bad(rows) else _("{kpis}: {parts}.")
    return text.format(kpis=number, parts=words.listed(told))


def nearest_counts_sentence(amount: int, near: int) -> str:
    """Say how many of so many own key figures have a national measure near to them."""
    if amount == 1:
        return (
            _("Nyckeltalet har ett närliggande mått i Kolada.")
            if near
            else _("Nyckeltalet har inget närliggande mått i Kolada.")
        )
    of_all = words.count(amount, "nyckeltal", "nyckeltal")
    if not near:
        return _("Inget av {kpis} har ett närliggande mått i Kolada.").format(kpis=of_all)
    text = ngettext(
        "{near} av {kpis} har ett närliggande mått i Kolada. Inget är definierat precis likadant.",
        "{near} av {kpis} har ett närliggande mått i Kolada. Inget är definierat precis likadant.",
        near,
    )
    return text.format(near=words.number(near), kpis=of_all)
