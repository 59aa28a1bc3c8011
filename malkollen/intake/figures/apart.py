"""The process that a sheet is read in: `python -m malkollen.intake.figures.apart`.

It is asked and answers as `malkollen.intake.apart`; the answer holds `reader`, `lines` and `notes`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from malkollen.blocks import Content, Table
from malkollen.intake.apart import Tell, main
from malkollen.readers import read
from malkollen.understanding.as_json import to_values


def content_lines(content: Content) -> Iterator[dict[str, Any]]:
    """Yield what a reader found, line by line, as `rows.FigureLine` has it."""
    for block in content.blocks:
        if isinstance(block, Table):
            lines = [(True, [cell.text for cell in row.cells], row.spot) for row in block.rows]
        else:
            lines = [(False, [block.text], block.spot)]
        for is_row, cells, spot in lines:
            yield {"is_row": is_row, "cells": cells, "page": spot.page, "row": spot.row}


def _answer(request: dict[str, Any], tell: Tell) -> dict[str, Any]:
    tell({"stage": "reads"})
    content = read(Path(request["path"]))
    return {
        "reader": content.reader,
        "lines": list(content_lines(content)),
        "notes": to_values(content.notes),
    }


if __name__ == "__main__":
    main(_answer)
