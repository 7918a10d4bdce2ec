"""Communities: the one group that each listed node belongs to, for maps of the whole graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from rlnotes.graph.resolution import NodeId, source_node, target_node
from rlnotes.graph.site import Site
from rlnotes.model.note import Kind

Community: TypeAlias = str
"""The path of a hub or topic; else the name of a folder with its slash; else a kind of note."""

Lineages: TypeAlias = Mapping[NodeId, tuple[str, ...]]


def own_community(site: Site, lineages: Lineages, node: NodeId) -> Community:
    """The community that lists give a node, "" if none does: itself for a hub, its nearest hub, else a topic."""
    if node in site.sections:
        return node
    way = lineages.get(node)
    if way:
        return way[-1]
    above = site.parents.get(node)
    if above:
        return above[0]
    return node if node in site.topics else ""


def community_of(site: Site, lineages: Lineages, node: NodeId) -> Community:
    """The community of a listed node: what lists say, else that of most that are linked with it, else its folder."""
    own = own_community(site, lineages, node)
    if own:
        return own
    near = (own_community(site, lineages, other) for other in dict.fromkeys(_linked(site, node)))
    votes = Counter(community for community in near if community)
    return min(votes, key=lambda community: (-votes[community], community), default=_left_over(site, node))


def _linked(site: Site, node: NodeId) -> Iterator[NodeId]:
    """The listed nodes that a node links or cites, and those that link or cite it."""
    yield from links_of(site, node)
    yield from (site.nodes[backlink.origin] for backlink in site.backlinks.get(node, ()))
    if node.startswith("@"):
        yield from (site.nodes[cited.origin] for cited in site.cited_by[node[1:]])


def _left_over(site: Site, node: NodeId) -> Community:
    if node.startswith("@"):
        return Kind.SOURCE.value
    folder, slash, _ = node.partition("/")
    return f"{folder}/" if slash else site.notes[node].front.kind.value


def links_of(site: Site, node: NodeId) -> tuple[NodeId, ...]:
    """The listed nodes that a node's note links, in order, then the sources that it cites, each once."""
    path = site.comments.get(node[1:]) if node.startswith("@") else node
    if path is None:
        return ()
    linked = [*map(target_node, site.resolutions[path]), *map(source_node, site.cites[path])]
    return tuple(dict.fromkeys([other for other in linked if other and other != node and other in site.listed]))


def communities_of(site: Site, lineages: Lineages) -> dict[NodeId, Community]:
    """The community of each listed node."""
    return {node: community_of(site, lineages, node) for node in sorted(site.listed)}
