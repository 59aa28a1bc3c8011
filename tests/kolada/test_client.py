"""Asking: pages to the end, asking again where that may help, and telling what went wrong."""

import struct
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from socket import SO_LINGER, SOL_SOCKET

import pytest
from small_kolada import HASTY, Fault, Handler, Kolada, cell, kpi, row, serving

from malkollen.kolada.client import Client, Patience
from malkollen.kolada.errors import KoladaError

PATH = "data/kpi/N1/year/2019,2020,2021"
ROWS = [row("N1", "0180", year, cell("T", year / 10)) for year in (2019, 2020, 2021)]


@pytest.fixture
def kolada() -> Iterator[Kolada]:
    """A Kolada with three rows, one to a page."""
    with serving(Kolada(kpis=[kpi("N1")], rows=ROWS, page_size=1)) as served:
        yield served


def fetched(kolada: Kolada, patience: Patience = HASTY) -> list[object]:
    """Return all rows of the pages."""
    return [one for page in Client(kolada.address, patience).pages(PATH) for one in page]


def problem(kolada: Kolada, patience: Patience = HASTY) -> tuple[str, str | None]:
    """Return the code of what went wrong, and what was found."""
    with pytest.raises(KoladaError) as caught:
        fetched(kolada, patience)
    (one,) = caught.value.problems
    return one.code, one.found


def status(code: int, **headers: str) -> Fault:
    """A fault: an answer with a status."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Fault("/data/", 1, lambda handler: handler.send(code, b"{}", named or None))


def cut(handler: Handler) -> None:
    """Send half of what was promised, and reset the connection."""
    body = handler.body()
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body[: len(body) // 2])
    handler.wfile.flush()
    handler.connection.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
    handler.close_connection = True


def cut_without_a_sign(handler: Handler) -> None:
    """Send half a body whose length was not told, as if it were whole."""
    body = handler.body()
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.wfile.write(body[: len(body) // 2])
    handler.close_connection = True


def slow(handler: Handler) -> None:
    """Answer when nobody listens any more."""
    time.sleep(2 * HASTY.read)
    handler.close_connection = True


def page(handler: Handler) -> None:
    """Send a web page as if all were well."""
    handler.send(200, b"<html><body>Underhall</body></html>", {"Content-Type": "text/html"})


@pytest.mark.parametrize(
    "written",
    [
        lambda host, path: f"http://{host}{path}",
        lambda _, path: path,
        lambda _, path: "?" + path.partition("?")[2],
        # As a service behind a proxy writes them.
        lambda host, path: f"https://{host.partition(':')[0]}{path}",
        lambda host, path: f"HTTP://{host.upper()}:80{path}".replace(f"{host}:80", host),
    ],
    ids=["absolute", "relative", "query only", "other scheme", "upper case"],
)
def test_pages_are_followed_to_the_end(kolada: Kolada, written: object) -> None:
    """However the next page is written, all three come, in order."""
    kolada.next_url = written  # type: ignore[assignment]

    assert fetched(kolada) == ROWS
    assert len(kolada.asked) == 3


@pytest.mark.parametrize(
    "fault", [cut, cut_without_a_sign, slow, page], ids=lambda one: one.__name__
)
def test_a_body_that_does_not_come_whole_is_asked_for_again(kolada: Kolada, fault: object) -> None:
    """Whether it is cut, late or something else: the second time is well."""
    kolada.faults.append(Fault("page=2", 1, fault))  # type: ignore[arg-type]

    assert fetched(kolada) == ROWS
    assert max(kolada.counts().values()) == 2


@pytest.mark.parametrize("code", [429, 500, 502, 503, 504])
def test_a_status_that_passes_is_asked_again(kolada: Kolada, code: int) -> None:
    """Two refusals are followed by an answer."""
    kolada.faults += [status(code), status(code)]

    assert fetched(kolada) == ROWS


@pytest.mark.parametrize("code", [302, 400, 404, 422])
def test_another_status_is_told_at_once(kolada: Kolada, code: int) -> None:
    """It would be the same the next time; and a redirection leads who knows where."""
    kolada.faults.append(status(code, Location="http://127.0.0.2/"))

    assert problem(kolada) == ("status", str(code))
    assert len(kolada.asked) == 1


@pytest.mark.parametrize("written", ["seconds", "date"])
def test_retry_after_is_waited_for(
    kolada: Kolada, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As seconds or as a date, and never longer than we have patience."""
    paused: list[float] = []
    monkeypatch.setattr("urllib3.util.retry.time.sleep", paused.append)
    later = datetime.now(UTC) + timedelta(seconds=40)
    when = {"seconds": "40", "date": format_datetime(later, usegmt=True)}[written]
    kolada.faults += [status(429, Retry_After=when), status(503, Retry_After="7200")]

    assert fetched(kolada, Patience(longest_pause=60, pause=0.0)) == ROWS
    # The server's own pauses, of no length, are counted too.
    first, second = [seconds for seconds in paused if seconds]
    assert 30 < first <= 40
    assert second == 60


def test_a_retry_after_that_cannot_be_read_is_no_reason_to_give_up(kolada: Kolada) -> None:
    """It is asked again as if none had been given."""
    kolada.faults.append(status(429, Retry_After="snart"))

    assert fetched(kolada) == ROWS


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (lambda handler: handler.send(500, b""), ("status", "500")),
        (page, ("not_json", "<html><body>Underhall</body></html>")),
        (lambda handler: handler.send(200, b'{"values": NaN}'), ("not_json", '{"values": NaN}')),
        (lambda handler: handler.send(200, b"[]"), ("no_values", "[]")),
        (lambda handler: handler.send(200, b'{"rows": []}'), ("no_values", '{"rows": []}')),
        (
            lambda handler: handler.send(200, b'{"values": [], "next_url": 7}'),
            ("next_url", "7"),
        ),
        (
            lambda handler: handler.send(200, b'{"values": [], "next_url": "http://[x"}'),
            ("next_url", "http://[x"),
        ),
    ],
)
def test_what_stays_wrong_is_told(kolada: Kolada, fault: object, told: tuple[str, str]) -> None:
    """With what was found."""
    kolada.faults.append(Fault("/data/", 99, fault))  # type: ignore[arg-type]

    assert problem(kolada) == told


@pytest.mark.parametrize(
    ("fault", "told"), [(cut, "cut"), (Handler.hang_up, "cut"), (slow, "late")]
)
def test_a_connection_that_stays_broken_is_told(kolada: Kolada, fault: object, told: str) -> None:
    """After as many tries as we have patience for."""
    kolada.faults.append(Fault("/data/", 99, fault))  # type: ignore[arg-type]

    assert problem(kolada) == ("no_answer", told)
    assert len(kolada.asked) == HASTY.tries


def bomb() -> Callable[[Handler], None]:
    """Pack a hundred million spaces into a hundred thousand bytes; return what sends them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = b"".join([*(packer.compress(b" " * 1_000_000) for _ in range(100)), packer.flush()])
    return lambda handler: handler.send(200, packed, {"Content-Encoding": "gzip"})


def endless() -> Callable[[Handler], None]:
    """Return what sends until nobody listens."""

    def send(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        with suppress(OSError):
            for _ in range(1000):
                handler.wfile.write(b" " * 1_000_000)
        handler.close_connection = True

    return send


@pytest.mark.parametrize("fault", [bomb, endless])
def test_a_body_too_large_is_not_read_to_its_end(
    kolada: Kolada, fault: Callable[[], Callable[[Handler], None]]
) -> None:
    """Nor asked for again: it would fill the memory."""
    kolada.faults.append(Fault("/data/", 99, fault()))

    assert problem(kolada) == ("no_answer", "too_large")
    assert len(kolada.asked) == 1


def test_a_body_that_drips_is_not_waited_for(kolada: Kolada) -> None:
    """Each part comes in time, and the whole never does."""

    def drip(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        with suppress(OSError):
            for _ in range(1000):
                handler.wfile.write(b" ")
                time.sleep(0.02)
        handler.close_connection = True

    kolada.faults.append(Fault("/data/", 99, drip))

    assert problem(kolada, replace(HASTY, whole=0.1)) == ("no_answer", "late")


def test_what_was_found_is_told_shortly(kolada: Kolada) -> None:
    """Also lists in lists, too deep to be written out."""
    nested = b'{"values": [], "next_url": ' + b"[" * 1010 + b"]" * 1010 + b"}"
    kolada.faults.append(Fault("/data/", 99, lambda handler: handler.send(200, nested)))

    code, found = problem(kolada)
    assert code == "next_url"
    assert len(found or "") < 100


def test_no_other_host_is_asked(kolada: Kolada) -> None:
    """A next page elsewhere is refused."""
    kolada.next_url = lambda _, path: f"http://127.0.0.2:9{path}"

    assert problem(kolada) == (
        "other_host",
        f"http://127.0.0.2:9/v3/{PATH}?per_page=5000&page=2",
    )


def test_another_port_of_the_host_is_not_asked(kolada: Kolada) -> None:
    """Only the address configured is; the path and the page are taken from what was given."""
    kolada.next_url = lambda _, path: f"http://127.0.0.1:9{path}"

    assert fetched(kolada) == ROWS


def test_pages_that_lead_back_come_to_an_end(kolada: Kolada) -> None:
    """A page that has come already is not asked for again."""
    kolada.next_url = lambda _, path: path.replace("page=3", "page=2")

    assert problem(kolada)[0] == "paging_loop"
    assert len(kolada.asked) == 2


@pytest.mark.parametrize(
    "address", ["", "kolada", "ftp://kolada.se", "https://", "http://a:x/", "http://[x/"]
)
def test_an_address_that_is_none_is_told(address: str) -> None:
    """Before anything is asked."""
    with pytest.raises(KoladaError) as caught:
        Client(address)

    assert [(one.code, one.found) for one in caught.value.problems] == [("address", address)]


def test_nobody_there_is_told() -> None:
    """A closed port is no answer."""
    with serving(Kolada(kpis=[])) as gone:
        pass

    assert problem(gone) == ("no_answer", "unreachable")
