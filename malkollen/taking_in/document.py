"""What is the document, and what does each column of its tables mean?"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from malkollen import frame, intake, words
from malkollen.taking_in.shared import choose, municipalities
from malkollen.taking_in.visit import an_upload, correct_as_chosen, enter, widget
from malkollen.words import found as found_words
from malkollen.words import taking_in
from malkollen.words.language import _

# The choice of a column that is not used; a list's None would be no choice at all.
_UNUSED = ""
_COLUMNS_A_ROW = 3


def _show_choice(
    place: Any, name: str, names: Mapping[str, str], code: str, **settings: Any
) -> None:
    """Show a field of the document that is chosen among names; `names` has them by code."""
    key = widget(name)
    choose(
        place,
        options=names,
        shown=code if code in names else None,
        key=key,
        index=None,
        on_change=enter,
        args=(name, key),
        **settings,
    )


def _show_field(place: Any, name: str, label: str, read: str, **settings: Any) -> None:
    """Show a field of the document that is typed, filled with what was typed or read."""
    key = widget(name)
    typed = an_upload().entered.get(name)
    st.session_state[key] = read if typed is None else typed
    place.text_input(label, key=key, on_change=enter, args=(name, key), **settings)
    if typed is not None and not intake.is_usable(name, typed):
        place.error(frame.escaped(taking_in.invalid(name, typed)))


def show_document(found: intake.FoundFile) -> None:
    """Show what the document is, to be filled in or changed."""
    document = found.reading.document
    read = intake.as_typed(document)
    kinds = {code: words.sentence(name) for code, name in words.DOCUMENT_KINDS.items()}
    st.header(_("Dokumentet"))
    left, middle, right = st.columns([2, 2, 1])
    _show_choice(
        left,
        "municipality_code",
        municipalities(),
        document.municipality_code or "",
        label=_("Kommun"),
        placeholder=_("Välj kommun"),
    )
    _show_field(middle, "body", _("Nämnd eller förvaltning"), read["body"])
    _show_field(right, "year", _("År"), read["year"], max_chars=4)
    left, middle, right = st.columns([3, 1, 1])
    _show_field(left, "title", _("Titel"), read["title"], max_chars=300)
    _show_choice(middle, "kind", kinds, document.kind, label=_("Slag"), placeholder=_("Välj slag"))
    _show_field(
        right,
        "as_of_date",
        _("Status per (datum)"),
        read["as_of_date"],
        placeholder=_("ÅÅÅÅ-MM-DD"),
    )
    frame.facts(
        {
            _("Fil"): found.file_name,
            _("Diarienummer"): document.diary_number,
            _("Tillfällen"): found_words.occasions_line(document),
        }
    )


def show_columns(found: intake.FoundFile) -> None:
    """Show what each column of each table was taken for, to be changed."""
    groups = found_words.table_groups(found.reading, found.reader)
    if not groups:
        return
    st.header(_("Kolumner"))
    st.write(_("Vad varje kolumn betyder. Ändra den som är fel, så tolkas tabellen om."))
    for number, group in enumerate(groups):
        with st.expander(frame.escaped(group.heading), expanded=group.is_lost):
            _show_group(group, number)


def _show_group(group: found_words.TableGroup, number: int) -> None:
    """Show the columns of tables that are alike."""
    names = {**taking_in.FIELDS, _UNUSED: _(taking_in.UNUSED)}
    places: list[Any] = []
    for index, column in enumerate(group.columns):
        # A row of its own for every three: on a narrow screen they come one after the other, in their order.
        places = places[1:] or st.columns(_COLUMNS_A_ROW)

        def take_for(
            corrected: intake.Corrected, meaning: str, index: int = index
        ) -> intake.Corrected:
            return intake.with_column(corrected, group.table_ids, index, meaning or None)

        key = widget(f"column_{number}_{index}")
        place = places[0]
        heading = frame.escaped(taking_in.short(column.header)) or _("utan rubrik")
        choose(
            place,
            f"{index + 1}. {heading}",
            names,
            column.field if column.field in names else _UNUSED,
            key,
            on_change=correct_as_chosen,
            args=(key, take_for),
        )
        place.caption(taking_in.TOLD_BY.get(column.told_by, column.told_by))
