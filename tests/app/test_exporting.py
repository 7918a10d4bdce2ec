"""The whole graph as other programs read it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st
from pages.sites_in_text import PLAIN, collection

from rlnotes.app.exporting import FORMS, exported_graph
from rlnotes.config.site import Config

FILES = {
    "hub.md": "---\nkind: hub\ntags: [rl, two words]\n---\n- [[a]]\n- [[b]]\n",
    "a.md": "---\nsupports: [b]\ndate: 2026-01-02\n---\n# A\n[[b]]{refines} [@k]",
    "b.md": "# B, the second\n[[a]]",
    "w.bib": "@book{k, title={K}, year=2020}",
}


def exported(form: str, files: dict[str, str] = FILES, config: Config = PLAIN) -> str:
    return exported_graph(collection(files), config, form).decode()


def rows(form: str, files: dict[str, str] = FILES) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported(form, files), newline="")))


def read_back(files: dict[str, str] = FILES, config: Config = PLAIN) -> Any:
    return nx.parse_graphml(exported("graphml", files, config), force_multigraph=True)


def test_there_are_five_formats() -> None:
    assert list(FORMS) == ["text", "json", "graphml", "csv", "csv-nodes"]


def test_graphml_read_back_has_the_nodes_edges_and_attributes_of_the_json() -> None:
    whole = json.loads(exported("json"))
    graph = read_back()
    assert sorted(graph) == sorted(node["id"] for node in whole["nodes"])
    assert sorted((source, known["relation"], target) for source, target, known in graph.edges(data=True)) == sorted(
        (node["id"], relation, target)
        for node in whole["nodes"]
        for relation, targets in node.get("edges", {}).items()
        for target in targets
    )
    places = {each["id"]: each for each in whole["communities"]}
    for node in whole["nodes"]:
        known, middle = graph.nodes[node["id"]], places[node["community"]]
        assert (known["x"], known["y"]) == (middle["x"] + node["x"], middle["y"] + node["y"])
        assert {key: known[key] for key in ("kind", "title", "url", "community")}.items() <= node.items()
    assert graph.nodes["hub.md"]["tags"] == "rl; two words"
    assert (graph.nodes["@k"]["year"], graph.nodes["a.md"]["created"]) == (2020, "2026-01-02")


def test_two_relations_between_two_notes_are_two_edges() -> None:
    found = read_back().get_edge_data("a.md", "b.md")
    assert sorted(edge["relation"] for edge in found.values()) == ["refines", "supports"]


def test_csv_is_a_table_of_edges_and_one_of_nodes() -> None:
    assert {(row["source"], row["relation"], row["target"]) for row in rows("csv")} == {
        ("hub.md", "lists", "a.md"), ("hub.md", "lists", "b.md"), ("b.md", "links", "a.md"),
        ("a.md", "supports", "b.md"), ("a.md", "refines", "b.md"), ("a.md", "cites", "'@k"),
    }  # fmt: skip
    nodes = {row["id"]: row for row in rows("csv-nodes")}
    assert sorted(nodes) == ["'@k", "a.md", "b.md", "hub.md"]
    assert (nodes["b.md"]["title"], nodes["b.md"]["created"], nodes["'@k"]["year"]) == ("B, the second", "", "2020")


def test_lines_say_what_stands_how_to_what() -> None:
    assert "b.md\tlinks\ta.md\n" in exported("text")


def test_addresses_are_absolute_where_the_site_has_one() -> None:
    config = replace(PLAIN, base_url="https://example.org/notes", url_style="directory")
    assert read_back(config=config).nodes["a.md"]["url"] == "https://example.org/notes/a/"
    assert read_back().nodes["a.md"]["url"] == "a.html"


@settings(max_examples=40, deadline=None)
@given(st.text("=+-@\t\r\n\0\x0b\x85\ufffe,;\"'<&é ", min_size=1, max_size=8))
def test_no_title_breaks_a_format_or_is_a_formula(title: str) -> None:
    files = {"a.md": f"---\ntitle: {json.dumps('x' + title)}\ntags: [{json.dumps(title)}]\n---\n"}
    read_back(files)
    json.loads(exported("json", files))
    [row] = rows("csv-nodes", files)
    assert row["id"] == "a.md"
    assert not [cell for name, cell in row.items() if name not in {"x", "y"} and cell.startswith(tuple("=+-@\t\r"))]
