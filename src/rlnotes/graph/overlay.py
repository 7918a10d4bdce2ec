"""A mapping with some of its values changed, without a copy of the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

V = TypeVar("V")

Changes: TypeAlias = Mapping[str, V | None]
"""New values by key; None for a key that is gone."""


@dataclass(frozen=True, slots=True, eq=False)
class Overlay(Mapping[str, V]):
    """`below` with `changes` laid over it. It is read by key; walking it walks all that is below.

    Where a key is new, the keys come in alphabetical order, as those of a linked site do.
    """

    below: Mapping[str, V]
    changes: Changes[V]

    def __getitem__(self, key: str) -> V:
        """The value of a key, the changed one first."""
        if key not in self.changes:
            return self.below[key]
        value = self.changes[key]
        if value is None:
            raise KeyError(key)
        return value

    def __iter__(self) -> Iterator[str]:
        """The keys that are there."""
        new = [key for key in self.changes if key in self and key not in self.below]
        kept = (key for key in self.below if key in self)
        yield from sorted((*kept, *new)) if new else kept

    def __len__(self) -> int:
        """How many keys are there."""
        return len(self.below) + sum((key in self) - (key in self.below) for key in self.changes)


def laid_over(below: Mapping[str, V], changes: Changes[V]) -> Mapping[str, V]:
    """`below` with `changes` laid over it; overlays don't pile up."""
    if isinstance(below, Overlay):
        return Overlay(below.below, {**below.changes, **changes})
    return Overlay(below, changes) if changes else below
