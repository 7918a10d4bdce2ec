"""The output folder, brought up to date: what changed is written, what is stale and ours is removed, all else stays."""

from __future__ import annotations

import hashlib
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from rlnotes.model.page import Artifact, Copy
from rlnotes.shell.addresses import checked_paths, is_plain, parents, place_of
from rlnotes.shell.failure import CannotRun, reason
from rlnotes.shell.lock import lock
from rlnotes.shell.manifest import MANIFEST_NAME, Known, manifest_bytes, read_manifest, union
from rlnotes.shell.territory import check_territory

Content: TypeAlias = bytes | Path  # the bytes themselves, or the file they are copied from
_TEMPORARY: Final = ".rlnotes-tmp"


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the files: paths below the output folder; `kept` were changed by another hand and stay."""

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the output goes and what it must not touch."""

    output: Path
    notes: Path
    project: Path
    home: Path


def store(path: Path, content: Content) -> None:
    """Write one file as a temporary neighbour and rename it, so that it is old or new but never half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.parent / _TEMPORARY
    temporary.unlink(missing_ok=True)
    with temporary.open("xb") as file:
        if isinstance(content, bytes):
            file.write(content)
        else:
            with content.open("rb") as origin:
                shutil.copyfileobj(origin, file)
    temporary.replace(path)


@dataclass(frozen=True, slots=True)
class Disk:
    """The two ways a build changes the disk."""

    store: Callable[[Path, Content], None] = store
    remove: Callable[[Path], None] = Path.unlink


def write_site(
    destination: Destination, artifacts: Iterable[Artifact], copies: Iterable[Copy], disk: Disk = Disk()
) -> Written:
    """The site on disk, and what had to be done for it.

    Before anything else the manifest is made to name the files as they are and as they will be: killed at any
    point, the next build knows every file as ours and ends where an undisturbed one would have.

    Raises:
        CannotRun: the output is not ours to write, a path is unfit, or the system refuses.
    """
    contents = _contents(destination.notes, artifacts, copies)
    checked_paths(contents)
    with _words_for_refusals(destination.output):
        check_territory(destination.output, destination.notes, destination.project, destination.home)
        destination.output.mkdir(parents=True, exist_ok=True)
        with lock(destination.output):
            return _update(destination.output, contents, disk)


def _update(output: Path, contents: Mapping[str, Content], disk: Disk) -> Written:
    before = _known(output)
    after: Known = {path: frozenset({_hash(content)}) for path, content in contents.items()}
    fresh = [path for path in contents if not _has(output, path, after[path])]
    stale = [path for path in before if path not in after]
    _refuse_strangers(output, fresh, before)
    journal = union(before, after)
    if fresh or stale or journal != before:
        _record(output, journal, disk)
    removed, kept = _prune(output, {path: before[path] for path in stale}, disk)
    for path in fresh:
        disk.store(place_of(output, path), contents[path])
    _sweep(output, journal)
    _record(output, union(after, {path: before[path] for path in kept}), disk)
    unchanged = tuple(path for path in contents if path not in set(fresh))
    return Written(tuple(fresh), unchanged, removed, kept)


def clean(destination: Destination, disk: Disk = Disk()) -> Written:
    """What was removed from the output: every file of ours, and the folder itself when nothing else is in it.

    Raises:
        CannotRun: the output is not ours, or the system refuses.
    """
    with _words_for_refusals(destination.output):
        check_territory(destination.output, destination.notes, destination.project, destination.home)
        if not destination.output.exists():
            return Written()
        with lock(destination.output):
            before = _known(destination.output)
            removed, kept = _prune(destination.output, before, disk)
            _sweep(destination.output, before)
            _record(destination.output, {path: before[path] for path in kept}, disk)
        _remove_if_bare(destination.output)
    return Written(removed=removed, kept=kept)


def real_path(folder: Path, path: str) -> Path:
    """The file that a normalised path names: the disk may spell its name in another Unicode form."""
    place = folder
    for segment in path.split("/"):
        place = place / segment if (place / segment).exists() else _respelled(place, segment)
    return place


def _respelled(folder: Path, name: str) -> Path:
    entries = sorted(folder.iterdir()) if folder.is_dir() else []
    return next((entry for entry in entries if unicodedata.normalize("NFC", entry.name) == name), folder / name)


def _contents(notes: Path, artifacts: Iterable[Artifact], copies: Iterable[Copy]) -> dict[str, Content]:
    """What each output path shall hold, by path."""
    pairs: list[tuple[str, Content]] = [(artifact.path, artifact.content) for artifact in artifacts]
    pairs += [(copy.path, real_path(notes, copy.origin)) for copy in copies]
    contents: dict[str, Content] = {}
    for path, content in sorted(pairs, key=lambda pair: pair[0]):
        if path in contents:
            raise CannotRun(f"two files would be written to {path!r}")
        contents[path] = content
    return contents


def _known(output: Path) -> Known:
    """What the manifest lists, short of entries that a stranger could have slipped in to reach outside."""
    return {path: hashes for path, hashes in (read_manifest(output) or {}).items() if is_plain(path)}


def _hash(content: Content) -> str:
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    with content.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _has(output: Path, path: str, hashes: frozenset[str]) -> bool:
    """Whether `path` is a file of its own, reached through no link, with one of these hashes."""
    place = place_of(output, path)
    return not place.is_symlink() and place.is_file() and _hash(place) in hashes


def _refuse_strangers(output: Path, fresh: Iterable[str], known: Known) -> None:
    """Nothing, unless something that we did not write stands where one of our files must go."""
    for path in fresh:
        strangers = {place for place in (path, *_files_below(output, path)) if _is_file(output / place)}
        strangers |= {place for place in parents(path) if _is_file(output / place)}
        for stranger in sorted(strangers - known.keys()):
            raise CannotRun(f"{output.name}/{stranger} was not written by rlnotes; move it away or remove it")


def _is_file(place: Path) -> bool:
    return place.is_symlink() or (place.exists() and not place.is_dir())


def _files_below(output: Path, path: str) -> Iterator[str]:
    if (output / path).is_dir():
        yield from (entry.relative_to(output).as_posix() for entry in (output / path).rglob("*"))


def _prune(output: Path, stale: Known, disk: Disk) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The stale files that were removed, and those that were changed since we wrote them and stay."""
    removed, kept = [], []
    for path in sorted(stale):
        if _has(output, path, stale[path]):
            disk.remove(output / path)
            removed.append(path)
        elif _is_file(output / path):
            kept.append(path)
        _remove_empty(output, path)
    return tuple(removed), tuple(kept)


def _remove_empty(output: Path, path: str) -> None:
    """Remove the folders above a file that is gone, as far as they are empty."""
    for parent in parents(path):
        try:
            (output / parent / _TEMPORARY).unlink(missing_ok=True)
            (output / parent).rmdir()
        except (FileNotFoundError, NotADirectoryError):  # a killed build got so far, or has a file there now
            continue
        except OSError:  # not empty
            return


def _sweep(output: Path, known: Known) -> None:
    """Remove what a killed build may have left beside the files it was writing."""
    for folder in sorted({output, *(output / parent for path in known for parent in parents(path))}):
        with suppress(OSError):
            (folder / _TEMPORARY).unlink()


def _record(output: Path, known: Known, disk: Disk) -> None:
    """Write the manifest, unless it already says this."""
    content = manifest_bytes(known)
    path = output / MANIFEST_NAME
    if not path.is_file() or path.read_bytes() != content:
        disk.store(path, content)


def _remove_if_bare(output: Path) -> None:
    """Remove the folder when only the manifest is left; else the manifest stays as the mark that it is ours."""
    if [entry.name for entry in output.iterdir()] == [MANIFEST_NAME]:
        (output / MANIFEST_NAME).unlink()
        output.rmdir()


@contextmanager
def _words_for_refusals(output: Path) -> Iterator[None]:
    """Turns what the system refuses into words."""
    try:
        yield
    except OSError as error:
        name = Path(error.filename or output).name
        raise CannotRun(f"can't write {output.name}/ ({name}): {reason(error)}") from error
