"""An author's word in the text that certain findings are meant to be there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from rlnotes.model.place import Span


@dataclass(frozen=True, slots=True)
class Ignore:
    """A comment `<!-- rlnotes: ignore broken-link -->` and the lines it speaks of, both included.

    `rules` are the names as written, each with its place; they need not be rules. Without any it means every rule.
    `span` is the place of the comment as a whole.
    """

    rules: tuple[tuple[str, Span], ...]
    span: Span
    first_line: int
    last_line: int


Ignores: TypeAlias = tuple[Ignore, ...]
