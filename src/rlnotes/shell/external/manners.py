"""How other hosts are asked: how often, how long, and which of them not at all."""

from __future__ import annotations

import asyncio
import email.utils
import ipaddress
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

_SLOW: Final[Mapping[str, float]] = MappingProxyType({"arxiv.org": 3.0, "export.arxiv.org": 3.0})
"""Seconds between two requests that a host asks for (info.arxiv.org/help/robots)."""


@dataclass(frozen=True, slots=True)
class Manners:
    """Times in seconds: `timeout` for one request, `budget` for all, `pause` between two to one host.

    `tries` is how often a request is made that a host could not serve; `doi_api` is where DOIs are looked up, by the
    Handle System's proxy. `may_ask_own_network` allows hosts that the world can't reach. `sleep` and `clock` pass the
    time and tell it.
    """

    timeout: float = 20.0
    budget: float = 600.0
    pause: float = 1.0
    pauses: Mapping[str, float] = field(default_factory=lambda: _SLOW)
    tries: int = 3
    at_once: int = 16
    doi_api: str = "https://doi.org/api/handles/"
    may_ask_own_network: bool = False
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
        left = self.free_at.get(host, 0.0) - self.manners.clock()
        if 0 < left <= most:
            await self.manners.sleep(left)
        return left <= most

    def lock(self, host: str) -> asyncio.Lock:
        """The lock of a host."""
        return self.locks.setdefault(host, asyncio.Lock())

    def asked(self, host: str, pause: float = 0.0) -> None:
        """Note that `host` was asked just now, and perhaps how long it wants to be left alone."""
        wanted = max(pause, self.manners.pauses.get(host, self.manners.pause))
        self.free_at[host] = self.manners.clock() + wanted


def seconds_to_wait(retry_after: str, now: float) -> float:
    """What `Retry-After` asks for (RFC 9110, section 10.2.3), in seconds from `now`, the time since the epoch."""
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(retry_after).timestamp() - now)
    except (TypeError, ValueError, OverflowError):
        return 0.0


def is_public(address: str) -> bool:
    """Whether an IP address is one that the world can reach: a note must not make CI talk to its own network."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_global and not (mapped or found).is_multicast
