"""Streamlit's scripts are sent packed, once compressed; everything else goes on as it came."""

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2 as httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from malkollen.packing import Packing

SCRIPT = b"const words = 'promised, became, compared'\n" * 200
PICTURE = bytes(range(256)) * 20
FILES = {
    "chart.js": (SCRIPT, "application/javascript"),
    "style.css": (SCRIPT, "text/css; charset=utf-8"),
    "short.js": (SCRIPT[:500], "application/javascript"),
    "font.woff2": (PICTURE, "font/woff2"),
}


class Served:
    """A small app with files behind the middleware, and what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.app = Starlette(
            routes=[Route("/static/{name:path}", self.file), Route("/media/{name}", self.file)],
            middleware=[Middleware(Packing)],
        )

    async def file(self, request: Request) -> Response:
        """Answer with a file and its tag."""
        name = request.path_params["name"].rpartition("/")[2]
        self.asked.append(name)
        if name not in FILES:
            return Response("no such file" * 200, 404, media_type="application/javascript")
        body, kind = FILES[name]
        headers = {
            "etag": '"abc"',
            "last-modified": "Sun, 29 Nov 2026 10:31:40 GMT",
            "accept-ranges": "bytes",
            "cache-control": "immutable",
        }
        return Response(body, media_type=kind, headers=headers)

    def get(self, address: str, **headers: str) -> httpx.Response:
        """Ask for an address, in a thread of its own: the browser tests' driver keeps an event loop in this one."""

        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
                return await client.get(address, headers={"accept-encoding": "gzip, br", **headers})

        with ThreadPoolExecutor(max_workers=1) as thread:
            return thread.submit(asyncio.run, ask()).result()


@pytest.fixture
def served() -> Served:
    """An app that nobody has asked yet."""
    return Served()


def test_half_a_script_is_not_kept() -> None:
    """A visitor who leaves midway is given half a file; the next one gets the whole."""
    asked = 0

    async def app(scope: Any, receive: Any, send: Any) -> None:
        nonlocal asked
        asked += 1
        size = str(len(SCRIPT)).encode()
        headers = [(b"content-type", b"application/javascript"), (b"content-length", size)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        half = len(SCRIPT) // 2 if asked == 1 else len(SCRIPT)
        await send({"type": "http.response.body", "body": SCRIPT[:half], "more_body": asked == 1})

    packing = Packing(app)

    async def ask() -> bytes:
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        async def receive() -> Any:
            return {"type": "http.disconnect"}

        headers = [(b"accept-encoding", b"gzip")]
        scope = {"type": "http", "method": "GET", "path": "/static/chart.js", "headers": headers}
        await packing(scope, receive, send)
        return b"".join(one.get("body", b"") for one in sent)

    with ThreadPoolExecutor(max_workers=1) as thread:
        first, second = (thread.submit(asyncio.run, ask()).result() for _ in range(2))
    assert first == b""
    assert gzip.decompress(second) == SCRIPT


@pytest.mark.parametrize("name", ["chart.js", "style.css"])
def test_a_script_is_packed_once_and_comes_out_the_same(served: Served, name: str) -> None:
    """The second visitor's comes from memory, with the same headers and bytes.

    Nothing by which a browser that left midway would ask for the rest of the unpacked file, and put it behind packed bytes.
    """
    first, second = served.get(f"/static/{name}"), served.get(f"/static/{name}")

    assert served.asked == [name]
    assert first.content == second.content == SCRIPT
    assert dict(first.headers) == dict(second.headers)
    assert first.headers["content-encoding"] == "gzip"
    assert first.headers["cache-control"] == "immutable"
    assert first.headers["vary"].lower() == "accept-encoding"
    assert int(first.headers["content-length"]) == len(gzip.compress(SCRIPT, 6, mtime=0)) < 500
    assert {"etag", "last-modified", "accept-ranges"} & set(first.headers) == set()


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("/static/chart.js", {"accept-encoding": "identity"}),
        ("/static/chart.js", {"accept-encoding": "br, gzip;q=0"}),
        ("/static/chart.js", {"range": "bytes=0-9"}),
        ("/static/chart.js", {"if-none-match": '"abc"'}),
        ("/static/short.js", {}),
        ("/static/font.woff2", {}),
        ("/media/chart.js", {}),
        ("/static/none.js", {}),
    ],
)
def test_what_is_not_packed_goes_on_as_it_came(
    served: Served, address: str, headers: dict[str, str]
) -> None:
    """Who takes no gzip, a part or a question about a file, what is small, packed already, elsewhere or not there."""
    answers = [served.get(address, **headers) for _ in range(2)]

    assert len(served.asked) == 2
    assert ["content-encoding" in answer.headers for answer in answers] == [False, False]


def test_other_spellings_of_a_file_are_not_held() -> None:
    """A server that reads ./ and // away would let anyone fill the memory with one file under many names."""
    served = Served()
    answers = [served.get(f"/static/{spelling}chart.js") for spelling in ("//", "%2e/")]

    assert [answer.status_code for answer in answers] == [200] * 2
    assert ["content-encoding" in answer.headers for answer in answers] == [False] * 2
