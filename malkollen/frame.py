"""What do all pages share? Menu, choice of document, cached questions, how a figure and its source are shown."""

import html
import logging
import os
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from itertools import count
from typing import Any
from urllib.parse import urlencode, urlsplit
from zoneinfo import ZoneInfo

import pyarrow as pa
import streamlit as st

from malkollen import charts, export, words
from malkollen.export import workbook
from malkollen.export.report import report_or_why
from malkollen.locations import ROOT
from malkollen.store import NoDatabaseError, Value, ask, data_version
from malkollen.words import streamlit, taking_out
from malkollen.words.language import (
    ENGLISH,
    LANGUAGES,
    N_,
    SWEDISH,
    English,
    Verbatim,
    _,
    speak,
    speaking,
    spoken,
)

Row = dict[str, Any]

# What a choice holds where nothing is left out: no municipality's name, and no document's.
_ALL = "*"

# Where a visit keeps what it has chosen. The language stands in the address too.
_CHOICE = "choice"
_LANGUAGE = "language"
_IN_ADDRESS = "lang"
# The language of the page that the browser was given, before anything was chosen.
_FIRST_LANGUAGE = "first-language"
_KEPT = "kept-"
_WRITTEN = "written-"
_PAGE = "page"
# The activity that is read of, in the address.
_ROW = "aktivitet"
# Where on the page that is read.
HISTORY = "historien"
_VIEW = "view"
# What a link to a page may choose there, beside municipality and document: the keys of the pages' fields.
_IN_LINKS = frozenset(
    {
        "ar", "en_gang", "forsenad", "framflyttad", "kommuner", "kon", "kontroll", "kvarstar", "lage", "lan", "mal",
        "matt", "med", "motsagd", "namnd", "niva", "nyckeltal", "per_kon", "skal", "slag", "sok", "sortera", "status",
        "tabell",
    }
)  # fmt: skip


@dataclass(frozen=True)
class _Page:
    """A page's title, in Swedish, and what its choice of municipality and document offers."""

    title: str
    has_choice: bool = True
    has_documents: bool = True
    may_be_all: bool = True
    with_all_documents: bool = False
    starts_with_all: bool = False
    takes_in: bool = False
    at_foot: bool = False


# The file name is the address, so it is in Swedish.
_PAGES = {
    "start": _Page(N_("Start"), has_choice=False),
    "lage": _Page(N_("Läget")),
    "aktiviteter": _Page(N_("Aktiviteter"), with_all_documents=True),
    "jamfor": _Page(N_("Jämför"), has_choice=False),
    "nyckeltal": _Page(N_("Nyckeltal"), has_documents=False, starts_with_all=True),
    "karta": _Page(N_("Karta"), has_choice=False),
    "mal": _Page(N_("Mål"), may_be_all=False),
    "kallor": _Page(N_("Källor"), with_all_documents=True, starts_with_all=True),
    "las_in": _Page(N_("Läs in"), has_choice=False, takes_in=True),
    "kolada": _Page(N_("Kolada"), has_choice=False, takes_in=True),
    # What one reads about the pages themselves is reached from the foot of each.
    "sa_raknar_vi": _Page(N_("Så räknar vi"), has_choice=False, at_foot=True),
    "nytt": _Page(N_("Vad är nytt"), has_choice=False, at_foot=True),
    "tillganglighet": _Page(N_("Tillgänglighet"), has_choice=False, at_foot=True),
}
_START = "start"
_ASSETS = ROOT / "malkollen" / "assets"
_LOGO = _ASSETS / "malkollen.svg"
_STYLE = _ASSETS / "malkollen.css"

# The drawing stands in the page itself, not in a shadow of it: it has the page's font, and one style for screen and print.
_DRAWING = st.components.v2.component(
    "malkollen_drawing",
    js="export default ({ data, parentElement }) => { parentElement.innerHTML = data }",
    isolate_styles=False,
)

# One listener for the buttons that only the browser can serve: pictures of charts, the view's address, paper.
_FILES = st.components.v2.component(
    "malkollen_files", js=(_ASSETS / "files.js").read_text(encoding="utf-8")
)

# Every run has a number of its own, by which the browser knows that one has been.
_RUNS = count(1)

# What Streamlit says by itself is said in the language of the page.
_SAY_ANEW = st.components.v2.component(
    "malkollen_words", js=(_ASSETS / "words.js").read_text(encoding="utf-8")
)

# The browser has the page's language from the server; after a change it must be told.
_TELL_LANGUAGE = st.components.v2.component(
    "malkollen_language",
    js="export default ({ data }) => { document.documentElement.lang = data }",
)

_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
# What a web server in between says of whom it serves.
_PASSED_ON = frozenset({"forwarded", "via", "x-real-ip"})


@dataclass(frozen=True)
class Choice:
    """What the visitor looks at: a municipality and a document, or all of them."""

    municipality_code: str | None
    municipality: str | None
    document: Row | None
    documents: tuple[Row, ...]

    @property
    def document_ids(self) -> str:
        """The chosen documents' ids as a question's parameter: comma-separated."""
        return ",".join(row["document_id"] for row in self.documents)


def page_file(name: str) -> str:
    """Return the file of a page, as Streamlit wants it in a link."""
    return str(ROOT / "pages" / f"{name}.py")


def _host(authority: str) -> str:
    """Return the host of `host:port` as a browser writes it: [::1]:8501, localhost:8501."""
    return (urlsplit(f"//{authority}").hostname or "") if authority else ""


def _is_from_this_machine() -> bool:
    """Say whether the visitor sits at the machine that serves: nothing passed on, nothing from elsewhere."""
    headers = {name.lower(): value for name, value in st.context.headers.items()}
    if any(name in _PASSED_ON or name.startswith("x-forwarded") for name in headers):
        return False
    # A web server in between may hide its visitor's address, but not where the visitor's page came from.
    origin = headers.get("origin")
    hosts = [_host(headers.get("host", ""))]
    hosts += [urlsplit(origin).hostname or ""] if origin is not None else []
    address = st.context.ip_address  # None for this machine's own
    return all(host in _THIS_MACHINE for host in hosts) and (
        address is None or address in _THIS_MACHINE
    )


def may_take_in() -> bool:
    """Say whether this visitor may take documents in, which changes what all visitors see.

    MALKOLLEN_INTAKE is `on` or `off`; without it, only someone at the machine that serves may, where the app listens
    on that machine alone. Any other value is off. To be asked at every run.
    """
    setting = os.environ.get("MALKOLLEN_INTAKE", "").strip().lower()
    if setting:
        return setting == "on"
    try:
        return st.get_option("server.address") in _THIS_MACHINE and _is_from_this_machine()
    except ValueError:  # an address that is none
        return False


def tell_of_error(error: Exception) -> bool:
    """Tell the visitor that something went wrong, in a sentence; the log has the rest."""
    if isinstance(error, NoDatabaseError):
        st.error(_(words.NO_DATABASE))
        return True
    logging.getLogger("malkollen").error("a page failed", exc_info=error)
    st.error(
        _(
            "Något gick fel när sidan skulle visas. Uppgifterna är oskadda. Ladda om sidan; "
            "återkommer felet finns orsaken i serverns logg."
        )
    )
    return True


def _change_language(language: str) -> None:
    """Speak another language from the next run on; what the visitor has chosen stays chosen."""
    st.session_state[_LANGUAGE] = language
    # The address and the fields hold the labels of the language before; a choice set anew is written in the other's.
    for key in st.query_params:
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]
    _write_language(language)


def _write_language(language: str) -> None:
    """Put the language in the address, where Swedish is what goes without saying."""
    written = None if language == SWEDISH else language
    if st.query_params.get(_IN_ADDRESS) == written:
        return
    if written is None:
        st.query_params.pop(_IN_ADDRESS, None)
    else:
        st.query_params[_IN_ADDRESS] = written


def settle_language() -> None:
    """Speak the language that the address asks for, or the one spoken on the page before.

    To be called first in every run: also in one of a fragment, which runs without the frame.
    """
    asked = st.query_params.get(_IN_ADDRESS)
    held = st.session_state.get(_LANGUAGE, SWEDISH)
    language = asked if asked in LANGUAGES else held
    st.session_state[_LANGUAGE] = language
    st.session_state.setdefault(_FIRST_LANGUAGE, language)
    speak(language)


def _offer_language() -> None:
    """Show the way to the other language, and tell the browser which one is spoken once that has changed."""
    _write_language(spoken())
    (other,) = LANGUAGES.keys() - {spoken()}
    st.button(
        LANGUAGES[other],
        key="annat-sprak",
        type="tertiary",
        icon=":material/language:",
        on_click=_change_language,
        args=(other,),
    )
    if spoken() != st.session_state[_FIRST_LANGUAGE] or st.session_state.get(f"{_KEPT}lang"):
        st.session_state[f"{_KEPT}lang"] = True
        _TELL_LANGUAGE(data=spoken(), key="html-lang")


def run() -> None:
    """Run one visit: settings, menu, then the page asked for."""
    settle_language()
    hidden = {name for name, one in _PAGES.items() if one.takes_in and not may_take_in()}
    page = st.navigation(
        [
            st.Page(
                page_file(name),
                title=_(one.title),
                url_path=name,
                default=name == _START,
                visibility="hidden" if name in hidden or one.at_foot else "visible",
            )
            for name, one in _PAGES.items()
        ],
        position="top",
    )
    st.set_page_config(page_title=f"{page.title} – Målkollen", layout="wide")
    st.logo(str(_LOGO), size="large")
    st.html(_STYLE)
    _offer_language()
    st.title(page.title)
    # Streamlit has no path for the default page.
    settings = _PAGES[page.url_path or _START]
    if st.session_state.get(_PAGE) != page.url_path:
        st.session_state[_PAGE] = page.url_path
        _follow_link()
    st.session_state[_VIEW] = {}
    if settings.has_choice:
        st.session_state[_CHOICE] = _choose(settings)
    page.run()
    _end_page(page.url_path)


def _end_page(path: str) -> None:
    """Show what ends every page: the pages about the pages, the view to be kept or passed on, and the files that all of it comes from."""
    with st.container(key="sidfot"):
        with st.container(horizontal=True):
            for name, one in _PAGES.items():
                if one.at_foot:
                    link(name, _(one.title))
        if spoken() != SWEDISH:
            note(_("Namn på mål och aktiviteter står på svenska."))
        about = html.escape(_("Om Målkollen"))
        changed, gone = (
            html.escape(_("Ändrat: {what}")),
            html.escape(_("Visas inte längre: {what}")),
        )
        fetches = html.escape(_("Filen hämtas"))
        # What a fold's name begins with where it asks for a click: on paper it is only the name.
        asks = html.escape(_("Visa"))
        st.html(
            f'<p class="tools" data-foot="{about}" data-changed="{changed}" data-gone="{gone}" data-fetches="{fetches}"'
            f' data-asks="{asks}"'
            f' data-address="{html.escape(_view_address())}">'
            + _task("link", _("Kopiera länk till vyn"), done=_("Länken är kopierad"))
            + _task("print", _("Skriv ut"))
            + f'<a href="data/?lang={spoken()}">{html.escape(_("Öppna data"))}</a></p>'
            f'<p class="on-paper" data-from="{html.escape(_printed())}"></p>'
        )
    _FILES(data={"page": path, "run": next(_RUNS)}, key="filer")
    _SAY_ANEW(data=streamlit.places(), key="ord")


def name_view(**parameters: str | Sequence[str]) -> None:
    """Say which parameters the address of this view must have too: those that it leaves out while they are as at first."""
    st.session_state[_VIEW] = dict(parameters)


def _printed() -> str:
    """Say what a page on paper came from; the browser adds the address."""
    today = _now(st.context.timezone).date()
    return _("Utskrivet ur Målkollen {date},").format(date=words.date_text(today))


def _task(task: str, label: str, **said: str) -> str:
    """Write a button that the browser serves by itself; what is said are its data- attributes."""
    given = "".join(f' data-{name}="{html.escape(text)}"' for name, text in said.items())
    return f'<button type="button" data-task="{task}"{given}>{html.escape(label)}</button>'


@st.cache_resource(max_entries=1024, show_spinner=False)
def _answer(version: str, name: str, parameters: tuple[tuple[str, Value], ...]) -> pa.Table:
    # An Arrow table cannot be changed, so all visitors may share one.
    return ask(name, **dict(parameters))


def asked(name: str, **parameters: Value) -> pa.Table:
    """Answer a question, from memory where it was asked before on the same data."""
    return _answer(data_version(), name, tuple(sorted(parameters.items())))


# Columns whose texts stay in the language of their document, or of Kolada.
_VERBATIM = frozenset(
    {
        "activity_title", "as_of_note", "assessment_text", "body", "breakdown_text", "comment", "committee", "committees",
        "committees_text", "county", "definition", "document_title", "due_text", "frequency_text", "goal_path",
        "goal_title", "group_title", "kpi", "label", "level_text", "line_text", "measure_title", "name",
        "national_group_title", "nearest_group_title", "nearest_title", "place_section", "previous_label",
        "previous_status_text", "priority_text", "status_text", "status_word", "subject_text", "title", "wording",
    }
)  # fmt: skip


def rows(name: str, **parameters: Value) -> list[Row]:
    """Answer a question as a list of rows; where Swedish is not spoken, what stays Swedish is told apart as Verbatim."""
    answer: list[Row] = asked(name, **parameters).to_pylist()
    if spoken() != SWEDISH and answer:
        kept = [column for column in answer[0] if column in _VERBATIM]
        for row in answer:
            row.update({column: Verbatim(row[column]) for column in kept if row[column]})
    return answer


@lru_cache(maxsize=2)
def _shared_names(version: str) -> frozenset[tuple[str | int, ...]]:
    """Return what several documents in force have in common: municipality, body and year; and these with the title."""
    counted: Counter[tuple[str | int, ...]] = Counter()
    for row in current_documents():
        named = (row["municipality"], row["body"], row["year"])
        counted.update([named, (*named, row["title"])])
    return frozenset(name for name, amount in counted.items() if amount > 1)


def document_label(document: Mapping[str, Any]) -> str:
    """Name a document within its municipality: 'Gymnasienämnden 2018'; a replaced version with its date and id."""
    label = f"{document['body']} {document['year']}"
    # A plan and a follow-up of one year are told apart by their titles, and what is alike in that too by its id.
    named = (document["municipality"], document["body"], document["year"])
    shared = _shared_names(data_version())
    if named in shared:
        label += f" ({document['title']})"
    if (*named, document["title"]) in shared:
        label += f", {document['document_id']}"
    if not document.get("is_superseded"):
        return Verbatim(label)
    return _("{document}, äldre version {date} ({document_id})").format(
        document=label,
        date=words.as_of(document).replace(words.SPACE, " "),
        document_id=document["document_id"],
    )


def current_documents() -> list[Row]:
    """Return the documents that no other replaces, as the question `documents` tells them."""
    return [row for row in rows("documents") if not row["is_superseded"]]


def older_versions(municipality_code: str | None = None) -> list[Row]:
    """Return the documents that a newer version has replaced, of one municipality or all."""
    found = rows("documents", municipality_code=municipality_code)
    return [row for row in found if row["is_superseded"]]


def _all_labels(label: Callable[[Any], str], value: Any) -> set[str]:
    """Return what a value is called, in each language: an address may be written in another than is spoken."""
    labels = set()
    for language in LANGUAGES:
        with speaking(language):
            labels.add(label(value))
    return labels


def _is_asked_anew(key: str) -> bool:
    """Say whether the address asks for something else than was last written there: by a link, a step back, or by hand."""
    asked = st.query_params.get(key)
    return asked is not None and asked != st.session_state.get(f"{_WRITTEN}{key}")


@dataclass(frozen=True)
class _Field:
    """A list to choose from: its name in the address, its label, what it offers, which is the first choice, and what each is called."""

    key: str
    label: str
    options: Sequence[str]
    first: str
    name: Callable[[str], str]


def _choose_one(
    place: Any, field: _Field, *, is_asked: bool, on_change: Callable[[], None] | None = None
) -> str:
    """Show a list, and return what is chosen in it: what the address asks for, what was chosen before, or the first.

    The choice stands in the address always, not only where it is another than the first: a newer document would be the first
    tomorrow, and a step back lead to another view. Streamlit binds no such list, so this is done here. What is chosen is set
    anew in each run, for by itself a list goes on showing the name of an option that is there no longer.
    """
    key, name = field.key, field.name
    held = st.session_state.get(key, st.session_state.get(f"{_KEPT}{key}"))
    if is_asked:
        asked = st.query_params[key]
        held = next((one for one in field.options if asked in _all_labels(name, one)), held)
    st.session_state[key] = held if held in field.options else field.first
    chosen: str = place.selectbox(
        field.label, field.options, format_func=name, key=key, on_change=on_change
    )
    st.session_state[f"{_KEPT}{key}"] = chosen
    st.session_state[f"{_WRITTEN}{key}"] = name(chosen)
    if st.query_params.get(key) != name(chosen):
        st.query_params[key] = name(chosen)
    return chosen


def forget_row() -> None:
    """Close what is read of a single row, as where another document is chosen, which has others."""
    st.query_params.pop(_ROW, None)


def _forget_document() -> None:
    """Let a newly chosen municipality begin with its newest document."""
    forget_row()
    st.session_state.pop("dokument", None)
    st.session_state.pop(f"{_KEPT}dokument", None)


def _follow_link() -> None:
    """Let the address alone say what a page shows that it is a link to: nothing of what was chosen there before."""
    if set(st.query_params) - {_IN_ADDRESS}:
        for key in _IN_LINKS:
            st.session_state.pop(key, None)


def _choose(page: _Page) -> Choice:
    """Show the choice of municipality and document, kept from page to page and in the address.

    The frame draws it, not the page: what a page draws is another choice on each page. The first choice is the
    newest document of all, or all municipalities where the page starts with them.
    """
    documents = current_documents()
    if not documents:
        st.info(_("Inget dokument är inläst än."))
        st.stop()
    newest = max(documents, key=lambda row: (row["year"], row["document_id"]))
    names = list(dict.fromkeys(row["municipality"] for row in documents))
    left, right = st.columns([1, 2])
    is_asked = _is_asked_anew("kommun")
    municipality = _choose_one(
        left,
        _Field(
            key="kommun",
            label=_("Kommun"),
            options=[*names, _ALL] if page.may_be_all else names,
            first=_ALL if page.starts_with_all else newest["municipality"],
            name=lambda name: _("Alla kommuner") if name == _ALL else name,
        ),
        is_asked=is_asked,
        on_change=_forget_document,
    )
    if municipality == _ALL:
        return Choice(None, None, None, tuple(documents))
    own = [row for row in documents if row["municipality"] == municipality]
    code = own[0]["municipality_code"]
    if not page.has_documents:
        return Choice(code, municipality, None, tuple(own))
    # What a newer version has replaced stays readable, last and only by itself.
    offered = {row["document_id"]: row for row in (*own, *older_versions(code))}
    ids = [row["document_id"] for row in own]
    if page.with_all_documents:
        ids.append(_ALL)
    ids += [one for one in offered if one not in ids]
    chosen = _choose_one(
        right,
        _Field(
            key="dokument",
            label=_("Dokument"),
            options=ids,
            first=ids[0],
            name=lambda one: _("Alla dokument") if one == _ALL else document_label(offered[one]),
        ),
        # Two municipalities may have documents of one name.
        is_asked="dokument" in st.query_params and (is_asked or _is_asked_anew("dokument")),
        on_change=forget_row,
    )
    if chosen == _ALL:
        return Choice(code, municipality, None, tuple(own))
    document = offered[chosen]
    return Choice(code, municipality, document, (document,))


def choice() -> Choice:
    """Return what the visitor has chosen to look at, above the page."""
    chosen: Choice = st.session_state[_CHOICE]
    return chosen


def choose_goal(document: Mapping[str, Any], label: str, *, empty: str) -> str | None:
    """Show the choice of one goal of a document, kept from page to page and in the address; return its id.

    `empty` is what the field says while no goal is chosen.
    """
    labels = words.goal_labels(rows("goals", document_id=document["document_id"]))
    names = {goal_id: label for label, goal_id in labels.items()}
    chosen: str | None = st.selectbox(
        label,
        list(names),
        index=None,
        placeholder=empty,
        format_func=names.__getitem__,
        key="mal",
        bind="query-params",
    )
    return chosen


Parameter = str | Sequence[str] | None


def _given(parameters: Mapping[str, Parameter]) -> dict[str, str | Sequence[str]]:
    """Return the parameters of an address: those that have a value, and the language.

    The visit knows its language; a link opened in a new tab is another visit.
    """
    given = {name: value for name, value in parameters.items() if value is not None}
    return given if spoken() == SWEDISH else {**given, _IN_ADDRESS: spoken()}


def link(page: str, label: str, **parameters: Parameter) -> None:
    """Show a link to a page with its filters set."""
    st.page_link(page_file(page), label=label, query_params=_given(parameters))


@dataclass(frozen=True)
class Link:
    """A cell of a table that leads to the rows behind it."""

    text: str
    address: str


@dataclass(frozen=True)
class Indented:
    """A cell of a tree, set in by how deep it stands."""

    text: str
    depth: int


def linked(text: int | str, page: str, **parameters: Parameter) -> Link:
    """Return a cell that leads to a page with its filters set; `text` is what the cell says."""
    given = urlencode(_given(parameters), doseq=True)
    return Link(_text(text), f"{page}?{given}" if given else page)


def show_ways(label: str, links: Sequence[Link], *, on_paper: bool = False) -> None:
    """Show the ways on from a figure after what they are, on one line where there is room; on paper where they say something."""
    items = "".join(f"<li>{_as_html(one)}</li>" for one in links)
    st.html(
        f'<div class="ways{" said" if on_paper else ""}"><span>{html.escape(label)}</span><ul role="list">{items}</ul></div>'
    )


def committee_ways(
    counts: Sequence[Row], totals: Mapping[str, Any], **parameters: Parameter
) -> None:
    """Show the ways to each committee's share of some activities, where these are of more than one.

    Takes the rows of the question `activity_filter_counts`, the row of `activity_totals`, and what the address of the
    activities holds.
    """
    own = [row for row in counts if row["facet"] == "committee" and row["shown_count"]]
    if len(own) < 2:
        return
    links = []
    for row in own:
        code = words.committee_code(row["value_code"])
        text = f"{row['value_label']} ({code}) {words.number(row['shown_count'])}"
        links.append(linked(text, "aktiviteter", **{**parameters, "namnd": row["value_label"]}))
    # What committees share is counted with each, so the counts are together more than the rows.
    shared = totals["shared_count"]
    label = _("Per nämnd:")
    if shared:
        label = _("Per nämnd ({shared}):").format(
            shared=words.count(shared, "är delad", "är delade")
        )
    show_ways(label, links)


def explained(measures: Mapping[str, str]) -> None:
    """Show the ways to how measures are counted: each one's name by where it stands on Så räknar vi."""
    links = []
    for anchor, name in measures.items():
        to = linked(name, "sa_raknar_vi")
        links.append(Link(to.text, f"{to.address}#{anchor}"))
    show_ways(_("Så räknar vi:"), links)


def document_parameters(document: Mapping[str, Any]) -> dict[str, str]:
    """Return the address parameters that choose a document."""
    return {"kommun": document["municipality"], "dokument": document_label(document)}


def lead(text: str) -> None:
    """Show the page's answer: its first sentence, larger than the rest. The text is plain, not markup."""
    st.html(f'<p class="lead">{html.escape(text)}</p>')


def remark(text: str) -> None:
    """Show what a reader should know before trusting a figure; it is read in its place, not called out."""
    st.html(f'<p class="remark">{html.escape(text)}</p>')


def offer_fetching() -> None:
    """Show the way to where values are fetched, to whoever may fetch them."""
    if may_take_in():
        link("kolada", _("Hämta på sidan Kolada"))


def source(documents: Sequence[Mapping[str, Any]]) -> None:
    """Show the source line of a figure."""
    show_source(words.source_line(documents))


def show_source(text: str) -> None:
    """Show a source line that is written already."""
    # A colon before a blank is no markup, and reads best as it is.
    st.caption(escaped(text).replace("\\: ", ": "))


def note(text: str) -> None:
    """Show a remark of second rank, in the language that it is in."""
    st.html(f'<p class="note">{_as_html(text)}</p>')


def note_on_paper(text: str) -> None:
    """Say on paper alone what a screen shows in another way, as that there is more to unfold."""
    st.html(f'<p class="only-paper">{html.escape(text)}</p>')


def _as_html(value: Any) -> str:
    """Write a cell as HTML, with its way where it has one, and told which language it is in where that is not the page's."""
    shown = _text(value)
    text = html.escape(shown)
    own = {Verbatim: SWEDISH, English: ENGLISH}.get(type(shown), spoken())
    if own != spoken():
        text = f'<span lang="{own}">{text}</span>'
    if isinstance(value, Indented) and value.depth:
        text = f'<span class="depth" style="--depth: {value.depth}">{text}</span>'
    return f'<a href="{html.escape(value.address)}">{text}</a>' if isinstance(value, Link) else text


# How much of a narrow screen a column takes: a line of its own where any of its texts is long, more than its share of one, and
# what should never be broken.
_LONG_TEXT = 36
_SHORT_TEXT = 12
# How long a text may be where so many columns stand abreast on a narrow screen: a number even of columns is two and two.
_ABREAST_TEXT = {2: 26, 3: 16}


def wide_table(shown: Sequence[Mapping[str, Any]], *, is_side_by_side: bool = False) -> None:
    """Show rows as a table that can be read on a narrow screen too, where each row becomes a block.

    The keys of the rows are the headings; the first column is the heading of its row. Side by side, the other columns are
    of one kind and equally wide, and on a narrow screen they stand abreast under the row's heading, as far as they are short.
    """
    if not shown:
        st.write(_("Inga rader."))
        return
    first, *names = shown[0]
    texts = {name: [_text(row[name]) for row in shown] for name in names}
    numeric = {name for name in names if _is_numeric(texts[name])}
    long = {
        name for name in names if not is_side_by_side and max(map(len, texts[name])) > _LONG_TEXT
    }
    abreast = 3 if len(names) % 2 else 2
    # Blocks instead of cells would no longer be a table to a screen reader; the roles keep it one.
    head = "".join(
        f'<th scope="col" role="columnheader"{_class("number" if name in numeric else "")}>'
        f"{html.escape(name)}</th>"
        for name in (first, *names)
    )
    body = "".join(
        f'<tr role="row"{_class(_kind_of_row([row[name] for name in names], _ABREAST_TEXT[abreast]))}>'
        f'<th scope="row" role="rowheader">{_as_html(row[first])}</th>'
        + "".join(
            _wide_cell(name, row[name], is_numeric=name in numeric, is_long=name in long)
            for name in names
        )
        + "</tr>"
        for row in shown
    )
    kinds = f"wide side-by-side abreast-{abreast}" if is_side_by_side else "wide"
    st.html(
        f'<table class="{kinds}" role="table"><thead role="rowgroup"><tr role="row">'
        f'{head}</tr></thead><tbody role="rowgroup">{body}</tbody></table>'
    )


# A number as it is shown: 12 345,6, +3, 19 %; what is missing is none.
_NUMBER = re.compile(r"[+−]?\d[\d\s.,]*%?|–")


def _is_numeric(texts: Sequence[str]) -> bool:
    """Say whether a column holds numbers alone, which stand under each other by their last figure."""
    return all(_NUMBER.fullmatch(text) for text in texts) and set(texts) != {"–"}


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""


def _kind_of_row(values: Sequence[Any], most: int) -> str:
    return "wordy" if any(len(_text(value)) > most for value in values) else ""


def _wide_cell(name: str, value: Any, *, is_numeric: bool, is_long: bool) -> str:
    """Write a cell under its column's name; on a narrow screen a long column gets a line of its own, and nothing none."""
    text = _text(value)
    kinds = [
        kind
        for kind, is_so in (
            ("number", is_numeric), ("long", is_long), ("empty", text == "–"),
            ("short", len(text) <= _SHORT_TEXT),
        )
        if is_so
    ]  # fmt: skip
    return (
        f'<td role="cell"{_class(" ".join(kinds))} data-name="{html.escape(name)}">'
        f"{_as_html(value)}</td>"
    )


def _text(value: Any) -> str:
    """Write a cell as it is read."""
    if value is None:
        return "–"
    if isinstance(value, Link | Indented):
        return value.text
    if isinstance(value, str):
        return value
    return words.number(value) if isinstance(value, int | float) else str(value)


_MARKUP = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]<>#$|~:!&@"})
# What makes a list at the start of a text ("3. ", "- ") or a link within it ("www.").
_LIST_OR_LINK = re.compile(r"(?m)(^\s*\d+(?=[.)])|^\s*(?=[+-])|\bwww(?=\.))")


def escaped(text: str) -> str:
    """Write a text from a document so that Markdown shows it as it stands."""
    return _LIST_OR_LINK.sub(r"\1\\", text.translate(_MARKUP))


def facts(named: Mapping[str, str | None]) -> None:
    """Show names and values line by line, leaving out those without value."""
    lines = "".join(
        f"<div><dt>{html.escape(name)}:</dt> <dd>{_as_html(value)}</dd></div>"
        for name, value in named.items()
        if value
    )
    st.html(f'<dl class="facts">{lines}</dl>')


@dataclass(frozen=True)
class Picture:
    """What a picture of a chart needs around it to stand alone: the heading it stood under, whose it is, and its source.

    `named` is what its files are named after.
    """

    heading: str
    whose: str
    source: str
    named: Sequence[str | int | None]


def picture_of(
    heading: str,
    documents: Sequence[Mapping[str, Any]],
    *,
    filters: Sequence[tuple[str, Any]] = (),
) -> Picture:
    """Return what a picture of documents needs around it; `filters` are the names and values that it is narrowed by."""
    if len(documents) == 1:
        names = [documents[0]["municipality"], document_label(documents[0])]
        named: list[str | int | None] = [names[0], heading, names[1]]
        of_whom = ", ".join(names)
    else:
        names = [f"{row['municipality']} {row['year']}" for row in documents]
        named = [heading, *dict.fromkeys(row["municipality"] for row in documents)]
        of_whom = words.listed(list(dict.fromkeys(names)))
    chosen = "; ".join(f"{name} {value}" for name, value in filters)
    narrowed = _("Filter: {chosen}").format(chosen=chosen) if chosen else ""
    whose = ". ".join(part for part in (of_whom, narrowed) if part)
    return Picture(heading, whose, words.source_line(documents), named)


def chart(  # noqa: PLR0913  # a chart has this much around it
    figure: charts.Figure,
    *,
    key: str,
    summary: str,
    picture: Picture,
    shown: Sequence[Mapping[str, Any]] | None = None,
    behind: Sequence[Link] = (),
) -> None:
    """Show a chart with its summary as text, the ways to what is behind it, and its numbers and files one key away."""
    st.plotly_chart(figure, key=key, alt=summary, config=charts.config(), theme=None)
    if behind:
        show_ways(_("Visa aktiviteterna:"), behind)
    with st.expander(_("Visa som tabell") if shown else _("Ladda ner bilden")):
        if shown:
            wide_table(shown)
        _offer_files(key, summary, picture, shown)


def drawing(drawn: charts.Drawing, *, key: str) -> None:
    """Show a drawing, which says itself what it shows; no script is fetched for it."""
    _DRAWING(data=drawn.markup, key=key)


def _picture_task(kind: str, label: str, key: str, summary: str, picture: Picture) -> str:
    """Write the button that makes a picture of a chart or a drawing, with all that is written around it."""
    # The heading stands over the picture already.
    said = words.sentence(summary.removeprefix(picture.heading).lstrip(".:, "))
    return _task(
        kind,
        label,
        chart=key,
        name=taking_out.file_name(*picture.named, kind=kind),
        heading=picture.heading,
        whose=picture.whose,
        said=said,
        source=picture.source,
        **{"from": "Målkollen,"},
    )


def _offer_files(
    key: str, summary: str, picture: Picture, shown: Sequence[Mapping[str, Any]] | None
) -> None:
    """Offer a chart as a picture, and its numbers as CSV that Swedish Excel opens right."""
    offered = [
        _picture_task("png", _("Bild (PNG)"), key, summary, picture),
        _picture_task("svg", _("Bild (SVG)"), key, summary, picture),
    ]
    if shown:
        columns = {
            name: pa.array([_text(row[name]) for row in shown], pa.string()) for name in shown[0]
        }
        numbers = b64encode(export.swedish_csv(pa.table(columns))).decode()
        name = taking_out.file_name(*picture.named, kind="csv")
        offered.append(_task("csv", _("Siffrorna (CSV)"), name=name, bytes=numbers))
    label = html.escape(_("Ladda ner:"))
    of_what = html.escape(summary)
    st.html(
        f'<div class="files" role="group" aria-label="{label} {of_what}">{label} {" ".join(offered)}</div>'
    )


def offer_picture(key: str, summary: str, picture: Picture) -> None:
    """Offer a drawing whose numbers stand beside it as a picture, with what is said of it around it."""
    _offer_files(key, summary, picture, None)


def _made_in(language: str, made: Callable[[], bytes]) -> bytes:
    with speaking(language):
        return made()


def at_click(made: Callable[..., bytes], *given: Any, **named: Any) -> Callable[[], bytes]:
    """Return what makes a file at a click, in the language spoken now: a click is answered outside the visit's run."""
    return partial(_made_in, spoken(), partial(made, *given, **named))


def _view_address() -> str:
    """Return the address that shows this view to anyone, with what the address leaves out while it is as at first."""
    given: dict[str, str | Sequence[str]] = {
        name: st.query_params.get_all(name) for name in st.query_params
    }
    asked = urlencode(given | st.session_state[_VIEW], doseq=True)
    place = f"#{HISTORY}" if _ROW in given else ""
    return f"{st.context.url or ''}?{asked}{place}" if asked else st.context.url or ""


def _now(timezone: str | None) -> datetime:
    """Return the time on the visitor's clock, or on the server's where the browser names no zone that is known."""
    try:
        zone = ZoneInfo(timezone) if timezone else None
    except (KeyError, ValueError, OSError):
        zone = None
    return datetime.now(zone).replace(microsecond=0)


def _write_workbook(
    taken: taking_out.Taken,
    version: str,
    address: str,
    timezone: str | None,
    made: Callable[[], workbook.Sheet],
) -> bytes:
    origin = taking_out.Origin(_now(timezone), version, address)
    told = taking_out.parts(taken, origin)
    return workbook.workbook(workbook.About(taken.title, told, origin.taken_out_at), [made()])


def offer_workbook(
    taken: taking_out.Taken,
    made: Callable[[], workbook.Sheet],
    *,
    file_name: str,
) -> None:
    """Show the button that gives what is shown as a workbook; `made` lays out its rows, at the click."""
    version = data_version().removesuffix(".duckdb")
    st.download_button(
        taking_out.button(taken.row_count),
        data=at_click(_write_workbook, taken, version, _view_address(), st.context.timezone, made),
        file_name=file_name,
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        on_click="ignore",
        key=file_name,
    )


def _write_report(document_id: str, address: str | None, timezone: str | None) -> bytes:
    day = _now(timezone).date()
    return report_or_why(ask, document_id, day=day, data_version=data_version(), address=address)


def offer_report(document: Mapping[str, Any]) -> None:
    """Show the button that gives a document's whole status as PDF."""
    st.download_button(
        _("Ladda ner som PDF"),
        data=at_click(_write_report, document["document_id"], _view_address(), st.context.timezone),
        file_name=taking_out.file_name(
            document["municipality"], _("Läget"), document_label(document), kind="pdf"
        ),
        mime="application/pdf",
        on_click="ignore",
        key="pdf",
    )
