"""How do we say what has come into the data? In Swedish and English."""

from collections.abc import Mapping, Sequence
from typing import Any

from malkollen import words
from malkollen.words.language import N_, Spoken, Verbatim, _

Row = Mapping[str, Any]

KINDS = Spoken(
    {
        "document": N_("nytt dokument"),
        "version": N_("ny version av ett dokument"),
        "sheet": N_("blad med egna nyckeltal"),
        "national": N_("värden från Kolada"),
    }
)


def headline(row: Row) -> str:
    """Name what came in: the document, the sheet, or the national values of one day."""
    if row["kind"] == "national":
        return _("Kolada: {measures}").format(
            measures=words.count(row["kpi_count"], "nyckeltal", "nyckeltal")
        )
    return Verbatim(
        row["title"] if row["kind"] == "sheet" else f"{row['municipality']}: {row['title']}"
    )


def extent(row: Row) -> str:
    """Say how much came in."""
    if row["kind"] == "sheet":
        return words.count(row["figure_count"], "rad", "rader")
    if row["kind"] != "national":
        text = words.count(row["activity_count"], "aktivitet", "aktiviteter")
        return (
            _("{activities}; ersatt sedan dess").format(activities=text)
            if row["is_superseded"]
            else text
        )
    parts = (
        [words.count(row["value_count"], "nytt värde", "nya värden")] if row["value_count"] else []
    )
    if row["revision_count"]:
        parts.append(words.count(row["revision_count"], "ändrat värde", "ändrade värden"))
    return words.listed(parts)


def latest_sentence(rows: Sequence[Row]) -> str:
    """Say what came in on the latest day; the rows are those of `data_news`, the latest first."""
    day = rows[0]["news_date"]
    latest = [row for row in rows if row["news_date"] == day]
    counted = {
        "document": words.count(_of(latest, "document"), "nytt dokument", "nya dokument"),
        "version": words.count(
            _of(latest, "version"), "ny version av ett dokument", "nya versioner av dokument"
        ),
        "sheet": words.count(
            _of(latest, "sheet"), "blad med egna nyckeltal", "blad med egna nyckeltal"
        ),
        "national": _("värden från Kolada"),
    }
    parts = [text for kind, text in counted.items() if _of(latest, kind)]
    return _("Senast, den {date}, kom {what}.").format(
        date=words.date_text(day), what=words.listed(parts)
    )


def _of(rows: Sequence[Row], kind: str) -> int:
    return sum(row["kind"] == kind for row in rows)


def cells(row: Row) -> dict[str, str]:
    """Say what came in, when and how much of it, by the names of a table's columns."""
    return {
        _("Slag"): words.sentence(KINDS[row["kind"]]),
        _("Datum"): words.date_text(row["news_date"]),
        _("Omfattning"): extent(row),
    }
