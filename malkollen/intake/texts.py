"""How must a text be, to stand in the record? Without control characters, without space around it, short as a label."""

import re
import unicodedata

# Control characters other than tab and line feed, and halves of pairs that no file can hold.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# A cell of the record holds at most 131 072 characters; a comment of fifty pages fits.
_LONGEST_TEXT = 100_000
_LABEL_WORDS = 12
_LONGEST_LABEL = 160


def cleaned(text: str | None) -> str | None:
    """Return a text as the record can hold it, lines kept; None where nothing is left."""
    if text is None:
        return None
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWRITABLE.sub("", lines)[:_LONGEST_TEXT].strip() or None


def one_line(text: str | None) -> str | None:
    """Return a text on one line, single spaces between its words; None where nothing is left."""
    return " ".join((cleaned(text) or "").split()) or None


def label(text: str | None) -> str | None:
    """Return the beginning of a text as a short label, with an ellipsis where more follows."""
    line = one_line(text)
    if line is None:
        return None
    words = line.split(" ")
    short = " ".join(words[:_LABEL_WORDS])[:_LONGEST_LABEL].rstrip(" ,;:–-")
    return line if short == line or not short else f"{short} …"


def folded(text: str | None) -> str:
    """Return a name as names are compared: letters and digits alone, in lower case."""
    return "".join(one for one in (text or "").casefold() if one.isalnum())


def slug(text: str, separator: str = "-", longest: int = 60) -> str:
    """Return a name as an id holds it: a to z, digits, and the separator between words; may be empty."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", separator, plain).strip(separator)[:longest].strip(separator)
