"""Mål: what does a document want to reach, and how far has what stands under each goal come?"""

from collections import Counter
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from malkollen import charts, frame, words
from malkollen.frame import Row

TOP_LEVEL = "Översta nivån"
ACTIVITY_LIMIT = 60
# A longer table is folded, so that what follows is not far away.
UNFOLDED_LIMIT = 12
# A browser takes away ordinary spaces at the start of a cell.
INDENT = "\u2003"
MARK_OF_DEPTH = "› "


def goals_in_words(goals: list[Row]) -> str:
    """Say how many goals of each level there are, in the order that the tree first names them."""
    amounts = Counter(row["level"] for row in goals)
    return words.listed(
        [
            words.count(amount, words.GOAL_LEVELS[level], words.GOAL_LEVELS_MANY[level])
            for level, amount in amounts.items()
        ]
    )


def completion_sentence(document: Row, summary: Row) -> str:
    """Say what stands under the goals and how much of it is completed."""
    promised = words.count(summary["activity_count"], "aktivitet", "aktiviteter")
    if document["kind"] == "plan":
        return (
            f"Under dem står {promised} och "
            f"{words.count(summary['target_count'], 'målvärde', 'målvärden')}. "
            "Dokumentet är en plan: inget utfall är rapporterat."
        )
    if not summary["reported_count"]:
        return f"Under dem står {promised}, ingen med rapporterad status."
    return (
        f"Under dem är {words.number(summary['completed_count'])} av "
        f"{words.count(summary['reported_count'], 'aktivitet', 'aktiviteter')} genomförda "
        f"({words.percent(summary['completion_share'])})."
    )


def show_verdicts(verdicts: list[Row]) -> None:
    """Show the document's own verdicts: how many it states, and how many it names."""
    st.header("Dokumentets egna omdömen")
    frame.table(
        [
            {
                "Omdöme": row["assessment"],
                "Antal enligt dokumentet": row["stated_count"],
                "Varav namngivna": row["named_count"],
                "Plats": words.place(row) if row["stated_count"] is not None else None,
            }
            for row in verdicts
            if row["stated_count"] or row["named_count"]
        ]
    )
    if any(row["stated_count"] and row["stated_count"] > row["named_count"] for row in verdicts):
        st.caption(
            "Dokumentet räknar fler mål än det namnger. De övriga är bara kända till antalet, och deras "
            "omdömen går därför inte att visa mål för mål."
        )


def levels_of(goals: list[Row]) -> dict[str, str | None]:
    """Return the levels that a document has goals with activities on: label and code, the top first."""
    levels: dict[str, str | None] = {TOP_LEVEL: None}
    for row in goals:
        if row["activity_count"]:
            levels.setdefault(words.sentence(words.GOAL_LEVELS[row["level"]]), row["level"])
    return levels


def show_level(document: Row, goals: list[Row]) -> None:
    """Show how the statuses divide within each goal of one level."""
    st.header("Status per mål")
    levels = levels_of(goals)
    chosen = st.selectbox("Nivå", list(levels), key="niva", bind="query-params")
    counts = frame.asked(
        "goal_family_counts", document_id=document["document_id"], level=levels[chosen]
    )
    drawn = counts.filter(pc.not_equal(counts["goal_activity_count"], pa.scalar(0)))
    shown = drawn.to_pylist()
    drawn_count = len({row["goal_id"] for row in shown})
    empty = len({row["goal_id"] for row in counts.to_pylist()}) - drawn_count
    if not shown:
        st.write("Inga aktiviteter står under målen.")
        return
    summary = (
        f"{chosen}: {words.count(drawn_count, 'mål', 'mål')} med aktiviteter, "
        "en stapel för varje, delad efter aktiviteternas läge."
    )
    frame.chart(
        charts.status_bars(drawn, "title", key="goal_id"),
        key="mal-per-niva",
        summary=summary,
        shown=[
            {"Mål": row["title"], "Läge": row["family"], "Antal": row["activity_count"]}
            for row in shown
            if row["activity_count"]
        ],
    )
    if empty:
        st.caption(
            f"{words.number(empty)} till på samma nivå har inga aktiviteter, och ingen stapel."
        )
    frame.source([document])


def reported_or(row: Row, name: str) -> str:
    """Write a count of a goal; where none of its activities has a status, a count would say too much."""
    if not row["activity_count"]:
        return "–"
    return words.number(row[name]) if row["reported_count"] else "ej rapporterat"


def completion_in_short(row: Row) -> str:
    """Write how much is completed under a goal: 9 av 51 (18 %)."""
    if not row["activity_count"]:
        return "–"
    if not row["reported_count"]:
        return "ej rapporterat"
    return (
        f"{words.number(row['completed_count'])} av {words.number(row['reported_count'])} "
        f"({words.percent(row['completion_share'])})"
    )


def tree_row(row: Row, *, with_verdicts: bool, with_targets: bool) -> dict[str, Any]:
    """Return a goal as a row of the tree."""
    depth = row["depth"]
    number = f"{row['goal_number']}. " if row["goal_number"] else ""
    level = row["level_text"] or words.sentence(words.GOAL_LEVELS[row["level"]])
    cells: dict[str, Any] = {
        "Mål": f"{INDENT * depth}{MARK_OF_DEPTH if depth else ''}{number}{row['title']}",
        "Nivå": f"{level}, prioriterat" if row["is_prioritised"] else level,
        "Aktiviteter": row["activity_count"],
        "Genomförda": completion_in_short(row),
        "Framflyttade": reported_or(row, "deferred_count"),
        "Försenade": reported_or(row, "overdue_count"),
    }
    if with_verdicts:
        cells["Måluppfyllelse"] = row["assessment"]
    if with_targets:
        cells["Målvärden"] = row["target_count"]
    return cells


def show_tree(document: Row, goals: list[Row]) -> None:
    """Show all goals, each with what stands at or below it."""
    st.header("Målträdet")
    with_verdicts = any(row["assessment"] for row in goals)
    with_targets = any(row["target_count"] for row in goals)
    frame.wide_table(
        [tree_row(row, with_verdicts=with_verdicts, with_targets=with_targets) for row in goals]
    )
    st.caption("Varje rad räknar allt som står under målet, också under dess delmål.")
    frame.source([document])


def goal_sentence(goal: Row) -> str:
    """Say what stands under one goal."""
    if not goal["activity_count"]:
        return "Inga aktiviteter står under målet."
    text = words.count(goal["activity_count"], "aktivitet", "aktiviteter")
    if goal["document_kind"] == "plan":
        return f"{text} står under målet. Dokumentet är en plan: inget utfall är rapporterat."
    if not goal["reported_count"]:
        return f"{text} står under målet, ingen med rapporterad status."
    silent = goal["activity_count"] - goal["reported_count"]
    completed = (
        f"{words.number(goal['completed_count'])} av "
        f"{words.count(goal['reported_count'], 'aktivitet', 'aktiviteter')} är genomförda "
        f"({words.percent(goal['completion_share'])})"
    )
    parts = [
        completed,
        words.some(goal["deferred_count"], "framflyttad", "framflyttade"),
        words.some(goal["overdue_count"], "försenad", "försenade"),
    ]
    if silent:
        parts.append(f"{words.number(silent)} utan rapporterad status")
    return f"{words.listed(parts)}."


def show_goal_activities(document: Row, goal: Row, label: str) -> None:
    """Show the activities at or below a goal, with the way to all that is known of them."""
    activities = frame.rows(
        "activities", document_ids=document["document_id"], goal_id=goal["goal_id"]
    )
    heading = f"{words.count(len(activities), 'aktivitet', 'aktiviteter')} under målet"
    with st.expander(heading, expanded=len(activities) <= UNFOLDED_LIMIT):
        frame.wide_table(
            [
                {
                    "Aktivitet": row["title"],
                    "Nämnd": row["committees"],
                    "Slut": row["due_text"],
                    "Dokumentets ord": row["status_text"],
                    "Status": row["status"],
                }
                for row in activities[:ACTIVITY_LIMIT]
            ]
        )
        if len(activities) > ACTIVITY_LIMIT:
            st.caption(f"De första {words.number(ACTIVITY_LIMIT)} visas här.")
    frame.link(
        "aktiviteter",
        "Filtrera och läs varje aktivitets historia →",
        **frame.document_parameters(document),
        mal=label,
    )


def measured_row(row: Row) -> dict[str, Any]:
    """Return a target, an outcome or a listed key figure as a row of a table."""
    kinds = {"target": "målvärde", "outcome": "utfall", "listing": "följs upp"}
    if row["row_kind"] == "listing":
        value = row["frequency_text"] or "inget värde anges"
    else:
        value = words.bounded(row["operator"], row["value"], row["value_high"], row["unit"])
    gender = "" if row["gender"] in (None, "T") else f", {words.GENDERS[row['gender']]}"
    return {
        "Nyckeltal": f"{row['name']}{gender}",
        "Slag": kinds[row["row_kind"]],
        "Värde": value,
        "År": row["year"] and str(row["year"]),
        "Hör till": row["activity_title"] or row["goal_title"],
        "Plats": words.place(row),
    }


def show_measures(document: Row, goal_id: str) -> None:
    """Show the targets, outcomes and key figures at or below a goal."""
    measured = frame.rows("goal_kpis", goal_id=goal_id)
    if not measured:
        return
    st.markdown("**Nyckeltal och målvärden**")
    kinds = {row["row_kind"] for row in measured}
    if "target" in kinds and "outcome" not in kinds:
        st.write("Dokumentet rapporterar inget utfall för målvärdena.")
    frame.wide_table([measured_row(row) for row in measured])
    frame.link("nyckeltal", "Alla nyckeltal →", kommun=document["municipality"])


def show_goal(document: Row, goals: list[Row]) -> None:
    """Show one chosen goal with its activities and key figures."""
    st.header("Ett mål")
    goal_id = frame.choose_goal(document, "Välj ett mål", empty="Välj ett mål att läsa om")
    if goal_id is None:
        return
    goal = frame.rows("goal_detail", goal_id=goal_id)[0]
    label = next(name for name, one in words.goal_labels(goals).items() if one == goal_id)
    level = goal["level_text"] or words.sentence(words.GOAL_LEVELS[goal["level"]])
    verdict = (
        goal["assessment"] and f"{goal['assessment']} (i dokumentet: ”{goal['assessment_text']}”)"
    )
    named = {
        "Målet": goal["title"],
        "Formulering": goal["wording"],
        "Väg i trädet": goal["goal_path"] if goal["depth"] else None,
        "Nivå": f"{level}, prioriterat" if goal["is_prioritised"] else level,
        "Nummer i dokumentet": goal["goal_number"],
        "Måluppfyllelse": verdict,
        "Står i dokumentet": words.place(goal),
    }
    frame.facts(named)
    st.write(goal_sentence(goal))
    if goal["activity_count"]:
        show_goal_activities(document, goal, label)
    show_measures(document, goal_id)
    frame.source([document])


def show_document(document: Row) -> None:
    """Show one document's goals."""
    document_id = document["document_id"]
    goals = frame.rows("goals", document_id=document_id)
    if not goals:
        frame.lead(f"{words.genitive(document['municipality'])} dokument nämner inga mål.")
        return
    summary = frame.rows("side_by_side", document_ids=document_id)[0]
    verdicts = frame.rows("goal_assessments", document_id=document_id)
    whose = f"{words.genitive(document['municipality'])} dokument"
    sentences = [
        f"{whose} nämner {goals_in_words(goals)}.",
        completion_sentence(document, summary),
    ]
    if verdicts:
        sentences.insert(0, words.goal_verdicts(verdicts))
    frame.lead(" ".join(sentences))
    frame.source([document])
    if verdicts:
        show_verdicts(verdicts)
    show_goal(document, goals)
    show_level(document, goals)
    show_tree(document, goals)


choice = frame.choice()
if choice.document is not None:
    show_document(choice.document)
