"""Aktiviteter: which activities are there, where does each stand, and what has happened to it?"""

import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from malkollen import charts, export, frame, words
from malkollen.export import tables
from malkollen.frame import Choice, Row
from malkollen.words import deferrals, taking_out
from malkollen.words.language import (
    ENGLISH,
    NN_,
    SWEDISH,
    _,
    known,
    ngettext,
    pgettext,
    speaking,
    spoken,
)

# A plain table shows so many rows, and then as many more each time it is asked: all that a document has, since paper has
# what the table has. Three hundred are a fifth of a megabyte, and no slower to see than sixty.
ROWS_AT_ONCE = 300
DRAWN_DEFERRALS_LIMIT = 60
DEFERRALS_AT_ONCE = 12
COLUMNS_OF_FILTERS = 3
# Above four rem the cells wrap: room for four lines, so that nearly all titles can be read whole.
ROW_HEIGHT = 86
ROWS_IN_SIGHT = 5
GRID_HEIGHT = 500

# Where on the page the moved ends stand.
DEFERRALS = "framflyttningar"


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


def say_anew(one: Filter, values: Mapping[str, Value], offered: list[Row]) -> None:
    """Let an address name the values of a filter in the other language: who changes only its `lang` has not changed the choice."""
    asked = st.query_params.get_all(one.key)
    if not asked or not one.is_vocabulary or one.key in st.session_state:
        return
    own = {value.label: held for held, value in values.items()}
    with speaking(ENGLISH if spoken() == SWEDISH else SWEDISH):
        others = {value.label: held for held, value in values_of(one, offered).items()}
    if any(text in others and text not in own for text in asked):
        meant = [held for text in asked if (held := own.get(text) or others.get(text))]
        st.query_params[one.key] = [values[held].label for held in meant]
        # Streamlit has read the address for this run already.
        st.rerun()


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


def choose_filters(choice: Choice) -> tuple[dict[str, Any], list[Row]]:
    """Show the filters, each with how many activities its values give; return them as a question's parameters, and these counts."""
    asked: dict[str, Any] = {"document_ids": choice.document_ids}
    offered = frame.rows("activity_filter_counts", **asked)
    filters = FILTERS if choice.document else (YEAR, *FILTERS)
    offers = {one: values for one in filters if (values := values_of(one, offered))}
    for one, values in offers.items():
        say_anew(one, values, offered)
    search = st.text_input(
        _("Sök i titel och mål"),
        key="sok",
        bind="query-params",
        placeholder=_("Till exempel: skola"),
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
    # What is chosen stands under the answer, so a link with filters need not unfold the fields. The key keeps the fold
    # as the visitor left it when its label changes.
    with st.expander(label, key="filterfalt"):
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
    return asked, counts


def clear_filters() -> None:
    """Take away every filter, in its field and with that in the address."""
    empty: dict[str, Any] = {one.key: [] for one in (YEAR, *FILTERS)}
    empty |= {one.key: False for one in SWITCHES}
    for key, value in {**empty, "sok": "", "mal": None}.items():
        if key in st.session_state:
            st.session_state[key] = value


def filters_in_words(asked: dict[str, Any], choice: Choice) -> Sequence[tuple[str, Any]]:
    """Name each filter in use, with its value."""
    document = choice.document
    goals = frame.rows("goals", document_id=document["document_id"]) if document else []
    offered = frame.rows("activity_filter_counts", document_ids=choice.document_ids)
    return taking_out.filters(asked, offered, goals)


def show_filters_in_use(asked: dict[str, Any], choice: Choice) -> None:
    """Say which filters the answer is narrowed by, on paper too, with the way out of them."""
    switches = {one.label for one in SWITCHES}
    chosen = " · ".join(
        f"**{frame.escaped(name)}**"
        if name in switches
        else f"{frame.escaped(name)} **{frame.escaped(value)}**"
        for name, value in filters_in_words(asked, choice)
    )
    with st.container(key="valda-filter", horizontal=True, vertical_alignment="center"):
        st.markdown(_("Filter: {chosen}").format(chosen=chosen), width="content")
        st.button(_("Rensa filtren"), key="rensa", on_click=clear_filters)


def sentence(totals: Row, *, is_filtered: bool) -> str:
    """Say how many activities pass the filters, and how they stand."""
    total, amount = totals["listed_count"], totals["activity_count"]
    activities = words.count(total, "aktivitet", "aktiviteter")
    if not amount:
        return _("Ingen av {activities} passar filtren.").format(activities=activities)
    parts = [
        words.count(totals[name], one, many)
        for name, (one, many) in (
            ("completed_count", NN_("är genomförd", "är genomförda")),
            ("behind_count", NN_("är efter plan", "är efter plan")),
            ("deferred_count", NN_("är framflyttad", "är framflyttade")),
            ("overdue_count", NN_("är försenad", "är försenade")),
        )
        if totals[name]
    ]
    silent = totals["not_reported_count"]
    if silent:
        parts.append(
            _("ingen har rapporterad status")
            if silent == amount
            else words.count(silent, "saknar rapporterad status", "saknar rapporterad status")
        )
    if is_filtered:
        start = ngettext(
            "{shown} av {activities} passar filtren",
            "{shown} av {activities} passar filtren",
            amount,
        ).format(shown=words.number(amount), activities=activities)
    else:
        start = ngettext("{activities} visas", "Alla {activities} visas", total).format(
            activities=activities
        )
    told = f"{start}: {words.listed(parts)}." if parts else f"{start}."
    distinct = totals["distinct_activity_count"]
    if distinct == amount:
        return told
    if distinct == 1:
        same = _("{rows} är samma aktivitet.").format(rows=words.count(amount, "rad", "rader"))
        return f"{told} {same}"
    repeated = ngettext(
        "{rows} är {amount} olika aktiviteter.", "{rows} är {amount} olika aktiviteter.", amount
    ).format(rows=words.count(amount, "rad", "rader"), amount=words.number(distinct))
    return f"{told} {repeated}"


def deferral_in_short(row: Row) -> str | None:
    """Say in a cell whether and how the end was moved."""
    if row["deferral_kind"] is None:
        return None
    kind = words.DEFERRAL_KINDS[row["deferral_kind"] if row["is_deferred"] else "told"]
    return f"{kind}: {row['deferral_to_text']}" if row["deferral_to_text"] else kind


def without_empty(columns: dict[str, list[Any]], names: Collection[str]) -> dict[str, list[Any]]:
    """Leave out those of the named columns that no row has anything in."""
    return {
        name: cells
        for name, cells in columns.items()
        if name not in names or any(cell is not None for cell in cells)
    }


def origin_columns(rows: list[Row], choice: Choice) -> dict[str, list[Any]]:
    """Return whose and of which document rows are, where they may be of several."""
    columns: dict[str, list[Any]] = {}
    if choice.municipality is None:
        columns[_("Kommun")] = [row["municipality"] for row in rows]
    if choice.document is None:
        labels = {row["document_id"]: frame.document_label(row) for row in choice.documents}
        columns[_("Dokument")] = [labels[row["document_id"]] for row in rows]
    return columns


def columns_of(shown: list[Row], choice: Choice) -> dict[str, list[Any]]:
    """Return what the table shows, a list of cells under each heading; what matters most comes first."""
    columns: dict[str, list[Any]] = {
        _("Aktivitet"): [row["title"] for row in shown],
        _("Status"): [known("status", row["status"]) for row in shown],
        **origin_columns(shown, choice),
        _("Slut"): [row["due_date"] for row in shown],
        _("Framflyttad"): [deferral_in_short(row) for row in shown],
        _("Skäl"): [
            words.reasons_text(row["reasons"]) if row["reasons"] else None for row in shown
        ],
        _("Nämnd"): [row["committees"] for row in shown],
        _("Kvarstår från"): [
            None if row["carried_over_from_year"] is None else str(row["carried_over_from_year"])
            for row in shown
        ],
        _("Dagar över"): [row["overdue_days"] for row in shown],
        pgettext("column", "Mål"): [row["goal_path"] for row in shown],
    }
    return without_empty(
        columns, {_("Framflyttad"), _("Skäl"), _("Kvarstår från"), _("Dagar över")}
    )


def show_more(key: str) -> None:
    """Let a long table show more of its rows."""
    st.session_state[key] = st.session_state.get(key, ROWS_AT_ONCE) + ROWS_AT_ONCE


def show_by_and_by(rows: Sequence[Row], key: str) -> None:
    """Show rows as a plain table, so many at a time that a reader and a browser can follow."""
    amount = st.session_state.get(key, ROWS_AT_ONCE)
    rest = len(rows[amount:])
    if rest:
        st.caption(
            _("{shown} av {rows} visas; alla finns i filerna för Excel och CSV.").format(
                shown=words.number(amount), rows=words.count(len(rows), "rad", "rader")
            )
        )
    frame.wide_table(rows[:amount])
    if rest:
        label = _("Visa {rows} till").format(
            rows=words.count(min(rest, ROWS_AT_ONCE), "rad", "rader")
        )
        st.button(label, key=f"{key}-fler", on_click=show_more, args=(key,))


def name_rows(name: str, asked: dict[str, Any]) -> str:
    """Name what shows the rows of these filters: other filters make other rows, and so another one."""
    return f"{name}-{zlib.crc32(repr(sorted(asked.items())).encode())}"


def press_row(key: str, activity_ids: list[str]) -> None:
    """Put the activity whose button was pressed in the address, or take it away where it is the one that is open."""
    pressed = activity_ids[st.session_state[key]["row"]]
    if st.query_params.get("aktivitet") == pressed:
        frame.forget_row()
    else:
        st.query_params["aktivitet"] = pressed


def take_name(key: str) -> None:
    """Put the activity chosen by name in the address."""
    chosen = st.session_state[key]
    if chosen:
        st.query_params["aktivitet"] = chosen
    else:
        frame.forget_row()


def show_rows(shown: list[Row], choice: Choice, asked: dict[str, Any]) -> None:
    """Show the activities in a table that sorts, with a choice of one of them."""
    activity_ids = [row["activity_id"] for row in shown]
    chosen = st.query_params.get("aktivitet")
    columns = columns_of(shown, choice)
    numbers, buttons = _("Nr"), pgettext("column", "Visa")
    types = {numbers: pa.int32(), _("Slut"): pa.date32(), _("Dagar över"): pa.int32()}
    # The number is the one that the activity has in the list of names under the table.
    cells = {
        numbers: range(1, len(shown) + 1),
        buttons: [_("Stäng") if one == chosen else _("Visa") for one in activity_ids],
        **columns,
    }
    key = name_rows("rader", asked)
    pressed = f"{key}-visa"
    st.dataframe(
        pa.table(
            {name: pa.array(held, types.get(name, pa.string())) for name, held in cells.items()}
        ),
        key=key,
        hide_index=True,
        placeholder="–",
        row_height=ROW_HEIGHT,
        height=GRID_HEIGHT if len(shown) > ROWS_IN_SIGHT else "content",
        column_config={
            # What is pinned is drawn in grey: the number may be, the title is to be read.
            numbers: st.column_config.NumberColumn(pinned=True, width=45),
            buttons: st.column_config.ButtonColumn(
                pinned=True,
                width=70,
                on_click=press_row,
                args=(pressed, activity_ids),
                key=pressed,
            ),
            _("Aktivitet"): st.column_config.TextColumn(width=230),
            _("Framflyttad"): st.column_config.TextColumn(width=150),
            # A grid makes a column as wide as its first cells, which may be empty.
            _("Skäl"): st.column_config.TextColumn(width=110),
            pgettext("column", "Mål"): st.column_config.TextColumn(width=320),
            _("Slut"): st.column_config.DateColumn(format="YYYY-MM-DD"),
        },
        alt=_("Aktiviteter som passar filtren"),
    )
    st.session_state["vald"] = chosen if chosen in activity_ids else None
    names = {
        row["activity_id"]: f"{number}. {row['title']}" for number, row in enumerate(shown, start=1)
    }
    st.selectbox(
        _("En aktivitets historia"),
        activity_ids,
        index=None,
        format_func=names.__getitem__,
        placeholder=_("Välj här eller tryck på Visa i tabellen"),
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
    st.subheader(text, anchor=False)


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
    st.header(frame.escaped(activity["title"]), anchor=frame.HISTORY)
    st.button(_("Stäng aktiviteten"), key="stang-aktiviteten", on_click=frame.forget_row)
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
    frame.wide_table([history_row(row) for row in own])
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


def told_in_words(totals: Row) -> str:
    """Say how many moved ends the document marks, and how many only a comment tells of."""
    amount, marked = totals["deferral_count"], totals["marked_deferral_count"]
    deferrals = words.count(amount, "framflyttning", "framflyttningar")
    if not totals["told_deferral_count"]:
        return ngettext(
            "{deferrals}, märkt i dokumentet.", "{deferrals}, alla märkta i dokumentet.", amount
        ).format(deferrals=deferrals)
    if not marked:
        return ngettext(
            "{deferrals}, nämnd bara i en kommentar.",
            "{deferrals}, alla nämnda bara i en kommentar.",
            amount,
        ).format(deferrals=deferrals)
    return _("{deferrals}: {marked} i dokumentet, {told} bara i en kommentar.").format(
        deferrals=deferrals,
        marked=words.count(marked, "märkt", "märkta"),
        told=words.count(totals["told_deferral_count"], "nämnd", "nämnda"),
    )


def deferrals_in_words(totals: Row) -> str:
    """Say how many ends were moved, how the document tells it, and what a picture cannot show."""
    amount, unknown = totals["deferral_count"], totals["without_start_count"]
    drawn = totals["dated_start_count"]
    sentences = [told_in_words(totals)]
    if unknown == amount:
        sentences.append(
            ngettext(
                "Det tidigare slutet anges inte.",
                "Det tidigare slutet anges inte för någon av dem.",
                amount,
            )
        )
    elif unknown:
        sentences.append(
            _("Det tidigare slutet anges inte för {amount} av dem.").format(
                amount=words.number(unknown)
            )
        )
    if drawn > DRAWN_DEFERRALS_LIMIT:
        sentences.append(
            _("En bild rymmer högst {limit}: filtrera, så ritas de här.").format(
                limit=words.number(DRAWN_DEFERRALS_LIMIT)
            )
        )
    elif 0 < drawn < amount:
        sentences.append(
            _("Bilden visar {drawn} av dem, tabellen alla.").format(drawn=words.number(drawn))
        )
    return " ".join(sentences)


def end_in_words(row: Row, side: str) -> str | None:
    """Say one end of a deferral, in the document's words where it has any; nothing where it gives none."""
    text: str | None = row[f"{side}_text"]
    day = row[f"{side}_date"]
    return text or (words.date_text(day) if day else None)


def here_without_activity() -> dict[str, Any]:
    """Return the parameters of this view's address, with no activity opened."""
    return {name: st.query_params.get_all(name) for name in st.query_params if name != "aktivitet"}


def history_link(row: Row) -> frame.Link:
    """Return an activity's title as the way to its history, with the same filters."""
    link = frame.linked(
        row["title"], "aktiviteter", **here_without_activity(), aktivitet=row["activity_id"]
    )
    return replace(link, address=f"{link.address}#{frame.HISTORY}")


def deferral_rows(moved: list[Row], choice: Choice) -> list[Row]:
    """Return moved ends as rows of a table."""
    before = _("Tidigare slut")
    columns = {
        _("Aktivitet"): [history_link(row) for row in moved],
        **origin_columns(moved, choice),
        before: [end_in_words(row, "from") for row in moved],
        _("Nytt slut"): [end_in_words(row, "to") or _("anges inte") for row in moved],
        _("Skäl"): [
            words.reasons_text(row["reasons"]) if row["reasons"] else _("anges inte")
            for row in moved
        ],
        _("Nämnd"): [row["committees"] for row in moved],
        _("Hur det sägs"): [words.DEFERRAL_TOLD_BY[row["told_by"]] for row in moved],
        pgettext("column", "Mål"): [row["goal_path"] for row in moved],
        # The section is most often the goal once more.
        _("Plats"): [words.place({**row, "place_section": None}) for row in moved],
    }
    # What is told alike of all is told over the table.
    if len({row["told_by"] for row in moved}) == 1 and len(moved) > 1:
        del columns[_("Hur det sägs")]
    kept = without_empty(columns, {before, _("Nämnd")})
    return [dict(zip(kept, cells, strict=True)) for cells in zip(*kept.values(), strict=True)]


def show_deferrals(shown: list[Row], choice: Choice, totals: Row, asked: dict[str, Any]) -> None:
    """Show the moved ends of the activities shown: as a picture those whose earlier end is known, as a table all."""
    if not totals["deferral_count"]:
        return
    ends = frame.asked("deferrals", document_ids=choice.document_ids)
    activity_ids = pa.array([row["activity_id"] for row in shown], pa.string())
    found = ends.filter(pc.is_in(ends["activity_id"], value_set=activity_ids))
    moved = found.to_pylist()
    drawn = totals["dated_start_count"]
    is_drawn = 0 < drawn <= DRAWN_DEFERRALS_LIMIT
    st.header(
        _("Framflyttningar, från tidigare till nytt slut") if is_drawn else _("Framflyttningar"),
        anchor=DEFERRALS,
    )
    summary = deferrals_in_words(totals)
    st.write(summary)
    if not is_drawn:
        show_by_and_by(deferral_rows(moved, choice), name_rows("flyttade", asked))
    # A tall picture is drawn when it is asked for, so that a change of filter stays quick.
    elif (
        drawn <= DEFERRALS_AT_ONCE
        or st.expander(_("Visa bilden"), key="bild", on_change="rerun").open
    ):
        frame.chart(
            charts.deferral_timeline(found),
            key="framflyttningar",
            summary=summary,
            picture=frame.picture_of(
                _("Framflyttningar, från tidigare till nytt slut"),
                documents_of(moved, choice),
                filters=filters_in_words(asked, choice),
            ),
            shown=deferral_rows(moved, choice),
        )
    frame.source(documents_of(moved, choice))


def documents_of(shown: list[Row], choice: Choice) -> list[Row]:
    """Return the documents that the rows stand in."""
    ids = {row["document_id"] for row in shown}
    return [row for row in choice.documents if row["document_id"] in ids]


def document_name(choice: Choice) -> str | None:
    """Name the document chosen; nothing where it may be several."""
    return frame.document_label(choice.document) if choice.document else None


def is_narrowed(asked: Mapping[str, Any]) -> bool:
    """Say whether any filter is in use beside the choice of documents."""
    return any(value is not None for name, value in asked.items() if name != "document_ids")


def file_name(choice: Choice, asked: Mapping[str, Any], kind: str) -> str:
    """Name a file with the rows shown, and that they are not all where they are not."""
    part = _("urval") if is_narrowed(asked) else None
    return taking_out.file_name(
        choice.municipality, _("Aktiviteter"), part, document_name(choice), kind=kind
    )


def rows_as_csv(shown: list[Row]) -> bytes:
    """Write the rows shown as a file for Swedish Excel, with the document's own words and places."""
    return export.swedish_csv(pa.table(dict(tables.activities(shown).columns)))


def offer_workbook(shown: list[Row], choice: Choice, totals: Row, asked: dict[str, Any]) -> None:
    """Show the button that gives the rows shown as a workbook."""
    name = document_name(choice)
    documents = documents_of(shown, choice)
    frame.offer_workbook(
        taking_out.Taken(
            title=taking_out.title(_("Aktiviteter"), choice.municipality, name),
            grain=_("en aktivitet så som den står i dokumentet, med dess senaste status"),
            scope=[
                *taking_out.scope(choice.municipality, name),
                *taking_out.as_of_dates(documents),
            ],
            row_count=len(shown),
            total=totals["listed_count"],
            filters=filters_in_words(asked, choice),
            sources=taking_out.document_sources(documents),
            definitions=taking_out.OF_ACTIVITIES,
            statuses=frame.rows("statuses"),
        ),
        partial(tables.activities, shown),
        file_name=file_name(choice, asked, "xlsx"),
    )


def show_plain_table(shown: list[Row], choice: Choice, asked: dict[str, Any]) -> None:
    """Show the same rows as a plain table, which a screen reader reads whole: the grid gives it only the rows in sight."""
    columns = columns_of(shown, choice)
    columns[_("Slut")] = [words.date_text(day) for day in columns[_("Slut")]]
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    # On paper it stands in the grid's place, so it is there while it is folded too.
    with st.expander(_("Visa aktiviteterna som enkel tabell"), key="enkel-tabell"):
        show_by_and_by(rows, name_rows("enkla", asked))


def show_committees(choice: Choice, shown: list[Row]) -> None:
    """Spell out the committees' short names, where the rows are one municipality's."""
    used = {code for row in shown for code in (row["committees"] or "").split(", ")}
    names = {
        code: row["value_label"]
        for row in frame.rows("activity_filter_counts", document_ids=choice.document_ids)
        if row["facet"] == "committee"
        and row["municipality"] == choice.municipality
        and (code := words.committee_code(row["value_code"])) in used
    }
    if names:
        with st.container(key="forkortningar"):
            st.caption(
                ", ".join(
                    f"{frame.escaped(code)} = {frame.escaped(name)}" for code, name in names.items()
                )
            )


def show_reasons(counts: Sequence[Row], totals: Row) -> None:
    """Say under the answer why ends were moved, with the way down to where all of them stand."""
    told = deferrals.reasons_sentence(counts, totals)
    if told:
        amount = words.count(totals["deferral_count"], "framflyttning", "framflyttningar")
        mentioned = totals["told_deferral_count"]
        way = (
            _("Till {deferrals}, varav {amount} bara nämns i en kommentar").format(
                deferrals=amount, amount=words.number(mentioned)
            )
            if mentioned and totals["marked_deferral_count"]
            else _("Till {deferrals}").format(deferrals=amount)
        )
        with st.container(key="skalen"):
            st.markdown(f"{frame.escaped(told)} [{way}](#{DEFERRALS})")


def show_mentioned(counts: Sequence[Row], asked: dict[str, Any]) -> None:
    """Show the way to the moved ends that only a comment tells of, where one asks for marked ones: they are not among these."""
    kinds = asked["deferral_kinds"]
    if not kinds or "told" in kinds.split(","):
        return
    amount = sum(
        row["activity_count"]
        for row in counts
        if (row["facet"], row["value_code"]) == ("deferral_kind", "told")
    )
    if amount:
        one, many = words.ATTENTION["deferral_told"]
        way = frame.linked(
            words.count(amount, one, many),
            "aktiviteter",
            **{**here_without_activity(), "framflyttad": words.DEFERRAL_KINDS["told"]},
        )
        frame.show_ways(_("Räknas inte in, oavsett hur långt de flyttats:"), [way], on_paper=True)


def show_committee_ways(counts: Sequence[Row], totals: Row, asked: dict[str, Any]) -> None:
    """Show the ways to each committee's rows of those shown, where none is chosen."""
    if asked.get("committee_ids") is None:
        frame.committee_ways(counts, totals, **here_without_activity())


def show_rest(shown: list[Row], choice: Choice, totals: Row, asked: dict[str, Any]) -> None:
    """Show the rows that pass the filters once more, to be read plainly and taken out."""
    show_committees(choice, shown)
    show_plain_table(shown, choice, asked)
    buttons = st.container(horizontal=True)
    with buttons:
        offer_workbook(shown, choice, totals, asked)
    buttons.download_button(
        _("Ladda ner {rows} som CSV").format(rows=words.count(len(shown), "rad", "rader")),
        data=frame.at_click(rows_as_csv, shown),
        file_name=file_name(choice, asked, "csv"),
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
asked, counts = choose_filters(choice)
shown = frame.rows("activities", **asked)
(totals,) = frame.rows("activity_totals", **asked)
with answer:
    is_filtered = is_narrowed(asked)
    frame.lead(sentence(totals, is_filtered=is_filtered))
    if is_filtered:
        show_filters_in_use(asked, choice)
    if choice.document and choice.document["kind"] == "plan":
        st.write(_("Dokumentet är en plan: inget utfall är rapporterat."))
    show_reasons(counts, totals)
    show_mentioned(counts, asked)
    if choice.municipality:
        show_committee_ways(counts, totals, asked)
# Who asks what was moved reads that first.
asks_what_was_moved = asked["deferral_kinds"] or asked["reason_codes"]
if shown and asks_what_was_moved:
    show_deferrals(shown, choice, totals, asked)
    st.header(_("Aktiviteterna"))
if shown:
    show_rows(shown, choice, asked)
else:
    st.write(_("Ta bort något filter, eller välj en annan kommun, för att se aktiviteter."))
chosen_id = st.query_params.get("aktivitet")
if chosen_id:
    with st.container(key=frame.HISTORY):
        show_activity(
            chosen_id, is_among_shown=any(row["activity_id"] == chosen_id for row in shown)
        )
    if shown:
        st.header(_("Aktiviteterna som enkel tabell och filer"))
if shown:
    show_rest(shown, choice, totals, asked)
    if not asks_what_was_moved:
        show_deferrals(shown, choice, totals, asked)
