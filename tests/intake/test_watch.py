"""The process that reads: what it answers, and how it is stopped when it has had enough."""

import json
import logging
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from malkollen.intake import IntakeError, Limits, read_file
from malkollen.intake.watch import Watch, hash_of
from malkollen.locations import ROOT
from malkollen.understanding.reading import Corrections, Given

TABLE = """Barnnämnden
Uppföljning 2023

Aktivitet\tAnsvarig nämnd\tSlutdatum\tStatus
Anställa fler kuratorer\tBN\tJuni\tGenomfört
Rusta skolgården\tBN\tDecember\tRullar på
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A small follow-up."""
    path = tmp_path / "uppföljning.txt"
    path.write_text(TABLE, encoding="utf-8")
    return path


def watch(code: str, **limits: float) -> Watch:
    """Return a watch over a process that runs a line of Python in the place of the reading."""
    return Watch(command=(sys.executable, "-c", code), limits=Limits(**limits))  # type: ignore[arg-type]


def code_of(path: Path, watched: Watch) -> str:
    """Return the code of the problem that a reading ends with."""
    with pytest.raises(IntakeError) as caught:
        read_file(path, watch=watched)
    (problem,) = caught.value.problems
    assert problem.file == path.name
    return problem.code


def test_a_file_is_read_apart(document: Path) -> None:
    """What was understood, what it was read from, what was given and corrected, the stages as they came."""
    stages: list[str] = []
    given = Given(municipality_code="2584", year=2023)
    corrections = Corrections(status_words=(("rullar på", "in_progress"),))
    found = read_file(document, given, corrections, watch=Watch(on_stage=stages.append))

    assert stages == ["reads", "understands"]
    assert (found.reader, found.file_name, found.sha256) == (
        "text",
        document.name,
        hash_of(document),
    )
    assert found.reading.document.municipality_code == "2584"
    assert [
        [report.status for report in activity.reports] for activity in found.reading.activities
    ] == [["completed"], ["in_progress"]]
    assert "Anställa fler kuratorer\tBN\tJuni\tGenomfört" in [line.text for line in found.source]
    assert found.corrections == corrections


def test_the_reading_process_knows_no_database_and_no_page() -> None:
    """Nor does it load a parser before a file asks for one."""
    code = (
        "import sys, malkollen.intake.apart\n"
        "print([name for name in ('duckdb', 'pyarrow', 'pandas', 'streamlit', 'plotly', 'pdfplumber',"
        " 'openpyxl', 'docx') if name in sys.modules])"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert loaded.stdout.strip() == "[]"


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    """Nothing there, or a folder; no process is started."""
    never = Watch(command=("/does/not/exist",))

    assert code_of(tmp_path / "saknas.pdf", never) == "missing_file"
    assert code_of(tmp_path, never) == "not_a_file"


def test_what_a_reader_refuses_is_told_by_the_name_that_the_user_knows(tmp_path: Path) -> None:
    """An upload lies under another name."""
    path = tmp_path / "upload-1"
    path.write_bytes(b"")
    with pytest.raises(IntakeError) as caught:
        read_file(path, file_name="Bokslut.pdf")

    assert [(one.code, one.file) for one in caught.value.problems] == [
        ("empty_file", "Bokslut.pdf")
    ]


def test_a_reading_that_takes_too_long_is_stopped(document: Path) -> None:
    """On the clock, whether it works or sleeps."""
    started = time.monotonic()

    assert code_of(document, watch("while True: pass", seconds=0.5)) == "too_slow"
    assert code_of(document, watch("import time; time.sleep(60)", seconds=0.5)) == "too_slow"
    assert time.monotonic() - started < 10


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system does not tell")
def test_a_reading_that_takes_too_much_memory_is_stopped(document: Path) -> None:
    """As soon as it holds more than it may."""
    hungry = "kept = []\nwhile True: kept.append(bytearray(b'x') * 10_000_000)"

    assert code_of(document, watch(hungry, memory_bytes=100_000_000)) == "too_much_memory"


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limit")
def test_a_reading_that_asks_for_too_much_is_told_so_by_the_system(document: Path) -> None:
    """The process itself says that its memory did not suffice."""
    code = (
        "import malkollen.intake.apart as apart\n"
        "apart.read = lambda path: bytearray(2_000_000_000)\n"
        "apart.main()"
    )

    assert code_of(document, watch(code)) == "too_much_memory"


def test_a_reading_can_be_cancelled(document: Path) -> None:
    """At once, and the process is gone."""
    slow = Watch(
        command=(sys.executable, "-c", "import time; time.sleep(60)"), is_cancelled=lambda: True
    )
    started = time.monotonic()

    assert code_of(document, slow) == "cancelled"
    assert time.monotonic() - started < 5


def test_a_reading_that_breaks_is_told_and_its_complaint_goes_to_the_log(
    document: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Not to the user."""
    with caplog.at_level(logging.WARNING, logger="malkollen"):
        assert code_of(document, watch("raise SystemError('ett fel')")) == "reading_failed"

    assert "ett fel" in caplog.text


def test_deep_nesting_is_told(document: Path) -> None:
    """Where a reader goes down until there is no further."""
    code = (
        "import malkollen.intake.apart as apart\n"
        "def down(path): return down(path)\n"
        "apart.read = down\n"
        "apart.main()"
    )

    assert code_of(document, watch(code)) == "too_nested"


def test_what_a_library_prints_does_not_stand_among_the_answers(document: Path) -> None:
    """It goes to the log instead."""
    code = (
        "import malkollen.intake.apart as apart\n"
        "read = apart.read\n"
        "def noisy(path):\n"
        "    print('{\"problem\": 1}')\n"
        "    return read(path)\n"
        "apart.read = noisy\n"
        "apart.main()"
    )

    assert read_file(document, watch=watch(code)).reader == "text"


def test_the_process_sees_little_of_its_surroundings(
    document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing that it does not need to start."""
    monkeypatch.setenv("A_SECRET", "hush")
    code = (
        "import json, os\n"
        "print(json.dumps({'problem': {'file': '', 'code': os.environ.get('A_SECRET', 'none')}}))"
    )
    with pytest.raises(IntakeError) as caught:
        read_file(document, watch=watch(code))

    assert [one.code for one in caught.value.problems] == ["none"]


def test_a_broken_table_of_the_users_own_words_is_told(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its file, not by the document's."""
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "status_words.csv").write_text("fel\n", encoding="utf-8")
    with pytest.raises(IntakeError) as caught:
        read_file(document)

    assert caught.value.problems[0].file == "reference/status_words.csv"


def test_the_answer_is_lines_of_json(document: Path) -> None:
    """As the process's head says."""
    request = {
        "path": str(document), "given": {}, "corrections": {}, "seconds": 60,
        "reference": [str(ROOT / "data" / "reference")], "address_space_bytes": 1_000_000_000,
    }  # fmt: skip
    answer = subprocess.run(
        [sys.executable, "-m", "malkollen.intake.apart"],
        cwd=ROOT, input=json.dumps(request), capture_output=True, text=True, check=True,
        env=dict(os.environ),
    )  # fmt: skip
    lines = [json.loads(line) for line in answer.stdout.splitlines()]

    assert lines[:2] == [{"stage": "reads"}, {"stage": "understands"}]
    assert set(lines[2]) == {"reader", "reading", "source", "notes"}
