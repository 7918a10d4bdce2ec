"""unlinked-mention: running text has the name of another note, which is linked nowhere in this one.

It is off unless it is asked for, and stands on no shelf of rules: it needs the text of the files.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from rlnotes.graph.resolution import Found, NodeId, target_node
from rlnotes.graph.resolve import Terrain, resolve
from rlnotes.graph.site import Site
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.link import Link, LinkForm
from rlnotes.model.naming import folded
from rlnotes.model.note import Note
from rlnotes.model.place import TOP, Span
from rlnotes.parse.running_text import Passage

RULE: Final = "unlinked-mention"
_LONG: Final = 8
"""Letters from which on a single word is a name and no accident."""
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Mention:
    """The first mention of a note: where, in which words, and whether in a cell of a table."""

    path: str
    span: Span
    written: str
    node: NodeId
    is_in_cell: bool


@dataclass(frozen=True, slots=True)
class Names:
    """The names by which notes are mentioned, by their words; for each first word, how many words such names have."""

    by_words: Mapping[tuple[str, ...], tuple[tuple[str, NodeId], ...]]
    lengths: Mapping[str, tuple[int, ...]]


def names_of(site: Site) -> Names:
    """The names by which notes are mentioned: titles and aliases of listed notes that no two notes share."""
    nodes: defaultdict[str, set[NodeId]] = defaultdict(set)
    spelt: dict[str, str] = {}
    for path, note in site.notes.items():
        for name in _own_names(note) if site.nodes[path] in site.listed else ():
            nodes[folded(name)].add(site.nodes[path])
            spelt.setdefault(folded(name), name)
    names: defaultdict[tuple[str, ...], list[tuple[str, NodeId]]] = defaultdict(list)
    for key, owners in sorted(nodes.items()):
        if len(owners) == 1:
            names[tuple(_WORD.findall(key))].append((spelt[key], next(iter(owners))))
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for words in names:
        lengths[words[0]].add(len(words))
    return Names(
        {words: tuple(found) for words, found in names.items()},
        {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()},
    )


def _own_names(note: Note) -> Iterator[str]:
    """The title and aliases that are too long, or too peculiar, to be mentioned by accident."""
    for name in (note.title, *note.front.aliases):
        words = _WORD.findall(name)
        if len(words) > 1 or len(name) >= _LONG or (len(name) > 1 and name.isupper()):
            yield name


def mentions(site: Site, names: Names, path: str, passages: Iterable[Passage]) -> Iterator[Mention]:
    """The first mention in the note at `path` of each note that it does not link."""
    linked = {target_node(each) for each in site.resolutions[path]} | {site.nodes[path]}
    for passage in passages:
        end = 0
        for match in _WORD.finditer(passage.text):
            if match.start() < end:
                continue
            name = next(_names_at(names, passage.text, match.start()), None)
            if name and name[1] not in linked:
                end, node = name
                linked.add(node)
                span = passage.span(match.start(), end)
                yield Mention(path, span, passage.text[match.start() : end], node, passage.is_cell)


def _names_at(names: Names, text: str, start: int) -> Iterator[tuple[int, NodeId]]:
    """The names that stand at `start`, the longest first: where each ends, and whose it is."""
    first = _WORD.match(text, start)
    lengths = names.lengths.get(folded(first[0]), ()) if first else ()
    matches = tuple(islice(_WORD.finditer(text, start), lengths[0])) if lengths else ()
    for length in lengths:
        words = tuple(folded(match[0]) for match in matches[:length])
        for name, node in names.by_words.get(words, ()):
            end = start + len(name)
            written = text[start:end]
            is_short = length == 1 and len(name) < _LONG
            is_whole = not _WORD.match(text, end) or not _WORD.match(text, end - 1)
            if (written == name if is_short else folded(written) == folded(name)) and is_whole:
                yield end, node


def finding(mention: Mention) -> Diagnostic:
    """The finding that a mention is."""
    where = mention.node.removeprefix("@")
    message = f"'{mention.written}' is the name of '{where}', which is linked nowhere here"
    return Diagnostic(mention.path, mention.span, RULE, message, "link it", where)


def link_text(site: Site, terrain: Terrain, mention: Mention) -> str:
    """The link to write in the place of a mention, in the manner of its note; "" where none would surely lead there."""
    if re.search(r"[\[\]|\\]", mention.written):
        return ""
    note = site.notes[mention.path]
    forms = {link.form for link in note.links}
    if LinkForm.MARKDOWN in forms and LinkForm.WIKI not in forms:
        return _path_link(terrain, mention)
    bare = mention.node.rpartition(".")[0] or mention.node.removeprefix("@")
    stem = posixpath.basename(bare)
    names = (mention.written, stem, bare) if folded(mention.written) == folded(stem) else (stem, bare)
    for name in names:  # a title or an alias alone is a name that other tools don't know
        if _leads(terrain, mention, name, LinkForm.WIKI):
            bar = "\\|" if mention.is_in_cell else "|"
            return f"[[{name}]]" if name == mention.written else f"[[{name}{bar}{mention.written}]]"
    return ""


def _path_link(terrain: Terrain, mention: Mention) -> str:
    path = posixpath.relpath(mention.node, posixpath.dirname(mention.path) or ".")
    is_plain = re.fullmatch(r"[\w./-]+", path) is not None
    return f"[{mention.written}]({path})" if is_plain and _leads(terrain, mention, path, LinkForm.MARKDOWN) else ""


def _leads(terrain: Terrain, mention: Mention, target: str, form: LinkForm) -> bool:
    """Whether a link so written leads to the note that is mentioned."""
    if re.search(r"[\[\]|#\\^]", target):
        return False
    found = resolve(terrain, mention.path, Link(0, form, target, None, "", TOP))
    return isinstance(found, Found) and found.node == mention.node and not found.spelling
