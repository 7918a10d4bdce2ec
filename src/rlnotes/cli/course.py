"""The course of a build, told to whoever watches it: the bar on a terminal, and the profile."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import click

from rlnotes.shell.progress import Bar, Work, is_bar_wanted

if TYPE_CHECKING:
    from rlnotes.app.execution import Context, Executor, Piece, Result
    from rlnotes.cli.inputs import Inputs, Outcome
    from rlnotes.model.page import Artifact
    from rlnotes.shell.profile import Profile

_WORDS: Final = {"pressing": "rendering", "pressing_parcels": "rendering"}
"""What a stage is called where its function has another name."""


@dataclass(frozen=True, slots=True)
class Course:
    """What is told how a build goes; nobody, to begin with."""

    bar: Bar | None = None
    profile: Profile | None = None

    def tell(self, stage: str) -> None:
        """Tell that a stage begins."""
        if self.bar:
            self.bar.show(stage)
        if self.profile:
            self.profile.turn(stage)

    def through(self, stage: str, artifacts: Iterator[Artifact]) -> Iterator[Artifact]:
        """The artifacts, with the time in which they are made on the account of `stage`, whoever takes them."""
        return _weighed(self.profile, stage, artifacts) if self.profile else artifacts

    def watched(self, executor: Executor) -> Executor:
        """An executor that gives the same results and tells of each as it passes."""
        bar, profile = self.bar, self.profile

        def executed(
            stage: Callable[[Context], Callable[[Piece], Result]], context: Context, pieces: Sequence[Piece], /
        ) -> Iterator[Result]:
            work = Work(_WORDS.get(stage.__name__, stage.__name__), stage, context, pieces, _shares(pieces))
            results = profile.measured(work, executor) if profile else executor(stage, context, pieces)
            return bar.counted(work, results) if bar else results

        return executed if bar or profile else executor


def _shares(pieces: Sequence[Any]) -> Sequence[Sequence[Any]]:
    """The items that each piece is about; a piece that is packed only when it is asked for counts as one."""
    return pieces if isinstance(pieces, list) else [(None,)] * len(pieces)


def _weighed(profile: Profile, stage: str, artifacts: Iterator[Artifact]) -> Iterator[Artifact]:
    for artifact in profile.through(stage, artifacts):
        profile.add(stage, 0, len(artifact.content))
        yield artifact


@contextmanager
def watching(*, is_quiet: bool, is_profiled: bool) -> Iterator[Course]:
    """The course of one build; the bar is gone when it ends, however it ends."""
    is_shown = not is_quiet and is_bar_wanted(os.environ, is_terminal=sys.stderr.isatty())
    bar = Bar(sys.stderr, time.perf_counter, time.perf_counter()) if is_shown else None
    try:
        yield Course(bar, _profile() if is_profiled else None)
    finally:
        if bar:
            bar.erase()


def _profile() -> Profile:
    from rlnotes.shell.profile import Profile

    return Profile(_name)


def _name(item: Any) -> str:  # noqa: ANN401 - whatever a stage works on
    """The note that an item of a stage is about; a page about none has its path; what is neither is not named."""
    from rlnotes.app.press import Order
    from rlnotes.model.place import Source

    match item:
        case Source(path=path):
            return path
        case Order(sheet=sheet):
            return sheet.subject if sheet.subject.endswith((".md", ".markdown")) else sheet.path
        case _:
            return ""


def show_profile(profile: Profile, inputs: Inputs, outcome: Outcome) -> None:
    """Print the profile of a build that is done."""
    from rlnotes.shell.cache import cache_path
    from rlnotes.shell.profile import profile_text, size_of

    profile.turn("")
    census, session = inputs.census, inputs.session
    fresh = (*census.notes.values(), *census.bibliographies.values())
    profile.add("reading", census.note_count, sum(len(source.text.encode(errors="replace")) for source in fresh))
    written = outcome.written.written
    profile.add("writing", len(written), size_of(session.destination.output / path for path in written))
    if "keeping" in profile.stages:
        profile.add("keeping", 1, size_of([cache_path(session.root)]))
    click.echo(profile_text(profile), nl=False, err=True)
