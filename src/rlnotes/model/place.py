"""Where something stands: a file's text and the places in it."""

from __future__ import annotations

from msgspec import Struct


class Source(Struct, frozen=True, gc=False, array_like=True):
    """One file as read: its path below the notes folder (POSIX, relative) and its text."""

    path: str
    text: str


class Span(Struct, frozen=True, order=True, gc=False, array_like=True):
    """A stretch of a file.

    Lines and columns count from 1; columns count Unicode code points; the end is exclusive.
    """

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


TOP = Span()


def span_on_line(line: int, column: int, length: int) -> Span:
    """The span of `length` code points that starts at `line`:`column` and stays on the line."""
    return Span(line, column, line, column + length)
