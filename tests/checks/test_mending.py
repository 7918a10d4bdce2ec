"""Links mended where there is no doubt, and left alone where there is some."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from collections_in_prose import Case, collection_of
from hypothesis import given, settings
from whole_collections import collections

from rlnotes.app.checking import Material, checked, linked, terrain
from rlnotes.app.mending import Mended, mended, wanted_mendings
from rlnotes.config.site import Config
from rlnotes.model.collection import Collection
from rlnotes.model.place import Source, Span
from rlnotes.parse.bibliography import parse_bibliography
from rlnotes.parse.note import ParseOptions, parse_note

FILES = {
    "new/ppo.md": "---\naliases: [Proximal policy, clip, PPO]\n---\n# PPO\n\n## The clipped loss\n\nText. ^Claim\n",
    "x&y/amp.md": "# Amp\n\n## C# in depth\n",
    "sources/shao2024.md": "---\nkind: source\ntitle: GRPO\naliases: [the paper]\n---\nText.\n",
    "new/deep/gae.md": "# Advantages\n\n## Setting\n\n## Settings\n\n### Loss\n",
    "two/ppo-2.md": "# Two\n",
    "one/twin.md": "# Twin\n",
    "two/twin.md": "# Twin\n",
    "works.bib": "@article{shao2024, title = {A}}\n",
}
ATTACHMENTS = frozenset({"img/Pic one.png", "img/talk.pdf"})


@dataclass(frozen=True, slots=True)
class Story:
    """What a note says, and what it says after mending; the same if there is nothing certain."""

    told: str
    before: str
    after: str
    path: str = "notes/a.md"
    left: int = 0
    more: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.told


def same(told: str, text: str, left: int = 0) -> Story:
    return Story(told, text, text, left=left)


STORIES = (
    Story("letter case of a name", "[[PPO.md]] [[Gae]]", "[[ppo.md]] [[gae]]"),
    Story("letter case in a path", "[[New/Deep/GAE]]", "[[new/deep/gae]]"),
    Story("letter case of a relative path", "[t](../New/PPO.md)", "[t](../new/ppo.md)"),
    Story("letter case of an attachment", "![](../img/pic%20ONE.png)", "![](../img/Pic%20one.png)"),
    Story(
        "letter case with a title and an anchor",
        "[t](../new/PPO.md#the-clipped-loss 'T')",
        "[t](../new/ppo.md#the-clipped-loss 'T')",
    ),
    Story("a note that moved, by its path from the root", "[[old/ppo]]", "[[new/ppo]]"),
    Story("a note that moved, with its ending", "[[old/ppo.md|words]]", "[[new/ppo.md|words]]"),
    Story("a note that moved, from the note", "[t](old/gae.md)", "[t](../new/deep/gae.md)"),
    Story("a note that moved, from here", "[t](./old/gae.md)", "[t](./gae.md)", path="new/deep/a.md"),
    Story("a note that moved, from the root", "[t](/old/gae.md#loss)", "[t](/new/deep/gae.md#loss)"),
    Story("a page that moved", "[t](old/gae.html)", "[t](../new/deep/gae.html)"),
    Story("a note that moved, without ending", "[t](old/gae)", "[t](../new/deep/gae)"),
    Story("an attachment that moved", "![](old/talk.pdf)", "![](../img/talk.pdf)"),
    Story("an embed of a note that moved", "![[old/gae]]", "![[new/deep/gae]]"),
    Story("an anchor with one near heading", "[[ppo#The cliped loss]]", "[[ppo#The clipped loss]]"),
    Story("an anchor in a path", "[t](../new/ppo.md#the-clipped-los)", "[t](../new/ppo.md#the-clipped-loss)"),
    Story("an anchor of the note itself", "[[#My hading]]\n\n## My heading", "[[#My heading]]\n\n## My heading"),
    Story("an embed of a part", "![[ppo#The cliped loss]]", "![[ppo#The clipped loss]]"),
    Story("a block", "[[ppo#^claim]]", "[[ppo#^Claim]]"),
    Story("an alias", "[[clip]] [[clip|w]] ![[clip]]", "[[ppo|clip]] [[ppo|w]] ![[ppo]]"),
    Story("an alias as a path", "[t](clip)", "[t](../new/ppo.md)"),
    Story(
        "an alias of a name that is not unique",
        "[[pair]]",
        "[[three/twin|pair]]",
        more={"three/twin.md": "---\naliases: [pair]\n---\n"},
    ),
    Story(
        "a reference, whose definition is mended",
        "[a] [b][a]\n\n[A]: old/gae.md 'T'",
        "[a] [b][a]\n\n[A]: ../new/deep/gae.md 'T'",
    ),
    Story("a definition in a quote", "> [a]\n>\n> [a]: <old/gae.md>", "> [a]\n>\n> [a]: <../new/deep/gae.md>"),
    Story("raw HTML", '<a href="old/gae.md#loss">x</a>', '<a href="../new/deep/gae.md#loss">x</a>'),
    Story("raw HTML, encoded", "<img alt='' src='../img/pic%20one.png'>", "<img alt='' src='../img/Pic%20one.png'>"),
    Story(
        "front matter",
        "---\nrelated: ['[[Gae]]', old/gae.md, \"GAE|x\"]\n---\n",
        "---\nrelated: ['[[gae]]', new/deep/gae.md, \"GAE|x\"]\n---\n",
    ),
    Story("line ends", "a\r\n[[Gae]]\rb\n[[Gae]]\r\n", "a\r\n[[gae]]\rb\n[[gae]]\r\n"),
    Story(
        "lists, quotes, tables",
        "> - [[Gae]]\n\n| [[Gae]] |\n|-|\n| [[Gae\\|x]] |\n",
        "> - [[gae]]\n\n| [[gae]] |\n|-|\n| [[gae\\|x]] |\n",
    ),
    Story(
        "a picture that is a link",
        "[![](../img/pic%20one.png)](old/gae.md)",
        "[![](../img/Pic%20one.png)](../new/deep/gae.md)",
    ),
    Story("a link over two lines", "> [a\n> b](old/gae.md)", "> [a\n> b](../new/deep/gae.md)"),
    Story(
        "brackets in a path are escaped",
        "[t](old/b(1).md)",
        "[t](../x%20%281%29/b%281%29.md)",
        more={"x (1)/b(1).md": "B"},
    ),
    Story("letter case in the same folder", "[t](./PPO.md)", "[t](./ppo.md)", path="new/a.md"),
    Story("an escaped path", "[t](old/gae\\.md)", "[t](../new/deep/gae.md)"),
    Story("a title like a link", '[t](old/gae.md "](x)")', '[t](../new/deep/gae.md "](x)")'),
    Story(
        "another attribute first", '<a src="x" href="old/gae.md">x</a>', '<a src="x" href="../new/deep/gae.md">x</a>'
    ),
    Story("a heading that has a mark in it", "[[amp#C# in dept]]", "[[amp#c-in-depth]]"),
    Story(
        "other definitions first",
        "[a]\n\n[b]: old/gae.md\n[a]: old/gae.md",
        "[a]\n\n[b]: old/gae.md\n[a]: ../new/deep/gae.md",
    ),
    Story("an ampersand outside of angles", "[t](old/amp.md)", "[t](../x%26y/amp.md)"),
    same("an ampersand in angles", "[t](<old/amp.md>) [a]\n\n[a]: <old/amp.md>", left=2),
    same("a character that is shown as another", "[[old\0/gae]]", left=1),
    same("an attribute without quotes", "<a href=old/gae.md>x</a>", left=1),
    same("a definition over two lines", "[a b]\n\n[a\nb]: old/gae.md", left=1),
    same("a name and a slash", "[[PPO/]] [[GAE/]]"),
    same("an alias of a source", "[[the paper]]"),
    same("a name that has brackets in brackets in brackets", "[t](old/((((b)))).md)"),
    same("a name that two notes have", "[[old/twin]] [t](old/twin.md)"),
    same("a name that is merely near", "[[gaee]] [[old/gaee]]"),
    same("an anchor near two headings", "[[gae#Settingx]]"),
    same("an anchor near none", "[[gae#Something else entirely]] [[gae#Los]] [[gae#^claim]]"),
    same("what is right", "[[ppo]] [t](../new/ppo.md) [[Advantages]] [[@shao2024]]"),
    same("code, comments and formulas", "`[[Gae]]` <!-- [[Gae]] --> %% [[Gae]] %% $[[Gae]]$\n\n    [[Gae]]\n"),
    same("an alias in a table, where a bar ends a cell", "| [[clip]] |\n|-|\n| a |\n", left=1),
    Story("letter case of a source", "[[Shao2024]]", "[[shao2024]]"),
    same("an address of another host", "[t](https://example.org/Gae.md)"),
    same("a path out of the notes", "[t](../../gae.md)"),
    same("a folder", "[t](old/)"),
    same("a path in a wikilink that could not hold the new one", "[[old/odd]]", left=1),
)


def material_of(collection: Collection) -> Material:
    notes = [parse_note(source, ParseOptions()) for source in collection.notes]
    records = [parse_bibliography(source) for source in collection.bibliographies]
    return Material(
        tuple(each.note for each in notes),
        {each.note.path: each.body for each in notes},
        tuple(reference for each in records for reference in each.references),
        collection.files,
        tuple(found for each in notes for found in each.diagnostics),
        {each.note.path: each.ignores for each in notes if each.ignores},
    )


def mended_all(collection: Collection, config: Config) -> dict[str, Mended]:
    material = material_of(collection)
    site = linked(material, config)
    broken = {(each.path, each.rule, each.span) for each in checked(material, site, config).findings}

    def is_found(path: str, rule: str, span: Span) -> bool:
        return (path, rule, span) in broken

    wanted = wanted_mendings(site, terrain(material, config), is_found, lambda _: True)
    texts = {source.path: source.text for source in collection.notes}
    return {path: mended(texts[path], found) for path, found in wanted.items()}


def collection_with(path: str, text: str, more: dict[str, str]) -> tuple[Collection, Config]:
    case = Case("", "", {**FILES, **more, path: "placeholder"}, ATTACHMENTS, {})
    collection, config = collection_of(case)
    notes = tuple(Source(path, text) if each.path == path else each for each in collection.notes)
    return replace(collection, notes=notes), config


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_a_link_is_mended_or_left(story: Story) -> None:
    more = {**story.more, "odd|1/odd.md": "Odd."}
    collection, config = collection_with(story.path, story.before, more)
    done = mended_all(collection, config)
    assert done.keys() <= {story.path}
    here = done.get(story.path)
    assert (here.text if here else story.before) == story.after
    assert not here or here.left == story.left or story.after != story.before


def test_a_definition_that_two_references_share_is_mended_once() -> None:
    text = "[a] and [words][A]\n\n[a]: old/gae.md\n"
    collection, config = collection_with("notes/a.md", text, {})
    found = mended_all(collection, config)["notes/a.md"]
    assert (found.done, found.left) == (1, 0)


@given(collections())
@settings(max_examples=60)
def test_mending_never_makes_a_finding_and_ends(collection: Collection) -> None:
    config = Config()

    def findings(of: Collection) -> int:
        material = material_of(of)
        links = {"case-mismatch", "broken-link", "broken-anchor", "broken-block", "broken-embed", "missing-image"}
        found = checked(material, linked(material, config), config).findings
        return sum(each.rule in links for each in found)

    before, count = collection, findings(collection)
    for _ in range(4):
        done = mended_all(before, config)
        if not any(each.done for each in done.values()):
            return
        notes = tuple(Source(each.path, done[each.path].text) if each.path in done else each for each in before.notes)
        for old, new in zip(before.notes, notes, strict=True):
            assert old.text.count("\n") == new.text.count("\n")
        before = replace(before, notes=notes)
        assert findings(before) <= count
        count = findings(before)
    raise AssertionError("it does not end")
