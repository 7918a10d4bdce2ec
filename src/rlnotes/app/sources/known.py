"""The records that a collection has, from bibliographies and from notes of kind source, without linking the rest."""

from __future__ import annotations

import re

from rlnotes.graph.sources import commented_keys, note_reference
from rlnotes.model.collection import Collection
from rlnotes.model.note import Kind
from rlnotes.model.reference import Reference
from rlnotes.parse.bibliography import parse_bibliography
from rlnotes.parse.note import ParseOptions, parse_note

_OF_A_SOURCE = re.compile(r"""^["']?kind["']?[ \t]{0,20}[:=][ \t]{0,20}["']?source\b""", re.MULTILINE | re.IGNORECASE)
_FRONT = 20_000
"""How far into a note its front matter is looked for, in characters."""


def known_records(collection: Collection) -> tuple[Reference, ...]:
    """The records of a collection, the first of each key, in order of files and places there."""
    parsed = (parse_bibliography(source) for source in collection.bibliographies)
    found = sorted((record for each in parsed for record in each.references), key=lambda each: (each.path, each.span))
    recorded = {record.key: record for record in reversed(found)}
    texts = (source for source in collection.notes if _OF_A_SOURCE.search(source.text, 0, _FRONT))
    notes = [parse_note(source, ParseOptions(has_terms=False)).note for source in texts]
    keys = commented_keys(notes, recorded)
    own = {
        keys[note.path]: note_reference(note, keys[note.path])
        for note in reversed(notes)
        if note.front.kind is Kind.SOURCE and keys[note.path] not in recorded
    }
    ordered = sorted(recorded.values(), key=lambda each: (each.path, each.span))
    return (*ordered, *(own[key] for key in sorted(own)))
