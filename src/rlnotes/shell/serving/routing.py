"""Which file of the site a request means: its path decoded once, kept inside, below the base path or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias
from urllib.parse import quote, unquote, unquote_to_bytes, urlsplit

from rlnotes.shell.addresses import is_plain

INDEX: Final = "index.html"


@dataclass(frozen=True, slots=True)
class Found:
    """The file at an output path."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The address to ask instead: a path that starts with one slash."""

    address: str


Target: TypeAlias = Found | Elsewhere | None


def base_path(base_url: str) -> str:
    """The path of a site's address, decoded: "kb/" for `https://example.org/kb`, "" for a site at a host's root."""
    path = unquote(urlsplit(base_url).path).strip("/")
    return f"{path}/" if path else ""


def site_path(raw: bytes) -> str | None:
    """The path of a request without its first slash, percent-decoded once; None where no file can be meant.

    That is what is not UTF-8, leaves the site or has empty parts, backslashes or control characters, and any dotfile.
    """
    try:
        path = unquote_to_bytes(raw).decode()
    except UnicodeDecodeError:
        return None
    name = path.removeprefix("/").removesuffix("/")
    if path == "/":
        return ""
    is_fit = path.startswith("/") and is_plain(name) and not any(part.startswith(".") for part in name.split("/"))
    return path[1:] if is_fit else None


def candidates(path: str, base: str) -> tuple[str, ...]:
    """The output paths that a request's path may mean, best first: below the base path, then below the root."""
    inner = (path[len(base) :],) if base and path.startswith(base) else ()
    return tuple(f"{each}{INDEX}" if each == "" or each.endswith("/") else each for each in (*inner, path))


def target(path: str, base: str, content: Callable[[str], bytes | None]) -> Target:
    """What is at a request's path: a file, or the folder that was meant."""
    if base and (path == "" or f"{path}/" == base):
        return Elsewhere(f"/{quote(base)}")
    for candidate in candidates(path, base):
        if (found := content(candidate)) is not None:
            return Found(candidate, found)
    is_folder = not path.endswith("/") and any(content(each) is not None for each in candidates(f"{path}/", base))
    return Elsewhere(f"/{quote(path)}/") if is_folder else None
