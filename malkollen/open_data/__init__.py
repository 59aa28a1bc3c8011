"""How do others build on it? Every table under a stable address, as CSV, JSON and Parquet, with a description."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache

import orjson
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from malkollen import words
from malkollen.open_data.files import (
    FILE_ROWS,
    FORMATS,
    PARQUET,
    Format,
    csv_pieces,
    forget_files,
    made_file,
    pieces,
)
from malkollen.open_data.index import index_page
from malkollen.open_data.package import describe
from malkollen.open_data.tables import BATCH_ROWS, Table, all_tables, batches
from malkollen.store import NoDatabaseError, ask, data_version, database_path
from malkollen.words.language import LANGUAGES, SWEDISH, _, speaking, spoken

# A part of every tag: to be raised when the same data are written in another way, so that no one keeps the old.
_WRITING = 2

# A longer table is sent as it is read, but for Parquet: as text it could fill the disk. So its length is not known beforehand.
WHOLE_ROWS = 200_000

_COMMON = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag, Last-Modified",
    # Texts from documents are data, whatever they look like.
    "X-Content-Type-Options": "nosniff",
}
_JSON_TYPE = "application/json"
_PAGE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
}


def _built() -> datetime:
    """Return when the database in use was built, in UTC, to the second."""
    return datetime.fromtimestamp(int(database_path().stat().st_mtime), UTC)


def _headers(name: str) -> dict[str, str]:
    """Return the headers of an answer that holds until the next build."""
    return _COMMON | {
        "Cache-Control": "public, max-age=300",
        # Weak: the same rows, but compressed or not.
        "ETag": f'W/"{data_version().removesuffix(".duckdb")}-{_WRITING}-{name}"',
        "Last-Modified": format_datetime(_built(), usegmt=True),
    }


def _is_known(request: Request, headers: dict[str, str]) -> bool:
    """Say whether the visitor already has what would be sent. A tag decides; without one, the date does."""
    asked = request.headers.get("if-none-match")
    if asked is not None:
        tags = {tag.strip().removeprefix("W/") for tag in asked.split(",")}
        return "*" in tags or headers["ETag"].removeprefix("W/") in tags
    since = request.headers.get("if-modified-since")
    if since is None:
        return False
    try:
        moment = parsedate_to_datetime(since)
    except ValueError:
        return False
    # A date without its zone is that of the web.
    return _built() <= (moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _problem(status: int, message: str) -> Response:
    """Return an error as JSON, with words that a person can act on and where to look."""
    body = orjson.dumps({"error": message, "tables": "datapackage.json"})
    headers = _COMMON | {"Cache-Control": "no-store"}
    return Response(body, status, headers, _JSON_TYPE)


def _whole(request: Request, body: bytes, headers: dict[str, str], media_type: str) -> Response:
    """Return an answer that is short enough to be made whole."""
    response = Response(body, 200, headers, media_type)
    if request.method == "HEAD":
        response.body = b""
    return response


def _csv_size(table: Table) -> int:
    """Return a table's bytes as CSV: counted where it is short, judged by its first rows where it is long."""
    first = next(iter(batches(table)))
    (piece,) = csv_pieces([first])
    return len(piece) * max(table.row_count, 1) // max(first.num_rows, 1)


@lru_cache(maxsize=2)
def _sizes(version: str) -> dict[str, int]:
    return {table.name: _csv_size(table) for table in all_tables()}


@lru_cache(maxsize=2 * len(LANGUAGES))
def _index(version: str, language: str) -> bytes:
    with speaking(language):
        built = words.date_text(_built().date())
        return index_page(all_tables(), sizes=_sizes(version), built=built).encode()


def _show_index(request: Request) -> Response:
    headers = _headers(f"index.{spoken()}.html")
    if _is_known(request, headers):
        return Response(status_code=304, headers=headers)
    body = _index(data_version(), spoken())
    return _whole(request, body, headers | _PAGE, "text/html; charset=utf-8")


def _show_package(request: Request) -> Response:
    headers = _headers("datapackage.json")
    if _is_known(request, headers):
        return Response(status_code=304, headers=headers)
    # One file under one address: its language is always the same.
    with speaking(SWEDISH):
        package = describe(
            all_tables(),
            created=_built(),
            documents=ask("documents").to_pylist(),
            references=ask("reference_sources").to_pylist(),
        )
    return _whole(request, orjson.dumps(package, option=orjson.OPT_INDENT_2), headers, _JSON_TYPE)


def _show_table(request: Request, table: Table, form: Format) -> Response:
    file_name = f"malkollen-{table.name}.{form.name}"
    headers = _headers(f"{table.name}.{form.name}")
    headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    if _is_known(request, headers):
        return Response(status_code=304, headers=headers)
    if form == PARQUET or table.row_count <= WHOLE_ROWS:
        rows = FILE_ROWS if form == PARQUET else BATCH_ROWS
        path = made_file(data_version(), table.name, form, lambda: batches(table, rows))
        return FileResponse(path, 200, headers, form.media_type)
    sent = () if request.method == "HEAD" else pieces(batches(table), form)
    return StreamingResponse(sent, 200, headers, form.media_type)


def _find(name: str) -> tuple[Table, Format] | None:
    """Return the table and format of a file name, where there are both."""
    table_name, _dot, form = name.rpartition(".")
    found = next((table for table in all_tables() if table.name == table_name), None)
    return (found, FORMATS[form]) if found is not None and form in FORMATS else None


def to_index(request: Request) -> RedirectResponse:
    """Send the address without its last slash on, where the page's own links hold."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{request.scope.get('root_path', '')}/data/{query}")


def answer(request: Request) -> Response:
    """Answer for any address under /data/: the list, the description, a table, or that there is no such file.

    The list, and what is said where something is missing, is in the language that the address asks for.
    """
    asked = request.query_params.get("lang")
    with speaking(asked if asked in LANGUAGES else SWEDISH):
        return _answer(request, request.path_params["name"])


def _answer(request: Request, name: str) -> Response:
    try:
        if name == "":
            return _show_index(request)
        if name == "datapackage.json":
            return _show_package(request)
        found = _find(name)
    except NoDatabaseError:
        return _problem(503, _(words.NO_DATABASE))
    if found is None:
        return _problem(
            404,
            _(
                "Det finns ingen fil ”{name}” här. Filerna heter som tabellen, med .csv, .json eller .parquet; "
                "datapackage.json räknar upp dem."
            ).format(name=name),
        )
    return _show_table(request, *found)


ROUTES = (Route("/data", to_index), Route("/data/{name:path}", answer))


@asynccontextmanager
async def tidied_up(app: object) -> AsyncIterator[None]:
    """Take the files made away when the app stops: a server told to end leaves Python no time for it afterwards."""
    yield
    forget_files()
