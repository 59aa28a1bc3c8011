"""How does a document come in? Read apart, review, publish into the user's own record, undo.

    found = read_file(path)                       a child process reads it; nothing is published
    proposal = propose(found)                     what it would be called, what it replaces, what must be decided first
    published = add(found, taken_in_by="Karin")   published, whole or not at all
    remove(published.document_id)                 and undone; restore(...) brings it back

Whatever goes wrong is an IntakeError, whose problems `malkollen.words.intake.problem` says in Swedish.
"""

from malkollen.intake.corrected import (
    ActivityKey,
    Corrected,
    RowPlace,
    edited_rows,
    with_column,
    with_edits,
    with_row,
    with_status_word,
)
from malkollen.intake.doubts import open_doubts, open_point_count, unsettled_words
from malkollen.intake.entered import as_typed, is_usable, parsed_date
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
from malkollen.intake.source_text import excerpt, line_stretches, lines_html, row_places
from malkollen.intake.upload import Upload, keep_file
from malkollen.intake.watch import READING_LIMITS, FoundFile, Limits, SourceLine, Watch, read_file

__all__ = [
    "READING_LIMITS",
    "ActivityKey",
    "Corrected",
    "FoundFile",
    "IntakeError",
    "Limits",
    "Listed",
    "Proposal",
    "Published",
    "RowPlace",
    "SourceLine",
    "Upload",
    "Watch",
    "add",
    "as_typed",
    "blocking",
    "edited_rows",
    "excerpt",
    "is_usable",
    "keep_file",
    "line_stretches",
    "lines_html",
    "listed",
    "open_doubts",
    "open_point_count",
    "parsed_date",
    "propose",
    "read_file",
    "remove",
    "restore",
    "row_places",
    "unsettled_words",
    "with_column",
    "with_edits",
    "with_row",
    "with_status_word",
]
