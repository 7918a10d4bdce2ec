"""What is asked for, merged into the lock: what is new, what was there, and under which key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rlnotes.app.sources.items import Item, item_of
from rlnotes.app.sources.keys import is_citable, made_key, unique_key
from rlnotes.graph.works import works
from rlnotes.model.naming import folded
from rlnotes.model.reference import Reference


@dataclass(frozen=True, slots=True)
class Found:
    """A record that came in: from where, in words for people, and which version of an arXiv paper it tells of.

    `more` are fields of its item of which the record says nothing.
    """

    record: Reference
    origin: str
    version: int = 0
    more: Item = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Added:
    """A record that is new: its key, and why that is not the one its file gives, if so."""

    key: str
    found: Found
    why: str = ""


@dataclass(frozen=True, slots=True)
class There:
    """A record of a work that was there already: under which key, where, and what the lock's record gains by it."""

    key: str
    found: Found
    path: str = ""
    line: int = 0
    gained: tuple[str, ...] = ()


@dataclass(slots=True)
class Merged:
    """The lock's items by key, and what happened, in the order of what came in."""

    items: dict[str, dict[str, Any]]
    told: list[Added | There] = field(default_factory=list)


def merged(known: Sequence[Reference], items: Sequence[Item], found: Sequence[Found]) -> Merged:
    """The lock after taking in what was found; `known` are all records of the site, those of the lock among them."""
    result = Merged({str(item["id"]): dict(item) for item in items})
    records = [*known, *(each.record for each in found)]
    first = {place: places[0] for places in works(records) for place in places}
    taken = {folded(record.key) for record in known} | {folded(key) for key in result.items}
    keys: dict[int, str] = {place: record.key for place, record in enumerate(known)}
    for place, each in enumerate(found, len(known)):
        leader = first[place]
        if leader in keys:
            result.told.append(_there(result, keys[leader], records[leader], each))
        else:
            added = _added(each, taken)
            keys[leader] = added.key
            taken.add(folded(added.key))
            result.items[added.key] = {"id": added.key, **item_of(each.record, each.version), **each.more}
            result.told.append(added)
    return result


def _added(each: Found, taken: set[str]) -> Added:
    written = each.record.key
    if written and not is_citable(written):
        key = unique_key(made_key(each.record), taken)
        return Added(key, each, f"'{written[:80]}' can't be cited as it is")
    key = unique_key(written or made_key(each.record), taken)
    return Added(key, each, f"'{written}' is another work" if written and key != written else "")


def _there(result: Merged, key: str, leader: Reference, each: Found) -> There:
    """What was there; the lock's record takes over an identifier that it lacks, by which the work is known again."""
    item = result.items.get(key)
    gained: list[str] = []
    new = item_of(each.record)
    for name in ("DOI", "number") if item is not None else ():
        if item is not None and name in new and not item.get(name):
            item[name] = new[name]
            gained.append(name)
    return There(key, each, leader.path, leader.span.line, tuple(gained))
