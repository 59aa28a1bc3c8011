"""How do we say what the nation measures? Values, places, peers, changes, breaks and sources of Kolada, in Swedish."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from malkollen import words
from malkollen.words import kpis

Row = Mapping[str, Any]

STATES = {
    "value": "värde",
    "missing": "saknas",
    "secret": "sekretess",
    "not_applicable": "ej tillämpligt",
}

# What is not held at all is not the same as what was never reported.
NOT_HELD = "ingen uppgift"

_WHY_NO_VALUE = {
    "missing": "är inte rapporterat",
    "secret": "är sekretessbelagt, det gäller för få personer",
    "not_applicable": "är inte tillämpligt",
}

POSITIONS = {
    "best": "bästa fjärdedelen",
    "middle": "mellersta hälften",
    "worst": "sämsta fjärdedelen",
    "high": "högsta fjärdedelen",
    "low": "lägsta fjärdedelen",
}

SERIES_STATES = {
    "stopped": "Serien är stoppad tills någon har tittat på den",
    "retired": "Måttet är avslutat",
}

MISSING_REASONS = {
    "not_held": NOT_HELD,
    "missing": STATES["missing"],
    "secret": STATES["secret"],
    "not_applicable": STATES["not_applicable"],
    "only_target": "bara mål",
    "no_common_year": "inget gemensamt år",
}

MOVED = {
    "better": "åt rätt håll",
    "worse": "åt fel håll",
    "unchanged": "oförändrat",
    None: "går inte att säga",
}

NO_CLAIM = (
    "Att aktiviteterna är genomförda och att nyckeltalet rörde sig står här bredvid varandra. Det säger inte "
    "att det ena berodde på det andra."
)

NO_STATUS = (
    "Ingen status är rapporterad på aktiviteterna under de mål som har nyckeltal, så det finns inget att ställa "
    "bredvid nyckeltalen."
)

TWO_SCALES = (
    "Två skilda frågor: ”Mot eget mål” säger om kommunen nådde det den själv lovade. ”Bland liknande kommuner” "
    "säger var värdet i Kolada ligger. Ett närmaste mått har en annan definition och avgör aldrig om målet är nått."
)

RAW = "Källa: Kolada."
COMPUTED = "Egen beräkning på uppgifter från Kolada."
TWO_SOURCES = (
    "Källa: dokumenten och bladen med egna uppgifter (egna mål och utfall), Kolada (nationella värden). "
    "Platser, medianer och förändringar: Egen beräkning på uppgifter från Kolada."
)

SHARED_CAVEATS = (
    "Nationella mått är definierade av Kolada, lika för alla. Vilka kommuner som är liknande skiljer sig åt.",
    "Egna nyckeltal och mål har varje kommun satt själv: samma namn betyder inte säkert samma sätt att mäta.",
)

_CHANGES = {"change_1_year": "ett", "change_3_years": "tre"}
_THOUSAND = 1000
# A median of fewer says nothing of municipalities alike.
_FEWEST_PEERS = 3
# A value this much older than the newest is told apart.
_OLD_YEARS = 5


def label(kpi: Row) -> str:
    """Name a national key figure so that no two are alike: its title and its id."""
    return f"{kpi['title']} ({kpi['national_kpi_id']})"


def rounded(value: float, beside: float | None = None) -> float:
    """Round a value as it is read: whole from a thousand, else one decimal, below one two; half goes up.

    A change is read beside its value and has the decimals of it.
    """
    size = abs(value if beside is None else beside)
    decimals = 0 if size >= _THOUSAND else 1 if size >= 1 else 2
    step = Decimal(1).scaleb(-decimals)
    return float(Decimal(str(round(value, 10))).quantize(step, ROUND_HALF_UP))


def value_text(value: float | None, unit: str) -> str:
    """Write a national value with its unit: 75,7 %, 3 933 per 100 000 inv."""
    read = f"per {unit.removeprefix('antal/')}" if unit.startswith("antal/") else unit
    return "–" if value is None else words.value_with_unit(rounded(value), read)


def held_text(row: Row | None, unit: str) -> str:
    """Write a value, or say in a word why there is none; no row means that nothing is held."""
    if row is None or row["state"] is None:
        return NOT_HELD
    return value_text(row["value"], unit) if row["state"] == "value" else STATES[row["state"]]


def dated(value: float | None, unit: str, year: int) -> str:
    """Write a value with its year: 75,7 % 2024, and 168 714 år 2025 where a bare number would run into the year."""
    text = value_text(value, unit)
    # A unit may end in an age: kr/inv 20+.
    is_bare = text.rstrip("+")[-1:].isdecimal()
    return f"{text} år {year}" if is_bare else f"{text} {year}"


def change_text(change: float | None, unit: str, value: float | None = None) -> str:
    """Write a change of a value: upp 1,2 procentenheter."""
    if change is None:
        return "–"
    size = rounded(change, value)
    if not size:
        return "oförändrat"
    points = "procentenhet" if abs(size) == 1 else "procentenheter"
    shown = value_text(abs(size), points if unit == "procent" else unit)
    return f"{'upp' if size > 0 else 'ner'} {shown}"


def is_few(amount: int, municipality_count: int) -> bool:
    """Say whether an amount is fewer than half of the country's municipalities."""
    return amount * 2 < municipality_count


def few_ranked_sentence(amount: int, municipality_count: int) -> str:
    """Say that a place is among few; nothing where at least half of the country has values."""
    if not is_few(amount, municipality_count):
        return ""
    return (
        f"Bara {words.number(amount)} av landets {words.number(municipality_count)} kommuner har värden: "
        "platser och median gäller bland dem, inte i landet."
    )


def latest_value(series: Sequence[Row]) -> Row | None:
    """Return the last year's row that has a value; of one area's rows."""
    held = [row for row in series if row["state"] == "value"]
    return max(held, key=lambda row: row["year"], default=None)


def _changes_text(row: Row, unit: str) -> str:
    """Say the changes over one and three years, the unit once."""
    told = [(row[name], years) for name, years in _CHANGES.items() if row[name] is not None]
    parts = [
        f"{change_text(change, unit if place == 0 else 'antal', row['value'])} på {years} år"
        for place, (change, years) in enumerate(told)
    ]
    return f", {words.listed(parts)}" if parts else ""


def municipality_sentence(municipality: str, series: Sequence[Row], unit: str) -> str:
    """Say a municipality's latest value, how it has changed, and why a later year has none."""
    latest = latest_value(series)
    last = max(series, key=lambda row: row["year"], default=None)
    if last is None:
        return f"Inget värde är hämtat för {municipality}."
    texts = []
    if latest is not None:
        value = dated(latest["value"], unit, latest["year"])
        texts.append(f"{municipality} {value}{_changes_text(latest, unit)}.")
    if last["state"] != "value":
        why = _WHY_NO_VALUE[last["state"]]
        texts.append(f"{words.genitive(municipality)} värde för {last['year']} {why}.")
    return " ".join(texts)


def direction_sentence(direction: str) -> str:
    """Say which way is better."""
    return f"{words.sentence(words.DIRECTIONS[direction])}."


def has_direction(direction: str) -> bool:
    """Say whether a value can be better or worse than another."""
    return direction in ("higher", "lower")


def rank_text(rank: int | None, rank_count: int | None) -> str:
    """Write a place: 120 av 290."""
    return "–" if rank is None else f"{words.number(rank)} av {words.number(rank_count)}"


def ranking_sentence(kpi: Row, places: Sequence[Row]) -> str:
    """Say a municipality's latest place in the country; nothing where it has none. Rows of `national_places`."""
    if not places:
        return ""
    last = places[-1]
    if last["rank_count"] < _FEWEST_PEERS:
        return ""
    first = "bäst" if has_direction(kpi["direction"]) else "högst"
    ranked = words.count(last["rank_count"], "kommun", "kommuner")
    return f"Plats {words.number(last['rank'])} av {ranked} {last['year']}, där 1 är {first}."


def few_held_sentence(kpi: Row) -> str:
    """Say that too little is held to place anyone in the country, and how to fetch the rest."""
    held = words.count(kpi["municipality_count"], "kommuns värden", "kommuners värden")
    return (
        f"Platsen i landet går inte att räkna: bara {held} är hämtade. "
        f"Hämta alla med: {fetch_command(kpi['national_kpi_id'])}"
    )


def bands(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the bands of enough municipalities to have a median worth telling, rows of `national_band`."""
    return [dict(row) for row in rows if row["area_count"] >= _FEWEST_PEERS]


def band_sentence(row: Row | None, unit: str) -> str:
    """Say the median of all municipalities and between what values half of them lie."""
    if row is None:
        return ""
    counted = words.count(row["area_count"], "kommun", "kommuner")
    low, high = value_text(row["lower_quartile"], unit), value_text(row["upper_quartile"], unit)
    return (
        f"Medianen för {counted} är {dated(row['median'], unit, row['year'])}; "
        f"hälften av dem ligger mellan {low} och {high}."
    )


def peers_sentence(municipality: str, row: Row | None, unit: str) -> str:
    """Say how a municipality stands beside those like it: their median, its place, and which group it is."""
    if row is None:
        return f"Ingen grupp av liknande kommuner är känd för {municipality}."
    if row["peer_median"] is None:
        return f"För gruppen ”{row['group_title']}” är inga värden hämtade."
    members = words.count(row["member_value_count"], "kommun", "kommuner")
    if row["member_value_count"] < _FEWEST_PEERS:
        return (
            f"Bara {members} i gruppen ”{row['group_title']}” har ett värde {row['year']}: det är för få för "
            "en jämförelse."
        )
    text = (
        f"{row['group_title']} ({members} med värde) har medianen "
        f"{dated(row['peer_median'], unit, row['year'])}"
    )
    if row["position"] is None:
        return f"{text}."
    text += f": {municipality} ligger i nivå med den {POSITIONS[row['position']]} av dem"
    if row["rank_among_peers"] is not None:
        text += f", plats {rank_text(row['rank_among_peers'], row['rank_count'])} med {municipality} inräknad"
    return f"{text}."


def group_sentence(row: Row) -> str:
    """Say which group the medians of alike municipalities are of, a row of `national_peers`; it is one for all years."""
    if row["group_title"] is None:
        return "Ingen grupp av liknande kommuner är känd."
    return f"Liknande är alla år gruppen ”{row['group_title']}”."


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
            cells[f"Plats i landet{whose}"] = told
        if self.peers:
            is_enough = beside is not None and beside["member_value_count"] >= _FEWEST_PEERS
            median = value_text(beside["peer_median"], unit) if beside and is_enough else "–"
            cells[f"Liknande, median{whose}"] = median
            position = beside["position"] if beside else None
            cells[f"Bland liknande{whose}"] = POSITIONS[position] if position else "–"
        return cells


def _of_year(rows: Sequence[Row], year: int) -> Row | None:
    return next((row for row in rows if row["year"] == year), None)


def _country_cells(row: Row | None, unit: str) -> dict[str, str]:
    """Say the country's median and quartiles of a year."""
    if row is None:
        return {"Alla, median": "–", "Hälften av alla": "–"}
    low = value_text(row["lower_quartile"], "antal")
    return {
        "Alla, median": value_text(row["median"], unit),
        "Hälften av alla": f"{low}–{value_text(row['upper_quartile'], unit)}",
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
        cells = {"År": str(year)}
        cells |= {area: held_text(held.get((code, year)), unit) for code, area in areas.items()}
        if standing is not None:
            cells |= standing.cells(year, unit, is_alone=len(areas) == 1)
        if band:
            cells |= _country_cells(_of_year(band, year), unit)
        rows.append(cells)
    return rows


def file_rows(measure: Row, series: Sequence[Row]) -> list[dict[str, Any]]:
    """Lay out values with all their decimals for a file, a row for each area and year, with its source."""
    return [
        {
            "Mått": measure["title"],
            "Id i Kolada": measure["national_kpi_id"],
            "Enhet": measure["unit"],
            "Kommun": row["area"],
            "Kommunkod": row["area_code"],
            "År": row["year"],
            "Kön": words.GENDERS[row["gender"]],
            "Värde": row["value"],
            "Uppgift": STATES[row["state"]],
            "Förändring på ett år": row["change_1_year"],
            "Förändring på tre år": row["change_3_years"],
            "Källa": f"{raw_source(measure)} Förändring: {COMPUTED}",
        }
        for row in series
    ]


def gender_rows(women: Sequence[Row], men: Sequence[Row], unit: str) -> list[dict[str, str]]:
    """Lay out one area's values of women and men with years as rows, the newest first."""
    by_gender = [{row["year"]: row for row in series} for series in (women, men)]
    years = sorted(set().union(*by_gender), reverse=True)
    return [
        {
            "År": str(year),
            "Kvinnor": held_text(by_gender[0].get(year), unit),
            "Män": held_text(by_gender[1].get(year), unit),
        }
        for year in years
    ]


def gender_sentence(area: str, women: Sequence[Row], men: Sequence[Row], unit: str) -> str:
    """Say the latest values of women and men of one area."""
    told = [
        f"{name} {dated(latest['value'], unit, latest['year'])}"
        for name, latest in (("kvinnor", latest_value(women)), ("män", latest_value(men)))
        if latest is not None
    ]
    return f"{area}: {words.listed(told)}." if told else f"{area}: inga värden för kvinnor och män."


def member_rows(members: Sequence[Row], unit: str) -> list[dict[str, str]]:
    """Lay out the members of a group with their values."""
    return [{"Kommun": row["municipality"], "Värde": held_text(row, unit)} for row in members]


def break_sentences(breaks: Sequence[Row]) -> list[str]:
    """Say from what year a key figure is not comparable with the years before, and why."""
    return [
        f"Tidsseriebrott {row['year']}: {row['note'].rstrip('.')}. Åren före går inte att jämföra med åren efter."
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
    return (
        f"{revised} ändrats i Kolada sedan det första gången hämtades, senast "
        f"{words.date_text(kpi['last_revision_on'])}."
    )


def revision_rows(revisions: Sequence[Row], unit: str) -> list[dict[str, str]]:
    """Lay out revised values: whose, of what year, before and after."""
    return [
        {
            "Kommun och år": f"{row['area']} {row['year']}"
            + ("" if row["gender"] == "T" else f", {words.GENDERS[row['gender']]}"),
            "Före": held_text({"state": row["old_state"], "value": row["old_value"]}, unit),
            "Efter": "borttaget"
            if row["current_state"] is None
            else held_text({"state": row["current_state"], "value": row["current_value"]}, unit),
            "Ändrat": words.date_text(row["replaced_on"]),
        }
        for row in revisions
    ]


def fetch_command(national_kpi_id: str) -> str:
    """Return the command that fetches a national key figure."""
    return f"python -m malkollen kolada sync --kpi {national_kpi_id}"


def not_fetched_sentence(national_kpi_id: str) -> str:
    """Say that no values of a national key figure are held, and how to fetch them."""
    return f"Inget utfall hämtat. Hämta det med: {fetch_command(national_kpi_id)}"


def _fetched(kpi: Row) -> str:
    day = kpi["fetched_on"]
    return f", hämtat {words.date_text(day)}" if day else ""


def raw_source(kpi: Row) -> str:
    """Write the source of Kolada's own values."""
    return f"Källa: Kolada, {kpi['national_kpi_id']}{_fetched(kpi)}."


def computed_source(kpi: Row) -> str:
    """Write the source of what is computed from Kolada's values, which Kolada is not to be named as the source of."""
    return f"Egen beräkning på uppgifter från Kolada, {kpi['national_kpi_id']}{_fetched(kpi)}."


def _direction_judged(direction: str) -> str:
    """Say which way is better, and who has judged that."""
    said = words.DIRECTIONS[direction]
    if direction == "unknown":
        return f"{said} (Kolada anger ingen riktning)"
    return f"{said} (Målkollens bedömning, Kolada anger ingen)"


def facts(kpi: Row) -> dict[str, str | None]:
    """Return what a national key figure is, by name."""
    due = kpi["next_publication_date"]
    period = kpi["next_publication_period"]
    return {
        "Definition": kpi["definition"],
        "Enhet": kpi["unit"],
        "Riktning": _direction_judged(kpi["direction"]),
        "Jämförs bland": f"liknande kommuner, {kpi['topic']}",
        "Redovisas": "årsvis i Kolada"
        + (f", publicering angiven till {words.date_text(due)}" if due else "")
        + (f" (avser {period})" if due and period else ""),
        "Uppgifterna kommer från": kpi["source"],
    }


def _side(row: Row) -> str:
    return "national" if row["is_national"] else "nearest"


def has_position(row: Row) -> bool:
    """Say whether a row of `municipality_kpis` has a place among those like it."""
    return row[f"{_side(row)}_position"] is not None


def peers_text(row: Row) -> str:
    """Say where a key figure of `municipality_kpis` lies among those like it, in its own measure or in the nearest."""
    side = _side(row)
    if side == "nearest" and not row["nearest_kolada_id"]:
        return "inget nationellt mått"
    near = "" if side == "national" else f"närmaste mått {row['nearest_kolada_id']}: "
    unit = row["unit"] if side == "national" else row["nearest_unit"]
    state = row[f"{side}_state"]
    if state is None:
        return f"{near}inget utfall hämtat"
    if state != "value":
        return f"{near}{STATES[state]} {row[f'{side}_year']}"
    value = dated(row[f"{side}_value"], unit, row[f"{side}_year"])
    position = row[f"{side}_position"]
    if position is None:
        return f"{near}{value}, går inte att placera"
    median = value_text(row[f"{side}_peer_median"], unit)
    return f"{near}{POSITIONS[position]} ({value}, median {median})"


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
        "Nyckeltal": row["kpi"],
        "År": str(row["year"]),
        "Värde": value_text(row["value"], unit),
        "Bland liknande": POSITIONS[row["position"]],
        "De liknandes median": value_text(row["peer_median"], unit),
        "Hälften av de liknande": f"{value_text(row['peer_lower_quartile'], unit)} till "
        f"{value_text(row['peer_upper_quartile'], unit)}",
    }


def placed_sentence(row: Row) -> str:
    """Say where a key figure lies among its peers, a row of `placed_row`, with the figures that the chart shows."""
    cells = placed_cells(row)
    return (
        f"{cells['Nyckeltal']}: {cells['Värde']} {cells['År']}, {cells['Bland liknande']}; hälften av de liknande har "
        f"{cells['Hälften av de liknande']}."
    )


def _own_outcome(row: Row) -> str:
    """Write a row's outcome and its year; a national key figure's is its value in Kolada."""
    if row["has_outcome"]:
        return f"{kpis.outcome_text(row)} ({row['own_year']})"
    if row["is_national"] and row["national_state"] is not None:
        held = {"state": row["national_state"], "value": row["national_value"]}
        return f"{held_text(held, row['unit'])} ({row['national_year']})"
    return kpis.outcome_text(row)


def _measured_how(row: Row) -> str:
    """Say in what unit, which way is better and how often."""
    is_yearly = row["is_national"] and not row["frequency_text"]
    often = "årsvis i Kolada" if is_yearly else kpis.frequency(row)
    return f"{row['unit']}; {words.DIRECTIONS[row['direction']]}; {often}"


def municipality_rows(rows: Sequence[Row]) -> list[dict[str, str]]:
    """Lay out a municipality's key figures, each against its own target and among those like it."""
    return [
        {
            "Nyckeltal": row["kpi"]
            + ("" if row["own_gender"] in (None, "T") else f", {words.GENDERS[row['own_gender']]}"),
            "Eget mål": f"{kpis.target_text(row)} ({row['own_year']})"
            if row["has_target"]
            else "inget mål satt",
            "Utfall": _own_outcome(row),
            "Mot eget mål": kpis.verdict(row),
            "Bland liknande kommuner": peers_text(row),
            "Enhet, riktning, redovisning": _measured_how(row),
        }
        for row in rows
    ]


def _counted_places(rows: Sequence[Row]) -> str:
    places = [row[f"{_side(row)}_position"] for row in rows]
    return words.listed(
        [
            f"{words.number(places.count(code))} i den {text}"
            for code, text in POSITIONS.items()
            if code in places
        ]
    )


def place_sentence(rows: Sequence[Row]) -> str:
    """Say how many of a municipality's key figures lie where among those like it, and how many cannot be placed.

    Those where neither more nor less is better are counted apart: half between best and worst is no half between most
    and least.
    """
    placed = [row for row in rows if has_position(row)]
    if not placed:
        return "Inget av nyckeltalen går att ställa mot liknande kommuner med de uppgifter som är hämtade."
    parted: tuple[list[Row], list[Row]] = ([], [])
    for row in placed:
        direction = row["direction"] if row["is_national"] else row["nearest_direction"]
        parted[0 if has_direction(direction) else 1].append(row)
    directed, plain = parted
    texts = []
    if directed:
        texts.append(f"Bland liknande kommuner ligger {_counted_places(directed)}")
    if plain:
        texts.append(
            f"av nyckeltal där varken högre eller lägre är bättre ligger {_counted_places(plain)}"
        )
    if len(placed) < len(rows):
        texts.append(f"{words.number(len(rows) - len(placed))} går inte att placera")
    return f"{words.sentence('; '.join(texts))}."


def years_sentence(rows: Sequence[Row]) -> str:
    """Say that the placed values are of different years, and how many are old; nothing where they are of one year."""
    years = [row[f"{_side(row)}_year"] for row in rows if has_position(row)]
    if len(set(years)) < 2:
        return ""
    old = sum(year < max(years) - _OLD_YEARS for year in years)
    text = f"Värdena är från olika år, {min(years)} till {max(years)}"
    if old:
        text += f"; {words.number(old)} av {words.number(len(years))} är mer än fem år äldre än det nyaste"
    return f"{text}. Gruppen av liknande kommuner är den senaste, också för äldre år."


def retired_sentence(measures: Sequence[Row], codes: Collection[str]) -> str:
    """Name those of the national key figures that are no longer followed; nothing where all are."""
    retired = [
        label(row)
        for row in measures
        if row["state"] == "retired" and row["national_kpi_id"] in codes
    ]
    return f"Avslutade mått, som inte följs längre: {words.listed(retired)}." if retired else ""


def _own_target(row: Row) -> str:
    return words.bounded(
        row["target_operator"], row["target_value"], row["target_value_high"], row["unit"]
    )


def shared_cell(row: Row | None) -> str:
    """Say what a municipality has of a key figure that is compared."""
    if row is None:
        return "anges inte"
    if row["missing_reason"] == "only_target":
        return f"bara mål: {_own_target(row)} ({row['target_year']})"
    if not row["has_all"] and row["latest_value"] is None:
        is_own = row["missing_reason"] == "not_held" and not row["is_national"]
        return "anges inte" if is_own else MISSING_REASONS[row["missing_reason"]]
    side, year = ("", "") if row["has_all"] else ("latest_", f" ({row['latest_year']})")
    if row["is_national"]:
        text = value_text(row[f"{side}value"], row["unit"])
    else:
        text = words.bounded(
            row[f"{side}operator"], row[f"{side}value"], row[f"{side}value_high"], row["unit"]
        )
    if row["has_all"] and row["peer_position"]:
        return f"{text}, {POSITIONS[row['peer_position']]} av liknande"
    return f"{text}{year}"


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
                "Nyckeltal": f"{one['kpi']}{mark}{year}",
                **{name: shared_cell(held.get(name)) for name in names},
                "Riktning": words.DIRECTIONS[one["direction"]],
            }
        )
    return laid_out


def shared_sentence(rows: Sequence[Row]) -> str:
    """Say how many key figures all have for the same year, and how many only some have."""
    codes = {row["kpi_code"]: row["has_all"] for row in rows}
    shared = sum(codes.values())
    if not codes:
        return "Ingen av kommunerna har ett nyckeltal i siffror."
    text = (
        f"{words.count(shared, 'nyckeltal finns', 'nyckeltal finns')} hos alla för samma år"
        if shared
        else "Inget nyckeltal finns hos alla för samma år"
    )
    rest = len(codes) - shared
    return (
        f"{text}; {words.number(rest)} till finns inte hos alla för samma år."
        if rest
        else f"{text}."
    )


def shared_years_sentence(rows: Sequence[Row]) -> str:
    """Say from which years the compared key figures are, where these differ; nothing otherwise."""
    years = {row["year"] for row in rows if row["has_all"]}
    if len(years) < 2:
        return ""
    return f"Året är det senaste som alla har och står vid varje nyckeltal: från {min(years)} till {max(years)}."


def apart_label(rows: Sequence[Row]) -> str:
    """Name the list of key figures that not all have, by how many they are."""
    amount = len({row["kpi_code"] for row in rows})
    return f"Visa {words.count(amount, 'nyckeltal', 'nyckeltal')} som inte alla har, med vad som saknas"


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
    return ", ".join(told) or "inget utfall hämtat"


def _moved_verdict(row: Row) -> str:
    has_outcome, has_target = row["outcome_value"] is not None, row["target_value"] is not None
    return kpis.verdict({**row, "has_target": has_target, "has_outcome": has_outcome})


def moved_rows(rows: Sequence[Row]) -> list[dict[str, str]]:
    """Lay out goals with how far their activities came, beside the key figure that should have moved."""
    return [
        {
            "Mål": f"{row['goal_title']} ({row['municipality']} {row['year']})",
            "Aktiviteter": f"{words.number(row['completed_count'])} av {words.number(row['reported_count'])} genomförda",
            "Nyckeltal": row["kpi"],
            "Eget mål": _own_target(row) if row["target_value"] is not None else "inget mål satt",
            "Mot eget mål": _moved_verdict(row),
            "Nationellt mått": (
                f"{'' if row['is_national'] else 'närmaste: '}{row['measure_id']}"
                if row["measure_id"]
                else "inget"
            ),
            "Mätt": _measured(row) if row["measure_id"] else "–",
            "Rörde sig": MOVED[row["moved"]] if row["measure_id"] else "–",
        }
        for row in rows
    ]
