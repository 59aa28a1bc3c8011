"""What is left to decide, and where is it told? What blocks has a place of its own, and so have words for a status."""

from collections.abc import Sequence

from malkollen.intake.watch import FoundFile
from malkollen.understanding.reading import Corrections, Doubt, Reading


def open_doubts(reading: Reading, blocking: Sequence[Doubt]) -> dict[str, list[Doubt]]:
    """Return by their code the doubts that are told neither among what blocks nor among words for a status."""
    told = {one.code for one in blocking} | {"unknown_status"}
    if "nothing_found" in told:
        told.add("no_activities")
    found: dict[str, list[Doubt]] = {}
    for one in reading.doubts:
        if one.code not in told:
            found.setdefault(one.code, []).append(one)
    return found


def unsettled_words(
    corrections: Corrections, blocking: Sequence[Doubt]
) -> dict[str, tuple[str, ...]]:
    """Return the words that the crosswalk does not hold, decided or not, each with the known words most like it."""
    decided: dict[str, tuple[str, ...]] = {word: () for word, _ in corrections.status_words}
    unknown = {
        one.found.lower(): one.candidates
        for one in blocking
        if one.code == "unknown_status" and one.found
    }
    return {**decided, **unknown}


def open_point_count(found: FoundFile, blocking: Sequence[Doubt]) -> int:
    """Return how many things there are to decide: what blocks, doubts, and what the reader notes of the file."""
    doubts = open_doubts(found.reading, blocking)
    return len(blocking) + sum(map(len, doubts.values())) + len(found.notes)
