"""Where are the tables that no rulings enclose? By words that keep to columns line after line."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from malkollen.readers.letters import Visual, Word, segments

# Between header words of one column stands a blank (a quarter of the letters' size); between columns more than this.
_COLUMN_GAP = 0.6
_WIDEST_BLANK = 0.42
# What must stay free between two columns all the way down, in points.
_NARROWEST = 2.5

Corridor = tuple[float, float]


@dataclass(frozen=True)
class Aligned:
    """A table found by its columns: lines `start` to `end` of the page's, and what stands where.

    `rows[row][column]` are the visual lines of a cell; a row with one entry spans all columns. `rights` are the
    columns' longest lines' ends, `corridors` the free space between columns.
    """

    start: int
    end: int
    rows: tuple[tuple[tuple[Visual, ...], ...], ...]
    rights: tuple[float, ...]
    corridors: tuple[Corridor, ...]


@dataclass(frozen=True)
class _Region:
    start: int
    end: int
    corridors: tuple[Corridor, ...]
    spanning: frozenset[int]


def tables(
    page: Sequence[Visual], rules: Sequence[float], carried: tuple[Corridor, ...] | None
) -> list[Aligned]:
    """Return the tables among a page's lines.

    `rules` are the heights of rulings across the page, which part rows; `carried` are the columns of a table that ran
    to the end of the page before.
    """
    found: list[Aligned] = []
    at = 0
    while at < len(page):
        region = _region(page, at, carried if at == 0 else None)
        if region is None:
            at += 1
            continue
        start = region.start
        while start > (found[-1].end if found else 0) and _is_upper_header(page, start, region):
            start -= 1
        region = _Region(start, region.end, region.corridors, region.spanning)
        found.append(_aligned(page, region, rules))
        at = region.end
    return found


def is_header(page: Sequence[Visual], at: int, beyond: float) -> bool:
    """Tell whether a line is the header of a table that reaches below the height `beyond`."""
    region = _region(page, at, None)
    return region is not None and page[region.end - 1].bottom > beyond


def _region(
    page: Sequence[Visual], start: int, carried: tuple[Corridor, ...] | None
) -> _Region | None:
    parts = segments(page[start], _COLUMN_GAP)
    if carried and len(parts) <= len(carried) + 1 and _narrowed(page[start], carried) is not None:
        region = _grown(page, start, carried)
        if any(_filled(page[at], carried) >= 2 for at in range(start, region.end)):
            return region
    if len(parts) >= 3:
        corridors = tuple((one.x1, other.x0) for one, other in pairwise(parts))
        region = _grown(page, start, corridors)
        if _is_table(page, region):
            return region
    return None


def _is_table(page: Sequence[Visual], region: _Region) -> bool:
    """Tell whether enough lines below a header keep to its columns."""
    counts = [
        _filled(page[at], region.corridors)
        for at in range(region.start + 1, region.end)
        if at not in region.spanning
    ]
    many = sum(count >= 2 for count in counts)
    return many >= 2 or (many == 1 and max(counts) >= len(region.corridors))


def _grown(page: Sequence[Visual], start: int, corridors: tuple[Corridor, ...]) -> _Region:
    """Return how far down lines keep to the columns; a line across them may stand between two that do."""
    at, end, spanning = start, start + 1, set[int]()
    narrowed = _narrowed(page[start], corridors) or corridors
    size = page[start].size
    waiting: list[int] = []
    for at in range(start + 1, len(page)):
        one, before = page[at], page[at - 1]
        if one.top - before.bottom > 3.5 * size or one.size > 1.15 * size + 0.5:
            break
        fitting = _narrowed(one, narrowed)
        if fitting is None or (waiting and _filled(one, narrowed) < 2):
            waiting.append(at)
            if len(waiting) > 2:
                break
            continue
        spanning.update(waiting)
        waiting = []
        narrowed, end = fitting, at + 1
    while end > start + 1 and _is_after_table(page, end - 1, narrowed):
        end -= 1
    return _Region(start, end, narrowed, frozenset(one for one in spanning if one < end))


def _is_after_table(page: Sequence[Visual], at: int, corridors: Sequence[Corridor]) -> bool:
    """Tell whether a line at the end stands apart, in the first column alone: a note or the next text's beginning."""
    one, before = page[at], page[at - 1]
    only_first = _filled(one, corridors) == 1 and one.x1 <= corridors[0][1]
    return only_first and one.top - before.bottom > 1.2 * one.size


def _is_upper_header(page: Sequence[Visual], start: int, region: _Region) -> bool:
    above, header = page[start - 1], page[start]
    return (
        header.top - above.bottom < 0.5 * header.size
        and abs(header.size - above.size) < 0.3
        and above.is_bold == header.is_bold
        and _narrowed(above, region.corridors) is not None
        and above.x0 >= page[region.start].x0 - 2
        and (_filled(above, region.corridors) >= 2 or above.x0 > region.corridors[0][0])
    )


def _narrowed(one: Visual, corridors: Sequence[Corridor]) -> tuple[Corridor, ...] | None:
    """Return what a line leaves free of the corridors, None where it crosses one."""
    left = []
    for corridor in corridors:
        free = max(_free(one.words, corridor), key=lambda part: part[1] - part[0], default=None)
        if free is None or free[1] - free[0] < _NARROWEST:
            return None
        left.append(free)
    return tuple(left)


def _free(words: Sequence[Word], corridor: Corridor) -> Iterator[Corridor]:
    """Yield what a line leaves free of a corridor; the blank between two words of a sentence is not free."""
    gaps = [(-math.inf, words[0].x0), (words[-1].x1, math.inf)]
    gaps.extend(
        (before.x1, after.x0)
        for before, after in pairwise(words)
        if after.x0 - before.x1 > _WIDEST_BLANK * after.size
    )
    for left, right in gaps:
        if left < corridor[1] and right > corridor[0]:
            yield (max(left, corridor[0]), min(right, corridor[1]))


def _columns(one: Visual, corridors: Sequence[Corridor]) -> list[Visual | None]:
    """Return a line's parts by column."""
    bounds = [(left + right) / 2 for left, right in corridors]
    parts: list[list[Word]] = [[] for _ in range(len(bounds) + 1)]
    for word in one.words:
        middle = (word.x0 + word.x1) / 2
        parts[sum(middle > bound for bound in bounds)].append(word)
    return [Visual(tuple(part)) if part else None for part in parts]


def _filled(one: Visual, corridors: Sequence[Corridor]) -> int:
    return sum(part is not None for part in _columns(one, corridors))


def _aligned(page: Sequence[Visual], region: _Region, rules: Sequence[float]) -> Aligned:
    numbers = range(region.start, region.end)
    columns = {at: _columns(page[at], region.corridors) for at in numbers}
    starts = _row_starts(page, region, columns, rules)
    rows: list[tuple[tuple[Visual, ...], ...]] = []
    for first, last in pairwise([*starts, region.end]):
        if first in region.spanning:
            rows.append((tuple(page[at] for at in range(first, last)),))
            continue
        rows.append(
            tuple(
                tuple(part for at in range(first, last) if (part := columns[at][column]))
                for column in range(len(region.corridors) + 1)
            )
        )
    right = max(page[at].x1 for at in numbers)
    rights = tuple(
        max(
            (
                part.x1
                for at in numbers
                if at not in region.spanning and (part := columns[at][column])
            ),
            default=right,
        )
        for column in range(len(region.corridors) + 1)
    )
    return Aligned(region.start, region.end, tuple(rows), rights, region.corridors)


def _row_starts(
    page: Sequence[Visual],
    region: _Region,
    columns: dict[int, list[Visual | None]],
    rules: Sequence[float],
) -> list[int]:
    """Return the lines that begin a row: told by rulings, else by gaps between rows, else by what is filled."""
    inner = range(region.start + 1, region.end)
    forced = {at for at in inner if at in region.spanning or (at - 1) in region.spanning} - {
        at for at in inner if at in region.spanning and (at - 1) in region.spanning
    }
    middles = {at: (page[at].top + page[at].bottom) / 2 for at in range(region.start, region.end)}
    ruled = {at for at in inner if any(middles[at - 1] < rule < middles[at] for rule in rules)}
    if len(ruled) >= 3 or (len(ruled) >= 2 and region.end - region.start < 6):
        return sorted({region.start} | ruled | forced)
    leadings = {at: page[at].top - page[at - 1].top for at in inner}
    usual = min((one for one in leadings.values() if one > 2), default=0)
    apart = {at for at in inner if leadings[at] > 1.25 * usual} | ruled
    resumed = {at for at in inner if _is_resumed(columns[at - 1], columns[at])}
    if _do_gaps_tell(inner, apart, resumed, columns):
        return sorted({region.start} | apart | forced)
    filled = {at for at in inner if _is_nearly_full(columns[at])}
    # A lone first cell set a little apart is a group's name, not the end of the text above it.
    lone = {
        at
        for at in inner
        if leadings[at] > 1.1 * usual and columns[at][0] and not any(columns[at][1:])
    }
    return sorted({region.start} | resumed | filled | lone | ruled | forced)


def _is_resumed(before: Sequence[Visual | None], one: Sequence[Visual | None]) -> bool:
    """Tell whether a column that had ended is filled again: in rows set from the top, that begins a row."""
    pairs = zip(one[1:], before[1:], strict=True)
    return any(part is not None and earlier is None for part, earlier in pairs)


def _is_nearly_full(one: Sequence[Visual | None]) -> bool:
    return sum(part is not None for part in one) >= max(3, len(one) - 1)


def _do_gaps_tell(
    inner: range, apart: set[int], resumed: set[int], columns: dict[int, list[Visual | None]]
) -> bool:
    """Tell whether wider gaps part the rows: then hardly a row begins without one."""
    full = {at for at in inner if _is_nearly_full(columns[at])}
    if not apart or len(resumed - apart) > 0.2 * len(resumed):
        return False
    return len(full - apart) <= 0.2 * len(full) or len(apart) >= max(3, len(inner) // 8)
