"""Mål through the app's script, on the record that comes with Målkollen."""

import html
import re
from urllib.parse import parse_qs

import pytest
from screen import bodies, lead, open_page, plain, texts, ways, wide_table, wide_tables
from streamlit.testing.v1 import AppTest

from malkollen import store, words

pytestmark = pytest.mark.usefixtures("built_database")


def open_mal(**parameters: str) -> AppTest:
    """Run the page with parameters in its address."""
    return open_page("mal", **parameters)


def beside_the_bars(app: AppTest) -> list[dict[str, str]]:
    """Return the rows of the table of the chart's numbers."""
    return wide_table(app, "Mål")


def depths(app: AppTest) -> list[int]:
    """Return how deep each row of the goal tree stands."""
    (drawn,) = [body for body in bodies(app) if ">Nivå</th>" in body]
    heads = re.findall(r'<th scope="row"[^>]*>(.*?)</th>', drawn)
    found = [re.match(r'<span class="depth" style="--depth: (\d)">', head) for head in heads]
    return [int(one[1]) if one else 0 for one in found]


def bars_in_words(app: AppTest) -> str:
    """Return what the chart says to who cannot see it."""
    return plain(next(one.proto.alt for one in app.main if one.type == "plotly_chart"))


def tree(app: AppTest) -> list[dict[str, str]]:
    """Return the goal tree's rows: of the tables of goals, the one with their levels."""
    return next(rows for rows in wide_tables(app, "Mål") if "Nivå" in rows[0])


@pytest.mark.parametrize(
    ("municipality", "expected"),
    [
        (
            "Linköping",
            (
                "Linköpings dokument nämner 5 målområden, 9 mål, 19 strategiska uppdrag och 14 nämndmål. "
                "Under dem är 22 av 115 aktiviteter genomförda (19 %)."
            ),
        ),
        (
            "Huddinge",
            (
                "Huddinges dokument nämner 8 mål och 18 delmål. Under dem är 28 av 30 aktiviteter "
                "genomförda (93 %)."
            ),
        ),
        (
            "Täby",
            "Täbys dokument nämner 7 målområden. Under dem är 5 av 22 aktiviteter genomförda (23 %).",
        ),
    ],
)
def test_first_sentence_says_how_far_the_goals_have_come(municipality: str, expected: str) -> None:
    """The first sentence counts the goals by level and what is completed under them."""
    assert lead(open_mal(kommun=municipality)) == expected


def test_plan_reports_no_outcome() -> None:
    """Solna's plan is told as one, and no goal of it has zero completed."""
    app = open_mal(kommun="Solna")
    assert lead(app).endswith(
        "Under dem står 80 aktiviteter och 16 målvärden. Dokumentet är en plan: inget utfall är "
        "rapporterat."
    )
    reported = {row["Genomförda"] for row in tree(app) if row["Aktiviteter"] != "0"}
    assert reported == {"ej rapporterat"}


def test_goals_known_as_counts_are_told_as_such() -> None:
    """Ekerö states 17 goals, 7 met, 6 partly and 4 not, but names three; the page says so and shows both numbers."""
    app = open_mal(kommun="Ekerö")
    assert lead(app).startswith(
        "Enligt dokumentet är 7 av 17 mål uppnådda, 6 delvis uppnådda och 4 ej uppnådda; bara 3 av "
        "dem namnges."
    )
    verdicts = wide_table(app, "Omdöme")
    assert [
        (row["Omdöme"], row["Antal enligt dokumentet"], row["Varav namngivna"]) for row in verdicts
    ] == [("Uppnått", "7", "3"), ("Delvis uppnått", "6", "0"), ("Ej uppnått", "4", "0")]
    assert "bara kända till antalet" in texts(app)
    assert sum(row["Måluppfyllelse"] == "Uppnått" for row in tree(app)) == 3


def test_tree_rolls_statuses_up() -> None:
    """Each goal counts all that stands under it, indented by its depth, in the order of the document."""
    app = open_mal(kommun="Linköping")
    rows = tree(app)
    assert len(rows) == 47
    deep = depths(app)
    assert [(row["Mål"], depth) for row, depth in zip(rows[:3], deep[:3], strict=True)] == [
        ("Samhälle", 0),
        ("Ett attraktivt och tryggt Linköping", 1),
        (
            "Minska segregation och bidra till samordningen av insatser och trygghetsskapande åtgärder",
            2,
        ),
    ]
    top = [row for row, depth in zip(rows, deep, strict=True) if not depth]
    assert [
        (row["Mål"], row["Aktiviteter"], row["Genomförda"], row["Framflyttade"], row["Försenade"])
        for row in top
    ] == [
        ("Samhälle", "7", "0 av 7 (0 %)", "0", "0"),
        ("Medborgare", "53", "13 av 53 (25 %)", "7", "1"),
        ("Ekonomi", "12", "3 av 12 (25 %)", "0", "1"),
        ("Verksamhet", "22", "2 av 22 (9 %)", "7", "0"),
        ("Medarbetare", "21", "4 av 21 (19 %)", "6", "0"),
    ]


def test_level_in_the_address_changes_the_bars() -> None:
    """The chosen level's goals are drawn; the table beside the bars adds up to what stands under them."""
    app = open_mal(kommun="Linköping", niva="Nämndmål")
    rows = beside_the_bars(app)
    assert {row["Mål"] for row in rows} >= {"Maximalt lärande", "Hög avtalstrohet"}
    assert "Medborgare" not in {row["Mål"] for row in rows}
    assert sum(int(row["Antal"]) for row in beside_the_bars(open_mal(kommun="Linköping"))) == 115


def test_the_bars_in_words() -> None:
    """Who cannot see the chart hears how each goal's activities divide; of many goals the first twelve."""
    assert bars_in_words(open_mal(kommun="Linköping")) == (
        "Samhälle: 6 pågår, 1 ej påbörjad; Medborgare: 13 genomförda, 34 pågår, 6 ej påbörjade; "
        "Ekonomi: 3 genomförda, 8 pågår, 1 ej påbörjad; "
        "Verksamhet: 2 genomförda, 17 pågår, 2 efter plan, 1 ej påbörjad; "
        "Medarbetare: 4 genomförda, 11 pågår, 6 ej påbörjade."
    )
    many = bars_in_words(open_mal(kommun="Linköping", niva="Strategiskt uppdrag"))
    assert (many.count(";"), many.endswith("; och 7 till.")) == (12, True)


def test_each_count_leads_to_its_activities() -> None:
    """Beside the bars, a goal's count of one status family leads to exactly those."""
    app = open_mal(kommun="Linköping")
    (drawn,) = [body for body in bodies(app) if ">Läge</th>" in body]
    (address,) = re.findall(
        r'Medborgare</th><td[^>]*>Pågår</td><td[^>]*><a href="([^"]*)">34</a>', drawn
    )
    assert parse_qs(html.unescape(address).partition("?")[2]) == {
        "kommun": ["Linköping"],
        "dokument": ["Utbildningsförvaltningen 2022"],
        "mal": ["Medborgare"],
        "lage": ["Pågår"],
    }


def test_what_comes_first_is_told() -> None:
    """Ekerö gives some goals priority; a document that does so to none has no column for it."""
    told = [row["Prioriterat"] for row in tree(open_mal(kommun="Ekerö"))]
    assert set(told) == {"Ja", "–"}
    assert "Prioriterat" not in tree(open_mal(kommun="Linköping"))[0]


@pytest.mark.parametrize(
    ("municipality", "expected"),
    [
        ("Linköping", ["Andel genomförda", "Framflyttad", "Försenad"]),
        ("Ekerö", ["Måluppfyllelse", "Andel genomförda", "Framflyttad", "Försenad"]),
    ],
)
def test_the_measures_shown_are_explained(municipality: str, expected: list[str]) -> None:
    """A document without verdicts needs no word on them."""
    found = ways(open_mal(kommun=municipality))
    assert [
        text for text, (page, _given) in found.items() if page.startswith("sa_raknar_vi")
    ] == expected


def test_chosen_goal_shows_its_activities() -> None:
    """A goal in the address shows its path, place and the activities at or below it."""
    app = open_mal(kommun="Linköping", mal="Kunskap & kompetens")
    text = texts(app)
    assert "Väg i trädet: Medborgare › Hög kunskap med skolor i framkant › Kunskap" in text
    assert "Nivå: Nämndmål" in text
    assert "Står i dokumentet:" in text
    assert "5 av 13 aktiviteter är genomförda (38 %)" in text
    assert len(wide_table(app, "Aktivitet")) == 13


def test_goals_of_one_title_are_told_apart() -> None:
    """Two goals of the same title under different goals are two choices, each with its own activities."""
    title = "Vidta åtgärder så att barn och unga ges förutsättningar att nå gymnasieexamen"
    for above in ("Likvärdiga möjligheter", "Likvärdiga förutsättningar"):
        app = open_mal(kommun="Linköping", mal=f"{title} ({above})")
        assert f"› {above} › {title}" in texts(app)
        assert len(wide_table(app, "Aktivitet")) == 4


def test_chosen_goal_shows_its_targets() -> None:
    """Solna's goal shows its targets and that no outcome is known for them."""
    app = open_mal(
        kommun="Solna", mal="Möjlighet att utveckla hållbar kompetens i ett livslångt lärande"
    )
    measured = wide_table(app, "Nyckeltal")
    assert sum(row["Slag"] == "målvärde" for row in measured) == 9
    assert "högst 300 timmar" in {row["Värde"] for row in measured}
    assert "Dokumentet rapporterar inget utfall för målvärdena." in texts(app)


def test_chosen_goal_shows_its_verdict() -> None:
    """A goal that the document gives a verdict shows it, with the document's own word."""
    app = open_mal(
        kommun="Ekerö", mal="Samarbete med universitet för att stärka personalförsörjningen"
    )
    assert "Måluppfyllelse: Uppnått (i dokumentet:" in texts(app)
    assert "Inga aktiviteter står under målet." in texts(app)


@pytest.mark.parametrize("index", range(5))
def test_every_document_shows_its_goals(index: int) -> None:
    """Each document's page shows every goal with its source; its first and last goal open."""
    document = store.ask("documents").to_pylist()[index]
    goals = store.ask("goals", document_id=document["document_id"]).to_pylist()
    app = open_mal(kommun=document["municipality"])
    assert len(tree(app)) == len(goals)
    assert f"Källa: {document['title']}" in texts(app)
    labels = list(words.goal_labels(goals))
    assert len(labels) == len(goals)
    for label, goal in ((labels[0], goals[0]), (labels[-1], goals[-1])):
        opened = texts(open_mal(kommun=document["municipality"], mal=label))
        assert f"Målet: {goal['title']}" in opened
