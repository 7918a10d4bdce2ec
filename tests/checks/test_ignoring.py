"""Findings less those that comments ignore: the law, and what does not depend on how much there is."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from rlnotes.checks.ignoring import heeded, not_ignored
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.ignore import Ignore
from rlnotes.model.place import Span, span_on_line

_RULES = ("broken-link", "broken-anchor", "orphan")
_PATHS = ("a.md", "b.md")


def _place(line: int) -> Span:
    return span_on_line(line, 1, 1)


_LINES = st.integers(1, 8)
FINDINGS = st.lists(
    st.builds(
        Diagnostic,
        st.sampled_from(_PATHS),
        _LINES.map(_place),
        st.sampled_from((*_RULES, "unused-ignore")),
        st.just(""),
    )
)
_NAMES = st.lists(st.tuples(st.sampled_from(_RULES), st.just(_place(9))), max_size=2).map(tuple)
_RANGES = st.tuples(_LINES, _LINES).map(sorted)
_IGNORES = st.builds(lambda names, lines: Ignore(names, _place(9), *lines), _NAMES, _RANGES)
IGNORES = st.dictionaries(st.sampled_from(_PATHS), st.lists(_IGNORES, min_size=1, max_size=5).map(tuple))


def _means(ignore: Ignore, name: str, found: Diagnostic) -> bool:
    is_there = ignore.first_line <= found.span.line <= ignore.last_line
    return is_there and found.rule != "unused-ignore" and name in ("", found.rule)


def _names(ignore: Ignore) -> list[str]:
    return [name for name, _ in ignore.rules] or [""]


@given(found=FINDINGS, ignores=IGNORES)
def test_a_finding_goes_when_a_name_means_it_and_a_name_that_means_none_is_told(
    found: list[Diagnostic], ignores: dict[str, tuple[Ignore, ...]]
) -> None:
    named = [(path, one, name) for path, some in ignores.items() for one in some for name in _names(one)]
    kept = [
        each for each in found if not any(path == each.path and _means(one, name, each) for path, one, name in named)
    ]
    unused = [
        (path, name)
        for path, one, name in named
        if not any(path == each.path and _means(one, name, each) for each in found)
    ]
    there = heeded(found, ignores, frozenset())
    assert there[: len(kept)] == (*kept,) == not_ignored(found, ignores)
    assert sorted((each.path, each.subject) for each in there[len(kept) :]) == sorted(unused)


def test_a_rule_that_did_not_run_and_a_note_that_was_not_judged_have_no_unused_names() -> None:
    ignores = {path: (Ignore((("broken-link", _place(1)), ("orphan", _place(1))), _place(1), 1, 1),) for path in _PATHS}
    (finding,) = heeded((), ignores, frozenset({"orphan"}), {"b.md"})
    assert (finding.path, finding.subject) == ("a.md", "broken-link")


def test_many_comments_over_many_findings_take_no_time() -> None:
    start = time.perf_counter()
    found = [Diagnostic("a.md", _place(line), "broken-link", "") for line in range(20_000)]
    ignores = tuple(Ignore((("broken-link", _place(line)),), _place(line), line, 20_000) for line in range(20_000))
    assert heeded(found, {"a.md": ignores}, frozenset()) == ()
    assert time.perf_counter() - start < 5
