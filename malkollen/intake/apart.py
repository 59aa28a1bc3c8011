"""The process that a file is read in: `python -m malkollen.intake.apart`.

On standard input comes one JSON object: `path`, `given`, `corrections`, `reference` (folders), `seconds`,
`address_space_bytes`. On standard output go JSON objects, one a line: `{"stage": "reads"}`, `{"stage": "understands"}`,
and last either the answer (`reader`, `reading`, `source`, `notes`) or `{"problem": …}`. It neither knows nor loads
the database or the pages.
"""

import json
import math
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from malkollen.blocks import Content, Heading, Table
from malkollen.problems import Problem, RecordError
from malkollen.readers import read
from malkollen.readers.limits import ReadError
from malkollen.understanding import understand
from malkollen.understanding.as_json import from_values, to_json, to_values
from malkollen.understanding.reading import Corrections, Given
from malkollen.understanding.vocabulary import read_vocabulary

# What is shown beside a reading: the length of a report many times over.
_MOST_LINES = 50_000
_LONGEST_LINE = 2_000

Tell = Callable[[dict[str, Any]], None]


def limit(seconds: float, address_space_bytes: int) -> None:
    """Let the system stop this process when it has had its share, on systems that can."""
    try:
        import resource  # noqa: PLC0415  # Windows has none
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (address_space_bytes, address_space_bytes))
    # Above the time on the clock, so that the one who waits is the one who tells.
    processor_seconds = math.ceil(seconds) + 5
    resource.setrlimit(resource.RLIMIT_CPU, (processor_seconds, processor_seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _source_lines(content: Content) -> Iterator[dict[str, Any]]:
    for block in content.blocks:
        if isinstance(block, Table):
            lines = [
                ("row", "\t".join(cell.text for cell in row.cells if not cell.is_merged), row.spot)
                for row in block.rows
            ]
        else:
            kind = "heading" if isinstance(block, Heading) else "text"
            lines = [(kind, block.text, block.spot)]
        for kind, text, spot in lines:
            yield {"kind": kind, "text": text[:_LONGEST_LINE], "page": spot.page, "row": spot.row}


def _answer(request: dict[str, Any], tell: Tell) -> dict[str, Any]:
    tell({"stage": "reads"})
    content = read(Path(request["path"]))
    tell({"stage": "understands"})
    vocabulary = read_vocabulary([Path(folder) for folder in request["reference"]])
    reading = understand(
        content,
        from_values(request["given"], Given),
        vocabulary,
        from_values(request["corrections"], Corrections),
    )
    lines = _source_lines(content)
    return {
        "reader": content.reader,
        "reading": to_json(reading),
        "source": [line for _, line in zip(range(_MOST_LINES), lines, strict=False)],
        "notes": to_values(content.notes),
    }


def main(answer_to: Callable[[dict[str, Any], Tell], dict[str, Any]] = _answer) -> None:
    """Answer the request on standard input."""
    # Whatever a library prints must not stand among the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def tell(answer: dict[str, Any]) -> None:
        answers.write(json.dumps(answer) + "\n")
        answers.flush()

    request = json.load(sys.stdin)
    name = Path(request["path"]).name
    limit(request["seconds"], request["address_space_bytes"])
    try:
        answer = answer_to(request, tell)
    except ReadError as error:
        answer = {"problem": to_values(error.problem)}
    except RecordError as error:  # a reference table of the user's own
        answer = {"problem": to_values(error.problems[0])}
    except MemoryError:
        answer = {"problem": to_values(Problem(name, "too_much_memory"))}
    except RecursionError:
        answer = {"problem": to_values(Problem(name, "too_nested"))}
    tell(answer)


if __name__ == "__main__":
    main()
