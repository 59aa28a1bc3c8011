"""Which characters do the bytes of a text stand for?"""

import codecs
import re
import unicodedata

from malkollen.readers.limits import refusal

# Soft hyphens, zero-width blanks and joiners, the byte order mark, and the signs that ask for a coloured picture.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f"))
# Blanks of every width; a tab separates cells and stays.
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x9f]")
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LOST = "\ufffd"


def decoded(data: bytes, name: str) -> str:
    """Return the text of a file: composed letters, plain blanks, lines ended by line feeds; form feeds and tabs stay.

    A byte order mark decides; then UTF-8, UTF-16 without a mark, and Windows' cp1252. What stands for no character
    becomes U+FFFD. Raises ReadError `unknown_type` where the bytes are no text.
    """
    text = _LINE_ENDS.sub("\n", _characters(data))
    controls = len(_CONTROL.findall(text))
    if "\0" in text or controls * 50 > len(text):
        raise refusal("unknown_type", name)
    text = _CONTROL.sub("", text) if controls else text
    return composed(text)


def composed(text: str) -> str:
    """Return text with composed letters and plain blanks, without characters that are not seen."""
    if text.isascii():
        return text
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text).translate(_UNSEEN))


def _characters(data: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data)
    return _wide(data) or text if "\0" in text else text


def _not_utf8(data: bytes) -> str:
    if b"\0" in data and (wide := _wide(data)):
        return wide
    # A few broken characters among many whole ones: a damaged UTF-8 file, not another encoding.
    text = data.decode("utf-8", "replace")
    whole = sum(character > "\x7f" for character in text) - text.count(LOST)
    if whole > 10 * text.count(LOST):
        return text
    return data.decode("cp1252", "replace")


def _wide(data: bytes) -> str | None:
    """Return a text in UTF-16 without a mark, known by a zero in every second byte."""
    start = data[:4_000]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros = start[offset::2].count(0)
        if zeros * 10 > len(start[offset::2]) * 7 and not start[1 - offset :: 2].count(0):
            return data.decode(encoding, "replace")
    return None
