"""The words for nodes: the title a list shows, the name of a kind."""

from __future__ import annotations

from typing import Final

from rlnotes.graph.resolution import NodeId
from rlnotes.graph.site import Site
from rlnotes.model.link import Citation
from rlnotes.model.note import Kind
from rlnotes.model.reference import short_label, year_label
from rlnotes.words.table import Words, said

CHOICES: Final = (
    Kind.NOTE,
    Kind.HUB,
    Kind.TOPIC,
    Kind.LINE,
    Kind.SOURCE,
    Kind.POST,
    Kind.PUBLICATION,
    Kind.TALK,
    Kind.TEACHING,
    Kind.PORTFOLIO,
    Kind.PAGE,
)
"""The kinds of nodes in the order in which readers may choose among them."""


def kind_label(words: Words, kind: Kind) -> str:
    """What one thing of a kind is called."""
    return said(words, f"kind.{kind.value}")


def kind_title(words: Words, kind: Kind) -> str:
    """The heading above the things of a kind, and the name of their collection."""
    return said(words, f"kinds.{kind.value}")


def node_title(site: Site, node: NodeId) -> str:
    """The title of a node: a note's own, or a source's."""
    return site.references[node[1:]].title or node[1:] if node.startswith("@") else site.notes[node].title


def citation_words(site: Site, citation: Citation) -> str:
    """A citation as plain words: "(Shao et al. 2024; Yue et al. 2025)"; as written where it names no source."""
    labels = [
        year_label(reference) if item.author_suppressed and year_label(reference) else short_label(reference)
        for item in citation.items
        if (reference := site.references.get(item.key))
    ]
    if not labels:
        return citation.written
    return labels[0] if citation.is_narrative else f"({'; '.join(labels)})"
