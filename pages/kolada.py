"""Kolada: what is held of the nation's measures, as of when, and how is more of it fetched?"""

from collections.abc import Sequence

import streamlit as st

from malkollen import frame, words
from malkollen.frame import Row
from malkollen.kolada import running
from malkollen.kolada.deciding import decide
from malkollen.kolada.errors import KoladaError
from malkollen.kolada.progress import Progress
from malkollen.problems import RecordError
from malkollen.words import kolada as kolada_words
from malkollen.words.language import Verbatim, _, pgettext, spoken

SECONDS_BETWEEN_LOOKS = 1.0
ROWS_IN_SIGHT = 12
# So many measures does Kolada have, in round figures.
ABOUT_ALL = 6000


def answer_sentence(kpis: Sequence[Row]) -> str:
    """Say how much is held and as of when."""
    fetched = [row for row in kpis if row["is_fetched"]]
    along = [row for row in kpis if row["has_values"] and not row["is_fetched"]]
    told = [_("Inget är hämtat från Kolada än.")]
    if fetched:
        amount = words.count(
            len(fetched), "nyckeltal är hämtat från Kolada", "nyckeltal är hämtade från Kolada"
        )
        day = words.date_text(max(row["fetched_on"] for row in fetched))
        told = [_("{fetched}, senast den {date}.").format(fetched=amount, date=day)]
    if along:
        amount = words.count(
            len(along), "nyckeltal följer med Målkollen", "nyckeltal följer med Målkollen"
        )
        told.append(_("{measures}, med värden för ett urval av kommuner.").format(measures=amount))
    return " ".join(told)


def span(row: Row) -> str | None:
    """Say which years have values."""
    if not row["has_values"]:
        return None
    first, last = row["first_year"], row["last_year"]
    return str(first) if first == last else f"{first}–{last}"


def next_publication(row: Row) -> str | None:
    """Say when Kolada publishes next, as of the day of fetching."""
    day = row["next_publication_date"]
    if day is None:
        return None
    told = words.date_text(day)
    return told if day > row["fetched_on"] else _("väntad {date}").format(date=told)


def held_row(row: Row) -> Row:
    """Return what is held of a key figure as a row of the table."""
    return {
        pgettext("column", "Nyckeltal"): Verbatim(f"{row['title']} ({row['national_kpi_id']})"),
        pgettext("series", "Läge"): (
            kolada_words.SERIES_STATES[row["state"]] if row["is_fetched"] else _("medföljer")
        ),
        _("År"): span(row),
        _("Kommuner"): words.number(row["municipality_count"]),
        _("Värden"): words.number(row["value_count"]),
        _("Rättade"): words.number(row["revision_count"]),
        _("Hämtat"): words.date_text(row["fetched_on"]),
        _("Nästa publicering"): next_publication(row),
    }


def show_held(kpis: Sequence[Row]) -> None:
    """Show what is held of each key figure; apart those that were fetched and had nothing."""
    held = [row for row in kpis if row["has_values"]]
    empty = [row for row in kpis if row["is_fetched"] and not row["has_values"]]
    st.header(_("Vad som finns"))
    frame.wide_table([held_row(row) for row in held[:ROWS_IN_SIGHT]])
    if len(held) > ROWS_IN_SIGHT:
        more = words.count(len(held) - ROWS_IN_SIGHT, "nyckeltal", "nyckeltal")
        with st.expander(_("Visa {amount} till").format(amount=more)):
            frame.wide_table([held_row(row) for row in held[ROWS_IN_SIGHT:]])
    if empty:
        without = words.count(len(empty), "nyckeltal", "nyckeltal")
        with st.expander(_("Hämtade utan ett enda värde: {amount}").format(amount=without)):
            frame.wide_table([held_row(row) for row in empty])
    ended = [row for row in kpis if row["state"] == "retired" and row["is_fetched"]]
    if ended:
        st.markdown(
            "\n".join(
                f"- {row['national_kpi_id']}: {frame.escaped(kolada_words.note(row['state_note']))}"
                for row in ended
            )
        )
    st.caption(
        _(
            "Källa: Kolada. Rättade är värden som Kolada har ändrat eller tagit bort sedan de hämtades hit."
        )
    )


def show_known(kpis: Sequence[Row], *, may_fetch: bool) -> None:
    """Show the key figures that are known without a value."""
    known = [row for row in kpis if not row["has_values"] and not row["is_fetched"]]
    if not known:
        return
    amount = words.count(len(known), "nyckeltal", "nyckeltal")
    st.header(_("Vad som kan hämtas") if may_fetch else _("Vad som inte är hämtat"))
    told = _(
        "{amount} liknar kommunernas egna, eller är sådana där det är avgjort vilket håll som är bättre. Deras "
        "värden är inte hämtade."
    ).format(amount=amount)
    if may_fetch:
        told += " " + _(
            "Också andra kan hämtas: Kolada har omkring {all} nyckeltal för kommuner."
        ).format(all=words.number(ABOUT_ALL))
    st.write(told)
    with st.expander(_("Visa {amount}").format(amount=amount)):
        frame.wide_table(
            [
                {
                    pgettext("column", "Nyckeltal"): Verbatim(
                        f"{row['title']} ({row['national_kpi_id']})"
                    ),
                    _("Riktning"): words.DIRECTIONS[row["direction"]],
                    _("Vad som mäts"): row["definition"],
                }
                for row in known
            ]
        )


def choose(kpis: Sequence[Row]) -> list[str]:
    """Show the choice of what to fetch; none chosen means all that is known."""
    known = {f"{row['national_kpi_id']} {row['title']}": row["national_kpi_id"] for row in kpis}
    chosen = st.multiselect(
        _("Nyckeltal att hämta"),
        list(known),
        key="hamta",
        placeholder=_("Alla i listan"),
        accept_new_options=True,
        help=_(
            "Välj i listan, eller skriv den beteckning som ett annat nyckeltal har i Kolada, till exempel N00941."
        ),
    )
    return [known.get(one, one.strip().upper()) for one in chosen]


def start(national_kpi_ids: Sequence[str]) -> None:
    """Start fetching; tell why where that does not work."""
    try:
        running.start(national_kpi_ids)
    except KoladaError as error:
        for one in error.problems:
            st.error(frame.escaped(kolada_words.problem(one)))
        return
    st.rerun()


def show_end(told: Progress) -> None:
    """Say how the latest fetch ended."""
    if told.ended_at is None:
        st.warning(_(kolada_words.BROKEN_OFF))
    elif told.phase == "done" and not told.problems:
        st.success(
            _("Hämtningen den {date} blev klar: {values}.").format(
                date=words.date_text(told.ended_at.date()),
                values=words.count(told.values, "nytt värde", "nya värden"),
            )
        )
    for problem in told.problems_in(spoken()):
        st.error(frame.escaped(problem))


@st.fragment(run_every=SECONDS_BETWEEN_LOOKS)
def follow() -> None:
    """Follow a fetch that goes on, with a way to stop it; show the page anew when it has ended."""
    frame.settle_language()
    told = running.progress()
    if not running.is_running():
        st.rerun()
    if told is None or told.ended_at is not None:
        st.write(_("Hämtningen börjar."))
        return
    text = kolada_words.progress(told.phase, told.done, told.total, told.values)
    st.progress(told.done / told.total if told.total else 0.0, text=text)
    if st.button(_("Avbryt hämtningen"), key="avbryt"):
        running.stop()


def show_fetching(kpis: Sequence[Row]) -> None:
    """Show what a keeper of the data may do: fetch, follow, stop."""
    st.header(_("Hämta från Kolada"))
    if running.is_running():
        follow()
        return
    told = running.progress()
    if told is not None:
        show_end(told)
    ids = choose(kpis)
    if st.button(_("Hämta"), key="starta", type="primary"):
        start(ids)
    st.caption(
        _(
            "Hämtningen pågår även om sidan stängs, och kan avbrytas. Det som hunnit bli klart finns kvar, och nästa "
            "hämtning fortsätter där."
        )
    )


def settle(national_kpi_id: str, *, is_same: bool) -> None:
    """Let a stopped series go on; tell why where that does not work."""
    try:
        decide(national_kpi_id, is_same=is_same)
    except KoladaError as error:
        texts = [kolada_words.problem(one) for one in error.problems]
    except RecordError as error:
        texts = [words.problem(one) for one in error.problems]
    else:
        st.rerun()
    for text in texts:
        st.error(frame.escaped(text))


def show_stopped(kpis: Sequence[Row], *, may_decide: bool) -> None:
    """Show the series that wait for a person, and let one who may decide."""
    stopped = [row for row in kpis if row["state"] == "stopped"]
    if not stopped:
        return
    st.header(_("Stoppade serier"))
    st.write(
        _(
            "Kolada har ändrat titeln på ett nyckeltal. Nya värden hämtas inte förrän någon har avgjort om det "
            "fortfarande är samma mått."
        )
    )
    for row in stopped:
        kpi = row["national_kpi_id"]
        st.markdown(
            f"**{frame.escaped(kpi)}** {frame.escaped(kolada_words.note(row['state_note']))}"
        )
        if not may_decide:
            continue
        same, anew, _rest = st.columns([1, 1, 2])
        if same.button(_("Samma mått, nya ord"), key=f"samma-{kpi}"):
            settle(kpi, is_same=True)
        if anew.button(_("Annat mått, börja om"), key=f"ny-{kpi}"):
            settle(kpi, is_same=False)


kpis = frame.rows("national_kpis")
frame.lead(answer_sentence(kpis))
st.write(
    _(
        "Kolada är kommunernas och regionernas öppna databas med nyckeltal. Det som hämtas därifrån visas på Nyckeltal, "
        "Karta och Jämför."
    )
)
may_fetch = frame.may_take_in()
show_stopped(kpis, may_decide=may_fetch)
if may_fetch:
    show_fetching(kpis)
show_held(kpis)
show_known(kpis, may_fetch=may_fetch)
