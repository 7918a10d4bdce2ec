"""unknown-citation: a citation names a source that does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rlnotes.checks.links import Subject, did_you_mean
from rlnotes.graph.names import nearest_name
from rlnotes.graph.site import Site
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.place import Span

_HAS_YEAR = re.compile(r"[0-9]{2}")


def check(subject: Subject, path: str) -> Iterator[Diagnostic]:
    """A finding for each unknown key.

    In running text `@word` may be anything; there it is taken for a citation only if it looks like a key (has two
    digits in a row) or is near one.
    """
    site = subject.site
    note = site.notes[path]
    for citation in note.citations:
        for item in citation.items:
            if item.key not in site.references and (not citation.is_narrative or _is_meant(site, item.key)):
                yield _finding(site, path, item.key, item.span)
    for cited in note.front.cited:
        if cited.key not in site.references:
            yield _finding(site, path, cited.key, cited.span)


def _is_meant(site: Site, key: str) -> bool:
    return bool(site.near_keys) and bool(_HAS_YEAR.search(key) or nearest_name(key, site.near_keys))


def _finding(site: Site, path: str, key: str, span: Span) -> Diagnostic:
    way_out = did_you_mean(nearest_name(key, site.near_keys))
    return Diagnostic(path, span, "unknown-citation", f"no source '{key}'", way_out, key)
