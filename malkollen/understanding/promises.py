"""Where does one promise end and the next begin in running text? Sentences, headings run into them, items of a list."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A full stop before a capital ends a sentence; in text whose line breaks are lost, so does what begins a new promise.
_SENTENCE = re.compile(
    r"(?<=[.!?])\s+(?=[A-ZÅÄÖ\d”\"])"
    r"|(?<=[a-zåäö)])\s+(?=(?P<begins>[A-ZÅÄÖ][a-zåäö]+)(?![\w-]))"
)
_OPEN = re.compile(
    r"\b(?:i|av|för|på|med|till|och|som|om|från|vid|mellan|hos|inom|eller|samt|att|under|genom|mot|enligt|utifrån"
    r"|via|per|kallad|konceptet|metoden|projektet|programmet|systemet|s)$"
)
_REFERS = re.compile(
    r"(?:Detta|Dessa|Det|Den|De|Därför|Därmed|Dessutom|Syftet|Även|Också|På så sätt|Här|Där|Då|När|Om|Genom|Eftersom"
    r"|I detta|I samband|Av dessa|För att|Med|Hon|Han|Vi ser|Därtill|Samtidigt|Härigenom|Individens|Deltagarna kan"
    r"|Personalen bör)\b"
)
_DESCRIBES = re.compile(
    r"\b(?:har|är|kan|innebär|innefattar|finns|består|visar|fungerar|gör|står)\b"
)
_PROMISES = re.compile(
    r"\b(?:ska|skall|bör|kommer|planeras|fortsätter)\b|^(?:Att\s+)?[A-ZÅÄÖ][a-zåäö]+a\s|\w+s\s(?:minst|regelbundet|kontinuerligt)"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:t|bl|s|d|o|ev|ca|resp|inkl|exkl|osv|dvs|tex|fr|o)\.?\s?[a-zåäö]?\.?|(?<!\d)\d\.)$",
    re.IGNORECASE,
)
# "Personalen ska …": a word that is promised something begins a sentence, whether it is written small elsewhere or not.
_PROMISED_NEXT = re.compile(r"[A-ZÅÄÖ][a-zåäö]+(?:\s[^\s.]+){0,2}?\s(?:ska|skall|bör)\s")
_RELATIVE = re.compile(r"\b(?:som|vilket|vilka|där)\s+(?:\w+\s+)?\w+")
_RUN_IN_WORDS = 4


@dataclass(frozen=True)
class Promise:
    """An activity in running text: its own words, and what is said of it after them."""

    title: str
    details: str | None
    at: int


def _sentences(text: str, words: frozenset[str]) -> Iterator[tuple[int, str]]:
    start = 0
    for match in _SENTENCE.finditer(text):
        before = text[start : match.start()]
        # A capital without a full stop before it begins a sentence where the word is written small elsewhere: no name.
        begins = match["begins"]
        if begins is not None and (
            _OPEN.search(before.lower())
            or not (begins.lower() in words or _PROMISED_NEXT.match(text[match.end() :]))
        ):
            continue
        if begins is not None and re.search(r"[A-ZÅÄÖ][\wåäö]*$", before):
            continue
        if _ABBREVIATION.search(before[-6:]) and not before.endswith(")."):
            continue
        if before.strip():
            yield start, before.strip()
        start = match.end()
    if text[start:].strip():
        yield start, text[start:].strip()


def _is_run_in(sentence: str) -> bool:
    """Say whether a sentence is a heading run into the text: few words, no verb ("Matchning.", "Egna kontakter.")."""
    words = sentence.rstrip(".").split()
    if not sentence.endswith(".") or not 0 < len(words) <= _RUN_IN_WORDS:
        return False
    return not _PROMISES.search(sentence) and not any(
        word.endswith(("as", "ar", "er")) and len(words) > 2 for word in words[1:]
    )


def _is_promise(sentence: str) -> bool:
    if _REFERS.match(sentence) and not re.match(r"Den\s[^.]*\s(?:ska|skall)\s", sentence):
        return False
    described = _DESCRIBES.search(_RELATIVE.sub(" ", sentence))
    promised = _PROMISES.search(sentence)
    return promised is not None or described is None


def read_promises(text: str, words: frozenset[str] = frozenset()) -> list[Promise]:
    """Return the activities in a running text.

    A heading run into the text names one, and what follows it is about it. Without such headings each sentence that
    promises is one; a sentence that refers back or describes belongs to the one before. `words` are those that the
    document writes with a small letter, for text whose line breaks are lost; empty where they are not.
    """
    sentences = list(_sentences(text, words))
    has_run_ins = sum(_is_run_in(sentence) for _, sentence in sentences) > 0
    found: list[tuple[int, str, list[str]]] = []
    for at, sentence in sentences:
        if _is_run_in(sentence):
            found.append((at, sentence.rstrip("."), []))
        elif found and (not _is_promise(sentence) or (has_run_ins and _belongs(found, sentence))):
            found[-1][2].append(sentence)
        elif _is_promise(sentence):
            found.append((at, sentence.rstrip("."), []))
    return [Promise(title, " ".join(details) or None, at) for at, title, details in found]


def _belongs(found: list[tuple[int, str, list[str]]], sentence: str) -> bool:
    """Say whether a sentence is about the run-in heading before it, and not a promise of its own."""
    title = found[-1][1]
    return (
        len(title.split()) <= _RUN_IN_WORDS
        and not sentence.startswith("Att ")
        and not _ends_open(found[-1][2])
    )


def _ends_open(details: list[str]) -> bool:
    """Say whether the text before ran on without a full stop, so that the next sentence begins something new."""
    return bool(details) and not details[-1].endswith((".", "!", "?", ":"))
