"""The way in: formats told by their bytes, and whatever comes in ends with blocks or a told error."""

import io
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from malkollen.blocks import Content
from malkollen.problems import Problem
from malkollen.readers import ReadError, read, read_bytes
from malkollen.readers.limits import MOST_COLUMNS, MOST_LINE_CHARACTERS, MOST_TEXT_BYTES
from malkollen.words.reading import READ_PROBLEMS, READER_NOTES, read_problem, reader_note

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


def _code(data: bytes, name: str) -> str:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, name)
    assert read_problem(caught.value.problem)
    return caught.value.problem.code


def _package(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "reader"),
    [
        (b"Text.\n", "a.txt", "text"),
        (b"Text.\n", "a", "text"),
        (b"<!DOCTYPE html><p>Text", "a.txt", "html"),
        (b"  \n<html><body>Text</body></html>", "a.xls", "html"),
        (b"<p>Text", "a.htm", "html"),
        (b"bara text", "a.html", "text"),
        (b"a;b\n1;2\n", "a.csv", "csv"),
        ("Mål;Aktivitet;Status\na;b;c\na;b;c\n".encode("cp1252"), "a.txt", "csv"),
        ("Ett, två, tre.\n\nEn mening, till.\n".encode(), "a.txt", "text"),
        (b"a\tb\n1\t2\n", "a.txt", "text"),
    ],
)
def test_format_is_told_by_the_content(data: bytes, name: str, reader: str) -> None:
    """The bytes decide; the name is a hint."""
    assert read_bytes(data, name).reader == reader


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "empty_file"),
        (b" \r\n\t\n", "a.csv", "empty_file"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "a.pdf", "image"),
        (b"PK\x03\x04 broken", "a.xlsx", "damaged"),
        (_package("a.txt"), "a.zip", "unknown_type"),
        (_package("xl/workbook.bin"), "a.xlsb", "other_sheet_format"),
        (_OLE + "WordDocument".encode("utf-16-le"), "a.doc", "legacy_word"),
        (_OLE + "Workbook".encode("utf-16-le"), "a.xls", "legacy_excel"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "password"),
        (_OLE, "a.msg", "unknown_type"),
        (b"{\\rtf1 text}", "a.rtf", "other_text_format"),
        (bytes(range(256)) * 20, "a.txt", "unknown_type"),
        (b"---\n\n===\n", "a.md", "nothing_to_read"),
        (b"<html><script>x()</script></html>", "a.html", "nothing_to_read"),
        (b"x" * (MOST_TEXT_BYTES + 1), "a.txt", "too_large"),
        (b"x" * 1_000_000, "a.txt", "too_long_line"),
        (b"<p>" + b"x" * 1_000_000, "a.html", "too_long_line"),
        (b"a;" + b"x" * 1_000_000, "a.csv", "too_long_line"),
        (b";".join([b"x"] * 10_000), "a.csv", "too_wide"),
        (b"\t".join([b"x"] * 10_000), "a.txt", "too_wide"),
        (b"<table><tr>" + b"<td>x" * 10_000, "a.html", "too_wide"),
        (b"<div>" * 100_000 + b"x", "a.html", "too_nested"),
        (b"<table>" + b"<tr><td rowspan=9999 colspan=400>x</tr>" * 1_000, "a.html", "too_wide"),
    ],
)
def test_what_cannot_be_read_is_told(data: bytes, name: str, code: str) -> None:
    """Each kind of bad file has its code, and soon."""
    began = time.monotonic()
    assert _code(data, name) == code
    assert time.monotonic() - began < 5


def test_files_that_are_none(tmp_path: Path) -> None:
    """A missing file and a folder are told."""
    for path, code in ((tmp_path / "a.txt", "missing_file"), (tmp_path, "not_a_file")):
        with pytest.raises(ReadError) as caught:
            read(path)
        assert caught.value.problem.code == code


def test_the_problem_names_the_line_and_the_limit() -> None:
    """The sentence says where and how much."""
    with pytest.raises(ReadError) as caught:
        read_bytes(b"Text.\n" + b"x" * (MOST_LINE_CHARACTERS + 1), "plan.txt")
    said = read_problem(caught.value.problem)
    assert said.startswith("Rad 2 i ”plan.txt” har 200001 tecken")
    assert "200000" in said


def test_every_word_can_be_said() -> None:
    """No sentence has a blank that is not filled."""
    for code in READ_PROBLEMS:
        said = read_problem(Problem("plan.txt", code, found="7", allowed=("5",)))
        assert "plan.txt" in said
        assert "{" not in said
    for code in READER_NOTES:
        assert "{" not in reader_note(code, "7")


def test_a_text_does_not_load_what_other_formats_need() -> None:
    """Reading text loads no parser library."""
    script = (
        "import sys; from malkollen.readers import read_bytes; read_bytes(b'Text.', 'a.txt');"
        "print(sorted({'lxml', 'pdfplumber', 'openpyxl', 'docx', 'python_calamine'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


_PIECES = st.sampled_from(
    [
        b"\t", b"\n", b"\n\n", b"|", b"\n| a | b |\n|--|--|\n", b";", b",", b'"', b"<td>", b"<table>",
        b"<tr rowspan=3>", b"</table>", b"<ul><li>", b"<p>", b"<b>", b"* ", b"**x**", b"# A\n", b"1. ",
        b"- ", b"\xe2\x80\xa2 ", b"\xe5", b"\xc3\xa5", b"\xff\xfe", b"\x0c", b"&nbsp;", b"&#0;", b"text",
        b"<td colspan=9 rowspan=9>", b"sep=;\n", b"<!--", b"-->", b"+---+\n", b"---\n", b"<html>", b"\0",
    ]
)  # fmt: skip


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(st.binary(max_size=400), st.lists(_PIECES, max_size=60).map(b"".join)),
    st.sampled_from(["a.txt", "a.md", "a.html", "a.csv", "a.tsv", "a"]),
)
def test_any_bytes_end_with_blocks_or_a_told_error(data: bytes, name: str) -> None:
    """Wild bytes never raise anything but a told error."""
    if data.startswith((b"PK", b"%PDF")):
        return
    outcome = _content_or_code(data, name)
    if isinstance(outcome, str):
        # Texts have no structure that could be damaged: that would be an error of the reader.
        assert outcome in READ_PROBLEMS
        assert outcome != "damaged"
    else:
        _check(outcome)


def _content_or_code(data: bytes, name: str) -> Content | str:
    try:
        return read_bytes(data, name)
    except ReadError as error:
        return error.problem.code


def _check(content: Content) -> None:
    assert content.blocks
    for block in content.blocks:
        assert block.text.strip() if hasattr(block, "text") else block.rows
        assert block.spot.row is not None
        rows = getattr(block, "rows", ())
        assert all(len(row.cells) <= MOST_COLUMNS for row in rows)
        assert all(
            "\n" not in line.text for row in rows for cell in row.cells for line in cell.lines
        )
