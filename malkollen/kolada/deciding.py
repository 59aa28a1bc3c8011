"""What does a person decide about a series that was stopped, and how does that reach the pages?"""

from malkollen.build import build
from malkollen.kolada.folder import changing
from malkollen.kolada.held import resume
from malkollen.national import SeriesCard


def decide(national_kpi_id: str, *, is_same: bool) -> SeriesCard:
    """Let a stopped series go on as the same, or anew without its values so far; build the database; return its card.

    Raises KoladaError where there is no such series, it is not stopped, or another process is at work; RecordError where
    the database could not be built.
    """
    with changing() as folder:
        card = resume(folder, national_kpi_id, is_same=is_same)
        build()
    return card
