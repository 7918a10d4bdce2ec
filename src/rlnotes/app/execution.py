"""Where work is done: here, or wherever an executor takes it; the result is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeAlias, TypeVar

Context = TypeVar("Context")
Piece = TypeVar("Piece")
Result = TypeVar("Result")


class Executor(Protocol):
    """Does the same work on many pieces, perhaps in other processes or on other machines.

    `stage(context)` gives the function that does one piece; it is made once for each worker. Results come in the order
    of the pieces. `stage` is a module's function, so that it can travel by name; context, pieces and results pickle.
    """

    def __call__(
        self, stage: Callable[[Context], Callable[[Piece], Result]], context: Context, pieces: Sequence[Piece], /
    ) -> Iterator[Result]:
        """The result of each piece."""


Tell: TypeAlias = Callable[[str], None]
"""Tells whoever watches a build which stage begins."""


def silent(_stage: str) -> None:
    """Tell nobody."""


def here(
    stage: Callable[[Context], Callable[[Piece], Result]], context: Context, pieces: Sequence[Piece], /
) -> Iterator[Result]:
    """The executor that does the work itself, one piece after the other."""
    return map(stage(context), pieces)


def chunks(pieces: Sequence[Piece], size: int) -> list[Sequence[Piece]]:
    """`pieces` in chunks of `size`, the last one shorter."""
    return [pieces[start : start + size] for start in range(0, len(pieces), size)]
