"""Days and periods that a text names."""

import csv
import itertools
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malkollen.understanding.dates import end_of, read_dates, start_and_end

DOCUMENTS = Path(__file__).parents[2] / "data" / "documents"


@pytest.mark.parametrize(
    ("text", "year", "end"),
    [
        ("2022-12-31", None, "2022-12-31"),
        ("2019-01-01 2022-12-31", 2020, "2022-12-31"),
        ("2022-12-31 00:00:00", None, "2022-12-31"),
        ("31/ 10", 2021, "2021-10-31"),
        ("31.12.2021", 2000, "2021-12-31"),
        ("31.12.", 2021, "2021-12-31"),
        ("1.1–31.12.2021", 2020, "2021-12-31"),
        ("241231", 2020, "2024-12-31"),
        ("20221231", 2022, "2022-12-31"),
        ("den 31 augusti år 2022", 2020, "2022-08-31"),
        ("31:a mars", 2022, "2022-03-31"),
        ("31 aug", 2022, "2022-08-31"),
        ("December*", 2022, "2022-12-31"),
        ("februari 2024", 2022, "2024-02-29"),
        ("Maj/November", 2022, "2022-11-30"),
        ("maj-24", 2023, "2024-05-31"),
        ("nov–mars 2023", 2022, "2023-03-31"),
        ("12/2023", 2022, "2023-12-31"),
        ("kv 3 2024", 2020, "2024-09-30"),
        ("kv 1–2 2023", 2022, "2023-06-30"),
        ("Q2", 2024, "2024-06-30"),
        ("första kvartalet 2019", 2018, "2019-03-31"),
        ("T2", 2024, "2024-08-31"),
        ("tertial 2 2023", 2020, "2023-08-31"),
        ("första halvåret 2023", 2022, "2023-06-30"),
        ("ht-22", 2021, "2022-12-31"),
        ("VT 2023", 2022, "2023-06-30"),
        ("HT22/VT23", 2022, "2023-06-30"),
        ("höstterminen 2018", 2018, "2018-12-31"),
        ("läsåret 2019/20", 2020, "2020-06-30"),
        ("Förskjuts till hösten 2023*", 2022, "2023-12-31"),
        ("under våren 2021", 2020, "2021-06-30"),
        ("före sommaren 2023", 2022, "2023-05-31"),
        ("årsskiftet 2022/2023", 2021, "2022-12-31"),
        ("vecka 35", 2022, "2022-09-04"),
        ("under 2010", 2010, "2010-12-31"),
        ("t.o.m 2023", 2022, "2023-12-31"),
        ("2019–2022", 2020, "2022-12-31"),
        ("Löpande under 2022", 2021, "2022-12-31"),
        ("Juni 2023, tidigare december 2023", 2022, "2023-06-30"),
    ],
)
def test_an_end_is_the_last_day_of_the_last_period(text: str, year: int | None, end: str) -> None:
    """An end is the last day of the last period."""
    assert end_of(text, year) == date.fromisoformat(end)


@pytest.mark.parametrize(
    "text",
    [
        "", "–", "löpande", "kontinuerligt", "under året", "tills vidare", "inför start hösten 2019",
        "med start mars 2023", "SFS 2014:458", "GAN-2019/10.603", "KS/2009:144", "2000 kr", "vår ambition",
        "31/13", "32 december", "kv 5", "vintern 2023", "mandatperiodens slut",
    ],
)  # fmt: skip
def test_a_text_that_names_no_end_gives_none(text: str) -> None:
    """A text that names no end gives none."""
    assert end_of(text, 2022) is None


def test_a_month_without_a_year_is_nothing_in_a_document_without_one() -> None:
    """A month without a year is nothing in a document without one."""
    assert end_of("december", None) is None
    assert read_dates("december", None) == ()


def test_two_dates_are_start_and_end() -> None:
    """Two dates are start and end."""
    assert start_and_end("2019-01-01 2022-12-31", 2020) == (date(2019, 1, 1), date(2022, 12, 31))
    assert start_and_end("från mars till oktober 2022", 2020) == (
        date(2022, 3, 1),
        date(2022, 10, 31),
    )
    assert start_and_end("2019–2022", 2020) == (date(2019, 1, 1), date(2022, 12, 31))
    assert start_and_end("fr.o.m. 2022-03-01", 2020) == (date(2022, 3, 1), None)
    assert start_and_end("30 juni och 31 december", 2022) == (None, date(2022, 12, 31))


def test_the_terms_end_is_the_last_day_of_its_last_year() -> None:
    """The terms end is the last day of its last year."""
    assert end_of("Mandatperiodens slut", 2020, term_end_year=2022) == date(2022, 12, 31)


def test_every_end_of_the_record_is_read_as_it_stands_there() -> None:
    """Every end of the record is read as it stands there."""
    wrong = []
    count = 0
    for path in sorted(DOCUMENTS.glob("*/activities.csv")):
        year = int(path.parent.name.rsplit("-", 1)[1])
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for field in ("due", "deferral_from", "deferral_to"):
                    text, day = row.get(f"{field}_text"), row.get(f"{field}_date")
                    if text:
                        count += 1
                        if str(end_of(text, year) or "") != day:
                            wrong.append((path.parent.name, field, text, day))
    assert count > 150
    assert wrong == []


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_written_in_any_way_is_that_day(day: date) -> None:
    """A day written in any way is that day."""
    months = [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ]
    for text in (
        day.isoformat(),
        f"{day.day}.{day.month}.{day.year}",
        f"den {day.day} {months[day.month - 1]} {day.year}",
    ):
        assert end_of(text, 2022) == day


@given(
    st.text(alphabet="0123456789-–/. htvQT kvår23decmaj(", max_size=40),
    st.sampled_from([None, 2022]),
)
def test_any_text_ends_in_periods_that_lie_in_it(text: str, year: int | None) -> None:
    """Any text ends in periods that lie in it."""
    spans = read_dates(text, year)
    for span in spans:
        assert span.first <= span.last <= span.first + timedelta(days=366 * 110)
        assert 0 <= span.at < span.until <= len(text)
    assert all(first.until <= second.at for first, second in itertools.pairwise(spans))
    start, end = start_and_end(text, year)
    assert start is None or end is None or start <= end
