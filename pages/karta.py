"""Karta: where in the country is it best, one national measure and one year?"""

from collections import Counter
from collections.abc import Sequence

import pyarrow as pa
import streamlit as st

from malkollen import charts, export, frame, words
from malkollen.frame import Row
from malkollen.words import national, taking_out
from malkollen.words.language import NN_, _, known, ngettext, pgettext

# What the choice of a county holds where none is chosen.
WHOLE_COUNTRY = "*"
GENDERS = {"T": _("Alla"), "K": _("Kvinnor"), "M": _("Män")}
# Shown beside the map; all stand in the table below it.
ROWS_IN_SIGHT = 10
# More than this share a place, and their names are left to the table.
MOST_NAMED = 3


# Choices ---------------------------------------------------------------------


def choose_measure() -> Row | None:
    """Show the choice of one national measure that has values; None where none has."""
    # Titles are Kolada's own, the same in every language.
    options = {national.label(row): row for row in frame.rows("national_kpis") if row["has_values"]}
    if not options:
        return None
    names = list(options)
    chosen = st.selectbox(
        _("Nationellt mått"),
        names,
        index=names.index(first_shown(options)),
        key="matt",
        bind="query-params",
    )
    return options.get(chosen)


def first_shown(options: dict[str, Row]) -> str:
    """Return the measure to start with: of those that half of the country has one that can be good or bad, the newest."""
    everyone = len(frame.rows("municipalities"))
    wide = [
        name
        for name, row in options.items()
        if not national.is_few(row["municipality_count"], everyone)
    ]
    return max(
        wide or [next(iter(options))],
        key=lambda name: (
            national.has_direction(options[name]["direction"]),
            options[name]["last_year"],
        ),
    )


def choose_gender(measure: Row) -> str:
    """Show the choice of all, women or men where the measure is divided."""
    if not measure["is_divided_by_gender"]:
        return "T"
    chosen = st.segmented_control(
        _("Kön"),
        list(GENDERS),
        default="T",
        format_func=GENDERS.__getitem__,
        key="kon",
        bind="query-params",
    )
    return chosen or "T"


def choose_year(measure: Row, gender: str) -> int | None:
    """Show the choice of a year that has values, the latest that is well covered first chosen."""
    series = frame.asked(
        "national_series", national_kpi_id=measure["national_kpi_id"], gender=gender
    )
    held = series["year"].unique().to_pylist()
    years = sorted((year for year in held if year is not None), reverse=True)
    if not years:
        return None
    ranking = frame.asked(
        "national_ranking", national_kpi_id=measure["national_kpi_id"], gender=gender
    )
    best_covered = ranking["year"][0].as_py() if ranking.num_rows else None
    chosen = st.selectbox(
        _("År"),
        [str(year) for year in years],
        index=years.index(best_covered) if best_covered in years else 0,
        key="ar",
        bind="query-params",
    )
    return int(chosen) if chosen else None


def choose_county(ranking: Sequence[Row]) -> str:
    """Show the choice of a county or the whole country."""
    counties = sorted({(row["county_code"], row["county"]) for row in ranking})
    options = [WHOLE_COUNTRY, *(county for _, county in counties)]
    chosen = st.selectbox(
        _("Län"),
        options,
        format_func=lambda one: _("Hela landet") if one == WHOLE_COUNTRY else one,
        key="lan",
        bind="query-params",
    )
    return chosen or WHOLE_COUNTRY


def choose_marked() -> list[str]:
    """Show the choice of municipalities to outline; those with documents first. Returns their codes."""
    codes = {row["municipality"]: row["municipality_code"] for row in frame.rows("municipalities")}
    with_documents = [
        row["municipality"] for row in frame.rows("municipalities", has_document=True)
    ]
    chosen = st.multiselect(
        _("Markera kommuner"),
        list(codes),
        default=with_documents,
        key="kommuner",
        bind="query-params",
        placeholder=_("Inga"),
    )
    return [codes[name] for name in chosen]


# Sentences -------------------------------------------------------------------


def named(rows: Sequence[Row]) -> str:
    """Name those who share a place, or say how many they are."""
    if len(rows) > MOST_NAMED:
        return words.count(len(rows), "kommun", "kommuner")
    return words.listed([row["municipality"] for row in rows])


def ends_sentence(measure: Row, ranking: Sequence[Row]) -> str:
    """Say who has the first and the last place, with their values."""
    placed = [row for row in ranking if row["rank"] is not None]
    if not placed:
        return ""
    first, last = placed[0], placed[-1]
    top = [row for row in placed if row["rank"] == first["rank"]]
    bottom = [row for row in placed if row["rank"] == last["rank"]]
    unit = measure["unit"]
    if first["rank"] == last["rank"]:
        return _("{year} har alla samma värde, {value}.").format(
            year=first["year"], value=national.value_text(first["value"], unit)
        )
    told = (
        _("Bäst {year} är {top} med {high}, sämst är {bottom} med {low}.")
        if national.has_direction(measure["direction"])
        else _("Högst {year} är {top} med {high}, lägst är {bottom} med {low}.")
    )
    return told.format(
        year=first["year"],
        top=named(top),
        high=national.value_text(first["value"], unit),
        bottom=named(bottom),
        low=national.value_text(last["value"], unit),
    )


def median_sentence(band: Row | None, unit: str) -> str:
    """Say the median, beside the ends of the same year; nothing where too few have a value."""
    if band is None:
        return ""
    return _("Medianen är {median}.").format(median=national.value_text(band["median"], unit))


def half_sentence(band: Row | None, unit: str) -> str:
    """Say between which values half of those with a value lie; nothing where too few have one."""
    if band is None:
        return ""
    return _("Hälften av kommunerna ligger mellan {low} och {high}.").format(
        low=national.value_text(band["lower_quartile"], unit),
        high=national.value_text(band["upper_quartile"], unit),
    )


def coverage_sentence(measure: Row, ranking: Sequence[Row]) -> str:
    """Say how many municipalities have a value, and why the others have none."""
    states = Counter(national.state_of(row) for row in ranking)
    total = words.count(len(ranking), "kommun", "kommuner")
    if states["value"] == len(ranking):
        return _("Alla {municipalities} har ett värde.").format(municipalities=total)
    reasons = [
        ngettext(*forms, states[state]).format(number=words.number(states[state]))
        for state, forms in (
            ("secret", NN_("{number} har sekretess", "{number} har sekretess")),
            ("missing", NN_("{number} saknar värde", "{number} saknar värde")),
            ("not_applicable", NN_("{number} berörs inte", "{number} berörs inte")),
            ("not_held", NN_("{number} finns inte i Kolada", "{number} finns inte i Kolada")),
            ("not_fetched", NN_("{number} är inte hämtad", "{number} är inte hämtade")),
        )
        if states[state]
    ]
    # What is not fetched is not without a value: the country's figures may rest on it.
    forms = (
        NN_(
            "{number} av {municipalities} har ett värde; {others}.",
            "{number} av {municipalities} har ett värde; {others}.",
        )
        if measure["has_all_areas"]
        else NN_(
            "Värden för enskilda kommuner finns här för {number} av {municipalities}; {others}.",
            "Värden för enskilda kommuner finns här för {number} av {municipalities}; {others}.",
        )
    )
    return ngettext(*forms, states["value"]).format(
        number=words.number(states["value"]), municipalities=total, others=words.listed(reasons)
    )


def few_held_sentence(band: Row, ranking: Sequence[Row]) -> str:
    """Say that the country's figures rest on more municipalities than those whose values are here."""
    held = sum(row["state"] == "value" for row in ranking)
    return _(
        "Landets median är räknad på {counted}. Enskilda kommuners värden finns här bara för {held}, så inga platser "
        "i landet visas."
    ).format(
        counted=words.count(band["area_count"], "kommun", "kommuner"),
        held=words.count(held, "kommun", "kommuner"),
    )


def place_text(row: Row) -> str:
    """Write a municipality's quarter, or nothing where it has no place."""
    return national.POSITIONS[row["position"]] if row["position"] else "–"


def change_text(change: float | None, value: float | None, unit: str) -> str:
    """Write a change in the measure's unit, with the decimals of the value: +1,2."""
    if change is None:
        return "–"
    text = national.number_text(change, unit, value)
    return f"+{text}" if change > 0 and national.rounded(change, value) else text


def marked_sentence(measure: Row, ranking: Sequence[Row], marked: Sequence[str]) -> str:
    """Say the value and the place of each municipality that is marked."""
    told = []
    for row in ranking:
        if row["municipality_code"] in marked:
            value = national.held_text(row, measure["unit"])
            text = f"{row['municipality']} {value}"
            if row["rank"] is not None:
                text += _(" (plats {rank})").format(rank=words.number(row["rank"]))
            told.append(text)
    return (
        _("Markerade: {municipalities}.").format(municipalities=words.listed(told)) if told else ""
    )


# What is shown ---------------------------------------------------------------


def basis(measure: Row, ranking: Sequence[Row], band: Row | None) -> list[str]:
    """Say what the answer rests on: how many have a value, why the others have none, and which way is better."""
    direction = national.direction_sentence(measure["direction"])
    if not measure["has_all_areas"]:
        few = few_held_sentence(band, ranking) if band else _("Inga platser i landet visas.")
        return [few, direction]
    ranked = sum(row["rank"] is not None for row in ranking)
    few = national.few_ranked_sentence(ranked, len(ranking)) if ranked else ""
    half = half_sentence(band, measure["unit"])
    return [few, half, coverage_sentence(measure, ranking), direction]


def show_answer(measure: Row, ranking: Sequence[Row], band: Row | None) -> None:
    """Show the page's first sentence, and under it what it rests on."""
    ends = ends_sentence(measure, ranking)
    if ends:
        told = f"{ends} {median_sentence(band, measure['unit'])}".strip()
    else:
        country = national.band_sentence(band, measure["unit"])
        told = country or coverage_sentence(measure, ranking)
    # The field with the measure's name cuts it off on a narrow screen.
    frame.lead(f"{measure['title']}: {told}")
    state = national.state_sentence(measure)
    if state:
        frame.remark(state)
    texts = [text for text in basis(measure, ranking, band) if text not in ("", told)]
    st.write(frame.escaped(" ".join(texts)))
    if not measure["has_all_areas"]:
        frame.offer_fetching()


def sources_text(measure: Row, *, with_map: bool = False) -> str:
    """Say whose the values are, what is computed here, and whose the boundaries are."""
    told = [national.raw_source(measure)]
    computed = (
        _("Platser, fjärdedelar, medianer och förändringar")
        if measure["has_all_areas"]
        else _("Medianer och förändringar")
    )
    told.append(national.computed_figures(computed))
    if with_map:
        told.append(f"{_(charts.BOUNDARIES_SOURCE)}.")
    return " ".join(told)


def show_sources(measure: Row, *, with_map: bool = False) -> None:
    """Show the source line."""
    frame.show_source(sources_text(measure, with_map=with_map))


def map_heading(measure: Row, shown: Sequence[Row], county: str) -> str:
    """Say what the map shows, for a file that stands alone: the measure, whose values, where and when."""
    row = shown[0]
    whose = [] if row["gender"] == "T" else [words.GENDERS[row["gender"]]]
    where = [] if county == WHOLE_COUNTRY else [county]
    when = [str(row["year"])] if row["year"] else []
    return ", ".join([measure["title"], *whose, *where, *when])


def named_after(measure: Row, shown: Sequence[Row], county: str) -> Sequence[str | int | None]:
    """Return what files of the map and its table are named after: page, area, measure, year, and whose values."""
    row = shown[0]
    where = None if county == WHOLE_COUNTRY else county
    whose = None if row["gender"] == "T" else words.GENDERS[row["gender"]]
    return (_("Karta"), where, measure["national_kpi_id"], row["year"], whose)


def show_map(measure: Row, shown: Sequence[Row], county: str, marked: Sequence[str]) -> None:
    """Show the map; its alternative text says the figures, and who has none."""
    # Not the title's words: two headings of one page would share their address.
    st.header(_("Kommunerna på kartan"))
    placed = Counter(row["position"] for row in shown)
    parts = [
        _("{number} i den {position}").format(number=words.number(placed[position]), position=text)
        for position, text in national.POSITIONS.items()
        if placed[position]
    ]
    is_whole = county == WHOLE_COUNTRY
    told = [
        _("{measure}, karta över {area}.").format(
            measure=measure["title"], area=_("landet") if is_whole else county
        ),
        ends_sentence(measure, shown) if is_whole else "",
        f"{words.sentence(words.listed(parts))}." if parts else "",
        coverage_sentence(measure, shown),
        _("Alla värden står i tabellen."),
    ]
    summary = " ".join(text for text in told if text)
    drawn = charts.country_map(
        pa.Table.from_pylist(list(shown)),
        unit=measure["unit"],
        direction=measure["direction"],
        chosen=marked,
        summary=summary,
    )
    frame.drawing(drawn, key="karta")
    show_sources(measure, with_map=True)
    heading, source = map_heading(measure, shown, county), sources_text(measure, with_map=True)
    picture = frame.Picture(heading, "", source, named_after(measure, shown, county))
    frame.offer_picture("karta", summary, picture)


def orders(measure: Row, shown: Sequence[Row]) -> dict[str, str]:
    """Return the orders that the table can stand in, each with the words for it."""
    if all(row["rank"] is None for row in shown):
        ends = {"first": _("Värden först")}
    elif national.has_direction(measure["direction"]):
        ends = {"first": _("Bäst först"), "last": _("Sämst först")}
    else:
        ends = {"first": _("Högst först"), "last": _("Lägst först")}
    return {**ends, "name": _("Kommun"), "county": _("Län")}


def in_order(order: str, shown: Sequence[Row]) -> list[Row]:
    """Sort the rows by place, from either end, or by name; those without place come last."""
    if order == "first":
        return list(shown)
    alphabet = {
        row["municipality_code"]: place for place, row in enumerate(frame.rows("municipalities"))
    }
    by_name = sorted(shown, key=lambda row: alphabet[row["municipality_code"]])
    if order == "name":
        return by_name
    if order == "county":
        return sorted(by_name, key=lambda row: row["county_code"])
    return sorted(by_name, key=lambda row: (row["rank"] is None, -(row["rank"] or 0)))


def table_row(row: Row, unit: str) -> Row:
    """Lay out one municipality as a row of text, its unit in the heading; its place where places are counted."""
    places = {
        pgettext("rank", "Plats"): national.rank_text(row["rank"], row["rank_count"]),
        _("Fjärdedel"): place_text(row),
    }
    return {
        _("Kommun"): row["municipality"],
        _("Värde ({unit})").format(unit=known("unit", unit)): national.held_text(
            row, unit, with_unit=False
        ),
        **(places if row["is_counted"] else {}),
        _("På ett år"): change_text(row["change_1_year"], row["value"], unit),
        _("På tre år"): change_text(row["change_3_years"], row["value"], unit),
        _("Län"): row["county"],
    }


def rows_as_csv(shown: Sequence[Row], measure: Row) -> bytes:
    """Write the rows shown as a file for Swedish Excel, numbers as numbers and states as words, each row with its source."""
    return export.swedish_csv(
        pa.table(
            {
                _("Mått"): [measure["title"]] * len(shown),
                _("Id i Kolada"): [measure["national_kpi_id"]] * len(shown),
                _("Kommunkod"): [row["municipality_code"] for row in shown],
                _("Kommun"): [row["municipality"] for row in shown],
                _("Län"): [row["county"] for row in shown],
                _("Enhet"): [known("unit", measure["unit"])] * len(shown),
                _("År"): [row["year"] for row in shown],
                _("Kön"): [words.GENDERS[row["gender"]] for row in shown],
                _("Värde"): [row["value"] for row in shown],
                _("Tillstånd"): [national.state_text(national.state_of(row)) for row in shown],
                pgettext("rank", "Plats"): [row["rank"] for row in shown],
                _("Av"): [row["rank_count"] for row in shown],
                _("Fjärdedel"): [national.POSITIONS.get(row["position"]) for row in shown],
                _("Förändring på ett år"): [row["change_1_year"] for row in shown],
                _("Förändring på tre år"): [row["change_3_years"] for row in shown],
                _("Källa"): [sources_text(measure)] * len(shown),
            }
        )
    )


def show_table(measure: Row, shown: Sequence[Row], county: str) -> None:
    """Show every municipality as a table that can be sorted, and as a file."""
    st.header(_("Kommunerna i tabell"))
    named_orders = orders(measure, shown)
    chosen = st.selectbox(
        _("Sortera"),
        list(named_orders),
        format_func=named_orders.__getitem__,
        key="sortera",
        bind="query-params",
    )
    ordered = in_order(chosen or "first", shown)
    unit = measure["unit"]
    rest = ordered[ROWS_IN_SIGHT:]
    on_paper = st.container()
    frame.wide_table([table_row(row, unit) for row in ordered[:ROWS_IN_SIGHT]])
    if rest:
        folded = words.count(len(rest), "kommun", "kommuner")
        # Most of the page's elements: written when they are asked for, so that the map is there sooner.
        fold = st.expander(
            _("Visa {municipalities} till").format(municipalities=folded),
            key="fler-kommuner",
            on_change="rerun",
        )
        if fold.open:
            with fold:
                frame.wide_table([table_row(row, unit) for row in rest])
        else:
            with on_paper:
                frame.note_on_paper(
                    _("{shown} av {municipalities}; alla finns i CSV-filen.").format(
                        shown=words.number(ROWS_IN_SIGHT),
                        municipalities=words.count(len(ordered), "kommun", "kommuner"),
                    )
                )
    changes = _("procentenheter") if unit == "procent" else known("unit", unit)
    st.caption(
        _(
            "Förändringen är i {unit}. Den saknas där ett år saknas eller måttet ändrades däremellan."
        ).format(unit=frame.escaped(changes))
    )
    st.download_button(
        _("Ladda ner {rows} som CSV").format(rows=words.count(len(ordered), "rad", "rader")),
        data=frame.at_click(rows_as_csv, ordered, measure),
        file_name=taking_out.file_name(*named_after(measure, shown, county), kind="csv"),
        mime="text/csv",
        on_click="ignore",
        key="ladda-ner",
    )
    show_sources(measure)


def show_measure(measure: Row) -> None:
    """Show one measure: the answer, the map and the table."""
    answer = st.container()
    left, middle, right = st.columns(3)
    with left:
        gender = choose_gender(measure)
    with middle:
        year = choose_year(measure, gender)
    question = {"national_kpi_id": measure["national_kpi_id"], "gender": gender}
    ranking = frame.rows("national_ranking", **question, year=year)
    with right:
        county = choose_county(ranking)
    frame.name_view(matt=national.label(measure), **({"ar": str(year)} if year else {}))
    bands = {row["year"]: row for row in national.bands(frame.rows("national_band", **question))}
    with answer:
        show_answer(measure, ranking, None if year is None else bands.get(year))
    marked = choose_marked()
    told = marked_sentence(measure, ranking, marked)
    if told:
        st.write(frame.escaped(told))
    shown = [row for row in ranking if county in (WHOLE_COUNTRY, row["county"])]
    if county != WHOLE_COUNTRY:
        st.caption(
            _("Karta och tabell visar {county}; platserna gäller hela landet.").format(
                county=frame.escaped(county)
            )
        )
    left, right = st.columns([2, 3], gap="large")
    with left:
        show_map(measure, shown, county, marked)
    with right:
        show_table(measure, shown, county)
    frame.explained(
        {
            "liknande-kommuner": _("Kvartiler, liknande kommuner och plats"),
            "forandring": _("Förändring på ett och tre år"),
        }
    )
    frame.link(
        "nyckeltal",
        _("Nyckeltal: måttet år för år, jämfört mellan kommuner"),
        nyckeltal=national.label(measure),
    )


chosen_measure = choose_measure()
if chosen_measure is None:
    frame.lead(_("Inga värden är hämtade från Kolada, så det finns inget att visa på en karta."))
    frame.offer_fetching()
else:
    show_measure(chosen_measure)
