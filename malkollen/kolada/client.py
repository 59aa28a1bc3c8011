"""How is Kolada asked? One page after another, patiently, and never anyone else than the address given."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import orjson
import urllib3
from urllib3.exceptions import (
    DecodeError,
    HTTPError,
    InvalidHeader,
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    ProxyError,
    SSLError,
    TimeoutError,  # noqa: A004
)

from malkollen.kolada.errors import KoladaError, KoladaProblem, shown

PAGE_SIZE = 5000
# The API refuses longer lists of key figures, municipalities or years.
LONGEST_LIST = 25

_TRY_AGAIN = (429, 500, 502, 503, 504)
# Far beyond the largest batch: one that goes on longer is not coming to an end.
_MOST_PAGES = 5000
# Far beyond a page of as many rows as we ask for, unpacked; one that is larger would only fill the memory.
_MOST_BYTES = 64_000_000
_PART_BYTES = 65_536


@dataclass(frozen=True, kw_only=True)
class Patience:
    """How long to wait for an answer and how often to ask again; times in seconds."""

    connect: float = 10.0
    read: float = 60.0
    # For a body that never stops coming, but comes so slowly that it never ends either.
    whole: float = 600.0
    tries: int = 6
    # Doubles from the third try on; Kolada's own Retry-After goes before it.
    pause: float = 1.0
    longest_pause: int = 300


class _Retry(urllib3.Retry):
    """Urllib3's own, but a Retry-After that cannot be read is no reason to give up."""

    def parse_retry_after(self, retry_after: str) -> float:
        try:
            return super().parse_retry_after(retry_after)
        except InvalidHeader:
            return 0.0


def _failed(code: str, url: str, found: str | None = None) -> KoladaError:
    return KoladaError(KoladaProblem(code=code, field=shown(url), found=found and shown(found)))


# The first that fits. What went wrong with a connection; `malkollen.words.kolada` says each in Swedish.
_BROKEN: tuple[tuple[type[Exception], str], ...] = (
    (ProxyError, "proxy"),
    (SSLError, "certificate"),
    (NameResolutionError, "unreachable"),
    (NewConnectionError, "unreachable"),
    (TimeoutError, "late"),
    (ProtocolError, "cut"),
    (DecodeError, "cut"),
)


def _no_answer(url: str, error: Exception | None) -> KoladaError:
    found = next((code for kind, code in _BROKEN if isinstance(error, kind)), None)
    return _failed("no_answer", url, found or str(error))


def _pool(address: str) -> urllib3.PoolManager:
    """Return the connections, through the proxy that this machine is set to use for the address, if any."""
    parts = urlsplit(address)
    proxy = getproxies().get(parts.scheme)
    if proxy and not proxy_bypass(parts.hostname or ""):
        return urllib3.ProxyManager(proxy if "://" in proxy else f"http://{proxy}")
    return urllib3.PoolManager()


def _checked(address: str) -> str:
    """Return the address without its last slash; raise KoladaError where it is none."""
    try:
        parts = urlsplit(address)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname)
        _ = parts.port  # raises where it is no number
    except ValueError:
        is_address = False
    if not is_address:
        raise KoladaError(KoladaProblem(code="address", found=address))
    return address.rstrip("/")


class Client:
    """Asks one address. A page is asked for again where that may help; what is not understood is told."""

    def __init__(self, address: str, patience: Patience | None = None) -> None:
        """Prepare to ask; raise KoladaError where the address is none."""
        self._address = _checked(address)
        self._patience = patience or Patience()
        self._pool = _pool(self._address)
        self._headers = {
            **urllib3.make_headers(accept_encoding="gzip,deflate", user_agent="malkollen"),
            "Accept": "application/json",
        }
        self._retries = _Retry(
            total=self._patience.tries - 1,
            backoff_factor=self._patience.pause,
            backoff_jitter=self._patience.pause,
            backoff_max=self._patience.longest_pause,
            retry_after_max=self._patience.longest_pause,
        )

    def _body(self, url: str) -> bytes:
        """Return the body of an answer; a redirection is not followed, for it may lead to another host."""
        retries: urllib3.Retry = self._retries
        while True:
            try:
                answer = self._answer(url)
                if answer.status == 200:
                    return self._whole(answer, url)
            except HTTPError as error:
                try:
                    retries = retries.increment("GET", url, error=error)
                except MaxRetryError:
                    raise _no_answer(url, error) from error
                retries.sleep()
                continue
            # What else it says is not read: it may be without end.
            answer.close()
            try:
                if answer.status not in _TRY_AGAIN:
                    raise _failed("status", url, str(answer.status))
                retries = retries.increment("GET", url, response=answer)
            except MaxRetryError as error:
                raise _failed("status", url, str(answer.status)) from error
            retries.sleep(answer)

    def _answer(self, url: str) -> urllib3.BaseHTTPResponse:
        """Ask once; the body of the answer is still to be read."""
        patience = self._patience
        return self._pool.request(
            "GET",
            url,
            headers=self._headers,
            retries=False,
            redirect=False,
            preload_content=False,
            timeout=urllib3.Timeout(connect=patience.connect, read=patience.read),
        )

    def _whole(self, answer: urllib3.BaseHTTPResponse, url: str) -> bytes:
        """Read a body to its end; raise KoladaError where that would take too much memory or time."""
        deadline = time.monotonic() + self._patience.whole
        body = bytearray()
        while part := answer.read1(_PART_BYTES):
            body += part
            if len(body) > _MOST_BYTES or time.monotonic() > deadline:
                answer.close()
                found = "too_large" if len(body) > _MOST_BYTES else "late"
                raise _failed("no_answer", url, found)
        return bytes(body)

    def _page(self, url: str) -> dict[str, Any]:
        """Return a page. One that is not JSON is asked for again: a body may be cut without a sign of it."""
        body = b""
        for number in range(self._patience.tries):
            if number > 0:
                time.sleep(self._patience.pause)
            body = self._body(url)
            try:
                page = orjson.loads(body)
            except orjson.JSONDecodeError:
                continue
            if isinstance(page, dict) and isinstance(page.get("values"), list):
                return page
            raise _failed("no_values", url, body.decode(errors="replace"))
        raise _failed("not_json", url, body.decode(errors="replace"))

    def _next(self, url: str, page: dict[str, Any]) -> str | None:
        """Return the address of the next page, always at the host configured; None after the last."""
        given = page.get("next_url")
        if given is None or given == "":
            return None
        if not isinstance(given, str):
            raise _failed("next_url", url, shown(given))
        own = urlsplit(self._address)
        try:
            following = urlsplit(urljoin(url, given))
            is_own_host = following.hostname == own.hostname
        except ValueError as error:
            raise _failed("next_url", url, given) from error
        if not is_own_host:
            raise _failed("other_host", url, given)
        # A service behind a proxy may write http for itself, or a port that only it knows.
        return following._replace(scheme=own.scheme, netloc=own.netloc, fragment="").geturl()

    def pages(self, path: str, **query: str) -> Iterator[list[Any]]:
        """Yield the values of each page, to the end; raise KoladaError where that is not reached."""
        parameters = {"per_page": str(PAGE_SIZE), **query}
        url: str | None = f"{self._address}/{path}?{urlencode(parameters)}"
        seen: set[str] = set()
        while url is not None:
            if url in seen or len(seen) >= _MOST_PAGES:
                raise _failed("paging_loop", url)
            seen.add(url)
            page = self._page(url)
            yield page["values"]
            url = self._next(url, page)
