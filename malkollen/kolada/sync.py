"""How are Kolada's values fetched? The catalogue first, then series in batches; each is written when it is whole."""

import os
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from malkollen.kolada.bodies import (
    Fetched,
    ValueReader,
    kept_areas,
    read_areas,
    read_groups,
    read_kpis,
)
from malkollen.kolada.client import LONGEST_LIST, Client, Patience
from malkollen.kolada.errors import KoladaError, KoladaProblem
from malkollen.kolada.folder import Journal, held_cards, held_series, open_journal
from malkollen.kolada.progress import Progress, Tell
from malkollen.kolada.series import in_force, judged, merged, no_values
from malkollen.national import (
    AREAS,
    GROUPS,
    KPIS,
    SeriesCard,
    series_path,
    write_series,
    write_table,
)

# Kolada's longest series, of inhabitants, begin about here. Some measures are published for the year to come.
_FIRST_YEAR = 1968
# After as many failures in a row, the service is taken to be away.
_MOST_FAILURES = 4
# Measures of municipalities, and of municipalities and regions alike. The third kind, L, is of regions alone.
_MUNICIPAL_TYPES = ("K", "A")


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a sync is asked for.

    Without `national_kpi_ids`: those in `catalogue_ids`, which Målkollen's own catalogue names, and those held already;
    with `is_all` every one of municipalities. Without `municipality_codes`, which may be names too, all areas. `since`
    goes before the day from which a held series is asked for; a new one is always fetched in full.
    """

    address: str
    catalogue_ids: tuple[str, ...] = ()
    national_kpi_ids: tuple[str, ...] = ()
    municipality_codes: tuple[str, ...] = ()
    since: date | None = None
    is_all: bool = False


@dataclass
class Report:
    """What a sync did: series fetched, stopped and newly retired, values new and replaced, and what went wrong."""

    fetched: list[str] = field(default_factory=list)
    done_before: list[str] = field(default_factory=list)
    stopped: list[SeriesCard] = field(default_factory=list)
    retired: list[SeriesCard] = field(default_factory=list)
    not_in_kolada: list[str] = field(default_factory=list)
    value_count: int = 0
    replaced_count: int = 0
    problems: list[KoladaProblem] = field(default_factory=list)


@dataclass(frozen=True)
class _Catalogue:
    kpis: Mapping[str, Mapping[str, Any]]
    areas: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class _Task:
    """A series to fetch: the card that it gets, and the day from which changes are asked for; None is all there is."""

    card: SeriesCard
    from_date: date | None


class _Telling:
    """Keeps count and tells it."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._now = Progress(phase="catalogue", started_at=datetime.now(), pid=os.getpid())
        tell(self._now)

    def change(self, **changes: Any) -> None:
        self._now = replace(self._now, **changes)
        self._tell(self._now)

    def count(self, *, done: int = 0, values: int = 0) -> None:
        self.change(done=self._now.done + done, values=self._now.values + values)


def _batches(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), LONGEST_LIST):
        yield items[start : start + LONGEST_LIST]


def _all_rows(client: Client, path: str) -> Iterator[Any]:
    for page in client.pages(path, page="1"):
        yield from page


def _row_count(path: Path) -> int:
    try:
        return int(pq.read_metadata(path).num_rows)
    except (OSError, pa.ArrowInvalid):
        return 0


def _fetch_catalogue(client: Client, folder: Path, today: date) -> _Catalogue:
    """Fetch and write catalogue, areas and groups, all three or none; raise KoladaError where one is not whole."""
    parts = (
        ("kpis", KPIS, read_kpis(_all_rows(client, "kpi"), today)),
        ("areas", AREAS, read_areas(_all_rows(client, "municipality"), today)),
        ("groups", GROUPS, read_groups(_all_rows(client, "municipality_groups"), today)),
    )
    for name, _, rows in parts:
        held = _row_count(folder / f"{name}.parquet")
        # A catalogue cut off would end the series of all that it leaves out.
        if not rows or 2 * len(rows) < held:
            raise KoladaError(
                KoladaProblem(code="shrunk", field=name, found=str(len(rows)), allowed=(str(held),))
            )
    for name, schema, rows in parts:
        write_table(pa.Table.from_pylist(rows, schema=schema), folder / f"{name}.parquet", schema)
    (_, _, kpis), (_, _, areas), _ = parts
    return _Catalogue({row["national_kpi_id"]: row for row in kpis}, kept_areas(areas))


def _area_codes(wish: Wish, areas: Mapping[str, str]) -> tuple[str, ...]:
    """Return the codes of the areas chosen; raise KoladaError where one is not known."""
    codes = {name.casefold(): code for code, name in areas.items()}
    found = {
        one: one if one in areas else codes.get(one.casefold()) for one in wish.municipality_codes
    }
    unknown = [
        KoladaProblem(code="unknown_area", found=one) for one, code in found.items() if code is None
    ]
    if unknown:
        raise KoladaError(*unknown)
    return tuple(sorted({code for code in found.values() if code is not None}))


def _wished(wish: Wish, catalogue: _Catalogue, held: Iterable[str], report: Report) -> list[str]:
    """Return the ids to look at, in order; those that are nowhere are told."""
    held_ids = set(held)
    known = held_ids | {
        kpi_id
        for kpi_id, row in catalogue.kpis.items()
        if row["municipality_type"] in _MUNICIPAL_TYPES
    }
    if wish.national_kpi_ids:
        asked = set(wish.national_kpi_ids)
        report.problems += [
            KoladaProblem(
                code="of_regions" if one in catalogue.kpis else "unknown_kpi",
                national_kpi_ids=(one,),
            )
            for one in sorted(asked - known)
        ]
    else:
        asked = known if wish.is_all else {*wish.catalogue_ids, *held_ids}
        report.not_in_kolada += sorted(asked - known)
    return sorted(asked & known)


class _Sync:
    """One sync under way: what it asks, where it writes, and what it has found."""

    def __init__(
        self, client: Client, folder: Path, wish: Wish, today: date, telling: _Telling
    ) -> None:
        self._client, self._folder, self._wish, self._today = client, folder, wish, today
        self._telling = telling
        self.report = Report()

    def run(self) -> Report:
        """Fetch everything asked for; raise KoladaError where it cannot even begin."""
        catalogue = _fetch_catalogue(self._client, self._folder, self._today)
        self._areas = catalogue.areas
        self._codes = _area_codes(self._wish, catalogue.areas)
        cards, unreadable = held_cards(self._folder)
        self.report.problems += unreadable
        broken = {one for problem in unreadable for one in problem.national_kpi_ids}
        wished = _wished(self._wish, catalogue, (*cards, *broken), self.report)
        journal = open_journal(self._folder, self._asked(), self._today)
        self.report.done_before = [one for one in wished if one in journal.done]
        left = [one for one in wished if one not in broken | journal.done]
        tasks = []
        for one in left:
            try:
                task = self._task(one, cards.get(one), catalogue)
            except KoladaError as error:
                self.report.problems += error.problems
            else:
                tasks += [task] if task else []
        self._telling.change(phase="values", total=len(tasks))
        if self._fetch_all(tasks, journal):
            journal.end()
        return self.report

    def _asked(self) -> dict[str, Any]:
        wish = self._wish
        return {
            "address": wish.address,
            "kpis": sorted(wish.national_kpi_ids),
            "areas": list(self._codes),
            "since": wish.since and wish.since.isoformat(),
            "is_all": wish.is_all,
        }

    def _task(self, kpi_id: str, card: SeriesCard | None, catalogue: _Catalogue) -> _Task | None:
        """Return what is to be fetched of a series; None where it is stopped or in the catalogue no longer."""
        row = catalogue.kpis.get(kpi_id)
        title = row["title"] if row else None
        if card is None:
            # It has been wished for, so the catalogue has it.
            new = SeriesCard(
                national_kpi_id=kpi_id,
                title=title or "",
                fetched_on=self._today,
                has_all_areas=False,
            )
            return _Task(card=judged(new, title, self._today), from_date=None)
        now = judged(card, title, self._today)
        if now != card:
            self._write_card(now)
        if now.state == "stopped":
            self.report.stopped.append(now)
            return None
        if now.state == "retired" and now != card:
            self.report.retired.append(now)
        return None if title is None else _Task(card=now, from_date=self._from_date(card))

    def _write_card(self, card: SeriesCard) -> None:
        held = held_series(self._folder, card.national_kpi_id)
        write_series(self._folder, card, no_values() if held is None else held[1])

    def _held_areas(self, card: SeriesCard) -> set[str]:
        held = held_series(self._folder, card.national_kpi_id)
        column = (no_values() if held is None else held[1]).column("area_code")
        return {str(code) for code in column.unique().to_pylist()}

    def _from_date(self, card: SeriesCard) -> date | None:
        """Return the day from which changes to a held series are enough; None where all of it must be fetched."""
        if not card.has_all_areas and (
            not self._codes or not self._held_areas(card).issuperset(self._codes)
        ):
            return None
        # By a clock that was wrong then, or is now: nobody knows since when changes are missed.
        if card.fetched_on > self._today:
            return None
        # A series begun anew has no values yet.
        if _row_count(series_path(self._folder, card.national_kpi_id)) == 0:
            return None
        return self._wish.since or card.fetched_on

    def _fetch_all(self, tasks: Sequence[_Task], journal: Journal) -> bool:
        """Fetch all series in batches and return whether every batch was answered."""
        by_day: defaultdict[date | None, dict[str, _Task]] = defaultdict(dict)
        for task in tasks:
            by_day[task.from_date][task.card.national_kpi_id] = task
        batches = deque(
            (from_date, ids)
            for from_date in sorted(by_day, key=lambda day: day or date.min)
            for ids in _batches(list(by_day[from_date]))
        )
        failures, is_whole = 0, True
        while batches and failures < _MOST_FAILURES:
            from_date, ids = batches.popleft()
            try:
                fetched = self._fetch(ids, from_date)
            except KoladaError as error:
                if len(ids) > 1 and all(one.code != "no_answer" for one in error.problems):
                    # One of them may be what is wrong; the others should not suffer for it.
                    half = len(ids) // 2
                    batches.extendleft([(from_date, ids[half:]), (from_date, ids[:half])])
                    continue
                failures, is_whole = failures + 1, False
                self._tell_failed(error, ids)
            else:
                failures = 0
                journal.add(one for one in ids if self._keep(by_day[from_date][one], fetched[one]))
            self._telling.count(done=len(ids))
        if batches:
            left = tuple(one for _, ids in batches for one in ids)
            self.report.problems.append(KoladaProblem(code="given_up", national_kpi_ids=left))
        return is_whole

    def _tell_failed(self, error: KoladaError, ids: Sequence[str]) -> None:
        self.report.problems += [
            replace(one, national_kpi_ids=tuple(ids)) for one in error.problems
        ]

    def _paths(self, ids: Sequence[str]) -> Iterator[str]:
        start = f"data/kpi/{','.join(ids)}"
        if self._codes:
            for codes in _batches(self._codes):
                yield f"{start}/municipality/{','.join(codes)}"
            return
        years = [str(year) for year in range(self._today.year + 1, _FIRST_YEAR - 1, -1)]
        for part in _batches(years):
            yield f"{start}/year/{','.join(reversed(part))}"

    def _fetch(self, ids: Sequence[str], from_date: date | None) -> dict[str, Fetched]:
        """Fetch a batch of series; raise KoladaError where not all of the answer came or could be read."""
        fetched = {one: Fetched() for one in ids}
        areas = {code: self._areas[code] for code in self._codes} or self._areas
        reader = ValueReader(areas, fetched)
        query = {"from_date": from_date.isoformat()} if from_date else {}
        for path in self._paths(ids):
            for rows in self._client.pages(path, **query):
                self._telling.count(values=reader.read(rows))
        return fetched

    def _keep(self, task: _Task, fetched: Fetched) -> bool:
        """Write a series after a fetch and return whether that went well; otherwise it is as it was."""
        card = task.card
        if fetched.problem is not None:
            self.report.problems.append(fetched.problem)
            return False
        try:
            held = held_series(self._folder, card.national_kpi_id)
        except KoladaError as error:
            self.report.problems += error.problems
            return False
        values = no_values() if held is None else held[1]
        areas = frozenset(self._codes or self._areas) if task.from_date is None else frozenset()
        if areas and not fetched.values and any(key[0] in areas for key in in_force(values)):
            # More likely a fault than the end of every value.
            self.report.problems.append(
                KoladaProblem(code="emptied", national_kpi_ids=(card.national_kpi_id,))
            )
            return False
        table, new, replaced = merged(
            card.national_kpi_id, values, fetched.values, self._today, whole_areas=areas
        )
        write_series(self._folder, self._card_after(task, is_held=held is not None), table)
        self.report.fetched.append(card.national_kpi_id)
        self.report.value_count += new
        self.report.replaced_count += replaced
        return True

    def _card_after(self, task: _Task, *, is_held: bool) -> SeriesCard:
        """Return the card after a fetch. Its day moves on only where nothing in its scope can have been missed."""
        card = task.card
        covers = not self._codes or (
            not card.has_all_areas and (not is_held or self._held_areas(card).issubset(self._codes))
        )
        is_unbroken = task.from_date is None or task.from_date <= card.fetched_on
        return replace(
            card,
            fetched_on=self._today if covers and is_unbroken else card.fetched_on,
            has_all_areas=card.has_all_areas or not self._codes,
        )


def sync(
    folder: Path,
    wish: Wish,
    tell: Tell,
    *,
    today: date | None = None,
    patience: Patience | None = None,
) -> Report:
    """Fetch what is wished for into a folder that this process holds.

    A series is written when it is whole, so a sync that was broken off is taken up again by asking for the same on the
    same day. What is wrong with one series or batch stands in the report and leaves it as it was. Raises KoladaError
    where the catalogue cannot be fetched: nothing has changed then; OSError where a file cannot be written.
    """
    # Told before anything can go wrong, so that whoever started it knows that it has begun.
    telling = _Telling(tell)
    client = Client(wish.address, patience)
    return _Sync(client, folder, wish, today or date.today(), telling).run()
