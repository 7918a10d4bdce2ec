"""How the notes stood at the commit where a branch began, as far as they differ from how they stand now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from rlnotes.checks.novelty import changed_lines
from rlnotes.model.diagnostic import Diagnostic, Diagnostics, sorted_diagnostics
from rlnotes.model.place import Source
from rlnotes.parse.reading import plain_lines
from rlnotes.shell.decoding import decoded
from rlnotes.shell.past.commit import Blob, contents, shown, sizes
from rlnotes.shell.past.git import beginning
from rlnotes.shell.past.moves import moves
from rlnotes.shell.past.sides import Present, Sides, blob_named, sides_of, text_now
from rlnotes.shell.reading import too_large, useless_entries
from rlnotes.shell.shelving import SNIFFED_BYTES, Folder, Shelves, begins_as_csl, shelves

__all__ = ["Past", "Present", "past"]

_TEXTS: Final = (".md", ".markdown", ".bib", ".json")
_OF_CONTENT: Final = frozenset({"not-utf8", "outside-tree", "unreadable-file"})
_OF_NAMES: Final = frozenset({"missing-bibliography", "unused-exclude"})


@dataclass(frozen=True, slots=True)
class Past:
    """How things stood at `commit`, under the configuration of now.

    `as_now` are the paths of the notes and bibliographies that said what they say now; `notes` and `bibliographies`
    are the others, which have since been changed, renamed or removed. `files` are the attachments of then and
    `diagnostics` the findings of reading, those about files that are as now included. `renamed` leads from a path then
    to the path now, `changed_lines` from the path now of a text of then to the lines that it did not have.
    """

    commit: str
    as_now: frozenset[str]
    notes: tuple[Source, ...]
    bibliographies: tuple[Source, ...]
    files: frozenset[str]
    diagnostics: Diagnostics
    renamed: Mapping[str, str]
    changed_lines: Mapping[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class _Reread:
    """The files of then that git tells from those of now: which say the same all the same, and the others."""

    same: frozenset[str]
    other: Mapping[str, Source]
    diagnostics: Diagnostics


def past(present: Present, ref: str) -> Past:
    """How things stood at the merge base of `ref` and the commit checked out.

    The work tree as it is counts as now, what is not committed included. Nothing is written: no lock, object or ref.

    Raises:
        CannotRun: there is no git or repository, no such ref, no common history, or not enough of it in the clone.
    """
    sides = sides_of(present, ref)
    shelved, found = _shelved(sides)
    wanted = (*shelved.notes, *shelved.bibliographies)
    reread = _reread(sides, [blob for blob in wanted if not sides.is_as_now(blob)], found)
    beside = _in_submodules(sides)
    kept = {blob.path for blob in wanted} - reread.other.keys()
    renamed = _renamed(sides, {blob.path for blob in wanted}, reread.other)
    return Past(
        sides.commit,
        frozenset(kept | (beside & sides.texts.keys())),
        tuple(reread.other[blob.path] for blob in shelved.notes if blob.path in reread.other),
        tuple(reread.other[blob.path] for blob in shelved.bibliographies if blob.path in reread.other),
        shelved.files | (beside & sides.present.inventory.files),
        sorted_diagnostics(
            (*_told(sides, shelved), *_told_again(sides, (kept - reread.same) | beside), *reread.diagnostics)
        ),
        renamed,
        dict(_changed(sides, reread.other, renamed)),
    )


def _shelved(sides: Sides) -> tuple[Shelves[Blob], Mapping[str, bytes]]:
    """What the files of then were, and the contents that had to be read, by id."""
    names = sides.present.config.bibliography
    named = {name: blob_named(sides, name) for name in names}
    texts = [blob for blob in sides.held.files if _is_to_be_read(sides, blob, is_named=bool(names))]
    texts += [blob for blob in named.values() if blob and not sides.is_as_now(blob)]
    found = contents(sides.repository, (blob.content_id for blob in texts))
    large = [blob for blob in texts if blob.content_id not in found and blob.path.lower().endswith(".json")]
    starts = {each.content_id: beginning(sides.repository.folder, each.content_id, SNIFFED_BYTES) for each in large}
    folder = Folder(sides.held.files, partial(_opens_as_csl, sides, {**found, **starts}), named.get)
    return _bounded(sides, shelves(folder, names), found), found


def _bounded(sides: Sides, shelved: Shelves[Blob], found: Mapping[str, bytes]) -> Shelves[Blob]:
    """The same without the notes and bibliographies that were too large to be read, and a finding for each of these."""
    wanted = (*shelved.notes, *shelved.bibliographies)
    large = {blob for blob in wanted if not sides.is_as_now(blob) and blob.content_id not in found}
    if not large:
        return shelved
    size = sizes(sides.repository, (blob.content_id for blob in large))
    return replace(
        shelved,
        notes=tuple(blob for blob in shelved.notes if blob not in large),
        bibliographies=tuple(blob for blob in shelved.bibliographies if blob not in large),
        diagnostics=(*shelved.diagnostics, *(too_large(blob.path, size[blob.content_id]) for blob in large)),
    )


def _is_to_be_read(sides: Sides, blob: Blob, *, is_named: bool) -> bool:
    """Whether it takes the content to say what a file was, or what it said; `is_named` if bibliographies have names."""
    if not blob.path.lower().endswith(_TEXTS) or sides.is_as_now(blob):
        return False
    is_attachment = not is_named and sides.is_untouched(blob) and blob.path in sides.present.inventory.files
    return not is_attachment


def _opens_as_csl(sides: Sides, found: Mapping[str, bytes], blob: Blob) -> bool:
    """Whether a file opened like CSL-JSON then; one that is as now was a bibliography if it is one now."""
    content = found.get(blob.content_id)
    return blob.path in sides.texts if content is None else begins_as_csl(content[:SNIFFED_BYTES])


def _reread(sides: Sides, blobs: Iterable[Blob], found: Mapping[str, bytes]) -> _Reread:
    same: set[str] = set()
    other: dict[str, Source] = {}
    told: list[Diagnostic] = []
    for blob in blobs:
        source, problems = decoded(blob.path, found[blob.content_id])
        told += problems
        now = text_now(sides, blob.path)
        if now is not None and plain_lines(now) == plain_lines(source.text):  # only its line ends or its mode differ
            same.add(blob.path)
        else:
            other[blob.path] = source
    return _Reread(frozenset(same), other, tuple(told))


def _in_submodules(sides: Sides) -> frozenset[str]:
    """The files of now that another repository holds: they are taken to have been as they are."""
    folders = tuple(f"{each}/" for each in sides.held.submodules)
    return frozenset(path for path in (*sides.texts, *sides.present.inventory.files) if path.startswith(folders))


def _renamed(sides: Sides, before: Set[str], other: Mapping[str, Source]) -> Mapping[str, str]:
    """Where the files went that have another path now: as git sees it, and for what git does not track, as they say."""
    told = {then: now for then, now in sides.renamed.items() if then not in sides.texts}
    gone = [source for path, source in other.items() if path not in sides.texts and path not in told]
    if not gone:
        return told
    added = sorted(sides.texts.keys() - before - {*told.values()})
    texts = ((path, text_now(sides, path)) for path in added)
    return {**told, **moves(gone, (Source(path, text) for path, text in texts if text is not None))}


def _changed(
    sides: Sides, other: Mapping[str, Source], renamed: Mapping[str, str]
) -> Iterator[tuple[str, frozenset[int]]]:
    """The changed lines of each file that is not what it was."""
    for path, source in other.items():
        now = renamed.get(path, path)
        text = text_now(sides, now)
        if text is not None:
            yield now, changed_lines(source.text, text)


def _told(sides: Sides, shelved: Shelves[Blob]) -> Iterator[Diagnostic]:
    """What reading the folder then would have told of it as a whole, and of the configuration."""
    yield from sides.held.diagnostics
    yield from shelved.diagnostics
    present = sides.present
    unused = [glob for glob in present.config.exclude if glob not in sides.held.used_excludes]
    useless = useless_entries(shelved.missing, unused, present.config_name, present.places)
    known = {*present.diagnostics}
    yield from (each for each in useless if each in known)  # what git does not track may have been there all along
    yield from (each for each in present.diagnostics if _is_about_settings(sides, each))


def _is_about_settings(sides: Sides, told: Diagnostic) -> bool:
    """Whether a finding is about the configuration, which is that of now on both sides, and not for a file removed."""
    if told.path != sides.present.config_name or told.rule in _OF_NAMES:
        return False
    return told.rule != "bad-configuration" or blob_named(sides, sides.present.config.citation_style) is None


def _told_again(sides: Sides, as_now: Set[str]) -> Iterator[Diagnostic]:
    """What is told now of files that are as they were."""
    untouched = as_now | {shown(path) for path in sides.held.apart - sides.touched}
    yield from (each for each in sides.present.diagnostics if each.rule in _OF_CONTENT and each.path in untouched)
