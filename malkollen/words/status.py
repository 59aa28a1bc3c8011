"""How do we say where a document stands? The same sentences on the page Läget and in the report."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from malkollen import words
from malkollen.words.language import NN_, _, known, ngettext

Row = Mapping[str, Any]

# A chart's text is heard in one breath; its table has them all.
_MOST_GROUPS = 12
# An amount of each family, in the vocabulary's order.
_FAMILY_COUNTS = {
    "completed": NN_("genomförd", "genomförda"),
    "in_progress": NN_("pågår", "pågår"),
    "behind": NN_("efter plan", "efter plan"),
    "not_begun": NN_("ej påbörjad", "ej påbörjade"),
    "dropped": NN_("utgår", "utgår"),
    "not_reported": NN_("ej rapporterad", "ej rapporterade"),
}


def answer(row: Row, verdicts: Sequence[Row]) -> str:
    """Say where a document stands: what it says of its goals, then how much is completed, deferred and overdue.

    Takes the document's row of the question `side_by_side` with the due_date_share of `coverage`, and the rows of
    `goal_assessments`.
    """
    sentences = [words.goal_verdicts(verdicts)] if verdicts else []
    return " ".join([*sentences, completion_sentence(row)])


def completion_sentence(row: Row) -> str:
    """Say how much is completed, deferred and overdue."""
    whose = words.genitive(row["municipality"])
    activities = words.count(row["activity_count"], "aktivitet", "aktiviteter")
    if row["is_plan"]:
        return _(
            "{whose} dokument är en plan: inget utfall är rapporterat. Den lovar {activities} och sätter {targets}."
        ).format(
            whose=whose,
            activities=activities,
            targets=words.count(row["target_count"], "mål i siffror", "mål i siffror"),
        )
    if row["has_no_status"]:
        return _("{whose} dokument nämner {activities} men anger ingen status för dem.").format(
            whose=whose, activities=activities
        )
    parts = [
        ngettext(
            "{completed} av {activities} är genomförd ({share}).",
            "{completed} av {activities} är genomförda ({share}).",
            row["completed_count"],
        ).format(
            completed=words.number(row["completed_count"]),
            activities=words.count(row["reported_count"], "aktivitet", "aktiviteter"),
            share=words.percent(row["completion_share"]),
        )
    ]
    if row["not_reported_count"]:
        parts.append(
            ngettext(
                "{amount} saknar rapporterad status.",
                "{amount} saknar rapporterad status.",
                row["not_reported_count"],
            ).format(amount=words.number(row["not_reported_count"]))
        )
    parts.append(
        _("{deferred}, {overdue}.").format(
            deferred=deferred_in_words(row), overdue=overdue_in_words(row)
        )
    )
    return " ".join(parts)


def deferred_in_words(row: Row) -> str:
    """Say how many are deferred, and where none is marked, how many are so only in a comment."""
    if row["deferred_count"]:
        return words.count(row["deferred_count"], "är framflyttad", "är framflyttade")
    if not row["told_count"]:
        return _("Ingen är märkt som framflyttad")
    return ngettext(
        "Ingen är märkt som framflyttad men {told} flyttas enligt kommentarer",
        "Ingen är märkt som framflyttad men {told} flyttas enligt kommentarer",
        row["told_count"],
    ).format(told=words.number(row["told_count"]))


def overdue_in_words(row: Row) -> str:
    """Say how many are past their end, or that no ends are given: that is no zero."""
    if not row["due_date_share"]:
        return _("inga slutdatum anges")
    if not row["overdue_count"]:
        return _("ingen har passerat sitt slutdatum")
    return ngettext(
        "{late} har passerat sitt slutdatum",
        "{late} har passerat sitt slutdatum",
        row["overdue_count"],
    ).format(late=words.number(row["overdue_count"]))


def families_in_words(counts: Sequence[Row]) -> str:
    """Say how the activities divide, as the chart's text."""
    parts = [
        f"{known('family', row['family']).lower()} {words.number(row['activity_count'])}"
        for row in counts
        if row["activity_count"]
    ]
    return f"{words.sentence(words.listed(parts))}."


def groups_in_words(counts: Iterable[Row], label: str, key: str) -> str:
    """Say how the activities of each group divide, as the text of a chart with a bar for each; of many groups the first.

    Takes a row per group and family; `label` is the column that names the group, `key` the one that tells two of the same
    name apart.
    """
    groups: dict[Any, list[str]] = {}
    names: dict[Any, str] = {}
    for row in counts:
        names[row[key]] = row[label]
        parts = groups.setdefault(row[key], [])
        if row["activity_count"]:
            parts.append(words.count(row["activity_count"], *_FAMILY_COUNTS[row["family_code"]]))
    told = [
        f"{names[one]}: {', '.join(parts) or _('inga aktiviteter')}"
        for one, parts in list(groups.items())[:_MOST_GROUPS]
    ]
    if len(groups) > _MOST_GROUPS:
        more = words.number(len(groups) - _MOST_GROUPS)
        told.append(_("och {amount} till").format(amount=more))
    return f"{'; '.join(told)}."


def repeated_sentence(row: Row) -> str:
    """Say how many activities the rows are where some stand under several goals; nothing where none does."""
    if row["distinct_activity_count"] == row["activity_count"] or row["has_no_status"]:
        return ""
    return _(
        "{rows} rader är {activities} olika aktiviteter: några står under flera mål. "
        "Räknade en gång var, med det läge som kommit kortast, är {share} genomförda."
    ).format(
        rows=words.number(row["activity_count"]),
        activities=words.number(row["distinct_activity_count"]),
        share=words.percent(row["distinct_completion_share"]),
    )


def words_sentence(scales: Sequence[Row]) -> str:
    """Say which of the document's words stand behind each state that it calls otherwise; nothing where there is none.

    Takes the rows of the question `status_scales` of one document.
    """
    by_family: dict[str, list[str]] = {}
    for row in scales:
        by_family.setdefault(row["family"], []).append(row["status_text"])
    told = [
        f"{known('family', family)}: {', '.join(texts)}"
        for family, texts in by_family.items()
        if {text.casefold() for text in texts} != {family.casefold()}
    ]
    return _("Dokumentets egna ord: {families}.").format(families="; ".join(told)) if told else ""


def attention_line(row: Row) -> str:
    """Say how many of one kind there are that are worth a look, and in how many rows where they stand in more.

    Takes a row of the question `attention`.
    """
    one, many = words.ATTENTION[row["kind"]]
    label = words.count(row["item_count"], one, many)
    if row["row_count"] <= row["item_count"]:
        return label
    return _("{what}, på {rows}").format(
        what=label, rows=words.count(row["row_count"], "rad", "rader")
    )


def changes_sentence(changes: Sequence[Row]) -> str:
    """Say how many got another status since the occasion before, and which way.

    Takes the changed rows of the question `status_changes` for one occasion.
    """
    if not changes:
        return _("Ingen aktivitet har fått en annan status sedan förra tillfället.")
    # Each row counts its whole occasion.
    counted = changes[0]
    return ngettext(
        "{activities} har fått en annan status sedan {before}: {forward} har kommit längre och {back} har backat.",
        "{activities} har fått en annan status sedan {before}: {forward} har kommit längre och {back} har backat.",
        counted["changed_count"],
    ).format(
        activities=words.count(counted["changed_count"], "aktivitet", "aktiviteter"),
        before=counted["previous_label"],
        forward=words.number(counted["forward_count"]),
        back=words.number(counted["back_count"]),
    )
