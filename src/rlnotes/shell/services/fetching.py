"""Answers of services, asked for politely and within bounds; each refusal is put in words."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from rlnotes.checks.external import Answer, Verdict, answer_of_status
from rlnotes.shell.external.asking import host_of, joined, leads_on, pause_after
from rlnotes.shell.external.client import Asking, Reply, Wish, asking, reply
from rlnotes.shell.external.manners import Manners, Turns

_MOST_BYTES: Final = 16_000_000
"""How large an answer may be: a record with an author list of some thousands, and all that they are affiliated with."""
_MOST_HOPS: Final = 6
_OK: Final = 200
_MISSING: Final = frozenset({404, 410})
_NOT_SO: Final = 406
_OUT_OF_TIME: Final = "time was up before it was asked for"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: an address, the media types that are read, the best first, and in words what is wanted there.

    `format` names what is read, `missing` says what it means that nothing is there. The type "*/*" stands for any.
    """

    url: str
    media_types: tuple[str, ...]
    format: str
    missing: str
    purpose: str = "sources"


@dataclass(frozen=True, slots=True)
class Page:
    """What was answered: a text, or why there is none."""

    text: str = ""
    refusal: str = ""
    content: bytes = field(default=b"", compare=False, repr=False)
    """The text as it came, for what is none."""


@dataclass(frozen=True, slots=True)
class _Desk:
    asking: Asking
    manners: Manners
    turns: Turns
    slots: asyncio.Semaphore
    end: float

    @property
    def left(self) -> float:
        """The seconds that are left."""
        return self.end - self.manners.clock()


def fetched(
    requests: Iterable[Request], manners: Manners, told: Callable[[int], None] = lambda _number: None
) -> Mapping[Request, Page]:
    """What is answered to each request; `told` hears how many have been answered so far."""
    return asyncio.run(_fetched(tuple(dict.fromkeys(requests)), manners, told))


async def _fetched(
    requests: tuple[Request, ...], manners: Manners, told: Callable[[int], None]
) -> Mapping[Request, Page]:
    found: dict[Request, Page] = {}
    async with asking(manners) as asked:
        slots = asyncio.Semaphore(manners.at_once)
        desk = _Desk(asked, manners, Turns(manners), slots, manners.clock() + manners.budget)

        async def ask(request: Request) -> None:
            found[request] = await _page(desk, request)
            told(len(found))

        await asyncio.gather(*map(ask, requests))
    return found


async def _page(desk: _Desk, request: Request) -> Page:
    """What stands at the end of the redirects; each hop has to be at a host that may be asked."""
    here = request.url
    wish = Wish(", ".join(request.media_types), _MOST_BYTES, request.purpose)
    for _ in range(_MOST_HOPS):
        said = await _said(desk, here, wish)
        if said.failure or not leads_on(said):
            return _read(said, request)
        there = joined(here, said.location)
        if trouble := trouble_ahead(here, there):
            return Page(refusal=trouble)
        here = there
    return Page(refusal=f"it redirects more than {_MOST_HOPS - 1} times")


def trouble_ahead(here: str, there: str) -> str:
    """Why a redirect is not followed, "" if it is."""
    if not there:
        return "it redirects to what is no address of the web"
    is_bared = urlsplit(here).scheme == "https" != urlsplit(there).scheme
    return f"it redirects to '{host_of(there)[:80]}' without encryption" if is_bared else ""


def _read(said: Reply, request: Request) -> Page:
    """The text of a reply, if it is what was asked for."""
    if said.failure:
        return Page(refusal=said.failure.words)
    if said.status in _MISSING:
        return Page(refusal=request.missing)
    if said.status == _NOT_SO or (said.status == _OK and not {said.content_type, "*/*"} & {*request.media_types}):
        kind = f" but {said.content_type[:60]}" if said.status == _OK and said.content_type else ""
        return Page(refusal=f"the host answers with no {request.format}{kind}")
    if said.status != _OK:
        return Page(refusal=answer_of_status(said.status).words or f"the host answers {said.status}")
    if len(said.body) >= _MOST_BYTES:
        return Page(refusal=f"the answer is larger than {_MOST_BYTES // 1_000_000} MB")
    return Page(said.body.decode("utf-8-sig", errors="replace"), content=said.body)


async def _said(desk: _Desk, url: str, wish: Wish) -> Reply:
    """What a host says in its turn; it is asked again when it is busy or out of reach for a moment."""
    host, said = host_of(url), Reply()
    for attempt in range(desk.manners.tries):
        async with desk.turns.lock(host):
            if desk.left <= 0 or not await desk.turns.wait(host, desk.left):
                return said if said.failure or said.status else _too_late(desk)
            async with desk.slots:
                said = await reply(desk.asking, "GET", url, desk.left, wish)
            pause = pause_after(said, attempt)
            desk.turns.asked(host, pause)
        if not pause:
            break
    return said


def _too_late(desk: _Desk) -> Reply:
    words = "its host must not be asked again before time is up" if desk.left > 0 else _OUT_OF_TIME
    return Reply(failure=Answer(Verdict.UNVERIFIABLE, words))
