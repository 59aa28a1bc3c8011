"""How do we say what a committee's units cost, year by year? In Swedish."""

from collections.abc import Mapping, Sequence
from typing import Any

from malkollen import words

Row = Mapping[str, Any]


def sentence(document: Row, years: Sequence[Row]) -> str:
    """Say what the units cost in all, and whether that is the stated frame."""
    totals = words.listed(
        [f"{words.number(row['net_cost_tkr'])}{words.SPACE}tkr {row['year']}" for row in years]
    )
    units = words.count(max(row["unit_count"] for row in years), "enhet", "enheter")
    texts = [
        f"{document['body']} i {document['municipality']}: nettokostnaden för {units} är {totals}."
    ]
    for row in years:
        if row["stated_tkr"] is None:
            continue
        frame_text = f"ramen som dokumentet anger för {row['year']}, {row['value_text']}"
        texts.append(
            f"Summan stämmer med {frame_text}."
            if row["agrees"]
            else f"Summan skiljer {words.signed(row['difference'])} tkr från {frame_text}."
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
        cells = {"Enhet och rad (tkr)": f"{unit}: {words.BUDGET_LINES[line].lower()}"}
        for year in years:
            cell = by_year.get(year)
            amount = "–" if cell is None else words.number(cell["amount_tkr"])
            is_wrong = cell is not None and cell["is_sum_right"] is False
            cells[str(year)] = f"{amount}, går inte ihop" if is_wrong else amount
        last = by_year[max(by_year)]
        change = words.signed(last["change_tkr"])
        if last["change_share"]:
            change += f" ({words.percent(last['change_share'])})"
        laid_out.append({**cells, "Förändring": change, "Plats": words.place(last)})
    return laid_out
