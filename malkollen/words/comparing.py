"""Where does a comparison of documents limp, and how do we say it? The same caveats on Jämför and beside a first answer."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from malkollen import words
from malkollen.words.language import _, known, ngettext

Row = Mapping[str, Any]

# Where a comparison limps, and how.
Caveat = tuple[str, str]

_FAR_APART_YEARS = 2


def caveats(
    compared: Sequence[Row], scales: Sequence[Row], *, is_distinct: bool
) -> dict[str, list[Caveat]]:
    """Say where a comparison limps, by what it is about.

    Takes the documents' rows of the question `side_by_side`, each with the `name` that it is called by, its
    `occasion_count` and its `listed_count`, and the rows of `status_scales`.
    """
    return {
        _("Vad som jämförs"): [*_kind_caveats(compared), *_subject_caveats(compared)],
        _("Vilken tid det gäller"): _time_caveats(compared),
        _("Hur det räknas"): [
            *_scale_caveats(compared, scales),
            *_counting_caveats(compared, is_distinct=is_distinct),
        ],
    }


def points(found: Mapping[str, Sequence[Caveat]]) -> str:
    """Say on how many points a comparison limps: 7 punkter; nothing where it does not."""
    amount = sum(len(group) for group in found.values())
    return words.count(amount, "punkt", "punkter") if amount else ""


def _kind_caveats(compared: Sequence[Row]) -> list[Caveat]:
    """Say which documents are plans and which give no statuses."""
    caveats = [
        (
            _("{name} är en plan").format(name=row["name"]),
            _("den lovar men berättar inte hur det gick."),
        )
        for row in compared
        if row["is_plan"]
    ]
    caveats += [
        (
            _("{name} anger ingen status på sina aktiviteter").format(name=row["name"]),
            _("där finns inget att räkna."),
        )
        for row in compared
        if row["has_no_status"] and not row["is_plan"]
    ]
    return caveats


def span(row: Row) -> str:
    """Say what years a document's promises are for."""
    if row["is_term"]:
        return f"{row['term_start_year']}–{row['term_end_year']}"
    return str(row["year"])


def _each(rows: Sequence[Row], tell: Callable[[Row], str]) -> str:
    """Say something of each document after its name, as the end of a caveat."""
    told = [f"{row['name']} {tell(row)}" for row in rows]
    return f"{words.listed(told)}."


def _time_caveats(compared: Sequence[Row]) -> list[Caveat]:
    """Say where years, spans and dates differ, and which dates were inferred."""
    caveats = []
    apart = compared[0]["years_apart"]
    if apart >= _FAR_APART_YEARS:
        years = [row["year"] for row in compared]
        caveats.append(
            (
                _("Dokumenten är från olika tid"),
                _("{years} skiljer {first} från {last}.").format(
                    years=words.count(apart, "år", "år"), first=min(years), last=max(years)
                ),
            )
        )
    if len({row["is_term"] for row in compared}) > 1:
        caveats.append((_("Löftena gäller olika lång tid"), _each(compared, span)))
    dated = [row for row in compared if row["as_of_date"] is not None]
    if len({(row["as_of_date"].month, row["as_of_date"].day) for row in dated}) > 1:

        def date_held(row: Row) -> str:
            return _("per {date}").format(date=words.date_text(row["as_of_date"]))

        caveats.append((_("Året har hunnit olika långt"), _each(dated, date_held)))
    inferred = [row for row in compared if row["is_as_of_inferred"]]
    if inferred:
        caveats.append(
            (
                _("Datumet är uppskattat, dokumentet anger inget"),
                _each(inferred, lambda row: words.date_text(row["as_of_date"])),
            )
        )
    if len({row["occasion_count"] for row in compared}) > 1:

        def occasions(row: Row) -> str:
            return words.count(row["occasion_count"], "tillfälle", "tillfällen")

        caveats.append(
            (_("Olika många uppföljningar, den sista jämförs"), _each(compared, occasions))
        )
    return caveats


def _scale_caveats(compared: Sequence[Row], scales: Sequence[Row]) -> list[Caveat]:
    """Say where statuses are set on different scales, and where a zero may mean that nothing is told."""
    reported = [row for row in compared if row["reported_count"]]
    used = {
        row["document_id"]: [
            scale for scale in scales if scale["document_id"] == row["document_id"]
        ]
        for row in reported
    }
    caveats = []
    if len({frozenset(scale["status_code"] for scale in one) for one in used.values()}) > 1:

        def scale_words(row: Row) -> str:
            return f"({', '.join(scale['status_text'] for scale in used[row['document_id']])})"

        caveats.append((_("Status sätts med olika ord"), _each(reported, scale_words)))
    without_behind = [
        row["name"]
        for row in reported
        if not any(scale["family_code"] == "behind" for scale in used[row["document_id"]])
    ]
    if without_behind:
        caveats.append(
            (
                ngettext(
                    "{names} använder inget ord för att ligga efter plan",
                    "{names} använder inget ord för att ligga efter plan",
                    len(without_behind),
                ).format(names=words.listed(without_behind)),
                _("noll kan betyda att det inte redovisas."),
            )
        )
    unmarked = [row for row in reported if not row["deferred_count"]]
    if unmarked and len(unmarked) < len(reported):
        told = [
            _("{name} nämner {amount} i kommentarer.").format(
                name=row["name"], amount=words.number(row["told_count"])
            )
            for row in unmarked
            if row["told_count"]
        ]
        caveats.append(
            (
                ngettext(
                    "{names} märker ingen aktivitet som framflyttad",
                    "{names} märker ingen aktivitet som framflyttad",
                    len(unmarked),
                ).format(names=words.listed([row["name"] for row in unmarked])),
                " ".join([_("framflyttningar kan finnas utan att vara märkta."), *told]),
            )
        )
    return caveats


def _subject_caveats(compared: Sequence[Row]) -> list[Caveat]:
    """Say where the documents are about different things."""
    caveats = []
    if len({row["body"] for row in compared}) > 1:
        caveats.append((_("Olika verksamheter"), _each(compared, lambda row: row["body"])))
    if len({row["skr_group"] for row in compared}) > 1:
        caveats.append(
            (
                _("Olika slags kommuner enligt SKR"),
                _each(compared, lambda row: known("skr_group", row["skr_group"]).lower()),
            )
        )
    return caveats


def _counting_caveats(compared: Sequence[Row], *, is_distinct: bool) -> list[Caveat]:
    """Say where the same activity is counted several times."""
    repeated = [row for row in compared if row["listed_count"] > row["distinct_activity_count"]]
    if is_distinct or not repeated:
        return []

    def listings(row: Row) -> str:
        return _("{rows} rader för {activities} olika").format(
            rows=words.number(row["listed_count"]),
            activities=words.number(row["distinct_activity_count"]),
        )

    subject = _("En aktivitet kan stå under flera mål och räknas då flera gånger")
    return [(subject, _each(repeated, listings))]
