"""What does a document bring that was not known? Committees, key figures and words, for the user's own reference tables."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from malkollen.intake.texts import folded, label, one_line, slug
from malkollen.record import Document, KpiRow
from malkollen.reference import (
    AssessmentWord,
    Committee,
    CommitteeWord,
    Kpi,
    Reference,
    StatusWord,
)
from malkollen.understanding.reading import ReadAssessment, Reading, ReadKpi
from malkollen.words import intake as words


@dataclass(frozen=True, kw_only=True)
class Additions:
    """Rows for the user's own reference tables, named as they are."""

    committees: tuple[Committee, ...] = ()
    committee_words: tuple[CommitteeWord, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    status_words: tuple[StatusWord, ...] = ()
    assessment_words: tuple[AssessmentWord, ...] = ()


def code_list(codes: Iterable[str]) -> tuple[str, ...]:
    """Return committees' codes as a cell of the record can list them: without commas, each once."""
    lines = (one_line(code.replace(",", " ")) for code in codes)
    return tuple(dict.fromkeys(code for code in lines if code is not None))


def new_committees(
    reading: Reading, reference: Reference, municipality_code: str, document_id: str
) -> tuple[tuple[Committee, ...], tuple[CommitteeWord, ...]]:
    """Return the municipality's committees that no table knows, and how the document writes them.

    A committee is called what stands where it stands alone, else by its code.
    """
    known = {
        row.committee_code
        for row in reference.committees
        if row.municipality_code == municipality_code
    }
    names: dict[str, str] = {}
    for activity in reading.activities:
        codes = code_list(activity.committees)
        for code in codes:
            names.setdefault(code, code)
        if len(codes) == 1 and names[codes[0]] == codes[0]:
            names[codes[0]] = label(activity.committees_text) or codes[0]
    new = {code: name for code, name in names.items() if code not in known}
    written = {
        row.committee_word
        for row in reference.committee_words
        if row.municipality_code == municipality_code
    }
    return (
        tuple(
            Committee(
                municipality_code=municipality_code, committee_code=code, committee=name,
                source_document_id=document_id,
            )
            for code, name in new.items()
        ),
        tuple(
            CommitteeWord(
                municipality_code=municipality_code, committee_word=word, committee_code=code
            )
            for word, code in {word: code for code in new for word in (new[code], code)}.items()
            if word not in written
        ),
    )  # fmt: skip


def _direction(rows: Iterable[ReadKpi]) -> str:
    """Say whether higher is better, where the document's own targets tell it with one voice."""
    told = {row.direction for row in rows if row.direction in ("increase", "decrease")}
    told |= {
        "increase" if row.operator in (">=", ">") else "decrease"
        for row in rows
        if row.kind == "target" and row.operator in (">=", ">", "<=", "<")
    }
    return {"increase": "higher", "decrease": "lower"}[told.pop()] if len(told) == 1 else "none"


@dataclass
class _Catalogue:
    """The key figures that are known, by name and unit, and those that come."""

    known: dict[tuple[str, str], str]
    codes: set[str]
    new: list[Kpi]

    def code(self, name: str, unit: str, direction: str, document_id: str) -> str:
        """Return the code of a key figure, a new one where name and unit are not known together."""
        key = (folded(name), unit)
        if key not in self.known:
            stem = slug(name, "_") or "kpi"
            tries = [stem, f"{stem}_{slug(unit, '_')}".rstrip("_")]
            tries += [f"{stem}_{number}" for number in range(2, len(self.codes) + 3)]
            code = next(one for one in tries if one not in self.codes)
            self.codes.add(code)
            self.known[key] = code
            self.new.append(
                Kpi(kpi_code=code, kpi=name, unit=unit, direction=direction, source=document_id)
            )
        return self.known[key]


def _signature(row: ReadKpi | KpiRow, place_row: int | None) -> tuple[Any, ...]:
    return (row.kind, row.value, row.value_high, row.gender or "T", place_row)


def kept_codes(reading: Reading, sha256: str, older: Document | None) -> dict[int, str]:
    """Return the codes that the older version of the document gives, by the number of the figure in the reading.

    A figure keeps the code of the one that is named alike. Read from the same file, it also keeps that of the only one
    with its value in its place: a person may have named it in other words.
    """
    if older is None:
        return {}
    named = {folded(row.name): row.kpi_code for _, row in older.kpis}
    kept = {
        number: named[folded(kpi.name)]
        for number, kpi in enumerate(reading.kpis)
        if folded(kpi.name) in named
    }
    if older.card.original_sha256 == sha256:
        theirs = [(_signature(row, row.place_row), row.kpi_code) for _, row in older.kpis]
        ours = [_signature(kpi, kpi.place.row) for kpi in reading.kpis]
        counts = Counter(one for one, _ in theirs) | Counter(ours)
        placed = {one: code for one, code in theirs if counts[one] == 1}
        for number, one in enumerate(ours):
            if one in placed and one[-1] is not None:
                kept.setdefault(number, placed[one])
    return kept


def kpi_codes(
    reading: Reading, reference: Reference, document_id: str, kept: dict[int, str]
) -> tuple[tuple[str, ...], tuple[Kpi, ...]]:
    """Return the code of each of the reading's key figures in order, and the key figures that no table knows.

    `kept` are the codes that are decided already, by the figure's number; otherwise name and unit decide.
    """
    catalogue = _Catalogue(
        known={(folded(row.kpi), row.unit): row.kpi_code for row in reference.kpis},
        codes={row.kpi_code for row in reference.kpis},
        new=[],
    )
    alike: dict[str, list[ReadKpi]] = {}
    for kpi in reading.kpis:
        alike.setdefault(folded(kpi.name), []).append(kpi)
    codes = []
    for number, kpi in enumerate(reading.kpis):
        rows = alike[folded(kpi.name)]
        units = [unit for unit in (one_line(row.unit) for row in (kpi, *rows)) if unit]
        unit = units[0] if units else words.UNKNOWN_UNIT
        name = label(kpi.name) or words.UNTITLED
        codes.append(kept.get(number) or catalogue.code(name, unit, _direction(rows), document_id))
    return tuple(codes), tuple(catalogue.new)


def new_status_words(
    reading: Reading, reference: Reference, decided: dict[str, str], document_id: str
) -> tuple[StatusWord, ...]:
    """Return the words that the document uses and whoever takes it in has decided, where no table knows them."""
    used = {
        (one_line(report.status_text) or "").lower()
        for activity in reading.activities
        for report in activity.reports
    }
    known = {row.status_word for row in reference.status_words}
    note = words.DECIDED_WORD.format(document_id=document_id)
    return tuple(
        StatusWord(status_word=word, status_code=code, note=note)
        for word, code in decided.items()
        if word in used and word not in known
    )


def new_assessment_words(
    assessments: Iterable[ReadAssessment], reference: Reference, document_id: str
) -> tuple[AssessmentWord, ...]:
    """Return the texts of verdicts that were understood without standing in the table as they are written."""
    known = {row.assessment_word for row in reference.assessment_words}
    new: dict[str, AssessmentWord] = {}
    for one in assessments:
        text = (one_line(one.assessment_text) or "").lower()
        if text and text not in known and one.assessment is not None:
            new.setdefault(
                text,
                AssessmentWord(
                    assessment_word=text,
                    assessment_code=one.assessment,
                    note=document_id,
                    is_forecast=one.is_forecast,
                ),
            )
    return tuple(new.values())
