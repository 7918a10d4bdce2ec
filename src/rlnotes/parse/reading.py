"""A file's text as every parser wants it: one kind of line end, no byte-order mark, no reserved characters."""

from __future__ import annotations

from rlnotes.model.holes import without_noncharacters


def plain_lines(text: str) -> str:
    r"""`text` with `\n` line ends, without byte-order mark, NUL and noncharacters as U+FFFD."""
    if text.isascii() and "\r" not in text and "\0" not in text:
        return text
    unmarked = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return without_noncharacters(unmarked.replace("\0", "\ufffd"))
