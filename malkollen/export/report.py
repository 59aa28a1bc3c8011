"""Where does a document stand, on paper? The answers of the questions in, a PDF for a committee's meeting out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import pyarrow as pa

from malkollen import words
from malkollen.export.paper import (
    Bar,
    Bars,
    Block,
    Bullets,
    Cell,
    Column,
    Facts,
    Group,
    Heading,
    Lead,
    Link,
    Paper,
    PaperError,
    Paragraph,
    Rows,
    Segment,
    Table,
    write,
)
from malkollen.words import kpis, status, taking_out
from malkollen.words.language import N_, Spoken, Verbatim, _, known, ngettext, pgettext

Row = Mapping[str, Any]
# Answers a named question, as `store.ask` does.
Ask = Callable[..., pa.Table]

# Longer than this a title does not fit on one line above the page.
_HEADER_LENGTH = 90
# What the appendix shows of itself.
_SILENT = "follow_up_without_status"

# What changed since the occasion before, the worst first.
_DIRECTIONS = Spoken(
    {
        "back": N_("Har backat"),
        "not_reported": N_("Saknar status nu"),
        "reported": N_("Har fått en status"),
        "forward": N_("Har kommit längre"),
    }
)


class UnknownDocumentError(LookupError):
    """There is no document of that id."""


class _Answers:
    """The answers of the questions for one document, as rows."""

    def __init__(self, ask: Ask, document_id: str) -> None:
        self._ask = ask
        self.document_id = document_id
        documents = {row["document_id"]: row for row in self.rows("documents")}
        if document_id not in documents:
            raise UnknownDocumentError(
                words.question_error("unknown_document", name=document_id, known=documents)
            )
        self.document: Row = documents[document_id]
        # How the document stands, with whether it gives any end at all.
        told = next(row for row in self.rows("coverage") if row["document_id"] == document_id)
        (side,) = self.rows("side_by_side", document_ids=document_id)
        self.summary: Row = {**side, "due_date_share": told["due_date_share"]}

    def rows(self, name: str, **parameters: Any) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self._ask(name, **parameters).to_pylist()
        return rows

    def of_document(self, name: str, **parameters: Any) -> list[dict[str, Any]]:
        return self.rows(name, document_id=self.document_id, **parameters)


def _segments(counts: Iterable[Row], *, with_share: bool = False) -> list[Segment]:
    """Return a bar's parts in the vocabulary's order, those without any left out."""
    found = []
    for row in counts:
        if not row["activity_count"]:
            continue
        number = words.number(row["activity_count"])
        said = f"{known('family', row['family'])} {number}"
        if with_share:
            said += f" ({words.percent(row['activity_share'])})"
        found.append(Segment(row["family_code"], row["activity_count"], number, said))
    return found


def _result(row: Row) -> list[str]:
    """Say how many are completed of those that have a status."""
    if not row["reported_count"]:
        return [_("ej rapporterat")]
    return [
        ngettext(
            "{completed} av {reported} genomförd",
            "{completed} av {reported} genomförda",
            row["completed_count"],
        ).format(
            completed=words.number(row["completed_count"]),
            reported=words.number(row["reported_count"]),
        ),
        f"({words.percent(row['completion_share'])})",
    ]


def _place(row: Row) -> Verbatim:
    return Verbatim(words.place(row))


def _row_place(row: Row) -> str:
    """Say where in its section a row stands."""
    return words.place({**row, "place_section": None})


def _due(row: Row) -> str:
    """Say when it ends, in the document's words where it has any."""
    if row["due_text"]:
        return Verbatim(row["due_text"])
    return words.date_text(row["due_date"])


def _moment(row: Row, side: str) -> str:
    """Say one end of a deferral, in the document's words where it has any."""
    if row[f"{side}_text"]:
        return Verbatim(row[f"{side}_text"])
    return words.date_text(row[f"{side}_date"]) if row[f"{side}_date"] else _("anges inte")


def _titled(row: Row) -> Cell:
    """Return an activity's title, who answers for it and where it stands: several rows may have the same title."""
    below = _row_place(row)
    if row["committees"]:
        below = f"{row['committees']}, {below}"
    return [Verbatim(row["title"]), below]


def _status(row: Row) -> Cell:
    """Return a status, and the document's own word where it is another."""
    said, own = known("status", row["status"]), row["status_text"]
    if not own or own.casefold() == said.casefold():
        return said
    return [said, Verbatim(_("”{text}”").format(text=own))]


def _standing(answers: _Answers) -> list[Block]:
    """Say where the document stands, with the bar over all its activities."""
    summary = answers.summary
    blocks: list[Block] = [Lead(status.answer(summary, answers.of_document("goal_assessments")))]
    if not summary["reported_count"]:
        return blocks
    counts = answers.rows("family_counts", document_ids=answers.document_id)
    alternative = _("Stapel över alla aktiviteter: {families}").format(
        families=status.families_in_words(counts)
    )
    blocks.append(Bar(_segments(counts, with_share=True), alternative))
    scales = answers.rows("status_scales", document_ids=answers.document_id)
    remarks = (status.words_sentence(scales), status.repeated_sentence(summary))
    if any(remarks):
        blocks.append(Paragraph(" ".join(one for one in remarks if one), is_quiet=True))
    return blocks


def _attention(answers: _Answers) -> list[Block]:
    """List what is worth a look."""
    items = [row for row in answers.of_document("attention") if row["item_count"]]
    lines: list[Block] = (
        [Bullets([status.attention_line(row) for row in items])]
        if items
        else [Paragraph(_("Inget i dokumentet sticker ut."))]
    )
    return [Heading(_("Att titta på")), *lines]


def _groups(counts: Iterable[Row], group_id: str, name: Callable[[Row], str]) -> list[Group]:
    """Return a bar for each goal or committee; rows of one stand after each other."""
    groups = []
    for _id, rows in groupby(counts, key=lambda row: row[group_id]):
        held = list(rows)
        groups.append(Group(name(held[0]), _segments(held), _result(held[0])))
    return groups


def _per_goal(answers: _Answers) -> list[Block]:
    """Show how the statuses divide within each goal; where there are none, what each goal holds."""
    heading = Heading(_("Per mål"))
    goal = pgettext("column", "Mål")
    if not answers.summary["reported_count"]:
        goals = [
            row
            for row in answers.of_document("goals")
            if row["parent_goal_id"] is None and (row["activity_count"] or row["target_count"])
        ]
        if not goals:
            return []
        has_targets = any(row["target_count"] for row in goals)
        rows: list[list[Cell]] = [
            [
                Verbatim(row["title"]),
                words.number(row["activity_count"]),
                *([words.number(row["target_count"])] if has_targets else []),
            ]
            for row in goals
        ]
        columns = [Column(goal, 6), Column(_("Aktiviteter"))]
        if has_targets:
            columns.append(Column(_("Mål i siffror")))
        intro = Paragraph(
            _("Inget utfall är rapporterat; tabellen säger vad dokumentet lovar under varje mål.")
            if answers.summary["is_plan"]
            else _("Ingen status är rapporterad; tabellen säger vad som står under varje mål."),
            is_intro=True,
        )
        return [heading, intro, Table(columns, [Rows(rows)])]
    counts = [
        row for row in answers.of_document("goal_family_counts") if row["goal_activity_count"]
    ]
    groups = _groups(counts, "goal_id", lambda row: Verbatim(row["title"]))
    return (
        [heading, Bars((goal, _("Status"), known("family", "Genomfört")), groups)] if groups else []
    )


def _per_committee(answers: _Answers) -> list[Block]:
    """Show how the statuses divide within each committee, where there are several."""
    counts = [
        row
        for row in answers.of_document("committee_family_counts")
        if row["committee_activity_count"]
    ]
    groups = _groups(
        counts,
        "committee_id",
        lambda row: Verbatim(row["committee"]) if row["committee"] else _("Ingen nämnd angiven"),
    )
    if len(groups) < 2 or not answers.summary["reported_count"]:
        return []
    return [
        Heading(_("Per nämnd")),
        Bars((_("Nämnd"), _("Status"), known("family", "Genomfört")), groups),
        Paragraph(_("En aktivitet som två nämnder delar räknas hos båda."), is_quiet=True),
    ]


def _changes(answers: _Answers) -> list[Block]:
    """Tell what changed since the occasion before, where there is one."""
    document = answers.document
    if document["occasion_count"] < 2:
        return []
    changes = answers.of_document(
        "status_changes", occasion_number=document["last_occasion_number"], is_changed=True
    )
    blocks: list[Block] = [
        Heading(_("Ändrat sedan förra tillfället")),
        Paragraph(status.changes_sentence(changes), is_intro=True),
    ]
    if not changes:
        return blocks
    columns = [
        Column(_("Aktivitet"), 5),
        Column(Verbatim(changes[0]["previous_label"]), 2),
        Column(Verbatim(changes[0]["label"]), 2),
    ]
    parts = [
        Rows(
            [
                [
                    Verbatim(row["title"]),
                    known("status", row["previous_status"]),
                    known("status", row["status"]),
                ]
                for row in changes
                if row["direction"] == direction
            ],
            [heading],
        )
        for direction, heading in _DIRECTIONS.items()
    ]
    return [*blocks, Table(columns, [part for part in parts if part.rows])]


def _deferral_rows(rows: Iterable[Row]) -> list[list[Cell]]:
    return [
        [
            _titled(row),
            _moment(row, "from"),
            _moment(row, "to"),
            words.sentence(words.DEFERRAL_KINDS[row["kind"]]),
            words.reasons_text(row["reasons"]) if row["reasons"] else _("anges inte"),
        ]
        for row in rows
    ]


def _deferrals(answers: _Answers) -> list[Block]:
    """List the ends that were moved: from, to, kind and reason; those told only in a comment by themselves."""
    if answers.summary["is_plan"]:
        return []
    rows = answers.rows("deferrals", document_ids=answers.document_id)
    counts = answers.of_document("deferral_counts")
    kinds = [
        f"{words.number(row['marked_count'])} {words.DEFERRAL_KINDS[row['kind']]}"
        for row in counts
        if row["marked_count"]
    ]
    deferred = status.deferred_in_words(answers.summary)
    text = f"{deferred}: {words.listed(kinds)}." if kinds else f"{deferred}."
    blocks: list[Block] = [
        Heading(_("Framflyttade aktiviteter")),
        Paragraph(text, is_intro=bool(rows)),
    ]
    if not rows:
        return blocks
    columns = [
        Column(_("Aktivitet"), 5),
        Column(_("Från"), 1.5),
        Column(_("Till"), 1.6),
        Column(_("Slag"), 1.8),
        Column(_("Skäl"), 2.6),
    ]
    marked = Rows(_deferral_rows(row for row in rows if row["is_marked"]))
    told = Rows(
        _deferral_rows(row for row in rows if not row["is_marked"]),
        [_("Nämns bara i en kommentar och räknas inte som framflyttade")],
    )
    return [*blocks, Table(columns, [part for part in (marked, told) if part.rows])]


def _overdue(answers: _Answers) -> list[Block]:
    """List the activities that have passed their end."""
    if answers.summary["has_no_status"]:
        return []
    rows = answers.rows("overdue", document_ids=answers.document_id)
    text = words.sentence(f"{status.overdue_in_words(answers.summary)}.")
    blocks: list[Block] = [
        Heading(_("Försenade aktiviteter")),
        Paragraph(text, is_intro=bool(rows)),
    ]
    if not rows:
        return blocks
    columns = [
        Column(_("Aktivitet"), 5),
        Column(_("Slut"), 2),
        Column(_("Passerat"), 2),
        Column(_("Status"), 2.4),
    ]
    found: list[list[Cell]] = [
        [
            _titled(row),
            _due(row),
            words.count(row["overdue_days"], "dag", "dagar"),
            _status(row),
        ]
        for row in rows
    ]
    return [*blocks, Table(columns, [Rows(found)])]


def _verdicts(answers: _Answers) -> list[Block]:
    """Tell what the document itself says of its goals."""
    verdicts = answers.of_document("goal_assessments")
    if not verdicts:
        return []
    named = answers.of_document("goal_assessment_rows")
    blocks: list[Block] = [
        Heading(_("Dokumentets egna omdömen om målen")),
        Paragraph(words.goal_verdicts(verdicts), is_intro=bool(named)),
    ]
    if not named:
        return blocks
    columns = [
        Column(pgettext("column", "Mål"), 5),
        Column(_("Omdöme"), 2),
        Column(_("Plats i dokumentet"), 3),
    ]
    found: list[list[Cell]] = [
        [Verbatim(row["title"]), known("assessment", row["assessment"]), _place(row)]
        for row in named
    ]
    return [*blocks, Table(columns, [Rows(found)])]


def _figures(answers: _Answers) -> list[Block]:
    """Hold the document's key figures against their targets, and list those that it says it will follow."""
    results = [
        row
        for row in answers.rows(
            "kpi_results", municipality_code=answers.document["municipality_code"]
        )
        if answers.document_id in (row["target_document_id"], row["outcome_document_id"])
    ]
    listings = answers.of_document("kpi_listings")
    if not results and not listings:
        return []
    blocks: list[Block] = [Heading(_("Nyckeltal mot mål"))]
    if results:
        blocks += _results(answers.summary, results)
    if listings:
        blocks += [
            Heading(_("Nyckeltal som dokumentet säger sig följa"), level=2),
            Table(
                [Column(pgettext("column", "Nyckeltal"), 5), Column(_("Redovisas"), 2)],
                [Rows([[Verbatim(row["name"]), _frequency(row)] for row in listings])],
            ),
        ]
    return blocks


def _frequency(row: Row) -> str:
    return Verbatim(row["frequency_text"]) if row["frequency_text"] else _("anges inte")


def _results_sentence(summary: Row) -> str:
    """Say how many targets and outcomes in figures the document gives."""
    targets = words.count(summary["target_count"], "mål i siffror", "mål i siffror")
    outcomes = words.count(summary["outcome_count"], "utfall", "utfall")
    if not summary["outcome_count"]:
        return _("Dokumentet anger {targets}. Inget utfall är rapporterat.").format(targets=targets)
    if not summary["target_count"]:
        return _("Dokumentet anger {outcomes} men inga mål i siffror.").format(outcomes=outcomes)
    return _("Dokumentet anger {targets} och {outcomes}.").format(
        targets=targets, outcomes=outcomes
    )


def _results(summary: Row, results: Sequence[Row]) -> list[Block]:
    """Return targets and outcomes; where there are none of one kind, those of the other alone."""
    has_targets = any(row["has_target"] for row in results)
    has_outcomes = any(row["has_outcome"] for row in results)
    told: list[tuple[bool, Column, Callable[[Row], Cell]]] = [
        (has_targets, Column(pgettext("target", "Mål"), 2), kpis.target_text),
        (has_outcomes, Column(_("Utfall"), 2), kpis.outcome_text),
        (has_targets and has_outcomes, Column(_("Uppnått"), 1.8), kpis.verdict),
    ]

    def name(row: Row) -> Cell:
        kpi = Verbatim(row["kpi"])
        return kpi if row["gender"] == "T" else [kpi, words.GENDERS[row["gender"]]]

    found: list[list[Cell]] = [
        [
            name(row),
            Verbatim(kpis.period(row, "outcome" if row["has_outcome"] else "target")),
            *(say(row) for is_told, _column, say in told if is_told),
        ]
        for row in results
    ]
    columns = [
        Column(pgettext("column", "Nyckeltal"), 5),
        Column(_("År"), 2.4),
        *(column for is_told, column, _say in told if is_told),
    ]
    return [
        Paragraph(_results_sentence(summary), is_intro=True),
        Table(columns, [Rows(found)]),
    ]


def _findings(answers: _Answers) -> list[Block]:
    """Tell where the document disagrees with itself or leaves something out.

    That an activity has no status stands beside it in the appendix, so here they are only counted.
    """
    found = answers.of_document("findings")
    rows = [row for row in found if row["check_name"] != _SILENT]
    silent_count = len(found) - len(rows)
    blocks: list[Block] = [Heading(_("Anmärkningar på dokumentet självt"))]
    if not found:
        return [*blocks, Paragraph(_("Dokumentet motsäger inte sig självt och lämnar inget ute."))]
    blocks.append(
        Paragraph(
            _("Det som dokumentet anger är inte rättat: här står var det inte går ihop."),
            is_intro=True,
        )
    )
    if rows:
        parts = []
        for severity, (one, many) in words.SEVERITY_COUNTS.items():
            of_it = [row for row in rows if row["severity"] == severity]
            if of_it:
                heading = words.count(len(of_it), one, many)
                parts.append(Rows([[words.finding(row), _place(row)] for row in of_it], [heading]))
        columns = [Column(_("Anmärkning"), 3), Column(_("Plats i dokumentet"), 2)]
        blocks.append(Table(columns, parts))
    if silent_count:
        text = _("{findings} gäller aktiviteter utan status; de står i bilagan.").format(
            findings=words.count(silent_count, "anmärkning", "anmärkningar")
        )
        blocks.append(Paragraph(text))
    return blocks


def _deferred_cell(row: Row) -> Cell:
    if row["deferral_kind"] is None:
        return "–"
    if not row["is_deferred"]:
        return words.sentence(words.DEFERRAL_KINDS["told"])
    kind = words.sentence(words.DEFERRAL_KINDS[row["deferral_kind"]])
    return [kind, Verbatim(row["deferral_to_text"])] if row["deferral_to_text"] else kind


def _due_cell(row: Row) -> Cell:
    due = _due(row)
    return [due, _("har passerat")] if row["is_overdue"] else due


# More would make a paper of hundreds of pages, and hold up whoever waits for it.
MOST_LISTED = 2000


def _appendix(answers: _Answers) -> list[Block]:
    """List every activity under its goal."""
    activities = answers.rows("activities", document_ids=answers.document_id)
    heading = Heading(_("Bilaga: alla aktiviteter"), starts_page=True)
    if not activities:
        return [heading, Paragraph(_("Dokumentet nämner inga aktiviteter."))]
    if len(activities) > MOST_LISTED:
        told_of = _(
            "{activities} är fler än ett papper bär. De finns som kalkylblad på sidan Aktiviteter."
        ).format(activities=words.count(len(activities), "aktivitet", "aktiviteter"))
        return [heading, Paragraph(told_of)]
    has_statuses = not answers.summary["is_plan"]
    has_deferrals = any(row["deferral_kind"] for row in activities)
    told: list[tuple[bool, Column, Callable[[Row], Cell]]] = [
        (True, Column(_("Aktivitet"), 5), lambda row: Verbatim(row["title"])),
        (True, Column(_("Nämnd"), 1.1), lambda row: Verbatim(row["committees"] or "–")),
        (True, Column(_("Slut"), 1.7), _due_cell),
        (has_statuses, Column(_("Status"), 1.9), _status),
        (has_deferrals, Column(_("Framflyttad"), 1.7), _deferred_cell),
        (True, Column(_("Plats"), 1.2), _row_place),
    ]
    columns = [column for is_told, column, _say in told if is_told]
    parts = []
    for (path, section), rows in groupby(
        activities, key=lambda row: (row["goal_path"], row["place_section"])
    ):
        lines: list[str] = [Verbatim(path)] if path else [_("Utan mål")]
        if section and section != path:
            lines.append(Verbatim(section))
        parts.append(
            Rows([[say(row) for is_told, _column, say in told if is_told] for row in rows], lines)
        )
    committees = {
        row["committee_code"]: f"{row['committee_code']} {row['committee']}"
        for row in answers.of_document("committee_family_counts")
        if row["committee_id"]
    }
    count = words.count(len(activities), "aktivitet", "aktiviteter")
    text = _("{activities} i dokumentets ordning, var och en under sitt mål.").format(
        activities=count
    )
    if committees:
        text += " " + _("Nämnder: {committees}.").format(
            committees=words.listed(list(committees.values()))
        )
    return [heading, Paragraph(text, is_intro=True), Table(columns, parts, is_small=True)]


def _sources(answers: _Answers) -> list[Block]:
    """Say what the report was made of."""
    document = answers.document
    lines: list[tuple[str, str]] = [
        (_("Utgivet av"), Verbatim(f"{document['body']}, {document['municipality']}")),
        (_("Gäller"), _span(document)),
    ]
    told = [
        (_("Diarienummer"), document["diary_number"]),
        (_("Publicerat på"), document["published_at"]),
        (_("Fil"), document["original_file_name"]),
    ]
    lines += [(name, Verbatim(value)) for name, value in told if value]
    occasions = answers.of_document("occasions")
    if len(occasions) > 1:
        dates = [f"{row['label']} ({words.as_of(row)})" for row in occasions]
        lines.append((_("Tillfällen"), "; ".join(dates)))
    notes = [row["as_of_note"] for row in occasions if row["as_of_note"]]
    if notes:
        lines.append((_("Om datum"), Verbatim(" ".join(dict.fromkeys(notes)))))
    return [
        Heading(_("Källor")),
        Paragraph(words.source_line([document]), is_intro=True),
        Facts(lines),
    ]


def _span(document: Row) -> str:
    if document["term_start_year"]:
        return f"{document['term_start_year']}–{document['term_end_year']}"
    return str(document["year"])


def _definitions(answers: _Answers) -> list[Block]:
    """Say how the figures are counted, where there are any."""
    if answers.summary["has_no_status"]:
        return []
    # Paper has no bold marks within a text.
    told = [taking_out.DEFINITIONS[name].replace("**", "") for name in taking_out.OF_ACTIVITIES]
    return [Heading(_("Så räknar vi")), Bullets(told)]


def _origin(day: str, version: str, address: str | None) -> list[Block]:
    """Say when this was taken out, of which data, and where the same is shown."""
    blocks: list[Block] = [
        Heading(_("Om uttaget")),
        Paragraph(
            _(
                "Uttaget {date} ur Målkollen, dataversion {version}. Rapporten gäller hela dokumentet, utan filter."
            ).format(date=day, version=version)
        ),
    ]
    if address:
        blocks.append(Link(_("Samma uppgifter på webben:"), address))
    return blocks


def _shortened(text: str) -> str:
    return text if len(text) <= _HEADER_LENGTH else f"{text[: _HEADER_LENGTH - 1].rstrip()}…"


def _paper(answers: _Answers, day: date, blocks: Sequence[Block]) -> Paper:
    """Return a paper about a document, with what it says."""
    document = answers.document
    kind = words.sentence(words.DOCUMENT_KINDS[document["kind"]])
    below: list[str] = [f"{document['body']}. {kind} {_span(document)}, {words.as_of(document)}."]
    if document["as_of_note"]:
        below.append(Verbatim(document["as_of_note"]))
    return Paper(
        # What a window and a list of files show, where a title alone says neither whose it is nor what.
        name=_("Läget enligt {document}, {municipality} – Målkollen").format(
            document=document["title"], municipality=document["municipality"]
        ),
        title=Verbatim(document["title"]),
        above_title=Verbatim(document["municipality"]),
        below_title=below,
        header=(Verbatim(document["municipality"]), Verbatim(_shortened(document["title"]))),
        footer=_("Uttaget {date} ur Målkollen").format(date=words.date_text(day)),
        page=_("Sida {page} av {pages}"),
        blocks=blocks,
        made_on=day,
    )


def report(
    ask: Ask, document_id: str, *, day: date, data_version: str, address: str | None = None
) -> bytes:
    """Write the whole status of a document as PDF, in the language spoken.

    `ask` answers the questions, as `store.ask` does; `address` is where the same is shown, where that is known. Raises
    UnknownDocumentError where there is no such document, PaperError where it takes too long or too much memory.
    """
    answers = _Answers(ask, document_id)
    sections = (
        _standing, _attention, _per_goal, _per_committee, _changes, _deferrals, _overdue, _verdicts,
        _figures, _findings, _sources, _definitions,
    )  # fmt: skip
    blocks = [
        *(block for section in sections for block in section(answers)),
        *_origin(words.date_text(day), data_version.removesuffix(".duckdb"), address),
        *_appendix(answers),
    ]
    return write(_paper(answers, day, blocks))


def report_or_why(
    ask: Ask, document_id: str, *, day: date, data_version: str, address: str | None = None
) -> bytes:
    """Write what `report` does; where that cannot be made, one page with the answer that says why.

    Whoever has clicked gets a file whatever happens, and in it a sentence.
    """
    try:
        return report(ask, document_id, day=day, data_version=data_version, address=address)
    except PaperError as error:
        answers = _Answers(ask, document_id)
        rest = _("Här är bara svaret. Aktiviteterna finns som kalkylblad på sidan Aktiviteter.")
        blocks = [
            Paragraph(f"{error} {rest}"),
            *_standing(answers),
            *_sources(answers),
            *_origin(words.date_text(day), data_version.removesuffix(".duckdb"), address),
        ]
        return write(_paper(answers, day, blocks))
