"""How does a page start a sync? As a process of its own, whose progress it reads and which it may stop."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from malkollen.kolada.errors import KoladaError, KoladaProblem
from malkollen.kolada.folder import holder
from malkollen.kolada.progress import Progress, read_progress
from malkollen.locations import ROOT, kolada_folder

_SECONDS_TO_START = 30.0
_POLL_SECONDS = 0.05
_SHOWN = 500


def is_running() -> bool:
    """Say whether a process fetches or changes the nation's measures."""
    return holder(kolada_folder()) is not None


def progress() -> Progress | None:
    """Return how far the latest sync has come, or came; None where there has been none.

    One whose process ended before its time has `ended_at` None while `is_running()` is False.
    """
    return read_progress(kolada_folder())


def _command(
    national_kpi_ids: Sequence[str],
    municipality_codes: Sequence[str],
    since: date | None,
    *,
    is_all: bool,
) -> list[str]:
    parts = [sys.executable, "-m", "malkollen", "kolada", "sync"]
    # With an equals sign nothing given can be taken for another option.
    parts += [f"--kpi={one}" for one in national_kpi_ids]
    parts += [f"--municipality={one}" for one in municipality_codes]
    parts += [] if since is None else [f"--since={since.isoformat()}"]
    return [*parts, "--all"] if is_all else parts


def _wait_until_begun(process: subprocess.Popen[bytes], folder: Path, log: Path) -> None:
    """Wait until the process holds the folder, or has ended; raise KoladaError where it ended without having begun."""
    deadline = time.monotonic() + _SECONDS_TO_START
    while process.poll() is None and time.monotonic() < deadline:
        if holder(folder) == process.pid:
            return
        time.sleep(_POLL_SECONDS)
    told = read_progress(folder)
    if process.poll() is not None and (told is None or told.pid != process.pid):
        found = log.read_text(encoding="utf-8", errors="replace").strip()[-_SHOWN:]
        raise KoladaError(KoladaProblem(code="not_started", found=found))


def start(
    national_kpi_ids: Sequence[str] = (),
    municipality_codes: Sequence[str] = (),
    *,
    since: date | None = None,
    is_all: bool = False,
) -> int:
    """Start a sync as `malkollen.kolada.sync.Wish` says, and return its process' id once it has begun.

    What it prints lies in sync.log in the folder. Raises KoladaError where it did not begin: another one is under way,
    or the folder cannot be written.
    """
    folder = kolada_folder()
    running = holder(folder)
    if running is not None:
        raise KoladaError(KoladaProblem(code="busy", found=str(running)))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        log = folder / "sync.log"
        with log.open("wb") as output:
            process = subprocess.Popen(  # noqa: S603
                _command(national_kpi_ids, municipality_codes, since, is_all=is_all),
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                # It goes on when the server is stopped from the keyboard.
                start_new_session=True,
            )
    except OSError as error:
        raise KoladaError(KoladaProblem(code="folder", found=str(error))) from error
    # Somebody must take note of its end, or the system keeps a trace of it.
    threading.Thread(target=process.wait, daemon=True).start()
    _wait_until_begun(process, folder, log)
    return process.pid


def stop() -> bool:
    """Stop the sync that is under way and return whether there was one. What it had finished is kept."""
    running, told = holder(kolada_folder()), progress()
    # Only a sync tells its progress; another change is short, and not stopped.
    if running is None or told is None or told.pid != running:
        return False
    os.kill(running, signal.SIGTERM)
    return True
