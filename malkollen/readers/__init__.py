"""What does the document say? One module per format; blocks come out, in order, each with its place."""

import zipfile
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from pathlib import Path

from malkollen.blocks import Content
from malkollen.readers.characters import decoded
from malkollen.readers.limits import MOST_BYTES, MOST_TEXT_BYTES, ReadError, checked, refusal

__all__ = ["ReadError", "read", "read_bytes"]

# Each format's module is imported when a file of it comes: a text never loads what a PDF needs.
_MODULES = {
    "text": "text",
    "html": "markup",
    "csv": "separated",
    "xlsx": "workbook",
    "docx": "word",
    "pdf": "pdf",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM\x00")
_ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\x7fELF", b"MZ")
_WEB_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_WORD_SUFFIXES = frozenset({".doc", ".dot"})
_WEB_STARTS = ("<!doctype html", "<html", "<head", "<body", "<table", "<div", "<meta")
_OLD_EXCEL_XML = "urn:schemas-microsoft-com:office:spreadsheet"
_OPEN_TEXT = b"application/vnd.oasis.opendocument.text"
_OPEN_SHEET = b"application/vnd.oasis.opendocument.spreadsheet"


def read(path: Path) -> Content:
    """Read a document: file to blocks. Raises ReadError with the reason why it cannot be read."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise refusal("not_a_file", path.name)
        if size > MOST_BYTES:
            raise refusal("too_large", path.name)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise refusal("missing_file", path.name) from error
    except OSError as error:
        raise refusal("unreadable_file", path.name) from error
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> Content:
    """Read a document: its bytes and file name to blocks. Raises ReadError."""
    if len(data) > MOST_BYTES:
        raise refusal("too_large", name)
    if not data.strip(b"\0 \t\r\n"):
        raise refusal("empty_file", name)
    reader = _reader(_format(data, name))
    try:
        content = reader(data, name)
    except ReadError:
        raise
    except Exception as error:
        # A file may be broken in ways that no parser library lists; whatever it raises, the file is told as damaged.
        raise refusal("damaged", name) from error
    return checked(content, name)


def _reader(format_name: str) -> Callable[[bytes, str], Content]:
    module = import_module(f"malkollen.readers.{_MODULES[format_name]}")
    found: Callable[[bytes, str], Content] = module.read
    return found


def _format(data: bytes, name: str) -> str:
    """Return a file's format by what it holds; its name is a hint where that is text."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK"):
        return _packed_format(data, name)
    if data.startswith(_OLE):
        raise refusal(_old_format(data, name), name)
    if data.startswith(b"{\\rtf"):
        raise refusal("other_text_format", name)
    if data.startswith(_PICTURES):
        raise refusal("image", name)
    if data.startswith(_ARCHIVES):
        raise refusal("unknown_type", name)
    if len(data) > MOST_TEXT_BYTES:
        raise refusal("too_large", name)
    return _text_format(data, name)


def _packed_format(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise refusal("damaged", name) from error
    if any(part.startswith("xl/") and part.endswith("workbook.xml") for part in parts):
        return "xlsx"
    if any(part.startswith("word/") and part.endswith(".xml") for part in parts):
        return "docx"
    if any(part.startswith("xl/") for part in parts) or _OPEN_SHEET in data[:200]:
        raise refusal("other_sheet_format", name)
    raise refusal("other_text_format" if _OPEN_TEXT in data[:200] else "unknown_type", name)


def _old_format(data: bytes, name: str) -> str:
    """Return why a file in the container of the older Office formats is not read."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "password"
    if "WordDocument".encode("utf-16-le") in data:
        return "legacy_word"
    if any(part.encode("utf-16-le") in data for part in ("Workbook", "Book")):
        return "legacy_excel"
    return "legacy_word" if Path(name).suffix.lower() in _WORD_SUFFIXES else "unknown_type"


def _text_format(data: bytes, name: str) -> str:
    # Imported here: what tells separated values from prose is needed for texts alone.
    from malkollen.readers.separated import is_separated  # noqa: PLC0415

    suffix = Path(name).suffix.lower()
    text = decoded(data, name)
    start = text[:4_000].lstrip().lower()
    if _OLD_EXCEL_XML in start:
        raise refusal("legacy_excel", name)
    if start.startswith("mime-version:"):
        raise refusal("other_text_format", name)
    if start.startswith(_WEB_STARTS) or "<html" in start:
        return "html"
    if suffix in _WEB_SUFFIXES:
        return "html" if "<" in text else "text"
    if suffix in {".csv", ".tsv", ".tab"}:
        return "csv"
    if suffix != ".md" and is_separated(text):
        return "csv"
    return "text"
