"""What is too common to make notes related, and how many are offered."""

from __future__ import annotations

import pytest
from collections_in_prose import Case, linked

from rlnotes.graph.related import MOST_SHARERS, RARE_WORD, Related, related_notes


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
