"""Whether a file is a citation style that can be used: what it is instead, or what it lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rlnotes.model.reference import Name, Reference
from rlnotes.pages.csl.processor import Cite, Style, compiled, raw_citation, raw_entry

_PARENT = re.compile(r"""<link\b[^<>]*\brel=["']independent-parent["'][^<>]*>""")
_ADDRESS = re.compile(r"""\bhref=["']([^"'<>]*)["']""")
_HTML = re.compile(r"\s*(?:<!doctype html|<html)", re.IGNORECASE)
_TRIALS: Final = ("article-journal", "book", "webpage")


def style_problem(style: Style) -> str:
    """What keeps `style` from being used, or ""."""
    if not style.xml.strip():
        return "it is empty"
    if _HTML.match(style.xml):
        return "it is a page of HTML"
    if parent := _PARENT.search(style.xml):
        address = _ADDRESS.search(parent[0])
        return f"it is a dependent style, which names another one, {address[1] if address else 'its parent'}; take that"
    try:
        return next(_lacks(style), "")
    except SyntaxError as error:  # lxml's are of that kind
        return f"it is not XML that can be read: {error.msg}"
    except Exception as error:  # the processor raises many kinds for what it can't use
        return f"the citation processor can't use it ({type(error).__name__}: {error})"


def _lacks(style: Style) -> Iterator[str]:
    if "http://purl.org/net/xbiblio/csl" not in style.xml:
        yield "it is not in the language of citation styles, CSL"
    root = compiled(style).root
    if root.citation is None:
        yield "it has no element 'citation'"
    if root.bibliography is None:
        yield "it has no element 'bibliography', which lists of sources take"
    for type_ in _TRIALS:
        work = Reference("key", type_, "Title", (Name("Family", "Given"),), issued=(2020, 1, 2), venue="Venue")
        raw_entry(style, work)
        raw_citation(style, (Cite(work, 1),))
