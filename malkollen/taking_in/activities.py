"""Which activities were found, and what of them is wrong? As a table to edit, and one at a time."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pyarrow as pa
import streamlit as st

from malkollen import frame, intake
from malkollen.taking_in.shared import choose, status_names
from malkollen.taking_in.source import show_all_lines, show_source
from malkollen.taking_in.visit import an_upload, correct, widget
from malkollen.understanding.reading import ReadActivity, Reading
from malkollen.words import found as found_words
from malkollen.words import taking_in
from malkollen.words.language import _, spoken

_Activities = Mapping[intake.ActivityKey, ReadActivity]


def show_activities(found: intake.FoundFile) -> int:
    """Show the activities beside the source text; return how many corrections wait to be used."""
    upload = an_upload()
    shown = upload.activities()
    st.header(_("Aktiviteter"))
    if not shown:
        st.write(_("Inga aktiviteter hittades."))
        with st.expander(_("Visa källtexten"), expanded=not found.reading.goals):
            show_all_lines(found)
        return 0
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.write(_("Rätta direkt i tabellen, eller en aktivitet i taget bredvid källtexten."))
        pending = _show_editor(upload, shown, found.reader)
    with right:
        key = _choose_activity(upload, shown, found.reading)
        show_source(found, key, shown)
    title = frame.escaped(taking_in.short(shown[key].title))
    with st.expander(_("Rätta ”{activity}”").format(activity=title)):
        _show_form(upload, key, shown[key])
    with st.expander(_("Visa hela källtexten")):
        show_all_lines(found)
    return pending


def _columns(names: Mapping[str, str]) -> dict[str, Any]:
    """Return how each column of the table is shown and edited; `names` are the statuses'."""
    labels = taking_in.EDITOR
    return {
        **labels,
        "number": st.column_config.NumberColumn(labels["number"], width=40),
        "title": st.column_config.TextColumn(labels["title"], width=260, required=True),
        "due_date": st.column_config.DateColumn(labels["due_date"], format="YYYY-MM-DD"),
        "status": st.column_config.SelectboxColumn(
            labels["status"], options=list(names), format_func=lambda code: names[str(code)]
        ),
        "is_none": st.column_config.CheckboxColumn(labels["is_none"]),
    }


def _show_editor(upload: intake.Upload, shown: _Activities, reader: str) -> int:
    """Show the activities as a table to edit; return how many corrections in it wait to be used."""
    names = status_names()
    left_out = upload.corrected.left_out
    rows = found_words.editor_rows([(one, key in left_out) for key, one in shown.items()], reader)
    key = widget(f"editor{upload.version}")
    columns: dict[str, Any] = {name: [row[name] for row in rows] for name in taking_in.EDITOR}
    # Without a type a column of no dates at all would not take one.
    typed: dict[str, Any] = {
        "due_date": pa.array(columns["due_date"], pa.date32()),
        "status": pa.array(columns["status"], pa.string()),
    }
    st.data_editor(
        pa.table({**columns, **typed}),
        key=key,
        hide_index=True,
        height=min(38 + 35 * len(rows), 560),
        disabled=["number", "status_text", "goal", "place"],
        column_config=_columns(names),
        placeholder="–",
        alt=_("Aktiviteterna som de lästes, med fält att rätta"),
    )
    edited = st.session_state.get(key, {}).get("edited_rows", {})
    changes, has_status_nowhere = intake.edited_rows(edited, shown)
    if has_status_nowhere:
        st.warning(_(taking_in.NO_STATUS_COLUMN))
    pending = sum(len(changed) for changed in changes.values())
    if pending:
        st.warning(taking_in.pending(pending))
        st.button(
            taking_in.apply_label(pending),
            key=widget("apply"),
            type="primary",
            on_click=correct,
            args=(partial(intake.with_edits, changes=changes, status_codes=list(names)),),
        )
    return pending


def _choose_activity(
    upload: intake.Upload, shown: _Activities, reading: Reading
) -> intake.ActivityKey:
    """Let an activity be chosen, and return it; its name may change when it is corrected."""
    unsure = {one.subject for one in reading.doubts}
    labels = dict(zip(shown, found_words.activity_labels(shown.values(), unsure), strict=True))
    key = next((one for one in shown if one == upload.shown), next(iter(shown)))
    name = widget("shown")
    choose(
        st,
        _("Visa i källtexten"),
        labels,
        key,
        name,
        on_change=_look_at,
        args=(name,),
    )
    return key


def _look_at(key: str) -> None:
    """Note which activity is shown in the source."""
    an_upload().shown = st.session_state[key]


def _show_form(upload: intake.Upload, key: intake.ActivityKey, one: ReadActivity) -> None:
    """Show the fields of one activity, to be corrected and used at once."""
    names = status_names()
    codes = list(names)
    before = found_words.edited_values(one)
    before["is_none"] = key in upload.corrected.left_out
    day = before["due_date"]
    labels = taking_in.EDITOR
    # In the other language a list is another: it would go on showing the name of its status in this one.
    start = widget(f"one{upload.version}_{'_'.join(str(part) for part in key)}")
    with st.form(f"{start}_form", border=False):
        left, right = st.columns(2)
        entered: frame.Row = {
            "title": left.text_area(labels["title"], before["title"], key=f"{start}_t"),
            "committees": right.text_input(
                labels["committees"], before["committees"], key=f"{start}_n"
            ),
            "due_text": left.text_input(labels["due_text"], before["due_text"], key=f"{start}_d"),
        }
        due = right.text_input(
            labels["due_date"],
            day.isoformat() if day else "",
            placeholder=_("ÅÅÅÅ-MM-DD"),
            key=f"{start}_e",
        ).strip()
        entered["status"] = left.selectbox(
            labels["status"],
            codes,
            index=codes.index(before["status"]) if before["status"] in codes else None,
            format_func=names.__getitem__,
            placeholder=_("Välj status"),
            key=f"{start}_s_{spoken()}",
            disabled=not one.reports,
        )
        entered["is_none"] = right.checkbox(labels["is_none"], before["is_none"], key=f"{start}_x")
        is_sent = st.form_submit_button(_("Använd rättningarna"))
    entered["due_date"] = intake.parsed_date(due)
    changed = {name: value for name, value in entered.items() if value != before[name]}
    if is_sent and due and entered["due_date"] is None:
        st.error(frame.escaped(taking_in.invalid("due_date", due)))
    elif is_sent and changed:
        correct(partial(intake.with_edits, changes={key: changed}, status_codes=codes))
        st.rerun()
