"""A first look at notes that rlnotes has not seen before: how many there are, what they are, how they are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from rlnotes.model.first_look import FirstLook
from rlnotes.model.link import LinkForm
from rlnotes.model.note import Kind, Note
from rlnotes.model.place import Source
from rlnotes.parse.dialect_signs import signs_of


def first_look(notes: Iterable[Note], texts: Mapping[str, Source]) -> FirstLook:
    """What is in `notes`; their `texts` show in which dialects they are written."""
    kinds: Counter[Kind] = Counter()
    links: Counter[LinkForm] = Counter()
    languages: Counter[str] = Counter()
    tags: set[str] = set()
    outside = described = 0
    for note in notes:
        kinds[note.front.kind] += 1
        links.update(link.form for link in note.links)
        outside += len(note.external_links)
        described += bool(note.front.spans)
        tags.update(note.front.tags, note.inline_tags)
        languages.update([note.front.lang] if note.front.lang else [])
    dialects = Counter(dialect for source in texts.values() for dialect in signs_of(source.text))
    return FirstLook(kinds, links, outside, described, len(tags), dialects, languages)
