"""How do we say what was taken out? The first sheet of a workbook: rows, filters, sources, how it is counted."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from malkollen import words
from malkollen.words.language import N_, Spoken, _, known, pgettext

Row = Mapping[str, Any]
Line = tuple[str, str | int | date | datetime | None]
Part = tuple[str, Sequence[Line]]

ABOUT_SHEET = N_("Om uttaget")

# As long as every system and a mail take a file's name.
_LONGEST_NAME = 80

# A filter of Aktiviteter: the parameter of its question, the facet whose values it chooses among, its name on the page.
_FILTERS = (
    ("years", "year", N_("År")),
    ("committee_ids", "committee", N_("Nämnd")),
    ("family_codes", "family", N_("Läge")),
    ("status_codes", "status", N_("Status")),
    ("deferral_kinds", "deferral_kind", N_("Framflyttad")),
    ("reason_codes", "reason", N_("Skäl till framflyttning")),
    ("carried_over_from_years", "carried_over_from_year", N_("Kvarstår från")),
    ("kinds", "kind", N_("Slag")),
)
_SWITCHES = (
    ("is_overdue", N_("Bara försenade")),
    ("is_contradictory", N_("Bara med olika status på olika ställen")),
)
_VOCABULARY = frozenset({"family", "status", "reason"})

_TERMS = Spoken(
    {
        "completion_share": N_("Andel genomförda"),
        "listed": N_("Rader"),
        "deferred": N_("Framflyttad"),
        "overdue": N_("Försenad"),
        "contradictory": N_("Olika status på olika ställen"),
        "target": N_("Mål i siffror: uppnått, och avståndet dit"),
        "change": N_("Förändring på ett och tre år"),
    }
)
# Those of the figures about activities.
OF_ACTIVITIES = ("completion_share", "listed", "deferred", "overdue", "contradictory")
# Så räknar vi says them too, marks and all.
DEFINITIONS = Spoken(
    {
        "completion_share": N_(
            "**Andel genomförda** är genomförda aktiviteter delat med aktiviteter som har en rapporterad status. De utan "
            "status visas bredvid och räknas aldrig som ogjorda."
        ),
        "listed": N_(
            "En aktivitet som står under flera mål räknas en gång för varje gång den står."
        ),
        "deferred": N_(
            "**Framflyttad** är en aktivitet vars slut flyttats enligt dokumentets egen märkning. Nämns det bara i en "
            "kommentar visas det för sig."
        ),
        "overdue": N_(
            "**Försenad** är en aktivitet vars slut har passerat vid dokumentets datum. Den som är genomförd, pågår "
            "löpande, utgår eller saknar rapporterad status räknas aldrig som försenad. En månad som slut räcker till "
            "sin sista dag."
        ),
        "contradictory": N_(
            "**Olika status på olika ställen** har en aktivitet som står på flera rader i dokumentet med olika status. "
            "Den räknas en gång, och listan visar alla dess rader."
        ),
        "target": N_(
            "Utfallet mot målets värde (minst, högst, lika med) för samma år. Avståndet är i nyckeltalets egen "
            "enhet, med plus när utfallet är bättre än målet. Är mål och utfall inte av samma år och kön, eller "
            "är utfallet bara en gräns, avgörs inget."
        ),
        "change": N_(
            "Det nationella måttets värde minus värdet ett respektive tre år tidigare, i måttets egen enhet. Den "
            "sägs inte där ett av åren saknar värde, eller där måttet ändrades däremellan."
        ),
    }
)


@dataclass(frozen=True)
class Taken:
    """What was taken out of a page: its title, what a row is, which rows and by which filters, and from what.

    `total` is how many rows there are without filters; None where there are no filters. `sources` are names with what
    is known of each. `definitions` are keys of `DEFINITIONS`; `statuses` is the answer of that question where the rows hold
    statuses.
    """

    title: str
    grain: str
    scope: Sequence[Line]
    row_count: int
    sources: Sequence[Line]
    total: int | None = None
    filters: Sequence[Line] = ()
    definitions: Sequence[str] = ()
    statuses: Sequence[Row] = ()
    remarks: Sequence[Line] = ()


@dataclass(frozen=True)
class Origin:
    """When something was taken out, from which version of the data, and the address that shows it."""

    taken_out_at: datetime
    data_version: str
    address: str


def file_name(*held: str | int | None, kind: str) -> str:
    """Name a file after what it holds, in letters that every system takes: malkollen-linkoping-aktiviteter-2022.xlsx."""
    told = " ".join(["malkollen", *(str(part) for part in held if part)])
    letters = [one for one in unicodedata.normalize("NFKD", told) if not unicodedata.combining(one)]
    name = re.sub(r"[^a-z0-9_]+", "-", "".join(letters).lower()).strip("-")
    most = _LONGEST_NAME - len(f".{kind}")
    if len(name) > most:
        # Between two words.
        name = name[: most + 1].rpartition("-")[0]
    return f"{name}.{kind}"


def _soft(line: Line) -> Line:
    """Write a line with spaces that break, for cells that wrap and are searched."""
    name, value = line
    soft = value.replace(words.SPACE, " ") if isinstance(value, str) else value
    return name.replace(words.SPACE, " "), soft


def _value(row: Row) -> str:
    """Name a filter's value as the page does."""
    label: str = row["value_label"]
    if row["facet"] == "deferral_kind":
        return words.DEFERRAL_KINDS[label]
    return known(row["facet"], label) if row["facet"] in _VOCABULARY else label


def filters(asked: Row, offered: Iterable[Row], goals: Sequence[Row]) -> list[Line]:
    """Return each filter of Aktiviteter that is in use, with its value in words.

    `asked` are the parameters of the question `activities`, `offered` the answer of `activity_filter_counts` for the same
    documents, `goals` those of the one document.
    """
    labels = {(row["facet"], row["value_code"]): _value(row) for row in offered}
    found: list[Line] = []
    if asked.get("search_text"):
        found.append((_("Sök i titel och mål"), asked["search_text"]))
    if asked.get("goal_id"):
        named = {goal_id: label for label, goal_id in words.goal_labels(goals).items()}
        found.append((pgettext("column", "Mål"), named.get(asked["goal_id"], asked["goal_id"])))
    for parameter, facet, name in _FILTERS:
        if asked.get(parameter):
            codes = asked[parameter].split(",")
            # Two municipalities may share a committee's name.
            values = dict.fromkeys(labels.get((facet, code), code) for code in codes)
            found.append((_(name), "; ".join(values)))
    found += [(_(name), _("Ja")) for parameter, name in _SWITCHES if asked.get(parameter)]
    return found


def title(page: str, municipality: str | None, document: str | None) -> str:
    """Name what was taken out: the page, the municipality and the document."""
    where = ", ".join(part for part in (municipality, document) if part)
    return f"{page}: {where}" if where else page


def scope(municipality: str | None, document: str | None) -> list[Line]:
    """Return the municipality and the document that rows are of."""
    return [
        (_("Kommun"), municipality or _("Alla kommuner")),
        (_("Dokument"), document or _("Alla dokument")),
    ]


def document_sources(documents: Iterable[Row]) -> list[Line]:
    """Return the documents behind the rows: municipality, then title, date and where it can be found."""
    found: list[Line] = []
    for row in documents:
        parts = [
            f"{row['title']} ({row['year']}), {words.as_of(row)}",
            row["diary_number"] and _("diarienummer {number}").format(number=row["diary_number"]),
            row["published_at"]
            and _("publicerat på {address}").format(address=row["published_at"]),
        ]
        found.append((row["municipality"], "; ".join(part for part in parts if part)))
    return found


def as_of_dates(documents: Iterable[Row]) -> list[Line]:
    """Return the dates that the documents' statuses hold for, each once."""
    told = dict.fromkeys(words.as_of(row) for row in documents)
    return [(_("Uppgifterna gäller"), "; ".join(told))] if told else []


def families(statuses: Iterable[Row]) -> Line:
    """Say which statuses each family holds; takes the answer of the question `statuses`."""
    held: dict[str, list[str]] = {}
    for row in statuses:
        held.setdefault(known("family", row["family"]), []).append(known("status", row["status"]))
    told = "; ".join(f"{family}: {', '.join(names)}" for family, names in held.items())
    return _("Läge"), _("Varje status hör till ett läge. {families}.").format(families=told)


def _rows(taken: Taken) -> list[Line]:
    """Say what the rows are and how many."""
    lines: list[Line] = [(_("En rad är"), taken.grain), *taken.scope]
    lines.append((_("Antal rader"), taken.row_count))
    if taken.total is not None:
        lines.append((_("Antal utan filter"), taken.total))
    return lines


def parts(taken: Taken, origin: Origin) -> list[Part]:
    """Say all that one must know of what was taken out, in parts with headings."""
    defined: list[Line] = [families(taken.statuses)] if taken.statuses else []
    defined += [(_TERMS[name], DEFINITIONS[name].replace("**", "")) for name in taken.definitions]
    told: list[Part] = [(_("Raderna"), _rows(taken))]
    if taken.total is not None:
        none: list[Line] = [(_("Inga filter"), _("alla rader är med"))]
        told.append((_("Filter"), list(taken.filters) or none))
    if taken.remarks:
        told.append((_("Där jämförelsen haltar"), taken.remarks))
    told.append((_("Källor"), taken.sources))
    told.append(
        (
            _("Uttaget"),
            [
                (_("Taget ur Målkollen"), origin.taken_out_at),
                (_("Version av uppgifterna"), origin.data_version),
                (_("Sidans adress"), origin.address),
            ],
        )
    )
    if defined:
        told.append((_("Så räknar vi"), defined))
    return [(heading, [_soft(line) for line in lines]) for heading, lines in told]


def changed_lines(replaced: int, cut: int) -> list[Part]:
    """Say how many texts Excel could not hold as they are, and how they were changed; nothing where none was."""
    told = (
        (replaced, _("hade tecken som Excel inte kan hålla; varje sådant tecken står som �")),
        (cut, _("hade längre text än Excel kan hålla; den är avkortad och slutar med […]")),
    )
    lines = [_soft((words.count(n, "cell", "celler"), what)) for n, what in told if n]
    return [(_("Texter som ändrats"), lines)] if lines else []


def button(row_count: int) -> str:
    """Name the button that gives rows as a workbook."""
    return _("Ladda ner {rows} som Excel").format(rows=words.count(row_count, "rad", "rader"))
