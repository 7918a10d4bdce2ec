"""What a change broke: the findings now set against those then, known again by what they are about."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from rlnotes.model.diagnostic import Diagnostic, Diagnostics
from rlnotes.parse.reading import plain_lines

Key: TypeAlias = tuple[str, str, str]
"""By what a finding is known again: its rule, its path now, and what it is about. Lines move; these stay."""


@dataclass(frozen=True, slots=True)
class Split:
    """Two sets of findings compared, each in order: `new` and `old` make up those of now, `gone` were there then.

    The paths of `gone` are those of then.
    """

    new: Diagnostics
    old: Diagnostics
    gone: Diagnostics


def split(
    now: Iterable[Diagnostic],
    then: Iterable[Diagnostic],
    renamed: Mapping[str, str],
    changed_lines: Mapping[str, frozenset[int]],
) -> Split:
    """The findings `now` and `then` compared.

    `renamed` leads from a path then to the path now, `changed_lines` from a path now to its lines that were not there
    then: where a note breaks a rule over the same thing once more than before, the new finding is one on such a line,
    else the last.
    """
    present = _by_key(now, {})
    past = _by_key(then, renamed)
    new, old, gone = [], [], []
    for key, found in present.items():
        known = min(len(found), len(past.get(key, ())))
        ranked = sorted(found, key=lambda each: _rank(each, changed_lines)) if 0 < known < len(found) else found
        old += ranked[:known]
        new += ranked[known:]
    for key, found in past.items():
        gone += found[len(present.get(key, ())) :]
    return Split(tuple(sorted(new)), tuple(sorted(old)), tuple(sorted(gone)))


def changed_lines(then: str, now: str) -> frozenset[int]:
    """The numbers of the lines in the text `now` that the text `then` does not have, or has less often.

    A line that moved is no change. Of equal lines it is the last that count as added.
    """
    left = Counter(plain_lines(then).split("\n"))
    changed = set()
    for number, line in enumerate(plain_lines(now).split("\n"), start=1):
        if left[line]:
            left[line] -= 1
        else:
            changed.add(number)
    return frozenset(changed)


def _by_key(found: Iterable[Diagnostic], renamed: Mapping[str, str]) -> Mapping[Key, list[Diagnostic]]:
    groups: defaultdict[Key, list[Diagnostic]] = defaultdict(list)
    for each in sorted(found):
        groups[each.rule, renamed.get(each.path, each.path), each.subject or each.message].append(each)
    return groups


def _rank(found: Diagnostic, changed: Mapping[str, frozenset[int]]) -> tuple[bool, Diagnostic]:
    lines = changed.get(found.path, frozenset())
    is_changed = any(found.span.line <= line <= found.span.end_line for line in lines)
    return is_changed, found
