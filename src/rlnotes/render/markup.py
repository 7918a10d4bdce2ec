"""Which characters HTML and XML forbid, and text without them."""

from __future__ import annotations

import re

# XML 1.0 (2.2 Characters) forbids C0 controls but tab and line ends, surrogates, U+FFFE and U+FFFF, even escaped. HTML
# (13.2.3.5 Preprocessing the input stream) also counts C1 controls and all noncharacters as errors.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17))
    + "]"
)


def without_forbidden(text: str) -> str:
    """`text` without the characters that may stand neither in HTML nor in XML."""
    return _FORBIDDEN.sub("", text)
