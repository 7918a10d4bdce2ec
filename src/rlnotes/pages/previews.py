"""What a link shows of the page behind it before anyone follows it: a few notes to a file, found by a page's path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rlnotes.graph.resolution import NodeId
from rlnotes.graph.site import Site
from rlnotes.model.page import Page
from rlnotes.pages.edition import Edition
from rlnotes.pages.faces import Face
from rlnotes.pages.sentences import worded
from rlnotes.pages.views.parts import LinkView
from rlnotes.pages.views.service import PreviewsView, PreviewView

_MOST_LETTERS: Final = 260
_MOST_NEAR: Final = 3


def outline_previews(edition: Edition) -> Iterator[tuple[str, str]]:
    """A file of previews for each group of pages."""
    return ((path, path) for path in edition.previews)


def plan_previews(edition: Edition, path: str, _subject: str) -> Page:
    """The previews of one group of pages."""
    previews = tuple(_preview(edition, edition.faces[node]) for node in edition.previews[path])
    return Page(path, "previews.json.jinja", PreviewsView(previews))


def _preview(edition: Edition, face: Face) -> PreviewView:
    note = text_path(edition.site, face.node)
    return PreviewView(
        path=face.path,
        title=face.title,
        kind_label=face.kind_label,
        status=face.status,
        state=face.state,
        text=face.claim or face.description,
        lines=_first_lines(edition, note) if note else "",
        member_count=face.member_count,
        citing=face.citing,
        linking=len(edition.site.backlinks.get(face.node, ())),
        near=tuple(_near(edition, face.node)),
    )


def text_path(site: Site, node: NodeId) -> str:
    """The note whose text a node's page shows; "" for a source that no note is about."""
    return site.comments.get(node.removeprefix("@"), "") if node.startswith("@") else node


def _near(edition: Edition, node: NodeId) -> Iterator[LinkView]:
    for each in edition.related.get(node, ())[:_MOST_NEAR]:
        face = edition.faces[each.node]
        yield LinkView(face.short_title, face.path)


def _first_lines(edition: Edition, note: str) -> str:
    """The beginning of a text, cut between words."""
    words = worded(edition, note, edition.site.bodies[note].lead)
    if len(words) <= _MOST_LETTERS:
        return words
    cut = words[:_MOST_LETTERS].rpartition(" ")[0] or words[:_MOST_LETTERS]
    return f"{cut.rstrip(' ,;:.')} …"
