"""Small sites for tests of the server: made from a mapping, served on loopback, asked by a plain socket."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from rlnotes.config.judgement import Judged
from rlnotes.model.diagnostic import Diagnostic, Severity
from rlnotes.model.place import Span
from rlnotes.shell.report import Shown
from rlnotes.shell.serving.board import Board
from rlnotes.shell.serving.build import Build, Places
from rlnotes.shell.serving.listening import address_of, gate_of, listening_socket
from rlnotes.shell.serving.server import serving
from rlnotes.shell.serving.showing import first_showing, next_showing

SHOWN = Shown(".", "notes", "templates", "rlnotes.toml")
POLICY = "default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; base-uri 'none'"


def page(body: str, title: str = "A page", head: str = "") -> bytes:
    """A page like those of the site, with its policy."""
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f'<title>{title}</title>\n<link rel="icon" href="data:,">\n{head}</head>\n'
        f'<body>\n<main id="page:content" tabindex="-1">\n{body}\n</main>\n</body>\n</html>\n'
    ).encode()


def finding(path: str = "a.md", line: int = 1, message: str = "no note 'b'", rule: str = "broken-link") -> Judged:
    """An error."""
    return Judged(Diagnostic(path, Span(line, 1, line, 2), rule, message), Severity.ERROR)


def build_of(
    files: Mapping[str, bytes],
    changed: frozenset[str] = frozenset(),
    findings: tuple[Judged, ...] = (),
    base_url: str = "",
) -> Build:
    """A build of a site with these files, whose page `x.html` shows the note `x.md`."""
    return Build(
        files.get,
        changed,
        findings,
        "built",
        0.0,
        SHOWN,
        Places((Path("notes"),)),
        base_url,
        lambda path: path.replace(".html", ".md"),
    )


def changed_to(board: Board, files: Mapping[str, bytes], *changed: str, findings: tuple[Judged, ...] = ()) -> None:
    """Put another state of the site on the board."""
    board.show(next_showing(board.showing, build_of(files, frozenset(changed), findings)))


@dataclass(frozen=True, slots=True)
class Served:
    """A site being served."""

    address: str
    board: Board

    @property
    def place(self) -> tuple[str, int]:
        """Host and port."""
        parts = urlsplit(self.address)
        return parts.hostname or "", parts.port or 0


@contextmanager
def served(build: Build, host: str = "127.0.0.1") -> Iterator[Served]:
    """A site served on a free port as long as the block lasts."""
    board = Board(first_showing("run", build))
    with (
        closing(listening_socket(host, 0)) as listening,
        serving(listening, board, gate_of(listening, host)),
    ):
        yield Served(address_of(listening, host), board)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def asked(site: Served, path: str, method: str = "GET", host: str | None = "localhost", extra: str = "") -> Reply:
    """The reply to one request, written as it stands: no library in between tidies the path."""
    named = "" if host is None else f"Host: {host}\r\n"
    with socket.create_connection(site.place, timeout=5) as connection:
        connection.sendall(f"{method} {path} HTTP/1.1\r\n{named}Connection: close\r\n{extra}\r\n".encode())
        received = b"".join(iter(lambda: connection.recv(65536), b""))
    return parsed(received)


def parsed(received: bytes) -> Reply:
    """A reply as it came over the line."""
    head, _, body = received.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(": ") for line in lines)
    return Reply(int(status.split()[1]), {name.lower(): value for name, _, value in pairs}, body)


@contextmanager
def listening_to(site: Served, page: str, build: str = "run.0") -> Iterator[Iterator[str]]:
    """The events of a page, each as its text."""
    with socket.create_connection(site.place, timeout=5) as connection:
        request = f"GET /.rlnotes-live/events?page={page}&build={build} HTTP/1.1\r\nHost: localhost\r\n\r\n"
        connection.sendall(request.encode())
        with connection.makefile("rb") as stream:
            yield (line[6:].decode().rstrip("\n") for line in stream if line.startswith(b"data: "))
