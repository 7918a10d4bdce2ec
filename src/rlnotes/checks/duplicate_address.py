"""duplicate-address: two files would be published at the same address."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import Subject
from rlnotes.graph.embeds import path_of_node
from rlnotes.graph.site import Site
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.naming import folded
from rlnotes.model.note import position_of
from rlnotes.pages.urls import generated_path, permalink_path


def check(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each file whose address was taken, compared without letter case and Unicode form.

    An old address that is a page of today can't lead elsewhere, so it is one too.
    """
    yield from _taken(subject)
    yield from _redirects(subject)


def _redirects(subject: Subject) -> Iterator[Diagnostic]:
    moved = subject.site.moved
    taken = {folded(path): node for node, path in subject.addresses.paths.items()} if moved else {}
    for path in moved:
        front = subject.site.notes[path].front
        for old in front.redirect_from:
            owner = taken.get(folded(generated_path(subject.addresses, permalink_path(old))))
            if owner:
                message = f"the old address '{old}' is that of {_owner(subject.site, owner)}"
                span = position_of(front, "redirect_from")
                yield Diagnostic(path, span, "duplicate-address", message, "take it out: the page there stays", old)


def _taken(subject: Subject) -> Iterator[Diagnostic]:
    site = subject.site
    for address, (first, second) in subject.addresses.doubled:
        message = f"the address '{address}' belongs to {_owner(site, first)} already"
        way_out = f"give one of them a slug; until then this one is at '{subject.addresses.paths[second]}'"
        path = path_of_node(site, second)
        if path:
            span = position_of(site.notes[path].front, "permalink" if site.notes[path].front.permalink else "slug")
            yield Diagnostic(path, span, "duplicate-address", message, way_out, address)
        else:
            record = site.references[second[1:]]
            yield Diagnostic(record.path, record.span, "duplicate-address", message, way_out, address)


def _owner(site: Site, node: str) -> str:
    if node == "rlnotes":
        return "a page that rlnotes makes"
    return f"'{path_of_node(site, node) or node}'"
