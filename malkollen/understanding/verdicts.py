"""Which lines are a goal's verdict? One beneath the goal's heading, after a label, or at the end of what is told of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from malkollen.blocks import Block, Heading, Paragraph, Spot, Table, plain, row
from malkollen.understanding.columns import read_header
from malkollen.understanding.entries import goal_label
from malkollen.understanding.label_lines import label_field
from malkollen.understanding.statuses import Verdict, bare_word, read_assessment
from malkollen.understanding.vocabulary import Vocabulary, fold

_LABELLED = re.compile(
    r"^(?P<label>[A-ZÅÄÖ][\w åäöÅÄÖ/:.-]{1,50}?)\s*:\s*(?P<value>\S.*)$", re.DOTALL
)
_LONGEST_LINE = 100
_LONGEST_WORD = 50
# What is written in full beneath a goal before its verdict: more than this many blocks, and it is about something else.
_REACH = 40
_HEADS = ("Bedömning",)


def verdict_line(text: str, vocabulary: Vocabulary) -> Verdict | None:
    """Return the verdict that a line consists of, an icon's name doubled by its text too; None for any other line."""
    if len(text) > _LONGEST_LINE:
        return None
    word = bare_word(text)
    half = " ".join(word.split()[: len(word.split()) // 2])
    if word not in vocabulary.assessments and half not in vocabulary.assessments:
        return None
    verdict = read_assessment(text, vocabulary)
    return verdict if verdict.code is not None and verdict.rest is None else None


def labelled_verdict(text: str, vocabulary: Vocabulary) -> tuple[str, Verdict] | None:
    """Return the label and the verdict of a line such as "Måluppfyllelse: Delvis uppfyllt".

    The label must be a known word for a verdict. A status is a goal's verdict only where no activity's status is
    called so. An unknown word after the label has a verdict without code.
    """
    match = _LABELLED.match(text.strip())
    if match is None:
        return None
    column = read_header(match["label"], vocabulary)
    if column.field not in ("judgement", "status"):
        return None
    word = bare_word(match["value"])
    if column.field == "status" and (
        word not in vocabulary.assessments or word in vocabulary.statuses
    ):
        return None
    verdict = read_assessment(match["value"], vocabulary)
    if verdict.code is None and (not column.is_exact or len(match["value"]) > _LONGEST_WORD):
        return None
    return fold(match["label"]), verdict


def with_verdicts(blocks: Sequence[Block], vocabulary: Vocabulary) -> tuple[Block, ...]:
    """Return the blocks with each goal's verdict as a table of the goal and its verdict.

    Under a heading the table stands where the verdict's line stood, and the heading stays: what follows stands under
    it. A goal that is a line of its own ("Mål för att: …") gives way to its table.
    """
    items = [
        item
        for index in range(len(blocks))
        if (item := _item(blocks, index, vocabulary)) is not None
    ]
    known = {item.label for item in items if item.verdict.code is not None}
    taken: dict[int, Table | None] = {}
    for item in items:
        if item.verdict.code is None and item.label not in known:
            continue
        goal = blocks[item.goal]
        table = _table(_goal_text(goal), goal.spot, item.texts, item.heads)
        taken.update(dict.fromkeys(item.lines))
        taken[item.lines[0] if isinstance(goal, Heading) else item.goal] = table
    made: list[Block] = []
    for index, block in enumerate(blocks):
        if index not in taken:
            made.append(block)
        elif (put := taken[index]) is not None:
            made.append(put)
    return _glued(made, vocabulary)


@dataclass(frozen=True, kw_only=True)
class _Item:
    """A goal and its verdict: the places of the goal and of the verdict's lines, the first label and verdict.

    `texts` holds its words under `heads`: one, or one for each occasion that the labels name.
    """

    goal: int
    lines: tuple[int, ...]
    label: str | None
    verdict: Verdict
    texts: tuple[str, ...]
    heads: tuple[str, ...] = _HEADS


def _goal_text(block: Block) -> str:
    return "" if isinstance(block, Table) else " ".join(block.text.split())


def _table(goal: str, spot: Spot, texts: Sequence[str], heads: Sequence[str] = _HEADS) -> Table:
    return Table(rows=(row(("Mål", *heads), spot), row((goal, *texts), spot)))


def _is_goal(block: Block, vocabulary: Vocabulary) -> bool:
    if isinstance(block, Heading):
        is_caption = label_field(block.text, vocabulary) is not None
        return (
            bool(block.text.strip())
            and not is_caption
            and verdict_line(block.text, vocabulary) is None
        )
    if isinstance(block, Table) or len(block.text) > 3 * _LONGEST_LINE:
        return False
    return goal_label(_goal_text(block), vocabulary) is not None


def _item(blocks: Sequence[Block], index: int, vocabulary: Vocabulary) -> _Item | None:
    """Return the goal that stands at a place, where a verdict on it follows before the next heading or goal."""
    if not _is_goal(blocks[index], vocabulary):
        return None
    for place in range(index + 1, min(len(blocks), index + 1 + _REACH)):
        block = blocks[place]
        if isinstance(block, Table | Heading) or _is_goal(block, vocabulary):
            return None
        labelled = labelled_verdict(block.text, vocabulary)
        if labelled is not None:
            return _labelled_item(blocks, index, place, vocabulary)
        found = _after_label(blocks, place, vocabulary)
        if found is not None:
            return _Item(
                goal=index, lines=(place, place + 1), label=fold(block.text).rstrip(":"), verdict=found,
                texts=(found.text or "",),
            )  # fmt: skip
        bare = (
            verdict_line(block.text, vocabulary)
            if place == index + 1 and not block.line.bullet
            else None
        )
        if bare is not None and not _is_verdict(blocks, place + 1, vocabulary):
            return _Item(
                goal=index, lines=(place,), label=None, verdict=bare, texts=(bare.text or "",)
            )
    return None


def _labelled_item(blocks: Sequence[Block], goal: int, place: int, vocabulary: Vocabulary) -> _Item:
    """Return a goal with the labelled verdict at a place, and with those right after it that are of other occasions."""
    found: list[tuple[str, Verdict]] = []
    heads: list[str] = []
    at = place
    while at < len(blocks) and isinstance(block := blocks[at], Paragraph):
        labelled = labelled_verdict(block.text, vocabulary)
        head = block.text.split(":")[0].strip()
        if labelled is None or (
            found and (head in heads or not _is_of_occasion((heads[0], head), vocabulary))
        ):
            break
        found.append(labelled)
        heads.append(head)
        at += 1
    return _Item(
        goal=goal, lines=tuple(range(place, at)), label=found[0][0], verdict=found[0][1],
        texts=tuple(verdict.text or "" for _, verdict in found), heads=tuple(heads) if len(heads) > 1 else _HEADS,
    )  # fmt: skip


def _is_of_occasion(labels: Sequence[str], vocabulary: Vocabulary) -> bool:
    return all(read_header(label, vocabulary).label is not None for label in labels)


def _is_verdict(blocks: Sequence[Block], place: int, vocabulary: Vocabulary) -> bool:
    """Say whether a line is a verdict: two that follow on each other are a legend and tell nothing of the goal."""
    block = blocks[place] if place < len(blocks) else None
    return isinstance(block, Paragraph) and verdict_line(block.text, vocabulary) is not None


def _after_label(blocks: Sequence[Block], place: int, vocabulary: Vocabulary) -> Verdict | None:
    """Return the verdict on the line after a label that stands alone, unless more verdicts follow: a legend."""
    block = blocks[place]
    if isinstance(block, Table) or len(block.text) > _LONGEST_WORD:
        return None
    is_label = (
        label_field(block.text, vocabulary) == "judgement"
        and verdict_line(block.text, vocabulary) is None
    )
    if not is_label or place + 1 >= len(blocks) or not isinstance(blocks[place + 1], Paragraph):
        return None
    if _is_verdict(blocks, place + 2, vocabulary):
        return None
    return verdict_line(blocks[place + 1].text, vocabulary)  # type: ignore[union-attr]  # a paragraph


@lru_cache(maxsize=4)
def _goal_mark(words: frozenset[str]) -> re.Pattern[str]:
    """Return the pattern of a numbered goal within running text: "Mål 1 - ", "Delmål 2.1: "."""
    shown = "|".join(
        re.escape(word[:1].upper() + word[1:]) for word in sorted(words, key=len, reverse=True)
    )
    return re.compile(
        rf"(?<![\w”\"(-])(?:{shown})\s+\d{{1,2}}(?:[.:]\d{{1,2}}){{0,2}}\s*(?:[.:]|\s[–-])\s+(?=[A-ZÅÄÖ”\"])"
    )


@lru_cache(maxsize=4)
def _verdict_words(words: frozenset[str]) -> re.Pattern[str]:
    """Return the pattern of a verdict that is a sentence of its own in running text."""
    shown = "|".join(
        re.escape(word[:1].upper() + word[1:]).replace(r"\ ", r"\s+")
        for word in sorted(words, key=len, reverse=True)
    )
    return re.compile(
        rf"(?:(?<=[.!?:”\"]\s)|(?<=\w\s))(?P<verdict>{shown})\s*(?:(?P<stop>[.!])(?=\s|$)|(?=$|\s[A-ZÅÄÖ\d]))"
    )


def _glued(blocks: Sequence[Block], vocabulary: Vocabulary) -> tuple[Block, ...]:
    """Return the blocks with the numbered goals that running text holds with their verdicts as tables."""
    goals = frozenset(word for word, header in vocabulary.headers.items() if header.field == "goal")
    # A single word ("uppnått", "delvis") may be part of any sentence.
    words = frozenset(word for word in vocabulary.assessments if " " in word)
    if not goals or not words:
        return tuple(blocks)
    mark, verdicts = _goal_mark(goals), _verdict_words(words)
    made: list[Block] = []
    for block in blocks:
        if not isinstance(block, Paragraph):
            made.append(block)
            continue
        starts = [match.start() for match in mark.finditer(block.text)]
        made += (_split(block, starts, verdicts) if starts else []) or [block]
    return tuple(made)


def _split(block: Paragraph, starts: Sequence[int], verdicts: re.Pattern[str]) -> list[Block]:
    """Return a text in pieces: each goal that has one verdict as a row, and what is told besides as paragraphs."""
    text = block.text
    pieces: list[Block] = [_paragraph(block, text[: starts[0]])]
    has_verdict = False
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        stretch = text[start:end].strip()
        found = list(verdicts.finditer(stretch))
        if len({fold(match["verdict"]) for match in found}) != 1:
            pieces.append(_paragraph(block, stretch))
            continue
        has_verdict = True
        goal, told = _goal_and_rest(stretch[: found[0].start()].strip())
        pieces.append(_table(goal, block.spot, (" ".join(found[0]["verdict"].split()),)))
        pieces += [_paragraph(block, rest) for rest in (told, stretch[found[-1].end() :])]
    kept = [piece for piece in pieces if isinstance(piece, Table) or piece.text.strip()]
    return _joined(kept) if has_verdict else []


def _goal_and_rest(text: str) -> tuple[str, str]:
    """Return a goal's own sentence and what follows it."""
    number = re.match(r"\D+\d[\d.:]*\s*[.:–-]?\s+", text)
    begin = number.end() if number is not None else 0
    end = re.search(r"[.!?](?=\s+[A-ZÅÄÖ\d])", text[begin:])
    if end is None:
        return text.rstrip(" ."), ""
    return text[: begin + end.start()].rstrip(" ."), text[begin + end.end() :].strip()


def _paragraph(block: Paragraph, text: str) -> Paragraph:
    return replace(block, line=plain(text.strip()))


def _joined(pieces: Sequence[Block]) -> list[Block]:
    """Return the pieces of one text with its goals in one table, and what is told of them after it."""
    tables = [piece for piece in pieces if isinstance(piece, Table)]
    place = pieces.index(tables[0])
    whole = Table(rows=(tables[0].rows[0], *(one for table in tables for one in table.rows[1:])))
    rest = [piece for piece in pieces[place:] if not isinstance(piece, Table)]
    return [*pieces[:place], whole, *rest]
