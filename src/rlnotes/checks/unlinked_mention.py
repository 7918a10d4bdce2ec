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
from urllib.parse import quote

from rlnotes.graph.resolution import Found, NodeId, source_node, target_node
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
_LONG_WITHOUT_SPACES: Final = 4
_SPACELESS: Final = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese and Japanese letters: no space tells where a word ends, so each is one."""
_WORD: Final = re.compile(rf"[{_SPACELESS}]|[^\W_{_SPACELESS}]+")
_WORDS_APART: Final = re.compile(r"\w+")
_ENDS_OF_SENTENCES: Final = " \t?!.,;:…\"'“”‘’¿¡"


@dataclass(frozen=True, slots=True)
class Mention:
    """The first mention of a note: where, in which words, and whether in a cell of a table."""

    path: str
    span: Span
    written: str
    node: NodeId
    is_in_cell: bool


@dataclass(frozen=True, slots=True)
class NewLink:
    """The link to write in the place of a mention: its text, and what it is when it is read."""

    mention: Mention
    text: str
    form: LinkForm
    target: str


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
            nodes[_flat(name)].add(site.nodes[path])
            spelt.setdefault(_flat(name), name)
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
    """The title and aliases that are too long, or too peculiar, to be mentioned by accident.

    A title that is a question is mentioned without its mark.
    """
    for whole in (note.title, *note.front.aliases):
        name = whole.strip(_ENDS_OF_SENTENCES)
        if _WORD.match(name) and _is_telling(name):
            yield name


def _is_telling(name: str) -> bool:
    is_short_capitals = len(name) > 1 and name.isupper()
    is_long = len(name) >= _LONG or len(re.findall(f"[{_SPACELESS}]", name)) >= _LONG_WITHOUT_SPACES
    return is_short_capitals or is_long or len(_WORDS_APART.findall(name)) > 1


def _flat(text: str) -> str:
    """`text` without regard to letter case and to how many spaces, or line ends, stand between words."""
    return " ".join(folded(text).split())


def mentions(site: Site, names: Names, path: str, passages: Iterable[Passage]) -> Iterator[Mention]:
    """The first mention in the note at `path` of each note that it neither links nor cites."""
    linked = {target_node(each) for each in site.resolutions[path]} | {site.nodes[path]}
    linked.update(map(source_node, site.cites[path]))
    for passage in passages:
        end = 0
        for match in _WORD.finditer(passage.text):
            if match.start() < end:
                continue
            name = next(_names_at(names, passage.text, match), None)
            if name and name[1] not in linked:
                end, node = name
                linked.add(node)
                span = passage.span(match.start(), end)
                yield Mention(path, span, passage.text[match.start() : end], node, passage.is_cell)


def _names_at(names: Names, text: str, first: re.Match[str]) -> Iterator[tuple[int, NodeId]]:
    """The names that begin with a word, the longest first: where each ends, and whose it is."""
    lengths = names.lengths.get(folded(first[0]), ())
    matches = tuple(islice(_WORD.finditer(text, first.start()), lengths[0])) if lengths else ()
    for length in (each for each in lengths if each <= len(matches)):
        words = tuple(folded(match[0]) for match in matches[:length])
        for name, node in names.by_words.get(words, ()):
            end = matches[length - 1].end() + _length_behind_words(name)
            if _is_name(name, text[first.start() : end]) and _is_whole(text, first.start(), end):
                yield end, node


def _length_behind_words(name: str) -> int:
    """How long what follows the last word is: 1 for "C#"."""
    return len(name) - max(match.end() for match in _WORD.finditer(name))


def _is_name(name: str, written: str) -> bool:
    """Whether a name is written so; short capitals are no other word in small letters."""
    if len(name) < _LONG and name.isupper():
        return written == name
    return _flat(written) == _flat(name)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch of words is no part of a longer word, of a variable's name, or of what stands in brackets."""
    before, after = text[max(start - 2, 0) : start], text[end : end + 2]
    is_joined = (before[-1:] == "_" and before[:-1].isalnum()) or (after[:1] == "_" and after[1:].isalnum())
    last = _WORD.match(text, end - 1)
    is_cut = last is not None and last.end() > end
    return not is_joined and not is_cut and before[-1:] != "[" and after[:1] != "]"


def finding(mention: Mention) -> Diagnostic:
    """The finding that a mention is."""
    where = mention.node.removeprefix("@")
    message = f"'{mention.written}' is the name of '{where}', which is linked nowhere here"
    return Diagnostic(mention.path, mention.span, RULE, message, "link it", where)


def has_wikilinks(site: Site) -> bool:
    """Whether any note has one: then a note without links is not the first to link by paths."""
    return any(link.form in _WIKI for note in site.notes.values() for link in note.links)


_WIKI: Final = (LinkForm.WIKI, LinkForm.EMBED)


def new_link(site: Site, terrain: Terrain, mention: Mention, *, is_wiki: bool) -> NewLink | None:
    """The link to write in the place of a mention, in the manner of its note; None where none would surely lead there.

    `is_wiki` is the manner of the collection, for a note without links.
    """
    node = mention.node
    path = site.comments.get(node.removeprefix("@")) if node.startswith("@") else node
    forms = {link.form for link in site.notes[mention.path].links}
    if path and not forms & set(_WIKI) and (LinkForm.MARKDOWN in forms or not is_wiki):
        links = _path_links(mention, path)
    else:
        links = _wikilinks(mention, path.rpartition(".")[0] if path else node.removeprefix("@"))
    is_plain = not re.search(r"[\[\]|\\]", mention.written)
    return next((each for each in links if is_plain and _leads(terrain, each)), None)


def _wikilinks(mention: Mention, bare: str) -> Iterator[NewLink]:
    """Wikilinks to the note whose path is `bare` without its ending, the shortest first; none over a line end."""
    stem, written = posixpath.basename(bare), mention.written
    names = (written, stem, bare) if folded(written) == folded(stem) else (stem, bare)
    bar = "\\|" if mention.is_in_cell else "|"
    for name in names:  # a title or an alias alone is a name that other tools don't know
        if not re.search(r"[\[\]|#\\^]", name) and "\n" not in written:
            text = f"[[{name}]]" if name == written else f"[[{name}{bar}{written}]]"
            yield NewLink(mention, text, LinkForm.WIKI, name)


def _path_links(mention: Mention, path: str) -> Iterator[NewLink]:
    target = posixpath.relpath(path, posixpath.dirname(mention.path) or ".")
    shown = target if re.fullmatch(r"[\w./-]+", target) else quote(target)
    yield NewLink(mention, f"[{mention.written}]({shown})", LinkForm.MARKDOWN, target)


def _leads(terrain: Terrain, new: NewLink) -> bool:
    """Whether a link leads to the note that is mentioned."""
    found = resolve(terrain, new.mention.path, Link(0, new.form, new.target, None, "", TOP))
    return isinstance(found, Found) and found.node == new.mention.node and not found.spelling
