"""How do we say what a document holds while it is being taken in, and what is to be decided? In Swedish."""

from collections.abc import Sequence
from typing import Protocol

from malkollen import words

START = (
    "Lägg in en uppföljning eller plan så som kommunen har publicerat den: "
    "PDF, Word, Excel, CSV, webbsida eller text."
)
STEPS = (
    "Dokumentet läses av på den här datorn. Du ser vad som hittades och vad som är osäkert, rättar det som "
    "blivit fel och publicerar sedan. Inget syns på de andra sidorna förrän du publicerar, och allt går att ångra."
)
FILE = "Dokument att läsa in (PDF, Word, Excel, CSV, webbsida eller text)"
FILE_TYPES = ("pdf", "docx", "xlsx", "csv", "tsv", "html", "htm", "txt", "md")

SWITCHED_OFF = (
    "Här kan dokument läsas in, men det är avstängt. Den som sköter Målkollen slår på det genom att starta "
    "appen med inställningen MALKOLLEN_INTAKE=on; utan den är det på bara för den som sitter vid datorn som "
    "appen körs på."
)

STAGES = {"reads": "Läser filen", "understands": "Tolkar innehållet"}
BEGINS = "Läser filen"
STOP = "Avbryt läsningen"
STOPPED = "Läsningen avbröts. Inget har ändrats."
READ_AGAIN = "Läs filen igen"
START_OVER = "Börja om med ett annat dokument"
WITHOUT_CORRECTIONS = "Läs om utan rättningar"
FAILED = "Något gick fel. Inget har ändrats; orsaken finns i serverns logg."

# What a column may hold: the fields of header_words.csv.
FIELDS = {
    "activity": "aktivitet",
    "status": "status",
    "due": "slutdatum",
    "start": "startdatum",
    "start_and_due": "start- och slutdatum",
    "committee": "nämnd eller ansvarig",
    "comment": "kommentar",
    "goal": "mål",
    "assessment": "bedömning av målet",
    "priority": "prioritering",
    "kpi": "nyckeltal",
    "unit": "enhet",
    "target": "målvärde",
    "outcome": "utfall",
    "outcome_previous": "tidigare utfall",
    "year": "år",
    "gender": "kön",
    "frequency": "hur ofta det redovisas",
    "number": "löpnummer",
    "trend": "trend",
    "comparison": "jämförelse med andra",
    "judgement": "bedömning",
    "result": "resultat",
    "ignored": "annat, används inte",
    "value": "värde",
    "occasion": "status vid ett tillfälle",
}
UNUSED = "används inte"

TOLD_BY = {
    "header": "enligt rubriken",
    "content": "enligt det som står i kolumnen",
    "correction": "enligt din rättning",
}

# What whoever takes the document in can do about a doubt (`words.reading.DOUBTS`).
_CHECK = "Jämför med källtexten."
_FIX_ROW = "Se raden i källtexten under Aktiviteter; där kan den delas eller föras ihop."
_FIX_DATE = "Rätta slutdatumet under Aktiviteter om det är fel."
_FIX_COLUMN = "Ändra kolumnens betydelse under Kolumner om den är fel."
_FIX_CARD = "Fyll i det under Dokumentet."
_NO_GUESS = "Det räknas som inte rapporterat."
DOUBT_ACTIONS = {
    "no_municipality": _FIX_CARD,
    "several_municipalities": "Ändra kommunen under Dokumentet om den är fel.",
    "no_year": _FIX_CARD,
    "year_inferred": "Ändra året under Dokumentet om det är fel.",
    "no_body": _FIX_CARD,
    "no_as_of_date": _FIX_CARD,
    "as_of_inferred": "Ändra datumet under Dokumentet om du vet det rätta.",
    "unknown_status": "Välj vad ordet betyder.",
    "status_not_readable": "Välj status under Aktiviteter efter vad du ser i originalet.",
    "unknown_assessment": "Bedömningen tas inte med.",
    "assessment_not_readable": "Bedömningen tas inte med.",
    "colours_only": _NO_GUESS,
    "row_joined": _FIX_ROW,
    "mark_without_legend": _FIX_DATE,
    "date_not_read": _FIX_DATE,
    "table_not_understood": _FIX_COLUMN,
    "column_by_content": _FIX_COLUMN,
    "total_differs": "Jämför summan med raderna; det kan vara dokumentet som räknar fel.",
    "figure_not_settled": "Talet tas inte med.",
    "target_is_relative": "Målet visas som text, utan jämförelse.",
    "direction_not_told": "Målet visas som det står.",
    "budget_not_settled": "Raderna tas inte med.",
    "prose_activities": _FIX_ROW,
    "no_activities": _FIX_COLUMN,
    "grid_rebuilt": _CHECK,
    "hidden_sheet": "Visa bladet i Excel och läs in filen igen om det ska med.",
    "hidden_rows": "Visa raderna i Excel och läs in filen igen om de ska med.",
    "formula_without_value": "Öppna filen i Excel, spara den och läs in den igen.",
}


def doubt_action(code: str) -> str:
    """Say what can be done about a doubt."""
    return DOUBT_ACTIONS.get(code, _CHECK)


# What must be decided, where it is not a word for a status; those have their own list.
BLOCKED = {
    "no_municipality": "Välj vilken kommun dokumentet gäller.",
    "no_body": "Ange vilken nämnd eller förvaltning dokumentet gäller.",
    "no_year": "Ange vilket år dokumentet gäller.",
    "nothing_found": (
        "Avläsningen fann inget att publicera. Se i källtexten om dokumentet har mål eller aktiviteter; "
        "ändra kolumnernas betydelse om de är fel tolkade."
    ),
}


def found_sentence(*, activities: int, goals: int, kpis: int, open_points: int) -> str:
    """Say what was found and how much there is to decide."""
    parts = [
        words.count(activities, "aktivitet", "aktiviteter")
        + f" under {words.count(goals, 'mål', 'mål')}"
        if activities
        else "inga aktiviteter" + (f" men {words.count(goals, 'mål', 'mål')}" if goals else "")
    ]
    if kpis:
        parts.append(words.count(kpis, "uppgift om nyckeltal", "uppgifter om nyckeltal"))
    told = (
        words.count(open_points, "sak", "saker") + " att ta ställning till"
        if open_points
        else "inget som är osäkert"
    )
    return f"Avläsningen fann {words.listed([*parts, told])}."


class _Place(Protocol):
    @property
    def section(self) -> str | None: ...
    @property
    def page(self) -> str | None: ...
    @property
    def row(self) -> int | None: ...


def page_name(page: str | None, reader: str) -> str | None:
    """Name a page of a document, or a sheet of a workbook."""
    if page is None:
        return None
    return f"bladet {page}" if reader == "xlsx" else f"sida {page}"


def place(one: _Place, reader: str) -> str:
    """Say where something stood; nothing where that is the whole document."""
    section = (one.section or "").split(" › ")[-1]
    parts = [section, page_name(one.page, reader), f"rad {one.row}" if one.row else None]
    return ", ".join(part for part in parts if part)


def columns_heading(table_count: int, row_count: int, activity_count: int, name: str) -> str:
    """Name a table, or several alike, with how much stands in them."""
    tables = "En tabell" if table_count == 1 else f"{table_count} tabeller med samma rubriker"
    rows = words.count(row_count, "rad", "rader")
    activities = words.count(activity_count, "aktivitet", "aktiviteter")
    return f"{tables}: {rows}, {activities}" + (f" ({name})" if name else "")


NO_STATUS_COLUMN = "Tabellen har ingen kolumn för status, så en status kan inte sättas här. Välj under Kolumner vilken som är det."


def pending(amount: int) -> str:
    """Say that corrections in the table wait to be used."""
    one = "1 rättning i tabellen är inte använd än."
    return one if amount == 1 else f"{amount} rättningar i tabellen är inte använda än."


def apply_label(amount: int) -> str:
    """Name the button that uses the corrections of the table."""
    return "Använd rättningen" if amount == 1 else f"Använd {amount} rättningar"


def new_id(document_id: str, supersedes: str | None) -> str:
    """Say what a document will be called, and which it replaces."""
    text = f"Dokumentet får beteckningen {document_id}."
    if supersedes:
        text += f" Det ersätter {supersedes}, som finns kvar att läsa på sidan Källor."
    return text


def published_sentence(title: str, goal_count: int, activity_count: int, kpi_count: int) -> str:
    """Say what was published."""
    parts = [
        words.count(goal_count, "mål", "mål"),
        words.count(activity_count, "aktivitet", "aktiviteter"),
    ]
    if kpi_count:
        parts.append(words.count(kpi_count, "uppgift om nyckeltal", "uppgifter om nyckeltal"))
    return f"”{title}” är publicerat med {words.listed(parts)}. Det syns nu på de andra sidorna."


def invalid(field: str, entered: str) -> str:
    """Say that what was entered cannot be used."""
    if field == "year":
        return f"”{entered}” är inget år. Skriv fyra siffror, till exempel 2024."
    return f"”{entered}” är inget datum. Skriv det som 2024-08-31."


def ask_to_remove(title: str) -> str:
    """Ask before a document is taken away."""
    return f"Ska ”{title}” tas bort från alla sidor? Det går att återställa här efteråt."


def names(sentence: str, found: Sequence[str]) -> str | None:
    """Say which names are new; None where none is."""
    return f"{sentence}: {', '.join(found)}." if found else None
