"""Links mended where there is no doubt, and left alone where there is some."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field, replace

import pytest
from collections_in_prose import Case, collection_of
from hypothesis import given, settings
from hypothesis import strategies as st
from whole_collections import collections

from rlnotes.app.checking import Material, checked, linked, terrain
from rlnotes.app.mending import Mended, Unmended, mended, wanted_mendings
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
    "sl.md": "---\nslug: sluggy\n---\n",
    "folder/index.md": "# Folder\n",
    "notes/caf\u00e9.md": "# Coffee\n",
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
    Story(
        "a definition over several lines",
        "[a b] [c]\r\n\r\n[a\r\nb]: old/gae.md\r\n[c]:\r\n  old/gae.md",
        "[a b] [c]\r\n\r\n[a\r\nb]: ../new/deep/gae.md\r\n[c]:\r\n  ../new/deep/gae.md",
    ),
    Story(
        "an alias in a table, where a bar ends a cell",
        "| [[clip]] |\n|-|\n| > [[clip]] |\n\n[[clip]] | a\n",
        "| [[ppo\\|clip]] |\n|-|\n| > [[ppo\\|clip]] |\n\n[[ppo|clip]] | a\n",
    ),
    Story("an alias of a source", "[[the paper]]", "[[shao2024|the paper]]"),
    Story("a note about a source that moved", "[t](../old/shao2024.md)", "[t](../sources/shao2024.md)"),
    Story(
        "a note that moved, in another letter case",
        "[[old/PPO]] [t](old/Gae.md)",
        "[[new/ppo]] [t](../new/deep/gae.md)",
    ),
    Story("a note that moved and whose heading changed", "[[old/ppo#The cliped loss]]", "[[new/ppo#The clipped loss]]"),
    Story("letter case and an anchor", "[t](../new/PPO.md#the-cliped-loss)", "[t](../new/ppo.md#the-clipped-loss)"),
    Story("a Unicode form", "[[cafe\u0301]] [t](cafe%CC%81.md)", "[[caf\u00e9]] [t](caf%C3%A9.md)"),
    Story("a picture that is a note", "![](old/gae.md)", "![](../new/deep/gae.md)"),
    Story(
        "a definition, not the one that code shows",
        "~~~~\n```\n[a]: old/gae.md\n~~~~\n\n[a]\n\n[a]: old/gae.md\n",
        "~~~~\n```\n[a]: old/gae.md\n~~~~\n\n[a]\n\n[a]: ../new/deep/gae.md\n",
    ),
    Story("behind two byte-order marks", "\ufeff[[Gae]]", "\ufeff[[gae]]"),
    Story(
        "separators of other systems", "a\u2028[[Gae]]\x0b[[Gae]]\x85[[Gae]]", "a\u2028[[gae]]\x0b[[gae]]\x85[[gae]]"
    ),
    Story("a definition list", "Term [[Gae]]\n: [[Gae]]\n", "Term [[gae]]\n: [[gae]]\n"),
    Story(
        "a heading, a callout, a task, a footnote",
        "# [t](old/gae.md) #\n\n> [!note] [[Gae]]\n> - [ ] a[^1] **[[Gae]]**\n\n[^1]: x [[Gae]]  \n",
        "# [t](../new/deep/gae.md) #\n\n> [!note] [[gae]]\n> - [ ] a[^1] **[[gae]]**\n\n[^1]: x [[gae]]  \n",
    ),
    Story(
        "what a text shows of itself is left, the rest is not",
        '<a title=\' href="old/gae.md"\' href="old/gae.md">x</a> [[Gae]] [[PPO.md]]',
        '<a title=\' href="old/gae.md"\' href="old/gae.md">x</a> [[gae]] [[ppo.md]]',
        left=1,
    ),
    Story(
        "paths in front matter",
        "---\nrelated:\n  - ../old/gae.md\n  - /old/gae\nimage: /old/talk.pdf\n---\n",
        "---\nrelated:\n  - ../new/deep/gae.md\n  - /new/deep/gae\nimage: /img/talk.pdf\n---\n",
    ),
    same("a title, by which others may know the note", "# On [[Gae]]\n", left=1),
    same("a note that moved here", "[t](old/a.md)"),
    same("a name that is a note's slug, or that of its folder", "[[old/sluggy]] [[old/folder]] [t](old/index.md)"),
    same("an alias in front matter", "---\nrelated: ['[[clip]]']\n---\n"),
    same("an ampersand in angles", "[t](<old/amp.md>) [a]\n\n[a]: <old/amp.md>", left=2),
    same("a character that is shown as another", "[[old\0/gae]]", left=1),
    same("an attribute without quotes", "<a href=old/gae.md>x</a>", left=1),
    same("a name and a slash", "[[PPO/]] [[GAE/]]"),
    same("a name that has brackets in brackets in brackets", "[t](old/((((b)))).md)"),
    same("a name that two notes have", "[[old/twin]] [t](old/twin.md)"),
    same("a name that is merely near", "[[gaee]] [[old/gaee]]"),
    same("an anchor near two headings", "[[gae#Settingx]]"),
    same("an anchor near none", "[[gae#Something else entirely]] [[gae#Los]] [[gae#^claim]]"),
    same("what is right", "[[ppo]] [t](../new/ppo.md) [[Advantages]] [[@shao2024]]"),
    same("code, comments and formulas", "`[[Gae]]` <!-- [[Gae]] --> %% [[Gae]] %% $[[Gae]]$\n\n    [[Gae]]\n"),
    Story("letter case of a folder", "[t](NEW/Deep/) and [[New/DEEP/]]", "[t](new/deep/) and [[new/deep/]]"),
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
    return {
        path: mended(Unmended(texts[path], site.notes[path], ParseOptions()), found) for path, found in wanted.items()
    }


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
    assert (here.left if here else 0) == story.left


def test_a_definition_that_two_references_share_is_mended_once() -> None:
    text = "[a] and [words][A]\n\n[a]: old/gae.md\n"
    collection, config = collection_with("notes/a.md", text, {})
    found = mended_all(collection, config)["notes/a.md"]
    assert (found.done, found.left) == (1, 0)


REVEALED = {"embed-cycle", "embed-too-deep", "hub-cycle", "not-listable", "unlisted-linked"}
"""What can only be said of a link that leads somewhere."""


def findings(of: Collection) -> int:
    material = material_of(of)
    found = checked(material, linked(material, Config()), Config()).findings
    return sum(each.rule not in REVEALED for each in found)


def after_mending(collection: Collection) -> Collection:
    """The collection after mending it until there is nothing to mend."""
    before, count = collection, findings(collection)
    for _ in range(4):
        done = mended_all(before, Config())
        if not any(each.done for each in done.values()):
            return before
        notes = tuple(Source(each.path, done[each.path].text) if each.path in done else each for each in before.notes)
        before = replace(before, notes=notes)
        assert findings(before) <= count
        count = findings(before)
    raise AssertionError("it does not end")


@given(collections())
@settings(max_examples=60)
def test_mending_never_makes_a_finding_and_ends(collection: Collection) -> None:
    after_mending(collection)


TEMPLATES = (
    "[[@]]",
    "[[@|words]]",
    "> - see [[@|a `]]` b]] and",
    "![[@]]",
    "[words](@)",
    "[words](@ 'a title')",
    "- [a](<@>)",
    "![alt](@)",
    "<a href='@'>words</a>",
    "| [t](@) | ![[@]] |\n|-|-|\n| `[[@]]` | [[@]] |",
    "[ref]\n\n[ref]: @",
    "```\n[[@]] [ref]: @\n```",
    "    [[@]]",
    "`[[@]]` $[[@]]$ %% [[@]] %% <!-- [x](@) -->",
    "\u00a0\tcaf\u00e9\u2028 [[@]] \U0001f600 [x](@)\0",
)
OLD = (
    *("ppo", "PPO.md", "new/PPO", "old/ppo", "old/ppo.md", "../old/gae.md", "/old/gae.md#setting", "nowhere", "clip"),
    *(
        "ppo#The-cliped-loss",
        "old/ppo#the-cliped-loss",
        "ppo#^claim",
        "Gae#Settingx",
        "old/Pic%20one.png",
        "img/TALK.pdf",
    ),
)
LINE_ENDS = ("\n", "\r\n", "\r")


@given(
    st.lists(st.tuples(st.sampled_from(TEMPLATES), st.lists(st.sampled_from(OLD), min_size=4, max_size=4)), max_size=5),
    st.sampled_from(LINE_ENDS),
    st.sampled_from(("", "\ufeff")),
)
@settings(max_examples=150)
def test_nothing_but_the_names_in_links_changes(pieces: list[tuple[str, list[str]]], line_end: str, mark: str) -> None:
    filled = [(template, iter(names)) for template, names in pieces]
    parts = [re.split("(@)", template.replace("\n", line_end)) for template, _ in pieces]
    named = [
        [next(names) if part == "@" else part for part in some] for some, (_, names) in zip(parts, filled, strict=True)
    ]
    text = mark + (line_end * 2).join(map("".join, named))
    collection, _ = collection_with("notes/a.md", text, {})
    (after,) = (each.text for each in after_mending(collection).notes if each.path == "notes/a.md")
    gap = re.escape(line_end * 2)
    pattern = gap.join(
        "".join(r"[^\[\]()<>`]*?" if part == "@" else re.escape(part) for part in some) for some in parts
    )
    assert re.fullmatch(mark + pattern, after), after
    for template, names in pieces:
        if template.startswith(("```", "    ", "`")):
            assert all(name in after for name in names[: template.count("@")])


def test_a_long_note_with_many_links_is_mended_in_a_moment() -> None:
    text = "[[Gae]] and [a][b] [[clip]]\n\n[b]: old/gae.md\n\n" * 2000 + "| [[clip]] |\n|-|\n" + "| [[clip]] |\n" * 2000
    start = time.process_time()
    collection, config = collection_with("notes/a.md", text, {})
    done = mended_all(collection, config)["notes/a.md"]
    assert (done.done, done.left) == (6002, 0)
    assert time.process_time() - start < 20


def test_links_that_can_not_be_proved_cost_a_bounded_number_of_readings() -> None:
    wrong = '<a title=\' href="old/gae.md"\' href="old/gae.md">x</a>\n\n'
    collection, config = collection_with("notes/a.md", wrong * 200 + "[[Gae]]", {})
    start = time.process_time()
    done = mended_all(collection, config)["notes/a.md"]
    assert done.done + done.left == 201
    assert time.process_time() - start < 20
