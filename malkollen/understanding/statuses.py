"""Which status does a word name? The crosswalk's answer, with the word kept; an unknown word is told, never guessed."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from malkollen.understanding.vocabulary import Vocabulary, fold

# Signs that stand before or after the word; alone they say nothing that a text can keep.
_SIGNS = re.compile(
    r"[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\ue000-\uf8ff\U0001f300-\U0001faff\ufe0f\u200d●•]"
)
_LABEL = re.compile(r"^(?:status|läge|bedömning)\s*:\s*", re.IGNORECASE)
_LONGEST_WORD = 60
_NOTHING = frozenset({"", "-", "–", "—", "−", ".", "..", "…"})


@dataclass(frozen=True)
class Verdict:
    """What a cell of a status column says.

    `text` is the word as written, None where nothing is written; `code` is None for an unknown word. `rest` is what
    follows the word. `is_sign_only` says that only signs stand there.
    """

    text: str | None
    code: str | None
    rest: str | None = None
    is_sign_only: bool = False
    is_forecast: bool = False


def bare_word(text: str) -> str:
    """Return a status as it is looked up: without signs, label, footnote marks and closing full stop."""
    without = _LABEL.sub("", _SIGNS.sub(" ", text).strip())
    return fold(without).strip(" *.:;-–")


def _halves(word: str) -> str:
    """Return the half of a text that doubles itself (an icon's name and the text beside it)."""
    words = word.split()
    half = len(words) // 2
    if len(words) % 2 == 0 and words[:half] == words[half:]:
        return " ".join(words[:half])
    return word


def _written(text: str) -> str:
    return " ".join(_LABEL.sub("", _SIGNS.sub(" ", text)).split()).strip(" *")


def _look_up(
    text: str, known: dict[str, object], *, with_rest: bool = True
) -> tuple[str, str | None] | None:
    """Return the known word that a text is or begins with, and what follows it."""
    word = _halves(bare_word(text))
    if word in known:
        return word, None
    # "Genomfört (maj 2023)", "Klart, rapport i juni", "Utgår – ersatt av …": the sign ends the word.
    cut = re.split(r"\s*(?:[,;:(\n]|\s[–-]\s|\.\s)\s*", _SIGNS.sub(" ", text).strip(), maxsplit=1)
    if with_rest and len(cut) == 2:
        first = bare_word(cut[0])
        if first in known:
            return first, cut[1].strip(" )") or None
    return None


def read_status(text: str, vocabulary: Vocabulary) -> Verdict:
    """Return the status that a cell holds."""
    if fold(text) in _NOTHING:
        return Verdict(text.strip() or None, "not_reported")
    written = _written(text)
    if not written:
        return Verdict(text.strip(), None, is_sign_only=True)
    found = _look_up(text, dict(vocabulary.statuses))
    if found is None:
        return Verdict(written, None)
    word, rest = found
    shown = written if rest is None else written[: len(word)]
    return Verdict(" ".join(_halves(shown).split()), vocabulary.statuses[word], rest)


def read_assessment(text: str, vocabulary: Vocabulary) -> Verdict:
    """Return the verdict on a goal that a cell holds; nothing written is no verdict."""
    if fold(text) in _NOTHING:
        return Verdict(None, None)
    written = _written(text)
    if not written:
        return Verdict(text.strip(), None, is_sign_only=True)
    yes_no = {"ja": "met", "nej": "not_met"}.get(bare_word(text))
    if yes_no is not None:
        return Verdict(written, yes_no)
    found = _look_up(text, dict(vocabulary.assessments))
    if found is None:
        return Verdict(written, None)
    word, rest = found
    code, is_forecast = vocabulary.assessments[word]
    shown = written if rest is None else written[: len(word)]
    return Verdict(_halves(shown), code, rest, is_forecast=is_forecast)


def near_words(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known words most like an unknown one, nearest first; none for a text too long to be a word."""
    word = bare_word(text)
    if len(word) > _LONGEST_WORD:
        return ()
    return tuple(difflib.get_close_matches(word, sorted(known), n=3, cutoff=0.4))
