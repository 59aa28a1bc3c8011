"""Which key figures does a text tell? Targets, outcomes and listings, out of running sentences.

A number is a target or an outcome only where words say so; one that nothing is said of is left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from malkollen.understanding.dates import Span, read_dates
from malkollen.understanding.figure_words import FigureWords
from malkollen.understanding.numbers import Number, numbers_in

# Where a text stands: under a heading of measured goals, as a goal's or an activity's title, or anywhere else.
Standing = Literal["measure", "goal", "text"]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A target, an outcome or a listed key figure, as a text tells it.

    `text` is the few words that carry the number. A target without a number has a `direction` (`increase`,
    `decrease`). `doubt` is why it has no number although one stands there (`relative_target`), else None.
    `at` and `until` are the place of `text` in what was read.
    """

    name: str
    operator: str | None = None
    value: float | None = None
    value_high: float | None = None
    unit: str | None = None
    year: int | None = None
    period: str | None = None
    gender: str = "T"
    text: str = ""
    direction: str | None = None
    breakdown: str | None = None
    frequency: str | None = None
    reports_per_year: int | None = None
    doubt: str | None = None
    at: int = 0
    until: int = 0


@dataclass(frozen=True)
class _Sentence:
    """A sentence, where it begins in the text, its dates and the numbers that are no dates."""

    text: str
    at: int
    dates: tuple[Span, ...]
    numbers: tuple[Number, ...]
    year: int | None
    standing: Standing
    inherited: str | None = None


_SENTENCE_END = re.compile(
    r"(?<![\s.]\w\.)(?<!\bca\.)(?<!\bkap\.)(?<!\bbl\.)(?<!\bs\.k\.)(?<!\bt\.ex\.)(?<=[.!?])\s+(?=[\"”“»(]?[A-ZÅÄÖ0-9])|(?<=procent)\s+(?=[A-ZÅÄÖ][a-zåäö])|\n+|\s*[;•]\s+"
)
# A stretch of text longer than this without an end of a sentence is no sentence.
_LONGEST = 4000
_LOOKS_LIKE_YEAR = re.compile(r"(?:19|20)\d\d")
_RELATIVE = re.compile(r"(?:^|\s)med\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_CONDITION = re.compile(
    r"(?:\bmed|\bsom\s+har(?:\s+haft)?|\bom|\bvid|\befter|\bunder|\btidigare|\bvarje)\s+(?:en\s+|ett\s+)?$",
    re.IGNORECASE,
)
_RATE = re.compile(r"\s*(?:gång(?:er)?|ggr)\b", re.IGNORECASE)
_PER = re.compile(r"\s*(?:(?:per|/)\s?[^\W\d]+(?:\s+och\s+[^\W\d]+|/[^\W\d]+)?)", re.IGNORECASE)


def _sentences(text: str, year: int | None, standing: Standing) -> Iterator[_Sentence]:
    at = 0
    inherited: str | None = None
    for end in [*(match.span() for match in _SENTENCE_END.finditer(text)), (len(text), len(text))]:
        part = text[at : end[0]]
        if part.strip() and len(part) <= _LONGEST:
            dates = read_dates(part, year)
            numbers = tuple(
                number for number in numbers_in(part) if not _is_date(number, part, dates)
            )
            starts_with_number = bool(numbers) and not part[: numbers[0].at].strip(" -–•")
            kept = inherited if starts_with_number else None
            yield _Sentence(part, at, dates, numbers, year, standing, kept)
            opened = re.search(r"\b(minst|högst|lägst|max)\s*:", part, re.IGNORECASE)
            inherited = opened[1].lower() if opened else kept
        at = end[1]


def _is_date(number: Number, text: str, dates: tuple[Span, ...]) -> bool:
    is_percent = number.is_percent
    inside = any(span.at < number.until and span.until > number.at for span in dates)
    is_plain_year = _LOOKS_LIKE_YEAR.fullmatch(number.text.strip()) is not None
    school_year = re.fullmatch(r"\d\d/\d\d", number.text.strip()) is not None
    after = text[number.until : number.until + 12]
    is_plain_year = is_plain_year and not re.match(r"\s*(?:kr|tkr|mkr|st\b|elever|personer)", after)
    return not is_percent and (inside or is_plain_year or school_year)


def _after(sentence: _Sentence, number: Number) -> str:
    return sentence.text[number.until :]


def _before(sentence: _Sentence, number: Number) -> str:
    return sentence.text[: number.at]


def _unit(sentence: _Sentence, number: Number, words: FigureWords) -> tuple[str, int]:
    """Return the unit after a number and where it ends; a noun that is counted gives `antal`."""
    if number.is_percent:
        return "procent", number.until
    if number.whole is not None and number.whole in {10.0, 100.0, 1000.0}:
        return "procent", number.until
    match = words.pattern("unit").match(
        sentence.text.replace("\xa0", " "), _skip_blanks(sentence.text, number.until)
    )
    if match is None:
        if words.pattern("index").search(_before(sentence, number)):
            return "index", number.until
        return "antal", number.until
    unit = words.code("unit", match[0]) or match[0]
    per = _PER.match(sentence.text, match.end())
    if per is None:
        return unit, match.end()
    return f"{unit} {per[0].strip()}" if not per[0].startswith(
        "/"
    ) else f"{unit}{per[0]}", per.end()


def _skip_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _is_labelled(sentence: _Sentence, number: Number, words: FigureWords) -> bool:
    """Return whether a number is a name ("årskurs 3", "bilaga 1", "nr 7"), a list's number or an age."""
    before = _before(sentence, number).rstrip()
    last = re.search(r"([\w.]+)[\s(]*$", before)
    if last and not number.is_percent and last[1].lower() in words.words("label"):
        return True
    after = _after(sentence, number)
    if not before.strip(" -–•(") and re.match(r"[.)](?:\s|$)|\s+[A-ZÅÄÖ][a-zåäö]+", after):
        return True
    return (
        number.value_high is not None and re.match(r"\s*(?:år\b|skolor\b|åring)", after) is not None
    )


def _is_condition(sentence: _Sentence, number: Number, start: int) -> bool:
    """Return whether a number tells which ones are meant, how long or how often, rather than how much."""
    after = _after(sentence, number)
    if _RATE.match(after):
        return True
    before = sentence.text[:start]
    if re.search(r"[<>≥≤]\s*$", sentence.text[start : number.at]) and re.match(
        r"\s?(?:frånvaro|\w+varo)", after
    ):
        return True
    return _CONDITION.search(before) is not None and not re.search(
        r"(?:under|över)\s*$", sentence.text[start : number.at], re.IGNORECASE
    )


def _operator(sentence: _Sentence, number: Number, words: FigureWords) -> tuple[str | None, int]:
    """Return the bound that is written with a number, and where its words begin."""
    before = _before(sentence, number)
    tail = re.search(
        rf"(?P<bound>{words.alternatives('operator')}|[<>≥≤]=?)\s*:?\s*"
        r"(?:(?:än|på|till|om|cirka|ca|de|kommunens|nationella|uppsatta|på)\s+){0,2}$",
        before,
        re.IGNORECASE,
    )
    after = re.match(
        rf"\s*(?:%|procent|[^\W\d]+)?\s*(?P<bound>{words.alternatives('operator_after')})",
        _after(sentence, number),
        re.IGNORECASE,
    )
    if after and not tail:
        return words.code("operator_after", after["bound"]), number.at
    if tail is None:
        return None, number.at
    bound = tail["bound"].lower()
    code = words.code("operator", bound)
    if bound in {"under", "över"} and not _is_level(before[: tail.start()], number):
        return None, number.at
    if code == ">" and re.search(
        r"\b(?:inte|ej|aldrig)\s+(?:\w+\s+){0,2}$", before[: tail.start()], re.IGNORECASE
    ):
        code = "<="
    elif code == "<" and re.search(
        r"\b(?:inte|ej|aldrig)\s+(?:\w+\s+){0,2}$", before[: tail.start()], re.IGNORECASE
    ):
        code = ">="
    return code, tail.start()


def _is_level(before: str, number: Number) -> bool:
    """Return whether "under" and "över" speak of a level, not of a time or a surplus."""
    return number.is_percent or re.search(
        r"\b(?:ligg(?:a|er)|låg|legat|vara|är|var|hamnar?|komm(?:a|er)|sjunka|stiga|hålla|hålls?|nå)\s+(?:\w+\s+){0,2}$", before, re.IGNORECASE
    ) is not None  # fmt: skip


@dataclass(frozen=True)
class _Cue:
    """A word that says whether a sentence speaks of what shall be or of what is."""

    kind: str
    at: int
    until: int
    is_relative: bool


def _cues(sentence: _Sentence, words: FigureWords) -> tuple[_Cue, ...]:
    found = []
    for kind in ("target", "outcome", "future"):
        for match in words.pattern(kind).finditer(sentence.text):
            before = sentence.text[max(0, match.start() - 40) : match.start()]
            relative = re.search(r"\bsom\s+(?:[\w-]+\s+){0,3}$", before) is not None
            found.append(_Cue(kind, match.start(), match.end(), relative))
    # "målet är", "resultatet ska": what stands first of two that touch is about the other one's subject.
    found.sort(key=lambda cue: (cue.at, -cue.until))
    kept: list[_Cue] = []
    for cue in found:
        touching = kept and not sentence.text[kept[-1].until : cue.at].strip()
        if kept and (
            cue.at < kept[-1].until
            or (touching and kept[-1].kind == "target" and cue.kind != "target")
        ):
            continue
        kept.append(cue)
    return tuple(kept)


def _mood(sentence: _Sentence, number: Number, cues: tuple[_Cue, ...]) -> str | None:
    """Return whether a number is told as a target, an outcome or of the future; None where no word says."""
    main = [cue for cue in cues if not cue.is_relative]
    before = [cue for cue in main if cue.until <= number.at]
    after = [cue for cue in main if cue.at >= number.until]
    if before:
        return before[-1].kind
    if after:
        return after[0].kind
    relative = [cue for cue in cues if cue.is_relative]
    return relative[0].kind if relative else None


def _time(sentence: _Sentence, number: Number) -> tuple[int | None, str | None]:
    """Return the year and the narrower period that a number concerns: the nearest date of its sentence."""
    dates = [
        span
        for span in sentence.dates
        if span.role not in {"former", "start"} and span.precision != "years"
    ]
    labelled = [
        span for span in dates if re.fullmatch(r"\s*:\s*", sentence.text[span.until : number.at])
    ]
    if labelled:
        return labelled[-1].last.year, None
    if not dates:
        return sentence.year, _loose_period(sentence.text)
    following = [span for span in dates if 0 <= span.at - number.until < 60]
    nearest = following[0] if following else min(dates, key=lambda span: abs(span.at - number.at))
    if nearest.precision == "year":
        return nearest.last.year, _loose_period(sentence.text)
    start = re.search(r"(?:under|vid|inför|till)\s+$", sentence.text[: nearest.at])
    return nearest.last.year, sentence.text[
        start.start() if start else nearest.at : nearest.until
    ].strip()


def _loose_period(text: str) -> str | None:
    match = re.search(
        r"\b(?:under (?:hela )?(?:året|perioden)|varje år|i år|mandatperiodens slut|vid mandatperiodens slut|årligen"
        r"|innevarande läsår)\b",
        text,
        re.IGNORECASE,
    )
    return match[0] if match else None


def _gender(sentence: _Sentence, number: Number, words: FigureWords) -> str:
    """Return whose number it is, where words for a sex stand at it."""
    pattern = words.pattern("gender")
    after = re.match(r"\s*(?:av\s+)?(?:de\s+)?([^\W\d]+)", _after(sentence, number))
    if after and pattern.fullmatch(after[1]):
        return words.code("gender", after[1])
    before = re.split(r"[,;(]|\boch\b|\d", _before(sentence, number).rstrip(" ("))[-1]
    found = list(pattern.finditer(before))
    return words.code("gender", found[-1][0]) if found else "T"


_MODAL = re.compile(
    r"[\s,]*\b(?:ska|skall|bör|måste|får|är|var|har|blev|uppgår till|uppgick till)\b.*$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:att|av|(?:de|den|det|dessa)(?!\s+som)|samtliga|alla|ska|skall|ha|vara|en|ett|på|till|om|med)\s+)+",
    re.IGNORECASE,
)
_CHANGE_LEAD = re.compile(r"^(?:Öka|Minska|Höja|Sänka|Förbättra|Reducera)\s+")
# Words that name no measure: whoever reads takes the heading or the goal instead.
_GENERIC = frozenset({"utfallet", "utfall", "målet", "mål", "resultatet", "resultat", "andelen", "antalet", "värdet", "målvärdet", "målvärde", "det långsiktiga", "det"})  # fmt: skip
_CIRCUMSTANCE = re.compile(r"(?:Inom|Under|Senast|Vid|År|Till|I|Efter|Utifrån|För)\s")


def _name(sentence: _Sentence, start: int, until: int) -> str:
    """Return what a number is the measure of: the words before it, else those after it; empty where none do."""
    before = re.sub(r"\s+", " ", sentence.text[:start]).strip(' ,:;-–•("”')
    before = re.sub(r"[,\s]+(?:där|så att|varav|dock|endast|cirka|ca)$", "", before)
    subject = _MODAL.sub("", before).strip(" ,:")
    subject = re.sub(r"\s+(?:till|på|om)$", "", _CHANGE_LEAD.sub("", subject))
    if subject.lower() in _GENERIC:
        subject = before = ""
    after = re.sub(r"^\s*\([^)]*\)", "", re.sub(r"\s+", " ", sentence.text[until:])).strip(
        ' .,:;-–)"”'
    )
    after = _LEAD.sub("", re.sub(r",?\s*(?:redovisas|mäts|följs upp)\s.*$", "", after))
    is_share_of = re.match(r"\s*av\s", sentence.text[until:]) is not None
    if after and _CIRCUMSTANCE.match(subject):
        return f"{after}, {subject[0].lower()}{subject[1:]}"
    if (
        len(subject) > 3
        and re.search(r"\w+\s+\w+|\w{6,}", subject)
        and not subject[0].isdigit()
        and not (is_share_of and after and subject == before)
    ):
        return subject
    name = after or subject or before
    return name if re.search(r"[^\W\d]{2}", name) else ""


def _counted_name(sentence: _Sentence, number: Number) -> str:
    """Return what a bare count counts: the noun after it and what belongs to that, within the clause."""
    before = _before(sentence, number)
    after = re.sub(r"\s+", " ", _after(sentence, number)).strip(" .,:;")
    is_subject = re.search(
        r"\b(?:ska|skall|bör|är|var|uppgår till|uppgick till|på|till)\s+(?:minst\s+|högst\s+)?$",
        before,
        re.IGNORECASE,
    )
    is_circumstance = (
        re.match(r"(?:per|under|vid|år|i|om|\()\b|\(", after, re.IGNORECASE) is not None
    )
    if not after or is_subject or is_circumstance:
        return _name(sentence, number.at, number.until)
    return re.split(
        r"[.;:]\s|,\s(?:men|vilket|och)\b|\s(?:och|samt)\s+(?=[\w-]+\s+(?:har|kommer|ska|är)\b|ett antal)",
        after,
    )[0]


_REPORTED_PER_YEAR = re.compile(
    r"(?P<times>\d+|en|ett|två|tre|fyra|sex|tolv)\s*(?:[-–]\s*\d+\s*)?(?:gång(?:er)?|ggr|tillfällen)\s*(?:per|om|/|i|varje)\s*(?P<per>år(?:et)?|termin(?:en)?|månad(?:en)?|kvartal(?:et)?|tertial(?:et)?|halvår)",
    re.IGNORECASE,
)  # fmt: skip
_TIMES = {"en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "sex": 6, "tolv": 12}
_PER_YEAR = {"termin": 2, "halvår": 2, "tertial": 3, "kvartal": 4, "månad": 12}


def _frequency(text: str, words: FigureWords) -> tuple[str | None, int | None]:
    """Return how often something is reported, as written and as a number a year."""
    match = _REPORTED_PER_YEAR.search(text)
    if match:
        times = int(match["times"]) if match["times"].isdigit() else _TIMES[match["times"].lower()]
        factor = next(
            (n for word, n in _PER_YEAR.items() if match["per"].lower().startswith(word)), 1
        )
        return match[0].strip(), times * factor
    loose = words.pattern("frequency").search(text)
    return (loose[0], int(words.code("frequency", loose[0]) or 1)) if loose else (None, None)


def _reporting(
    sentence: _Sentence, number: Number, words: FigureWords
) -> tuple[str | None, int | None]:
    told = re.search(rf"{words.alternatives('reported')}", _after(sentence, number), re.IGNORECASE)
    if told is None:
        return None, None
    return _frequency(_after(sentence, number)[told.start() :], words)


_NOT_IN_PHRASE = "per|och|ska|skall|har|hade|som|på|i|av|från|med|till|vid|under|för|inom|är|var|ändå|om|eller|samt"


def _figure(
    sentence: _Sentence, number: Number, words: FigureWords, operator: str | None, start: int
) -> Figure:
    unit, until = _unit(sentence, number, words)
    value, high = number.value, number.value_high
    if number.whole is not None and unit == "procent" and not number.is_percent:
        value, high = (
            value / number.whole * 100,
            high / number.whole * 100 if high is not None else None,
        )
    year, period = _time(sentence, number)
    frequency, reports = _reporting(sentence, number, words)
    if unit == "antal":
        noun = re.match(
            rf"(?:\s+(?!(?:{_NOT_IN_PHRASE})\b)(?:(?:nya|fler|\w+ska|\w+iga|\w+ade|\w+la|\w+na)\s+)*[\w-]+){{1}}",
            _after(sentence, number),
        )
        until = number.until + noun.end() if noun else until
    return Figure(
        name=_counted_name(sentence, number) if (unit == "antal" or number.whole) and operator else _name(sentence, start, until),
        operator=operator, value=round(value, 6), value_high=round(high, 6) if high is not None else None,
        unit=unit, year=year, period=period, gender=_gender(sentence, number, words),
        text=re.sub(r"\s+", " ", sentence.text[start:until]).strip(),
        frequency=frequency, reports_per_year=reports, at=sentence.at + start, until=sentence.at + until,
    )  # fmt: skip


_RANK = re.compile(r"\bbland\s+(?:landets\s+|Sveriges\s+|de\s+|länets\s+)*$", re.IGNORECASE)


def _is_rank(sentence: _Sentence, number: Number, words: FigureWords) -> bool:
    after = re.match(r"\s+(?:\w+\s+)?", _after(sentence, number))
    near = _after(sentence, number)[: (after.end() if after else 0) + 30]
    named = words.pattern("rank").search(near) is not None or re.match(r"\s*procenten", near)
    return bool(
        _RANK.search(_before(sentence, number)) and named and not number.is_percent
    ) or bool(re.search(r"\btopp[\s-]*$", _before(sentence, number), re.IGNORECASE))


def _rank_figure(sentence: _Sentence, number: Number, words: FigureWords) -> Figure:
    match = re.search(r"\bbland\s+[\w\s]*$|\btopp[\s-]*$", _before(sentence, number), re.IGNORECASE)
    start = match.start() if match else number.at
    rest = re.match(r"(?:\s+(?!i\b|inom\b|för\b)[\w-]+){0,3}", _after(sentence, number))
    found = _figure(sentence, number, words, "<=", start)
    until = number.until + (rest.end() if rest else 0)
    subject = _MODAL.sub("", sentence.text[:start]).strip(" ,:")
    name = (
        f"{subject}: {sentence.text[start:until].strip()}"
        if subject
        else sentence.text[start:until].strip()
    )
    text = re.sub(r"\s+", " ", sentence.text[start:until]).strip()
    return replace(found, unit="rang", name=name, text=text, until=sentence.at + until)


def _better(sentence: _Sentence, words: FigureWords) -> str | None:
    """Return the bound that a measure of which less (or more) is better takes."""
    name = sentence.text.lower()
    return "<=" if any(word in name for word in words.words("lower_better")) else None


_GUIDE = re.compile(
    r"\b(?:riktvärdet?|målvärdet?|målnivån?|målet|mål|årsmålet|årsmål|gränsvärdet)\s*(?:(?:19|20)\d\d\s*)?(?:om|på|är|var|:|att|vara|som är)?\s*(?:att\s+)?$", re.IGNORECASE
)  # fmt: skip
_TO = re.compile(r"\btill\s+(?:minst\s+|högst\s+|cirka\s+)?$", re.IGNORECASE)


def _change(sentence: _Sentence, number: Number, words: FigureWords) -> str | None:
    """Return the way that a number is to be reached, by the verb before it: `increase` or `decrease`."""
    found = [
        (match.end(), kind)
        for kind in ("increase", "decrease")
        for match in words.pattern(kind).finditer(_before(sentence, number))
    ]
    return max(found)[1] if found else None


_UP_TO = re.compile(
    r"\b(?:vara|är|uppgå(?:r)?\s+till|ligga\s+på|nå(?:r)?|ha|på|nås)\s+(?:minst\s+)?$",
    re.IGNORECASE,
)


def _guided(sentence: _Sentence, number: Number, words: FigureWords, start: int) -> Figure:
    """Return the target that a guide value is: its bound is that of the measure, else an upper one it is kept under."""
    before = _before(sentence, number)
    below = re.search(r"\bunder\s+(?:\w+\s+){0,2}\w+\s+(?:om|på)?\s*$", before, re.IGNORECASE)
    operator = _better(sentence, words) or ("<=" if below else "=")
    match = _GUIDE.search(before)
    return _figure(sentence, number, words, operator, match.start() if match else start)


def _target_operator(
    sentence: _Sentence, number: Number, words: FigureWords, unit: str
) -> str | None:
    """Return the bound of a target whose number has none written, None where it is no target."""
    before = _before(sentence, number)
    change = _change(sentence, number, words)
    is_told = _UP_TO.search(before) is not None
    if change and _TO.search(before):
        return ">=" if change == "increase" else "<="
    if number.is_percent or unit == "procent":
        share = re.match(r"\s*(?:av\b|ska\b|skall\b|\w+\s+ska)", _after(sentence, number))
        told = "=" if is_told else None
        return ">=" if share or sentence.inherited else told
    if unit != "antal":
        # "på tre år" is how long something takes.
        is_duration = unit in words.words("time") and re.search(r"\b(?:på|ha)\s+$", before)
        return (_better(sentence, words) or "=") if is_told and not is_duration else None
    is_measured = is_told and words.pattern("measured").search(before)
    return "=" if is_measured or _is_planned_count(sentence, number) else None


def _is_planned_count(sentence: _Sentence, number: Number) -> bool:
    """Return whether a goal plans a count: "500 bostäder ska byggas", "ska ha 35 500 invånare"; small ones are not."""
    if sentence.standing == "text" or number.value < 10 or number.value_high is not None:
        return False
    before = _before(sentence, number).strip()
    is_first = not before and re.match(
        r"\s+[^\W\d]+(?:\s+[\w-]+){0,3}\s+(?:ska|skall)\b", _after(sentence, number)
    )
    is_object = re.search(
        r"\b(?:ska|skall)\s+(?:[\w-]+\s+){0,2}?(?:ha|nå|bygga|skapa|anordna|erbjuda|anlägga)$",
        before,
    )
    return bool(is_first or is_object)


_BESIDE = r"\b(?:bättre|högre|lägre|kortare|fler|färre|minst|lika|i nivå med)\s+(?:\w+\s+){0,3}?(?:än|som|med)?\s*(?:i\s+)?"


def _beside_average(sentence: _Sentence, words: FigureWords) -> Figure | None:
    """Return a target told beside others ("bättre än riket"): a doubt, for its level stands nowhere."""
    match = re.search(_BESIDE + words.alternatives("average"), sentence.text, re.IGNORECASE)
    if match is None or sentence.standing == "text":
        return None
    return Figure(
        name=_name(sentence, match.start(), match.end()), year=_year_of(sentence), text=match[0], doubt="relative_target",
        at=sentence.at + match.start(), until=sentence.at + match.end(),
    )  # fmt: skip


def _promised_count(sentence: _Sentence, number: Number, words: FigureWords) -> bool:
    """Return whether a sentence of the future promises so many places, or so many a period."""
    after = _after(sentence, number)
    is_capacity = re.match(
        rf"\s+(?:nya\s+)?(?:{words.alternatives('capacity')})", after, re.IGNORECASE
    )
    return is_capacity is not None


def _is_counted(sentence: _Sentence, number: Number, words: FigureWords) -> bool:
    noun = re.match(r"\s+([\w-]+)", _after(sentence, number))
    return (
        noun is not None
        and noun[1].lower() not in words.words("not_counted")
        and not noun[1].isdigit()
    )


def _within(sentence: _Sentence, number: Number, words: FigureWords) -> int | None:
    """Return where "inom 10 dagar" begins: a longest time, where the number is one."""
    match = re.search(r"\binom\s+(?:högst\s+)?$", _before(sentence, number), re.IGNORECASE)
    unit = re.match(r"\s*([^\W\d]+)", _after(sentence, number))
    is_time = (
        unit is not None and unit[1].lower() in words.words("time") and unit[1].lower() != "år"
    )
    return match.start() if match and is_time else None


def _other_target(sentence: _Sentence, number: Number) -> bool:
    return any(other.is_percent for other in sentence.numbers if other is not number)


def _target(
    sentence: _Sentence, number: Number, words: FigureWords, cues: tuple[_Cue, ...]
) -> Figure | None:
    """Return the target that a number of a sentence is, None where it is none."""
    mood = _mood(sentence, number, cues)
    if _is_rank(sentence, number, words):
        is_told = mood == "target" or (sentence.standing != "text" and mood is None)
        return _rank_figure(sentence, number, words) if is_told else None
    operator, start = _operator(sentence, number, words)
    if mood == "future" and _promised_count(sentence, number, words):
        return _figure(sentence, number, words, operator or "=", start)
    is_guide = _GUIDE.search(_before(sentence, number)) is not None
    is_condition = not is_guide and _is_condition(sentence, number, start)
    if is_condition or _is_labelled(sentence, number, words):
        return _relative(sentence, number, words, mood)
    is_promise = sentence.standing != "text" and (mood != "outcome" or _is_present(sentence))
    if mood == "target" or is_promise or is_guide or sentence.inherited:
        return _level(sentence, number, words, mood)
    return None


def _level(
    sentence: _Sentence, number: Number, words: FigureWords, mood: str | None
) -> Figure | None:
    """Return the target of a number that is promised, by the bound or the verb that is written with it."""
    operator, start = _operator(sentence, number, words)
    if sentence.inherited and operator is None and number is sentence.numbers[0]:
        operator = words.code("operator", sentence.inherited)
    within = _within(sentence, number, words)
    if within is not None:
        is_only = mood == "target" and not _other_target(sentence, number)
        is_limit = sentence.standing != "text" and is_only and not _direction(sentence, words)
        return _figure(sentence, number, words, "<=", within) if is_limit else None
    if _GUIDE.search(_before(sentence, number)):
        return _guided(sentence, number, words, start)
    unit, _ = _unit(sentence, number, words)
    operator = operator or _target_operator(sentence, number, words, unit)
    is_counted = _is_counted(sentence, number, words) or _ends(sentence, number)
    if operator is None or (unit in {"antal", "index"} and not is_counted):
        return None
    return _figure(sentence, number, words, operator, start)


def _ends(sentence: _Sentence, number: Number) -> bool:
    return not _after(sentence, number).strip(" .,*)")


def _is_present(sentence: _Sentence) -> bool:
    """Return whether a goal is worded as if reached: "andelen är minst 90 procent"."""
    return (
        re.search(r"\b(?:var|hade|blev|uppgick|nådde|minskade|ökade|har\s+\w+t)\b", sentence.text)
        is None
    )


def _relative(
    sentence: _Sentence, number: Number, words: FigureWords, mood: str | None
) -> Figure | None:
    """Return a target told as a change ("minska med 30 procent"): its way, and a doubt instead of a level."""
    before = _before(sentence, number)
    change = _change(sentence, number, words)
    if (
        change is None
        or not _RELATIVE.search(before)
        or (mood not in {"target", None} or (sentence.standing == "text" and mood is None))
    ):
        return None
    verb = max(
        match.start()
        for kind in ("increase", "decrease")
        for match in words.pattern(kind).finditer(before)
    )
    if number.at - verb > 60:
        return None
    found = _figure(sentence, number, words, None, verb)
    return replace(found, value=None, value_high=None, direction=change, doubt="relative_target")


def _second_of_two(
    sentence: _Sentence, first: Figure, number: Number, words: FigureWords
) -> Figure | None:
    """Return the second target of a sentence that names its bound once: "… 300 timmar för C och 250 timmar för D"."""
    unit, _ = _unit(sentence, number, words)
    joined = re.search(r"(?:\boch|\bsamt|\brespektive|,)\s+$", _before(sentence, number))
    if not joined or unit != first.unit or unit == "antal" or _is_labelled(sentence, number, words):
        return None
    found = _figure(sentence, number, words, first.operator, number.at)
    return replace(found, name=first.name)


def _told_apart(figures: list[Figure], text: str) -> list[Figure]:
    """Give figures of one name the words after each number, which tell them apart."""
    names = [figure.name for figure in figures]
    apart = []
    for index, figure in enumerate(figures):
        if names.count(figure.name) > 1:
            end = figures[index + 1].at if index + 1 < len(figures) else len(text)
            tail = re.split(r"[.;\n]|\boch\s*$", text[figure.until : max(end, figure.until)])[
                0
            ].strip(" ,")
            apart.append(replace(figure, name=f"{figure.name}: {tail}") if tail else figure)
        else:
            apart.append(figure)
    return apart


def _direction(sentence: _Sentence, words: FigureWords) -> str | None:
    """Return the way that a measured quantity shall go, where a sentence says so without a number."""
    if words.pattern("measured").search(sentence.text) is None:
        return None
    for kind in ("increase", "decrease"):
        for match in words.pattern(kind).finditer(sentence.text):
            before = sentence.text[: match.start()]
            is_purpose = re.search(
                r"(?:för att|syfte att|genom att|arbeta med att|åtgärder|insatser)\s+(?:\w+\s+){0,2}$",
                before,
                re.IGNORECASE,
            )
            is_told = (
                re.search(r"\b(?:ska|skall|bör)\s+(?:\w+\s+){0,3}$", before, re.IGNORECASE)
                or not before.strip()
            )
            if is_told and not is_purpose:
                return kind
    return None


def _more_or_fewer(sentence: _Sentence, words: FigureWords) -> str | None:
    """Return the way of "Fler elever ska …", "Färre barn ska …"."""
    for kind, way in (("rise", "increase"), ("fall", "decrease")):
        if re.match(
            rf"\s*{words.alternatives(kind)}\s.{{1,120}}?\b(?:ska|skall)\b",
            sentence.text,
            re.IGNORECASE,
        ):
            return way
    return None


def _without_number(sentence: _Sentence, words: FigureWords) -> Figure | None:
    """Return a target that has a direction but no number, None where there is none."""
    if sentence.standing == "text" or len(sentence.text) > 300:
        return None
    more_or_fewer = _more_or_fewer(sentence, words)
    direction = more_or_fewer or (_direction(sentence, words) if not sentence.numbers else None)
    if direction is None:
        return None
    text = sentence.text.strip(" .\n")
    name = re.sub(r"\s*\b(?:ska|skall|bör)\b.*$", "", text) or text
    if words.pattern(direction).match(text):
        name = words.pattern(direction).sub("", text, count=1).strip()
    return Figure(
        name=name, year=_year_of(sentence), text=text, direction=direction, at=sentence.at,
        until=sentence.at + len(sentence.text),
    )  # fmt: skip


def _year_of(sentence: _Sentence) -> int | None:
    years = [
        span.last.year
        for span in sentence.dates
        if span.role != "former" and "jämfört" not in sentence.text[: span.at]
    ]
    return years[-1] if years else sentence.year


def _everyone(sentence: _Sentence, words: FigureWords) -> Figure | None:
    """Return the target of a measured goal that is for all: "Alla flyktingar … ska ha …" is 100 per cent."""
    match = re.match(
        rf"\s*({words.alternatives('all')})\s+(?P<who>.+?)\s+(?:ska|skall)\s+(?P<what>\w+.*)",
        sentence.text,
        re.IGNORECASE | re.DOTALL,
    )
    if sentence.standing != "measure" or match is None or match[1].lower() == "inga":
        return None
    subject = " ".join(sentence.text.split()[:3])
    return Figure(
        name=f"{match['who']} {match['what']}".strip(" ."), operator=">=", value=100.0, unit="procent",
        year=_year_of(sentence), text=subject, at=sentence.at, until=sentence.at + len(subject),
    )  # fmt: skip


def _promised_by(figure: Figure, earlier: Span, year: int) -> Figure:
    """Return a target with the later year that the sentence before it names, where it names none itself."""
    if figure.value is None or figure.year != year or figure.period is not None:
        return figure
    return replace(figure, year=earlier.last.year, period=earlier.text)


def targets(
    text: str, year: int | None, words: FigureWords, *, standing: Standing = "text"
) -> tuple[Figure, ...]:
    """Return the targets that a text sets, in its order.

    The text is one block: a goal's or an activity's title, a paragraph, a cell, a bullet. `standing` says what it
    is: `measure` for what stands under a heading of measured goals (Effektmål, Målvärde), `goal` for a goal's or an
    activity's title, `text` for comments and other paragraphs, where only words like "ska" make a target.
    `year` is the document's, for targets that name none.
    """
    found: list[Figure] = []
    earlier: Span | None = None
    for sentence in _sentences(text, year, standing):
        cues = _cues(sentence, words)
        here: list[Figure] = []
        for number in sentence.numbers:
            figure = _target(sentence, number, words, cues)
            if figure is None and here and here[-1].value is not None:
                figure = _second_of_two(sentence, here[-1], number, words)
            if figure is not None:
                here.append(figure)
        if sentence.dates:
            earlier = sentence.dates[-1]
        elif earlier is not None and year is not None and earlier.last.year > year:
            here = [_promised_by(figure, earlier, year) for figure in here]
        if not here:
            other = (
                _everyone(sentence, words)
                or _beside_average(sentence, words)
                or _without_number(sentence, words)
            )
            here = [other] if other else []
        found += _told_apart(here, text)
    return tuple(found)


_FROM_TO = re.compile(
    r"från\s+(?P<first>[\d ,.]+)\s*(?P<unit_first>(?:%|[^\d]{0,40}?))\s*(?P<year_first>(?:19|20)\d\d)?\s+till\s+$",
    re.IGNORECASE,
)
_DEFINITE = re.compile(
    r"\b(?:de|dessa|våra|samtliga|alla|kommunens|programmets|skolans|hans|deras)\s+$", re.IGNORECASE
)
_OBLIQUE = re.compile(
    r"\b(?:med|av|för|bland|till|mellan|inom|om|från|vid|efter|under|över|via|mot|enligt|hos|i|per|inför|plus)\s+(?:de\s+|cirka\s+|ca\s+)?$",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\b(?:är|var|blev|till|på|nådde|visar|visade)\s+(?:cirka\s+|ca\s+|totalt\s+)?$|:\s*$",
    re.IGNORECASE,
)
_VERB = re.compile(r"\b(?:har|hade)\b|\b\w+(?:ts|dde|ades|tts)\b", re.IGNORECASE)


_BY_GUIDE = re.compile(
    r"\b(?P<side>under|över)\s+(?:\w+\s+){0,2}\w+\s+(?:om|på)\s+$", re.IGNORECASE
)
# "Två plustecken betyder att …": the text explains a sign.
_LEGEND = re.compile(r"\b(?:betyder|symboliserar|markerar)\s+att\b", re.IGNORECASE)
_GENITIVE = re.compile(
    r"\s*(?:procents|procentig|timmars|dagars|veckors|månaders|års|kronors)\s+[^\W\d]",
    re.IGNORECASE,
)
_GROUP = re.compile(r"\bgrupp\w*\s+(?:med|om|på)\s+$", re.IGNORECASE)


def _is_count_told(sentence: _Sentence, number: Number, words: FigureWords) -> bool:
    """Return whether a bare count is what its sentence tells: "25 elever har sökt", not "med fyra andra kommuner"."""
    before, after = _before(sentence, number), _after(sentence, number)
    noun = re.match(r"\s+(?:nya\s+|av\s+)?([\w-]+)(\s+som\b)?", after)
    if noun is None or not _is_counted(sentence, number, words):
        return False
    is_people = noun[1].lower() in words.words("people")
    # "har 35 nått målen": what is counted stands somewhere else.
    if re.search(r"\bhar\s+$", before) and re.fullmatch(r"\w+(?:at|it|tt|rt|nt)", noun[1]):
        return False
    if _DEFINITE.search(before) and not (noun[2] and not noun[1].lower().endswith("na")):
        return False
    if noun[1].lower().endswith(("arna", "erna", "orna")):
        return False
    if _OBLIQUE.search(before) and not (is_people and _GROUP.search(before)):
        return False
    is_told = _VERB.search(sentence.text) is not None
    return is_told or is_people


def _beside_guide(
    sentence: _Sentence, number: Number, cues: tuple[_Cue, ...]
) -> re.Match[str] | None:
    """Return the words of "ligger under kommunens riktvärde om 7 procent", an outcome told by its guide value."""
    guide = _BY_GUIDE.search(_before(sentence, number))
    is_told = guide and any(cue.kind == "outcome" and cue.until <= guide.start() for cue in cues)
    return guide if is_told and _GUIDE.search(_before(sentence, number)) else None


def _outcome(
    sentence: _Sentence, number: Number, words: FigureWords, cues: tuple[_Cue, ...]
) -> Figure | None:
    """Return the outcome that a number of a sentence is, None where it is none."""
    guide = _beside_guide(sentence, number, cues)
    if guide:
        side = "<" if guide["side"].lower() == "under" else ">"
        return _figure(sentence, number, words, side, guide.start())
    is_labelled = _is_labelled(sentence, number, words) or _is_earlier(sentence, number)
    if _mood(sentence, number, cues) != "outcome" or is_labelled:
        return None
    if _is_rank(sentence, number, words):
        return _rank_figure(sentence, number, words)
    operator, start = _operator(sentence, number, words)
    if not _is_reported(sentence, number, words, start):
        return None
    approximate = _APPROXIMATE.search(_before(sentence, number))
    start = min(start, approximate.start()) if approximate else start
    return _figure(sentence, number, words, operator or "=", start)


_APPROXIMATE = re.compile(
    r"\b(?:cirka|ca|drygt|knappt|omkring|nästan|endast|de)\s+$", re.IGNORECASE
)


def _is_reported(sentence: _Sentence, number: Number, words: FigureWords, start: int) -> bool:
    """Return whether a number is what was reached: no target, condition, allocation, change or passing mention."""
    before = _before(sentence, number)
    is_condition = _is_condition(sentence, number, start) and not _GROUP.search(before)
    # "mer än 20 procents frånvaro", "tre månaders väntetid": the number says what kind is meant.
    is_kind = start < number.at and _GENITIVE.match(_after(sentence, number)) is not None
    is_condition = is_condition or is_kind
    is_allocation = words.pattern("allocation").search(sentence.text) is not None
    unit, _ = _unit(sentence, number, words)
    is_change = unit == "procentenheter" or (unit == "procent" and _RELATIVE.search(before))
    is_legend = _LEGEND.search(_after(sentence, number)) is not None
    if _GUIDE.search(before) or is_condition or is_allocation or is_change or is_legend:
        return False
    is_level = _LEVEL.search(before) is not None
    if unit in words.words("time"):
        return is_level
    is_measured = is_level and words.pattern("measured").search(before) is not None
    return unit not in {"antal", "index"} or is_measured or _is_count_told(sentence, number, words)


def _is_earlier(sentence: _Sentence, number: Number) -> bool:
    """Return whether a number is what something was before: "från 72 procent till …", "jämfört med 76", "738 (666)"."""
    before, after = _before(sentence, number), _after(sentence, number)
    if re.search(
        r"\b(?:jämfört med|mot|föregående år|året innan|tidigare|medel|riket|rikssnittet|snittet)\s*:?\s*$",
        before,
        re.IGNORECASE,
    ):
        return True
    if re.search(r"\d\s*%?\s*\($", before) and re.match(r"\s*\)", after):
        return True
    return re.search(r"\bfrån\s+(?:cirka\s+|ca\s+)?$", before, re.IGNORECASE) is not None and re.match(
        r"[^.]{0,60}?\btill\s+\d", after
    ) is not None  # fmt: skip


def _from_to(
    sentence: _Sentence, number: Number, figure: Figure, words: FigureWords
) -> Figure | None:
    """Return the earlier value of "från 34 … 2017 till 29 … 2018", where the sentence gives its year."""
    match = _FROM_TO.search(_before(sentence, number))
    if match is None or match["year_first"] is None:
        return None
    earlier = next((one for one in sentence.numbers if match.start() < one.at < number.at), None)
    if earlier is None:
        return None
    until = match.end("year_first")
    return replace(
        _figure(sentence, earlier, words, "=", earlier.at), name=figure.name, year=int(match["year_first"]), unit=figure.unit,
        period=None, text=sentence.text[earlier.at : until], until=sentence.at + until,
    )  # fmt: skip


_RESPECTIVE = re.compile(r"\b(?P<first>en|ett|\d+)\s+respektive\s+$", re.IGNORECASE)


def _respective(sentence: _Sentence, number: Number, figure: Figure) -> tuple[Figure, ...]:
    """Return both of "under våren och under hösten på en respektive tre skolor", each with its period."""
    match = _RESPECTIVE.search(_before(sentence, number))
    if match is None:
        return (figure,)
    first = float(match["first"]) if match["first"].isdigit() else 1.0
    dates = [span for span in sentence.dates if span.until <= match.start()][-2:]
    text = sentence.text[match.start() : figure.until - sentence.at]
    both = tuple(
        replace(figure, value=value, text=text, at=sentence.at + match.start())
        for value in (first, number.value)
    )
    if len(dates) < 2:
        return both
    return tuple(
        replace(one, period=span.text, year=span.last.year)
        for one, span in zip(both, dates, strict=True)
    )


def outcomes(text: str, year: int | None, words: FigureWords) -> tuple[Figure, ...]:
    """Return the outcomes that a text reports, in its order.

    The text is one block of reporting: a comment, a paragraph, a result's cell; not a goal's or an activity's
    title, which promises. `year` is the document's, for outcomes that name none.
    """
    found: list[Figure] = []
    for sentence in _sentences(text, year, "text"):
        cues = _cues(sentence, words)
        for number in sentence.numbers:
            figure = _outcome(sentence, number, words, cues)
            if figure is None:
                continue
            earlier = _from_to(sentence, number, figure, words)
            if earlier is not None:
                found = [one for one in found if one.at != earlier.at]
                found.append(earlier)
            found += _respective(sentence, number, figure)
    return tuple(figure for figure in found if figure.value is not None)


_BREAKDOWN = re.compile(
    r"(?:\s*[,./–-]+\s*|\s+(?!totalt\s))(?P<groups>(?:varav|totalt|uppdelat\s+på|uppdelad\s+på|fördelat\s+(?:på|efter|utifrån)|fördelad\s+på|könsuppdelat|per\s+kön)\b.*)$",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip


def _listing(part: str, at: int, frequency: str | None, reports: int | None) -> Figure | None:
    name = re.sub(r"\s+", " ", part).strip(" ,.–-•:;\t")
    name = re.sub(r"^(?:Nyckeltal|Indikatorer|Mått)\s*:?\s+", "", name)
    name = re.sub(r"^(?:\d+[.)]\s+)", "", name)
    split = _BREAKDOWN.search(name, 4)
    groups = split["groups"].strip(" ,.-–") if split else None
    label = name[: split.start()].strip(" ,./–-") if split else name
    if not 3 <= len(label) <= 250:
        return None
    return Figure(
        name=label,
        breakdown=groups,
        frequency=frequency,
        reports_per_year=reports,
        text=name,
        at=at,
        until=at + len(part),
    )


def listings(text: str, words: FigureWords) -> tuple[Figure, ...]:
    """Return the key figures that a text says will be followed, with how often they are reported.

    The text is what stands under a heading of key figures (Nyckeltal, Indikatorer): a paragraph with several, a
    bullet, a line. "… redovisas 3 gånger per år" ends each; a line without that is one where it begins like a
    measure ("Andel", "Antal").
    """
    found: list[Figure] = []
    how_often = rf"(?:{_REPORTED_PER_YEAR.pattern}|{words.alternatives('frequency')})"
    end = re.compile(
        rf"[,\s–-]*{words.alternatives('reported')}\s+(?:\w+\s+){{0,2}}?(?P<often>{how_often})\s*[.;]?",
        re.IGNORECASE,
    )
    begins = re.compile(
        rf"\s*[•*–-]?\s*(?:\w+\s+){{0,1}}(?:{words.alternatives('listed')})", re.IGNORECASE
    )
    line_at = 0
    for line in text.splitlines(keepends=True):
        if len(line) > 10 * _LONGEST:
            line_at += len(line)
            continue
        at = 0
        for match in end.finditer(line):
            frequency, reports = _frequency(match["often"], words)
            figure = _listing(line[at : match.start()], line_at + at, frequency, reports)
            found += [figure] if figure else []
            at = match.end()
        rest = line[at:].strip()
        if at == 0 and rest and begins.match(rest):
            figure = _listing(rest, line_at, None, None)
            found += [figure] if figure else []
        line_at += len(line)
    return tuple(found)
