"""The text in a file's bytes, and the place where it stops being UTF-8."""

from __future__ import annotations

import codecs
from typing import Final

from rlnotes.model.diagnostic import Diagnostic, Diagnostics
from rlnotes.model.holes import without_noncharacters
from rlnotes.model.place import TOP, Source, span_on_line

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def decoded(path: str, content: bytes) -> tuple[Source, Diagnostics]:
    """The text of `path`, without a byte-order mark; bytes that are not UTF-8 are replaced and reported."""
    text, found = _text(path, content)
    return Source(path, without_noncharacters(text)), found


def _text(path: str, content: bytes) -> tuple[str, Diagnostics]:
    for mark, name in _MARKS:
        if content.startswith(mark):
            finding = Diagnostic(path, TOP, "not-utf8", f"the file is {name}; it was read as such", "save it as UTF-8")
            return content.decode(name, errors="replace"), (finding,)
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode(), ()
    except UnicodeDecodeError as error:
        return content.decode(errors="replace"), (_bad_byte(path, content, error.start),)


def _bad_byte(path: str, content: bytes, start: int) -> Diagnostic:
    """The first byte that is not UTF-8, at its line and column."""
    before = content[:start].decode().replace("\r\n", "\n").replace("\r", "\n")
    span = span_on_line(before.count("\n") + 1, len(before) - before.rfind("\n"), 1)
    return Diagnostic(path, span, "not-utf8", f"byte 0x{content[start]:02x} is not UTF-8", "save the file as UTF-8")
