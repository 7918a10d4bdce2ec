"""How far a long build is, on one line of a terminal that is gone when the build is done."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, TextIO, TypeAlias, TypeVar

Result = TypeVar("Result")
Stage: TypeAlias = Callable[[Any], Callable[[Any], Any]]

_PATIENCE: Final = 1.0
"""Seconds in which nothing is shown: most builds are done by then."""
_PAUSE: Final = 0.2
"""Seconds between two counts; a new stage is shown at once, or a long one would bear the name of the last."""
_BAR: Final = 24
_STAGE: Final = 10
_COLUMNS: Final = 80


def is_bar_wanted(environment: Mapping[str, str], *, is_terminal: bool) -> bool:
    """Whether someone watches: on a terminal that is not dumb, outside of CI.

    The bar has no colours, so `NO_COLOR` (no-color.org) takes nothing from it.
    """
    return is_terminal and not environment.get("CI") and environment.get("TERM") != "dumb"


@dataclass(frozen=True, slots=True)
class Work:
    """What an executor is to do, the word for it, and `shares`: the items that each of the pieces is about."""

    word: str
    stage: Stage
    context: Any
    pieces: Sequence[Any]
    shares: Sequence[Sequence[Any]]


@dataclass(slots=True)
class Bar:
    """The line on which a build tells its stage and how many pieces of it are done; `clock` counts seconds.

    It is drawn when something happens, by no thread: threads and forked workers do not go together. Plain characters
    and a carriage return do, on any terminal.
    """

    stream: TextIO
    clock: Callable[[], float]
    started: float
    stage: str = ""
    drawn: float = 0.0
    length: int = 0

    def show(self, stage: str, done: int = 0, total: int = 0) -> None:
        """Tell that `done` of `total` pieces of a stage are done; no total means that there is nothing to count."""
        now = self.clock()
        is_new, self.stage = stage != self.stage, stage
        if now - self.started < _PATIENCE or (not is_new and now - self.drawn < _PAUSE):
            return
        self.drawn = now
        self._draw(bar_text(stage, done, total))

    def counted(self, work: Work, results: Iterable[Result]) -> Iterator[Result]:
        """The results of a work's pieces, told as they pass; then the stage around it goes on."""
        around, done, total = self.stage, 0, sum(map(len, work.shares))
        self.show(work.word, done, total)
        for share, result in zip(work.shares, results, strict=True):
            done += len(share)
            self.show(work.word, done, total)
            yield result
        if around != work.word:
            self.show(around)

    def erase(self) -> None:
        """Leave the line as it was before."""
        if self.length:
            self._draw("")

    def _draw(self, text: str) -> None:
        """Write over what is shown. A terminal that went away stops no build."""
        with suppress(OSError):
            text = text[: _columns(self.stream) - 1]
            blank = " " * (self.length - len(text))
            self.length = len(text)
            self.stream.write(f"\r{text}{blank}" if text else f"\r{blank}\r")
            self.stream.flush()


def bar_text(stage: str, done: int, total: int) -> str:
    """A stage as the bar shows it: `parsing    [######                  ] 2,528/10,000`."""
    if not total:
        return f"{stage} ..."
    filled = "#" * (_BAR * done // total)
    return f"{stage:<{_STAGE}} [{filled:<{_BAR}}] {done:,}/{total:,}"


def _columns(stream: TextIO) -> int:
    """How wide the terminal is now; a usual one where it does not know."""
    return os.get_terminal_size(stream.fileno()).columns or _COLUMNS
