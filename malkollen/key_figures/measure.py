"""How does one national measure develop, and among whom?"""

from collections.abc import Sequence
from functools import partial

import pyarrow as pa
import streamlit as st

from malkollen import charts, export, frame, words
from malkollen.export import tables
from malkollen.frame import Choice, Row
from malkollen.key_figures.answers import (
    places_of,
    show_country_answer,
    show_municipality_answer,
    show_reservations,
)
from malkollen.key_figures.results import show_results, show_targets
from malkollen.key_figures.series import band_of, breaks_of, series_of, trend
from malkollen.key_figures.shared import (
    MOST_COMPARED,
    NATION,
    PEERS,
    Documents,
    explain,
    measure_source,
    picture_of_measure,
    show_bullet_list,
    show_download,
    show_rows,
)
from malkollen.words import kpis, national, taking_out
from malkollen.words.language import N_, Spoken, _

GENDERS_SHOWN = Spoken({"all": N_("Alla"), "women_and_men": N_("Kvinnor och män")})


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


def values_as_csv(measure: Row, series: Sequence[Row], breaks: Sequence[Row]) -> bytes:
    """Return national values as a file for Excel."""
    return export.swedish_csv(pa.Table.from_pylist(national.file_rows(measure, series, breaks)))


def file_name(measure: Row, series: Sequence[Row], kind: str) -> str:
    """Name a file with national values after the measure and whose they are, and as much of its title as there is room for."""
    whose = [row["area"] for row in series if row["area_code"] != NATION]
    genders = [words.GENDERS[row["gender"]] for row in series if row["gender"] != "T"]
    named = dict.fromkeys([*whose, *genders])
    return taking_out.file_name(measure["national_kpi_id"], *named, measure["title"], kind=kind)


def offer_values_workbook(measure: Row, series: Sequence[Row]) -> None:
    """Show the button that gives national values year by year as a workbook."""
    areas = dict.fromkeys(row["area"] for row in series)
    genders = dict.fromkeys(words.GENDERS[row["gender"]] for row in series)
    breaks = breaks_of(measure)
    frame.offer_workbook(
        taking_out.Taken(
            title=national.label(measure),
            grain=_("ett värde för en kommun eller riket, ett år och ett kön"),
            scope=[
                (_("Mått"), national.label(measure)),
                *((name, told) for name, told in national.facts(measure).items() if told),
                (_("Kommun"), "; ".join(areas)),
                (_("Kön"), "; ".join(genders)),
            ],
            row_count=len(series),
            sources=[
                (_("Värden"), national.raw_source(measure)),
                (_("Förändringar"), national.computed_source(measure)),
            ],
            definitions=("change",),
            remarks=[
                (str(row["year"]), told)
                for row, told in zip(breaks, national.break_sentences(breaks), strict=True)
            ],
        ),
        partial(tables.national_values, measure, series, breaks),
        file_name=file_name(measure, series, "xlsx"),
    )


def show_values_download(measure: Row, series: Sequence[Row]) -> None:
    """Show the buttons that give national values as a file for Excel."""
    if not series:
        return
    with st.container(horizontal=True):
        offer_values_workbook(measure, series)
        show_download(
            _("Ladda ner värdena som CSV"),
            file_name(measure, series, "csv"),
            frame.at_click(values_as_csv, measure, series, breaks_of(measure)),
        )


def computed_here(choice: Choice, measure: Row) -> str:
    """Name what is computed for the answer and the picture: of no municipality alone no change, of few of them no place."""
    if choice.municipality is None:
        return _("Medianer och kvartiler")
    if measure["has_all_areas"]:
        return _("Medianer, kvartiler, platser och förändringar")
    return _("Medianer, kvartiler, fjärdedelar och förändringar")


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
        picture=picture_of_measure(measure, [*women, *men], national.raw_source(measure)),
    )
    show_rows(national.gender_rows(women, men, unit))
    frame.show_source(national.raw_source(measure))
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
    source = measure_source(measure, computed_here(choice, measure))
    frame.chart(
        trend(measure, series, targets=targets),
        key="over_aren",
        summary=f"{measure['title']}: {told}",
        picture=picture_of_measure(measure, series, source),
    )
    frame.show_source(source)
    st.header(_("År för år"))
    standing = None
    if choice.municipality and choice.municipality_code:
        places = places_of(measure, choice.municipality_code)
        standing = national.Standing(choice.municipality, places, peers)
    show_rows(national.year_rows(series, band, standing, unit))
    if standing is not None and peers:
        st.caption(frame.escaped(national.group_sentence(peers[-1])))
    if standing is None:
        computed = _("Medianer och kvartiler")
    elif measure["has_all_areas"]:
        computed = _("Medianer, kvartiler och platser")
    else:
        computed = _("Fjärdedelar, medianer och kvartiler")
    frame.show_source(measure_source(measure, computed))
    explain(PEERS)
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
        frame.show_source(national.raw_source(measure))


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
            frame.show_source(national.raw_source(measure))


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
        breaks = breaks_of(measure)
        if choice.municipality and code:
            show_municipality_answer(choice.municipality, code, measure, peers)
        else:
            show_country_answer(measure)
        newest_first = sorted(targets, key=lambda row: -row["year"])
        show_bullet_list(
            [_("Eget mål: {result}.").format(result=kpis.result_text(row)) for row in newest_first]
        )
        show_reservations(measure, breaks)
        explain(PEERS)
        st.header(_("Utvecklingen"))
        compared = choose_compared(choice, measure_id)
        if is_split_by_gender(measure) and compared:
            show_genders(measure, *next(iter(compared.items())), breaks)
        else:
            show_years(choice, measure, compared, peers, targets)
        if code:
            show_members(measure, code, peers)
        show_revisions(measure, compared)
        frame.link("karta", _("Hela landet på karta och i tabell"), matt=national.label(measure))
    show_targets(results, documents, is_narrowed=True)
    show_results(results, documents, **asked)
    st.header(_("Om måttet"))
    frame.facts(national.facts(measure))
