"""Are the words that Streamlit is said to speak those that it speaks?"""

import re
from pathlib import Path

import pytest
import streamlit

from malkollen.words.streamlit import SAYINGS


@pytest.fixture(scope="module")
def script() -> str:
    """All that Streamlit sends to the browser, as one text."""
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    return "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js")))


# Where Streamlit puts a saying together: at a label and what it is of, at a number and its word, and at the word's plural.
_SEAMS = re.compile(r"1 option|{what} options|{\w+}|: |(?<= of )|1 (?=result)|(?<= result)s")


def parts(saying: str) -> list[str]:
    """Return what of a saying stands whole in a script."""
    return [part for part in _SEAMS.split(saying) if part]


@pytest.mark.parametrize("saying", SAYINGS)
def test_streamlit_says_it(saying: str, script: str) -> None:
    """A word that a newer Streamlit no longer says would stand here for nothing, and its successor would be English."""
    assert [part for part in parts(saying) if part not in script] == []
