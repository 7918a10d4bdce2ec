"""Charts: the parts of the map of everything, each with some communities, so that a changed note touches one file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from rlnotes.graph.atlas import Company
from rlnotes.graph.communities import Community
from rlnotes.pages.groups import fnv_hash

CHARTS: Final = "map/"
MAP_INDEX: Final = "map/index.json"
_MOST_NODES: Final = 1000
"""How many nodes a chart has on average at most."""
_MOST_CHARTS: Final = 16


def chart_count(nodes: int) -> int:
    """How many charts so many nodes are on: a power of two, so that it seldom changes."""
    count = 1
    while count * _MOST_NODES < nodes and count < _MOST_CHARTS:
        count *= 2
    return count


def charts_of(companies: Mapping[Community, Company]) -> dict[str, tuple[Community, ...]]:
    """The communities on each chart, by its output path."""
    count = chart_count(sum(len(company.members) for company in companies.values()))
    found: defaultdict[str, list[Community]] = defaultdict(list)
    for name in sorted(companies):
        found[chart_path(fnv_hash(name) % count)].append(name)
    return {chart_path(number): tuple(found[chart_path(number)]) for number in range(count)}


def chart_path(number: int) -> str:
    """The output path of a chart; it has letters only, so that charts stand in the order of their numbers."""
    return f"{CHARTS}{number:x}.json"
