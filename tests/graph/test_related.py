"""What is too common to make notes related, and how many are offered."""

from __future__ import annotations

import pytest
from collections_in_prose import Case, linked

from rlnotes.graph.related import MOST_SHARERS, RARE_WORD, Evidence, Reason, Related, related_notes


def related(notes: dict[str, str], most: int = 3) -> dict[str, tuple[Related, ...]]:
    return related_notes(linked(Case("", "", notes, frozenset(), {})).site, most)


def tagged(count: int) -> dict[str, str]:
    return {f"{number:04}.md": "---\ntags: [common]\n---\n" for number in range(count)}


def test_what_many_share_is_no_evidence() -> None:
    assert all(related(tagged(MOST_SHARERS)).values())
    assert not any(related(tagged(MOST_SHARERS + 1)).values())


@pytest.mark.parametrize(("notes", "having", "is_evidence"), [(9, 3, True), (9, 4, False), (4 * RARE_WORD, 4, True)])
def test_a_word_is_evidence_only_if_it_is_rare(notes: int, having: int, is_evidence: bool) -> None:
    files = {f"{number:04}.md": f"# {number:04} clipping\n" if number < having else "" for number in range(notes)}
    assert any(related(files).values()) == is_evidence


def test_as_many_are_offered_as_are_wanted() -> None:
    for most in (0, 1, 5):
        assert {len(found) for found in related(tagged(8), most).values()} == {most}


def test_features_of_different_kinds_may_weigh_the_same() -> None:
    # A source that eight cite weighs as much as a neighbour of two: 3 / log2(9) is 1.5 / log2(3).
    citing = {f"{n}.md": "[@k]" for n in range(6)}
    twins = dict.fromkeys(("a.md", "b.md"), "[@k] [[other]]")
    notes = {**citing, **twins, "other.md": "", "w.bib": "@misc{k, title = {K}, year = 2020}"}
    found = {close.node: close for close in related(notes)["a.md"]}
    assert found["b.md"] == Related(
        "b.md", (Reason(Evidence.SOURCE, ("k",)), Reason(Evidence.NEIGHBOUR, ("other.md",)))
    )
