"""Files of the site as they arrive, batch by batch: noted in the journal, then put in place where they differ."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from rlnotes.model.page import Artifact
from rlnotes.shell.disk import Beside, bites, current_state, put_in_place, write_beside
from rlnotes.shell.folders import Folders, folder_of, make_folder
from rlnotes.shell.manifest import Known, append_to_journal
from rlnotes.shell.origins import Origin
from rlnotes.shell.states import FileState, States, state_of

_BATCH_FILES: Final = 256
_BATCH_BYTES: Final = 1 << 23


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a build under way knows, and what it has done; the second part grows."""

    folders: Folders
    known: Known
    states: States
    was_killed: bool  # the build before
    hashes: dict[str, str]  # of the files that are right
    written: dict[str, FileState] = field(default_factory=dict)
    unchanged: dict[str, FileState] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)  # stale, but changed by another hand


def batches(artifacts: Iterable[Artifact]) -> Iterator[Sequence[Artifact]]:
    """The artifacts in portions that are worth a line in the journal and fit in memory."""
    batch: list[Artifact] = []
    size = 0
    for artifact in artifacts:
        batch.append(artifact)
        size += len(artifact.content)
        if len(batch) == _BATCH_FILES or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    yield batch


def write_artifacts(ledger: Ledger, batch: Iterable[Artifact]) -> None:
    """Bring the files of a batch up to date."""
    hashed = [(artifact, hashlib.sha256(artifact.content).hexdigest()) for artifact in batch]
    fresh = [(artifact, each) for artifact, each in hashed if not _is_in_place(ledger, artifact.path, each)]
    if fresh:
        append_to_journal(ledger.folders.root, [(artifact.path, each) for artifact, each in fresh])
    for artifact, content_hash in fresh:
        _put_in_place(ledger, artifact.path, _beside(ledger, artifact.path, (artifact.content,)), content_hash)


def _is_in_place(ledger: Ledger, path: str, content_hash: str) -> bool:
    """Whether the file need not be written; noted if so. A file that never held this is not read."""
    if content_hash not in ledger.known.get(path, ()):
        return False
    state = current_state(f"{ledger.folders.root}/{path}", ledger.states.get(path))
    if state is None or state.hash != content_hash:
        return False
    ledger.unchanged[path], ledger.hashes[path] = state, content_hash
    return True


def write_copies(ledger: Ledger, origins: Iterable[Origin]) -> None:
    """Bring the copies up to date."""
    for origin in origins:
        if not _is_in_place(ledger, origin.path, origin.state.hash):
            append_to_journal(ledger.folders.root, [(origin.path, origin.state.hash)])
            _write_copy(ledger, origin)


def _write_copy(ledger: Ledger, origin: Origin) -> None:
    """Copy a file; should it have changed since it was read, what was copied counts."""
    digest = hashlib.sha256()
    beside = _beside(ledger, origin.path, _through(digest, bites(origin.place)))
    if digest.hexdigest() != origin.state.hash:
        append_to_journal(ledger.folders.root, [(origin.path, digest.hexdigest())])
    _put_in_place(ledger, origin.path, beside, digest.hexdigest())


def _through(digest: hashlib._Hash, content: Iterable[bytes]) -> Iterator[bytes]:
    for bite in content:
        digest.update(bite)
        yield bite


def _beside(ledger: Ledger, path: str, content: Iterable[bytes]) -> Beside:
    make_folder(ledger.folders, folder_of(path))
    return write_beside(f"{ledger.folders.root}/{folder_of(path)}", content)


def _put_in_place(ledger: Ledger, path: str, beside: Beside, content_hash: str) -> None:
    place = f"{ledger.folders.root}/{path}"
    ledger.written[path] = state_of(content_hash, put_in_place(beside, place))
    ledger.hashes[path] = content_hash
