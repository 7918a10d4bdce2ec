"""The server as an ASGI application: answers are values made elsewhere, this sends them and keeps event streams."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qs

from rlnotes.shell.serving.answers import COMMON, Answer, Gate, Headers, Request, answer, refusal
from rlnotes.shell.serving.board import Board
from rlnotes.shell.serving.injection import EVENTS_PATH
from rlnotes.shell.serving.showing import news

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Application: TypeAlias = Callable[[Message, Receive, Send], Awaitable[None]]

# A stream that nobody reads any more is noticed when something is written to it.
_HEARTBEAT_SECONDS: Final = 20
# As much is waiting for a slow reader, not the whole of a film.
_PIECE_BYTES: Final = 1 << 15
_STREAM_HEADERS: Final[Headers] = (*COMMON, (b"content-type", b"text/event-stream; charset=utf-8"))


def application(board: Board, gate: Gate, nonce: str) -> Application:
    """The application that serves what hangs on the board; see the ASGI specification, HTTP connection scope."""

    under_way: dict[bytes, list[Answer]] = {}

    async def serve(scope: Message, receive: Receive, send: Send) -> None:
        request = _request(scope)
        refused = refusal(request, gate)
        if refused is None and request.path == EVENTS_PATH.encode() and request.method == "GET":
            await _stream(request, board, receive, send)
            return
        with _shared(under_way, request.path, refused or answer(request, board.showing, nonce)) as given:
            await _give(given, send, is_whole=request.method != "HEAD")

    return serve


@contextmanager
def _shared(under_way: dict[bytes, list[Answer]], path: bytes, given: Answer) -> Iterator[Answer]:
    """An answer while it is sent: of those that are equal one is kept in memory, whoever else waits for them."""
    if len(given.body) <= _PIECE_BYTES:
        yield given
        return
    given = next((each for each in under_way.get(path, ()) if each == given), given)
    under_way.setdefault(path, []).append(given)
    try:
        yield given
    finally:
        under_way[path].remove(given)
        if not under_way[path]:
            del under_way[path]


async def _give(given: Answer, send: Send, *, is_whole: bool) -> None:
    """Send an answer, piece by piece as it is read at the other end."""
    await send({"type": "http.response.start", "status": given.status, "headers": given.headers})
    for start in range(0, len(given.body) if is_whole else 0, _PIECE_BYTES):
        piece = given.body[start : start + _PIECE_BYTES]
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


def _request(scope: Message) -> Request:
    host = next((value for name, value in scope["headers"] if name == b"host"), b"")
    return Request(scope["method"], host.decode("latin-1"), scope["raw_path"], scope["query_string"])


async def _stream(request: Request, board: Board, receive: Receive, send: Send) -> None:
    """Tell a page its news until it goes (HTML Standard, Server-sent events)."""
    await send({"type": "http.response.start", "status": 200, "headers": _STREAM_HEADERS})
    gone = asyncio.ensure_future(_disconnected(receive))
    try:
        await _tell(request, board, send, gone)
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        gone.cancel()


async def _tell(request: Request, board: Board, send: Send, gone: asyncio.Future[None]) -> None:
    asked = {name: values[-1] for name, values in parse_qs(request.query.decode("latin-1")).items()}
    name, told = asked.get("build", ""), None
    while not board.is_closed and not gone.done():
        turn, showing = board.turn(), board.showing
        latest = news(showing, asked.get("page", ""), name)
        is_new = latest.is_page_stale or latest.looks or latest.panel != told
        name, told = showing.name, latest.panel
        event = f"data: {latest.message}\n\n" if is_new else ":\n\n"
        await send({"type": "http.response.body", "body": event.encode(), "more_body": True})
        await _first(turn, gone)


async def _first(turn: asyncio.Event, gone: asyncio.Future[None]) -> None:
    """Wait for whichever comes first: a change, the page's leaving, or the time for a heartbeat."""
    waiting: asyncio.Future[Any] = asyncio.ensure_future(turn.wait())
    await asyncio.wait({waiting, gone}, timeout=_HEARTBEAT_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
