"""How do we say a controller's sheet of own figures? Its headings, what may stand in it, what is wrong with it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from malkollen import words
from malkollen.problems import Problem
from malkollen.words import intake as intake_words
from malkollen.words import reading

# The columns in the order that a sheet is written; the intake takes them in any, and by their English names too.
HEADINGS = {
    "kpi": "Nyckeltal",
    "municipality": "Kommun",
    "year": "År",
    "gender": "Kön",
    "value": "Utfall",
    "target": "Mål",
    "operator": "Villkor",
    "source": "Källa",
}
SHEET_NAME = "Nyckeltal"
GENDERS = {"T": "totalt", "K": "kvinnor", "M": "män"}
BAND = "mellan"
OPERATORS = {">=": "minst", ">": "mer än", "<=": "högst", "<": "mindre än", "=": "lika med"}

_NUMBER_EXAMPLES = "300, 12 345,6 eller −2,5"

# What stops a sheet; {where} is file, sheet and row.
FIGURE_PROBLEMS = {
    "not_a_sheet": "”{file}” är ingen tabell. Egna nyckeltal läses ur CSV eller Excel (.xlsx).",
    "no_headings": (
        "I ”{file}” finns ingen rad med rubriker. Den första raden ska vara: {allowed}."
    ),
    "unknown_heading": "{where}: kolumnen ”{found}” hör inte till. Kolumnerna kan vara: {allowed}.",
    "repeated_heading": "{where}: kolumnen {column} står två gånger.",
    "missing_heading": "{where}: kolumnen {column} saknas.",
    "missing_value_heading": "{where}: minst en av kolumnerna {allowed} måste finnas.",
    "no_figures": "I ”{file}” finns inga rader under rubrikerna.",
    "outside_table": "{where}: ”{found}” hör inte till någon rad. Ta bort texten eller fyll i raden.",
    "without_heading": "{where}: ”{found}” står i en kolumn utan rubrik.",
    "empty_cell": "{where}, kolumnen {column}: cellen är tom men måste vara ifylld.",
    "unknown_kpi": (
        "{where}, kolumnen {column}: nyckeltalet ”{found}” finns inte. Skriv dess namn, kod eller id i "
        "Kolada."
    ),
    "several_kpis": (
        "{where}, kolumnen {column}: flera nyckeltal heter ”{found}”. Skriv koden: {allowed}."
    ),
    "unknown_area": (
        "{where}, kolumnen {column}: kommunen ”{found}” finns inte. Skriv namn eller kod."
    ),
    "not_a_year": "{where}, kolumnen {column}: ”{found}” är inget år mellan 1990 och 2100.",
    "not_a_gender": "{where}, kolumnen {column}: ”{found}” måste vara {allowed} eller tomt.",
    "not_a_number": (
        f"{{where}}, kolumnen {{column}}: ”{{found}}” är inget tal. Skriv till exempel {_NUMBER_EXAMPLES}; "
        "lämna cellen tom om uppgiften saknas."
    ),
    "not_a_target": (
        f"{{where}}, kolumnen {{column}}: ”{{found}}” är inget tal och inget spann. Skriv till exempel "
        f"{_NUMBER_EXAMPLES}, eller 3–5 för ett spann; lämna cellen tom om målet saknas."
    ),
    "point_in_number": (
        "{where}, kolumnen {column}: ”{found}” kan läsas på två sätt. Skriv {allowed}."
    ),
    "percent_of_other_unit": (
        "{where}, kolumnen {column}: ”{found}” är i procent, men nyckeltalet mäts i {allowed}."
    ),
    "unknown_operator": "{where}, kolumnen {column}: ”{found}” måste vara {allowed} eller tomt.",
    "operator_needed": (
        "{where}, kolumnen {column}: cellen är tom, men för ”{found}” är varken högre eller lägre bättre. "
        "Skriv {allowed}."
    ),
    "operator_without_target": "{where}, kolumnen {column}: ”{found}” står utan mål.",
    "band_needed": "{where}, kolumnen {column}: ”{found}” kräver ett spann som mål, till exempel 3–5.",
    "no_band_needed": (
        "{where}, kolumnen {column}: ”{found}” går inte ihop med ett spann. Skriv {allowed} eller lämna tomt."
    ),
    "band_turned": "{where}, kolumnen {column}: spannet ”{found}” måste gå från det lägre till det högre.",
    "no_figure_in_row": "{where}: raden har varken utfall eller mål. Minst ett av dem måste finnas.",
    "repeated_figure": "{where}: {found} står redan på rad {allowed}.",
    "formula_without_value": (
        "{where}: formeln {found} har inget sparat värde. Öppna filen i Excel, spara den och läs in den igen."
    ),
    "date_in_number_column": "{where}: cellen {found} är ett datum. Skriv talet eller spannet som text.",
    "characters_lost": (
        "Vissa tecken i ”{file}” gick inte att tyda ({found} stycken). Spara filen som UTF-8 eller .xlsx."
    ),
    "quotes_unbalanced": "Citattecknen i ”{file}” går inte ihop.",
    "changed_file": "Filen ”{file}” har ändrats sedan den lästes. Läs den igen.",
    "untitled": "Ge bladet ett namn med minst en bokstav eller siffra.",
    "unknown_sheet": "Bladet ”{found}” finns inte bland de egna.",
    "sheet_not_removed": "Bladet ”{found}” finns inte bland de borttagna.",
    "title_taken": "”{found}” kan inte återställas: ”{allowed}” har samma namn. Ta bort det först.",
}

# Of these, what is allowed is what is most like the word that was found.
_SUGGESTED = frozenset({"unknown_kpi", "unknown_area"})


def _where(one: Problem) -> str:
    """Name a problem's place: mål.xlsx, bladet Mål, rad 4."""
    return one.file if one.line is None else f"{one.file}, rad {one.line}"


def sheet_place(file: str, page: str | None) -> str:
    """Name a file, and the sheet in it where it has several."""
    return file if page is None else f"{file}, bladet {page}"


def problem(one: Problem) -> str:
    """Say what stops a sheet of own figures, whether the file, a cell or the record."""
    if one.code not in FIGURE_PROBLEMS:
        return intake_words.problem(one)
    allowed = ", ".join(one.allowed)
    sentence = FIGURE_PROBLEMS[one.code].format(
        where=_where(one), file=one.file, column=one.column, found=one.found, allowed=allowed
    )
    return f"{sentence} Närmast: {allowed}." if allowed and one.code in _SUGGESTED else sentence


class _Row(Protocol):
    @property
    def year(self) -> int: ...
    @property
    def gender(self) -> str: ...
    @property
    def outcome_value(self) -> float | None: ...
    @property
    def target_operator(self) -> str | None: ...
    @property
    def target_value(self) -> float | None: ...
    @property
    def target_value_high(self) -> float | None: ...
    @property
    def source(self) -> str: ...
    @property
    def place_page(self) -> str | None: ...
    @property
    def place_row(self) -> int: ...


class _FoundRow(Protocol):
    @property
    def row(self) -> _Row: ...
    @property
    def kpi(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def municipality(self) -> str: ...
    @property
    def is_operator_assumed(self) -> bool: ...


class _Sheet(Protocol):
    @property
    def title(self) -> str: ...
    @property
    def row_count(self) -> int: ...
    @property
    def taken_in_by(self) -> str: ...
    @property
    def taken_in_on(self) -> date: ...


# What a page or the command line shows of each row.
ROW_HEADINGS = ("Rad", "Nyckeltal", "Kommun", "År", "Kön", "Utfall", "Mål", "Källa")
_ASSUMED = "antaget"
ASSUMED_NOTE = "Där villkoret saknas i bladet läses målet som minst, om högre är bättre, och som högst, om lägre är bättre."


def _target_text(one: _FoundRow) -> str:
    row = one.row
    if row.target_value is None or row.target_operator is None:
        return "–"
    if row.target_operator == "=" and row.target_value_high is None:
        return f"{OPERATORS['=']} {words.value_with_unit(row.target_value, one.unit)}"
    text = words.bounded(row.target_operator, row.target_value, row.target_value_high, one.unit)
    return f"{text} ({_ASSUMED})" if one.is_operator_assumed else text


def row_cells(one: _FoundRow) -> tuple[str, ...]:
    """Write a row as it would be published, in the columns of ROW_HEADINGS."""
    row = one.row
    page = "" if row.place_page is None else f"{row.place_page}, "
    return (
        f"{page}{row.place_row}",
        one.kpi,
        one.municipality,
        str(row.year),
        GENDERS[row.gender],
        words.value_with_unit(row.outcome_value, one.unit),
        _target_text(one),
        row.source,
    )


_SMALL_SHARE = "är under 1 procent. Stämmer det? 65 procent skrivs 65, inte 0,65."


def reserves(assumed_count: int, small_share_count: int) -> list[str]:
    """Say what to look at before a sheet is published: operators that were assumed, shares that may be written wrongly."""
    told = []
    if assumed_count:
        told.append(f"{words.count(assumed_count, 'mål', 'mål')} saknar villkor. {ASSUMED_NOTE}")
    if small_share_count:
        told.append(f"{words.count(small_share_count, 'rad', 'rader')} {_SMALL_SHARE}")
    return told


def found_line(count: int, problem_count: int) -> str:
    """Say how many rows were read and how many things must be mended."""
    rows = words.count(count, "rad", "rader")
    if not problem_count:
        return f"{rows} att publicera."
    return f"{words.count(problem_count, 'fel', 'fel')} att rätta i bladet. Inget publiceras förrän de är rättade."


def note(code: str, found: str | None) -> str:
    """Say what of the file was not read."""
    return reading.reader_note(code, found)


def listed_line(one: _Sheet) -> str:
    """Say what a sheet is: Solnas mål: 12 rader, inläst av Karin 22 november 2026."""
    rows = words.count(one.row_count, "rad", "rader")
    return f"{one.title}: {rows}, inläst av {one.taken_in_by} {words.date_text(one.taken_in_on)}."


# What the page Läs in says.
SUBJECT = "Egna nyckeltal"
START = (
    "Mål och utfall som inte står i något dokument kan läsas in ur ett blad i CSV eller Excel, en rad per nyckeltal, "
    f"kommun, år och kön. Kolumner: {', '.join(HEADINGS.values())}. Samma kolumner skrivs när nyckeltalen hämtas som fil."
)
FILE = "Blad med egna nyckeltal (CSV eller Excel)"
READS = "Läser bladet …"
TITLE = "Bladets namn"


def usual_title(file_name: str) -> str:
    """Return what a sheet is called until someone names it: its file's name without the ending."""
    return file_name.rpartition(".")[0] or file_name


def more(count: int) -> list[str]:
    """Say how many rows or errors are not shown; nothing where all are."""
    return [f"Och {words.number(count)} till."] if count > 0 else []


def replaces(one: _Sheet) -> str:
    """Say which sheet of the same name would be replaced."""
    return f"Ersätter bladet med samma namn. {listed_line(one)} Det går att återställa efteråt."


PUBLISHED = "Publicerade {sheet_id}: {rows}."
REPLACES = "Ersätter {sheet_id}, som ligger bland de borttagna."
REMOVED_SHEET = (
    "Tog bort {sheet_id}. Det går att återställa: python -m malkollen figures restore {sheet_id}"
)
RESTORED = "Återställde {sheet_id}."
NO_SHEETS = "Inga egna nyckeltal har lästs in."
IS_REMOVED = "borttaget"


def published(sheet_id: str, row_count: int) -> str:
    """Say what was published."""
    return PUBLISHED.format(sheet_id=sheet_id, rows=words.count(row_count, "rad", "rader"))


def problem_lines(problems: Iterable[Problem]) -> list[str]:
    """Say each problem once, in the order that they were found."""
    return list(dict.fromkeys(problem(one) for one in problems))


def source_text(row: Mapping[str, Any], kind: str) -> str:
    """Say where a row's target or outcome (`kind`) comes from: the source given, or document and place."""
    given = row[f"{kind}_source"]
    if given is not None:
        return str(given)
    names = ("place_section", "place_page", "place_row")
    return (
        f"{row[f'{kind}_document_id']}, {words.place({one: row[f'{kind}_{one}'] for one in names})}"
    )
