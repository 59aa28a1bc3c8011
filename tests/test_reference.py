"""What is known beforehand: the reference tables that come with Målkollen, and how broken ones are told."""

import shutil
from pathlib import Path

import pytest

from malkollen.locations import DOCUMENTS, REFERENCE
from malkollen.problems import Problem, RecordError
from malkollen.record import read_document
from malkollen.reference import read_reference

# The scale of the product, from most to least advanced: status, family, name.
STATUSES = [
    ("completed", "completed", "Genomförd"),
    ("completed_with_deviation", "completed", "Genomförd med avvikelse"),
    ("on_plan", "in_progress", "Pågår enligt plan"),
    ("in_progress", "in_progress", "Pågår"),
    ("ongoing", "in_progress", "Pågår löpande"),
    ("deviating", "behind", "Avviker från plan"),
    ("paused", "behind", "Pausad"),
    ("partly_completed", "behind", "Delvis genomförd"),
    ("not_completed", "behind", "Ej genomförd"),
    ("not_started", "not_begun", "Ej påbörjad"),
    ("remaining", "not_begun", "Kvarstår"),
    ("cancelled", "dropped", "Utgår"),
    ("not_reported", "not_reported", "Ej rapporterad"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the reference tables, to be broken."""
    return Path(shutil.copytree(REFERENCE, tmp_path / "reference"))


def change(folder: Path, name: str, old: str, new: str) -> None:
    """Change one place in a table."""
    path = folder / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")


def problems_of(folder: Path) -> list[Problem]:
    """Return what stops the tables from being read."""
    with pytest.raises(RecordError) as caught:
        read_reference(folder)
    return list(caught.value.problems)


def test_there_are_290_municipalities_in_21_counties_and_9_groups() -> None:
    """Each has a code that begins with its county's; the five of the record are among them."""
    municipalities = read_reference(REFERENCE).municipalities
    names = {row.municipality_code: row.municipality for row in municipalities}

    assert len(municipalities) == len(names) == 290
    assert len({row.county_code for row in municipalities}) == 21
    assert len({row.skr_group_code for row in municipalities}) == 9
    assert [row for row in municipalities if row.municipality_code[:2] != row.county_code] == []
    assert {code: names[code] for code in ("0125", "0126", "0160", "0184", "0580")} == {
        "0125": "Ekerö", "0126": "Huddinge", "0160": "Täby", "0184": "Solna", "0580": "Linköping",
    }  # fmt: skip


def test_the_statuses_are_the_scale_in_order() -> None:
    """Thirteen statuses in six families, from most to least advanced, families together."""
    reference = read_reference(REFERENCE)
    statuses = sorted(reference.statuses, key=lambda row: row.sort_order)
    families = sorted(reference.status_families, key=lambda row: row.sort_order)

    assert [(row.status_code, row.family_code, row.status) for row in statuses] == STATUSES
    assert [row.family_code for row in families] == list(
        dict.fromkeys(family for _, family, _ in STATUSES)
    )


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("genomfört", "completed"),
        ("klart", "completed"),
        ("avslutad enligt plan", "completed"),
        ("slutförd", "completed"),
        ("avslutad med avvikelse", "completed_with_deviation"),
        ("enligt plan", "on_plan"),
        ("pågående enligt plan", "on_plan"),
        ("pågående", "in_progress"),
        ("pågår", "in_progress"),
        ("påbörjad", "in_progress"),
        ("genomförs kontinuerligt", "ongoing"),
        ("avviker från plan", "deviating"),
        ("försenad", "deviating"),
        ("pausad", "paused"),
        ("vilande", "paused"),
        ("delvis genomförd", "partly_completed"),
        ("har inte genomförts", "not_completed"),
        ("ej påbörjad", "not_started"),
        ("kvarstår", "remaining"),
        ("utgår", "cancelled"),
        ("avförd", "cancelled"),
        ("inställd", "cancelled"),
    ],
)
def test_the_words_that_documents_use_mean_a_status(word: str, status: str) -> None:
    """The crosswalk of words to the common scale."""
    words = {row.status_word: row.status_code for row in read_reference(REFERENCE).status_words}

    assert words[word] == status


def test_every_committee_of_the_record_is_known_by_its_spelling() -> None:
    """A committee written in several ways is one: each way that a document writes it leads to the code in its row."""
    words = {
        (row.municipality_code, row.committee_word): row.committee_code
        for row in read_reference(REFERENCE).committee_words
    }
    single = {
        (document.card.municipality_code, row.committees_text, row.committees[0])
        for document in (read_document(path) for path in DOCUMENTS.iterdir() if path.is_dir())
        for _, row in document.activities
        if row.committees_text is not None and len(row.committees) == 1
    }

    # Solna's control plan names the head of the department (FC), who answers to the committee.
    assert sorted(one for one in single if words.get(one[:2]) != one[2]) == [("0184", "FC", "KN")]
    assert {word for code, word in words if code == "0580"} >= {"BoU", "BOU", "BiN", "BIN", "Bin"}


def test_each_table_says_its_source() -> None:
    """No reference table is without a source and its terms."""
    sources = read_reference(REFERENCE).sources

    assert {row.table_name for row in sources} == {path.stem for path in REFERENCE.glob("*.csv")}
    assert [row.table_name for row in sources if row.retrieved_on is None] == []


def test_a_missing_table_is_named(folder: Path) -> None:
    """Nothing that points into it is blamed."""
    (folder / "municipalities.csv").unlink()

    assert problems_of(folder) == [Problem("reference/municipalities.csv", "missing_file")]


def test_a_table_with_a_wrong_row_is_told_alone(folder: Path) -> None:
    """A row that cannot be read does not make the rows that point to it wrong."""
    change(folder, "statuses", "Paused,7", "Paused,sju")

    assert problems_of(folder) == [
        Problem("reference/statuses.csv", "not_integer", line=8, column="sort_order", found="sju")
    ]


@pytest.mark.parametrize(
    ("table", "old", "new", "problem"),
    [
        (
            "municipalities", "0115,Vallentuna", "0114,Vallentuna",
            Problem(
                "reference/municipalities.csv", "duplicate", line=3, column="municipality_code",
                found="0114",
            ),
        ),
        (
            "municipalities", "0115,Vallentuna", "115,Vallentuna",
            Problem(
                "reference/municipalities.csv", "not_allowed", line=3, column="municipality_code",
                found="115", allowed=("0180",),
            ),
        ),
        (
            "municipalities", "Vallentuna,01,", "Vallentuna,1,",
            Problem(
                "reference/municipalities.csv", "not_allowed", line=3, column="county_code",
                found="1", allowed=("01",),
            ),
        ),
        (
            "statuses", "Paused,7", "Paused,6",
            Problem(
                "reference/statuses.csv", "duplicate", line=8, column="sort_order", found="6"
            ),
        ),
        (
            "statuses", "paused,behind", "paused,late",
            Problem(
                "reference/statuses.csv", "unknown_value", line=8, column="family_code",
                found="late",
                allowed=(
                    "behind", "completed", "dropped", "in_progress", "not_begun", "not_reported",
                ),
            ),
        ),
        (
            "status_words", "genomfört,completed,", "genomfört,done,",
            Problem(
                "reference/status_words.csv", "unknown_value", line=2, column="status_code",
                found="done", allowed=tuple(sorted(code for code, _, _ in STATUSES)),
            ),
        ),
        (
            "status_words", "genomfört,completed,", "Genomfört,completed,",
            Problem(
                "reference/status_words.csv", "not_allowed", line=2, column="status_word",
                found="Genomfört", allowed=("genomfört",),
            ),
        ),
        (
            "assessment_words", "\nuppnåtts,", "\nUppnåtts,",
            Problem(
                "reference/assessment_words.csv", "not_allowed", line=3, column="assessment_word",
                found="Uppnåtts", allowed=("uppnåtts",),
            ),
        ),
        (
            "committee_words", "0125,BUN,BUN", "0126,BUN,BUN",
            Problem(
                "reference/committee_words.csv", "unknown_value", line=3, column="committee_code",
                found="0126 BUN",
                allowed=("0125 BUN", "0126 GAN", "0160 GNN", "0184 KN", "0580 BiN", "0580 BoU"),
            ),
        ),
        (
            "sources", "\nkpis,", "\nnyckeltal,",
            [
                Problem(
                    "reference/sources.csv", "unknown_value", line=11, column="table_name",
                    found="nyckeltal",
                    allowed=(
                        "assessment_words", "assessments", "committee_words", "committees",
                        "figure_words", "header_words", "kpis", "municipalities",
                        "national_groups", "national_kpis", "national_series_breaks", "national_summaries",
                        "national_topics", "national_values", "phrases", "reasons", "sources",
                        "status_families", "status_words", "statuses",
                    ),
                ),
                Problem(
                    "reference/sources.csv", "missing_source", column="table_name", found="kpis"
                ),
            ],
        ),
    ],
)  # fmt: skip
def test_a_row_that_does_not_fit_is_told(
    folder: Path, table: str, old: str, new: str, problem: Problem | list[Problem]
) -> None:
    """Two rows with one key, a code without its form, a word in capitals, a pointer to nothing, a table without source."""
    change(folder, table, old, new)

    assert problems_of(folder) == (problem if isinstance(problem, list) else [problem])


def test_a_committee_in_no_municipality_is_told(folder: Path) -> None:
    """Of a long list of what is allowed the first twenty are shown; the words for the committee lead nowhere either."""
    change(folder, "committees", "0126,GAN", "9999,GAN")
    found = problems_of(folder)

    assert [(one.file, one.line, one.column, one.found) for one in found] == [
        ("reference/committees.csv", 3, "municipality_code", "9999"),
        ("reference/committee_words.csv", 4, "committee_code", "0126 GAN"),
        ("reference/committee_words.csv", 5, "committee_code", "0126 GAN"),
    ]
    assert (len(found[0].allowed), found[0].allowed[0], found[0].allowed[-1]) == (21, "0114", "…")
