"""The output folder, brought up to date: what changed is written, what is stale and ours is removed, all else stays."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rlnotes.model.page import Artifact, Copy
from rlnotes.shell.addresses import checked_paths
from rlnotes.shell.disk import remove_if_there, store
from rlnotes.shell.failure import CannotRun, reason
from rlnotes.shell.folders import Folders
from rlnotes.shell.lock import lock
from rlnotes.shell.manifest import (
    JOURNAL_NAME,
    MANIFEST_NAME,
    Known,
    append_to_journal,
    has_manifest,
    manifest_bytes,
)
from rlnotes.shell.origins import origin_states, origins_of
from rlnotes.shell.pruning import prune
from rlnotes.shell.states import NOTHING_REMEMBERED, FileState, Remembered, settled
from rlnotes.shell.strangers import refuse_strangers
from rlnotes.shell.survey import Survey, mark_of, survey_of
from rlnotes.shell.territory import check_territory
from rlnotes.shell.writing import Ledger, batches, write_artifacts, write_copies


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the files: paths below the output folder; `kept` were changed by another hand and stay.

    `hashes` says what every file of the site holds, `remembered` lets the next build pass over it unread.
    """

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    hashes: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    remembered: Remembered = field(default=NOTHING_REMEMBERED, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the output goes and what it must not touch."""

    output: Path
    notes: Path
    project: Path
    home: Path


@dataclass(frozen=True, slots=True)
class Site:
    """All files of a site, by where their content comes from; no path is in two of the three.

    `rendered` are the paths of artifacts that arrive (one that never does is no part of the site after all), `kept`
    the files that stay as they stand, with their hashes.
    """

    rendered: Collection[str] = ()
    copies: Collection[Copy] = ()
    kept: Mapping[str, str] = field(default_factory=dict)


def survey(
    destination: Destination, expected: Mapping[str, str], remembered: Remembered = NOTHING_REMEMBERED
) -> Survey:
    """What stands in the output, and which of the `expected` files (hash by path) do not hold what they should.

    Nothing is written. A file whose remembered state fits it is not read.

    Raises:
        CannotRun: the output is not ours to write, or another build is writing to it.
    """
    with _words_for_refusals(destination.output):
        _check_territory(destination)
        if not destination.output.exists():
            return Survey(tuple(expected), origins=remembered.origins)
        with lock(destination.output) as now:
            return survey_of(str(destination.output), expected, remembered, now())


def write_site(
    destination: Destination,
    artifacts: Iterable[Artifact],
    copies: Collection[Copy] = (),
    remembered: Remembered = NOTHING_REMEMBERED,
) -> Written:
    """The site on disk, all of it rendered anew, and what had to be done for it.

    Raises:
        CannotRun: the output is not ours to write, a path is unfit, or the system refuses.
    """
    ready = tuple(artifacts)
    site = Site([artifact.path for artifact in ready], copies)
    return write_stream(destination, site, ready, survey(destination, {}, remembered))


def write_stream(destination: Destination, site: Site, artifacts: Iterable[Artifact], found: Survey) -> Written:
    """The site on disk, and what had to be done for it; `artifacts` may still be made while the first are written.

    Nothing is written before every path is known to be fit and free. What is about to be written is noted in a
    journal first: killed at any point, the next build knows every file as ours and ends where an undisturbed one
    would have.

    Raises:
        CannotRun: the output is not ours to write, a path is unfit, a kept file is no longer as it was found, or
            the system refuses.
    """
    paths = [*site.rendered, *(copy.path for copy in site.copies), *site.kept]
    if not found.known.keys() >= {*paths} or len({*paths}) < len(paths):  # those that stand there already are fit
        checked_paths(sorted(paths))
    with _opened(destination) as now:
        with _words_for_refusals(destination.output):
            begun = now()
            found = _up_to_date(destination.output, site.kept, found, begun)
            origins = origins_of(destination.notes, site.copies, found.origins)
            ledger = _prepared(destination.output, site, found)
        for batch in batches(_announced(artifacts, site.rendered)):
            with _words_for_refusals(destination.output):
                write_artifacts(ledger, batch)
        with _words_for_refusals(destination.output):
            write_copies(ledger, origins)
            _finish(ledger, site.rendered)
            outputs = _outputs(ledger, site.kept, begun, now())
    return _report(ledger, site.kept, Remembered(outputs, origin_states(origins, begun)))


@contextmanager
def _opened(destination: Destination) -> Iterator[Callable[[], int]]:
    """The lock on the output, which is made if it is not there; see `lock` for the clock that comes with it."""
    with ExitStack() as stack:
        with _words_for_refusals(destination.output):
            _check_territory(destination)
            destination.output.mkdir(parents=True, exist_ok=True)
            now = stack.enter_context(lock(destination.output))
        yield now


def _check_territory(destination: Destination) -> None:
    check_territory(destination.output, destination.notes, destination.project, destination.home)


def _up_to_date(output: Path, kept: Mapping[str, str], found: Survey, moment: int) -> Survey:
    """The survey, made again if another build came between or something is to be kept that it did not look at."""
    if found.mark == mark_of(str(output)) and kept.items() <= found.fit.items():
        return found
    again = survey_of(str(output), kept, Remembered(found.states, found.origins), moment)
    for path in again.unfit:
        raise CannotRun(f"{output.name}/{path} was changed while the site was built; build again")
    return again


def _prepared(output: Path, site: Site, found: Survey) -> Ledger:
    """The ledger of a build that may begin: nothing is in its way, and what is stale is gone."""
    folders = Folders(str(output))
    wanted = [*site.rendered, *(copy.path for copy in site.copies)]
    refuse_strangers(folders, wanted, found.known)
    if not has_manifest(output):
        store(f"{output}/{MANIFEST_NAME}", manifest_bytes({}))
    ledger = Ledger(folders, found.known, found.states, found.was_killed, dict(site.kept))
    staying = {*wanted, *site.kept}
    _prune(ledger, [path for path in found.known if path not in staying])
    return ledger


def _prune(ledger: Ledger, stale: Collection[str]) -> None:
    if stale:
        append_to_journal(ledger.folders.root, ())
        removed, left = prune(ledger.folders, {path: ledger.known[path] for path in stale}, ledger.states)
        ledger.removed.extend(removed)
        ledger.left.extend(left)


def _announced(artifacts: Iterable[Artifact], paths: Iterable[str]) -> Iterator[Artifact]:
    waiting = {*paths}
    for artifact in artifacts:
        if artifact.path not in waiting:
            raise ValueError(f"{artifact.path!r} was not announced, or came twice")
        waiting.remove(artifact.path)
        yield artifact


def _finish(ledger: Ledger, rendered: Iterable[str]) -> None:
    """Remove what was announced and never came, write the manifest if it changed, end the journal."""
    _prune(ledger, [path for path in rendered if path not in ledger.hashes and path in ledger.known])
    after: Known = {path: (content_hash,) for path, content_hash in ledger.hashes.items()}
    _record(ledger, {**after, **{path: ledger.known[path] for path in ledger.left}})


def _record(ledger: Ledger, known: Known) -> None:
    root = ledger.folders.root
    if ledger.was_killed or known != ledger.known:
        store(f"{root}/{MANIFEST_NAME}", manifest_bytes(known))
    remove_if_there(f"{root}/{JOURNAL_NAME}")


def _outputs(ledger: Ledger, kept: Iterable[str], begun: int, ended: int) -> dict[str, FileState]:
    """The states by which the next build may know the files unread."""
    found = {path: ledger.states[path] for path in kept if path in ledger.states}
    return {**found, **settled(ledger.unchanged, begun), **settled(ledger.written, ended)}


def _report(ledger: Ledger, kept: Iterable[str], remembered: Remembered) -> Written:
    written = sorted(ledger.written)
    unchanged = sorted([*kept, *ledger.unchanged])
    removed, left = sorted(ledger.removed), sorted(ledger.left)
    return Written(tuple(written), tuple(unchanged), tuple(removed), tuple(left), ledger.hashes, remembered)


def clean(destination: Destination) -> Written:
    """What was removed from the output: every file of ours, and the folder itself when nothing else is in it.

    Raises:
        CannotRun: the output is not ours, or the system refuses.
    """
    output = destination.output
    with _words_for_refusals(output):
        _check_territory(destination)
        if not output.exists():
            return Written()
        with lock(output) as now:
            found = survey_of(str(output), {}, NOTHING_REMEMBERED, now())
            ledger = Ledger(Folders(str(output)), found.known, {}, found.was_killed, {})
            _prune(ledger, found.known)
            _record(ledger, {path: found.known[path] for path in ledger.left})
        _remove_if_bare(output)
    return _report(ledger, (), NOTHING_REMEMBERED)


def _remove_if_bare(output: Path) -> None:
    """Remove the folder when only the manifest is left; else the manifest stays as the mark that it is ours."""
    if {entry.name for entry in output.iterdir()} <= {MANIFEST_NAME}:
        (output / MANIFEST_NAME).unlink(missing_ok=True)
        output.rmdir()


@contextmanager
def _words_for_refusals(output: Path) -> Iterator[None]:
    """Turns what the system refuses into words."""
    try:
        yield
    except OSError as error:
        name = Path(error.filename or output).name
        raise CannotRun(f"can't write {output.name}/ ({name}): {reason(error)}") from error
