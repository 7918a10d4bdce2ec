"""The files that a commit holds below a folder, under the rules of a walk on disk."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from rlnotes.config.globs import fitting
from rlnotes.config.ignore_rules import GIT_IGNORE, IGNORE_FILES, FileAbove, IgnoreRules, steps_to
from rlnotes.model.diagnostic import Diagnostic, Diagnostics, at_top
from rlnotes.shell.exclusion import is_hidden_name
from rlnotes.shell.ignore_files import ignore_text_of
from rlnotes.shell.past.git import Repository, asked, lost
from rlnotes.shell.reading import MOST_BYTES

_LINK, _SUBMODULE = "120000", "160000"
_HEAD_BYTES: Final = 200
_MOST_LINKS: Final = 40  # as many as Linux follows


@dataclass(frozen=True, slots=True)
class Entry:
    """What git's tree says of one file: its mode, the id of its content, and its path as git writes it."""

    mode: str
    content_id: str
    path: str


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of the commit: its NFC path below the folder, the id of its content, and the entries it depends on.

    `entries` are the paths, as git writes them, of the file itself and, if it is a symbolic link, of all that it leads
    through.
    """

    path: str
    content_id: str
    entries: frozenset[str]


@dataclass(frozen=True, slots=True)
class Held:
    """What a commit holds: the `files` that count, by path, and `everything` that is a file, by its path.

    `submodules` are the folders whose files another repository holds. `apart` are, as git writes them, the paths of
    what the commit alone does not tell: links that lead elsewhere, names that are not UTF-8.
    """

    files: tuple[Blob, ...]
    everything: Mapping[str, Blob]
    submodules: frozenset[str]
    apart: frozenset[str]
    used_excludes: frozenset[str]
    diagnostics: Diagnostics


def held_by(repository: Repository, commit: str, exclude: Sequence[str]) -> Held:
    """What `commit` holds below the folder of the repository.

    Raises:
        CannotRun: git can't read the commit.
    """
    listed = sorted(_listed(repository, commit), key=lambda entry: entry.path.split("/"))
    blobs = _blobs(repository, listed)
    used: set[str] = set()
    rules = _ignore_rules(repository, commit, listed)
    kept = {entry.path: blobs.get(entry.path) for entry in listed if _is_kept(entry.path, exclude, rules, used)}
    counting = {path: blob for path, blob in kept.items() if blob and blob.entries <= kept.keys()}
    files, problems = _apart_in_name(counting.values())
    return Held(
        files,
        {blob.path: blob for blob in blobs.values()},
        frozenset(shown(entry.path) for entry in listed if entry.mode == _SUBMODULE),
        frozenset(kept.keys() - counting.keys()),
        frozenset(used),
        problems,
    )


def _blobs(repository: Repository, listed: Sequence[Entry]) -> Mapping[str, Blob]:
    """The file that each entry stands for, by the entry's path, as far as there is one."""
    links = dict(_links(repository, [entry for entry in listed if entry.mode == _LINK]))
    plain = {entry.path: entry for entry in listed if entry.mode not in {_LINK, _SUBMODULE}}
    met = ((entry.path, _blob(entry, plain, links)) for entry in listed if _is_utf8(entry.path))
    return {path: blob for path, blob in met if blob is not None}


def _apart_in_name(blobs: Iterable[Blob]) -> tuple[tuple[Blob, ...], Diagnostics]:
    """The blobs by path, and a finding for each that has the path of one before."""
    files: dict[str, Blob] = {}
    problems: list[Diagnostic] = []
    for blob in blobs:
        if files.setdefault(blob.path, blob) is not blob:
            message = "two files have this name, in different Unicode forms"
            problems.append(at_top(blob.path, "duplicate-address", message, "rename one of them"))
    return tuple(files[path] for path in sorted(files)), tuple(problems)


def blob_at(repository: Repository, commit: str, path: str) -> Blob | None:
    """The plain file at `path`, relative to the folder, that may lie outside of it; None if the commit has none."""
    found = next((entry for entry in _listed(repository, commit, path) if entry.path == path), None)
    if found is None or found.mode in {_LINK, _SUBMODULE}:
        return None
    return Blob(shown(path), found.content_id, frozenset({path}))


def sizes(repository: Repository, ids: Iterable[str]) -> Mapping[str, int]:
    """How many bytes each blob has, by its id.

    Raises:
        CannotRun: one is missing, as in a partial clone.
    """
    wanted = sorted({*ids})
    if not wanted:
        return {}
    given = "".join(f"{each}\n" for each in wanted).encode()
    answer = asked(repository.folder, "cat-file", "--batch-check=%(objectsize)", given=given)
    found: dict[str, int] = {}
    for each, line in zip_longest(wanted, answer.line.splitlines(), fillvalue=""):
        if not line.isdecimal():  # the id, and "missing"
            raise lost(repository, answer.words or f"a file is missing: {each}")
        found[each] = int(line)
    return found


def contents(repository: Repository, ids: Iterable[str]) -> Mapping[str, bytes]:
    """The content of each blob by its id, but of those that are too large to be read.

    Raises:
        CannotRun: one is missing, as in a partial clone.
    """
    wanted = [each for each, size in sizes(repository, ids).items() if size <= MOST_BYTES]
    if not wanted:
        return {}
    answer = asked(repository.folder, "cat-file", "--batch", given="".join(f"{each}\n" for each in wanted).encode())
    found: dict[str, bytes] = {}
    place = 0
    for each in wanted:
        head, _, _ = answer.content[place : place + _HEAD_BYTES].partition(b"\n")
        fields = head.split(b" ")  # id, type, size; or id, "missing"
        if len(fields) != len(("id", "type", "size")):
            raise lost(repository, answer.words or f"a file is missing: {each}")
        place += len(head) + 1
        found[each] = answer.content[place : place + int(fields[2])]
        place += len(found[each]) + 1
    return found


def _listed(repository: Repository, commit: str, *paths: str) -> Iterator[Entry]:
    """The entries of a commit at `paths`, without any below the folder; their paths are relative to the folder."""
    answer = asked(repository.folder, "ls-tree", "-r", "-z", commit, "--", *paths)
    if answer.code:
        raise lost(repository, answer.words)
    for line in answer.content.decode(errors="surrogateescape").split("\0"):
        head, tab, name = line.partition("\t")
        if tab:
            mode, _, content_id = head.split(" ")
            yield Entry(mode, content_id, name)


def _links(repository: Repository, links: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """The path of each symbolic link with the path that it leads to, not yet made plain."""
    targets = contents(repository, (entry.content_id for entry in links))
    for entry in links:
        target = targets.get(entry.content_id, b"").decode(errors="surrogateescape")
        yield entry.path, posixpath.join(posixpath.dirname(entry.path), target)


def _blob(entry: Entry, plain: Mapping[str, Entry], links: Mapping[str, str]) -> Blob | None:
    """The file that an entry stands for, itself or where it leads; None if none can be told from the commit."""
    path, passed = entry.path, {entry.path}
    for _ in range(_MOST_LINKS):
        path = posixpath.normpath(path)
        if path in plain:
            return Blob(shown(entry.path), plain[path].content_id, frozenset({*passed, path}))
        link = next((each for each in (path, *_above(path)) if each in links), None)
        if link is None:
            return None
        passed.add(link)
        path = links[link] + path[len(link) :]
    return None


def _above(path: str) -> Iterator[str]:
    while path := posixpath.dirname(path).rstrip("/"):
        yield path


def _is_kept(path: str, exclude: Sequence[str], rules: IgnoreRules, used: set[str]) -> bool:
    """Whether a walk comes to the file at `path`; the exclusions that keep it from there are added to `used`."""
    for step in steps_to(shown(path)):
        matching = fitting(step.rstrip("/"), exclude) if exclude else ()
        used.update(matching)
        if matching or is_hidden_name(step.rstrip("/").rpartition("/")[2]) or rules.leaving_out(step):
            return False
    return True


def _ignore_rules(repository: Repository, commit: str, listed: Sequence[Entry]) -> IgnoreRules:
    """The ignore files that the commit holds below the folder and above it."""
    within = {entry.path: entry.content_id for entry in listed if _is_plain(entry) and _is_ignore_file(entry.path)}
    height = len(repository.folder.parts) - len(repository.top.parts)
    ways = {
        "../" * step + GIT_IGNORE: "/".join((*repository.folder.parts[-step:], "")) for step in range(1, height + 1)
    }
    above = {name: blob for name in ways if (blob := blob_at(repository, commit, name))}
    texts = contents(repository, [*within.values(), *(blob.content_id for blob in above.values())])
    return IgnoreRules(
        {shown(path): ignore_text_of(texts.get(content_id, b"")) for path, content_id in within.items()},
        tuple(
            FileAbove(name, ways[name], ignore_text_of(texts.get(blob.content_id, b""))) for name, blob in above.items()
        ),
    )


def _is_plain(entry: Entry) -> bool:
    return entry.mode not in {_LINK, _SUBMODULE}


def _is_ignore_file(path: str) -> bool:
    return path.rpartition("/")[2] in IGNORE_FILES


def shown(path: str) -> str:
    """A path of git as the walk on disk names it."""
    if path.isascii():
        return path
    return unicodedata.normalize("NFC", path.encode(errors="surrogateescape").decode(errors="replace"))


def _is_utf8(path: str) -> bool:
    return path.isascii() or not any("\ud800" <= character <= "\udfff" for character in path)
