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
