"""The addresses of other hosts, each asked for until an answer says something about it, or time is up."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

import httpx

from rlnotes.checks.external import Answer, Verdict, answer_of_status
from rlnotes.shell.external.client import Reply, client, reply
from rlnotes.shell.external.manners import Manners, Turns, seconds_to_wait

_MOST_HOPS: Final = 10
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD: Final = frozenset({301, 308})
_BUSY: Final = frozenset({429, 503})
_DOI_HOSTS: Final = frozenset({"doi.org", "dx.doi.org", "www.doi.org"})
_OUT_OF_TIME: Final = Answer(Verdict.UNVERIFIABLE, "time was up before it was asked for")
_LONGEST_BACKOFF: Final = 4.0


@dataclass(slots=True)
class _Desk:
    """What it takes to ask: who asks, how, whose turn it is, and when time is up."""

    asking: httpx.AsyncClient
    manners: Manners
    turns: Turns
    end: float

    @property
    def left(self) -> float:
        """The seconds that are left."""
        return self.end - self.manners.clock()


def answers(
    urls: Iterable[str], manners: Manners, told: Callable[[int], None] = lambda _: None
) -> Mapping[str, Answer]:
    """What is known of each address after asking; `told` hears how many have been dealt with."""
    return asyncio.run(_answers(sorted(set(urls)), manners, told))


async def _answers(urls: list[str], manners: Manners, told: Callable[[int], None]) -> Mapping[str, Answer]:
    found: dict[str, Answer] = dict.fromkeys(urls, _OUT_OF_TIME)
    slots = asyncio.Semaphore(manners.at_once)
    async with client(manners) as asking:
        desk = _Desk(asking, manners, Turns(manners), manners.clock() + manners.budget)

        async def ask(group: list[str]) -> None:
            for url in group:
                async with slots:
                    if desk.left <= 0:
                        return
                    found[url] = await _answer(desk, url)
                told(1)

        await asyncio.gather(*(ask(group) for group in _by_host(urls).values()))
    return found


def _by_host(urls: list[str]) -> dict[str, list[str]]:
    """The addresses by host: those of one are asked for one after the other."""
    groups: dict[str, list[str]] = {}
    for url in urls:
        groups.setdefault(_host(url), []).append(url)
    return groups


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def doi_in(url: str) -> str:
    """The DOI that an address names, "" if it is none."""
    if url.lower().startswith("doi:"):
        return unquote(url[4:]).lstrip("/")
    path = url.partition("://")[2].partition("/")[2]
    return unquote(urldefrag(path).url) if _host(url) in _DOI_HOSTS and path.startswith("10.") else ""


async def _answer(desk: _Desk, url: str) -> Answer:
    doi = doi_in(url)
    return await _registered(desk, doi) if doi else await _followed(desk, urldefrag(url).url)


async def _registered(desk: _Desk, doi: str) -> Answer:
    """Whether a DOI is registered, by the proxy's interface (doi.org, Factsheet: DOI Proxy Server REST API).

    The publisher is never asked: many of them turn away whoever is no browser.
    """
    said = await _said(desk, "GET", f"{desk.manners.doi_api}{quote(doi, safe='/')}")
    if said.failure:
        return said.failure
    if said.status == 404 or _handle_code(said.body) == _NO_SUCH_HANDLE:
        return Answer(Verdict.BROKEN, f"the DOI {doi} is not registered")
    return answer_of_status(said.status)


_NO_SUCH_HANDLE: Final = 100


def _handle_code(body: bytes) -> int:
    try:
        return int(json.loads(body)["responseCode"])
    except (ValueError, KeyError, TypeError):
        return 0


async def _followed(desk: _Desk, url: str) -> Answer:
    """What stands at the end of the redirects that begin at `url`."""
    here, seen, moved_to, is_for_good = url, {url}, "", True
    for _ in range(_MOST_HOPS + 1):
        said = await _looked(desk, here)
        if said.failure:
            return said.failure
        if said.status not in _MOVED or not said.location:
            return replace(answer_of_status(said.status), moved_to=moved_to)
        here = _joined(here, said.location)
        if here in seen:
            return Answer(Verdict.BROKEN, "it redirects in a circle")
        seen.add(here)
        is_for_good = is_for_good and said.status in _FOR_GOOD
        moved_to = here if is_for_good else moved_to
    return Answer(Verdict.BROKEN, f"it redirects more than {_MOST_HOPS} times")


def _joined(here: str, location: str) -> str:
    """Where a redirect leads; what can't be an address stays as it is, to be told as none."""
    try:
        return urldefrag(urljoin(here, location)).url
    except ValueError:
        return location


async def _looked(desk: _Desk, url: str) -> Reply:
    """What the host says to HEAD; to GET, where HEAD gives no good answer: many hosts refuse it, or lie."""
    said = await _said(desk, "HEAD", url)
    is_settled = said.failure is None and (said.status < 300 or (said.status in _MOVED and said.location))
    if (is_settled and said.status != 202) or (said.failure and not said.is_passing):
        return said
    return await _said(desk, "GET", url)


async def _said(desk: _Desk, method: str, url: str) -> Reply:
    """What a host says in its turn; asked again when it is busy or out of reach for a moment."""
    host, said = _host(url), Reply(failure=_OUT_OF_TIME)
    for attempt in range(desk.manners.tries):
        async with desk.turns.lock(host):
            if desk.left <= 0 or not await desk.turns.wait(host, desk.left):
                break
            said = await reply(desk.asking, method, url, desk.manners)
            pause = _pause(said, attempt)
            desk.turns.asked(host, pause)
        if not pause or pause > desk.left:
            break
    return said


def _pause(said: Reply, attempt: int) -> float:
    """How long to wait before asking again, 0 where there is no point in it."""
    if said.status in _BUSY:
        return max(seconds_to_wait(said.retry_after, time.time()), 2.0**attempt)
    return min(2.0**attempt, _LONGEST_BACKOFF) if said.is_passing else 0.0
