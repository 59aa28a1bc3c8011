"""What does the browser get before the first run? Streamlit's HTML, in the page's language, at the address that is right now."""

from functools import cache
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from malkollen.locations import ROOT
from malkollen.words.language import LANGUAGES, SWEDISH, _, speaking


@cache
def _steps_back() -> str:
    """Return the script that must stand before Streamlit's own, so that Back goes one step."""
    return (ROOT / "malkollen" / "assets" / "history.js").read_text(encoding="utf-8")


def _replacements(language: str) -> tuple[tuple[str, str], ...]:
    """Return what stands in Streamlit's HTML, and what should stand there."""
    with speaking(language):
        return (
            ('<html lang="en">', f'<html lang="{language}">'),
            ("<title>Streamlit</title>", "<title>Målkollen</title>"),
            ("</head>", f"<script>{_steps_back()}</script></head>"),
            (
                "You need to enable JavaScript to run this app.",
                _(
                    "Målkollen behöver JavaScript. Uppgifterna finns också som öppna filer under /data/."
                ),
            ),
        )


def _language(scope: Scope) -> str:
    """Return the language that an address asks for."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [SWEDISH])[-1]
    return asked if asked in LANGUAGES else SWEDISH


def _asks_for_page(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return False
    # The open data are in the right language, and are sent as they are.
    if scope["path"].removeprefix(scope.get("root_path", "")).startswith("/data/"):
        return False
    accept = dict(scope["headers"]).get(b"accept", b"")
    return b"text/html" in accept


class Shell:
    """Middleware that says in the HTML which language the page is in.

    Streamlit writes lang="en" whatever the app speaks, and a screen reader then reads Swedish with English sounds.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through but the page itself, whose language is set."""
        if not _asks_for_page(scope):
            await self._app(scope, receive, send)
            return
        # A compressed answer could not be changed, so none is asked for; the page is 2 kB.
        headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        held: Message | None = None
        body = b""

        async def change(message: Message) -> None:
            nonlocal held, body
            if message["type"] == "http.response.start" and _is_changeable(message):
                held = message
            elif held is None or message["type"] != "http.response.body":
                # What is not the page goes straight on, piece by piece.
                if held is not None:
                    await send(held)
                    held = None
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body", False):
                    changed = _changed(body, _language(scope))
                    await _send_changed(held, changed, send, has_body=scope["method"] != "HEAD")

        await self._app({**scope, "headers": headers}, receive, change)


def _header(message: Message, wanted: bytes) -> bytes:
    found = [value for name, value in message["headers"] if name.lower() == wanted]
    return found[0] if found else b""


def _is_changeable(start: Message) -> bool:
    is_page = _header(start, b"content-type").startswith(b"text/html")
    return is_page and _header(start, b"content-encoding") in (b"", b"identity")


def _changed(body: bytes, language: str) -> bytes:
    for old, new in _replacements(language):
        body = body.replace(old.encode(), new.encode())
    return body


async def _send_changed(start: Message, body: bytes, send: Send, *, has_body: bool) -> None:
    dropped = (b"content-length", b"etag", b"last-modified")
    headers = [pair for pair in start["headers"] if pair[0].lower() not in dropped]
    # The answer to HEAD has no body to count, and a wrong length is worse than none.
    if has_body:
        headers.append((b"content-length", str(len(body)).encode()))
    await send({**start, "headers": headers})
    await send({"type": "http.response.body", "body": body})


# What the address of the app itself could choose, when Läget stood there.
_CHOICES_OF_LAGE = frozenset({"kommun", "dokument"})


class Moved:
    """Middleware that sends old addresses of Läget to where it is now, with all that they choose.

    Läget was the first page once, and stood at / with its choices. The first page of today has none.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through but a visit to / with a choice."""
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            root = scope.get("root_path", "")
            query = scope["query_string"].decode("latin-1")
            if (
                scope["path"].removeprefix(root) in ("", "/")
                and _CHOICES_OF_LAGE & parse_qs(query, keep_blank_values=True).keys()
            ):
                await RedirectResponse(f"{root}/lage?{query}")(scope, receive, send)
                return
        await self._app(scope, receive, send)


async def to_start(request: Request) -> RedirectResponse:
    """Send the start page's own name to the start page, filters and all.

    Streamlit knows the default page by / alone, and calls any other address of it a page that is not there.
    """
    root = request.scope.get("root_path", "")
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{root}/{query}")
