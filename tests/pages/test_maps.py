"""Maps as pages plan them: of a list, of what stands around a note, and of everything."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pages.sites_in_text import edition, pages, view
from rlnotes.config.site import Config
from rlnotes.pages.charts import chart_count, chart_path
from rlnotes.pages.maps import MOST_NODES, map_of
from rlnotes.pages.views.maps import MapView, NeighbourhoodView
from rlnotes.pages.whole_map import address_on_map

HUB = "---\nkind: hub\n---\n"
SMALL = {
    "hub.md": HUB + "- [[a]]\n- [[b]]\n- [[c]]\n",
    "a.md": "---\ntags: [one, Two]\n---\n# A\n[[b]] [@k] [@own]",
    "b.md": "# B\n[[a]] [[c]] [@k]",
    "c.md": "# C",
    "works.bib": "@book{k, title={K}, author={Oat, A}, year=2020}\n@book{own, title={O}}",
}


def hub_map(files: Mapping[str, str]) -> MapView:
    found: MapView = view(files, "hub.html").map
    return found


def test_a_map_has_the_listed_notes_and_the_links_among_them_once() -> None:
    found = hub_map(SMALL)
    assert [node.href for node in found.nodes] == ["a.html", "b.html", "c.html"]
    assert (found.total, found.link_count, found.lines.count("M")) == (3, 2, 2)


def test_a_list_of_two_is_no_map() -> None:
    assert view({"hub.md": HUB + "- [[a]]\n- [[b]]\n", "a.md": "", "b.md": ""}, "hub.html").map is None


def test_a_map_of_many_has_the_best_connected() -> None:
    files = {f"n{i:03}.md": f"[[n{(i + 1) % 50:03}]]" if i < 50 else "" for i in range(MOST_NODES + 30)}
    found = hub_map({"hub.md": HUB + "".join(f"- [[{name[:-3]}]]\n" for name in files), **files})
    assert (len(found.nodes), found.total) == (MOST_NODES, MOST_NODES + 30)
    assert {f"n{i:03}.html" for i in range(50)} <= {node.href for node in found.nodes}


def test_a_long_title_is_cut_between_words_and_told_whole() -> None:
    title = "What does reinforcement learning change in a language model?"
    [node, *_] = hub_map({**SMALL, "a.md": f"# {title}"}).nodes
    assert node.title == title
    assert node.label.endswith("…")
    assert title.startswith(node.label[:-1] + " ")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text("ab 汉 ", min_size=1, max_size=60), min_size=3, max_size=40))
def test_shown_labels_overlap_neither_each_other_nor_the_edge(titles: list[str]) -> None:
    files = {f"n{i:02}.md": f'---\ntitle: "x{title}"\n---\n' for i, title in enumerate(titles)}
    made = edition(files)
    found = map_of(made, "index.html", files)
    assert found
    boxes = [_box(node) for node in found.nodes if node.is_labelled]
    assert all(left >= 0 and right <= found.width for left, _, right, _ in boxes)
    for place, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[:place]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


def _box(node: Any) -> tuple[float, float, float, float]:
    length = sum(12 if letter == "汉" else 6 for letter in node.label)
    left = node.label_x - {"": 0, "middle": length / 2, "end": length}[node.anchor]
    return left, node.label_y - 9, left + length, node.label_y + 2


def around(files: Mapping[str, str], path: str) -> dict[str, list[str]]:
    found: NeighbourhoodView = view(files, path).neighbourhood
    return {group.name: [node.title for node in group.nodes] for group in found.groups}


def test_a_note_stands_below_its_hubs_between_what_it_builds_on_and_what_builds_on_it_above_shared_papers() -> None:
    assert around({**SMALL, "d.md": "# D\n[[a]]"}, "a.html") == {
        "hubs": ["Hub"], "before": ["B"], "after": ["D"], "papers": ["Oat 2020"],
    }  # fmt: skip


def test_of_many_neighbours_the_closest_are_shown_and_all_are_counted() -> None:
    files = {f"n{i}.md": f"# N{i}\n[[a]]" for i in range(9)}
    found: NeighbourhoodView = view({"a.md": "# A", **files}, "a.html").neighbourhood
    [group] = found.groups
    assert (group.name, len(group.nodes), group.total) == ("after", 4, 9)
    assert all(0 < node.x < 320 and 0 < node.y < found.height for node in group.nodes)


def test_a_note_that_stands_alone_has_no_neighbourhood() -> None:
    assert view({"a.md": "Alone."}, "a.html").neighbourhood is None
    assert view({"a.md": "[@k]", "w.bib": "@book{k, title={K}}"}, "a.html").neighbourhood is None


def chart(files: Mapping[str, str], name: str = "map/0.json", config: Config | None = None) -> Any:
    made = pages(files, config or Config(title="Site"))
    return json.loads(made[name].view.json)


def test_the_index_has_the_communities_and_a_chart_their_nodes_and_links() -> None:
    index = chart(SMALL, "map/index.json")
    assert [community[:2] for community in index["communities"]] == [["Hub", "hub.html"]]
    [[number, titles, hrefs, kinds, tags, xs, ys, within, out]] = chart(SMALL)["companies"]
    assert (number, titles, out) == (0, ["K", "O", "A", "B", "C", "Hub"], [])
    assert hrefs == ["sources/k.html", "sources/own.html", "a.html", "b.html", "c.html", "hub.html"]
    assert [index["kinds"][kind][0] for kind in kinds] == ["source", "source", "note", "note", "note", "hub"]
    assert (tags[2], chart(SMALL)["tags"]) == ([0, 1], ["one", "Two"])
    assert len({*zip(xs, ys, strict=True)}) == 6
    assert sorted(zip(within[::2], within[1::2], strict=True)) == [
        (2, 0), (2, 1), (2, 3), (3, 0), (3, 2), (3, 4), (5, 2), (5, 3), (5, 4),
    ]  # fmt: skip


def test_a_link_that_leads_out_names_the_other_community_and_the_place_in_it() -> None:
    files = {"h.md": f"{HUB}- [[a]]\n", "i.md": f"{HUB}- [[b]]\n", "a.md": "[[b]]", "b.md": ""}
    companies = chart(files)["companies"]
    assert companies[0][-1] == [0, 1, 0]


def test_communities_without_a_hub_are_named_after_their_folder_or_kind() -> None:
    files = {"some-notes/a.md": "", "b.md": "", "w.bib": "@book{k, title={K}}"}
    assert [row[:2] for row in chart(files, "map/index.json")["communities"]] == [
        ["Notes", ""], ["Some notes", ""], ["Sources", ""],
    ]  # fmt: skip


def test_a_word_more_in_a_body_changes_no_part_of_the_map() -> None:
    made, again = pages(SMALL), pages({**SMALL, "c.md": "# C\nA word."})
    assert all(made[path] == again[path] for path in made if path.startswith("map"))


def test_charts_are_a_power_of_two_and_at_most_sixteen() -> None:
    assert [chart_count(nodes) for nodes in (0, 1000, 1001, 2001, 10_000, 10**6)] == [1, 1, 2, 4, 16, 16]
    assert chart_path(11) == "map/b.json"


def test_a_note_called_map_keeps_its_address_and_the_map_takes_the_next() -> None:
    made = edition({"map.md": "", "map-2.md": ""})
    assert made.signposts.whole_map == "map-3.html"
    assert address_on_map(made, "notes/a.html", "map.md") == "../map-3.html?at=map.html"
    assert pages({"map.md": ""})["map-2.html"].template == "map.html.jinja"


def test_a_site_without_notes_has_an_empty_map() -> None:
    assert chart({}, "map/index.json")["communities"] == []
    assert chart({}) == {"tags": [], "companies": []}
