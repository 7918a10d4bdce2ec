"""The socket the server listens on: the port asked for, or the next one that is free."""

from __future__ import annotations

import errno
import socket
import sys
from ipaddress import ip_address
from itertools import count, takewhile
from typing import Any, Final

from rlnotes.shell.failure import CannotRun, reason
from rlnotes.shell.serving.answers import Gate

_TRIES: Final = 100
_SEND_BYTES: Final = 1 << 18  # what the system keeps for one connection; left to itself, it would be megabytes
_LAST_PORT: Final = 65535
_OWN_NAMES: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})


def listening_socket(host: str, port: int, *, may_move: bool = False) -> socket.socket:
    """A bound socket; with `may_move`, at the first free port from `port` on. Port 0 is any that is free.

    Raises:
        CannotRun: the host is not this machine, or the port is taken.
    """
    family, address = _address(host, port)
    ports = takewhile(lambda each: each <= _LAST_PORT, count(port)) if may_move else iter((port,))
    for _, each in zip(range(_TRIES), ports, strict=False):
        found = socket.socket(
            family, socket.SOCK_STREAM, socket.IPPROTO_TCP
        )  # by name: only then asyncio sends at once
        try:
            _claim(found, (address[0], each, *address[2:]))
        except OSError as error:
            found.close()
            if error.errno != errno.EADDRINUSE:
                raise CannotRun(f"can't listen on {host}:{each}: {reason(error)}") from error
        else:
            return found
    raise CannotRun(f"port {port} of {host} is taken; choose another with --port" if not may_move else _NONE_FREE)


_NONE_FREE: Final = f"none of {_TRIES} ports is free; choose one with --port"


def _address(host: str, port: int) -> tuple[socket.AddressFamily, tuple[Any, ...]]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        raise CannotRun(f"can't listen on {host}: it is no address of this machine") from error
    return found[0][0], found[0][4]


def _claim(found: socket.socket, address: tuple[Any, ...]) -> None:
    if sys.platform != "win32":  # there it would let two servers share a port
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BYTES)  # those that it accepts have the same
    found.bind(address)
    found.listen(1)  # two sockets may be bound to a port until one listens


def address_of(listening: socket.socket, host: str) -> str:
    """The address to open in a browser, with a slash at its end."""
    bound, port = listening.getsockname()[:2]
    if not _is_wildcard(bound):
        return f"http://{_bracketed(host)}:{port}/"
    return f"http://{'[::1]' if listening.family == socket.AF_INET6 else '127.0.0.1'}:{port}/"


def gate_of(listening: socket.socket, host: str) -> Gate:
    """The names by which the server may be asked."""
    return Gate(_OWN_NAMES | {_bracketed(host.lower())}, _is_wildcard(listening.getsockname()[0]))


def is_public(listening: socket.socket) -> bool:
    """Whether other machines can ask."""
    return not ip_address(listening.getsockname()[0].partition("%")[0]).is_loopback


def _is_wildcard(address: str) -> bool:
    return ip_address(address.partition("%")[0]).is_unspecified


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
