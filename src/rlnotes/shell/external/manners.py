"""How other hosts are asked: how often, how long, and which of them not at all."""

from __future__ import annotations

import asyncio
import email.utils
import ipaddress
import socket
import time
import urllib.request
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from rlnotes.model.url import url_scheme

WEB: Final = frozenset({"http", "https"})

_SLOW: Final[Mapping[str, float]] = MappingProxyType({"arxiv.org": 3.0})
"""Seconds between two requests that a host asks for (info.arxiv.org/help/robots)."""
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052


def is_public(address: str) -> bool:
    """Whether an IP address is one that the world can reach: a note must not make CI talk to its own network."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = _inner(found) if isinstance(found, ipaddress.IPv6Address) else found
    return inner.is_global and not inner.is_multicast and not (inner.version == 6 and inner.is_site_local)


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The IPv4 address that an IPv6 address stands for, in each of the ways in which one may; else itself."""
    last = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    if address in _NAT64 or int(address) >> 32 == 0:  # the latter: RFC 4291, section 2.5.5.1
        return last
    return address.ipv4_mapped or address.sixtofour or address


def manners_here(seconds: float, *, is_private_asked: bool) -> Manners:
    """How to ask from this machine: for so many `seconds`, by the proxies that its environment names.

    Hosts that the world can't reach are asked only if `is_private_asked`.
    """
    named = urllib.request.getproxies()
    proxies = {scheme: url for scheme, url in named.items() if scheme in WEB and url_scheme(url) in WEB}
    may_ask = (lambda _address: True) if is_private_asked else is_public
    return Manners(budget=seconds, may_ask=may_ask, proxies=proxies, is_direct=_is_direct)


def _is_direct(host: str) -> bool:
    """Whether the environment says that no proxy is for `host` (`no_proxy`)."""
    return bool(urllib.request.proxy_bypass(host))


async def addresses_of_host(host: str) -> tuple[str, ...]:
    """The IP addresses of a host, those of IPv4 first: not every network has the other kind.

    Raises:
        OSError: it can't be looked up.
        UnicodeError: it is no name that could be.
    """
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    found.sort(key=lambda each: each[0] is not socket.AF_INET)
    return tuple(dict.fromkeys(str(each[4][0]) for each in found))


@dataclass(frozen=True, slots=True)
class Manners:
    """Times in seconds: `timeout` for one request, `budget` for all, `pause` between two to one host.

    `tries` is how often a page is asked for that a host could not serve; `doi_api` is where DOIs are looked up, by the
    Handle System's proxy, for links to the `doi_hosts`. `may_ask` tells of an IP address whether it may be asked,
    `lookup` which ones a host has, and `known_host` is there whenever names can be looked up at all. `proxies` are
    those that stand between, by scheme, but for hosts of which `is_direct` says otherwise. `sleep` and `clock` pass the
    time and tell it.
    """

    timeout: float = 20.0
    budget: float = 600.0
    pause: float = 1.0
    pauses: Mapping[str, float] = field(default_factory=lambda: _SLOW)
    tries: int = 3
    at_once: int = 16
    doi_api: str = "https://doi.org/api/handles/"
    doi_hosts: frozenset[str] = frozenset({"doi.org", "dx.doi.org", "www.doi.org"})
    may_ask: Callable[[str], bool] = is_public
    lookup: Callable[[str], Awaitable[tuple[str, ...]]] = addresses_of_host
    known_host: str = "doi.org"
    proxies: Mapping[str, str] = field(default_factory=dict)
    is_direct: Callable[[str], bool] = lambda _host: False
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    clock: Callable[[], float] = time.monotonic


@dataclass(slots=True)
class Turns:
    """Whose turn it is: one request at a time to a host, and a pause after each."""

    manners: Manners
    locks: dict[str, asyncio.Lock] = field(default_factory=dict)
    free_at: dict[str, float] = field(default_factory=dict)

    async def wait(self, host: str, most: float) -> bool:
        """Whether `host` may be asked, after waiting for it; not longer than `most`. Its lock has to be held."""
        left = self.free_at.get(turn_of(host), 0.0) - self.manners.clock()
        if 0 < left <= most:
            await self.manners.sleep(left)
        return left <= most

    def lock(self, host: str) -> asyncio.Lock:
        """The lock of a host."""
        return self.locks.setdefault(turn_of(host), asyncio.Lock())

    def asked(self, host: str, pause: float = 0.0) -> None:
        """Note that `host` was asked just now, and perhaps how long it wants to be left alone."""
        name = turn_of(host)
        wanted = max(pause, self.manners.pauses.get(name, self.manners.pause))
        self.free_at[name] = self.manners.clock() + wanted


def turn_of(host: str) -> str:
    """The name under which a host takes its turn: arXiv counts the requests to all of its hosts together."""
    return "arxiv.org" if host.endswith(".arxiv.org") else host.removeprefix("www.")


def seconds_to_wait(retry_after: str, now: float) -> float:
    """What `Retry-After` asks for (RFC 9110, section 10.2.3), in seconds from `now`, the time since the epoch."""
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(retry_after).timestamp() - now)
    except (TypeError, ValueError, OverflowError):
        return 0.0
