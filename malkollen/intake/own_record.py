"""Where does it end up? The user's own record: a folder beside the one that comes with the product."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from malkollen.intake.errors import IntakeError
from malkollen.intake.own_folder import (
    add_rows,
    changing,
    keep_original,
    put_reference,
    staging,
    stamp,
)
from malkollen.intake.review import Publishing, blocking, to_document
from malkollen.intake.texts import folded, slug
from malkollen.intake.watch import FoundFile
from malkollen.locations import (
    DOCUMENTS,
    REFERENCE,
    document_folders,
    own_folder,
    reference_folders,
)
from malkollen.problems import Problem, RecordError
from malkollen.record import Card, Document, read_document, write_document
from malkollen.reference import Reference, read_reference
from malkollen.understanding.reading import Doubt, Reading

_REMOVED = "removed"


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What adding a reading would do.

    `blocking` must be empty before it can be added. `document_id` is None until municipality, body and year are known.
    `supersedes` is the id of the document that it is a newer version of; `is_older` says that what is published has a later
    as-of date. `candidates` are the ids of the other documents of that municipality and year, any of which may be named
    as superseded instead.
    """

    document_id: str | None
    supersedes: str | None
    is_older: bool
    candidates: tuple[str, ...]
    blocking: tuple[Doubt, ...]


@dataclass(frozen=True, kw_only=True)
class Published:
    """What was published: the document, what it superseded, how many rows of each kind, new committees and key figures."""

    document_id: str
    supersedes: str | None
    goal_count: int
    activity_count: int
    kpi_count: int
    new_committees: tuple[str, ...]
    new_kpis: tuple[str, ...]
    new_status_words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A document of the own record. `removed_at` is None for one that is in it, else when it was taken away."""

    document_id: str
    municipality_code: str
    title: str
    body: str
    kind: str
    year: int
    as_of_date: date | None
    supersedes: str | None
    taken_in_by: str
    taken_in_on: date
    removed_at: str | None = None


# The database's library is loaded when something is published: the process that only reads a file must not have it.


def _prepared(
    documents: list[Path], reference: list[Path]
) -> AbstractContextManager[Callable[[], Any]]:
    """Make the database ready, as `malkollen.build.prepared` says."""
    from malkollen.build import prepared  # noqa: PLC0415

    return prepared(documents, reference)


def _rebuild() -> None:
    from malkollen.build import build  # noqa: PLC0415

    build()


def _documents() -> dict[str, Document]:
    """Return every published document by id."""
    return {
        path.name: read_document(path)
        for folder in document_folders()
        if folder.is_dir()
        for path in sorted(folder.iterdir())
        if path.is_dir()
    }


def _as_of(card: Card) -> date | None:
    return card.occasions[-1].as_of_date


def _body(municipality_code: str, body: str, reference: Reference) -> str:
    """Return a body's name as bodies are compared: a committee by its code, however it is written."""
    codes = {
        folded(word): code
        for rows in (
            [(row.municipality_code, row.committee, row.committee_code) for row in reference.committees],
            [
                (row.municipality_code, row.committee_word, row.committee_code)
                for row in reference.committee_words
            ],
        )
        for known, word, code in rows
        if known == municipality_code
    }  # fmt: skip
    return codes.get(folded(body), folded(body))


def _current(documents: dict[str, Document]) -> list[Document]:
    superseded = {one.card.supersedes for one in documents.values()}
    return [one for name, one in documents.items() if name not in superseded]


def _alike(card: Card, other: Card, reference: Reference) -> bool:
    """Say whether two cards are versions of one document: the same file, or the same body's for the same year."""
    if (card.municipality_code, card.year, card.kind) != (
        other.municipality_code, other.year, other.kind,
    ):  # fmt: skip
        return False
    return card.original_sha256 == other.original_sha256 or _body(
        card.municipality_code, card.body, reference
    ) == _body(other.municipality_code, other.body, reference)


def _new_id(reading: Reading, reference: Reference, taken: set[str]) -> str:
    """Return an id of municipality, body and year that nothing has: a newer version's ends with its date or a number."""
    document = reading.document
    names = {row.municipality_code: row.municipality for row in reference.municipalities}
    name = names.get(document.municipality_code or "", document.municipality_code or "")
    stem = f"{slug(name)}-{slug(document.body or '') or 'dokument'}-{document.year}"
    occasions = document.occasions
    day = occasions[-1].as_of_date if occasions else None
    tries = [stem, *([f"{stem}-per-{day}"] if day else [])]
    tries += [f"{tries[-1]}-{number}" for number in range(2, len(taken) + 3)]
    return next(one for one in tries if one not in taken)


def _taken_ids(documents: dict[str, Document]) -> set[str]:
    removed = own_folder() / _REMOVED
    names = [path.name for path in removed.iterdir()] if removed.is_dir() else []
    return set(documents) | {name.rpartition("-")[0] for name in names}


def _reference() -> Reference:
    return read_reference(*reference_folders())


def _draft(found: FoundFile, reference: Reference) -> Card:
    """Return the card that a reading would have, to compare it with others."""
    publishing = Publishing(document_id="x", older=None, taken_in_by="", taken_in_on=date.min)
    return to_document(found, reference, publishing).document.card


def _propose(found: FoundFile, documents: dict[str, Document], reference: Reference) -> Proposal:
    decided = blocking(found.reading)
    if {one.code for one in decided} & {"no_municipality", "no_body", "no_year"}:
        return Proposal(
            document_id=None, supersedes=None, is_older=False, candidates=(), blocking=decided
        )
    card = _draft(found, reference)
    near = [
        one
        for one in _current(documents)
        if (one.card.municipality_code, one.card.year) == (card.municipality_code, card.year)
    ]
    # With several, the one whose file it is, else the latest.
    alike = sorted(
        (one for one in near if _alike(card, one.card, reference)),
        key=lambda one: (
            one.card.original_sha256 == card.original_sha256,
            _as_of(one.card) or date.min,
            one.document_id,
        ),
    )
    older = alike[-1] if alike else None
    days = (_as_of(older.card) if older else None, _as_of(card))
    return Proposal(
        document_id=_new_id(found.reading, reference, _taken_ids(documents)),
        supersedes=older.document_id if older else None,
        is_older=days[0] is not None and days[1] is not None and days[0] > days[1],
        candidates=tuple(one.document_id for one in near if one is not older),
        blocking=decided,
    )


def propose(found: FoundFile) -> Proposal:
    """Say what adding a reading would do; changes nothing.

    Raises IntakeError where the record that is there cannot be read.
    """
    try:
        return _propose(found, _documents(), _reference())
    except RecordError as error:
        raise IntakeError(*error.problems) from error


def _check(found: FoundFile, proposal: Proposal, reference: Reference) -> list[Problem]:
    """Return what must be decided, and what was decided that does not exist."""
    name = found.file_name
    code = found.reading.document.municipality_code
    statuses = {row.status_code for row in reference.statuses}
    problems = [Problem(name, one.code, found=one.found) for one in proposal.blocking]
    if code is not None and code not in {row.municipality_code for row in reference.municipalities}:
        problems.append(Problem(name, "unknown_municipality", found=code))
    problems += [
        Problem(name, "no_such_status", found=status, allowed=tuple(sorted(statuses)))
        for _, status in found.corrections.status_words
        if status not in statuses
    ]
    return problems


def _older(
    proposal: Proposal, supersedes: str | None, documents: dict[str, Document], name: str
) -> Document | None:
    """Return the document to replace: the one named, or the one proposed."""
    if supersedes is None:
        if proposal.is_older:
            raise IntakeError(Problem(name, "newer_published", found=proposal.supersedes))
        return documents[proposal.supersedes] if proposal.supersedes is not None else None
    if supersedes == "":
        return None
    current = {one.document_id: one for one in _current(documents)}
    if supersedes not in current:
        raise IntakeError(Problem(name, "unknown_superseded", found=supersedes))
    return current[supersedes]


def _put(made_ready: Path, folder: Path, document_id: str, switch: Callable[[], Any]) -> None:
    """Put a document that is made ready in place, and then the database; where that fails, take it back."""
    source, target = made_ready / "documents" / document_id, folder / "documents" / document_id
    # The rows alone mean nothing, so it does no harm to end here.
    put_reference(made_ready / "reference", folder / "reference")
    source.rename(target)
    try:
        switch()
    except BaseException:
        target.rename(source)
        raise


def add(
    found: FoundFile, *, taken_in_by: str, supersedes: str | None = None, today: date | None = None
) -> Published:
    """Publish a reading into the own record and rebuild the database: whole or not at all.

    `supersedes` names the document that it replaces; left out, it is the one proposed; `""` means none. Raises
    IntakeError with every problem, and nothing has changed: what must be decided first, a newer version published
    already, a file that has changed since it was read, a record that does not fit together, another who adds.
    """
    with changing() as folder, staging(folder) as made_ready:
        documents, reference = _documents(), _reference()
        proposal = _propose(found, documents, reference)
        if problems := _check(found, proposal, reference):
            raise IntakeError(*problems)
        document_id = proposal.document_id or ""
        publishing = Publishing(
            document_id=document_id,
            older=_older(proposal, supersedes, documents, found.file_name),
            taken_in_by=taken_in_by,
            taken_in_on=today or date.today(),
        )
        reviewed = to_document(found, reference, publishing)
        document = reviewed.document
        write_document(made_ready / "documents" / document_id, document)
        add_rows(made_ready / "reference", reviewed.additions)
        keep_original(found, folder, made_ready)
        sources = [DOCUMENTS, folder / "documents", made_ready / "documents"]
        with _prepared(sources, [REFERENCE, made_ready / "reference"]) as switch:
            _put(made_ready, folder, document_id, switch)
    return Published(
        document_id=document_id,
        supersedes=document.card.supersedes,
        goal_count=len(document.goals),
        activity_count=len({row.activity_id for _, row in document.activities}),
        kpi_count=len(document.kpis),
        new_committees=tuple(row.committee for row in reviewed.additions.committees),
        new_kpis=tuple(row.kpi for row in reviewed.additions.kpis),
        new_status_words=tuple(row.status_word for row in reviewed.additions.status_words),
    )


def _move(source: Path, target: Path) -> None:
    """Move a document's folder and rebuild; where that fails, move it back."""
    source.rename(target)
    try:
        _rebuild()
    except BaseException:
        target.rename(source)
        raise


def remove(document_id: str) -> None:
    """Take a document out of the own record, to a place that `restore` brings it back from, and rebuild.

    Raises IntakeError where the own record has no such document, or a newer version that supersedes it.
    """
    with changing() as folder:
        names = {path.name for path in (folder / "documents").iterdir()}
        if document_id not in names:
            raise IntakeError(Problem(document_id, "unknown_document", found=document_id))
        newer = [name for name, one in _documents().items() if one.card.supersedes == document_id]
        if newer:
            raise IntakeError(
                Problem(document_id, "superseded_by", found=document_id, allowed=tuple(newer))
            )
        _move(folder / "documents" / document_id, folder / _REMOVED / f"{document_id}-{stamp()}")


def _removed(folder: Path) -> list[tuple[str, str, Path]]:
    """Return what was taken away: id, time and folder, in order."""
    place = folder / _REMOVED
    parts = [(*path.name.rpartition("-")[::2], path) for path in place.glob("*-*")]
    return sorted(parts)


def restore(document_id: str) -> None:
    """Bring back the latest removed document of that id, and rebuild; raise IntakeError where there is none.

    Raises IntakeError too where another version has been published in its place.
    """
    with changing() as folder:
        found = [path for name, _, path in _removed(folder) if name == document_id]
        if not found:
            raise IntakeError(Problem(document_id, "not_removed", found=document_id))
        card = read_document(found[-1]).card
        documents, reference = _documents(), _reference()
        instead = [
            one.document_id
            for one in _current(documents)
            if one.document_id != card.supersedes
            and (one.document_id == document_id or _alike(card, one.card, reference))
        ]
        if instead:
            raise IntakeError(
                Problem(document_id, "published_already", found=document_id, allowed=tuple(instead))
            )
        _move(found[-1], folder / "documents" / document_id)


def _listed(document: Document) -> Listed:
    card = document.card
    return Listed(
        document_id=document.document_id,
        municipality_code=card.municipality_code,
        title=card.title,
        body=card.body,
        kind=card.kind,
        year=card.year,
        as_of_date=_as_of(card),
        supersedes=card.supersedes,
        taken_in_by=card.taken_in_by,
        taken_in_on=card.taken_in_on,
    )


def listed(*, with_removed: bool = False) -> tuple[Listed, ...]:
    """Return the documents of the own record, by id; with those taken away last, where asked for.

    Raises IntakeError where one of them cannot be read.
    """
    folder = own_folder()
    place = folder / "documents"
    paths = sorted(path for path in place.iterdir() if path.is_dir()) if place.is_dir() else []
    try:
        found = [_listed(read_document(path)) for path in paths]
        if with_removed:
            found += [
                replace(_listed(read_document(path)), document_id=name, removed_at=when)
                for name, when, path in _removed(folder)
            ]
    except RecordError as error:
        raise IntakeError(*error.problems) from error
    return tuple(found)
