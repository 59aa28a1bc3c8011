"""A small Kolada on this machine: bodies of the API v3 as recorded or constructed, paging, from_date, and faults.

No whole envelope with `next_url` and `count` has been recorded anywhere, nor an error body, a deleted row or a row
without a value: those are constructed after the API's description.
"""

import itertools
import json
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from malkollen.kolada.client import Patience
from malkollen.kolada.sync import Report
from malkollen.national import read_series

Row = dict[str, Any]
Run = Callable[..., Report]
Value = tuple[str, str, int, str, float | None, str]

# Asks again at once, and not for long.
HASTY = Patience(connect=2.0, read=0.5, tries=3, pause=0.0, longest_pause=1)
DAY = date(2026, 11, 1)

# Constructed: two municipalities, a region and the nation.
AREAS = (
    {"id": "0000", "title": "Riket", "type": "L"},
    {"id": "0001", "title": "Region Stockholm", "type": "L"},
    {"id": "0160", "title": "Täby", "type": "K"},
    {"id": "0180", "title": "Stockholm", "type": "K"},
)
GROUPS = (
    {
        "id": "G1",
        "title": "Liknande kommuner grundskola, Täby, 2023",
        "members": [{"member_id": "0180", "member_title": "Stockholm"}],
    },
)


def kpi(kpi_id: str, title: str | None = None, **changes: Any) -> Row:
    """Return a constructed row of the catalogue."""
    return {
        "id": kpi_id,
        "title": title or f"Mått {kpi_id}, andel (%)",
        "description": "Vad som mäts.",
        "is_divided_by_gender": True,
        "municipality_type": "K",
        "auspice": "T",
        "operating_area": "Grundskola",
        "perspective": "Kvalitet och resultat",
        "prel_publication_date": None,
        "publication_date": "2026-06-29",
        "publ_period": "2025",
        "has_ou_data": False,
        **changes,
    }


def cell(gender: str, value: Any, status: str = "", **changes: Any) -> Row:
    """Return one gender's value."""
    return {
        "gender": gender, "count": 1, "status": status, "value": value, "isdeleted": False, **changes,
    }  # fmt: skip


def row(kpi_id: str, area: str, year: int, *cells: Row) -> Row:
    """Return a row of values."""
    return {"values": list(cells), "kpi": kpi_id, "period": year, "municipality": area}


def rows_of(values: Iterable[Value]) -> list[Row]:
    """Return rows of values of (kpi, area, year, gender, value, status), women's first in every other row."""
    cells: defaultdict[tuple[str, str, int], list[Row]] = defaultdict(list)
    for kpi_id, area, year, gender, value, status in values:
        cells[kpi_id, area, year].append(cell(gender, value, status))
    return [
        row(*key, *(reversed(found) if number % 2 else found))
        for number, (key, found) in enumerate(cells.items())
    ]


@dataclass
class Fault:
    """What an answer becomes instead, for the first `times` requests whose path holds `path`."""

    path: str
    times: int
    answer: Callable[["Handler"], None]


@dataclass
class Kolada:
    """What the server holds, and what it was asked."""

    kpis: list[Row]
    rows: list[Row] = field(default_factory=list)
    areas: list[Row] = field(default_factory=lambda: [dict(one) for one in AREAS])
    groups: list[Row] = field(default_factory=lambda: [dict(one) for one in GROUPS])
    # What a question from a day brings; without one, all rows from the beginning of time.
    changes: dict[str, list[Row]] = field(default_factory=dict)
    page_size: int = 5000
    faults: list[Fault] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    # How the next page is written, and the pause before each answer.
    next_url: Callable[[str, str], str] = lambda host, path: f"http://{host}{path}"
    pause_seconds: float = 0.0
    address: str = ""

    def paths(self, part: str = "/data/") -> list[str]:
        """Return the paths with their queries that were asked for, of those that hold a part."""
        return [path for path in self.asked if part in path]

    def counts(self) -> Counter[str]:
        """Return how many times each was asked for."""
        return Counter(self.asked)

    def by_kpi(self) -> Mapping[str, list[Row]]:
        """Return the rows by key figure; made anew when the list is another."""
        if getattr(self, "_indexed", None) is not self.rows:
            index: defaultdict[str, list[Row]] = defaultdict(list)
            for one in self.rows:
                index[one["kpi"]].append(one)
            self._index, self._indexed = index, self.rows
        return self._index


class Handler(BaseHTTPRequestHandler):
    """Answers as the API v3 does, or as a fault says."""

    kolada: Kolada
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def send(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        """Send a whole answer."""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {"Content-Type": "application/json"}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        """Answer, unless a fault comes first."""
        kolada = self.kolada
        kolada.asked.append(self.path)
        time.sleep(kolada.pause_seconds)
        for fault in kolada.faults:
            if fault.path in self.path and fault.times > 0:
                fault.times -= 1
                fault.answer(self)
                return
        try:
            self.send(200, self.body())
        except _RefusedError as error:
            self.send(422, json.dumps({"detail": str(error)}).encode())

    def hang_up(self) -> None:
        """End the connection without a word."""
        self.close_connection = True

    def body(self) -> bytes:
        """Return the page asked for."""
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        rows = self._rows(parts.path, query)
        size = min(int(query.get("per_page", "100")), self.kolada.page_size)
        number = int(query.get("page", "1"))
        page = rows[(number - 1) * size : number * size]
        envelope: Row = {"values": page, "count": len(page), "next_url": None}
        if number * size < len(rows):
            following = f"{parts.path}?{urlencode({**query, 'page': number + 1})}"
            envelope["next_url"] = self.kolada.next_url(self.headers["Host"], following)
        return json.dumps(envelope).encode()

    def _rows(self, path: str, query: Mapping[str, str]) -> list[Row]:
        parts = path.removeprefix("/v3/").split("/")
        lists = {"kpi": "kpis", "municipality": "areas", "municipality_groups": "groups"}
        if parts[0] in lists:
            return list(getattr(self.kolada, lists[parts[0]]))
        _, _, ids, kind, wanted = parts
        asked_ids, asked = ids.split(","), set(wanted.split(","))
        if len(asked_ids) > 25 or len(asked) > 25:
            raise _RefusedError("more than 25")
        name = {"year": "period", "municipality": "municipality"}[kind]
        day = query.get("from_date")
        held = (
            itertools.chain.from_iterable(self.kolada.by_kpi().get(one, ()) for one in asked_ids)
            if day is None
            else (
                one
                for changed, rows in self.kolada.changes.items()
                if changed >= day
                for one in rows
                if one["kpi"] in asked_ids
            )
        )
        return [one for one in held if str(one[name]) in asked]


class _RefusedError(Exception):
    """The API refuses the question."""


@contextmanager
def serving(kolada: Kolada) -> Iterator[Kolada]:
    """Serve on a free port of this machine; the address is set while it lasts."""
    handler = type("Handler", (Handler,), {"kolada": kolada})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
    )
    thread.start()
    kolada.address = f"http://127.0.0.1:{server.server_address[1]}/v3"
    try:
        yield kolada
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def serve_values(
    values: Iterable[Value],
    kpis: Iterable[Row],
    groups: Iterable[Row] = GROUPS,
    areas: Iterable[Row] = AREAS,
) -> Iterator[Kolada]:
    """Serve values of (kpi, area, year, gender, value, status), for a sync to load."""
    with serving(
        Kolada(kpis=list(kpis), rows=rows_of(values), areas=list(areas), groups=list(groups))
    ) as kolada:
        yield kolada


def values(folder: Path, kpi_id: str) -> dict[tuple[str, int, str], tuple[str, float | None]]:
    """Return the values in force of a series: state and value by area, year and gender."""
    return {key[:3]: key[3:5] for key in rows(folder, kpi_id) if key[6] is None}


def rows(folder: Path, kpi_id: str) -> list[tuple[Any, ...]]:
    """Return all rows of a series: area, year, gender, state, value, fetched on, replaced on."""
    held = read_series(folder, kpi_id)
    assert held is not None
    return [tuple(row.values())[1:] for row in held[1].to_pylist()]
