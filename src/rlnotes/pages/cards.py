"""Cards and short lists: how a node looks where others list it."""

from __future__ import annotations

from urllib.parse import quote

from rlnotes.graph.members import note_tags
from rlnotes.graph.related import Related
from rlnotes.graph.resolution import NodeId, source_node
from rlnotes.graph.site import Member
from rlnotes.model.naming import folded
from rlnotes.model.note import Kind
from rlnotes.model.reference import author_label, year_label
from rlnotes.pages.edition import Edition
from rlnotes.pages.frame import node_link
from rlnotes.pages.reasons import reason
from rlnotes.pages.urls import href
from rlnotes.pages.views.parts import CardView, Colophon, LinkView, PaperView, RelatedView, RelationView, TagLink


def card(
    edition: Edition, origin: str, member: Member, *, with_kind: bool = False, with_claim: bool = False
) -> CardView:
    """The card of a listed node; a label of the listing goes before the node's own, and only the unusual is said."""
    face = edition.faces[member.node]
    return CardView(
        title=member.title or face.title,
        href=href(edition.addresses, origin, face.path),
        description=member.description or face.description,
        kind_label=face.kind_label if with_kind else "",
        status=face.status,
        state=face.state,
        note_count=face.member_count,
        date=face.created,
        claim=(member.claim or face.claim) if with_claim else "",
        related=related_views(edition, origin, face.node),
        lang=face.lang,
    )


def mixed_card(edition: Edition, origin: str, member: Member, *, with_claim: bool = False) -> CardView:
    """The card of a node in a list of several kinds: it says its kind if it is not a plain note."""
    is_plain = edition.faces[member.node].is_plain
    return card(edition, origin, member, with_kind=not is_plain, with_claim=with_claim)


def bare_card(edition: Edition, origin: str, node: NodeId) -> CardView:
    """The card of a node in a list of several kinds, short of the notes close to it."""
    face = edition.faces[node]
    return CardView(
        title=face.title,
        href=href(edition.addresses, origin, face.path),
        description=face.description,
        kind_label="" if face.is_plain else face.kind_label,
        status=face.status,
        state=face.state,
        note_count=face.member_count,
        date=face.created,
        lang=face.lang,
    )


def mixed_cards(
    edition: Edition, origin: str, members: tuple[Member, ...], *, with_claim: bool = False
) -> tuple[CardView, ...]:
    """The cards of a list; each says its kind if it is not a plain note."""
    return tuple(mixed_card(edition, origin, member, with_claim=with_claim) for member in members)


def related_views(edition: Edition, origin: str, node: NodeId) -> tuple[RelatedView, ...]:
    """The close notes of a node with their reasons."""
    return tuple([_related(edition, origin, related) for related in edition.related.get(node, ())])


def _related(edition: Edition, origin: str, related: Related) -> RelatedView:
    face = edition.faces[related.node]
    return RelatedView(face.title, href(edition.addresses, origin, face.path), reason(edition, related), face.lang)


def hub_links(edition: Edition, origin: str, node: NodeId) -> tuple[LinkView, ...]:
    """The hubs that list a node, under their own titles."""
    return _links_above(edition, origin, node, Kind.HUB)


def topic_links(edition: Edition, origin: str, node: NodeId) -> tuple[LinkView, ...]:
    """The topics that gather a node, under their own titles."""
    return _links_above(edition, origin, node, Kind.TOPIC)


def _links_above(edition: Edition, origin: str, node: NodeId, kind: Kind) -> tuple[LinkView, ...]:
    above = edition.site.parents.get(node, ())
    return tuple(node_link(edition, origin, parent) for parent in above if edition.faces[parent].kind is kind)


def tag_links(edition: Edition, origin: str, path: str) -> tuple[TagLink, ...]:
    """The tags of a note as links to their pages; an unlisted note's lead nowhere and are left out."""
    if not edition.faces[edition.site.nodes[path]].is_listed:
        return ()
    return tuple(
        TagLink(tag, href(edition.addresses, origin, edition.addresses.tags[folded(tag)]))
        for tag in note_tags(edition.site.notes[path])
    )


def colophon(edition: Edition, path: str, relations: tuple[RelationView, ...] = ()) -> Colophon:
    """What is known about the text of a note itself; `relations` tell how it stands to others."""
    front, dates = edition.site.notes[path].front, edition.site.dates[path]
    return Colophon(
        status=front.status,
        confidence=front.confidence,
        importance=front.importance,
        state=front.state,
        created=dates.created,
        updated=dates.updated if dates.updated != dates.created else None,
        authors=front.authors or tuple(filter(None, (edition.imprint.author,))),
        license=front.license or edition.imprint.license,
        relations=relations,
        claim=front.claim if front.claim != front.description else "",
        reviewed=front.reviewed,
        revisions=edition.site.revisions.get(path, 0),
        log_href=edition.imprint.log_url.replace("{path}", quote(path)),
    )


def paper(edition: Edition, origin: str, key: str) -> PaperView:
    """A source as a line of a list."""
    reference, face = edition.site.references[key], edition.faces[source_node(key)]
    return PaperView(
        title=face.title,
        href=href(edition.addresses, origin, face.path),
        authors=author_label(reference) if reference.authors else "",
        year=year_label(reference),
        venue=reference.venue,
        cited_by_count=face.citing,
        lang=face.lang,
    )
