"""How does the original show beside what was understood of it? Which lines, and as HTML in which nothing runs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from malkollen import words
from malkollen.intake.corrected import ActivityKey, RowPlace
from malkollen.intake.watch import SourceLine
from malkollen.words import taking_in

_LINES_BEFORE, _LINES_AFTER = 3, 12
_LINES_A_PAGE = 100

_STYLE = """<style>
.source { border: 1px solid #d0d7de; padding: 0.25rem 0; font-size: 0.875rem; }
.source .line { display: flex; gap: 0.75rem; padding: 0.2rem 0.6rem; }
.source .line > * { min-width: 0; overflow-wrap: break-word; }
.source .shown { background: #e8f0f8; border-left: 4px solid #123f6d; }
.source .where { flex: 0 0 3.2rem; color: #595959; }
.source .heading { font-weight: 600; }
.source .apart { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.source .cell ~ .cell { border-left: 1px solid #8a8a8a; margin-left: 0.5rem; padding-left: 0.5rem; }
</style>"""


@dataclass(frozen=True, kw_only=True)
class Excerpt:
    """Lines of the original around an activity; `own` are the numbers among them of its own."""

    lines: tuple[SourceLine, ...]
    own: frozenset[int]


def excerpt(
    source: Sequence[SourceLine], key: ActivityKey, activities: Iterable[ActivityKey]
) -> Excerpt | None:
    """Return the lines of an activity, down to where the next one begins, with a few before; None where none is its.

    A heading on another page or sheet ends it too.
    """
    numbers: dict[tuple[str | None, int | None], int] = {}
    for number, line in enumerate(source):
        numbers.setdefault((line.page, line.row), number)
    start = numbers.get(key[:2])
    if start is None:
        return None
    begins = [number for one in activities if (number := numbers.get(one[:2], -1)) > start]
    headings = [
        number
        for number, line in enumerate(source)
        if number > start and line.kind == "heading" and line.page != source[start].page
    ]
    end = min([*begins, *headings[:1], start + _LINES_AFTER])
    first = max(0, start - _LINES_BEFORE)
    return Excerpt(
        lines=tuple(source[first : end + 1]), own=frozenset(range(start - first, end - first))
    )


def row_places(lines: Iterable[SourceLine]) -> dict[RowPlace, str]:
    """Return the text of each row of a table among the lines, by where it stands."""
    return {
        (line.page, line.row): line.text
        for line in lines
        if line.kind == "row" and line.row is not None
    }


def line_stretches(count: int) -> list[tuple[int, int]]:
    """Return where each hundred lines begin and end."""
    return [(start, min(start + _LINES_A_PAGE, count)) for start in range(0, count, _LINES_A_PAGE)]


def _line_html(line: SourceLine, *, is_own: bool) -> str:
    # Who listens hears where a cell ends; who looks sees the line between two.
    cells = '<span class="apart">; </span>'.join(
        f'<span class="cell">{escape(cell)}</span>'
        for cell in line.text.split("\t")
        if cell.strip()
    )
    kind = "heading" if line.kind == "heading" else "text"
    where = taking_in.row_name(line.row)
    shown = " shown" if is_own else ""
    return (
        f'<div role="listitem" class="line{shown}"><span class="where">{where}</span>'
        f'<span class="{kind}">{cells}</span></div>'
    )


def lines_html(lines: Sequence[SourceLine], reader: str, own: frozenset[int] = frozenset()) -> str:
    """Write lines of the original, with the name of each page or sheet where it begins; `own` are pointed out.

    The cells of a row stand apart. Nothing of the original is markup in it.
    """
    parts = []
    page: str | None = None
    for number, line in enumerate(lines):
        if line.page != page and line.page is not None:
            name = words.sentence(taking_in.page_name(line.page, reader) or "")
            parts.append(f'<div role="listitem" class="line heading">{escape(name)}</div>')
        page = line.page
        parts.append(_line_html(line, is_own=number in own))
    return f'{_STYLE}<div role="list" class="source">{"".join(parts)}</div>'
