"""The answer to one request, as a value: what a plain static host would say, and nothing beyond the site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from ipaddress import ip_address
from typing import Final, TypeAlias

from rlnotes.model.media import ending
from rlnotes.pages.site_files import NOT_FOUND
from rlnotes.shell.serving.injection import SCRIPT_PATH, with_script
from rlnotes.shell.serving.routing import Elsewhere, Found, base_path, site_path, target
from rlnotes.shell.serving.showing import Showing

Headers: TypeAlias = tuple[tuple[bytes, bytes], ...]

# No CORS header: other sites' pages can't read what is here, nor embed it.
COMMON: Final[Headers] = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
# A picture that is opened by itself is a document: it must not run what a note's author may have put in.
_CAGE: Final[Headers] = ((b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'; sandbox"),)

# A table of our own: the system's differs between machines, and some call scripts plain text.
_TYPES: Final[Mapping[str, str]] = {
    ".apng": "image/apng", ".avif": "image/avif", ".bib": "text/plain", ".bmp": "image/bmp", ".css": "text/css",
    ".csv": "text/csv", ".flac": "audio/flac", ".gif": "image/gif", ".htm": "text/html", ".html": "text/html",
    ".ico": "image/vnd.microsoft.icon", ".jpeg": "image/jpeg", ".jpg": "image/jpeg", ".js": "text/javascript",
    ".json": "application/json", ".m4a": "audio/mp4", ".m4v": "video/mp4", ".markdown": "text/markdown",
    ".md": "text/markdown", ".mjs": "text/javascript", ".mkv": "video/matroska", ".mov": "video/quicktime",
    ".mp3": "audio/mpeg", ".mp4": "video/mp4", ".oga": "audio/ogg", ".ogg": "audio/ogg", ".ogv": "video/ogg",
    ".opus": "audio/ogg", ".otf": "font/otf", ".pdf": "application/pdf", ".png": "image/png", ".svg": "image/svg+xml",
    ".tsv": "text/tab-separated-values", ".ttf": "font/ttf", ".txt": "text/plain", ".wasm": "application/wasm",
    ".wav": "audio/wav", ".webm": "video/webm", ".webmanifest": "application/manifest+json", ".webp": "image/webp",
    ".woff": "font/woff", ".woff2": "font/woff2", ".xml": "application/xml",
}  # fmt: skip
_WITH_CHARSET = re.compile(r"text/.*|application/(?:json|xml|manifest\+json)|image/svg\+xml")
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^\[\]:@/]+)(?::[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class Request:
    """What an answer depends on: header and query as sent, the path as sent, still percent-encoded."""

    method: str
    host: str
    path: bytes
    query: bytes = b""


@dataclass(frozen=True, slots=True)
class Gate:
    """Who is let in: requests that name one of `hosts`, or any number address where the server listens on all."""

    hosts: frozenset[str]
    admits_numbers: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers and body."""

    status: int
    headers: Headers
    body: bytes


def answer(request: Request, showing: Showing, nonce: str) -> Answer:
    """The answer to a request that was not refused."""
    if request.path == SCRIPT_PATH.encode():
        return _answer(200, _type_headers(SCRIPT_PATH), live_script())
    path = site_path(request.path)
    content = showing.build.content
    found = None if path is None else target(path, base_path(showing.build.base_url), content)
    if isinstance(found, Elsewhere):
        query = b"?" + request.query if request.query else b""
        return _answer(302, ((b"location", found.address.encode() + query),), b"")
    if isinstance(found, Found):
        return _file(200, found, showing, nonce)
    missing = content(NOT_FOUND)
    return _text(404, "not found") if missing is None else _file(404, Found(NOT_FOUND, missing), showing, nonce)


def refusal(request: Request, gate: Gate) -> Answer | None:
    """The answer to a request that asks for more than reading, or that came by a name which is not ours.

    A page of another site may reach this machine by a name that it controls (DNS rebinding), but not forge the name.
    """
    if not _is_admitted(request.host, gate):
        return _text(421, "this server answers for its own names only; --host adds one")
    if request.method not in {"GET", "HEAD"}:
        return _text(405, "reading only", ((b"allow", b"GET, HEAD"),))
    return None


def _is_admitted(host: str, gate: Gate) -> bool:
    found = _HOST.fullmatch(host.lower())
    return found is not None and (found[1] in gate.hosts or (gate.admits_numbers and _is_number(found[1])))


def _is_number(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def _file(status: int, found: Found, showing: Showing, nonce: str) -> Answer:
    kind = ending(found.path)
    body = with_script(found.content, nonce, showing.name) if kind == ".html" else found.content
    return _answer(status, (*_type_headers(found.path), *(_CAGE if kind == ".svg" else ())), body)


def _type_headers(path: str) -> Headers:
    kind = _TYPES.get(ending(path), "application/octet-stream")
    return ((b"content-type", (f"{kind}; charset=utf-8" if _WITH_CHARSET.fullmatch(kind) else kind).encode()),)


def _text(status: int, words: str, headers: Headers = ()) -> Answer:
    return _answer(status, (*_type_headers("words.txt"), *headers), f"{words}\n".encode())


def _answer(status: int, headers: Headers, body: bytes) -> Answer:
    return Answer(status, (*COMMON, *headers, (b"content-length", str(len(body)).encode())), body)


@cache
def live_script() -> bytes:
    """The script that keeps open pages fresh."""
    return (resources.files("rlnotes.shell.serving") / "live.js").read_bytes()
