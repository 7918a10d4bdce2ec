"""Servers on loopback that answer in every way a host of the world does, the rude ones included."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import trustme

Answer = Callable[[str, int], bytes]
"""What is sent back for a method, and for the how-manieth request to a path (from 1)."""


@dataclass(slots=True)
class Server:
    """A server, where it listens, and what it was asked: method and path."""

    address: str
    asked: list[tuple[str, str]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)


def answer(status: str, *headers: str, body: bytes = b"words", version: str = "HTTP/1.1") -> bytes:
    """A whole answer."""
    lines = [f"{version} {status}", f"Content-Length: {len(body)}", "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def always(status: str, *headers: str, body: bytes = b"words", version: str = "HTTP/1.1") -> Answer:
    """The same answer to everything; none of the body to HEAD."""

    def made(method: str, _number: int) -> bytes:
        whole = answer(status, *headers, body=body, version=version)
        return whole.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if method == "HEAD" else whole

    return made


def in_turn(*answers: Answer) -> Answer:
    """One answer after the other; the last one stays."""
    return lambda method, number: answers[min(number, len(answers)) - 1](method, number)


def by_method(head: Answer, get: Answer) -> Answer:
    """An answer to HEAD, another one to GET."""
    return lambda method, number: (head if method == "HEAD" else get)(method, number)


@contextmanager
def serving(paths: Mapping[str, Answer], *, is_secure: bool = False) -> Iterator[Server]:
    """A server that gives each path its answer, and 404 to others."""
    listening = socket.create_server(("127.0.0.1", 0))
    scheme, wrap = "http", None
    if is_secure:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
        scheme, wrap = "https", context
    server = Server(f"{scheme}://127.0.0.1:{listening.getsockname()[1]}")
    over = threading.Event()
    thread = threading.Thread(target=_serve, args=(listening, wrap, paths, server, over), daemon=True)
    thread.start()
    try:
        yield server
    finally:  # the socket is closed when nobody waits at it: else the next server's, under the same number, is taken
        over.set()
        with suppress(OSError):
            socket.create_connection(listening.getsockname()).close()
        thread.join(5)
        listening.close()


def _serve(
    listening: socket.socket,
    wrap: ssl.SSLContext | None,
    paths: Mapping[str, Answer],
    server: Server,
    over: threading.Event,
) -> None:
    counts: dict[str, int] = {}
    while True:
        try:
            plain, _ = listening.accept()
        except OSError:
            return
        if over.is_set():
            plain.close()
            return
        try:
            connection = wrap.wrap_socket(plain, server_side=True) if wrap else plain
            with connection:
                _answer(connection, paths, server, counts)
        except OSError:  # a client that does not trust us hangs up
            plain.close()


def _answer(connection: socket.socket, paths: Mapping[str, Answer], server: Server, counts: dict[str, int]) -> None:
    head = b""
    while b"\r\n\r\n" not in head:
        piece = connection.recv(65536)
        if not piece:
            return
        head += piece
    method, path, _ = head.split(b"\r\n")[0].decode().split(" ")
    server.asked.append((method, path))
    server.heads.append(head.decode())
    counts[path] = counts.get(path, 0) + 1
    connection.sendall(paths.get(path, always("404 Not Found"))(method, counts[path]))
