"""How long does the server take to run a page? A visit without a browser: the websocket that Streamlit's own page opens."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol


class PageFailedError(Exception):
    """A page showed an error instead of its answer; its time means nothing."""


class _PromptSocket(socket.socket):
    """A socket that acknowledges at once what it receives.

    Streamlit's server sends small packets with Nagle's algorithm on: the second waits until the first is acknowledged,
    and a receiver may wait 40 ms with that. The wait is the network's, so it is kept out of the server's time.
    """

    def recv(self, amount: int, flags: int = 0, /) -> bytes:
        """Receive and acknowledge."""
        received = super().recv(amount, flags)
        if hasattr(socket, "TCP_QUICKACK"):
            self.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        return received


class Session:
    """One visitor's session on a server; `run` asks for a page and waits for its end."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    def run(self, page: str, **parameters: str) -> float:
        """Run a page once; return the milliseconds from the request to the message that the script has finished.

        Raises PageFailedError where the page shows an exception or an error box, or does not exist.
        """
        request = BackMsg()
        request.rerun_script.page_name = page
        request.rerun_script.query_string = urlencode(parameters)
        started = time.perf_counter()
        self._connection.send(request.SerializeToString())
        finished = False
        while not finished:
            received = self._connection.recv(timeout=60)
            ended = time.perf_counter()
            message = ForwardMsg()
            message.ParseFromString(received if isinstance(received, bytes) else received.encode())
            _refuse_error(message, page)
            finished = message.WhichOneof("type") == "script_finished"
        return (ended - started) * 1000


@contextmanager
def open_session(url: str) -> Iterator[Session]:
    """Open a session of its own on a server, and close it at the end."""
    place = urlsplit(url)
    prompt = _PromptSocket(socket.AF_INET, socket.SOCK_STREAM)
    prompt.connect((place.hostname, place.port))
    with connect(
        f"ws://{place.netloc}/_stcore/stream",
        sock=prompt,
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
    ) as connection:
        yield Session(connection)


def _refuse_error(message: ForwardMsg, page: str) -> None:
    kind = message.WhichOneof("type")
    if kind == "page_not_found":
        raise PageFailedError(f"there is no page {page!r}")
    if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
        element = message.delta.new_element
        if element.WhichOneof("type") == "exception" or (
            element.WhichOneof("type") == "alert" and "Något gick fel" in element.alert.body
        ):
            raise PageFailedError(f"{page!r} shows an error")
