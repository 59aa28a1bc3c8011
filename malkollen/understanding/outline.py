"""Which section is a text in? Labels such as Effektmål, Nyckeltal and Aktiviteter, as headings or within glued text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from malkollen.blocks import Heading, Line, Run, Spot
from malkollen.reference import Phrase
from malkollen.understanding.phrases import PhraseBook
from malkollen.understanding.tables import JoinedTable, Part, Text, Title

_SECTIONS = ("section_goal", "section_kpi", "section_activity", "section_end", "proposal_lead")
_GLUED = 350
_PAGE_AT_END = re.compile(r"(?<=[^\W\d]|[.:)%])\s(?P<page>\d{1,3})$")
_NUMBERED = re.compile(r"^(?:\d{1,3}\s+)?(?P<number>\d{1,2}\.(?:\d{1,2}\.?)?)\s+(?=[A-ZÅÄÖ])")
_CHAPTER = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+[A-ZÅÄÖ][^.!?]{2,60}")
_CONTENTS = re.compile(
    r"(?P<number>\d{1,2}\.)\s+(?P<title>[A-ZÅÄÖ][^\d]{2,90}?)\s+(?:sid\.?\s?)?\d{1,3}(?=\s|$)"
)
_LONGEST_HEADING = 100
_NUMBERED_GOAL = re.compile(
    r"^[A-ZÅÄÖ][a-zåäö]*mål\s\d+(?:\.\d+)?\s*[:.–-]\s|^Mål\s\d+(?:\.\d+)?\s*[:.–-]\s"
)
_INNER_NUMBER = re.compile(r"(?<=[.!?\d]\s)\d{1,2}\.\d{1,2}\s(?=[A-ZÅÄÖ])")


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A stretch of text in one section.

    `kind` is `section_goal`, `section_kpi`, `section_activity`, `proposal_lead` or `text`; `code` is the level or the kind
    of activity. `is_start` says that its label stands here, and that it does not go on from before.
    """

    kind: str
    code: str | None
    label: str | None
    text: str
    bullet: int
    spot: Spot
    section: tuple[Heading, ...]
    is_start: bool = False
    is_glued: bool = False


@lru_cache(maxsize=4)
def _label_pattern(phrases: PhraseBook) -> re.Pattern[str]:
    words = {phrase.phrase: phrase for phrase in phrases.phrases if phrase.kind in _SECTIONS}
    shown = sorted((word[:1].upper() + word[1:] for word in words), key=len, reverse=True)
    body = "|".join(re.escape(word) for word in shown)
    return re.compile(rf"(?<![\w”\"-])(?P<label>{body}):?\s+(?=[A-ZÅÄÖ\d(”\"][^\s]*)(?!\d{{4}}\b)")


def _phrase(label: str, phrases: PhraseBook) -> Phrase | None:
    for kind in _SECTIONS:
        found = phrases.is_label(kind, label)
        if found is not None:
            return found
    return None


def read_segments(  # noqa: C901  # one walk over what a paragraph may be
    parts: Sequence[Part], phrases: PhraseBook
) -> Iterator[Segment]:
    """Yield the running text of a document, stretch by stretch, each in its section.

    A heading that is a label opens a section, which the next heading closes; so does a label in a paragraph of its
    own, or within a text whose line breaks are lost, where the section goes on over the page.
    """
    current: Phrase | None = None
    inherited: Heading | None = None
    contents = _contents(parts)
    for part in parts:
        if isinstance(part, JoinedTable):
            continue
        if isinstance(part, Title):
            current = _phrase(part.section[-1].text, phrases)
            inherited = None
            continue
        text, spot = part.paragraph.text.strip(), part.paragraph.spot
        if current is not None and _CHAPTER.fullmatch(text) and not part.paragraph.line.bullet:
            current = None
        label = _phrase(text, phrases)
        is_over = label is not None and label.kind == "section_end"
        if label is not None and (is_over or not part.paragraph.line.bullet):
            current = label
            continue
        if _NUMBERED_GOAL.match(text) and len(text) < _GLUED:
            yield Segment(
                kind="section_goal", code="goal", label=None, text=text, bullet=part.paragraph.line.bullet, spot=spot,
                section=part.section, is_start=True,
            )  # fmt: skip
            continue
        pattern = _label_pattern(phrases)
        is_glued = len(text) > _GLUED and (
            len(pattern.findall(text)) > 1 or _NUMBERED.match(text) is not None
        )
        begun = pattern.match(text)
        if len(text) > _GLUED:
            current = _without_goal(current)
        if not is_glued and begun is None:
            yield _whole(part, current)
            continue
        section, inherited, text, spot = _glued_section(
            part.section, inherited, text, spot, pattern, contents
        )
        for segment, label in _split(text, spot, section, current, pattern, phrases):
            current = label
            yield segment
        if not is_glued:
            current = _without_goal(current)


def _without_goal(current: Phrase | None) -> Phrase | None:
    """Return the section that holds, unless it is of goals: those are over with their line, and are no long text."""
    return None if current is not None and current.kind == "section_goal" else current


def _whole(part: Text, current: Phrase | None) -> Segment:
    """Return a paragraph as one stretch of the section that holds."""
    text = part.paragraph.text.strip()
    is_in = current is not None and current.kind != "section_end"
    return Segment(
        kind=current.kind if current is not None and is_in else "text",
        code=current.code if current is not None else None,
        label=current.phrase if current is not None else None,
        text=text, bullet=part.paragraph.line.bullet, spot=part.paragraph.spot, section=part.section,
        is_glued=len(text) > _GLUED,
    )  # fmt: skip


def _glued_section(  # noqa: PLR0913, PLR0917  # what holds when a page begins
    section: tuple[Heading, ...],
    inherited: Heading | None,
    text: str,
    spot: Spot,
    pattern: re.Pattern[str],
    contents: dict[str, str],
) -> tuple[tuple[Heading, ...], Heading | None, str, Spot]:
    """Return a glued page without its number, under the numbered heading that it begins with or goes on under."""
    page = _PAGE_AT_END.search(text)
    if page is not None:
        text = text[: page.start()]
        spot = replace(spot, page=spot.page or page["page"])
    numbered = _NUMBERED.match(text)
    if numbered is not None:
        heading = _heading_after(text, numbered, pattern, contents)
        inherited = Heading(line=Line((Run(heading),)), level=6, spot=spot) if heading else None
    if inherited is not None:
        section = (*section, inherited)
    return section, inherited, text, spot


def _contents(parts: Sequence[Part]) -> dict[str, str]:
    """Return the headings of a table of contents that stands as running text, by their number."""
    for part in parts:
        if isinstance(part, Text):
            found = {
                match["number"]: match["title"] for match in _CONTENTS.finditer(part.paragraph.text)
            }
            if len(found) > 2:
                return found
    return {}


def _heading_after(
    text: str, numbered: re.Match[str], pattern: re.Pattern[str], contents: dict[str, str]
) -> str | None:
    """Return the heading that a glued text begins with: as the contents name it, else what stands before its first label."""
    rest = text[numbered.end() :]
    known = contents.get(numbered["number"])
    if known is not None and rest.startswith(known):
        return f"{numbered['number']} {known}"
    first = pattern.search(rest)
    if first is not None and 0 < first.start() < _LONGEST_HEADING:
        return f"{numbered['number']} {rest[: first.start()].strip()}"
    return None


def _split(  # noqa: PLR0913, PLR0917  # what holds where a stretch begins
    text: str, spot: Spot, section: tuple[Heading, ...], current: Phrase | None, pattern: re.Pattern[str],
    phrases: PhraseBook,
) -> Iterator[tuple[Segment, Phrase | None]]:  # fmt: skip
    cuts = [
        (match.start(), match.end(), _phrase(match["label"], phrases))
        for match in pattern.finditer(text)
    ]
    cuts += [(match.start(), match.end(), None) for match in _INNER_NUMBER.finditer(text)]
    cuts.sort(key=lambda cut: cut[0])
    begin, label, is_start = 0, None if _NUMBERED.match(text) else current, False
    for start, end, following in [*cuts, (len(text), len(text), None)]:
        stretch = text[begin:start].strip()
        if stretch:
            kind = label.kind if label is not None and label.kind != "section_end" else "text"
            yield (
                Segment(
                    kind=kind, code=label.code if label else None, label=label.phrase if label else None, text=stretch,
                    bullet=0, spot=spot, section=section, is_start=is_start, is_glued=True,
                ),
                label,
            )  # fmt: skip
        begin, is_start = end, True
        if start < len(text):
            label = following
