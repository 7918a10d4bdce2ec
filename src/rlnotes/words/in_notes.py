"""The words that stand within a note's own text: the labels of callouts, the way back from a footnote."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final, TypeAlias

from rlnotes.words.reading import Table, built_in, parse_words, tables_of, tags_of

OwnWords: TypeAlias = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""What the tables of a site say within notes: by language tag, texts by key."""

_GROUPS: Final = ("callout.", "footnote.")


def own_words(site_texts: Mapping[str, str]) -> OwnWords:
    """What a site's own tables say within notes; `site_texts` are the files of its templates by name."""
    tables = sorted(tables_of(site_texts).items())
    found = ((tag, _within_notes(parse_words(text, tag).entries)) for tag, text in tables)
    return tuple((tag, tuple(sorted(texts.items()))) for tag, texts in found if texts)


def language_within(lang: str, language: str, own: OwnWords) -> str:
    """The language of the words within a note in `lang`: its own if there is a table for it, else the site's."""
    theirs = dict(own)
    return lang if any(tag in theirs or built_in(tag) for tag in tags_of(lang)) else language


@lru_cache(maxsize=64)
def words_within(language: str, own: OwnWords) -> Mapping[str, str]:
    """The words within a note, by key."""
    theirs, texts = dict(own), _within_notes(built_in("en"))
    for tag in tags_of(language):
        texts |= _within_notes(built_in(tag)) | dict(theirs.get(tag, ()))
    return MappingProxyType(texts)


def _within_notes(table: Table) -> dict[str, str]:
    return {key: text for key, text in table.items() if isinstance(text, str) and key.startswith(_GROUPS)}
