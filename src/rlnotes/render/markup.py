"""Which characters HTML and XML forbid, and text without them."""

from __future__ import annotations

import re
from typing import Final

# XML 1.0 (2.2 Characters) forbids C0 controls but tab and line ends, surrogates, U+FFFE and U+FFFF, even escaped. HTML
# (13.2.3.5 Preprocessing the input stream) also counts C1 controls and all noncharacters as errors.
_FORBIDDEN: Final = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]"
    rb"|\xef\xb7[\x90-\xaf]|(?:\xef|[\xf0-\xf4][\x8f\x9f\xaf\xbf])\xbf[\xbe\xbf]"
)

# A page is nearly all of these, and in UTF-8 none is a part of another character: what they leave is soon searched. The
# signs of the rest are coarse, but each is sought ten times as fast as the expression above.
_HARMLESS: Final = bytes((*b"\t\n\r", *range(0x20, 0x7F)))
_CONTROL: Final = re.compile(rb"[\x00-\x7f]")
_C1: Final = re.compile(rb"\xc2[\x80-\x9f]")
_SIGNS_OF_NONCHARACTERS: Final = (b"\xef\xb7", b"\xbf\xbe", b"\xbf\xbf")


def utf8_without_forbidden(text: str) -> bytes:
    """`text` in UTF-8 without the characters that may stand neither in HTML nor in XML."""
    encoded = text.encode(errors="ignore")
    return _FORBIDDEN.sub(b"", encoded) if _is_suspect(encoded.translate(None, _HARMLESS)) else encoded


def _is_suspect(rest: bytes) -> bool:
    signs = any(sign in rest for sign in _SIGNS_OF_NONCHARACTERS)
    return bool(signs or _C1.search(rest) or _CONTROL.search(rest))
