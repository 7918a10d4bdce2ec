"""Typed links on pages: signs in the text, how a note stands to others, and what others say of it, by type."""

from __future__ import annotations

import json

from pages.sites_in_text import pages, view
from rlnotes.config.site import Config

FILES = {
    "a.md": "---\ncontradicts: c\n---\nIt [[b]]{supports} and [[b|again]].",
    "b.md": "---\nlang: de\n---\n[[c]]{supports} [[gone]]{supports}",
    "c.md": "",
    "d.md": "Plainly [[c]], and [[c]]{contradicts} too.",
}


def test_a_typed_link_has_a_sign_that_says_what_it_means() -> None:
    html = view(FILES, "a.html").body_html
    sign = '<span class="relation relation-supports" role="img" aria-label="Supports" title="Supports">+</span>'
    assert f">b</a>{sign} and" in html
    assert html.count("relation-supports") == 1


def test_a_typed_link_that_leads_nowhere_has_no_sign() -> None:
    assert view(FILES, "b.html").body_html.count("relation-supports") == 1


def test_a_note_tells_how_it_stands_to_others_and_they_to_it() -> None:
    told = {path: view(FILES, path).colophon.relations for path in ("a.html", "b.html", "c.html")}
    shown = {path: [(way.label, [link.href for link in way.links]) for way in told[path]] for path in told}
    assert shown == {
        "a.html": [("Supports", ["b.html"]), ("Contradicts", ["c.html"])],
        "b.html": [("Supports", ["c.html"]), ("Supported by", ["a.html"])],
        "c.html": [("Supported by", ["b.html"]), ("Contradicted by", ["a.html", "d.html"])],
    }


def test_of_many_that_stand_in_one_way_a_few_are_named() -> None:
    many = {f"n{number}.md": "[[a]]{depends}" for number in range(8)} | {"a.md": ""}
    (way,) = view(many, "a.html").colophon.relations
    assert (way.name, len(way.links), way.more) == ("needed-by", 5, 3)


def test_backlinks_stand_by_type_with_the_sentences_of_their_links() -> None:
    found = view(FILES, "c.html").backlinks
    assert [(each.relation, each.title, [one.before for one in each.sentences]) for each in found] == [
        ("Supported by", "B", [""]),
        ("Contradicted by", "A", []),
        ("Contradicted by", "D", ["Plainly c, and "]),
        ("", "D", ["Plainly "]),
    ]


def test_a_source_is_told_who_contradicts_it() -> None:
    files = {"w.bib": "@misc{k, title={T}}", "a.md": "[[k]]{contradicts}"}
    assert [way.name for way in view(files, "sources/k.html").colophon.relations] == ["contradicted-by"]


def test_explore_related_begins_with_typed_links_and_tells_their_types() -> None:
    found = {path: [(each.title, each.reason) for each in view(FILES, path).related] for path in ("a.html", "c.html")}
    assert found["a.html"][0] == ("B", "supported here")
    assert found["a.html"][1][0] == "C"
    assert found["a.html"][1][1].startswith("contradicted here")
    assert sorted(each for each, _ in found["c.html"]) == ["A", "B", "D"]
    assert dict(found["c.html"])["D"].startswith("contradicts what is said here")


def test_the_picture_of_where_a_note_stands_tells_the_types_of_its_links() -> None:
    around = view({**FILES, "e.md": "[[c]]"}, "c.html").neighbourhood
    told = {node.title: (node.relation, node.relation_label) for group in around.groups for node in group.nodes}
    assert told["B"] == ("supported-by", "Supported by")
    assert told["A"] == told["D"] == ("contradicted-by", "Contradicted by")
    assert told["E"] == ("", "")
    assert around.lines.count("M") == 1


def test_the_map_of_a_list_has_the_typed_links_among_its_notes() -> None:
    hub = "---\nkind: hub\n---\n# S\n\n- [[a]]\n- [[b]]\n- [[c]]\n"
    drawn = view({**FILES, "h.md": hub}, "h.html").map
    assert [(each.relation, each.label) for each in drawn.typed] == [
        ("contradicts", "Contradicts"),
        ("supports", "Supports"),
        ("supports", "Supports"),
    ]
    assert drawn.typed[0].line.startswith("M")


def test_the_map_of_everything_has_the_typed_links_of_a_community_in_a_column_of_their_own() -> None:
    made = pages(FILES, Config())
    (company,) = json.loads(made["map/0.json"].view.json)["companies"]
    titles, typed = company[1], company[9]
    edges = [typed[place : place + 4] for place in range(0, len(typed), 4)]
    assert {(titles[one], titles[other], kind) for one, _, other, kind in edges} == {
        ("A", "C", 1), ("A", "B", 0), ("B", "C", 0), ("D", "C", 1),
    }  # fmt: skip
    assert json.loads(made["map/index.json"].view.json)["relations"][1] == ["Contradicts", "Contradicted by"]
    plain = pages({"a.md": "[[b]]", "b.md": ""}, Config())
    assert len(json.loads(plain["map/0.json"].view.json)["companies"][0]) == 9
