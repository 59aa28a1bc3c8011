"""How do we say what a committee's units cost, year by year?"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from malkollen import words
from malkollen.words.language import N_, SWEDISH, Spoken, _, pgettext, spoken

Row = Mapping[str, Any]

_AMOUNTS = Spoken({"tkr": N_("{amount}{space}tkr"), "mkr": N_("{amount}{space}mkr")})
# A frame as most documents state it: 30,67 mkr, 30 671 tkr.
_STATED = re.compile(r"(?P<amount>\d[\d\s]*(?:,\d+)?)\s*(?P<unit>tkr|mkr)")


def amount_text(amount: float, unit: str = "tkr") -> str:
    """Write an amount in thousands of kronor, or in millions: 30 671 tkr, 30,67 mkr."""
    return _AMOUNTS[unit].format(amount=words.number(amount), space=words.SPACE)


def stated_text(text: str) -> str:
    """Write a frame as the document states it; in another language than the document's with that one's words and marks."""
    stated = _STATED.fullmatch(text.strip())
    if stated is None or spoken() == SWEDISH:
        return text
    amount = re.sub(r"\s", "", stated["amount"]).replace(",", ".")
    return amount_text(float(amount), stated["unit"])


def sentence(document: Row, years: Sequence[Row]) -> str:
    """Say what the units cost in all, and whether that is the stated frame."""
    totals = [
        pgettext("dated", "{value} {year}").format(
            value=amount_text(row["net_cost_tkr"]), year=row["year"]
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
                stated=stated_text(row["value_text"]),
            )
        )
    return " ".join(texts)


def rows(lines: Sequence[Row]) -> list[dict[str, str]]:
    """Lay out a budget as one row per unit and line, with a column per year.

    What is said of a number has a column of its own, so that numbers stand under each other; it is left out where nothing is.
    """
    years = sorted({row["year"] for row in lines})
    held: dict[tuple[str, str], dict[int, Row]] = {}
    for row in lines:
        held.setdefault((row["unit"], row["line"]), {})[row["year"]] = row
    has_remarks = any(row["is_sum_right"] is False for row in lines)
    laid_out: list[dict[str, str]] = []
    for (unit, line), by_year in held.items():
        cells = {_("Enhet och rad (tkr)"): f"{unit}: {words.BUDGET_LINES[line].lower()}"}
        for year in years:
            cell = by_year.get(year)
            cells[str(year)] = "–" if cell is None else words.number(cell["amount_tkr"])
        last = by_year[max(by_year)]
        cells[_("Förändring")] = words.signed(last["change_tkr"])
        cells[_("Förändring i procent")] = words.signed_percent(last["change_share"])
        if has_remarks:
            cells[_("Anmärkning")] = _remark(by_year)
        laid_out.append({**cells, _("Plats"): words.place(last)})
    return laid_out


def _remark(by_year: Mapping[int, Row]) -> str:
    """Name the years in which a net cost is not what its parts give."""
    wrong = [str(year) for year, row in sorted(by_year.items()) if row["is_sum_right"] is False]
    return _("{years} går inte ihop").format(years=words.listed(wrong)) if wrong else "–"
