"""One request to another host: what came back, or why nothing did."""

from __future__ import annotations

import asyncio
import http.cookiejar
import re
import socket
import ssl
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Final

import httpx

from rlnotes import __version__
from rlnotes.checks.external import Answer, Verdict
from rlnotes.shell.external.manners import WEB, Manners

_HEADERS: Final = {
    "Accept-Encoding": "identity",  # so that a DOI's record can be read as it comes
}
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
    content_type: str = ""
    failure: Answer | None = None
    is_passing: bool = False
    """Whether a failure may be gone at the next try."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wished of an answer: its media types (`Accept`), how much of it is read, and what for."""

    accept: str = "*/*"
    most_bytes: int = _MOST_BYTES
    purpose: str = "link check"

    @property
    def headers(self) -> Mapping[str, str]:
        """The wish in a request's head."""
        return {"Accept": self.accept, "User-Agent": f"rlnotes/{__version__} ({self.purpose})"}


_ANYTHING: Final = Wish()


@dataclass(frozen=True, slots=True)
class Asking:
    """What asks hosts: those that are reached themselves, and by scheme those behind a proxy."""

    manners: Manners
    direct: httpx.AsyncClient
    proxied: Mapping[str, httpx.AsyncClient]


@asynccontextmanager
async def asking(manners: Manners) -> AsyncIterator[Asking]:
    """What asks: it follows nothing by itself, keeps no cookies and shows no passwords of the environment."""
    trusted = httpx.create_ssl_context()
    async with AsyncExitStack() as stack:
        direct = await stack.enter_async_context(_client(manners, trusted))
        proxied = {
            scheme: await stack.enter_async_context(_client(manners, trusted, proxy))
            for scheme, proxy in manners.proxies.items()
        }
        yield Asking(manners, direct, proxied)


def _client(manners: Manners, trusted: ssl.SSLContext, proxy: str | None = None) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        headers=_HEADERS,
        timeout=manners.timeout,
        follow_redirects=False,
        cookies=http.cookiejar.CookieJar(http.cookiejar.DefaultCookiePolicy(allowed_domains=[])),
        # No connection serves twice: two hosts at one IP address would take each other's.
        limits=httpx.Limits(max_keepalive_connections=0),
        verify=trusted,
        trust_env=False,
        proxy=proxy,
    )


async def reply(asked: Asking, method: str, url: str, most: float, wish: Wish = _ANYTHING) -> Reply:
    """What the host says to one request, in `most` seconds."""
    try:
        target = httpx.URL(url)
    except httpx.InvalidURL:
        return _dark("its host can't be asked") if not url.isascii() else _broken("it is no address")
    if not target.host or target.scheme not in WEB:
        return _broken("it is no address")
    try:
        async with asyncio.timeout(min(asked.manners.timeout * 2, most)):
            return await _reply(asked, method, target, wish)
    except (httpx.HTTPError, TimeoutError, ValueError, OSError) as error:
        return _failed(error)


def _broken(words: str) -> Reply:
    return Reply(failure=Answer(Verdict.BROKEN, words))


def _dark(words: str, *, is_passing: bool = False) -> Reply:
    return Reply(failure=Answer(Verdict.UNVERIFIABLE, words), is_passing=is_passing)


async def _reply(asked: Asking, method: str, target: httpx.URL, wish: Wish) -> Reply:
    """What the host says, at the very addresses that it was found to have: a second look might find others."""
    host = target.raw_host.decode("ascii")
    found = await _addresses(asked, target.scheme, host)
    if isinstance(found, Reply):
        return found
    if not found:
        return await _said(asked.proxied[target.scheme].stream(method, target, headers=wish.headers), wish)
    for address in found[:-1]:
        try:
            return await _said_at(asked, method, target, address, wish)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            continue
    return await _said_at(asked, method, target, found[-1], wish)


async def _addresses(asked: Asking, scheme: str, host: str) -> tuple[str, ...] | Reply:
    """Where the host is asked: at one address of each kind, at none if a proxy does it. Or why it is not asked."""
    manners = asked.manners
    is_proxied = scheme in asked.proxied and not manners.is_direct(host)
    try:
        found = await manners.lookup(host)
    except (OSError, UnicodeError) as error:
        if is_proxied and not _is_address(host):
            return ()  # the proxy may be the only one who can look up names
        return await _not_found(manners, host, error)
    if not all(map(manners.may_ask, found)):
        return _dark(f"'{host[:80]}' is in a network of its own, and is not asked")
    return () if is_proxied else tuple(_one_of_each_kind(found))


def _is_address(host: str) -> bool:
    """Whether a host is named by its number, in any of the ways that systems take for one ("127.1", "0x7f000001")."""
    return ":" in host or _NUMBER.fullmatch(host) is not None or host.rstrip(".").endswith("localhost")


_NUMBER: Final = re.compile(r"(?:(?:0x[0-9a-f]*|[0-9]+)(?:\.|$))+", re.IGNORECASE)


def _one_of_each_kind(addresses: tuple[str, ...]) -> Iterator[str]:
    kinds = set()
    for address in addresses:
        if (kind := ":" in address) not in kinds:
            kinds.add(kind)
            yield address


async def _not_found(manners: Manners, host: str, error: Exception) -> Reply:
    """What it means that a host can't be looked up: that it is not there, or that nobody can say at the moment."""
    if isinstance(error, socket.gaierror) and error.errno not in _NO_SUCH_HOST:
        return _dark(f"the host '{host[:80]}' can't be looked up", is_passing=True)
    try:
        await manners.lookup(manners.known_host)
    except OSError:
        return _dark(f"the host '{host[:80]}' can't be looked up: is there a network?")
    return _broken(f"there is no host '{host[:80]}'")


async def _said_at(asked: Asking, method: str, target: httpx.URL, address: str, wish: Wish) -> Reply:
    headers = {"Host": target.netloc.decode("ascii"), **wish.headers}
    names = {"sni_hostname": target.raw_host.decode("ascii").rstrip(".")}
    there = target.copy_with(host=address)
    return await _said(asked.direct.stream(method, there, headers=headers, extensions=names), wish)


async def _said(asking: AbstractAsyncContextManager[httpx.Response], wish: Wish) -> Reply:
    async with asking as response:
        body = await _beginning(response, wish.most_bytes)
        headers = response.headers
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        return Reply(response.status_code, headers.get("location", ""), headers.get("retry-after", ""), body, kind)


async def _beginning(response: httpx.Response, most: int) -> bytes:
    body = bytearray()
    async for piece in response.aiter_raw():
        body += piece
        if len(body) >= most:
            break
    return bytes(body)


def _failed(error: Exception) -> Reply:
    if trouble := _certificate_trouble(error):
        return _dark(f"its certificate is not valid ({trouble})")
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return _dark("the host does not answer in time", is_passing=True)
    if isinstance(error, httpx.RemoteProtocolError):
        return _dark("the answer breaks off, or is no HTTP", is_passing=True)
    return _dark(f"no connection ({' '.join(str(error).split())[:80] or 'no reason given'})", is_passing=True)


def _certificate_trouble(error: BaseException | None) -> str:
    """What is wrong with a certificate, as OpenSSL says it; "" if the error is another one."""
    while error:
        if isinstance(error, ssl.SSLCertVerificationError):
            return error.verify_message.rstrip(".")
        error = error.__cause__ or error.__context__
    return ""
