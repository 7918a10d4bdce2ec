"""Sources that have a Markdown side: which note comments on which record, and records that only a note gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rlnotes.graph.names import own_stem
from rlnotes.graph.works import ids_of, work_ids
from rlnotes.model.naming import folded
from rlnotes.model.note import Kind, Note, position_of
from rlnotes.model.reference import Name, Reference


def commented_keys(notes: Iterable[Note], references: Mapping[str, Reference]) -> dict[str, str]:
    """The citation key of each note of kind source, by path.

    The key is that of the record with the note's file stem, alias, DOI or arXiv id, whichever version that names;
    without such a record the stem is the key of a record of the note's own.
    """
    commenting = [note for note in notes if note.front.kind is Kind.SOURCE]
    if not commenting:
        return {}
    known = {folded(name): key for key, record in references.items() for name in _identifiers(record)}
    keys: dict[str, str] = {}
    for note in commenting:
        front = note.front
        names = (own_stem(note.path), *front.aliases, front.doi, front.arxiv, *work_ids(front.doi, front.arxiv))
        keys[note.path] = next((known[folded(name)] for name in names if name and folded(name) in known), names[0])
    return keys


def _identifiers(record: Reference) -> tuple[str, ...]:
    """The names by which a note may mean a record: as they are written, and as registries know the work."""
    return tuple(name for name in (record.key, record.doi, record.arxiv, *ids_of(record)) if name)


def note_reference(note: Note, key: str) -> Reference:
    """The record that the front matter of a note of kind source amounts to."""
    front = note.front
    issued = (front.date.year, front.date.month, front.date.day) if front.date else ()
    return Reference(
        key=key,
        type="article-journal" if front.venue else "article",
        title=note.title,
        authors=tuple(written_name(author) for author in front.authors),
        issued=issued,
        venue=front.venue,
        doi=front.doi,
        arxiv=front.arxiv,
        url=front.url or front.paper_url,
        path=note.path,
        span=position_of(front, "title"),
    )


def written_name(author: str) -> Name:
    """A name as people write it, "Shao, Zhihong" or "Zhihong Shao"; one word, or "The" and others, is a group."""
    if author.startswith("The "):
        return Name(literal=author.strip())
    if "," in author:
        family, _, given = author.partition(",")
        return Name(family.strip(), given.strip())
    given, _, family = author.strip().rpartition(" ")
    return Name(family, given) if given else Name(literal=family)
