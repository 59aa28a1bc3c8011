"""Which totals does a document state about itself? So many goals, so many of them met, so many activities deferred."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from malkollen.understanding.dates import read_dates
from malkollen.understanding.figure_words import FigureWords
from malkollen.understanding.numbers import Number, numbers_in

_STATES = {
    "goals": {
        "total_partly_met": "goals_partly_met",
        "total_not_met": "goals_not_met",
        "total_met": "goals_met",
    },
    "activities": {"total_deferred": "deferred"},
}
# States that are counted but have no measure in the record: they make a number none of the others.
_OTHER_STATES = ("total_not_assessed", "total_completed")


@dataclass(frozen=True, kw_only=True)
class StatedTotal:
    """A total that a text states. `value` is a count, or thousands of kronor for the frames.

    `subject` is the document's word for what is counted ("målområden"), where it names it. `at` and `until` are the
    place of `text` in what was read.
    """

    measure: str
    value: float
    text: str
    subject: str | None = None
    at: int = 0
    until: int = 0


# A stretch of text longer than this without an end of a sentence is no sentence.
_LONGEST = 4000
_SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÅÄÖ0-9])|\n+")
_MONEY_AFTER = r"[^.\n]{{0,60}}?(?:på|om|till|:|är|uppgår till)\s+(?P<amount>\d[\d \xa0]*(?:,\d+)?)\s*(?P<unit>{money})"


@dataclass(frozen=True)
class _Sentence:
    """A sentence and where it begins in the text."""

    text: str
    at: int


def _sentences(text: str) -> Iterator[_Sentence]:
    at = 0
    for end in [*(match.span() for match in _SENTENCE.finditer(text)), (len(text), len(text))]:
        if text[at : end[0]].strip() and end[0] - at <= _LONGEST:
            yield _Sentence(text[at : end[0]], at)
        at = end[1]


def _frames(text: str, words: FigureWords) -> Iterator[StatedTotal]:
    """Yield the frames for running costs and for investments, in thousands of kronor."""
    for measure in ("net_cost_frame", "investment_frame"):
        pattern = re.compile(
            words.alternatives(measure) + _MONEY_AFTER.format(money=words.alternatives("money")),
            re.IGNORECASE,
        )
        for match in pattern.finditer(text):
            number = float(re.sub(r"[\s\xa0]", "", match["amount"]).replace(",", "."))
            factor = float(words.code("money", match["unit"]) or 1)
            at = match.start("amount")
            yield StatedTotal(
                measure=measure,
                value=round(number * factor, 3),
                text=text[at : match.end()].rstrip("."),
                at=at,
                until=match.end(),
            )


@dataclass(frozen=True)
class _Part:
    """A number of a sentence with the words up to the next one, and those just before it."""

    number: Number
    before: str
    after: str


_ONE = re.compile(r"(?<![\w-])(?:en|ett)(?=\s)", re.IGNORECASE)
_AND = re.compile(r"(?:,|\b(?:och|samt|medan|varav))\s+$", re.IGNORECASE)
_MOVED = re.compile(r"\s+(?:till|inom|under|t\.o\.m\.)\s", re.IGNORECASE)


def _ones(sentence: str, words: FigureWords) -> Iterator[Number]:
    """Yield "en" and "ett" where they count: before the word for what is counted, or in a row of counts."""
    for match in _ONE.finditer(sentence):
        after = sentence[match.end() :]
        goes_on = _AND.search(sentence[: match.start()]) is not None
        is_count = _counted(after, words) is not None or (
            goes_on and (_begins_with_state(after, words) or _MOVED.match(after) is not None)
        )
        if is_count:
            yield Number(value=1.0, text=match[0], at=match.start(), until=match.end())


def _parts(sentence: str, words: FigureWords) -> list[_Part]:
    dates = read_dates(sentence, None)
    numbers = [
        number
        for number in sorted(
            [*numbers_in(sentence), *_ones(sentence, words)], key=lambda one: one.at
        )
        if not number.is_percent
        and not any(span.at < number.until and span.until > number.at for span in dates)
    ]
    parts = []
    for index, number in enumerate(numbers):
        start = numbers[index - 1].until if index else 0
        end = numbers[index + 1].at if index + 1 < len(numbers) else len(sentence)
        parts.append(_Part(number, sentence[start : number.at], sentence[number.until : end]))
    return parts


@dataclass(frozen=True)
class _Counted:
    """What is counted, `goals` or `activities`, and the document's word for it, where it says one."""

    subject: str
    word: str | None


def _counted(after: str, words: FigureWords) -> _Counted | None:
    """Return what a number counts."""
    match = re.match(
        rf"\s+(?:av\s+\w+\s+)?(?:[^\W\d]+(?:a|na|de|te|aste|ade)\s+){{0,2}}(?:(?P<goals>{words.alternatives('total_goals')})"
        rf"|(?P<activities>{words.alternatives('total_activities')}))",
        after,
        re.IGNORECASE,
    )
    if match is None:
        return None
    kind = "goals" if match["goals"] else "activities"
    # A capital letter begins a heading, glued to the number of something else.
    return _Counted(kind, match[kind]) if match[kind][0].islower() else None


_OUT_OF = re.compile(
    r"(?:^\W*Av|\bav)\s+(?:de\s+|totalt\s+|sammanlagt\s+|kommunens\s+|nämndens\s+)*$", re.IGNORECASE
)


def _state(part: _Part, subject: str, words: FigureWords) -> tuple[str, int] | None:
    """Return the measure of what is said of a number, and where the words for it end after the number."""
    clause = re.split(r"[.;]|,\s|\boch\s*$|\bmedan\b|\bmen\b", part.after)[0]
    if _OUT_OF.search(part.before):
        # "Av totalt 26 mål uppnås 22": the state is the next number's.
        return None
    for kind, measure in _STATES[subject].items():
        match = words.pattern(kind).search(clause)
        if match is not None:
            return measure, match.end()
    before = re.search(r"(?:\S+\s+){0,2}\S+\s*$", re.split(r"[.,;]", part.before)[-1])
    if (
        before
        and subject == "goals"
        and not clause.strip(" .")
        and words.pattern("total_met").search(before[0])
    ):
        is_negated = re.search(r"\b(?:inte|ej)\b", before[0], re.IGNORECASE) is not None
        is_partly = re.search(r"\bdelvis\b", before[0], re.IGNORECASE) is not None
        return (
            "goals_not_met" if is_negated else "goals_partly_met" if is_partly else "goals_met"
        ), 0
    return None


def _is_other_state(after: str, words: FigureWords) -> bool:
    clause = re.split(r"[.;]|,\s|\boch\s*$", after)[0]
    return any(words.pattern(kind).search(clause) for kind in _OTHER_STATES)


_WITHIN = re.compile(
    r"\s*(?:fram\s+)?(?:inom|under)\s+(?:samma\s+år|innevarande\s+år|året)(?!\w)", re.IGNORECASE
)


def _deferral(sentence: str, year: int | None, after_at: int) -> str | None:
    """Return how activities are deferred: within the document's year or to a later one; None where it is not told."""
    after = sentence[after_at:]
    if _WITHIN.match(after):
        return "deferred_within_year"
    dates = read_dates(re.split(r"\boch\s+\w+\s+aktivitet", after)[0], year)
    if not dates or year is None:
        return None
    later = dates[0].last.year > year
    is_moved_to = (
        re.search(r"\b(?:till|t\.o\.m\.?)\s+(?:\w+\s+)?$", after[: dates[0].at]) is not None
    )
    if later:
        return "deferred_to_later_year"
    return "deferred_within_year" if is_moved_to or dates[0].last.year == year else None


_WHOLE = re.compile(r"\b(?:totalt|sammanlagt|samtliga|de|innehåller|omfattar|består av|finns|har|fastställt?s?|fastställdes|till|i|av|dessa)\s+$", re.IGNORECASE)  # fmt: skip
_ALL_OF = re.compile(
    r"\b(?:totalt|sammanlagt|av|omfattar|innehåller|består av|totalt finns)\s+(?:de\s+|totalt\s+)?$",
    re.IGNORECASE,
)


def _total(
    sentence: _Sentence, number: Number, measure: str, word: str | None, until: int
) -> StatedTotal:
    before = sentence.text[: number.at]
    head = re.search(r"(?:\btotalt\s+|\bsammanlagt\s+)$", before, re.IGNORECASE)
    start = head.start() if head else number.at
    text = sentence.text[start:until].strip(" ,.")
    return StatedTotal(
        measure=measure, value=number.value, text=text, subject=word, at=sentence.at + start, until=sentence.at + until
    )  # fmt: skip


def _of_sentence(
    sentence: _Sentence, earlier: _Counted | None, year: int | None, words: FigureWords
) -> tuple[list[StatedTotal], _Counted | None]:
    """Return a sentence's totals, and what the next sentence's numbers count where that does not say."""
    found: list[StatedTotal] = []
    counted = earlier
    moved = False
    is_followed = re.match(r"\s*(?:Av|Dessa|Därav|Varav)\b", sentence.text) is not None
    for part in _parts(sentence.text, words):
        own = _counted(part.after, words)
        if _is_one(part) and (
            counted is None or (own is not None and own.subject != counted.subject)
        ):
            # "Ett mål uppnås när …" counts nothing; beside other counts it does.
            continue
        counted = own or counted
        is_followed = is_followed or own is not None
        if counted is None or part.number.value_high is not None:
            continue
        if not is_followed and not _of_state(part, words):
            continue
        state = _state(part, counted.subject, words)
        if state is None and moved and own is None and _MOVED.match(part.after):
            # "Nio har flyttats inom året och elva till 2023": what became of the first holds for the second.
            state = "deferred", 0
        moved = state is not None and state[0] == "deferred"
        if state is not None:
            found += _with_state(sentence, part, state, counted, year)
            found += _whole_of(sentence, part, own)
        elif (
            own
            and not _is_one(part)
            and not _is_other_state(part.after, words)
            and _is_whole(own.subject, part)
        ):
            until = (
                part.number.until
                + part.after.lower().index((own.word or "").lower())
                + len(own.word or "")
            )
            found.append(_total(sentence, part.number, own.subject, own.word, until))
    return found, counted


def _is_one(part: _Part) -> bool:
    return part.number.text.lower() in {"en", "ett"}


def _whole_of(sentence: _Sentence, part: _Part, own: _Counted | None) -> list[StatedTotal]:
    """Return the whole of "22 av 26 mål uppnås" as a total of its own."""
    if own is None or part.number.whole is None:
        return []
    whole = replace(part.number, value=part.number.whole)
    return [_total(sentence, whole, own.subject, own.word, part.number.until)]


def _with_state(
    sentence: _Sentence, part: _Part, state: tuple[str, int], counted: _Counted, year: int | None
) -> list[StatedTotal]:
    """Return the total of a number with its state; none for a deferral that does not say to when."""
    measure: str | None = state[0]
    until = part.number.until + state[1]
    if measure == "deferred":
        measure = _deferral(sentence.text, year, until)
        dates = [span for span in read_dates(sentence.text, year) if span.at >= until]
        until = dates[0].until if dates else until
    return [_total(sentence, part.number, measure, counted.word, until)] if measure else []


def _of_state(part: _Part, words: FigureWords) -> bool:
    """Return whether a number is followed at once by a state: "Elva helt uppfyllda, åtta delvis"."""
    return _begins_with_state(part.after, words)


def _begins_with_state(after: str, words: FigureWords) -> bool:
    states = [words.alternatives(kind) for kind in _STATES["goals"]]
    return (
        re.match(rf"\s+(?:helt\s+|är\s+|har\s+)?(?:{'|'.join(states)})", after, re.IGNORECASE)
        is not None
    )


def _is_whole(subject: str, part: _Part) -> bool:
    """Return whether a number says how many there are, not how many of something are meant in passing."""
    if subject == "goals" and not part.before.strip():
        return (
            re.match(
                r"[^.]{0,40}\b(?:har|är)\s+(?:antagits|beslutats|fastställts|fastställda|antagna)",
                part.after,
            )
            is not None
        )
    if subject == "goals":
        return (
            re.search(
                r"\b(?:för|med|under|inom|bland|ett av|något av)\s+$", part.before, re.IGNORECASE
            )
            is None
        )
    return _ALL_OF.search(part.before) is not None or _WHOLE.search(part.before) is not None


def stated_totals(text: str, year: int | None, words: FigureWords) -> tuple[StatedTotal, ...]:
    """Return the totals that a text states about the document's goals, activities and frames, in its order.

    The text is a paragraph of running text, not a table's cell. `year` is the document's: what is moved beyond it is
    deferred to a later year. A number with a state that the record has no measure for is left out.
    """
    found = list(_frames(text, words))
    counted: _Counted | None = None
    for sentence in _sentences(text):
        totals, counted = _of_sentence(sentence, counted, year, words)
        found += totals or _bare_states(sentence, words)
    return tuple(sorted(found, key=lambda total: total.at))


def _bare_states(sentence: _Sentence, words: FigureWords) -> list[StatedTotal]:
    """Return "Elva helt uppfyllda, åtta delvis, fyra inte": at least two numbers, each with its state, of goals."""
    parts = _parts(sentence.text, words)
    if len(parts) < 2 or not all(_of_state(part, words) for part in parts):
        return []
    states = [(part.number, _state(part, "goals", words)) for part in parts]
    return [
        _total(sentence, number, state[0], None, number.until + state[1])
        for number, state in states
        if state
    ]
