"""The walls that import-linter cannot see: pages are scripts, not modules of a package."""

import ast
import sys
from pathlib import Path

import pytest

from malkollen import frame
from malkollen.locations import ROOT

PAGES = sorted((ROOT / "pages").glob("*.py"))

# What a page may use: the rooms of the half that shows, and Arrow to carry rows.
ALLOWED = {
    "streamlit",
    "pyarrow",
    "pyarrow.compute",
    "malkollen.charts",
    "malkollen.export",
    "malkollen.frame",
    "malkollen.store",
    "malkollen.words",
    "malkollen.words.comparing",
    "malkollen.words.language",
}


def parts(room: str) -> set[str]:
    """Return the modules that a long page is parted into."""
    return {
        f"malkollen.{room}.{path.stem}" for path in (ROOT / "malkollen" / room).glob("[!_]*.py")
    }


# The pages that change the data call the other half: documents through the intake and the parts that show it,
# national key figures through what fetches them.
CHANGES_DATA = {
    "las_in": {"malkollen.intake"} | parts("taking_in"),
    "kolada": {
        "malkollen.kolada",
        "malkollen.kolada.deciding",
        "malkollen.kolada.errors",
        "malkollen.kolada.progress",
        "malkollen.problems",
    },
}

# A long page's parts stand beside the frame; the walls around them are import-linter's.
OWN_PARTS = {"nyckeltal": parts("key_figures")}


def imported(path: Path) -> set[str]:
    """Return the modules that a script imports, but for Python's own."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "malkollen":
            names |= {f"malkollen.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            names.add(node.module)
    return {name for name in names if name.split(".")[0] not in sys.stdlib_module_names}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_uses_only_the_rooms_that_show(page: Path) -> None:
    """No page reads the database, the record or another page by itself, or draws a figure by itself."""
    allowed = ALLOWED | CHANGES_DATA.get(page.stem, set()) | OWN_PARTS.get(page.stem, set())
    assert imported(page) - allowed == set()


def test_the_pages_are_the_ones_in_the_menu() -> None:
    """A file's name is its address; a page that is not in the menu could not be reached."""
    assert {page.stem for page in PAGES} == {
        "start", "lage", "aktiviteter", "jamfor", "nyckeltal", "karta", "mal", "kallor", "las_in", "kolada",
        "sa_raknar_vi", "nytt", "tillganglighet",
    }  # fmt: skip


def test_the_top_level_holds_what_was_asked_for() -> None:
    """Nothing stands at the top that is not needed there."""
    ignored = {".git", ".venv"} | {
        line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    }

    assert {path.name for path in ROOT.iterdir()} - ignored == {
        ".ci", ".gitignore", ".streamlit", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile",
        "README.md", "benchmarks", "dashboard.py", "data", "docs", "malkollen", "pages",
        "pyproject.toml", "queries", "requirements.txt", "tests",
    }  # fmt: skip


def test_a_link_clears_every_field_that_an_address_can_choose() -> None:
    """The frame knows the key of each: one that it forgot would keep what was chosen before, whatever a link says."""
    bound = set()
    for path in [*PAGES, *(ROOT / "malkollen").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and any(one.arg == "bind" for one in node.keywords):
                bound |= {
                    one.value.value
                    for one in node.keywords
                    if one.arg == "key" and isinstance(one.value, ast.Constant)
                }
    filters = ast.walk(ast.parse((ROOT / "pages" / "aktiviteter.py").read_text(encoding="utf-8")))
    bound |= {
        node.args[0].value
        for node in filters
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "Filter"
        and isinstance(node.args[0], ast.Constant)
    }

    assert bound == frame._IN_LINKS
