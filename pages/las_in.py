"""Läs in: what does a published document say, what is uncertain in it, and how does it come among the others?

Whoever may take in is asked of the frame at every run, before anything is read or changed. What a callback changes is
only what this visit has entered; the own record changes in the run itself, after that question.
"""

import logging
import re
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import pyarrow as pa
import streamlit as st

from malkollen import frame, words
from malkollen.frame import Row
from malkollen.intake import (
    FoundFile,
    IntakeError,
    Listed,
    Proposal,
    Published,
    SourceLine,
    add,
    listed,
    propose,
    read_file,
    remove,
    restore,
)
from malkollen.intake.watch import Watch
from malkollen.store import read_table
from malkollen.understanding.reading import (
    ColumnCorrection,
    Corrections,
    Doubt,
    FieldCorrection,
    Given,
    ReadActivity,
    Reading,
    ReadTable,
)
from malkollen.words import intake as intake_words
from malkollen.words import reading as reading_words
from malkollen.words import taking_in

# Where a visit keeps what it is taking in.
UPLOAD = "las_in_upload"
PUBLISHED = "las_in_published"
UPLOAD_COUNT = "las_in_count"
ASKED = "las_in_asked"

FIRST_YEAR, LAST_YEAR = 1990, 2100
LONGEST_NAME = 120
MANY_DOUBTS = 6
LINES_BEFORE, LINES_AFTER = 3, 12
LINES_A_PAGE = 100
DRAW_SECONDS = 0.4
LONGEST_LABEL = 90

# An activity is known by where it stands and which of those that stand there it is: ids change when rows are divided.
ActivityKey = tuple[str | None, int | None, int]


@dataclass
class Upload:
    """A file that this visit is taking in, what was entered and corrected, and what was found.

    `entered` holds the fields of the document as typed. `structure` holds the corrections that change which activities
    there are, `edits` and `left_out` those of single activities. `plain` is the reading without the latter.
    """

    number: int
    folder: tempfile.TemporaryDirectory[str]
    path: Path
    file_name: str
    entered: dict[str, str] = field(default_factory=dict)
    structure: Corrections = field(default_factory=Corrections)
    edits: dict[ActivityKey, dict[str, str]] = field(default_factory=dict)
    left_out: set[ActivityKey] = field(default_factory=set)
    shown: ActivityKey | None = None
    plain: FoundFile | None = None
    found: FoundFile | None = None
    problems: tuple[str, ...] = ()
    is_stopped: bool = False
    is_stale: bool = True
    version: int = 0

    def key(self, name: str) -> str:
        """Name a widget of this upload."""
        return f"las_in_{self.number}_{name}"

    def change(self) -> None:
        """Note that the file must be read again."""
        self.is_stale = True
        self.is_stopped = False


def an_upload() -> Upload:
    """Return the file that this visit is taking in; there is one wherever a correction is made."""
    upload: Upload = st.session_state[UPLOAD]
    return upload


# The file


def display_name(name: str) -> str:
    """Return a file's name as it is shown and kept: the last part of a path, without control characters."""
    last = re.split(r"[\\/]", name)[-1]
    return "".join(letter for letter in last if letter.isprintable()).strip()[-LONGEST_NAME:] or (
        intake_words.UNNAMED_FILE
    )


def keep_file(name: str, content: bytes) -> Upload:
    """Put a file in a folder of its own, which goes away with the visit, under a name of ours."""
    folder = tempfile.TemporaryDirectory(prefix="malkollen-")
    suffix = re.sub(r"[^a-z0-9]", "", Path(name).suffix.lower())[:8]
    path = Path(folder.name) / f"original.{suffix or 'bin'}"
    path.write_bytes(content)
    number = st.session_state.get(UPLOAD_COUNT, 0)
    return Upload(number=number, folder=folder, path=path, file_name=display_name(name))


def forget_upload() -> None:
    """Leave the file, and let the next one be chosen."""
    upload = st.session_state.pop(UPLOAD, None)
    if upload is not None:
        shutil.rmtree(upload.folder.name, ignore_errors=True)
    st.session_state[UPLOAD_COUNT] = st.session_state.get(UPLOAD_COUNT, 0) + 1


# Streamlit's own words on the field are English.
UPLOADER_STYLE = """<style>
[data-testid=stFileUploaderDropzone] button [data-testid=stMarkdownContainer] p { font-size: 0; }
[data-testid=stFileUploaderDropzone] button [data-testid=stMarkdownContainer] p::after {
  content: "Välj fil"; font-size: 1rem; }
[data-testid=stFileUploaderDropzone] { align-items: center; }
[data-testid=stFileUploaderDropzoneInstructions] { display: none; }
[data-testid=stFileUploaderDropzone]::after { content: "eller dra filen hit. Högst 50 MB."; color: #595959;
  font-size: 0.875rem; }
</style>"""


def choose_file() -> None:
    """Show the field for a file, and keep what was put there."""
    st.html(UPLOADER_STYLE)
    uploaded = st.file_uploader(
        taking_in.FILE, key=f"las_in_file_{st.session_state.get(UPLOAD_COUNT, 0)}"
    )
    if uploaded is not None:
        content = uploaded.getvalue()
        forget_upload()
        st.session_state.pop(PUBLISHED, None)
        st.session_state[UPLOAD] = keep_file(uploaded.name, content)
        st.rerun()


# Reading


def parsed_year(text: str) -> int | None:
    """Return a year as typed, None where it is none."""
    year = int(text) if re.fullmatch(r"[0-9]{4}", text) else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def parsed_date(text: str) -> date | None:
    """Return a date as typed, None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def given(upload: Upload) -> Given:
    """Return what was entered about the document, where it can be used."""
    entered = upload.entered
    return Given(
        municipality_code=entered.get("municipality_code"),
        body=entered.get("body"),
        year=parsed_year(entered.get("year", "")),
        as_of_date=parsed_date(entered.get("as_of_date", "")),
        title=entered.get("title"),
    )


def keyed(activities: Sequence[ReadActivity]) -> dict[ActivityKey, ReadActivity]:
    """Return activities by where they stand."""
    counts: Counter[tuple[str | None, int | None]] = Counter()
    by_key = {}
    for one in activities:
        spot = (one.place.page, one.place.row)
        by_key[(*spot, counts[spot])] = one
        counts[spot] += 1
    return by_key


def with_edits(upload: Upload, plain: FoundFile) -> Corrections:
    """Return all corrections, those of single activities by the ids that the activities now have."""
    ids = {key: one.activity_id for key, one in keyed(plain.reading.activities).items()}
    return replace(
        upload.structure,
        fields=tuple(
            FieldCorrection(subject=ids[key], field=name, value=value)
            for key, changed in upload.edits.items()
            if key in ids
            for name, value in changed.items()
        ),
        left_out=tuple(ids[key] for key in upload.left_out if key in ids),
    )


def stop_reading() -> None:
    """Note that the visitor wants the reading stopped; the run that reads ends by itself."""
    an_upload().is_stopped = True


def read_it(upload: Upload) -> None:
    """Read the file with all that was entered and corrected, and show how far it has come."""
    place = st.empty()
    with place.container():
        status = st.status(taking_in.BEGINS, expanded=True)
        status.button(
            taking_in.STOP, key=upload.key(f"stop{upload.version}"), on_click=stop_reading
        )
        clock = status.empty()
    began = drawn = time.monotonic()

    def is_cancelled() -> bool:
        # Drawing ends this run when the visitor has clicked, and with it the process that reads.
        nonlocal drawn
        if time.monotonic() - drawn > DRAW_SECONDS:
            drawn = time.monotonic()
            clock.caption(words.count(int(drawn - began), "sekund", "sekunder"))
        return False

    def read(corrections: Corrections) -> FoundFile:
        watch = Watch(
            on_stage=lambda stage: status.update(label=taking_in.STAGES[stage]),
            is_cancelled=is_cancelled,
        )
        return read_file(
            upload.path, given(upload), corrections, file_name=upload.file_name, watch=watch
        )

    try:
        plain = read(upload.structure)
        corrections = with_edits(upload, plain)
        upload.found = plain if corrections == upload.structure else read(corrections)
        upload.plain = plain
        upload.problems = ()
    except IntakeError as error:
        upload.problems = tuple(intake_words.problem(one) for one in error.problems)
    upload.is_stale = False
    upload.version += 1
    place.empty()


def show_problems(upload: Upload) -> None:
    """Show why a file could not be read, and what can be done."""
    for problem in upload.problems:
        st.error(frame.escaped(problem))
    with st.container(horizontal=True):
        if upload.structure != Corrections() or upload.edits or upload.left_out:
            st.button(
                taking_in.WITHOUT_CORRECTIONS, key=upload.key("plain"), on_click=drop_corrections
            )
        st.button(taking_in.START_OVER, key=upload.key("over"), on_click=forget_upload)


def drop_corrections() -> None:
    """Take back all corrections."""
    upload = an_upload()
    upload.structure = Corrections()
    upload.edits, upload.left_out = {}, set()
    upload.change()


def show_stopped(upload: Upload) -> None:
    """Show that the reading was stopped."""
    st.info(taking_in.STOPPED)
    with st.container(horizontal=True):
        st.button(taking_in.READ_AGAIN, key=upload.key("again"), on_click=upload.change)
        st.button(taking_in.START_OVER, key=upload.key("over"), on_click=forget_upload)


# Doubts


def open_doubts(reading: Reading, blocking: Sequence[Doubt]) -> list[Doubt]:
    """Return the doubts that are not told among what must be decided; words for a status have a list of their own."""
    told = {one.code for one in blocking} | {"unknown_status"}
    if "nothing_found" in told:
        told.add("no_activities")
    return [one for one in reading.doubts if one.code not in told]


def doubt_line(one: Doubt, reader: str) -> str:
    """Write a doubt with its place, as Markdown."""
    text = frame.escaped(reading_words.doubt(one))
    where = taking_in.place(one.place, reader)
    return f"- {text} ({frame.escaped(where)})" if where else f"- {text}"


def blocked(one: Doubt) -> str:
    """Say what must be decided before the document can be published."""
    return taking_in.BLOCKED.get(one.code) or intake_words.blocked(one)


def show_doubts(found: FoundFile, proposal: Proposal) -> None:
    """Show what must be decided, then what is uncertain by kind, each with what can be done about it."""
    doubts = open_doubts(found.reading, proposal.blocking)
    cards = [one for one in proposal.blocking if one.code != "unknown_status"]
    if not (cards or doubts or found.notes or status_words(found, proposal)):
        return
    st.subheader("Att ta ställning till")
    for one in cards:
        st.warning(frame.escaped(blocked(one)))
    show_status_words(found, proposal)
    for code in dict.fromkeys(one.code for one in doubts):
        lines = [doubt_line(one, found.reader) for one in doubts if one.code == code]
        st.markdown("\n".join(lines[:MANY_DOUBTS]))
        if len(lines) > MANY_DOUBTS:
            rest = lines[MANY_DOUBTS:]
            with st.expander(f"Visa {words.count(len(rest), 'till', 'till')} av samma slag"):
                st.markdown("\n".join(rest))
        st.caption(taking_in.doubt_action(code))
    if found.notes:
        notes = dict.fromkeys(
            reading_words.reader_note(note.code, note.found) for note in found.notes
        )
        st.markdown("\n".join(f"- {frame.escaped(note)}" for note in notes))


# Words for a status


def statuses() -> dict[str, str]:
    """Return the statuses' codes by what they are called, in their order."""
    rows = sorted(read_table("status").to_pylist(), key=lambda row: row["sort_order"])
    return {row["status"]: row["status_code"] for row in rows}


def status_words(found: FoundFile, proposal: Proposal) -> dict[str, tuple[str, ...]]:
    """Return the words that the crosswalk does not hold, decided or not, each with the words most like it."""
    decided = {word: () for word, _ in found.corrections.status_words}
    unknown = {
        one.found.lower(): one.candidates
        for one in proposal.blocking
        if one.code == "unknown_status" and one.found
    }
    return {**decided, **unknown}


def nearest_first(labels: Mapping[str, str], candidates: Sequence[str]) -> list[str]:
    """Return the statuses' names, those that the nearest known words stand for first."""
    known = {
        row["status_word"]: row["status_code"] for row in read_table("status_word").to_pylist()
    }
    near = [known[word] for word in candidates if word in known]
    return sorted(labels, key=lambda name: near.index(labels[name]) if labels[name] in near else 99)


def decide_word(word: str, key: str, codes: Mapping[str, str]) -> None:
    """Keep what a word for a status means."""
    upload = an_upload()
    others = [pair for pair in upload.structure.status_words if pair[0] != word]
    chosen = st.session_state.get(key)
    if chosen is not None:
        others.append((word, codes[chosen]))
    upload.structure = replace(upload.structure, status_words=tuple(others))
    upload.change()


def show_status_words(found: FoundFile, proposal: Proposal) -> None:
    """Ask what each unknown word for a status means."""
    upload = an_upload()
    found_words = status_words(found, proposal)
    if not found_words:
        return
    codes = statuses()
    names = {code: name for name, code in codes.items()}
    decided = dict(upload.structure.status_words)
    st.write("Ord i statuskolumnen som inte finns i ordlistan. Välj vad vart och ett betyder.")
    for number, (word, candidates) in enumerate(found_words.items()):
        key = upload.key(f"word_{number}_{word}")
        st.session_state[key] = names.get(decided.get(word, ""))
        st.selectbox(
            f"”{frame.escaped(word[:LONGEST_LABEL])}” betyder",
            nearest_first(codes, candidates),
            index=None,
            placeholder="Välj status",
            key=key,
            on_change=decide_word,
            args=(word, key, codes),
        )


# The document


def municipalities() -> dict[str, str]:
    """Return the names of the municipalities by their code."""
    return {row["municipality_code"]: row["municipality"] for row in frame.rows("municipalities")}


def enter(name: str, key: str, codes: Mapping[str, str] | None = None) -> None:
    """Keep what was entered about the document; emptied, the document is to tell it itself."""
    upload = an_upload()
    value = (st.session_state.get(key) or "").strip()
    value = (codes or {}).get(value, value)
    upload.entered.pop(name, None)
    if value:
        upload.entered[name] = value
    upload.change()


def read_fields(reading: Reading) -> dict[str, str]:
    """Return the document's fields as they were read, written as they are entered."""
    document = reading.document
    day = document.occasions[-1].as_of_date if document.occasions else None
    return {
        "body": document.body or "",
        "year": str(document.year or ""),
        "as_of_date": day.isoformat() if day else "",
        "title": " ".join((document.title or "").split()),
    }


def show_field(place: Any, name: str, label: str, shown: str, **settings: Any) -> None:
    """Show one field of the document, filled with what was entered or read."""
    upload = an_upload()
    key = upload.key(name)
    entered = upload.entered.get(name)
    st.session_state[key] = shown if entered is None else entered
    place.text_input(label, key=key, on_change=enter, args=(name, key), **settings)
    usable = {"year": parsed_year, "as_of_date": parsed_date}.get(name)
    if entered is not None and usable is not None and usable(entered) is None:
        place.error(frame.escaped(taking_in.invalid(name, entered)))


def show_document(found: FoundFile) -> None:
    """Show what the document is, to be filled in or changed."""
    upload = an_upload()
    document = found.reading.document
    names = municipalities()
    st.subheader("Dokumentet")
    left, middle, right = st.columns([2, 2, 1])
    key = upload.key("municipality_code")
    st.session_state[key] = names.get(document.municipality_code or "")
    codes = {name: code for code, name in names.items()}
    left.selectbox(
        "Kommun",
        list(codes),
        index=None,
        placeholder="Välj kommun",
        key=key,
        on_change=enter,
        args=("municipality_code", key, codes),
    )
    shown = read_fields(found.reading)
    show_field(middle, "body", "Nämnd eller förvaltning", shown["body"])
    show_field(right, "year", "År", shown["year"], max_chars=4)
    left, right = st.columns([4, 1])
    show_field(left, "title", "Titel", shown["title"], max_chars=300)
    show_field(
        right, "as_of_date", "Status per (datum)", shown["as_of_date"], placeholder="ÅÅÅÅ-MM-DD"
    )
    frame.facts(
        {
            "Fil": found.file_name,
            "Slag": words.DOCUMENT_KINDS.get(document.kind),
            "Diarienummer": document.diary_number,
            "Tillfällen": "; ".join(
                f"{one.label} ({words.date_text(one.as_of_date)})"
                for one in document.occasions
                if len(document.occasions) > 1
            ),
        }
    )


# Columns


def alike(tables: Sequence[ReadTable]) -> list[list[ReadTable]]:
    """Return the tables in groups of the same headers; one without headers is a group of its own."""
    groups: dict[Any, list[ReadTable]] = {}
    for table in tables:
        headers = tuple(column.header for column in table.columns)
        groups.setdefault(headers if any(headers) else table.table_id, []).append(table)
    return list(groups.values())


def correct_column(
    tables: Sequence[str], column: int, key: str, names: Mapping[str, str | None]
) -> None:
    """Keep what a column means, in every table that has it."""
    upload = an_upload()
    chosen = names[st.session_state[key]]
    kept = [
        one
        for one in upload.structure.columns
        if one.table_id not in tables or one.column != column
    ]
    new = [ColumnCorrection(table_id=name, column=column, field=chosen) for name in tables]
    upload.structure = replace(upload.structure, columns=(*kept, *new))
    upload.change()


def show_columns(found: FoundFile) -> None:
    """Show what each column of each table was taken for, to be changed."""
    tables = found.reading.tables
    if not tables:
        return
    st.subheader("Kolumner")
    st.write("Vad varje kolumn betyder. Ändra den som är fel, så tolkas tabellen om.")
    groups = alike(tables)
    for number, group in enumerate(groups):
        section = taking_in.place(group[0].place, found.reader) if len(groups) > 1 else ""
        heading = taking_in.columns_heading(
            len(group),
            sum(table.row_count for table in group),
            sum(table.activity_count for table in group),
            section[:LONGEST_LABEL],
        )
        is_lost = not any(table.activity_count for table in group) and not found.reading.activities
        with st.expander(frame.escaped(heading), expanded=is_lost):
            show_group(group, number)


def show_group(group: Sequence[ReadTable], number: int) -> None:
    """Show the columns of tables that are alike."""
    upload = an_upload()
    names: dict[str, str | None] = {label: name for name, label in taking_in.FIELDS.items()}
    names[taking_in.UNUSED] = None
    labels = {name: label for label, name in names.items()}
    places = st.columns(3)
    ids = [table.table_id for table in group]
    for index, column in enumerate(group[0].columns):
        key = upload.key(f"column_{number}_{index}")
        st.session_state[key] = labels.get(column.field, taking_in.UNUSED)
        header = frame.escaped(" ".join(column.header.split())[:LONGEST_LABEL])
        place = places[index % len(places)]
        place.selectbox(
            f"{index + 1}. {header or 'utan rubrik'}",
            list(names),
            key=key,
            on_change=correct_column,
            args=(ids, index, key, names),
        )
        place.caption(taking_in.TOLD_BY.get(column.told_by, column.told_by))


# Activities

# The columns that can be corrected, and the field that each corrects.
EDITED = {
    "Aktivitet": "title",
    "Status": "status",
    "Slutdatum": "due_date",
    "Nämnd": "committees",
    "Slut, som det står": "due_text",
}
IS_NONE = "Ingen aktivitet"


def edited_values(one: ReadActivity, names: Mapping[str, str]) -> Row:
    """Return an activity's fields that can be corrected, as they are shown."""
    status = one.reports[-1].status if one.reports else None
    return {
        "Aktivitet": one.title,
        "Status": names.get(status or ""),
        "Slutdatum": one.due_date,
        "Nämnd": ", ".join(one.committees),
        "Slut, som det står": one.due_text or "",
    }


def as_correction(field_name: str, value: Any, codes: Mapping[str, str]) -> str:
    """Write a corrected value as the record does: '' for none."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).strip()
    if field_name == "status":
        return codes.get(text, "")
    return text[:10] if field_name == "due_date" else text


def keep_edits(changes: Mapping[ActivityKey, Mapping[str, Any]]) -> None:
    """Keep corrections of activities, each a column's name and its value, and let them be read."""
    upload = an_upload()
    codes = statuses()
    for key, changed in changes.items():
        for column, value in changed.items():
            if column == IS_NONE:
                (upload.left_out.add if value else upload.left_out.discard)(key)
            elif column in EDITED:
                name = EDITED[column]
                upload.edits.setdefault(key, {})[name] = as_correction(name, value, codes)
    upload.change()


def shown_activities(upload: Upload) -> dict[ActivityKey, ReadActivity]:
    """Return every activity that was read with its corrections, those left out among them."""
    if upload.plain is None or upload.found is None:
        return {}
    corrected = {one.activity_id: one for one in upload.found.reading.activities}
    return {
        key: corrected.get(one.activity_id, one)
        for key, one in keyed(upload.plain.reading.activities).items()
    }


def written_status(one: ReadActivity) -> str:
    """Write an activity's statuses as they stand, one after the other."""
    return " / ".join(" ".join((report.status_text or "–").split()) for report in one.reports)


def editor_rows(upload: Upload, names: Mapping[str, str]) -> list[Row]:
    """Return the rows of the table that can be edited."""
    return [
        {
            "Nr": number,
            **edited_values(one, names),
            IS_NONE: key in upload.left_out,
            "Status, som den står": written_status(one),
            "Mål": one.goal_path[-1] if one.goal_path else "",
            "Plats": taking_in.place(replace(one.place, section=None), upload.found.reader)
            if upload.found
            else "",
        }
        for number, (key, one) in enumerate(shown_activities(upload).items(), start=1)
    ]


def has_status(key: ActivityKey) -> bool:
    """Say whether an activity has a status to correct: it has none where its table has no such column."""
    return bool(shown_activities(an_upload())[key].reports)


def show_editor(upload: Upload) -> int:
    """Show the activities as a table to edit; return how many corrections in it wait to be used."""
    codes = statuses()
    rows = editor_rows(upload, {code: name for name, code in codes.items()})
    key = upload.key(f"editor{upload.version}")
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    # Without a type a column of no dates at all would not take one.
    table = pa.table(
        {
            **columns,
            "Slutdatum": pa.array(columns["Slutdatum"], pa.date32()),
            "Status": pa.array(columns["Status"], pa.string()),
        }
    )
    st.data_editor(
        table,
        key=key,
        hide_index=True,
        height=min(38 + 35 * len(rows), 560),
        disabled=["Nr", "Status, som den står", "Mål", "Plats"],
        column_order=list(rows[0]),
        column_config={
            "Nr": st.column_config.NumberColumn(width=40),
            "Aktivitet": st.column_config.TextColumn(width=260, required=True),
            "Slutdatum": st.column_config.DateColumn(format="YYYY-MM-DD"),
            "Status": st.column_config.SelectboxColumn(options=list(codes)),
            IS_NONE: st.column_config.CheckboxColumn(),
        },
        placeholder="–",
        alt="Aktiviteterna som de lästes, med fält att rätta",
    )
    edited = st.session_state.get(key, {}).get("edited_rows", {})
    keys = list(shown_activities(upload))
    changes = {keys[int(row)]: changed for row, changed in edited.items() if int(row) < len(keys)}
    without = [
        key for key, changed in changes.items() if "Status" in changed and not has_status(key)
    ]
    if without:
        st.warning(taking_in.NO_STATUS_COLUMN)
        changes = {
            key: {name: value for name, value in changed.items() if name != "Status"}
            if key in without
            else changed
            for key, changed in changes.items()
        }
    amount = sum(len(changed) for changed in changes.values())
    if amount:
        st.warning(taking_in.pending(amount))
        st.button(
            taking_in.apply_label(amount),
            key=upload.key("apply"),
            type="primary",
            on_click=keep_edits,
            args=(changes,),
        )
    return amount


def short(text: str) -> str:
    """Return a text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_LABEL else f"{line[: LONGEST_LABEL - 1]}…"


def show_activities(found: FoundFile) -> int:
    """Show the activities beside the source text; return how many corrections wait to be used."""
    upload = an_upload()
    shown = shown_activities(upload)
    st.subheader("Aktiviteter")
    if not shown:
        st.write("Inga aktiviteter hittades.")
        with st.expander("Visa källtexten", expanded=not found.reading.goals):
            show_all_lines(found)
        return 0
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.write("Rätta direkt i tabellen, eller en aktivitet i taget bredvid källtexten.")
        pending = show_editor(upload)
    with right:
        unsure = {one.subject for one in found.reading.doubts}
        labels = {
            f"{number}. {short(one.title)}{' (osäker)' if one.activity_id in unsure else ''}": key
            for number, (key, one) in enumerate(shown.items(), start=1)
        }
        key = upload.shown if upload.shown in shown else next(iter(shown))
        widget = upload.key("shown")
        st.session_state[widget] = next(label for label, one in labels.items() if one == key)
        st.selectbox(
            "Visa i källtexten",
            list(labels),
            key=widget,
            on_change=show_activity,
            args=(widget, labels),
        )
        show_source(found, key)
    with st.expander(f"Rätta ”{frame.escaped(short(shown[key].title))}”"):
        show_form(upload, key, shown[key])
    with st.expander("Visa hela källtexten"):
        show_all_lines(found)
    return pending


def show_activity(key: str, labels: Mapping[str, ActivityKey]) -> None:
    """Note which activity is shown in the source; its name may change when it is corrected."""
    an_upload().shown = labels.get(st.session_state[key])


def show_form(upload: Upload, key: ActivityKey, one: ReadActivity) -> None:
    """Show the fields of one activity, to be corrected and used at once."""
    codes = statuses()
    values = edited_values(one, {code: name for name, code in codes.items()})
    start = upload.key(f"one{upload.version}_{'_'.join(str(part) for part in key)}")
    with st.form(f"{start}_form", border=False):
        left, right = st.columns(2)
        entered: Row = {
            "Aktivitet": left.text_area("Aktivitet", values["Aktivitet"], key=f"{start}_t")
        }
        entered["Nämnd"] = right.text_input("Nämnd", values["Nämnd"], key=f"{start}_n")
        entered["Slut, som det står"] = left.text_input(
            "Slut, som det står", values["Slut, som det står"], key=f"{start}_d"
        )
        day = values["Slutdatum"]
        entered["Slutdatum"] = right.text_input(
            "Slutdatum", day.isoformat() if day else "", placeholder="ÅÅÅÅ-MM-DD", key=f"{start}_e"
        )
        names = list(codes)
        entered["Status"] = left.selectbox(
            "Status",
            names,
            index=names.index(values["Status"]) if values["Status"] else None,
            placeholder="Välj status",
            key=f"{start}_s",
            disabled=not one.reports,
        )
        entered[IS_NONE] = right.checkbox(IS_NONE, key in upload.left_out, key=f"{start}_x")
        is_sent = st.form_submit_button("Använd rättningarna")
    if not is_sent:
        return
    text = entered["Slutdatum"].strip()
    if text and parsed_date(text) is None:
        st.error(frame.escaped(taking_in.invalid("due_date", text)))
        return
    entered["Slutdatum"] = parsed_date(text)
    before = {**values, IS_NONE: key in upload.left_out}
    changed = {name: value for name, value in entered.items() if value != before[name]}
    if changed:
        keep_edits({key: changed})
        st.rerun()


# The source text

SOURCE_STYLE = """<style>
.source { border: 1px solid #d0d7de; padding: 0.25rem 0; font-size: 0.875rem; }
.source .line { display: flex; gap: 0.75rem; padding: 0.2rem 0.6rem; }
.source .line > * { min-width: 0; overflow-wrap: break-word; }
.source .shown { background: #e8f0f8; border-left: 4px solid #123f6d; }
.source .where { flex: 0 0 3.2rem; color: #595959; }
.source .heading { font-weight: 600; }
.source .cell + .cell { border-left: 1px solid #8a8a8a; margin-left: 0.5rem; padding-left: 0.5rem; }
</style>"""


def line_html(line: SourceLine, *, is_shown: bool) -> str:
    """Write a line of the source; the cells of a row stand apart."""
    cells = "".join(
        f'<span class="cell">{escape(cell)}</span>'
        for cell in line.text.split("\t")
        if cell.strip()
    )
    kind = "heading" if line.kind == "heading" else "text"
    where = "" if line.row is None else f"rad {line.row}"
    shown = " shown" if is_shown else ""
    return f'<div role="listitem" class="line{shown}"><span class="where">{where}</span><span class="{kind}">{cells}</span></div>'


def lines_html(lines: Sequence[SourceLine], reader: str, shown: set[int]) -> str:
    """Write lines of the source, with the name of each page or sheet where it begins; `shown` are those to point out."""
    parts = []
    page: str | None = None
    for number, line in enumerate(lines):
        if line.page != page and line.page is not None:
            name = taking_in.page_name(line.page, reader) or ""
            parts.append(
                f'<div role="listitem" class="line heading">{escape(words.sentence(name))}</div>'
            )
        page = line.page
        parts.append(line_html(line, is_shown=number in shown))
    return f'{SOURCE_STYLE}<div role="list" class="source">{"".join(parts)}</div>'


def line_numbers(found: FoundFile) -> dict[tuple[str | None, int | None], int]:
    """Return the number of the line that stands at each place."""
    numbers: dict[tuple[str | None, int | None], int] = {}
    for number, line in enumerate(found.source):
        numbers.setdefault((line.page, line.row), number)
    return numbers


def show_source(found: FoundFile, key: ActivityKey) -> None:
    """Show the source around an activity, and let its rows be divided or joined."""
    upload = an_upload()
    numbers = line_numbers(found)
    start = numbers.get(key[:2])
    if start is None:
        st.write("Platsen går inte att visa.")
        return
    begins = sorted(
        number
        for number in (numbers.get(other[:2], -1) for other in shown_activities(upload))
        if number > start
    )
    end = min([*begins[:1], start + LINES_AFTER])
    first = max(0, start - LINES_BEFORE)
    lines = found.source[first : end + 1]
    st.html(lines_html(lines, found.reader, set(range(start - first, end - first))))
    rows = {
        f"rad {line.row}: {short(line.text)}": (line.page, line.row)
        for line in lines
        if line.kind == "row" and line.row is not None
    }
    if rows:
        show_row_correction(upload, rows, (key[0], key[1]))


def show_row_correction(
    upload: Upload, rows: Mapping[str, tuple[str | None, int]], own: tuple[str | None, int | None]
) -> None:
    """Let one of the rows begin an activity of its own, or belong to the row above."""
    labels = list(rows)
    places = list(rows.values())
    chosen = st.selectbox(
        "Är en rad fel uppdelad?",
        labels,
        index=places.index(own) if own in places else 0,
        key=upload.key(f"row{upload.version}_{own[0]}_{own[1]}"),
    )
    place = rows[chosen or labels[0]]
    structure = upload.structure
    with st.container(horizontal=True):
        for label, name in (
            ("Börja ny aktivitet här", "rows_apart"),
            ("Hör till raden ovanför", "rows_joined"),
        ):
            is_set = place in getattr(structure, name)
            st.button(
                f"Ta tillbaka: {label.lower()}" if is_set else label,
                key=upload.key(name),
                on_click=correct_row,
                args=(None if is_set else name, place),
            )


def correct_row(name: str | None, place: tuple[str | None, int]) -> None:
    """Keep that a row begins an activity (`rows_apart`) or continues one (`rows_joined`); None takes that back."""
    upload = an_upload()
    kept: dict[str, tuple[tuple[str | None, int], ...]] = {
        one: tuple(other for other in getattr(upload.structure, one) if other != place)
        for one in ("rows_apart", "rows_joined")
    }
    if name is not None:
        kept[name] = (*kept[name], place)
    upload.structure = replace(upload.structure, **kept)  # type: ignore[arg-type]  # both are places
    upload.change()


def show_all_lines(found: FoundFile) -> None:
    """Show the whole source, a hundred lines at a time."""
    count = len(found.source)
    starts = {
        f"Rad {start + 1}–{min(start + LINES_A_PAGE, count)} av {words.number(count)}": start
        for start in range(0, count, LINES_A_PAGE)
    }
    start = 0
    if len(starts) > 1:
        chosen = st.selectbox("Visa", list(starts), key=an_upload().key("lines"))
        start = starts.get(chosen or "", 0)
    st.html(lines_html(found.source[start : start + LINES_A_PAGE], found.reader, set()))


# What else was found


def show_goals(reading: Reading) -> None:
    """Show the goals with the document's own verdict."""
    if not reading.goals:
        return
    verdicts = {one.goal_id: one for one in reading.assessments}
    counts = Counter(one.goal_id for one in reading.activities)
    with st.expander(words.sentence(words.count(len(reading.goals), "mål", "mål"))):
        frame.wide_table(
            [
                {
                    "Mål": " › ".join(goal.path),
                    "Slag": words.GOAL_LEVELS.get(goal.level, goal.level),
                    "Aktiviteter": counts[goal.goal_id],
                    "Bedömning": verdicts[goal.goal_id].assessment_text
                    if goal.goal_id in verdicts
                    else None,
                }
                for goal in reading.goals
            ]
        )


def kpi_value(
    operator: str | None, value: float | None, high: float | None, unit: str | None
) -> str:
    """Write a key figure's value."""
    return "–" if value is None else words.bounded(operator or "=", value, high, unit or "")


def show_kpis(found: FoundFile) -> None:
    """Show the key figures as they were read, and the budget."""
    reading = found.reading
    if reading.kpis:
        label = words.count(len(reading.kpis), "uppgift om nyckeltal", "uppgifter om nyckeltal")
        with st.expander(label):
            frame.wide_table(
                [
                    {
                        "Nyckeltal": one.name,
                        "Slag": intake_words.KPI_KINDS.get(one.kind, one.kind),
                        "Värde": kpi_value(one.operator, one.value, one.value_high, one.unit),
                        "Avser": one.period or (str(one.year) if one.year else None),
                        "Kön": words.GENDERS.get(one.gender, one.gender),
                        "Står som": one.text,
                        "Plats": taking_in.place(replace(one.place, section=None), found.reader),
                    }
                    for one in reading.kpis
                ]
            )
    if reading.budget:
        with st.expander(words.count(len(reading.budget), "budgetrad", "budgetrader")):
            frame.wide_table(
                [
                    {
                        "Rad": f"{one.unit}: {one.line_text}",
                        "År": str(one.year),
                        "Tusen kronor": one.amount_tkr,
                    }
                    for one in reading.budget
                ]
            )


def show_totals(found: FoundFile) -> None:
    """Show the totals that the document states against what was counted."""
    totals = found.reading.stated_totals
    if not totals:
        return
    st.subheader("Dokumentets egna summor")
    titles = {goal.goal_id: goal.title for goal in found.reading.goals}
    frame.wide_table(
        [
            {
                "Summa": words.sentence(words.MEASURES.get(one.measure, one.measure))
                + (f", {titles[one.goal_id]}" if one.goal_id in titles else ""),
                "Dokumentet anger": one.value,
                "Avläsningen ger": one.counted,
                "Stämmer": "går inte att räkna"
                if one.counted is None
                else "ja"
                if one.counted == one.value
                else "nej",
                "Plats": taking_in.place(replace(one.place, section=None), found.reader),
            }
            for one in totals
        ]
    )


# Publishing


def replaced(upload: Upload, proposal: Proposal) -> str | None:
    """Ask which document it replaces, where there is a choice; return its id, '' for none, None for the usual."""
    options: dict[str, str] = {}
    if proposal.supersedes and not proposal.is_older:
        options[f"{proposal.supersedes} (samma dokument, tidigare version)"] = proposal.supersedes
    options["Inget: det är ett annat dokument"] = ""
    if proposal.supersedes and proposal.is_older:
        options[f"{proposal.supersedes} (gäller ett senare datum)"] = proposal.supersedes
    options |= {f"{name} (samma kommun och år)": name for name in proposal.candidates}
    if len(options) == 1:
        return None
    chosen = st.selectbox("Ersätter", list(options), key=upload.key("replaces"))
    return options.get(chosen or "", None)


def reasons_to_wait(proposal: Proposal, pending: int) -> list[str]:
    """Return why the document cannot be published yet."""
    reasons = [blocked(one) for one in proposal.blocking]
    return [*reasons, *([taking_in.pending(pending)] if pending else [])]


def show_publishing(found: FoundFile, proposal: Proposal, pending: int) -> None:
    """Let the document be published, or say what stands in the way."""
    upload = an_upload()
    st.subheader("Publicera")
    reasons = reasons_to_wait(proposal, pending)
    supersedes: str | None = None
    if proposal.document_id is not None and not reasons:
        supersedes = replaced(upload, proposal)
        older = proposal.supersedes if supersedes is None else supersedes
        st.write(frame.escaped(taking_in.new_id(proposal.document_id, older)))
    by = st.text_input("Ditt namn, som visas som den som läste in", key="las_in_by", max_chars=80)
    if reasons:
        st.write("Innan dokumentet kan publiceras:")
        st.markdown("\n".join(f"- {frame.escaped(one)}" for one in reasons))
    with st.container(horizontal=True):
        is_sent = st.button(
            "Publicera", type="primary", disabled=bool(reasons), key=upload.key("publish")
        )
        st.button(taking_in.START_OVER, key=upload.key("over"), on_click=forget_upload)
    if is_sent:
        change_record(lambda: publish(found, by or "", supersedes), "Publicerar")


def publish(found: FoundFile, by: str, supersedes: str | None) -> None:
    """Publish the document, and leave the file."""
    st.session_state[PUBLISHED] = add(
        found, taken_in_by=by.strip() or intake_words.UNNAMED_PERSON, supersedes=supersedes
    )
    forget_upload()


def change_record(change: Callable[[], None], label: str) -> None:
    """Change the own record and show the page anew; where that fails, say why."""
    try:
        with st.spinner(f"{label} …"):
            change()
    except IntakeError as error:
        for problem in error.problems:
            st.error(frame.escaped(intake_words.problem(problem)))
        return
    except Exception:
        logging.getLogger("malkollen").exception("the own record was not changed")
        st.error(taking_in.FAILED)
        return
    st.session_state.pop(ASKED, None)
    st.rerun()


def take_back(document_id: str) -> None:
    """Undo a publishing."""
    remove(document_id)
    published: Published | None = st.session_state.get(PUBLISHED)
    if published is not None and published.document_id == document_id:
        del st.session_state[PUBLISHED]


def show_published() -> None:
    """Say what was published in this visit, with links to where it shows."""
    published: Published | None = st.session_state.get(PUBLISHED)
    documents = {row["document_id"]: row for row in frame.rows("documents")}
    if published is None or published.document_id not in documents:
        return
    document = documents[published.document_id]
    st.success(
        frame.escaped(
            taking_in.published_sentence(
                f"{document['title']}, {document['municipality']} {document['year']}",
                published.goal_count,
                published.activity_count,
                published.kpi_count,
            )
        )
    )
    for sentence, names in (
        ("Nya nämnder", published.new_committees),
        ("Nya nyckeltal", published.new_kpis),
        ("Nya ord för status", published.new_status_words),
    ):
        if told := taking_in.names(sentence, names):
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


def own_line(one: Listed, names: Mapping[str, str]) -> str:
    """Write one of the own documents on a line."""
    parts = [names.get(one.municipality_code, one.municipality_code), one.body, str(one.year)]
    if one.as_of_date is not None:
        parts.append(f"per {words.date_text(one.as_of_date)}")
    taken = f"inläst {words.date_text(one.taken_in_on)} av {one.taken_in_by}"
    return f"{one.title} ({', '.join(parts)}), {taken}"


def show_taken_in(one: Listed, names: Mapping[str, str]) -> None:
    """Show one of the own documents, to be taken away."""
    with st.container(border=True):
        st.write(frame.escaped(own_line(one, names)))
        if one.supersedes:
            st.caption(frame.escaped(f"Ersätter {one.supersedes}."))
        if st.session_state.get(ASKED) != one.document_id:
            st.button(
                "Ta bort",
                key=f"las_in_remove_{one.document_id}",
                on_click=ask,
                args=(one.document_id,),
            )
            return
        st.warning(frame.escaped(taking_in.ask_to_remove(one.title)))
        with st.container(horizontal=True):
            if st.button("Ja, ta bort", key=f"las_in_yes_{one.document_id}", type="primary"):
                change_record(lambda: take_back(one.document_id), "Tar bort")
            st.button("Nej", key=f"las_in_no_{one.document_id}", on_click=ask, args=(None,))


def show_removed(found: Sequence[Listed], names: Mapping[str, str]) -> None:
    """Show what was taken away, the latest of each document, to be brought back."""
    latest = {one.document_id: one for one in found}
    if not latest:
        return
    with st.expander(f"Borttagna dokument ({len(latest)})", expanded=True):
        for one in latest.values():
            st.write(frame.escaped(own_line(one, names)))
            if st.button("Återställ", key=f"las_in_restore_{one.document_id}"):
                change_record(partial(restore, one.document_id), "Återställer")


def show_own() -> None:
    """Show the documents that were taken in here, and those taken away."""
    try:
        found = listed(with_removed=True)
    except IntakeError as error:
        for problem in error.problems:
            st.error(frame.escaped(intake_words.problem(problem)))
        return
    st.subheader("Inlästa dokument")
    names = municipalities()
    kept = [one for one in found if one.removed_at is None]
    if not kept:
        st.write("Inget dokument är inläst här. De som följer med Målkollen finns på sidan Källor.")
    for one in kept:
        show_taken_in(one, names)
    show_removed([one for one in found if one.removed_at is not None], names)


# The page


def show_found(upload: Upload, found: FoundFile) -> None:
    """Show what was found, the doubts first, to be corrected and published."""
    try:
        proposal = propose(found)
    except IntakeError as error:
        upload.problems = tuple(intake_words.problem(one) for one in error.problems)
        show_problems(upload)
        return
    reading = found.reading
    open_points = len(proposal.blocking) + len(open_doubts(reading, proposal.blocking))
    frame.lead(
        taking_in.found_sentence(
            activities=len(reading.activities),
            goals=len(reading.goals),
            kpis=len(reading.kpis),
            open_points=open_points + len(found.notes),
        )
    )
    show_doubts(found, proposal)
    show_document(found)
    show_columns(found)
    pending = show_activities(found)
    show_goals(reading)
    show_kpis(found)
    show_totals(found)
    show_publishing(found, proposal, pending)


def show_page() -> None:
    """Show the way in: a file, what was found in it, what was published, what is there."""
    upload: Upload | None = st.session_state.get(UPLOAD)
    if upload is None:
        if PUBLISHED not in st.session_state:
            frame.lead(taking_in.START)
            st.write(taking_in.STEPS)
        show_published()
        choose_file()
    else:
        if upload.is_stale and not upload.is_stopped:
            read_it(upload)
        if upload.is_stopped:
            show_stopped(upload)
        elif upload.problems or upload.found is None:
            show_problems(upload)
        else:
            show_found(upload, upload.found)
    show_own()


if frame.may_take_in():
    show_page()
else:
    frame.lead(taking_in.SWITCHED_OFF)
