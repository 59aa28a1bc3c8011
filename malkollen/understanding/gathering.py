"""How is a reading put together? Table by table: its goals, activities, verdicts and key figures, each with its id."""

import re
from collections.abc import Sequence
from dataclasses import replace

from malkollen.blocks import Heading, Spot
from malkollen.understanding.activities import Draft, Setting, drafts, take_carry_over
from malkollen.understanding.budget import table_budget_lines
from malkollen.understanding.entries import Entry, main_column, read_entries
from malkollen.understanding.goals import GoalName, GoalTree, name_of, names_in_cell, section_text
from malkollen.understanding.identity import Identity
from malkollen.understanding.indicators import read_indicators
from malkollen.understanding.numbers import NUMBER_WORDS
from malkollen.understanding.occasions import in_time_order
from malkollen.understanding.reading import (
    Corrections,
    Doubt,
    Place,
    ReadActivity,
    ReadAssessment,
    ReadBudget,
    ReadColumn,
    ReadKpi,
    ReadStatedTotal,
    ReadTable,
)
from malkollen.understanding.sentences import Figure, outcomes, targets
from malkollen.understanding.statuses import near_words, read_assessment
from malkollen.understanding.tables import JoinedTable, Part
from malkollen.understanding.told import as_kpi, figure_doubts
from malkollen.understanding.vocabulary import fold

_SAME = re.compile(r"[^\w]+")


class Gathering:
    """What has been understood of a document so far, part by part."""

    def __init__(self, setting: Setting, identity: Identity, corrections: Corrections) -> None:
        self.setting = setting
        self.vocabulary = setting.vocabulary
        self.identity = identity
        self.corrections = corrections
        self.tree = GoalTree()
        self.activities: list[ReadActivity] = []
        self.assessments: list[ReadAssessment] = []
        self.kpis: list[ReadKpi] = []
        self.budget: list[ReadBudget] = []
        self.totals: list[ReadStatedTotal] = []
        self.tables: list[ReadTable] = []
        self.doubts: list[Doubt] = list(identity.doubts)
        self.labels: list[str] = []
        self.measured: set[str] = set()
        self.pieces: dict[str, tuple[tuple[Spot, str], ...]] = {}
        self.left_out: set[int] = set()
        self.seen: dict[str, str] = {}

    def drop_headings(self, parts: Sequence[Part], *, is_sheets: bool) -> None:
        """Leave out of the goals the headings that are none: the title, a sheet's name, what all stands under."""
        tables = [
            part
            for part in parts
            if isinstance(part, JoinedTable) and part.indexes("activity", "kpi", "assessment")
        ]
        headings = {id(heading): heading for part in parts for heading in part.section}
        if self.identity.title_heading is not None:
            self.left_out.add(id(self.identity.title_heading))
        for key, heading in headings.items():
            if (is_sheets and heading.level == 1) or self._is_generic(heading):
                self.left_out.add(key)
        shared = self._shared([self._kept(table.section) for table in tables])
        deeper = all(
            len(self._kept(table.section)) > len(shared) or self._names_goals(table)
            for table in tables
        )
        if shared and deeper:
            labelled = [
                name_of(heading.text, self.vocabulary).level is not None for heading in shared
            ]
            self.left_out.update(
                id(heading)
                for heading, is_goal in zip(shared, labelled, strict=True)
                if not is_goal
            )

    def _is_generic(self, heading: Heading) -> bool:
        """Say whether a heading only says what kind of thing stands beneath it."""
        name = name_of(heading.text, self.vocabulary)
        if name.level is not None:
            return False
        phrases = self.setting.phrases
        return any(
            phrases.is_label(kind, name.title) is not None
            for kind in (
                "section_activity",
                "section_kpi",
                "section_goal",
                "follow_up_title",
                "plan_title",
            )
        )

    def _names_goals(self, table: JoinedTable) -> bool:
        return any(index != main_column(table) for index in table.indexes("goal"))

    def _kept(self, section: Sequence[Heading]) -> list[Heading]:
        return [heading for heading in section if id(heading) not in self.left_out]

    @staticmethod
    def _shared(sections: Sequence[Sequence[Heading]]) -> list[Heading]:
        if len(sections) < 2:
            return []
        shared: list[Heading] = []
        for column in zip(*sections, strict=False):
            if any(heading is not column[0] for heading in column):
                break
            shared.append(column[0])
        return shared

    def section_goal(self, section: Sequence[Heading]) -> str | None:
        """Return the goal that the headings lead down to; None where none of them is one."""
        return self.tree.add_headings(self._kept(section), self.vocabulary, section)

    def default_goal(self, place: Place) -> str:
        """Return the goal of a document that names none: its title, so that every activity stands somewhere."""
        title = self.identity.title or "Dokumentet"
        return self.tree.add(GoalName(title=title), None, "heading", replace(place, section=None))

    def place(self, section: Sequence[Heading], page: str | None, row: int | None) -> Place:
        """Return a place under headings."""
        return Place(section=section_text(section) or None, page=page, row=row)

    def table(self, table: JoinedTable) -> None:
        """Take what a table says, by what its columns hold."""
        before = len(self.activities)
        self._doubt_columns(table)
        entries = read_entries(
            table, self.vocabulary, self.corrections.rows_apart, self.corrections.rows_joined
        )
        if table.indexes("activity"):
            self._activities(table, entries)
        elif table.indexes("kpi", "outcome", "target") and not is_of_money(table):
            self._indicators(table, entries)
        elif table.indexes("assessment") and table.indexes("goal"):
            self._assessed_goals(table, entries)
        else:
            self._budget(table)
        occasions = self.occasions(table) if table.indexes("activity") else {}
        self.tables.append(
            ReadTable(
                table_id=table.table_id,
                columns=tuple(
                    ReadColumn(
                        header=column.header,
                        field=column.field,
                        told_by=column.told_by,
                        occasion=occasions.get(index),
                    )
                    for index, column in enumerate(table.columns)
                ),
                row_count=len(table.rows),
                activity_count=len(self.activities) - before,
                place=self.place(table.section, table.spot.page, table.spot.row),
            )
        )

    def _doubt_columns(self, table: JoinedTable) -> None:
        """Doubt the columns that were taken for what stands in them, and a table of which nothing is known."""
        place = self.place(table.section, table.spot.page, table.spot.row)
        for column in table.columns:
            if column.told_by == "content" and column.field is not None and column.header:
                self.doubts.append(
                    Doubt(
                        code="column_by_content", place=place, field=column.field,
                        subject=table.table_id, found=column.header,
                    )
                )  # fmt: skip
        headers = [column.header for column in table.columns if column.header]
        if headers and len(table.rows) > 2 and not any(column.field for column in table.columns):
            self.doubts.append(
                Doubt(
                    code="table_not_understood", place=place, subject=table.table_id,
                    found=", ".join(headers),
                )
            )  # fmt: skip

    def occasions(self, table: JoinedTable) -> dict[int, int]:
        """Return the occasion of each status column; the same heading means the same occasion in every table."""
        numbers: dict[int, int] = {}
        columns = in_time_order(table)
        for index in columns:
            column = table.columns[index]
            label = column.label or (column.header if len(columns) > 1 else "")
            label = fold(label).strip(" *")
            if label not in self.labels:
                if not label and self.labels:
                    numbers[index] = len(self.labels)
                    continue
                self.labels.append(label)
            numbers[index] = self.labels.index(label) + 1
        return numbers

    def _activities(self, table: JoinedTable, entries: Sequence[Entry]) -> None:
        occasions = self.occasions(table)
        walk = _Walk(self, table)
        for entry in entries:
            walk.take(entry)
            if entry.role != "item":
                continue
            place = walk.place(entry)
            for draft in drafts(entry, table, self.setting, occasions, place):
                if draft.title:
                    goal_id = walk.goal_of(place)
                    added = self.add_activity(draft, goal_id, place, carried_from=walk.carried_from)
                    self.pieces[added] = entry.pieces
            self._assessment_in_row(table, entry, walk, place)
            if table.indexes("kpi") and entry.text(table.indexes("kpi")[0]):
                kpis, doubts = read_indicators(entry, table, self.setting, walk.own_goal, place)
                self.kpis += kpis
                self.doubts += doubts
        self._silent_columns(table, entries, occasions)

    def _silent_columns(
        self, table: JoinedTable, entries: Sequence[Entry], occasions: dict[int, int]
    ) -> None:
        """Doubt a column of statuses in which nothing can be read: its answers are colours or pictures."""
        items = [entry for entry in entries if entry.role == "item"]
        for index in occasions:
            if len(items) > 1 and not any(
                entry.text(index) or entry.fills[index] for entry in items
            ):
                place = self.place(table.section, table.spot.page, table.spot.row)
                self.doubts.append(
                    Doubt(code="colours_only", place=place, field="status", subject=table.table_id)
                )

    def _assessment_in_row(
        self, table: JoinedTable, entry: Entry, walk: "_Walk", place: Place
    ) -> None:
        """Take a goal's own verdict that stands beside its activities."""
        for index in table.indexes("assessment"):
            text = entry.text(index)
            if text and not entry.merged[index] and walk.own_goal is not None:
                self.add_assessment(walk.own_goal, text, 1, place, entry.fills[index])

    def _indicators(self, table: JoinedTable, entries: Sequence[Entry]) -> None:
        walk = _Walk(self, table)
        for entry in entries:
            walk.take(entry)
            if entry.role != "item":
                continue
            place = walk.place(entry)
            goal_id = walk.goal_of(place, may_be_none=True)
            kpis, doubts = read_indicators(entry, table, self.setting, goal_id, place)
            self.kpis += kpis
            self.doubts += doubts
            for index in table.indexes("assessment"):
                text = entry.text(index)
                # A verdict on a measure is no verdict on the heading that it stands under.
                if walk.own_goal is not None and not entry.merged[index]:
                    self.add_assessment(walk.own_goal, text, 1, place, entry.fills[index])

    def _budget(self, table: JoinedTable) -> None:
        """Take the lines of a table of revenue, cost and net cost by year."""
        unit = name_of(table.section[-1].text, self.vocabulary).title if table.section else None
        title = " ".join(heading.text for heading in table.section[-1:])
        header = [
            table.columns[0].header or title,
            *(column.header for column in table.columns[1:]),
        ]
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        if rows and not any(header[1:]):
            header = [f"{rows[0][0]} {title}", *rows[0][1:]]
        lines, doubts = table_budget_lines(
            header, rows, self.vocabulary.figures, unit or self.identity.body
        )
        for line in lines:
            spot = table.rows[line.at].spot
            self.budget.append(
                ReadBudget(
                    unit=line.unit or self.identity.body or "–", line=line.line, line_text=line.line_text,
                    year=line.year, amount_tkr=line.amount_tkr,
                    place=self.place(table.section, spot.page, spot.row),
                )
            )  # fmt: skip
        place = self.place(table.section, table.spot.page, table.spot.row)
        self.doubts += [
            Doubt(code="budget_differs", place=place, field="budget", found=one.found)
            for one in doubts
        ]

    def _assessed_goals(self, table: JoinedTable, entries: Sequence[Entry]) -> None:
        walk = _Walk(self, table)
        labels = [table.columns[index].label for index in table.indexes("assessment")]
        for entry in entries:
            walk.take(entry)
            if entry.role != "item":
                continue
            place = walk.place(entry)
            names = names_in_cell(entry.cells[walk.main], self.vocabulary)
            parent = walk.goal_of(place, may_be_none=True)
            for name in names:
                level = table.columns[walk.main].level or "goal"
                goal = (
                    name
                    if name.level
                    else replace(name, level_text=table.columns[walk.main].header or None)
                )
                parent = self.tree.add(goal, parent, level, place)
            if parent is None:
                continue
            for number, index in enumerate(self._verdicts(table), start=1):
                occasion = number if len(set(labels)) > 1 else 1
                self.add_assessment(parent, entry.text(index), occasion, place, entry.fills[index])

    @staticmethod
    def _verdicts(table: JoinedTable) -> list[int]:
        """Return the columns of verdicts: of several at one occasion, the one that weighs the others together."""
        columns = table.indexes("assessment")
        if len({table.columns[index].label for index in columns}) == len(columns):
            return columns
        whole = [
            index
            for index in columns
            if fold(table.columns[index].header).startswith(("sammanvägd", "samlad", "total"))
        ]
        return whole[:1] or columns[-1:]

    def add_activity(
        self, draft: Draft, goal_id: str, place: Place, *, carried_from: int | None = None
    ) -> str:
        """Add an activity and return its id; one with the wording of an earlier is the same again."""
        activity_id = f"a{len(self.activities) + 1:03d}"
        key = _SAME.sub(" ", fold(draft.title)).strip()
        original = self.seen.setdefault(key, activity_id)
        self.activities.append(
            ReadActivity(
                activity_id=activity_id,
                same_as_activity_id=original if original != activity_id else None,
                goal_id=goal_id,
                goal_path=self.tree.path(goal_id),
                kind=draft.kind,
                title=draft.title,
                details=draft.details,
                priority_text=draft.priority_text,
                committees_text=draft.committees_text,
                committees=draft.committees,
                start_text=draft.start_text,
                start_date=draft.start_date,
                due_text=draft.due_text,
                due_date=draft.due_date,
                carried_over_from=draft.carried_over_from or carried_from,
                carried_over_text=draft.carried_over_text,
                deferral=draft.deferral,
                reports=draft.reports,
                place=place,
            )
        )
        self.doubts += [replace(doubt, subject=activity_id) for doubt in draft.doubts]
        return activity_id

    def add_details(self, activity_id: str, text: str) -> None:
        """Add an item that stands beneath an activity to what it says of it."""
        for index, one in enumerate(self.activities):
            if one.activity_id == activity_id:
                details = f"{one.details}\n{text}" if one.details else text
                self.activities[index] = replace(one, details=details)

    def add_assessment(
        self, goal_id: str, text: str, occasion: int, place: Place, fill: str | None
    ) -> None:
        """Add a goal's verdict, or the doubt that it cannot be read."""
        verdict = read_assessment(text, self.vocabulary)
        if verdict.text is None and fill is None:
            return
        if verdict.text is None or verdict.is_sign_only:
            found = verdict.text or f"#{fill}"
            self.doubts.append(
                Doubt(
                    code="assessment_not_readable",
                    place=place,
                    field="assessment",
                    subject=goal_id,
                    found=found,
                )
            )
            return
        if verdict.code is None:
            self.doubts.append(
                Doubt(
                    code="unknown_assessment", place=place, field="assessment", subject=goal_id,
                    found=verdict.text, candidates=near_words(verdict.text, self.vocabulary.assessments),
                )
            )  # fmt: skip
        self.assessments.append(
            ReadAssessment(
                goal_id=goal_id,
                goal_path=self.tree.path(goal_id),
                occasion=occasion,
                assessment_text=verdict.text,
                assessment=verdict.code,
                is_forecast=verdict.is_forecast,
                place=place,
            )
        )

    def add_figures(self) -> None:
        """Take the targets and outcomes that goals, activities and their comments tell."""
        words, year = self.setting.vocabulary.figures, self.setting.year
        for goal in tuple(self.tree.goals):
            if goal.goal_id not in self.measured:
                text = goal.wording or goal.title
                self.add_told(
                    targets(text, year, words, standing="goal"),
                    "target",
                    goal.place,
                    goal.goal_id,
                    None,
                )
        for one in self.activities:
            if one.same_as_activity_id is not None:
                continue
            found = targets(one.title, year, words, standing="goal")
            self.add_told(found, "target", one.place, one.goal_id, one.activity_id)
            for report in one.reports:
                if report.comment:
                    said = targets(report.comment, year, words)
                    self.add_told(said, "target", one.place, one.goal_id, one.activity_id)
                    told = [
                        one
                        for one in outcomes(report.comment, year, words)
                        if not _is_in_passing(one)
                    ]
                    self.add_told(told, "outcome", one.place, one.goal_id, one.activity_id)

    def add_told(  # noqa: PLR0913  # a figure has this much around it
        self, figures: Sequence[Figure], kind: str, place: Place, goal_id: str | None, activity_id: str | None,
        *, keeps_directions: bool = False,
    ) -> None:  # fmt: skip
        """Take the figures that a text tells; a direction without a number only where targets stand."""
        for figure in figures:
            if figure.doubt is not None or figure.value is None:
                self.doubts += figure_doubts([figure], place)
            if figure.value is None and not (
                keeps_directions and figure.direction and figure.doubt is None
            ):
                continue
            where = self._where(figure.text, place, activity_id)
            self.kpis.append(as_kpi(figure, kind, where, goal_id=goal_id, activity_id=activity_id))

    def _where(self, text: str, place: Place, activity_id: str | None) -> Place:
        """Return the row of an activity that holds a figure's words, where its text runs over several."""
        wanted = " ".join(text.split())
        for spot, piece in self.pieces.get(activity_id or "", ()):
            if wanted and wanted in " ".join(piece.split()):
                return replace(place, page=spot.page, row=spot.row)
        return place


def _is_in_passing(figure: Figure) -> bool:
    """Say whether a figure is a count that a sentence happens to begin with ("Två medarbetare är anställda")."""
    first = figure.text.split(maxsplit=1)[0] if figure.text else ""
    return first[:1].isupper() and first.lower() in NUMBER_WORDS


_MONEY_HEADERS = ("budget", "avvikelse", "bokslut", "prognos", "intäkter", "kostnader", "netto")
_MONEY = re.compile(r"\b(?:tkr|mkr|mnkr|msek|kronor|kr)\b", re.IGNORECASE)


def is_of_money(table: JoinedTable) -> bool:
    """Say whether a table is of budgets and their outcome, by unit: it has no column of key figures."""
    if table.indexes("kpi"):
        return False
    headers = [fold(column.header) for column in table.columns]
    money = sum(header.startswith(_MONEY_HEADERS) for header in headers)
    is_told = any(_MONEY.search(text) for text in [*headers, *(one.text for one in table.section)])
    return money > 1 or (money == 1 and is_told)


class _Walk:
    """Keeps which goals hold as the rows of a table go by."""

    def __init__(self, whole: Gathering, table: JoinedTable) -> None:
        self.whole = whole
        self.table = table
        self.main = main_column(table)
        self.columns = [index for index in table.indexes("goal") if index != self.main]
        self.section = whole.section_goal(table.section)
        self.group: str | None = None
        self.named: dict[int, str] = {}
        self.assignment: str | None = None
        self.carried_from: int | None = None

    @property
    def own_goal(self) -> str | None:
        """The innermost goal that a column names."""
        return self.named[max(self.named)] if self.named else None

    def place(self, entry: Entry) -> Place:
        return self.whole.place(self.table.section, entry.spot.page, entry.spot.row)

    def take(self, entry: Entry) -> None:
        """Note the goals that an entry names."""
        place = self.place(entry)
        if entry.role == "sum":
            return
        if entry.role == "group" and entry.text(self.main):
            self._begin_group(entry, place)
            return
        self._name(entry, place)
        if entry.role == "assignment":
            name = name_of(entry.text(self.main), self.whole.vocabulary)
            level = entry.level or "assignment"
            title = take_carry_over(name.title, self.whole.setting.phrases)[0]
            name = replace(name, title=title, level=level, level_text=entry.label)
            self.assignment = self.whole.tree.add(name, self._above(), level, place)

    def _begin_group(self, entry: Entry, place: Place) -> None:
        text = entry.text(self.main)
        carried = self.whole.setting.phrases.find("carried_over_group", text)
        self.carried_from = carried.year if carried is not None else None
        self.assignment = None
        self.named = {}
        self.group = self.whole.tree.add(
            name_of(text, self.whole.vocabulary), self.section, "heading", place
        )

    def _name(self, entry: Entry, place: Place) -> None:
        for index in self.columns:
            names = names_in_cell(entry.cells[index], self.whole.vocabulary)
            if not names:
                continue
            parent = self._left_of(index)
            column = self.table.columns[index]
            for name in names:
                shown = name if name.level else replace(name, level_text=_bare(column.header))
                parent = self.whole.tree.add(shown, parent, column.level or "goal", place)
            if self.named.get(index) != parent:
                self.assignment = None
                for right in [one for one in self.named if one > index]:
                    del self.named[right]
            self.named[index] = parent  # type: ignore[assignment]  # at least one name was added

    def _left_of(self, index: int) -> str | None:
        above = [self.named[one] for one in sorted(self.named) if one < index]
        return above[-1] if above else self.group or self.section

    def _above(self) -> str | None:
        return self.own_goal or self.group or self.section

    def goal_of(self, place: Place, *, may_be_none: bool = False) -> str:
        """Return the goal that an item stands under; a document without goals has one that bears its title."""
        goal = self.assignment or self._above()
        if goal is None and not may_be_none:
            goal = self.whole.default_goal(place)
        return goal  # type: ignore[return-value]  # none only where it may be


def _bare(header: str) -> str | None:
    return re.sub(r"[*†:]+|\s+(?:19|20)\d{2}$", "", header).strip() or None
