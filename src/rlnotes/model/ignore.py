"""An author's word in the text that certain findings are meant to be there."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from rlnotes.model.place import Span


class Ignore(Struct, frozen=True, gc=False, array_like=True):
    """A comment `<!-- rlnotes: ignore broken-link -->` and the lines it speaks of, both included.

    `rules` are the names as written, each with its place; they need not be rules. Without any it means every rule.
    `span` is the place of the comment as a whole.
    """

    rules: tuple[tuple[str, Span], ...]
    span: Span
    first_line: int
    last_line: int


Ignores: TypeAlias = tuple[Ignore, ...]
