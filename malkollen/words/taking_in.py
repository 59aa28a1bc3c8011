"""How do we say what a document holds while it is being taken in, and what is to be decided? In Swedish."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from malkollen import words
from malkollen.understanding.reading import Doubt
from malkollen.words import intake

START = (
    "Lägg in en uppföljning eller plan så som kommunen har publicerat den: "
    "PDF, Word, Excel, CSV, webbsida eller text."
)
STEPS = (
    "Dokumentet läses av på den här datorn. Du ser vad som hittades och vad som är osäkert, rättar det som "
    "blivit fel och publicerar sedan. Inget syns på de andra sidorna förrän du publicerar, och allt går att ångra."
)
FILE = "Dokument att läsa in (PDF, Word, Excel, CSV, webbsida eller text)"
# Streamlit's own words on the field are English.
FILE_STYLE = """<style>
[data-testid=stFileUploaderDropzone] button [data-testid=stMarkdownContainer] p { font-size: 0; }
[data-testid=stFileUploaderDropzone] button [data-testid=stMarkdownContainer] p::after {
  content: "Välj fil"; font-size: 1rem; }
[data-testid=stFileUploaderDropzone] { align-items: center; }
[data-testid=stFileUploaderDropzoneInstructions] { display: none; }
[data-testid=stFileUploaderDropzone]::after { content: "eller dra filen hit. Högst 50 MB."; color: #595959;
  font-size: 0.875rem; }
</style>"""

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
BY = "Ditt namn, som visas som den som läste in"
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
    "carried_over": "från tidigare år",
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
    "budget_differs": "Jämför beloppen med källtexten; det kan vara dokumentet som summerar fel.",
    "prose_activities": _FIX_ROW,
    "no_activities": _FIX_COLUMN,
}


def doubt_action(code: str) -> str:
    """Say what can be done about a doubt."""
    return DOUBT_ACTIONS.get(code, _CHECK)


# What must be decided, where it is not a word for a status; those have their own list.
_BLOCKED = {
    "no_municipality": "Välj vilken kommun dokumentet gäller.",
    "no_body": "Ange vilken nämnd eller förvaltning dokumentet gäller.",
    "no_year": "Ange vilket år dokumentet gäller.",
    "nothing_found": (
        "Avläsningen fann inget att publicera. Se i källtexten om dokumentet har mål eller aktiviteter; "
        "ändra kolumnernas betydelse om de är fel tolkade."
    ),
}


def blocked(one: Doubt) -> str:
    """Say what must be decided before the document can be published."""
    return _BLOCKED.get(one.code) or intake.blocked(one)


def waits_for(blocking: Sequence[Doubt], pending_count: int) -> list[str]:
    """Say what must be done before the document can be published; nothing where it can be."""
    return [*map(blocked, blocking), *([pending(pending_count)] if pending_count else [])]


def nearest_first(
    status_codes: Mapping[str, str], near_words: Sequence[str], known_words: Mapping[str, str]
) -> list[str]:
    """Return the statuses' names, those that the nearest known words stand for first."""
    near = [known_words[word] for word in near_words if word in known_words]
    ranks = {name: near.index(code) for name, code in status_codes.items() if code in near}
    return sorted(status_codes, key=lambda name: ranks.get(name, len(near)))


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


_LONGEST_LABEL = 90


def short(text: str) -> str:
    """Return a text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_LABEL else f"{line[: _LONGEST_LABEL - 1]}…"


def row_label(row: int, text: str) -> str:
    """Name a row of the original."""
    return f"rad {row}: {short(text)}"


def lines_label(first: int, last: int, count: int) -> str:
    """Name a stretch of lines of the original."""
    return f"Rad {first}–{last} av {words.number(count)}"


def columns_heading(table_count: int, row_count: int, activity_count: int, name: str) -> str:
    """Name a table, or several alike, with how much stands in them."""
    tables = "En tabell" if table_count == 1 else f"{table_count} tabeller med samma rubriker"
    rows = words.count(row_count, "rad", "rader")
    activities = words.count(activity_count, "aktivitet", "aktiviteter")
    return f"{tables}: {rows}, {activities}" + (f" ({name})" if name else "")


# The table of activities, by the names of `found.editor_rows`.
EDITOR = {
    "number": "Nr",
    "title": "Aktivitet",
    "status": "Status",
    "due_date": "Slutdatum",
    "committees": "Nämnd",
    "due_text": "Slut, som det står",
    "is_none": "Ingen aktivitet",
    "status_text": "Status, som den står",
    "goal": "Mål",
    "place": "Plats",
}
ROW_BEGINS = "Börja ny aktivitet här"
ROW_CONTINUES = "Hör till raden ovanför"


def row_action(label: str, *, is_set: bool) -> str:
    """Name the button that corrects a row, or takes that back."""
    return f"Ta tillbaka: {label.lower()}" if is_set else label


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


def replace_options(
    supersedes: str | None, candidates: Sequence[str], *, is_older: bool
) -> dict[str, str]:
    """Return the ids of the documents that it may replace by what each is called, the likeliest first; '' is none."""
    same: dict[str, str] = {}
    if supersedes:
        told = "gäller ett senare datum" if is_older else "samma dokument, tidigare version"
        same[f"{supersedes} ({told})"] = supersedes
    other = {"Inget: det är ett annat dokument": ""}
    rest = {f"{name} (samma kommun och år)": name for name in candidates}
    return {**other, **same, **rest} if is_older else {**same, **other, **rest}


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
