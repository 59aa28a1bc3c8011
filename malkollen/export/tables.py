"""Which columns has each page's workbook? What the page shows, with numbers as numbers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from malkollen import words
from malkollen.export.workbook import Cell, Share, Sheet, columns_of
from malkollen.words import kpis, national
from malkollen.words.language import N_, P_, _, known, pgettext

Row = Mapping[str, Any]

_NOT_REPORTED = N_("ej rapporterat")


def _share(value: float | None) -> Cell:
    return None if value is None else Share(value)


def _reported(row: Row, value: Cell) -> Cell:
    """Return a figure about statuses, or say that none are reported: that is no zero."""
    return _(_NOT_REPORTED) if row["has_no_status"] else value


def _deferred(row: Row, value: Cell) -> Cell:
    """Return a figure about deferrals, or say that the document marks none: that is no zero either."""
    return _reported(row, value if row["has_deferral_marks"] else _("ingen märkt"))


def _span(row: Row) -> Cell:
    """Return the years that the promises are for."""
    if row["is_term"]:
        return f"{row['term_start_year']}–{row['term_end_year']}"
    return int(row["year"])


def _overdue(row: Row) -> Cell:
    """Return how many are past their end; a document without ends says so, that is no zero."""
    return int(row["overdue_count"]) if row["due_date_share"] else _("inga slutdatum anges")


# The rows of the table on Jämför, in its order: each with its name, in its context where it has one.
_MEASURES: tuple[tuple[str | tuple[str, str], Callable[[Row], Cell]], ...] = (
    (N_("Organ"), lambda row: row["body"]),
    (N_("Slag"), lambda row: words.DOCUMENT_KINDS[row["kind"]]),
    (N_("Gäller"), _span),
    (P_("date", "Läget"), lambda row: words.as_of(row).replace(words.SPACE, " ")),
    (N_("Tillfällen"), lambda row: row["occasion_count"]),
    (N_("Aktiviteter"), lambda row: row["activity_count"]),
    (N_("Utan rapporterad status"), lambda row: row["not_reported_count"]),
    (N_("Genomförda"), lambda row: _reported(row, row["completed_count"])),
    (N_("Andel genomförda"), lambda row: _reported(row, _share(row["completion_share"]))),
    (P_("family", "Efter plan"), lambda row: _reported(row, row["behind_count"])),
    (N_("Andel efter plan"), lambda row: _reported(row, _share(row["behind_share"]))),
    (N_("Framflyttade"), lambda row: _deferred(row, row["deferred_count"])),
    (N_("Andel framflyttade"), lambda row: _deferred(row, _share(row["deferred_share"]))),
    (N_("Framflyttning nämns bara i kommentar"), lambda row: _reported(row, row["told_count"])),
    (N_("Slutdatum har passerat"), lambda row: _reported(row, _overdue(row))),
    (N_("Mål"), lambda row: row["goal_count"]),
    (N_("Mål i siffror"), lambda row: row["target_count"]),
    (N_("Utfall i siffror"), lambda row: row["outcome_count"]),
    (N_("Anmärkningar på dokumentet"), lambda row: row["finding_count"]),
    (N_("Kommungrupp (SKR)"), lambda row: known("skr_group", row["skr_group"])),
)
MEASURE_COUNT = len(_MEASURES)


def comparison(compared: Sequence[Row]) -> Sheet:
    """Return documents side by side, a row for each measure.

    Takes the answer of the question `side_by_side` with each document's name, occasion_count and due_date_share.
    """
    named: list[Cell] = [
        _(name) if isinstance(name, str) else pgettext(*name) for name, _tell in _MEASURES
    ]
    columns: dict[str, Sequence[Cell]] = {_("Mått"): named}
    for row in compared:
        if row["name"] in columns:
            raise ValueError(f"two documents are named {row['name']!r}")
        columns[row["name"]] = [tell(row) for _name, tell in _MEASURES]
    return Sheet(_("Jämför"), columns)


_ACTIVITY_COLUMNS = (
    "municipality", "document_title", "year", "as_of_date", "goal_path", "kind", "title",
    "committees", "due_text", "due_date", "status_text", "status", "family",
)  # fmt: skip
_ACTIVITY_COLUMNS_AFTER = ("reasons", "carried_over_from_year", "is_overdue", "overdue_days")


def _activity_cell(row: Row, name: str) -> Cell:
    value: Cell = row[name]
    # Without an end, or without a status, nothing says whether it is late.
    if name == "is_overdue" and (row["due_date"] is None or row["status_code"] == "not_reported"):
        return None
    if not isinstance(value, str):
        return value
    if name == "reasons":
        return words.reasons_text(value)
    return known(name, value) if name in ("status", "family") else value


def _activity_row(row: Row) -> dict[str, Cell]:
    kind = row["deferral_kind"]
    return {
        **{words.COLUMNS[name]: _activity_cell(row, name) for name in _ACTIVITY_COLUMNS},
        # As the filter on the page: what only a comment tells is no kind.
        _("Framflyttad"): kind and words.DEFERRAL_KINDS[kind if row["is_deferred"] else "told"],
        _("Slut före flytten"): row["deferral_from_text"],
        _("Slut efter flytten"): row["deferral_to_text"],
        **{words.COLUMNS[name]: _activity_cell(row, name) for name in _ACTIVITY_COLUMNS_AFTER},
        _("Olika status på olika ställen"): row["is_contradictory"],
        _("Plats i dokumentet"): words.place(row),
        _("Beteckning"): row["activity_id"],
    }


def activities(rows: Sequence[Row]) -> Sheet:
    """Return activities with the document's own words and places; takes the answer of the question `activities`."""
    return Sheet(_("Aktiviteter"), columns_of([_activity_row(row) for row in rows]))


def _goal_row(row: Row, above: Mapping[str, str], columns: Mapping[str, bool]) -> dict[str, Cell]:
    """Return a goal as a row; `columns` says of those that a document may have nothing for whether it has."""
    level = row["level_text"] or words.sentence(words.GOAL_LEVELS[row["level"]])

    def told(value: Cell) -> Cell:
        if not row["activity_count"]:
            return None
        return value if row["reported_count"] else _(_NOT_REPORTED)

    cells: dict[str, Cell] = {
        _("Nummer i dokumentet"): row["goal_number"],
        pgettext("column", "Mål"): row["title"],
        _("Under"): above.get(row["parent_goal_id"]),
        _("Djup i trädet"): row["depth"],
        _("Nivå"): level,
        **({_("Prioriterat"): row["is_prioritised"]} if columns["priorities"] else {}),
        _("Aktiviteter"): row["activity_count"],
        _("Med rapporterad status"): row["reported_count"],
        _("Genomförda"): told(row["completed_count"]),
        _("Andel genomförda"): told(_share(row["completion_share"])),
        known("family", "Efter plan"): told(row["behind_count"]),
    }
    if columns["deferrals"]:
        cells[_("Framflyttade")] = told(row["deferred_count"])
    if columns["ends"]:
        cells[_("Försenade")] = told(row["overdue_count"])
    if columns["verdicts"]:
        cells[_("Måluppfyllelse")] = row["assessment"] and known("assessment", row["assessment"])
        cells[_("Måluppfyllelse (som det står)")] = row["assessment_text"]
    cells[_("Målvärden")] = row["target_count"]
    cells[_("Plats i dokumentet")] = words.place(row)
    return cells


def goal_tree(goals: Sequence[Row], *, with_ends: bool) -> Sheet:
    """Return a document's goals in the order of its tree, each with what stands at or below it.

    Takes the answer of the question `goals`, and whether the document gives any ends: where it does not, none is late and
    none is in time. What a document marks nowhere has no column either: none would say too much.
    """
    titles = {row["goal_id"]: row["title"] for row in goals}
    columns = {
        "priorities": any(row["is_prioritised"] for row in goals),
        "deferrals": any(row["deferred_count"] for row in goals),
        "ends": with_ends,
        "verdicts": any(row["assessment"] for row in goals),
    }
    rows = [_goal_row(row, titles, columns) for row in goals]
    return Sheet(_("Mål"), columns_of(rows))


def _condition(operator: str | None) -> str | None:
    return operator and (words.OPERATORS[operator] or _("lika med"))


def _result_row(row: Row) -> dict[str, Cell]:
    side = "outcome" if row["has_outcome"] else "target"
    return {
        _("Kommun"): row["municipality"],
        pgettext("column", "Nyckeltal"): row["kpi"],
        _("Kön"): words.GENDERS[row["gender"]],
        _("Enhet"): known("unit", row["unit"]),
        _("År"): row["year"],
        _("Period"): row[f"{side}_period_text"],
        pgettext("target", "Mål"): kpis.target_text(row).replace(words.SPACE, " "),
        _("Utfall"): kpis.outcome_text(row).replace(words.SPACE, " "),
        _("Uppnått"): kpis.verdict(row),
        _("Avstånd"): row["distance"],
        # Without its condition a bound would be read as a value.
        _("Mål, villkor"): _condition(row["target_operator"]),
        _("Mål, tal"): row["target_value"],
        _("Mål, högsta tal"): row["target_value_high"],
        _("Utfall, villkor"): _condition(row["outcome_operator"]),
        _("Utfall, tal"): row["outcome_value"],
        _("Utfall, högsta tal"): row["outcome_value_high"],
        _("Riktning"): words.DIRECTIONS[row["direction"]],
        _("Plats"): kpis.places_of(row),
    }


def results(rows: Sequence[Row]) -> Sheet:
    """Return targets and outcomes year by year, each with its verdict; takes the answer of the question `kpi_results`."""
    return Sheet(_("Mål och utfall"), columns_of([_result_row(row) for row in rows]))


def national_values(measure: Row, series: Sequence[Row], breaks: Sequence[Row]) -> Sheet:
    """Return values of a national key figure, a row for each area, year and gender.

    Takes rows of the questions `national_kpis`, `national_series` and `national_breaks`.
    """
    rows = national.file_rows(measure, series, breaks)
    return Sheet(measure["national_kpi_id"], columns_of(rows))
