"""Which key figures and municipalities may a sheet name? By code or by name, in any case; the nearest to an unknown one."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from malkollen.intake.figures.cells import CellError
from malkollen.intake.texts import folded
from malkollen.locations import kolada_folder, reference_folders
from malkollen.problems import Problem, RecordError
from malkollen.reference import Reference, read_reference

# To look for what is near takes time; a sheet with more unknown names has a wrong column.
_MOST_SUGGESTIONS = 20


@dataclass(frozen=True)
class KnownKpi:
    """A key figure that a figure may be kept of."""

    kpi_code: str
    kpi: str
    unit: str
    direction: str


@dataclass(frozen=True)
class Names:
    """Codes by how they may be written; the names are those shown as the nearest."""

    codes: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    _suggested: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def near(self, text: str) -> tuple[str, ...]:
        """Return the names most like a text."""
        if text not in self._suggested and len(self._suggested) < _MOST_SUGGESTIONS:
            # With no lower bound, so that there is always something to choose from.
            found = difflib.get_close_matches(text.casefold(), self.names, n=3, cutoff=0.0)
            self._suggested[text] = tuple(self.names[one] for one in found)
        return self._suggested.get(text, ())


@dataclass(frozen=True)
class Known:
    """The key figures by code, and how key figures and municipalities may be written."""

    kpis: Mapping[str, KnownKpi]
    kpi_names: Names
    municipalities: Mapping[str, str]
    municipality_names: Names

    def kpi(self, text: str) -> KnownKpi:
        """Return the key figure of that code or name; raises CellError where there is none, or several."""
        codes = self.kpi_names.codes.get(text.casefold()) or self.kpi_names.codes.get(folded(text))
        if not codes:
            raise CellError("unknown_kpi", *self.kpi_names.near(text))
        if len(codes) > 1:
            raise CellError("several_kpis", *codes)
        return self.kpis[codes[0]]

    def municipality_code(self, text: str) -> str:
        """Return the code of the municipality; raises CellError where there is none.

        A code that a spreadsheet took for a number has lost its first zero.
        """
        padded = text.zfill(4) if text.isdecimal() else text.casefold().removesuffix(" kommun")
        codes = self.municipality_names.codes.get(padded)
        if not codes:
            raise CellError("unknown_area", *self.municipality_names.near(text))
        return codes[0]


def _names(pairs: Iterable[tuple[str, str]], shown: Iterable[str]) -> Names:
    codes: dict[str, tuple[str, ...]] = {}
    for written, code in pairs:
        codes[written] = tuple(dict.fromkeys((*codes.get(written, ()), code)))
    return Names(codes=codes, names={name.casefold(): name for name in shown})


def _fetched_kpis() -> list[KnownKpi]:
    # The library behind is loaded when a sheet is checked: the process that only reads a file must not have it.
    from malkollen.national import read_cards, unit_of  # noqa: PLC0415

    try:
        cards = read_cards(kolada_folder())
    except (OSError, ValueError, KeyError) as error:
        # The errors of the library behind are among these.
        raise RecordError([Problem("kolada", "not_readable", found=str(error))]) from error
    return [
        KnownKpi(card.national_kpi_id, card.title, unit_of(card.title), "unknown") for card in cards
    ]


def _national_kpis(reference: Reference) -> list[KnownKpi]:
    from malkollen.national import unit_of  # noqa: PLC0415

    return [
        KnownKpi(row.national_kpi_id, row.title, unit_of(row.title), row.direction)
        for row in reference.national_kpis
    ]


def known_names(reference: Reference, fetched: Iterable[KnownKpi] = ()) -> Known:
    """Return what a sheet may name: the catalogue, the national key figures that come along and those fetched."""
    own = [KnownKpi(row.kpi_code, row.kpi, row.unit, row.direction) for row in reference.kpis]
    # What comes along knows a direction, so it stands before what was fetched.
    kpis = {one.kpi_code: one for one in (*fetched, *_national_kpis(reference), *own)}
    pairs = [(one.kpi_code.casefold(), one.kpi_code) for one in kpis.values()]
    pairs += [(folded(one.kpi), one.kpi_code) for one in kpis.values()]
    municipalities = {row.municipality_code: row.municipality for row in reference.municipalities}
    areas = [(code, code) for code in municipalities]
    areas += [(name.casefold(), code) for code, name in municipalities.items()]
    return Known(
        kpis=kpis,
        kpi_names=_names(
            pairs, [name for one in kpis.values() for name in (one.kpi, one.kpi_code)]
        ),
        municipalities=municipalities,
        municipality_names=_names(areas, municipalities.values()),
    )


def read_known() -> Known:
    """Return what a sheet may name now; raises RecordError where a reference table or what was fetched cannot be read."""
    return known_names(read_reference(*reference_folders()), _fetched_kpis())
