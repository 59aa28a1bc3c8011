"""Is a document that the product has never seen read as a careful reader would read it?

The documents are made up, with other wordings and columns than the five; what stands in each was written by hand.
"""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from documents.published import (
    PublishedDocument,
    differences,
    documents,
    is_composed,
)

from malkollen.locations import REFERENCE
from malkollen.readers import read
from malkollen.understanding import understand
from malkollen.understanding.as_json import to_json
from malkollen.understanding.reading import Given
from malkollen.understanding.vocabulary import read_vocabulary

PUBLISHED = documents()


@pytest.fixture(params=PUBLISHED, ids=[document.name for document in PUBLISHED])
def document(request: pytest.FixtureRequest) -> PublishedDocument:
    """One of the documents."""
    published: PublishedDocument = request.param
    return published


def test_a_document_is_read_as_it_stands(document: PublishedDocument, tmp_path: Path) -> None:
    """Nothing that the document settles is read otherwise, left out or made up."""
    reading = understand(read(document.path(tmp_path)), Given(), read_vocabulary((REFERENCE,)))
    found = to_json(reading)
    assert differences(document.expected, found) == []
    assert is_composed(found)


FOUND = {
    "document": {"municipality_code": "0586", "year": 2024, "as_of_date": None},
    "activities": [
        {
            "goal_path": ["Rapport", "Mål 1: Trygg kommun"],
            "title": "Införa  vandringar",
            "committees": ["KS", "TN"],
            "deferral": None,
            "reports": [{"occasion": 1, "status_text": "Pågår", "status": "in_progress"}],
        }
    ],
    "kpis": [{"name": "Sjukfrånvaro, %", "kind": "outcome", "value": 7.2, "unit": "%"}],
    "doubts": [{"found": "Grönt spår"}],
}
EXPECTED = {
    "document": {"municipality_code": "0586", "year": 2024, "as_of_date": None},
    "activities": [
        {
            "goal_path": ["Trygg kommun"],
            "title": "Införa vandringar",
            "committees": ["KS", "TN"],
            "deferral": None,
            "reports": [{"occasion": 1, "status_text": "Pågår", "status": "in_progress"}],
        }
    ],
    "kpis": [{"name": "Sjukfrånvaro", "kind": "outcome", "value": 7.2, "unit": "procent"}],
    "doubts": [{"about": "an unknown word", "found": "grönt spår"}],
}


def test_a_reading_that_says_the_same_does_not_differ() -> None:
    """Spaces, the word for a goal's level and the sign for per cent make no difference."""
    assert differences(EXPECTED, FOUND) == []


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [
        ("activities", "title", "Införa vandring"),
        ("activities", "committees", ["KS"]),
        ("activities", "deferral", {"kind": "within_year"}),
        ("activities", "goal_path", ["Trygg kommun", "Rapport"]),
        ("activities", "reports", []),
        ("kpis", "value", 7.3),
        ("kpis", "kind", "target"),
        ("doubts", "found", "Pågår"),
    ],
)
def test_a_reading_that_says_something_else_differs(table: str, field: str, value: object) -> None:
    """A difference in any field that is expected is told."""
    found: dict[str, Any] = deepcopy(FOUND)
    found[table][0][field] = value
    assert differences(EXPECTED, found) != []


@pytest.mark.parametrize("table", ["activities", "kpis"])
def test_a_row_too_many_differs(table: str) -> None:
    """What a document does not hold is not to be found in it."""
    found: dict[str, Any] = deepcopy(FOUND)
    found[table].append({**found[table][0], "title": "Sida 2", "name": "Sida 2"})
    assert differences(EXPECTED, found) != []
