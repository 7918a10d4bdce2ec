"""`rlnotes build --verify`: what a build left, compared with what a build from nothing makes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rlnotes.app.pipeline import Built, build
from rlnotes.cli.inputs import Inputs, Outcome, inputs_after
from rlnotes.cli.remembering import Memory
from rlnotes.cli.session import Session, collected
from rlnotes.model.diagnostic import sorted_diagnostics
from rlnotes.shell.cache import abandoned
from rlnotes.shell.failure import CannotRun
from rlnotes.shell.origins import real_path
from rlnotes.shell.report import counted


def verified(session: Session, inputs: Inputs, outcome: Outcome) -> str:
    """That every file in the output, and every finding, is what a build from nothing makes it, in words.

    That build is made in memory, by the plain pipeline, which knows nothing of earlier builds.

    Raises:
        CannotRun: something differs; what is kept for the next build is removed then. Or the notes changed meanwhile.
    """
    built = build(collected(session), inputs.theme, session.config)
    differing = sorted(_differing(session, outcome, built))
    if sorted_diagnostics((*outcome.findings, *inputs.census.diagnostics)) != built.diagnostics:
        differing.append("the findings")
    if not differing:
        return f"verified: {counted(len(outcome.written.hashes), 'file')} equal a build from nothing"
    if _is_changed(session, inputs):
        raise CannotRun("the notes changed while the site was built, so nothing is verified; build again")
    abandoned(session.root)
    raise CannotRun(
        f"the site differs from a build from nothing in {counted(len(differing), 'place')}:\n  "
        + "\n  ".join(differing)
        + "\nThis is a mistake of rlnotes, please report it. The next build starts anew and mends the site."
    )


def _differing(session: Session, outcome: Outcome, built: Built) -> Iterator[str]:
    """The paths of files that differ, are missing, or are there in vain."""
    output, notes = session.destination.output, session.destination.notes
    left = outcome.written.hashes.keys()
    yield from (artifact.path for artifact in built.artifacts if _content(output / artifact.path) != artifact.content)
    for copy in built.copies:
        content = _content(real_path(notes, copy.origin))
        if content is None or _content(output / copy.path) != content:
            yield copy.path
    yield from left - {artifact.path for artifact in built.artifacts} - {copy.path for copy in built.copies}


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _is_changed(session: Session, inputs: Inputs) -> bool:
    now = inputs_after(session, inputs.census.seen, Memory(b"", inputs.memory.program))
    return now.terms != inputs.terms or now.census.is_news(inputs.census.seen)
