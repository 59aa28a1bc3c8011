"""Which rows are one item? Continuations, comments in rows of their own, groups, sums and assignments told apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from malkollen.blocks import Cell, Line, Run, Spot
from malkollen.understanding.phrases import PhraseBook
from malkollen.understanding.tables import JoinedRow, JoinedTable
from malkollen.understanding.vocabulary import Vocabulary, fold

# Columns that tell something of an item, so that a row without them may be part of another.
KEYS = (
    "status", "due", "start", "start_and_due", "committee", "target", "outcome", "unit", "assessment",
    "year", "value",
)  # fmt: skip
_ENDS = (".", "!", "?", ":", ";", "…")
_OPEN_WORDS = (
    " och", " samt", " eller", " för", " av", " i", " till", " med", " att", " på", " om", " från",
    " inom", " som", ",", "-", "–",
)  # fmt: skip
_LABEL = re.compile(
    r"^(?P<label>[A-ZÅÄÖ][\w åäöé/-]{2,45}?)\s*(?:(?P<number>\d+(?:[.:]\d+)*)\s*[:.–-]|:)\s+(?=\S)"
)
_FOOTNOTE = re.compile(r"[*†‡+#¤^]{1,3}\s*\S|\d\)\s")
_SUM = re.compile(r"(?:summa|total(?:t|summa)?|s:a)\b", re.IGNORECASE)
_SHORT = 90


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An item of a table: all that its rows say, under the table's columns.

    `pieces` is the text of each of its rows and where that stood. `role` is `item`, `group` (a line across the table that others stand under), `assignment` (what the items beneath it
    carry out) or `sum`. `label` is the word that names an assignment. `doubts` are codes of what is not certain.
    """

    role: str
    cells: tuple[tuple[Line, ...], ...]
    merged: tuple[bool, ...]
    fills: tuple[str | None, ...]
    spot: Spot
    comment_lines: tuple[Line, ...] = ()
    label: str | None = None
    level: str | None = None
    doubts: tuple[str, ...] = ()
    pieces: tuple[tuple[Spot, str], ...] = ()

    def text(self, index: int) -> str:
        """Return a column's text."""
        return "\n".join(line.text.strip() for line in self.cells[index]).strip()


@dataclass
class _Building:
    role: str
    cells: list[list[Line]]
    merged: list[bool]
    fills: list[str | None]
    spot: Spot
    comment: list[Line] = field(default_factory=list)
    label: str | None = None
    level: str | None = None
    doubts: list[str] = field(default_factory=list)
    pieces: list[tuple[Spot, str]] = field(default_factory=list)

    def done(self) -> Entry:
        return Entry(
            role=self.role,
            cells=tuple(tuple(lines) for lines in self.cells),
            merged=tuple(self.merged),
            fills=tuple(self.fills),
            spot=self.spot,
            comment_lines=tuple(self.comment),
            label=self.label,
            level=self.level,
            doubts=tuple(self.doubts),
            pieces=tuple(self.pieces),
        )


def _row_text(row: JoinedRow) -> str:
    return "\n".join(cell.text for cell in row.cells if cell.text.strip())


def _begins_inside(text: str) -> bool:
    """Say whether a text begins in the middle of a sentence."""
    bare = text.lstrip()
    return bool(bare) and (bare[0].islower() or bare[0] in "(),;")


def _is_open(text: str) -> bool:
    """Say whether a text ends in the middle of a sentence, as far as its last sign tells."""
    bare = text.rstrip()
    return bool(bare) and not bare.endswith(_ENDS)


def _asks_for_more(text: str) -> bool:
    """Say whether a text's last word cannot end it."""
    return text.rstrip().endswith(_OPEN_WORDS)


def join_lines(
    before: Sequence[Line], after: Sequence[Line], *, is_one: bool = False
) -> list[Line]:
    """Return lines with those of a continuation; a sentence that the break cut is one line again.

    `is_one` says that they are one line whatever stands at the break.
    """
    if not before or not after:
        return [*before, *after]
    last, first = before[-1], after[0]
    if not is_one and (first.bullet or not _is_open(last.text)):
        return [*before, *after]
    if last.text.endswith("-") and first.text[:1].islower() and not last.text.endswith(" -"):
        joined = (
            *last.runs[:-1],
            Run(last.runs[-1].text[:-1], last.runs[-1].is_bold, last.runs[-1].is_italic),
        )
    else:
        joined = (*last.runs, Run(" "))
    return [*before[:-1], Line((*joined, *first.runs), last.bullet), *after[1:]]


def goal_label(text: str, vocabulary: Vocabulary) -> tuple[str, str, str | None, str] | None:
    """Return the label, the level, the number and the rest of a text that begins with a goal's word: "Delmål 2: …"."""
    match = _LABEL.match(text)
    if match is None:
        return None
    known = vocabulary.headers.get(fold(match["label"]))
    if known is None or known.field != "goal":
        return None
    return (
        match["label"].strip(),
        known.level or "goal",
        match["number"],
        text[match.end() :].strip(),
    )


def split_comment(lines: Sequence[Line], phrases: PhraseBook) -> tuple[list[Line], list[Line]]:
    """Return the lines before a label such as "Kommentar", and those after it without the label.

    The label is a line of its own, begins a line with a colon, or is set apart in bold or italics within one.
    """
    for index, line in enumerate(lines):
        at = _label_at(line, phrases)
        if at is None:
            continue
        first, until = at
        before = (
            [*lines[:index], Line(line.runs[:first], line.bullet)] if first else list(lines[:index])
        )
        rest = _from(line, until)
        return before, [*([rest] if rest.text.strip() else []), *lines[index + 1 :]]
    return list(lines), []


def _label_at(line: Line, phrases: PhraseBook) -> tuple[int, int] | None:
    """Return the run that a comment's label begins with, and where in the line's text what follows it begins."""
    begin = 0
    for place, run in enumerate(line.runs):
        is_set_apart = run.is_bold or run.is_italic
        if is_set_apart and phrases.is_label("comment_label", run.text):
            return place, begin + len(run.text)
        begin += len(run.text)
    head, colon, _ = line.text.partition(":")
    if phrases.is_label("comment_label", head) and (colon or not line.text[len(head) :].strip()):
        return 0, len(head) + len(colon)
    return None


def _from(line: Line, at: int) -> Line:
    """Return the part of a line from a place in its text, without what only parts it from a label."""
    runs: list[Run] = []
    begin = 0
    for run in line.runs:
        text = run.text[max(at - begin, 0) :]
        begin += len(run.text)
        if text and not runs:
            text = text.lstrip(" :")
        if text:
            runs.append(Run(text, run.is_bold, run.is_italic))
    return Line(tuple(runs))


class _Entries:
    """Walks the rows of a table and keeps the item being built."""

    def __init__(
        self, table: JoinedTable, vocabulary: Vocabulary, apart: set[tuple[str | None, int]],
        joined: set[tuple[str | None, int]],
    ) -> None:  # fmt: skip
        self.table = table
        self.vocabulary = vocabulary
        self.phrases: PhraseBook = vocabulary.phrases
        self.apart = apart
        self.joined = joined
        self.main = main_column(table)
        self.keys = table.indexes(*KEYS)
        self.goals = [index for index in table.indexes("goal") if index != self.main]
        self.comments = table.indexes("comment")
        self.done: list[Entry] = []
        self.current: _Building | None = None

    def finish(self) -> None:
        if self.current is not None:
            self.done.append(self.current.done())
        self.current = None

    def begin(self, role: str, row: JoinedRow) -> _Building:
        self.finish()
        self.current = _Building(
            role=role,
            cells=[list(cell.lines) for cell in row.cells],
            merged=[cell.is_merged for cell in row.cells],
            fills=[cell.fill for cell in row.cells],
            spot=row.spot,
            pieces=[(row.spot, _row_text(row))],
        )
        return self.current

    def append(self, row: JoinedRow, *, doubt: str | None = None, is_told: bool = False) -> None:
        """Add what a row holds to the item before it; `is_told` where whoever takes the document in says so."""
        if self.current is None:
            self.begin("item", row)
            return
        for index, cell in enumerate(row.cells):
            is_again = cell.lines == tuple(self.current.cells[index])
            if is_again and (cell.is_merged or is_told):
                continue
            before = self.current.cells[index]
            self.current.cells[index] = join_lines(before, cell.lines, is_one=is_told)
            self.current.fills[index] = self.current.fills[index] or cell.fill
        self.current.pieces.append((row.spot, _row_text(row)))
        if doubt is not None:
            self.current.doubts.append(doubt)

    def comment(self, row: JoinedRow, lines: Sequence[Line]) -> None:
        if self.current is not None:
            self.current.pieces.append((row.spot, _row_text(row)))
            self.current.comment = join_lines(self.current.comment, lines)

    def walk(self) -> tuple[Entry, ...]:
        rows = self.table.rows
        for index, row in enumerate(rows):
            following = rows[index + 1] if index + 1 < len(rows) else None
            place = (row.spot.page, row.spot.row or 0)
            if place in self.joined:
                self.append(row, is_told=True)
            elif place in self.apart:
                self.begin("item", row)
            else:
                self._take(row, following)
        self.finish()
        return tuple(self.done)

    def _take(self, row: JoinedRow, following: JoinedRow | None) -> None:
        main = row.text(self.main).strip()
        first = next((cell.text.strip() for cell in row.cells if cell.text.strip()), "")
        filled = sum(bool(cell.text.strip()) for cell in row.cells)
        if _FOOTNOTE.match(first) and filled == 1:
            return
        if self.phrases.is_label("sum_row", first) and not row.spans:
            self.begin("sum", row)
            return
        main_cell = row.cells[self.main] if self.main < len(row.cells) else Cell()
        if row.spans:
            self._across(row, main or next(cell.text for cell in row.cells if cell.text.strip()))
        elif not main or (main_cell.is_merged and self._repeats(main_cell)):
            self._without_main(row)
        elif any(row.text(index).strip() for index in self.keys):
            self._with_keys(row, main)
        else:
            self._bare(row, main, main_cell, following)

    def _repeats(self, main_cell: Cell) -> bool:
        return self.current is not None and tuple(self.current.cells[self.main]) == main_cell.lines

    def _across(self, row: JoinedRow, text: str) -> None:
        """Take a text that runs over the whole row: a comment on the item above, or a group's name."""
        lines = next(cell.lines for cell in row.cells if cell.text.strip())
        before, comment = split_comment(lines, self.phrases)
        is_sentence = text.rstrip().endswith((".", "!", "?"))
        if self.current is not None and (comment or is_sentence or len(text) > 140):
            self.comment(row, comment or before)
            return
        entry = self.begin("group", row)
        entry.cells = [[] for _ in entry.cells]
        entry.cells[self.main] = list(lines)

    def _without_main(self, row: JoinedRow) -> None:
        """Take a row whose own text is missing: the rest of the item above, or a goal on a line of its own."""
        filled = [
            index
            for index, cell in enumerate(row.cells)
            if cell.text.strip() and not cell.is_merged
        ]
        if not filled:
            return
        if set(filled) <= set(self.goals):
            texts = [row.text(index) for index in filled]
            if self.current is not None and all(_begins_inside(text) for text in texts):
                self.append(row)
            else:
                self.begin("group", row)
            return
        self.append(row)

    def _with_keys(self, row: JoinedRow, main: str) -> None:
        if self.phrases.is_label("sum_row", main) or _SUM.match(main):
            self.begin("sum", row)
            return
        label = goal_label(main, self.vocabulary)
        has_status = any(row.text(index).strip() for index in self.table.indexes("status", "due"))
        if label is not None and not has_status and self.table.indexes("status"):
            self._assignment(row, label)
            return
        if self._is_rest(row, main):
            self.append(row, doubt="row_joined")
            return
        self.begin("item", row)

    def _is_rest(self, row: JoinedRow, main: str) -> bool:
        """Say whether a row with some of its key cells filled is the rest of the row that a break cut."""
        if self.current is None or not row.is_first or not _begins_inside(main):
            return False
        if not _is_open("\n".join(line.text for line in self.current.cells[self.main])):
            return False
        # What is told once for an item cannot be told again by the rest of it.
        return not any(
            row.text(index).strip() and self.current.cells[index] and not self._may_go_on(index)
            for index in self.table.indexes("status", "committee")
        )

    def _may_go_on(self, index: int) -> bool:
        return _asks_for_more(
            "\n".join(line.text for line in (self.current.cells[index] if self.current else []))
        )

    def _assignment(self, row: JoinedRow, label: tuple[str, str, str | None, str] | None) -> None:
        entry = self.begin("assignment", row)
        if label is not None:
            entry.label, entry.level = label[0], label[1]

    def _bare(
        self, row: JoinedRow, main: str, main_cell: Cell, following: JoinedRow | None
    ) -> None:
        """Take a row that says nothing of status, date or committee."""
        first_line = main_cell.lines[0] if main_cell.lines else Line(())
        label = goal_label(main, self.vocabulary)
        if self._is_comment(main_cell):
            self.comment(row, split_comment(main_cell.lines, self.phrases)[1])
        elif self.phrases.is_label("sum_row", main):
            self.begin("sum", row)
        elif label is not None:
            self._assignment(row, label)
        elif self._continues(row, main, first_line):
            self.append(row, doubt="row_joined" if not row.is_first else None)
        elif self._leads(first_line, following):
            self._assignment(row, None)
        elif self._is_numbered_above(row, following) or self._is_group(row, main, first_line):
            self.begin("group", row)
        else:
            self.begin("item", row)

    def _is_comment(self, main_cell: Cell) -> bool:
        """Say whether a row's own text begins with a comment's label."""
        if self.current is None or not main_cell.lines:
            return False
        at = _label_at(main_cell.lines[0], self.phrases)
        return at is not None and at[0] == 0

    def _continues(self, row: JoinedRow, main: str, first_line: Line) -> bool:
        if self.current is None:
            return False
        before = "\n".join(line.text for line in self.current.cells[self.main])
        if first_line.bullet:
            # Items of a list under an item that has none of its own are part of it.
            is_listed = any(line.bullet for line in self.current.cells[self.main][:1])
            return first_line.bullet > 1 or (
                self.current.role == "item" and not is_listed and before.rstrip().endswith(":")
            )
        if not _is_open(before):
            return False
        return _begins_inside(main) or (row.is_first and _asks_for_more(before))

    def _leads(self, first_line: Line, following: JoinedRow | None) -> bool:
        """Say whether the rows beneath are items of a list that this one leads."""
        if first_line.bullet or following is None or self.main >= len(following.cells):
            return False
        next_cell = following.cells[self.main]
        return bool(next_cell.lines) and next_cell.lines[0].bullet > 0

    def _is_numbered_above(self, row: JoinedRow, following: JoinedRow | None) -> bool:
        """Say whether a row's number is the beginning of the next one's: 1 above 1.1."""
        numbers = self.table.indexes("number")
        if not numbers or following is None:
            return False
        own, below = row.text(numbers[0]).strip(" ."), following.text(numbers[0]).strip()
        return bool(own) and below.startswith(f"{own}.")

    def _is_group(self, row: JoinedRow, main: str, first_line: Line) -> bool:
        """Say whether a row is a group's name: a short line that stands alone in its row, set apart from the others."""
        others = [
            index
            for index, cell in enumerate(row.cells)
            if index != self.main and cell.text.strip()
        ]
        if others or len(main) > _SHORT or "\n" in main or not self.keys:
            return False
        is_set_apart = all(run.is_bold for run in first_line.runs) or main.isupper()
        keyless = sum(
            1 for one in self.table.rows if not any(one.text(index).strip() for index in self.keys)
        )
        has_data = keyless < len(self.table.rows) / 2
        is_name = not main.endswith((".", "!", "?")) and (
            is_set_apart or row.cells[self.main].is_merged
        )
        group = self.phrases.find("carried_over_group", main)
        return has_data and (is_name or (group is not None and group.start == 0))


def main_column(table: JoinedTable) -> int:
    """Return the place of the column that an item's own text stands in."""
    for fields in (("activity",), ("kpi",), ("goal",)):
        places = table.indexes(*fields)
        if places:
            return places[-1]
    return 0


def read_entries(
    table: JoinedTable,
    vocabulary: Vocabulary,
    rows_apart: Sequence[tuple[str | None, int]] = (),
    rows_joined: Sequence[tuple[str | None, int]] = (),
) -> tuple[Entry, ...]:
    """Return the items, groups, assignments and sums of a table, each with all its rows."""
    return _Entries(table, vocabulary, set(rows_apart), set(rows_joined)).walk()
