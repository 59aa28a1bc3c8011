"""Kolada through the app's script: what is held, as of when; what a keeper may start, follow, stop and decide."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from screen import buttons, headings, lead, open_page, plain, texts, wide_table
from streamlit.testing.v1 import AppTest

from malkollen.build import BuildReport, build
from malkollen.kolada.errors import KoladaError, KoladaProblem
from malkollen.kolada.progress import Progress
from malkollen.locations import ROOT
from malkollen.national import KPIS, VALUES, SeriesCard, read_series, write_series, write_table
from malkollen.words.kolada import title_changed

TITLE = "Elever i åk 9 som är behöriga till yrkesprogram, hemkommun, andel (%)"
DAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def kolada(
    built_database: BuildReport,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """Where what is fetched into a record of the test's own lies; whoever looks may change the data."""
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path / "own"))
    monkeypatch.setenv("MALKOLLEN_INTAKE", "on")
    return tmp_path / "own" / "kolada"


@pytest.fixture
def hold(kolada: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put a series of one value (constructed) into the record, and build a database of the test's own."""

    def put(**changed: Any) -> None:
        given: dict[str, Any] = {
            "national_kpi_id": "N15428", "title": TITLE, "fetched_on": DAY, "has_all_areas": True,
        }  # fmt: skip
        value = {
            "national_kpi_id": "N15428", "area_code": "0184", "year": 2024, "gender": "T", "state": "value",
            "value": 91.5, "fetched_on": DAY,
        }  # fmt: skip
        card = SeriesCard(**(given | changed))
        write_series(kolada, card, pa.Table.from_pylist([value], schema=VALUES))
        listed = {
            "national_kpi_id": "N15428", "title": "Ny titel, andel (%)", "is_divided_by_gender": True,
            "fetched_on": DAY,
        }  # fmt: skip
        write_table(pa.Table.from_pylist([listed], schema=KPIS), kolada / "kpis.parquet", KPIS)
        monkeypatch.setenv("MALKOLLEN_DATABASE", str(tmp_path / "database"))
        build()

    return put


def test_before_anything_is_fetched_it_says_what_comes_along() -> None:
    """Two measures with values of five municipalities; the rest can be fetched."""
    app = open_page("kolada")

    assert lead(app) == (
        "Inget är hämtat från Kolada än. 2 nyckeltal följer med Målkollen, med värden för ett urval av kommuner."
    )
    held = wide_table(app, "Nyckeltal")
    assert [row["Nyckeltal"][-8:] for row in held[:2]] == ["(N15428)", "(N17461)"]
    assert {(row["Läge"], row["Kommuner"]) for row in held[:2]} == {("medföljer", "5")}
    assert "Vad som kan hämtas" in headings(app)


def test_what_was_fetched_says_when_and_how_much(hold: Callable[..., None]) -> None:
    """Day, years, values; a fetched series is not among those that come along."""
    hold()
    app = open_page("kolada")

    assert lead(app) == (
        "1 nyckeltal är hämtat från Kolada, senast den 20 november 2026. 1 nyckeltal följer med Målkollen, med värden "
        "för ett urval av kommuner."
    )
    row = next(row for row in wide_table(app, "Nyckeltal") if "N15428" in row["Nyckeltal"])
    assert (row["Läge"], row["År"], row["Värden"], row["Hämtat"]) == (
        "aktuell", "2024", "1", "20 november 2026",
    )  # fmt: skip


def test_a_visitor_who_may_not_change_the_data_sees_no_buttons(
    hold: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is stored is open to all; fetching and deciding are not."""
    hold(state="stopped", state_note="Titeln var en annan (constructed).")
    monkeypatch.setenv("MALKOLLEN_INTAKE", "off")
    app = open_page("kolada")

    assert buttons(app) == []
    assert headings(app) == ["Stoppade serier", "Vad som finns", "Vad som inte är hämtat"]
    assert "Titeln var en annan (constructed)." in plain(texts(app))


@pytest.mark.parametrize(
    ("button", "is_begun_anew", "count"), [("samma-N15428", False, 1), ("ny-N15428", True, 0)]
)
def test_a_stopped_series_goes_on_as_a_person_decides(
    kolada: Path, hold: Callable[..., None], *, button: str, is_begun_anew: bool, count: int
) -> None:
    """The same measure keeps its values; another one begins anew without them."""
    hold(state="stopped", state_note="Titeln var en annan (constructed).")
    app = open_page("kolada")
    # The day may end while the page runs.
    first = date.today()
    app.button(key=button).click().run()
    days = (first, date.today())

    held = read_series(kolada, "N15428")
    assert held is not None
    card, values = held
    assert (card.state, card.title, values.num_rows) == ("current", "Ny titel, andel (%)", count)
    assert card.begun_anew_on in (days if is_begun_anew else (None,))
    assert "Stoppade serier" not in headings(app)


def test_what_is_chosen_is_what_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """A known measure by its title, another by its id."""
    asked: list[list[str]] = []
    monkeypatch.setattr("malkollen.kolada.running.start", lambda ids: asked.append(list(ids)))
    app = open_page("kolada")
    app.multiselect(key="hamta").set_value([f"N15428 {TITLE}", "n00941"])
    app.button(key="starta").click().run()

    assert asked == [["N15428", "N00941"]]


def test_why_a_fetch_does_not_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process is at work."""

    def refuse(_: object) -> None:
        raise KoladaError(KoladaProblem(code="busy", found="4711"))

    monkeypatch.setattr("malkollen.kolada.running.start", refuse)
    app = open_page("kolada")
    app.button(key="starta").click().run()

    assert "redan av en annan process" in plain(app.error[0].value)


def test_a_fetch_that_goes_on_is_followed_and_can_be_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """How far it has come stands in words; the button asks the process to stop."""
    told = Progress(
        phase="values", done=5, total=20, values=1234, started_at=datetime(2026, 11, 20, 12), pid=1
    )
    stopped: list[bool] = []
    monkeypatch.setattr("malkollen.kolada.running.is_running", lambda: True)
    monkeypatch.setattr("malkollen.kolada.running.progress", lambda: told)
    monkeypatch.setattr("malkollen.kolada.running.stop", lambda: stopped.append(True))
    app = open_page("kolada")

    assert buttons(app) == ["avbryt"]
    app.button(key="avbryt").click().run()
    assert stopped == [True]


def test_how_the_latest_fetch_ended_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fetch that was broken off, and one that ended with what went wrong: sentences, shown as text."""
    begun = Progress(phase="values", started_at=datetime(2026, 11, 20, 12), pid=1)
    monkeypatch.setattr("malkollen.kolada.running.progress", lambda: begun)
    assert "Hämtningen bröts av." in texts(open_page("kolada"))

    told = Progress(
        phase="done",
        started_at=datetime(2026, 11, 20, 12),
        ended_at=datetime(2026, 11, 20, 13),
        pid=1,
        problems=("Inget svar från [servern](x).",),
    )
    monkeypatch.setattr("malkollen.kolada.running.progress", lambda: told)
    app = AppTest.from_file(str(ROOT / "malkollen" / "app.py"), default_timeout=30)
    app.switch_page("../pages/kolada.py").run()
    assert [plain(one.value) for one in app.error] == ["Inget svar från [servern](x)."]
    assert not app.success


# In English ---------------------------------------------------------------------------


def test_what_comes_along_in_english() -> None:
    """The answer, the headings of the table, and what can be fetched."""
    app = open_page("kolada", lang="en")

    assert lead(app) == (
        "Nothing has been fetched from Kolada yet. 2 key figures come with Målkollen, with values for a selection of "
        "municipalities."
    )
    assert headings(app) == ["Fetch from Kolada", "What is stored", "What can be fetched"]
    first = wide_table(app, "Key figure")[0]
    assert list(first) == [
        "Key figure",
        "State",
        "Year",
        "Municipalities",
        "Values",
        "Corrected",
        "Fetched",
        "Next publication",
    ]
    assert (first["State"], first["Year"]) == ("included", "2006–2024")


def test_what_was_fetched_and_a_stopped_series_in_english(hold: Callable[..., None]) -> None:
    """A note that is kept in Swedish is said in English."""
    hold(state="stopped", state_note=title_changed(TITLE, "Ny titel, andel (%)", DAY))
    app = open_page("kolada", lang="en")

    assert lead(app) == (
        "1 key figure has been fetched from Kolada, most recently on 20 November 2026. 1 key figure comes with "
        "Målkollen, with values for a selection of municipalities."
    )
    assert (
        f"**N15428** The title was “{TITLE}” and is “Ny titel, andel (%)” (on 20 November 2026)."
        in texts(app)
    )
    assert [one.label for one in app.button if one.key and one.key.endswith("N15428")] == [
        "Same measure, new words",
        "Another measure, start again",
    ]


def test_a_fetch_is_followed_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when the part of the page that follows it runs alone, without the frame."""
    told = Progress(
        phase="values", done=5, total=20, values=1234, started_at=datetime(2026, 11, 20, 12), pid=1
    )
    monkeypatch.setattr("malkollen.kolada.running.is_running", lambda: True)
    monkeypatch.setattr("malkollen.kolada.running.progress", lambda: told)
    app = open_page("kolada", lang="en")

    assert app.button(key="avbryt").label == "Stop the fetch"
    assert [plain(one.proto.text) for one in app.main if one.type == "progress"] == [
        "Fetching values: 5 of 20 key figures, 1,234 values so far."
    ]


def test_how_a_fetch_ended_is_told_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the process that fetched, in both languages."""
    told = Progress(
        phase="done",
        started_at=datetime(2026, 11, 20, 12),
        ended_at=datetime(2026, 11, 20, 13),
        pid=1,
        problems=("Inget svar.",),
        problems_in_english=("No answer.",),
    )
    monkeypatch.setattr("malkollen.kolada.running.progress", lambda: told)
    app = AppTest.from_file(str(ROOT / "malkollen" / "app.py"), default_timeout=30)
    app.switch_page("../pages/kolada.py")
    app.query_params["lang"] = "en"
    app.run()

    assert [plain(one.value) for one in app.error] == ["No answer."]
