"""Typed links in the graph: from whom to whom, of which type."""

from __future__ import annotations

from quiet_edits import shelf_of

from rlnotes.graph.link import link_notes
from rlnotes.graph.site import Backlink, Site, TypedEdge
from rlnotes.model.collection import Collection
from rlnotes.model.link import Relation
from rlnotes.model.place import Source


def site(**notes: str) -> Site:
    sources = tuple(Source(f"{name}.md", text) for name, text in notes.items())
    return link_notes(shelf_of(Collection(sources, (), frozenset(), {}, {})), with_drafts=False)


def test_an_edge_has_its_type_and_stands_once_in_the_order_of_the_text() -> None:
    found = site(
        a="---\nrefines: c\n---\n[[b]]{supports} [[b]]{contradicts} [[b]]{supports}\n"
        "[[c]] [[a]]{supports} [[x]]{refines}",
        b="",
        c="",
    )
    assert found.relations == {
        "a.md": (
            TypedEdge(Relation.REFINES, "c.md"),
            TypedEdge(Relation.SUPPORTS, "b.md"),
            TypedEdge(Relation.CONTRADICTS, "b.md"),
        )
    }


def test_a_backlink_tells_the_types_of_its_links() -> None:
    found = site(a="[[b]] [[b]]{supports} [[c]]", b="", c="")
    assert found.backlinks["b.md"] == (Backlink("a.md", (0, 1), ((1, Relation.SUPPORTS),)),)
    assert found.backlinks["c.md"] == (Backlink("a.md", (2,)),)


def test_what_is_unlisted_neither_has_typed_edges_nor_gets_any() -> None:
    hidden = "---\nunlisted: true\n---\n[[a]]{supports}"
    assert site(a="[[b]]{supports}", b=hidden).relations == {}
