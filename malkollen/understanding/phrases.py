"""Which turns of phrase carry a meaning? Deferrals, carry-overs, labels: data, read as patterns."""

import re
from dataclasses import dataclass
from functools import cached_property

from malkollen.reference import Phrase

_BETWEEN = r"\s+(?:[^\s.;]+\s+){0,6}?"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"


@dataclass(frozen=True)
class Found:
    """Where a phrase stands in a text, and the year in it."""

    phrase: Phrase
    start: int
    end: int
    text: str
    year: int | None


def _pattern(phrase: str) -> re.Pattern[str]:
    parts = [
        r"\s+".join(re.escape(word).replace(r"\{year\}", _YEAR) for word in part.split())
        for part in phrase.split("…")
    ]
    body = _BETWEEN.join(parts)
    # A phrase that ends in a sign ("t.o.m.") has no end of a word after it.
    end = r"(?!\w)" if phrase[-1].isalnum() or phrase.endswith("}") else ""
    return re.compile(rf"(?<!\w){body}{end}", re.IGNORECASE)


@dataclass(frozen=True)
class PhraseBook:
    """All phrases, by kind."""

    phrases: tuple[Phrase, ...]

    @cached_property
    def _compiled(self) -> dict[str, list[tuple[Phrase, re.Pattern[str]]]]:
        compiled: dict[str, list[tuple[Phrase, re.Pattern[str]]]] = {}
        for phrase in sorted(self.phrases, key=lambda one: -len(one.phrase)):
            compiled.setdefault(phrase.kind, []).append((phrase, _pattern(phrase.phrase)))
        return compiled

    def find(self, kind: str, text: str) -> Found | None:
        """Return the first place where a phrase of a kind stands in a text; of two there, the longer."""
        best: Found | None = None
        for phrase, pattern in self._compiled.get(kind, ()):
            match = pattern.search(text)
            if match is not None and (best is None or match.start() < best.start):
                year = match.groupdict().get("year")
                best = Found(
                    phrase, match.start(), match.end(), match.group(), int(year) if year else None
                )
        return best

    def all_of(self, kind: str, text: str) -> list[Found]:
        """Return one place for each phrase of a kind that stands in a text, in the order of the text."""
        found = []
        for phrase, pattern in self._compiled.get(kind, ()):
            match = pattern.search(text)
            if match is not None:
                found.append(Found(phrase, match.start(), match.end(), match.group(), None))
        return sorted(found, key=lambda one: one.start)

    def is_label(self, kind: str, text: str) -> Phrase | None:
        """Return the phrase of a kind that a text consists of, a closing colon or full stop aside."""
        bare = text.strip().rstrip(":.").strip()
        for phrase, pattern in self._compiled.get(kind, ()):
            if pattern.fullmatch(bare) is not None:
                return phrase
        return None
