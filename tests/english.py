"""Which texts want an English? `make words` gathers them all in the catalogue, with an empty place where one is missing."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from malkollen.locations import ROOT

CATALOGUE = ROOT / "malkollen" / "words" / "english.po"

# How the code marks a text: which arguments are texts, and which is the context.
KEYWORDS = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "NN_": (1, 2),
    "count": (2, 3),
    "some": (2, 3),
    "pgettext": ((1, "c"), 2),
    "P_": ((1, "c"), 2),
    "known": ((1, "c"), 2),
}
# The rooms that speak to visitors; the others hand over codes.
_ROOMS = ("pages", "malkollen")
_SILENT = {"readers", "understanding", "build", "__pycache__"}
_HEADER = "# What the pages' Swedish texts are in English; `make words` gathers them."


def marked() -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """Yield each text that the code marks, a pair where it has two forms, with its context."""
    for room in _ROOMS:
        for _file, _line, text, _comments, context in extract_from_dir(
            ROOT / room,
            keywords=KEYWORDS,
            strip_comment_tags=True,
            directory_filter=lambda folder: Path(folder).name not in _SILENT,
        ):
            yield text, context


def held() -> Catalog:
    """Return the catalogue as it is."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def gathered() -> Catalog:
    """Return the catalogue with every marked text and no other; one without English is empty."""
    new, old = Catalog(locale="en", header_comment=_HEADER, fuzzy=False), held()
    for text, context in marked():
        known = old.get(text if isinstance(text, str) else text[0], context)
        # A text that has become a pair, or a pair one text, is to be said anew.
        is_same = known is not None and known.pluralizable == (not isinstance(text, str))
        new.add(text, known.string if known and is_same else "", context=context)
    return new


def main() -> int:
    """Write the catalogue; say which texts have no English, and return 1 where there are any."""
    new = gathered()
    target = io.BytesIO()
    write_po(target, new, width=120, no_location=True, sort_output=True, include_lineno=False)
    CATALOGUE.write_bytes(target.getvalue())
    missing = [message.id for message in new if message.id and not any(message.string or ())]
    for text in missing:
        print(text)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
