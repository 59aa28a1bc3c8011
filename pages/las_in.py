"""Läs in: what does a published document say, what is uncertain in it, and how does it come among the others?

Whoever may take in is asked of the frame at every run, before anything is read or changed. What a callback changes is
only what this visit has entered; the own record changes in the run itself, after that question.
"""

import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import pyarrow as pa
import streamlit as st

from malkollen import frame, intake, words
from malkollen.frame import Row
from malkollen.intake import figures
from malkollen.store import read_table
from malkollen.understanding.reading import Doubt, ReadActivity, Reading
from malkollen.words import figures as figure_words
from malkollen.words import found as found_words
from malkollen.words import intake as intake_words
from malkollen.words import reading as reading_words
from malkollen.words import taking_in

# Where a visit keeps what it is taking in.
UPLOAD = "las_in_upload"
PUBLISHED = "las_in_published"
UPLOAD_COUNT = "las_in_count"
ASKED = "las_in_asked"
SHEET = "las_in_sheet"
SHEET_PUBLISHED = "las_in_sheet_published"
SHEET_COUNT = "las_in_sheet_count"

MANY_DOUBTS = 6
DRAW_SECONDS = 0.4
# A sheet's rows and errors are shown to be recognised; whoever keeps more has the sheet itself.
MOST_ROWS = 200


def an_upload() -> intake.Upload:
    """Return the file that this visit is taking in; there is one wherever a correction is made."""
    upload: intake.Upload = st.session_state[UPLOAD]
    return upload


def widget(name: object) -> str:
    """Name a widget of the file that is taken in."""
    return f"las_in_{an_upload().number}_{name}"


def forget_upload() -> None:
    """Leave the file, and let the next one be chosen."""
    upload: intake.Upload | None = st.session_state.pop(UPLOAD, None)
    if upload is not None:
        upload.forget()
    st.session_state[UPLOAD_COUNT] = st.session_state.get(UPLOAD_COUNT, 0) + 1


def enter(name: str, key: str, codes: Mapping[str, str] | None = None) -> None:
    """Keep what was typed or chosen in a field of the document."""
    value = st.session_state.get(key) or ""
    an_upload().enter(name, (codes or {}).get(value, value))


def correct(change: Callable[[intake.Corrected], intake.Corrected]) -> None:
    """Keep a correction, and let the file be read with it."""
    upload = an_upload()
    upload.correct(change(upload.corrected))


def correct_as_chosen(
    key: str, change: Callable[[intake.Corrected, Any], intake.Corrected]
) -> None:
    """Keep a correction that was chosen in a list."""
    chosen = st.session_state.get(key)
    correct(lambda corrected: change(corrected, chosen))


# What the parts share


def choose(
    place: Any, label: str, options: Iterable[str], shown: str | None, key: str, **settings: Any
) -> None:
    """Show a list that always shows what was understood or chosen so far."""
    st.session_state[key] = shown
    place.selectbox(label, list(options), key=key, **settings)


def bullets(lines: Sequence[str]) -> None:
    """Show lines of text, one beneath the other."""
    if lines:
        st.markdown("\n".join(f"- {frame.escaped(line)}" for line in lines))


def show_errors(error: intake.IntakeError) -> None:
    """Say what stands in the way."""
    for line in figure_words.problem_lines(error.problems):
        st.error(frame.escaped(line))


def folded_table(label: str, rows: Sequence[Row]) -> None:
    """Show a table under its name, where there is anything in it."""
    if rows:
        with st.expander(words.sentence(label)):
            frame.wide_table(rows)


def municipalities() -> dict[str, str]:
    """Return the names of the municipalities by their code."""
    return {row["municipality_code"]: row["municipality"] for row in frame.rows("municipalities")}


def statuses() -> dict[str, str]:
    """Return the statuses' codes by what they are called, in their order."""
    rows = sorted(read_table("status").to_pylist(), key=lambda row: row["sort_order"])
    return {row["status"]: row["status_code"] for row in rows}


def status_names() -> dict[str, str]:
    """Return what the statuses are called by their code."""
    return {code: name for name, code in statuses().items()}


# The file


def choose_file() -> None:
    """Show the field for a file, and keep what was put there."""
    st.html(taking_in.FILE_STYLE)
    number = st.session_state.get(UPLOAD_COUNT, 0)
    uploaded = st.file_uploader(taking_in.FILE, key=f"las_in_file_{number}")
    if uploaded is not None:
        content = uploaded.getvalue()
        forget_upload()
        st.session_state.pop(PUBLISHED, None)
        number = st.session_state[UPLOAD_COUNT]
        st.session_state[UPLOAD] = intake.keep_file(number, uploaded.name, content)
        st.rerun()


def read_it(upload: intake.Upload) -> None:
    """Read the file with all that was entered and corrected, and show how far it has come."""
    place = st.empty()
    with place.container():
        status = st.status(taking_in.BEGINS, expanded=True)
        status.button(taking_in.STOP, key=widget(f"stop{upload.version}"), on_click=upload.stop)
        clock = status.empty()
    began = drawn = time.monotonic()

    def is_cancelled() -> bool:
        # Drawing ends this run when the visitor has clicked, and with it the process that reads.
        nonlocal drawn
        if time.monotonic() - drawn > DRAW_SECONDS:
            drawn = time.monotonic()
            clock.caption(words.count(int(drawn - began), "sekund", "sekunder"))
        return False

    upload.read(
        intake.Watch(
            on_stage=lambda stage: status.update(label=taking_in.STAGES[stage]),
            is_cancelled=is_cancelled,
        )
    )
    place.empty()


def start_over_button() -> None:
    """Let the visitor leave the file for another."""
    st.button(taking_in.START_OVER, key=widget("over"), on_click=forget_upload)


def show_unread(upload: intake.Upload, error: intake.IntakeError) -> None:
    """Show why a file could not be read, and what can be done."""
    show_errors(error)
    with st.container(horizontal=True):
        if upload.corrected != intake.Corrected():
            st.button(
                taking_in.WITHOUT_CORRECTIONS,
                key=widget("plain"),
                on_click=upload.correct,
                args=(intake.Corrected(),),
            )
        start_over_button()


def show_stopped(upload: intake.Upload) -> None:
    """Show that the reading was stopped."""
    st.info(taking_in.STOPPED)
    with st.container(horizontal=True):
        st.button(taking_in.READ_AGAIN, key=widget("again"), on_click=upload.read_again)
        start_over_button()


# Doubts


def show_doubts(found: intake.FoundFile, proposal: intake.Proposal) -> None:
    """Show what must be decided, then what is uncertain by kind, each with what can be done about it."""
    doubts = intake.open_doubts(found.reading, proposal.blocking)
    unsettled = intake.unsettled_words(found.corrections, proposal.blocking)
    must = [one for one in proposal.blocking if one.code != "unknown_status"]
    if not (must or doubts or found.notes or unsettled):
        return
    st.header("Att ta ställning till")
    for one in must:
        st.warning(frame.escaped(taking_in.blocked(one)))
    if unsettled:
        show_status_words(unsettled)
    for code, alike in doubts.items():
        show_alike(code, alike, found.reader)
    notes = (reading_words.reader_note(note.code, note.found) for note in found.notes)
    bullets(list(dict.fromkeys(notes)))


def show_alike(code: str, alike: Sequence[Doubt], reader: str) -> None:
    """Show doubts of one kind, the first few in full, and what can be done about them."""
    lines = [found_words.doubt_line(one, reader) for one in alike]
    bullets(lines[:MANY_DOUBTS])
    if rest := lines[MANY_DOUBTS:]:
        with st.expander(f"Visa {words.count(len(rest), 'till', 'till')} av samma slag"):
            bullets(rest)
    st.caption(taking_in.doubt_action(code))


def show_status_words(unsettled: Mapping[str, Sequence[str]]) -> None:
    """Ask what each unknown word for a status means."""
    codes = statuses()
    names = status_names()
    known = {
        row["status_word"]: row["status_code"] for row in read_table("status_word").to_pylist()
    }
    decided = dict(an_upload().corrected.structure.status_words)
    st.write("Ord i statuskolumnen som inte finns i ordlistan. Välj vad vart och ett betyder.")
    for number, (word, near_words) in enumerate(unsettled.items()):

        def decide(
            corrected: intake.Corrected, name: str | None, word: str = word
        ) -> intake.Corrected:
            return intake.with_status_word(corrected, word, codes.get(name or ""))

        key = widget(f"word_{number}_{word}")
        choose(
            st,
            f"”{frame.escaped(taking_in.short(word))}” betyder",
            taking_in.nearest_first(codes, near_words, known),
            names.get(decided.get(word, "")),
            key,
            index=None,
            placeholder="Välj status",
            on_change=correct_as_chosen,
            args=(key, decide),
        )


# The document


def show_choice(place: Any, name: str, label: str, names: Mapping[str, str], code: str) -> None:
    """Show a field of the document that is chosen among names; `names` has them by code."""
    key = widget(name)
    codes = {shown: one for one, shown in names.items()}
    choose(
        place,
        label,
        codes,
        names.get(code),
        key,
        index=None,
        placeholder=f"Välj {label.lower()}",
        on_change=enter,
        args=(name, key, codes),
    )


def show_field(place: Any, name: str, label: str, read: str, **settings: Any) -> None:
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
    st.header("Dokumentet")
    left, middle, right = st.columns([2, 2, 1])
    code = document.municipality_code or ""
    show_choice(left, "municipality_code", "Kommun", municipalities(), code)
    show_field(middle, "body", "Nämnd eller förvaltning", read["body"])
    show_field(right, "year", "År", read["year"], max_chars=4)
    left, middle, right = st.columns([3, 1, 1])
    show_field(left, "title", "Titel", read["title"], max_chars=300)
    show_choice(middle, "kind", "Slag", kinds, document.kind)
    show_field(
        right, "as_of_date", "Status per (datum)", read["as_of_date"], placeholder="ÅÅÅÅ-MM-DD"
    )
    frame.facts(
        {
            "Fil": found.file_name,
            "Diarienummer": document.diary_number,
            "Tillfällen": found_words.occasions_line(document),
        }
    )


# Columns


def show_columns(found: intake.FoundFile) -> None:
    """Show what each column of each table was taken for, to be changed."""
    groups = found_words.table_groups(found.reading, found.reader)
    if not groups:
        return
    st.header("Kolumner")
    st.write("Vad varje kolumn betyder. Ändra den som är fel, så tolkas tabellen om.")
    for number, group in enumerate(groups):
        with st.expander(frame.escaped(group.heading), expanded=group.is_lost):
            show_group(group, number)


def show_group(group: found_words.TableGroup, number: int) -> None:
    """Show the columns of tables that are alike."""
    names: dict[str, str | None] = {label: name for name, label in taking_in.FIELDS.items()}
    names[taking_in.UNUSED] = None
    labels = {name: label for label, name in names.items()}
    places = st.columns(3)
    for index, column in enumerate(group.columns):

        def take_for(
            corrected: intake.Corrected, label: str, index: int = index
        ) -> intake.Corrected:
            return intake.with_column(corrected, group.table_ids, index, names[label])

        key = widget(f"column_{number}_{index}")
        place = places[index % len(places)]
        choose(
            place,
            f"{index + 1}. {frame.escaped(taking_in.short(column.header)) or 'utan rubrik'}",
            names,
            labels.get(column.field, taking_in.UNUSED),
            key,
            on_change=correct_as_chosen,
            args=(key, take_for),
        )
        place.caption(taking_in.TOLD_BY.get(column.told_by, column.told_by))


# Activities


def show_activities(found: intake.FoundFile) -> int:
    """Show the activities beside the source text; return how many corrections wait to be used."""
    upload = an_upload()
    shown = upload.activities()
    st.header("Aktiviteter")
    if not shown:
        st.write("Inga aktiviteter hittades.")
        with st.expander("Visa källtexten", expanded=not found.reading.goals):
            show_all_lines(found)
        return 0
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.write("Rätta direkt i tabellen, eller en aktivitet i taget bredvid källtexten.")
        pending = show_editor(upload, shown, found.reader)
    with right:
        key = choose_activity(upload, shown, found.reading)
        show_source(found, key, shown)
    with st.expander(f"Rätta ”{frame.escaped(taking_in.short(shown[key].title))}”"):
        show_form(upload, key, shown[key])
    with st.expander("Visa hela källtexten"):
        show_all_lines(found)
    return pending


def show_editor(
    upload: intake.Upload, shown: Mapping[intake.ActivityKey, ReadActivity], reader: str
) -> int:
    """Show the activities as a table to edit; return how many corrections in it wait to be used."""
    codes = statuses()
    left_out = upload.corrected.left_out
    rows = found_words.editor_rows(
        [(one, key in left_out) for key, one in shown.items()], status_names(), reader
    )
    key = widget(f"editor{upload.version}")
    columns: dict[str, Any] = {name: [row[name] for row in rows] for name in taking_in.EDITOR}
    # Without a type a column of no dates at all would not take one.
    typed: dict[str, Any] = {
        "due_date": pa.array(columns["due_date"], pa.date32()),
        "status": pa.array(columns["status"], pa.string()),
    }
    settings: dict[str, Any] = {
        "number": st.column_config.NumberColumn(taking_in.EDITOR["number"], width=40),
        "title": st.column_config.TextColumn(taking_in.EDITOR["title"], width=260, required=True),
        "due_date": st.column_config.DateColumn(taking_in.EDITOR["due_date"], format="YYYY-MM-DD"),
        "status": st.column_config.SelectboxColumn(taking_in.EDITOR["status"], options=list(codes)),
        "is_none": st.column_config.CheckboxColumn(taking_in.EDITOR["is_none"]),
    }
    st.data_editor(
        pa.table({**columns, **typed}),
        key=key,
        hide_index=True,
        height=min(38 + 35 * len(rows), 560),
        disabled=["number", "status_text", "goal", "place"],
        column_config={**taking_in.EDITOR, **settings},
        placeholder="–",
        alt="Aktiviteterna som de lästes, med fält att rätta",
    )
    edited = st.session_state.get(key, {}).get("edited_rows", {})
    changes, has_status_nowhere = intake.edited_rows(edited, shown)
    if has_status_nowhere:
        st.warning(taking_in.NO_STATUS_COLUMN)
    pending = sum(len(changed) for changed in changes.values())
    if pending:
        st.warning(taking_in.pending(pending))
        st.button(
            taking_in.apply_label(pending),
            key=widget("apply"),
            type="primary",
            on_click=correct,
            args=(partial(intake.with_edits, changes=changes, status_codes=codes),),
        )
    return pending


def choose_activity(
    upload: intake.Upload, shown: Mapping[intake.ActivityKey, ReadActivity], reading: Reading
) -> intake.ActivityKey:
    """Let an activity be chosen, and return it; its name may change when it is corrected."""
    unsure = {one.subject for one in reading.doubts}
    labels = dict(zip(found_words.activity_labels(shown.values(), unsure), shown, strict=True))
    key = next((one for one in shown if one == upload.shown), next(iter(shown)))
    label = next(label for label, one in labels.items() if one == key)
    name = widget("shown")
    choose(st, "Visa i källtexten", labels, label, name, on_change=look_at, args=(name, labels))
    return key


def look_at(key: str, labels: Mapping[str, intake.ActivityKey]) -> None:
    """Note which activity is shown in the source."""
    an_upload().shown = labels.get(st.session_state[key])


def show_form(upload: intake.Upload, key: intake.ActivityKey, one: ReadActivity) -> None:
    """Show the fields of one activity, to be corrected and used at once."""
    codes = statuses()
    before = found_words.edited_values(one, status_names())
    before["is_none"] = key in upload.corrected.left_out
    day = before["due_date"]
    labels = taking_in.EDITOR
    start = widget(f"one{upload.version}_{'_'.join(str(part) for part in key)}")
    with st.form(f"{start}_form", border=False):
        left, right = st.columns(2)
        entered: Row = {
            "title": left.text_area(labels["title"], before["title"], key=f"{start}_t"),
            "committees": right.text_input(
                labels["committees"], before["committees"], key=f"{start}_n"
            ),
            "due_text": left.text_input(labels["due_text"], before["due_text"], key=f"{start}_d"),
        }
        due = right.text_input(
            labels["due_date"],
            day.isoformat() if day else "",
            placeholder="ÅÅÅÅ-MM-DD",
            key=f"{start}_e",
        ).strip()
        entered["status"] = left.selectbox(
            labels["status"],
            list(codes),
            index=list(codes).index(before["status"]) if before["status"] else None,
            placeholder="Välj status",
            key=f"{start}_s",
            disabled=not one.reports,
        )
        entered["is_none"] = right.checkbox(labels["is_none"], before["is_none"], key=f"{start}_x")
        is_sent = st.form_submit_button("Använd rättningarna")
    entered["due_date"] = intake.parsed_date(due)
    changed = {name: value for name, value in entered.items() if value != before[name]}
    if is_sent and due and entered["due_date"] is None:
        st.error(frame.escaped(taking_in.invalid("due_date", due)))
    elif is_sent and changed:
        correct(partial(intake.with_edits, changes={key: changed}, status_codes=codes))
        st.rerun()


# The source text


def show_source(
    found: intake.FoundFile, key: intake.ActivityKey, shown: Iterable[intake.ActivityKey]
) -> None:
    """Show the source around an activity, and let its rows be divided or joined."""
    around = intake.excerpt(found.source, key, shown)
    if around is None:
        st.write("Platsen går inte att visa.")
        return
    st.html(intake.lines_html(around.lines, found.reader, around.own))
    rows = intake.row_places(around.lines)
    if rows:
        show_row_correction(rows, (key[0], key[1]))


def show_row_correction(
    rows: Mapping[str, intake.RowPlace], own: tuple[str | None, int | None]
) -> None:
    """Let one of the rows begin an activity of its own, or belong to the row above."""
    upload = an_upload()
    labels, places = list(rows), list(rows.values())
    chosen = st.selectbox(
        "Är en rad fel uppdelad?",
        labels,
        index=places.index(own) if own in places else 0,
        key=widget(f"row{upload.version}_{own[0]}_{own[1]}"),
    )
    place = rows[chosen or labels[0]]
    begins = place in upload.corrected.structure.rows_apart
    continues = place in upload.corrected.structure.rows_joined
    with st.container(horizontal=True):
        st.button(
            taking_in.row_action(taking_in.ROW_BEGINS, is_set=begins),
            key=widget("rows_apart"),
            on_click=correct,
            args=(partial(intake.with_row, place=place, begins=not begins),),
        )
        st.button(
            taking_in.row_action(taking_in.ROW_CONTINUES, is_set=continues),
            key=widget("rows_joined"),
            on_click=correct,
            args=(partial(intake.with_row, place=place, continues=not continues),),
        )


def show_all_lines(found: intake.FoundFile) -> None:
    """Show the whole source, a stretch of lines at a time."""
    stretches = intake.line_stretches(len(found.source))
    labels = list(stretches)
    chosen = st.selectbox("Visa", labels, key=widget("lines")) if len(labels) > 1 else None
    first, last = stretches.get(chosen or "", next(iter(stretches.values()), (0, 0)))
    st.html(intake.lines_html(found.source[first:last], found.reader))


# What else was found


def show_rest(found: intake.FoundFile) -> None:
    """Show the goals, key figures and budget as they were read, and the document's own totals against the counted."""
    reading = found.reading
    folded_table(words.count(len(reading.goals), "mål", "mål"), found_words.goal_rows(reading))
    folded_table(
        words.count(len(reading.kpis), "uppgift om nyckeltal", "uppgifter om nyckeltal"),
        found_words.kpi_rows(reading, found.reader),
    )
    folded_table(
        words.count(len(reading.budget), "budgetrad", "budgetrader"),
        found_words.budget_rows(reading),
    )
    if reading.stated_totals:
        st.header("Dokumentets egna summor")
        frame.wide_table(found_words.total_rows(reading, found.reader))


# Publishing


def replaced(proposal: intake.Proposal) -> str | None:
    """Ask which document it replaces, where there is a choice; return its id, '' for none, None for the usual."""
    options = taking_in.replace_options(
        proposal.supersedes, proposal.candidates, is_older=proposal.is_older
    )
    if len(options) == 1:
        return None
    chosen = st.selectbox("Ersätter", list(options), key=widget("replaces"))
    return options.get(chosen or "")


def show_publishing(found: intake.FoundFile, proposal: intake.Proposal, pending: int) -> None:
    """Let the document be published, or say what stands in the way."""
    st.header("Publicera")
    reasons = taking_in.waits_for(proposal.blocking, pending)
    supersedes: str | None = None
    if proposal.document_id is not None and not reasons:
        supersedes = replaced(proposal)
        older = proposal.supersedes if supersedes is None else supersedes
        st.write(frame.escaped(taking_in.new_id(proposal.document_id, older)))
    by = st.text_input(taking_in.BY, key="las_in_by", max_chars=80)
    if reasons:
        st.write("Innan dokumentet kan publiceras:")
        bullets(reasons)
    with st.container(horizontal=True):
        is_sent = st.button(
            "Publicera", type="primary", disabled=bool(reasons), key=widget("publish")
        )
        start_over_button()
    if is_sent:
        change_record(lambda: publish(found, by or "", supersedes), "Publicerar")


def publish(found: intake.FoundFile, by: str, supersedes: str | None) -> None:
    """Publish the document, and leave the file."""
    st.session_state[PUBLISHED] = intake.add(
        found, taken_in_by=by.strip() or intake_words.UNNAMED_PERSON, supersedes=supersedes
    )
    forget_upload()


def change_record(change: Callable[[], None], label: str) -> None:
    """Change the own record and show the page anew; where that fails, say why."""
    try:
        with st.spinner(f"{label} …"):
            change()
    except intake.IntakeError as error:
        show_errors(error)
        return
    except Exception:
        logging.getLogger("malkollen").exception("the own record was not changed")
        st.error(taking_in.FAILED)
        return
    st.session_state.pop(ASKED, None)
    st.rerun()


def take_back(document_id: str) -> None:
    """Undo a publishing."""
    intake.remove(document_id)
    published: intake.Published | None = st.session_state.get(PUBLISHED)
    if published is not None and published.document_id == document_id:
        del st.session_state[PUBLISHED]


def show_published() -> None:
    """Say what was published in this visit, with links to where it shows."""
    published: intake.Published | None = st.session_state.get(PUBLISHED)
    documents = {row["document_id"]: row for row in frame.rows("documents")}
    if published is None or published.document_id not in documents:
        return
    document = documents[published.document_id]
    title = f"{document['title']}, {document['municipality']} {document['year']}"
    st.success(
        frame.escaped(
            taking_in.published_sentence(
                title, published.goal_count, published.activity_count, published.kpi_count
            )
        )
    )
    for sentence, names in (
        (intake_words.NEW_COMMITTEES, published.new_committees),
        (intake_words.NEW_KPIS, published.new_kpis),
        (intake_words.NEW_STATUS_WORDS, published.new_status_words),
    ):
        for told in intake_words.new_names(sentence, names):
            st.caption(frame.escaped(told))
    parameters = frame.document_parameters(document)
    with st.container(horizontal=True):
        frame.link("lage", "Läget →", **parameters)
        frame.link("mal", "Mål →", **parameters)
        frame.link("kallor", "Källor →", **parameters)
    if st.button("Ångra publiceringen", key="las_in_undo"):
        change_record(lambda: take_back(published.document_id), "Ångrar")


# The own documents


def ask(document_id: str | None) -> None:
    """Note which document the visitor is asked about."""
    st.session_state[ASKED] = document_id


def show_taken_in(one: intake.Listed, names: Mapping[str, str]) -> None:
    """Show one of the own documents, to be taken away."""
    key = one.document_id
    with st.container(border=True):
        st.write(frame.escaped(found_words.own_line(one, names)))
        if one.supersedes:
            st.caption(frame.escaped(f"Ersätter {one.supersedes}."))
        if st.session_state.get(ASKED) != key:
            st.button("Ta bort", key=f"las_in_remove_{key}", on_click=ask, args=(key,))
            return
        st.warning(frame.escaped(taking_in.ask_to_remove(one.title)))
        with st.container(horizontal=True):
            if st.button("Ja, ta bort", key=f"las_in_yes_{key}", type="primary"):
                change_record(lambda: take_back(key), "Tar bort")
            st.button("Nej", key=f"las_in_no_{key}", on_click=ask, args=(None,))


def show_removed(found: Sequence[intake.Listed], names: Mapping[str, str]) -> None:
    """Show what was taken away, the latest of each document, to be brought back."""
    latest = {one.document_id: one for one in found}
    if not latest:
        return
    with st.expander(f"Borttagna dokument ({len(latest)})", expanded=True):
        for one in latest.values():
            st.write(frame.escaped(found_words.own_line(one, names)))
            if st.button("Återställ", key=f"las_in_restore_{one.document_id}"):
                change_record(partial(intake.restore, one.document_id), "Återställer")


def show_own() -> None:
    """Show the documents that were taken in here, and those taken away."""
    try:
        found = intake.listed(with_removed=True)
    except intake.IntakeError as error:
        show_errors(error)
        return
    st.header("Inlästa dokument")
    names = municipalities()
    kept = [one for one in found if one.removed_at is None]
    if not kept:
        st.write("Inget dokument är inläst här. De som följer med Målkollen finns på sidan Källor.")
    for one in kept:
        show_taken_in(one, names)
    show_removed([one for one in found if one.removed_at is not None], names)


# Own figures


def forget_sheet() -> None:
    """Leave the sheet, and let the next one be chosen."""
    sheet: tuple[intake.Upload, Any] | None = st.session_state.pop(SHEET, None)
    if sheet is not None:
        sheet[0].forget()
    st.session_state[SHEET_COUNT] = st.session_state.get(SHEET_COUNT, 0) + 1


def choose_sheet() -> None:
    """Show the field for a sheet of own figures, and read what was put there."""
    number = st.session_state.get(SHEET_COUNT, 0)
    uploaded = st.file_uploader(figure_words.FILE, key=f"las_in_sheet_file_{number}")
    if uploaded is None:
        return
    forget_sheet()
    st.session_state.pop(SHEET_PUBLISHED, None)
    upload = intake.keep_file(number, uploaded.name, uploaded.getvalue())
    found: figures.FoundSheet | intake.IntakeError
    try:
        with st.spinner(figure_words.READS):
            found = figures.read_file(upload.path, file_name=upload.file_name)
    except intake.IntakeError as error:
        found = error
    st.session_state[SHEET] = (upload, found)
    st.rerun()


def show_sheet(found: figures.FoundSheet) -> None:
    """Show the rows that were found in a sheet, and what must be mended in it."""
    st.write(figure_words.found_line(len(found.rows), len(found.problems)))
    problems = figure_words.problem_lines(found.problems)
    bullets([*problems[:MOST_ROWS], *figure_words.more(len(problems) - MOST_ROWS)])
    bullets([figure_words.note(note.code, note.found) for note in found.notes])
    if not found.problems:
        rows = [figure_words.row_cells(one) for one in found.rows[:MOST_ROWS]]
        frame.wide_table(
            [dict(zip(figure_words.ROW_HEADINGS, cells, strict=True)) for cells in rows]
        )
        for told in (
            *figure_words.more(len(found.rows) - MOST_ROWS),
            *figure_words.reserves(found.assumed_count, found.small_share_count),
        ):
            st.caption(told)


def show_sheet_publishing(found: figures.FoundSheet, number: int) -> None:
    """Ask what the sheet is called, and publish it."""
    title = st.text_input(
        figure_words.TITLE,
        value=figure_words.usual_title(found.file_name),
        key=f"las_in_sheet_title_{number}",
        max_chars=120,
    )
    by = st.text_input(taking_in.BY, key="las_in_sheet_by", max_chars=80)
    older = figures.replaced_by(title)
    if older is not None:
        st.info(frame.escaped(figure_words.replaces(older)))
    if st.button("Publicera bladet", type="primary", key=f"las_in_sheet_publish_{number}"):
        change_record(lambda: publish_sheet(found, title, by), "Publicerar")


def publish_sheet(found: figures.FoundSheet, title: str, by: str) -> None:
    """Publish the sheet, and leave it."""
    st.session_state[SHEET_PUBLISHED] = figures.add(
        found, title=title, taken_in_by=by.strip() or intake_words.UNNAMED_PERSON
    )
    forget_sheet()


def take_sheet_back(sheet_id: str, older: str | None = None) -> None:
    """Take a sheet away, and bring back the one that it replaced where that is named."""
    st.session_state.pop(SHEET_PUBLISHED, None)
    figures.remove(sheet_id)
    if older is not None:
        figures.restore(older)


def show_sheet_upload() -> None:
    """Show the sheet that is taken in, or the field for one and what was just published."""
    sheet = st.session_state.get(SHEET)
    if sheet is None:
        published: figures.Published | None = st.session_state.get(SHEET_PUBLISHED)
        if published is not None:
            st.success(
                frame.escaped(figure_words.published(published.sheet_id, published.row_count))
            )
            if st.button("Ångra publiceringen av bladet", key="las_in_sheet_undo"):
                change_record(
                    partial(take_sheet_back, published.sheet_id, published.supersedes), "Ångrar"
                )
        choose_sheet()
        return
    upload, found = sheet
    if isinstance(found, intake.IntakeError):
        show_errors(found)
    else:
        show_sheet(found)
        if not found.problems:
            show_sheet_publishing(found, upload.number)
    st.button(
        "Välj ett annat blad", key=f"las_in_sheet_over_{upload.number}", on_click=forget_sheet
    )


def show_own_sheets() -> None:
    """Show the sheets that were taken in, to be taken away, and those taken away, to be brought back."""
    found = figures.listed(with_removed=True)
    for one in found:
        if one.removed_at is None:
            with st.container(border=True):
                st.write(frame.escaped(figure_words.listed_line(one)))
                if st.button("Ta bort bladet", key=f"las_in_sheet_remove_{one.sheet_id}"):
                    change_record(partial(take_sheet_back, one.sheet_id), "Tar bort")
    latest = {one.sheet_id: one for one in found if one.removed_at is not None}
    if latest:
        with st.expander(f"Borttagna blad ({len(latest)})"):
            for one in latest.values():
                st.write(frame.escaped(figure_words.listed_line(one)))
                if st.button("Återställ bladet", key=f"las_in_sheet_restore_{one.sheet_id}"):
                    change_record(partial(figures.restore, one.sheet_id), "Återställer")


def show_figures() -> None:
    """Show the way in for own figures: a sheet and what was found in it, then what is there."""
    st.header(figure_words.SUBJECT)
    st.write(figure_words.START)
    try:
        show_sheet_upload()
        show_own_sheets()
    except intake.IntakeError as error:
        show_errors(error)


# The page


def show_start() -> None:
    """Show how to begin, or what was just published, and the field for a file."""
    if PUBLISHED not in st.session_state:
        frame.lead(taking_in.START)
        st.write(taking_in.STEPS)
    show_published()
    choose_file()


def show_found(found: intake.FoundFile, proposal: intake.Proposal) -> None:
    """Show what was found, the doubts first, to be corrected and published."""
    reading = found.reading
    frame.lead(
        taking_in.found_sentence(
            activities=len(reading.activities),
            goals=len(reading.goals),
            kpis=len(reading.kpis),
            open_points=intake.open_point_count(found, proposal.blocking),
        )
    )
    show_doubts(found, proposal)
    show_document(found)
    show_columns(found)
    pending = show_activities(found)
    show_rest(found)
    show_publishing(found, proposal, pending)


def show_upload(upload: intake.Upload) -> None:
    """Show the file that is taken in: read where it must be, then what was found or why nothing was."""
    if upload.is_stale and not upload.is_stopped:
        read_it(upload)
    if upload.is_stopped:
        show_stopped(upload)
        return
    try:
        found = upload.result()
        proposal = intake.propose(found)
    except intake.IntakeError as error:
        show_unread(upload, error)
        return
    show_found(found, proposal)


def show_page() -> None:
    """Show the way in: a file and what was found in it, then what is there."""
    upload: intake.Upload | None = st.session_state.get(UPLOAD)
    if upload is None:
        show_start()
    else:
        show_upload(upload)
    show_own()
    if upload is None:
        show_figures()


if frame.may_take_in():
    show_page()
else:
    frame.lead(taking_in.SWITCHED_OFF)
