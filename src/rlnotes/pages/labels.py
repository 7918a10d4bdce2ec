"""The words for nodes: the title a list shows, the name of a kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rlnotes.graph.resolution import NodeId
from rlnotes.graph.site import Site
from rlnotes.model.link import Citation
from rlnotes.model.note import Kind
from rlnotes.model.reference import short_label

KIND_LABELS: Final[Mapping[Kind, str]] = {
    Kind.NOTE: "Note",
    Kind.HUB: "Hub",
    Kind.TOPIC: "Topic",
    Kind.LINE: "Inquiring line",
    Kind.SOURCE: "Source",
    Kind.POST: "Post",
    Kind.PUBLICATION: "Publication",
    Kind.TALK: "Talk",
    Kind.TEACHING: "Teaching",
    Kind.PORTFOLIO: "Project",
    Kind.PAGE: "Page",
}

COLLECTION_TITLES: Final[Mapping[Kind, str]] = {
    Kind.POST: "Posts",
    Kind.PUBLICATION: "Publications",
    Kind.TALK: "Talks",
    Kind.TEACHING: "Teaching",
    Kind.PORTFOLIO: "Portfolio",
}


def node_title(site: Site, node: NodeId) -> str:
    """The title of a node: a note's own, or a source's."""
    return site.references[node[1:]].title or node[1:] if node.startswith("@") else site.notes[node].title


def citation_words(site: Site, citation: Citation) -> str:
    """A citation as plain words: "(Shao et al. 2024; Yue et al. 2025)"; as written where it names no source."""
    labels = [
        str(reference.issued[0]) if item.author_suppressed and reference.issued else short_label(reference)
        for item in citation.items
        if (reference := site.references.get(item.key))
    ]
    if not labels:
        return citation.written
    return labels[0] if citation.is_narrative else f"({'; '.join(labels)})"
