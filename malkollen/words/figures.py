"""How do we say a controller's sheet of own figures? Its headings, what may stand in it, what is wrong with it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from malkollen import words
from malkollen.problems import Problem
from malkollen.words import intake as intake_words
from malkollen.words import reading
from malkollen.words.language import N_, SWEDISH, Spoken, _, known, pgettext, speaking

# What stands in a sheet is Swedish in every language, since files travel: its columns in the order that they are written
# (the intake takes them in any, and by their English names too), and the words that may stand in them.
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
GENDERS = {"T": N_("totalt"), "K": N_("kvinnor"), "M": N_("män")}
BAND = "mellan"
OPERATORS = {">=": "minst", ">": "mer än", "<=": "högst", "<": "mindre än", "=": "lika med"}

# What stops a sheet; {where} is file, sheet and row.
FIGURE_PROBLEMS = Spoken(
    {
        "not_a_sheet": N_(
            "”{file}” är ingen tabell. Egna nyckeltal läses ur CSV eller Excel (.xlsx)."
        ),
        "no_headings": N_(
            "I ”{file}” finns ingen rad med rubriker. Den första raden ska vara: {allowed}."
        ),
        "unknown_heading": N_(
            "{where}: kolumnen ”{found}” hör inte till. Kolumnerna kan vara: {allowed}."
        ),
        "repeated_heading": N_("{where}: kolumnen {column} står två gånger."),
        "missing_heading": N_("{where}: kolumnen {column} saknas."),
        "missing_value_heading": N_("{where}: minst en av kolumnerna {allowed} måste finnas."),
        "no_figures": N_("I ”{file}” finns inga rader under rubrikerna."),
        "outside_table": N_(
            "{where}: ”{found}” hör inte till någon rad. Ta bort texten eller fyll i raden."
        ),
        "without_heading": N_("{where}: ”{found}” står i en kolumn utan rubrik."),
        "empty_cell": N_("{where}, kolumnen {column}: cellen är tom men måste vara ifylld."),
        "unknown_kpi": N_(
            "{where}, kolumnen {column}: nyckeltalet ”{found}” finns inte. Skriv dess namn, kod eller id i "
            "Kolada."
        ),
        "several_kpis": N_(
            "{where}, kolumnen {column}: flera nyckeltal heter ”{found}”. Skriv koden: {allowed}."
        ),
        "unknown_area": N_(
            "{where}, kolumnen {column}: kommunen ”{found}” finns inte. Skriv namn eller kod."
        ),
        "not_a_year": N_("{where}, kolumnen {column}: ”{found}” är inget år mellan 1990 och 2100."),
        "not_a_gender": N_(
            "{where}, kolumnen {column}: ”{found}” måste vara {allowed} eller tomt."
        ),
        "not_a_number": N_(
            "{where}, kolumnen {column}: ”{found}” är inget tal. Skriv till exempel 300, 12 345,6 eller −2,5; "
            "lämna cellen tom om uppgiften saknas."
        ),
        "not_a_target": N_(
            "{where}, kolumnen {column}: ”{found}” är inget tal och inget spann. Skriv till exempel "
            "300, 12 345,6 eller −2,5, eller 3–5 för ett spann; lämna cellen tom om målet saknas."
        ),
        "point_in_number": N_(
            "{where}, kolumnen {column}: ”{found}” kan läsas på två sätt. Skriv {allowed}."
        ),
        "percent_of_other_unit": N_(
            "{where}, kolumnen {column}: ”{found}” är i procent, men nyckeltalet mäts i {allowed}."
        ),
        "unknown_operator": N_(
            "{where}, kolumnen {column}: ”{found}” måste vara {allowed} eller tomt."
        ),
        "operator_needed": N_(
            "{where}, kolumnen {column}: cellen är tom, men för ”{found}” är varken högre eller lägre bättre. "
            "Skriv {allowed}."
        ),
        "operator_without_target": N_("{where}, kolumnen {column}: ”{found}” står utan mål."),
        "band_needed": N_(
            "{where}, kolumnen {column}: ”{found}” kräver ett spann som mål, till exempel 3–5."
        ),
        "no_band_needed": N_(
            "{where}, kolumnen {column}: ”{found}” går inte ihop med ett spann. Skriv {allowed} eller lämna tomt."
        ),
        "band_turned": N_(
            "{where}, kolumnen {column}: spannet ”{found}” måste gå från det lägre till det högre."
        ),
        "no_figure_in_row": N_(
            "{where}: raden har varken utfall eller mål. Minst ett av dem måste finnas."
        ),
        "formula_without_value": N_(
            "{where}: formeln {found} har inget sparat värde. Öppna filen i Excel, spara den och läs in den igen."
        ),
        "date_in_number_column": N_(
            "{where}: cellen {found} är ett datum. Skriv talet eller spannet som text."
        ),
        "characters_lost": N_(
            "Vissa tecken i ”{file}” gick inte att tyda ({found} stycken). Spara filen som UTF-8 eller .xlsx."
        ),
        "quotes_unbalanced": N_("Citattecknen i ”{file}” går inte ihop."),
        "changed_file": N_("Filen ”{file}” har ändrats sedan den lästes. Läs den igen."),
        "untitled": N_("Ge bladet ett namn med minst en bokstav eller siffra."),
        "unknown_sheet": N_("Bladet ”{found}” finns inte bland de egna."),
        "sheet_not_removed": N_("Bladet ”{found}” finns inte bland de borttagna."),
        "title_taken": N_(
            "”{found}” kan inte återställas: ”{allowed}” har samma namn. Ta bort det först."
        ),
    }
)

# Of these, what is allowed is what is most like the word that was found.
_SUGGESTED = frozenset({"unknown_kpi", "unknown_area"})


def _file_and_page(one: Problem) -> str:
    """Name a file, and the sheet in it where it has several: mål.xlsx, bladet Mål."""
    return (
        one.file
        if one.page is None
        else _("{file}, bladet {page}").format(file=one.file, page=one.page)
    )


def _where(one: Problem) -> str:
    """Name a problem's place: mål.xlsx, bladet Mål, rad 4."""
    file = _file_and_page(one)
    return file if one.line is None else _("{file}, rad {row}").format(file=file, row=one.line)


def _repeated(one: Problem) -> str:
    """Say which row a figure stands on already: `allowed` has its gender's code, the row and the sheet, if any."""
    gender, row, page = [*one.allowed, "", "", ""][:3]
    text = (
        _("{where}: {figure}, {gender} står redan på rad {row} i bladet {page}.")
        if page
        else _("{where}: {figure}, {gender} står redan på rad {row}.")
    )
    return text.format(
        where=_where(one), figure=one.found, gender=_(GENDERS.get(gender, "")), row=row, page=page
    )


def _allowed(one: Problem) -> str:
    """Say what would be allowed; the words of a sheet are Swedish, those of a unit the page's."""
    if one.code == "point_in_number" and len(one.allowed) == 2:
        first, second = one.allowed
        return _("{first} eller {second}").format(first=first, second=second)
    if one.code == "percent_of_other_unit":
        return ", ".join(known("unit", unit) for unit in one.allowed)
    return ", ".join(one.allowed)


def problem(one: Problem) -> str:
    """Say what stops a sheet of own figures, whether the file, a cell or the record."""
    if one.code == "repeated_figure":
        return _repeated(one)
    if one.code not in FIGURE_PROBLEMS:
        return intake_words.problem(one)
    allowed = _allowed(one)
    sentence = FIGURE_PROBLEMS[one.code].format(
        where=_where(one),
        file=_file_and_page(one),
        column=one.column,
        found=one.found,
        allowed=allowed,
    )
    if not allowed or one.code not in _SUGGESTED:
        return sentence
    return _("{sentence} Närmast: {allowed}.").format(sentence=sentence, allowed=allowed)


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
_SMALL_NOTE = N_("Stämmer det? 65 procent skrivs 65, inte 0,65.")
_ASSUMED_NOTE = N_(
    "Där villkoret saknas i bladet läses målet som minst, om högre är bättre, och som högst, om lägre är bättre."
)


def row_headings() -> tuple[str, ...]:
    """Return what the columns of `row_cells` are called."""
    return (
        pgettext("column", "Rad"),
        pgettext("column", "Nyckeltal"),
        _("Kommun"),
        _("År"),
        _("Kön"),
        _("Utfall"),
        pgettext("target", "Mål"),
        _("Källa"),
    )


def _target_text(one: _FoundRow) -> str:
    row = one.row
    if row.target_value is None or row.target_operator is None:
        return "–"
    if row.target_operator == "=" and row.target_value_high is None:
        return _("lika med {value}").format(value=words.value_with_unit(row.target_value, one.unit))
    text = words.bounded(row.target_operator, row.target_value, row.target_value_high, one.unit)
    return _("{target} (antaget)").format(target=text) if one.is_operator_assumed else text


def row_cells(one: _FoundRow) -> tuple[str, ...]:
    """Write a row as it would be published, in the columns of `row_headings`."""
    row = one.row
    page = "" if row.place_page is None else f"{row.place_page}, "
    return (
        f"{page}{row.place_row}",
        one.kpi,
        one.municipality,
        str(row.year),
        _(GENDERS[row.gender]),
        words.value_with_unit(row.outcome_value, one.unit),
        _target_text(one),
        row.source,
    )


def reserves(assumed_count: int, small_share_count: int) -> list[str]:
    """Say what to look at before a sheet is published: operators that were assumed, shares that may be written wrongly."""
    told = []
    if assumed_count:
        assumed = words.count(assumed_count, "mål saknar villkor", "mål saknar villkor")
        told.append(f"{assumed}. {_(_ASSUMED_NOTE)}")
    if small_share_count:
        small = words.count(small_share_count, "rad är under 1 procent", "rader är under 1 procent")
        told.append(f"{small}. {_(_SMALL_NOTE)}")
    return told


def found_line(count: int, problem_count: int) -> str:
    """Say how many rows were read and how many things must be mended."""
    if not problem_count:
        return _("{rows} att publicera.").format(rows=words.count(count, "rad", "rader"))
    errors = words.count(problem_count, "fel att rätta i bladet", "fel att rätta i bladet")
    return _("{errors}. Inget publiceras förrän de är rättade.").format(errors=errors)


def note(code: str, found: str | None) -> str:
    """Say what of the file was not read."""
    return reading.reader_note(code, found)


def listed_line(one: _Sheet) -> str:
    """Say what a sheet is: Solnas mål: 12 rader, inläst av Karin 22 november 2026."""
    return _("{title}: {rows}, inläst av {name} {date}.").format(
        title=one.title,
        rows=words.count(one.row_count, "rad", "rader"),
        name=intake_words.taker(one.taken_in_by),
        date=words.date_text(one.taken_in_on),
    )


# What the page Läs in says.
SUBJECT = N_("Egna nyckeltal")
_START = N_(
    "Mål och utfall som inte står i något dokument kan läsas in ur ett blad i CSV eller Excel, en rad per nyckeltal, "
    "kommun, år och kön. Kolumner: {columns}. Samma kolumner skrivs när nyckeltalen hämtas som fil."
)
FILE = N_("Blad med egna nyckeltal (CSV eller Excel)")
READS = N_("Läser bladet …")
TITLE = N_("Bladets namn")


def start() -> str:
    """Say what can be taken in as a sheet, and which columns it has."""
    return _(_START).format(columns=", ".join(HEADINGS.values()))


def usual_title(file_name: str) -> str:
    """Return what a sheet is called until someone names it: its file's name without the ending."""
    return file_name.rpartition(".")[0] or file_name


def more(count: int) -> list[str]:
    """Say how many rows or errors are not shown; nothing where all are."""
    return [_("Och {number} till.").format(number=words.number(count))] if count > 0 else []


def replaces(one: _Sheet) -> str:
    """Say which sheet of the same name would be replaced."""
    return _("Ersätter bladet med samma namn. {sheet} Det går att återställa efteråt.").format(
        sheet=listed_line(one)
    )


# What only the command line says is not marked: it speaks Swedish.
_PUBLISHED = N_("Publicerade {sheet_id}: {rows}.")
REPLACES = "Ersätter {sheet_id}, som ligger bland de borttagna."
REMOVED_SHEET = (
    "Tog bort {sheet_id}. Det går att återställa: python -m malkollen figures restore {sheet_id}"
)
RESTORED = "Återställde {sheet_id}."
NO_SHEETS = "Inga egna nyckeltal har lästs in."
IS_REMOVED = "borttaget"


def published(sheet_id: str, row_count: int) -> str:
    """Say what was published."""
    return _(_PUBLISHED).format(sheet_id=sheet_id, rows=words.count(row_count, "rad", "rader"))


def problem_lines(problems: Iterable[Problem]) -> list[str]:
    """Say each problem once, in the order that they were found."""
    return list(dict.fromkeys(problem(one) for one in problems))


def source_text(row: Mapping[str, Any], kind: str) -> str:
    """Say where a row's target or outcome (`kind`) comes from: the source given, or document and place.

    In Swedish, since it stands in a sheet.
    """
    given = row[f"{kind}_source"]
    if given is not None:
        return str(given)
    names = ("place_section", "place_page", "place_row")
    with speaking(SWEDISH):
        place = words.place({one: row[f"{kind}_{one}"] for one in names})
    return f"{row[f'{kind}_document_id']}, {place}"
