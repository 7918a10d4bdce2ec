"""Rebuilding in rounds: after each burst of changes one rebuild, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rlnotes.config.judgement import Judged
from rlnotes.shell.failure import CannotRun, reason
from rlnotes.shell.report import printable
from rlnotes.shell.serving.build import Build, Rebuild


@dataclass(frozen=True, slots=True)
class Round:
    """What came of a rebuild.

    `build` is the last good one, `problem` why there is no newer one; `came` and `went` are the findings that are new
    and those that are no more. `is_news` is whether anything differs from the round before.
    """

    build: Build
    problem: str = ""
    came: tuple[Judged, ...] = ()
    went: tuple[Judged, ...] = ()
    is_news: bool = True


def rounds(first: Build, rebuild: Rebuild, changed: Callable[[], bool]) -> Iterator[Round]:
    """A round for each time that `changed` waits for changes and says yes, until it says no."""
    last = Round(first)
    while changed():
        last = _round(last, rebuild)
        yield last


def _round(last: Round, rebuild: Rebuild) -> Round:
    try:
        build = rebuild()
    except (CannotRun, OSError) as error:
        problem = reason(error) if isinstance(error, OSError) else str(error)
    except Exception as error:  # a mistake of ours must not end the author's session
        problem = f"internal error, please report it: {printable(f'{type(error).__name__}: {error}')}"
    else:
        came, went = differing(last.build.findings, build.findings)
        is_news = bool(build.changed or came or went or last.problem)
        return Round(build, "", came, went, is_news or build.findings != last.build.findings)
    return Round(last.build, problem, is_news=problem != last.problem)


def differing(before: Sequence[Judged], after: Sequence[Judged]) -> tuple[tuple[Judged, ...], tuple[Judged, ...]]:
    """The findings of `after` that `before` has not, and the other way round.

    A finding that only moved to another line is the same.
    """
    return _beyond(after, before), _beyond(before, after)


def _beyond(findings: Sequence[Judged], known: Sequence[Judged]) -> tuple[Judged, ...]:
    left = Counter(map(_nature, known))
    found: list[Judged] = []
    for each in findings:
        left[_nature(each)] -= 1
        if left[_nature(each)] < 0:
            found.append(each)
    return tuple(found)


def _nature(judged: Judged) -> tuple[str, str, str, str, str]:
    found = judged.diagnostic
    return found.path, found.rule, found.message, found.help, judged.severity
