"""Where do things lie? The record, the reference tables, the queries and the database, and how that is opened."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

DOCUMENTS = ROOT / "data" / "documents"
REFERENCE = ROOT / "data" / "reference"
SCHEMA = ROOT / "data" / "schema.sql"
PREPARED = ROOT / "data" / "prepared"
CHECKS = ROOT / "data" / "checks"
QUERIES = ROOT / "queries"

# How the database is opened for reading. All who read it in one process must open it alike.
READING = {
    # Nothing in the database may fetch an extension or read another file.
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "lock_configuration": "true",
}


def database_folder() -> Path:
    """Return the folder of the built database; MALKOLLEN_DATABASE names another one."""
    return Path(os.environ.get("MALKOLLEN_DATABASE") or ROOT / "data" / "database")


def own_folder() -> Path:
    """Return the folder of the user's own record, which may not be there yet; MALKOLLEN_DATA names another one."""
    return Path(os.environ.get("MALKOLLEN_DATA") or ROOT / "data" / "own").absolute()


def kolada_folder() -> Path:
    """Return the folder of the nation's measures in the user's own record, which may not be there yet."""
    return own_folder() / "kolada"


def kolada_address() -> str:
    """Return the address that Kolada's values are fetched from; MALKOLLEN_KOLADA names another one."""
    return os.environ.get("MALKOLLEN_KOLADA") or "https://api.kolada.se/v3"


def document_folders() -> tuple[Path, ...]:
    """Return the folders that hold documents: those that come with Målkollen, and the user's own."""
    return (DOCUMENTS, own_folder() / "documents")


def reference_folders() -> tuple[Path, ...]:
    """Return the folders that hold reference tables; a later one adds rows to those of the first."""
    return (REFERENCE, own_folder() / "reference")


def figures_folder() -> Path:
    """Return the folder of the user's own sheets of figures, which may not be there yet."""
    return own_folder() / "figures"
