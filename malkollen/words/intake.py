"""How do we say what happens to a document on its way in? As whole sentences.

The command line speaks Swedish, so what only it says is not marked.
"""

from collections.abc import Iterable

from malkollen import words
from malkollen.problems import Problem
from malkollen.understanding.reading import Doubt
from malkollen.words import reading
from malkollen.words.language import N_, P_, Spoken, _

# What stands in the record where the document does not tell: in Swedish, whoever takes it in.
UNKNOWN_UNIT = "okänd enhet"
UNTITLED = "utan rubrik"
ACTIVITY = "aktivitet"
UNNAMED_PERSON = N_("okänd")
UNNAMED_FILE = "okänd fil"
NO_OCCASION = "Dokumentet anger inget datum och inget uppföljningstillfälle."
INFERRED_DATE = "Dokumentet anger inte datumet."
DIFFERING_DATE = "Datumet är angett vid inläsningen; dokumentet säger {day}."
DECIDED_WORD = "bestämt när {document_id} lästes in"

# Why a document is not taken in, taken away or brought back.
INTAKE_PROBLEMS = Spoken(
    {
        "cancelled": N_("Läsningen av ”{file}” avbröts. Inget har ändrats."),
        "reading_failed": N_(
            "Något gick fel när ”{file}” lästes. Inget har ändrats; orsaken finns i loggen."
        ),
        "busy": N_("Någon annan läser in ett dokument just nu. Försök igen om en stund."),
        "changed_file": N_("Filen ”{file}” har ändrats sedan den lästes. Läs den igen."),
        "no_municipality": N_(
            "Dokumentet säger inte vilken kommun det gäller. Ange kommunens kod."
        ),
        "no_body": N_("Dokumentet säger inte vilken nämnd eller förvaltning det gäller. Ange den."),
        "no_year": N_("Dokumentet säger inte vilket år det gäller. Ange året."),
        "nothing_found": N_(
            "I dokumentet hittades inga mål, aktiviteter, nyckeltal eller summor att publicera."
        ),
        "unknown_status": N_("Ordet ”{found}” är ingen känd status. Bestäm vilken status det är."),
        "unknown_municipality": N_("Kommunkoden ”{found}” finns inte."),
        "no_such_status": N_("Statusen ”{found}” finns inte. Den kan vara: {allowed}."),
        "unknown_superseded": N_(
            "Dokumentet ”{found}”, som skulle ersättas, finns inte eller är redan ersatt."
        ),
        "newer_published": N_(
            "”{found}” gäller ett senare datum och är redan publicerat. Ta bort det först och läs in "
            "dem i tidsordning, eller säg vilket dokument som ska ersättas."
        ),
        "unknown_document": N_("Dokumentet ”{found}” finns inte bland dem som har lästs in."),
        "not_removed": N_("Dokumentet ”{found}” finns inte bland de borttagna."),
        "superseded_by": N_("”{found}” har ersatts av ”{allowed}”. Ta bort det först."),
        "published_already": N_(
            "”{found}” kan inte återställas: ”{allowed}” är publicerat i stället."
        ),
        "record_folder": N_("Mappen för egna dokument går inte att skriva i: {found}."),
    }
)


def problem(one: Problem) -> str:
    """Say what stops a document on its way in, whether the file, the reading or the record."""
    if one.code in INTAKE_PROBLEMS:
        return INTAKE_PROBLEMS[one.code].format(
            file=one.file, found=one.found, allowed=", ".join(one.allowed)
        )
    if one.code in reading.READ_PROBLEMS and "/" not in one.file:
        return reading.read_problem(one)
    return words.problem(one)


def blocked(one: Doubt) -> str:
    """Say what must be decided before a document can be published."""
    return problem(Problem("", one.code, found=one.found))


# What the command line says was found.
OCCASION = "Tillfälle"
KPIS = "Nyckeltal"
TOTALS = "Summor som dokumentet anger"
STATED = "anger"
COUNTED = "räknat"
DOUBTS = "Osäkert"
KPI_KINDS = Spoken({"listing": N_("följs"), "target": P_("target", "mål"), "outcome": N_("utfall")})


def taker(name: str) -> str:
    """Say who took something in, who may have given no name."""
    return _(name) if name == UNNAMED_PERSON else name


# What the command line asks and answers.
ASK_TO_PUBLISH = "Publicera? [j/N] "
YES = frozenset({"j", "ja", "y", "yes"})
NOT_PUBLISHED = "Inget publicerades."
MUST_BE_DECIDED = "Detta måste bestämmas innan dokumentet kan publiceras:"
NOTHING_TAKEN_IN = "Inget dokument har lästs in."
IS_REMOVED = "borttaget"
REMOVED_DOCUMENT = (
    "Tog bort {document_id}. Det går att återställa: python -m malkollen restore {document_id}"
)
RESTORED = "Återställde {document_id}."
REPLACES = "Ersätter {document_id}, som finns kvar att läsa."
MAY_REPLACE = (
    "Samma kommun och år finns redan i {documents}. Är det samma dokument: --supersedes ID."
)

_ARGUMENTS = {
    "municipality": "Kommunen ”{value}” finns inte. Skriv dess kod (0580) eller namn.",
    "year": "Året ”{value}” måste vara fyra siffror mellan 1990 och 2100.",
    "as_of": "Datumet ”{value}” måste skrivas som 2022-08-31.",
    "status": "”{value}” måste skrivas som ord=kod, till exempel: rullar på=in_progress.",
}


def argument_error(name: str, value: str) -> str:
    """Say what is wrong with what was given on the command line."""
    return _ARGUMENTS[name].format(value=value)


def published(document_id: str, goal_count: int, activity_count: int, kpi_count: int) -> str:
    """Say what was published."""
    parts = (
        words.count(goal_count, "mål", "mål"),
        words.count(activity_count, "aktivitet", "aktiviteter"),
        words.count(kpi_count, "rad om nyckeltal", "rader om nyckeltal"),
    )
    return f"Publicerade {document_id}: {words.listed(parts)}."


NEW_COMMITTEES = N_("Nya nämnder: {names}.")
NEW_KPIS = N_("Nya nyckeltal: {names}.")
NEW_STATUS_WORDS = N_("Nya ord för status: {names}.")


def new_names(sentence: str, names: Iterable[str]) -> list[str]:
    """Say which committees, key figures or words are new; nothing where none is."""
    shown = ", ".join(names)
    return [_(sentence).format(names=shown)] if shown else []
