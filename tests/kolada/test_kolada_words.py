"""What is said of Kolada: everything that can go wrong has its sentence."""

import re
from datetime import date

from malkollen.kolada.errors import KoladaProblem
from malkollen.locations import ROOT
from malkollen.words import kolada as kolada_words
from malkollen.words import language
from malkollen.words.kolada import problem

_CODE = re.compile(r'(?:code=|_refused\(\s*|_failed\(\s*|_identity\(\s*)"(\w+)"')


def test_every_problem_has_a_sentence() -> None:
    """With nothing left out of it."""
    sources = [
        path.read_text(encoding="utf-8") for path in (ROOT / "malkollen/kolada").glob("*.py")
    ]
    codes = {code for source in sources for code in _CODE.findall(source)}

    assert {"no_answer", "value", "areas", "busy", "not_json"} <= codes
    for code in sorted(codes):
        sentence = problem(
            KoladaProblem(
                code=code, national_kpi_ids=("N1",), area_code="0180", year=2023, field="status",
                found="Odd", allowed=("Missing",),
            )
        )  # fmt: skip
        assert "None" not in sentence
        assert "{" not in sentence


def test_a_value_is_told_with_its_place() -> None:
    """Key figure, area, year, what was found and what would be allowed."""
    one = KoladaProblem(
        code="value", national_kpi_ids=("N1",), area_code="0180", year=2023, field="gender",
        found="F", allowed=("T", "K", "M"),
    )  # fmt: skip

    assert problem(one) == (
        "Ett värde går inte att läsa: N1, 0180, 2023: gender är ”F” (tillåtet: T, K, M). N1 är som förut."
    )


def test_a_connection_is_told_in_swedish() -> None:
    """And of many key figures only the first are named."""
    ids = tuple(f"N{number}" for number in range(25))
    one = KoladaProblem(
        code="no_answer", national_kpi_ids=ids, field="https://api.kolada.se", found="late"
    )

    assert problem(one) == (
        "Inget svar från https://api.kolada.se: det tog för lång tid."
        " N0, N1, N2, N3, N4 och 20 till är som förut."
    )


def test_a_problem_is_told_in_english() -> None:
    """Its place, and that the series is as it was."""
    one = KoladaProblem(
        code="value", national_kpi_ids=("N1",), area_code="0180", year=2023, field="gender",
        found="F", allowed=("T", "K", "M"),
    )  # fmt: skip

    with language.speaking(language.ENGLISH):
        assert problem(one) == (
            "A value cannot be read: N1, 0180, 2023: gender is “F” (allowed: T, K, M). N1 is as before."
        )


def test_notes_are_kept_in_swedish_and_said_in_the_language_spoken() -> None:
    """Whoever caused them; a note in words that are not ours stays as it is."""
    day = date(2026, 12, 1)
    with language.speaking(language.ENGLISH):
        gone, changed = kolada_words.left_catalogue(day), kolada_words.title_changed("A", "B", day)
        said = [
            kolada_words.note(one)
            for one in (
                gone,
                changed,
                "Måttet följs inte längre; sista året är 2020.",
                "Annat.",
                None,
            )
        ]

    assert gone == "Måttet finns inte längre i Koladas katalog (den 1\u00a0december\u00a02026)."
    assert changed == "Titeln var ”A” och är ”B” (den 1\u00a0december\u00a02026)."
    assert [kolada_words.note(one) for one in (gone, changed)] == [gone, changed]
    assert said == [
        "The measure is no longer in Kolada’s catalogue (on 1\u00a0December\u00a02026).",
        "The title was “A” and is “B” (on 1\u00a0December\u00a02026).",
        "The measure is no longer tracked; its last year is 2020.",
        "Annat.",
        "",
    ]
