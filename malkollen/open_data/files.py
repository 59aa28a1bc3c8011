"""How is a table written for programs? Batches of rows in, the exact bytes of CSV, JSON or Parquet out, in pieces."""

import io
import os
import tempfile
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

import orjson
import pyarrow as pa
from pyarrow import csv as arrow_csv
from pyarrow import parquet

# How many rows at a time a Parquet file is written by: a column is read best in long runs.
FILE_ROWS = 131_072
_KEPT_VERSIONS = 2

_making = threading.Lock()


@dataclass(frozen=True)
class Format:
    """A way to write a table: the end of the file's name, what the web calls it, and what people do."""

    name: str
    media_type: str
    title: str


CSV = Format("csv", "text/csv; charset=utf-8; header=present", "CSV")
JSON = Format("json", "application/json", "JSON")
PARQUET = Format("parquet", "application/vnd.apache.parquet", "Parquet")
FORMATS = {one.name: one for one in (CSV, JSON, PARQUET)}


def csv_pieces(batches: Iterable[pa.RecordBatch]) -> Iterator[bytes]:
    """Yield a table as CSV (RFC 4180), piece by piece.

    Comma between cells, UTF-8 without byte order mark, lines ended by CR LF, decimals with point, dates as 2022-08-31, true
    and false. Null is an empty cell; an empty text is "". Every text stands as it is: nothing is put in front of what a
    spreadsheet would run as a formula.
    """
    is_first = True
    for batch in batches:
        target = io.BytesIO()
        options = arrow_csv.WriteOptions(  # type: ignore[call-arg]  # the stubs know fewer options
            include_header=is_first, eol="\r\n", quoting_header="none"
        )
        arrow_csv.write_csv(batch, target, options)
        is_first = False
        yield target.getvalue()


def json_pieces(batches: Iterable[pa.RecordBatch]) -> Iterator[bytes]:
    """Yield a table as JSON, piece by piece: an array with an object for each row, one to a line.

    Dates are texts (2022-08-31), null is null.
    """
    before = b"[\n"
    for batch in batches:
        if batch.num_rows:
            yield before + b",\n".join(orjson.dumps(row) for row in batch.to_pylist())
            before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"


def _write_parquet(batches: Iterable[pa.RecordBatch], path: Path) -> None:
    """Write a table as Parquet, compressed with zstd, with the types of its columns."""
    remaining = iter(batches)
    first = next(remaining)
    with parquet.ParquetWriter(path, first.schema, compression="zstd") as writer:
        for batch in chain([first], remaining):
            writer.write_batch(batch)


def pieces(batches: Iterable[pa.RecordBatch], form: Format) -> Iterator[bytes]:
    """Yield a table in a format that can be sent as it is made: CSV or JSON."""
    return csv_pieces(batches) if form == CSV else json_pieces(batches)


def _write(batches: Iterable[pa.RecordBatch], form: Format, path: Path) -> None:
    """Write a table to a file; the last step puts it in place."""
    unfinished = path.with_name(f"{path.name}-{uuid.uuid4().hex}")
    try:
        if form == PARQUET:
            _write_parquet(batches, unfinished)
        else:
            with unfinished.open("wb") as file:
                file.writelines(pieces(batches, form))
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Return this process's folder of files made, which goes when the process does."""
    return tempfile.TemporaryDirectory(prefix="malkollen-open-data-")


def forget_files() -> None:
    """Remove every file made; who asks again gets a new one."""
    with _making:
        if _folder.cache_info().currsize:
            _folder().cleanup()
            _folder.cache_clear()


def _drop_older(folder: Path) -> None:
    """Remove files of older data than the newest few: a visitor may still be reading those of the version before."""
    by_age = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in by_age[_KEPT_VERSIONS:]:
        for path in old.iterdir():
            path.unlink()
        old.rmdir()


def made_file(
    version: str, name: str, form: Format, batches: Callable[[], Iterable[pa.RecordBatch]]
) -> Path:
    """Return the file of a table at one version of the data, made the first time that it is asked for.

    Who reads a file over the net often asks for its length first, or, of Parquet, for its end and the columns wanted.
    """
    # One at a time: the same file is not made twice, and making files does not take the machine from the pages.
    with _making:
        folder = Path(_folder().name)
        path = folder / version / f"{name}.{form.name}"
        if not path.is_file():
            path.parent.mkdir(exist_ok=True)
            _drop_older(folder)
            _write(batches(), form, path)
    return path
