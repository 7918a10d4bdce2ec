"""What a first look at a collection shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rlnotes.model.dialect import Dialect
from rlnotes.model.link import LinkForm
from rlnotes.model.note import Kind


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What is in a collection: `kinds` and `dialects` count notes, `links` the links by the form they are written in.

    `outside` is how many links lead to other hosts, `described` how many notes have front matter, `tags` how many
    different tags there are; `languages` count the notes that name theirs.
    """

    kinds: Mapping[Kind, int]
    links: Mapping[LinkForm, int]
    outside: int
    described: int
    tags: int
    dialects: Mapping[Dialect, int]
    languages: Mapping[str, int]

    @property
    def notes(self) -> int:
        """How many notes there are."""
        return sum(self.kinds.values())
