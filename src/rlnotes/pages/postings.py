"""Postings: for each term the pages it is on, in files that a script finds by the first letters of a term.

A page is known by a hash of its path, so that a new one changes none of the others. A posting is six characters: five
for the hash and one for the weight of the term on that page.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, TypeAlias

from rlnotes.graph.members import note_tags
from rlnotes.graph.site import Site
from rlnotes.model.naming import folded
from rlnotes.model.note import Note
from rlnotes.model.reference import Reference
from rlnotes.pages.faces import Face, Faces
from rlnotes.pages.groups import fnv_hash
from rlnotes.pages.urls import tags_above
from rlnotes.parse.search_terms import NAME, TITLE, TOLD, Terms, weighed_terms

Postings: TypeAlias = Mapping[str, str]
"""The postings of each term of a file, in order of the hashes."""

FOLDER: Final = "search/"
FACETS: Final = f"{FOLDER}facets.json"
_ENDS: Final = f"{FOLDER}ends/"
LETTERS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$()*+,-./:;=?@[]^_`{|"
"""85 characters that stand for themselves in JSON and in HTML."""
WIDTH: Final = 6
_FIRST: Final = 4
"""How many first letters of a term decide about its file: they are all a reader has to type.

With three, all that begins with "con" or "pro" stands in one file; at 10,000 notes of 250 words it has 190 KB.
"""
_LAST: Final = 2
"""How many last letters of a term decide about the file of its ending."""


def facets_of(site: Site, faces: Faces) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The kinds of listed pages, by their first page, and their years, latest first."""
    listed = [face for face in faces.values() if face.is_listed]
    kinds = tuple(dict.fromkeys(face.kind.value for face in listed))
    return kinds, tuple(sorted({year for face in listed if (year := _year(site, face))}, reverse=True))


def file_count(previews: int) -> int:
    """How many files there are for so many files of previews: they grow together, and both seldom."""
    return max(1, previews // 2)


def file_of(term: str, count: int) -> str:
    """The path of the file that has the postings of `term`."""
    return _file(term if ":" in term else term[:_FIRST], count)


@lru_cache(maxsize=65_536)
def _file(beginning: str, count: int) -> str:
    return f"{FOLDER}{fnv_hash(beginning) & (count - 1):x}.json"


@lru_cache(maxsize=65_536)
def page_hash(path: str) -> str:
    """The five characters for the page at an output path."""
    number, found = fnv_hash(path), ""
    for _ in range(5):
        number, digit = divmod(number, len(LETTERS))
        found = LETTERS[digit] + found
    return found


def postings_of(site: Site, faces: Faces, count: int) -> dict[str, Postings]:
    """All postings, by the path of their file; listed pages are found, others are not."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    gathering = _gathering(site)
    pages = sorted((page_hash(face.path), face.node) for face in faces.values() if face.is_listed)
    for mark, node in pages:
        own = _own_note(site, node)
        for weight, *terms in (group.split(" ") for group in page_terms(site, node, own.terms if own else ())):
            posting = mark + weight
            for term in terms:
                found[term].append(posting)
        for term in _facets(site, faces[node], own, gathering):
            found[term].append(f"{mark}1")
    if len({mark for mark, _ in pages}) < len(pages):
        for postings in found.values():
            postings.sort()
    files: dict[str, dict[str, str]] = {f"{FOLDER}{number:x}.json": {} for number in range(count)}
    for term in sorted(found):
        files[file_of(term, count)][term] = "".join(found[term])
    return dict(sorted(files.items()))


def _own_note(site: Site, node: str) -> Note | None:
    """The note that a node's page shows, if it shows one."""
    path = site.comments.get(node[1:], "") if node.startswith("@") else node
    return site.notes.get(path)


def page_terms(site: Site, node: str, own: Terms) -> Terms:
    """The terms of a node's page, whose note has its `own`; those of a source's record are added to them."""
    reference = site.references.get(node[1:]) if node.startswith("@") else None
    return _united(own, _reference_terms(reference)) if reference else own


def _united(one: Terms, other: Terms) -> Terms:
    """The terms of a page that two texts are about, each with its higher weight."""
    weights = weights_of(one)
    for term, weight in weights_of(other).items():
        weights[term] = max(weight, weights.get(term, ""))
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for term, weight in weights.items():
        groups[weight].append(term)
    return tuple(" ".join((weight, *sorted(groups[weight]))) for weight in sorted(groups))


def _reference_terms(reference: Reference) -> Terms:
    authors = " ".join(f"{name.given} {name.family} {name.literal}" for name in reference.authors)
    told = (reference.venue, " ".join(map(str, reference.issued[:1])), reference.doi, reference.arxiv)
    return weighed_terms("", [(TITLE, reference.title), (NAME, f"{authors} {reference.key}"), (TOLD, " ".join(told))])


def weights_of(terms: Terms) -> dict[str, str]:
    """The weight of each term."""
    return {term: weight for weight, *some in (group.split(" ") for group in terms) for term in some}


def _gathering(site: Site) -> Mapping[str, tuple[str, ...]]:
    """For each node the topics that gather it."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for topic, members in site.topics.items():
        for member in members:
            found[member.node].append(topic)
    return {node: tuple(topics) for node, topics in found.items()}


def _facets(site: Site, face: Face, own: Note | None, gathering: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """What a page can be picked by: terms with a colon, which no word has."""
    yield f"kind:{face.kind.value}"
    if year := _year(site, face):
        yield f"year:{year}"
    for topic in gathering.get(face.node, ()):
        yield f"topic:{topic}"
    if own:
        yield from _of_note(own)


def _of_note(note: Note) -> Iterator[str]:
    if note.front.status:
        yield f"status:{note.front.status.value}"
    if note.front.state:
        yield f"status:{note.front.state.value}"
    tags = (above for tag in note_tags(note) for above in tags_above(folded(tag)))
    for tag in dict.fromkeys(tags):
        yield f"tag:{tag}"


def _year(site: Site, face: Face) -> str:
    if face.node.startswith("@"):
        issued = site.references[face.node[1:]].issued if face.node[1:] in site.references else ()
        return str(issued[0]) if issued else ""
    return str(face.created.year) if face.created else ""


def endings_of(postings: Iterable[Postings], count: int) -> dict[str, tuple[str, ...]]:
    """The terms that may be mistyped, in files that a script finds by their last letters."""
    found: dict[str, list[str]] = {f"{_ENDS}{number:x}.json": [] for number in range(_ending_count(count))}
    for terms in postings:
        for term in terms:
            if name := ending_of(term, count):
                found[name].append(term)
    return {name: tuple(sorted(found[name])) for name in sorted(found)}


def _ending_count(count: int) -> int:
    return max(1, count // 8)


def ending_of(term: str, count: int) -> str:
    """The path of the file that has `term` among those with its last letters; "" for terms that are in none."""
    if len(term) < _SHORTEST or ":" in term:
        return ""
    return f"{_ENDS}{fnv_hash(term[-_LAST:]) & (_ending_count(count) - 1):x}.json"


_SHORTEST: Final = 4
"""Letters from which on a word may be mistyped within its first letters and still be found by its last ones."""


def changed_endings(
    endings: Mapping[str, tuple[str, ...]], count: int, before: Mapping[str, Postings], after: Mapping[str, Postings]
) -> dict[str, tuple[str, ...]]:
    """The files of endings that are others after files of postings changed."""
    found: dict[str, set[str]] = {}
    for name, terms in after.items():
        old = before.get(name, {})
        for term in old.keys() ^ terms.keys():
            if path := ending_of(term, count):
                known = found.setdefault(path, set(endings.get(path, ())))
                (known.add if term in terms else known.discard)(term)
    return {path: tuple(sorted(terms)) for path, terms in found.items()}


def changed_postings(
    postings: Mapping[str, Postings], count: int, changes: Iterable[tuple[str, Terms, Terms]]
) -> dict[str, Postings]:
    """The files that are others after the terms of pages changed, given by path as they were and as they are."""
    files: dict[str, dict[str, str]] = {}
    for path, before, after in changes:
        mark, old, new = page_hash(path), weights_of(before), weights_of(after)
        for term in sorted(old.keys() | new.keys()):
            if old.get(term) != new.get(term):
                name = file_of(term, count)
                entries = files.setdefault(name, dict(postings.get(name, {})))
                _put(entries, term, *(mark + weight if weight else "" for weight in (old.get(term), new.get(term))))
    return {name: dict(sorted(entries.items())) for name, entries in files.items()}


def _put(entries: dict[str, str], term: str, old: str, new: str) -> None:
    """Put the `new` posting among those of a term in the place of the `old` one; "" stands for none."""
    text = entries.get(term, "")
    postings = [text[start : start + WIDTH] for start in range(0, len(text), WIDTH)]
    if old:
        postings.remove(old)
    if new:
        insort(postings, new)
    if postings:
        entries[term] = "".join(postings)
    else:
        entries.pop(term, None)
