"""What does a row of key figures say? Its targets and outcomes, by year and gender."""

import re
from collections.abc import Iterator

from malkollen.understanding.activities import Setting
from malkollen.understanding.columns import Column
from malkollen.understanding.entries import Entry, main_column
from malkollen.understanding.goals import tidy
from malkollen.understanding.numbers import Number, is_missing, read_number
from malkollen.understanding.reading import Doubt, Place, ReadKpi
from malkollen.understanding.sentences import targets
from malkollen.understanding.tables import JoinedTable

_UNIT_AT_END = re.compile(
    r"(?:\s*\((?P<inside>%|[^()]{1,20})\)|,\s*(?P<after>%|[a-zåäö/.² ]{1,30}(?:\([a-zåäö]+\))?))\s*$"
)
_FOOTNOTE = re.compile(r"(?<=[a-zåäö%)])(?:\*+|[¹²³])$")
_UNITS = {
    "%": "procent",
    "procent": "procent",
    "andel": "procent",
    "andel (%)": "procent",
    "andel %": "procent",
}
_GENDERS = {
    "kvinnor": "K",
    "kvinna": "K",
    "flickor": "K",
    "k": "K",
    "män": "M",
    "man": "M",
    "pojkar": "M",
    "m": "M",
}
# "Utfallet avser 2022": the outcomes of this row are of another year than the document.
_OUTCOME_YEAR = re.compile(
    r"\b(?:(?:utfall|resultat|värde|uppgift|siffr|mätning|mätvärde|data|statistik)\w*\s+)?(?:avser|gäller|är\s+från|från|är)\s+(?:utfall\w*\s+)?"
    r"(?:år\s+|helår\s+|helåret\s+)?(?P<year>(?:19|20)\d{2})(?![\d/–-])",
    re.IGNORECASE,
)
_OUTCOME_WORD = re.compile(
    r"\b(?:utfall|resultat|värde|uppgift|siffr|mätning|mätvärde|data\b|statistik)|^\W*avser\b",
    re.IGNORECASE,
)
_MOST_WORDS = 6
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_PREVIOUS = "outcome_previous"
_KNOWN_UNITS = re.compile(
    r"^(?:%|procent|procentenheter|andel|antal\b.*|st|styck|pers|personer|kr\b.*|kronor|tkr|mkr|mnkr|msek|timmar|dagar|index|nki|nmi|hme"
    r"|rank|plats|poäng|betyg|kg\b.*|gram\b.*|kwh.*|mwh|ton\b.*|km|m2|m²|minuter|månader|veckor|år|euro\b.*)$",
    re.IGNORECASE,
)


def unit_name(text: str | None) -> str | None:
    """Return a unit as the catalogue of key figures names it, else as written."""
    bare = " ".join((text or "").split()).strip(" ().,:")
    return _UNITS.get(bare.lower(), bare) or None


def split_unit(name: str) -> tuple[str, str | None]:
    """Return a key figure's name without the unit at its end, and that unit: "Nöjda brukare (%)", "Resor, antal/år"."""
    match = _UNIT_AT_END.search(name)
    if match is None:
        return name, None
    unit = (match["inside"] or match["after"]).strip()
    if _KNOWN_UNITS.match(unit) is None:
        return name, None
    return name[: match.start()].strip(), unit_name(unit)


def split_gender(name: str) -> tuple[str, str | None]:
    """Return a key figure's name without the gender at its end, and that gender: "Sjukfrånvaro, kvinnor"."""
    head, _, last = name.rpartition(" ")
    gender = _GENDERS.get(last.strip("()").lower()) if len(last) > 1 else None
    return (head.rstrip(" ,–-:"), gender) if gender and head else (name, None)


def _name(entry: Entry, table: JoinedTable) -> str:
    places = table.indexes("kpi")
    place = places[-1] if places else main_column(table)
    lines = [tidy(line.text) for line in entry.cells[place] if line.text.strip()]
    return _FOOTNOTE.sub("", " ".join(lines)).strip()


def _texts(entry: Entry, table: JoinedTable, field: str) -> str | None:
    texts = [entry.text(index) for index in table.indexes(field)]
    return next((text for text in texts if text.strip()), None)


def _value_columns(table: JoinedTable) -> Iterator[tuple[int, Column]]:
    for index, column in enumerate(table.columns):
        if column.field in ("target", "outcome", _PREVIOUS):
            yield index, column


def read_indicators(
    entry: Entry, table: JoinedTable, setting: Setting, goal_id: str | None, place: Place
) -> tuple[list[ReadKpi], list[Doubt]]:
    """Return the targets and outcomes of a row, and what is not certain of them.

    A cell without a number is no figure; one whose number cannot be told is a doubt. What the columns for the nation
    or for others hold is not the municipality's.
    """
    kpis: list[ReadKpi] = []
    doubts: list[Doubt] = []
    name, unit = split_unit(_name(entry, table))
    name, own_gender = split_gender(name)
    unit = unit_name(_texts(entry, table, "unit")) or unit
    frequency = _texts(entry, table, "frequency")
    row_year = _YEAR.search(_texts(entry, table, "year") or "")
    told_year = _told_year(entry, table)
    row_gender = _GENDERS.get((_texts(entry, table, "gender") or "").strip().lower()) or own_gender
    for index, column in _value_columns(table):
        text = entry.text(index)
        if is_missing(text):
            continue
        number = read_number(text)
        if number is None:
            found = _from_words(
                text,
                name,
                column,
                setting,
                unit=unit,
                goal_id=goal_id,
                place=place,
                gender=row_gender,
            )
            kpis += found
            if not found:
                doubts.append(
                    Doubt(
                        code="figure_not_settled",
                        place=place,
                        field=column.field,
                        subject=None,
                        found=text,
                    )
                )
            continue
        year = number.year or column.year or (int(row_year.group(1)) if row_year else None)
        year = year or (told_year if column.field == "outcome" else None)
        year = year or (setting.year if column.field != _PREVIOUS else None)
        if year is None:
            doubts.append(
                Doubt(code="figure_not_settled", place=place, field=column.field, found=text)
            )
            continue
        kpis.append(
            _kpi(
                name,
                number,
                text,
                column,
                place,
                unit=unit,
                year=year,
                goal_id=goal_id,
                gender=column.gender or row_gender,
            )
        )
        if column.field == "target" and number.operator is None:
            doubts.append(
                Doubt(
                    code="direction_not_told",
                    place=place,
                    field="operator",
                    found=f"{name}: {text}",
                )
            )
    if not kpis and frequency:
        kpis.append(_listed(name, unit, frequency, place, goal_id))
    return kpis, doubts


def _told_year(entry: Entry, table: JoinedTable) -> int | None:
    """Return the year that a row's own comment gives its outcomes; None for a comment that several rows share."""
    for index in table.indexes("comment"):
        if entry.merged[index]:
            continue
        for sentence in re.split(r"(?<=[.!?])\s+|\n", entry.text(index)):
            found = _OUTCOME_YEAR.search(sentence)
            if found is not None and _OUTCOME_WORD.search(sentence[: found.end()]) is not None:
                return int(found["year"])
    return None


def _kpi(  # noqa: PLR0913  # a figure has this much around it
    name: str, number: Number, text: str, column: Column, place: Place, *, unit: str | None, year: int,
    goal_id: str | None, gender: str | None,
) -> ReadKpi:  # fmt: skip
    kind = "target" if column.field == "target" else "outcome"
    written = "procent" if number.is_percent else unit_name(number.unit)
    return ReadKpi(
        name=name, kind=kind, operator=number.operator or ("=" if kind == "outcome" else None),
        value=number.value, value_high=number.value_high,
        unit=written or unit_name(column.unit) or unit, year=year, period=None, gender=gender or "T",
        text=tidy(text), direction=None, breakdown=None, frequency=None, reports_per_year=None,
        goal_id=goal_id, activity_id=None, place=place,
    )  # fmt: skip


def _listed(
    name: str, unit: str | None, frequency: str, place: Place, goal_id: str | None
) -> ReadKpi:
    return ReadKpi(
        name=name, kind="listing", operator=None, value=None, value_high=None, unit=unit, year=None, period=None,
        gender="T", text=None, direction=None, breakdown=None, frequency=tidy(frequency), reports_per_year=None,
        goal_id=goal_id, activity_id=None, place=place,
    )  # fmt: skip


def _from_words(  # noqa: PLR0913  # a figure has this much around it
    text: str, name: str, column: Column, setting: Setting, *, unit: str | None, goal_id: str | None, place: Place,
    gender: str | None,
) -> list[ReadKpi]:  # fmt: skip
    """Return the targets that a cell tells in words: "ska öka", "minst som riket"."""
    if column.field != "target":
        return []
    way = _way(text, setting)
    if way is not None:
        year, sex = column.year or setting.year, column.gender or gender
        return [
            _directed(
                name, text, way, unit=unit, year=year, goal_id=goal_id, place=place, gender=sex
            )
        ]
    found = targets(
        text, column.year or setting.year, setting.vocabulary.figures, standing="measure"
    )
    return [
        ReadKpi(
            name=name, kind="target", operator=figure.operator, value=figure.value, value_high=figure.value_high,
            unit=unit_name(figure.unit) or unit, year=figure.year or column.year or setting.year, period=figure.period,
            gender=column.gender or gender or figure.gender, text=figure.text or tidy(text),
            direction=figure.direction, breakdown=figure.breakdown, frequency=None, reports_per_year=None,
            goal_id=goal_id, activity_id=None, place=place,
        )
        for figure in found
    ]  # fmt: skip


def _way(text: str, setting: Setting) -> str | None:
    """Return the way a cell says that a key figure shall go, without a level: "Ska öka", "Minska", "Fler än 2023"."""
    words = setting.vocabulary.figures
    bare = _YEAR.sub(" ", tidy(text)).strip(" .")
    if len(bare.split()) > _MOST_WORDS or re.search(r"\d|\b(?:inte|ej|eller)\b", bare) is not None:
        return None
    rest = re.sub(
        r"^(?:andelen\s+|antalet\s+|värdet\s+)?(?:ska|skall|bör)\s+", "", bare, flags=re.IGNORECASE
    )
    for kind, way in (
        ("increase", "increase"),
        ("decrease", "decrease"),
        ("rise", "increase"),
        ("fall", "decrease"),
    ):
        match = words.pattern(kind).match(rest)
        # What gets better may go either way.
        if match is not None and not match.group().lower().startswith(("förbättra", "stärk")):
            return way
    return None


def _directed(  # noqa: PLR0913  # a figure has this much around it
    name: str, text: str, way: str, *, unit: str | None, year: int | None, goal_id: str | None, place: Place,
    gender: str | None,
) -> ReadKpi:  # fmt: skip
    return ReadKpi(
        name=name, kind="target", operator=None, value=None, value_high=None, unit=unit, year=year, period=None,
        gender=gender or "T", text=tidy(text), direction=way, breakdown=None, frequency=None, reports_per_year=None,
        goal_id=goal_id, activity_id=None, place=place,
    )  # fmt: skip
