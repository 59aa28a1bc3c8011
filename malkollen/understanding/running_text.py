"""What does the running text add? Goals, promises, figures, totals, budgets and verdicts outside of tables."""

import re
from collections.abc import Sequence
from dataclasses import replace

from malkollen.blocks import Heading  # noqa: TC001  # named by a class whose types are read when it runs
from malkollen.understanding.budget import budget_lines
from malkollen.understanding.gathering import Gathering
from malkollen.understanding.goals import name_of, section_text, tidy
from malkollen.understanding.outline import Segment, read_segments
from malkollen.understanding.promises import read_promises
from malkollen.understanding.reading import Doubt, Place, ReadBudget, ReadStatedTotal
from malkollen.understanding.sentences import Standing, listings, outcomes, targets
from malkollen.understanding.tables import Part, Text
from malkollen.understanding.told import (
    GOAL_LIST,
    LIST_LEVELS,
    as_kpi,
    draft_of,
    kind_of,
    place_of,
    quoted_verdicts,
)
from malkollen.understanding.totals import stated_totals


def gather_text(whole: Gathering, parts: Sequence[Part], *, has_tables: bool) -> None:
    """Add what the running text says. Where tables hold the activities, no list or sentence makes another."""
    segments = tuple(read_segments(parts, whole.setting.phrases))
    words = frozenset(
        word
        for segment in segments
        for word in re.findall(r"(?<![\w-])[a-zåäö]{2,}(?![\w-])", segment.text)
    )
    flow = _Flow(whole, words, has_tables=has_tables)
    first = {(one.spot.page, one.spot.row): one for one in reversed(segments)}
    by_row = {one.spot.row: one for one in first.values()}
    for part in parts:
        if isinstance(part, Text) and part.paragraph.spot.row in by_row:
            flow.budget(part.paragraph.text, by_row[part.paragraph.spot.row])
    for index, segment in enumerate(segments):
        following = segments[index + 1] if index + 1 < len(segments) else None
        flow.take(segment, following)


class _Flow:
    """Keeps which goals and which list hold as the running text goes by."""

    def __init__(self, whole: Gathering, words: frozenset[str], *, has_tables: bool) -> None:
        self.whole = whole
        self.words = words
        self.kind = "aktivitet"
        self.last_listed: str | None = None
        self.setting = whole.setting
        self.has_tables = has_tables
        self.goals: dict[str, str] = {}
        self.lead: Segment | None = None
        self.sub_group: str | None = None
        self.section: tuple[Heading, ...] = ()
        self.is_prose_told = False

    def take(self, segment: Segment, following: Segment | None) -> None:
        if segment.section != self.section:
            if not segment.is_glued or section_text(segment.section) != section_text(self.section):
                self.goals = {}
            self.section = segment.section
            self.sub_group = None
            if not segment.bullet:
                self.lead = None
        place = place_of(segment)
        self._totals(segment, place)
        if segment.kind == "section_goal":
            self._goal(segment, place)
        elif segment.kind == "section_kpi":
            self._listings(segment, place)
        elif segment.kind in ("section_activity", "proposal_lead") and not self.has_tables:
            self._activities(segment, place, following)
        elif segment.bullet:
            self._bullet(segment, place, following)
        else:
            self._plain(segment, place)
        if not segment.bullet:
            self.lead = segment

    def _totals(self, segment: Segment, place: Place) -> None:
        words, year = self.setting.vocabulary.figures, self.setting.year
        for total in stated_totals(segment.text, year, words):
            self.whole.totals.append(
                ReadStatedTotal(
                    measure=total.measure, value=total.value, text=total.text, level=None, goal_id=None,
                    counted=None, place=place,
                )
            )  # fmt: skip

    def budget(self, text: str, segment: Segment) -> None:
        """Take the budget lines of a paragraph, under the section that its first stretch stands in."""
        place = place_of(segment)
        lines, doubts = budget_lines(text, self.setting.vocabulary.figures)
        for line in lines:
            self.whole.budget.append(
                ReadBudget(
                    unit=line.unit or self._unit(segment), line=line.line, line_text=line.line_text, year=line.year,
                    amount_tkr=line.amount_tkr, place=place,
                )
            )  # fmt: skip
        for one in doubts:
            self.whole.doubts.append(
                Doubt(
                    code="budget_differs" if one.code == "sum_differs" else "budget_not_settled",
                    place=place,
                    field="budget",
                    found=one.found,
                    candidates=one.candidates,
                )
            )

    def _unit(self, segment: Segment) -> str:
        if not segment.section:
            return self.whole.identity.body or "–"
        return name_of(segment.section[-1].text, self.whole.vocabulary).title

    def _top(self, segment: Segment) -> str | None:
        return self.whole.section_goal(segment.section)

    def _goal(self, segment: Segment, place: Place) -> None:
        """Take the goals of a section of goals: one for each sentence, or one that leads a list of targets."""
        level = segment.code or "goal"
        if (
            self.goals.get(level)
            and not segment.is_start
            and segment.bullet
            and self._is_inner_list()
        ):
            goal_id = self.goals[level]
            self._targets(segment.text, place, goal_id, level)
            return
        above = self.goals.get("goal") if level not in ("goal", "goal_area") else None
        parent = above or self._top(segment)
        label = segment.label[:1].upper() + segment.label[1:] if segment.label else None
        for text in goal_texts(segment.text):
            name = name_of(text, self.whole.vocabulary)
            title = tidy(name.title).rstrip(".")
            name = replace(name, title=title, level_text=name.level_text or label)
            goal_id = self.whole.tree.add(name, parent, level, place)
            self.goals[level] = goal_id
            if level in ("goal", "goal_area"):
                self.goals = {level: goal_id}
            self._targets(text, place, goal_id, level)

    def _is_inner_list(self) -> bool:
        return (
            self.lead is not None
            and self.lead.kind == "section_goal"
            and self.lead.text.rstrip().endswith(":")
        )

    def _targets(self, text: str, place: Place, goal_id: str, level: str) -> None:
        self.whole.measured.add(goal_id)
        standing: Standing = "measure" if level == "effect_goal" else "goal"
        words = self.setting.vocabulary.figures
        found = targets(text, self.setting.year, words, standing=standing)
        self.whole.add_told(
            found, "target", place, goal_id, None, keeps_directions=standing == "measure"
        )

    def _innermost(self) -> str | None:
        return list(self.goals.values())[-1] if self.goals else None

    def _listings(self, segment: Segment, place: Place) -> None:
        found = listings(segment.text, self.setting.vocabulary.figures)
        goal_id = self._innermost()
        if segment.is_glued and not self.has_tables:
            # What promises something after the last key figure is an activity that has lost its label.
            last = (found[-1].frequency or found[-1].text) if found else ""
            rest = segment.text[segment.text.rfind(last) + len(last) :] if last else segment.text
            rest = rest.lstrip(" .")
            self._promised(rest, segment, place, self.kind)
        for figure in found:
            self.whole.kpis.append(
                as_kpi(figure, "listing", place, goal_id=goal_id, activity_id=None)
            )

    def _activities(self, segment: Segment, place: Place, following: Segment | None) -> None:
        """Take the activities of a section of activities."""
        kind = "möjlig åtgärd" if segment.kind == "proposal_lead" else segment.code or "aktivitet"
        if segment.bullet:
            self._listed(segment, place, following, kind)
            return
        self.kind = kind
        self._promised(segment.text, segment, place, kind)

    def _promised(self, text: str, segment: Segment, place: Place, kind: str) -> None:
        promises = read_promises(text, self.words if segment.is_glued else frozenset())
        if segment.is_glued and not self.is_prose_told and promises:
            self.is_prose_told = True
            self.whole.doubts.append(Doubt(code="prose_activities", place=place, field="title"))
        for promise in promises:
            self._add(promise.title, promise.details, kind, segment, place)

    def _add(
        self, title: str, details: str | None, kind: str, segment: Segment, place: Place
    ) -> str:
        goal_id = self._innermost() or self._top(segment) or self.whole.default_goal(place)
        if kind == "övergripande arbete":
            goal_id = self._top(segment) or goal_id
        return self.whole.add_activity(
            draft_of(title, details, kind, self.setting), self.sub_group or goal_id, place
        )

    def _bullet(self, segment: Segment, place: Place, following: Segment | None) -> None:
        """Take an item of a list that a sentence leads: activities, or goals."""
        if self.lead is None or self.has_tables:
            return
        ending = " ".join(re.split(r"(?<=[.!?])\s+", self.lead.text)[-2:])
        goals = GOAL_LIST.search(self.lead.text)
        if goals is not None and self.lead.text.rstrip().endswith(":"):
            name = name_of(segment.text.rstrip(" ,.;"), self.whole.vocabulary)
            level = LIST_LEVELS[goals["word"].lower()]
            self.whole.tree.add(name, self._top(segment), level, place)
        elif self.lead.text.rstrip().endswith((":", ";")) and self.setting.phrases.find(
            "list_lead", ending
        ):
            self._listed(segment, place, following, kind_of(ending))

    def _listed(self, segment: Segment, place: Place, following: Segment | None, kind: str) -> None:
        leads = following is not None and following.bullet > segment.bullet
        if segment.bullet == 1:
            self.sub_group = None
        elif self.sub_group is None and self.last_listed is not None:
            self.whole.add_details(self.last_listed, segment.text)
            return
        if leads and segment.text.rstrip().endswith((";", ":")):
            name = name_of(segment.text.rstrip(" ;:"), self.whole.vocabulary)
            self.sub_group = self.whole.tree.add(name, self._top(segment), "heading", place)
            return
        if self.sub_group is not None:
            kind = kind_of(self.whole.tree.get(self.sub_group).title)
        self.last_listed = self._add(segment.text.rstrip(";"), None, kind, segment, place)

    def _plain(self, segment: Segment, place: Place) -> None:
        words, year = self.setting.vocabulary.figures, self.setting.year
        goal_id = self._innermost()
        for title, verdict in quoted_verdicts(segment.text):
            goal = self.whole.tree.add(name_of(title, self.whole.vocabulary), None, "goal", place)
            self.whole.add_assessment(goal, verdict, 1, place, None)
        self.whole.add_told(targets(segment.text, year, words), "target", place, goal_id, None)
        self.whole.add_told(outcomes(segment.text, year, words), "outcome", place, goal_id, None)


def goal_texts(text: str) -> list[str]:
    """Return the goals in a section of goals: one for each sentence, unless the first leads the others with a colon."""
    if re.search(r":\s+(?:\d|[a-zåäö])", text) or re.match(r"\w+\s\d+(?:\.\d+)?\s*[:.–-]\s", text):
        return [text]
    parts = [part for part in re.split(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ\d])", text) if part.strip()]
    return parts or [text]
