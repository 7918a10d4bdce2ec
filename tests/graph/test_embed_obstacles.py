"""What keeps a part of a note from being embedded below others."""

from __future__ import annotations

from rlnotes.graph.embeds import MOST_LEVELS, Cycle, TooDeep, embed_groups, embed_obstacle

HOME = (("home.md", ""),)


def test_another_part_can_be_embedded_even_of_the_same_note() -> None:
    assert embed_obstacle(HOME, ("ppo.md", "")) is None
    assert embed_obstacle(HOME, ("home.md", "loss")) is None


def test_the_same_part_cannot_be_embedded_below_itself() -> None:
    assert embed_obstacle((*HOME, ("ppo.md", "loss")), ("home.md", "")) == Cycle(
        (("home.md", ""), ("ppo.md", "loss"), ("home.md", ""))
    )


def test_embeds_stand_eight_levels_deep_and_no_deeper() -> None:
    chain = tuple((f"{n}.md", "") for n in range(MOST_LEVELS + 1))
    assert embed_obstacle(chain[:-1], ("end.md", "")) is None
    assert embed_obstacle(chain, ("end.md", "")) == TooDeep((*chain, ("end.md", "")))


def test_parts_that_embed_each_other_are_grouped_after_those_they_embed() -> None:
    a, b, c, d = (("a", ""), ("b", ""), ("c", ""), ("d", "x"))
    groups = embed_groups({a: (b,), b: (c,), c: (b, d), d: ()})
    assert [sorted(group) for group in groups] == [[d], [b, c], [a]]


def test_embedded_parts_stand_before_those_that_embed_them() -> None:
    a, b, c = (("a", ""), ("b", ""), ("c", "x"))
    assert embed_groups({a: (c,), b: (), c: ()}) == (frozenset({b}), frozenset({c}), frozenset({a}))
