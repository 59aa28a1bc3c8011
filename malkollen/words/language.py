"""Which language is spoken, and how is a text said in it?

The texts in the code are Swedish; `english.po` holds what each is in English. A text is marked where it stands: `_("Läget")`.
What stands in a table of words, read long before anyone visits, is marked with `N_` and looked up when it is said
(`Spoken`). The language belongs to one run of one visit, as a context variable.
"""

import gettext
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TypeVar

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SWEDISH = "sv"
ENGLISH = "en"
# Each under its own name.
LANGUAGES = {SWEDISH: "Svenska", ENGLISH: "English"}
# Numbers and dates as they are written there.
_LOCALES = {SWEDISH: "sv_SE", ENGLISH: "en_GB"}
_CATALOGUE = Path(__file__).parent / "english.po"

_spoken: ContextVar[str] = ContextVar("language", default=SWEDISH)

Key = TypeVar("Key")


def spoken() -> str:
    """Return the code of the language that is spoken: sv or en."""
    return _spoken.get()


def locale() -> str:
    """Return the locale by whose customs numbers and dates are written: sv_SE or en_GB."""
    return _LOCALES[spoken()]


def _one_of_ours(language: str) -> str:
    if language not in LANGUAGES:
        raise KeyError(language)
    return language


def speak(language: str) -> None:
    """Speak a language from here on in this run; raise KeyError for one that is none of ours."""
    _spoken.set(_one_of_ours(language))


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language for a while; raise KeyError for one that is none of ours."""
    before = _spoken.set(_one_of_ours(language))
    try:
        yield
    finally:
        _spoken.reset(before)


@cache
def _texts(language: str) -> gettext.NullTranslations:
    if language == SWEDISH:
        return gettext.NullTranslations()
    with _CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _(text: str) -> str:
    """Say a text in the language that is spoken."""
    return _texts(spoken()).gettext(text) if text else ""


def ngettext(one: str, many: str, amount: int) -> str:
    """Say the form of a text that goes with an amount."""
    return _texts(spoken()).ngettext(one, many, amount)


def pgettext(context: str, text: str) -> str:
    """Say a text that means different things in different places; the context tells which."""
    return _texts(spoken()).pgettext(context, text)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name
    """Mark a text that is said later."""
    return text


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - gettext's own name, doubled
    """Mark the two forms of a text that are said later, by `ngettext`."""
    return one, many


def P_(context: str, text: str) -> tuple[str, str]:  # noqa: N802 - gettext's own name, as N_
    """Mark a text in its context that is said later, by `pgettext` or `known`."""
    return context, text


def known(kind: str, label: str) -> str:
    """Say a label that the database holds: the kind is family, status, assessment, reason, unit or skr_group.

    What is not in `words.vocabulary` is data and stays as it is.
    """
    return pgettext(kind, label) if label else label


class Verbatim(str):
    """A text as a document or Kolada has it: Swedish, whatever is spoken."""

    __slots__ = ()


class English(str):
    """A text that is English, whatever is spoken: the database's own descriptions."""

    __slots__ = ()


class Spoken(Mapping[Key, str]):
    """Words by their codes, each said in the language that is spoken when it is looked up.

    A word is marked with `N_`, or in its context with `P_`.
    """

    def __init__(self, words: Mapping[Key, str | tuple[str, str]]) -> None:
        self._words = dict(words)

    def __getitem__(self, code: Key) -> str:
        """Return the word for a code; raise KeyError for a code that has none."""
        word = self._words[code]
        return _(word) if isinstance(word, str) else pgettext(*word)

    def __iter__(self) -> Iterator[Key]:
        """Go through the codes."""
        return iter(self._words)

    def __len__(self) -> int:
        """Return how many codes there are."""
        return len(self._words)
