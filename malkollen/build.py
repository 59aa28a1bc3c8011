"""How does the record become the database? Read, check, load, prepare, find; whole or not at all."""

import difflib
import hashlib
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from malkollen.locations import (
    CHECKS,
    PREPARED,
    READING,
    SCHEMA,
    database_folder,
    document_folders,
    reference_folders,
)
from malkollen.problems import Problem, RecordError
from malkollen.questions import read_questions
from malkollen.record import ActivityRow, Document, card_lines, read_document
from malkollen.reference import Reference, read_reference

Rows = list[dict[str, Any]]

# Each file of `data/prepared` fills the table of its name; a later one may read an earlier one.
PREPARED_TABLES = (
    "goal_ancestor",
    "goal_path",
    "activity_occasion",
    "document_current",
    "activity_current",
    "activity_facet",
    "document_completion",
    "goal_current",
    "kpi_result",
    "stated_total_counted",
)
_POINTER = "current"
_PREFIX = "malkollen_"
_SHORT_LIST = 12
_LEFT_BEHIND_SECONDS = 3600
# Whoever has read the pointer opens the file within this time, so no younger one is removed.
_JUST_SWITCHED_SECONDS = 60
_REPLACE_TRIES = 20
_REPLACE_PAUSE_SECONDS = 0.02
# The modules that decide what the tables hold.
_MODULES = ("build.py", "record.py", "reference.py", "tables.py")


@dataclass(frozen=True)
class BuildReport:
    """What a build made: the file, whether it was new, rows per table, findings per check."""

    path: Path
    is_new: bool
    row_counts: dict[str, int]
    finding_counts: dict[str, int]


def _input_files(folders: Iterable[Path]) -> list[Path]:
    return [
        SCHEMA,
        *(Path(__file__).with_name(name) for name in _MODULES),
        *(path for folder in folders for path in folder.rglob("*") if path.is_file()),
    ]


def _fingerprint(documents: Sequence[Path], reference: Sequence[Path]) -> str:
    """Return a short hash of all that the database is made from, wherever its folders lie."""
    digest = hashlib.sha256(duckdb.__version__.encode())
    parts = [
        (f"{path.parent.name}/{path.name}\0".encode(), hashlib.sha256(path.read_bytes()).digest())
        for path in _input_files((*documents, *reference, PREPARED, CHECKS))
    ]
    for name, content in sorted(parts):
        digest.update(name + content)
    return digest.hexdigest()[:16]


def _near(word: str, known: Iterable[str]) -> tuple[str, ...]:
    # With no lower bound, so that there is always something to choose from.
    return tuple(difflib.get_close_matches(word.lower(), sorted(known), n=5, cutoff=0.0))


@dataclass(frozen=True)
class _Known:
    """The codes and words that the tables of one municipality's document may use."""

    committees: frozenset[str]
    statuses: frozenset[str]
    status_words: frozenset[str]
    assessment_words: frozenset[str]
    reasons: frozenset[str]
    kpis: frozenset[str]


def _known(reference: Reference, municipality_code: str) -> _Known:
    return _Known(
        committees=frozenset(
            row.committee_code
            for row in reference.committees
            if row.municipality_code == municipality_code
        ),
        statuses=frozenset(row.status_code for row in reference.statuses),
        status_words=frozenset(row.status_word for row in reference.status_words),
        assessment_words=frozenset(row.assessment_word for row in reference.assessment_words),
        reasons=frozenset(row.reason_code for row in reference.reasons),
        kpis=frozenset(row.kpi_code for row in reference.kpis),
    )


def _used(
    document: Document, known: _Known
) -> Iterator[tuple[str, int | None, str, str, frozenset[str]]]:
    """Yield file, line, column, value and what is known, for each code and word that a document uses."""
    for line, goal in document.goals:
        if goal.assessment_text is not None:
            yield "goals.csv", line, "assessment_text", goal.assessment_text, known.assessment_words
    for line, row in document.activities:
        for committee in row.committees:
            yield "activities.csv", line, "committees", committee, known.committees
        for reason in row.deferral_reasons:
            yield "activities.csv", line, "deferral_reasons", reason, known.reasons
        if row.status is not None:
            yield "activities.csv", line, "status", row.status, known.statuses
        elif row.status_text is not None:
            yield "activities.csv", line, "status_text", row.status_text, known.status_words
    for line, kpi in document.kpis:
        yield "kpis.csv", line, "kpi_code", kpi.kpi_code, known.kpis


def _check_against_reference(document: Document, reference: Reference) -> list[Problem]:
    """Return every code and word in a document's tables that the reference tables do not know."""
    known = _known(reference, document.card.municipality_code)
    # Words may begin with a capital; codes are codes.
    return [
        Problem(
            f"{document.document_id}/{file}",
            "unknown_word" if column.endswith("_text") else "unknown_value",
            line=line,
            column=column,
            found=value,
            # A short list is shown whole; of a long one, what looks alike.
            allowed=_near(value, allowed) if len(allowed) > _SHORT_LIST else tuple(sorted(allowed)),
        )
        for file, line, column, value, allowed in _used(document, known)
        if (value.lower() if column.endswith("_text") else value) not in allowed
    ]


def _check_card(
    folder: Path, document: Document, municipalities: frozenset[str], documents: frozenset[str]
) -> list[Problem]:
    """Return what a card names that is not there: its municipality, or the document that it replaces."""
    lines = card_lines(folder / "card.toml")
    card = document.card
    named = (
        ("municipality_code", card.municipality_code, municipalities),
        ("supersedes", card.supersedes, documents - {document.document_id}),
    )
    return [
        Problem(
            f"{document.document_id}/card.toml", "unknown_value", line=lines.get(column),
            column=column, found=value, allowed=_near(value, known),
        )
        for column, value, known in named
        if value is not None and value not in known
    ]  # fmt: skip


def _document_folders(documents: Iterable[Path]) -> tuple[list[Path], list[Problem]]:
    """Return every document's folder, in order of id, and the ids that stand in more than one place."""
    found = [path for folder in documents if folder.is_dir() for path in folder.iterdir()]
    folders = {path.name: path for path in found if path.is_dir()}
    counts = Counter(path.name for path in found if path.is_dir())
    repeated = [
        Problem(name, "duplicate", column="id", found=name) for name in counts if counts[name] > 1
    ]
    return [folders[name] for name in sorted(folders)], repeated


def _read_record(documents: Sequence[Path], reference: Reference) -> list[Document]:
    """Read and check every document's folder, in order of id; raise RecordError with the problems of all of them."""
    folders, problems = _document_folders(documents)
    municipalities = frozenset(row.municipality_code for row in reference.municipalities)
    names = frozenset(folder.name for folder in folders)
    read = []
    for folder in folders:
        try:
            document = read_document(folder)
        except RecordError as error:
            problems += error.problems
            continue
        # Where the municipality is unknown, so are its committees; one of the two is enough to mend.
        found = _check_card(folder, document, municipalities, names)
        problems += found or _check_against_reference(document, reference)
        read.append(document)
    if problems:
        raise RecordError(problems)
    return read


def _reference_rows(reference: Reference) -> Iterator[tuple[str, Rows]]:
    yield "municipality", [vars(row) for row in reference.municipalities]
    yield "status_family", [vars(row) for row in reference.status_families]
    yield "status", [vars(row) for row in reference.statuses]
    yield "status_word", [vars(row) for row in reference.status_words]
    yield "assessment", [vars(row) for row in reference.assessments]
    yield "assessment_word", [vars(row) for row in reference.assessment_words]
    yield "reason", [vars(row) for row in reference.reasons]
    yield "kpi", [vars(row) for row in reference.kpis]
    yield "reference_source", [vars(row) for row in reference.sources]
    yield (
        "committee",
        [
            {
                "committee_id": f"{row.municipality_code}-{row.committee_code}",
                "municipality_code": row.municipality_code,
                "committee_code": row.committee_code,
                "committee": row.committee,
            }
            for row in reference.committees
        ],
    )


def _place(row: Any) -> dict[str, Any]:
    return {
        "place_section": row.place_section,
        "place_page": row.place_page,
        "place_row": row.place_row,
    }


def _document_row(document: Document) -> dict[str, Any]:
    card = document.card
    names = (
        "municipality_code", "title", "body", "kind", "year", "term_start_year", "term_end_year",
        "diary_number", "published_at", "original_file_name", "original_sha256", "taken_in_by",
        "taken_in_on", "reader",
    )  # fmt: skip
    return {
        "document_id": document.document_id,
        "supersedes_document_id": card.supersedes,
        **{name: getattr(card, name) for name in names},
    }


def _status_code(row: ActivityRow, crosswalk: dict[str, str]) -> str:
    if row.status is not None:
        return row.status
    return "not_reported" if row.status_text is None else crosswalk[row.status_text.lower()]


def _goal_rows(document: Document, crosswalk: dict[str, str]) -> Iterator[tuple[str, Rows]]:
    prefix = document.document_id
    goals = []
    assessments = []
    for order, (_, row) in enumerate(document.goals, start=1):
        goals.append(
            {
                "goal_id": f"{prefix}/{row.goal_id}",
                "document_id": prefix,
                "parent_goal_id": row.parent_goal_id and f"{prefix}/{row.parent_goal_id}",
                "sort_order": order,
                "level": row.level,
                "level_text": row.level_text,
                "goal_number": row.number,
                "title": row.title,
                "wording": row.wording,
                "is_prioritised": row.is_prioritised,
                **_place(row),
            }
        )
        if row.assessment_text is not None:
            assessments.append(
                {
                    "goal_id": f"{prefix}/{row.goal_id}",
                    "document_id": prefix,
                    "occasion_number": row.occasion,
                    "assessment_text": row.assessment_text,
                    "assessment_code": crosswalk[row.assessment_text.lower()],
                }
            )
    # A foreign key to the same table wants the parents there before their children come.
    depths: dict[str, int] = {}
    for goal in goals:
        parent = goal["parent_goal_id"]
        depths[goal["goal_id"]] = 0 if parent is None else depths[parent] + 1
    for depth in range(max(depths.values(), default=-1) + 1):
        yield "goal", [goal for goal in goals if depths[goal["goal_id"]] == depth]
    yield "goal_assessment", assessments


def _activity_rows(document: Document, crosswalk: dict[str, str]) -> Iterator[tuple[str, Rows]]:
    prefix = document.document_id
    code = document.card.municipality_code
    first_rows: dict[str, ActivityRow] = {}
    for _, row in document.activities:
        first_rows.setdefault(row.activity_id, row)
    yield (
        "activity",
        [
            {
                "activity_id": f"{prefix}/{row.activity_id}",
                "distinct_activity_id": f"{prefix}/{row.same_as_activity_id or row.activity_id}",
                "document_id": prefix,
                "goal_id": f"{prefix}/{row.goal_id}",
                "sort_order": order,
                **{
                    name: getattr(row, name)
                    for name in (
                        "kind", "title", "wording", "priority_text", "committees_text",
                        "start_text", "start_date", "due_text", "due_date",
                        "carried_over_from_year", "carried_over_text",
                    )
                },
                **_place(row),
            }
            for order, row in enumerate(first_rows.values(), start=1)
        ],
    )  # fmt: skip
    yield (
        "activity_committee",
        [
            {"activity_id": f"{prefix}/{row.activity_id}", "committee_id": f"{code}-{committee}"}
            for row in first_rows.values()
            for committee in dict.fromkeys(row.committees)
        ],
    )
    yield (
        "status_report",
        [
            {
                "activity_id": f"{prefix}/{row.activity_id}",
                "document_id": prefix,
                "occasion_number": row.occasion,
                "status_text": row.status_text,
                "status_code": _status_code(row, crosswalk),
                "comment": row.comment,
            }
            for _, row in document.activities
        ],
    )
    deferred = [row for _, row in document.activities if row.deferral_kind is not None]
    yield (
        "deferral",
        [
            {
                "activity_id": f"{prefix}/{row.activity_id}",
                "occasion_number": row.occasion,
                "kind": row.deferral_kind,
                "told_by": row.deferral_told_by,
                "is_marked": row.deferral_told_by != "comment",
                "from_text": row.deferral_from_text,
                "from_date": row.deferral_from_date,
                "to_text": row.deferral_to_text,
                "to_date": row.deferral_to_date,
            }
            for row in deferred
        ],
    )
    yield (
        "deferral_reason",
        [
            {
                "activity_id": f"{prefix}/{row.activity_id}",
                "occasion_number": row.occasion,
                "reason_code": reason,
                "sort_order": order,
            }
            for row in deferred
            for order, reason in enumerate(dict.fromkeys(row.deferral_reasons), start=1)
        ],
    )


def _kpi_rows(document: Document) -> Iterator[tuple[str, Rows]]:
    prefix = document.document_id
    tables: dict[str, Rows] = {"kpi_listing": [], "target": [], "outcome": []}
    for order, (_, row) in enumerate(document.kpis, start=1):
        shared = {
            "document_id": prefix,
            "sort_order": order,
            "kpi_code": row.kpi_code,
            "goal_id": row.goal_id and f"{prefix}/{row.goal_id}",
            "activity_id": row.activity_id and f"{prefix}/{row.activity_id}",
            "name": row.name,
            **_place(row),
        }
        if row.kind == "listing":
            tables["kpi_listing"].append(
                {
                    "kpi_listing_id": f"{prefix}/{order}",
                    **shared,
                    "breakdown_text": row.breakdown_text,
                    "frequency_text": row.frequency_text,
                    "reports_per_year": row.reports_per_year,
                }
            )
            continue
        tables[row.kind].append(
            {
                f"{row.kind}_id": f"{prefix}/{order}",
                **shared,
                "operator": row.operator,
                "value": row.value,
                "value_high": row.value_high,
                "value_text": row.value_text,
                "year": row.year,
                # The group that an outcome is for narrows it as a period does.
                "period_text": row.period_text or row.breakdown_text,
                "gender": row.gender or "T",
            }
        )
    yield from tables.items()


def _document_rows(document: Document, reference: Reference) -> Iterator[tuple[str, Rows]]:
    prefix = document.document_id
    yield "document", [_document_row(document)]
    yield (
        "occasion",
        [
            {
                "document_id": prefix,
                "occasion_number": occasion.number,
                "label": occasion.label,
                "as_of_date": occasion.as_of_date,
                "is_as_of_stated": occasion.is_as_of_stated,
                "as_of_note": occasion.as_of_note,
            }
            for occasion in document.card.occasions
        ],
    )
    yield (
        "printed_date",
        [
            {"document_id": prefix, "printed_date": printed.date, "place_row": printed.place_row}
            for printed in document.card.printed_dates
        ],
    )
    assessments = {row.assessment_word: row.assessment_code for row in reference.assessment_words}
    statuses = {row.status_word: row.status_code for row in reference.status_words}
    yield from _goal_rows(document, assessments)
    yield from _activity_rows(document, statuses)
    yield from _kpi_rows(document)
    yield (
        "budget_line",
        [
            {
                "document_id": prefix,
                "sort_order": order,
                "unit": row.unit,
                "line": row.line,
                "line_text": row.line_text,
                "year": row.year,
                "amount_tkr": row.amount_tkr,
                **_place(row),
            }
            for order, (_, row) in enumerate(document.budget, start=1)
        ],
    )
    yield (
        "stated_total",
        [
            {
                "stated_total_id": f"{prefix}/{order}",
                "document_id": prefix,
                "measure": row.measure,
                "level": row.level,
                "goal_id": row.goal_id and f"{prefix}/{row.goal_id}",
                "value": row.value,
                "value_text": row.value_text,
                "is_listed": row.is_listed,
                **_place(row),
            }
            for order, (_, row) in enumerate(document.stated_totals, start=1)
        ],
    )


def _read_types(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Return the type of each column of each table."""
    types: dict[str, dict[str, str]] = {}
    for table, name, kind in connection.execute(
        "select table_name, column_name, data_type from duckdb_columns() where not internal"
    ).fetchall():
        types.setdefault(table, {})[name] = kind
    return types


def _load(
    connection: duckdb.DuckDBPyConnection, table: str, columns: dict[str, str], rows: Rows
) -> None:
    if not rows:
        return
    names = [name for name in rows[0] if name in columns]
    casts = ", ".join(f"{name}::{columns[name]}" for name in names)
    connection.register(
        "loading", pa.Table.from_pylist([{n: row[n] for n in names} for row in rows])
    )
    connection.execute(f"insert into {table} ({', '.join(names)}) select {casts} from loading")
    connection.unregister("loading")


def _find(connection: duckdb.DuckDBPyConnection) -> None:
    """Run every check and keep what it returns."""
    columns = (
        "document_id, activity_id, goal_id, subject_text, found_text, expected_text, "
        "place_section, place_page, place_row"
    )
    for name, question in read_questions(CHECKS).items():
        connection.execute(
            f"""
            insert into finding (finding_id, check_name, severity, {columns})
            select
                (select count(*) from finding) + row_number() over (), ?, ?, {columns}
            from ({question.sql})
            """,  # the check is one of our own files
            [name, question.severity],
        )


def _make(path: Path, documents: list[Document], reference: Reference) -> None:
    """Make the database file."""
    connection = duckdb.connect(str(path))
    try:
        # One transaction: a commit for each of two hundred insertions waits for the disk each time.
        connection.execute("begin")
        connection.execute(SCHEMA.read_text(encoding="utf-8"))
        types = _read_types(connection)
        for table, rows in _reference_rows(reference):
            _load(connection, table, types[table], rows)
        for document in documents:
            for table, rows in _document_rows(document, reference):
                _load(connection, table, types[table], rows)
        for name in PREPARED_TABLES:
            sql = (PREPARED / f"{name}.sql").read_text(encoding="utf-8")
            connection.execute(f"insert into {name} {sql}")
        _find(connection)
        connection.execute("commit")
    finally:
        connection.close()


def _report(path: Path, *, is_new: bool) -> BuildReport:
    """Count what a database holds."""
    connection = duckdb.connect(str(path), read_only=True, config=dict(READING))
    try:
        tables = connection.execute(
            "select table_name from duckdb_tables() order by table_name"
        ).fetchall()
        rows = {
            name: connection.execute(f"select count(*) from {name}").fetchall()[0][0]
            for (name,) in tables
        }
        found = connection.execute(
            "select check_name, count(*) from finding group by check_name"
        ).fetchall()
        findings = dict.fromkeys(read_questions(CHECKS), 0) | dict(found)
        return BuildReport(path=path, is_new=is_new, row_counts=rows, finding_counts=findings)
    finally:
        connection.close()


def _read_pointer(folder: Path) -> str | None:
    try:
        name = (folder / _POINTER).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    return name if (folder / name).is_file() else None


def _replace(source: Path, target: Path) -> None:
    """Put a file in another's place; Windows refuses for the instant that a page reads the other."""
    for _ in range(_REPLACE_TRIES):
        try:
            os.replace(source, target)
        except PermissionError:
            time.sleep(_REPLACE_PAUSE_SECONDS)
        else:
            return
    os.replace(source, target)


def _switch(folder: Path, building: Path, fingerprint: str) -> Path:
    """Put the new database in place under a name of its own and point to it, in one atomic step."""
    # A process that reopens a path gets the instance that it already has, so no name is used twice.
    target = folder / f"{_PREFIX}{fingerprint}_{time.time_ns():x}.duckdb"
    os.replace(building, target)
    pointer = building.with_suffix(".pointer")
    pointer.write_text(target.name + "\n", encoding="utf-8")
    _replace(pointer, folder / _POINTER)
    return target


def _remove_old(folder: Path, keep: set[str]) -> None:
    """Remove databases that nobody points to any more, and what a killed build left behind an hour ago."""
    kept_for = {f"{_PREFIX}*.duckdb": _JUST_SWITCHED_SECONDS, "building_*": _LEFT_BEHIND_SECONDS}
    for pattern, seconds in kept_for.items():
        for path in folder.glob(pattern):
            try:
                if path.name not in keep and time.time() - path.stat().st_mtime > seconds:
                    path.unlink()
            except OSError:  # gone by another build, or forbidden while a page reads it: next time
                continue


def _build(
    folder: Path, documents: Sequence[Path], reference: Sequence[Path], building: Path
) -> Callable[[], BuildReport]:
    """Make the database and return the function that puts it in place."""
    fingerprint = _fingerprint(documents, reference)
    known = read_reference(*reference)
    _make(building, _read_record(documents, known), known)

    def switch() -> BuildReport:
        previous = _read_pointer(folder)
        target = _switch(folder, building, fingerprint)
        report = _report(target, is_new=True)
        _remove_old(folder, {target.name, previous or ""})
        return report

    return switch


@contextmanager
def prepared(
    documents: Sequence[Path], reference: Sequence[Path]
) -> Iterator[Callable[[], BuildReport]]:
    """Make the database of a record beside the one in use, and yield the function that puts it in place.

    Where that is not called, nothing has changed. Raises RecordError with every problem of the record.
    """
    folder = database_folder()
    folder.mkdir(parents=True, exist_ok=True)
    building = folder / f"building_{os.getpid()}_{time.time_ns():x}.duckdb"
    try:
        yield _build(folder, documents, reference, building)
    finally:
        building.unlink(missing_ok=True)


def _folders(given: Path | Sequence[Path] | None, usual: Sequence[Path]) -> Sequence[Path]:
    if given is None:
        return usual
    return (given,) if isinstance(given, Path) else given


def build(
    documents: Path | Sequence[Path] | None = None,
    reference: Path | Sequence[Path] | None = None,
    *,
    force: bool = False,
) -> BuildReport:
    """Build the database from the record, or find that it is up to date.

    Each of the two may be one folder or several; left out, it is what comes with Målkollen and the user's own. Fails
    whole or succeeds whole: raises RecordError with every problem and leaves the database that was there. Pages that
    run follow the switch at their next question.
    """
    documents = _folders(documents, document_folders())
    reference = _folders(reference, reference_folders())
    folder = database_folder()
    previous = _read_pointer(folder)
    started = f"{_PREFIX}{_fingerprint(documents, reference)}_"
    if previous is not None and previous.startswith(started) and not force:
        return _report(folder / previous, is_new=False)
    with prepared(documents, reference) as switch:
        return switch()
