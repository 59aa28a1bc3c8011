"""How do we say what a document holds while it is being taken in, and what is to be decided?"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from malkollen import words
from malkollen.understanding.reading import Doubt
from malkollen.words import intake
from malkollen.words.language import N_, P_, Spoken, _, ngettext

START = N_(
    "Lägg in en uppföljning eller plan så som kommunen har publicerat den: "
    "PDF, Word, Excel, CSV, webbsida eller text."
)
STEPS = N_(
    "Dokumentet läses på den dator som Målkollen körs på. Du ser vad som hittades och vad som är osäkert, rättar det som "
    "blivit fel och publicerar sedan. Inget syns på de andra sidorna förrän du publicerar, och allt går att ångra."
)
FILE = N_("Dokument att läsa in (PDF, Word, Excel, CSV, webbsida eller text)")
# What Streamlit tells beside the button of a field for a file says a limit that is not always ours.
_FILE_STYLE = """<style>
[data-testid=stFileUploaderDropzone] {{ align-items: center; }}
[data-testid=stFileUploaderDropzoneInstructions] {{ display: none; }}
[data-testid=stFileUploaderDropzone]::after {{ content: "{drag}"; color: #595959; font-size: 0.875rem; }}
</style>"""


def file_style(largest_megabytes: int) -> str:
    """Return the style by which the field for a file says in the page's language what can be done there."""
    return _FILE_STYLE.format(
        drag=_("eller dra filen hit. Högst {number} MB.").format(
            number=words.number(largest_megabytes)
        ),
    )


SWITCHED_OFF = N_(
    "Här kan dokument läsas in, men det är avstängt. Den som sköter Målkollen slår på det genom att starta "
    "appen med inställningen MALKOLLEN_INTAKE=on; utan den är det på bara för den som sitter vid datorn som "
    "appen körs på."
)

STAGES = Spoken({"reads": N_("Läser filen"), "understands": N_("Tolkar innehållet")})
BEGINS = N_("Läser filen")
STOP = N_("Avbryt läsningen")
STOPPED = N_("Läsningen avbröts. Inget har ändrats.")
READ_AGAIN = N_("Läs filen igen")
BY = N_("Ditt namn, som visas som den som läste in")
START_OVER = N_("Börja om med ett annat dokument")
WITHOUT_CORRECTIONS = N_("Läs om utan rättningar")
FAILED = N_("Något gick fel. Inget har ändrats; orsaken finns i serverns logg.")

# What a column may hold: the fields of header_words.csv.
FIELDS = Spoken(
    {
        "activity": N_("aktivitet"),
        "status": N_("status"),
        "due": N_("slutdatum"),
        "start": N_("startdatum"),
        "start_and_due": N_("start- och slutdatum"),
        "committee": N_("nämnd eller ansvarig"),
        "comment": N_("kommentar"),
        "goal": N_("mål"),
        "assessment": N_("bedömning av målet"),
        "carried_over": N_("från tidigare år"),
        "priority": N_("prioritering"),
        "kpi": N_("nyckeltal"),
        "unit": N_("enhet"),
        "target": N_("målvärde"),
        "outcome": N_("utfall"),
        "outcome_previous": N_("tidigare utfall"),
        "year": N_("år"),
        "gender": N_("kön"),
        "frequency": N_("hur ofta det redovisas"),
        "number": N_("löpnummer"),
        "trend": N_("trend"),
        "comparison": N_("jämförelse med andra"),
        "judgement": N_("bedömning"),
        "result": N_("resultat"),
        "ignored": N_("annat, används inte"),
        "value": N_("värde"),
        "occasion": N_("status vid ett tillfälle"),
    }
)
UNUSED = N_("används inte")

TOLD_BY = Spoken(
    {
        "header": N_("enligt rubriken"),
        "content": N_("enligt det som står i kolumnen"),
        "correction": N_("enligt din rättning"),
    }
)

# What whoever takes the document in can do about a doubt (`words.reading.DOUBTS`).
_CHECK = N_("Jämför med källtexten.")
_FIX_ROW = N_("Se raden i källtexten under Aktiviteter; där kan den delas eller föras ihop.")
_FIX_DATE = N_("Rätta slutdatumet under Aktiviteter om det är fel.")
_FIX_COLUMN = N_("Ändra kolumnens betydelse under Kolumner om den är fel.")
_FIX_CARD = N_("Fyll i det under Dokumentet.")
_NO_GUESS = N_("Det räknas som inte rapporterat.")
DOUBT_ACTIONS = Spoken(
    {
        "no_municipality": _FIX_CARD,
        "several_municipalities": N_("Ändra kommunen under Dokumentet om den är fel."),
        "no_year": _FIX_CARD,
        "year_inferred": N_("Ändra året under Dokumentet om det är fel."),
        "no_body": _FIX_CARD,
        "no_as_of_date": _FIX_CARD,
        "as_of_inferred": N_("Ändra datumet under Dokumentet om du vet det rätta."),
        "as_of_differs": N_("Töm datumet under Dokumentet om dokumentets ska gälla."),
        "unknown_status": N_("Välj vad ordet betyder."),
        "status_not_readable": N_("Välj status under Aktiviteter efter vad du ser i originalet."),
        "unknown_assessment": N_("Bedömningen tas inte med."),
        "assessment_not_readable": N_("Bedömningen tas inte med."),
        "colours_only": _NO_GUESS,
        "row_joined": _FIX_ROW,
        "mark_without_legend": _FIX_DATE,
        "date_not_read": _FIX_DATE,
        "table_not_understood": _FIX_COLUMN,
        "column_by_content": _FIX_COLUMN,
        "total_differs": N_("Jämför summan med raderna; det kan vara dokumentet som räknar fel."),
        "figure_not_settled": N_("Talet tas inte med."),
        "target_is_relative": N_("Målet visas som text, utan jämförelse."),
        "direction_not_told": N_("Målet visas som det står."),
        "budget_not_settled": N_("Raderna tas inte med."),
        "budget_differs": N_(
            "Jämför beloppen med källtexten; det kan vara dokumentet som summerar fel."
        ),
        "prose_activities": _FIX_ROW,
        "no_activities": _FIX_COLUMN,
    }
)


def doubt_action(code: str) -> str:
    """Say what can be done about a doubt."""
    return DOUBT_ACTIONS.get(code) or _(_CHECK)


# What must be decided, where it is not a word for a status; those have their own list.
_BLOCKED = Spoken(
    {
        "no_municipality": N_("Välj vilken kommun dokumentet gäller."),
        "no_body": N_("Ange vilken nämnd eller förvaltning dokumentet gäller."),
        "no_year": N_("Ange vilket år dokumentet gäller."),
        "nothing_found": N_(
            "Avläsningen fann inget att publicera. Se i källtexten om dokumentet har mål eller aktiviteter; "
            "ändra kolumnernas betydelse om de är fel tolkade."
        ),
    }
)


def blocked(one: Doubt) -> str:
    """Say what must be decided before the document can be published."""
    return _BLOCKED.get(one.code) or intake.blocked(one)


def waits_for(blocking: Sequence[Doubt], pending_count: int) -> list[str]:
    """Say what must be done before the document can be published; nothing where it can be."""
    return [*map(blocked, blocking), *([pending(pending_count)] if pending_count else [])]


def nearest_first(
    codes: Sequence[str], near_words: Sequence[str], known_words: Mapping[str, str]
) -> list[str]:
    """Return the statuses' codes, those that the nearest known words stand for first."""
    near = [known_words[word] for word in near_words if word in known_words]
    ranks = {code: near.index(code) for code in codes if code in near}
    return sorted(codes, key=lambda code: ranks.get(code, len(near)))


def _found_activities(activities: int, goals: int) -> str:
    shown_goals = words.count_goals(goals)
    if activities:
        shown = words.count(activities, "aktivitet", "aktiviteter")
        return _("{activities} under {goals}").format(activities=shown, goals=shown_goals)
    if goals:
        return _("inga aktiviteter men {goals}").format(goals=shown_goals)
    return _("inga aktiviteter")


def found_sentence(*, activities: int, goals: int, kpis: int, open_points: int) -> str:
    """Say what was found and how much there is to decide."""
    parts = [_found_activities(activities, goals)]
    if kpis:
        parts.append(words.count(kpis, "uppgift om nyckeltal", "uppgifter om nyckeltal"))
    parts.append(
        words.count(open_points, "sak att ta ställning till", "saker att ta ställning till")
        if open_points
        else _("inget som är osäkert")
    )
    return _("Avläsningen fann {parts}.").format(parts=words.listed(parts))


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
    name = _("bladet {page}") if reader == "xlsx" else _("sida {page}")
    return name.format(page=page)


def row_name(row: int | None) -> str:
    """Name a row of the original; nothing where it has no number."""
    return "" if row is None else _("rad {row}").format(row=row)


def place(one: _Place, reader: str) -> str:
    """Say where something stood; nothing where that is the whole document."""
    section = (one.section or "").split(" › ")[-1]
    parts = [section, page_name(one.page, reader), row_name(one.row or None)]
    return ", ".join(part for part in parts if part)


_LONGEST_LABEL = 90


def short(text: str) -> str:
    """Return a text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_LABEL else f"{line[: _LONGEST_LABEL - 1]}…"


def row_label(row: int, text: str) -> str:
    """Name a row of the original."""
    return f"{row_name(row)}: {short(text)}"


def lines_label(first: int, last: int, count: int) -> str:
    """Name a stretch of lines of the original."""
    return _("Rad {first}–{last} av {count}").format(
        first=first, last=last, count=words.number(count)
    )


def columns_heading(table_count: int, row_count: int, activity_count: int, name: str) -> str:
    """Name a table, or several alike, with how much stands in them."""
    tables = (
        _("En tabell")
        if table_count == 1
        else _("{tables} med samma rubriker").format(
            tables=words.count(table_count, "tabell", "tabeller")
        )
    )
    rows = words.count(row_count, "rad", "rader")
    activities = words.count(activity_count, "aktivitet", "aktiviteter")
    return f"{tables}: {rows}, {activities}" + (f" ({name})" if name else "")


# The table of activities, by the names of `found.editor_rows`.
EDITOR = Spoken(
    {
        "number": N_("Nr"),
        "title": N_("Aktivitet"),
        "status": N_("Status"),
        "due_date": N_("Slutdatum"),
        "committees": N_("Nämnd"),
        "due_text": N_("Slut, som det står"),
        "is_none": N_("Ingen aktivitet"),
        "status_text": N_("Status, som den står"),
        "goal": P_("column", "Mål"),
        "place": N_("Plats"),
    }
)
ROW_BEGINS = N_("Börja ny aktivitet här")
ROW_CONTINUES = N_("Hör till raden ovanför")


def row_action(label: str, *, is_set: bool) -> str:
    """Name the button that corrects a row, or takes that back."""
    action = _(label)
    return _("Ta tillbaka: {action}").format(action=action.lower()) if is_set else action


NO_STATUS_COLUMN = N_(
    "Tabellen har ingen kolumn för status, så en status kan inte sättas här. Välj under Kolumner vilken som är det."
)


def pending(amount: int) -> str:
    """Say that corrections in the table wait to be used."""
    return ngettext(
        "{amount} rättning i tabellen är inte använd än.",
        "{amount} rättningar i tabellen är inte använda än.",
        amount,
    ).format(amount=words.number(amount))


def apply_label(amount: int) -> str:
    """Name the button that uses the corrections of the table."""
    return ngettext("Använd rättningen", "Använd {amount} rättningar", amount).format(
        amount=words.number(amount)
    )


def new_id(document_id: str, supersedes: str | None) -> str:
    """Say what a document will be called, and which it replaces."""
    text = _("Dokumentet får beteckningen {document_id}.").format(document_id=document_id)
    if not supersedes:
        return text
    older = _("Det ersätter {document_id}, som finns kvar att läsa på sidan Källor.")
    return f"{text} {older.format(document_id=supersedes)}"


def replaces(document_id: str) -> str:
    """Say which document one has replaced."""
    return _("Ersätter {document_id}.").format(document_id=document_id)


def replace_options(
    supersedes: str | None, candidates: Sequence[str], *, is_older: bool
) -> dict[str, str]:
    """Say what each document that it may replace is called, by their ids, the likeliest first; '' is none."""
    same: dict[str, str] = {}
    if supersedes:
        told = (
            _("{document_id} (gäller ett senare datum)")
            if is_older
            else _("{document_id} (samma dokument, tidigare version)")
        )
        same[supersedes] = told.format(document_id=supersedes)
    other = {"": _("Inget: det är ett annat dokument")}
    near = _("{document_id} (samma kommun och år)")
    rest = {one: near.format(document_id=one) for one in candidates}
    return {**other, **same, **rest} if is_older else {**same, **other, **rest}


def published_sentence(title: str, goal_count: int, activity_count: int, kpi_count: int) -> str:
    """Say what was published."""
    parts = [
        words.count_goals(goal_count),
        words.count(activity_count, "aktivitet", "aktiviteter"),
    ]
    if kpi_count:
        parts.append(words.count(kpi_count, "uppgift om nyckeltal", "uppgifter om nyckeltal"))
    return _("”{title}” är publicerat med {parts}. Det syns nu på de andra sidorna.").format(
        title=title, parts=words.listed(parts)
    )


def invalid(field: str, entered: str) -> str:
    """Say that what was entered cannot be used."""
    if field == "year":
        text = _("”{entered}” är inget år. Skriv fyra siffror, till exempel 2024.")
    else:
        text = _("”{entered}” är inget datum. Skriv det som 2024-08-31.")
    return text.format(entered=entered)


def ask_to_remove(title: str) -> str:
    """Ask before a document is taken away."""
    return _("Ska ”{title}” tas bort från alla sidor? Det går att återställa här efteråt.").format(
        title=title
    )
