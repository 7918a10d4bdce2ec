"""Where the showing of the moment hangs: put up by the rebuilding thread, read by the server's, which is told of it."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from rlnotes.shell.serving.showing import Showing


class Board:
    """The showing of the moment; `is_closed` once the server ends."""

    __slots__ = ("_loop", "_turn", "is_closed", "showing")

    def __init__(self, showing: Showing) -> None:
        """A board that shows `showing`."""
        self.showing = showing
        self.is_closed = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._turn = asyncio.Event()

    def show(self, showing: Showing) -> None:
        """Put up another showing, from any thread."""
        self.showing = showing
        self._ring()

    def close(self) -> None:
        """Let everyone who waits go, from any thread."""
        self.is_closed = True
        self._ring()

    def turn(self) -> asyncio.Event:
        """An event of the running loop that is set at the next change of the board.

        Ask for it before you look at the board, and no change is missed.
        """
        self._loop = asyncio.get_running_loop()
        return self._turn

    def _ring(self) -> None:
        if self._loop:  # else nobody waits
            with suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(self._turned)

    def _turned(self) -> None:
        turn, self._turn = self._turn, asyncio.Event()
        turn.set()
