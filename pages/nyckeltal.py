"""Nyckeltal: did each key figure reach its own target, and how does it stand among municipalities like it?"""

from collections.abc import Callable, Sequence
from functools import partial

import pyarrow as pa
import streamlit as st

from malkollen import charts, export, frame, words
from malkollen.export import tables
from malkollen.frame import Choice, Row
from malkollen.words import budget, kpis, national, taking_out
from malkollen.words.language import _, known, pgettext

# What a choice holds where no key figure is chosen: no key figure's name.
ALL_KPIS = "*"
GENDERS_SHOWN = {"all": _("Alla"), "women_and_men": _("Kvinnor och män")}
# What follows a longer table is not to be far away.
UNFOLDED_LIMIT = 12
CHART_LIMIT = 8
MOST_COMPARED = 5
# National values are asked for by area; this one is of the nation, which is shown wherever it is held.
NATION = "0000"

Documents = dict[str, Row]


# The choices ---------------------------------------------------------------------


def kpi_options(own: Sequence[Row], measures: Sequence[Row]) -> dict[str, Row]:
    """Return own and national key figures by the name they are chosen by, those with figures first."""
    of_own = {row["kpi"]: row for row in own if not row["is_national"]}
    of_nation = {national.label(row): row for row in measures}
    with_values = {
        **{
            name: row for name, row in of_own.items() if row["target_count"] or row["outcome_count"]
        },
        **{name: row for name, row in of_nation.items() if row["has_values"]},
    }
    return with_values | of_own | of_nation


def is_named(measure: Row, given: str | None) -> bool:
    """Say whether a text is a national key figure's title or id."""
    return given is not None and given in (measure.get("title"), measure.get("national_kpi_id"))


def choose_kpi(options: dict[str, Row]) -> Row | None:
    """Show the choice of one key figure or all; an address may name a national one by its title or id alone."""
    given = st.query_params.get("nyckeltal")
    named = next((name for name, row in options.items() if is_named(row, given)), None)
    if named is not None:
        st.session_state["nyckeltal"] = named
    chosen = st.selectbox(
        pgettext("column", "Nyckeltal"),
        [ALL_KPIS, *options],
        format_func=lambda name: _("Alla nyckeltal") if name == ALL_KPIS else name,
        key="nyckeltal",
        bind="query-params",
    )
    return options.get(chosen)


def choose_compared(choice: Choice, measure_id: str) -> dict[str, str]:
    """Show the choice of municipalities to compare, and return their names by code: the one looked at is the first.

    The first choice, where none is looked at, is those with documents and values.
    """
    everyone = {
        row["municipality"]: row["municipality_code"] for row in frame.rows("municipalities")
    }
    first: list[str] = []
    if choice.municipality is None:
        codes = dict.fromkeys(row["municipality_code"] for row in choice.documents)
        held = frame.rows(
            "national_series", national_kpi_id=measure_id, municipality_codes=",".join(codes)
        )
        first = list(dict.fromkeys(row["area"] for row in held if row["area_code"] != NATION))
    chosen = st.multiselect(
        _("Jämför med"),
        list(everyone),
        default=first[:MOST_COMPARED],
        # Not the key of any other page's choice: Streamlit would carry the one to the other.
        key="kommuner",
        bind="query-params",
        max_selections=MOST_COMPARED,
        placeholder=_("Välj kommuner"),
    )
    looked_at = [choice.municipality] if choice.municipality else []
    names = list(dict.fromkeys([*looked_at, *chosen]))
    if len(names) > MOST_COMPARED:
        told = _("{municipality} ryms inte: högst fem kommuner visas.")
        st.caption(frame.escaped(told.format(municipality=names[-1])))
    return {everyone[name]: name for name in names[:MOST_COMPARED]}


def is_split_by_gender(measure: Row) -> bool:
    """Show the choice between all and women and men, where the measure is divided."""
    if not measure["is_divided_by_gender"]:
        return False
    chosen = st.segmented_control(
        _("Kön"),
        list(GENDERS_SHOWN),
        default="all",
        format_func=GENDERS_SHOWN.__getitem__,
        key="per_kon",
        bind="query-params",
    )
    return bool(chosen == "women_and_men")


# What several views show -------------------------------------------------------------


def show_rows(rows: Sequence[Row]) -> None:
    """Show a table whose rows after the first dozen are folded."""
    frame.wide_table(rows[:UNFOLDED_LIMIT])
    rest = rows[UNFOLDED_LIMIT:]
    if rest:
        folded = words.count(len(rest), "rad", "rader")
        with st.expander(_("Visa {rows} till").format(rows=folded)):
            frame.wide_table(rest)


def show_bullet_list(texts: Sequence[str]) -> None:
    """Show sentences as a list."""
    if texts:
        st.markdown("\n".join(f"- {frame.escaped(text)}" for text in texts))


def show_source(text: str) -> None:
    """Show a source line."""
    # A colon before a blank is no markup, and reads best as it is.
    st.caption(frame.escaped(text).replace("\\: ", ": "))


def show_download(label: str, file_name: str, made: Callable[[], bytes]) -> None:
    """Show a button that gives a file, made at the click: a page view costs none."""
    st.download_button(
        label,
        data=made,
        file_name=file_name,
        mime="text/csv"
        if file_name.endswith("csv")
        else "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        on_click="ignore",
        key=file_name,
    )


def values_as_csv(measure: Row, series: Sequence[Row]) -> bytes:
    """Return national values as a file for Excel."""
    return export.swedish_csv(pa.Table.from_pylist(national.file_rows(measure, series)))


def offer_values_workbook(measure: Row, series: Sequence[Row]) -> None:
    """Show the button that gives national values year by year as a workbook."""
    areas = dict.fromkeys(row["area"] for row in series)
    genders = dict.fromkeys(words.GENDERS[row["gender"]] for row in series)
    frame.offer_workbook(
        taking_out.Taken(
            title=national.label(measure),
            grain=_("ett värde för en kommun eller riket, ett år och ett kön"),
            scope=[
                (_("Mått"), national.label(measure)),
                (_("Kommun"), "; ".join(areas)),
                (_("Kön"), "; ".join(genders)),
            ],
            row_count=len(series),
            sources=[
                (_("Värden"), national.raw_source(measure)),
                (_("Förändringar"), national.computed_source(measure)),
            ],
        ),
        partial(tables.national_values, measure, series),
        file_name=f"malkollen-{measure['national_kpi_id']}.xlsx",
        address=frame.view_address(kommun=frame.choice().municipality or _("Alla kommuner")),
    )


def show_values_download(measure: Row, series: Sequence[Row]) -> None:
    """Show the buttons that give national values as a file for Excel."""
    if not series:
        return
    with st.container(horizontal=True):
        offer_values_workbook(measure, series)
        show_download(
            _("Ladda ner värdena som CSV"),
            f"malkollen-{measure['national_kpi_id']}.csv",
            frame.at_click(values_as_csv, measure, series),
        )


# One key figure of the nation ---------------------------------------------------------


def areas_in_order(rows: Sequence[Row], codes: Sequence[str]) -> list[Row]:
    """Return values of areas in the order of their codes, the nation last and by its name in the spoken language."""
    order = {code: place for place, code in enumerate([*codes, NATION])}
    named = [row | {"area": known("area", row["area"])} for row in rows]
    return sorted(named, key=lambda row: (order[row["area_code"]], row["year"]))


def series_of(measure_id: str, codes: Sequence[str], gender: str = "T") -> list[Row]:
    """Return the values of areas over the years; no codes give the nation alone, where it is held."""
    rows = frame.rows(
        "national_series",
        national_kpi_id=measure_id,
        municipality_codes=",".join(codes) or NATION,
        gender=gender,
    )
    return areas_in_order(rows, codes)


def band_of(measure_id: str, gender: str = "T") -> list[Row]:
    """Return the country's quartiles over the years in which enough municipalities have a value."""
    return national.bands(frame.rows("national_band", national_kpi_id=measure_id, gender=gender))


def country_sentence(measure: Row, year: int | None) -> str:
    """Say how the country's municipalities lie in a year; without one, in the latest that most of them have."""
    measure_id = measure["national_kpi_id"]
    if year is None:
        year = frame.rows("national_ranking", national_kpi_id=measure_id)[0]["year"]
    of_year = [row for row in band_of(measure_id) if row["year"] == year]
    return national.band_sentence(of_year[0], measure["unit"]) if of_year else ""


def show_country_answer(measure: Row) -> None:
    """Show the first sentence about a national key figure where no municipality is chosen."""
    everyone = len(frame.rows("municipalities"))
    few = (
        national.few_ranked_sentence(measure["municipality_count"], everyone)
        if measure["has_all_areas"]
        else national.few_held_sentence(measure)
    )
    told = country_sentence(measure, None)
    frame.lead(
        f"{measure['title']}: {told or few} {national.direction_sentence(measure['direction'])}"
    )
    if told and measure["has_all_areas"] and few:
        st.write(frame.escaped(few))
    if not measure["has_all_areas"]:
        frame.offer_fetching()


def show_municipality_answer(
    municipality: str, code: str, measure: Row, peers: Sequence[Row]
) -> None:
    """Show the first sentences about a municipality's national key figure: itself, its place, those like it, all."""
    unit = measure["unit"]
    held = series_of(measure["national_kpi_id"], [code])
    series = [row for row in held if row["area_code"] == code]
    latest = national.latest_value(series)
    texts = [
        national.municipality_sentence(municipality, series, unit),
        national.ranking_sentence(
            measure,
            [row for row in places_of(measure, code) if latest and row["year"] == latest["year"]],
        ),
        national.direction_sentence(measure["direction"]),
    ]
    frame.lead(f"{measure['title']}: {' '.join(text for text in texts if text)}")
    year = latest["year"] if latest else None
    beside = next((row for row in peers if row["year"] == year), None)
    st.write(frame.escaped(national.peers_sentence(municipality, beside, unit)))
    st.write(frame.escaped(country_sentence(measure, year)))
    if not measure["has_all_areas"]:
        st.caption(frame.escaped(national.few_held_sentence(measure)))
        frame.offer_fetching()
    show_few_ranked(measure, year)


def show_few_ranked(measure: Row, year: int | None) -> None:
    """Say that places and median of a year are among few, where fewer than half of the country has a value."""
    if not measure["has_all_areas"]:
        return
    counted = [
        row["area_count"] for row in band_of(measure["national_kpi_id"]) if row["year"] == year
    ]
    # A year without a band has fewer values than the measure has municipalities.
    amount = max(counted, default=measure["municipality_count"])
    told = national.few_ranked_sentence(amount, len(frame.rows("municipalities")))
    if told:
        st.write(frame.escaped(told))


def show_reservations(measure: Row, breaks: Sequence[Row]) -> None:
    """Show what a reader must know before the values are compared: the series' state, its breaks, its revisions."""
    state = national.state_sentence(measure)
    if state is not None:
        st.warning(frame.escaped(state), icon=":material/warning:")
    told = national.break_sentences(breaks)
    revised = national.revision_sentence(measure)
    if revised is not None:
        told.append(revised)
    show_bullet_list(told)


def places_of(measure: Row, code: str) -> list[Row]:
    """Return a municipality's place in the country by year; none where not all municipalities' values are held."""
    return frame.rows(
        "national_places", national_kpi_id=measure["national_kpi_id"], municipality_code=code
    )


def show_genders(measure: Row, code: str, area: str, breaks: Sequence[Row]) -> None:
    """Show women and men of one municipality over the years."""
    measure_id, unit = measure["national_kpi_id"], measure["unit"]
    women, men = (
        [row for row in series_of(measure_id, [code], gender) if row["area_code"] == code]
        for gender in ("K", "M")
    )
    summary = national.gender_sentence(area, women, men, unit)
    st.write(frame.escaped(summary))
    frame.chart(
        charts.national_genders(pa.Table.from_pylist([*women, *men]), unit=unit, breaks=breaks),
        key="kvinnor_och_man",
        summary=f"{measure['title']}. {summary}",
    )
    show_source(national.raw_source(measure))
    show_rows(national.gender_rows(women, men, unit))
    show_source(national.raw_source(measure))
    show_values_download(measure, [*women, *men])


def show_years(
    choice: Choice,
    measure: Row,
    compared: dict[str, str],
    peers: Sequence[Row],
    targets: Sequence[Row],
) -> None:
    """Show the municipalities compared over the years, the country's quartiles behind them, and the same as a table."""
    measure_id, unit = measure["national_kpi_id"], measure["unit"]
    series = series_of(measure_id, list(compared))
    band = band_of(measure_id)
    told = national.compared_sentence(series, list(compared), unit)
    frame.chart(
        trend(measure, series, targets=targets),
        key="over_aren",
        summary=f"{measure['title']}: {told}",
    )
    show_source(national.raw_source(measure))
    show_source(
        _("Medianer, kvartiler, platser och förändringar: {source}").format(
            source=national.computed_source(measure)
        )
    )
    st.header(_("År för år"))
    standing = None
    if choice.municipality and choice.municipality_code:
        places = places_of(measure, choice.municipality_code)
        standing = national.Standing(choice.municipality, places, peers)
    show_rows(national.year_rows(series, band, standing, unit))
    if standing is not None and peers:
        st.caption(frame.escaped(national.group_sentence(peers[-1])))
    show_source(national.raw_source(measure))
    show_source(
        _("Medianer, kvartiler och platser: {source}").format(
            source=national.computed_source(measure)
        )
    )
    show_values_download(measure, series)


def show_members(measure: Row, code: str, peers: Sequence[Row]) -> None:
    """Show which municipalities are like the one chosen, folded, with their values of its latest year."""
    if not peers:
        return
    last = peers[-1]
    members = frame.rows(
        "national_peer_members",
        national_kpi_id=measure["national_kpi_id"],
        municipality_code=code,
        year=last["year"],
    )
    label = _("Visa {group}, värden {year}").format(
        group=frame.escaped(last["group_title"]), year=last["year"]
    )
    with st.expander(label):
        frame.wide_table(national.member_rows(members, measure["unit"]))
        show_source(national.raw_source(measure))


def show_revisions(measure: Row, compared: dict[str, str]) -> None:
    """Show, folded, the revised values of the municipalities compared."""
    if not measure["revision_count"]:
        return
    revised = [
        row
        for row in frame.rows("national_revisions", national_kpi_id=measure["national_kpi_id"])
        if row["area_code"] in (*compared, NATION)
    ]
    if revised:
        with st.expander(_("Visa de ändrade värdena")):
            frame.wide_table(national.revision_rows(revised, measure["unit"]))
            show_source(national.raw_source(measure))


def show_national_kpi(choice: Choice, measure: Row, documents: Documents) -> None:
    """Show one national key figure: the answer, the years, the peers, and own targets for it."""
    measure_id, code = measure["national_kpi_id"], choice.municipality_code
    asked = {"kpi_code": measure_id, "municipality_code": code}
    results = frame.rows("kpi_results", **asked)
    targets = [row for row in results if row["has_target"]]
    if not measure["has_values"]:
        frame.lead(_("{kpi}: inget utfall hämtat.").format(kpi=measure["title"]))
        frame.offer_fetching()
        show_reservations(measure, [])
    else:
        peers = (
            frame.rows("national_peers", national_kpi_id=measure_id, municipality_code=code)
            if code
            else []
        )
        breaks = frame.rows("national_breaks", national_kpi_id=measure_id)
        if choice.municipality and code:
            show_municipality_answer(choice.municipality, code, measure, peers)
        else:
            show_country_answer(measure)
        newest_first = sorted(targets, key=lambda row: -row["year"])
        show_bullet_list(
            [_("Eget mål: {result}.").format(result=kpis.result_text(row)) for row in newest_first]
        )
        show_reservations(measure, breaks)
        st.header(_("Utvecklingen"))
        compared = choose_compared(choice, measure_id)
        if is_split_by_gender(measure) and compared:
            show_genders(measure, *next(iter(compared.items())), breaks)
        else:
            show_years(choice, measure, compared, peers, targets)
        if code:
            show_members(measure, code, peers)
        show_revisions(measure, compared)
        frame.link("karta", _("Hela landet på karta och i tabell →"), matt=national.label(measure))
    show_targets(results, documents, is_narrowed=True)
    show_results(results, documents, **asked)
    st.header(_("Om måttet"))
    frame.facts(national.facts(measure))


# One key figure of the documents ------------------------------------------------------


def show_targets(results: Sequence[Row], documents: Documents, *, is_narrowed: bool) -> None:
    """Show each target with its outcome; where nothing is chosen, only those that have an outcome."""
    targets = [row for row in results if row["has_target"]]
    shown = targets if is_narrowed else [row for row in targets if row["has_outcome"]]
    if not any(row["has_outcome"] for row in shown):
        return
    st.header(_("Mål mot utfall"))
    frame.chart(
        charts.kpi_bullet(pa.Table.from_pylist(shown)),
        key="mal_mot_utfall",
        summary=" ".join(kpis.result_sentence(row) for row in shown),
    )
    if len(shown) < len(targets):
        hidden = kpis.count_targets(len(targets) - len(shown))
        st.caption(
            _("{targets} utan utfall ritas när en kommun är vald; alla står i tabellen.").format(
                targets=hidden
            )
        )
    show_source(kpis.source_line(shown, documents))


def show_trends(results: Sequence[Row], documents: Documents) -> None:
    """Show the key figures that have outcomes for several years."""
    by_kpi: dict[str, list[Row]] = {}
    for row in results:
        by_kpi.setdefault(row["kpi_code"], []).append(row)
    several = {
        code: rows
        for code, rows in by_kpi.items()
        if len({row["year"] for row in rows if row["has_outcome"]}) > 1
    }
    if several:
        st.header(_("Utvecklingen"))
    for code, rows in several.items():
        values = [
            pgettext("dated", "{value} {year}").format(
                value=kpis.outcome_text(row), year=row["year"]
            )
            for row in rows
            if row["has_outcome"]
        ]
        summary = (
            f"{rows[0]['municipality']}, {rows[0]['kpi']}, "
            f"{words.DIRECTIONS[rows[0]['direction']]}: {words.listed(values)}."
        )
        st.write(frame.escaped(summary))
        frame.chart(
            charts.kpi_trend(pa.Table.from_pylist(rows)), key=f"utveckling_{code}", summary=summary
        )
        show_source(kpis.source_line(rows, documents))


def offer_results_workbook(results: Sequence[Row], documents: Documents) -> None:
    """Show the button that gives targets and outcomes year by year as a workbook, which is not the sheet one can keep."""
    ids = {row[f"{side}_document_id"] for row in results for side in ("target", "outcome")}
    used = [row for document_id, row in documents.items() if document_id in ids]
    figures = list(dict.fromkeys(row["kpi"] for row in results))
    told = figures[0] if len(figures) == 1 else words.count(len(figures), "nyckeltal", "nyckeltal")
    frame.offer_workbook(
        taking_out.Taken(
            title=taking_out.title(_("Nyckeltal"), frame.choice().municipality, None),
            grain=_("ett mål, ett utfall eller båda, av ett nyckeltal ett år"),
            scope=[
                (_("Kommun"), "; ".join(dict.fromkeys(row["municipality"] for row in results))),
                (pgettext("column", "Nyckeltal"), told),
            ],
            row_count=len(results),
            sources=[
                *taking_out.document_sources(used),
                (_("Alla källor"), kpis.source_line(results, documents)),
            ],
        ),
        partial(tables.results, results),
        file_name="malkollen-nyckeltal.xlsx",
        address=frame.view_address(kommun=frame.choice().municipality or _("Alla kommuner")),
    )


def show_results(results: Sequence[Row], documents: Documents, **parameters: str | None) -> None:
    """Show every target and outcome with its verdict, distance and place, and the same as the sheet one can keep."""
    if not results:
        return
    st.header(_("Alla mål och utfall"))
    show_rows(kpis.result_rows(results))
    st.caption(_("Avståndet är i nyckeltalets egen enhet; plus är bättre än målet."))
    show_source(kpis.source_line(results, documents))
    frame.explained({"mal-i-siffror": _("Mål i siffror: uppnått, och avståndet dit")})
    answer = frame.asked("kpi_results", **parameters)
    with st.container(horizontal=True):
        offer_results_workbook(results, documents)
        show_download(
            _("Som eget blad (Excel)"),
            "malkollen-mal-och-utfall.xlsx",
            partial(export.figures_xlsx, answer),
        )
        show_download(
            _("Som eget blad (CSV)"),
            "malkollen-mal-och-utfall.csv",
            partial(export.figures_csv, answer),
        )


def show_missing(results: Sequence[Row], documents: Documents) -> None:
    """Show why outcomes are not known."""
    told = kpis.missing_sentences(results, documents)
    if told:
        st.header(_("Varför utfall saknas"))
        show_bullet_list(told)


def show_nearest(choice: Choice, kpi: Row, measures: Sequence[Row]) -> None:
    """Show the nearest national measure, which has another definition: no target is held against it."""
    st.header(_("Närmaste nationella mått"))
    measure = next(
        (row for row in measures if row["national_kpi_id"] == kpi["nearest_kolada_id"]), None
    )
    st.write(frame.escaped(kpis.nearest_sentence(kpi, measure["title"] if measure else None)))
    if measure is None:
        return
    if not measure["has_values"]:
        st.write(_(national.NOT_FETCHED))
        frame.offer_fetching()
        return
    codes = dict.fromkeys(row["municipality_code"] for row in choice.documents)
    series = series_of(measure["national_kpi_id"], list(codes)[:MOST_COMPARED])
    told = national.compared_sentence(series, list(codes), measure["unit"])
    st.write(frame.escaped(_("I Kolada: {values}").format(values=told)))
    frame.chart(trend(measure, series), key="narmaste", summary=f"{measure['title']}: {told}")
    show_source(national.raw_source(measure))
    show_source(
        _("Median och kvartiler: {source}").format(source=national.computed_source(measure))
    )
    frame.link(
        "nyckeltal",
        _("Mer om det nationella måttet →"),
        kommun=choice.municipality,
        nyckeltal=national.label(measure),
    )


def trend(measure: Row, series: Sequence[Row], targets: Sequence[Row] = ()) -> charts.Figure:
    """Draw a national key figure over the years; targets are those set for this very measure, never a near one."""
    measure_id = measure["national_kpi_id"]
    return charts.national_trend(
        pa.Table.from_pylist(list(series)),
        pa.Table.from_pylist(band_of(measure_id)),
        unit=measure["unit"],
        targets=targets,
        breaks=frame.rows("national_breaks", national_kpi_id=measure_id),
    )


def show_own_kpi(choice: Choice, kpi: Row, measures: Sequence[Row], documents: Documents) -> None:
    """Show one key figure of the documents, and beside it the nearest national measure."""
    code = choice.municipality_code
    asked = {"kpi_code": kpi["kpi_code"], "municipality_code": code}
    results = frame.rows("kpi_results", **asked)
    frame.lead(kpis.results_sentence(kpi, results, choice.municipality))
    show_targets(results, documents, is_narrowed=True)
    show_trends(results, documents)
    show_missing(results, documents)
    show_listings(choice, documents, kpi["kpi_code"])
    show_nearest(choice, kpi, measures)
    show_results(results, documents, **asked)


# One municipality, or all ------------------------------------------------------------


def show_counts(choice: Choice, results: Sequence[Row]) -> None:
    """Show the first sentence: how many targets, how many met, and the first of those that are settled."""
    where = choice.municipality or _("Alla kommuner")
    if not results:
        of_whom = choice.municipality or _("Dokumenten")
        frame.lead(_("{where}: varken mål eller utfall i siffror.").format(where=of_whom))
        return
    counts = frame.rows("target_counts", municipality_code=choice.municipality_code)[0]
    # What was missed before what was met, the newest of each first.
    decided = sorted(
        (row for row in results if row["is_met"] is not None),
        key=lambda row: (row["is_met"], -row["year"]),
    )
    text = kpis.counts_sentence(where, counts)
    frame.lead(" ".join([text, *(kpis.result_sentence(row) for row in decided[:2])]))


def show_named(municipality_code: str | None) -> None:
    """Show the hours of SFI and the shares who support themselves, which many ask for."""
    results = [
        *frame.rows("sfi_hours_per_grade", municipality_code=municipality_code),
        *frame.rows("self_support_shares", municipality_code=municipality_code),
    ]
    if not results:
        return
    st.header(_("SFI-timmar och egen försörjning"))
    show_bullet_list(
        [
            f"{kpis.result_sentence(row)} {national.direction_sentence(row['direction'])}"
            for row in results
        ]
    )


def show_worst_first(code: str, measures: Sequence[Row]) -> None:
    """Show all key figures of a municipality, each against its own target and, apart from it, among its peers."""
    rows = frame.rows("municipality_kpis", municipality_code=code)
    if not rows:
        return
    st.header(_("Alla nyckeltal, värst först"))
    st.write(frame.escaped(kpis.concern_sentence(rows)))
    show_rows(national.municipality_rows(rows))
    st.caption(frame.escaped(_(national.TWO_SCALES)))
    retired = national.retired_sentence(measures, [row["kpi_code"] for row in rows])
    if retired:
        st.caption(frame.escaped(retired))
    show_source(_(national.TWO_SOURCES))
    st.header(_("Bland liknande kommuner"))
    summary = national.place_sentence(rows)
    st.write(frame.escaped(summary))
    years = national.years_sentence(rows)
    if years:
        st.write(frame.escaped(years))
    placed = [national.placed_row(row) for row in rows if national.has_position(row)]
    if placed:
        frame.chart(
            charts.peers_position(pa.Table.from_pylist(placed[:CHART_LIMIT])),
            key="bland_liknande",
            summary=" ".join(national.placed_sentence(row) for row in placed[:CHART_LIMIT]),
        )
        if len(placed) > CHART_LIMIT:
            more = words.count(len(placed) - CHART_LIMIT, "nyckeltal", "nyckeltal")
            with st.expander(_("Visa {kpis} till bland liknande kommuner").format(kpis=more)):
                frame.chart(
                    charts.peers_position(pa.Table.from_pylist(placed[CHART_LIMIT:])),
                    key="bland_liknande_till",
                    summary=" ".join(national.placed_sentence(row) for row in placed[CHART_LIMIT:]),
                )
        with st.expander(_("Visa de liknande kommunernas kvartiler som tabell")):
            frame.wide_table([national.placed_cells(row) for row in placed])
        computed = _("Medianer, kvartiler och platser: {source}").format(
            source=_(national.COMPUTED)
        )
        show_source(f"{_(national.RAW)} {computed}")


def show_moved(choice: Choice) -> None:
    """Show goals beside the key figures that should have moved, without saying that one caused the other."""
    rows = frame.rows("promised_and_moved", municipality_code=choice.municipality_code)
    if not rows:
        return
    st.header(_("Lovat – och rörde det sig?"))
    reported = [row for row in rows if row["reported_count"]]
    if not reported:
        st.write(_(national.NO_STATUS))
        return
    st.write(_(national.NO_CLAIM))
    show_rows(national.moved_rows(reported))
    show_source(_(national.TWO_SOURCES))


def show_listings(choice: Choice, documents: Documents, kpi_code: str | None = None) -> None:
    """Show the key figures that documents say they will follow, and how often."""
    listings = [
        row
        for row in frame.rows("kpi_listings")
        if row["document_id"] in documents
        and choice.municipality in (None, row["municipality"])
        and kpi_code in (None, row["kpi_code"])
    ]
    if not listings:
        return
    st.header(_("Nyckeltal som dokumenten säger sig följa"))
    for municipality in dict.fromkeys(row["municipality"] for row in listings):
        own = [row for row in listings if row["municipality"] == municipality]
        st.write(frame.escaped(kpis.frequency_sentence(municipality, own)))
    with st.expander(_("Visa nyckeltalen"), expanded=len(listings) == 1):
        frame.wide_table(kpis.listing_rows(listings))
    frame.source([documents[one] for one in dict.fromkeys(row["document_id"] for row in listings)])


def show_national(own: Sequence[Row]) -> None:
    """Show the nearest national measures and how their definitions differ."""
    if not own:
        return
    st.header(_("Nationella mått"))
    st.write(frame.escaped(kpis.nearest_counts_sentence(own)))
    with st.expander(_("Visa skillnaderna")):
        frame.wide_table(kpis.nearest_rows(own))


def show_everything(choice: Choice, measures: Sequence[Row], documents: Documents) -> None:
    """Show all key figures of one municipality, or of all."""
    code = choice.municipality_code
    results = frame.rows("kpi_results", municipality_code=code)
    show_counts(choice, results)
    if code:
        show_worst_first(code, measures)
    show_targets(results, documents, is_narrowed=bool(code))
    show_trends(results, documents)
    show_named(code)
    show_missing(results, documents)
    if code:
        show_moved(choice)
    show_listings(choice, documents)
    show_national(
        [row for row in frame.rows("kpis", municipality_codes=code) if not row["is_national"]]
    )
    for document in choice.documents:
        if document["budget_line_count"]:
            show_budget(document)
    show_results(results, documents, municipality_code=code)


# What it costs


def show_budget(document: Row) -> None:
    """Show a document's budget: units by year, change, the sum against the frame, and what does not add up."""
    document_id = document["document_id"]
    lines = frame.asked("budget_lines", document_id=document_id)
    sentence = budget.sentence(document, frame.rows("budget_frame", document_id=document_id))
    st.header(_("Budget"))
    st.write(frame.escaped(sentence))
    for row in frame.rows("findings", document_id=document_id, check_name="budget_sum_wrong"):
        st.warning(
            frame.escaped(f"{words.finding(row)} ({words.place(row)})"), icon=":material/warning:"
        )
    frame.chart(
        charts.budget_bars(lines),
        key=f"budget_{document_id}",
        summary=" ".join([_("Nettokostnad per enhet och år."), sentence]),
    )
    frame.wide_table(budget.rows(lines.to_pylist()))
    frame.source([document])


choice = frame.choice()
documents_by_id = {row["document_id"]: row for row in frame.current_documents()}
measures = frame.rows("national_kpis")
# All key figures whatever the municipality, so that a chosen one stays when the municipality changes.
chosen = choose_kpi(kpi_options(frame.rows("kpis"), measures))
if chosen is None:
    show_everything(choice, measures, documents_by_id)
elif "national_kpi_id" in chosen:
    show_national_kpi(choice, chosen, documents_by_id)
else:
    show_own_kpi(choice, chosen, measures, documents_by_id)
