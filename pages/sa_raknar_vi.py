"""Så räknar vi: what does each measure mean, and what does it come to in a document that is here now?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import streamlit as st

from malkollen import frame, words
from malkollen.frame import Row
from malkollen.words import kpis, national, taking_out
from malkollen.words.language import _, known


@dataclass(frozen=True)
class Example:
    """A measure worked out on what the database holds, with what it rests on."""

    text: str
    documents: tuple[Row, ...] = ()
    source: str | None = None


@dataclass(frozen=True)
class Measure:
    """A measure: its place on the page, which links lead to, its name, what it means, and an example."""

    anchor: str
    name: str
    meaning: str
    example: Callable[[], Example | None]


def documents() -> dict[str, Row]:
    """Return the documents that no other replaces by their id, the latest first."""
    found = sorted(
        frame.current_documents(),
        key=lambda row: (row["as_of_date"] or date(row["year"], 1, 1), row["document_id"]),
        reverse=True,
    )
    return {row["document_id"]: row for row in found}


def beside() -> list[Row]:
    """Return what is counted in each document, the latest first."""
    return frame.rows("side_by_side", document_ids=",".join(documents()))


def named(row: Row) -> str:
    """Name a document in a sentence."""
    document = documents()[row["document_id"]]
    return f"{document['municipality']}, {frame.document_label(document)}"


def worked_out(row: Row | None, told: Callable[[Row], str]) -> Example | None:
    """Tell a row of one document as an example; none where there is no such row."""
    return None if row is None else Example(told(row), (documents()[row["document_id"]],))


def first(rows: Iterable[Row], shows: Callable[[Row], bool]) -> Row | None:
    """Return the first row that shows a measure."""
    return next((row for row in rows if shows(row)), None)


def completion(row: Row) -> str:
    """Work out a document's completion share."""
    text = _(
        "{document}: {completed} genomförda delat med {reported} med rapporterad status är {share}."
    ).format(
        document=named(row),
        completed=words.number(row["completed_count"]),
        reported=words.number(row["reported_count"]),
        share=words.percent(row["completion_share"]),
    )
    if row["not_reported_count"]:
        text += " " + _("{count} saknar status och står utanför.").format(
            count=words.number(row["not_reported_count"])
        )
    return text


def counted_once(row: Row) -> str:
    """Work out how much fewer a document's activities are when each is counted once."""
    (once,) = (
        one
        for one in frame.rows("completion", document_ids=row["document_id"], unit="distinct")
        if one["as_of_date"] == row["as_of_date"] and one["label"] == row["label"]
    )
    return _(
        "{document}: {listed} rader är {distinct} olika aktiviteter. Räknade en gång var är "
        "{completed} av {reported} genomförda ({share}); som de står är det {listed_share}."
    ).format(
        document=named(row),
        listed=words.number(row["activity_count"]),
        distinct=words.number(row["distinct_activity_count"]),
        completed=words.number(once["completed_count"]),
        reported=words.number(once["reported_count"]),
        share=words.percent(once["completion_share"]),
        listed_share=words.percent(row["completion_share"]),
    )


def deferred(row: Row) -> str:
    """Work out how many of a document's activities are deferred, and where to."""
    counted = {
        one["kind"]: one["marked_count"]
        for one in frame.rows("deferral_counts", document_id=row["document_id"])
    }
    text = _(
        "{document}: {within_year} inom året, {to_later_year} till ett senare år och {date_unknown} "
        "utan nytt datum är {deferred} framflyttade av {listed} ({share})."
    ).format(
        document=named(row),
        **{kind: words.number(amount) for kind, amount in counted.items()},
        deferred=words.number(row["deferred_count"]),
        listed=words.number(row["activity_count"]),
        share=words.percent(row["deferred_share"]),
    )
    if row["told_count"]:
        text += " " + _("{count} till nämns bara i en kommentar och räknas inte med.").format(
            count=words.number(row["told_count"])
        )
    return text


def longest_slip() -> Row | None:
    """Return the deferral that moved the furthest, of those that can be counted."""
    counted = [row for row in frame.rows("deferrals") if row["slip_months"] is not None]
    return max(counted, key=lambda row: (row["slip_months"], row["activity_id"]), default=None)


def slip(row: Row) -> str:
    """Tell how far a deferral moved an activity."""
    return _("”{activity}” flyttades från {before} till {after}: {months}.").format(
        activity=row["title"],
        before=words.date_text(row["from_date"]),
        after=words.date_text(row["to_date"]),
        months=words.count(row["slip_months"], "månad", "månader"),
    )


def marked(**filters: bool) -> Row | None:
    """Return the first activity that is marked in the latest document with any."""
    found = frame.rows("activities", **filters)
    return next((row for key in documents() for row in found if row["document_id"] == key), None)


def contradictory(activity: Row) -> str:
    """Count the activities with two statuses in a document, and the rows that they stand in."""
    (counted,) = (
        row
        for row in frame.rows("attention", document_id=activity["document_id"])
        if row["kind"] == "contradictory"
    )
    return _("{document}: {activities} står på {rows} med olika status.").format(
        document=named(activity),
        activities=words.count(counted["item_count"], "aktivitet", "aktiviteter"),
        rows=words.count(counted["row_count"], "rad", "rader"),
    )


def carried_over(activity: Row) -> str:
    """Tell of an activity that is carried over, and how many there are in its document."""
    same = frame.rows("activities", document_ids=activity["document_id"], is_carried_over=True)
    return _(
        "{document}: {activities} kvarstår från tidigare år. En av dem, ”{activity}”, från {year}."
    ).format(
        document=named(activity),
        activities=words.count(len(same), "aktivitet", "aktiviteter"),
        activity=activity["title"],
        year=activity["carried_over_from_year"],
    )


def longest_overdue() -> Row | None:
    """Return the activity that is the longest over its end."""
    late = frame.rows("overdue")
    return max(late, key=lambda row: (row["overdue_days"], row["activity_id"]), default=None)


def overdue(row: Row) -> str:
    """Tell how long an activity is over its end."""
    return _(
        "”{activity}” skulle vara klar {due} men har status {status} {as_of}: {days} för sent."
    ).format(
        activity=row["title"],
        due=words.date_text(row["due_date"]),
        status=known("status", row["status"]).lower(),
        as_of=words.as_of({**row, "is_as_of_stated": True}),
        days=words.count(row["overdue_days"], "dag", "dagar"),
    )


def last_change() -> Row | None:
    """Return one change at the last occasion of the latest document that has several."""
    document = first(documents().values(), lambda row: row["occasion_count"] > 1)
    if document is None:
        return None
    changed = frame.rows(
        "status_changes",
        document_id=document["document_id"],
        occasion_number=document["last_occasion_number"],
        is_changed=True,
    )
    return next(iter(changed), None)


def change(row: Row) -> str:
    """Say how many activities changed at a document's occasion, and which way."""
    return _(
        "{document}: från ”{before}” till ”{now}” fick {activities} en annan status; {forward} kom "
        "längre och {back} backade."
    ).format(
        document=named(row),
        before=row["previous_label"],
        now=row["label"],
        activities=words.count(row["changed_count"], "aktivitet", "aktiviteter"),
        forward=words.number(row["forward_count"]),
        back=words.number(row["back_count"]),
    )


def assessment() -> Example | None:
    """Tell the verdicts of the latest document that gives its goals any."""
    for document_id, document in documents().items():
        verdicts = frame.rows("goal_assessments", document_id=document_id)
        if verdicts:
            return Example(f"{named(document)}: {words.goal_verdicts(verdicts)}", (document,))
    return None


def target() -> Example | None:
    """Show a target whose outcome settles it and has a distance."""
    results = [row for row in frame.rows("kpi_results") if row["distance"] is not None]
    if not results:
        return None
    row = max(results, key=lambda row: (row["year"], row["kpi_code"], row["municipality_code"]))
    text = (
        kpis.result_sentence(row)
        + " "
        + _("Avstånd till målet: {distance}.").format(
            distance=f"{words.signed(row['distance'])}{words.SPACE}{known('unit', row['unit'])}"
        )
    )
    return Example(text, source=kpis.source_line([row], documents()))


def among_peers() -> Example | None:
    """Place a municipality with documents among those like it, in the first measure that can be."""
    measures = [row for row in frame.rows("national_kpis") if row["has_values"]]
    for document in documents().values():
        for measure in measures:
            peers = frame.rows(
                "national_peers",
                national_kpi_id=measure["national_kpi_id"],
                municipality_code=document["municipality_code"],
            )
            placed = [row for row in peers if row["position"] is not None]
            if placed:
                text = national.peers_sentence(
                    document["municipality"], placed[-1], measure["unit"]
                )
                return Example(
                    f"{measure['title']}: {text}", source=national.computed_source(measure)
                )
    return None


def moved_over_years() -> Example | None:
    """Tell a national value of a municipality with documents, with how it has changed."""
    codes = {row["municipality_code"] for row in documents().values()}
    for measure in frame.rows("national_kpis"):
        ranking = frame.rows("national_ranking", national_kpi_id=measure["national_kpi_id"])
        row = first(
            ranking,
            lambda row: row["municipality_code"] in codes and row["change_3_years"] is not None,
        )
        if row is not None:
            unit = measure["unit"]
            value = national.municipality_sentence(row["municipality"], [row], unit)
            text = f"{measure['title']}: {value} {national.change_sentence([row], unit)}"
            return Example(text, source=national.computed_source(measure))
    return None


def finding() -> Example | None:
    """Tell the first finding in the latest document that has any, and how many it has."""
    for document_id, document in documents().items():
        found = frame.rows("findings", document_id=document_id)
        if found:
            text = _("{document}: {findings}. En av dem: {finding}").format(
                document=named(document),
                findings=words.count(len(found), "anmärkning", "anmärkningar"),
                finding=words.finding(found[0]),
            )
            return Example(text, (document,))
    return None


def measures() -> list[Measure]:
    """Return every measure in the order that one meets them."""
    return [
        Measure(
            "andel-genomforda",
            _("Andel genomförda"),
            f"{taking_out.DEFINITIONS['completion_share']} {taking_out.DEFINITIONS['listed']}",
            lambda: worked_out(first(beside(), lambda row: row["reported_count"]), completion),
        ),
        Measure(
            "en-gang-var",
            _("Räknade en gång var"),
            _(
                "En aktivitet som står under flera mål räknas en gång, med den status som kommit kortast. Vad "
                "som kommit kortast följer ordningen i tabellen över statusar längre ner."
            ),
            lambda: worked_out(
                first(
                    beside(),
                    lambda row: (
                        row["reported_count"]
                        and row["distinct_activity_count"] < row["activity_count"]
                    ),
                ),
                counted_once,
            ),
        ),
        Measure(
            "olika-status",
            _("Olika status på olika ställen"),
            taking_out.DEFINITIONS["contradictory"],
            lambda: worked_out(marked(is_contradictory=True), contradictory),
        ),
        Measure(
            "framflyttad",
            _("Framflyttad"),
            " ".join(
                [
                    taking_out.DEFINITIONS["deferred"],
                    _(
                        "Flytten är inom året, till ett senare år eller utan nytt datum, och andelen är av alla "
                        "aktiviteter som står i dokumentet. En framflyttad aktivitet kan vara genomförd: "
                        "framflyttningen är historia, ingen status."
                    ),
                    _(
                        "Skäl är vad kommentaren säger om flytten, ordnat i slag: också att aktiviteten formulerats om "
                        "eller tagits upp i en annan."
                    ),
                ]
            ),
            lambda: worked_out(first(beside(), lambda row: row["deferred_count"]), deferred),
        ),
        Measure(
            "flyttad-tid",
            _("Hur långt en aktivitet flyttats"),
            _(
                "Månaderna mellan det gamla slutdatumet och det nya. De räknas bara där dokumentet anger båda."
            ),
            lambda: worked_out(longest_slip(), slip),
        ),
        Measure(
            "kvarstar",
            _("Kvarstår från ett tidigare år"),
            _(
                "Dokumentet säger att aktiviteten redan fanns i en tidigare plan. I kommunens andra dokument är det "
                "samma aktivitet där lydelsen är densamma och en nämnd är gemensam."
            ),
            lambda: worked_out(marked(is_carried_over=True), carried_over),
        ),
        Measure(
            "forsenad",
            _("Försenad"),
            taking_out.DEFINITIONS["overdue"],
            lambda: worked_out(longest_overdue(), overdue),
        ),
        Measure(
            "andring",
            _("Ändrat sedan förra tillfället"),
            _(
                "Samma aktivitet i samma dokument: status vid ett tillfälle mot status vid tillfället före. Att "
                "komma längre är att gå mot genomförd, att backa är att gå från."
            ),
            lambda: worked_out(last_change(), change),
        ),
        Measure(
            "omdome",
            _("Måluppfyllelse"),
            _(
                "Dokumentets eget omdöme om ett mål: uppnått, delvis uppnått, ej uppnått eller ej bedömt. Det är en "
                "egen skala och blandas aldrig med aktiviteternas status."
            ),
            assessment,
        ),
        Measure(
            "mal-i-siffror",
            _("Mål i siffror: uppnått, och avståndet dit"),
            taking_out.DEFINITIONS["target"],
            target,
        ),
        Measure(
            "liknande-kommuner",
            _("Kvartiler, liknande kommuner och plats"),
            _(
                "Medianen är det mittersta värdet, och kvartilerna är de värden som en fjärdedel av kommunerna ligger "
                "under respektive över; alla kommuner väger lika. Liknande kommuner är Koladas grupp för ämnet, "
                "annars den allmänna. Bäst och sämst är fjärdedelarna ytterst, åt det håll som är bättre. Plats 1 är "
                "bäst, lika värden delar plats, och plats i landet sägs bara där alla kommuner är hämtade."
            ),
            among_peers,
        ),
        Measure(
            "forandring",
            _("Förändring på ett och tre år"),
            taking_out.DEFINITIONS["change"],
            moved_over_years,
        ),
        Measure(
            "anmarkning",
            _("Anmärkningar"),
            _(
                "Varje dokument prövas mot sig självt: angivna summor mot det som räknas upp, samma aktivitet på "
                "olika ställen, framflyttningar som bara nämns. Det som inte stämmer visas, men rättas inte."
            ),
            finding,
        ),
    ]


def show_contents(shown: list[Measure]) -> None:
    """Show the way to each part of the page."""
    parts = {one.anchor: one.name for one in shown}
    parts |= {"statusar": _("Statusar"), "tangentbord": _("Med tangentbordet")}
    st.markdown(" · ".join(f"[{name}](#{anchor})" for anchor, name in parts.items()))


def show_measure(measure: Measure) -> None:
    """Show what a measure means, and what it comes to in what is held now."""
    st.header(measure.name, anchor=measure.anchor)
    st.write(measure.meaning)
    example = measure.example()
    if example is None:
        st.write(_("Exempel saknas: de uppgifter som behövs för att räkna finns inte här än."))
        return
    label = _("Exempel:")
    st.markdown(f"**{label}** {frame.escaped(example.text)}")
    if example.documents:
        frame.source(example.documents)
    elif example.source:
        st.caption(frame.escaped(example.source))


def show_statuses() -> None:
    """Show the statuses in their order, with the words that documents use for them."""
    st.header(_("Statusar"), anchor="statusar")
    st.write(
        _(
            "Kommunerna använder olika ord. Varje ord förs till en status, och statusarna till sex lägen, i den "
            "här ordningen överallt. Dokumentets eget ord visas alltid bredvid. Ett ord som inte är känt stoppar "
            "dokumentet tills någon har avgjort det."
        )
    )
    found: dict[str, Row] = {}
    for row in frame.rows("status_words"):
        one = found.setdefault(row["status_code"], {**row, "words": []})
        if row["status_word"]:
            one["words"].append(row["status_word"])
    frame.wide_table(
        [
            {
                _("Status"): known("status", row["status"]),
                _("Läge"): known("family", row["family"]),
                _("Ord i dokumenten"): ", ".join(row["words"]) or _("inget ord: fältet är tomt"),
            }
            for row in found.values()
        ]
    )


def show_keys() -> None:
    """Show how the pages are used with a keyboard alone."""
    st.header(_("Med tangentbordet"), anchor="tangentbord")
    st.write(
        _("Sidorna går att använda utan mus. Det lilla som inte nås så står under Tillgänglighet.")
    )
    tabulator, shift, space = "Tab", _("Skift + Tab"), _("Mellanslag")
    keys = {
        tabulator: _("Till nästa länk, knapp eller val; i ett rutnät till nästa cell"),
        shift: _("Till den förra"),
        "Enter": _("Följ länken, tryck på knappen, välj det markerade i en lista"),
        space: _("Kryssa i, fäll ut eller fäll ihop"),
        _("Pil upp och pil ner"): _("Bläddra i en lista; flytta mellan rader i ett rutnät"),
        _("Pil vänster och pil höger"): _(
            "Flytta mellan celler i ett rutnät eller mellan alternativ i rad"
        ),
        _("Bokstäver"): _("Skriv i en lista, så visas bara det som passar"),
        "Esc": _("Stäng en lista eller menyn; lämna cellerna i ett rutnät, så att Tab går vidare"),
    }
    frame.wide_table([{_("Tangent"): key, _("Vad den gör"): what} for key, what in keys.items()])
    frame.link("tillganglighet", _("Vad som inte nås med tangentbord"))


frame.lead(
    _(
        "Varje tal på sidorna räknas likadant för alla kommuner. Här står hur, med exempel ur det som finns i "
        "databasen just nu."
    )
)
shown = measures()
show_contents(shown)
for one in shown:
    show_measure(one)
show_statuses()
show_keys()
