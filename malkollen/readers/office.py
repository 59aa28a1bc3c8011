"""May this office file be opened? A package is looked through before a library unpacks it."""

import io
import zipfile

from malkollen.readers.limits import refusal

# An office file of a follow-up unpacks to a few MB. The libraries need five to ten times the size of its XML.
MOST_PARTS = 5_000
MOST_UNPACKED = 200_000_000
MOST_XML = 40_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def package(data: bytes, name: str) -> zipfile.ZipFile:
    """Return an office file's package, open for reading.

    Raises ReadError: `password`, `damaged`, or `too_large_unpacked` for one that unpacks beyond the limits.
    """
    if data.startswith(_OLE):
        raise refusal("password" if _ENCRYPTED_PACKAGE in data else "damaged", name)
    try:
        opened = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise refusal("damaged", name) from error
    parts = opened.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise refusal("password", name)
    xml_size = sum(part.file_size for part in parts if is_xml(part.filename))
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or xml_size > MOST_XML:
        raise refusal("too_large_unpacked", name)
    _check_markup(opened, name)
    return opened


def is_xml(part: str) -> bool:
    """Tell whether a part of a package holds XML."""
    return part.lower().endswith((".xml", ".rels", ".vml"))


def _check_markup(opened: zipfile.ZipFile, name: str) -> None:
    """Refuse entities: office programs write none, and expanding them is a known attack."""
    for part in opened.infolist():
        if not is_xml(part.filename):
            continue
        try:
            content = opened.read(part)
        except Exception as error:
            raise refusal("damaged", name) from error
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise refusal("damaged", name, part.filename)
