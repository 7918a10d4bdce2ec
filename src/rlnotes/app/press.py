"""The press stage: chunks of sheets in, pages planned and rendered out, with the facts that each has read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from msgspec import Struct

from rlnotes.app.execution import Executor, chunks
from rlnotes.app.recording import Readers, Recorder, note_reads, reads_of, recorder_of
from rlnotes.app.templating import rendered
from rlnotes.graph.atlas import Atlas
from rlnotes.graph.site import Site
from rlnotes.model.collection import Theme
from rlnotes.model.page import Page
from rlnotes.pages.edition import Edition
from rlnotes.pages.plan import Sheet, plan_page
from rlnotes.pages.urls import Addresses
from rlnotes.render.bytecode import Entries, KeptBytecode
from rlnotes.render.environment import Templates, templates_of
from rlnotes.render.problem import TemplateProblem
from rlnotes.render.reach import page_digest

COMPOSITES = (Edition, Site, Addresses, Atlas)
"""The types whose mappings hold what a page may read."""

_CHUNK = 40


class Order(Struct, frozen=True, gc=False, array_like=True):
    """A sheet to be planned, the number of its unit, and the digest of the view it had.

    The digest is b"" if the page is to be rendered in any case.
    """

    sheet: Sheet
    number: int
    digest: bytes = b""


class Pressed(Struct, frozen=True, gc=False, array_like=True):
    """A page: its path, the digest of its view, and its content, None if it still has the view that it had.

    `problems` are the mistakes in templates that stood in its way.
    """

    path: str
    digest: bytes
    content: bytes | None
    problems: tuple[TemplateProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """The pages of one chunk, for each fact the numbers of the units that read it, and newly compiled templates."""

    pages: tuple[Pressed, ...]
    readers: Readers
    bytecode: dict[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Plates:
    """What every page is made from; `digests` are those of the templates, `bytecode` what is compiled of them."""

    edition: Edition
    theme: Theme
    digests: Mapping[str, bytes]
    bytecode: Mapping[bytes, bytes]


def pressed(orders: Sequence[Order], plates: Plates, executor: Executor) -> Iterator[Run]:
    """The pages ordered, chunk by chunk, in order."""
    return executor(pressing, plates, chunks(orders, _CHUNK))


def pressing(plates: Plates) -> Callable[[Sequence[Order]], Run]:
    """The function that makes a chunk of pages."""
    known, new = dict(plates.bytecode), dict[bytes, bytes]()
    bytecode = KeptBytecode(Entries(lambda key: new.get(key) or known.get(key), new.__setitem__))
    recorder, templates = (
        recorder_of(plates.edition, COMPOSITES),
        templates_of(plates.theme, bytecode, plates.edition.words),
    )

    def work(orders: Sequence[Order]) -> Run:
        run = _run(orders, recorder, templates, plates.digests)
        known.update(new)
        run.bytecode.update(new)
        new.clear()
        return run

    return work


def _run(
    orders: Sequence[Order], recorder: Recorder[Edition], templates: Templates, digests: Mapping[str, bytes]
) -> Run:
    readers: Readers = {}
    pages: list[Pressed] = []
    for order in orders:
        page, reads = reads_of(recorder, partial(_planned, order.sheet))
        note_reads(readers, reads, order.number)
        pages.append(_page(page, order, templates, digests))
    return Run(tuple(pages), readers, {})


def _planned(sheet: Sheet, edition: Edition) -> Page:
    return plan_page(edition, sheet)


def _page(page: Page, order: Order, templates: Templates, digests: Mapping[str, bytes]) -> Pressed:
    digest = page_digest(page, digests)
    if digest == order.digest:
        return Pressed(page.path, digest, None)
    made, problems = rendered(page, templates)
    return Pressed(page.path, digest, made.content if made else None, problems)
