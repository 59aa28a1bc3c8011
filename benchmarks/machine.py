"""On what was measured? Times from two machines or two versions are not to be compared."""

import os
import platform
from datetime import date
from importlib.metadata import version

PACKAGES = ("streamlit", "duckdb", "plotly", "pyarrow", "playwright")


def describe_machine() -> str:
    """Return date, machine kind and versions in a line."""
    parts = [date.today().isoformat(), f"{os.cpu_count()} cores"]
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
        parts.append(f"{memory:.0f} GB")
    parts.append(f"{platform.system()}, Python {platform.python_version()}")
    parts += [f"{name} {version(name)}" for name in PACKAGES]
    if hasattr(os, "getloadavg"):
        parts.append(f"load {os.getloadavg()[0]:.1f} at the end")
    return ", ".join(parts)
