"""What a check accepts is a link that works on the built site, what it calls broken is none. Lychee is the judge."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urljoin

import pytest
from golden.golden_sites import default_theme, styles
from hypothesis import given, settings
from planted.collections import garden_of
from planted.faults import planted
from planted.notes import Form, Garden, Link, collection_of, laid_out
from samples import by_class, quick_page, words
from whole_collections import collections

from judges.sitewide import dead_references, lychee
from rlnotes.app.pipeline import Built, build
from rlnotes.config.site import Config
from rlnotes.model.collection import Collection
from rlnotes.pages.urls import addresses_of

pytestmark = pytest.mark.xdist_group("one truth")

GARDENS: Final = 40
COLLECTIONS: Final = 40
_WRITTEN_OUT: Final = frozenset({Form.WIKI, Form.MARKDOWN, Form.REFERENCE, Form.HTML})
_DEAD: Final = frozenset(
    {
        "ambiguous-link",
        "broken-anchor",
        "broken-block",
        "broken-link",
        "draft-linked",
        "missing-image",
        "outside-tree",
    }
)
_WITHOUT_ITS_PLACE: Final = frozenset({"broken-anchor", "broken-block"})
"""The page leads to the note, at its start."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a link: its words, the rule that it breaks, and where the page leads with those words."""

    page: Path
    words: str
    rule: str
    addresses: tuple[str, ...]


def built(collection: Collection, folder: Path) -> Built:
    """The site of a collection, written below `folder`, the copies of attachments as well."""
    site = build(replace(collection, styles=styles()), default_theme(), Config())
    contents = {file.path: file.content for file in site.artifacts} | {copy.path: b"" for copy in site.copies}
    for path, content in contents.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return site


def garden_with_faults(seed: int) -> Garden:
    """A garden in which every link has words of its own."""
    garden = garden_of(random.Random(seed))  # noqa: S311 - made-up notes are no secret
    planted(garden, 5, random.Random(seed))  # noqa: S311 - as above
    for number, link in enumerate(each for leaf in garden.leaves for each in leaf.pieces if isinstance(each, Link)):
        link.label = f"way {number}" if link.form in _WRITTEN_OUT else link.label
    return garden


def fates(garden: Garden, site: Built, folder: Path) -> Iterator[Fate]:
    """What became of each link in the text of the notes that are published. A hub shows its members as cards."""
    told = {(each.path, each.span.line, each.span.column): each.rule for each in site.diagnostics if each.rule in _DEAD}
    addresses = addresses_of(site.site, Config().url_style, Config().base_url).paths
    for leaf in garden.leaves:
        if leaf.is_draft or ["kind: hub"] in leaf.front:
            continue
        page = folder / addresses[site.site.nodes[leaf.path]]
        ways = list(ways_of(page))
        for placed in laid_out(leaf)[1]:
            if isinstance(placed.piece, Link) and placed.piece.form in _WRITTEN_OUT:
                label = placed.piece.label
                rule = told.get((leaf.path, placed.line, placed.column), "")
                yield Fate(page, label, rule, tuple(address for text, address in ways if text == label))


def ways_of(page: Path) -> Iterator[tuple[str, str]]:
    """The links in the text of a page: words and whole addresses."""
    for prose in by_class(quick_page(page), "prose"):
        for link in prose.iter("a"):
            if link.get("href"):
                yield words(link), unquote(urljoin(page.as_uri(), link.get("href")))


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all sites, for lychee to judge at once."""
    return tmp_path_factory.mktemp("sites")


@pytest.fixture(scope="module")
def every_fate(sites: Path) -> list[Fate]:
    found: list[Fate] = []
    for seed in range(GARDENS):
        garden = garden_with_faults(seed)
        site = built(collection_of(garden), sites / f"garden-{seed}")
        found += fates(garden, site, sites / f"garden-{seed}")
    return found


@pytest.fixture(scope="module")
def wild_sites(sites: Path) -> int:
    """How many sites there are of collections in which anything may be wrong."""
    drawn: list[Collection] = []

    @settings(max_examples=COLLECTIONS)
    @given(collections())
    def draw(collection: Collection) -> None:
        drawn.append(collection)

    draw()
    for number, collection in enumerate(drawn):
        built(collection, sites / f"wild-{number}")
    return len(drawn)


def test_what_is_accepted_is_one_link_in_the_page(every_fate: list[Fate]) -> None:
    accepted = [fate for fate in every_fate if not fate.rule]
    assert len(accepted) > 20 * GARDENS
    assert [fate for fate in accepted if len(fate.addresses) != 1] == []


def test_what_is_reported_is_none_but_for_the_note_whose_place_is_missing(every_fate: list[Fate]) -> None:
    reported = [fate for fate in every_fate if fate.rule]
    assert {fate.rule for fate in reported} == _DEAD
    assert [fate for fate in reported if fate.addresses and fate.rule not in _WITHOUT_ITS_PLACE] == []
    assert [fate for fate in reported if any("#" in address for address in fate.addresses)] == []


def test_every_link_in_the_pages_works(sites: Path, every_fate: list[Fate], wild_sites: int) -> None:
    assert every_fate
    assert wild_sites >= COLLECTIONS
    assert lychee(sites, sites) == {}


def test_a_second_reading_agrees_with_lychee(sites: Path, every_fate: list[Fate], wild_sites: int) -> None:
    assert [each for folder in sorted(sites.iterdir()) for each in dead_references(folder)] == []
