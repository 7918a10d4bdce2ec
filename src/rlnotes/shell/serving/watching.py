"""The watch on the disk: folders and files whose changes count, even while they are missing; by events or polling."""

from __future__ import annotations

import errno
import os
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from rlnotes.config.globs import fitting
from rlnotes.shell.serving.build import Places
from rlnotes.shell.serving.changes import Changes
from rlnotes.shell.serving.noise import is_noise

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver, ObservedWatch

# Not files opened and closed without writing: reading for a rebuild would call for the next one. Not changed folders
# either: they say again what is said of the files in them, noise included.
_EVENTS: Final[list[type[FileSystemEvent]]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileClosedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]
_POLL_SECONDS: Final = 0.5
_LIMITS: Final = frozenset({errno.ENOSPC, errno.EMFILE})


@dataclass(frozen=True, slots=True)
class Extent:
    """Which paths count, as text: below which folders and which by themselves, under every name they have."""

    trees: tuple[str, ...]
    files: frozenset[str]
    notes: tuple[str, ...]
    exclude: tuple[str, ...]
    output: tuple[str, ...]

    def counts(self, path: str) -> bool:
        """Whether a change at `path` may change the site; above all that counts, folders that come or go do."""
        if any(_is_within(path, each) for each in self.output):
            return False
        if path in self.files or any(_is_within(each, path) for each in (*self.trees, *self.files)):
            return True
        return any(_is_within(path, tree) and self._is_told(path, tree) for tree in self.trees)

    def _is_told(self, path: str, tree: str) -> bool:
        below = unicodedata.normalize("NFC", Path(path).relative_to(tree).as_posix())
        return not is_noise(below) and not (tree in self.notes and fitting(below, self.exclude))


def extent(places: Places) -> Extent:
    """What counts, for these places."""
    notes = _names(places.trees[0])
    return Extent(
        tuple(name for tree in places.trees for name in _names(tree)),
        frozenset(name for file in places.files for name in _names(file)),
        notes,
        places.exclude,
        _names(places.output) if places.output else (),
    )


def _names(path: Path) -> tuple[str, ...]:
    """A path as it is written, and as it is without symbolic links."""
    written = os.path.abspath(path)  # noqa: PTH100 - `Path.resolve` would follow the links
    return tuple(dict.fromkeys((written, os.path.realpath(path))))


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


@dataclass(frozen=True, slots=True, order=True)
class Post:
    """A folder to be watched, alone or with all below it, as long as it is the same folder."""

    path: str
    is_tree: bool
    identity: tuple[int, int]


def posts(places: Places) -> frozenset[Post]:
    """The folders to watch: each tree, and what holds each place, to see it go and come.

    Where that is missing too, the nearest folder above.
    """
    found: set[Post] = set()
    for path in (*places.trees, *places.files):
        for name in _names(path):
            found.add(_post(_existing(Path(name).parent), is_tree=False))
    found.update(_post(Path(os.path.realpath(tree)), is_tree=True) for tree in places.trees if tree.is_dir())
    return frozenset(found)


def _existing(folder: Path) -> Path:
    return next(each for each in (folder, *folder.parents) if each.is_dir() or each == each.parent)


def _post(folder: Path, *, is_tree: bool) -> Post:
    try:
        status = folder.stat()
    except OSError:  # gone since
        return Post(str(folder), is_tree, (0, 0))
    return Post(str(folder), is_tree, (status.st_dev, status.st_ino))


class _Ear(FileSystemEventHandler):
    """Passes on what counts."""

    def __init__(self, changes: Changes, extent: Extent) -> None:
        self.extent = extent
        self._changes = changes

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note the event, if one of its paths counts: an atomic save has the real name as its destination only."""
        paths = (os.fsdecode(event.src_path), os.fsdecode(event.dest_path))
        for path in paths:
            if path and self.extent.counts(path):
                self._changes.note(path)


class Watch:
    """The watch on some places, which may change as the site's configuration does."""

    __slots__ = ("_ear", "_observer", "_places", "_posts", "changes", "is_polling", "limit")

    def __init__(self, places: Places, *, poll: bool = False) -> None:
        """A watch that has begun; with `poll`, one that asks for no events."""
        self.changes = Changes()
        self.limit = ""  # why it polls, if it was not asked to
        self.is_polling = poll
        self._places = places
        self._ear = _Ear(self.changes, extent(places))
        self._posts: dict[Post, ObservedWatch] = {}
        self._observer = self._started()
        self.follow(places)

    def follow(self, places: Places) -> None:
        """Watch these places from now on; folders that have come or gone since are looked for again."""
        self._places = places
        self._ear.extent = extent(places)
        try:
            self._station(posts(places))
        except OSError as error:
            if self.is_polling or error.errno not in _LIMITS:
                raise
            self._fall_back(error)

    def stop(self) -> None:
        """Watch no longer."""
        self._observer.stop()
        self._observer.join()

    def _started(self) -> BaseObserver:
        try:
            observer = PollingObserver(timeout=_POLL_SECONDS) if self.is_polling else Observer()
        except OSError as error:  # no inotify instance left
            if error.errno not in _LIMITS:
                raise
            self.is_polling, self.limit = True, error.strerror or ""
            observer = PollingObserver(timeout=_POLL_SECONDS)
        observer.start()
        return observer

    def _fall_back(self, error: OSError) -> None:
        """Poll instead, where the system has no watches left."""
        self.stop()
        self.is_polling, self.limit = True, error.strerror or ""
        self._posts = {}
        self._observer = self._started()
        self.follow(self._places)

    def _station(self, wanted: frozenset[Post]) -> None:
        """Bring the watched folders in line with the wanted ones."""
        for post in sorted(self._posts.keys() - wanted):
            self._observer.unschedule(self._posts.pop(post))
        fresh = sorted(wanted - self._posts.keys())
        for post in fresh:
            try:
                self._posts[post] = self._schedule(Path(post.path), recursive=post.is_tree)
            except (FileNotFoundError, NotADirectoryError):  # gone since: see what is there next time
                self.changes.note(post.path)
        if fresh and not self.is_polling:
            self._probe()

    def _schedule(self, folder: Path, *, recursive: bool) -> ObservedWatch:
        return self._observer.schedule(self._ear, folder, recursive=recursive, event_filter=_EVENTS)

    def _probe(self) -> None:
        """Nothing, if one more folder can be watched: watchdog keeps silent about folders below that it could not."""
        with tempfile.TemporaryDirectory(prefix="rlnotes-") as folder:
            self._observer.unschedule(self._schedule(Path(folder), recursive=False))


@contextmanager
def watching(places: Places, *, poll: bool = False) -> Iterator[Watch]:
    """A watch as long as the block lasts."""
    watch = Watch(places, poll=poll)
    try:
        yield watch
    finally:
        with suppress(RuntimeError):
            watch.stop()
