"""Which records are of the same work: by DOI, by arXiv number, by a title that is nearly the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rlnotes.model.naming import folded
from rlnotes.model.reference import Reference
from rlnotes.parse.identifiers import arxiv_in, bare_arxiv, bare_doi, without_version

_WORD = re.compile(r"\w+")
_ROMAN: Final = frozenset({"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"})
_SHORTEST_TITLE: Final = 20
"""Characters: shorter titles are alike by chance ("Introduction"), and have to be the same in the same year."""
_ALIKE: Final = 93.0
_FARTHEST_YEARS: Final = 4
"""How many years may lie between a preprint and its published form."""
_WINDOW: Final = 6
_LONGEST_TITLE: Final = 300


def work_ids(doi: str, arxiv: str) -> tuple[str, ...]:
    """The names under which registries know a work: a DOI, which has no letter case, and an arXiv number.

    All versions of an arXiv paper are one work, and a DOI that arXiv gives is its number.
    """
    registered = folded(bare_doi(doi))
    number = arxiv_in(registered) if registered.startswith("10.48550/") else ""
    numbers = (number, without_version(bare_arxiv(arxiv)).lower())
    dois = () if number or not registered else (f"doi:{registered}",)
    return (*dois, *dict.fromkeys(f"arxiv:{each}" for each in numbers if each))


def ids_of(record: Reference) -> tuple[str, ...]:
    """The names of a record's work."""
    return work_ids(record.doi, record.arxiv)


def plain_title(title: str) -> str:
    """A title without letter case, accents, punctuation and runs of spaces."""
    bare = unicodedata.normalize("NFKD", title[:_LONGEST_TITLE])
    letters = "".join(char for char in bare if not unicodedata.combining(char))
    return " ".join(_WORD.findall(letters.casefold()))


@dataclass(frozen=True, slots=True)
class _Card:
    """What of a record tells its work."""

    ids: tuple[str, ...]
    title: str
    family: str
    year: int

    @property
    def is_long(self) -> bool:
        return len(self.title) >= _SHORTEST_TITLE


def works(records: Sequence[Reference]) -> tuple[tuple[int, ...], ...]:
    """The places of records that are of one work, by the first of each; a record alone is a work of its own.

    A record with a DOI and an arXiv number joins those that have one of the two.
    """
    cards = [_card(record) for record in records]
    leaders = list(range(len(cards)))
    for first, second in (*_registered(cards), *_titled(cards)):
        low, high = sorted((_leader(leaders, first), _leader(leaders, second)))
        leaders[high] = low
    found: dict[int, list[int]] = {}
    for place in range(len(cards)):
        found.setdefault(_leader(leaders, place), []).append(place)
    return tuple(tuple(places) for places in found.values())


def _card(record: Reference) -> _Card:
    names = [name.family or name.literal for name in record.authors[:1]]
    family = plain_title(names[0]).rpartition(" ")[2] if names else ""
    return _Card(ids_of(record), plain_title(record.title), family, record.issued[0] if record.issued else 0)


def _leader(leaders: list[int], place: int) -> int:
    while leaders[place] != place:
        leaders[place] = leaders[leaders[place]]
        place = leaders[place]
    return place


def _registered(cards: Sequence[_Card]) -> Iterator[tuple[int, int]]:
    first: dict[str, int] = {}
    for place, card in enumerate(cards):
        for name in card.ids:
            if (known := first.setdefault(name, place)) != place:
                yield known, place


def _titled(cards: Sequence[_Card]) -> Iterator[tuple[int, int]]:
    """The pairs with titles that are nearly the same, each looked for among its neighbours in order of titles.

    The order is that of titles and of titles read backwards, so that a slip near one end is no matter, and all takes
    little more than linear time (the sorted-neighbourhood method).
    """
    for step in (1, -1):
        order = sorted((card.title[::step], place) for place, card in enumerate(cards) if card.title)
        for rank, (_, place) in enumerate(order):
            for _, other in order[rank + 1 : rank + 1 + _WINDOW]:
                if _is_same(cards[place], cards[other]):
                    yield place, other


def _is_same(first: _Card, second: _Card) -> bool:
    """Whether two records without a registry's word for it are of one work."""
    if first.family and second.family and first.family != second.family:
        return False
    apart = abs(first.year - second.year) if first.year and second.year else 0
    if apart > (_FARTHEST_YEARS if first.is_long and second.is_long else 0):
        return False
    return _is_alike(first, second) and not _is_told_apart(first.ids, second.ids)


def _is_alike(first: _Card, second: _Card) -> bool:
    """Whether two titles are the same but for a slip; those of two parts, or two versions, are not."""
    if first.title == second.title:
        return True
    if not (first.is_long and second.is_long) or _numbers(first.title) != _numbers(second.title):
        return False
    from rapidfuzz import fuzz  # noqa: PLC0415 - compiled code, for those who look for duplicates

    return fuzz.ratio(first.title, second.title, score_cutoff=_ALIKE) > 0


def _numbers(title: str) -> list[str]:
    return [word for word in title.split() if word in _ROMAN or any(char.isdigit() for char in word)]


def _is_told_apart(first: Iterable[str], second: Iterable[str]) -> bool:
    """Whether a registry knows both as works of their own: two DOIs, or two arXiv numbers."""
    kinds, others = (dict(name.split(":", 1) for name in names) for names in (first, second))
    return any(kinds[kind] != others[kind] for kind in kinds.keys() & others.keys())
