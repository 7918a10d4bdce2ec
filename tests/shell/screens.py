"""Terminals as a reader sees them: what was written, and what of it can be read at the end."""

from __future__ import annotations

import os
from contextlib import suppress


def taken(reader: int) -> str:
    """What has come to a terminal, read from its other side, until nothing more is there."""
    found = b""
    with suppress(OSError):  # nobody writes any more, or nothing is there yet
        while part := os.read(reader, 1 << 16):
            found += part
    return found.decode()


def screen(written: str) -> list[str]:
    """The lines that stand on a wide terminal after `written`; a carriage return writes over its line."""
    lines: list[list[str]] = [[]]
    column = 0
    for character in written:
        if character == "\n":
            lines.append([])
            column = 0
        elif character == "\r":
            column = 0
        else:
            lines[-1][column : column + 1] = character
            column += 1
    return [text for line in lines if (text := "".join(line).rstrip())]
