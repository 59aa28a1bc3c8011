"""Mål: what does a document want to reach, and how far has what stands under each goal come?"""

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from malkollen import charts, frame, words
from malkollen.export import tables
from malkollen.frame import Row
from malkollen.words import status, taking_out
from malkollen.words.language import _, known, ngettext, pgettext

# What the choice of level holds for the top of the tree, whatever its level is.
TOP_LEVEL = "top"
ACTIVITY_LIMIT = 60
# A longer table is folded, so that what follows is not far away.
UNFOLDED_LIMIT = 12


def goals_in_words(goals: list[Row]) -> str:
    """Say how many goals of each level there are, in the order that the tree first names them."""
    amounts = Counter(row["level"] for row in goals)
    return words.listed([words.count_of_level(level, amount) for level, amount in amounts.items()])


def completion_sentence(document: Row, summary: Row) -> str:
    """Say what stands under the goals and how much of it is completed."""
    promised = words.count(summary["activity_count"], "aktivitet", "aktiviteter")
    if document["kind"] == "plan":
        return _(
            "Under dem står {activities} och {targets}. Dokumentet är en plan: inget utfall är rapporterat."
        ).format(
            activities=promised,
            targets=ngettext(
                "{amount} målvärde", "{amount} målvärden", summary["target_count"]
            ).format(amount=words.number(summary["target_count"])),
        )
    if not summary["reported_count"]:
        return _("Under dem står {activities}, ingen med rapporterad status.").format(
            activities=promised
        )
    return ngettext(
        "Under dem är {completed} av {activities} genomförd ({share}).",
        "Under dem är {completed} av {activities} genomförda ({share}).",
        summary["completed_count"],
    ).format(
        completed=words.number(summary["completed_count"]),
        activities=words.count(summary["reported_count"], "aktivitet", "aktiviteter"),
        share=words.percent(summary["completion_share"]),
    )


def show_verdicts(verdicts: list[Row]) -> None:
    """Show the document's own verdicts: how many it states, and how many it names."""
    st.header(_("Dokumentets egna omdömen"))
    frame.wide_table(
        [
            {
                _("Omdöme"): known("assessment", row["assessment"]),
                _("Antal enligt dokumentet"): row["stated_count"],
                _("Varav namngivna"): row["named_count"],
                _("Plats"): words.place(row) if row["stated_count"] is not None else None,
            }
            for row in verdicts
            if row["stated_count"] or row["named_count"]
        ]
    )
    if any(row["stated_count"] and row["stated_count"] > row["named_count"] for row in verdicts):
        st.caption(
            _(
                "Dokumentet räknar fler mål än det namnger. De övriga är bara kända till antalet, och deras "
                "omdömen går därför inte att visa mål för mål."
            )
        )


def levels_of(goals: list[Row]) -> dict[str, str]:
    """Return the levels that a document has goals with activities on: code and label, the top first."""
    levels = {TOP_LEVEL: _("Översta nivån")}
    for row in goals:
        if row["activity_count"]:
            levels.setdefault(row["level"], words.sentence(words.GOAL_LEVELS[row["level"]]))
    return levels


def show_level(document: Row, goals: list[Row]) -> None:
    """Show how the statuses divide within each goal of one level."""
    st.header(_("Status per mål"))
    levels = levels_of(goals)
    chosen = st.selectbox(
        _("Nivå"), list(levels), format_func=levels.__getitem__, key="niva", bind="query-params"
    )
    counts = frame.asked(
        "goal_family_counts",
        document_id=document["document_id"],
        level=None if chosen == TOP_LEVEL else chosen,
    )
    drawn = counts.filter(pc.not_equal(counts["goal_activity_count"], pa.scalar(0)))
    shown = drawn.to_pylist()
    # A row per goal and family.
    empty = len({row["goal_id"] for row in counts.to_pylist()} - {row["goal_id"] for row in shown})
    names = {goal_id: label for label, goal_id in words.goal_labels(goals).items()}
    if not shown:
        st.write(_("Inga aktiviteter står under målen."))
        return
    here = frame.document_parameters(document)
    frame.chart(
        charts.status_bars(drawn, "title", key="goal_id"),
        key="mal-per-niva",
        summary=status.groups_in_words(shown, "title", "goal_id"),
        picture=frame.picture_of(_("Status per mål"), [document]),
        shown=[
            {
                pgettext("column", "Mål"): row["title"],
                _("Läge"): known("family", row["family"]),
                _("Antal"): frame.linked(
                    row["activity_count"],
                    "aktiviteter",
                    **here,
                    mal=names[row["goal_id"]],
                    lage=known("family", row["family"]),
                ),
            }
            for row in shown
            if row["activity_count"]
        ],
    )
    if empty:
        st.caption(
            ngettext(
                "{amount} till på samma nivå har inga aktiviteter, och ingen stapel.",
                "{amount} till på samma nivå har inga aktiviteter, och ingen stapel.",
                empty,
            ).format(amount=words.number(empty))
        )
    frame.source([document])


def not_reported() -> str:
    """Say in a cell, on one line, that nothing is reported."""
    return _("ej rapporterat").replace(" ", words.SPACE)


def reported_or(row: Row, name: str) -> str:
    """Write a count of a goal; where none of its activities has a status, a count would say too much."""
    if not row["activity_count"]:
        return "–"
    return words.number(row[name]) if row["reported_count"] else not_reported()


def completion_in_short(row: Row) -> str:
    """Write how much is completed under a goal: 9 av 51 (18 %)."""
    if not row["activity_count"]:
        return "–"
    if not row["reported_count"]:
        return not_reported()
    told = _("{completed} av {reported} ({share})").format(
        completed=words.number(row["completed_count"]),
        reported=words.number(row["reported_count"]),
        share=words.percent(row["completion_share"]),
    )
    return told.replace(" ", words.SPACE)


def level_in_words(row: Row) -> str:
    """Name a goal's level, by the document's own word where it has one."""
    level: str = row["level_text"] or words.sentence(words.GOAL_LEVELS[row["level"]])
    return level


def gives_ends(document: Row) -> bool:
    """Say whether a document gives an end for any of its activities; where it does not, none can be late."""
    told = frame.rows("coverage")
    return any(
        row["due_date_share"] for row in told if row["document_id"] == document["document_id"]
    )


@dataclass(frozen=True)
class Shown:
    """Which columns of the tree say anything in a document; a column of nothing is left out."""

    prioritised: bool
    deferrals: bool
    ends: bool
    verdicts: bool
    targets: bool


def tree_row(row: Row, activities: frame.Link, shown: Shown) -> dict[str, Any]:
    """Return a goal as a row of the tree; `activities` is how many there are, with the way to them."""
    title = f"{row['goal_number']}. {row['title']}" if row["goal_number"] else row["title"]
    cells: dict[str, Any] = {
        pgettext("column", "Mål"): frame.Indented(title, row["depth"]),
        _("Nivå"): level_in_words(row),
    }
    if shown.prioritised:
        cells[_("Prioriterat")] = _("Ja") if row["is_prioritised"] else None
    cells |= {
        _("Aktiviteter"): activities if row["activity_count"] else 0,
        _("Genomförda"): completion_in_short(row),
    }
    if shown.deferrals:
        cells[_("Framflyttade")] = reported_or(row, "deferred_count")
    if shown.ends:
        cells[_("Försenade")] = reported_or(row, "overdue_count")
    if shown.verdicts:
        cells[_("Måluppfyllelse")] = known("assessment", row["assessment"])
    if shown.targets:
        cells[_("Målvärden")] = row["target_count"]
    return cells


def offer_workbook(document: Row, goals: list[Row]) -> None:
    """Show the button that gives the goal tree as a workbook."""
    name = frame.document_label(document)
    frame.offer_workbook(
        taking_out.Taken(
            title=taking_out.title(_("Mål"), document["municipality"], name),
            grain=_(
                "ett mål eller en rubrik i målträdet, med allt som står under, också under dess delmål"
            ),
            scope=[
                *taking_out.scope(document["municipality"], name),
                *taking_out.as_of_dates([document]),
            ],
            row_count=len(goals),
            sources=taking_out.document_sources([document]),
            definitions=("completion_share", "listed", "deferred", "overdue"),
            statuses=frame.rows("statuses"),
        ),
        partial(tables.goal_tree, goals, with_ends=gives_ends(document)),
        file_name=taking_out.file_name(document["municipality"], _("Mål"), name, kind="xlsx"),
    )


def show_tree(document: Row, goals: list[Row]) -> None:
    """Show all goals, each with what stands at or below it."""
    st.header(_("Målträdet"))
    shown = Shown(
        prioritised=any(row["is_prioritised"] for row in goals),
        deferrals=any(row["deferred_count"] for row in goals),
        ends=gives_ends(document),
        verdicts=any(row["assessment"] for row in goals),
        targets=any(row["target_count"] for row in goals),
    )
    here = frame.document_parameters(document)
    frame.wide_table(
        [
            tree_row(
                row, frame.linked(row["activity_count"], "aktiviteter", **here, mal=label), shown
            )
            for row, label in zip(goals, words.goal_labels(goals), strict=True)
        ]
    )
    st.caption(_("Varje rad räknar allt som står under målet, också under dess delmål."))
    frame.source([document])
    offer_workbook(document, goals)


def goal_sentence(goal: Row) -> str:
    """Say what stands under one goal."""
    amount = goal["activity_count"]
    if not amount:
        return _("Inga aktiviteter står under målet.")
    activities = words.count(amount, "aktivitet", "aktiviteter")
    if goal["document_kind"] == "plan":
        return ngettext(
            "{activities} står under målet. Dokumentet är en plan: inget utfall är rapporterat.",
            "{activities} står under målet. Dokumentet är en plan: inget utfall är rapporterat.",
            amount,
        ).format(activities=activities)
    if not goal["reported_count"]:
        return ngettext(
            "{activities} står under målet, ingen med rapporterad status.",
            "{activities} står under målet, ingen med rapporterad status.",
            amount,
        ).format(activities=activities)
    silent = amount - goal["reported_count"]
    parts = [
        ngettext(
            "{completed} av {activities} är genomförd ({share})",
            "{completed} av {activities} är genomförda ({share})",
            goal["completed_count"],
        ).format(
            completed=words.number(goal["completed_count"]),
            activities=words.count(goal["reported_count"], "aktivitet", "aktiviteter"),
            share=words.percent(goal["completion_share"]),
        ),
        words.some(goal["deferred_count"], "framflyttad", "framflyttade"),
        words.some(goal["overdue_count"], "försenad", "försenade"),
    ]
    if silent:
        parts.append(_("{amount} utan rapporterad status").format(amount=words.number(silent)))
    return f"{words.listed(parts)}."


def show_goal_activities(document: Row, goal: Row, label: str) -> None:
    """Show the activities at or below a goal, with the way to all that is known of them."""
    activities = frame.rows(
        "activities", document_ids=document["document_id"], goal_id=goal["goal_id"]
    )
    heading = _("{activities} under målet").format(
        activities=words.count(len(activities), "aktivitet", "aktiviteter")
    )
    with st.expander(heading, expanded=len(activities) <= UNFOLDED_LIMIT):
        frame.wide_table(
            [
                {
                    _("Aktivitet"): row["title"],
                    _("Nämnd"): row["committees"],
                    _("Slut (som det står)"): row["due_text"],
                    _("Dokumentets ord"): row["status_text"],
                    _("Status"): known("status", row["status"]),
                }
                for row in activities[:ACTIVITY_LIMIT]
            ]
        )
        if len(activities) > ACTIVITY_LIMIT:
            st.caption(
                _("De första {amount} visas här.").format(amount=words.number(ACTIVITY_LIMIT))
            )
    frame.link(
        "aktiviteter",
        _("Filtrera och läs varje aktivitets historia"),
        **frame.document_parameters(document),
        mal=label,
    )


def measured_row(row: Row) -> dict[str, Any]:
    """Return a target, an outcome or a listed key figure as a row of a table."""
    kinds = {
        "target": pgettext("kind", "målvärde"),
        "outcome": pgettext("kind", "utfall"),
        "listing": pgettext("kind", "följs upp"),
    }
    if row["row_kind"] == "listing":
        value = row["frequency_text"] or _("inget värde anges")
    else:
        value = words.bounded(row["operator"], row["value"], row["value_high"], row["unit"])
    gender = "" if row["gender"] in (None, "T") else f", {words.GENDERS[row['gender']]}"
    return {
        pgettext("column", "Nyckeltal"): f"{row['name']}{gender}",
        _("Slag"): kinds[row["row_kind"]],
        _("Värde"): value,
        _("År"): row["year"] and str(row["year"]),
        _("Hör till"): row["activity_title"] or row["goal_title"],
        _("Plats"): words.place(row),
    }


def show_measures(document: Row, goal_id: str) -> None:
    """Show the targets, outcomes and key figures at or below a goal."""
    measured = frame.rows("goal_kpis", goal_id=goal_id)
    if not measured:
        return
    st.markdown("**" + _("Nyckeltal och målvärden") + "**")
    kinds = {row["row_kind"] for row in measured}
    if "target" in kinds and "outcome" not in kinds:
        st.write(_("Dokumentet rapporterar inget utfall för målvärdena."))
    frame.wide_table([measured_row(row) for row in measured])
    frame.link("nyckeltal", _("Alla nyckeltal"), kommun=document["municipality"])


def show_goal(document: Row, goals: list[Row]) -> None:
    """Show one chosen goal with its activities and key figures."""
    st.header(_("Ett mål"))
    goal_id = frame.choose_goal(document, _("Välj ett mål"), empty=_("Välj ett mål att läsa om"))
    if goal_id is None:
        return
    goal = frame.rows("goal_detail", goal_id=goal_id)[0]
    label = next(name for name, one in words.goal_labels(goals).items() if one == goal_id)
    verdict = goal["assessment"] and _("{assessment} (i dokumentet: ”{text}”)").format(
        assessment=known("assessment", goal["assessment"]), text=goal["assessment_text"]
    )
    named = {
        _("Målet"): goal["title"],
        _("Formulering"): goal["wording"],
        _("Väg i trädet"): goal["goal_path"] if goal["depth"] else None,
        _("Nivå"): level_in_words(goal),
        _("Prioriterat"): _("Ja") if goal["is_prioritised"] else None,
        _("Nummer i dokumentet"): goal["goal_number"],
        _("Måluppfyllelse"): verdict,
        _("Står i dokumentet"): words.place(goal),
    }
    frame.facts(named)
    st.write(goal_sentence(goal))
    if goal["activity_count"]:
        show_goal_activities(document, goal, label)
    show_measures(document, goal_id)
    frame.source([document])


def measures_explained(document: Row, verdicts: list[Row]) -> dict[str, str]:
    """Return the measures that the page shows of a document, by where each is explained."""
    measures = {
        "omdome": _("Måluppfyllelse"),
        "andel-genomforda": _("Andel genomförda"),
        "framflyttad": _("Framflyttad"),
        "forsenad": _("Försenad"),
    }
    if not verdicts:
        del measures["omdome"]
    if not gives_ends(document):
        del measures["forsenad"]
    return measures


def show_document(document: Row) -> None:
    """Show one document's goals."""
    document_id = document["document_id"]
    goals = frame.rows("goals", document_id=document_id)
    whose = words.genitive(document["municipality"])
    if not goals:
        frame.lead(_("{whose} dokument nämner inga mål.").format(whose=whose))
        return
    summary = frame.rows("side_by_side", document_ids=document_id)[0]
    verdicts = frame.rows("goal_assessments", document_id=document_id)
    sentences = [
        _("{whose} dokument nämner {goals}.").format(whose=whose, goals=goals_in_words(goals)),
        completion_sentence(document, summary),
    ]
    if verdicts:
        sentences.insert(0, words.goal_verdicts(verdicts))
    frame.lead(" ".join(sentences))
    frame.source([document])
    frame.explained(measures_explained(document, verdicts))
    if verdicts:
        show_verdicts(verdicts)
    show_goal(document, goals)
    show_level(document, goals)
    show_tree(document, goals)


choice = frame.choice()
if choice.document is not None:
    show_document(choice.document)
