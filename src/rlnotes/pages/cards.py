"""Cards and short lists: how a node looks where others list it."""

from __future__ import annotations

from rlnotes.graph.members import note_tags
from rlnotes.graph.resolution import NodeId
from rlnotes.graph.site import Member
from rlnotes.model.naming import folded
from rlnotes.model.note import Kind, Status
from rlnotes.model.reference import Reference, author_label, short_label
from rlnotes.pages.edition import Edition
from rlnotes.pages.frame import all_notes_crumb, node_link
from rlnotes.pages.labels import kind_label, node_title, note_of, short_title
from rlnotes.pages.reasons import reason
from rlnotes.pages.urls import href
from rlnotes.pages.views_parts import (
    CardView,
    Colophon,
    LinkView,
    PaperView,
    RelatedView,
    TagLink,
)


def card(
    edition: Edition, origin: str, member: Member, *, with_kind: bool = False, with_claim: bool = False
) -> CardView:
    """The card of a listed node; a label of the listing goes before the node's own, and only the unusual is said."""
    node, site = member.node, edition.site
    note = note_of(site, node)
    front = note.front if note else None
    return CardView(
        title=member.title or node_title(site, node),
        href=_node_href(edition, origin, node),
        description=member.description or (front.description if front else _source_line(site.references[node[1:]])),
        kind_label=kind_label(site, node) if with_kind else "",
        status=front.status if front and front.status is not Status.FINISHED else None,
        state=front.state if front else None,
        note_count=member_count(edition, node),
        date=site.dates[note.path].created if note else None,
        claim=(member.claim or (front.claim if front else "")) if with_claim else "",
        related=related_views(edition, origin, node),
    )


def _node_href(edition: Edition, origin: str, node: NodeId) -> str:
    return href(edition.addresses, origin, edition.addresses.paths[node])


def _source_line(reference: Reference) -> str:
    return short_label(reference)


def member_count(edition: Edition, node: NodeId) -> int | None:
    """How many notes a hub or topic lists; None for anything else."""
    site = edition.site
    if node in site.sections:
        return sum(len(section.members) for section in site.sections[node])
    return len(site.topics[node]) if node in site.topics else None


def mixed_cards(
    edition: Edition, origin: str, members: tuple[Member, ...], *, with_claim: bool = False
) -> tuple[CardView, ...]:
    """The cards of a list; each says its kind if it is not a plain note."""
    return tuple(
        card(edition, origin, member, with_kind=not is_plain(edition, member.node), with_claim=with_claim)
        for member in members
    )


def is_plain(edition: Edition, node: NodeId) -> bool:
    """Whether a node is a note like most, whose kind needs no saying."""
    note = edition.site.notes.get(node)
    return note is not None and note.front.kind is Kind.NOTE


def related_views(edition: Edition, origin: str, node: NodeId) -> tuple[RelatedView, ...]:
    """The close notes of a node with their reasons."""
    return tuple(
        RelatedView(node_title(edition.site, r.node), _node_href(edition, origin, r.node), reason(edition.site, r))
        for r in edition.related.get(node, ())
    )


def breadcrumbs(edition: Edition, origin: str, node: NodeId) -> tuple[LinkView, ...]:
    """All notes, then the hubs above a node, topmost first."""
    hubs = edition.lineages.get(node, ())
    return (
        all_notes_crumb(edition, origin),
        *(node_link(edition, origin, hub, short_title(edition.site, hub)) for hub in hubs),
    )


def hub_links(edition: Edition, origin: str, node: NodeId) -> tuple[LinkView, ...]:
    """The hubs that list a node, under their own titles."""
    above = edition.site.parents.get(node, ())
    return _titled(edition, origin, tuple(parent for parent in above if parent in edition.site.sections))


def topic_links(edition: Edition, origin: str, node: NodeId) -> tuple[LinkView, ...]:
    """The topics that gather a node, under their own titles."""
    above = edition.site.parents.get(node, ())
    return _titled(edition, origin, tuple(parent for parent in above if parent in edition.site.topics))


def _titled(edition: Edition, origin: str, nodes: tuple[NodeId, ...]) -> tuple[LinkView, ...]:
    return tuple(node_link(edition, origin, node, node_title(edition.site, node)) for node in nodes)


def tag_links(edition: Edition, origin: str, path: str) -> tuple[TagLink, ...]:
    """The tags of a note as links to their pages; an unlisted note's lead nowhere and are left out."""
    if edition.site.nodes[path] not in edition.site.listed:
        return ()
    return tuple(
        TagLink(tag, href(edition.addresses, origin, edition.addresses.tags[folded(tag)]))
        for tag in note_tags(edition.site.notes[path])
    )


def colophon(edition: Edition, path: str) -> Colophon:
    """What is known about the text of a note itself."""
    front, dates = edition.site.notes[path].front, edition.site.dates[path]
    return Colophon(
        status=front.status,
        confidence=front.confidence,
        importance=front.importance,
        state=front.state,
        created=dates.created,
        updated=dates.updated if dates.updated != dates.created else None,
        authors=front.authors or tuple(filter(None, (edition.config.author,))),
        license=front.license or edition.config.license,
    )


def paper(edition: Edition, origin: str, key: str) -> PaperView:
    """A source as a line of a list."""
    reference = edition.site.references[key]
    return PaperView(
        title=reference.title or key,
        href=_node_href(edition, origin, f"@{key}"),
        authors=author_label(reference) if reference.authors else "",
        year=str(reference.issued[0]) if reference.issued else "",
        venue=reference.venue,
        cited_by_count=len(edition.site.cited_by.get(key, ())),
    )
