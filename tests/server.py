"""How is the real app started for a browser to visit? One server process, always stopped again."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

ROOT = Path(__file__).resolve().parent.parent

_SECONDS_TO_START = 60


class ServerDiedError(Exception):
    """The server ended, or did not answer in time; the message holds what it printed."""


@dataclass(frozen=True)
class Server:
    """A running server: where it is, and the file that holds what it printed."""

    url: str
    output: Path

    def printed(self) -> str:
        """Return all that the server has printed so far."""
        return self.output.read_text(encoding="utf-8", errors="replace")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _is_healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=5) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _wait_until_healthy(process: subprocess.Popen[bytes], server: Server) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    while not _is_healthy(server.url):
        if process.poll() is not None:
            raise ServerDiedError(
                f"the server ended with {process.returncode}:\n{server.printed()}"
            )
        if time.monotonic() > deadline:
            raise ServerDiedError(
                f"no answer in {_SECONDS_TO_START} s; the server printed:\n{server.printed()}"
            )
        time.sleep(0.05)


@contextmanager
def running_server(
    script: str = "dashboard.py", variables: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Start `streamlit run` on a free port of this machine, and stop it at the end.

    `script` is relative to the repository; `variables` are added to the environment. Raises ServerDiedError.
    """
    port = _free_port()
    with tempfile.TemporaryDirectory() as folder:
        server = Server(f"http://127.0.0.1:{port}", Path(folder) / "output.txt")
        with server.output.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)],
                cwd=ROOT,
                env={**os.environ, **(variables or {})},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            _wait_until_healthy(process, server)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
