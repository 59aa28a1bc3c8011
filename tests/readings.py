"""Readings of every kind, for property tests: what an understanding may hand over, texts as wild as files can be."""

from datetime import date
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from malkollen.record import GOAL_LEVELS, MEASURES, OPERATORS
from malkollen.understanding.reading import (
    Doubt,
    Place,
    ReadActivity,
    ReadAssessment,
    ReadBudget,
    ReadDeferral,
    ReadDocument,
    ReadGoal,
    Reading,
    ReadKpi,
    ReadOccasion,
    ReadStatedTotal,
    Report,
)
from malkollen.words.reading import DOUBTS

# What tears tables and texts apart, among letters of all kinds.
TEXTS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "=1+1",
            '"',
            ",",
            ";",
            "a\nb",
            "\r\n",
            "\r",
            "\t",
            "\x00",
            "\x85",
            "\u2028",
            "\ufeff",
            "'''",
        ]
    ),
    st.lists(st.sampled_from(["Ö,", "b;", '"c"', "\n", "-", "#", "[x]", "é"]), max_size=30).map(
        " ".join
    ),
)
_DATES = st.dates(date(1990, 1, 1), date(2100, 12, 31))
_YEARS = st.integers(1990, 2100)
_NUMBERS = st.floats(allow_nan=False, allow_infinity=False)

# Fields that may not hold just any text.
_FIELDS: dict[str, Any] = {
    "kind": st.sampled_from(["plan", "follow_up"]),
    "code": st.sampled_from(sorted(DOUBTS)),
}


def _of_type(hint: Any) -> Any:
    if get_origin(hint) in (Union, UnionType):
        return st.one_of(st.none(), *(_of_type(p) for p in get_args(hint) if p is not NoneType))
    if get_origin(hint) is tuple:
        return st.lists(_of_type(get_args(hint)[0]), max_size=2).map(tuple)
    known = {
        str: TEXTS,
        bool: st.booleans(),
        int: st.integers(0, 999_999_999),
        float: _NUMBERS,
        date: _DATES,
    }
    return known[hint] if hint in known else records(hint)


def records(record: Any, **fields: Any) -> Any:
    """Return a strategy for a record: each field of its type, but for those named."""
    hints = get_type_hints(record)
    drawn = {name: _of_type(hint) for name, hint in hints.items() if name not in fields}
    if record in (Doubt, ReadDocument):
        drawn |= {name: one for name, one in _FIELDS.items() if name in hints}
    return st.builds(record, **{**drawn, **fields})


def anything() -> Any:
    """Return a strategy for readings that need not make sense."""
    return records(Reading)


_GOAL_IDS = st.sampled_from(["g1", "g2"])
_MAYBE_GOAL = st.one_of(st.none(), _GOAL_IDS)


def _goals() -> Any:
    def goal(goal_id: str, parent: Any) -> Any:
        return records(
            ReadGoal,
            goal_id=st.just(goal_id),
            parent_goal_id=parent,
            level=st.sampled_from(GOAL_LEVELS),
        )

    return st.tuples(goal("g1", st.none()), goal("g2", st.sampled_from([None, "g1"])))


def _activities() -> Any:
    def activity(number: int) -> Any:
        return records(
            ReadActivity,
            activity_id=st.just(f"a{number}"),
            same_as_activity_id=st.none(),
            goal_id=_GOAL_IDS,
            carried_over_from=st.one_of(st.none(), _YEARS),
            deferral=st.one_of(
                st.none(),
                records(
                    ReadDeferral,
                    kind=st.sampled_from(["within_year", "to_later_year", "date_unknown"]),
                    told_by=st.sampled_from(["mark", "date_column", "title", "comment"]),
                ),
            ),
            reports=st.lists(
                records(
                    Report,
                    occasion=st.integers(1, 2),
                    status=st.sampled_from(["completed", "on_plan"]),
                ),
                max_size=2,
                unique_by=lambda report: report.occasion,
            ).map(tuple),
        )

    return st.integers(0, 2).flatmap(lambda many: st.tuples(*(activity(n) for n in range(many))))


def publishable() -> Any:
    """Return a strategy for readings that hold together, with texts of every kind."""
    occasions = st.lists(
        st.builds(
            ReadOccasion, number=st.just(0), label=TEXTS, as_of_date=st.one_of(st.none(), _DATES),
            is_as_of_stated=st.booleans(), as_of_note=st.one_of(st.none(), TEXTS),
        ),
        max_size=2,
    ).map(
        lambda rows: tuple(
            ReadOccasion(**{**vars(row), "number": number}) for number, row in enumerate(rows, 1)
        )
    )  # fmt: skip
    return records(
        Reading,
        document=records(
            ReadDocument,
            municipality_code=st.just("2584"),
            body=st.just("Barnnämnden"),
            kind=st.sampled_from(["plan", "follow_up"]),
            year=_YEARS,
            occasions=occasions,
        ),
        goals=_goals(),
        activities=_activities(),
        assessments=st.lists(
            records(
                ReadAssessment,
                goal_id=_GOAL_IDS,
                occasion=st.integers(1, 2),
                assessment=st.sampled_from([None, "met", "not_met"]),
            ),
            max_size=2,
        ).map(tuple),
        kpis=st.lists(
            records(
                ReadKpi,
                kind=st.sampled_from(["listing", "target", "outcome"]),
                operator=st.sampled_from([None, *OPERATORS]),
                direction=st.sampled_from([None, "increase", "decrease"]),
                year=st.one_of(st.none(), _YEARS),
                gender=st.sampled_from(["T", "K", "M"]),
                goal_id=_MAYBE_GOAL,
                activity_id=st.none(),
            ),
            max_size=3,
        ).map(tuple),
        budget=st.lists(
            records(ReadBudget, line=st.sampled_from(["revenue", "cost", "net_cost"]), year=_YEARS),
            max_size=3,
        ).map(tuple),
        stated_totals=st.lists(
            records(
                ReadStatedTotal,
                measure=st.sampled_from(MEASURES),
                level=st.sampled_from([None, *GOAL_LEVELS]),
                goal_id=_MAYBE_GOAL,
            ),
            max_size=2,
        ).map(tuple),
        tables=st.just(()),
        doubts=st.lists(records(Doubt, place=records(Place)), max_size=1).map(tuple),
    )
