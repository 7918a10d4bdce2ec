"""What an independent script found broken in the collections is what is reported here, but for stated reasons.

The comparison, and the reasons, are those that `docs/corpora.md` is made with.
"""

from __future__ import annotations

from functools import cache

import pytest
from bench.corpora import check
from bench.witness import ALARMS, MISSES, Claim, claims, reason, without, witnesses

from corpora.places import CORPORA, NAMES

pytestmark = pytest.mark.xdist_group("corpora")


@cache
def disagreements(name: str) -> tuple[list[Claim], list[Claim]]:
    """What the witness alone says of a collection, and what rlnotes alone."""
    home = CORPORA / name
    if not home.is_dir():
        pytest.skip(f"{name} is not beside the repository; RLNOTES_CORPORA names its folder")
    theirs, ours = witnesses(home), claims(home, check(home)["findings"])
    return without(theirs, ours), without(ours, theirs)


@pytest.mark.parametrize("name", NAMES)
def test_what_the_witness_calls_broken_is_a_finding_or_a_stated_difference(name: str) -> None:
    assert [each for each in disagreements(name)[0] if not reason(each, MISSES)] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_is_a_finding_the_witness_calls_broken_or_the_difference_is_stated(name: str) -> None:
    assert [each for each in disagreements(name)[1] if not reason(each, ALARMS)] == []


def test_every_stated_difference_occurs() -> None:
    misses = [each for name in NAMES for each in disagreements(name)[0]]
    alarms = [each for name in NAMES for each in disagreements(name)[1]]
    assert [words for words, explains in MISSES.items() if not any(map(explains, misses))] == []
    assert [words for words, explains in ALARMS.items() if not any(map(explains, alarms))] == []


def test_both_agree_on_a_hundred_broken_links() -> None:
    agreed = {name: len(witnesses(CORPORA / name)) - len(disagreements(name)[0]) for name in NAMES}
    assert all(agreed.values())
    assert sum(agreed.values()) > 100
