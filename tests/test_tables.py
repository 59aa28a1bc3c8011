"""How a CSV file becomes records and back: one frozen record is the contract of one file."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from malkollen.problems import Problem
from malkollen.tables import column, column_names, optional_column, read_table, write_table


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A row with a column of every type."""

    code: str
    kind: str = column(allowed=("target", "outcome"))
    note: str | None
    tags: tuple[str, ...]
    is_listed: bool
    amount: int | None = optional_column()
    value: float | None = optional_column()
    on: date | None = optional_column()


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A row of two texts, the second of which may be empty."""

    name: str
    note: str | None


COLUMNS = ("code", "kind", "note", "tags", "is_listed", "amount", "value", "on")


def written(folder: Path, content: str | bytes) -> Path:
    """Write a file as it is and return where it lies."""
    path = folder / "table.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read_pairs(folder: Path, content: str | bytes) -> tuple[list[tuple[int, Pair]], list[Problem]]:
    """Read a file of pairs."""
    return read_table(written(folder, content), Pair, "doc/table.csv")


def test_a_record_names_its_columns_in_order() -> None:
    """The fields of a record are the columns of its file."""
    assert column_names(Measure) == COLUMNS


def test_every_type_is_read(tmp_path: Path) -> None:
    """Texts, lists, yes and no, whole numbers, decimals and dates are read; empty cells are None, empty or no."""
    content = (
        "code,kind,note,tags,is_listed,amount,value,on\n"
        'a,target,"minst 65, helst 70","BiN, BoU",yes,-12,30.67,2022-08-31\n'
        "b,outcome,,,,,,\n"
    )
    assert read_table(written(tmp_path, content), Measure, "t") == (
        [
            (
                2,
                Measure(
                    code="a",
                    kind="target",
                    note="minst 65, helst 70",
                    tags=("BiN", "BoU"),
                    is_listed=True,
                    amount=-12,
                    value=30.67,
                    on=date(2022, 8, 31),
                ),
            ),
            (3, Measure(code="b", kind="outcome", note=None, tags=(), is_listed=False)),
        ],
        [],
    )


@pytest.mark.parametrize(
    "content",
    [
        "name,note\nÅtgärd,två\nÖvrigt,\n",
        "name;note\nÅtgärd;två\nÖvrigt;\n",
        "note,name\ntvå,Åtgärd\n,Övrigt\n",
        "\ufeffname;note\r\nÅtgärd;två\r\nÖvrigt;\r\n",
        '\ufeff"name","note"\n"Åtgärd","två"\n"Övrigt",""\n',
        "name,note\rÅtgärd,två\rÖvrigt,\r",
        " name , note \n  Åtgärd ,\ttvå\n Övrigt ,  \n",
        "name,note\nÅtgärd,två\nÖvrigt,",
    ],
    ids=[
        "comma",
        "semicolon",
        "other order",
        "excel",
        "quoted",
        "old mac",
        "spaces",
        "no last line end",
    ],
)
def test_the_same_table_in_other_clothes_reads_the_same(tmp_path: Path, content: str) -> None:
    """Separator, order of columns, byte order mark, line ends and space around cells make no difference."""
    assert read_pairs(tmp_path, content) == (
        [(2, Pair(name="Åtgärd", note="två")), (3, Pair(name="Övrigt", note=None))],
        [],
    )


def test_the_separator_is_that_of_the_first_line(tmp_path: Path) -> None:
    """Commas in the cells of a file parted by semicolons are text, and the other way round."""
    assert read_pairs(tmp_path, "name;note\na,b,c;d,e\n") == (
        [(2, Pair(name="a,b,c", note="d,e"))],
        [],
    )
    assert read_pairs(tmp_path, "name,note\na;b;c,d;e\n") == (
        [(2, Pair(name="a;b;c", note="d;e"))],
        [],
    )


def test_a_row_is_told_by_the_line_that_it_begins_on(tmp_path: Path) -> None:
    """A cell may hold line ends; blank lines and rows of empty cells are passed over but counted."""
    content = 'name,note\na,"en\ntvå\ntre"\n\nb,\n,\n"c\r\nd",x\ne,\n'
    assert read_pairs(tmp_path, content) == (
        [
            (2, Pair(name="a", note="en\ntvå\ntre")),
            (6, Pair(name="b", note=None)),
            (8, Pair(name="c\r\nd", note="x")),
            (10, Pair(name="e", note=None)),
        ],
        [],
    )


def test_a_wrong_cell_is_told_by_the_line_that_its_row_begins_on(tmp_path: Path) -> None:
    """A row of several lines is named by its first, as an editor numbers it; the rows around it are kept."""
    content = 'name,note\n"a\nb",x\n,"c\nd"\ne,f\n'
    assert read_pairs(tmp_path, content) == (
        [(2, Pair(name="a\nb", note="x")), (6, Pair(name="e", note="f"))],
        [Problem("doc/table.csv", "missing_value", line=4, column="name", found="")],
    )


def test_an_optional_column_may_be_left_out_and_others_may_not(tmp_path: Path) -> None:
    """What may be missing takes its default; of what may not, every one is named."""
    assert read_table(
        written(tmp_path, "code,kind,note,tags,is_listed\na,target,,,no\n"), Measure, "t"
    ) == ([(2, Measure(code="a", kind="target", note=None, tags=(), is_listed=False))], [])
    assert read_table(written(tmp_path, "code,note,tags\na,,\n"), Measure, "t") == (
        [],
        [
            Problem("t", "missing_column", line=1, column="kind", allowed=COLUMNS),
            Problem("t", "missing_column", line=1, column="is_listed", allowed=COLUMNS),
        ],
    )


def test_every_wrong_heading_is_told_and_no_row_is_read(tmp_path: Path) -> None:
    """An unknown and a repeated column are named, the empty name of a separator too many as well."""
    assert read_pairs(tmp_path, "name,status,name,\na,b,c,d\n") == (
        [],
        [
            Problem(
                "doc/table.csv", "unknown_column", line=1, found="status", allowed=("name", "note")
            ),
            Problem("doc/table.csv", "unknown_column", line=1, found="", allowed=("name", "note")),
            Problem("doc/table.csv", "repeated_column", line=1, found="name"),
            Problem(
                "doc/table.csv", "missing_column", line=1, column="note", allowed=("name", "note")
            ),
        ],
    )


@pytest.mark.parametrize(
    "content", ["", "\ufeff", "\n"], ids=["empty", "only a mark", "only a line end"]
)
def test_an_empty_file_lacks_its_columns(tmp_path: Path, content: str) -> None:
    """A file without a first line says what the first line should be."""
    assert read_pairs(tmp_path, content) == (
        [],
        [
            Problem(
                "doc/table.csv", "missing_column", line=1, column=name, allowed=("name", "note")
            )
            for name in ("name", "note")
        ],
    )


def test_a_row_with_too_few_or_too_many_cells_is_told(tmp_path: Path) -> None:
    """The number of cells found and the number there should be; rows around it are read."""
    assert read_pairs(tmp_path, "name,note\na\nb,c\nd,e,f\n") == (
        [(3, Pair(name="b", note="c"))],
        [
            Problem("doc/table.csv", "wrong_cell_count", line=2, found="1", allowed=("2",)),
            Problem("doc/table.csv", "wrong_cell_count", line=4, found="3", allowed=("2",)),
        ],
    )


@pytest.mark.parametrize(
    ("cell", "code", "allowed"),
    [
        ("code=", "missing_value", ()),
        ("kind=goal", "not_allowed", ("target", "outcome")),
        ("kind=", "missing_value", ("target", "outcome")),
        ("is_listed=ja", "not_yes_or_no", ()),
        ("is_listed=Yes", "not_yes_or_no", ()),
        ("amount=12.5", "not_integer", ()),
        ("amount=1_000", "not_integer", ()),
        ("amount=１２", "not_integer", ()),
        ("amount=9999999999", "not_integer", ()),
        ("value=30,67", "not_number", ()),
        ("value=nan", "not_number", ()),
        ("value=inf", "not_number", ()),
        ("value=1e5", "not_number", ()),
        ("value=1_0.5", "not_number", ()),
        ("value=.", "not_number", ()),
        ("on=31 augusti", "not_date", ()),
        ("on=20220831", "not_date", ()),
        ("on=2022-W35-3", "not_date", ()),
        ("on=2022-02-30", "not_date", ()),
        ("on=2022-08-31T12:00", "not_date", ()),
    ],
)
def test_a_cell_that_its_column_cannot_hold_is_told(
    tmp_path: Path, cell: str, code: str, allowed: tuple[str, ...]
) -> None:
    """Line, column, what was found and, where there is a list, what is allowed; the row is not read."""
    name, found = cell.split("=")
    right = {"code": "a", "kind": "target", "note": "", "tags": "", "is_listed": "no"}
    cells = {**dict.fromkeys(COLUMNS, ""), **right, name: found}
    content = f"{';'.join(cells)}\n{';'.join(cells.values())}\n"

    assert read_table(written(tmp_path, content), Measure, "t") == (
        [],
        [Problem("t", code, line=2, column=name, found=found, allowed=allowed)],
    )


def test_every_wrong_cell_of_a_row_is_told(tmp_path: Path) -> None:
    """One reading tells all that is wrong, so that one sitting mends it."""
    content = "code,kind,note,tags,is_listed,amount\n,goal,x,,ja,1\nb,target,,,yes,många\n"
    assert read_table(written(tmp_path, content), Measure, "t") == (
        [],
        [
            Problem("t", "missing_value", line=2, column="code", found=""),
            Problem(
                "t", "not_allowed", line=2, column="kind", found="goal",
                allowed=("target", "outcome"),
            ),
            Problem("t", "not_yes_or_no", line=2, column="is_listed", found="ja"),
            Problem("t", "not_integer", line=3, column="amount", found="många"),
        ],
    )  # fmt: skip


def test_a_file_in_another_encoding_is_told_by_line_and_byte(tmp_path: Path) -> None:
    """A file that Excel saved in its own encoding stops at the first letter that is not UTF-8."""
    content = "name,note\nSolna,\nTäby,x\n".encode("latin-1")
    assert read_pairs(tmp_path, content) == (
        [],
        [Problem("doc/table.csv", "not_utf8", line=3, found="0xe4")],
    )


def test_a_quotation_mark_never_closed_is_told_by_the_row_where_it_opens(tmp_path: Path) -> None:
    """The reader notices at the end of the file; whoever mends it needs the row where it began."""
    assert read_pairs(tmp_path, 'name,note\na,b\nc,"d\ne,f\ng,h\n') == (
        [(2, Pair(name="a", note="b"))],
        [Problem("doc/table.csv", "not_csv", line=3, found="unexpected end of data")],
    )
    assert read_pairs(tmp_path, '"name,note\na,b\n') == (
        [],
        [Problem("doc/table.csv", "not_csv", line=1, found="unexpected end of data")],
    )


def test_text_after_a_closing_quotation_mark_is_told_beside_what_came_before(
    tmp_path: Path,
) -> None:
    """What cannot be split ends the reading, and what was wrong above it is told as well."""
    assert read_pairs(tmp_path, 'name,note\n,x\na,"b"c\n') == (
        [],
        [
            Problem("doc/table.csv", "missing_value", line=2, column="name", found=""),
            Problem("doc/table.csv", "not_csv", line=3, found="',' expected after '\"'"),
        ],
    )


def test_records_are_written_as_a_person_would_write_them(tmp_path: Path) -> None:
    """Every column, a comma between, quotation marks only where needed, no exponents, no needless decimals."""
    path = tmp_path / "table.csv"
    write_table(
        path,
        Measure,
        [
            Measure(
                code="a", kind="target", note='säg "hej", du', tags=("BiN", "BoU"), is_listed=True,
                amount=0, value=65.0, on=date(2022, 8, 31),
            ),
            Measure(code="=b", kind="outcome", note=None, tags=(), is_listed=False, value=1e-7),
        ],
    )  # fmt: skip

    assert (
        path.read_bytes()
        == (
            "code,kind,note,tags,is_listed,amount,value,on\n"
            'a,target,"säg ""hej"", du","BiN, BoU",yes,0,65,2022-08-31\n'
            "=b,outcome,,,no,,0.0000001,\n"
        ).encode()
    )


# Texts as a cell can hold them: whatever UTF-8 can carry, at least one character, without white space around.
_wild = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.text(st.sampled_from("aå\"'\n\r,;=+-@\t \u00a0\u2028\0\ufeffé👩‍👧"), max_size=30),
)
texts = _wild.map(str.strip).filter(bool)
# A part of a list holds no comma.
parts = texts.filter(lambda text: "," not in text)

measures = st.builds(
    Measure,
    code=texts,
    kind=st.sampled_from(["target", "outcome"]),
    note=st.none() | texts,
    tags=st.lists(parts, max_size=3).map(tuple),
    is_listed=st.booleans(),
    amount=st.none() | st.integers(-999_999_999, 999_999_999),
    value=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    on=st.none() | st.dates(),
)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(measures, max_size=4))
def test_what_is_written_reads_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Measure]
) -> None:
    """Any text comes back as it was: quotation marks, line ends, separators, leading signs, any alphabet.

    The domain: a text is not empty and has no white space around it, since a cell is read without; a part of a list
    holds no comma; a whole number has nine digits at most. Every row holds something, since an empty row is passed over.
    """
    path = tmp_path_factory.getbasetemp() / "roundtrip.csv"
    write_table(path, Measure, rows)
    read, problems = read_table(path, Measure, "t")

    assert problems == []
    assert [row for _, row in read] == rows


@settings(max_examples=80, deadline=None)
@given(notes=st.lists(st.none() | texts, min_size=1, max_size=4))
def test_the_lines_told_are_those_that_an_editor_shows(
    tmp_path_factory: pytest.TempPathFactory, notes: list[str | None]
) -> None:
    """The line of a row is one more than the line ends (LF, CR LF or CR) before it, also those within cells."""
    path = tmp_path_factory.getbasetemp() / "lines.csv"
    write_table(path, Pair, [Pair(name=f"rad{i}rad", note=note) for i, note in enumerate(notes)])
    text = path.read_bytes().decode()
    read, _ = read_table(path, Pair, "t")
    position = 0
    expected = []
    for i in range(len(notes)):
        position = text.index(f"rad{i}rad,", position)
        before = text[:position].replace("\r\n", "\n").replace("\r", "\n")
        expected.append(before.count("\n") + 1)

    assert [line for line, _ in read] == expected
