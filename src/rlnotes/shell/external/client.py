"""One request to another host: what came back, or why nothing did."""

from __future__ import annotations

import asyncio
import http.cookiejar
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import httpx

from rlnotes import __version__
from rlnotes.checks.external import Answer, Verdict
from rlnotes.shell.external.manners import Manners, is_public

_HEADERS: Final = {"User-Agent": f"rlnotes/{__version__} (link check)", "Accept": "*/*"}
_NO_SUCH_HOST: Final = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})
_MOST_BYTES: Final = 65_536
"""How much of an answer is read: enough to see that it does not end at once."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a host said: a status with its location, how long to wait, and the beginning of the body; or a `failure`."""

    status: int = 0
    location: str = ""
    retry_after: str = ""
    body: bytes = b""
    failure: Answer | None = None
    is_passing: bool = False
    """Whether a failure may be gone at the next try."""


@asynccontextmanager
async def client(manners: Manners) -> AsyncIterator[httpx.AsyncClient]:
    """What asks: it follows nothing by itself, keeps no cookies and shows no passwords."""
    no_cookies = http.cookiejar.CookieJar(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))
    limits = httpx.Limits(max_connections=manners.at_once * 2)
    async with httpx.AsyncClient(
        headers=_HEADERS, timeout=manners.timeout, follow_redirects=False, cookies=no_cookies, limits=limits
    ) as asking:
        yield asking


async def reply(asking: httpx.AsyncClient, method: str, url: str, manners: Manners) -> Reply:
    """What the host says to one request."""
    if failure := await _refusal(url, manners):
        return failure
    try:
        async with asyncio.timeout(manners.timeout * 2), asking.stream(method, url) as response:
            body = await _beginning(response)
            headers = response.headers
            return Reply(response.status_code, headers.get("location", ""), headers.get("retry-after", ""), body)
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, ValueError, ssl.SSLError, OSError) as error:
        return _failed(error)


async def _beginning(response: httpx.Response) -> bytes:
    body = b""
    async for piece in response.aiter_raw():
        body += piece
        if len(body) >= _MOST_BYTES:
            break
    return body


async def _refusal(url: str, manners: Manners) -> Reply | None:
    """Why a host is not asked: it is no address, is not there, or is none of the world's."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        is_web = parts.scheme in {"http", "https"}
    except ValueError:
        host, port, is_web = "", None, False
    if not host or not is_web:
        return Reply(failure=Answer(Verdict.BROKEN, "it is no address"))
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        return _not_found(host, error)
    if manners.may_ask_own_network or all(is_public(str(each[4][0])) for each in found):
        return None
    return Reply(failure=Answer(Verdict.UNVERIFIABLE, f"'{host}' is in a network of its own, and is not asked"))


def _not_found(host: str, error: Exception) -> Reply:
    """What it means that a host can't be looked up: that it is not there, or that nobody can say at the moment."""
    if isinstance(error, socket.gaierror) and error.errno not in _NO_SUCH_HOST:
        return Reply(failure=Answer(Verdict.UNVERIFIABLE, f"the host '{host}' can't be looked up"), is_passing=True)
    return Reply(failure=Answer(Verdict.BROKEN, f"there is no host '{host[:80]}'"))


def _failed(error: Exception) -> Reply:
    words = str(error).lower()
    if "certificate" in words:
        return Reply(failure=Answer(Verdict.UNVERIFIABLE, f"its certificate is not valid ({_short(words)})"))
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return Reply(failure=Answer(Verdict.UNVERIFIABLE, "the host does not answer in time"), is_passing=True)
    if isinstance(error, httpx.RemoteProtocolError):
        return Reply(failure=Answer(Verdict.UNVERIFIABLE, "the answer breaks off, or is no HTTP"), is_passing=True)
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol):
        return Reply(failure=Answer(Verdict.BROKEN, "it is no address"))
    return Reply(failure=Answer(Verdict.UNVERIFIABLE, f"no connection ({_short(words)})"), is_passing=True)


def _short(words: str) -> str:
    return " ".join(words.split())[:80] or "no reason given"
