"""The lock's records asked for again: what is other now, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from rlnotes.app.sources.answers import Told
from rlnotes.app.sources.items import Item, item_of

_NOT_ASKED: Final = frozenset({"id", "abstract", "note"})
"""Fields that are the author's."""


@dataclass(frozen=True, slots=True)
class Change:
    """A field that is other: what it was and what it is; None where there was nothing."""

    field: str
    before: Any
    after: Any


def updated(item: Item, told: Told) -> tuple[Mapping[str, Any], tuple[Change, ...]]:
    """The item as it is told now, with the changes; what the service does not say stays."""
    fresh = {name: value for name, value in item_of(told.record, told.version).items() if name not in _NOT_ASKED}
    news = {name: value for name, value in fresh.items() if not _is_known(item.get(name), value)}
    return {**item, **news}, tuple(Change(name, item.get(name), value) for name, value in news.items())


def _is_known(before: object, after: object) -> bool:
    """Whether an item says what it is told, or more: the day of a year."""
    match before, after:
        case {"date-parts": [[*known], *_]}, {"date-parts": [[*parts], *_]}:
            return known[: len(parts)] == parts
        case _:
            return bool(before == after)
