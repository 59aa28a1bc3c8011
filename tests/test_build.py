"""The build: the real record as a whole, what stops it, and what a running page sees meanwhile."""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from malkollen import build as building
from malkollen.build import BuildReport, build
from malkollen.locations import CHECKS, DOCUMENTS, REFERENCE, ROOT
from malkollen.problems import Problem, RecordError
from malkollen.questions import read_questions
from malkollen.record import read_document
from malkollen.store import ask, data_version, read_table

EKERO = "ekero-barn-och-utbildning-2020"
HUDDINGE = "huddinge-gymnasienamnden-2018"
LINKOPING = "linkoping-utbildningsforvaltningen-2022"
SOLNA = "solna-kompetensnamnden-2010"
TABY = "taby-alliansuppdrag-2020"


def rows(name: str, **parameters: Any) -> list[dict[str, Any]]:
    """Answer a question as a list of rows."""
    answer: list[dict[str, Any]] = ask(name, **parameters).to_pylist()
    return answer


def counts(table: str, key: str = "document_id") -> dict[str, int]:
    """Count a table's rows by the value of a column."""
    return dict(Counter(row[key] for row in read_table(table).to_pylist()))


# The real record


@pytest.mark.usefixtures("built_database")
def test_each_document_holds_what_it_lists() -> None:
    """Activities as listed and distinct, reported and completed, at each occasion, as counted in the documents."""
    completion = {
        (row["document_id"], row["occasion_number"], row["unit"]): (
            row["activity_count"],
            row["reported_count"],
            row["completed_count"],
        )
        for row in rows("completion")
    }

    assert completion == {
        (EKERO, 1, "listed"): (24, 0, 0),
        (EKERO, 1, "distinct"): (23, 0, 0),
        (HUDDINGE, 1, "listed"): (30, 30, 0),
        (HUDDINGE, 1, "distinct"): (30, 30, 0),
        (HUDDINGE, 2, "listed"): (30, 30, 3),
        (HUDDINGE, 2, "distinct"): (30, 30, 3),
        (HUDDINGE, 3, "listed"): (30, 30, 28),
        (HUDDINGE, 3, "distinct"): (30, 30, 28),
        (LINKOPING, 1, "listed"): (115, 115, 22),
        (LINKOPING, 1, "distinct"): (93, 93, 18),
        (SOLNA, 1, "listed"): (80, 0, 0),
        (SOLNA, 1, "distinct"): (79, 0, 0),
        (TABY, 1, "listed"): (22, 22, 5),
        (TABY, 1, "distinct"): (22, 22, 5),
    }


@pytest.mark.usefixtures("built_database")
def test_linkoping_defers_nine_within_the_year_and_eleven_to_the_next() -> None:
    """The deferrals that the document marks are those that it states; no other document marks any."""
    marked = {
        (row["document_id"], row["kind"]): row["marked_count"]
        for row in rows("deferral_counts")
        if row["marked_count"]
    }

    assert marked == {(LINKOPING, "within_year"): 9, (LINKOPING, "to_later_year"): 11}
    assert [
        (row["measure"], row["value"], row["counted_value"], row["agrees"])
        for row in rows("stated_totals", document_id=LINKOPING)
    ] == [("deferred_to_later_year", 11, 11, True), ("deferred_within_year", 9, 9, True)]


@pytest.mark.usefixtures("built_database")
def test_solna_has_its_targets_its_key_figures_and_its_budgets() -> None:
    """Sixteen targets, 33 key figures listed; four units, two years and three lines that sum to the stated frame."""
    budget = [row for row in read_table("budget_line").to_pylist() if row["document_id"] == SOLNA]
    net_cost = sum(
        row["amount_tkr"] for row in budget if row["line"] == "net_cost" and row["year"] == 2010
    )

    assert counts("target")[SOLNA] == 16
    assert counts("kpi_listing") == {SOLNA: 33}
    assert counts("budget_line") == {SOLNA: 24}
    assert [len({row[name] for row in budget}) for name in ("unit", "year", "line")] == [4, 2, 3]
    # Stated as 30,67 million.
    assert round(net_cost / 1000, 2) == 30.67


@pytest.mark.usefixtures("built_database")
def test_ekero_counts_seventeen_goals() -> None:
    """Seven met, six partly met, four not met, as the document states."""
    assert {
        row["measure"]: row["value"]
        for row in rows("stated_totals", document_id=EKERO)
        if row["level"] == "goal"
    } == {"goals": 17, "goals_met": 7, "goals_partly_met": 6, "goals_not_met": 4}


@pytest.mark.usefixtures("built_database")
def test_every_row_of_the_record_is_in_the_database() -> None:
    """Nothing is lost on the way: each table of the record and of the reference, counted from the files."""
    documents = [read_document(path) for path in DOCUMENTS.iterdir() if path.is_dir()]
    kinds = Counter(row.kind for document in documents for _, row in document.kpis)

    assert counts("goal") == {one.document_id: len(one.goals) for one in documents}
    assert counts("status_report") == {one.document_id: len(one.activities) for one in documents}
    assert [sum(counts(name).values()) for name in ("kpi_listing", "target", "outcome")] == [
        kinds[name] for name in ("listing", "target", "outcome")
    ]
    assert sum(counts("stated_total").values()) == sum(len(one.stated_totals) for one in documents)
    assert read_table("municipality").num_rows == 290


# Each finding: check, document, where in the original, what stands there, what it was held against.
FINDINGS = [
    ("budget_sum_wrong", SOLNA, 232, "21629", "21692"),
    ("date_before_document_year", SOLNA, 228, "under hösten 2009", "2010"),
    ("date_before_document_year", SOLNA, 242, "Under hösten 2009", "2010"),
    (
        "deferral_told_not_marked", HUDDINGE, 17, "2019 års planerings- och uppföljnings-samtal",
        "",
    ),
    ("deferral_told_not_marked", HUDDINGE, 84, "under 2019", ""),
    ("deferral_told_not_marked", HUDDINGE, 87, "under 2019", ""),
    ("deferral_told_not_marked", HUDDINGE, 93, "första kvartalet 2019", ""),
    ("deferral_told_not_marked", HUDDINGE, 96, "till 2019", ""),
    ("deferral_told_not_marked", LINKOPING, 77, "ht-22", "Augusti"),
    ("deferral_told_not_marked", LINKOPING, 131, "t.o.m 2023", "December"),
    ("deferral_told_not_marked", LINKOPING, 141, "hösten 2022", "Augusti"),
    ("deferral_told_not_marked", LINKOPING, 145, "oktober 2022", "September"),
    ("deferral_told_not_marked", LINKOPING, 210, "date_unknown", "December"),
    ("deferral_told_not_marked", LINKOPING, 217, "VT 2023", "December"),
    ("goals_not_listed", EKERO, 61, "7", "17"),
    ("printed_date_before_as_of", HUDDINGE, 4, "2018-01-23", "2018-12-31"),
    ("repeated_row", LINKOPING, 105, "2", "1"),
    ("same_activity_two_carry_overs", LINKOPING, 98, "2021", ""),
    ("same_activity_two_committees", LINKOPING, 98, "BiN", "BiN, BoU"),
    ("same_activity_two_due_dates", LINKOPING, 77, "December / Augusti", "December"),
    ("same_activity_two_statuses", LINKOPING, 98, "Kvarstår / Genomfört", "Kvarstår"),
    ("same_activity_two_statuses", LINKOPING, 124, "Pågående / Genomfört", "Pågående"),
    ("stated_total_differs", EKERO, 212, "2", "3"),
]  # fmt: skip


@pytest.mark.usefixtures("built_database")
def test_the_documents_contradict_themselves_exactly_here() -> None:
    """Every finding of every check but one, each with its place in the original; none is invented."""
    found = [
        (
            row["check_name"],
            row["document_id"],
            row["place_row"],
            row["found_text"],
            row["expected_text"],
        )
        for row in rows("findings")
        if row["check_name"] != "follow_up_without_status"
    ]

    assert sorted(found) == FINDINGS


@pytest.mark.usefixtures("built_database")
def test_only_ekero_leaves_activities_without_status() -> None:
    """The efforts that Ekerö lists and gives no status, but for its proposals; Solna's are a plan and lack none."""
    found = rows("findings", check_name="follow_up_without_status")
    without = [
        f"{EKERO}/{row.activity_id}"
        for _, row in read_document(DOCUMENTS / EKERO).activities
        if row.kind != "möjlig åtgärd"
    ]

    assert [row["activity_id"] for row in found] == without
    assert len(found) == 21


def test_the_report_tells_what_was_built_and_found(built_database: BuildReport) -> None:
    """Rows of every table, and findings of every check, also of those that found nothing."""
    assert list(built_database.finding_counts) == sorted(read_questions(CHECKS))
    assert built_database.finding_counts["stated_parts_differ"] == 0
    assert sum(built_database.finding_counts.values()) == built_database.row_counts["finding"]
    assert {
        name: built_database.row_counts[name]
        for name in ("municipality", "document", "occasion", "activity", "budget_line", "target")
    } == {
        "municipality": 290, "document": 5, "occasion": 7, "activity": 271, "budget_line": 24,
        "target": 22,
    }  # fmt: skip


# A record of one's own, to change and to break


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for the database."""
    folder = tmp_path / "database"
    monkeypatch.setenv("MALKOLLEN_DATABASE", str(folder))
    return folder


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A copy of the record: documents and reference tables."""
    shutil.copytree(DOCUMENTS, tmp_path / "documents")
    shutil.copytree(REFERENCE, tmp_path / "reference")
    return tmp_path


@pytest.fixture
def small_record(record: Path) -> Path:
    """A copy of the record with two of its documents, which is quicker to build."""
    for name in (EKERO, LINKOPING, SOLNA):
        shutil.rmtree(record / "documents" / name)
    return record


def build_of(record: Path, *, force: bool = False) -> BuildReport:
    """Build the database of a record of one's own."""
    return build(record / "documents", record / "reference", force=force)


def change(path: Path, old: str, new: str) -> int:
    """Change the first occurrence of a text in a file; return the line that it stood on."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def files_of(folder: Path) -> list[str]:
    """Return the names of what lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_a_second_build_of_the_same_record_does_nothing(database: Path, small_record: Path) -> None:
    """It says so, and reports the same; not a file is touched. Force builds all the same."""
    first = build_of(small_record)
    before = {path.name: path.stat().st_mtime_ns for path in database.iterdir()}
    second = build_of(small_record)
    after = {path.name: path.stat().st_mtime_ns for path in database.iterdir()}

    assert (first.is_new, second.is_new) == (True, False)
    assert (second.path, second.row_counts) == (first.path, first.row_counts)
    assert second.finding_counts == first.finding_counts
    assert after == before

    forced = build_of(small_record, force=True)

    assert forced.is_new
    assert forced.path != first.path
    assert data_version() == forced.path.name


def test_any_change_of_the_record_is_built(database: Path, small_record: Path) -> None:
    """A title in a card, or a word in a reference table: the next build is new."""
    first = build_of(small_record)
    change(small_record / "documents" / TABY / "card.toml", "Återrapportering", "Rapport")
    second = build_of(small_record)
    change(small_record / "reference" / "reasons.csv", "Pandemin", "Covid")
    third = build_of(small_record)

    assert [first.is_new, second.is_new, third.is_new] == [True, True, True]
    assert read_table("reason").to_pylist()[0]["reason"] == "Covid"
    assert [row["title"] for row in rows("documents") if row["document_id"] == TABY] == [
        "Rapport av alliansuppdrag för Täby"
    ]


def test_a_pointer_to_a_database_that_is_gone_is_built_anew(
    database: Path, small_record: Path
) -> None:
    """Who cleans the folder by hand gets a new database, not an error."""
    first = build_of(small_record)
    first.path.unlink()
    second = build_of(small_record)

    assert second.is_new
    assert rows("data_summary")[0]["document_count"] == 2


def test_databases_that_nobody_reads_are_removed(database: Path, small_record: Path) -> None:
    """The one in use and the one before are kept, and whatever is so young that someone may be opening it."""
    reports = [build_of(small_record, force=True) for _ in range(2)]
    an_hour_ago = time.time() - 3700
    for name in ("building_1_old.duckdb", "building_1_old.duckdb.wal"):
        (database / name).write_text("x")
        os.utime(database / name, (an_hour_ago, an_hour_ago))
    (database / "building_2_new.duckdb").write_text("x")
    for report in reports:
        os.utime(report.path, (an_hour_ago, an_hour_ago))
    third = build_of(small_record, force=True)

    assert files_of(database) == sorted(
        ["building_2_new.duckdb", "current", reports[1].path.name, third.path.name]
    )
    os.utime(reports[1].path, (an_hour_ago + 3600, an_hour_ago + 3600))
    fourth = build_of(small_record, force=True)
    assert set(files_of(database)) == {
        "building_2_new.duckdb", "current", third.path.name, fourth.path.name,
    }  # fmt: skip


# What stops a build


def lose_column(record: Path) -> list[Problem]:
    """Take a column away that must be there."""
    path = record / "documents" / LINKOPING / "goals.csv"
    change(path, ",level_text,", ",number,")
    return [
        Problem(
            f"{LINKOPING}/goals.csv", "missing_column", line=1, column="level_text",
            allowed=(
                "goal_id", "parent_goal_id", "level", "level_text", "number", "title", "wording",
                "is_prioritised", "occasion", "assessment_text", "place_section", "place_page",
                "place_row",
            ),
        )
    ]  # fmt: skip


def misspell_status(record: Path) -> list[Problem]:
    """Write a status that no crosswalk knows, with a capital as documents do."""
    line = change(record / "documents" / LINKOPING / "activities.csv", ",Pågående,", ",Pågåend,")
    return [
        Problem(
            f"{LINKOPING}/activities.csv", "unknown_word", line=line, column="status_text",
            found="Pågåend",
            allowed=(
                "pågående", "pågår", "pågår löpande", "pågående enligt plan", "pågår enligt plan",
            ),
        )
    ]  # fmt: skip


def write_nonsense_status(record: Path) -> list[Problem]:
    """Write a status that resembles no word: there is still something to choose from."""
    line = change(record / "documents" / LINKOPING / "activities.csv", ",Pågående,", ",???,")
    known = [
        one.split(",")[0]
        for one in (REFERENCE / "status_words.csv").read_text(encoding="utf-8").splitlines()[1:]
    ]
    with pytest.raises(RecordError) as caught:
        build_of(record)
    allowed = caught.value.problems[0].allowed
    assert len(allowed) == 5
    assert set(allowed) <= set(known)
    return [
        Problem(
            f"{LINKOPING}/activities.csv", "unknown_word", line=line, column="status_text",
            found="???", allowed=allowed,
        )
    ]  # fmt: skip


def move_to_no_municipality(record: Path) -> list[Problem]:
    """Give a document the code of no municipality; its committees are not blamed."""
    line = change(record / "documents" / LINKOPING / "card.toml", '"0580"', '"0599"')
    return [
        Problem(
            f"{LINKOPING}/card.toml", "unknown_value", line=line, column="municipality_code",
            found="0599", allowed=("0509", "2505", "2409", "2309", "2305"),
        )
    ]  # fmt: skip


def repeat_goal(record: Path) -> list[Problem]:
    """Give two goals one id."""
    path = record / "documents" / TABY / "goals.csv"
    last = path.read_text(encoding="utf-8").rstrip("\n").splitlines()[-1]
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{last}\n")
    line = len(path.read_text(encoding="utf-8").splitlines())
    return [
        Problem(
            f"{TABY}/goals.csv", "duplicate", line=line, column="goal_id",
            found=last.split(",")[0],
        )
    ]  # fmt: skip


def save_in_latin_1(record: Path) -> list[Problem]:
    """Save a table in the encoding of old Windows."""
    path = record / "documents" / TABY / "activities.csv"
    text = path.read_text(encoding="utf-8").replace("–", "-").replace("›", ">").replace("”", '""')
    content = text.encode("latin-1", errors="replace")
    path.write_bytes(content)
    first = next(i for i, byte in enumerate(content) if byte >= 0x80)
    return [
        Problem(
            f"{TABY}/activities.csv", "not_utf8", line=content[:first].count(b"\n") + 1,
            found=f"0x{content[first]:02x}",
        )
    ]  # fmt: skip


def name_no_committee(record: Path) -> list[Problem]:
    """Name a committee that the municipality does not have; the list is short and shown whole."""
    path = record / "documents" / LINKOPING / "activities.csv"
    line = change(path, '"BiN, BoU"', '"BiN, SN"')
    return [
        Problem(
            f"{LINKOPING}/activities.csv", "unknown_value", line=line, column="committees",
            found="SN", allowed=("BiN", "BoU"),
        )
    ]  # fmt: skip


def replace_no_document(record: Path) -> list[Problem]:
    """Say that a document replaces itself, which is none of the others."""
    path = record / "documents" / TABY / "card.toml"
    change(path, "year = 2020\n", f'year = 2020\nsupersedes = "{TABY}"\n')
    return [
        Problem(
            f"{TABY}/card.toml", "unknown_value", line=6, column="supersedes", found=TABY,
            allowed=building._near(TABY, {EKERO, HUDDINGE, LINKOPING, SOLNA}),
        )
    ]  # fmt: skip


def break_two_documents(record: Path) -> list[Problem]:
    """One folder that cannot be read and one with an unknown word: both are told."""
    (record / "documents" / EKERO / "card.toml").unlink()
    missing = Problem(f"{EKERO}/card.toml", "missing_file")
    return [missing, *misspell_status(record)]


def break_reference(record: Path) -> list[Problem]:
    """Take a reference table away."""
    (record / "reference" / "reasons.csv").unlink()
    return [
        Problem("reference/reasons.csv", "missing_file"),
    ]


@pytest.mark.parametrize(
    "break_record",
    [
        lose_column,
        misspell_status,
        write_nonsense_status,
        move_to_no_municipality,
        repeat_goal,
        save_in_latin_1,
        name_no_committee,
        replace_no_document,
        break_two_documents,
        break_reference,
    ],
)
def test_a_broken_record_stops_the_build_and_the_old_database_answers(
    built_database: BuildReport,
    record: Path,
    break_record: Callable[[Path], list[Problem]],
) -> None:
    """File, line, value and what is allowed are told; not a file of the database has changed, and it answers."""
    folder = built_database.path.parent
    files, answer = files_of(folder), rows("data_summary")
    expected = break_record(record)
    with pytest.raises(RecordError) as caught:
        build_of(record)

    assert list(caught.value.problems) == expected
    assert files_of(folder) == files
    assert rows("data_summary") == answer
    assert answer[0]["document_count"] == 5


def test_a_build_that_fails_halfway_leaves_nothing_behind(
    database: Path, small_record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error no rule foresaw comes out as it is; the old database is in use, the half-built one gone."""
    build_of(small_record)
    files = files_of(database)

    def fail(connection: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(building, "_find", fail)
    with pytest.raises(OSError, match="no space left"):
        build_of(small_record, force=True)

    assert files_of(database) == files
    assert rows("data_summary")[0]["document_count"] == 2


@pytest.mark.parametrize(("refusals", "is_built"), [(3, True), (1000, False)])
def test_a_pointer_that_a_page_reads_is_waited_for(
    database: Path,
    small_record: Path,
    monkeypatch: pytest.MonkeyPatch,
    refusals: int,
    *,
    is_built: bool,
) -> None:
    """Windows replaces no file that is open: the build tries again, and fails whole where it never may."""
    build_of(small_record)
    before = data_version()
    replace = os.replace
    left = [PermissionError("in use")] * refusals

    def refuse_at_first(source: Path, target: Path) -> None:
        if target.name == "current" and left:
            raise left.pop()
        replace(source, target)

    monkeypatch.setattr("malkollen.build.os.replace", refuse_at_first)
    monkeypatch.setattr("malkollen.build.time.sleep", lambda _: None)
    if is_built:
        assert build_of(small_record, force=True).path.name == data_version() != before
    else:
        with pytest.raises(PermissionError):
            build_of(small_record, force=True)
        assert data_version() == before


# Builds in processes of their own


_BUILD_AND_WAIT = """
import sys
from pathlib import Path
from malkollen import build as building

def tell_and_wait(step):
    def wait_first(*arguments):
        print("here", flush=True)
        sys.stdin.readline()
        return step(*arguments)
    return wait_first

building.{step} = tell_and_wait(building.{step})
building.build(Path(sys.argv[1]), Path(sys.argv[2]), force=True)
print("built", flush=True)
"""


def start_build(record: Path, step: str) -> "subprocess.Popen[str]":
    """Start a build in a process of its own and let it come to a step, where it waits for a line."""
    process = subprocess.Popen(
        [
            sys.executable, "-c", _BUILD_AND_WAIT.format(step=step), str(record / "documents"),
            str(record / "reference"),
        ],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    return process


@pytest.mark.parametrize("step", ["_find", "_switch"])
def test_a_killed_build_leaves_the_old_database(
    database: Path, small_record: Path, step: str
) -> None:
    """Killed while it fills its tables or before it switches: the old one answers, and the next build works."""
    build_of(small_record)
    version = data_version()
    shutil.rmtree(small_record / "documents" / TABY)
    process = start_build(small_record, step)
    process.kill()
    process.communicate()
    left = [name for name in files_of(database) if name.startswith("building_")]

    assert process.returncode != 0
    assert left != []
    assert data_version() == version
    assert rows("data_summary")[0]["document_count"] == 2

    build_of(small_record)

    assert rows("data_summary")[0]["document_count"] == 1


def test_two_builds_at_once_both_succeed(database: Path, small_record: Path) -> None:
    """Both come to the switch, then both switch: one of the two is in use, whole, and the other harms nobody."""
    processes = [start_build(small_record, "_switch") for _ in range(2)]
    outputs = [process.communicate("go\n")[0] for process in processes]

    assert outputs == ["built\n", "built\n"]
    assert [name for name in files_of(database) if name.startswith("building_")] == []
    assert len([name for name in files_of(database) if name.endswith(".duckdb")]) == 2
    assert rows("data_summary")[0]["document_count"] == 2


def test_two_builds_in_one_process_both_succeed(
    database: Path, small_record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Threads of one process do not write over each other's files, even when both are about to switch."""
    both_are_there = threading.Barrier(2, timeout=30)
    replace = os.replace

    def replace_together(source: Path, target: Path) -> None:
        if target.name == "current":
            both_are_there.wait()
        replace(source, target)

    monkeypatch.setattr("malkollen.build.os.replace", replace_together)
    reports: list[BuildReport] = []
    threads = [
        threading.Thread(target=lambda: reports.append(build_of(small_record, force=True)))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len({report.path for report in reports}) == 2
    assert data_version() in {report.path.name for report in reports}
    assert rows("data_summary")[0]["document_count"] == 2


def test_pages_follow_a_rebuild_without_restart(database: Path, small_record: Path) -> None:
    """Threads that ask all the while get no error, and each answer is that of one build or the other, whole."""
    build_of(small_record)
    with_taby = rows("data_summary")
    taby = small_record / "documents" / TABY
    answers: list[list[dict[str, Any]]] = []
    errors: list[BaseException] = []
    is_over = threading.Event()

    def keep_asking() -> None:
        while not is_over.wait(0.002):
            try:
                answers.append(rows("data_summary"))
            except BaseException as error:  # noqa: BLE001  # whatever goes wrong in a thread is the test's to tell
                errors.append(error)

    threads = [threading.Thread(target=keep_asking) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        shutil.move(taby, small_record / "taby")
        build_of(small_record)
        without_taby = rows("data_summary")
        shutil.move(small_record / "taby", taby)
        build_of(small_record)
        assert rows("data_summary") == with_taby
        # Nothing has changed, and the database that is being read is opened to be counted.
        assert not build_of(small_record).is_new
    finally:
        is_over.set()
        for thread in threads:
            thread.join()

    assert errors == []
    assert [one["document_count"] for one in (*with_taby, *without_taby)] == [2, 1]
    assert [one for one in answers if one not in (with_taby, without_taby)] == []
    assert with_taby in answers
    assert without_taby in answers
