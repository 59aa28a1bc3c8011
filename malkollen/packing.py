"""How do Streamlit's scripts reach a browser? Packed: each is compressed once, and kept so.

Streamlit sends them as they are, some nine megabytes to a first visitor, since compressing at each request costs more than it gives.
Their names change with their content, so one that has been packed can be sent again without a look at the file.
"""

import gzip
import posixpath
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# What is text; pictures and fonts are packed by their own formats.
_PACKED_TYPES = (
    "application/javascript",
    "text/javascript",
    "text/css",
    "application/json",
    "image/svg+xml",
)
# Below this a packet of the net is half empty anyway.
_SMALLEST_BYTES = 1024
# More than all of Streamlit's files: nobody fills the memory by asking for them.
_MOST_BYTES = 32_000_000


@dataclass(frozen=True)
class _Packed:
    """An answer as it is sent to whoever takes gzip."""

    start: Message
    body: bytes


def _takes_gzip(accepted: str) -> bool:
    """Say whether gzip is among what a browser accepts, and not refused: gzip;q=0."""
    for one in accepted.split(","):
        name, _semicolon, weight = one.strip().partition(";")
        if name.strip().lower() == "gzip":
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _may_be_packed(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    path = scope["path"].removeprefix(scope.get("root_path", ""))
    headers = Headers(scope=scope)
    # A part of a file, or the question whether it has changed, is answered by whoever has the file.
    return (
        path.startswith("/static/")
        # Another spelling of a name is the same file to whoever reads it, and would be held once more.
        and path == posixpath.normpath(path)
        and _takes_gzip(headers.get("accept-encoding", ""))
        and "range" not in headers
        and "if-none-match" not in headers
        and "if-modified-since" not in headers
    )


def _is_worth_it(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    kind = headers.get("content-type", "").partition(";")[0]
    size = int(headers.get("content-length", "0"))
    return (
        start["status"] == 200
        and kind in _PACKED_TYPES
        and size >= _SMALLEST_BYTES
        and "content-encoding" not in headers
    )


def _pack(start: Message, body: bytes) -> _Packed:
    packed = gzip.compress(body, compresslevel=6, mtime=0)
    headers = MutableHeaders(raw=list(start["headers"]))
    headers["content-encoding"] = "gzip"
    headers["content-length"] = str(len(packed))
    headers.add_vary_header("accept-encoding")
    # The tag and the time are those of the bytes as they lie on the disk, and so is any part of them. A browser that left while
    # a packed script was on its way would ask for the rest by these, and put unpacked bytes behind packed ones.
    for name in ("etag", "last-modified", "accept-ranges"):
        del headers[name]
    return _Packed({**start, "headers": headers.raw}, packed)


class Packing:
    """Middleware that sends Streamlit's scripts and styles compressed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._held: dict[str, _Packed] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through but what may be packed."""
        if not _may_be_packed(scope):
            await self._app(scope, receive, send)
            return
        held = self._held.get(scope["path"])
        if held is None:
            held = await self._ask(scope, receive, send)
        if held is not None:
            await send(held.start)
            await send({"type": "http.response.body", "body": held.body})

    async def _ask(self, scope: Scope, receive: Receive, send: Send) -> _Packed | None:
        """Ask the app; return what is to be sent packed, or None where the answer has gone out as it was."""
        start: Message | None = None
        body = bytearray()

        async def take(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_worth_it(message):
                start = message
            elif start is None:
                await send(message)
            else:
                body.extend(message.get("body", b""))

        await self._app(scope, receive, take)
        # Whoever left midway has been given no more than half, which nobody else is to get.
        if start is None or len(body) != int(Headers(raw=start["headers"])["content-length"]):
            return None
        # A large script takes a tenth of a second, in which others are not to wait.
        packed = await run_in_threadpool(_pack, start, bytes(body))
        if sum(len(one.body) for one in self._held.values()) + len(packed.body) <= _MOST_BYTES:
            self._held[scope["path"]] = packed
        return packed
