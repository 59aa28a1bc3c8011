"""Which goals does an activity stand under? The tree of goals, out of headings, columns, groups and assignments."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from malkollen.blocks import Heading, Line
from malkollen.understanding.entries import goal_label
from malkollen.understanding.reading import Place, ReadGoal
from malkollen.understanding.vocabulary import Vocabulary, fold

SEPARATOR = " › "
_TWO_LEVELS = re.compile(r"\s+:\s+|\s+›\s+|\s+>\s+")
_NUMBER = re.compile(
    r"^(?P<number>(?:[A-ZÅÄÖ]{1,4}\d{0,3}[.\s]?\s?)?\d{1,3}(?:\.\s?\d{1,3}){0,3}\.?[a-z]?\)?)\s+(?=[A-ZÅÄÖ\"”'])"
)
_QUOTES = "\"”“'»«"
_NEW_PRIORITY = re.compile(r"\s*[–-]\s*(?:nytt\s+)?prioriterat\s+mål\s*$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class GoalName:
    """What a text says of a goal: its title, its number, its full wording, the document's word for its level."""

    title: str
    wording: str | None = None
    number: str | None = None
    level: str | None = None
    level_text: str | None = None
    is_prioritised: bool = False


def tidy(text: str) -> str:
    """Return a text on one line, without quotation marks around it."""
    bare = " ".join(text.split())
    if sum(sign in _QUOTES for sign in bare) == 1:
        # Half of a pair of quotation marks says nothing.
        return bare.strip(_QUOTES).strip()
    if bare[:1] in _QUOTES and bare[-1:] in _QUOTES and len(bare) > 2:
        return bare[1:-1].strip()
    return bare


def name_of(text: str, vocabulary: Vocabulary) -> GoalName:
    """Return what a line of text says of a goal."""
    bare = tidy(text)
    label = goal_label(bare, vocabulary)
    if label is not None:
        level_text, level, number, rest = label
        return GoalName(
            title=tidy(_NEW_PRIORITY.sub("", rest)), number=number, level=level,
            level_text=level_text, is_prioritised=_is_priority(bare),
        )  # fmt: skip
    match = _NUMBER.match(bare)
    if match is not None:
        return GoalName(
            title=tidy(bare[match.end() :]),
            number=match["number"].strip().rstrip(".)"),
            is_prioritised=_is_priority(bare),
        )
    return GoalName(title=_NEW_PRIORITY.sub("", bare), is_prioritised=_is_priority(bare))


def _is_priority(text: str) -> bool:
    return _NEW_PRIORITY.search(text) is not None


def _title_of(lines: Sequence[Line]) -> str:
    """Return the title in a goal's cell: what stands before the text that explains it in italics or on later lines."""
    first = lines[0]
    upright = "".join(run.text for run in first.runs if not run.is_italic).strip()
    if upright and any(run.is_italic for run in first.runs):
        return upright
    bold = "".join(run.text for run in first.runs if run.is_bold).strip()
    if bold and first.text.strip().startswith(bold) and bold != first.text.strip():
        return bold
    return first.text


def names_in_cell(lines: Sequence[Line], vocabulary: Vocabulary) -> list[GoalName]:
    """Return the goals that a cell names, highest first: one, or two in one cell ("Mål : Delmål")."""
    filled = [line for line in lines if line.text.strip()]
    if not filled:
        return []
    title = _title_of(filled)
    whole = tidy(" ".join(line.text for line in filled))
    if goal_label(title, vocabulary) is None:
        parts = [part for part in _TWO_LEVELS.split(title) if part.strip()]
    else:
        parts = [title]
    names = [name_of(part, vocabulary) for part in parts]
    if names and whole != tidy(title):
        names[-1] = replace(names[-1], wording=whole)
    return names


@dataclass
class GoalTree:
    """The goals found so far, in the order of the document."""

    goals: list[ReadGoal] = field(default_factory=list)
    _ids: dict[tuple[str | None, str], str] = field(default_factory=dict)
    _by_id: dict[str, ReadGoal] = field(default_factory=dict)

    def add(self, name: GoalName, parent: str | None, level: str, place: Place) -> str:
        """Return the id of a goal under its parent, which is made where it is new."""
        key = (parent, fold(name.title).strip(" ."))
        if parent is not None and fold(self._by_id[parent].title).strip(" .") == key[1]:
            # A goal that stands again under its own heading is that heading's goal.
            return parent
        known = self._ids.get(key)
        if known is not None:
            return known
        goal_id = f"g{len(self.goals) + 1:02d}"
        above = self._by_id[parent].path if parent is not None else ()
        goal = ReadGoal(
            goal_id=goal_id,
            parent_goal_id=parent,
            path=(*above, name.title),
            level=name.level or level,
            level_text=name.level_text,
            number=name.number,
            title=name.title,
            wording=name.wording,
            is_prioritised=name.is_prioritised,
            place=place,
        )
        self.goals.append(goal)
        self._ids[key] = goal_id
        self._by_id[goal_id] = goal
        return goal_id

    def path(self, goal_id: str | None) -> tuple[str, ...]:
        """Return the titles from the top down to a goal."""
        return self._by_id[goal_id].path if goal_id is not None else ()

    def get(self, goal_id: str) -> ReadGoal:
        """Return a goal."""
        return self._by_id[goal_id]

    def add_headings(
        self,
        headings: Sequence[Heading],
        vocabulary: Vocabulary,
        section: Sequence[Heading] | None = None,
    ) -> str | None:
        """Return the id of the goal that headings lead down to; None for no headings.

        `section` is all headings above, where `headings` leaves some out that are no goals.
        """
        parent: str | None = None
        above = list(section or headings)
        for heading in headings:
            name = name_of(heading.text, vocabulary)
            place = Place(
                section=section_text(above[: above.index(heading)]) or None,
                page=heading.spot.page,
                row=heading.spot.row,
            )
            parent = self.add(name, parent, "goal_area", place)
        return parent


def section_text(section: Sequence[Heading]) -> str:
    """Return headings as a place names them."""
    return SEPARATOR.join(" ".join(heading.text.split()) for heading in section)
