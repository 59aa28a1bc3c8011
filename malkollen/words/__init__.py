"""How do we say it? Labels, numbers, dates and plurals, in Swedish and English."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from babel.dates import format_date
from babel.numbers import get_decimal_symbol, get_group_symbol

from malkollen.problems import Problem
from malkollen.words.language import (
    ENGLISH,
    N_,
    NN_,
    P_,
    Spoken,
    _,
    known,
    locale,
    ngettext,
    spoken,
)

SPACE = "\u00a0"  # a number must not break over lines
MINUS = "\u2212"

DOCUMENT_KINDS = Spoken({"plan": N_("plan"), "follow_up": N_("uppföljning")})

READERS = Spoken({"hand": N_("för hand"), "script and hand": N_("skript och för hand")})

GOAL_LEVELS = Spoken(
    {
        "goal_area": N_("målområde"),
        "goal": N_("mål"),
        "committee_goal": N_("nämndmål"),
        "sub_goal": N_("delmål"),
        "effect_goal": N_("effektmål"),
        "assignment": N_("strategiskt uppdrag"),
        "improvement_area": N_("förbättringsområde"),
        "heading": N_("rubrik"),
    }
)

_GOALS_OF_LEVEL = {
    "goal_area": NN_("{amount} målområde", "{amount} målområden"),
    "goal": NN_("{amount} mål", "{amount} mål"),
    "committee_goal": NN_("{amount} nämndmål", "{amount} nämndmål"),
    "sub_goal": NN_("{amount} delmål", "{amount} delmål"),
    "effect_goal": NN_("{amount} effektmål", "{amount} effektmål"),
    "assignment": NN_("{amount} strategiskt uppdrag", "{amount} strategiska uppdrag"),
    "improvement_area": NN_("{amount} förbättringsområde", "{amount} förbättringsområden"),
    "heading": NN_("{amount} rubrik", "{amount} rubriker"),
}

DEFERRAL_KINDS = Spoken(
    {
        "within_year": N_("inom året"),
        "to_later_year": N_("till senare år"),
        "date_unknown": N_("datum anges inte"),
        "told": N_("bara nämnd i kommentar"),
    }
)

DEFERRAL_TOLD_BY = Spoken(
    {
        "mark": N_("märkt med tecken"),
        "date_column": N_("står i datumkolumnen"),
        "title": N_("står i titeln"),
        "comment": N_("nämns bara i kommentaren"),
    }
)

DIRECTIONS = Spoken(
    {
        "higher": N_("högre är bättre"),
        "lower": N_("lägre är bättre"),
        "band": N_("inom ett spann är bäst"),
        "none": N_("varken högre eller lägre är bättre i sig"),
        "unknown": N_("vilket håll som är bättre är inte bedömt"),
    }
)

ASSESSMENTS_MANY = Spoken(
    {
        "met": N_("uppnådda"),
        "partly_met": N_("delvis uppnådda"),
        "not_met": N_("ej uppnådda"),
        "not_assessed": N_("inte bedömda"),
    }
)

OPERATORS = Spoken(
    {">=": N_("minst"), ">": N_("över"), "<=": N_("högst"), "<": N_("under"), "=": ""}
)

GENDERS = Spoken({"T": N_("alla"), "K": N_("kvinnor"), "M": N_("män")})

BUDGET_LINES = Spoken(
    {"revenue": N_("Intäkter"), "cost": N_("Kostnader"), "net_cost": N_("Nettokostnader")}
)

MEASURES = Spoken(
    {
        "goals": N_("antal mål"),
        "goals_met": N_("uppnådda mål"),
        "goals_partly_met": N_("delvis uppnådda mål"),
        "goals_not_met": N_("ej uppnådda mål"),
        "activities": N_("antal aktiviteter"),
        "deferred_within_year": N_("framflyttade inom året"),
        "deferred_to_later_year": N_("framflyttade till senare år"),
        "net_cost_frame": N_("ram för nettokostnader (tkr)"),
        "investment_frame": N_("ram för investeringar (tkr)"),
    }
)

SEVERITIES = Spoken(
    {
        "contradiction": N_("motsägelse"),
        "gap": N_("lucka"),
        "hint": N_("värt att titta på"),
    }
)

CHECKS = Spoken(
    {
        "stated_total_differs": N_("Angiven summa stämmer inte med det som räknas upp"),
        "stated_parts_differ": N_("Angivna delar ger inte den angivna summan"),
        "same_activity_two_statuses": N_("Samma aktivitet har olika status"),
        "same_activity_two_due_dates": N_("Samma aktivitet har olika slutdatum"),
        "deferral_told_not_marked": N_("Framflyttning nämns men är inte märkt"),
        "budget_sum_wrong": N_("Budgetrad går inte ihop"),
        "date_before_document_year": N_("Slutdatum före dokumentets eget år"),
        "printed_date_before_as_of": N_("Tryckt datum motsäger uppföljningens datum"),
        "follow_up_without_status": N_("Aktivitet utan status i en uppföljning"),
        "goals_not_listed": N_("Mål räknas men nämns inte"),
        "repeated_row": N_("Samma aktivitet står två gånger under samma mål"),
        "same_activity_two_carry_overs": N_("Samma aktivitet kvarstår bara på ett av sina ställen"),
        "same_activity_two_committees": N_("Samma aktivitet har olika nämnder"),
    }
)

# One and many, in the order of weight.
SEVERITY_COUNTS = {
    "contradiction": NN_("motsägelse", "motsägelser"),
    "gap": NN_("lucka", "luckor"),
    "hint": NN_("sak värd att titta på", "saker värda att titta på"),
}

TABLES = Spoken(
    {
        "activity": N_("Aktiviteter"),
        "activity_committee": N_("Aktiviteternas nämnder"),
        "activity_current": N_("Aktiviteter med senaste status (förberedd)"),
        "activity_facet": N_("Aktiviteternas värden i varje filter (förberedd)"),
        "activity_occasion": N_("Aktiviteternas status vid varje tillfälle (förberedd)"),
        "assessment": N_("Omdömen om mål"),
        "assessment_word": N_("Ord för omdömen"),
        "budget_line": N_("Budgetrader"),
        "committee": N_("Nämnder"),
        "deferral": N_("Framflyttningar"),
        "deferral_reason": P_("table", "Skäl till framflyttning"),
        "document": P_("table", "Dokument"),
        "document_completion": N_("Andel genomförda per dokument (förberedd)"),
        "document_current": N_("Dokument med senaste tillfälle och antal (förberedd)"),
        "figure_sheet": N_("Blad med egna nyckeltal"),
        "finding": N_("Anmärkningar"),
        "goal": P_("table", "Mål"),
        "goal_ancestor": N_("Mål och målen ovanför (förberedd)"),
        "goal_assessment": P_("table", "Måluppfyllelse"),
        "goal_current": N_("Mål med det som står under dem (förberedd)"),
        "goal_path": N_("Målens plats i trädet (förberedd)"),
        "kpi": P_("table", "Nyckeltal"),
        "kpi_listing": N_("Nyckeltal som dokument säger sig följa"),
        "kpi_result": N_("Utfall mot mål i siffror (förberedd)"),
        "municipality": N_("Kommuner"),
        "national_group": N_("Grupper av liknande kommuner"),
        "national_group_member": N_("Kommuner i grupperna"),
        "national_kpi": N_("Nationella nyckeltal"),
        "national_peer_group": N_("Grupp som varje kommun jämförs med per ämne (förberedd)"),
        "national_revision": N_("Nationella värden som rättats eller tagits bort"),
        "national_series_break": N_("Brott i nationella tidsserier"),
        "national_summary": N_("Nationella värden: kvartiler per år (förberedd)"),
        "national_summary_fact": N_("Kvartiler som följer med färdigräknade"),
        "national_value": N_("Nationella värden"),
        "occasion": N_("Uppföljningstillfällen"),
        "outcome": P_("table", "Utfall"),
        "own_figure": N_("Egna mål och utfall från blad"),
        "printed_date": N_("Datum tryckta på dokument"),
        "reason": N_("Kategorier av skäl"),
        "reference_source": N_("Referenstabellernas källor"),
        "stated_total": N_("Summor som dokument anger om sig själva"),
        "stated_total_counted": N_("Angivna summor mot det som räknas upp (förberedd)"),
        "status": N_("Statusar"),
        "status_family": N_("Lägen"),
        "status_report": N_("Status vid varje tillfälle"),
        "status_word": N_("Ord för status"),
        "target": N_("Mål i siffror"),
    }
)

# The reference tables by their file's name, in the order that a reader looks for them.
REFERENCE_TABLES = Spoken(
    {
        "municipalities": N_("Kommuner"),
        "committees": N_("Nämnder"),
        "committee_words": N_("Stavningar av nämnder"),
        "statuses": N_("Statusar"),
        "status_families": N_("Lägen"),
        "status_words": N_("Ord för status"),
        "assessments": N_("Omdömen om mål"),
        "assessment_words": N_("Ord för omdömen"),
        "reasons": P_("table", "Skäl till framflyttning"),
        "kpis": P_("table", "Nyckeltal"),
        "national_kpis": N_("Nationella nyckeltal och deras riktning"),
        "national_topics": N_("Ämne för jämförelse av nationella nyckeltal"),
        "national_series_breaks": N_("Brott i nationella tidsserier"),
        "national_groups": N_("Grupper av liknande kommuner"),
        "national_values": N_("Nationella värden som följer med"),
        "national_summaries": N_("Kvartiler av nationella värden som följer med"),
        "header_words": N_("Ord för kolumner"),
        "phrases": N_("Vändningar i text"),
        "figure_words": N_("Ord kring tal"),
        "sources": N_("Källor"),
    }
)

ATTENTION = {
    "behind": NN_("aktivitet är efter plan", "aktiviteter är efter plan"),
    "overdue": NN_("aktivitet har passerat sitt slutdatum", "aktiviteter har passerat sitt slutdatum"),
    "paused": NN_("aktivitet är pausad", "aktiviteter är pausade"),
    "contradictory": NN_("aktivitet har olika status på olika ställen", "aktiviteter har olika status på olika ställen"),
    "deferred_within_year": NN_("aktivitet är framflyttad inom året", "aktiviteter är framflyttade inom året"),
    "deferred_to_later_year": NN_("aktivitet är framflyttad till ett senare år", "aktiviteter är framflyttade till ett senare år"),
    "deferred_date_unknown": NN_("aktivitet är framflyttad utan nytt datum", "aktiviteter är framflyttade utan nytt datum"),
    "deferral_told": NN_("framflyttning nämns bara i en kommentar", "framflyttningar nämns bara i kommentarer"),
    "not_reported": NN_("aktivitet saknar rapporterad status", "aktiviteter saknar rapporterad status"),
    "findings": NN_("anmärkning på dokumentet självt", "anmärkningar på dokumentet självt"),
}  # fmt: skip


def activity_filters(kind: str) -> dict[str, str | list[str]]:
    """Return the filters on Aktiviteter, as they stand in its address, that show exactly the rows of a kind.

    The kinds are those of `ATTENTION` that count activities, and listed, completed and deferred.

    An address holds the words that the page shows, in the language that is spoken.
    """
    filters: dict[str, dict[str, str | list[str]]] = {
        "behind": {"lage": known("family", "Efter plan")},
        "overdue": {"forsenad": "true"},
        "paused": {"status": known("status", "Pausad")},
        "contradictory": {"motsagd": "true"},
        "deferred_within_year": {"framflyttad": DEFERRAL_KINDS["within_year"]},
        "deferred_to_later_year": {"framflyttad": DEFERRAL_KINDS["to_later_year"]},
        "deferred_date_unknown": {"framflyttad": DEFERRAL_KINDS["date_unknown"]},
        "deferral_told": {"framflyttad": DEFERRAL_KINDS["told"]},
        "not_reported": {"lage": known("family", "Ej rapporterat")},
        "listed": {},
        "completed": {"lage": known("family", "Genomfört")},
        "deferred": {
            "framflyttad": [
                DEFERRAL_KINDS[one] for one in ("within_year", "to_later_year", "date_unknown")
            ]
        },
    }
    return filters[kind]


COLUMNS = Spoken(
    {
        "as_of_date": N_("Per datum"),
        "carried_over_from_year": N_("Kvarstår från"),
        "committees": N_("Nämnd"),
        "document_title": N_("Dokument"),
        "due_date": N_("Slutdatum"),
        "due_text": N_("Slut (som det står)"),
        "family": N_("Läge"),
        "goal_path": P_("column", "Mål"),
        "is_overdue": N_("Försenad"),
        "kind": N_("Slag"),
        "municipality": N_("Kommun"),
        "overdue_days": N_("Dagar över"),
        "reasons": N_("Skäl"),
        "status": N_("Status"),
        "status_text": N_("Status (som det står)"),
        "title": N_("Aktivitet"),
        "year": N_("År"),
    }
)


def number(value: float | None, decimals: int | None = None) -> str:
    """Write a number by the language's customs: 12 345,6 or 12,345.6. Without `decimals`, as many as it has, at most two."""
    if value is None:
        return "–"
    step = Decimal(1).scaleb(-2 if decimals is None else -decimals)
    # Half goes up, as a reader counts: Python alone would make 12,5 a 12. What a division left in the tenth decimal is noise.
    rounded = Decimal(str(round(abs(value), 10))).quantize(step, ROUND_HALF_UP)
    whole, _point, rest = f"{rounded:,f}".partition(".")
    group, point = _marks(locale())
    if decimals is None:
        rest = rest.rstrip("0")
    text = whole.replace(",", group) + (f"{point}{rest}" if rest else "")
    return f"{MINUS}{text}" if value < 0 and rounded else text


@cache
def _marks(where: str) -> tuple[str, str]:
    """Return what stands between thousands and before decimals there.

    A page writes thousands of numbers, and Babel reads its pattern and its locale anew for each.
    """
    return get_group_symbol(where), get_decimal_symbol(where)


def percent(share: float | None, decimals: int = 0) -> str:
    """Write a share (0 to 1) as a percentage: 19 %, in English 19%."""
    return "–" if share is None else with_percent(number(share * 100, decimals))


def with_percent(text: str) -> str:
    """Write a number that is a percentage with its sign."""
    return f"{text}%" if spoken() == ENGLISH else f"{text}{SPACE}%"


def signed(value: float | None, decimals: int | None = None) -> str:
    """Write a difference with its sign: +12, −3,5."""
    if value is None:
        return "–"
    text = number(value, decimals)
    return f"+{text}" if value > 0 else text


def signed_percent(share: float | None) -> str:
    """Write a change as a percentage with its sign: +150 %, −3 %."""
    if share is None:
        return "–"
    text = percent(share)
    return f"+{text}" if share > 0 else text


def date_text(day: date | None) -> str:
    """Write a date in full: 31 augusti 2022, 31 August 2022."""
    return "–" if day is None else _of_day(day, "d MMMM y")


def month_text(day: date | None) -> str:
    """Write a date's month in short: aug 2022, Aug 2022."""
    return "–" if day is None else f"{_of_day(day, 'MMMM')[:3]}{SPACE}{day.year}"


def _of_day(day: date, pattern: str) -> str:
    return format_date(day, pattern, locale=locale()).replace(" ", SPACE)


def count(amount: int, one: str, many: str) -> str:
    """Write an amount with its noun, given in Swedish: 1 aktivitet, 31 aktiviteter."""
    return f"{number(amount)}{SPACE}{ngettext(one, many, amount)}"


def some(amount: int, one: str, many: str) -> str:
    """Write an amount in a sentence, none as a word: ingen framflyttad, 1 framflyttad, 7 framflyttade."""
    return (
        count(amount, one, many)
        if amount
        else _("ingen {noun}").format(noun=ngettext(one, many, 1))
    )


def genitive(name: str) -> str:
    """Write a name in the genitive: Linköpings, Borås; in English Linköping’s."""
    if spoken() == ENGLISH:
        return f"{name}’s"
    return name if name.endswith(("s", "x", "z")) else f"{name}s"


def listed(parts: Sequence[str]) -> str:
    """Write a list in a sentence: Täby, Solna och Ekerö; Täby, Solna and Ekerö."""
    if len(parts) < 2:
        return "".join(parts)
    return _("{parts} och {last}").format(parts=", ".join(parts[:-1]), last=parts[-1])


def sentence(text: str) -> str:
    """Begin a sentence with a capital, leaving the rest as it is."""
    return text[:1].upper() + text[1:]


def as_of(row: Mapping[str, Any]) -> str:
    """Say what date a document's statuses hold for: 'per 31 augusti 2022', with its reserve."""
    if row["as_of_date"] is None:
        return _("utan angivet datum")
    text = _("per {date}") if row["is_as_of_stated"] else _("per {date} (datum uppskattat)")
    return text.format(date=date_text(row["as_of_date"]))


def source_line(documents: Sequence[Mapping[str, Any]]) -> str:
    """Write the source of a figure: the documents behind it, each with its municipality and date."""
    parts = [
        f"{row['title']}, {row['municipality']}, "
        + (str(row["year"]) if row["as_of_date"] is None else as_of(row))
        for row in documents
    ]
    return _("Källa: {documents}.").format(documents="; ".join(parts))


def deferral(row: Mapping[str, Any]) -> str:
    """Say from when to when an end was moved, how the document tells it and why.

    Takes the deferral_ columns of an activity: _kind, _told_by, _from_text, _from_date, _to_text, _to_date; and slip_months
    and reasons.
    """
    before = row["deferral_from_text"] or (
        date_text(row["deferral_from_date"]) if row["deferral_from_date"] else None
    )
    after = row["deferral_to_text"] or (
        date_text(row["deferral_to_date"]) if row["deferral_to_date"] else None
    )
    parts = [_("Från {date}").format(date=before) if before else _("Tidigare slut anges inte")]
    if after:
        parts.append((_("till {date}") if before else _("nytt slut: {date}")).format(date=after))
    else:
        parts.append(_("nytt slut anges inte"))
    if row["slip_months"] is not None:
        parts.append(
            _("{months} senare").format(months=count(row["slip_months"], "månad", "månader"))
        )
    elif row["deferral_kind"] != "date_unknown":
        parts.append(DEFERRAL_KINDS[row["deferral_kind"]])
    parts.append(DEFERRAL_TOLD_BY[row["deferral_told_by"]])
    reason = (
        _("Skäl: {reasons}.").format(reasons=reasons_text(row["reasons"]).lower())
        if row["reasons"]
        else _("Skäl anges inte.")
    )
    return f"{', '.join(parts)}. {reason}"


def committee_code(committee_id: str) -> str:
    """Return the short name that a document gives a committee, out of its id: BiN of 0580-BiN."""
    return committee_id.partition("-")[2]


def reasons_text(reasons: str) -> str:
    """Say the categories of reason that the database holds with comma between."""
    return ", ".join(known("reason", reason) for reason in reasons.split(", "))


def goal_labels(goals: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Name each goal of a document so that no two are alike, as it stands in an address: goal id by label.

    A goal is its title; where two share it, with the title above it, and as a last resort with its place in the document.
    """
    titles = {row["goal_id"]: row["title"] for row in goals}

    def wider(row: Mapping[str, Any]) -> str:
        above = titles.get(row["parent_goal_id"])
        return f"{row['title']} ({above})" if above else row["title"]

    named = list(titles.values())
    widened = [wider(row) for row in goals]
    labels = {}
    for row, wide in zip(goals, widened, strict=True):
        label = row["title"] if named.count(row["title"]) == 1 else wide
        if named.count(row["title"]) > 1 and widened.count(wide) > 1:
            label = _("{goal}, nr {number}").format(goal=wide, number=row["sort_order"])
        labels[label] = row["goal_id"]
    return labels


def goal_verdicts(verdicts: Sequence[Mapping[str, Any]]) -> str:
    """Say how many goals the document itself calls met, partly met and not met.

    Takes the rows of the question `goal_assessments` for one document.
    """
    stated = {row["assessment_code"]: row["stated_count"] for row in verdicts}
    named = sum(row["named_count"] for row in verdicts)
    total = verdicts[0]["stated_goal_count"]
    if total is None or stated.get("met") is None:
        return _("Dokumentet ger {goals} ett omdöme.").format(goals=count_goals(named))
    parts = [
        f"{number(stated[code])} {word}"
        for code, word in ASSESSMENTS_MANY.items()
        if code != "met" and stated.get(code)
    ]
    text = ngettext(
        "Enligt dokumentet är {met} av {goals} uppnått",
        "Enligt dokumentet är {met} av {goals} uppnådda",
        stated["met"],
    ).format(met=number(stated["met"]), goals=count_goals(total))
    if parts:
        text += f", {listed(parts)}"
    if named < total:
        return text + ngettext(
            "; bara {named} av dem namnges.", "; bara {named} av dem namnges.", named
        ).format(named=number(named))
    return f"{text}."


def count_goals(amount: int) -> str:
    """Write an amount of goals: 1 mål, 17 mål."""
    return count(amount, "mål", "mål")


def count_of_level(level: str, amount: int) -> str:
    """Write an amount of goals of a level: 5 målområden, 14 nämndmål."""
    text = ngettext(*_GOALS_OF_LEVEL[level], amount).format(amount=number(amount))
    return text.replace(" ", SPACE, 1)


def place(row: Mapping[str, Any]) -> str:
    """Say where in the original a row stood."""
    parts = []
    if row.get("place_section"):
        parts.append(str(row["place_section"]))
    if row.get("place_page"):
        parts.append(_("sida {page}").format(page=row["place_page"]))
    if row.get("place_row"):
        parts.append(_("rad {row}").format(row=row["place_row"]))
    return ", ".join(parts) or _("plats anges inte")


def value_with_unit(value: float | None, unit: str) -> str:
    """Write a key figure's value with its unit: 65 %, 300 timmar."""
    return "–" if value is None else number_with_unit(number(value), unit)


def number_with_unit(text: str, unit: str) -> str:
    """Put its unit after a number that is written already: 65,0 %, 300 timmar."""
    if unit == "procent":
        return with_percent(text)
    shown = "" if unit in ("antal", "rang", "index") else known("unit", unit)
    return f"{text}{SPACE}{shown}".rstrip(SPACE)


def bounded(operator: str, value: float, value_high: float | None, unit: str) -> str:
    """Write a target or an outcome: minst 65 %, under 7 %, 20–30 %."""
    if value_high is not None:
        return f"{number(value)}–{value_with_unit(value_high, unit)}"
    return f"{OPERATORS[operator]} {value_with_unit(value, unit)}".strip()


def _as_read(text: str | None) -> str:
    """Write a figure or a date of a finding as it is read; other text stays as the document has it."""
    if not text:
        return ""
    if text in DEFERRAL_KINDS:
        return DEFERRAL_KINDS[text]
    if text.isdecimal() and len(text) > 4:
        return number(int(text))
    try:
        return date_text(date.fromisoformat(text)) if "-" in text else text
    except ValueError:
        return text


_FINDINGS = Spoken(
    {
        "stated_total_differs": N_(
            "{subject}: dokumentet anger {expected} men räknar upp {found}."
        ),
        "stated_parts_differ": N_(
            "{subject}: delarna ger {found} men summan anges till {expected}."
        ),
        "same_activity_two_statuses": N_("”{subject}” har olika status på olika ställen: {found}."),
        "same_activity_two_due_dates": N_("”{subject}” har olika slut på olika ställen: {found}."),
        "deferral_told_not_marked": N_(
            "”{subject}” flyttas enligt kommentaren ({found}) men är inte märkt som framflyttad."
        ),
        "budget_sum_wrong": N_(
            "{subject}: nettokostnaden står som {found} tkr men kostnader minus intäkter är {expected} tkr."
        ),
        "date_before_document_year": N_(
            "”{subject}” har slut {found}, men dokumentet gäller {expected}."
        ),
        "printed_date_before_as_of": N_(
            "Dokumentet är daterat {found} men följer upp läget {expected}."
        ),
        "follow_up_without_status": N_("”{subject}” har ingen status."),
        "goals_not_listed": N_("Dokumentet räknar {expected} mål men nämner {found}."),
        "repeated_row": N_("”{subject}” står mer än en gång under samma mål."),
        "same_activity_two_carry_overs": N_(
            "”{subject}” {found_carry_over} på ett ställe men {expected_carry_over} på ett annat."
        ),
        "same_activity_two_committees": N_(
            "”{subject}” har nämnd {found} på ett ställe och {expected} på ett annat."
        ),
    }
)


def _carry_over(year: str) -> str:
    if not year:
        return _("står utan att vara kvar från ett tidigare år")
    return _("kvarstår från {year}").format(year=year)


def finding(row: Mapping[str, Any]) -> str:
    """Write a finding as a sentence with what stands in the document and what it was held against.

    A row of the question `findings`; raises KeyError for a check that has no sentence.
    """
    subject = MEASURES.get(row["subject_text"], row["subject_text"])
    found, expected = _as_read(row["found_text"]), _as_read(row["expected_text"])
    return sentence(
        _FINDINGS[row["check_name"]].format(
            subject=subject,
            found=found,
            expected=expected,
            found_carry_over=_carry_over(found),
            expected_carry_over=_carry_over(expected),
        )
    )


# A national key figure that is followed no longer.
SERIES_ENDED = N_("Måttet följs inte längre; sista året är {year}.")
NO_DATABASE = N_("Databasen är inte byggd än. Bygg den med: python -m malkollen build")

# What a parameter of each type must be.
PARAMETER_TYPES = Spoken(
    {
        "text": N_("en text"),
        "integer": N_("ett heltal med högst nio siffror"),
        "date": N_("ett datum (2022-08-31)"),
        "boolean": N_("ja eller nej"),
    }
)

_QUESTION_ERRORS = Spoken(
    {
        "unknown_question": N_("Frågan ”{name}” finns inte; närmast: {known}."),
        "unknown_document": N_("Dokumentet ”{name}” finns inte; dokument: {known}."),
        "unknown_table": N_("Tabellen ”{name}” finns inte; tabeller: {known}."),
        "unknown_parameter": N_("{name} har inte parametern {parameter}; parametrar: {known}."),
        "missing_parameter": N_("{name} behöver parametern {parameter}: {meaning}."),
        "missing_value": N_("Parametern {parameter} saknar värde: {meaning}."),
        "wrong_type": N_("Parametern {parameter} är ”{value}”, men måste vara {type}."),
        "not_a_parameter": N_("”{name}” hör inte till kommandot."),
        "no_question": N_("{name}: första raden måste vara en fråga som slutar med frågetecken."),
        "no_grain": N_("{name}: andra raden måste säga vad en rad i svaret är: One row per …"),
        "not_a_head_line": N_("{name}: inte en rad om en parameter: ”{line}”."),
    }
)


def question_error(code: str, **parts: str | Iterable[str]) -> str:
    """Say what is wrong with a question or the way it was asked; a list among the parts is joined, or said to be empty."""
    shown = {
        name: part if isinstance(part, str) else ", ".join(part) or _("inga")
        for name, part in parts.items()
    }
    return _QUESTION_ERRORS[code].format(**shown)


_PROBLEMS = Spoken(
    {
        "missing_file": N_("filen saknas"),
        "unknown_file": N_("filen ”{found}” hör inte till formatet"),
        "not_utf8": N_("filen är inte UTF-8 (byte {found})"),
        "not_csv": N_("raden går inte att läsa som CSV ({found})"),
        "not_toml": N_("filen går inte att läsa som TOML ({found})"),
        "unknown_column": N_("kolumnen ”{found}” finns inte i formatet"),
        "repeated_column": N_("kolumnen ”{found}” står två gånger"),
        "missing_column": N_("kolumnen ”{column}” saknas"),
        "wrong_cell_count": N_("raden har {found} celler"),
        "unknown_field": N_("fältet ”{found}” finns inte i formatet"),
        "missing_field": N_("fältet ”{column}” saknas"),
        "missing_value": N_("”{column}” är tomt men måste ha ett värde"),
        "not_text": N_("”{column}” är ”{found}”, inte text"),
        "not_integer": N_("”{column}” är ”{found}”, inte ett heltal"),
        "not_number": N_("”{column}” är ”{found}”, inte ett tal"),
        "not_date": N_("”{column}” är ”{found}”, inte ett datum (2022-08-31)"),
        "not_yes_or_no": N_("”{column}” är ”{found}”, varken yes eller no"),
        "not_true_or_false": N_("”{column}” är ”{found}”, varken true eller false"),
        "not_allowed": N_("”{column}” är ”{found}”"),
        "duplicate": N_("”{column}” upprepar ”{found}”"),
        "unknown_value": N_("”{column}” är ”{found}”, som inte finns"),
        "unknown_word": N_("ordet ”{found}” i ”{column}” är inte känt"),
        "disagrees": N_("”{column}” är ”{found}” men aktivitetens första rad säger annat"),
        "not_first_listing": N_(
            "”{column}” pekar på ”{found}”, som inte är aktivitetens första rad"
        ),
        "only_one_of_two": N_("”{column}” och ”{found}” måste båda stå eller båda vara tomma"),
        "missing_source": N_("tabellen ”{found}” saknar källa"),
        "not_readable": N_("går inte att läsa ({found})"),
        "not_loaded": N_("databasen gick inte att skriva ({found})"),
        "missing_occasion": N_("aktiviteten ”{found}” saknar rad för ett uppföljningstillfälle"),
    }
)
_ALLOWED = Spoken(
    {
        "unknown_word": N_("närmast kända ord"),
        "disagrees": N_("första raden"),
        "missing_occasion": N_("saknat tillfälle"),
        "unknown_value": N_("finns"),
    }
)


def problem(one: Problem) -> str:
    """Write a problem in the record as a line: file, line, what was found, what is allowed."""
    where = (
        one.file
        if one.line is None
        else _("{file}, rad {line}").format(file=one.file, line=one.line)
    )
    what = _PROBLEMS[one.code].format(found=one.found, column=one.column)
    if not one.allowed:
        return f"{where}: {what}."
    allowed = _ALLOWED.get(one.code) or _("tillåtet")
    return f"{where}: {what}; {allowed}: {', '.join(one.allowed)}."
