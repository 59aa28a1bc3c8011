"""What does the budget say? Lines of revenue, cost and net cost, out of glued text or a table's cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from malkollen.understanding.figure_words import FigureWords
from malkollen.understanding.numbers import value_of

_YEAR = re.compile(r"(?<![\d/])(?:19|20)\d\d(?![\d/])")
# More ways than this to split a row's numbers are not tried.
_MOST_SPLITS = 200


@dataclass(frozen=True, kw_only=True)
class BudgetLine:
    """A line of a budget and a year. `amount_tkr` is in thousands of kronor, costs and net costs without sign."""

    unit: str | None
    line: str
    line_text: str
    year: int
    amount_tkr: float
    at: int = 0


@dataclass(frozen=True, kw_only=True)
class BudgetDoubt:
    """Numbers that can be split in several ways (`glued_numbers`), or sums that do not hold (`sum_differs`)."""

    code: str
    line_text: str
    found: str
    candidates: tuple[str, ...]
    at: int = 0


@dataclass(frozen=True)
class _Row:
    """A line's name, its kind, the text of its numbers and the ways to split that over the years."""

    line: str
    text: str
    numbers: str
    at: int
    splits: tuple[tuple[float, ...], ...]


_GROUP = re.compile(r"\d+(?:[.,]\d+)?|[-–−](?=\s?\d)|[-–](?=\s|$)")


def _tokens(text: str) -> list[str]:
    return [token for token in re.split(r"[\s\xa0]+", text.strip()) if token]


def _is_amount(tokens: Sequence[str]) -> bool:
    """Return whether groups of digits together write one number: the first of one to three, the others of three."""
    first = tokens[0].lstrip("-–−")
    if len(tokens) == 1:
        return re.fullmatch(r"\d{1,12}(?:,\d+)?", first) is not None
    if not re.fullmatch(r"[1-9]\d{0,2}", first):
        return False
    middle = all(re.fullmatch(r"\d{3}", token) for token in tokens[1:-1])
    return middle and re.fullmatch(r"\d{3}(?:,\d+)?", tokens[-1]) is not None


def _splits(tokens: list[str], count: int) -> Iterator[tuple[float, ...]]:
    """Yield the ways to read groups of digits as so many numbers."""
    if count == 1:
        value = value_of("".join(tokens)) if tokens and _is_amount(tokens) else None
        if value is not None:
            yield (value,)
        return
    for size in range(1, len(tokens) - count + 2):
        if _is_amount(tokens[:size]):
            value = value_of("".join(tokens[:size]))
            if value is not None:
                for rest in _splits(tokens[size:], count - 1):
                    yield (value, *rest)


def split_numbers(text: str, count: int) -> tuple[tuple[float, ...], ...]:
    """Return the ways to read a row of glued numbers as `count` numbers: "4 980 4 980" as two is one way.

    Several ways are returned as they are, none where the groups of digits cannot make so many.
    """
    tokens = _tokens(re.sub(r"[-–−]\s+(?=\d)", "-", text))
    if not 0 < count <= len(tokens) <= 40:
        return ()
    found = []
    for split in _splits(tokens, count):
        found.append(split)
        if len(found) > _MOST_SPLITS:
            break
    return tuple(found)


def _factor(text: str, words: FigureWords) -> float:
    """Return thousands of kronor per unit written in a heading: "(tkr)", "mkr"; 1 where it names none."""
    match = words.pattern("money").search(text)
    return float(words.code("money", match[0]) or 1) if match else 1.0


def _holds(revenue: float, cost: float, net: float) -> bool:
    return (
        abs(abs(cost) - abs(revenue) - abs(net)) < 0.5
        or abs(abs(revenue) - abs(cost) - abs(net)) < 0.5
    )


def _settled(rows: Sequence[_Row], count: int) -> tuple[tuple[tuple[float, ...], ...], ...]:
    """Return the choices of one split a row, out of those whose sums hold in every year."""
    choices = []
    for index, choice in enumerate(product(*(row.splits for row in rows))):
        if index > 20_000:
            return ()
        by_line = {row.line: split for row, split in zip(rows, choice, strict=True)}
        if all(
            _holds(by_line["revenue"][year], by_line["cost"][year], by_line["net_cost"][year])
            for year in range(count)
        ):
            choices.append(choice)
    return tuple(choices)


def _has_all(rows: Sequence[_Row]) -> bool:
    return sorted(row.line for row in rows) == ["cost", "net_cost", "revenue"]


def _shown(split: Sequence[float]) -> str:
    return " | ".join(f"{value:g}" if value < 1e6 else f"{value:.0f}" for value in split)


def _sums_apart(rows: Sequence[_Row], years: Sequence[int]) -> Iterator[BudgetDoubt]:
    """Yield a doubt for each year in which revenue and net cost do not make up the cost."""
    by_line = {row.line: row.splits[0] for row in rows}
    for index, year in enumerate(years):
        if not _holds(
            by_line["revenue"][index], by_line["cost"][index], by_line["net_cost"][index]
        ):
            found = ", ".join(f"{row.text} {row.splits[0][index]:.15g}" for row in rows)
            yield BudgetDoubt(
                code="sum_differs", line_text=str(year), found=found, candidates=(), at=rows[0].at
            )


def _lines(
    rows: Sequence[_Row], years: Sequence[int], factor: float, unit: str | None
) -> tuple[list[BudgetLine], list[BudgetDoubt]]:
    chosen = _settled(rows, len(years)) if _has_all(rows) else ()
    lines: list[BudgetLine] = []
    doubts: list[BudgetDoubt] = []
    for index, row in enumerate(rows):
        ways = {choice[index] for choice in chosen} or set(row.splits)
        if len(ways) != 1:
            candidates = tuple(_shown(split) for split in sorted(ways))
            doubts.append(
                BudgetDoubt(
                    code="glued_numbers",
                    line_text=row.text,
                    found=row.numbers,
                    candidates=candidates,
                    at=row.at,
                )
            )
            continue
        lines += [
            BudgetLine(
                unit=unit,
                line=row.line,
                line_text=row.text,
                year=year,
                amount_tkr=round(abs(value) * factor, 3),
                at=row.at,
            )
            for year, value in zip(years, next(iter(ways)), strict=True)
        ]
    if _has_all(rows) and not chosen and all(len(row.splits) == 1 for row in rows):
        doubts += _sums_apart(rows, years)
    return lines, doubts


_NUMBERS = r"(?P<numbers>(?:[-–−]\s?)?\d[\d \xa0,–−-]*)"


def _rows(text: str, at: int, count: int, words: FigureWords) -> tuple[list[_Row], int]:
    """Return the rows that follow a heading's years at once, and where they end."""
    pattern = re.compile(
        rf"[\s;|]*(?P<label>{words.alternatives('budget_line')})\s*:?\s*{_NUMBERS}", re.IGNORECASE
    )
    rows = []
    while (match := pattern.match(text, at)) is not None:
        numbers = match["numbers"].rstrip(" \xa0,–−-")
        splits = split_numbers(numbers, count)
        if not splits:
            break
        line = words.code("budget_line", match["label"])
        rows.append(_Row(line, match["label"], numbers, match.start("label"), splits))
        at = match.start("numbers") + len(numbers)
    return rows, at


_FOR = re.compile(r"^(?:för|avseende|gällande)\s+", re.IGNORECASE)


def _unit_name(head: str, words: FigureWords) -> str | None:
    """Return whose budget it is, from the heading without its words for budget and money."""
    name = re.sub(r"\([^)]*\)", " ", head)
    name = words.pattern("budget_head").sub(" ", name)
    name = _FOR.sub("", re.sub(r"\s+", " ", words.pattern("money").sub(" ", name)).strip(" ,:;-–"))
    return name or None


def budget_lines(
    text: str, words: FigureWords
) -> tuple[tuple[BudgetLine, ...], tuple[BudgetDoubt, ...]]:
    """Return the lines of the budgets that running text holds, and what cannot be settled about them.

    A budget is a heading with years ("Budget (tkr) Ama 2010 2009") followed at once by lines of numbers, one number
    a year. Numbers that can be split in several ways are settled by revenue and net cost making up the cost, else
    they are a doubt with the ways to split them. `unit` is what the heading calls it, None where it names nothing.
    """
    lines: list[BudgetLine] = []
    doubts: list[BudgetDoubt] = []
    head = re.compile(
        rf"(?P<head>{words.alternatives('budget_head')}[^\d\n.]{{0,80}}?)\s*\n?\s*(?P<years>(?:19|20)\d\d(?:[\s|;]+(?:[^\W\d]+\s+)?(?:19|20)\d\d){{0,7}})(?=\D)",
        re.IGNORECASE,
    )
    for match in head.finditer(text):
        years = [int(year) for year in _YEAR.findall(match["years"])]
        rows, _ = _rows(text, match.end(), len(years), words)
        found, unsettled = _lines(
            rows, years, _factor(match["head"], words), _unit_name(match["head"], words)
        )
        lines += found
        doubts += unsettled
    return tuple(lines), tuple(doubts)


def line_kind(label: str, words: FigureWords) -> str | None:
    """Return what kind of line a label names (`revenue`, `cost`, `net_cost`), None for any other."""
    plain = re.sub(r"\([^)]*\)|[*:]", " ", label)
    return words.code("budget_line", plain) or None


def _header_years(header: Sequence[str]) -> list[tuple[int, int]]:
    """Return the columns that carry a budget's years: a bare year, or one beside the word budget."""
    years = []
    for column, cell in enumerate(header):
        found = _YEAR.findall(cell)
        if len(found) == 1 and not re.search(
            r"utfall|bokslut|prognos|avvikelse|förändring|differens", cell, re.IGNORECASE
        ):
            years.append((column, int(found[0])))
    return years


def table_budget_lines(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    words: FigureWords,
    unit: str | None = None,
) -> tuple[tuple[BudgetLine, ...], tuple[BudgetDoubt, ...]]:
    """Return the budget lines of a table: a line's name in the first cell, a year in the heading of each column.

    `header` is the cells of the heading row; money in it ("tkr", "mkr") is the unit of all amounts. Columns of
    outcomes and differences are left out, as are rows that are no budget lines and cells without a number.
    `at` of a line is the index of its row.
    """
    years = _header_years(header)
    factor = _factor(" ".join(header), words)
    lines = []
    sums: dict[str, dict[int, float]] = {}
    for index, row in enumerate(rows):
        kind = line_kind(row[0], words) if row else None
        for column, year in years if kind else []:
            value = value_of(row[column]) if column < len(row) else None
            if kind and value is not None:
                sums.setdefault(kind, {})[year] = value
                lines.append(
                    BudgetLine(
                        unit=unit,
                        line=kind,
                        line_text=row[0].strip(),
                        year=year,
                        amount_tkr=round(abs(value) * factor, 3),
                        at=index,
                    )
                )
    doubts = [
        BudgetDoubt(code="sum_differs", line_text=str(year), found=_shown([sums[kind][year] for kind in sums]), candidates=())
        for _, year in years
        if len(sums) == 3 and all(year in values for values in sums.values())
        and not _holds(sums["revenue"][year], sums["cost"][year], sums["net_cost"][year])
    ]  # fmt: skip
    return tuple(lines), tuple(doubts)
