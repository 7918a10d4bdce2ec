"""A mapping with changes laid over it is the changed mapping."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rlnotes.graph.overlay import Overlay, laid_over

KEYS = st.sampled_from("abcde")
CHANGES = st.dictionaries(KEYS, st.one_of(st.none(), st.integers(0, 3)), max_size=4)


@given(st.dictionaries(KEYS, st.integers(0, 3)), st.lists(CHANGES, max_size=3))
def test_an_overlay_is_the_mapping_with_its_changes(
    below: dict[str, int], changes: list[dict[str, int | None]]
) -> None:
    below = dict(sorted(below.items()))
    found, expected = laid_over(below, {}), dict(below)
    for each in changes:
        found = laid_over(found, each)
        expected = {key: value for key, value in sorted((expected | each).items()) if value is not None}
    assert list(found.items()) == list(expected.items())
    assert len(found) == len(expected)
    assert all(found.get(key) == expected.get(key) for key in "abcde")


def test_overlays_do_not_pile_up() -> None:
    below = {"a": 1}
    found = laid_over(laid_over(below, {"b": 2}), {"b": None, "c": 3})
    assert isinstance(found, Overlay)
    assert found.below is below
