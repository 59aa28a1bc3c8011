"""What anyone can fetch: the same cells as the tables, in three formats, described, and under addresses that hold."""

import csv
import html
import io
import json
import os
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as some
from pyarrow import csv as arrow_csv
from pyarrow import parquet
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

import dashboard
from malkollen.build import BuildReport
from malkollen.open_data import ROUTES, files, tidied_up
from malkollen.open_data.files import FORMATS, csv_pieces, json_pieces, made_file
from malkollen.open_data.index import index_page, size_text
from malkollen.open_data.tables import Column, Table, all_tables, batches
from malkollen.shell import Shell
from malkollen.store import ask, data_version, read_table

Row = dict[str, Any]

A_BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PACKAGE = "/data/datapackage.json"

TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "count": pa.int64(),
    "value": pa.float64(),
    "is_met": pa.bool_(),
    "day": pa.date32(),
}
KEPT = pa.schema(TYPES)
# What breaks a CSV that is put together by hand, what a spreadsheet would run, and everything else.
TEXTS = some.text("\",;\n\r\t'=+@aå ") | some.text(some.characters(codec="utf-8"))
ROWS = some.lists(
    some.fixed_dictionaries(
        {
            "text": some.none() | TEXTS,
            "count": some.none() | some.integers(-(2**53), 2**53),
            "value": some.none() | some.floats(allow_nan=False, allow_infinity=False),
            "is_met": some.none() | some.booleans(),
            "day": some.none() | some.dates(),
        }
    ),
    max_size=7,
)


# How a cell of each type is read.
READ: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
}


def in_batches(rows: list[Row], size: int = 3) -> list[pa.RecordBatch]:
    """Return rows as batches of at most `size`; without rows, one empty batch."""
    return pa.Table.from_pylist(rows, schema=KEPT).to_batches(size) or [
        pa.RecordBatch.from_pylist([], schema=KEPT)
    ]


@pytest.fixture(scope="module")
def visitor(built_database: BuildReport) -> TestClient:
    """Someone who asks the open data for something, through what the app puts around them."""
    return TestClient(Starlette(routes=list(ROUTES), middleware=[Middleware(Shell)]))


@pytest.fixture(scope="module")
def package(visitor: TestClient) -> Row:
    """The description of all tables."""
    found: Row = visitor.get(PACKAGE).json()
    return found


def resource(package: Row, name: str) -> Row:
    """Return what the description says of one table."""
    return next(one for one in package["resources"] if one["name"] == name)


def cell(text: str, field: Row) -> Any:
    """Read a cell of CSV as the description says that it is to be read."""
    if text in field.get("missingValues", [""]):
        return None
    return READ[field["type"]](text)


def kept_rows(name: str) -> list[Row]:
    """Return the rows of a table, without what is not given away."""
    rows: list[Row] = read_table(name).to_pylist()
    for row in rows:
        if name == "figure_sheet":
            del row["taken_in_by"]
    return rows


# Whole tables, cell by cell ---------------------------------------------------------


def test_csv_read_as_described_holds_the_cells_of_every_table(
    visitor: TestClient, package: Row
) -> None:
    """Read by Python's own reader with nothing but the description, every value and every gap is back."""
    for one in package["resources"]:
        text = visitor.get(f"/data/{one['path']}").content.decode("utf-8")
        heading, *lines = csv.reader(io.StringIO(text, newline=""))
        fields = one["schema"]["fields"]

        assert heading == [field["name"] for field in fields]
        assert [
            {field["name"]: cell(value, field) for value, field in zip(line, fields, strict=True)}
            for line in lines
        ] == kept_rows(one["name"]), one["name"]


def test_json_holds_the_cells_of_every_table(visitor: TestClient, package: Row) -> None:
    """An array of objects; dates are texts, and nothing else is changed."""
    for one in package["resources"]:
        expected = [
            {
                name: value.isoformat() if isinstance(value, date) else value
                for name, value in row.items()
            }
            for row in kept_rows(one["name"])
        ]

        assert json.loads(visitor.get(f"/data/{one['name']}.json").content) == expected


def test_parquet_holds_the_cells_of_every_table(
    visitor: TestClient, package: Row, tmp_path: Path
) -> None:
    """Read by another library than wrote it; compressed with zstd, where there is something to compress."""
    path = tmp_path / "table.parquet"
    with duckdb.connect() as connection:
        for one in package["resources"]:
            path.write_bytes(visitor.get(f"/data/{one['name']}.parquet").content)
            read = connection.sql(f"select * from read_parquet('{path}')").to_arrow_table()
            groups = parquet.ParquetFile(path).metadata
            compressions = {
                groups.row_group(number).column(0).compression
                for number in range(groups.num_row_groups)
            }

            assert read.to_pylist() == kept_rows(one["name"])
            assert compressions <= {"ZSTD"}


# How files are written ----------------------------------------------------------------


def test_csv_is_exact_to_the_byte() -> None:
    """Comma, CR LF, point; null is nothing and empty text is two quotes; a formula stands as it is."""
    rows: list[Row] = [
        {"text": 'a "b", c;\nd', "count": 1, "value": 0.1, "is_met": True, "day": date(2022, 8, 31)},
        {"text": "", "count": None, "value": 65.0, "is_met": False, "day": None},
        {"text": None, "count": -2, "value": None, "is_met": None, "day": None},
        {"text": "=1+1", "count": 4, "value": 1e-7, "is_met": None, "day": None},
    ]  # fmt: skip

    assert b"".join(csv_pieces(in_batches(rows))) == (
        b"text,count,value,is_met,day\r\n"
        b'"a ""b"", c;\nd",1,0.1,true,2022-08-31\r\n'
        b'"",,65,false,\r\n'
        b",-2,,,\r\n"
        b'"=1+1",4,1e-7,,\r\n'
    )


@given(ROWS)
def test_whatever_stands_in_a_cell_comes_back_from_csv(rows: list[Row]) -> None:
    """Every value, and the difference between an empty text and none, for a reader that sees the quotes."""
    written = b"".join(csv_pieces(in_batches(rows)))
    read = arrow_csv.read_csv(
        io.BytesIO(written),
        parse_options=arrow_csv.ParseOptions(newlines_in_values=True),
        convert_options=arrow_csv.ConvertOptions(
            column_types=KEPT, strings_can_be_null=True, quoted_strings_can_be_null=False,
            null_values=[""],
        ),
    )  # fmt: skip

    assert read.to_pylist() == rows


@given(ROWS)
def test_a_reader_that_does_not_see_the_quotes_gets_the_texts(rows: list[Row]) -> None:
    """Python's own reader and most others: the texts are exact, and null is an empty one."""
    written = b"".join(csv_pieces(in_batches(rows))).decode("utf-8")
    _, *lines = csv.reader(io.StringIO(written, newline=""), strict=True)

    assert [line[0] for line in lines] == [row["text"] or "" for row in rows]


@given(ROWS)
def test_whatever_stands_in_a_cell_comes_back_from_json(rows: list[Row]) -> None:
    """However the rows fall into batches, it is one array."""
    written = b"".join(json_pieces(in_batches(rows)))

    assert json.loads(written) == [
        row | {"day": row["day"].isoformat() if row["day"] else None} for row in rows
    ]


@pytest.mark.parametrize("write", [csv_pieces, json_pieces])
def test_no_more_is_read_than_is_being_sent(write: Any) -> None:
    """A table of millions of rows costs no more memory than a piece of it."""
    read: list[int] = []

    def source() -> Iterator[pa.RecordBatch]:
        for number in range(3):
            read.append(number)
            yield pa.RecordBatch.from_pylist([{"count": number}])

    next(write(source()))

    assert read == [0]


@pytest.mark.usefixtures("built_database")
def test_a_table_comes_in_batches_in_its_own_order() -> None:
    """None larger than asked for, none lost; a table without rows still tells its columns."""
    by_name = {table.name: table for table in all_tables()}
    parts = list(batches(by_name["municipality"], 100))
    empty = list(batches(by_name["national_revision"]))

    assert max(len(part) for part in parts) <= 100
    assert pa.Table.from_batches(parts) == read_table("municipality")
    assert [part.num_rows for part in empty] == [0]
    assert empty[0].schema.names[0] == "national_kpi_id"


def a_folder(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the files made lie in a folder of the test's own."""
    monkeypatch.setattr(files, "_folder", lambda: SimpleNamespace(name=str(path)))
    return path


def test_a_file_is_made_once_for_each_version_of_the_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second visitor gets the first one's file; files of the version before last are gone."""
    folder = a_folder(tmp_path, monkeypatch)
    made: list[str] = []

    def get(version: str, age: int) -> Path:
        def source() -> Iterator[pa.RecordBatch]:
            made.append(version)
            yield from in_batches([])

        path = made_file(version, "table", FORMATS["csv"], source)
        os.utime(path.parent, (1_000_000_000 - age, 1_000_000_000 - age))
        return path

    paths = [get("a", 3), get("a", 3), get("b", 2), get("c", 1)]

    assert made == ["a", "b", "c"]
    assert paths[0] == paths[1]
    assert sorted(path.name for path in folder.iterdir()) == ["b", "c"]


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_that_could_not_be_finished_is_not_there(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody gets half a file, and nothing is left of it."""
    folder = a_folder(tmp_path, monkeypatch)

    def source() -> Iterator[pa.RecordBatch]:
        yield from in_batches([])
        raise RuntimeError

    with pytest.raises(RuntimeError):
        made_file("a", "table", FORMATS[form], source)

    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_the_files_made_go_when_the_app_stops(built_database: BuildReport) -> None:
    """Nothing is left in the machine's folder for temporary files, and a new start makes them anew."""
    files.forget_files()
    with TestClient(Starlette(routes=list(ROUTES), lifespan=tidied_up)) as someone:
        first = someone.get("/data/status.csv").content
        folder = Path(files._folder().name)
        was_there = folder.is_dir()
    with TestClient(Starlette(routes=list(ROUTES), lifespan=tidied_up)) as someone:
        second = someone.get("/data/status.csv").content

    assert was_there
    assert not folder.exists()
    assert first == second


# The description ------------------------------------------------------------------------


def test_the_description_has_what_the_standard_requires(package: Row) -> None:
    """Names that fit an address, paths within the package, licences and sources that can be told, an instant of the build."""
    resources = package["resources"]
    built = datetime.fromisoformat(package["created"])

    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert package["name"] == "malkollen"
    assert built.tzinfo == UTC
    for one in resources:
        assert re.fullmatch(r"[a-z0-9_]+", one["name"])
        assert (one["path"], one["format"], one["mediatype"], one["encoding"], one["type"]) == (
            f"{one['name']}.csv", "csv", "text/csv", "utf-8", "table",
        )  # fmt: skip
        assert [other["path"] for other in one["alternatives"]] == [
            f"{one['name']}.json", f"{one['name']}.parquet",
        ]  # fmt: skip
        assert all("name" in licence or "path" in licence for licence in one["licenses"])
        assert all(source["title"] for source in one.get("sources", []))


def test_the_description_tells_every_table_and_column_with_the_schemas_comment(
    package: Row,
) -> None:
    """Nothing in the database is left out but the one column that is withheld."""
    told = [
        (one["name"], one["description"], field["name"], field["description"])
        for one in package["resources"]
        for field in one["schema"]["fields"]
    ]
    expected = [
        (
            row["table_name"], f"{row['table_comment']}.", row["column_name"], row["column_comment"],
        )
        for row in ask("data_dictionary").to_pylist()
        if (row["table_name"], row["column_name"]) != ("figure_sheet", "taken_in_by")
    ]  # fmt: skip

    assert told == expected
    assert {one["name"]: one["rowCount"] for one in package["resources"]} == {
        one["name"]: read_table(one["name"]).num_rows for one in package["resources"]
    }


def test_keys_name_columns_that_are_there(package: Row) -> None:
    """Every key's columns are in its table, and a foreign key's also in the table that it refers to."""
    columns = {
        one["name"]: {field["name"] for field in one["schema"]["fields"]}
        for one in package["resources"]
    }
    foreign_keys = [
        (one["name"], key)
        for one in package["resources"]
        for key in one["schema"].get("foreignKeys", [])
    ]

    assert len(foreign_keys) > 30
    for one in package["resources"]:
        assert set(one["schema"].get("primaryKey", [])) <= columns[one["name"]]
        assert all(set(key) <= columns[one["name"]] for key in one["schema"].get("uniqueKeys", []))
    for name, key in foreign_keys:
        reference = key["reference"]
        assert set(key["fields"]) <= columns[name]
        assert set(reference["fields"]) <= columns[reference["resource"] or name]
        assert len(key["fields"]) == len(reference["fields"])


def test_keys_are_those_of_the_schema(package: Row) -> None:
    """One of each kind: of several columns, unique beside the first, to the table itself, to another of two columns."""
    goal = resource(package, "goal")["schema"]
    deferral = resource(package, "deferral")["schema"]

    assert goal["primaryKey"] == ["goal_id"]
    assert goal["uniqueKeys"] == [["document_id", "sort_order"]]
    assert goal["foreignKeys"] == [
        {"fields": ["document_id"], "reference": {"resource": "document", "fields": ["document_id"]}},
        {"fields": ["parent_goal_id"], "reference": {"resource": "", "fields": ["goal_id"]}},
    ]  # fmt: skip
    assert deferral["primaryKey"] == ["activity_id", "occasion_number"]
    assert deferral["foreignKeys"] == [
        {
            "fields": ["activity_id", "occasion_number"],
            "reference": {
                "resource": "status_report", "fields": ["activity_id", "occasion_number"],
            },
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "column", "kind", "constraints"),
    [
        ("national_value", "area_code", "string", {"required": True, "pattern": "[0-9]{4}"}),
        ("national_value", "gender", "string", {"required": True, "enum": ["T", "K", "M"]}),
        ("national_value", "value", "number", None),
        ("target", "operator", "string", {"required": True, "enum": [">=", ">", "<=", "<", "="]}),
        ("document", "year", "integer", {"required": True, "minimum": 1990, "maximum": 2100}),
        ("occasion", "occasion_number", "integer", {"required": True, "minimum": 1}),
        ("occasion", "as_of_date", "date", None),
        ("status", "sort_order", "integer", {"required": True, "unique": True}),
        # A check across two columns says nothing of one of them.
        ("deferral", "is_marked", "boolean", {"required": True}),
    ],
)
def test_columns_are_held_to_what_the_schema_demands(
    package: Row, table: str, column: str, kind: str, constraints: Row | None
) -> None:
    """What a program can check for itself stands in the description."""
    fields = resource(package, table)["schema"]["fields"]
    field = next(one for one in fields if one["name"] == column)

    assert field["type"] == kind
    assert field.get("constraints") == constraints


def test_sources_are_the_documents_and_kolada(package: Row) -> None:
    """Whose document it is, its title and its year; Kolada's terms; a table names the sources that its rows come from."""
    documents = [
        {"municipality": row["municipality"], "year": row["year"]}
        for row in ask("documents").to_pylist()
    ]
    *own, kolada = package["sources"]

    assert [{"municipality": one["municipality"], "year": one["year"]} for one in own] == documents
    assert own[2]["title"] == (
        "Linköping: Uppföljning av Utbildningsförvaltningens verksamhetsplan 2022 (2022)"
    )
    assert kolada["path"] == "https://www.kolada.se"
    assert "ange källan" in kolada["terms"]
    assert resource(package, "activity")["sources"] == own
    assert kolada in resource(package, "national_value")["sources"]
    assert resource(package, "kpi_result")["sources"] == [*own, kolada]
    # As Kolada's terms ask.
    computed = resource(package, "national_summary")["sources"][-1]
    assert computed["title"] == "Egen beräkning på uppgifter från Kolada (RKA)"
    # A sheet of own figures says its sources row by row.
    assert "sources" not in resource(package, "own_figure")


def test_licences_follow_the_terms_of_the_sources(package: Row) -> None:
    """What was written for Målkollen is under its licence; what came from others is under theirs."""
    licences = {
        one["name"]: [licence.get("name", "Kolada") for licence in one["licenses"]]
        for one in package["resources"]
    }

    assert licences["activity"] == ["MIT"]
    assert licences["municipality"] == ["CC0-1.0", "Kolada"]
    assert licences["national_value"] == ["CC-BY-4.0", "Kolada"]
    assert licences["national_kpi"] == ["MIT", "Kolada"]


def test_who_took_in_a_sheet_of_own_figures_is_not_told(visitor: TestClient) -> None:
    """No page shows that name."""
    assert "taken_in_by" not in visitor.get("/data/figure_sheet.csv").text
    assert "taken_in_by" in visitor.get("/data/document.csv").text


# Addresses --------------------------------------------------------------------------------


def test_the_app_serves_the_open_data() -> None:
    """The routes are the app's own, before Streamlit's, which answer any address with the page; it tidies up."""
    assert [route for route in dashboard.app._user_routes if route in ROUTES] == list(ROUTES)
    assert dashboard.app._user_lifespan is tidied_up


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("document.csv", "text/csv; charset=utf-8; header=present"),
        ("document.json", "application/json"),
        ("document.parquet", "application/vnd.apache.parquet"),
    ],
)
def test_a_file_says_what_it_is(visitor: TestClient, name: str, media_type: str) -> None:
    """Type, file name, open to scripts of any site, kept five minutes, and never taken for a page."""
    got = visitor.get(f"/data/{name}", headers=A_BROWSER)

    assert got.status_code == 200
    assert got.headers["content-type"] == media_type
    assert got.headers["content-disposition"] == f'attachment; filename="malkollen-{name}"'
    assert got.headers["access-control-allow-origin"] == "*"
    assert got.headers["cache-control"] == "public, max-age=300"
    assert got.headers["x-content-type-options"] == "nosniff"


NAMES = ["", "datapackage.json", "document.csv", "document.json", "document.parquet"]


@pytest.mark.parametrize("name", NAMES)
def test_head_is_the_answer_without_its_body(visitor: TestClient, name: str) -> None:
    """The same headers, with the length that many programs ask for before they read."""
    whole = visitor.get(f"/data/{name}", headers=A_BROWSER)
    head = visitor.head(f"/data/{name}", headers=A_BROWSER)

    assert (head.status_code, head.content) == (200, b"")
    assert dict(head.headers) == dict(whole.headers)
    assert head.headers["content-length"] == str(len(whole.content))


@pytest.mark.parametrize("name", ["municipality.csv", "municipality.json"])
def test_a_long_table_is_the_same_sent_as_it_is_read(
    visitor: TestClient, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the length is not known beforehand."""
    whole = visitor.get(f"/data/{name}")
    monkeypatch.setattr("malkollen.open_data.WHOLE_ROWS", 289)
    sent = visitor.get(f"/data/{name}")
    head = visitor.head(f"/data/{name}")

    assert sent.content == whole.content
    assert (head.status_code, head.content) == (200, b"")
    assert "content-length" in whole.headers
    assert "content-length" not in sent.headers
    assert dict(head.headers) == dict(sent.headers)


@pytest.mark.parametrize("name", NAMES)
def test_who_has_it_already_is_not_sent_it_again(visitor: TestClient, name: str) -> None:
    """By tag, alone, among others or as a strong one, or by date; a browser too."""
    address = f"/data/{name}"
    headers = visitor.get(address, headers=A_BROWSER).headers
    tag = headers["etag"]

    def status(**asked: str) -> int:
        named = {key.replace("_", "-"): value for key, value in asked.items()}
        got = visitor.get(address, headers=A_BROWSER | named)
        assert got.content == b"" or got.status_code == 200
        assert got.headers["etag"] == tag
        return got.status_code

    assert status(if_none_match=tag) == 304
    assert status(if_none_match=f'"other", {tag.removeprefix("W/")}') == 304
    assert status(if_none_match="*") == 304
    assert status(if_modified_since=headers["last-modified"]) == 304
    assert status(if_none_match='"other"') == 200
    # A tag decides, whatever the date says.
    assert status(if_none_match='"other"', if_modified_since=headers["last-modified"]) == 200
    assert status(if_modified_since="Sat, 01 Jan 2000 00:00:00 GMT") == 200
    assert status(if_modified_since="yesterday") == 200


def test_every_answer_has_a_tag_of_its_own_that_tells_the_version_of_the_data(
    visitor: TestClient,
) -> None:
    """A rebuild changes them all."""
    tags = {visitor.head(f"/data/{name}").headers["etag"] for name in NAMES}

    assert len(tags) == len(NAMES)
    assert all(data_version().removesuffix(".duckdb") in tag for tag in tags)


@pytest.mark.parametrize(
    "name",
    [
        "nothing.csv",
        "document",
        "document.xlsx",
        "document.CSV",
        ".csv",
        "duckdb_tables.csv",
        'document".csv',
        "document; drop table document.csv",
        "main.document.csv",
        "a/document.csv",
        "%2e%2e/data/document.csv",
        "index.html",
    ],
)
def test_what_is_not_a_table_is_not_there(visitor: TestClient, name: str) -> None:
    """Only known names are looked for; the answer says in words what there is, and scripts may read it."""
    got = visitor.get(f"/data/{name}")

    assert got.status_code == 404
    assert got.headers["content-type"] == "application/json"
    assert got.headers["access-control-allow-origin"] == "*"
    assert got.json()["error"].startswith("Det finns ingen fil ”")
    assert got.json()["tables"] == "datapackage.json"


@pytest.mark.parametrize("name", NAMES)
def test_without_a_database_it_is_said_in_words(
    visitor: TestClient, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing built yet is no error of the visitor's."""
    monkeypatch.setenv("MALKOLLEN_DATABASE", str(tmp_path))
    got = visitor.get(f"/data/{name}")

    assert got.status_code == 503
    assert "python -m malkollen build" in got.json()["error"]
    assert got.headers["cache-control"] == "no-store"


def test_nothing_can_be_written(visitor: TestClient) -> None:
    """The addresses are for reading."""
    assert visitor.post("/data/document.csv").status_code == 405
    assert visitor.delete("/data/document.csv").status_code == 405


def test_a_part_of_a_file_can_be_asked_for(visitor: TestClient) -> None:
    """Who reads Parquet over the net reads its end first."""
    got = visitor.get("/data/document.parquet", headers={"range": "bytes=-4"})

    assert (got.status_code, got.content) == (206, b"PAR1")


@pytest.mark.parametrize("prefix", ["", "/uppfoljning"])
def test_the_address_without_its_slash_leads_to_the_list(prefix: str) -> None:
    """Wherever the app is served."""
    someone = TestClient(Starlette(routes=list(ROUTES)), root_path=prefix)
    got = someone.get(f"{prefix}/data", follow_redirects=False)

    assert (got.status_code, got.headers["location"]) == (307, f"{prefix}/data/")


# The list ----------------------------------------------------------------------------------


def test_every_link_of_the_list_leads_somewhere(visitor: TestClient, package: Row) -> None:
    """Each table once in each format, and the description."""
    page = visitor.get("/data/").text
    links = re.findall(r'<a href="([^"]+)"', page)
    here = [link for link in links if not link.startswith("..")]
    expected = [
        f"{one['name']}.{ending}"
        for one in package["resources"]
        for ending in ("csv", "json", "parquet")
    ]

    assert here == ["datapackage.json", *expected]
    assert [link for link in here if visitor.head(f"/data/{link}").status_code != 200] == []


def test_the_list_is_a_plain_page_in_swedish() -> None:
    """What it is called, what a row is, how much there is; texts stay texts, and no script is needed."""
    column = Column("deferral_id", "varchar", "The deferral")
    told = [
        Table("deferral", "One row per moved <end>", 1234, (column, column)),
        Table("unknown", "One row", 1, (column,)),
    ]
    page = index_page(told, sizes={"deferral": 81_400, "unknown": 12}, built="22 november 2026")
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))

    assert page.startswith('<!doctype html>\n<html lang="sv">')
    assert "<script" not in page
    assert re.findall(r"<h([1-6])", page) == ["1", "2", "2", "3", "3"]
    assert "2 tabeller" in text
    assert "byggt 22 november 2026" in text
    assert "Framflyttningar deferral One row per moved &lt;end&gt;." in text
    assert "1 234 rader, 2 kolumner, ungefär 81 kB som CSV" in text
    assert "unknown One row. 1 rad, 1 kolumn, ungefär 12 byte som CSV" in text


def test_the_list_in_english(visitor: TestClient) -> None:
    """Under its own address, with the files where they were; each language leads to the other and to its start page."""
    swedish, english = visitor.get("/data/"), visitor.get("/data/?lang=en")
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html.unescape(english.text)))

    assert english.text.startswith('<!doctype html>\n<html lang="en">')
    assert (
        "The data behind the pages can be downloaded as files: 47 tables, each as CSV, JSON and"
        in text
    )
    assert re.search(r"Activities activity.*271 rows, 19 columns, about \d+ kB as CSV", text)
    assert re.findall(r"<h[12]>(.*?)</h", english.text) == [
        "Open data",
        "How the files are written",
        "Tables",
    ]
    assert '<a lang="sv" hreflang="sv" href="?lang=sv">Svenska</a>' in english.text
    assert '<a lang="en" hreflang="en" href="?lang=en">English</a>' in swedish.text
    assert ('<a href="../">' in swedish.text, '<a href="../?lang=en">' in english.text) == (
        True,
        True,
    )
    assert re.findall(r'<li><a href="([^"]+)"', english.text) == re.findall(
        r'<li><a href="([^"]+)"', swedish.text
    )
    assert swedish.headers["etag"] != english.headers["etag"]
    assert visitor.get("/data/?lang=sv").text == visitor.get("/data/?lang=de").text == swedish.text


def test_what_is_missing_is_told_in_english_too(
    visitor: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the address asks for it; a file itself is the same in both."""
    assert (
        visitor.get("/data/x.csv?lang=en")
        .json()["error"]
        .startswith("There is no file “x.csv” here.")
    )
    assert visitor.get(f"{PACKAGE}?lang=en").content == visitor.get(PACKAGE).content
    assert (
        visitor.get("/data/status.csv?lang=en").content == visitor.get("/data/status.csv").content
    )
    monkeypatch.setenv("MALKOLLEN_DATABASE", str(tmp_path))
    error = visitor.get("/data/?lang=en").json()["error"]
    assert error == "The database has not been built yet. Build it with: python -m malkollen build"


def test_the_address_without_its_slash_keeps_the_language() -> None:
    """As somebody writes it."""
    got = TestClient(Starlette(routes=list(ROUTES))).get("/data?lang=en", follow_redirects=False)

    assert got.headers["location"] == "/data/?lang=en"


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 byte"),
        (999, "999 byte"),
        (1000, "1 kB"),
        (999_499, "999 kB"),
        (999_500, "1,0 MB"),
        (2_440_000, "2,4 MB"),
        (9_960_000, "10 MB"),
        (1_234_000_000, "1,2 GB"),
    ],
)
def test_sizes_are_written_as_people_read_them(size: int, text: str) -> None:
    """In steps of a thousand, with a decimal where it tells something."""
    assert re.sub(r"\s", " ", size_text(size)) == text
