"""What the middleware does to the page's HTML, and to nothing else."""

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from malkollen.locations import ROOT
from malkollen.shell import Moved, Shell, _replacements, to_start

PAGE = (
    b'<!doctype html><html lang="en"><head><title>Streamlit</title></head><body><noscript>'
    b"You need to enable JavaScript to run this app.</noscript></body></html>"
)
STEPS = (ROOT / "malkollen" / "assets" / "history.js").read_text(encoding="utf-8")
SWEDISH_PAGE = (
    '<!doctype html><html lang="sv"><head><title>Målkollen</title>'
    f"<script>{STEPS}</script></head><body><noscript>"
    "Målkollen behöver JavaScript. Uppgifterna finns också som öppna filer under /data/."
    "</noscript></body></html>"
).encode()
HTML = (b"content-type", b"text/html; charset=utf-8")
A_BROWSER = (b"accept", b"text/html,application/xhtml+xml,*/*;q=0.8")


def start(*headers: tuple[bytes, bytes], status: int = 200) -> Message:
    """Return the message that begins an answer."""
    return {"type": "http.response.start", "status": status, "headers": list(headers)}


def part(body: bytes, *, more: bool = False) -> Message:
    """Return a message with a piece of an answer."""
    return {"type": "http.response.body", "body": body, "more_body": more}


def visit(
    answer: list[Message],
    *,
    method: str = "GET",
    headers: tuple[tuple[bytes, bytes], ...] = (A_BROWSER,),
    kind: str = "http",
    query: bytes = b"",
) -> tuple[list[Message], Scope]:
    """Let the middleware pass on one visit; return what the visitor got and what the app was asked."""
    got: list[Message] = []
    asked: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        asked.append(scope)
        for message in answer:
            await send(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        got.append(message)

    scope = {
        "type": kind, "method": method, "path": "/lage", "query_string": query, "headers": list(headers),
    }  # fmt: skip
    # The browser tests' driver keeps an event loop in this thread, so the middleware runs in another.
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, Shell(app)(scope, receive, send)).result()
    return got, asked[0]


def test_the_page_is_in_swedish_and_as_long_as_it_says() -> None:
    """Language, title and the text without JavaScript are set; the length is that of the bytes; old tags are gone."""
    answer = [
        start(
            HTML, (b"content-length", b"151"), (b"ETag", b"abc"), (b"last-modified", b"x"),
            (b"cache-control", b"no-cache"),
        ),
        part(PAGE),
    ]  # fmt: skip
    length = str(len(SWEDISH_PAGE)).encode()

    assert visit(answer)[0] == [
        start(HTML, (b"cache-control", b"no-cache"), (b"content-length", length)),
        {"type": "http.response.body", "body": SWEDISH_PAGE},
    ]


@pytest.mark.parametrize(
    ("query", "language"),
    [
        (b"kommun=T%C3%A4by&lang=en", "en"),
        (b"lang=sv", "sv"),
        (b"lang=de", "sv"),
        (b"lang=%ff", "sv"),
    ],
)
def test_the_address_tells_the_language(query: bytes, language: str) -> None:
    """English where it is asked for; Swedish otherwise, also for a language that is none of ours."""
    body = visit([start(HTML), part(PAGE)], query=query)[0][1]["body"]

    assert f'<html lang="{language}">'.encode() in body
    assert (b"needs JavaScript" in body) == (language == "en")


def test_a_page_in_pieces_is_put_together() -> None:
    """A word that is cut between two pieces is still found."""
    cut = PAGE.index(b'lang="en"') + 6
    answer = [start(HTML), part(PAGE[:cut], more=True), part(PAGE[cut:], more=True), part(b"")]

    assert visit(answer)[0] == [
        start(HTML, (b"content-length", str(len(SWEDISH_PAGE)).encode())),
        {"type": "http.response.body", "body": SWEDISH_PAGE},
    ]


def test_the_app_is_asked_for_a_page_that_is_not_compressed() -> None:
    """The visitor's wish for compression stops here; the other headers go on."""
    language = (b"accept-language", b"sv")
    _, scope = visit(
        [start(HTML), part(PAGE)], headers=(A_BROWSER, (b"accept-encoding", b"gzip, br"), language)
    )

    assert scope["headers"] == [A_BROWSER, language]


def test_a_page_compressed_all_the_same_is_left_alone() -> None:
    """What cannot be read cannot be changed: every header and byte goes on as it came."""
    packed = gzip.compress(PAGE)
    answer = [
        start(HTML, (b"content-encoding", b"gzip"), (b"content-length", b"9"), (b"etag", b"x")),
        part(packed),
    ]

    assert visit(answer)[0] == answer


def test_what_is_not_html_goes_on_piece_by_piece() -> None:
    """A download asked for by a link streams: each piece is sent as it comes, with its own headers."""
    answer = [
        start((b"Content-Type", b"text/csv"), (b"content-length", b"6"), (b"etag", b"x")),
        part(b'<html lang="en">', more=True),
        part(b"b", more=True),
        part(b"c"),
    ]

    assert visit(answer)[0] == answer


@pytest.mark.parametrize(
    "answer",
    [
        [start((b"location", b"/lage"), status=307), part(b"")],
        [start(status=304), part(b"")],
        [start((b"content-type", b"text/csv")), {"type": "http.response.pathsend", "path": "/x"}],
        [start(HTML), {"type": "http.response.pathsend", "path": "/x"}],
    ],
    ids=["moved", "not changed", "file", "page as a file"],
)
def test_other_kinds_of_answers_come_whole_and_in_order(answer: list[Message]) -> None:
    """An answer without type, or one that the server itself is to read from a file, is passed on from its start."""
    assert visit(answer)[0] == answer


@pytest.mark.parametrize(
    ("method", "headers", "kind"),
    [
        ("GET", ((b"accept", b"*/*"), (b"accept-encoding", b"gzip")), "http"),
        ("GET", (), "http"),
        ("POST", (A_BROWSER, (b"accept-encoding", b"gzip")), "http"),
        ("GET", (A_BROWSER, (b"accept-encoding", b"gzip")), "websocket"),
    ],
    ids=["script", "no wish", "upload", "websocket"],
)
def test_who_does_not_ask_for_a_page_gets_the_app_itself(
    method: str, headers: tuple[tuple[bytes, bytes], ...], kind: str
) -> None:
    """Scripts, uploads and the websocket pass: same question, same answer."""
    answer = [start(HTML, (b"content-length", b"151")), part(PAGE)]
    got, scope = visit(answer, method=method, headers=headers, kind=kind)

    assert got == answer
    assert scope["headers"] == list(headers)


def test_the_answer_to_head_does_not_say_a_wrong_length() -> None:
    """HEAD has no body: the length of the unchanged page is wrong and that of nothing too, so none is said."""
    answer = [start(HTML, (b"content-length", b"151"), (b"etag", b"x")), part(b"")]

    assert visit(answer, method="HEAD")[0] == [
        start(HTML),
        {"type": "http.response.body", "body": b""},
    ]


@pytest.fixture
def client() -> TestClient:
    """A visitor of an app that says which address it was asked for, below /malkollen."""

    def say_address(request: Request) -> PlainTextResponse:
        return PlainTextResponse(str(request.url).removeprefix("http://testserver"))

    app = Starlette(
        routes=[Route("/start", to_start), Route("/{rest:path}", say_address)],
        middleware=[Middleware(Moved)],
    )
    return TestClient(app, root_path="/malkollen", follow_redirects=False)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/?kommun=T%C3%A4by", "/lage?kommun=T%C3%A4by"),
        ("/?lang=en&dokument=N%C3%A4mnden+2020&kommun=T%C3%A4by&kommun=Solna", "/lage?lang=en&dokument=N%C3%A4mnden+2020&kommun=T%C3%A4by&kommun=Solna"),
        ("/?kommun=Täby", "/lage?kommun=T%C3%A4by"),
        ("/?kommun=", "/lage?kommun="),
        ("/start", "/"),
        ("/start?lang=en", "/?lang=en"),
    ],
)  # fmt: skip
def test_an_old_address_leads_to_where_its_page_is_now(
    client: TestClient, old: str, new: str
) -> None:
    """Läget with a choice stood at the app's own address; the first page's name is the app's own address."""
    answer = client.get(f"/malkollen{old}")

    assert answer.status_code == 307
    assert answer.headers["location"] == f"/malkollen{new}"


@pytest.mark.parametrize("address", ["/", "/?lang=en", "/lage?kommun=Solna", "/mal?kommun=Solna"])
def test_an_address_that_holds_is_left_alone(client: TestClient, address: str) -> None:
    """The first page has no choice, and other pages keep theirs."""
    answer = client.get(f"/malkollen{address}")

    assert (answer.status_code, answer.text) == (200, f"/malkollen{address}")


def test_only_a_visit_is_sent_on(client: TestClient) -> None:
    """What is posted stays where it was sent."""
    assert client.post("/malkollen/?kommun=Solna").status_code == 405


def test_streamlits_page_holds_what_is_replaced() -> None:
    """A Streamlit that writes its page in another way would silently be English again."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()

    assert [old for old, _ in _replacements("sv") if page.count(old.encode()) != 1] == []
