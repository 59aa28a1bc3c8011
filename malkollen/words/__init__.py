"""How do we say it? Labels, numbers, dates and plurals, in Swedish."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from malkollen.problems import Problem

SPACE = "\u00a0"  # a number must not break over lines
MINUS = "\u2212"

_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
    "oktober", "november", "december",
)  # fmt: skip

DOCUMENT_KINDS = {"plan": "plan", "follow_up": "uppföljning"}

READERS = {"hand": "för hand", "script and hand": "skript och för hand"}

GOAL_LEVELS = {
    "goal_area": "målområde",
    "goal": "mål",
    "committee_goal": "nämndmål",
    "sub_goal": "delmål",
    "effect_goal": "effektmål",
    "assignment": "strategiskt uppdrag",
    "improvement_area": "förbättringsområde",
    "heading": "rubrik",
}

GOAL_LEVELS_MANY = {
    "goal_area": "målområden",
    "goal": "mål",
    "committee_goal": "nämndmål",
    "sub_goal": "delmål",
    "effect_goal": "effektmål",
    "assignment": "strategiska uppdrag",
    "improvement_area": "förbättringsområden",
    "heading": "rubriker",
}

DEFERRAL_KINDS = {
    "within_year": "inom året",
    "to_later_year": "till senare år",
    "date_unknown": "datum anges inte",
    "told": "bara nämnd i kommentar",
}

DEFERRAL_TOLD_BY = {
    "mark": "märkt med tecken",
    "date_column": "står i datumkolumnen",
    "title": "står i titeln",
    "comment": "nämns bara i kommentaren",
}

DIRECTIONS = {
    "higher": "högre är bättre",
    "lower": "lägre är bättre",
    "band": "inom ett spann är bäst",
    "none": "varken högre eller lägre är bättre i sig",
    "unknown": "vilket håll som är bättre är inte bedömt",
}

ASSESSMENTS_MANY = {
    "met": "uppnådda",
    "partly_met": "delvis uppnådda",
    "not_met": "ej uppnådda",
    "not_assessed": "inte bedömda",
}

OPERATORS = {">=": "minst", ">": "över", "<=": "högst", "<": "under", "=": ""}

GENDERS = {"T": "alla", "K": "kvinnor", "M": "män"}

BUDGET_LINES = {"revenue": "Intäkter", "cost": "Kostnader", "net_cost": "Nettokostnader"}

MEASURES = {
    "goals": "antal mål",
    "goals_met": "uppnådda mål",
    "goals_partly_met": "delvis uppnådda mål",
    "goals_not_met": "ej uppnådda mål",
    "activities": "antal aktiviteter",
    "deferred_within_year": "framflyttade inom året",
    "deferred_to_later_year": "framflyttade till senare år",
    "net_cost_frame": "ram för nettokostnader (tkr)",
    "investment_frame": "ram för investeringar (tkr)",
}

SEVERITIES = {
    "contradiction": "motsägelse",
    "gap": "lucka",
    "hint": "värt att titta på",
}

CHECKS = {
    "stated_total_differs": "Angiven summa stämmer inte med det som räknas upp",
    "stated_parts_differ": "Angivna delar ger inte den angivna summan",
    "same_activity_two_statuses": "Samma aktivitet har olika status",
    "same_activity_two_due_dates": "Samma aktivitet har olika slutdatum",
    "deferral_told_not_marked": "Framflyttning nämns men är inte märkt",
    "budget_sum_wrong": "Budgetrad går inte ihop",
    "date_before_document_year": "Slutdatum före dokumentets eget år",
    "printed_date_before_as_of": "Tryckt datum motsäger uppföljningens datum",
    "follow_up_without_status": "Aktivitet utan status i en uppföljning",
    "goals_not_listed": "Mål räknas men nämns inte",
    "repeated_row": "Samma aktivitet står två gånger under samma mål",
    "same_activity_two_carry_overs": "Samma aktivitet kvarstår bara på ett av sina ställen",
    "same_activity_two_committees": "Samma aktivitet har olika nämnder",
}

# One and many, in the order of weight.
SEVERITY_COUNTS = {
    "contradiction": ("motsägelse", "motsägelser"),
    "gap": ("lucka", "luckor"),
    "hint": ("sak värd att titta på", "saker värda att titta på"),
}

TABLES = {
    "activity": "Aktiviteter",
    "activity_committee": "Aktiviteternas nämnder",
    "activity_current": "Aktiviteter med senaste status (förberedd)",
    "activity_facet": "Aktiviteternas värden i varje filter (förberedd)",
    "activity_occasion": "Aktiviteternas status vid varje tillfälle (förberedd)",
    "assessment": "Omdömen om mål",
    "assessment_word": "Ord för omdömen",
    "budget_line": "Budgetrader",
    "committee": "Nämnder",
    "deferral": "Framflyttningar",
    "deferral_reason": "Skäl till framflyttning",
    "document": "Dokument",
    "document_completion": "Andel genomförda per dokument (förberedd)",
    "document_current": "Dokument med senaste tillfälle och antal (förberedd)",
    "figure_sheet": "Blad med egna nyckeltal",
    "finding": "Anmärkningar",
    "goal": "Mål",
    "goal_ancestor": "Mål och målen ovanför (förberedd)",
    "goal_assessment": "Måluppfyllelse",
    "goal_current": "Mål med det som står under dem (förberedd)",
    "goal_path": "Målens plats i trädet (förberedd)",
    "kpi": "Nyckeltal",
    "kpi_listing": "Nyckeltal som dokument säger sig följa",
    "kpi_result": "Utfall mot mål i siffror (förberedd)",
    "municipality": "Kommuner",
    "national_group": "Grupper av liknande kommuner",
    "national_group_member": "Kommuner i grupperna",
    "national_kpi": "Nationella nyckeltal",
    "national_peer_group": "Grupp som varje kommun jämförs med per ämne (förberedd)",
    "national_revision": "Nationella värden som rättats eller tagits bort",
    "national_series_break": "Brott i nationella tidsserier",
    "national_summary": "Nationella värden: kvartiler per år (förberedd)",
    "national_summary_fact": "Kvartiler som följer med färdigräknade",
    "national_value": "Nationella värden",
    "occasion": "Uppföljningstillfällen",
    "outcome": "Utfall",
    "own_figure": "Egna mål och utfall från blad",
    "printed_date": "Datum tryckta på dokument",
    "reason": "Kategorier av skäl",
    "reference_source": "Referenstabellernas källor",
    "stated_total": "Summor som dokument anger om sig själva",
    "stated_total_counted": "Angivna summor mot det som räknas upp (förberedd)",
    "status": "Statusar",
    "status_family": "Lägen",
    "status_report": "Status vid varje tillfälle",
    "status_word": "Ord för status",
    "target": "Mål i siffror",
}

# The reference tables by their file's name, in the order that a reader looks for them.
REFERENCE_TABLES = {
    "municipalities": "Kommuner",
    "committees": "Nämnder",
    "committee_words": "Stavningar av nämnder",
    "statuses": "Statusar",
    "status_families": "Lägen",
    "status_words": "Ord för status",
    "assessments": "Omdömen om mål",
    "assessment_words": "Ord för omdömen",
    "reasons": "Skäl till framflyttning",
    "kpis": "Nyckeltal",
    "national_kpis": "Nationella nyckeltal och deras riktning",
    "national_topics": "Ämne för jämförelse av nationella nyckeltal",
    "national_series_breaks": "Brott i nationella tidsserier",
    "national_groups": "Grupper av liknande kommuner",
    "national_values": "Nationella värden som följer med",
    "national_summaries": "Kvartiler av nationella värden som följer med",
    "header_words": "Ord för kolumner",
    "phrases": "Vändningar i text",
    "figure_words": "Ord kring tal",
    "sources": "Källor",
}

ATTENTION = {
    "behind": ("aktivitet är efter plan", "aktiviteter är efter plan"),
    "overdue": ("aktivitet har passerat sitt slutdatum", "aktiviteter har passerat sitt slutdatum"),
    "paused": ("aktivitet är pausad", "aktiviteter är pausade"),
    "contradictory": ("aktivitet har olika status på olika ställen", "aktiviteter har olika status på olika ställen"),
    "deferred_within_year": ("aktivitet är framflyttad inom året", "aktiviteter är framflyttade inom året"),
    "deferred_to_later_year": ("aktivitet är framflyttad till ett senare år", "aktiviteter är framflyttade till ett senare år"),
    "deferred_date_unknown": ("aktivitet är framflyttad utan nytt datum", "aktiviteter är framflyttade utan nytt datum"),
    "deferral_told": ("framflyttning nämns bara i en kommentar", "framflyttningar nämns bara i kommentarer"),
    "not_reported": ("aktivitet saknar rapporterad status", "aktiviteter saknar rapporterad status"),
    "findings": ("anmärkning på dokumentet självt", "anmärkningar på dokumentet självt"),
}  # fmt: skip

# The filters on Aktiviteter, as they stand in its address, that show exactly those rows.
ATTENTION_FILTERS = {
    "behind": {"lage": "Efter plan"},
    "overdue": {"forsenad": "true"},
    "paused": {"status": "Pausad"},
    "contradictory": {"motsagd": "true"},
    "deferred_within_year": {"framflyttad": DEFERRAL_KINDS["within_year"]},
    "deferred_to_later_year": {"framflyttad": DEFERRAL_KINDS["to_later_year"]},
    "deferred_date_unknown": {"framflyttad": DEFERRAL_KINDS["date_unknown"]},
    "deferral_told": {"framflyttad": DEFERRAL_KINDS["told"]},
    "not_reported": {"lage": "Ej rapporterat"},
}

COLUMNS = {
    "as_of_date": "Per datum",
    "carried_over_from_year": "Kvarstår från",
    "committees": "Nämnd",
    "document_title": "Dokument",
    "due_date": "Slutdatum",
    "due_text": "Slut (som det står)",
    "family": "Läge",
    "goal_path": "Mål",
    "is_overdue": "Försenad",
    "kind": "Slag",
    "municipality": "Kommun",
    "overdue_days": "Dagar över",
    "reasons": "Skäl",
    "status": "Status",
    "status_text": "Status (som det står)",
    "title": "Aktivitet",
    "year": "År",
}


def number(value: float | None, decimals: int | None = None) -> str:
    """Write a number as Swedes do: 12 345,6. Without `decimals`, as many as it has, at most two."""
    if value is None:
        return "–"
    step = Decimal(1).scaleb(-2 if decimals is None else -decimals)
    # Half goes up, as a reader counts: Python alone would make 12,5 a 12. What a division left in the tenth decimal is noise.
    rounded = Decimal(str(round(abs(value), 10))).quantize(step, ROUND_HALF_UP)
    text = f"{rounded:,f}"
    if decimals is None:
        text = text.rstrip("0").rstrip(".")
    text = text.replace(",", SPACE).replace(".", ",")
    is_zero = not text.strip("0,")
    return f"{MINUS}{text}" if value < 0 and not is_zero else text


def percent(share: float | None, decimals: int = 0) -> str:
    """Write a share (0 to 1) as a percentage: 19 %."""
    return "–" if share is None else f"{number(share * 100, decimals)}{SPACE}%"


def signed(value: float | None, decimals: int | None = None) -> str:
    """Write a difference with its sign: +12, −3,5."""
    if value is None:
        return "–"
    text = number(value, decimals)
    return f"+{text}" if value > 0 else text


def date_text(day: date | None) -> str:
    """Write a date in full: 31 augusti 2022."""
    return "–" if day is None else f"{day.day}{SPACE}{_MONTHS[day.month - 1]}{SPACE}{day.year}"


def month_text(day: date | None) -> str:
    """Write a date's month in short: aug 2022."""
    return "–" if day is None else f"{_MONTHS[day.month - 1][:3]}{SPACE}{day.year}"


def count(amount: int, one: str, many: str) -> str:
    """Write an amount with its noun: 1 aktivitet, 31 aktiviteter."""
    return f"{number(amount)}{SPACE}{one if amount == 1 else many}"


def some(amount: int, one: str, many: str) -> str:
    """Write an amount in a sentence, none as a word: ingen framflyttad, 1 framflyttad, 7 framflyttade."""
    return count(amount, one, many) if amount else f"ingen {one}"


def genitive(name: str) -> str:
    """Write a name in the genitive: Linköpings, Borås."""
    return name if name.endswith(("s", "x", "z")) else f"{name}s"


def listed(parts: Sequence[str]) -> str:
    """Write a list in a sentence: Täby, Solna och Ekerö."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} och {parts[-1]}"


def sentence(text: str) -> str:
    """Begin a sentence with a capital, leaving the rest as it is."""
    return text[:1].upper() + text[1:]


def as_of(row: Mapping[str, Any]) -> str:
    """Say what date a document's statuses hold for: 'per 31 augusti 2022', with its reserve."""
    if row["as_of_date"] is None:
        return "utan angivet datum"
    text = f"per {date_text(row['as_of_date'])}"
    return text if row["is_as_of_stated"] else f"{text} (datum uppskattat)"


def source_line(documents: Sequence[Mapping[str, Any]]) -> str:
    """Write the source of a figure: the documents behind it, each with its municipality and date."""
    parts = [
        f"{row['title']}, {row['municipality']}, "
        + (str(row["year"]) if row["as_of_date"] is None else as_of(row))
        for row in documents
    ]
    return f"Källa: {'; '.join(parts)}."


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
    parts = [
        f"Från {before}" if before else "Tidigare slut anges inte",
        f"till {after}"
        if before and after
        else f"nytt slut: {after}"
        if after
        else "nytt slut anges inte",
    ]
    if row["slip_months"] is not None:
        parts.append(f"{count(row['slip_months'], 'månad', 'månader')} senare")
    elif row["deferral_kind"] != "date_unknown":
        parts.append(DEFERRAL_KINDS[row["deferral_kind"]])
    parts.append(DEFERRAL_TOLD_BY[row["deferral_told_by"]])
    reason = f"Skäl: {row['reasons'].lower()}." if row["reasons"] else "Skäl anges inte."
    return f"{', '.join(parts)}. {reason}"


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
            label = f"{wide}, nr {row['sort_order']}"
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
        return f"Dokumentet ger {count(named, 'mål', 'mål')} ett omdöme."
    parts = [
        f"{number(stated[code])} {word}"
        for code, word in ASSESSMENTS_MANY.items()
        if code != "met" and stated.get(code)
    ]
    text = f"Enligt dokumentet är {number(stated['met'])} av {count(total, 'mål', 'mål')} uppnådda"
    if parts:
        text += f", {listed(parts)}"
    return f"{text}; bara {number(named)} av dem namnges." if named < total else f"{text}."


def place(row: Mapping[str, Any]) -> str:
    """Say where in the original a row stood."""
    parts = []
    if row.get("place_section"):
        parts.append(str(row["place_section"]))
    if row.get("place_page"):
        parts.append(f"sida {row['place_page']}")
    if row.get("place_row"):
        parts.append(f"rad {row['place_row']}")
    return ", ".join(parts) or "plats anges inte"


def value_with_unit(value: float | None, unit: str) -> str:
    """Write a key figure's value with its unit: 65 %, 300 timmar."""
    if value is None:
        return "–"
    shown = "%" if unit == "procent" else "" if unit in ("antal", "rang", "index") else unit
    return f"{number(value)}{SPACE}{shown}".rstrip(SPACE)


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


_FINDINGS = {
    "stated_total_differs": "{subject}: dokumentet anger {expected} men räknar upp {found}.",
    "stated_parts_differ": "{subject}: delarna ger {found} men summan anges till {expected}.",
    "same_activity_two_statuses": "”{subject}” har olika status på olika ställen: {found}.",
    "same_activity_two_due_dates": "”{subject}” har olika slut på olika ställen: {found}.",
    "deferral_told_not_marked": (
        "”{subject}” flyttas enligt kommentaren ({found}) men är inte märkt som framflyttad."
    ),
    "budget_sum_wrong": (
        "{subject}: nettokostnaden står som {found} tkr men kostnader minus intäkter är {expected} tkr."
    ),
    "date_before_document_year": "”{subject}” har slut {found}, men dokumentet gäller {expected}.",
    "printed_date_before_as_of": "Dokumentet är daterat {found} men följer upp läget {expected}.",
    "follow_up_without_status": "”{subject}” har ingen status.",
    "goals_not_listed": "Dokumentet räknar {expected} mål men nämner {found}.",
    "repeated_row": "”{subject}” står mer än en gång under samma mål.",
    "same_activity_two_carry_overs": (
        "”{subject}” {found_carry_over} på ett ställe men {expected_carry_over} på ett annat."
    ),
    "same_activity_two_committees": (
        "”{subject}” har nämnd {found} på ett ställe och {expected} på ett annat."
    ),
}


def _carry_over(year: str) -> str:
    return f"kvarstår från {year}" if year else "står utan att vara kvar från ett tidigare år"


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
SERIES_ENDED = "Måttet följs inte längre; sista året är {year}."
NO_DATABASE = "Databasen är inte byggd än. Bygg den med: python -m malkollen build"

# What a parameter of each type must be.
PARAMETER_TYPES = {
    "text": "en text",
    "integer": "ett heltal med högst nio siffror",
    "date": "ett datum (2022-08-31)",
    "boolean": "ja eller nej",
}

_QUESTION_ERRORS = {
    "unknown_question": "Frågan ”{name}” finns inte; närmast: {known}.",
    "unknown_table": "Tabellen ”{name}” finns inte; tabeller: {known}.",
    "unknown_parameter": "{name} har inte parametern {parameter}; parametrar: {known}.",
    "missing_parameter": "{name} behöver parametern {parameter}: {meaning}.",
    "missing_value": "Parametern {parameter} saknar värde: {meaning}.",
    "wrong_type": "Parametern {parameter} är ”{value}”, men måste vara {type}.",
    "not_a_parameter": "”{name}” hör inte till kommandot.",
    "no_question": "{name}: första raden måste vara en fråga som slutar med frågetecken.",
    "no_grain": "{name}: andra raden måste säga vad en rad i svaret är: One row per …",
    "not_a_head_line": "{name}: inte en rad om en parameter: ”{line}”.",
}


def question_error(code: str, **parts: str | Iterable[str]) -> str:
    """Say what is wrong with a question or the way it was asked; a list among the parts is joined, or said to be empty."""
    shown = {
        name: part if isinstance(part, str) else ", ".join(part) or "inga"
        for name, part in parts.items()
    }
    return _QUESTION_ERRORS[code].format(**shown)


_PROBLEMS = {
    "missing_file": "filen saknas",
    "unknown_file": "filen ”{found}” hör inte till formatet",
    "not_utf8": "filen är inte UTF-8 (byte {found})",
    "not_csv": "raden går inte att läsa som CSV ({found})",
    "not_toml": "filen går inte att läsa som TOML ({found})",
    "unknown_column": "kolumnen ”{found}” finns inte i formatet",
    "repeated_column": "kolumnen ”{found}” står två gånger",
    "missing_column": "kolumnen ”{column}” saknas",
    "wrong_cell_count": "raden har {found} celler",
    "unknown_field": "fältet ”{found}” finns inte i formatet",
    "missing_field": "fältet ”{column}” saknas",
    "missing_value": "”{column}” är tomt men måste ha ett värde",
    "not_text": "”{column}” är ”{found}”, inte text",
    "not_integer": "”{column}” är ”{found}”, inte ett heltal",
    "not_number": "”{column}” är ”{found}”, inte ett tal",
    "not_date": "”{column}” är ”{found}”, inte ett datum (2022-08-31)",
    "not_yes_or_no": "”{column}” är ”{found}”, varken yes eller no",
    "not_true_or_false": "”{column}” är ”{found}”, varken true eller false",
    "not_allowed": "”{column}” är ”{found}”",
    "duplicate": "”{column}” upprepar ”{found}”",
    "unknown_value": "”{column}” är ”{found}”, som inte finns",
    "unknown_word": "ordet ”{found}” i ”{column}” är inte känt",
    "disagrees": "”{column}” är ”{found}” men aktivitetens första rad säger annat",
    "not_first_listing": "”{column}” pekar på ”{found}”, som inte är aktivitetens första rad",
    "only_one_of_two": "”{column}” och ”{found}” måste båda stå eller båda vara tomma",
    "missing_source": "tabellen ”{found}” saknar källa",
    "not_readable": "går inte att läsa ({found})",
    "not_loaded": "databasen gick inte att skriva ({found})",
    "missing_occasion": "aktiviteten ”{found}” saknar rad för ett uppföljningstillfälle",
}
_ALLOWED = {
    "unknown_word": "närmast kända ord",
    "disagrees": "första raden",
    "missing_occasion": "saknat tillfälle",
    "unknown_value": "finns",
}


def problem(one: Problem) -> str:
    """Write a problem in the record as a line: file, line, what was found, what is allowed."""
    where = one.file if one.line is None else f"{one.file}, rad {one.line}"
    what = _PROBLEMS[one.code].format(found=one.found, column=one.column)
    if not one.allowed:
        return f"{where}: {what}."
    return f"{where}: {what}; {_ALLOWED.get(one.code, 'tillåtet')}: {', '.join(one.allowed)}."
