"""How do we say what happens when Kolada's values are fetched? As whole sentences."""

import re
from collections.abc import Sequence
from datetime import date

from babel.dates import get_month_names

from malkollen import words
from malkollen.kolada.errors import KoladaProblem
from malkollen.words.language import N_, SWEDISH, Spoken, _, ngettext, speaking

# What a person should know of a series' state.
LAST_YEAR = words.SERIES_ENDED

SERIES_STATES = Spoken(
    {"current": N_("aktuell"), "stopped": N_("stoppad"), "retired": N_("avslutad")}
)
SCOPES = Spoken({True: N_("alla kommuner"), False: N_("valda kommuner")})
PHASES = Spoken(
    {
        "catalogue": N_("Hämtar katalog, kommuner och grupper"),
        "values": N_("Hämtar värden"),
        "building": N_("Bygger databasen"),
        "done": N_("Klart"),
        "failed": N_("Avbrutet"),
    }
)
NOTHING_HELD = N_("Inga nyckeltal är hämtade från Kolada.")
BROKEN_OFF = N_(
    "Hämtningen bröts av. Det som hann bli klart är kvar; nästa hämtning fortsätter där."
)
REMOVED = N_("Tog bort {national_kpi_id}. Värdena ligger kvar i {place}.")
RESUMED = Spoken(
    {
        "same": N_("{national_kpi_id} hämtas igen som samma serie, med titeln ”{title}”."),
        "new": N_(
            "{national_kpi_id} börjar om under titeln ”{title}”. De gamla värdena ligger i mappen replaced."
        ),
    }
)
NOT_BUILT = N_(
    "Värdena är hämtade, men databasen byggdes inte; den som fanns är kvar. {count} fel:"
)

_PROBLEMS = Spoken(
    {
        "address": N_(
            "Adressen ”{found}” går inte att använda. Den ska se ut som https://api.kolada.se/v3."
        ),
        "no_answer": N_("Inget svar från {field}: {connection}."),
        "status": N_("{field} svarade med fel {found}."),
        "not_json": N_("{field} svarade med något annat än JSON: {found}"),
        "no_values": N_("Svaret från {field} saknar listan values: {found}"),
        "next_url": N_("Svaret från {field} anger en nästa sida som inte går att läsa: {found}"),
        "other_host": N_(
            "Svaret från {field} hänvisar till en annan server ({found}). Den frågas inte."
        ),
        "paging_loop": N_("Sidorna tar aldrig slut: {field} kom en gång till."),
        "shrunk": N_(
            "Kolada svarade med {found} rader i {field}, där {allowed} fanns. Det är för få för att vara hela listan."
        ),
        "catalogue": N_(
            "Katalogen har ett mått som inte går att läsa: {place}{field} är ”{found}”{allowed}."
        ),
        "areas": N_(
            "Listan över kommuner har en rad som inte går att läsa: {field} är ”{found}”{allowed}."
        ),
        "groups": N_(
            "Listan över grupper har en rad som inte går att läsa: {field} är ”{found}”{allowed}."
        ),
        "value": N_("Ett värde går inte att läsa: {place}{field} är ”{found}”{allowed}."),
        "emptied": N_("Kolada svarade utan ett enda värde, fast serien har värden."),
        "given_up": N_("Hämtades inte, eftersom Kolada inte svarar."),
        "unreadable": N_(
            "Filen med serien går inte att läsa. Ta bort den med: kolada remove {ids}"
        ),
        "unknown_kpi": N_("Kolada har inget nyckeltal {ids}."),
        "of_regions": N_("Nyckeltalet {ids} mäter bara regioner."),
        "unknown_area": N_("Kolada har ingen kommun ”{found}”."),
        "busy": N_("Nyckeltalen hämtas eller ändras redan av en annan process ({found})."),
        "folder": N_("Mappen för nyckeltalen går inte att skriva i: {found}."),
        "not_held": N_("Det finns ingen hämtad serie {ids}."),
        "not_stopped": N_("Serien {ids} är inte stoppad."),
        "no_title": N_("Kolada har inte längre någon titel för {ids}. Hämta katalogen igen först."),
        "since": N_("Datumet ”{found}” måste skrivas som 2026-01-31."),
        "not_started": N_("Hämtningen kom inte igång: {found}"),
    }
)
_CONNECTIONS = Spoken(
    {
        "proxy": N_("proxyn släppte inte fram frågan"),
        "certificate": N_("certifikatet godtogs inte"),
        "unreachable": N_("servern går inte att nå"),
        "late": N_("det tog för lång tid"),
        "cut": N_("svaret bröts av"),
        "too_large": N_("svaret är för stort"),
    }
)
# Those that leave series as they were, and should say so.
_LEAVES = frozenset(
    {"no_answer", "status", "not_json", "no_values", "next_url", "other_host", "paging_loop", "value", "emptied"}
)  # fmt: skip
_MOST_IDS = 5


# Notes on a series are kept with it, in Swedish, and said in another language when they are shown.
_LEFT_CATALOGUE = N_("Måttet finns inte längre i Koladas katalog (den {day}).")
_TITLE_CHANGED = N_("Titeln var ”{before}” och är ”{now}” (den {day}).")
_NOTES = (_LEFT_CATALOGUE, _TITLE_CHANGED, LAST_YEAR)
_MONTHS = {name: number for number, name in get_month_names("wide", locale="sv_SE").items()}


def left_catalogue(day: date) -> str:
    """Note that a key figure is in the catalogue no longer."""
    with speaking(SWEDISH):
        return _LEFT_CATALOGUE.format(day=words.date_text(day))


def title_changed(before: str, now: str, day: date) -> str:
    """Note how a title changed."""
    with speaking(SWEDISH):
        return _TITLE_CHANGED.format(before=before, now=now, day=words.date_text(day))


def _day(text: str) -> str:
    """Say a day that is written in Swedish; what is none stays as it is."""
    parts = text.split(words.SPACE)
    try:
        day, month, year = parts
        return words.date_text(date(int(year), _MONTHS[month], int(day)))
    except (ValueError, KeyError):
        return text


def note(kept: str | None) -> str:
    """Say a note that is kept with a series; one in other words than ours stays as it is."""
    for known in _NOTES:
        form = re.sub(r"\\{(\w+)\\}", r"(?P<\1>.*)", re.escape(known))
        match = re.fullmatch(form, kept or "")
        if match is not None:
            parts = match.groupdict()
            return _(known).format(
                **{name: _day(part) if name == "day" else part for name, part in parts.items()}
            )
    return kept or ""


def _ids(ids: Sequence[str]) -> str:
    rest = [_("{amount} till").format(amount=words.number(len(ids) - _MOST_IDS))]
    return words.listed([*ids[:_MOST_IDS], *(rest if len(ids) > _MOST_IDS else [])])


def _place(one: KoladaProblem) -> str:
    ids = _ids(one.national_kpi_ids) if one.national_kpi_ids else ""
    year = None if one.year is None else str(one.year)
    parts = [part for part in (ids, one.area_code, year) if part]
    return f"{', '.join(parts)}: " if parts else ""


def problem(one: KoladaProblem) -> str:
    """Say what is wrong: where, what was found, what would be allowed."""
    listed_values = ", ".join(one.allowed)
    allowed = ""
    if one.allowed:
        allowed = " " + _("(tillåtet: {allowed})").format(allowed=listed_values)
    if one.code == "shrunk":
        allowed = listed_values
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
        kept = ngettext("{ids} är som förut.", "{ids} är som förut.", len(one.national_kpi_ids))
        return f"{text} {kept.format(ids=ids)}"
    return text


def progress(phase: str, done: int, total: int, values: int) -> str:
    """Say how far a sync has come."""
    if phase != "values":
        return f"{PHASES[phase]}."
    return _("{phase}: {done} av {total}, {values} hittills.").format(
        phase=PHASES[phase],
        done=words.number(done),
        total=words.count(total, "nyckeltal", "nyckeltal"),
        values=words.count(values, "värde", "värden"),
    )


def summary(fetched: int, done_before: int, new: int, replaced: int) -> str:
    """Say what a sync did."""
    parts = [
        words.count(fetched, "nyckeltal hämtades", "nyckeltal hämtades"),
        words.count(new, "nytt värde", "nya värden"),
        words.count(replaced, "värde ändrades eller togs bort", "värden ändrades eller togs bort"),
    ]
    if done_before:
        parts.append(
            _("{amount} var klara sedan den hämtning som bröts").format(
                amount=words.number(done_before)
            )
        )
    return f"{words.listed(parts)}."


def stopped(national_kpi_id: str, kept: str) -> str:
    """Say that a series is stopped, why, and what a person can do."""
    return _(
        "{kpi} är stoppad: {note} Är det samma mått med nya ord: {command} --as same. "
        "Mäter det något annat: --as new."
    ).format(kpi=national_kpi_id, note=note(kept), command=f"kolada resume {national_kpi_id}")


def retired(national_kpi_id: str, kept: str) -> str:
    """Say that a measure is followed no longer."""
    return _("{kpi} är avslutad: {note}").format(kpi=national_kpi_id, note=note(kept))


def not_in_kolada(ids: Sequence[str]) -> str:
    """Say which ids Målkollen's own catalogue names that Kolada does not have for municipalities."""
    return _("Finns inte bland Koladas mått för kommuner: {ids}.").format(ids=words.listed(ids))


def listed(national_kpi_id: str, title: str) -> str:
    """Say which series it is."""
    return f"{national_kpi_id}  {title}"


def listed_details(values: int, day: date, state: str, *, has_all_areas: bool) -> str:
    """Say what is held of a series, since when, and how it stands."""
    return " · ".join(
        (words.count(values, "värde", "värden"), SCOPES[has_all_areas],
         _("hämtad den {date}").format(date=words.date_text(day)), SERIES_STATES[state])
    )  # fmt: skip
