"""Pictures, sound, film and documents inside a text."""

from __future__ import annotations

import re
from html import escape
from pathlib import PurePosixPath

from rlnotes.model.link import Link
from rlnotes.model.media import FILMS, IMAGES, SOUNDS, ending

_PAGE = re.compile(r"(?:\A|&)page=([0-9]{1,6})(?=&|\Z)")
_SIZE = re.compile(r"([0-9]{1,5})(?:x([0-9]{1,5}))?|([0-9]{1,3})%")


def media_html(link: Link, href: str) -> str:
    """The element that shows the attachment at `href`: a picture, a player, or a link to anything else."""
    kind = ending(link.target)
    *words, last = link.text.split("|")
    size = _SIZE.fullmatch(last.strip())
    words = words if size else [*words, last]
    name = escape(" ".join(word.strip() for word in words).strip())
    source = escape(href)
    label = f' aria-label="{name}"' if name else ""
    if kind in IMAGES:
        title = f' title="{escape(link.title)}"' if link.title else ""
        return f'<img src="{source}" alt="{name}"{title}{_dimensions(size)} loading="lazy">'
    if kind in SOUNDS:
        return f'<audio controls preload="none" src="{source}"{label}></audio>'
    if kind in FILMS:
        return f'<video controls preload="metadata" src="{source}"{_dimensions(size)}{label}></video>'
    page = _PAGE.search(link.fragment or "")
    shown = name or escape(PurePosixPath(link.target).name) + (f", p. {page[1]}" if page else "")
    return f'<a class="attachment" href="{source}">{shown}</a>'


def _dimensions(size: re.Match[str] | None) -> str:
    """The attributes for a size written "300" or "300x200", in CSS pixels, or "50%", in steps of five."""
    if size is None:
        return ""
    if size[3]:
        return f' class="width-{min(max(round(int(size[3]) / 5), 1), 20) * 5}"'
    return f' width="{int(size[1])}"' + (f' height="{int(size[2])}"' if size[2] else "")
