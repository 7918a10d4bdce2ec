"""Made-up collections of linked notes: the same size and seed give the same notes on every machine."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeAlias

from bench.words import CODE, TAGS, WORDS

HOME: Final = "index"
NOTES_PER_HUB: Final = 50
LINKS_PER_NOTE: Final = 6
_PARAGRAPHS: Final = 6
_FIRST_DAY: Final = date(2016, 1, 1)
_DAYS: Final = 3000
_FORMULAS: Final = """\
The estimate $\\hat{A}_i = r_i - \\bar{r}$ enters.

$$
J(\\theta) = \\sum_i \\hat{A}_i \\log \\pi(a_i)
$$

"""


@dataclass(frozen=True, slots=True)
class LinkTo:
    """A link to the note `slug`, or to its `heading`."""

    slug: str
    label: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation of a source of the bibliography."""

    number: int


Piece: TypeAlias = str | LinkTo | Cite


@dataclass(frozen=True, slots=True)
class Note:
    """What a note says, in no tool's dialect: its body is Markdown between links and citations."""

    slug: str
    title: str
    date: date
    tags: tuple[str, ...]
    body: tuple[Piece, ...]
    is_hub: bool = False


Notes: TypeAlias = Mapping[str, Note]
"""All notes of a collection by slug, its home page and hubs among them."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a collection is to be: how many notes (hubs count, the home page does not), and what stands in them."""

    size: int
    seed: int = 1
    has_citations: bool = False
    has_math: bool = False
    links: int = LINKS_PER_NOTE
    """How many stand in a note that is no hub, spread over its paragraphs: no fewer than six."""

    @property
    def reach(self) -> int:
        """How far away, in notes, a neighbour is at most: so far that links to neighbours are to many."""
        return max(20, 2 * self.links)

    @property
    def hubs(self) -> int:
        """How many of the notes are hubs."""
        return max(1, self.size // NOTES_PER_HUB)

    @property
    def sources(self) -> int:
        """How many sources the bibliography has."""
        return max(10, self.size // 20) if self.has_citations else 0


def made_up_notes(plan: Plan) -> Notes:
    """The collection that `plan` asks for."""
    slugs = [_slug(plan, number) for number in range(plan.size - plan.hubs)]
    notes = [_note(plan, number, slugs) for number in range(len(slugs))]
    hubs = [_hub(plan, number, slugs) for number in range(plan.hubs)]
    return {note.slug: note for note in (_home(hubs), *hubs, *notes)}


def chance(*of: object) -> random.Random:
    """The dice for one thing: what is thrown depends on `of` alone."""
    return random.Random(":".join(map(str, of)))  # noqa: S311 - made-up text is no secret


def sentence(dice: random.Random) -> str:
    """A sentence of 7 to 16 words."""
    words = [_one_of(dice, WORDS) for _ in range(7 + int(dice.random() * 10))]
    return " ".join(words).capitalize() + "."


def title(dice: random.Random) -> str:
    """A title of 4 to 8 words."""
    return " ".join(_one_of(dice, WORDS) for _ in range(4 + int(dice.random() * 5))).capitalize()


# `Random.random` alone is promised to give the same numbers in every version of Python.
def _one_of(dice: random.Random, words: tuple[str, ...]) -> str:
    return words[int(dice.random() * len(words))]


def _slug(plan: Plan, number: int) -> str:
    words = title(chance(plan.seed, "title", number)).lower().split()[:3]
    return "-".join((*words, str(number)))


def _note(plan: Plan, number: int, slugs: list[str]) -> Note:
    dice = chance(plan.seed, "note", number)
    tags = dict.fromkeys(_one_of(dice, TAGS) for _ in range(3))
    return Note(
        slug=slugs[number],
        title=title(chance(plan.seed, "title", number)),
        date=_FIRST_DAY + timedelta(days=int(dice.random() * _DAYS)),
        tags=tuple(tags),
        body=tuple(_body(plan, number, slugs)),
    )


def _body(plan: Plan, number: int, slugs: list[str]) -> Iterator[Piece]:
    dice = chance(plan.seed, "body", number)
    for place in range(_PARAGRAPHS):
        count = len(range(place, plan.links, _PARAGRAPHS))
        yield from _paragraph(dice, [_link(dice, number, slugs, plan.reach) for _ in range(count)])
        if place == 1:
            yield from ("## Evidence\n\n", *_extras(plan, number))
        if place == _PARAGRAPHS - 3:
            yield "## Limits\n\n"


def _paragraph(dice: random.Random, links: list[LinkTo]) -> Iterator[Piece]:
    yield f"{sentence(dice)} {sentence(dice)} See "
    yield links[0]
    for link in links[1:]:
        yield from (", ", link)
    yield f". {sentence(dice)} *{_one_of(dice, WORDS)}* {sentence(dice)} {sentence(dice)}\n\n"


def _link(dice: random.Random, number: int, slugs: list[str], reach: int) -> LinkTo:
    target = slugs[_target(dice, number, len(slugs), reach)]
    return LinkTo(target, f"{_one_of(dice, WORDS)} {_one_of(dice, WORDS)}", "Evidence" if dice.random() < 1 / 6 else "")


def _target(dice: random.Random, number: int, size: int, reach: int) -> int:
    """Mostly a neighbour, sometimes anything, sometimes one of the few that everybody links to."""
    kind, where = dice.random(), dice.random()
    if kind < 1 / 6:
        return int(where**3 * size)
    if kind < 1 / 3:
        return int(where * size)
    return (number + int(where * 2 * reach) - reach) % size


def _extras(plan: Plan, number: int) -> Iterator[Piece]:
    dice = chance(plan.seed, "extras", number)
    if dice.random() < 1 / 4:
        yield f"```python\n{CODE}```\n\n"
    if dice.random() < 1 / 5:
        yield _table(dice)
    if plan.has_math:
        yield _FORMULAS
    if plan.has_citations:
        yield from ("This was found before ", Cite(int(dice.random() * plan.sources)), ".\n\n")


def _table(dice: random.Random) -> str:
    rows = [f"| {_one_of(dice, WORDS)} | {dice.random():.3f} | {_one_of(dice, WORDS)} |\n" for _ in range(4)]
    return "".join(("| Setting | Score | Remark |\n| --- | ---: | --- |\n", *rows, "\n"))


def _hub(plan: Plan, number: int, slugs: list[str]) -> Note:
    dice = chance(plan.seed, "hub", number)
    members = slugs[number :: plan.hubs]
    half = len(members) // 2
    parts = [("First", members[:half]), ("Then", members[half:])]
    return Note(
        slug=f"hub-{number}",
        title=f"Hub {number}: {title(dice)}",
        date=_FIRST_DAY,
        tags=("hubs-of-thought",),
        body=(f"{sentence(dice)}\n\n", *(piece for part in parts for piece in _part(*part))),
        is_hub=True,
    )


def _part(heading: str, members: list[str]) -> Iterator[Piece]:
    yield f"## {heading}\n\n"
    for member in members:
        yield from ("- ", LinkTo(member, member.replace("-", " ")), "\n")
    yield "\n"


def _home(hubs: list[Note]) -> Note:
    links = tuple(piece for hub in hubs for piece in ("- ", LinkTo(hub.slug, hub.title), "\n"))
    return Note(HOME, "Made-up notes", _FIRST_DAY, (), ("Where to begin.\n\n", *links))
