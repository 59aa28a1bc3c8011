"""Which lines are records of labels and values? "Åtgärd: …", "Ansvarig: …", "Status: …", and again for the next one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from malkollen.blocks import Block, Cell, Line, Paragraph, Row, Run, Spot, Table, cell
from malkollen.understanding.vocabulary import Vocabulary, fold

_LABELLED = re.compile(
    r"^(?P<label>[A-ZÅÄÖ][\w åäöÅÄÖ/-]{1,40}?)(?:\s+\d{1,3}(?:\.\d{1,3})*)?\s*:\s*(?P<value>.*)$",
    re.DOTALL,
)
_TOLD_OF_ACTIVITY = {"status", "due", "start", "start_and_due", "committee"}
_TOLD_OF_KPI = {"outcome", "target", "outcome_previous", "unit"}
_FEWEST_LABELS = 3
_LONGEST_LABEL = 60


@dataclass
class _Record:
    """What is told of one item: the lines under each label, in the order of the labels."""

    spot: Spot
    values: dict[str, list[Line]] = field(default_factory=dict)


def with_label_lines(blocks: Sequence[Block], vocabulary: Vocabulary) -> tuple[Block, ...]:
    """Return the blocks with records of labels and values, each on a line of its own, as tables with a row for each.

    Labels are known header words. A record begins where a label comes again; it tells of an activity or a key figure.
    """
    made: list[Block] = []
    index = 0
    while index < len(blocks):
        records, until = _records(blocks, index, vocabulary)
        if _are_items(records, vocabulary):
            made.append(_table(records))
        else:
            until = max(until, index + 1)
            made += blocks[index:until]
        index = until
    return tuple(made)


def label_field(text: str, vocabulary: Vocabulary) -> str | None:
    """Return the field of a text that is a header word and nothing else; None for any other, and for a status."""
    if len(text) > _LONGEST_LABEL:
        return None
    word = fold(text).strip(" :.*")
    known = vocabulary.headers.get(word)
    return known.field if known is not None and word not in vocabulary.statuses else None


def _pair(blocks: Sequence[Block], place: int, vocabulary: Vocabulary) -> tuple[str, Line] | None:
    """Return the label and the value of a line."""
    block = blocks[place] if place < len(blocks) else None
    if not isinstance(block, Paragraph):
        return None
    match = _LABELLED.match(block.text.strip())
    if match is None or label_field(match["label"], vocabulary) in (None, "value", "occasion"):
        return None
    value = match["value"].strip()
    return " ".join(match["label"].split()), Line((Run(value),) if value else ())


def _records(
    blocks: Sequence[Block], place: int, vocabulary: Vocabulary
) -> tuple[list[_Record], int]:
    """Return the records that begin at a place, and the place after them."""
    records: list[_Record] = []
    last: str | None = None
    while place < len(blocks):
        pair = _pair(blocks, place, vocabulary)
        if pair is None:
            # A comment may go on for a paragraph, where the record goes on after it.
            if last is None or not _goes_on(
                blocks, place, label_field(last, vocabulary), vocabulary
            ):
                break
            records[-1].values[last].append(blocks[place].line)  # type: ignore[union-attr]  # a paragraph
        else:
            last, value = pair
            if not records or _begins(records[-1], last, vocabulary):
                records.append(_Record(blocks[place].spot))
            records[-1].values[last] = [value] if value.text else []
        place += 1
    return records, place


def _goes_on(blocks: Sequence[Block], place: int, told: str | None, vocabulary: Vocabulary) -> bool:
    is_text = isinstance(blocks[place], Paragraph) and told in ("comment", "result")
    return is_text and _pair(blocks, place + 1, vocabulary) is not None


def _begins(record: _Record, label: str, vocabulary: Vocabulary) -> bool:
    """Say whether a label begins a record: it comes again, or it names the goal of another item."""
    fields = {label_field(one, vocabulary) for one in record.values}
    is_goal = label_field(label, vocabulary) == "goal"
    return label in record.values or (is_goal and bool(fields & {"activity", "kpi"}))


def _are_items(records: Sequence[_Record], vocabulary: Vocabulary) -> bool:
    fields = {label_field(label, vocabulary) for record in records for label in record.values}
    labels = max((len(record.values) for record in records), default=0)
    is_told = ("activity" in fields and fields & _TOLD_OF_ACTIVITY) or (
        "kpi" in fields and fields & _TOLD_OF_KPI
    )
    return bool(is_told) and (len(records) > 1 or labels >= _FEWEST_LABELS)


def _table(records: Sequence[_Record]) -> Table:
    labels = list(dict.fromkeys(label for record in records for label in record.values))
    head = Row(cells=tuple(cell(label) for label in labels), spot=records[0].spot)
    rows = [
        Row(
            cells=tuple(Cell(tuple(record.values.get(label, ()))) for label in labels),
            spot=record.spot,
        )
        for record in records
    ]
    return Table(rows=(head, *rows))
