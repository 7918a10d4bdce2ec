"""A thousand connections to the server that ask slowly, never, or for what they never read."""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from shell.served_sites import Served, asked, build_of, page, served

from rlnotes.shell.serving import server
from rlnotes.shell.serving.build import Build

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads from /proc how much memory is taken")

REQUEST = b"GET /a.html HTTP/1.1\r\nHost: localhost\r\n\r\n"
FILM_BYTES = 6_000_000
FILES = {"index.html": page("home"), "a.html": page("words " * 10_000), "film.mp4": b""}
FILMS = 50
MOST_MEMORY = 100_000_000
"""What a thousand connections may take; the films alone would be three times as much."""


@pytest.fixture
def servers(monkeypatch: pytest.MonkeyPatch) -> list[uvicorn.Server]:
    """The servers that are started, which look for idle connections each second and have no patience."""
    monkeypatch.setattr(server, "_LOOK_SECONDS", 0)
    monkeypatch.setattr(server, "_MOST_LOOKS", 2)
    started: list[uvicorn.Server] = []
    start = uvicorn.Server

    def starting(config: uvicorn.Config) -> uvicorn.Server:
        started.append(start(config))
        return started[-1]

    monkeypatch.setattr("uvicorn.Server", starting)
    return started


def film_house() -> Build:
    """A site whose film is read from the disk for each who asks for it."""
    build = build_of(FILES)
    content: Any = lambda path: bytes(bytearray(FILM_BYTES)) if path == "film.mp4" else FILES.get(path)  # noqa: E731
    object.__setattr__(build, "content", content)
    return build


def memory() -> int:
    """How many bytes of memory this process takes: client and server."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def connection(site: Served, request: bytes, kept: int = 4096) -> socket.socket:
    """A connection that sends this and as yet reads nothing, for which the system keeps little."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, kept)
    made.connect(site.place)
    made.sendall(request)
    return made


def requests() -> Iterator[bytes]:
    """Some for a film, the others of three kinds."""
    yield from [REQUEST.replace(b"a.html", b"film.mp4")] * FILMS
    yield from [b"", REQUEST[:1], REQUEST] * 320


def test_a_thousand_slow_connections_keep_nobody_out_take_little_memory_and_end(servers: list[uvicorn.Server]) -> None:
    with served(film_house()) as site, ExitStack() as stack:
        assert asked(site, "/film.mp4").body == bytes(FILM_BYTES)
        before = memory()
        slow = [stack.enter_context(connection(site, request)) for request in requests()]
        held = servers[0].server_state.connections
        waits(lambda: len(held) > 900, 10)
        for byte in REQUEST[1:4]:
            assert seconds_of(site) < 3
            for each in slow[FILMS + 1 :: 3]:
                dribble(each, byte)
            assert memory() - before < MOST_MEMORY
        waits(lambda: not held, 20)
        assert seconds_of(site) < 1
        assert memory() - before < MOST_MEMORY


def seconds_of(site: Served) -> float:
    """How long a page takes."""
    started = time.monotonic()
    assert asked(site, "/a.html").status == 200
    return time.monotonic() - started


def dribble(slow: socket.socket, byte: int) -> None:
    """Send one byte more, as long as anybody listens."""
    try:
        slow.send(bytes([byte]))
    except OSError:
        return


def waits(holds: Any, most: float) -> None:
    """Nothing, once it holds; it has to in so many seconds."""
    deadline = time.monotonic() + most
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_stopping_does_not_wait_for_readers(capfd: pytest.CaptureFixture[str]) -> None:
    with ExitStack() as stack:
        with served(film_house()) as site:
            request = REQUEST.replace(b"a.html", b"film.mp4")
            slow = [stack.enter_context(connection(site, request)) for _ in range(3)]
            assert all(each.recv(100).startswith(b"HTTP/1.1 200") for each in slow)
            assert seconds_of(site) < 3
            started = time.monotonic()
        assert time.monotonic() - started < 1
    assert capfd.readouterr() == ("", "")


def test_a_slow_reader_gets_all_of_a_film(servers: list[uvicorn.Server]) -> None:
    """Who reads on is not taken for one who does not, for some seconds."""
    request = REQUEST.replace(b"a.html", b"film.mp4")
    with served(film_house()) as site, connection(site, request, 65536) as slow:
        received, started = 0, time.monotonic()
        while received < FILM_BYTES:
            is_slow = time.monotonic() - started < 3.5
            piece = slow.recv(50_000 if is_slow else 1_000_000)
            assert piece
            received += len(piece)
            time.sleep(0.05 * is_slow)
        assert time.monotonic() - started > 3.5
        assert len(servers[0].server_state.connections) == 1
