"""external-broken, external-redirect: what other hosts answered about the links to them.

An answer that says nothing about the address (a login, a limit, a fault of the server, no answer) never fails a run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Final

from rlnotes.checks.own_address import below_base
from rlnotes.graph.resolution import FoundElsewhere
from rlnotes.graph.site import Site
from rlnotes.model.diagnostic import Diagnostic, Diagnostics
from rlnotes.model.note import FrontMatter, Note, position_of
from rlnotes.model.place import Span
from rlnotes.model.url import url_scheme

RULES: Final = frozenset({"external-broken", "external-redirect"})
_ASKED: Final = frozenset({"http", "https", "doi"})
_BROKEN: Final = frozenset({404, 410})
_SAYING_NOTHING: Final = frozenset({202})  # accepted, and nothing shown yet
_URL_KEYS: Final = ("paper_url", "slides_url", "url")


class Verdict(StrEnum):
    """What an answer tells about an address."""

    OK = "ok"
    BROKEN = "broken"
    UNVERIFIABLE = "unverifiable"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of an address, in `words` where it is not all right.

    `moved_to` is where it leads for good now, "" where it has not moved.
    """

    verdict: Verdict
    words: str = ""
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class OutsideLink:
    """An address of another host, and where it is written."""

    path: str
    span: Span
    url: str


def answer_of_status(status: int) -> Answer:
    """What an HTTP status (RFC 9110, section 15) tells about the address that was asked for."""
    words = f"the host answers {status}{_phrase(status)}"
    if status in _BROKEN:
        return Answer(Verdict.BROKEN, words)
    if 200 <= status < 300 and status not in _SAYING_NOTHING:
        return Answer(Verdict.OK)
    return Answer(Verdict.UNVERIFIABLE, words)


def _phrase(status: int) -> str:
    try:
        return f" ({HTTPStatus(status).phrase.lower()})"
    except ValueError:
        return ""


def page_of(url: str) -> str:
    """What is asked for: the address without its fragment, which is the other page's affair."""
    return url.partition("#")[0]


def outside_links(site: Site, base_url: str) -> Iterator[OutsideLink]:
    """The links of the site to other hosts, with the addresses of its sources; those below `base_url` are its own."""
    for path, note in site.notes.items():
        yield from _of_others((OutsideLink(path, each.span, each.url) for each in note.external_links), base_url)
        yield from _of_others(_by_inventories(site, note), base_url)
        yield from _of_others(_in_front_matter(path, note.front), base_url)
    for reference in site.references.values():
        urls = (reference.url, f"https://doi.org/{reference.doi}" if reference.doi else "", _arxiv(reference.arxiv))
        if reference.path not in site.notes:
            yield from _of_others((OutsideLink(reference.path, reference.span, url) for url in urls), base_url)


def _by_inventories(site: Site, note: Note) -> Iterator[OutsideLink]:
    for link, resolution in zip(note.links, site.resolutions[note.path], strict=True):
        if isinstance(resolution, FoundElsewhere):
            yield OutsideLink(note.path, link.span, resolution.url)


def _in_front_matter(path: str, front: FrontMatter) -> Iterator[OutsideLink]:
    for key in _URL_KEYS:
        yield OutsideLink(path, position_of(front, key), getattr(front, key))
    yield OutsideLink(path, position_of(front, "doi"), f"https://doi.org/{front.doi}" if front.doi else "")
    yield OutsideLink(path, position_of(front, "arxiv"), _arxiv(front.arxiv))


def _arxiv(identifier: str) -> str:
    return f"https://arxiv.org/abs/{identifier}" if identifier else ""


def _of_others(links: Iterable[OutsideLink], base_url: str) -> Iterator[OutsideLink]:
    for link in links:
        if url_scheme(link.url) in _ASKED and below_base(link.url, base_url) is None:
            yield link


def findings(links: Iterable[OutsideLink], answers: Mapping[str, Answer]) -> Diagnostics:
    """A finding for each place of an address whose page, by which the answers go, is broken or has moved for good."""
    told = ((link, answers.get(page_of(link.url))) for link in links)
    return tuple(finding for link, answer in told if answer for finding in _finding(link, answer))


def _finding(link: OutsideLink, answer: Answer) -> Iterator[Diagnostic]:
    if answer.verdict is Verdict.BROKEN:
        yield Diagnostic(
            link.path, link.span, "external-broken", f"'{link.url}' is broken: {answer.words}", "", link.url
        )
    elif answer.verdict is Verdict.OK and answer.moved_to:
        message = f"'{link.url}' has moved for good"
        fragment = link.url.removeprefix(page_of(link.url))  # browsers take it along (RFC 9110, section 10.2.2)
        way_out = f"it is at '{answer.moved_to}{fragment}' now"
        yield Diagnostic(link.path, link.span, "external-redirect", message, way_out, link.url)
