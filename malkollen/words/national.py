"""How do we say what the nation measures? Values, places, peers, changes, breaks and sources of Kolada, in Swedish and English."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from malkollen import words
from malkollen.words import kpis
from malkollen.words.language import N_, NN_, Spoken, Verbatim, _, known, ngettext, pgettext

Row = Mapping[str, Any]

STATES = Spoken(
    {
        "value": N_("värde"),
        "missing": N_("saknas"),
        "secret": N_("sekretess"),
        "not_applicable": N_("ej tillämpligt"),
    }
)

# What is not held at all is not the same as what was never reported, nor as what was never asked for.
_NOT_HERE = Spoken({"not_held": N_("ingen uppgift"), "not_fetched": N_("inte hämtad")})
NOT_FETCHED = N_("Inget utfall är hämtat.")

_WHY_NO_VALUE = Spoken(
    {
        "missing": N_("{whose} värde för {year} är inte rapporterat."),
        "secret": N_("{whose} värde för {year} är sekretessbelagt, det gäller för få personer."),
        "not_applicable": N_("{whose} värde för {year} är inte tillämpligt."),
    }
)

POSITIONS = Spoken(
    {
        "best": N_("bästa fjärdedelen"),
        "middle": N_("mellersta hälften"),
        "worst": N_("sämsta fjärdedelen"),
        "high": N_("högsta fjärdedelen"),
        "low": N_("lägsta fjärdedelen"),
    }
)

SERIES_STATES = Spoken(
    {
        "stopped": N_("Serien är stoppad tills någon har tittat på den"),
        "retired": N_("Måttet är avslutat"),
    }
)

MISSING_REASONS = Spoken(
    {
        "not_held": N_("ingen uppgift"),
        "not_fetched": N_("inte hämtad"),
        "missing": N_("saknas"),
        "secret": N_("sekretess"),
        "not_applicable": N_("ej tillämpligt"),
        "only_target": N_("bara mål"),
        "no_common_year": N_("inget gemensamt år"),
    }
)

MOVED: Spoken[str | None] = Spoken(
    {
        "better": N_("åt rätt håll"),
        "worse": N_("åt fel håll"),
        "unchanged": N_("oförändrat"),
        None: N_("går inte att säga"),
    }
)

NO_CLAIM = N_(
    "Att aktiviteterna är genomförda och att nyckeltalet rörde sig står här bredvid varandra. Det säger inte "
    "att det ena berodde på det andra."
)

NO_STATUS = N_(
    "Ingen status är rapporterad på aktiviteterna under de mål som har nyckeltal, så det finns inget att ställa "
    "bredvid nyckeltalen."
)

TWO_SCALES = N_(
    "Två skilda frågor: ”Mot eget mål” säger om kommunen nådde det den själv lovade. ”Bland liknande kommuner” "
    "säger var värdet i Kolada ligger."
)
NEAREST = N_("Ett närmaste mått har en annan definition och avgör aldrig om målet är nått.")

RAW = N_("Källa: Kolada.")
_CHANGE_COMPUTED = N_("Förändring: egen beräkning på uppgifter från Kolada.")
_TWO_SOURCES = N_(
    "Källa: dokumenten och bladen med egna uppgifter (egna mål och utfall), Kolada (nationella värden)."
)

SHARED_CAVEATS = (
    N_(
        "Nationella mått är definierade av Kolada, lika för alla. Vilka kommuner som är liknande skiljer sig åt."
    ),
    N_(
        "Egna nyckeltal och mål har varje kommun satt själv: samma namn betyder inte säkert samma sätt att mäta."
    ),
)

_CHANGES = Spoken(
    {"change_1_year": N_("{change} på ett år"), "change_3_years": N_("{change} på tre år")}
)
_SHARED = NN_(
    "{amount}{space}nyckeltal finns hos alla för samma år",
    "{amount}{space}nyckeltal finns hos alla för samma år",
)
_NOT_SHARED = NN_(
    "{amount} till finns inte hos alla för samma år",
    "{amount} till finns inte hos alla för samma år",
)
_THOUSAND = 1000
# A median of fewer says nothing of municipalities alike.
_FEWEST_PEERS = 3


def label(kpi: Row) -> str:
    """Name a national key figure so that no two are alike: its title and its id."""
    return f"{kpi['title']} ({kpi['national_kpi_id']})"


def rounded(value: float, beside: float | None = None) -> float:
    """Round a value as it is read: whole from a thousand, else one decimal, below one two; half goes up.

    A change is read beside its value and has the decimals of it.
    """
    step = Decimal(1).scaleb(-_decimals(value if beside is None else beside))
    return float(Decimal(str(round(value, 10))).quantize(step, ROUND_HALF_UP))


def _decimals(value: float) -> int:
    size = abs(value)
    return 0 if size >= _THOUSAND else 1 if size >= 1 else 2


def number_text(value: float | None, unit: str, beside: float | None = None) -> str:
    """Write a national value without its unit, a change with the decimals of what it is read `beside`.

    A percentage is measured, never counted: it has its decimals also where they are zeros, so that those of a column stand
    under each other. What may be a count has them only where they say something.
    """
    if value is None:
        return "–"
    size = rounded(value, beside)
    if unit != "procent" or not size:
        return words.number(size)
    return words.number(size, _decimals(value if beside is None else beside))


def _with_unit(text: str, unit: str) -> str:
    read = f"per {unit.removeprefix('antal/')}" if unit.startswith("antal/") else unit
    return words.number_with_unit(text, read)


def value_text(value: float | None, unit: str) -> str:
    """Write a national value with its unit: 75,7 %, 3 933 per 100 000 inv."""
    return "–" if value is None else _with_unit(number_text(value, unit), unit)


def state_of(row: Row | None) -> str:
    """Return what is held: a state of Kolada, not_held, or not_fetched where a row tells that it was never asked for."""
    if row is None:
        return "not_held"
    state: str | None = row["state"]
    return state or ("not_held" if row.get("is_fetched", True) else "not_fetched")


def state_text(state: str) -> str:
    """Say a state of `state_of` in a word."""
    return _NOT_HERE[state] if state in _NOT_HERE else STATES[state]


def held_text(row: Row | None, unit: str, *, with_unit: bool = True) -> str:
    """Write a value, or say in a word why there is none."""
    state = state_of(row)
    if row is None or state != "value":
        return state_text(state)
    return value_text(row["value"], unit) if with_unit else number_text(row["value"], unit)


def dated(value: float | None, unit: str, year: int) -> str:
    """Write a value with its year: 75,7 % 2024, and 168 714 år 2025 where a bare number would run into the year."""
    text = value_text(value, unit)
    # A unit may end in an age: kr/inv 20+.
    is_bare = text.rstrip("+")[-1:].isdecimal()
    told = _("{value} år {year}") if is_bare else pgettext("dated", "{value} {year}")
    return told.format(value=text, year=year)


def change_text(
    change: float | None, unit: str, value: float | None = None, *, with_unit: bool = True
) -> str:
    """Write a change of a value: upp 1,2 procentenheter."""
    if change is None:
        return "–"
    size = rounded(change, value)
    if not size:
        return _("oförändrat")
    shown = number_text(abs(change), unit, value)
    if with_unit:
        shown = _with_unit(shown, _("procentenheter") if unit == "procent" else unit)
    return (_("upp {change}") if size > 0 else _("ner {change}")).format(change=shown)


def is_few(amount: int, municipality_count: int) -> bool:
    """Say whether an amount is fewer than half of the country's municipalities."""
    return amount * 2 < municipality_count


def few_ranked_sentence(amount: int, municipality_count: int) -> str:
    """Say that a place is among few; nothing where at least half of the country has values."""
    if not is_few(amount, municipality_count):
        return ""
    text = ngettext(
        "Bara {amount} av landets {all} kommuner har värden: platser och median gäller bland dem, inte i landet.",
        "Bara {amount} av landets {all} kommuner har värden: platser och median gäller bland dem, inte i landet.",
        amount,
    )
    return text.format(amount=words.number(amount), all=words.number(municipality_count))


def latest_value(series: Sequence[Row]) -> Row | None:
    """Return the last year's row that has a value; of one area's rows."""
    held = [row for row in series if row["state"] == "value"]
    return max(held, key=lambda row: row["year"], default=None)


def change_sentence(series: Sequence[Row], unit: str) -> str:
    """Say how a municipality's latest value has changed over one and three years, the unit once; nothing where it is not known."""
    latest = latest_value(series)
    if latest is None:
        return ""
    told = [(latest[name], text) for name, text in _CHANGES.items() if latest[name] is not None]
    parts = [
        text.format(change=change_text(change, unit, latest["value"], with_unit=place == 0))
        for place, (change, text) in enumerate(told)
    ]
    return f"{words.sentence(words.listed(parts))}." if parts else ""


def municipality_sentence(municipality: str, series: Sequence[Row], unit: str) -> str:
    """Say a municipality's latest value; where it has none at all, why."""
    latest = latest_value(series)
    if latest is None:
        return absence_sentence(municipality, series) or _(
            "Inget värde är hämtat för {municipality}."
        ).format(municipality=municipality)
    return f"{municipality} {dated(latest['value'], unit, latest['year'])}."


def absence_sentence(municipality: str, series: Sequence[Row]) -> str:
    """Say why a municipality has no value for the last year; nothing where it has one, or nothing is held."""
    last = max(series, key=lambda row: row["year"], default=None)
    if last is None or last["state"] == "value":
        return ""
    return _WHY_NO_VALUE[last["state"]].format(
        whose=words.genitive(municipality), year=last["year"]
    )


def direction_sentence(direction: str) -> str:
    """Say which way is better."""
    return f"{words.sentence(words.DIRECTIONS[direction])}."


def has_direction(direction: str) -> bool:
    """Say whether a value can be better or worse than another."""
    return direction in ("higher", "lower")


def rank_text(rank: int | None, rank_count: int | None) -> str:
    """Write a place: 120 av 290."""
    if rank is None:
        return "–"
    return _("{rank} av {amount}").format(rank=words.number(rank), amount=words.number(rank_count))


def ranking_sentence(kpi: Row, places: Sequence[Row]) -> str:
    """Say a municipality's latest place in the country; nothing where it has none. Rows of `national_places`."""
    if not places:
        return ""
    last = places[-1]
    if last["rank_count"] < _FEWEST_PEERS:
        return ""
    text = (
        _("Plats {rank} av {municipalities} {year}, där 1 är bäst.")
        if has_direction(kpi["direction"])
        else _("Plats {rank} av {municipalities} {year}, där 1 är högst.")
    )
    ranked = words.count(last["rank_count"], "kommun", "kommuner")
    return text.format(rank=words.number(last["rank"]), municipalities=ranked, year=last["year"])


def few_held_sentence(kpi: Row) -> str:
    """Say that too little is held to place anyone in the country."""
    held = words.count(kpi["municipality_count"], "kommuns värden", "kommuners värden")
    return _("Platsen i landet går inte att räkna: bara {held} är hämtade.").format(held=held)


def bands(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the bands of enough municipalities to have a median worth telling, rows of `national_band`."""
    return [dict(row) for row in rows if row["area_count"] >= _FEWEST_PEERS]


def band_sentence(row: Row | None, unit: str) -> str:
    """Say the median of all municipalities and between what values half of them lie."""
    if row is None:
        return ""
    counted = words.count(row["area_count"], "kommun", "kommuner")
    low, high = value_text(row["lower_quartile"], unit), value_text(row["upper_quartile"], unit)
    return _(
        "Medianen för {municipalities} är {median}; hälften av dem ligger mellan {low} och {high}."
    ).format(
        municipalities=counted, median=dated(row["median"], unit, row["year"]), low=low, high=high
    )


def median_sentence(row: Row, unit: str) -> str:
    """Say the median of all municipalities alone."""
    return _("Medianen för {municipalities} är {median}.").format(
        municipalities=words.count(row["area_count"], "kommun", "kommuner"),
        median=dated(row["median"], unit, row["year"]),
    )


def half_sentence(row: Row, unit: str) -> str:
    """Say between what values half of the municipalities lie."""
    return _("Hälften av kommunerna ligger mellan {low} och {high}.").format(
        low=value_text(row["lower_quartile"], unit), high=value_text(row["upper_quartile"], unit)
    )


def peers_sentence(municipality: str, row: Row | None, unit: str) -> str:
    """Say how a municipality stands beside those like it: their median, its place, and which group it is."""
    if row is None:
        return _("Ingen grupp av liknande kommuner är känd för {municipality}.").format(
            municipality=municipality
        )
    group = row["group_title"]
    if row["peer_median"] is None:
        return _("För gruppen ”{group}” är inga värden hämtade.").format(group=group)
    members = words.count(row["member_value_count"], "kommun", "kommuner")
    if row["member_value_count"] < _FEWEST_PEERS:
        text = ngettext(
            "Bara {members} i gruppen ”{group}” har ett värde {year}: det är för få för en jämförelse.",
            "Bara {members} i gruppen ”{group}” har ett värde {year}: det är för få för en jämförelse.",
            row["member_value_count"],
        )
        return text.format(members=members, group=group, year=row["year"])
    median = dated(row["peer_median"], unit, row["year"])
    text = _("{group} ({members} med värde) har medianen {median}").format(
        group=group, members=members, median=median
    )
    if row["position"] is None:
        return f"{text}."
    place = _("{municipality} ligger i nivå med den {position} av dem").format(
        municipality=municipality, position=POSITIONS[row["position"]]
    )
    text += f": {place}"
    if row["rank_among_peers"] is not None:
        rank = _("plats {rank} med {municipality} inräknad").format(
            rank=rank_text(row["rank_among_peers"], row["rank_count"]), municipality=municipality
        )
        text += f", {rank}"
    return f"{text}."


def group_sentence(row: Row) -> str:
    """Say which group the medians of alike municipalities are of, a row of `national_peers`; it is one for all years."""
    if row["group_title"] is None:
        return _("Ingen grupp av liknande kommuner är känd.")
    return _("Liknande är alla år gruppen ”{group}”.").format(group=row["group_title"])


def compared_sentence(series: Sequence[Row], codes: Sequence[str], unit: str) -> str:
    """Say the latest value of each area that is compared, in their order."""
    told = []
    for code in codes:
        latest = latest_value([row for row in series if row["area_code"] == code])
        if latest is not None:
            told.append(f"{latest['area']} {dated(latest['value'], unit, latest['year'])}")
    return f"{words.listed(told)}." if told else ""


@dataclass(frozen=True)
class Standing:
    """Where one municipality stands: rows of `national_places` and `national_peers`, a row a year."""

    municipality: str
    places: Sequence[Row]
    peers: Sequence[Row]

    def cells(self, year: int, unit: str, *, is_alone: bool) -> dict[str, str]:
        """Say the place in the country and among those like it; beside others' values also whose place it is."""
        whose = "" if is_alone else f", {self.municipality}"
        place = _of_year(self.places, year)
        beside = _of_year(self.peers, year)
        cells = {}
        if self.places:
            is_ranked = place is not None and place["rank_count"] >= _FEWEST_PEERS
            told = rank_text(place["rank"], place["rank_count"]) if place and is_ranked else "–"
            cells[_("Plats i landet") + whose] = told
        if self.peers:
            is_enough = beside is not None and beside["member_value_count"] >= _FEWEST_PEERS
            median = value_text(beside["peer_median"], unit) if beside and is_enough else "–"
            cells[_("Liknande, median") + whose] = median
            position = beside["position"] if beside else None
            cells[_("Bland liknande") + whose] = POSITIONS[position] if position else "–"
        return cells


def _of_year(rows: Sequence[Row], year: int) -> Row | None:
    return next((row for row in rows if row["year"] == year), None)


def _country_cells(row: Row | None, unit: str) -> dict[str, str]:
    """Say the country's median and quartiles of a year."""
    if row is None:
        return {_("Alla, median"): "–", _("Hälften av alla"): "–"}
    low = number_text(row["lower_quartile"], unit)
    return {
        _("Alla, median"): value_text(row["median"], unit),
        _("Hälften av alla"): f"{low}–{value_text(row['upper_quartile'], unit)}",
    }


def year_rows(
    series: Sequence[Row], band: Sequence[Row], standing: Standing | None, unit: str
) -> list[dict[str, str]]:
    """Lay out a national key figure with years as rows, the newest first.

    A column for each area of the series, then where one municipality stands, last the country's median and quartiles.
    """
    held = {(row["area_code"], row["year"]): row for row in series}
    areas = {row["area_code"]: row["area"] for row in series}
    rows = []
    for year in sorted({row["year"] for row in (*series, *band)}, reverse=True):
        cells = {_("År"): str(year)}
        cells |= {area: held_text(held.get((code, year)), unit) for code, area in areas.items()}
        if standing is not None:
            cells |= standing.cells(year, unit, is_alone=len(areas) == 1)
        if band:
            cells |= _country_cells(_of_year(band, year), unit)
        rows.append(cells)
    return rows


def file_rows(
    measure: Row, series: Sequence[Row], breaks: Sequence[Row] = ()
) -> list[dict[str, Any]]:
    """Lay out values with all their decimals for a file, a row for each area and year, with its source.

    A year from which the measure is another says so; where there is none, no column is for it.
    """
    broken = {row["year"]: row["note"] for row in breaks}
    return [
        {
            _("Mått"): measure["title"],
            _("Id i Kolada"): measure["national_kpi_id"],
            _("Enhet"): known("unit", measure["unit"]),
            _("Kommun"): row["area"],
            _("Kommunkod"): row["area_code"],
            _("År"): row["year"],
            _("Kön"): words.GENDERS[row["gender"]],
            _("Värde"): row["value"],
            pgettext("state", "Uppgift"): STATES[row["state"]],
            _("Förändring på ett år"): row["change_1_year"],
            _("Förändring på tre år"): row["change_3_years"],
            **({_("Tidsseriebrott"): broken.get(row["year"])} if broken else {}),
            _("Källa"): f"{raw_source(measure)} {_(_CHANGE_COMPUTED)}",
        }
        for row in series
    ]


def gender_rows(women: Sequence[Row], men: Sequence[Row], unit: str) -> list[dict[str, str]]:
    """Lay out one area's values of women and men with years as rows, the newest first."""
    by_gender = [{row["year"]: row for row in series} for series in (women, men)]
    years = sorted(set().union(*by_gender), reverse=True)
    return [
        {
            _("År"): str(year),
            _("Kvinnor"): held_text(by_gender[0].get(year), unit),
            _("Män"): held_text(by_gender[1].get(year), unit),
        }
        for year in years
    ]


def gender_sentence(area: str, women: Sequence[Row], men: Sequence[Row], unit: str) -> str:
    """Say the latest values of women and men of one area."""
    told = [
        f"{name} {dated(latest['value'], unit, latest['year'])}"
        for name, latest in (
            (words.GENDERS["K"], latest_value(women)),
            (words.GENDERS["M"], latest_value(men)),
        )
        if latest is not None
    ]
    if not told:
        return _("{area}: inga värden för kvinnor och män.").format(area=area)
    return f"{area}: {words.listed(told)}."


def member_rows(members: Sequence[Row], unit: str) -> list[dict[str, str]]:
    """Lay out the members of a group with their values."""
    return [{_("Kommun"): row["municipality"], _("Värde"): held_text(row, unit)} for row in members]


def break_sentences(breaks: Sequence[Row]) -> list[str]:
    """Say from what year a key figure is not comparable with the years before, and why."""
    return [
        _("Tidsseriebrott {year}: {note}. Åren före går inte att jämföra med åren efter.").format(
            year=row["year"], note=row["note"].rstrip(".")
        )
        for row in breaks
    ]


def state_sentence(kpi: Row) -> str | None:
    """Say that a series is stopped or retired; None where it is current."""
    if kpi["state"] == "current":
        return None
    note = (kpi["state_note"] or "").strip()
    return (
        f"{SERIES_STATES[kpi['state']]}: {note.rstrip('.')}."
        if note
        else f"{SERIES_STATES[kpi['state']]}."
    )


def revision_sentence(kpi: Row) -> str | None:
    """Say how many values were revised after they had been fetched; None where none were."""
    if not kpi["revision_count"]:
        return None
    revised = words.count(kpi["revision_count"], "värde har", "värden har")
    return _("{revised} ändrats i Kolada sedan det första gången hämtades, senast {date}.").format(
        revised=revised, date=words.date_text(kpi["last_revision_on"])
    )


def revision_rows(revisions: Sequence[Row], unit: str) -> list[dict[str, str]]:
    """Lay out revised values: whose, of what year, before and after."""
    return [
        {
            _("Kommun och år"): f"{known('area', row['area'])} {row['year']}"
            + ("" if row["gender"] == "T" else f", {words.GENDERS[row['gender']]}"),
            _("Före"): held_text({"state": row["old_state"], "value": row["old_value"]}, unit),
            _("Efter"): _("borttaget")
            if row["current_state"] is None
            else held_text({"state": row["current_state"], "value": row["current_value"]}, unit),
            _("Ändrat"): words.date_text(row["replaced_on"]),
        }
        for row in revisions
    ]


def _named(kpi: Row) -> str:
    """Write a national key figure's id and when its values were fetched."""
    day = kpi["fetched_on"]
    if not day:
        return str(kpi["national_kpi_id"])
    return _("{kpi_id}, hämtat {date}").format(
        kpi_id=kpi["national_kpi_id"], date=words.date_text(day)
    )


def raw_source(kpi: Row) -> str:
    """Write the source of Kolada's own values."""
    return _("Källa: Kolada, {kpi}.").format(kpi=_named(kpi))


def computed_source(kpi: Row) -> str:
    """Write the source of what is computed from Kolada's values, which Kolada is not to be named as the source of."""
    return _("Egen beräkning på uppgifter från Kolada, {kpi}.").format(kpi=_named(kpi))


def computed_figures(figures: str) -> str:
    """Name figures that are computed from Kolada's values, after the source of these: 'Medianer: egen beräkning …'."""
    return _("{figures}: egen beräkning på uppgifter från Kolada.").format(figures=figures)


def two_sources(figures: str) -> str:
    """Write the source of own figures beside Kolada's, and name those that are computed from Kolada's."""
    return f"{_(_TWO_SOURCES)} {computed_figures(figures)}"


def _direction_judged(direction: str) -> str:
    """Say which way is better, and who has judged that."""
    said = words.DIRECTIONS[direction]
    if direction == "unknown":
        return _("{direction} (Kolada anger ingen riktning)").format(direction=said)
    return _("{direction} (Målkollens bedömning, Kolada anger ingen)").format(direction=said)


def _published(kpi: Row) -> str:
    """Say how often a national key figure is reported, and when it is due next, of what period."""
    due, period = kpi["next_publication_date"], kpi["next_publication_period"]
    if not due:
        return _("årsvis i Kolada")
    text = (
        _("årsvis i Kolada, publicering angiven till {date} (avser {period})")
        if period
        else _("årsvis i Kolada, publicering angiven till {date}")
    )
    return text.format(date=words.date_text(due), period=period)


def facts(kpi: Row) -> dict[str, str | None]:
    """Return what a national key figure is, by name."""
    return {
        _("Definition"): kpi["definition"],
        _("Enhet"): known("unit", kpi["unit"]),
        _("Riktning"): _direction_judged(kpi["direction"]),
        _("Jämförs bland"): _("liknande kommuner, {topic}").format(
            topic=known("topic", kpi["topic"])
        ),
        _("Redovisas"): _published(kpi),
        _("Uppgifterna kommer från"): kpi["source"],
    }


def _side(row: Row) -> str:
    return "national" if row["is_national"] else "nearest"


def has_position(row: Row) -> bool:
    """Say whether a row of `municipality_kpis` has a place among those like it."""
    return row[f"{_side(row)}_position"] is not None


def _place_text(row: Row, side: str, unit: str) -> str:
    """Say where a value of `municipality_kpis` lies among those like it, or why it has no place."""
    state = row[f"{side}_state"]
    if state is None:
        return _("inget utfall hämtat")
    if state != "value":
        return pgettext("dated", "{value} {year}").format(
            value=STATES[state], year=row[f"{side}_year"]
        )
    value = dated(row[f"{side}_value"], unit, row[f"{side}_year"])
    position = row[f"{side}_position"]
    if position is None:
        return _("{value}, går inte att placera").format(value=value)
    median = value_text(row[f"{side}_peer_median"], unit)
    return _("{position} ({value}, median {median})").format(
        position=POSITIONS[position], value=value, median=median
    )


def peers_text(row: Row) -> str:
    """Say where a key figure of `municipality_kpis` lies among those like it, in its own measure or in the nearest."""
    side = _side(row)
    if side == "national":
        return _place_text(row, side, row["unit"])
    if not row["nearest_kolada_id"]:
        return _("inget nationellt mått")
    return _("närmaste mått {kpi_id}: {place}").format(
        kpi_id=row["nearest_kolada_id"], place=_place_text(row, side, row["nearest_unit"])
    )


def placed_row(row: Row) -> dict[str, Any]:
    """Return a key figure of `municipality_kpis` with its peers' quartiles, as the chart of places takes it.

    A near measure stands under its own name, for its definition is another.
    """
    side = _side(row)
    is_near = side == "nearest"
    return {
        "kpi": f"{row['nearest_title']} ({row['nearest_kolada_id']})" if is_near else row["kpi"],
        "unit": row["nearest_unit"] if is_near else row["unit"],
        "direction": row["nearest_direction"] if is_near else row["direction"],
        "year": row[f"{side}_year"],
        "value": row[f"{side}_value"],
        "position": row[f"{side}_position"],
        **{
            name: row[f"{side}_{name}"]
            for name in ("peer_lower_quartile", "peer_median", "peer_upper_quartile")
        },
    }


def placed_cells(row: Row) -> dict[str, str]:
    """Lay out a key figure beside its peers' quartiles, a row of `placed_row`, as a row of a table."""
    unit = row["unit"]
    return {
        pgettext("column", "Nyckeltal"): row["kpi"],
        _("År"): str(row["year"]),
        _("Värde"): value_text(row["value"], unit),
        _("Bland liknande"): POSITIONS[row["position"]],
        _("De liknandes median"): value_text(row["peer_median"], unit),
        _("Hälften av de liknande"): _("{low} till {high}").format(**_half(row)),
    }


def _half(row: Row) -> dict[str, str]:
    """Write the values between which half of the peers lie."""
    return {
        "low": value_text(row["peer_lower_quartile"], row["unit"]),
        "high": value_text(row["peer_upper_quartile"], row["unit"]),
    }


def placed_sentence(row: Row) -> str:
    """Say where a key figure lies among its peers, a row of `placed_row`, with the figures that the chart shows."""
    return _(
        "{kpi}: {value} {year}, {position}; hälften av de liknande har {low} till {high}."
    ).format(
        kpi=row["kpi"],
        value=value_text(row["value"], row["unit"]),
        year=row["year"],
        position=POSITIONS[row["position"]],
        **_half(row),
    )


def _of_what(year: int, period_text: str | None, amount: int) -> str:
    """Say what year an outcome is of, what part of it or which group, and how many more there are of that year."""
    told = f"{year}, {period_text}" if period_text else str(year)
    if amount < 2:
        return told
    more = words.count(amount - 1, "utfall till", "utfall till")
    return f"{told}; {more}"


def _own_outcome(row: Row) -> str:
    """Write a row's outcome and what it is of; a national key figure's is its value in Kolada."""
    if row["has_outcome"]:
        what = _of_what(row["own_year"], row["outcome_period_text"], row["outcome_count"])
        return f"{kpis.outcome_text(row)} ({what})"
    if row["is_national"] and row["national_state"] is not None:
        held = {"state": row["national_state"], "value": row["national_value"]}
        return f"{held_text(held, row['unit'])} ({row['national_year']})"
    return kpis.outcome_text(row)


def _measured_how(row: Row) -> str:
    """Say in what unit, which way is better and how often."""
    is_yearly = row["is_national"] and not row["frequency_text"]
    often = _("årsvis i Kolada") if is_yearly else kpis.frequency(row)
    return f"{known('unit', row['unit'])}; {words.DIRECTIONS[row['direction']]}; {often}"


def _has_any_outcome(row: Row) -> bool:
    return bool(row["has_outcome"] or (row["is_national"] and row["national_state"] is not None))


def has_verdicts(rows: Sequence[Row]) -> bool:
    """Say whether any key figure can be held against a target: it has both that and an outcome."""
    return any(row["has_target"] and _has_any_outcome(row) for row in rows)


def municipality_rows(rows: Sequence[Row]) -> list[dict[str, str]]:
    """Lay out a municipality's key figures, each against its own target and among those like it.

    A column in which no row has anything to say is left out.
    """
    has_targets = any(row["has_target"] for row in rows)
    has_outcomes = any(_has_any_outcome(row) for row in rows)
    with_verdicts = has_verdicts(rows)
    laid_out = []
    for row in rows:
        is_of_all = row["own_gender"] in (None, "T")
        cells = {
            pgettext("column", "Nyckeltal"): row["kpi"]
            + ("" if is_of_all else f", {words.GENDERS[row['own_gender']]}")
        }
        if has_targets:
            cells[_("Eget mål")] = (
                f"{kpis.target_text(row)} ({row['own_year']})"
                if row["has_target"]
                else _("inget mål satt")
            )
        if has_outcomes:
            cells[_("Utfall")] = _own_outcome(row)
        if with_verdicts:
            cells[_("Mot eget mål")] = kpis.verdict(row)
        laid_out.append(
            cells
            | {
                _("Bland liknande kommuner"): peers_text(row),
                _("Enhet, riktning, redovisning"): _measured_how(row),
            }
        )
    return laid_out


def _counted_places(rows: Sequence[Row]) -> str:
    counted = {row[f"{_side(row)}_position"]: row["position_count"] for row in rows}
    return words.listed(
        [
            _("{amount} i den {position}").format(amount=words.number(counted[code]), position=text)
            for code, text in POSITIONS.items()
            if code in counted
        ]
    )


def place_sentence(rows: Sequence[Row]) -> str:
    """Say how many of a municipality's key figures lie where among those like it, and how many cannot be placed.

    Those where neither more nor less is better are counted apart: half between best and worst is no half between most
    and least. Rows of `municipality_kpis`.
    """
    placed = [row for row in rows if has_position(row)]
    if not placed:
        return _(
            "Inget av nyckeltalen går att ställa mot liknande kommuner med de uppgifter som är hämtade."
        )
    directed = [row for row in placed if row["is_directed"]]
    plain = [row for row in placed if not row["is_directed"]]
    texts = []
    if directed:
        texts.append(
            _("Bland liknande kommuner ligger {places}").format(places=_counted_places(directed))
        )
    if plain:
        texts.append(
            _("av nyckeltal där varken högre eller lägre är bättre ligger {places}").format(
                places=_counted_places(plain)
            )
        )
    rest = placed[0]["not_placed_count"]
    if rest:
        texts.append(_("{amount} går inte att placera").format(amount=words.number(rest)))
    return f"{words.sentence('; '.join(texts))}."


def years_sentence(rows: Sequence[Row]) -> str:
    """Say that the placed values are of different years, and how many are old; nothing where they are of one year.

    Rows of `municipality_kpis`.
    """
    if not rows or rows[0]["first_placed_year"] == rows[0]["last_placed_year"]:
        return ""
    counts = rows[0]
    text = _("Värdena är från olika år, {first} till {last}").format(
        first=counts["first_placed_year"], last=counts["last_placed_year"]
    )
    if counts["old_placed_count"]:
        told = ngettext(
            "{old} av {amount} är mer än fem år äldre än det nyaste",
            "{old} av {amount} är mer än fem år äldre än det nyaste",
            counts["old_placed_count"],
        )
        told = told.format(
            old=words.number(counts["old_placed_count"]),
            amount=words.number(counts["placed_count"]),
        )
        text += f"; {told}"
    group = _("Gruppen av liknande kommuner är den senaste, också för äldre år.")
    return f"{text}. {group}"


def retired_sentence(measures: Sequence[Row], codes: Collection[str]) -> str:
    """Name those of the national key figures that are no longer followed; nothing where all are."""
    retired = [
        label(row)
        for row in measures
        if row["state"] == "retired" and row["national_kpi_id"] in codes
    ]
    if not retired:
        return ""
    return _("Avslutade mått, som inte följs längre: {measures}.").format(
        measures=words.listed(retired)
    )


def _own_target(row: Row) -> str:
    return words.bounded(
        row["target_operator"], row["target_value"], row["target_value_high"], row["unit"]
    )


def shared_cell(row: Row | None) -> str:
    """Say what a municipality has of a key figure that is compared."""
    if row is None:
        return _("anges inte")
    if row["missing_reason"] == "only_target":
        return _("bara mål: {target} ({year})").format(
            target=_own_target(row), year=row["target_year"]
        )
    if not row["has_all"] and row["latest_value"] is None:
        is_own = row["missing_reason"] == "not_held" and not row["is_national"]
        return _("anges inte") if is_own else MISSING_REASONS[row["missing_reason"]]
    side = "" if row["has_all"] else "latest_"
    what = ""
    if not row["has_all"] or row["period_text"]:
        told = (row[f"{side}year"], row[f"{side}period_text"], row[f"{side}figure_count"])
        what = f" ({_of_what(*told)})"
    if row["is_national"]:
        text = value_text(row[f"{side}value"], row["unit"])
    else:
        text = words.bounded(
            row[f"{side}operator"], row[f"{side}value"], row[f"{side}value_high"], row["unit"]
        )
    if row["has_all"] and row["peer_position"]:
        return _("{value}, {position} av liknande").format(
            value=text, position=POSITIONS[row["peer_position"]]
        )
    return f"{text}{what}"


def shared_rows(rows: Sequence[Row]) -> list[dict[str, str]]:
    """Lay out compared key figures with a column for each municipality."""
    names = dict.fromkeys(row["municipality"] for row in rows)
    by_kpi: dict[str, dict[str, Row]] = {}
    for row in rows:
        by_kpi.setdefault(row["kpi_code"], {})[row["municipality"]] = row
    laid_out = []
    for held in by_kpi.values():
        one = next(iter(held.values()))
        year = f", {one['year']}" if one["has_all"] else ""
        mark = f" ({one['kpi_code']})" if one["is_national"] else ""
        laid_out.append(
            {
                pgettext("column", "Nyckeltal"): Verbatim(f"{one['kpi']}{mark}{year}"),
                **{name: shared_cell(held.get(name)) for name in names},
                _("Riktning"): words.DIRECTIONS[one["direction"]],
            }
        )
    return laid_out


def shared_sentence(rows: Sequence[Row]) -> str:
    """Say how many key figures all have for the same year, and how many only some have; rows of `shared_kpis`."""
    if not rows:
        return _("Ingen av kommunerna har ett nyckeltal i siffror.")
    shared, rest = rows[0]["shared_count"], rows[0]["apart_count"]
    text = _("Inget nyckeltal finns hos alla för samma år")
    if shared:
        text = _amount_said(_SHARED, shared)
    return f"{text}; {_amount_said(_NOT_SHARED, rest)}." if rest else f"{text}."


def _amount_said(forms: tuple[str, str], amount: int) -> str:
    return ngettext(*forms, amount).format(amount=words.number(amount), space=words.SPACE)


def shared_years_sentence(rows: Sequence[Row]) -> str:
    """Say from which years the compared key figures are, where these differ; nothing otherwise."""
    years = {row["year"] for row in rows if row["has_all"]}
    if len(years) < 2:
        return ""
    return _(
        "Året är det senaste som alla har och står vid varje nyckeltal: från {first} till {last}."
    ).format(first=min(years), last=max(years))


def apart_label(rows: Sequence[Row]) -> str:
    """Name the list of key figures that not all have, by how many they are; rows of `shared_kpis`."""
    return _("Visa {kpis} som inte alla har, med vad som saknas").format(
        kpis=words.count(rows[0]["apart_count"], "nyckeltal", "nyckeltal")
    )


def _measured(row: Row) -> str:
    """Say the values of a measure from the year before the document's to three years after, where they are held."""
    places = (
        ("value_1_year_before", -1),
        ("value_document_year", 0),
        ("value_1_year_after", 1),
        ("value_2_years_after", 2),
        ("value_3_years_after", 3),
    )
    told = [
        dated(row[name], row["measure_unit"], row["year"] + years)
        for name, years in places
        if row[name] is not None
    ]
    return ", ".join(told) or _("inget utfall hämtat")


def _moved_verdict(row: Row) -> str:
    has_outcome, has_target = row["outcome_value"] is not None, row["target_value"] is not None
    return kpis.verdict({**row, "has_target": has_target, "has_outcome": has_outcome})


def _measure_named(row: Row) -> str:
    """Write the id of a row's national measure, told apart where it is only the nearest."""
    if not row["measure_id"]:
        return _("inget")
    if row["is_national"]:
        return str(row["measure_id"])
    return _("närmaste: {kpi_id}").format(kpi_id=row["measure_id"])


def moved_rows(rows: Sequence[Row]) -> list[dict[str, str]]:
    """Lay out goals with how far their activities came, beside the key figure that should have moved."""
    return [
        {
            pgettext("column", "Mål"): f"{row['goal_title']} ({row['municipality']} {row['year']})",
            _("Aktiviteter"): _("{completed} av {reported} genomförda").format(
                completed=words.number(row["completed_count"]),
                reported=words.number(row["reported_count"]),
            ),
            pgettext("column", "Nyckeltal"): row["kpi"],
            _("Eget mål"): _own_target(row)
            if row["target_value"] is not None
            else _("inget mål satt"),
            _("Mot eget mål"): _moved_verdict(row),
            _("Nationellt mått"): _measure_named(row),
            _("Mätt"): _measured(row) if row["measure_id"] else "–",
            _("Rörde sig"): MOVED[row["moved"]] if row["measure_id"] else "–",
        }
        for row in rows
    ]
