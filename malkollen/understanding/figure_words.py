"""Which words make a number a target, an outcome, a total or a budget line? All of them data."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from malkollen.reference import FIGURE_WORD_KINDS, FigureWord

_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True)
class FigureWords:
    """The words of figure_words.csv, looked up by kind."""

    rows: tuple[FigureWord, ...]

    @cached_property
    def _codes(self) -> dict[str, dict[str, str]]:
        codes: dict[str, dict[str, str]] = {kind: {} for kind in FIGURE_WORD_KINDS}
        for row in self.rows:
            codes[row.kind][row.figure_word.lower()] = row.code or ""
        return codes

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        return {kind: _one_of(words) for kind, words in self._codes.items()}

    def code(self, kind: str, word: str) -> str:
        """Return the code of a word, empty where it has none or is not known."""
        return self._codes[kind].get(re.sub(r"\s+", " ", word).strip().lower(), "")

    def words(self, kind: str) -> frozenset[str]:
        """Return the words of a kind, in lower case."""
        return frozenset(self._codes[kind])

    def pattern(self, kind: str) -> re.Pattern[str]:
        """Return a pattern that finds any word of a kind as a whole word, the longest first."""
        return self._patterns[kind]

    def alternatives(self, kind: str) -> str:
        """Return the words of a kind as a part of a larger pattern."""
        return self._patterns[kind].pattern


def _one_of(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    if not longest_first:
        return _NEVER
    escaped = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)
    return re.compile(rf"(?<![\w-])(?:{escaped})(?![\w])", re.IGNORECASE)
