"""How does a document come in? Read apart, review, publish into the user's own record, undo.

    found = read_file(path)                       a child process reads it; nothing is published
    proposal = propose(found)                     what it would be called, what it replaces, what must be decided first
    published = add(found, taken_in_by="Karin")   published, whole or not at all
    remove(published.document_id)                 and undone; restore(...) brings it back

Whatever goes wrong is an IntakeError, whose problems `malkollen.words.intake.problem` says in Swedish.
"""

from malkollen.intake.errors import IntakeError
from malkollen.intake.own_record import (
    Listed,
    Proposal,
    Published,
    add,
    listed,
    propose,
    remove,
    restore,
)
from malkollen.intake.review import blocking
from malkollen.intake.watch import READING_LIMITS, FoundFile, Limits, SourceLine, read_file

__all__ = [
    "READING_LIMITS",
    "FoundFile",
    "IntakeError",
    "Limits",
    "Listed",
    "Proposal",
    "Published",
    "SourceLine",
    "add",
    "blocking",
    "listed",
    "propose",
    "read_file",
    "remove",
    "restore",
]
