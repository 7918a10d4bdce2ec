"""What holds for the graph of every collection."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from whole_collections import collections

from rlnotes.app.pipeline import Linked, link
from rlnotes.config.site import Config
from rlnotes.graph.citing import co_cited
from rlnotes.graph.hubs import hub_cycles, lineages
from rlnotes.graph.lines import line_sources, next_lines
from rlnotes.graph.members import note_tags
from rlnotes.graph.related import MOST_SHARERS, RARE_WORD, Evidence, Reason, Related, related_notes
from rlnotes.graph.resolution import target_node
from rlnotes.graph.site import Site
from rlnotes.model.collection import Collection
from rlnotes.model.link import REVERSED, LinkForm
from rlnotes.model.naming import folded
from rlnotes.model.note import Kind

SITES = collections().map(lambda collection: link(collection, Config()).site)


@given(SITES)
def test_backlinks_are_the_links_reversed(site: Site) -> None:
    there = {
        (node, path, index)
        for path, found in site.resolutions.items()
        for index, resolution in enumerate(found)
        for node in [target_node(resolution)]
        if node and node != site.nodes[path] and site.nodes[path] in site.listed
    }
    back = {
        (node, b.origin, index) for node, backlinks in site.backlinks.items() for b in backlinks for index in b.links
    }
    assert back == there


@given(SITES)
def test_every_link_has_exactly_one_resolution(site: Site) -> None:
    assert {path: len(note.links) for path, note in site.notes.items()} == {
        path: len(found) for path, found in site.resolutions.items()
    }


@given(SITES)
def test_every_link_leads_to_a_node_of_the_site(site: Site) -> None:
    nodes = {target_node(resolution) for found in site.resolutions.values() for resolution in found} - {None}
    assert nodes <= {*site.nodes.values(), *(f"@{key}" for key in site.references)}


@given(collections(), st.randoms(use_true_random=False))
def test_linking_does_not_depend_on_the_order_of_files(collection: Collection, random: object) -> None:
    notes = list(collection.notes)
    random.shuffle(notes)  # type: ignore[attr-defined]  # Hypothesis names no type for its randoms
    shuffled = link(replace(collection, notes=tuple(notes)), Config())
    assert _in_order(shuffled) == _in_order(link(collection, Config()))


def _in_order(made: Linked) -> str:
    """Everything a site holds, with the order of its mappings; sets apart, which have none."""
    fields = {name: getattr(made.site, name) for name in Site.__slots__}
    listed = sorted(fields.pop("listed"))
    notes = [(path, note.links) for path, note in fields.pop("notes").items()]
    return repr((fields, listed, notes, made.diagnostics))


@given(collections())
def test_every_finding_names_a_line_of_a_file(collection: Collection) -> None:
    lines = {s.path: s.text.split("\n") for s in (*collection.notes, *collection.bibliographies)}
    for finding in link(collection, Config()).diagnostics:
        assert 1 <= finding.span.line <= len(lines[finding.path])
        assert 1 <= finding.span.column <= len(lines[finding.path][finding.span.line - 1]) + 1


@given(SITES)
def test_unlisted_notes_and_drafts_stay_out_of_every_list(site: Site) -> None:
    hidden = {node for path, node in site.nodes.items() if site.notes[path].front.is_unlisted}
    assert not hidden & site.listed
    assert not any(note.front.is_draft for note in site.notes.values())
    origins = {b.origin for backlinks in site.backlinks.values() for b in backlinks}
    origins |= {c.origin for citing in site.cited_by.values() for c in citing}
    listed = {member.node for sections in site.sections.values() for s in sections for member in s.members}
    listed |= {member.node for members in site.topics.values() for member in members}
    listed |= {parent for parents in site.parents.values() for parent in parents} | site.parents.keys()
    listed |= {member.node for path in site.notes for member in line_sources(site, path)}
    listed |= {other for others in next_lines(site, 9).values() for other in others}
    listed |= {hub for way in lineages(site).values() for hub in way}
    listed |= {f"@{other}" for key in site.references for other, _ in co_cited(site, key)}
    for path, found in related_notes(site, 9).items():
        listed |= {path, *(related.node for related in found)}
        listed |= {
            name for r in found for own in r.reasons if own.evidence is Evidence.NEIGHBOUR for name in own.shared
        }
    assert {site.nodes[path] for path in origins} | listed <= site.listed


@given(SITES)
def test_related_notes_are_what_their_plain_definition_says(site: Site) -> None:
    subjects = [path for path, note in site.notes.items() if path in site.listed and _is_compared(site, path)]
    found = related_notes(site, 5)
    assert found.keys() == set(subjects)
    for path in subjects:
        close = [(score, node) for node in _others(site, path) if (score := _closeness(site, path, node))]
        close.sort(key=lambda pair: (-sum(pair[0].values()), pair[1]))
        assert found[path] == tuple(_explained(site, path, node, score) for score, node in close[:5])


def _is_compared(site: Site, path: str) -> bool:
    return site.notes[path].front.kind not in (Kind.PAGE, Kind.SOURCE)


def _others(site: Site, path: str) -> list[str]:
    return sorted(site.listed - {path})


def _is_map(site: Site, path: str) -> bool:
    return site.notes[path].front.kind in (Kind.HUB, Kind.TOPIC)


def _are_peers(site: Site, one: str, other: str) -> bool:
    return other in site.notes and _is_compared(site, other) and _is_map(site, one) == _is_map(site, other)


def _evidence(site: Site, path: str) -> set[tuple[Evidence, str]]:
    """All that a note may share, each kind read from the site in the plainest way."""
    note = site.notes[path]
    words = "".join(c if c.isalpha() else " " for c in folded(f"{note.title} {note.front.description}")).split()
    return {
        *((Evidence.SOURCE, key) for key in site.cites[path] if f"@{key}" in site.listed),
        *((Evidence.TAG, folded(tag)) for tag in note_tags(note)),
        *((Evidence.WORD, word) for word in words if len(word) >= 4),
        *((Evidence.NEIGHBOUR, node) for node in site.notes if node in site.listed and _are_linked(site, path, node)),
        *(
            (Evidence.LIST, f"{hub}#{number}")
            for hub, sections in site.sections.items()
            if hub in site.listed
            for number, section in enumerate(sections)
            if path in {member.node for member in section.members}
        ),
    }


def _are_linked(site: Site, one: str, other: str) -> bool:
    return one != other and (_links(site, one, other) or _links(site, other, one))


def _links(site: Site, origin: str, target: str) -> bool:
    links = zip(site.notes[origin].links, site.resolutions[origin], strict=True)
    return any(target_node(found) == target for made, found in links if made.form is not LinkForm.FRONT_MATTER)


def _count_linked(site: Site, origin: str) -> int:
    return sum(_links(site, origin, node) for node in site.listed if node != origin)


def _closeness(site: Site, path: str, node: str) -> dict[tuple[Evidence, str], int]:
    """What speaks for `node` beside `path`, with its weight in millionths."""
    own = site.resolutions[path]
    chosen = node in [target_node(own[made.index]) for made in site.notes[path].front.related]
    weights = {(Evidence.AUTHOR, ""): _millionths(Evidence.AUTHOR, 1)} if chosen else {}
    way = _way(site, path, node)
    if way:
        weights[Evidence.TYPED, way] = _millionths(Evidence.TYPED, 1)
    if not _are_peers(site, path, node):
        return weights
    there, here = _links(site, path, node), _links(site, node, path)
    if there or here:  # told as typed where it is, and counted all the same
        kind, name = (Evidence.TYPED, way) if way else (_link_kind(there=there, here=here), "")
        weights[kind, name] = (
            weights.get((kind, name), 0)
            + (there and _millionths(Evidence.LINKS, _count_linked(site, path)))
            + (here and _millionths(Evidence.LINKED, _count_linked(site, node)))
        )
    return weights | _shared(site, path, node)


def _link_kind(*, there: bool, here: bool) -> Evidence:
    return Evidence.MUTUAL if there and here else Evidence.LINKS if there else Evidence.LINKED


def _way(site: Site, path: str, node: str) -> str:
    """What typed links say of a note and another, the first of its own before those of the other, "" for nothing."""
    if node not in site.notes or not _is_compared(site, node):
        return ""
    own = [edge.relation.value for edge in site.relations.get(path, ()) if edge.node == node]
    theirs = [REVERSED[edge.relation] for edge in site.relations.get(node, ()) if edge.node == path]
    return next(iter((*own, *theirs)), "")


def _shared(site: Site, path: str, node: str) -> dict[tuple[Evidence, str], int]:
    weights: dict[tuple[Evidence, str], int] = {}
    peers = [other for other in site.notes if other in site.listed and _are_peers(site, path, other)]
    for feature in _evidence(site, path) & _evidence(site, node):
        sharers = sum(feature in _evidence(site, peer) for peer in peers)
        if sharers <= _most_sharers(feature[0], len(peers)):
            weights[feature] = _millionths(feature[0], sharers)
    return weights


def _most_sharers(evidence: Evidence, peers: int) -> int:
    return MOST_SHARERS if evidence is not Evidence.WORD else min(MOST_SHARERS, max(3, peers // RARE_WORD))


def _millionths(evidence: Evidence, sharers: int) -> int:
    return round(1_000_000 * (evidence.value / 10) / math.log2(1 + sharers))


def _explained(site: Site, path: str, node: str, weights: dict[tuple[Evidence, str], int]) -> Related:
    sums = {kind: sum(weight for (each, _), weight in weights.items() if each is kind) for kind, _ in weights}
    kinds = [kind for kind in sums if kind is not Evidence.WORD or len(_names(weights, kind)) > 1] or list(sums)
    best = sorted(kinds, key=lambda kind: (-sums[kind], -kind.value))[:2]
    return Related(node, tuple(Reason(kind, _names(weights, kind)) for kind in best))


def _names(weights: dict[tuple[Evidence, str], int], wanted: Evidence) -> tuple[str, ...]:
    found = sorted((-weight, name) for (kind, name), weight in weights.items() if kind is wanted and name)
    return tuple(name for _, name in found)


_HUBS = st.integers(0, 5).map("h{}".format)
_LISTS = st.dictionaries(_HUBS, st.lists(_HUBS, max_size=3).map(tuple))


@given(_LISTS)
def test_hubs_are_in_a_circle_if_one_can_come_back_to_them(lists: dict[str, tuple[str, ...]]) -> None:
    reached = {hub: _reached(lists, hub) for hub in lists}
    round_again = {hub for hub in lists if hub in reached[hub]}
    circles = hub_cycles(lists)
    assert {
        other for circle in circles for hub in circle for other in reached[hub] if hub in reached.get(other, ())
    } == (round_again)
    for circle in circles:
        assert circle[0] == min(hub for hub in round_again if hub in reached[circle[0]] and circle[0] in reached[hub])
        assert all(b in lists[a] for a, b in zip(circle, (*circle[1:], circle[0]), strict=True))
    assert not any(reached[a[0]] & {b[0]} and reached[b[0]] & {a[0]} for a, b in combinations(circles, 2))


def _reached(lists: dict[str, tuple[str, ...]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = {hub for hub in lists.get(waiting.pop(), ()) if hub not in found}
        found |= new
        waiting += new
    return found


@given(SITES)
def test_the_way_to_a_node_is_the_longest_of_all_ways_and_the_first_of_these(site: Site) -> None:
    lists = {path: tuple(m.node for s in sections for m in s.members) for path, sections in site.sections.items()}
    below = {hub: _reached(lists, hub) for hub in lists}
    found = lineages(site)
    for node in sorted(site.listed):
        assert found.get(node, ()) == min(_ways(site, below, node), key=lambda way: (-len(way), way))


def _ways(site: Site, below: dict[str, set[str]], node: str) -> list[tuple[str, ...]]:
    """Every way down to a node, through no hub that is below it too."""
    hubs = [
        hub for hub in site.parents.get(node, ()) if hub in site.sections and hub not in {node} | below.get(node, set())
    ]
    return [(*way, hub) for hub in hubs for way in _ways(site, below, hub)] or [()]
