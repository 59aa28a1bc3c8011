"""How well are the five originals read? Each field compared with the record that comes with the product.

    python -m benchmarks.fidelity FOLDER [--misses]

FOLDER holds the originals under the file names that the record's cards give. They are read without any correction and
without a hint of which is which. Prints one table in Markdown (docs/reading.md holds it); `--misses` lists what differs.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from malkollen import readers
from malkollen.locations import DOCUMENTS, REFERENCE
from malkollen.record import ActivityRow, Document, read_document
from malkollen.reference import Reference, read_reference
from malkollen.understanding import understand
from malkollen.understanding.reading import Given, ReadActivity, Reading
from malkollen.understanding.vocabulary import read_vocabulary

_WORD = re.compile(r"[0-9a-zåäöé]{3,}")
_ENOUGH = 0.6
FIELDS = (
    "activity rows", "status words", "statuses", "due texts", "due dates", "start dates", "committees",
    "carried over", "deferrals", "deferrals told in comments", "targets", "outcomes", "listings",
    "budget lines", "stated totals", "assessments",
)  # fmt: skip


@dataclass
class Score:
    """How many of what the record holds were read right, and how many were read that the record does not hold."""

    right: int = 0
    wanted: int = 0
    extra: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, *, right: bool, miss: str) -> None:
        """Count one thing that the record holds."""
        self.wanted += 1
        self.right += right
        if not right:
            self.misses.append(miss)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _alike(label: str, wording: str) -> float:
    """Return the share of a label's words that a wording holds."""
    words = _words(label)
    return len(words & _words(wording)) / len(words) if words else 0.0


def pair(
    wanted: Sequence[tuple[str, int | None]], found: Sequence[tuple[str, int | None]]
) -> list[tuple[int, int]]:
    """Return which of what was found is which of what is wanted, in the order of the document.

    Both are texts with the row they stand on; the pairs are those of the longest common run of texts alike.
    """
    rows, columns = len(wanted), len(found)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    likeness = [[0.0] * columns for _ in range(rows)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            alike = _alike(wanted[i][0], found[j][0])
            near = 0.2 if wanted[i][1] is not None and wanted[i][1] == found[j][1] else 0.0
            likeness[i][j] = alike + near if alike >= _ENOUGH else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + likeness[i][j])
    pairs, i, j = [], 0, 0
    while i < rows and j < columns:
        if likeness[i][j] and best[i][j] == best[i + 1][j + 1] + likeness[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _by_activity(document: Document) -> dict[str, list[ActivityRow]]:
    rows: dict[str, list[ActivityRow]] = {}
    for _, row in document.activities:
        rows.setdefault(row.activity_id, []).append(row)
    return rows


def _compare_activity(
    scores: dict[str, Score],
    rows: Sequence[ActivityRow],
    read: ReadActivity,
    crosswalk: dict[str, str],
) -> None:
    first = rows[0]
    where = f"row {first.place_row} {first.title[:50]!r}"

    def check(name: str, wanted: Any, found: Any) -> None:
        scores[name].add(right=wanted == found, miss=f"{where}: {wanted!r} read as {found!r}")

    reports = {report.occasion: report for report in read.reports}
    for row in rows:
        report = reports.get(row.occasion)
        code = row.status or (
            crosswalk[row.status_text.lower()] if row.status_text else "not_reported"
        )
        check("status words", row.status_text, report.status_text if report else None)
        check("statuses", code, report.status if report else None)
    check("due texts", first.due_text, read.due_text)
    check("due dates", first.due_date, read.due_date)
    if first.start_date or read.start_date:
        check("start dates", first.start_date, read.start_date)
    check("committees", set(first.committees), set(read.committees))
    if first.carried_over_from_year or read.carried_over_from:
        check("carried over", first.carried_over_from_year, read.carried_over_from)
    moved = [row for row in rows if row.deferral_kind]
    wanted = moved[-1] if moved else None
    found = read.deferral
    is_hint = (wanted.deferral_told_by if wanted else found.told_by if found else "") == "comment"
    name = "deferrals told in comments" if is_hint else "deferrals"
    if wanted is not None:
        told = (wanted.deferral_kind, wanted.deferral_told_by, wanted.deferral_to_date)
        check(name, told, (found.kind, found.told_by, found.to_date) if found else None)
    elif found is not None:
        scores[name].extra += 1
        scores[name].misses.append(f"{where}: none, read as {found!r}")


def _compare_sets(score: Score, wanted: Sequence[Any], found: Sequence[Any]) -> None:
    """Compare facts without order; each found one answers one wanted."""
    left = list(found)
    for fact in wanted:
        if fact in left:
            left.remove(fact)
            score.add(right=True, miss="")
        else:
            score.add(right=False, miss=f"{fact!r} not read")
    score.extra += len(left)
    score.misses += [f"extra: {fact!r}" for fact in left]


def compare(document: Document, reading: Reading, reference: Reference) -> dict[str, Score]:
    """Return the score of each field for a document and what was read of its original."""
    scores = {name: Score() for name in FIELDS}
    crosswalk = {row.status_word: row.status_code for row in reference.status_words}
    wanted = list(_by_activity(document).values())
    texts = [(rows[0].title, rows[0].place_row) for rows in wanted]
    read_texts = [(f"{one.title} {one.details or ''}", one.place.row) for one in reading.activities]
    pairs = pair(texts, read_texts)
    matched = dict(pairs)
    for i, rows in enumerate(wanted):
        scores["activity rows"].add(
            right=i in matched, miss=f"not read: row {texts[i][1]} {texts[i][0]!r}"
        )
        if i in matched:
            _compare_activity(scores, rows, reading.activities[matched[i]], crosswalk)
    for j, (text, row) in enumerate(read_texts):
        if j not in matched.values():
            scores["activity rows"].extra += 1
            scores["activity rows"].misses.append(f"extra: row {row} {text[:80]!r}")
    for kind, name in (("target", "targets"), ("outcome", "outcomes")):
        _compare_sets(
            scores[name],
            [
                (row.operator, row.value, row.value_high, row.year, row.place_row)
                for _, row in document.kpis
                if row.kind == kind
            ],
            [
                (one.operator, one.value, one.value_high, one.year, one.place.row)
                for one in reading.kpis
                if one.kind == kind and one.value is not None
            ],
        )
    _compare_sets(
        scores["listings"],
        [
            (row.reports_per_year, row.place_row)
            for _, row in document.kpis
            if row.kind == "listing"
        ],
        [(one.reports_per_year, one.place.row) for one in reading.kpis if one.kind == "listing"],
    )
    _compare_sets(
        scores["budget lines"],
        [(row.line, row.year, row.amount_tkr, row.place_row) for _, row in document.budget],
        [(one.line, one.year, one.amount_tkr, one.place.row) for one in reading.budget],
    )
    _compare_sets(
        scores["stated totals"],
        [(row.measure, row.value, row.place_row) for _, row in document.stated_totals],
        [(one.measure, one.value, one.place.row) for one in reading.stated_totals],
    )
    _compare_sets(
        scores["assessments"],
        [(row.assessment_text, row.place_row) for _, row in document.goals if row.assessment_text],
        [(one.assessment_text, one.place.row) for one in reading.assessments],
    )
    return scores


def _cell(score: Score) -> str:
    if not score.wanted and not score.extra:
        return "–"
    return f"{score.right}/{score.wanted}" + (f" +{score.extra}" if score.extra else "")


def table(scores: dict[str, dict[str, Score]]) -> Iterator[str]:
    """Yield the lines of a Markdown table: a row per field, a column per document, "+n" what was read beyond the record."""
    names = list(scores)
    yield "| field | " + " | ".join(names) + " | all |"
    yield "| --- |" + " ---: |" * (len(names) + 1)
    for one in FIELDS:
        cells = [scores[name][one] for name in names]
        whole = Score(
            right=sum(cell.right for cell in cells),
            wanted=sum(cell.wanted for cell in cells),
            extra=sum(cell.extra for cell in cells),
        )
        share = f" ({whole.right / whole.wanted:.1%})" if whole.wanted else ""
        yield (
            f"| {one} | "
            + " | ".join(_cell(cell) for cell in cells)
            + f" | {_cell(whole)}{share} |"
        )


def main() -> int:
    """Read, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    reference = read_reference(REFERENCE)
    vocabulary = read_vocabulary([REFERENCE])
    scores: dict[str, dict[str, Score]] = {}
    for folder in sorted(DOCUMENTS.iterdir()):
        document = read_document(folder)
        path = arguments.folder / document.card.original_file_name
        if not path.is_file():
            print(f"{path} is not there", file=sys.stderr)
            return 1
        reading = understand(readers.read(path), Given(), vocabulary)
        scores[document.document_id.split("-")[0]] = compare(document, reading, reference)
    print("\n".join(table(scores)))
    if arguments.misses:
        for name, fields in scores.items():
            for one, score in fields.items():
                for miss in score.misses:
                    print(f"{name} | {one} | {miss}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
