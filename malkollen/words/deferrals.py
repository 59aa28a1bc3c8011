"""How do we say why ends were moved? The same words beside a first answer and over the rows themselves."""

from collections.abc import Mapping, Sequence
from typing import Any

from malkollen import words
from malkollen.words.language import _, known, ngettext

Row = Mapping[str, Any]

# So many reasons are said; where there are one or two more, those too, rather than that there are more.
_MOST_REASONS = 3
_FEW_REASONS = 5


def reasons_sentence(counts: Sequence[Row], totals: Row) -> str:
    """Say why the ends of the activities shown were moved, commonest reason first; nothing where none was moved.

    Takes the rows of the question `activity_filter_counts` and the row of `activity_totals`, of the same filters.
    """
    given = sorted(
        (row for row in counts if row["facet"] == "reason" and row["shown_count"]),
        key=lambda row: (-row["shown_count"], row["sort_order"]),
    )
    silent = totals["without_reason_count"]
    if not given:
        return _("Skäl till framflyttning anges inte.") if silent else ""
    is_whole = len(given) <= _FEW_REASONS
    told = [
        f"{known('reason', row['value_label']).lower()}{words.SPACE}{words.number(row['shown_count'])}"
        for row in (given if is_whole else given[:_MOST_REASONS])
    ]
    start = (
        _("Skäl till framflyttning: {reasons}.")
        if is_whole
        else _("Vanligaste skälen till framflyttning: {reasons}.")
    )
    sentences = [start.format(reasons=", ".join(told))]
    if silent:
        sentences.append(
            ngettext(
                "{amount} saknar angivet skäl.", "{amount} saknar angivet skäl.", silent
            ).format(amount=words.number(silent))
        )
    if len(given) > 1:
        sentences.append(_("En aktivitet kan ha flera skäl."))
    return " ".join(sentences)
