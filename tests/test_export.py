"""How a table leaves as a file."""

import io
from datetime import date

import pyarrow as pa
import pytest
from pyarrow import parquet

from malkollen.export import swedish_csv, table_to_csv, table_to_parquet
from malkollen.words.language import speaking


def test_csv_opens_in_swedish_excel() -> None:
    """Semicolons, a byte order mark, CR LF, decimals with comma, dates as Excel reads them, empty for null."""
    table = pa.table(
        {
            "Aktivitet": ["Åtgärda; genast", 'Säg "hej"', None],
            "Antal": [1234, -5, None],
            "Andel": [0.25, -1.5, None],
            "Slut": [date(2022, 12, 31), None, None],
            "Försenad": [True, False, None],
        }
    )
    assert swedish_csv(table) == (
        b"\xef\xbb\xbf"
        + (
            "Aktivitet;Antal;Andel;Slut;Försenad\r\n"
            '"Åtgärda; genast";1234;0,25;2022-12-31;ja\r\n'
            '"Säg ""hej""";-5;-1,5;;nej\r\n'
            ";;;;\r\n"
        ).encode()
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_text_is_never_a_formula(start: str) -> None:
    """A text that a spreadsheet would run gets an apostrophe in front, also in a heading."""
    text = f"{start}HYPERLINK(1)"
    written = swedish_csv(pa.table({text: [text]})).decode("utf-8-sig")
    assert written.count(f"'{text}") == 2


def test_sign_within_a_text_is_left() -> None:
    """Only the first character makes a formula."""
    assert swedish_csv(pa.table({"a": ["BiN + BoU", "a=b"]})).decode("utf-8-sig") == (
        "a\r\nBiN + BoU\r\na=b\r\n"
    )


def test_a_sign_alone_is_an_operator() -> None:
    """A program that reads the file must find the operator of a target as it is."""
    table = pa.table({"operator": ["=", "-", "=1"]})
    assert table_to_csv(table).decode() == '"operator"\n"="\n"-"\n"\'=1"\n'
    assert swedish_csv(table).decode("utf-8-sig") == "operator\r\n=\r\n-\r\n'=1\r\n"


def test_only_yes_and_no_follow_the_language() -> None:
    """Semicolon and decimal comma stay: it is a file for Swedish Excel, whoever reads the pages in English."""
    with speaking("en"):
        written = swedish_csv(pa.table({"Share": [0.25], "Overdue": [True]}))
    assert written.decode("utf-8-sig") == "Share;Overdue\r\n0,25;yes\r\n"


def test_empty_table_keeps_its_headings() -> None:
    """A table without rows is a line of headings."""
    assert swedish_csv(pa.table({"a": pa.array([], pa.string())})) == b"\xef\xbb\xbfa\r\n"


OPEN_TABLE = pa.table(
    {
        "goal": ["Åtgärda, genast", 'Säg "hej"', "", None, "=1+1"],
        "value": [0.25, -1.5, 1234567.0, None, 3.0],
        "due_date": [date(2022, 12, 31), None, None, None, None],
        "is_overdue": [True, False, None, True, False],
    }
)


def test_open_csv_holds_the_values_and_no_formula() -> None:
    """Commas, no byte order mark, decimals with point; null is an empty cell and an empty text is not null."""
    assert table_to_csv(OPEN_TABLE).decode("utf-8") == (
        '"goal","value","due_date","is_overdue"\n'
        '"Åtgärda, genast",0.25,2022-12-31,true\n'
        '"Säg ""hej""",-1.5,,false\n'
        '"",1234567,,\n'
        ",,,true\n"
        '"\'=1+1",3,,false\n'
    )


def test_parquet_holds_the_values_and_their_types() -> None:
    """What is read back is the table that was written."""
    assert parquet.read_table(io.BytesIO(table_to_parquet(OPEN_TABLE))).equals(OPEN_TABLE)
