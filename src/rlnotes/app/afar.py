"""Executors that are elsewhere: what is sent there to be pressed goes with the bodies that it shows.

Bodies lie in a store of this machine, and all of them together are too much to be sent to every worker. What a page
shows is foretold here: its own note and what that embeds. A page that turns out to show more is pressed here instead,
so a wrong guess costs time only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from typing import Final, cast, overload

from rlnotes.app.codec import codec_of, table_types
from rlnotes.app.execution import Context, Executor, Piece, Result
from rlnotes.app.press import COMPOSITES, Order, Plates, Run, pressing
from rlnotes.app.tables import packed_table, put_together, taken_apart
from rlnotes.graph.atlas import Atlas
from rlnotes.graph.embeds import embedded_part
from rlnotes.graph.site import Site
from rlnotes.model.note import Body
from rlnotes.pages.edition import Edition
from rlnotes.pages.previews import text_path
from rlnotes.pages.urls import Addresses

_MOST_BODIES: Final = 400
"""What embeds embed can be the whole collection; no chunk carries more than so many."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A chunk of orders that travels, with the bodies which its pages are thought to show."""

    orders: Sequence[Order]
    bodies: dict[str, Body]


class NotCarriedError(Exception):
    """A page shows a body that did not come along."""


@dataclass(slots=True)
class Carried(Mapping[str, Body]):
    """The bodies of the parcel at hand; what it has not may be there all the same, so asking for that raises."""

    at_hand: Mapping[str, Body] = field(default_factory=dict)

    def __getitem__(self, path: str) -> Body:
        try:
            return self.at_hand[path]
        except KeyError:
            raise NotCarriedError from None

    def __iter__(self) -> Iterator[str]:
        raise NotCarriedError

    def __len__(self) -> int:
        raise NotCarriedError


@dataclass(frozen=True, slots=True)
class Parcels(Sequence[Parcel]):
    """The parcels of all chunks, each packed when it is asked for: a few are on their way at any time."""

    chunks: Sequence[Sequence[Order]]
    edition: Edition

    def __len__(self) -> int:
        return len(self.chunks)

    @overload
    def __getitem__(self, place: int) -> Parcel: ...
    @overload
    def __getitem__(self, place: slice) -> list[Parcel]: ...
    def __getitem__(self, place: int | slice) -> Parcel | list[Parcel]:
        if isinstance(place, slice):
            return [_parcel(orders, self.edition) for orders in self.chunks[place]]
        return _parcel(self.chunks[place], self.edition)


def afar(executor: Executor) -> Executor:
    """`executor`, which works where the bodies can't be read, fit for every stage: pages go there with theirs."""

    def executed(
        stage: Callable[[Context], Callable[[Piece], Result]], context: Context, pieces: Sequence[Piece], /
    ) -> Iterator[Result]:
        if stage is not pressing:
            return executor(stage, context, pieces)
        orders, plates = cast("Sequence[Sequence[Order]]", pieces), cast("Plates", context)
        return cast("Iterator[Result]", _pressed(orders, plates, executor))

    return executed


def _pressed(packs: Sequence[Sequence[Order]], plates: Plates, executor: Executor) -> Iterator[Run]:
    press = cache(lambda: pressing(plates))  # templates are compiled here only if a page is made here
    runs = executor(pressing_parcels, _packed(plates), Parcels(packs, plates.edition))
    for pack, run in zip(packs, runs, strict=True):
        yield run or press()(pack)


def pressing_parcels(plates: Plates) -> Callable[[Parcel], Run | None]:
    """The function that makes the pages of a parcel, or None where a body is missing."""
    bodies = Carried()
    press = pressing(_with_bodies(plates, bodies))

    def work(parcel: Parcel) -> Run | None:
        bodies.at_hand = parcel.bodies
        try:
            return press(parcel.orders)
        except NotCarriedError:
            return None

    return work


def _packed(plates: Plates) -> Plates:
    """Plates that travel: without bodies, and every mapping packed, which takes a third of the memory there."""
    mappings, others = taken_apart(_with_bodies(plates, {}).edition, COMPOSITES)
    types = table_types(Edition, COMPOSITES)
    tables = {name: packed_table(name, codec_of(types[name][1]), mapping) for name, mapping in mappings.items()}
    return replace(
        plates,
        edition=put_together(Edition, {**others, **tables}, {"site": Site, "addresses": Addresses, "atlas": Atlas}),
    )


def _with_bodies(plates: Plates, bodies: Mapping[str, Body]) -> Plates:
    edition = plates.edition
    return replace(plates, edition=replace(edition, site=replace(edition.site, bodies=bodies)))


def _parcel(orders: Sequence[Order], edition: Edition) -> Parcel:
    paths = (path for order in orders for path in _own_notes(edition, order.sheet.path))
    shown = islice(_shown(edition.site, paths), _MOST_BODIES)
    return Parcel(orders, {path: edition.site.bodies[path] for path in shown})


def _own_notes(edition: Edition, page: str) -> Iterator[str]:
    """The notes that a page is about: the one at its address, those that a file of previews tells of."""
    if page in edition.notes_at:
        yield edition.notes_at[page]
    yield from filter(None, (text_path(edition.site, node) for node in edition.previews.get(page, ())))


def _shown(site: Site, paths: Iterable[str]) -> Iterator[str]:
    """The notes at `paths` and all that they embed, directly or not, each once."""
    waiting, met = list(paths), set[str]()
    for path in waiting:
        if path not in met:
            met.add(path)
            yield path
            parts = (embedded_part(site, path, link.index) for link in site.notes[path].links)
            waiting += [part[0] for part in parts if part]
