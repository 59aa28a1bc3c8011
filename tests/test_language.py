"""Is all that a visitor reads said in both languages, and is it said right in each?"""

import ast
import csv
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from string import Formatter

import english
import pyarrow as pa
import pytest
from babel.messages.catalog import Message
from screen import lead, open_page, plain, wide_tables

from malkollen import charts, words
from malkollen.locations import REFERENCE, ROOT
from malkollen.words.language import (
    ENGLISH,
    LANGUAGES,
    N_,
    NN_,
    P_,
    SWEDISH,
    Spoken,
    known,
    locale,
    ngettext,
    pgettext,
    speak,
    speaking,
    spoken,
)
from malkollen.words.vocabulary import VOCABULARY

# Where visitors are spoken to.
SPEAKING = (
    "pages",
    "malkollen/words",
    "malkollen/charts",
    "malkollen/export",
    "malkollen/open_data",
    "malkollen/key_figures",
    "malkollen/frame.py",
    "malkollen/app.py",
    "malkollen/shell.py",
)
NAME = "Målkollen"
# What is Swedish in any language: the file that it stands in, how it begins, and the reason.
_SHEETS = "a sheet of own figures is read by these words, whoever wrote it"
_DOCUMENTS = "a document writes it so"
_SHELL = "the command line speaks Swedish"
_RECORD = "the record keeps it, as words of its own in Swedish"
_PACKAGE = "the description of the open data says each thing once"
NOT_TRANSLATED = {
    "malkollen/words/figures.py": {
        **dict.fromkeys(("År", "Kön", "Mål", "Källa", "mer än", "högst", "mindre än"), _SHEETS),
        **dict.fromkeys(
            ("Ersätter {sheet_id}", "Tog bort", "Återställde", "Inga egna nyckeltal har"), _SHELL
        ),
    },
    "malkollen/export/__init__.py": {"Källa": _SHEETS},
    "malkollen/words/kpis.py": dict.fromkeys((" gång per år", " gånger per år"), _DOCUMENTS),
    "malkollen/words/intake.py": {
        **dict.fromkeys(
            (
                "okänd enhet", "okänd fil", "Dokumentet anger inget datum", "bestämt när",
                "Datumet är angett vid",
            ),
            _RECORD,
        ),
        **dict.fromkeys(
            (
                "Tillfälle", "räknat", "Osäkert", "Detta måste bestämmas innan", "Inget dokument har",
                "Tog bort", "Återställde", "Ersätter {document_id}", "Samma kommun och år", "Året ”",
                "Datumet ”", "”{value}” måste skrivas",
            ),
            _SHELL,
        ),
    },
    "malkollen/open_data/package.py": dict.fromkeys(
        (
            "Mål, aktiviteter, status", "MIT-licensen", "Kolada (RKA)", "Kolada, Rådet", "uppföljning",
            "mål", "öppna data", "Creative Commons", "Egen beräkning",
        ),
        _PACKAGE,
    ),
}  # fmt: skip
SWEDISH_LETTERS = frozenset("åäöÅÄÖ")


def texts_of(message: Message) -> tuple[str, ...]:
    """Return a message's Swedish, one text or two."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def english_of(message: Message) -> tuple[str, ...]:
    """Return a message's English, one text or two."""
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def placeholders(text: str) -> set[str]:
    """Return the names in braces."""
    return {name for _text, name, _format, _conversion in Formatter().parse(text) if name}


class TestCatalogue:
    """The catalogue holds the English of all that is marked, and nothing else."""

    def test_every_text_has_an_english(self) -> None:
        """No text that the code marks is left without its English, one for each form."""
        missing = [
            message.id
            for message in english.gathered()
            if message.id
            and (len(english_of(message)) < len(texts_of(message)) or not all(english_of(message)))
        ]
        assert missing == []

    def test_nothing_else_is_held(self) -> None:
        """What no code marks any longer is gone from the catalogue."""
        marked = {(texts_of(one), one.context) for one in english.gathered() if one.id}
        held = {(texts_of(one), one.context) for one in english.held() if one.id}
        assert held - marked == set()
        assert marked - held == set()

    def test_placeholders_are_the_same(self) -> None:
        """An English text has the Swedish one's names in braces, so that nothing is lost or fails."""
        differing = [
            (message.id, said)
            for message in english.held()
            if message.id
            # A form of one may say its number as a word.
            for text, said in zip(texts_of(message), english_of(message), strict=False)
            if said and placeholders(said) != placeholders(text)
        ]
        assert differing == []

    def test_every_mark_is_gathered(self) -> None:
        """No text is marked where the gathering does not see it: within the braces of a formatted text."""
        gathered = {
            (text if isinstance(text, tuple) else (text,), context)
            for text, context in english.marked()
        }
        marked = {
            (texts, context)
            for file in speaking_files()
            for texts, context in marks_in(ast.parse(file.read_text(encoding="utf-8")))
        }
        assert marked - gathered == set()


def speaking_files() -> list[Path]:
    """Return the files that speak to visitors."""
    found: list[Path] = []
    for name in SPEAKING:
        path = ROOT / name
        found += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return found


def mark_of(node: ast.AST) -> str | None:
    """Return the name that a call marks a text by; nothing where it marks none."""
    if not isinstance(node, ast.Call):
        return None
    called = node.func
    name = getattr(called, "id", None) or getattr(called, "attr", None)
    return name if name in english.KEYWORDS else None


def marks_in(tree: ast.AST) -> Iterator[tuple[tuple[str, ...], str | None]]:
    """Yield the texts that a module marks, each with its context; where they are no literals there is none to gather."""
    for node in ast.walk(tree):
        name = mark_of(node)
        if name is None or not isinstance(node, ast.Call):
            continue
        context, places = {
            "ngettext": (None, (0, 1)),
            "NN_": (None, (0, 1)),
            "count": (None, (1, 2)),
            "some": (None, (1, 2)),
            "pgettext": (0, (1,)),
            "P_": (0, (1,)),
            "known": (0, (1,)),
        }.get(name, (None, (0,)))
        given = [
            argument.value
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            else None
            for argument in node.args
        ]
        texts = tuple(given[place] for place in places if place < len(given))
        if len(texts) == len(places) and all(texts):
            yield texts, None if context is None else given[context]  # type: ignore[misc]


def unmarked_in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the Swedish texts that a module says without marking them, each with its line.

    Swedish is told by its letters; docstrings, and texts that stand by themselves, are said to nobody.
    """
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    marked = {
        id(argument)
        for node in ast.walk(tree)
        if mark_of(node) and isinstance(node, ast.Call)
        for argument in node.args
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in silent | marked
            and SWEDISH_LETTERS & set(node.value)
        ):
            yield node.lineno, node.value


def is_not_translated(file: str, text: str) -> bool:
    """Say whether a text is Swedish in any language."""
    rest = text.replace(NAME, "")
    starts = tuple(NOT_TRANSLATED.get(file, {}))
    return not SWEDISH_LETTERS & set(rest) or text.startswith(starts)


class TestMarked:
    """Every Swedish text in the code is marked, so that it can be said in English."""

    @pytest.mark.parametrize(
        "file", [path.relative_to(ROOT).as_posix() for path in speaking_files()]
    )
    def test_no_text_is_unmarked(self, file: str) -> None:
        """A Swedish text stands in a mark, in a docstring or among those that have a reason."""
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        assert [
            (line, text) for line, text in unmarked_in(tree) if not is_not_translated(file, text)
        ] == []

    @pytest.mark.parametrize(
        ("code", "expected"),
        [
            ('"""Läget."""', []),
            ('_("Läget")', []),
            ('words.count(2, "mål", "mål")', []),
            ('known("family", "Pågår")', []),
            ('st.write("Läget")', ["Läget"]),
            ('st.write(f"Läget {_(word)}")', ["Läget "]),
            ('_(f"Läget {word}")', ["Läget "]),
            ('_("Läget" + word)', ["Läget"]),
            ('{"Nämnd": 1}', ["Nämnd"]),
            ('_(word)["Nämnd"]', ["Nämnd"]),
        ],
    )
    def test_what_counts_as_unmarked(self, code: str, expected: list[str]) -> None:
        """The rule sees a text in a call, a heading and a formatted text, and lets the marks pass."""
        assert [text for _line, text in unmarked_in(ast.parse(code))] == expected


def reference(table: str, *columns: str) -> list[tuple[str, ...]]:
    """Return columns of a reference table, as text."""
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [tuple(row[column] for column in columns) for row in csv.DictReader(file)]


class TestVocabulary:
    """The labels that the database holds are those of the reference tables, in both languages."""

    @pytest.mark.parametrize(
        ("kind", "table"),
        [
            ("status", "statuses"),
            ("family", "status_families"),
            ("assessment", "assessments"),
            ("reason", "reasons"),
        ],
    )
    def test_labels_are_those_of_the_reference(self, kind: str, table: str) -> None:
        """Each label is there once, in the reference's order, and its English is the reference's."""
        labels = [label for one, label in VOCABULARY if one == kind]
        with speaking(ENGLISH):
            said = [(label, known(kind, label)) for label in labels]
        assert said == reference(table, kind, f"{kind}_en")

    def test_every_unit_of_a_key_figure_is_known(self) -> None:
        """The units of the key figures that come along can be said."""
        units = {unit for (unit,) in reference("kpis", "unit") if unit}
        assert units - {label for kind, label in VOCABULARY if kind == "unit"} == set()


BOTH = (SWEDISH, ENGLISH)


def in_both(say: Callable[[], str]) -> tuple[str, ...]:
    """Say something in Swedish and in English, hard spaces shown as the spaces that they are read as."""
    said = []
    for language in BOTH:
        with speaking(language):
            said.append(say().replace("\u00a0", " "))
    return tuple(said)


class TestSaying:
    """Numbers, dates, lists and counts follow the language that is spoken."""

    @pytest.mark.parametrize(
        ("say", "expected"),
        [
            (lambda: words.number(12345.6), ("12 345,6", "12,345.6")),
            (lambda: words.number(-3.5), ("−3,5", "−3.5")),
            (lambda: words.number(1234, 1), ("1 234,0", "1,234.0")),
            (lambda: words.number(None), ("–", "–")),
            (lambda: words.signed(3.5), ("+3,5", "+3.5")),
            (lambda: words.percent(0.187), ("19 %", "19%")),
            (lambda: words.percent(0.187, 1), ("18,7 %", "18.7%")),
            (lambda: words.percent(None), ("–", "–")),
            (lambda: words.value_with_unit(1250.5, "procent"), ("1 250,5 %", "1,250.5%")),
            (lambda: words.value_with_unit(300, "timmar"), ("300 timmar", "300 hours")),
            (
                lambda: words.bounded("<=", 300, None, "timmar"),
                ("högst 300 timmar", "at most 300 hours"),
            ),
            (lambda: words.bounded("=", 20, 30.5, "procent"), ("20–30,5 %", "20–30.5%")),
            (lambda: words.date_text(date(2022, 8, 31)), ("31 augusti 2022", "31 August 2022")),
            (lambda: words.month_text(date(2022, 5, 31)), ("maj 2022", "May 2022")),
            (lambda: words.month_text(date(2022, 10, 31)), ("okt 2022", "Oct 2022")),
            (lambda: words.genitive("Täby"), ("Täbys", "Täby’s")),
            (lambda: words.genitive("Borås"), ("Borås", "Borås’s")),
            (lambda: words.listed([]), ("", "")),
            (lambda: words.listed(["Täby"]), ("Täby", "Täby")),
            (
                lambda: words.listed(["Täby", "Solna", "Ekerö"]),
                ("Täby, Solna och Ekerö", "Täby, Solna and Ekerö"),
            ),
            (
                lambda: words.count(0, "aktivitet", "aktiviteter"),
                ("0 aktiviteter", "0 activities"),
            ),
            (lambda: words.count(1, "aktivitet", "aktiviteter"), ("1 aktivitet", "1 activity")),
            (
                lambda: words.count(1234, "aktivitet", "aktiviteter"),
                ("1 234 aktiviteter", "1,234 activities"),
            ),
            (
                lambda: words.some(0, "framflyttad", "framflyttade"),
                ("ingen framflyttad", "none deferred"),
            ),
            (
                lambda: words.some(7, "framflyttad", "framflyttade"),
                ("7 framflyttade", "7 deferred"),
            ),
            (lambda: words.count_goals(1), ("1 mål", "1 goal")),
            (lambda: words.count_of_level("committee_goal", 2), ("2 nämndmål", "2 committee goals")),
            (
                lambda: words.count_of_level("assignment", 19),
                ("19 strategiska uppdrag", "19 strategic assignments"),
            ),
            (lambda: words.reasons_text("Pandemin, Ändrad lag"), ("Pandemin, Ändrad lag", "Pandemic, Change of law")),
            (
                lambda: words.as_of({"as_of_date": date(2022, 8, 31), "is_as_of_stated": False}),
                ("per 31 augusti 2022 (datum uppskattat)", "as of 31 August 2022 (date estimated)"),
            ),
        ],
    )  # fmt: skip
    def test_said_in_both_languages(
        self, say: Callable[[], str], expected: tuple[str, ...]
    ) -> None:
        """The same thing is written by the customs of either language."""
        assert in_both(say) == expected

    def test_a_table_of_words_is_read_when_it_is_said(self) -> None:
        """A word by its code is said in the language of the moment; one with two meanings by its context."""
        table = Spoken({"under": N_("högst"), "goal": P_("column", "Mål"), "goals": N_("Mål")})
        assert in_both(lambda: ", ".join(table.values())) == (
            "högst, Mål, Mål",
            "at most, Goal, Goals",
        )
        assert (len(table), list(table)) == (3, ["under", "goal", "goals"])
        with pytest.raises(KeyError):
            table["over"]

    def test_what_has_no_english_stays_as_it_is(self) -> None:
        """A label that is no word of ours is data, and is said as it stands."""
        assert in_both(lambda: known("status", "Ännu ett ord")) == ("Ännu ett ord",) * 2
        assert in_both(lambda: known("status", "")) == ("", "")

    def test_one_word_in_two_contexts_is_two(self) -> None:
        """Utgår is a family and a status, with an English for each."""
        assert in_both(lambda: pgettext("family", "Utgår")) == ("Utgår", "Dropped")
        assert in_both(lambda: pgettext("status", "Utgår")) == ("Utgår", "Cancelled")

    def test_a_pair_of_a_table_is_said_by_its_amount(self) -> None:
        """What a table marks with both forms is said in the one that goes with the amount."""
        one, many = NN_("motsägelse", "motsägelser")
        assert in_both(lambda: ngettext(one, many, 1)) == ("motsägelse", "contradiction")
        assert in_both(lambda: ngettext(one, many, 2)) == ("motsägelser", "contradictions")


class TestLanguage:
    """A language is spoken until another is."""

    def test_a_language_is_spoken_for_a_while(self) -> None:
        """What was spoken before is spoken again afterwards, also where something went wrong."""
        assert (spoken(), locale()) == (SWEDISH, "sv_SE")
        with speaking(ENGLISH):
            assert (spoken(), locale()) == (ENGLISH, "en_GB")
        assert spoken() == SWEDISH
        with pytest.raises(KeyError), speaking(ENGLISH):
            speak("fi")
        assert spoken() == SWEDISH

    def test_only_ours_are_spoken(self) -> None:
        """A language that is none of ours is refused, and the one before goes on."""
        with pytest.raises(KeyError):
            speak("fi")
        with pytest.raises(KeyError), speaking("../en"):
            pass
        assert spoken() == SWEDISH
        assert tuple(LANGUAGES) == BOTH


class TestFigures:
    """Figures are drawn in the language that is spoken."""

    def test_status_bar(self) -> None:
        """A segment's name and share are said in English, numbers with its separators."""
        counts = pa.table(
            {
                "family_code": ["completed", "behind"],
                "family": ["Genomfört", "Efter plan"],
                "sort_order": [1, 3],
                "activity_count": [3000, 1000],
                "activity_share": [0.75, 0.25],
            }
        )
        drawn = {}
        for language in BOTH:
            with speaking(language):
                figure = charts.status_bar(counts).to_plotly_json()
            drawn[language] = (
                figure["layout"]["separators"],
                [plain(trace["hovertext"][0]) for trace in figure["data"]],
            )
        assert drawn == {
            SWEDISH: (", ", ["Genomfört: 3 000 (75 %)", "Efter plan: 1 000 (25 %)"]),
            ENGLISH: (".,", ["Completed: 3,000 (75%)", "Behind plan: 1,000 (25%)"]),
        }

    def test_status_bars(self) -> None:
        """What stands beside a bar, and what a segment says of itself, is said in English."""
        counts = pa.table(
            {
                "goal": ["Mål 1", "Mål 1", None],
                "family_code": ["completed", "not_reported", "not_reported"],
                "family": ["Genomfört", "Ej rapporterat", "Ej rapporterat"],
                "sort_order": [1, 6, 6],
                "activity_count": [1, 3, 2],
            }
        )
        with speaking(ENGLISH):
            figure = charts.status_bars(counts, "goal").to_plotly_json()
        assert [note["text"] for note in figure["layout"]["annotations"]] == [
            "Mål 1",
            "1 of 1 completed<br>3 not reported",
            "not given",
            "not reported",
        ]
        assert [trace["hovertext"] for trace in figure["data"]] == [
            ["Completed: 1 of 4 (25%)", ""],
            ["Not reported: 3 of 4 (75%)", "Not reported: 2 of 2 (100%)"],
        ]

    def test_deferral_timeline(self) -> None:
        """Legend, axis and what is said of each deferral are English; the document's own words stay."""
        deferrals = pa.table(
            {
                "title": ["Aktivitet ett", "Aktivitet två"],
                "from_date": pa.array([date(2022, 10, 31), date(2022, 11, 30)], pa.date32()),
                "to_date": pa.array([date(2023, 5, 31), None], pa.date32()),
                "to_text": [None, "hösten"],
                "kind": ["to_later_year", "date_unknown"],
                "is_marked": [True, False],
                "as_of_date": pa.array([date(2022, 12, 31)] * 2, pa.date32()),
            }
        )
        with speaking(ENGLISH):
            figure = charts.deferral_timeline(deferrals).to_plotly_json()
        assert [trace["name"].rstrip("\u2003") for trace in figure["data"]] == [
            "Moved from and to",
            "Earlier end",
            "New end in a later year",
        ]
        assert figure["layout"]["xaxis"]["ticktext"] == [
            "Oct<br>2022",
            "Dec<br>2022",
            "Feb<br>2023",
            "Apr<br>2023",
        ]
        assert [plain(note["text"]) for note in figure["layout"]["annotations"]] == [
            'Aktivitet ett<br><span style="color:#595959">From: 31 October 2022. To: 31 May 2023</span>',
            'Aktivitet två<br><span style="color:#595959">From: 30 November 2022. To: hösten (only in a comment)</span>',
            "new date not given",
            "as of 31 December 2022",
        ]

    def test_nothing_to_draw(self) -> None:
        """An empty figure says so in either language."""
        empty = pa.table({"activity_count": pa.array([], pa.int64())})
        assert in_both(
            lambda: charts.status_flow(empty).to_plotly_json()["layout"]["annotations"][0]["text"]
        ) == ("Inga uppgifter", "No data")


@pytest.mark.usefixtures("built_database")
class TestPages:
    """The pages are read in English."""

    @pytest.mark.parametrize(
        ("page", "expected"),
        [
            (
                "lage",
                "22 of 115 activities are completed (19%). 20 are deferred; 2 have passed their end dates.",
            ),
            (
                "aktiviteter",
                (
                    "All 115 activities are shown: 22 are completed, 2 are behind plan, 20 are deferred and 2 are "
                    "overdue. 115 rows are 93 different activities."
                ),
            ),
            (
                "mal",
                (
                    "Linköping’s document names 5 goal areas, 9 goals, 19 strategic assignments and 14 committee "
                    "goals. Under them, 22 of 115 activities are completed (19%)."
                ),
            ),
        ],
    )
    def test_first_sentence(self, page: str, expected: str) -> None:
        """The first sentence says the document's figures in English."""
        assert lead(open_page(page, kommun="Linköping", lang="en")) == expected

    @pytest.mark.parametrize(
        ("municipality", "expected"),
        [
            (
                "Huddinge",
                (
                    "28 of 30 activities are completed (93%). None is marked as deferred, but 5 are moved according "
                    "to comments; no end dates are given."
                ),
            ),
            (
                "Solna",
                "Solna’s document is a plan: no outcome is reported. It promises 80 activities and sets 16 targets.",
            ),
            (
                "Ekerö",
                (
                    "According to the document, 7 of 17 goals are met, 6 partly met and 4 not met; only 3 of them are "
                    "named. Ekerö’s document names 24 activities but gives no status for them."
                ),
            ),
            (
                "All municipalities",
                (
                    "5 municipalities: 55 of 167 activities with a reported status are completed, according to "
                    "Huddinge, Linköping and Täby. Ekerö and Solna report no status of activities."
                ),
            ),
        ],
    )
    def test_other_documents(self, municipality: str, expected: str) -> None:
        """What is missing in a document is said in English too."""
        assert lead(open_page("lage", kommun=municipality, lang="en")) == expected

    def test_links_lead_to_filters_in_english(self) -> None:
        """A line worth a look leads to an address that the page in English understands."""
        links = open_page("lage", kommun="Linköping", lang="en").get("page_link")
        (deferred,) = [
            link.proto for link in links if plain(link.proto.label).startswith("11 activities")
        ]
        assert plain(deferred.label) == "11 activities are deferred to a later year"
        assert "framflyttad=to+a+later+year" in deferred.query_string
        app = open_page("aktiviteter", lang="en", framflyttad="to a later year")
        assert lead(app).startswith("11 of 115 activities match the filters")

    def test_what_is_chosen_stays_chosen(self) -> None:
        """A change of language keeps filters and search, whether from the address or by hand, there and back."""
        app = open_page(
            "aktiviteter", kommun="Linköping", lage="Pågår", mal="Medborgare", sok="och"
        )
        app.multiselect(key="framflyttad").set_value(["to_later_year", "within_year"]).run()
        chosen = {"lage": ["in_progress"], "framflyttad": ["to_later_year", "within_year"]}
        before = lead(app)
        assert before.startswith("2 av 115 aktiviteter passar filtren")
        for answer in ("2 of 115 activities match the filters", before):
            app.button(key="annat-sprak").click().run()
            assert not app.exception
            assert lead(app).startswith(answer)
            assert {key: app.multiselect(key=key).value for key in chosen} == chosen
            assert app.text_input(key="sok").value == "och"
            assert len(app.dataframe[0].value) == 2

    def test_goal_tree(self) -> None:
        """The tree's headings and levels are English, the goals' titles the document's."""
        # The picture's numbers stand in one before it.
        rows = wide_tables(open_page("mal", kommun="Linköping", lang="en"), "Goal")[-1]
        assert rows[0] == {
            "Goal": "Samhälle",
            "Level": "Goal area",
            "Activities": "7",
            "Completed": "0 of 7 (0%)",
            "Deferred": "0",
            "Overdue": "0",
            "Targets": "0",
        }

    def test_level_in_the_address(self) -> None:
        """A level is chosen by its English name."""
        app = open_page("mal", kommun="Linköping", lang="en", niva="Committee goal")
        assert app.selectbox(key="niva").value == "committee_goal"
