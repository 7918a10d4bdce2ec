"""Positions in pictures: the same for the same graph, spread over a disc, and discs that keep apart."""

from __future__ import annotations

import math
import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from rlnotes.graph.layout import arranged, placed

NAMES = st.lists(st.text(max_size=6), min_size=1, max_size=30, unique=True).map(sorted)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[str], dict[tuple[int, int], float]]:
    names = draw(NAMES)
    ends = st.integers(0, len(names) - 1)
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=60))
    return names, {(one, other): 1.0 for one, other in map(sorted, pairs) if one != other}


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_every_name_has_a_point_of_its_own_in_the_unit_disc(
    graph: tuple[list[str], dict[tuple[int, int], float]],
) -> None:
    points = arranged(*graph)
    assert len(points) == len(set(points)) == len(graph[0])
    assert all(math.hypot(x, y) <= 1 for x, y in points)
    assert arranged(*graph) == points


def test_positions_are_the_same_in_every_process() -> None:
    code = (
        "from rlnotes.graph.layout import arranged\n"
        "print(arranged([f'n{i}' for i in range(40)], {(i, (i * 7 + 1) % 40 if (i * 7 + 1) % 40 > i else 39): 1.0 "
        "for i in range(39)}))"
    )
    found = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env).stdout
        for env in ({"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "2"})
    }
    assert len(found) == 1


def test_what_is_linked_stands_nearer_than_what_is_not() -> None:
    cliques = {(i, j): 1.0 for i in range(20) for j in range(i + 1, 20) if i // 10 == j // 10}
    points = arranged([f"n{i:02}" for i in range(20)], cliques)
    within = [math.dist(points[i], points[j]) for i, j in cliques]
    across = [math.dist(points[i], points[j]) for i in range(10) for j in range(10, 20)]
    assert sum(within) / len(within) < 0.7 * sum(across) / len(across)


def test_a_graph_too_large_for_one_play_of_forces_is_laid_out_in_parts() -> None:
    names = [f"n{i:04}" for i in range(1000)]
    points = arranged(names, {(i, i + 1): 1.0 for i in range(999) if i % 10})
    assert len(set(points)) == len(names)
    assert all(math.hypot(x, y) <= 1.0001 for x, y in points)


@settings(max_examples=60, deadline=None)
@given(graphs(), st.data())
def test_discs_do_not_overlap(graph: tuple[list[str], dict[tuple[int, int], float]], data: st.DataObject) -> None:
    names, springs = graph
    sizes = st.lists(st.floats(10, 200), min_size=len(names), max_size=len(names))
    discs = placed(names, data.draw(sizes), springs)
    for place, (x, y, radius) in enumerate(discs):
        for other_x, other_y, other_radius in discs[:place]:
            assert math.hypot(x - other_x, y - other_y) >= radius + other_radius
