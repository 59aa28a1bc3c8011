"""Where is a Chromium for the browser tests? Run as a script, it makes sure that there is one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str | None:
    """Return the path of a Chromium: the one that CHROMIUM names, else one on the PATH, else None."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path), None)


def is_ci() -> bool:
    """Say whether this runs where nobody sees a notice, so that a missing browser must fail."""
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")


def is_root() -> bool:
    """Say whether this runs as the administrator of a Unix machine."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def chromium_flags() -> list[str]:
    """Return the flags to start Chromium with: no window, nothing fetched that a page did not ask for."""
    # Chromium refuses to start as root inside its own sandbox.
    return [*_FLAGS, "--no-sandbox"] if is_root() else list(_FLAGS)


def may_install() -> bool:
    """Say whether this is a Debian or Ubuntu where we may install packages."""
    return (
        is_root() and shutil.which("apt-get") is not None and Path("/etc/debian_version").is_file()
    )


def install_chromium() -> bool:
    """Install the distribution's Chromium; return whether apt-get succeeded."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-qq", "--yes", "--no-install-recommends", "chromium"],
    )
    for command in commands:
        done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            print(f"{' '.join(command)} failed:\n{done.stderr.strip()}", file=sys.stderr)
            return False
    return True


def main() -> int:
    """Make sure that there is a Chromium, and say what was done; return 1 where CI has none."""
    found = find_chromium()
    if found:
        print(f"Browser tests use {found}")
        return 0
    named = os.environ.get("CHROMIUM")
    if named:
        print(f"CHROMIUM names {named}, which cannot be run", file=sys.stderr)
    elif may_install():
        print("No Chromium here: installing the package chromium with apt-get")
        if install_chromium():
            found = find_chromium()
    if found:
        print(f"Browser tests use {found}")
        return 0
    print(
        "No Chromium here, so the browser tests cannot run. Install Chromium or Chrome "
        "(Debian: apt-get install chromium), or name one with the variable CHROMIUM."
    )
    if is_ci():
        return 1
    print("The other tests run without it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
