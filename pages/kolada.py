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

SECONDS_BETWEEN_LOOKS = 1.0
ROWS_IN_SIGHT = 12


def answer_sentence(kpis: Sequence[Row]) -> str:
    """Say how much is held and as of when."""
    fetched = [row for row in kpis if row["is_fetched"]]
    along = [row for row in kpis if row["has_values"] and not row["is_fetched"]]
    parts = []
    if fetched:
        newest = max(row["fetched_on"] for row in fetched)
        parts.append(
            f"{words.count(len(fetched), 'nyckeltal', 'nyckeltal')} är hämtade från Kolada, "
            f"senast den {words.date_text(newest)}"
        )
    else:
        parts.append("Inget är hämtat från Kolada än")
    if along:
        parts.append(
            f"{words.count(len(along), 'nyckeltal', 'nyckeltal')} följer med Målkollen i ett urval"
        )
    return f"{', '.join(parts)}."


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
    return words.date_text(day) if day > row["fetched_on"] else f"väntad {words.date_text(day)}"


def held_row(row: Row) -> Row:
    """Return what is held of a key figure as a row of the table."""
    return {
        "Nyckeltal": f"{row['title']} ({row['national_kpi_id']})",
        "Läge": kolada_words.SERIES_STATES[row["state"]] if row["is_fetched"] else "följer med",
        "År": span(row),
        "Kommuner": words.number(row["municipality_count"]),
        "Värden": words.number(row["value_count"]),
        "Rättade": words.number(row["revision_count"]),
        "Hämtat": words.date_text(row["fetched_on"]),
        "Nästa publicering": next_publication(row),
    }


def show_held(kpis: Sequence[Row]) -> None:
    """Show what is held of each key figure; apart those that were fetched and had nothing."""
    held = [row for row in kpis if row["has_values"]]
    empty = [row for row in kpis if row["is_fetched"] and not row["has_values"]]
    st.header("Vad som finns")
    frame.wide_table([held_row(row) for row in held[:ROWS_IN_SIGHT]])
    if len(held) > ROWS_IN_SIGHT:
        more = words.count(len(held) - ROWS_IN_SIGHT, "nyckeltal", "nyckeltal")
        with st.expander(f"Visa {more} till"):
            frame.wide_table([held_row(row) for row in held[ROWS_IN_SIGHT:]])
    if empty:
        without = words.count(len(empty), "nyckeltal", "nyckeltal")
        with st.expander(f"Hämtade utan ett enda värde: {without}"):
            frame.wide_table([held_row(row) for row in empty])
    ended = [row for row in kpis if row["state"] == "retired" and row["is_fetched"]]
    if ended:
        st.markdown(
            "\n".join(
                f"- {row['national_kpi_id']}: {frame.escaped(row['state_note'] or '')}"
                for row in ended
            )
        )
    st.caption(
        "Källa: Kolada. ”Rättade” är värden som Kolada har ändrat eller tagit bort sedan de hämtades."
    )


def show_known(kpis: Sequence[Row]) -> None:
    """Show the key figures that are known without a value."""
    known = [row for row in kpis if not row["has_values"] and not row["is_fetched"]]
    if not known:
        return
    st.header("Vad som kan hämtas")
    st.write(
        f"{words.count(len(known), 'nyckeltal', 'nyckeltal')} ligger nära kommunernas egna eller har en riktning som "
        "Målkollen känner, men inget utfall är hämtat. Kolada har omkring 6 000; vilket som helst kan hämtas."
    )
    with st.expander(f"Visa {words.count(len(known), 'nyckeltal', 'nyckeltal')} som kan hämtas"):
        frame.wide_table(
            [
                {
                    "Nyckeltal": f"{row['title']} ({row['national_kpi_id']})",
                    "Riktning": words.DIRECTIONS[row["direction"]],
                    "Vad som mäts": row["definition"],
                }
                for row in known
            ]
        )


def choose(kpis: Sequence[Row]) -> list[str]:
    """Show the choice of what to fetch; none chosen means all that is known."""
    known = {f"{row['national_kpi_id']} {row['title']}": row["national_kpi_id"] for row in kpis}
    chosen = st.multiselect(
        "Nyckeltal att hämta",
        list(known),
        key="hamta",
        placeholder="Alla som Målkollen känner",
        accept_new_options=True,
        help="Välj i listan, eller skriv ett annat id i Kolada, till exempel N00941.",
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
        st.warning(kolada_words.BROKEN_OFF)
    elif told.phase == "done" and not told.problems:
        st.success(
            f"Hämtningen den {words.date_text(told.ended_at.date())} blev klar: "
            f"{words.count(told.values, 'nytt värde', 'nya värden')}."
        )
    for problem in told.problems:
        st.error(frame.escaped(problem))


@st.fragment(run_every=SECONDS_BETWEEN_LOOKS)
def follow() -> None:
    """Follow a fetch that goes on, with a way to stop it; show the page anew when it has ended."""
    told = running.progress()
    if not running.is_running():
        st.rerun()
    if told is None or told.ended_at is not None:
        st.write("Hämtningen börjar.")
        return
    text = kolada_words.progress(told.phase, told.done, told.total, told.values)
    st.progress(told.done / told.total if told.total else 0.0, text=text)
    if st.button("Avbryt hämtningen", key="avbryt"):
        running.stop()


def show_fetching(kpis: Sequence[Row]) -> None:
    """Show what a keeper of the data may do: fetch, follow, stop."""
    st.header("Hämta från Kolada")
    if running.is_running():
        follow()
        return
    told = running.progress()
    if told is not None:
        show_end(told)
    ids = choose(kpis)
    if st.button("Hämta", key="starta", type="primary"):
        start(ids)
    st.caption(
        "Hämtningen går i bakgrunden och kan avbrytas; det som blivit klart är kvar, och nästa hämtning tar vid där. "
        "Samma sak från kommandoraden: python -m malkollen kolada sync"
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
    st.header("Stoppade serier")
    st.write(
        "Titeln har ändrats under samma id. Serien hämtas inte förrän någon har sett efter vad som ändrats."
    )
    for row in stopped:
        kpi = row["national_kpi_id"]
        st.markdown(f"**{frame.escaped(kpi)}** {frame.escaped(row['state_note'] or '')}")
        if not may_decide:
            continue
        same, anew, _ = st.columns([1, 1, 2])
        if same.button("Samma mått, nya ord", key=f"samma-{kpi}"):
            settle(kpi, is_same=True)
        if anew.button("Annat mått, börja om", key=f"ny-{kpi}"):
            settle(kpi, is_same=False)


kpis = frame.rows("national_kpis")
frame.lead(answer_sentence(kpis))
may_fetch = frame.may_take_in()
show_stopped(kpis, may_decide=may_fetch)
if may_fetch:
    show_fetching(kpis)
show_held(kpis)
show_known(kpis)
