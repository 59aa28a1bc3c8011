"""What the tests of Kolada share: an own record for each, a small Kolada, and a sync that does not wait long."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_kolada import DAY, HASTY, Kolada, Run

from malkollen.kolada.folder import changing
from malkollen.kolada.progress import Progress, Tell
from malkollen.kolada.sync import Report, Wish, sync


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An own record and a database that no other test sees; the folder of the nation's measures in it."""
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path / "own"))
    monkeypatch.setenv("MALKOLLEN_DATABASE", str(tmp_path / "database"))
    return tmp_path / "own" / "kolada"


@pytest.fixture
def told() -> list[Progress]:
    """What syncs have told of their progress."""
    return []


@pytest.fixture
def run(told: list[Progress]) -> Run:
    """A sync with a small Kolada on a day."""

    def run_sync(
        kolada: Kolada, *kpi_ids: str, day: date = DAY, tell: Tell = told.append, **wishes: Any
    ) -> Report:
        wish = replace(Wish(address=kolada.address, national_kpi_ids=kpi_ids), **wishes)
        with changing() as folder:
            return sync(folder, wish, tell, today=day, patience=HASTY)

    return run_sync
