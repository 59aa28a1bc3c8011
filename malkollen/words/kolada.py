"""How do we say what happens when Kolada's values are fetched? In Swedish, as whole sentences."""

from collections.abc import Sequence
from datetime import date

from malkollen import words
from malkollen.kolada.errors import KoladaProblem

# What a person should know of a series' state.
LAST_YEAR = words.SERIES_ENDED

SERIES_STATES = {"current": "hämtas", "stopped": "stoppad", "retired": "avslutad"}
SCOPES = {True: "alla kommuner", False: "valda kommuner"}
PHASES = {
    "catalogue": "Hämtar katalog, kommuner och grupper",
    "values": "Hämtar värden",
    "building": "Bygger databasen",
    "done": "Klart",
    "failed": "Avbrutet",
}
NOTHING_HELD = "Inga nyckeltal är hämtade från Kolada."
BROKEN_OFF = "Hämtningen bröts av. Det som hann bli klart är kvar; samma kommando fortsätter där."
REMOVED = "Tog bort {national_kpi_id}. Värdena ligger kvar i {place}."
RESUMED = {
    "same": "{national_kpi_id} hämtas igen som samma serie, med titeln ”{title}”.",
    "new": "{national_kpi_id} börjar om under titeln ”{title}”. De gamla värdena ligger i mappen replaced.",
}
NOT_BUILT = "Värdena är hämtade, men databasen byggdes inte; den som fanns är kvar. {count} fel:"

_PROBLEMS = {
    "address": "Adressen ”{found}” går inte att använda. Den ska se ut som https://api.kolada.se/v3.",
    "no_answer": "Inget svar från {field}: {connection}.",
    "status": "{field} svarade med fel {found}.",
    "not_json": "{field} svarade med något annat än JSON: {found}",
    "no_values": "Svaret från {field} saknar listan values: {found}",
    "next_url": "Svaret från {field} anger en nästa sida som inte går att läsa: {found}",
    "other_host": "Svaret från {field} hänvisar till en annan server ({found}). Den frågas inte.",
    "paging_loop": "Sidorna tar aldrig slut: {field} kom en gång till.",
    "shrunk": (
        "Kolada svarade med {found} rader i {field}, där {allowed} fanns. Det är för få för att vara hela listan."
    ),
    "catalogue": "Katalogen har ett mått som inte går att läsa: {place}{field} är ”{found}”{allowed}.",
    "areas": "Listan över kommuner har en rad som inte går att läsa: {field} är ”{found}”{allowed}.",
    "groups": "Listan över grupper har en rad som inte går att läsa: {field} är ”{found}”{allowed}.",
    "value": "Ett värde går inte att läsa: {place}{field} är ”{found}”{allowed}.",
    "emptied": "Kolada svarade utan ett enda värde, fast serien har värden.",
    "given_up": "Hämtades inte, eftersom Kolada inte svarar.",
    "unreadable": "Filen med serien går inte att läsa. Ta bort den med: kolada remove {ids}",
    "unknown_kpi": "Kolada har inget nyckeltal {ids}.",
    "of_regions": "Nyckeltalet {ids} mäter bara regioner.",
    "unknown_area": "Kolada har ingen kommun ”{found}”.",
    "busy": "Nyckeltalen hämtas eller ändras redan av en annan process ({found}).",
    "folder": "Mappen för nyckeltalen går inte att skriva i: {found}.",
    "not_held": "Det finns ingen hämtad serie {ids}.",
    "not_stopped": "Serien {ids} är inte stoppad.",
    "no_title": "Kolada har inte längre någon titel för {ids}. Hämta katalogen igen först.",
    "since": "Datumet ”{found}” måste skrivas som 2026-01-31.",
    "not_started": "Hämtningen kom inte igång: {found}",
}
_CONNECTIONS = {
    "proxy": "proxyn släppte inte fram frågan",
    "certificate": "certifikatet godtogs inte",
    "unreachable": "servern går inte att nå",
    "late": "det tog för lång tid",
    "cut": "svaret bröts av",
    "too_large": "svaret är för stort",
}
# Those that leave series as they were, and should say so.
_LEAVES = frozenset(
    {"no_answer", "status", "not_json", "no_values", "next_url", "other_host", "paging_loop", "value", "emptied"}
)  # fmt: skip
_MOST_IDS = 5


def left_catalogue(day: date) -> str:
    """Say that a key figure is in the catalogue no longer."""
    return f"Måttet finns inte längre i Koladas katalog (den {words.date_text(day)})."


def title_changed(before: str, now: str, day: date) -> str:
    """Say how a title changed."""
    return f"Titeln var ”{before}” och är ”{now}” (den {words.date_text(day)})."


def _ids(ids: Sequence[str]) -> str:
    shown = [*ids[:_MOST_IDS], *([f"{len(ids) - _MOST_IDS} till"] if len(ids) > _MOST_IDS else [])]
    return words.listed(shown)


def _place(one: KoladaProblem) -> str:
    ids = _ids(one.national_kpi_ids) if one.national_kpi_ids else ""
    year = None if one.year is None else str(one.year)
    parts = [part for part in (ids, one.area_code, year) if part]
    return f"{', '.join(parts)}: " if parts else ""


def problem(one: KoladaProblem) -> str:
    """Say what is wrong: where, what was found, what would be allowed."""
    allowed = f" (tillåtet: {', '.join(one.allowed)})" if one.allowed else ""
    if one.code == "shrunk":
        allowed = ", ".join(one.allowed)
    ids = _ids(one.national_kpi_ids)
    text = _PROBLEMS[one.code].format(
        field=one.field,
        found=one.found,
        connection=_CONNECTIONS.get(one.found or "", one.found),
        place=_place(one),
        allowed=allowed,
        ids=ids,
    )
    if one.code == "given_up":
        return f"{ids}: {text}"
    if one.code in _LEAVES and ids:
        return f"{text} {ids} är som förut."
    return text


def progress(phase: str, done: int, total: int, values: int) -> str:
    """Say how far a sync has come."""
    if phase != "values":
        return f"{PHASES[phase]}."
    return (
        f"{PHASES[phase]}: {words.number(done)} av {words.count(total, 'nyckeltal', 'nyckeltal')},"
        f" {words.count(values, 'värde', 'värden')} hittills."
    )


def summary(fetched: int, done_before: int, new: int, replaced: int) -> str:
    """Say what a sync did."""
    parts = [
        f"{words.count(fetched, 'nyckeltal', 'nyckeltal')} hämtades",
        words.count(new, "nytt värde", "nya värden"),
        f"{words.count(replaced, 'värde', 'värden')} ändrades eller togs bort",
    ]
    if done_before:
        parts.append(f"{words.number(done_before)} var klara sedan den hämtning som bröts")
    return f"{words.listed(parts)}."


def stopped(national_kpi_id: str, note: str) -> str:
    """Say that a series is stopped, why, and what a person can do."""
    return (
        f"{national_kpi_id} är stoppad: {note} Är det samma mått med nya ord:"
        f" kolada resume {national_kpi_id} --as same. Mäter det något annat: --as new."
    )


def retired(national_kpi_id: str, note: str) -> str:
    """Say that a measure is followed no longer."""
    return f"{national_kpi_id} är avslutad: {note}"


def not_in_kolada(ids: Sequence[str]) -> str:
    """Say which ids Målkollen's own catalogue names that Kolada does not have for municipalities."""
    return f"Finns inte bland Koladas mått för kommuner: {words.listed(ids)}."


def listed(national_kpi_id: str, title: str) -> str:
    """Say which series it is."""
    return f"{national_kpi_id}  {title}"


def listed_details(values: int, day: date, state: str, *, has_all_areas: bool) -> str:
    """Say what is held of a series, since when, and how it stands."""
    return " · ".join(
        (words.count(values, "värde", "värden"), SCOPES[has_all_areas],
         f"hämtad den {words.date_text(day)}", SERIES_STATES[state])
    )  # fmt: skip
