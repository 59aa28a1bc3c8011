"""The process that a paper is set in: what to set as a JSON object on standard input, the PDF on standard output.

It is run as a script, so that it starts in an instant: it knows nothing of Målkollen, of the database or of the pages.
"""

import json
import math
import os
import sys
from datetime import datetime
from typing import Any

import typst


def limit(seconds: float, address_space_bytes: int) -> None:
    """Let the system stop this process when it has had its share, on systems that can."""
    try:
        import resource  # noqa: PLC0415  # Windows has none
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (address_space_bytes, address_space_bytes))
    # Above the time on the clock, of which two processors take two seconds a second.
    processor_seconds = math.ceil(seconds) * 2 + 5
    resource.setrlimit(resource.RLIMIT_CPU, (processor_seconds, processor_seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def set_paper(asked: dict[str, Any]) -> bytes:
    """Set a paper.

    A character that the font lacks, as of another script, is shown as an empty box; the standard forbids that, so such a
    paper is tagged as the others but does not claim the standard.
    """
    given: dict[str, Any] = {
        "input": asked["template"],
        "root": asked["root"],
        "sys_inputs": {"paper": asked["paper"]},
        "ignore_system_fonts": True,
        "timestamp": datetime.fromisoformat(asked["made_at"]),
    }
    pdf: bytes
    try:
        pdf = typst.compile(**given, pdf_standards="ua-1")
    except typst.TypstError as error:
        if "could not be displayed with font" not in error.message:
            raise
        pdf = typst.compile(**given)
    return pdf


def main() -> None:
    """Set the paper that is asked for on standard input."""
    asked = json.load(sys.stdin)
    limit(asked["seconds"], asked["address_space_bytes"])
    try:
        sys.stdout.buffer.write(set_paper(asked))
    except MemoryError:
        # As the library itself does.
        os.abort()


if __name__ == "__main__":
    main()
