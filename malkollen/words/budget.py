"""How do we say what a committee's units cost, year by year?"""

from collections.abc import Mapping, Sequence
from typing import Any

from malkollen import words
from malkollen.words.language import _

Row = Mapping[str, Any]


def sentence(document: Row, years: Sequence[Row]) -> str:
    """Say what the units cost in all, and whether that is the stated frame."""
    totals = [
        _("{amount}{space}tkr {year}").format(
            amount=words.number(row["net_cost_tkr"]), space=words.SPACE, year=row["year"]
        )
        for row in years
    ]
    texts = [
        _("{body} i {municipality}: nettokostnaden för {units} är {totals}.").format(
            body=document["body"],
            municipality=document["municipality"],
            units=words.count(max(row["unit_count"] for row in years), "enhet", "enheter"),
            totals=words.listed(totals),
        )
    ]
    for row in years:
        if row["stated_tkr"] is None:
            continue
        told = (
            _("Summan stämmer med ramen som dokumentet anger för {year}, {stated}.")
            if row["agrees"]
            else _(
                "Summan skiljer {difference} tkr från ramen som dokumentet anger för {year}, {stated}."
            )
        )
        texts.append(
            told.format(
                difference=words.signed(row["difference"]),
                year=row["year"],
                stated=row["value_text"],
            )
        )
    return " ".join(texts)


def rows(lines: Sequence[Row]) -> list[dict[str, str]]:
    """Lay out a budget as one row per unit and line, with a column per year."""
    years = sorted({row["year"] for row in lines})
    held: dict[tuple[str, str], dict[int, Row]] = {}
    for row in lines:
        held.setdefault((row["unit"], row["line"]), {})[row["year"]] = row
    laid_out: list[dict[str, str]] = []
    for (unit, line), by_year in held.items():
        cells = {_("Enhet och rad (tkr)"): f"{unit}: {words.BUDGET_LINES[line].lower()}"}
        for year in years:
            cell = by_year.get(year)
            amount = "–" if cell is None else words.number(cell["amount_tkr"])
            is_wrong = cell is not None and cell["is_sum_right"] is False
            cells[str(year)] = (
                _("{amount}, går inte ihop").format(amount=amount) if is_wrong else amount
            )
        last = by_year[max(by_year)]
        change = words.signed(last["change_tkr"])
        if last["change_share"]:
            change += f" ({words.percent(last['change_share'])})"
        laid_out.append({**cells, _("Förändring"): change, _("Plats"): words.place(last)})
    return laid_out
