"""Links into other sites: what `[[numpy:ndarray]]` and `[text](inv:numpy#ndarray)` name, looked up in inventories.

An object is found by its exact name, by its name without letter case where it is a label, by its name after that of
the inventory and a dot, and by the last part of its name; the best of these ranks counts. Domain and type may stand
before the name: `numpy:py:class:ndarray`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rlnotes.graph.names import nearest_name
from rlnotes.graph.resolution import Ambiguous, FoundElsewhere, MissingElsewhere
from rlnotes.model.collection import Elsewhere
from rlnotes.model.link import Link
from rlnotes.model.naming import folded
from rlnotes.model.url import INVENTORY_SCHEME
from rlnotes.parse.inventory import InventoryObject, parse_inventory

_OF_ANY_CASE: Final = frozenset({"std:label", "std:term"})
_ANY: Final = frozenset({"", "*"})


@dataclass(frozen=True, slots=True)
class _Objects:
    """The objects of an inventory by name, by folded name where letter case is no matter, and by last part."""

    by_name: Mapping[str, tuple[InventoryObject, ...]]
    by_label: Mapping[str, tuple[InventoryObject, ...]]
    by_end: Mapping[str, tuple[InventoryObject, ...]]
    near: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a link wants: the inventories that may have it, and a domain, type and name; "" where it does not say."""

    inventories: tuple[str, ...]
    name: str
    domain: str = ""
    type: str = ""


def resolve_elsewhere(
    sites: Mapping[str, Elsewhere], link: Link
) -> FoundElsewhere | MissingElsewhere | Ambiguous | None:
    """What a link means that names an object of another site; None if it names none of the `sites`."""
    scheme, colon, rest = link.target.partition(":")
    if scheme.lower() == INVENTORY_SCHEME and colon:
        return _by_address(sites, rest, link.fragment or "")
    if scheme not in sites:
        return None
    key = rest if link.fragment is None else f"{rest}#{link.fragment}"
    return _resolved(sites, scheme, key, _readings(scheme, key))


def _by_address(sites: Mapping[str, Elsewhere], where: str, name: str) -> FoundElsewhere | MissingElsewhere | Ambiguous:
    """What an address means that MyST writes so: `inv:key:domain:type#name`, where all but the name may be left out."""
    key, domain, type_ = (*where.split(":"), "", "")[:3]
    if key not in _ANY and key not in sites:
        return MissingElsewhere(key, "", nearest_name(key, {folded(known): known for known in sites}))
    wanted = _Wanted(tuple(sites) if key in _ANY else (key,), name, domain, type_)
    return _resolved(sites, key, name, (wanted,))


def _readings(inventory: str, key: str) -> Iterator[_Wanted]:
    """What a key may say, best first: a name may have colons, too."""
    yield _Wanted((inventory,), key)
    first, colon, rest = key.partition(":")
    if colon:
        second, more, name = rest.partition(":")
        if more:
            yield _Wanted((inventory,), name, first, second)
        yield _Wanted((inventory,), rest, type=first)
        yield _Wanted((inventory,), rest, domain=first)


def _resolved(
    sites: Mapping[str, Elsewhere], inventory: str, key: str, readings: Iterable[_Wanted]
) -> FoundElsewhere | MissingElsewhere | Ambiguous:
    if not key and inventory in sites:
        return FoundElsewhere(f"{sites[inventory].url}/", inventory, inventory)
    for wanted in readings:
        for found in _ranked(sites, wanted):
            if found:
                return _one_of(sites, found)
    is_unread = inventory in sites and not sites[inventory].inventory
    return MissingElsewhere(inventory, key, _nearest(sites, inventory, key), is_unread)


def _ranked(sites: Mapping[str, Elsewhere], wanted: _Wanted) -> Iterator[list[tuple[str, InventoryObject]]]:
    """The objects that have the name, rank by rank, each with its inventory; what points to one place is one."""
    name = wanted.name
    known = [(inventory, _objects(sites[inventory].inventory)) for inventory in wanted.inventories]
    yield _fitting(wanted, ((each, objects.by_name.get(name, ())) for each, objects in known))
    yield _fitting(wanted, ((each, objects.by_label.get(folded(name), ())) for each, objects in known))
    yield _fitting(wanted, ((each, objects.by_name.get(f"{each}.{name}", ())) for each, objects in known))
    yield _fitting(wanted, ((each, objects.by_end.get(name, ())) for each, objects in known))


def _fitting(
    wanted: _Wanted, found: Iterable[tuple[str, tuple[InventoryObject, ...]]]
) -> list[tuple[str, InventoryObject]]:
    places: dict[tuple[str, str], InventoryObject] = {}
    for inventory, objects in found:
        for each in objects:
            domain, _, type_ = each.kind.partition(":")
            if (wanted.domain in _ANY or wanted.domain == domain) and (wanted.type in _ANY or wanted.type == type_):
                places.setdefault((inventory, each.location), each)
    return [(inventory, each) for (inventory, _), each in places.items()]


def _one_of(sites: Mapping[str, Elsewhere], found: list[tuple[str, InventoryObject]]) -> FoundElsewhere | Ambiguous:
    if len(found) > 1:
        return Ambiguous(tuple(sorted(f"{inventory}:{each.kind}:{each.name}" for inventory, each in found)))
    [(inventory, only)] = found
    return FoundElsewhere(f"{sites[inventory].url}/{only.location.lstrip('/')}", inventory, only.title)


def _nearest(sites: Mapping[str, Elsewhere], inventory: str, key: str) -> str:
    """The name of an object of the inventory most like a key, "" if none is near or it is not told which inventory."""
    return nearest_name(key, _objects(sites[inventory].inventory).near) if inventory in sites else ""


@lru_cache(maxsize=64)
def _objects(content: bytes) -> _Objects:
    objects = parse_inventory(content)
    return _Objects(
        _grouped((each.name, each) for each in objects),
        _grouped((folded(each.name), each) for each in objects if each.kind in _OF_ANY_CASE),
        _grouped((each.name.rpartition(".")[2], each) for each in objects),
        {folded(name): name for each in reversed(objects) for name in (each.name, each.name.rpartition(".")[2])},
    )


def _grouped(pairs: Iterable[tuple[str, InventoryObject]]) -> dict[str, tuple[InventoryObject, ...]]:
    found: defaultdict[str, list[InventoryObject]] = defaultdict(list)
    for name, each in pairs:
        found[name].append(each)
    return {name: tuple(objects) for name, objects in found.items()}
