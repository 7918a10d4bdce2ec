"""Changes as they come in, gathered until it is quiet: one rebuild for a save, and one for a thousand files."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_QUIET_SECONDS: Final = 0.02
_LONG_QUIET_SECONDS: Final = 0.1  # a checkout or a copy pauses between files
_MANY: Final = 20
_LONGEST_SECONDS: Final = 2.0
_TICK_SECONDS: Final = 0.5  # where a wait can't be interrupted, Ctrl-C has to wait so long


@dataclass(frozen=True, slots=True)
class Burst:
    """Changes that belong together: when the first and the last came, in seconds, and how many files they touch."""

    first: float
    last: float
    files: int

    @property
    def due(self) -> float:
        """When to rebuild, unless more changes come."""
        quiet = _QUIET_SECONDS if self.files < _MANY else _LONG_QUIET_SECONDS
        return min(self.last + quiet, self.first + _LONGEST_SECONDS)


class Changes:
    """Where changes are noted, from any thread, and waited for."""

    __slots__ = ("_clock", "_first", "_last", "_noted", "_paths", "taken")

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """No changes yet."""
        self._clock = clock
        self._noted = threading.Condition()
        self._paths: set[str] = set()
        self.taken: frozenset[str] = frozenset()  # the paths of the changes gathered last
        self._first = self._last = 0.0

    def note(self, path: str) -> None:
        """Something at `path` changed."""
        with self._noted:
            self._last = self._clock()
            if not self._paths:
                self._first = self._last
            self._paths.add(path)
            self._noted.notify()

    def gathered(self, patience: float | None = None) -> bool:
        """Whether there were changes, once they have come to rest; False after `patience` seconds without any.

        What changes from then on belongs to the next ones.
        """
        limit = None if patience is None else self._clock() + patience
        with self._noted:
            while not self._paths:
                if limit is not None and self._clock() >= limit:
                    return False
                self._noted.wait(_TICK_SECONDS if limit is None else min(_TICK_SECONDS, limit - self._clock()))
            while (left := Burst(self._first, self._last, len(self._paths)).due - self._clock()) > 0:
                self._noted.wait(left)
            self.taken = frozenset(self._paths)
            self._paths.clear()
            return True
