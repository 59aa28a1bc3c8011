"""Targets, outcomes and listings out of sentences."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from malkollen.reference import FIGURE_WORD_KINDS, FigureWord
from malkollen.tables import read_table
from malkollen.understanding.figure_words import FigureWords
from malkollen.understanding.sentences import Standing, listings, outcomes, targets

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
ROWS, PROBLEMS = read_table(REFERENCE / "figure_words.csv", FigureWord, "figure_words.csv")
WORDS = FigureWords(tuple(row for _, row in ROWS))


def test_the_words_are_of_known_kinds_and_stand_once() -> None:
    """The words are of known kinds and stand once."""
    assert PROBLEMS == []
    assert {row.kind for row in WORDS.rows} <= set(FIGURE_WORD_KINDS)
    pairs = [(row.kind, row.figure_word) for row in WORDS.rows]
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize(
    ("standing", "text", "expected"),
    [
        ("measure", "Minst 90 % av eleverna ska vara nöjda", [(">=", 90, "procent")]),
        ("goal", "Andelen behöriga elever ska vara lägst 88 %", [(">=", 88, "procent")]),
        ("text", "Sjukfrånvaron ska vara högst 6,5 procent", [("<=", 6.5, "procent")]),
        ("goal", "Nettokostnaderna ska uppgå till högst 99 % av skatter och bidrag", [("<=", 99, "procent")]),
        ("measure", "≥ 75 procent", [(">=", 75, "procent")]),
        ("goal", "Andelen ska överstiga 80 %", [(">", 80, "procent")]),
        ("goal", "Indexet ska ligga över 75 procent", [(">", 75, "procent")]),
        ("goal", "Andelen av kostnaderna överstiger inte 16 %", [("<=", 16, "procent")]),
        ("goal", "Andelen får inte understiga 40 procent och ska öka", [(">=", 40, "procent")]),
        ("measure", "100 procent ska känna sig delaktiga", [(">=", 100, "procent")]),
        ("measure", "Alla arbetsföra deltagare ska ha insatser på heltid", [(">=", 100, "procent")]),
        ("goal", "Antal bostäder ska uppgå till 135", [("=", 135, "antal")]),
        ("goal", "Andelen ekologiska livsmedel ska vara 40 procent", [("=", 40, "procent")]),
        ("goal", "Beslut ska fattas inom tio veckor", [("<=", 10, "veckor")]),
        ("goal", "Ansökningar ska handläggas inom 10 dagar i 95 procent av ärendena", [(">=", 95, "procent")]),
        ("goal", "Minska matsvinnet till 35 gram per portion och dag", [("<=", 35, "gram per portion och dag")]),
        ("goal", "Öka andelen behöriga lärare till 85 procent", [(">=", 85, "procent")]),
        ("goal", "Energianvändningen ska minska till 120 kWh/m²", [("<=", 120, "kWh/m²")]),
        ("goal", "Kommunen ska år 2022 vara bland de fem mest cykelvänliga i landet", [("<=", 5, "rang")]),
        (
            "measure",
            "Tiden ska inte överstiga 300 timmar för betyg C och 250 timmar för betyg D.",
            [("<=", 300, "timmar"), ("<=", 250, "timmar")],
        ),
        (
            "measure",
            "Ett brett utbud där minst: 75 procent av de äldre är nöjda. 85 procent av de yngre är nöjda.",
            [(">=", 75, "procent"), (">=", 85, "procent")],
        ),
        ("text", "Sjukfrånvaron har ökat men ligger under kommunens riktvärde om 7 procent.", [("<=", 7, "procent")]),
        ("text", "Utfallet är 86 %, målet var 90 %.", [("=", 90, "procent")]),
        ("text", "Skolan kommer att starta en utbildning med 10 platser.", [("=", 10, "antal")]),
    ],
)  # fmt: skip
def test_a_target_has_its_bound_number_and_unit(
    standing: Standing, text: str, expected: list[tuple[str, float, str]]
) -> None:
    """A target has its bound number and unit."""
    found = targets(text, 2022, WORDS, standing=standing)
    assert [(figure.operator, figure.value, figure.unit) for figure in found] == expected


@pytest.mark.parametrize(
    "text",
    [
        "På skolor med minst 200 elever ska det finnas en kurator",
        "Tillsyn ska genomföras minst en gång per år",
        "Möten ska hållas minst 4 gånger per termin",
        "Inrättande av två tjänster",
        "Genomföra insatser i årskurs 7-9",
        "Åtgärdsplanen ska initialt fokusera på tre skolor",
        "Enligt 4 kap. 3 § skollagen ska huvudmannen följa upp",
        "Samverka kring unga 16-20 år",
        "Verka på 5- och 10-års sikt",
        "Följa upp mål 3 i planen för 2022",
    ],
)
@pytest.mark.parametrize("standing", ["goal", "text"])
def test_a_number_that_sets_no_level_is_no_target(standing: Standing, text: str) -> None:
    """A number that sets no level is no target."""
    assert [
        figure
        for figure in targets(text, 2022, WORDS, standing=standing)
        if figure.value is not None
    ] == []


def test_a_change_without_a_level_has_a_direction_and_a_doubt() -> None:
    """A change without a level has a direction and a doubt."""
    (relative,) = targets(
        "Utsläppen ska minska med 30 procent till 2030", 2022, WORDS, standing="goal"
    )
    assert (relative.value, relative.direction, relative.doubt, relative.year) == (
        None,
        "decrease",
        "relative_target",
        2030,
    )
    (plain,) = targets("Andelen elever som når målen ska öka", 2022, WORDS, standing="goal")
    assert (plain.value, plain.direction, plain.doubt) == (None, "increase", None)
    (beside,) = targets("Resultatet ska vara bättre än riket", 2022, WORDS, standing="measure")
    assert (beside.value, beside.doubt) == (None, "relative_target")


def test_a_target_takes_the_year_of_its_sentence_else_the_documents() -> None:
    """A target takes the year of its sentence else the documents."""
    (own,) = targets("Bredband ska öka till 95 % i kommunen år 2025", 2020, WORDS, standing="goal")
    (documents,) = targets(
        "Minst 65 procent ska klara kursen under året", 2010, WORDS, standing="measure"
    )
    assert (own.year, own.period) == (2025, None)
    assert (documents.year, documents.period) == (2010, "under året")


def test_a_target_may_say_how_often_it_is_reported() -> None:
    """A target may say how often it is reported."""
    (figure,) = targets(
        "Minst 75 procent ska vara nöjda, redovisas 2 gånger per år.",
        2010,
        WORDS,
        standing="measure",
    )
    assert (figure.frequency, figure.reports_per_year) == ("2 gånger per år", 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Utfallet är 86 %, målet var 90 %.", [("=", 86, 2022, "T")]),
        ("Målet om 90 procent har inte nåtts, utfallet blev 84 procent.", [("=", 84, 2022, "T")]),
        ("Svinnet har minskat från 34 gram per elev 2017 till 29 gram per elev 2018.", [("=", 34, 2017, "T"), ("=", 29, 2018, "T")]),
        ("Andelen har ökat från 72 procent till 85 procent", [("=", 85, 2022, "T")]),
        (
            "Andelen nöjda är 87 procent (flickor 87,1 %, pojkar 82,4 %).",
            [("=", 87, 2022, "T"), ("=", 87.1, 2022, "K"), ("=", 82.4, 2022, "M")],
        ),
        ("Frånvaron har ökat men ligger under kommunens riktvärde om 7 procent.", [("<", 7, 2022, "T")]),
        ("Endast två till tre av tio elever hade en plan.", [("=", 20, 2022, "T")]),
        ("Under året har 12 lärare anställts.", [("=", 12, 2022, "T")]),
        ("Totalt 450 elever deltog i simundervisningen under 2021.", [("=", 450, 2021, "T")]),
        ("Antalet ansökningar uppgick till 738 (666).", [("=", 738, 2022, "T")]),
        ("Medarbetarindex (HME) blev 78, jämfört med 76 föregående år.", [("=", 78, 2022, "T")]),
        ("Mätningar har gjorts under våren och under hösten på en respektive tre skolor.", [("=", 1, 2022, "T"), ("=", 3, 2022, "T")]),
        ("Kommunen ligger bland de 30 bästa i landet.", [("<=", 30, 2022, "T")]),
    ],
)  # fmt: skip
def test_an_outcome_has_its_value_year_and_sex(
    text: str, expected: list[tuple[str, float, int, str]]
) -> None:
    """An outcome has its value year and sex."""
    found = outcomes(text, 2022, WORDS)
    assert [(one.operator, one.value, one.year, one.gender) for one in found] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Arbetet pågår i samverkan med tre andra kommuner.",
        "Representanter från de fyra gymnasieskolorna har deltagit.",
        "Nämnden har tilldelats en ram på 12 mkr.",
        "Enkäten besvarades av årskurs 9 i september.",
        "Minst 65 procent ska vara nöjda.",
        "Antalet har ökat med 5 procent sedan 2019.",
        "Andelen elever med 20% frånvaro är lika hög som förut.",
        "I kommunen finns 18 förskolor och 11 grundskolor.",
        "Mötet är planerat till den 12 mars 2022 kl. 14.00",
        "Frånvaroutredning görs när en elev har mer än 20 procents frånvaro.",
        "Två plustecken efter månaden betyder att insatsen har fått ett senare slutdatum.",
    ],
)
def test_a_number_told_in_passing_is_no_outcome(text: str) -> None:
    """A number told in passing is no outcome."""
    assert outcomes(text, 2022, WORDS) == ()


def test_listings_have_names_frequency_and_groups() -> None:
    """Listings have names frequency and groups."""
    found = listings(
        "Andelen deltagare i arbete redovisas 3 gånger per år. Antal mottagna/varav barn - redovisas 1 gång per år "
        "Arbetslöshet i länet. Totalt, ungdomar 18-24 år redovisas kvartalsvis.\nAntal boende under minst 6 månader\nSe bilaga.",
        WORDS,
    )
    assert [(one.name, one.reports_per_year, one.breakdown) for one in found] == [
        ("Andelen deltagare i arbete", 3, None),
        ("Antal mottagna", 1, "varav barn"),
        ("Arbetslöshet i länet", 4, "Totalt, ungdomar 18-24 år"),
        ("Antal boende under minst 6 månader", None, None),
    ]


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            [
                "ska",
                "minst",
                "65",
                "procent",
                "av",
                "eleverna",
                "är",
                "har",
                "ökat",
                "från",
                "34",
                "till",
                "29",
                "2022",
                "under",
                "riktvärde",
                "om",
                "7",
                "%,",
                "tre",
                "respektive.",
                "Alla",
                "bland",
                "de",
                "fem",
                "bästa",
                "(12)",
                "varje",
                "år",
            ]
        ),
        max_size=25,
    )
)
def test_figures_stand_in_the_text_that_carries_them(parts: list[str]) -> None:
    """Figures stand in the text that carries them."""
    text = " ".join(parts)
    for figure in (
        *targets(text, 2022, WORDS, standing="measure"),
        *outcomes(text, 2022, WORDS),
        *listings(text, WORDS),
    ):
        assert 0 <= figure.at <= figure.until <= len(text)
        assert figure.value is None or figure.operator is not None


def test_a_line_of_any_length_is_read_within_seconds() -> None:
    """A line of any length is read within seconds."""
    start = time.perf_counter()
    for text in (
        "ska minst 65 procent " * 20_000,
        "9" * 300_000,
        "(" * 100_000,
        "a " * 200_000,
        "redovisas 3 " * 30_000,
    ):
        targets(text, 2022, WORDS, standing="measure")
        outcomes(text, 2022, WORDS)
        listings(text, WORDS)
    assert time.perf_counter() - start < 10
