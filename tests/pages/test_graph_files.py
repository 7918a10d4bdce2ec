"""The graph for programs: what its index and parts hold, how it looks, and how little an edit changes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import jsonschema
import pytest
from app.warm_builds import Disk, Warm, update

from pages.sites_in_text import PLAIN, ROOT, built, edition, pages
from rlnotes.config.site import Config
from rlnotes.pages.graph_files import whole_graph

SCHEMA: Final = json.loads((ROOT / "docs" / "graph.schema.json").read_text(encoding="utf-8"))
FILES: Final = {
    "hub.md": "---\nkind: hub\n---\nSee [[c]].\n\n## First\n- [[a]]\n- [[b]]\n",
    "a.md": "---\ntags: [one]\nrelated: [c]\nsupports: [b]\n---\n# A & B\n"
    "[[b]]{contradicts} and [[a]] [@k]\n\n![[c]]\n",
    "b.md": "---\nstatus: draft\nlang: de\ndate: 2026-01-02\nupdated: 2026-02-03\n---\n# B\n[[a]] [[k]] [[nowhere]]",
    "c.md": "# C\n[[hidden]] [[draft]]",
    "line.md": "---\nkind: line\nnext: [other]\nstate: partial\n---\n[[a]] [[other]] [@k]",
    "other.md": "---\nkind: line\n---\n[[line]]",
    "topic.md": "---\nkind: topic\nmembers: {tags: [one], notes: [c]}\n---\n[[b]]",
    "k.md": "---\nkind: source\n---\n[[a]]",
    "hidden.md": "---\nunlisted: true\n---\n[[a]]",
    "draft.md": "---\ndraft: true\n---\n[[a]]",
    "w.bib": "@book{k, title={K}, author={O, A}, year=2020, doi={10.1/x}}\n"
    "@misc{preprint, title={P}, eprint={2401.00001}, archivePrefix={arXiv}}",
}


def graph(files: Mapping[str, str] = FILES, path: str = "graph/0.json", config: Config = PLAIN) -> Any:
    found = json.loads(pages(files, config)[path].view.json)
    jsonschema.validate(found, SCHEMA, cls=jsonschema.Draft202012Validator)
    return found


def edges(files: Mapping[str, str] = FILES) -> set[tuple[str, str, str]]:
    return edges_in(graph(files))


def edges_in(part: Any) -> set[tuple[str, str, str]]:
    return {
        (node["id"], relation, target)
        for node in part["nodes"]
        for relation, targets in node.get("edges", {}).items()
        for target in targets
    }


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_edges_have_the_relation_that_the_author_gave_them() -> None:
    assert edges() == {
        ("hub.md", "links", "c.md"), ("hub.md", "lists", "a.md"), ("hub.md", "lists", "b.md"),
        ("a.md", "related", "c.md"), ("a.md", "embeds", "c.md"), ("a.md", "supports", "b.md"),
        ("a.md", "contradicts", "b.md"), ("a.md", "cites", "@k"),
        ("b.md", "links", "a.md"), ("b.md", "cites", "@k"),
        ("line.md", "argues", "a.md"), ("line.md", "next", "other.md"), ("line.md", "cites", "@k"),
        ("other.md", "links", "line.md"),
        ("topic.md", "gathers", "a.md"), ("topic.md", "gathers", "c.md"), ("topic.md", "links", "b.md"),
        ("@k", "links", "a.md"),
    }  # fmt: skip


def test_a_typed_link_to_a_source_cites_it_too() -> None:
    files = {"a.md": "[[k]]{supports}", "w.bib": "@book{k, title={K}}"}
    assert edges(files) == {("a.md", "cites", "@k"), ("a.md", "supports", "@k")}


def test_a_node_tells_what_its_note_or_record_says_and_nothing_else() -> None:
    nodes = {node["id"]: node for node in graph()["nodes"]}
    assert sorted(nodes) == [
        "@k", "@preprint", "a.md", "b.md", "c.md", "hub.md", "line.md", "other.md", "topic.md",
    ]  # fmt: skip
    for node in nodes.values():
        node.pop("edges", None)
    places = {name: {key: node.pop(key) for key in ("x", "y")} for name, node in nodes.items()}
    assert len({(nodes[name]["community"], *place.values()) for name, place in places.items()}) == len(nodes)
    assert nodes["a.md"] == {
        "id": "a.md", "kind": "note", "title": "A & B", "url": "a.html", "community": "hub.md", "tags": ["one"],
    }  # fmt: skip
    told = {"status": "draft", "created": "2026-01-02", "updated": "2026-02-03", "language": "de"}
    assert nodes["b.md"].items() >= told.items()
    assert nodes["line.md"]["state"] == "partial"
    assert nodes["@k"].items() >= {"kind": "source", "url": "sources/k.html", "doi": "10.1/x", "year": 2020}.items()
    assert nodes["@preprint"]["arxiv"] == "2401.00001"
    assert "year" not in nodes["@preprint"]


def test_the_index_names_the_parts_and_what_is_in_each() -> None:
    index = graph(path="graph.json")
    assert (index["version"], index["title"], index["base_url"]) == (1, "Site", "")
    [part] = index["parts"]
    assert part["url"] == "graph/0.json"
    assert part["communities"] == [community["id"] for community in index["communities"]]
    counted = {community["id"]: community["nodes"] for community in index["communities"]}
    nodes = graph()["nodes"]
    assert counted == {name: sum(node["community"] == name for node in nodes) for name in counted}


def test_addresses_are_those_of_the_style_of_the_site() -> None:
    config = replace(PLAIN, url_style="directory", base_url="https://example.org/notes")
    assert {node["url"] for node in graph(config=config)["nodes"]} >= {"a/", "sources/k/"}
    assert graph(path="graph.json", config=config)["base_url"] == "https://example.org/notes"


def test_the_whole_graph_is_the_index_with_what_the_parts_hold() -> None:
    found = json.loads(json.dumps(whole_graph(edition(FILES)), default=str))
    jsonschema.validate(found, SCHEMA, cls=jsonschema.Draft202012Validator)
    assert found["nodes"] == graph()["nodes"]
    assert found["communities"] == graph(path="graph.json")["communities"]


@pytest.mark.parametrize("wrong", [{"version": 2, "nodes": []}, {"version": 1, "nodes": [{}]}, {}])
def test_the_schema_refuses_what_is_no_graph(wrong: Any) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, SCHEMA, cls=jsonschema.Draft202012Validator)


def test_hostile_text_stays_text() -> None:
    title = '\u202e</script> \\n & "quoted"'
    files = {"a.md": f"---\ntitle: {json.dumps(title)}\n---\n"}
    [made] = [file for file in built(files).artifacts if file.path == "graph/0.json"]
    assert json.loads(made.content)["nodes"][0]["title"] == title


def test_an_attachment_of_the_same_name_makes_room() -> None:
    made = built({"a.md": "[data](graph.json)"}, attachments=frozenset({"graph.json"}))
    assert [(copy.origin, copy.path) for copy in made.copies] == [("graph.json", "graph-2.json")]


def warm() -> tuple[Warm, Disk]:
    disk = Disk(dict(FILES))
    disk.works = {"w.bib": disk.notes.pop("w.bib")}
    made = Warm()
    update(made, disk)
    return made, disk


def rewritten(made: Warm, disk: Disk, path: str, text: str) -> list[str]:
    before = dict(made.pages)
    disk.notes[path] = text
    update(made, disk)
    return sorted(name for name, content in made.pages.items() if before.get(name) != content and "graph" in name)


def test_other_words_change_no_part() -> None:
    made, disk = warm()
    assert rewritten(made, disk, "a.md", disk.notes["a.md"].replace("and", "or, in other words,")) == []
    assert rewritten(made, disk, "c.md", f"{disk.notes['c.md']} More.") == []


def test_another_link_changes_one_part_and_not_the_index() -> None:
    made, disk = warm()
    assert rewritten(made, disk, "b.md", disk.notes["b.md"] + " [[hub]]") == ["graph/0.json"]


def test_another_relation_to_the_same_note_changes_its_part() -> None:
    made, disk = warm()
    text = disk.notes["a.md"]
    assert rewritten(made, disk, "a.md", text.replace("{contradicts}", "{refines}")) == ["graph/0.json"]
    assert ("a.md", "refines", "b.md") in edges_in(json.loads(made.pages["graph/0.json"]))
