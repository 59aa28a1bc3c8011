"""Who may change a folder? Whoever holds the lock on a file in it; the system gives it back however that process ends."""

import sys
import time
from typing import IO

_POLL_SECONDS = 0.05


class LockedError(Exception):
    """Another process holds the lock."""


if sys.platform == "win32":
    import msvcrt

    # Far behind what is written: Windows lets nobody read what is locked.
    _LOCKED_BYTE = 1 << 20

    def _take(file: IO[bytes]) -> None:
        file.seek(_LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def take(file: IO[bytes], wait_seconds: float = 0.0) -> None:
    """Take the lock on an open file until it is closed; raise LockedError where another keeps it that long."""
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            _take(file)
        except OSError as error:
            if time.monotonic() >= deadline:
                raise LockedError from error
            time.sleep(_POLL_SECONDS)
        else:
            return
