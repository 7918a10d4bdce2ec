"""Communities and their places: where a note belongs, and how little a change moves."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations

from pages.sites_in_text import collection

from rlnotes.app.pipeline import link
from rlnotes.config.site import Config
from rlnotes.graph.atlas import Atlas, atlas_of, strength
from rlnotes.graph.hubs import lineages
from rlnotes.graph.layout import arranged

HUB = "---\nkind: hub\n---\n"
SMALL = {
    "top.md": f"{HUB}- [[sub]]\n- [[a]]\n",
    "sub.md": f"{HUB}- [[b]]\n- [[c]]\n",
    "topic.md": "---\nkind: topic\nmembers: {tags: [t]}\n---\n",
    "a.md": "[[b]] [@k]",
    "b.md": "[[c]] [@k]",
    "c.md": "[[d]]",
    "d.md": "A note that no list has.",
    "e.md": "---\ntags: [t]\n---\n",
    "folder/f.md": "Alone.",
    "g.md": "Alone, too.",
    "draft.md": "---\ndraft: true\n---\n",
    "hidden.md": "---\nunlisted: true\n---\n[[a]]",
    "w.bib": "@book{k, title={K}}\n@book{unread, title={U}}",
}


def atlas(files: dict[str, str]) -> Atlas:
    site = link(collection(files), Config(title="Site")).site
    return atlas_of(site, lineages(site))


def test_a_node_belongs_to_its_nearest_hub_else_a_topic_else_its_neighbours_else_its_folder_or_kind() -> None:
    assert atlas(SMALL).communities == {
        "top.md": "top.md", "a.md": "top.md",
        "sub.md": "sub.md", "b.md": "sub.md", "c.md": "sub.md", "d.md": "sub.md",
        "topic.md": "topic.md", "e.md": "topic.md",
        "folder/f.md": "folder/", "g.md": "note",
        "@k": "sub.md", "@unread": "source",
    }  # fmt: skip


def test_links_are_those_of_listed_nodes_to_listed_nodes_with_their_sources() -> None:
    made = atlas(SMALL)
    assert made.links["a.md"] == ("b.md", "@k")
    assert not {"hidden.md", "draft.md", "d.md"} & made.links.keys()
    assert made.shared == {"k": True}


def test_bonds_count_the_links_between_two_communities_under_the_first() -> None:
    assert atlas(SMALL).bonds == {"sub.md": (("top.md", 3),)}  # top lists sub, a links b and cites what sub holds


def grown(**edits: str) -> Atlas:
    files = {f"h{h}.md": HUB + "".join(f"- [[n{h}{i}]]\n" for i in range(12)) for h in range(6)}
    files |= {f"n{h}{i}.md": f"[[n{h}{(i + 1) % 12}]] [[n{(h + 1) % 6}{i}]]" for h in range(6) for i in range(12)}
    return atlas(files | {f"{name}.md": files[f"{name}.md"] + text for name, text in edits.items()})


def test_communities_do_not_overlap() -> None:
    for one, other in combinations(grown().places.values(), 2):
        assert math.hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius


def points(made: Atlas, community: str) -> tuple[tuple[float, float], ...]:
    members = made.companies[community].members
    numbers = {node: number for number, node in enumerate(members)}
    springs = {
        (min(numbers[node], numbers[other]), max(numbers[node], numbers[other])): 1.0
        for node in members
        for other in made.links.get(node, ())
        if other in numbers
    }
    return arranged(members, springs)


def test_a_link_within_a_community_moves_nothing_in_any_other_and_no_community() -> None:
    before, after = grown(), grown(n00=" [[n05]]")
    assert before.places == after.places
    assert points(before, "h0.md") != points(after, "h0.md")
    assert all(points(before, hub) == points(after, hub) for hub in before.companies if hub != "h0.md")


def test_a_link_between_communities_that_doubles_nothing_moves_nothing() -> None:
    before, after = grown(), grown(n00=" [[n15]]")
    assert before.bonds != after.bonds
    assert replace(before, links={}, bonds={}) == replace(after, links={}, bonds={})


def test_colours_are_in_use_equally_often() -> None:
    hues = [company.hue for company in grown().companies.values()]
    assert len(set(hues)) == len(hues)
    assert strength(1) < strength(2) == strength(3) < strength(4)
