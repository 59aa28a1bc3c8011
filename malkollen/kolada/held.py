"""What does a person do with the series held? Look at them, decide about one that was stopped, take one away."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from malkollen.kolada.errors import KoladaError, KoladaProblem
from malkollen.kolada.folder import held_cards, held_series, put_away
from malkollen.kolada.series import judged, no_values
from malkollen.national import KPIS, SeriesCard, write_series


def _refused(code: str, national_kpi_id: str) -> KoladaError:
    return KoladaError(KoladaProblem(code=code, national_kpi_ids=(national_kpi_id,)))


def _title(folder: Path, national_kpi_id: str) -> str | None:
    """Return the title in the catalogue as it was last fetched."""
    path = folder / "kpis.parquet"
    if not path.is_file():
        return None
    table = pq.read_table(path, columns=["national_kpi_id", "title"], schema=KPIS)
    titles = dict(zip(*(column.to_pylist() for column in table.columns), strict=True))
    return titles.get(national_kpi_id)


def resume(
    folder: Path, national_kpi_id: str, *, is_same: bool, today: date | None = None
) -> SeriesCard:
    """Let a stopped series go on and return its card: as the same, or anew without its values so far.

    Those are put away in `replaced`. Raises KoladaError where there is no such series, it cannot be read, or it is not
    stopped.
    """
    held = held_series(folder, national_kpi_id) if _is_held(folder, national_kpi_id) else None
    if held is None:
        raise _refused("not_held", national_kpi_id)
    card, values = held
    if card.state != "stopped":
        raise _refused("not_stopped", national_kpi_id)
    title = _title(folder, national_kpi_id)
    if title is None:
        raise _refused("no_title", national_kpi_id)
    day = today or date.today()
    going_on = judged(replace(card, title=title, state="current", state_note=None), title, day)
    if is_same:
        write_series(folder, going_on, values)
        return going_on
    anew = replace(going_on, begun_anew_on=day)
    put_away(folder, national_kpi_id, "replaced")
    write_series(folder, anew, no_values())
    return anew


def remove(folder: Path, national_kpi_id: str) -> Path:
    """Take a series away to the folder `removed` and return where it lies; raise KoladaError where there is none."""
    if not _is_held(folder, national_kpi_id):
        raise _refused("not_held", national_kpi_id)
    return put_away(folder, national_kpi_id, "removed")


def _is_held(folder: Path, national_kpi_id: str) -> bool:
    # By the names that are there, so that no id leads out of the folder.
    return national_kpi_id in {path.stem for path in (folder / "series").glob("*.parquet")}


def listed(folder: Path) -> tuple[tuple[tuple[SeriesCard, int], ...], tuple[KoladaProblem, ...]]:
    """Return every series held with its number of values in force, by id, and the files that cannot be read."""
    cards, unreadable = held_cards(folder)
    found, problems = [], list(unreadable)
    for kpi_id, card in cards.items():
        try:
            found.append((card, _count(folder, kpi_id)))
        except KoladaError as error:
            problems += error.problems
    return tuple(found), tuple(problems)


def _count(folder: Path, national_kpi_id: str) -> int:
    held = held_series(folder, national_kpi_id)
    return 0 if held is None else int(held[1].column("replaced_on").null_count)
