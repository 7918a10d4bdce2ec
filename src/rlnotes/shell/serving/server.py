"""The HTTP server in a thread of its own: started, kept free of connections that never ask, and stopped."""

from __future__ import annotations

import secrets
import socket
import sys
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, Final

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from rlnotes.shell.failure import CannotRun
from rlnotes.shell.serving.answers import Gate
from rlnotes.shell.serving.application import application
from rlnotes.shell.serving.board import Board

_LOOK_SECONDS: Final = 5  # a connection that asked nothing between two looks is closed
_MOST_LOOKS: Final = 12  # and one of whose answer nothing was read between so many
_STOP_SECONDS: Final = 3
_OPEN_FILES: Final = 8192


@contextmanager
def serving(listening: socket.socket, board: Board, gate: Gate) -> Iterator[None]:
    """Serves what hangs on the board as long as the block lasts; the socket is closed in the end.

    Raises:
        CannotRun: the server did not start.
    """
    _allow_open_files()
    server = uvicorn.Server(_configuration(board, gate))
    server.config.callback_notify = _dropping(server)
    thread = threading.Thread(target=server.run, args=([listening],), name="rlnotes-server", daemon=True)
    thread.start()
    try:
        _await_start(server, thread)
        yield
    finally:
        board.close()
        _leave_readers(server)
        server.should_exit = True
        thread.join(_STOP_SECONDS)
        listening.close()


def _configuration(board: Board, gate: Gate) -> uvicorn.Config:
    """The settings: the plain parser, and nothing that is not used: logs, sockets of other kinds, proxies."""
    return uvicorn.Config(
        application(board, gate, secrets.token_urlsafe(16)),
        http="h11",
        ws="none",
        loop="asyncio",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        log_level="error",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_notify=_LOOK_SECONDS,
        timeout_graceful_shutdown=1,
    )


def _await_start(server: uvicorn.Server, thread: threading.Thread) -> None:
    while not server.started:
        if not thread.is_alive():
            raise CannotRun("the server could not start")
        time.sleep(0.002)


def _dropping(server: uvicorn.Server) -> Callable[[], Coroutine[Any, Any, None]]:
    """A call that closes each connection on which nothing was asked since the last call, or read for a minute.

    uvicorn bounds the time between requests, but not the time that one may take to be sent, or its answer to be read. A
    film that is paused is not read either; so there is more patience with readers.
    """
    looks: dict[tuple[int, int, int], int] = {}

    async def drop() -> None:
        nonlocal looks
        waiting = {_state(each): each for each in _connections(server) if _is_done(each.cycle) or _unread(each)}
        looks = {state: looks.get(state, 0) + 1 for state in waiting}
        for state, each in waiting.items():
            if looks[state] > (_MOST_LOOKS if _unread(each) else 1):
                each.transport.abort()

    return drop


def _leave_readers(server: uvicorn.Server) -> None:
    """Let go, from another thread, who has not read an answer to its end: uvicorn would wait, and complain."""
    for each in _connections(server):
        if _unread(each):
            each.loop.call_soon_threadsafe(each.transport.abort)


def _connections(server: uvicorn.Server) -> list[H11Protocol]:
    return [each for each in tuple(server.server_state.connections) if isinstance(each, H11Protocol)]


def _unread(connection: H11Protocol) -> int:
    """How many bytes of answers wait until others are read; it changes whenever some are."""
    return connection.transport.get_write_buffer_size()


def _is_done(cycle: RequestResponseCycle | None) -> bool:
    """Whether the last request of a connection, if there was one, is answered."""
    return cycle is None or cycle.response_complete


def _state(connection: H11Protocol) -> tuple[int, int, int]:
    """Which connection, which of its requests was the last, and how far its answers went."""
    return id(connection), id(connection.cycle), _unread(connection)


def _allow_open_files() -> None:
    """Take as many open files as the system lets us: where 256 are usual, idle connections would use them up."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has none

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _OPEN_FILES if hard == resource.RLIM_INFINITY else min(_OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
