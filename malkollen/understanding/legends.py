"""Which signs and letters does the document itself explain? "G = genomförd", "K: klart"."""

import re
from collections.abc import Iterable

from malkollen.understanding.statuses import bare_word
from malkollen.understanding.vocabulary import Vocabulary, fold

_EXPLAINED = re.compile(
    r"(?<!\w)(?:(?P<letters>[A-ZÅÄÖ]{1,3})\s*(?:=|:|–|-)|(?P<sign>[\u2190-\u2bff✓✔✗✘*+#])\s*(?:=|:|–|-)?)\s*(?P<word>[a-zåäöA-ZÅÄÖ][^,;.\n=\u2190-\u2bff]{2,40}?)(?=\s{2}|[,;.\n]|\s*$|\s+[\u2190-\u2bff]|\s+[A-ZÅÄÖ]{1,3}\s*[=:])"
)


def read_status_legend(texts: Iterable[str], vocabulary: Vocabulary) -> dict[str, str]:
    """Return the status code of each short sign that a document explains by a word of the crosswalk.

    A sign explained in two ways is left out.
    """
    found: dict[str, set[str]] = {}
    for text in texts:
        for match in _EXPLAINED.finditer(text):
            code = vocabulary.statuses.get(bare_word(match["word"]))
            if code is not None:
                found.setdefault(fold(match["letters"] or match["sign"]), set()).add(code)
    return {sign: next(iter(codes)) for sign, codes in found.items() if len(codes) == 1}
