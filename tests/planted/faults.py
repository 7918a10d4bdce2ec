"""Faults to plant in a clean collection, each as it comes about: a slip of the pen, a note renamed, a record lost.

A fault changes the pieces; what it breaks, there and in other notes, `planted.truth` tells from all of them together.
"""

from __future__ import annotations

import posixpath
import random
import unicodedata
from collections.abc import Callable
from typing import Final, TypeAlias, TypeVar

from planted.collections import HOME, PAPERS, PICTURES
from planted.notes import BlockName, Cite, Footnote, Form, Garden, Head, Leaf, Line, Link, Mark

Fault: TypeAlias = Callable[[Garden, random.Random], None]
Kind = TypeVar("Kind", Link, Cite, Head, BlockName)


def planted(garden: Garden, faults: int, dice: random.Random) -> None:
    """Plant that many faults, of different kinds."""
    for fault in dice.sample(FAULTS, faults):
        fault(garden, dice)


def _notes(garden: Garden) -> list[Leaf]:
    """The ordinary notes, without home, hubs and what was planted for another fault."""
    return [
        leaf for leaf in garden.leaves if not leaf.is_fresh and leaf.path != HOME and not leaf.path.startswith("maps/")
    ]


def _some_note(garden: Garden, dice: random.Random) -> Leaf:
    return dice.choice(_notes(garden))


def _all(garden: Garden, kind: type[Kind]) -> list[Kind]:
    return [piece for leaf in garden.leaves if not leaf.is_fresh for piece in leaf.pieces if isinstance(piece, kind)]


def _slip(word: str, dice: random.Random) -> str:
    """A word with one letter changed, so that no other name and no other case of it comes out."""
    place = dice.choice([index for index, letter in enumerate(word) if letter.isalpha()])
    return f"{word[:place]}{dice.choice('żœøð')}{word[place + 1 :]}"


def a_letter_of_a_target(garden: Garden, dice: random.Random) -> None:
    link = dice.choice([link for link in _all(garden, Link) if link.name])
    folder, stem = posixpath.split(link.name)
    base, extension = posixpath.splitext(stem) if link.name.endswith((".md", ".png", ".svg", ".pdf")) else (stem, "")
    link.name = posixpath.join(folder, _slip(base, dice) + extension)


def a_letter_of_an_anchor(garden: Garden, dice: random.Random) -> None:
    link = dice.choice([link for link in _all(garden, Link) if link.fragment])
    is_block = link.fragment.startswith("^")
    link.fragment = "^" * is_block + _slip(link.fragment.removeprefix("^"), dice)


def a_heading_renamed(garden: Garden, dice: random.Random) -> None:
    dice.choice(_all(garden, Head)).text = "Another heading"


def a_block_renamed(garden: Garden, dice: random.Random) -> None:
    dice.choice(_all(garden, BlockName)).name = "another-claim"


def a_note_deleted(garden: Garden, dice: random.Random) -> None:
    garden.leaves.remove(_some_note(garden, dice))


def a_note_renamed(garden: Garden, dice: random.Random) -> None:
    leaf = _some_note(garden, dice)
    leaf.path = posixpath.join(leaf.folder, "renamed.md")


def a_note_moved(garden: Garden, dice: random.Random) -> None:
    leaf = _some_note(garden, dice)
    leaf.path = f"elsewhere/deep/{leaf.stem}.md"


def the_case_of_a_file(garden: Garden, dice: random.Random) -> None:
    leaf = dice.choice([leaf for leaf in _notes(garden) if leaf.stem.swapcase().lower() == leaf.stem.lower()])
    leaf.path = posixpath.join(leaf.folder, f"{leaf.stem.swapcase()}.md")


def the_case_of_a_target(garden: Garden, dice: random.Random) -> None:
    link = dice.choice(
        [link for link in _all(garden, Link) if link.name and link.name.swapcase().lower() == link.name.lower()]
    )
    link.name = link.name.swapcase()


def a_target_in_another_unicode_form(garden: Garden, dice: random.Random) -> None:
    for link in _all(garden, Link):
        link.name = unicodedata.normalize("NFD", link.name)


def a_second_note_of_the_name(garden: Garden, dice: random.Random) -> None:
    leaf = _some_note(garden, dice)
    _fresh(garden, f"twins/{leaf.stem}.md")


def a_note_made_a_draft(garden: Garden, dice: random.Random) -> None:
    _some_note(garden, dice).is_draft = True


def a_picture_lost(garden: Garden, dice: random.Random) -> None:
    garden.files.remove(dice.choice((*PICTURES, *PAPERS)))


def a_link_out_of_the_tree(garden: Garden, dice: random.Random) -> None:
    link = dice.choice([link for link in _all(garden, Link) if link.form in {Form.MARKDOWN, Form.WIKI}])
    link.name = f"../../../../../{link.name.strip('/') or 'x'}"


def a_citation_key_mistyped(garden: Garden, dice: random.Random) -> None:
    cite = dice.choice(_all(garden, Cite))
    cite.key = cite.key.replace("2", "7")


def a_record_lost(garden: Garden, dice: random.Random) -> None:
    garden.keys.remove(dice.choice(garden.keys))


def a_footnote_dropped(garden: Garden, dice: random.Random) -> None:
    leaf = dice.choice([each for each in _notes(garden) if any(isinstance(piece, Footnote) for piece in each.pieces)])
    leaf.blocks = [block for block in leaf.blocks if not isinstance(block[0], Footnote)]


def _fresh(garden: Garden, path: str, *blocks: Line) -> Leaf:
    """A note planted for one fault, linked from the home page and linking it."""
    bare = posixpath.splitext(path)[0]
    leaf = Leaf(path, f"Title of {posixpath.basename(bare)}", [["description: Planted."]], list(blocks), is_fresh=True)
    leaf.blocks.append(["Back to ", Link(Form.WIKI, "Home"), "."])
    garden.leaves[0].blocks.append(["- ", Link(Form.WIKI, bare)])
    garden.leaves.append(leaf)
    return leaf


def _circle(garden: Garden, name: str, size: int) -> list[tuple[Leaf, Leaf]]:
    """Fresh notes, each with the one it is to lead to, in the order of their paths."""
    leaves = [_fresh(garden, f"{folder}/{name} {folder}.md") for folder in ("b", "c", "d")[:size]]
    return list(zip(leaves, (*leaves[1:], leaves[0]), strict=True))


def a_circle_of_embeds(garden: Garden, dice: random.Random) -> None:
    for number, (leaf, following) in enumerate(_circle(garden, "embedding", dice.randint(1, 3))):
        leaf.blocks.append([Link(Form.EMBED, following.stem, also="" if number else "embed-cycle")])


def a_circle_of_hubs(garden: Garden, dice: random.Random) -> None:
    for number, (leaf, following) in enumerate(_circle(garden, "listing", dice.randint(2, 3))):
        link = Link(Form.FRONT, following.stem, also="" if number else "hub-cycle")
        leaf.front += [["kind: hub"], ["sections:"], ["  - title: One"], ["    notes: [", link, "]"]]


def embeds_too_deep(garden: Garden, dice: random.Random) -> None:
    _fresh(garden, "ladder/rung 9.md", ["The end."])
    for rung in range(9):
        rule = "" if rung else "embed-too-deep"
        _fresh(garden, f"ladder/rung {rung}.md", [Link(Form.EMBED, f"rung {rung + 1}", also=rule)])


def two_notes_at_one_address(garden: Garden, dice: random.Random) -> None:
    key = dice.choice(("permalink", "slug"))
    for name, piece in (("first", "wanted-twice"), ("second", Mark("wanted-twice", "duplicate-address"))):
        _fresh(garden, f"addresses/{name}.md").front.append([f"{key}: ", piece])


def two_notes_of_one_title(garden: Garden, dice: random.Random) -> None:
    leaf = _fresh(garden, "龍/namesake.md")  # last by path: the finding is there
    leaf.title, leaf.title_rule = garden.leaves[1].title.swapcase(), "duplicate-title"


def a_title_with_markup(garden: Garden, dice: random.Random) -> None:
    leaf = _fresh(garden, "titles/bold.md")
    leaf.title, leaf.title_rule = "A <b>bold</b> claim", "markup-in-title"


def a_note_without_title(garden: Garden, dice: random.Random) -> None:
    leaf = _fresh(garden, "titles/untitled.md")
    leaf.title, leaf.top = "", "missing-title"


def a_note_without_description(garden: Garden, dice: random.Random) -> None:
    leaf = _fresh(garden, "titles/undescribed.md")
    leaf.front, leaf.top = [], "missing-description"


def a_tag_of_another_tool(garden: Garden, dice: random.Random) -> None:
    _fresh(garden, "tags/liquid.md", ["See ", Mark("{{ site.url }}/files", "liquid-tag"), ", {% raw %} and all."])


def a_board(garden: Garden, dice: random.Random) -> None:
    garden.files.append("boards/plan.canvas")
    _fresh(garden, "boards/plans.md", ["See ", Mark("[[plan.canvas]]", "unsupported-file"), ", ![[plan.canvas]]."])


def a_note_unlisted(garden: Garden, dice: random.Random) -> None:
    leaf = _some_note(garden, dice)
    leaf.is_unlisted = True


def a_note_alone(garden: Garden, dice: random.Random) -> None:
    _fresh(garden, "alone/lost and found.md")
    garden.leaves[0].blocks.pop()  # that the home page leads there


def a_note_that_leads_nowhere(garden: Garden, dice: random.Random) -> None:
    _fresh(garden, "alone/dead end.md").blocks = [["Words, and ", Link(Form.MARKDOWN, "", "", "itself")]]


def a_file_among_the_notes_of_a_hub(garden: Garden, dice: random.Random) -> None:
    garden.files.append("files/planted.pdf")
    link = Link(Form.FRONT, "planted.pdf", also="not-listable")
    front: list[Line] = [["kind: hub"], ["sections:"], ["  - title: One"], ["    notes: [", link, "]"]]
    _fresh(garden, "maps of files/hub of files.md").front += front


def a_line_that_outruns_its_ground(garden: Garden, dice: random.Random) -> None:
    _fresh(garden, "lines/old ground.md").front += [
        ["status: ", dice.choice(("obsolete", "abandoned"))],
        ["confidence: possible"],
        ["updated: 2026-02-02"],
    ]
    _fresh(garden, "lines/bold claim.md").front += [
        ["kind: line"],
        ["confidence: ", Mark("certain", "overclaim")],
        ["reviewed: ", Mark("2026-02-01", "stale-review")],
        ["sources: [", Link(Form.FRONT, "old ground", also="obsolete-support"), "]"],
    ]


def a_translation_of_itself(garden: Garden, dice: random.Random) -> None:
    leaf = _fresh(garden, "tongues/translated.md")
    leaf.front.append(["translation_of: ", Link(Form.FRONT, leaf.stem, also="bad-translation")])


def a_record_twice(garden: Garden, dice: random.Random) -> None:
    garden.keys.append(dice.choice(garden.keys))


def a_record_that_nobody_cites(garden: Garden, dice: random.Random) -> None:
    garden.keys.append("unread2020")


def a_record_cut_off(garden: Garden, dice: random.Random) -> None:
    garden.is_cut_off = True


def _in_a_block(*parts: Line) -> Fault:
    """The fault of writing one of these blocks into some note."""

    def fault(garden: Garden, dice: random.Random) -> None:
        _some_note(garden, dice).blocks.insert(1, [*dice.choice(parts)])

    return fault


def _in_front(*parts: Line) -> Fault:
    """The fault of writing one of these lines into the front matter of some note."""

    def fault(garden: Garden, dice: random.Random) -> None:
        _some_note(garden, dice).front.append([*dice.choice(parts)])

    return fault


FAULTS: Final[tuple[Fault, ...]] = (
    a_letter_of_a_target,
    a_letter_of_an_anchor,
    a_heading_renamed,
    a_block_renamed,
    a_note_deleted,
    a_note_renamed,
    a_note_moved,
    the_case_of_a_file,
    the_case_of_a_target,
    a_target_in_another_unicode_form,
    a_second_note_of_the_name,
    a_note_made_a_draft,
    a_note_unlisted,
    a_picture_lost,
    a_link_out_of_the_tree,
    a_citation_key_mistyped,
    a_record_lost,
    a_record_twice,
    a_record_that_nobody_cites,
    a_record_cut_off,
    a_footnote_dropped,
    a_circle_of_embeds,
    a_circle_of_hubs,
    embeds_too_deep,
    two_notes_at_one_address,
    two_notes_of_one_title,
    a_title_with_markup,
    a_note_without_title,
    a_note_without_description,
    a_note_alone,
    a_note_that_leads_nowhere,
    a_tag_of_another_tool,
    a_board,
    a_line_that_outruns_its_ground,
    a_translation_of_itself,
    a_file_among_the_notes_of_a_hub,
    _in_a_block(
        ["Do ", Mark("[run it](javascript:alert(1))", "unsafe-url"), "."],
        ["> Do ", Mark("[run it](data:text/html,x)", "unsafe-url"), "."],
    ),
    _in_a_block([f"So [it](/{HOME}){{", Mark("suports", "unknown-relation"), "}."]),
    _in_a_block(["Far: ", Mark("![far](https://example.net/far.png)", "foreign-image")]),
    _in_a_block(["So 日本 ", Mark(r"$\frac{1$", "bad-math"), "."]),
    _in_a_block(["```", Mark("qwertz\ncode\n```", "unknown-language")]),
    _in_a_block([Mark(">" * 101 + " deep", "nesting-too-deep")]),
    _in_a_block(["## Twice {#twice}\n\nOnce.\n\n## Again {", Mark("#twice}\n\nAgain.", "duplicate-anchor")]),
    _in_a_block(["### ", Mark("Nothing below\n\n## Something below\n\nWords.", "empty-section")]),
    _in_a_block([Mark("[^nobody]: uses this.", "unused-footnote")]),
    _in_a_block(["Words. <!-- rlnotes: ignore ", Mark("broken-link", "unused-ignore"), " -->"]),
    _in_a_block(["Words. <!-- rlnotes: ignore broken-link ", Mark("brokn-link", "unused-ignore"), " --> [[nowhere]]"]),
    _in_front(["updated: ", Mark("2025-13-40", "bad-date")]),
    _in_front([Mark("tittle: On something", "unknown-key")]),
    _in_front(["weight: ", Mark("heavy", "bad-front-matter")], ["status: ", Mark("ripe", "unknown-status")]),
    _in_front(["slug: ", Mark("a/../b", "bad-address")], ["redirect_from: [", Mark("../up", "bad-address"), "]"]),
)
