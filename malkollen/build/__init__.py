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

import duckdb
import pyarrow as pa

from malkollen.build.document_rows import Rows, document_rows, reference_rows, sheet_rows
from malkollen.build.national_rows import Fetched, fetched_values, national_rows, read_fetched
from malkollen.figures import Sheet, read_sheets
from malkollen.locations import (
    CHECKS,
    PREPARED,
    READING,
    SCHEMA,
    database_folder,
    document_folders,
    figures_folder,
    kolada_folder,
    reference_folders,
)
from malkollen.problems import Problem, RecordError
from malkollen.questions import read_questions
from malkollen.record import Document, card_lines, read_document
from malkollen.reference import Reference, read_reference

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
    "national_peer_group",
    "national_summary",
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
_MODULES = ("record.py", "reference.py", "figures.py", "national.py", "tables.py")
_HERE = Path(__file__).parent


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
        *_HERE.glob("*.py"),
        *(_HERE.parent / name for name in _MODULES),
        *(path for folder in folders for path in folder.rglob("*") if path.is_file()),
    ]


@dataclass(frozen=True)
class _Folders:
    """What the database is made from."""

    documents: tuple[Path, ...]
    reference: tuple[Path, ...]
    figures: Path
    kolada: Path

    @property
    def files(self) -> list[Path]:
        """Every file that decides what the database holds. Of what was fetched, only what is done counts."""
        fetched = [self.kolada / "kpis.parquet", self.kolada / "groups.parquet"]
        fetched += (self.kolada / "series").glob("*.parquet")
        folders = (*self.documents, *self.reference, self.figures, PREPARED, CHECKS)
        return [*_input_files(folders), *(path for path in fetched if path.is_file())]


def _fingerprint(folders: _Folders) -> str:
    """Return a short hash of all that the database is made from, wherever its folders lie."""
    digest = hashlib.sha256(duckdb.__version__.encode())
    parts = [
        (f"{path.parent.name}/{path.name}\0".encode(), hashlib.sha256(path.read_bytes()).digest())
        for path in folders.files
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


def _check_sheets(sheets: Iterable[Sheet], reference: Reference, fetched: Fetched) -> list[Problem]:
    """Return every key figure and municipality that a sheet of own figures names and nobody knows."""
    allowed = {
        "kpi_code": frozenset(row.kpi_code for row in reference.kpis)
        | frozenset(row.national_kpi_id for row in reference.national_kpis)
        | frozenset(card.national_kpi_id for card in fetched.cards)
        | fetched.catalogue.keys(),
        "municipality_code": frozenset(row.municipality_code for row in reference.municipalities),
    }
    return [
        Problem(
            f"{sheet.sheet_id}/figures.csv", "unknown_value", line=line, column=column, found=value,
            allowed=_near(value, known),
        )
        for sheet in sheets
        for line, row in sheet.rows
        for column, known in allowed.items()
        if (value := getattr(row, column)) not in known
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


def _load_fetched(connection: duckdb.DuckDBPyConnection, folder: Path, fetched: Fetched) -> None:
    """Load the values fetched, series by series in order of id, so that they lie sorted by key figure and year."""
    for values in fetched_values(folder, fetched):
        connection.register("loading", values)
        connection.execute(
            """
            insert into national_value
            select national_kpi_id, area_code, year, gender, state, value, fetched_on
            from loading where replaced_on is null
            order by year, area_code, gender
            """
        )
        connection.execute(
            """
            insert into national_revision
            select national_kpi_id, area_code, year, gender, state, value, fetched_on, replaced_on
            from loading where replaced_on is not null
            order by year, area_code, gender, replaced_on
            """
        )
        connection.unregister("loading")
    repeated = connection.execute(
        """
        select national_kpi_id, area_code, year, gender
        from national_value group by all having count(*) > 1 order by all limit 1
        """
    ).fetchall()
    if repeated:
        found = " ".join(str(part) for part in repeated[0])
        raise RecordError([Problem("kolada/series", "duplicate", column="value", found=found)])


@dataclass(frozen=True)
class _Content:
    """What has been read and found right, to be loaded."""

    documents: list[Document]
    reference: Reference
    sheets: tuple[Sheet, ...]
    fetched: Fetched

    def rows(self) -> Iterator[tuple[str, Rows]]:
        """Yield each table with rows, in the order in which they refer to one another; all but the fetched values."""
        yield from reference_rows(self.reference)
        named = frozenset(row.kpi_code for sheet in self.sheets for _, row in sheet.rows)
        yield from national_rows(self.reference, self.fetched, named)
        yield from sheet_rows(self.sheets)
        for document in self.documents:
            yield from document_rows(document, self.reference)


def _make(path: Path, content: _Content, kolada: Path) -> None:
    """Make the database file."""
    connection = duckdb.connect(str(path))
    try:
        # One transaction: a commit for each of two hundred insertions waits for the disk each time.
        connection.execute("begin")
        connection.execute(SCHEMA.read_text(encoding="utf-8"))
        types = _read_types(connection)
        for table, rows in content.rows():
            _load(connection, table, types[table], rows)
        _load_fetched(connection, kolada, content.fetched)
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


def _build(folder: Path, folders: _Folders, building: Path) -> Callable[[], BuildReport]:
    """Make the database and return the function that puts it in place."""
    fingerprint = _fingerprint(folders)
    known = read_reference(*folders.reference)
    documents = _read_record(folders.documents, known)
    sheets = read_sheets(folders.figures)
    fetched = read_fetched(folders.kolada)
    problems = _check_sheets(sheets, known, fetched)
    if problems:
        raise RecordError(problems)
    try:
        _make(building, _Content(documents, known, sheets, fetched), folders.kolada)
    except duckdb.Error as error:
        # A full disk, or a rule of the schema that no check before it knows: told like any other problem.
        raise RecordError([Problem("database", "not_loaded", found=str(error))]) from error

    def switch() -> BuildReport:
        previous = _read_pointer(folder)
        target = _switch(folder, building, fingerprint)
        report = _report(target, is_new=True)
        _remove_old(folder, {target.name, previous or ""})
        return report

    return switch


@contextmanager
def _prepared(folders: _Folders) -> Iterator[Callable[[], BuildReport]]:
    folder = database_folder()
    folder.mkdir(parents=True, exist_ok=True)
    building = folder / f"building_{os.getpid()}_{time.time_ns():x}.duckdb"
    try:
        yield _build(folder, folders, building)
    finally:
        building.unlink(missing_ok=True)


def _folders(
    documents: Path | Sequence[Path] | None,
    reference: Path | Sequence[Path] | None,
    figures: Path | None,
    kolada: Path | None,
) -> _Folders:
    """Return the folders given, and the usual ones for those that are not."""

    def several(given: Path | Sequence[Path] | None, usual: Sequence[Path]) -> tuple[Path, ...]:
        if given is None:
            return tuple(usual)
        return (given,) if isinstance(given, Path) else tuple(given)

    return _Folders(
        documents=several(documents, document_folders()),
        reference=several(reference, reference_folders()),
        figures=figures or figures_folder(),
        kolada=kolada or kolada_folder(),
    )


@contextmanager
def prepared(
    documents: Path | Sequence[Path] | None = None,
    reference: Path | Sequence[Path] | None = None,
    *,
    figures: Path | None = None,
    kolada: Path | None = None,
) -> Iterator[Callable[[], BuildReport]]:
    """Make the database of a record beside the one in use, and yield the function that puts it in place.

    Where that is not called, nothing has changed. Folders left out are the usual ones, as in `build`. Raises
    RecordError with every problem of the record.
    """
    with _prepared(_folders(documents, reference, figures, kolada)) as switch:
        yield switch


def build(
    documents: Path | Sequence[Path] | None = None,
    reference: Path | Sequence[Path] | None = None,
    *,
    figures: Path | None = None,
    kolada: Path | None = None,
    force: bool = False,
) -> BuildReport:
    """Build the database from the record, or find that it is up to date.

    Documents and reference tables may each lie in one folder or several; left out, it is what comes with Målkollen and
    the user's own, as are the user's sheets of figures and what was fetched from Kolada. Fails whole or succeeds whole:
    raises RecordError with every problem and leaves the database that was there. Pages that run follow the switch at
    their next question.
    """
    folders = _folders(documents, reference, figures, kolada)
    folder = database_folder()
    previous = _read_pointer(folder)
    started = f"{_PREFIX}{_fingerprint(folders)}_"
    if previous is not None and previous.startswith(started) and not force:
        return _report(folder / previous, is_new=False)
    with _prepared(folders) as switch:
        return switch()
