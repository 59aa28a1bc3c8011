"""What can go wrong between Kolada and the own record?"""

from dataclasses import dataclass
from typing import Any

_SHOWN = 80


@dataclass(frozen=True, kw_only=True)
class KoladaProblem:
    """One thing that is wrong: where, what was found, what would be allowed.

    `malkollen.words.kolada.problem` says it in Swedish. The series named are as they were.
    """

    code: str
    national_kpi_ids: tuple[str, ...] = ()
    area_code: str | None = None
    year: int | None = None
    field: str | None = None
    found: str | None = None
    allowed: tuple[str, ...] = ()


def shown(found: Any) -> str:
    """Return the beginning of what was found, without signs that would steer a terminal."""
    try:
        text = str(found)
    except RecursionError:
        return "[[[…"  # lists in lists, hundreds deep
    beginning = "".join(sign if sign.isprintable() else " " for sign in text[:_SHOWN])
    return beginning if len(text) <= _SHOWN else f"{beginning}…"


class KoladaError(Exception):
    """Something could not be fetched or kept; `problems` holds every reason."""

    def __init__(self, *problems: KoladaProblem) -> None:
        """Keep the problems."""
        self.problems = problems
        super().__init__("; ".join(str(problem) for problem in problems))
