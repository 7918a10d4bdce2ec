"""Links into other sites: what they name in inventories, and what comes before."""

from __future__ import annotations

import zlib
from typing import Final

import pytest

from rlnotes.app.pipeline import Linked, link
from rlnotes.checks.external import outside_links
from rlnotes.config.site import Config
from rlnotes.graph.resolution import Ambiguous, Found, FoundElsewhere, MissingElsewhere, Resolution
from rlnotes.model.collection import Collection, Elsewhere
from rlnotes.model.place import Source

NUMPY: Final = "https://numpy.org/doc/stable"
LINES: Final = {
    "numpy": """\
numpy py:module 0 reference/index.html#module-$ -
numpy.ndarray py:class 1 reference/ndarray.html#$ -
numpy.array py:function 1 reference/array.html -
numpy.ma.array py:function 1 reference/ma.html#$ -
numpy.ma.masked py:attribute 1 reference/ma.html#$ -
numpy.random.masked py:data 1 reference/random.html#$ -
axis std:term -1 glossary.html#term-$ Axis
user/index std:doc -1 user/ NumPy user guide
nep:12 std:label -1 /neps.html#twelve A proposal
dtype py:class 1 d.html#class -
dtype py:method 1 d.html#method -
dtype c:type 1 d.html#type -
twice py:data 1 same.html -
twice std:label -1 same.html -
""",
    "python": "list py:class 1 library/stdtypes.html#$ -\nnumpy py:module 0 not/really.html -\n",
    "broken": "",
}


def inventory(lines: str) -> bytes:
    head = "# Sphinx inventory version 2\n# Project: P\n# Version: 1\n# compressed using zlib.\n"
    return head.encode() + zlib.compress(lines.encode()) if lines else b""


SITES: Final = {
    "numpy": Elsewhere(NUMPY, inventory(LINES["numpy"])),
    "python": Elsewhere("https://docs.python.org/3", inventory(LINES["python"])),
    "broken": Elsewhere("https://broken.example", b""),
}


def linked(text: str, sites: dict[str, Elsewhere] = SITES, b: str = "") -> Linked:
    notes = {"a.md": text} | ({"b.md": b} if b else {})
    sources = tuple(Source(path, notes[path]) for path in sorted(notes))
    return link(Collection(sources, (), frozenset(), {}, {}, elsewhere=sites), Config())


def meaning(written: str, b: str = "") -> Resolution:
    [found] = linked(written, b=b).site.resolutions["a.md"]
    return found


def place(written: str) -> str:
    found = meaning(written)
    assert isinstance(found, FoundElsewhere), found
    return found.url.removeprefix(f"{NUMPY}/")


def told(text: str, sites: dict[str, Elsewhere] = SITES) -> list[tuple[str, str, str]]:
    silent = {"missing-description", "missing-title", "dead-end", "orphan"}
    return [(one.rule, one.message, one.help) for one in linked(text, sites).diagnostics if one.rule not in silent]


@pytest.mark.parametrize(
    ("written", "where"),
    [
        ("[[numpy:numpy.ndarray]]", "reference/ndarray.html#numpy.ndarray"),
        ("[[numpy:ndarray]]", "reference/ndarray.html#numpy.ndarray"),
        ("[[numpy:ndarray|arrays]]", "reference/ndarray.html#numpy.ndarray"),
        ("[[numpy:array]]", "reference/array.html"),
        ("[[numpy:ma.array]]", "reference/ma.html#numpy.ma.array"),
        ("[[numpy:py:class:ndarray]]", "reference/ndarray.html#numpy.ndarray"),
        ("[[numpy:class:ndarray]]", "reference/ndarray.html#numpy.ndarray"),
        ("[[numpy:py:ndarray]]", "reference/ndarray.html#numpy.ndarray"),
        ("[[numpy:py:method:dtype]]", "d.html#method"),
        ("[[numpy:method:dtype]]", "d.html#method"),
        ("[[numpy:c:dtype]]", "d.html#type"),
        ("[[numpy:attribute:masked]]", "reference/ma.html#numpy.ma.masked"),
        ("[[numpy:user/index]]", "user/"),
        ("[[numpy:std:doc:user/index]]", "user/"),
        ("[[numpy:nep:12]]", "neps.html#twelve"),
        ("[[numpy:AXIS]]", "glossary.html#term-axis"),
        ("[[numpy:twice]]", "same.html"),
        ("[[numpy:]]", ""),
        ("[x](inv:numpy#numpy.ndarray)", "reference/ndarray.html#numpy.ndarray"),
        ("[x](INV:numpy#ndarray)", "reference/ndarray.html#numpy.ndarray"),
        ("[x](inv:numpy:py:class#ndarray)", "reference/ndarray.html#numpy.ndarray"),
        ("[x](inv:numpy:*:method#dtype)", "d.html#method"),
        ("[x](inv:numpy)", ""),
        ("<inv:numpy#axis>", "glossary.html#term-axis"),
        ("[x](inv:#ndarray)", "reference/ndarray.html#numpy.ndarray"),
        ('<a href="inv:*:std#axis">x</a>', "glossary.html#term-axis"),
    ],
)
def test_a_link_names_an_object_by_its_name_or_the_end_of_it_with_domain_and_type_where_needed(
    written: str, where: str
) -> None:
    assert place(written) == where


def test_an_object_is_known_by_its_title_or_else_its_name() -> None:
    found = [meaning(f"[[numpy:{name}]]") for name in ("user/index", "ndarray", "")]
    assert [(each.inventory, each.title) for each in found if isinstance(each, FoundElsewhere)] == [
        ("numpy", "NumPy user guide"), ("numpy", "numpy.ndarray"), ("numpy", "numpy"),
    ]  # fmt: skip


def test_several_objects_that_fit_are_ambiguous() -> None:
    assert meaning("[[numpy:masked]]") == Ambiguous(
        ("numpy:py:attribute:numpy.ma.masked", "numpy:py:data:numpy.random.masked")
    )
    assert meaning("[x](inv:#numpy)") == Ambiguous(("numpy:py:module:numpy", "python:py:module:numpy"))
    [(rule, message, way_out)] = told("[[numpy:masked]]")
    assert (rule, way_out) == ("ambiguous-link", "write its domain and type, too")
    assert "'numpy:py:data:numpy.random.masked'" in message


@pytest.mark.parametrize(
    ("written", "message", "way_out"),
    [
        ("[[numpy:ndaray]]", "no 'ndaray' in the inventory 'numpy'", "did you mean 'ndarray'?"),
        ("[[numpy:zzzzz#q]]", "no 'zzzzz#q' in the inventory 'numpy'", ""),
        ("[[numpy:py:data:dtype]]", "no 'py:data:dtype' in the inventory 'numpy'", ""),
        ("[x](inv:nunpy#ndarray)", "no inventory 'nunpy'", "did you mean 'numpy'?"),
        ("[x](inv:q#x)", "no inventory 'q'", "name its site under [inventories] in the configuration"),
        ("[x](inv:#nowhere)", "no 'nowhere' in any inventory", ""),
        ("![x](inv:numpy#zzzzz)", "no 'zzzzz' in the inventory 'numpy'", ""),
    ],
)
def test_what_no_inventory_has_is_a_broken_link(written: str, message: str, way_out: str) -> None:
    found = meaning(written)
    assert isinstance(found, MissingElsewhere)
    assert told(written) == [("broken-link", message, way_out)]


def test_without_any_inventory_an_address_of_one_is_a_broken_link_and_a_wikilink_one_to_a_note() -> None:
    assert told("[x](inv:numpy#x)", {}) == [
        ("broken-link", "no inventory 'numpy'", "name its site under [inventories] in the configuration")
    ]
    assert told("[[numpy:x]]", {}) == [("broken-link", "no note 'numpy:x'", "")]


def test_of_an_inventory_that_could_not_be_read_links_tell_nothing() -> None:
    assert told("[[broken:x]] [y](inv:broken#y)") == []


def test_an_object_can_be_neither_embedded_nor_listed() -> None:
    assert told("![[numpy:ndarray]]") == [("broken-embed", "'numpy:ndarray' is at another site", "link it")]
    hub = "---\nkind: hub\ndescription: x\nsections: [{title: A, notes: ['numpy:ndarray']}]\n---\n"
    assert [rule for rule, *_ in told(hub)] == ["not-listable"]


def test_a_note_of_that_name_comes_first() -> None:
    found = meaning("[[numpy:ndarray]]", b="---\naliases: ['numpy:ndarray']\n---\n")
    assert found == Found("b.md")


def test_a_link_into_another_site_is_one_to_another_host() -> None:
    site = linked("[[numpy:ndarray]] [[a]]").site
    assert [(each.path, each.url) for each in outside_links(site, "")] == [
        ("a.md", f"{NUMPY}/reference/ndarray.html#numpy.ndarray")
    ]
