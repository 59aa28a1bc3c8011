"""What does a stretch of running text say? Its promises, figures and verdicts as those of the reading."""

import re
from collections.abc import Iterator, Sequence

from malkollen.understanding.activities import Draft, Setting, take_carry_over
from malkollen.understanding.dates import start_and_end
from malkollen.understanding.goals import section_text, tidy
from malkollen.understanding.indicators import unit_name
from malkollen.understanding.outline import Segment
from malkollen.understanding.reading import Doubt, Place, ReadKpi, Report
from malkollen.understanding.sentences import Figure

_QUOTED = re.compile(r"[”\"“]([^”\"“]{8,250})[”\"“]")
_VERDICT = re.compile(
    r"\b(?:(?P<how>ej|inte|delvis|helt)\s+)?(?P<word>upp(?:nått|nåtts|nådda?|fyllt|fyllts|fyllda?))\b",
    re.IGNORECASE,
)
GOAL_LIST = re.compile(
    r"\b(?P<word>förbättringsområden|målområden|fokusområden|utvecklingsområden|inriktningsmål|prioriterade mål)\b",
    re.IGNORECASE,
)
LIST_LEVELS = {
    "förbättringsområden": "improvement_area",
    "utvecklingsområden": "improvement_area",
    "målområden": "goal_area",
    "fokusområden": "goal_area",
    "inriktningsmål": "goal",
    "prioriterade mål": "goal",
}
_KINDS = (
    ("möjliga", "möjlig åtgärd"),
    ("insats", "insats"),
    ("åtgärd", "åtgärd"),
    ("åtagand", "åtagande"),
    ("uppdrag", "uppdrag"),
    ("aktivitet", "aktivitet"),
)


def as_kpi(
    figure: Figure, kind: str, place: Place, *, goal_id: str | None, activity_id: str | None
) -> ReadKpi:
    """Return a figure of a text as a key figure of the reading."""
    return ReadKpi(
        name=figure.name, kind=kind, operator=figure.operator, value=figure.value, value_high=figure.value_high,
        unit=unit_name(figure.unit), year=figure.year, period=figure.period, gender=figure.gender,
        text=figure.text or None, direction=figure.direction, breakdown=figure.breakdown, frequency=figure.frequency,
        reports_per_year=figure.reports_per_year, goal_id=goal_id, activity_id=activity_id, place=place,
    )  # fmt: skip


def figure_doubts(figures: Sequence[Figure], place: Place) -> list[Doubt]:
    """Return a doubt for each target that gives a change and not a level."""
    return [
        Doubt(code="target_is_relative", place=place, field="target", found=figure.text)
        for figure in figures
        if figure.doubt is not None
    ]


def place_of(segment: Segment) -> Place:
    """Return where a stretch of text stands."""
    return Place(
        section=section_text(segment.section) or None, page=segment.spot.page, row=segment.spot.row
    )


def kind_of(text: str) -> str:
    """Return the document's own word for the activities that a lead or a heading announces, in the singular."""
    lower = text.lower()
    return next((kind for word, kind in _KINDS if word in lower), "aktivitet")


def draft_of(title: str, details: str | None, kind: str, setting: Setting) -> Draft:
    """Return an activity that running text tells; it reports no status."""
    title, carried_from, carried_text = take_carry_over(tidy(title), setting.phrases)
    start, due = (
        start_and_end(title, setting.year, setting.term_end_year)
        if _names_time(title)
        else (None, None)
    )
    due_text = _time_in(title) if due is not None or start is not None else None
    committees = (setting.body_committee,) if setting.body_committee is not None else ()
    return Draft(
        title=title, details=details, kind=kind, priority_text=None, number=None, committees_text=None,
        committees=committees, start_text=None, start_date=None, due_text=due_text, due_date=due,
        carried_over_from=carried_from, carried_over_text=carried_text, deferral=None,
        reports=(Report(occasion=1, status_text=None, status="not_reported", comment=None),),
    )  # fmt: skip


_TIME = re.compile(
    r"(?<!genomfört )(?<!genomförts )\b(?:under|senast|till|inom|före|i|per)\s+(?:den\s+)?(?:(?:våren|hösten|sommaren|vintern|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\s+)?(?:19|20)\d{2}\b",
    re.IGNORECASE,
)


def _names_time(text: str) -> bool:
    return _TIME.search(text) is not None


def _time_in(text: str) -> str | None:
    match = _TIME.search(text)
    return match.group() if match is not None else None


def quoted_verdicts(text: str) -> Iterator[tuple[str, str]]:
    """Yield the goals that a text quotes in a sentence with a verdict on them, and the verdict as written."""
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])", text):
        quotes = _QUOTED.findall(sentence)
        bare = _QUOTED.sub(" ", sentence)
        verdicts = [match.group() for match in _VERDICT.finditer(bare)]
        if quotes and len(verdicts) == 1 and re.search(r"\bmål", bare, re.IGNORECASE):
            for quote in quotes:
                yield tidy(quote).rstrip(" !"), " ".join(verdicts[0].lower().split())
