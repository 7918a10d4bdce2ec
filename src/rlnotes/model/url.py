"""Which addresses may stand in a page: an allow-list of schemes, for notes, front matter and bibliographies alike."""

from __future__ import annotations

import re
from typing import Final

SAFE_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel", "doi", "ftp"})

INVENTORY_SCHEME: Final = "inv"
"""What begins an address that an inventory has yet to tell: `inv:numpy#ndarray`, as MyST writes it."""
_INTERNAL: Final = frozenset({"", INVENTORY_SCHEME})

# RFC 3986, section 3.1. Browsers strip tabs and newlines from an address before they look for its scheme.
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*(?=:)")
_STRIPPED_BY_BROWSERS = re.compile(r"[\x00-\x20]")
_HOST = re.compile(r"[\x00-\x20]*+[/\\][\t\n\r]*+[/\\]")  # to which a backslash is a slash


def url_scheme(url: str) -> str:
    """The scheme of `url` in lower case, as a browser would find it; "" for a relative address."""
    found = _SCHEME.match(_STRIPPED_BY_BROWSERS.sub("", url[:2000]))
    return found[0].lower() if found else ""


def is_external(url: str) -> bool:
    """Whether `url` leads away from the collection: it names a host, or a scheme other than that of inventories."""
    return bool(_HOST.match(url)) or url_scheme(url) not in _INTERNAL


def is_safe_url(url: str) -> bool:
    """Whether `url` is an absolute address whose scheme a page may link."""
    return url_scheme(url) in SAFE_SCHEMES
