"""Long lists in pages: which entries stand on which, where the pages are, and the way between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct

from rlnotes.model.naming import folded
from rlnotes.pages.site_files import COLLECTIONS, SERVICE
from rlnotes.pages.urls import Addresses, alternatives, href
from rlnotes.pages.views.parts import PagingView
from rlnotes.words.table import Words, said

MOST_CARDS: Final = 100
"""How many notes stand on one page of a list."""

MOST_PAPERS: Final = 500
"""How many sources stand on one page of the bibliography, where each is one line."""


class Batch(Struct, frozen=True, gc=False, array_like=True):
    """What one page of a list shows.

    It is the page with `number` of `count`, the list has `total` entries, and `previous` and `next` are the output
    paths of the pages beside it, "" at the ends.
    """

    entries: tuple[str, ...]
    total: int
    number: int = 1
    count: int = 1
    previous: str = ""
    next: str = ""


def batches_of(
    addresses: Addresses, lists: Mapping[str, tuple[str, ...]], assets: tuple[str, ...], most: Mapping[str, int]
) -> dict[str, Batch]:
    """For each page of `lists`, which are named by the path of their first page, what it shows, by output path.

    `most` says how many entries a page may show where that is not `MOST_CARDS`. Pages after the first stand at the
    first free address with their number: a growing list moves no page of a note.
    """
    parts = {first: _parts(entries, most.get(first, MOST_CARDS)) for first, entries in lists.items()}
    is_long = any(len(found) > 1 for found in parts.values())
    taken = _taken(addresses, lists, assets) if is_long else set()
    return {path: batch for first, found in parts.items() for path, batch in _batches(first, found, taken)}


def _taken(addresses: Addresses, lists: Iterable[str], assets: tuple[str, ...]) -> set[str]:
    claims = (addresses.paths.values(), addresses.tags.values(), addresses.files.values())
    own = (*SERVICE, *COLLECTIONS.values(), *lists, *assets)
    return {folded(path) for paths in (*claims, own) for path in paths}


def _parts(entries: tuple[str, ...], most: int) -> list[tuple[str, ...]]:
    return [entries[start : start + most] for start in range(0, len(entries), most)] or [()]


def _batches(first: str, parts: list[tuple[str, ...]], taken: set[str]) -> Iterator[tuple[str, Batch]]:
    paths = [first, *(_free(first, number, taken) for number in range(2, len(parts) + 1))]
    beside = zip(("", *paths), paths, (*paths[1:], ""), strict=False)
    total = sum(map(len, parts))
    for number, (part, (before, path, after)) in enumerate(zip(parts, beside, strict=True), 1):
        yield path, Batch(part, total, number, len(parts), before, after)


def _free(first: str, number: int, taken: set[str]) -> str:
    """The address of a later page, "tags-2.html" for "tags.html", or the next that no one has taken."""
    path = next(path for path in alternatives(first, number) if folded(path) not in taken)
    taken.add(folded(path))
    return path


def pages_of_list(batches: Mapping[str, Batch], first: str) -> Iterator[str]:
    """The output paths of the pages of a list, in order; none where the site has no such list."""
    path = first if first in batches else ""
    while path:
        yield path
        path = batches[path].next


def paging_view(addresses: Addresses, path: str, batch: Batch) -> PagingView | None:
    """Where the page at `path` stands in its list; None where the list has but one page."""
    if batch.count == 1:
        return None
    before, after = (href(addresses, path, beside) if beside else "" for beside in (batch.previous, batch.next))
    return PagingView(batch.number, batch.count, batch.total, before, after)


def numbered(title: str, batch: Batch, words: Words) -> str:
    """The title of a page of a list: "All notes, page 2 of 7"; without a number on the first."""
    if batch.number == 1:
        return title
    return said(words, "page.numbered", title=title, number=batch.number, count=batch.count)
