"""Small texts as blocks, and blocks as texts, for the tests of tables in disguise."""

from collections.abc import Sequence
from pathlib import Path

from malkollen.blocks import Block, Heading, Paragraph, Spot, Table, plain
from malkollen.understanding.vocabulary import read_vocabulary

VOCABULARY = read_vocabulary((Path(__file__).parents[1] / "data" / "reference",))


def blocks(*lines: str) -> tuple[Block, ...]:
    """Return lines as blocks: "# …" is a heading of that level, "- …" an item of a list, else a paragraph."""
    made: list[Block] = []
    for number, text in enumerate(lines, start=1):
        spot = Spot(row=number)
        level = len(text) - len(text.lstrip("#"))
        if level:
            made.append(Heading(line=plain(text[level:].strip()), level=level, spot=spot))
        elif text.startswith("- "):
            made.append(Paragraph(line=plain(text[2:], 1), spot=spot))
        else:
            made.append(Paragraph(line=plain(text), spot=spot))
    return tuple(made)


def shown(found: Sequence[Block]) -> list[str | list[list[str]]]:
    """Return blocks as texts; a table is the texts of its rows."""
    return [
        [[cell.text for cell in row.cells] for row in block.rows]
        if isinstance(block, Table)
        else block.text
        for block in found
    ]


def tables(found: Sequence[Block]) -> list[list[list[str]]]:
    """Return the texts of the tables among blocks."""
    return [one for one in shown(found) if not isinstance(one, str)]
