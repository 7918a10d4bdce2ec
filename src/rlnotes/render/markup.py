"""Which characters HTML and XML forbid, and text without them."""

from __future__ import annotations

import re
from typing import Final

# XML 1.0 (2.2 Characters) forbids C0 controls but tab and line ends, surrogates, U+FFFE and U+FFFF, even escaped. HTML
# (13.2.3.5 Preprocessing the input stream) also counts C1 controls and all noncharacters as errors. Pages are searched
# as UTF-8, where each kind has few first bytes: ten times as fast as a class of characters.
_CONTROLS: Final = bytes((*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F))
_C1: Final = re.compile(rb"\xc2[\x80-\x9f]")
_NONCHARACTERS: Final = re.compile(rb"\xef\xb7[\x90-\xaf]|(?:\xef|[\xf0-\xf4][\x8f\x9f\xaf\xbf])\xbf[\xbe\xbf]")
_SIGNS_OF_NONCHARACTERS: Final = (b"\xef\xb7", b"\xbf\xbe", b"\xbf\xbf")


def utf8_without_forbidden(text: str) -> bytes:
    """`text` in UTF-8 without the characters that may stand neither in HTML nor in XML."""
    encoded = _C1.sub(b"", text.encode(errors="ignore").translate(None, _CONTROLS))
    if any(sign in encoded for sign in _SIGNS_OF_NONCHARACTERS):
        return _NONCHARACTERS.sub(b"", encoded)
    return encoded
