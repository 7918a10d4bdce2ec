"""The addresses of other hosts, each asked for until an answer says something about it, or time is up."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

from rlnotes.checks.external import Answer, Verdict, answer_of_status
from rlnotes.shell.external.client import Asking, Reply, asking, reply
from rlnotes.shell.external.manners import WEB, Manners, Turns, seconds_to_wait

_MOST_HOPS: Final = 10
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD: Final = frozenset({301, 308})
_BUSY: Final = frozenset({429, 503})
_OUT_OF_TIME: Final = Answer(Verdict.UNVERIFIABLE, "time was up before it was asked for")
_LEFT_ALONE: Final = Answer(Verdict.UNVERIFIABLE, "its host must not be asked again before time is up")
_LONGEST_BACKOFF: Final = 4.0


@dataclass(frozen=True, slots=True)
class _Desk:
    """What it takes to ask: who asks, how, whose turn it is, how many may ask at once, and when time is up."""

    asking: Asking
    manners: Manners
    turns: Turns
    slots: asyncio.Semaphore
    end: float

    @property
    def left(self) -> float:
        """The seconds that are left."""
        return self.end - self.manners.clock()


def answers(
    urls: Iterable[str], manners: Manners, told: Callable[[str, Answer], None] = lambda _url, _answer: None
) -> Mapping[str, Answer]:
    """What is known of each address after asking; `told` hears of each as soon as it has been asked for."""
    return asyncio.run(_answers(sorted(set(urls)), manners, told))


async def _answers(urls: list[str], manners: Manners, told: Callable[[str, Answer], None]) -> Mapping[str, Answer]:
    found: dict[str, Answer] = dict.fromkeys(urls, _OUT_OF_TIME)
    async with asking(manners) as asked:
        slots = asyncio.Semaphore(manners.at_once)
        desk = _Desk(asked, manners, Turns(manners), slots, manners.clock() + manners.budget)

        async def ask(group: list[str]) -> None:
            for url in group:
                if desk.left > 0:
                    found[url] = await _answer(desk, url)
                    told(url, found[url])

        await asyncio.gather(*(ask(group) for group in _by_host(urls).values()))
    return found


def _by_host(urls: list[str]) -> dict[str, list[str]]:
    """The addresses by host: those of one are asked for one after the other."""
    groups: dict[str, list[str]] = {}
    for url in urls:
        groups.setdefault(host_of(url), []).append(url)
    return groups


def host_of(url: str) -> str:
    """The host of an address, "" where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def doi_in(url: str, hosts: frozenset[str]) -> str:
    """The DOI that an address names, below one of the `hosts` or by itself (`doi:10.1/x`); "" if it is none."""
    bare = urldefrag(url).url
    if url.lower().startswith("doi:"):
        return unquote(bare[4:]).lstrip("/")
    path = bare.partition("://")[2].partition("/")[2].partition("?")[0]
    return unquote(path) if path.startswith("10.") and host_of(bare) in hosts else ""


async def _answer(desk: _Desk, url: str) -> Answer:
    doi = doi_in(url, desk.manners.doi_hosts)
    return await _registered(desk, doi) if doi else await _followed(desk, urldefrag(url).url)


async def _registered(desk: _Desk, doi: str) -> Answer:
    """Whether a DOI is registered, by the proxy's interface (doi.org, Factsheet: DOI Proxy Server REST API).

    The publisher is never asked: many of them turn away whoever is no browser.
    """
    said = await _said(desk, f"{desk.manners.doi_api}{quote(doi, safe='/')}", is_head_enough=False)
    if said.failure:
        return said.failure
    if said.status == 404 or _handle_code(said.body) == _NO_SUCH_HANDLE:
        return Answer(Verdict.BROKEN, f"the DOI {doi} is not registered")
    return answer_of_status(said.status)


_NO_SUCH_HANDLE: Final = 100


def _handle_code(body: bytes) -> int:
    try:
        return int(json.loads(body)["responseCode"])
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return 0


async def _followed(desk: _Desk, url: str) -> Answer:
    """What stands at the end of the redirects that begin at `url`.

    Where they lead nowhere they are followed once more without `HEAD`, by which some hosts are led astray.
    """
    found, hops = await _end(desk, url, is_head_enough=True)
    if found.verdict is Verdict.BROKEN and hops:
        found, _ = await _end(desk, url, is_head_enough=False)
    return found


async def _end(desk: _Desk, url: str, *, is_head_enough: bool) -> tuple[Answer, int]:
    """What stands at the end of the redirects, and how many there are."""
    here, seen, moved_to, is_for_good = url, {url}, "", True
    for hops in range(_MOST_HOPS + 1):
        said = await _said(desk, here, is_head_enough=is_head_enough)
        if said.failure:
            return said.failure, hops
        if not leads_on(said):
            return replace(answer_of_status(said.status), moved_to=moved_to), hops
        there = joined(here, said.location)
        if not there:
            return Answer(Verdict.UNVERIFIABLE, "it redirects to what is no address of the web"), hops
        if host_of(here) in desk.manners.doi_hosts and host_of(there) not in desk.manners.doi_hosts:
            return Answer(Verdict.OK), hops  # a short DOI, which is registered
        if there in seen:
            return Answer(Verdict.BROKEN, "it redirects in a circle"), hops + 1
        here = there
        seen.add(here)
        is_for_good = is_for_good and said.status in _FOR_GOOD
        moved_to = here if is_for_good else moved_to
    return Answer(Verdict.BROKEN, f"it redirects more than {_MOST_HOPS} times"), _MOST_HOPS


def joined(here: str, location: str) -> str:
    """Where a redirect leads, "" where that is no address of the web."""
    try:
        there = urldefrag(urljoin(here, location)).url
        return there if urlsplit(there).scheme in WEB and host_of(there) else ""
    except ValueError:
        return ""


def leads_on(said: Reply) -> bool:
    """Whether a reply is a redirect."""
    return said.status in _MOVED and bool(said.location)


async def _said(desk: _Desk, url: str, *, is_head_enough: bool) -> Reply:
    """What a host says in its turn: to `HEAD`, and to `GET` where that gives no good answer: many refuse it, or lie.

    It is asked again when it is busy or out of reach for a moment.
    """
    host, said = host_of(url), Reply()
    for attempt, method in enumerate((*["HEAD"] * is_head_enough, *["GET"] * desk.manners.tries)):
        async with desk.turns.lock(host):
            if desk.left <= 0 or not await desk.turns.wait(host, desk.left):
                return said if said.failure or said.status in _BUSY else _too_late(desk)
            async with desk.slots:
                said = await reply(desk.asking, method, url, desk.left)
            pause = pause_after(said, attempt)
            desk.turns.asked(host, pause)
        if _is_final(said, method, pause):
            break
    return said


def _too_late(desk: _Desk) -> Reply:
    return Reply(failure=_LEFT_ALONE if desk.left > 0 else _OUT_OF_TIME)


def _is_final(said: Reply, method: str, pause: float) -> bool:
    """Whether there is no point in asking again."""
    if method == "GET" or (said.failure and not said.is_passing):
        return not pause
    return leads_on(said) or answer_of_status(said.status).verdict is Verdict.OK


def pause_after(said: Reply, attempt: int) -> float:
    """How long to wait before asking again, 0 where there is no point in it."""
    if said.status in _BUSY:
        return max(seconds_to_wait(said.retry_after, time.time()), 2.0**attempt)
    return min(2.0**attempt, _LONGEST_BACKOFF) if said.is_passing else 0.0
