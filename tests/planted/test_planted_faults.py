"""Faults planted in clean collections are all found, each at its place, and nothing else is.

A thousand collections by default; PLANTED_COLLECTIONS asks for more.
"""

from __future__ import annotations

import os
import random
from typing import Final

import pytest

from planted.collections import garden_of
from planted.faults import FAULTS, planted
from planted.notes import Garden, collection_of
from planted.truth import Told, truth
from rlnotes.app.pipeline import check
from rlnotes.config.site import Config
from rlnotes.model.rules import RULES

COLLECTIONS: Final = int(os.environ.get("PLANTED_COLLECTIONS", "1000"))
_BATCH: Final = 50
_MOST: Final = 6

# Rules about what is read before there is a collection, and those that run only when asked.
_ELSEWHERE: Final = frozenset(
    {
        "bad-character",
        "bad-configuration",
        "bad-inventory",
        "bad-template",
        "bad-vault",
        "external-broken",
        "external-redirect",
        "incomplete-source",
        "missing-bibliography",
        "newer-version",
        "not-utf8",
        "retracted-source",
        "same-work",
        "shallow-clone",
        "unlinked-mention",
        "unreadable-file",
        "untrusted-repository",
        "unused-exclude",
    }
)


def found(garden: Garden) -> list[Told]:
    """What a check finds in a collection, sorted."""
    findings = check(collection_of(garden), Config())
    return sorted((each.path, each.span.line, each.span.column, each.rule) for each in findings)


def clean(seed: int) -> Garden:
    return garden_of(random.Random(seed))  # noqa: S311 - made-up notes are no secret


def with_faults(seed: int) -> Garden:
    garden = clean(seed)
    dice = random.Random(f"faults {seed}")  # noqa: S311 - as above
    planted(garden, dice.randint(1, _MOST), dice)
    return garden


@pytest.mark.parametrize("first", range(0, COLLECTIONS, _BATCH))
def test_in_a_clean_collection_nothing_is_found_and_with_faults_just_these(first: int) -> None:
    for seed in range(first, min(first + _BATCH, COLLECTIONS)):
        assert found(clean(seed)) == [], f"clean collection {seed}"
        garden = with_faults(seed)
        assert found(garden) == truth(garden), f"collection {seed} with faults"


@pytest.mark.parametrize("number", range(len(FAULTS)), ids=[f"{n} {fault.__name__}" for n, fault in enumerate(FAULTS)])
def test_each_fault_breaks_something(number: int) -> None:
    gardens = [clean(seed) for seed in range(12)]
    for seed, garden in enumerate(gardens):
        FAULTS[number](garden, random.Random(seed))  # noqa: S311 - as above
    assert any(map(truth, gardens))


def test_the_collections_break_every_rule() -> None:
    broken = {rule for seed in range(300) for _, _, _, rule in truth(with_faults(seed))}
    assert broken == {rule.name for rule in RULES} - _ELSEWHERE
