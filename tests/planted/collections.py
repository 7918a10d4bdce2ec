"""Clean collections made up from a seed: every link leads somewhere, every note is listed, every source cited."""

from __future__ import annotations

import posixpath
import random
from collections.abc import Callable
from typing import Final, TypeAlias

from planted.notes import BlockName, Cite, Footnote, Form, Garden, Head, Leaf, Line, Link, Use, slug
from planted.words import FOLDERS, HEADINGS, KEYS, SENTENCES, STEMS, TRAPS, WORDS

PICTURES: Final = ("img/curve.png", "methods/img/réseau.svg")
PAPERS: Final = ("files/talk 1.pdf",)
HOME: Final = "index.md"

_Shape: TypeAlias = Callable[[Garden, Leaf, random.Random], Line]
"""What writes a block with links into a note."""


def garden_of(dice: random.Random) -> Garden:
    """A clean collection: every link leads somewhere, every note is listed, every source is cited."""
    stems = dice.sample(STEMS, dice.randint(5, 9))
    notes = [_bare(stem, number, dice) for number, stem in enumerate(stems)]
    garden = Garden([*notes], dice.sample(KEYS, 3), [*PICTURES, *PAPERS])
    for number, leaf in enumerate(notes):
        _write(garden, leaf, number, dice)
    notes[0].blocks.append(["All of [", *_joined([Cite(key) for key in garden.keys], "; "), "] agree."])
    hubs = [_hub(half, number, dice) for number, half in enumerate((notes[::2], notes[1::2]))]
    garden.leaves = [_home(hubs), *hubs, *notes]
    return garden


def _joined(pieces: list[Cite], between: str) -> Line:
    line: Line = []
    for piece in pieces:
        line += [between, piece] if line else [piece]
    return line


def _bare(stem: str, number: int, dice: random.Random) -> Leaf:
    folder = dice.choice(FOLDERS)
    leaf = Leaf(posixpath.join(folder, f"{stem}.md"), f"On {stem} and {WORDS[number]}")
    leaf.line_end = "\r\n" if dice.random() < 0.2 else "\n"
    leaf.aliases = [f"{WORDS[number]} in short"]
    for text in dice.sample(HEADINGS, 2):
        leaf.blocks += [["## ", Head(text)], [dice.choice(SENTENCES)]]
    leaf.blocks.insert(dice.randrange(5), ["A claim that is named. ", BlockName(f"claim-{number}")])
    return leaf


def _write(garden: Garden, leaf: Leaf, number: int, dice: random.Random) -> None:
    leaf.front += [["description: ", dice.choice(SENTENCES)], [f"date: 2025-0{number + 1}-11"]]
    if dice.random() < 0.5:
        leaf.front += [["related:"], ["  - ", _any_link(garden, leaf, dice, Form.FRONT)]]
    if dice.random() < 0.3:
        leaf.front += [["sources: [", Cite(garden.keys[0], is_quoted=True), "]"]]
    for shape in dice.sample(_SHAPES, 6):
        leaf.blocks.append(shape(garden, leaf, dice))
    if number % 3 == 0:  # only these embed, and never each other: no chain of embeds is longer than one
        others = [each for place, each in enumerate(garden.leaves) if place % 3]
        leaf.blocks.append([_embed(dice.choice(others), dice)])
    leaf.blocks += [
        [f"A thought{dice.choice(' ,')}", Use("n1"), " at last."],
        [Footnote("n1"), *_sentence(garden, leaf, dice)],
    ]
    leaf.blocks.insert(0, [dice.choice(TRAPS)])


def _hub(members: list[Leaf], number: int, dice: random.Random) -> Leaf:
    hub = Leaf(f"maps/hub {number}.md", f"Hub {WORDS[-1 - number]}")
    hub.front = [["description: A hub of notes."], ["kind: hub"]]
    if number:
        hub.blocks.append(["## Members"])
        hub.blocks.append([part for leaf in members for part in ("- ", Link(Form.WIKI, leaf.stem), ": listed here\n")])
    else:
        hub.front += [["sections:"], ["  - title: All"], ["    notes:"]]
        hub.front += [["      - ", Link(Form.FRONT, leaf.path.removesuffix(".md"))] for leaf in members]
        hub.blocks.append([dice.choice(SENTENCES)])
    return hub


def _home(hubs: list[Leaf]) -> Leaf:
    home = Leaf(HOME, "Home", [["description: Where to begin."]])
    home.blocks = [["- ", Link(Form.WIKI, hub.stem)] for hub in hubs]
    return home


def _any_link(garden: Garden, leaf: Leaf, dice: random.Random, form: Form) -> Link:
    """A link to a note of the collection, by one of its names, sometimes to a place in it."""
    goal = dice.choice(garden.leaves)
    is_address = form in {Form.MARKDOWN, Form.REFERENCE, Form.HTML}
    name = _address(goal, leaf, dice) if is_address else _name(goal, dice)
    fragment = _fragment(goal, dice, is_slug=is_address) if dice.random() < 0.5 else ""
    label = dice.choice(("", "words", "mots d’été", "文字")) if form is Form.WIKI else dice.choice(WORDS)
    return Link(form, name, fragment, label)


def _address(goal: Leaf, origin: Leaf, dice: random.Random) -> str:
    relative = posixpath.relpath(goal.path, origin.folder or ".")
    return dice.choice((relative, f"/{goal.path}", f"/{goal.path.removesuffix('.md')}"))


def _name(goal: Leaf, dice: random.Random) -> str:
    bare = goal.path.removesuffix(".md")
    ending = "/".join(bare.split("/")[-2:])
    return dice.choice((goal.stem, goal.stem, bare, ending, goal.path, goal.title, goal.aliases[0]))


def _fragment(goal: Leaf, dice: random.Random, *, is_slug: bool) -> str:
    piece = dice.choice([each for each in goal.pieces if isinstance(each, Head | BlockName)])
    if isinstance(piece, BlockName):
        return f"^{piece.name}"
    return slug(piece.text) if is_slug else piece.text


def _embed(goal: Leaf, dice: random.Random) -> Link:
    fragment = _fragment(goal, dice, is_slug=False) if dice.random() < 0.6 else ""
    return Link(Form.EMBED, _name(goal, dice), fragment)


def _sentence(garden: Garden, leaf: Leaf, dice: random.Random) -> Line:
    """A sentence with one or two links in it."""
    forms = (Form.WIKI, Form.WIKI, Form.MARKDOWN, Form.MARKDOWN, Form.REFERENCE, Form.HTML)
    first, second = (_any_link(garden, leaf, dice, dice.choice(forms)) for _ in range(2))
    lead = dice.choice(("See ", "日本語の文 ", "Voilà : ", "*Mind* ", "😀 "))
    return [lead, first, "."] if dice.random() < 0.5 else [lead, first, dice.choice((" and ", "、")), second, "."]


def _in_list(garden: Garden, leaf: Leaf, dice: random.Random) -> Line:
    outer, inner = _sentence(garden, leaf, dice), _sentence(garden, leaf, dice)
    return [dice.choice(("- ", "1. ", "* [ ] ")), *outer, "\n   - ", *inner]


def _in_quote(garden: Garden, leaf: Leaf, dice: random.Random) -> Line:
    return ["> ", *_sentence(garden, leaf, dice), "\n> > ", *_sentence(garden, leaf, dice)]


def _in_callout(garden: Garden, leaf: Leaf, dice: random.Random) -> Line:
    return ["> [!tip] ", *_sentence(garden, leaf, dice), "\n> ", *_sentence(garden, leaf, dice)]


def _in_table(garden: Garden, leaf: Leaf, dice: random.Random) -> Line:
    first = _any_link(garden, leaf, dice, Form.MARKDOWN)
    second = _any_link(garden, leaf, dice, Form.WIKI)
    second.is_in_table = True
    return ["| a | b |\n| --- | --- |\n| ", first, " | ", second, " |"]


def _in_heading(garden: Garden, leaf: Leaf, dice: random.Random) -> Line:
    return ["### As in ", _any_link(garden, leaf, dice, Form.WIKI), f"\n\n{dice.choice(SENTENCES)}"]


def _in_definition(garden: Garden, leaf: Leaf, dice: random.Random) -> Line:
    return ["Term\n: ", *_sentence(garden, leaf, dice)]


def _citation(garden: Garden, leaf: Leaf, dice: random.Random) -> Line:
    one, other = dice.sample(garden.keys, 2)
    page = Link(Form.WIKI, one)
    return ["As ", Cite(one), " has it [see ", Cite(other), ", p. 3]; cf. ", page, "."]


def _picture(garden: Garden, leaf: Leaf, dice: random.Random) -> Line:
    path = dice.choice(PICTURES)
    relative = posixpath.relpath(path, leaf.folder or ".")
    if dice.random() < 0.5:
        return [Link(Form.EMBED, dice.choice((path, posixpath.basename(path))))]
    return ["Seen: ", Link(Form.IMAGE, dice.choice((relative, f"/{path}")), "", "alt"), "."]


def _paper(garden: Garden, leaf: Leaf, dice: random.Random) -> Line:
    return ["The ", Link(Form.MARKDOWN, posixpath.relpath(PAPERS[0], leaf.folder or "."), "", "slides"), "."]


def _to_itself(garden: Garden, leaf: Leaf, dice: random.Random) -> Line:
    return ["Above, ", Link(Form.WIKI, "", _fragment(leaf, dice, is_slug=False), "there"), "."]


def _ignored(garden: Garden, leaf: Leaf, dice: random.Random) -> Line:
    wanted = f"[[not yet written {dice.randrange(9)}]]"
    behind = f"To come: {wanted} <!-- rlnotes: ignore broken-link -->"
    before = f"%% rlnotes: ignore broken-link %%\n\n- to come\n- {wanted}\n\nNo more."
    return [dice.choice((behind, before))]


_SHAPES: Final[tuple[_Shape, ...]] = (
    _sentence,
    _sentence,
    _sentence,
    _in_list,
    _in_quote,
    _in_callout,
    _in_table,
    _in_heading,
    _in_definition,
    _citation,
    _picture,
    _paper,
    _to_itself,
    _ignored,
)
