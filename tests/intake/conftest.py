"""What the tests of the intake share: an own record of their own."""

from pathlib import Path

import pytest


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an own record, and a database, that no other test sees."""
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path / "own"))
    monkeypatch.setenv("MALKOLLEN_DATABASE", str(tmp_path / "database"))
    return tmp_path / "own"


@pytest.fixture
def original(tmp_path: Path) -> Path:
    """Where the file that is taken in lies."""
    return tmp_path / "uppfoljning.txt"
