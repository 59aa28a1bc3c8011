"""How does a controller's sheet come in? Read apart, every row checked, published into the own record, undone.

    found = read_file(path)                    a child process reads it; nothing is published
    found.problems                             empty, or every cell that must be mended in the sheet
    published = add(found, taken_in_by="Karin")  published, whole or not at all
    remove(published.sheet_id)                 and undone; restore(...) brings it back

Whatever goes wrong is an IntakeError, whose problems `malkollen.words.figures.problem` says in Swedish.
"""

from malkollen.intake.figures.own_sheets import (
    Listed,
    Published,
    add,
    listed,
    remove,
    replaced_by,
    restore,
)
from malkollen.intake.figures.rows import FoundRow
from malkollen.intake.figures.sheet import FoundSheet, read_file

__all__ = [
    "FoundRow",
    "FoundSheet",
    "Listed",
    "Published",
    "add",
    "listed",
    "read_file",
    "remove",
    "replaced_by",
    "restore",
]
