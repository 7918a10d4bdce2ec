"""A Markdown link's address taken apart: target and fragment."""

from __future__ import annotations

from urllib.parse import unquote

from rlnotes.model.holes import without_noncharacters
from rlnotes.model.url import url_scheme


def target_and_fragment(href: str) -> tuple[str, str | None]:
    """The percent-decoded path and what follows `#`, None without one."""
    path, mark, fragment = href.partition("#")
    return _decoded(path), _decoded(fragment) if mark else None


def browser_address(url: str) -> str:
    """What a browser can follow: a DOI goes through its resolver."""
    return f"https://doi.org/{url.partition(':')[2]}" if url_scheme(url) == "doi" else url


def _decoded(text: str) -> str:
    return without_noncharacters(unquote(text)).replace("\0", "\ufffd")
