"""Findings set against those of an earlier commit: laws, and which of several equal ones is new."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rlnotes.checks.novelty import changed_lines, split
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.place import span_on_line

PATHS = st.sampled_from(["a.md", "b.md", "c.md"])
FINDINGS = st.builds(
    Diagnostic,
    path=PATHS,
    span=st.builds(span_on_line, st.integers(1, 9), st.integers(1, 3), st.just(1)),
    rule=st.sampled_from(["broken-link", "orphan"]),
    message=st.sampled_from(["no note 'x'", "no note 'y'"]),
    subject=st.sampled_from(["", "x", "y"]),
)
SOME = st.lists(FINDINGS, max_size=12)
RENAMES = st.dictionaries(PATHS, PATHS, max_size=3)
LINES = st.dictionaries(PATHS, st.frozensets(st.integers(1, 9)), max_size=3)
TEXTS = st.lists(st.sampled_from(["", "a", "b", "c"]), max_size=12).map("\n".join)


def at(line: int, subject: str = "x") -> Diagnostic:
    return Diagnostic("a.md", span_on_line(line, 1, 1), "broken-link", f"no note '{subject}'", "", subject)


@given(SOME, LINES)
def test_nothing_is_new_or_gone_where_nothing_changed(
    found: list[Diagnostic], lines: dict[str, frozenset[int]]
) -> None:
    same = split(found, found, {}, lines)
    assert (same.new, same.gone) == ((), ())
    assert same.old == tuple(sorted(found))


@given(SOME, SOME, RENAMES, LINES)
def test_each_finding_of_now_is_new_or_old_and_each_of_then_is_old_or_gone(
    now: list[Diagnostic], then: list[Diagnostic], renamed: dict[str, str], lines: dict[str, frozenset[int]]
) -> None:
    found = split(now, then, renamed, lines)
    assert Counter((*found.new, *found.old)) == Counter(now)
    assert len(then) == len(found.old) + len(found.gone)
    assert not Counter(found.gone) - Counter(then)
    assert [*found.new, *found.old, *found.gone] == [*sorted(found.new), *sorted(found.old), *sorted(found.gone)]


@given(SOME, st.integers(1, 50))
def test_findings_that_moved_are_old(found: list[Diagnostic], offset: int) -> None:
    moved = [
        replace(each, span=span_on_line(each.span.line + offset, each.span.column, 1), help=f"of {offset}")
        for each in found
    ]
    compared = split(moved, found, {}, {})
    assert (compared.new, compared.gone) == ((), ())


@given(SOME)
def test_findings_follow_their_file(found: list[Diagnostic]) -> None:
    away = {path: f"new/{path}" for path in ("a.md", "b.md", "c.md")}
    compared = split([replace(each, path=away[each.path]) for each in found], found, away, {})
    assert (compared.new, compared.gone) == ((), ())


@given(SOME, SOME, LINES)
def test_the_order_of_findings_does_not_matter(
    now: list[Diagnostic], then: list[Diagnostic], lines: dict[str, frozenset[int]]
) -> None:
    assert split(now, then, {}, lines) == split(now[::-1], then[::-1], {}, lines)


def test_one_more_of_the_same_is_one_new_finding_on_a_changed_line_or_the_last() -> None:
    assert split([at(1), at(5), at(9)], [at(1), at(7)], {}, {"a.md": frozenset({5})}).new == (at(5),)
    assert split([at(1), at(5), at(9)], [at(1), at(7)], {}, {}).new == (at(9),)
    assert split([at(1), at(5)], [at(1), at(5), at(9)], {}, {}).gone == (at(9),)


def test_a_finding_is_known_by_what_it_is_about_and_else_by_its_words() -> None:
    reworded = replace(at(1), message="no note 'x' any more")
    assert split([reworded], [at(1)], {}, {}).old == (reworded,)
    wordless = replace(at(1), subject="")
    assert split([replace(wordless, message="other")], [wordless], {}, {}).new == (replace(wordless, message="other"),)


def test_a_changed_line_is_one_that_was_not_there_or_less_often() -> None:
    assert changed_lines("a\nb", "b\r\nx\r\na\ra") == {2, 4}
    assert changed_lines("", "a\n") == {1}


@given(TEXTS, TEXTS)
def test_the_lines_that_did_not_change_were_all_there(then: str, now: str) -> None:
    changed = changed_lines(then, now)
    kept = [line for number, line in enumerate(now.split("\n"), start=1) if number not in changed]
    assert not Counter(kept) - Counter(then.split("\n"))
    assert changed_lines(now, now) == frozenset()
