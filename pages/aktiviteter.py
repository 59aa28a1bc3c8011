"""Aktiviteter: which activities are there, where does each stand, and what has happened to it?"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from malkollen import charts, export, frame, words
from malkollen.export import tables
from malkollen.frame import Choice, Row
from malkollen.words import taking_out
from malkollen.words.language import NN_, _, known, ngettext, pgettext

PLAIN_TABLE_LIMIT = 60
DRAWN_DEFERRALS_LIMIT = 60
DEFERRALS_AT_ONCE = 12
COLUMNS_OF_FILTERS = 3
# Above four rem the cells wrap: room for four lines, so that nearly all titles can be read whole.
ROW_HEIGHT = 86
ROWS_IN_SIGHT = 5
GRID_HEIGHT = 500


@dataclass(frozen=True)
class Filter:
    """A filter of several values: its key in the address, its label, what it counts and what it asks.

    One of the common vocabulary offers what any document has, so that a choice holds from document to document; the
    others offer what the chosen documents have.
    """

    key: str
    label: str
    facet: str
    parameter: str
    is_vocabulary: bool = False


@dataclass(frozen=True)
class Value:
    """One of a filter's values: its label and its codes (two municipalities may share a committee's name)."""

    label: str
    codes: list[str]


YEAR = Filter("ar", _("År"), "year", "years")
FILTERS = (
    Filter("namnd", _("Nämnd"), "committee", "committee_ids"),
    Filter("lage", _("Läge"), "family", "family_codes", is_vocabulary=True),
    Filter("status", _("Status"), "status", "status_codes", is_vocabulary=True),
    Filter("framflyttad", _("Framflyttad"), "deferral_kind", "deferral_kinds", is_vocabulary=True),
    Filter("skal", _("Skäl till framflyttning"), "reason", "reason_codes", is_vocabulary=True),
    Filter("kvarstar", _("Kvarstår från"), "carried_over_from_year", "carried_over_from_years"),
    Filter("slag", _("Slag"), "kind", "kinds"),
)
SWITCHES = (
    Filter("forsenad", _("Bara försenade"), "is_overdue", "is_overdue"),
    Filter(
        "motsagd",
        _("Bara med olika status på olika ställen"),
        "is_contradictory",
        "is_contradictory",
    ),
)


def value_label(row: Row) -> str:
    """Name a filter's value as the screen and the address do; what is no word of ours stays as the documents have it."""
    label: str = row["value_label"]
    return (
        words.DEFERRAL_KINDS[label]
        if row["facet"] == "deferral_kind"
        else known(row["facet"], label)
    )


def values_of(one: Filter, offered: list[Row]) -> dict[str, Value]:
    """Return what a filter offers, by what a choice of it holds in any language.

    Of the common vocabulary that is the code, else what the documents call it.
    """
    values: dict[str, Value] = {}
    for row in offered:
        if row["facet"] == one.facet and (row["activity_count"] or one.is_vocabulary):
            held = row["value_code"] if one.is_vocabulary else row["value_label"]
            values.setdefault(held, Value(value_label(row), [])).codes.append(row["value_code"])
    return values


def held_in(key: str, offered: Mapping[str, str]) -> bool:
    """Say whether a filter is in use, and forget what it holds but is no longer offered, given as values with labels.

    The fold is drawn before the filters in it, so they are read from the visit, or on its first run from the address,
    which holds labels. Streamlit itself would drop what is not offered from the field, but leave it in the address.
    """
    if key not in st.session_state:
        return any(label in offered.values() for label in st.query_params.get_all(key))
    held = st.session_state[key]
    if isinstance(held, list) and any(value not in offered for value in held):
        st.session_state[key] = [value for value in held if value in offered]
    elif isinstance(held, str) and held not in offered:
        st.session_state[key] = None
    return bool(st.session_state[key])


def counts_in_words(one: Filter, counts: list[Row]) -> str:
    """Say how many activities each value of a filter would give."""
    given: dict[str, int] = {}
    for row in counts:
        if row["facet"] == one.facet and row["activity_count"] and row["value_code"] != "false":
            given[value_label(row)] = given.get(value_label(row), 0) + row["activity_count"]
    if not given:
        return pgettext("filter", "Ingen aktivitet")
    if "true" in given:
        return words.count(given["true"], "aktivitet", "aktiviteter")
    return " · ".join(
        # A value and its count stay on one line.
        f"{frame.escaped(label)} {words.number(amount)}".replace(" ", words.SPACE)
        for label, amount in given.items()
    )


def label_of(values: Mapping[str, Value], held: str) -> str:
    """Return the label of what a choice holds; raise KeyError for what is not offered."""
    return values[held].label


def choose_filters(choice: Choice) -> dict[str, Any]:
    """Show the filters, each with how many activities its values give; return them as a question's parameters."""
    asked: dict[str, Any] = {"document_ids": choice.document_ids}
    offered = frame.rows("activity_filter_counts", **asked)
    filters = FILTERS if choice.document else (YEAR, *FILTERS)
    offers = {one: values for one in filters if (values := values_of(one, offered))}
    search = st.text_input(
        _("Sök i titel och mål"),
        key="sok",
        bind="query-params",
        placeholder=_("Till exempel: skolplikt"),
    )
    asked["search_text"] = search.strip() or None
    choices: dict[str, Mapping[str, str]] = {
        one.key: {held: value.label for held, value in values.items()}
        for one, values in offers.items()
    }
    choices |= {one.key: {"true": "true"} for one in SWITCHES}
    if choice.document:
        goals = frame.rows("goals", document_id=choice.document["document_id"])
        choices["mal"] = {goal_id: label for label, goal_id in words.goal_labels(goals).items()}
    amount = sum(held_in(key, values) for key, values in choices.items())
    label = (
        _("Filter ({chosen})").format(chosen=words.count(amount, "vald", "valda"))
        if amount
        else _("Filter")
    )
    notes: dict[Filter, Any] = {}
    with st.expander(label, expanded=bool(amount)):
        if choice.document:
            asked["goal_id"] = frame.choose_goal(
                choice.document, pgettext("column", "Mål"), empty=_("Alla mål")
            )
        for number, (one, values) in enumerate(offers.items()):
            if number % COLUMNS_OF_FILTERS == 0:
                columns = st.columns(COLUMNS_OF_FILTERS)
            with columns[number % COLUMNS_OF_FILTERS]:
                chosen = st.multiselect(
                    one.label,
                    list(values),
                    format_func=partial(label_of, values),
                    key=one.key,
                    bind="query-params",
                    placeholder=_("Alla"),
                )
                notes[one] = st.empty()
            codes = [code for held in chosen for code in values[held].codes]
            asked[one.parameter] = ",".join(codes) or None
        columns = st.columns(COLUMNS_OF_FILTERS)
        for one, column in zip(SWITCHES, columns, strict=False):
            with column:
                is_on = st.checkbox(one.label, key=one.key, bind="query-params")
                notes[one] = st.empty()
            asked[one.parameter] = is_on or None
        counts = frame.rows("activity_filter_counts", **asked)
        for one, note in notes.items():
            note.caption(counts_in_words(one, counts))
        st.caption(
            _("Talen säger hur många aktiviteter varje val ger tillsammans med de andra filtren.")
        )
    return asked


def sentence(shown: list[Row], total: int, *, is_filtered: bool) -> str:
    """Say how many activities pass the filters, and how they stand."""
    activities = words.count(total, "aktivitet", "aktiviteter")
    if not shown:
        return _("Ingen av {activities} passar filtren.").format(activities=activities)
    parts = [
        words.count(amount, one, many)
        for (one, many), amount in [
            (
                NN_("är genomförd", "är genomförda"),
                sum(row["family_code"] == "completed" for row in shown),
            ),
            (
                NN_("är efter plan", "är efter plan"),
                sum(row["family_code"] == "behind" for row in shown),
            ),
            (
                NN_("är framflyttad", "är framflyttade"),
                sum(row["is_deferred"] for row in shown),
            ),
            (NN_("är försenad", "är försenade"), sum(row["is_overdue"] for row in shown)),
        ]
        if amount
    ]
    silent = sum(row["status_code"] == "not_reported" for row in shown)
    if silent:
        parts.append(
            _("ingen har rapporterad status")
            if silent == len(shown)
            else words.count(silent, "saknar rapporterad status", "saknar rapporterad status")
        )
    if is_filtered:
        start = ngettext(
            "{shown} av {activities} passar filtren",
            "{shown} av {activities} passar filtren",
            len(shown),
        ).format(shown=words.number(len(shown)), activities=activities)
    else:
        start = ngettext("{activities} visas", "Alla {activities} visas", total).format(
            activities=activities
        )
    return f"{start}: {words.listed(parts)}." if parts else f"{start}."


def deferral_in_short(row: Row) -> str | None:
    """Say in a cell whether and how the end was moved."""
    if row["deferral_kind"] is None:
        return None
    kind = words.DEFERRAL_KINDS[row["deferral_kind"] if row["is_deferred"] else "told"]
    return f"{kind}: {row['deferral_to_text']}" if row["deferral_to_text"] else kind


def columns_of(shown: list[Row], choice: Choice) -> dict[str, list[Any]]:
    """Return what the table shows, a list of cells under each heading."""
    labels = {row["document_id"]: frame.document_label(row) for row in choice.documents}
    columns: dict[str, list[Any]] = {_("Aktivitet"): [row["title"] for row in shown]}
    if choice.municipality is None:
        columns[_("Kommun")] = [row["municipality"] for row in shown]
    if choice.document is None:
        columns[_("Dokument")] = [labels[row["document_id"]] for row in shown]
    columns |= {
        _("Nämnd"): [row["committees"] for row in shown],
        _("Slut"): [row["due_date"] for row in shown],
        _("Status"): [known("status", row["status"]) for row in shown],
        _("Framflyttad"): [deferral_in_short(row) for row in shown],
        _("Skäl"): [row["reasons"] and words.reasons_text(row["reasons"]) for row in shown],
        _("Kvarstår från"): [
            row["carried_over_from_year"] and str(row["carried_over_from_year"]) for row in shown
        ],
        _("Dagar över"): [row["overdue_days"] for row in shown],
        pgettext("column", "Mål"): [row["goal_path"] for row in shown],
    }
    return columns


def take_row(key: str, activity_ids: list[str]) -> None:
    """Put the row chosen in the table in the address."""
    chosen = st.session_state[key]["selection"]["rows"]
    if chosen:
        st.query_params["aktivitet"] = activity_ids[chosen[0]]
    else:
        st.query_params.pop("aktivitet", None)


def take_name(key: str) -> None:
    """Put the activity chosen by name in the address."""
    chosen = st.session_state[key]
    if chosen:
        st.query_params["aktivitet"] = chosen
    else:
        st.query_params.pop("aktivitet", None)


def show_rows(shown: list[Row], choice: Choice, asked: dict[str, Any]) -> None:
    """Show the activities in a table that sorts, with a choice of one of them."""
    activity_ids = [row["activity_id"] for row in shown]
    chosen = st.query_params.get("aktivitet")
    place = activity_ids.index(chosen) if chosen in activity_ids else None
    columns = columns_of(shown, choice)
    types = {_("Slut"): pa.date32(), _("Dagar över"): pa.int32()}
    grid = pa.table(
        {name: pa.array(cells, types.get(name, pa.string())) for name, cells in columns.items()}
    )
    # Rows are chosen by number, so each set of rows is a table of its own. The address decides which is chosen.
    key = f"rader-{zlib.crc32(repr(sorted(asked.items())).encode())}"
    st.session_state[key] = {
        "selection": {"rows": [] if place is None else [place], "columns": [], "cells": []}
    }
    st.dataframe(
        grid,
        key=key,
        hide_index=True,
        placeholder="–",
        row_height=ROW_HEIGHT,
        height=GRID_HEIGHT if len(shown) > ROWS_IN_SIGHT else "content",
        on_select=partial(take_row, key, activity_ids),
        selection_mode="single-row",
        column_config={
            _("Aktivitet"): st.column_config.TextColumn(pinned=True, width=230),
            _("Framflyttad"): st.column_config.TextColumn(width=150),
            pgettext("column", "Mål"): st.column_config.TextColumn(width=320),
            _("Slut"): st.column_config.DateColumn(format="YYYY-MM-DD"),
        },
        alt=_("Aktiviteter som passar filtren"),
    )
    st.session_state["vald"] = None if place is None else chosen
    names = {
        row["activity_id"]: f"{number}. {row['title']}" for number, row in enumerate(shown, start=1)
    }
    st.selectbox(
        _("En aktivitets historia"),
        activity_ids,
        index=None,
        format_func=names.__getitem__,
        placeholder=_("Välj här eller markera en rad i tabellen"),
        key="vald",
        on_change=take_name,
        args=("vald",),
    )


def due_in_words(row: Row) -> str:
    """Say when an activity ends, with the document's own words where they say something else."""
    own = row["due_text"]
    if row["due_date"] is None:
        return _("”{text}”").format(text=own) if own else _("anges inte")
    date = words.date_text(row["due_date"])
    if own in (None, row["due_date"].isoformat()):
        return date
    return _("{date} (i dokumentet: ”{text}”)").format(date=date, text=own)


def overdue_in_words(row: Row) -> str | None:
    """Say how long past its end an activity is; nothing where it is not."""
    if not row["is_overdue"]:
        return None
    return _("{days} över slutdatum per {date}").format(
        days=words.count(row["overdue_days"], "dag", "dagar"),
        date=words.date_text(row["as_of_date"]),
    )


def history_row(row: Row) -> dict[str, str]:
    """Return one occasion of an activity as a row of a table."""
    return {
        _("Tillfälle"): row["label"],
        _("Per"): words.date_text(row["as_of_date"]),
        _("Dokumentets ord"): row["status_text"] or _("inget"),
        _("Status"): known("status", row["status"]),
    }


def show_heading(text: str) -> None:
    """Show the heading of a part of an activity's history."""
    st.markdown(f"**{text}**")


def show_activity(activity_id: str, *, is_among_shown: bool) -> None:
    """Show all that is known of one activity."""
    history = frame.rows("activity_history", activity_id=activity_id)
    if not history:
        st.info(_("Det finns ingen aktivitet med den beteckning som står i adressen."))
        return
    own = [row for row in history if row["is_this_listing"]]
    document_id = own[-1]["document_id"]
    activity = next(
        row
        for row in frame.rows("activities", document_ids=document_id)
        if row["activity_id"] == activity_id
    )
    st.header(frame.escaped(activity["title"]))
    if not is_among_shown:
        st.caption(_("Aktiviteten hör inte till raderna ovan."))
    frame.facts(
        {
            pgettext("column", "Mål"): activity["goal_path"],
            _("Formulering"): activity["wording"],
            _("Slag"): activity["kind"],
            _("Prioritering"): activity["priority_text"],
            _("Nämnd"): activity["committees"] or _("anges inte"),
            _("Slut"): due_in_words(activity),
            _("Försenad"): overdue_in_words(activity),
            _("Kvarstår från"): activity["carried_over_from_year"]
            and str(activity["carried_over_from_year"]),
            _("Står i dokumentet"): words.place(activity),
        }
    )
    show_heading(_("Status vid varje tillfälle"))
    frame.table([history_row(row) for row in own])
    moved = [row for row in own if row["deferral_kind"]]
    if moved:
        show_heading(_("Framflyttad"))
        for row in moved:
            st.markdown(f"{frame.escaped(row['label'])}: {frame.escaped(words.deferral(row))}")
    others = [row for row in history if not row["is_this_listing"]]
    here = [row for row in others if row["document_id"] == document_id]
    if here:
        show_heading(_("Står också på andra ställen i dokumentet"))
        frame.wide_table(
            [
                {
                    _("Under"): row["goal_path"],
                    **history_row(row),
                    _("Slut"): due_in_words(row),
                    _("Plats"): words.place(row),
                }
                for row in here
            ]
        )
    elsewhere = [row for row in others if row["document_id"] != document_id]
    if elsewhere:
        show_heading(_("I kommunens andra dokument"))
        frame.wide_table(
            [
                {
                    _("Dokument"): f"{row['document_title']} ({row['year']})",
                    **history_row(row),
                    _("Slut"): due_in_words(row),
                }
                for row in elsewhere
            ]
        )
    listings = {row["activity_id"] for row in history}
    remarks = [
        row
        for row in frame.rows("findings", document_id=document_id)
        if row["activity_id"] in listings
    ]
    if remarks:
        show_heading(_("Anmärkningar"))
        for row in remarks:
            st.markdown(frame.escaped(words.finding(row)))
    frame.source([row for row in frame.rows("documents") if row["document_id"] == document_id])


def show_deferrals(shown: list[Row], choice: Choice) -> None:
    """Draw the moved ends of the activities shown, from first to new date."""
    deferrals = frame.asked("deferrals", document_ids=choice.document_ids)
    activity_ids = pa.array([row["activity_id"] for row in shown], pa.string())
    drawn = deferrals.filter(pc.is_in(deferrals["activity_id"], value_set=activity_ids))
    moved = drawn.to_pylist()
    if not moved:
        return
    st.header(_("Framflyttningar, från tidigare till nytt slut"))
    if len(moved) > DRAWN_DEFERRALS_LIMIT:
        st.write(
            _(
                "{amount} framflyttningar är fler än en bild rymmer. Filtrera tills det är högst {limit}, "
                "så ritas de här."
            ).format(amount=words.number(len(moved)), limit=words.number(DRAWN_DEFERRALS_LIMIT))
        )
        return
    marked = sum(row["is_marked"] for row in moved)
    told = len(moved) - marked
    without_start = sum(row["from_date"] is None for row in moved)
    sentences = [
        _("{deferrals}: {marked} i dokumentet, {told} bara i en kommentar.").format(
            deferrals=words.count(len(moved), "framflyttning", "framflyttningar"),
            marked=words.some(marked, "märkt", "märkta"),
            told=words.some(told, "nämnd", "nämnda"),
        )
    ]
    if without_start:
        sentences.append(
            _("Det tidigare slutet anges inte för {amount} av dem.").format(
                amount=words.number(without_start)
            )
        )
    summary = " ".join(sentences)
    st.write(summary)
    if len(moved) > DEFERRALS_AT_ONCE:
        # A picture this tall is drawn when it is asked for, so that a change of filter stays quick.
        fold = st.expander(_("Visa bilden"), key="bild", on_change="rerun")
        if not fold.open:
            frame.source(documents_of(moved, choice))
            return
    frame.chart(
        charts.deferral_timeline(drawn),
        key="framflyttningar",
        summary=summary,
        shown=[
            {
                _("Aktivitet"): row["title"],
                _("Nämnd"): row["committees"],
                _("Från"): row["from_text"],
                _("Till"): row["to_text"],
                _("Slag"): words.DEFERRAL_KINDS[row["kind"]],
                _("Hur det sägs"): words.DEFERRAL_TOLD_BY[row["told_by"]],
                _("Skäl"): row["reasons"] and words.reasons_text(row["reasons"]),
            }
            for row in moved
        ],
    )
    frame.source(documents_of(moved, choice))


def documents_of(shown: list[Row], choice: Choice) -> list[Row]:
    """Return the documents that the rows stand in."""
    ids = {row["document_id"] for row in shown}
    return [row for row in choice.documents if row["document_id"] in ids]


def rows_as_csv(shown: list[Row]) -> bytes:
    """Write the rows shown as a file for Swedish Excel, with the document's own words and places."""
    return export.swedish_csv(pa.table(dict(tables.activities(shown).columns)))


def offer_workbook(shown: list[Row], choice: Choice, asked: dict[str, Any]) -> None:
    """Show the button that gives the rows shown as a workbook."""
    document = choice.document
    name = frame.document_label(document) if document else None
    documents = documents_of(shown, choice)
    goals = frame.rows("goals", document_id=document["document_id"]) if document else []
    offered = frame.rows("activity_filter_counts", document_ids=choice.document_ids)
    frame.offer_workbook(
        taking_out.Taken(
            title=taking_out.title(_("Aktiviteter"), choice.municipality, name),
            grain=_("en aktivitet så som den står i dokumentet, med dess senaste status"),
            scope=[
                *taking_out.scope(choice.municipality, name),
                *taking_out.as_of_dates(documents),
            ],
            row_count=len(shown),
            total=sum(row["activity_count"] for row in choice.documents),
            filters=taking_out.filters(asked, offered, goals),
            sources=taking_out.document_sources(documents),
            definitions=tuple(taking_out.DEFINITIONS),
            statuses=frame.rows("statuses"),
        ),
        partial(tables.activities, shown),
        file_name="malkollen-aktiviteter.xlsx",
        address=frame.view_address(**frame.choice_parameters(choice)),
    )


def show_plain_table(shown: list[Row], choice: Choice) -> None:
    """Show the same rows as a plain table, which a screen reader reads whole: the grid gives it only the rows in sight."""
    fold = st.expander(
        _("Visa aktiviteterna som enkel tabell"), key="enkel-tabell", on_change="rerun"
    )
    # Many rows are written when they are asked for.
    if len(shown) > PLAIN_TABLE_LIMIT and not fold.open:
        return
    columns = columns_of(shown, choice)
    columns[_("Slut")] = [words.date_text(day) for day in columns[_("Slut")]]
    with fold:
        frame.wide_table(
            [
                dict(zip(columns, cells, strict=True))
                for cells in zip(*columns.values(), strict=True)
            ]
        )


def show_committees(choice: Choice, shown: list[Row]) -> None:
    """Spell out the committees' short names, where the rows are one municipality's."""
    used = {code for row in shown for code in (row["committees"] or "").split(", ")}
    names = {
        code: row["value_label"]
        for row in frame.rows("activity_filter_counts", document_ids=choice.document_ids)
        if row["facet"] == "committee"
        and row["municipality"] == choice.municipality
        and (code := row["value_code"].partition("-")[2]) in used
    }
    if names:
        st.caption(
            ", ".join(
                f"{frame.escaped(code)} = {frame.escaped(name)}" for code, name in names.items()
            )
        )


def show_selection(shown: list[Row], choice: Choice, asked: dict[str, Any]) -> None:
    """Show the rows that pass the filters, and one of them in full."""
    show_rows(shown, choice, asked)
    show_committees(choice, shown)
    show_plain_table(shown, choice)
    buttons = st.container(horizontal=True)
    with buttons:
        offer_workbook(shown, choice, asked)
    buttons.download_button(
        _("Ladda ner {rows} som CSV").format(rows=words.count(len(shown), "rad", "rader")),
        data=frame.at_click(rows_as_csv, shown),
        file_name="malkollen-aktiviteter.csv",
        mime="text/csv",
        on_click="ignore",
        key="ladda-ner",
    )
    frame.source(documents_of(shown, choice))
    frame.explained(
        {
            "framflyttad": _("Framflyttad"),
            "forsenad": _("Försenad"),
            "kvarstar": _("Kvarstår från ett tidigare år"),
            "olika-status": _("Olika status på olika ställen"),
            "statusar": _("Statusar"),
        }
    )


choice = frame.choice()
answer = st.container()
asked = choose_filters(choice)
shown = frame.rows("activities", **asked)
total = sum(row["activity_count"] for row in choice.documents)
with answer:
    is_filtered = any(value is not None for name, value in asked.items() if name != "document_ids")
    frame.lead(sentence(shown, total, is_filtered=is_filtered))
    if choice.document and choice.document["kind"] == "plan":
        st.write(_("Dokumentet är en plan: inget utfall är rapporterat."))
if shown:
    show_selection(shown, choice, asked)
else:
    st.write(_("Ta bort något filter, eller välj en annan kommun, för att se aktiviteter."))
chosen_id = st.query_params.get("aktivitet")
if chosen_id:
    show_activity(chosen_id, is_among_shown=any(row["activity_id"] == chosen_id for row in shown))
if shown:
    show_deferrals(shown, choice)
