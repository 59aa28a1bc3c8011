"""Mål through the app's script, on the record that comes with Målkollen."""

import pytest
from screen import lead, open_page, texts, wide_table, wide_tables
from streamlit.testing.v1 import AppTest

from malkollen import store, words

pytestmark = pytest.mark.usefixtures("built_database")


def open_mal(**parameters: str) -> AppTest:
    """Run the page with parameters in its address."""
    return open_page("mal", **parameters)


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
    rows = tree(open_mal(kommun="Linköping"))
    assert len(rows) == 47
    assert rows[0]["Mål"] == "Samhälle"
    assert rows[1]["Mål"] == "\u2003› Ett attraktivt och tryggt Linköping"
    top = [row for row in rows if not row["Mål"].startswith("\u2003")]
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
    rows = wide_table(app, "Mål")
    assert {row["Mål"] for row in rows} >= {"Maximalt lärande", "Hög avtalstrohet"}
    assert "Medborgare" not in {row["Mål"] for row in rows}
    whole = wide_table(open_mal(kommun="Linköping"), "Mål")
    assert sum(int(row["Antal"]) for row in whole) == 115


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
