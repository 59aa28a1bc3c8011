"""What was understood? The document, its goals, activities, key figures, budget and totals, each with its place.

docs/reading.md describes the JSON that is made of it; a field once there keeps its name and meaning.
"""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where something stood in the original: under which headings, on which page or sheet, in which row."""

    section: str | None = None
    page: str | None = None
    row: int | None = None


@dataclass(frozen=True, kw_only=True)
class ReadOccasion:
    """When statuses were reported. `as_of_note` says how the date was inferred, or why there is none."""

    number: int
    label: str
    as_of_date: date | None
    is_as_of_stated: bool
    as_of_note: str | None = None


@dataclass(frozen=True, kw_only=True)
class PrintedDate:
    """A date printed on the document itself."""

    date: date
    place: Place


@dataclass(frozen=True, kw_only=True)
class ReadDocument:
    """What the document is, as far as it tells; what it does not tell is None."""

    municipality_code: str | None
    municipality: str | None
    title: str | None
    body: str | None
    kind: str
    year: int | None
    term_start_year: int | None
    term_end_year: int | None
    diary_number: str | None
    occasions: tuple[ReadOccasion, ...]
    printed_dates: tuple[PrintedDate, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReadGoal:
    """A goal or a heading that activities stand under. `path` is the titles from the top down to its own."""

    goal_id: str
    parent_goal_id: str | None
    path: tuple[str, ...]
    level: str
    level_text: str | None
    number: str | None
    title: str
    wording: str | None
    is_prioritised: bool
    place: Place


@dataclass(frozen=True, kw_only=True)
class ReadDeferral:
    """A moved end. `kind` and `told_by` are those of the record (docs/record.md)."""

    kind: str
    told_by: str
    to_text: str | None = None
    to_date: date | None = None
    from_text: str | None = None
    from_date: date | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Report:
    """A status at one occasion. `status` is the code, None for a word that the crosswalk does not hold."""

    occasion: int
    status_text: str | None
    status: str | None
    comment: str | None


@dataclass(frozen=True, kw_only=True)
class ReadActivity:
    """An activity as listed.

    `title` is its own wording, without what is told about it (carry-over, comment). `details` is what stands beneath
    it: items of a list, an explanation.
    """

    activity_id: str
    same_as_activity_id: str | None
    goal_id: str
    goal_path: tuple[str, ...]
    kind: str
    title: str
    details: str | None = None
    priority_text: str | None
    committees_text: str | None
    committees: tuple[str, ...]
    start_text: str | None
    start_date: date | None
    due_text: str | None
    due_date: date | None
    carried_over_from: int | None
    carried_over_text: str | None
    deferral: ReadDeferral | None
    reports: tuple[Report, ...]
    place: Place


@dataclass(frozen=True, kw_only=True)
class ReadAssessment:
    """A goal's own verdict. `assessment` is the code, None for a word that the crosswalk does not hold."""

    goal_id: str
    goal_path: tuple[str, ...]
    occasion: int
    assessment_text: str
    assessment: str | None
    is_forecast: bool
    place: Place


@dataclass(frozen=True, kw_only=True)
class ReadKpi:
    """A key figure that the document lists (`listing`), a target or an outcome.

    `text` is the few words that carry the number. `gender` is T, K or M. `direction` is set for a target without a
    number: `increase`, `decrease`.
    """

    name: str
    kind: str
    operator: str | None
    value: float | None
    value_high: float | None
    unit: str | None
    year: int | None
    period: str | None
    gender: str
    text: str | None
    direction: str | None
    breakdown: str | None
    frequency: str | None
    reports_per_year: int | None
    goal_id: str | None
    activity_id: str | None
    place: Place


@dataclass(frozen=True, kw_only=True)
class ReadBudget:
    """A budget line, in thousands of kronor."""

    unit: str
    line: str
    line_text: str
    year: int
    amount_tkr: float
    place: Place


@dataclass(frozen=True, kw_only=True)
class ReadStatedTotal:
    """A total that the document states about itself; `counted` is what was read, where that can be counted."""

    measure: str
    value: float
    text: str
    level: str | None
    goal_id: str | None
    counted: float | None
    place: Place


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """What is not certain, and why.

    `code` is one of `words.DOUBTS`; `field` names the field, `subject` the goal's, activity's or table's id where
    there is one; `found` is what stood there; `candidates` what it may mean, nearest first.
    """

    code: str
    place: Place
    field: str | None = None
    subject: str | None = None
    found: str | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReadColumn:
    """What a column was taken for. `field` is None for one that is not used; `occasion` where it is one's status."""

    header: str
    field: str | None
    occasion: int | None = None
    told_by: str = "header"


@dataclass(frozen=True, kw_only=True)
class ReadTable:
    """A table of the document, joined over its pages, and what its columns were taken for."""

    table_id: str
    columns: tuple[ReadColumn, ...]
    row_count: int
    activity_count: int
    place: Place


@dataclass(frozen=True, kw_only=True)
class Reading:
    """All that was understood of a document."""

    document: ReadDocument
    goals: tuple[ReadGoal, ...] = ()
    activities: tuple[ReadActivity, ...] = ()
    assessments: tuple[ReadAssessment, ...] = ()
    kpis: tuple[ReadKpi, ...] = ()
    budget: tuple[ReadBudget, ...] = ()
    stated_totals: tuple[ReadStatedTotal, ...] = ()
    tables: tuple[ReadTable, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Given:
    """What whoever takes the document in says about it; None where the document is to tell."""

    municipality_code: str | None = None
    body: str | None = None
    year: int | None = None
    as_of_date: date | None = None
    title: str | None = None
    kind: str | None = None


@dataclass(frozen=True, kw_only=True)
class ColumnCorrection:
    """What a column of a table means. `field` is a field of `header_words.csv`, or None for none."""

    table_id: str
    column: int
    field: str | None


@dataclass(frozen=True, kw_only=True)
class FieldCorrection:
    """What a field of an activity is: `subject` is its id, `value` as the record writes it ('' for none)."""

    subject: str
    field: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Corrections:
    """What whoever takes the document in has corrected.

    `status_words` are pairs of a word as written (lower case) and its status code. `rows_apart` and `rows_joined` name
    rows by page and row: one that begins an item of its own, one that continues the row before. `fields` are applied
    last. `left_out` are ids of activities that are none.
    """

    columns: tuple[ColumnCorrection, ...] = ()
    status_words: tuple[tuple[str, str], ...] = ()
    rows_apart: tuple[tuple[str | None, int], ...] = ()
    rows_joined: tuple[tuple[str | None, int], ...] = ()
    fields: tuple[FieldCorrection, ...] = ()
    left_out: tuple[str, ...] = field(default=())
