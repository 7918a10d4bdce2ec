"""Findings that their authors ignore by a comment, and comments that ignore nothing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import accumulate
from typing import Final, TypeAlias

from rlnotes.config.nearest import did_you_mean
from rlnotes.model.diagnostic import Diagnostic, Diagnostics
from rlnotes.model.ignore import Ignore, Ignores
from rlnotes.model.place import Span
from rlnotes.model.rules import RULES

NEVER_IN_A_BUILD: Final = frozenset({"external-broken", "external-redirect", "unlinked-mention"})
"""The rules that only a check runs, when it is asked to."""

_RULE: Final = "unused-ignore"
_EVERY: Final = ""  # stands for every rule, where a comment names none
_NAMES: Final = tuple(rule.name for rule in RULES)

_Covers: TypeAlias = Mapping[str, tuple[list[int], list[int]]]
"""For each rule the first lines of its ignores, sorted, and for each the last line that it or one before it covers."""


def heeded(
    found: Iterable[Diagnostic],
    ignores: Mapping[str, Ignores],
    silent_rules: frozenset[str],
    unjudged: Container[str] = (),
) -> Diagnostics:
    """The findings less those that are ignored, and one for each name in a comment that ignored nothing.

    `ignores` are those of each note that has some, by path. What did not run can't tell whether it would have found
    something to ignore: no name of one of the `silent_rules` is called unused, and none in the notes `unjudged`, drafts
    that are left out.
    """
    every = tuple(found)
    judged = {path: some for path, some in ignores.items() if path not in unjudged}
    unused = (finding for path, lines in _lines(every, judged) for finding in _unused(path, judged[path], lines))
    return (*not_ignored(every, ignores), *(finding for finding in unused if finding.subject not in silent_rules))


def not_ignored(found: Iterable[Diagnostic], ignores: Mapping[str, Ignores]) -> Diagnostics:
    """The findings less those that are ignored."""
    if not ignores:
        return tuple(found)
    covers = {path: _covers(some) for path, some in ignores.items()}
    return tuple(one for one in found if one.path not in covers or not _is_covered(one, covers[one.path]))


def _covers(ignores: Ignores) -> _Covers:
    ranges: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in ignores:
        for name in _names(one):
            ranges[name].append((one.first_line, one.last_line))
    return {
        name: ([first for first, _ in sorted(some)], [*accumulate((last for _, last in sorted(some)), max)])
        for name, some in ranges.items()
    }


def _names(ignore: Ignore) -> tuple[str, ...]:
    return tuple(name for name, _ in ignore.rules) or (_EVERY,)


def _is_covered(finding: Diagnostic, covers: _Covers) -> bool:
    if finding.rule == _RULE:
        return False
    line = finding.span.line
    for name in (finding.rule, _EVERY):
        firsts, lasts = covers.get(name, ((), ()))
        place = bisect_right(firsts, line)
        if place and lasts[place - 1] >= line:
            return True
    return False


def _lines(found: Diagnostics, ignores: Mapping[str, Ignores]) -> Iterator[tuple[str, Mapping[str, list[int]]]]:
    """For each note that ignores something the lines of its findings, sorted, by rule and for every rule together."""
    lines: dict[str, defaultdict[str, list[int]]] = {path: defaultdict(list) for path in ignores}
    here = (finding for finding in found if finding.path in lines and finding.rule != _RULE)
    for finding in sorted(here, key=lambda one: one.span):
        for name in (finding.rule, _EVERY):
            lines[finding.path][name].append(finding.span.line)
    yield from lines.items()


def _unused(path: str, ignores: Ignores, lines: Mapping[str, list[int]]) -> Iterator[Diagnostic]:
    for one in ignores:
        for name, span in one.rules or ((_EVERY, one.span),):
            there = lines.get(name, [])
            if bisect_left(there, one.first_line) == bisect_right(there, one.last_line):
                yield _finding(path, name, span)


def _finding(path: str, name: str, span: Span) -> Diagnostic:
    if name in _NAMES:
        return Diagnostic(path, span, _RULE, f"no finding of '{name}' to ignore here", "remove it", name)
    if name == _EVERY:
        return Diagnostic(path, span, _RULE, "no finding to ignore here", "remove the comment")
    way_out = did_you_mean(name, _NAMES)
    return Diagnostic(path, span, _RULE, f"no rule '{name[:60]}'", way_out, name)
